"""Why the areas of a posyandu cannot be fairer: the figures that force it, and what would change that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ilp_cli.capabilities.areas.model.bounds import Reason, arithmetic
from ilp_cli.capabilities.areas.model.division import Division, Undivided
from ilp_cli.capabilities.areas.model.exact import fairest, grown
from ilp_cli.capabilities.areas.model.ground import Ground, everywhere
from ilp_cli.capabilities.areas.model.places import Known
from ilp_cli.capabilities.areas.model.problem import Problem, piece_names
from ilp_cli.core.words import daftar
from ilp_cli.planning.conflict import Conflict, Fact
from ilp_cli.planning.patience import Patience

_FEW = 20
"""Up to how many blocks it is looked at what would be without the need to touch."""


def conflict(division: Division, until: Patience) -> Conflict:
    """What cannot be, with its facts; the division is proven to be the fairest."""
    problem = division.problem
    subject = (
        f"posyandu {problem.posyandu.nama} ({problem.puskesmas.nama}): wilayah terberat di bawah {division.fairest} "
        f"{problem.satuan}"
    )
    halved = division.lighter is None and len(_heaviest(division)) > 1
    repairs = tuple(_repairs(division, until))
    return Conflict(subject=subject, facts=tuple(_facts(division, until)), repairs=repairs, least=not halved)


def no_kader(undivided: Undivided) -> Conflict:
    """Why a posyandu is not divided at all: nobody serves there."""
    problem = undivided.problem
    where = f"posyandu {problem.posyandu.nama} ({problem.puskesmas.nama})"
    fact = Fact(kind="kader", text=undivided.sebab, path=problem.blocks[0].path)
    repair = f"tambahkan ke lembar Kader seorang kader yang bertugas hanya di {where}"
    return Conflict(subject=f"{where}: membagi {len(problem.blocks)} blok", facts=(fact,), repairs=(repair,))


def _facts(division: Division, until: Patience) -> Iterator[Fact]:
    problem, satuan = division.problem, division.problem.satuan
    kader = len(division.areas)
    if division.bound.reason is not Reason.ALL:
        yield Fact(kind="batas", text=division.bound.sentence(satuan))
        yield from _which(division)
        return
    names = daftar(area.kader.nama for area in division.areas)
    yield Fact(kind="kader", text=f"{kader} kader bertugas: {names}")
    yield Fact(
        kind="beban",
        text=f"{len(problem.blocks)} blok, semuanya {problem.ground.total} {satuan}; tiap blok dipegang satu kader",
        path=problem.blocks[0].path,
    )
    free = _without_touching(problem, kader, until)
    if free is not None and free < division.fairest and problem.known is not Known.NOTHING:
        words = (
            f"wilayah seorang kader bersambung ({problem.known.value}); tanpa syarat itu yang terberat {free} {satuan}"
        )
        yield Fact(kind="bersambung", text=words)
    if problem.pieces:
        words = f"blok yang tidak bersambung digabung ke yang terdekat: {' | '.join(piece_names(problem))}"
        yield Fact(kind="bagian", text=words)
    yield Fact(kind="batas", text=division.bound.sentence(satuan))


def _which(division: Division) -> Iterator[Fact]:
    """The blocks that a bound speaks of."""
    problem = division.problem
    order = sorted(range(len(problem.blocks)), key=lambda block: (-problem.ground.loads[block], block))
    count = {Reason.BLOCK: 1, Reason.SHARED: division.bound.figures[0] if division.bound.figures else 0}
    for block in order[: count.get(division.bound.reason, 0)]:
        load = problem.ground.loads[block]
        text = f"{problem.blocks[block].nama}: {load} {problem.satuan}"
        yield Fact(kind="blok", text=text, path=problem.blocks[block].path)


def _without_touching(problem: Problem, kader: int, until: Patience) -> int | None:
    """The fairest heaviest load where areas need not touch; None where that is not looked at."""
    if len(problem.blocks) > _FEW:
        return None
    ground = Ground(problem.ground.loads, everywhere(len(problem.blocks)))
    areas, proven = fairest(ground, kader, grown(ground, kader), arithmetic(ground, kader).least, until=until)
    return max(map(ground.load, areas)) if proven else None


def _repairs(division: Division, until: Patience) -> Iterator[str]:
    problem = division.problem
    if division.lighter is not None:
        yield division.one_more
    if division.bound.reason is Reason.BLOCK:
        heaviest = _heaviest(division)
        if _halved(problem.ground, heaviest, len(division.areas), until):
            names = daftar(problem.blocks[number].nama for number in heaviest)
            each = "masing-masing " if len(heaviest) > 1 else ""
            yield f"bagi {names} {each}menjadi dua blok di lembar Wilayah"


def _heaviest(division: Division) -> list[int]:
    """The blocks than which none is heavier."""
    loads = division.problem.ground.loads
    return [number for number, load in enumerate(loads) if load == max(loads)]


def _halved(ground: Ground, heaviest: Sequence[int], kader: int, until: Patience) -> bool:
    """Whether it would be fairer if the heaviest blocks were two halves each, which touch what the whole touched."""
    if len(ground.loads) + len(heaviest) > _FEW:
        return False
    loads, beside = list(ground.loads), list(ground.beside)
    for block in heaviest:
        half = len(loads)
        loads.append(loads[block] // 2)
        loads[block] -= loads[half]
        beside.append(beside[block] | 1 << block)
        beside = [mask | 1 << half if beside[half] >> other & 1 else mask for other, mask in enumerate(beside)]
    split = Ground(tuple(loads), tuple(beside))
    areas, _ = fairest(split, kader, grown(split, kader), arithmetic(split, kader).least, until=until)
    return max(map(split.load, areas)) < max(ground.loads)
