"""The sheet Kesiapan, and the workbook of readiness: the places with their marks, what is left to do, the criteria."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ilp_cli.capabilities.readiness.model.facts import Keadaan, places
from ilp_cli.capabilities.readiness.model.indicators import TURUNAN, indicators
from ilp_cli.capabilities.readiness.model.readiness import (
    MARKS,
    SIAP,
    UNIT,
    Hasil,
    UnitSiap,
    lokus_units,
    stated_only,
    used,
    verdicts,
)
from ilp_cli.core.words import daftar, kalimat, tanggal
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.kriteria import Criteria, Kriteria, criteria
from ilp_cli.district.realisasi import JENIS
from ilp_cli.law import configs
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.layout import USUAL, paper, spread
from ilp_cli.paper.sheet import NUMBER, STYLES, Book, Cell, Column, Page, Range, Row, Sheet, Value
from ilp_cli.paper.tables import Field, data_sheet, eased, sized

NAME = "Kesiapan"
_BEFORE = (("No", 5.0), ("Tahap", 9.5), ("Puskesmas", 18.0), ("", 17.5))
_MARK = 5.2
"""Characters of a column of marks, where no code above it is longer."""
_LONGEST = 9.0
"""Characters such a column has at most."""
_AFTER = (("●", 4.2), ("▼", 4.2), ("?", 4.2), ("Keadaan", 20.5), ("Yang tidak memenuhi", 34.0))
_LEGEND = (
    "● memenuhi, ▼ tidak memenuhi, ? belum diketahui: tidak ada yang menceritakannya dan tidak dapat dihitung, jadi "
    "tidak dianggap memenuhi dan tidak dianggap gagal. Siap hanya bila semua kriteria memenuhi."
)
_BASIS = f"Kriteria ini bacaan KMK 2015/2023 (turunan) dan kriteria daerah (lokal), bukan instrumen resmi; {TURUNAN}."
_LOOKS = {Keadaan.MEMENUHI: "center", Keadaan.TIDAK: "fall", Keadaan.BELUM: "leave"}
_LINE = 17.0
"""Points of a row of one line over the full width."""
_SCALES = (0.88, 0.84, 0.8)
"""How large the sheet may be printed: so many columns are read beside one another, in type that is large enough."""
_LITTLE = 1 / 3
"""The part of a page below which what ends the sheet looks forgotten on a page of its own."""
_FULL, _BANNER = 0.96, 48.0
"""The part of a page that rows fill, and the room that is kept for a banner on top of the first."""
_TODO = (
    Field("Tahap", 6.5, "center"), Field("Puskesmas", 16), Field("Tempat", 18), Field("Kode", 7, "center"),
    Field("Kriteria", 22), Field("Keadaan", 15), Field("Uraian", 40), Field("Tanyakan", 24), Field("Langkah", 32),
)  # fmt: skip
_LIST = (
    Field("Kode", 7, "center"), Field("Untuk", 12), Field("Kriteria", 24), Field("Bagian", 48), Field("Sumber", 38),
    Field("Pangkat", 9, "center"), Field("Langkah", 40),
)  # fmt: skip


def sheets(case: Case, edition: Edition) -> Iterator[tuple[Sheet, bool]]:
    """The sheet, where the district uses readiness."""
    if used(case):
        yield readiness_sheet(case, case.of(lokus_units), edition.page(assumed=True), _BANNER), True


def readiness_book(case: Case, units: Sequence[UnitSiap], kertas: str) -> Book:
    """The places, what is left to do or to ask at each, and what each criterion means."""
    page = Page(
        paper=paper(configs.naskah(), kertas),
        about=f"Kesiapan ILP · {case.district.kabupaten.sebutan} · per {tanggal(case.pada)}"
        + "".join(f" · menurut {given.file} yang belum dijalankan" for given in case.district.menurut),
        number=NUMBER,
    )
    return Book(
        title=f"Kesiapan ILP {case.district.kabupaten.sebutan} per {tanggal(case.pada)}",
        sheets=(readiness_sheet(case, units, page), _todo(units, page), _list(case.of(criteria), page)),
        styles=STYLES,
    )


class _Pages:
    """Rows over the full width of pages: each page begins with the head of its section."""

    def __init__(self, widths: Sequence[float], room: float, banner: float) -> None:
        """For columns of these widths on pages of this height, with room for a banner on the first."""
        self.widths, self.room = widths, room * _FULL
        self.rows: list[Row] = []
        self.merges: list[Range] = []
        self.breaks: list[int] = []
        self.filled = banner

    def _put(self, row: Row) -> None:
        self.rows.append(row)
        self.filled += row.height or USUAL

    def fresh(self, needed: float) -> bool:
        """Begin a page where the rows to come need more than is left of this one; whether one was begun."""
        begun = bool(self.rows) and self.filled + needed > self.room
        if begun:
            self.breaks.append(len(self.rows))
            self.filled = 0.0
        return begun

    def over(self, text: str, style: str, below: float = 0.0) -> None:
        """A text over all columns, on one page with so many points of what comes below it."""
        row = self._over(text, style)
        self.fresh((row.height or _LINE) + below)
        self._put(row)
        self.merges.append((len(self.rows), 1, len(self.rows), len(self.widths)))

    def height(self, text: str, style: str) -> float:
        """Points that a text over all columns takes."""
        return self._over(text, style).height or _LINE

    def _over(self, text: str, style: str) -> Row:
        cells = [Cell(text, style), *[Cell(None, style)] * (len(self.widths) - 1)]
        return sized(cells, [sum(self.widths), *self.widths[1:]], least=_LINE)

    def table(self, head: Row, body: Sequence[Row], spare: int) -> None:
        """A head and its rows; the head again on top of each page, and no row alone on the last of them.

        The place of each takes the columns of marks that its kind has no criteria for.
        """

        def put(row: Row) -> None:
            self._put(row)
            if spare:
                self.merges.append((len(self.rows), len(_BEFORE), len(self.rows), len(_BEFORE) + spare))

        put(head)
        for number, row in enumerate(body):
            together = body[number:] if number == len(body) - 2 else (row,)
            if self.fresh(sum(other.height or USUAL for other in together)):
                put(head)
            put(row)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return 1 + len(self.breaks)


def _titles(listed: Sequence[Kriteria], jenis: str, marks: int) -> list[str]:
    """The titles of the section of a kind of places."""
    place = "Kecamatan" if jenis == "puskesmas" else kalimat(jenis)
    codes = [""] * (marks - len(listed)) + [kriteria.kode for kriteria in listed]
    return [*(title for title, _ in _BEFORE[:-1]), place, *codes, *(title for title, _ in _AFTER)]


def readiness_sheet(case: Case, units: Sequence[UnitSiap], page: Page, banner: float = 0.0) -> Sheet:
    """A section for each kind of places: a mark for each criterion, three counts, and what fails in figures."""
    tried = (
        (_on_pages(case, units, page, banner, scale, whole=whole), scale)
        for whole in (True, False)
        for scale in _SCALES
    )
    pages, scale = min(tried, key=lambda found: found[0].count)
    return Sheet(
        name=NAME,
        columns=tuple(Column(width=width) for width in pages.widths),
        rows=tuple(pages.rows),
        merges=tuple(pages.merges),
        page=replace(page, landscape=True, scale=round(100 * scale)),
        breaks=tuple(pages.breaks),
        gridlines=False,
        tab="009E73",
    )


def _on_pages(case: Case, units: Sequence[UnitSiap], page: Page, banner: float, scale: float, *, whole: bool) -> _Pages:
    """The sections as they are printed at this scale; where they stay `whole`, one that can begins a page for it."""
    asked = case.of(criteria)
    marks = max([1, *(len(asked.of(jenis)) for jenis in JENIS)])
    across, down = page.paper.room(landscape=True)
    letters = max([0, *(len(kriteria.kode) for kriteria in asked.dipakai.values())])
    mark = max(_MARK, min(_LONGEST, letters * 1.6 + 2))
    shares = [*(wide for _, wide in _BEFORE), *[mark] * marks, *(wide for _, wide in _AFTER)]
    kinds = {jenis: [unit for unit in units if unit.jenis == jenis] for jenis in JENIS}
    bodies = {
        jenis: [_cells(case, number, unit, marks) for number, unit in enumerate(own, 1)] for jenis, own in kinds.items()
    }
    heads = {jenis: _titles(asked.of(jenis), jenis, marks) for jenis in JENIS}
    every = [" ".join(titles) for titles in zip(*heads.values(), strict=True)]
    widths = eased(spread(shares, across / scale), every, [cells for body in bodies.values() for cells in body])
    pages = _Pages(widths, down / scale, banner)
    pages.over(f"Kesiapan ILP {case.district.kabupaten.sebutan} per {tanggal(case.pada)}", "section")
    pages.over(_LEGEND, "note")
    told = stated_only(asked.dipakai.values())
    closing = [
        *(
            (f"{item.nomor} {item.nama}: {item.words}. Dihitung: {item.dibaca}.", "wrap")
            for item in case.of(indicators)
        ),
        *((note, "note") for note in (_BASIS, told) if note),
    ]
    ending = sum(pages.height(text, style) for text, style in closing)
    last = next((jenis for jenis in reversed(kinds) if kinds[jenis]), "")
    for jenis, own in kinds.items():
        if not own:
            continue
        listed = asked.of(jenis)
        spare, place = marks - len(listed), len(_BEFORE) - 1
        room = [*widths[:place], sum(widths[place : place + spare + 1]), *widths[place + 1 :]]
        head = sized([Cell(title or None, "head") for title in heads[jenis]], room)
        rows = [sized(cells, room) for cells in bodies[jenis]]
        named = "; ".join(f"{kriteria.kode} {kriteria.judul}" for kriteria in listed) + "."
        tall = pages.height(named, "note") + sum(row.height or USUAL for row in (head, *rows))
        below = tall if whole else 6 * _LINE
        if whole and jenis == last and ending < _LITTLE * pages.room and tall + ending < pages.room - 3 * _LINE:
            # What ends the sheet is too little for a page of its own.
            below += ending + _LINE
        pages.over(f"{kalimat(jenis)}: {len(own)} ({verdicts(own)})", "section", below=below)
        pages.over(named, "note")
        pages.table(head, rows, spare)
    pages.over("Indikator Renstra, seluruh kabupaten", "section", below=ending)
    for text, style in closing:
        pages.over(text, style)
    return pages


def _cells(case: Case, number: int, unit: UnitSiap, marks: int) -> list[Cell]:
    puskesmas, _ = case.of(places)[unit.unit]
    place = puskesmas.kecamatan if unit.jenis == "puskesmas" else unit.nama
    failing = "; ".join(_short(hasil) for hasil in unit.having(Keadaan.TIDAK))
    return [
        Cell(number, "center"),
        Cell(unit.tahun, "center"),
        Cell(unit.puskesmas, "wrap"),
        Cell(place, "wrap"),
        *[Cell(None, "wrap")] * (marks - len(unit.hasil)),
        *(Cell(MARKS[hasil.keadaan], _LOOKS[hasil.keadaan]) for hasil in unit.hasil),
        *(
            Cell(count, "number", angka=Angka(UNIT, unit.unit, keadaan.name.casefold()))
            for keadaan, count in unit.jumlah.items()
        ),
        Cell(unit.keadaan, "bold" if unit.keadaan == SIAP else "wrap"),
        Cell(failing or None, "wrap"),
    ]


def _short(hasil: Hasil) -> str:
    """What fails of a criterion: its code with the figures that were counted, else with what is asked."""
    parts = hasil.parts(Keadaan.TIDAK)
    if len(parts) == len(hasil.bagian) and not any(part.dihitung for part in parts):
        return f"{hasil.kriteria.kode} {hasil.kriteria.judul}"
    words = (part.kata if part.dihitung else part.bagian.judul for part in parts)
    return "; ".join(f"{hasil.kriteria.named(part.bagian)} {text}" for part, text in zip(parts, words, strict=True))


def _todo(units: Sequence[UnitSiap], page: Page) -> Sheet:
    """Every criterion that is not met or not known, place by place, with who could know and what to do."""
    records: list[list[Value]] = [
        [
            unit.tahun,
            unit.puskesmas,
            None if unit.jenis == "puskesmas" else unit.nama,
            hasil.kriteria.kode,
            hasil.kriteria.judul,
            hasil.keadaan.value,
            hasil.words,
            "; ".join(unit.tanya(hasil)) or None,
            hasil.langkah,
        ]
        for unit in units
        for hasil in unit.hasil
        if hasil.keadaan is not Keadaan.MEMENUHI
    ]
    return data_sheet("Rincian", _TODO, records, page, fixed=3, nothing="Semua kriteria memenuhi.")


def _list(asked: Criteria, page: Page) -> Sheet:
    """What each criterion asks, whence it is read, and how binding that is."""
    records: list[list[Value]] = [
        [
            kriteria.kode,
            daftar(kriteria.untuk),
            kriteria.judul,
            "; ".join(f"{kriteria.named(part)} {part.judul}" for part in kriteria.bagian),
            kriteria.sumber,
            kriteria.pangkat.value,
            kriteria.langkah,
        ]
        for kriteria in asked.dipakai.values()
    ]
    return data_sheet("Kriteria", _LIST, records, page)
