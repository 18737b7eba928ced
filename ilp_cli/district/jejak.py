"""Where a figure comes from: the rows that were looked at, the steps, the articles, the value.

Whoever makes a figure explains it: a capability in its `trace`, by the name its sheet gives it (`Angka.nama`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ilp_cli.core.finding import Place
from ilp_cli.core.words import daftar
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case

Nilai = int | float | str | None


class Cara(StrEnum):
    """How a figure comes about."""

    BARIS = "jumlah baris"
    """As many as the rows that count say."""
    RUMUS = "rumus"
    """By the steps, from other figures; the rows are those these rest on."""
    TEKS = "teks"
    """It is none: what stands there is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baris:
    """A row that was looked at: what it is, where it stands, and whether it counts; `sebab` why not, or what to note.

    `jumlah` is how many it counts for: 1, but for a target without names.
    """

    nama: str
    keterangan: str
    place: Place
    dihitung: bool
    sebab: str = ""
    jumlah: int = 1

    def row(self) -> dict[str, object]:
        """The row as the JSON contract has it."""
        return {
            "nama": self.nama,
            "keterangan": self.keterangan,
            "dihitung": self.dihitung,
            "jumlah": self.jumlah if self.dihitung else 0,
            "sebab": self.sebab or None,
            "file": self.place.file,
            "sheet": self.place.sheet,
            "cell": self.place.cell,
            "line": self.place.line,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Jejak:
    """Where one figure comes from.

    `bagian` are the figures it is made of, each with its words. `perintah` is the command that explains it, where it is
    not explained here.
    """

    angka: Angka
    judul: str
    nilai: Nilai
    satuan: str = ""
    cara: Cara = Cara.RUMUS
    langkah: tuple[str, ...] = ()
    aturan: tuple[str, ...] = ()
    baris: tuple[Baris, ...] = field(default=(), repr=False)
    bagian: tuple[tuple[str, Nilai], ...] = ()
    perintah: str = ""
    sel: str = ""

    @property
    def dihitung(self) -> int:
        """How many the rows that count stand for."""
        return sum(row.jumlah for row in self.baris if row.dihitung)

    def row(self) -> dict[str, object]:
        """The figure as the JSON contract has it."""
        return {
            "sel": self.sel or None,
            "judul": self.judul,
            "nilai": self.nilai,
            "satuan": self.satuan or None,
            "cara": self.cara.value,
            "dihitung": self.dihitung,
            "langkah": list(self.langkah),
            "aturan": list(self.aturan),
            "bagian": [{"nama": name, "nilai": value} for name, value in self.bagian],
            "baris": [row.row() for row in self.baris],
            "perintah": self.perintah or None,
        }


def counted(
    *,
    angka: Angka,
    judul: str,
    satuan: str,
    baris: Iterable[Baris],
    langkah: tuple[str, ...],
    aturan: tuple[str, ...] = (),
    bagian: tuple[tuple[str, Nilai], ...] = (),
    perintah: str = "",
) -> Jejak:
    """A figure that is as many as the rows that count stand for."""
    rows = tuple(baris)
    return Jejak(
        angka=angka,
        judul=judul,
        nilai=sum(row.jumlah for row in rows if row.dihitung),
        satuan=satuan,
        cara=Cara.BARIS,
        langkah=langkah,
        aturan=aturan,
        baris=rows,
        bagian=bagian,
        perintah=perintah,
    )


def both(rows: Iterable[Baris]) -> tuple[tuple[Baris, ...], tuple[Baris, ...]]:
    """The rows that count, and those that do not."""
    listed = tuple(rows)
    return tuple(row for row in listed if row.dihitung), tuple(row for row in listed if not row.dihitung)


Derive = Callable[[Case, Angka], Jejak]
"""How a figure is taken apart."""
Figures = Mapping[str, Derive]
"""The figures that somebody can take apart, by their names."""


def dasar(case: Case, *keys: str) -> tuple[str, ...]:
    """What a figure rests on: the standards in force under these keys, each with its value, article and rank."""
    known = (case.standards[key] for key in keys if key in case.standards)
    told = (f"{item.standard.judul}: {_words(item.nilai)}. {item.citation} ({item.rank.value})" for item in known)
    return tuple(dict.fromkeys(told))


def _words(value: object) -> str:
    return daftar(map(str, value)) if isinstance(value, tuple) else str(value)
