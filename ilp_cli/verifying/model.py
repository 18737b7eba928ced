"""What a verification came to: the inputs beside those it was made from, and every sheet beside today's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from ilp_cli.core.brief import brief
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.rows import Columns, envelope, rows_of
from ilp_cli.core.rows import Kind as Kolom
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import daftar, tanggal

MOST = 1000
"""So many cells of one sheet are told of; the others are counted."""
NO_SIGNATURE = "Sidik menunjukkan suntingan; ia bukan tanda tangan, dan siapa pun dapat menghitungnya lagi."
"""What is said of fingerprints where nothing but they was looked at."""
SHORT = 12
"""So many figures of a fingerprint tell it from others."""


class Kind(StrEnum):
    """What is verified."""

    RENCANA = "rencana"
    PERINTAH = "workbook perintah"
    LAMPIRAN = "lampiran"
    ARSIP = "arsip"
    NASKAH = "naskah"
    LAPORAN = "laporan"


class State(StrEnum):
    """What has become of an input, or of a sheet."""

    SAMA = "sama"
    BERUBAH = "berubah"
    HILANG = "hilang"
    BARU = "baru"
    BELUM = "belum dibandingkan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Masukan:
    """An input: its fingerprint when the file was made, and today's; None where it was or is not there."""

    berkas: str
    lama: str | None
    kini: str | None
    compared: bool = True

    @property
    def keadaan(self) -> State:
        """What has become of it."""
        if not self.compared:
            return State.BELUM
        if self.lama is None:
            return State.BARU
        if self.kini is None:
            return State.HILANG
        return State.SAMA if self.lama == self.kini else State.BERUBAH

    def row(self) -> dict[str, object]:
        """The input as one row of the JSON contract, its fingerprints short."""
        short = [None if own is None else own[:SHORT] for own in (self.lama, self.kini)]
        return {"berkas": self.berkas, "keadaan": self.keadaan.value, "lama": short[0], "kini": short[1]}


