"""The phased roadmap: which puskesmas become lokus in which year, by which SK."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal
from ilp_cli.district.numbers import Nip
from ilp_cli.district.place import Posyandu, Puskesmas, Pustu

Unit = TypeVar("Unit", Puskesmas, Pustu, Posyandu)


class Status(StrEnum):
    """How far a lokus has come."""

    RENCANA = "rencana"
    DITETAPKAN = "ditetapkan"
    PROSES = "proses"
    BERJALAN = "berjalan"
    DITUNDA = "ditunda"
    BATAL = "batal"

    @property
    def decreed(self) -> bool:
        """Whether the status says an SK has been set."""
        return self in (Status.DITETAPKAN, Status.BERJALAN)

    @property
    def halted(self) -> bool:
        """Whether it goes on no longer, for now or for good."""
        return self in (Status.DITUNDA, Status.BATAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kabar:
    """What was told of a lokus, or of a pustu or posyandu of it: its status, since when, on what evidence, and why.

    `unit` is the path of the registered place, None where the word is of none that is registered; `sebutan` is how it
    is written. `sejak` is None while it is not told.
    """

    path: Path
    sebutan: str
    unit: Path | None = None
    status: Status
    sejak: date | None = None
    bukti: str | None = None
    alasan: str | None = None

    @property
    def place(self) -> Path:
        """Where its status is written: a key of the roadmap, or a cell of the table Realisasi."""
        return (*self.path, "status" if self.path[0] == "tahap" else "status_ilp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Penandatangan:
    """Who signs; `awalan` is a.n., Plt., Plh. and the like, None where the office signs itself."""

    path: Path
    jabatan: str | None = None
    nama: str | None = None
    pangkat: str | None = None
    nip: Nip = field(default_factory=Nip)
    awalan: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mengubah:
    """The decree that another one changes: always the first, never a change between. `ke` is which change it is."""

    path: Path
    nomor: str | None = None
    tanggal: date | None = None
    tentang: str | None = None
    ke: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SK:
    """The decree of a stage; number and date are text and day as given, None while unknown.

    `menyusul` tells that the number is written as one to come. `penandatangan` is who signs this decree, None where
    it is who signs them all. With `mengubah` it changes an earlier decree: its annex takes the place of that one's.
    """

    path: Path
    nomor: str | None = None
    tanggal: date | None = None
    tentang: str | None = None
    penetap: str | None = None
    mengingat: tuple[str, ...] = ()
    penandatangan: Penandatangan | None = None
    menyusul: bool = False
    mengubah: Mengubah | None = None

    @property
    def signed(self) -> bool:
        """Whether it has both its number and its date."""
        return self.nomor is not None and self.tanggal is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Numbers of puskesmas, pustu and posyandu; None where not stated."""

    puskesmas: int | None = None
    pustu: int | None = None
    posyandu: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capaian:
    """How many were of a status by the end of a day, where names are not told; of all that have come so far."""

    path: Path
    per: date
    status: Status
    jumlah: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Generic[Unit]):
    """A unit as a stage names it: where and how it is written, and which one is meant; None where it is not known."""

    path: Path
    nama: str
    unit: Unit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lokus:
    """One puskesmas named for a stage, with the pustu and posyandu named for it.

    `kabar` is what was told of it and of them, first its own status, then the list below it.
    """

    path: Path
    puskesmas: Named[Puskesmas]
    pustu: tuple[Named[Pustu], ...] = ()
    posyandu: tuple[Named[Posyandu], ...] = ()
    status: Status = Status.RENCANA
    keterangan: str | None = None
    kabar: tuple[Kabar, ...] = ()

    @property
    def nama(self) -> str:
        """The puskesmas as it is registered, else as it is written."""
        return self.puskesmas.unit.nama if self.puskesmas.unit else self.puskesmas.nama

    def members(self) -> Iterator[tuple[str, tuple[object, ...]]]:
        """Its puskesmas, pustu and posyandu, each with its kind and what tells it from every other."""
        own = self.puskesmas.unit.path if self.puskesmas.unit else normal(self.puskesmas.nama)
        yield "puskesmas", ("puskesmas", own)
        for kind, named in self.units():
            yield kind, (kind, own, named.unit.path if named.unit else normal(named.nama))

    def units(self) -> Iterator[tuple[str, Named[Pustu] | Named[Posyandu]]]:
        """The pustu and posyandu it names, each with its kind."""
        yield from (("pustu", named) for named in self.pustu)
        yield from (("posyandu", named) for named in self.posyandu)


