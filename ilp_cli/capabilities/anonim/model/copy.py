"""A roster as raw tables that can be copied cell by cell, each value knowing the column of ours it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ilp_cli.capabilities.anonim.model.pseudonym import DROPPED, CopyValue, Pseudonyms
from ilp_cli.core.masking import mask_numbers
from ilp_cli.district.table import ColumnSpec, Privacy, TableSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """One table: its rows from the very first, the 1-based number of its header row, and where our columns stand.

    `sheet` is the name of the sheet as written; `titles` are the titles of the header by their 0-based position.
    """

    spec: TableSpec
    sheet: str
    rows: Sequence[Sequence[CopyValue]]
    header: int
    columns: Mapping[str, int]
    titles: Mapping[int, str] = field(default_factory=dict)

    @property
    def emptied(self) -> tuple[str, ...]:
        """Titles of the columns whose content is left out of a copy: free text, and columns that are not ours."""
        known = self.known
        return tuple(
            title.strip()
            for index, title in self.titles.items()
            if title.strip() and (index not in known or known[index].privacy is Privacy.DROPPED)
        )

    @property
    def known(self) -> dict[int, ColumnSpec]:
        """Our columns by their position."""
        return {index: self.spec.by_name[name] for name, index in self.columns.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One value of a YAML roster: the lines of its key and of itself, its key as written, and the column it means."""

    lines: tuple[int, int]
    key: str
    column: ColumnSpec | None
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class RawList:
    """One list of a YAML roster: its key, the line of it, and its items as (line, entries); None for what is no row.

    `ours` says that it is one of our tables.
    """

    key: str
    line: int
    ours: bool
    items: Sequence[tuple[int, Sequence[Entry] | None]]


def anonymous_table(table: RawTable, names: Pseudonyms) -> RawTable:
    """The table with invented people; what stands above its header, and in columns that are not ours, left out."""
    known = table.known

    def row(number: int, values: Sequence[CopyValue]) -> list[CopyValue]:
        if number < table.header:
            return [names.cell(None, value) for value in values]
        if number == table.header:
            return [mask_numbers(value) if isinstance(value, str) else value for value in values]
        return [names.cell(known.get(index), value) for index, value in enumerate(values)]

    return replace(table, rows=[row(number, values) for number, values in enumerate(table.rows, 1)])


def anonymous_list(listed: RawList, names: Pseudonyms) -> RawList:
    """The list with invented people; unknown keys and free text left out."""

    def entry(item: Entry) -> Entry:
        value = item.value
        if isinstance(value, str):
            return replace(item, value=names.cell(item.column, value))
        if isinstance(value, dict):
            return replace(item, value={})
        if isinstance(value, list):
            return replace(
                item,
                value=[names.cell(item.column, element) if isinstance(element, str) else DROPPED for element in value],
            )
        return item

    items = [(line, entries and [entry(item) for item in entries]) for line, entries in listed.items]
    return replace(listed, items=items)
