"""A duty roster from a workbook or a csv file: grids of names and days, with the marks people type into them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath

from ilp_cli.capabilities.duty.model.jadwal import (
    CUTI,
    LIBUR,
    ON_DUTY,
    POSYANDU,
    TUGAS,
    Jadwal,
    JadwalRow,
    Shift,
)
from ilp_cli.capabilities.duty.tables import JADWAL
from ilp_cli.core.finding import Finding, Place, finding
from ilp_cli.core.masking import as_shown, mask_numbers
from ilp_cli.core.names import normal
from ilp_cli.core.words import BULAN, rentang, tanggal
from ilp_cli.district.origin import WHOLE_ROW, Origin
from ilp_cli.files import archive, misfits
from ilp_cli.files.days import read_day
from ilp_cli.files.table_file import Table, TableRow, Workbook, csv_table, is_text, read_bytes
from ilp_cli.law.vocabulary import Vocabulary, vocabulary
from ilp_cli.reading.heading import named, satisfied, titles_of

_SIGNS = {"bertugas": TUGAS, "posyandu": POSYANDU, "cuti": CUTI, "libur": LIBUR, "tidak_bertugas": ""}
_LABEL = re.compile(r"(?i)^\s*(pustu|puskesmas pembantu|puskesmas|bulan)\s*:\s*(.+?)\s*$")
_MONTH = re.compile(rf"(?i)^({'|'.join(BULAN)})\s+(\d{{4}})$|^(\d{{4}})-(\d\d?)$")
_BRACKETED = re.compile(r"^(?P<name>[^(]+?)\s*\((?P<inside>.+)\)$")
_SUMS = ("jumlah", "total")


def duty_marks() -> tuple[str, ...]:
    """Everything people type for a day of duty, in the building or outside."""
    return tuple(mark for mark, kind in vocabulary().marks.items() if _SIGNS[kind] in ON_DUTY)


def read_jadwal(path: FilePath) -> Jadwal:
    """Every grid of a duty roster. Raises Unreadable where the file cannot be read at all."""
    name = path.as_posix()
    data = read_bytes(path, name)
    tables: list[Table]
    if data.startswith((b"PK\x03\x04", archive.OLE)):
        book = Workbook(data, name)
        tables = [book.table(sheet) for sheet in book.sheets]
    elif is_text(data):
        tables = [csv_table(data, name)]
    else:
        raise misfits.unreadable(Place(file=name), "bukan workbook atau csv")
    reader = _Reader(vocabulary())
    for table in tables:
        reader.read(table)
    if not reader.rows:
        words = "tidak ada jadwal di dalamnya: baris judul harus memuat Nama dan hari-hari (1, 2, 3 … atau tanggal)"
        reader.findings.append(finding(misfits.UNREADABLE_FILE, Place(file=name), {"sebab": words}))
    return Jadwal(file=name, rows=tuple(map(as_shown, reader.rows)), findings=tuple(reader.findings))


@dataclass(slots=True)
class _Grid:
    """The grid being read: where its columns stand, and what stands above it."""

    columns: Mapping[str, int]
    days: Mapping[int, date]
    pustu: str
    puskesmas: str


@dataclass(slots=True)
class _Reader:
    """What the reading of a file gathers."""

    words: Vocabulary
    rows: list[JadwalRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def read(self, table: Table) -> None:
        """Read all grids of one table, one below the other."""
        said: dict[str, str] = {}
        grid: _Grid | None = None
        self.findings += table.findings
        for row in table.rows:
            labels = dict(_labels(row))
            if labels:
                said |= labels
                grid = None
                continue
            header = self._header(table, row, said)
            if header is not None:
                grid = header
            elif grid is not None:
                self._person(table, grid, row)

    def _header(self, table: Table, row: TableRow, said: Mapping[str, str]) -> _Grid | None:
        """The grid that a row of titles begins; None where it is none."""
        columns = {name: index for index, name in enumerate(named(row, titles_of(JADWAL))) if name is not None}
        if not satisfied(JADWAL, columns):
            return None
        month = _month(said.get("bulan", ""))
        days = {index: day for index, title in enumerate(row.cells) if (day := _day(title, month))}
        numbers = [title for title in row.cells if title.strip().isdigit()]
        if not days and numbers:
            words = "bulan jadwal ini tidak diketahui; tulis di atas tabelnya “Bulan: Maret 2025”"
            place = Origin(file=table.file, kind=table.kind, sheet=table.sheet).place(row.number)
            self.findings.append(finding(misfits.NOT_READ, place, {"apa": "jadwal", "sebab": words}))
        if days:
            days = self._titles(table, row, days)
        return _Grid(columns, days, said.get("pustu", ""), said.get("puskesmas", "")) if days else None

    def _titles(self, table: Table, row: TableRow, days: Mapping[int, date]) -> dict[int, date]:
        """The columns of days, each day once; a day that the month has not, or that stands there twice, is told."""
        kept: dict[int, date] = {}
        for index, title in enumerate(row.cells):
            day = days.get(index)
            if day is not None and day not in kept.values():
                kept[index] = day
            elif day is not None or title.strip().isdigit():
                what = f"{tanggal(day)} sudah ada di kolom lain" if day else f"{title.strip()} bukan hari di bulan itu"
                origin = Origin(file=table.file, kind=table.kind, sheet=table.sheet, columns={WHOLE_ROW: index})
                facts = {"sebab": f"{what}; isi kolom ini tidak dibaca", "maksud": ""}
                self.findings.append(finding(misfits.BAD_COLUMN, origin.place(row.number), facts))
        return kept

    def _person(self, table: Table, grid: _Grid, row: TableRow) -> None:
        """One person's row; sums, blank rows and what stands below the grid are none."""
        nama = " ".join(_cell(row, grid.columns["nama"]).split())
        profesi = _cell(row, grid.columns.get("profesi")).strip()
        if _is_sum(row, grid):
            return
        marks: dict[date, str] = {}
        strange: dict[date, str] = {}
        faulty: dict[date, str] = {}
        shifts: dict[date, Shift] = {}
        for index, day in grid.days.items():
            text = " ".join(_cell(row, index).split())
            sign = self._sign(text)
            if index in row.faulty or text in self.words.errors:
                faulty[day] = row.faulty.get(index, f"berisi galat {text}").split(";")[0]
            elif sign is None:
                strange[day] = mask_numbers(text)
            elif sign:
                marks[day] = sign
            if shift := self.words.shifts.get(text.casefold()):
                shifts[day] = Shift(text, shift)
        if not nama:
            self._nameless(table, grid, row, marks)
            return
        nama, asal = self._lent(nama)
        if not (profesi or marks or strange or faulty):
            return
        places = {day.isoformat(): index for index, day in grid.days.items()}
        self.rows.append(
            JadwalRow(
                path=("jadwal", len(self.rows)),
                puskesmas=_cell(row, grid.columns.get("puskesmas")).strip() or grid.puskesmas,
                pustu=_cell(row, grid.columns.get("pustu")).strip() or grid.pustu,
                nama=nama,
                profesi=profesi,
                days=tuple(sorted(grid.days.values())),
                marks=marks,
                strange=strange,
                faulty=faulty,
                shifts=shifts,
                polos=self.words.compared_name(nama),
                asal=asal,
                row=row.number,
                origin=Origin(file=table.file, kind=table.kind, sheet=table.sheet, columns={**grid.columns, **places}),
            )
        )

    def _lent(self, nama: str) -> tuple[str, str | None]:
        """A name without the brackets that say it is lent, and from where: "Ina (dari Pamboang)"."""
        match = _BRACKETED.match(nama)
        inside = normal(match["inside"]) if match else ""
        word = next((word for word in self.words.lent if f"{inside} ".startswith(f"{word} ")), None)
        if match is None or word is None:
            return nama, None
        return match["name"], " ".join(match["inside"].split()[len(word.split()) :])

    def _nameless(self, table: Table, grid: _Grid, row: TableRow, marks: Mapping[date, str]) -> None:
        """Tell of duty that is nobody's: a name that was deleted, or holds an error. A row of figures is a sum."""
        duty = [day for index, day in grid.days.items() if marks.get(day) in ON_DUTY and index not in row.numeric]
        if duty:
            why = row.faulty.get(grid.columns["nama"], "kolom nama kosong").split(";")[0]
            words = f"{why}; tugas pada {rentang(duty)} tidak dihitung untuk siapa pun; isi namanya"
            origin = Origin(file=table.file, kind=table.kind, sheet=table.sheet, columns=grid.columns)
            facts = {"apa": "baris jadwal", "sebab": words}
            self.findings.append(finding(misfits.NOT_READ, origin.place(row.number, "nama"), facts))

    def _sign(self, text: str) -> str | None:
        """The mark a cell means; "" for no duty, None where it is not understood."""
        word = " ".join(text.casefold().split())
        if not word or word in self.words.blank:
            return ""
        kind = self.words.marks.get(word)
        return _SIGNS[kind] if kind else None


