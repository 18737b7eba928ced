"""Cells of an ods that hold an error, are struck through, or bear a comment: its reader tells nothing of these."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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
    defaults: list[bytes] = []
    name, sheet, row, step, column = "", Sheet(), 1, 0, 0
    for match in _PART.finditer(content):
        kind, told = match[1], dict(_ATTRIBUTE.findall(match[2]))
        if kind == b"table":
            name = html.unescape(told.get(b"name", b"").decode())
            sheet, row, step, column, defaults = sheets.setdefault(name, Sheet()), 1, 0, 0, []
            continue
        times = min(
            int(told.get(b"number-%bs-repeated" % (b"row" if kind == b"table-row" else b"column"), b"1")), MAX_MARKED
        )
        if kind == b"table-row":
            row, step, column = row + step, times, 0
        elif kind == b"table-column":
            defaults += [told.get(b"default-cell-style-name", b"")] * min(times, _COLUMNS - len(defaults))
        else:
            if not match[2].endswith(b"/"):
                end = _CELL_END.search(content, match.end())
                inside = content[match.end() : end.start() if end else match.end()]
                style = told.get(b"style-name") or (defaults[column] if column < len(defaults) else b"")
                _mark(sheet, (row, step), (column, times), told, inside, whole=style in struck, spans=struck)
            column += times
    return {name: sheet for name, sheet in sheets.items() if sheet.errors or sheet.struck or sheet.comments}


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
