"""The register that an official list tells for one district, and why each of its other rows is not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ilp_cli.core.finding import Place
from ilp_cli.core.names import normal, proper
from ilp_cli.core.words import angka, daftar
from ilp_cli.district.place import Kabupaten
from ilp_cli.law import configs
from ilp_cli.law.vocabulary import bracketed
from ilp_cli.reading.official.belonging import belonging
from ilp_cli.reading.official.official_list import (
    UNSAID,
    Entry,
    OfficialList,
    Wilayah,
    district_digits,
    is_registration,
)


@dataclass(slots=True)
class Terdaftar:
    """A puskesmas as the list tells it; `kode` and `kecamatan` are "" where it does not."""

    place: Place
    nama: str
    kode: str = ""
    kecamatan: str = ""
    alias: list[str] = field(default_factory=list)


class Tersisa(NamedTuple):
    """A row of the list that is not in the register, or of which something was not taken, and why."""

    place: Place
    nama: str
    sebab: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What a list tells of a district. `lain` counts the rows of other districts, `bukan_isi` those of no content."""

    kabupaten: Kabupaten
    puskesmas: tuple[Terdaftar, ...]
    tersisa: tuple[Tersisa, ...]
    lain: int
    bukan_isi: int
    notes: tuple[str, ...]


def kabupaten_of(nama: str, jenis: str, kode: str | None, wilayah: Sequence[Wilayah]) -> Kabupaten:
    """The district that is meant; its Kemendagri code is looked up by its name where none is given."""
    if kode is None and jenis == "kabupaten":
        kode = next((area.kemendagri for area in wilayah if normal(area.nama) == normal(nama)), None)
    return Kabupaten(nama=nama, jenis=jenis, kode=kode)


def registered(
    listed: OfficialList, kabupaten: Kabupaten, wilayah: Sequence[Wilayah], bare: Callable[[str], str]
) -> Register:
    """The puskesmas of one district in a list; `bare` takes the words before a name away.

    Only rows that the list itself calls this district's are taken, or all where it speaks of no district at all.
    """
    entries = listed.entries
    whose = belonging(entries, kabupaten, wilayah, _nobody, _nobody, 0)
    notes = [*whose.notes, *listed.remarks]
    verdicts = whose.verdicts
    if not any(entry.kabupaten or entry.nomor for entry in entries):
        verdicts = (True,) * len(entries)
        notes.insert(0, f"daftar ini tidak menyebut kabupaten; semua barisnya dianggap milik {kabupaten.nama}")
    elif number := _one_number(entries, kabupaten):
        verdicts = (True,) * len(entries)
        notes.insert(
            0, f"semua baris bernomor kabupaten {number}, dianggap nomor Kemendagri {kabupaten.nama}; {_CHECK}"
        )
    ours = [entry for entry, verdict in zip(entries, verdicts, strict=True) if verdict]
    left = [
        Tersisa(entry.place, entry.nama, _unsaid(entry, kabupaten))
        for entry, verdict in zip(entries, verdicts, strict=True)
        if verdict is None
    ]
    taking = _Taking(bare)
    taking.take([entry for entry in ours if entry.tingkat == "puskesmas"])
    taking.take_named([entry for entry in ours if entry.tingkat != "puskesmas"])
    left += taking.left
    left += [Tersisa(unread.place, "", f"tidak terbaca: {unread.sebab}") for unread in listed.unread]
    return Register(
        kabupaten=replace(kabupaten, kode=kabupaten.kode or _own_code(ours)),
        puskesmas=tuple(taking.taken),
        tersisa=tuple(left),
        lain=sum(verdict is False for verdict in verdicts),
        bukan_isi=len(listed.passed),
        notes=tuple(notes),
    )


_CHECK = "nomor BPS sering berbeda, jadi periksa bahwa puskesmasnya memang milik kabupaten ini"


def _one_number(entries: Sequence[Entry], kabupaten: Kabupaten) -> str:
    """The number that all rows of a list have for their district, where it is our code; "" where that is not so.

    Who gives such a list gives the list of one district, and says which. Of a list of many, a number of a kind that
    is not told may be the BPS number of another.
    """
    own = district_digits(kabupaten.kode or "")
    told = {(entry.kabupaten, *entry.nomor.items()) for entry in entries}
    return own if own and told == {("", (UNSAID, own))} else ""


def _nobody(_: Entry) -> None:
    """A register that is still to be written knows no row."""


def _unsaid(entry: Entry, kabupaten: Kabupaten) -> str:
    """Why nobody can tell whose a row is, and what would tell."""
    if not entry.nomor:
        return "baris ini tidak menyebut kabupatennya"
    shown = daftar(sorted(set(entry.nomor.values())))
    if "kemendagri" in entry.nomor and kabupaten.kode is None:
        return f"milik kabupaten bernomor Kemendagri {shown}; bila itu {kabupaten.nama}, sebut --kode"
    words = "tidak jelas milik siapa: nomor Kemendagri dan BPS sering berbeda"
    asked = "" if kabupaten.kode else "sebut --kode, dan "
    remedy = f"{asked}beri judul kolom nomor itu Kode Kabupaten Kemendagri bila memang demikian"
    return f"nomor kabupatennya ({shown}) {words}; {remedy}, atau tambahkan kolom Kabupaten"


def _own_code(ours: Sequence[Entry]) -> str | None:
    """The Kemendagri code that all rows of this district have, where they have one."""
    told = {digits for entry in ours if (digits := entry.nomor.get("kemendagri"))}
    return f"{digits[:2]}.{digits[2:]}" if len(told) == 1 and (digits := next(iter(told))) else None


