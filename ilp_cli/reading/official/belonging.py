"""Which rows of a national list are of this district: by its name or number, never by figures that only look alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ilp_cli.core.finding import Path
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.words import angka
from ilp_cli.district.place import Kabupaten
from ilp_cli.reading.official.official_list import UNSAID, Entry, Wilayah, district_digits

_KINDS = ("kabupaten", "kab", "kota", "kotamadya")

Known = Callable[[Entry], Path | None]
"""The registered puskesmas that a row is about or belongs to, by one way of telling; None where it names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """Of each row whether it is of this district (None where the list does not tell), and what is to be said of it."""

    verdicts: tuple[bool | None, ...]
    notes: tuple[str, ...] = ()


def belonging(
    entries: Sequence[Entry],
    kabupaten: Kabupaten,
    wilayah: Sequence[Wilayah],
    by_code: Known,
    by_name: Known,
    registered: int,
) -> Belonging:
    """Tell the rows of this district from all others, by the surest column each row has.

    `registered` is how many puskesmas the register holds: half of their names must be in a group to call it ours.
    """
    whose = _Whose(entries, kabupaten, wilayah, by_code, by_name, max(2, (registered + 1) // 2))
    own = {system: whose.own(system) for system in ("nama", "kemendagri", UNSAID, "bps")}
    verdicts = tuple(whose.verdict(entry, own) for entry in entries)
    return Belonging(verdicts=verdicts, notes=tuple(whose.notes(own, verdicts)))


def _key(entry: Entry, system: str) -> str:
    """What a row says of its district under one system of naming or numbering; "" where it says nothing."""
    return _compact(entry.kabupaten) if system == "nama" else entry.nomor.get(system, "")


def _compact(name: str) -> str:
    """A district's name as it is compared: "KAB. TOLI-TOLI" → "tolitoli", "Kota Palopo" → "kota palopo"."""
    words = normal(name).split()
    kind = words[0] if len(words) > 1 and words[0] in _KINDS else ""
    bare = "".join(words[1:] if kind else words)
    return f"kota {bare}" if kind.startswith("kota") and bare else bare


Own = Mapping[str, frozenset[str] | None]
"""Under each system the keys that are this district's; None where that cannot be told."""


class _Whose:
    """Finds under each system what this district is called, and keeps how it was found."""

    def __init__(
        self,
        entries: Sequence[Entry],
        kabupaten: Kabupaten,
        wilayah: Sequence[Wilayah],
        by_code: Known,
        by_name: Known,
        most: int,
    ) -> None:
        self.entries = entries
        self.kabupaten = kabupaten
        self.digits = district_digits(kabupaten.kode or "")
        self.bps = next((area.bps for area in wilayah if district_digits(area.kemendagri) == self.digits), "")
        self.named = {area.bps: area for area in wilayah}
        self.by_code = by_code
        self.by_name = by_name
        self.most = most
        self._how: dict[str, str] = {}

    def own(self, system: str) -> frozenset[str] | None:
        """The keys of this district under one system; None where no row has one, or where it cannot be told."""
        groups = Counter(key for entry in self.entries if (key := _key(entry, system)))
        if not groups:
            return None
        if system == "nama":
            return self._by_own_name(groups)
        if system == "kemendagri" and self.digits:
            return frozenset({self.digits})
        if system == "bps" and self.bps:
            return frozenset({self.bps})
        if system == UNSAID and self.digits and self.digits == self.bps:
            return frozenset({self.digits})  # both systems have the same number for it
        return self._by_contents(system)

    def _by_own_name(self, groups: Mapping[str, int]) -> frozenset[str] | None:
        """Our own name, with or without its kind; else the name under which the list has our codes."""
        ours = _compact(self.kabupaten.nama)
        city = self.kabupaten.jenis == "kota" or ours.startswith("kota ")
        bare = ours.removeprefix("kota ")
        usual = f"kota {bare}" if city else bare
        names = {usual} if usual in groups else {bare} & set(groups)
        return frozenset(names) or self._by_contents("nama") or frozenset()

    def _by_contents(self, system: str) -> frozenset[str] | None:
        """The one group that holds our codes; else the one that holds at least half of our names, as written."""
        for known, what, enough in ((self.by_code, "kode", 1), (self.by_name, "nama", self.most)):
            held: dict[str, set[Path]] = defaultdict(set)
            for entry in self.entries:
                key = _key(entry, system)
                path = known(entry) if key and not self._another(system, key) else None
                if path is not None:
                    held[key].add(path)
            ranked = sorted(held, key=lambda key: (-len(held[key]), key))
            if not ranked or (len(ranked) > 1 and len(held[ranked[0]]) == len(held[ranked[1]])):
                continue
            best = len(held[ranked[0]])
            if best >= enough:
                self._how[system] = f"{best} {what} puskesmas yang sama dengan register"
                return frozenset({ranked[0]})
        return None

    def _another(self, system: str, key: str) -> bool:
        """Whether a BPS number is known to be another district's."""
        return system == "bps" and key in self.named and district_digits(self.named[key].kemendagri) != self.digits

    def verdict(self, entry: Entry, own: Own) -> bool | None:
        """Whether a row is of this district, by the first of its columns that tells."""
        for system, keys in own.items():
            key = _key(entry, system)
            if key and keys is not None:
                return key in keys
            if key and self._another(system, key):
                return False
        return None

    def notes(self, own: Own, verdicts: Sequence[bool | None]) -> list[str]:
        """How the district was recognised, and the trap of the two numbers where the list holds it."""
        notes = []
        for system, how in self._how.items():
            keys = own[system] or frozenset()
            shown = " dan ".join(sorted(keys))
            what = "Nama kabupaten" if system == "nama" else "Nomor kabupaten"
            if system == "nama" or shown != self.digits or self.bps != self.digits:
                kind = {self.digits: " (kode Kemendagri)", self.bps: " (nomor BPS)"}.get(shown, "")
                notes.append(f"{what} ini di daftar: {shown}{kind}, dikenali dari {how}")
        if own["nama"] is not None and not own["nama"]:
            names = {entry.kabupaten for entry in self.entries if entry.kabupaten}
            notes.append(f"nama {self.kabupaten.nama} tidak ada di kolom kabupaten{maksud(self.kabupaten.nama, names)}")
        for system in ("bps", UNSAID):
            notes += self._trap(system, own, verdicts)
        return notes

    def _trap(self, system: str, own: Own, verdicts: Sequence[bool | None]) -> list[str]:
        """What to say where rows hold our Kemendagri figures as a number of BPS."""
        alike = [
            verdict
            for entry, verdict in zip(self.entries, verdicts, strict=True)
            if self.digits and _key(entry, system) == self.digits
        ]
        keys = own[system]
        unsure = keys is None and not self._another(system, self.digits)
        if not alike or self.bps == self.digits or self.digits in (keys or ()) or (unsure and not system):
            return []
        name, code = self.kabupaten.nama, self.kabupaten.kode
        sign = f"P{self.digits}…" if system else self.digits
        where = "sesudah P tertulis nomor BPS" if system else "daftar ini memakai nomor BPS"
        whose = self.named.get(self.digits)
        other = (
            f", dan nomor BPS {self.digits} adalah {whose.nama}" if whose else ", yang sering lain dari kode Kemendagri"
        )
        taken = sum(verdict is True for verdict in alike)
        verb = f"menyebut {name}, tetapi" if taken else f"belum tentu {name}:" if unsure else f"bukan {name}:"
        numbers = f"{name}: Kemendagri {code}"
        if self.bps:
            count = sum(_key(entry, system) == self.bps for entry in self.entries)
            numbers += f", BPS {self.bps} ({angka(count)} baris)"
        return [f"{angka(len(alike))} baris bernomor {sign} {verb} {where}{other}. {numbers}"]
