"""What there is to divide at each posyandu: its blocks, its kader, who holds what, and what a block weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ilp_cli.capabilities.areas.model.ground import Ground, Mask, joined, members
from ilp_cli.capabilities.areas.model.places import Known, Misplaced, believed, misplaced, neighbours
from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal
from ilp_cli.district.case import Case
from ilp_cli.district.identity import Who
from ilp_cli.district.people import Kader
from ilp_cli.district.place import Coordinates, Posyandu, Puskesmas
from ilp_cli.district.presence import present
from ilp_cli.district.wilayah import Blok, Pemegang, block_key, blocks_of, by_posyandu, distinct, holders_of, serving

BATAS_UBAH = 10
"""Percent that the heaviest area may be over the fairest where the district has not said: the program's own default."""
KK, BEBAN, BLOK = "KK", "beban", "blok"
"""What loads count: households, weighted people, or blocks where nothing else is known."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What changing hands costs: `households` of each block, `held` its kader by number, −1 where none of these.

    `own` has for each kader the mask of the blocks in their own dusun, all of them where none is told.
    """

    households: tuple[int, ...]
    held: tuple[int, ...]
    own: tuple[Mask, ...]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """The blocks of one posyandu and who may hold them.

    `kader` serve there on the day, each by who they are. `pieces` are the parts that do not touch, where they are more
    than the kader; then `links` are the pairs of blocks by which `ground` has them joined. `holders` are the holders of
    the blocks as things stand, in the order of the blocks; `shared` names kader who are counted at a pustu instead.
    """

    puskesmas: Puskesmas
    posyandu: Posyandu
    blocks: tuple[Blok, ...]
    kader: tuple[tuple[Who, Kader], ...]
    holders: tuple[Pemegang, ...]
    points: tuple[Coordinates | None, ...]
    ground: Ground
    known: Known
    wish: Wish
    satuan: str = KK
    pieces: tuple[Mask, ...] = ()
    links: tuple[tuple[int, int], ...] = ()
    unweighed: tuple[Blok, ...] = ()
    wrong: Mapping[Path, Misplaced] = field(default_factory=dict)
    shared: tuple[str, ...] = ()

    @property
    def namesakes(self) -> tuple[str, ...]:
        """The names that several of the kader share: a file that names them tells nobody which is meant."""
        names = Counter(normal(kader.nama_polos or kader.nama) for _, kader in self.kader)
        told = {normal(kader.nama_polos or kader.nama): kader.nama for _, kader in self.kader}
        return tuple(told[name] for name, count in names.items() if count > 1)

    def held_load(self, kader: int) -> int:
        """What a kader holds now."""
        return sum(load for load, who in zip(self.ground.loads, self.wish.held, strict=True) if who == kader)


def problems(case: Case) -> tuple[Problem, ...]:
    """What there is to divide at each posyandu that has blocks, in the order of the register."""
    own = by_posyandu(distinct(case.of(blocks_of)))
    return tuple(
        _problem(case, puskesmas, posyandu, own[posyandu.path])
        for puskesmas in case.district.puskesmas
        if puskesmas.open_on(case.pada)
        for posyandu in puskesmas.posyandu
        if posyandu.path in own
    )


def weights(case: Case) -> Mapping[str, int]:
    """What a household and a person of each group weigh: as the district has said, else each household one."""
    told = {group: weight for group, weight in case.district.kebijakan.bobot.items() if weight}
    return told or {"kk": 1}


def limit_percent(case: Case) -> int:
    """How many percent over the fairest the heaviest area may be."""
    told = case.district.kebijakan.batas_ubah
    return BATAS_UBAH if told is None else told


def limit(fairest: int, percent: int) -> int:
    """The heaviest load within so many percent of the fairest."""
    return fairest * (100 + percent) // 100


def load_of(block: Blok, told: Mapping[str, int]) -> int:
    """What a block weighs; what is not told weighs nothing."""
    return sum(weight * (count or 0) for key, weight in told.items() for count in [_count(block, key)])


def _count(block: Blok, key: str) -> int | None:
    return block.kk if key == "kk" else block.jiwa.get(key)


def _problem(case: Case, puskesmas: Puskesmas, posyandu: Posyandu, blocks: Sequence[Blok]) -> Problem:
    people = tuple(case.of(serving).get(posyandu.path, {}).items())
    told = weights(case)
    loads = tuple(load_of(block, told) for block in blocks)
    satuan = KK if told == {"kk": 1} else BEBAN
    if not any(loads):
        loads, satuan = (1,) * len(blocks), BLOK
    wrong = {slip.blok.path: slip for slip in misplaced(blocks, puskesmas.koordinat)}
    points = believed(blocks, wrong)
    beside, known = neighbours(blocks, points)
    ground = Ground(loads, beside)
    pieces: tuple[Mask, ...] = ()
    links: tuple[tuple[int, int], ...] = ()
    if people and len(found := ground.pieces()) > len(people):
        pieces = tuple(found)
        ground, links = joined(ground, points)
    every_holder = case.of(holders_of)
    held_by = tuple(every_holder[block.path] for block in blocks)
    numbers = {who: number for number, (who, _) in enumerate(people)}
    return Problem(
        puskesmas=puskesmas,
        posyandu=posyandu,
        blocks=tuple(blocks),
        kader=people,
        holders=held_by,
        points=points,
        ground=ground,
        known=known,
        wish=Wish(
            households=tuple(block.kk or 0 for block in blocks),
            held=tuple(-1 if holder.who is None else numbers.get(holder.who, -1) for holder in held_by),
            own=tuple(_own(kader, blocks) for _, kader in people),
        ),
        satuan=satuan,
        pieces=pieces,
        links=links,
        unweighed=tuple(block for block in blocks if "kk" in told and block.kk is None),
        wrong=wrong,
        shared=case.of(present).shared.get(posyandu.path, ()),
    )


def _own(kader: Kader, blocks: Sequence[Blok]) -> Mask:
    """The blocks in the dusun, RW or RT that the roster names as the kader's own; all where it names none of these."""
    places = [block_key(part) for part in kader.wilayah.replace(";", ",").split(",") if normal(part)]
    own = 0
    for number, block in enumerate(blocks):
        dusun, names = set(block_key(block.dusun)), block.keys
        for place in places:
            if (dusun and dusun <= set(place)) or any(set(place) <= set(name) for name in names):
                own |= 1 << number
    return own or (1 << len(blocks)) - 1


def piece_names(problem: Problem) -> Iterator[str]:
    """The pieces that do not touch, each by the names of its blocks."""
    for piece in problem.pieces:
        yield ", ".join(problem.blocks[block].nama for block in members(piece))
