"""Every verb as a short sequence: files and a day in, one frozen result out; each imported when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ilp_cli.api.checking import catalogue, check, load
    from ilp_cli.api.exporting import Exported, export
    from ilp_cli.api.law import configs_folder, law_summary, schema, schema_text, standard_basis, standards_table
    from ilp_cli.api.output import Unreadable, input_files, save
    from ilp_cli.api.rosters import Anonymised, anonim, template
    from ilp_cli.api.staffing import STAFFING_LIMIT, plan_staffing, why_staffing, write_proposal
    from ilp_cli.api.starting import init

__all__ = [
    "STAFFING_LIMIT",
    "Anonymised",
    "Exported",
    "Unreadable",
    "anonim",
    "catalogue",
    "check",
    "configs_folder",
    "export",
    "init",
    "input_files",
    "law_summary",
    "load",
    "plan_staffing",
    "save",
    "schema",
    "schema_text",
    "standard_basis",
    "standards_table",
    "template",
    "why_staffing",
    "write_proposal",
]

_VERBS = {
    "checking": "load check catalogue",
    "exporting": "Exported export",
    "law": "schema schema_text standard_basis standards_table law_summary configs_folder",
    "output": "Unreadable save input_files",
    "rosters": "template Anonymised anonim",
    "staffing": "STAFFING_LIMIT plan_staffing why_staffing write_proposal",
    "starting": "init",
}
"""Where each verb lives."""

_HOMES = {name: home for home, names in _VERBS.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"ilp_cli.api.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
