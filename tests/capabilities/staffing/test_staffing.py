"""Who counts where, on which day, beside which minimum."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.district.fulfilment import PustuState
from ilp_cli.reading.load import load
from ilp_cli.rulebook.report import Report
from tests.plans import PADA, of, plan, spot

HEAD = """\
kabupaten: {{nama: Luwu}}
puskesmas:
  - nama: Suli
    pustu: [{{nama: Cimpu{days}}}, {{nama: Murante}}]
    posyandu: [{{nama: Melati}}, {{nama: Mawar}}]
tahap:
  - tahun: 2025
    lokus:
      - puskesmas: Suli
        pustu: [Cimpu, Murante]
        posyandu: [Melati]
"""
SHORT = ("ILP201", "ILP202", "ILP203", "ILP204", "ILP205")
IDA, UMI = "198501012010012901", "198602022011012902"


def petugas(nama: str, profesi: str, pustu: str = "Cimpu", **more: str) -> str:
    return _row({"nama": nama, "puskesmas": "Suli", "pustu": pustu, "profesi": profesi, **more})


def kader(nama: str, **more: str) -> str:
    return _row({"nama": nama, "puskesmas": "Suli", **more})


def kader_of(count: int, **place: str) -> list[str]:
    return [kader(f"Kader {number} {''.join(place)}", **place) for number in range(count)]


def _row(cells: dict[str, str]) -> str:
    return "  - {" + ", ".join(f'{key}: "{text}"' for key, text in cells.items()) + "}\n"


def staffed(
    folder: Path, people: list[str], volunteers: list[str], extra: str = "", days: str = "", pada: date = PADA
) -> Report:
    text = HEAD.format(days=days) + extra
    for key, rows in (("petugas", people), ("kader", volunteers)):
        text += f"{key}:\n" + "".join(rows) if rows else ""
    return check(plan(folder, text), pada=pada)


def cimpu(report: Report) -> PustuState:
    return report.pustu[0]


FULL = [petugas("Ida", "Bidan"), petugas("Umar", "Perawat")]
TWO = kader_of(2, pustu="Cimpu")


@pytest.mark.parametrize(
    ("people", "volunteers", "short"),
    [
        (FULL, TWO, {}),
        (FULL[1:], TWO, {"bidan": 1}),
        (FULL[:1], TWO, {"perawat": 1}),
        (FULL, TWO[:1], {"kader": 1}),
        (FULL, [], {"kader": 2}),
        ([petugas("Tari", "Terapis Gigi dan Mulut"), FULL[0]], TWO, {"perawat": 1}),
    ],
)
def test_a_pustu_is_short_of_exactly_what_is_missing(
    tmp_path: Path, people: list[str], volunteers: list[str], short: dict[str, int]
) -> None:
    state = cimpu(staffed(tmp_path, people, volunteers))
    assert state.kurang == {"bidan": 0, "perawat": 0, "kader": 0, **short}
    assert state.memenuhi is not bool(short)


def test_each_shortage_names_the_figures_the_place_and_the_article(tmp_path: Path) -> None:
    report = staffed(tmp_path, FULL[1:], TWO[:1])
    bidan, few = (
        next(finding for finding in of(report, code) if finding.pustu == "Cimpu") for code in ("ILP201", "ILP203")
    )
    assert bidan.message == "pustu Cimpu (Suli): 0 bidan, minimum 1, kurang 1"
    assert few.message == "pustu Cimpu (Suli): 1 dari 2 kader, kurang 1"
    assert (spot(bidan), bidan.rank) == ("roadmap.yaml:10:17", "resmi")
    assert bidan.citation is not None
    assert bidan.citation.endswith("Gambar 4")


@pytest.mark.parametrize(("count", "missing"), [(5, 0), (4, 1), (0, 5), (6, 0)])
def test_a_posyandu_needs_five_kader(tmp_path: Path, count: int, missing: int) -> None:
    report = staffed(tmp_path, FULL, [*TWO, *kader_of(count, posyandu="Melati")])
    assert report.posyandu[0].kurang == missing
    assert [spot(finding) for finding in of(report, "ILP205")] == ["roadmap.yaml:11:20"] * bool(missing)


def test_a_day_without_the_only_bidan_is_named(tmp_path: Path) -> None:
    report = staffed(tmp_path, [petugas("Ida", "Bidan", hari_tugas="Sen-Kam"), FULL[1]], TWO)
    day = next(finding for finding in of(report, "ILP204") if finding.pustu == "Cimpu")
    assert day.message == "pustu Cimpu (Suli): jumat 0 dari 1 bidan"
    assert cimpu(report).hari_kurang == ("jumat",)
    assert not cimpu(report).memenuhi


def test_days_are_not_reported_again_where_heads_are_already_short(tmp_path: Path) -> None:
    report = staffed(tmp_path, FULL[1:], TWO)
    assert [finding.code for finding in of(report, *SHORT) if finding.pustu == "Cimpu"] == ["ILP201"]
    assert cimpu(report).hari_kurang == ("senin", "selasa", "rabu", "kamis", "jumat")


def test_a_pustu_with_seven_days_of_its_own_needs_people_on_the_weekend(tmp_path: Path) -> None:
    weekend = staffed(
        tmp_path,
        [petugas("Ida", "Bidan", hari_tugas="Sen-Jum"), petugas("Umar", "Perawat")],
        TWO,
        days=", hari_layanan: setiap hari",
    )
    assert cimpu(weekend).hari_kurang == ("sabtu", "minggu")
    shared = [petugas("Ida", "Bidan", hari_tugas="Sen-Kam"), petugas("Umi", "Bidan", hari_tugas="Jum-Min"), FULL[1]]
    assert cimpu(staffed(tmp_path, shared, TWO, days=", hari_layanan: setiap hari")).memenuhi


def test_setiap_hari_kerja_means_the_working_days_of_the_district(tmp_path: Path) -> None:
    report = staffed(tmp_path, FULL, TWO, days=", hari_layanan: setiap hari kerja")
    assert cimpu(report).hari_layanan == frozenset(range(5))


@pytest.mark.parametrize(
    ("day", "counted"),
    [(date(2025, 2, 28), 0), (date(2025, 3, 1), 1), (date(2025, 6, 30), 1), (date(2025, 7, 1), 0)],
)
def test_a_person_counts_from_mulai_to_sampai_both_days_included(tmp_path: Path, day: date, counted: int) -> None:
    ida = petugas("Ida", "Bidan", mulai="2025-03-01", sampai="30 Juni 2025")
    assert cimpu(staffed(tmp_path, [ida], TWO, pada=day)).ada["bidan"] == counted


def test_one_person_at_two_pustu_on_the_same_day_counts_only_where_written_first(tmp_path: Path) -> None:
    report = staffed(tmp_path, [petugas("Ida", "Bidan", "Murante", nip=IDA), petugas("Ida", "Bidan", nip=IDA)], [])
    assert [state.ada["bidan"] for state in report.pustu] == [0, 1]
    assert len(of(report, "ILP303")) == 1


def test_one_person_on_different_days_counts_at_each_place_on_those_days(tmp_path: Path) -> None:
    rows = [
        petugas("Ida", "Bidan", nip=IDA, hari_tugas="Senin"),
        petugas("Ida", "Bidan", nip=IDA, hari_tugas="Rabu"),
        petugas("Ida", "Bidan", "Murante", nip=IDA, hari_tugas="Sel, Kam-Jum"),
    ]
    report = staffed(tmp_path, rows, [])
    assert [state.ada["bidan"] for state in report.pustu] == [1, 1]
    assert [{gap.hari for gap in state.gaps if gap.kind == "bidan"} for state in report.pustu] == [{1, 3, 4}, {0, 2}]
    assert not of(report, "ILP303", "ILP306")


def test_the_same_name_with_two_nip_is_two_people(tmp_path: Path) -> None:
    rows = [petugas("Ida", "Bidan", nip=IDA), petugas("Ida", "Bidan", nip=UMI)]
    assert cimpu(staffed(tmp_path, rows, [])).ada["bidan"] == 2


def test_a_kader_of_the_pustu_is_not_counted_again_at_the_posyandu(tmp_path: Path) -> None:
    both = kader_of(2, pustu="Cimpu", posyandu="Melati")
    report = staffed(tmp_path, FULL, [*both, *kader_of(3, posyandu="Melati")])
    assert (cimpu(report).ada["kader"], report.posyandu[0].kader) == (2, 3)
    assert of(report, "ILP205")[0].message.endswith("kurang 2 (2 lain sudah dihitung sebagai kader pustu)")
    assert len(of(report, "ILP207")) == 2


def test_a_district_may_decide_that_kader_of_the_pustu_count_at_the_posyandu_too(tmp_path: Path) -> None:
    both = kader_of(2, pustu="Cimpu", posyandu="Melati")
    policy = "kebijakan: {kader_pustu_boleh_kader_posyandu: ya}\n"
    report = staffed(tmp_path, FULL, [*both, *kader_of(3, posyandu="Melati")], extra=policy)
    assert report.posyandu[0].kader == 5
    assert not of(report, "ILP205", "ILP207")


def test_one_kader_listed_twice_at_a_posyandu_is_one_kader(tmp_path: Path) -> None:
    nik = "7317014501900001"
    rows = [kader("Ani", posyandu="Melati", nik=nik), kader("Ani B.", posyandu="Melati", nik=nik)]
    assert staffed(tmp_path, FULL, rows).posyandu[0].kader == 1


@pytest.mark.parametrize(
    ("value", "rank", "minimum", "looser"),
    [("3", "lokal", 3, False), ("2", "resmi", 2, False), ("1", "resmi", 2, True)],
)
def test_a_district_may_ask_more_but_never_less(
    tmp_path: Path, value: str, rank: str, minimum: int, looser: bool
) -> None:
    own = f'standar:\n  pustu.kader: {{nilai: {value}, dasar: "SK Kepala Dinas 2025"}}\n'
    report = staffed(tmp_path, FULL, TWO[:1], extra=own)
    short = of(report, "ILP203")[0]
    assert (cimpu(report).minimum["kader"], short.rank) == (minimum, rank)
    assert (short.citation == "SK Kepala Dinas 2025") is (rank == "lokal")
    assert [spot(finding) for finding in of(report, "ILP901")] == ["roadmap.yaml:13:24"] * looser


def test_a_local_value_holds_only_from_its_own_day(tmp_path: Path) -> None:
    own = "standar:\n  pustu.kader: {nilai: 4, dasar: SK Kepala Dinas, sejak: 2026-01-01}\n"
    before, after = (
        staffed(tmp_path, FULL, TWO, extra=own, pada=day) for day in (date(2025, 12, 31), date(2026, 1, 1))
    )
    assert (cimpu(before).minimum["kader"], cimpu(after).minimum["kader"]) == (2, 4)


def test_before_the_decree_nothing_is_measured_and_nothing_is_said_to_be_met(tmp_path: Path) -> None:
    before = staffed(tmp_path, [petugas("Sari", "Gizi")], [], pada=date(2023, 8, 28))
    assert before.pustu == ()
    assert before.roster_given is False
    assert len(of(before, "ILP210")) == 1
    after = staffed(tmp_path, [petugas("Sari", "Gizi")], [], pada=date(2023, 8, 29))
    assert cimpu(after).minimum["bidan"] == 1
    assert of(after, *SHORT)
    assert not of(after, "ILP210")


def test_local_service_days_with_an_unknown_name_do_not_stop_the_check(tmp_path: Path) -> None:
    own = "standar:\n  pustu.hari_layanan: {nilai: [senin, selasa, rabu, kamis, jumat, Sabtu, x], dasar: SK}\n"
    report = staffed(tmp_path, FULL, TWO, extra=own)
    assert [finding.message for finding in of(report, "ILP208")] == ["Kabupaten Luwu tidak melayani sabtu"]


def test_days_that_are_not_understood_are_reported_and_nobody_is_guessed_present(tmp_path: Path) -> None:
    report = staffed(tmp_path, [petugas("Ida", "Bidan", hari_tugas="piket"), FULL[1]], TWO)
    assert len(of(report, "ILP307")) == 1
    assert "; tidak dihitung: Ida (hari tugasnya tidak dimengerti)" in of(report, "ILP201")[0].message
    assert cimpu(report).ada["bidan"] == 0


def test_civil_servants_are_told_apart_but_all_count(tmp_path: Path) -> None:
    rows = [petugas("Ida", "Bidan", status="PPPK"), petugas("Umi", "Bidan", status="Honorer")]
    state = cimpu(staffed(tmp_path, rows, []))
    assert (state.ada["bidan"], state.asn) == (2, 1)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Bidan Ahli Pertama", "bidan"),
        ("BIDAN  TERAMPIL", "bidan"),
        ("Perawat Terampil", "perawat"),
        ("Ns.", "perawat"),
        ("Perawat Gigi", "terapis_gigi"),
        ("Terapis Gigi dan Mulut Mahir", "terapis_gigi"),
        ("Bidan Praktik Mandiri", None),
        ("Bidann", None),
    ],
)
def test_a_profession_is_read_exactly_or_not_at_all(tmp_path: Path, words: str, key: str | None) -> None:
    district = load(plan(tmp_path, HEAD.format(days="") + "petugas:\n" + petugas("Ida", words)))
    assert district.petugas[0].profesi == key


def test_only_the_years_asked_for_are_checked(tmp_path: Path) -> None:
    text = HEAD.format(days="").replace("posyandu: [Melati]\n", "posyandu: [Melati]\n  - {tahun: 2024, lokus: []}\n")
    folder = plan(tmp_path, text + "petugas:\n" + FULL[0])
    assert not of(check(folder, pada=PADA, tahun=[2024]), *SHORT)
    assert of(check(folder, pada=PADA, tahun=[2025]), *SHORT)
