"""A planned year of training: its batches, who is left over and why, and how far each is proven."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.capabilities.training.model.problem import Angkatan, Problem
from ilp_cli.district.pelatihan import BIAYA


@dataclass(frozen=True, slots=True, kw_only=True)
class Sisa:
    """Somebody who has no place in a batch of a group, and why, in figures."""

    peserta: int
    kelompok: str
    sebab: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bukti:
    """What a plan comes to beside what no plan can pass that is as good in what stands before. None: nothing is proven.

    `tempat_terisi` is bounded from above, the others from below.
    """

    tempat_terisi: int
    paling_banyak: int
    angkatan: int
    paling_sedikit: int | None
    kecamatan: int
    kecamatan_batas: int | None
    meter: int
    meter_batas: int | None

    @property
    def penuh(self) -> bool:
        """Whether nobody more can be placed, proven."""
        return self.tempat_terisi >= self.paling_banyak

    @property
    def tersedikit(self) -> bool:
        """Whether no fewer batches can hold as many, proven."""
        return self.penuh and self.paling_sedikit is not None and self.angkatan <= self.paling_sedikit

    @property
    def terdekat(self) -> bool:
        """Whether no ways are shorter with as few batches, proven."""
        crossed = self.kecamatan_batas is not None and self.kecamatan <= self.kecamatan_batas
        return self.tersedikit and crossed and self.meter_batas is not None and self.meter <= self.meter_batas


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlan:
    """One year as planned; `cut` where the search ended before all was proven."""

    problem: Problem
    angkatan: tuple[Angkatan, ...]
    sisa: tuple[Sisa, ...]
    bukti: Bukti
    persis: bool = False
    cut: bool = False

    @property
    def tempat_terisi(self) -> int:
        """How many places in batches are taken."""
        return sum(len(batch.peserta) for batch in self.angkatan)

    def nomor(self) -> Mapping[Angkatan, int]:
        """The batches by their number in the year."""
        return {batch: number for number, batch in enumerate(self.angkatan, 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Biaya:
    """What a year costs by the district's own unit costs; `belum` are those that are not written."""

    rincian: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    belum: tuple[str, ...] = ()

    @property
    def jumlah(self) -> int | None:
        """The whole cost, None where not a single unit cost is written."""
        return sum(count * each for count, each in self.rincian.values()) if self.rincian else None


def cost_of(year: YearPlan, biaya: Mapping[str, int]) -> Biaya:
    """How often each unit cost is met in a year, and what it is."""
    people = year.tempat_terisi
    often = {"peserta_hari": people * year.problem.hari, "angkatan": len(year.angkatan), "perjalanan": people}
    return Biaya(
        rincian={key: (often[key], biaya[key]) for key in BIAYA if key in biaya},
        belum=tuple(key for key in BIAYA if key not in biaya),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPlan:
    """Every year that was asked for, in their order. `notes` are sentences on what was taken for granted.

    `interrupted` where somebody stopped the search.
    """

    kabupaten: str
    pada: date
    tahun: tuple[YearPlan, ...]
    biaya: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    interrupted: bool = False

    @property
    def complete(self) -> bool:
        """Whether everybody asked for in these years has a place in the end: nobody is left over in the last."""
        return not self.tahun or not self.tahun[-1].sisa
