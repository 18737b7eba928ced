"""Which things of one side are those of the other: the same whichever side is asked first."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from ilp_cli.core.masking import Number

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Pass:
    """One way in which two things are known to be one: a key they share; `alone` where it must be nobody else's."""

    keys: Callable[..., Iterable[Hashable]]
    alone: bool = False


def paired(
    left: Sequence[Thing],
    right: Sequence[Thing],
    passes: Iterable[Pass],
    *,
    order: Callable[[Thing], str],
    allowed: Callable[[Thing, Thing], bool] = lambda _first, _second: True,
) -> list[tuple[int, int]]:
    """The numbers of the things that are one on both sides; the surest way of knowing first.

    Things that share a key are taken in their `order`, which knows nothing of where they stand: moved rows make no
    difference.
    """
    pairs: list[tuple[int, int]] = []
    free: tuple[set[int], set[int]] = (set(range(len(left))), set(range(len(right))))
    for way in passes:
        first, second = _by_key(left, free[0], way, order), _by_key(right, free[1], way, order)
        for key in sorted(first.keys() & second.keys(), key=_rank):
            own = [number for number in first[key] if number in free[0]]
            other = [number for number in second[key] if number in free[1]]
            if way.alone and not len(own) == len(other) == 1:
                continue
            for number in own:
                match = next((there for there in other if allowed(left[number], right[there])), None)
                if match is not None:
                    other.remove(match)
                    free[0].discard(number)
                    free[1].discard(match)
                    pairs.append((number, match))
    return pairs


def _by_key(
    things: Sequence[Thing], free: Iterable[int], way: Pass, order: Callable[[Thing], str]
) -> dict[Hashable, list[int]]:
    listed: dict[Hashable, list[int]] = {}
    for number in sorted(free, key=lambda number: (order(things[number]), number)):
        for key in way.keys(things[number]):
            listed.setdefault(key, []).append(number)
    return listed


def _rank(key: Hashable) -> tuple[str, Any]:
    """The order in which keys are looked at, the same every time: numbers hide their figures, but know their order."""
    return type(key).__name__, key if isinstance(key, Number) else str(key)
