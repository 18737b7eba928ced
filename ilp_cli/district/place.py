"""The places of primary care: kabupaten, puskesmas, pustu, posyandu."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal
from ilp_cli.core.weekdays import HariBuka
from ilp_cli.district.numbers import Nip

Coordinates = tuple[float, float]
"""Latitude and longitude in degrees."""

_DEGREES = re.compile(r"[-−]?\d{1,3}(?:[.,]\d+)?")


def degrees_of(text: str) -> float | None:
    """A latitude or a longitude as a cell holds it, with a point or a comma; None for anything else."""
    bare = text.strip()
    return float(bare.replace(",", ".").replace("−", "-")) if _DEGREES.fullmatch(bare) else None


EARTH_KM = 6371.0
"""Mean radius of the earth in kilometres."""


def kilometres(start: Coordinates, end: Coordinates) -> float:
    """The straight line between two points on the ground, in kilometres (haversine); no road is that short."""
    lat, lon = (math.radians(degrees) for degrees in start)
    to_lat, to_lon = (math.radians(degrees) for degrees in end)
    across = math.sin((to_lat - lat) / 2) ** 2
    along = math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(across + along))


_KIND = re.compile(
    r"(?:(?:dinas kesehatan|dinkes|pemerintah(?: daerah)?)\s+)?"
    r"(?:pem)?(?P<kind>kabupaten|kab\b\.?|kota(?: madya|madya)?|(?<=pem)kot\b)\s+(?P<name>\S.*)",
    re.IGNORECASE,
)


def kind_and_name(text: str) -> tuple[str | None, str]:
    """The kind of a district that its name begins with, and the bare name: "KAB. LUWU" → ("kabupaten", "LUWU").

    Whose office it is does not belong to the name: "Dinas Kesehatan Kabupaten Luwu", "Pemkab Luwu".
    """
    match = _KIND.fullmatch(" ".join(text.split()))
    if match is None:
        return None, text
    return "kabupaten" if match["kind"].lower().startswith("kab") else "kota", match["name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kabupaten:
    """The district itself; `kode` is the Kemendagri code (not the BPS one), always text."""

    nama: str
    jenis: str = "kabupaten"
    kode: str | None = None
    provinsi: str | None = None
    ibu_kota: str | None = None

    @property
    def sebutan(self) -> str:
        """Kabupaten Luwu, Kota Palopo."""
        return f"{self.jenis.capitalize()} {kind_and_name(self.nama)[1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pustu:
    """A puskesmas pembantu (UPKD/K); `hari_layanan` is None where it keeps the district's days.

    `alias` is what it may be called elsewhere while it is not certain how its name goes on.
    """

    path: Path
    nama: str
    desa: str | None = None
    hari_layanan: frozenset[int] | None = None
    koordinat: Coordinates | None = None
    alias: tuple[str, ...] = ()


_REGISTRATION = re.compile(r"(\d{2}\.\d{2}\.\d{2}\.\d{4})\.\d{3}")


def registration_of(text: str) -> str:
    """The registration number of a posyandu: the Kemendagri code of its desa, three figures; "" for another shape."""
    bare = "".join(text.split())
    return bare if _REGISTRATION.fullmatch(bare) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pendamping:
    """Who goes with a posyandu, as written: the name, the unit they come from, and the opening days it is for.

    Without days it is for every one that no other names.
    """

    path: Path
    nama: str
    dari: str = ""
    tanggal: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Posyandu:
    """A posyandu; `pustu` is the name of the pustu that guides it, as written; `hari_buka` when it opens.

    `jam` and `tempat` are the hours and the place of its opening days as written, `pendamping` who goes with it;
    `nomor_registrasi` is its own national number, see `registration_of`; `alias` is as of a pustu.
    """

    path: Path
    nama: str
    desa: str | None = None
    pustu: str | None = None
    hari_buka: HariBuka | None = None
    jam: str | None = None
    tempat: str | None = None
    pendamping: tuple[Pendamping, ...] = ()
    nomor_registrasi: str | None = None
    alias: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kepala:
    """The head of a puskesmas, who signs its duty rosters."""

    path: Path
    nama: str | None = None
    nip: Nip = field(default_factory=Nip)


@dataclass(frozen=True, slots=True, kw_only=True)
class Puskesmas:
    """A puskesmas of the register with the pustu and posyandu under it; `kode` is the Kemenkes code.

    `tutup` is the day since which it is closed or part of another; it keeps its stages, and no longer counts.
    """

    path: Path
    nama: str
    kode: str | None = None
    kecamatan: str | None = None
    koordinat: Coordinates | None = None
    alias: tuple[str, ...] = ()
    pustu: tuple[Pustu, ...] = ()
    posyandu: tuple[Posyandu, ...] = ()
    tutup: date | None = None
    kepala: Kepala | None = None

    def table_row(self) -> dict[str, object]:
        """The puskesmas as one flat row, with how many pustu and posyandu it has."""
        return {
            "nama": self.nama,
            "kode": self.kode,
            "kecamatan": self.kecamatan,
            "lintang": self.koordinat[0] if self.koordinat else None,
            "bujur": self.koordinat[1] if self.koordinat else None,
            "pustu": len(self.pustu),
            "posyandu": len(self.posyandu),
            "tutup": self.tutup,
        }

    def open_on(self, day: date) -> bool:
        """Whether it still stands on a day."""
        return self.tutup is None or day < self.tutup

    def names(self) -> Iterator[str]:
        """Its name and registered aliases, as they are compared."""
        for name in (self.nama, *self.alias):
            yield normal(name)

    def units(self) -> Iterator[Pustu | Posyandu]:
        """The pustu and posyandu under it."""
        yield from self.pustu
        yield from self.posyandu

    def find_pustu(self, name: str) -> Pustu | None:
        """The pustu registered here under exactly this name, case and punctuation put aside."""
        return next((unit for unit in self.pustu if normal(unit.nama) == normal(name)), None)

    def find_posyandu(self, name: str) -> Posyandu | None:
        """The posyandu registered here under exactly this name, case and punctuation put aside."""
        return next((unit for unit in self.posyandu if normal(unit.nama) == normal(name)), None)


def register_of(every_puskesmas: Iterable[Puskesmas]) -> dict[str, Puskesmas]:
    """Puskesmas by every name they may be called; a name beats an alias, the first registered a repeated name."""
    register: dict[str, Puskesmas] = {}
    listed = tuple(every_puskesmas)
    for puskesmas in listed:
        register.setdefault(normal(puskesmas.nama), puskesmas)
    for puskesmas in listed:
        for name in puskesmas.names():
            register.setdefault(name, puskesmas)
    return register
