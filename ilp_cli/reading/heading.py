"""The header of a table of people, found by its content: below titles, over two rows, in any order of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import pairwise

from ilp_cli.core.finding import Code, Finding, Severity, finding
from ilp_cli.core.names import holds, maksud, near, normal
from ilp_cli.core.words import daftar, month_number, quarter_number
from ilp_cli.district.origin import WHOLE_ROW, Origin, line_marks
from ilp_cli.district.table import UNIT, Holds, TableSpec
from ilp_cli.district.tables import PEOPLE
from ilp_cli.files import misfits
from ilp_cli.files.table_file import Table, TableRow
from ilp_cli.law import configs
from ilp_cli.law.vocabulary import Vocabulary, vocabulary
from ilp_cli.reading.terms import ASKED, by_neighbours, subject_known, undecided

COUNTED = (
    "; ini hitungan tiap triwulan tanpa nama tempatnya. Isi lembar Realisasi satu baris satu perubahan status "
    "(puskesmas, pustu, posyandu, status ilp, sejak), atau tulis jumlahnya di bawah tahap: realisasi di roadmap.yaml"
)
"""What is said of a table that counts by quarters where each place is asked for."""
SHARE = "; persen tidak dibaca: tulis jumlah orangnya, persennya dihitung program"
"""What is said of a column of percent: a comparison of titles puts the sign aside, and with it what the figures are."""
CUMULATIVE = "; angka kumulatif tidak dibaca: tulis yang dilayani pada bulan itu saja, jumlahnya dihitung program"
"""What is said of a column that adds up the months."""
LEADING_ROWS = 30
"""How far down a header is looked for: titles and instructions may stand above it."""

_NUMBER = re.compile(r"\(?(\d{1,3})\)?")

_PEOPLE = frozenset(spec.name for spec in PEOPLE)
"""The tables of people by their names: an import knows them with a column more, that of the codes of rows sent out."""

ColumnNames = Sequence[str | None]
"""Of each column of a header row: which of our columns it is, None where it is none."""


@dataclass(frozen=True, slots=True)
class HeadingChoice:
    """The rows a header takes among the leading ones (`first` to `last`), its columns, and what stands over each."""

    first: int
    last: int
    names: ColumnNames
    titles: Sequence[tuple[int, str]]
    groups: Sequence[str] = ()

    @property
    def recognised(self) -> frozenset[str]:
        """The columns that were recognised."""
        return frozenset(name for name in self.names if name)


@dataclass(frozen=True, slots=True)
class Header:
    """Which column stands where. `rows` are the leading rows below it; `number` is that of its last row.

    `units` are the columns that name a unit, where there are several; `no_place` is the fault of a table that lacks
    nothing but a column of puskesmas.
    `unread` gives the row and the words of each title that is none of ours, by its column; `before` are the rows
    above the header, `untitled` the columns without a title.
    """

    columns: Mapping[str, int]
    width: int
    number: int
    rows: Sequence[TableRow]
    findings: Sequence[Finding]
    remarks: Sequence[str] = ()
    unread: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    units: tuple[int, ...] = ()
    no_place: Finding | None = None
    before: tuple[TableRow, ...] = ()
    untitled: frozenset[int] = frozenset()

    @property
    def above(self) -> list[str]:
        """The texts that stand above the header."""
        return [cell for row in self.before for cell in row.cells if cell and not cell.isspace()]


def compared(title: str) -> str:
    """A column title as it is looked up."""
    return normal(title).replace(" ", "_")


@cache
def titles_of(spec: TableSpec) -> Mapping[str, str]:
    """Every accepted title of a table, as compared → the column it means: its own name or heading, or another."""
    own = {compared(words): column.name for column in spec.columns for words in (column.title, column.name)}
    return dict(configs.headers().get(spec.name, {})) | own


def named(row: TableRow, aliases: Mapping[str, str]) -> list[str | None]:
    """What the cells of a row would be as titles; one that is only like a title means no column that has its own."""
    names = [aliases.get(compared(title)) if title and not uncounted(title) else None for title in row.cells]
    return _with_likely(row.cells, names, aliases)


def _with_likely(titles: Sequence[str], names: list[str | None], aliases: Mapping[str, str]) -> list[str | None]:
    for index, title in enumerate(titles):
        if title and names[index] is None and (likely := _likely(title, aliases)) not in names:
            names[index] = likely
    return names


def uncounted(title: str) -> str:
    """Why the figures below a title are no people of one month, in words; "" where they may be."""
    if "%" in title:
        return SHARE
    return "" if vocabulary().cumulative.isdisjoint(normal(title).split()) else CUMULATIVE


def _likely(title: str, aliases: Mapping[str, str]) -> str | None:
    """The column a title means with its words written out, without what stands in brackets, or "saat ini" behind it."""
    return next((name for form in _forms(title) if (name := aliases.get(form)) is not None), None)


@lru_cache(maxsize=4096)
def _forms(title: str) -> tuple[str, ...]:
    """What else a title may be written as; the same cells are asked about once for each table there is."""
    plain = compared(title)
    if not plain or len(title) > _LONGEST or plain in vocabulary().ignored or uncounted(title):
        return ()
    forms = [_written_out(plain)]
    tail = next((tail for tail in vocabulary().title_tails if plain.endswith(tail)), "")
    if tail:
        forms += [plain.removesuffix(tail), _written_out(plain.removesuffix(tail))]
    inside = normal(" ".join(_BRACKETS.findall(title)))
    if inside and not holds(inside, vocabulary().others_titles) and vocabulary().other_terms.isdisjoint(inside.split()):
        bare = compared(_BRACKETS.sub(" ", title))
        forms += [bare, _written_out(bare)]
    return tuple(forms)


_LONGEST = 60
"""A title that is longer is a text."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@cache
def _written_out(plain: str) -> str:
    """A compared title with its shortened words written out."""
    words = vocabulary().shortened
    return "_".join(words.get(part, part) for part in plain.split("_"))


