"""Cells of an ods that hold an error, are struck through, coloured, or bear a comment: its reader tells none of it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

MAX_MARKED = 100_000
"""How many rows and columns a mark may be repeated over."""

_STYLE = re.compile(rb"<(?:[\w-]+:)?style(\s[^>]*[^/>])>(.*?)</(?:[\w-]+:)?style>", re.DOTALL)
_EMPTY_STYLE = re.compile(rb"<(?:[\w-]+:)?style(\s[^>]*)/>")
_STRUCK = re.compile(rb"""\btext-line-through-(?:style|type)\s*=\s*["'](?!none)\w""")
_PLAIN = re.compile(rb"""\btext-line-through-(?:style|type)\s*=\s*["']none""")
_ATTRIBUTE = re.compile(rb"""([\w-]+)\s*=\s*["']([^"']*)["']""")
_PART = re.compile(rb"<(?:[\w-]+:)?(table|table-row|table-column|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_CELL_END = re.compile(rb"</(?:[\w-]+:)?(?:covered-)?table-cell>")
_ANNOTATION = re.compile(rb"<(?:[\w-]+:)?annotation\b[^>]*>(.*?)</(?:[\w-]+:)?annotation>", re.DOTALL)
_WORDS = re.compile(rb"<(?:[\w-]+:)?p\b[^>]*>(.*?)</(?:[\w-]+:)?p>", re.DOTALL)
_SPAN = re.compile(rb"""<(?:[\w-]+:)?span\b[^>]*?\bstyle-name\s*=\s*["']([^"']*)["'][^>]*>(.*?)</""", re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")
_ERROR = re.compile(r"#[A-Z/0]+[!?]?|Err:\d{3}")


@dataclass(slots=True)
class Sheet:
    """What the cells of one sheet bear beyond their values; rows count from 1, columns from 0."""

    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    struck: dict[int, dict[int, bool]] = field(default_factory=dict)
    comments: dict[int, dict[int, str]] = field(default_factory=dict)


def marks(content: bytes, styles: bytes) -> dict[str, Sheet]:
    """The marks of every sheet that has some; `styles` are those that are defined beside the content."""
    sheets: dict[str, Sheet] = {}
    struck = _struck_styles(content, styles)
    if not (struck or b'value-type="error"' in content or b"annotation" in content or b"formula=" in content):
        return sheets
    for cell in _cells(content):
        sheet = sheets.setdefault(cell.sheet, Sheet())
        _mark(sheet, cell.rows, cell.columns, cell.told, cell.inside, whole=cell.style in struck, spans=struck)
    return {name: sheet for name, sheet in sheets.items() if sheet.errors or sheet.struck or sheet.comments}


class _Cell(NamedTuple):
    """A cell as the content has it: its sheet, the first row and column and how many, its attributes and its inside."""

    sheet: str
    rows: tuple[int, int]
    columns: tuple[int, int]
    told: Mapping[bytes, bytes]
    inside: bytes
    style: bytes


def _cells(content: bytes, *, blank: bool = False) -> Iterator[_Cell]:
    """Every cell of every sheet, with `blank` also those that hold nothing."""
    defaults: list[bytes] = []
    name, row, step, column = "", 1, 0, 0
    for match in _PART.finditer(content):
        kind, told = match[1], dict(_ATTRIBUTE.findall(match[2]))
        if kind == b"table":
            name = html.unescape(told.get(b"name", b"").decode())
            row, step, column, defaults = 1, 0, 0, []
            continue
        times = min(
            int(told.get(b"number-%bs-repeated" % (b"row" if kind == b"table-row" else b"column"), b"1")), MAX_MARKED
        )
        if kind == b"table-row":
            row, step, column = row + step, times, 0
        elif kind == b"table-column":
            defaults += [told.get(b"default-cell-style-name", b"")] * min(times, _COLUMNS - len(defaults))
        else:
            empty = match[2].endswith(b"/")
            if blank or not empty:
                end = None if empty else _CELL_END.search(content, match.end())
                inside = b"" if empty else content[match.end() : end.start() if end else match.end()]
                style = told.get(b"style-name") or (defaults[column] if column < len(defaults) else b"")
                yield _Cell(name, (row, step), (column, times), told, inside, style)
            column += times


_BACKGROUND = re.compile(rb"""background-color\s*=\s*["'](#[0-9A-Fa-f]{6})["']""")
_INK = re.compile(rb"""[\s:]color\s*=\s*["'](#[0-9A-Fa-f]{6})["']""")
_SMALL = 100
"""A colour that is repeated over more cells than these is that of a column or of a page."""


def colours(content: bytes, styles: bytes, sheet: str) -> dict[int, dict[int, frozenset[str]]]:
    """The cells of a sheet that have a colour, and which; black and white say nothing."""
    own: dict[bytes, frozenset[str]] = {}
    for attributes, inside in _styles(content, styles):
        named = (match[1].decode()[1:].upper() for pattern in (_BACKGROUND, _INK) if (match := pattern.search(inside)))
        own[dict(_ATTRIBUTE.findall(attributes)).get(b"name", b"")] = frozenset(
            f"rgb={colour}" for colour in named if colour not in ("FFFFFF", "000000")
        )
    told: dict[int, dict[int, frozenset[str]]] = {}
    for cell in _cells(content, blank=True) if any(own.values()) else ():
        look = own.get(cell.style, frozenset())
        if look and cell.sheet == sheet and cell.rows[1] * cell.columns[1] <= _SMALL:
            for row in range(cell.rows[0], sum(cell.rows)):
                told.setdefault(row, {}).update(dict.fromkeys(range(cell.columns[0], sum(cell.columns)), look))
    return told


_COLUMNS = 1024
"""So many columns of a sheet are looked at for the format of their cells."""


def _mark(
    sheet: Sheet,
    rows: tuple[int, int],
    columns: tuple[int, int],
    told: Mapping[bytes, bytes],
    inside: bytes,
    *,
    whole: bool,
    spans: frozenset[bytes],
) -> None:
    """Note what a cell bears, once for each place that it is repeated at."""
    comments = b" ".join(b" ".join(_WORDS.findall(note)) for note in _ANNOTATION.findall(inside))
    inside = _ANNOTATION.sub(b"", inside)
    text = _text(b" ".join(_WORDS.findall(inside)))
    failed = b"formula" in told and (told.get(b"value-type") == b"error" or _ERROR.fullmatch(text))
    fault = text if failed else ""
    cut = whole or _cut(inside, spans) if text else None
    if not (fault or comments or cut is not None):
        return
    for row in range(rows[0], rows[0] + rows[1]):
        for column in range(columns[0], columns[0] + columns[1]):
            if fault:
                sheet.errors.setdefault(row, {})[column] = fault
            if cut is not None:
                sheet.struck.setdefault(row, {})[column] = cut
            if comments:
                sheet.comments.setdefault(row, {})[column] = _text(comments)


def _text(words: bytes) -> str:
    """Words without the tags around them."""
    return " ".join(html.unescape(_TAG.sub(b"", words).decode("utf-8", "replace")).split())


def _cut(inside: bytes, spans: frozenset[bytes]) -> bool | None:
    """Whether all of a text is struck through span by span (True), or a part of it; None where nothing is."""
    cut = [_text(words) for style, words in _SPAN.findall(inside) if style in spans]
    if not any(cut):
        return None
    return "".join(cut).replace(" ", "") == _text(b" ".join(_WORDS.findall(inside))).replace(" ", "")


def _struck_styles(content: bytes, styles: bytes) -> frozenset[bytes]:
    """The names of the styles that strike through, by themselves or by the style they build on."""
    if not (_STRUCK.search(content) or _STRUCK.search(styles)):
        return frozenset()
    parents: dict[bytes, bytes] = {}
    struck: set[bytes] = set()
    for attributes, inside in _styles(content, styles):
        told = dict(_ATTRIBUTE.findall(attributes))
        name = told.get(b"name", b"")
        if _STRUCK.search(inside):
            struck.add(name)
        elif not _PLAIN.search(inside):
            parents[name] = told.get(b"parent-style-name", b"")
    for name, first in parents.items():
        parent, seen = first, {name}
        while parent in parents and parent not in seen:
            seen.add(parent)
            parent = parents[parent]
        if parent in struck:
            struck.add(name)
    return frozenset(struck)


def _styles(content: bytes, styles: bytes) -> Iterator[Sequence[bytes]]:
    """The attributes and the inside of every style."""
    for part in (styles, content[: content.find(b"spreadsheet")]):
        yield from _STYLE.findall(part)
        yield from ((attributes, b"") for attributes in _EMPTY_STYLE.findall(part))
