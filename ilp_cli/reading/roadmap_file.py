"""The shape of roadmap.yaml, and its way into a District."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, create_model

from ilp_cli.core.finding import DISTRICT, Finding, Path, Waiver, finding
from ilp_cli.core.masking import as_shown, mask_numbers
from ilp_cli.core.names import maksud, near, normal
from ilp_cli.core.weekdays import hari_names, parse_hari
from ilp_cli.core.words import HARI
from ilp_cli.district.calendar import Libur
from ilp_cli.district.kesiapan import KriteriaDaerah, KriteriaKesiapan
from ilp_cli.district.numbers import Nip, digits_of
from ilp_cli.district.office import decreed_by, taken_apart
from ilp_cli.district.pelatihan import BIAYA, Pelatihan, TahunLatih, Tempat
from ilp_cli.district.place import Kabupaten, Kepala, Posyandu, Puskesmas, Pustu, kind_and_name, register_of
from ilp_cli.district.roadmap import (
    SK,
    Capaian,
    Counts,
    Kabar,
    Kebijakan,
    Lokus,
    Mengubah,
    Named,
    Penandatangan,
    Sasaran,
    Status,
    Tahap,
    lokus_of,
    versions,
)
from ilp_cli.district.rollout import RESOURCES, Batas, Kebutuhan, Rollout, SyaratSiap
from ilp_cli.district.table import TableSpec, named
from ilp_cli.district.tables import ROSTER
from ilp_cli.district.wilayah import KELOMPOK
from ilp_cli.files import misfits
from ilp_cli.files.yaml_file import YamlFile
from ilp_cli.law.configs import law, professions
from ilp_cli.law.indicators import meant, names
from ilp_cli.law.standard import NATIONAL, LocalStandard, Standard
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading.fit import Shape, as_meant, close_gaps, copy, moved, prune, wrong_root
from ilp_cli.reading.pendamping import Companion, companions
from ilp_cli.reading.shape import (
    FORM,
    LATITUDES,
    LONGITUDES,
    Amount,
    Day,
    Days,
    Few,
    FilledText,
    Later,
    LaterDay,
    Months,
    NameList,
    Number,
    Opening,
    Orang,
    Percent,
    Point,
    Promise,
    StandardValue,
    Text,
    Weeks,
    WholeNumber,
    YearNumber,
    YesNo,
    written,
)

UNNAMED = "(nama kabupaten belum disebut)"


def _place(value: object) -> object:
    """The place of a waiver; the one word "kabupaten" stands for what belongs to no puskesmas."""
    if not isinstance(value, str):
        return value
    if normal(value) != DISTRICT:
        words = f"harus {{puskesmas: …}}, boleh dengan pustu, posyandu, atau nama; atau “{DISTRICT}”"
        raise ValueError(words + written(value))
    return {"puskesmas": DISTRICT}


class _Kabupaten(Shape):
    contoh: ClassVar[str] = "{nama: %s, jenis: kabupaten}"

    nama: FilledText = Field(description="Nama kabupaten atau kota, tanpa kata Kabupaten")
    jenis: Literal["kabupaten", "kota"] | None = Field(None, description="kabupaten (bila tidak disebut) atau kota")
    kode: Text | None = Field(None, description='Kode Kemendagri, dalam tanda kutip: "73.17"')
    provinsi: Text | None = None
    ibu_kota: Text | None = None


class _Pustu(Shape):
    contoh: ClassVar[str] = "{nama: %s, desa: …}"

    nama: FilledText
    desa: Text | None = None
    hari_layanan: Days | None = Field(None, description="Hari layanan pustu ini, bila berbeda dari kabupaten")
    koordinat: Point | None = Field(None, description="Lintang dan bujur dalam derajat, untuk menghitung jarak")


class _Posyandu(Shape):
    contoh: ClassVar[str] = "{nama: %s, desa: …, pustu: …}"

    nama: FilledText
    desa: Text | None = None
    pustu: Text | None = Field(None, description="Nama pustu pembinanya")
    hari_buka: Opening | None = Field(
        None, description="Hari buka tiap bulan: tanggal 12, selasa ke-2, kamis terakhir; boleh daftar, juga tanggal"
    )
    jam: Text | None = Field(None, description='Jam buka, misalnya "08.00–11.00"')
    tempat: Text | None = Field(None, description="Tempat hari buka, misalnya balai desa")
    pendamping: tuple[Companion | None, ...] = Field((), description="Siapa mendampingi hari bukanya, dan dari mana")
    nomor_registrasi: Text | None = Field(None, description='Dari Ditjen Bina Pemdes: "73.17.10.2001.001"')


class _Kepala(Shape):
    contoh: ClassVar[str] = '{nama: "%s", nip: "…"}'

    nama: Orang | None = None
    nip: Later | None = Field(None, description="Dalam tanda kutip; hanya dicetak bila diminta dengan --nip tampil")


class _Puskesmas(Shape):
    contoh: ClassVar[str] = '{nama: %s, kode: "…", kecamatan: …, pustu: […], posyandu: […]}'

    nama: FilledText
    kode: Text | None = Field(None, description='Kode Kemenkes, dalam tanda kutip: "1070668"')
    kecamatan: Text | None = None
    kepala: _Kepala | None = Field(None, description="Kepala puskesmas, yang menandatangani jadwal tugas")
    koordinat: Point | None = Field(None, description="Lintang dan bujur dalam derajat, untuk menghitung jarak")
    alias: tuple[FilledText | None, ...] = Field((), description="Nama lain, juga nama lama dan yang bergabung ke sini")
    tutup: Day | None = Field(None, description="Hari sejak puskesmas ini tutup atau bergabung; tahap lamanya tetap")
    pustu: tuple[_Pustu | None, ...] = ()
    posyandu: tuple[_Posyandu | None, ...] = ()


class _Penandatangan(Shape):
    contoh: ClassVar[str] = '{jabatan: …, nama: "%s", pangkat: "…", nip: "…"}'

    jabatan: Later | None = None
    nama: Orang | None = None
    pangkat: Later | None = None
    nip: Later | None = None
    awalan: Text | None = Field(None, description="a.n. Bupati …, u.b., Plt., Plh. atau Pj.")


class _Mengubah(Shape):
    contoh: ClassVar[str] = '{nomor: "%s", tanggal: …, ke: 1}'

    nomor: Number | None = Field(None, description="Nomor SK pertama, bukan nomor perubahan sebelumnya")
    tanggal: LaterDay | None = None
    tentang: Later | None = Field(None, description="Judul SK pertama; kosong bila SK itu ada di roadmap ini")
    ke: Few | None = Field(None, description="Perubahan ke berapa; kosong: urutannya di roadmap ini")


class _SK(Shape):
    contoh: ClassVar[str] = '{nomor: "%s", tanggal: …, tentang: "…", penetap: …}'

    nomor: Number | None = Field(None, description="Nomor SK, ditulis apa adanya; kosong sebelum ada")
    tanggal: LaterDay | None = None
    tentang: Later | None = None
    penetap: Later | None = Field(None, description="Pejabat yang menetapkan, misalnya Kepala Dinas Kesehatan")
    mengingat: tuple[Text | None, ...] = ()
    penandatangan: _Penandatangan | None = Field(None, description="Penanda tangan SK ini, bila bukan yang umum")
    mengubah: _Mengubah | None = Field(
        None, description="Hanya pada SK perubahan: SK yang diubah. Lokusnya ditulis lengkap, seperti sesudah perubahan"
    )


class _Counts(Shape):
    contoh: ClassVar[str] = "{puskesmas: %s, pustu: …, posyandu: …}"

    puskesmas: WholeNumber | None = None
    pustu: WholeNumber | None = None
    posyandu: WholeNumber | None = None


_Words = Literal["rencana", "ditetapkan", "proses", "berjalan", "ditunda", "batal"]


class _Kabar(Shape):
    contoh: ClassVar[str] = "{status: %s, sejak: …, bukti: …}"

    pustu: FilledText | None = Field(None, description="Pustu lokus ini; tanpa pustu dan posyandu: puskesmasnya")
    posyandu: FilledText | None = Field(None, description="Posyandu lokus ini; menang atas pustu, pembinanya")
    status: _Words
    sejak: Day
    bukti: Text | None = Field(None, description="Berita acara, surat atau laporan yang menyatakannya")
    alasan: Text | None = Field(None, description="Wajib bila ditunda atau batal")


class _Capaian(Shape):
    contoh: ClassVar[str] = "{per: %s, status: berjalan, puskesmas: …, pustu: …, posyandu: …}"

    per: Day = Field(description="Hari keadaannya; jumlahnya sampai hari itu, bukan tambahannya")
    status: Literal["ditetapkan", "proses", "berjalan"] = "berjalan"
    puskesmas: WholeNumber | None = None
    pustu: WholeNumber | None = None
    posyandu: WholeNumber | None = None


class _Lokus(Shape):
    contoh: ClassVar[str] = "{puskesmas: %s, pustu: […], posyandu: […], status: rencana}"

    puskesmas: FilledText
    pustu: tuple[FilledText | None, ...] = ()
    posyandu: tuple[FilledText | None, ...] = ()
    status: _Words = "rencana"
    sejak: Day | None = Field(None, description="Sejak kapan berstatus demikian")
    bukti: Text | None = Field(None, description="Berita acara, surat atau laporan yang menyatakannya")
    alasan: Text | None = Field(None, description="Wajib bila ditunda atau batal")
    realisasi: tuple[_Kabar | None, ...] = Field(
        (), description="Status menurut tanggal, juga pustu dan posyandu yang berbeda dari puskesmasnya"
    )
    keterangan: Text | None = None


class _Tahap(Shape):
    contoh: ClassVar[str] = "{tahun: %s, target: {…}, lokus: […]}"

    tahun: YearNumber
    sk: _SK | None = None
    target: _Counts | None = Field(None, description="Jumlah yang dijanjikan tahap ini")
    proses: _Counts | None = Field(None, description="Jumlah yang masih diproses, namanya belum diketahui")
    lokus: tuple[_Lokus | None, ...] = ()
    realisasi: tuple[_Capaian | None, ...] = Field(
        (),
        description="Jumlah yang ditetapkan, diproses atau berjalan per tanggal, selama namanya belum diketahui",
    )
    keterangan: Text | None = None


class _Sasaran(Shape):
    contoh: ClassVar[str] = '{tahun: %s, puskesmas: semua, dasar: "…"}'

    tahun: YearNumber
    puskesmas: Promise
    dasar: Text | None = None


class _Standar(Shape):
    contoh: ClassVar[str] = '{nilai: %s, dasar: "SK …"}'

    nilai: StandardValue
    dasar: FilledText = Field(description="SK atau peraturan daerah yang menetapkannya")
    sejak: Day | None = None


class _Tempat(Shape):
    guessed: ClassVar[bool] = False  # a waiver hides findings: it is read as written or not at all

    puskesmas: FilledText
    pustu: Text | None = None
    posyandu: Text | None = None
    nama: Text | None = Field(None, description="Nama orang, bila hanya temuan tentang orang itu")


Where = Annotated[
    _Tempat,
    BeforeValidator(_place),
    WithJsonSchema(
        {
            "anyOf": [
                {FORM: "KataKabupaten"},
                {
                    "type": "object",
                    "properties": {
                        name: {FORM: "TeksTerisi"}
                        if field.is_required()
                        else {"anyOf": [{FORM: "Teks"}, {"type": "null"}]}
                        for name, field in _Tempat.model_fields.items()
                    },
                    "required": ["puskesmas"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]


class _Pengecualian(Shape):
    contoh: ClassVar[str] = "{kode: %s, tempat: {puskesmas: …}, alasan: …, oleh: …, sampai: …}"
    guessed: ClassVar[bool] = False

    kode: FilledText = Field(description="Kode temuan, misalnya ILP203")
    tempat: Where
    alasan: FilledText
    oleh: FilledText = Field(description="Pejabat yang memutuskan")
    sampai: Day


class _Kebijakan(Shape):
    kader_pustu_boleh_kader_posyandu: YesNo = Field(
        default=False,
        description="Bolehkah kader pustu dihitung juga sebagai kader posyandu (tidak diatur secara nasional)",
    )
    induk_minimum: dict[str, WholeNumber] = Field(
        default={}, description="Petugas yang harus tetap ada di puskesmas induk: bidan: 2"
    )
    status_tetap_di_puskesmas: NameList = Field(
        default=(),
        description="Status kepegawaian yang tidak boleh pindah ke puskesmas lain, misalnya [PPPK, Kontrak Daerah]",
    )
    kader_hari_per_minggu: WholeNumber | None = Field(
        default=None, description="Paling banyak berapa hari seminggu seorang kader bertugas"
    )
    libur_nasional_buka: YesNo = Field(default=False, description="Pustu tetap buka pada hari libur nasional")
    cuti_bersama_buka: YesNo = Field(default=False, description="Pustu tetap buka pada cuti bersama")
    bobot: dict[str, WholeNumber] = Field(
        default={},
        description="Beban satu orang atau satu KK pada pembagian wilayah kader: {kk: 1, bumil: 2, lansia: 1}",
    )
    batas_ubah: WholeNumber | None = Field(
        default=None, description="Berapa persen lebih berat daripada yang paling rata, supaya wilayah lama tetap"
    )
    selang_kunjungan: Few | None = Field(default=None, description="Tiap berapa bulan setiap keluarga dikunjungi")
    kapasitas_kunjungan: Few | None = Field(
        default=None, description="Paling banyak berapa keluarga dikunjungi seorang kader sehari"
    )
    target_capaian: dict[str, Percent] = Field(
        default={}, description="Target cakupan setahun tiap indikator PWS, dalam persen: {k1: 95, idl: 90}"
    )
    minggu_berkumpul: Weeks | None = Field(
        default=None, description="Pekan dalam bulan tempat hari buka posyandu boleh jatuh, misalnya [1, 2]"
    )
    lokus_tanpa_pustu: YesNo = Field(
        default=False, description="ya bila lokus memang tanpa pustu, misalnya di kota; ILP107 lalu tidak disebut"
    )


class _Libur(Shape):
    contoh: ClassVar[str] = "{tanggal: %s, nama: …}"

    tanggal: Day
    nama: Text | None = None
    buka: YesNo = Field(default=False, description="ya: hari ini tetap buka walau libur nasional atau cuti bersama")


class _Batas(Shape):
    contoh: ClassVar[str] = "{tahun: %s, tempat_latihan: …, anggaran: …, rekrut: …, pindah: …}"

    tahun: YearNumber
    tempat_latihan: Amount | None = Field(None, description="Tempat pada pelatihan tahun itu, dalam orang")
    anggaran: Amount | None = Field(None, description="Rupiah, misalnya Rp1.234.500,00")
    rekrut: Amount | None = Field(None, description="Bidan dan perawat yang dapat direkrut tahun itu")
    pindah: Amount | None = Field(None, description="Perpindahan yang dapat dijalankan tahun itu")
    jiwa: Amount | None = Field(None, description="Penduduk yang dijanjikan terlayani lokus pada akhir tahun itu")


class _Kebutuhan(Shape):
    contoh: ClassVar[str] = "{nama: %s, jiwa: …, tempat_latihan: …, anggaran: …, rekrut: …, pindah: …}"

    nama: FilledText
    jiwa: Amount | None = Field(None, description="Penduduk wilayah kerjanya")
    tempat_latihan: Amount | None = Field(None, description="Orang yang harus dilatih sebelum puskesmas ini lokus")
    anggaran: Amount | None = Field(None, description="Rupiah yang dibutuhkan untuk menjadi lokus")
    rekrut: Amount | None = Field(None, description="Bidan dan perawat; bila tidak ditulis, dihitung dari roster")
    pindah: Amount | None = Field(None, description="Perpindahan yang dibutuhkannya")
    siap: YearNumber | None = Field(None, description="Tahun paling awal dapat menjadi lokus")
    diminta: YearNumber | None = Field(None, description="Tahun yang diinginkan, paling lambat")
    sesudah: tuple[FilledText | None, ...] = Field((), description="Puskesmas yang harus lebih dahulu")
    bobot: Few = Field(1, description="Bobot satu jiwa di puskesmas ini; semua sama bila tidak ditulis")


class _Coba(Shape):
    tempat_latihan: Amount | None = None
    anggaran: Amount | None = None
    rekrut: Amount | None = None
    pindah: Amount | None = None


class _SyaratSiap(Shape):
    kriteria: NameList = Field(
        (), description="Kode kriteria kesiapan puskesmas, misalnya [P1, P3]; lihat ilp readiness"
    )
    belum: YearNumber | None = Field(
        None, description="Tahun paling awal bagi yang belum dinyatakan memenuhi; kosong: menunggu sampai memenuhi"
    )


class _Rollout(Shape):
    tahun: tuple[_Batas | None, ...] = Field((), description="Tahun yang direncanakan, dengan batasnya")
    puskesmas: tuple[_Kebutuhan | None, ...] = ()
    kecamatan: YearNumber | None = Field(None, description="Tahun paling lambat setiap kecamatan punya satu lokus")
    coba: _Coba | None = Field(None, description="Tambahan yang dicoba pada tabel “bila ditambah”")
    kesiapan: _SyaratSiap | None = Field(
        None, description="Kriteria yang harus dinyatakan terpenuhi di lembar Kesiapan sebelum puskesmas mulai"
    )


class _KriteriaDaerah(Shape):
    contoh: ClassVar[str] = '{kode: %s, untuk: posyandu, judul: "…"}'

    kode: FilledText = Field(description="Kode kriteria daerah, misalnya K1; tidak sama dengan kode nasional")
    untuk: Literal["puskesmas", "pustu", "posyandu"]
    judul: FilledText = Field(description="Yang diminta dari puskesmas, pustu atau posyandu itu")
    dasar: Text | None = Field(None, description="SK atau kebijakan daerah yang memintanya")
    tahu: Text | None = Field(None, description="Siapa yang dapat ditanya")
    langkah: Text | None = Field(None, description="Apa yang dilakukan bila belum memenuhi")


class _KriteriaKesiapan(Shape):
    tanpa: NameList = Field((), description="Kriteria yang tidak dipakai kabupaten ini, misalnya [P5, ALAT]")
    tambahan: tuple[_KriteriaDaerah | None, ...] = Field((), description="Kriteria daerah sendiri, pangkatnya lokal")


class _PesertaLatih(Shape):
    contoh: ClassVar[str] = "{min: 15, max: %s}"

    min: Few | None = Field(None, description="Paling sedikit berapa orang supaya satu angkatan diadakan")
    max: Few | None = Field(None, description="Paling banyak berapa orang dalam satu angkatan")


class _TempatLatih(Shape):
    contoh: ClassVar[str] = "{nama: %s, kecamatan: …, koordinat: […, …], kapasitas: 30}"

    nama: FilledText
    kecamatan: Text | None = Field(None, description="Dipakai bila koordinat tidak ada")
    koordinat: Point | None = Field(None, description="Lintang dan bujur dalam derajat, untuk menghitung jarak")
    kapasitas: Few | None = Field(None, description="Paling banyak berapa orang muat di sini")


class _TahunLatih(Shape):
    contoh: ClassVar[str] = "{tahun: %s, bulan: [2, 3]}"

    tahun: YearNumber
    bulan: Months = Field((), description="Bulan yang dapat dipakai, 1 sampai 12; semua hari pelatihan di dalamnya")
    tanggal: tuple[Day | None, ...] = Field((), description="Hari pertama angkatan, bila harinya sudah ditetapkan")


class _BiayaLatih(Shape):
    peserta_hari: Amount | None = Field(None, description="Rupiah untuk satu peserta satu hari")
    angkatan: Amount | None = Field(None, description="Rupiah untuk satu angkatan, berapa pun pesertanya")
    perjalanan: Amount | None = Field(None, description="Rupiah untuk perjalanan satu peserta ke satu angkatan")


class _Pelatihan(Shape):
    peserta: _PesertaLatih | None = None
    hari: Few | None = Field(None, description="Berapa hari satu angkatan, berturut-turut")
    hari_pelatihan: Days | None = Field(None, description="Hari dalam minggu untuk pelatihan, bila bukan hari layanan")
    kader: NameList = Field((), description="Kelompok keterampilan yang dibutuhkan kader; kosong: kelima kelompok")
    nakes: NameList = Field((), description="Kelompok keterampilan untuk bidan dan perawat pustu lokus; kosong: tidak")
    tempat: tuple[_TempatLatih | None, ...] = ()
    tahun: tuple[_TahunLatih | None, ...] = ()
    biaya: _BiayaLatih | None = Field(None, description="Biaya satuan kabupaten sendiri; program tidak punya satu pun")
    belum_diketahui: YesNo = Field(
        default=True, description="tidak: yang belum diketahui sudah dilatih atau belum tidak diundang"
    )


class _Roadmap(Shape):
    """Roadmap ILP satu kabupaten/kota."""

    kabupaten: _Kabupaten
    roster: NameList = Field((), description="Berkas atau folder roster, boleh beberapa, relatif terhadap roadmap.yaml")
    hari_layanan: Days | None = None
    sasaran: tuple[_Sasaran | None, ...] = ()
    penandatangan: _Penandatangan | None = None
    mengingat: tuple[Text | None, ...] = Field((), description="Dasar hukum yang dikutip semua SK")
    puskesmas: tuple[_Puskesmas | None, ...] = Field((), description="Semua puskesmas di kabupaten ini")
    tahap: tuple[_Tahap | None, ...] = ()
    standar: dict[str, _Standar | None] = Field({}, description="Nilai kabupaten yang lebih ketat")
    kebijakan: _Kebijakan = _Kebijakan.model_construct()  # its defaults; to validate them would build its validator
    pengecualian: tuple[_Pengecualian | None, ...] = Field(
        (), description="Temuan yang untuk sementara diterima, dengan alasan, pejabat, dan batas waktunya"
    )
    libur: tuple[_Libur | None, ...] = Field((), description="Hari libur daerah; menang atas kalender nasional")
    peta: FilledText | None = Field(None, description="GeoJSON batas desa, untuk peta wilayah kader: desa.geojson")
    rollout: _Rollout | None = Field(None, description="Kebutuhan dan batas untuk ilp plan rollout")
    kriteria_kesiapan: _KriteriaKesiapan | None = Field(None, description="Kriteria ilp readiness di kabupaten ini")
    pelatihan: _Pelatihan | None = Field(None, description="Angkatan, tempat dan biaya untuk ilp plan training")


@cache
def _with_tables(tables: tuple[TableSpec, ...]) -> type[_Roadmap]:
    """The shape of a roadmap that may list the rows of these tables too."""
    lists: dict[str, Any] = {
        table.name: (list[Any], Field([], description=f"{table.sheet}, bila roster ditulis di berkas ini juga"))
        for table in tables
    }
    return create_model("_Roadmap", __base__=_Roadmap, __doc__=_Roadmap.__doc__, **lists)


def json_schema(tables: Sequence[TableSpec] = ROSTER) -> dict[str, Any]:
    """JSON Schema of roadmap.yaml, for editors: what it refuses is what `decode` reports, as far as it can say so."""
    from ilp_cli.reading import patterns  # who reads a roadmap does without

    shape = _with_tables(tuple(tables)).model_json_schema(ref_template="#/$defs/{model}")
    text = json.dumps(shape).replace("/_", "/").replace('"_', '"')
    schema: dict[str, Any] = patterns.referring(json.loads(text), FORM)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "roadmap.yaml"
    for definition in [schema, *schema["$defs"].values()]:
        properties = definition.get("properties", {})
        for key, value in properties.items():
            value.pop("title", None)
            filled = patterns.filled_items(value)
            properties[key] = filled if key in definition.get("required", ()) else patterns.nullable(filled)
    own = schema["$defs"]
    own["Kabupaten"]["allOf"] = [_other_kind(kind) for kind in ("kabupaten", "kota")]
    described = schema["properties"]["standar"].get("description", "")
    schema["properties"]["standar"] = {
        **patterns.standards(law().standards, own.pop("Standar")), "description": described,
    }  # fmt: skip
    minimum = {name: patterns.one_of_words([name.replace("_", " ")]) for name in professions().names}
    own["Kebijakan"]["properties"]["induk_minimum"] = {
        "type": ["object", "null"],
        "patternProperties": {pattern: patterns.nullable(patterns.ref("Bilangan")) for pattern in minimum.values()},
        "additionalProperties": False,
        "description": own["Kebijakan"]["properties"]["induk_minimum"].get("description", ""),
    }
    words = vocabulary()
    own.update(patterns.forms(words.later, words.multiples, sorted(words.counted), LATITUDES, LONGITUDES))
    return schema


def _other_kind(kind: str) -> dict[str, Any]:
    """That a district of one kind has no name which says the other."""
    begins = r"^\s*(?:[Kk][Oo][Tt][Aa]|[Kk][Oo][Tt][Aa] ?[Mm][Aa][Dd][Yy][Aa])\s+\S"
    if kind == "kota":
        begins = r"^\s*(?:[Kk][Aa][Bb]\.?|[Kk][Aa][Bb][Uu][Pp][Aa][Tt][Ee][Nn])\s+\S"
    return {
        "if": {"properties": {"jenis": {"const": kind}}, "required": ["jenis"]},
        "then": {"properties": {"nama": {"not": {"type": "string", "pattern": begins}}}},
    }


def decode(
    file: YamlFile, standards: Mapping[str, Standard], tables: Sequence[TableSpec] = ROSTER
) -> tuple[dict[str, Any], tuple[str, ...], list[Finding]]:
    """The content of roadmap.yaml as fields of District, the rosters it names, and every misfit.

    A part that cannot be read is left out with a finding; the rest is read all the same. The rows of `tables` that it
    may list are not decoded here.
    """
    content = file.content
    if not isinstance(content, dict):
        return {}, (), [wrong_root(file)]
    faults: list[Finding] = []
    people: dict[str, list[Any]] = {key: [] for key in named(tables) if isinstance(content.get(key), list)}
    whole = _with_tables(tuple(tables))
    data = copy(file, content | people, (), faults, whole)
    for key in list(data.get("standar") or {}) if isinstance(data.get("standar"), dict) else []:
        if key not in standards:
            meant = near(key, standards)
            if meant is not None and meant not in data["standar"]:
                data["standar"][meant] = data["standar"][key]
                moved(file, ("standar", key), ("standar", meant))
            below = data["standar"].pop(key)
            dotted = [
                name for sub in (below if isinstance(below, dict) else ()) if (name := f"{key}.{sub}") in standards
            ]
            meant_so = f"; ditulis dalam satu kunci: {dotted[0]}: {{nilai: …, dasar: …}}" if dotted else ""
            facts = {"kunci": key, "maksud": meant_so or maksud(key, standards)}
            faults.append(finding(misfits.UNKNOWN_KEY, file.place(("standar", key), key=True), facts))
    faults += _strange_professions(file, data)
    faults += _strange_weights(file, data)
    faults += _strange_targets(file, data)
    shape = prune(file, data, faults, whole, {"kabupaten": {"nama": UNNAMED}})
    faults.sort(key=lambda fault: (fault.place.line or 0, fault.place.column or 0))
    if shape is None:
        return {}, (), faults
    faults += _kind_twice(file, shape.kabupaten)
    close_gaps(file, data)
    fields = _fields(shape, file.cut)
    fields["standar"] = tuple(_fitting(file, fields["standar"], standards, faults))
    return fields, shape.roster, faults


def table_keys(file: YamlFile, tables: Sequence[TableSpec] = ROSTER) -> list[Finding]:
    """Read misspelt keys of tables that the roadmap lists as they were meant, and report them."""
    if not isinstance(file.content, dict):
        return []
    return as_meant(file, _with_tables(tuple(tables)).model_fields, named(tables))


def _fitting(
    file: YamlFile, local: Iterable[LocalStandard], standards: Mapping[str, Standard], faults: list[Finding]
) -> Iterator[LocalStandard]:
    """The local standards whose value is of the standard's kind; the others are reported."""
    for own in local:
        standard = standards[own.kunci]
        days = _listed_days(own, standard)
        strange = [text for text in _texts(own) if parse_hari(text) is None] if days is not None else []
        for text in strange:
            facts = {"kunci": "nilai", "sebab": f"bukan nama hari (senin … minggu); tertulis “{text}”"}
            faults.append(finding(misfits.WRONG_KIND, file.place((*own.path, "nilai")), facts))
        if strange and not days:
            continue
        if standard.fits(own.nilai):
            yield own if days is None else replace(own, nilai=days)
        else:
            counted = isinstance(standard.riwayat[-1].nilai, int)
            wanted = "bilangan bulat" if counted else "nama, bukan bilangan"
            why = f"harus {wanted}; tertulis “{own.nilai}”"
            if standard.arah == NATIONAL:
                why = f"{own.kunci} ditetapkan nasional, bukan oleh daerah; hapus"
            facts = {"kunci": "nilai", "sebab": why}
            faults.append(finding(misfits.WRONG_KIND, file.place((*own.path, "nilai")), facts))


