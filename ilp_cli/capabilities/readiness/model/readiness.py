"""Each place beside its criteria: what is counted, else what was stated, else not known; never ready by guessing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ilp_cli.capabilities.readiness.model.facts import DERIVE, Answer, Keadaan, places
from ilp_cli.core.finding import Path
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import daftar
from ilp_cli.district.case import Case
from ilp_cli.district.dinyatakan import TIDAK, YA, holding, kind_of, statements
from ilp_cli.district.kesiapan import KESIAPAN
from ilp_cli.district.kriteria import Bagian, Kriteria, criteria
from ilp_cli.district.realisasi import JENIS

UNIT, KRITERIA, TEMPAT = "kesiapan", "kesiapan_kriteria", "kesiapan_tempat"
"""The names of its figures: of the criteria of a place, of the places of a criterion, of all places."""
SIAP, BELUM_SIAP, BELUM_DIKETAHUI = "siap", "belum siap", "belum diketahui"
"""What the criteria of a place come to: one that fails, else one that is not known, else ready."""
MARKS = {Keadaan.MEMENUHI: "●", Keadaan.TIDAK: "▼", Keadaan.BELUM: "?"}
"""A sign for each state, which differ without colour."""
ASK = "tanyakan, lalu tulis jawabannya di lembar Kesiapan"
"""What to do about what is not known."""
_STATES = {YA: Keadaan.MEMENUHI, TIDAK: Keadaan.TIDAK}


@dataclass(frozen=True, slots=True, kw_only=True)
class HasilBagian:
    """A part of a criterion at a place: its state, in words why, and whether it was counted rather than told."""

    bagian: Bagian
    keadaan: Keadaan
    kata: str = ""
    dihitung: bool = False


@dataclass(frozen=True, kw_only=True)
class Hasil:
    """A criterion at a place: met where all its parts are, not met where one is not, else not known."""

    kriteria: Kriteria
    bagian: tuple[HasilBagian, ...]

    @cached_property
    def keadaan(self) -> Keadaan:
        """What its parts come to."""
        states = {part.keadaan for part in self.bagian}
        if Keadaan.TIDAK in states:
            return Keadaan.TIDAK
        return Keadaan.BELUM if Keadaan.BELUM in states else Keadaan.MEMENUHI

    def parts(self, keadaan: Keadaan) -> tuple[HasilBagian, ...]:
        """Its parts of one state."""
        return tuple(part for part in self.bagian if part.keadaan is keadaan)

    @property
    def dari(self) -> str:
        """What it rests on: dihitung, dinyatakan, both, or "" where nothing tells of it."""
        known = [part for part in self.bagian if part.keadaan is not Keadaan.BELUM]
        words = {"dihitung" if part.dihitung else "dinyatakan" for part in known}
        return " dan ".join(sorted(words))

    @property
    def langkah(self) -> str:
        """What to do: of one that fails its own step, of one that is not known to ask; "" of one that is met."""
        if self.keadaan is Keadaan.BELUM:
            return ASK
        return self.kriteria.langkah if self.keadaan is Keadaan.TIDAK else ""

    @property
    def words(self) -> str:
        """What its parts come to, in figures; of one with several parts, those that make its state first."""
        order = (Keadaan.TIDAK, Keadaan.BELUM, Keadaan.MEMENUHI)
        parts = sorted(self.bagian, key=lambda part: order.index(part.keadaan))
        return "; ".join(map(_told, parts))


def _told(part: HasilBagian) -> str:
    state = "" if part.keadaan is Keadaan.MEMENUHI else part.keadaan.value
    told = ", ".join(filter(None, (state, part.kata)))
    return f"{part.bagian.judul}: {told}" if told else part.bagian.judul


@dataclass(frozen=True, kw_only=True)
class UnitSiap:
    """A place beside its criteria. `tahun` is the stage that makes it a lokus, None where none does."""

    tahun: int | None
    jenis: str
    puskesmas: str
    nama: str
    desa: str | None
    unit: Path
    hasil: tuple[Hasil, ...]

    @property
    def sebutan(self) -> str:
        """The place in a sentence, with its puskesmas."""
        return self.nama if self.jenis == "puskesmas" else f"{sebutan(self.jenis, self.nama)} ({self.puskesmas})"

    @cached_property
    def jumlah(self) -> Mapping[Keadaan, int]:
        """How many criteria are of each state."""
        counts = Counter(hasil.keadaan for hasil in self.hasil)
        return {keadaan: counts[keadaan] for keadaan in Keadaan}

    @property
    def keadaan(self) -> str:
        """Ready only where every criterion is met; nothing asked is nothing known."""
        if self.jumlah[Keadaan.TIDAK]:
            return BELUM_SIAP
        return BELUM_DIKETAHUI if self.jumlah[Keadaan.BELUM] or not self.hasil else SIAP

    def having(self, keadaan: Keadaan) -> tuple[Hasil, ...]:
        """The criteria of one state."""
        return tuple(hasil for hasil in self.hasil if hasil.keadaan is keadaan)

    def tanya(self, hasil: Hasil) -> tuple[str, ...]:
        """Who could know what is not known of a criterion here, each once."""
        asked = (hasil.kriteria.asked_of(self.puskesmas, part.bagian) for part in hasil.parts(Keadaan.BELUM))
        return tuple(dict.fromkeys(asked))


def verdicts(units: Sequence[UnitSiap]) -> str:
    """How many are ready, are not, and are not known."""
    counts = [(sum(unit.keadaan == words for unit in units), words) for words in (SIAP, BELUM_SIAP, BELUM_DIKETAHUI)]
    return ", ".join(f"{count} {words}" for count, words in counts)


def part_of(case: Case, unit: Path, kriteria: Kriteria, bagian: Bagian) -> HasilBagian:
    """A part at a place: what the district's tables count wins; else what was stated; else it is not known."""
    derive = DERIVE.get(bagian.kode)
    counted: Answer | None = derive(case, unit) if derive is not None else None
    if counted is not None and counted.keadaan is not Keadaan.BELUM:
        return HasilBagian(bagian=bagian, keadaan=counted.keadaan, kata=counted.kata, dihitung=True)
    stated = holding(case.of(statements).of(unit, kriteria), bagian, case.pada)
    keadaan = _STATES.get(stated.kata, Keadaan.BELUM)
    partly = counted.kata if counted is not None else ""
    words = stated.sebab if keadaan is not Keadaan.BELUM else "; ".join(filter(None, (partly, stated.sebab)))
    return HasilBagian(bagian=bagian, keadaan=keadaan, kata=words)


