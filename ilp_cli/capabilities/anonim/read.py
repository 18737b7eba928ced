"""A roster file as raw tables, for a copy in which every value stays where it is."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path as FilePath
from string import ascii_uppercase

from ilp_cli.capabilities.anonim.model.copy import Columns, Entry, Mark, RawList, RawTable, text_at
from ilp_cli.capabilities.anonim.model.pseudonym import CopyValue
from ilp_cli.core.finding import Finding, Place, Severity
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.weekdays import DAY_NAMES
from ilp_cli.core.words import BULAN
from ilp_cli.district.isian import Isian
from ilp_cli.district.origin import WHOLE_ROW
from ilp_cli.district.people import Cuti, Kader, Petugas
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.reading import Ledger, Reading
from ilp_cli.district.record import SHEET as OURS
from ilp_cli.district.table import ColumnSpec, Holds, Privacy, TableSpec, named
from ilp_cli.district.tables import ROSTER
from ilp_cli.files import archive, misfits, yaml_file
from ilp_cli.files.apart import CellValue
from ilp_cli.files.table_file import DELIMITERS, Table, TableRow, Workbook, decode_text, read_bytes
from ilp_cli.law import configs
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading import heading, lengthwise, wide_rows
from ilp_cli.reading.leaving import leaving, legend, says_gone
from ilp_cli.reading.nobody import Nobody, two_names
from ilp_cli.reading.roster import Location, Read, file_tables, folder_files, is_folder, read_roster
from ilp_cli.reading.roster_read import SHEETS, RosterRead
from ilp_cli.reading.units import Register, Units

KINDS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".yaml": "yaml", ".yml": "yaml"}
"""What a copy is by the end of its name; anything else is a workbook."""
_YAML = tuple(suffix for suffix, kind in KINDS.items() if kind == "yaml")
_ANYWHERE = "\N{WORD JOINER}"
"""The puskesmas of a table whose headings alone name the place of its rows: a copy is made without a register."""
_HEAD = 4
"""How many rows a header may take: a group over it, two of titles, and one that numbers the columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRoster:
    """What one roster file holds. `left` names its sheets that are no tables of people."""

    path: FilePath
    kind: str
    tables: tuple[RawTable, ...] = ()
    lists: tuple[RawList, ...] = ()
    left: tuple[str, ...] = ()
    delimiter: str = ","
    marked: bool = False


def read_raw(source: FilePath, tables: Sequence[TableSpec] = ROSTER) -> tuple[list[RawRoster], tuple[str, ...]]:
    """Read a roster file, or all roster files of a folder, as they stand; and the files of the folder that are none.

    What a check reads is asked of the reading itself, so that nobody it finds is overlooked. Raises Unreadable where a
    file cannot be read, or holds a table of people that cannot.
    """
    specs = named(tables)
    if source.suffix.lower() in _YAML and not is_folder(source):
        return [_yaml(read_bytes(source, source.as_posix()), source, specs)], ()
    roster = _read(source, specs)
    if _lost(roster) or not roster.readings:
        headed = _read(source, specs, anywhere=Puskesmas(path=("puskesmas", 0), nama=_ANYWHERE))
        if headed.ledger is not None and any(why == Nobody.HEADING for _, _, why in headed.ledger.passed):
            roster = headed  # its headings give the places, as a check knows by the register
    _refuse(roster, source)
    rosters = [_raw(FilePath(name), specs, roster) for name in dict.fromkeys(item.file for item in roster.readings)]
    copied = {raw.path.name for raw in rosters}
    others = folder_files(source, source.as_posix()) if is_folder(source) else []
    return rosters, tuple(path.name for path in others if path.name not in copied and not path.name.startswith("."))


def _read(source: FilePath, specs: Mapping[str, TableSpec], *, anywhere: Puskesmas | None = None) -> RosterRead:
    """A roster as a check reads it, but for the register; tables that name no place are those of `anywhere`."""
    roster = RosterRead(specs, ledger=Ledger(), induk=anywhere.path if anywhere is not None else None)
    base = source if is_folder(source) else source.parent
    register = Register.of([anywhere] if anywhere is not None else [])
    read_roster(Read(register, base, people=roster), [Location(source, Place(file=source.as_posix()))])
    return roster


