"""The answer for the eye: each place with a mark for each criterion, what is not met, and who could know the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from ilp_cli.capabilities.readiness.model.answer import Readiness
from ilp_cli.capabilities.readiness.model.facts import Keadaan
from ilp_cli.capabilities.readiness.model.indicators import TURUNAN
from ilp_cli.capabilities.readiness.model.readiness import MARKS, HasilBagian, UnitSiap, stated_only, verdicts
from ilp_cli.core.words import daftar, kalimat, tanggal
from ilp_cli.district.kriteria import Kriteria
from ilp_cli.screen.answer import according
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table, wrapped

_FEW = 3
"""So many puskesmas are told person by person whom to ask; of more, criterion by criterion."""
_NAMED = 5
"""So many places are named in one line."""


_Part = tuple[UnitSiap, Kriteria, HasilBagian]
"""A part that is not known, of which criterion, and where."""


def readiness_lines(answer: Readiness) -> Iterator[Line]:
    """The places by stage and kind; then what is not met, what is not known, and the indicators."""
    stages = daftar(map(str, answer.tahun))
    asked = "semua tempat di register" if answer.semua else f"tahap {stages}" if stages else "belum ada tahap"
    yield line((answer.kabupaten, "bold"), f" · kesiapan per {tanggal(answer.pada)} · {asked}")
    yield from according(answer.case.district.menurut)
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
    for words in (*wrapped(note), *wrapped(stated_only(answer.kriteria.dipakai.values()))):
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
    """What is not known, also of criteria that fail: of a few puskesmas by whom to ask, of more by criterion."""
    parts = [
        (unit, hasil.kriteria, part) for unit in units for hasil in unit.hasil for part in hasil.parts(Keadaan.BELUM)
    ]
    if not parts:
        return
    yield line()
    yield line(("Belum diketahui", "bold"), ", dan siapa yang dapat ditanya")
    yield from _by_person(parts) if len({unit.puskesmas for unit in units}) <= _FEW else _by_criterion(parts)


def _by_person(parts: Sequence[_Part]) -> Iterator[Line]:
    asked: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for unit, kriteria, part in parts:
        known = f" ({part.kata})" if part.kata else ""
        words = f"{kriteria.named(part.bagian)} {part.bagian.judul}{known}"
        asked[kriteria.asked_of(unit.puskesmas, part.bagian)][unit.sebutan].append(words)
    for who, places in asked.items():
        yield line(f"  Tanyakan {who}:")
        for place, listed in places.items():
            yield line(f"    {kalimat(place)}: {'; '.join(listed)}")


def _by_criterion(parts: Sequence[_Part]) -> Iterator[Line]:
    open_at: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for unit, kriteria, part in parts:
        who = (part.bagian.tahu or kriteria.tahu).replace("{puskesmas}", "puskesmasnya")
        open_at[f"{kriteria.named(part.bagian)} {part.bagian.judul}", unit.jenis, who].append(unit.nama)
    for (words, jenis, who), names in open_at.items():
        places = f"{jenis} {', '.join(names)}" if len(names) <= _NAMED else f"{len(names)} {jenis}"
        yield line(f"  {words}: {places}; tanyakan {who}")
