"""An archive of signed annexes: what the decrees of a year said when they were frozen, as values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from ilp_cli.core.finding import Path, Place
from ilp_cli.core.names import normal
from ilp_cli.district.case import Case
from ilp_cli.district.district import District, Source
from ilp_cli.district.document import Marks
from ilp_cli.district.place import kind_and_name
from ilp_cli.district.roadmap import SK, Counts, Tahap

HEAD = "arsip"
"""The first word of the paths into archives, and the folder beside roadmap.yaml in which they stand."""
SEAL = "sidik"
"""The key of an archive's own fingerprint."""

Isi = int | str | None
"""What a cell of an annex holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitArsip:
    """A pustu or posyandu as an annex named it; `tenaga` counts its people, empty where they were not counted."""

    path: Path
    nama: str
    desa: str | None = None
    tenaga: Mapping[str, int] = field(default_factory=dict)
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LokusArsip:
    """A puskesmas as an annex named it, with its pustu and posyandu; `status` is how far it had come."""

    path: Path
    puskesmas: str
    kode: str | None = None
    kecamatan: str | None = None
    keterangan: str | None = None
    status: str | None = None
    pustu: tuple[UnitArsip, ...] = ()
    posyandu: tuple[UnitArsip, ...] = ()

    def units(self) -> Iterator[tuple[str, UnitArsip]]:
        """Its pustu and posyandu, each with its kind."""
        yield from (("pustu", unit) for unit in self.pustu)
        yield from (("posyandu", unit) for unit in self.posyandu)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tertanda:
    """The closing block of an annex; `nip` is "" where it was printed as dots, None where there is no such line."""

    atas: tuple[str, ...]
    nama: str
    bawah: tuple[str, ...] = ()
    nip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cetakan:
    """One annex as it was printed: its texts, its table cell by cell, and who signed."""

    nama: str
    judul: str
    kepala: tuple[str, ...]
    kolom: tuple[tuple[str, float, bool], ...]
    isi: tuple[tuple[Isi, ...], ...]
    jumlah: tuple[Isi, ...]
    kalimat: str
    tertanda: Tertanda
    mendatar: bool
    pernyataan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TahapArsip:
    """One stage as it was frozen: its decree, what it added, its lokus, and its annexes."""

    path: Path
    sk: SK | None = None
    jumlah: Counts = field(default_factory=Counts)
    lokus: tuple[LokusArsip, ...] = ()
    lampiran: tuple[Cetakan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tata:
    """The paper and type of the annexes: what of configs/naskah.yaml and of the options decides how they look.

    `kertas` is the name of the paper, `kode` its number in a spreadsheet, `ukuran_mm` its width and height, `margin_mm`
    the margins above, below, left and right.
    """

    kertas: str
    kode: int
    ukuran_mm: tuple[float, ...]
    margin_mm: tuple[float, ...]
    huruf: str
    ukuran: float
    nomor_kolom: bool
    nomor_halaman: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandarArsip:
    """A standard as it was in force on the day of the archive."""

    kunci: str
    nilai: str
    dasar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TulisUlang:
    """That an archive was written anew: from the state of which day, why, and the fingerprint of the one before."""

    pada: date
    alasan: str
    sidik: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arsip:
    """The frozen annexes of one year. `sidik` is the fingerprint it bears, `seharusnya` that of what stands in it."""

    path: Path
    file: str
    kabupaten: str
    tahun: int
    pada: date | None = None
    versi: str = ""
    tulis_ulang: tuple[TulisUlang, ...] = ()
    masukan: tuple[Source, ...] = ()
    standar: tuple[StandarArsip, ...] = ()
    tahap: tuple[TahapArsip, ...] = ()
    tata: Tata | None = None
    sidik: str = ""
    seharusnya: str = ""
    source: Source | None = None
    text: Marks = field(default_factory=Marks, repr=False)

    @property
    def intact(self) -> bool:
        """Whether nobody has changed it since it was written."""
        return bool(self.sidik) and self.sidik == self.seharusnya

    @property
    def well_named(self) -> bool:
        """Whether its file is called by its year."""
        return PurePath(self.file).stem == str(self.tahun)

    @property
    def nama(self) -> str:
        """Its file as the plan folder knows it."""
        return "/".join(self.file.split("/")[-2:])

    def of(self, district: District) -> bool:
        """Whether it is an archive of this district."""
        kind, name = kind_and_name(self.kabupaten)
        own = district.kabupaten
        return normal(name) == normal(kind_and_name(own.nama)[1]) and kind in (None, own.jenis)

    def made_of(self, district: District, pada: date) -> bool:
        """Whether it was frozen from these very inputs on this day: then it says nothing that they do not."""
        return self.pada == pada and self.masukan == district.sources

    def line(self, path: Path) -> int:
        """The line on which a value of it stands."""
        return self.text.place(path[2:]).line or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Archives:
    """The archives of a plan folder, as a document that findings may point into."""

    arsip: tuple[Arsip, ...]
    head: str = HEAD

    def place(self, path: Path) -> Place:
        """Where a value stands in its archive."""
        return self.arsip[int(path[1])].text.place(path[2:])


def archives(case: Case) -> tuple[Arsip, ...]:
    """The archives given beside a plan folder."""
    given = case.beside(Archives)
    return given.arsip if given else ()


def trusted(case: Case) -> tuple[Arsip, ...]:
    """The archives that may speak for the decrees of a district: its own, unchanged, the only one of their year."""
    every = archives(case)
    years = [arsip.tahun for arsip in every]
    return tuple(
        arsip
        for arsip in every
        if arsip.intact and arsip.of(case.district) and arsip.well_named and years.count(arsip.tahun) == 1
    )


def beside_roadmap(district: District, arsip: Arsip) -> tuple[tuple[TahapArsip, Tahap | None], ...]:
    """Every stage of an archive with the stage of the roadmap that stands for it today, None where there is none.

    It is the one with the same number of decree, else the next of its year.
    """
    left = [tahap for tahap in district.tahap if tahap.tahun == arsip.tahun]
    numbered = {normal(tahap.sk.nomor): tahap for tahap in left if tahap.sk and tahap.sk.nomor}
    own: list[Tahap | None] = []
    for frozen in arsip.tahap:
        same = numbered.get(normal(frozen.sk.nomor)) if frozen.sk and frozen.sk.nomor else None
        own.append(same if same in left else None)
        if same in left:
            left.remove(same)
    return tuple(
        (frozen, same or (left.pop(0) if left else None)) for frozen, same in zip(arsip.tahap, own, strict=True)
    )


def frozen_stages(case: Case) -> Mapping[Path, tuple[Arsip, TahapArsip]]:
    """The stages of the years asked for whose annexes are printed from an archive, by their paths in the roadmap."""
    return {tahap.path: (arsip, frozen) for arsip, frozen, tahap in _printable(case) if tahap is not None}


def gone_stages(case: Case) -> tuple[tuple[Arsip, TahapArsip], ...]:
    """The stages of the years asked for of which only the frozen annexes are left: no stage stands for them today."""
    return tuple((arsip, frozen) for arsip, frozen, tahap in _printable(case) if tahap is None)


def _printable(case: Case) -> Iterator[tuple[Arsip, TahapArsip, Tahap | None]]:
    """The frozen stages of the years asked for that annexes may be printed from, each with its stage of today."""
    for arsip in trusted(case):
        if arsip.tata is not None and arsip.tahun in case.years:
            for frozen, tahap in beside_roadmap(case.district, arsip):
                if frozen.lampiran:
                    yield arsip, frozen, tahap


def seal(content: Any) -> str:
    """The fingerprint of what an archive holds, whatever its comments, quotes and line ends."""
    held = {key: value for key, value in content.items() if key != SEAL}
    return hashlib.sha256(json.dumps(held, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
