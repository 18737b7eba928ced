"""Who serves at which unit, as what, on which days: the one answer to that question."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ilp_cli.core.finding import Path
from ilp_cli.core.weekdays import EVERY_DAY
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who
from ilp_cli.district.people import Cuti, Kader, Person, Petugas


class Away(StrEnum):
    """What may keep a row of the roster away from its unit on a day."""

    UNREAD = "hari_tugas tidak terbaca"
    NOT_YET = "belum mulai"
    OVER = "sudah selesai"
    RETIRED = "sudah pensiun"
    LEFT = "sudah keluar"
    WEEKDAY = "bukan hari tugasnya"
    LEAVE = "cuti"


Absences = frozenset[Away]
"""What a caller lets keep somebody away; each says where it asks which of these it takes."""

IN_TIME: Absences = frozenset({Away.NOT_YET, Away.OVER, Away.RETIRED, Away.LEFT})
"""Whoever's time covers the day, whatever their days of the week: who belongs there."""
COUNTED: Absences = IN_TIME | {Away.UNREAD}
"""Whoever may count on a day; their weekdays are counted one by one: check, outlook, staffing."""
ON_THE_DAY: Absences = COUNTED | {Away.WEEKDAY}
"""Whoever serves on a day of the calendar, leave not taken off: risk, and what a duty roster is held against."""
AT_WORK: Absences = ON_THE_DAY | {Away.LEAVE}
"""Whoever is really there: duty rosters, and who may be lent."""


def masa(row: Person) -> tuple[date | None, date | None]:
    """The first and the last day of somebody's time at a unit, both included; None where it has no end on that side.

    The last is the earliest of what the roster writes, of the retirement, and of a going the row speaks of.
    """
    left, retired = gone_since(row), row.pensiun if isinstance(row, Petugas) else None
    if left is None and retired is None:
        return row.mulai, row.sampai
    begins = row.mulai
    if left is not None and row.pergi is not None and row.pergi.hingga is not None:
        left, begins = None, max(row.pergi.hingga + timedelta(days=1), row.mulai or date.min)
    ends = [first - timedelta(days=1) for first in (left, retired) if first is not None and first > date.min]
    ends += [date.min] if left == date.min else []
    ends += [row.sampai] if row.sampai is not None else []
    return begins, min(ends, default=None)


def over(row: Person, day: date) -> bool:
    """Whether somebody's time at a unit has ended before a day."""
    last = masa(row)[1]
    return last is not None and last < day


def gone_since(row: Person) -> date | None:
    """The day from which a row itself says that its person has left; the first of all days where it names none."""
    pergi = row.pergi
    return None if pergi is None or not pergi.pasti else pergi.sejak or date.min


def gone(row: Person, day: date) -> bool:
    """Whether a row itself says that its person has left before a day, and is not back by then."""
    since = gone_since(row)
    hingga = row.pergi.hingga if row.pergi is not None else None
    return since is not None and since <= day and (hingga is None or day <= hingga)


def aways(row: Person, day: date, leave: Iterable[Cuti] = ()) -> Iterator[Away]:
    """Everything that keeps a row away on a day; `leave` is the leave of its person."""
    if row.hari is None:
        yield Away.UNREAD
    if row.mulai is not None and day < row.mulai:
        yield Away.NOT_YET
    if row.sampai is not None and row.sampai < day:
        yield Away.OVER
    if isinstance(row, Petugas) and row.pensiun is not None and row.pensiun <= day:
        yield Away.RETIRED
    if row.pergi is not None and gone(row, day):
        yield Away.LEFT
    if row.hari and day.weekday() not in row.hari:
        yield Away.WEEKDAY
    if leave and any(cuti.covers(day) for cuti in leave):
        yield Away.LEAVE


def serves(row: Person, day: date, reading: Absences, leave: Iterable[Cuti] = ()) -> bool:
    """Whether a row of the roster serves its unit on a day, as a reading has it."""
    return reading.isdisjoint(aways(row, day, leave))


