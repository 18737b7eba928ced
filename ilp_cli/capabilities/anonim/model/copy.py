"""A roster as raw tables that can be copied cell by cell, each value knowing the column of ours it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from ilp_cli.capabilities.anonim.model.pseudonym import DROPPED, NOBODY, CopyValue, Pseudonyms, speaks
from ilp_cli.core.names import normal
from ilp_cli.district.table import ColumnSpec, Holds, Privacy

_COUNT = re.compile(r"\d{1,4}(?:\.0)?")
"""A number that names nobody: a sum, a year, a page."""

Columns = Mapping[int, Sequence[ColumnSpec]]
"""What stands where in a row: of each position our column; more than one where a cell holds a name and a number."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a cell looks where that says something of a person: struck through, or coloured as a line explains it."""

    strike: bool = False
    fill: str = ""
    ink: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """A sheet or csv with one or more tables of people: its rows from the very first, and what a check takes them for.

    `sheet` is the name of the sheet as written. By their 1-based number: `headers` are the rows that hold titles,
    `people` the rows that become somebody, `posts` those that tell of a vacant post, with what stands where in them;
    `names` are the positions at which names stand; `unread` the titles of columns that nobody reads, by row and
    position. `counted` says how many rows each table has, `emptied` which titles stand over what is left out of a copy.
    `marks` and `notes` are by row and position what a cell shows beyond its value, where a check reads it: looks, and
    comments that speak of a going.
    """

    sheet: str
    rows: Sequence[Sequence[CopyValue]]
    headers: frozenset[int]
    people: Mapping[int, Columns]
    posts: Mapping[int, Columns] = field(default_factory=dict)
    names: frozenset[int] = frozenset()
    unread: frozenset[tuple[int, int]] = frozenset()
    counted: Mapping[str, int] = field(default_factory=dict)
    emptied: Sequence[str] = ()
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def identities(self) -> frozenset[int]:
        """Where numbers of identity stand."""
        every = (item for columns in self.people.values() for item in columns.items())
        return frozenset(index for index, specs in every if any(spec.holds is Holds.IDENTITY for spec in specs))


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


def anonymous_table(table: RawTable, names: Pseudonyms, usual: Callable[[str], bool]) -> RawTable:
    """The table with invented people; what stands above, between and beside them is left out.

    `usual` says of a text that it is made of words everybody uses: a total, a vacancy, the name of a unit. Only such
    stay as they are in a row that is nobody's, for the others name those who sign: of these the words that may name
    somebody are others, so that a line stays what it was. In a row without a name also stays what stands in the same
    column of a row with one.
    """
    text_of = partial(text_at, table.rows)
    named = [number for number in table.people if any(text_of(number, index) for index in table.names)]
    seen = {(index, text) for number in named for index in table.people[number] if (text := text_of(number, index))}
    nameless = table.people.keys() - named

    def passed_over(index: int, value: CopyValue) -> CopyValue:
        text = str(value) if value is not None else ""
        if not text.strip() or _COUNT.fullmatch(text.strip()):
            return value
        if isinstance(value, str) and usual(text):
            return names.place(text)
        if isinstance(value, str) and speaks(text):
            return names.line(text)
        return NOBODY if index in table.names else DROPPED

    def vacant(columns: Columns, index: int, value: CopyValue) -> CopyValue:
        """What stands in a row of a vacant post: whose it was or will be is told to nobody."""
        if index in table.names or not isinstance(value, str) or index not in columns:
            return passed_over(index, value)
        return names.cell(columns[index], value)

    def row(number: int, values: Sequence[CopyValue]) -> list[CopyValue]:
        if number in table.headers:
            return [
                names.title(value, ours=(number, index) not in table.unread) if isinstance(value, str) else value
                for index, value in enumerate(values)
            ]
        if number in table.posts:
            return [vacant(table.posts[number], index, value) for index, value in enumerate(values)]
        columns = table.people.get(number)
        if columns is None:
            return [passed_over(index, value) for index, value in enumerate(values)]
        if number in nameless and table.names:
            known = {index for index in columns if (index, text_of(number, index)) in seen or _replaced(columns[index])}
            columns = {index: columns[index] for index in columns if index in known or usual(text_of(number, index))}
        return [names.cell(columns.get(index, ()), value) for index, value in enumerate(values)]

    rows = [row(number, values) for number, values in enumerate(table.rows, 1)]
    notes = {at: names.remark(words) for at, words in table.notes.items()}
    return replace(table, rows=rows, notes=notes, sheet=names.sheet(table.sheet, _places(table)))


def words_of_places(table: RawTable) -> frozenset[str]:
    """The words of the places that the rows of a table name."""
    return _places(table) or frozenset()


def _places(table: RawTable) -> frozenset[str] | None:
    """The words of the places that the rows of a table name; None where it has no column for them."""
    held = [
        (number, index)
        for number, columns in {**table.posts, **table.people}.items()
        for index, specs in columns.items()
        if any(spec.holds is Holds.PLACE for spec in specs)
    ]
    return frozenset(word for cell in held for word in normal(text_at(table.rows, *cell)).split()) if held else None


def text_at(rows: Sequence[Sequence[CopyValue]], number: int, index: int) -> str:
    """What stands in a cell, by its 1-based row and its position, as text; "" where nothing does."""
    row = rows[number - 1] if number <= len(rows) else ()
    return str(row[index]).strip() if index < len(row) and row[index] is not None else ""


def _replaced(specs: Sequence[ColumnSpec]) -> bool:
    """Whether what stands there is invented anew."""
    return any(spec.privacy is Privacy.REPLACED for spec in specs)


def anonymous_list(listed: RawList, names: Pseudonyms) -> RawList:
    """The list with invented people; unknown keys and free text left out."""

    def entry(item: Entry) -> Entry:
        value = item.value
        known = () if item.column is None else (item.column,)
        if isinstance(value, str):
            return replace(item, value=names.cell(known, value))
        if isinstance(value, dict):
            return replace(item, value={})
        if isinstance(value, list):
            return replace(
                item,
                value=[names.cell(known, element) if isinstance(element, str) else DROPPED for element in value],
            )
        return item

    items = [(line, entries and [entry(item) for item in entries]) for line, entries in listed.items]
    return replace(listed, items=items)


def words_of_names(table: RawTable) -> frozenset[str]:
    """The words of all names of people in a table."""
    cells = ((number, index) for number in table.people for index in table.names)
    return frozenset(word for cell in cells for word in normal(text_at(table.rows, *cell)).split())


def places_of_listed(listed: RawList) -> frozenset[str]:
    """The words of all places in a list."""
    every = (item for _, entries in listed.items for item in entries or ())
    placed = (item for item in every if item.column is not None and item.column.holds is Holds.PLACE)
    return frozenset(word for item in placed for word in normal(str(item.value)).split())


def words_of_listed(listed: RawList) -> frozenset[str]:
    """The words of all names of people in a list."""
    every = (item for _, entries in listed.items for item in entries or ())
    named = (item for item in every if item.column is not None and item.column.holds is Holds.NAME)
    return frozenset(word for item in named for word in normal(str(item.value)).split())
