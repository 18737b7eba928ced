"""A decision to live with a finding: shown with its reason, not counted, and speaking again when its day has passed."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import openpyxl
import pytest

from ilp_cli.checking import formats, screen
from ilp_cli.checking.verb import check
from ilp_cli.core.rows import TABLES
from ilp_cli.registry import catalogue
from ilp_cli.rulebook.report import Report
from ilp_cli.screen import stream
from ilp_cli.screen.machine import to_json
from tests.plans import PADA, errors, examine, of, plan, spot
from tests.running import DAY, LUWU, ROOT, ilp

TWO = """\
kabupaten: {nama: Luwu}
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas:
  - {nama: Suli, alias: [Suli Induk], pustu: [{nama: Cimpu}, {nama: Murante}], posyandu: [{nama: Melati}]}
  - {nama: Bajo, pustu: [{nama: Cimpu}], posyandu: [{nama: Mawar}]}
tahap:
  - tahun: 2025
    lokus:
      - {puskesmas: Suli, pustu: [Cimpu, Murante], posyandu: [Melati]}
      - {puskesmas: Bajo, pustu: [Cimpu], posyandu: [Mawar]}
petugas:
  - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Pendamping ILP}
  - {nama: Umi, puskesmas: Suli, pustu: Cimpu, profesi: Pendamping ILP}
kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}]
"""


def waiver(tempat: str, kode: str = "ILP203", sampai: str = "2026-12-31", **more: str) -> str:
    fields = {"alasan": "formasi diusulkan", "oleh": "Kepala Dinas Kesehatan", **more}
    rest = "".join(f", {key}: {value}" for key, value in fields.items())
    return f"  - {{kode: {kode}, tempat: {tempat}, sampai: {sampai}{rest}}}\n"


def given(folder: Path, *waivers: str, pada: date = PADA) -> Report:
    return examine(folder, f"{TWO}pengecualian:\n{''.join(waivers)}", pada=pada)


def units(report: Report) -> list[tuple[str | None, str | None]]:
    return [(finding.puskesmas, finding.pustu) for finding in report.waived]


@pytest.mark.parametrize(
    ("tempat", "expected"),
    [
        ("{puskesmas: Suli, pustu: Cimpu}", [("Suli", "Cimpu")]),
        ("{puskesmas: suli induk, pustu: CIMPU}", [("Suli", "Cimpu")]),
        ("{puskesmas: Suli}", [("Suli", "Cimpu"), ("Suli", "Murante")]),
        ("{puskesmas: Bajo, pustu: Cimpu}", [("Bajo", "Cimpu")]),
        ("{puskesmas: Bajo, pustu: Murante}", []),
        ("{puskesmas: Suli, pustu: Cimpu, nama: Ina}", []),
        ("kabupaten", []),
    ],
)
def test_a_waiver_covers_its_code_at_its_place_and_nothing_else(
    tmp_path: Path, tempat: str, expected: list[tuple[str, str]]
) -> None:
    bare, report = examine(tmp_path / "a", TWO), given(tmp_path / "b", waiver(tempat))
    assert units(report) == expected
    kept = [(finding.code, spot(finding)) for finding in report.findings if finding.code != "ILP902"]
    aside = [(finding.code, spot(finding)) for finding in report.waived]
    assert sorted(kept + aside) == sorted((finding.code, spot(finding)) for finding in bare.findings)
    assert len(errors(bare)) - len(errors(report)) == len(expected)
    assert bool(of(report, "ILP902")) is not bool(expected)
    assert report.coverage == bare.coverage
    assert [state.memenuhi for state in report.pustu] == [state.memenuhi for state in bare.pustu]


def test_a_person_a_posyandu_and_the_district_can_be_named(tmp_path: Path) -> None:
    text_ = TWO.replace("penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}\n", "")
    waivers = [
        waiver("{puskesmas: Suli, nama: ina}", "ilp305"),
        waiver("{puskesmas: Bajo, posyandu: Mawar}", "ILP205"),
        waiver("kabupaten", "ILP802"),
    ]
    report = examine(tmp_path, f"{text_}pengecualian:\n{''.join(waivers)}")
    assert [(finding.code, spot(finding).split(":")[1]) for finding in report.waived] == [
        ("ILP305", "11"), ("ILP205", "9"), ("ILP802", "1"),
    ]  # fmt: skip
    assert [spot(finding).split(":")[1] for finding in of(report, "ILP305")] == ["12"]


def test_a_waiver_holds_on_its_last_day_and_speaks_again_on_the_next(tmp_path: Path) -> None:
    entry = waiver("{puskesmas: Suli, pustu: Cimpu}")
    last, after = (given(tmp_path, entry, pada=day) for day in (date(2026, 12, 31), date(2027, 1, 1)))
    assert (len(last.waived), of(last, "ILP903")) == (1, [])
    assert (len(after.waived), len(errors(after)) - len(errors(last))) == (0, 1)
    past = of(after, "ILP903")
    assert [finding.message for finding in past] == [
        "pengecualian ILP203 untuk pustu Cimpu (Suli) berakhir 31 Desember 2026; 1 temuan dihitung lagi"
    ]


def test_the_second_waiver_of_one_finding_is_not_one_of_nothing(tmp_path: Path) -> None:
    past = waiver("{puskesmas: Suli, pustu: Cimpu}", sampai="2025-01-01")
    report = given(tmp_path, past, waiver("{puskesmas: Suli}"))
    assert len(report.waived) == 2
    assert not of(report, "ILP902")


@pytest.mark.parametrize("missing", ["kode", "tempat", "alasan", "oleh", "sampai"])
def test_a_waiver_without_one_of_its_parts_is_a_misfit_and_waives_nothing(tmp_path: Path, missing: str) -> None:
    fields = {
        "kode": "ILP203",
        "tempat": "{puskesmas: Suli}",
        "alasan": "formasi",
        "oleh": "Kepala Dinas",
        "sampai": "2026-12-31",
    }
    shown = ", ".join(f"{key}: {value}" for key, value in fields.items() if key != missing)
    report = given(tmp_path, f"  - {{{shown}}}\n")
    assert [(finding.code, finding.message) for finding in of(report, "ILP003")] == [
        ("ILP003", f"“{missing}” belum diisi")
    ]
    assert report.waived == ()


@pytest.mark.parametrize(
    ("tempat", "said"),
    [
        ("Suli", "“tempat” harus {puskesmas: …}, boleh dengan pustu, posyandu, atau nama; atau “kabupaten”"),
        ("{pustu: Cimpu}", "“puskesmas” belum diisi"),
        ("{puskesmass: Suli}", "kunci “puskesmass” tidak dikenal; apakah maksudnya “puskesmas”?"),
    ],
)
def test_a_place_that_is_none_is_a_misfit(tmp_path: Path, tempat: str, said: str) -> None:
    report = given(tmp_path, waiver(tempat))
    assert any(finding.message.startswith(said) for finding in of(report, "ILP002", "ILP003", "ILP004"))
    assert report.waived == ()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("pengecualian:", "pengecualan:"), ("kode:", "kodee:"), ("alasan:", "alasann:"), ("sampai:", "sampa:")],
)
def test_a_waiver_with_a_misspelt_key_waives_nothing(tmp_path: Path, right: str, wrong: str) -> None:
    text = f"{TWO}pengecualian:\n{waiver('{puskesmas: Suli}')}"
    assert examine(tmp_path, text).waived
    report = examine(tmp_path, text.replace(right, wrong))
    assert any(f"“{wrong[:-1]}” tidak dikenal" in finding.message for finding in of(report, "ILP002"))
    assert report.waived == ()


def test_faults_of_shape_and_damaged_numbers_cannot_be_waived(tmp_path: Path) -> None:
    damaged = TWO.replace("profesi: Pendamping ILP}\n", "profesi: Bidan, nip: 1.98501E+17}\n", 1)
    waivers = "".join(waiver("{puskesmas: Suli}", kode) for kode in ("ILP302", "ILP004", "ILP903", "ILP999", "ILP20"))
    report = examine(tmp_path, f"{damaged}catatan: x\npengecualian:\n{waivers}")
    assert len(of(report, "ILP904")) == 5
    assert of(report, "ILP302")
    assert of(report, "ILP002")
    assert report.waived == ()
    assert not of(report, "ILP902")


def test_waivers_are_not_judged_by_a_part_of_the_roadmap_or_without_a_roster(tmp_path: Path) -> None:
    more = TWO + "  # x\n" + f"pengecualian:\n{waiver('{puskesmas: Bajo, pustu: Cimpu}')}"
    later = more.replace("petugas:", "  - {tahun: 2026, target: {puskesmas: 1}}\npetugas:", 1)
    assert not of(examine(tmp_path / "a", later, 2026), "ILP902")
    without = re.sub(r"(?m)^petugas:\n(  .*\n)*|^kader:.*\n", "", more)
    report = examine(tmp_path / "b", without)
    assert not report.roster_given
    assert not of(report, "ILP902")


def test_the_report_says_until_when_by_whom_and_why_in_every_format(tmp_path: Path) -> None:
    reason = waiver("{puskesmas: Suli, pustu: Cimpu}", oleh="Kepala Dinas (NIP 198501012010012901)")
    report = given(tmp_path, reason)
    words = "dikecualikan sampai 31 Desember 2026 oleh Kepala Dinas (NIP ******************): formasi diusulkan"
    shown = stream.plain(screen.report_lines(report, compact=True))
    assert f": ILP203 pustu Cimpu (Suli): 1 dari 2 kader, kurang 1; {words}\n" in shown
    assert shown.splitlines()[-1].endswith("; 1 dikecualikan")
    assert words in stream.plain(screen.report_lines(report, quiet=True, compact=True))
    document = json.loads(to_json(report.document()))
    assert [list(row) for row in document["waived"]] == [list(TABLES["waived"])]
    assert document["waived"][0]["sampai"] == "2026-12-31"
    assert document["summary"]["errors"] == len(errors(report))
    assert all(list(row) == list(TABLES["findings"]) for row in document["findings"])
    rows = list(csv.DictReader(io.StringIO(formats.to_csv(report, "waived"))))
    assert [row["alasan"] for row in rows] == ["formasi diusulkan"]
    sarif = json.loads(formats.to_sarif(report, catalogue(), "0"))
    schema = json.loads((ROOT / "tests" / "schemas" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(sarif)
    suppressed = [result for result in sarif["runs"][0]["results"] if "suppressions" in result]
    assert [result["suppressions"][0]["justification"] for result in suppressed] == [words]
    assert next(line for line in formats.to_github(report).splitlines() if words in line).startswith("::notice ")
    assert "198501012010012901" not in shown + to_json(document) + to_json(sarif)


def test_junit_skips_a_code_whose_every_error_is_waived(tmp_path: Path) -> None:
    some = given(tmp_path / "a", waiver("{puskesmas: Suli}"))
    every = given(tmp_path / "b", waiver("{puskesmas: Suli}"), waiver("{puskesmas: Bajo}"))
    for report, kind, other in ((some, "failure", "skipped"), (every, "skipped", "failure")):
        root = ET.fromstring(formats.to_junit(report, catalogue()))
        case = next(case for case in root.iter("testcase") if case.attrib["name"].startswith("ILP203 "))
        assert case.find(kind) is not None
        assert case.find(other) is None
        assert "dikecualikan sampai" in (case.findtext("system-out") or "")
        assert root[0].attrib["skipped"] == str(len(list(root.iter("skipped"))))


def test_a_plan_whose_errors_are_waived_is_exported_with_the_reasons(tmp_path: Path) -> None:
    folder = plan(
        tmp_path / "luwu", (LUWU / "roadmap.yaml").read_bytes(), roster_xlsx=(LUWU / "roster.xlsx").read_bytes()
    )
    before = check(folder, pada=date.fromisoformat(DAY))
    waivers = "".join(
        waiver(f"{{puskesmas: {finding.puskesmas}}}", finding.code, "2027-12-31") for finding in errors(before)
    )
    with (folder / "roadmap.yaml").open("a", encoding="utf-8") as stream_:
        stream_.write(f"pengecualian:\n{waivers}")
    result = ilp("export", folder, "--pada", DAY, "-o", tmp_path / "rencana.xlsx")
    assert result.returncode == 0, result.stdout
    assert "0 kesalahan, 0 peringatan, 2 catatan; 5 dikecualikan" in result.stdout
    sheet = openpyxl.load_workbook(tmp_path / "rencana.xlsx")["Temuan"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[0] for row in rows] == ["catatan"] * 2 + ["dikecualikan"] * 5
    assert all("oleh Kepala Dinas Kesehatan: formasi diusulkan" in str(row[8]) for row in rows[2:])
    assert ilp("check", folder, "--pada", DAY, "--strict").returncode == 0
    assert ilp("check", folder, "--pada", "2028-01-01").returncode == 1
