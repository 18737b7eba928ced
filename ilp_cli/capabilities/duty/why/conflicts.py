"""Why a duty roster is impossible: the smallest sets of facts that clash, and the smallest repair of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress

from ilp_cli.capabilities.duty.model.post import DutyProblem
from ilp_cli.capabilities.duty.model.problem import apart
from ilp_cli.capabilities.duty.why.clash import clashes
from ilp_cli.capabilities.duty.why.dispute import Dispute, dispute_of, rows_of
from ilp_cli.capabilities.duty.why.loans import Lending, Loan
from ilp_cli.capabilities.duty.why.repair import Bench, Whole, least, posts_with, repairs
from ilp_cli.capabilities.duty.why.words import Teller, subject_of
from ilp_cli.core.finding import Path
from ilp_cli.district.district import District
from ilp_cli.district.terikat import terikat_in
from ilp_cli.planning.conflict import Conflict, Reasons
from ilp_cli.planning.patience import OutOfTime, Patience, patience


def conflicts(
    problem: DutyProblem, district: District, units: Collection[Path] = (), until: Patience | None = None
) -> Reasons:
    """Why the days of a duty roster cannot all be covered, pustu by pustu; none where they can.

    The district is the one the problem was made of: it has the words, and the people other units could lend. With
    `units`, only what concerns these pustu. Repairs do not lend the same day of the same person twice. Where `until`
    ends the search, what was found.
    """
    until = until or patience()
    roster = rows_of(district)
    cases: list[Dispute] = []
    whole_search = False
    with suppress(OutOfTime):
        for part in apart(problem):
            cases.append(dispute_of(part, roster, until))  # noqa: PERF401  # those before the time was over stay
        whole_search = True
    answers = [(dispute, *clashes(dispute)) for dispute in cases]
    whole_search = whole_search and all(whole for _, _, whole in answers)
    disputed = [(dispute, clash) for dispute, clashing, _ in answers for clash in clashing]
    if not disputed:
        return Reasons(whole=whole_search)
    met = {demand for dispute in cases for demand in dispute.demands}.difference(
        demand for _, clash in disputed for demand in clash.demands
    )
    bound = terikat_in(district, problem.days[0])
    lending = Lending(district, problem.posts[0].need, roster, bound)
    told: list[Conflict] = []
    whole = Whole(problem=problem)
    lent: list[tuple[str, tuple[Loan, ...]]] = []
    for dispute, clash in disputed:
        if units and not any(unit in units for _, unit, _ in clash.groups):
            continue
        bench = Bench(whole=whole, dispute=dispute, clash=clash, met=met, roster=roster, lending=lending)
        facts, subject = Teller(dispute, district, roster).facts(clash), subject_of(dispute, clash)
        here = [(other, loans) for other, loans in lent if any(loan.place[0] in dispute.posts for loan in loans)]
        words, tried, smallest = _mended_already(bench, here), True, True
        if not words:
            mended, tried = repairs(bench)
            words = [repair.text for repair in mended]
            tried = tried and (bool(words) or whole_search)
            smallest = not mended or least(bench, mended[0])
            lent += [(subject, repair.loans) for repair in mended if repair.loans]
        told.append(Conflict(subject=subject, facts=facts, repairs=tuple(words), minimal=clash.minimal, tried=tried,
                             least=smallest))  # fmt: skip
    return Reasons(conflicts=tuple(told), whole=whole_search)


def _mended_already(bench: Bench, lent: Sequence[tuple[str, tuple[Loan, ...]]]) -> list[str]:
    """The words for a clash that a loan told before mends as well."""
    for other, loans in lent:
        try:
            if bench.works(posts_with(bench, loans)):
                return [f"ikut teratasi oleh {_help(loans)} untuk {other}"]
        except OutOfTime:
            return []
    return []


def _help(loans: Sequence[Loan]) -> str:
    """What loans are called: days for which nobody was found are no loan."""
    named = sum(loan.lender is not None for loan in loans)
    return "pinjaman" if named == len(loans) else "pinjaman dan tambahan orang" if named else "tambahan orang"
