"""The rows below a header become entries with codes, names and counts; what is no content is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from ilp_cli.core.finding import Place
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.names import normal
from ilp_cli.district.origin import Origin, line_marks
from ilp_cli.district.place import registration_of
from ilp_cli.files.table_file import Table, TableRow
from ilp_cli.law.vocabulary import Vocabulary, kinds, vocabulary
from ilp_cli.reading import heading
from ilp_cli.reading.heading import LEADING_ROWS, HeadingChoice
from ilp_cli.reading.official.header import PLACES, choose, filled, key_and_value
from ilp_cli.reading.official.official_list import (
    UNSAID,
    Entry,
    ListColumn,
    Unread,
    code_of,
    district_digits,
    is_registration,
)
from ilp_cli.reading.official.titles import UNITS, Titles

_NUMBERS = {"kode_kemendagri": "kemendagri", "kode_bps": "bps", "kode_kabupaten": UNSAID}
_CODES = ("kode", "kode_lama")
_NAMES = ("puskesmas", "unit", *UNITS)
_MERGED = ("puskesmas", "unit", *_CODES, "kabupaten", "kecamatan", *_NUMBERS)
"""Columns in which a merged cell speaks for every row it spans."""

_ONE = re.compile(r"(\d{1,6})(?:[.,]0+)?")
_TWO = re.compile(r"(\d{1,6})\s*/\s*(\d{1,6})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[-/ ][A-Za-z]{3,9}(?:[-/ ]\d{2,4})?")
_NOTHING = frozenset({"", "-", "–", "—", ".", "null", "(null)", "n/a", "#n/a"})
BY_BLANKS = "kolom dipisah dengan dua spasi atau lebih"
_LISTED = 8
_NARROW = 2
"""Columns of a table in which a row of one cell may be a place."""
_KEMKES = 7
"""Figures of a Kemenkes code."""


@dataclass(slots=True)
class ListRead:
    """What reading a file gathers."""

    entries: list[Entry] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    faults: list[Unread] = field(default_factory=list)
    passed: list[Unread] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class Reader:
    """Turns the rows of a table into entries; a header further down begins a table of its own."""

    def __init__(self, read: ListRead, table: Table, rows: Sequence[TableRow], titles: Titles) -> None:
        """`rows` are those of the table that hold something."""
        self.into = read
        self.table = table
        self.rows = rows
        self.titles = titles
        self.words: Vocabulary = vocabulary()
        self.columns: dict[str, int] = {}
        self.width = 0
        self.main = ""
        self.origin = Origin(file=table.file, kind=table.kind, sheet=table.sheet)
        self.above: dict[str, str] = {}
        self.last: dict[int, str] = {}
        self.odd_codes: list[str] = []
        self.filled = 0
        self.hidden = 0

    def read(self, choice: HeadingChoice) -> None:
        """Add every row; what is no content is counted, what cannot be read is told."""
        self._begin(choice, self.rows)
        for row in self.rows[: choice.first]:
            self._heading(row, self.rows[choice.last].number)
        index = choice.last + 1
        first = True
        end = self._signed(index)
        while index < len(self.rows):
            row = self.rows[index]
            if index >= end:
                self._pass(row, "catatan")
                index += 1
                continue
            another = self._another(index)
            if another is not None:
                self._pass(row, "judul ulang")
                self._begin(another, self.rows[index:])
                index += another.last + 1
                first = True
                continue
            if _numbers_columns(row, first=first):
                self._pass(row, "nomor kolom")
            else:
                self._row(self._meant(self._unmerged(row)))
            first = False
            index += 1
        self._tell()

    def _signed(self, start: int) -> int:
        """Where the notes and signatures at the end begin: after the first note, rows of one cell, in a wide table."""
        end = index = len(self.rows)
        while len(self.columns) > _NARROW and index > start and len(filled(self.rows[index - 1])) == 1:
            index -= 1
            words = self.rows[index].cells[filled(self.rows[index])[0]]
            end = index if self.titles.notes(words) and not self.rows[index].faulty else end
        return end

    def _pass(self, row: TableRow, why: str) -> None:
        self.into.passed.append(Unread(self.origin.place(row.number, self.main), why))

    def _heading(self, row: TableRow, number: int) -> None:
        """A row above a header: a title of the page, which may name a puskesmas or a district; one of more is told."""
        cells = [" ".join(cell.split()) for cell in row.cells if cell.strip()]
        if len(cells) == 1 and self.words.kind_of_place(cells[0])[0] == "puskesmas":
            self.above["puskesmas"] = mask_numbers(cells[0])
        pair = key_and_value(row, self.titles)
        if pair is not None and pair[0] in ("puskesmas", "unit", "kabupaten"):
            self.above["puskesmas" if pair[0] == "unit" else pair[0]] = mask_numbers(pair[1])
        if len(cells) > 1 and pair is None and any(self.words.kind_of_place(cell)[0] for cell in cells):
            words = f"di atas judul kolom (baris {number}): “{_quoted(' | '.join(cells))}”"
            self.into.unread.append(Unread(self.origin.place(row.number, self.main), words))
        else:
            self._pass(row, "di atas judul kolom")

    def _another(self, index: int) -> HeadingChoice | None:
        """The header that begins with this row: two known titles at least, one surely of a place, or no others."""
        if index >= len(self.rows):
            return None
        titles = [heading.compared(cell) for cell in self.rows[index].cells if cell.strip()]
        sure = [title for title in titles if title in self.titles.own or title in self.titles.ignored]
        certain = any(self.titles.own.get(title) in PLACES and normal(title) not in kinds() for title in sure)
        if len(set(sure)) < 2 or not (certain or all(map(self.titles.known, titles))):
            return None
        choice = choose(self.rows[index : index + LEADING_ROWS], self.titles)
        return choice if choice is not None and choice.first == 0 else None

    def _begin(self, choice: HeadingChoice, rows: Sequence[TableRow]) -> None:
        """Where each column of a header stands; a title that is not understood, or comes twice, is told."""
        below = rows[choice.last + 1 : choice.last + 1 + LEADING_ROWS]
        before = self.columns
        self.columns = {}
        self.width = len(choice.names)
        unknown, twice = [], []
        for index, (name, (_, title)) in enumerate(zip(choice.names, choice.titles, strict=True)):
            shown = " ".join(title.split())
            if name is None:
                if shown and heading.compared(shown) not in self.titles.ignored:
                    unknown.append((index, shown))
            elif name not in self.columns:
                self.columns[name] = index
            elif name == "kode" and _codes(below, self.columns[name]) < _codes(below, index):
                twice.append(" ".join(choice.titles[self.columns[name]][1].split()))
                self.columns[name] = index
            else:
                twice.append(shown)
        said = [self._own_codes(unknown, below)]
        where = f" di lembar {self.table.sheet}" if self.table.sheet else ""
        listings = {
            "kolom yang tidak dipakai": [shown for _, shown in unknown],
            "kolom yang sudah ada, tidak dipakai": twice,
        }
        for words, listed in listings.items():
            if listed:
                rest = f", dan {len(listed) - _LISTED} lagi" if len(listed) > _LISTED else ""
                said.append(f"{words}{where}: {', '.join(listed[:_LISTED])}{rest}")
        if self.columns != before:
            self.into.remarks += filter(None, said)
        marks = line_marks(self.table.lines)
        table = self.table
        self.origin = Origin(file=table.file, kind=table.kind, sheet=table.sheet, columns=self.columns, marks=marks)
        self.main = next((name for name in (*UNITS[::-1], "puskesmas", "unit", *_CODES) if name in self.columns), "")

    def _own_codes(self, unknown: list[tuple[int, str]], below: Sequence[TableRow]) -> str:
        """Take a column of codes with a title of the list's own for the codes of puskesmas, if it holds only such."""
        if "kode" in self.columns and _codes(below, self.columns["kode"]):
            return ""
        for index, title in unknown:
            cells = [row.cells[index] for row in below if index < len(row.cells) and row.cells[index].strip()]
            if cells and self.titles.says_code(title) and all(len(code_of(cell)) == _KEMKES for cell in cells):
                self.columns["kode"] = index
                unknown.remove((index, title))
                return f"kolom {title} dibaca sebagai kode puskesmas: semua isinya berbentuk demikian"
        return ""

    def _unmerged(self, row: TableRow) -> TableRow:
        """A row with what merged cells above it say of its puskesmas and its district."""
        taken = self.table.merges.get(row.number, {})
        cells = list(row.cells)
        for name in _MERGED:
            column = self.columns.get(name)
            if column is not None and column in taken and (column >= len(cells) or not cells[column].strip()):
                cells += [""] * (column + 1 - len(cells))
                cells[column] = taken[column]
                self.filled += 1
        return row._replace(cells=tuple(cells))

    def _meant(self, row: TableRow) -> TableRow:
        """A row whose marks for "as above" say what they stand for, and whose texts of an error are one."""
        cells, faulty = list(row.cells), dict(row.faulty)
        named = {self.columns[name] for name in self._known()}
        for column in sorted(self.columns.values()):
            text = cells[column].strip() if column < len(cells) else ""
            if text in self.words.errors and column in named and column not in faulty:
                faulty[column] = f"berisi galat {text}; ganti dengan nilainya"
            elif text in self.words.ditto and column in self.last:
                cells[column] = self.last[column]
            elif text:
                self.last[column] = text
        return row._replace(cells=tuple(cells), faulty=faulty)

    def _row(self, row: TableRow) -> None:
        cells = {name: self._cell(row, column) for name, column in self.columns.items()}
        place = self.origin.place(row.number, self.main)
        if any(cell.strip() for cell in row.cells[self.width :]) and self.table.kind == "csv":
            counts = f"{len(row.cells)} isian, judulnya {self.width} kolom"
            words = f"{counts}; apit isian yang memuat pemisah dengan tanda kutip"
            self.into.unread.append(Unread(place, words))
            return
        why = self._no_content(row, cells)
        if why:
            self._pass(row, why)
            return
        broken = next((name for name in self._known() if self.columns[name] in row.faulty), None)
        if broken is not None:
            place = self.origin.place(row.number, broken)
            self.into.unread.append(Unread(place, row.faulty[self.columns[broken]]))
            return
        fault = self._fault(row, cells)
        if fault:
            self.into.unread.append(Unread(place, fault))
            return
        self.hidden += row.number in self.table.hidden
        self.into.entries.append(self._entry(row, cells, place))

    def _known(self) -> list[str]:
        return [name for name in (*_CODES, *_NAMES) if name in self.columns]

    @staticmethod
    def _cell(row: TableRow, column: int) -> str:
        text = " ".join(row.cells[column].split()) if column < len(row.cells) else ""
        return text if text.isprintable() else "".join(c for c in text if c.isprintable())

    def _no_content(self, row: TableRow, cells: Mapping[str, str]) -> str:
        """Why a row is no content: it repeats the header, adds up others, is a note, or is the title of a group."""
        if heading.compared(cells[self.main]) in self.titles.own:
            names = heading.named(row, self.titles)
            if all(names[column] == name for name, column in self.columns.items() if column < len(names)):
                return "judul ulang"
        said = [cell.strip() for cell in row.cells if cell.strip()]
        if not said or any(code_of(cells.get(name, "")) for name in _CODES):
            return ""
        name = next((cells[name] for name in self._known() if cells[name]), "")
        if self.titles.sums(said[0]) or self.titles.sums(name):
            return "baris jumlah"
        if len(said) <= 2 and self.titles.notes(said[0]):
            return "catatan"
        alone = len(said) == 1 and self.main in UNITS and not {"puskesmas", "unit"} & self.columns.keys()
        if alone and self.words.kind_of_place(said[0])[0] == "puskesmas" and _kind(self.words, said[0]) == "puskesmas":
            self.above["puskesmas"] = mask_numbers(" ".join(said[0].split()))
            return "judul kelompok"
        return ""

    def _fault(self, row: TableRow, cells: Mapping[str, str]) -> str:
        """Why a row names no place; "" where it does."""
        said = [cell for cell in row.cells if cell.strip()]
        for name in ("unit", *UNITS):
            if kinds().get(normal(cells.get(name, ""))) in UNITS:
                return f"“{_quoted(cells[name])}” tanpa nama: “{_quoted(' | '.join(said))}”"
        named = [name for name in self._known() if not _blank(cells[name])]
        if not named:
            return f"tanpa kode dan tanpa nama: “{_quoted(' | '.join(said))}”"
        if len(said) == 1 and len(self.columns) > 2 and not set(named) & set(_CODES) and len(said[0]) > 1:
            return f"hanya satu isian: “{_quoted(said[0])}”"
        if named == ["kode"] and not code_of(cells["kode"]):
            return f"kode “{_quoted(cells['kode'], 40)}” tidak berbentuk kode puskesmas, dan namanya kosong"
        return ""

    def _entry(self, row: TableRow, cells: Mapping[str, str], place: Place) -> Entry:
        told = {column: mask_numbers(text) for column, text in cells.items()}
        level, name, owner = self._what(told)
        written = [column for column in _CODES if cells.get(column, "").lower() not in _NOTHING]
        own = next((number for column in written if (number := registration_of(cells[column]))), "")
        written = [column for column in written if not registration_of(cells[column])]  # a posyandu's, of no puskesmas
        codes = tuple(dict.fromkeys(code for column in written if (code := code_of(cells[column]))))
        self.odd_codes += [told[column] for column in written if not code_of(cells[column])]
        numbers = {
            system: digits for column, system in _NUMBERS.items() if (digits := district_digits(cells.get(column, "")))
        }
        if "." in cells.get("kode_kabupaten", "").removesuffix(".0") and UNSAID in numbers:
            numbers.setdefault("kemendagri", numbers.pop(UNSAID))
        if own:
            numbers.setdefault("kemendagri", district_digits(own))
        registered = next((code for code in codes if is_registration(code)), "")
        if registered:
            numbers.setdefault("bps", registered[1:5])
        return Entry(
            place=place,
            tingkat=level,
            nama=name,
            puskesmas=owner,
            kelompok="" if owner or level == "puskesmas" else self.above.get("puskesmas", ""),
            kode=codes,
            kode_tertulis=codes[0] if codes else told[written[0]] if written else "",
            kabupaten=told.get("kabupaten", self.above.get("kabupaten", "")),
            nomor=numbers,
            desa=told.get("desa", ""),
            kecamatan="" if _blank(told.get("kecamatan", "")) else told["kecamatan"],
            counts=dict(self._counts(row, cells)),
        )

    def _what(self, cells: Mapping[str, str]) -> tuple[str, str, str]:
        """The kind of place a row is about, its name, and the puskesmas it belongs to."""
        there = {name: cells[name] for name in _NAMES if not _blank(cells.get(name, ""))}
        owner = there.get("puskesmas", "")
        for kind in ("posyandu", "pustu"):
            if kind in there:
                said = _kind(self.words, there[kind])
                return ("puskesmas", there[kind], "") if said == "puskesmas" else (said or kind, there[kind], owner)
        unit = there.get("unit", "")
        said = (_kind(self.words, unit or owner)) or kinds().get(normal(cells.get("jenis", "")))
        if said in UNITS and (unit or owner):
            return str(said), unit or owner, owner if unit else ""
        return "puskesmas", unit or owner, ""

    def _counts(self, row: TableRow, cells: Mapping[str, str]) -> Iterator[tuple[ListColumn, tuple[int, ...]]]:
        """The figures of a row; what is no figure is told."""
        for name, column in self.titles.counts.items():
            if name not in self.columns:
                continue
            text = cells[name]
            if match := _TWO.fullmatch(text) or _ONE.fullmatch(_without_unit(text)):
                yield column, tuple(map(int, match.groups()))
            elif text.lower() not in _NOTHING or self.columns[name] in row.faulty:
                words = row.faulty.get(self.columns[name]) or _no_figure(text)
                self.into.faults.append(Unread(self.origin.place(row.number, name), f"{column.judul}: {words}"))

    def _tell(self) -> None:
        """What was understood on the way."""
        remarks = self.into.remarks
        remarks += [words for words in self.table.remarks if words == BY_BLANKS]
        if self.filled:
            remarks.append(f"{self.filled} isian diambil dari sel gabungan di atasnya")
        if self.hidden:
            remarks.append(f"{self.hidden} baris tersembunyi ikut dibaca")
        if not self.table.shown:
            remarks.append(f"lembar {self.table.sheet} tersembunyi, ikut dibaca")
        if self.odd_codes:
            example = self.odd_codes[0][:40]
            remarks.append(
                f"{len(self.odd_codes)} kode tidak berbentuk kode puskesmas (misalnya “{example}”): tidak dibandingkan"
            )


