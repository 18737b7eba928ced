"""A month of visits from the files of a district: who is due, on which days, and what is told of what is wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ilp_cli.capabilities.visits.model.planned import State
from ilp_cli.capabilities.visits.verb.output import write_visits
from ilp_cli.capabilities.visits.verb.plan import PlannedVisits, plan_visits
from ilp_cli.capabilities.visits.verb.why import why_visit
from ilp_cli.checking.verb import check
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.files.misfits import Unreadable
from tests.capabilities.visits.families import KADER, PETUGAS, ROADMAP, WILAYAH, family, small
from tests.running import ilp

MARCH = (2025, 3)
BEFORE = date(2025, 2, 20)


def planned(folder: Path, *rows: dict[str, object], pada: date = BEFORE, **files: str) -> PlannedVisits:
    """The visits of March 2025 in the small district."""
    return plan_visits(small(folder, rows, **files), MARCH, pada=pada)


def told(plan: PlannedVisits) -> dict[str, dict[str, object]]:
    """What became of each family."""
    return {str(row["id"]): row for row in plan.rows()}


def test_who_is_due_and_since_when(tmp_path: Path) -> None:
    rows = [
        family("A", kunjungan_terakhir="2024-03-31"),
        family("B", kunjungan_terakhir="2024-04-01"),
        family("C"),
        family("D", kunjungan_terakhir="2025-02-01", pemicu="gejala TBC", sejak="2025-02-10"),
        family("E", kunjungan_terakhir="2025-02-11", pemicu="gejala TBC", sejak="2025-02-10", hasil="dikunjungi"),
        family("F", kunjungan_terakhir="2025-02-11", pemicu="gejala TBC", sejak="2025-02-10", hasil="kontrol ulang"),
        family("G", kunjungan_terakhir="2025-02-11", hasil="kontrol ulang"),
        family("H", kunjungan_terakhir="2025-02-11", hasil="menolak"),
    ]
    plan = told(planned(tmp_path, *rows))
    assert {key: row["sebab"] for key, row in plan.items()} == {
        "A": "rutin", "C": "rutin", "D": "gejala TBC", "F": "gejala TBC", "G": "kontrol ulang",
    }  # fmt: skip
    assert plan["D"]["batas"] == "2025-03-07"
    assert plan["A"]["batas"] == "2025-03-31"
    assert plan["C"]["sejak"] is None


def test_what_keeps_a_day_free(tmp_path: Path) -> None:
    """Opening days, leave, holidays, the kader's own weekdays, the end of the time, and days of duty."""
    kader = KADER.replace("Ani,Suli,,Melati,", "Ani,Suli,Cimpu,Melati,", 1)
    jadwal = "Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025\nnama,profesi,3,4\nAni,Kader,●,●\n"
    rows = [family("A"), family("B", "RT 02")]
    cuti = "nama,puskesmas,pustu,dari,sampai\nAni,Suli,Cimpu,2025-03-17,2025-03-18\n"
    folder = small(tmp_path / "plan", rows, kader_csv=kader.replace("Ani,Suli,,Mawar,\n", ""), cuti_csv=cuti)
    (tmp_path / "jadwal.csv").write_text(jadwal, encoding="utf-8")
    plan = plan_visits(folder, MARCH, jadwal=tmp_path / "jadwal.csv", pada=BEFORE)
    days = {plan.kader.nama: plan.kader.days for plan in plan.rencana.kader}
    assert [day.day for day in days["Tuti"]] == [3, 10, 17, 24]
    free = {day.day: kind for day, kind in plan.rencana.kader[0].kader.libur.items()}
    assert free == {3: "tugas pustu", 4: "tugas pustu", 11: "hari buka", 17: "cuti", 18: "cuti"}
    assert {3, 4, 8, 11, 17, 18, 28, 31}.isdisjoint(day.day for day in days["Ani"])


def test_a_kader_of_two_posyandu_has_one_capacity(tmp_path: Path) -> None:
    kader = "nama,nik,puskesmas,posyandu\n" + "".join(
        f"Ani,7317014501850001,Suli,{post}\n" for post in ("Melati", "Mawar")
    )
    wilayah = "puskesmas,posyandu,blok,kk,kader\nSuli,Melati,RT 01,30,Ani\nSuli,Mawar,RT 01,25,Ani\n"
    rows = [family(f"{post}-{number}", "RT 01", post) for post in ("Melati", "Mawar") for number in range(20)]
    plan = planned(tmp_path, *rows, kader_csv=kader, wilayah_csv=wilayah)
    (only,) = plan.rencana.kader
    assert len(only.kader.posyandu) == 2
    assert {11, 19}.isdisjoint(day.day for day in only.kader.days)
    assert all(len(visits) <= 2 for visits in only.on().values())


