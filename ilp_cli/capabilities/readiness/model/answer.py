"""The answer of ilp readiness: the places asked for, the indicators, and both as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar

from ilp_cli.capabilities.readiness.model.facts import Keadaan
from ilp_cli.capabilities.readiness.model.indicators import Indikator
from ilp_cli.capabilities.readiness.model.readiness import SIAP, UnitSiap
from ilp_cli.core.brief import brief
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.rows import columns, envelope, rows_of
from ilp_cli.core.tabled import Tabled
from ilp_cli.district.case import Case
from ilp_cli.district.kesiapan import KESIAPAN
from ilp_cli.district.kriteria import Criteria, criteria

READINESS_TABLES = {
    "unit": columns(
        "tahun:whole jenis puskesmas unit desa memenuhi:whole tidak_memenuhi:whole belum_diketahui:whole keadaan"
    ),
    "kriteria": columns("tahun:whole jenis puskesmas unit kode judul keadaan dari uraian tanyakan langkah pangkat"),
    "isian": columns(" ".join(KESIAPAN.offered)),
    "indikator": columns(
        "nomor nama jenis dihitung memenuhi:whole tidak_memenuhi:whole belum_diketahui:whole total:whole "
        "persen_paling_rendah:number persen_paling_tinggi:number ambang:whole keadaan pangkat"
    ),
}
"""The tables of an answer and their columns, the same in JSON and csv. `isian` is for csv alone: see `_blank_rows`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness(Tabled):
    """The places asked for beside their criteria, and the indicators of the whole district.

    `warnings` say what of the inputs was not used, `opsi` how it was asked for.
    """

    TABLES: ClassVar = READINESS_TABLES

    case: Case = field(repr=False)
    semua: bool
    units: tuple[UnitSiap, ...]
    indikator: tuple[Indikator, ...]
    warnings: tuple[str, ...] = ()
    inputs: tuple[Path, ...] = field(default=(), repr=False)
    opsi: Sequence[tuple[str, str]] = field(default=(), repr=False)

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.kabupaten,
            pada=self.pada.isoformat(),
            unit=len(self.units),
            siap=sum(unit.keadaan == SIAP for unit in self.units),
        )

    @property
    def kabupaten(self) -> str:
        """The bare name of the district."""
        return self.case.district.kabupaten.nama

    @property
    def pada(self) -> date:
        """The day of the answer."""
        return self.case.pada

    @property
    def tahun(self) -> tuple[int, ...]:
        """The stages asked for."""
        return self.case.years

    @property
    def kriteria(self) -> Criteria:
        """What the district asks."""
        return self.case.of(criteria)

    def rows(self, name: str) -> list[dict[str, object]]:
        """The rows of "unit", "kriteria", "isian" or "indikator". Raises Misuse for another name."""
        tables = {
            "unit": [_unit(unit) for unit in self.units],
            "kriteria": [row for unit in self.units for row in _criteria_rows(unit)],
            "isian": [row for unit in self.units for row in _blank_rows(unit)],
            "indikator": [item.row() for item in self.indikator],
        }
        return rows_of(tables, name)

    def _rows(self) -> Mapping[str, list[dict[str, object]]]:
        return {name: self.rows(name) for name in READINESS_TABLES}

    def document(self) -> dict[str, object]:
        """The answer as the JSON contract has it."""
        return envelope(
            "readiness",
            self.kabupaten,
            pada=self.pada,
            tahun=self.tahun,
            semua=self.semua,
            unit=self.rows("unit"),
            kriteria=self.rows("kriteria"),
            indikator=self.rows("indikator"),
            daftar_kriteria=[
                {
                    "kode": kriteria.kode,
                    "untuk": list(kriteria.untuk),
                    "judul": kriteria.judul,
                    "bagian": {part.kode: part.judul for part in kriteria.bagian},
                    "sumber": kriteria.sumber,
                    "pangkat": kriteria.pangkat.value,
                    "langkah": kriteria.langkah,
                }
                for kriteria in self.kriteria.dipakai.values()
            ],
            tidak_dipakai=sorted(self.kriteria.tanpa),
            menurut=[given.row() for given in self.case.district.menurut],
        )

    def exit_status(self) -> int:
        """0: what is not met is an answer, and no fault of the files."""
        return ExitStatus.OK


def _unit(unit: UnitSiap) -> dict[str, object]:
    return {
        "tahun": unit.tahun,
        "jenis": unit.jenis,
        "puskesmas": unit.puskesmas,
        "unit": unit.nama,
        "desa": unit.desa,
        "memenuhi": unit.jumlah[Keadaan.MEMENUHI],
        "tidak_memenuhi": unit.jumlah[Keadaan.TIDAK],
        "belum_diketahui": unit.jumlah[Keadaan.BELUM],
        "keadaan": unit.keadaan,
    }


def _criteria_rows(unit: UnitSiap) -> list[dict[str, object]]:
    return [
        {
            "tahun": unit.tahun,
            "jenis": unit.jenis,
            "puskesmas": unit.puskesmas,
            "unit": unit.nama,
            "kode": hasil.kriteria.kode,
            "judul": hasil.kriteria.judul,
            "keadaan": hasil.keadaan.value,
            "dari": hasil.dari or None,
            "uraian": hasil.words,
            "tanyakan": "; ".join(unit.tanya(hasil)) or None,
            "langkah": hasil.langkah or None,
            "pangkat": hasil.kriteria.pangkat.value,
        }
        for hasil in unit.hasil
    ]


def _blank_rows(unit: UnitSiap) -> list[dict[str, object]]:
    """What is not known at a place as rows of the table Kesiapan, to be answered and read back."""
    where = {"puskesmas": unit.puskesmas, "pustu": None, "posyandu": None}
    where |= {unit.jenis: unit.nama}
    blank = dict.fromkeys(KESIAPAN.offered)
    return [
        {**blank, **where, "kriteria": hasil.kriteria.named(part.bagian), "keterangan": part.bagian.judul}
        for hasil in unit.hasil
        for part in hasil.parts(Keadaan.BELUM)
    ]
