"""The duty roster as a workbook: one sheet a pustu that can hang on the wall, and a recap of all."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from ilp_cli.capabilities.duty.model.jadwal import CUTI, LIBUR, POSYANDU, TUGAS
from ilp_cli.capabilities.duty.model.post import Post, Worker
from ilp_cli.capabilities.duty.model.roster import DutyRoster, key
from ilp_cli.capabilities.duty.model.words import open_days
from ilp_cli.capabilities.duty.sheets.recap import recap, still_open
from ilp_cli.core.masking import nip_grouped
from ilp_cli.core.names import sebutan
from ilp_cli.core.spot import column_letters
from ilp_cli.core.words import BLANK, BULAN, daftar
from ilp_cli.district.people import KINDS
from ilp_cli.district.place import Kepala
from ilp_cli.paper.layout import CHARACTER, SMALLEST, SURE, WIDEST, line_count, line_height, paper
from ilp_cli.paper.sheet import (
    GREY,
    NUMBER,
    STYLES,
    Book,
    Cell,
    Column,
    Condition,
    Formula,
    Page,
    Range,
    Row,
    Sheet,
    Style,
    Validation,
    Value,
    safe_name,
)

_DAYS = 31
_FIRST = 4
"""The column of the first day; before it number, name and profession, after the days the sum."""
_WIDE = _FIRST + _DAYS
_WIDTHS = (4.0, 27.0, 9.0, *(3.15,) * _DAYS, 7.5)
_LETTERS = ("Sn", "Sl", "Rb", "Km", "Jm", "Sb", "Mg")
_LABELS = ((1, 9), (10, 27), (28, _WIDE))
"""The columns under the name of the pustu, of the puskesmas, and of the month."""
_SIGN = (24, _WIDE)
_CLOSED = "–"
"""Stands where the pustu is not open, and is read as a blank: on a photocopy grey is not told from white."""
_DAY = column_letters(_FIRST - 1)
"""The letter of the first day."""
_SHORT = "▼"
"""Stands above the figure: a column of days has no room for both beside one another, and any day may become short."""
_LENT = 2
"""Rows for people of other units."""
_SIZE = 9.0
_INDENT = 1.2
"""Characters that an indented name loses."""
_TITLE = 24.0
"""The least height of the title."""
_TALL, _LOW, _FEW = 22.0, 17.0, 8
"""Heights of a person's row: with few people there is room to read it from afar."""
_TIGHTEST = 3


def _grid(**changes: object) -> Style:
    look = Style(size=_SIZE, border="box", border_color="404040", vertical="center", horizontal="center")
    return replace(look, **changes)  # type: ignore[arg-type]


