"""The sheet Ringkasan: the answer on one page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ilp_cli.core.finding import SEVERITY_WORDS
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.angka import Angka
from ilp_cli.district.coverage import left_out
from ilp_cli.district.district import District
from ilp_cli.district.fulfilment import PosyanduState, PustuState
from ilp_cli.district.people import KINDS
from ilp_cli.paper.layout import CHARACTER, line_count, line_height, spread
from ilp_cli.paper.sheet import Cell, Chart, Column, Page, Range, Row, Sheet
from ilp_cli.paper.tables import UNKNOWN, WAIVED, sized
from ilp_cli.rulebook.report import Report

_COLUMNS = 8
_CHART_ROWS, _LOW_CHART_ROWS = 11, 7
"""Rows under the chart; the fewer where tables of more than two stages need the room of the page."""
_REACHED = ("puskesmas", "pustu", "posyandu", "puskesmas_kumulatif", "puskesmas_total", "belum_lokus")
_DONE = (
    "ditetapkan", "berjalan", "pustu_ditetapkan", "pustu_berjalan", "posyandu_ditetapkan", "posyandu_berjalan",
)  # fmt: skip
"""Which figures of the coverage stand in the columns of its two tables."""


@dataclass(slots=True)
class _Board:
    """A sheet as it is filled from top to bottom."""

    width: float
    rows: list[Row] = field(default_factory=list)
    merges: list[Range] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)

    def line(self, text: str, style: str, size: float = 10) -> None:
        """One text over the whole width."""
        if style == "section":
            self.sections.append(len(self.rows) + 1)
        lines = line_count(text, _COLUMNS * self.width * CHARACTER, "Arial", size, bold=True)
        cells = [Cell(text, style), *[Cell(None, style)] * (_COLUMNS - 1)]
        self.rows.append(Row(cells, lines * line_height(size) + 7))
        self.merges.append((len(self.rows), 1, len(self.rows), _COLUMNS))

    def gap(self, height: float = 10) -> None:
        """An empty row."""
        self.rows.append(Row([], height))

    def head(self, *titles: str) -> None:
        """A header row."""
        self.rows.append(sized([Cell(title, "head.small") for title in titles], [self.width] * len(titles)))

    def row(self, *cells: Cell) -> int:
        """A row of figures; its number."""
        self.rows.append(sized(cells, [self.width] * len(cells), least=17))
        return len(self.rows)


def summary(district: District, report: Report, page: Page) -> Sheet:
    """District, day, the answer, coverage as a table and a chart, the state of the minimums, the counts of findings."""
    room, _ = page.paper.room(landscape=False)
    board = _Board(spread([1.0] * _COLUMNS, room)[0])
    board.line("Rencana Integrasi Layanan Primer (ILP)", "title", 16)
    province = f", Provinsi {district.kabupaten.provinsi}" if district.kabupaten.provinsi else ""
    board.line(f"{district.kabupaten.sebutan}{province}", "subtitle", 12)
    board.line(f"Keadaan per {tanggal(report.pada)}", "subtitle", 12)
    board.gap()
    board.line(_answer(report), "answer", 12)
    chart = _coverage(board, report, left_out(district, report.tahun))
    _minimums(board, report)
    _counts(board, report)
    return Sheet(
        name="Ringkasan",
        columns=tuple(Column(width=board.width) for _ in range(_COLUMNS)),
        rows=board.rows,
        merges=tuple(board.merges),
        sections=tuple(board.sections),
        chart=chart,
        page=replace(page, titled=True),
        gridlines=False,
        tab="0072B2",
    )


def _answer(report: Report) -> str:
    last = report.coverage[-1] if report.coverage else None
    if last is None:
        return "Roadmap belum memuat tahap."
    reach = f"{last.puskesmas_kumulatif} dari {last.puskesmas_total} puskesmas menjadi lokus sampai {last.tahun}."
    if not report.roster_given:
        return f"{reach} Pemenuhan tenaga belum diperiksa: roster belum ada."
    good = sum(state.memenuhi for state in report.pustu)
    posts = sum(not state.kurang for state in report.posyandu)
    return (
        f"{reach} Pustu lokus yang memenuhi minimum: {good} dari {len(report.pustu)}. "
        f"Posyandu lokus yang memenuhi minimum: {posts} dari {len(report.posyandu)}."
    )


def _coverage(board: _Board, report: Report, others: str) -> Chart | None:
    board.line("Cakupan menurut roadmap", "section", 12)
    board.head(
        "Tahun", "Puskesmas lokus baru", "Pustu lokus baru", "Posyandu lokus baru", "Puskesmas kumulatif",
        "Jumlah puskesmas", "Belum lokus", "Cakupan",
    )  # fmt: skip
    first = len(board.rows) + 1
    for item in report.coverage:
        left = item.puskesmas_total - item.puskesmas_kumulatif
        figures = (item.puskesmas, item.pustu, item.posyandu, item.puskesmas_kumulatif, item.puskesmas_total, left)
        cells = (
            Cell(number, "number", angka=Angka("cakupan", jenis=name, tahun=(item.tahun,)))
            for number, name in zip(figures, _REACHED, strict=True)
        )
        share = Cell(item.persen, "percent", angka=Angka("cakupan", jenis="persen", tahun=(item.tahun,)))
        board.row(Cell(item.tahun, "center"), *cells, share)
    last = len(board.rows)
    _done(board, report)
    if others:
        board.line(others, "note")
    if last <= first:
        return None
    asked = f" (tahap {daftar(map(str, report.tahun))} saja)" if others else ""
    board.gap(6)
    anchor = len(board.rows) + 1
    under = _CHART_ROWS if len(report.coverage) == 2 else _LOW_CHART_ROWS
    for _ in range(under):
        board.gap(15)
    return Chart(
        title=f"Puskesmas lokus, kumulatif per tahun{asked}",
        labels=(first, 1, last, 1),
        values=(first, 5, last, 5),
        anchor=(anchor, 1),
        width_cm=_COLUMNS * board.width * CHARACTER / 72 * 2.54 - 0.2,
        height_cm=(under * 15 - 8) / 72 * 2.54,
        top=float(round(1.15 * max(item.puskesmas_total for item in report.coverage)) or 1),
    )


def _done(board: _Board, report: Report) -> None:
    """What of the roadmap is set by decree and what runs, apart; cumulative, as of the day."""
    board.line(f"Ditetapkan dan berjalan per {tanggal(report.pada)}, kumulatif", "section", 12)
    board.head(
        "Sampai tahap", "Puskesmas ditetapkan", "Puskesmas berjalan", "Pustu ditetapkan", "Pustu berjalan",
        "Posyandu ditetapkan", "Posyandu berjalan", "Puskesmas berjalan (%)",
    )  # fmt: skip
    for item in report.coverage:
        figures = (
            item.ditetapkan, item.berjalan, item.pustu_ditetapkan, item.pustu_berjalan, item.posyandu_ditetapkan,
            item.posyandu_berjalan,
        )  # fmt: skip
        running = None
        if item.berjalan is not None and item.puskesmas_total:
            running = round(100 * item.berjalan / item.puskesmas_total, 1)
        board.row(
            Cell(item.tahun, "center"),
            *(
                _known(figure)._replace(angka=Angka("cakupan", jenis=name, tahun=(item.tahun,)))
                for figure, name in zip(figures, _DONE, strict=True)
            ),
            _known(running, "percent")._replace(angka=Angka("cakupan", jenis="persen_berjalan", tahun=(item.tahun,))),
        )


def _known(figure: float | None, style: str = "number") -> Cell:
    """A figure, a dash where nobody has told it."""
    return Cell("–", "center") if figure is None else Cell(figure, style)


def _minimums(board: _Board, report: Report) -> None:
    board.line("Pemenuhan minimum pustu lokus", "section", 12)
    board.head(
        "Tahun", "Pustu lokus", "Memenuhi", "Belum memenuhi", "Kurang bidan (orang)", "Kurang perawat (orang)",
        "Kurang kader (orang)", "Hari kosong (pustu)",
    )  # fmt: skip
    for year in report.tahun:
        board.row(Cell(year, "center"), *_pustu_cells([s for s in report.pustu if s.tahun == year], report, (year,)))
    if len(report.tahun) > 1:
        board.row(Cell("Jumlah", "center"), *_pustu_cells(list(report.pustu), report, report.tahun))
    board.line("Pemenuhan minimum posyandu lokus", "section", 12)
    board.head("Tahun", "Posyandu lokus", "Memenuhi", "Belum memenuhi", "Kurang kader (orang)")
    for year in report.tahun:
        states = [state for state in report.posyandu if state.tahun == year]
        board.row(Cell(year, "center"), *_posyandu_cells(states, report, (year,)))
    if len(report.tahun) > 1:
        board.row(Cell("Jumlah", "center"), *_posyandu_cells(list(report.posyandu), report, report.tahun))


def _short(number: int) -> Cell:
    return Cell(number, "short" if number else "number")


def _pustu_cells(states: list[PustuState], report: Report, years: tuple[int, ...]) -> list[Cell]:
    if not report.roster_given:
        return [Cell(UNKNOWN, "center"), *[Cell(None, "center")] * 6]
    good = sum(state.memenuhi for state in states)
    short = [sum(state.kurang[kind] for state in states) for kind in KINDS]
    days = sum(bool(state.absences) for state in states)
    cells = [
        Cell(len(states), "number"), Cell(good, "number"), _short(len(states) - good), *map(_short, short), _short(days)
    ]  # fmt: skip
    names = ("lokus", "memenuhi", "belum_memenuhi", *(f"kurang {kind}" for kind in KINDS), "hari_kosong")
    return [_asked(cell, "pustu", name, years) for cell, name in zip(cells, names, strict=True)]


def _asked(cell: Cell, kind: str, name: str, years: tuple[int, ...]) -> Cell:
    """A figure of all pustu or posyandu of some years, which says so."""
    return cell._replace(angka=Angka(f"semua_{kind}", jenis=name, tahun=years))


def _posyandu_cells(states: list[PosyanduState], report: Report, years: tuple[int, ...]) -> list[Cell]:
    if not report.roster_given:
        return [Cell(UNKNOWN, "center"), *[Cell(None, "center")] * 3]
    good = sum(not state.kurang for state in states)
    missing = sum(state.kurang for state in states)
    cells = [Cell(len(states), "number"), Cell(good, "number"), _short(len(states) - good), _short(missing)]
    names = ("lokus", "memenuhi", "belum_memenuhi", "kurang kader")
    return [_asked(cell, "posyandu", name, years) for cell, name in zip(cells, names, strict=True)]


def _counts(board: _Board, report: Report) -> None:
    board.line("Temuan pemeriksaan", "section", 12)
    aside = {WAIVED: len(report.waived)} if report.waived else {}
    board.head(*(word.capitalize() for word in (*SEVERITY_WORDS.values(), *aside)))
    errors, *others = (report.count(severity) for severity in SEVERITY_WORDS)
    cells = [_short(errors), *(Cell(number, "number") for number in (*others, *aside.values()))]
    names = (*(severity.value for severity in SEVERITY_WORDS), *aside)
    board.row(*(cell._replace(angka=Angka("temuan", jenis=name)) for cell, name in zip(cells, names, strict=True)))
    board.gap(6)
    board.line(
        "Rincian ada di lembar Pemenuhan SDM dan Temuan; angka minimum dan pasalnya di lembar Dasar Hukum. "
        "▼ menandai kekurangan.", "note",
    )  # fmt: skip
