"""How far the roadmap has come, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.core.rows import TABLES
from ilp_cli.core.words import daftar
from ilp_cli.district.district import District
from ilp_cli.district.roadmap import Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far the roadmap has come by the end of one year; `persen` is of all puskesmas of the district."""

    tahun: int
    puskesmas: int
    pustu: int
    posyandu: int
    puskesmas_kumulatif: int
    puskesmas_total: int

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


def coverage(district: District, years: tuple[int, ...]) -> tuple[Coverage, ...]:
    """Coverage of each of these years; earlier stages count into the cumulative figure.

    Only registered places count, each once; a stage without names counts with the numbers of its target. A puskesmas
    closed by the end of a year is counted in that year no longer, neither among those reached nor among all.
    """
    result = []
    seen: set[Path] = set()
    reached = 0
    for year in district.years():
        targets = [tahap.target or Counts() for tahap in district.tahap if tahap.tahun == year and not tahap.lokus]
        new = {
            "puskesmas": {puskesmas.path for _, _, puskesmas in district.lokus((year,))} - seen,
            "pustu": {pustu.path for *_, pustu in district.lokus_pustu((year,))} - seen,
            "posyandu": {posyandu.path for *_, posyandu in district.lokus_posyandu((year,))} - seen,
        }
        added = {
            kind: len(paths) + sum(getattr(target, kind) or 0 for target in targets) for kind, paths in new.items()
        }
        seen = seen.union(*new.values())
        reached += added["puskesmas"]
        if year in years:
            closed = {puskesmas.path for puskesmas in district.puskesmas if not puskesmas.open_on(date(year, 12, 31))}
            total, still = len(district.puskesmas) - len(closed), reached - len(closed & seen)
            result.append(Coverage(tahun=year, **added, puskesmas_kumulatif=still, puskesmas_total=total))
    return tuple(result)
