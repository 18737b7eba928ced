"""A planner's own workbook comes back marked and no poorer, and tells the next time what was solved."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import warnings
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font
from python_calamine import CalamineWorkbook

from ilp_cli.capabilities.marking.verb import MarkedCopy, tandai
from ilp_cli.capabilities.marking.write import cells as marked_cells
from ilp_cli.capabilities.marking.write.copy import Order, mark
from ilp_cli.capabilities.marking.write.styles import COLOURS, Styles, shade
from ilp_cli.checking.verb import check
from ilp_cli.core.finding import Finding, Place, Severity
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.district.record import SHEET, Earlier, Remembered, earlier
from ilp_cli.law import configs
from ilp_cli.paper.layout import paper
from ilp_cli.paper.sheet import Page
from ilp_cli.paper.workbook import opens
from ilp_cli.reading.load import load
from ilp_cli.rulebook.report import Report
from ilp_cli.rulebook.since import Since, since
from tests.capabilities.marking import packages
from tests.capabilities.marking.packages import FAULTY, book, changed, edited, parts
from tests.growing import lines_run
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, SULI, plan, saved, spot
from tests.running import ilp
from tests.spoiled import MAIN, OLE, STRICT, XLS, ods

TOUCHED = re.compile(
    r"xl/(workbook\.xml|_rels/workbook\.xml\.rels|styles\.xml|comments.*|drawings/.*\.vml|worksheets/sheet1\.xml"
    r"|worksheets/_rels/sheet1\.xml\.rels)|\[Content_Types\]\.xml"
)
"""The parts that marking Petugas may change; every other part keeps its bytes."""

HOSTILE: dict[str, Callable[[], bytes]] = {
    "plain": book,
    "everything openpyxl writes": lambda: book(packages.dressed),
    "everything it loses": packages.rich,
    "shared strings": lambda: packages.shared_strings(book()),
    "prefixes, no addresses, no styles": packages.dotnet,
    "no addresses, no styles": lambda: packages.dotnet(""),
    "inline texts, no styles": lambda: packages.dotnet("", addresses=True),
    "threads": lambda: packages.with_threads(packages.rich()),
    "a button": lambda: packages.with_button(book()),
    "macros": lambda: packages.macros(book()),
    "a locked structure": lambda: book(packages.locked),
    "styles without cell styles": lambda: changed(
        book(), "xl/styles.xml", lambda text: re.sub(r"<cellXfs.*?</cellXfs>", "", text, flags=re.S)
    ),
    "styles with empty lists": lambda: changed(
        book(), "xl/styles.xml", lambda text: re.sub(r"<cellXfs.*?</cellXfs>", '<cellXfs count="0"/>', text, flags=re.S)
    ),
    "single quotes and a mark of UTF-8": lambda: changed(
        book(), "xl/worksheets/sheet1.xml", lambda text: "\ufeff" + text.replace('"', "'")
    ),
}


def read(data: bytes) -> Workbook:
    """A workbook as openpyxl reads it, which complains of what it would lose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data))


def values(data: bytes) -> Mapping[str, Sequence[Sequence[object]]]:
    """A workbook as calamine reads it."""
    opened = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: opened.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in opened.sheet_names}


class Desk:
    """A planner's desk: a plan whose roster is one workbook, checked and marked as often as it takes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.report: Report
        self.copy: MarkedCopy

    def mark(self, data: bytes, *, pada: date = PADA, roadmap: str = SULI, tahun: tuple[int, ...] = ()) -> bytes:
        kind = ".xlsm" if "xl/vbaProject.bin" in parts(data) else ".xlsx"
        plan(self.folder, roadmap.replace("roster: .", f"roster: roster{kind}"))
        original = self.folder / f"roster{kind}"
        original.write_bytes(data)
        district = load(self.folder)
        self.report = check(district, pada=pada, tahun=tahun)
        [self.copy], _ = tandai(district, self.report, self.folder / f"hasil{kind}", force=True)
        assert original.read_bytes() == data
        return self.copy.path.read_bytes()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "rencana")


def coloured(data: bytes) -> dict[str, str]:
    """The cells in one of our colours, by address, in the sheets that are not ours."""
    tints = {shade(weight, number): weight.value for weight in Severity for number in range(512)}
    return {
        f"{sheet.title}!{cell.coordinate}": tints[cell.fill.fgColor.rgb[-6:]]
        for sheet in read(data).worksheets
        if sheet.title != SHEET
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid" and str(cell.fill.fgColor.rgb)[-6:] in tints
    }


def comments(data: bytes) -> dict[str, str]:
    """Every comment, by address."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in read(data).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def listed(data: bytes) -> list[dict[str, object]]:
    """The rows of the list of findings, by the titles of its columns."""
    rows = list(read(data)[SHEET].iter_rows(values_only=True))
    top = next(number for number, row in enumerate(rows) if "Kode" in row)
    return [
        {str(title): value for title, value in zip(rows[top], row, strict=True) if title} for row in rows[top + 1 :]
    ]


def looks(data: bytes, sheet: str, *, fonts: bool) -> dict[str, object]:
    """How every cell of a sheet looks, apart from what number its style has."""
    return {
        cell.coordinate: (
            cell.value,
            repr(cell.fill),
            repr(cell.font) if fonts else None,
            repr(cell.border),
            repr(cell.alignment),
            repr(cell.protection),
            cell.number_format,
        )
        for row in read(data)[sheet].iter_rows()
        for cell in row
    }


@pytest.mark.parametrize("name", HOSTILE)
def test_a_marked_copy_is_the_original_and_more(desk: Desk, name: str) -> None:
    original = HOSTILE[name]()
    copy = desk.mark(original)
    old, new = parts(original), parts(copy)
    assert [part for part in old if new[part] != old[part] and not TOUCHED.fullmatch(part)] == []
    assert list(new)[: len(old)] == list(old)
    assert {key: rows for key, rows in values(copy).items() if key != SHEET}.keys() == values(original).keys()
    assert [sheet.title for sheet in read(copy)] == [*(sheet.title for sheet in read(original)), SHEET]
    for sheet in read(original):
        assert packages.cells(read(copy)[sheet.title]) == packages.cells(sheet)
    assert coloured(copy) == dict.fromkeys(FAULTY, "error")
    said = comments(copy)
    assert "ILP304 kesalahan: pustu “Cimpo” tidak terdaftar" in said["Petugas!D4"]
    assert "\nLangkah: " in said["Petugas!D4"]
    assert ("ILP301" in said["Petugas!B2"]) is (name != "threads")


