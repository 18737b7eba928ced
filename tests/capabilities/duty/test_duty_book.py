"""A duty roster on paper: planned, hung up, edited, handed in again, and taken along on a phone."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilp_cli.capabilities.duty.model.words import summary
from ilp_cli.capabilities.duty.read import read_jadwal
from ilp_cli.capabilities.duty.verb.output import duty_csv, write_duty
from ilp_cli.capabilities.duty.verb.plan import PlannedDuty, plan_duty
from ilp_cli.checking.verb import check
from ilp_cli.core.finding import Finding
from ilp_cli.core.outcome import Misuse
from tests.growing import lines_run
from tests.paper.test_annex import printed
from tests.plans import KADER_CSV, SULI, of, plan, spot
from tests.running import EXAMPLES, LUWU, ROOT, environment, ilp

ROADMAP = """\
kabupaten: {nama: Luwu}
hari_layanan: [senin, selasa, rabu, kamis, jumat]
libur: [{tanggal: 2025-03-10, nama: Hari jadi}]
puskesmas:
  - nama: Suli
    pustu: [{nama: Cimpu}, {nama: "Buntu/Batu [1]"}]
    posyandu: [{nama: Melati, pustu: Cimpu, hari_buka: selasa ke-2}, {nama: Mawar, pustu: Cimpu, hari_buka: 10}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu, "Buntu/Batu [1]"]}]}]
petugas:
  - {nama: "Ina, S.Keb", puskesmas: Suli, pustu: Cimpu, profesi: Bidan, sampai: 2025-03-14, nik: "7317014501850001"}
  - {nama: "Ina, S.Keb", puskesmas: Suli, pustu: Cimpu, profesi: Bidan, mulai: 2025-03-15, nik: "7317014501850001"}
  - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
  - {nama: Yanti 0812345678901, puskesmas: Suli, pustu: "Buntu/Batu [1]", profesi: Bidan}
  - {nama: Rahma, puskesmas: Suli, pustu: "Buntu/Batu [1]", profesi: Bidan}
  - {nama: Umar, puskesmas: Suli, pustu: "Buntu/Batu [1]", profesi: Perawat}
kader:
  - {nama: Ani, puskesmas: Suli, pustu: Cimpu}
  - {nama: Tuti, puskesmas: Suli, pustu: Cimpu}
  - {nama: Sari, puskesmas: Suli, pustu: "Buntu/Batu [1]"}
  - {nama: Nur, puskesmas: Suli, pustu: "Buntu/Batu [1]"}
