"""The coverage as a workbook: totals, the heat table in steps of grey, the papers of the cycle, and who is silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ilp_cli.capabilities.pws.model import (
    AREA,
    HARAPAN,
    SIGNS,
    USIA,
    Pws,
    behind,
    gap,
    grey,
    mark,
    partly,
    periode,
    reporting,
    silent,
    state,
    trend,
)
from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal, sebutan
from ilp_cli.core.words import BULAN, angka, kalimat, romawi, tanggal
from ilp_cli.district.angka import Angka
from ilp_cli.district.capaian import (
    BEHIND,
    DESA,
    DUSUN,
    PUSKESMAS,
    Daerah,
    Deret,
    Keadaan,
    bulan_bulan,
)
from ilp_cli.district.place import Puskesmas
from ilp_cli.law import configs
from ilp_cli.law.indicators import greys
from ilp_cli.paper.layout import CHARACTER, SURE, line_count, line_height, paper
from ilp_cli.paper.sheet import GREY, NUMBER, STYLES, Book, Cell, Column, Page, Range, Row, Sheet, Style, Value
from ilp_cli.paper.tables import Field, data_sheet, parted, roomier, sized, under_heads

_DATA = Style(border="box", border_color="7F7F7F", vertical="center", wrap=True)
_FORMATS = {"": "0.0", "●": '"● "0.0', "○": '"○ "0.0', "▼": '"▼ "0.0'}
"""How a figure with its mark is shown: it stays a number."""
_STYLES: Mapping[str, Style] = {
    **STYLES,
    "pws.title": Style(size=14, bold=True, vertical="center", wrap=True),
    "pws.place": Style(size=10, vertical="center", wrap=True),
    "pws.head": replace(_DATA, bold=True, fill=GREY, horizontal="center"),
    "pws.text": replace(_DATA, horizontal="left"),
    "pws.bold": replace(_DATA, horizontal="left", bold=True),
    "pws.number": replace(_DATA, horizontal="center", format="[$-421]#,##0"),
    "pws.share": replace(_DATA, horizontal="center", format='[$-421]0.0"%"'),
    "pws.fill": _DATA,
    **{
        f"heat.{step.warna}.{sign}{star}": replace(
            _DATA, fill=step.warna, horizontal="center", format=f"[$-421]{shown}" + ('"*"' if star else "")
        )
        for step in greys()
        for sign, shown in _FORMATS.items()
        for star in ("", "*")
    },
    "heat.none": replace(_DATA, horizontal="center"),
}
_ACROSS = 12
"""So many indicators stand side by side: more would be too narrow to read."""
_WEEKS = 5
_BY_HAND = 54.0
"""Points of a row in which somebody writes a sentence by hand, where its page has room for it."""
_SCALE = 0.88
"""How large these forms are printed: so many columns stand beside one another, in type that is large enough."""
_SIGNED = "…………………"

_TOTALS = (
    Field("Klaster", 8, "number"), Field("Kelompok (usia menurut KMK)", 26, "wrap"), Field("Indikator", 26, "wrap"),
    Field("Sampai", 8, "center"), Field("Dilayani", 9, "pws.number"), Field("Sasaran", 9, "pws.number"),
    Field("Cakupan", 9, "percent"), Field("Target", 8, "center"), Field("Kekurangan", 18, "wrap"),
    Field("Keadaan", 14, "wrap"), Field("Dari siapa", 28, "wrap"), Field("Tren, %", 30, "wrap"),
)  # fmt: skip
_SILENT = (
    Field("Indikator", 24, "wrap"), Field("Puskesmas", 22, "wrap"), Field("Wilayah", 12, "center"),
    Field("Nama", 26, "wrap"), Field("Bulan yang belum dilaporkan", 40, "wrap"),
)  # fmt: skip


def pws_book(pws: Pws, pada: date, kertas: str) -> Book:
    """The workbook; every sheet can be printed by itself."""
    kabupaten = pws.district.kabupaten.sebutan
    about = f"PWS · {kabupaten} · per {tanggal(pada)}"
    page = Page(paper=paper(configs.naskah(), kertas), landscape=True, about=about, number=NUMBER)
    sheets = [_totals(pws, page), *_heat(pws, page)]
    monthly, weekly = _monthly(pws, page), _weekly(pws, page)
    sheets += [sheet for sheet in (monthly, weekly) if sheet is not None]
    sheets.append(_silence(pws, page))
    return Book(title=f"PWS {kabupaten}, {periode(pws)}", sheets=tuple(sheets), styles=_STYLES)


def _noted(sheet: Sheet, notes: Sequence[str]) -> Sheet:
    """A sheet with sentences below it, over all its columns."""
    wide = len(sheet.columns)
    width = sum(column.width for column in sheet.columns)
    rows, merges = [*sheet.rows, Row([], 8)], list(sheet.merges)
    for note in notes:
        lines = line_count(note, width * CHARACTER, "Arial", 10)
        rows.append(Row([Cell(note, "note"), *[Cell(None, "note")] * (wide - 1)], lines * line_height(10) + 3))
        merges.append((len(rows), 1, len(rows), wide))
    return replace(sheet, rows=rows, merges=tuple(merges))


def _heads(pws: Pws, item: Deret) -> list[Daerah]:
    """The areas of which an indicator is told in sum: the kabupaten, or the puskesmas asked for."""
    return pws.of_level(item, PUSKESMAS) if pws.puskesmas else [item.daerah[()]]


def _totals(pws: Pws, page: Page) -> Sheet:
    records: list[list[Value | Cell]] = []
    for item in pws.deret:
        bulan, indikator = pws.sampai(item), item.indikator
        for daerah in _heads(pws, item):
            figures = item.at(daerah.kunci, bulan)
            named = f"{indikator.nama}, {daerah.nama}" if pws.puskesmas else indikator.nama
            records.append(
                [
                    indikator.klaster, f"{indikator.kelompok} ({indikator.usia})", named, BULAN[bulan - 1][:3],
                    *(_asked(value, style, item, daerah.kunci, part, bulan) for part, value, style in (
                        ("dilayani", figures.dilayani, "pws.number"), ("sasaran", figures.sasaran, "pws.number"),
                        ("cakupan", _share(figures.cakupan), "percent"))),
                    "–" if item.target is None else f"{item.target}%", gap(item, daerah.kunci, bulan) or None,
                    state(item, daerah.kunci, bulan), reporting(item, daerah.kunci, bulan) or "semua",
                    trend(item, daerah.kunci, bulan),
                ]
            )  # fmt: skip
    return _noted(data_sheet("Ringkasan", _TOTALS, records, page, fixed=3, styles=_STYLES), [HARAPAN, USIA])


def _asked(value: float | None, style: str, item: Deret, kunci: Path, part: str, bulan: int) -> Cell:
    """A figure of an area up to a month, for `ilp trace`."""
    own = Angka(AREA, (item.indikator.kunci, *kunci), part, (item.tahun, bulan))
    return Cell(value, style, angka=None if value is None else own)


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _heat(pws: Pws, page: Page) -> Iterator[Sheet]:
    """Area by indicator: a figure, its mark, and a step of grey; as many indicators on a sheet as can be read."""
    for start in range(0, len(pws.deret), _ACROSS):
        part = pws.deret[start : start + _ACROSS]
        number = start // _ACROSS + 1
        name = "Peta Panas" if number == 1 else f"Peta Panas {number}"
        yield _noted(_heat_sheet(pws, part, name, page), [SIGNS, _legend(), HARAPAN])


def _legend() -> str:
    first, *steps = (step.kata for step in greys())
    return f"Arsiran: putih {first}; lalu makin gelap: {', '.join(steps)} dari harapan itu; putih juga tanpa target."


def _heat_sheet(pws: Pws, part: Sequence[Deret], name: str, page: Page) -> Sheet:
    areas = _heat_areas(pws, part)
    width = max(9.0, min(15.0, 108.0 / len(part)))
    fields = (Field("Wilayah", 30, "pws.text"), *(Field(_heading(pws, item), width, "heat.none") for item in part))
    records = []
    for kunci, depth, title, total in areas:
        label = Cell("   " * depth + title, "pws.bold" if total else "pws.text")
        records.append([label, *(_heat_cell(item, kunci, pws.sampai(item)) for item in part)])
    return data_sheet(name, fields, records, page, fixed=1, styles=_STYLES)


def _heading(pws: Pws, item: Deret) -> str:
    target = f"\ntarget {item.target}%" if item.target is not None else ""
    return f"{item.indikator.singkat}\n{BULAN[pws.sampai(item) - 1][:3]}{target}"


def _heat_areas(pws: Pws, part: Sequence[Deret]) -> list[tuple[Path, int, str, bool]]:
    """The areas of a heat table with how deep they lie: puskesmas, or all that those asked for are made of."""
    areas: dict[Path, tuple[Path, int, str, bool]] = {}
    for puskesmas in pws.district.puskesmas:
        for item in part:
            for daerah in item.daerah.values():
                wanted = not pws.puskesmas or puskesmas.path in pws.puskesmas
                detail = daerah.tingkat == PUSKESMAS or (bool(pws.puskesmas) and daerah.tingkat != DUSUN)
                if daerah.kunci[:2] == puskesmas.path and wanted and detail:
                    depth = 0 if daerah.tingkat == PUSKESMAS else 1 if daerah.induk == puskesmas.path else 2
                    total = daerah.tingkat == PUSKESMAS and bool(pws.puskesmas)
                    areas.setdefault(daerah.kunci, (daerah.kunci, depth, daerah.nama, total))
    listed = sorted(areas.values(), key=lambda area: _order(part, area[0]))
    return [*listed, *([] if pws.puskesmas else [((), 0, pws.district.kabupaten.sebutan, True)])]


def _order(part: Sequence[Deret], kunci: Path) -> tuple[int, str]:
    for item in part:
        if kunci in item.daerah:
            return list(item.daerah).index(kunci), ""
    return len(part[0].daerah), str(kunci)


def _heat_cell(item: Deret, kunci: Path, bulan: int) -> Cell:
    if kunci not in item.daerah:
        return Cell(None, "heat.none")
    figures = item.at(kunci, bulan)
    if figures.cakupan is None:
        return Cell("–", "heat.none")
    star = "" if figures.utuh else "*"
    style = f"heat.{grey(item, kunci, bulan)}.{mark(item, kunci, bulan)}{star}"
    return _asked(round(figures.cakupan, 1), style, item, kunci, "cakupan", bulan)


def _tall(form: _Form, words: str, style: str) -> float:
    look = _STYLES[style]
    lines = line_count(words, sum(form.widths) * CHARACTER, look.font, look.size, bold=look.bold)
    return lines * line_height(look.size) + 8


def _banner(form: _Form, words: str, style: str) -> None:
    cells = [Cell(words, style), *[Cell(None, style)] * (len(form.widths) - 1)]
    form.rows.append(Row(cells, _tall(form, words, style)))
    form.merges.append((len(form.rows), 1, len(form.rows), len(form.widths)))


def _row(cells: Sequence[Cell], widths: Sequence[float], least: float = 24.0) -> Row:
    return sized(cells, widths, least=least, styles=_STYLES)


_MONTHLY = (
    ("Indikator", 19.0), ("Dilayani / sasaran", 13.0), ("Cakupan", 12.0), ("Target", 9.0), ("Kekurangan", 17.0),
    ("Peringkat", 12.0), ("Paling tertinggal", 28.0), ("Belum melapor", 26.0), ("Masalah", 22.0),
    ("Tindak lanjut", 22.0), ("Penanggung jawab, tanggal", 17.0),
)  # fmt: skip
_MOST = 3
"""So many areas are named in a cell."""


def _monthly(pws: Pws, page: Page) -> Sheet | None:
    """For the meeting of each puskesmas with all its pustu at the start of a month: a page each."""
    across, down = (points / _SCALE for points in page.paper.room(landscape=True))
    widths = under_heads(_MONTHLY, _STYLES["pws.head"], across)
    form = _Form(widths, SURE * down)
    ranks = {item.indikator.kunci: _ranks(item, pws.sampai(item)) for item in pws.deret}
    for puskesmas in pws.district.puskesmas:
        items = [item for item in pws.deret if puskesmas.path in item.daerah]
        if not items or (pws.puskesmas and puskesmas.path not in pws.puskesmas):
            continue
        induk = kalimat(sebutan("puskesmas", puskesmas.nama))
        invited = ", ".join(pustu.nama for pustu in puskesmas.pustu) or "belum ada pustu terdaftar"
        above = (
            (f"Evaluasi PWS bulanan · {induk} · {periode(pws)}", "pws.title"),
            (f"Bersama wakil semua pustu: {invited}. Hari, tanggal: {_SIGNED}", "pws.place"),
        )
        body = [_row(_monthly_cells(pws, item, puskesmas, ranks[item.indikator.kunci]), widths, 30.0) for item in items]
        below = f"* tidak semua, atau tidak setiap bulan melapor. {USIA} {HARAPAN}"
        _form(form, above, [title for title, _ in _MONTHLY], body, below)
    return _paper("Evaluasi Bulanan", form, page) if form.rows else None


def _ranks(item: Deret, bulan: int) -> Mapping[Path, int]:
    """The places of the puskesmas among one another."""
    return {area: place for area, place in item.peringkat(bulan).items() if item.daerah[area].tingkat == PUSKESMAS}


def _monthly_cells(pws: Pws, item: Deret, puskesmas: Puskesmas, ranks: Mapping[Path, int]) -> list[Cell]:
    kunci, bulan = puskesmas.path, pws.sampai(item)
    figures = item.at(kunci, bulan)
    place = ranks.get(kunci)
    only = replace(pws, puskesmas=frozenset({kunci}))
    worst = [
        f"{daerah.nama} {angka(missing)}{partly(item, daerah.kunci, bulan)}"
        for missing, daerah in behind(only, item)
        if daerah.kunci != kunci
    ]
    quiet = [f"{daerah.nama} ({bulan_bulan(months)})" for daerah, months in silent(only, item)]
    served = "–" if figures.dilayani is None else angka(figures.dilayani)
    people = "–" if figures.sasaran is None else angka(figures.sasaran)
    texts = (
        f"{item.indikator.singkat} ({BULAN[bulan - 1][:3]})",
        f"{served} / {people}",
        "–" if figures.cakupan is None else f"{mark(item, kunci, bulan)} {angka(figures.cakupan, 1)}%".strip(),
        "–" if item.target is None else f"{item.target}%",
        gap(item, kunci, bulan) or state(item, kunci, bulan),
        f"{place} dari {len(ranks)}" if place else "–",
        _few(worst),
        _few(quiet),
    )
    styles = ("pws.bold", *("heat.none",) * 3, "pws.text", "heat.none", "pws.text", "pws.text")
    cells = [Cell(text or None, style) for text, style in zip(texts, styles, strict=True)]
    return [*cells, *[Cell(None, "pws.fill")] * 3]


def _few(names: Sequence[str]) -> str:
    more = f", dan {len(names) - _MOST} lagi" if len(names) > _MOST else ""
    return f"{', '.join(names[:_MOST])}{more}"


_WEEKLY = (
    ("Wilayah", 22.0), ("Indikator", 17.0), ("Kekurangan sampai bulan itu", 24.0),
    *((f"Minggu {romawi(week)}", 11.0) for week in range(1, _WEEKS + 1)), ("Sisa", 8.0), ("Tindak lanjut", 24.0),
    ("Paraf", 10.0),
)  # fmt: skip


def _weekly(pws: Pws, page: Page) -> Sheet | None:
    """For the weekly evaluation of each pustu with its posyandu: who is behind, with room for what each week brings."""
    across, down = (points / _SCALE for points in page.paper.room(landscape=True))
    widths = under_heads(_WEEKLY, _STYLES["pws.head"], across)
    form = _Form(widths, SURE * down)
    for puskesmas in pws.district.puskesmas:
        if pws.puskesmas and puskesmas.path not in pws.puskesmas:
            continue
        for pustu, listed in _by_pustu(pws, puskesmas).items():
            induk = kalimat(sebutan("puskesmas", puskesmas.nama))
            who = f"{kalimat(sebutan('pustu', pustu))} · {induk}" if pustu else induk
            words = (
                f"Yang masih harus dijangkau menurut PWS {periode(pws)}. Bulan pelaksanaan: {_SIGNED} "
                "Isi tiap minggu berapa orang yang sudah dijangkau; angka wilayah tidak menyebut siapa orangnya. "
                "* tidak setiap bulan melapor."
            )
            above = ((f"Evaluasi mingguan · {who}", "pws.title"), (words, "pws.place"))
            body = [_row(cells, widths, 22.0) for cells in _weekly_rows(pws, listed)]
            _form(form, above, [title for title, _ in _WEEKLY], body)
    return _paper("Evaluasi Mingguan", form, page) if form.rows else None


def _weekly_rows(pws: Pws, listed: Sequence[tuple[Deret, Daerah]]) -> Iterator[list[Cell]]:
    """A row for each area and indicator that is behind; what an area has not reported stands in one."""
    quiet: dict[Path, list[str]] = defaultdict(list)
    for item, daerah in listed:
        if item.keadaan(daerah.kunci, pws.sampai(item)) is Keadaan.BELUM:
            quiet[daerah.kunci].append(item.indikator.singkat)
    for item, daerah in listed:
        bulan = pws.sampai(item)
        name = f"{daerah.tingkat} {daerah.nama}"
        if item.keadaan(daerah.kunci, bulan) is not Keadaan.BELUM:
            texts = (
                name,
                f"{item.indikator.singkat} ({BULAN[bulan - 1][:3]})",
                gap(item, daerah.kunci, bulan) + partly(item, daerah.kunci, bulan),
            )
        elif unreported := quiet.pop(daerah.kunci, None):
            texts = (name, ", ".join(unreported), Keadaan.BELUM.value)
        else:
            continue
        told = [Cell(text, style) for text, style in zip(texts, ("pws.bold", "pws.text", "pws.text"), strict=True)]
        yield [*told, *[Cell(None, "pws.fill")] * (len(_WEEKLY) - len(told))]


def _by_pustu(pws: Pws, puskesmas: Puskesmas) -> Mapping[str, list[tuple[Deret, Daerah]]]:
    """The smallest areas of a puskesmas that are behind or silent, by the pustu that guides them ("" for none)."""
    pustu = {normal(unit.nama): unit.nama for unit in puskesmas.pustu}
    only = puskesmas.pustu[0].nama if len(puskesmas.pustu) == 1 else ""
    guided = {
        posyandu.path: pustu.get(normal(posyandu.pustu), only) if posyandu.pustu else only
        for posyandu in puskesmas.posyandu
    }
    desa = {normal(unit.desa): unit.nama for unit in puskesmas.pustu if unit.desa}
    groups: dict[str, list[tuple[tuple[str, int], Deret, Daerah]]] = defaultdict(list)
    for number, item in enumerate(pws.deret):
        bulan = pws.sampai(item)
        for daerah in item.daerah.values():
            inside = daerah.kunci[:2] == puskesmas.path and not item.bagian.get(daerah.kunci)
            state = item.keadaan(daerah.kunci, bulan) if inside else None
            if state is None or (state not in BEHIND and state is not Keadaan.BELUM):
                continue
            who = guided.get(daerah.kunci[:4], "")
            if daerah.tingkat == DESA and not who:
                who = desa.get(normal(daerah.nama), only)
            groups[who].append(((str(daerah.kunci), number), item, daerah))
    order = [*pustu.values(), ""]
    return {
        who: [(item, daerah) for _, item, daerah in sorted(groups[who], key=lambda entry: entry[0])]
        for who in order
        if who in groups
    }


@dataclass(slots=True)
class _Form:
    """The rows of forms that are filled in by hand, each on pages of its own; `room` is the height of a page."""

    widths: Sequence[float]
    room: float
    rows: list[Row] = field(default_factory=list)
    merges: list[Range] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)


def _form(
    form: _Form, above: Sequence[tuple[str, str]], titles: Sequence[str], body: Sequence[Row], below: str = ""
) -> None:
    """A form more: its rows under their titles, as tall as their page allows, and what stands above again on each."""
    head = _row([Cell(title, "pws.head") for title in titles], form.widths)
    taken = [*(_tall(form, words, style) for words, style in above), head.height or 0.0]
    room = form.room - sum(taken) - (_tall(form, below, "note") if below else 0.0)
    for number, part in enumerate(parted(body, room)):
        if form.rows:
            form.breaks.append(len(form.rows))
        for place, (words, style) in enumerate(above):
            _banner(form, f"{words} (lanjutan)" if number and not place else words, style)
        form.rows += [head, *roomier(part, room, _BY_HAND)]
    if below and body:
        _banner(form, below, "note")


def _paper(name: str, form: _Form, page: Page) -> Sheet:
    return Sheet(
        name=name,
        columns=tuple(Column(width=width) for width in form.widths),
        rows=form.rows,
        page=replace(page, scale=round(100 * _SCALE)),
        merges=tuple(form.merges),
        breaks=tuple(form.breaks),
        gridlines=False,
    )


def _silence(pws: Pws, page: Page) -> Sheet:
    records = [
        [
            item.indikator.nama,
            item.daerah[daerah.kunci[:2]].nama,
            daerah.tingkat,
            daerah.nama,
            bulan_bulan(months, item.tahun),
        ]
        for item in pws.deret
        for daerah, months in silent(pws, item)
    ]
    return data_sheet("Belum Melapor", _SILENT, records, page, fixed=2, nothing="Semua wilayah melapor setiap bulan.")
