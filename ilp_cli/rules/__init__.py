"""RULES: every rule, in the order of codes."""

from __future__ import annotations

from ilp_cli.rules import decree, people, roadmap, staffing, standards
from ilp_cli.rules.rule import Context, Rule, run

RULES: tuple[Rule, ...] = (*roadmap.RULES, *staffing.RULES, *people.RULES, *decree.RULES, *standards.RULES)

__all__ = ["RULES", "Context", "Rule", "run"]
