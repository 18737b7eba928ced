"""What one absence breaks: every figure beside one counted day by day, and every pool beside trying everything."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ilp_cli.capabilities.risk import verb
from ilp_cli.capabilities.risk.model.pool import fits, unavoidable
from ilp_cli.capabilities.risk.model.risk import YEARLY_LEAVE, Exposure, longest, risk
from ilp_cli.capabilities.risk.model.year import Year, levels
from ilp_cli.capabilities.risk.verb import RISK_TABLES
from ilp_cli.district.calendar import closed_days, months_after
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.presence import presence
from ilp_cli.district.roadmap import Kebijakan
from ilp_cli.law.configs import law
from ilp_cli.reading.holidays import national_holidays
from ilp_cli.reading.load import load
from tests.plans import plan
from tests.running import ilp

NEED = {"bidan": 1, "perawat": 1, "kader": 2}
PADA = date(2025, 5, 1)
NIP_WOMAN, NIP_MAN = "198001012005012001", "198001012005011002"


def random_plan(seed: int) -> str:
    """A puskesmas with two pustu, people with days and times of their own, and some listed at two places."""
    chance = Random(seed)
    petugas: list[dict[str, str]] = []
    kader: list[dict[str, str]] = []
    for number in range(chance.randrange(3, 9)):
        row = {"nama": f"Orang {number}", "puskesmas": "Suli", "nik": f"73170145018500{number:02d}"}
        for _ in range(1 + (chance.random() < 0.2)):
            entry = dict(row)
            entry |= {"hari_tugas": chance.choice(["Sen-Kam", "Senin", "Sen-Sab"])} if chance.random() < 0.4 else {}
            entry |= {"mulai": f"2025-0{chance.randrange(1, 9)}-15"} if chance.random() < 0.2 else {}
            entry |= {"sampai": f"2025-0{chance.randrange(3, 9)}-20"} if chance.random() < 0.2 else {}
            entry |= {"pustu": chance.choice("AB")} if chance.random() < 0.8 else {}
            if number % 3 == 2 and "pustu" in entry:
                kader.append(entry)
            else:
                petugas.append(entry | {"profesi": chance.choice(["Bidan", "Perawat", "Dokter"])})
    roadmap = {
        "kabupaten": {"nama": "Luwu"},
        "hari_layanan": ["senin", "selasa", "rabu", "kamis", "jumat"],
        "puskesmas": [
            {"nama": "Suli", "pustu": [{"nama": "A"}, {"nama": "B", "hari_layanan": ["senin", "rabu", "sabtu"]}]}
        ],
        "tahap": [{"tahun": 2025, "lokus": [{"puskesmas": "Suli", "pustu": ["A", "B"]}]}],
        "petugas": petugas,
        "kader": kader,
    }
    return yaml.safe_dump(roadmap, sort_keys=False)


def counted(district: District, unit: tuple[str | int, ...], kind: str) -> tuple[int, int, dict[str, int]]:
    """Days short, days on which one absence is enough, and whose: the roster of each day counted as the check does."""
    closed = closed_days(national_holidays(2025), district.libur, district.kebijakan)
    short, exposed, whose = 0, 0, dict[str, int]()
    names = {district.identities[row.path]: row.nama for row in (*district.petugas, *district.kader)}
    for day in (date(2025, 1, 1) + timedelta(days=step) for step in range(365)):
        if day in closed or day.weekday() not in district.days_of(unit):
            continue
        there = [who for who, days in presence(district, day).at(unit, kind).items() if day.weekday() in days]
        short += len(there) < NEED[kind]
        if len(there) == NEED[kind]:
            exposed += 1
            for who in there:
                name = names[who]  # type: ignore[index]
                whose[name] = whose.get(name, 0) + 1
    return short, exposed, whose


@pytest.mark.parametrize("seed", range(40))
def test_days_are_those_counted_one_by_one(tmp_path: Path, seed: int) -> None:
    district = load(plan(tmp_path, random_plan(seed)))
    answer = verb.risk(district, pada=PADA).risk
    assert len(answer.exposures) == 6
    for exposure in answer.exposures:
        short, exposed, whose = counted(district, exposure.unit, exposure.kind)
        assert (exposure.kurang, exposure.rawan) == (short, exposed), exposure
        assert set(exposure.orang) == set(whose)
        assert exposure.mundur == max(whose.values(), default=0)


BITS = st.integers(0, 2**9 - 1)


@settings(max_examples=300, deadline=None)
@given(BITS, BITS, st.integers(0, 5))
def test_leave_falls_on_days_one_is_missed_only_where_no_other_are_left(working: int, missed: int, leave: int) -> None:
    missed &= working
    days = [day for day in range(9) if working >> day & 1]
    ways = [sum(missed >> day & 1 for day in chosen) for chosen in combinations(days, min(leave, len(days)))]
    assert unavoidable(working, missed, leave) == min(ways)


WEEKS = (0b000011111, 0b111100000)


def fits_by_trial(wanted: list[tuple[int, int]], people: int, per_week: int) -> bool:
    """Whether leave can be placed, by placing it in every way."""

    def place(left: list[tuple[int, int]], load: tuple[int, ...]) -> bool:
        if not left:
            return True
        (days, number), *rest = left
        for chosen in combinations([day for day in range(9) if days >> day & 1], number):
            after = tuple(count + (day in chosen) for day, count in enumerate(load))
            weeks = (sum(count for day, count in enumerate(after) if week >> day & 1) for week in WEEKS)
            fine = max(after) <= people and all(week <= people * per_week for week in weeks)
            if fine and place(rest, after):
                return True
        return False

    return place(wanted, (0,) * 9)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.tuples(BITS, st.integers(0, 3)), max_size=4),
    st.integers(1, 2),
    st.integers(1, 4),
)
def test_leave_that_a_pool_can_cover_is_what_placing_it_in_every_way_finds(
    wanted: list[tuple[int, int]], people: int, per_week: int
) -> None:
    assert fits(wanted, people, WEEKS, per_week) is fits_by_trial(wanted, people, per_week)


@settings(max_examples=200, deadline=None)
@given(st.lists(BITS, max_size=6), st.integers(0, 4))
def test_levels_count_how_many_are_there(sets: list[int], most: int) -> None:
    by_number = levels(sets, most, 2**9 - 1)
    for number, days in enumerate(by_number):
        for day in range(9):
            assert bool(days >> day & 1) is (sum(mask >> day & 1 for mask in sets) >= number)


@pytest.mark.parametrize("number", [2024, 2025, 2026])
def test_a_year_of_bits_is_a_year_of_days(number: int) -> None:
    year = Year(year=number, closed=frozenset({date(number, 5, 1)}))
    every = [date(number, 1, 1) + timedelta(days=step) for step in range(year.length)]
    assert every[-1] == date(number, 12, 31)
    assert year.of(every) == 2**year.length - 1
    assert [day for day in every if year.open & year.of([day]) == 0] == [date(number, 5, 1)]
    for hari in range(7):
        assert year.on([hari]) == year.of(day for day in every if day.weekday() == hari)
    assert sum(year.weeks) == year.between(None, None)
    assert all(len({day.isocalendar()[:2] for day in every if week & year.of([day])}) == 1 for week in year.weeks)
    first, last = date(number, 2, 28), date(number, 3, 2)
    assert year.between(first, last) == year.of(day for day in every if first <= day <= last)
    assert year.between(last, first) == 0
    assert year.between(date(number - 1, 1, 1), date(number + 1, 1, 1)) == year.between(None, None)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 1, 31), date(2025, 4, 30)),
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2025, 10, 5), date(2026, 1, 5)),
    ],
)
def test_three_months_later(day: date, later: date) -> None:
    assert months_after(day, 3) == later


ROADMAP = """\
kabupaten: {nama: Luwu}
hari_layanan: [senin, selasa, rabu, kamis, jumat]
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Buntu}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
petugas:
  - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, nip: "%s"}
  - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat, nip: "%s"}