cuti: [{nama: Yusuf, dari: 2025-03-19, sampai: 2025-03-21}]
"""
TODAY = date(2025, 2, 20)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return plan(tmp_path / "suli", ROADMAP)


def planned(folder: Path, **options: object) -> PlannedDuty:
    return plan_duty(folder, bulan=(2025, 3), pada=TODAY, **options)  # type: ignore[arg-type]


def book(folder: Path, **options: object) -> Path:
    target = folder / "jadwal.xlsx"
    write_duty(planned(folder, **options), target, force=True)
    return target


def handed_in(folder: Path, path: Path) -> list[Finding]:
    """What a check says of a duty roster alone."""
    findings = check(folder, pada=TODAY, jadwal=path).findings
    return [finding for finding in findings if finding.code[:5] in ("ILP40", "ILP41")]


def edited(path: Path, sheet: str, **cells: str | None) -> Path:
    """The workbook as somebody has changed it in Excel."""
    workbook = load_workbook(path)
    for place, value in cells.items():
        workbook[sheet][place] = value
    target = path.with_name("diubah.xlsx")
    workbook.save(target)
    return target


def test_a_planned_roster_handed_in_again_has_only_the_faults_it_named(folder: Path) -> None:
    roster = planned(folder).roster
    findings = handed_in(folder, book(folder))
    assert len(roster.gaps) == 3
    assert [(finding.code, spot(finding)) for finding in findings] == [("ILP401", "jadwal.xlsx:Cimpu!V6")]
    assert findings[0].message == "pustu Cimpu (Suli): 0 perawat bertugas pada 19–21 Maret 2025; minimum 1"
    assert "3 hari kekurangan perawat karena Yusuf cuti" in [truth.text for truth in roster.truths]


def of_code(findings: list[Finding], code: str) -> list[str]:
    return [spot(finding) for finding in findings if finding.code == code]


def test_a_grid_shows_duty_leave_holidays_and_who_accompanies(folder: Path) -> None:
    sheet = load_workbook(book(folder))["Cimpu"]
    rows = {sheet.cell(row, 2).value: [sheet.cell(row, 3 + day).value for day in range(1, 32)] for row in range(5, 9)}
    ina, yusuf = rows["Ina, S.Keb"], rows["Yusuf"]
    assert (ina[2], ina[9], ina[0]) == ("●", "L", "–")
    assert yusuf[18:21] == ["C", "C", "C"]
    assert {ina[10], yusuf[10]} == {"P", "●"}
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert "10 Maret Hari jadi (libur daerah)" in text
    assert "10 Maret Mawar: pustu tutup, pindahkan harinya atau atur pendampingnya" in text
    assert "Kepala Puskesmas Suli" in text
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)


def test_a_loose_page_says_what_it_is_and_a_page_on_the_wall_bears_no_number(folder: Path) -> None:
    opened = load_workbook(book(folder))
    kabupaten = str(opened["Rekap"]["A2"].value)
    month = str(opened["Rekap"]["A1"].value).split(" · ")[1]
    about = f"jadwal tugas pustu · {kabupaten} · {month}"
    assert printed(opened["Rekap"].oddHeader) == f"Rekap · {about}"
    assert printed(opened["Di bawah minimum"].oddHeader) == f"Di bawah minimum · {about}"
    assert printed(opened["Rekap"].oddFooter) == "Halaman &P"
    assert printed(opened["Cimpu"].oddHeader) == printed(opened["Cimpu"].oddFooter) == ""


def test_the_many_days_of_a_year_stand_in_a_wide_column(tmp_path: Path) -> None:
    """A column of reasons that stands half empty lends to the days that make a row tall."""
    people = "nama,puskesmas,pustu,profesi,mulai\nIna,Suli,Cimpu,Bidan,\nYusuf,Suli,Cimpu,Perawat,2025-12-01\n"
    folder = plan(tmp_path, SULI, petugas_csv=people, kader_csv=KADER_CSV)
    write_duty(plan_duty(folder, tahun=2025, pada=date(2025, 1, 1)), tmp_path / "setahun.xlsx")
    sheet = load_workbook(tmp_path / "setahun.xlsx")["Di bawah minimum"]
    (row,) = (number for number in range(2, sheet.max_row + 1) if sheet.cell(number, 3).value == "perawat")
    assert len(str(sheet.cell(row, 7).value)) > 300
    assert (sheet.row_dimensions[row].height or 0) < 10 * 14
    assert sum(sheet.column_dimensions[letter].width for letter in "ABCDEFGH") <= 161


def test_a_title_keeps_its_distance_where_lower_rows_are_enough(tmp_path: Path) -> None:
    sintuk = plan_duty(EXAMPLES[0].parent / "padang-pariaman", bulan=(2025, 5), pada=date(2026, 11, 21))
    write_duty(sintuk, tmp_path / "a4.xlsx", kertas="a4")
    for sheet in load_workbook(tmp_path / "a4.xlsx").worksheets[2:]:
        assert "\n\nJADWAL TUGAS PUSTU" in str(sheet["A1"].value)


def test_names_of_sheets_are_safe_and_numbers_stay_hidden(folder: Path) -> None:
    workbook = load_workbook(book(folder))
    assert workbook.sheetnames == ["Rekap", "Di bawah minimum", "Cimpu", "Buntu Batu  1"]
    texts = [str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value]
    assert not any(re.search(r"\d{10}", text) for text in texts)
    assert any("Yanti ****" in text for text in texts)


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"F5": None}, {"ILP401"}),
        ({"F5": "x", "G5": "V", "H5": "1", "I5": "✓"}, set()),
        ({"V6": "v"}, {"ILP402"}),
        ({"F5": "??"}, {"ILP401", "ILP410"}),
        ({"B5": "Inna"}, {"ILP401", "ILP408", "ILP409"}),
        ({"K5": "x"}, {"ILP407"}),
        ({"K5": "x", "L5": "x", "M5": "x"}, {"ILP403", "ILP404", "ILP407"}),
        ({"N5": "x", "N6": "x"}, {"ILP409"}),
        ({"N5": "P", "N6": "p"}, {"ILP409"}),
    ],
)
def test_what_somebody_changed_is_found_at_its_cell(
    folder: Path, cells: dict[str, str | None], codes: set[str]
) -> None:
    before = handed_in(folder, book(folder))
    after = handed_in(folder, edited(folder / "jadwal.xlsx", "Cimpu", **cells))
    known = {(finding.code, finding.message) for finding in before}
    assert {finding.code for finding in after if (finding.code, finding.message) not in known} == codes


@pytest.mark.parametrize(("pemisah", "above"), [(",", ""), (";", ""), (";", "sep=;\r\n")])
def test_csv_reads_back_as_the_workbook_does(folder: Path, pemisah: str, above: str) -> None:
    (folder / "jadwal.csv").write_text(above + duty_csv(planned(folder), pemisah), encoding="utf-8-sig", newline="")
    from_csv, from_book = read_jadwal(folder / "jadwal.csv"), read_jadwal(book(folder))
    assert [(row.nama, row.pustu, row.marks) for row in from_csv.rows] == [
        (row.nama, row.pustu, row.marks) for row in from_book.rows
    ]


def test_the_next_month_keeps_the_pattern_and_counts_the_last_days(folder: Path) -> None:
    earlier = book(folder)
    again = plan_duty(folder, bulan=(2025, 4), sebelum=earlier, pada=TODAY)
    assert again.roster.change is not None
    assert again.roster.change.compared > 100
    assert again.roster.change.changed == 0
    assert max(day for days in again.roster.problem.before.values() for day in days) == date(2025, 3, 27)


def test_a_year_has_a_page_for_each_month_and_reads_back(folder: Path) -> None:
    target = folder / "tahun.xlsx"
    year = plan_duty(folder, tahun=2025, pada=TODAY)
    write_duty(year, target)
    rows = [row for row in read_jadwal(target).rows if row.nama == "Umar"]
    assert [row.days[0].month for row in rows] == list(range(1, 13))
    assert sum(len(row.on_duty) for row in rows) == len(year.roster.days_of(year.roster.problem.posts[1].workers[2]))


def test_the_same_inputs_give_the_same_bytes(folder: Path) -> None:
    first = [book(folder).read_bytes(), duty_csv(planned(folder)), planned(folder).document()]
    assert first == [book(folder).read_bytes(), duty_csv(planned(folder)), planned(folder).document()]


def test_calendars_have_names_that_every_system_takes_and_that_tell_the_pustu(folder: Path) -> None:
    roadmap = (folder / "roadmap.yaml").read_text(encoding="utf-8").replace("Suli", "con.foo")
    long = "Kampuang Tanjuang Koto Mambang Sungai Durian"
    roadmap = roadmap.replace("Cimpu", f"{long} Ilia").replace("Buntu/Batu [1]", f"{long} Mudiak <Lama>")
    (folder / "roadmap.yaml").write_text(roadmap, encoding="utf-8")
    write_duty(planned(folder), folder / "kalender", bentuk="ics")
    names = sorted(path.name for path in (folder / "kalender").iterdir())
    assert names == [f"con_.foo - {long} Ilia.ics", f"con_.foo - {long} Mudiak (Lama).ics"]


def test_a_calendar_keeps_to_rfc_5545(folder: Path) -> None:
    write_duty(planned(folder), folder / "kalender", bentuk="ics")
    names = sorted(path.name for path in (folder / "kalender").iterdir())
    assert names == ["Suli - Buntu-Batu [1].ics", "Suli - Cimpu.ics"]
    data = (folder / "kalender" / "Suli - Cimpu.ics").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    text = data.replace(b"\r\n ", b"").decode()
    assert text.count("BEGIN:VEVENT") == text.count("DTSTAMP:20250220T000000Z") == 18
    assert len(set(re.findall("UID:(.+)\r", text))) == 18
    assert "Ina\\, S.Keb (bidan" in text
    assert "DESCRIPTION:0 dari 1 perawat" in text
    other = plan_duty(folder, bulan=(2025, 3), pada=date(2025, 3, 1))
    write_duty(other, folder / "lagi", bentuk="ics")
    again = (folder / "lagi" / "Suli - Cimpu.ics").read_bytes().replace(b"\r\n ", b"").decode()
    assert re.findall("UID:.+\r", again) == re.findall("UID:.+\r", text)


def test_json_tells_people_days_gaps_and_proof(folder: Path) -> None:
    run = ilp("plan", "duty", folder, "--bulan", "2025-03", "--format", "json", "--pada", "2025-02-20")
    assert run.returncode == 1
    document = json.loads(run.stdout)
    assert document["terbukti"] is True
    assert document["orang_hari_kurang"] == 3
    assert [gap["tanggal"] for gap in document["kurang"]] == ["2025-03-19", "2025-03-20", "2025-03-21"]
    assert document["kurang"][0]["sebab"].endswith("karena Yusuf cuti")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--bulan", "2025-13"], 2, "bukan bulan"),
        ([], 2, "sebut --bulan 2025-03 atau --tahun 2025"),
        (["--bulan", "2025-03", "--tahun", "2025"], 2, "salah satu"),
        (["--bulan", "2025-03", "--puskesmas", "Sulli"], 2, "apakah maksudnya “Suli”?"),
        (["--bulan", "2024-03"], 2, "belum ada pustu lokus"),
        (["--bulan", "2025-03", "--sebelum", "nihil.xlsx"], 3, "berkas tidak ditemukan"),
        (["--bulan", "2025-03", "--format", "ics"], 2, "sebut folder"),
        (["--bulan", "2025-03", "-o", "jadwal.csv"], 2, "harus berakhiran .xlsx"),
    ],
)
def test_misuse_is_told_in_one_sentence(folder: Path, words: list[str], status: int, said: str) -> None:
    run = ilp("plan", "duty", folder, *words, cwd=folder)
    assert (run.returncode, said in run.stderr) == (status, True), run.stderr
    assert "Traceback" not in run.stderr


def test_a_dry_run_writes_nothing_and_an_existing_file_needs_force(folder: Path) -> None:
    words = ("plan", "duty", folder, "--bulan", "2025-03", "-o", folder / "jadwal.xlsx")
    assert "Akan ditulis" in ilp(*words, "--dry-run").stderr
    assert not (folder / "jadwal.xlsx").exists()
    assert ilp(*words).returncode == 1
    assert ilp(*words).returncode == 4


def test_a_file_without_a_grid_is_refused_with_what_it_should_hold(folder: Path) -> None:
    (folder / "lain.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    report = check(folder, pada=TODAY, jadwal=folder / "lain.csv")
    assert "baris judul harus memuat Nama dan hari-hari" in of(report, "ILP009")[0].message
    assert report.exit_status() == 3
    with pytest.raises(Misuse, match="baris judul"):
        planned(folder, sebelum=folder / "lain.csv")


def test_a_grid_without_its_month_says_what_to_write_above_it(folder: Path) -> None:
    (folder / "lain.csv").write_text("nama,profesi,1,2,3\nIna,Bidan,x,x,x\n", encoding="utf-8")
    report = check(folder, pada=TODAY, jadwal=folder / "lain.csv")
    assert "Bulan: Maret 2025" in of(report, "ILP016")[0].message


def test_nobody_but_the_planner_needs_the_solver_or_the_holidays() -> None:
    source = (
        "import sys; from ilp_cli import check; check('examples/padang-pariaman');"
        "print({'highspy','holidays'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_roster_of_luwu_is_proven(tmp_path: Path) -> None:
    roster = plan_duty(LUWU, bulan=(2025, 3), pada=TODAY).roster
    assert roster.proven
    assert (roster.missing, len(roster.escorts), len(roster.alone)) == (60, 30, 3)
    told = "3 tanpa pendamping; pendamping dari unit lain dihitung hanya bila disebut di kunci pendamping."
    assert any(told in sentence for sentence in summary(roster))


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as POSIX has them")
def worked_for(process: subprocess.Popen[str], seconds: float) -> None:
    """Wait until a process has had so much of a processor, however busy the machine is; without /proc, so long."""
    spent = Path(f"/proc/{process.pid}/stat")
    time.sleep(seconds)
    for _ in range(120 if spent.exists() else 0):
        ticks = spent.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[11:13]
        if sum(map(int, ticks)) >= seconds * os.sysconf("SC_CLK_TCK"):
            return
        time.sleep(0.5)


def test_stopped_by_hand_it_writes_the_best_so_far_and_ends_with_130(tmp_path: Path) -> None:
    people = "".join(
        f"  - {{nama: Bidan {unit} {number}, puskesmas: Suli, pustu: P{unit}, profesi: Bidan}}\n"
        for unit in range(60)
        for number in range(2)
    )
    leave = "".join(
        f"  - {{nama: Bidan {unit} 0, dari: {date(2025, month, 3 + unit % 9)}, sampai: {date(2025, month, 17)}}}\n"
        for unit in range(60)
        for month in range(1, 13)
    )
    units = ", ".join(f"{{nama: P{unit}}}" for unit in range(60))
    names = ", ".join(f"P{unit}" for unit in range(60))
    text = (
        "kabupaten: {nama: Uji}\nhari_layanan: setiap hari\n"
        f"puskesmas: [{{nama: Suli, pustu: [{units}]}}]\n"
        f"tahap: [{{tahun: 2025, lokus: [{{puskesmas: Suli, pustu: [{names}]}}]}}]\n"
        f"petugas:\n{people}kader: []\ncuti:\n{leave}"
    )
    folder = plan(tmp_path, text)
    words = [sys.executable, "-m", "ilp_cli", "plan", "duty", str(folder), "--tahun", "2025", "--format", "json"]
    words += ["-o", str(folder / "jadwal.json"), "--batas-waktu", "0"]
    process = subprocess.Popen(words, cwd=ROOT, env=environment(), stderr=subprocess.PIPE, text=True)
    worked_for(process, 2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=100)
    assert process.returncode == 130, said
    document = json.loads((folder / "jadwal.json").read_text(encoding="utf-8"))
    assert document["dihentikan"] is True


def test_a_day_the_month_has_not_and_a_day_twice_are_told_at_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "jadwal.csv"
    path.write_text("Pustu: Cimpu,Puskesmas: Suli,Bulan: Februari 2025\nnama,profesi,28,28,29\nIna,Bidan,x,,x\n")
    read = read_jadwal(path)
    assert [(finding.code, finding.message.split(";")[0]) for finding in read.findings] == [
        ("ILP006", "28 Februari 2025 sudah ada di kolom lain"),
        ("ILP006", "29 bukan hari di bulan itu"),
    ]
    assert list(read.rows[0].marks) == [date(2025, 2, 28)]


def test_a_nakes_who_is_kader_elsewhere_keeps_both_limits(tmp_path: Path) -> None:
    """One person by NIK: bidan at one pustu on Mondays, kader at another, where the district allows two days a week."""
    text = """\
