"""What is meant beside what is there: two lists of texts, the equal ones on one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_LONG = 4000
"""So many texts are aligned; of longer lists that differ throughout each is compared in its place."""


def aligned(meant: Sequence[str], there: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """The places of what is meant beside those of what is there, those that are equal among them."""
    first, last = 0, 0
    shorter = min(len(meant), len(there))
    while first < shorter and meant[first] == there[first]:
        first += 1
    while last < shorter - first and meant[-1 - last] == there[-1 - last]:
        last += 1
    yield from ((place, place) for place in range(first))
    left, right = meant[first : len(meant) - last], there[first : len(there) - last]
    if max(len(left), len(right)) > _LONG:
        blocks: Sequence[tuple[str, int, int, int, int]] = [("replace", 0, len(left), 0, len(right))]
    else:
        blocks = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    for _, start, end, begin, stop in blocks:
        for place in range(max(end - start, stop - begin)):
            own = first + start + place if start + place < end else None
            yield own, first + begin + place if begin + place < stop else None
    yield from ((len(meant) - back, len(there) - back) for back in range(last, 0, -1))
