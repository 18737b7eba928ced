"""The header of a table in a list: the fullest row of titles, never a row of the list that looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.names import near, normal
from ilp_cli.district.table import ColumnSpec, Holds, Privacy, TableSpec
from ilp_cli.district.tables import PEOPLE, PETUGAS
from ilp_cli.files.table_file import TableRow
from ilp_cli.law.vocabulary import kinds, vocabulary
from ilp_cli.reading import heading
from ilp_cli.reading.heading import LEADING_ROWS, HeadingChoice
from ilp_cli.reading.official.official_list import code_of
from ilp_cli.reading.official.titles import Titles

_LIST = TableSpec(
    "daftar",
    "Daftar",
    tuple(
        ColumnSpec(name, Holds.PLACE, Privacy.KEPT, required=True, group="tempat")
        for name in ("puskesmas", "kode", "kode_lama", "pustu", "posyandu")
    ),
)
"""What makes a table a list of places: one of these columns. Its titles, and what else it has, are in lists.yaml."""

_CODES = frozenset(("kode", "kode_lama"))
PLACES = frozenset((*(column.name for column in _LIST.columns), "unit"))
_COUNT = "cacah "
_RULE = re.compile(r"[\s\-–—=+|:_]*")
_FIGURE = re.compile(r"[-+]?\d[\d.,]*")
_OTHERS = 2
"""So many columns of which nothing is known make a table with names one of something else."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTED = re.compile(r"\d+(?:[.,]0+)?(?:\s*/\s*\d+)?|\d{4}-\d\d-\d\d.*")
_KEY_AND_VALUE = 3
"""Cells, the colon among them, that a line such as “Provinsi : Bali” above a table may have."""


def is_rule(row: TableRow) -> bool:
    """Whether a row only draws a line under a header: |---|---|."""
    return all(_RULE.fullmatch(cell) for cell in row.cells) and any(cell.strip() for cell in row.cells)


def filled(row: TableRow) -> list[int]:
    """The columns in which a row has something."""
    return [column for column, cell in enumerate(row.cells) if cell.strip()]


def choose(leading: Sequence[TableRow], titles: Titles) -> HeadingChoice | None:
    """The fullest header among the leading rows; None where no row has titles of places.

    A row of one cell is a title of the page, unless all rows are. “Puskesmas” alone is also what a row of the list may
    hold: such a row is no header where it numbers itself, or stands among rows like it. A header with rows of its own
    above the fullest is that of a table before it.
    """
    rows = _wide(leading, titles)
    fits = [(choice, _known(choice, rows, titles)) for choice in _candidates(rows, titles)]
    fits = [(choice, known) for choice, known in fits if not _is_entry(choice, known, rows, titles)]
    if not fits:
        return None
    fullest, _ = max(fits, key=lambda fit: (len(fit[1]) - _is_pair(rows[fit[0].last], titles), -fit[0].first))
    earlier = (choice for choice, known in fits if _begins_table(choice, fullest, len(known), rows, titles))
    return next(earlier, fullest)


def _wide(leading: Sequence[TableRow], titles: Titles) -> list[TableRow]:
    """The rows, those of one cell emptied unless the table has one column."""
    wide = any(len(filled(row)) > 1 and not _is_pair(row, titles) for row in leading)
    return [row if not wide or len(filled(row)) > 1 else TableRow(number=row.number, cells=()) for row in leading]


def _candidates(rows: Sequence[TableRow], titles: Titles) -> Iterator[HeadingChoice]:
    """Every row, or two rows together, whose titles name a place."""
    rest = list(rows)
    while (choice := heading.choose(rest, _LIST, titles)) is not None:
        if choice.last > choice.first and _lower_is_entry(choice, rows):
            rest[choice.last] = TableRow(number=rest[choice.last].number, cells=())
            continue
        if heading.satisfied(_LIST, choice.names):
            yield choice
        for index in range(choice.first, choice.last + 1):
            rest[index] = TableRow(number=rest[index].number, cells=())


