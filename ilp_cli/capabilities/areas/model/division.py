"""A division as it was found: who takes which blocks, what bounds it, who changes and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ilp_cli.capabilities.areas.model.bounds import Bound
from ilp_cli.capabilities.areas.model.problem import Problem
from ilp_cli.core.brief import brief
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.rows import columns, envelope, rows_of
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import angka
from ilp_cli.district.district import District
from ilp_cli.district.people import Kader
from ilp_cli.district.wilayah import Blok

AREAS_TABLES = {
    "blok": columns("puskesmas posyandu kader blok desa dusun rw rt kk:whole kader_kini beban_kader:whole"),
    "posyandu": columns(
        "puskesmas posyandu kader:whole blok:whole satuan beban:whole terberat:whole rasio:number paling_rata:whole "
        "batas_bawah:whole sebab_batas terbukti_rata:truth batas_ubah:whole kk_pindah:whole "
        "kk_pindah_paling_sedikit:whole terbukti_tetap:truth terberat_satu_kader_lagi:whole tetangga bagian:whole sebab"
    ),
    "pindah": columns("puskesmas posyandu blok kk:whole dari ke sebab"),
}
"""The tables of a plan and their columns, the same in JSON and csv; a csv has the first or the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The blocks of one kader; `before` is what they held until now, in the same unit."""

    kader: Kader
    blocks: tuple[Blok, ...]
    load: int
    before: int

    @property
    def kk(self) -> int:
        """The households, those of blocks that do not tell them left out."""
        return sum(block.kk or 0 for block in self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A block that gets another holder, and why; `dari` is None where nobody of this posyandu held it."""

    blok: Blok
    ke: Kader
    sebab: str
    dari: Kader | None = None


@dataclass(frozen=True, kw_only=True)
class Division:
    """How the blocks of one posyandu are divided.

    `fairest` is the lightest heaviest load that was found and `bound` what no division can be below; `proven` where
    they are one. `most` is the heaviest load allowed so that fewer change hands, `moved` how many households do, and
    `settled` where it is proven that fewer cannot; else `moved_least` is what is proven. `idle` are kader for whom no
    block is left; `one_more` what one more kader would do, in a sentence, and `lighter` the heaviest load then, None
    where that is not known or no lighter.
    """

    problem: Problem
    areas: tuple[Area, ...]
    fairest: int
    bound: Bound
    proven: bool
    most: int
    moved: int
    settled: bool
    moved_least: int
    changes: tuple[Change, ...] = ()
    idle: tuple[Kader, ...] = ()
    one_more: str = ""
    lighter: int | None = None

    @property
    def given_up(self) -> tuple[Change, ...]:
        """The changes of blocks whose row names a holder, a kader of this posyandu or not."""
        return tuple(change for change in self.changes if change.blok.kader)

    @property
    def first_held(self) -> tuple[Change, ...]:
        """The changes of blocks that nobody was named for."""
        return tuple(change for change in self.changes if not change.blok.kader)

    @property
    def heaviest(self) -> int:
        """The load of the heaviest area."""
        return max(area.load for area in self.areas)

    @property
    def mean(self) -> float:
        """The mean load."""
        return sum(area.load for area in self.areas) / len(self.areas)

    @property
    def ratio(self) -> float:
        """The heaviest over the mean; 1 is even."""
        return self.heaviest / self.mean if self.mean else 1.0

    @property
    def proof(self) -> str:
        """The bound in one sentence, and how far the fairest found is from it."""
        satuan = self.problem.satuan
        words = self.bound.sentence(satuan)
        if self.proven:
            return words
        over = (self.fairest - self.bound.least) / self.bound.least * 100 if self.bound.least else 0.0
        return f"{words}; yang ditemukan {self.fairest} {satuan}, {angka(over, 2)} % di atasnya, belum terbukti"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undivided:
    """A posyandu with blocks that could not be divided, and why."""

    problem: Problem
    sebab: str


