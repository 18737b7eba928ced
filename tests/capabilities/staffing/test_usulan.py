"""usulan.yaml as an input: read with findings like any file, told where it no longer fits, marked where it counts."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ilp_cli.checking.verb import check, opened, report_of
from ilp_cli.district.people import Person
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, SULI, of, plan, spot
from tests.running import DAY, LUWU, ilp

HEAD = "kabupaten: Luwu\npindah:\n"
SHORT = PETUGAS_CSV.replace("Ina,Suli,Cimpu,Bidan\n", "Ina,Suli,,Bidan\nSari,Suli,,Bidan\n")
"""The pustu lacks a bidan, its puskesmas has two."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return plan(tmp_path / "rencana", SULI, petugas_csv=SHORT, kader_csv=KADER_CSV)


def told(folder: Path, text: str | bytes) -> list[str]:
    """The findings about a proposal, as "CODE place: message"."""
    target = folder / "usulan.yaml"
    target.write_bytes(text.encode() if isinstance(text, str) else text)
    report = check(folder, pada=PADA, dengan=target)
    return [
        f"{finding.code} {spot(finding)}: {finding.message}"
        for finding in report.findings
        if "usulan.yaml" in finding.place.file
    ]


MOVE = "  - {nama: Ina, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}\n"


def test_a_good_proposal_is_silent_and_mends_the_district(folder: Path) -> None:
    assert told(folder, HEAD + MOVE) == []
    report = check(folder, pada=PADA, dengan=folder / "usulan.yaml")
    assert of(check(folder, pada=PADA), "ILP201")
    assert not of(report, "ILP201")


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (HEAD + MOVE.replace("profesi", "profesii"), "ILP002 usulan.yaml:3:17: kunci “profesii” tidak dikenal"),
        (HEAD + "  - {nama: Ina}\n", "ILP003 usulan.yaml:3:5: “profesi” belum diisi"),
        (HEAD + MOVE.replace("bidan", "kader"), "ILP004 usulan.yaml:3:26: “profesi” harus salah satu dari"),
        (HEAD + MOVE[:-2] + ", hari: senén}\n", "ILP004 usulan.yaml:3:101: “hari” bukan nama hari"),
        ("pindah: 3\n", "ILP004 usulan.yaml:1:9: “pindah” harus berupa daftar"),
        ("rekrut: [{profesi: bidan, jumlah: 0, di: {puskesmas: Suli}}]\n", "“jumlah” harus 1 sampai 999"),
        ("rekrut: [{profesi: bidan, jumlah: 1000000, di: {puskesmas: Suli}}]\n", "“jumlah” harus 1 sampai 999"),
        ("- a\n", "ILP004 usulan.yaml:1:1: “usulan.yaml” harus berisi pasangan kunci dan nilai"),
        ("", "ILP007 usulan.yaml:1:1: berkas ini belum ada isinya"),
        ("kabupaten: Luwu\n", "ILP007 usulan.yaml:1:1: usulan ini belum ada isinya"),
        (HEAD + MOVE + "pindah: []\n", "ILP005 usulan.yaml:4:1: kunci “pindah” sudah ditulis di baris 2"),
        ("pindah: [", "ILP001 usulan.yaml:"),
        (b"PK\x03\x04", "ILP009 usulan.yaml"),
    ],
)
def test_what_is_wrong_with_the_file_is_a_finding_at_its_place(folder: Path, text: str | bytes, finding: str) -> None:
    assert any(finding in words for words in told(folder, text)), told(folder, text)


def test_a_proposal_that_is_not_there_ends_with_3(folder: Path) -> None:
    result = ilp("check", folder, "--pada", DAY, "--dengan", folder / "tidak-ada.yaml")
    assert result.returncode == 3
    assert "tidak-ada.yaml" in result.stdout


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        (MOVE.replace("Ina", "Inah"), "ILP601 usulan.yaml:3:12: Inah (bidan): tidak ada di puskesmas Suli; apakah"),
        (MOVE.replace("Ina", "Yusuf"), "ILP601"),
        (
            MOVE.replace("pustu: Cimpu", "pustu: Cimpo"),
            "ILP602 usulan.yaml:3:87: pustu “Cimpo” tidak terdaftar di Suli",
        ),
        (
            MOVE.replace("dari: {puskesmas: Suli}", "dari: {puskesmas: Sulii}"),
            "ILP602 usulan.yaml:3:51: puskesmas “Sulii”",
        ),
        (MOVE + MOVE, "ILP606 usulan.yaml:4:5: Ina ke pustu Cimpu (Suli): sudah diusulkan pindah"),
        (
            MOVE + MOVE.replace("Ina", "Sari"),
            "ILP607 usulan.yaml:3:5: puskesmas Suli: sesudah Ina pindah, bidan pada",
        ),
        (
            MOVE[:-2] + ", hari: minggu}\n",
            "ILP606 usulan.yaml:3:5: Ina ke pustu Cimpu (Suli): tidak bertugas pada minggu",
        ),
    ],
)
def test_a_proposal_that_no_longer_fits_is_told_on_its_line(folder: Path, line: str, finding: str) -> None:
    assert any(words.startswith(finding) for words in told(folder, HEAD + line)), told(folder, HEAD + line)