def unit_of(case: Case, unit: Path, tahun: int | None) -> UnitSiap:
    """A registered place beside what the district asks of its kind."""
    puskesmas, own = case.of(places)[unit]
    jenis = kind_of(unit)
    return UnitSiap(
        tahun=tahun,
        jenis=jenis,
        puskesmas=puskesmas.nama,
        nama=own.nama,
        desa=getattr(own, "desa", None),
        unit=unit,
        hasil=tuple(
            Hasil(kriteria=kriteria, bagian=tuple(part_of(case, unit, kriteria, part) for part in kriteria.bagian))
            for kriteria in case.of(criteria).of(jenis)
        ),
    )


def lokus_units(case: Case) -> tuple[UnitSiap, ...]:
    """The lokus of the stages asked for that still stand, each once: the stages in order, in each the kinds apart."""
    cancelled = case.district.cancelled(case.pada)
    closed = case.district.closed(case.pada)
    listed = [
        (unit.tahap.tahun, JENIS.index(unit.jenis), unit.unit)
        for unit in case.district.units
        if unit.tahap.tahun in case.years and unit.unit not in cancelled and unit.unit[:2] not in closed
    ]
    return tuple(unit_of(case, unit, tahun) for tahun, _, unit in sorted(listed, key=lambda item: item[:2]))


def every_unit(case: Case) -> tuple[UnitSiap, ...]:
    """Every place of the register that still stands, the kinds apart, in the order of the register."""
    cancelled = case.district.cancelled(case.pada)
    since = {unit.unit: unit.tahap.tahun for unit in case.district.units if unit.unit not in cancelled}
    return tuple(unit_of(case, unit, since.get(unit)) for jenis in JENIS for unit in standing(case, jenis))


def standing(case: Case, jenis: str) -> Iterator[Path]:
    """The places of a kind whose puskesmas still stands, in the order of the register."""
    for puskesmas in case.district.puskesmas:
        if puskesmas.open_on(case.pada):
            units: Iterable[Path] = (
                (puskesmas.path,)
                if jenis == "puskesmas"
                else (unit.path for unit in (puskesmas.pustu if jenis == "pustu" else puskesmas.posyandu))
            )
            yield from units


def used(case: Case) -> bool:
    """Whether a district uses readiness: it has the table, or says which criteria it asks."""
    district = case.district
    return bool(district.isian.get(KESIAPAN.name)) or district.kriteria_kesiapan is not None


def stated_only(used: Iterable[Kriteria]) -> str:
    """Which criteria, or parts of one, no table tells of, in a sentence; "" where each is counted."""
    codes = [kriteria.named(part) for kriteria in used for part in kriteria.bagian if part.kode not in DERIVE]
    told = daftar(dict.fromkeys(codes))
    return f"Hanya dari pernyataan di lembar Kesiapan, tidak dihitung dari tabel lain: {told}." if told else ""