def _listed_days(own: LocalStandard, standard: Standard) -> tuple[str, ...] | None:
    """The weekdays of a standard that lists them, however written; None for a standard of another kind."""
    national = standard.riwayat[-1].nilai
    if not isinstance(national, tuple) or not set(national) <= set(HARI) or isinstance(own.nilai, int):
        return None
    days = [parse_hari(text) for text in _texts(own)]
    if days == [frozenset()]:
        return national  # setiap hari kerja
    return hari_names(frozenset().union(*(day or frozenset() for day in days)))


def _texts(own: LocalStandard) -> tuple[str, ...]:
    return own.nilai if isinstance(own.nilai, tuple) else (str(own.nilai),)


def _strange_professions(file: YamlFile, data: Mapping[str, Any]) -> Iterator[Finding]:
    """The keys of `induk_minimum` that name no profession."""
    policy = data.get("kebijakan")
    told = policy.get("induk_minimum") if isinstance(policy, dict) else None
    known = professions().names
    for name in told if isinstance(told, dict) else ():
        if _profession(name) not in known:
            facts = {"kunci": name, "maksud": maksud(name, known)}
            yield finding(misfits.UNKNOWN_KEY, file.place(("kebijakan", "induk_minimum", name), key=True), facts)


def _strange_weights(file: YamlFile, data: Mapping[str, Any]) -> Iterator[Finding]:
    """The keys of `bobot` that are neither kk nor a group that blocks count; they weigh nothing."""
    policy = data.get("kebijakan")
    told = policy.get("bobot") if isinstance(policy, dict) else None
    known = ("kk", *KELOMPOK)
    weights = told if isinstance(told, dict) else {}
    for name in list(weights):
        if normal(name) not in known:
            facts = {"kunci": name, "maksud": maksud(name, known)}
            yield finding(misfits.UNKNOWN_KEY, file.place(("kebijakan", "bobot", name), key=True), facts)
            del weights[name]


