"""One district as its folder tells it: register, roadmap, people, and where each value stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Finding, Path, Place, Waiver
from ilp_cli.core.names import normal
from ilp_cli.core.rows import columns
from ilp_cli.core.tabled import Tabled
from ilp_cli.district.calendar import Libur
from ilp_cli.district.document import Document, Marks, Rows
from ilp_cli.district.identity import Who, identities, listed_again, namesakes
from ilp_cli.district.isian import Isian
from ilp_cli.district.kesiapan import KriteriaKesiapan
from ilp_cli.district.menurut import Menurut
from ilp_cli.district.pelatihan import Pelatihan
from ilp_cli.district.people import Cuti, Kader, Petugas
from ilp_cli.district.place import Kabupaten, Posyandu, Puskesmas, Pustu, register_of
from ilp_cli.district.reading import Reading
from ilp_cli.district.realisasi import Unit as LokusUnit
from ilp_cli.district.realisasi import units
from ilp_cli.district.roadmap import Counts, Kebijakan, Lokus, Named, Penandatangan, Sasaran, Status, Tahap, Unit, added
from ilp_cli.district.rollout import Rollout
from ilp_cli.law.standard import LocalStandard

if TYPE_CHECKING:
    from ilp_cli.district.record import Earlier


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input file: its name inside the plan folder, the SHA-256 of its bytes, and where it lies on this machine."""

    name: str
    sha256: str
    location: str = field(default="", compare=False, repr=False)


DISTRICT_TABLES = {
    "puskesmas": columns("nama kode:code kecamatan lintang:number bujur:number pustu:whole posyandu:whole tutup:day"),
    "pustu": columns("puskesmas pustu desa"),
    "posyandu": columns("puskesmas posyandu desa pustu"),
    "petugas": columns("nama nip profesi jabatan puskesmas pustu status hari_tugas mulai:day sampai:day file"),
    "kader": columns(
        "nama puskesmas pustu posyandu desa wilayah hari_tugas tingkat terlatih mulai:day sampai:day file"
    ),
}
"""The tables of a district and their columns: its register, coordinates in degrees, and its people."""


