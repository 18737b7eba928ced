"""What was done of a roadmap is told by place and day or by numbers, and counted apart from what was promised."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilp_cli.capabilities.intake.verb import import_roster
from ilp_cli.capabilities.realisation.model import quarters
from ilp_cli.capabilities.roster.verb import template
from ilp_cli.checking.verb import check, opened
from ilp_cli.core.finding import Severity
from ilp_cli.core.outcome import OutputBlocked
from ilp_cli.district.realisasi import units
from ilp_cli.exporting.verb import export
from ilp_cli.paper.sheet import Cell, Column, Formula, Row, Sheet, with_banner
from ilp_cli.registry import SHEETS_OF_ROSTER
from tests.plans import KADER_CSV, PETUGAS_CSV, of, plan, spot
from tests.spreadsheets import FORMS, saved

PADA = date(2026, 2, 1)
HEAD = """\
kabupaten: {nama: Luwu}
roster: .
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas:
  - {nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}], posyandu: [{nama: Melati}]}
  - {nama: Bua, pustu: [{nama: Padang}], posyandu: [{nama: Mawar}]}
"""
STAGE = """\
tahap:
  - tahun: 2025
    sk: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}
    lokus:
      - {puskesmas: Suli, pustu: [Cimpu, Murante], posyandu: [Melati]}
      - {puskesmas: Bua, pustu: [Padang], posyandu: [Mawar], status: rencana}
"""
SHEET = """\
Puskesmas,Pustu,Posyandu,Status ILP,Sejak,Bukti,Alasan
Suli,,,berjalan,10 April 2025,Berita acara 3,
Suli,Cimpu,,Berjalan,2025-08-10,Berita acara 4,
Puskesmas Suli,Murante,,ditunda,1/10/2025,,gedung direhabilitasi
Bua,,,proses,2025-06-02,,
"""


def folder(place: Path, stage: str = STAGE, sheet: str = SHEET) -> Path:
    """A plan folder with a table Realisasi."""
    files = {"realisasi_csv": sheet} if sheet else {}
    return plan(place, HEAD + stage, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, **files)


def test_decreed_and_running_are_counted_apart(tmp_path: Path) -> None:
    report = check(folder(tmp_path), pada=PADA)
    (row,) = report.rows("coverage")
    assert (row["puskesmas_kumulatif"], row["ditetapkan"], row["berjalan"]) == (2, 2, 1)
    assert (row["pustu_ditetapkan"], row["pustu_berjalan"]) == (3, 1)
    assert (row["posyandu_ditetapkan"], row["posyandu_berjalan"]) == (2, 1)
    early = check(tmp_path, pada=date(2025, 3, 1)).rows("coverage")[0]
    assert (early["ditetapkan"], early["berjalan"]) == (0, 0)


def test_a_row_of_the_sheet_has_its_cell_and_places_follow_their_puskesmas(tmp_path: Path) -> None:
    case = opened(folder(tmp_path), pada=PADA)
    now = {unit.sebutan: unit.on(PADA) for unit in units(case.district)}
    assert {name: kabar.status.value for name, kabar in now.items()} == {
        "Suli": "berjalan",
        "pustu Cimpu": "berjalan",
        "pustu Murante": "ditunda",
        "posyandu Melati": "berjalan",
        "Bua": "proses",
        "pustu Padang": "proses",
        "posyandu Mawar": "proses",
    }
    assert str(case.place((*now["pustu Murante"].path, "status_ilp"))).endswith("realisasi.csv:4")


def test_quarters_count_what_began_in_them(tmp_path: Path) -> None:
    rows = {(row.jenis, row.nama): row for row in quarters(opened(folder(tmp_path), pada=PADA))}
    assert rows["puskesmas", "Suli"].triwulan == (0, 1, 0, 0)
    pustu = rows["pustu", "Suli"]
    assert (pustu.target, pustu.triwulan, pustu.catatan) == (2, (0, 0, 1, 0), "1 ditunda: gedung direhabilitasi")
    early = {(row.jenis, row.nama): row for row in quarters(opened(tmp_path, pada=date(2025, 8, 1)))}
    assert early["puskesmas", "Suli"].triwulan == (0, 1, 0, None)


def test_a_cancelled_puskesmas_takes_its_places_along_and_leaves_the_coverage(tmp_path: Path) -> None:
    sheet = SHEET + "Suli,,,batal,2025-12-01,,bergabung\n"
    report = check(folder(tmp_path, STAGE, sheet), pada=PADA)
    (row,) = report.rows("coverage")
    assert (row["puskesmas"], row["berjalan"], row["pustu_berjalan"]) == (1, 0, 0)
    assert not of(report, "ILP143", "ILP144")


def test_numbers_without_names_make_quarters_too(tmp_path: Path) -> None:
    stage = """\
