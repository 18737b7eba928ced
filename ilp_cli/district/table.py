"""What a table of a roster is: its sheet, its columns, what each holds, and whose data that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from ilp_cli.core.names import normal
from ilp_cli.core.words import HARI

UNIT = "unit"
"""A column of a planner's own table that names a puskesmas, a pustu, or a pustu with its puskesmas."""


class Holds(StrEnum):
    """What the cells of a column hold: how they are read, guarded in the template, and written by an import."""

    NAME = "nama orang"
    PLACE = "puskesmas, pustu, atau posyandu"
    DAY = "tanggal"
    BIRTH = "tanggal lahir"
    COUNT = "jumlah"
    DEGREES = "derajat"
    TRUTH = "ya atau tidak"
    CHOICE = "pilihan"
    SEX = "L atau P"
    WEEKDAYS = "hari"
    IDENTITY = "nomor identitas"
    TEXT = "teks"


class Privacy(StrEnum):
    """What a copy to share has instead of the values of a column."""

    KEPT = "tetap"
    MASKED = "angka panjang di dalamnya disamarkan"
    REPLACED = "diganti rekaan"
    DROPPED = "dihapus"


_SIGLA = frozenset({"dm", "id", "ilp", "kk", "nik", "nip", "odgj", "rt", "rw", "sip", "sk", "tbc"})
"""What is written in capitals in the title of a column."""


@dataclass(frozen=True, slots=True)
class Choices:
    """A list to choose from, by the name it has in the sheet Referensi.

    Without `words` it is made where the workbook is: the professions. One that is not `strict` is only a help: other
    words are understood too. `means` gives the word of the list that another word stands for, "" where it is not known.
    """

    name: str
    words: tuple[str, ...] = ()
    strict: bool = True
    means: Callable[[str], str] | None = None

    def meant(self, text: str) -> str:
        """The word of the list that a text means, "" where it means none.

        A comparison of names puts the sign of percent aside, and with it what the figures are.
        """
        exact = {normal(word): word for word in self.words}.get(normal(text), "") if "%" not in text else ""
        return exact or (self.means(text) if self.means is not None else "")


YA_TIDAK = Choices("terlatih", ("ya", "tidak"))
KELAMIN = Choices("jenis_kelamin", ("L", "P"))
HARI_TUGAS = Choices(
    "hari_tugas",
    ("setiap hari", "Sen-Jum", "Sen-Sab", "Sen-Kam", *(day.capitalize() for day in HARI)),
    strict=False,
)
_LISTS = {Holds.TRUTH: YA_TIDAK, Holds.SEX: KELAMIN, Holds.WEEKDAYS: HARI_TUGAS}
"""What is chosen from by what a column holds; a column of places offers the register."""

