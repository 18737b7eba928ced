"""The table Layanan, which others ask too: see `district.layanan`."""

from __future__ import annotations

from ilp_cli.district.layanan import LAYANAN

TABLES = (LAYANAN,)
