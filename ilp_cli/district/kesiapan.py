"""What was told of the readiness of places (table Kesiapan), and the criteria of a district (kriteria_kesiapan:)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.district.isian import Isian
from ilp_cli.district.table import Choices, ColumnSpec, Holds, Privacy, Spread, TableSpec
from ilp_cli.law import configs

KRITERIA = Choices("kriteria", tuple(configs.readiness()["kriteria"]), strict=False)
"""The national criteria by their codes, those of configs/readiness.yaml; a district may have its own."""
KEADAAN = Choices("keadaan", tuple(configs.readiness()["keadaan"]), strict=False)
_MASKED = Privacy.MASKED


def _kriteria_meant(text: str) -> str:
    """The code of the national criterion that a title is, "" where it is none."""
    return next((code for code in KRITERIA.words if code.casefold() == text.casefold().replace(" ", "")), "")


KESIAPAN = TableSpec(
    "kesiapan",
    "Kesiapan",
    (
        ColumnSpec("puskesmas", Holds.PLACE, _MASKED, "Pilih dari daftar puskesmas.", required=True, width=24),
        ColumnSpec("pustu", Holds.PLACE, _MASKED, "Pilih pustunya; kosong = puskesmasnya atau posyandunya.", width=24),
        ColumnSpec("posyandu", Holds.PLACE, _MASKED, "Pilih posyandunya; kosong = puskesmas atau pustunya.", width=24),
        ColumnSpec(
            "kriteria",
            Holds.CHOICE,
            _MASKED,
            "Kode kriterianya: P untuk puskesmas, U pustu, Y posyandu; U1b hanya bagian b dari U1.",
            required=True,
            choices=KRITERIA,
            width=12,
            telling=True,
        ),
        ColumnSpec(
            "keadaan",
            Holds.CHOICE,
            _MASKED,
            "ya = memenuhi; tidak = belum memenuhi; kosong = belum diketahui.",
            choices=KEADAAN,
            width=16,
            telling=True,
        ),
        ColumnSpec("sejak", Holds.DAY, Privacy.KEPT, "Sejak kapan demikian, atau tanggal SK-nya.", width=14),
        ColumnSpec("bukti", Holds.TEXT, Privacy.DROPPED, "SK, berita acara atau laporan yang menyatakannya.", width=30),
        ColumnSpec("keterangan", Holds.TEXT, Privacy.DROPPED, "Catatan bebas.", width=24),
    ),
    note="Hanya yang tidak dapat dihitung dari lembar lain; yang dihitung menang. Lembar Kesiapan boleh kosong.",
    titled=True,
    spread=Spread(keys=(("kriteria", _kriteria_meant),), values=("keadaan",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pernyataan:
    """A row of the table Kesiapan, its words as written.

    `unit` is the path of the registered place it speaks of, None where it names none that is registered. `sejak` is
    None where no day was told.
    """

    path: Path
    unit: Path | None
    kriteria: str
    keadaan: str
    sejak: date | None = None
    bukti: str = ""


def statement(row: Isian) -> Pernyataan:
    """A row as what it states; a posyandu it names comes before a pustu, a pustu before the puskesmas."""
    text = {name: str(row.values.get(name, "")) for name in ("pustu", "posyandu", "kriteria", "keadaan", "bukti")}
    kind = "posyandu" if text["posyandu"] else "pustu" if text["pustu"] else "puskesmas"
    meant = row.unit is not None and (kind == "puskesmas" or kind in row.unit)
    day = row.values.get("sejak")
    return Pernyataan(
        path=row.path,
        unit=row.unit if meant else None,
        kriteria=text["kriteria"],
        keadaan=text["keadaan"],
        sejak=day if isinstance(day, date) else None,
        bukti=text["bukti"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KriteriaDaerah:
    """A criterion of a district's own; `untuk` is the kind of place it is asked of."""

    path: Path
    kode: str
    untuk: str
    judul: str
    dasar: str = ""
    tahu: str = ""
    langkah: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KriteriaKesiapan:
    """The whole key: the criteria a district does not ask, and those it asks beside the national ones."""

    path: Path = ("kriteria_kesiapan",)
    tanpa: tuple[str, ...] = ()
    tambahan: tuple[KriteriaDaerah, ...] = ()
