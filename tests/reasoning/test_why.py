"""ilp why as a planner meets it: words, exit statuses, what it refuses."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import typer

from ilp_cli.capabilities.duty.model.post import DutyProblem
from ilp_cli.capabilities.duty.verb.why import why
from ilp_cli.capabilities.duty.why.clash import clashes
from ilp_cli.capabilities.duty.why.dispute import Bar, dispute_of, rows_of
from ilp_cli.capabilities.duty.why.words import span_text
from ilp_cli.reading.load import load
from ilp_cli.screen.options import parse_month
from tests.capabilities.duty.test_duty_problem import problem
from tests.plans import plan
from tests.running import LUWU, ilp, process

MEI = date(2025, 5, 1)
HEAD = """\
kabupaten: {nama: Luwu}
hari_layanan: [senin, selasa, rabu, kamis, jumat]
puskesmas:
  - {nama: Suli, koordinat: [-3.45, 120.35], pustu: [{nama: Cimpu}, {nama: Buntu}]}
  - {nama: Bua, koordinat: [-3.09, 120.23], pustu: [{nama: Cimpu}]}
  - {nama: Bajo, koordinat: [-3.40, 120.33]}
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}, {puskesmas: Bua, pustu: [Cimpu]}]}]
kader: [%s]
petugas:
"""
KADER = ", ".join(
    f"{{nama: {name}, puskesmas: {puskesmas}, pustu: Cimpu}}"
    for name, puskesmas in (("Ani", "Suli"), ("Tuti", "Suli"), ("Nur", "Bua"), ("Lia", "Bua"))
)
CIMPU = (
    "nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan",
    "nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat",
    "nama: Sari, puskesmas: Bua, pustu: Cimpu, profesi: Bidan",
    "nama: Umar, puskesmas: Bua, pustu: Cimpu, profesi: Perawat",
)
CUTI = "cuti: [{nama: Ina, dari: 2025-05-14, sampai: 2025-05-14}]\n"


def district(folder: Path, *more: str, tail: str = CUTI) -> Path:
    """Two pustu lokus named Cimpu with exactly the people they need, and a leave."""
    rows = "".join(f"  - {{{row}}}\n" for row in (*CIMPU, *more))
    return plan(folder, HEAD % KADER + rows + tail)


def repairs(folder: Path, *more: str, tail: str = CUTI) -> list[str]:
    """The repairs of the only conflict there is."""
    (conflict,) = why(district(folder, *more, tail=tail), MEI).conflicts
    return list(conflict.repairs)


def test_a_month_that_is_possible_says_so_and_exits_0(tmp_path: Path) -> None:
    result = ilp("why", district(tmp_path, tail=""), "--bulan", "2025-05")
    assert result.returncode == 0
    assert "mungkin: setiap hari layanan dapat dipenuhi minimumnya" in result.stdout
    assert result.stderr == ""


def test_a_month_that_is_impossible_says_why_and_exits_1(tmp_path: Path) -> None:
    result = ilp("why", district(tmp_path, "nama: Wati, puskesmas: Suli, profesi: Bidan"), "--bulan", "Mei 2025")
    assert result.returncode == 1
    words = [line.strip() for line in result.stdout.splitlines() if line.strip()]
    assert words[1:5] == [
        "tidak mungkin: pustu Cimpu (Suli), 14 Mei 2025",
        "sebab  : perlu 1 bidan pada 14 Mei 2025",
        "bidan hanya 1: Ina",
        "Ina cuti 14 Mei 2025",
    ]
    assert "Gambar 4 (turunan)" in result.stdout
    assert words[-1] == "1 hal mustahil"


def test_the_json_says_where_each_fact_stands(tmp_path: Path) -> None:
    result = ilp("why", district(tmp_path), "--bulan", "2025-05", "--format", "json")
    told = json.loads(result.stdout)
    assert (told["command"], told["bulan"], told["mungkin"], told["pustu"]) == ("why", "2025-05", False, 2)
    (conflict,) = told["conflicts"]
    assert conflict["minimal"] is True
    assert [fact["kind"] for fact in conflict["facts"]] == ["minimum", "orang", "cuti"]
    lines = (Path(tmp_path) / "roadmap.yaml").read_text(encoding="utf-8").splitlines()
    assert "dari: 2025-05-14" in lines[conflict["facts"][2]["line"] - 1]


def test_a_day_is_lent_by_the_own_puskesmas_where_that_keeps_its_minimum(tmp_path: Path) -> None:
    two = ("nama: Wati, puskesmas: Suli, profesi: Bidan", "nama: Rosmini, puskesmas: Suli, profesi: Bidan")
    assert repairs(tmp_path / "two", *two)[0] == ("pinjam bidan dari puskesmas induk Suli (Wati) pada 14 Mei 2025")
    nobody = "tambah 1 hari-orang bidan pada 14 Mei 2025 (tidak ada unit yang dapat meminjamkan)"
    assert repairs(tmp_path / "one", two[0]) == [nobody]
    allowed = CUTI + "kebijakan: {induk_minimum: {bidan: 0}}\n"
    assert "Wati" in repairs(tmp_path / "none", two[0], tail=allowed)[0]


def test_whoever_is_protected_or_away_is_not_asked(tmp_path: Path) -> None:
    two = ("nama: Wati, puskesmas: Suli, profesi: Bidan, tetap: ya", "nama: Eka, puskesmas: Suli, profesi: Bidan")
    assert "(Eka)" in repairs(tmp_path / "kept", *two)[0]
    away = CUTI.replace("]", ", {nama: Eka, dari: 2025-05-12, sampai: 2025-05-16}]")
    assert "tidak ada unit" in repairs(tmp_path / "away", *two, tail=away)[0]


def test_then_the_nearest_puskesmas_is_asked(tmp_path: Path) -> None:
    """Bajo lies 6 km from Suli, Bua 42 km; a status that stays in its puskesmas is not asked."""
    far = [f"nama: {name}, puskesmas: {where}, profesi: Bidan, status: {status}"
           for name, where, status in (("Mia", "Bua", "PNS"), ("Eka", "Bua", "PNS"), ("Sri", "Bajo", "PPPK"),
                                       ("Dewi", "Bajo", "PPPK"))]  # fmt: skip
    assert repairs(tmp_path / "near", *far)[0] == "pinjam bidan dari puskesmas induk Bajo (Sri) pada 14 Mei 2025"
    bound = CUTI + "kebijakan: {status_tetap_di_puskesmas: [PPPK]}\n"
    assert "puskesmas induk Bua (Mia)" in repairs(tmp_path / "bound", *far, tail=bound)[0]


def test_a_kader_is_not_lent_from_another_puskesmas(tmp_path: Path) -> None:
    folder = district(tmp_path, tail="cuti: [{nama: Ani, dari: 2025-05-14, sampai: 2025-05-14}]\n")
    text = (folder / "roadmap.yaml").read_text(encoding="utf-8")
    more = ", {nama: Eka, puskesmas: Bua, pustu: Cimpu}]\npetugas:"
    (folder / "roadmap.yaml").write_text(text.replace("]\npetugas:", more), encoding="utf-8")
    (conflict,) = why(folder, MEI).conflicts
    assert "tidak ada unit" in conflict.repairs[0]


def test_a_unit_lends_no_more_than_it_can_spare(tmp_path: Path) -> None:
    """Buntu has three kader and keeps two: of the two that Cimpu lacks it lends one."""
    leave = ", ".join(f"{{nama: {name}, dari: 2025-05-14, sampai: 2025-05-14}}" for name in ("Ani", "Tuti"))
    folder = district(tmp_path, tail=f"cuti: [{leave}]\n")
    text = (folder / "roadmap.yaml").read_text(encoding="utf-8")
    more = "".join(f", {{nama: Mia {number}, puskesmas: Suli, pustu: Buntu}}" for number in range(3))
    (folder / "roadmap.yaml").write_text(text.replace("]\npetugas:", more + "]\npetugas:"), encoding="utf-8")
    (conflict,) = why(folder, MEI).conflicts
    assert conflict.repairs[-1] == (
        "pinjam kader dari pustu Buntu (Mia 0) pada 14 Mei 2025, "
        "ditambah 1 hari-orang kader pada 14 Mei 2025 (tidak ada unit yang dapat meminjamkan)"
    )


def test_somebody_whom_two_pustu_miss_is_lent_once(tmp_path: Path) -> None:
    rows = ("nama: Wati, puskesmas: Suli, profesi: Bidan", "nama: Rosmini, puskesmas: Suli, profesi: Bidan")
    leave = CUTI.replace("]", ", {nama: Sari, dari: 2025-05-14, sampai: 2025-05-14}]")
    first, second = why(district(tmp_path, *rows, tail=leave), MEI).conflicts
    assert "(Wati)" in first.repairs[0]
    assert "tidak ada unit" in second.repairs[0]


def test_a_leave_that_nobody_can_place_elsewhere_is_not_shifted(tmp_path: Path) -> None:
    assert not any("geser" in words for words in repairs(tmp_path))


def test_two_leaves_that_meet_are_pulled_apart(tmp_path: Path) -> None:
    both = ", ".join(f"{{nama: {n}, dari: 2025-05-{a}, sampai: 2025-05-{b}}}" for n, a, b in
                     (("Ina", "05", "07"), ("Eka", "07", "09")))  # fmt: skip
    offered = repairs(tmp_path, "nama: Eka, puskesmas: Suli, pustu: Cimpu, profesi: Bidan", tail=f"cuti: [{both}]\n")
    assert [words for words in offered if "geser" in words] == [
        "geser cuti Eka ke 14–16 Mei 2025 (mundur 7 hari)",
        "geser cuti Ina ke 14–16 Mei 2025 (mundur 9 hari)",
    ]


def test_who_has_retired_or_left_is_told_with_the_reason(tmp_path: Path) -> None:
    """Neither has a day in `sampai`: what ended their time is the fact, not the end of a contract."""
    nip = "196701012000032001"
    people = HEAD % KADER + "".join(f"  - {{{row}}}\n" for row in CIMPU)
    retired = people.replace("nama: Ina,", f'nama: Ina, nip: "{nip}", status: PNS,')
    (conflict, *_) = why(plan(tmp_path / "pensiun", retired), MEI).conflicts
    assert "Ina tidak bertugas lagi: pensiun sejak 2025" in [fact.text for fact in conflict.facts]
    left = people.replace("nama: Ina,", "nama: Ina, keterangan: pindah ke RSUD sejak 1 Maret 2025,")
    told = [fact.text for conflict in why(plan(tmp_path / "pindah", left), MEI).conflicts for fact in conflict.facts]
    assert any("tidak bertugas lagi: keterangan “pindah ke RSUD sejak 1 Maret 2025”" in text for text in told)


def test_a_repair_is_called_the_smallest_only_where_none_is_smaller(tmp_path: Path) -> None:
    """Five days are lent: shifting two leaves, which nobody tried, would have been less."""
    lent = tuple(f"nama: {name}, puskesmas: Suli, profesi: Bidan" for name in ("Wati", "Rosmini"))
    shifted = ilp("why", district(tmp_path / "satu", *lent), "--bulan", "2025-05").stdout
    assert "perbaikan terkecil: pinjam bidan" in shifted
    week = CUTI.replace("sampai: 2025-05-14", "sampai: 2025-05-20")
    folder = district(tmp_path / "lima", *lent, tail=week)
    done = ilp("why", folder, "--bulan", "2025-05")
    assert "perbaikan terkecil yang ditemukan: pinjam bidan" in done.stdout
    (told,) = json.loads(ilp("why", folder, "--bulan", "2025-05", "--format", "json").stdout)["conflicts"]
    assert (told["proven"], told["minimal"], told["repairs_minimal"]) == (True, True, False)


def test_only_the_pustu_asked_for_is_told(tmp_path: Path) -> None:
    folder = district(tmp_path)
    assert ilp("why", folder, "--bulan", "2025-05", "--puskesmas", "bua").returncode == 0
    assert ilp("why", folder, "--bulan", "2025-05", "--puskesmas", "Suli", "--pustu", "CIMPU").returncode == 1
    assert "2 pustu lokus" in ilp("why", folder, "--bulan", "2025-05", "--pustu", "Cimpu").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--bulan", "2025-05", "--pustu", "Cimpuu"), "“Cimpuu” bukan lokus pada tahap ini; apakah maksudnya “Cimpu”?"),
        (("--bulan", "2025-05", "--puskesmas", "Sulii"), "apakah maksudnya “Suli”?"),
        (("--bulan", "2025-13"), "“2025-13” bukan bulan; tulis misalnya 2025-05"),
        (("--bulan", "2024-05"), "sampai 2024 belum ada tahap di roadmap; yang ada: 2025"),
        (("--bulan", "2025-05", "--tahun", "2030"), "tahap 2030 tidak ada di roadmap; yang ada: 2025"),
        (("--bulan", "2022-05", "--tahun", "2025"), "pada 1 Mei 2022 belum ada standar pustu yang berlaku"),
        (("--pustu", "Cimpu"), "tulis misalnya --bulan 2025-05"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    result = ilp("why", district(tmp_path), *words)
    assert result.returncode == 2
    assert told in result.stderr
    assert result.stdout == ""


def test_without_a_roster_nobody_can_say(tmp_path: Path) -> None:
    folder = plan(tmp_path, HEAD.split("kader:", maxsplit=1)[0])
    assert "roster belum ada" in ilp("why", folder, "--bulan", "2025-05").stderr
    assert ilp("why", tmp_path / "nowhere", "--bulan", "2025-05").returncode == 3
    assert ilp("risk", tmp_path / "nowhere").returncode == 3


def test_the_same_month_gives_the_same_bytes() -> None:
    first, second = (process("why", LUWU, "--bulan", "2025-05", PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
    assert first == second


@pytest.mark.parametrize("text", ["2025-05", "2025/5", "05-2025", "5/2025", "Mei 2025", "mei  2025", " 2025-05 "])
def test_a_month_is_read_as_people_write_it(text: str) -> None:
    assert parse_month(text) == MEI


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-00", "13/2025", "Foo 2025", "2025-05-01", "0000-05", "9999-12", "M 2025"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter):
        parse_month(text)


def test_days_read_as_a_planner_writes_them() -> None:
    def on(*days: int, month: int = 5) -> list[date]:
        return [date(2025, month, day) for day in days]

    among = on(5, 6, 7, 8, 9, 12, 13, 30) + on(2, 3, month=6)
    assert span_text(on(5), among) == "5 Mei 2025"
    assert span_text(on(8, 9, 12), among) == "8–12 Mei 2025"
    assert span_text(on(5, 7, 8), among) == "5 dan 7–8 Mei 2025"
    assert span_text(on(30) + on(2, month=6), among) == "30 Mei–2 Juni 2025"
    assert span_text(on(5) + on(3, month=6), among) == "5 Mei dan 3 Juni 2025"
    turn = [date(2025, 12, 31), date(2026, 1, 1)]
    assert span_text(turn, turn) == "31 Desember 2025–1 Januari 2026"
    assert span_text(turn, turn[:1]) == "31 Desember 2025 dan 1 Januari 2026"


def test_days_served_before_the_period_count(tmp_path: Path) -> None:
    """Yusuf of Cimpu served six days on end before Monday 3 March: a seventh is one too many; Tuesday is free."""
    given = problem(tmp_path)
    (cimpu,) = (post for post in given.posts if post.pustu == "Buntu")
    (umar,) = cimpu.of("perawat")
    before = {umar.who: frozenset(date(2025, 2, day) for day in range(25, 29)) | {date(2025, 3, 1), date(2025, 3, 2)}}
    asked = DutyProblem(days=given.days, posts=(cimpu,), limits=given.limits, before=before)
    together, _ = clashes(dispute_of(asked, rows_of(load(tmp_path))))
    (clash,) = (clash for clash in together if Bar("berturut") in clash.rules)
    assert [demand.day.day for demand in clash.demands] == [3]
    assert {rule.kind for rule in clash.rules} == {"berturut", "sebelumnya", "orang"}


def test_each_fact_names_the_days_that_clash_and_no_others(tmp_path: Path) -> None:
    """Two pustu share Umar: read as "every day of service", the facts of one week would clash without some of them."""
    roadmap = """\
