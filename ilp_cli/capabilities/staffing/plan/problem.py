"""What a staffing plan must answer: who stands where on which weekday, what each unit must keep, who may go where.

Presence is counted here anew, not taken from `district.presence`: the rules check every plan with that one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

import numpy as np

from ilp_cli.capabilities.staffing.model.usulan import Spot
from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal
from ilp_cli.core.weekdays import EVERY_DAY
from ilp_cli.core.words import tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.people import NAKES, Petugas, fixed_status
from ilp_cli.district.place import EARTH_KM, Coordinates, Puskesmas, kilometres
from ilp_cli.district.presence import COUNTED, IN_TIME, over, serves
from ilp_cli.district.terikat import terikat
from ilp_cli.law.standard import InForce, figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How far people may be moved, whether one may divide the week, and how many may be recruited (None: any)."""

    jarak_maks: float | None = None
    keliling: bool = False
    rekrut_maks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A pustu or a puskesmas induk; `tahun` is the year it becomes lokus, None where it is none of those asked for.

    `lokus` is the path of its name in the roadmap. Where the puskesmas is `closed`, nobody has to stay.
    """

    path: Path
    induk: Path
    spot: Spot
    kecamatan: str
    point: Coordinates | None
    days: frozenset[int]
    tahun: int | None = None
    lokus: Path = ()
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """People who may be exchanged for one another: same unit, profession, ties, and days.

    `bound` people may not go to another puskesmas. `hari` is empty where they serve every service day.
    """

    unit: Path
    kind: str
    bound: bool
    asn: bool
    hari: frozenset[int]

    def days_at(self, unit: Unit) -> frozenset[int]:
        """The service days of a unit on which they would be there."""
        return unit.days & self.hari if self.hari else unit.days


@dataclass(frozen=True, slots=True, kw_only=True)
class KaderPost:
    """A pustu or posyandu lokus that lacks kader: how many, and on which weekdays (None: heads are counted)."""

    spot: Spot
    tahun: int
    lokus: Path
    kurang: int
    minimum: int
    hari: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """The whole question. `cover` counts who is there, by (unit, profession) and weekday; `keep` what must stay.

    `need` holds the minimum of the pustu lokus asked for. `groups` hold the candidates in the order in which they are
    chosen, `excluded` counts by reason those who are none. `heads` counts people by unit and by being ASN or not.
    """

    units: Mapping[Path, Unit]
    cover: Mapping[tuple[Path, str], Mapping[int, int]]
    keep: Mapping[tuple[Path, str], int]
    need: Mapping[tuple[Path, str], int]
    groups: Mapping[Group, Sequence[Petugas]]
    heads: Mapping[tuple[Path, bool], int]
    kader: Sequence[KaderPost]
    options: Options
    excluded: Mapping[str, int] = field(default_factory=dict)
    notes: Sequence[str] = ()

    def present(self, unit: Path, kind: str, day: int) -> int:
        """How many of a profession are at a unit on a weekday."""
        return self.cover.get((unit, kind), {}).get(day, 0)

    def floor(self, unit: Path, kind: str, day: int) -> int:
        """How many must stay: the minimum of the unit, but never more than are there now."""
        return min(self.keep.get((unit, kind), 0), self.present(unit, kind, day))

    def surplus(self, unit: Path, kind: str, day: int) -> int:
        """How many could leave on a weekday."""
        return self.present(unit, kind, day) - self.floor(unit, kind, day)

    def short(self, unit: Path, kind: str, day: int) -> int:
        """How many a pustu lokus lacks on one of its service days."""
        missing = self.need.get((unit, kind), 0) - self.present(unit, kind, day)
        return max(0, missing) if day in self.units[unit].days else 0

    def wanting(self, kind: str) -> list[Path]:
        """The pustu lokus that lack somebody of a profession on some service day."""
        return [
            path
            for path, unit in self.units.items()
            if (path, kind) in self.need and any(self.short(path, kind, day) for day in unit.days)
        ]

    def km(self, unit: Path, other: Path) -> float | None:
        """The distance between two units; None where either has no point."""
        start, end = self.units[unit].point, self.units[other].point
        return _km(start, end) if start and end else None

    def steps(self, unit: Path, other: Path) -> int:
        """How near two units are where no coordinates tell: 0 same puskesmas, 1 same kecamatan, 2 elsewhere."""
        here, there = self.units[unit], self.units[other]
        if here.induk == there.induk:
            return 0
        return 1 if here.kecamatan and here.kecamatan == there.kecamatan else 2

    def allowed(self, group: Group, target: Path) -> bool:
        """Whether people of a group may be sent to a unit."""
        if target == group.unit or (group.bound and self.units[target].induk != self.units[group.unit].induk):
            return False
        return self.options.jarak_maks is None or self._within(group.unit, target)

    def _within(self, unit: Path, other: Path) -> bool:
        """Whether a unit is near enough for a move; where no coordinates tell, one of the same puskesmas."""
        km = self.km(unit, other)
        return self.steps(unit, other) == 0 if km is None else km <= (self.options.jarak_maks or 0.0)

    @cached_property
    def nearby(self) -> Mapping[Path, Sequence[Path]]:
        """The units near enough for a move, of each unit, itself among them; asked only where moves are limited."""
        paths = list(self.units)
        points = (self.units[path].point for path in paths)
        lat, lon = np.radians([tuple(point) if point else (np.nan, np.nan) for point in points]).reshape(-1, 2).T
        most = np.sin(min((self.options.jarak_maks or 0.0) / EARTH_KM / 2, np.pi / 2)) ** 2 + _ROUNDING
        nearby: dict[Path, Sequence[Path]] = {}
        for path, here, along in zip(paths, lat, lon, strict=True):
            half = np.sin((lat - here) / 2) ** 2 + np.cos(lat) * np.cos(here) * np.sin((lon - along) / 2) ** 2
            maybe = (paths[number] for number in np.flatnonzero(~(half > most)))  # not known is not far
            nearby[path] = tuple(other for other in maybe if self._within(path, other))
        return nearby


_ROUNDING = 1e-12
"""By how much the sine of half an angle, squared, may be off."""


@lru_cache(maxsize=1 << 18)
def _km(start: Coordinates, end: Coordinates) -> float:
    return kilometres(start, end)


def staffing_problem(case: Case, options: Options, free: frozenset[Path] = frozenset()) -> Problem:
    """What a plan for the pustu and posyandu lokus of a case must answer, from the roster of its day.

    Who is `free`, by the path of their row, may be moved although a mark or a klaster binds them.
    """
    district, pada, years, standards = case.district, case.pada, case.years, case.standards
    units = dict(_units(district, years, pada))
    minimum = {kind: figure(standards.get(f"pustu.{kind}")) or 0 for kind in (*NAKES, "kader")}
    counted = _Count(district, pada)
    keep, notes = _keep(district, units, minimum, standards)
    bound = {path: why.sebab for path, why in case.of(terikat).items() if path not in free}
    groups, excluded = _groups(district, units, pada, bound)
    if options.jarak_maks is not None:
        blank = sum(unit.point is None for unit in units.values())
        if blank:
            notes.append(f"{blank} unit tanpa koordinat: dengan --jarak-maks orangnya hanya ke unit di puskesmasnya")
    return Problem(
        units=units,
        cover=counted.cover,
        keep=keep,
        need={(path, kind): minimum[kind] for path, unit in units.items() if unit.tahun for kind in NAKES},
        groups=groups,
        heads=_heads(counted),
        kader=tuple(
            _kader_posts(district, years, counted, minimum["kader"], figure(standards.get("posyandu.kader")) or 0)
        ),
        options=options,
        excluded=excluded,
        notes=tuple(notes),
    )


def _units(district: District, years: tuple[int, ...], pada: date) -> Iterator[tuple[Path, Unit]]:
    """Every registered unit where petugas serve: each puskesmas induk and its pustu."""
    lokus = {pustu.path: (tahap.tahun, path) for tahap, _, _, path, pustu in district.lokus_pustu(years, pada)}
    for puskesmas in district.puskesmas:
        closed = not puskesmas.open_on(pada)
        point = puskesmas.koordinat
        yield puskesmas.path, _unit(puskesmas, puskesmas.path, "", point, district.hari_layanan, closed=closed)
        for pustu in puskesmas.pustu:
            year, path = lokus.get(pustu.path, (None, ()))
            point = pustu.koordinat or puskesmas.koordinat
            days = district.service_days(pustu)
            yield pustu.path, _unit(puskesmas, pustu.path, pustu.nama, point, days, year, path, closed=closed)


def _unit(
    puskesmas: Puskesmas,
    path: Path,
    pustu: str,
    point: Coordinates | None,
    days: frozenset[int],
    year: int | None = None,
    lokus: Path = (),
    *,
    closed: bool,
) -> Unit:
    return Unit(
        path=path,
        induk=puskesmas.path,
        spot=Spot(puskesmas=puskesmas.nama, pustu=pustu),
        kecamatan=normal(puskesmas.kecamatan or ""),
        point=point,
        days=days,
        tahun=year,
        lokus=lokus,
        closed=closed,
    )


class _Count:
    """Who is where on which weekday; on each day a person counts once, in the row that stands first."""

    def __init__(self, district: District, pada: date) -> None:
        self.district, self.pada = district, pada
        self.people: dict[tuple[Path, str], dict[object, set[int]]] = defaultdict(dict)
        self.asn: set[object] = set()
        claims: dict[tuple[object, int], tuple[Path, str]] = {}
        for petugas in district.petugas:
            if petugas.unit is not None and petugas.profesi and serves(petugas, pada, COUNTED):
                who = district.identities[petugas.path]
                days = petugas.hari or district.days_of(petugas.unit)
                self._add(claims, who, (petugas.unit, petugas.profesi), days)
                if petugas.asn:
                    self.asn.add(who)
        self.at_pustu: set[object] = set()
        for kader in district.kader:
            if kader.pustu_path is not None and serves(kader, pada, COUNTED):
                who = district.identities[kader.path]
                days = kader.hari or district.days_of(kader.pustu_path)
                if self._add(claims, who, (kader.pustu_path, "kader"), days):
                    self.at_pustu.add(who)
        self.cover = {place: _by_day(people) for place, people in self.people.items()}

    def _add(
        self,
        claims: dict[tuple[object, int], tuple[Path, str]],
        who: object,
        place: tuple[Path, str],
        days: frozenset[int],
    ) -> bool:
        own = {day for day in days if claims.setdefault((who, day), place) == place}
        if own:
            self.people[place].setdefault(who, set()).update(own)
        return bool(own)

    def kader_of_posyandu(self) -> Mapping[Path, int]:
        """The kader of each posyandu; those who count for a pustu only where the district's policy says so."""
        district = self.district
        allowed = district.kebijakan.kader_pustu_boleh_kader_posyandu
        claims: dict[tuple[object, int], Path] = {}
        by_posyandu: dict[Path, set[object]] = defaultdict(set)
        for kader in district.kader:
            unit = kader.posyandu_path
            if unit is None or not serves(kader, self.pada, COUNTED):
                continue
            who = district.identities[kader.path]
            if who in self.at_pustu and not allowed:
                continue
            if [day for day in kader.hari or EVERY_DAY if claims.setdefault((who, day), unit) == unit]:
                by_posyandu[unit].add(who)
        return {unit: len(people) for unit, people in by_posyandu.items()}