def _strange_targets(file: YamlFile, data: Mapping[str, Any]) -> Iterator[Finding]:
    """The keys of `target_capaian` that name no indicator, or one again; none is used."""
    policy = data.get("kebijakan")
    told = policy.get("target_capaian") if isinstance(policy, dict) else None
    targets = told if isinstance(told, dict) else {}
    seen: dict[str, str] = {}
    for name in list(targets):
        path = ("kebijakan", "target_capaian", name)
        known = meant(str(name))
        if known is None:
            facts = {"kunci": str(name), "maksud": maksud(str(name), names())}
            yield finding(misfits.UNKNOWN_KEY, file.place(path, key=True), facts)
        elif known.kunci in seen:
            words = f"indikator yang sama dengan “{seen[known.kunci]}”; tulis satu target"
            yield finding(misfits.WRONG_KIND, file.place(path, key=True), {"kunci": str(name), "sebab": words})
        else:
            seen[known.kunci] = str(name)
            continue
        del targets[name]


def _fields(shape: _Roadmap, cut: Mapping[Path, str]) -> dict[str, Any]:
    """The validated shape as the fields of District; its stages know the units they name.

    `cut` are texts as they stand before a comma that may not belong to them.
    """
    every_puskesmas = tuple(_puskesmas(item, ("puskesmas", i), cut) for i, item in _present(shape.puskesmas))
    register = register_of(every_puskesmas)
    stages = tuple(_tahap(item, ("tahap", i), register) for i, item in _present(shape.tahap))
    chains = versions(stages)
    earlier = {chain[-1].path: chain[:-1] for chain in chains.values()}
    replaced = {tahap.path for chain in earlier.values() for tahap in chain}
    return {
        "kabupaten": _kabupaten(shape.kabupaten),
        "hari_layanan": shape.hari_layanan,
        "puskesmas": every_puskesmas,
        "tahap": tuple(tahap for tahap in stages if tahap.path not in replaced),
        "terdahulu": earlier,
        "sasaran": tuple(Sasaran(path=("sasaran", i), **dict(item)) for i, item in _present(shape.sasaran)),
        "penandatangan": (_penandatangan(shape.penandatangan) if shape.penandatangan else None),
        "kebijakan": _kebijakan(shape.kebijakan),
        "peta": shape.peta or "",
        "libur": tuple(
            Libur(path=("libur", i), tanggal=item.tanggal, nama=item.nama or "", buka=item.buka)
            for i, item in _present(shape.libur)
        ),
        "rollout": _rollout(shape.rollout, register) if shape.rollout else None,
        "kriteria_kesiapan": _kriteria(shape.kriteria_kesiapan) if shape.kriteria_kesiapan else None,
        "pelatihan": _pelatihan(shape.pelatihan) if shape.pelatihan else None,
        "standar": tuple(
            LocalStandard(path=("standar", key), kunci=key, **dict(item))
            for key, item in shape.standar.items()
            if item is not None
        ),
        "mengingat": tuple(item or "" for item in shape.mengingat),
        "pengecualian": tuple(_waiver(item, ("pengecualian", i)) for i, item in _present(shape.pengecualian)),
    }


