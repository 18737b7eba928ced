"""Small invented districts for the staffing planner, and the best plan found by trying everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations, product
from random import Random

from ilp_cli.capabilities.staffing.model.plan import StaffingPlan
from ilp_cli.capabilities.staffing.plan.plan import plan_staffing
from ilp_cli.capabilities.staffing.plan.problem import Options
from ilp_cli.core.finding import Path
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.numbers import Nip
from ilp_cli.district.origin import Origin
from ilp_cli.district.people import Petugas
from ilp_cli.district.place import Kabupaten, Puskesmas, Pustu, kilometres, register_of
from ilp_cli.district.roadmap import Kebijakan, Lokus, Tahap, lokus_of
from ilp_cli.law import configs
from ilp_cli.planning.patience import Patience
from tests.plans import PADA

YEAR = 2025
ORIGIN = Origin(file="petugas.csv", kind="csv")
WEEK = frozenset(range(3))
"""A short week keeps trying everything quick."""


def answer(district: District, options: Options | None = None, until: Patience | None = None) -> StaffingPlan:
    """The plan of a district for the year of the cases."""
    case = Case(district=district, pada=PADA, years=(YEAR,), law=configs.law())
    return plan_staffing(case, options or Options(), until)


def person(number: int, unit: Path, profesi: str = "bidan", **own: object) -> Petugas:
    """One invented health worker."""
    shape = Petugas(
        path=("petugas", number),
        nama=f"Orang {number}",
        puskesmas=f"P{unit[1]}",
        induk=unit[:2],
        row=number + 2,
        origin=ORIGIN,
        nip=Nip(f"{number:018d}"),
        unit=unit,
        profesi=profesi,
    )
    return replace(shape, **own)  # type: ignore[arg-type]


def register(
    chance: Random, *, week: frozenset[int] = WEEK, puskesmas: int = 2, pustu: int = 4
) -> tuple[tuple[Puskesmas, ...], Tahap]:
    """Up to so many pustu under so many puskesmas, about two thirds of them lokus; some with coordinates."""
    spread = [chance.randrange(puskesmas) for _ in range(chance.randint(1, pustu))]
    made: list[Puskesmas] = []
    lokus: list[Lokus] = []
    for number in range(puskesmas):
        units = []
        for index in range(spread.count(number)):
            days = frozenset(chance.sample(sorted(week), 2)) if chance.random() < 0.15 else None
            path: Path = ("puskesmas", number, "pustu", index)
            units.append(Pustu(path=path, nama=f"U{index}", hari_layanan=days, koordinat=_point(chance)))
        made.append(
            Puskesmas(
                path=("puskesmas", number),
                nama=f"P{number}",
                kecamatan=chance.choice(["A", "A", "B"]),
                koordinat=_point(chance),
                pustu=tuple(units),
            )
        )
        named = tuple(unit.nama for unit in units if chance.random() < 0.67)
        if named:
            lokus.append(lokus_of(register_of(made), ("tahap", 0, "lokus", len(lokus)), f"P{number}", named))
    return tuple(made), Tahap(path=("tahap", 0), tahun=YEAR, lokus=tuple(lokus))


def _point(chance: Random) -> tuple[float, float] | None:
    return (-3 + chance.random() / 4, 120 + chance.random() / 4) if chance.random() < 0.6 else None


def units_of(puskesmas: Sequence[Puskesmas]) -> list[Path]:
    return [path for induk in puskesmas for path in (induk.path, *(unit.path for unit in induk.pustu))]


def district_of(
    puskesmas: tuple[Puskesmas, ...],
    tahap: Tahap,
    petugas: Sequence[Petugas],
    kebijakan: Kebijakan | None = None,
    week: frozenset[int] = WEEK,
) -> District:
    return District(
        file="roadmap.yaml",
        kabupaten=Kabupaten(nama="Luwu"),
        hari_layanan=week,
        puskesmas=puskesmas,
        tahap=(tahap,),
        petugas=tuple(petugas),
        kebijakan=kebijakan or Kebijakan(),
        roster_given=True,
    )


def random_case(seed: int, *, people: int = 5, kinds: Sequence[str] = ("bidan",)) -> tuple[District, Options]:
    """One small district with a policy, and how far people may be moved."""
    chance = Random(seed)
    puskesmas, tahap = register(chance)
    units = units_of(puskesmas)
    staff = []
    for number in range(chance.randint(2, people)):
        hari = frozenset(chance.sample(sorted(WEEK), chance.randint(1, 2))) if chance.random() < 0.3 else frozenset()
        status = chance.choice(["PNS", "PPPK", "Honorer"])
        unit = chance.choice([*units, ("puskesmas", 0), ("puskesmas", 0)])
        own = {"hari": hari, "status": status, "tetap": chance.random() < 0.1}
        own["kepegawaian"] = "" if status == "Honorer" else "pns"
        staff.append(person(number, unit, chance.choice(kinds), **own))
    kebijakan = Kebijakan(
        induk_minimum=chance.choice([{}, {}, {"bidan": 0}, {"bidan": 2}]),
        status_tetap_di_puskesmas=chance.choice([(), (), ("PPPK",), ("PPPK", "Honorer")]),
    )
    options = Options(jarak_maks=chance.choice([None, None, 10.0, 20.0]))
    return district_of(puskesmas, tahap, staff, kebijakan), options


Week = Mapping[int, Path]
"""Where somebody is on each weekday."""


@dataclass(frozen=True)
class Everything:
    """All plans of one profession, tried one by one; it knows of the planner only what it is asked to do."""

    district: District
    options: Options
    kind: str = "bidan"

    def best(self) -> tuple[int, ...]:
        """Hires, people moved, steps, hundred metres, change of status groups: the least in this order."""
        movable = [petugas for petugas in self.people() if not petugas.tetap and self.usual(petugas).values()]
        choices = [list(self.weeks(petugas)) for petugas in movable]
        still = [petugas for petugas in self.people() if petugas not in movable]
        before = self.presence([(petugas, self.usual(petugas)) for petugas in self.people()])
        worths = []
        for plan in product(*choices):
            moved = [
                (petugas, week) for petugas, week in zip(movable, plan, strict=True) if week != self.usual(petugas)
            ]
            after = self.presence(
                [*zip(movable, plan, strict=True), *((petugas, self.usual(petugas)) for petugas in still)]
            )
            worth = self.worth(before, after, moved, [*zip(movable, plan, strict=True)], still)
            if worth is not None:
                worths.append(worth)
        return min(worths)

    def people(self) -> list[Petugas]:
        return [petugas for petugas in self.district.petugas if petugas.profesi == self.kind]

    def usual(self, petugas: Petugas) -> Week:
        assert petugas.unit is not None
        return dict.fromkeys(sorted(petugas.hari or self.district.days_of(petugas.unit)), petugas.unit)

    def weeks(self, petugas: Petugas) -> Iterator[Week]:
        """To stay, to go to another unit, or to divide the week as the help of --keliling says."""
        usual = self.usual(petugas)
        yield usual
        own = petugas.unit
        assert own is not None
        if not set(usual) & self.district.days_of(own):
            return
        reachable = [unit for unit in units_of(self.district.puskesmas) if unit != own and self.may(petugas, unit)]
        for unit in reachable:
            days = sorted((petugas.hari or self.district.days_of(unit)) & self.district.days_of(unit))
            if days:
                yield dict.fromkeys(days, unit)
        if self.options.keliling:
            yield from self.divided(petugas, [unit for unit in reachable if self.bare(unit)])

    def divided(self, petugas: Petugas, short: Sequence[Path]) -> Iterator[Week]:
        usual = self.usual(petugas)
        assert petugas.unit is not None
        served = [day for day in usual if day in self.district.days_of(petugas.unit)]
        spared = all(self.spare(petugas.unit, day) for day in served)
        partly = [unit for unit in short if self.bare(unit) < self.district.days_of(unit)]
        for unit in short:
            if spared and unit not in partly:
                continue
            for days in _some(sorted(self.bare(unit) & set(served))):
                yield {**usual, **dict.fromkeys(days, unit)}
        for main, other in permutations(partly, 2):
            apart = self.bare(main) - self.bare(other) and self.bare(other) - self.bare(main)
            if apart and set(served) <= self.district.days_of(main):
                base = dict.fromkeys(served, main)
                for days in _some(sorted(self.bare(other) & set(served))):
                    yield dict(sorted({**base, **dict.fromkeys(days, other)}.items()))

    def spare(self, unit: Path, day: int) -> int:
        """How many a unit could do without on a day."""
        before = self.presence([(petugas, self.usual(petugas)) for petugas in self.people()]).get((unit, day), 0)
        return before - min(self.keep(unit), before)

    def may(self, petugas: Petugas, unit: Path) -> bool:
        assert petugas.unit is not None
        fixed = petugas.status in self.district.kebijakan.status_tetap_di_puskesmas
        if fixed and unit[:2] != petugas.unit[:2]:
            return False
        most = self.options.jarak_maks
        km = self.km(petugas.unit, unit)
        return most is None or (unit[:2] == petugas.unit[:2] if km is None else km <= most)

    def km(self, home: Path, other: Path) -> float | None:
        start, end = self.point(home), self.point(other)
        return kilometres(start, end) if start and end else None

    def point(self, unit: Path) -> tuple[float, float] | None:
        puskesmas = self.district.puskesmas[int(unit[1])]
        own = puskesmas.pustu[int(unit[3])].koordinat if len(unit) > 2 else None
        return own or puskesmas.koordinat

    def lokus(self) -> set[Path]:
        return {pustu.path for *_, pustu in self.district.lokus_pustu((YEAR,))}

    def bare(self, unit: Path) -> frozenset[int]:
        """The service days on which a pustu lokus has nobody."""
        before = self.presence([(petugas, self.usual(petugas)) for petugas in self.people()])
        if unit not in self.lokus():
            return frozenset()
        return frozenset(day for day in self.district.days_of(unit) if not before.get((unit, day)))

    @staticmethod
    def presence(plan: Sequence[tuple[Petugas, Week]]) -> dict[tuple[Path, int], int]:
        present: dict[tuple[Path, int], int] = {}
        for _, week in plan:
            for day, unit in week.items():
                present[unit, day] = present.get((unit, day), 0) + 1
        return present

    def keep(self, unit: Path) -> int:
        return 1 if len(unit) > 2 else self.district.kebijakan.induk_minimum.get(self.kind, 1)

    def worth(
        self,
        before: Mapping[tuple[Path, int], int],
        after: Mapping[tuple[Path, int], int],
        moved: Sequence[tuple[Petugas, Week]],
        weeks: Sequence[tuple[Petugas, Week]],
        still: Sequence[Petugas],
    ) -> tuple[int, ...] | None:
        """What a plan comes to; None where a unit falls below what it must keep."""
        for unit in units_of(self.district.puskesmas):
            for day in self.district.days_of(unit):
                if after.get((unit, day), 0) < min(self.keep(unit), before.get((unit, day), 0)):
                    return None
        hires = sum(max(1 - min(1, after.get((u, d), 0)) for d in self.district.days_of(u)) for u in self.lokus())
        steps = tenths = 0
        for petugas, week in moved:
            for unit in {place for place in week.values() if place != petugas.unit}:
                assert petugas.unit is not None
                km = self.km(petugas.unit, unit)
                tenths += round(10 * km) if km is not None else 0
                steps += self.steps(petugas.unit, unit) if km is None else 0
        return hires, len(moved), steps, tenths, self.changes(weeks, still)

    def steps(self, home: Path, other: Path) -> int:
        if home[:2] == other[:2]:
            return 0
        here, there = (self.district.puskesmas[int(unit[1])].kecamatan for unit in (home, other))
        return 1 if here == there else 2

    def changes(self, weeks: Sequence[tuple[Petugas, Week]], still: Sequence[Petugas]) -> int:
        """Status groups that vanish from a unit, or come to one that had none of theirs."""
        before = {(petugas.unit, petugas.asn) for petugas in self.people()}
        after = {(petugas.unit, petugas.asn) for petugas in still}
        came = set()
        for petugas, week in weeks:
            places = set(week.values())
            after |= {(place, petugas.asn) for place in places}
            came |= {(place, petugas.asn) for place in places if place != petugas.unit}
        return len(before - after) + len(came - before)


def _some(days: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for size in range(1, len(days) + 1):
        yield from combinations(days, size)


def measured(case: Everything, plan: StaffingPlan) -> tuple[int, ...]:
    """What the planner's own plan comes to, counted as `Everything` counts."""
    spots = {}
    for puskesmas in case.district.puskesmas:
        spots[puskesmas.nama, ""] = puskesmas.path
        spots |= {(puskesmas.nama, unit.nama): unit.path for unit in puskesmas.pustu}
    weeks: dict[str, dict[int, Path]] = {petugas.nama: dict(case.usual(petugas)) for petugas in case.people()}
    people = {petugas.nama: petugas for petugas in case.people()}
    for facts in plan.moves:
        move = facts.move
        if move.profesi != case.kind:
            continue
        unit = spots[move.ke.puskesmas, move.ke.pustu]
        petugas = people[move.nama]
        assert petugas.unit == spots[move.dari.puskesmas, move.dari.pustu]
        assert case.may(petugas, unit)
        if not move.hari:
            served = (petugas.hari or case.district.days_of(unit)) & case.district.days_of(unit)
            weeks[move.nama] = dict.fromkeys(sorted(served), unit)
        else:
            weeks[move.nama] |= dict.fromkeys(sorted(move.hari), unit)
    plan_of = [(people[name], week) for name, week in weeks.items()]
    moved = [(petugas, week) for petugas, week in plan_of if week != case.usual(petugas)]
    before = case.presence([(petugas, case.usual(petugas)) for petugas in case.people()])
    worth = case.worth(before, case.presence(plan_of), moved, plan_of, [])
    assert worth is not None
    assert worth[0] == sum(hire.jumlah for hire in plan.proposal.rekrut if hire.profesi == case.kind)
    return worth
