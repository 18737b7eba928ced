"""The planner's own workbook with a proposal carried out in it: rows that end, and new ones below them."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path as FilePath

from ilp_cli.applying.rows import Cells, Listed, begun, posts
from ilp_cli.capabilities.marking.verb import roster_files, unfit
from ilp_cli.capabilities.marking.write.book import Book, add_sheet, ending, opened, put_styles, usual
from ilp_cli.capabilities.marking.write.list import LOOKS
from ilp_cli.capabilities.marking.write.ooxml import DECLARATION, MAIN
from ilp_cli.capabilities.marking.write.rows import (
    NewRow,
    day_styles,
    free,
    from_1904,
    grown,
    last_column,
    reach,
    with_longer_table,
    with_values,
)
from ilp_cli.capabilities.marking.write.styles import EMPTY, Styles
from ilp_cli.capabilities.marking.write.xml_text import child, children, quoted, root, splice
from ilp_cli.capabilities.staffing.model.applied import Applied, weeks
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.outcome import OutputBlocked
from ilp_cli.core.spot import column_letters
from ilp_cli.district.district import District
from ilp_cli.district.origin import Origin
from ilp_cli.district.people import Kader, Person, Petugas
from ilp_cli.district.reading import Ledger
from ilp_cli.district.table import UNIT, TableSpec
from ilp_cli.district.tables import TAMBAHAN
from ilp_cli.files.table_file import read_bytes
from ilp_cli.files.writing import in_temporary_place
from ilp_cli.paper.sheet import safe_name
from ilp_cli.reading.folder import read_district
from ilp_cli.reading.own_rows import columns_used
from ilp_cli.registry import SHEETS_OF_ROSTER


@dataclass(frozen=True, slots=True, kw_only=True)
class _New:
    """A row to come: of which table, what stands in it, whose row it follows, and at which puskesmas it is."""

    table: str
    cells: Cells
    told: frozenset[str]
    person: Person | None
    induk: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What becomes of the rows of one workbook."""

    ending: Mapping[Path, date]
    moved: Mapping[Path, Petugas]
    new: tuple[_New, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A proposal to be carried out in the planner's own workbook, and all that is known of what was read from it."""

    source: FilePath
    district: District
    ledger: Ledger
    usulan: Applied
    mulai: date
    names: Mapping[Path, str]
    rows: Mapping[str, Listed]
    tables: Mapping[str, TableSpec]


def kept(task: Task, target: FilePath) -> tuple[bytes, tuple[str, ...]]:
    """The planner's workbook with the proposal in it, read back and found to hold just that.

    New rows stand below their table where there is room, else on sheets of their own, whose names come along. Raises
    OutputBlocked with the reason where the workbook cannot be kept.
    """
    path, data = _only_workbook(task.district, target)
    change = _change(task)
    reason = ""
    for apart in (False, True):
        try:
            with usual("workbook ini"):
                content, sheets = _edited(task, data, change, apart=apart)
        except OutputBlocked as error:
            reason = str(error)
            continue
        if _reads_as_meant(task, content, target.name if target.suffix else path.name):
            return content, sheets
        reason = "hasilnya tidak terbaca seperti usulannya"
    raise OutputBlocked(f"{path.name}: {reason}")


def _only_workbook(district: District, target: FilePath) -> tuple[FilePath, bytes]:
    files = sorted(roster_files(district))
    if len(files) != 1:
        raise OutputBlocked(f"roster ini terdiri dari {len(files)} berkas")
    (path,) = files
    data = read_bytes(path, path.name)
    source = next(source for source in district.sources if FilePath(source.location) == path)
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise OutputBlocked(f"{path.name} berubah selagi dibaca; ulangi")
    if reason := unfit(data, path):
        raise OutputBlocked(f"{path.name}: {reason}")
    kind = ending(data)
    if target.suffix and target.suffix.lower() != kind:
        raise OutputBlocked(f"{path.name} workbook {kind}; beri keluarannya akhiran itu")
    return path, data


def _change(task: Task) -> _Change:
    """What becomes of each row, and every row to come, in the order in which a roster of ours has them."""
    usulan, mulai = task.usulan, task.mulai
    following = weeks(usulan.before, usulan.moves)
    ending: dict[Path, date] = {}
    moved: dict[Path, Petugas] = {}
    new: list[_New] = []
    listed = dict(task.rows["petugas"])
    for person in usulan.before.petugas:
        if person.path not in following:
            continue
        first, *others = following[person.path]
        if person.mulai == mulai:  # who begins on that very day has served nowhere before
            moved[person.path] = first
        else:
            ending[person.path] = mulai - timedelta(days=1)
            others.insert(0, first)
        told = frozenset(("puskesmas", "pustu", UNIT, "hari_tugas", "mulai"))
        for row in others:
            cells = begun(listed[person.path], row, mulai, task.names)
            new.append(_New(table="petugas", cells=cells, told=told, person=person, induk=(row.unit or ())[:2]))
    for settled in usulan.hires:
        if settled.unit is not None:
            table = "kader" if settled.hire.profesi == "kader" else "petugas"
            spec = task.tables[table]
            for cells in posts(settled, settled.unit, (*spec.offered, *spec.beyond), task.names):
                filled = frozenset(name for name, text in cells.items() if text)
                new.append(_New(table=table, cells=cells, told=filled, person=None, induk=settled.unit[:2]))
    return _Change(ending=ending, moved=moved, new=tuple(new))


def _edited(task: Task, data: bytes, change: _Change, *, apart: bool) -> tuple[bytes, tuple[str, ...]]:
    book = opened(data)
    given = book.package.related(book.part, "styles")
    styles = book.package.xml(given.target) if given else EMPTY
    days = None if from_1904(book.package.xml(book.part)) else day_styles(styles)
    people = {person.path: person for person in (*task.district.petugas, *task.district.kader)}
    layout = _Layout(task, book)
    edits = layout.edits
    for key, day in change.ending.items():
        person = people[key]
        edits.setdefault(_sheet(person.origin), {})[person.row] = {layout.column(person, "sampai"): day}
    for key, begins in change.moved.items():
        person = people[key]
        cells = begun(dict(task.rows["petugas"])[key], begins, task.mulai, task.names)
        told = {name: cells.get(name, "") for name in ("puskesmas", "pustu", UNIT, "hari_tugas")}
        edits.setdefault(_sheet(person.origin), {})[person.row] = _values(layout, person, told, task.mulai)
    if apart:
        sheets = tuple(
            _on_a_sheet(book, task.tables[table], [row.cells for row in change.new if row.table == table])
            for table in dict.fromkeys(row.table for row in change.new)
        )
        below: dict[str, list[tuple[Origin, int, _New]]] = {}
    else:
        sheets = ()
        below = _below(task, change.new)
    for sheet in book.sheets:
        if sheet.name in edits or sheet.name in below:
            rows = below.get(sheet.name, [])
            content = book.package.xml(sheet.part)
            fresh = {}
            for origin, last, listed in _by_table(rows):
                if not free(content, last + 1, last + len(listed) + 1):
                    raise OutputBlocked(f"di bawah baris {last} lembar {sheet.name} tidak ada tempat")
                model = next(person for person in people.values() if person.origin is origin)
                for number, row in enumerate(listed, last + 1):
                    own = row.person if row.person is not None and row.person.origin is origin else None
                    told = {  # of a row that is copied what differs, else all there is
                        name: text for name, text in row.cells.items() if (text if own is None else name in row.told)
                    }
                    fresh[number] = NewRow(
                        like=own.row if own is not None else last,
                        whole=own is not None,
                        values=_values(layout, model, told, task.mulai),
                    )
            content = with_values(content, edits.get(sheet.name, {}), fresh, days)
            for _, last, listed in _by_table(rows):
                content = grown(content, last, len(listed))
                _grow_tables(book, sheet.part, sheet.index, last, len(listed))
            book.package.write(sheet.part, content)
    return book.package.packed(), sheets


def _sheet(origin: Origin) -> str:
    if origin.sheet is None:
        raise OutputBlocked("orangnya tidak berdiri di lembar workbook")
    return origin.sheet


class _Layout:
    """Where the columns of the tables of a workbook stand, and those that have to be added at their right."""

    def __init__(self, task: Task, book: Book) -> None:
        self.edits: dict[str, dict[int, dict[int, str | date]]] = {}
        self._task = task
        self._book = book
        self._added: dict[tuple[int, str], int] = {}

    def column(self, person: Person, name: str) -> int:
        """The column of a table that has a day; a title is put beside the others where there is none yet."""
        origin = person.origin
        if name in origin.columns:
            return origin.columns[name]
        if (id(origin), name) not in self._added:
            self._added[id(origin), name] = self._more(person, name)
        return self._added[id(origin), name]

    def _more(self, person: Person, name: str) -> int:
        kind = "petugas" if isinstance(person, Petugas) else "kader"
        sheet = _sheet(person.origin)
        above = (
            reading.header_row
            for reading in self._task.district.readings
            if (reading.sheet, reading.table) == (sheet, kind) and (reading.header_row or 0) < person.row
        )
        header = max((row for row in above if row is not None), default=None)
        part = next((part.part for part in self._book.sheets if part.name == sheet), None)
        if header is None or part is None:
            raise OutputBlocked(f"lembar {sheet} tidak punya kolom {name}, dan judulnya tidak ditemukan")
        given = self.edits.setdefault(sheet, {}).setdefault(header, {})
        column = max(given, default=-1)
        column = max(column, last_column(self._book.package.xml(part))) + 1
        given[column] = self._task.tables[kind].by_name[name].title
        return column


def _values(layout: _Layout, person: Person, told: Mapping[str, str], mulai: date) -> dict[int, str | date]:
    """Values by the columns of a table as the planner has them; what has no column there is left to the proof."""
    columns = person.origin.columns
    told = dict(told)
    if "pustu" not in columns and UNIT in columns:
        pustu = told.pop("pustu", "")
        told[UNIT] = f"Pustu {pustu}" if pustu else f"Puskesmas {told.get('puskesmas', '')}"
    if "profesi" not in columns and told.get("profesi"):
        told["jabatan"] = told["profesi"]
    values: dict[int, str | date] = {columns[name]: text for name, text in told.items() if name in columns}
    if "mulai" in told:
        values[layout.column(person, "mulai")] = mulai
    return values


def _below(task: Task, new: Sequence[_New]) -> dict[str, list[tuple[Origin, int, _New]]]:
    """By sheet each new row with the table it goes below: that of its puskesmas, else the one it is taken from."""
    placed: dict[str, list[tuple[Origin, int, _New]]] = {}
    people: Mapping[str, Sequence[Person]] = {"petugas": task.district.petugas, "kader": task.district.kader}
    for row in new:
        listed = people[row.table]
        if not listed:
            raise OutputBlocked(f"belum ada baris {row.table} di workbook ini")
        here = Counter(id(person.origin) for person in listed if person.induk == row.induk)
        own = id(row.person.origin) if row.person is not None else id(listed[-1].origin)
        wanted = own if here[own] or not here else here.most_common(1)[0][0]
        table = [person for person in listed if id(person.origin) == wanted]
        last = max(person.row for person in table)
        origin = table[0].origin
        placed.setdefault(_sheet(origin), []).append((origin, last, row))
    return placed


def _by_table(rows: Sequence[tuple[Origin, int, _New]]) -> Iterator[tuple[Origin, int, list[_New]]]:
    tables: dict[int, tuple[Origin, int, list[_New]]] = {}
    for origin, last, row in rows:
        tables.setdefault(id(origin), (origin, last, []))[2].append(row)
    yield from tables.values()


def _grow_tables(book: Book, part: str, index: int, last: int, more: int) -> None:
    """Let the tables, filters and print areas of a sheet that end with a row reach some rows further."""
    for relation in book.package.relations(part):
        if relation.kind == "table" and book.package.has(relation.target):
            content = book.package.xml(relation.target)
            if not int(root(content).tag.get("totalsRowCount") or 0):
                book.package.write(relation.target, with_longer_table(content, last, more))
    content = book.package.xml(book.part)
    listed = child(content, root(content), "definedNames")
    edits = []
    for element in children(content, listed.inside) if listed else ():
        own = element.tag.get("localSheetId") == str(index)
        if own and element.tag.get("name") in ("_xlnm._FilterDatabase", "_xlnm.Print_Area"):
            old = content[element.inside[0] : element.inside[1]].decode()
            edits.append((*element.inside, reach(old, last, more).encode()))
    if edits:
        book.package.write(book.part, splice(content, edits))


def _on_a_sheet(book: Book, spec: TableSpec, rows: Sequence[Cells]) -> str:
    """New rows on a sheet of their own, under the titles of a roster of ours; its name."""
    given = book.package.related(book.part, "styles")
    styles = Styles(book.package.xml(given.target) if given else EMPTY, {})
    looks = styles.looks(LOOKS)
    table = spec.only(columns_used(spec, rows))
    titles = [column.title for column in table.columns]
    listed = [[row.get(column.name, "") for column in table.columns] for row in rows]

    def drawn(number: int, texts: Sequence[str], look: str) -> str:
        cells = (
            f'<c r="{column_letters(column)}{number}" s="{looks[look, False]}" t="inlineStr">'
            f'<is><t xml:space="preserve">{quoted(text)}</t></is></c>'
            for column, text in enumerate(texts)
            if text
        )
        return f'<row r="{number}">{"".join(cells)}</row>'

    widths = "".join(
        f'<col min="{number}" max="{number}" width="{column.width:g}" customWidth="1"/>'
        for number, column in enumerate(table.columns, 1)
    )
    body = "".join((drawn(1, titles, "head"), *(drawn(number, row, "text") for number, row in enumerate(listed, 2))))
    name = safe_name(f"{spec.name.capitalize()} {TAMBAHAN}", (sheet.name for sheet in book.sheets))
    xml = f'{DECLARATION}<worksheet xmlns="{MAIN}"><cols>{widths}</cols><sheetData>{body}</sheetData></worksheet>'
    put_styles(book, given.target if given else "", styles)
    add_sheet(book, name, xml.encode())
    return name


def _reads_as_meant(task: Task, content: bytes, name: str) -> bool:
    """Whether the workbook, read back, has the rows of before with the proposal in them, and no new fault."""
    ledger = Ledger()
    with in_temporary_place(), tempfile.TemporaryDirectory() as folder:
        path = FilePath(folder) / name
        path.write_bytes(content)
        again = read_district(task.source, path, tables=SHEETS_OF_ROSTER, ledger=ledger)
    before = task.district
    return (
        ledger.whole
        and Counter(map(_petugas, again.petugas)) == Counter(map(_petugas, _meant(task)))
        and Counter(map(_kader, again.kader)) == Counter(map(_kader, before.kader))
        and len(again.cuti) == len(before.cuti)
        and {table: len(rows) for table, rows in again.isian.items()}
        == {table: len(rows) for table, rows in before.isian.items()}
        and len(ledger.vacant) == len(task.ledger.vacant) + task.usulan.hired
        and not _faults(again) - _faults(before)
    )


def _faults(district: District) -> Counter[str]:
    return Counter(misfit.code for misfit in district.misfits if misfit.severity is not Severity.NOTE)


def _meant(task: Task) -> Iterator[Petugas]:
    """The rows of the petugas as they shall be read."""
    following = weeks(task.usulan.before, task.usulan.moves)
    for person in task.usulan.before.petugas:
        if person.path not in following:
            yield person
            continue
        if person.mulai != task.mulai:
            yield replace(person, sampai=task.mulai - timedelta(days=1))
        yield from (replace(row, mulai=task.mulai) for row in following[person.path])


def _petugas(row: Petugas) -> tuple[object, ...]:
    """What is compared of a row; a profession that was read from the jabatan may be written out."""
    return (
        row.nama, row.nip, row.nik, row.unit, row.profesi or row.profesi_tertulis, row.jabatan, row.status, row.hari,
        row.mulai, row.sampai, row.sip_sampai, row.tetap, row.pj_klaster, row.keterangan,
    )  # fmt: skip


def _kader(row: Kader) -> tuple[object, ...]:
    return row.nama, row.nik, row.pustu_path, row.posyandu_path, row.hari, row.mulai, row.sampai, row.keterangan