_STYLES: Mapping[str, Style] = {
    **STYLES,
    "duty.title": Style(
        size=12, horizontal="center", vertical="center", wrap=True, border="below", border_color="000000"
    ),
    "duty.label": Style(size=11, bold=True, vertical="center", wrap=True),
    "duty.head": _grid(bold=True, fill=GREY, wrap=True),
    "duty.day": _grid(bold=True, fill=GREY),
    "duty.day.off": _grid(bold=True, fill="BFBFBF"),
    "duty.week": _grid(fill=GREY),
    "duty.week.off": _grid(fill="BFBFBF"),
    "duty.name": _grid(horizontal="left", wrap=True, indent=1),
    "duty.cell": _grid(),
    "duty.on": _grid(bold=True, size=11),
    "duty.out": _grid(bold=True, size=10, fill="D6E9F5"),
    "duty.leave": _grid(italic=True, fill="FFF2CC"),
    "duty.off": _grid(fill="D9D9D9"),
    "duty.sum": _grid(bold=True, fill=GREY),
    "duty.sum.day": _grid(bold=True, fill=GREY, wrap=True),
    "duty.sum.lent": _grid(bold=True, fill=GREY, format="0;;"),
    "duty.sum.name": _grid(bold=True, fill=GREY, horizontal="left", indent=1),
    "duty.short": _grid(bold=True, fill="F8CBAD", wrap=True),
    "duty.note": Style(size=_SIZE, wrap=True),
    "duty.sign": Style(size=10, wrap=True, horizontal="center"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyBook:
    """How a duty roster is written: for whom and when, on which paper, and what the recap says around its table.

    `tanda` is everything that people may type for a day of duty, in small letters: the sums count it. `kepala` are the
    heads and `kop` the lines above the sheet, by puskesmas; `nip` is "tampil", "samar" or "tanpa".
    """

    kabupaten: str
    periode: str
    naskah: Mapping[str, Any]
    kertas: str = "f4"
    tanda: Sequence[str] = (TUGAS, POSYANDU.lower())
    nip: str = "samar"
    kepala: Mapping[str, Kepala] = field(default_factory=dict)
    kop: Mapping[str, Sequence[str]] = field(default_factory=dict)
    summary: Sequence[str] = ()
    notes: Sequence[str] = ()


def duty_book(roster: DutyRoster, options: DutyBook) -> Book:
    """The whole workbook: recap, what stays open, then a sheet for each pustu in the order of the roadmap."""
    page = _page(options, about=f"jadwal tugas pustu · {options.kabupaten} · {options.periode}")
    heading = f"Rekap jadwal tugas pustu · {options.periode}", options.kabupaten
    sheets = [recap(roster, heading, options.summary, options.notes, replace(page, titled=True))]
    if not roster.complete:
        sheets.append(still_open(roster, page))
    repeated = [post.pustu.casefold() for post in roster.problem.posts]
    for post in roster.problem.posts:
        wanted = post.pustu if repeated.count(post.pustu.casefold()) == 1 else f"{post.pustu} ({post.puskesmas})"
        name = safe_name(wanted, [sheet.name for sheet in sheets])
        sheets.append(_Wall(roster, post, options).sheet(name))
    title = f"Jadwal tugas pustu {options.kabupaten}, {options.periode}"
    return Book(title=title, sheets=tuple(sheets), styles=_STYLES)


def _page(options: DutyBook, *, about: str = "", single: bool = False) -> Page:
    """A page of this roster; one that hangs alone on a wall is not numbered, and each month says itself what it is."""
    return Page(
        paper=paper(options.naskah, options.kertas),
        landscape=True,
        about=about,
        titled=not about,
        number="" if single else NUMBER,
        long=int(single),
    )


@dataclass(slots=True)
class _Wall:
    """The sheet of one pustu, month below month.

    Where its type would be too small to read it is `tight`: first lower rows (1), then less room to sign (2), then no
    blank line above its title (3).
    """

    roster: DutyRoster
    post: Post
    options: DutyBook
    tight: int = 0
    rows: list[Row] = field(default_factory=list)
    merges: list[Range] = field(default_factory=list)
    validations: list[Validation] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)

    def sheet(self, name: str) -> Sheet:
        """One page a month: where there are several, each ends at a break, at the scale at which all of them fit."""
        months = [list(days) for _, days in groupby(self.roster.problem.days, key=lambda day: (day.year, day.month))]
        page = _page(self.options, single=len(months) == 1)
        breaks = self._months(months)
        if self._scale(page, breaks) * _SIZE < 100 * SMALLEST and self.tight < _TIGHTEST:
            return _Wall(self.roster, self.post, self.options, tight=self.tight + 1).sheet(name)
        return Sheet(
            name=name,
            columns=tuple(Column(width=width) for width in _WIDTHS),
            rows=self.rows,
            page=replace(page, scale=self._scale(page, breaks)) if breaks else page,
            merges=tuple(self.merges),
            validations=tuple(self.validations),
            conditions=tuple(self.conditions),
            freeze=(5, _FIRST) if len(months) == 1 else None,
            breaks=tuple(breaks),
            gridlines=False,
        )

    def _months(self, months: Sequence[Sequence[date]]) -> list[int]:
        """Put every month below the last one; the rows after which a page ends."""
        breaks: list[int] = []
        for days in months:
            if self.rows:
                breaks.append(len(self.rows))
            self._month(days)
        return breaks

    def _scale(self, page: Page, breaks: Sequence[int]) -> int:
        """The scale, in percent, at which the sheet is one page wide and each month one page long."""
        across, down = page.paper.room(landscape=True)
        months = pairwise((0, *breaks, len(self.rows)))
        tallest = max(sum(row.height or 0 for row in self.rows[first:after]) for first, after in months)
        return math.floor(100 * min(1.0, across / (sum(_WIDTHS) * WIDEST), SURE * down / tallest))

    def _heading(self) -> None:
        """The lines above the sheet, and its title; the rule below is drawn along all columns."""
        kop = self.options.kop.get(self.post.puskesmas, ())
        title = "JADWAL TUGAS PUSTU" if kop else f"JADWAL TUGAS PUSTU · {self.options.kabupaten.upper()}"
        lines = [*kop, *([] if self.tight >= _TIGHTEST else [""]), title] if kop else [title]
        text = "\n".join(lines)
        look = _STYLES["duty.title"]
        height = max(_TITLE, len(lines) * line_height(look.size) + 4)
        first = Cell(text, "duty.title", (len(text) - len(title), len(text)))
        self.merges.append((len(self.rows) + 1, 1, len(self.rows) + 1, _WIDE))
        self.rows.append(Row([first, *[Cell(None, "duty.title")] * (_WIDE - 1)], height))

    def _month(self, days: Sequence[date]) -> None:
        self._heading()
        month = f"{BULAN[days[0].month - 1]} {days[0].year}"
        labels = (f"Pustu: {self.post.pustu}", f"Puskesmas: {self.post.puskesmas}", f"Bulan: {month}")
        cells = [Cell(None, "duty.label")] * _WIDE
        for (first, last), text in zip(_LABELS, labels, strict=True):
            cells[first - 1] = Cell(text, "duty.label")
            self.merges.append((len(self.rows) + 1, first, len(self.rows) + 1, last))
        look = _STYLES["duty.label"]
        lines = max(
            line_count(text, sum(_WIDTHS[first - 1 : last]) * CHARACTER, look.font, look.size, bold=True)
            for (first, last), text in zip(_LABELS, labels, strict=True)
        )
        self.rows.append(Row(cells, max(20, lines * line_height(look.size) + 3)))
        self._header(days)
        workers = [worker for kind in KINDS for worker in self.post.of(kind)]
        first, last = len(self.rows) + 1, len(self.rows) + len(workers) + _LENT
        for number, worker in enumerate(workers, 1):
            self._person(number, worker, days)
        for number in range(len(workers) + 1, len(workers) + _LENT + 1):
            self._nobody(number, days)
        self._choices(first, last, days)
        for kind in KINDS:
            self._sum(kind, days, first, last)
        self.conditions.append(
            Condition(
                area=(last + 1, _FIRST, len(self.rows), _FIRST + len(days) - 1),
                formula=f'LEFT({_DAY}{last + 1},1)="{_SHORT}"',
                style="duty.short",
            )
        )
        self._notes(days)

    def _choices(self, first: int, last: int, days: Sequence[date]) -> None:
        """What may be chosen in the rows of people, and how their marks look whoever makes them."""
        area = (first, _FIRST, last, _FIRST + len(days) - 1)
        marks = Validation(
            column=_FIRST,
            kind="list",
            formula=f'"{TUGAS},{POSYANDU},{CUTI},{LIBUR}"',
            title="Tanda",
            error=f"{TUGAS} bertugas, {POSYANDU} mendampingi posyandu, {CUTI} cuti, {LIBUR} libur, kosong tidak "
            "bertugas. Juga terbaca: x, v, sakit, izin. Tanda lain tidak dihitung.",
            strict=False,
            area=area,
        )
        kinds = Validation(
            column=3,
            kind="list",
            formula=f'"{",".join(kind.capitalize() for kind in KINDS)}"',
            title="Profesi",
            error=f"Jumlah di bawah menghitung {daftar(KINDS)}; yang lain tidak.",
            strict=False,
            area=(first, 3, last, 3),
        )
        self.validations += [marks, kinds]
        for sign, style in ((POSYANDU, "duty.out"), (CUTI, "duty.leave"), (LIBUR, "duty.off")):
            self.conditions.append(Condition(area=area, formula=f'{_DAY}{first}="{sign}"', style=style))

    def _duty(self, row: int, days: Sequence[date]) -> str:
        """The formula that counts the days of duty in a row."""
        last = column_letters(_FIRST + len(days) - 2)
        return f"SUMPRODUCT(--{self._on_duty(f'{_DAY}{row}:{last}{row}')})"

    def _on_duty(self, area: str) -> str:
        """Whether each cell of an area is a mark of duty, as a formula: looked up as it stands, no sign a wildcard."""
        marks = "|".join(self.options.tanda).replace('"', '""')
        return f'ISNUMBER(FIND("|"&LOWER(TRIM({area}))&"|","|{marks}|"))'

    def _nobody(self, number: int, days: Sequence[date]) -> None:
        """A row for somebody lent by another unit."""
        cells = [Cell(number, "duty.cell"), Cell(None, "duty.name"), Cell(None, "duty.cell")]
        cells += [Cell(None, "duty.on") if day in self.post.days else Cell(_CLOSED, "duty.off") for day in days]
        cells += [Cell(None, "duty.off")] * (_DAYS - len(days))
        cells.append(Cell(Formula(self._duty(len(self.rows) + 1, days), 0), "duty.sum.lent"))
        self.rows.append(Row(cells, _LOW))

    def _header(self, days: Sequence[date]) -> None:
        top = len(self.rows) + 1
        looks: tuple[Callable[[date], Value], ...] = (lambda day: day.day, lambda day: _LETTERS[day.weekday()])
        for row, texts in enumerate(looks):
            heads: list[Value] = ["No", "Nama", "Profesi"] if not row else [None] * 3
            cells = [Cell(value, "duty.head") for value in heads]
            look = "duty.week" if row else "duty.day"
            cells += [Cell(texts(day), look if day in self.post.days else f"{look}.off") for day in days]
            cells += [Cell(None, "duty.day.off")] * (_DAYS - len(days))
            self.rows.append(Row([*cells, Cell(None if row else "Jumlah hari", "duty.head")], 15 if not row else 13))
        self.merges += [(top, column, top + 1, column) for column in (1, 2, 3, _WIDE)]

    def _person(self, number: int, worker: Worker, days: Sequence[date]) -> None:
        cells = [
            Cell(number, "duty.cell"),
            Cell(worker.nama, "duty.name"),
            Cell(worker.kind.capitalize(), "duty.cell"),
            *(self._mark(worker, day) for day in days),
            *[Cell(None, "duty.off")] * (_DAYS - len(days)),
            Cell(Formula(self._duty(len(self.rows) + 1, days), self._days(worker, days)), "duty.sum"),
        ]
        lines = line_count(worker.nama, (_WIDTHS[1] - _INDENT) * CHARACTER, "Arial", _SIZE)
        usual = _TALL if len(self.post.workers) <= _FEW and not self.tight else _LOW
        self.rows.append(Row(cells, max(usual, lines * line_height(_SIZE) + 3)))

    def _mark(self, worker: Worker, day: date) -> Cell:
        if day in self.post.closed:
            return Cell(LIBUR, "duty.off")
        if day not in self.post.days:
            return Cell(_CLOSED, "duty.off")
        return Cell(self.roster.mark(worker, day) or None, "duty.on")

    def _days(self, worker: Worker, days: Sequence[date]) -> int:
        return len(self.roster.days_of(worker).intersection(days))

    def _sum(self, kind: str, days: Sequence[date], first: int, last: int) -> None:
        """How many of a kind are on duty, day by day; the formula counts the rows of people by their profession."""
        need, own = self.post.need[kind], [self.roster.days_of(worker) for worker in self.post.of(kind)]
        cells: list[Cell] = [Cell(f"Jumlah {kind} (minimum {need})", "duty.sum.name"), *[Cell(None, "duty.sum")] * 2]
        service = [column for column, day in enumerate(days) if day in self.post.days]
        for column, day in enumerate(days):
            if day not in self.post.days:
                cells.append(Cell(None, "duty.off"))
                continue
            there = sum(day in duty for duty in own)
            text = self._counted(kind, column, first, last) if column == service[0] else ""
            value = f"{_SHORT}\n{there}" if there < need else there
            cells.append(Cell(Formula(text, value, service[-1] - service[0] + 1), "duty.sum.day"))
        total = sum(len(duty.intersection(days)) for duty in own)
        end = column_letters(_WIDE - 1)
        summed = Formula(f'SUMIF($C${first}:$C${last},"{kind}",{end}${first}:{end}${last})', total)
        self.merges.append((len(self.rows) + 1, 1, len(self.rows) + 1, 3))
        cells += [Cell(None, "duty.off")] * (_DAYS - len(days))
        self.rows.append(Row([*cells, Cell(summed, "duty.sum")], 2 * line_height(_SIZE) + 2))

    def _counted(self, kind: str, column: int, first: int, last: int) -> str:
        """The formula that counts a kind on one day, by its place among the days, and marks what is too few."""
        letter = column_letters(_FIRST + column - 1)
        on_duty = self._on_duty(f"{letter}${first}:{letter}${last}")
        counted = f'SUMPRODUCT(($C${first}:$C${last}="{kind}")*{on_duty})'
        return f'IF({counted}<{self.post.need[kind]},"{_SHORT}"&CHAR(10)&{counted},{counted})'

    def _notes(self, days: Sequence[date]) -> None:
        """The legend, holidays, hari buka and what stays open; beside the last of it the place to sign."""
        self.rows.append(Row([], 6))
        for text in self._texts(set(days)):
            self._merged(text, "duty.note", 1, _WIDE)
        name = sebutan("puskesmas", self.post.puskesmas)
        office = f"Kepala {name[0].upper()}{name[1:]}"
        kepala = self.options.kepala.get(self.post.puskesmas)
        lines = [
            f"{BLANK}, {BLANK}",
            f"{office},",
            *[""] * (2 if self.tight > 1 else 3),
            (kepala and kepala.nama) or f"{BLANK}{BLANK}",
        ]
        if self.options.nip != "tanpa":
            figures = kepala.nip.digits if kepala and kepala.nip.own and self.options.nip == "tampil" else ""
            lines.append(f"NIP. {nip_grouped(figures) if figures else BLANK}")
        self._merged("\n".join(lines), "duty.sign", *_SIGN)

    def _texts(self, days: set[date]) -> Iterator[str]:
        elsewhere = "" if self.roster.full else " (bekerja di luar jadwal pustu, misalnya di puskesmas induk)"
        yield (
            f"{TUGAS} bertugas    {POSYANDU} bertugas, mendampingi posyandu    {CUTI} cuti    {LIBUR} libur (tutup)    "
            f"{_SHORT} di bawah minimum    {_CLOSED} bukan hari layanan    kosong: tidak bertugas{elsewhere}    "
            "baris tanpa nama: orang pinjaman, dengan unit asalnya, misalnya “Rina (dari Suli)”"
        )
        closed = [(day, holiday) for day, holiday in self.post.closed.items() if day in days]
        if closed:
            yield "Libur: " + "; ".join(f"{_day(day)} {holiday}" for day, holiday in closed).rstrip(".") + "."
        opened = [self._escort(names, day) for day, names in self.post.outings.items() if day in days]
        missed = [f"{_day(day)} {daftar(names)}: pustu tutup, pindahkan harinya atau atur pendampingnya"
                  for day, names in self.post.missed.items() if day in days]  # fmt: skip
        helped = [f"{_day(day)} {', '.join(told)}" for day, told in self.post.helped.items() if day in days]
        if opened or missed or helped:
            yield "Hari buka posyandu (saat disusun): " + "; ".join([*opened, *helped, *missed]).rstrip(".") + "."
        lent = [f"{_day(day)} {', '.join(told)}" for day, told in self.post.lent.items() if day in days]
        if lent:
            yield "Di luar pustu, mendampingi posyandu lain: " + "; ".join(lent).rstrip(".") + "."
        short = open_days([gap for gap in self.roster.gaps_at(self.post) if gap.day in days])
        if short:
            yield f"{_SHORT} Di bawah minimum saat disusun, minta bantuan puskesmas induk: {short}."

    def _escort(self, names: Sequence[str], day: date) -> str:
        who = {key(worker): worker.nama for worker in self.post.workers}
        words = []
        for name in names:
            companion = next(
                escort.companion
                for escort in self.roster.escorts_at(self.post)
                if escort.day == day and escort.posyandu == name
            )
            words.append(f"{name} didampingi {who[companion]}" if companion else f"{name} ▼ tanpa pendamping")
        return f"{_day(day)} {', '.join(words)}"

    def _merged(self, text: str, style: str, first: int, last: int, *, least: float = 0.0) -> None:
        cells = [Cell(None, "plain")] * (first - 1) + [Cell(text, style)]
        look = _STYLES[style]
        width = sum(_WIDTHS[first - 1 : last]) * CHARACTER
        lines = line_count(text, width, look.font, look.size, bold=look.bold)
        self.merges.append((len(self.rows) + 1, first, len(self.rows) + 1, last))
        cells += [Cell(None, "plain")] * (last - first)
        self.rows.append(Row(cells, max(least, lines * line_height(look.size) + 3)))


def _day(day: date) -> str:
    return f"{day.day} {BULAN[day.month - 1]}"
