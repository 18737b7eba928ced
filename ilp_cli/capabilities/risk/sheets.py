"""The working sheet Titik Rawan: what one absence breaks over a year, and the pool that would prevent it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ilp_cli.capabilities.risk.model.pool import Pool
from ilp_cli.capabilities.risk.model.risk import FIGURE, POOL, Exposure, Risk, risk
from ilp_cli.core.words import daftar
from ilp_cli.district.angka import Angka
from ilp_cli.district.calendar import CALENDAR
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import measurable
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.sheet import Cell, Page, Row, Sheet, Value
from ilp_cli.paper.tables import Field, data_sheet, line
from ilp_cli.reading.load import closed_in

NAME = "Titik Rawan"


def sheets(case: Case, edition: Edition) -> Iterator[tuple[Sheet, bool]]:
    """Titik Rawan, where there is a roster to tell from and a calendar for the year."""
    if case.of(measurable) and case.pada.year in CALENDAR:
        closed = closed_in(case.district, {case.pada.year})
        exposed = risk(case, closed)
        yield risk_sheet(exposed, edition.page(assumed=True)), True


def risk_sheet(risk: Risk, page: Page) -> Sheet:
    """Every kind of people at every pustu lokus; figures are service days of the calendar year."""
    pools = {(pool.puskesmas, pool.kind): pool for pool in risk.pools}
    records = [_record(exposure, pools.get((exposure.puskesmas, exposure.kind))) for exposure in risk.exposures]
    fields = _fields(risk)
    sheet = data_sheet(NAME, fields, records, page, fixed=3, tab="E69F00", nothing="Tidak ada pustu lokus.")
    notes = [Row([], 8), *(line(text, len(fields)) for text in _notes(risk))] if records else []
    return replace(sheet, rows=(*sheet.rows, *notes))


def _fields(risk: Risk) -> list[Field]:
    return [
        Field("Puskesmas", 19), Field("Pustu", 19), Field("Tenaga", 9), Field("Ada", 6, "number"),
        Field("Perlu", 6.5, "number"), Field(f"Hari layanan {risk.kalender}", 9.5, "number"),
        Field("Hari sudah kurang", 8.5, "number"), Field("Hari rawan", 8.5, "number"),
        Field("Kurang bila cuti tahunan", 9.5, "number"), Field("Kurang bila cuti melahirkan", 11.5, "number"),
        Field("Kurang bila berhenti", 9.5, "number"), Field("Bila tidak hadir", 34, "wrap"),
        Field("Cadangan bersama (orang)", 11, "number"), Field("Cadangan itu", 40, "wrap"),
        Field("Keadaan", 17, "wrap"),
    ]  # fmt: skip


def _notes(risk: Risk) -> Iterator[str]:
    """What the titles mean, and what the law grants."""
    yield "Hari rawan: hari layanan yang menjadi kurang bila satu dari yang disebut tidak hadir."
    if risk.tahunan is not None:
        yield f"Cuti tahunan: hari kurang bila semua mengambil haknya, paling banyak {risk.tahunan} hari kerja."
    if risk.melahirkan is not None:
        yield f"Cuti melahirkan: hari kurang paling banyak dalam {risk.melahirkan} bulan; hanya kemungkinan."
    yield "Berhenti: hari kurang setahun bila seorang berhenti. Cadangan bersama: orang di puskesmas."


def _record(exposure: Exposure, pool: Pool | None) -> list[Value | Cell]:
    exposed = exposure.rawan > 0

    def figure(part: str, value: int | None, look: str = "number") -> Cell:
        return Cell(value, look, angka=Angka(FIGURE, exposure.unit, f"{exposure.kind} {part}"))

    needed = pool if exposed else None
    return [
        exposure.puskesmas,
        exposure.pustu,
        exposure.kind,
        figure("ada", exposure.ada),
        figure("perlu", exposure.minimum),
        figure("hari", exposure.hari_layanan),
        figure("kurang", exposure.kurang, "short" if exposure.kurang else "number"),
        figure("rawan", exposure.rawan),
        figure("tahunan", exposure.cuti_tahunan if exposed else None),
        figure("melahirkan", exposure.cuti_melahirkan),
        figure("berhenti", exposure.mundur if exposed else None),
        daftar(exposure.orang) or None,
        Cell(needed.orang, "number", angka=Angka(POOL, needed.path, f"{needed.kind} orang")) if needed else None,
        needed.words if needed else None,
        _state(exposure),
    ]


def _state(exposure: Exposure) -> Cell:
    words = [f"▼ kurang {exposure.kurang} hari"] if exposure.kurang else []
    words += ["● rawan"] if exposure.rawan else []
    return Cell("; ".join(words), "bad") if words else Cell("○ aman", "good")
