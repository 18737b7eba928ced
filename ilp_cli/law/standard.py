"""Legal values at a date: each with the article it rests on, its rank, and when it was last checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ilp_cli.core.words import daftar

Nilai = int | str | tuple[str, ...]
NATIONAL = "nasional"
"""The `arah` of a standard that no district may set."""


class Rank(StrEnum):
    """How binding a value is: printed nationally, derived by reading, or decided locally."""

    RESMI = "resmi"
    TURUNAN = "turunan"
    LOKAL = "lokal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """One instrument, named once; `dicabut_pada` may stay unknown although it is revoked, and `berlaku_sejak` too."""

    kunci: str
    jenis: str
    nomor: str
    tahun: int
    singkat: str
    tentang: str
    dicabut_oleh: str | None = None
    dicabut_pada: date | None = None
    berlaku_sejak: date | None = None

    def revoked_on(self, day: date) -> bool:
        """Whether the instrument no longer stands on this day; an unknown day of revocation counts as past."""
        return self.dicabut_oleh is not None and (self.dicabut_pada is None or self.dicabut_pada <= day)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """A value since a day, with its citation; `nilai` None means revoked.

    `pangkat` is its rank where that is not the standard's: a later text may only be known at second hand.
    `sesudah_bulan` is how many months somebody must have served before it is theirs.
    """

    sejak: date
    nilai: Nilai | None
    peraturan: str
    pasal: str
    pangkat: Rank | None = None
    sesudah_bulan: int = 0
    diperiksa_pada: date | None = None
    diperiksa_terhadap: str = ""

    @property
    def citation(self) -> str:
        """The instrument and the place in it, as printed beside a finding."""
        return f"{self.peraturan}, {self.pasal}" if self.pasal else self.peraturan


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One legal figure with its history. `arah` says which way is stricter: "min", "maks", "himpunan"; "tetap" none.

    A standard that is "nasional" is not for a district to set.
    """

    kunci: str
    judul: str
    satuan: str
    pangkat: Rank
    arah: str
    riwayat: tuple[DatedValue, ...]
    catatan: str = ""
    belum_diperiksa: str = ""

    def on(self, day: date) -> DatedValue | None:
        """The value in force on a day; None before the first, or once revoked."""
        known = [value for value in self.riwayat if value.sejak <= day]
        latest = max(known, key=lambda value: value.sejak, default=None)
        return latest if latest is not None and latest.nilai is not None else None

    def rank_of(self, value: DatedValue) -> Rank:
        """The rank of one of its values: its own, else that of the standard."""
        return value.pangkat or self.pangkat

    def looser(self, value: Nilai, day: date) -> bool:
        """Whether a local value asks less than the national one of that day.

        What only another district has decided (rank lokal) binds nobody, and words have no order.
        """
        national = self.on(day)
        if national is None or self.pangkat is Rank.LOKAL:
            return False
        if self.arah == "himpunan":
            return not set(_several(national.nilai)) <= set(_several(value))
        if self.arah == "maks":
            return _number(value) > _number(national.nilai)
        return self.arah == "min" and _number(value) < _number(national.nilai)

    def fits(self, value: Nilai) -> bool:
        """Whether a local value may stand here: a number where the standard counts, names where it lists."""
        national = self.riwayat[-1].nilai
        return self.arah != NATIONAL and isinstance(value, int) == isinstance(national, int)


