"""The table Keluarga as declared, and when the families of each posyandu were last visited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal
from ilp_cli.district.district import District
from ilp_cli.district.table import Choices, ColumnSpec, Holds, Privacy, TableSpec

PEMICU = Choices("pemicu", ("tanda bahaya", "gejala TBC", "tidak patuh obat", "tidak akses layanan"), strict=False)
HASIL = Choices("hasil", ("dikunjungi", "tidak di rumah", "menolak", "kontrol ulang", "dirujuk"), strict=False)

KELUARGA = TableSpec(
    "keluarga",
    "Keluarga",
    (
        ColumnSpec(
            "id",
            Holds.TEXT,
            Privacy.MASKED,
            "Kode keluarga, misalnya ML-001; bukan NIK dan bukan nama.",
            required=True,
            width=14,
            telling=True,
        ),
        ColumnSpec("puskesmas", Holds.PLACE, Privacy.MASKED, "Pilih dari daftar puskesmas.", required=True, width=24),
        ColumnSpec("posyandu", Holds.PLACE, Privacy.MASKED, "Pilih posyandunya.", required=True, width=24),
        ColumnSpec(
            "blok",
            Holds.TEXT,
            Privacy.MASKED,
            "Blok tempat tinggalnya, ditulis seperti di lembar Wilayah.",
            width=20,
            telling=True,
        ),
        ColumnSpec(
            "kelompok",
            Holds.TEXT,
            Privacy.MASKED,
            "Sasaran di keluarga ini, dipisah titik koma: bumil; bayi; balita; sekolah; dewasa; lansia.",
            width=26,
            telling=True,
        ),
        # What calls for a visit, and what came of it, tell of health.
        ColumnSpec(
            "pemicu",
            Holds.CHOICE,
            Privacy.DROPPED,
            "Yang membuatnya didahulukan; kosong = kunjungan rutin.",
            choices=PEMICU,
            width=20,
            telling=True,
        ),
        ColumnSpec("sejak", Holds.DAY, Privacy.MASKED, "Hari pemicunya diketahui; kosong = awal bulan.", width=14),
        ColumnSpec(
            "kunjungan_terakhir",
            Holds.DAY,
            Privacy.MASKED,
            "Hari kunjungan rumah terakhir; kosong = belum pernah.",
            width=18,
            telling=True,
        ),
        ColumnSpec(
            "hasil",
            Holds.CHOICE,
            Privacy.DROPPED,
            "Hasil kunjungan terakhir; kosong = belum.",
            choices=HASIL,
            width=18,
        ),
        ColumnSpec("lintang", Holds.DEGREES, Privacy.DROPPED, "Lintang rumah dalam derajat; boleh kosong.", width=11),
        ColumnSpec("bujur", Holds.DEGREES, Privacy.DROPPED, "Bujur rumah dalam derajat; boleh kosong.", width=11),
        ColumnSpec("keterangan", Holds.TEXT, Privacy.DROPPED, "Catatan bebas.", width=24),
    ),
    note="Satu baris satu keluarga; nama dan NIK tidak diperlukan. Lembar Keluarga boleh kosong.",
)


def last_visits(district: District) -> Mapping[Path, Sequence[date | None]]:
    """The last visit of every family of a registered posyandu, by the path of the posyandu; None where it had none.

    A family that is listed again counts as the row that lists it first.
    """
    visits: dict[Path, list[date | None]] = defaultdict(list)
    seen: set[tuple[Path | None, str]] = set()
    for row in district.isian.get(KELUARGA.name, ()):
        key = row.induk, normal(str(row.values.get("id", "")))
        if row.unit is None or "posyandu" not in row.unit or not key[1] or key in seen:
            continue
        seen.add(key)
        day = row.values.get("kunjungan_terakhir")
        visits[row.unit].append(day if isinstance(day, date) else None)
    return visits
