"""The order as it was planned: the year of each puskesmas, what is proven, and what more of a limit would give."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ilp_cli.capabilities.rollout.model.problem import Calon, Choice, Nilai, Problem, Tahun, left_over, nilai

AIMS = ("kurang_puskesmas", "kurang", "kecamatan", "terlayani", "ubah", "permintaan")
"""The aims by their names in `Nilai`, in the order of importance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Puncak:
    """The most that can be under a lokus by the end of a year, as everybody can add it up.

    `resource` is what limits it, of which there are `total` in the years up to then; "" where readiness alone does.
    `sudah` are counted in `paling`, they come by decree.
    """

    tahun: int
    resource: str
    total: int
    sudah: int
    paling: int
    rencana: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coba:
    """What more of a limit in a year would give: the first aim it betters, by at least and at most how much.

    `resource` is "kecamatan" for the plan that need not reach every kecamatan. `aim` is "" where nothing gets better.
    """

    resource: str
    tahun: int | None
    tambah: int
    aim: str
    paling_sedikit: int = 0
    paling_banyak: int = 0


SOLVER, SETS, BY_HAND = "pemecah program", "gabungan puskesmas", "hitungan"
"""Where a bound comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloutPlan:
    """The whole answer. `batas` are the bounds by aim; None: of this aim nothing is proven.

    `asal` says whose the bound of people times years is, the others being the solver's: "hitungan" where it is the sum
    of `puncak`, "gabungan puskesmas" where it comes of the best sets of puskesmas of each year, else "pemecah program".

    `sebab` says of each puskesmas, by its number, why it does not come sooner, or not at all. `kosong` are sentences on
    years in which nothing is possible.
    """

    kabupaten: str
    pada: date
    problem: Problem = field(repr=False)
    choice: Choice
    batas: dict[str, int | None]
    asal: str = SOLVER
    puncak: tuple[Puncak, ...] = ()
    coba: tuple[Coba, ...] = ()
    coba_lengkap: bool = True
    sebab: dict[int, str] = field(default_factory=dict)
    kosong: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    interrupted: bool = False

    @property
    def nilai(self) -> Nilai:
        """What it comes to."""
        return nilai(self.problem, self.choice)

    def proven(self, aim: str) -> bool:
        """Whether no plan can do better in an aim, those before it kept."""
        return bool(self.batas.get(aim) == getattr(self.nilai, aim))

    @property
    def optimal(self) -> bool:
        """Whether every aim is proven."""
        return all(self.proven(aim) for aim in AIMS)

    def urutan(self, tahun: int) -> tuple[Calon, ...]:
        """The puskesmas planned for a year, in the order of the register."""
        return tuple(self.problem.calon[number] for number in self.problem.terbuka() if self.choice[number] == tahun)

    def ditetapkan(self, tahun: int) -> tuple[Calon, ...]:
        """The puskesmas that a decree names for a year."""
        return tuple(calon for calon in self.problem.calon if calon.tetap == tahun)

    @property
    def belum(self) -> tuple[int, ...]:
        """The numbers of those that do not come in these years."""
        return tuple(number for number in self.problem.terbuka() if self.choice[number] is None)

    def sisa(self, year: Tahun) -> dict[str, int]:
        """What it leaves of the limits of a year."""
        return left_over(self.problem, self.choice, year)

    @property
    def complete(self) -> bool:
        """Whether all that was promised comes, and every kecamatan has its lokus in time."""
        value = self.nilai
        return not (value.kurang_puskesmas or value.kurang or value.kecamatan)
