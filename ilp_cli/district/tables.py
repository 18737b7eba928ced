"""The tables that every roster has: Petugas, Kader, Cuti. Other titles of their columns are in configs/headers.yaml.

They are declared here rather than in a capability, because the reading itself makes the values of `district.people` of
them, for whichever capability asks. A capability with a table of its own declares it in its folder, in `tables.py`, and
`registry.TABLES` lists it.
"""

from __future__ import annotations

from dataclasses import replace

from ilp_cli.core.names import normal
from ilp_cli.district.numbers import NIK_LENGTH, NIP_LENGTH
from ilp_cli.district.table import HARI_TUGAS, KELAMIN, UNIT, YA_TIDAK, Choices, ColumnSpec, Holds, Privacy, TableSpec
from ilp_cli.law import configs

PENCOCOKAN, KEPUTUSAN = "Pencocokan", "Keputusan"
"""Sheets that an import adds to the roster it writes; nobody is listed in them."""
PENERAPAN, META = "Penerapan", "_meta"
"""The sheet that `ilp apply` adds to the roster it writes, and the last one of every roster of ours."""
TAMBAHAN = "menurut usulan"
"""What follows the name of a table where ilp apply puts new rows on a sheet beside that of the planner."""

PROFESI = Choices("profesi")
STATUS = Choices(
    "status", ("PNS", "PPPK", "PPPK Paruh Waktu", "CPNS", "BLUD", "Kontrak", "Honorer", "Sukarela"), strict=False
)
_LEVELS = ("Purwa", "Madya", "Utama")


def _tingkat_meant(text: str) -> str:
    """The level that a text means, a word before it put aside; "" where it means none."""
    bare, before = normal(text), tuple(map(normal, configs.training()["awalan_tingkat"]))
    while word := next((word for word in before if bare.startswith(f"{word} ")), None):
        bare = bare.removeprefix(f"{word} ")
    return next((level for level in _LEVELS if bare == normal(level)), "")


TINGKAT = Choices("tingkat", _LEVELS, means=_tingkat_meant)
TETAP = Choices("tetap", YA_TIDAK.words)
JENIS = Choices(
    "jenis",
    ("Cuti tahunan", "Cuti sakit", "Cuti melahirkan", "Cuti besar", "Cuti alasan penting", "Izin"),
    strict=False,
)
LISTS = (PROFESI, HARI_TUGAS, STATUS, TINGKAT, YA_TIDAK, TETAP, JENIS, KELAMIN)
"""The lists of the sheet Referensi behind the names of places, in its order; those of other tables follow."""

_NAME, _PLACE, _DAY, _BIRTH = Holds.NAME, Holds.PLACE, Holds.DAY, Holds.BIRTH
_TRUTH, _CHOICE, _SEX, _TEXT = Holds.TRUTH, Holds.CHOICE, Holds.SEX, Holds.TEXT
_MASKED, _REPLACED, _DROPPED = Privacy.MASKED, Privacy.REPLACED, Privacy.DROPPED