@pytest.mark.parametrize("name", HOSTILE)
def test_marking_twice_changes_nothing_but_the_list(desk: Desk, name: str) -> None:
    first = desk.mark(HOSTILE[name]())
    second = desk.mark(first)
    once, again = parts(first), parts(second)
    assert list(once) == list(again)
    different = [part for part in once if once[part] != again[part]]
    assert all(b"ilp_temuan" in once[part] or part == "xl/workbook.xml" for part in different)
    assert desk.mark(first) == second


@pytest.mark.parametrize("name", HOSTILE)
def test_a_mended_copy_looks_like_the_original_and_the_list(desk: Desk, name: str) -> None:
    original = HOSTILE[name]()
    copy = desk.mark(original, pada=date(2026, 11, 14))

    def mended(data: bytes) -> bytes:
        members = parts(data)
        for part, content in members.items():
            if part != "xl/comments1.xml" and b"ilp_temuan" not in content and part.endswith(".xml"):
                members[part] = content.replace(b">19780917<", b">197809172006052904<").replace(b">Cimpo<", b">Cimpu<")
        return packages.packed(members)

    again = desk.mark(mended(copy))
    assert str(desk.report.since).startswith("Sudah selesai sejak pemeriksaan 14 November 2026: 2 temuan; masih: ")
    assert coloured(again) == {}
    assert comments(again) == comments(original)
    has_styles = "xl/styles.xml" in parts(original)
    for sheet in read(original):
        assert looks(again, sheet.title, fonts=has_styles) == looks(mended(original), sheet.title, fonts=has_styles)
    was, now = parts(mended(original)), parts(again)
    assert [part for part in was if was[part] != now[part] and not TOUCHED.fullmatch(part)] == []
    boxes = [part for part in now if "comments" in part.lower() or part.endswith(".vml")]
    assert boxes == [part for part in was if "comments" in part.lower() or part.endswith(".vml")]
    solved = [row for row in listed(again) if row["Keadaan"] == "selesai"]
    assert [(row["Kode"], row["Tempat"]) for row in solved] == [("ILP301", "Petugas!B2"), ("ILP304", "Petugas!D4")]


def test_nothing_is_lost_that_openpyxl_would_lose(desk: Desk) -> None:
    original = packages.rich()
    copy = desk.mark(original)
    for part in ("xl/media/image1.png", "customXml/item1.xml", "xl/printerSettings/printerSettings1.bin"):
        assert parts(copy)[part] == parts(original)[part]
    sheet = parts(copy)["xl/worksheets/sheet1.xml"].decode()
    assert "x14:conditionalFormatting" in sheet
    assert sheet.index("<legacyDrawing") < sheet.index("<tableParts") < sheet.index("<extLst")
    before, after = read(original)["Petugas"], read(copy)["Petugas"]
    assert [str(item.sqref) for item in after.data_validations.dataValidation] == ["E2:E100"]
    assert [str(item.sqref) for item in after.conditional_formatting] == ["F2:F9"]
    assert after.tables.keys() == {"TabelPetugas"}
    assert (after.freeze_panes, after.protection.sheet, after.print_title_rows) == ("B2", True, "$1:$1")
    assert read(copy)["Rahasia"].sheet_state == "veryHidden"
    assert read(copy)["Rekap 'A' & B"]["B2"].value == "=COUNTIF(Petugas!E:E,A2)"
    assert len(getattr(read(copy)["Rekap 'A' & B"], "_charts")) == 1  # noqa: B009
    assert read(copy).defined_names["unit"].value == read(original).defined_names["unit"].value
    for place in ("B2", "D4"):
        for what in ("font", "border", "alignment", "number_format", "protection"):
            assert repr(getattr(after[place], what)) == repr(getattr(before[place], what))
    assert repr(after["C2"].fill) == repr(before["C2"].fill)


def test_the_planners_comments_stay_and_ours_goes_below(desk: Desk) -> None:
    copy = desk.mark(packages.rich())
    said = comments(copy)
    assert said["Petugas!A2"] == "Ditelepon 3 Mei"
    assert said["Petugas!B2"].startswith("Tanya BKPSDM\n\nTemuan ILP\nILP301 kesalahan: ")
    assert said["Petugas!B2"].endswith("\n— ilp check, 21 November 2026")
    assert read(copy)["Petugas"]["B2"].comment.author == "Ibu Sitti"
    assert read(copy)["Petugas"]["D4"].comment.author == "ilp check"


def test_words_a_planner_adds_to_our_comment_are_kept(desk: Desk) -> None:
    copy = desk.mark(book())
    copy = edited(
        copy, "xl/comments1.xml", "— ilp check, 21 November 2026", "— ilp check, 21 November 2026 sudah &amp; beres"
    )
    again = desk.mark(copy)
    assert comments(again)["Petugas!B2"].startswith(" sudah & beres\n\nTemuan ILP\nILP301")
    mended = edited(again, "xl/worksheets/sheet1.xml", "19780917", "197809172006052904")
    assert comments(desk.mark(mended))["Petugas!B2"] == " sudah & beres"


def test_a_cell_with_a_thread_is_coloured_and_its_words_stand_in_the_list_only(desk: Desk) -> None:
    copy = desk.mark(packages.with_threads(packages.rich()))
    assert desk.copy.threads == 1
    assert comments(copy)["Petugas!B2"] == "Tanya BKPSDM"
    assert ["utas komentar" in str(row["Langkah"]) for row in listed(copy)][:2] == [True, False]


def test_marks_move_with_their_rows_through_another_program(desk: Desk) -> None:
    marked = read(desk.mark(book()))
    sheet = marked["Petugas"]
    sheet.move_range("A2:F4", rows=3)
    again = desk.mark(saved(marked), pada=date(2026, 11, 22))
    assert coloured(again) == dict.fromkeys(["Petugas!B5", "Petugas!D7"], "error")
    assert comments(again).keys() == {"Petugas!B5", "Petugas!D7"}
    assert str(desk.report.since) == "Sudah selesai sejak pemeriksaan 21 November 2026: 0 temuan; masih: 4; baru: 0"
    assert [sheet.title for sheet in read(again)].count(SHEET) == 1


def test_a_merged_cell_is_marked_where_it_shows(desk: Desk) -> None:
    def merged(workbook: Workbook) -> None:
        sheet = workbook["Petugas"]
        sheet["D3"], sheet["D4"] = "Cimpo", None
        sheet.merge_cells("D3:D4")

    copy = desk.mark(book(merged))
    assert coloured(copy) == dict.fromkeys(["Petugas!B2", "Petugas!D3"], "error")
    assert "ILP304 kesalahan: " in comments(copy)["Petugas!D3"]
    assert "ILP304 kesalahan (D4): " in comments(copy)["Petugas!D3"]


