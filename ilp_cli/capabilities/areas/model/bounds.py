"""How light the heaviest area can be at the very least, each reason in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ilp_cli.capabilities.areas.model.ground import Ground


class Reason(StrEnum):
    """Why the heaviest area cannot be lighter than a bound."""

    MEAN = "rata"
    BLOCK = "blok terberat"
    SHARED = "berbagi"
    PIECES = "bagian terpisah"
    ALL = "semua diperiksa"


@dataclass(frozen=True, slots=True)
class Bound:
    """What the heaviest area carries at the least, and why; `figures` are those of its sentence."""

    least: int
    reason: Reason
    figures: tuple[int, ...] = ()

    def sentence(self, satuan: str) -> str:
        """The reason with its figures, as it is printed; `satuan` is what the loads count."""
        least = f"{self.least} {satuan}"
        match self.reason:
            case Reason.MEAN:
                total, kader = self.figures
                return f"rata: {total} {satuan} dibagi {kader} kader, jadi ada yang memegang paling sedikit {least}"
            case Reason.BLOCK:
                return f"blok terberat: satu blok sendiri sudah {least}, dan satu blok dipegang satu kader"
            case Reason.SHARED:
                count, kader, share = self.figures
                return (
                    f"berbagi: dari {count} blok terberat, {share} jatuh pada satu dari {kader} kader; "
                    f"{share} yang paling ringan di antaranya saja sudah {least}"
                )
            case Reason.PIECES:
                (pieces,) = self.figures
                return (
                    f"bagian terpisah: wilayahnya {pieces} bagian yang tidak bersambung, dan seorang kader tidak "
                    f"dibagi ke dua bagian; dengan pembagian kader yang terbaik ada yang memegang {least}"
                )
            case _:
                return f"semua pembagian yang mungkin sudah diperiksa; tidak ada yang terberatnya di bawah {least}"


def arithmetic(ground: Ground, kader: int) -> Bound:
    """The highest bound that a planner can follow with a pencil."""
    return max(_bounds(ground, kader), key=lambda bound: bound.least)


def _bounds(ground: Ground, kader: int) -> Iterator[Bound]:
    total = ground.total
    yield Bound(-(-total // kader), Reason.MEAN, (total, kader))
    heaviest = sorted(ground.loads, reverse=True)
    yield Bound(heaviest[0], Reason.BLOCK)
    for share in range(2, (len(heaviest) - 1) // kader + 2):
        count = (share - 1) * kader + 1
        least = sum(heaviest[count - share : count])
        yield Bound(least, Reason.SHARED, (count, kader, share))
    pieces = [ground.load(piece) for piece in ground.pieces()]
    if 1 < len(pieces) <= kader:
        yield Bound(_shared_out(pieces, kader), Reason.PIECES, (len(pieces),))


def _shared_out(pieces: list[int], kader: int) -> int:
    """The heaviest mean share where each piece has kader of its own, as evenly as that can be done."""
    given = [1] * len(pieces)
    for _ in range(kader - len(pieces)):
        most = max(range(len(pieces)), key=lambda piece: -(-pieces[piece] // given[piece]))
        given[most] += 1
    return max(-(-load // number) for load, number in zip(pieces, given, strict=True))
