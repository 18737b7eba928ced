"""What an import makes of the rows it has read: the roster to write, and every decision on the way, with its reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Finding, Path, Place
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.rows import TABLES, columns, envelope
from ilp_cli.core.tabled import Tabled
from ilp_cli.district.reading import JOB, Name
from ilp_cli.district.table import UNIT, TableSpec
from ilp_cli.district.tables import PENCOCOKAN

IGNORE = "(abaikan)"
"""What a planner chooses for a name whose rows shall be left out."""

KINDS = {"puskesmas": "puskesmas", "pustu": "pustu", "posyandu": "posyandu", UNIT: "unit kerja", JOB: "jabatan"}
"""What the sheet Pencocokan calls the column a name stands in."""


class Kind(StrEnum):
    """What was decided of a cell, a row, a column or a table."""

    OPEN = "perlu diputuskan"
    LEFT = "ditinggalkan"
    CHOSEN = "dipilih"
    MATCHED = "dicocokkan"
    CHANGED = "diubah"
    NOTE = "catatan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision: where, what stood there, what stands in the roster instead, and why. Numbers in it are hidden.

    `detail` is what the reason says of this one place. The same change in many cells of a column is one decision, told
    at the first of them; `count` says how many they are.
    """

    kind: Kind
    place: Place
    why: str
    nama: str = ""
    column: str = ""
    before: str = ""
    after: str = ""
    detail: str = ""
    code: str = ""
    count: int = 1

    @property
    def reason(self) -> str:
        """Why, with what is special here."""
        return f"{self.why}; {self.detail}" if self.detail else self.why

    def row(self) -> dict[str, object]:
        """The decision as one flat row of the JSON."""
        return {
            "kind": self.kind.value,
            "keputusan": self.kind.name.lower(),
            "file": self.place.file,
            "sheet": self.place.sheet,
            "cell": self.place.cell,
            "line": self.place.line,
            "column": self.column or None,
            "before": self.before or None,
            "after": self.after or None,
            "reason": self.reason,
            "code": self.code or None,
            "count": self.count,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the planner wrote in one row of Pencocokan: a place, or to leave the rows out, or nothing (yet)."""

    jenis: str
    konteks: str
    tertulis: str
    dipilih: str
    name: Name
    place: Place
    target: Path | None = None
    ignored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One name that is not registered as it is written: how many rows bear it, and what it may mean.

    `settled` says that the planner has chosen, and that it could be used.
    """

    jenis: str
    konteks: str
    tertulis: str
    rows: int = 0
    first: Place | None = None
    usulan: tuple[str, ...] = ()
    dipilih: str = ""
    settled: bool = False

    def row(self) -> dict[str, object]:
        """The name as one flat row of the JSON."""
        return {
            "jenis": self.jenis,
            "konteks": self.konteks or None,
            "tertulis": self.tertulis,
            "rows": self.rows,
            "first": str(self.first) if self.first else None,
            "file": self.first.file if self.first else None,
            "sheet": self.first.sheet if self.first else None,
            "cell": self.first.cell if self.first else None,
            "line": self.first.line if self.first else None,
            "usulan": list(self.usulan),
            "dipilih": self.dipilih or None,
            "settled": self.settled,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of the rows of one table: `read` is always `written` and `left` together."""

    file: str
    sheet: str | None
    table: str
    read: int = 0
    written: int = 0
    left: int = 0
    changed: int = 0

    def row(self) -> dict[str, object]:
        """The counts as one flat row of the JSON."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "table": self.table,
            "read": self.read,
            "written": self.written,
            "left": self.left,
            "changed": self.changed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The roster that comes of some files: its tables with the columns it needs, their rows, and how it came about.

    `whole` is False where a table of people was there, but its rows could not be read: then they are in nobody's count.
    `lost` tells that something was left which may hold people.
    """

    rows: Mapping[str, Sequence[Mapping[str, str]]]
    tables: tuple[TableSpec, ...]
    decisions: tuple[Decision, ...] = ()
    matches: tuple[Match, ...] = ()
    tallies: tuple[Tally, ...] = ()
    unreadable: tuple[Finding, ...] = ()
    whole: bool = True
    lost: bool = False

    @property
    def writable(self) -> bool:
        """Whether this is the roster of all the sources, and of anybody at all."""
        return self.whole and not self.unreadable and any(self.rows.values())

    def exit_status(self) -> int:
        """3 where a source could not be read, 1 where something waits for the planner or may have been lost, else 0."""
        if self.unreadable:
            return ExitStatus.INPUT
        waiting = any(decision.kind is Kind.OPEN for decision in self.decisions) or not self.writable or self.lost
        return ExitStatus.FINDINGS if waiting else ExitStatus.OK

    @property
    def waiting(self) -> tuple[Match, ...]:
        """The names for which the planner has yet to choose."""
        return tuple(match for match in self.matches if match.rows and not match.settled)

    @property
    def faults(self) -> tuple[Decision, ...]:
        """What else waits for the planner; names that stand in `waiting` are not said again."""
        names = ("ILP017", "ILP304", "ILP305")
        return tuple(
            decision
            for decision in self.decisions
            if decision.kind is Kind.OPEN and (decision.code not in names or decision.place.sheet == PENCOCOKAN)
        )

    @property
    def total(self) -> Tally:
        """All tables together."""
        counts = {name: sum(getattr(tally, name) for tally in self.tallies) for name in ("read", "written", "left")}
        return Tally(file="", sheet=None, table="", **counts, changed=sum(tally.changed for tally in self.tallies))


IMPORT_TABLES = {
    "tables": columns("file sheet table read:whole written:whole left:whole changed:whole"),
    "matches": columns(
        "jenis konteks tertulis rows:whole first file sheet cell line:whole usulan:parts dipilih settled:truth"
    ),
    "decisions": columns("kind keputusan file sheet cell line:whole column before after reason code count:whole"),
    "unreadable": TABLES["findings"],
}
"""The tables of an import and their columns, as in its JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported(Tabled):
    """What an import came to: the workbook it wrote or would write, and what stands in it.

    `written` is False where nothing was written: a source could not be read, nobody was found, or it was only a trial.
    `hints` say what the roadmap needs so that a check reads the new roster, and nobody twice.
    """

    TABLES: ClassVar = IMPORT_TABLES

    kabupaten: str
    path: str
    intake: Intake
    written: bool = False
    hints: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.kabupaten,
            path=self.path,
            written=self.written,
            read=self.intake.total.read,
            left=self.intake.total.left,
        )

    def __bool__(self) -> bool:
        """Whether the workbook was written."""
        return self.written

    def document(self) -> dict[str, object]:
        """The whole result as JSON."""
        total = self.intake.total
        return envelope(
            "import",
            self.kabupaten,
            output=self.path,
            written=self.written,
            summary={"read": total.read, "written": total.written, "left": total.left, "changed": total.changed},
            tables=[tally.row() for tally in self.intake.tallies],
            matches=[match.row() for match in self.intake.matches],
            decisions=[decision.row() for decision in self.intake.decisions],
            unreadable=[finding.row() for finding in self.intake.unreadable],
            hints=list(self.hints),
        )


MARK = "sidik_impor"
"""The name under which an import leaves the fingerprint of its tables in the sheet _meta."""


def fingerprint(tables: Iterable[Sequence[Sequence[str]]]) -> str:
    """What the tables of a roster hold, as one short text: it changes with any cell, not with how they are saved."""
    plain = [[_trimmed(row) for row in table] for table in tables]
    filled = [table[: max((number for number, row in enumerate(table, 1) if row), default=0)] for table in plain]
    return hashlib.sha256(json.dumps(filled, ensure_ascii=False).encode()).hexdigest()


def _trimmed(row: Sequence[str]) -> list[str]:
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return cells


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedVisits(Tabled):
    """What filled lists of visits came to: the roster it wrote or would write, and what changed in its Keluarga.

    `hasil` counts the families by what came of their visit, `belum` those for whom nothing was typed. `findings` are
    the cells that were not used, `hints` as those of `Imported`.
    """

    TABLES: ClassVar = {"findings": TABLES["findings"]}

    kabupaten: str
    path: str
    files: tuple[str, ...]
    bulan: tuple[date, ...]
    hasil: Mapping[str, int]
    belum: int
    berubah: int
    findings: tuple[Finding, ...] = ()
    written: bool = False
    hints: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.kabupaten,
            path=self.path,
            written=self.written,
            berubah=self.berubah,
            findings=len(self.findings),
        )

    def __bool__(self) -> bool:
        """Whether the workbook was written."""
        return self.written

    def document(self) -> dict[str, object]:
        """The whole result as JSON."""
        return envelope(
            "import kunjungan",
            self.kabupaten,
            output=self.path,
            written=self.written,
            files=list(self.files),
            bulan=[f"{month:%Y-%m}" for month in self.bulan],
            hasil=dict(self.hasil),
            belum=self.belum,
            berubah=self.berubah,
            findings=[finding.row() for finding in self.findings],
            hints=list(self.hints),
        )

    def exit_status(self) -> ExitStatus:
        """1 where a cell was not used, else 0."""
        return ExitStatus.FINDINGS if self.findings else ExitStatus.OK