def test_a_cell_that_is_not_there_takes_its_look_from_row_or_column(desk: Desk) -> None:
    def empty(workbook: Workbook) -> None:
        workbook["Kader"].delete_rows(2, 20)
        sheet = workbook["Petugas"]
        sheet["E3"], sheet["C4"] = None, None
        sheet.column_dimensions["E"].font = Font(name="Arial", bold=True)
        sheet.row_dimensions[4].font = Font(name="Courier New")

    copy = desk.mark(book(empty))
    assert coloured(copy).keys() >= {"Petugas!E3", "Petugas!C4", "Kader!A2"}
    sheet = read(copy)["Petugas"]
    assert (sheet["E3"].font.name, sheet["E3"].font.bold, sheet["C4"].font.name) == ("Arial", True, "Courier New")
    assert 'ref="A1:D2"' in parts(copy)["xl/worksheets/sheet2.xml"].decode()


def test_each_weight_has_its_colour_and_several_findings_share_a_cell(desk: Desk) -> None:
    def twice(workbook: Workbook) -> None:
        sheet = workbook["Petugas"]
        sheet["B2"] = 19780917
        sheet.row_dimensions[3].hidden = True

    copy = desk.mark(book(twice))
    findings = [finding for finding in desk.report.findings if finding.place.sheet == "Petugas"]
    weights = {spot(finding).split(":")[1]: finding.severity.value for finding in reversed(findings)}
    assert {"error", "note"} <= set(weights.values())
    assert coloured(copy) == weights
    for finding in findings:
        text = comments(copy)[spot(finding).split(":")[1]]
        assert finding.code in text
        assert text.count("Temuan ILP") == 1


def test_the_list_holds_all_findings_and_links_those_of_this_workbook(desk: Desk) -> None:
    copy = desk.mark(packages.rich())
    sheet = read(copy)[SHEET]
    rows = listed(copy)
    assert [row["Kode"] for row in rows] == [finding.code for finding in desk.report.findings]
    links = {cell.coordinate: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert set(links.values()) == {"'Petugas'!B2", "'Petugas'!D4"}
    assert {sheet[ref].value for ref in links} == set(FAULTY)
    assert any(str(row["Tempat"]).startswith("roadmap.yaml:") for row in rows)
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Kode")
    assert sheet.freeze_panes == f"A{top + 1}"
    assert sheet.print_title_rows == f"${top}:${top}"
    assert sheet.auto_filter.ref == f"A{top}:H{top + len(rows)}"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (14, 0)
    assert desk.copy.findings == 2
    assert desk.copy.elsewhere == len(rows) - 2


def test_the_list_keeps_its_place_and_name(desk: Desk) -> None:
    def own(workbook: Workbook) -> None:
        workbook.create_sheet(SHEET)["A1"] = "lembar saya sendiri"

    copy = desk.mark(book(own))
    assert [sheet.title for sheet in read(copy)] == ["Petugas", "Kader", SHEET, f"{SHEET} (2)"]
    assert read(copy)[SHEET]["A1"].value == "lembar saya sendiri"
    workbook = read(copy)
    workbook.move_sheet(f"{SHEET} (2)", -3)
    again = desk.mark(saved(workbook))
    assert [sheet.title for sheet in read(again)] == [f"{SHEET} (2)", "Petugas", "Kader", SHEET]
    assert desk.report.since is not None


def test_the_list_is_no_roster_and_its_findings_are_the_originals(desk: Desk) -> None:
    copy = desk.mark(packages.rich())
    before = [(finding.code, finding.place.cell, finding.message) for finding in desk.report.findings]
    (desk.folder / "lain.xlsx").write_bytes(copy)
    report = check(load(desk.folder, desk.folder / "lain.xlsx"), pada=PADA)
    assert [(finding.code, finding.place.cell, finding.message) for finding in report.findings] == before
    assert [reading.table for reading in report.readings] == ["petugas", "kader"]


def test_a_folder_with_original_and_copy_is_read_once(tmp_path: Path) -> None:
    folder = plan(tmp_path)
    (folder / "roster.xlsx").write_bytes(book())
    district = load(folder)
    report = check(district, pada=PADA)
    tandai(district, report, folder / "hasil.xlsx")
    again = check(load(folder), pada=PADA)
    [note] = [finding for finding in again.findings if finding.code == "ILP016"]
    assert "salinan bertanda dari roster.xlsx" in note.message
    assert len(again.findings) == len(report.findings) + 1
    assert again.since is None


def test_same_inputs_give_the_same_bytes(desk: Desk) -> None:
    rich = packages.rich()
    assert desk.mark(rich) == desk.mark(rich)


def test_no_long_number_leaves_its_cell(desk: Desk) -> None:
    def numbers(workbook: Workbook) -> None:
        workbook["Petugas"]["B2"] = "19780917 200605 290"
        workbook["Petugas"]["D4"] = "Cimpo 7317014501850001"

    copy = desk.mark(book(numbers))
    words = " ".join([*comments(copy).values(), *(str(value) for row in listed(copy) for value in row.values())])
    assert re.findall(r"\d{9,}", words) == []


def test_a_message_too_long_for_a_comment_is_cut_and_found_again(desk: Desk) -> None:
    long = "Cimpo " + "x" * 20_000
    copy = desk.mark(book(lambda workbook: workbook["Petugas"].__setitem__("D4", long)))
    text = comments(copy)["Petugas!D4"]
    assert len(text) < 20_000
    assert "… selengkapnya di lembar Temuan ILP\n— ilp check" in text
    assert comments(desk.mark(copy)).keys() == comments(copy).keys()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("roster.xlsx", lambda: packages.signed(book()), "bertanda tangan digital"),
        ("roster.xlsx", lambda: OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600), "terkunci kata sandi"),
        ("roster.xls", lambda: XLS, "workbook .xls lama; simpan dulu sebagai .xlsx"),
        ("roster.ods", lambda: ods(""), "workbook ODS; simpan dulu sebagai .xlsx"),
        ("roster.yaml", lambda: b"petugas: [{nama: Ina}]\n", "berkas yaml tidak dapat ditandai"),
        ("roster.xls", lambda: b"<html><table><tr><td>nama</td></tr></table></html>", "halaman HTML"),
        (
            "roster.xlsx",
            lambda: edited(book(), "[Content_Types].xml", "sheet.main+xml", "template.main+xml"),
            "templat",
        ),
        ("roster.xlsx", lambda: packages.shared(book()), "Shared Workbook"),
    ],
)  # fmt: skip
def test_what_cannot_be_marked_without_loss_is_refused_with_the_reason(
    tmp_path: Path, name: str, data: Callable[[], bytes], words: str
) -> None:
    folder = plan(tmp_path, SULI.replace("roster: .", f"roster: {name}"))
    (folder / name).write_bytes(data())
    district = load(folder)
    with pytest.raises(OutputBlocked, match="tidak ada roster yang dapat ditandai: roster") as caught:
        tandai(district, check(district, pada=PADA), folder / "hasil.xlsx")
    assert words in str(caught.value)
    assert not (folder / "hasil.xlsx").exists()


