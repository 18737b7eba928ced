"""The result of a check: coverage, the state of every lokus, and all findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ilp_cli.domain.district import District
from ilp_cli.domain.finding import Finding, Severity
from ilp_cli.domain.reading import Reading
from ilp_cli.domain.staffing import PosyanduState, PustuState
from ilp_cli.domain.table import frame
from ilp_cli.domain.words import normal

if TYPE_CHECKING:
    import pandas

VERSION = 1
"""Version of the JSON contract; it only grows."""

TABLES: Mapping[str, tuple[str, ...]] = {
    "coverage": tuple("tahun puskesmas pustu posyandu puskesmas_kumulatif puskesmas_total persen".split()),
    "pustu": tuple("tahun puskesmas pustu bidan perawat kader kurang hari_kurang memenuhi".split()),
    "findings": tuple("code severity message file sheet cell line column puskesmas pustu citation rank".split()),
}
"""The tables of a report and their columns, the same in JSON, CSV and DataFrame."""


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


def coverage(district: District, years: tuple[int, ...]) -> tuple[Coverage, ...]:
    """Coverage of each of these years; earlier stages count into the cumulative figure."""
    result = []
    named: set[object] = set()
    unnamed = 0
    for year in district.years():
        stages = [tahap for tahap in district.tahap if tahap.tahun == year]
        counts = [tahap.counts() for tahap in stages]
        for tahap in stages:
            for lokus in tahap.lokus:
                puskesmas = district.find(lokus.puskesmas)
                named.add(puskesmas.path if puskesmas else normal(lokus.puskesmas))
            unnamed += 0 if tahap.lokus else tahap.counts().puskesmas or 0
        if year in years:
            result.append(
                Coverage(
                    tahun=year,
                    puskesmas=sum(count.puskesmas or 0 for count in counts),
                    pustu=sum(count.pustu or 0 for count in counts),
                    posyandu=sum(count.posyandu or 0 for count in counts),
                    puskesmas_kumulatif=len(named) + unnamed,
                    puskesmas_total=len(district.puskesmas),
                )
            )
    return tuple(result)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check found on one day for these years. `roster_given` False means staffing is unknown.

    `readings` say how many rows of each table of the roster were read.
    """

    kabupaten: str
    pada: date
    tahun: tuple[int, ...]
    coverage: tuple[Coverage, ...] = ()
    pustu: tuple[PustuState, ...] = ()
    posyandu: tuple[PosyanduState, ...] = ()
    findings: tuple[Finding, ...] = ()
    readings: tuple[Reading, ...] = ()
    roster_given: bool = False

    def count(self, severity: Severity) -> int:
        """How many findings weigh this much."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def summary(self) -> dict[str, int]:
        """Counts by severity, as in the JSON contract."""
        return {f"{severity.value}s": self.count(severity) for severity in Severity}

    def exit_status(self, *, strict: bool = False) -> int:
        """3 where an input could not be read, 1 with errors (strict: warnings too), else 0."""
        weighty = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
        return max((finding.status for finding in self.findings if finding.severity in weighty), default=0)

    def rows(self, name: str) -> list[dict[str, object]]:
        """The rows of "coverage", "pustu" or "findings". Raises KeyError for another name."""
        tables: Mapping[str, tuple[Coverage | PustuState | Finding, ...]] = {
            "coverage": self.coverage,
            "pustu": self.pustu,
            "findings": self.findings,
        }
        return [item.row() for item in tables[name]]

    def frame(self, name: str) -> pandas.DataFrame:
        """One of the tables as a pandas DataFrame with the columns of the JSON. Raises KeyError for another name."""
        return frame(self.rows(name), TABLES[name])

    def document(self) -> dict[str, object]:
        """The whole report as the JSON contract has it."""
        return {
            "version": VERSION,
            "command": "check",
            "kabupaten": self.kabupaten,
            "pada": self.pada.isoformat(),
            "tahun": list(self.tahun),
            "summary": self.summary,
            **{name: self.rows(name) for name in TABLES},
            "readings": [reading.row() for reading in self.readings],
        }