def _kabupaten(shape: _Kabupaten) -> Kabupaten:
    """The district under its bare name; the kind is what is written, else what the name itself begins with."""
    kind, name = kind_and_name(shape.nama)
    return Kabupaten(**{**dict(shape), "nama": name, "jenis": shape.jenis or kind or "kabupaten"})


def _kind_twice(file: YamlFile, shape: _Kabupaten) -> Iterator[Finding]:
    """A name that says another kind than `jenis`: every print of the decree would be wrong."""
    kind, name = kind_and_name(shape.nama)
    if shape.jenis and kind and kind != shape.jenis:
        why = (
            f"menyebut {kind}, padahal jenis: {shape.jenis}; tulis nama: {name}, dan jenis: {kind} bila itu yang benar"
        )
        told = finding(misfits.WRONG_KIND, file.place(("kabupaten", "nama")), {"kunci": "nama", "sebab": why})
        yield replace(told, remedy=misfits.AS_SAID)


def _kebijakan(shape: _Kebijakan) -> Kebijakan:
    """The policy, its professions by the keys of configs/professions.yaml however they are written."""
    told = dict(shape)
    told["bobot"] = {normal(name): weight for name, weight in shape.bobot.items()}
    told["target_capaian"] = {
        known.kunci: number for name, number in shape.target_capaian.items() if (known := meant(name)) is not None
    }
    told["induk_minimum"] = {_profession(name): number for name, number in shape.induk_minimum.items()}
    return Kebijakan(**told)


