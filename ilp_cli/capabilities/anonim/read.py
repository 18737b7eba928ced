"""A roster file as raw tables, for a copy in which every value stays where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path as FilePath

from ilp_cli.capabilities.anonim.model.copy import Entry, RawList, RawTable
from ilp_cli.capabilities.anonim.model.pseudonym import CopyValue
from ilp_cli.core.finding import Place
from ilp_cli.core.names import normal
from ilp_cli.core.words import daftar
from ilp_cli.district.table import TableSpec, named
from ilp_cli.district.tables import ROSTER
from ilp_cli.files import misfits, yaml_file
from ilp_cli.files.apart import CellValue
from ilp_cli.files.table_file import DELIMITERS, Table, TableRow, Workbook, csv_table, decode_text
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading import heading
from ilp_cli.reading.roster import SHEETS

KINDS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".yaml": "yaml", ".yml": "yaml"}
"""What a roster file is by the end of its name; anything else is a workbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRoster:
    """What one roster file holds. `left` names its sheets that are no tables of people.

    `faulty` counts the cells that hold an error or an uncalculated formula: a copy cannot hold them.
    """

    kind: str
    tables: tuple[RawTable, ...] = ()
    lists: tuple[RawList, ...] = ()
    left: tuple[str, ...] = ()
    faulty: int = 0
    delimiter: str = ","
    marked: bool = False


def read_raw(data: bytes, path: FilePath, tables: Sequence[TableSpec] = ROSTER) -> RawRoster:
    """Read a roster workbook, csv or YAML as it stands. Raises Unreadable where it has none of these tables."""
    name, specs = path.as_posix(), named(tables)
    kind = KINDS.get(path.suffix.lower(), "workbook")
    if kind == "yaml":
        return _yaml(data, name, specs)
    return _csv(data, name, path.stem, specs) if kind == "csv" else _workbook(data, name, specs)


def _workbook(data: bytes, name: str, specs: Mapping[str, TableSpec]) -> RawRoster:
    book = Workbook(data, name)
    tables, faulty = [], 0
    for sheet in book.sheets:
        if normal(sheet) in specs:
            table = book.table(sheet)
            seen: list[TableRow] = []
            rows = [[_plain(value) for value in row] for row in book.values(sheet)]
            tables.append(_raw(specs[normal(sheet)], table, seen, rows))
            faulty += sum(len(row.faulty) for row in (*seen, *table.rows))
    if not tables:
        words = f"tidak ada lembar Petugas atau Kader; lembar yang ada: {daftar(book.sheets)}"
        raise misfits.unreadable(Place(file=name), words)
    left = tuple(sheet for sheet in book.sheets if normal(sheet) not in specs)
    return RawRoster(kind="workbook", tables=tuple(tables), left=left, faulty=faulty)


def _csv(data: bytes, name: str, stem: str, specs: Mapping[str, TableSpec]) -> RawRoster:
    spec = specs.get(normal(stem)) or next((spec for key, spec in specs.items() if key in stem.lower()), None)
    if spec is None:
        raise misfits.unreadable(Place(file=name), "nama berkas csv tidak menyebut petugas atau kader")
    table = csv_table(data, name)
    seen: list[TableRow] = []
    head = _raw(spec, table, seen, ())
    rows: list[list[CopyValue]] = []
    for row in (*seen, *table.rows):
        rows += [[] for _ in range(row.number - 1 - len(rows))]
        rows.append([" ".join(cell.splitlines()) for cell in row.cells])
    text, _ = decode_text(data, name)
    first = next((line for line in text.splitlines() if any(mark in line for mark in DELIMITERS)), "")
    whole = RawTable(
        spec=spec, sheet=spec.name, rows=rows, header=head.header, columns=head.columns, titles=head.titles
    )  # fmt: skip
    marked = data.startswith(b"\xef\xbb\xbf")
    return RawRoster(kind="csv", tables=(whole,), delimiter=max(DELIMITERS, key=first.count), marked=marked)


def _raw(spec: TableSpec, table: Table, seen: list[TableRow], rows: list[list[CopyValue]] | tuple[()]) -> RawTable:
    """The header of a table, found as a check finds it; the rows looked at are added to `seen`."""
    leading = list(islice(table.rows, heading.LEADING_ROWS))
    seen += leading
    top = heading.header(table, leading, spec, heading.titles_of(spec), vocabulary().ignored)
    columns = dict(top.columns)
    if not heading.satisfied(spec, columns):
        place = Place(file=table.file, sheet=table.sheet)
        missing = [" atau ".join(group) for group in spec.required if columns.keys().isdisjoint(group)]
        raise misfits.unreadable(place, f"tabel {spec.name} tidak punya kolom {daftar(missing)}; lihat ilp check")
    head = next(row for row in leading if row.number == top.number)
    return RawTable(
        spec=spec,
        sheet=table.sheet or spec.name,
        rows=rows,
        header=head.number,
        columns=columns,
        titles=dict(enumerate(head.cells)),
    )


def _plain(value: CellValue) -> CopyValue:
    """A raw cell as a value a new cell can hold: days as days, times and truths as the text a check reads."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else value.isoformat(sep=" ")
    if isinstance(value, str | int | float | date):
        return value
    return str(value)


def _yaml(data: bytes, name: str, specs: Mapping[str, TableSpec]) -> RawRoster:
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
    return RawRoster(kind="yaml", lists=tuple(lists))


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
