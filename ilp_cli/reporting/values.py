"""What a report consists of: figures, drawings and tables as values, each figure with the table it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from ilp_cli.core.spot import column_letters
from ilp_cli.district.angka import Angka as Hitungan


@dataclass(frozen=True, slots=True)
class Sel:
    """A cell: its text, how it looks ("baik", "buruk", "redup" or ""), and which figure stands there, if any."""

    teks: str
    rupa: str = ""
    hitungan: Hitungan | None = None


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: its title, and whether it holds figures."""

    judul: str
    angka: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Baris:
    """A row; `id` is what links lead to, "" where none does. One with `jumlah` is a sum of those above."""

    sel: tuple[Sel, ...]
    id: str = ""
    jumlah: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabel:
    """A table, and `kosong` is what is said where it has no rows.

    `asal` are the ids of the figures that come from it, each with its name.
    """

    id: str
    judul: str
    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    kosong: str = ""
    catatan: tuple[str, ...] = ()
    asal: tuple[tuple[str, str], ...] = ()

    def anchor(self, row: int, column: int) -> str:
        """The id of a cell, both counted from 0; the titles are row 1: "tabel-cakupan.C2"."""
        return f"{self.id}.{column_letters(column)}{row + 2}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Angka:
    """A figure of the first screen: `dari` is of how many, None where it is of none, `ke` the table behind it.

    `nilai` None is a figure nobody has told. `hitungan` says which figure it is, `hitungan_dari` which the whole.
    """

    id: str
    judul: str
    nilai: int | None
    dari: int | None = None
    uraian: str = ""
    ke: str
    buruk: bool = False
    hitungan: Hitungan | None = None
    hitungan_dari: Hitungan | None = None

    @property
    def bagian(self) -> float | None:
        """Its part of the whole, in percent; None where there is no whole, or it is not known."""
        return None if self.nilai is None or not self.dari else 100 * self.nilai / self.dari


@dataclass(frozen=True, slots=True, kw_only=True)
class Gambar:
    """A drawing as SVG of our own, with its caption and the table that has its figures."""

    id: str
    judul: str
    svg: str
    uraian: str = ""
    ke: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bagian:
    """A part of a report: sentences, drawings, tables, and the command that tells more."""

    id: str
    judul: str
    kalimat: tuple[str, ...] = ()
    gambar: tuple[Gambar, ...] = ()
    tabel: tuple[Tabel, ...] = ()
    perintah: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laporan:
    """A whole report: whose, of what day, the answer, its figures, what to decide, its drawings, and its parts."""

    judul: str
    kabupaten: str
    provinsi: str
    keadaan: str
    tanda: tuple[str, ...]
    jawaban: tuple[str, ...]
    angka: tuple[Angka, ...]
    putusan: tuple[tuple[str, str], ...]
    gambar: tuple[Gambar, ...]
    peta: Gambar | None
    bagian: tuple[Bagian, ...]
    kaki: str
