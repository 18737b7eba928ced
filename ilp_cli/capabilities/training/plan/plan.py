"""A year of training: filled by hand, held against bounds, and searched exactly where it is small."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from ilp_cli.capabilities.training.model.plan import Bukti, Sisa, YearPlan
from ilp_cli.capabilities.training.model.problem import Angkatan, Problem, hindered
from ilp_cli.capabilities.training.plan import bounds, program
from ilp_cli.capabilities.training.plan.fill import fill
from ilp_cli.core.words import daftar
from ilp_cli.planning.patience import ENDLESS, Patience

_CUT = "pencarian berhenti sebelum selesai, jadi mungkin masih ada tempat"


def plan_year(problem: Problem, until: Patience = ENDLESS) -> YearPlan:
    """The most people placed, then the fewest batches, then the shortest ways, each as far proven as it is told.

    `until` ends all bettering and proving; batches are filled all the same, each group once.
    """
    listed = bounds.able(problem)
    places = bounds.Places(problem, until)
    batches = fill(problem, listed, places, until) if problem.tempat and problem.slots else ()
    bukti = _proof(problem, listed, places, batches)
    exact = False
    if not bukti.terdekat and not until.over and 0 < program.size(problem, listed) <= program.LARGEST:
        searched = program.search(problem, listed, batches, bukti.penuh + bukti.tersedikit, until)
        if searched is not None:
            batches, exact = searched.batches, True
            bukti = _searched(problem, batches, searched)
    cut = until.over and not bukti.terdekat
    return YearPlan(
        problem=problem,
        angkatan=batches,
        sisa=tuple(_left(problem, listed, batches, cut=cut and not bukti.penuh)),
        bukti=bukti,
        persis=exact,
        cut=cut,
    )


def ways(problem: Problem, batches: Sequence[Angkatan]) -> tuple[int, int]:
    """How many kecamatan are crossed and how many metres gone, one way, where each is known."""
    gone = [problem.jauh[person][batch.tempat] for batch in batches for person in batch.peserta]
    return sum(way[0] for way in gone), sum(way[1] for way in gone)


def _proof(
    problem: Problem, listed: Mapping[str, Sequence[int]], places: bounds.Places, batches: Sequence[Angkatan]
) -> Bukti:
    """What the batches come to beside the bounds that counting gives."""
    placed = Counter[str]()
    for batch in batches:
        placed[batch.kelompok] += len(batch.peserta)
    total, most = sum(placed.values()), bounds.most_placed(problem, listed)
    everybody = total == sum(map(len, listed.values()))
    fewest: int | None = bounds.fewest(problem, placed) if total == most and everybody else None
    crossed, metres = ways(problem, batches)
    least: tuple[int | None, int | None] = (None, None)
    if everybody and total:
        least = _least(problem, listed, places, batches, fewest)
    if least[0] is None or crossed > least[0]:  # of the metres only plans are asked that cross as few
        least = least[0], None
    return Bukti(
        tempat_terisi=total,
        paling_banyak=max(most, total),
        angkatan=len(batches),
        paling_sedikit=fewest,
        kecamatan=crossed,
        kecamatan_batas=least[0],
        meter=metres,
        meter_batas=least[1],
    )


def _least(
    problem: Problem,
    listed: Mapping[str, Sequence[int]],
    places: bounds.Places,
    batches: Sequence[Angkatan],
    fewest: int | None,
) -> tuple[int | None, int | None]:
    """Bounds on the ways: with as few batches as proven those of the places alone, else everybody's nearest place."""
    pairs = [(person, group) for group, people in listed.items() for person in people]
    crossed, metres = bounds.nearest(problem, pairs)
    mixed = any(way[0] for ways in problem.jauh for way in ways)
    plain = (crossed, None if mixed else metres)
    if len(batches) != fewest or ways(problem, batches) == (crossed, metres):
        return (crossed, metres) if ways(problem, batches) == (crossed, metres) else plain
    rooms = [bounds.apart(problem)] * len(problem.tempat)
    found = [places.best(people, math.ceil(len(people) / max(problem.muat)), rooms)
             for people in listed.values()]  # fmt: skip
    if any(least is None or least.kecamatan is None for least in found):
        return plain
    told = [least for least in found if least is not None]
    lengths = [least.meter for least in told]
    return (
        sum(least.kecamatan or 0 for least in told),
        None if None in lengths else sum(length or 0 for length in lengths),
    )


def _searched(problem: Problem, batches: Sequence[Angkatan], searched: program.Searched) -> Bukti:
    """What the exact search proves. A later aim is searched among what the earlier found: proven only if they are."""
    crossed, metres = ways(problem, batches)

    def bound(number: int) -> int | None:
        earlier = all(stage.proven for stage in searched.stages[:number])
        value = searched.stages[number].bound
        return math.ceil(value - 1e-3) if earlier and math.isfinite(value) else None

    total = sum(len(batch.peserta) for batch in batches)
    most = bound(0)
    return Bukti(
        tempat_terisi=total,
        paling_banyak=sum(map(len, problem.perlu)) if most is None else max(total, -most),
        angkatan=len(batches),
        paling_sedikit=bound(1),
        kecamatan=crossed,
        kecamatan_batas=bound(2),
        meter=metres,
        meter_batas=bound(3),
    )


def _left(
    problem: Problem, listed: Mapping[str, Sequence[int]], batches: Sequence[Angkatan], *, cut: bool
) -> list[Sisa]:
    """Who has no place in a batch of a group, in the order of the people, with the reason in figures.

    Where the search was `cut` short, that is a reason too.
    """
    placed = {(person, batch.kelompok) for batch in batches for person in batch.peserta}
    able = {(person, group) for group, people in listed.items() for person in people}
    missing = [pair for pair in problem.pairs() if pair not in placed]
    waiting = Counter(group for pair in missing if pair in able for group in [pair[1]])
    held = Counter(batch.kelompok for batch in batches)
    told: dict[int, str] = {}
    left = []
    for person, group in missing:
        if (person, group) in able:
            words = _crowded(problem, waiting[group], held[group], len(listed[group]))
            words = f"{_CUT}; {words}" if cut else words
        else:
            words = told.setdefault(person, _barred(problem, person))
        left.append(Sisa(peserta=person, kelompok=group, sebab=words))
    return left


def _barred(problem: Problem, person: int) -> str:
    """Why somebody cannot go at all."""
    if not problem.tempat:
        return f"tidak ada tempat yang memuat sedikitnya {problem.min} orang"
    if not problem.slots:
        return f"tidak ada {problem.hari} hari berturut-turut yang dapat dipakai"
    reasons = hindered(problem, person)
    count = len(problem.slots)
    if len(reasons) == 1:
        return f"pada semua {count} waktu yang ada: {next(iter(reasons))}"
    return f"dari {count} waktu yang ada, " + daftar(f"{number} {reason}" for reason, number in reasons.most_common())


def _crowded(problem: Problem, waiting: int, held: int, wanted: int) -> str:
    """Why somebody who could go has no place."""
    if wanted < problem.min:
        return f"hanya {wanted} orang membutuhkan kelompok ini, satu angkatan sedikitnya {problem.min}"
    most = len(problem.tempat) * bounds.apart(problem)
    return (
        f"{held} angkatan kelompok ini tidak memuat {waiting} dari {wanted} orang: paling banyak {max(problem.muat)} "
        f"dan paling sedikit {problem.min} orang seangkatan, seluruhnya {most} waktu dan tempat, tanpa bentrok hari"
    )
