"""The days somebody serves, asked all at once, are those that are asked one by one."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ilp_cli.district.origin import Origin
from ilp_cli.district.people import Cuti, Petugas
from ilp_cli.district.presence import ON_THE_DAY, days_of_duty, serves

DAYS = tuple(date(2025, 3, 1) + timedelta(days=number) for number in range(31))
SOME_DAY = st.sampled_from((None, date(2025, 2, 10), *DAYS, date(2025, 5, 1)))


@given(
    mulai=SOME_DAY,
    sampai=SOME_DAY,
    pensiun=SOME_DAY,
    hari=st.one_of(st.none(), st.frozensets(st.integers(0, 6))),
    days=st.sets(st.sampled_from(DAYS)),
)
def test_the_days_of_a_row_are_those_it_serves(
    mulai: date | None, sampai: date | None, pensiun: date | None, hari: frozenset[int] | None, days: set[date]
) -> None:
    row = Petugas(
        path=("petugas", 0), nama="Ina", row=2, origin=Origin(file="petugas.csv", kind="csv"), profesi="bidan",
        puskesmas="Suli", induk=None,
        mulai=mulai, sampai=sampai, pensiun=pensiun, hari=hari,
    )  # fmt: skip
    ordered = sorted(days)
    assert list(days_of_duty(row, ordered)) == [day for day in ordered if serves(row, day, ON_THE_DAY)]


@given(dari=SOME_DAY, sampai=SOME_DAY, days=st.sets(st.sampled_from(DAYS)))
def test_the_days_a_leave_covers(dari: date | None, sampai: date | None, days: set[date]) -> None:
    cuti = Cuti(path=("cuti", 0), nama="Ina", row=2, origin=Origin(file="c", kind="csv"), dari=dari, sampai=sampai)
    ordered = sorted(days)
    assert list(cuti.among(ordered)) == [day for day in ordered if cuti.covers(day)]
