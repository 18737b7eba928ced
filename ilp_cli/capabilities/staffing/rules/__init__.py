"""What may be wrong with the staff of a lokus, and with a proposal."""

from __future__ import annotations

from ilp_cli.capabilities.staffing.rules import lokus, usulan

RULES = (*lokus.RULES, *usulan.RULES)
