"""What a rule is, what it may see, and how its hits become findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ilp_cli.domain.calendar import Holiday
from ilp_cli.domain.district import District
from ilp_cli.domain.finding import Code, Finding, Path, Severity, Waiver, finding
from ilp_cli.domain.outlook import PustuOutlook
from ilp_cli.domain.page import page
from ilp_cli.domain.serving import Served
from ilp_cli.domain.staffing import PosyanduState, PustuState
from ilp_cli.domain.standard import InForce, Regulation, Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What rules may look at: the district, the day, the years asked for, and the law of that day.

    `professions` gives the printed name of each profession, `codes` are all codes there are; `met` says beside each
    waiver how many findings it speaks of. `career` is the law on when people stop serving, `outlook` what will become
    of each pustu lokus within the horizon of the check; empty where nobody wants to know. `served` are the rows of a
    duty roster whose person is known, and `closed` the closed days of its time.
    """

    district: District
    pada: date
    years: tuple[int, ...]
    standards: Mapping[str, InForce]
    national: Mapping[str, Standard]
    regulations: Mapping[str, Regulation]
    pustu: tuple[PustuState, ...]
    posyandu: tuple[PosyanduState, ...]
    professions: Mapping[str, str]
    career: Mapping[str, InForce] = field(default_factory=dict)
    outlook: tuple[PustuOutlook, ...] = ()
    codes: frozenset[str] = frozenset()
    met: tuple[tuple[Waiver, int], ...] = ()
    served: tuple[Served, ...] = ()
    closed: Mapping[date, Holiday] = field(default_factory=dict)


Hit = tuple[Path, Mapping[str, object]]
"""Where a fault is, and the figures its message needs; a `basis` among them stands for that of the code's standard."""

Check = Callable[[Context], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A code bound to the function that finds its fault."""

    code: Code
    check: Check


class Basis(NamedTuple):
    """The article one hit rests on and its rank, both "" where it rests on none."""

    citation: str
    rank: str


def hit(path: Path, **facts: object) -> Hit:
    """One fault: its path in the district, and its facts."""
    return path, facts


def rule(
    code: str,
    title: str,
    *,
    message: str,
    severity: Severity = Severity.ERROR,
    standard: str | None = None,
    also: tuple[str, ...] = (),
) -> Callable[[Check], Rule]:
    """Bind a generator of hits to its code; its docstring is the manual page."""

    def bind(check: Check) -> Rule:
        return Rule(
            Code(
                code=code,
                title=title,
                message=message,
                severity=severity,
                standard=standard,
                also=also,
                page=page(check.__doc__),
            ),
            check,
        )

    return bind


def run(rules: Iterable[Rule], context: Context) -> Iterator[Finding]:
    """Ask every rule; each hit becomes a finding with its place, and the article in force that day."""
    for one in rules:
        standard = context.standards.get(one.code.standard or "")
        usual = Basis(standard.citation, standard.rank.value) if standard else Basis("", "")
        for path, facts in one.check(context):
            own = facts.get("basis")
            basis = own if isinstance(own, Basis) else usual
            yield finding(
                one.code,
                context.district.place(path),
                facts,
                citation=basis.citation or None,
                rank=basis.rank or None,
                path=path,
            )
