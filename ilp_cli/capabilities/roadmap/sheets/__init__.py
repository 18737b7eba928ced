"""The roadmap on paper: the coloured table, and the annexes of the decrees."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.roadmap.sheets.lampiran import lampiran
from ilp_cli.capabilities.roadmap.sheets.roadmap import roadmap
from ilp_cli.district.case import Case
from ilp_cli.paper.annex import Draft
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.sheet import Sheet


def sheets(case: Case, edition: Edition) -> Iterator[tuple[Sheet, bool]]:
    """Roadmap, of all years."""
    yield roadmap(case, edition.page()), False


def annexes(case: Case, edition: Edition) -> Iterator[Draft]:
    """The puskesmas of each stage, and its pustu and posyandu with their staff."""
    yield from lampiran(case, edition)