def satisfied(spec: TableSpec, names: Iterable[str | None], *, placed: bool = False) -> bool:
    """Whether all required columns of a table are there; where it is `placed` otherwise, a puskesmas is not asked for.

    Without a column of puskesmas a table is known only by a column that no other table has.
    """
    there = set(names)
    return not (placed and spec.telling.isdisjoint(there)) and _has_required(spec, there, place=not placed)


def begins(spec: TableSpec, row: TableRow) -> bool:
    """Whether a row is the header of a table that its columns, or the title of its names, tell."""
    names = named(row, titles_of(spec))
    said = any(spec.name in normal(title).split() for title in row.cells if title)
    return (
        satisfied(spec, names)
        or satisfied(spec, names, placed=True)
        or (said and len(set(names)) > 2 and lacks_place_only(spec, names))
    )


def lacks_place_only(spec: TableSpec, names: Iterable[str | None]) -> bool:
    """Whether a table has all it needs but a column of puskesmas."""
    there = set(names)
    return not _has_required(spec, there) and _has_required(spec, there, place=False)


def _has_required(spec: TableSpec, there: set[str | None], *, place: bool = True) -> bool:
    """Whether all required columns are there; without `place` that of puskesmas is not asked for."""
    groups = (group for group in spec.required if place or "puskesmas" not in group)
    return all(any(name in there for name in _enough(group)) for group in groups)


def _enough(group: tuple[str, ...]) -> tuple[str, ...]:
    return (*group, UNIT) if "puskesmas" in group else group


def choose(leading: Sequence[TableRow], spec: TableSpec, aliases: Mapping[str, str]) -> HeadingChoice | None:
    """The first leading row, or two rows together, that name all required columns; else all but that of puskesmas."""
    singles = [named(row, aliases) for row in leading]
    fits = _choose(leading, singles, spec, aliases, placed=False)
    return fits or _choose(leading, singles, spec, aliases, placed=True)


