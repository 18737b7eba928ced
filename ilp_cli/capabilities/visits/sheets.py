"""The lists of a month as a workbook of a puskesmas, for those who type what came of the visits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ilp_cli.capabilities.visits.model.document import groups, reason, told_short
from ilp_cli.capabilities.visits.model.forms import (
    FILLED,
    REKAP,
    TINDAK,
    Lembar,
    follow_up_status,
    rekap_head,
    weeks,
)
from ilp_cli.capabilities.visits.model.planned import KaderRencana, Kunjungan, State
from ilp_cli.capabilities.visits.model.terms import result_words, terms
from ilp_cli.core.names import normal, sebutan
from ilp_cli.core.spot import column_letters
from ilp_cli.core.words import romawi
from ilp_cli.paper.layout import CHARACTER, SURE, line_count, line_height, paper, spread
from ilp_cli.paper.sheet import (
    GREY,
    NUMBER,
    STYLES,
    Book,
    Cell,
    Column,
    Formula,
    Page,
    Range,
    Row,
    Sheet,
    Style,
    Validation,
    safe_name,
)
from ilp_cli.paper.tables import parted, under_heads

_SIZE = 10.0
_LINE = Style(
    size=_SIZE, border="box", border_color="404040", vertical="center", wrap=True, indent=1, horizontal="left"
)
_STYLES: Mapping[str, Style] = {
    **STYLES,
    "visit.title": Style(size=14, bold=True, vertical="center", wrap=True),
    "visit.label": Style(size=11, bold=True, vertical="center", wrap=True),
    "visit.head": replace(_LINE, bold=True, fill=GREY, horizontal="center", size=9, indent=0),
    "visit.kader": replace(_LINE, bold=True, size=13, fill=GREY),
    "visit.id": replace(_LINE, bold=True, size=12, format="@"),
    "visit.text": _LINE,
    "visit.small": replace(_LINE, size=9),
    "visit.day": replace(_LINE, format="[$-421]ddd d mmm", horizontal="left"),
    "visit.fill": replace(_LINE, fill="FFF8E5", locked=False),
    "visit.fill.day": replace(_LINE, fill="FFF8E5", locked=False, format="[$-421]d mmm yyyy", horizontal="left"),
    "visit.center": replace(_LINE, horizontal="center", bold=True, indent=0),
    "visit.number": replace(_LINE, horizontal="center", format="0;;", indent=0),
    "visit.note": Style(size=9, italic=True, color="404040", wrap=True, vertical="center"),
}
_WIDTHS = (14.0, 13.0, 17.0, 19.0, 15.0, 12.5, 12.5, 12.5, 9.0, 15.0)
_LABELS = ((0, 3), (3, 6), (6, 10))
"""The columns under the month, the posyandu and the puskesmas, from 0, each to behind its last."""
_DATE, _RESULT, _AGAIN, _TOLD = 5, 6, 7, 8
"""Columns that are filled in, from 0; behind them the note."""
_KADER = 22.0
"""Points of the row that names a kader."""
_HEAD = 4
"""Rows above the families, repeated on each page."""
_HOW = "Isi Tanggal dan Hasil sesudah berkunjung. Yang kosong dibaca belum dikunjungi. Kode keluarga jangan diubah."
_SCALE = 0.9
"""How large the recap is printed, which has many columns."""
_WEEK, _TALLY = 15.0, 8.0
"""Characters of the column of weeks, and the least of one in which something is counted."""
_TITLE = 24.0
"""Points of the title of a form."""
_BLANK_ROWS, _BLANK, _FEW = 6, 24.0, 3
"""Rows left for what the weeks bring, their height, and how few of them need no page more."""
_ON = " (lanjutan)"
"""Stands behind what is said again on top of the next page."""
_INDENT = 1.2
"""Characters that an indented text loses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitBook:
    """How the workbook of a puskesmas is written: for whom and when, on which paper, and the pages in it."""

    kabupaten: str
    periode: str
    bulan: date
    naskah: Mapping[str, Any]
    kertas: str = "f4"
    pages: tuple[Lembar, ...] = ()


