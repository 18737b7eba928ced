"""The columns of a roster, in one place for those who read them and those who write them."""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "petugas": tuple(
        "nama nip nik puskesmas pustu profesi jabatan status hari_tugas mulai sampai sip_sampai "
        "tanggal_lahir jenis_kelamin tetap pj_klaster keterangan".split()
    ),
    "kader": tuple(
        "nama nik puskesmas pustu posyandu desa wilayah hari_tugas tingkat terlatih mulai sampai "
        "tanggal_lahir jenis_kelamin keterangan".split()
    ),
    "cuti": tuple("nama nip puskesmas pustu dari sampai jenis keterangan".split()),
}
"""The columns of each sheet of a roster, in the order the template writes them."""

REQUIRED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "petugas": (("nama",), ("puskesmas",), ("profesi", "jabatan")),
    "kader": (("nama",), ("puskesmas",)),
    "cuti": (("nama", "nip"), ("dari",), ("sampai",)),
    "daftar": (("puskesmas", "kode", "kode_lama", "pustu", "posyandu"),),
}
"""Columns that must be there; of a group, one is enough. "daftar" is a list from the ministry, no table of a roster."""

UNIT = "unit"
"""A column of a planner's own table that names a puskesmas, a pustu, or a pustu with its puskesmas."""

DAYS = frozenset({"mulai", "sampai", "sip_sampai", "tanggal_lahir", "dari"})
"""Columns that hold a day."""

NUMBERS = frozenset({"nip", "nik"})
"""Columns that hold an identity number."""

SKILLS = (
    *(
        f"status_{fact}_{group}"
        for group in ("posyandu", "bayi_balita", "ibu_hamil", "remaja", "lansia")
        for fact in ("pelatihan", "penilaian", "keterampilan")
    ),
    "status_pelatihan_timbang_ukur",
    "status_penilaian_timbang_ukur",
    "sudah_dinilai_keterampilan_dasar",
)
"""What a register of kader says of each of their skills, yes or no: trained and assessed are different facts."""

_FACTS = ("nomor_sk", "usia", "jenjang_pendidikan", "metode_koordinasi")

EXTRA: Mapping[str, tuple[str, ...]] = {"petugas": (), "kader": (*_FACTS, *SKILLS), "cuti": ()}
"""Columns a roster may have beyond those of the template: kept as they are, and counted by no rule yet."""

FREE = frozenset({"keterangan", "jenis", *_FACTS})
"""Columns that no rule reads, so that a copy to share does without them; the reason of a leave may tell of health."""

TRUTHS = frozenset({"terlatih", "tetap", *SKILLS})
"""Columns that ask for yes or no."""

PENCOCOKAN, KEPUTUSAN = "Pencocokan", "Keputusan"
"""Sheets that an import adds to the roster it writes; nobody is listed in them."""
