"""A roster with a row for each place, made into tables of its people: a row a person, at the cell of the name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from ilp_cli.core.finding import Finding, Place, finding
from ilp_cli.core.spot import column_letters
from ilp_cli.core.words import daftar, nomor_baris
from ilp_cli.district.table import UNIT, TableSpec
from ilp_cli.files import misfits
from ilp_cli.files.table_file import Table, TableRow
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading import heading
from ilp_cli.reading.asides import alone, signs
from ilp_cli.reading.heading import titles_of
from ilp_cli.reading.nobody import Nobody, each_name, nobody
from ilp_cli.reading.wide import Layout, layout_of, posts_of

_NAMED = {"petugas": "Nama Petugas", "kader": "Nama Kader"}
"""What stands over the names of each table that is made: it says which table it is."""
_IF_WRONG = "bila keliru, tulis satu orang satu baris di lembar Petugas dan Kader."
_OWNERS = ("puskesmas", UNIT)
_THIN = 4
"""A line of a signature block fills at most so many cells."""
_SHOWN = 8


class _Line(NamedTuple):
    """A row below the header: of a place, with its own cells or those carried to it; or a line of the page."""

    row: TableRow
    of_place: bool
    heading: bool = False


@dataclass(slots=True)
class _Told:
    """What was understood on the way, to be told once for the whole table."""

    findings: list[Finding] = field(default_factory=list)
    filled: dict[tuple[int, str], list[tuple[int, str]]] = field(default_factory=dict)
    several: int = 0
    again: int = 0
    headers: int = 0
    blank: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)

    def remarks(self) -> list[str]:
        """All of it in words."""
        told = [(self.several, "sel memuat beberapa nama, satu orang satu nama")]
        told += [(self.again, "sel mengulang nama di baris atasnya untuk tempat yang sama, dihitung satu kali")]
        told += [(self.headers, "baris mengulang judul, dilewati")]
        words = [f"{count} {what}" for count, what in told if count]
        return [*words, *([f"{nomor_baris(self.blank)} tanpa satu nama pun"] if self.blank else [])]


def made_long(table: Table, rows: Sequence[TableRow], specs: Mapping[str, TableSpec]) -> list[tuple[str, Table]]:
    """The tables of people of a roster with a row for each place, each with its kind; none where it is no such roster.

    What other rows and columns hold is told with the first of them alone. `rows` are all rows of the table.
    """
    layout = layout_of(rows)
    kinds = [kind for kind in _NAMED if layout is not None and kind in specs and layout.of(kind)]
    if layout is None or not kinds:
        return []
    told = _Told()
    lines = list(_lines(table, rows[layout.last + 1 :], layout, told))
    filled = {index for line in lines if line.of_place for index in layout.people if _says(line.row.text(index))}
    kinds = [kind for kind in kinds if filled.intersection(layout.of(kind))] or kinds[:1]
    persons = {kind: list(_persons(table, lines, layout, specs[kind], told, first=kind == kinds[0])) for kind in kinds}
    _tell(table, lines, layout, told)
    told.findings += _left(table, rows[layout.last :], layout)
    return [
        (kind, _table(table, rows, layout, specs, kind, persons[kind], told if kind == kinds[0] else None))
        for kind in kinds
    ]


def head_rows(rows: Sequence[TableRow]) -> frozenset[int]:
    """The numbers of the rows that are the header of a roster with a row for each place; none of another table."""
    layout = layout_of(rows)
    return frozenset(row.number for row in rows[layout.first : layout.last + 1]) if layout is not None else frozenset()


def _titles_of(layout: Layout, spec: TableSpec, *, first: bool) -> list[str]:
    """What stands over the columns of the file in a table that is made; "" over those that are not of it.

    Columns that are of no table are told with the `first` of them alone.
    """
    shown = []
    for index, texts in enumerate(layout.titles):
        title, name = next((text for text in reversed(texts) if text), ""), layout.places.get(index)
        if name is None:
            shown.append(title if first and index not in layout.taken and index not in layout.hints else "")
        elif titles_of(spec).get(heading.compared(title)) == name:
            shown.append(title)
        else:
            shown.append(spec.by_name[name].title if name in spec.by_name else "")
    return shown


def _table(
    table: Table,
    rows: Sequence[TableRow],
    layout: Layout,
    specs: Mapping[str, TableSpec],
    kind: str,
    lines: Sequence[_Line],
    told: _Told | None,
) -> Table:
    """One of the tables that are made; `told` with the first alone, which has the lines of the page too."""
    spec, above = specs[kind], rows[: layout.first]
    head = rows[layout.first : layout.last + 1]
    shown = _titles_of(layout, spec, first=told is not None)
    added = [_NAMED[kind], *_columns(layout, kind, spec)]
    header = TableRow(number=head[-1].number, cells=(*shown, *added))
    body = [line.row for line in lines if line.of_place or line.heading or told is not None]
    place = _place(table, header.number, min(layout.of(kind)))
    titles = daftar(f"“{layout.title(index)}”" for index in layout.of(kind)[:_SHOWN])
    sheet = f"lembar {table.sheet}" if table.sheet else "berkas ini"
    facts = {"apa": f"{sheet} (satu baris satu tempat, orangnya di kolom {titles})", "tabel": spec.sheet}
    note = replace(finding(misfits.BY_CONTENT, place, facts), remedy=_IF_WRONG)
    if told is None:
        return replace(
            table,
            rows=iter([*(row for row in above if alone(row)), header, *body]),
            findings=(note,),
            remarks=(),
            hidden=frozenset(),
            hidden_columns=frozenset(),
            shown=True,
            merges={},
            added=len(added),
        )
    return replace(
        table,
        rows=iter([*above, header, *body]),
        findings=(*table.findings, note, *told.findings),
        remarks=(*table.remarks, *told.remarks()),
        hidden=frozenset(),
        hidden_columns=table.hidden_columns - layout.taken,
        merges={},
        added=len(added),
    )


def _columns(layout: Layout, kind: str, spec: TableSpec) -> list[str]:
    """The columns of a table that is made, behind that of the names."""
    beside = {name for _, _, own in posts_of(layout, kind) for name in own}
    said = {"profesi"} if kind == "petugas" else set()
    said |= {"status"} if any(post.status for _, post, _ in posts_of(layout, kind)) else set()
    return [name for name in spec.by_name if name in beside | said]


def _persons(
    table: Table, lines: Iterable[_Line], layout: Layout, spec: TableSpec, told: _Told, *, first: bool
) -> Iterator[_Line]:
    """The lines, each row of a place as a row for each of its people of one table."""
    columns = _columns(layout, spec.name, spec)
    kept = [bool(title) for title in _titles_of(layout, spec, first=first)]
    places = [index for index, name in layout.places.items() if name in spec.by_name]
    above: TableRow | None = None
    for line in lines:
        if not line.of_place:
            yield line
            continue
        row = line.row
        same = above is not None and all(row.text(index) == above.text(index) for index in places)
        for index, post, beside in posts_of(layout, spec.name):
            text = row.text(index)
            if index not in row.faulty and not _says(text):
                continue
            if same and above is not None and text and text == above.text(index):
                told.again += 1
                continue
            names = each_name(text) or (text,)
            told.several += len(names) > 1
            own = _split(table, row, beside, len(names), told)
            for number, name in enumerate(names):
                texts = {"nama": name, "profesi": post.profesi, "status": post.status}
                texts |= {column: parts[number] for column, parts in own.items()}
                yield _Line(_person(row, kept, layout, index, beside, ["nama", *columns], texts), of_place=True)
        above = row


def _person(
    row: TableRow,
    kept: Sequence[bool],
    layout: Layout,
    index: int,
    beside: Mapping[str, int],
    columns: Sequence[str],
    texts: Mapping[str, str],
) -> TableRow:
    """The row of one person: the places of its row, and what is theirs, each at its own cell; what a title says there.

    Of the columns of the file those are `kept` that are of the table.
    """
    taken, width = layout.taken, len(kept)
    cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
    source = {width + number: beside.get(name, index) for number, name in enumerate(columns)}
    own = {new: at for new, at in source.items() if columns[new - width] == "nama" or columns[new - width] in beside}
    return TableRow(
        number=row.number,
        cells=(
            *(cell if keep else "" for cell, keep in zip(cells, kept, strict=True)),
            *(texts.get(name, "") for name in columns),
        ),
        numeric=(row.numeric - taken).union(new for new, at in own.items() if at in row.numeric),
        faulty={
            **{at: words for at, words in row.faulty.items() if at in layout.places},
            **{new: row.faulty[at] for new, at in own.items() if at in row.faulty},
        },
        at=source,
    )


def _split(table: Table, row: TableRow, beside: Mapping[str, int], count: int, told: _Told) -> dict[str, Sequence[str]]:
    """What stands beside the names of a cell, one for each of them; what cannot be told apart is told at its cell."""
    own: dict[str, Sequence[str]] = {}
    for name, index in beside.items():
        text = row.text(index)
        if count == 1:
            own[name] = [text]
            continue
        parts = [part for line in text.splitlines() for piece in line.split(";") if (part := _bare(piece))]
        if text and len(parts) != count:
            facts = {"apa": f"isi sel {name}", "sebab": f"memuat {len(parts)} isian untuk {count} nama di sebelahnya"}
            told.findings.append(finding(misfits.NOT_READ, _place(table, row.number, index), facts))
        own[name] = parts if len(parts) == count else [""] * count
    return own


def _bare(text: str) -> str:
    """A part of a cell without its number in the list: "1. 1987…" and "2) 1990…"."""
    head, _, rest = text.strip().partition(" ")
    return rest.strip() if rest and head[:-1].isdigit() and head[-1] in ".)" else text.strip()


def _lines(table: Table, rows: Sequence[TableRow], layout: Layout, told: _Told) -> Iterator[_Line]:
    """The rows below the header, each as a row of a place or a line of the page, with the places that reach down to it.

    What repeats the header, or numbers its columns, is left out.
    """
    lines = list(_told_apart(rows, layout, told))
    carries = _carried_columns([line.row for line in lines if line.of_place], layout)
    above: dict[int, str] = {}
    last = 0
    for line in lines:
        if line.of_place:
            carried = _with_places(table, line.row, layout, above, last, carries, told)
            above = {index: carried.text(index) for index in layout.places}
            last = carried.number
            yield line._replace(row=carried)
        else:
            above = {} if line.heading else above
            yield line


def _told_apart(rows: Iterable[TableRow], layout: Layout, told: _Told) -> Iterator[_Line]:
    """The rows below the header that hold anything: which are of a place, which a heading, which a line of the page."""
    titles = _titles(layout)
    signing = False
    for row in rows:
        texts = [cell.strip() for cell in row.cells if cell and not cell.isspace()]
        if not texts:
            continue
        if texts in titles or heading.numbering(row):
            told.headers += 1
            signing = False
            continue
        signing = len(texts) <= _THIN and (signing or signs(row))
        head = not signing and _heads(row, layout)
        if not signing and _sums(row, layout):
            cells = ("" if index in layout.taken else cell for index, cell in enumerate(row.cells))
            yield _Line(row._replace(cells=tuple(cells)), of_place=False)
        else:
            yield _Line(row, of_place=not signing and not head, heading=head)


def _titles(layout: Layout) -> list[list[str]]:
    """What rows hold that repeat the header: each of its rows, by itself."""
    levels = zip(*layout.titles, strict=True)
    return [
        [text for index, text in enumerate(level) if text and (not index or level[index - 1] != text)]
        for level in levels
    ]


def _heads(row: TableRow, layout: Layout) -> bool:
    """Whether a row is one text that names a place, in no column where that kind of place stands."""
    text = alone(row)
    kind = vocabulary().kind_of_place(text)[0] if text else None
    index = next((index for index, cell in enumerate(row.cells) if cell.strip() == text), -1)
    return kind is not None and layout.places.get(index) not in (kind, UNIT)


def _sums(row: TableRow, layout: Layout) -> bool:
    """Whether a row adds up what stands above it."""
    texts = (row.text(index) for index in range(len(layout.titles)) if index not in layout.taken)
    return any(nobody(text) is Nobody.SUM for text in texts if text)


def _carried_columns(rows: Sequence[TableRow], layout: Layout) -> frozenset[int]:
    """The columns of places that have each place once, in the first row of those that belong to it."""
    kept = [row for row in rows if any(row.text(index) for index in layout.places)]
    carried: set[int] = set()
    for index, name in layout.places.items():
        texts = [row.text(index) for row in kept]
        heads = [number for number, text in enumerate(texts) if text]
        if not heads or heads[0] or len({texts[head] for head in heads}) < len(heads) or len(heads) == len(texts):
            continue
        single = sum(end - head == 1 for head, end in pairwise([*heads, len(texts)]))
        if (name in _OWNERS and single <= len(heads) // 2) or (name == "pustu" and not single and len(heads) > 1):
            carried.add(index)
    return frozenset(carried)


def _with_places(
    table: Table,
    row: TableRow,
    layout: Layout,
    above: Mapping[int, str],
    last: int,
    carries: frozenset[int],
    told: _Told,
) -> TableRow:
    """A row with the places that reach down to it: of merged cells, of a group, or of the row it goes on from."""
    merged = table.merges.get(row.number, {})
    filled = {index: text for index in layout.places if (text := row.text(index))}
    places = {index: merged[index] for index in layout.places if index not in filled and merged.get(index)}
    for index, text in places.items():
        told.filled.setdefault((index, "gabungan"), []).append((row.number, text))
    goes_on = not filled and not places and row.number == last + 1
    own = {**filled, **places}
    parted = any(
        name in _OWNERS and index in own and own[index] != above.get(index) for index, name in layout.places.items()
    )
    for index, name in layout.places.items():
        reaches = goes_on or (index in carries and (name in _OWNERS or not parted))
        if index not in own and index not in row.faulty and reaches and above.get(index):
            places[index] = above[index]
            told.filled.setdefault((index, "yang kosong"), []).append((row.number, above[index]))
    if not places:
        return row
    cells = [*row.cells, *[""] * (max(places) + 1 - len(row.cells))]
    for index, text in places.items():
        cells[index] = text
    return row._replace(cells=tuple(cells))


def _tell(table: Table, lines: Iterable[_Line], layout: Layout, told: _Told) -> None:
    """Tell what was understood of the rows: places that were carried, rows without anybody, what is not shown."""
    hidden: list[int] = []
    for row in (line.row for line in lines if line.of_place):
        named = any(_says(row.text(index)) or index in row.faulty for index in layout.people)
        if not named and any(row.text(index) for index in layout.places):
            told.blank.append(row.number)
        if named and row.number in table.hidden:
            hidden.append(row.number)
    for (index, how), cells in told.filled.items():
        number, text = cells[0]
        place, facts = (
            _place(table, number, index),
            {"jumlah": str(len(cells)), "kolom": layout.places[index], "isi": text},
        )
        merged = how == "gabungan"
        code = misfits.MERGED if merged else misfits.CARRIED
        told.findings.append(finding(code, place, facts if merged else {**facts, "bertanda": how}))
    if hidden:
        facts = {"apa": f"{len(hidden)} baris ({nomor_baris(hidden)})"}
        told.findings.append(finding(misfits.HIDDEN, _place(table, hidden[0], 0), facts))
    unseen = sorted(table.hidden_columns & layout.taken)
    if unseen:
        words = daftar(f"“{layout.title(index)}”" for index in unseen)
        told.findings.append(finding(misfits.HIDDEN, _place(table, 1, unseen[0]), {"apa": f"kolom {words}"}))


def _left(table: Table, rows: Sequence[TableRow], layout: Layout) -> Iterator[Finding]:
    """The columns that are not read though they may say something of people, each with its reason.

    `rows` are the last one of the header and those below it.
    """
    header = rows[0].number
    for index, why in layout.hints.items():
        if not any(_says(row.text(index)) for row in rows[1:]):
            continue
        facts = {"apa": f"kolom “{layout.title(index)}”", "sebab": why}
        yield finding(misfits.NOT_READ, _place(table, header, index), facts)


def _place(table: Table, number: int, index: int) -> Place:
    if table.kind == "csv":
        return Place(file=table.file, line=number)
    line = table.lines.get(number) if table.kind == "html" else None
    return Place(file=table.file, sheet=table.sheet, cell=f"{column_letters(index)}{number}", line=line)


def _says(text: str) -> bool:
    """Whether a cell says anything of somebody, or of a vacant post; a mark for blank says nothing."""
    return (
        bool(text) and any(map(str.isalnum, text)) and (text not in vocabulary().blank or any(map(str.isalpha, text)))
    )
