"""Bytes of a workbook: text stays text, the same book gives the same bytes, what was meant is what is read back."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from ilp_cli.core.outcome import OutputBlocked
from ilp_cli.paper.sheet import (
    STYLES,
    Book,
    Cell,
    Chart,
    Column,
    Page,
    Paper,
    Row,
    Sheet,
    Validation,
    Value,
    safe_name,
    safe_text,
    with_banner,
)
from ilp_cli.paper.workbook import differences, render

HOSTILE = [
    "=1+1", "=A1&B1", "+1", "-1", "@SUM(A1)", "\tTAB", "\nLF", "＝1+1", "#N/A", "NA", "None", "TRUE",
    "0107", "1e5", "'kutip", "a_x0041_b", "_x000D_", "_x005F_", "<b>&amp;</b>", "]]>", "  dua  spasi  ", "Suli [/]",
    "{{ nama }}", "198001012005011001", "2024-01-02", "😀 emoji", "عربي", "é", "\u200b", "a\nb\n",
]  # fmt: skip
"""Texts that a spreadsheet likes to turn into something else."""


def book(*rows: list[Value], **changes: Any) -> Book:
    """A book of one sheet with these rows."""
    facts: dict[str, Any] = {
        "name": "Satu",
        "columns": [Column(width=12)],
        "rows": [Row([*map(Cell, r)]) for r in rows],
    }
    return Book(title="Uji", sheets=(Sheet(**facts | changes),), styles=STYLES)


def read(data: bytes) -> dict[str, list[list[Any]]]:
    """Every sheet as calamine reads it, rows from A1."""
    opened = CalamineWorkbook.from_filelike(BytesIO(data))
    return {name: opened.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in opened.sheet_names}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_the_text_it_is(text: str) -> None:
    made = book([text, "akhir"])
    data = render(made)
    assert read(data)["Satu"][0] == [text, "akhir"]
    assert differences(made, read(data)) == []
    cell = load_workbook(BytesIO(data))["Satu"]["A1"]
    assert cell.data_type != "f"
    assert cell.quotePrefix == (text[0] in "=+-@\t\n＝")


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_any_text_is_read_back_as_it_was_cleaned(row: list[str]) -> None:
    made = book([*row, "akhir"])
    sheets = read(render(made))
    assert differences(made, sheets) == []
    assert sheets["Satu"][0] == [*map(safe_text, row), "akhir"]


def test_control_characters_are_taken_out_and_line_breaks_become_one_kind() -> None:
    assert safe_text("a\x07b\x00c\x9b\ud800\ufffe") == "abc"
    assert safe_text("a\r\nb\rc\td") == "a\nb\nc\td"


def test_a_text_too_long_for_a_cell_is_refused_never_cut() -> None:
    assert len(safe_text("x" * 32_767)) == 32_767
    for text in ("x" * 32_768, "😀" * 16_384):
        with pytest.raises(OutputBlocked, match="terlalu panjang"):
            render(book([text]))


def test_numbers_days_and_blanks_are_what_they_were() -> None:
    made = book([1, 40.9, date(2026, 11, 21), None, "", date(1900, 1, 1), date(9999, 12, 31)], [None], ["x"])
    styled = [Cell(date(2026, 11, 21), "date"), Cell(40.9, "percent"), Cell(7, "number")]
    days = Book(title="x", sheets=(Sheet(name="Satu", columns=[], rows=[Row(styled)]),), styles=STYLES)
    assert read(render(days))["Satu"] == [[date(2026, 11, 21), 40.9, 7.0]]
    assert differences(days, read(render(days))) == []
    drawn = load_workbook(BytesIO(render(made)))["Satu"]
    assert [drawn["A1"].value, drawn["B1"].value, drawn["D1"].value, drawn["F1"].value] == [1, 40.9, None, "1900-01-01"]
    assert (drawn.max_row, drawn.max_column) == (3, 7)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e16])
def test_a_figure_a_cell_cannot_hold_is_a_fault_of_ours(value: float) -> None:
    with pytest.raises(ValueError, match="figure"):
        render(book([value]))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: rows[0].__setitem__(0, "Suli Barat"), "Satu!A1: 'Suli' ≠ 'Suli Barat'"),
        (lambda rows: rows[0].__setitem__(1, "7"), "Satu!B1: 7 ≠ '7'"),
        (lambda rows: rows[1].__setitem__(0, ""), "Satu!A2: 'Bua' ≠ ''"),
        (lambda rows: rows.append(["x"]), "Satu!A3: None ≠ 'x'"),
        (lambda rows: rows.pop(), "Satu!A2: 'Bua' ≠ None"),
        (lambda rows: rows[0].append(3.0), "Satu!C1: None ≠ 3.0"),
    ],
)
def test_every_difference_is_named_with_its_cell(change: Any, words: str) -> None:
    made = book(["Suli", 7], ["Bua", None])
    sheets = read(render(made))
    change(sheets["Satu"])
    assert differences(made, sheets) == [words]


def test_a_missing_sheet_is_a_difference() -> None:
    assert differences(book(["x"]), {"Dua": [["x"]]}) == ["lembar: Satu ≠ Dua"]


def test_the_same_book_gives_the_same_bytes_without_a_clock() -> None:
    made = book(["x", 1])
    data = render(made)
    assert data == render(made)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2000-01-01T00:00:00Z"}
    assert "<dc:title>Uji</dc:title>" in core
    assert "id-ID" in core


def test_names_of_sheets_are_made_safe_and_unique() -> None:
    assert safe_name("Kampuang Tanjuang Koto Mambang Sungai Durian") == "Kampuang Tanjuang Koto Mambang"
    assert safe_name("'Awo' [1]/*?:\\'") == "Awo'  1"
    assert safe_name("bua", ["Bua"]) == "bua (2)"
    assert safe_name("HISTORY") == "HISTORY (2)"
    assert safe_name("x" * 40, ["X" * 31, "X" * 27 + " (2)"]) == "x" * 27 + " (3)"
    assert safe_name("''") == "Lembar"


def test_part_of_a_text_can_be_bold_and_reads_as_one() -> None:
    rows = [Row([Cell("KEPALA,\n\nNama\nNIP", "plain", (9, 13))])]
    data = render(book(rows=rows))
    assert read(data)["Satu"] == [["KEPALA,\n\nNama\nNIP"]]
    rich = load_workbook(BytesIO(data), rich_text=True)["Satu"]["A1"].value
    assert [(str(part), part.font.b) for part in rich if hasattr(part, "font") and part.font.b] == [("Nama", True)]


def test_a_chart_keeps_its_axes_and_shows_values_only() -> None:
    chart = Chart(title="Cakupan", labels=(1, 1, 2, 1), values=(1, 2, 2, 2), anchor=(4, 1), width_cm=10, height_cm=5)
    with zipfile.ZipFile(BytesIO(render(book([2024, 9], [2025, 22], chart=chart)))) as archive:
        xml = archive.read("xl/charts/chart1.xml").decode()
    assert '<showVal val="1" />' in xml
    assert xml.count('<delete val="0" />') == 2
    for flag in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        assert f'<{flag} val="0" />' in xml
    assert "'Satu'!$B$1:$B$2" in xml
    assert "Cakupan" in xml


def test_a_chart_is_told_in_words_and_holds_its_figures() -> None:
    chart = Chart(
        title="Sebelum & sesudah", labels=(1, 1, 2, 1), values=(1, 2, 2, 3), anchor=(4, 1), width_cm=10, height_cm=5,
        names=("Sekarang", "Usulan"),
    )  # fmt: skip
    with zipfile.ZipFile(BytesIO(render(book(["Bidan", 1, 2], ["Kader", 3, 0], chart=chart)))) as archive:
        xml, drawing = (archive.read(f"xl/{name}.xml").decode() for name in ("charts/chart1", "drawings/drawing1"))
    told = "Diagram batang. Sebelum &amp; sesudah. Bidan: Sekarang 1, Usulan 2; Kader: Sekarang 3, Usulan 0."
    assert f'descr="{told}"' in drawing
    assert re.findall(r"<strCache>.*?</strCache>", xml)[0].count("Bidan") == 1
    caches = [re.findall(r"<v>(.*?)</v>", cache) for cache in re.findall(r"<numCache>.*?</numCache>", xml)]
    assert caches == [["1", "3"], ["2", "0"]]


def test_relations_are_relative_and_nothing_is_calculated() -> None:
    chart = Chart(title="C", labels=(1, 1, 2, 1), values=(1, 2, 2, 2), anchor=(4, 1), width_cm=10, height_cm=5)
    with zipfile.ZipFile(BytesIO(render(book([2024, 9], [2025, 22], chart=chart)))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    targets = {
        posixpath.normpath(posixpath.join(posixpath.dirname(posixpath.dirname(name)), target))
        for name, text in parts.items()
        if name.endswith(".rels")
        for target in re.findall(r'Target="([^"]*)"', text)
        if not target.startswith("/") or pytest.fail(f"{name}: {target}")
    }
    assert targets < set(parts)
    assert {"xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml", "xl/charts/chart1.xml"} < targets
    assert "fullCalcOnLoad" not in parts["xl/workbook.xml"]


def test_a_banner_moves_everything_down_by_one() -> None:
    chart = Chart(title="C", labels=(2, 1, 2, 1), values=(2, 2, 2, 2), anchor=(3, 1), width_cm=10, height_cm=5)
    sheet = Sheet(
        name="Satu", columns=[Column(width=9)] * 2, rows=[Row([Cell("a"), Cell("b")]), Row([Cell(1), Cell(2)])],
        merges=((2, 1, 2, 2),), freeze=(2, 1), table=(1, 1, 2, 2), titles=(1, 1), chart=chart,
    )  # fmt: skip
    moved = with_banner(sheet, Row([Cell("RANCANGAN", "banner")], 20))
    assert [cell.value for cell in moved.rows[0].cells] == ["RANCANGAN", None]
    assert moved.merges == ((1, 1, 1, 2), (3, 1, 3, 2))
    assert (moved.freeze, moved.table, moved.titles) == ((3, 1), (2, 1, 3, 2), (2, 2))
    assert moved.chart is not None
    assert (moved.chart.labels, moved.chart.anchor) == ((3, 1, 3, 1), (4, 1))


def test_a_validation_speaks_and_allows_blanks() -> None:
    rule = Validation(column=2, kind="list", formula="daftar_x", title="Kolom x", error="Pilih dari daftar.")
    (drawn,) = load_workbook(BytesIO(render(book(["x"], validations=(rule,)))))["Satu"].data_validations.dataValidation
    assert (drawn.type, drawn.formula1, drawn.allow_blank, drawn.error) == (
        "list",
        "daftar_x",
        True,
        "Pilih dari daftar.",
    )
    assert str(drawn.sqref) == "B2:B5001"


def test_a_page_ends_where_a_sheet_says_so_and_the_sheet_is_not_shrunk_to_fit() -> None:
    """A spreadsheet that fits a sheet to its page pays no heed to breaks; a banner moves them down."""
    page = Page(paper=Paper(code=9, width=595, height=842, top=36, bottom=36, left=36, right=36))
    plain = Sheet(name="A", columns=(Column(width=10),), rows=[Row([Cell(number)]) for number in range(6)], page=page)
    broken = with_banner(replace(plain, name="B", breaks=(2, 4)), Row([Cell("RANCANGAN", "banner")]))
    drawn = load_workbook(BytesIO(render(Book(title="T", sheets=(plain, broken), styles=STYLES))))
    assert [item.id for item in drawn["B"].row_breaks.brk] == [3, 5]
    fitted = [sheet.sheet_properties.pageSetUpPr for sheet in drawn.worksheets]
    assert [properties is not None and properties.fitToPage for properties in fitted] == [True, False]
    assert list(drawn["A"].row_breaks.brk) == []
