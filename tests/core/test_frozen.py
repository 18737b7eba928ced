"""Rows that are made quickly are values all the same: equal by what they hold, and fit to be kept in a set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ilp_cli.core.finding import Waiver
from ilp_cli.district.origin import Origin
from ilp_cli.district.people import Kader

DAY = date(2026, 11, 21)


def kader(nama: str) -> Kader:
    return Kader(
        path=("kader", 0), nama=nama, puskesmas="Suli", induk=None, row=2, origin=Origin(file="r.csv", kind="csv")
    )


def test_two_rows_are_one_value_where_they_hold_the_same() -> None:
    assert kader("Ani") == kader("Ani") != kader("Tuti")
    waivers = [Waiver(path=(), kode="ILP203", puskesmas=name, alasan="", oleh="", sampai=DAY) for name in "ab"]
    assert len({*waivers, *[replace(waiver) for waiver in waivers]}) == 2


def test_a_changed_row_is_another_row() -> None:
    ani = kader("Ani")
    assert replace(ani, nama="Tuti") == kader("Tuti")
    assert ani == kader("Ani")


def test_a_row_takes_no_field_that_it_has_not() -> None:
    assert not hasattr(kader("Ani"), "__dict__")