def visit_book(book: VisitBook) -> Book:
    """A sheet for each posyandu, a page for each kader; then the weekly recap and the follow-up."""
    sheets: list[Sheet] = []
    listed: list[tuple[Lembar, str, int]] = []
    taken = [REKAP, TINDAK]
    for page in book.pages:
        if not page.posyandu:
            continue
        name = safe_name(page.posyandu, [*taken, *(sheet.name for sheet in sheets)])
        sheet = _posyandu(book, page, name)
        sheets.append(sheet)
        listed.append((page, name, len(sheet.rows)))
    sheets += [_recap(book, listed), _follow_up(book)]
    title = f"Kunjungan rumah {sebutan('puskesmas', book.pages[0].puskesmas)}, {book.periode}"
    return Book(title=title, sheets=tuple(sheets), styles=_STYLES)


def _page(book: VisitBook) -> Page:
    about = f"kunjungan rumah · {book.pages[0].puskesmas} · {book.periode}"
    return Page(paper=paper(book.naskah, book.kertas), landscape=True, about=about, number=NUMBER)


def _columns(book: VisitBook, weights: Sequence[float]) -> tuple[float, ...]:
    """Widths that fill the page just so: a sheet with breaks is not shrunk to fit."""
    across, _ = paper(book.naskah, book.kertas).room(landscape=True)
    return spread(weights, across)


def _row(cells: Sequence[Cell], widths: Sequence[float], least: float = 24.0) -> Row:
    """A row as tall as its longest text needs."""
    tallest = max(
        _tall(cell.value, width, _STYLES[cell.style])
        for cell, width in zip(cells, widths, strict=True)
        if isinstance(cell.value, str)
    )
    return Row(cells, max(least, tallest))


def _tall(text: str, width: float, style: Style) -> float:
    room = (width - style.indent * _INDENT) * CHARACTER
    return line_count(text, room, style.font, style.size, bold=style.bold) * line_height(style.size) + 4


def _title(text: str, widths: Sequence[float]) -> Row:
    """The title of a form, over all its columns."""
    return Row([Cell(text, "visit.title")], max(_TITLE, _tall(text, sum(widths), _STYLES["visit.title"])))


def _room(book: VisitBook) -> float:
    """Points of a page that rows may take."""
    return SURE * paper(book.naskah, book.kertas).room(landscape=True)[1]


def _posyandu(book: VisitBook, page: Lembar, name: str) -> Sheet:
    """The families of a posyandu, kader by kader, each on a page of its own."""
    widths = _columns(book, _WIDTHS)
    across = len(_WIDTHS)
    said = f"Bulan: {book.periode}", f"Posyandu: {page.posyandu}", f"Puskesmas: {page.puskesmas}"
    labels = [Cell(None, "visit.label") for _ in range(across)]
    tall = 18.0
    for (first, end), text in zip(_LABELS, said, strict=True):
        labels[first] = Cell(text, "visit.label")
        tall = max(tall, _tall(text, sum(widths[first:end]), _STYLES["visit.label"]))
    rows = [
        _title(f"Kunjungan rumah · {book.kabupaten}", widths),
        Row(labels, tall),
        Row([Cell(_HOW, "visit.note")], 15),
        _row([Cell(title, "visit.head") for title in FILLED], widths),
    ]
    merges: list[Range] = [(1, 1, 1, across), (3, 1, 3, across), *((2, first + 1, 2, end) for first, end in _LABELS)]
    breaks: list[int] = []
    sections = [(f"Kader: {plan.kader.nama}", list(_families(plan, page))) for plan in page.semua]
    sections.append(("Kader: belum ada", [_family(visit) for visit in page.tanpa]))
    room = _room(book) - sum(row.height or 0.0 for row in rows)
    for title, own in sections:
        families = [_row(cells, widths) for cells in own]
        for number, part in enumerate(parted(families, room - _KADER)):
            if len(rows) > _HEAD:
                breaks.append(len(rows))
            said_again = f"{title}{_ON}" if number else title
            rows.append(Row([Cell(said_again, "visit.kader"), *[Cell(None, "visit.kader")] * (across - 1)], _KADER))
            merges.append((len(rows), 1, len(rows), across))
            rows += part
    last = len(rows)
    words = f"Pilih {', '.join(result_words())}; kosong = belum."
    rule = Validation(
        column=_RESULT + 1,
        kind="list",
        formula=f'"{",".join(result_words())}"',
        title="Kolom hasil",
        error=words,
        prompt=words,
        area=(_HEAD + 1, _RESULT + 1, max(last, _HEAD + 1), _RESULT + 1),
    )
    return Sheet(
        name=name,
        columns=tuple(Column(width=width) for width in widths),
        rows=rows,
        page=_page(book),
        merges=tuple(merges),
        freeze=(_HEAD + 1, 2),
        titles=(1, _HEAD),
        validations=(rule,),
        breaks=tuple(breaks),
        gridlines=False,
    )


