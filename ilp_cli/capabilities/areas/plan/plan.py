"""Divide the blocks of each posyandu among its kader: fairest first, then the fewest changes of hands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ilp_cli.capabilities.areas.model.bounds import Bound, Reason, arithmetic
from ilp_cli.capabilities.areas.model.division import Area, AreaPlan, Change, Division, Undivided
from ilp_cli.capabilities.areas.model.exact import NEVER, fairest, grown
from ilp_cli.capabilities.areas.model.ground import Ground, Mask, members
from ilp_cli.capabilities.areas.model.problem import Problem, limit, limit_percent
from ilp_cli.capabilities.areas.plan.keep import kept
from ilp_cli.capabilities.areas.plan.search import heaviest, spread
from ilp_cli.capabilities.areas.plan.settle import Prices, assigned, settle
from ilp_cli.core.words import daftar
from ilp_cli.district.case import Case
from ilp_cli.district.identity import Who
from ilp_cli.district.people import Kader
from ilp_cli.district.wilayah import Pemegang
from ilp_cli.planning.patience import Patience

_GROWN, _SETTLED, _ENUMERATED = 20, 20, 45
"""Up to how many blocks: grown areas are start enough, changes of hands are settled exactly, sets are enumerated."""
_SHORT, _LONG = 3, 14
"""Rounds of a search that an enumeration follows, and of one that stands alone."""


def plan_areas(case: Case, wanted: Iterable[Problem], until: Patience = NEVER) -> AreaPlan:
    """The divisions of some posyandu. Once `until` is over they are as a quick hand makes them.

    Where somebody stopped it, those that are not divided yet are left out.
    """
    divisions: list[Division] = []
    undivided: list[Undivided] = []
    percent = limit_percent(case)
    stopped = False
    for problem in wanted:
        if until.stopped:
            stopped = True
            break
        if problem.kader:
            divisions.append(divide(problem, percent, until))
        else:
            undivided.append(Undivided(problem=problem, sebab=_no_kader(problem)))
    return AreaPlan(
        district=case.district,
        pada=case.pada,
        batas_ubah=percent,
        told=case.district.kebijakan.batas_ubah is not None,
        divisions=tuple(divisions),
        undivided=tuple(undivided),
        dihentikan=stopped,
    )


def _no_kader(problem: Problem) -> str:
    if problem.shared:
        names = daftar(problem.shared)
        return f"kadernya ({names}) sudah dihitung di pustu; lihat kebijakan: kader_pustu_boleh_kader_posyandu"
    return "tidak ada kader posyandu ini yang bertugas pada hari itu"


def divide(problem: Problem, percent: int, until: Patience = NEVER) -> Division:
    """The areas of one posyandu that has kader: within so many percent of the fairest, fewest households move."""
    ground, wish = problem.ground, problem.wish
    everybody = len(problem.kader)
    kader = min(everybody, len(problem.blocks))
    prices = Prices(ground, wish)
    fair, bound = fair_areas(ground, kader, until)
    best = heaviest(ground, fair)
    most = limit(best, percent)
    if kader == len(problem.blocks):
        areas, settled = _one_each(ground, prices, everybody), True
    else:
        found = settle(ground, kader, most, prices, until) if len(problem.blocks) <= _SETTLED else None
        areas, settled = (found[1], True) if found else (kept(ground, fair, most, prices, until)[1], False)
    cost = sum(prices.of(area, ground.load(area), who) for who, area in enumerate(areas) if area)
    moved = prices.apart(cost)[0]
    least = moved if settled else _least_moved(problem, most)
    more, lighter = _one_more(problem, best, until)
    chosen = [(who, area) for who, area in enumerate(areas) if area]
    division = Division(
        problem=problem,
        areas=tuple(_area(problem, who, area) for who, area in chosen),
        fairest=best,
        bound=bound,
        proven=best == bound.least,
        most=most,
        moved=moved,
        settled=settled or moved == least,
        moved_least=least,
        idle=tuple(kader for number, (_, kader) in enumerate(problem.kader) if not areas[number]),
        one_more=more,
        lighter=lighter,
    )
    return replace(division, changes=tuple(_changes(division)))


def fair_areas(ground: Ground, kader: int, until: Patience = NEVER) -> tuple[list[Mask], Bound]:
    """Areas whose heaviest is as light as was found, and the bound: the same load where that is proven."""
    bound = arithmetic(ground, kader)
    size = len(ground.loads)
    if size <= _GROWN:
        start = grown(ground, kader)
    else:
        start = spread(ground, kader, bound.least, _SHORT if size <= _ENUMERATED else _LONG, until)
    if size > _ENUMERATED or heaviest(ground, start) == bound.least:
        return start, bound
    areas, proven = fairest(ground, kader, start, bound.least, until=until)
    if not proven:
        areas = min(areas, spread(ground, kader, bound.least, _LONG, until), key=lambda some: heaviest(ground, some))
        return areas, bound
    best = heaviest(ground, areas)
    return areas, bound if best == bound.least else Bound(best, Reason.ALL)


def _one_each(ground: Ground, prices: Prices, everybody: int) -> list[Mask]:
    """A block for each kader as long as there are blocks, as few changing hands as can be."""
    singles = [1 << block for block in range(len(ground.loads))]
    costs = [[prices.of(area, ground.load(area), who) for who in range(everybody)] for area in singles]
    areas = [0] * everybody
    for area, who in zip(singles, assigned(costs), strict=True):
        areas[who] = area
    return areas


def _least_moved(problem: Problem, most: int) -> int:
    """How many households change hands at the least: what somebody holds over the limit must go."""
    if problem.satuan != "KK":
        return 0
    return sum(max(0, problem.held_load(number) - most) for number in range(len(problem.kader)))


def _area(problem: Problem, who: int, area: Mask) -> Area:
    return Area(
        kader=problem.kader[who][1],
        blocks=tuple(problem.blocks[block] for block in members(area)),
        load=problem.ground.load(area),
        before=problem.held_load(who),
    )


def _changes(division: Division) -> Iterator[Change]:
    """Every block that gets another holder, in the order of the table, with the reason."""
    problem = division.problem
    takes = {block.path: area for area in division.areas for block in area.blocks}
    serving: dict[Who, int] = {who: number for number, (who, _) in enumerate(problem.kader)}
    for block, holder in zip(problem.blocks, problem.holders, strict=True):
        area = takes[block.path]
        if holder.kader is not None and holder.who in serving:
            if problem.kader[serving[holder.who]][1] is area.kader:
                continue
            load = problem.held_load(serving[holder.who])
            sebab = _why(division, holder.kader, load, area)
            yield Change(blok=block, ke=area.kader, sebab=sebab, dari=holder.kader)
        else:
            yield Change(blok=block, ke=area.kader, sebab=_unheld(holder))


def _why(division: Division, giver: Kader, load: int, area: Area) -> str:
    satuan = division.problem.satuan
    if load > division.most:
        return f"{giver.nama} memegang {load} {satuan}, lebih dari {division.most}"
    if not area.before:
        return f"{area.kader.nama} belum memegang blok"
    return "supaya wilayah lain bersambung dan tidak lebih berat dari batas"


def _unheld(holder: Pemegang) -> str:
    written = holder.blok.kader
    if holder.kader is not None:
        return f"{holder.kader.nama} tidak bertugas di posyandu ini pada hari itu"
    if len(holder.nama) > 1:
        return f"“{written}” menyebut {len(holder.nama)} orang, jadi belum satu pemegang"
    if holder.alike:
        return f"“{written}” nama {len(holder.alike)} kader posyandu ini, jadi tidak jelas siapa"
    return f"“{written}” bukan kader posyandu ini" if written else "belum ada pemegang"


def _one_more(problem: Problem, best: int, until: Patience) -> tuple[str, int | None]:
    """What one more kader would do for the heaviest area, and its load then where that is known to be less."""
    kader, satuan = len(problem.kader) + 1, problem.satuan
    if kader > len(problem.blocks):
        return "satu kader lagi tidak akan mendapat blok: bloknya sudah habis", None
    ground = problem.ground
    least = arithmetic(ground, kader).least
    unknown = f"satu kader lagi: yang terberat tidak akan di bawah {least} {satuan} (kini {best})", None
    if len(problem.blocks) > _GROWN:
        return unknown
    areas, proven = fairest(ground, kader, grown(ground, kader), least, until=until)
    load = heaviest(ground, areas)
    if load >= best:
        if not proven:
            return unknown
        return f"satu kader lagi tidak meringankan yang terberat ({best} {satuan})", None
    return f"satu kader lagi: yang terberat dari {best} menjadi {load} {satuan}", load


def whole(ground: Ground, areas: Sequence[Mask]) -> bool:
    """Whether areas hold every block once and each can be walked through."""
    return sum(areas) == ground.every and all(map(ground.connected, areas))