tahap:
  - tahun: 2024
    target: {puskesmas: 2, posyandu: 4}
    proses: {posyandu: 3}
    realisasi:
      - {per: 2024-12-31, puskesmas: 2, posyandu: 3}
      - {per: 2024-06-30, puskesmas: 1}
"""
    case = opened(folder(tmp_path, stage, ""), pada=PADA)
    puskesmas, posyandu = quarters(case)
    assert puskesmas.triwulan == (None, 1, 0, 1)
    assert (posyandu.triwulan, posyandu.catatan) == ((None, None, None, 3), "3 masih diproses")
    report = check(tmp_path, pada=PADA)
    (row,) = report.rows("coverage")
    assert (row["ditetapkan"], row["berjalan"], row["pustu_berjalan"], row["posyandu_berjalan"]) == (None, 2, 0, 3)
    assert [finding.message for finding in of(report, "ILP140")] == [
        "Kabupaten Luwu: tahap 2024 sudah lewat, yang berjalan baru 3 dari 4 posyandu"
    ]


def test_nothing_told_makes_no_sheet_and_no_finding_of_lateness(tmp_path: Path) -> None:
    place = folder(tmp_path, STAGE.replace("status: rencana", "status: berjalan"), "")
    assert not of(check(place, pada=PADA), "ILP140", "ILP149")
    export(place, tmp_path / "rencana.xlsx", pada=PADA, rancangan=True)
    assert "Realisasi" not in load_workbook(tmp_path / "rencana.xlsx").sheetnames


def test_the_sheet_has_live_formulas_that_mean_their_own_row_below_a_banner(tmp_path: Path) -> None:
    output = tmp_path / "rencana.xlsx"
    export(folder(tmp_path), output, pada=PADA, rancangan=True)
    sheet, values = (load_workbook(output, data_only=only)["Realisasi"] for only in (False, True))
    rows = [number for number, row in enumerate(sheet.iter_rows(), 1) if row[1].value == "Suli"]
    assert len(rows) == 3
    for row in rows:
        assert sheet.cell(row, 8).value == f"=SUM(D{row}:G{row})"
        assert f"C{row}" in str(sheet.cell(row, 9).value)
    assert [values.cell(row, 9).value for row in rows] == [100, 50, 100]


@pytest.mark.parametrize(
    ("row", "code", "where"),
    [
        ("Bua,Padang,,batal,2025-09-01,,", "ILP143", "realisasi.csv:6"),
        ("Suli,,,proses,2025-09-01,,", "ILP144", "realisasi.csv:6"),
        ("Suli,,,berjalan,2026-09-01,BA,", "ILP146", "realisasi.csv:6"),
        ("Suli,,Melati,berjalan,2025-02-01,BA,", "ILP141", "realisasi.csv:6"),
        ("Bua,,,jalan,2025-02-01,BA,", "ILP004", "realisasi.csv:6"),
        ("Bua,Cimpu,,proses,2025-02-01,BA,", "ILP017", "realisasi.csv:6"),
        ("Bua,,,berjalan,2025-09-01,,", "ILP149", "realisasi.csv:6"),
    ],
)
def test_a_bad_row_is_a_finding_at_its_row(tmp_path: Path, row: str, code: str, where: str) -> None:
    report = check(folder(tmp_path, sheet=f"{SHEET}{row}\n"), pada=PADA)
    assert where in {spot(finding) for finding in of(report, code)}


def test_the_template_offers_the_statuses(tmp_path: Path) -> None:
    place = folder(tmp_path / "plan")
    assert "Realisasi" in template(place, tmp_path / "isian.xlsx", tables=SHEETS_OF_ROSTER)
    book = load_workbook(tmp_path / "isian.xlsx")
    assert "ditunda" in {cell.value for row in book["Referensi"].iter_rows() for cell in row}
    assert not of(check(place, pada=PADA, roster=tmp_path / "isian.xlsx"), "ILP004", "ILP017")


def came_back(form: str, place: Path) -> Path:
    """The template of a plan as a puskesmas sends it back: its sheet Realisasi filled in, the people left blank."""
    template(place, place.parent / "kosong.xlsx", tables=SHEETS_OF_ROSTER)
    book = load_workbook(place.parent / "kosong.xlsx")
    heads = {
        sheet.title: [[str(cell.value) for cell in sheet[1] if cell.value is not None]]
        for sheet in book.worksheets
        if sheet.title in {spec.sheet for spec in SHEETS_OF_ROSTER}
    }
    told = [
        ["Suli", "", "", "berjalan", "2025-04-10", "BA 3"],
        ["Bua", "", "Mawar", "ditunda", "2025-05-02", "", "Banjir"],
    ]
    if form == "csv":
        target = place.parent / "masuk" / "isian-Realisasi.csv"
        target.parent.mkdir()
        target.write_text("\n".join(map(";".join, [*heads["Realisasi"], *told])), encoding="utf-8")
        return target
    target = place.parent / "masuk" / f"isian.{form}"
    target.parent.mkdir()
    target.write_bytes(saved(form, {**heads, "Realisasi": [*heads["Realisasi"], *told]}))
    return target


@pytest.mark.parametrize("form", [*FORMS, "csv"])
def test_the_sheet_of_a_puskesmas_comes_back_in_any_form(tmp_path: Path, form: str) -> None:
    place = folder(tmp_path / "plan", sheet="")
    sent = came_back(form, place)
    alone = import_roster([sent], place, tmp_path / "masuk.xlsx", tables=SHEETS_OF_ROSTER)
    assert alone.written
    assert len(alone.intake.rows["realisasi"]) == 2
    for given in (sent, tmp_path / "masuk.xlsx"):
        (place / "roadmap.yaml").write_text(
            HEAD.replace("roster: .", f"roster: [petugas.csv, kader.csv, {given.as_posix()}]") + STAGE, encoding="utf-8"
        )
        report = check(place, pada=PADA)
        assert not [told for told in report.findings if given.name in spot(told) and told.severity is not Severity.NOTE]
        assert report.rows("coverage")[0]["berjalan"] == 1


def test_a_sheet_without_people_never_takes_the_place_of_a_roster(tmp_path: Path) -> None:
    place = folder(tmp_path / "plan", sheet="")
    sent = came_back("ods", place)
    book = saved("xlsx", {"Petugas": [PETUGAS_CSV.splitlines()[0].split(","), ["Ina", "Suli", "Cimpu", "Bidan"]]})
    (place / "roster.xlsx").write_bytes(book)
    (place / "roadmap.yaml").write_text(HEAD.replace("roster: .", "roster: [roster.xlsx, kader.csv]") + STAGE)
    with pytest.raises(OutputBlocked, match="orangnya akan hilang"):
        import_roster([sent], place, force=True, tables=SHEETS_OF_ROSTER)
    assert (place / "roster.xlsx").read_bytes() == book
    beside = import_roster([sent], place, place / "realisasi.xlsx", tables=SHEETS_OF_ROSTER)
    assert "roster: [roster yang ada, realisasi.xlsx]" in beside.hints[0]


def test_a_puskesmas_that_sent_people_of_one_kind_alone_is_still_told_what_is_blank(tmp_path: Path) -> None:
    place = folder(tmp_path / "plan", sheet="")
    heads = [text.splitlines()[0].split(",") for text in (PETUGAS_CSV, KADER_CSV)]
    sheets = {"Petugas": [heads[0], ["Eka", "Suli", "Cimpu", "Bidan"]], "Kader": [heads[1]]}
    (place / "lain.xlsx").write_bytes(saved("xlsx", sheets))
    (place / "roadmap.yaml").write_text(
        HEAD.replace("roster: .", "roster: [petugas.csv, kader.csv, lain.xlsx]") + STAGE
    )
    assert [spot(told) for told in of(check(place, pada=PADA), "ILP007")] == ["lain.xlsx:Kader!A2"]


def test_a_banner_moves_what_a_formula_means_but_not_its_words() -> None:
    formula = Formula('IF(N($C$9)=0,"A1",ROUND(LOG10(A1)+SUM(D9:G10),1))', 1)
    sheet = Sheet(name="x", columns=(Column(width=9),), rows=(Row([Cell(formula)]),))
    moved = with_banner(sheet, Row([Cell("RANCANGAN", "banner")])).rows[1].cells[0].value
    assert isinstance(moved, Formula)
    assert moved.text == 'IF(N($C$10)=0,"A1",ROUND(LOG10(A2)+SUM(D10:G11),1))'


def test_a_cancelled_lokus_needs_nobody_and_its_annex_says_so(tmp_path: Path) -> None:
    place = folder(tmp_path, STAGE, SHEET + "Bua,,,batal,2025-12-01,,bergabung\n")
    report = check(place, pada=PADA)
    assert {state.puskesmas for state in report.pustu} == {"Suli"}
    assert not [finding for finding in of(report, "ILP201", "ILP205") if "Bua" in finding.message]
    export(place, tmp_path / "rencana.xlsx", pada=PADA, rancangan=True)
    book = load_workbook(tmp_path / "rencana.xlsx")
    annex = next(
        [cell for cell in row if cell] for row in book["Lampiran II 2025"].iter_rows(values_only=True) if "Bua" in row
    )
    assert annex[-1] == "batal"
    status = {row[2]: row[-1] for row in book["Roadmap"].iter_rows(values_only=True)}
    assert (status["Suli"], status["Bua"]) == ("berjalan", "batal")


def test_what_the_sheet_says_is_running_needs_a_decree_too(tmp_path: Path) -> None:
    stage = STAGE.replace("    sk: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}\n", "")
    report = check(folder(tmp_path, stage), pada=PADA)
    assert [spot(finding) for finding in of(report, "ILP110")] == ["realisasi.csv:2"]


def test_a_posyandu_named_with_its_pustu_is_the_posyandu(tmp_path: Path) -> None:
    row = "Suli,Cimpu,Melati,ditunda,2025-06-01,,gedung rusak\n"
    lines = "realisasi: [{pustu: Padang, posyandu: Mawar, status: proses, sejak: 2025-06-01}]"
    stage = STAGE.replace("status: rencana", lines)
    case = opened(folder(tmp_path, stage, SHEET + row), pada=PADA)
    now = {unit.sebutan: unit.on(PADA).status.value for unit in units(case.district)}
    assert (now["posyandu Melati"], now["posyandu Mawar"]) == ("ditunda", "proses")


SECOND = """\
  - tahun: 2026
    lokus:
      - {puskesmas: Bua, pustu: [Padang], posyandu: [Mawar]}
