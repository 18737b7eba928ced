"""The formats of a report, held to the contracts of those who read them."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from ilp_cli.checking import formats, screen
from ilp_cli.checking.verb import check
from ilp_cli.core.finding import Finding, Place, Severity
from ilp_cli.core.rows import TABLES
from ilp_cli.files import table_file, yaml_file
from ilp_cli.registry import catalogue
from ilp_cli.rulebook.report import Report
from ilp_cli.screen import stream
from ilp_cli.screen.machine import to_json
from tests.plans import KADER_CSV, PETUGAS_CSV, SULI, plan
from tests.running import DAY, LUWU, ROOT, ilp

TODAY = date.fromisoformat(DAY)


@cache
def luwu() -> Report:
    return check(LUWU, pada=TODAY)


def hostile(message: str = "titik: , % \n <b>&\"'") -> Report:
    place = Place(file="a b/ro,ster:1.xlsx", sheet="Petugas", cell="C7")
    finding = Finding(code="ILP304", severity=Severity.ERROR, message=message, place=place, remedy="betulkan")
    return Report(kabupaten='L<u>"wu', pada=TODAY, tahun=(2024,), findings=(finding,))


def test_json_is_the_contract_to_the_letter() -> None:
    document = json.loads(to_json(luwu().document()))
    assert list(document) == [
        "version",
        "command",
        "kabupaten",
        "pada",
        "tahun",
        "usulan",
        "pembagian",
        "summary",
        "coverage",
        "pustu",
        "posyandu",
        "findings",
        "waived",
        "since",
    ]
    assert (document["usulan"], document["waived"], document["since"]) == (None, [], None)
    assert document["version"] == 1
    assert document["command"] == "check"
    assert document["kabupaten"] == "Luwu"
    assert document["pada"] == DAY
    assert document["tahun"] == [2024, 2025]
    assert document["summary"] == {"errors": 5, "warnings": 0, "notes": len(document["findings"]) - 5}
    assert document["coverage"] == [
        {
            "tahun": 2024,
            "puskesmas": 9,
            "pustu": 9,
            "posyandu": 9,
            "puskesmas_kumulatif": 9,
            "puskesmas_total": 22,
            "persen": 40.9,
            "ditetapkan": 9,
            "berjalan": 9,
            "pustu_ditetapkan": 9,
            "pustu_berjalan": 9,
            "posyandu_ditetapkan": 9,
            "posyandu_berjalan": 9,
        },
        {
            "tahun": 2025,
            "puskesmas": 13,
            "pustu": 13,
            "posyandu": 13,
            "puskesmas_kumulatif": 22,
            "puskesmas_total": 22,
            "persen": 100.0,
            "ditetapkan": 9,
            "berjalan": 9,
            "pustu_ditetapkan": 9,
            "pustu_berjalan": 9,
            "posyandu_ditetapkan": 9,
            "posyandu_berjalan": 9,
        },
    ]
    for row in document["pustu"]:
        assert list(row) == list(TABLES["pustu"])
        assert list(row["kurang"]) == ["bidan", "perawat", "kader"]
        assert row["memenuhi"] == (not any(row["kurang"].values()) and not row["hari_kurang"])
    for row in document["findings"]:
        assert list(row) == list(TABLES["findings"])
        assert row["severity"] in {"error", "warning", "note"}


def test_json_has_hari_kurang_wherever_any_kind_is_below_its_minimum() -> None:
    rows = {row["pustu"]: row for row in luwu().document()["pustu"]}  # type: ignore[attr-defined]
    assert rows["Boneposi"]["hari_kurang"] == ["senin", "selasa", "rabu", "kamis", "jumat"]
    assert rows["Ilan Batu"]["hari_kurang"] == ["jumat"]
    assert rows["Ilan Batu"]["kurang"] == {"bidan": 0, "perawat": 0, "kader": 0}


@pytest.mark.parametrize("name", TABLES)
def test_csv_has_the_columns_of_the_json(name: str) -> None:
    rows = list(csv.reader(io.StringIO(formats.to_csv(luwu(), name))))
    assert rows[0] == list(TABLES[name])
    assert len(rows) - 1 == len(luwu().rows(name))


def test_csv_text_never_becomes_a_formula() -> None:
    for start in ("=1+1", "+1", "-1", "@x", "\tx", "＝1"):
        rows = list(csv.DictReader(io.StringIO(formats.to_csv(hostile(start), "findings"))))
        assert rows[0]["message"] == f"'{start}"


def test_csv_files_open_in_excel_with_their_letters(tmp_path: Path) -> None:
    out = tmp_path / "temuan.csv"
    ilp("check", LUWU, "--pada", DAY, "--format", "csv", "--output", out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbfcode,severity")


def test_a_csv_for_an_indonesian_excel_has_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    words = ("check", LUWU, "--pada", DAY, "--format", "csv", "--tabel", "coverage")
    comma, semicolon = ilp(*words).stdout, ilp(*words, "--pemisah", "titik-koma").stdout
    assert comma.splitlines()[1] == "2024,9,9,9,9,22,40.9,9,9,9,9,9,9"
    assert semicolon.splitlines()[1] == "2024;9;9;9;9;22;40,9;9;9;9;9;9;9"
    assert ilp(*words, "--pemisah", ";").stdout == semicolon
    ilp(*words, "--pemisah", ";", "-o", tmp_path / "cakupan.csv")
    (tmp_path / "sep.csv").write_text("sep=;\n" + semicolon, encoding="utf-8")
    for name in ("cakupan.csv", "sep.csv"):
        read = list(table_file.csv_table((tmp_path / name).read_bytes(), name).rows)
        assert read[1].cells[:7] == ("2024", "9", "9", "9", "9", "22", "40,9")
    assert (tmp_path / "cakupan.csv").read_bytes().startswith(b"\xef\xbb\xbftahun;")


@pytest.mark.parametrize("command", ["check", "outlook", "risk", "match"])
def test_every_csv_takes_the_mark_between_its_columns(command: str) -> None:
    usual: list[str | Path] = [
        command,
        LUWU,
        *([LUWU / "daftar-kemenkes.csv"] if command == "match" else []),
        "--pada",
        DAY,
    ]
    words: list[str | Path] = [*usual, "--format", "csv", "--pemisah"]
    assert ";" in ilp(*words, "titik-koma").stdout.splitlines()[0]
    wrong = ilp(*words, "/")
    assert (wrong.returncode, "pilih koma atau titik-koma" in wrong.stderr) == (2, True)
    plain = ilp(*usual, "--pemisah", "koma")
    assert (plain.returncode, "--pemisah hanya untuk bentuk csv" in plain.stderr) == (2, True)


def test_sarif_is_valid_against_its_schema() -> None:
    schema = json.loads((ROOT / "tests" / "schemas" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    for report in (luwu(), hostile()):
        document: dict[str, Any] = json.loads(formats.to_sarif(report, catalogue(), "0.1.0"))
        jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER).validate(document)
        run = document["runs"][0]
        assert len(run["results"]) == len(report.findings)
        for result in run["results"]:
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            assert " " not in uri


def warned(severity: Severity = Severity.WARNING, file: str = "roadmap.yaml", **place: Any) -> Report:
    """A report of one finding, a warning unless it is to be something else."""
    finding = Finding(code="ILP102", severity=severity, message="x", place=Place(file=file, **place), remedy="betulkan")
    return Report(kabupaten="Suka", pada=TODAY, tahun=(2025,), findings=(finding,))


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("strict", [False, True])
def test_every_report_weighs_a_finding_as_the_exit_status_does(severity: Severity, strict: bool) -> None:
    report = warned(severity)
    fails = report.exit_status(strict=strict) == 1
    junit = ET.fromstring(formats.to_junit(report, catalogue(), strict=strict))
    assert int(junit.attrib["failures"]) == len(list(junit.iter("failure"))) == fails
    sarif = json.loads(formats.to_sarif(report, catalogue(), "0", strict=strict))
    assert (sarif["runs"][0]["results"][0]["level"] == "error") is fails
    assert formats.to_github(report, strict=strict).startswith("::error ") is fails


def test_a_warning_that_fails_is_called_a_warning() -> None:
    (failure,) = ET.fromstring(formats.to_junit(warned(), catalogue(), strict=True)).iter("failure")
    assert failure.attrib["message"].startswith("1 peringatan (--strict): ")


def test_the_command_hands_strictness_to_its_reports() -> None:
    words = ("check", ROOT / "examples" / "padang-pariaman", "--tahun", "2025", "--pada", DAY, "--format", "junit")
    mild, strict = ilp(*words), ilp(*words, "--strict")
    assert (mild.returncode, strict.returncode) == (0, 1)
    assert ET.fromstring(mild.stdout).attrib["failures"] == "0"
    assert int(ET.fromstring(strict.stdout).attrib["failures"]) > 0


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("roadmap.yaml", "roadmap.yaml"),
        ("../bersama/data baru.csv", "../bersama/data%20baru.csv"),
        ("/rencana/suka/roadmap.yaml", "file:///rencana/suka/roadmap.yaml"),
        ("/rencana/../lain/daftar #2.xlsx", "file:///lain/daftar%20%232.xlsx"),
        ("D:/rencana/roster.xlsx", "file:///D:/rencana/roster.xlsx"),
        ("D:\\rencana\\roster baru.xlsx", "file:///D:/rencana/roster%20baru.xlsx"),
        ("//kantor/bersama/roster.xlsx", "file://kantor/bersama/roster.xlsx"),
        ("\\\\kantor\\bersama\\roster.xlsx", "file://kantor/bersama/roster.xlsx"),
        ("\\\\?\\D:\\rencana\\roster.xlsx", "file:///D:/rencana/roster.xlsx"),
        ("//?/UNC/kantor/bersama/roster.xlsx", "file://kantor/bersama/roster.xlsx"),
        ("a:b.xlsx", "a%3Ab.xlsx"),
    ],
)
def test_sarif_names_a_file_by_a_uri_that_is_one(file: str, uri: str) -> None:
    result = json.loads(formats.to_sarif(warned(file=file), catalogue(), "0"))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_sarif_says_where_in_a_file_and_who_reports() -> None:
    run = json.loads(formats.to_sarif(warned(file="r.xlsx", sheet="Petugas", cell="C7"), catalogue(), "0"))["runs"][0]
    (location,) = run["results"][0]["locations"]
    assert location["properties"] == {"sheet": "Petugas", "cell": "C7"}
    assert (run["results"][0]["properties"]["sheet"], run["results"][0]["properties"]["cell"]) == ("Petugas", "C7")
    assert run["tool"]["driver"]["informationUri"].startswith("data:text/plain")
    line = json.loads(formats.to_sarif(warned(line=3, column=5), catalogue(), "0"))["runs"][0]["results"][0]
    assert line["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5}


def test_a_finding_names_its_posyandu_its_stage_and_its_remedy(tmp_path: Path) -> None:
    folder = plan(tmp_path, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV.replace(",,Melati", ",,Mawar", 1))
    document = json.loads(ilp("check", folder, "--pada", DAY, "--format", "json").stdout)
    short = next(row for row in document["findings"] if row["code"] == "ILP205")
    assert (short["puskesmas"], short["posyandu"], short["tahun"]) == ("Suli", "Melati", 2025)
    assert short["langkah"]
    (row,) = document["posyandu"]
    assert row == {
        "tahun": 2025,
        "puskesmas": "Suli",
        "posyandu": "Melati",
        "kader": 4,
        "minimum": 5,
        "kurang": 1,
        "memenuhi": False,
        "berbagi": 0,
    }
    table = ilp("check", folder, "--pada", DAY, "--format", "csv", "--tabel", "posyandu").stdout.splitlines()
    assert table == ["tahun,puskesmas,posyandu,kader,minimum,kurang,memenuhi,berbagi", "2025,Suli,Melati,4,5,1,tidak,0"]


def test_junit_counts_add_up_and_hostile_text_stays_text() -> None:
    for report in (luwu(), hostile("\x07\x1b[31m ]]> & <x>")):
        root = ET.fromstring(formats.to_junit(report, catalogue()))
        cases = list(root.iter("testcase"))
        failures = list(root.iter("failure"))
        assert root.tag == "testsuites"
        suite = root[0]
        for element in (root, suite):
            assert int(element.attrib["tests"]) == len(cases) == len(catalogue())
            assert int(element.attrib["failures"]) == len(failures)
            assert element.attrib["errors"] == "0"
        assert len({case.attrib["name"] for case in cases}) == len(cases)
        listed = sum(len((failure.text or "").splitlines()) for failure in failures)
        assert listed == report.count(Severity.ERROR)
        assert not re.search(r"[\x00-\x08\x1b]", ET.tostring(root, encoding="unicode"))


def test_github_annotations_are_one_line_each_with_escaped_properties() -> None:
    shown = formats.to_github(hostile())
    assert shown == (
        "::error file=a b/ro%2Cster%3A1.xlsx,title=ILP304::Petugas!C7: titik: , %25 %0A <b>&\"'. Langkah: betulkan\n"
    )
    assert len(formats.to_github(luwu()).splitlines()) == len(luwu().findings)


def test_text_names_place_code_words_article_and_remedy_on_one_line() -> None:
    shown = stream.plain(screen.report_lines(luwu(), compact=True))
    line = next(line for line in shown.splitlines() if ": ILP201 " in line)
    assert re.match(
        r".*examples/luwu/roadmap\.yaml:\d+:\d+: ILP201 kesalahan: pustu Boneposi \(Latimojong\): 0 bidan, minimum 1",
        line,
    )
    assert "[KMK HK.01.07/MENKES/2015/2023, Lampiran BAB II.B, Gambar 4 (resmi)]" in line
    assert "Langkah: " in line


def test_text_answers_first_and_counts_last() -> None:
    lines = stream.plain(screen.report_lines(luwu(), compact=True)).splitlines()
    assert lines[0] == "Luwu · diperiksa per 21 November 2026"
    assert "22 dari 22" in "\n".join(lines[:6])
    assert lines.index("Temuan") <= 24
    assert lines[-1].startswith("5 kesalahan, 0 peringatan, ")


def test_the_caret_stands_below_the_column_and_numbers_are_hidden() -> None:
    source = "  - {nama: Ina, nik: 7317014501900001, hp: 0812-3456-7890, profesi: Bidann}"
    place = yaml_file.parse(source.encode(), "r.yaml").at(1, source.index("Bidann") + 1)
    shown, caret = (stream.plain([line]).rstrip("\n") for line in screen.excerpt(place))
    assert shown[caret.index("^") :].startswith("Bidann")
    assert not re.search(r"\d{9}", shown)
    assert "3456" not in shown


def test_a_long_line_is_shown_around_its_column() -> None:
    source = "x" * 500 + "SALAH" + "y" * 500
    place = Place(file="r.yaml", line=1, column=501, source=source)
    shown, caret = (stream.plain([line]).rstrip("\n") for line in screen.excerpt(place))
    assert len(shown) < 130
    assert shown[caret.index("^") :].startswith("SALAH")


def test_control_characters_never_reach_the_terminal() -> None:
    shown = stream.plain(screen.report_lines(hostile("merah\x1b[31m\x07"), compact=True))
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_a_screen_shows_so_many_of_a_code_and_how_many_more(tmp_path: Path) -> None:
    unknown = "".join(f"kunci{number}: 1\n" for number in range(screen.MOST + 1_034))
    (tmp_path / "roadmap.yaml").write_text(f"kabupaten: {{nama: Uji}}\n{unknown}", encoding="utf-8")
    shown = ilp("check", tmp_path, "-q").stdout
    assert shown.count(": ILP002 ") == screen.MOST
    assert "… dan 801 temuan ILP002 lagi; semuanya ada di --output BERKAS, atau dengan --format json" in shown
    whole = json.loads(ilp("check", tmp_path, "--format", "json").stdout)["findings"]
    told = [row["message"] for row in whole if row["code"] == "ILP002"]
    assert len(told) == 1_001
    assert sum("; begitu juga 233 kunci sesudahnya" in message for message in told) == 1
    ilp("check", tmp_path, "-o", tmp_path / "semua.txt")
    assert (tmp_path / "semua.txt").read_text(encoding="utf-8").count(": ILP002 ") == 1_001
