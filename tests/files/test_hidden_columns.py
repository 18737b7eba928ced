"""A column that is not shown is read, and told of, as a row that is not shown is."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilp_cli.reading.load import load
from tests.plans import KADER_CSV, SULI, plan, saved, spot, workbook

ROWS = "nama|puskesmas|pustu|profesi|mulai|sampai|catatanku\nIna|Suli|Cimpu|Bidan||2025-12-31|x\n"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def xlsx(*hidden: str) -> bytes:
    book = load_workbook(io.BytesIO(workbook(Petugas=ROWS, Kader=KADER_CSV.replace(",", "|"))))
    for letter in hidden:
        book["Petugas"].column_dimensions[letter].hidden = True
    return saved(book)


def ods() -> bytes:
    def sheet(name: str, columns: str, text: str) -> str:
        cells = (
            "".join(
                f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
                for cell in line.split("|")
            )
            for line in text.strip().splitlines()
        )
        rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
        return f'<table:table table:name="{name}">{columns}{rows}</table:table>'

    columns = (
        '<table:table-column table:number-columns-repeated="4"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        "<table:table-column/>"
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content{spaces}><office:body><office:spreadsheet>'
        + sheet("Petugas", columns, ROWS)
        + sheet("Kader", "", KADER_CSV.replace(",", "|"))
        + "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>',
        )
    return stream.getvalue()


def told(folder: Path) -> list[tuple[str, str]]:
    return [(spot(finding), finding.message) for finding in load(folder).misfits if finding.code == "ILP013"]


@pytest.mark.parametrize("hidden", [("E", "F"), ("E", "F", "G")])
def test_hidden_columns_of_a_workbook_are_told_where_they_are_read(tmp_path: Path, hidden: tuple[str, ...]) -> None:
    plan(tmp_path, SULI.replace("roster: .", "roster: r.xlsx"), r_xlsx=xlsx(*hidden))
    assert told(tmp_path) == [("r.xlsx:Petugas!E1", "kolom mulai dan sampai tersembunyi, tetapi ikut dibaca")]


@pytest.mark.parametrize("hidden", [(), ("G",)])
def test_a_hidden_column_that_is_not_read_is_not_told(tmp_path: Path, hidden: tuple[str, ...]) -> None:
    plan(tmp_path, SULI.replace("roster: .", "roster: r.xlsx"), r_xlsx=xlsx(*hidden))
    assert told(tmp_path) == []


def test_hidden_columns_of_an_ods(tmp_path: Path) -> None:
    plan(tmp_path, SULI.replace("roster: .", "roster: r.ods"), r_ods=ods())
    assert told(tmp_path) == [("r.ods:Petugas!E1", "kolom mulai dan sampai tersembunyi, tetapi ikut dibaca")]


def test_hidden_columns_of_a_page(tmp_path: Path) -> None:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in ROWS.split())
    page = f"<table><col span=5><col style='display:none'>{lines}</table>"
    plan(tmp_path, petugas_xls=page, kader_csv=KADER_CSV)
    assert [words for _, words in told(tmp_path)] == ["kolom sampai tersembunyi, tetapi ikut dibaca"]