def _lost(roster: RosterRead) -> list[Finding]:
    """Why somebody may stand in a roster who was not read."""
    lost = [told for told in roster.findings if told.status == ExitStatus.INPUT]
    if roster.ledger is not None and not roster.ledger.whole:
        lost += [told for told in roster.findings if told.severity is Severity.ERROR and told.code in _UNREAD]
    return lost


def _refuse(roster: RosterRead, source: FilePath) -> None:
    """Raise Unreadable where somebody may stand who was not read: a copy without them would say less."""
    lost = _lost(roster)
    if lost or not roster.readings:
        raise misfits.Unreadable(lost or [*_why(roster, source)])


_UNREAD = frozenset(code.code for code in (misfits.BAD_COLUMN, misfits.NOTHING, misfits.NOT_READ))


def _why(roster: RosterRead, source: FilePath) -> Iterator[Finding]:
    """Why nothing at all was read."""
    said = [told for told in roster.findings if told.code == misfits.MISSING_TABLE.code]
    words = "; ".join(dict.fromkeys(told.message for told in said)) or "tidak ada tabel petugas atau kader"
    yield from misfits.unreadable(Place(file=source.as_posix()), words).findings


def _raw(path: FilePath, specs: Mapping[str, TableSpec], roster: RosterRead) -> RawRoster:
    """One file of a roster, its people where the reading found them."""
    name = path.as_posix()
    data = read_bytes(path, name)
    if path.suffix.lower() in _YAML:
        return _yaml(data, path, specs)
    where: dict[str | None, dict[int, list[tuple[TableSpec, Mapping[str, int]]]]] = {}
    read: dict[str, Sequence[Petugas | Kader | Cuti | Isian]] = {
        "petugas": roster.petugas, "kader": roster.kader, "cuti": roster.cuti, **roster.isian,
    }  # fmt: skip
    for kind, persons in read.items():
        for person in persons:
            if person.origin.file == name:
                rows = where.setdefault(person.origin.sheet, {})
                rows.setdefault(person.row, []).append((specs[kind], person.origin.columns))
    readings: dict[str | None, list[Reading]] = {}
    for reading in roster.readings:
        if reading.file == name:
            readings.setdefault(reading.sheet, []).append(reading)
    grids = dict(_grids(data, path, name))
    vacant: dict[str | None, set[int]] = {}
    for place, _, _ in roster.ledger.vacant if roster.ledger is not None else ():
        if place.file == name:
            vacant.setdefault(place.sheet, set()).add(_row_of(place))
    tables = [
        _table(table, values, specs, readings[sheet], where.get(sheet, {}), vacant.get(sheet, set()))
        for sheet, (table, values) in grids.items()
        if sheet in readings
    ]
    left = tuple(sheet for sheet in grids if sheet is not None and sheet not in readings)
    if None in grids:
        text, _ = decode_text(data, name)
        return RawRoster(
            path=path,
            kind="csv",
            tables=tuple(raw for raw, _ in tables),
            delimiter=_delimiter(text, tables[0][1]),
            marked=data.startswith(b"\xef\xbb\xbf"),
        )
    return RawRoster(path=path, kind="workbook", tables=tuple(raw for raw, _ in tables), left=left)


def _row_of(place: Place) -> int:
    """The row of a table that a place is in."""
    return int(place.cell.lstrip(ascii_uppercase)) if place.cell else place.line or 0


