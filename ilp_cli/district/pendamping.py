"""Who goes with a posyandu on its opening days: whom a name means, and who is thereby away from a pustu."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal, sebutan
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who, same_name, typed_key
from ilp_cli.district.leave import leave_of
from ilp_cli.district.people import Cuti, Kader, Petugas
from ilp_cli.district.place import Pendamping, Posyandu, Puskesmas
from ilp_cli.district.presence import ON_THE_DAY, people_at, serves


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A companion that a file names, beside the district: the unit and the rows that are meant.

    `unit` is None where no unit is meant or nobody there bears the name; `asal` names it in words.
    """

    pendamping: Pendamping
    puskesmas: Puskesmas
    posyandu: Posyandu
    unit: Path | None = None
    asal: str = ""
    rows: tuple[Petugas, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Companions:
    """The companions that a district names, by the days on which they go."""

    district: District

    @cached_property
    def every(self) -> Mapping[Path, tuple[Told, ...]]:
        """The named companions of each posyandu that names any."""
        people = people_at(self.district)
        return {
            posyandu.path: tuple(_told(puskesmas, posyandu, named, people) for named in posyandu.pendamping)
            for puskesmas in self.district.puskesmas
            for posyandu in puskesmas.posyandu
            if posyandu.pendamping
        }

    @cached_property
    def _leave(self) -> Mapping[Who, tuple[Cuti, ...]]:
        return leave_of(self.district)

    def named(self, posyandu: Posyandu, day: date) -> Told | None:
        """Who is named for an opening day: for that day itself, else for every day not named otherwise."""
        told = self.every.get(posyandu.path, ())
        own = next((item for item in told if day in item.pendamping.tanggal), None)
        return own or next((item for item in told if not item.pendamping.tanggal), None)

    def from_elsewhere(self, posyandu: Posyandu, day: date) -> Told | None:
        """Who goes along from elsewhere than the pustu that guides it, where they are at work on that day.

        Nobody is in two places: who is named for several posyandu of a day goes with the first of the register.
        """
        told = self._could(posyandu, day)
        return told if told is not None and self._first(told, day) == posyandu else None

    def goes_instead(self, told: Told, day: date) -> Posyandu | None:
        """The posyandu that somebody goes with on a day on which they are named for this one too; None where none."""
        if self._could(told.posyandu, day) is not told:
            return None
        first = self._first(told, day)
        return first if first != told.posyandu else None

    def _could(self, posyandu: Posyandu, day: date) -> Told | None:
        told = self.named(posyandu, day)
        if told is None or told.unit is None or told.unit == _guide(told.puskesmas, posyandu):
            return None
        return told if any(self._there(row, day) for row in told.rows) else None

    def _first(self, told: Told, day: date) -> Posyandu:
        """The first posyandu of the register that is open on a day and names the person of a companion."""
        if day not in self._firsts:
            first: dict[frozenset[Who], Posyandu] = {}
            for posyandu in self._open_on(day):
                if (item := self._could(posyandu, day)) is not None:
                    first.setdefault(self._who(item), posyandu)
            self._firsts[day] = first
        other = self._firsts[day].get(self._who(told), told.posyandu)
        return min(told.posyandu, other, key=lambda posyandu: posyandu.path)

    @cached_property
    def _firsts(self) -> dict[date, Mapping[frozenset[Who], Posyandu]]:
        """By day, as they were asked for, the posyandu that each person goes with."""
        return {}

    def _who(self, told: Told) -> frozenset[Who]:
        return frozenset(self.district.identities[row.path] for row in told.rows)

    @cached_property
    def _opened(self) -> dict[tuple[int, int], Mapping[date, Sequence[Posyandu]]]:
        """The posyandu that name somebody, by month and day, as they were asked for."""
        return {}

    def _open_on(self, day: date) -> Sequence[Posyandu]:
        month = day.year, day.month
        if month not in self._opened:
            by_day: dict[date, list[Posyandu]] = defaultdict(list)
            for posyandu in (listed[0].posyandu for listed in self.every.values()):
                for opened in posyandu.hari_buka.days(*month) if posyandu.hari_buka else ():
                    by_day[opened].append(posyandu)
            self._opened[month] = by_day
        return self._opened[month].get(day, ())

    def away(self, days: Iterable[date]) -> Mapping[Who, Mapping[date, Told]]:
        """Who is with a posyandu that the pustu of theirs does not guide, on which of some days."""
        within = set(days)
        months = sorted({(day.year, day.month) for day in within})
        gone: dict[Who, dict[date, Told]] = defaultdict(dict)
        for told in (item for listed in self.every.values() for item in listed[:1]):
            opened = told.posyandu.hari_buka
            for day in (day for month in months for day in (opened.days(*month) if opened else ())):
                companion = self.from_elsewhere(told.posyandu, day) if day in within else None
                people = {self.district.identities[row.path] for row in companion.rows} if companion else set()
                if companion is not None and len(people) == 1:
                    gone[people.pop()].setdefault(day, companion)
        return gone

    def _there(self, row: Petugas, day: date) -> bool:
        leave = self._leave.get(self.district.identities[row.path], ())
        return serves(row, day, ON_THE_DAY) and not any(cuti.covers(day) for cuti in leave)


def companions(case: Case) -> Companions:
    """The companions that a case names."""
    return Companions(district=case.district)


def _told(
    puskesmas: Puskesmas,
    posyandu: Posyandu,
    named: Pendamping,
    people: Mapping[Path, Sequence[tuple[str, Petugas | Kader]]],
) -> Told:
    """Whom a name means: at the unit that is named, or where only one unit of the puskesmas has somebody so called."""
    units = {unit: label for label, unit in _units(puskesmas)}
    wanted = [unit for label, unit in _units(puskesmas) if normal(label) == normal(named.dari)] if named.dari else units
    by_unit = {unit: rows for unit in wanted if (rows := tuple(_called(named.nama, people.get(unit, ()))))}
    unit, rows = next(iter(by_unit.items())) if len(by_unit) == 1 else (None, ())
    asal = units[unit] if unit is not None else named.dari
    return Told(pendamping=named, puskesmas=puskesmas, posyandu=posyandu, unit=unit, asal=asal, rows=rows)


def _units(puskesmas: Puskesmas) -> Iterator[tuple[str, Path]]:
    """The units of a puskesmas by their labels, itself first."""
    yield sebutan("puskesmas", puskesmas.nama), puskesmas.path
    yield from ((sebutan("pustu", pustu.nama), pustu.path) for pustu in puskesmas.pustu)


def _called(nama: str, rows: Iterable[tuple[str, Petugas | Kader]]) -> Iterator[Petugas]:
    key = typed_key(nama)
    for _, row in rows:
        if isinstance(row, Petugas) and same_name(row) == key:
            yield row


def _guide(puskesmas: Puskesmas, posyandu: Posyandu) -> Path | None:
    pustu = puskesmas.find_pustu(posyandu.pustu) if posyandu.pustu else None
    return pustu.path if pustu else None