def _profession(name: str) -> str:
    return normal(name).replace(" ", "_")


def _penandatangan(shape: _Penandatangan, path: Path = ()) -> Penandatangan:
    awalan, jabatan = taken_apart(shape.awalan, shape.jabatan)
    nip = Nip(digits_of(shape.nip or ""))
    told = {**dict(shape), "nip": nip, "awalan": awalan, "jabatan": jabatan}
    return Penandatangan(path=(*path, "penandatangan"), **told)


def _waiver(shape: _Pengecualian, path: Path) -> Waiver:
    waiver = Waiver(
        path=path,
        kode=shape.kode.upper(),
        puskesmas=shape.tempat.puskesmas,
        pustu=shape.tempat.pustu or "",
        posyandu=shape.tempat.posyandu or "",
        nama=shape.tempat.nama or "",
        alasan=shape.alasan,
        oleh=shape.oleh,
        sampai=shape.sampai,
    )
    return as_shown(waiver)


def _present(items: tuple[Any, ...]) -> Iterator[tuple[int, Any]]:
    """The items that were readable, with their position in the file."""
    return ((index, item) for index, item in enumerate(items) if item is not None)


def _kepala(shape: _Kepala, path: Path) -> Kepala:
    return Kepala(path=(*path, "kepala"), nama=shape.nama, nip=Nip(digits_of(shape.nip or "")))


