"""Who needs which group of skills before their stage begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.core.names import sebutan
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who
from ilp_cli.district.keterampilan import Fakta, fakta, kelompok
from ilp_cli.district.pelatihan import Pelatihan
from ilp_cli.district.people import NAKES, Kader, Petugas
from ilp_cli.district.place import Coordinates, Posyandu, Puskesmas, Pustu
from ilp_cli.district.presence import IN_TIME, serves


@dataclass(frozen=True, slots=True, kw_only=True)
class Peserta:
    """One person who has something to learn. `tahun` is the year in which the first of their lokus begins.

    `perlu` are the groups they need, of which `belum_diketahui` are those that nobody has said a word about. `pustu`
    and `posyandu` are all the units they serve at, lokus or not.
    """

    who: Who
    path: Path
    nama: str
    jenis: str
    unit: str
    puskesmas: Puskesmas
    titik: Coordinates | None
    tahun: int
    perlu: tuple[str, ...]
    belum_diketahui: frozenset[str]
    rows: tuple[Petugas | Kader, ...]
    pustu: tuple[Path, ...]
    posyandu: tuple[Path, ...]


def asked_of(key: Pelatihan) -> Mapping[str, tuple[str, ...]]:
    """The groups that kader and nakes need: as the district writes; of kader all five where it writes none."""
    words = kelompok()

    def known(listed: tuple[str, ...]) -> tuple[str, ...]:
        found = dict.fromkeys(group for text in listed if (group := words.find(text)) is not None)
        return tuple(group for group in words.nama if group in found)

    return {"kader": known(key.kader) if key.kader else words.dasar, "nakes": known(key.nakes)}


def lokus_units(district: District, pada: date) -> Mapping[Path, int]:
    """The pustu and posyandu that are or become lokus, with the year of their stage; none cancelled, none closed."""
    cancelled = district.cancelled(pada)
    open_now = {puskesmas.path for puskesmas in district.puskesmas if puskesmas.open_on(pada)}
    return {
        unit.unit: unit.tahap.tahun
        for unit in district.units
        if unit.jenis != "puskesmas" and unit.unit not in cancelled and unit.unit[:2] in open_now
    }


def needing(case: Case) -> tuple[Peserta, ...]:
    """Everybody at a lokus who lacks a group, in the order of the roster; on the day of the case."""
    district = case.district
    key = district.pelatihan or Pelatihan()
    asked, known, lokus = asked_of(key), case.of(fakta), lokus_units(district, case.pada)
    rows: dict[Who, list[Petugas | Kader]] = {}
    everyone: tuple[Petugas | Kader, ...] = (*district.petugas, *district.kader)
    for person in everyone:
        if serves(person, case.pada, IN_TIME):
            rows.setdefault(district.identities[person.path], []).append(person)
    places = _Places(district)
    return tuple(
        peserta
        for who, own in rows.items()
        if (peserta := _peserta(who, tuple(own), asked, known, lokus, places, key)) is not None
    )


def _peserta(
    who: Who,
    rows: tuple[Petugas | Kader, ...],
    asked: Mapping[str, tuple[str, ...]],
    known: Mapping[tuple[Who, str], Fakta],
    lokus: Mapping[Path, int],
    places: _Places,
    key: Pelatihan,
) -> Peserta | None:
    wanted = sorted((lokus[unit], number) for number, row in enumerate(rows) for unit in _units(row) if unit in lokus)
    if not wanted:
        return None
    groups: set[str] = set()
    for _, number in wanted:
        row = rows[number]
        if isinstance(row, Kader):
            groups |= {*asked["kader"]}
        elif row.profesi in NAKES:
            groups |= {*asked["nakes"]}
    facts = {group: known.get((who, group), Fakta()).dilatih for group in groups}
    open_ones = {group for group, trained in facts.items() if trained is None}
    lacking = {group for group, trained in facts.items() if not trained}
    if not key.belum_diketahui:
        lacking -= open_ones
    tahun, first = wanted[0]
    row = rows[first]
    unit = next(unit for unit in _units(row) if lokus.get(unit) == tahun)
    if not lacking or unit[:2] not in places.puskesmas:
        return None
    return Peserta(
        who=who,
        path=row.path,
        nama=row.nama,
        jenis="kader" if isinstance(row, Kader) else row.profesi or "",
        unit=places.label[unit],
        puskesmas=places.puskesmas[unit[:2]],
        titik=places.titik[unit],
        tahun=tahun,
        perlu=tuple(group for group in kelompok().nama if group in lacking),
        belum_diketahui=frozenset(open_ones & lacking),
        rows=rows,
        pustu=tuple(dict.fromkeys(unit for row in rows for unit in _units(row) if "pustu" in unit)),
        posyandu=tuple(dict.fromkeys(unit for row in rows for unit in _units(row) if "posyandu" in unit)),
    )


def _units(row: Petugas | Kader) -> Iterator[Path]:
    units = (row.unit,) if isinstance(row, Petugas) else (row.pustu_path, row.posyandu_path)
    yield from (unit for unit in units if unit is not None and len(unit) > 2)


class _Places:
    """The units by path: what they are called, their puskesmas, and where they lie."""

    def __init__(self, district: District) -> None:
        self.puskesmas = {puskesmas.path: puskesmas for puskesmas in district.puskesmas}
        self.label: dict[Path, str] = {}
        self.titik: dict[Path, Coordinates | None] = {}
        for puskesmas in district.puskesmas:
            for unit in puskesmas.units():
                self.label[unit.path] = _label(unit)
                self.titik[unit.path] = point_of(unit, puskesmas)


def _label(unit: Pustu | Posyandu) -> str:
    return sebutan("pustu" if isinstance(unit, Pustu) else "posyandu", unit.nama)


def point_of(unit: Pustu | Posyandu, puskesmas: Puskesmas) -> Coordinates | None:
    """Where people of a unit set out: its own point, for a posyandu that of its pustu, else that of the puskesmas."""
    if isinstance(unit, Pustu):
        return unit.koordinat or puskesmas.koordinat
    guide = puskesmas.find_pustu(unit.pustu) if unit.pustu else None
    return (guide.koordinat if guide is not None else None) or puskesmas.koordinat
