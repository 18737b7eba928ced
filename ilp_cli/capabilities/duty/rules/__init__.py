"""What may be wrong with a duty roster."""

from __future__ import annotations

from ilp_cli.capabilities.duty.rules import loans, marks, roster, whole

RULES = (*roster.RULES, *whole.RULES, *marks.RULES, *loans.RULES)
