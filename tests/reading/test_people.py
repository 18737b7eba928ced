"""What a cell of a roster cannot be is told at that cell: years nobody has, births of no century, errors."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ilp_cli.core.finding import Finding
from ilp_cli.district.district import District
from ilp_cli.reading.load import load
from tests.plans import KADER_CSV, SULI, plan, spot, workbook

HEAD = "nama,puskesmas,pustu,profesi,nip,tanggal_lahir,mulai,sampai\n"


def faults(district: District) -> list[Finding]:
    return [finding for finding in district.misfits if finding.code == "ILP004"]


def read(folder: Path, *rows: str) -> District:
    plan(folder, petugas_csv=HEAD + "".join(f"{row}\n" for row in rows), kader_csv=KADER_CSV)
    return load(folder)


@pytest.mark.parametrize(
    ("nip", "written", "born"),
    [
        ("", "12-03-61", date(1961, 3, 12)),
        ("", "12-03-03", date(2003, 3, 12)),
        ("193006152012012001", "15-06-30", date(1930, 6, 15)),
        ("197006152012012001", "15-06-70", date(1970, 6, 15)),
    ],
)
def test_a_birth_of_two_figures_is_read_where_it_is_sure(tmp_path: Path, nip: str, written: str, born: date) -> None:
    district = read(tmp_path, f"Ina,Suli,Cimpu,Bidan,{nip},{written},,")
    assert district.petugas[0].lahir == born
    assert not faults(district)
    assert any("tanggal lahir bertahun dua angka" in remark for kept in district.readings for remark in kept.remarks)


@pytest.mark.parametrize(
    ("nip", "written", "words"),
    [
        ("", "15-06-30", "empat angka"),
        ("", "2065-06-15", "bertahun 2065"),
        ("", "1868-06-15", "bertahun 1868"),
        ("200106152025012001", "15-06-1901", "berabad lain"),
        ("197006152012012001", "15-06-2070", "berabad lain"),
    ],
)
def test_a_birth_that_cannot_be_is_told_at_its_cell(tmp_path: Path, nip: str, written: str, words: str) -> None:
    district = read(tmp_path, f"Ina,Suli,Cimpu,Bidan,{nip},{written},,")
    (fault,) = faults(district)
    assert spot(fault) == "petugas.csv:2"
    assert words in fault.message
    assert district.petugas[0].lahir is None


@pytest.mark.parametrize(
    "written",
    ["01-03-0019", "1900-01-00", "1 Januari 1900", "31/12/2109", "1970-01-01", "1 Januari 1970", "9999-12-31"],
)
def test_a_year_that_cannot_be_is_told_and_ends_nothing(tmp_path: Path, written: str) -> None:
    district = read(tmp_path, f"Ina,Suli,Cimpu,Bidan,,,{written},", f"Yusuf,Suli,Cimpu,Perawat,,,,{written}")
    assert [spot(fault) for fault in faults(district)] == ["petugas.csv:2", "petugas.csv:3"]
    assert [(person.mulai, person.sampai) for person in district.petugas] == [(None, None)] * 2


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#Name?", "Err:502", "Loading...", "#####"])
@pytest.mark.parametrize("form", ["csv", "html", "text"])
def test_an_error_is_no_value_in_any_file(tmp_path: Path, error: str, form: str) -> None:
    rows = [["nama", "puskesmas", "pustu", "profesi", "sampai"]]
    rows += [[error, "Suli", "Cimpu", "Bidan", ""], ["Yusuf", "Suli", "Cimpu", "Perawat", error]]
    if form == "csv":
        plan(tmp_path, petugas_csv="\n".join(map(",".join, rows)), kader_csv=KADER_CSV)
    elif form == "html":
        lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
        plan(tmp_path, petugas_xls=f"<table>{lines}</table>", kader_csv=KADER_CSV)
    else:
        book = workbook(Petugas="\n".join(map("|".join, rows)), Kader=KADER_CSV.replace(",", "|"))
        plan(tmp_path, SULI.replace("roster: .", "roster: r.xlsx"), r_xlsx=book)
    district = load(tmp_path)
    told = faults(district)
    assert [finding.message.split("”")[0] for finding in told] == ["“nama", "“sampai"]
    assert all(error in finding.message for finding in told)
    assert [petugas.nama for petugas in district.petugas] == ["Yusuf"]


def test_a_row_of_errors_alone_is_told(tmp_path: Path) -> None:
    plan(tmp_path, petugas_csv="nama,puskesmas,pustu,profesi\n#REF!,#REF!,#REF!,#REF!\n", kader_csv=KADER_CSV)
    assert len(faults(load(tmp_path))) == 4


def test_a_day_that_one_column_understands_is_asked_of_another_by_itself(tmp_path: Path) -> None:
    span = "1 Jan 2025 s/d 31 Des 2027"
    district = read(
        tmp_path,
        f"Ina,Suli,Cimpu,Bidan,,,1 Jan 2025,{span}",
        f"Yusuf,Suli,Cimpu,Perawat,,,{span},31 Des 2027",
        "Rina,Suli,Cimpu,Perawat,,,1 Jan 2025,31 Des 2027",
    )
    assert [row.sampai for row in district.petugas] == [date(2027, 12, 31)] * 3
    assert [row.mulai for row in district.petugas] == [date(2025, 1, 1), None, date(2025, 1, 1)]
    assert [spot(fault) for fault in faults(district)] == ["petugas.csv:3"]
