"""The closed days of the time a duty roster speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ilp_cli.capabilities.duty.model.serving import jadwal_rows
from ilp_cli.district.calendar import Holiday
from ilp_cli.district.case import Case
from ilp_cli.reading.load import closed_in


def closed(case: Case) -> Mapping[date, Holiday]:
    """The closed days of the years in which the roster has a column; the district's own list wins."""
    return closed_in(case.district, {day.year for row in case.of(jadwal_rows) for day in row.days})
