"""The roster an import writes: the filled template, the names to be matched, and every decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ilp_cli.capabilities.intake.model.decide import label
from ilp_cli.capabilities.intake.model.intake import IGNORE, MARK, Decision, Intake, Kind, Match, fingerprint
from ilp_cli.capabilities.roster.sheets.template import page_on, template_book
from ilp_cli.district.district import District
from ilp_cli.district.table import named
from ilp_cli.district.tables import KEPUTUSAN, PENCOCOKAN, ROSTER
from ilp_cli.paper.layout import CHARACTER, TALLEST, longest_word, text_width
from ilp_cli.paper.sheet import STYLES, Book, Cell, Column, Row, Sheet, Style, Validation
from ilp_cli.paper.tables import Field, leading, said_empty, sized, widths_of
from ilp_cli.reading.own_rows import names_of

PAGE = page_on("f4")
_STYLES: Mapping[str, Style] = {
    "fill": Style(border="box", wrap=True, locked=False),
    "fill.id": Style(border="box", wrap=True, format="@", locked=False),
    "fill.choice": Style(border="box", vertical="top", wrap=True, fill="FFF8E5", locked=False),
    "cell": Style(border="box", wrap=True, horizontal="left"),
    "cell.id": Style(border="box", wrap=True, format="@", horizontal="left"),
    "cell.mark": Style(border="box", wrap=True, format="@", horizontal="center"),
    "cell.open": Style(border="box", wrap=True, bold=True, fill="FBE3D0"),
}
_DAYS: Mapping[str, Style] = {"fill.date": Style(border="box", format="yyyy-mm-dd", horizontal="left", locked=False)}
_SIZE = 10
_WIDEST_WORD = 300.0
"""Points of a column that grows for a word; a longer one is broken."""
_LINES = 24
"""Lines of a row that a column grows for."""
_MATCHING = (
    ("jenis", 13), ("konteks", 20), ("tertulis", 30), ("baris", 8), ("pertama di", 34), ("usulan 1", 28),
    ("usulan 2", 28), ("usulan 3", 28), ("dipilih", 32),
)  # fmt: skip
_DECIDING = (
    ("keputusan", 17), ("berkas", 30), ("lembar", 14), ("letak", 8), ("sel", 6), ("orang", 24), ("kolom", 24),
    ("tertulis", 28), ("menjadi", 28), ("alasan", 62), ("kode", 9),
)  # fmt: skip
_ORDER = {kind: place for place, kind in enumerate(Kind)}


def intake_book(district: District, result: Intake, professions: Mapping[str, str], sources: Sequence[str]) -> Book:
    """The workbook of a roster, its people filled in, with the sheets Pencocokan and Keputusan."""
    names = names_of(district, professions)
    places_first = sorted(names, key=lambda path: path[0] == "profesi")
    choices = (*(label(path, names) for path in places_first), IGNORE)
    words = tuple(professions.values())
    tables = [table for table in result.tables if table.name in named(ROSTER) or result.rows.get(table.name)]
    book = template_book(district, tables, words, result.rows, _note(result, sources), choices)
    own = {table.sheet for table in tables}
    guide, *rest = book.sheets
    entries, meta = [sheet for sheet in rest if sheet.name in own], rest[-1]
    behind = [sheet for sheet in rest[:-1] if sheet.name not in own]
    texts = [[[str(cell.value or "") for cell in row.cells] for row in sheet.rows] for sheet in entries]
    mark = Row([Cell(MARK, "plain"), Cell(fingerprint(texts), "plain")])
    sheets = (
        guide,
        *(_grown(sheet) for sheet in entries),
        _matching(result.matches),
        _deciding(result.decisions),
        *behind,
        replace(meta, rows=[*meta.rows, mark]),
    )
    about = f"isian roster ILP · {district.kabupaten.sebutan}"
    told = tuple(replace(sheet, page=sheet.page and replace(sheet.page, about=about)) for sheet in sheets)
    return replace(book, sheets=told, styles={**book.styles, **_STYLES})


def _note(result: Intake, sources: Sequence[str]) -> str:
    """What the first sheet says of how this workbook came about, and what to do with it."""
    shown = ", ".join(sources[:6]) + (f" dan {len(sources) - 6} lagi" if len(sources) > 6 else "")
    words = f"Ditulis oleh ilp import dari {len(sources)} berkas: {shown}. Setiap keputusannya ada di lembar Keputusan."
    if result.waiting:
        words += (
            f" {len(result.waiting)} nama menunggu: isi kolom dipilih di lembar Pencocokan, simpan, tutup, lalu"
            " jalankan perintah yang sama dengan --force."
        )
    return words


def _grown(sheet: Sheet) -> Sheet:
    """A filled table that is not cut on paper: its columns take their words, its rows are as tall as their texts."""
    if len(sheet.rows) == 1:
        return sheet
    body = [row.cells for row in sheet.rows[1:]]
    widths = [
        max(column.width, *(_least(cell) for cell in cells))
        for column, cells in zip(sheet.columns, zip(*body, strict=True), strict=True)
    ]
    printed = leading(widths, PAGE)
    rows = [sheet.rows[0], *(sized(cells, widths, styles={**STYLES, **_STYLES, **_DAYS}) for cells in body)]
    columns = [replace(column, width=width) for column, width in zip(sheet.columns, widths, strict=True)]
    return replace(sheet, columns=columns, rows=rows, page=PAGE, printed=printed if printed < len(widths) else None)


def _least(cell: Cell) -> float:
    """How wide a column must be for a text: no word is broken, and the row is no taller than a spreadsheet allows."""
    if not isinstance(cell.value, str):
        return 0.0
    word = min(longest_word(cell.value, "Arial", _SIZE), _WIDEST_WORD) / CHARACTER
    return round(max(word, text_width(cell.value, "Arial", _SIZE) / _LINES / CHARACTER) + 0.05, 1)


def _empty(sheet: Sheet, words: str) -> Sheet:
    """A table without rows, which says so above one page."""
    printed = leading([column.width for column in sheet.columns], PAGE)
    return replace(sheet, printed=printed, page=said_empty(PAGE, sheet.name, words))


def _matching(matches: Sequence[Match]) -> Sheet:
    """The names that are registered nowhere as they are written, for the planner to say what they mean."""
    words = f"Pilih tempat atau profesi yang dimaksud; {IGNORE} meninggalkan barisnya; kosong = belum diputuskan."
    rule = Validation(
        column=len(_MATCHING), kind="list", formula="daftar_pilihan", title="Kolom dipilih", error=words, prompt=words
    )
    sheet = _table(PENCOCOKAN, _MATCHING, [_match_cells(match) for match in matches], "E69F00")
    last = replace(sheet.columns[-1], style="fill.choice")
    sheet = replace(sheet, columns=(*sheet.columns[:-1], last), validations=(rule,))
    return sheet if matches else _empty(sheet, "Tidak ada nama yang perlu dicocokkan.")


def _match_cells(match: Match) -> list[Cell]:
    likely = [*match.usulan, "", "", ""][:3]
    first = str(match.first) if match.first else "tidak ada lagi di sumber"
    texts = [match.jenis, match.konteks, match.tertulis]
    cells = [Cell(text or None, "cell.id") for text in texts]
    cells += [Cell(match.rows, "cell"), Cell(first, "cell"), *(Cell(text or None, "cell.id") for text in likely)]
    return [*cells, Cell(match.dipilih or None, "fill.choice")]


def _deciding(decisions: Sequence[Decision]) -> Sheet:
    """Every decision, those that wait for the planner first."""
    ordered = sorted(decisions, key=lambda decision: _ORDER[decision.kind])
    sheet = _table(KEPUTUSAN, _DECIDING, [_decision_cells(decision) for decision in ordered], "0072B2")
    return sheet if ordered else _empty(sheet, "Tidak ada keputusan.")


def _decision_cells(decision: Decision) -> list[Cell]:
    place = decision.place
    spot = place.cell or (f"baris {place.line}" if place.line else "")
    texts = (decision.nama, decision.column, decision.before, decision.after)
    look = "cell.open" if decision.kind is Kind.OPEN else "cell"
    cells = [
        Cell(decision.kind.value, look),
        *(Cell(text or None, "cell.id") for text in (place.file, place.sheet)),
        Cell(spot or None, "cell.mark"),
    ]
    cells += [Cell(decision.count, "cell"), *(Cell(text or None, "cell.id") for text in texts)]
    return [*cells, Cell(decision.reason, "cell"), Cell(decision.code or None, "cell")]


def _table(name: str, columns: Sequence[tuple[str, int]], body: Sequence[Sequence[Cell]], tab: str) -> Sheet:
    """A table as wide as can be read on paper, its rows as tall as their texts."""
    styles = {**STYLES, **_STYLES}
    across, _ = PAGE.paper.room(landscape=True)
    widths = widths_of(
        [Field(title, width, by_hand=title == "dipilih") for title, width in columns], body, across, styles
    )
    rows = [sized(cells, widths, styles=styles) for cells in body]
    return Sheet(
        name=name,
        columns=tuple(Column(width=width) for width in widths),
        rows=[
            sized([Cell(title, "head") for title, _ in columns], widths, least=20),
            *(Row(row.cells, min(row.height or 0.0, TALLEST) or None) for row in rows),
        ],
        freeze=(2, 1),
        titles=(1, 1),
        page=PAGE,
        table=(1, 1, max(2, len(rows) + 1), len(columns)),
        protected=True,
        tab=tab,
    )
