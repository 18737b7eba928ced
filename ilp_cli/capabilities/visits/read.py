"""Filled lists of visits from workbooks or csv files: what was typed beside each family, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath

from ilp_cli.capabilities.visits.model.returned import Diisi, Kembali, wrong
from ilp_cli.capabilities.visits.model.terms import Hasil, terms
from ilp_cli.core.finding import Finding, Place, finding
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.words import BULAN, daftar, tanggal
from ilp_cli.district.origin import Origin
from ilp_cli.files import archive, misfits
from ilp_cli.files.days import YEARS, read_day
from ilp_cli.files.table_file import Table, TableRow, Workbook, csv_table, is_text, read_bytes
from ilp_cli.law import configs
from ilp_cli.law.vocabulary import vocabulary

_KINDS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
_LABEL = re.compile(r"(?i)^\s*(puskesmas|posyandu|bulan)\s*:\s*(.+?)\s*$")
_SECTION = re.compile(r"(?i)^\s*kader\s*:")
_MONTH = re.compile(rf"(?i)^({'|'.join(BULAN)})\s+(\d{{4}})$|^(\d{{4}})-(\d\d?)$")
_NEEDED = ("keluarga", "hasil")
_SEVERAL = re.compile(r"\s*[;,/+&\n]\s*|\s+(?:dan|lalu|atau)\s+")
"""Between two results in one cell."""
_TICK = re.compile("[✓✔☑√]")
_MANY = 3
"""So many titles of a list in a row make it a header, though one may be lost; the follow-up list has fewer."""
_TYPED = ("tanggal", "hasil", "kembali", "lapor", "catatan")


def filled_files(paths: Iterable[FilePath]) -> tuple[FilePath, ...]:
    """The files that may hold filled lists: those named, and those in the folders named, in order, each once."""
    files: list[FilePath] = []
    for path in paths:
        try:
            inside = sorted(path.iterdir()) if path.is_dir() else [path]
        except PermissionError:
            inside = [path]  # whoever reads it says why not
        files += [
            item for item in inside if item == path or (item.suffix.lower() in _KINDS and item.name[0] not in ".~")
        ]
    return tuple(dict.fromkeys(files))


def read_filled(paths: Sequence[FilePath]) -> Kembali:
    """Every filled list of some files. Raises Unreadable where a file cannot be read at all."""
    reader = _Reader()
    names = []
    for path in paths:
        names.append(path.as_posix())
        tables = list(_tables(path))
        before = len(reader.rows)
        for table in tables:
            reader.read(table)
        if len(reader.rows) == before:
            words = "tidak ada daftar kunjungan di dalamnya: baris judul harus memuat Keluarga dan Hasil"
            reader.findings.append(finding(misfits.UNREADABLE_FILE, Place(file=names[-1]), {"sebab": words}))
    months = sorted(reader.months)
    return Kembali(files=tuple(names), rows=tuple(reader.rows), bulan=tuple(months), findings=tuple(reader.findings))


def _tables(path: FilePath) -> Iterator[Table]:
    name = path.as_posix()
    data = read_bytes(path, name)
    if data.startswith((b"PK\x03\x04", archive.OLE)):
        book = Workbook(data, name)
        yield from (book.table(sheet) for sheet in book.sheets)
    elif is_text(data):
        yield csv_table(data, name)
    else:
        raise misfits.unreadable(Place(file=name), "bukan workbook atau csv")


@dataclass(slots=True)
class _Reader:
    """What the reading of some files gathers."""

    rows: list[Diisi] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    months: set[date] = field(default_factory=set)

    def read(self, table: Table) -> None:
        """Read the lists of one table, one below the other."""
        said: dict[str, str] = {}
        columns: Mapping[str, int] = {}
        headless: TableRow | None = None
        self.findings += table.findings
        for row in table.rows:
            said |= dict(_labels(row))
            header = _header(row)
            if header:
                columns = header
                if month := _month(said.get("bulan", "")):
                    self.months.add(month)
            elif not columns and len(titled := _titled(row)) >= _MANY:
                self._no_header(table, row, titled)
                headless = None
            elif columns:
                self._family(table, columns, row, said)
            elif "posyandu" in said and headless is None and not dict(_labels(row)) and any(row.cells):
                headless = row
        if headless is not None and not columns:
            origin = Origin(file=table.file, kind=table.kind, sheet=table.sheet, columns={"keluarga": 0})
            words = "baris judul (Keluarga, Hasil) tidak ada di atasnya, jadi daftar ini tidak dibaca"
            self._fault(origin, headless, "keluarga", words)

    def _no_header(self, table: Table, row: TableRow, titled: Mapping[str, int]) -> None:
        """A list whose header lost a column: nothing below it can be read, and that is told."""
        origin = Origin(file=table.file, kind=table.kind, sheet=table.sheet, columns=titled)
        lost = daftar(f"“{name.capitalize()}”" for name in _NEEDED if name not in titled)
        self._fault(origin, row, next(iter(titled)), f"judul kolom {lost} tidak ada, jadi daftar ini tidak dibaca")

    def _family(self, table: Table, columns: Mapping[str, int], row: TableRow, said: Mapping[str, str]) -> None:
        """One family's row; headings, and rows in which nothing stands, are none."""
        texts = {name: _cell(row, index) for name, index in columns.items()}
        origin = Origin(file=table.file, kind=table.kind, sheet=table.sheet, columns=columns)
        if _SECTION.match(texts["keluarga"]) or any(_SECTION.match(cell) for cell in row.cells):
            return
        faulty = {name for name, index in columns.items() if index in row.faulty or texts[name] in vocabulary().errors}
        for name in sorted(faulty):
            words = row.faulty.get(columns[name], f"berisi galat {texts[name]}").split(";")[0]
            self._fault(origin, row, name, f"{words}; isi ulang selnya")
            texts[name] = ""
        if "keluarga" in faulty:
            return
        typed = [name for name in _TYPED if texts.get(name)]
        if not texts["keluarga"]:
            if typed:
                self._fault(origin, row, "keluarga", "kosong, padahal barisnya diisi; isi kode keluarganya")
            return
        before = len(self.findings)
        day = self._day(table, origin, row, "tanggal", texts, said)
        no_day = len(self.findings) > before
        before = len(self.findings)
        result = self._result(origin, row, texts)
        kembali = self._day(table, origin, row, "kembali", texts, said)
        if kembali is not None and day is not None and kembali <= day:
            words = f"{tanggal(kembali)} tidak sesudah kunjungannya ({tanggal(day)}); tanggal kembali tidak dipakai"
            self._fault(origin, row, "kembali", words)
            kembali = None
        galat = faulty | ({"tanggal"} if no_day else set()) | ({"hasil"} if len(self.findings) > before else set())
        self.rows.append(
            Diisi(
                id=mask_numbers(texts["keluarga"]),
                puskesmas=said.get("puskesmas", ""),
                row=row.number,
                origin=origin,
                tanggal=day,
                hasil=result,
                kembali=kembali,
                lapor=mask_numbers(_plain(texts.get("lapor", ""))),
                catatan=mask_numbers(_plain(texts.get("catatan", ""))),
                galat=frozenset(galat),
            )
        )

    def _result(self, origin: Origin, row: TableRow, texts: Mapping[str, str]) -> Hasil | None:
        text = texts["hasil"]
        word = normal(text)
        if not text or text in vocabulary().blank or (word in terms().belum and not _TICK.search(text)):
            return None
        result = terms().hasil.get(word)
        several = [known.nama for part in _SEVERAL.split(text) if (known := terms().hasil.get(normal(part)))]
        if result is None and len(several) > 1:
            words = f"memuat {daftar(several)}; pilih satu, yang terakhir terjadi. Dibaca belum"
            self._fault(origin, row, "hasil", words)
        elif result is None:
            hint = maksud(text, terms().hasil)
            self._fault(origin, row, "hasil", f"tertulis “{text}”, tidak dikenal; dibaca belum{hint}")
        return result

    def _day(
        self, table: Table, origin: Origin, row: TableRow, name: str, texts: Mapping[str, str], said: Mapping[str, str]
    ) -> date | None:
        """A day as it was typed: written out, or its number in the month of the list."""
        text = texts.get(name, "")
        if not text or text in vocabulary().blank:
            return None
        month = _month(said.get("bulan", ""))
        number = _number_of_day(text)
        if number and month is not None and name == "tanggal":
            try:
                return month.replace(day=number)
            except ValueError:
                day = None
        else:
            day, _ = read_day(text, since_1904=table.since_1904)
        if day is None or day.year not in YEARS:
            self._fault(origin, row, name, f"tertulis “{text}”, bukan tanggal yang ada; tulis misalnya 2025-03-12")
            return None
        far = configs.reasonable("hari_dari_bulan")
        if month is not None and name == "tanggal" and abs((day - month.replace(day=15)).days) > far:
            words = f"{tanggal(day)} jauh di luar bulan daftar ini ({said['bulan']}); isian baris ini tidak dipakai"
            self._fault(origin, row, name, words)
            return None
        return day

    def _fault(self, origin: Origin, row: TableRow, column: str, words: str) -> None:
        self.findings.append(wrong(origin.place(row.number, column), column, words))


