"""The table Realisasi, from which coverage is counted too: see `district.realisasi`."""

from __future__ import annotations

from ilp_cli.district.realisasi import REALISASI

TABLES = (REALISASI,)