def _choose(
    leading: Sequence[TableRow],
    singles: Sequence[list[str | None]],
    spec: TableSpec,
    aliases: Mapping[str, str],
    *,
    placed: bool,
) -> HeadingChoice | None:
    for index, row in enumerate(leading):
        below = leading[index + 1] if index + 1 < len(leading) else None
        if satisfied(spec, singles[index], placed=placed) or (placed and begins(spec, row)):
            above = leading[index - 1] if index else None
            return _widened(index, above, row, below, singles[index], aliases)
        if below is not None and any(singles[index]) and not satisfied(spec, singles[index + 1], placed=placed):
            choice = _joined(index, row, below, aliases)
            if satisfied(spec, choice.names, placed=placed):
                return choice
    return None


def _widened(
    index: int,
    above: TableRow | None,
    row: TableRow,
    below: TableRow | None,
    names: list[str | None],
    aliases: Mapping[str, str],
) -> HeadingChoice:
    """A complete header row, with what the row above it or a row of sub-titles below it adds."""
    titles = [(row.number, title) for title in row.cells]
    groups: list[str] = []
    if above is not None:
        groups = _filled(above, row)
        for column, name in enumerate(names):
            joined = _together(groups[column], row.cells[column], aliases) if name is None else None
            if _of_another(groups[column], name) and len(set(filter(None, groups))) > 1:
                names[column] = _together(groups[column], row.cells[column], aliases)
            elif joined and joined not in names:
                names[column], titles[column] = joined, (row.number, f"{groups[column]} {row.cells[column]}")
    if below is None or not _continues(row, below, names, aliases):
        return HeadingChoice(index, index, names, titles, groups if len(set(filter(None, groups))) > 1 else ())
    both = _joined(index, row, below, aliases)
    known = [*names, *[None] * (len(both.names) - len(names))]
    return HeadingChoice(
        index,
        index + 1,
        [double or single for double, single in zip(both.names, known, strict=True)],
        both.titles,
        both.groups,
    )


def _continues(row: TableRow, below: TableRow, names: ColumnNames, aliases: Mapping[str, str]) -> bool:
    """Whether the row below holds sub-titles: a title more, and under the columns known so far titles or nothing."""
    if below.numeric:
        return False
    joined = _joined(0, row, below, aliases)
    for column, name in enumerate(names):
        if name and not joined.names[column]:
            return False
    return bool({name for name in joined.names if name} - set(names))


def _joined(index: int, top: TableRow, sub: TableRow, aliases: Mapping[str, str]) -> HeadingChoice:
    """Two rows read as one header: a group title goes with each title below it."""
    groups = _filled(top, sub)
    names: list[str | None] = []
    titles: list[tuple[int, str]] = []
    for column, group in enumerate(groups):
        below = sub.text(column)
        if below:
            own = None if uncounted(below) else aliases.get(compared(below))
            names.append(_together(group, below, aliases) or (None if _of_another(group, own) else own))
            titles.append((sub.number, below))
        else:
            own = top.cells[column] if column < len(top.cells) else ""
            names.append(aliases.get(compared(own)) if own else None)
            titles.append((top.number, own))
    likely = _with_likely([title for _, title in titles], names, aliases)
    return HeadingChoice(index, index + 1, likely, titles, groups)


def _together(group: str, title: str, aliases: Mapping[str, str]) -> str | None:
    """The column two titles mean together, whichever stands above: Tanggal berlaku over SIP, Puskesmas over Nama."""
    if not group.strip() or not title.strip() or uncounted(f"{group} {title}"):
        return None
    return aliases.get(compared(f"{group} {title}")) or aliases.get(compared(f"{title} {group}"))


def _of_another(group: str, name: str | None) -> bool:
    """Whether a bare Berakhir or Selesai speaks of something else than service: it stands under STR, Cuti, Diklat."""
    return name in ("mulai", "sampai") and not vocabulary().other_terms.isdisjoint(normal(group).split())


