"""What stands once above a table holds for all its rows; a figure that is no count of a month is never read as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from ilp_cli.capabilities.pws.verb import pws
from ilp_cli.checking.verb import check
from ilp_cli.reading.load import load
from ilp_cli.registry import SHEETS_OF_ROSTER
from tests.plans import KADER_TABLE, PADA, PETUGAS_TABLE, SULI, of, plan, saved, spot, workbook

Rows = list[tuple[object, object, object, object]]


def folder(place: Path, **sheets: str) -> Path:
    """A plan folder with the people of the tests and these sheets."""
    book = workbook(**sheets, Petugas=PETUGAS_TABLE, Kader=KADER_TABLE)
    return plan(place, SULI.replace("roster: .", "roster: roster.xlsx"), roster_xlsx=book)


def counted(place: Path) -> Rows:
    """What the rows of Capaian say: indicator, month, sasaran, dilayani."""
    listed = load(place, tables=SHEETS_OF_ROSTER).isian.get("capaian", ())
    names = ("indikator", "bulan", "sasaran", "dilayani")
    return [tuple(row.values.get(name) for name in names) for row in listed]  # type: ignore[misc]


@pytest.mark.parametrize("titles", ["Sasaran | Dilayani", "Sasaran | Terlayani"])
def test_a_sheet_for_each_month_says_its_month_in_its_name(tmp_path: Path, titles: str) -> None:
    head = f"Puskesmas | Posyandu | Indikator | {titles}\n"
    place = folder(
        tmp_path,
        **{
            "Januari 2026": f"{head}Suli | Melati | K1 | 20 | 3",
            "Capaian Feb 2026": f"{head}Suli | Melati | K1 | 20 | 4",
        },
    )
    assert counted(place) == [("K1", "Januari 2026", 20, 3), ("K1", "Februari 2026", 20, 4)]
    assert not of(check(place, pada=PADA), "ILP434", "ILP003", "ILP006")


def test_the_indicator_may_be_said_above_the_table(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        Capaian="""
            CAPAIAN IMUNISASI DASAR LENGKAP TAHUN 2026
            Puskesmas | Posyandu | Bulan | Sasaran | Dilayani
            Suli      | Melati   | Maret | 18      | 2
            Suli      | Melati   | April | 18      | salah
        """,
    )
    assert counted(place) == [("IDL", "Maret", 18, 2), ("IDL", "April", 18, None)]
    assert [spot(told) for told in of(check(place, pada=PADA), "ILP004")] == ["roster.xlsx:Capaian!E4"]


def test_two_months_above_a_table_are_not_chosen_between(tmp_path: Path) -> None:
    table = "Puskesmas | Posyandu | Indikator | Sasaran | Dilayani\nSuli | Melati | K1 | 9 | 3"
    table = f"Laporan Januari dan Februari 2026\n{table}"
    place = folder(tmp_path, Capaian=table)
    assert counted(place) == []
    assert of(check(place, pada=PADA), "ILP006")


@pytest.mark.parametrize(
    ("below", "read"),
    [
        ("S | D | S | D", [(20, 2), (18, 3)]),
        ("Sasaran | Abs | Sasaran | Abs", [(20, 2), (18, 3)]),
        ("L | P | L | P", []),
        ("Target | Kejadian | Target | Kejadian", []),
    ],
)
def test_what_divides_a_title_further_is_understood_or_nothing_is_read(
    tmp_path: Path, below: str, read: list[tuple[int, int]]
) -> None:
    place = folder(
        tmp_path,
        **{
            "PWS Maret 2026": f"""
                Puskesmas | Posyandu | K1 |   | IDL |
                          |          | {below}
                Suli      | Melati   | 20 | 2 | 18  | 3
            """
        },
    )
    assert [row[2:] for row in counted(place)] == read


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Capaian (%)", "persen tidak dibaca"),
        ("% dilayani", "persen tidak dibaca"),
        ("Dilayani (kumulatif)", "angka kumulatif tidak dibaca"),
        ("Kum. dilayani", "angka kumulatif tidak dibaca"),
    ],
)
def test_percent_and_sums_of_months_are_never_people_of_a_month(tmp_path: Path, title: str, words: str) -> None:
    table = f"Puskesmas | Posyandu | Indikator | Bulan | Sasaran | {title}\nSuli | Melati | K1 | 2026-01 | 20 | 15"
    place = folder(tmp_path, Capaian=table)
    assert counted(place) == [("K1", "2026-01", 20, None)]
    assert [words in told.message for told in of(check(place, pada=PADA), "ILP008")] == [True]


def test_the_months_own_figure_is_read_beside_the_sum(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        Capaian="""
            Puskesmas | Posyandu | Indikator | Sasaran | Januari 2026 |           | Februari 2026 |
                      |          |           |         | Bulan ini    | Kumulatif | Bulan ini     | Kumulatif
            Suli      | Melati   | K1        | 20      | 3            | 3         | 4             | 7
        """,
    )
    assert [row[3] for row in counted(place)] == [3, 4]


@pytest.mark.parametrize(("cell", "served"), [("nihil", 0), ("NIHIL", 0), ("0", 0), ("-", None), ("tidak ada", None)])
def test_who_reports_nihil_has_reported(tmp_path: Path, cell: str, served: int | None) -> None:
    long = "Puskesmas | Posyandu | Indikator | Bulan | Sasaran | Dilayani\n"
    long += f"Suli | Melati | K1 | 2026-01 | 9 | 1\nSuli | Melati | K1 | 2026-02 | 9 | {cell}"
    wide = f"Puskesmas | Posyandu | Indikator | Sasaran | Jan 2026 | Feb 2026\nSuli | Melati | K1 | 9 | 1 | {cell}"
    for number, (table, figures) in enumerate(((long, [1, served]), (wide, [1] if served is None else [1, 0]))):
        place = folder(tmp_path / str(number), Capaian=table)
        assert [row[3] for row in counted(place)] == figures
        assert [row["bulan"] for row in pws(place, pada=PADA).rows("kosong")] == []  # Feb is nobody's, or was reported


def test_a_matrix_that_is_only_coloured_is_told_and_a_blank_one_is_not(tmp_path: Path) -> None:
    def book(colours: tuple[str, ...]) -> bytes:
        made = Workbook()
        made.remove(made.worksheets[0])
        for name, table in {"Petugas": PETUGAS_TABLE, "Kader": KADER_TABLE}.items():
            sheet = made.create_sheet(name)
            for line in table.strip().splitlines():
                sheet.append([text.strip() or None for text in line.split("|")])
        sheet = made.create_sheet("Layanan")
        sheet.append(["Puskesmas", "Posyandu", "Ibu hamil", "Balita", "Remaja"])
        sheet.append(["Suli", "Melati"])
        for column, colour in enumerate(colours, 3):
            sheet.cell(2, column).fill = PatternFill("solid", fgColor=colour)
        return saved(made)

    roadmap = SULI.replace("roster: .", "roster: roster.xlsx")
    for number, (colours, told) in enumerate(
        {("00FF00", "FF0000", "00FF00"): True, (): False, ("DDDDDD",) * 3: False}.items()
    ):
        place = plan(tmp_path / str(number), roadmap, roster_xlsx=book(colours))
        words = [finding.message for finding in of(check(place, pada=PADA), "ILP016")]
        assert any("hanya diwarnai" in text for text in words) is told
