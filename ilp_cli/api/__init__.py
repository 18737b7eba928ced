"""Every verb as a short sequence: files and a day in, one frozen result out; each imported when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ilp_cli.api.checking import catalogue, check, load
    from ilp_cli.api.duty import PlannedDuty, plan_duty
    from ilp_cli.api.duty_output import duty_csv, write_duty
    from ilp_cli.api.exporting import Exported, export
    from ilp_cli.api.exposing import CALENDAR, RISK_TABLES, Exposed, risk
    from ilp_cli.api.forecasting import outlook
    from ilp_cli.api.importing import import_roster
    from ilp_cli.api.law import configs_folder, law_summary, schema, schema_text, standard_basis, standards_table
    from ilp_cli.api.marking import MarkedCopy, tandai
    from ilp_cli.api.matching import match
    from ilp_cli.api.output import Unreadable, input_files, save, unread
    from ilp_cli.api.reasoning import Why, why
    from ilp_cli.api.rosters import Anonymised, anonim, template
    from ilp_cli.api.staffing import STAFFING_LIMIT, WhyHires, plan_staffing, why_hires, write_proposal
    from ilp_cli.api.starting import init

__all__ = [
    "CALENDAR",
    "RISK_TABLES",
    "STAFFING_LIMIT",
    "Anonymised",
    "Exported",
    "Exposed",
    "MarkedCopy",
    "PlannedDuty",
    "Unreadable",
    "Why",
    "WhyHires",
    "anonim",
    "catalogue",
    "check",
    "configs_folder",
    "duty_csv",
    "export",
    "import_roster",
    "init",
    "input_files",
    "law_summary",
    "load",
    "match",
    "outlook",
    "plan_duty",
    "plan_staffing",
    "risk",
    "save",
    "schema",
    "schema_text",
    "standard_basis",
    "standards_table",
    "tandai",
    "template",
    "unread",
    "why",
    "why_hires",
    "write_duty",
    "write_proposal",
]

_VERBS = {
    "checking": "load check catalogue",
    "duty": "PlannedDuty plan_duty",
    "duty_output": "write_duty duty_csv",
    "exporting": "Exported export",
    "forecasting": "outlook",
    "importing": "import_roster",
    "exposing": "CALENDAR RISK_TABLES Exposed risk",
    "law": "schema schema_text standard_basis standards_table law_summary configs_folder",
    "matching": "match",
    "marking": "MarkedCopy tandai",
    "output": "Unreadable save input_files unread",
    "reasoning": "Why why",
    "rosters": "template Anonymised anonim",
    "staffing": "STAFFING_LIMIT WhyHires plan_staffing why_hires write_proposal",
    "starting": "init",
}
"""Where each verb lives."""

_HOMES = {name: home for home, names in _VERBS.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"ilp_cli.api.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
