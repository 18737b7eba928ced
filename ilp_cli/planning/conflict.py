"""Facts that cannot all hold, and the smallest repair."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from ilp_cli.core.finding import Path, Place
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.rows import columns, envelope
from ilp_cli.core.tabled import Tabled

CONFLICT_TABLES = {
    "conflicts": columns("subject proven:truth repairs:parts minimal:truth repairs_minimal:truth"),
    "facts": columns("subject kind text file sheet cell line:whole"),
}
"""The tables of what cannot be: a row for each conflict, and for each fact of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that holds: its kind ("minimum", "cuti", "istirahat", …), in words, and where it stands if anywhere."""

    kind: str
    text: str
    path: Path = ()

    def row(self, place: Place | None) -> dict[str, object]:
        """The fact as JSON has it, with where it stands."""
        return {
            "kind": self.kind,
            "text": self.text,
            "file": place.file if place else None,
            "sheet": place.sheet if place else None,
            "cell": place.cell if place else None,
            "line": place.line if place else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Facts that together are impossible: take any one of them away and it becomes possible.

    `subject` says in words what is impossible, `proven` False where it is only that no way was found. `repairs` are
    sentences, the smallest that was found first; `minimal` is False where the search for facts to leave away was cut
    short, `tried` where that for repairs was, `least` where a smaller repair than the first is not ruled out.
    """

    subject: str
    facts: tuple[Fact, ...]
    repairs: tuple[str, ...]
    minimal: bool = True
    tried: bool = True
    least: bool = True
    proven: bool = True

    def row(self, place: Callable[[Path], Place]) -> dict[str, object]:
        """The conflict as JSON has it; `place` says where a fact stands in the planner's files."""
        return {
            "subject": self.subject,
            "proven": self.proven,
            "facts": [fact.row(place(fact.path) if fact.path else None) for fact in self.facts],
            "repairs": list(self.repairs),
            "minimal": self.minimal,
            "repairs_minimal": self.tried and self.least,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """What cannot be, and why. `whole` is False where the search had to end before everything was looked at."""

    conflicts: tuple[Conflict, ...] = ()
    whole: bool = True


def possible(conflicts: Collection[Conflict], *, whole: bool) -> bool | None:
    """Whether all of it is possible: None where nothing clashes, but not all was looked at."""
    return False if conflicts else True if whole else None


def answered(*, possible: bool | None, stopped: bool) -> ExitStatus:
    """How a command that asks why ends: 130 where somebody stopped it, 0 where all is possible, else 1."""
    if stopped:
        return ExitStatus.INTERRUPTED
    return ExitStatus.OK if possible else ExitStatus.FINDINGS


def conflict_rows(conflicts: Any) -> dict[str, list[Mapping[str, object]]]:
    """The rows of both tables, of the conflicts as JSON has them."""
    facts = [{"subject": conflict["subject"], **fact} for conflict in conflicts for fact in conflict["facts"]]
    return {"conflicts": list(conflicts), "facts": facts}


class Reasoned(Tabled):
    """An answer to why: its conflicts and their facts as tables."""

    __slots__ = ()
    TABLES: ClassVar = CONFLICT_TABLES

    def _rows(self) -> Mapping[str, Any]:
        return conflict_rows(self.document()["conflicts"])


def why_document(
    kabupaten: str,
    *,
    pada: date,
    mungkin: bool | None,
    conflicts: Sequence[Mapping[str, object]],
    menurut: Sequence[Mapping[str, object]],
    tahun: Iterable[int] | None = None,
    bulan: date | None = None,
    pustu: int | None = None,
    lengkap: bool = True,
    dihentikan: bool = False,
    dasar: Sequence[str] | None = None,
    perkiraan: Sequence[str] | None = None,
    keluarga: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """The answer of `ilp why` as the JSON contract has it, whatever was asked; what was not asked for is null."""
    return envelope(
        "why",
        kabupaten,
        pada=pada,
        tahun=tahun,
        bulan=f"{bulan:%Y-%m}" if bulan else None,
        pustu=pustu,
        mungkin=mungkin,
        lengkap=lengkap,
        dihentikan=dihentikan,
        conflicts=list(conflicts),
        dasar=None if dasar is None else list(dasar),
        perkiraan=None if perkiraan is None else list(perkiraan),
        keluarga=keluarga,
        menurut=list(menurut),
    )