"""


def test_a_pustu_of_a_second_wave_does_not_run_because_its_puskesmas_does(tmp_path: Path) -> None:
    stage = STAGE.replace("pustu: [Padang], posyandu: [Mawar], status: rencana", "status: berjalan, sejak: 2025-05-05")
    case = opened(folder(tmp_path, stage + SECOND, ""), pada=PADA)
    now = {unit.sebutan: unit.on(PADA).status.value for unit in units(case.district)}
    assert (now["Bua"], now["pustu Padang"], now["posyandu Mawar"]) == ("berjalan", "rencana", "rencana")


def test_a_pustu_that_differs_does_not_go_back(tmp_path: Path) -> None:
    lines = "status: berjalan, sejak: 2025-04-01, realisasi: [{pustu: Padang, status: proses, sejak: 2025-06-01}]"
    case = opened(folder(tmp_path, STAGE.replace("status: rencana", lines), ""), pada=PADA)
    now = {unit.sebutan: unit.on(PADA).status.value for unit in units(case.district)}
    assert (now["Bua"], now["pustu Padang"], now["posyandu Mawar"]) == ("berjalan", "proses", "berjalan")
    assert not of(check(tmp_path, pada=PADA), "ILP144")


def test_what_was_told_beside_a_decree_outlives_its_change(tmp_path: Path) -> None:
    told = STAGE.replace("status: rencana", "realisasi: [{status: berjalan, sejak: 2025-05-02}]")
    change = "    sk: {nomor: 400.7/40/DINKES/2025, tanggal: 2025-09-01, mengubah: {nomor: 400.7/12/DINKES/2025}}\n"
    again = STAGE.removeprefix("tahap:\n").replace(
        "    sk: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}\n", change
    )
    case = opened(folder(tmp_path, told + again, ""), pada=PADA)
    now = {unit.sebutan: (unit.on(PADA).status.value, unit.sk) for unit in units(case.district)}
    assert now["Bua"] == now["pustu Padang"] == ("berjalan", date(2025, 3, 3))


def test_a_page_of_the_sheet_never_ends_between_the_title_of_a_table_and_its_rows(tmp_path: Path) -> None:
    names = [f"Rekaan {number}" for number in range(1, 13)]
    register = "\n".join(
        f"  - {{nama: {name}, pustu: [{{nama: {name}}}], posyandu: [{{nama: {name}}}]}}" for name in names
    )
    lokus = "\n".join(f"      - {{puskesmas: {name}, pustu: [{name}], posyandu: [{name}]}}" for name in names)
    place = plan(
        tmp_path / "rencana",
        f"kabupaten: {{nama: Luwu}}\nroster: .\npuskesmas:\n{register}\ntahap:\n  - tahun: 2025\n    lokus:\n{lokus}\n",
        petugas_csv=PETUGAS_CSV,
        kader_csv=KADER_CSV,
        realisasi_csv=f"{SHEET.splitlines()[0]}\n{names[0]},,,berjalan,10 April 2025,Berita acara 3,\n",
    )
    export(place, tmp_path / "rencana.xlsx", pada=PADA, rancangan=True, kertas="a4")
    sheet = load_workbook(tmp_path / "rencana.xlsx")["Realisasi"]
    first_rows = [sheet.cell(end.id + 1, 1).value for end in sheet.row_breaks.brk]
    assert first_rows == ["Tahap 2025: pustu"], "two tables share a page in type that is a little smaller"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sudah jalan", "berjalan"),
        ("Sdh Berjalan", "berjalan"),
        ("aktif", "berjalan"),
        ("dlm proses", "proses"),
        ("belum berjalan", "rencana"),
        ("Tertunda", "ditunda"),
        ("dibatalkan", "batal"),
        ("sudah ada SK", "ditetapkan"),
    ],
)
def test_a_status_is_understood_as_planners_write_it(tmp_path: Path, written: str, meant: str) -> None:
    sheet = f"Puskesmas,Status,Sejak,Bukti,Alasan\nBua,{written},2025-06-02,BA,lantai\n"
    case = opened(folder(tmp_path, sheet=sheet), pada=PADA)
    now = {unit.sebutan: unit.on(PADA).status.value for unit in units(case.district)}
    assert now["Bua"] == meant


@pytest.mark.parametrize("written", ["selesai", "100%", "gagal", "ya"])
def test_a_status_that_may_mean_two_things_is_not_guessed(tmp_path: Path, written: str) -> None:
    sheet = f"Puskesmas,Status,Sejak\nBua,{written},2025-06-02\n"
    assert [spot(finding) for finding in of(check(folder(tmp_path, sheet=sheet), pada=PADA), "ILP004")] == [
        "realisasi.csv:2"
    ]


@pytest.mark.parametrize("day", ["Maret 2025", "2025", "Triwulan II 2025", "31 Februari 2025"])
def test_what_runs_since_a_day_that_cannot_be_read_does_not_run_yet(tmp_path: Path, day: str) -> None:
    sheet = f"Puskesmas,Status,Sejak\nBua,berjalan,{day}\n"
    made = folder(tmp_path, sheet=sheet)
    now = {unit.sebutan: unit.on(PADA).status.value for unit in units(opened(made, pada=PADA).district)}
    assert now["Bua"] == "rencana"
    assert [spot(finding) for finding in of(check(made, pada=PADA), "ILP004")] == ["realisasi.csv:2"]


def test_of_what_is_only_told_of_the_future_its_decree_holds_today(tmp_path: Path) -> None:
    stage = STAGE.replace("status: rencana", "status: ditetapkan")
    made = folder(tmp_path, stage, "Puskesmas,Status,Sejak\nBua,berjalan,2027-05-01\n")
    report = check(made, pada=PADA)
    now = {unit.sebutan: unit.on(PADA).status.value for unit in units(opened(made, pada=PADA).district)}
    assert now["Bua"] == "ditetapkan"
    assert not of(report, "ILP147")
    assert of(report, "ILP146")


def test_two_statuses_of_one_day_are_a_finding_and_those_of_a_place_and_its_puskesmas_are_not(tmp_path: Path) -> None:
    sheet = "Puskesmas,Pustu,Status,Sejak,Bukti,Alasan\nBua,,berjalan,2025-06-02,BA,\nBua,,ditunda,2025-06-02,,x\n"
    (finding,) = of(check(folder(tmp_path / "a", sheet=sheet), pada=PADA), "ILP144")
    assert spot(finding) == "realisasi.csv:3"
    assert "ditunda sejak 2 Juni 2025, padahal tertulis berjalan sejak hari yang sama" in finding.message
    apart = sheet.replace("Bua,,berjalan", "Bua,Padang,batal").replace("BA,", "BA,x")
    assert not of(check(folder(tmp_path / "b", sheet=apart), pada=PADA), "ILP144")


def test_the_same_status_on_two_days_is_told_once_for_its_row(tmp_path: Path) -> None:
    rows = "Puskesmas,Status ILP,Sejak\nSuli,berjalan,2025-04-10\nSuli,berjalan,2025-07-01\nBua,berjlan,2025-07-01\n"
    report = check(folder(tmp_path, sheet=rows), pada=PADA)
    (told,) = of(report, "ILP156")
    assert (spot(told), told.severity) == ("realisasi.csv:3", Severity.WARNING)
    assert told.message.startswith("Suli: berjalan sejak 1 Juli 2025, padahal sudah berjalan sejak 10 April 2025")
    assert "apakah maksudnya “berjalan”?" in of(report, "ILP004")[0].message