def _lower_is_entry(choice: HeadingChoice, rows: Sequence[TableRow]) -> bool:
    """Whether the second row of a header is the first of the list: of a title it has no more than “Puskesmas”."""
    upper, lower = rows[choice.first], rows[choice.last]
    others = [column for column in filled(lower) if normal(lower.cells[column]) not in kinds()]
    if any(choice.names[column] for column in others):
        return False
    said = {normal(lower.cells[column]) for column in filled(lower)}
    return (
        bool(others)
        or len(said) == 1
        or any(
            normal(row.cells[column]) == normal(lower.cells[column]) and before.cells != upper.cells
            for before, row in pairwise(rows[choice.last :])
            for column in filled(lower)
            if column < len(row.cells)
        )
    )


def _known(choice: HeadingChoice, rows: Sequence[TableRow], titles: Titles) -> set[str]:
    """The titles of a header that such lists have; a profession is one only over figures."""
    known = set()
    for column, (name, (_, title)) in enumerate(zip(choice.names, choice.titles, strict=True)):
        if name is None and not titles.known(title):
            continue
        below = [row.cells[column].strip() for row in rows[choice.last + 1 :] if column < len(row.cells)]
        if (name or "").startswith(_COUNT) and not any(map(_COUNTED.fullmatch, below)):
            continue
        known.add(name or heading.compared(title))
    return known


def _is_entry(choice: HeadingChoice, known: set[str], rows: Sequence[TableRow], titles: Titles) -> bool:
    """Whether what may be a header is a row of the list: it says but what kind of place it is, and is like others."""
    names = {column: name for column, name in enumerate(choice.names) if name in PLACES}
    if any(normal(choice.titles[column][1]) not in kinds() for column in names):
        return False
    row, above = rows[choice.last], rows[: choice.first]
    strong = known - set(names.values())
    figures = any(_FIGURE.fullmatch(cell.strip()) and not _YEAR.fullmatch(cell.strip()) for cell in row.cells)
    if figures:
        return not strong or any(sum(map(titles.known, other.cells)) > len(known) for other in above)
    among = [row for row in above if not _is_pair(row, titles)]
    return not strong and any(
        _repeated(rows, choice, column) or any(_beside(other, column) for other in among) for column in names
    )


def _begins_table(
    choice: HeadingChoice, fullest: HeadingChoice, known: int, rows: Sequence[TableRow], titles: Titles
) -> bool:
    """Whether a header above the fullest has rows of its own, and more than a title by chance."""
    if choice.first >= fullest.first or _is_pair(rows[choice.last], titles):
        return False
    between = rows[choice.last + 1 : fullest.first]
    sure = known > 1 or 2 * known > len(filled(rows[choice.last]))
    return sure and any(len(filled(row)) > 1 and not _is_pair(row, titles) for row in between)


def _beside(row: TableRow, column: int) -> bool:
    """Whether a row of several cells has something in a column."""
    return column in filled(row) and len(filled(row)) > 1


def _repeated(rows: Sequence[TableRow], choice: HeadingChoice, column: int) -> bool:
    """Whether half of the rows below, which are not the header again, hold the same word in a column."""
    own = rows[choice.last].cells
    below = [row for row in rows[choice.last + 1 :] if column in filled(row) and row.cells != own]
    return 2 * sum(normal(row.cells[column]) == normal(own[column]) for row in below) >= max(len(below), 1)


def _is_pair(row: TableRow, titles: Titles) -> bool:
    """Whether a row says one thing of the page, as “Provinsi : Bali” does."""
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    if not 1 < len(cells) <= _KEY_AND_VALUE:
        return False
    colon = cells[0].endswith(":") or cells[1].startswith(":")
    return (colon or (len(cells) == 2 and titles.known(cells[0]))) and not any(map(titles.known, cells[1:]))


def key_and_value(row: TableRow, titles: Titles) -> tuple[str, str] | None:
    """What a row says of the page: ("puskesmas", "SULI") for “Puskesmas : SULI”; None where it is no such row."""
    cells = [cell.strip(" :") for cell in row.cells if cell.strip(" :")]
    if len(cells) != 2 or not _is_pair(row, titles):
        return None
    return titles.get(heading.compared(cells[0])) or "", cells[1]


