"""RULES and SHEETS: every rule in the order in which they are asked, every sheet of the plan workbook in its order."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from ilp_cli.capabilities.duty import rules as duty
from ilp_cli.capabilities.outlook import rules as outlook
from ilp_cli.capabilities.roadmap import rules as roadmap
from ilp_cli.capabilities.roster import rules as roster
from ilp_cli.capabilities.staffing import rules as staffing
from ilp_cli.capabilities.standards import rules as standards
from ilp_cli.capabilities.waivers import rules as waivers
from ilp_cli.core.finding import Code
from ilp_cli.files.misfits import MISFITS
from ilp_cli.rulebook.rule import Rule

if TYPE_CHECKING:
    from ilp_cli.paper.edition import Sheets

FIRST: tuple[Rule, ...] = (
    *roadmap.RULES,
    *staffing.RULES,
    *roster.RULES,
    *outlook.RULES,
    *duty.RULES,
    *standards.RULES,
)
"""Rules that look at the district."""

LAST: tuple[Rule, ...] = waivers.RULES
"""Rules that look at what the others found."""

RULES: tuple[Rule, ...] = tuple(sorted((*FIRST, *LAST), key=lambda rule: rule.code.code))


@cache
def catalogue() -> tuple[Code, ...]:
    """Every code there is, misfits and rules, in order."""
    return (*MISFITS, *(rule.code for rule in RULES))


PLAN_SHEETS = ("roadmap", "staffing", "outlook", "risk", "roster")
"""The capabilities whose sheets stand in the plan workbook between the summary and the findings, in this order."""

BASIS_SHEETS = ("standards",)
"""Those whose sheets stand behind the findings: what the plan rests on."""


def sheets_of(capability: str) -> Sheets:
    """The sheets of a capability; imported by a run that draws a workbook."""
    sheets: Sheets = import_module(f"ilp_cli.capabilities.{capability}.sheets").sheets
    return sheets
