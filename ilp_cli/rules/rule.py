"""What a rule is, what it may see, and how its hits become findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.domain.calendar import Holiday
from ilp_cli.domain.district import District
from ilp_cli.domain.finding import Code, Finding, Path, Severity, Waiver, finding
from ilp_cli.domain.page import page
from ilp_cli.domain.serving import Served
from ilp_cli.domain.staffing import PosyanduState, PustuState
from ilp_cli.domain.standard import InForce, Regulation, Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What rules may look at: the district, the day, the years asked for, and the law of that day.

    `professions` gives the printed name of each profession, `codes` are all codes there are; `met` says beside each
    waiver how many findings it speaks of. `served` are the rows of a duty roster whose person is known, and `closed`
    the closed days of its time.
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
    codes: frozenset[str] = frozenset()
    met: tuple[tuple[Waiver, int], ...] = ()
    served: tuple[Served, ...] = ()
    closed: Mapping[date, Holiday] = field(default_factory=dict)


Hit = tuple[Path, Mapping[str, object]]
"""Where a fault is, and the figures its message needs."""

Check = Callable[[Context], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A code bound to the function that finds its fault."""

    code: Code
    check: Check


def hit(path: Path, **facts: object) -> Hit:
    """One fault: its path in the district, and its facts."""
    return path, facts


def rule(
    code: str, title: str, *, message: str, severity: Severity = Severity.ERROR, standard: str | None = None
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
                page=page(check.__doc__),
            ),
            check,
        )

    return bind


def run(rules: Iterable[Rule], context: Context) -> Iterator[Finding]:
    """Ask every rule; each hit becomes a finding with its place, and the article in force that day."""
    for one in rules:
        basis = context.standards.get(one.code.standard or "")
        for path, facts in one.check(context):
            yield finding(
                one.code,
                context.district.place(path),
                facts,
                citation=basis.citation if basis else None,
                rank=basis.rank.value if basis else None,
                path=path,
            )
