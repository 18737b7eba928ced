"""Plan the rollout of Integrasi Layanan Primer (ILP) in an Indonesian district.

The verbs for scripts and notebooks, and the values they give; each is imported when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ilp_cli.api import check, export, load, match, outlook
    from ilp_cli.domain.district import District
    from ilp_cli.domain.finding import Finding
    from ilp_cli.domain.outlook import Outlook
    from ilp_cli.domain.report import Report

__version__ = "0.1.0"
__all__ = [
    "District",
    "Finding",
    "Outlook",
    "Report",
    "__version__",
    "check",
    "export",
    "load",
    "match",
    "outlook",
]

_HOMES = {
    "District": "ilp_cli.domain.district",
    "Finding": "ilp_cli.domain.finding",
    "Outlook": "ilp_cli.domain.outlook",
    "Report": "ilp_cli.domain.report",
    "check": "ilp_cli.api",
    "export": "ilp_cli.api",
    "load": "ilp_cli.api",
    "match": "ilp_cli.api",
    "outlook": "ilp_cli.api",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
