"""How far the roadmap has come, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.core.rows import TABLES
from ilp_cli.core.words import daftar
from ilp_cli.district.district import District
from ilp_cli.district.realisasi import reached
from ilp_cli.district.roadmap import Tahap


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far the roadmap has come by the end of one year; `persen` is of all puskesmas of the district.

    That is what the roadmap says. What of it is set by decree on the day of the check, and what of that is running,
    stands apart: `ditetapkan` and `berjalan` are puskesmas of the stages up to this year, and so for pustu and
    posyandu; None where only numbers are promised and nobody has told what became of them.
    """

    tahun: int
    puskesmas: int
    pustu: int
    posyandu: int
    puskesmas_kumulatif: int
    puskesmas_total: int
    ditetapkan: int | None = None
    berjalan: int | None = None
    pustu_ditetapkan: int | None = None
    pustu_berjalan: int | None = None
    posyandu_ditetapkan: int | None = None
    posyandu_berjalan: int | None = None

    @property
    def persen(self) -> float:
        """Puskesmas reached so far, in percent with one decimal."""
        return round(100 * self.puskesmas_kumulatif / self.puskesmas_total, 1) if self.puskesmas_total else 0.0

    def row(self) -> dict[str, object]:
        """The coverage as one row of the JSON contract."""
        return {name: getattr(self, name) for name in TABLES["coverage"]}


def left_out(district: District, years: tuple[int, ...]) -> str:
    """A sentence on the stages of the roadmap that were not asked for; "" where all of them were."""
    others = [str(year) for year in district.years() if year not in years]
    if not others:
        return ""
    return f"Hanya tahap {daftar(map(str, years))} yang diminta; roadmap memuat juga tahap {daftar(others)}."


def coverage(district: District, years: tuple[int, ...], pada: date = date.max) -> tuple[Coverage, ...]:
    """Coverage of each of these years on a day; earlier stages count into the cumulative figure.

    Only registered places count, each once; a stage without names counts with the numbers of its target. A puskesmas
    closed by the end of a year is counted in that year no longer, neither among those reached nor among all. What has
    been cancelled by that day counts nowhere.
    """
    result = []
    for step in steps(district, pada):
        year = step.tahun
        if year in years:
            added = {
                kind: len(paths) + sum(getattr(tahap.target, kind, None) or 0 for tahap in step.target)
                for kind, paths in step.baru.items()
            }
            promised = sum(getattr(tahap.target, "puskesmas", None) or 0 for tahap in step.semua_target)
            total, still = len(district.puskesmas) - len(step.tutup), len(step.puskesmas) + promised
            done = reached(district, district.units, year, pada)
            result.append(
                Coverage(
                    tahun=year,
                    **added,
                    puskesmas_kumulatif=still,
                    puskesmas_total=total,
                    ditetapkan=done.ditetapkan["puskesmas"],
                    berjalan=done.berjalan["puskesmas"],
                    pustu_ditetapkan=done.ditetapkan["pustu"],
                    pustu_berjalan=done.berjalan["pustu"],
                    posyandu_ditetapkan=done.ditetapkan["posyandu"],
                    posyandu_berjalan=done.berjalan["posyandu"],
                )
            )
    return tuple(result)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one year of the roadmap adds, and how far that leads; `target` are the stages of numbers without names.

    `baru` are the new places of each kind, `puskesmas` all that are reached by the end of the year and stand then,
    `tutup` those of the register that do not, `semua_target` the stages without names up to this year.
    """

    tahun: int
    baru: Mapping[str, tuple[Path, ...]]
    target: tuple[Tahap, ...]
    puskesmas: tuple[Path, ...]
    tutup: frozenset[Path]
    semua_target: tuple[Tahap, ...]


def steps(district: District, pada: date) -> Iterator[Step]:
    """The years of the roadmap one after another, as `coverage` counts them."""
    seen: set[Path] = set(district.cancelled(pada))
    come: list[Path] = []
    nameless: list[Tahap] = []
    for year in district.years():
        target = [tahap for tahap in district.tahap if tahap.tahun == year and not tahap.lokus]
        named = {
            "puskesmas": [puskesmas.path for _, _, puskesmas in district.lokus((year,))],
            "pustu": [pustu.path for *_, pustu in district.lokus_pustu((year,))],
            "posyandu": [posyandu.path for *_, posyandu in district.lokus_posyandu((year,))],
        }
        new = {kind: tuple(dict.fromkeys(path for path in paths if path not in seen)) for kind, paths in named.items()}
        seen = seen.union(*new.values())
        come += new["puskesmas"]
        nameless += target
        closed = frozenset(district.closed(date(year, 12, 31)))
        yield Step(
            tahun=year,
            baru=new,
            target=tuple(target),
            puskesmas=tuple(path for path in come if path not in closed),
            tutup=closed,
            semua_target=tuple(nameless),
        )
