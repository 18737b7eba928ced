"""What is printed for a month of visits, place by place: the lists of the kader, the recaps, and the follow-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ilp_cli.capabilities.visits.model.planned import KaderRencana, Kunjungan, Rencana, State
from ilp_cli.capabilities.visits.model.problem import Register
from ilp_cli.core.finding import Path
from ilp_cli.core.weekdays import weeks_of
from ilp_cli.core.words import rentang
from ilp_cli.district.calendar import month_days
from ilp_cli.district.district import District
from ilp_cli.law import configs

REKAP, TINDAK = "Rekapitulasi", "Tindak Lanjut"
"""The sheets of a workbook of visits beside those of its posyandu; by them it is known that it is no roster."""
FILLED = (
    "Keluarga", "Blok", "Sasaran", "Sebab", "Rencana", "Tanggal", "Hasil", "Tanggal kembali", "Lapor nakes", "Catatan",
)  # fmt: skip
"""The columns of the list of a posyandu; those from Tanggal on are filled in."""

Tindak = tuple[str, str, Kunjungan]
"""A family to be followed up: its posyandu, its block and kader, and what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rekap:
    """A weekly recap to be filled in: its weeks, and how many families the month has planned."""

    minggu: tuple[tuple[date, ...], ...]
    rencana: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lembar:
    """What is printed for one posyandu, or with `tindak_lanjut` for one pustu; names as they are registered.

    `semua` are the plans of every kader with a family here: a kader of two posyandu has one page, and stands in both.
    `tanpa` are the families that have no kader.
    """

    induk: Path
    puskesmas: str
    posyandu: str = ""
    pustu: str = ""
    unit: Path = ()
    kader: tuple[KaderRencana, ...] = ()
    semua: tuple[KaderRencana, ...] = ()
    tanpa: tuple[Kunjungan, ...] = ()
    rekap: tuple[Rekap, ...] = ()
    tindak_lanjut: tuple[Tindak, ...] | None = None


def lembar(rencana: Rencana, district: District, units: Register) -> Iterator[Lembar]:
    """Everything to print: posyandu by posyandu in the order of the register, behind them the pustu of a puskesmas."""
    minggu = service_weeks(district, rencana.bulan)
    at: dict[Path, list[KaderRencana]] = {}
    for plan in rencana.kader:
        for path in plan.kader.posyandu:
            at.setdefault(path, []).append(plan)
    without: dict[Path, list[Kunjungan]] = {}
    for visit in rencana.tanpa:
        without.setdefault(visit.perlu.keluarga.posyandu or (), []).append(visit)
    follow = _follow(rencana, units)
    for puskesmas in district.puskesmas:
        used: dict[Path, str] = {}
        for posyandu in puskesmas.posyandu:
            listed, tanpa = at.get(posyandu.path, []), without.get(posyandu.path, [])
            _, _, pustu = units.units[posyandu.path]
            key = pustu.path if pustu is not None else puskesmas.path
            if listed or follow.get(key):
                used.setdefault(key, pustu.nama if pustu is not None else "")
            if not (listed or tanpa):
                continue
            own = [plan for plan in listed if plan.kader.posyandu[0] == posyandu.path and _worth(plan)]
            number = sum(
                _here(visit, posyandu.path) and visit.hari is not None for plan in listed for visit in plan.kunjungan
            )
            yield Lembar(
                induk=puskesmas.path,
                puskesmas=puskesmas.nama,
                posyandu=posyandu.nama,
                pustu=pustu.nama if pustu is not None else "",
                unit=posyandu.path,
                kader=tuple(own),
                semua=tuple(listed),
                tanpa=tuple(tanpa),
                rekap=(Rekap(minggu=minggu, rencana=number),),
            )
        for key, nama in used.items():
            yield Lembar(
                induk=puskesmas.path,
                puskesmas=puskesmas.nama,
                pustu=nama,
                unit=key,
                tindak_lanjut=tuple(follow.get(key, ())),
            )


def _here(visit: Kunjungan, posyandu: Path) -> bool:
    return visit.perlu.keluarga.posyandu == posyandu


def _worth(plan: KaderRencana) -> bool:
    """Whether a kader has anything to carry."""
    return bool(plan.kunjungan or plan.kader.sempat)


def _follow(rencana: Rencana, units: Register) -> Mapping[Path, Sequence[Tindak]]:
    """What each pustu, or puskesmas where none is known, is to follow up: danger signs, and whom no kader visits."""
    listed: dict[Path, list[Tindak]] = {}
    for plan, visit in rencana.visits():
        if visit.hari is None or visit.perlu.sebab.pustu:
            keluarga = visit.perlu.keluarga
            puskesmas, posyandu, pustu = units.units[keluarga.posyandu or ()]
            blok = keluarga.blok.nama if keluarga.blok is not None else keluarga.blok_tertulis
            who = ", ".join(filter(None, [blok, plan.kader.nama if plan is not None else "tanpa kader"]))
            key = pustu.path if pustu is not None else puskesmas.path
            listed.setdefault(key, []).append((posyandu.nama, who, visit))
    return {
        key: sorted(rows, key=lambda row: (row[2].state is not State.PUSTU, row[2].perlu.rank))
        for key, rows in listed.items()
    }


def service_weeks(district: District, bulan: date) -> tuple[tuple[date, ...], ...]:
    """The weeks of a month, as far as they lie in it; every day of it is in one of them.

    What is left of a week without a service day of the district goes with the week beside it: a kader may make visits
    on a Saturday, and those are counted too.
    """
    kept: list[tuple[date, ...]] = []
    before: tuple[date, ...] = ()
    for week in weeks_of(month_days(bulan.year, bulan.month)).values():
        if any(day.weekday() in district.hari_layanan for day in week):
            kept.append((*before, *week))
            before = ()
        elif kept:
            kept[-1] = (*kept[-1], *week)
        else:
            before = (*before, *week)
    return tuple(kept)


def weeks(days: Sequence[date]) -> str:
    """The days of a week of the recap, all in one month: "3–9 Maret"."""
    return rentang(days).rpartition(" ")[0]


def rekap_head() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns of the recap: what stands above each, and its own title."""
    columns = configs.visits()["rekap"]
    return tuple(column["atas"] for column in columns), tuple(column["judul"] for column in columns)


def follow_up_status() -> tuple[str, ...]:
    """What a follow-up may be marked as."""
    return tuple(configs.visits()["tindak_lanjut"]["status"])
