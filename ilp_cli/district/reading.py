"""What the reading of one table came to: how many rows, from where, and what was understood on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from ilp_cli.core.finding import Path, Place
from ilp_cli.core.names import normal
from ilp_cli.law.vocabulary import vocabulary

Name = tuple[str, Path | None, str]
"""A name that is not registered: the column it stands in, the puskesmas it stands under, and its compared form."""

JOB = "jabatan"
"""The column of a name that says what somebody is rather than where; it means a profession: ("profesi", key)."""
_IN = "\x00"
"""What divides a name that names nothing by itself from the file it stands in."""


def name_of(column: str, induk: Path | None, text: str, file: str) -> Name:
    """An unregistered name as it is decided on; "Puskesmas" alone means another place in every file."""
    words, compared = vocabulary(), normal(text)
    bare = words.kind_of_place(f"{text} x")[1] == "x" or compared in words.induk
    return column, induk, f"{compared}{_IN}{PurePath(file).name}" if bare and column != JOB else compared


def file_of(name: Name) -> str:
    """The file that decides what a name means; "" where the name does so itself."""
    return name[2].partition(_IN)[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One table as it was read. `header_row` is None in YAML; `remarks` say what was understood beyond the plain."""

    file: str
    table: str
    rows: int
    sheet: str | None = None
    header_row: int | None = None
    remarks: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The table as a planner finds it: roster.xlsx:Petugas."""
        return f"{self.file}:{self.sheet}" if self.sheet else self.file

    def row(self) -> dict[str, object]:
        """The reading as one row of the JSON contract."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "table": self.table,
            "header_row": self.header_row,
            "rows": self.rows,
            "remarks": list(self.remarks),
        }


@dataclass(slots=True)
class Ledger:
    """What the rows of a roster held as it was written, for whoever must account for every one of them.

    `written` gives the cells of each person by column; `passed` the rows that became nobody: where, in which table,
    and why; `vacant` the vacant posts among them: where, of which table, and their cells; `columns` those that were not
    read: where, the title, and how many cells of it are filled; `chosen` the names of each person that were read as the
    planner had chosen. `whole` is False where a table of people was there,
    but its rows could not be read. `shown` is what a strike, a comment or a colour says of a person's going: a roster
    that is written anew must say it in a cell. `estranged` are the rows whose code belongs to nobody at home, or to
    somebody of another name: where, and why what stayed at home was not put back.
    """

    written: dict[Path, Mapping[str, str]] = field(default_factory=dict)
    passed: list[tuple[Place, str, str]] = field(default_factory=list)
    vacant: list[tuple[Place, str, Mapping[str, str]]] = field(default_factory=list)
    columns: list[tuple[Place, str, int]] = field(default_factory=list)
    chosen: dict[Path, list[Name]] = field(default_factory=dict)
    estranged: list[tuple[Place, str]] = field(default_factory=list)
    shown: dict[Path, str] = field(default_factory=dict)
    whole: bool = True


def rows_read(readings: Iterable[Reading]) -> dict[str, int]:
    """How many rows of each kind of table were read."""
    total: dict[str, int] = {}
    for reading in readings:
        total[reading.table] = total.get(reading.table, 0) + reading.rows
    return total