def test_a_recruit_does_not_stand_in_for_who_moves_but_somebody_else_may(tmp_path: Path) -> None:
    """Until the recruit comes the puskesmas lacks its bidan; who moves there in the same proposal is there at once."""
    second = SULI.replace("puskesmas: [", "puskesmas: [{nama: Bua}, ", 1)
    alone = SHORT.replace("Sari,Suli,,Bidan", "Sari,Bua,,Bidan\nRahma,Bua,,Bidan")
    folder = plan(tmp_path / "rencana", second, petugas_csv=alone, kader_csv=KADER_CSV)
    below = "ILP607 usulan.yaml:3:5: puskesmas Suli: sesudah Ina pindah, bidan pada"
    recruit = "rekrut:\n  - {profesi: bidan, jumlah: 1, di: {puskesmas: Suli}}\n"
    assert any(words.startswith(below) for words in told(folder, HEAD + MOVE + recruit))
    stand_in = "  - {nama: Sari, profesi: bidan, dari: {puskesmas: Bua}, ke: {puskesmas: Suli}}\n"
    assert told(folder, HEAD + MOVE + stand_in) == []


def test_nobody_is_sent_to_a_puskesmas_that_is_closed(tmp_path: Path) -> None:
    closed = SULI.replace("puskesmas: [", "puskesmas: [{nama: Bua, tutup: 2026-01-01}, ", 1)
    folder = plan(tmp_path / "rencana", closed, petugas_csv=SHORT, kader_csv=KADER_CSV)
    move = MOVE.replace("ke: {puskesmas: Suli, pustu: Cimpu}", "ke: {puskesmas: Bua}")
    recruit = "rekrut:\n  - {profesi: bidan, jumlah: 1, di: {puskesmas: Bua}}\n"
    assert [words for words in told(folder, HEAD + move + recruit) if words.startswith("ILP602")] == [
        "ILP602 usulan.yaml:3:74: puskesmas Bua tutup sejak 1 Januari 2026",
        "ILP602 usulan.yaml:5:49: puskesmas Bua tutup sejak 1 Januari 2026",
    ]


def test_who_has_left_since_is_told_and_stays_uncounted(tmp_path: Path) -> None:
    left = SHORT.replace("profesi\n", "profesi,sampai\n").replace("Ina,Suli,,Bidan\n", "Ina,Suli,,Bidan,2026-01-31\n")
    left = left.replace("Sari,Suli,,Bidan\n", "Sari,Suli,,Bidan,\n").replace("Perawat\n", "Perawat,\n")
    folder = plan(tmp_path, SULI, petugas_csv=left, kader_csv=KADER_CSV)
    assert told(folder, HEAD + MOVE) == [
        "ILP601 usulan.yaml:3:12: Ina (bidan): di puskesmas Suli tidak bertugas pada 21 November 2026"
    ]
    assert of(check(folder, pada=PADA, dengan=folder / "usulan.yaml"), "ILP201")


def test_a_hire_too_many_is_told_where_it_stands(folder: Path) -> None:
    hires = "rekrut:\n" + "  - {profesi: bidan, jumlah: 2, di: {puskesmas: Suli, pustu: Cimpu}}\n" * 2
    words = "dari 2 rekrutan bidan tidak diperlukan; minimum 1 terpenuhi tanpa itu"
    assert told(folder, hires) == [
        f"ILP604 usulan.yaml:2:5: pustu Cimpu (Suli): 1 {words}",
        f"ILP604 usulan.yaml:3:5: pustu Cimpu (Suli): 2 {words}",
    ]


def test_moved_people_and_hires_stand_in_the_district_as_it_would_be(folder: Path) -> None:
    hari = MOVE[:-2] + ", hari: [senin, selasa]}\n"
    told(folder, HEAD + hari + "rekrut:\n  - {profesi: kader, jumlah: 2, di: {puskesmas: Suli, posyandu: Melati}}\n")
    case = opened(folder, pada=PADA, dengan=folder / "usulan.yaml")
    district = case.district
    ina = [(petugas.pustu, petugas.hari_tugas) for petugas in district.petugas if petugas.nama == "Ina"]
    assert ina == [("", "rabu–jumat"), ("Cimpu", "senin dan selasa")]
    assert [kader.nama for kader in district.kader[-2:]] == [
        f"Rekrutan kader {n} untuk posyandu Melati (Suli)" for n in (1, 2)
    ]
    assert spot_of(district.kader[-1]) == "usulan.yaml:5"
    assert len(case.as_is.district.petugas) == 3
    assert not [finding for finding in report_of(case).findings if re.search("Ina|Rekrutan", finding.message)]


