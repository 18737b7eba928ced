"""The division as a workbook: a recap, and for each posyandu a sheet that can hang on the wall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ilp_cli.capabilities.areas.model.division import AreaPlan, Division
from ilp_cli.capabilities.areas.model.problem import KK, piece_names
from ilp_cli.capabilities.areas.sheets.lampiran import places
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import angka, kalimat, tanggal
from ilp_cli.paper.layout import CHARACTER, line_count, line_height, paper, spread
from ilp_cli.paper.sheet import GREY, NUMBER, STYLES, Book, Cell, Column, Page, Row, Sheet, Style, Value, safe_name
from ilp_cli.paper.tables import Field, data_sheet, with_sentences

_BIG = 14.0
_INDENT = 1.6
"""Characters that an indented cell loses."""
_SHARES = (6.0, 30.0, 52.0, 13.0)
"""How the columns share the width of the page."""
_STYLES: Mapping[str, Style] = {
    **STYLES,
    "wall.title": Style(size=18, bold=True, horizontal="center", vertical="center", wrap=True),
    "wall.place": Style(size=_BIG, horizontal="center", vertical="center", wrap=True),
    "wall.head": Style(
        size=_BIG, bold=True, fill=GREY, border="box", border_color="000000", horizontal="center", vertical="center",
        wrap=True,
    ),
    "wall.text": Style(
        size=_BIG, border="box", border_color="000000", horizontal="left", vertical="center", wrap=True, indent=1
    ),
    "wall.number": Style(size=_BIG, border="box", border_color="000000", horizontal="center", vertical="center"),
    "wall.sum": Style(
        size=_BIG, bold=True, fill=GREY, border="box", border_color="000000", horizontal="center", vertical="center"
    ),
    "wall.note": Style(size=10, wrap=True, vertical="center"),
}  # fmt: skip
_RECAP = (
    Field("Puskesmas", 22, "wrap"), Field("Posyandu", 22, "wrap"), Field("Kader", 8, "number"),
    Field("Blok", 8, "number"), Field("Beban", 9, "number"), Field("Satuan", 9, "center"),
    Field("Terberat", 10, "number"), Field("Terberat / rata-rata", 12, "center"),
    Field("KK berganti kader", 11, "number"),
    Field("Mengapa tidak lebih rata", 52, "wrap"), Field("Catatan", 36, "wrap"),
)  # fmt: skip


def areas_book(plan: AreaPlan, naskah: Mapping[str, Any], kertas: str) -> Book:
    """The recap, who changes, then the sheet of each posyandu in the order of the register."""
    about = f"pembagian wilayah kader · {plan.district.kabupaten.sebutan} · per {tanggal(plan.pada)}"
    about += "".join(f" · menurut {given.file} yang belum dijalankan" for given in plan.district.menurut)
    page = Page(paper=paper(naskah, kertas), landscape=True, about=about, number=NUMBER)
    sheets = [with_sentences(data_sheet("Rekap", _RECAP, list(_recap(plan)), page, fixed=2), _apart(plan))]
    changes = list(_changes(plan))
    if changes:
        fields = (
            Field("Puskesmas", 20, "wrap"), Field("Posyandu", 20, "wrap"), Field("Blok", 30, "wrap"),
            Field("KK", 7, "number"), Field("Dari", 24, "wrap"), Field("Ke", 24, "wrap"), Field("Sebab", 50, "wrap"),
        )  # fmt: skip
        sheets.append(data_sheet("Berganti Kader", fields, changes, page, fixed=2))
    repeated = [division.problem.posyandu.nama.casefold() for division in plan.divisions]
    for division in plan.divisions:
        posyandu, puskesmas = division.problem.posyandu, division.problem.puskesmas
        alone = repeated.count(posyandu.nama.casefold()) == 1
        name = safe_name(
            posyandu.nama if alone else f"{posyandu.nama} ({puskesmas.nama})", [sheet.name for sheet in sheets]
        )
        sheets.append(_wall(plan, division, name, replace(page, about="", number="", long=1)))
    title = f"Pembagian wilayah kerja kader {plan.district.kabupaten.sebutan}"
    return Book(title=title, sheets=tuple(sheets), styles=_STYLES)


def _recap(plan: AreaPlan) -> Iterator[list[Value | Cell]]:
    for division in plan.divisions:
        problem = division.problem
        notes = [f"{kader.nama} tanpa wilayah" for kader in division.idle]
        if problem.pieces:
            notes.append(f"{len(problem.pieces)} bagian tidak bersambung")
        if problem.unweighed:
            notes.append(f"{len(problem.unweighed)} blok tanpa jumlah KK")
        yield [
            problem.puskesmas.nama, problem.posyandu.nama, len(division.areas), len(problem.blocks),
            problem.ground.total, problem.satuan, division.heaviest, angka(division.ratio, 2), division.moved,
            division.proof, "; ".join(notes) or None,
        ]  # fmt: skip
    for item in plan.undivided:
        problem = item.problem
        yield [
            problem.puskesmas.nama, problem.posyandu.nama, len(problem.kader), len(problem.blocks),
            problem.ground.total, problem.satuan, None, None, None, None, Cell(f"tidak dibagi: {item.sebab}", "bad"),
        ]  # fmt: skip


def _apart(plan: AreaPlan) -> Iterator[str]:
    """Which blocks lie apart, below the table: a column would stand as a tower beside its empty cells."""
    for division in plan.divisions:
        problem = division.problem
        if problem.pieces:
            named = f"Posyandu {problem.posyandu.nama} ({problem.puskesmas.nama})"
            yield f"{named}, bagian yang tidak bersambung: {' | '.join(piece_names(problem))}."


def _changes(plan: AreaPlan) -> Iterator[list[Value | Cell]]:
    for division in plan.divisions:
        problem = division.problem
        for change in division.changes:
            yield [
                problem.puskesmas.nama, problem.posyandu.nama, change.blok.nama, change.blok.kk,
                change.dari.nama if change.dari else "–", change.ke.nama, change.sebab,
            ]  # fmt: skip


def _wall(plan: AreaPlan, division: Division, name: str, page: Page) -> Sheet:
    """One posyandu: its kader with their blocks, in type that is read from two steps away."""
    problem = division.problem
    widths = spread(_SHARES, page.paper.room(landscape=True)[0])
    across = sum(widths)
    where = f"{problem.posyandu.desa}, " if problem.posyandu.desa else ""
    induk = kalimat(sebutan("puskesmas", problem.puskesmas.nama))
    tops = [
        (f"WILAYAH KERJA KADER\n{sebutan('posyandu', problem.posyandu.nama).upper()}", "wall.title", 18.0),
        (f"{where}{induk}", "wall.place", _BIG),
    ]
    blank = [Cell(None, "wall.note")] * (len(_SHARES) - 1)
    rows = [
        Row([Cell(text, style), *blank], _height(text, across, size, bold=size > _BIG)) for text, style, size in tops
    ]
    last = "KK" if problem.satuan == KK else problem.satuan.capitalize()
    rows.append(Row([Cell(title, "wall.head") for title in ("No.", "Kader", "Dusun / RW / RT", last)], 30))
    for number, area in enumerate(division.areas, 1):
        where = places(area.blocks)
        height = max(
            _height(area.kader.nama, widths[1] - _INDENT, _BIG), _height(where, widths[2] - _INDENT, _BIG), 30.0
        )
        cells = [Cell(number, "wall.number"), Cell(area.kader.nama, "wall.text"), Cell(where, "wall.text")]
        rows.append(Row([*cells, Cell(area.load, "wall.number")], height))
    total = [Cell("Jumlah", "wall.sum"), Cell(None, "wall.sum"), Cell(None, "wall.sum")]
    rows.append(Row([*total, Cell(problem.ground.total, "wall.sum")], 28))
    note = f"Usulan per {tanggal(plan.pada)}; berlaku sesudah ditetapkan."
    rows.append(Row([Cell(note, "wall.note"), *blank], 22))
    body = len(rows) - 1
    return Sheet(
        name=name,
        columns=tuple(Column(width=width) for width in widths),
        rows=rows,
        page=page,
        merges=((1, 1, 1, 4), (2, 1, 2, 4), (body, 1, body, 3), (body + 1, 1, body + 1, 4)),
        gridlines=False,
    )


def _height(text: str, width: float, size: float, *, bold: bool = False) -> float:
    return line_count(text, width * CHARACTER, "Arial", size, bold=bold) * line_height(size) + 8
