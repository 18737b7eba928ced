"""The families of the table Keluarga: where they live, when they were last seen, and what calls for a visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.capabilities.visits.model.terms import Hasil, Pemicu, terms
from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal
from ilp_cli.district.calendar import months_after
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.isian import Isian
from ilp_cli.district.keluarga import KELUARGA
from ilp_cli.district.place import Coordinates
from ilp_cli.district.wilayah import Blok, block_key, blocks, by_posyandu, distinct, meant
from ilp_cli.law.standard import figure

_HIDDEN = "****"
"""What is left of a long number that may not be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keluarga:
    """One family. `posyandu` is the path of a registered posyandu, None where the row names none.

    `blok` is the block of that posyandu that the row means, None where it means none or several; `blok_tertulis` is
    what it says. `asing` holds the words of a column that are not known.
    """

    path: Path
    id: str
    puskesmas: Path | None
    posyandu: Path | None
    blok: Blok | None = None
    blok_tertulis: str = ""
    kelompok: tuple[str, ...] = ()
    pemicu: Pemicu | None = None
    sejak: date | None = None
    terakhir: date | None = None
    hasil: Hasil | None = None
    koordinat: Coordinates | None = None
    asing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def hidden(self) -> bool:
        """Whether its id holds a long number, which nobody is shown: then it tells this family from no other."""
        return _HIDDEN in self.id

    @property
    def where(self) -> Coordinates | None:
        """Where the family lives: its own coordinates, else those of its block."""
        return self.koordinat or (self.blok.koordinat if self.blok is not None else None)

    def calls(self, seen: date | None, awal: date) -> Pemicu | None:
        """What calls for a visit beside the routine, if it was last seen on that day: a trigger not dealt with.

        What has dealt with it came on or after the day on which it was known; `awal` is that day where none is written.
        """
        if self.pemicu is None:
            return terms().ulang if self.hasil is not None and self.hasil.ulang and seen is not None else None
        done = self.hasil is not None and self.hasil.selesai
        return None if done and seen is not None and (self.sejak or awal) <= seen else self.pemicu


def families(case: Case) -> tuple[Keluarga, ...]:
    """Every row of the table Keluarga, in its order."""
    places = _Places(case.district)
    return tuple(_family(row, places) for row in case.district.isian.get(KELUARGA.name, ()))


def repeated(listed: Iterable[Keluarga]) -> Mapping[Path, Keluarga]:
    """The rows that list a family again, by their path, each with the row that lists it first.

    An id is one within its puskesmas: two puskesmas may count from 1.
    """
    first: dict[tuple[Path | None, str], Keluarga] = {}
    again: dict[Path, Keluarga] = {}
    for keluarga in listed:
        key = keluarga.puskesmas, normal(keluarga.id)
        if keluarga.id and not keluarga.hidden and first.setdefault(key, keluarga) is not keluarga:
            again[keluarga.path] = first[key]
    return again


def interval(case: Case) -> int:
    """After how many months a routine visit is due: the district's own answer, else the standard of the day."""
    own = case.district.kebijakan.selang_kunjungan
    return own if own is not None else figure(case.standards.get("kunjungan.selang")) or 0


def due(seen: date | None, months: int) -> date:
    """The day by which a family is to be visited again; the first of all days where it never was."""
    return date.min if seen is None else months_after(seen, months)


class _Places:
    """The blocks of each posyandu, each name resolved once."""

    def __init__(self, district: District) -> None:
        self.blocks: Mapping[Path, Sequence[Blok]] = by_posyandu(distinct(blocks(district)))
        self.known: dict[tuple[Path, str], tuple[Blok, ...]] = {}
        self.named: dict[tuple[Path, tuple[str, ...]], list[Blok]] = defaultdict(list)
        for path, listed in self.blocks.items():
            for blok in listed:
                for key in blok.keys:
                    self.named[path, key].append(blok)

    def block(self, posyandu: Path | None, text: str) -> Blok | None:
        """The one block of a posyandu that a text means."""
        if posyandu is None or not text:
            return None
        key = posyandu, text
        if key not in self.known:
            exact = self.named.get((posyandu, block_key(text)))
            self.known[key] = tuple(exact) if exact else meant(text, self.blocks.get(posyandu, ()))
        able = self.known[key]
        return able[0] if len(able) == 1 else None


def _family(row: Isian, places: _Places) -> Keluarga:
    words = terms()
    values = row.values

    def text(column: str) -> str:
        return str(values.get(column, ""))

    def day(column: str) -> date | None:
        value = values.get(column)
        return value if isinstance(value, date) else None

    kelompok, strange = words.groups(text("kelompok"))
    pemicu, hasil = text("pemicu"), text("hasil")
    trigger, result = words.pemicu.get(normal(pemicu)), words.hasil.get(normal(hasil))
    asing: dict[str, tuple[str, ...]] = {"kelompok": strange} if strange else {}
    if pemicu and trigger is None:
        asing["pemicu"] = (pemicu,)
    if hasil and result is None and normal(hasil) not in words.belum:
        asing["hasil"] = (hasil,)
    degrees = [value for column in ("lintang", "bujur") if isinstance(value := values.get(column), float)]
    posyandu = row.unit if row.unit is not None and "posyandu" in row.unit else None
    return Keluarga(
        path=row.path,
        id=text("id"),
        puskesmas=row.induk,
        posyandu=posyandu,
        blok=places.block(posyandu, text("blok")),
        blok_tertulis=text("blok"),
        kelompok=kelompok,
        pemicu=trigger,
        sejak=day("sejak"),
        terakhir=day("kunjungan_terakhir"),
        hasil=result,
        koordinat=(degrees[0], degrees[1]) if len(degrees) == 2 else None,
        asing=asing,
    )