def _several(value: Nilai | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _number(value: Nilai | None) -> int:
    return value if isinstance(value, int) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalStandard:
    """A district's own, stricter value from its roadmap.yaml, with its own basis."""

    path: tuple[str | int, ...]
    kunci: str
    nilai: Nilai
    dasar: str
    sejak: date | None = None

    def applies_on(self, day: date) -> bool:
        """Whether the local value holds on a day."""
        return self.sejak is None or self.sejak <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A standard as it stands on one day for one district: the value, its citation and its rank.

    `sesudah_bulan` is how many months somebody must have served before the value is theirs.
    """

    standard: Standard
    nilai: Nilai
    citation: str
    rank: Rank
    since: date
    sesudah_bulan: int = 0


def figure(standard: InForce | None) -> int | None:
    """The number a standard asks for; None, which is not 0, where none is in force or it is no number."""
    return standard.nilai if standard is not None and isinstance(standard.nilai, int) else None


def in_force(standards: Mapping[str, Standard], local: tuple[LocalStandard, ...], day: date) -> dict[str, InForce]:
    """Every standard in force on a day; a stricter local value replaces the national one, a looser never does."""
    result: dict[str, InForce] = {}
    for key, standard in standards.items():
        value = standard.on(day)
        if value is not None and value.nilai is not None:
            result[key] = InForce(
                standard=standard,
                nilai=value.nilai,
                citation=value.citation,
                rank=standard.rank_of(value),
                since=value.sejak,
                sesudah_bulan=value.sesudah_bulan,
            )
    for own in local:
        national = result.get(own.kunci)
        differs = national and own.applies_on(day) and own.nilai != national.nilai
        if national and differs and not national.standard.looser(own.nilai, day):
            result[own.kunci] = InForce(
                standard=national.standard,
                nilai=own.nilai,
                citation=own.dasar,
                rank=Rank.LOKAL,
                since=own.sejak or national.since,
            )
    return result


def bases(standards: Mapping[str, InForce], keys: Iterable[str]) -> Iterator[str]:
    """The articles behind these standards, each once with its rank, after what rests on it."""
    titles: dict[str, list[str]] = {}
    for standard in (standards[key] for key in keys if key in standards):
        titles.setdefault(f"{standard.citation} ({standard.rank.value})", []).append(standard.standard.judul)
    yield from (f"{daftar(words)}: {citation}" for citation, words in titles.items())


_KINDS = {
    "uu": "uu",
    "undang undang": "uu",
    "pp": "pp",
    "peraturan pemerintah": "pp",
    "perpres": "perpres",
    "peraturan presiden": "perpres",
    "pmk": "pmk",
    "permenkes": "pmk",
    "peraturan menteri kesehatan": "pmk",
    "kmk": "kmk",
    "kepmenkes": "kmk",
    "keputusan menteri kesehatan": "kmk",
    "permendagri": "permendagri",
    "peraturan menteri dalam negeri": "permendagri",
}
_CITED = re.compile(
    r"\b(?P<jenis>" + "|".join(sorted(_KINDS, key=len, reverse=True)).replace(" ", r"[\s-]+") + r")\b"
    r"(?:\s+(?:republik\s+indonesia|ri))?[\s)]*(?:nomor|no\.?)?[\s:]*"
    r"(?P<nomor>(?:hk[\w.]*/menkes/)?\d+)\s*(?:/|tahun|thn\.?|th\.?)\s*(?P<tahun>\d{4})",
    re.IGNORECASE,
)


def cited(text: str) -> list[tuple[str, str, int]]:
    """The instruments a text names, as (kind, number, year): "Permenkes Nomor 43 Tahun 2019" → ("pmk", "43", 2019)."""
    instruments = []
    for match in _CITED.finditer(text):
        kind = _KINDS[re.sub(r"[\s-]+", " ", match["jenis"].lower())]
        instruments.append((kind, match["nomor"].rsplit("/", 1)[-1], int(match["tahun"])))
    return instruments


@dataclass(frozen=True, slots=True)
class Law:
    """Every standard and every regulation by its key."""

    standards: Mapping[str, Standard]
    regulations: Mapping[str, Regulation]

    def named_in(self, text: str) -> list[Regulation | None]:
        """The instruments a text names, in its order; None for one that is not in `configs/`."""
        known = {(item.jenis, item.nomor, item.tahun): item for item in self.regulations.values()}
        return [known.get(key) for key in cited(text)]

    def successor(self, regulation: Regulation) -> str | None:
        """By what an instrument was revoked, as a sentence names it; None where it was not."""
        after = self.regulations.get(regulation.dicabut_oleh or "")
        return after.singkat if after else regulation.dicabut_oleh