def _by_day(people: Mapping[object, set[int]]) -> Mapping[int, int]:
    return Counter(day for days in people.values() for day in days)


def _keep(
    district: District,
    units: Mapping[Path, Unit],
    minimum: Mapping[str, int],
    standards: Mapping[str, InForce],
) -> tuple[dict[tuple[Path, str], int], list[str]]:
    """What every unit must keep: the standard of a pustu, the policy for a puskesmas induk; where silent, one."""
    policy = district.kebijakan.induk_minimum
    standard = standards.get("puskesmas.jenis_nakes")
    kinds = standard.nilai if standard is not None and isinstance(standard.nilai, tuple) else ()
    silent = [kind for kind in NAKES if kind not in policy and kind in kinds]
    induk = {kind: policy.get(kind, 1 if kind in silent else 0) for kind in NAKES}
    notes = []
    if silent:
        notes.append(
            "kebijakan.induk_minimum tidak menyebut " + " dan ".join(silent) + ": puskesmas induk dianggap harus tetap "
            "punya 1 dari tiap jenis tenaga puskesmas yang ada di sana sekarang"
        )
    own = {True: minimum, False: induk}
    keep = {
        (path, kind): 0 if unit.closed else own[bool(unit.spot.pustu)][kind]
        for path, unit in units.items()
        for kind in NAKES
    }
    return keep, notes