def test_so_many_days_of_a_week_and_no_more(tmp_path: Path) -> None:
    roadmap = ROADMAP.replace("kapasitas_kunjungan: 2", "kapasitas_kunjungan: 2, kader_hari_per_minggu: 2")
    folder = small(tmp_path, [family("A")], roadmap)
    plan = plan_visits(folder, MARCH, pada=BEFORE)
    assert [day.day for day in plan.rencana.kader[0].kader.days] == [3, 4, 10, 17, 18, 24, 25]


def test_in_the_middle_of_the_month_only_the_days_left_are_planned(tmp_path: Path) -> None:
    rows = [
        family("A"),
        family("B", pemicu="tanda bahaya", sejak="2025-03-12"),
        family("C", kunjungan_terakhir="2025-03-05"),
    ]
    plan = planned(tmp_path, *rows, pada=date(2025, 3, 12))
    assert plan.rencana.mulai == date(2025, 3, 12)
    assert told(plan)["B"]["batas"] == told(plan)["B"]["hari"] == "2025-03-12"
    assert "C" not in told(plan)
    early = planned(tmp_path / "early", *rows)
    assert told(early)["B"]["sebab"] == "rutin"
    assert any("baru diketahui sesudah 1 Maret 2025" in note for note in early.notes)


def test_what_is_wrong_in_the_table_is_told_and_the_rest_is_planned(tmp_path: Path) -> None:
    rows = [
        family("A"),
        family("A", kunjungan_terakhir="2024-01-01"),
        family("B", "RT 77"),
        family("C", ""),
        family("D", "RT 03"),
        family("E", kunjungan_terakhir="2031-01-01"),
        family("F", kunjungan_terakhir="2025-02-30"),
        family("G", pemicu="tandabahaya"),
        family("H", posyandu="Kenanga"),
        family("I", "RT 03", pemicu="tanda bahaya", sejak="2025-02-20"),
    ]
    plan = planned(tmp_path, *rows)
    states = {key: row["keadaan"] for key, row in told(plan).items()}
    assert states == {
        "A": State.DIJADWALKAN, "E": State.DIJADWALKAN, "F": State.DIJADWALKAN, "G": State.DIJADWALKAN,
        "B": State.TANPA_KADER, "C": State.TANPA_KADER, "D": State.TANPA_KADER, "I": State.PUSTU,
    }  # fmt: skip
    assert any("keluarga E" in note for note in plan.notes)
    assert "1 baris Keluarga tidak direncanakan: kode atau posyandunya tidak terbaca" in plan.notes
    assert any("keluarga A tertulis lebih dari satu kali" in note for note in plan.notes)
    done = ilp("check", tmp_path, "--pada", "2026-11-21")
    for code in ("ILP004", "ILP017", "ILP520", "ILP523", "ILP524", "ILP525", "ILP526"):
        assert code in done.stdout, code


def test_late_families_of_a_posyandu_are_one_finding_the_longest_overdue_first(tmp_path: Path) -> None:
    late = [
        family(name, pemicu="gejala TBC", sejak=f"2025-02-{day:02}")
        for name, day in zip("ABCDEF", (6, 3, 5, 4, 7, 8), strict=True)
    ]
    small(tmp_path, [*late, family("G", pemicu="gejala TBC", sejak="2025-02-03", kunjungan_terakhir="2025-02-04")])
    told_late = [finding for finding in check(tmp_path, pada=date(2025, 3, 31)).findings if finding.code == "ILP522"]
    assert len(told_late) == 1
    assert "6 keluarga" in told_late[0].message
    assert [told_late[0].message.index(f"{name} (") for name in "BDCAE"] == sorted(
        told_late[0].message.index(f"{name} (") for name in "BDCAE"
    )
    assert told_late[0].message.endswith("dan 1 lagi")


def test_without_families_or_without_a_law_nothing_is_planned(tmp_path: Path) -> None:
    bare = small(tmp_path, [family("A")])
    with pytest.raises(Misuse, match="posyandu “Melatti” tidak terdaftar; apakah maksudnya “Melati”"):
        plan_visits(bare, MARCH, posyandu=["Melatti"], pada=BEFORE)
    with pytest.raises(Misuse, match="belum ada selang kunjungan"):
        plan_visits(bare, (2019, 3), pada=BEFORE)
    (tmp_path / "keluarga.csv").unlink()
    with pytest.raises(Unreadable, match="belum memuat lembar Keluarga"):
        plan_visits(bare, MARCH, pada=BEFORE)


