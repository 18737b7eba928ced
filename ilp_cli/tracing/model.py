"""Where a figure comes from: the rows that were looked at, the steps, the articles, the value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Place
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.rows import Columns, Kind, envelope
from ilp_cli.core.tabled import Tabled
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


TABLES: Mapping[str, Columns] = {
    "jejak": {
        **dict.fromkeys(("sel", "judul"), Kind.TEXT),
        "nilai": Kind.PARTS,
        **dict.fromkeys(("satuan", "cara"), Kind.TEXT),
        "dihitung": Kind.WHOLE,
        **dict.fromkeys(("langkah", "aturan", "bagian", "baris"), Kind.PARTS),
        "perintah": Kind.TEXT,
    },
    "baris": {
        **dict.fromkeys(("judul", "nama", "keterangan"), Kind.TEXT),
        "dihitung": Kind.TRUTH,
        "jumlah": Kind.WHOLE,
        **dict.fromkeys(("sebab", "file", "sheet", "cell"), Kind.TEXT),
        "line": Kind.WHOLE,
    },
}
"""The tables of an answer and their columns: the figures, and the rows of all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced(Tabled):
    """The answer to a question. `notes` say what it rests on, where that is not what was asked for word by word."""

    TABLES: ClassVar = TABLES

    case: Case = field(repr=False)
    tanya: str
    jejak: tuple[Jejak, ...]
    notes: tuple[str, ...] = ()
    inputs: tuple[Path, ...] = field(default=(), repr=False)

    def __repr__(self) -> str:
        return brief(self, tanya=self.tanya, jejak=len(self.jejak))

    def exit_status(self) -> int:
        """0: a question that has no answer is a misuse."""
        return ExitStatus.OK

    def _rows(self) -> Mapping[str, object]:
        rows = [{"judul": own.judul, **row.row()} for own in self.jejak for row in own.baris]
        return {"jejak": [own.row() for own in self.jejak], "baris": rows}

    def document(self) -> dict[str, object]:
        """The answer as the JSON contract has it."""
        return envelope(
            "trace",
            self.case.district.kabupaten.nama,
            pada=self.case.pada,
            tahun=self.case.years,
            tanya=self.tanya,
            jejak=[own.row() for own in self.jejak],
        )


def both(rows: Iterable[Baris]) -> tuple[tuple[Baris, ...], tuple[Baris, ...]]:
    """The rows that count, and those that do not."""
    listed = tuple(rows)
    return tuple(row for row in listed if row.dihitung), tuple(row for row in listed if not row.dihitung)