@dataclass(frozen=True, slots=True, kw_only=True)
class SelBeda:
    """A cell that differs, or a row that was put in or taken out: what the inputs give, and what stands there.

    Long numbers are hidden.
    """

    lembar: str
    sel: str
    seharusnya: float | str | None
    isi: float | str | None

    def row(self) -> dict[str, object]:
        """The cell as one row of the JSON contract."""
        return {
            "lembar": self.lembar,
            "sel": self.sel,
            "seharusnya": shown(self.seharusnya),
            "isi": shown(self.isi),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Lembar:
    """A sheet beside what the inputs give.

    `disunting` is whether its fingerprint differs from the one it was written with; None where it has none. `jumlah` is
    how many cells and whole rows differ, of which `sel` holds the first; None where nothing could be compared.
    `urutan` is whether its rows are those that the inputs give, in another order.
    """

    nama: str
    keadaan: State
    disunting: bool | None = None
    jumlah: int | None = None
    sel: tuple[SelBeda, ...] = field(default=(), repr=False)
    urutan: bool = False

    def row(self) -> dict[str, object]:
        """The sheet as one row of the JSON contract."""
        return {
            "lembar": self.nama,
            "keadaan": self.keadaan.value,
            "disunting": self.disunting,
            "sel_berbeda": self.jumlah,
        }


TABLES: Mapping[str, Columns] = {
    "sel": {"lembar": Kolom.TEXT, "sel": Kolom.TEXT, "seharusnya": Kolom.PARTS, "isi": Kolom.PARTS},
    "lembar": {
        "lembar": Kolom.TEXT,
        "keadaan": Kolom.TEXT,
        "disunting": Kolom.TRUTH,
        "sel_berbeda": Kolom.WHOLE,
    },
    "masukan": dict.fromkeys(("berkas", "keadaan", "lama", "kini"), Kolom.TEXT),
}
"""The tables of an answer and their columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified(Tabled):
    """A verification.

    `rencana` is the plan folder that was asked, "" where none was found; `compared` whether the file could be derived
    from it again. `asal` is whether its own sheet Asal is as it was written, None where there is no fingerprint.
    `versi` wrote the file, `versi_kini` looks at it. `kata` says in sentences what holds, the verdict first.
    """

    TABLES: ClassVar = TABLES

    file: str
    jenis: Kind
    kabupaten: str
    pada: date | None
    tahun: tuple[int, ...]
    versi: str
    versi_kini: str
    rencana: str = ""
    compared: bool = False
    asal: bool | None = None
    masukan: tuple[Masukan, ...] = ()
    lembar: tuple[Lembar, ...] = ()
    kata: tuple[str, ...] = ()
    inputs: tuple[Path, ...] = field(default=(), repr=False)

    def __repr__(self) -> str:
        return brief(self, file=Path(self.file).name, jenis=self.jenis.value, equal=self.equal, compared=self.compared)

    @property
    def edited(self) -> tuple[Lembar, ...]:
        """The sheets that are not as they were written."""
        return tuple(item for item in self.lembar if item.disunting)

    @property
    def differing(self) -> tuple[Lembar, ...]:
        """The sheets that the inputs give otherwise, or not at all."""
        return tuple(item for item in self.lembar if item.keadaan not in (State.SAMA, State.BELUM))

    @property
    def changed(self) -> tuple[Masukan, ...]:
        """The inputs that are not what they were."""
        return tuple(item for item in self.masukan if item.keadaan not in (State.SAMA, State.BELUM))

    @property
    def renewed(self) -> bool:
        """Whether another version of the program wrote the file."""
        return bool(self.versi) and self.versi != self.versi_kini

    @property
    def reasons(self) -> tuple[str, ...]:
        """What besides an edit may make it differ, in words."""
        inputs = ("masukan yang berubah",) if self.changed else ()
        return (*inputs, *([f"program (ditulis versi {self.versi}, kini {self.versi_kini})"] if self.renewed else []))

    def told_apart(self, edited: Sequence[str], *, sealed: bool, there: str, unsealed: str) -> Iterator[str]:
        """What was edited, and what the inputs give otherwise, in sentences.

        `there` is what differs `di situ` ("sel yang", "yang"), `unsealed` what is said where the file bears no
        fingerprints.
        """
        own = [item.nama for item in self.differing if item.nama not in edited]
        if edited:
            also = f"; {there} berbeda di situ dapat juga berasal dari {daftar(self.reasons)}" if self.reasons else ""
            yield f"Tidak seperti ketika ditulis, jadi disunting sesudahnya: {daftar(edited)}{also}."
        if own and sealed:
            why = daftar(self.reasons) or "berkas lain di folder rencana, program, atau konfigurasinya"
            yield f"Seperti ketika ditulis, tetapi masukan kini memberi lain: {daftar(own)}; bedanya dari {why}."
        elif own:
            yield f"Berbeda dari masukan: {daftar(own)}; {unsealed}"

    @property
    def equal(self) -> bool:
        """Whether it was compared, and every sheet is what the inputs give."""
        return self.compared and not self.differing and not self.edited and self.asal is not False

    def exit_status(self) -> int:
        """0 where it is what the inputs give, 1 where it is not, 3 where that could not be seen."""
        if self.differing or self.edited or self.asal is False:
            return ExitStatus.FINDINGS
        return ExitStatus.OK if self.compared else ExitStatus.INPUT

    def __bool__(self) -> bool:
        """Whether it is what the inputs give."""
        return self.equal

    def rows(self, name: str) -> list[dict[str, object]]:
        """The rows of "sel", "lembar" or "masukan". Raises Misuse for another name."""
        cells = tuple(cell for item in self.lembar for cell in item.sel)
        tables: dict[str, tuple[SelBeda | Lembar | Masukan, ...]] = {
            "sel": cells,
            "lembar": self.lembar,
            "masukan": self.masukan,
        }
        return [item.row() for item in rows_of(tables, name)]

    def document(self) -> dict[str, object]:
        """The verification as the JSON contract has it."""
        return envelope(
            "verify",
            self.kabupaten,
            pada=self.pada,
            tahun=self.tahun,
            berkas=self.file,
            jenis=self.jenis.value,
            rencana=self.rencana or None,
            dibandingkan=self.compared,
            sama=self.equal,
            asal_utuh=self.asal,
            versi=self.versi or None,
            versi_kini=self.versi_kini,
            kata=list(self.kata),
            masukan=self.rows("masukan"),
            lembar=self.rows("lembar"),
            sel=self.rows("sel"),
        )


def shown(value: float | str | None) -> object:
    """A value as it may be shown: whole figures whole, long numbers hidden."""
    if isinstance(value, float):
        whole = int(value) if value.is_integer() and abs(value) < 1e15 else value
        return whole if abs(whole) < 1e9 else mask_numbers(str(whole))
    return None if value is None else mask_numbers(value)


def sebutan(day: date | None) -> str:
    """A day in a sentence."""
    return tanggal(day) if day else "hari yang tidak disebut"
