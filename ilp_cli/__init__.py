"""Plan the rollout of Integrasi Layanan Primer (ILP) in an Indonesian district.

The verbs for scripts and notebooks, the values they give and the errors they raise; each is imported when first used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ilp_cli.core.version import __version__

if TYPE_CHECKING:
    from ilp_cli.applying.verb import apply_proposal
    from ilp_cli.capabilities.anonim.verb import anonim
    from ilp_cli.capabilities.areas.verb import plan_areas, why_areas, write_areas, write_map
    from ilp_cli.capabilities.diff.verb import diff, write_diff
    from ilp_cli.capabilities.duty.verb.output import duty_csv, write_duty
    from ilp_cli.capabilities.duty.verb.plan import plan_duty
    from ilp_cli.capabilities.duty.verb.why import why
    from ilp_cli.capabilities.intake.verb import import_roster, import_visits
    from ilp_cli.capabilities.marking.verb import tandai
    from ilp_cli.capabilities.match.verb import match
    from ilp_cli.capabilities.openings.verb import plan_openings, why_openings, write_openings
    from ilp_cli.capabilities.outlook.model.outlook import Outlook
    from ilp_cli.capabilities.outlook.verb import outlook
    from ilp_cli.capabilities.pws.verb import pws, write_pws
    from ilp_cli.capabilities.readiness.verb import readiness, write_readiness
    from ilp_cli.capabilities.risk.verb import risk
    from ilp_cli.capabilities.rollout.verb import plan_rollout, write_rollout
    from ilp_cli.capabilities.roster.verb import template, template_per_puskesmas
    from ilp_cli.capabilities.services.verb import services
    from ilp_cli.capabilities.staffing.verb import plan_staffing, why_hires, write_proposal
    from ilp_cli.capabilities.start.verb import init, init_listed, init_next, schema
    from ilp_cli.capabilities.training.verb import plan_training, write_training
    from ilp_cli.capabilities.visits.verb.output import write_visits
    from ilp_cli.capabilities.visits.verb.plan import plan_visits
    from ilp_cli.capabilities.visits.verb.why import why_visit
    from ilp_cli.checking.verb import check
    from ilp_cli.core.finding import Finding
    from ilp_cli.core.outcome import Misuse, OutputBlocked, Refusal
    from ilp_cli.decreeing.verb import contoh_templat, decree
    from ilp_cli.district.district import District
    from ilp_cli.exporting.verb import export
    from ilp_cli.files.misfits import Unreadable
    from ilp_cli.freezing.verb import freeze
    from ilp_cli.reading.load import load
    from ilp_cli.recapping.rekap import Rekap
    from ilp_cli.recapping.ringkasan import Ringkasan
    from ilp_cli.recapping.verb import recap, ringkas, write_recap
    from ilp_cli.registry import catalogue
    from ilp_cli.reporting.verb import report
    from ilp_cli.rulebook.report import Report
    from ilp_cli.tracing.verb import trace
    from ilp_cli.verifying.verb import verify

if sys.flags.optimize > 1:  # -OO, PYTHONOPTIMIZE=2
    from ilp_cli.core import docstrings

    docstrings.keep()

__all__ = [
    "District",
    "Finding",
    "Misuse",
    "Outlook",
    "OutputBlocked",
    "Refusal",
    "Rekap",
    "Report",
    "Ringkasan",
    "Unreadable",
    "__version__",
    "anonim",
    "apply_proposal",
    "catalogue",
    "check",
    "contoh_templat",
    "decree",
    "diff",
    "duty_csv",
    "export",
    "freeze",
    "import_roster",
    "import_visits",
    "init",
    "init_listed",
    "init_next",
    "load",
    "match",
    "outlook",
    "plan_areas",
    "plan_duty",
    "plan_openings",
    "plan_rollout",
    "plan_staffing",
    "plan_training",
    "plan_visits",
    "pws",
    "readiness",
    "recap",
    "report",
    "ringkas",
    "risk",
    "schema",
    "services",
    "tandai",
    "template",
    "template_per_puskesmas",
    "trace",
    "verify",
    "why",
    "why_areas",
    "why_hires",
    "why_openings",
    "why_visit",
    "write_areas",
    "write_diff",
    "write_duty",
    "write_map",
    "write_openings",
    "write_proposal",
    "write_pws",
    "write_readiness",
    "write_recap",
    "write_rollout",
    "write_training",
    "write_visits",
]

_HOMES = {
    "applying.verb": "apply_proposal",
    "capabilities.anonim.verb": "anonim",
    "capabilities.diff.verb": "diff write_diff",
    "capabilities.areas.verb": "plan_areas why_areas write_areas write_map",
    "capabilities.duty.verb.output": "duty_csv write_duty",
    "capabilities.duty.verb.plan": "plan_duty",
    "capabilities.duty.verb.why": "why",
    "capabilities.intake.verb": "import_roster import_visits",
    "capabilities.marking.verb": "tandai",
    "capabilities.match.verb": "match",
    "capabilities.openings.verb": "plan_openings why_openings write_openings",
    "capabilities.outlook.model.outlook": "Outlook",
    "capabilities.outlook.verb": "outlook",
    "capabilities.pws.verb": "pws write_pws",
    "capabilities.readiness.verb": "readiness write_readiness",
    "capabilities.risk.verb": "risk",
    "capabilities.rollout.verb": "plan_rollout write_rollout",
    "capabilities.roster.verb": "template template_per_puskesmas",
    "capabilities.services.verb": "services",
    "capabilities.staffing.verb": "plan_staffing why_hires write_proposal",
    "capabilities.start.verb": "init init_listed init_next schema",
    "capabilities.training.verb": "plan_training write_training",
    "capabilities.visits.verb.output": "write_visits",
    "capabilities.visits.verb.plan": "plan_visits",
    "capabilities.visits.verb.why": "why_visit",
    "checking.verb": "check",
    "core.finding": "Finding",
    "core.outcome": "Misuse OutputBlocked Refusal",
    "decreeing.verb": "contoh_templat decree",
    "district.district": "District",
    "freezing.verb": "freeze",
    "reporting.verb": "report",
    "exporting.verb": "export",
    "reading.load": "load",
    "recapping.rekap": "Rekap",
    "recapping.ringkasan": "Ringkasan",
    "recapping.verb": "recap ringkas write_recap",
    "files.misfits": "Unreadable",
    "registry": "catalogue",
    "rulebook.report": "Report",
    "tracing.verb": "trace",
    "verifying.verb": "verify",
}
"""Where each name lives."""

_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name in _HOME_OF:
        return getattr(import_module(f"ilp_cli.{_HOME_OF[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """What may be imported, for `dir`, `help` and the completion of a notebook."""
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