_NAMA = ColumnSpec(
    "nama",
    _NAME,
    _REPLACED,
    "Nama lengkap dengan gelar, satu orang satu baris.",
    required=True,
    width=34,
    heading="nama lengkap",
)
_NIP = ColumnSpec(
    "nip",
    Holds.IDENTITY,
    _REPLACED,
    "18 angka, NIP PNS atau NI PPPK; kosongkan untuk non-ASN. Diisi sebagai teks: Excel merusak angka panjang.",
    digits=NIP_LENGTH,
    heading="NIP",
    width=22,
)
_NIK = ColumnSpec(
    "nik",
    Holds.IDENTITY,
    _REPLACED,
    "16 angka, boleh kosong. Diisi sebagai teks. NIK tidak pernah ikut tercetak.",
    digits=NIK_LENGTH,
    heading="NIK",
    width=20,
)
_PUSKESMAS = ColumnSpec(
    "puskesmas",
    _PLACE,
    _MASKED,
    "Pilih dari daftar puskesmas kabupaten.",
    required=True,
    width=24,
    of_duty=True,
)
_PUSTU = ColumnSpec(
    "pustu",
    _PLACE,
    _MASKED,
    "Pilih pustu tempat bertugas. Petugas tanpa pustu dihitung di puskesmas induk.",
    width=24,
    of_duty=True,
)
_UNIT = ColumnSpec(
    UNIT,
    _PLACE,
    _MASKED,
    "Puskesmas atau pustu tempat bertugas, bila tidak ada kolomnya sendiri.",
    offered=False,
)
_HARI_TUGAS = ColumnSpec(
    "hari_tugas",
    Holds.WEEKDAYS,
    _MASKED,
    "Kosong = setiap hari layanan. Lainnya: Sen-Jum, atau Senin, Rabu, Jumat.",
    width=18,
    of_duty=True,
    heading="hari bertugas",
)
_MULAI = ColumnSpec(
    "mulai",
    _DAY,
    _MASKED,
    "Tanggal mulai bertugas di sini, misalnya 2025-01-02; kosong = sudah lama.",
    of_duty=True,
    heading="mulai bertugas",
)
_SAMPAI = ColumnSpec(
    "sampai",
    _DAY,
    _MASKED,
    "Tanggal terakhir bertugas di sini; kosong = tidak ada batas.",
    of_duty=True,
    heading="bertugas sampai",
)
_LAHIR = ColumnSpec(
    "tanggal_lahir",
    _BIRTH,
    _REPLACED,
    "Boleh kosong. Bila diisi, dicocokkan dengan NIP dan NIK; tidak pernah ikut tercetak.",
)
_KELAMIN = ColumnSpec(
    "jenis_kelamin", _SEX, _MASKED, "Boleh kosong. L atau P; bila diisi, dicocokkan dengan NIP dan NIK."
)
_KEAKTIFAN = ColumnSpec(
    "keaktifan",
    _TEXT,
    _MASKED,
    "aktif atau tidak aktif; yang tidak aktif tidak dihitung.",
    offered=False,
)
_PENSIUN = ColumnSpec(
    "pensiun", _DAY, _MASKED, "Hari pertama pensiun (TMT), seperti di SK-nya.", offered=False, heading="mulai pensiun"
)
_KETERANGAN = ColumnSpec(
    "keterangan", _TEXT, _DROPPED, "Catatan bebas; tidak dihitung.", width=26, of_duty=True
)  # fmt: skip


PETUGAS = TableSpec(
    "petugas",
    "Petugas",
    (
        _NAMA,
        replace(_NIP, telling=True),
        _NIK,
        _PUSKESMAS,
        _PUSTU,
        ColumnSpec(
            "profesi",
            _CHOICE,
            _MASKED,
            "Pilih dari daftar. Boleh kosong bila jabatan diisi.",
            required=True,
            group="profesi",
            choices=PROFESI,
            width=26,
            telling=True,
        ),
        ColumnSpec(
            "jabatan",
            _TEXT,
            _MASKED,
            "Nama jabatan, misalnya Bidan Ahli Pertama. Boleh kosong bila profesi diisi.",
            required=True,
            group="profesi",
            width=34,
            telling=True,
            of_duty=True,
        ),
        ColumnSpec(
            "status",
            _CHOICE,
            _MASKED,
            "PNS, PPPK, Honorer, Kontrak, dan seterusnya.",
            choices=STATUS,
            heading="status kepegawaian",
            width=17,
        ),
        _HARI_TUGAS,
        _MULAI,
        _SAMPAI,
        ColumnSpec(
            "sip_sampai",
            _DAY,
            _MASKED,
            "Tanggal terakhir berlakunya SIP.",
            telling=True,
            heading="surat izin praktik (SIP) berlaku sampai",
        ),
        _LAHIR,
        _KELAMIN,
        ColumnSpec(
            "tetap", _TRUTH, _MASKED, "ya = jangan diusulkan pindah; kosong = boleh.", heading="tidak diusulkan pindah"
        ),
        ColumnSpec(
            "pj_klaster",
            _TEXT,
            _MASKED,
            "Klaster yang dipimpinnya, misalnya 2; penanggung jawab klaster tidak diusulkan pindah.",
            heading="penanggung jawab klaster",
        ),
        _KETERANGAN,
        _KEAKTIFAN,
        _PENSIUN,
        _UNIT,
    ),
    titled=True,
)

