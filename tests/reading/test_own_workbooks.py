"""A workbook that this program writes to be read by people, named as a roster: one finding says what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilp_cli import check
from ilp_cli.capabilities.roster.verb import template
from ilp_cli.files.kinds import own_workbook
from ilp_cli.paper.sheet import STYLES, Book, Cell, Column, Row, Sheet
from ilp_cli.paper.workbook import render
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, of, plan
from tests.spoiled import ods

TITLES = (
    "Jadwal tugas pustu Kabupaten Luwu, Maret 2025",
    "Pelatihan Kabupaten Luwu",
    "Perbedaan Kabupaten Luwu & Bone",
    "RANCANGAN rencana Integrasi Layanan Primer Kabupaten Luwu",
)


def printed(title: str, *sheets: str) -> bytes:
    """A workbook of ours of this title, with a list of people on each sheet."""
    rows = tuple(Row([Cell(text) for text in row]) for row in (["nama", "puskesmas", "profesi"], ["Ina", "Suli", "x"]))
    columns = (Column(width=9),) * 3
    drawn = tuple(Sheet(name=name, columns=columns, rows=rows) for name in sheets)
    return render(Book(title=title, sheets=drawn, styles=STYLES))


@pytest.mark.parametrize("title", TITLES)
def test_one_finding_names_what_it_is_and_what_belongs_there(tmp_path: Path, title: str) -> None:
    place = plan(tmp_path)
    (place / "lain.xlsx").write_bytes(printed(title, "Petugas", "Rekap", "Suli"))
    findings = [
        told for told in check(place, pada=PADA, roster=place / "lain.xlsx").findings if "lain.xlsx" in str(told)
    ]
    (told,) = (told for told in findings if told.place.file.endswith("lain.xlsx"))
    assert (told.code, f"“{title}”" in told.message) == ("ILP009", True)
    assert "ilp template" in told.remedy
    assert ("--jadwal" in told.remedy) is title.startswith("Jadwal")


def test_beside_a_roster_it_is_left_with_one_word(tmp_path: Path) -> None:
    place = plan(tmp_path, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    before = len(check(place, pada=PADA).findings)
    (place / "jadwal.xlsx").write_bytes(printed(TITLES[0], "Petugas", "Rekap"))
    report = check(place, pada=PADA)
    assert len(report.findings) == before + 1
    assert "bukan roster" in of(report, "ILP016")[-1].message


def test_a_roster_of_ours_and_sheets_of_people_alone_are_read(tmp_path: Path) -> None:
    assert own_workbook(printed("Isian roster ILP Kabupaten Luwu", "Petugas")) == ""
    assert own_workbook(printed("Roster dengan nama samaran", "Data")) == ""
    place = plan(tmp_path)
    (place / "lain.xlsx").write_bytes(printed(TITLES[3], "Petugas", "Kader"))
    assert not of(check(place, pada=PADA, roster=place / "lain.xlsx"), "ILP009")


def test_what_was_saved_elsewhere_still_tells_its_title(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(printed(TITLES[2], "Perbedaan"))
    load_workbook(tmp_path / "a.xlsx").save(tmp_path / "b.xlsx")
    assert own_workbook((tmp_path / "b.xlsx").read_bytes()) == TITLES[2]
    assert own_workbook(ods("")) == own_workbook(b"PK\x03\x04") == own_workbook(b"nama,puskesmas\n") == ""


def test_a_blank_roster_says_that_it_is_blank_and_nothing_of_people(tmp_path: Path) -> None:
    place = plan(tmp_path)
    template(place, tmp_path / "kosong.xlsx")
    report = check(place, pada=PADA, roster=tmp_path / "kosong.xlsx")
    assert len(of(report, "ILP007")) == 2
    assert not of(report, "ILP201", "ILP202", "ILP203", "ILP205")
    assert of(report, "ILP209")