%s
kader:
  - {nama: Ani, puskesmas: Suli, pustu: Cimpu}
  - {nama: Tuti, puskesmas: Suli, pustu: Cimpu}
"""


def suli(folder: Path, *more: str, nip: str = NIP_WOMAN) -> dict[str, Exposure]:
    """What one absence does at Cimpu, by kind."""
    rows = "\n".join(f"  - {{nama: Orang {number}, puskesmas: Suli, {row}}}" for number, row in enumerate(more))
    answer = verb.risk(plan(folder, ROADMAP % (nip, NIP_MAN, rows)), pada=PADA).risk
    return {exposure.kind: exposure for exposure in answer.exposures}


def test_with_exactly_the_minimum_every_absence_is_a_gap(tmp_path: Path) -> None:
    """2025 has 261 weekdays; 24 of its 28 holidays and days of cuti bersama fall on one: 237 are left."""
    by_kind = suli(tmp_path)
    assert {exposure.hari_layanan for exposure in by_kind.values()} == {237}
    assert {exposure.rawan for exposure in by_kind.values()} == {237}
    assert [by_kind[kind].cuti_tahunan for kind in NEED] == [12, 12, None]
    assert by_kind["kader"].orang == ("Ani", "Tuti")


def test_maternity_is_told_only_of_staff_the_roster_says_are_women(tmp_path: Path) -> None:
    by_kind = suli(tmp_path)
    assert by_kind["bidan"].cuti_melahirkan is not None
    assert 55 <= by_kind["bidan"].cuti_melahirkan <= 66
    assert by_kind["perawat"].cuti_melahirkan is None
    assert by_kind["kader"].cuti_melahirkan is None


def test_somebody_to_spare_ends_the_exposure_of_their_days(tmp_path: Path) -> None:
    by_kind = suli(tmp_path, "pustu: Cimpu, profesi: Bidan, hari_tugas: Senin")
    mondays = 237 - by_kind["bidan"].rawan
    assert 40 <= mondays <= 52
    assert by_kind["bidan"].cuti_tahunan == 0
    assert by_kind["bidan"].orang == ("Ina",)


def test_a_pool_that_is_there_already_is_named(tmp_path: Path) -> None:
    rows = "  - {nama: Wati, puskesmas: Suli, profesi: Bidan}\n  - {nama: Sari, puskesmas: Suli, profesi: Bidan}"
    rows += "\n  - {nama: Umar, puskesmas: Suli, pustu: Buntu, profesi: Perawat}"
    answer = verb.risk(plan(tmp_path, ROADMAP % (NIP_WOMAN, NIP_MAN, rows)), pada=PADA).risk
    pools = {pool.kind: pool for pool in answer.pools}
    assert pools["bidan"].words == "sudah tersedia di puskesmas induk Suli"
    assert (pools["perawat"].orang, pools["perawat"].words) == (1, "belum ada")
    assert (pools["kader"].orang, pools["kader"].words) == (1, "belum ada")


def test_people_who_may_not_be_moved_are_no_pool(tmp_path: Path) -> None:
    rows = "\n".join(f"  - {{nama: Wati {number}, puskesmas: Suli, profesi: Bidan, tetap: ya}}" for number in range(2))
    answer = verb.risk(plan(tmp_path, ROADMAP % (NIP_WOMAN, NIP_MAN, rows)), pada=PADA).risk
    assert next(pool for pool in answer.pools if pool.kind == "bidan").words == "belum ada"


def test_a_puskesmas_with_many_single_bidan_needs_more_than_one_in_its_pool() -> None:
    """Five who serve on the same twelve days, twelve days of leave each: five stand in on every day."""
    year = Year(year=2025)
    days = sum(sorted(1 << day for day in range(0, 365, 7))[:12])
    wanted = [(days, 12)] * 5
    assert [fits(wanted, people, year.weeks, 6) for people in (4, 5)] == [False, True]


def test_somebody_who_serves_every_day_of_the_week_takes_two_to_replace(tmp_path: Path) -> None:
    """Seven days a week, a weekly day of rest: whoever stands in for a single bidan must be two."""
    text = (ROADMAP % (NIP_WOMAN, NIP_MAN, "")).replace("jumat]", "jumat, sabtu, minggu]")
    pools = {pool.kind: pool for pool in verb.risk(plan(tmp_path, text), pada=PADA).risk.pools}
    assert (pools["bidan"].orang, pools["kader"].orang) == (2, 1)


def test_the_longest_stretch_of_three_months_is_found(tmp_path: Path) -> None:
    year = Year(year=2025)
    critical = year.of([date(2025, 3, 1), date(2025, 5, 31), date(2025, 6, 1)])
    assert longest(critical, year.stretches(3)) == 2


def test_the_answer_of_a_year_before_the_law_is_refused(tmp_path: Path) -> None:
    folder = plan(tmp_path, ROADMAP % (NIP_WOMAN, NIP_MAN, ""))
    result = ilp("risk", folder, "--pada", "2022-01-01")
    assert result.returncode == 2
    assert "belum ada standar pustu yang berlaku" in result.stderr


def test_leave_without_a_standard_in_force_is_not_counted(tmp_path: Path) -> None:
    district = load(plan(tmp_path, ROADMAP % (NIP_WOMAN, NIP_MAN, "")))
    gone = (*YEARLY_LEAVE.values(), "cuti.melahirkan", "kerja.istirahat_mingguan")
    standards = {key: standard for key, standard in law().standards.items() if key not in gone}
    case = Case(district=district, pada=PADA, years=(2025,), law=replace(law(), standards=standards))
    answer = risk(case, ())
    assert {exposure.cuti_tahunan for exposure in answer.exposures} == {None}
    assert {exposure.cuti_melahirkan for exposure in answer.exposures} == {None}


def exposed(folder: Path, ina: str, pada: str) -> verb.Exposed:
    """The risk on a day of a pustu whose only bidan is this row."""
    row = f"  - {{nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, {ina}}}"
    text = "\n".join(row if "nama: Ina" in line else line for line in (ROADMAP % ("", NIP_MAN, "")).splitlines())
    return verb.risk(plan(folder, text), pada=date.fromisoformat(pada))


@pytest.mark.parametrize(
    ("ina", "pada", "leave", "since"),
    [
        ("status: CPNS, nip: '199901012025062001'", "2025-07-01", 0, date(2026, 6, 1)),
        ("status: CPNS, nip: '199901012025062001'", "2026-07-01", 12, date(2026, 6, 1)),
        ("status: PNS, nip: '199901012025062001'", "2027-07-01", 12, None),
        ("status: PNS, nip: '199901012025012001'", "2026-07-01", 12, None),  # a year on 1 January: all of 2026
        ("status: CPNS, nip: '199901012024122001', sampai: 2025-11-30", "2025-07-01", 0, date(2025, 12, 1)),
        ("status: PNS, nip: '198001012005012001', mulai: 2025-06-01", "2025-07-01", 12, None),  # moved, not new
        ("status: PPPK, nip: '199001012025212001'", "2025-07-01", 0, date(2026, 1, 1)),
        ("status: PPPK, nip: '199001012025212001'", "2026-07-01", 12, None),
        ("status: PPPK, nip: '199001012025212001', mulai: 2025-10-01", "2026-07-01", 12, date(2026, 10, 1)),
        ("status: BLUD, mulai: 2025-03-01", "2025-07-01", 0, date(2026, 3, 1)),
        ("status: BLUD, mulai: 2024-03-01, sampai: 2025-03-31", "2025-07-01", 12, date(2025, 3, 1)),
        ("status: BLUD", "2025-07-01", 12, None),
        ("mulai: 2025-03-01", "2025-07-01", 0, date(2026, 3, 1)),
    ],
)
def test_the_first_year_of_service_has_no_yearly_leave(
    tmp_path: Path, ina: str, pada: str, leave: int, since: date | None
) -> None:
    answer = exposed(tmp_path, ina, pada)
    bidan = next(exposure for exposure in answer.risk.exposures if exposure.kind == "bidan")
    assert bidan.cuti_tahunan == leave
    assert answer.document()["belum_berhak_cuti"] == (
        [{"nama": "Ina", "berhak_mulai": since.isoformat()}] if since else []
    )


def test_leave_is_theirs_only_from_the_day_they_have_served_a_year(tmp_path: Path) -> None:
    """Entitled on 15 December 2025: of the days left until the end of the year, every one they would take is missed."""
    answer = exposed(tmp_path, "status: Kontrak, mulai: 2024-12-15", "2025-07-01")
    bidan = next(exposure for exposure in answer.risk.exposures if exposure.kind == "bidan")
    left = {date(2025, 12, day) for day in range(15, 32)} - set(closed_days(national_holidays(2025), (), Kebijakan()))
    assert bidan.cuti_tahunan == sum(day.weekday() < 5 for day in left) == 11


def test_two_rows_of_one_person_tell_that_they_are_not_new(tmp_path: Path) -> None:
    row = "  - {nama: Ina, puskesmas: Suli, profesi: Bidan, nik: 7317014501850001, sampai: 2025-05-31}"
    text = (ROADMAP % ("", NIP_MAN, row)).replace('Bidan, nip: ""', "Bidan, nik: 7317014501850001, mulai: 2025-06-01")
    assert verb.risk(plan(tmp_path, text), pada=PADA).risk.baru == ()


@pytest.mark.parametrize(
    ("ina", "basis", "other"),
    [
        (
            "status: PNS, nip: '198001012005012001'",
            "PP 11/2017, Pasal 311",
            "UU 13/2003 jo. UU 6/2023, Pasal 79 ayat (3)",
        ),
        ("nip: '198001012005012001'", "PP 11/2017, Pasal 311", "Peraturan BKN 7/2022"),
        ("status: PPPK", "Peraturan BKN 7/2022, Pasal 5", "UU 13/2003 jo. UU 6/2023, Pasal 79 ayat (3)"),
        ("status: ASN, nip: '198001012022212001'", "Peraturan BKN 7/2022, Pasal 5", "Pasal 79 ayat (3)"),
        ("status: Honorer", "UU 13/2003 jo. UU 6/2023, Pasal 79 ayat (3)", "Peraturan BKN 7/2022"),
    ],
)
def test_yearly_leave_rests_on_the_law_of_their_status(tmp_path: Path, ina: str, basis: str, other: str) -> None:
    """The perawat is a PNS by the NIP, so PP 11/2017 stands there in any case."""
    dasar = " ".join(exposed(tmp_path, ina, "2025-07-01").dasar)
    assert basis in dasar
    assert other not in dasar


@pytest.mark.parametrize(
    ("pada", "basis", "longest"), [("2024-07-01", "PP 11/2017", None), ("2024-07-02", "UU 4/2024", 6)]
)
def test_maternity_leave_rests_on_the_law_of_the_day(
    tmp_path: Path, pada: str, basis: str, longest: int | None
) -> None:
    answer = exposed(tmp_path, f"nip: '{NIP_WOMAN}'", pada)
    assert (answer.risk.melahirkan, answer.risk.melahirkan_lama) == (3, longest)
    assert any(words.startswith("Cuti melahirkan") and basis in words for words in answer.dasar)


def test_the_screen_says_who_has_no_leave_yet(tmp_path: Path) -> None:
    text = ROADMAP % ("199901012025062001", NIP_MAN, "")
    told = ilp("risk", plan(tmp_path, text), "--pada", "2025-05-01").stdout
    assert "Belum berhak cuti tahunan (TMT pada NIP; tanpa NIP, mulai): Ina sebelum 1 Juni 2026." in " ".join(
        told.split()
    )
    assert "sampai 6 bulan" in told


def test_listed_leave_is_not_counted_twice(tmp_path: Path) -> None:
    text = ROADMAP % (NIP_WOMAN, NIP_MAN, "")
    leave = "cuti: [{nama: Ina, dari: 2025-05-05, sampai: 2025-05-09}]\n"
    plain, listed = (
        verb.risk(plan(tmp_path / name, roadmap), pada=PADA).risk
        for name, roadmap in (("a", text), ("b", text + leave))
    )
    assert plain == listed


def test_the_workbook_has_a_sheet_of_it_that_reads_without_colour(tmp_path: Path) -> None:
    folder = plan(
        tmp_path, ROADMAP % (NIP_WOMAN, NIP_MAN, "  - {nama: Eka, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}")
    )
    target = tmp_path / "rencana.xlsx"
    assert ilp("export", folder, "--rancangan", "--pada", "2025-05-01", "-o", target).returncode in (0, 1)
    sheet = load_workbook(target)["Titik Rawan"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[2] in NEED]
    assert [(row[2], row[-1]) for row in rows] == [("bidan", "○ aman"), ("perawat", "● rawan"), ("kader", "● rawan")]
    assert sheet.page_setup.orientation == "landscape"
    assert "12 hari kerja" in str([cell.value for row in sheet.iter_rows() for cell in row])


def test_the_answer_as_json_and_csv(tmp_path: Path) -> None:
    folder = plan(tmp_path, ROADMAP % (NIP_WOMAN, NIP_MAN, ""))
    told = json.loads(ilp("risk", folder, "--pada", "2025-05-01", "--format", "json").stdout)
    assert (told["command"], told["kalender"], told["cuti_tahunan_hari"], told["cuti_melahirkan_bulan"]) == (
        "risk", 2025, 12, 3,
    )  # fmt: skip
    assert [list(row) for row in (told["rawan"][0], told["cadangan"][0])] == [*map(list, RISK_TABLES.values())]
    target = tmp_path / "cadangan.csv"
    words = ("risk", folder, "--pada", "2025-05-01", "--format", "csv", "--tabel", "cadangan", "-o", target)
    assert ilp(*words).returncode == 0
    assert ilp(*words).returncode == 4
    assert target.read_text(encoding="utf-8-sig").splitlines()[0] == ",".join(RISK_TABLES["cadangan"])
    assert ilp("risk", folder, "--tabel", "rawan").returncode == 2
