"""What was done to a roster, as the sheet Penerapan of the new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ilp_cli.applying.rows import Step
from ilp_cli.core.finding import Place
from ilp_cli.district.tables import PENERAPAN
from ilp_cli.paper.sheet import Book, Page
from ilp_cli.paper.tables import Field, data_sheet

_FIELDS = (
    Field("langkah", 18), Field("orang", 34), Field("profesi", 12), Field("tempat", 34), Field("hari", 18),
    Field("tanggal", 26),
)  # fmt: skip


def with_steps(book: Book, steps: Sequence[Step], left: Sequence[tuple[Place, str, str]], page: Page) -> Book:
    """The roster with every step that was taken, and every line of the old files that is not in it; before _meta."""
    records = [(step.apa, step.nama, step.profesi, step.tempat, step.hari, step.tanggal) for step in steps]
    records += [("tidak dibawa", why, table, str(place), "", "") for place, table, why in left]
    *others, meta = book.sheets
    about = next((sheet.page.about for sheet in others if sheet.page), "")
    sheet = data_sheet(PENERAPAN, _FIELDS, records, replace(page, about=about), fixed=2)
    return replace(book, sheets=(*others, sheet, meta))
