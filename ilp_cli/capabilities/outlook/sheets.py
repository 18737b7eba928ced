"""The sheet Prakiraan: every pustu lokus along the years, a sign for each fall and a letter for each cause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from math import floor

from ilp_cli.capabilities.outlook.model.career import NOTE, Jenis
from ilp_cli.capabilities.outlook.model.outlook import JATUH, Outlook, PustuOutlook, last_day, outlook
from ilp_cli.core.words import daftar, ended, romawi
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import measurable
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.layout import CHARACTER, SMALLEST, WIDEST, allotted, line_count, line_height
from ilp_cli.paper.sheet import STYLES, Cell, Column, Page, Row, Sheet
from ilp_cli.paper.tables import least_width, line, rows_of, sized

BELOW, MENDED = "▼", "▲"
LETTERS = {Jenis.PENSIUN: "P", Jenis.KONTRAK: "K", Jenis.PENEMPATAN: "T", Jenis.SIP: "S"}

_LEGEND = (
    "▼ di bawah minimum dalam {masa} itu, ▲ memenuhi lagi sebelum {masa} itu berakhir, kosong: memenuhi. "
    "Huruf: ada yang pergi (P pensiun, K kontrak berakhir, T penempatan berakhir atau pindah, S SIP habis); "
    "tanpa ▼ berarti yang tinggal masih cukup."
)
_HEADS = (("Tahun", 7.0), ("Puskesmas", 16.0), ("Pustu", 16.0), ("Jatuh", 12.5), ("Keadaan dan sebab", 40.0))
_QUARTER = 5.2
_FIXED = 3
_TALLEST = 300.0
"""Points of a row: it shares its page with the titles."""

Span = tuple[date, date]
"""First and last day."""


def sheets(case: Case, edition: Edition) -> Iterator[tuple[Sheet, bool]]:
    """Prakiraan, where there is a roster to tell from."""
    if case.of(measurable):
        known = outlook(case, last_day(case.pada))
        yield outlook_sheet(replace(known, tanggal_pensiun=edition.tanggal_pensiun), edition.page(assumed=True)), True


def outlook_sheet(outlook: Outlook, page: Page) -> Sheet:
    """One row for each pustu lokus, one column for each year up to the end of the outlook.

    Where the day of a retirement may be told there is a column for each quarter: it tells that day all but whole.
    """
    dated = outlook.tanggal_pensiun
    periods = list((_quarters if dated else _years)(outlook.pada, outlook.sampai))
    spans = [f"{romawi(last.month // 3)}\n{last.year}" if dated else str(last.year) for _, last in periods]
    titles = [title for title, _ in _HEADS] + spans
    body = [_cells(outlook, pustu, periods) for pustu in outlook.pustu]
    widths = _widths(titles, body, page)
    rows = [sized([Cell(title, "head") for title in titles], widths, least=2 * line_height(10) + 6)]
    rows += [row for cells in body for row in rows_of(cells, widths, _TALLEST, fixed=_FIXED)]
    rows += [] if body else [line("Tidak ada pustu lokus.", len(titles))]
    table = (1, 1, len(rows), len(titles))
    keys = daftar(used.standard.kunci for used in outlook.ketentuan)
    notes = [
        _LEGEND.format(masa="triwulan" if dated else "tahun"),
        f"{NOTE} Pasal dan pangkat ketentuannya ada di lembar Dasar Hukum ({keys}).",
    ]
    if outlook.tidak_diketahui:
        notes.append(ended(f"Tidak diketahui, dianggap tetap bertugas: {'; '.join(outlook.gaps)}"))
    rows.append(Row([], 8))
    merges = []
    for note in notes:
        lines = line_count(note, sum(widths) * CHARACTER, "Arial", 10)
        cells = [Cell(note, "note"), *[Cell(None, "note")] * (len(titles) - 1)]
        rows.append(Row(cells, lines * line_height(10) + 3))
        merges.append((len(rows), 1, len(rows), len(titles)))
    return Sheet(
        name="Prakiraan",
        columns=tuple(Column(width=width) for width in widths),
        rows=rows,
        merges=tuple(merges),
        page=replace(page, landscape=True),
        freeze=(2, _FIXED + 1),
        table=table,
        titles=(1, 1),
        tab="E69F00",
    )


def _widths(titles: list[str], body: list[list[Cell]], page: Page) -> tuple[float, ...]:
    """The columns: all of the page, and more where the quarters need it, as long as the type can be read."""
    shares = [*(width for _, width in _HEADS), *[_QUARTER] * (len(titles) - len(_HEADS))]
    least = [
        least_width(title, [cells[place] for cells in body], share)
        for place, (title, share) in enumerate(zip(titles, shares, strict=True))
    ]
    across, _ = page.paper.room(landscape=True)
    room = across / WIDEST
    wished = sum(max(pair) for pair in zip(least, shares, strict=True))
    room = max(room, min(wished, room * STYLES["text"].size / SMALLEST))
    columns = [(low, share * 3, share) for low, share in zip(least, shares, strict=True)]
    return tuple(floor(width * 10) / 10 for width in allotted(columns, room))


def _quarters(first: date, last: date) -> Iterator[Span]:
    """The quarters of the calendar from the one a day lies in to the one another lies in."""
    year, quarter = first.year, (first.month - 1) // 3
    while date(year, 3 * quarter + 1, 1) <= last:
        following = date(year + quarter // 3, (3 * quarter + 3) % 12 + 1, 1) if (year, quarter) < (9999, 3) else None
        yield date(year, 3 * quarter + 1, 1), following - timedelta(days=1) if following else date.max
        if following is None:
            return
        year, quarter = following.year, (following.month - 1) // 3


def _years(first: date, last: date) -> Iterator[Span]:
    """The years of the calendar from the one a day lies in to the one another lies in."""
    for year in range(first.year, last.year + 1):
        yield date(year, 1, 1), date(year, 12, 31)


def _cells(outlook: Outlook, pustu: PustuOutlook, periods: list[Span]) -> list[Cell]:
    below = pustu.sudah or pustu.jatuh is not None
    asked = Angka(JATUH, pustu.path)
    hidden = bool(pustu.falls) and pustu.falls[0].retires and not outlook.tanggal_pensiun
    if pustu.sudah or pustu.jatuh is None or not hidden:
        fall = Cell("sudah", "text", angka=asked) if pustu.sudah else Cell(pustu.jatuh, "day", angka=asked)
    else:
        fall = Cell(pustu.jatuh.year, "year", angka=asked)
    return [
        Cell(pustu.tahun, "center"),
        Cell(pustu.puskesmas, "wrap"),
        Cell(pustu.pustu, "wrap"),
        fall,
        Cell(_told(outlook, pustu) if below else "tetap memenuhi", "wrap"),
        *(_mark(outlook, pustu, period) for period in periods),
    ]


def _told(outlook: Outlook, pustu: PustuOutlook) -> str:
    """What is short, because of whom, and for how long."""
    causes = "; ".join(end.told(dated=outlook.tanggal_pensiun) for end in pustu.sebab)
    words = f"{pustu.kekurangan.words}. {causes}" if causes else pustu.kekurangan.words
    told = [
        words,
        *([pustu.lanjutan] if pustu.pulih else []),
        *(fall.told(dated=outlook.tanggal_pensiun) for fall in pustu.berikutnya),
    ]
    return "; ".join(told)


def _mark(outlook: Outlook, pustu: PustuOutlook, period: Span) -> Cell:
    """One year or quarter of a pustu: whether it is below a minimum in it, and who leaves."""
    first, last = period
    causes = {end.jenis for end in pustu.pergi if first <= max(end.tanggal, outlook.pada) <= last}
    letters = "".join(letter for jenis, letter in LETTERS.items() if jenis in causes)
    spans = pairwise([*pustu.keadaan, (date.max, pustu.awal)])
    states = [state for (begin, state), (end, _) in spans if begin <= last and end > first]
    below = [not state.memenuhi for state in states]
    sign = BELOW + ("" if below[-1] else MENDED) if any(below) else ""
    return Cell(f"{sign} {letters}".strip() or None, "fall" if sign else "leave" if letters else "center")
