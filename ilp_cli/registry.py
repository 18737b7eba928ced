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
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from ilp_cli.core.options import Options
    from ilp_cli.district.case import Case
    from ilp_cli.district.district import District
    from ilp_cli.district.jejak import Figures
    from ilp_cli.paper.annex import Annexes
    from ilp_cli.paper.edition import Sheets
    from ilp_cli.paper.sheet import Book

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

WOKEN_BY: Mapping[str, Callable[[District], object]] = {
    "archive": lambda _: None,
    "duty": lambda _: None,
    "openings": lambda district: any(
        unit.hari_buka or unit.jam or unit.pendamping for puskesmas in district.puskesmas for unit in puskesmas.posyandu
    ),
    "services": lambda _: None,
    "areas": lambda _: None,
    "visits": lambda district: district.kebijakan.selang_kunjungan,
    "readiness": lambda district: district.kriteria_kesiapan,
    "rollout": lambda district: district.rollout,
    "training": lambda district: district.pelatihan,
    "pws": lambda _: None,
    "klaster": lambda _: None,
}
"""Capabilities whose rules have nothing to say of most plans, and what of a district wakes them beside the rows of
their own tables and what is given beside the folder. A run that needs none of their rules does not load them."""

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


BOOKS_OF: Mapping[str, str] = {"ilp pws": "pws", "ilp readiness": "readiness", "ilp plan training": "training"}
"""The commands whose workbooks have a sheet Asal, and the capability that can write each again."""


def book_again(command: str, source: District | Path, roster: Path | None, pada: date, options: Options) -> Book:
    """The workbook of a command of `BOOKS_OF` as the inputs give it today, with the options its sheet Asal tells."""
    verb = import_module(f"ilp_cli.capabilities.{BOOKS_OF[command]}.verb")
    book: Book = verb.book_again(source, roster, pada, options)
    return book


def rules_of(capability: str) -> tuple[Rule, ...]:
    """The rules of a capability, in the order of their codes."""
    rules: tuple[Rule, ...] = import_module(f"ilp_cli.capabilities.{capability}.rules").RULES
    return rules


def rules_for(case: Case) -> Iterator[Rule]:
    """The rules that look at a case, less those of capabilities that it does not wake."""
    return (rule for capability in RULES_OF if _woken(capability, case) for rule in rules_of(capability))


def _woken(capability: str, case: Case) -> bool:
    """Whether the rules of a capability may find something: its key, rows of its tables, a file given beside."""
    if capability not in WOKEN_BY or WOKEN_BY[capability](case.district):
        return True
    tables = tables_of(capability) if capability in TABLES_OF else ()
    rows = case.district.isian
    homes = ("ilp_cli.district.", f"ilp_cli.capabilities.{capability}.")
    return any(rows.get(table.name) for table in tables) or any(
        type(given).__module__.startswith(homes) for given in case.given
    )


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

LAST = "waivers"
"""The capability whose rules look at what the others found."""

if TYPE_CHECKING:
    RULES: tuple[Rule, ...]
    """Every rule, in the order of codes."""


@cache
def _rules() -> tuple[Rule, ...]:
    """Every rule; imported when they are first asked for: a check does without most of them."""
    rules = (rule for capability in (*RULES_OF, LAST) for rule in rules_of(capability))
    return tuple(sorted(rules, key=lambda rule: rule.code.code))


def __getattr__(name: str) -> tuple[Rule, ...]:
    if name == "RULES":
        return _rules()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def catalogue() -> tuple[Code, ...]:
    """Every code there is, misfits and rules, in order; each `Code` has its words, weight, standard and page."""
    return (*MISFITS, *(rule.code for rule in _rules()))
