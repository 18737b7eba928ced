"""Why a duty roster is impossible: a month of a district, and the facts that clash in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ilp_cli.capabilities.duty.model.post import DutyProblem
from ilp_cli.capabilities.duty.model.problem import duty_problem
from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Path as Where
from ilp_cli.core.given import a_day, a_number
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.steps import step
from ilp_cli.core.words import daftar
from ilp_cli.district.calendar import closed_days, month_days
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.terikat import TIED
from ilp_cli.law import configs
from ilp_cli.law.standard import bases
from ilp_cli.planning.conflict import Conflict, Reasoned, answered, possible, why_document
from ilp_cli.planning.patience import Patience, within
from ilp_cli.reading.load import load, years_of
from ilp_cli.reading.usable import not_yet, staffed

_BASES: Mapping[str, tuple[str, ...]] = {
    "minimum": ("pustu.bidan", "pustu.perawat", "pustu.kader", "pustu.hari_layanan"),
    "buka": ("posyandu.pendamping",),
    "istirahat": ("kerja.istirahat_mingguan",),
    "berturut": ("kerja.hari_berturut",),
}
"""The standards behind each kind of fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why(Reasoned):
    """Whether a month can be covered, and if not, which facts clash.

    `dasar` are the articles behind the facts; `perkiraan` the holidays of the month whose dates are only estimated.
    `whole` is False where the search had to end before every day was looked at, `stopped` where Ctrl-C ended it.
    """

    district: District
    bulan: date
    tahun: tuple[int, ...]
    pustu: int
    conflicts: tuple[Conflict, ...]
    dasar: tuple[str, ...] = ()
    perkiraan: tuple[str, ...] = ()
    whole: bool = True
    stopped: bool = False

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.district.kabupaten.nama,
            bulan=f"{self.bulan:%Y-%m}",
            pustu=self.pustu,
            conflicts=len(self.conflicts),
        )

    @property
    def possible(self) -> bool | None:
        """Whether every service day can be covered; None where that was not found out."""
        return possible(self.conflicts, whole=self.whole)

    def exit_status(self) -> ExitStatus:
        """130 where somebody stopped the search, 0 where every day is known to be possible, else 1."""
        return answered(possible=self.possible, stopped=self.stopped)

    def document(self) -> dict[str, object]:
        """The answer as the JSON contract has it."""
        return why_document(
            self.district.kabupaten.nama,
            pada=self.bulan,
            tahun=self.tahun,
            bulan=self.bulan,
            pustu=self.pustu,
            mungkin=self.possible,
            lengkap=self.whole,
            dihentikan=self.stopped,
            conflicts=[conflict.row(self.district.place) for conflict in self.conflicts],
            dasar=self.dasar,
            perkiraan=self.perkiraan,
            menurut=[given.row() for given in self.district.menurut],
        )


def why(
    source: District | str | Path,
    bulan: date,
    *,
    roster: str | Path | None = None,
    tahun: Sequence[int] = (),
    puskesmas: str = "",
    pustu: str = "",
    batas_waktu: float = 0,
    until: Patience | None = None,
) -> Why:
    """Why a month cannot be covered at the pustu lokus of some stages (default: all up to that year).

    `bulan` is a day of the month. `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or
    folder read instead of the one it names; `tahun` years of its stages; `puskesmas` and `pustu` are names that narrow
    it. `batas_waktu`, in seconds (0: none), and Ctrl-C end the search: the answer is then what was found, and says that
    it is. Who has more to do under the same limit gives `until` instead and listens himself.

    Raises Unreadable where the plan or its roster cannot be read, Misuse for a year or a unit it does not have.
    """
    a_number("batas_waktu", batas_waktu, 60)
    with within(batas_waktu, until) as ends:
        return _why(source, bulan, roster, tahun, puskesmas, pustu, ends)


def _why(
    source: District | str | Path,
    bulan: date,
    roster: str | Path | None,
    tahun: Sequence[int],
    puskesmas: str,
    pustu: str,
    until: Patience,
) -> Why:
    from ilp_cli.capabilities.duty.why.conflicts import conflicts
    from ilp_cli.reading.holidays import national_holidays

    district, month = staffed(load(source, roster, tables=TIED)), a_day("bulan", bulan)
    if month is None:
        raise Misuse("sebut bulannya: bulan=date(2025, 3, 1)")
    bulan = month
    days = month_days(bulan.year, bulan.month)
    case = Case(district=district, pada=days[0], law=configs.law())
    if "pustu.bidan" not in case.standards or "kerja.istirahat_mingguan" not in case.standards:
        raise not_yet(days[0])
    closed = closed_days(national_holidays(bulan.year), district.libur, district.kebijakan)
    years = _years(district, bulan.year, tahun)
    problem = duty_problem(replace(case, years=years), days, closed)
    units = _units(problem, puskesmas, pustu)
    step("mencari sebab dan perbaikannya")
    unmet = conflicts(problem, district, units, until)
    kinds = {fact.kind for conflict in unmet.conflicts for fact in conflict.facts}
    return Why(
        district=district,
        bulan=days[0],
        tahun=years,
        pustu=len(units),
        conflicts=unmet.conflicts,
        whole=unmet.whole,
        stopped=until.stopped,
        dasar=tuple(bases(case.standards, (key for kind, keys in _BASES.items() if kind in kinds for key in keys))),
        perkiraan=tuple(str(closed[day]) for day in days if day in closed and closed[day].perkiraan),
    )


def _years(district: District, year: int, wanted: Sequence[int]) -> tuple[int, ...]:
    """The stages asked for, or all that have begun by that year."""
    years = years_of(district, wanted)
    years = years if wanted else tuple(stage for stage in years if stage <= year)
    if not years:
        raise Misuse(
            f"sampai {year} belum ada tahap di roadmap; yang ada: {daftar(map(str, district.years())) or 'tidak ada'}"
        )
    return years


def _units(problem: DutyProblem, puskesmas: str, pustu: str) -> tuple[Where, ...]:
    """The pustu lokus asked for, all where none is named. Raises Misuse where no such pustu is lokus."""
    posts = problem.posts
    if not posts:
        raise Misuse("belum ada pustu lokus yang terdaftar pada tahap ini")
    if puskesmas:
        named = [post for post in posts if normal(post.puskesmas) == normal(puskesmas)]
        if not named:
            hint = maksud(puskesmas, {post.puskesmas for post in posts})
            raise Misuse(f"puskesmas “{puskesmas}” tidak punya pustu lokus pada tahap ini{hint}")
        posts = tuple(named)
    if pustu:
        named = [post for post in posts if normal(post.pustu) == normal(pustu)]
        if not named:
            raise Misuse(f"pustu “{pustu}” bukan lokus pada tahap ini{maksud(pustu, {post.pustu for post in posts})}")
        posts = tuple(named)
    return tuple(post.unit for post in posts)
