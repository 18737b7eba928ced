"""Where the figures of Titik Rawan come from: the people and their days, month by month."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.risk.model.pool import Pool
from ilp_cli.capabilities.risk.model.risk import FIGURE, POOL, PUSTU, Exposure, Risk, risk
from ilp_cli.capabilities.risk.model.year import Days, Year
from ilp_cli.core.weekdays import days_text, end_of_month
from ilp_cli.core.words import BULAN, tanggal
from ilp_cli.district.angka import Angka
from ilp_cli.district.calendar import CALENDAR
from ilp_cli.district.case import Case
from ilp_cli.district.ended import until
from ilp_cli.district.fulfilment import measurable
from ilp_cli.district.identity import Who
from ilp_cli.district.jejak import Baris, Cara, Jejak, Nilai, counted, dasar
from ilp_cli.district.looked import unit_words
from ilp_cli.district.people import KINDS
from ilp_cli.district.presence import looked_at, masa
from ilp_cli.reading.load import closed_in

_HOW = {
    "ada": "Orang yang pada salah satu hari layanan {year} bertugas di sana; satu orang dihitung sekali.",
    "perlu": "Minimum yang berlaku pada {day}.",
    "hari": "Hari layanan unit itu dalam {year}, tanpa hari libur.",
    "kurang": "Hari layanan {year} yang orangnya di bawah minimum, tanpa ada yang berhalangan.",
    "rawan": "Hari layanan {year} yang orangnya tepat minimum: satu orang saja berhalangan, hari itu kurang.",
    "tahunan": "Hari yang menjadi kurang bila tiap orang mengambil semua hak cuti tahunannya, ditaruh sebaik mungkin.",
    "melahirkan": "Hari yang menjadi kurang, paling banyak, oleh satu cuti melahirkan: yang terbanyak dari mereka.",
    "berhenti": "Hari yang menjadi kurang bila seorang berhenti setahun penuh: yang terbanyak dari mereka.",
}
_TITLES = {
    "ada": "{kind} yang bertugas di {unit} dalam {year}",
    "perlu": "{kind} yang diperlukan di {unit}",
    "hari": "Hari layanan {unit}, {year}",
    "kurang": "Hari sudah kurang {kind} di {unit}, {year}",
    "rawan": "Hari rawan {kind} di {unit}, {year}",
    "tahunan": "Hari kurang {kind} bila cuti tahunan, {unit}, {year}",
    "melahirkan": "Hari kurang {kind} bila cuti melahirkan, {unit}, {year}",
    "berhenti": "Hari kurang {kind} bila seorang berhenti, {unit}, {year}",
}


def exposed(case: Case) -> Risk | None:
    """The risk of the year of a case; None where there is nothing to count, or no calendar."""
    if not case.of(measurable) or case.pada.year not in CALENDAR:
        return None
    return risk(case, closed_in(case.district, {case.pada.year}))


def _rawan(case: Case, angka: Angka) -> Jejak:
    """A figure of one kind of people at a pustu; without a kind, the worst of its kinds."""
    known = case.of(exposed)
    kind, _, part = angka.jenis.rpartition(" ")
    own = [
        item
        for item in (known.exposures if known else ())
        if item.unit == angka.subjek and (not kind or item.kind == kind)
    ]
    if known is None or not own:
        return _nothing(angka)
    worst = max(own, key=lambda item: _value(item, part) or 0)
    words = {"unit": case.of(unit_words)[worst.unit], "year": known.kalender, "kind": worst.kind}
    judul = _TITLES[part].format(**words)
    how = [_HOW[part].format(year=known.kalender, day=tanggal(case.pada))]
    how += ["Yang terbesar dari jenis tenaganya."] if not kind and len(own) > 1 else []
    value = _value(worst, part)
    if not worst.rawan and part in ("tahunan", "berhenti") and kind:
        value, how = None, [*how, "Tidak ada hari rawan, jadi kosong."]
    elif value is None:
        how.append("Tidak diketahui, atau hak itu tidak berlaku bagi mereka.")
    return Jejak(
        angka=angka,
        judul=judul[0].upper() + judul[1:],
        nilai=value,
        satuan="orang" if part in ("ada", "perlu") else "hari",
        cara=Cara.BARIS if part == "ada" else Cara.RUMUS,
        langkah=tuple(how),
        aturan=dasar(case, f"pustu.{worst.kind}"),
        baris=tuple(_people(case, worst)),
        bagian=tuple(_parts(known, worst, part)) if value is not None else (),
    )


def _value(item: Exposure, part: str) -> int | None:
    return {
        "ada": item.ada,
        "perlu": item.minimum,
        "hari": item.hari_layanan,
        "kurang": item.kurang,
        "rawan": item.rawan,
        "tahunan": item.cuti_tahunan,
        "melahirkan": item.cuti_melahirkan,
        "berhenti": item.mundur,
    }[part]


def _parts(known: Risk, item: Exposure, part: str) -> Iterator[tuple[str, Nilai]]:
    """Days by month; of leave and of who goes, by person."""
    watch = item.watch
    if watch is None:
        return
    days = {"hari": watch.service, "kurang": watch.short, "rawan": watch.exposed}
    if part in days:
        yield from by_month(known.tahun, days[part])
    elif part == "tahunan":
        yield from zip(item.orang, item.hilang, strict=True)
    elif part == "berhenti":
        yield from zip(item.orang, (days.bit_count() for days in watch.critical.values()), strict=True)


def by_month(year: Year, days: Days) -> Iterator[tuple[str, int]]:
    """How many of these days lie in each month."""
    for number, name in enumerate(BULAN, 1):
        first = year.first.replace(month=number)
        if count := (days & year.between(first, end_of_month(first))).bit_count():
            yield name, count


def _people(case: Case, item: Exposure) -> Iterator[Baris]:
    """The rows that stand at the pustu, with the days of the year on which they are there and are missed."""
    watch, done = item.watch, set[Who]()
    if watch is None:
        return
    for looked in looked_at(case, item.unit, item.kind):
        row, who = looked.row, case.district.identities[looked.row.path]
        there = watch.people.get(who, 0) & watch.service
        counts = bool(there) and who not in done
        other = "orang yang sama sudah dihitung" if there else "tidak bertugas pada hari layanan tahun itu"
        why = "" if counts else other
        done |= {who} if counts else set()
        missed = watch.critical.get(who, 0).bit_count()
        first, last = masa(row)
        time = [f"mulai {tanggal(first)}" if first else "", until(row) if first is None or first != last else ""]
        days = f"hari {days_text(row.hari)}" if row.hari else "setiap hari layanan"
        counted_days = [f"{there.bit_count()} hari layanan", f"{missed} hari rawan tanpa dia"]
        told = [item.kind, days, *filter(None, time), *counted_days]
        yield Baris(nama=row.nama, keterangan=", ".join(told), place=row.place("nama"), dihitung=counts, sebab=why)


def _cadangan(case: Case, angka: Angka) -> Jejak:
    """A pool: how many people, or on how many days somebody is needed."""
    known = case.of(exposed)
    kind, _, part = angka.jenis.partition(" ")
    pool = next((own for own in (known.pools if known else ()) if (own.path, own.kind) == (angka.subjek, kind)), None)
    if known is None or pool is None:
        return _nothing(angka)
    watched = [item for item in known.exposures if item.kind == kind and item.unit[:2] == pool.path and item.rawan]
    people = part == "orang"
    how = (
        "Paling sedikit orang yang dapat menggantikan siapa pun yang berhalangan, dan memberi tiap orang cuti "
        "tahunannya bergiliran, tanpa seorang pun di dua pustu pada satu hari atau bekerja lebih banyak hari seminggu "
        "dari haknya."
    )
    days = 0
    for item in watched:
        days |= item.watch.exposed if item.watch else 0
    return Jejak(
        angka=angka,
        judul=f"Cadangan bersama {kind} puskesmas {pool.puskesmas}: {'orang' if people else 'untuk hari'}",
        nilai=_pool(pool, part),
        satuan=part,
        langkah=(how,) if people else ("Hari yang rawan di salah satu pustunya, tiap hari sekali.",),
        baris=tuple(_unit_row(case, item, counts=True) for item in watched),
        bagian=() if people else tuple(by_month(known.tahun, days)),
    )


def _pool(pool: Pool, part: str) -> int:
    return pool.orang if part == "orang" else pool.hari


def _unit_row(case: Case, item: Exposure, *, counts: bool, why: str = "") -> Baris:
    return Baris(
        nama=case.of(unit_words)[item.unit],
        keterangan=f"{item.kind}: {item.rawan} hari rawan, {item.kurang} hari sudah kurang",
        place=case.place(item.unit),
        dihitung=counts,
        sebab=why,
    )


def _pustu(case: Case, angka: Angka) -> Jejak:
    """How many pustu lokus depend on one person, of how many."""
    known = case.of(exposed)
    if known is None:
        return _nothing(angka)
    worst: dict[object, Exposure] = {}
    for item in known.exposures:
        if item.unit not in worst or item.rawan > worst[item.unit].rawan:
            worst[item.unit] = item
    every = angka.jenis == "semua"
    rows = [
        _unit_row(case, item, counts=every or item.rawan > 0, why="" if every or item.rawan else "tidak ada hari rawan")
        for item in worst.values()
    ]
    return counted(
        angka=angka,
        judul=f"Pustu lokus{'' if every else ' yang bergantung pada satu orang'}, {known.kalender}",
        satuan="pustu",
        langkah=("Dihitung bila pada suatu hari layanan satu orang yang berhalangan membuatnya di bawah minimum.",),
        aturan=dasar(case, *(f"pustu.{kind}" for kind in KINDS)),
        baris=rows,
    )


def _nothing(angka: Angka) -> Jejak:
    words = "Tenaga atau kalender tahun ini belum dapat dihitung, atau unit ini bukan lokus tahap yang diminta."
    return Jejak(angka=angka, judul="Titik rawan", nilai=None, satuan="hari", cara=Cara.TEKS, langkah=(words,))


FIGURES = {FIGURE: _rawan, POOL: _cadangan, PUSTU: _pustu}
