"""A district as it would be with an order: its undecreed lokus in the years that the order gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ilp_cli.capabilities.rollout.model.problem import decreed
from ilp_cli.capabilities.rollout.model.usulan import HEAD, Urut, UsulanRollout
from ilp_cli.core.finding import Path, Place
from ilp_cli.core.masking import mask_numbers
from ilp_cli.district.district import District, Source
from ilp_cli.district.naming import Strange, made_for, strange, unregistered
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.roadmap import Lokus, Named, Status, Tahap

_KABUPATEN: Path = (HEAD, "kabupaten")
"""For which district the order is, which is told beside its years."""


@dataclass(frozen=True, kw_only=True)
class AppliedRollout:
    """An order as it was applied, and the district before and after.

    `starts` are the years it gives, by the path of the puskesmas, `entries` where each is told; what a decree gives
    another year stands in `moved` with that year, and stays where it is.
    """

    usulan: UsulanRollout
    before: District
    after: District
    starts: Mapping[Path, int]
    entries: Mapping[Path, Path]
    strange: tuple[Strange, ...] = ()
    moved: tuple[tuple[Urut, int], ...] = ()

    @property
    def head(self) -> str:
        """The first word of every path into the file."""
        return HEAD

    def place(self, path: Path) -> Place:
        """Where a value stands in the file."""
        return self.usulan.text.place(path[1:] if path == _KABUPATEN else path)


def applied(district: District, usulan: UsulanRollout, source: Source | None = None) -> AppliedRollout:
    """An order beside its district; what cannot be meant or moved is left as it is, and told by the rules."""
    fixed = {
        lokus.puskesmas.unit.path: tahap.tahun
        for tahap in sorted(district.tahap, key=lambda stage: stage.tahun, reverse=True)
        for lokus in tahap.lokus
        if lokus.puskesmas.unit is not None and decreed(tahap, lokus)
    }
    starts: dict[Path, int] = {}
    entries: dict[Path, Path] = {}
    own = made_for(district, usulan.kabupaten)
    unmeant = [] if own else [_of_another(district, usulan.kabupaten)]
    moved = []
    urutan = usulan.urutan if own else ()
    for urut in urutan:
        unit = district.find(urut.puskesmas)
        if unit is None:
            unmeant.append(strange(urut.path, unregistered(district, urut.puskesmas), urut.puskesmas))
        elif unit.path in entries:
            unmeant.append(strange(urut.path, f"{unit.nama} sudah disebut di atas", urut.puskesmas))
        else:
            entries[unit.path] = urut.path
            if unit.path not in fixed:
                starts[unit.path] = urut.tahun
            elif fixed[unit.path] != urut.tahun:
                moved.append((urut, fixed[unit.path]))
    stages = _staged(district, starts, entries, {urut.tahun for urut in urutan})
    return AppliedRollout(
        usulan=usulan,
        before=district,
        after=replace(district, tahap=stages, sources=(*district.sources, *([source] if source else []))),
        starts=starts,
        entries=entries,
        strange=tuple(unmeant),
        moved=tuple(moved),
    )


def _of_another(district: District, kabupaten: str) -> Strange:
    sebab = f"urutan ini disusun untuk {mask_numbers(kabupaten)}, bukan {district.kabupaten.sebutan}"
    return strange(_KABUPATEN, sebab)


def _staged(
    district: District, starts: Mapping[Path, int], entries: Mapping[Path, Path], years: set[int]
) -> tuple[Tahap, ...]:
    """The stages with the order in them; one that has lost all its lokus is gone."""
    years = years | {batas.tahun for batas in (district.rollout.tahun if district.rollout else ())}
    published: dict[Path, Lokus] = {}
    stages: list[Tahap] = []
    for tahap in sorted(district.tahap, key=lambda stage: stage.tahun):
        kept = []
        for lokus in tahap.lokus:
            unit = lokus.puskesmas.unit
            if unit is None or decreed(tahap, lokus) or lokus.status is Status.BATAL:
                kept.append(lokus)
            elif unit.path in starts and unit.path not in published:
                published[unit.path] = lokus
                kept += [lokus] if starts[unit.path] == tahap.tahun else []
            elif unit.path in starts or tahap.tahun not in years:
                kept.append(lokus)
        if kept or not tahap.lokus:
            stages.append(replace(tahap, lokus=tuple(kept)))
    register = {puskesmas.path: puskesmas for puskesmas in district.puskesmas}
    for path, year in starts.items():
        if path in published and any(published[path] in tahap.lokus for tahap in stages):
            continue
        lokus = _lokus(register[path], entries[path], published.get(path))
        at = next((n for n, tahap in enumerate(stages) if tahap.tahun == year and not _signed(tahap)), None)
        if at is None:
            stages.append(Tahap(path=entries[path][:2], tahun=year, lokus=(lokus,)))
        else:
            stages[at] = replace(stages[at], lokus=(*stages[at].lokus, lokus))
    return tuple(sorted(stages, key=lambda stage: stage.tahun))


def _signed(tahap: Tahap) -> bool:
    return tahap.sk is not None and (tahap.sk.nomor is not None or tahap.sk.tanggal is not None)


def _lokus(puskesmas: Puskesmas, path: Path, published: Lokus | None) -> Lokus:
    """A lokus in its new year, with the pustu and posyandu it had in its old one."""
    named = Named(path=path, nama=puskesmas.nama, unit=puskesmas)
    if published is None:
        return Lokus(path=path, puskesmas=named)
    return replace(published, path=path, puskesmas=named)