_WRITTEN = {
    Holds.DAY: "tulis tanggalnya seperti 2025-01-02, atau kosongkan bila belum diketahui.",
    Holds.BIRTH: "tulis tanggal lahirnya lengkap, tahun dengan empat angka; atau kosongkan bila belum diketahui.",
    Holds.COUNT: "tulis bilangannya saja, misalnya 9.",
    Holds.DEGREES: "tulis derajat dengan titik, misalnya -3.38.",
    Holds.TRUTH: "tulis ya atau tidak, atau kosongkan bila belum diketahui.",
    Holds.CHOICE: "tulis salah satu kata di daftar pilihannya.",
    Holds.SEX: "tulis L atau P.",
    Holds.WEEKDAYS: "tulis harinya, misalnya Senin-Jumat.",
    Holds.IDENTITY: "ketik nomornya lagi sebagai teks (format sel Teks), semua angkanya; atau kosongkan.",
}


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column. `help` tells a planner how to fill it in; `privacy` must be said, for whose data it is.

    Of the `required` columns of one `group`, one is enough. An identity has so many `digits`. A column that is not
    `offered` may be there, but the template does without it; one that is not `held` is known, and no value keeps it.
    A `telling` column is one that only this table has: a header that has it tells the table. `of_duty` says that it
    tells of a duty rather than of the person who has it. `heading` is what stands above it in the template, where that
    is not its name in words. One that is `grouped` may stand in the first row of each group alone, as printed lists do,
    one that has `lines` also in a line of its own above them: these say whether a line is one.
    """

    name: str
    holds: Holds
    privacy: Privacy
    help: str = ""
    required: bool = False
    group: str = ""
    choices: Choices | None = None
    digits: int = 0
    width: int = 14
    offered: bool = True
    held: bool = True
    telling: bool = False
    of_duty: bool = False
    heading: str = ""
    grouped: bool = False
    lines: Callable[[str], bool] | None = None

    @property
    def title(self) -> str:
        """The words that stand above the column in the template; a reader knows them as well as its name."""
        words = self.heading or " ".join(word.upper() if word in _SIGLA else word for word in self.name.split("_"))
        return words[:1].upper() + words[1:]

    @property
    def list(self) -> Choices | None:
        """What the template offers to choose from; None where the cell is free."""
        return Choices(self.name) if self.holds is Holds.PLACE else self.choices or _LISTS.get(self.holds)

    @property
    def mend(self) -> str:
        """What to do about a cell that cannot be what the column holds; "" where that goes without saying."""
        return _WRITTEN.get(self.holds, "")

    @property
    def is_day(self) -> bool:
        """Whether it holds a day, of birth or any other."""
        return self.holds in (Holds.DAY, Holds.BIRTH)


@dataclass(frozen=True, slots=True)
class Spread:
    """How a table may also stand: with a column for each month, indicator, klaster …, whose titles say which it is.

    `keys` are the columns that titles may fill, each with how it understands their words ("" where they mean nothing);
    `values` the columns whose cells stand below such titles. The first of them is meant where a title names none,
    unless it is `asked` for. With `blanks` an empty cell is a row too: nothing is known there yet. A cell of a table
    that is `several` may hold several, below one another or apart by a semicolon.
    """

    keys: tuple[tuple[str, Callable[[str], str]], ...]
    values: tuple[str, ...]
    asked: bool = False
    blanks: bool = False
    several: bool = False


@dataclass(frozen=True)
class TableSpec:
    """A table, declared once: all that reading, import, template, copy, schema and guide know of it.

    `name` is the stem of its csv file and its key in a YAML file, `sheet` the name of its sheet. `note` is a sentence
    of advice in the template. What else its columns may be called is in configs/headers.yaml, under its name.
    A table that stands `beside` the roster is a file of its own in a shape of its own, and no sheet of the roster. One
    that is `titled` is printed as a list of its own for each puskesmas, which its title alone may name. `spread` is
    there where it may also be read with a column for each value of a key; what we write of it is always long.
    """

    name: str
    sheet: str
    columns: tuple[ColumnSpec, ...]
    note: str = ""
    beside: bool = False
    titled: bool = False
    spread: Spread | None = None

    def __hash__(self) -> int:
        """By its name: what is kept for each table is looked up for every sheet of every file."""
        return hash(self.name)

    @cached_property
    def by_name(self) -> Mapping[str, ColumnSpec]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}

    @cached_property
    def first(self) -> str:
        """The column that says whom or what a row is about."""
        return "nama" if "nama" in self.by_name else self.columns[0].name

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """The columns of the blank template, in its order."""
        return tuple(column.name for column in self.columns if column.offered)

    @cached_property
    def beyond(self) -> tuple[str, ...]:
        """The columns a roster may have beyond those of the template; a unit column is told as what it names."""
        return tuple(column.name for column in self.columns if not column.offered and column.name != UNIT)

    @cached_property
    def required(self) -> tuple[tuple[str, ...], ...]:
        """The columns that must be there; of a group, one is enough."""
        groups: dict[str, list[str]] = {}
        for column in self.columns:
            if column.required:
                groups.setdefault(column.group or column.name, []).append(column.name)
        return tuple(map(tuple, groups.values()))

    @cached_property
    def telling(self) -> frozenset[str]:
        """The columns that only this table has; a table without any is known by its name alone."""
        return frozenset(column.name for column in self.columns if column.telling)

    def holding(self, *kinds: Holds) -> frozenset[str]:
        """The columns that hold one of these."""
        return frozenset(column.name for column in self.columns if column.holds in kinds)

    def only(self, names: Sequence[str]) -> TableSpec:
        """The table with these columns alone, in this order."""
        return replace(self, columns=tuple(self.by_name[name] for name in names))


def named(tables: Iterable[TableSpec]) -> dict[str, TableSpec]:
    """The tables by their names."""
    return {table.name: table for table in tables}
