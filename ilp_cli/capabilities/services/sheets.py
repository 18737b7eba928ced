"""The sheet Layanan: per puskesmas its units by group of the life cycle, then the four programmes in one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ilp_cli.capabilities.services.model import (
    Putus,
    Unit,
    breaks,
    groups,
    misplaced,
    program_answers,
    refused,
    some,
    units,
)
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import daftar, ended, kalimat, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.layanan import Jawaban, Tawaran, given, targets
from ilp_cli.law.services import TEMPAT, Layanan, Nilai, matriks
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.layout import CHARACTER, USUAL, WIDEST, longest_word, spread
from ilp_cli.paper.sheet import STYLES, Cell, Column, Page, Range, Row, Sheet
from ilp_cli.paper.tables import sized

MARKS = {
    Jawaban.YA: Cell("● ya", "center"),
    Jawaban.TIDAK: Cell("○ tidak", "fall"),
    Jawaban.BELUM: Cell("? belum", "off"),
}
UNEVEN, NOT_HERE = "≠", "–"
_NARROW = 10
"""So many columns stand between the first and the last: the groups and programmes, or units."""
_FIRST, _LEAST, _LAST = 17.0, 9.6, 13.0
"""Characters: the least of the first column, which takes what is left, and of those between; the last column."""
_WIDE = _NARROW + 2
_BROAD = 2
"""Columns under the name of a service."""
_TOP = 2
"""Rows above the first puskesmas."""
_SURE = 0.93
"""The part of a page that is filled by plan: programs and printers differ a little."""
_SCALE = 0.9
"""How large the sheet is printed: the tables of a puskesmas take two pages, in type that is large enough."""
_BANNER = 60.0
"""Points that the lines above a draft may take."""
_NAMED = 10
"""So many services are named in a cell; the others are counted."""
_FEW = 2
"""So many rows stand below a head on its page, beside the first."""
_LEGEND = (
    "● ya, ○ tidak: seperti dinyatakan unitnya; ? belum diketahui, tidak dihitung ada dan tidak dihitung gagal; ≠ KMK "
    "tidak seragam (gambar dan tabelnya berbeda), tidak diperiksa; – bukan untuk tempat itu; kosong: tidak terbaca. "
    "Program: layanan yang ada per layanan yang dapat diperiksa di tempat itu; HT hipertensi, DM diabetes, kesling "
    "kesehatan lingkungan."
)


def sheets(case: Case, edition: Edition) -> Iterator[tuple[Sheet, bool]]:
    """The sheet, where any lokus of the years asked for says what it offers."""
    listed = [unit for unit in case.of(units) if unit.tahun is not None] if given(case) else []
    if any(unit.tawaran.dinyatakan for unit in listed):
        yield _Layanan(case, edition.page()).sheet(listed), False


def _shares(case: Case, room: float) -> list[float]:
    """The widths of the columns: no word of a unit's name above them is broken, where the first is not too narrow."""
    titles = [_title(unit.tawaran) for unit in case.of(units) if unit.tahun is not None] + _groups()
    look = STYLES["head.small"]
    word = max((longest_word(title, look.font, look.size, bold=True) for title in titles), default=0.0) / CHARACTER
    narrow = min(max(_LEAST, word + 0.2), (room - _FIRST - _LAST) / _NARROW)
    return [room - _NARROW * narrow - _LAST, *[narrow] * _NARROW, _LAST]


