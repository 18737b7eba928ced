"""How far the roadmap has come, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.core.rows import TABLES
from ilp_cli.core.words import daftar
from ilp_cli.district.district import District
from ilp_cli.district.realisasi import reached
from ilp_cli.district.roadmap import Counts


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
    cancelled = district.cancelled(pada)
    seen: set[Path] = set(cancelled)
    told = 0
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
        told += added["puskesmas"]
        if year in years:
            closed = {puskesmas.path for puskesmas in district.puskesmas if not puskesmas.open_on(date(year, 12, 31))}
            total, still = len(district.puskesmas) - len(closed), told - len(closed & (seen - cancelled))
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
