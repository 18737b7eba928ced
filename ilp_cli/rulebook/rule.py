"""What a rule is, what it may see, and how its hits become findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from ilp_cli.core.finding import Code, Finding, Path, Severity, finding
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.page import page
from ilp_cli.district.case import Case

Hit = tuple[Path, Mapping[str, object]]
"""Where a fault is, and the figures its message needs; a `basis` among them stands for that of the code's standard."""

Check = Callable[[Case], Iterator[Hit]]


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


def run(rules: Iterable[Rule], case: Case) -> Iterator[Finding]:
    """Ask every rule; each hit becomes a finding with its place, and the article in force that day."""
    for rule in rules:
        standard = case.standards.get(rule.code.standard or "")
        usual = Basis(standard.citation, standard.rank.value) if standard else Basis("", "")
        for path, facts in rule.check(case):
            own = facts.get("basis")
            basis = own if isinstance(own, Basis) else usual
            yield _placed(
                case,
                finding(
                    rule.code,
                    case.place(path),
                    facts,
                    citation=basis.citation or None,
                    rank=basis.rank or None,
                    path=path,
                ),
            )


def _placed(case: Case, found: Finding) -> Finding:
    """A finding with the posyandu and the stage its path leads through, where its facts do not name them."""
    posyandu, tahun = found.posyandu, found.tahun
    if posyandu is None:
        posyandu = case.of(_posyandu_names).get(found.path[:6]) or case.of(_posyandu_names).get(found.path[:4])
    if posyandu is None and found.path[:1] == ("kader",) and len(found.path) > 1:
        posyandu = case.district.kader[int(found.path[1])].posyandu or None
    if tahun is None and found.path[:1] == ("tahap",):
        tahun = case.of(_years).get(found.path[:2])
    return (
        found if (posyandu, tahun) == (found.posyandu, found.tahun) else replace(found, posyandu=posyandu, tahun=tahun)
    )


def _posyandu_names(case: Case) -> Mapping[Path, str]:
    """The posyandu by the paths of the register and of the lokus that name them."""
    registered = {unit.path: unit.nama for puskesmas in case.district.puskesmas for unit in puskesmas.posyandu}
    every = (lokus for tahap in case.district.tahap for lokus in tahap.lokus)
    named = {posyandu.path: posyandu.nama for lokus in every for posyandu in lokus.posyandu}
    return {path: mask_numbers(name) for path, name in (registered | named).items()}


def _years(case: Case) -> Mapping[Path, int]:
    """The year of every stage by its path."""
    return {tahap.path: tahap.tahun for tahap in case.district.tahap}
