"""What a rule is, what it may see, and how its hits become findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ilp_cli.core.finding import Code, Finding, Path, Severity, finding
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
            yield finding(
                rule.code,
                case.place(path),
                {**_where(case, path), **facts},
                citation=basis.citation or None,
                rank=basis.rank or None,
                path=path,
            )


def _where(case: Case, path: Path) -> Mapping[str, object]:
    """The posyandu and the stage a path leads through, for findings whose own facts do not name them."""
    head = path[0] if path else ""
    where: dict[str, object] = {}
    if head == "kader" and len(path) > 1:
        where["posyandu"] = case.district.kader[int(path[1])].posyandu
    elif head in ("tahap", "puskesmas"):
        names = case.of(_posyandu_names)
        where["posyandu"] = names.get(path[:6]) or names.get(path[:4])
    if head == "tahap":
        where["tahun"] = case.of(_years).get(path[:2])
    return where


def _posyandu_names(case: Case) -> Mapping[Path, str]:
    """The posyandu by the paths of the register and of the lokus that name them."""
    registered = {unit.path: unit.nama for puskesmas in case.district.puskesmas for unit in puskesmas.posyandu}
    every = (lokus for tahap in case.district.every_stage() for lokus in tahap.lokus)
    named = {posyandu.path: posyandu.nama for lokus in every for posyandu in lokus.posyandu}
    return registered | named


def _years(case: Case) -> Mapping[Path, int]:
    """The year of every stage by its path."""
    return {tahap.path: tahap.tahun for tahap in case.district.every_stage()}
