"""Days are read as written; the century of a birth is settled by what can be, never by a guess."""

from __future__ import annotations

from datetime import date

import pytest

from ilp_cli.files.days import SHORT_YEAR, read_birthday, read_day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12-03-61", [date(1961, 3, 12)]),
        ("1 Peb 43", [date(1943, 2, 1)]),
        ("29/02/04", [date(2004, 2, 29)]),
        ("07.08.11", [date(2011, 8, 7)]),
        ("07-08-30", [date(1930, 8, 7), date(2030, 8, 7)]),
    ],
)
def test_a_birth_year_of_two_figures_is_settled_only_where_one_century_can_be(text: str, days: list[date]) -> None:
    assert read_birthday(text) == (tuple(days), SHORT_YEAR)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Majene, 05-01-1968", date(1968, 1, 5)),
        ("Ujung Pandang / 17 Agustus 1990", date(1990, 8, 17)),
        ("P. Siantar 1975-12-31", date(1975, 12, 31)),
        ("Belopa,3/4/82", date(1982, 4, 3)),
    ],
)
def test_the_place_of_birth_before_the_day_is_put_aside(text: str, day: date) -> None:
    assert read_birthday(text)[0] == (day,)


@pytest.mark.parametrize("text", ["Majene", "Majene, 31-02-1968", "Majene 1968", "Blok 3, 05-01-1968"])
def test_a_place_without_a_day_is_no_day(text: str) -> None:
    assert read_birthday(text)[0] == ()


def test_other_days_keep_their_century_rule() -> None:
    assert read_day("05-01-68") == (date(2068, 1, 5), SHORT_YEAR)