class _Layanan:
    """The rows of the sheet as they are put below one another."""

    def __init__(self, case: Case, page: Page) -> None:
        across, down = (points / _SCALE for points in page.paper.room(landscape=True))
        self.case = case
        self.room = _SURE * down
        self.used = _BANNER
        self.breaks: list[int] = []
        self.page = replace(page, landscape=True, scale=round(100 * _SCALE))
        self.widths = spread(_shares(case, across / WIDEST), across)
        self.rows: list[Row] = []
        self.merges: list[Range] = []

    def sheet(self, listed: Sequence[Unit]) -> Sheet:
        self.over(f"Layanan menurut siklus hidup, per {tanggal(self.case.pada)}", "section")
        self.over(_LEGEND, "note")
        by_puskesmas = [list(group) for _, group in groupby(listed, key=lambda unit: unit.tawaran.puskesmas.path)]
        told = [own for own in by_puskesmas if any(unit.tawaran.dinyatakan for unit in own)]
        silent = sum(len(own) for own in by_puskesmas) - sum(len(own) for own in told)
        words = f"{silent} unit lokus di puskesmas lain belum menyatakan layanannya: belum diketahui."
        notes = [*([words] if silent else []), _sources()]
        for own in told:
            # What ends the sheet shares a page with the rows above it.
            self.room -= sum(self.line(note, "note").height or USUAL for note in notes) if own is told[-1] else 0.0
            self.puskesmas(own)
        for note in notes:
            self.over(note, "note")
        return Sheet(
            name="Layanan",
            columns=tuple(Column(width=width) for width in self.widths),
            rows=tuple(self.rows),
            merges=tuple(self.merges),
            page=self.page,
            gridlines=False,
            breaks=tuple(self.breaks),
            tab="009E73",
        )

    def line(self, text: str, style: str) -> Row:
        """A line over all columns."""
        cells = [Cell(text, style), *[Cell(None, style)] * (_WIDE - 1)]
        return sized(cells, [sum(self.widths), *self.widths[1:]], least=17)

    def over(self, text: str, style: str) -> None:
        """A line over all columns, on this page."""
        self.put(self.line(text, style))
        self.merges.append((len(self.rows), 1, len(self.rows), _WIDE))

    def put(self, row: Row) -> None:
        """A row more on this page."""
        self.rows.append(row)
        self.used += row.height or USUAL

    def turn(self) -> None:
        """A new page, unless this one is blank."""
        if self.used:
            self.breaks.append(len(self.rows))
            self.used = 0.0

    def table(self, head: Sequence[str], body: Iterable[Sequence[Cell]], broad: int = 1) -> None:
        """A table with its head, which stands above its rows again on every page they go on to.

        Its first cells reach over `broad` columns, its last ones to the end.
        """
        titles = self.stretched([Cell(title, "head.small") for title in head], broad)
        first = True
        rows = [(cells, self.stretched(cells, broad)) for cells in body]
        for place, (cells, row) in enumerate(rows):
            # A few rows begin and end a table on a page.
            kept = rows[place:] if len(rows) - place <= _FEW else rows[place : place + 1]
            needed = sum(own.height or USUAL for _, own in kept)
            needed += (titles.height or USUAL) + _FEW * USUAL if first else 0.0
            if self.used + needed > self.room:
                self.turn()
                first = True
            for part in (titles, row) if first else (row,):
                self.put(part)
                last = len(cells) + broad - 1
                if broad > 1:
                    self.merges.append((len(self.rows), 1, len(self.rows), broad))
                if last < _WIDE:
                    self.merges.append((len(self.rows), last, len(self.rows), _WIDE))
            first = False

    def stretched(self, cells: Sequence[Cell], broad: int) -> Row:
        """A row whose first cell reaches over some columns, and whose last goes on to the last column."""
        last = len(cells) + broad - 1
        widths = [sum(self.widths[:broad]), *self.widths[broad : last - 1], sum(self.widths[last - 1 :])]
        row = sized(cells, widths)
        first, *others = cells
        covered = [Cell(None, first.style)] * (broad - 1)
        return Row([first, *covered, *others, *[Cell(None, cells[-1].style)] * (_WIDE - last)], row.height)

    def puskesmas(self, own: Sequence[Unit]) -> None:
        """The two tables of one puskesmas on pages of its own, and the referrals from it that nobody receives."""
        if self.rows[_TOP:]:
            self.turn()
        self.over(kalimat(sebutan("puskesmas", own[0].tawaran.puskesmas.nama)), "section")
        self.table(("Unit", *_groups(), "Yang tidak sesuai"), (list(self.by_group(unit)) for unit in own))
        for item in self.case.of(breaks):
            if item.dari.puskesmas.path == own[0].tawaran.puskesmas.path:
                self.over(_broken(item), "note")
        saying = [unit.tawaran for unit in own if unit.tawaran.dinyatakan]
        most = _NARROW - _BROAD + 1
        for first in range(0, len(saying), most):
            self.programs(saying[first : first + most])

    def by_group(self, unit: Unit) -> Iterator[Cell]:
        """A unit: whether it serves each group, what each programme comes to, and what does not agree."""
        own = unit.tawaran
        yield Cell(kalimat(own.sebutan), "wrap")
        for group in groups():
            yield MARKS[own.kelompok(group)]
        for program in matriks().program.values():
            yield _program(own, program.layanan)
        told = (
            ("tidak ada", refused(own, self.case.of(targets))),
            (f"bukan untuk {own.jenis}", misplaced(own)),
        )
        words = [
            *(
                f"{matriks().kelompok[group].sebutan} tidak dilayani"
                for group in self.case.of(targets)
                if _no(own, group)
            ),
            *(f"{what}: {some(services, _NAMED)}" for what, services in told if services),
        ]
        yield Cell("belum menyatakan" if not own.dinyatakan else kalimat("; ".join(words)) or None, "wrap")

    def programs(self, listed: Sequence[Tawaran]) -> None:
        """The four programmes in one table, service by service, a column for each unit."""
        matrix = matriks()
        names = [_title(own) for own in listed]
        for program in matrix.program.values():
            self.table(
                (program.nama, *names, "Tempatnya menurut KMK"),
                (self.by_service(listed, matrix.layanan[key]) for key in program.layanan),
                _BROAD,
            )

    @staticmethod
    def by_service(listed: Sequence[Tawaran], service: Layanan) -> list[Cell]:
        """A service: whether each unit has it, and where it belongs."""
        return [Cell(service.nama, "wrap"), *(_mark(own, service) for own in listed), Cell(_placed(service), "wrap")]