@dataclass(frozen=True, kw_only=True)
class AreaPlan(Tabled):
    """The divisions of a district on a day; `batas_ubah` is in percent, `told` where the district has said it."""

    TABLES: ClassVar = AREAS_TABLES

    district: District = field(repr=False)
    pada: date
    batas_ubah: int
    told: bool
    divisions: tuple[Division, ...]
    undivided: tuple[Undivided, ...] = ()
    dihentikan: bool = False

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.district.kabupaten.nama,
            pada=self.pada.isoformat(),
            posyandu=len(self.divisions),
            proven=self.proven,
        )

    @property
    def proven(self) -> bool:
        """Whether no division of any posyandu can be fairer, and none within the limit changes fewer hands."""
        return all(division.proven and division.settled for division in self.divisions)

    def exit_status(self) -> ExitStatus:
        """0 where every posyandu is divided, 1 where one is not."""
        return ExitStatus.FINDINGS if self.undivided or not self.divisions else ExitStatus.OK

    @property
    def summary(self) -> dict[str, object]:
        """The figures of the whole."""
        return {
            "posyandu": len(self.divisions) + len(self.undivided),
            "dibagi": len(self.divisions),
            "kader": sum(len(division.areas) for division in self.divisions),
            "blok": sum(len(division.problem.blocks) for division in self.divisions),
            "kk": sum(area.kk for division in self.divisions for area in division.areas),
            "kk_pindah": sum(division.moved for division in self.divisions),
            "terbukti_rata": sum(division.proven for division in self.divisions),
            "terbukti_tetap": sum(division.settled for division in self.divisions),
        }

    def rows(self) -> Iterator[dict[str, object]]:
        """One row for each block: who holds it now and who would."""
        for division in self.divisions:
            problem = division.problem
            now = {holder.blok.path: holder for holder in problem.holders}
            for area in division.areas:
                for block in area.blocks:
                    held = now[block.path].kader
                    before = held.nama if held else block.kader or None
                    yield {
                        "puskesmas": problem.puskesmas.nama,
                        "posyandu": problem.posyandu.nama,
                        "kader": area.kader.nama,
                        "blok": block.nama,
                        "desa": block.desa or None,
                        "dusun": block.dusun or None,
                        "rw": block.rw or None,
                        "rt": block.rt or None,
                        "kk": block.kk,
                        "kader_kini": before,
                        "beban_kader": area.load,
                    }

    def posyandu_rows(self) -> Iterator[dict[str, object]]:
        """One row for each posyandu: its figures, its bound and its proof."""
        for division in self.divisions:
            problem = division.problem
            yield {
                "puskesmas": problem.puskesmas.nama,
                "posyandu": problem.posyandu.nama,
                "kader": len(division.areas),
                "blok": len(problem.blocks),
                "satuan": problem.satuan,
                "beban": problem.ground.total,
                "terberat": division.heaviest,
                "rasio": round(division.ratio, 3),
                "paling_rata": division.fairest,
                "batas_bawah": division.bound.least,
                "sebab_batas": division.bound.reason.value,
                "terbukti_rata": division.proven,
                "batas_ubah": division.most,
                "kk_pindah": division.moved,
                "kk_pindah_paling_sedikit": division.moved_least,
                "terbukti_tetap": division.settled,
                "terberat_satu_kader_lagi": division.lighter,
                "tetangga": problem.known.value,
                "bagian": len(problem.pieces) or None,
                "sebab": None,
            }
        for item in self.undivided:
            empty = dict.fromkeys(_FIGURES)
            yield {
                "puskesmas": item.problem.puskesmas.nama,
                "posyandu": item.problem.posyandu.nama,
                "kader": len(item.problem.kader),
                "blok": len(item.problem.blocks),
                "satuan": item.problem.satuan,
                "beban": item.problem.ground.total,
                **empty,
                "tetangga": item.problem.known.value,
                "bagian": None,
                "sebab": item.sebab,
            }

    def table(self, name: str) -> Iterator[dict[str, object]]:
        """The rows of "blok" or "posyandu". Raises Misuse for another name."""
        return rows_of({"blok": self.rows, "posyandu": self.posyandu_rows}, name)()

    def document(self) -> dict[str, object]:
        """The plan as the JSON contract has it."""
        return envelope(
            "plan areas",
            self.district.kabupaten.nama,
            pada=self.pada,
            batas_ubah=self.batas_ubah,
            batas_ubah_daerah=self.told,
            proven=self.proven,
            summary=self.summary,
            posyandu=list(self.posyandu_rows()),
            blok=list(self.rows()),
            pindah=[
                {
                    "puskesmas": division.problem.puskesmas.nama,
                    "posyandu": division.problem.posyandu.nama,
                    "blok": change.blok.nama,
                    "kk": change.blok.kk,
                    "dari": change.dari.nama if change.dari else None,
                    "ke": change.ke.nama,
                    "sebab": change.sebab,
                }
                for division in self.divisions
                for change in division.changes
            ],
            menurut=[given.row() for given in self.district.menurut],
        )


_FIGURES = (
    "terberat", "rasio", "paling_rata", "batas_bawah", "sebab_batas", "terbukti_rata", "batas_ubah", "kk_pindah",
    "kk_pindah_paling_sedikit", "terbukti_tetap", "terberat_satu_kader_lagi",
)  # fmt: skip