def _number_of_day(text: str) -> int | None:
    """The number of a day that was typed alone; in a cell made for dates a spreadsheet shows 5 as 5 January 1900."""
    if text.isdecimal() and text.isascii() and len(text) <= 2:
        return int(text)
    day, _ = read_day(text)
    return day.day if day is not None and (day.year, day.month) == (1900, 1) else None


def _header(row: TableRow) -> dict[str, int]:
    """Where the columns of a list stand, if a row is its header."""
    columns = _titled(row)
    return columns if all(name in columns for name in _NEEDED) else {}


def _titled(row: TableRow) -> dict[str, int]:
    """The columns of a list that a row has titles of, whether it is a header or not."""
    titles = {normal(word): name for name, words in configs.visits()["isian"].items() for word in (name, *words)}
    columns: dict[str, int] = {}
    for index, cell in enumerate(row.cells):
        name = titles.get(normal(cell.replace("_", " "))) if cell else None
        if name is not None:
            columns.setdefault(name, index)
    return columns


def _labels(row: TableRow) -> Iterator[tuple[str, str]]:
    for cell in row.cells:
        match = _LABEL.match(cell)
        if match:
            yield match[1].lower(), match[2]


def _month(text: str) -> date | None:
    match = _MONTH.match(text.strip())
    if match is None:
        return None
    if match[1]:
        if int(match[2]) not in YEARS:
            return None
        return date(int(match[2]), [name.lower() for name in BULAN].index(match[1].lower()) + 1, 1)
    return date(int(match[3]), int(match[4]), 1) if int(match[3]) in YEARS and 1 <= int(match[4]) <= 12 else None


def _cell(row: TableRow, index: int) -> str:
    return row.cells[index].strip() if index < len(row.cells) else ""


def _plain(text: str) -> str:
    return " ".join(text.split())
