"""The sheet Realisasi: target a, quarters, b, and c = b / a × 100 %, for puskesmas, pustu and posyandu apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ilp_cli.capabilities.realisation.model import CAPAIAN, FIGURE, PARTS, Baris, quarters, total_of
from ilp_cli.core.finding import Path
from ilp_cli.core.words import tanggal
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.realisasi import reported
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.layout import spread
from ilp_cli.paper.sheet import Cell, Column, Formula, Page, Range, Row, Sheet, Value
from ilp_cli.paper.tables import eased, sized

_TITLES = (
    "No", "Puskesmas", "Target", "TW I", "TW II", "TW III", "TW IV", "Realisasi", "Capaian", "Di luar tahun",
    "Keterangan",
)  # fmt: skip
_LETTERS = ("", "", "a", "", "", "", "", "b = I+II+III+IV", "c = b / a × 100 %", "d", "")
_SHARES = (4, 22, 8, 7, 7, 7, 7, 13, 15, 9, 26)
_WIDE = len(_TITLES)
_NOTE = (
    "TW: yang mulai berjalan pada triwulan itu; kosong: triwulannya belum tiba atau belum dilaporkan. "
    "d: yang berjalan sebelum atau sesudah tahun tahapnya, atau tanpa tanggal; tidak dihitung di b."
)


def sheets(case: Case, edition: Edition) -> Iterator[tuple[Sheet, bool]]:
    """The sheet, where anything was told of what has been done."""
    rows = case.of(quarters)
    if rows and reported(case.district):
        yield _sheet(case, rows, edition.page()), False


def _sheet(case: Case, every_row: Sequence[Baris], page: Page) -> Sheet:
    across, _ = page.paper.room(landscape=True)
    letters = [Cell(letter or None, "off") for letter in _LETTERS]
    widths = eased(spread(_SHARES, across), _TITLES, [letters, *(_cells(99, row, 1) for row in every_row)])
    rows: list[Row] = []
    merges: list[Range] = []
    sections: list[int] = []

    def over(text: str, style: str) -> None:
        rows.append(
            sized([Cell(text, style), *[Cell(None, style)] * (_WIDE - 1)], [sum(widths), *widths[1:]], least=17)
        )
        merges.append((len(rows), 1, len(rows), _WIDE))

    over(f"Realisasi menurut roadmap, per {tanggal(case.pada)}", "section")
    for (tahap, jenis), group in groupby(every_row, key=lambda row: (row.tahap, row.jenis)):
        listed = list(group)
        sections.append(len(rows) + 1)
        over(f"Tahap {tahap.tahun}: {jenis}", "section")
        rows.append(sized([Cell(title, "head") for title in _TITLES], widths))
        rows.append(sized(letters, widths))
        first = len(rows) + 1
        for number, row in enumerate(listed, 1):
            rows.append(sized(_cells(number, row, len(rows) + 1), widths))
        rows.append(sized(_total(listed, first, len(rows)), widths))
    over(_NOTE, "note")
    return Sheet(
        name="Realisasi",
        columns=tuple(Column(width=width) for width in widths),
        rows=tuple(rows),
        merges=tuple(merges),
        page=replace(page, landscape=True),
        gridlines=False,
        tab="009E73",
        sections=tuple(sections),
    )


def _cells(number: int, row: Baris, at: int) -> list[Cell]:
    figures: list[Value] = [
        row.target,
        *row.triwulan,
        Formula(f"SUM(D{at}:G{at})", row.realisasi),
        _share(row.target, row.realisasi, at),
        row.lain,
    ]
    told = _told(figures, row.subjek, row, "number", "percent")
    return [Cell(number, "center"), Cell(row.nama, "wrap"), *told, Cell(row.catatan or None, "wrap")]


def _told(figures: Sequence[Value], subjek: Path, row: Baris, look: str, share: str) -> list[Cell]:
    """The figures of a row, each with what it counts."""
    return [
        Cell(
            value,
            share if part == CAPAIAN else look,
            angka=Angka(FIGURE, subjek, f"{row.jenis} {part}", (row.tahap.tahun,)),
        )
        for value, part in zip(figures, PARTS, strict=True)
    ]


def _share(target: int | None, reached: int, at: int) -> Formula:
    """C = b / a × 100 %, a dash where there is no target to divide by."""
    value = round(100 * reached / target, 1) if target else "–"
    return Formula(f'IF(N(C{at})=0,"–",ROUND(100*H{at}/C{at},1))', value)


def _total(rows: Sequence[Baris], first: int, last: int) -> list[Cell]:
    """The sum of each column, and c of the sums, below the rows of a kind."""
    here = last + 1
    target = sum(row.target or 0 for row in rows)
    by_quarter = [sum(row.triwulan[quarter] or 0 for row in rows) for quarter in range(4)]
    reached = sum(row.realisasi for row in rows)
    figures: list[Value] = [
        Formula(f"SUM({letter}{first}:{letter}{last})", figure)
        for letter, figure in zip("CDEFGH", (target, *by_quarter, reached), strict=True)
    ]
    outside = Formula(f"SUM(J{first}:J{last})", sum(row.lain for row in rows))
    figures += [_share(target, reached, here), outside]
    told = _told(figures, total_of(rows[0].tahap), rows[0], "bold.number", "bold.percent")
    return [Cell(None, "bold"), Cell("Jumlah", "bold"), *told, Cell(None, "bold")]
