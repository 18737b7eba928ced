"""The table Kesiapan, which other capabilities may ask too: see `district.kesiapan`."""

from __future__ import annotations

from ilp_cli.district.kesiapan import KESIAPAN

TABLES = (KESIAPAN,)
