"""The result of a check: coverage, the state of every lokus, and all findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Finding, Path, Severity
from ilp_cli.core.rows import TABLES, envelope, rows_of
from ilp_cli.core.tabled import Tabled
from ilp_cli.district.coverage import Coverage
from ilp_cli.district.fulfilment import PosyanduState, PustuState
from ilp_cli.district.reading import Reading
from ilp_cli.district.roadmap import Counts
from ilp_cli.rulebook.since import Since


@dataclass(frozen=True, slots=True, kw_only=True)
class UsulanRow:
    """The proposal a report rests on: its file, and how many people it moves and recruits."""

    file: str
    pindah: int
    rekrut: int

    def row(self) -> dict[str, object]:
        """The proposal as the JSON contract has it."""
        return {"file": self.file, "pindah": self.pindah, "rekrut": self.rekrut}

    def __str__(self) -> str:
        return f"{self.file}: {self.pindah} orang pindah, {self.rekrut} direkrut"


@dataclass(frozen=True, slots=True, kw_only=True)
class PembagianRow:
    """The division of areas a report rests on: its file, and how many blocks of how many posyandu it gives a holder."""

    file: str
    posyandu: int
    blok: int

    def row(self) -> dict[str, object]:
        """The division as the JSON contract has it."""
        return {"file": self.file, "posyandu": self.posyandu, "blok": self.blok}

    def __str__(self) -> str:
        return f"{self.file}: pemegang {self.blok} blok di {self.posyandu} posyandu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Tabled):
    """What a check found on one day for these years.

    `roster_given` False means staffing is unknown: no roster, or no standard in force on that day. `proses` says per
    year what is still being processed under names not known yet. `waived` are findings the district has decided to
    live with: shown, but no longer counted. `since` tells what has become of an earlier check's findings, where the
    roster is a marked copy. `readings` say how many rows of each table of the roster were read. `diragukan` are the
    units that meet their minimum only with people in doubt (ILP213). With `usulan` or
    `pembagian` the report is of the district as it would be with a proposal, not as it is.
    """

    TABLES: ClassVar = TABLES

    kabupaten: str
    pada: date
    tahun: tuple[int, ...]
    coverage: tuple[Coverage, ...] = ()
    pustu: tuple[PustuState, ...] = ()
    posyandu: tuple[PosyanduState, ...] = ()
    findings: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    readings: tuple[Reading, ...] = ()
    roster_given: bool = False
    since: Since | None = None
    proses: tuple[tuple[int, Counts], ...] = ()
    usulan: UsulanRow | None = None
    pembagian: PembagianRow | None = None
    diragukan: frozenset[Path] = frozenset()

    def unmet(self, most: int, titles: Mapping[str, str] | None = None) -> str:
        """What is not met yet, as a draft's mark says it on every page: at most so many codes, by their titles."""
        codes = Counter(item.code for item in self.findings if item.severity is Severity.ERROR)
        words = [f"{(titles or {}).get(code, code)} ×{number}" for code, number in sorted(codes.items())]
        if not words:
            return "belum ditetapkan"
        shown = words[:most]
        more = f" dan {len(words) - len(shown)} kode lain" if len(words) > len(shown) else ""
        return f"belum memenuhi: {', '.join(shown)}{more}"

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.kabupaten,
            pada=self.pada.isoformat(),
            tahun=self.tahun,
            **self.summary,
            waived=len(self.waived),
        )

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
        """The rows of "coverage", "pustu", "posyandu", "findings" or "waived". Raises Misuse for another name."""
        tables: Mapping[str, tuple[Coverage | PustuState | PosyanduState | Finding, ...]] = {
            "coverage": self.coverage,
            "pustu": self.pustu,
            "posyandu": self.posyandu,
            "findings": self.findings,
            "waived": self.waived,
        }
        return [item.row() for item in rows_of(tables, name)]

    def document(self) -> dict[str, object]:
        """The whole report as the JSON contract has it."""
        return envelope(
            "check",
            self.kabupaten,
            pada=self.pada,
            tahun=self.tahun,
            usulan=self.usulan.row() if self.usulan else None,
            pembagian=self.pembagian.row() if self.pembagian else None,
            summary=self.summary,
            coverage=self.rows("coverage"),
            pustu=self.rows("pustu"),
            posyandu=self.rows("posyandu"),
            findings=self.rows("findings"),
            waived=self.rows("waived"),
            since=self.since.document() if self.since else None,
        )
