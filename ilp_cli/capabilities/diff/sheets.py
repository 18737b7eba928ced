"""The sheet Perbedaan: every difference as a row, what changed with both its values."""

from __future__ import annotations

from ilp_cli.capabilities.diff.model.compare import Perbedaan, Ujung
from ilp_cli.core.words import daftar, ended, tanggal
from ilp_cli.law import configs
from ilp_cli.paper.layout import paper
from ilp_cli.paper.sheet import NUMBER, STYLES, Book, Page, Sheet
from ilp_cli.paper.tables import Field, data_sheet, with_sentences

_FIELDS = (
    Field("No", 5, "number"), Field("Bagian", 13), Field("Jenis", 9), Field("Apa", 34, "wrap"),
    Field("Unsur", 16, "wrap"), Field("Semula", 38, "wrap"), Field("Menjadi", 38, "wrap"),
)  # fmt: skip


def diff_book(perbedaan: Perbedaan, kertas: str) -> Book:
    """One sheet with every difference; below it what is compared, and what is not."""
    days = dict.fromkeys(_day(end) for end in (perbedaan.lama, perbedaan.baru))
    about = f"{perbedaan.sebutan} · {daftar(days)}"
    page = Page(paper=paper(configs.naskah(), kertas), about=about, number=NUMBER)
    return Book(title=f"Perbedaan {perbedaan.sebutan}", sheets=(_sheet(perbedaan, page),), styles=STYLES)


def _day(end: Ujung) -> str:
    """Of what day an end is; an archive is of the day it was frozen, which its decree tells."""
    return f"per {tanggal(end.pada)}" if end.pada else "arsip"


def _sheet(perbedaan: Perbedaan, page: Page) -> Sheet:
    records = [
        [number, beda.bagian, beda.jenis, beda.apa, beda.unsur or None, beda.semula or None, beda.menjadi or None]
        for number, beda in enumerate(perbedaan.beda, 1)
    ]
    sheet = data_sheet("Perbedaan", _FIELDS, records, page, fixed=2, nothing="Tidak ada perbedaan.")
    notes = [ended(f"Lama: {perbedaan.lama}"), ended(f"Baru: {perbedaan.baru}")]
    return with_sentences(sheet, (*notes, *(ended(f"Catatan: {words}") for words in perbedaan.catatan)))
