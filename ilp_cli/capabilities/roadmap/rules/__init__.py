"""What may be wrong with the stages of a roadmap, its register and its decrees."""

from __future__ import annotations

from ilp_cli.capabilities.roadmap.rules import decree, stages

RULES = (*stages.RULES, *decree.RULES)
