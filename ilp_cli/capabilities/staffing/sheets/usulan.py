"""The sheets of a proposal: who would move, what must be recruited, and what that changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ilp_cli.capabilities.staffing.model.applied import Applied, MoveFault, SettledMove
from ilp_cli.capabilities.staffing.model.ukuran import UKURAN, Ukuran, signed
from ilp_cli.core.finding import Path
from ilp_cli.core.masking import nip_grouped
from ilp_cli.core.weekdays import days_text
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.fulfilment import PustuState, pustu_states
from ilp_cli.district.people import KINDS
from ilp_cli.district.place import Coordinates, kilometres
from ilp_cli.district.presence import Presence, present
from ilp_cli.law import configs
from ilp_cli.paper.layout import CHARACTER
from ilp_cli.paper.sheet import Cell, Chart, Page, Row, Sheet, Value
from ilp_cli.paper.tables import Field, data_sheet, line

_TAB = "E69F00"
_CHART_ROWS = 16
_HIRES = "usulan_rekrut"
_FAULTS = {
    MoveFault.NO_UNIT: "tidak: unit tidak terdaftar",
    MoveFault.NOBODY: "tidak: orangnya tidak ditemukan",
    MoveFault.SEVERAL: "tidak: namanya milik beberapa orang",
    MoveFault.ALREADY: "sudah terjadi",
    MoveFault.CLASH: "tidak: bentrok dengan baris lain",
    None: "dapat",
}


def proposal_sheets(case: Case, page: Page, nip: str) -> Iterator[Sheet]:
    """Usulan Perpindahan, Kebutuhan Formasi and Sebelum–Sesudah; none without a proposal.

    `nip` is "tampil" where the NIP of who would move stands in full, "samar" or "tanpa".
    """
    usulan = case.beside(Applied)
    if usulan is None:
        return
    professions = configs.professions().names
    yield _moves(usulan, case, professions, page, nip)
    yield _hires(usulan, professions, page)
    yield _change(usulan, case, professions, page)


_MOVES = (
    Field("No.", 6, "center"), Field("Nama", 24, "wrap"), Field("NIP", 20, "id"), Field("Profesi", 11),
    Field("Status", 11, "wrap"), Field("Dari", 22, "wrap"), Field("Ke", 24, "wrap"), Field("Hari", 11, "wrap"),
    Field("Jarak", 14, "wrap"), Field("Alasan", 22, "wrap"), Field("Asal: ada", 8, "number"),
    Field("Asal: menjadi", 8, "number"), Field("Tujuan: ada", 8, "number"), Field("Tujuan: menjadi", 8, "number"),
    Field("Dapat dijalankan", 18, "wrap"),
)  # fmt: skip
_NIP = 2
"""Which of these columns holds the NIP."""


def _moves(usulan: Applied, case: Case, professions: Mapping[str, str], page: Page, nip: str) -> Sheet:
    before, after = case.as_is.of(present), case.of(present)
    states = {state.unit: state for state in case.as_is.of(pustu_states)}
    points = _points(usulan.before)
    records: list[list[Value | Cell]] = []
    for number, settled in enumerate(usulan.moves, 1):
        move, person = settled.move, settled.person
        counts: list[Value | Cell] = [
            None if unit is None else _number(len(who.at(unit, move.profesi)), unit, f"{move.profesi} {when}")
            for unit in (settled.dari, settled.ke)
            for who, when in ((before, "sekarang"), (after, "usulan"))
        ]
        full = person.nip if person and person.nip else None
        records.append(
            [
                number, move.nama, Cell(nip_grouped(full.digits), "code") if full and nip == "tampil" else full,
                professions.get(move.profesi, move.profesi), person.status if person else None,
                str(move.dari), str(move.ke), days_text(move.hari) if move.hari else "semua hari",
                _distance(points, settled), _reason(settled, states), *counts,
                Cell(_FAULTS[settled.fault], "bad" if settled.fault else "good"),
            ]
        )  # fmt: skip
    kept = [place for place in range(len(_MOVES)) if place != _NIP or nip != "tanpa"]
    return data_sheet(
        "Usulan Perpindahan",
        [_MOVES[place] for place in kept],
        [[record[place] for place in kept] for record in records],
        page,
        fixed=2,
        tab=_TAB,
        nothing="Tidak ada yang diusulkan pindah.",
    )


def _number(value: int, unit: Path, jenis: str) -> Cell:
    return Cell(value, "number", angka=Angka("usulan_orang", unit, jenis))


def _reason(settled: SettledMove, states: Mapping[Path, PustuState]) -> str | None:
    """What is short where somebody shall go, as long as nobody goes there."""
    state = states.get(settled.ke or ())
    return None if settled.fault or state is None or state.memenuhi else f"tujuan {state.words}"


def _points(district: District) -> Mapping[Path, Coordinates]:
    """Where each unit stands; a pustu without coordinates at its puskesmas."""
    points: dict[Path, Coordinates] = {}
    for puskesmas in district.puskesmas:
        places = [(puskesmas.path, puskesmas.koordinat)]
        places += [(pustu.path, pustu.koordinat or puskesmas.koordinat) for pustu in puskesmas.pustu]
        points |= {path: point for path, point in places if point is not None}
    return points


def _distance(points: Mapping[Path, Coordinates], settled: SettledMove) -> str | None:
    """How far it is from unit to unit, and whether one leaves the puskesmas; None where a unit is not registered."""
    if settled.dari is None or settled.ke is None:
        return None
    start, end = points.get(settled.dari), points.get(settled.ke)
    far = f"{kilometres(start, end):.1f} km".replace(".", ",") if start and end and start != end else ""
    if settled.dari[:2] == settled.ke[:2]:
        return f"sepuskesmas, {far}" if far else "sepuskesmas"
    return far or "belum diketahui"


def _hires(usulan: Applied, professions: Mapping[str, str], page: Page) -> Sheet:
    """The posts to be asked for (Renbut, RKA), by year, unit and profession, with totals."""
    fields = [
        Field("Tahap", 8, "center"), Field("Puskesmas", 24, "wrap"), Field("Pustu", 24, "wrap"),
        Field("Posyandu", 24, "wrap"), Field("Profesi", 14), Field("Kebutuhan (orang)", 12, "number"),
    ]  # fmt: skip
    records: list[list[Value | Cell]] = []
    totals: Counter[tuple[int, str, str]] = Counter()
    for settled in sorted(usulan.hires, key=lambda item: item.hire.tahun or 0):
        hire = settled.hire
        name = professions.get(hire.profesi, hire.profesi.capitalize())
        spot = hire.di
        asked = Cell(hire.jumlah, "number", angka=Angka(_HIRES, hire.path, hire.profesi))
        records.append([hire.tahun, spot.puskesmas, spot.pustu or None, spot.posyandu or None, name, asked])
        totals[hire.tahun or 0, name, hire.profesi] += hire.jumlah
    for (year, name, kind), number in sorted(totals.items()):
        head = [Cell(str(year or ""), "bold.number"), *_bold("Jumlah", None, None, name)]
        records.append([*head, Cell(number, "bold.number", angka=Angka(_HIRES, jenis=kind, tahun=(year,)))])
    if totals:
        records.append(
            [
                *_bold(None, "Jumlah semua", None, None, None),
                Cell(sum(totals.values()), "bold.number", angka=Angka(_HIRES)),
            ]
        )
    nothing = "Tidak ada yang diusulkan direkrut."
    return data_sheet("Kebutuhan Formasi", fields, records, page, tab=_TAB, nothing=nothing)


def _bold(*values: Value) -> list[Value | Cell]:
    return [Cell(value, "bold") for value in values]


def _change(usulan: Applied, case: Case, professions: Mapping[str, str], page: Page) -> Sheet:
    """How things stand and how they would: figures with a chart, then every unit that changes."""
    fields = [
        Field("Ukuran", 46, "wrap"), Field("Satuan", 12), Field("Sekarang", 12, "number"),
        Field("Menurut usulan", 12, "number"), Field("Selisih", 12, "number"),
    ]  # fmt: skip
    sheet = data_sheet(
        "Sebelum–Sesudah",
        fields,
        [[item.judul, item.satuan, *_compared(item, key, case)] for key, item in UKURAN.items()],
        page,
        tab=_TAB,
    )
    figures = len(sheet.rows)
    blank = [Row([], 15)] * (_CHART_ROWS + 1)
    head = Row([Cell(title, "head") for title in ("Unit yang berubah", "Profesi", *(f.title for f in fields[2:]))], 28)
    units = [
        Row(
            [
                Cell(name, "wrap"),
                Cell(professions.get(kind, kind.capitalize())),
                _number(old, unit, f"{kind} sekarang"),
                _number(new, unit, f"{kind} usulan"),
                _signed(new - old, Angka("usulan_orang", unit, f"{kind} selisih")),
            ]
        )
        for unit, name, kind, old, new in _unit_rows(usulan, case.as_is.of(present), case.of(present))
    ] or [line("Tidak ada unit yang berubah.", len(fields))]
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


def _compared(item: Ukuran, key: str, case: Case) -> list[Cell]:
    """A figure now, as the proposal has it, and the difference."""
    old, new = item.total(case.as_is), item.total(case)
    now, then, change = (Angka("usulan_ukuran", jenis=f"{key} {when}") for when in ("sekarang", "usulan", "selisih"))
    return [Cell(old, "number", angka=now), Cell(new, "number", angka=then), _signed(new - old, change)]


def _signed(number: int, angka: Angka) -> Cell:
    return Cell(signed(number), "center", angka=angka)


def _unit_rows(usulan: Applied, then: Presence, now: Presence) -> Iterator[tuple[Path, str, str, int, int]]:
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
                yield unit, name, kind, old, new
