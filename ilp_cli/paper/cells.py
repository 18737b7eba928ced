"""Rows and cells as the XML of a sheet: text stays text, whatever it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count
from typing import NamedTuple
from xml.sax.saxutils import escape

from ilp_cli.core.masking import FORMULA_SIGNS, Number
from ilp_cli.core.spot import column_index, column_letters
from ilp_cli.paper.sheet import Cell, Formula, Plain, Sheet, Style, Value, safe_text

_EPOCH = date(1899, 12, 30)
_FIRST_DATE = date(1900, 3, 1)
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Looks(NamedTuple):
    """The styles of a book with their numbers in the workbook; by name and whether the text needs a quote prefix."""

    styles: Mapping[str, Style]
    ids: Mapping[tuple[str, bool], int]


def rows_xml(sheet: Sheet, looks: Looks, width: int) -> Iterator[str]:
    """Each row with its cells, as a sheet part holds them."""
    letters = [column_letters(number) for number in range(width)]
    drawn: dict[tuple[object, ...], str] = {}
    shared = count()
    group = 0
    for number, row in enumerate(sheet.rows, 1):
        height = f' ht="{row.height:g}" customHeight="1"' if row.height is not None else ""
        yield f'<row r="{number}"{height}>'
        for letter, cell in zip(letters, row.cells, strict=False):
            if isinstance(cell.value, Formula):
                if cell.value.text and cell.value.across > 1:
                    group = next(shared)
                yield _formula(f"{letter}{number}", cell.value, looks.ids[cell.style, False], group, number)
                continue
            alike = type(cell.value), cell[:3]  # 1 is equal to 1.0 and to True, and yet not written as they are
            if alike not in drawn:
                drawn[alike] = _cell(cell, looks)
            yield f'<c r="{letter}{number}" {drawn[alike]}'
        yield "</row>"


def _cell(cell: Cell, looks: Looks) -> str:
    """All of a cell but its place."""
    value = stored(cell.value)
    if isinstance(value, str):
        style = looks.ids[cell.style, value.startswith(FORMULA_SIGNS)]
        inline = _inline(value, cell.bold, looks.styles[cell.style])
        return f's="{style}" t="inlineStr"><is>{inline}</is></c>'
    style = looks.ids[cell.style, False]
    if value is None:
        return f's="{style}"/>'
    number = (value - _EPOCH).days if isinstance(value, date) else value
    return f's="{style}"><v>{number!r}</v></c>'


def _formula(place: str, formula: Formula, style: int, group: int, row: int) -> str:
    """A cell with a formula and its value; those that share one have it written in the first of them."""
    text = escape(formula.text)
    if formula.text and formula.across > 1:
        start = column_index(place.rstrip("0123456789"))
        last = column_letters(start + formula.across - 1)
        drawn = f'<f t="shared" ref="{place}:{last}{row}" si="{group}">{text}</f>'
    else:
        drawn = f"<f>{text}</f>" if formula.text else f'<f t="shared" si="{group}"/>'
    value = stored(formula)
    if isinstance(value, str):
        return f'<c r="{place}" s="{style}" t="str">{drawn}<v>{escape(value)}</v></c>'
    return f'<c r="{place}" s="{style}">{drawn}<v>{value!r}</v></c>'


def stored(value: Value) -> Plain:
    """A value as the cell will hold it: clean text, a number masked, a day it can count, None for nothing."""
    if isinstance(value, Formula):
        value = value.value
    if value is None:
        return None
    if isinstance(value, Number):
        value = str(value)
    if isinstance(value, str):
        return safe_text(value) or None
    if isinstance(value, date) and value < _FIRST_DATE:
        return value.isoformat()
    if isinstance(value, float) and not (abs(value) < 1e15):
        raise ValueError(f"not a figure for a cell: {value}")
    return value


def _inline(text: str, bold: tuple[int, int] | None, style: Style) -> str:
    if bold is None:
        return text_xml(text)
    start, end = bold
    font = f'<sz val="{style.size:g}"/><color rgb="FF{style.color}"/><rFont val="{escape(style.font)}"/>'
    parts = [(text[:start], ""), (text[start:end], "<b/>"), (text[end:], "")]
    return "".join(f"<r><rPr>{mark}{font}</rPr>{text_xml(part)}</r>" for part, mark in parts if part)


def text_xml(text: str) -> str:
    """A text as an element that keeps its blanks, and does not read as an escape."""
    return f'<t xml:space="preserve">{escape(_ESCAPED.sub("_x005F_", text))}</t>'
