"""Lines fitted to a terminal: broken between words, a table too wide for it as a list; what is pasted stays whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

Line = tuple[tuple[str, str], ...]
"""One line as (text, style) pairs; styles are words Rich knows, "" is plain."""

_TOKEN = re.compile(r"`ilp [^`]*`\S*|(?:(?<=: )|(?<=^  ))ilp .*|(?<=tempel: ).*|\S+")
"""What is not broken: a word, and what somebody will paste."""
_LABEL = re.compile(r" *[^\s:]+(?: [^\s:]+){0,2} *: ")
_HANG = 4
_LEAST = 24
"""How much room the last column of a table must have."""


class TableLine(tuple[tuple[str, str], ...]):
    """A line of a table that knows its cells, the titles above them, and the table's width up to its last column."""

    header: Sequence[str]
    cells: Sequence[str]
    room: int
    last: int


def table_line(pieces: Line, header: Sequence[str], cells: Sequence[str], widths: Sequence[int]) -> TableLine:
    """A line as it is printed where there is room, with its cells for where there is not.

    `widths` are those of the columns of the whole table, with what stands before each.
    """
    row = TableLine(pieces)
    row.header, row.cells, row.room, row.last = header, cells, sum(widths[:-1]), widths[-1]
    return row


def fitted(lines: Iterable[Line], width: int) -> Iterator[Line]:
    """The lines for a terminal of so many columns."""
    for pieces in lines:
        if not isinstance(pieces, TableLine):
            yield from _broken(pieces, width)
        elif pieces.room + min(_LEAST, pieces.last) <= width:
            yield from _broken(pieces, width, pieces.room)
        elif pieces.cells is not pieces.header:
            yield from _listed(pieces, width)


def _listed(row: TableLine, width: int) -> Iterator[Line]:
    """A row of a table that is too wide, its cells one below the other, each with its title."""
    filled = [(title, cell) for title, cell in zip(row.header, row.cells, strict=True) if cell.strip()]
    for number, (title, cell) in enumerate(filled):
        indent = "  " if number else ""
        yield from _broken(
            ((f"{indent}{title}: " if title else indent, "dim"), (cell, "" if number else "bold")), width
        )


def _broken(pieces: Line, width: int, hang: int | None = None) -> Iterator[Line]:
    """A line in pieces that fit, broken between words; those after the first begin under the first word of its text."""
    text = "".join(part for part, _ in pieces)
    if len(text) <= width:
        yield pieces
        return
    label = _LABEL.match(text)
    indent = len(text) - len(text.lstrip())
    inner = hang if hang is not None else len(label[0]) if label and len(label[0]) <= width // 3 else indent + _HANG
    start, end = 0, 0
    for token in _TOKEN.finditer(text):
        room = width if start == 0 else width - inner
        if token.end() - start > room and end > start:
            yield _slice(pieces, start, end, inner)
            start = token.start()
        end = token.end()
    yield _slice(pieces, start, end, inner)


def _slice(pieces: Line, start: int, end: int, indent: int) -> Line:
    """A part of a line with its styles; one that does not begin it is indented."""
    part: list[tuple[str, str]] = [(" " * indent, "")] if start else []
    at = 0
    for text, style in pieces:
        cut = text[max(0, start - at) : max(0, end - at)]
        if cut:
            part.append((cut, style))
        at += len(text)
    return tuple(part)