_PLANNED = {
    State.PUSTU: "nakes pustu, segera",
    State.TIDAK: "tidak terjangkau",
    State.TANPA_KADER: "tanpa kader",
}


def _families(plan: KaderRencana, page: Lembar) -> Iterator[list[Cell]]:
    """The families of a kader at a posyandu: those of the month, then those for whom there may be time."""
    for visit in plan.kunjungan:
        if visit.perlu.keluarga.posyandu == page.unit:
            yield _family(visit)
    for keluarga, day in plan.kader.sempat:
        if keluarga.posyandu == page.unit:
            blok = keluarga.blok.nama if keluarga.blok is not None else ""
            words = f"jatuh tempo {day:%d-%m-%Y}"
            yield _cells(keluarga.id, blok, groups(keluarga.kelompok), words, Cell("bila sempat", "visit.small"))


def _family(visit: Kunjungan) -> list[Cell]:
    keluarga = visit.perlu.keluarga
    when = Cell(visit.hari, "visit.day") if visit.hari else Cell(_PLANNED[visit.state], "visit.small")
    return _cells(keluarga.id, _blok(visit), groups(keluarga.kelompok), reason(visit), when)


def _blok(visit: Kunjungan) -> str:
    blok = visit.perlu.keluarga.blok
    return blok.nama if blok is not None else visit.perlu.keluarga.blok_tertulis


def _cells(identity: str, blok: str, kelompok: str, sebab: str, when: Cell) -> list[Cell]:
    told = [Cell(identity, "visit.id"), Cell(blok or None, "visit.text"), Cell(kelompok or None, "visit.small")]
    fill = ("visit.fill.day", "visit.fill", "visit.fill.day", "visit.fill", "visit.fill")
    return [*told, Cell(sebab, "visit.small"), when, *(Cell(None, style) for style in fill)]


def _recap(book: VisitBook, listed: Sequence[tuple[Lembar, str, int]]) -> Sheet:
    """The weekly recap of each posyandu, one a page; how many families were seen is counted from its sheet."""
    above, titles = rekap_head()
    across, _ = paper(book.naskah, book.kertas).room(landscape=True)
    columns = (("Minggu ke", _WEEK), *((title, _TALLY) for title in titles))
    widths = under_heads(columns, _STYLES["visit.head"], across / _SCALE)
    rows: list[Row] = []
    merges: list[Range] = []
    breaks: list[int] = []
    for page, name, last in listed:
        for rekap in page.rekap:
            if rows:
                breaks.append(len(rows))
            rows.append(_title(f"Form Rekapitulasi · {sebutan('posyandu', page.posyandu)} · {book.periode}", widths))
            merges.append((len(rows), 1, len(rows), len(titles) + 1))
            rows += _recap_head(above, titles, widths, merges, len(rows) + 1)
            first = len(rows) + 1
            for number, days in enumerate(rekap.minggu, 1):
                week = Cell(f"{romawi(number)}\n{weeks(days)}", "visit.center")
                seen = Cell(Formula(_seen(name, last, days), 0), "visit.number")
                rows.append(Row([week, seen, *[Cell(None, "visit.fill")] * (len(titles) - 1)], 42))
            sums = [
                Cell(Formula(f"SUM({column_letters(n)}{first}:{column_letters(n)}{len(rows)})", 0), "visit.number")
                for n in range(1, len(titles))
            ]
            rows.append(Row([Cell("Jumlah", "visit.center"), *sums, Cell(None, "visit.fill")], 24))
    return Sheet(
        name=REKAP,
        columns=tuple(Column(width=width) for width in widths),
        rows=rows,
        page=replace(_page(book), scale=round(100 * _SCALE)),
        merges=tuple(merges),
        breaks=tuple(breaks),
        gridlines=False,
    )


