"""What an import reads: the sources row by row, and what the planner chose in an earlier workbook of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from ilp_cli.capabilities.intake.model.decide import label
from ilp_cli.capabilities.intake.model.intake import IGNORE, KINDS, MARK, Chosen, fingerprint
from ilp_cli.core.finding import Finding, Path, Place, Severity, finding
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.spot import column_letters
from ilp_cli.district.district import District
from ilp_cli.district.lent import KODE, Home
from ilp_cli.district.reading import JOB, Ledger, Name, name_of
from ilp_cli.district.table import UNIT, TableSpec, named
from ilp_cli.district.tables import PENCOCOKAN, ROSTER
from ilp_cli.files import misfits
from ilp_cli.files.table_file import TableRow, Workbook, read_bytes
from ilp_cli.law import configs
from ilp_cli.reading.folder import read_district
from ilp_cli.reading.own_rows import home_of, names_of
from ilp_cli.reading.roster import Location, Read, read_roster
from ilp_cli.reading.roster_read import RosterRead
from ilp_cli.reading.units import Register, Units

_COLUMNS = ("jenis", "konteks", "tertulis", "dipilih")
_LEADING = 10
"""How far down the header of Pencocokan is looked for."""
_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class EarlierImport:
    """A workbook of an earlier import: what was chosen in it, its faults, and whether its people were edited since."""

    choices: tuple[Chosen, ...] = ()
    findings: tuple[Finding, ...] = ()
    edited: bool = False


def read_sources(
    plan: District,
    base: FilePath,
    sources: Sequence[FilePath],
    choices: Sequence[Chosen],
    tables: Sequence[TableSpec] = ROSTER,
    induk: Path | None = None,
    home: Home | None = None,
) -> tuple[District, Ledger]:
    """Read files and folders as a roster of a district, what the planner chose put in; `misfits` are theirs alone.

    `induk` is the puskesmas of those tables that name none; `home` the roster from which their rows were sent out.
    """
    chosen = {choice.name: choice.target for choice in choices if choice.target is not None}
    ledger = Ledger()
    register = replace(Register.of(plan.puskesmas), chosen=chosen)
    read = Read(register, base, people=RosterRead(named(tables), ledger=ledger, induk=induk, home=home))
    read_roster(read, [Location(path, Place(file=path.as_posix())) for path in sources])
    roster = read.people
    district = replace(
        plan,
        petugas=tuple(roster.petugas),
        kader=tuple(roster.kader),
        cuti=tuple(roster.cuti),
        isian={name: tuple(rows) for name, rows in roster.isian.items()},
        misfits=tuple(_of_what_came(roster)),
        readings=tuple(roster.readings),
        sources=tuple(read.sources),
    )
    return district, ledger


def _of_what_came(roster: RosterRead) -> list[Finding]:
    """The findings less that nobody came, where nothing but other tables did and no table looks like one of people."""
    nobody = not (roster.petugas or roster.kader or roster.cuti)
    doubted = any(told.code == misfits.NOT_READ.code and told.severity is not Severity.NOTE for told in roster.findings)
    if not (nobody and any(roster.isian.values())) or doubted:
        return roster.findings
    absent = {misfits.NOTHING.code, misfits.MISSING_TABLE.code}
    return [told for told in roster.findings if told.code not in absent]


def came_back(ledger: Ledger) -> bool:
    """Whether rows are there that were sent out: they bear a code."""
    return any(KODE.name in cells for cells in ledger.written.values())


def read_home(path: FilePath, tables: Sequence[TableSpec]) -> Home:
    """The roster of the plan, from which rows were sent out; empty where there is none."""
    ledger = Ledger()
    district = read_district(path, tables=tables, ledger=ledger)
    return home_of(district, ledger, tables, names_of(district, configs.professions().names))


def suggester(plan: District) -> Callable[[Name, str], tuple[Path, ...]]:
    """Says of an unregistered name which registered places it may mean, and of a jabatan which professions."""
    units = Units(Register.of(plan.puskesmas))
    professions = configs.professions()

    def suggest(name: Name, text: str) -> tuple[Path, ...]:
        if name[0] == JOB:
            return tuple(("profesi", key) for key in professions.likely(text, _SUGGESTED))
        return units.likely(name, text, _SUGGESTED)

    return suggest


def read_earlier(
    path: FilePath, plan: District, *, needed: bool, tables: Sequence[TableSpec] = ROSTER
) -> EarlierImport:
    """Read what was chosen in a workbook. Raises Unreadable where it is none; `needed` where it must have choices."""
    name = path.as_posix()
    book = Workbook(read_bytes(path, name), name)
    sheet = next((title for title in book.sheets if normal(title) == normal(PENCOCOKAN)), None)
    if sheet is None:
        if needed:
            raise misfits.unreadable(Place(file=name), f"workbook ini tidak punya lembar {PENCOCOKAN}")
        return EarlierImport(edited=_edited(book, tables))
    rows = list(book.table(sheet).rows)
    header = next((row for row in rows[:_LEADING] if set(_COLUMNS) <= set(map(normal, row.cells))), None)
    if header is None:
        words = f"lembar {sheet} harus punya kolom {', '.join(_COLUMNS)}"
        raise misfits.unreadable(Place(file=name, sheet=sheet), words)
    columns = {normal(title): index for index, title in enumerate(header.cells)}
    reader = _Choices(name, sheet, columns, Register.of(plan.puskesmas))
    made = list(reader.read(row for row in rows if row.number > header.number))
    return EarlierImport(tuple(made), tuple(reader.findings), edited=_edited(book, tables))


class _Choices:
    """Reads the rows of Pencocokan; what was chosen must be registered, in just these letters."""

    def __init__(self, file: str, sheet: str, columns: Mapping[str, int], register: Register) -> None:
        self.file, self.sheet, self.columns, self.register = file, sheet, columns, register
        self.offered = [label(path, register.names) for path in register.names]
        self.labels = {normal(words): path for words, path in zip(self.offered, register.names, strict=True)}
        self.jobs: dict[str, Path] = {
            normal(words): ("profesi", key)
            for key, nama in configs.professions().names.items()
            for words in (nama, f"profesi {nama}")
        }
        self.findings: list[Finding] = []

    def read(self, rows: Iterator[TableRow]) -> Iterator[Chosen]:
        """Every row in which something is chosen, each name once."""
        jenis_of = {words: column for column, words in KINDS.items()}
        seen: dict[Name, Chosen] = {}
        for row in rows:
            cells = {name: self._cell(row, index) for name, index in self.columns.items()}
            column = jenis_of.get(normal(cells["jenis"]))
            if not cells["dipilih"]:
                continue
            if column is None or not cells["tertulis"]:
                self._fault(self._place(row), cells["dipilih"], "tidak dapat dipakai: jenis atau tertulis berubah")
                continue
            induk = self.register.puskesmas.get(normal(cells["konteks"])) if cells["konteks"] else None
            name = name_of(column, induk, cells["tertulis"], "" if induk else cells["konteks"])
            choice = self._choice(row, cells, name)
            before = seen.setdefault(name, choice)
            if before is choice:
                yield choice
            elif (before.target, before.ignored) != (choice.target, choice.ignored):
                words = f"sudah dipilih lain di {before.place.cell} untuk nama yang sama; yang pertama dipakai"
                self._fault(choice.place, choice.dipilih, words)

    @staticmethod
    def _cell(row: TableRow, index: int) -> str:
        return " ".join(row.cells[index].split()) if index < len(row.cells) else ""

    def _choice(self, row: TableRow, cells: Mapping[str, str], name: Name) -> Chosen:
        choice = Chosen(
            jenis=cells["jenis"],
            konteks=cells["konteks"],
            tertulis=mask_numbers(cells["tertulis"]),
            dipilih=mask_numbers(cells["dipilih"]),
            name=name,
            place=self._place(row),
        )
        wanted = normal(cells["dipilih"])
        if wanted == normal(IGNORE):
            return replace(choice, ignored=True)
        if name[0] == JOB:
            target = self.jobs.get(wanted)
            if target is None:
                hint = maksud(choice.dipilih, configs.professions().names.values())
                self._fault(choice.place, choice.dipilih, f"bukan profesi yang dikenal{hint}")
            return replace(choice, target=target)
        target = self.labels.get(wanted) or self._plain(name, wanted)
        if target is None:
            bare = [label(path, self.register.names) for path in self.labels.values() if self._named(path) == wanted]
            hint = f"; tulis “{bare[0]}”" if bare else maksud(choice.dipilih, self.offered)
            self._fault(choice.place, choice.dipilih, f"bukan tempat yang terdaftar{hint}")
        return replace(choice, target=target)

    def _named(self, path: Path) -> str:
        return normal(self.register.names[path])

    def _plain(self, name: Name, wanted: str) -> Path | None:
        """A bare name, where the column it stands in and its puskesmas leave no doubt."""
        column, induk, _ = name
        if column == "puskesmas":
            return self.register.puskesmas.get(wanted)
        if column == UNIT or induk is None:
            return None
        return (self.register.pustu if column == "pustu" else self.register.posyandu).get((induk, wanted))

    def _place(self, row: TableRow) -> Place:
        letters = column_letters(self.columns["dipilih"])
        return Place(file=self.file, sheet=self.sheet, cell=f"{letters}{row.number}")

    def _fault(self, place: Place, chosen: str, words: str) -> None:
        facts = {"unit": chosen, "sebab": words, "maksud": ""}
        self.findings.append(finding(misfits.UNKNOWN_UNIT, place, facts))


def _edited(book: Workbook, tables: Sequence[TableSpec]) -> bool:
    """Whether the people of a workbook that an import wrote are no longer those it wrote."""
    sheets = {normal(sheet): sheet for sheet in book.sheets}
    meta = list(book.table(sheets["meta"]).rows) if "meta" in sheets else []
    facts = {row.cells[0]: row.cells[1] for row in meta if len(row.cells) > 1}
    looked_at = [name for name in named(tables) if name in sheets or name in named(ROSTER)]
    texts = [_texts(book, sheets[name]) if name in sheets else [] for name in looked_at]
    return MARK in facts and facts[MARK] != fingerprint(texts)


def _texts(book: Workbook, sheet: str) -> list[list[str]]:
    """A sheet as rows of text, blank rows included."""
    texts: list[list[str]] = []
    for row in book.table(sheet).rows:
        texts += [[] for _ in range(row.number - 1 - len(texts))]
        texts.append(list(row.cells))
    return texts
