"""The blank roster of one district: what to fill in, with the district's own names to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ilp_cli.core.spot import column_letters
from ilp_cli.core.weekdays import hari_text
from ilp_cli.core.words import parse_date
from ilp_cli.district.district import District
from ilp_cli.district.place import degrees_of
from ilp_cli.district.table import ColumnSpec, Holds, TableSpec
from ilp_cli.district.tables import LISTS, PROFESI
from ilp_cli.paper.layout import CHARACTER, SMALLEST, WIDEST, line_count, line_height, longest_line
from ilp_cli.paper.sheet import (
    GREY,
    NUMBER,
    STYLES,
    Book,
    Cell,
    Column,
    Page,
    Paper,
    Row,
    Sheet,
    Style,
    Validation,
    Value,
)
from ilp_cli.paper.tables import least_width

VERSION = "1"
"""Version of the template; goes up when its columns change meaning."""
_A4 = Paper(code=9, width=595.3, height=841.9, top=43, bottom=43, left=43, right=43)
PAGE = Page(paper=_A4, landscape=True, number=NUMBER)
_FIRST_DAY, _EVER = "36526", "1"
"""The first day a column accepts, as a spreadsheet counts them: this century; for a day of birth any day."""
_LIST_WIDTH, _CHOICES_WIDTH = 18, 40
TITLE_LIMIT = 32
"""How long the title of a validation may be."""
_STYLES: Mapping[str, Style] = {
    **STYLES,
    "fill": Style(border="box", locked=False),
    "fill.id": Style(border="box", format="@", locked=False),
    "fill.date": Style(border="box", format="yyyy-mm-dd", horizontal="left", locked=False),
    "list.head": Style(bold=True, fill=GREY, border="box"),
    "must": Style(border="box", bold=True, color="D55E00"),
}
_LOOKS = {Holds.IDENTITY: "fill.id", Holds.DAY: "fill.date", Holds.BIRTH: "fill.date"}


def template_book(
    district: District,
    tables: Sequence[TableSpec],
    professions: Sequence[str],
    filled: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
    note: str = "",
    choices: Sequence[str] = (),
) -> Book:
    """The workbook a planner fills in, a sheet for each table with just these columns.

    `filled` puts rows under its headers, by the name of the table; `note` is a sentence on its first sheet.

    `choices` is one more list to choose from, "pilihan".
    """
    lists = _lists(district, professions, tables) | ({"pilihan": tuple(choices)} if choices else {})
    widths = {column.name: column.width for table in tables for column in table.columns} | {"pilihan": _CHOICES_WIDTH}
    rows = filled or {}
    sheets = (
        _guide(district, tables, note),
        *(_entry(table, rows.get(table.name, ()), lists) for table in tables),
        _reference(lists, widths),
        _meta(district),
    )
    names = {
        f"daftar_{title}": f"Referensi!${letter}$2:${letter}${max(2, len(items) + 1)}"
        for index, (title, items) in enumerate(lists.items())
        for letter in [column_letters(index)]
    }
    return Book(
        title=f"Isian roster ILP {district.kabupaten.sebutan}",
        sheets=sheets,
        styles=_STYLES,
        names={**names, "versi_templat": "'_meta'!$B$1"},
    )


def _lists(district: District, professions: Sequence[str], tables: Sequence[TableSpec]) -> dict[str, tuple[str, ...]]:
    """What each drop-down offers, every name once."""
    register = district.puskesmas
    own = [column.choices for table in tables for column in table.columns if column.choices is not None]

    def once(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names))

    return {
        "puskesmas": once(puskesmas.nama for puskesmas in register),
        "pustu": tuple(sorted({unit.nama for puskesmas in register for unit in puskesmas.pustu})),
        "posyandu": tuple(sorted({post.nama for puskesmas in register for post in puskesmas.posyandu})),
        PROFESI.name: once(professions),
        **{offered.name: offered.words for offered in (*LISTS, *own) if offered.words},
    }


def _guide(district: District, tables: Sequence[TableSpec], note: str) -> Sheet:
    longest = max(len(column.name) for table in tables for column in table.columns)
    widths = (12, max(16, longest), 10, 88 - max(16, longest))
    rows = [
        _over(f"Isian roster ILP {district.kabupaten.sebutan}", "title", 26),
        *([_over(note, "answer", _tall(note, sum(widths), 12))] if note else []),
        *(_over(text, "plain", 16) for text in _advice(district, tables)),
        Row([], 8),
        Row([Cell(title, "head") for title in ("Lembar", "Kolom", "Wajib", "Cara mengisi")], 20),
    ]
    over = tuple((number, 1, number, 4) for number in range(1, len(rows) - 1))
    for table in tables:
        for column in table.columns:
            must = Cell(_must(table, column) or None, "must")
            cells = [Cell(table.sheet), Cell(column.name), must, Cell(column.help, "wrap")]
            rows.append(Row(cells, _tall(column.help, widths[3], 10)))
    return Sheet(
        name="Petunjuk",
        columns=tuple(Column(width=width) for width in widths),
        rows=rows,
        merges=over,
        page=replace(PAGE, landscape=False),
        gridlines=False,
        protected=True,
        tab="0072B2",
    )


def _must(table: TableSpec, column: ColumnSpec) -> str:
    """Whether a column must be filled in; of a group marked with a star, one is enough."""
    group = next((group for group in table.required if column.name in group), ())
    return "wajib*" if len(group) > 1 else "wajib" if group else ""


def _over(text: str, style: str, height: float) -> Row:
    return Row([Cell(text, style), *[Cell(None, style)] * 3], height)


def _tall(text: str, width: float, size: float) -> float:
    return line_count(text, width * CHARACTER, "Arial", size, bold=True) * line_height(size) + 5


def _advice(district: District, tables: Sequence[TableSpec]) -> tuple[str, ...]:
    return (
        "Isi lembar Petugas dan Kader mulai baris 2, satu orang satu baris; jangan mengubah judul kolom.",
        f"Hari layanan kabupaten: {hari_text(district.hari_layanan)}.",
        "Nama puskesmas, pustu, posyandu, dan profesi dipilih dari daftar (lembar Referensi, menurut roadmap.yaml).",
        *(table.note for table in tables if table.note),
        "Lembar dilindungi tanpa kata sandi, agar judul tidak terhapus; mengisi, mengurutkan, dan menyaring bebas.",
        "Setelah terisi, periksa dengan: ilp check FOLDER --roster NAMA-BERKAS-INI.xlsx",
    )


def _entry(table: TableSpec, rows: Sequence[Mapping[str, str]], lists: Mapping[str, Sequence[str]]) -> Sheet:
    """A sheet to fill in: nothing but the header and the rows."""
    columns = table.columns
    looks = [_LOOKS.get(column.holds, "fill") for column in columns]
    filled = [
        Row(
            [
                Cell(_entered(column, row.get(column.name, "")), look)
                for column, look in zip(columns, looks, strict=True)
            ]
        )
        for row in rows
    ]
    widths = [max(column.width, round(least_width(column.name, (), 0) + 0.05, 1)) for column in columns]
    return Sheet(
        name=table.sheet,
        columns=tuple(Column(width=width, style=look) for width, look in zip(widths, looks, strict=True)),
        rows=[Row([Cell(column.name, "head") for column in columns], 20), *filled],
        freeze=(2, 2),
        titles=(1, 1),
        page=replace(PAGE, wide=pages_wide(widths, repeated=widths[0])),
        table=(1, 1, max(2, len(rows) + 1), len(columns)),
        validations=tuple(
            rule for number, column in enumerate(columns, 1) if (rule := _validation(column, number, lists)) is not None
        ),
        protected=True,
        tab="009E73",
    )


def pages_wide(widths: Sequence[float], *, repeated: float = 0.0) -> int:
    """How many pages wide a sheet is printed, so that its type can be read; each repeats its first column."""
    across, _ = PAGE.paper.room(landscape=True)
    room = across / WIDEST * STYLES["text"].size / SMALLEST
    pages = 1
    while sum(widths) + (pages - 1) * (repeated + max(widths)) > pages * room:
        pages += 1
    return pages


def _entered(column: ColumnSpec, text: str) -> Value:
    """A day as a day, so that no spreadsheet swaps its parts, a count as a number; anything else as it was written."""
    if column.holds is Holds.COUNT and text.isdecimal():
        return int(text)
    if column.holds is Holds.DEGREES and (degrees := degrees_of(text)) is not None:
        return degrees
    return (parse_date(text) if column.is_day else None) or text or None


def _validation(column: ColumnSpec, number: int, lists: Mapping[str, Sequence[str]]) -> Validation | None:
    name, first = column.name, f"{column_letters(number - 1)}2"
    title = f"Kolom {name}"[:TITLE_LIMIT]
    if column.digits:
        length = column.digits
        words = f"{name.upper()} harus teks {length} angka tanpa spasi, atau kosong."
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
    words = "Pilih dari daftar (lembar Referensi)." if strict else "Di luar daftar. Tetap pakai isian ini?"
    return Validation(
        column=number, kind="list", formula=f"daftar_{listed.name}", title=title, error=words, strict=strict
    )


def _reference(lists: Mapping[str, Sequence[str]], widths: Mapping[str, int]) -> Sheet:
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
    return Sheet(
        name="Referensi",
        columns=tuple(Column(width=width) for width in wide),
        rows=rows,
        freeze=(2, 1),
        titles=(1, 1),
        page=replace(PAGE, wide=pages_wide(wide)),
        protected=True,
    )


def _meta(district: District) -> Sheet:
    facts = (("versi_templat", VERSION), ("kabupaten", district.kabupaten.nama), ("kode", district.kabupaten.kode))
    return Sheet(
        name="_meta",
        columns=(Column(width=18), Column(width=30)),
        rows=[Row([Cell(name, "plain"), Cell(value, "plain")]) for name, value in facts],
        hidden=True,
        protected=True,
    )
