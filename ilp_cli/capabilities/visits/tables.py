"""The table Keluarga, of which readiness is counted too: see `district.keluarga`."""

from __future__ import annotations

from ilp_cli.district.keluarga import KELUARGA

TABLES = (KELUARGA,)