def _puskesmas(shape: _Puskesmas, path: Path, cut: Mapping[Path, str]) -> Puskesmas:
    def called(own: Path) -> tuple[str, ...]:
        return (cut[*own, "nama"],) if (*own, "nama") in cut else ()

    pustu = tuple(
        Pustu(path=own, alias=called(own), **dict(item))
        for i, item in _present(shape.pustu)
        for own in [(*path, "pustu", i)]
    )
    return Puskesmas(
        path=path,
        nama=shape.nama,
        kode=shape.kode,
        kecamatan=shape.kecamatan,
        kepala=_kepala(shape.kepala, path) if shape.kepala else None,
        koordinat=shape.koordinat,
        alias=(*(alias for alias in shape.alias if alias), *called(path)),
        tutup=shape.tutup,
        pustu=pustu,
        posyandu=tuple(
            Posyandu(
                path=(*path, "posyandu", i),
                alias=called((*path, "posyandu", i)),
                **{
                    **dict(item),
                    "hari_buka": item.hari_buka,
                    "jam": mask_numbers(item.jam or "") or None,
                    "tempat": mask_numbers(item.tempat or "") or None,
                    "pendamping": companions(item.pendamping, (*path, "posyandu", i, "pendamping")),
                    "pustu": next(_registered([item.pustu], "pustu", pustu), item.pustu),
                },
            )
            for i, item in _present(shape.posyandu)
        ),
    )


