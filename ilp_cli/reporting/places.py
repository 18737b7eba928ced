"""Where the puskesmas of a report lie and how far each has come: what its map and the list beside it are drawn from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal
from ilp_cli.district.case import Case
from ilp_cli.district.peta import Desa, Peta
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.realisasi import units_of
from ilp_cli.district.roadmap import Status


class Rupa(Enum):
    """How far a puskesmas has come, as a map shows it; of those in one area that differ, CAMPUR."""

    BERJALAN = "berjalan"
    DITETAPKAN = "ditetapkan, belum berjalan"
    RENCANA = "direncanakan"
    TERHENTI = "ditunda atau dibatalkan"
    BUKAN = "bukan lokus"
    TAK_TAHU = "belum diketahui"
    CAMPUR = "beberapa puskesmas, keadaannya berbeda"


@dataclass(frozen=True, slots=True, kw_only=True)
class Titik:
    """A puskesmas by its number in a report: how far it has come, since which stage, and where it lies."""

    nomor: int
    puskesmas: Puskesmas
    rupa: Rupa
    tahun: int | None
    pustu: int
    posyandu: int


def titik_of(case: Case) -> tuple[Titik, ...]:
    """Every open puskesmas of the register, numbered in its order; lokus are those of the years asked for.

    While the names of a stage are not told, one that no stage names may be a lokus or not.
    """
    units = [unit for unit in case.of(units_of) if unit.tahap.tahun in case.years]
    own = {unit.unit: unit for unit in units if unit.jenis == "puskesmas"}
    gone = case.district.cancelled(case.pada)
    listed = Counter((unit.unit[:2], unit.jenis) for unit in units if unit.unit not in gone)
    nameless = any(tahap.tahun in case.years and not tahap.lokus for tahap in case.district.tahap)
    open_ones = [puskesmas for puskesmas in case.district.puskesmas if puskesmas.open_on(case.pada)]
    spots = []
    for nomor, puskesmas in enumerate(open_ones, 1):
        unit = own.get(puskesmas.path)
        rupa = Rupa.TAK_TAHU if nameless else Rupa.BUKAN
        if unit is not None:
            status = unit.on(case.pada).status
            rupa = (
                Rupa.TERHENTI if status.halted
                else Rupa.BERJALAN if status is Status.BERJALAN
                else Rupa.DITETAPKAN if unit.decreed(case.pada)
                else Rupa.RENCANA
            )  # fmt: skip
        spots.append(
            Titik(
                nomor=nomor,
                puskesmas=puskesmas,
                rupa=rupa,
                tahun=unit.tahap.tahun if unit else None,
                pustu=listed[puskesmas.path, "pustu"],
                posyandu=listed[puskesmas.path, "posyandu"],
            )
        )
    return tuple(spots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bidang:
    """A desa of the map with the puskesmas that are known to work there, none where it is not known."""

    desa: Desa
    titik: tuple[Titik, ...]

    @property
    def rupa(self) -> Rupa | None:
        """How far they have come; None where no puskesmas is known."""
        looks = {titik.rupa for titik in self.titik}
        return None if not looks else looks.pop() if len(looks) == 1 else Rupa.CAMPUR


def bidang_of(peta: Peta, every_titik: Iterable[Titik]) -> tuple[Bidang, ...]:
    """The desa of a map with their puskesmas: those whose pustu and posyandu stand there, else those of the kecamatan.

    Desa of one name are told apart by the kecamatan in which most desa of the puskesmas lie. What neither tells is left
    open.
    """
    spots = tuple(every_titik)
    named: dict[str, list[Desa]] = defaultdict(list)
    for desa in peta.desa:
        named[normal(desa.nama)].append(desa)
    areas = _areas(spots, named)
    workers: dict[int, list[Titik]] = defaultdict(list)
    of_area: dict[str, list[Titik]] = defaultdict(list)
    for titik in spots:
        for name in _desa_names(titik.puskesmas):
            own = named.get(name, [])
            near = [desa for desa in own if _area(desa) in areas[titik.nomor]] if len(own) > 1 else own
            if len(near) == 1:
                workers[id(near[0])].append(titik)
        for area in areas[titik.nomor]:
            of_area[area].append(titik)
    return tuple(
        Bidang(desa=desa, titik=tuple(workers.get(id(desa)) or of_area.get(_area(desa), []))) for desa in peta.desa
    )


def _area(desa: Desa) -> str:
    """The kecamatan of a desa as it is compared: by name, else by the head of its code; "" where neither is told."""
    return normal(desa.kecamatan) or desa.kode[:8] * (len(desa.kode) >= 8)


def _desa_names(puskesmas: Puskesmas) -> Iterator[str]:
    yield from dict.fromkeys(normal(unit.desa) for unit in puskesmas.units() if unit.desa)


def _areas(every_titik: Sequence[Titik], named: Mapping[str, list[Desa]]) -> Mapping[int, frozenset[str]]:
    """The kecamatan of each puskesmas on a map, by its number.

    It is the one it is registered in; where the map tells codes alone, the one where most of the desa of the puskesmas
    of that kecamatan lie.
    """
    areas = {_area(desa) for every in named.values() for desa in every}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for titik in every_titik:
        desa = [named[name][0] for name in _desa_names(titik.puskesmas) if len(named.get(name, ())) == 1]
        votes[_kecamatan(titik)].update(area for area in map(_area, desa) if area)
    settled: dict[str, frozenset[str]] = {}
    for kecamatan, counts in votes.items():
        most = [area for area, count in counts.items() if count == max(counts.values())]
        settled[kecamatan] = frozenset(most if len(most) == 1 else ())
    return {
        titik.nomor: frozenset({_kecamatan(titik)}) if _kecamatan(titik) in areas else settled[_kecamatan(titik)]
        for titik in every_titik
    }


def _kecamatan(titik: Titik) -> str:
    """The kecamatan a puskesmas is registered in, as it is compared; one of its own where none is told."""
    return normal(titik.puskesmas.kecamatan or "") or f"#{titik.nomor}"


def positions(every_titik: Iterable[Titik]) -> Mapping[Path, tuple[float, float]]:
    """Latitude and longitude of the puskesmas whose place is registered."""
    places = {titik.puskesmas.path: titik.puskesmas.koordinat for titik in every_titik}
    return {path: place for path, place in places.items() if place is not None}