def _grids(data: bytes, path: FilePath, name: str) -> Iterator[tuple[str | None, tuple[Table, list[list[CopyValue]]]]]:
    """Every table of a file with its sheet (None for a csv), and its values from the very first cell."""
    book = Workbook(data, name) if data.startswith((b"PK\x03\x04", archive.OLE)) else None
    if book is not None:
        for sheet in book.sheets:
            yield sheet, (book.table(sheet), [[_plain(value) for value in row] for row in book.values(sheet)])
        return
    for _, table in file_tables(data, path, name):
        rows: list[list[CopyValue]] = []
        listed = list(table.rows)
        for row in listed:
            rows += [[] for _ in range(row.number - 1 - len(rows))]
            rows.append([_on_one_line(cell) for cell in row.cells])
        yield table.sheet, (replace(table, rows=iter(listed)), rows)


def _on_one_line(cell: str) -> str:
    """A cell without its line breaks; where they stand between two names another mark does."""
    return (" / " if "\n" in cell and two_names(cell) else " ").join(cell.splitlines())


def _table(
    table: Table,
    values: list[list[CopyValue]],
    specs: Mapping[str, TableSpec],
    readings: Sequence[Reading],
    where: Mapping[int, Sequence[tuple[TableSpec, Mapping[str, int]]]],
    vacant: Collection[int],
) -> tuple[RawTable, list[TableRow]]:
    """One sheet or csv, and its rows: which hold titles, and what stands where in those that are somebody.

    `vacant` are the rows of vacant posts.
    """
    listed = list(table.rows)
    starts = sorted(reading.header_row or 1 for reading in readings)
    headers: set[int] = set()
    titles: list[tuple[str, Sequence[ColumnSpec]]] = []
    columns: dict[int, Columns] = {}
    posts: dict[int, Columns] = {}
    unread: set[tuple[int, int]] = set()
    for reading in readings:
        last = reading.header_row or 1
        end = min((start for start in starts if start > last), default=len(values) + 1)
        spec = specs[reading.table]
        head = [row for row in listed if last - _HEAD < row.number <= last and row.number not in where]
        choice = heading.choose(head, spec, heading.titles_of(spec))
        own = head[choice.first :] if choice else [row for row in head if row.number == last]
        below = [row for row in listed if row.number > last and row.number not in where]
        if choice is None:
            across = [row for row in listed if last - heading.LEADING_ROWS < row.number <= last]
            headers |= lengthwise.head_rows(table, across, spec, Units(Register.of(())))
        headers |= wide_rows.head_rows([row for row in listed if row.number > last - heading.LEADING_ROWS])
        headers |= {row.number for row in (*own, *below) if row in own or any(_repeats(row, title) for title in own)}
        here = {number: held for number, held in where.items() if last < number < end}
        places: dict[int, ColumnSpec] = {}
        if choice:
            headers |= _group(head[: choice.first], spec)
            places = {
                index: spec.by_name[name]
                for index, name in enumerate(choice.names)
                if name and spec.by_name[name].holds is Holds.PLACE
            }
            own_columns = {index: [spec.by_name[name]] for index, name in enumerate(choice.names) if name}
            failed = {row.number for row in listed if row.faulty and row.number not in where}
            posts |= {number: own_columns for number in {*vacant, *failed} if last < number < end}
            unread |= {
                (row.number, index)
                for row in head
                for index, name in enumerate(choice.names)
                if name is None and not maksud(text_at(values, row.number, index), spec.offered)
            }
            known = _columns([table_of for rows in here.values() for table_of in rows], places)
            titles += [(title.strip(), known.get(index, ())) for index, (_, title) in enumerate(choice.titles)]
        columns |= {number: _columns(held, places) for number, held in here.items()}
    _fill(table, values, {**posts, **columns}, {row.number: row.faulty for row in listed if row.faulty})
    every = [(index, spec) for row in columns.values() for index, held in row.items() for spec in held]
    raw = RawTable(
        sheet=table.sheet or readings[0].table,
        rows=values,
        headers=frozenset(headers),
        people=columns,
        posts=posts,
        unread=frozenset(unread),
        names=frozenset(index for index, spec in every if spec.holds is Holds.NAME),
        counted=Counter(spec.name for held in where.values() for spec, _ in held),
        marks=_marks(table, listed, columns),
        notes=_notes(table, columns),
        emptied=[title for title, own in titles if title and all(spec.privacy is Privacy.DROPPED for spec in own)],
    )
    return raw, listed


