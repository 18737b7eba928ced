"""Opening days as they are planned: the rhythm of each posyandu, its day in each month, who goes with it, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.capabilities.openings.model.site import Nakes, Pos, Site, Team
from ilp_cli.core.weekdays import HariBuka, Irama


@dataclass(frozen=True, slots=True, kw_only=True)
class Bukaan:
    """One opening: its day, the day its rhythm would have had where it was moved, and who goes with it from where.

    `sebab` tells why it was moved, or why nobody goes with it.
    """

    tanggal: date
    dari: date | None = None
    team: Team | None = None
    pendamping: Nakes | None = None
    sebab: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kegiatan:
    """A posyandu over a year: its rhythms, whether they are those it had, its openings, and months without any.

    `lama` are the rhythms it had where they are others now, `alasan` why.
    """

    pos: Pos
    irama: tuple[Irama, ...]
    lama: tuple[Irama, ...] = ()
    alasan: str = ""
    bukaan: tuple[Bukaan, ...] = ()
    kosong: tuple[int, ...] = ()

    @property
    def hari_buka(self) -> HariBuka:
        """As roadmap.yaml would say it: the rhythms, and the days of months that differ from them."""
        own: list[date] = []
        for month in range(1, 13):
            days = tuple(bukaan.tanggal for bukaan in self.bukaan if bukaan.tanggal.month == month)
            if days and days != HariBuka(irama=self.irama).days(days[0].year, month):
                own += days
        return HariBuka(irama=self.irama, tanggal=tuple(own))


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """The year of a puskesmas. `lacking` are sentences on days for which nobody can go along, with their arithmetic.

    `proven` is False where there was no time to search some of it, so that it was made by hand.
    """

    site: Site
    kegiatan: tuple[Kegiatan, ...]
    lacking: tuple[str, ...] = ()
    proven: bool = True

    def openings(self) -> Iterator[tuple[Kegiatan, Bukaan]]:
        """Every opening with its posyandu, by day, then in the order of the register."""
        every = [(kegiatan, bukaan) for kegiatan in self.kegiatan for bukaan in kegiatan.bukaan]
        yield from sorted(every, key=lambda pair: pair[1].tanggal)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningPlan:
    """The opening days of a year for every posyandu asked for; `interrupted` where somebody stopped the search."""

    kabupaten: str
    tahun: int
    pada: date
    sites: Sequence[SitePlan] = field(repr=False)
    notes: tuple[str, ...] = ()
    interrupted: bool = False

    @property
    def unproven(self) -> tuple[SitePlan, ...]:
        """The puskesmas for which there was no time to prove their year."""
        return tuple(site for site in self.sites if not site.proven)

    @property
    def kegiatan(self) -> tuple[Kegiatan, ...]:
        """Every posyandu, in the order of the register."""
        return tuple(kegiatan for site in self.sites for kegiatan in site.kegiatan)

    @property
    def bukaan(self) -> tuple[Bukaan, ...]:
        """Every opening."""
        return tuple(bukaan for kegiatan in self.kegiatan for bukaan in kegiatan.bukaan)

    @property
    def changed(self) -> tuple[Kegiatan, ...]:
        """The posyandu whose rhythm is another than before."""
        return tuple(kegiatan for kegiatan in self.kegiatan if kegiatan.lama)

    @property
    def new(self) -> tuple[Kegiatan, ...]:
        """The posyandu that had no opening day before."""
        return tuple(kegiatan for kegiatan in self.kegiatan if not kegiatan.pos.kept.irama and not kegiatan.lama)

    @property
    def moved(self) -> tuple[Bukaan, ...]:
        """The openings that are on another day than their rhythm has."""
        return tuple(bukaan for bukaan in self.bukaan if bukaan.dari is not None)

    @property
    def alone(self) -> tuple[Bukaan, ...]:
        """The openings nobody can go along with."""
        return tuple(bukaan for bukaan in self.bukaan if bukaan.pendamping is None)

    @property
    def lost(self) -> int:
        """Months of posyandu without any day."""
        return sum(len(kegiatan.kosong) for kegiatan in self.kegiatan)

    @property
    def complete(self) -> bool:
        """Whether every posyandu opens in every month, each time with somebody."""
        return not self.alone and not self.lost