def _blank(text: str) -> bool:
    """Whether a cell names nothing: a dash, or only the word for what kind of place it would name."""
    return text.lower() in _NOTHING or normal(text) in kinds()


def _kind(words: Vocabulary, text: str) -> str | None:
    """The kind of place a text says it names; a unit below a puskesmas where it names both: PKM DAWAN I PUSTU SATRA."""
    kind, _ = words.kind_of_place(text)
    if kind != "puskesmas" or _unit_words().isdisjoint(normal(text).split()[1:]):
        return kind
    parts = text.split()
    inner = (words.kind_of_place(" ".join(parts[cut:]))[0] for cut in range(1, len(parts)))
    return next((below for below in inner if below in UNITS), kind)


@cache
def _unit_words() -> frozenset[str]:
    """The words with which names of units below a puskesmas begin."""
    return frozenset(words.partition(" ")[0] for words, kind in kinds().items() if kind in UNITS)


def _numbers_columns(row: TableRow, *, first: bool) -> bool:
    """Whether a row only numbers the columns; below the header also where these are fewer than three, or not all."""
    cells = [cell.strip(" ()") for cell in row.cells]
    every = cells == [str(number) for number in range(1, len(cells) + 1)]
    return (first and (every or heading.numbering(row))) or (every and heading.numbering(row))


def _codes(rows: Sequence[TableRow], column: int) -> int:
    """How many rows have a code of a puskesmas in a column."""
    return sum(bool(code_of(row.cells[column])) for row in rows if column < len(row.cells))


def _quoted(text: str, most: int = 80) -> str:
    """A cell that is no part of an entry, as a message may quote it."""
    return mask_numbers(text)[:most]


def _without_unit(text: str) -> str:
    """A figure without what is counted by it: "1 org"."""
    figure, _, unit = text.partition(" ")
    return figure if unit.lower() in vocabulary().counted else text


def _no_figure(text: str) -> str:
    """Why a cell of counts holds no figure."""
    shown = _quoted(text, 40)
    if _DAY.fullmatch(text):
        return f"berisi tanggal ({shown}); isian seperti 14/5 diubah Excel menjadi tanggal, tempel ulang sebagai teks"
    return f"“{shown}” bukan angka"