@pytest.mark.parametrize(
    ("part", "old", "new", "words"),
    [
        ("xl/worksheets/sheet1.xml", '<row r="3"', '<row r="2"', "susunan lembar Petugas tidak lazim"),
        ("xl/worksheets/sheet1.xml", 'r="E2"', 'r="B2"', "susunan lembar Petugas tidak lazim"),
        ("xl/styles.xml", "<styleSheet", '<?xml version="1.0" encoding="iso-8859-1"?><styleSheet', "UTF-8"),
    ],
)
def test_parts_that_are_no_ordinary_ones_are_refused(desk: Desk, part: str, old: str, new: str, words: str) -> None:
    with pytest.raises(OutputBlocked, match=words):
        desk.mark(edited(book(), part, old, new))


def test_a_reference_to_boxes_that_are_not_there_is_replaced(desk: Desk) -> None:
    gone = f'<legacyDrawing xmlns:r="{packages.OFFICE}" r:id="rId77"/></worksheet>'
    copy = desk.mark(edited(book(), "xl/worksheets/sheet1.xml", "</worksheet>", gone))
    assert parts(copy)["xl/worksheets/sheet1.xml"].count(b"<legacyDrawing") == 1
    assert comments(copy).keys() == set(FAULTY)


def test_comments_in_another_prefix_and_without_authors(desk: Desk) -> None:
    original = packages.with_comments(
        book(),
        f'<x:comments xmlns:x="{MAIN}"><x:commentList><x:comment ref="D4" authorId="0"><x:text>'
        "<x:r><x:rPr><x:b/></x:rPr><x:t>Tanya &amp; catat _x005F_x0041_</x:t></x:r></x:text>"
        "</x:comment></x:commentList></x:comments>",
    )
    copy = desk.mark(original)
    assert comments(copy)["Petugas!D4"].startswith("Tanya & catat")
    assert "\n\nTemuan ILP\nILP304" in comments(copy)["Petugas!D4"]
    assert comments(copy)["Petugas!B2"].startswith("Temuan ILP\nILP301")
    part = parts(desk.mark(edited(copy, "xl/worksheets/sheet1.xml", "Cimpo", "Cimpu")))["xl/comments1.xml"]
    assert b"<x:t>Tanya &amp; catat _x005F_x0041_</x:t></x:r></x:text>" in part


def test_strict_workbooks_and_twin_parts_are_refused(tmp_path: Path) -> None:
    strict = {
        name: content.replace(packages.OFFICE.encode(), STRICT.encode()) for name, content in parts(book()).items()
    }
    folder = plan(tmp_path, SULI.replace("roster: .", "roster: roster.xlsx"))
    (folder / "roster.xlsx").write_bytes(packages.packed(strict))
    district = load(folder)
    with pytest.raises(OutputBlocked, match="tidak ada roster yang dapat ditandai"):
        tandai(district, check(district, pada=PADA), folder / "hasil.xlsx")


def test_csv_beside_a_workbook_is_named_and_its_findings_stay_out_of_the_copy(tmp_path: Path) -> None:
    folder = plan(tmp_path, SULI.replace("roster: .", "roster: [roster.xlsx, kader.csv]"), kader_csv=KADER_CSV)
    (folder / "roster.xlsx").write_bytes(book(lambda workbook: workbook.remove(workbook["Kader"])))
    (folder / "kader.csv").write_text(KADER_CSV.replace("Mia,Suli", "Mia,Sulli"))
    district = load(folder)
    report = check(district, pada=PADA)
    [copy], left = tandai(district, report, folder / "hasil.xlsx")
    assert [words.split(";")[0] for words in left] == ["kader.csv: berkas csv tidak dapat ditandai"]
    assert "NIP dan NIK sebagai Teks" in left[0]
    assert any(str(finding.place).endswith("kader.csv:8") for finding in report.findings)
    assert [row["Tempat"] for row in listed(copy.path.read_bytes())] == FAULTY
    assert (copy.findings, copy.elsewhere, copy.alone) == (2, len(report.findings) - 2, True)


def test_several_workbooks_go_into_a_folder(tmp_path: Path) -> None:
    names = ["suli/roster.xlsx", "bua/roster.xlsx", "induk.xlsx"]
    folder = plan(tmp_path / "rencana", SULI.replace("roster: .", f"roster: [{', '.join(names)}]"))
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(book())
    district = load(folder)
    report = check(district, pada=PADA)
    with pytest.raises(Misuse, match=r"3 workbook .* sebut nama folder"):
        tandai(district, report, tmp_path / "hasil.xlsx")
    copies, left = tandai(district, report, tmp_path / "hasil")
    assert sorted(path.name for path in (tmp_path / "hasil").iterdir()) == [
        "bua-roster.xlsx", "induk.xlsx", "suli-roster.xlsx",
    ]  # fmt: skip
    assert left == ()
    for copy in copies:
        assert coloured(copy.path.read_bytes()).items() >= dict.fromkeys(FAULTY, "error").items()
        assert copy.alone
        assert len(listed(copy.path.read_bytes())) == copy.findings == len(report.findings) - copy.elsewhere
    with pytest.raises(OutputBlocked, match="sudah ada"):
        tandai(district, report, tmp_path / "hasil")
    again = check(load(folder, tmp_path / "hasil"), pada=PADA)
    assert again.since is not None
    assert not again.since.solved


TWO = """\
kabupaten: {nama: Luwu}
roster: masuk
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}, {nama: Bua, pustu: [{nama: Sakti}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}, {puskesmas: Bua, pustu: [Sakti]}]}]
"""
NIK_TUTI = "7317014501850001"


