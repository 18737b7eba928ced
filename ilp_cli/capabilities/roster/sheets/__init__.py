"""The people on paper, and the blank roster."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.roster.sheets.people import kader_sheet, petugas_sheet
from ilp_cli.district.case import Case
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.sheet import Sheet


def sheets(case: Case, edition: Edition) -> Iterator[tuple[Sheet, bool]]:
    """Petugas and Kader as the roster has them, whatever a proposal would change."""
    yield petugas_sheet(case.as_is, edition.page(), with_nip=edition.nip != "tanpa"), False
    yield kader_sheet(case.as_is, edition.page()), False
