"""Every pustu and posyandu lokus beside its minimums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.core.weekdays import days_text
from ilp_cli.core.words import HARI
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.people import KINDS
from ilp_cli.district.place import Posyandu, Pustu
from ilp_cli.district.presence import IN_TIME, Presence, present, serves
from ilp_cli.law.standard import InForce, figure


@dataclass(frozen=True, slots=True, kw_only=True)
class DayGap:
    """A service day on which fewer of a kind are present than the minimum."""

    hari: int
    kind: str
    ada: int
    minimum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fulfilment:
    """The people of one pustu beside its minimums: heads by kind, and the service days that lack somebody."""

    ada: Mapping[str, int]
    minimum: Mapping[str, int]
    gaps: tuple[DayGap, ...]

    @property
    def kurang(self) -> dict[str, int]:
        """How many of each kind are missing from the head count."""
        return {kind: max(0, self.minimum[kind] - self.ada[kind]) for kind in KINDS}

    @property
    def hari_kurang(self) -> tuple[str, ...]:
        """The service days on which any kind is below its minimum."""
        return tuple(HARI[day] for day in sorted({gap.hari for gap in self.gaps}))

    @property
    def absences(self) -> tuple[DayGap, ...]:
        """The gaps of kinds whose head count is met: somebody is there, but not on that day."""
        return tuple(gap for gap in self.gaps if not self.kurang[gap.kind])

    @property
    def memenuhi(self) -> bool:
        """Neither short in heads nor on any service day."""
        return not self.gaps and not any(self.kurang.values())

    @property
    def words(self) -> str:
        """The state in words: memenuhi, or what is short and on which days."""
        short = [f"kurang {number} {kind}" for kind, number in self.kurang.items() if number]
        for kind in KINDS:
            days = [gap.hari for gap in self.absences if gap.kind == kind]
            if days:
                short.append(f"kurang {kind} hari {days_text(days)}")
        return "; ".join(short) or "memenuhi"


@dataclass(frozen=True, slots=True, kw_only=True)
class PustuState(Fulfilment):
    """One pustu lokus beside its minimums. `asn` counts the civil servants among its bidan and perawat."""

    tahun: int
    puskesmas: str
    pustu: str
    desa: str | None
    unit: Path
    path: Path
    hari_layanan: frozenset[int]
    asn: int

    def row(self) -> dict[str, object]:
        """The state as one row of the JSON contract."""
        return {
            "tahun": self.tahun,
            "puskesmas": self.puskesmas,
            "pustu": self.pustu,
            **self.ada,
            "kurang": self.kurang,
            "hari_kurang": list(self.hari_kurang),
            "memenuhi": self.memenuhi,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PosyanduState:
    """One posyandu lokus beside its minimum of kader; `berbagi` are kader who count for a pustu instead."""

    tahun: int
    puskesmas: str
    posyandu: str
    desa: str | None
    unit: Path
    path: Path
    kader: int
    minimum: int
    berbagi: tuple[str, ...]

    @property
    def kurang(self) -> int:
        """How many kader are missing."""
        return max(0, self.minimum - self.kader)

    def row(self) -> dict[str, object]:
        """The state as one row of the JSON contract."""
        return {
            "tahun": self.tahun,
            "puskesmas": self.puskesmas,
            "posyandu": self.posyandu,
            "kader": self.kader,
            "minimum": self.minimum,
            "kurang": self.kurang,
            "memenuhi": not self.kurang,
            "berbagi": len(self.berbagi),
        }

    @property
    def words(self) -> str:
        """The state in words."""
        return f"kurang {self.kurang} kader" if self.kurang else "memenuhi"


def minimums(standards: Mapping[str, InForce]) -> dict[str, int]:
    """How many of each kind a pustu needs."""
    return {kind: figure(standards.get(f"pustu.{kind}")) or 0 for kind in KINDS}


def fulfilment(who: Presence, unit: Path, days: frozenset[int], minimum: Mapping[str, int]) -> Fulfilment:
    """One pustu beside its minimums, on the service days it has."""
    ada = {kind: len(who.at(unit, kind)) for kind in KINDS}
    return Fulfilment(ada=ada, minimum=minimum, gaps=_gaps(who, unit, days, minimum))


def _gaps(who: Presence, unit: Path, days: frozenset[int], minimum: Mapping[str, int]) -> tuple[DayGap, ...]:
    return tuple(
        DayGap(hari=day, kind=kind, ada=ada, minimum=minimum[kind])
        for day in sorted(days)
        for kind in KINDS
        for ada in [sum(day in present for present in who.at(unit, kind).values())]
        if ada < minimum[kind]
    )


def _asn_at(case: Case) -> dict[Path, int]:
    """Civil servants among the bidan and perawat of each unit, each counted once."""
    district, who = case.district, case.of(present)
    counted: dict[Path, set[object]] = defaultdict(set)
    for petugas in district.petugas:
        unit, profesi, own = petugas.unit, petugas.profesi, district.identities[petugas.path]
        if petugas.asn and unit is not None and profesi in KINDS and own in who.at(unit, profesi):
            counted[unit].add(own)
    return {unit: len(people) for unit, people in counted.items()}


def measurable(case: Case) -> bool:
    """Whether staff can be counted at all: there is a roster, and a standard was in force on the day."""
    return case.district.roster_given and "pustu.bidan" in case.standards


def pustu_states(case: Case) -> tuple[PustuState, ...]:
    """Every pustu lokus of a case beside its minimums, in the order of the roadmap; none where nothing can be counted.

    The people counted are those of `present`.
    """
    if not case.of(measurable):
        return ()
    return tuple(
        pustu_state(case, tahap.tahun, puskesmas.nama, path, pustu)
        for tahap, _, puskesmas, path, pustu in case.district.lokus_pustu(case.years, case.pada)
    )


def pustu_state(case: Case, tahun: int, puskesmas: str, path: Path, pustu: Pustu) -> PustuState:
    """One pustu beside its minimums, lokus or not, where staff can be counted; `path` is where it is named."""
    who, minimum = case.of(present), minimums(case.standards)
    days = case.district.service_days(pustu)
    measured = fulfilment(who, pustu.path, days, minimum)
    return PustuState(
        tahun=tahun,
        puskesmas=puskesmas,
        pustu=pustu.nama,
        desa=pustu.desa,
        unit=pustu.path,
        path=path,
        ada=measured.ada,
        minimum=minimum,
        gaps=measured.gaps,
        hari_layanan=days,
        asn=case.of(_asn_at).get(pustu.path, 0),
    )


def posyandu_states(case: Case) -> tuple[PosyanduState, ...]:
    """Every posyandu lokus of a case beside its minimum of kader, in the order of the roadmap; as `pustu_states`."""
    if not case.of(measurable):
        return ()
    return tuple(
        posyandu_state(case, tahap.tahun, puskesmas.nama, path, posyandu)
        for tahap, _, puskesmas, path, posyandu in case.district.lokus_posyandu(case.years, case.pada)
    )


def posyandu_state(case: Case, tahun: int, puskesmas: str, path: Path, posyandu: Posyandu) -> PosyanduState:
    """One posyandu beside its minimum of kader, lokus or not; as `pustu_state`."""
    who = case.of(present)
    return PosyanduState(
        tahun=tahun,
        puskesmas=puskesmas,
        posyandu=posyandu.nama,
        desa=posyandu.desa,
        unit=posyandu.path,
        path=path,
        kader=len(who.at(posyandu.path, "kader")),
        minimum=figure(case.standards.get("posyandu.kader")) or 0,
        berbagi=who.shared.get(posyandu.path, ()),
    )


def kinds_at_puskesmas(district: District, day: date) -> dict[Path, set[str]]:
    """The professions that serve a puskesmas on a day, its pustu included."""
    kinds: dict[Path, set[str]] = defaultdict(set)
    for petugas in district.petugas:
        if petugas.induk and petugas.profesi and serves(petugas, day, IN_TIME):
            kinds[petugas.induk].add(petugas.profesi)
    return kinds