def lokus_of(
    register: Mapping[str, Puskesmas],
    path: Path,
    puskesmas: str,
    pustu: Iterable[str] = (),
    posyandu: Iterable[str] = (),
    *,
    status: Status = Status.RENCANA,
    keterangan: str | None = None,
    kabar: Iterable[Kabar] = (),
) -> Lokus:
    """A lokus by its written names, each resolved in the register (`register_of`) once and for all.

    A pustu or posyandu is one of its own puskesmas; the same name elsewhere is another unit.
    """
    known = register.get(normal(puskesmas))
    return Lokus(
        path=path,
        puskesmas=Named(path=(*path, "puskesmas"), nama=puskesmas, unit=known),
        pustu=tuple(
            Named(path=(*path, "pustu", index), nama=name, unit=known.find_pustu(name) if known else None)
            for index, name in enumerate(pustu)
        ),
        posyandu=tuple(
            Named(path=(*path, "posyandu", index), nama=name, unit=known.find_posyandu(name) if known else None)
            for index, name in enumerate(posyandu)
        ),
        status=status,
        keterangan=keterangan,
        kabar=tuple(kabar),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tahap:
    """One year of the roadmap; it may give only numbers (`target`) while its names are unknown."""

    path: Path
    tahun: int
    sk: SK | None = None
    target: Counts | None = None
    proses: Counts | None = None
    lokus: tuple[Lokus, ...] = ()
    keterangan: str | None = None
    realisasi: tuple[Capaian, ...] = ()


_TO_BE_FILLED = re.compile(r"…|\.\.\.|__|/\s*/|^0*$")
"""What is left open in the form of a number: dots, a line, nothing between two strokes."""


def number_key(nomor: str | None) -> str:
    """The number of a decree as it is compared; "" where there is none, or only the form of one."""
    text = nomor or ""
    return "" if _TO_BE_FILLED.search(text) else "".join(text.casefold().split())


def versions(stages: Iterable[Tahap]) -> Mapping[Path, tuple[Tahap, ...]]:
    """The stages that a change of their decree has replaced, by the path of the first: itself, then each change.

    A change is a stage of the same year whose decree names the number of an earlier one. One that names a change
    between is a change of the first all the same; that it names the wrong one is for the rules to say.
    """
    first: dict[tuple[int, str], Path] = {}
    chains: dict[Path, list[Tahap]] = {}
    for tahap in stages:
        number = number_key(tahap.sk.nomor) if tahap.sk else ""
        changed = tahap.sk.mengubah if tahap.sk else None
        origin = first.get((tahap.tahun, number_key(changed.nomor))) if changed and number_key(changed.nomor) else None
        if origin is not None:
            chains[origin].append(tahap)
        else:
            chains[tahap.path] = [tahap]
        if number:
            first.setdefault((tahap.tahun, number), origin or tahap.path)
    return {path: tuple(chain) for path, chain in chains.items() if len(chain) > 1}


def added(stages: Iterable[Tahap]) -> Mapping[Path, Counts]:
    """What every stage and every lokus adds, by its path: a unit counts in the first stage that names it, once.

    Stages follow one another by year. One that names nothing counts with the numbers of its target.
    """
    listed = tuple(stages)
    new = {path: dict.fromkeys(("puskesmas", "pustu", "posyandu"), 0) for path in _paths(listed)}
    for naming in namings(listed):
        for path in (naming.lokus.path, naming.tahap.path):
            new[path][naming.jenis] += naming.new
    result = {path: Counts(**figures) for path, figures in new.items()}
    return result | {tahap.path: tahap.target or Counts() for tahap in listed if not tahap.lokus}


def _paths(stages: Iterable[Tahap]) -> Iterator[Path]:
    for tahap in stages:
        yield tahap.path
        yield from (lokus.path for lokus in tahap.lokus)


class Naming(NamedTuple):
    """A unit as a lokus names it, and the stage that named it first; `new` where this is the first time."""

    tahap: Tahap
    lokus: Lokus
    jenis: str
    named: Named[Puskesmas] | Named[Pustu] | Named[Posyandu]
    first: Tahap
    new: bool


def namings(stages: Iterable[Tahap]) -> Iterator[Naming]:
    """Every unit that a stage names, the stages by year: see `added`."""
    seen: dict[tuple[object, ...], Tahap] = {}
    for tahap in sorted(stages, key=lambda stage: stage.tahun):
        for lokus in tahap.lokus:
            units = (lokus.puskesmas, *(named for _, named in lokus.units()))
            for (jenis, key), named in zip(lokus.members(), units, strict=True):
                new = key not in seen
                yield Naming(tahap, lokus, jenis, named, seen.setdefault(key, tahap), new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sasaran:
    """What was promised: by this year all, a number of, or these puskesmas are lokus."""

    path: Path
    tahun: int
    puskesmas: str | int | tuple[str, ...]
    dasar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kebijakan:
    """A district's answers where the national text is silent; the default is the safe reading.

    `induk_minimum` says per profession how many must stay at a puskesmas induk; `status_tetap_di_puskesmas` which
    status groups (as `status_key` compares them) may not move to another puskesmas; `kader_hari_per_minggu` on how
    many days of a week a kader may be asked to serve, None where it is not limited. Holidays and cuti bersama are
    closed unless the district opens on them. `lokus_tanpa_pustu` where lokus have no pustu, as in some kota.

    `bobot` is what a household (kk) or a person of a group weighs in the area of a kader, `batas_ubah` how many percent
    heavier than the fairest the heaviest area may be so that fewer change hands. `selang_kunjungan` is how many months
    a family may wait for its routine visit, `kapasitas_kunjungan` how many a kader visits in a day,
    `minggu_berkumpul` the weeks of a month in which posyandu may open; each None where the district has not said.
    `target_capaian` is the target of an indicator of the PWS in percent, by its key; none where there is no target.
    """

    kader_pustu_boleh_kader_posyandu: bool = False
    induk_minimum: Mapping[str, int] = field(default_factory=dict)
    status_tetap_di_puskesmas: tuple[str, ...] = ()
    kader_hari_per_minggu: int | None = None
    libur_nasional_buka: bool = False
    cuti_bersama_buka: bool = False
    lokus_tanpa_pustu: bool = False
    bobot: Mapping[str, int] = field(default_factory=dict)
    batas_ubah: int | None = None
    selang_kunjungan: int | None = None
    kapasitas_kunjungan: int | None = None
    minggu_berkumpul: tuple[int, ...] | None = None
    target_capaian: Mapping[str, int] = field(default_factory=dict)

    def kept_at_induk(self, kind: str) -> int:
        """How many of a kind stay at a puskesmas induk: one where the district has not said, so that none is empty."""
        return self.induk_minimum.get(kind, 1)
