"""The roadmap as a coloured table, puskesmas by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from math import floor

from ilp_cli.core.finding import Path
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.coverage import coverage, left_out
from ilp_cli.district.roadmap import Counts, Lokus, Status
from ilp_cli.paper.layout import CHARACTER, WIDEST, allotted, line_height, longest_line
from ilp_cli.paper.sheet import STYLES, Cell, Column, Page, Range, Row, Sheet, Value
from ilp_cli.paper.tables import least_width, line, sized

_SMALL = 8.4
"""Points of the type of a roadmap that is printed smaller."""
START, CONTINUES, NOT_YET = "● mulai", "○ lanjut", "–"


def roadmap(case: Case, page: Page) -> Sheet:
    """Puskesmas by year, coloured cells with a text mark, and coverage year by year below; of these years only.

    Of a puskesmas that comes later, its status tells when.
    """
    district, years = case.district, case.years
    titles = ["No.", "Kode", "Puskesmas", "Kecamatan", *map(str, years), "Pustu lokus", "Posyandu lokus", "Status"]
    body = list(_roadmap_rows(case))
    totals = list(_roadmap_totals(case))
    landscape, widths = _widths(
        titles,
        [*body, *(_total_cells(None, *total[1:]) for total in totals)],
        [5, 10, 21, 21, *[11] * len(years), 9, 12, 13],
        page,
    )
    rows = [sized([Cell(title, "head") for title in titles], widths, least=2 * line_height(10) + 6)]
    rows += [sized(cells, widths, least=line_height(10) + 3) for cells in body]
    table = (1, 1, len(rows), len(titles))
    merges: list[Range] = []
    over = (*widths[:2], widths[2] + widths[3], 0.0, *widths[4:])
    for total in totals:
        rows.append(sized(_total_cells(*total), over, least=16))
        merges.append((len(rows), 3, len(rows), 4))
    others = left_out(district, years)
    rows += [Row([], 8), line(others, len(titles))] if others else []
    return Sheet(
        name="Roadmap",
        columns=tuple(Column(width=width) for width in widths),
        rows=rows,
        merges=tuple(merges),
        page=replace(page, landscape=landscape),
        freeze=(2, 4),
        table=table,
        titles=(1, 1),
        tab="0072B2",
    )


def _total_cells(
    label: str | None, style: str, figures: Sequence[float | str], names: Sequence[Angka] = ()
) -> list[Cell]:
    cells = [Cell(None, "bold"), Cell(None, "bold"), Cell(label, "bold"), Cell(None, "bold")]
    told = (Cell(figure, style, angka=angka) for figure, angka in zip_longest(figures, names))
    return [*cells, *told, *[Cell(None, "bold")] * 3]


def _widths(
    titles: Sequence[str], body: Sequence[Sequence[Cell]], shares: Sequence[float], page: Page
) -> tuple[bool, tuple[float, ...]]:
    """Whether the sheet lies on its side, and its columns: upright as long as no word of a title is broken.

    It is printed a little smaller where so every name stands on one line.
    """
    least = [
        least_width(title, [cells[place] for cells in body], share)
        for place, (title, share) in enumerate(zip(titles, shares, strict=True))
    ]
    names = [max((longest_line(str(cells[place].value or ""), "Arial", 10) for cells in body), default=0.0) / CHARACTER
             for place in range(len(titles))]  # fmt: skip
    columns = [(low, name + 0.2, share) for low, name, share in zip(least, names, shares, strict=True)]
    for landscape in (False, True):
        across, _ = page.paper.room(landscape=landscape)
        if sum(least) <= across / WIDEST:
            break
    room = across / WIDEST
    whole = sum(max(low, name) for low, name, _ in columns)
    room = whole if room < whole <= room * STYLES["text"].size / _SMALL else room
    return landscape, tuple(floor(width * 10) / 10 for width in allotted(columns, room))


def _roadmap_rows(case: Case) -> Iterator[list[Cell]]:
    district, years = case.district, case.years
    now = {unit.unit: unit.on(case.pada).status for unit in district.units}
    stages: dict[object, tuple[int, Lokus]] = {}
    units: dict[object, Counts] = {}
    strangers: list[tuple[int, Lokus]] = []
    for tahap in sorted(district.tahap, key=lambda item: item.tahun):
        later = bool(years) and tahap.tahun > years[-1]
        for lokus in tahap.lokus:
            known = lokus.puskesmas.unit
            if known is not None:
                stages.setdefault(known.path, (tahap.tahun, lokus))
            elif not later:
                strangers.append((tahap.tahun, lokus))
            if known is not None and not later:
                before, new = units.get(known.path, Counts(pustu=0, posyandu=0)), district.added[lokus.path]
                pustu, posyandu = (before.pustu or 0) + (new.pustu or 0), (before.posyandu or 0) + (new.posyandu or 0)
                units[known.path] = Counts(pustu=pustu, posyandu=posyandu)
    number = 0
    for number, puskesmas in enumerate(district.puskesmas, 1):
        names: list[Value] = [puskesmas.kode, puskesmas.nama, puskesmas.kecamatan]
        stage, status = stages.get(puskesmas.path), now.get(puskesmas.path)
        yield _roadmap_row(number, names, years, stage, units.get(puskesmas.path), status, puskesmas.path)
    for extra, stage in enumerate(strangers, number + 1):
        yield _roadmap_row(extra, [None, stage[1].nama, "tidak terdaftar"], years, stage, district.added[stage[1].path])


def _roadmap_row(
    number: int,
    names: list[Value],
    years: tuple[int, ...],
    stage: tuple[int, Lokus] | None,
    units: Counts | None,
    now: Status | None = None,
    unit: Path = (),
) -> list[Cell]:
    """A puskesmas in the years asked for, and its status: as of the day (`now`), else that of the roadmap."""
    cells = [Cell(number, "center"), Cell(names[0], "id"), Cell(names[1], "wrap"), Cell(names[2], "wrap")]
    for year in years:
        if stage is None or year < stage[0]:
            cells.append(Cell(NOT_YET, "off"))
        else:
            cells.append(Cell(START, "start") if year == stage[0] else Cell(CONTINUES, "on"))
    if stage is None or units is None:
        status = f"mulai {stage[0]}" if stage else "belum bertahun"
        return [*cells, Cell(None, "number"), Cell(None, "number"), Cell(status, "off")]
    lokus = stage[1]
    return [
        *cells,
        Cell(units.pustu, "number", angka=Angka("lokus_sampai", unit or lokus.path, "pustu", years)),
        Cell(units.posyandu, "number", angka=Angka("lokus_sampai", unit or lokus.path, "posyandu", years)),
        Cell((now or lokus.status).value),
    ]


def _roadmap_totals(case: Case) -> Iterator[tuple[str, str, Sequence[float | str], Sequence[Angka]]]:
    """The lines below the table: their label and look, and of each year the figure and what it is."""
    reached = coverage(case.district, case.years, case.pada)
    totals = {item.puskesmas_total for item in reached}
    of_all = f" dari {totals.pop()} puskesmas" if len(totals) == 1 else ""
    for label, style, name in (
        ("Puskesmas lokus baru", "bold.number", "puskesmas"),
        ("Kumulatif", "bold.number", "puskesmas_kumulatif"),
        (f"Cakupan{of_all}", "bold.percent", "persen"),
        ("Sudah ditetapkan", "bold.number", "ditetapkan"),
        ("Sudah berjalan", "bold.number", "berjalan"),
    ):
        figures = [getattr(item, name) for item in reached]
        known = [NOT_YET if figure is None else figure for figure in figures]
        yield label, style, known, [Angka("cakupan", jenis=name, tahun=(item.tahun,)) for item in reached]
