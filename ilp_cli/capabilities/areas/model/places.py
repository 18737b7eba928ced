"""Where blocks lie: which coordinates can be believed, and which blocks lie beside which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from ilp_cli.capabilities.areas.model.ground import everywhere, gabriel, linked
from ilp_cli.core.finding import Path
from ilp_cli.core.words import angka
from ilp_cli.district.place import Coordinates, kilometres
from ilp_cli.district.wilayah import Blok, meant
from ilp_cli.law.configs import reasonable
from ilp_cli.reading.shape import inside


class Slip(StrEnum):
    """What is wrong with the coordinates of a block."""

    SWAPPED = "tertukar"
    OUTSIDE = "di luar Indonesia"
    FAR = "jauh"
    HALF = "setengah"


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A block whose coordinates cannot be believed; `km` is how far from the others it would lie."""

    blok: Blok
    slip: Slip
    km: float = 0.0


def slip_sentence(wrong: Misplaced) -> str:
    """What is wrong with the coordinates of a block, with their figures."""
    if wrong.slip is Slip.HALF:
        return "hanya salah satu dari lintang dan bujur yang diisi atau terbaca, jadi letaknya tidak diketahui"
    lat, lon = wrong.blok.koordinat or (0.0, 0.0)
    if wrong.slip is Slip.SWAPPED:
        return f"lintang dan bujurnya tertukar ({lat:g}, {lon:g})"
    if wrong.slip is Slip.OUTSIDE:
        return f"lintang {lat:g} dan bujur {lon:g} di luar Indonesia"
    return f"terletak {angka(wrong.km)} km dari blok lain posyandu ini"


def misplaced(blocks: Sequence[Blok], near: Coordinates | None = None) -> Iterator[Misplaced]:
    """The blocks of one posyandu whose coordinates cannot be; `near` is where its puskesmas stands, if that is known.

    Far is far from the middle of all: of the latitudes and of the longitudes by themselves, which a few slips do not
    move. Of two alone the place of the puskesmas tells which; without it both are told.
    """
    sound: list[tuple[Blok, Coordinates]] = []
    for block in blocks:
        if block.koordinat is None:
            if block.setengah:
                yield Misplaced(block, Slip.HALF)
            continue
        if inside(block.koordinat):
            sound.append((block, block.koordinat))
        else:
            yield Misplaced(block, Slip.SWAPPED if inside(block.koordinat[::-1]) else Slip.OUTSIDE)
    known = [point for _, point in sound]
    if len(known) < 3:
        known = [near] if near is not None else known
    far = reasonable("km_antarblok")
    for block, point in sound:
        middle = median(place[0] for place in known), median(place[1] for place in known)
        km = kilometres(point, middle)
        if km > far:
            yield Misplaced(block, Slip.FAR, km)


class Known(StrEnum):
    """How it is known which blocks lie beside one another."""

    COLUMN = "kolom tetangga"
    POINTS = "lintang dan bujur"
    BOTH = "kolom tetangga, dan di mana kosong lintang dan bujur"
    NOTHING = "tidak diketahui"


def neighbours(blocks: Sequence[Blok], points: Sequence[Coordinates | None]) -> tuple[tuple[int, ...], Known]:
    """The mask of neighbours of each block, and how they are known.

    What the column says counts both ways, also that there is none. A block whose cell is blank has its neighbours by
    the coordinates. One of which nothing is known may go with any.
    """
    number = {block.path: index for index, block in enumerate(blocks)}
    column = [
        (index, number[other.path])
        for index, block in enumerate(blocks)
        for text in block.tetangga
        for other in only(text, block, blocks)
    ]
    silent = {index for index, block in enumerate(blocks) if not block.tetangga and not block.terpisah}
    placed = [index for index, point in enumerate(points) if point is not None]
    lines = [] if len(silent) < len(blocks) and silent.isdisjoint(placed) else list(_lines(placed, points))
    apart = {index for index, block in enumerate(blocks) if block.terpisah}
    by_points = [pair for pair in lines if not silent.isdisjoint(pair) and apart.isdisjoint(pair)]
    if not column and not by_points and not apart:
        return everywhere(len(blocks)), Known.NOTHING
    beside = list(linked(len(blocks), [*column, *by_points]))
    every = (1 << len(blocks)) - 1
    for index in silent:
        if not beside[index]:
            beside[index] = every & ~(1 << index)
            for other in range(len(blocks)):
                beside[other] |= 1 << index if other != index else 0
    how = Known.BOTH if column and by_points else Known.POINTS if by_points else Known.COLUMN
    return tuple(beside), how


def _lines(placed: Sequence[int], points: Sequence[Coordinates | None]) -> Iterator[tuple[int, int]]:
    known = [point for point in points if point is not None]
    for one, other in gabriel(known):
        yield placed[one], placed[other]


def only(text: str, block: Blok, blocks: Sequence[Blok]) -> tuple[Blok, ...]:
    """The one block of these that a neighbour's name means; none where it means none, several, or the block itself.

    Of several, the one in the same dusun, RW or desa is meant where there is just one such.
    """
    named = meant(text, [other for other in blocks if other.path != block.path])
    for place in ("rw", "dusun", "desa"):
        if len(named) < 2:
            break
        own = getattr(block, place)
        near = tuple(other for other in named if own and getattr(other, place) == own)
        named = near or named
    return named if len(named) == 1 else ()


def believed(blocks: Sequence[Blok], wrong: Mapping[Path, Misplaced]) -> tuple[Coordinates | None, ...]:
    """The coordinates of blocks, None where they are not told or cannot be."""
    return tuple(None if block.path in wrong else block.koordinat for block in blocks)