def _recap_head(
    above: Sequence[str], titles: Sequence[str], widths: Sequence[float], merges: list[Range], row: int
) -> list[Row]:
    """The two rows of titles of the recap; those above reach over the columns they stand for."""
    start = 0
    for index in range(1, len(above) + 1):
        if index == len(above) or above[index] != above[start]:
            if above[start] and index - start > 1:
                merges.append((row, start + 2, row, index + 1))
            start = index
    shown = [title if index == 0 or above[index - 1] != title else "" for index, title in enumerate(above)]
    top = Row([Cell(None, "visit.head"), *(Cell(title or None, "visit.head") for title in shown)], 30)
    below = _row([Cell(title, "visit.head") for title in ("Minggu ke", *titles)], widths)
    return [top, below]


def _seen(name: str, last: int, days: Sequence[date]) -> str:
    """How many families were seen in a week, as a formula over the sheet of a posyandu."""
    quoted = name.replace("'", "''")

    def column(index: int) -> str:
        letter = column_letters(index)
        return f"'{quoted}'!${letter}${_HEAD + 1}:${letter}${max(last, _HEAD + 1)}"

    seen = ",".join(f'"{word}"' for word in result_words() if terms().hasil[normal(word)].bertemu)
    first, end = (f"DATE({day.year},{day.month},{day.day})" for day in (days[0], days[-1]))
    when = column(_DATE)
    return f'SUM(COUNTIFS({when},">="&{first},{when},"<="&{end},{column(_RESULT)},{{{seen}}}))'


def _case(posyandu: str, held: str, visit: Kunjungan) -> list[Cell]:
    """Whom to follow up, and why."""
    texts = (posyandu, visit.perlu.keluarga.id, held, told_short(visit))
    styles = ("visit.text", "visit.id", "visit.text", "visit.text")
    return [Cell(text, style) for text, style in zip(texts, styles, strict=True)]


def _follow_up(book: VisitBook) -> Sheet:
    """Whom the nakes of each pustu follow up, with lines left for what the weeks bring."""
    head = ("Posyandu", "Keluarga", "Blok, kader", "Masalah", "Tindak lanjut", "Waktu", "Status")
    widths = _columns(book, (14.0, 12.0, 22.0, 30.0, 30.0, 12.0, 12.0))
    rows: list[Row] = []
    merges: list[Range] = []
    breaks: list[int] = []
    areas: list[Range] = []
    heads = _row([Cell(title, "visit.head") for title in head], widths)
    for page in book.pages:
        if page.tindak_lanjut is None:
            continue
        who = sebutan("pustu", page.pustu) if page.pustu else "nakes puskesmas"
        cases = [
            _row([*_case(posyandu, held, visit), *[Cell(None, "visit.fill")] * 3], widths)
            for posyandu, held, visit in page.tindak_lanjut
        ]
        title = f"Form Tindak Lanjut · {who} · {book.periode}"
        room = _room(book) - (heads.height or 0.0) - (_title(f"{title}{_ON}", widths).height or 0.0)
        parts = list(parted(cases, room)) or [[]]
        free = int((room - sum(row.height or 0.0 for row in parts[-1])) / _BLANK)
        if free < _FEW:
            parts.append([])
            free = _BLANK_ROWS
        parts[-1] += [Row([Cell(None, "visit.fill")] * len(head), _BLANK)] * min(_BLANK_ROWS, free)
        for number, part in enumerate(parts):
            if rows:
                breaks.append(len(rows))
            rows.append(_title(f"{title}{_ON if number else ''}", widths))
            merges.append((len(rows), 1, len(rows), len(head)))
            rows += [heads, *part]
            areas.append((len(rows) - len(part) + 1, len(head), len(rows), len(head)))
    words = f"Pilih {', '.join(follow_up_status())}."
    listed = f'"{",".join(follow_up_status())}"'
    return Sheet(
        name=TINDAK,
        columns=tuple(Column(width=width) for width in widths),
        rows=rows,
        page=_page(book),
        merges=tuple(merges),
        breaks=tuple(breaks),
        validations=tuple(
            Validation(column=len(head), kind="list", formula=listed, title="Status", error=words, area=area)
            for area in areas
        ),
        gridlines=False,
    )
