"""Rows of text become petugas and kader; what a cell cannot be is a finding at its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

from ilp_cli.domain.finding import Code, Finding, Path, Severity, finding
from ilp_cli.domain.people import Kader, Origin, Petugas, digits_of, parse_kelamin
from ilp_cli.domain.place import Puskesmas
from ilp_cli.domain.service import parse_hari
from ilp_cli.domain.words import maksud, near, normal, parse_date
from ilp_cli.readers import misfits
from ilp_cli.readers.standards import Professions
from ilp_cli.readers.table_file import Row, Table

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "petugas": tuple(
        "nama nip nik puskesmas pustu profesi jabatan status hari_tugas mulai sampai sip_sampai "
        "tanggal_lahir jenis_kelamin keterangan".split()
    ),
    "kader": tuple(
        "nama nik puskesmas pustu posyandu desa wilayah hari_tugas tingkat terlatih mulai sampai "
        "tanggal_lahir jenis_kelamin keterangan".split()
    ),
}
"""The columns of each sheet of a roster, in the order the template writes them."""

REQUIRED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "petugas": (("nama",), ("puskesmas",), ("profesi", "jabatan")),
    "kader": (("nama",), ("puskesmas",)),
}
"""Columns that must be there; of a group, one is enough."""

LEADING_ROWS = 10
"""How far down a header is looked for: titles and instructions may stand above it."""

_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")


@dataclass(frozen=True, slots=True)
class Register:
    """The registered names a roster may use, as they are compared, each with its path."""

    puskesmas: Mapping[str, Path]
    pustu: Mapping[tuple[Path, str], Path]
    posyandu: Mapping[tuple[Path, str], Path]

    @classmethod
    def of(cls, register: Iterable[Puskesmas]) -> Register:
        """Index a register; the first of a repeated name wins."""
        names: dict[str, Path] = {}
        pustu: dict[tuple[Path, str], Path] = {}
        posyandu: dict[tuple[Path, str], Path] = {}
        for puskesmas in register:
            for name in puskesmas.names():
                names.setdefault(name, puskesmas.path)
            for unit in puskesmas.pustu:
                pustu.setdefault((puskesmas.path, normal(unit.nama)), unit.path)
            for post in puskesmas.posyandu:
                posyandu.setdefault((puskesmas.path, normal(post.nama)), post.path)
        return cls(names, pustu, posyandu)


@dataclass(slots=True)
class Roster:
    """People as they were read, numbered through over all tables, and the faults of their cells.

    `complete` is False where a table is missing or could not be read: who is not there is then unknown.
    """

    petugas: list[Petugas] = field(default_factory=list)
    kader: list[Kader] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    complete: bool = True


@lru_cache(maxsize=65536)
def _date(text: str) -> date | None:
    return parse_date(text)


def header(
    table: Table, rows: Iterable[Row], sheet: str, aliases: Mapping[str, str]
) -> tuple[dict[str, int], int, list[Finding]]:
    """Which column stands where, how many there are, and every fault of the header row at its cell."""
    first = _heading(rows, sheet, aliases)
    if first is None:
        whole = Origin(file=table.file, kind=table.kind, sheet=table.sheet).place(1)
        return {}, 0, [finding(misfits.NOTHING, whole, {"apa": f"tabel {sheet}"})]
    found: list[Finding] = []
    columns: dict[str, int] = {}
    positions = {title: index for index, title in enumerate(first.cells)}

    def report(code: Code, index: int, severity: Severity | None = None, **facts: str) -> None:
        place = Origin(file=table.file, kind=table.kind, sheet=table.sheet, columns={"": index}).place(first.number, "")
        found.append(finding(code, place, facts, severity=severity))

    names = [aliases.get(_compared(title)) for title in first.cells]
    missing = dict(_missing(sheet, names, first.cells))
    for index, (title, name) in enumerate(zip(first.cells, names, strict=True)):
        if not title.strip() or title in missing.values():
            continue
        if name is None:
            hint = maksud(title, (known for known in COLUMNS[sheet] if known not in columns))
            report(misfits.UNREAD_COLUMN, index, Severity.WARNING if hint else None, kolom=title.strip(), maksud=hint)
        elif name in columns:
            first_title = first.cells[columns[name]].strip()
            words = f"kolom “{title.strip()}” sama artinya dengan “{first_title}”; {name} tercatat dua kali"
            report(misfits.BAD_COLUMN, index, sebab=words, maksud="")
        else:
            columns[name] = index
    for group, likely in missing.items():
        hint = f"; apakah “{likely.strip()}” yang dimaksud?" if likely else ""
        words = f"kolom wajib {' atau '.join(group)} tidak ada"
        report(misfits.BAD_COLUMN, positions.get(likely or "", 0), sebab=words, maksud=hint)
    return columns, len(first.cells), found


def _compared(title: str) -> str:
    return normal(title).replace(" ", "_")


def _heading(rows: Iterable[Row], sheet: str, aliases: Mapping[str, str]) -> Row | None:
    """The first leading row that names all required columns; without one, the row that names the most."""
    best, most = None, -1
    for row in islice(rows, LEADING_ROWS):
        names = {aliases.get(_compared(title)) for title in row.cells}
        if all(any(name in names for name in group) for group in REQUIRED[sheet]):
            return row
        if len(names) > most and (len(names - {None}) > 1 or best is None):
            best, most = row, len(names)
    return best


def _missing(
    sheet: str, names: Sequence[str | None], titles: Iterable[str]
) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """The required columns that are not there, each with the unknown title that most likely means it."""
    unknown = [title for title, name in zip(titles, names, strict=False) if name is None and title.strip()]
    for group in REQUIRED[sheet]:
        if not any(name in names for name in group):
            likely = next((hit for name in group if (hit := near(name, unknown))), None)
            if likely is not None:
                unknown.remove(likely)
            yield group, likely


def add_table(
    roster: Roster,
    sheet: str,
    table: Table,
    aliases: Mapping[str, str],
    register: Register,
    professions: Professions,
) -> None:
    """Read one table of petugas or kader into the roster."""
    rows = iter(table.rows)
    columns, width, faults = header(table, rows, sheet, aliases)
    roster.findings += [*table.findings, *faults]
    if not all(any(name in columns for name in group) for group in REQUIRED[sheet]):
        roster.complete = False
        return
    origin = Origin(file=table.file, kind=table.kind, sheet=table.sheet, columns=columns)
    if table.kind == "csv":
        rows = _fitting(roster, rows, width, origin)
    add_rows(roster, sheet, rows, columns, origin, register, professions)


def _fitting(roster: Roster, rows: Iterable[Row], width: int, origin: Origin) -> Iterator[Row]:
    """The rows of a csv that have no more cells than the header; the others are reported, for theirs have shifted."""
    for row in rows:
        if any(cell.strip() for cell in row.cells[width:]):
            counts = f"memuat {len(row.cells)} isian, judulnya {width} kolom"
            words = f"{counts}; apit isian yang memuat pemisah dengan tanda kutip"
            facts = {"kunci": f"baris {row.number}", "sebab": words}
            roster.findings.append(finding(misfits.WRONG_KIND, origin.place(row.number), facts))
        else:
            yield row


def add_rows(
    roster: Roster,
    sheet: str,
    rows: Iterable[Row],
    columns: Mapping[str, int],
    origin: Origin,
    register: Register,
    professions: Professions,
) -> None:
    """Read the rows below a header; a table without any is a finding."""
    reader = _RowReader(roster, sheet, columns, origin, register, professions)
    add: Callable[[Row], None] = reader.petugas if sheet == "petugas" else reader.kader
    empty = True
    for row in rows:
        empty = False
        add(row)
    if empty:
        place = origin.place(1) if origin.kind == "csv" else origin.place(2 if origin.kind == "sheet" else 0)
        roster.findings.append(finding(misfits.NOTHING, place, {"apa": f"tabel {sheet}"}))


class _RowReader:
    """Turns the rows of one table into people; holds what stays the same from row to row."""

    def __init__(
        self,
        roster: Roster,
        sheet: str,
        columns: Mapping[str, int],
        origin: Origin,
        register: Register,
        professions: Professions,
    ) -> None:
        self.roster = roster
        self.origin = origin
        self.register = register
        self.professions = professions
        self.required = REQUIRED[sheet]
        self.wanted: Sequence[tuple[str, int]] = [(name, columns[name]) for name in COLUMNS[sheet] if name in columns]
        self.names = frozenset(columns)
        self.personal = not self.names.isdisjoint(("tanggal_lahir", "jenis_kelamin"))

    def petugas(self, row: Row) -> None:
        cells = self._cells(row)
        shared = self._shared(row, cells, "petugas", len(self.roster.petugas))
        induk, pustu = shared["induk"], cells.get("pustu", "")
        profesi = self.professions.find(cells.get("profesi", ""), cells.get("jabatan", ""))
        unit = induk if not pustu else self.register.pustu.get((induk, normal(pustu))) if induk else None
        self.roster.petugas.append(
            Petugas(
                **shared,
                pustu=pustu,
                unit=unit,
                profesi=profesi,
                profesi_tertulis=cells.get("profesi", ""),
                jabatan=cells.get("jabatan", ""),
                status=cells.get("status", ""),
                asn=self.professions.is_asn(cells.get("status", "")),
                sip_sampai=self._day(row, cells, "sip_sampai"),
            )
        )

    def kader(self, row: Row) -> None:
        cells = self._cells(row)
        shared = self._shared(row, cells, "kader", len(self.roster.kader))
        induk, pustu, posyandu = shared["induk"], cells.get("pustu", ""), cells.get("posyandu", "")
        self.roster.kader.append(
            Kader(
                **shared,
                pustu=pustu,
                posyandu=posyandu,
                pustu_path=self.register.pustu.get((induk, normal(pustu))) if induk and pustu else None,
                posyandu_path=self.register.posyandu.get((induk, normal(posyandu))) if induk and posyandu else None,
                desa=cells.get("desa", ""),
                wilayah=cells.get("wilayah", ""),
                tingkat=cells.get("tingkat", ""),
                terlatih=cells.get("terlatih", ""),
            )
        )

    def _cells(self, row: Row) -> dict[str, str]:
        """The known columns of a row that are not blank, as clean text; the required ones checked."""
        values = row.cells
        size = len(values)
        cells: dict[str, str] = {}
        for name, index in self.wanted:
            if index < size:
                text = values[index].strip()
                if text:
                    cells[name] = text if text.isprintable() else self._clean(row, name, text)
        faulty = self._faulty(row) if row.faulty else frozenset()
        for group in self.required:
            if cells.keys().isdisjoint(group) and faulty.isdisjoint(group):
                shown = next((name for name in group if name in self.names), group[0])
                self._fault(misfits.MISSING_KEY, row, shown, kunci=" atau ".join(group))
        return cells

    def _faulty(self, row: Row) -> frozenset[str]:
        """Report the cells of a row that hold an error instead of a value, and name their columns."""
        faulty = [(name, index) for name, index in self.wanted if index in row.faulty]
        for name, index in faulty:
            self._fault(misfits.WRONG_KIND, row, name, kunci=name, sebab=row.faulty[index])
        return frozenset(name for name, _ in faulty)

    def _shared(self, row: Row, cells: Mapping[str, str], sheet: str, index: int) -> dict[str, Any]:
        puskesmas = cells.get("puskesmas", "")
        hari = cells.get("hari_tugas", "")
        damaged = frozenset(name for name in ("nip", "nik") if name in cells and self._damaged(row, name, cells[name]))
        return {
            "path": (sheet, index),
            "row": row.number,
            "origin": self.origin,
            "nama": cells.get("nama", ""),
            "puskesmas": puskesmas,
            "induk": self.register.puskesmas.get(normal(puskesmas)) if puskesmas else None,
            "nip": "" if "nip" in damaged else digits_of(cells.get("nip", "")),
            "nik": "" if "nik" in damaged else digits_of(cells.get("nik", "")),
            "rusak": damaged,
            "hari": parse_hari(hari),
            "hari_tugas": hari,
            "mulai": self._day(row, cells, "mulai"),
            "sampai": self._day(row, cells, "sampai"),
            "keterangan": cells.get("keterangan", ""),
            **(self._own(row, cells) if self.personal else {}),
        }

    def _damaged(self, row: Row, name: str, text: str) -> bool:
        """Whether an identity number was stored as a number: a spreadsheet keeps only 15 of its figures."""
        if _SCIENTIFIC.fullmatch(text):
            return True
        return (
            bool(row.numeric)
            and text != "0"
            and any(index in row.numeric for column, index in self.wanted if column == name)
        )

    def _own(self, row: Row, cells: Mapping[str, str]) -> dict[str, Any]:
        """Day of birth and sex as the row itself gives them."""
        sex = parse_kelamin(cells.get("jenis_kelamin", ""))
        if sex is None:
            self._fault(misfits.WRONG_KIND, row, "jenis_kelamin", kunci="jenis_kelamin", sebab="harus L atau P")
        return {"lahir": self._day(row, cells, "tanggal_lahir"), "kelamin": sex or ""}

    def _day(self, row: Row, cells: Mapping[str, str], name: str) -> date | None:
        text = cells.get(name)
        if text is None or text == "-":
            return None
        day = _date(text)
        if day is None:
            shown = "" if name == "tanggal_lahir" else f": “{text}”"
            self._fault(misfits.WRONG_KIND, row, name, kunci=name, sebab=f"bukan tanggal yang ada{shown}")
        return day

    def _clean(self, row: Row, name: str, text: str) -> str:
        """Text without line breaks and control characters; control characters are reported."""
        if any(not c.isprintable() and not c.isspace() for c in text):
            self._fault(misfits.WRONG_KIND, row, name, kunci=name, sebab="memuat karakter kendali yang tidak terlihat")
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())

    def _fault(self, code: Code, row: Row, column: str, **facts: str) -> None:
        place = self.origin.place(row.number, column)
        self.roster.findings.append(finding(code, place, facts))
