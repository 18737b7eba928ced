"""A result that gives its tables as DataFrames, and shows itself as one in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.rows import Columns, Kind, frame, inside, rows_of
from ilp_cli.core.words import angka

if TYPE_CHECKING:
    import pandas

_SHOWN = 10
"""Rows of a table in a notebook; the others are counted."""
_WIDE = 14
"""Columns, likewise."""
_LONG = 90
"""Letters of a cell in a notebook."""


class Tabled:
    """A result with tables. It declares their columns in `TABLES`; the rows are those of its JSON, by the same names.

    Where a table is no part of the JSON, or there is no JSON, `_rows` gives them. The first table that has a row is
    the one a notebook shows.
    """

    __slots__ = ()
    TABLES: ClassVar[Mapping[str, Columns | Callable[[], Columns]]]

    def document(self) -> dict[str, object]:
        """The result as the JSON contract has it, where it has one."""
        raise NotImplementedError

    def _rows(self) -> Mapping[str, Any]:
        """The rows of every table, by its name."""
        return self.document()

    @property
    def tables(self) -> tuple[str, ...]:
        """The names that `frame` takes."""
        return tuple(self.TABLES)

    def frame(self, name: str) -> pandas.DataFrame:
        """One of the `tables` as a pandas DataFrame: a line for each row, the columns of its JSON.

        Counts are Int64, other figures Float64, truths boolean, days datetime64, lists and mappings objects, all else
        string; what is not known is missing. Identity numbers are masked as everywhere. Raises Misuse for another name.
        """
        columns = _columns(rows_of(self.TABLES, name))
        return frame(list(self._rows()[name]), columns)

    def _repr_html_(self) -> str:
        """The result in a notebook: itself in one line, its first rows, and the names of its other tables."""
        rows = self._rows()
        listed = {name: list(rows[name]) for name in self.TABLES}
        shown = next((name for name, items in listed.items() if items), None)
        parts = [f"<p><code>{escape(mask_numbers(repr(self)))}</code></p>"]
        if shown is not None:
            parts.append(_table(shown, listed[shown], _columns(self.TABLES[shown])))
        others = [f"{name} ({len(items)})" for name, items in listed.items() if name != shown]
        if others:
            parts.append(f"<p>{'Tabel lain' if shown else 'Tabel'}: {escape(', '.join(others))}</p>")
        return f"<div>{''.join(parts)}</div>"


def _columns(declared: Columns | Callable[[], Columns]) -> Columns:
    return declared() if callable(declared) else declared


def _table(name: str, rows: Sequence[Mapping[str, object]], columns: Columns) -> str:
    """The first rows of a table as HTML: no script, no colour, every text escaped; columns without a value left out."""
    top = rows[:_SHOWN]
    filled = [column for column in columns if any(in_words(inside(row, column)) for row in top)]
    shown = {column: columns[column] for column in filled[:_WIDE]}
    head = "".join(f"<th {_style(kind)}>{escape(column)}</th>" for column, kind in shown.items())
    body = "".join(
        f"<tr>{''.join(_cell(inside(row, column), kind) for column, kind in shown.items())}</tr>" for row in top
    )
    counted = ((len(rows) - len(top), "baris lagi"), (len(filled) - len(shown), "kolom lagi"))
    more = [f"dan {number} {words}" for number, words in counted if number]
    empty = len(columns) - len(filled)
    more += [f"{empty} kolom kosong tidak ditampilkan"] if empty else []
    caption = escape("; ".join([f'.frame("{name}"): {len(top)} baris', *more]))
    return (
        f'<table><caption style="text-align:left">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(value: object, kind: Kind) -> str:
    words = in_words(value)
    words = words if kind is Kind.CODE else mask_numbers(words)
    words = words if len(words) <= _LONG else f"{words[: _LONG - 1]}…"
    return f"<td {_style(kind)}>{escape(words)}</td>"


def _style(kind: Kind) -> str:
    if kind in (Kind.WHOLE, Kind.NUMBER):
        return 'style="text-align:right"'
    return 'style="text-align:left;white-space:nowrap"' if kind is Kind.DAY else 'style="text-align:left"'


def in_words(value: object) -> str:
    """A value of a row as people read it: yes and no in words, lists joined, counts spelt out, a comma in figures."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        return angka(value, 3).rstrip("0").rstrip(",")
    if isinstance(value, Mapping):
        return _joined(f"{item} {key}" if type(item) is int else item for key, item in value.items() if item)
    if isinstance(value, list | tuple):
        return _joined(value)
    return str(value)


def _joined(values: Iterable[object]) -> str:
    return ", ".join(in_words(value) for value in values)
