"""Tables keep their addresses and their text, whatever the cell was stored as."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.table_file import Workbook, csv_table, read_bytes
from tests.plans import saved


def rows_of(values: dict[str, object]) -> list[tuple[int, tuple[str, ...]]]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Petugas"
    for address, value in values.items():
        sheet[address] = value  # type: ignore[assignment]
    return [(row.number, row.cells) for row in Workbook(saved(book), "r.xlsx").table("Petugas").rows]


def test_addresses_are_those_of_the_workbook_also_where_it_begins_lower_and_further_right() -> None:
    assert rows_of({"C4": "x", "B6": "y"}) == [(4, ("", "", "x")), (6, ("", "y", ""))]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (2.5, "2.5"),
        (1e17, "100000000000000000"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2024, 10, 16), "2024-10-16"),
        (datetime(2024, 10, 16), "2024-10-16"),
        (datetime(2024, 10, 16, 7, 30), "2024-10-16 07:30:00"),
        (time(10, 30), "10:30:00"),
        ("  Suli  ", "  Suli  "),
        ("012", "012"),
    ],
)
def test_a_cell_becomes_the_text_a_planner_sees(value: object, text: str) -> None:
    assert rows_of({"A1": value}) == [(1, (text,))]


def test_which_cells_were_numbers_is_remembered() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["19", 19, 19.5, date(2024, 1, 1), True])
    assert [row.numeric for row in Workbook(saved(book), "r").table("Sheet").rows] == [frozenset({1, 2})]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [(1, ("a", "b")), (2, ("1", "2"))]),
        ('a;b\n"x;\ny";2\n\n3;4\n', [(1, ("a", "b")), (2, ("x;\ny", "2")), (5, ("3", "4"))]),
        ("judul\na\tb\n", [(1, ("judul",)), (2, ("a", "b"))]),
        ("judul, satu\na|b,c|d\n1|2|3\n", [(1, ("judul, satu",)), (2, ("a", "b,c", "d")), (3, ("1", "2", "3"))]),
        ('a,b\n"kata ""Ani""",2\n', [(1, ("a", "b")), (2, ('kata "Ani"', "2"))]),
        ("\ufeffa,b", [(1, ("a", "b"))]),
    ],
)
def test_csv_rows_know_the_line_they_begin_on(text: str, rows: list[tuple[int, tuple[str, ...]]]) -> None:
    assert [(row.number, row.cells) for row in csv_table(text.encode(), "r.csv").rows] == rows


def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="ini folder, bukan berkas"):
        read_bytes(tmp_path, "r")
    with pytest.raises(Unreadable, match="berkas tidak ditemukan"):
        read_bytes(tmp_path / "x", "r")
    with (tmp_path / "besar").open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(Unreadable, match="lebih besar dari 64 MB"):
        read_bytes(tmp_path / "besar", "r")


def test_a_sheet_is_read_again_from_its_beginning_though_its_rows_were_let_go() -> None:
    book = openpyxl.Workbook()
    for number in range(3):
        book.worksheets[0].append([f"nama {number}", number])
    opened = Workbook(saved(book), "r.xlsx")
    first = list(opened.table("Sheet").rows)
    assert [row.cells for row in first] == [("nama 0", "0"), ("nama 1", "1"), ("nama 2", "2")]
    assert list(opened.table("Sheet").rows) == first
    assert [values[0] for values in opened.values("Sheet")] == ["nama 0", "nama 1", "nama 2"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("nama,puskesmas\nIna,Suli\n".encode("utf-16-le"), "teks UTF-16 tanpa tanda pengenalnya"),
        ("nama,puskesmas\nIna,Suli\n".encode("utf-16-be"), "teks UTF-16 tanpa tanda pengenalnya"),
        (bytes(300), "bukan teks csv"),
    ],
)
def test_a_csv_that_is_no_text_of_ours_is_called_what_it_is(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        csv_table(data, "petugas.csv")