def spot_of(person: Person) -> str:
    place = person.place("nama")
    return f"{Path(place.file).name}:{place.line}"


def test_the_report_says_what_it_rests_on(folder: Path) -> None:
    told(folder, HEAD + MOVE)
    usulan = folder / "usulan.yaml"
    text = ilp("check", folder, "--pada", DAY, "--dengan", usulan)
    assert "1 orang pindah, 0 direkrut; belum ada yang dijalankan" in text.stdout
    document = json.loads(ilp("check", folder, "--pada", DAY, "--dengan", usulan, "--format", "json").stdout)
    assert document["usulan"] == {"file": usulan.as_posix(), "pindah": 1, "rekrut": 0}
    assert json.loads(ilp("check", folder, "--pada", DAY, "--format", "json").stdout)["usulan"] is None


# --- the command ----------------------------------------------------------------------------------------------------


def test_a_plan_is_written_once_and_never_over_an_input(folder: Path) -> None:
    target = folder / "usulan.yaml"
    words = ("plan", "staffing", folder, "--pada", DAY, "-o")
    dry = ilp(*words, target, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert "Akan ditulis" in dry.stderr
    assert not target.exists()
    assert ilp(*words, target).returncode == 0
    first = target.read_bytes()
    assert ilp(*words, target).returncode == 4
    assert ilp(*words, target, "--force").returncode == 0
    assert target.read_bytes() == first
    before = (folder / "roadmap.yaml").read_bytes()
    assert ilp(*words, folder / "roadmap.yaml", "--force").returncode == 4
    assert (folder / "roadmap.yaml").read_bytes() == before
    assert ilp(*words, folder / "usulan.txt").returncode == 2


def test_unmet_posts_end_with_1_and_are_named(folder: Path) -> None:
    (folder / "kader.csv").write_text(KADER_CSV.replace("Ani,Suli,Cimpu,\n", ""), encoding="utf-8")
    result = ilp("plan", "staffing", folder, "--pada", DAY, "--rekrut-maks", "0")
    assert result.returncode == 1
    assert re.search(r"1 +kader +pustu Cimpu \(Suli\) +2025 +senin–jumat", result.stdout)
    assert "paling sedikit 1 tenaga harus direkrut" in result.stdout


def test_a_plan_for_machines(folder: Path) -> None:
    result = ilp("plan", "staffing", folder, "--pada", DAY, "--format", "json")
    document = json.loads(result.stdout)
    assert [(move["nama"], move["ke"]) for move in document["moves"]] == [
        ("Ina", {"puskesmas": "Suli", "pustu": "Cimpu"})
    ]
    assert document["summary"] == {
        "posts": 1, "moves": 1, "hires": 0, "unmet": 0, "proven": True, "interrupted": False
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--tahun", "2031"), 2, "tahap 2031 tidak ada di roadmap"),
        (("--jarak-maks", "jauh"), 2, "“jauh” bukan angka"),
        (("--rekrut-maks", "-1"), 2, "paling sedikit 0"),
        (("--pada", "2020-01-01"), 2, "belum ada standar pustu yang berlaku"),
        (("--roster", "tidak-ada.csv"), 3, "tidak-ada.csv"),
    ],
)
def test_what_cannot_be_planned_is_said(folder: Path, words: tuple[str, ...], status: int, said: str) -> None:
    result = ilp("plan", "staffing", folder, *words)
    assert result.returncode == status
    assert said in result.stderr


def test_without_a_roster_there_is_no_plan(tmp_path: Path) -> None:
    folder = plan(tmp_path, SULI.replace("roster: .\n", ""))
    result = ilp("plan", "staffing", folder, "--pada", DAY)
    assert result.returncode == 3
    assert "roster belum ada" in result.stderr


def test_a_planner_that_does_not_exist_is_suggested() -> None:
    result = ilp("plan", "stafing")
    assert result.returncode == 2
    assert "apakah maksudnya “staffing”?" in result.stderr
    assert ilp("plan").returncode == 2