def _tahap(shape: _Tahap, path: Path, register: Mapping[str, Puskesmas]) -> Tahap:
    sk = shape.sk if shape.sk and any(value not in (None, ()) for _, value in shape.sk) else None
    changed = sk.mengubah if sk else None
    return Tahap(
        path=path,
        tahun=shape.tahun,
        sk=SK(
            path=(*path, "sk"),
            nomor=sk.nomor or None,
            menyusul=sk.nomor == "",
            tanggal=sk.tanggal,
            tentang=sk.tentang or None,
            penetap=decreed_by(sk.penetap) if sk.penetap else None,
            mengingat=tuple(item or "" for item in sk.mengingat),
            penandatangan=_penandatangan(sk.penandatangan, (*path, "sk")) if sk.penandatangan else None,
            mengubah=Mengubah(
                path=(*path, "sk", "mengubah"),
                nomor=changed.nomor or None,
                tanggal=changed.tanggal,
                tentang=changed.tentang or None,
                ke=changed.ke,
            )
            if changed
            else None,
        )
        if sk
        else None,
        target=Counts(**dict(shape.target)) if shape.target else None,
        proses=Counts(**dict(shape.proses)) if shape.proses else None,
        lokus=tuple(_lokus(item, (*path, "lokus", i), register) for i, item in _present(shape.lokus)),
        realisasi=tuple(
            Capaian(
                path=(*path, "realisasi", i),
                per=item.per,
                status=Status(item.status),
                jumlah=Counts(puskesmas=item.puskesmas, pustu=item.pustu, posyandu=item.posyandu),
            )
            for i, item in _present(shape.realisasi)
        ),
        keterangan=mask_numbers(shape.keterangan or "") or None,
    )


