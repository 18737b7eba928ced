"""Closed days, opening days of posyandu, and distances."""

from __future__ import annotations

from datetime import date

import pytest

from ilp_cli.core.weekdays import HariBuka, parse_irama
from ilp_cli.district.calendar import CUTI_BERSAMA, DAERAH, Libur, closed_days, month_days
from ilp_cli.district.place import kilometres
from ilp_cli.district.roadmap import Kebijakan
from ilp_cli.reading.holidays import national_holidays


def test_the_year_of_a_joint_decree_has_its_holidays_and_its_cuti_bersama() -> None:
    """2026 as the joint decree of three ministers lists it: 17 holidays and 8 days of cuti bersama."""
    days = national_holidays(2026)
    assert len(days) == 25
    assert sum(day.jenis == CUTI_BERSAMA for day in days) == 8
    assert not any(day.perkiraan for day in days)


def test_a_year_that_is_decreed_has_no_estimates() -> None:
    """2027: 18 holidays and 8 days of cuti bersama by the joint decree of 15 September 2026."""
    days = national_holidays(2027)
    assert sum(day.jenis == CUTI_BERSAMA for day in days) == 8
    assert {date(2027, 3, 10), date(2027, 3, 11), date(2027, 5, 17)} <= {day.tanggal for day in days}
    assert not any(day.perkiraan for day in days)


def test_a_year_far_off_says_which_dates_are_estimated() -> None:
    days = {day.tanggal: day for day in national_holidays(2028)}
    assert days[date(2028, 2, 27)].perkiraan
    assert str(days[date(2028, 2, 27)]) == "Hari Raya Idul Fitri (libur nasional, perkiraan)"
    assert not days[date(2028, 8, 17)].perkiraan


def test_the_districts_own_list_wins() -> None:
    own = (
        Libur(path=("libur", 0), tanggal=date(2025, 3, 10), nama="Hari jadi Luwu"),
        Libur(path=("libur", 1), tanggal=date(2025, 4, 7), buka=True),
    )
    closed = closed_days(national_holidays(2025), own, Kebijakan())
    assert closed[date(2025, 3, 10)].jenis == DAERAH
    assert date(2025, 4, 7) not in closed
    assert date(2025, 4, 4) in closed


def test_a_district_may_open_on_cuti_bersama() -> None:
    closed = closed_days(national_holidays(2025), (), Kebijakan(cuti_bersama_buka=True))
    assert date(2025, 4, 4) not in closed
    assert date(2025, 3, 31) in closed


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tanggal 12", 12),
        ("12", 12),
        ("Tgl. 12".replace(".", ""), 12),
        ("selasa ke-2", 11),
        ("Selasa pekan kalender kedua", 4),
        ("hari rabu minggu kalender ke 2", 5),
        ("kamis terakhir", 27),
        ("jum'at pertama", 7),
        ("hari minggu ke-2", 9),
    ],
)
def test_opening_days_are_read_as_people_write_them(text: str, day: int) -> None:
    opening = parse_irama(text)
    assert opening is not None
    assert opening.on(2025, 3) == date(2025, 3, day)
    assert parse_irama(str(opening)) == opening


@pytest.mark.parametrize(
    "text",
    ["", "besok", "tanggal 0", "tanggal 32", "selasa ke-6", "hari ke-2", "selasa", "selasa pekan kedua", "minggu ke-2"],
)
def test_what_is_no_opening_day_is_refused(text: str) -> None:
    assert parse_irama(text) is None


def test_a_month_without_that_day_has_none() -> None:
    opening = parse_irama("tanggal 31")
    assert opening is not None
    assert opening.on(2025, 4) is None
    fifth = parse_irama("senin kelima")
    assert fifth is not None
    assert [fifth.on(2025, month) for month in (3, 4)] == [date(2025, 3, 31), None]


def test_a_month_is_its_days() -> None:
    assert [len(month_days(2024, month)) for month in (1, 2, 12)] == [31, 29, 31]


def test_a_distance_on_the_ground() -> None:
    """One degree of latitude is 111.2 km on a sphere of 6,371 km; a point is no distance from itself."""
    assert kilometres((-3.0, 120.0), (-4.0, 120.0)) == pytest.approx(111.19, abs=0.01)
    assert kilometres((-3.0, 120.0), (-3.0, 120.0)) == 0


def test_a_month_with_a_day_of_its_own_does_without_the_rhythm() -> None:
    rhythm = parse_irama("rabu ke-2")
    assert rhythm is not None
    opening = HariBuka(irama=(rhythm,), tanggal=(date(2025, 4, 17),))
    assert [opening.days(2025, month) for month in (3, 4)] == [(date(2025, 3, 12),), (date(2025, 4, 17),)]
    assert str(opening) == "rabu ke-2, 2025-04-17"


def test_the_wednesday_of_the_first_week_may_lie_in_the_month_before() -> None:
    rhythm = parse_irama("rabu pekan kalender ke-1")
    assert rhythm is not None
    assert rhythm.on(2025, 5) is None
    assert rhythm.on(2025, 1) == date(2025, 1, 1)
