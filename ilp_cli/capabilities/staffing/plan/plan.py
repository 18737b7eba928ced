"""Moves and hires that leave the fewest posts unmet: the best plan, who goes in person, and the proof of its hires."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ilp_cli.capabilities.staffing.model.plan import Certificate, MoveFacts, Proof, StaffingPlan, Unmet, Unproven
from ilp_cli.capabilities.staffing.model.usulan import Hire, Move, Proposal, Spot
from ilp_cli.capabilities.staffing.plan.divided import divided
from ilp_cli.capabilities.staffing.plan.problem import Group, Options, Problem, staffing_problem
from ilp_cli.capabilities.staffing.plan.program import AIMS, TENTHS, Program, Rover, links_of
from ilp_cli.capabilities.staffing.plan.proof import proofs, standing_of, told
from ilp_cli.capabilities.staffing.plan.sparse import MANY, Answer, best_of, nobody_moved
from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal, sebutan
from ilp_cli.core.words import angka
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.people import NAKES, Petugas
from ilp_cli.planning.patience import OutOfTime, Patience, patience
from ilp_cli.planning.solver import Solved

_PROVING = 2.0
"""Seconds of the limit that are kept for the sums that prove the hires."""
_WHOLE = 0.25
"""The part of the time in which it is looked how far whole weeks go, where weeks may be divided."""
_COUNTING = 1.0
"""Seconds that counting may take after the search was cut short, so that something is known of the hires."""
_DIVIDED = 40_000
"""So many links are all asked where weeks may be divided, with a column for each day; of more, the program would take
gigabytes, and only those that moves for good would use are asked: nothing is then proven of what lies beyond them."""
_NEAR = ("sepuskesmas", "sekecamatan, tanpa koordinat", "lain kecamatan, tanpa koordinat")


class Post(NamedTuple):
    """Posts of one profession at one unit that nobody can be moved to."""

    profesi: str
    spot: Spot
    jumlah: int
    tahun: int
    hari: frozenset[int]
    lokus: Path
    alasan: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One person who is sent: on which weekday to which unit; `whole` where it is for good and every day."""

    group: Group
    person: Petugas
    rank: int
    days: Mapping[int, Path]
    whole: bool


def plan_staffing(case: Case, options: Options, until: Patience | None = None) -> StaffingPlan:
    """The best plan for the lokus of a case. What was not proven before `until` ends the search says so."""
    district, problem = case.district, staffing_problem(case, options)
    until = until or patience()
    searching = until.sooner(min(_PROVING, until.left / 10))  # the rest is for the sums
    settled = whole_weeks(problem, searching)
    known: Sequence[Proof] = ()
    program, outcome = settled.program, settled.solved
    if problem.options.keliling:
        known = _sums(program, outcome, until.at_most(until.left / 4))  # they hold however weeks are divided
        program, outcome = divided(problem, settled, searching)
    sent = list(sent_people(program, outcome))
    hires = program.hired(outcome)
    placed = [(mover.group, mover.days, 1) for mover in sent]
    certificate = _certificate(program, outcome, hires, known, until)
    unproven = _unproven_aim(outcome, certificate, sum(post.kurang for post in problem.kader))
    recruited, unmet = _limited([*_posts(problem, hires, placed), *_kader(problem)], problem.options.rekrut_maks)
    moves = _moves(district, problem, sent)
    return StaffingPlan(
        proposal=Proposal(
            kabupaten=district.kabupaten.nama,
            pada=case.pada,
            tahun=case.years,
            pindah=tuple(facts.move for facts in moves),
            rekrut=recruited,
        ),
        moves=moves,
        unmet=unmet,
        posts=_unmet_before(problem),
        certificate=certificate,
        excluded=problem.excluded,
        notes=tuple(problem.notes),
        proven=certificate.proven and (outcome.proven or (unproven is None and not outcome.interrupted)),
        unproven=unproven,
        interrupted=outcome.interrupted,
    )


def best_values(problem: Problem, until: Patience) -> tuple[Program, Solved]:
    """The best values; a week is only divided once it is known how far whole weeks go."""
    settled = whole_weeks(problem, until)
    return divided(problem, settled, until) if problem.options.keliling else (settled.program, settled.solved)


def whole_weeks(problem: Problem, until: Patience) -> Answer:
    """The best plan in which nobody divides the week."""
    settled = replace(problem, options=replace(problem.options, keliling=False))
    if problem.options.keliling:
        until = until.at_most(until.left * _WHOLE)
    try:
        links = links_of(settled, until=until)
        return best_of(settled, links, until, many=_DIVIDED if problem.options.keliling else MANY)
    except OutOfTime:
        return nobody_moved(settled, NAKES, until)


