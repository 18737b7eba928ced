"""Who serves on a day: every reason to be away by itself, and the readings callers take."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ilp_cli.district.origin import Origin
from ilp_cli.district.people import Cuti, Petugas
from ilp_cli.district.presence import AT_WORK, COUNTED, IN_TIME, ON_THE_DAY, Away, aways, masa, serves

MONDAY = date(2025, 3, 3)
ORIGIN = Origin(file="petugas.csv", kind="csv")


def petugas(**facts: Any) -> Petugas:
    """Ina, a bidan of a pustu, with these facts."""
    shared: dict[str, Any] = {"path": ("petugas", 0), "nama": "Ina", "puskesmas": "Suli", "induk": ("puskesmas", 0)}
    return Petugas(**shared, row=2, origin=ORIGIN, profesi="bidan", **facts)


def cuti(first: date, last: date) -> Cuti:
    """A leave of Ina."""
    return Cuti(path=("cuti", 0), nama="Ina", dari=first, sampai=last, row=2, origin=ORIGIN)


@pytest.mark.parametrize(
    ("row", "leave", "reasons"),
    [
        (petugas(), (), []),
        (petugas(hari=None), (), [Away.UNREAD]),
        (petugas(mulai=date(2025, 3, 4)), (), [Away.NOT_YET]),
        (petugas(mulai=MONDAY, sampai=MONDAY), (), []),
        (petugas(sampai=date(2025, 3, 2)), (), [Away.OVER]),
        (petugas(hari=frozenset({1, 2})), (), [Away.WEEKDAY]),
        (petugas(hari=frozenset({0})), (cuti(MONDAY, MONDAY),), [Away.LEAVE]),
        (petugas(hari=frozenset({1}), sampai=date(2025, 1, 1)), (), [Away.OVER, Away.WEEKDAY]),
    ],
)
def test_every_reason_to_be_away_is_told(row: Petugas, leave: tuple[Cuti, ...], reasons: list[Away]) -> None:
    assert list(aways(row, MONDAY, leave)) == reasons
    for reading in (IN_TIME, COUNTED, ON_THE_DAY, AT_WORK):
        assert serves(row, MONDAY, reading, leave) is not any(reason in reading for reason in reasons)


def test_each_reading_lets_more_keep_somebody_away_than_the_one_before() -> None:
    assert IN_TIME < COUNTED < ON_THE_DAY < AT_WORK == frozenset(Away)


def test_the_time_of_a_row_is_open_where_nothing_is_written() -> None:
    assert masa(petugas()) == (None, None)
    assert masa(petugas(mulai=MONDAY)) == (MONDAY, None)
