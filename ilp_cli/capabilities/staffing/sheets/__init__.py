"""Fulfilment and proposals on paper."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.staffing.sheets.fulfilment import fulfilment
from ilp_cli.capabilities.staffing.sheets.usulan import proposal_sheets
from ilp_cli.district.case import Case
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.sheet import Sheet


def sheets(case: Case, edition: Edition) -> Iterator[tuple[Sheet, bool]]:
    """Pemenuhan SDM, and the three sheets of a proposal where there is one."""
    yield fulfilment(case, edition.page(assumed=True)), True
    for sheet in proposal_sheets(case, edition.page(assumed=True), edition.nip):
        yield sheet, False