kabupaten: {nama: Luwu}
hari_layanan: [senin, selasa, rabu, kamis, jumat, sabtu, minggu]
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Buntu}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu, Buntu]}]}]
petugas:
  - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
  - {nama: Ida, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
  - {nama: Umar, nip: "198501012010011001", puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
  - {nama: Umar, nip: "198501012010011001", puskesmas: Suli, pustu: Buntu, profesi: Perawat,
     hari_tugas: "Senin, Selasa"}
  - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat, mulai: 2025-05-19}
kader: []
"""
    answer = why(plan(tmp_path, roadmap), MEI)
    told = {conflict.subject: [fact.text for fact in conflict.facts] for conflict in answer.conflicts}
    assert told["pustu Cimpu (Suli) dan pustu Buntu (Suli), 14–20 Mei 2025 (7 hari)"] == [
        "pustu Cimpu perlu 1 perawat pada 14–18 Mei 2025",
        "pustu Buntu perlu 1 perawat pada 19–20 Mei 2025",
        "perawat di pustu Cimpu hanya 2: Umar dan Yusuf",
        "perawat di pustu Buntu hanya 1: Umar",
        "Yusuf bertugas mulai 19 Mei 2025",
        "Umar ada di pustu Cimpu dan pustu Buntu, sehari hanya di satu tempat",
        "petugas paling banyak 6 hari berturut-turut",
    ]
    assert told["pustu Buntu (Suli), 2–4, 7–18, 21–25 dan 28–31 Mei 2025 (20 hari)"] == [
        "perlu 1 perawat pada 2–4, 7–18, 21–25 dan 28–31 Mei 2025",
        "perawat hanya 1: Umar",
        "Umar bertugas di pustu Buntu hanya hari senin dan selasa",
    ]
    assert told["pustu Cimpu (Suli), 2–31 Mei 2025 (26 hari, setiap hari layanan)"][0] == (
        "perlu 2 kader setiap hari layanan"
    )


@pytest.mark.parametrize("words", [("why",), ("plan", "duty")])
def test_leave_that_cannot_be_used_is_told(tmp_path: Path, words: tuple[str, ...]) -> None:
    roadmap = """\
kabupaten: {nama: Luwu}
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
petugas:
  - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
  - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}, {nama: Tuti, puskesmas: Suli, pustu: Cimpu}]
