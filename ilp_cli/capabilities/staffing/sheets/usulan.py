"""The sheets of a proposal: who would move, what must be recruited, and what that changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ilp_cli.capabilities.staffing.model.applied import Applied, MoveFault, SettledMove
from ilp_cli.core.finding import Path
from ilp_cli.core.weekdays import days_text
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.fulfilment import posyandu_states, pustu_states
from ilp_cli.district.people import KINDS
from ilp_cli.district.place import Coordinates, kilometres
from ilp_cli.district.presence import Presence, present
from ilp_cli.law import configs
from ilp_cli.paper.layout import CHARACTER
from ilp_cli.paper.sheet import Cell, Chart, Page, Row, Sheet, Value
from ilp_cli.paper.tables import Field, data_sheet

_TAB = "E69F00"
_CHART_ROWS = 16
_FAULTS = {
    MoveFault.NO_UNIT: "tidak: unit tidak terdaftar",
    MoveFault.NOBODY: "tidak: orangnya tidak ditemukan",
    MoveFault.SEVERAL: "tidak: namanya milik beberapa orang",
    MoveFault.ALREADY: "sudah terjadi",
    MoveFault.CLASH: "tidak: bentrok dengan baris lain",
    None: "dapat",
}


def proposal_sheets(case: Case, page: Page) -> Iterator[Sheet]:
    """Usulan Perpindahan, Kebutuhan Formasi and Sebelum–Sesudah; none without a proposal."""
    usulan = case.beside(Applied)
    if usulan is None:
        return
    professions = configs.professions().names
    then, now = case.as_is.of(present), case.of(present)
    yield _moves(usulan, then, now, professions, page)
    yield _hires(usulan, professions, page)
    yield _change(usulan, case, professions, page)


def _moves(usulan: Applied, before: Presence, after: Presence, professions: Mapping[str, str], page: Page) -> Sheet:
    fields = [
        Field("No.", 6, "center"), Field("Nama", 28, "wrap"), Field("NIP", 9, "id"), Field("Profesi", 11),
        Field("Status", 13, "wrap"), Field("Dari", 28, "wrap"), Field("Ke", 32, "wrap"), Field("Hari", 13, "wrap"),
        Field("Jarak (km)", 9, "text"), Field("Unit asal: ada", 9, "number"), Field("menjadi", 9, "number"),
        Field("Unit tujuan: ada", 9, "number"), Field("menjadi", 9, "number"), Field("Dapat dijalankan", 20, "wrap"),
    ]  # fmt: skip
    points = _points(usulan.before)
    records: list[list[Value | Cell]] = []
    for number, settled in enumerate(usulan.moves, 1):
        move = settled.move
        counts: list[Value | Cell] = [
            None if unit is None else len(who.at(unit, move.profesi))
            for unit in (settled.dari, settled.ke)
            for who in (before, after)
        ]
        records.append(
            [
                number, move.nama, f"…{settled.person.nip.last}" if settled.person and settled.person.nip else None,
                professions.get(move.profesi, move.profesi), settled.person.status if settled.person else None,
                str(move.dari), str(move.ke), days_text(move.hari) if move.hari else "semua hari",
                _distance(points, settled), *counts, Cell(_FAULTS[settled.fault], "bad" if settled.fault else "good"),
            ]
        )  # fmt: skip
    nothing: list[Value | Cell] = [None, "Tidak ada yang diusulkan pindah.", *[None] * 12]
    return data_sheet("Usulan Perpindahan", fields, records or [nothing], page, fixed=2, tab=_TAB)


def _points(district: District) -> Mapping[Path, Coordinates]:
    """Where each unit stands; a pustu without coordinates at its puskesmas."""
    points: dict[Path, Coordinates] = {}
    for puskesmas in district.puskesmas:
        places = [(puskesmas.path, puskesmas.koordinat)]
        places += [(pustu.path, pustu.koordinat or puskesmas.koordinat) for pustu in puskesmas.pustu]
        points |= {path: point for path, point in places if point is not None}
    return points


def _distance(points: Mapping[Path, Coordinates], settled: SettledMove) -> Value:
    start, end = points.get(settled.dari or ()), points.get(settled.ke or ())
    if start is None or end is None:
        return None
    return round(kilometres(start, end), 1)


def _hires(usulan: Applied, professions: Mapping[str, str], page: Page) -> Sheet:
    """The posts to be asked for (Renbut, RKA), by year, unit and profession, with totals."""
    fields = [
        Field("Tahap", 8, "center"), Field("Puskesmas", 24, "wrap"), Field("Pustu", 24, "wrap"),
        Field("Posyandu", 24, "wrap"), Field("Profesi", 14), Field("Kebutuhan (orang)", 12, "number"),
    ]  # fmt: skip
    records: list[list[Value | Cell]] = []
    totals: Counter[tuple[int, str]] = Counter()
    for settled in sorted(usulan.hires, key=lambda item: item.hire.tahun or 0):
        hire = settled.hire
        name = professions.get(hire.profesi, hire.profesi.capitalize())
        spot = hire.di
        records.append([hire.tahun, spot.puskesmas, spot.pustu or None, spot.posyandu or None, name, hire.jumlah])
        totals[hire.tahun or 0, name] += hire.jumlah
    for (year, name), number in sorted(totals.items()):
        records.append([*_bold(str(year or ""), "Jumlah", None, None, name), Cell(number, "bold.number")])
    if totals:
        records.append([*_bold(None, "Jumlah semua", None, None, None), Cell(sum(totals.values()), "bold.number")])
    nothing: list[Value | Cell] = [None, "Tidak ada yang diusulkan direkrut.", *[None] * 4]
    return data_sheet("Kebutuhan Formasi", fields, records or [nothing], page, tab=_TAB)


def _bold(*values: Value) -> list[Value | Cell]:
    return [Cell(value, "bold") for value in values]


def _figures(case: Case) -> list[tuple[str, str, int]]:
    """What a head of office compares: who meets the minimum, and how many are missing."""
    pustu, posyandu = case.of(pustu_states), case.of(posyandu_states)
    short = [(f"Kurang {kind} di pustu", "orang", sum(state.kurang[kind] for state in pustu)) for kind in KINDS]
    return [
        ("Pustu lokus memenuhi", "pustu", sum(state.memenuhi for state in pustu)),
        ("Posyandu lokus memenuhi", "posyandu", sum(not state.kurang for state in posyandu)),
        ("Pustu dengan hari kosong", "pustu", sum(bool(state.absences) for state in pustu)),
        *short,
        ("Kurang kader di posyandu", "orang", sum(state.kurang for state in posyandu)),
    ]


def _change(usulan: Applied, case: Case, professions: Mapping[str, str], page: Page) -> Sheet:
    """How things stand and how they would: figures with a chart, then every unit that changes."""
    fields = [
        Field("Ukuran", 46, "wrap"), Field("Satuan", 12), Field("Sekarang", 12, "number"),
        Field("Menurut usulan", 12, "number"), Field("Selisih", 12, "number"),
    ]  # fmt: skip
    pairs = list(zip(_figures(case.as_is), _figures(case), strict=True))
    sheet = data_sheet(
        "Sebelum–Sesudah",
        fields,
        [[label, unit, old, new, _signed(new - old)] for (label, unit, old), (_, _, new) in pairs],
        page,
        tab=_TAB,
    )
    figures = len(sheet.rows)
    blank = [Row([], 15)] * (_CHART_ROWS + 1)
    head = Row([Cell(title, "head") for title in ("Unit yang berubah", "Profesi", *(f.title for f in fields[2:]))], 28)
    units = [
        Row([Cell(name, "wrap"), Cell(kind), Cell(old, "number"), Cell(new, "number"), _signed(new - old)])
        for name, kind, old, new in _unit_rows(usulan, case.as_is.of(present), case.of(present), professions)
    ]
    chart = Chart(
        title="Sebelum dan sesudah usulan",
        labels=(2, 1, figures, 1),
        values=(2, 3, figures, 4),
        anchor=(figures + 2, 1),
        width_cm=sum(field.width for field in fields) * CHARACTER / 72 * 2.54 - 0.2,
        height_cm=(_CHART_ROWS * 15 - 8) / 72 * 2.54,
        names=("Sekarang", "Menurut usulan"),
    )
    return replace(
        sheet, rows=(*sheet.rows, *blank, head, *units), chart=chart, page=page, table=None, freeze=None, titles=None
    )


def _signed(number: int) -> Cell:
    return Cell(f"{number:+d}".replace("-", "−") if number else "0", "center")


def _unit_rows(
    usulan: Applied, then: Presence, now: Presence, professions: Mapping[str, str]
) -> Iterator[tuple[str, str, int, int]]:
    """The units that change, each with its people of a profession now and then."""
    names = {}
    for puskesmas in usulan.before.puskesmas:
        names[puskesmas.path] = f"Puskesmas {puskesmas.nama}"
        names |= {unit.path: f"Pustu {unit.nama} ({puskesmas.nama})" for unit in puskesmas.pustu}
        names |= {post.path: f"Posyandu {post.nama} ({puskesmas.nama})" for post in puskesmas.posyandu}
    changed = usulan.touched
    for unit, name in names.items():
        for kind in KINDS if unit in changed else ():
            old, new = len(then.at(unit, kind)), len(now.at(unit, kind))
            if old != new:
                yield name, professions.get(kind, kind.capitalize()), old, new