def _rollout(shape: _Rollout, register: Mapping[str, Puskesmas]) -> Rollout:
    """The key of the rollout; the puskesmas it names are resolved as those of a stage are."""
    head: Path = ("rollout",)

    def named(path: Path, name: str) -> Named[Puskesmas]:
        return Named(path=path, nama=name, unit=register.get(normal(name)) or register.get(_bare(name, "puskesmas")))

    return Rollout(
        path=head,
        tahun=tuple(
            Batas(path=(*head, "tahun", i), tahun=item.tahun, batas=_amounts(item), jiwa=item.jiwa)
            for i, item in _present(shape.tahun)
        ),
        puskesmas=tuple(
            Kebutuhan(
                path=(*head, "puskesmas", i),
                puskesmas=named((*head, "puskesmas", i, "nama"), item.nama),
                jiwa=item.jiwa,
                butuh=_amounts(item),
                siap=item.siap,
                diminta=item.diminta,
                sesudah=tuple(named((*head, "puskesmas", i, "sesudah", j), name) for j, name in _present(item.sesudah)),
                bobot=item.bobot,
            )
            for i, item in _present(shape.puskesmas)
        ),
        kecamatan=shape.kecamatan,
        coba=_amounts(shape.coba) if shape.coba else {},
        kesiapan=SyaratSiap(kriteria=shape.kesiapan.kriteria, belum=shape.kesiapan.belum) if shape.kesiapan else None,
    )


def _kriteria(shape: _KriteriaKesiapan) -> KriteriaKesiapan:
    """The criteria of readiness that the district leaves out and adds; numbers of people in their words are hidden."""
    head: Path = ("kriteria_kesiapan",)
    return KriteriaKesiapan(
        path=head,
        tanpa=shape.tanpa,
        tambahan=tuple(
            KriteriaDaerah(
                path=(*head, "tambahan", i),
                untuk=item.untuk,
                **{
                    key: mask_numbers(getattr(item, key) or "") for key in ("kode", "judul", "dasar", "tahu", "langkah")
                },
            )
            for i, item in _present(shape.tambahan)
        ),
    )


def _pelatihan(shape: _Pelatihan) -> Pelatihan:
    """The key of training as it is written."""
    head: Path = ("pelatihan",)
    size, cost = shape.peserta, shape.biaya
    return Pelatihan(
        path=head,
        min=size.min if size else None,
        max=size.max if size else None,
        hari=shape.hari,
        hari_pelatihan=shape.hari_pelatihan,
        kader=tuple(map(mask_numbers, shape.kader)),
        nakes=tuple(map(mask_numbers, shape.nakes)),
        tempat=tuple(
            Tempat(
                path=(*head, "tempat", i),
                nama=mask_numbers(item.nama),
                kecamatan=mask_numbers(item.kecamatan or "") or None,
                koordinat=item.koordinat,
                kapasitas=item.kapasitas,
            )
            for i, item in _present(shape.tempat)
        ),
        tahun=tuple(
            TahunLatih(
                path=(*head, "tahun", i),
                tahun=item.tahun,
                bulan=item.bulan,
                tanggal=tuple(day for day in item.tanggal if day is not None),
            )
            for i, item in _present(shape.tahun)
        ),
        biaya={key: amount for key in BIAYA if cost and (amount := getattr(cost, key)) is not None},
        belum_diketahui=shape.belum_diketahui,
    )


def _amounts(shape: _Batas | _Kebutuhan | _Coba) -> dict[str, int]:
    """What is written of each thing that may be limited."""
    return {key: amount for key in RESOURCES if (amount := getattr(shape, key)) is not None}


def _lokus(shape: _Lokus, path: Path, register: Mapping[str, Puskesmas]) -> Lokus:
    known = register.get(normal(shape.puskesmas))
    induk = shape.puskesmas
    if known is None and (known := register.get(_bare(induk, "puskesmas"))) is not None:
        induk = next(name for name in (known.nama, *known.alias) if normal(name) == _bare(induk, "puskesmas"))
    return lokus_of(
        register,
        path,
        induk,
        _registered(shape.pustu, "pustu", known.pustu if known else ()),
        _registered(shape.posyandu, "posyandu", known.posyandu if known else ()),
        status=Status(shape.status),
        keterangan=mask_numbers(shape.keterangan or "") or None,
        kabar=_told(shape, path, known),
    )


def _told(shape: _Lokus, path: Path, known: Puskesmas | None) -> Iterator[Kabar]:
    """What is told of a lokus: its own status, then what is listed of it, of its pustu and of its posyandu."""
    yield Kabar(
        path=path,
        sebutan=known.nama if known else shape.puskesmas,
        unit=known.path if known else None,
        status=Status(shape.status),
        sejak=shape.sejak,
        bukti=mask_numbers(shape.bukti or "") or None,
        alasan=mask_numbers(shape.alasan or "") or None,
    )
    for index, item in _present(shape.realisasi):
        units: Iterable[Pustu | Posyandu] = ()
        if known and (item.pustu or item.posyandu):
            units = known.posyandu if item.posyandu else known.pustu
        kind = "posyandu" if item.posyandu else "pustu" if item.pustu else "puskesmas"
        written = item.posyandu or item.pustu or shape.puskesmas
        name = next(_registered([written], kind, units), written)
        own = next((unit.path for unit in units if normal(unit.nama) == normal(name)), None)
        if kind == "puskesmas" and known:
            own = known.path
        yield Kabar(
            path=(*path, "realisasi", index),
            sebutan=known.nama if kind == "puskesmas" and known else name,
            unit=own,
            status=Status(item.status),
            sejak=item.sejak,
            bukti=mask_numbers(item.bukti or "") or None,
            alasan=mask_numbers(item.alasan or "") or None,
        )


def _registered(written: Iterable[str | None], kind: str, units: Iterable[Pustu | Posyandu]) -> Iterator[str]:
    """Names of units, those with a word before them ("Pustu Cimpu") as they are registered without it."""
    own = tuple(units)
    names = {normal(unit.nama): unit.nama for unit in own}
    called = {normal(alias): unit.nama for unit in own for alias in unit.alias} | names
    for name in filter(None, written):
        yield name if normal(name) in names else called.get(normal(name)) or called.get(_bare(name, kind), name)


def _bare(name: str, kind: str) -> str:
    """A name as it is compared, without the words that say its kind: "UPTD Puskesmas Suli" → "suli"."""
    said, bare = vocabulary().kind_of_place(name)
    return bare if said == kind else ""