def _filled(top: TableRow, sub: TableRow) -> list[str]:
    """The group title over each column: a merged one stands in its first column only."""
    width = max(len(top.cells), len(sub.cells))
    groups: list[str] = []
    current = ""
    for column in range(width):
        own = top.text(column)
        below = sub.text(column)
        current = own or (current if below else "")
        groups.append(current)
    return groups


def beside(leading: Sequence[TableRow], tables: Iterable[TableSpec]) -> tuple[int, list[tuple[int, int]]]:
    """The row of a header of several tables side by side, and the columns of each, from first to behind last.

    They are told by a header that has two columns of names; the second begins behind a blank title, or at its “No”.
    """
    specs = [spec for spec in tables if spec.telling]
    of_names = {title for spec in specs for title, name in titles_of(spec).items() if name == "nama"}
    ignored = vocabulary().ignored
    for row in leading:
        told = [title for title in row.cells if title and not of_names.isdisjoint((compared(title), *_forms(title)))]
        if len(told) < 2:  # as of nearly every row
            continue
        columns = sorted(
            {index for spec in specs for index, name in enumerate(named(row, titles_of(spec))) if name == "nama"}
        )
        starts = [0]
        for left, right in pairwise(columns):
            between = [index for index in range(left + 1, right) if not row.cells[index].strip()]
            numbers = [index for index in range(left + 1, right) if compared(row.cells[index]) in ignored]
            starts += [between[-1] + 1] if between else numbers[-1:]
        if len(starts) > 1 and len(starts) == len(columns):
            return row.number, list(zip(starts, [*starts[1:], len(row.cells)], strict=True))
    return 0, []


def kind_of(
    leading: Sequence[TableRow], name: str, tables: Iterable[TableSpec], words: Vocabulary
) -> tuple[str | None, bool]:
    """Which of the tables these rows begin, by name where the header fits it, else by columns only one of them has.

    Where the headers of several stand one below the other, it is the first. A table without columns of its own must be
    called by its name.

    The second value says that the header fits, but that it could be any of them.
    """
    tables = list(tables)
    fits = {
        spec: choice
        for spec in tables
        if spec.telling and (choice := choose(leading, spec, titles_of(spec))) is not None
    }
    hint = words.named(name)
    if any(spec.name == hint for spec in fits):
        return hint, False
    telling = {
        spec.name: choice.first
        for spec, choice in fits.items()
        if spec.telling & choice.recognised or _says(spec.name, choice)
    }
    first = _told_apart(
        {spec: choice for spec, choice in fits.items() if telling.get(spec.name) == min(telling.values(), default=-1)}
    )
    if len(first) == 1:
        return first[0], False  # what begins further down is a table below it
    by_name = (spec for spec in tables if spec.name == hint and not spec.telling)
    if any(choose(leading, spec, titles_of(spec)) is not None for spec in by_name):
        return hint, False
    return None, bool(fits)


def _told_apart(fits: Mapping[TableSpec, HeadingChoice]) -> list[str]:
    """Which of the tables that a header fits it is: not one whose own columns all are columns of another as well.

    Nor one that knows fewer of its titles than another that knows all of these. What is still undecided is rather a
    table of people than another one: nobody may be lost.
    """
    titles = {spec: {index for index, name in enumerate(choice.names) if name} for spec, choice in fits.items()}
    kept = [
        spec
        for spec, choice in fits.items()
        if (spec.name in _PEOPLE or not any(titles[spec] < known for known in titles.values()))
        and (
            not (own := spec.telling & choice.recognised)
            or not any(own <= other.by_name.keys() for other in fits if other is not spec)
        )
    ]
    people = [spec.name for spec in kept if spec.name in _PEOPLE]
    return people if len(people) == 1 else [spec.name for spec in kept]


