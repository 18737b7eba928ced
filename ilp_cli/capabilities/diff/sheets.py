"""The sheet Perbedaan: every difference as a row, what changed with both its values."""

from __future__ import annotations

from dataclasses import replace

from ilp_cli.capabilities.diff.model.compare import Perbedaan
from ilp_cli.core.words import ended
from ilp_cli.law import configs
from ilp_cli.paper.layout import CHARACTER, line_count, line_height, paper
from ilp_cli.paper.sheet import NUMBER, STYLES, Book, Cell, Page, Row, Sheet
from ilp_cli.paper.tables import Field, data_sheet

_FIELDS = (
    Field("No", 5, "number"), Field("Bagian", 13), Field("Jenis", 9), Field("Apa", 34, "wrap"),
    Field("Unsur", 16, "wrap"), Field("Semula", 38, "wrap"), Field("Menjadi", 38, "wrap"),
)  # fmt: skip


def diff_book(perbedaan: Perbedaan, kertas: str) -> Book:
    """One sheet with every difference; below it what is compared, and what is not."""
    page = Page(paper=paper(configs.naskah(), kertas), about=perbedaan.kabupaten, number=NUMBER)
    return Book(title=f"Perbedaan {perbedaan.kabupaten}", sheets=(_sheet(perbedaan, page),), styles=STYLES)


def _sheet(perbedaan: Perbedaan, page: Page) -> Sheet:
    records = [
        [number, beda.bagian, beda.jenis, beda.apa, beda.unsur or None, beda.semula or None, beda.menjadi or None]
        for number, beda in enumerate(perbedaan.beda, 1)
    ]
    sheet = data_sheet("Perbedaan", _FIELDS, records, page, fixed=2)
    wide = len(_FIELDS)
    rows, merges = [*sheet.rows, Row([], 8)], []
    width = sum(column.width for column in sheet.columns)
    notes = [ended(f"Lama: {perbedaan.lama}"), ended(f"Baru: {perbedaan.baru}")]
    notes += [] if perbedaan.beda else ["Tidak ada perbedaan."]
    for note in (*notes, *(ended(f"Catatan: {words}") for words in perbedaan.catatan)):
        lines = line_count(note, width * CHARACTER, "Arial", 10)
        rows.append(Row([Cell(note, "note"), *[Cell(None, "note")] * (wide - 1)], lines * line_height(10) + 3))
        merges.append((len(rows), 1, len(rows), wide))
    return replace(sheet, rows=rows, merges=tuple(merges))
