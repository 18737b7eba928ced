"""A file with a list from the ministry becomes rows with codes, names and counts; none is passed in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path as FilePath

from ilp_cli.capabilities.match.model.official_list import (
    UNSAID,
    Entry,
    ListColumn,
    OfficialList,
    Unread,
    Wilayah,
    code_of,
    district_digits,
    is_registration,
)
from ilp_cli.core.finding import Place
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.names import near, normal
from ilp_cli.core.words import daftar
from ilp_cli.district.origin import Origin, line_marks
from ilp_cli.district.table import ColumnSpec, Holds, Privacy, TableSpec
from ilp_cli.district.tables import PETUGAS
from ilp_cli.files import misfits
from ilp_cli.files.table_file import Table, TableRow, decode_text, read_bytes
from ilp_cli.law import configs
from ilp_cli.law.vocabulary import Vocabulary, vocabulary
from ilp_cli.reading import heading
from ilp_cli.reading.heading import LEADING_ROWS, HeadingChoice
from ilp_cli.reading.roster import file_tables

KADER = "kader"
_UNITS = ("pustu", "posyandu")
_NUMBERS = {"kode_kemendagri": "kemendagri", "kode_bps": "bps", "kode_kabupaten": UNSAID}
_CODES = ("kode", "kode_lama")
_NAMES = ("puskesmas", "unit", *_UNITS)
_MERGED = ("puskesmas", "unit", *_CODES, "kabupaten", *_NUMBERS)
"""Columns in which a merged cell speaks for every row it spans."""

_LIST = TableSpec(
    "daftar",
    "Daftar",
    tuple(
        ColumnSpec(name, Holds.PLACE, Privacy.KEPT, required=True, group="tempat")
        for name in ("puskesmas", "kode", "kode_lama", "pustu", "posyandu")
    ),
)
"""What makes a table a list of places: one of these columns. Its titles, and what else it has, are in lists.yaml."""

_RULE = re.compile(r"[\s\-–—=+|:_]*")
_ONE = re.compile(r"(\d{1,6})(?:[.,]0+)?")
_TWO = re.compile(r"(\d{1,6})\s*/\s*(\d{1,6})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[-/ ][A-Za-z]{3,9}(?:[-/ ]\d{2,4})?")
_NOTHING = frozenset({"", "-", "–", "—", ".", "null", "(null)", "n/a", "#n/a"})
_BY_BLANKS = "kolom dipisah dengan dua spasi atau lebih"
_LISTED = 8
_WHOM = {"": "", "asn": "ASN", "non_asn": "non-ASN", "semua": "(semua)", "asn/non_asn": "ASN/non-ASN"}


class Titles(Mapping[str, str]):
    """What a column title means, in its compared form; a title of counts means "cacah" with its own words."""

    def __init__(self) -> None:
        """From configs/lists.yaml and configs/professions.yaml."""
        content = configs.lists()
        self.own: dict[str, str] = {
            heading.compared(title): name for name, titles in content["judul"].items() for title in (name, *titles)
        }
        self.ignored = frozenset(heading.compared(title) for title in content["diabaikan"])
        self.sums = frozenset(normal(words) for words in content["baris_jumlah"])
        self._before = sorted(map(normal, content["awalan_hitungan"]), key=len, reverse=True)
        self._whom = sorted(
            ((normal(words), whom) for whom, listed in content["ukuran"].items() for words in listed),
            key=lambda pair: len(pair[0]),
            reverse=True,
        )
        self.notes = tuple(map(normal, content["catatan_kaki"]))
        self._professions = configs.professions()
        self.counts: dict[str, ListColumn] = {}

    def __getitem__(self, title: str) -> str:
        if title in self.own:
            return self.own[title]
        column = self._count(title.replace("_", " "))
        if column is None:
            raise KeyError(title)
        name = f"cacah {column.apa} {column.ukuran}"
        self.counts.setdefault(name, column)
        return name

    def __iter__(self) -> Iterator[str]:
        return iter(self.own)

    def __len__(self) -> int:
        return len(self.own)

    def _count(self, words: str) -> ListColumn | None:
        """What a title counts, and whom of them where it says so."""
        for whom, meaning in (("", ""), *self._whom):
            for rest in {words.removesuffix(f" {whom}"), words.removeprefix(f"{whom} ")} if whom else (words,):
                apa = self._what(rest) if rest != words or not whom else None
                if apa is not None:
                    return ListColumn(apa, meaning, self._shown(apa, meaning))
        return None

    def _shown(self, apa: str, whom: str) -> str:
        """A count in words: "Bidan non-ASN", "Jumlah pustu"."""
        name = f"Jumlah {apa}" if apa in _UNITS else self._professions.names.get(apa, apa.capitalize())
        return f"{name} {_WHOM[whom]}".strip()

    def _what(self, words: str) -> str | None:
        rest = next((words.removeprefix(f"{word} ") for word in self._before if words.startswith(f"{word} ")), "")
        if rest in (KADER, *_UNITS):
            return rest
        if words == KADER:
            return words
        return self._professions.named(words) or (self._professions.named(rest) if rest else None)


def wilayah() -> tuple[Wilayah, ...]:
    """The districts whose two numbers are known."""
    return tuple(Wilayah(row["nama"], row["kemendagri"], row["bps"]) for row in configs.lists()["kabupaten"])


@dataclass(slots=True)
class _Read:
    """What reading a file gathers."""

    entries: list[Entry] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    faults: list[Unread] = field(default_factory=list)
    passed: int = 0
    remarks: list[str] = field(default_factory=list)


def read_list(path: FilePath) -> OfficialList:
    """Read every table of a file that names puskesmas, pustu or posyandu. Raises Unreadable where there is none."""
    name = path.as_posix()
    data = read_bytes(path, name)
    if not data.strip():
        raise misfits.unreadable(Place(file=name), "berkas ini kosong")
    read = _Read()
    seen: list[str] = []
    used = 0
    left = []
    for title, table in _tables(data, path, name):
        rows = iter(table.rows)
        leading = [row for row in islice(rows, LEADING_ROWS) if not _is_rule(row)]
        titles = Titles()
        choice = _header(leading, titles)
        if choice is None:
            seen += [cell for row in leading for cell in row.cells if cell.strip()]
            left += [title]
            continue
        used += 1
        _refuse_people(choice, name, table)
        _Reader(read, table, choice, titles).read(chain(leading[choice.last + 1 :], rows))
        read.remarks += [finding.message for finding in table.findings]
    if not used:
        raise misfits.unreadable(Place(file=name), _no_header(seen))
    if left:
        read.remarks.append(f"tidak dibaca, tanpa judul kolom yang dikenal: lembar {daftar(left)}")
    return OfficialList(
        file=name,
        entries=tuple(read.entries),
        unread=tuple(read.unread),
        faults=tuple(read.faults),
        passed=read.passed,
        remarks=tuple(read.remarks),
    )


def _tables(data: bytes, path: FilePath, name: str) -> Iterator[tuple[str, Table]]:
    """The tables of a file; text that no mark divides into columns is divided where two or more blanks stand."""
    for title, table in _opened(data, path, name):
        if table.kind != "csv":
            yield title, table
            continue
        try:
            rows = list(table.rows)
        except misfits.Unreadable:
            rows = []
            spaced = _spaced(data, name)
            if spaced is None:
                raise
        else:
            header = _header([row for row in rows[:LEADING_ROWS] if not _is_rule(row)], Titles())
            spaced = _spaced(data, name) if header is None or len(header.recognised) < 2 else None
        if spaced is not None:
            yield title, replace(table, rows=iter(spaced), remarks=(_BY_BLANKS,))
        else:
            yield title, replace(table, rows=iter(rows))


def _opened(data: bytes, path: FilePath, name: str) -> Iterator[tuple[str, Table]]:
    """The tables of a file; pasted text may have any name, and none."""
    suffix = path.suffix.lower()
    if suffix in ("", ".md", ".text", ".log", ".prn"):
        path = path.with_suffix(".txt")
    return file_tables(data, path, name)


def _spaced(data: bytes, name: str) -> list[TableRow] | None:
    """The lines of a text whose columns stand apart by blanks; None where that shows no header.

    A line with fewer parts than most goes by where its parts stand; where even that does not tell, it stays short.
    """
    text, _ = decode_text(data, name)
    parts = {
        number: [(match.start(), match.end()) for match in re.finditer(r"\S+(?: \S+)*", line.expandtabs())]
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not _RULE.fullmatch(line)
    }
    lines = dict(enumerate((line.expandtabs() for line in text.splitlines()), 1))
    usual = Counter(len(spans) for spans in parts.values() if len(spans) > 1).most_common(1)
    if not usual:
        return None
    width = usual[0][0]
    full = [spans for spans in parts.values() if len(spans) == width]
    spread = [(min(spans[n][0] for spans in full), max(spans[n][1] for spans in full)) for n in range(width)]
    rows = []
    for number, spans in parts.items():
        cells = [lines[number][start:end] for start, end in spans]
        rows.append(TableRow(number=number, cells=tuple(_aligned(spans, cells, spread))))
    choice = _header(rows[:LEADING_ROWS], Titles())
    return rows if choice is not None and len(choice.recognised) > 1 else None


def _aligned(spans: Sequence[tuple[int, int]], cells: list[str], spread: Sequence[tuple[int, int]]) -> list[str]:
    """The cells of a short line each under its column, where every one of them overlaps exactly one."""
    if not 1 < len(cells) < len(spread):
        return cells
    under = [[n for n, (first, last) in enumerate(spread) if start < last and first < end] for start, end in spans]
    if any(len(columns) != 1 for columns in under) or len({columns[0] for columns in under}) < len(under):
        return cells
    placed = [""] * len(spread)
    for columns, cell in zip(under, cells, strict=True):
        placed[columns[0]] = cell
    return placed


def _refuse_people(choice: HeadingChoice, name: str, table: Table) -> None:
    """A table of people is no list of places: its names must not be taken for those of places, nor be shown."""
    aliases = heading.titles_of(PETUGAS)
    meant = {aliases.get(heading.compared(title)) for _, title in choice.titles}
    if meant & PETUGAS.holding(Holds.IDENTITY):
        words = (
            "tabel ini memuat orang (ada kolom NIP atau NIK), bukan daftar tempat; periksa dengan ilp check --roster"
        )
        raise misfits.unreadable(Place(file=name, sheet=table.sheet), words)


def _is_rule(row: TableRow) -> bool:
    """Whether a row only draws a line under a header: |---|---|."""
    return all(_RULE.fullmatch(cell) for cell in row.cells) and any(cell.strip() for cell in row.cells)


def _header(leading: Sequence[TableRow], titles: Titles) -> HeadingChoice | None:
    """The header among the leading rows; a row of one cell is a title of the page, unless all rows are."""
    wide = any(sum(bool(cell.strip()) for cell in row.cells) > 1 for row in leading)
    rows = [
        row if not wide or sum(bool(cell.strip()) for cell in row.cells) > 1 else TableRow(number=row.number, cells=())
        for row in leading
    ]
    choice = heading.choose(rows, _LIST, titles)
    return choice if choice is not None and heading.satisfied(_LIST, choice.names) else None


def _no_header(seen: Sequence[str]) -> str:
    """Why a file is no list, with the title most like one of ours."""
    known = ("Kode Puskesmas", "Nama Puskesmas", "Nama Pustu", "Nama Posyandu")
    words_seen = [cell for cell in seen[:200] if vocabulary().kind_of_place(cell)[0] is None]
    likely = next((hit for title in known if (hit := near(title, words_seen))), None)
    hint = f"; apakah “{_quoted(likely)}” yang dimaksud?" if likely else ""
    words = f"judul kolom tidak ditemukan di {LEADING_ROWS} baris pertama; beri satu baris judul"
    return f"{words}, misalnya {', '.join(known[:3])}{hint}"


class _Reader:
    """Turns the rows below one header into entries."""

    def __init__(self, read: _Read, table: Table, choice: HeadingChoice, titles: Titles) -> None:
        self.into = read
        self.table = table
        self.titles = titles
        self.words: Vocabulary = vocabulary()
        self.columns: dict[str, int] = {}
        self.names = choice.names
        self.width = len(choice.names)
        self.odd_codes: list[str] = []
        self.filled = 0
        self.hidden = 0
        self._columns(choice)
        self.origin = Origin(
            file=table.file,
            kind=table.kind,
            sheet=table.sheet,
            columns=self.columns,
            marks=line_marks(table.lines),
        )
        self.main = next((name for name in (*_UNITS[::-1], "puskesmas", "unit", *_CODES) if name in self.columns), "")

    def _columns(self, choice: HeadingChoice) -> None:
        """Where each column stands; a title that is not understood, or comes twice, is told."""
        unknown, twice = [], []
        for index, (name, (_, title)) in enumerate(zip(choice.names, choice.titles, strict=True)):
            shown = " ".join(title.split())
            if name is None:
                if shown and heading.compared(shown) not in self.titles.ignored:
                    unknown.append(shown)
            elif name in self.columns:
                twice.append(shown)
            else:
                self.columns[name] = index
        where = f" di lembar {self.table.sheet}" if self.table.sheet else ""
        for words, listed in (("kolom yang tidak dipakai", unknown), ("kolom yang sudah ada, tidak dipakai", twice)):
            if listed:
                rest = f", dan {len(listed) - _LISTED} lagi" if len(listed) > _LISTED else ""
                self.into.remarks.append(f"{words}{where}: {', '.join(listed[:_LISTED])}{rest}")

    def read(self, rows: Iterator[TableRow]) -> None:
        """Add every row; what is no content is counted, what cannot be read is told."""
        first = True
        for row in rows:
            if _is_rule(row) or (first and heading.numbering(row)):
                self.into.passed += not _is_rule(row)
                continue
            first = False
            if any(cell.strip() for cell in row.cells) or row.faulty:
                self._row(self._unmerged(row))
        self._tell()

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
        return replace(row, cells=tuple(cells))

    def _row(self, row: TableRow) -> None:
        cells = {name: self._cell(row, column) for name, column in self.columns.items()}
        place = self.origin.place(row.number, self.main)
        if any(cell.strip() for cell in row.cells[self.width :]) and self.table.kind == "csv":
            counts = f"{len(row.cells)} isian, judulnya {self.width} kolom"
            words = f"{counts}; apit isian yang memuat pemisah dengan tanda kutip"
            self.into.unread.append(Unread(place, words))
            return
        if self._no_content(row, cells):
            self.into.passed += 1
            return
        broken = next(
            (row.faulty[self.columns[name]] for name in self._known() if self.columns[name] in row.faulty), ""
        )
        fault = broken or self._fault(row, cells)
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

    def _no_content(self, row: TableRow, cells: Mapping[str, str]) -> bool:
        """Whether a row repeats the header, adds up the others, or is a note below the table."""
        if heading.compared(cells[self.main]) in self.titles.own:
            names = heading.named(row, self.titles)
            if all(names[column] == name for name, column in self.columns.items() if column < len(names)):
                return True
        said = [normal(cell) for cell in row.cells if cell.strip()]
        if not said or any(code_of(cells.get(name, "")) for name in _CODES):
            return False
        return said[0] in self.titles.sums or (len(said) <= 2 and said[0].startswith(self.titles.notes))

    def _fault(self, row: TableRow, cells: Mapping[str, str]) -> str:
        """Why a row names no place; "" where it does."""
        filled = [cell for cell in row.cells if cell.strip()]
        named = [name for name in self._known() if cells[name].lower() not in _NOTHING]
        if not named:
            return f"tanpa kode dan tanpa nama: “{_quoted(' | '.join(filled))}”"
        if len(filled) == 1 and len(self.columns) > 2 and not set(named) & set(_CODES) and len(filled[0]) > 1:
            return f"hanya satu isian: “{_quoted(filled[0])}”"
        if named == ["kode"] and not code_of(cells["kode"]):
            return f"kode “{_quoted(cells['kode'], 40)}” tidak berbentuk kode puskesmas, dan namanya kosong"
        return ""

    def _entry(self, row: TableRow, cells: Mapping[str, str], place: Place) -> Entry:
        told = {column: mask_numbers(text) for column, text in cells.items()}
        level, name, owner = self._what(told)
        written = [column for column in _CODES if cells.get(column, "").lower() not in _NOTHING]
        codes = tuple(dict.fromkeys(code for column in written if (code := code_of(cells[column]))))
        self.odd_codes += [told[column] for column in written if not code_of(cells[column])]
        numbers = {
            system: digits for column, system in _NUMBERS.items() if (digits := district_digits(cells.get(column, "")))
        }
        if "." in cells.get("kode_kabupaten", "").removesuffix(".0") and UNSAID in numbers:
            numbers.setdefault("kemendagri", numbers.pop(UNSAID))
        registered = next((code for code in codes if is_registration(code)), "")
        if registered:
            numbers.setdefault("bps", registered[1:5])
        return Entry(
            place=place,
            tingkat=level,
            nama=name,
            puskesmas=owner,
            kode=codes,
            kode_tertulis=codes[0] if codes else told[written[0]] if written else "",
            kabupaten=told.get("kabupaten", ""),
            nomor=numbers,
            desa=told.get("desa", ""),
            counts=dict(self._counts(row, cells)),
        )

    def _what(self, cells: Mapping[str, str]) -> tuple[str, str, str]:
        """The kind of place a row is about, its name, and the puskesmas it belongs to."""
        there = {name: cells.get(name, "") for name in _NAMES if cells.get(name, "").lower() not in _NOTHING}
        owner = there.get("puskesmas", "")
        for kind in ("posyandu", "pustu"):
            if kind in there:
                said = self.words.kind_of_place(there[kind])[0]
                return ("puskesmas", there[kind], "") if said == "puskesmas" else (kind, there[kind], owner)
        unit = there.get("unit", "")
        if not unit:
            return "puskesmas", owner, ""
        kind_said = self.words.kind_of_place(unit)[0]
        if kind_said in _UNITS:
            return str(kind_said), unit, owner
        return "puskesmas", unit, ""

    def _counts(self, row: TableRow, cells: Mapping[str, str]) -> Iterator[tuple[ListColumn, tuple[int, ...]]]:
        """The figures of a row; what is no figure is told."""
        for name, column in self.titles.counts.items():
            if name not in self.columns:
                continue
            text = cells[name]
            if match := _TWO.fullmatch(text) or _ONE.fullmatch(text):
                yield column, tuple(map(int, match.groups()))
            elif text.lower() not in _NOTHING or self.columns[name] in row.faulty:
                words = row.faulty.get(self.columns[name]) or _no_figure(text)
                self.into.faults.append(Unread(self.origin.place(row.number, name), f"{column.judul}: {words}"))

    def _tell(self) -> None:
        """What was understood on the way."""
        remarks = self.into.remarks
        remarks += [words for words in self.table.remarks if words == _BY_BLANKS]
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


def _quoted(text: str, most: int = 80) -> str:
    """A cell that is no part of an entry, as a message may quote it."""
    return mask_numbers(text)[:most]


def _no_figure(text: str) -> str:
    """Why a cell of counts holds no figure."""
    shown = _quoted(text, 40)
    if _DAY.fullmatch(text):
        return f"berisi tanggal ({shown}); isian seperti 14/5 diubah Excel menjadi tanggal, tempel ulang sebagai teks"
    return f"“{shown}” bukan angka"