@dataclass(frozen=True, kw_only=True)
class District(Tabled):
    """Everything a plan folder holds. `misfits` are the faults of its files; nothing in them stopped the reading.

    `readable` is False where the roadmap itself could not be read: then nothing else here means anything.
    `roster_given` is False where the district has no roster yet: staffing is then unknown, not zero.
    `hari_layanan` are the district's service weekdays (0 = Monday).
    `earlier` are the records of earlier checks, where a workbook of the roster is a marked copy.
    `readings` tell of every table of the roster how many rows were read, and what was understood beyond the plain.
    `tahap` are the stages as they stand: where an SK perubahan reissues the annex of a stage, its newest version, and
    `terdahulu` has for the path of each such stage the versions before, the oldest first.
    `isian` has the rows of the tables that capabilities declare, by the name of the table.
    `peta` is the file with the outlines of its desa, as the roadmap names it, "" where it names none.
    `menurut` are the proposals it is looked at with, where it is not as it stands but as it would be.
    `text` knows where the values of roadmap.yaml stand. `typed` are the words of a command that name this plan: its
    folder, and the roster that was given beside it.
    """

    TABLES: ClassVar = DISTRICT_TABLES

    file: str
    kabupaten: Kabupaten
    hari_layanan: frozenset[int]
    puskesmas: tuple[Puskesmas, ...] = ()
    tahap: tuple[Tahap, ...] = ()
    terdahulu: Mapping[Path, tuple[Tahap, ...]] = field(default_factory=dict)
    sasaran: tuple[Sasaran, ...] = ()
    penandatangan: Penandatangan | None = None
    kebijakan: Kebijakan = field(default_factory=Kebijakan)
    standar: tuple[LocalStandard, ...] = ()
    mengingat: tuple[str, ...] = ()
    pengecualian: tuple[Waiver, ...] = ()
    libur: tuple[Libur, ...] = ()
    peta: str = ""
    rollout: Rollout | None = None
    kriteria_kesiapan: KriteriaKesiapan | None = None
    pelatihan: Pelatihan | None = None
    petugas: tuple[Petugas, ...] = ()
    kader: tuple[Kader, ...] = ()
    cuti: tuple[Cuti, ...] = ()
    isian: Mapping[str, tuple[Isian, ...]] = field(default_factory=dict)
    readable: bool = True
    roster_given: bool = False
    misfits: tuple[Finding, ...] = ()
    sources: tuple[Source, ...] = ()
    readings: tuple[Reading, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    menurut: tuple[Menurut, ...] = ()
    text: Marks = field(default_factory=Marks, repr=False)
    typed: tuple[str | PurePath, ...] = field(default=("FOLDER",), compare=False, repr=False)

    def __repr__(self) -> str:
        return brief(
            self,
            file=self.file,
            kabupaten=self.kabupaten.nama,
            puskesmas=len(self.puskesmas),
            tahap=self.years(),
            petugas=len(self.petugas),
            kader=len(self.kader),
            cuti=len(self.cuti),
            misfits=len(self.misfits),
        )

    @cached_property
    def register(self) -> Mapping[str, Puskesmas]:
        """Puskesmas by every name they may be called; the first registered wins a repeated name."""
        return register_of(self.puskesmas)

    @cached_property
    def added(self) -> Mapping[Path, Counts]:
        """What every stage and every lokus adds to the stages before it, by its path: see `roadmap.added`."""
        return added(self.tahap)

    @cached_property
    def units(self) -> tuple[LokusUnit, ...]:
        """Every registered place that is lokus, with all that was told of it: see `realisasi.units`."""
        return units(self)

    def cancelled(self, on: date) -> frozenset[Path]:
        """The places whose lokus has been cancelled by a day: nothing is promised of them any longer."""
        return frozenset(unit.unit for unit in self.units if unit.on(on).status is Status.BATAL)

    def closed(self, on: date) -> Mapping[Path, Puskesmas]:
        """The puskesmas that are closed on a day, by their paths."""
        return {puskesmas.path: puskesmas for puskesmas in self.puskesmas if not puskesmas.open_on(on)}

    @cached_property
    def since(self) -> Mapping[Path, int]:
        """The year in which each registered puskesmas of the roadmap becomes a lokus, by its path."""
        named = ((lokus.puskesmas.unit, stage.tahun) for stage in self.tahap for lokus in stage.lokus)
        years: dict[Path, int] = {}
        for puskesmas, year in named:
            if puskesmas is not None:
                years[puskesmas.path] = min(year, years.get(puskesmas.path, year))
        return years

    @cached_property
    def identities(self) -> dict[Path, Who]:
        """Who each row of the roster is, by its path, over all its files: see `identity.identities`."""
        return identities((*self.petugas, *self.kader), self.namesakes)

    @cached_property
    def namesakes(self) -> Mapping[str, list[Petugas | Kader]]:
        """The rows of the roster that share a name with another, by that name: see `identity.namesakes`."""
        return namesakes((*self.petugas, *self.kader))

    @cached_property
    def listed_again(self) -> Mapping[Who, list[Petugas | Kader]]:
        """The people who stand in two rows or more, with their rows in the order of the roster."""
        return listed_again((*self.petugas, *self.kader), self.identities)

    def every_stage(self) -> tuple[Tahap, ...]:
        """Every stage as it is written, also those whose decree has been changed, in the order of the file."""
        earlier = (tahap for versions in self.terdahulu.values() for tahap in versions)
        return tuple(sorted((*self.tahap, *earlier), key=lambda tahap: tahap.path[1:]))

    def find(self, name: str) -> Puskesmas | None:
        """The puskesmas of this name or alias, case, spaces and punctuation put aside."""
        return self.register.get(normal(name))

    def years(self) -> tuple[int, ...]:
        """The years of the roadmap, in order, each once."""
        return tuple(sorted({tahap.tahun for tahap in self.tahap}))

    def lokus_pustu(
        self, years: tuple[int, ...], on: date | None = None
    ) -> Iterator[tuple[Tahap, Lokus, Puskesmas, Path, Pustu]]:
        """Every registered pustu named as lokus in these years, once, with the path of its name in the roadmap.

        With a day, none of a puskesmas that is closed `on` it, and none that has been cancelled by then.
        """
        return self._units_of_lokus(years, on, lambda lokus: lokus.pustu)

    def lokus_posyandu(
        self, years: tuple[int, ...], on: date | None = None
    ) -> Iterator[tuple[Tahap, Lokus, Puskesmas, Path, Posyandu]]:
        """Every registered posyandu named as lokus in these years, once, with the path of its name; `on` as above."""
        return self._units_of_lokus(years, on, lambda lokus: lokus.posyandu)

    def _units_of_lokus(
        self, years: tuple[int, ...], on: date | None, named_by: Callable[[Lokus], tuple[Named[Unit], ...]]
    ) -> Iterator[tuple[Tahap, Lokus, Puskesmas, Path, Unit]]:
        seen: set[Path] = set() if on is None else set(self.cancelled(on))
        for tahap, lokus, puskesmas in self.lokus(years):
            if on is not None and not puskesmas.open_on(on):
                continue
            for named in named_by(lokus):
                if named.unit is not None and named.unit.path not in seen:
                    seen.add(named.unit.path)
                    yield tahap, lokus, puskesmas, named.path, named.unit

    def lokus(self, years: tuple[int, ...]) -> Iterator[tuple[Tahap, Lokus, Puskesmas]]:
        """Every lokus of these years whose puskesmas is registered."""
        for tahap in self.tahap:
            if tahap.tahun in years:
                for lokus in tahap.lokus:
                    if lokus.puskesmas.unit is not None:
                        yield tahap, lokus, lokus.puskesmas.unit

    @cached_property
    def _days(self) -> Mapping[Path, frozenset[int]]:
        return {unit.path: self.service_days(unit) for puskesmas in self.puskesmas for unit in puskesmas.pustu}

    def days_of(self, unit: Path) -> frozenset[int]:
        """The service weekdays of a pustu by its path; of any other unit, those of the district."""
        return self._days.get(unit, self.hari_layanan)

    def service_days(self, pustu: Pustu | None) -> frozenset[int]:
        """The weekdays a pustu is open: its own, else the district's."""
        return pustu.hari_layanan if pustu is not None and pustu.hari_layanan else self.hari_layanan

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        tables = [Rows("petugas", self.petugas), Rows("kader", self.kader), Rows("cuti", self.cuti)]
        tables += [Rows(name, rows) for name, rows in self.isian.items()]
        return {table.head: table for table in tables}

    def place(self, path: Path) -> Place:
        """Where a value stands in the planner's file: a row of the roster, else roadmap.yaml."""
        document = self._documents.get(str(path[0])) if len(path) > 1 else None
        return document.place(path) if document is not None else self.text.place(path)

    def _rows(self) -> Mapping[str, Iterator[dict[str, object]]]:
        return {
            "puskesmas": (puskesmas.table_row() for puskesmas in self.puskesmas),
            "pustu": (
                {"puskesmas": puskesmas.nama, "pustu": pustu.nama, "desa": pustu.desa}
                for puskesmas in self.puskesmas
                for pustu in puskesmas.pustu
            ),
            "posyandu": (
                {"puskesmas": puskesmas.nama, "posyandu": posyandu.nama, "desa": posyandu.desa, "pustu": posyandu.pustu}
                for puskesmas in self.puskesmas
                for posyandu in puskesmas.posyandu
            ),
            "petugas": (person.table_row() for person in self.petugas),
            "kader": (person.table_row() for person in self.kader),
        }
