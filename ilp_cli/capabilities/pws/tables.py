"""The table Capaian, from which home visits take areas that are behind too: see `district.capaian`."""

from __future__ import annotations

from ilp_cli.district.capaian import CAPAIAN

TABLES = (CAPAIAN,)
