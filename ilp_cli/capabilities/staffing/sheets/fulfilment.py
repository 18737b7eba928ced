"""The sheet Pemenuhan SDM: every pustu and posyandu lokus beside its minimums."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.core.finding import Path
from ilp_cli.core.weekdays import days_text
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import posyandu_states, pustu_states
from ilp_cli.district.people import KINDS
from ilp_cli.paper.sheet import Cell, Page, Sheet, Value
from ilp_cli.paper.tables import UNKNOWN, Field, data_sheet

_NEEDS = (
    Field("Jenis", 10), Field("Tahun", 7, "center"), Field("Puskesmas", 20), Field("Pustu / posyandu", 20),
    Field("Desa / kelurahan", 20),
    *(Field(f"{kind} {what}", 8.5, "number")
      for kind in ("Bidan", "Perawat", "Kader") for what in ("ada", "perlu", "kurang")),
    Field("Hari kurang", 14, "wrap"), Field("Status", 26, "wrap"),
    Field("Bidan dan perawat ASN", 10.5, "number", printed=False), Field("Hari layanan", 14, "wrap", printed=False),
)  # fmt: skip


def fulfilment(case: Case, page: Page) -> Sheet:
    """Every pustu and posyandu lokus: have, need, short, and the days below the minimum."""
    records = [*_pustu_rows(case), *_posyandu_rows(case)]
    nothing = "Belum ada pustu atau posyandu lokus yang terdaftar."
    return data_sheet("Pemenuhan SDM", _NEEDS, records, page, fixed=4, tab="009E73", nothing=nothing)


def _three(unit: Path, kind: str, ada: int, perlu: int, kurang: int) -> tuple[Cell, Cell, Cell]:
    """How many of a kind a unit has, needs and lacks."""
    return (
        Cell(ada, "number", angka=Angka("ada", unit, kind)),
        Cell(perlu, "number", angka=Angka("perlu", unit, kind)),
        Cell(kurang, "short" if kurang else "number", angka=Angka("kurang", unit, kind)),
    )


def _verdict(text: str, unit: Path) -> Cell:
    return Cell(text, "good" if text == "memenuhi" else "bad", angka=Angka("status", unit))


def _pustu_rows(case: Case) -> Iterator[list[Value | Cell]]:
    states = {state.unit: state for state in case.of(pustu_states)}
    for tahap, _, puskesmas, _, pustu in case.district.lokus_pustu(case.years, case.pada):
        head: list[Value | Cell] = ["pustu", tahap.tahun, puskesmas.nama, pustu.nama, pustu.desa]
        state = states.get(pustu.path)
        days = days_text(case.district.service_days(pustu))
        if state is None:
            yield [*head, *[None] * 10, UNKNOWN, None, days]
            continue
        unit = pustu.path
        figures: list[Value | Cell] = [
            figure
            for kind in KINDS
            for figure in _three(unit, kind, state.ada[kind], state.minimum[kind], state.kurang[kind])
        ]
        gaps = Cell(days_text({gap.hari for gap in state.gaps}) or None, "wrap", angka=Angka("hari_kurang", unit))
        asn = Cell(state.asn, "number", angka=Angka("asn", unit))
        yield [*head, *figures, gaps, _verdict(state.words, unit), asn, days]


def _posyandu_rows(case: Case) -> Iterator[list[Value | Cell]]:
    states = {state.unit: state for state in case.of(posyandu_states)}
    for tahap, _, puskesmas, _, posyandu in case.district.lokus_posyandu(case.years, case.pada):
        head: list[Value | Cell] = ["posyandu", tahap.tahun, puskesmas.nama, posyandu.nama, posyandu.desa, *[None] * 6]
        state = states.get(posyandu.path)
        if state is None:
            yield [*head, *[None] * 4, UNKNOWN, None, None]
            continue
        figures = _three(posyandu.path, "kader", state.kader, state.minimum, state.kurang)
        yield [*head, *figures, None, _verdict(state.words, posyandu.path), None, None]
