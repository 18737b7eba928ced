"""What was read of rosters so far, numbered through over all their tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ilp_cli.core.finding import Finding, Path
from ilp_cli.district.every_table import EVERY
from ilp_cli.district.isian import Isian
from ilp_cli.district.lent import Home
from ilp_cli.district.people import Cuti, Kader, Petugas
from ilp_cli.district.reading import Ledger, Reading
from ilp_cli.district.table import TableSpec, named
from ilp_cli.district.tables import PEOPLE, ROSTER

SHEETS = tuple(spec.name for spec in PEOPLE)
"""The tables of people: those who may have left."""
VALUES = {"petugas": Petugas, "kader": Kader, "cuti": Cuti}
"""The tables whose rows become values of their own; those of any other become Isian."""


@dataclass(slots=True)
class RosterRead:
    """People as they were read, numbered through over all tables, what each table came to, and the faults of its cells.

    `isian` has the rows of all other tables that are looked for. `complete` is False where a table of people is missing
    or could not be read: who is not there is then unknown. `begun` has the file and the name of each table that begins
    below another, read or not. `induk` is the puskesmas of tables that name none. `ledger` is there where somebody must
    account for every row. `home` has the rows of the roster from which the rows that are read were sent out.
    """

    tables: Mapping[str, TableSpec] = field(default_factory=lambda: named(ROSTER))

    petugas: list[Petugas] = field(default_factory=list)
    kader: list[Kader] = field(default_factory=list)
    cuti: list[Cuti] = field(default_factory=list)
    isian: dict[str, list[Isian]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    begun: set[tuple[str, str]] = field(default_factory=set)
    complete: bool = True
    ledger: Ledger | None = None
    induk: Path | None = None
    home: Home | None = None

    @property
    def others(self) -> tuple[TableSpec, ...]:
        """The tables that are not looked for: where one begins the one above it ends, its rows are passed over."""
        return tuple(table for table in EVERY if table.name not in self.tables)

    def lose(self) -> None:
        """Know of a table of people that its rows could not be read."""
        self.complete = False
        if self.ledger is not None:
            self.ledger.whole = False
