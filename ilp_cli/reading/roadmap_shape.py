"""The shape of roadmap.yaml: every key, what it may hold, and what it says of itself."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, create_model

from ilp_cli.core.finding import DISTRICT
from ilp_cli.core.names import normal
from ilp_cli.district.table import TableSpec
from ilp_cli.reading.fit import Shape
from ilp_cli.reading.pendamping import Companion
from ilp_cli.reading.shape import (
    FORM,
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


def _place(value: object) -> object:
    """The place of a waiver; the one word "kabupaten" stands for what belongs to no puskesmas."""
    if not isinstance(value, str):
        return value
    if normal(value) != DISTRICT:
        words = f"harus {{puskesmas: …}}, boleh dengan pustu, posyandu, atau nama; atau “{DISTRICT}”"
        raise ValueError(words + written(value))
    return {"puskesmas": DISTRICT}


class Kabupaten(Shape):
    contoh: ClassVar[str] = "{nama: %s, jenis: kabupaten}"

    nama: FilledText = Field(description="Nama kabupaten atau kota, tanpa kata Kabupaten")
    jenis: Literal["kabupaten", "kota"] | None = Field(None, description="kabupaten (bila tidak disebut) atau kota")
    kode: Text | None = Field(None, description='Kode Kemendagri, dalam tanda kutip: "73.17"')
    provinsi: Text | None = None
    ibu_kota: Text | None = None


class Pustu(Shape):
    contoh: ClassVar[str] = "{nama: %s, desa: …}"

    nama: FilledText
    desa: Text | None = None
    hari_layanan: Days | None = Field(None, description="Hari layanan pustu ini, bila berbeda dari kabupaten")
    koordinat: Point | None = Field(None, description="Lintang dan bujur dalam derajat, untuk menghitung jarak")


class Posyandu(Shape):
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


class Kepala(Shape):
    contoh: ClassVar[str] = '{nama: "%s", nip: "…"}'

    nama: Orang | None = None
    nip: Later | None = Field(None, description="Dalam tanda kutip; hanya dicetak bila diminta dengan --nip tampil")


class Puskesmas(Shape):
    contoh: ClassVar[str] = '{nama: %s, kode: "…", kecamatan: …, pustu: […], posyandu: […]}'

    nama: FilledText
    kode: Text | None = Field(None, description='Kode Kemenkes, dalam tanda kutip: "1070668"')
    kecamatan: Text | None = None
    kepala: Kepala | None = Field(None, description="Kepala puskesmas, yang menandatangani jadwal tugas")
    koordinat: Point | None = Field(None, description="Lintang dan bujur dalam derajat, untuk menghitung jarak")
    alias: tuple[FilledText | None, ...] = Field((), description="Nama lain, juga nama lama dan yang bergabung ke sini")
    tutup: Day | None = Field(None, description="Hari sejak puskesmas ini tutup atau bergabung; tahap lamanya tetap")
    pustu: tuple[Pustu | None, ...] = ()
    posyandu: tuple[Posyandu | None, ...] = ()


class Penandatangan(Shape):
    contoh: ClassVar[str] = '{jabatan: …, nama: "%s", pangkat: "…", nip: "…"}'

    jabatan: Later | None = None
    nama: Orang | None = None
    pangkat: Later | None = None
    nip: Later | None = None
    awalan: Text | None = Field(None, description="a.n. Bupati …, u.b., Plt., Plh. atau Pj.")


class Mengubah(Shape):
    contoh: ClassVar[str] = '{nomor: "%s", tanggal: …, ke: 1}'

    nomor: Number | None = Field(None, description="Nomor SK pertama, bukan nomor perubahan sebelumnya")
    tanggal: LaterDay | None = None
    tentang: Later | None = Field(None, description="Judul SK pertama; kosong bila SK itu ada di roadmap ini")
    ke: Few | None = Field(None, description="Perubahan ke berapa; kosong: urutannya di roadmap ini")


class SK(Shape):
    contoh: ClassVar[str] = '{nomor: "%s", tanggal: …, tentang: "…", penetap: …}'

    nomor: Number | None = Field(None, description="Nomor SK, ditulis apa adanya; kosong sebelum ada")
    tanggal: LaterDay | None = None
    tentang: Later | None = None
    penetap: Later | None = Field(None, description="Pejabat yang menetapkan, misalnya Kepala Dinas Kesehatan")
    mengingat: tuple[Text | None, ...] = ()
    penandatangan: Penandatangan | None = Field(None, description="Penanda tangan SK ini, bila bukan yang umum")
    mengubah: Mengubah | None = Field(
        None, description="Hanya pada SK perubahan: SK yang diubah. Lokusnya ditulis lengkap, seperti sesudah perubahan"
    )


class Counts(Shape):
    contoh: ClassVar[str] = "{puskesmas: %s, pustu: …, posyandu: …}"

    puskesmas: WholeNumber | None = None
    pustu: WholeNumber | None = None
    posyandu: WholeNumber | None = None


_Words = Literal["rencana", "ditetapkan", "proses", "berjalan", "ditunda", "batal"]


class Kabar(Shape):
    contoh: ClassVar[str] = "{status: %s, sejak: …, bukti: …}"

    pustu: FilledText | None = Field(None, description="Pustu lokus ini; tanpa pustu dan posyandu: puskesmasnya")
    posyandu: FilledText | None = Field(None, description="Posyandu lokus ini; menang atas pustu, pembinanya")
    status: _Words
    sejak: Day
    bukti: Text | None = Field(None, description="Berita acara, surat atau laporan yang menyatakannya")
    alasan: Text | None = Field(None, description="Wajib bila ditunda atau batal")


class Capaian(Shape):
    contoh: ClassVar[str] = "{per: %s, status: berjalan, puskesmas: …, pustu: …, posyandu: …}"

    per: Day = Field(description="Hari keadaannya; jumlahnya sampai hari itu, bukan tambahannya")
    status: Literal["ditetapkan", "proses", "berjalan"] = "berjalan"
    puskesmas: WholeNumber | None = None
    pustu: WholeNumber | None = None
    posyandu: WholeNumber | None = None


class Lokus(Shape):
    contoh: ClassVar[str] = "{puskesmas: %s, pustu: […], posyandu: […], status: rencana}"

    puskesmas: FilledText
    pustu: tuple[FilledText | None, ...] = ()
    posyandu: tuple[FilledText | None, ...] = ()
    status: _Words = "rencana"
    sejak: Day | None = Field(None, description="Sejak kapan berstatus demikian")
    bukti: Text | None = Field(None, description="Berita acara, surat atau laporan yang menyatakannya")
    alasan: Text | None = Field(None, description="Wajib bila ditunda atau batal")
    realisasi: tuple[Kabar | None, ...] = Field(
        (), description="Status menurut tanggal, juga pustu dan posyandu yang berbeda dari puskesmasnya"
    )
    keterangan: Text | None = None


class Tahap(Shape):
    contoh: ClassVar[str] = "{tahun: %s, target: {…}, lokus: […]}"

    tahun: YearNumber
    sk: SK | None = None
    target: Counts | None = Field(None, description="Jumlah yang dijanjikan tahap ini")
    proses: Counts | None = Field(None, description="Jumlah yang masih diproses, namanya belum diketahui")
    lokus: tuple[Lokus | None, ...] = ()
    realisasi: tuple[Capaian | None, ...] = Field(
        (),
        description="Jumlah yang ditetapkan, diproses atau berjalan per tanggal, selama namanya belum diketahui",
    )
    keterangan: Text | None = None


class Sasaran(Shape):
    contoh: ClassVar[str] = '{tahun: %s, puskesmas: semua, dasar: "…"}'

    tahun: YearNumber
    puskesmas: Promise
    dasar: Text | None = None


class Standar(Shape):
    contoh: ClassVar[str] = '{nilai: %s, dasar: "SK …"}'

    nilai: StandardValue
    dasar: FilledText = Field(description="SK atau peraturan daerah yang menetapkannya")
    sejak: Day | None = None


class Tempat(Shape):
    guessed: ClassVar[bool] = False  # a waiver hides findings: it is read as written or not at all

    puskesmas: FilledText
    pustu: Text | None = None
    posyandu: Text | None = None
    nama: Text | None = Field(None, description="Nama orang, bila hanya temuan tentang orang itu")


Where = Annotated[
    Tempat,
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
                        for name, field in Tempat.model_fields.items()
                    },
                    "required": ["puskesmas"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]


class Pengecualian(Shape):
    contoh: ClassVar[str] = "{kode: %s, tempat: {puskesmas: …}, alasan: …, oleh: …, sampai: …}"
    guessed: ClassVar[bool] = False

    kode: FilledText = Field(description="Kode temuan, misalnya ILP203")
    tempat: Where
    alasan: FilledText
    oleh: FilledText = Field(description="Pejabat yang memutuskan")
    sampai: Day


class Kebijakan(Shape):
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


class Libur(Shape):
    contoh: ClassVar[str] = "{tanggal: %s, nama: …}"

    tanggal: Day
    nama: Text | None = None
    buka: YesNo = Field(default=False, description="ya: hari ini tetap buka walau libur nasional atau cuti bersama")


class Batas(Shape):
    contoh: ClassVar[str] = "{tahun: %s, tempat_latihan: …, anggaran: …, rekrut: …, pindah: …}"

    tahun: YearNumber
    tempat_latihan: Amount | None = Field(None, description="Tempat pada pelatihan tahun itu, dalam orang")
    anggaran: Amount | None = Field(None, description="Rupiah, misalnya Rp1.234.500,00")
    rekrut: Amount | None = Field(None, description="Bidan dan perawat yang dapat direkrut tahun itu")
    pindah: Amount | None = Field(None, description="Perpindahan yang dapat dijalankan tahun itu")
    jiwa: Amount | None = Field(None, description="Penduduk yang dijanjikan terlayani lokus pada akhir tahun itu")


class Kebutuhan(Shape):
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


class Coba(Shape):
    tempat_latihan: Amount | None = None
    anggaran: Amount | None = None
    rekrut: Amount | None = None
    pindah: Amount | None = None


class SyaratSiap(Shape):
    kriteria: NameList = Field(
        (), description="Kode kriteria kesiapan puskesmas, misalnya [P1, P3]; lihat ilp readiness"
    )
    belum: YearNumber | None = Field(
        None, description="Tahun paling awal bagi yang belum dinyatakan memenuhi; kosong: menunggu sampai memenuhi"
    )


class Rollout(Shape):
    tahun: tuple[Batas | None, ...] = Field((), description="Tahun yang direncanakan, dengan batasnya")
    puskesmas: tuple[Kebutuhan | None, ...] = ()
    kecamatan: YearNumber | None = Field(None, description="Tahun paling lambat setiap kecamatan punya satu lokus")
    coba: Coba | None = Field(None, description="Tambahan yang dicoba pada tabel “bila ditambah”")
    kesiapan: SyaratSiap | None = Field(
        None, description="Kriteria yang harus dinyatakan terpenuhi di lembar Kesiapan sebelum puskesmas mulai"
    )


class KriteriaDaerah(Shape):
    contoh: ClassVar[str] = '{kode: %s, untuk: posyandu, judul: "…"}'

    kode: FilledText = Field(description="Kode kriteria daerah, misalnya K1; tidak sama dengan kode nasional")
    untuk: Literal["puskesmas", "pustu", "posyandu"]
    judul: FilledText = Field(description="Yang diminta dari puskesmas, pustu atau posyandu itu")
    dasar: Text | None = Field(None, description="SK atau kebijakan daerah yang memintanya")
    tahu: Text | None = Field(None, description="Siapa yang dapat ditanya")
    langkah: Text | None = Field(None, description="Apa yang dilakukan bila belum memenuhi")


class KriteriaKesiapan(Shape):
    tanpa: NameList = Field((), description="Kriteria yang tidak dipakai kabupaten ini, misalnya [P5, ALAT]")
    tambahan: tuple[KriteriaDaerah | None, ...] = Field((), description="Kriteria daerah sendiri, pangkatnya lokal")


class PesertaLatih(Shape):
    contoh: ClassVar[str] = "{min: 15, max: %s}"

    min: Few | None = Field(None, description="Paling sedikit berapa orang supaya satu angkatan diadakan")
    max: Few | None = Field(None, description="Paling banyak berapa orang dalam satu angkatan")


class TempatLatih(Shape):
    contoh: ClassVar[str] = "{nama: %s, kecamatan: …, koordinat: […, …], kapasitas: 30}"

    nama: FilledText
    kecamatan: Text | None = Field(None, description="Dipakai bila koordinat tidak ada")
    koordinat: Point | None = Field(None, description="Lintang dan bujur dalam derajat, untuk menghitung jarak")
    kapasitas: Few | None = Field(None, description="Paling banyak berapa orang muat di sini")


class TahunLatih(Shape):
    contoh: ClassVar[str] = "{tahun: %s, bulan: [2, 3]}"

    tahun: YearNumber
    bulan: Months = Field((), description="Bulan yang dapat dipakai, 1 sampai 12; semua hari pelatihan di dalamnya")
    tanggal: tuple[Day | None, ...] = Field((), description="Hari pertama angkatan, bila harinya sudah ditetapkan")


class BiayaLatih(Shape):
    peserta_hari: Amount | None = Field(None, description="Rupiah untuk satu peserta satu hari")
    angkatan: Amount | None = Field(None, description="Rupiah untuk satu angkatan, berapa pun pesertanya")
    perjalanan: Amount | None = Field(None, description="Rupiah untuk perjalanan satu peserta ke satu angkatan")


class Pelatihan(Shape):
    peserta: PesertaLatih | None = None
    hari: Few | None = Field(None, description="Berapa hari satu angkatan, berturut-turut")
    hari_pelatihan: Days | None = Field(None, description="Hari dalam minggu untuk pelatihan, bila bukan hari layanan")
    kader: NameList = Field((), description="Kelompok keterampilan yang dibutuhkan kader; kosong: kelima kelompok")
    nakes: NameList = Field((), description="Kelompok keterampilan untuk bidan dan perawat pustu lokus; kosong: tidak")
    tempat: tuple[TempatLatih | None, ...] = ()
    tahun: tuple[TahunLatih | None, ...] = ()
    biaya: BiayaLatih | None = Field(None, description="Biaya satuan kabupaten sendiri; program tidak punya satu pun")
    belum_diketahui: YesNo = Field(
        default=True, description="tidak: yang belum diketahui sudah dilatih atau belum tidak diundang"
    )


class Roadmap(Shape):
    """Roadmap ILP satu kabupaten/kota."""

    kabupaten: Kabupaten
    roster: NameList = Field((), description="Berkas atau folder roster, boleh beberapa, relatif terhadap roadmap.yaml")
    hari_layanan: Days | None = None
    sasaran: tuple[Sasaran | None, ...] = ()
    penandatangan: Penandatangan | None = None
    mengingat: tuple[Text | None, ...] = Field((), description="Dasar hukum yang dikutip semua SK")
    puskesmas: tuple[Puskesmas | None, ...] = Field((), description="Semua puskesmas di kabupaten ini")
    tahap: tuple[Tahap | None, ...] = ()
    standar: dict[str, Standar | None] = Field({}, description="Nilai kabupaten yang lebih ketat")
    kebijakan: Kebijakan = Kebijakan.model_construct()  # its defaults; to validate them would build its validator
    pengecualian: tuple[Pengecualian | None, ...] = Field(
        (), description="Temuan yang untuk sementara diterima, dengan alasan, pejabat, dan batas waktunya"
    )
    libur: tuple[Libur | None, ...] = Field((), description="Hari libur daerah; menang atas kalender nasional")
    peta: FilledText | None = Field(None, description="GeoJSON batas desa, untuk peta wilayah kader: desa.geojson")
    rollout: Rollout | None = Field(None, description="Kebutuhan dan batas untuk ilp plan rollout")
    kriteria_kesiapan: KriteriaKesiapan | None = Field(None, description="Kriteria ilp readiness di kabupaten ini")
    pelatihan: Pelatihan | None = Field(None, description="Angkatan, tempat dan biaya untuk ilp plan training")


@cache
def with_tables(tables: tuple[TableSpec, ...]) -> type[Roadmap]:
    """The shape of a roadmap that may list the rows of these tables too."""
    lists: dict[str, Any] = {
        table.name: (list[Any], Field([], description=f"{table.sheet}, bila roster ditulis di berkas ini juga"))
        for table in tables
    }
    return create_model("Roadmap", __base__=Roadmap, __doc__=Roadmap.__doc__, **lists)
