"""The opening days as a workbook: the year on one sheet, and for each puskesmas the calendar its posyandu hang up."""

from __future__ import annotations

from dataclasses import replace

from ilp_cli.capabilities.openings.model.plan import Bukaan, Kegiatan, OpeningPlan, SitePlan
from ilp_cli.capabilities.openings.model.words import summary
from ilp_cli.core.words import BULAN, HARI, ended, tanggal
from ilp_cli.law import configs
from ilp_cli.paper.layout import CHARACTER, line_count, line_height, paper
from ilp_cli.paper.sheet import NUMBER, STYLES, Book, Cell, Page, Row, Sheet, Value, safe_name
from ilp_cli.paper.tables import Field, data_sheet

_YEAR = (
    Field("No", 4, "number"), Field("Puskesmas", 16), Field("Posyandu", 16), Field("Hari buka", 12.5),
    *(Field(month[:3], 4.4, "center") for month in BULAN),
)  # fmt: skip
_MONTHS = (
    Field("No", 4, "number"), Field("Posyandu", 18), Field("Desa", 16), Field("Tanggal", 14), Field("Hari", 8),
    Field("Jam", 12, by_hand=True), Field("Tempat", 18, by_hand=True), Field("Pendamping", 29), Field("Keterangan", 24),
)  # fmt: skip
_LEGEND = "Angka: tanggal dalam bulan itu. * digeser dari iramanya; ○ belum ada pendamping; – tidak ada hari buka."


def openings_book(plan: OpeningPlan, kertas: str) -> Book:
    """The year of every posyandu, then a calendar for each puskesmas."""
    page = Page(
        paper=paper(configs.naskah(), kertas),
        about=f"Hari buka posyandu {plan.tahun} · {plan.kabupaten} · disusun {tanggal(plan.pada)}",
        number=NUMBER,
    )
    sheets = [_year(plan, page)]
    for site in plan.sites:
        name = safe_name(site.site.puskesmas.nama, [sheet.name for sheet in sheets])
        sheets.append(_calendar(name, site, page))
    return Book(title=f"Hari buka posyandu {plan.kabupaten} {plan.tahun}", sheets=tuple(sheets), styles=STYLES)


def _year(plan: OpeningPlan, page: Page) -> Sheet:
    records: list[list[Value]] = [
        [
            number,
            kegiatan.pos.puskesmas.nama,
            kegiatan.pos.unit.nama,
            ", ".join(map(str, kegiatan.irama)),
            *(_month(kegiatan, month) for month in range(1, 13)),
        ]
        for number, kegiatan in enumerate(plan.kegiatan, 1)
    ]
    sheet = data_sheet("Setahun", _YEAR, records, page, fixed=3)
    wide = len(_YEAR)
    rows, merges = [*sheet.rows, Row([], 8)], []
    width = sum(column.width for column in sheet.columns)
    for note in (_LEGEND, *summary(plan), *(ended(f"{note}") for note in plan.notes)):
        lines = line_count(note, width * CHARACTER, "Arial", 10)
        rows.append(Row([Cell(note, "note"), *[Cell(None, "note")] * (wide - 1)], lines * line_height(10) + 3))
        merges.append((len(rows), 1, len(rows), wide))
    return replace(sheet, rows=rows, merges=tuple(merges))


def _month(kegiatan: Kegiatan, month: int) -> str:
    days = [bukaan for bukaan in kegiatan.bukaan if bukaan.tanggal.month == month]
    return ", ".join(f"{day.tanggal.day}{_mark(day)}" for day in days) or "–"


def _mark(bukaan: Bukaan) -> str:
    return ("*" if bukaan.dari else "") + ("" if bukaan.pendamping else "○")


def _calendar(name: str, site: SitePlan, page: Page) -> Sheet:
    records = [
        [
            number,
            kegiatan.pos.unit.nama,
            kegiatan.pos.unit.desa,
            f"{bukaan.tanggal.day} {BULAN[bukaan.tanggal.month - 1]}",
            HARI[bukaan.tanggal.weekday()].capitalize(),
            kegiatan.pos.unit.jam,
            kegiatan.pos.unit.tempat,
            bukaan.pendamping.nama if bukaan.pendamping else "belum ada",
            _remark(bukaan),
        ]
        for number, (kegiatan, bukaan) in enumerate(site.openings(), 1)
    ]
    return data_sheet(name, _MONTHS, records, page, fixed=2)


def _remark(bukaan: Bukaan) -> str | None:
    if bukaan.dari is not None:
        return f"semula {bukaan.dari.day} {BULAN[bukaan.dari.month - 1]}: {bukaan.sebab}"
    return bukaan.sebab or None