def lacking(leading: Sequence[TableRow], tables: Iterable[TableSpec]) -> str:
    """Why rows that look like a table of people are none: the columns it lacks; "" where they do not look like one."""
    best: tuple[int, TableSpec, HeadingChoice] | None = None
    for spec in tables:
        choice = _likeliest(leading, titles_of(spec)) if spec.telling else None
        known = len(choice.recognised) if choice is not None else 0
        if choice is not None and (known > 1 or _says(spec.name, choice)) and (best is None or known > best[0]):
            best = known, spec, choice
    if best is None:
        return ""
    _, spec, choice = best
    missing = [" atau ".join(group) for group, _ in _missing(spec, choice.names, [title for _, title in choice.titles])]
    return f"judulnya mirip {spec.sheet}, tetapi kolom {daftar(missing)} tidak ada" if missing else ""


def list_of_names(leading: Sequence[TableRow], tables: Iterable[TableSpec]) -> tuple[str, Sequence[TableRow]] | None:
    """The kind of people that a list of nothing but their names is of, as its title says, and the rows above it."""
    for spec in tables:
        choice = _likeliest(leading, titles_of(spec)) if spec.name in _PEOPLE else None
        if choice is not None and _says(spec.name, choice) and lacks_place_only(spec, choice.names):
            return spec.name, leading[: choice.first]
    return None


def _says(kind: str, choice: HeadingChoice) -> bool:
    """Whether a title itself holds the word: Nama Kader."""
    return any(kind in normal(title).split() for _, title in choice.titles)


def header(
    table: Table, leading: Sequence[TableRow], spec: TableSpec, aliases: Mapping[str, str], ignored: frozenset[str]
) -> Header:
    """The header among the leading rows, and every fault of it at its cell; no columns where there is none."""
    choice = choose(leading, spec, aliases) or _likeliest(leading, aliases)
    if choice is None:
        whole = Origin(file=table.file, kind=table.kind, sheet=table.sheet).place(1)
        return Header({}, 0, 1, (), [finding(misfits.NOTHING, whole, {"apa": f"tabel {spec.name}"})])
    if "sampai" in spec.by_name and "sip_sampai" in spec.by_name:
        titles = [title for _, title in choice.titles]
        choice = replace(choice, names=by_neighbours(titles, choice.groups, choice.names))
    columns, findings, no_place = _columns(table, choice, spec, ignored)
    units = tuple(index for index, name in enumerate(choice.names) if name == UNIT)
    rest = list(leading[choice.last + 1 :])
    remarks = []
    number, first = leading[choice.last].number, leading[choice.first].number
    if number != 1:
        remarks.append(f"judul di baris {first} dan {number}" if first != number else f"judul di baris {number}")
    if rest and numbering(rest[0]):
        remarks.append(f"baris {rest[0].number} berisi nomor kolom, dilewati")
        number = rest.pop(0).number
    unread = {
        index: (row, " ".join(title.split()))
        for index, ((row, title), name) in enumerate(zip(choice.titles, choice.names, strict=True))
        if name is None and normal(title) and compared(title) not in ignored
    }
    before = tuple(leading[: choice.first])
    blank = frozenset(index for index, (_, title) in enumerate(choice.titles) if not title.strip())
    return Header(columns, len(choice.names), number, rest, findings, remarks, unread, units, no_place, before, blank)


def numbering(row: TableRow) -> bool:
    """Whether a row below the header only numbers the columns: (1) (2) (3)."""
    numbers = [_NUMBER.fullmatch(cell.strip()) for cell in row.cells if cell.strip()]
    return len(numbers) > 2 and [match and int(match[1]) for match in numbers] == list(range(1, len(numbers) + 1))


def _likeliest(leading: Sequence[TableRow], aliases: Mapping[str, str]) -> HeadingChoice | None:
    """Where no row names all that is required: the row that names the most, though it be nothing but names."""
    best, most = None, -1
    for index, row in enumerate(leading):
        names = named(row, aliases)
        known = len(set(names))
        if known > most and (len(set(names) - {None}) > 1 or best is None or ("nama" in names and not best.recognised)):
            best, most = HeadingChoice(index, index, names, [(row.number, title) for title in row.cells]), known
    return best


