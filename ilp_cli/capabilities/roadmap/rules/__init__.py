"""What may be wrong with the stages of a roadmap, its register and its decrees."""

from __future__ import annotations

from ilp_cli.capabilities.roadmap.rules import decree, lokus, register, sasaran, sk

RULES = (*lokus.RULES, *sasaran.RULES, *sk.RULES, *register.RULES, *decree.RULES)
