"""The roster an import writes: the filled template, the names to be matched, and every decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ilp_cli.capabilities.intake.model.decide import label
from ilp_cli.capabilities.intake.model.intake import IGNORE, MARK, Decision, Intake, Kind, Match, fingerprint
from ilp_cli.capabilities.roster.sheets.template import page_on, template_book
from ilp_cli.district.district import District
from ilp_cli.district.tables import KEPUTUSAN, PENCOCOKAN
from ilp_cli.paper.layout import CHARACTER, line_count, line_height
from ilp_cli.paper.sheet import Book, Cell, Column, Row, Sheet, Style, Validation
from ilp_cli.reading.own_rows import names_of

_STYLES: Mapping[str, Style] = {
    "fill.choice": Style(border="box", vertical="top", wrap=True, fill="FFF8E5", locked=False),
    "cell": Style(border="box", wrap=True, horizontal="left"),
    "cell.id": Style(border="box", wrap=True, format="@", horizontal="left"),
    "cell.open": Style(border="box", wrap=True, bold=True, fill="FBE3D0"),
}
_SIZE = 10
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
    book = template_book(district, result.tables, words, result.rows, _note(result, sources), choices)
    own = {table.sheet for table in result.tables}
    guide, *rest = book.sheets
    entries, meta = [sheet for sheet in rest if sheet.name in own], rest[-1]
    behind = [sheet for sheet in rest[:-1] if sheet.name not in own]
    texts = [[[str(cell.value or "") for cell in row.cells] for row in sheet.rows] for sheet in entries]
    mark = Row([Cell(MARK, "plain"), Cell(fingerprint(texts), "plain")])
    sheets = (
        guide,
        *entries,
        _matching(result.matches),
        _deciding(result.decisions),
        *behind,
        replace(meta, rows=[*meta.rows, mark]),
    )
    return replace(book, sheets=sheets, styles={**book.styles, **_STYLES})


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


def _matching(matches: Sequence[Match]) -> Sheet:
    """The names that are registered nowhere as they are written, for the planner to say what they mean."""
    rows = [_line(_match_cells(match), _MATCHING) for match in matches]
    words = f"Pilih tempat atau profesi yang dimaksud; {IGNORE} meninggalkan barisnya; kosong = belum diputuskan."
    rule = Validation(
        column=len(_MATCHING), kind="list", formula="daftar_pilihan", title="Kolom dipilih", error=words, prompt=words
    )
    sheet = _table(PENCOCOKAN, _MATCHING, rows, "E69F00")
    last = replace(sheet.columns[-1], style="fill.choice")
    return replace(sheet, columns=(*sheet.columns[:-1], last), validations=(rule,))


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
    return _table(KEPUTUSAN, _DECIDING, [_line(_decision_cells(decision), _DECIDING) for decision in ordered], "0072B2")


def _decision_cells(decision: Decision) -> list[Cell]:
    place = decision.place
    spot = place.cell or (f"baris {place.line}" if place.line else "")
    texts = (decision.nama, decision.column, decision.before, decision.after)
    look = "cell.open" if decision.kind is Kind.OPEN else "cell"
    cells = [
        Cell(decision.kind.value, look),
        *(Cell(text or None, "cell.id") for text in (place.file, place.sheet, spot)),
    ]
    cells += [Cell(decision.count, "cell"), *(Cell(text or None, "cell.id") for text in texts)]
    return [*cells, Cell(decision.reason, "cell"), Cell(decision.code or None, "cell")]


def _line(cells: Sequence[Cell], columns: Sequence[tuple[str, int]]) -> Row:
    """A row as tall as its longest text needs."""
    lines = max(
        _lines(str(cell.value), width) if cell.value else 1 for cell, (_, width) in zip(cells, columns, strict=True)
    )
    return Row(cells, lines * line_height(_SIZE) + 4)


def _lines(text: str, width: int) -> int:
    return 1 if len(text) < width * 0.6 else line_count(text, width * CHARACTER, "Arial", _SIZE)


def _table(name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Row], tab: str) -> Sheet:
    return Sheet(
        name=name,
        columns=tuple(Column(width=width) for _, width in columns),
        rows=[Row([Cell(title, "head") for title, _ in columns], 20), *rows],
        freeze=(2, 1),
        titles=(1, 1),
        page=page_on("f4"),
        table=(1, 1, max(2, len(rows) + 1), len(columns)),
        protected=True,
        tab=tab,
    )
