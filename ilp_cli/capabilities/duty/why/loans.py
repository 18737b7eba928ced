"""Who could serve a day elsewhere: people of other units, on days on which their own unit can spare them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from ilp_cli.capabilities.duty.why.dispute import Demand, Dispute, RosterRows, bound, missing
from ilp_cli.core.finding import Path
from ilp_cli.core.names import sebutan
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who
from ilp_cli.district.people import KINDS, NAKES, Kader, Petugas, fixed_status
from ilp_cli.district.place import Puskesmas, kilometres
from ilp_cli.district.presence import AT_WORK, placed, serves
from ilp_cli.planning.patience import OutOfTime

if TYPE_CHECKING:
    from ilp_cli.planning.solver import Model


NEIGHBOURS = 5
"""How many other puskesmas are asked where the own one cannot help."""
NOBODY, FARTHER, ANOTHER = 1000, 1_000_000, 1000
"""How much a day weighs that nobody was found for (a day lent: 1); then a puskesmas farther, and a person more."""
MOST = 9
"""More people of a kind no pustu lacks on one day."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lender:
    """Somebody who could serve some of these days elsewhere; `tier` 0 is the own puskesmas, then the nearest first."""

    who: Who
    nama: str
    kind: str
    unit: Path
    person: Path
    label: str
    tier: int
    days: frozenset[date]


