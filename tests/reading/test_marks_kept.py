"""What strikes, comments and colours say of somebody's going is the same to every verb, and in every copy."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from ilp_cli import check
from ilp_cli.rulebook.report import Report
from tests.plans import PADA, plan
from tests.running import DAY, ilp

SULI = """\
kabupaten: {nama: Luwu, jenis: kabupaten}
roster: r.xlsx
hari_layanan: [senin, selasa]
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
"""
RED, YELLOW = (PatternFill("solid", fgColor=colour) for colour in ("FFFF0000", "FFFFFF00"))
ROWS = (
    ("nama", "puskesmas", "pustu", "profesi", "nip"),
    ("Mastura Kalebu", "Suli", "Cimpu", "Bidan", "tanpa"),
    ("Yusuf Larompo", "Suli", "Cimpu", "Perawat", ""),
)
KADER = (("nama", "puskesmas", "pustu"), ("Ani Tandipau", "Suli", "Cimpu"), ("Tuti Bonelemo", "Suli", "Cimpu"))

Way = Callable[[Worksheet], None]
"""A way of saying that the first person of a sheet has left."""


def _struck(sheet: Worksheet) -> None:
    sheet["A2"].font = Font(strike=True)


def _sure_comment(sheet: Worksheet) -> None:
    sheet["A2"].comment = Comment("sudah pensiun", "admin")


def _unsure_comment(sheet: Worksheet) -> None:
    sheet["A2"].comment = Comment("kabarnya Mastura Kalebu mau pindah", "admin")


def _explained(sheet: Worksheet) -> None:
    sheet["A2"].fill = sheet["A6"].fill = YELLOW
    sheet["A6"] = "Kuning = mutasi keluar"


def _named_only(sheet: Worksheet) -> None:
    sheet["A2"].fill = RED
    sheet["A6"] = "Ket: warna merah = sudah pindah"


def _written(sheet: Worksheet) -> None:
    sheet["A2"] = "Mastura Kalebu (alm.)"


def _before(sheet: Worksheet) -> None:
    sheet["A2"] = "Almh. Mastura Kalebu"


WAYS = (_struck, _sure_comment, _unsure_comment, _explained, _named_only, _written, _before)
SURE = (_sure_comment, _explained, _written, _before)


def _folder(tmp_path: Path, way: Way) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Petugas"
    for row in ROWS:
        sheet.append(row)
    way(sheet)
    kader = book.create_sheet("Kader")
    for line in KADER:
        kader.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return plan(tmp_path, SULI, r_xlsx=stream.getvalue())


def _bidan(report: Report) -> int:
    return report.pustu[0].ada["bidan"]


def _roster(folder: Path, roster: str) -> Report:
    return check(folder, roster=folder / roster, pada=PADA)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_copy_counts_whom_the_roster_counts(tmp_path: Path, way: Way) -> None:
    folder = _folder(tmp_path, way)
    own = check(folder, pada=PADA)
    assert _bidan(own) == (0 if way in SURE else 1)
    for words in (
        ("check", ".", "--pada", DAY, "--tandai", "tanda.xlsx"),
        ("anonim", "r.xlsx", "-o", "samaran.xlsx", "--kunci", "kunci yang cukup panjang"),
        ("import", "r.xlsx", "--ke", ".", "-o", "impor.xlsx"),
        ("template", ".", "--per-puskesmas", "-o", "isian"),
        ("import", "isian", "--ke", ".", "-o", "kembali.xlsx"),
    ):
        assert ilp(*words, cwd=folder).returncode in (0, 1), words
    for copy in ("tanda.xlsx", "samaran.xlsx", "impor.xlsx", "kembali.xlsx"):
        report = _roster(folder, copy)
        assert _bidan(report) == _bidan(own), copy
        assert len(report.diragukan) == len(own.diragukan) == (0 if way in SURE else 1), copy


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_copy_with_invented_people_names_nobody(tmp_path: Path, way: Way) -> None:
    folder = _folder(tmp_path, way)
    ilp("anonim", "r.xlsx", "-o", "samaran.xlsx", "--kunci", "kunci yang cukup panjang", cwd=folder)
    with zipfile.ZipFile(folder / "samaran.xlsx") as archive:
        text = " ".join(archive.read(name).decode() for name in archive.namelist()).lower()
    assert not [word for word in ("mastura", "kalebu", "yusuf", "tandipau", "bonelemo") if word in text]


def test_a_unit_that_meets_its_minimum_only_with_somebody_struck_through_is_told(tmp_path: Path) -> None:
    folder = _folder(tmp_path, _struck)
    report = check(folder, pada=PADA)
    assert [finding.message for finding in report.findings if finding.code == "ILP213"] == [
        "pustu Cimpu (Suli) memenuhi minimum hanya bila semua dihitung: Mastura Kalebu (namanya dicoret); "
        "tanpa itu kurang 1 bidan"
    ]
    said = ilp("check", ".", "--pada", DAY, cwd=folder).stdout
    assert "1 dari 1 memenuhi minimum, 1 di antaranya hanya bersama orang yang diragukan" in " ".join(said.split())


def test_names_alike_say_what_lacks_if_they_are_one_person(tmp_path: Path) -> None:
    petugas = "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\nYusuf,Suli,Cimpu,Perawat\n"
    kader = "nama,puskesmas,pustu\nKirana Sobirah,Suli,Cimpu\nKiranah Sobirah,Suli,Cimpu\n"
    third = f"{kader}Tuti Bonelemo,Suli,Cimpu\n"
    for rows, there in ((kader, True), (third, False)):
        plan(tmp_path, SULI.replace("r.xlsx", "[petugas.csv, kader.csv]"), petugas_csv=petugas, kader_csv=rows)
        report = check(tmp_path, pada=PADA)
        (message,) = [finding.message for finding in report.findings if finding.code == "ILP330"]
        assert ("keduanya dihitung; bila satu orang, minimumnya tidak terpenuhi: kurang 1 kader" in message) is there
        assert bool(report.diragukan) is there


def test_an_ink_of_black_explains_nobody(tmp_path: Path) -> None:
    def way(sheet: Worksheet) -> None:
        _explained(sheet)
        for row in sheet:
            for cell in row:
                cell.font = Font(color="00000000")

    report = check(_folder(tmp_path, way), pada=PADA)
    assert [finding.place.cell for finding in report.findings if finding.code == "ILP324"] == ["A2"]


def test_tables_side_by_side_are_copied(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for left, right, posyandu in zip(ROWS, KADER, ("posyandu", "", ""), strict=True):
        sheet.append((*left, None, *right, posyandu))
    stream = io.BytesIO()
    book.save(stream)
    folder = plan(tmp_path, SULI, r_xlsx=stream.getvalue())
    assert ilp("anonim", "r.xlsx", "-o", "samaran.xlsx", cwd=folder).returncode == 0
    assert _roster(folder, "samaran.xlsx").pustu[0].ada == check(folder, pada=PADA).pustu[0].ada