cuti:
  - {nama: Inah, dari: 2025-05-05, sampai: 2025-05-06}
  - {nama: Ina, dari: 2025-05-23, sampai: 2025-05-19}
"""
    out = ("-o", str(tmp_path / "jadwal.xlsx")) if words[0] == "plan" else ()
    done = ilp(*words, plan(tmp_path, roadmap), "--bulan", "2025-05", *out)
    assert "2 baris cuti tidak dipakai" in done.stderr


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("status: Pensiun", "Ina tidak bertugas lagi: status “Pensiun”"),
        ("status: PNS, nip: 196703052000012001", "Ina tidak bertugas lagi: pensiun sejak 2025"),
        ("sampai: 2025-04-02", "Ina bertugas sampai 2 April 2025"),
        ("keterangan: tugas belajar s/d 2 Juni 2025", "Ina bertugas mulai 3 Juni 2025"),
        (
            "mulai: 2025-06-10, status: PNS, nip: 196803052000012001, jabatan: Bidan Penyelia",
            "Ina bertugas mulai 10 Juni 2025 sampai pensiun 2026",
        ),
    ],
)
def test_whose_time_has_ended_is_told_with_the_day_and_the_reason(tmp_path: Path, more: str, told: str) -> None:
    rows = "".join(f"  - {{{row}}}\n" for row in (f"{CIMPU[0]}, {more}", *CIMPU[1:]))
    (conflict,) = why(plan(tmp_path, HEAD % KADER + rows), MEI).conflicts
    assert told in [fact.text for fact in conflict.facts]
