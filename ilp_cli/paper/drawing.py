"""What maps share: degrees as points of a panel, path data, words; plain SVG, the same for the same values."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from html import escape

Point = tuple[float, float]
PAD = 0.18
"""How far a map reaches beyond its outermost places, as a part of what they span."""

_LEAST = 0.002
"""Degrees that a map spans at the least, about two hundred metres."""


def panel(corners: Sequence[Point], widest: float, tallest: float) -> tuple[float, float]:
    """How wide and tall a panel is that has the shape of what is drawn; never a thin strip."""
    across, down = _span(corners)
    scale = min(widest / across, tallest / down)
    return max(across * scale, widest / 2), max(down * scale, tallest / 3)


def projection(corners: Sequence[Point], wide: float, tall: float, pad: float = PAD) -> Callable[[Point], Point]:
    """Degrees (longitude, latitude) to points of a panel: equirectangular at the middle latitude, all corners inside.

    `pad` is how far the panel reaches beyond the outermost corners, as a part of what they span.
    """
    (west, east), (south, north) = _bounds(corners)
    across, down = _span(corners)
    scale = min(wide / (across * (1 + 2 * pad)), tall / (down * (1 + 2 * pad)))
    middle_lon, middle_lat = (west + east) / 2, (south + north) / 2
    shrink = math.cos(math.radians(middle_lat))

    def place(point: Point) -> Point:
        lon, lat = point
        return wide / 2 + (lon - middle_lon) * shrink * scale, tall / 2 - (lat - middle_lat) * scale

    return place


def _bounds(corners: Sequence[Point]) -> tuple[Point, Point]:
    """The outermost longitudes and latitudes."""
    across, down = [lon for lon, _ in corners], [lat for _, lat in corners]
    return (min(across), max(across)), (min(down), max(down))


def _span(corners: Sequence[Point]) -> tuple[float, float]:
    """How far corners reach from west to east and from south to north, in degrees of latitude; never nothing."""
    (west, east), (south, north) = _bounds(corners)
    return max((east - west) * math.cos(math.radians((south + north) / 2)), _LEAST), max(north - south, _LEAST)


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
