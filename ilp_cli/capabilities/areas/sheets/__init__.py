"""Areas on paper: the annex of a decree, and the sheets that hang at the posyandu."""

from __future__ import annotations

from ilp_cli.capabilities.areas.sheets.lampiran import annexes

__all__ = ["annexes"]
