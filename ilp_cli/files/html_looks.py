"""How the cells of an HTML table look, by its attributes and styles: struck through, and which colours they have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"[\w-]*(?:\.[\w-]+)?")
_PART = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_COMMENT = re.compile(r"<!--|-->|/\*.*?\*/", re.DOTALL)
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b")
_LIGHTS = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})")
_WORD = re.compile(r"[a-z]+")
_PLAIN = frozenset({"FFFFFF", "000000"})
"""White and black, which say nothing."""
STRIKING = frozenset({"s", "strike", "del"})
_NAMED = {
    "red": "FF0000", "darkred": "8B0000", "maroon": "800000", "crimson": "DC143C", "salmon": "FA8072",
    "tomato": "FF6347", "orange": "FFA500", "gold": "FFD700", "yellow": "FFFF00", "lightyellow": "FFFFE0",
    "khaki": "F0E68C", "lime": "00FF00", "green": "008000", "lightgreen": "90EE90", "olive": "808000",
    "aqua": "00FFFF", "cyan": "00FFFF", "teal": "008080", "blue": "0000FF", "navy": "000080", "lightblue": "ADD8E6",
    "skyblue": "87CEEB", "purple": "800080", "violet": "EE82EE", "fuchsia": "FF00FF", "magenta": "FF00FF",
    "pink": "FFC0CB", "gray": "808080", "grey": "808080", "lightgray": "D3D3D3", "lightgrey": "D3D3D3",
    "darkgray": "A9A9A9", "darkgrey": "A9A9A9", "silver": "C0C0C0", "brown": "A52A2A", "white": "FFFFFF",
    "black": "000000",
}  # fmt: skip
"""The colours of CSS that people choose; none of another name is known."""


class Look(NamedTuple):
    """What one element says of its text: whether it is struck through (None: nothing), its ground and its ink."""

    strike: bool | None = None
    ground: str = ""
    ink: str = ""

    def over(self, other: Look) -> Look:
        """Give this look where it says something, the other where it does not."""
        return Look(
            other.strike if self.strike is None else self.strike, self.ground or other.ground, self.ink or other.ink
        )

    @property
    def colours(self) -> frozenset[str]:
        """Its colours as a workbook names them, without black and white."""
        return frozenset(f"rgb={colour}" for colour in (self.ground, self.ink) if colour and colour not in _PLAIN)


NO_LOOK = Look()


def sheet_of(css: str) -> dict[str, Look]:
    """The looks of a style sheet, by "td", ".xl65" or "td.xl65"; other selectors are passed over."""
    looks: dict[str, Look] = {}
    for selectors, body in _RULE.findall(_COMMENT.sub(" ", css)):
        look = _declared(body)
        if look == NO_LOOK:
            continue
        for selector in selectors.split(","):
            name = selector.strip().lower()
            if name and _SELECTOR.fullmatch(name):
                looks[name] = look.over(looks.get(name, NO_LOOK))
    return looks


def look_of(tag: str, attributes: Mapping[str, str | None], styles: Mapping[str, Look]) -> Look:
    """How an element looks by itself: its style first, then its class, its attributes, its tag."""
    look = _declared(attributes.get("style") or "")
    for name in _names(tag, attributes.get("class") or "") if styles else ():
        look = look.over(styles.get(name, NO_LOOK))
    ground, ink = attributes.get("bgcolor"), attributes.get("color") if tag == "font" else None
    look = look.over(Look(None, _colour(ground or ""), _colour(ink or "")))
    return look.over(Look(strike=True)) if tag in STRIKING else look


def _names(tag: str, classes: str) -> Iterator[str]:
    """The selectors that mean an element, the most telling first."""
    listed = classes.lower().split()
    yield from (f"{tag}.{name}" for name in listed)
    yield from (f".{name}" for name in listed)
    yield tag


def _declared(body: str) -> Look:
    """What the declarations of a style say."""
    look = NO_LOOK
    for name, value in _PART.findall(body.lower()):
        if name in ("text-decoration", "text-decoration-line"):
            look = look._replace(strike="line-through" in value)
        elif name in ("background", "background-color"):
            look = look._replace(ground=_colour(value))
        elif name == "color":
            look = look._replace(ink=_colour(value))
    return look


def _colour(value: str) -> str:
    """A colour as RRGGBB; "" where a text names none."""
    value = value.strip().lower()
    if (hexed := _HEX.search(value)) is not None or re.fullmatch(r"[0-9a-f]{6}", value):
        figures = hexed[1] if hexed is not None else value
        return (figures if len(figures) > 3 else "".join(sign * 2 for sign in figures)).upper()
    if (lights := _LIGHTS.search(value)) is not None:
        return "".join(f"{min(int(light), 255):02X}" for light in lights.groups())
    return next((_NAMED[word] for word in _WORD.findall(value) if word in _NAMED), "")