def _is_sum(row: TableRow, grid: _Grid) -> bool:
    """Whether a row adds up those above it: it says so before its first day."""
    before = row.cells[: min(grid.days)]
    return any(normal(cell).partition(" ")[0] in _SUMS for cell in before)


def _cell(row: TableRow, index: int | None) -> str:
    return row.cells[index] if index is not None and index < len(row.cells) else ""


def _labels(row: TableRow) -> Iterator[tuple[str, str]]:
    """What a row above a grid says of it: "Pustu: Cimpu", "Bulan: Maret 2025"."""
    for cell in row.cells:
        match = _LABEL.match(cell)
        if match:
            label = match[1].lower()
            yield "pustu" if label == "puskesmas pembantu" else label, match[2]


def _month(text: str) -> tuple[int, int] | None:
    match = _MONTH.match(text.strip())
    if match is None:
        return None
    if match[1]:
        return int(match[2]), [name.lower() for name in BULAN].index(match[1].lower()) + 1
    return (int(match[3]), int(match[4])) if 1 <= int(match[4]) <= 12 else None


def _day(title: str, month: tuple[int, int] | None) -> date | None:
    """The day a title means: a number within the month of the grid, or a date."""
    text = title.strip()
    if text.isdigit() and len(text) <= 2:
        try:
            return date(*month, int(text)) if month else None
        except ValueError:
            return None
    return read_day(text)[0] if any(letter.isdigit() for letter in text) else None
