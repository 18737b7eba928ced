"""What may be wrong with the people of a roster."""

from __future__ import annotations

from ilp_cli.capabilities.roster.rules import identity, leave, people, places

RULES = (*people.RULES, *identity.RULES, *leave.RULES, *places.RULES)
