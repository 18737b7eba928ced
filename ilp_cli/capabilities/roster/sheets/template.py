"""The blank roster of one district: what to fill in, with the district's own names to choose from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ilp_cli.core.spot import column_letters
from ilp_cli.core.weekdays import hari_text
from ilp_cli.core.words import daftar, parse_date
from ilp_cli.district.district import District
from ilp_cli.district.place import Puskesmas, degrees_of
from ilp_cli.district.table import ColumnSpec, Holds, TableSpec
from ilp_cli.district.tables import LISTS, PROFESI
from ilp_cli.law import configs
from ilp_cli.paper.fit import shown
from ilp_cli.paper.layout import CHARACTER, SMALLEST, WIDEST, line_count, line_height, longest_line, paper
from ilp_cli.paper.sheet import (
    GREY,
    NUMBER,
    STYLES,
    Book,
    Cell,
    Column,
    Page,
    Row,
    Sheet,
    Style,
    Validation,
    Value,
)
from ilp_cli.paper.tables import eased, leading, least_width, pages_wide, said_empty, sized

VERSION = "1"
"""Version of the template; goes up when its columns change meaning."""
_FIRST_DAY, _EVER = "36526", "1"
"""The first day a column accepts, as a spreadsheet counts them: this century; for a day of birth any day."""
_LIST_WIDTH, _CHOICES_WIDTH = 18, 40
_HAND, _FULL = 24.0, 0.97
"""Points of a row to write in by hand, and the part of a page such rows fill."""
TITLE_LIMIT = 32
"""How long the title of a validation may be."""
PLACES = "_tempat"
"""The hidden sheet that has the places of each puskesmas one below the other."""
_WITHIN = "puskesmas"
"""The column whose choice decides what the columns of its units offer."""
_MUST, _ONE_OF = "*", "(*)"
"""What a title bears where its column must be filled in, and where one of several is enough."""
_STYLES: Mapping[str, Style] = {
    **STYLES,
    "fill": Style(border="box", wrap=True, locked=False),
    "fill.id": Style(border="box", format="@", locked=False),
    "fill.date": Style(border="box", format="yyyy-mm-dd", horizontal="left", locked=False),
    "list.head": Style(bold=True, fill=GREY, border="box"),
    "must": Style(border="box", bold=True, color="D55E00", vertical="center"),
    "title": replace(STYLES["title"], wrap=True),
    "advice": Style(wrap=True),
}
_HANDS = {f"hand{name}": replace(_STYLES[name], border_color="000000") for name in ("fill", "fill.id", "fill.date")}
"""Empty rows have darker lines than their columns: what looks like its whole column counts for nothing on paper."""
_LOOKS = {Holds.IDENTITY: "fill.id", Holds.DAY: "fill.date", Holds.BIRTH: "fill.date"}


def page_on(kertas: str) -> Page:
    """A page of the template on a paper of configs/naskah.yaml."""
    return Page(paper=paper(configs.naskah(), kertas), landscape=True, number=NUMBER)


def template_book(
    district: District,
    tables: Sequence[TableSpec],
    professions: Sequence[str],
    filled: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
    note: str = "",
    choices: Sequence[str] = (),
    *,
    kertas: str = "f4",
    about: str = "",
    ruled: bool = False,
    last: str = "periksa dengan: ilp check FOLDER --roster NAMA-BERKAS-INI.xlsx",
) -> Book:
    """The workbook a planner fills in, a sheet for each table with just these columns.

    `filled` puts rows under its headers, by the name of the table; `note` is a sentence on its first sheet.

    `choices` is one more list to choose from, "pilihan"; `about` is whose it is, where it is not the
    whole district's; `last` says what is to be done with the filled workbook. With `ruled` it is a form, all of which
    is printed, and a table without rows has a page of empty ones to be filled in by hand; else a list, of which the
    columns that fit on a page are printed.
    """
    whose = ", ".join(filter(None, (about, district.kabupaten.sebutan)))
    page = replace(page_on(kertas), about=f"isian roster ILP · {whose}")
    lists = _lists(district, professions, tables) | ({"pilihan": tuple(choices)} if choices else {})
    widths = {column.name: column.width for table in tables for column in table.columns} | {"pilihan": _CHOICES_WIDTH}
    rows = filled or {}
    within = _within(district.puskesmas)
    sheets = (
        _guide(district, tables, note, page, whose, last, ruled=ruled),
        *(_entry(table, rows.get(table.name, ()), lists, page, ruled=ruled) for table in tables),
        _reference(lists, widths, page),
        *([_places(within)] if within else []),
        _meta(district),
    )
    names = {
        f"daftar_{title}": f"Referensi!${letter}$2:${letter}${max(2, len(items) + 1)}"
        for index, (title, items) in enumerate(lists.items())
        for letter in [column_letters(index)]
    }
    return Book(
        title=f"Isian roster ILP {whose}",
        sheets=sheets,
        styles={**_STYLES, **_HANDS} if ruled else _STYLES,
        names={**names, **_names_within(within), "versi_templat": "'_meta'!$B$1"},
    )


def _lists(district: District, professions: Sequence[str], tables: Sequence[TableSpec]) -> dict[str, tuple[str, ...]]:
    """What each drop-down offers, every name once."""
    register = district.puskesmas
    own = [column.choices for table in tables for column in table.columns if column.choices is not None]

    def once(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names))

    return {
        _WITHIN: once(puskesmas.nama for puskesmas in register),
        **{
            kind: tuple(sorted({name for puskesmas in register for name in names(puskesmas)}))
            for kind, names in _UNITS.items()
        },
        PROFESI.name: once(professions),
        **{offered.name: offered.words for offered in (*LISTS, *own) if offered.words},
    }


# --- the units of each puskesmas ------------------------------------------------------------------------------------


def _pustu(puskesmas: Puskesmas) -> list[str]:
    return [unit.nama for unit in puskesmas.pustu]


def _posyandu(puskesmas: Puskesmas) -> list[str]:
    return [post.nama for post in puskesmas.posyandu]


_UNITS = {"pustu": _pustu, "posyandu": _posyandu}
"""The columns whose drop-down depends on the puskesmas of the row, with what a puskesmas has of them."""


class _Within(NamedTuple):
    """A puskesmas with the names of its units, by kind."""

    nama: str
    units: Mapping[str, Sequence[str]]


def _within(register: Iterable[Puskesmas]) -> list[_Within]:
    """Each puskesmas once, as a spreadsheet compares names: without regard to case."""
    known: dict[str, tuple[str, dict[str, set[str]]]] = {}
    for puskesmas in register:
        _, units = known.setdefault(puskesmas.nama.casefold(), (puskesmas.nama, {kind: set() for kind in _UNITS}))
        for kind, names in _UNITS.items():
            units[kind].update(names(puskesmas))
    return [
        _Within(nama, {kind: sorted(names, key=lambda name: (name.casefold(), name)) for kind, names in units.items()})
        for nama, units in known.values()
    ]


def _runs(within: Sequence[_Within], kind: str) -> list[tuple[int, Sequence[str]]]:
    """For each puskesmas where its names begin below the first one of all, and the names; a blank where it has none."""
    runs, start = [], 0
    for puskesmas in within:
        names = puskesmas.units[kind] or ("",)
        runs.append((start, names))
        start += len(names)
    return runs


def _places(within: Sequence[_Within]) -> Sheet:
    """The hidden sheet behind the dependent drop-downs: where each puskesmas begins and how many, then the names."""
    runs = {kind: _runs(within, kind) for kind in _UNITS}
    columns: list[tuple[str, list[Value]]] = [("untuk", [puskesmas.nama for puskesmas in within])]
    for kind, own in runs.items():
        columns.append((f"mulai_{kind}", [start for start, _ in own]))
        columns.append((f"banyak_{kind}", [len(names) for _, names in own]))
    for kind, own in runs.items():
        columns.append((f"nama_{kind}", [name or None for _, names in own for name in names]))
    depth = max(len(values) for _, values in columns)
    rows = [Row([Cell(title, "plain") for title, _ in columns])]
    rows += [
        Row([Cell(values[index] if index < len(values) else None, "plain") for _, values in columns])
        for index in range(depth)
    ]
    return Sheet(name=PLACES, columns=tuple(Column(width=_LIST_WIDTH) for _ in columns), rows=rows, hidden=True)


def _names_within(within: Sequence[_Within]) -> dict[str, str]:
    """The defined names of that sheet."""
    if not within:
        return {}
    last = len(within) + 1
    titles = ["tempat_puskesmas", *(f"{what}_{kind}" for kind in _UNITS for what in ("mulai", "banyak"))]
    names = {
        title: f"'{PLACES}'!${letter}$2:${letter}${last}"
        for index, title in enumerate(titles)
        for letter in [column_letters(index)]
    }
    tops = {
        f"tempat_{kind}": f"'{PLACES}'!${column_letters(len(titles) + index)}$2" for index, kind in enumerate(_UNITS)
    }
    return names | tops


def _chosen_within(kind: str, cell: str) -> str:
    """What a row offers of a kind: the units of the puskesmas in this cell, all of them where it names none.

    Names are compared whole and as they stand: MATCH and COUNTIF would take “*”, “?”, “~” and “>” in them for signs.
    """
    here = f"tempat_puskesmas={cell}"
    return (
        f"IF(SUMPRODUCT(--({here}))=0,daftar_{kind},OFFSET(tempat_{kind},SUMPRODUCT(({here})*mulai_{kind}),0,"
        f"SUMPRODUCT(({here})*banyak_{kind}),1))"
    )


# --- the first sheet ------------------------------------------------------------------------------------------------


def _guide(
    district: District, tables: Sequence[TableSpec], note: str, page: Page, whose: str, last: str, *, ruled: bool
) -> Sheet:
    explained = _explained(tables)
    longest = max(least_width("", [Cell(title)], 99) for title, *_ in explained)
    code = max(longest_line(column.name, "Arial", 10) / CHARACTER for _, column, _, _ in explained)
    across, _ = page.paper.room(landscape=False)
    room = across / WIDEST * STYLES["text"].size / SMALLEST
    narrow = (max(20.0, longest), math.ceil(code) + 1.0, 15.0, 14.0)
    titles = ("Judul kolom", "Kode", "Lembar", "Wajib", "Cara mengisi")
    body = [
        [
            Cell(words, "wrap"), Cell(column.name, "wrap"), Cell(daftar(sheets), "wrap"), Cell(must or None, "must"),
            Cell(column.help, "wrap"),
        ]
        for words, column, must, sheets in explained
    ]  # fmt: skip
    widths = eased((*narrow, math.floor(room - sum(narrow))), titles, body, _STYLES)
    rows = [
        _over(f"Isian roster ILP {whose}", "title", sum(widths), least=26),
        *([_over(note, "answer", sum(widths))] if note else []),
        *(_over(text, "advice", sum(widths)) for text in _advice(district, tables, last, ruled=ruled)),
        Row([], 8),
    ]
    over = tuple((number, 1, number, len(widths)) for number in range(1, len(rows)))
    first = len(rows) + 1
    rows.append(sized([Cell(title, "head") for title in titles], widths, least=20))
    rows += [sized(cells, widths, styles=_STYLES) for cells in body]
    return Sheet(
        name="Petunjuk",
        columns=tuple(Column(width=width) for width in widths),
        rows=rows,
        merges=over,
        freeze=(2, 1),
        titles=(first, first),
        page=replace(page, landscape=False),
        gridlines=False,
        tab="0072B2",
    )


def _explained(tables: Sequence[TableSpec]) -> list[tuple[str, ColumnSpec, str, list[str]]]:
    """Each column as it is explained, once for all sheets where it says the same: title, column, sign, sheets."""
    explained: dict[tuple[str, str, str], tuple[ColumnSpec, list[str]]] = {}
    for table in tables:
        for column in table.columns:
            _, sheets = explained.setdefault((column.title, _must(table, column), column.help), (column, []))
            sheets.append(table.sheet)
    return [(title, column, must, sheets) for (title, must, _), (column, sheets) in explained.items()]


def _must(table: TableSpec, column: ColumnSpec) -> str:
    """Whether a column must be filled in; of a group, one is enough."""
    return {"": "", _MUST: f"wajib {_MUST}", _ONE_OF: f"salah satu {_ONE_OF}"}[_sign(table, column)]


def _sign(table: TableSpec, column: ColumnSpec) -> str:
    group = next((group for group in table.required if column.name in group), ())
    return _ONE_OF if len(group) > 1 else _MUST if group else ""


def _over(text: str, look: str, width: float, least: float = 0.0) -> Row:
    """A text over all columns, as tall as it needs."""
    style = _STYLES[look]
    lines = line_count(text, width * CHARACTER, style.font, style.size, bold=style.bold)
    return Row([Cell(text, look), *[Cell(None, look)] * 4], max(least, lines * line_height(style.size) + 5))


def _advice(district: District, tables: Sequence[TableSpec], last: str, *, ruled: bool) -> tuple[str, ...]:
    printed = (
        "Lembar yang kosong tercetak dengan baris bergaris untuk diisi tangan. Cetak hanya yang diperlukan:"
        if ruled
        else "Yang tercetak hanya baris yang terisi dan kolom yang muat selebar satu halaman; hapus area cetak untuk"
        " mencetak semua kolom. Lembar yang tidak diisi tidak perlu dicetak:"
    )
    return (
        f"1. Isi lembar {daftar([table.sheet for table in tables])} mulai baris 2, satu baris satu isian. Kolom"
        f" bertanda {_MUST} wajib; dari yang bertanda {_ONE_OF} cukup satu. Arti kolom: tunjuk judulnya.",
        "2. Pilih puskesmas dulu, lalu pustu atau posyandu: yang ditawarkan hanya milik puskesmas itu (menurut"
        " roadmap.yaml). Yang belum ada di daftar ditambahkan di roadmap.yaml, bukan di sini.",
        "3. Baris boleh ditambah, disisipkan, dihapus, diurutkan, dan disaring; tidak ada yang dikunci. Jangan mengubah"
        " judul kolom dan nama lembar.",
        f"4. {printed} pilih lembar yang {'perlu' if ruled else 'terisi'} (Ctrl + klik namanya di bawah), lalu"
        " cetak lembar yang dipilih.",
        f"5. Hari layanan kabupaten: {hari_text(district.hari_layanan)}.",
        *(f"{table.sheet}: {table.note}" for table in tables if table.note),
        f"6. Setelah terisi, {last}",
    )


# --- the sheets to fill in ------------------------------------------------------------------------------------------


def _entry(
    table: TableSpec, rows: Sequence[Mapping[str, str]], lists: Mapping[str, Sequence[str]], page: Page, *, ruled: bool
) -> Sheet:
    """A sheet to fill in: nothing but the header and the rows, or a page of `ruled` ones where there are none."""
    columns = table.columns
    looks = [_LOOKS.get(column.holds, "fill") for column in columns]
    filled = [
        [Cell(_entered(column, row.get(column.name, "")), look) for column, look in zip(columns, looks, strict=True)]
        for row in rows
    ]
    titles = [f"{column.title} {_sign(table, column)}".rstrip() for column in columns]
    widths = [
        max(column.width, round(least_width(title, (), 0) + 0.05, 1))
        for column, title in zip(columns, titles, strict=True)
    ]
    if filled:
        widths = list(_as_filled(widths, titles, filled, page, form=ruled))
    fitting = leading(widths, page)
    listed = not ruled and fitting < len(widths)
    places = {column.name: number for number, column in enumerate(columns)}
    head = sized([Cell(title, "head") for title in titles], widths, least=20)
    body = [sized(cells, widths, styles=_STYLES) for cells in filled]
    if ruled and not body:
        _, down = page.paper.room(landscape=True)
        lines = int((_FULL * down - (head.height or 0.0)) / _HAND)
        body = [Row([Cell(None, f"hand{look}") for look in looks], _HAND)] * lines
    page = replace(page, wide=1 if listed else pages_wide(widths, page, repeated=widths[0]))
    return Sheet(
        name=table.sheet,
        columns=tuple(Column(width=width, style=look) for width, look in zip(widths, looks, strict=True)),
        rows=[head, *body],
        freeze=(2, 2),
        titles=(1, 1),
        page=page if body else said_empty(page, table.sheet, "Belum ada isinya."),
        printed=fitting if listed else None,
        table=(1, 1, max(2, len(body) + 1), len(columns)),
        validations=tuple(
            rule
            for number, column in enumerate(columns, 1)
            if (rule := _validation(column, number, lists, places)) is not None
        ),
        growing=True,
        notes={(1, number): f"{column.help}\n(kode: {column.name})" for number, column in enumerate(columns, 1)},
        tab="009E73",
    )


def _as_filled(
    widths: Sequence[float], titles: Sequence[str], filled: Sequence[Sequence[Cell]], page: Page, *, form: bool
) -> tuple[float, ...]:
    """The widths of a filled table: where what stands in it needs fewer pages beside each other, as narrow as these.

    Within that room no column stands half empty beside one that makes rows tall, but each can still be filled in. What
    is no form has its columns as narrow as that, so that more of them are printed.
    """
    columns = zip(*filled, strict=True)
    tight = [
        min(width, max(least_width(title, (), 0), _longest(column), _roomy(width, column[0].style)))
        for width, title, column in zip(widths, titles, columns, strict=True)
    ]

    def between(part: float) -> list[float]:
        return [low + part * (width - low) for low, width in zip(tight, widths, strict=True)]

    def pages(tried: Sequence[float]) -> int:
        return pages_wide(tried, page, repeated=tried[0])

    fewest = pages(tight)
    wider = range(20, -1, -1) if form or fewest == 1 else range(1)
    part = next(step / 20 for step in wider if pages(between(step / 20)) == fewest)
    return eased(between(part), titles, filled, _STYLES)


def _roomy(width: float, look: str) -> float:
    """What a column keeps for who fills it in: a number and a day all of it, a text half."""
    return width if look in _LOOKS.values() else width / 2


def _longest(column: Sequence[Cell]) -> float:
    """How wide the longest text of a column is on one line, in characters."""
    texts = (shown(cell.value, _STYLES[cell.style]) for cell in column)
    return max((longest_line(text, "Arial", 10) for text in texts), default=0.0) / CHARACTER + 0.1


def _entered(column: ColumnSpec, text: str) -> Value:
    """A day as a day, so that no spreadsheet swaps its parts, a count as a number; anything else as it was written."""
    if column.holds is Holds.COUNT and text.isdecimal():
        return int(text)
    if column.holds is Holds.DEGREES and (degrees := degrees_of(text)) is not None:
        return degrees
    return (parse_date(text) if column.is_day else None) or text or None


def _validation(
    column: ColumnSpec, number: int, lists: Mapping[str, Sequence[str]], places: Mapping[str, int]
) -> Validation | None:
    """What a column accepts; `places` are the columns of the table by name, counted from 0."""
    name, first = column.name, f"{column_letters(number - 1)}2"
    title = column.title[:TITLE_LIMIT].rstrip()
    if column.digits:
        length = column.digits
        words = f"{column.title} harus teks {length} angka tanpa spasi, atau kosong."
        rule = f"AND(ISTEXT({first}),LEN({first})={length})"
        return Validation(column=number, kind="custom", formula=rule, title=title, error=words, prompt=words)
    if column.is_day:
        year, since = ("1985", _EVER) if column.holds is Holds.BIRTH else ("2025", _FIRST_DAY)
        words = f"Isi tanggal, misalnya {year}-01-02, atau kosongkan."
        return Validation(column=number, kind="date", formula=since, title=title, error=words)
    if column.holds is Holds.COUNT:
        words = "Isi bilangan bulat, atau kosongkan: kosong berarti tidak diketahui, bukan nol."
        rule = f"AND(ISNUMBER({first}),{first}>=0,{first}=INT({first}))"
        return Validation(column=number, kind="custom", formula=rule, title=title, error=words)
    listed = column.list
    if listed is None or listed.name not in lists:
        return None
    strict = listed.strict
    if column.holds is Holds.PLACE and name in _UNITS and _WITHIN in places and lists[_WITHIN]:
        words = f"Pilih {name} dari puskesmas di baris ini; kosongkan puskesmasnya untuk melihat semua {name}."
        formula = _chosen_within(name, f"${column_letters(places[_WITHIN])}2")
        return Validation(column=number, kind="list", formula=formula, title=title, error=words)
    words = "Pilih dari daftar (lembar Referensi)." if strict else "Di luar daftar. Tetap pakai isian ini?"
    return Validation(
        column=number, kind="list", formula=f"daftar_{listed.name}", title=title, error=words, strict=strict
    )


def _reference(lists: Mapping[str, Sequence[str]], widths: Mapping[str, int], page: Page) -> Sheet:
    depth = max(len(items) for items in lists.values())
    rows = [Row([Cell(title, "list.head") for title in lists])]
    rows += [
        Row([Cell(items[index] if index < len(items) else None, "plain") for items in lists.values()])
        for index in range(depth)
    ]
    wide = [
        max(
            _LIST_WIDTH,
            widths.get(title, 0),
            *(round(longest_line(item, "Arial", 10) / CHARACTER + 0.05, 1) for item in items),
        )
        for title, items in lists.items()
    ]
    printed = leading(wide, page)
    return Sheet(
        name="Referensi",
        columns=tuple(Column(width=width) for width in wide),
        rows=rows,
        freeze=(2, 1),
        titles=(1, 1),
        page=page,
        printed=printed,
        print_to=max([1, *(len(items) + 1 for items in list(lists.values())[:printed])]),
    )


def _meta(district: District) -> Sheet:
    facts = (("versi_templat", VERSION), ("kabupaten", district.kabupaten.nama), ("kode", district.kabupaten.kode))
    return Sheet(
        name="_meta",
        columns=(Column(width=18), Column(width=30)),
        rows=[Row([Cell(name, "plain"), Cell(value, "plain")]) for name, value in facts],
        hidden=True,
    )
