"""What the program is made of: the capabilities that bring rules, and those that bring sheets, in their order."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from ilp_cli.core.finding import Code
from ilp_cli.files.misfits import MISFITS
from ilp_cli.rulebook.rule import Rule

if TYPE_CHECKING:
    from ilp_cli.paper.edition import Sheets

RULES_OF = (
    "roadmap",
    "staffing",
    "roster",
    "outlook",
    "duty",
    "standards",
)
"""The capabilities whose rules look at a case."""

SHEETS_OF = (
    "roadmap",
    "staffing",
    "outlook",
    "risk",
    "roster",
)
"""The capabilities whose sheets stand in the plan workbook between the summary and the findings, in this order."""

BASIS_OF = ("standards",)
"""Those whose sheets stand behind the findings: what the plan rests on."""


def rules_of(capability: str) -> tuple[Rule, ...]:
    """The rules of a capability, in the order of their codes."""
    rules: tuple[Rule, ...] = import_module(f"ilp_cli.capabilities.{capability}.rules").RULES
    return rules


def sheets_of(capability: str) -> Sheets:
    """The sheets of a capability; imported by a run that draws a workbook."""
    sheets: Sheets = import_module(f"ilp_cli.capabilities.{capability}.sheets").sheets
    return sheets


FIRST: tuple[Rule, ...] = tuple(rule for capability in RULES_OF for rule in rules_of(capability))
"""Rules that look at a case."""

LAST: tuple[Rule, ...] = rules_of("waivers")
"""Rules that look at what the others found."""

RULES: tuple[Rule, ...] = tuple(sorted((*FIRST, *LAST), key=lambda rule: rule.code.code))
"""Every rule, in the order of codes."""


@cache
def catalogue() -> tuple[Code, ...]:
    """Every code there is, misfits and rules, in order."""
    return (*MISFITS, *(rule.code for rule in RULES))
