"""The table Klaster, which readiness asks of too: see `district.klaster`."""

from __future__ import annotations

from ilp_cli.district.klaster import KLASTER

TABLES = (KLASTER,)