kabupaten: {nama: Luwu}
kebijakan: {kader_hari_per_minggu: 2}
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Buntu}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu, Buntu]}]}]
petugas:
  - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, nik: "7317014501850001", hari_tugas: Senin}
  - {nama: Ani, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
  - {nama: Umar, puskesmas: Suli, pustu: Buntu, profesi: Perawat}
kader:
  - {nama: Ina, puskesmas: Suli, pustu: Buntu, nik: "7317014501850001"}
  - {nama: Tuti, puskesmas: Suli, pustu: Buntu}
"""
    roster = planned(plan(tmp_path, text)).roster
    served = [day for worker in roster.problem.workers if worker.nama == "Ina" and worker.kind == "kader"
              for day in worker.days if roster.mark(worker, day)]  # fmt: skip
    assert served
    weeks = [day.isocalendar()[:2] for day in served]
    assert max(weeks.count(week) for week in weeks) <= 2


def test_a_pustu_without_a_single_person_is_a_row_of_gaps(tmp_path: Path) -> None:
    """Nobody serves at Batu, where a posyandu opens too; handed in again, nothing is missing from the roster."""
    roadmap = ROADMAP.replace("pustu: [{nama: Cimpu}", "pustu: [{nama: Cimpu}, {nama: Batu}").replace(
        "pustu: [Cimpu,", "pustu: [Cimpu, Batu,"
    )
    roadmap = roadmap.replace("{nama: Mawar, pustu: Cimpu,", "{nama: Mawar, pustu: Batu,")
    plan(tmp_path / "suli", roadmap)
    made = planned(tmp_path / "suli")
    (batu,) = (post for post in made.roster.problem.posts if post.pustu == "Batu")
    assert len(list(made.roster.gaps_at(batu))) == 3 * len(batu.days)
    assert made.exit_status() == 1
    write_duty(made, tmp_path / "jadwal.xlsx")
    workbook = load_workbook(tmp_path / "jadwal.xlsx")
    assert workbook["Batu"].max_row > 5
    dates = [row[6] for row in workbook["Di bawah minimum"].iter_rows(values_only=True) if row[1] == "Batu"]
    assert dates == ["setiap hari layanan"] * 3, "all of them in a word"
    report = check(tmp_path / "suli", jadwal=tmp_path / "jadwal.xlsx", pada=TODAY)
    assert not of(report, "ILP413")


def test_the_open_days_of_many_pustu_are_told_in_as_much_work_as_there_are(tmp_path: Path) -> None:
    def work(count: int) -> int:
        units = ", ".join(f"{{nama: P{unit}}}" for unit in range(count))
        names = ", ".join(f"P{unit}" for unit in range(count))
        text = (
            f"kabupaten: {{nama: Uji}}\nhari_layanan: setiap hari\npuskesmas: [{{nama: Suli, pustu: [{units}]}}]\n"
            f"tahap: [{{tahun: 2025, lokus: [{{puskesmas: Suli, pustu: [{names}]}}]}}]\n"
            "petugas: [{nama: Ina, puskesmas: Suli, pustu: P0, profesi: Bidan}]\nkader: []\n"
        )
        planned = plan_duty(plan(tmp_path / str(count), text), bulan=(2025, 3), pada=date(2025, 3, 1))
        return lines_run(planned.document, "capabilities/duty/model/roster.py")

    assert work(16) < 6 * work(4)