def _unproven_aim(outcome: Solved, certificate: Certificate, kader: int) -> Unproven | None:
    """The first aim that is not proven: those after it depend on it. Of the hires the certificate may prove more."""
    for (name, unit), stage in zip(AIMS, outcome.stages, strict=True) if outcome.stages else ():
        if not stage.proven and not (certificate.proven and name == AIMS[0][0]):
            share = TENTHS if unit else 1
            bound = stage.bound / share if math.isfinite(stage.bound) else 0.0
            bound = max(bound, float(certificate.n - kader) if name == AIMS[0][0] else 0.0)
            if stage.value / share > bound:
                return Unproven(tujuan=name, satuan=unit, nilai=stage.value / share, batas=bound)
    return None


def _certificate(
    program: Program,
    outcome: Solved,
    hires: Mapping[tuple[Path, str], int],
    known: Sequence[Proof],
    until: Patience,
) -> Certificate:
    """The fewest hires there can be, from the solver and from sums that can be checked by hand, some known already."""
    kader = sum(post.kurang for post in program.problem.kader)
    needed = sum(hires.values())
    bound = outcome.stages[0].bound if outcome.stages else 0.0
    sums = known
    if told(sums) - kader < needed:
        sums = max(sums, _sums(program, outcome, until), key=told)
    if max(told(sums) - kader, bound) < needed and until.over:
        sums = max(sums, _sums(program, outcome, patience(_COUNTING)), key=told)
    by_hand = told(sums) - kader
    least = max(by_hand, math.ceil(bound - 1e-6) if math.isfinite(bound) else 0, 0)
    exact = by_hand == least
    return Certificate(
        n=least + kader,
        proven=least == needed,
        exact=exact,
        proofs=tuple(sums),
        selama=_conditions(program.problem, by_hand=exact) if least else (),
    )


def _conditions(problem: Problem, *, by_hand: bool) -> tuple[str, ...]:
    """What a move must keep to for the fewest hires to be so. Sums by hand hold for divided weeks as well."""
    options = problem.options
    conditions = ["unit asal tidak dibuat kekurangan"]
    if problem.excluded:
        conditions.append("yang tidak ikut ditimbang tetap di tempatnya")
    if any(group.bound for group in problem.groups):
        conditions.append("yang statusnya terikat tetap di puskesmasnya")
    if not (by_hand or options.keliling):
        conditions.append("minggu seseorang tidak dibagi")
    if options.jarak_maks is not None:
        conditions.append(f"jaraknya paling jauh {angka(options.jarak_maks, 1)} km")
    return tuple(conditions)


def _sums(program: Program, outcome: Solved, until: Patience) -> list[Proof]:
    """The sums that prove the hires of a plan, as far as there are any; they hold for every plan."""
    placed = [(mover.group, mover.days, 1) for mover in sent_people(program, outcome)]
    return proofs(program.problem, program.hired(outcome), standing_of(program.problem, placed), until)


def sent_people(program: Program, outcome: Solved) -> Iterator[Sent]:
    """Who goes, taken from each group in its order."""
    problem = program.problem
    taken: Counter[Group] = Counter()

    def next_of(group: Group) -> tuple[Petugas, int]:
        taken[group] += 1
        return problem.groups[group][taken[group] - 1], taken[group]

    for flow in program.flows:
        for _ in range(outcome.count(flow.column)):
            week = dict.fromkeys(sorted(flow.group.days_at(problem.units[flow.target])), flow.target)
            yield Sent(flow.group, *next_of(flow.group), week, whole=True)
    for rover in program.rovers:
        for days in _shared_out(rover, outcome):
            yield Sent(rover.group, *next_of(rover.group), _week(problem, rover, days), whole=False)


def _shared_out(rover: Rover, outcome: Solved) -> list[set[int]]:
    """The days of each who divides the week at the second unit, as evenly as can be."""
    people: list[set[int]] = [set() for _ in range(outcome.count(rover.column))]
    for day, there in rover.days.items():
        for days in sorted(people, key=len)[: outcome.count(there)]:
            days.add(day)
    return people


def _week(problem: Problem, rover: Rover, at_second: set[int]) -> dict[int, Path]:
    """The week of somebody who divides it between two units."""
    own = rover.group.days_at(problem.units[rover.group.unit])
    return {day: rover.second if day in at_second else rover.first for day in sorted(own)}


def _unmet_before(problem: Problem) -> int:
    """How many posts are unmet as things stand: of each unit and profession the worst day counts."""
    petugas = sum(
        max(problem.short(unit, kind, day) for day in problem.units[unit].days)
        for (unit, kind) in problem.need
        if problem.units[unit].days
    )
    return petugas + sum(post.kurang for post in problem.kader)


def _posts(
    problem: Problem,
    hires: Mapping[tuple[Path, str], int],
    placed: Sequence[tuple[Group, Mapping[int, Path], int]],
) -> Iterator[Post]:
    """The posts of petugas that the moves leave unmet."""
    change: Counter[tuple[Path, str, int]] = Counter()
    for group, days, count in placed:
        for day in group.hari or problem.units[group.unit].days:
            change[group.unit, group.kind, day] -= count
        for day, unit in days.items():
            change[unit, group.kind, day] += count
    for (unit, kind), number in hires.items():
        there = problem.units[unit]
        present = {day: problem.present(unit, kind, day) + change[unit, kind, day] for day in there.days}
        least = problem.need[unit, kind]
        yield Post(
            kind,
            there.spot,
            number,
            there.tahun or 0,
            frozenset(day for day, ada in present.items() if ada < least),
            there.lokus,
            f"perlu {least} setiap hari layanan, sesudah perpindahan ada {min(present.values())}",
        )


