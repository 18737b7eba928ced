"""What units say they offer beside what belongs there: groups, services, programmes, and who receives a referral."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import ClassVar

from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Path
from ilp_cli.core.rows import Columns, columns, envelope, rows_of
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import daftar
from ilp_cli.district.case import Case
from ilp_cli.district.layanan import Jawaban, Tawaran, services_of, targets, tawaran
from ilp_cli.district.place import Posyandu, Puskesmas
from ilp_cli.district.realisasi import units_of
from ilp_cli.district.roadmap import Status
from ilp_cli.law.services import TEMPAT, Layanan, Nilai, matriks

_SERVICES = columns("tahun:whole puskesmas jenis unit kelompok layanan jawaban menurut_kmk sumber")
_MATRIX = columns("kelompok layanan tempat nilai isi sumber pangkat")
_REFERRALS = columns("puskesmas dari ke layanan:parts untuk:parts sebab")
NOT_READ = "tidak terbaca"
"""Stands for a cell of the matrix of which nothing was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit with what it says of itself; `tahun` is that of the stage it is lokus of, None where it is none."""

    tawaran: Tawaran
    tahun: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Putus:
    """A referral that nobody receives: from which unit, of what, and why in words; `path` is where that is told.

    `ke` is the unit that should receive it, None where none is named.
    """

    dari: Tawaran
    layanan: tuple[Layanan, ...]
    tempat: str
    sebab: str
    path: Path
    ke: Tawaran | None = None


def units(case: Case) -> tuple[Unit, ...]:
    """The lokus of the years asked for, by puskesmas; then other units that say anything of themselves."""
    every = case.of(tawaran)
    years = case.of(lokus_years)
    listed = [Unit(tawaran=own, tahun=years[path]) for path, own in every.items() if path in years]
    if set(case.years) != set(case.district.years()):
        return tuple(listed)
    rest = (Unit(tawaran=own) for path, own in every.items() if path not in years and own.dinyatakan)
    return (*listed, *rest)


def lokus_years(case: Case) -> Mapping[Path, int]:
    """The year of every lokus of the years asked for that still stands on the day, by the path of its place."""
    return {
        unit.unit: unit.tahap.tahun
        for unit in case.of(units_of)
        if unit.tahap.tahun in case.years
        and unit.on(case.pada).status is not Status.BATAL
        and (unit.lokus.puskesmas.unit is None or unit.lokus.puskesmas.unit.open_on(case.pada))
    }


def bound(case: Case) -> Iterator[Tawaran]:
    """The lokus of the years asked for that say what they offer: only of these something is expected."""
    years = case.of(lokus_years)
    yield from (own for path, own in case.of(tawaran).items() if path in years and own.dinyatakan)


def refused(own: Tawaran, groups: Iterable[str]) -> tuple[Layanan, ...]:
    """The services that belong at a unit and that it says it has not; those of groups it does not serve at all less."""
    whole = {group for group in groups if own.kelompok(group) is Jawaban.TIDAK}
    return tuple(
        service
        for service in services_of(own, Jawaban.TIDAK)
        if service.at(own.jenis) is Nilai.YA and service.kelompok not in whole
    )


def misplaced(own: Tawaran) -> tuple[Layanan, ...]:
    """The services a unit says it has, though they do not belong at its kind of place."""
    return tuple(service for service in services_of(own, Jawaban.YA) if service.at(own.jenis) is Nilai.TIDAK)


def breaks(case: Case) -> tuple[Putus, ...]:
    """Every referral that is known to end nowhere, from posyandu to pustu, and from both to the puskesmas."""
    every = case.of(tawaran)
    return tuple(
        broken for own in every.values() if own.dinyatakan and own.jenis != "puskesmas" for broken in _breaks(case, own)
    )


def _breaks(case: Case, own: Tawaran) -> Iterator[Putus]:
    every = case.of(tawaran)
    sends = [service for service in services_of(own, Jawaban.YA) if service.rujukan]
    to_pustu = tuple(service for service in sends if "pustu" in service.rujukan)
    if isinstance(own.unit, Posyandu) and to_pustu and not case.district.kebijakan.lokus_tanpa_pustu:
        pustu = own.puskesmas.find_pustu(own.unit.pustu) if own.unit.pustu else None
        if pustu is None:
            why = f"pustu “{own.unit.pustu}” tidak terdaftar" if own.unit.pustu else "pustu pembinanya belum disebut"
            yield Putus(dari=own, layanan=to_pustu, tempat="pustu", sebab=why, path=own.path)
        else:
            yield from _closed(own, every[pustu.path], to_pustu)
    yield from _closed(own, every[own.puskesmas.path], tuple(s for s in sends if "puskesmas" in s.rujukan))


def _closed(own: Tawaran, receiver: Tawaran, sends: Iterable[Layanan]) -> Iterator[Putus]:
    """What is sent to a unit that says it does not have what receives it."""
    for service in sends:
        wanted = receiving(service, receiver.jenis)
        if receiver.layanan(wanted) is Jawaban.TIDAK:
            said = receiver.kata[wanted.kelompok, wanted.kunci]
            why = f"{receiver.sebutan} menyatakan tidak ada {wanted.sebutan}"
            yield Putus(
                dari=own, layanan=(service,), tempat=receiver.jenis, sebab=why, path=(*said.path, "ada"), ke=receiver
            )


def receiving(service: Layanan, tempat: str) -> Layanan:
    """The service that receives what another finds, at a place: itself, unless it names another for its last place."""
    return matriks().layanan[service.ke] if service.ke and tempat == list(service.rujukan)[-1] else service


def program_answers(own: Tawaran, keys: Iterable[str]) -> Counter[str]:
    """How many services of a programme a unit has, has not, and leaves unsaid, of those that may stand at its place.

    What the KMK is not uniform about is counted apart as long as the unit says nothing of it.
    """
    counts: Counter[str] = Counter()
    for key in keys:
        service = matriks().layanan[key]
        answer, value = own.layanan(service), service.at(own.jenis)
        if value is Nilai.TIDAK:
            continue
        if answer is not Jawaban.BELUM:
            counts[answer.value] += 1
        elif value is Nilai.YA:
            counts[Jawaban.BELUM.value] += 1
        elif value is Nilai.TIDAK_SERAGAM:
            counts[Nilai.TIDAK_SERAGAM.value] += 1
    return counts


def some(services: Sequence[Layanan], most: int) -> str:
    """The first of some services by their names in a sentence; the others are counted."""
    names = [service.sebutan for service in services[:most]]
    more = len(services) - most
    return daftar([*names, f"{more} lagi"] if more > 0 else names)


_FIRST = "tahun:whole puskesmas jenis unit"
_LAST = "semua_sasaran ada:parts tidak_ada:parts belum_diketahui:parts tidak_seragam:parts"


def groups() -> tuple[str, ...]:
    """The groups that a unit may serve, in the order of the matrix."""
    return tuple(key for key, group in matriks().kelompok.items() if group.sasaran or group.klaster.isdigit())


@cache
def unit_columns() -> Columns:
    """The columns of a row of `unit_row`: a group each, then services, then what each programme comes to."""
    programs = " ".join(f"{key}_{what}:whole" for key in matriks().program for what in ("ada", "tidak", "belum"))
    return columns(f"{_FIRST} {' '.join(groups())} {_LAST} {programs}")


def unit_row(case: Case, unit: Unit) -> dict[str, object]:
    """A unit as one row of the JSON contract."""
    own = unit.tawaran
    matrix = matriks()
    yes, no, unknown = ([service.nama for service in services_of(own, answer)] for answer in Jawaban)
    uneven = [service.nama for service in matrix.layanan.values() if service.at(own.jenis) is Nilai.TIDAK_SERAGAM]
    counts = {key: program_answers(own, program.layanan) for key, program in matrix.program.items()}
    values = (
        *(unit.tahun, own.puskesmas.nama, own.jenis, own.unit.nama),
        *(own.kelompok(group).value for group in groups()),
        *(own.semua(case.of(targets)).value, yes, no, unknown, uneven),
        *(counts[key][answer.value] for key in matrix.program for answer in Jawaban),
    )
    return dict(zip(unit_columns(), values, strict=True))


def service_rows(unit: Unit) -> Iterator[dict[str, object]]:
    """What a unit says of each service that it tells of or that belongs there."""
    own = unit.tawaran
    for service in matriks().layanan.values():
        answer, value = own.layanan(service), service.at(own.jenis)
        if answer is not Jawaban.BELUM or value in (Nilai.YA, Nilai.TIDAK_SERAGAM):
            yield {
                "tahun": unit.tahun,
                "puskesmas": own.puskesmas.nama,
                "jenis": own.jenis,
                "unit": own.unit.nama,
                "kelompok": service.kelompok,
                "layanan": service.nama,
                "jawaban": answer.value,
                "menurut_kmk": value.value if value else NOT_READ,
                "sumber": service.sel[own.jenis].sumber if value else None,
            }


def matrix_rows(places: Iterable[str] = TEMPAT) -> Iterator[dict[str, object]]:
    """The matrix, a row for each cell that was read at these places."""
    matrix = matriks()
    for service in matrix.layanan.values():
        for place in places:
            if place in service.sel:
                cell = service.sel[place]
                yield {
                    "kelompok": service.kelompok,
                    "layanan": service.nama,
                    "tempat": place,
                    "nilai": cell.nilai.value,
                    "isi": cell.isi or None,
                    "sumber": matrix.citation(service, place),
                    "pangkat": matrix.pangkat.value,
                }


def of_puskesmas(listed: Iterable[Unit], puskesmas: Puskesmas | None) -> tuple[Unit, ...]:
    """The units of one puskesmas; all of them where none is asked for."""
    return tuple(unit for unit in listed if puskesmas is None or unit.tawaran.puskesmas.path == puskesmas.path)


@dataclass(frozen=True, kw_only=True)
class Served(Tabled):
    """The services of a district on a day; `tempat` are the places of the matrix that were asked for."""

    TABLES: ClassVar = {
        "unit": unit_columns,
        "layanan": _SERVICES,
        "matriks": _MATRIX,
        "rujukan_putus": _REFERRALS,
    }

    case: Case = field(repr=False)
    unit: tuple[Unit, ...]
    putus: tuple[Putus, ...]
    tempat: tuple[str, ...]

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.case.district.kabupaten.nama,
            pada=self.case.pada.isoformat(),
            unit=len(self.unit),
            putus=len(self.putus),
        )

    def document(self) -> dict[str, object]:
        """The answer as JSON has it."""
        return _document(self)

    def _rows(self) -> Mapping[str, list[dict[str, object]]]:
        return {
            "unit": [unit_row(self.case, unit) for unit in self.unit],
            "layanan": [row for unit in self.unit for row in service_rows(unit)],
            "matriks": list(matrix_rows(self.tempat)),
            "rujukan_putus": [_referral(item) for item in self.putus],
        }

    def table(self, name: str) -> tuple[Columns, list[dict[str, object]]]:
        """One of its tables, as JSON and csv have it: the columns, then the rows. Raises Misuse where there is none."""
        declared = rows_of(self.TABLES, name)
        return declared() if callable(declared) else declared, self._rows()[name]


def _referral(item: Putus) -> dict[str, object]:
    """A referral that nobody receives as one row of the JSON contract."""
    return {
        "puskesmas": item.dari.puskesmas.nama,
        "dari": item.dari.sebutan,
        "ke": item.ke.sebutan if item.ke else None,
        "layanan": [service.nama for service in item.layanan],
        "untuk": [service.rujukan[item.tempat] for service in item.layanan],
        "sebab": item.sebab,
    }


def _document(served: Served) -> dict[str, object]:
    case, shown = served.case, served.unit
    matrix = matriks()
    answers = Counter(unit.tawaran.semua(case.of(targets)).value for unit in shown if unit.tawaran.jenis == "posyandu")
    return envelope(
        "services",
        case.district.kabupaten.nama,
        pada=case.pada,
        tahun=case.years,
        ringkasan={
            "unit": len(shown),
            "menyatakan": sum(unit.tawaran.dinyatakan for unit in shown),
            "posyandu_semua_sasaran": {answer.value: answers[answer.value] for answer in Jawaban},
        },
        unit=[unit_row(case, unit) for unit in shown],
        rujukan_putus=[_referral(item) for item in served.putus],
        tenaga={profesi: [service.kunci for service in matrix.resting_on(profesi)] for profesi in ("bidan", "perawat")},
        matriks=list(matrix_rows(served.tempat)),
        dasar={"peraturan": matrix.peraturan, "pangkat": matrix.pangkat.value, "diperiksa_terhadap": matrix.terhadap},
        menurut=[given.row() for given in case.district.menurut],
    )
