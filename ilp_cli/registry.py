"""What the program is made of: the capabilities that bring rules, sheets, or tables of a roster, in their order."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from ilp_cli.core.finding import Code
from ilp_cli.district.table import TableSpec
from ilp_cli.district.tables import ROSTER
from ilp_cli.files.misfits import MISFITS
from ilp_cli.rulebook.rule import Rule

if TYPE_CHECKING:
    from ilp_cli.district.jejak import Figures
    from ilp_cli.paper.annex import Annexes
    from ilp_cli.paper.edition import Sheets

RULES_OF = (
    "roadmap",
    "archive",
    "staffing",
    "roster",
    "outlook",
    "duty",
    "openings",
    "services",
    "areas",
    "visits",
    "realisation",
    "change",
    "readiness",
    "rollout",
    "training",
    "pws",
    "klaster",
    "standards",
)
"""The capabilities whose rules look at a case."""

OVERVIEW_OF = ("roadmap",)
"""Those whose sheets stand in the plan workbook between the summary and the annexes."""

ANNEXES_OF = (
    "roadmap",
    "areas",
    "klaster",
)
"""Those that have annexes for the decree of a stage, numbered in this order: see `paper.annex.annex_sheets`."""

SHEETS_OF = (
    "change",
    "realisation",
    "services",
    "readiness",
    "klaster",
    "staffing",
    "outlook",
    "risk",
    "roster",
)
"""The capabilities whose sheets stand in the plan workbook between the annexes and the findings, in this order."""

BASIS_OF = ("standards",)
"""Those whose sheets stand behind the findings: what the plan rests on."""

TRACES_OF = (
    "realisation",
    "services",
    "readiness",
    "klaster",
    "areas",
    "staffing",
    "outlook",
    "risk",
    "roster",
    "pws",
    "training",
    "standards",
)
"""The capabilities that tell where the figures of their sheets, and of their part of a report, come from."""

TABLES_OF = (
    "duty",
    "areas",
    "visits",
    "realisation",
    "services",
    "readiness",
    "training",
    "pws",
    "klaster",
)
"""The capabilities that declare tables of their own, in their `tables.py`."""


def rules_of(capability: str) -> tuple[Rule, ...]:
    """The rules of a capability, in the order of their codes."""
    rules: tuple[Rule, ...] = import_module(f"ilp_cli.capabilities.{capability}.rules").RULES
    return rules


def sheets_of(capability: str) -> Sheets:
    """The sheets of a capability; imported by a run that draws a workbook."""
    sheets: Sheets = import_module(f"ilp_cli.capabilities.{capability}.sheets").sheets
    return sheets


def annexes_of(capability: str) -> Annexes:
    """The annexes of a capability; imported by a run that draws a workbook."""
    annexes: Annexes = import_module(f"ilp_cli.capabilities.{capability}.sheets").annexes
    return annexes


def figures_of(capability: str) -> Figures:
    """The figures a capability can take apart, by the names its cells give them; imported where somebody asks."""
    figures: Figures = import_module(f"ilp_cli.capabilities.{capability}.trace").FIGURES
    return figures


def tables_of(capability: str) -> tuple[TableSpec, ...]:
    """The tables a capability declares."""
    tables: tuple[TableSpec, ...] = import_module(f"ilp_cli.capabilities.{capability}.tables").TABLES
    return tables


TABLES: tuple[TableSpec, ...] = (*ROSTER, *(table for capability in TABLES_OF for table in tables_of(capability)))
"""Every table a planner may hand in."""

SHEETS_OF_ROSTER: tuple[TableSpec, ...] = tuple(table for table in TABLES if not table.beside)
"""Those that are sheets of the roster: read with it, offered in its template, kept by an import and by a copy."""

if TYPE_CHECKING:
    FIRST: tuple[Rule, ...]
    """Rules that look at a case."""
    LAST: tuple[Rule, ...]
    """Rules that look at what the others found."""
    RULES: tuple[Rule, ...]
    """Every rule, in the order of codes."""


@cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    """The rules by their name here; imported when they are first asked for, for who wants tables does without them."""
    first = tuple(rule for capability in RULES_OF for rule in rules_of(capability))
    last = rules_of("waivers")
    return {"FIRST": first, "LAST": last, "RULES": tuple(sorted((*first, *last), key=lambda rule: rule.code.code))}


def __getattr__(name: str) -> tuple[Rule, ...]:
    if name in ("FIRST", "LAST", "RULES"):
        return _rules()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def catalogue() -> tuple[Code, ...]:
    """Every code there is, misfits and rules, in order; each `Code` has its words, weight, standard and page."""
    return (*MISFITS, *(rule.code for rule in _rules()["RULES"]))
