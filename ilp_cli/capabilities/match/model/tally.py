"""Counts of a list beside those of the roster, under every reading the list leaves open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ilp_cli.core.finding import Path, Place
from ilp_cli.core.words import angka
from ilp_cli.district.district import District
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.presence import Presence
from ilp_cli.reading.official.official_list import ListColumn

REGISTERED = ("pustu", "posyandu")
"""What is counted from the register rather than from the roster."""

_WHERE = {"jaringan": "puskesmas beserta unitnya", "induk": "puskesmas induk saja", "unit": ""}
_WHOM = {
    "semua": "semua pegawai",
    "asn": "ASN saja",
    "non_asn": "non-ASN saja",
    "asn/non_asn": "ASN/non-ASN",
    "jumlah": "kedua angka dijumlahkan",
    "asn/semua": "ASN/semua",
}
_OPEN = {1: ("semua", "asn"), 2: ("asn/non_asn", "jumlah", "asn/semua")}
"""What one figure, or a pair as 14/5, may mean where its title does not say; the likeliest first."""


@dataclass(frozen=True, slots=True)
class Heads:
    """How many of one kind there are at a place: civil servants, and all."""

    asn: int
    semua: int

    def shown(self, whom: str) -> str:
        """Our figure as the list would write it under a reading."""
        other = self.semua - self.asn
        if whom in ("asn/non_asn", "jumlah"):
            return f"{self.asn}/{other}"
        if whom == "asn/semua":
            return f"{self.asn}/{self.semua}"
        return str({"asn": self.asn, "non_asn": other}.get(whom, self.semua))

    def equals(self, figures: tuple[int, ...], whom: str) -> bool:
        """Whether the list's figures say the same under a reading."""
        if whom == "jumlah":
            return sum(figures) == self.semua
        return "/".join(map(str, figures)) == self.shown(whom)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One count of the list and ours. `ours` holds ours by where it is counted; `baca` is the reading used."""

    place: Place
    tingkat: str
    puskesmas: str
    nama: str
    unit: Path
    column: ListColumn
    daftar: tuple[int, ...]
    ours: Mapping[str, Heads]
    baca: tuple[str, str] = ("unit", "semua")

    @property
    def sama(self) -> bool:
        """Whether both say the same under the reading used."""
        where, whom = self.baca
        return self.ours[where].equals(self.daftar, whom)

    @property
    def kita(self) -> str:
        """Our figure, written as the list writes its own."""
        return self.ours[self.baca[0]].shown(self.baca[1])

    @property
    def mereka(self) -> str:
        """The list's figure as it stands there."""
        return "/".join(map(str, self.daftar))

    def row(self) -> dict[str, object]:
        """The count as one row of the JSON contract."""
        heads = self.ours[self.baca[0]]
        return {
            "tingkat": self.tingkat,
            "puskesmas": self.puskesmas,
            "nama": self.nama,
            "apa": self.column.apa,
            "judul": self.column.judul,
            "daftar": self.mereka,
            "kita": self.kita,
            "kita_asn": heads.asn,
            "kita_semua": heads.semua,
            "dibaca": reading_words(self.baca),
            "sama": self.sama,
            "file": self.place.file,
            "sheet": self.place.sheet,
            "cell": self.place.cell,
            "line": self.place.line,
        }


def reading_words(baca: tuple[str, str]) -> str:
    """A reading in words: "semua pegawai, puskesmas induk saja"."""
    return ", ".join(words for words in (_WHOM[baca[1]], _WHERE[baca[0]]) if words)


class HeadCount:
    """How many people of each kind count at each place of a district on a day, each person once."""

    def __init__(self, district: District, who: Presence) -> None:
        self._staff = who.staff
        self._asn = {district.identities[petugas.path] for petugas in district.petugas if petugas.asn}

    def at(self, units: Iterable[Path], kind: str) -> Heads:
        """The people of one kind at these units together."""
        people: set[object] = set()
        for unit in units:
            people.update(self._staff.get(unit, {}).get(kind, ()))
        return Heads(len(people & self._asn), len(people))

    def ours(self, unit: Path, puskesmas: Puskesmas, apa: str) -> Mapping[str, Heads]:
        """Our count at a pustu or posyandu; at a puskesmas with and without the units below it."""
        if apa in REGISTERED:
            number = len(puskesmas.pustu if apa == "pustu" else puskesmas.posyandu)
            return {"unit": Heads(0, number)}
        if len(unit) > 2:
            return {"unit": self.at([unit], apa)}
        below = [child.path for child in puskesmas.units()]
        whole = self.at([unit, *below], apa)
        return {"unit": whole} if apa == "kader" else {"jaringan": whole, "induk": self.at([unit], apa)}