def _columns(
    table: Table, choice: HeadingChoice, spec: TableSpec, ignored: frozenset[str]
) -> tuple[dict[str, int], list[Finding], Finding | None]:
    """The position of each column, and the faults of the titles; apart, that only the column of puskesmas is missing.

    Several columns that name a unit are no fault: each row is read by the one that names a registered place.
    """
    findings: list[Finding] = []
    columns: dict[str, int] = {}
    texts = [title for _, title in choice.titles]
    positions = {title: index for index, title in enumerate(texts) if title.strip()}
    first = min(positions.values(), default=0)

    def report(code: Code, index: int, severity: Severity | None = None, **facts: str) -> None:
        origin = Origin(
            file=table.file,
            kind=table.kind,
            sheet=table.sheet,
            columns={WHOLE_ROW: index},
            marks=line_marks(table.lines),
        )
        findings.append(finding(code, origin.place(choice.titles[index][0]), facts, severity=severity))

    missing = dict(_missing(spec, choice.names, texts))
    months = _months(choice.names, texts) if any("bulan" in group for group in missing) else frozenset[int]()
    counted = _counted(choice.names, texts, missing)
    for index, (title, name) in enumerate(zip(texts, choice.names, strict=True)):
        if not title.strip() or title in missing.values():
            continue
        if name is None:
            if index in months | counted:
                continue  # told together with the column that is missing; "Des" is no slip of "desa" there
            if compared(title) not in ignored and normal(title):
                near_by = maksud(title, (name for name in spec.offered if name not in columns))
                counts = uncounted(title) if spec.holding(Holds.COUNT) else ""
                hint = table.hints.get(index) or counts or near_by
                if undecided(title) and not subject_known(texts, choice.groups, index):
                    hint = ASKED
                weight = Severity.WARNING if hint else None
                report(misfits.UNREAD_COLUMN, index, weight, kolom=" ".join(title.split()), maksud=hint)
        elif name in columns and name != UNIT:
            words = f"kolom “{title.strip()}” sama artinya dengan “{texts[columns[name]].strip()}”"
            report(misfits.BAD_COLUMN, index, sebab=f"{words}; {name} tercatat dua kali", maksud="")
        else:
            columns.setdefault(name, index)
    no_place = None
    for group, likely in missing.items():
        hint = f"; apakah “{likely.strip()}” yang dimaksud?" if likely else ""
        if months and "bulan" in group:
            hint = f"; {len(months)} kolom berjudul nama bulan baru dibaca bila kolom wajib lainnya ada"
        hint = COUNTED if counted else hint
        words = f"kolom wajib {' atau '.join(group)} tidak ada"
        report(misfits.BAD_COLUMN, positions.get(likely or "", first), sebab=words, maksud=hint)
        if "puskesmas" in group and not likely and lacks_place_only(spec, choice.names):
            no_place = findings.pop()
    return columns, findings, no_place


def _months(names: ColumnNames, texts: Iterable[str]) -> frozenset[int]:
    """The unknown columns under the name of a month, where there are several: a table with a column for each month."""
    pairs = enumerate(zip(texts, names, strict=False))
    months = frozenset(index for index, (title, name) in pairs if name is None and month_number(title) is not None)
    return months if len(months) > 1 else frozenset()


def _counted(names: ColumnNames, texts: Sequence[str], missing: Iterable[tuple[str, ...]]) -> frozenset[int]:
    """All unknown columns of a table that counts by quarters where days are asked for; none of another table."""
    if not any("sejak" in group for group in missing):
        return frozenset()
    quarters = sum(name is None and quarter_number(title) is not None for title, name in zip(texts, names, strict=True))
    return frozenset(index for index, name in enumerate(names) if name is None and quarters > 1)


def _missing(spec: TableSpec, names: ColumnNames, texts: Iterable[str]) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """The required columns that are not there, each with the unknown title that most likely means it."""
    unknown = [title for title, name in zip(texts, names, strict=False) if name is None and title.strip()]
    for group in spec.required:
        if not any(name in names for name in _enough(group)):
            likely = next((hit for name in group if (hit := near(name, unknown))), None)
            if likely is not None:
                unknown.remove(likely)
            yield group, likely
