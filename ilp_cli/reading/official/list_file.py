"""A file with a list from the ministry: its tables, each read below its fullest header."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path as FilePath

from ilp_cli.core.finding import Place
from ilp_cli.core.shell import command
from ilp_cli.core.words import angka
from ilp_cli.files import misfits
from ilp_cli.files.table_file import Table, TableRow, decode_text, read_bytes
from ilp_cli.reading.heading import LEADING_ROWS
from ilp_cli.reading.official.header import choose, filled, is_rule, no_header, of_anything, of_people
from ilp_cli.reading.official.official_list import OfficialList
from ilp_cli.reading.official.rows import BY_BLANKS, ListRead, Reader
from ilp_cli.reading.official.titles import Titles
from ilp_cli.reading.roster import file_tables

_OF_WHAT = (
    "judul kolomnya tidak mengatakan nama apa, dan tidak satu baris pun berkode puskesmas atau menyebut puskesmas; "
    "bila ini daftar puskesmas, beri kolom namanya judul Nama Puskesmas"
)


def read_list(path: FilePath) -> OfficialList:
    """Read every table of a file that names puskesmas, pustu or posyandu. Raises Unreadable where there is none."""
    name = path.as_posix()
    data = read_bytes(path, name)
    if not data.strip():
        raise misfits.unreadable(Place(file=name), "berkas ini kosong")
    read = ListRead()
    refused = ""
    used = 0
    for title, table in _tables(data, path, name):
        rows = [row for row in table.rows if (filled(row) or row.faulty) and not is_rule(row)]
        titles = Titles()
        choice = choose(rows[:LEADING_ROWS], titles)
        if choice is None:
            reason = no_header(rows[:LEADING_ROWS], titles)
            refused = refused or reason
            if rows:
                read.remarks.append(f"lembar {title} ({angka(len(rows))} baris) tidak dibaca: {reason}")
            continue
        if people := of_people(choice, titles):
            words = f"tabel ini memuat orang (ada kolom {people}), bukan daftar tempat"
            place = Place(file=name, sheet=table.sheet)
            raise misfits.unreadable(place, f"{words}; periksa dengan `{command('check', 'FOLDER', '--roster', path)}`")
        if of_anything(choice, rows, titles):
            refused = refused or _OF_WHAT
            read.remarks.append(f"lembar {title} ({angka(len(rows))} baris) tidak dibaca: {_OF_WHAT}")
            continue
        used += 1
        Reader(read, table, rows, titles).read(choice)
        read.remarks += [finding.message for finding in table.findings]
    if not used:
        raise misfits.unreadable(Place(file=name), refused)
    return OfficialList(
        file=name,
        entries=tuple(read.entries),
        unread=tuple(read.unread),
        faults=tuple(read.faults),
        passed=tuple(read.passed),
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
            header = choose([row for row in rows[:LEADING_ROWS] if not is_rule(row)], Titles())
            spaced = _spaced(data, name) if header is None or len(header.recognised) < 2 else None
        if spaced is not None:
            yield title, replace(table, rows=iter(spaced), remarks=(BY_BLANKS,))
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
        if line.strip() and not is_rule(TableRow(number=number, cells=(line,)))
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
    choice = choose(rows[:LEADING_ROWS], Titles())
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