def test_one_posyandu_is_shown_and_the_plan_stays_the_same(tmp_path: Path) -> None:
    rows = [family(f"M{number}") for number in range(5)] + [
        family(f"W{number}", "RT 01", "Mawar") for number in range(5)
    ]
    folder = small(tmp_path, rows)
    whole, part = plan_visits(folder, MARCH, pada=BEFORE), plan_visits(folder, MARCH, posyandu=["mawar"], pada=BEFORE)
    assert part.rows() == [row for row in whole.rows() if row["posyandu"] == "Mawar"]


def test_the_page_to_print_fetches_nothing_and_runs_nothing(tmp_path: Path) -> None:
    rows = [family("<b>A&1"), family("B", pemicu="tanda bahaya", sejak="2025-02-20"), family("C", "RT 03")]
    folder = small(tmp_path / "plan", rows)
    plan = plan_visits(folder, MARCH, pada=BEFORE)
    write_visits(plan, tmp_path / "k.html")
    text = (tmp_path / "k.html").read_text(encoding="utf-8")
    lowered = text.lower()
    assert not any(word in lowered for word in ("http", "<script", "src=", "url(", "@import", "<b>a&1"))
    assert "&lt;b&gt;A&amp;1" in text
    assert "@media print" in text
    assert text.count("<section") == text.count("</section>")
    with pytest.raises(OutputBlocked):
        write_visits(plan, tmp_path / "k.html")
    again = plan_visits(folder, MARCH, pada=BEFORE)
    write_visits(again, tmp_path / "k2.html")
    assert (tmp_path / "k2.html").read_text(encoding="utf-8") == text


def test_a_page_beside_the_tables_is_never_read_as_one(tmp_path: Path) -> None:
    folder = small(tmp_path, [family("A")])
    first = ilp("plan", "visits", ".", "--bulan", "2025-03", "--pada", "2025-02-20", cwd=folder)
    done = ilp(
        "plan",
        "visits",
        ".",
        "--bulan",
        "2025-03",
        "--pada",
        "2025-02-20",
        "--format",
        "xlsx",
        "-o",
        "a.xlsx",
        cwd=folder,
    )
    again = ilp("plan", "visits", ".", "--bulan", "2025-03", "--pada", "2025-02-20", "--force", cwd=folder)
    assert first.returncode == done.returncode == again.returncode == 0
    assert again.stdout == first.stdout
    assert (folder / "kunjungan.html").is_file()


def test_every_form_of_the_answer(tmp_path: Path) -> None:
    folder = small(tmp_path, [family("A"), family("=B", "RT 03")])
    common = ("plan", "visits", ".", "--bulan", "2025-03", "--pada", "2025-02-20")
    document = json.loads(ilp(*common, "--format", "json", cwd=folder).stdout)
    assert document["command"] == "plan visits"
    assert document["jumlah"] == {
        "dijadwalkan": 1, "dijadwalkan terlambat": 0, "dilaporkan ke pustu": 0, "tidak terjangkau": 0, "tanpa kader": 1,
    }  # fmt: skip
    table = ilp(*common, "--format", "csv", cwd=folder).stdout.splitlines()
    assert table[0].startswith("puskesmas,posyandu,pustu,kader,blok,id,")
    assert any(",'=B," in line for line in table)
    assert ilp(*common, "--format", "ics", "-o", "kalender", cwd=folder).returncode == 1
    (calendar,) = (folder / "kalender").iterdir()
    assert b"SUMMARY:Kunjungan rumah Ani: 1 keluarga" in calendar.read_bytes()
    assert ilp(*common, "--format", "json", "-o", "a.html", cwd=folder).returncode == 2


def test_why_a_family_is_not_reached_and_what_would_be_enough(tmp_path: Path) -> None:
    rows = [family(f"A{number:02}", kunjungan_terakhir="2024-01-01") for number in range(37)]
    folder = small(tmp_path, [*rows, family("Z", kunjungan_terakhir="2024-09-01")])
    answer = why_visit(folder, "a36", MARCH, pada=BEFORE)
    assert answer.visit is not None
    assert answer.visit.state is State.TIDAK
    assert answer.cukup == (
        "3 kunjungan sehari (1 lebih banyak) bagi Ani",
        "1 hari kunjungan lagi bagi Ani di awal bulan",
    )  # fmt: skip
    assert why_visit(folder, "Z", MARCH, pada=BEFORE).kata[0].endswith("jatuh tempo 1 September 2025")
    done = ilp("why", ".", "--bulan", "2025-03", "--keluarga", "A36", "--pada", "2025-02-20", cwd=folder)
    assert done.returncode == 1
    assert "36 keluarga yang lebih dahulu memakainya" in done.stdout
    assert ilp("why", ".", "--keluarga", "A36", cwd=folder).returncode == 2
    assert ilp("why", ".", "--bulan", "2025-03", "--keluarga", "Q", cwd=folder).returncode == 2