def two_puskesmas(folder: Path) -> Path:
    """A plan whose roster is a workbook of each of two puskesmas: both list one woman, and one NIK stands in both."""
    plan(folder, TWO)
    (folder / "masuk").mkdir()
    head = ["nama", "nip", "nik", "puskesmas", "pustu", "profesi"]
    for puskesmas, pustu, own, namesake in (("Suli", "Cimpu", "Rahma", "Tuti"), ("Bua", "Sakti", "Wahida", "Titin")):
        workbook = Workbook()
        sheet = workbook.worksheets[0]
        sheet.title = "Petugas"
        for row in (
            head,
            [own, "19780917", None, puskesmas, pustu, "Bidan"],
            ["Ina Batara", None, None, puskesmas, pustu, "Perawat"],
            [namesake, None, NIK_TUTI, puskesmas, pustu, "Bidan"],
        ):
            sheet.append(row)
        workbook.create_sheet("Kader").append(["nama", "puskesmas", "pustu", "posyandu"])
        (folder / "masuk" / f"Puskesmas {puskesmas}.xlsx").write_bytes(saved(workbook))
    return folder


def test_a_copy_of_several_holds_its_own_findings_and_names_nobody_of_another(tmp_path: Path) -> None:
    folder = two_puskesmas(tmp_path / "rencana")
    district = load(folder)
    report = check(district, pada=PADA)
    said = " ".join(finding.message for finding in report.findings)
    assert all(code in {finding.code for finding in report.findings} for code in ("ILP301", "ILP303", "ILP318"))
    assert "Titin" in said
    copies, _ = tandai(district, report, tmp_path / "hasil")
    strange = {"Bua": ("Suli", "Cimpu", "Rahma", "Tuti"), "Suli": ("Bua", "Sakti", "Wahida", "Titin")}
    for copy in copies:
        data = copy.path.read_bytes()
        everything = b"\n".join(parts(data).values()).decode("utf-8", "replace")
        assert not [name for name in strange[copy.path.stem.rpartition(" ")[2]] if name in everything]
        assert {str(row["Tempat"]).partition("!")[0] for row in listed(data)} <= {"Petugas", "Kader"}
        assert copy.findings + copy.elsewhere == len(report.findings)
    every = [row for copy in copies for row in listed(copy.path.read_bytes())]
    assert {row["Temuan"] for row in every if row["Kode"] == "ILP318"} == {
        "berkaitan dengan baris di berkas lain, yang tidak disebut di salinan ini; tanyakan kepada pengirimnya"
    }


def test_a_copy_is_one_of_several_also_where_the_other_cannot_be_read(tmp_path: Path) -> None:
    folder = two_puskesmas(tmp_path / "rencana")
    (folder / "masuk" / "Puskesmas Bua.xlsx").write_bytes(b"PK rusak")
    district = load(folder)
    [copy], _ = tandai(district, check(district, pada=PADA), tmp_path / "hasil.xlsx")
    assert copy.alone
    assert not [row for row in listed(copy.path.read_bytes()) if "Bua" in str(row)]


def test_what_was_solved_is_told_of_each_of_several_copies_by_its_own(tmp_path: Path) -> None:
    folder = two_puskesmas(tmp_path / "rencana")
    district = load(folder)
    first = check(district, pada=PADA)
    tandai(district, first, tmp_path / "kembali")
    placed = sum(finding.place.sheet is not None for finding in first.findings)
    mended = tmp_path / "kembali" / "Puskesmas Suli.xlsx"
    mended.write_bytes(edited(mended.read_bytes(), "xl/worksheets/sheet1.xml", "19780917", "197809172006052904"))
    again = load(folder, tmp_path / "kembali")
    report = check(again, pada=date(2026, 11, 28))
    assert report.since is not None
    assert [(solved.code, solved.cell) for solved in report.since.solved] == [("ILP301", "B2")]
    assert (report.since.still, report.since.new) == (placed - 1, frozenset())
    assert len(report.since.apart) == len(report.findings) - report.since.still
    second, _ = tandai(again, report, tmp_path / "kedua")
    states = {copy.path.stem: [row["Keadaan"] for row in listed(copy.path.read_bytes())] for copy in second}
    assert "selesai" in states["Puskesmas Suli"]
    assert set(states["Puskesmas Bua"]) == {"masih"}
    mended.rename(mended.with_name("Suli sudah diperbaiki.xlsx"))
    renamed = check(load(folder, tmp_path / "kembali"), pada=date(2026, 11, 28)).since
    assert renamed is not None
    assert ([solved.code for solved in renamed.solved], renamed.new) == (["ILP301"], frozenset())


def test_the_ending_of_a_copy_is_that_of_its_kind(tmp_path: Path) -> None:
    folder = plan(tmp_path, SULI.replace("roster: .", "roster: roster.xlsm"))
    (folder / "roster.xlsm").write_bytes(packages.macros(book()))
    district = load(folder)
    with pytest.raises(Misuse, match=r"harus berakhiran \.xlsm"):
        tandai(district, check(district, pada=PADA), folder / "hasil.xlsx")


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    folder = plan(tmp_path, SULI.replace("roster: .", "roster: roster.xlsx"))
    (folder / "roster.xlsx").write_bytes(book())
    district = load(folder)
    report = check(district, pada=PADA)
    with pytest.raises(OutputBlocked, match="berkas masukan"):
        tandai(district, report, folder / "roster.xlsx", force=True)
    (folder / "roster.xlsx").write_bytes(book(packages.dressed))
    with pytest.raises(OutputBlocked, match="berubah selagi diperiksa"):
        tandai(district, report, folder / "hasil.xlsx")


def test_a_waived_finding_is_listed_but_not_marked(desk: Desk) -> None:
    waiver = (
        "pengecualian: [{kode: ILP304, tempat: {puskesmas: Suli}, alasan: usul, oleh: Kadis, sampai: 2027-01-01}]\n"
    )
    copy = desk.mark(book(), roadmap=SULI + waiver)
    assert coloured(copy) == {"Petugas!B2": "error"}
    [row] = [row for row in listed(copy) if row["Kode"] == "ILP304"]
    assert row["Tingkat"] == "dikecualikan"
    assert "oleh Kadis: usul" in str(row["Langkah"])


# What was solved since