def _groups(
    district: District, units: Mapping[Path, Unit], pada: date, bound: Mapping[Path, str]
) -> tuple[dict[Group, list[Petugas]], dict[str, int]]:
    """The people who may be proposed to move, and how many may not for which reason."""
    alike = Counter(_name_key(petugas) for petugas in district.petugas if not over(petugas, pada))
    every = frozenset[int]().union(*(unit.days for unit in units.values()))
    groups: dict[Group, list[Petugas]] = defaultdict(list)
    excluded: Counter[str] = Counter()
    fixed = district.kebijakan.status_tetap_di_puskesmas
    for petugas in district.petugas:
        if petugas.profesi not in NAKES:
            continue
        reason = _unfit(district, petugas, pada, alike, bound.get(petugas.path, ""))
        if reason:
            excluded[reason] += 1
            continue
        hari = petugas.hari if petugas.hari and not petugas.hari >= every else frozenset[int]()
        assert petugas.unit is not None  # else there is a reason
        stays = fixed_status(petugas, fixed) and not units[petugas.unit].closed
        groups[Group(petugas.unit, petugas.profesi, stays, petugas.asn, hari)].append(petugas)
    for people in groups.values():
        people.sort(
            key=lambda petugas: (petugas.sampai is not None, -(petugas.sampai or date.min).toordinal(), petugas.path)
        )
    return dict(groups), dict(sorted(excluded.items()))


