"""RULES and SHEETS: every rule in the order in which they are asked, every sheet of the plan workbook in its order."""

from __future__ import annotations

from functools import cache

from ilp_cli.capabilities.duty import rules as duty
from ilp_cli.capabilities.outlook import rules as outlook
from ilp_cli.capabilities.outlook import sheets as outlook_sheets
from ilp_cli.capabilities.risk import sheets as risk_sheets
from ilp_cli.capabilities.roadmap import rules as roadmap
from ilp_cli.capabilities.roadmap import sheets as roadmap_sheets
from ilp_cli.capabilities.roster import rules as roster
from ilp_cli.capabilities.roster import sheets as roster_sheets
from ilp_cli.capabilities.staffing import rules as staffing
from ilp_cli.capabilities.staffing import sheets as staffing_sheets
from ilp_cli.capabilities.standards import rules as standards
from ilp_cli.capabilities.standards import sheets as standards_sheets
from ilp_cli.capabilities.waivers import rules as waivers
from ilp_cli.core.finding import Code
from ilp_cli.files.misfits import MISFITS
from ilp_cli.paper.edition import Sheets
from ilp_cli.rulebook.rule import Rule

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


PLAN_SHEETS: tuple[Sheets, ...] = (
    roadmap_sheets.sheets,
    staffing_sheets.sheets,
    outlook_sheets.sheets,
    risk_sheets.sheets,
    roster_sheets.sheets,
)
"""The sheets of the plan workbook, between the summary and the findings."""

BASIS_SHEETS: tuple[Sheets, ...] = (standards_sheets.sheets,)
"""The sheets on what a plan rests on, behind the findings."""
