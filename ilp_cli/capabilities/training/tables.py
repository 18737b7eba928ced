"""The table Keterampilan, which readiness reads too: see `district.keterampilan`."""

from __future__ import annotations

from ilp_cli.district.keterampilan import KETERAMPILAN

TABLES = (KETERAMPILAN,)