def _marks(table: Table, listed: Sequence[TableRow], columns: Mapping[int, Columns]) -> dict[tuple[int, int], Mark]:
    """What a check reads off the looks of cells: names struck through, and colours where a line explains one."""
    struck = {(row, index) for row, cells in table.struck.items() if row in columns for index in cells}
    others = (row.cells for row in listed if row.number not in columns)
    explained = any(cell and (legend(cell) or says_gone(cell)) for cells in others for cell in cells)
    looks: Mapping[tuple[int, int], frozenset[str]] = {}
    if explained:
        looks = {(row, index): look for row, cells in table.colours().items() for index, look in cells.items()}
    shades = {
        colour: _shade(colour, number) for number, colour in enumerate(sorted(frozenset().union(*looks.values())))
    }
    marks = {}
    for at in sorted(struck | looks.keys()):
        first, *second = sorted(looks.get(at, ())) or [""]
        marks[at] = Mark(at in struck, shades.get(first, ""), shades.get(second[0], "") if second else "")
    return marks


def _shade(colour: str, number: int) -> str:
    """A colour as RRGGBB; for one that only a theme knows a grey of its own."""
    light = re.fullmatch(r"rgb=(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})", colour)
    return light[1].upper() if light else f"{0x60 + number % 0x80:02X}" * 3


def _notes(table: Table, columns: Mapping[int, Columns]) -> dict[tuple[int, int], str]:
    """The comments by which a check knows that somebody may have left; any other is left out of a copy."""
    return {
        (row, index): words
        for row, cells in table.comments.items()
        if row in columns
        for index, words in cells.items()
        if leaving(words.partition(OURS)[0], "keterangan") is not None
    }


def _fill(
    table: Table,
    values: list[list[CopyValue]],
    columns: Mapping[int, Columns],
    faults: Mapping[int, Mapping[int, str]],
) -> None:
    """Put into the cells of people what a plain copy would lose: the value of a merged cell above, and errors."""
    for number, here in columns.items():
        shown = {
            index: text for index, text in table.merges.get(number, {}).items() if not text_at(values, number, index)
        }
        shown |= {index: _error(words) for index, words in faults.get(number, {}).items()}
        for index, text in shown.items():
            if index in here:
                values += [[] for _ in range(number - len(values))]
                values[number - 1] += [None] * (index + 1 - len(values[number - 1]))
                values[number - 1][index] = text


def _repeats(row: TableRow, title: TableRow) -> bool:
    """Whether a row holds what a row of the header holds, as on every page of a printed list, and nothing else."""
    return [cell for cell in map(normal, row.cells) if cell] == [cell for cell in map(normal, title.cells) if cell]


def _error(words: str) -> str:
    """The error of a cell as text, which a check tells at that cell again; a copy can hold no other."""
    error = re.search(r"#[^\s;]+", words)
    return error[0] if error else "#N/A"


def _columns(held: Sequence[tuple[TableSpec, Mapping[str, int]]], places: Mapping[int, ColumnSpec]) -> Columns:
    """What stands where in a row. A second column of places stays too: which of them counts, the register tells."""
    columns: dict[int, list[ColumnSpec]] = {index: [spec] for index, spec in places.items()}
    own: dict[int, list[ColumnSpec]] = {}
    for spec, positions in held:
        for name, index in positions.items():
            if name == WHOLE_ROW:  # where a table that stands beside another begins
                continue
            own.setdefault(index, []).append(spec.by_name[name])
    return columns | own


def _group(above: Sequence[TableRow], spec: TableSpec) -> set[int]:
    """The row above a header, where all it says is of the columns (SIP over Berlaku)."""
    words = {word for title in heading.titles_of(spec) for word in title.split("_")} | vocabulary().other_terms
    said = [set(normal(cell).split()) for cell in above[-1].cells] if above else []
    return {above[-1].number} if any(said) and all(own <= words for own in said) else set()


