"""Why a duty roster is impossible: the smallest sets of facts that clash, and the smallest repair of each."""

from __future__ import annotations

from collections.abc import Collection

from ilp_cli.domain.conflict import Conflict
from ilp_cli.domain.district import District
from ilp_cli.domain.duty import DutyProblem, apart
from ilp_cli.domain.finding import Path
from ilp_cli.planners.clash import clashes
from ilp_cli.planners.conflict_words import Teller, subject_of
from ilp_cli.planners.duty_case import case_of, rows_of
from ilp_cli.planners.loans import Lending
from ilp_cli.planners.repair import Bench, repairs


def conflicts(problem: DutyProblem, district: District, units: Collection[Path] = ()) -> tuple[Conflict, ...]:
    """Why the days of a duty roster cannot all be covered, pustu by pustu; none where they can.

    The district is the one the problem was made of: it has the words, and the people other units could lend. With
    `units`, only what concerns these pustu. Repairs do not lend the same day of the same person twice.
    """
    roster = rows_of(district)
    cases = [case_of(part, roster) for part in apart(problem)]
    found = [(case, clash) for case in cases for clash in clashes(case)]
    if not found:
        return ()
    met = {demand for case in cases for demand in case.demands}.difference(
        demand for _, clash in found for demand in clash.demands
    )
    lending = Lending(district, problem.posts[0].need, roster)
    told = []
    for case, clash in found:
        if units and not any(unit in units for _, unit, _ in clash.groups):
            continue
        bench = Bench(problem=problem, case=case, clash=clash, met=met, roster=roster, lending=lending)
        facts = Teller(case, district, roster).facts(clash)
        told.append(Conflict(subject=subject_of(case, clash), facts=facts, repairs=repairs(bench)))
    return tuple(told)