def days_of_duty(row: Person, days: Sequence[date]) -> Sequence[date]:
    """The days among these, which stand in order, that ON_THE_DAY gives a row: `serves`, asked of all at once."""
    if row.hari is None:
        return ()
    first, last = masa(row)
    inside = days[bisect_left(days, first or date.min) : bisect_right(days, last or date.max)]
    return [day for day in inside if day.weekday() in row.hari] if row.hari else inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Who counts at each unit on a day: unit path → profession → person's identity → weekdays present.

    `shared` names, per posyandu, the kader left out there because they already count for a pustu.
    """

    staff: Mapping[Path, Mapping[str, Mapping[object, frozenset[int]]]]
    shared: Mapping[Path, tuple[str, ...]]

    def at(self, unit: Path, kind: str) -> Mapping[object, frozenset[int]]:
        """The people of one kind at one unit, with the weekdays they are there."""
        return self.staff.get(unit, {}).get(kind, {})


def presence(district: District, day: date) -> Presence:
    """Count the roster on a day; where somebody is listed twice, the row that stands first keeps the weekday."""
    return presence_of(district, district.petugas, district.kader, day)


def present(case: Case) -> Presence:
    """Who counts where on the day of a case."""
    return presence(case.district, case.pada)


def presence_of(
    district: District, every_petugas: Iterable[Petugas], every_kader: Iterable[Kader], day: date
) -> Presence:
    """Count some rows of a roster on a day: right for the people all of whose rows are among them."""
    staff: dict[Path, dict[str, dict[object, frozenset[int]]]] = defaultdict(lambda: defaultdict(dict))
    claims: _Claims = {}
    identities, again = district.identities, district.listed_again

    def count(person: Person, unit: Path, kind: str) -> bool:
        who = identities[person.path]
        own = person.hari or district.days_of(unit)
        if who in again:  # whoever stands in one row only is counted once
            own = _claim(claims, who, (unit, kind), own)
        if own:
            present = staff[unit][kind]
            present[who] = present.get(who, frozenset()) | own
        return bool(own)

    for petugas in every_petugas:
        if petugas.unit and petugas.profesi and serves(petugas, day, COUNTED):
            count(petugas, petugas.unit, petugas.profesi)
    active = [kader for kader in every_kader if serves(kader, day, COUNTED)]
    at_pustu = {
        identities[kader.path]
        for kader in active
        if kader.pustu_path is not None and count(kader, kader.pustu_path, "kader")
    }
    shared = _count_posyandu(district, active, at_pustu, staff)
    return Presence(staff=staff, shared=shared)


_Claims = dict[object, dict[tuple[Path, str], frozenset[int]]]
"""Which weekdays each person has been counted on, and where as what."""


def _claim(claims: _Claims, who: object, place: tuple[Path, str], days: frozenset[int]) -> frozenset[int]:
    """Take for one place the weekdays on which the person is not yet counted elsewhere."""
    earlier = claims.setdefault(who, {})
    own = days.difference(*(taken for other, taken in earlier.items() if other != place)) if earlier else days
    earlier[place] = earlier.get(place, frozenset()) | own
    return own


def _count_posyandu(
    district: District,
    active: list[Kader],
    at_pustu: set[Who],
    staff: dict[Path, dict[str, dict[object, frozenset[int]]]],
) -> dict[Path, tuple[str, ...]]:
    """Add the kader of posyandu; those of a pustu count here too only if the district's policy says so."""
    allowed = district.kebijakan.kader_pustu_boleh_kader_posyandu
    identities, again = district.identities, district.listed_again
    claims: _Claims = {}
    shared: dict[Path, tuple[str, ...]] = {}
    for kader in active:
        unit = kader.posyandu_path
        if unit is None:
            continue
        who = identities[kader.path]
        if who in at_pustu and not allowed:
            shared[unit] = (*shared.get(unit, ()), kader.nama)
            continue
        own = kader.hari or EVERY_DAY
        if who in again:
            own = _claim(claims, who, (unit, "kader"), own)
        if own:
            staff[unit]["kader"][who] = own
    return shared


class Aside(StrEnum):
    """Why somebody whose time covers the day is not counted at a unit all the same."""

    AGAIN = "orang yang sama sudah dihitung di baris lain"
    ELSEWHERE = "hari tugasnya sudah dihitung di unit lain"
    AT_PUSTU = "sudah dihitung sebagai kader pustu"


@dataclass(frozen=True, slots=True)
class Looked:
    """A row of the roster that was looked at for a unit, and what keeps it from being counted there."""

    row: Petugas | Kader
    away: tuple[Away, ...] = ()
    aside: Aside | None = None

    @property
    def counts(self) -> bool:
        """Whether its person is counted by this row."""
        return not self.away and self.aside is None


def looked_at(case: Case, unit: Path, kind: str) -> Iterator[Looked]:
    """Every row of the roster that stands at a unit as one kind, and whether `present` counts it there."""
    who, identities = case.of(present), case.district.identities
    counted, done = who.at(unit, kind), set[object]()
    for row in case.of(_rows_at).get((unit, kind), ()):
        own = identities[row.path]
        away = tuple(reason for reason in aways(row, case.pada) if reason in COUNTED)
        if away:
            yield Looked(row, away)
        elif own in done:
            yield Looked(row, aside=Aside.AGAIN)
        elif own not in counted:
            shared = isinstance(row, Kader) and row.posyandu_path == unit and row.nama in who.shared.get(unit, ())
            yield Looked(row, aside=Aside.AT_PUSTU if shared else Aside.ELSEWHERE)
        else:
            done.add(own)
            yield Looked(row)


def _rows_at(case: Case) -> Mapping[tuple[Path, str], Sequence[Petugas | Kader]]:
    """The rows of the roster by unit and kind, those of posyandu among them, in the order of the roster."""
    rows: dict[tuple[Path, str], list[Petugas | Kader]] = defaultdict(list)
    for row, unit, kind in placed(case.district):
        rows[unit, kind].append(row)
    for kader in case.district.kader:
        if kader.posyandu_path is not None:
            rows[kader.posyandu_path, "kader"].append(kader)
    return rows


def people_at(district: District) -> Mapping[Path, Sequence[tuple[str, Petugas | Kader]]]:
    """The rows of the roster at each unit with the kind they stand there as, in the order of the roster."""
    people: dict[Path, list[tuple[str, Petugas | Kader]]] = defaultdict(list)
    for row, unit, kind in placed(district):
        people[unit].append((kind, row))
    return people


def placed(district: District) -> Iterator[tuple[Petugas | Kader, Path, str]]:
    """Every row of the roster that stands at a unit, with the kind it stands there as, in the order of the roster."""
    for petugas in district.petugas:
        if petugas.unit is not None and petugas.profesi:
            yield petugas, petugas.unit, petugas.profesi
    for kader in district.kader:
        if kader.pustu_path is not None:
            yield kader, kader.pustu_path, "kader"
