"""The answer for the eye: each place with a mark for each criterion, what is not met, and who could know the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from ilp_cli.capabilities.readiness.model.answer import Readiness
from ilp_cli.capabilities.readiness.model.facts import Keadaan
from ilp_cli.capabilities.readiness.model.indicators import TURUNAN
from ilp_cli.capabilities.readiness.model.readiness import MARKS, UnitSiap, verdicts
from ilp_cli.core.words import daftar, kalimat, tanggal
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table, wrapped

_FEW = 3
"""So many puskesmas are told person by person whom to ask; of more, criterion by criterion."""
_NAMED = 5
"""So many places are named in one line."""


def readiness_lines(answer: Readiness) -> Iterator[Line]:
    """The places by stage and kind; then what is not met, what is not known, and the indicators."""
    stages = daftar(map(str, answer.tahun))
    asked = "semua tempat di register" if answer.semua else f"tahap {stages}" if stages else "belum ada tahap"
    yield line((answer.kabupaten, "bold"), f" · kesiapan per {tanggal(answer.pada)} · {asked}")
    yield line("● memenuhi   ▼ tidak memenuhi   ? belum diketahui")
    for (year, jenis), group in groupby(answer.units, key=lambda unit: (_stage(answer, unit), unit.jenis)):
        yield line()
        yield from _table(year, jenis, tuple(group))
    if not answer.units:
        yield line()
        yield line("Tidak ada tempat yang diminta.")
    yield from _failing(answer.units)
    yield from _unknown(answer.units)
    yield line()
    yield line(("Indikator Renstra", "bold"), " (seluruh kabupaten)")
    for item in answer.indikator:
        yield line(f"  {item.nomor} {item.nama}: {item.words}")
        yield line((f"    dihitung: {item.dibaca}", "dim"))
    yield line()
    note = f"Kriteria ini bacaan KMK 2015/2023 (turunan) dan kriteria daerah (lokal), bukan instrumen resmi; {TURUNAN}."
    for words in wrapped(note):
        yield line((words, "dim"))
    if answer.kriteria.tanpa:
        yield line((f"Tidak dipakai kabupaten ini: {daftar(sorted(answer.kriteria.tanpa))}.", "dim"))


def _stage(answer: Readiness, unit: UnitSiap) -> int | None:
    return None if answer.semua else unit.tahun


def _table(year: int | None, jenis: str, units: Sequence[UnitSiap]) -> Iterator[Line]:
    stage = f"Tahap {year}, {jenis}" if year is not None else kalimat(jenis)
    yield line((stage, "bold"), f": {len(units)} ({verdicts(units)})")
    codes = [hasil.kriteria.kode for hasil in units[0].hasil]
    names = ("Puskesmas",) if jenis == "puskesmas" else ("Puskesmas", kalimat(jenis))
    rows = [
        (
            *((unit.nama,) if jenis == "puskesmas" else (unit.puskesmas, unit.nama)),
            *(MARKS[hasil.keadaan] for hasil in unit.hasil),
            *(str(number) for number in unit.jumlah.values()),
            unit.keadaan,
        )
        for unit in units
    ]
    yield from table((*names, *codes, "●", "▼", "?", "Keadaan"), rows, indent="  ")


def _failing(units: Sequence[UnitSiap]) -> Iterator[Line]:
    failing = [(unit, hasil) for unit in units for hasil in unit.having(Keadaan.TIDAK)]
    if not failing:
        return
    yield line()
    yield line(("Tidak memenuhi", "bold"))
    for unit, hasil in failing:
        parts = hasil.parts(Keadaan.TIDAK)
        words = "; ".join(f"{hasil.kriteria.named(part.bagian)} {part.bagian.judul}: {part.kata}" for part in parts)
        yield line(f"  {kalimat(unit.sebutan)}: ", (words, "red"))
    yield line(("  Langkah", "bold"))
    for kode, langkah in dict.fromkeys((hasil.kriteria.kode, hasil.kriteria.langkah) for _, hasil in failing):
        yield line(f"    {kode}: {langkah}")


def _unknown(units: Sequence[UnitSiap]) -> Iterator[Line]:
    """What is not known: of a few puskesmas by whom to ask, of more by criterion."""
    if not any(unit.having(Keadaan.BELUM) for unit in units):
        return
    yield line()
    yield line(("Belum diketahui", "bold"), ", dan siapa yang dapat ditanya")
    if len({unit.puskesmas for unit in units}) <= _FEW:
        yield from _by_person(units)
    else:
        yield from _by_criterion(units)


def _by_person(units: Sequence[UnitSiap]) -> Iterator[Line]:
    asked: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for unit in units:
        for hasil in unit.having(Keadaan.BELUM):
            for part in hasil.parts(Keadaan.BELUM):
                who = hasil.kriteria.asked_of(unit.puskesmas, part.bagian)
                known = f" ({part.kata})" if part.kata else ""
                words = f"{hasil.kriteria.named(part.bagian)} {part.bagian.judul}{known}"
                asked[who][unit.sebutan].append(words)
    for who, places in asked.items():
        yield line(f"  Tanyakan {who}:")
        for place, words in places.items():
            yield line(f"    {kalimat(place)}: {'; '.join(words)}")


def _by_criterion(units: Sequence[UnitSiap]) -> Iterator[Line]:
    open_at: dict[tuple[str, str, str], list[UnitSiap]] = defaultdict(list)
    for unit in units:
        for hasil in unit.having(Keadaan.BELUM):
            for part in hasil.parts(Keadaan.BELUM):
                who = (part.bagian.tahu or hasil.kriteria.tahu).replace("{puskesmas}", "puskesmasnya")
                key = f"{hasil.kriteria.named(part.bagian)} {part.bagian.judul}", unit.jenis, who
                open_at[key].append(unit)
    for (words, jenis, who), places in open_at.items():
        names = ", ".join(unit.nama for unit in places) if len(places) <= _NAMED else f"{len(places)}"
        yield line(f"  {words}: {jenis} {names}; tanyakan {who}" if len(places) <= _NAMED
                   else f"  {words}: {names} {jenis}; tanyakan {who}")  # fmt: skip
