"""Where the figures of Realisasi come from: the places, when each began, and the reports of stages without names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ilp_cli.capabilities.realisation.model import CAPAIAN, FIGURE, OUTSIDE, PARTS, began, quarters, total_of
from ilp_cli.capabilities.realisation.model import Baris as Triwulan
from ilp_cli.core.words import persen, romawi, tanggal
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.jejak import Baris, Cara, Jejak, Nilai
from ilp_cli.district.realisasi import Unit, units_of
from ilp_cli.district.roadmap import Status

_REACHED = "b"
_OUTSIDE = "lain"


def _realisasi(case: Case, angka: Angka) -> Jejak:
    """A figure of one lokus, of a stage, or of a year (`subjek` is empty)."""
    jenis, part = angka.jenis.split(" ")
    own = [
        row
        for row in case.of(quarters)
        if row.jenis == jenis
        and row.tahap.tahun in angka.tahun
        and (not angka.subjek or angka.subjek in (row.subjek, total_of(row.tahap)))
    ]
    named = [row for row in own if row.subjek != row.tahap.path]
    one = bool(named) and angka.subjek == named[0].subjek
    where = f"{named[0].nama}, tahap {angka.tahun[0]}" if one else f"tahap {angka.tahun[0]}"
    judul = f"{_TITLES[part].format(jenis=jenis)}, {where}"
    judul = judul[0].upper() + judul[1:]
    if part == CAPAIAN:
        return _share(angka, judul, own)
    numbers = [number for row in own if (number := _part(row, part)) is not None]
    known = numbers if angka.subjek or part != "target" or len(numbers) == len(own) else []
    total = bool(own) and angka.subjek == total_of(own[0].tahap)
    rows = [line for row in own for line in _rows(case, row, part)]
    words = _words(case, part, angka.tahun[0])
    if len(own) > len(named):
        words = (*words, "Tahap tanpa nama lokus: dihitung dari angka yang dilaporkan, bukan dari nama.")
    return Jejak(
        angka=angka,
        judul=judul,
        nilai=sum(numbers) if known or total else None,
        satuan=jenis,
        cara=Cara.BARIS if known or total else Cara.TEKS,
        langkah=words if known else (*words, "Belum tiba atau belum dilaporkan, jadi tidak diketahui."),
        baris=tuple(rows),
    )


_TITLES = {
    "target": "Target {jenis}",
    **{f"tw{number}": f"{{jenis}} yang mulai berjalan, TW {romawi(number)}" for number in range(1, 5)},
    _REACHED: "Realisasi {jenis}",
    CAPAIAN: "Capaian {jenis}",
    _OUTSIDE: "{jenis} yang berjalan di luar tahun tahapnya",
}


def _part(row: Triwulan, part: str) -> int | None:
    if part == "target":
        return row.target
    if part == _REACHED:
        return row.realisasi
    return row.lain if part == _OUTSIDE else row.triwulan[PARTS.index(part) - 1]


def _words(case: Case, part: str, year: int) -> tuple[str, ...]:
    day = tanggal(case.pada)
    if part == "target":
        return (f"Yang disebut tahap {year} di roadmap.",)
    if part == _OUTSIDE:
        return (f"Yang per {day} berjalan, tetapi mulainya bukan dalam {year} atau tanggalnya belum ditulis.",)
    when = f"dalam {year}" if part == _REACHED else f"dalam triwulan {romawi(PARTS.index(part))} {year}"
    return (f"Yang per {day} berjalan dan mulai {when}, menurut tanggal `sejak` yang pertama.",)


def _share(angka: Angka, judul: str, own: Sequence[Triwulan]) -> Jejak:
    """C = b / a × 100 %."""
    reached = sum(row.realisasi for row in own)
    known = bool(angka.subjek) or all(row.target is not None for row in own)  # a sum of the sheet adds what is told
    target = sum(row.target or 0 for row in own) if known else 0
    value = round(100 * reached / target, 1) if target else None
    how = f"100 × {reached} ÷ {target}, satu desimal: {persen(100 * reached / target)}." if target else "Tanpa target."
    parts: tuple[tuple[str, Nilai], ...] = (("realisasi (b)", reached), ("target (a)", target or None))
    return Jejak(angka=angka, judul=judul, nilai=value, satuan="%", langkah=(how,), bagian=parts)


def _rows(case: Case, row: Triwulan, part: str) -> Iterator[Baris]:
    if row.subjek == row.tahap.path:
        yield from _reports(case, row, part)
        return
    for unit in case.of(units_of):
        if unit.tahap is row.tahap and unit.jenis == row.jenis and unit.lokus.path == row.subjek:
            yield _place(case, unit, part)


def _place(case: Case, unit: Unit, part: str) -> Baris:
    quarter, words = began(unit, unit.tahap.tahun, case.pada)
    counts = {
        "target": True,
        _REACHED: quarter is not None and quarter < OUTSIDE,
        _OUTSIDE: quarter == OUTSIDE,
    }.get(part, quarter is not None and PARTS.index(part) - 1 == quarter)
    return Baris(
        nama=unit.nama,
        keterangan=f"{unit.jenis} di puskesmas {unit.lokus.nama}: {words}",
        place=case.place(unit.path),
        dihitung=counts,
        sebab="" if counts else words,
    )


def _reports(case: Case, row: Triwulan, part: str) -> Iterator[Baris]:
    """The reports of a stage without names; the figure stands with the last that bears on it."""
    number = _part(row, part)
    if part == "target":
        if number is not None:
            yield Baris(
                nama=f"tahap {row.tahap.tahun}",
                keterangan=f"{number} {row.jenis}, belum bernama",
                place=case.place((*row.tahap.path, "target", row.jenis)),
                dihitung=True,
                jumlah=number,
            )
        return
    told = sorted(
        (item for item in row.tahap.realisasi if item.status is Status.BERJALAN and item.per <= case.pada),
        key=lambda item: item.per,
    )
    first, last = _ends(part, row.tahap.tahun, case.pada)
    before = 0
    for item in told:
        so_far = getattr(item.jumlah, row.jenis)
        if so_far is None:
            continue
        within = first <= item.per <= last
        if part == _OUTSIDE:
            within = item.per.year != row.tahap.tahun
        added, before = so_far - before, so_far
        words = f"{so_far} {row.jenis} berjalan per {tanggal(item.per)}, belum bernama; {added} lebih dari sebelumnya"
        why = "" if within else "laporan masa lain"
        place = case.place(item.path)
        yield Baris(
            nama=f"tahap {row.tahap.tahun}", keterangan=words, place=place, dihitung=within, jumlah=added, sebab=why
        )


def _ends(part: str, year: int, pada: date) -> tuple[date, date]:
    """The first and last day of what a figure speaks of."""
    if part == _OUTSIDE:
        return date.min, pada
    if part == _REACHED:
        return date(year, 1, 1), min(date(year, 12, 31), pada)
    quarter = PARTS.index(part)
    last = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}[quarter]
    return date(year, 3 * quarter - 2, 1), min(date(year, *last), pada)


FIGURES = {FIGURE: _realisasi}