def test_no_number_of_anybody_leaves_in_a_plan(tmp_path: Path) -> None:
    people = (
        "nama,nip,nik,puskesmas,pustu,profesi\n"
        "Ina 198501052010012901,198501052010012901,7317014501850001,Suli,,Bidan\n"
        "Sari,198703122011012905,7317015203870002,Suli,,Bidan\nYusuf,,,Suli,Cimpu,Perawat\n"
    )
    folder = plan(tmp_path, SULI, petugas_csv=people, kader_csv=KADER_CSV)
    target = folder / "usulan.yaml"
    result = ilp("plan", "staffing", folder, "--pada", DAY, "-o", target)
    asjson = ilp("plan", "staffing", folder, "--pada", DAY, "--format", "json")
    assert result.returncode == 0
    assert not re.search(r"\d{10,}", target.read_text(encoding="utf-8") + result.stdout + asjson.stdout)
    assert ilp("check", folder, "--pada", DAY, "--dengan", target).returncode in (0, 1)
    assert told(folder, target.read_text(encoding="utf-8")) == []


# --- the workbook ---------------------------------------------------------------------------------------------------


def test_a_workbook_with_a_proposal_never_prints_it_as_fact(tmp_path: Path) -> None:
    usulan, out = tmp_path / "usulan.yaml", tmp_path / "rencana.xlsx"
    assert ilp("plan", "staffing", LUWU, "--tahun", "2025", "--pada", DAY, "-o", usulan).returncode == 0
    result = ilp("export", LUWU, "--tahun", "2025", "--pada", DAY, "--dengan", usulan, "-o", out)
    assert result.returncode == 0, result.stderr
    assert "menurut usulan" in result.stderr
    book = openpyxl.load_workbook(out)
    marked = {sheet.title for sheet in book.worksheets if "MENURUT USULAN" in headed(sheet)}
    assert marked == {
        "Ringkasan",
        "Lampiran II 2025",
        "Pemenuhan SDM",
        "Usulan Perpindahan",
        "Kebutuhan Formasi",
        "Sebelum–Sesudah",
        "Prakiraan",
        "Titik Rawan",
        "Temuan",
    }
    annex = [[cell.value for cell in row] for row in book["Lampiran II 2025"]]
    assert str(annex[0][0]).startswith("MENURUT USULAN: angka memuat 3 perpindahan dan 2 rekrutan")
    assert sum(row[-1] == "memenuhi menurut usulan" for row in annex) == 5
    roster = [[cell.value for cell in row] for row in book["Petugas"]]
    assert not any("Rekrutan" in str(value) for row in roster for value in row)
    assert "xl/charts/chart1.xml" in zipfile.ZipFile(out).namelist()  # one stage alone draws no chart of its own
    assert [cell.value for cell in book["Kebutuhan Formasi"]["F"]][-1] == 2


@pytest.mark.parametrize(
    ("nip", "shown"), [("samar", r"\*{14}\d{4}"), ("tampil", r"\d{8} \d{6} \d \d{3}"), ("tanpa", None)]
)
def test_a_move_can_go_into_a_letter(tmp_path: Path, nip: str, shown: str | None) -> None:
    usulan, out = tmp_path / "usulan.yaml", tmp_path / "rencana.xlsx"
    assert ilp("plan", "staffing", LUWU, "--tahun", "2025", "--pada", DAY, "-o", usulan).returncode == 0
    words = ("--tahun", "2025", "--pada", DAY, "--dengan", usulan, "--nip", nip, "-o", out)
    assert ilp("export", LUWU, *words).returncode == 0
    head, *rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(out)["Usulan Perpindahan"]]
    if rows[0][0] == "No.":
        head, rows = rows[0], rows[1:]
    moves = [dict(zip(head, row, strict=True)) for row in rows]
    assert len(set(head)) == len(head)
    assert [move["Jarak"] for move in moves] == ["sepuskesmas"] * 3
    assert [move["Alasan"] for move in moves] == [
        "tujuan kurang 1 bidan", "tujuan kurang bidan hari jumat", "tujuan kurang 1 perawat",
    ]  # fmt: skip
    assert ("NIP" in head) == bool(shown)
    assert not shown or all(re.fullmatch(shown, str(move["NIP"])) for move in moves)


def headed(sheet: Worksheet) -> str:
    """What is printed above every page of a sheet."""
    return str(sheet.oddHeader.center.text) if sheet.oddHeader and sheet.oddHeader.center else ""


def test_a_plan_that_leaves_posts_unmet_says_why(tmp_path: Path) -> None:
    result = ilp("plan", "staffing", LUWU, "--tahun", "2025", "--pada", DAY, "--rekrut-maks", "1")
    assert result.returncode == 1
    assert "3 orang dipindahkan, 1 direkrut, 1 tetap kosong" in result.stdout
    assert "tidak mungkin: 1 kader harus direkrut untuk pustu Poringan (Suli Barat)" in result.stdout
