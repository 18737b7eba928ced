"""Each figure that a check or an export prints, taken apart by the functions that make it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from ilp_cli.checking.verb import report_of
from ilp_cli.core.finding import SEVERITY_WORDS, Path, Severity
from ilp_cli.core.shell import command
from ilp_cli.core.weekdays import days_text
from ilp_cli.core.words import HARI, daftar, tanggal
from ilp_cli.district.angka import Angka
from ilp_cli.district.arsip import archives
from ilp_cli.district.case import Case
from ilp_cli.district.coverage import Coverage, Step, coverage, steps
from ilp_cli.district.fulfilment import (
    PosyanduState,
    PustuState,
    measurable,
    posyandu_state,
    posyandu_states,
    pustu_state,
    pustu_states,
)
from ilp_cli.district.jejak import Baris, Cara, Figures, Jejak, Nilai, counted, dasar
from ilp_cli.district.looked import people, unit_words
from ilp_cli.district.people import KINDS, Petugas
from ilp_cli.district.presence import looked_at
from ilp_cli.district.realisasi import Unit, newest, standing, units_of
from ilp_cli.district.roadmap import Naming, Status, Tahap, namings
from ilp_cli.registry import TRACES_OF, figures_of

State = PustuState | PosyanduState

_COUNTED = (
    "Dihitung orang, bukan baris: siapa yang tercatat di unit itu dengan profesi itu dan masanya mencakup {day}; "
    "cuti tidak mengurangi, dan satu orang dihitung sekali."
)


def traced(case: Case, angka: Angka) -> Jejak:
    """Where a figure comes from."""
    return _figures()[angka.nama](case, angka)


@cache
def _figures() -> Figures:
    """Every figure that can be taken apart: those of the core, and those of each capability."""
    every = dict(_DERIVE)
    for capability in TRACES_OF:
        own = figures_of(capability)
        if doubled := every.keys() & own.keys():
            raise RuntimeError(f"{capability}.trace names figures that others have: {sorted(doubled)}")
        every.update(own)
    return every


def states(case: Case) -> Mapping[Path, State]:
    """Every pustu and posyandu lokus beside its minimums, by the path of the unit."""
    every: tuple[State, ...] = (*case.of(pustu_states), *case.of(posyandu_states))
    return {state.unit: state for state in every}


def _ada_of(state: State, kind: str) -> int:
    return state.ada[kind] if isinstance(state, PustuState) else state.kader


def _perlu_of(state: State, kind: str) -> int:
    return state.minimum[kind] if isinstance(state, PustuState) else state.minimum


def _kurang_of(state: State, kind: str) -> int:
    return state.kurang[kind] if isinstance(state, PustuState) else state.kurang


def _kinds(state: State) -> tuple[str, ...]:
    return KINDS if isinstance(state, PustuState) else ("kader",)


def _rule(case: Case, state: State, kind: str) -> tuple[str, ...]:
    """The article a minimum rests on, with its rank."""
    place = "pustu" if isinstance(state, PustuState) else "posyandu"
    return dasar(case, f"{place}.{kind}")


def _rules(case: Case, state: State) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for kind in _kinds(state) for words in _rule(case, state, kind)))


def _unknown(case: Case, angka: Angka, judul: str) -> Jejak:
    """A figure of people that cannot be counted, or of a unit that is not measured."""
    if not case.district.roster_given:
        why = "roster belum ada, jadi tenaga belum diperiksa: tidak diketahui, bukan nol"
    elif not case.of(measurable):
        why = f"pada {tanggal(case.pada)} belum ada standar pustu yang berlaku, jadi tenaga belum diukur"
    else:
        why = "unit ini tidak punya angka itu"
    words = f"{why[0].upper()}{why[1:]}."
    return Jejak(angka=angka, judul=judul, nilai=None, satuan="orang", cara=Cara.TEKS, langkah=(words,))


def _unit(case: Case, angka: Angka) -> tuple[str, State | None]:
    return case.of(unit_words).get(angka.subjek, "unit"), measured(case, angka.subjek)


def measured(case: Case, path: Path) -> State | None:
    """A pustu or posyandu beside its minimums, also one that is no lokus; None where nothing can be counted."""
    known = case.of(states).get(path)
    if known is not None or not case.of(measurable):
        return known
    for puskesmas in case.district.puskesmas:
        for pustu in puskesmas.pustu:
            if pustu.path == path:
                return pustu_state(case, 0, puskesmas.nama, path, pustu)
        for posyandu in puskesmas.posyandu:
            if posyandu.path == path:
                return posyandu_state(case, 0, puskesmas.nama, path, posyandu)
    return None


def _no_lokus(case: Case, path: Path) -> tuple[str, ...]:
    """What is said of a unit that is measured only because somebody asks."""
    if path in case.of(states):
        return ()
    return (
        "Bukan lokus tahap yang diminta (atau batal, atau puskesmasnya tutup): angka ini tidak masuk `ilp check` dan "
        "Pemenuhan SDM.",
    )


def _ada(case: Case, angka: Angka) -> Jejak:
    words, state = _unit(case, angka)
    judul = f"{angka.jenis.capitalize()} di {words}"
    if state is None:
        return _unknown(case, angka, judul)
    rows = tuple(people(case, angka.subjek, angka.jenis))
    value = _ada_of(state, angka.jenis)
    return Jejak(
        angka=angka,
        judul=judul,
        nilai=value,
        satuan="orang",
        cara=Cara.BARIS,
        langkah=(*_no_lokus(case, angka.subjek), _COUNTED.format(day=tanggal(case.pada)), *_policy(state)),
        aturan=_rule(case, state, angka.jenis),
        baris=rows,
    )


def _policy(state: State) -> tuple[str, ...]:
    if isinstance(state, PustuState) or not state.berbagi:
        return ()
    return (
        "Kader pustu tidak dihitung lagi di posyandu: kebijakan kader_pustu_boleh_kader_posyandu di roadmap.yaml belum "
        "membolehkannya.",
    )


def _perlu(case: Case, angka: Angka) -> Jejak:
    words, state = _unit(case, angka)
    judul = f"{angka.jenis.capitalize()} yang diperlukan di {words}"
    if state is None:
        return _unknown(case, angka, judul)
    value = _perlu_of(state, angka.jenis)
    return Jejak(
        angka=angka,
        judul=judul,
        nilai=value,
        satuan="orang",
        langkah=(f"Minimum yang berlaku pada {tanggal(case.pada)}.",),
        aturan=_rule(case, state, angka.jenis),
    )


def _kurang(case: Case, angka: Angka) -> Jejak:
    words, state = _unit(case, angka)
    judul = f"Kurang {angka.jenis} di {words}"
    if state is None:
        return _unknown(case, angka, judul)
    ada, perlu, kurang = (of(state, angka.jenis) for of in (_ada_of, _perlu_of, _kurang_of))
    return Jejak(
        angka=angka,
        judul=judul,
        nilai=kurang,
        satuan="orang",
        langkah=(
            *_no_lokus(case, angka.subjek),
            f"Perlu {perlu}, ada {ada}: kurang {kurang}{' (yang lebih tidak dikurangkan)' if ada > perlu else ''}.",
        ),
        aturan=_rule(case, state, angka.jenis),
        baris=tuple(people(case, angka.subjek, angka.jenis)),
        bagian=(("ada", ada), ("perlu", perlu)),
    )


def _hari(case: Case, angka: Angka) -> Jejak:
    words, state = _unit(case, angka)
    judul = f"Hari kurang {words}"
    if not isinstance(state, PustuState):
        return _unknown(case, angka, judul)
    short = sorted({gap.hari for gap in state.gaps})
    lines = [f"Hari layanan: {days_text(state.hari_layanan)}."]
    lines += [f"{HARI[gap.hari]}: {gap.kind} ada {gap.ada}, perlu {gap.minimum}." for gap in state.gaps]
    return Jejak(
        angka=angka,
        judul=judul,
        nilai=days_text(short) if short else None,
        langkah=tuple(lines) if short else (*lines, "Pada setiap hari layanan minimumnya ada."),
        aturan=_rules(case, state),
        baris=tuple(row for kind in KINDS for row in people(case, angka.subjek, kind)),
    )


def _status(case: Case, angka: Angka) -> Jejak:
    words, state = _unit(case, angka)
    judul = f"Status pemenuhan {words}"
    if state is None:
        return _unknown(case, angka, judul)
    lines = [
        f"{kind.capitalize()}: ada {_ada_of(state, kind)}, perlu {_perlu_of(state, kind)}, "
        f"kurang {_kurang_of(state, kind)}."
        for kind in _kinds(state)
    ]
    if isinstance(state, PustuState):
        lines += [f"{HARI[gap.hari]}: {gap.kind} ada {gap.ada}, perlu {gap.minimum}." for gap in state.absences]
    return Jejak(
        angka=angka,
        judul=judul,
        nilai=state.words,
        langkah=(*_no_lokus(case, angka.subjek), *lines),
        aturan=_rules(case, state),
        baris=tuple(row for kind in _kinds(state) for row in people(case, angka.subjek, kind)),
        bagian=tuple((kind, _ada_of(state, kind)) for kind in _kinds(state)),
    )


def _asn(case: Case, angka: Angka) -> Jejak:
    words, state = _unit(case, angka)
    judul = f"Bidan dan perawat ASN di {words}"
    if not isinstance(state, PustuState):
        return _unknown(case, angka, judul)
    rows, done = [], set[object]()
    for kind in ("bidan", "perawat"):
        present = case.district.identities
        own = {item.row.path: item for item in looked_at(case, angka.subjek, kind)}
        counting = {present[item.row.path] for item in own.values() if item.counts}
        for item, row in zip(own.values(), people(case, angka.subjek, kind), strict=True):
            who = present[item.row.path]
            asn = isinstance(item.row, Petugas) and item.row.asn
            counts = asn and who in counting and who not in done
            done |= {who} if counts else set()
            why = "" if counts else row.sebab if not row.dihitung else "statusnya bukan PNS, PPPK atau ASN"
            rows.append(_changed(row, counts=counts, why=why))
    return Jejak(
        angka=angka,
        judul=judul,
        nilai=state.asn,
        satuan="orang",
        cara=Cara.BARIS,
        langkah=(_COUNTED.format(day=tanggal(case.pada)), "Dari mereka, yang berstatus PNS, PPPK atau ASN."),
        baris=tuple(rows),
    )


def _changed(row: Baris, *, counts: bool, why: str) -> Baris:
    return Baris(nama=row.nama, keterangan=row.keterangan, place=row.place, dihitung=counts, sebab=why)


def _stage(case: Case, path: Path) -> Tahap | None:
    return next((tahap for tahap in case.district.tahap if tahap.path == path), None)


def _jumlah_ada(case: Case, angka: Angka) -> Jejak:
    """The total of Lampiran II: the people of every unit of a stage."""
    tahap = _stage(case, angka.subjek)
    at_posyandu = angka.jenis == "kader posyandu"
    kind = "kader" if at_posyandu or angka.jenis == "kader" else angka.jenis
    where = "posyandu" if at_posyandu else "pustu"
    judul = f"Jumlah {kind} {where} lokus tahap {tahap.tahun if tahap else ''}".strip()
    if tahap is None or not case.of(measurable):
        return _unknown(case, angka, judul)
    known = case.of(states)
    units = [
        known[named.unit.path]
        for lokus in tahap.lokus
        for named in (lokus.posyandu if at_posyandu else lokus.pustu)
        if named.unit is not None and named.unit.path in known
    ]
    parts = tuple((case.of(unit_words)[state.unit], _ada_of(state, kind)) for state in units)
    return Jejak(
        angka=angka,
        judul=judul,
        nilai=sum(number for _, number in parts) if tahap.lokus else None,
        satuan="orang",
        cara=Cara.BARIS,
        langkah=(f"Jumlah {kind} dari {len(units)} {where} lokus tahap itu.", _COUNTED.format(day=tanggal(case.pada))),
        aturan=_rule(case, units[0], kind) if units else (),
        baris=tuple(row for state in units for row in people(case, state.unit, kind)),
        bagian=parts,
    )


def _lokus_baru(case: Case, angka: Angka) -> Jejak:
    """What a lokus or a stage adds: the places it names for the first time."""
    tahap = _stage(case, angka.subjek)
    counts = case.district.added[angka.subjek]
    value: int | None = getattr(counts, angka.jenis)
    named = [
        naming
        for naming in namings(case.district.tahap)
        if naming.jenis == angka.jenis and angka.subjek in (naming.tahap.path, naming.lokus.path)
    ]
    lokus = next((naming.lokus for naming in namings(case.district.tahap) if naming.lokus.path == angka.subjek), None)
    owner = f"tahap {tahap.tahun}" if tahap else f"puskesmas {lokus.nama}" if lokus else "lokus ini"
    judul = f"{angka.jenis.capitalize()} lokus baru, {owner}"
    if tahap is not None and not tahap.lokus:
        return Jejak(
            angka=angka,
            judul=judul,
            nilai=value,
            satuan=angka.jenis,
            cara=Cara.BARIS if value else Cara.TEKS,
            langkah=("Nama lokus tahap ini belum ditetapkan; angkanya target di roadmap.yaml.",),
            baris=_targets(case, (tahap,), angka.jenis),
        )
    return Jejak(
        angka=angka,
        judul=judul,
        nilai=value,
        satuan=angka.jenis,
        cara=Cara.BARIS,
        langkah=(f"{angka.jenis.capitalize()} yang disebut roadmap di sini untuk pertama kali; tiap unit sekali.",),
        baris=tuple(_naming_row(case, naming) for naming in named),
    )


def _naming_row(case: Case, naming: Naming) -> Baris:
    unit = naming.named.unit
    why = "" if naming.new else f"sudah disebut sebelumnya: lokus tahap {naming.first.tahun}"
    return Baris(
        nama=unit.nama if unit else naming.named.nama,
        keterangan=f"{naming.jenis} di puskesmas {naming.lokus.nama}" + ("" if unit else ", tidak terdaftar"),
        place=case.place(naming.named.path),
        dihitung=naming.new,
        sebab=why,
    )


def _targets(case: Case, stages: Sequence[Tahap], jenis: str) -> tuple[Baris, ...]:
    """What stages without names promise of a kind."""
    return tuple(
        Baris(
            nama=f"target tahap {tahap.tahun}",
            keterangan=f"{number} {jenis}, belum bernama",
            place=case.place((*tahap.path, "target", jenis)),
            dihitung=True,
            jumlah=number,
        )
        for tahap in stages
        if (number := getattr(tahap.target, jenis, None))
    )


def _lokus_sampai(case: Case, angka: Angka) -> Jejak:
    """A row of the sheet Roadmap: what a puskesmas has of a kind by the last year asked for."""
    last = max(angka.tahun, default=0)
    own = [
        naming
        for naming in namings(case.district.tahap)
        if naming.jenis == angka.jenis
        and naming.tahap.tahun <= (last or naming.tahap.tahun)
        and angka.subjek in (naming.lokus.path, naming.lokus.puskesmas.unit and naming.lokus.puskesmas.unit.path)
    ]
    name = case.of(unit_words).get(angka.subjek) or (f"puskesmas {own[0].lokus.nama}" if own else "puskesmas ini")
    return Jejak(
        angka=angka,
        judul=f"{angka.jenis.capitalize()} lokus {name} sampai tahap {last}",
        nilai=sum(naming.new for naming in own),
        satuan=angka.jenis,
        cara=Cara.BARIS,
        langkah=(f"Semua {angka.jenis} yang disebut tahap-tahap sampai {last}, tiap unit sekali.",),
        baris=tuple(_naming_row(case, naming) for naming in own),
    )


_REACHED = {
    "puskesmas": "Puskesmas lokus baru",
    "pustu": "Pustu lokus baru",
    "posyandu": "Posyandu lokus baru",
    "puskesmas_kumulatif": "Puskesmas lokus, kumulatif",
    "puskesmas_total": "Jumlah puskesmas",
    "belum_lokus": "Puskesmas yang belum lokus",
    "persen": "Cakupan (%)",
    "persen_berjalan": "Puskesmas berjalan (%)",
    "ditetapkan": "Puskesmas ditetapkan",
    "berjalan": "Puskesmas berjalan",
    "pustu_ditetapkan": "Pustu ditetapkan",
    "pustu_berjalan": "Pustu berjalan",
    "posyandu_ditetapkan": "Posyandu ditetapkan",
    "posyandu_berjalan": "Posyandu berjalan",
}
"""The figures of the coverage of a year, in words."""


def reached_by(case: Case) -> Mapping[int, tuple[Coverage, Step]]:
    """The coverage of each year asked for, with the places it counts."""
    walked = {step.tahun: step for step in steps(case.district, case.pada)}
    return {item.tahun: (item, walked[item.tahun]) for item in coverage(case.district, case.years, case.pada)}


def _cakupan(case: Case, angka: Angka) -> Jejak:
    year, name = angka.tahun[0], angka.jenis
    item, step = case.of(reached_by)[year]
    judul = f"{_REACHED[name]}, {year}"
    here = {unit.unit: unit for unit in case.district.units}
    if name in ("puskesmas", "pustu", "posyandu"):
        rows = [_place_row(case, here[path]) for path in step.baru[name]] + [*_targets(case, step.target, name)]
        words = f"{name.capitalize()} yang dinamai tahap {year} untuk pertama kali, tanpa yang batal."
        return _counted(angka, judul, getattr(item, name), name, words, rows)
    if name == "puskesmas_total":
        rows = [
            Baris(
                nama=puskesmas.nama,
                keterangan="puskesmas di register",
                place=case.place((*puskesmas.path, "nama")),
                dihitung=puskesmas.path not in step.tutup,
                sebab=f"tutup sejak {tanggal(puskesmas.tutup)}" if puskesmas.path in step.tutup and puskesmas.tutup
                else "",
            )
            for puskesmas in case.district.puskesmas
        ]  # fmt: skip
        words = f"Puskesmas di register yang masih berdiri pada akhir {year}."
        return _counted(angka, judul, item.puskesmas_total, "puskesmas", words, rows)
    if name in ("puskesmas_kumulatif", "belum_lokus", "persen"):
        return _so_far(case, angka, judul, item, step, here)
    return _done(case, angka, judul, item)


def _counted(angka: Angka, judul: str, value: Nilai, satuan: str, words: str, rows: Sequence[Baris]) -> Jejak:
    return Jejak(
        angka=angka, judul=judul, nilai=value, satuan=satuan, cara=Cara.BARIS, langkah=(words,), baris=tuple(rows)
    )


def _place_row(case: Case, unit: Unit, *, counts: bool = True, why: str = "") -> Baris:
    return Baris(
        nama=unit.nama,
        keterangan=f"{unit.jenis}, tahap {unit.tahap.tahun}, {unit.on(case.pada).status.value}",
        place=case.place(unit.path),
        dihitung=counts,
        sebab=why,
    )


def _so_far(case: Case, angka: Angka, judul: str, item: Coverage, step: Step, here: Mapping[Path, Unit]) -> Jejak:
    """How many puskesmas are reached by a year, what share of all that is, and how many are left."""
    year = angka.tahun[0]
    standing_now = set(step.puskesmas)
    closed = [
        unit for path, unit in here.items()
        if unit.jenis == "puskesmas" and path in step.tutup and unit.tahap.tahun <= year
    ]  # fmt: skip
    rows = [_place_row(case, here[path]) for path in step.puskesmas]
    rows += _targets(case, step.semua_target, "puskesmas")
    rows += [_place_row(case, unit, counts=False, why=f"tutup pada akhir {year}") for unit in closed]
    rows += [
        _place_row(case, unit, counts=False, why="batal")
        for path, unit in here.items()
        if unit.jenis == "puskesmas" and path in case.district.cancelled(case.pada) and unit.tahap.tahun <= year
        and path not in standing_now and path not in step.tutup
    ]  # fmt: skip
    left = item.puskesmas_total - item.puskesmas_kumulatif
    words = f"Puskesmas lokus sampai tahap {year} yang masih berdiri pada akhir {year}: {item.puskesmas_kumulatif}."
    if angka.jenis == "puskesmas_kumulatif":
        return _counted(angka, judul, item.puskesmas_kumulatif, "puskesmas", words, rows)
    total = f"Puskesmas di register pada akhir {year}: {item.puskesmas_total}."
    if angka.jenis == "belum_lokus":
        value: Nilai = left
        how = f"{item.puskesmas_total} − {item.puskesmas_kumulatif} = {left}."
    else:
        value = item.persen
        how = f"100 × {item.puskesmas_kumulatif} ÷ {item.puskesmas_total}, satu desimal: {_decimal(item.persen)}%."
    return Jejak(
        angka=angka,
        judul=judul,
        nilai=value,
        satuan="puskesmas" if angka.jenis == "belum_lokus" else "%",
        langkah=(words, total, how),
        baris=tuple(rows),
        bagian=(("puskesmas kumulatif", item.puskesmas_kumulatif), ("jumlah puskesmas", item.puskesmas_total)),
    )


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _done(case: Case, angka: Angka, judul: str, item: Coverage) -> Jejak:
    """What of the roadmap is decreed, or runs, on the day."""
    year, name = angka.tahun[0], angka.jenis
    share = name == "persen_berjalan"
    field_name = "berjalan" if share else name
    jenis = name.split("_", 1)[0] if name.split("_", 1)[0] in ("pustu", "posyandu") else "puskesmas"
    running = field_name.endswith("berjalan")
    status = Status.BERJALAN if running else Status.DITETAPKAN
    value: int | None = getattr(item, field_name)
    units = [unit for unit in standing(case.district, case.district.units, year, case.pada) if unit.jenis == jenis]
    rows = []
    for unit in units:
        now = unit.on(case.pada)
        counts = now.status is Status.BERJALAN if running else unit.decreed(case.pada)
        decree = f"SK ditandatangani {tanggal(unit.sk)}" if unit.sk else "belum ada SK bernomor dan bertanggal"
        why = "" if counts else f"statusnya {now.status.value}" if running else f"{now.status.value}; {decree}"
        rows.append(_place_row(case, unit, counts=counts, why=why))
    nameless = [tahap for tahap in case.district.tahap if tahap.tahun <= year and not tahap.lokus]
    rows += _told_numbers(case, nameless, status, jenis) if value is not None else []
    day = tanggal(case.pada)
    what = (
        "berstatus berjalan"
        if running
        else "ditetapkan dengan SK yang bernomor dan bertanggal, atau berstatus demikian"
    )
    lines = [f"{jenis.capitalize()} lokus sampai tahap {year} yang per {day} {what}."]
    if value is None:
        lines.append("Tidak diketahui: ada tahap yang hanya menyebut angka, dan kabarnya belum ditulis di realisasi.")
    if not share:
        cara = Cara.BARIS if value is not None else Cara.TEKS
        return Jejak(angka=angka, judul=judul, nilai=value, satuan=jenis, cara=cara, langkah=tuple(lines),
                     baris=tuple(rows))  # fmt: skip
    known = value is not None and bool(item.puskesmas_total)
    percent = round(100 * (value or 0) / item.puskesmas_total, 1) if known else None
    if percent is not None:
        lines.append(f"100 × {value} ÷ {item.puskesmas_total}, satu desimal: {_decimal(percent)}%.")
    return Jejak(angka=angka, judul=judul, nilai=percent, satuan="%", langkah=tuple(lines), baris=tuple(rows),
                 bagian=(("berjalan", value), ("jumlah puskesmas", item.puskesmas_total)))  # fmt: skip


def _told_numbers(case: Case, nameless: Sequence[Tahap], status: Status, jenis: str) -> list[Baris]:
    """What stages without names have told to be of a status, or promise by a signed decree."""
    rows = []
    for tahap in nameless:
        told = newest(tahap, status, jenis, case.pada)
        target = getattr(tahap.target, jenis, None)
        if told is None and status is Status.DITETAPKAN and target and _signed(tahap, case.pada):
            told = target
        if told:
            place = case.place((*tahap.path, "realisasi" if tahap.realisasi else "target"))
            rows.append(
                Baris(
                    nama=f"tahap {tahap.tahun}",
                    keterangan=f"{told} {jenis}, belum bernama",
                    place=place,
                    dihitung=True,
                    jumlah=told,
                )
            )
    return rows


def _signed(tahap: Tahap, day: date) -> bool:
    return bool(tahap.sk and tahap.sk.signed and tahap.sk.tanggal and tahap.sk.tanggal <= day)


def _semua(case: Case, angka: Angka) -> Jejak:
    """A figure of all pustu or posyandu lokus of some years."""
    kind = angka.nama.removeprefix("semua_")
    when = f"tahap {daftar(map(str, angka.tahun))}"
    name, _, own = angka.jenis.partition(" ")
    titles = {
        "lokus": f"{kind.capitalize()} lokus, {when}",
        "memenuhi": f"{kind.capitalize()} lokus yang memenuhi minimum, {when}",
        "belum_memenuhi": f"{kind.capitalize()} lokus yang belum memenuhi minimum, {when}",
        "hari_kosong": f"{kind.capitalize()} yang cukup orangnya tetapi kosong pada hari tertentu, {when}",
        "kurang": f"Kurang {own} di {kind} lokus, {when}",
    }
    judul = titles[name]
    if not case.of(measurable):
        return _unknown(case, angka, judul)
    every: Sequence[State] = case.of(pustu_states) if kind == "pustu" else case.of(posyandu_states)
    chosen = [state for state in every if state.tahun in angka.tahun]
    if name == "kurang":
        parts = tuple((case.of(unit_words)[state.unit], _kurang_of(state, own)) for state in chosen)
        short = tuple(part for part in parts if part[1])
        return Jejak(
            angka=angka,
            judul=judul,
            nilai=sum(number for _, number in parts),
            satuan="orang",
            cara=Cara.BARIS,
            langkah=(f"Jumlah kekurangan dari {len(short)} {kind}; yang lebih tidak menutup yang kurang.",),
            aturan=_rule(case, chosen[0], own) if chosen else (),
            baris=tuple(
                _state_row(case, state, counts=bool(number), number=number, why="" if number else "tidak kurang")
                for state, (_, number) in zip(chosen, parts, strict=True)
            ),
            bagian=short,
        )
    rows = tuple(_judged(case, state, name) for state in chosen)
    return counted(
        angka=angka,
        judul=judul,
        satuan=kind,
        langkah=(f"{kind.capitalize()} lokus terdaftar yang tidak batal dan puskesmasnya buka per "
                 f"{tanggal(case.pada)}: {len(rows)}.",),
        aturan=_rules(case, chosen[0]) if chosen and name != "lokus" else (),
        baris=rows,
    )  # fmt: skip


def _judged(case: Case, state: State, name: str) -> Baris:
    good = state.memenuhi if isinstance(state, PustuState) else not state.kurang
    absent = isinstance(state, PustuState) and bool(state.absences)
    counts = {"lokus": True, "memenuhi": good, "belum_memenuhi": not good, "hari_kosong": absent}[name]
    return _state_row(case, state, counts=counts, why="" if counts else state.words)


def _state_row(case: Case, state: State, *, counts: bool, number: int = 1, why: str = "") -> Baris:
    return Baris(
        nama=case.of(unit_words)[state.unit],
        keterangan=f"tahap {state.tahun}: {state.words}",
        place=case.place(state.path),
        dihitung=counts,
        jumlah=number,
        sebab=why,
    )


def _temuan(case: Case, angka: Angka) -> Jejak:
    known = {severity.value: words for severity, words in SEVERITY_WORDS.items()}
    words = known.get(angka.jenis, angka.jenis)
    see = command("check", *case.district.typed, "--pada", case.pada.isoformat())
    report = case.of(report_of)
    own = [item for item in report.findings if item.severity.value == angka.jenis] if angka.jenis in known else [
        *report.waived
    ]  # fmt: skip
    return counted(
        angka=angka,
        judul=f"Temuan: {words}",
        satuan="temuan",
        langkah=(f"Semua temuan berbobot {words}; `{see}` menyebut sebab dan langkahnya.",),
        baris=(Baris(nama=item.code, keterangan=item.message, place=item.place, dihitung=True) for item in own),
        perintah=see,
    )


def _kode(case: Case, angka: Angka) -> Jejak:
    """How often a code was found."""
    own = [item for item in case.of(report_of).findings if item.code == angka.jenis]
    see = command("check", *case.district.typed, "--pada", case.pada.isoformat())
    return counted(
        angka=angka,
        judul=f"Temuan {angka.jenis}",
        satuan="temuan",
        langkah=(f"`ilp explain {angka.jenis}` menjelaskan aturannya.",),
        aturan=tuple(dict.fromkeys(f"{item.citation} ({item.rank})" for item in own if item.citation)),
        baris=(Baris(nama=item.code, keterangan=item.message, place=item.place, dihitung=True) for item in own),
        perintah=see,
    )


def _puskesmas(case: Case, angka: Angka) -> Jejak:
    """How many places of a kind of one puskesmas are lokus of the stages asked for, as the list of a report has it."""
    gone = case.district.cancelled(case.pada)
    own = [unit for unit in case.of(units_of) if unit.unit[:2] == angka.subjek and unit.jenis == angka.jenis]
    rows = []
    for unit in own:
        why = "batal" if unit.unit in gone else ""
        why = why or ("" if unit.tahap.tahun in case.years else f"tahap {unit.tahap.tahun} tidak diminta")
        rows.append(_place_row(case, unit, counts=not why, why=why))
    return counted(
        angka=angka,
        judul=f"{angka.jenis.capitalize()} lokus {case.of(unit_words)[angka.subjek]}",
        satuan=angka.jenis,
        langkah=("Yang disebut tahap-tahap yang diminta dan tidak batal, tiap unit sekali.",),
        baris=rows,
    )


def _arsip(case: Case, angka: Angka) -> Jejak:
    arsip = next((item for item in archives(case) if item.path == angka.subjek), None)
    where = arsip.nama if arsip else "arsip"
    day = f" dengan keadaan per {tanggal(arsip.pada)}" if arsip and arsip.pada else ""
    return Jejak(
        angka=angka,
        judul=f"Lampiran tahap {angka.tahun[0]} yang dibekukan",
        nilai=None,
        cara=Cara.TEKS,
        langkah=(
            f"Dicetak dari {where}, dibekukan{day}: bukan dihitung dari roster hari ini. Angka hari ini ada di lembar "
            "Pemenuhan SDM.",
        ),
        perintah=command("verify", where),
    )


_DERIVE: Figures = {
    "ada": _ada,
    "perlu": _perlu,
    "kurang": _kurang,
    "hari_kurang": _hari,
    "status": _status,
    "asn": _asn,
    "jumlah_ada": _jumlah_ada,
    "lokus_baru": _lokus_baru,
    "lokus_sampai": _lokus_sampai,
    "cakupan": _cakupan,
    "semua_pustu": _semua,
    "semua_posyandu": _semua,
    "temuan": _temuan,
    "temuan_kode": _kode,
    "lokus_puskesmas": _puskesmas,
    "arsip": _arsip,
}


def units_asked(path: Path) -> Iterator[Angka]:
    """The figures of one pustu or posyandu, as a planner reads them."""
    for kind in KINDS if "pustu" in path else ("kader",):
        yield Angka("ada", path, kind)
    if "pustu" in path:
        yield Angka("hari_kurang", path)
    yield Angka("status", path)


COVERAGE = tuple(_REACHED)
SEVERITIES = tuple(severity.value for severity in Severity)
