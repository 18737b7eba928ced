"""A copy of a roster, every value in the cell or line it came from."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ilp_cli.capabilities.anonim.model.copy import Mark, RawList, RawTable
from ilp_cli.capabilities.anonim.model.pseudonym import DROPPED, CopyValue
from ilp_cli.law import configs
from ilp_cli.paper.fit import shown
from ilp_cli.paper.layout import CHARACTER, longest_line, paper
from ilp_cli.paper.sheet import NUMBER, Book, Cell, Column, Page, Row, Sheet, Style
from ilp_cli.paper.tables import leading, said_empty

_STYLES: Mapping[str, Style] = {
    "plain": Style(),
    "head": Style(bold=True, fill="F0F0F0"),
    "id": Style(format="@"),
    "date": Style(format="yyyy-mm-dd", horizontal="left"),
}
_MARKS = ("=", "+", "-", "@")
"""What a formula begins with."""
_UNSEEN = frozenset("Cc Cf Zs Zl Zp".split())
"""Kinds of signs that are not seen: blanks, tabs, ends of lines, marks of direction."""
_TITLE = "Roster dengan nama samaran"
_NARROWEST, _WIDEST = 8.0, 60.0
"""Characters of a column of the copy, at the least and at the most."""
_NEAR = 10
"""A row of titles that stands no further down is repeated on each page."""
_PIECES = re.compile(r"[^,;|\t]+|[,;|\t]")
"""A text cut where some spreadsheet would begin a new cell."""


def roster_book(tables: Sequence[RawTable]) -> Book:
    """A workbook with these tables, each under its own name, values only."""
    marks = {mark for table in tables for mark in table.marks.values()}
    styles = {_look(name, mark): _marked(style, mark) for name, style in _STYLES.items() for mark in marks}
    page = Page(paper=paper(configs.naskah(), "f4"), landscape=True, about=_TITLE.lower(), number=NUMBER)
    looks = {**_STYLES, **styles}
    return Book(title=_TITLE, sheets=tuple(_sheet(table, page, looks) for table in tables), styles=looks)


def _look(name: str, mark: Mark | None) -> str:
    """The name of a style with what a cell shows beyond its value."""
    return name if mark is None else f"{name} {mark.strike:d} {mark.fill} {mark.ink}"


def _marked(style: Style, mark: Mark) -> Style:
    return replace(style, strike=mark.strike, fill=mark.fill or style.fill, color=mark.ink or style.color)


def _sheet(table: RawTable, page: Page, looks: Mapping[str, Style]) -> Sheet:
    numbers = table.identities

    def cell(number: int, column: int, value: CopyValue) -> Cell:
        if number in table.headers:
            name = "head"
        elif isinstance(value, date):
            name = "date"
        else:
            name = "id" if column in numbers and isinstance(value, str) else "plain"
        return Cell(value, _look(name, table.marks.get((number, column))))

    rows = [
        Row([cell(number, column, value) for column, value in enumerate(values)])
        for number, values in enumerate(table.rows, 1)
    ]
    widths = [_NARROWEST] * max((len(row.cells) for row in rows), default=1)
    for row in rows:
        for place, drawn in enumerate(row.cells):
            widths[place] = max(widths[place], _width(drawn, looks[drawn.style]))
    notes = {(number, column + 1): words for (number, column), words in table.notes.items()}
    titles = [number for number in sorted(table.headers) if number <= _NEAR][-1:]
    return Sheet(
        name=table.sheet,
        columns=tuple(Column(width=width) for width in widths),
        rows=rows,
        notes=notes,
        page=page if len(rows) > len(table.headers) else said_empty(page, table.sheet, "Belum ada isinya."),
        titles=(titles[0], titles[0]) if titles else None,
        printed=leading(widths, page),
    )


def _width(drawn: Cell, look: Style) -> float:
    """The width a value needs on one line, in characters, as far as a column grows for it."""
    text = shown(drawn.value, look)
    return min(_WIDEST, round(longest_line(text, look.font, look.size, bold=look.bold) / CHARACTER + 0.1, 1))


def roster_csv(table: RawTable, delimiter: str) -> str:
    """A csv with one line for each line of the source; text never a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    for values in table.rows:
        writer.writerow([_harmless(value) for value in values])
    return stream.getvalue()


def _harmless(value: CopyValue) -> CopyValue:
    """A text that no spreadsheet takes for a formula, also where it takes another mark for that between columns."""
    if not isinstance(value, str):
        return value
    text = value.lstrip("".join(sign for sign in value if unicodedata.category(sign) == "Cc"))
    return "".join(f"'{piece}" if _formula(piece) else piece for piece in _PIECES.findall(text))


def _formula(piece: str) -> bool:
    """Whether a text may be worked out: it begins with the mark of a formula, in whatever width and behind blanks.

    A bare “-” is none: it says that there is nothing.
    """
    plain = unicodedata.normalize("NFKC", piece).replace("\N{MINUS SIGN}", "-")
    plain = "".join(sign for sign in plain if unicodedata.category(sign) not in _UNSEEN)
    return plain.lstrip('"').startswith(_MARKS) and any(sign.isalnum() for sign in plain)


def roster_yaml(lists: Sequence[RawList]) -> str:
    """A YAML roster in which every key and value stands on the line it came from; comments are left out."""
    lines: list[str] = []
    for line, text in (token for listed in lists for token in _tokens(listed)):
        lines += [""] * (line - len(lines))
        lines[-1] += f" {text}"
    return "\n".join(lines) + "\n"


def _tokens(listed: RawList) -> Iterator[tuple[int, str]]:
    """What stands on which line; a token without a line of its own (0) follows the one before."""
    key = json.dumps(listed.key, ensure_ascii=False)
    if not listed.items:
        yield listed.line, f"{key}: []" if listed.ours else f'{key}: "{DROPPED}"'
        return
    yield listed.line, f"{key}: ["
    for line, entries in listed.items:
        if entries is None:
            yield line, f'"{DROPPED}",'
            continue
        yield line, "{"
        for entry in entries:
            yield entry.lines[0], f"{json.dumps(entry.key, ensure_ascii=False)}:"
            yield entry.lines[1], f"{json.dumps(entry.value, ensure_ascii=False)},"
        yield 0, "},"
    yield 0, "]"
