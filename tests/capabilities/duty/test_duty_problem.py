"""What a duty roster must answer: service days, closed days, leave, hari buka, and who is shared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from ilp_cli.capabilities.duty.model.post import DutyProblem
from ilp_cli.capabilities.duty.model.problem import apart, duty_problem
from ilp_cli.district.calendar import closed_days, month_days
from ilp_cli.district.case import Case
from ilp_cli.law.configs import law
from ilp_cli.reading.holidays import national_holidays
from ilp_cli.reading.load import load
from tests.plans import plan

ROADMAP = """\
kabupaten: {nama: Luwu}
hari_layanan: [senin, selasa, rabu, kamis, jumat]
libur: [{tanggal: 2025-03-10, nama: Hari jadi}, {tanggal: 2025-03-28, buka: ya}]
puskesmas:
  - nama: Suli
    pustu: [{nama: Cimpu}, {nama: Buntu}, {nama: Lalong}]
    posyandu: [{nama: Melati, pustu: Cimpu, hari_buka: selasa ke-2}, {nama: Mawar, pustu: Cimpu, hari_buka: 31}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu, Buntu, Lalong]}]}]
petugas:
  - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, nik: "7317014501850001"}
  - {nama: Ina, puskesmas: Suli, pustu: Lalong, profesi: Bidan, nik: "7317014501850001", hari_tugas: Senin}
  - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat, sampai: 2025-03-14}
  - {nama: Umar, puskesmas: Suli, pustu: Buntu, profesi: Perawat}
kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}]
cuti: [{nama: Ina, dari: 2025-03-03, sampai: 2025-03-05}]
"""


def problem(folder: Path) -> DutyProblem:
    district = load(plan(folder, ROADMAP))
    assert not district.misfits
    closed = closed_days(national_holidays(2025), district.libur, district.kebijakan)
    case = Case(district=district, pada=date(2025, 3, 1), years=(2025,), law=law())
    return duty_problem(case, month_days(2025, 3), closed)


def test_service_days_leave_out_holidays_and_keep_what_the_district_opens(tmp_path: Path) -> None:
    """March 2025 has 21 working days; two are closed (its own holiday and Idul Fitri), cuti bersama is opened."""
    cimpu = problem(tmp_path).posts[0]
    assert len(cimpu.days) == 19
    assert [day.day for day in cimpu.closed] == [10, 31]
    assert date(2025, 3, 28) in cimpu.days


def test_people_serve_on_their_own_days_less_their_leave(tmp_path: Path) -> None:
    cimpu, _, lalong = problem(tmp_path).posts
    ina, yusuf, ani = cimpu.workers
    assert (ina.kind, yusuf.kind, ani.kind) == ("bidan", "perawat", "kader")
    assert sorted(day.day for day in ina.cuti) == [3, 4, 5]
    assert len(ina.days) == len(cimpu.days) - 3
    assert max(yusuf.days) == date(2025, 3, 14)
    assert sorted(day.day for day in lalong.workers[0].days) == [17, 24]


def test_posyandu_of_the_pustu_open_on_a_service_day_or_are_missed(tmp_path: Path) -> None:
    cimpu = problem(tmp_path).posts[0]
    assert cimpu.outings == {date(2025, 3, 11): ("Melati",)}
    assert cimpu.missed == {date(2025, 3, 31): ("Mawar",)}


def test_pustu_that_share_nobody_are_solved_apart(tmp_path: Path) -> None:
    parts = apart(problem(tmp_path))
    assert [[post.pustu for post in part.posts] for part in parts] == [["Cimpu", "Lalong"], ["Buntu"]]


def test_a_part_knows_the_earlier_duty_of_its_own_people_alone(tmp_path: Path) -> None:
    whole = problem(tmp_path)
    friday = frozenset([date(2025, 2, 28)])
    names = {worker.who: worker.nama for worker in whole.workers}
    parts = apart(replace(whole, before=dict.fromkeys((*names, ("nobody",)), friday)))
    assert [sorted(names[who] for who in part.before) for part in parts] == [["Ani", "Ina", "Yusuf"], ["Umar"]]
