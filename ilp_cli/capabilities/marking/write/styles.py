"""The styles of a planner's workbook, added to: what is there keeps its number, and is not repeated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from ilp_cli.capabilities.marking.write.ooxml import DECLARATION, MAIN
from ilp_cli.capabilities.marking.write.xml_text import (
    Edit,
    Element,
    bare,
    children,
    prefix,
    prefixed,
    quoted,
    root,
    splice,
    whole,
    with_child,
)
from ilp_cli.core.finding import Severity
from ilp_cli.paper.sheet import Style

EMPTY = f'{DECLARATION}<styleSheet xmlns="{MAIN}"></styleSheet>'.encode()
"""The styles of a workbook that has none."""

_ORDER = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst".split()
_FIRST = {
    "fonts": ['<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'],
    "fills": ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'],
    "borders": ["<border><left/><right/><top/><bottom/><diagonal/></border>"],
    "cellStyleXfs": ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
    "cellXfs": ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'],
}
"""What a list of styles must begin with."""

COLOURS = {Severity.ERROR: "E8B888", Severity.WARNING: "F0D888", Severity.NOTE: "B0D8F0"}
"""Tints of Okabe-Ito vermilion, orange and sky blue, black text legible on each; words always stand beside them."""
_SHADES = 8**3
_APPLIED = ("-", "0", "1", "true", "false")
_SLASH = re.compile(rb"\s+/>")
_FORMATS = {"General": 0, "@": 49}


def shade(severity: Severity, number: int) -> str:
    """The colour of a weight with a number hidden in its last bits: no eye tells it from the next one.

    Number 0 is for our own list; cells are marked with the others.
    """
    red, green, blue = bytes.fromhex(COLOURS[severity])
    return f"{red + number // 64:02X}{green + number // 8 % 8:02X}{blue + number % 8:02X}"


class Styles:
    """The part with the styles; `fills` says of each marking colour what fill it stands for.

    The colour itself carries what stood in a cell before: cells are moved, sorted and copied, and programs number the
    styles anew, but a colour goes along.
    """

    def __init__(self, data: bytes, fills: Mapping[str, str]) -> None:
        self._data = data
        self._whole = root(data)
        self._prefix = prefix(self._whole.tag)
        self._lists: dict[str, list[bytes]] = {}
        self._known: dict[str, dict[bytes, int]] = {}
        self._had: dict[str, int] = {}
        self.fills = {colour: before for colour, before in fills.items() if _sound(before)}
        self._shades: dict[tuple[Severity, str], str | None] = {}
        self._marked: dict[tuple[int, Severity], int] = {}

    def add(self, kind: str, xml: str) -> int:
        """The number of an entry ("fonts", "fills", …), which is added where it is not there."""
        entries, known = self._entries(kind), self._known[kind]
        return self._put(entries, known, prefixed(xml, self._prefix))

    @staticmethod
    def _put(entries: list[bytes], known: dict[bytes, int], entry: bytes) -> int:
        key = _SLASH.sub(b"/>", entry)
        if key not in known:
            known[key] = len(entries)
            entries.append(entry)
        return known[key]

    def _entries(self, kind: str) -> list[bytes]:
        if kind not in self._lists:
            parent = self._parents.get(kind)
            span = parent.inside if parent else (0, 0)
            entries = [self._data[element.start : element.end] for element in children(self._data, span)]
            self._had[kind] = len(entries)
            entries = entries or [prefixed(xml, self._prefix) for xml in _FIRST[kind]]
            self._lists[kind] = entries
            self._known[kind] = {
                _SLASH.sub(b"/>", entry): number for number, entry in reversed(list(enumerate(entries)))
            }
        return self._lists[kind]

    @cached_property
    def _parents(self) -> Mapping[str, Element]:
        cutoff = len(self._prefix)
        return {element.name[cutoff:].decode(): element for element in children(self._data, self._whole.inside)}

    def looks(self, styles: Mapping[str, Style]) -> dict[tuple[str, bool], int]:
        """The numbers of our own styles, by name and whether the text needs a mark against becoming a formula."""
        return {(name, mark): self._look(style, quote=mark) for name, style in styles.items() for mark in (False, True)}

    def _look(self, style: Style, *, quote: bool) -> int:
        self._entries("cellStyleXfs")
        weight = ("<b/>" if style.bold else "") + ("<i/>" if style.italic else "")
        under = "<u/>" if style.underline else ""
        font = (
            f'<font>{weight}{under}<sz val="{style.size:g}"/><color rgb="FF{style.color}"/>'
            f'<name val="{quoted(style.font)}"/></font>'
        )
        sides = {"box": ("left", "right", "top", "bottom"), "below": ("bottom",), "": ()}[style.border]
        line = f' style="thin"><color rgb="FF{style.border_color}"/></'
        border = "".join(
            f"<{side}{line}{side}>" if side in sides else f"<{side}/>"
            for side in ("left", "right", "top", "bottom", "diagonal")
        )
        numbers = {
            "numFmtId": _FORMATS[style.format],
            "fontId": self.add("fonts", font),
            "fillId": self.add("fills", solid(style.fill)) if style.fill else 0,
            "borderId": self.add("borders", f"<border>{border}</border>"),
            "xfId": 0,
        }
        given = " ".join(f'{key}="{number}"' for key, number in numbers.items())
        applied = " ".join(f'apply{what}="1"' for what in ("NumberFormat", "Font", "Fill", "Border", "Alignment"))
        across = f' horizontal="{style.horizontal}"' if style.horizontal else ""
        wrap = ' wrapText="1"' if style.wrap else ""
        mark = ' quotePrefix="1"' if quote else ""
        align = f'<alignment{across} vertical="{style.vertical}"{wrap}/>'
        return self.add("cellXfs", f"<xf {given}{mark} {applied}>{align}</xf>")

    def marked(self, base: int, severity: Severity) -> int:
        """The style of a cell with the marking colour in place of its fill; the cell's own where colours run out."""
        if (base, severity) not in self._marked:
            entries = self._entries("cellXfs")
            base = base if base < len(entries) else 0
            tag = root(entries[base]).tag
            fills = self._entries("fills")
            own = int(tag.get("fillId") or 0)
            before = f"{tag.get('applyFill') or '-'} {bare(fills[own] if own < len(fills) else fills[0], self._prefix)}"
            colour = self._shade(severity, before)
            self._marked[base, severity] = base if colour is None else self._filled(base, solid(colour), "1")
        return self._marked[base, severity]

    def _shade(self, severity: Severity, before: str) -> str | None:
        if (severity, before) not in self._shades:
            every = [shade(severity, number) for number in range(1, _SHADES)]
            same = (colour for colour in every if self.fills.get(colour) == before)
            free = (colour for colour in every if colour not in self.fills and colour not in self._taken)
            colour = next(same, None) or next(free, None)
            if colour is not None:
                self.fills[colour] = before
            self._shades[severity, before] = colour
        return self._shades[severity, before]

    @cached_property
    def _taken(self) -> frozenset[str]:
        """The colours the planner uses: a marking colour must be nobody else's."""
        return frozenset(map(_colour, self._entries("fills")))

    def _filled(self, base: int, fill: str, applied: str | None) -> int:
        """The number of a style that differs from another in its fill only."""
        number = self.add("fills", fill)
        entries = self._entries("cellXfs")
        tag = root(entries[base]).tag
        changed = tag.having(fillId=str(number), applyFill=applied) + entries[base][tag.end :]
        return self._put(entries, self._known["cellXfs"], changed)

    def unmarked(self) -> dict[int, int]:
        """For each style with one of the marking colours: the style without it."""
        colours = [_colour(entry) for entry in self._entries("fills")]
        unmarked: dict[int, int] = {}
        for number, entry in enumerate(tuple(self._entries("cellXfs")) if self.fills else ()):
            fill = int(root(entry).tag.get("fillId") or 0)
            before = self.fills.get(colours[fill]) if fill < len(colours) else None
            if before:
                applied, _, xml = before.partition(" ")
                unmarked[number] = self._filled(number, xml, None if applied == "-" else applied)
        return unmarked

    def rendered(self) -> bytes:
        """The part with everything that was added."""
        data = self._data
        for kind in _ORDER:
            entries = self._lists.get(kind, [])
            if len(entries) > self._had.get(kind, 0):
                data = self._with(data, kind, entries)
        return data

    def _with(self, data: bytes, kind: str, entries: list[bytes]) -> bytes:
        """The part with a whole list of entries, which may not have been there."""
        name = self._prefix + kind.encode()
        styles = root(data)
        parent = next((element for element in children(data, styles.inside) if element.name == name), None)
        if parent is None:
            new = prefixed(f'<{kind} count="{len(entries)}">', self._prefix) + b"".join(entries)
            return with_child(data, new + b"</" + name + b">", _ORDER, kind)
        opened = parent.tag.having(count=str(len(entries)))
        if parent.tag.empty:
            opened = opened[:-2].rstrip() + b">"
            return splice(data, [(parent.start, parent.end, opened + b"".join(entries) + b"</" + name + b">")])
        added = b"".join(entries[self._had[kind] :])
        edits: list[Edit] = [(parent.start, parent.tag.end, opened), (parent.inside[1], parent.inside[1], added)]
        return splice(data, edits)


def _sound(before: str) -> bool:
    """Whether a remembered fill is one: it was in the planner's hands."""
    applied, _, xml = before.partition(" ")
    return applied in _APPLIED and xml.startswith("<fill") and whole(xml)


def solid(colour: str) -> str:
    """A plain fill of one colour."""
    rgb = f'<fgColor rgb="FF{colour}"/><bgColor indexed="64"/>'
    return f'<fill><patternFill patternType="solid">{rgb}</patternFill></fill>'


def _colour(fill: bytes) -> str:
    """The colour of a plain fill as RRGGBB; "" for any other fill."""
    pattern = next(children(fill, root(fill).inside), None)
    if pattern is None or pattern.tag.get("patternType") != "solid":
        return ""
    colours = (
        element.tag.get("rgb") for element in children(fill, pattern.inside) if element.name.endswith(b"fgColor")
    )
    return next((colour[-6:].upper() for colour in colours if colour), "")