_DONE = {"pelatihan": "sudah dilatih", "penilaian": "sudah dinilai", "keterampilan": "terampil"}
_SKILLS = (
    *(
        ColumnSpec(
            f"status_{fact}_{group}",
            _TRUTH,
            _MASKED,
            f"ya atau tidak: {done} dalam {group.replace('_', ' ')}; dibaca `ilp plan training`.",
            offered=False,
        )
        for group in ("posyandu", "bayi_balita", "ibu_hamil", "remaja", "lansia", "timbang_ukur")
        for fact, done in _DONE.items()
        if (fact, group) != ("keterampilan", "timbang_ukur")
    ),
    ColumnSpec(
        "sudah_dinilai_keterampilan_dasar",
        _TRUTH,
        _MASKED,
        "ya atau tidak: sudah dinilai (bukan: dilatih); dibaca untuk kesiapan.",
        offered=False,
    ),
)
SKILLS = tuple(column.name for column in _SKILLS)
"""What a register of kader says of each of their skills, yes or no: trained and assessed are different facts."""


def _fact(name: str, words: str) -> ColumnSpec:
    """A column of a register that an import keeps, and that no rule reads."""
    return ColumnSpec(name, _TEXT, _DROPPED, words, offered=False, held=False)


KADER = TableSpec(
    "kader",
    "Kader",
    (
        _NAMA,
        _NIK,
        _PUSKESMAS,
        replace(_PUSTU, help="Pilih pustu tempat kader bertugas; kosongkan untuk kader posyandu."),
        ColumnSpec(
            "posyandu",
            _PLACE,
            _MASKED,
            "Pilih posyandu tempat kader bertugas; kosongkan untuk kader pustu.",
            width=24,
            telling=True,
            of_duty=True,
        ),
        ColumnSpec(
            "desa", _TEXT, _MASKED, "Desa atau kelurahan kader.", width=22, of_duty=True, heading="desa atau kelurahan"
        ),
        ColumnSpec(
            "wilayah",
            _TEXT,
            _MASKED,
            "Wilayah binaan, misalnya RT 01–03.",
            width=16,
            telling=True,
            of_duty=True,
            heading="wilayah binaan",
        ),
        _HARI_TUGAS,
        ColumnSpec(
            "tingkat",
            _CHOICE,
            _MASKED,
            "Tingkatan kader: Purwa, Madya, atau Utama.",
            choices=TINGKAT,
            telling=True,
            heading="tingkat kader",
        ),
        ColumnSpec(
            "terlatih", _TRUTH, _MASKED, "ya = sudah dilatih; tidak = belum.", telling=True, heading="sudah dilatih"
        ),
        _MULAI,
        _SAMPAI,
        _LAHIR,
        _KELAMIN,
        _KETERANGAN,
        _KEAKTIFAN,
        _UNIT,
        _fact("nomor_sk", "Nomor SK pengangkatan kader. Disimpan; belum dihitung."),
        _fact("usia", "Umur seperti di sumbernya. Disimpan; tidak dihitung."),
        _fact("jenjang_pendidikan", "Seperti di sumbernya. Disimpan; tidak dihitung."),
        _fact("metode_koordinasi", "Seperti di sumbernya. Disimpan; tidak dihitung."),
        *_SKILLS,
    ),
    note="Kader pustu mengisi kolom pustu, kader posyandu mengisi kolom posyandu.",
    titled=True,
)

CUTI = TableSpec(
    "cuti",
    "Cuti",
    (
        replace(_NAMA, help="Nama seperti di lembar Petugas atau Kader. Boleh kosong bila NIP diisi.", group="nama"),
        replace(
            _NIP,
            help="NIP seperti di lembar Petugas. Boleh kosong bila nama diisi.",
            required=True,
            group="nama",
        ),
        replace(_PUSKESMAS, help="Boleh kosong; isi bila ada dua orang bernama sama.", required=False),
        replace(_PUSTU, help="Boleh kosong; isi bila ada dua orang bernama sama."),
        ColumnSpec("dari", _DAY, _MASKED, "Hari pertama cuti.", required=True, heading="mulai cuti"),
        replace(_SAMPAI, help="Hari terakhir cuti.", required=True, heading="cuti sampai"),
        # The reason of a leave may tell of health.
        ColumnSpec(
            "jenis",
            _CHOICE,
            _DROPPED,
            "Cuti tahunan, sakit, melahirkan, dan seterusnya.",
            choices=JENIS,
            heading="jenis cuti",
        ),
        _KETERANGAN,
    ),
    note="Lembar Cuti boleh kosong; dipakai untuk jadwal tugas.",
)

PEOPLE = (PETUGAS, KADER)
"""Without these two a roster is not complete."""
ROSTER = (*PEOPLE, CUTI)
"""The sheets of every roster, in the order in which they are written and read."""