def test_what_a_script_reads_has_the_same_keys_and_is_silent_where_asked(tmp_path: Path) -> None:
    folder = small(tmp_path / "plan", [family("A"), family("B", "RT 03")])
    day = ("--pada", "2025-02-20")
    month = ("--bulan", "2025-03", *day)
    one, two = (
        json.loads(ilp("why", ".", *month, *more, "--format", "json", cwd=folder).stdout)
        for more in (("--keluarga", "A"), ("--pustu", "Cimpu"))
    )
    assert list(one) == list(two)
    assert (one["mungkin"], one["keluarga"]["id"], two["keluarga"]) == (True, "A", None)
    hires = json.loads(ilp("why", ".", *day, "--format", "json", cwd=folder).stdout)
    assert list(hires) == list(one)
    for output, form in (("-", "html"), ("-", "csv")):
        done = ilp("plan", "visits", ".", *month, "-o", output, "--format", form, cwd=folder)
        assert done.stdout.startswith("<!DOCTYPE html>" if form == "html" else "puskesmas,posyandu")
    for output in ("a.html", "lists", "a.ics", "a.csv"):
        asked = ["--format", "csv"] if output.endswith("csv") else []
        done = ilp("plan", "visits", ".", *month, "-o", output, *asked, "-q", cwd=folder)
        assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
        assert (folder / output).exists()
    done = ilp("import", "--kunjungan", "lists", ".", "--pada", "2025-04-01", "--format", "json", cwd=folder)
    document = json.loads(done.stdout)
    assert list(document)[:5] == ["version", "command", "kabupaten", "pada", "tahun"]
    assert (document["command"], document["bulan"], document["belum"]) == ("import kunjungan", ["2025-03"], 2)


def test_opening_days_beside_the_roadmap_hold_instead_of_its_own(tmp_path: Path) -> None:
    folder = small(tmp_path / "plan", [family("A")])
    beside = tmp_path / "bukaan.yaml"
    beside.write_text("hari_buka: [{puskesmas: Suli, posyandu: Melati, hari_buka: kamis ke-1}]\n", encoding="utf-8")
    plan = plan_visits(folder, MARCH, dengan=beside, pada=BEFORE)
    assert dict(plan.rencana.kader[0].kader.libur) == {date(2025, 3, 6): "hari buka"}


def test_an_identity_number_is_no_id_and_is_shown_nowhere(tmp_path: Path) -> None:
    numbers = ["7317012001850001", "7317012001850002", "73 1701 2001 850003"]
    folder = small(tmp_path, [family(number) for number in numbers] + [family("A")])
    plan = plan_visits(folder, MARCH, pada=BEFORE)
    assert list(told(plan)) == ["A"]
    assert any(note.startswith("3 baris Keluarga tidak direncanakan") for note in plan.notes)
    done = ilp("check", folder, "--pada", "2026-11-21")
    assert "kode 3 keluarga Suli memuat nomor panjang" in done.stdout
    assert "ILP524" not in done.stdout
    assert not any(number in done.stdout for number in numbers)


@pytest.mark.parametrize("bentuk", ["xlsx", "ics"])
def test_names_no_file_may_have_still_get_their_files(tmp_path: Path, bentuk: str) -> None:
    roadmap = ROADMAP.replace("Melati", "A<b>|?").replace("Suli", "Suli <Utara>")
    tables = {"kader_csv": KADER, "petugas_csv": PETUGAS, "wilayah_csv": WILAYAH}
    tables = {name: text.replace("Melati", "A<b>|?").replace("Suli", "Suli <Utara>") for name, text in tables.items()}
    row = family("A1", posyandu="A<b>|?", puskesmas="Suli <Utara>")
    folder = small(tmp_path, [row], roadmap, **tables)
    words = ("plan", "visits", ".", "--bulan", "2025-03", "--pada", "2025-02-20", "--format", bentuk, "-o", "keluar")
    answer = ilp(*words, cwd=folder)
    assert answer.returncode == 0, answer.stderr
    written = sorted(path.name for path in (folder / "keluar").iterdir())
    assert written
    assert not [name for name in written if set(name) & set('<>:"|?*')]