class _Taking:
    """The rows of one district become a register: each place once, under its first name."""

    def __init__(self, bare: Callable[[str], str]) -> None:
        self.bare = bare
        self.taken: list[Terdaftar] = []
        self.left: list[Tersisa] = []
        self.by_code: dict[str, Terdaftar] = {}
        self.by_name: dict[str, Terdaftar] = {}
        self.short: Counter[str] = Counter()

    def take(self, entries: Sequence[Entry]) -> None:
        """Take the rows in their order; another name of a code waits until all names are known."""
        heads = {(normal(self._head(name)), normal(name)) for name in map(self._name, entries) if name}
        self.short = Counter(head for head, _ in heads)
        others = []
        for entry in entries:
            code, name = _kemenkes(entry), self._name(entry)
            known = self.by_code.get(code) if code else None
            if not name:
                self._leave(entry, f"tanpa nama{f', kodenya {code}' if code else ''}")
            elif known is not None and normal(name) not in map(normal, (known.nama, *known.alias)):
                others.append((entry, known))
            elif known is not None or (known := self.by_name.get(normal(name))) is not None:
                self._again(entry, known, code)
            else:
                self._add(entry, name, code)
        for entry, known in others:
            self._other_name(entry, known)

    def take_named(self, entries: Sequence[Entry]) -> None:
        """Leave the rows of smaller places; a puskesmas that only they name is taken by its name alone."""
        for entry in entries:
            words = f"baris {entry.tingkat}; yang ditulis hanya puskesmas"
            name = proper(self.bare(entry.puskesmas)) if entry.puskesmas else ""
            if name and normal(name) not in self.by_name:
                place = Terdaftar(entry.place, name)
                self.taken.append(place)
                self.by_name[normal(name)] = place
                words += f"; {name} tidak punya baris sendiri, jadi ditulis dari sini, hanya namanya"
            self._leave(entry, words)

    def _name(self, entry: Entry) -> str:
        return proper(self.bare(entry.nama)) if entry.nama else ""

    @staticmethod
    def _head(name: str) -> str:
        """A name without what stands in brackets behind it."""
        parts = bracketed(name)
        return parts[0].strip() if parts else name

    def _add(self, entry: Entry, name: str, code: str) -> None:
        head = self._head(name)
        nama = head if self.short[normal(head)] == 1 else name  # brackets that tell two apart belong to the name
        place = Terdaftar(entry.place, nama, code, _kecamatan(entry), [name] if nama != name else [])
        self.taken.append(place)
        for known in (nama, name):
            self.by_name.setdefault(normal(known), place)
        if code:
            self.by_code[code] = place
        elif entry.kode:
            words = f"kodenya {entry.kode[0]} bukan kode Kemenkes 7 angka; puskesmasnya ditulis tanpa kode"
            self._leave(entry, words)

    def _again(self, entry: Entry, known: Terdaftar, code: str) -> None:
        """A row of a name that is taken: the same place once more, which may tell what the first did not."""
        kecamatan = _kecamatan(entry)
        where = f"{known.nama} di {known.place}"
        if code and known.kode and code != known.kode:
            words = f"namanya sama dengan {where}, kodenya lain: {code}, di sana {known.kode}"
            self._leave(entry, f"{words}; bila dua puskesmas, tulis sendiri dengan nama yang membedakan")
            return
        if kecamatan and known.kecamatan and normal(kecamatan) != normal(known.kecamatan):
            words = f"namanya sama dengan {where}, kecamatannya lain: {kecamatan}, di sana {known.kecamatan}"
            self._leave(entry, f"{words}; periksa mana yang benar")
            return
        if code and not known.kode:
            known.kode = code
            self.by_code[code] = known
        known.kecamatan = known.kecamatan or kecamatan
        self._leave(entry, f"kembar dengan {where}")

    def _other_name(self, entry: Entry, known: Terdaftar) -> None:
        """A second name under one code: an alias, unless it is the name of another puskesmas."""
        name = self._name(entry)
        owner = self.by_name.get(normal(name))
        if owner is not None and owner is not known:
            words = f"kodenya milik {known.nama} di {known.place}, namanya milik {owner.nama} di {owner.place}"
            self._leave(entry, f"{words}; periksa keduanya")
            return
        if owner is None:
            known.alias.append(name)
            self.by_name[normal(name)] = known
        words = f"kodenya sama dengan {known.nama} di {known.place}; namanya ditulis sebagai alias"
        self._leave(entry, f"{words}, periksa apakah tempatnya memang sama")

    def _leave(self, entry: Entry, why: str) -> None:
        self.left.append(Tersisa(entry.place, entry.nama, why))


def _kemenkes(entry: Entry) -> str:
    return next((code for code in entry.kode if not is_registration(code)), "")


def _kecamatan(entry: Entry) -> str:
    """The kecamatan of a row without the word for it; "" where the cell holds no name."""
    words = entry.kecamatan.split()
    if words and normal(words[0]) in map(normal, configs.lists()["awalan_kecamatan"]):
        words = words[1:]
    name = proper(" ".join(words))
    return name if any(map(str.isalpha, name)) else ""


def summed(register: Register) -> str:
    """What became of the rows of a list, in one line."""
    with_code = sum(bool(place.kode) for place in register.puskesmas)
    with_kecamatan = sum(bool(place.kecamatan) for place in register.puskesmas)
    others = f", {angka(register.lain)} baris milik kabupaten lain tidak diambil" if register.lain else ""
    return (
        f"{angka(len(register.puskesmas))} puskesmas ditulis ({angka(with_code)} berkode, "
        f"{angka(with_kecamatan)} dengan kecamatan){others}"
    )


def is_code(text: str) -> bool:
    """Whether a text is the Kemendagri code of a district: 76.05."""
    digits = district_digits(text)
    return text == f"{digits[:2]}.{digits[2:]}"
