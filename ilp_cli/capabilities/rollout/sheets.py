"""The order as a workbook for the RPJMD discussion: years, limits used, what more would give, who cannot."""

from __future__ import annotations

from ilp_cli.capabilities.rollout.model.plan import RolloutPlan
from ilp_cli.capabilities.rollout.model.problem import WORDS
from ilp_cli.capabilities.rollout.model.words import (
    coba_words,
    kecamatan_count,
    peak_sentence,
    rows,
    summary,
    used_rows,
)
from ilp_cli.core.words import ended, tanggal
from ilp_cli.district.rollout import RESOURCES
from ilp_cli.law import configs
from ilp_cli.paper.layout import paper
from ilp_cli.paper.sheet import NUMBER, STYLES, Book, Page, Sheet, Value
from ilp_cli.paper.tables import Field, data_sheet, with_sentences

_NEEDS = tuple(
    Field("Anggaran (Rp)", 15, "number") if key == "anggaran" else Field(WORDS[key].capitalize(), 9, "number")
    for key in RESOURCES
)
_ORDER = (
    Field("Tahun", 8, "center"), Field("Puskesmas", 18, "wrap"), Field("Kecamatan", 16, "wrap"),
    Field("Jiwa", 10, "number"), *_NEEDS, Field("Roadmap", 9, "center"), Field("Status", 11, "wrap"),
    Field("Mengapa baru tahun itu", 42, "wrap"),
)  # fmt: skip
_LIMITS = (
    Field("Tahun", 8, "center"), Field("Batas", 16), Field("Ada", 16, "number"), Field("Dipakai", 16, "number"),
    Field("Sisa", 16, "number"), Field("Lokus baru", 9, "number"), Field("Lokus sampai akhir tahun", 12, "number"),
    Field("Kecamatan berlokus", 12), Field("Jiwa terlayani", 12, "number"),
)  # fmt: skip
_TRIED = (Field("Dicoba", 44, "wrap"), Field("Hasilnya", 70, "wrap"))
_LEFT = (
    Field("No", 5, "number"), Field("Puskesmas", 20, "wrap"), Field("Kecamatan", 18, "wrap"),
    Field("Jiwa", 10, "number"), Field("Sebab", 80, "wrap"),
)  # fmt: skip


def rollout_book(plan: RolloutPlan, kertas: str) -> Book:
    """The order, the limits of each year, what more would give, and who does not come."""
    page = Page(
        paper=paper(configs.naskah(), kertas),
        about=f"Urutan puskesmas · {plan.kabupaten} · disusun {tanggal(plan.pada)}",
        number=NUMBER,
    )
    sheets = (
        with_sentences(_order(plan, page), (*summary(plan), *(ended(f"{note}") for note in plan.notes))),
        with_sentences(_limits(plan, page), [peak_sentence(plan, peak) for peak in plan.puncak]),
        _tried(plan, page),
        _left(plan, page),
    )
    return Book(title=f"Urutan puskesmas {plan.kabupaten}", sheets=sheets, styles=STYLES)


def _order(plan: RolloutPlan, page: Page) -> Sheet:
    records: list[list[Value]] = []
    for start, nama, _, kecamatan, jiwa, *rest in rows(plan):
        cells = (start or "belum", nama, kecamatan, jiwa, *rest)
        records.append([cell if isinstance(cell, int | str) else None for cell in cells])
    return data_sheet("Urutan", _ORDER, records, page, fixed=2)


def _limits(plan: RolloutPlan, page: Page) -> Sheet:
    records: list[list[Value]] = []
    for year, resource, limit, spent in used_rows(plan):
        begun = [
            (number, start) for number, start in enumerate(plan.choice) if start is not None and start <= year.tahun
        ]
        reached, every = kecamatan_count(plan, year.tahun)
        known = not plan.problem.tanpa_jiwa
        name = "anggaran (Rp)" if resource == "anggaran" else WORDS[resource]
        room: Value = "tanpa batas" if limit is None else limit
        left: Value = None if limit is None else limit - spent
        whole: list[Value] = [
            sum(start == year.tahun for _, start in begun),
            len(begun),
            f"{reached} dari {every}",
            sum(plan.problem.besar(number) for number, _ in begun) if known else None,
        ]
        records.append([year.tahun, name, room, spent, left, *whole])
    return data_sheet("Batas per Tahun", _LIMITS, records, page, fixed=2)


def _tried(plan: RolloutPlan, page: Page) -> Sheet:
    records: list[list[Value]] = [list(coba_words(plan, row)) for row in plan.coba]
    nothing: list[Value] = ["Tidak ada batas yang menahan.", None]
    return data_sheet("Bila Ditambah", _TRIED, records or [nothing], page)


def _left(plan: RolloutPlan, page: Page) -> Sheet:
    records: list[list[Value]] = []
    for count, number in enumerate(plan.belum, 1):
        calon = plan.problem.calon[number]
        records.append([count, calon.nama, calon.puskesmas.kecamatan, calon.jiwa, plan.sebab.get(number)])
    nothing: list[Value] = [None, "Semua mendapat tahun.", None, None, None]
    return data_sheet("Belum Dapat", _LEFT, records or [nothing], page, fixed=2)