def of_people(choice: HeadingChoice, titles: Titles) -> str:
    """The title by which a table is one of people, whose names must not be taken for those of places; "" where none."""
    titled = {heading.compared(title): title.strip() for _, title in choice.titles}
    roster = {heading.titles_of(PETUGAS).get(title): shown for title, shown in titled.items()}
    if roster.keys() & PETUGAS.holding(Holds.IDENTITY):
        return "NIP atau NIK"
    if "nama" in titled and (job := roster.get("profesi") or roster.get("jabatan")):
        return f"{titled['nama']} dan {job}"
    return next(
        (
            shown
            for title, shown in titled.items()
            if title not in titles.own and any(heading.titles_of(spec).get(title) == "nama" for spec in PEOPLE)
        ),
        "",
    )


def of_anything(choice: HeadingChoice, rows: Sequence[TableRow], titles: Titles) -> bool:
    """Whether a table has names, but neither a title, a word nor a code that says of what, beside columns of its own.

    Names with no more than a note beside them are taken at the word of whoever gives them.
    """
    shown = [heading.compared(title) for _, title in choice.titles]
    named = [column for column, name in enumerate(choice.names) if name in PLACES - _CODES]
    if len(named) != 1 or shown[named[0]] not in titles.general:
        return False
    others = [title for name, title in zip(choice.names, shown, strict=True) if name is None and normal(title)]
    if set(choice.names) - {None, "unit", "jenis", *_CODES} or len(set(others) - titles.ignored) < _OTHERS:
        return False
    coded = [column for column, name in enumerate(choice.names) if name in _CODES or titles.says_code(shown[column])]
    below = [row.cells for row in rows[choice.last + 1 :]]
    told = [column for column, name in enumerate(choice.names) if name == "jenis"]
    return not (
        any(code_of(cells[column]) for cells in below for column in coded if column < len(cells))
        or any(normal(cells[column]) in kinds() for cells in below for column in told if column < len(cells))
        or any(vocabulary().kind_of_place(cells[named[0]])[0] for cells in below if named[0] < len(cells))
    )


def no_header(leading: Sequence[TableRow], titles: Titles) -> str:
    """Why a table is no list: the row of titles that names no place, else that there is none; what may be meant."""
    rows = _wide(leading, titles)
    known = ("Kode Puskesmas", "Nama Puskesmas", "Nama Pustu", "Nama Posyandu")
    words_seen = [cell for row in rows for cell in row.cells if cell.strip()][:200]
    words_seen = [cell for cell in words_seen if not (vocabulary().kind_of_place(cell)[0] or normal(cell) in kinds())]
    meant = next((hit for title in known if (hit := near(title, words_seen))), None)
    hint = f"; apakah “{mask_numbers(meant)[:80]}” yang dimaksud?" if meant else ""
    fullest = max(rows, key=lambda row: sum(map(titles.known, row.cells)), default=None)
    told = [cell.strip() for cell in fullest.cells if titles.known(cell)] if fullest is not None else []
    names = heading.named(fullest, titles) if fullest is not None else []
    if fullest is not None and len(told) > 1 and not heading.satisfied(_LIST, names):
        words = f"judul kolom di baris {fullest.number} ({', '.join(told[:8])}) tidak menyebut tempatnya"
        unknown = [
            f"“{mask_numbers(cell.strip())[:40]}”"
            for cell in fullest.cells
            if cell.strip() and cell.strip() not in told
        ]
        column = f"kolom namanya (kolom lain: {', '.join(unknown[:8])})" if unknown else "kolom itu"
        return f"{words}; beri judul {', '.join(known[1:3])} atau {known[0]} pada {column}"
    words = f"judul kolom tidak ditemukan di {LEADING_ROWS} baris pertama; beri satu baris judul"
    return f"{words}, misalnya {', '.join(known[:3])}{hint}"
