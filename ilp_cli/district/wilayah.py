"""The blocks of posyandu, as the table Wilayah lists them: where they lie, how many live there, who holds them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who, name_key, typed_key
from ilp_cli.district.isian import Isian
from ilp_cli.district.people import Kader
from ilp_cli.district.place import Coordinates
from ilp_cli.district.presence import present
from ilp_cli.district.table import ColumnSpec, Holds, Privacy, TableSpec
from ilp_cli.law.vocabulary import vocabulary

KELOMPOK = (
    "bumil", "bayi", "balita", "apras", "sekolah", "remaja", "dewasa", "lansia", "hipertensi", "dm", "tbc", "odgj",
)  # fmt: skip
"""The groups that a block may count, each in a column of its own. They overlap: nobody adds them up."""
_NAMES = {
    "bumil": "ibu hamil, bersalin dan nifas",
    "apras": "anak prasekolah",
    "sekolah": "anak usia sekolah",
    "dm": "penyandang diabetes",
    "tbc": "pasien TBC",
    "hipertensi": "penyandang hipertensi",
    "odgj": "orang dengan gangguan jiwa",
}
_KEPT, _MASKED, _REPLACED = Privacy.KEPT, Privacy.MASKED, Privacy.REPLACED

WILAYAH = TableSpec(
    "wilayah",
    "Wilayah",
    (
        ColumnSpec("puskesmas", Holds.PLACE, _MASKED, "Pilih dari daftar puskesmas.", required=True, width=24),
        ColumnSpec("posyandu", Holds.PLACE, _MASKED, "Pilih posyandu yang melayani blok ini.", required=True, width=24),
        ColumnSpec(
            "blok",
            Holds.TEXT,
            _MASKED,
            "Nama pendek blok, misalnya RT 02; boleh kosong bila dusun, RW atau RT diisi.",
            width=16,
            telling=True,
        ),
        ColumnSpec("desa", Holds.TEXT, _MASKED, "Desa atau kelurahan.", width=20),
        ColumnSpec("dusun", Holds.TEXT, _MASKED, "Dusun, lingkungan atau jorong.", width=20, telling=True),
        ColumnSpec("rw", Holds.TEXT, _MASKED, "Nomor RW, misalnya 01.", width=8, telling=True),
        ColumnSpec("rt", Holds.TEXT, _MASKED, "Nomor RT; kosong = seluruh RW.", width=8, telling=True),
        ColumnSpec("kk", Holds.COUNT, _KEPT, "Jumlah kepala keluarga di blok ini.", width=8, telling=True),
        *(ColumnSpec(group, Holds.COUNT, _KEPT, f"Jumlah {_NAMES.get(group, group)}.", width=9) for group in KELOMPOK),
        ColumnSpec("lintang", Holds.DEGREES, _KEPT, "Lintang tengah blok dalam derajat, misalnya -3.38.", width=11),
        ColumnSpec("bujur", Holds.DEGREES, _KEPT, "Bujur tengah blok dalam derajat, misalnya 120.37.", width=11),
        ColumnSpec(
            "tetangga",
            Holds.TEXT,
            _MASKED,
            "Blok yang bersebelahan, dipisah titik koma; “terpisah” bila tidak ada; kosong = dari lintang dan bujur.",
            width=28,
            telling=True,
        ),
        ColumnSpec("kader", Holds.NAME, _REPLACED, "Kader yang memegang blok ini sekarang, bila ada.", width=28),
        ColumnSpec("keterangan", Holds.TEXT, Privacy.DROPPED, "Catatan bebas.", width=24),
    ),
    note="Satu baris satu blok (dusun, RW atau RT) yang dipegang satu kader. Lembar Wilayah boleh kosong.",
)

_PEOPLE_APART = re.compile(r"\s*[;/&\r\n]\s*|\s+dan\s+|,\s+")
"""Between two kader in one cell; a name that somebody has is never cut."""
_WORD = re.compile(r"(rt|rw)\s*(\d+)|(\w+)")
_ROW = re.compile(r"(?P<nama>.*?)\s*\(?\bbaris (?P<baris>\d+)\)?", re.IGNORECASE)
"""How the row of a block stands behind its name, where the name alone means several."""
_NONE = frozenset({"terpisah", "terisolasi", "tanpa tetangga"})
"""What stands for a block that touches no other."""
_APART = re.compile(r"\s*[;\n]\s*|\s*,\s*(?=[^\d\s])")


@lru_cache(maxsize=65536)
def block_key(text: str) -> tuple[str, ...]:
    """The name of a block as it is compared: "RT 02/RW 1" and "rw 01 rt 2" are one; the word dusun says nothing."""
    words = _WORD.finditer(normal(text))
    parts = (f"{word[1]}{int(word[2])}" if word[1] else word[3].lstrip("0") or "0" for word in words)
    return tuple(sorted(part for part in parts if part not in ("dusun", "dsn", "lingkungan")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Blok:
    """One block, and the row it stands in.

    `posyandu` and `puskesmas` are the paths of registered units, None where the row names none.

    `kk` is None where it is not told, so is `koordinat` where one of its two numbers is not; `setengah` where just one
    is. `jiwa` has the counts of the groups that are told. `tetangga` are the names of blocks beside it and `kader` the
    name of who holds it, both as written; `terpisah` where the row says that no block lies beside it.
    """

    path: Path
    nama: str
    puskesmas: Path | None
    posyandu: Path | None
    desa: str = ""
    dusun: str = ""
    rw: str = ""
    rt: str = ""
    kk: int | None = None
    jiwa: Mapping[str, int] = field(default_factory=dict)
    koordinat: Coordinates | None = None
    tetangga: tuple[str, ...] = ()
    terpisah: bool = False
    kader: str = ""
    baris: int = 0
    setengah: bool = False

    @property
    def keys(self) -> frozenset[tuple[str, ...]]:
        """The names by which other rows may mean this block, with its desa and without."""
        return _keys(self.nama, self.alamat, self.desa)

    @property
    def same(self) -> tuple[object, ...]:
        """What two rows share that are one block: their posyandu, desa, name and address."""
        return self.posyandu, normal(self.desa), block_key(self.nama), block_key(self.alamat)

    @property
    def alamat(self) -> str:
        """Where it lies: dusun, RW and RT, as far as they are told."""
        return _address(self.dusun, self.rw, self.rt)

    @property
    def ujung(self) -> str:
        """The RT alone, as the address begins with it; "" where the block is more than one."""
        return _numbered(self.rt)


@lru_cache(maxsize=65536)
def _keys(nama: str, alamat: str, desa: str) -> frozenset[tuple[str, ...]]:
    names = (nama, alamat, f"{nama} {desa}", f"{alamat} {desa}")
    return frozenset(filter(None, map(block_key, names)))


def _numbered(rt: str) -> str:
    return f"RT {rt}" if rt and not normal(rt).startswith("rt") else rt


@lru_cache(maxsize=65536)
def _address(dusun: str, rw: str, rt: str) -> str:
    numbers = [_numbered(rt)]
    numbers.append(f"RW {rw}" if rw and not normal(rw).startswith("rw") else rw)
    place = f"Dusun {dusun}" if dusun and len(normal(dusun).split()) == 1 else dusun
    return " ".join(filter(None, [*numbers, place]))


def blocks(district: District) -> tuple[Blok, ...]:
    """Every row of the table Wilayah as a block, in its order."""
    return tuple(map(_block, district.isian.get(WILAYAH.name, ())))


def blocks_of(case: Case) -> tuple[Blok, ...]:
    """The blocks of a case: see `blocks`."""
    return blocks(case.district)


def _block(row: Isian) -> Blok:
    def text(column: str) -> str:
        return str(row.values.get(column, ""))

    def number(column: str) -> int | None:
        value = row.values.get(column)
        return value if isinstance(value, int) else None

    degrees = [value for column in ("lintang", "bujur") if isinstance(value := row.values.get(column), float)]
    alone = normal(text("tetangga")) in _NONE
    address = _address(text("dusun"), text("rw"), text("rt"))
    return Blok(
        path=row.path,
        nama=text("blok") or address or text("desa") or f"baris {row.row}",
        puskesmas=row.induk,
        posyandu=row.unit if row.unit is not None and "posyandu" in row.unit else None,
        desa=text("desa"),
        dusun=text("dusun"),
        rw=text("rw"),
        rt=text("rt"),
        kk=number("kk"),
        jiwa={group: count for group in KELOMPOK if (count := number(group)) is not None},
        koordinat=(degrees[0], degrees[1]) if len(degrees) == 2 else None,
        tetangga=() if alone else tuple(filter(None, _APART.split(text("tetangga").strip()))),
        terpisah=alone,
        kader="" if normal(text("kader")) in _blanks() else text("kader"),
        baris=row.row,
        setengah=len(degrees) == 1,
    )


@lru_cache(maxsize=1)
def _blanks() -> frozenset[str]:
    """What stands in a cell that says nothing."""
    return frozenset(map(normal, vocabulary().blank))


def meant(text: str, listed: Iterable[Blok]) -> tuple[Blok, ...]:
    """The blocks that a name may mean: those of just this name, else those whose name has all its words.

    "RT 02" means "RT 02 RW 01 Dusun Salu" where no other block has an RT 02; "RT 02 (baris 7)" that of its row alone.
    """
    key = block_key(text)
    every_block = tuple(listed)
    exact = tuple(block for block in every_block if key in block.keys)
    row = None if exact else _ROW.fullmatch(text.strip())
    if row is not None:
        there = tuple(block for block in every_block if block.baris == int(row["baris"]))
        return meant(row["nama"], there) if row["nama"] else there
    if exact or not key:
        return exact
    return tuple(block for block in every_block if any(set(key) <= set(name) for name in block.keys))


def by_posyandu(every_block: Iterable[Blok]) -> Mapping[Path, Sequence[Blok]]:
    """The blocks of each registered posyandu, by its path, in the order of the table."""
    groups: dict[Path, list[Blok]] = defaultdict(list)
    for block in every_block:
        if block.posyandu is not None:
            groups[block.posyandu].append(block)
    return groups


def kader_of(district: District) -> Mapping[Path, Mapping[Who, Kader]]:
    """The kader of each posyandu by who they are, each once, in the order of the roster; on any day."""
    groups: dict[Path, dict[Who, Kader]] = defaultdict(dict)
    for kader in district.kader:
        if kader.posyandu_path is not None:
            groups[kader.posyandu_path].setdefault(district.identities[kader.path], kader)
    return groups


def named(nama: str, people: Iterable[Kader]) -> tuple[Kader, ...]:
    """Those a name may mean, degrees put aside: several where they share it, none where nobody has it."""
    key = typed_key(nama)
    return tuple(kader for kader in people if _key_of(kader) == key)


def _key_of(kader: Kader) -> str:
    return name_key(kader.nama_polos or kader.nama)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pemegang:
    """Who holds a block, as its row says: `nama` are the names in its cell, none where it is blank.

    `kader` is the one kader of its posyandu that is meant and `who` is who that is; None where the cell names nobody,
    several, or nobody of this posyandu. `elsewhere` are those of that name at other posyandu, `alike` those of this
    one who share it.
    """

    blok: Blok
    nama: tuple[str, ...] = ()
    kader: Kader | None = None
    who: Who | None = None
    elsewhere: tuple[Kader, ...] = ()
    alike: tuple[Kader, ...] = ()

    @property
    def path(self) -> Path:
        """Where the name stands."""
        return (*self.blok.path, "kader")


def holders(district: District) -> Mapping[Path, Pemegang]:
    """Who holds each block, by the path of its row: the one answer to that question, on any day."""
    return _holders(district, blocks(district))


def _holders(district: District, listed: Sequence[Blok]) -> Mapping[Path, Pemegang]:
    if not listed:  # most districts have not divided their areas yet, and have thousands of kader
        return {}
    people = kader_of(district)
    by_name: dict[str, list[Kader]] = defaultdict(list)
    for own in people.values():
        for kader in own.values():
            by_name[_key_of(kader)].append(kader)
    return {block.path: _holder(block, people.get(block.posyandu or (), {}), by_name) for block in listed}


def holders_of(case: Case) -> Mapping[Path, Pemegang]:
    """Who holds each block of a case: see `holders`."""
    return _holders(case.district, case.of(blocks_of))


def _holder(block: Blok, own: Mapping[Who, Kader], by_name: Mapping[str, Sequence[Kader]]) -> Pemegang:
    if not block.kader or block.posyandu is None:
        return Pemegang(blok=block, nama=(block.kader,) if block.kader else ())
    meant_here = [(who, kader) for who, kader in own.items() if named(block.kader, [kader])]
    if len(meant_here) == 1:
        who, kader = meant_here[0]
        return Pemegang(blok=block, nama=(block.kader,), kader=kader, who=who)
    if meant_here:
        return Pemegang(blok=block, nama=(block.kader,), alike=tuple(kader for _, kader in meant_here))
    parts = tuple(filter(None, _PEOPLE_APART.split(block.kader)))
    if len(parts) > 1 and sum(bool(by_name.get(typed_key(part))) for part in parts) > 1:
        return Pemegang(blok=block, nama=parts)
    return Pemegang(blok=block, nama=(block.kader,), elsewhere=tuple(by_name.get(typed_key(block.kader), ())))


def repeated(every_block: Iterable[Blok]) -> Mapping[Path, Blok]:
    """The rows that list a block again, by their path, each with the row that lists it first."""
    first: dict[tuple[object, ...], Blok] = {}
    again: dict[Path, Blok] = {}
    for block in every_block:
        if block.posyandu is not None and first.setdefault(block.same, block) is not block:
            again[block.path] = first[block.same]
    return again


def distinct(every_block: Iterable[Blok]) -> tuple[Blok, ...]:
    """Each block of a registered posyandu once, as the row that lists it first has it."""
    listed = [block for block in every_block if block.posyandu is not None]
    again = repeated(listed)
    return tuple(block for block in listed if block.path not in again)


def serving(case: Case) -> Mapping[Path, Mapping[Who, Kader]]:
    """The kader of each posyandu who count there on the day of a case, in the order of the roster."""
    presence = case.of(present)
    people = {
        posyandu: {who: kader for who, kader in own.items() if who in presence.at(posyandu, "kader")}
        for posyandu, own in kader_of(case.district).items()
    }
    return {posyandu: own for posyandu, own in people.items() if own}