def _kader(problem: Problem) -> Iterator[Post]:
    """The posts of kader: nobody is moved, they are recruited where they live."""
    for post in problem.kader:
        reason = f"perlu {post.minimum}, kurang {post.kurang}; kader diangkat dari desanya, tidak dipindahkan"
        yield Post("kader", post.spot, post.kurang, post.tahun, post.hari, post.lokus, reason)


def _limited(posts: Sequence[Post], most: int | None) -> tuple[tuple[Hire, ...], tuple[Unmet, ...]]:
    """Hires as far as allowed, first where most days are bare, then for the earlier year; the rest stays unmet."""
    left = sum(post.jumlah for post in posts) if most is None else most
    given: dict[int, int] = {}
    for index in sorted(range(len(posts)), key=lambda i: (-len(posts[i].hari), posts[i].tahun, i)):
        given[index] = min(left, posts[index].jumlah)
        left -= given[index]
    hires: list[Hire] = []
    unmet: list[Unmet] = []
    for index, post in enumerate(posts):
        if given[index]:
            path: Path = ("rekrut", len(hires))
            hires.append(
                Hire(
                    path=path,
                    profesi=post.profesi,
                    di=post.spot,
                    jumlah=given[index],
                    tahun=post.tahun,
                    alasan=post.alasan,
                )
            )
        if given[index] < post.jumlah:
            rest = post.jumlah - given[index]
            unmet.append(Unmet(di=post.spot, profesi=post.profesi, jumlah=rest, tahun=post.tahun, hari=post.hari))
    return tuple(hires), tuple(unmet)


def _moves(district: District, problem: Problem, sent: Sequence[Sent]) -> tuple[MoveFacts, ...]:
    """The moves in the order of the units they go to."""
    alike = Counter((petugas.unit, petugas.profesi, normal(petugas.nama)) for petugas in district.petugas)
    order = {path: number for number, path in enumerate(problem.units)}
    legs: dict[tuple[int, Path], list[int]] = defaultdict(list)
    for index, mover in enumerate(sent):
        for day, unit in mover.days.items():
            if unit != mover.group.unit:
                legs[index, unit].append(day)
    entered = {(unit, sent[index].group.kind) for index, unit in legs}
    left = Counter((mover.group.unit, mover.group.kind) for mover in sent)
    facts: list[MoveFacts] = []
    for index, unit in sorted(legs, key=lambda leg: (order[leg[1]], order[sent[leg[0]].group.unit], leg[0])):
        mover = sent[index]
        group, person = mover.group, mover.person
        twin = alike[person.unit, person.profesi, normal(person.nama)] > 1
        km = problem.km(group.unit, unit)
        near = _NEAR[problem.steps(group.unit, unit)] if not km else f"{angka(km, 1)} km"
        move = Move(
            path=("pindah", len(facts)),
            nama=person.nama,
            profesi=group.kind,
            dari=problem.units[group.unit].spot,
            ke=problem.units[unit].spot,
            hari=frozenset() if mover.whole else frozenset(legs[index, unit]),
            nip=person.nip.last if twin else "",
            alasan="; ".join(_reasons(problem, mover, unit, near, entered, left)),
        )
        facts.append(
            MoveFacts(
                move=move,
                status=person.status,
                km=None if km is None else round(km, 1),
                kedekatan=near,
            )
        )
    return tuple(facts)


def _reasons(
    problem: Problem,
    mover: Sent,
    unit: Path,
    near: str,
    entered: set[tuple[Path, str]],
    left: Mapping[tuple[Path, str], int],
) -> Iterator[str]:
    """Why this person goes there: what their unit can spare, how near it is, and why not another of the same."""
    group = mover.group
    source = problem.units[group.unit]
    there = max((problem.present(group.unit, group.kind, day) for day in source.days), default=0)
    keeps = problem.keep[group.unit, group.kind]
    if source.closed:
        yield f"{sebutan('puskesmas', source.spot.puskesmas)} sudah tutup"
    else:
        yield f"{source.spot} punya {there} {group.kind}, harus tetap {min(keeps, there)}"
    if (group.unit, group.kind) in entered:
        yield "yang ditinggalkan digantikan orang lain dalam usulan ini"
    if not any(problem.short(unit, group.kind, day) for day in problem.units[unit].days) and left[unit, group.kind]:
        yield "menggantikan yang pindah dari sana"
    yield near
    people = problem.groups[group]
    if len(people) > 1:
        longest = people[0].sampai is None and people[-1].sampai is not None
        why = "masa tugas terpanjang lebih dulu" if longest else "menurut urutan roster"
        yield f"dipilih dari {len(people)} orang setara, {why}"