Want = tuple[Path, str, date]
"""A pustu, a kind of people and a day: where one more may be wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """One day that somebody serves at another pustu; without a lender, a day for which nobody was found."""

    place: Want
    lender: Lender | None = None


class Lending:
    """What the units of a district can spare, less what has been lent already."""

    def __init__(
        self, district: District, need: Mapping[str, int], roster: RosterRows, bound: Collection[Path]
    ) -> None:
        self.district, self.need, self.roster, self.bound = district, need, roster, bound
        self.lent: set[tuple[Who, date]] = set()
        self.people = _by_unit(district)

    def lend(self, loans: Iterable[Loan]) -> None:
        """Keep these days from being lent again."""
        self.lent.update((loan.lender.who, loan.place[2]) for loan in loans if loan.lender)

    def lenders(self, unit: Path, kind: str, days: Sequence[date], *, far: bool) -> Iterator[Lender]:
        """Everybody who could serve at a pustu on some of these days: of its own puskesmas, or of those around it.

        Kader serve their own villages: they are asked within their puskesmas only.
        """
        home = next(puskesmas for puskesmas in self.district.puskesmas if puskesmas.path == unit[:2])
        if not far:
            yield from self._of_puskesmas(home, unit, kind, days, tier=0)
        elif kind != "kader":
            for tier, other in enumerate(_around(self.district, home), 1):
                yield from self._of_puskesmas(other, unit, kind, days, tier=tier)

    def spare(self, unit: Path, kind: str, day: date) -> int:
        """How many of a kind a unit has on a day beyond its own minimum; every pustu keeps what a pustu needs."""
        there = sum(self._free(row, unit, day) for row in self.people.get((unit, kind), ()))
        induk = self.district.kebijakan.kept_at_induk(kind)
        return there - (induk if unit[-2] == "puskesmas" else self.need.get(kind, 0))

    def _of_puskesmas(
        self, puskesmas: Puskesmas, target: Path, kind: str, days: Sequence[date], *, tier: int
    ) -> Iterator[Lender]:
        tail = f" ({puskesmas.nama})" if tier else ""
        units = [(pustu.path, f"{sebutan('pustu', pustu.nama)}{tail}") for pustu in puskesmas.pustu]
        for unit, label in [(puskesmas.path, f"puskesmas induk {puskesmas.nama}"), *units]:
            rows = self.people.get((unit, kind), ()) if unit != target else ()
            spared = [day for day in days if self.spare(unit, kind, day) > 0] if rows else []
            for row in rows if spared else ():
                free = frozenset(day for day in spared if self._free(row, unit, day))
                if free and self._may_go(row, far=tier > 0):
                    yield Lender(
                        who=self.district.identities[row.path],
                        nama=row.nama,
                        kind=kind,
                        unit=unit,
                        person=row.path,
                        label=label,
                        tier=tier,
                        days=free,
                    )

    def _free(self, row: Petugas | Kader, unit: Path, day: date) -> bool:
        """Whether somebody serves at their own unit on a day, and so could serve elsewhere instead."""
        who = self.district.identities[row.path]
        if day.weekday() not in self.district.days_of(unit) or (who, day) in self.lent:
            return False
        return serves(row, day, AT_WORK, self.roster.leave.get(who, ()))

    def _may_go(self, row: Petugas | Kader, *, far: bool) -> bool:
        """Whether somebody may be asked: not bound to stay, nor, where it goes farther, to the own puskesmas."""
        if isinstance(row, Kader):
            return True
        groups = self.district.kebijakan.status_tetap_di_puskesmas
        return row.path not in self.bound and not (far and fixed_status(row, groups))


def _by_unit(district: District) -> Mapping[tuple[Path, str], Sequence[Petugas | Kader]]:
    """The people of the kinds a pustu needs by unit and kind; who is listed at two places lends and counts nowhere."""
    by_unit: dict[tuple[Path, str], list[Petugas | Kader]] = defaultdict(list)
    for row, unit, kind in placed(district):
        if kind in KINDS and row.hari is not None and district.identities[row.path] not in district.listed_again:
            by_unit[unit, kind].append(row)
    return by_unit


def _around(district: District, home: Puskesmas) -> list[Puskesmas]:
    """The other puskesmas, the nearest first where both have coordinates, else in the order of the register."""

    def distance(other: Puskesmas) -> float:
        if home.koordinat is None or other.koordinat is None:
            return float("inf")
        return kilometres(home.koordinat, other.koordinat)

    others = [other for other in district.puskesmas if other is not home]
    return sorted(others, key=distance)[:NEIGHBOURS]


def fewest(
    dispute: Dispute, asked: Sequence[Demand], lenders: Mapping[Want, Sequence[Lender]], lending: Lending
) -> list[Loan]:
    """The fewest days lent at these places with which all that is asked can be met, nobody preferred to a named lender.

    None where no loan is enough: what was not looked at in time may be impossible as well. Of equally few, those from
    the nearest units, then those of the fewest people, then who stands first. Raises OutOfTime where the fewest are not
    known before the search must end.
    """
    from ilp_cli.planning.solver import Model, Term, solve

    model = Model()
    loans = _loan_columns(model, lenders)
    held = frozenset(dispute.rules)
    needs = dispute.needs(asked, held)
    slots = dict.fromkeys(slot for need in needs for slot in need.among)  # in an order that is the same every time
    columns = bound(model, dispute.binding(slots, held))
    for need in needs:
        kinds = NAKES if need.kind == "nakes" else (need.kind,)
        help_: list[Term] = [
            (column, 1)
            for column, loan in loans.items()
            if loan.place in {(need.unit, kind, need.day) for kind in kinds}
        ]
        terms, number = missing(need, columns)
        model.row([*terms, *help_], lower=number)
    for (unit, kind, day), same in _grouped(loans, lambda lender, day: (lender.unit, lender.kind, day)).items():
        model.row([(column, 1) for column in same], upper=lending.spare(unit, kind, day))
    for same in _grouped(loans, lambda lender, day: (lender.who, day)).values():
        model.row([(column, 1) for column in same], upper=1)
    people: list[Term] = []
    for place, same in enumerate(_grouped(loans, lambda lender, _: lender.who).values()):
        people.append((model.column(), ANOTHER + place))
        model.row([(people[-1][0], len(same)), *((column, -1) for column in same)], lower=0)
    days = [(column, 1 if loan.lender else NOBODY) for column, loan in loans.items()]
    far = [(column, FARTHER * loan.lender.tier) for column, loan in loans.items() if loan.lender and loan.lender.tier]
    solved = solve(model, [days, [*far, *people]], until=dispute.until)
    if not solved.proven:
        raise OutOfTime
    if not solved.feasible:
        return []
    return [loan for column, loan in loans.items() for _ in range(solved.count(column))]


def _loan_columns(model: Model, lenders: Mapping[Want, Sequence[Lender]]) -> dict[int, Loan]:
    """A yes-or-no column for each day each of them could serve, and a number for those nobody was found for."""
    loans = {}
    for place, able in lenders.items():
        loans[model.column(upper=MOST)] = Loan(place=place)
        for lender in able:
            loans[model.column()] = Loan(place=place, lender=lender)
    return loans


def _grouped(loans: Mapping[int, Loan], key: Callable[[Lender, date], Key]) -> Mapping[Key, list[int]]:
    """The columns of named lenders by what they share."""
    columns: dict[Key, list[int]] = defaultdict(list)
    for column, loan in loans.items():
        if loan.lender:
            columns[key(loan.lender, loan.place[2])].append(column)
    return columns