def test_a_run_on_the_mended_copy_says_what_was_solved(tmp_path: Path) -> None:
    folder = plan(tmp_path / "rencana", SULI.replace("roster: .", "roster: roster.xlsx"))
    (folder / "roster.xlsx").write_bytes(book())
    first = ilp("check", folder, "--tandai", tmp_path / "satu.xlsx", "--pada", "2026-11-14")
    assert first.returncode == 1
    assert "Ditulis: " in first.stderr
    assert "(2 temuan di workbook ini, 2 sel ditandai; " in first.stderr
    assert "Sudah selesai" not in first.stdout
    copy = edited((tmp_path / "satu.xlsx").read_bytes(), "xl/worksheets/sheet1.xml", "Cimpo", "Cimpu")
    copy = edited(copy, "xl/worksheets/sheet1.xml", "Honorer", "Honorer ")
    (tmp_path / "satu.xlsx").write_bytes(copy)
    second = ilp("check", folder, "--roster", tmp_path / "satu.xlsx", "--tandai", tmp_path / "dua.xlsx")
    words = "Sudah selesai sejak pemeriksaan 14 November 2026: 1 temuan; masih: 3; baru: 0"
    assert second.stdout.splitlines()[-2] == words
    rows = read((tmp_path / "dua.xlsx").read_bytes())[SHEET].iter_rows(max_row=4, values_only=True)
    assert f"{words}." in [row[0] for row in rows]
    third = ilp("check", folder, "--roster", tmp_path / "satu.xlsx", "--format", "json", "--pada", "2026-11-21")
    document = json.loads(third.stdout)
    assert document["since"] == {
        "pada": "2026-11-14",
        "compared": True,
        "solved": [
            {
                "code": "ILP304",
                "severity": "error",
                "message": "pustu “Cimpo” tidak terdaftar di Suli; apakah maksudnya “Cimpu”?",
                "sheet": "Petugas",
                "cell": "D4",
            }
        ],
        "still": 3,
        "new": [],
    }
    plain = ilp("check", folder, "--format", "json")
    assert json.loads(plain.stdout)["since"] is None


def test_other_stages_are_not_compared(desk: Desk) -> None:
    later = SULI.replace("lokus: [", "target: {puskesmas: 1}, lokus: [") + "  \n"
    two = later.replace("tahap: [", "tahap: [{tahun: 2024, target: {puskesmas: 1}}, ")
    copy = desk.mark(book(), roadmap=two)
    desk.mark(copy, roadmap=two, tahun=(2025,))
    assert str(desk.report.since) == ("Pemeriksaan 21 November 2026 mencakup tahap 2024, 2025, jadi tidak dibandingkan")
    copy = desk.mark(book(), roadmap=two, tahun=(2025,))
    desk.mark(copy, roadmap=two)
    assert desk.report.since is not None
    assert not desk.report.since.other_years


def remember(code: str, who: str = "", message: str = "", cell: str = "A1") -> Remembered:
    return Remembered(code=code, severity=Severity.ERROR, message=message, sheet="Petugas", cell=cell, who=who)


@pytest.mark.parametrize(
    ("before", "now", "solved", "new"),
    [
        ([remember("ILP301", "ina", "8 tanda")], [remember("ILP301", "ina", "9 tanda", "A9")], 0, 0),
        ([remember("ILP301", "", "x", "A1")], [remember("ILP301", "", "y", "A1")], 0, 0),
        ([remember("ILP301", "ina", "x")], [remember("ILP302", "ina", "x")], 1, 1),
        ([remember("ILP301", "ina", "x", "A1")], [remember("ILP301", "umi", "x", "A2")], 1, 1),
        ([remember("ILP301", "ina", "x")] * 3, [remember("ILP301", "ina", "x")], 2, 0),
        ([remember("ILP301", "ina", "x")], [remember("ILP301", "ina", "x")] * 3, 0, 2),
        ([], [remember("ILP301")], 0, 1),
    ],
)
def test_which_finding_is_the_same_one(before: list[Remembered], now: list[Remembered], solved: int, new: int) -> None:
    result = since([Earlier(pada=PADA, findings=tuple(before))], (), now, ())
    assert result is not None
    assert (len(result.solved), len(result.new), result.still) == (solved, new, len(now) - new)


def test_a_finding_waived_since_is_neither_solved_nor_still_there() -> None:
    finding = remember("ILP301", "ina")
    result = since([Earlier(pada=PADA, findings=(finding,))], (), (), (finding,))
    assert result == Since(pada=PADA)


@given(
    st.dates(), st.lists(st.integers(2020, 2040), max_size=3), st.text(max_size=40), st.text(max_size=200),
    st.dictionaries(st.text(max_size=6), st.text(max_size=60), max_size=4),
)  # fmt: skip
@settings(deadline=None, max_examples=60)
def test_a_record_is_read_back_as_it_was(
    pada: date, tahun: list[int], source: str, message: str, fills: dict[str, str]
) -> None:
    findings = (Remembered(code="ILP301", severity=Severity.NOTE, message=message),)
    record = Earlier(
        pada=pada, tahun=tuple(tahun), source=source, findings=findings, fills=fills, boxes={"P!A1": ("a", "b")}
    )
    assert earlier(["", None, *record.cells(), ""]) == record


@pytest.mark.parametrize("text", ['{"ilp_temuan": 1', '{"ilp_temuan": 1, "pada": 5}', "{}", ""])
def test_a_damaged_record_is_none(text: str) -> None:
    assert earlier([text]) is None


# Damage


def damaged(chance: Random, data: bytes) -> bytes:
    """A workbook with one thing broken: bytes of the archive, or bytes, tags, values or the whole of a part."""
    kind = chance.randrange(10)
    place = chance.randrange(len(data))
    if kind == 0:
        return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
    if kind == 1:
        return data[:place] + data[place + chance.choice([1, 9, 10**9]) :]
    members = parts(data)
    likely = "sheet1|workbook|styles|Content_Types|rels$|comments|vml"
    name = chance.choice([name for name in members if re.search(likely, name)])
    content = members[name]
    start, end = chance.choice([match.span() for match in re.finditer(rb"<[^>]*>", content)])
    place = chance.randrange(len(content))
    value = chance.choice([b'""', b'"-1"', b'"x"', b'"9999999999999999999"', b'"1.5"', b'"A0"', b'"\xff"', b'"&x;"'])
    tag = content[start:end]
    members[name] = (
        content[:place] + chance.choice([b"\x00", b"\xff", b"<", b">", b'"', b"&"]) + content[place + 1 :],
        content[:place],
        content[:start] + content[end:],
        content[:end] + tag + content[end:],
        content[:start] + re.sub(rb'"[^"]*"', lambda _: value, tag, count=1) + content[end:],
        content[:start] + chance.choice([b"<!--", b"<![CDATA[", b"&#0;", b"<q:c/>"]) + content[start:],
        chance.choice([b"", b"<a/>", b"<a>", b"\xff\xff"]),
        content.replace(b"<", b"<q:"),
    )[kind - 2]
    if chance.randrange(10) == 0:
        del members[name]
    return packages.packed(members)