def _ways(tally: Tally) -> tuple[str, ...]:
    """Whom the figures of one count may mean; one way only where its title says it."""
    pair = len(tally.daftar)
    if tally.column.apa in (*REGISTERED, "kader"):
        return ("semua",) if pair == 1 else ("jumlah",)
    said = tally.column.ukuran
    return (said,) if said and (pair == 2) == ("/" in said) else _OPEN[pair]


def settle(tallies: Iterable[Tally]) -> tuple[tuple[Tally, ...], tuple[str, ...]]:
    """Read all counts of one shape alike, in the way under which most agree, and say which ways there were."""
    counts = list(tallies)
    notes = []
    where, open_where = _where(counts)
    if open_where:
        notes.append(open_where)
    placed = [replace(tally, baca=(where if where in tally.ours else "unit", "")) for tally in counts]
    whom: dict[tuple[str, ...], str] = {}
    for ways in dict.fromkeys(map(_ways, placed)):
        group = [tally for tally in placed if _ways(tally) == ways]
        agree = {way: sum(tally.ours[tally.baca[0]].equals(tally.daftar, way) for tally in group) for way in ways}
        # Any right pair also adds up right: the sum is believed only where it agrees twice as often.
        whom[ways] = max(ways, key=lambda way: agree[way] / (2 if way == "jumlah" else 1))
        if len(ways) > 1:
            notes.append(_open_whom(group[0], len(group), agree, whom[ways]))
    return tuple(replace(tally, baca=(tally.baca[0], whom[_ways(tally)])) for tally in placed), tuple(notes)


def _where(counts: Sequence[Tally]) -> tuple[str, str]:
    """Whether the figures of puskesmas take in their pustu: as most of them agree; and what to say of it."""
    group = [tally for tally in counts if "induk" in tally.ours]
    agree = {
        where: sum(any(tally.ours[where].equals(tally.daftar, whom) for whom in _ways(tally)) for tally in group)
        for where in ("jaringan", "induk")
    }
    best = max(agree, key=lambda where: agree[where])
    if not group or not any(tally.ours["jaringan"] != tally.ours["induk"] for tally in group):
        return best, ""
    question = "angka puskesmas: daftar tidak menyebut apakah petugas di pustu ikut dihitung"
    return best, f"{question}. {_score(len(group), {_WHERE[way]: count for way, count in agree.items()}, _WHERE[best])}"


def _open_whom(tally: Tally, number: int, agree: Mapping[str, int], best: str) -> str:
    """What the title of a count leaves open, how often each reading agrees, and which one is used."""
    pair = "angka berpasangan" if len(tally.daftar) == 2 else "angka"
    question = "arti kedua angkanya" if len(tally.daftar) == 2 else "apakah semua pegawai atau ASN saja yang dihitung"
    ways = {_WHOM[way]: count for way, count in agree.items()}
    return f"{pair} seperti {tally.column.judul} {tally.mereka}: daftar tidak menyebut {question}. " + _score(
        number, ways, _WHOM[best]
    )


def _score(number: int, agree: Mapping[str, int], best: str) -> str:
    counted = ", ".join(f"{angka(count)} bila {words}" for words, count in agree.items())
    return f"Dari {angka(number)} angka, yang sama dengan kita {counted}. Yang dipakai: {best}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """All compared counts of one column at one kind of place, added up."""

    tingkat: str
    column: ListColumn
    baca: tuple[str, str]
    tempat: int
    daftar: tuple[int, ...]
    ours: Heads

    @property
    def mereka(self) -> str:
        """The list's sum."""
        return "/".join(map(str, self.daftar))

    @property
    def kita(self) -> str:
        """Our sum, written as the list writes its own."""
        return self.ours.shown(self.baca[1])


def totals(tallies: Iterable[Tally]) -> tuple[Total, ...]:
    """The sums of every column, in the order of the list."""
    groups: dict[tuple[str, ListColumn, tuple[str, str], int], list[Tally]] = defaultdict(list)
    for tally in tallies:
        groups[tally.tingkat, tally.column, tally.baca, len(tally.daftar)].append(tally)
    return tuple(
        Total(
            tingkat=tingkat,
            column=column,
            baca=baca,
            tempat=len(group),
            daftar=tuple(map(sum, zip(*(tally.daftar for tally in group), strict=True))),
            ours=Heads(
                sum(tally.ours[baca[0]].asn for tally in group),
                sum(tally.ours[baca[0]].semua for tally in group),
            ),
        )
        for (tingkat, column, baca, _), group in groups.items()
    )