def _name_key(petugas: Petugas) -> tuple[object, ...]:
    return petugas.unit, petugas.profesi, normal(petugas.nama), petugas.nip.last


def _unfit(
    district: District, petugas: Petugas, pada: date, alike: Mapping[tuple[object, ...], int], bound: str
) -> str:
    """Why somebody may not be proposed to move; "" where they may."""
    who = district.identities[petugas.path]
    reasons = (
        (petugas.unit is None, "unitnya tidak terdaftar"),
        (petugas.hari is None, "hari_tugas tidak terbaca"),
        (not serves(petugas, pada, IN_TIME), f"tidak bertugas pada {tanggal(pada)}"),
        (sum(not over(row, pada) for row in district.listed_again.get(who, ())) > 1, "tercatat di beberapa baris"),
        (bool(bound), bound),
        (not petugas.nama or alike[_name_key(petugas)] > 1, "tidak dapat dibedakan dari orang lain di unitnya"),
    )
    reason = next((words for true, words in reasons if true), "")
    if not reason and petugas.hari and petugas.unit and not petugas.hari & district.days_of(petugas.unit):
        return "tidak bertugas pada satu pun hari layanan unitnya"
    return reason


def _heads(counted: _Count) -> Mapping[tuple[Path, bool], int]:
    """The bidan and perawat of each unit, ASN and others apart."""
    heads: Counter[tuple[Path, bool]] = Counter()
    for (unit, kind), people in counted.people.items():
        if kind in NAKES:
            for who in people:
                heads[unit, who in counted.asn] += 1
    return heads


def _kader_posts(
    district: District, years: tuple[int, ...], counted: _Count, minimum: int, posyandu_minimum: int
) -> Iterator[KaderPost]:
    """The pustu and posyandu lokus that lack kader."""
    for tahap, _, puskesmas, path, pustu in district.lokus_pustu(years, counted.pada):
        cover = counted.cover.get((pustu.path, "kader"), {})
        missing = {day: minimum - cover.get(day, 0) for day in district.service_days(pustu)}
        short = max(missing.values(), default=0)
        if short > 0:
            yield KaderPost(
                spot=Spot(puskesmas=puskesmas.nama, pustu=pustu.nama),
                tahun=tahap.tahun,
                lokus=path,
                kurang=short,
                minimum=minimum,
                hari=frozenset(day for day, lacking in missing.items() if lacking > 0),
            )
    there = counted.kader_of_posyandu()
    for tahap, _, puskesmas, path, posyandu in district.lokus_posyandu(years, counted.pada):
        short = posyandu_minimum - there.get(posyandu.path, 0)
        if short > 0:
            yield KaderPost(
                spot=Spot(puskesmas=puskesmas.nama, posyandu=posyandu.nama),
                tahun=tahap.tahun,
                lokus=path,
                kurang=short,
                minimum=posyandu_minimum,
                hari=frozenset(),
            )