@pytest.mark.parametrize("name", ["everything it loses", "prefixes, no addresses, no styles", "threads", "a button"])
def test_a_damaged_workbook_is_marked_or_refused_with_a_reason(tmp_path: Path, name: str) -> None:
    folder = plan(tmp_path, SULI.replace("roster: .", "roster: roster.xlsx"))
    original, chance, reasons = HOSTILE[name](), Random(name), []
    for _ in range(120):
        (folder / "roster.xlsx").write_bytes(damaged(chance, original))
        district = load(folder)
        report = check(district, pada=PADA)
        try:
            tandai(district, report, folder / "hasil.xlsx", force=True)
        except OutputBlocked as error:
            reasons.append(str(error))
    assert 20 < len(reasons) < 120
    known = re.compile("roster.*: .*(ulang|terbaca|rusak|ditolak|kosong|bukan|sampai)")
    assert [reason for reason in reasons if not known.search(reason)] == []


@pytest.mark.parametrize(
    ("part", "old", "new", "words"),
    [
        ("xl/worksheets/sheet1.xml", "</row>", "", "lembar Petugas tidak terbaca|sheet1.xml rusak"),
        ("xl/worksheets/sheet2.xml", 'r="A2"', 'r="?"', "lembar Kader tidak terbaca"),
        ("xl/styles.xml", "</fills>", "", "bagian xl/styles.xml rusak; buka dan simpan ulang di Excel"),
        ("xl/workbook.xml", 'sheetId="1"', 'sheetId="x"', "susunan workbook ini tidak lazim"),
        ("[Content_Types].xml", "</Types>", "</Type>", r"bagian \[Content_Types\].xml rusak"),
    ],
)
def test_damage_is_called_what_it_is(desk: Desk, part: str, old: str, new: str, words: str) -> None:
    with pytest.raises(OutputBlocked, match=words):
        desk.mark(edited(book(), part, old, new))


def test_a_workbook_without_content_types_is_refused_by_the_command(tmp_path: Path) -> None:
    folder = plan(tmp_path, SULI.replace("roster: .", "roster: roster.xlsx"))
    members = parts(book())
    del members["[Content_Types].xml"]
    (folder / "roster.xlsx").write_bytes(packages.packed(members))
    done = ilp("check", folder, "--tandai", folder / "hasil.xlsx")
    assert done.returncode == 4
    assert "bagian [Content_Types].xml tidak ada; simpan ulang di Excel dulu" in done.stderr


def test_a_roster_that_is_not_there_is_the_reason(tmp_path: Path) -> None:
    folder = plan(tmp_path, SULI.replace("roster: .", "roster: roster.xls"))
    (folder / "roster.xlsx").write_bytes(book())
    done = ilp("check", folder, "--tandai", folder / "hasil.xlsx")
    assert done.returncode == 4
    assert "roster.xls tidak ditemukan; apakah maksudnya “roster.xlsx”?" in done.stderr


@pytest.mark.parametrize("folder", ["", "buku/", "data/xl/", "xl/dalam/"])
def test_parts_may_lie_in_any_folder(folder: str) -> None:
    original = packages.shared_strings(book())
    order = Order(
        report=Report(kabupaten="Luwu", pada=PADA, tahun=(2025,), findings=(ERROR_AT_D4,)),
        files=frozenset({"roster.xlsx"}),
        record=Earlier(pada=PADA),
        page=Page(paper=paper(configs.naskah(), "f4"), landscape=True, number=""),
    )
    moved = packages.elsewhere(original, folder)
    copy = mark(moved, order)
    assert (copy.cells, copy.findings) == (1, 1)
    assert parts(copy.content) == parts(packages.elsewhere(mark(original, order).content, folder))
    assert values(copy.content)["Petugas"] == values(moved)["Petugas"]


ERROR_AT_D4 = Finding(
    code="ILP304",
    severity=Severity.ERROR,
    message="pustu “Cimpo” tidak terdaftar",
    place=Place(file="roster.xlsx", sheet="Petugas", cell="D4"),
)


# The parts


@given(
    st.lists(st.lists(st.booleans(), min_size=4, max_size=4), max_size=6),
    st.sets(st.tuples(st.integers(1, 8), st.integers(0, 5)), max_size=6),
    st.booleans(),
    st.booleans(),
)
@settings(deadline=None, max_examples=150)
def test_cells_are_painted_wherever_they_are(
    filled: list[list[bool]], wanted: set[tuple[int, int]], addressed: bool, empty_rows: bool
) -> None:
    """Any cells of any grid, with and without addresses: the wanted ones get the style, all others keep theirs."""
    rows = ""
    for number, row in enumerate(filled, 1):
        if addressed and not any(row):
            rows += f'<row r="{number}" spans="1:4"/>' if empty_rows else ""
            continue
        cells = ""
        for column, there in enumerate(row):
            place = f'r="{chr(65 + column)}{number}" ' if addressed else ""
            if there or not addressed:
                cells += f'<c {place}s="1"><v>{number}{column}</v></c>'
        rows += f"<row>{cells}</row>" if not addressed else f'<row r="{number}" spans="1:4">{cells}</row>'
    data = f'<worksheet xmlns="x"><sheetData>{rows}</sheetData></worksheet>'.encode()
    painted = marked_cells.repainted(data, wanted, lambda _, base: base + 10)
    styles: dict[tuple[int, int], int] = {}
    row_number = 0
    for row_match in re.finditer(r"<row(?: r=\"(\d+)\")?[^>]*?(?:/>|>(.*?)</row>)", painted.decode()):
        number = int(row_match[1] or row_number + 1)
        assert number > row_number
        row_number, column = number, -1
        for match in re.finditer(r'<c (?:r="([A-Z])\d+" )?s="(\d+)"', row_match[2] or ""):
            index = ord(match[1]) - 65 if match[1] else column + 1
            assert index > column
            column = index
            styles[number, index] = int(match[2])
    grid = {(number, column): there for number, row in enumerate(filled, 1) for column, there in enumerate(row)}
    present = {cell for cell, there in grid.items() if there or not addressed}
    assert styles == {cell: (1 if cell in present else 0) + (10 if cell in wanted else 0) for cell in present | wanted}


