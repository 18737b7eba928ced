"""Every verb as a short sequence: files and a day in, one frozen result out; each imported when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ilp_cli.api.checking import catalogue, check, load
    from ilp_cli.api.exporting import Exported, export
    from ilp_cli.api.exposure import RISK_TABLES, Exposed, exposure
    from ilp_cli.api.law import configs_folder, law_summary, schema, schema_text, standard_basis, standards_table
    from ilp_cli.api.output import Unreadable, input_files, save
    from ilp_cli.api.rosters import Anonymised, anonim, template
    from ilp_cli.api.starting import init
    from ilp_cli.api.why import Why, why

__all__ = [
    "RISK_TABLES",
    "Anonymised",
    "Exported",
    "Exposed",
    "Unreadable",
    "Why",
    "anonim",
    "catalogue",
    "check",
    "configs_folder",
    "export",
    "exposure",
    "init",
    "input_files",
    "law_summary",
    "load",
    "save",
    "schema",
    "schema_text",
    "standard_basis",
    "standards_table",
    "template",
    "why",
]

_VERBS = {
    "checking": "load check catalogue",
    "exporting": "Exported export",
    "exposure": "RISK_TABLES Exposed exposure",
    "law": "schema schema_text standard_basis standards_table law_summary configs_folder",
    "output": "Unreadable save input_files",
    "rosters": "template Anonymised anonim",
    "starting": "init",
    "why": "Why why",
}
"""Where each verb lives."""

_HOMES = {name: home for home, names in _VERBS.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"ilp_cli.api.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