def _title(own: Tawaran) -> str:
    """What stands above the column of a unit."""
    return "Induk" if own.jenis == "puskesmas" else kalimat(own.sebutan)


def _groups() -> list[str]:
    """What stands above the columns of groups and programmes."""
    matrix = matriks()
    titles = [matrix.kelompok[group].pendek.replace("–", "–\n") for group in groups()]
    return titles + [program.pendek for program in matrix.program.values()]


def _program(own: Tawaran, keys: Iterable[str]) -> Cell:
    """How many services of a programme a unit has, of those that can be asked for there; and what is open."""
    counts = program_answers(own, keys)
    yes, no, unknown = (counts[answer.value] for answer in Jawaban)
    uneven = counts[Nilai.TIDAK_SERAGAM.value]
    parts = [f"● {yes}/{yes + no + unknown}"] if yes + no + unknown else []
    parts += [f"○ {no}"] if no else []
    parts += [f"? {unknown}"] if unknown else []
    parts += [f"{UNEVEN} {uneven}"] if uneven else []
    return Cell("\n".join(parts) or NOT_HERE, "fall" if no else "center")


def _no(own: Tawaran, group: str) -> bool:
    return own.kelompok(group) is Jawaban.TIDAK


def _mark(own: Tawaran, service: Layanan) -> Cell:
    answer, value = own.layanan(service), service.at(own.jenis)
    if answer is not Jawaban.BELUM:
        return Cell(NOT_HERE, "off") if answer is Jawaban.TIDAK and value is Nilai.TIDAK else MARKS[answer]
    if value is Nilai.TIDAK_SERAGAM:
        return Cell(f"{UNEVEN} KMK", "off")
    if value is Nilai.DI_SEKOLAH:
        return Cell("di sekolah", "off")
    return MARKS[answer] if value is Nilai.YA else Cell(NOT_HERE if value else None, "off")


def _placed(service: Layanan) -> str:
    """Where a service belongs, and in which figure or table that stands."""
    by_value = {
        value: [place for place in TEMPAT if service.at(place) is value] for value in (Nilai.YA, Nilai.TIDAK_SERAGAM)
    }
    words = [daftar(by_value[Nilai.YA])] if by_value[Nilai.YA] else []
    words += [f"tidak seragam di {daftar(by_value[Nilai.TIDAK_SERAGAM])}"] if by_value[Nilai.TIDAK_SERAGAM] else []
    sources = dict.fromkeys(source for cell in service.sel.values() for source in cell.sumber.split("; "))
    return f"{'; '.join(words)} ({', '.join(sources)})"


def _broken(item: Putus) -> str:
    words = daftar(dict.fromkeys(service.rujukan[item.tempat] for service in item.layanan))
    return ended(f"Rujukan putus: {item.dari.sebutan} ke {item.tempat} ({words}): {item.sebab}")


def _sources() -> str:
    matrix = matriks()
    return (
        f"Tempat layanan menurut {matrix.peraturan}, dari {matrix.terhadap}, bukan salinan resmi; bahwa setiap unit "
        f"wajib menyediakannya bacaan program ({matrix.pangkat.value}). Empat program: pilihan daerah (lokal)."
    )