def test_a_marking_colour_is_never_one_the_planner_uses() -> None:
    used = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{shade(Severity.ERROR, number)}"/>'
        "</patternFill></fill>"
        for number in range(1, 511)
    )
    styles = Styles(f"<styleSheet><fills>{used}</fills></styleSheet>".encode(), {})
    assert styles.marked(0, Severity.ERROR) == 1
    assert list(styles.fills) == [shade(Severity.ERROR, 511)]
    full = Styles(
        f"<styleSheet><fills>{used}{used.replace('B88', 'B8F')}</fills></styleSheet>".encode(),
        {shade(Severity.ERROR, 511): "- <fill/>"},
    )
    assert full.marked(0, Severity.ERROR) == 0


def test_shades_stay_within_what_an_eye_tells_apart() -> None:
    for severity, colour in COLOURS.items():
        assert len({shade(severity, number) for number in range(512)}) == 512
        for number in range(512):
            pairs = zip(bytes.fromhex(shade(severity, number)), bytes.fromhex(colour), strict=True)
            assert all(0 <= channel - pure < 8 for channel, pure in pairs)


def test_a_record_in_wrong_hands_does_no_harm(desk: Desk) -> None:
    copy = desk.mark(packages.rich())
    for old, new in (("&lt;/fill&gt;", "&lt;/fil&gt;"), ("&lt;fill&gt;", "&lt;cellXfs/&gt;&lt;fill&gt;")):
        spoiled = parts(copy)
        name = next(name for name, content in spoiled.items() if b"ilp_temuan" in content)
        assert old in spoiled[name].decode()
        spoiled[name] = spoiled[name].replace(old.encode(), new.encode())
        again = desk.mark(packages.packed(spoiled))
        assert coloured(again).keys() == set(FAULTY)
        assert b"<cellXfs/>" not in parts(again)["xl/styles.xml"]


# With LibreOffice, where there is one


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_copy_goes_through_libreoffice_and_back(desk: Desk, tmp_path: Path) -> None:
    for name, original, still in (("rich", packages.rich(), 6), ("dotnet", packages.dotnet(), 4)):
        copy = desk.mark(original)
        (tmp_path / f"{name}.xlsx").write_bytes(copy)
        profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
        words = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
        subprocess.run(
            [*words, "--outdir", tmp_path / "lo", tmp_path / f"{name}.xlsx"],
            check=True,
            capture_output=True,
            timeout=120,
        )
        again = (tmp_path / "lo" / f"{name}.xlsx").read_bytes()
        assert coloured(again) == coloured(copy)
        assert comments(again).keys() == comments(copy).keys()
        desk.mark(again)
        assert str(desk.report.since).endswith(f"0 temuan; masih: {still}; baru: 0")
        assert coloured(desk.copy.path.read_bytes()) == coloured(copy)


# As a command


@pytest.mark.parametrize("words", [("--format", "json"), ("-q",), ()])
def test_the_command_marks_in_every_format(tmp_path: Path, words: tuple[str, ...]) -> None:
    folder = plan(tmp_path, SULI.replace("roster: .", "roster: roster.xlsx"))
    (folder / "roster.xlsx").write_bytes(book(packages.locked))
    done = ilp("check", folder, "--tandai", folder / "hasil.xlsx", *words)
    assert done.returncode == 1
    assert (folder / "hasil.xlsx").exists()
    assert ("hanya dapat dihapus dengan sandinya" in done.stderr) is ("-q" not in words)


def test_findings_are_printed_also_where_no_copy_can_be_made(tmp_path: Path) -> None:
    folder = plan(tmp_path, kader_csv=KADER_CSV, petugas_csv=PETUGAS_CSV)
    done = ilp("check", folder, "--tandai", folder / "hasil.xlsx")
    assert done.returncode == 4
    assert "0 kesalahan" in done.stdout
    assert "tidak ada roster yang dapat ditandai: " in done.stderr
    assert ilp("check", folder, "--tandai", folder / "hasil.csv").returncode == 4


def test_a_clean_workbook_gets_its_list_all_the_same(tmp_path: Path) -> None:
    folder = plan(tmp_path / "rencana", SULI.replace("roster: .", "roster: roster.xlsx"))

    def mend(workbook: Workbook) -> None:
        workbook["Petugas"].delete_rows(4)
        workbook["Petugas"]["B2"] = "197809172006052904"

    (folder / "roster.xlsx").write_bytes(book(mend))
    done = ilp("check", folder, "--tandai", tmp_path / "hasil.xlsx", "--pada", "2026-11-21")
    assert (done.returncode, coloured((tmp_path / "hasil.xlsx").read_bytes())) == (0, {})


NO_CACHE = f'<pivotCaches><pivotCache cacheId="1" r:id="rId77" xmlns:r="{packages.OFFICE}"/></pivotCaches>'
"""A pivot table whose figures are nowhere in the workbook."""


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/styles.xml", 'fontId="0"', 'fontId="99"'),
        ("xl/styles.xml", '<patternFill patternType="gray125"', '<patternFill patternType="berbintik"'),
        ("xl/worksheets/sheet1.xml", "</sheetData>", '</sheetData><mergeCells><mergeCell ref="ZZZZ1"/></mergeCells>'),
        ("docProps/core.xml", "<cp:coreProperties", "<cp:coreProperties<"),
        ("xl/workbook.xml", "</workbook>", f"{NO_CACHE}</workbook>"),
    ],
)  # fmt: skip
def test_a_copy_that_no_second_reader_opens_is_not_written(tmp_path: Path, part: str, old: str, new: str) -> None:
    """calamine reads past what is damaged here; the program in which the planner opens the copy may not."""
    folder = plan(tmp_path, SULI.replace("roster: .", "roster: roster.xlsx"))
    (folder / "roster.xlsx").write_bytes(edited(book(), part, old, new))
    done = ilp("check", folder, "--tandai", folder / "hasil.xlsx", "-q")
    assert (done.returncode, sorted(path.name for path in folder.iterdir())) == (4, ["roadmap.yaml", "roster.xlsx"])
    assert "roster.xlsx tidak ditandai: ada bagiannya yang rusak" in " ".join(done.stderr.split())


def test_a_large_sheet_is_not_read_a_second_time_row_by_row() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>baris {n}</t></is></c></row>' for n in range(5, 20_000)
    )
    large = edited(book(), "xl/worksheets/sheet1.xml", "</sheetData>", f"{rows}</sheetData>")
    assert opens(large)
    assert not opens(edited(large, "xl/styles.xml", 'fontId="0"', 'fontId="99"'))
    assert lines_run(lambda: opens(large), "openpyxl/worksheet/_reader") < 20_000
