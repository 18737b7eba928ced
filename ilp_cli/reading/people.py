"""The tables of a roster, also those below one another on a sheet, are read row by row."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice, pairwise, takewhile
from pathlib import Path as FilePath

from ilp_cli.core.finding import Place, Severity, finding
from ilp_cli.core.names import normal
from ilp_cli.core.spot import column_letters
from ilp_cli.core.words import daftar, nomor_baris
from ilp_cli.district.origin import WHOLE_ROW, Origin, line_marks
from ilp_cli.district.reading import Ledger
from ilp_cli.district.table import UNIT, Holds, TableSpec
from ilp_cli.files import misfits
from ilp_cli.files.table_file import Table, TableRow
from ilp_cli.law.configs import Professions
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading import heading
from ilp_cli.reading.asides import Section, alone, compared_titles, place_of_titles, signs
from ilp_cli.reading.heading import LEADING_ROWS
from ilp_cli.reading.leaving import leaving, legend, says_gone
from ilp_cli.reading.nobody import nobody
from ilp_cli.reading.roster_read import VALUES, RosterRead
from ilp_cli.reading.rows import TITLED, Rest, RowReader
from ilp_cli.reading.units import PlaceFound, Register, Units

_PLACED = ("puskesmas", UNIT, "pustu", "posyandu")
"""The columns that say where somebody belongs."""
MAX_PARTS = 20
"""How many tables below one another are read on one sheet."""
_PLACE_IT = "tambahkan kolom puskesmas dan pustu, atau tulis di atasnya, misalnya KADER PUSTU MEKAR"
_SAMPLE = 1000
"""So many rows tell whether places stand in the first row of each group only."""


def add_table(roster: RosterRead, spec: TableSpec, table: Table, register: Register, professions: Professions) -> None:
    """Read one table into the roster, and the tables that follow below it on the same sheet."""
    rest = _add_part(roster, spec, table, register, professions)
    for _ in range(MAX_PARTS):
        if rest is None:
            return
        leading = list(islice(rest.rows, LEADING_ROWS))
        rows = chain(leading, rest.rows)
        known = (*roster.tables.values(), *roster.others)
        kind, _either = heading.kind_of(leading, "", known, vocabulary())
        if rest.narrow:
            kind = _spoken_of(roster, rest.said, leading[0])
            if kind is None:
                words = f"judulnya (“{_line(leading[0])}”) tidak memuat kolom tempat; {_PLACE_IT}"
                rest = _left(roster, spec, table, rows, words)
                continue
        if kind is not None and kind not in roster.tables:
            rest = _left(roster, spec, table, rows, "")  # this command does without it
            continue
        part = roster.tables[kind] if kind else spec
        place, read = _origin(table, {}).place(leading[0].number), len(roster.readings)
        below = replace(table, rows=rows, findings=(), remarks=(), shown=True)
        roster.begun.add((table.file, part.name))
        rest = _add_part(roster, part, below, register, professions, after=rest)
        if len(roster.readings) > read:
            words = f"tabel lain mulai baris {leading[0].number}"
            roster.findings.append(finding(misfits.BY_CONTENT, place, {"apa": words, "tabel": part.sheet}))
    row = next(rest.rows, None) if rest is not None else None
    if row is not None:
        facts = {"apa": f"mulai baris {row.number}", "sebab": f"lebih dari {MAX_PARTS} tabel dalam satu lembar"}
        roster.findings.append(finding(misfits.NOT_READ, _origin(table, {}).place(row.number), facts))
        roster.lose()


def _spoken_of(roster: RosterRead, said: Iterable[str], head: TableRow) -> str | None:
    """Which table of people the lines above a list of names speak of, if it lacks no more than places."""
    kinds = (vocabulary().named(text) for text in said)
    known = (roster.tables[kind] for kind in kinds if kind in VALUES and kind in roster.tables and kind != "cuti")
    fits = (spec for spec in known if heading.lacks_place_only(spec, heading.named(head, heading.titles_of(spec))))
    return next((spec.name for spec in fits), None)


def _line(row: TableRow) -> str:
    return " | ".join(" ".join(cell.split()) for cell in row.cells if cell and not cell.isspace())


def _left(roster: RosterRead, spec: TableSpec, table: Table, rows: Iterable[TableRow], why: str) -> Rest | None:
    """Pass over the rows below a header up to the next one that begins a table; named where `why` says something."""
    rows, numbers = iter(rows), []
    head = next(rows)
    rest: Rest | None = None
    tables = [other for other in (*roster.tables.values(), *roster.others) if other.telling]
    for row in rows:
        if any(heading.begins(other, row) for other in tables):
            rest = Rest(chain([row], rows))
            break
        if any(cell and not cell.isspace() for cell in row.cells):
            numbers.append(row.number)
    origin = _origin(table, {})
    if numbers and why:
        facts = {"apa": f"{len(numbers)} baris ({nomor_baris(numbers)}) di bawah baris {head.number}", "sebab": why}
        roster.findings.append(finding(misfits.NOT_READ, origin.place(head.number), facts))
    if roster.ledger is not None:
        roster.ledger.passed += [
            (origin.place(number), spec.name, "di bawah judul yang tidak dikenal") for number in numbers
        ]
    return rest


def _origin(table: Table, columns: Mapping[str, int]) -> Origin:
    marks = line_marks(table.lines)
    begins = {WHOLE_ROW: table.start} if table.start else {}
    return Origin(file=table.file, kind=table.kind, sheet=table.sheet, columns={**begins, **columns}, marks=marks)


def _add_part(
    roster: RosterRead,
    spec: TableSpec,
    table: Table,
    register: Register,
    professions: Professions,
    *,
    after: Rest | None = None,
) -> Rest | None:
    """Read a table up to where another one begins; the rows from there on, None at the end.

    `after` is what the table above it left, where it is not the first.
    """
    rows = iter(table.rows)
    aliases = heading.titles_of(spec)
    leading = list(islice(rows, 1 if after is not None and after.narrow else LEADING_ROWS))
    top = heading.header(table, leading, spec, aliases, vocabulary().ignored)
    columns = top.columns
    roster.findings += [*table.findings, *top.findings]
    _tell_above(roster, spec, table, top)
    units = Units(register)
    section = _given_place(roster, spec, table, top, units, after.said if after is not None else ())
    placed = section is not None or _headed(spec, top, units)
    if not heading.satisfied(spec, columns) and not _placed(spec, columns, placed=placed):
        roster.findings += [top.no_place] if top.no_place is not None else []
        if spec.name in VALUES:
            roster.lose()
        elif roster.ledger is not None:
            roster.ledger.whole = False
        if after is None:
            return None
        words = f"judulnya tidak memuat kolom puskesmas, dan tidak ada baris yang menyebut tempatnya; {_PLACE_IT}"
        if top.no_place is None:
            words = "kolom wajibnya tidak lengkap"
        return _left(roster, spec, table, chain(leading, rows), words)
    if spec.name in VALUES and table.kind != "csv":
        columns = _with_remarks(roster, table, columns, top)
    origin = _origin(table, _with_unit(columns))
    listed = _understood(roster, spec, table, chain(top.rows, rows), columns, top, units)
    reader = RowReader(roster, spec, columns, origin, register, professions)
    reader.cell.since_1904 = table.since_1904
    reader.aliases = aliases
    reader.places.unit_columns = top.units if len(top.units) > 1 else ()
    reader.asides.titles = compared_titles(top.above)
    if section is not None:
        reader.asides.section = section
        reader.asides.sections.append(section)
    marks = reader.marks
    marks.watched = table.hidden
    marks.struck, marks.comments, marks.colours = table.struck, table.comments, table.colours
    marks.legends = {
        (row.number, index): " ".join(cell.split())
        for row in leading
        for index, cell in enumerate(row.cells)
        if cell and legend(cell) is not None
    }
    unused = [name for name in columns if not spec.by_name[name].held]
    known = [f"kolom {daftar(unused)} dikenal, tidak dihitung"] if unused else []
    if roster.ledger is not None:
        listed = _noting_unread(roster.ledger, listed, table, top)
    rest = reader.read(listed)
    marks.tell_hidden(table, top.number)
    reader.finish([*table.remarks, *top.remarks, *known], top.number)
    return rest


def _understood(
    roster: RosterRead,
    spec: TableSpec,
    table: Table,
    rows: Iterable[TableRow],
    columns: Mapping[str, int],
    top: heading.Header,
    units: Units,
) -> Iterable[TableRow]:
    """The rows of a table, what stands above a cell put into it where the table means that; what is odd is told."""
    origin = _origin(table, _with_unit(columns))
    titles = frozenset(title.replace("_", " ") for title in heading.titles_of(spec))
    if spec.name in VALUES:
        rows = _telling_unread(roster, rows, table, columns, top, titles)
    if table.merges:
        rows = _unmerged(roster, rows, table, top.number, spec, columns)
    if table.kind == "csv":
        rows = _fitting(roster, spec.name, rows, top.width, origin, table.added)
    if not table.whole:
        rows = _dittoed(roster, spec, rows, columns, origin)
        rows = _carried(roster, rows, columns, titles, origin, units)
        rows = _carried_groups(roster, rows, spec, columns, origin)
    return rows


def _given_place(
    roster: RosterRead, spec: TableSpec, table: Table, top: heading.Header, units: Units, said: Sequence[str]
) -> Section | None:
    """The place that a table without a column for it has from its titles, its sheet, its file, or from the planner."""
    if not spec.titled or "pustu" in top.columns or UNIT in top.columns:
        titled = None
    else:
        titled = place_of_titles(
            [*top.above, *said, table.sheet or "", FilePath(table.file).stem], units, posyandu=spec.name == "kader"
        )
    if titled is not None and ("puskesmas" not in top.columns or titled[1].pustu or titled[1].posyandu):
        return Section(number=top.number if titled[0] in said else 1, words=titled[0], place=titled[1])
    if "puskesmas" in top.columns or UNIT in top.columns or roster.induk is None:
        return None
    given = PlaceFound(induk=roster.induk, puskesmas=units.register.names[roster.induk], said=True)
    return Section(number=1, words=f"--puskesmas {given.puskesmas}", place=given)


def _headed(spec: TableSpec, top: heading.Header, units: Units) -> bool:
    """Whether one of the first rows of a table is a heading that names a place."""
    lines = (alone(row) for row in top.rows)
    places = ((line, units.within(line, posyandu=spec.name == "kader")) for line in lines if line)
    return spec.titled and any(
        place.induk is not None and (place.said or normal(line) == normal(place.pustu or place.puskesmas))
        for line, place in places
    )


def _tell_above(roster: RosterRead, spec: TableSpec, table: Table, top: heading.Header) -> None:
    """Tell of rows above the header that hold as much as a row of the table: they may be people."""
    least = max(3, min(len(top.columns), 4))
    rows = [row for row in top.before if sum(bool(cell.strip()) for cell in row.cells) >= least]
    if not rows or not top.columns:
        return
    place = _origin(table, {}).place(rows[0].number)
    numbers = ", ".join(str(row.number) for row in rows)
    facts = {"apa": f"{len(rows)} baris di atas judul (baris {numbers})", "sebab": "judul kolomnya ada di bawahnya"}
    roster.findings.append(finding(misfits.NOT_READ, place, facts))
    if roster.ledger is not None:
        reason = "di atas judul kolom"
        roster.ledger.passed += [(_origin(table, {}).place(row.number), spec.name, reason) for row in rows]


def _placed(spec: TableSpec, columns: Mapping[str, int], *, placed: bool) -> bool:
    """Whether a table that has no column of puskesmas can be placed all the same."""
    named = placed or not {"pustu", "posyandu"}.isdisjoint(columns)
    return named and heading.lacks_place_only(spec, columns)


_NEAR = 50
"""So many rows above a mark that repeats a cell are looked at."""


def _dittoed(
    roster: RosterRead, spec: TableSpec, rows: Iterable[TableRow], columns: Mapping[str, int], origin: Origin
) -> Iterator[TableRow]:
    """The rows, each mark for "as above" as what it stands for; told once for each column.

    What is somebody's own is never shared: names, numbers, days of birth.
    """
    marks = vocabulary().ditto
    own = spec.holding(Holds.NAME, Holds.IDENTITY, Holds.BIRTH)
    shared = [(name, index) for name, index in columns.items() if name not in own]
    above: deque[Sequence[str]] = deque(maxlen=_NEAR)
    told: dict[str, list[tuple[int, str, str]]] = {}
    for row in rows:
        cells = row.cells
        if not marks.isdisjoint(cells):
            shown = list(cells)
            for name, index in shared:
                mark = cells[index] if index < len(cells) else ""
                said = (line[index] for line in reversed(above) if index < len(line) and line[index].strip())
                if mark in marks and (text := next(said, "")) and text not in marks:
                    shown[index] = text
                    told.setdefault(name, []).append((row.number, mark, text))
            cells = tuple(shown)
        above.append(cells)
        yield row if cells is row.cells else row._replace(cells=cells)
    for name, cases in told.items():
        number, mark, text = cases[0]
        facts = {"jumlah": str(len(cases)), "kolom": name, "bertanda": f"bertanda {mark}", "isi": text}
        place = origin.place(number, name)
        roster.findings.append(finding(misfits.CARRIED, place, facts, severity=Severity.NOTE))


def _carried(
    roster: RosterRead,
    rows: Iterable[TableRow],
    columns: Mapping[str, int],
    titles: frozenset[str],
    origin: Origin,
    units: Units,
) -> Iterator[TableRow]:
    """The rows, a place that stands in the first row of each group only carried down to the others; told once.

    `titles` are what the cells of another header say: what stands below one belongs to another table, as do signatures.
    No place is carried past a heading that names one.
    """
    leading = list(islice(rows := iter(rows), _SAMPLE))
    places = [name for name in _PLACED if name in columns]

    def ends(row: TableRow) -> bool:
        placed = any(_text(row, columns, name) for name in places)
        return _titled(row, columns, titles) or (not placed and signs(row))

    table = takewhile(lambda row: not ends(row), leading)
    people = [row for row in table if _somebody(_text(row, columns, "nama"))]
    together = _grouped_together(people, columns, places)
    grouped = places if together else [name for name in places if _grouped(people, columns, name)]
    above: dict[str, str] = {}
    count: Counter[str] = Counter()
    first: dict[str, tuple[int, str]] = {}
    walk = chain(leading, rows)
    for row in walk if grouped else ():
        if ends(row):
            yield row
            break
        if _names_place(row, units):
            above.clear()
            yield row
            continue
        cells, nama = list(row.cells), _text(row, columns, "nama")
        own = {name: text for name in places if (text := _text(row, columns, name)) or columns[name] in row.faulty}
        if together and own:
            above = {name: text for name, text in own.items() if text}
        for name in grouped:
            index, text = columns[name], own.get(name, "")
            if text and text != above.get(name):
                above[name] = text
                if name == "puskesmas":
                    above.pop("pustu", None)
                    above.pop("posyandu", None)
            elif name not in own and above.get(name) and not (together and own) and _somebody(nama):
                cells += [""] * (index + 1 - len(cells))
                cells[index] = above[name]
                count[name] += 1
                first.setdefault(name, (row.number, above[name]))
        yield row._replace(cells=tuple(cells))
    yield from walk
    for name, (number, text) in first.items():
        facts = {"jumlah": str(count[name]), "kolom": name, "bertanda": "yang kosong", "isi": text}
        roster.findings.append(finding(misfits.CARRIED, origin.place(number, name), facts))


def _carried_groups(
    roster: RosterRead, rows: Iterable[TableRow], spec: TableSpec, columns: Mapping[str, int], origin: Origin
) -> Iterable[TableRow]:
    """The rows, each `grouped` column carried down."""
    for column in spec.columns:
        if column.grouped and column.name in columns:
            rows = _carried_on(roster, rows, columns, column.name, origin)
    return rows


def _carried_on(
    roster: RosterRead, rows: Iterable[TableRow], columns: Mapping[str, int], name: str, origin: Origin
) -> Iterator[TableRow]:
    """The rows, what stands in the first row of each group only carried down to the others; told once.

    A column is read so where each puskesmas has each of its values once, in the first row of a group. Where a value is
    repeated in every row, a blank is a blank.
    """
    leading = list(islice(rows := iter(rows), _SAMPLE))
    table = takewhile(lambda row: not signs(row), leading)
    texts = [
        (_text(row, columns, "puskesmas"), _text(row, columns, name)) for row in table if _text(row, columns, "nama")
    ]
    heads = [number for number, (_, text) in enumerate(texts) if text]
    sizes = [end - head for head, end in pairwise([*heads, len(texts)])]
    owners = [owner for owner, _ in texts]
    opened = all(texts[owners.index(owner)][1] for owner in set(owners))
    once = len({texts[head] for head in heads}) == len(heads)
    grouped = bool(heads) and opened and once and sizes.count(1) <= len(sizes) // 2
    index, above, count, first, taken = columns[name], ("", ""), 0, 0, ""
    for row in chain(leading, rows):
        grouped = grouped and not signs(row)
        owner, own = _text(row, columns, "puskesmas"), _text(row, columns, name)
        if not grouped or own or index in row.faulty:
            above = (owner, own)
        elif owner == above[0] and above[1] and _somebody(_text(row, columns, "nama")):
            cells = [*row.cells, *[""] * (index + 1 - len(row.cells))]
            cells[index] = above[1]
            row = row._replace(cells=tuple(cells))  # noqa: PLW2901  # the row goes on, one cell richer
            count += 1
            if count == 1:
                first, taken = row.number, above[1]
        yield row
    if count:
        facts = {"jumlah": str(count), "kolom": name, "bertanda": "yang kosong", "isi": taken}
        roster.findings.append(finding(misfits.CARRIED, origin.place(first, name), facts))


def _names_place(row: TableRow, units: Units) -> bool:
    """Whether a row is a heading that names a place: a text alone that says what kind of place it is."""
    text = alone(row)
    return bool(text) and units.within(text, posyandu=True).said


def _grouped_together(people: Sequence[TableRow], columns: Mapping[str, int], places: Sequence[str]) -> bool:
    """Whether each group has all its places in its first row and none in the others, no two groups the same ones."""
    owner = next((name for name in ("puskesmas", UNIT) if name in places), None)
    texts = [tuple(_text(row, columns, name) for name in places) for row in people]
    heads = [number for number, places_of in enumerate(texts) if any(places_of)]
    if owner is None or not heads or heads[0] != 0 or len(heads) == len(texts):
        return False
    ends = [*heads[1:], len(texts)]
    single = sum(end - head == 1 for head, end in zip(heads, ends, strict=True))
    owned = all(texts[head][places.index(owner)] for head in heads)
    return owned and len({texts[head] for head in heads}) == len(heads) and single <= len(heads) // 2


def _titled(row: TableRow, columns: Mapping[str, int], titles: frozenset[str]) -> bool:
    """Whether a row seems to be a header: a title where a name or a place should stand."""
    texts = (_text(row, columns, name) for name in ("nama", *TITLED))
    return any(normal(text) in titles for text in texts if text)


def _grouped(people: Sequence[TableRow], columns: Mapping[str, int], name: str) -> bool:
    """Whether a column of places holds each place once, in the first of the rows that belong to it.

    A blank pustu may also mean the puskesmas itself: it must have blanks below every place, and two places at least.
    """
    if name == UNIT:
        return False
    texts = [_text(row, columns, name) for row in people]
    heads = [number for number, text in enumerate(texts) if text]
    if not heads or heads[0] != 0 or len({texts[number] for number in heads}) != len(heads) or len(heads) == len(texts):
        return False
    groups = [people[head:end] for head, end in zip(heads, [*heads[1:], len(texts)], strict=True)]
    alone = sum(len(group) == 1 for group in groups)
    if name == "puskesmas":
        return alone <= len(groups) // 2
    other = "posyandu" if name == "pustu" else "pustu"
    plain = not any(_text(row, columns, other) for row in people)
    owners = ({_text(row, columns, "puskesmas") for row in group} - {""} for group in groups)
    return plain and alone == 0 and len(groups) > 1 and all(len(owner) <= 1 for owner in owners)


def _somebody(nama: str) -> bool:
    return bool(nama) and nobody(nama) is None


def _text(row: TableRow, columns: Mapping[str, int], name: str) -> str:
    return row.text(columns.get(name, len(row.cells)))


def _with_remarks(
    roster: RosterRead, table: Table, columns: Mapping[str, int], top: heading.Header
) -> Mapping[str, int]:
    """The columns with that of the remarks, where one without a title says of somebody that they have left."""
    if "keterangan" in columns:
        return columns
    for index in sorted(top.untitled):
        texts = (
            row.cells[index] for row in top.rows if index < len(row.cells) and _somebody(_text(row, columns, "nama"))
        )
        if any(text.strip() and leaving(text.strip(), "keterangan") is not None for text in texts):
            place = _origin(table, {WHOLE_ROW: index}).place(top.number)
            words = f"; kolom {column_letters(index)} dibaca sebagai keterangan, menurut isinya"
            facts = {"kolom": "tanpa judul", "maksud": words}
            roster.findings.append(finding(misfits.UNREAD_COLUMN, place, facts))
            return {**columns, "keterangan": index}
    return columns


def _telling_unread(
    roster: RosterRead,
    rows: Iterable[TableRow],
    table: Table,
    columns: Mapping[str, int],
    top: heading.Header,
    titles: frozenset[str],
) -> Iterator[TableRow]:
    """The same rows; told at the end of the table what of people stands in columns that nobody reads.

    Beside somebody words stand below no title: further names under a title that spans several columns, or remarks. Or
    a column of another title says that somebody has left.
    """
    untitled = (top.untitled if table.kind != "csv" else frozenset[int]()) - set(columns.values())
    beside, gone = Counter[int](), dict[int, list[str]]()
    last: list[TableRow] = []
    for row in islice(rows := iter(rows), _LOOKED if untitled or top.unread else 0):
        if _titled(row, columns, titles):
            last.append(row)  # of another table
            break
        cells, named = row.cells, _somebody(_text(row, columns, "nama"))
        for index in untitled if named else ():
            text = cells[index].strip() if index < len(cells) else ""
            beside[index] += len(text) > 2 and any(map(str.isalpha, text))
        for index in top.unread if named else ():
            text = cells[index].strip() if index < len(cells) else ""
            if text and says_gone(text) and (pergi := leaving(text, "status")) is not None:
                gone.setdefault(index, []).append(pergi.kata)  # which shows no long number
        yield row
    if counted := +beside:
        letters = daftar([column_letters(index) for index in sorted(counted)])
        words = f"; {counted.total()} sel di kolom {letters} berisi teks: beri judul, satu orang satu baris"
        _tell_unread(roster, _origin(table, {WHOLE_ROW: min(counted)}).place(top.number), "tanpa judul", words)
    for index, texts in gone.items():
        number, title = top.unread[index]
        words = f"; {len(texts)} selnya menyebut kepergian, yang pertama “{texts[0]}”: beri judul keterangan"
        _tell_unread(roster, _origin(table, {WHOLE_ROW: index}).place(number), title, words)
    yield from chain(last, rows)


def _tell_unread(roster: RosterRead, place: Place, title: str, words: str) -> None:
    """Tell of a column that nobody reads, in place of what was said of its title alone."""
    roster.findings = [
        told for told in roster.findings if (told.code, told.place) != (misfits.UNREAD_COLUMN.code, place)
    ]
    facts = {"kolom": title, "maksud": words}
    roster.findings.append(finding(misfits.UNREAD_COLUMN, place, facts, severity=Severity.WARNING))


_LOOKED = 2000
"""In so many rows of a table is looked for what nobody reads; rosters of a puskesmas are shorter."""


def _noting_unread(ledger: Ledger, rows: Iterable[TableRow], table: Table, top: heading.Header) -> Iterator[TableRow]:
    """The same rows, counting on the way how many cells are filled in the columns that are not read."""
    counted: Counter[int] = Counter()
    for row in rows:
        counted.update(index for index in top.unread if index < len(row.cells) and row.cells[index].strip())
        yield row
    for index, (number, title) in top.unread.items():
        ledger.columns.append((_origin(table, {title: index}).place(number, title), title, counted[index]))


def _with_unit(columns: Mapping[str, int]) -> Mapping[str, int]:
    """Where puskesmas and pustu stand: in a unit column, where they have none of their own."""
    if UNIT not in columns:
        return columns
    return {"puskesmas": columns[UNIT], "pustu": columns[UNIT], **columns}


def _fitting(
    roster: RosterRead, sheet: str, rows: Iterable[TableRow], width: int, origin: Origin, added: int
) -> Iterator[TableRow]:
    """The rows of a csv that have no more cells than the header; the others are reported, for theirs have shifted."""
    for row in rows:
        if len(row.cells) > width and any(cell.strip() for cell in row.cells[width:]):
            counts = f"memuat {len(row.cells) - added} isian, judulnya {width - added} kolom"
            words = f"{counts}; apit isian yang memuat pemisah dengan tanda kutip"
            facts = {"kunci": f"baris {row.number}", "sebab": words}
            told = finding(misfits.WRONG_KIND, origin.place(row.number), facts)
            roster.findings.append(replace(told, remedy=misfits.AS_SAID))
            if roster.ledger is not None:
                roster.ledger.passed.append((origin.place(row.number), sheet, "isiannya lebih banyak daripada judul"))
        else:
            yield row


def _unmerged(
    roster: RosterRead, rows: Iterable[TableRow], table: Table, top: int, spec: TableSpec, columns: Mapping[str, int]
) -> Iterator[TableRow]:
    """The rows with what merged cells above them hold; told once, for a merged cell may mean less than that."""
    names = {index: name for name, index in columns.items()}
    count, first = 0, None
    for row in rows:
        taken = {column: text for column, text in table.merges.get(row.number, {}).items() if column in names}
        if not taken or row.number <= top:
            yield row
            continue
        cells = [*row.cells, *[""] * (max(taken) + 1 - len(row.cells))]
        for column, text in taken.items():
            if not cells[column].strip():
                cells[column] = text
                count += 1
                first = first or (row.number, column, text)
        yield row._replace(cells=tuple(cells))
    if first is not None:
        number, column, text = first
        shown = "…" if names[column] in spec.holding(Holds.IDENTITY, Holds.BIRTH) else text
        facts = {"jumlah": count, "kolom": names[column], "isi": shown}
        place = _origin(table, columns).place(number, names[column])
        roster.findings.append(finding(misfits.MERGED, place, facts))


def add_rows(
    roster: RosterRead,
    spec: TableSpec,
    rows: Iterable[TableRow],
    columns: Mapping[str, int],
    origin: Origin,
    register: Register,
    professions: Professions,
) -> None:
    """Read the items of a YAML list, whose columns are their keys."""
    reader = RowReader(roster, spec, columns, origin, register, professions)
    reader.read(rows)
    reader.finish((), None)
