"""The table Wilayah, which other capabilities read too: see `district.wilayah`."""

from __future__ import annotations

from ilp_cli.district.wilayah import WILAYAH

TABLES = (WILAYAH,)
