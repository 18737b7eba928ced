"""The training of some years as a workbook: the plan of each year, a list to sign for each batch, who is left over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ilp_cli.capabilities.training.model.plan import TrainingPlan, YearPlan, cost_of
from ilp_cli.capabilities.training.model.problem import Angkatan
from ilp_cli.capabilities.training.model.words import (
    BIAYA_WORDS,
    batch_rows,
    days,
    group_name,
    kind_name,
    left_rows,
    summary,
)
from ilp_cli.core.words import ended, kalimat, tanggal
from ilp_cli.law import configs
from ilp_cli.paper.layout import CHARACTER, line_count, line_height, paper, spread
from ilp_cli.paper.sheet import (
    GREY,
    NUMBER,
    STYLES,
    Book,
    Cell,
    Column,
    Page,
    Range,
    Row,
    Sheet,
    Style,
    Value,
    safe_name,
)
from ilp_cli.paper.tables import Field, data_sheet, with_sentences

_LINE = Style(size=10, border="box", border_color="404040", vertical="center", wrap=True, horizontal="left", indent=1)
_STYLES: Mapping[str, Style] = {
    **STYLES,
    "train.title": Style(size=14, bold=True, vertical="center"),
    "train.label": Style(size=11, vertical="center"),
    "train.head": replace(_LINE, bold=True, fill=GREY, horizontal="center", size=9, indent=0),
    "train.number": replace(_LINE, horizontal="center", indent=0),
    "train.text": _LINE,
    "train.year": replace(STYLES["bold"], horizontal="center"),
}
_LAID = 6
"""More days than this are signed on a sheet that lies."""
_INDENT = 1.2
"""Characters that an indented text loses."""
_TALL = 26.0
"""A row in which somebody can sign, in points."""
_PLAN = (
    Field("No", 5, "number"), Field("Hari", 22, "wrap"), Field("Kelompok keterampilan", 24, "wrap"),
    Field("Tempat", 24, "wrap"), Field("Peserta", 9, "number"), Field("Asal (puskesmas dan jumlah orang)", 56, "wrap"),
)  # fmt: skip
_LEFT = (
    Field("Tahun", 8, "center"), Field("Nama", 24, "wrap"), Field("Sebagai", 10), Field("Unit", 20, "wrap"),
    Field("Puskesmas", 18, "wrap"), Field("Tahun lokus", 8, "center"), Field("Kelompok keterampilan", 26, "wrap"),
    Field("Sebab", 56, "wrap"),
)  # fmt: skip
_COST = (
    Field("Tahun", 8, "center"), Field("Dihitung per", 24, "wrap"), Field("Banyaknya", 12, "number"),
    Field("Biaya satuan (Rp)", 18, "number"), Field("Jumlah (Rp)", 20, "number"), Field("Keterangan", 40, "wrap"),
)  # fmt: skip


def training_book(plan: TrainingPlan, kertas: str) -> Book:
    """The plan of each year, its cost, who has no place; then a sheet for every batch, to be signed."""
    page = Page(
        paper=paper(configs.naskah(), kertas),
        about=f"Pelatihan · {plan.kabupaten} · disusun {tanggal(plan.pada)}",
        number=NUMBER,
    )
    sheets = [with_sentences(_year(year, page), _sentences(plan, year)) for year in plan.tahun]
    sheets += [_cost(plan, page), _left(plan, page)]
    for year in plan.tahun:
        for batch, number in year.nomor().items():
            name = safe_name(f"{year.problem.tahun} Angkatan {number}", [sheet.name for sheet in sheets])
            sheets.append(_attendance(plan, year, batch, number, name, kertas))
    return Book(title=f"Pelatihan {plan.kabupaten}", sheets=tuple(sheets), styles=_STYLES)


def _sentences(plan: TrainingPlan, year: YearPlan) -> Iterator[str]:
    yield from summary(replace(plan, tahun=(year,)))
    yield from (ended(f"Catatan: {note}") for note in plan.notes)


def _year(year: YearPlan, page: Page) -> Sheet:
    records: list[Sequence[Value]] = [list(row) for row in batch_rows(year)]
    name = f"Rencana {year.problem.tahun}"
    return data_sheet(name, _PLAN, records, page, nothing="Tidak ada angkatan pada tahun ini.")


def _cost(plan: TrainingPlan, page: Page) -> Sheet:
    records: list[Sequence[Value | Cell]] = []
    for year in plan.tahun:
        cost = cost_of(year, plan.biaya)
        for key, (count, each) in cost.rincian.items():
            records.append([year.problem.tahun, kalimat(BIAYA_WORDS[key]), count, each, count * each, None])
        records += [[year.problem.tahun, kalimat(BIAYA_WORDS[key]), None, None, None, "biaya satuan belum ditulis"]
                    for key in cost.belum]  # fmt: skip
        if cost.jumlah is not None:
            told = "belum lengkap" if cost.belum else None
            records.append([Cell(year.problem.tahun, "train.year"), Cell("Jumlah", "bold"), Cell(None, "bold"),
                            Cell(None, "bold"), Cell(cost.jumlah, "bold.number"), Cell(told, "bold")])  # fmt: skip
    return data_sheet("Biaya", _COST, records, page, fixed=2, styles=_STYLES)


def _left(plan: TrainingPlan, page: Page) -> Sheet:
    records: list[Sequence[Value]] = [[year.problem.tahun, *row] for year in plan.tahun for row in left_rows(year)]
    return data_sheet("Belum Dapat Tempat", _LEFT, records, page, fixed=2, nothing="Semua mendapat tempat.")


def _attendance(plan: TrainingPlan, year: YearPlan, batch: Angkatan, number: int, name: str, kertas: str) -> Sheet:
    """The list that participants sign, day by day."""
    slot = year.problem.slots[batch.slot]
    lying = len(slot) > _LAID
    sheet_paper = paper(configs.naskah(), kertas)
    across, _ = sheet_paper.room(landscape=lying)
    widths = spread((5.0, 28.0, 30.0, *(13.0,) * len(slot)), across)
    wide = len(widths)
    place = year.problem.tempat[batch.tempat]
    where = f"{place.nama}, {place.kecamatan}" if place.kecamatan else place.nama
    labels = (
        f"Kelompok keterampilan: {group_name(batch.kelompok)}",
        f"Angkatan {number} tahun {year.problem.tahun} · {days(year, batch)}",
        f"Tempat: {where} · {plan.kabupaten}",
    )
    rows = [Row([Cell("Daftar Hadir Pelatihan", "train.title"), *[Cell(None, "train.title")] * (wide - 1)], 24)]
    rows += [Row([Cell(text, "train.label"), *[Cell(None, "train.label")] * (wide - 1)], 18) for text in labels]
    merges: list[Range] = [(row, 1, row, wide) for row in range(1, len(rows) + 1)]
    rows.append(Row([Cell(None, "plain")] * wide, 6))
    heads = ["No", "Nama", "Unit", *(f"Hari {count}\n{day:%d-%m-%Y}" for count, day in enumerate(slot, 1))]
    rows.append(Row([Cell(text, "train.head") for text in heads], 32))
    head = len(rows)
    listed = [_participant(year, person) for person in batch.peserta]
    tall = max(_TALL, *(_height(text, width) for texts in listed
                        for text, width in zip(texts, widths[1:3], strict=True)))  # fmt: skip
    for count, texts in enumerate(listed, 1):
        told = [Cell(count, "train.number"), *(Cell(text, "train.text") for text in texts)]
        rows.append(Row([*told, *[Cell(None, "train.text")] * len(slot)], tall))
    return Sheet(
        name=name,
        columns=tuple(Column(width=width) for width in widths),
        rows=rows,
        page=Page(paper=sheet_paper, landscape=lying, number=NUMBER, titled=True),
        merges=tuple(merges),
        freeze=(head + 1, 3),
        titles=(1, head),
        gridlines=False,
    )


def _participant(year: YearPlan, person: int) -> tuple[str, str]:
    """The name of a participant, and where they come from; of nakes also as what."""
    who = year.problem.peserta[person]
    unit = f"{who.unit}, {who.puskesmas.nama}"
    return who.nama, unit if who.jenis == "kader" else f"{kind_name(who.jenis)}, {unit}"


def _height(text: str, width: float) -> float:
    """How tall a row is in which a text stands in a column of this width."""
    return line_count(text, (width - _INDENT) * CHARACTER, "Arial", _LINE.size) * line_height(_LINE.size) + 4
