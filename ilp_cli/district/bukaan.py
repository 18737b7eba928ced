"""Opening days as their file (bukaan.yaml) tells them, and the district as it would be with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ilp_cli.core.finding import Path, Place
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.weekdays import HariBuka
from ilp_cli.core.words import tanggal
from ilp_cli.district.district import District, Source
from ilp_cli.district.document import Marks
from ilp_cli.district.naming import Strange, made_for, posyandu_named, strange
from ilp_cli.district.place import Pendamping, Posyandu, Puskesmas

HEAD = KEY = "hari_buka"
"""The first word of every path into the file, and the key that tells it from other proposals."""

_KABUPATEN: Path = (HEAD, "kabupaten")
"""For which district the days are, which is told beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entri:
    """The opening days of one posyandu and who goes along, by its written names."""

    path: Path
    puskesmas: str
    posyandu: str
    hari_buka: HariBuka
    pendamping: tuple[Pendamping, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UsulanBuka:
    """A whole file; `file` is its name as the planner knows it."""

    kabupaten: str = ""
    tahun: int | None = None
    entri: tuple[Entri, ...] = ()
    file: str = ""
    text: Marks = field(default_factory=Marks, repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class AppliedDays:
    """Opening days as they were applied, and the district before and after; `entries` says where each is told."""

    usulan: UsulanBuka
    before: District
    after: District
    entries: Mapping[Path, Path]
    strange: tuple[Strange, ...] = ()

    @property
    def head(self) -> str:
        """The first word of every path into the file."""
        return HEAD

    def place(self, path: Path) -> Place:
        """Where a value stands in the file."""
        return self.usulan.text.place(path[1:] if path == _KABUPATEN else path)


def applied(district: District, usulan: UsulanBuka, source: Source | None = None) -> AppliedDays:
    """The days beside their district; what they name that is not there is left out, and told by the rules."""
    days: dict[Path, Entri] = {}
    entries: dict[Path, Path] = {}
    unmeant = [] if made_for(district, usulan.kabupaten) else [_of_another(district, usulan.kabupaten)]
    for entri in () if unmeant else usulan.entri:
        unit, words = posyandu_named(district, entri.puskesmas, entri.posyandu)
        if unit is None or unit.path in days:
            why = words or f"posyandu {entri.posyandu} ({entri.puskesmas}) sudah disebut di atas"
            unmeant.append(strange((*entri.path, "posyandu"), why, entri.puskesmas, entri.posyandu))
            continue
        if other := [day for day in entri.hari_buka.tanggal if usulan.tahun not in (None, day.year)]:
            why = f"{tanggal(other[0])} bukan hari tahun {usulan.tahun}, tahun usulan ini"
            unmeant.append(strange((*entri.path, "hari_buka"), why, entri.puskesmas, entri.posyandu))
            continue
        days[unit.path] = entri
        entries[unit.path] = entri.path
    after = replace(_opened(district, days), sources=(*district.sources, *([source] if source else [])))
    return AppliedDays(usulan=usulan, before=district, after=after, entries=entries, strange=tuple(unmeant))


def _of_another(district: District, kabupaten: str) -> Strange:
    sebab = f"usulan ini disusun untuk {mask_numbers(kabupaten)}, bukan {district.kabupaten.sebutan}"
    return strange(_KABUPATEN, sebab)


def _opened(district: District, days: Mapping[Path, Entri]) -> District:
    """The district with these opening days; its stages name the same units as its register."""

    def unit(posyandu: Posyandu) -> Posyandu:
        told = days.get(posyandu.path)
        return replace(posyandu, hari_buka=told.hari_buka, pendamping=told.pendamping) if told else posyandu

    register: dict[Path, Puskesmas] = {
        puskesmas.path: replace(puskesmas, posyandu=tuple(map(unit, puskesmas.posyandu)))
        for puskesmas in district.puskesmas
    }
    stages = tuple(
        replace(
            tahap,
            lokus=tuple(
                replace(
                    lokus,
                    puskesmas=replace(
                        lokus.puskesmas, unit=register[lokus.puskesmas.unit.path] if lokus.puskesmas.unit else None
                    ),
                    posyandu=tuple(
                        replace(named, unit=unit(named.unit)) if named.unit is not None else named
                        for named in lokus.posyandu
                    ),
                )
                for lokus in tahap.lokus
            ),
        )
        for tahap in district.tahap
    )
    return replace(district, puskesmas=tuple(register.values()), tahap=stages)
