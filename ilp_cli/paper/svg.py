"""What the maps share: degrees to points, path data, words; plain SVG, the same for the same values."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from html import escape

Point = tuple[float, float]
PAD = 0.18
"""How far a map reaches beyond its outermost places, as a part of what they span."""
_LEAST = 0.002
"""Degrees that a map spans at the least, about two hundred metres."""


def projection(corners: Sequence[Point], wide: float, tall: float, pad: float = PAD) -> Callable[[Point], Point]:
    """Degrees to points of a panel: equirectangular at the middle latitude, all corners inside with some room."""
    west, east = min(lon for lon, _ in corners), max(lon for lon, _ in corners)
    south, north = min(lat for _, lat in corners), max(lat for _, lat in corners)
    shrink = math.cos(math.radians((south + north) / 2))
    across, down = max((east - west) * shrink, _LEAST), max(north - south, _LEAST)
    scale = min(wide / (across * (1 + 2 * pad)), tall / (down * (1 + 2 * pad)))
    middle_lon, middle_lat = (west + east) / 2, (south + north) / 2

    def place(point: Point) -> Point:
        lon, lat = point
        return wide / 2 + (lon - middle_lon) * shrink * scale, tall / 2 - (lat - middle_lat) * scale

    return place


def path_data(points: Sequence[Point], *, close: bool = True) -> str:
    """Points as path data in tenths of a pixel, those that fall together once."""
    told = [f"{x:.1f} {y:.1f}" for x, y in points]
    kept = [words for index, words in enumerate(told) if index == 0 or words != told[index - 1]]
    return "M" + " L".join(kept) + ("Z" if close else "")


def text(x: float, y: float, words: str, size: float, *, weight: str = "", anchor: str = "") -> str:
    """Words at a place, escaped."""
    look = (f' font-weight="{weight}"' if weight else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{look}>{escape(words)}</text>'


def wrapped(words: str, width: int) -> Iterator[str]:
    """Words in lines of at most so many letters."""
    line = ""
    for word in words.split():
        if line and len(line) + len(word) >= width:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    if line:
        yield line