def _delimiter(text: str, rows: Sequence[TableRow]) -> str:
    """The mark between the columns of a csv: the one by which its lines come apart as they were read."""
    read = [list(row.cells) for row in rows]

    def fits(mark: str) -> int:
        csv.field_size_limit(len(text) + 1)
        cut = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
        return sum(cells in cut for cells in read[:_HEAD])

    return max(DELIMITERS, key=fits)


def usual() -> Callable[[str], bool]:
    """Says of a text that nobody can be meant by it: it names a unit, or all its words are those of configs/reading."""
    words = frozenset(word for text in _texts(_of_nobody()) for word in normal(text).split())

    def made_of_them(text: str) -> bool:
        kind, name = vocabulary().kind_of_place(text)
        if text.strip().casefold() in vocabulary().errors | vocabulary().blank or set(normal(text).split()) <= words:
            return True
        return kind is not None and len(name.split()) <= _HEAD and not set(text) & set(",:;")

    return made_of_them


def usual_words() -> frozenset[str]:
    """The words of configs/reading, headers and professions, and the calendar: none of them names anybody."""
    texts = (*_texts(_of_nobody()), *_texts(configs.headers()), *BULAN, *(month[:3] for month in BULAN))
    words = frozenset(word for text in texts for word in normal(text).split())
    return words | DAY_NAMES.keys() | configs.professions().words


def _of_nobody() -> Mapping[str, object]:
    """What configs/reading holds, but for the words that people are called by."""
    return {key: content for key, content in configs.reading().items() if key not in ("nama_sama", "nama_mirip")}


def offices() -> frozenset[str]:
    """The words with which an office begins: behind “Kepala Puskesmas” stands who holds it."""
    return frozenset(text.partition(" ")[0] for text in configs.reading()["jabatan"]["awal"])


def _texts(content: object) -> Iterator[str]:
    """All texts of a configuration, however deep."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for key, value in content.items():
            yield from (*_texts(key), *_texts(value))
    elif isinstance(content, Sequence):
        for item in content:
            yield from _texts(item)


def _plain(value: CellValue) -> CopyValue:
    """A raw cell as a value a new cell can hold: days as days, without their hour; truths as the text a check reads."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str | int | float | date):
        return value
    return str(value)


def _yaml(data: bytes, path: FilePath, specs: Mapping[str, TableSpec]) -> RawRoster:
    name = path.as_posix()
    file = yaml_file.parse(data, name)
    content = file.content if isinstance(file.content, dict) else {}
    if file.findings:
        raise misfits.Unreadable(file.findings)
    rosters = [key for key in specs if key in SHEETS or key not in named(ROSTER)]  # a list of leave alone is none
    if not any(isinstance(content.get(key), list) for key in rosters) or "kabupaten" in content:
        words = "bukan berkas roster: harus berisi daftar petugas: atau kader:, tanpa bagian lain dari roadmap"
        raise misfits.unreadable(Place(file=name), words)
    lists = [
        RawList(
            key=key,
            line=file.key_marks[(key,)][0],
            ours=key in specs,
            items=tuple(_items(file, key, value, specs.get(key))),
        )
        for key, value in content.items()
    ]
    return RawRoster(path=path, kind="yaml", lists=tuple(lists))


def _items(
    file: yaml_file.YamlFile, sheet: str, value: object, spec: TableSpec | None
) -> Iterator[tuple[int, tuple[Entry, ...] | None]]:
    if spec is None or not isinstance(value, list):
        return
    columns = {title: spec.by_name[name] for title, name in heading.titles_of(spec).items()}
    for number, item in enumerate(value):
        path = (sheet, number)
        entries = (
            tuple(
                Entry(
                    lines=(file.key_marks[(*path, key)][0], file.marks[(*path, key)][0]),
                    key=key,
                    column=columns.get(heading.compared(key)),
                    value=content,
                )
                for key, content in item.items()
            )
            if isinstance(item, dict)
            else None
        )
        yield file.marks[path][0], entries
