"""RULES: every rule, in the order of codes."""

from __future__ import annotations

from ilp_cli.rules import (
    decree,
    duty,
    duty_whole,
    identity,
    leave,
    outlook,
    people,
    proposal,
    roadmap,
    staffing,
    standards,
    waivers,
)
from ilp_cli.rules.rule import Context, Rule, run

FIRST: tuple[Rule, ...] = (
    *roadmap.RULES,
    *staffing.RULES,
    *people.RULES,
    *outlook.RULES,
    *identity.RULES,
    *leave.RULES,
    *duty.RULES,
    *duty_whole.RULES,
    *proposal.RULES,
    *decree.RULES,
    *standards.RULES,
)
"""Rules that look at the district."""

LAST: tuple[Rule, ...] = waivers.RULES
"""Rules that look at what the others found."""

RULES: tuple[Rule, ...] = (*FIRST, *LAST)

__all__ = ["FIRST", "LAST", "RULES", "Context", "Rule", "run"]
