"""Strikes, colours and remarks of a page that is called .xls tell of people as those of a workbook do."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.files.html_file import HtmlBook
from ilp_cli.files.html_looks import Look, look_of, sheet_of
from ilp_cli.reading.load import load
from tests.plans import KADER_TABLE, PADA, plan

ROADMAP = """\
kabupaten: {nama: Luwu}
roster: roster
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas:
  - {nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}
tahap:
  - {tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]}
"""


def page(row: str, head: str = "", legend: str = "") -> str:
    return (
        f"<html><head>{head}</head><body><table><tr><td>Nama</td><td>Puskesmas</td><td>Pustu</td><td>Profesi</td></tr>"
        f"{row}<tr><td>Umi Toding</td><td>Suli</td><td>Cimpu</td><td>Perawat</td></tr>{legend}</table></body></html>"
    )


REST = "<td>Suli</td><td>Cimpu</td><td>Bidan</td>"
LINE = "{text-decoration:line-through;}"
STRUCK = [
    page(f"<tr><td><s>Ina Batara</s></td>{REST}</tr>"),
    page(f"<tr><td><font><strike>Ina Batara</strike></font></td>{REST}</tr>"),
    page(f"<tr><td><b><del>Ina Batara</b></td>{REST}</tr>"),
    page(f'<tr><td style="text-decoration: line-through">Ina Batara</td>{REST}</tr>'),
    page(f"<tr style='TEXT-DECORATION:line-through;color:red'><td>Ina Batara</td>{REST}</tr>"),
    page(f'<tr><td><span style="text-decoration-line:line-through">Ina Batara</span></td>{REST}</tr>'),
    page(f"<tr><td class=xl66>Ina Batara</td>{REST}</tr>", f"<style><!-- .xl66 {LINE} --></style>"),
    page(f"<tr><td class='x coret'>Ina Batara</td>{REST}</tr>", f"<style>td.b, .coret{LINE}</style>"),
]  # fmt: skip


def codes(tmp_path: Path, text: str) -> list[str]:
    folder = plan(tmp_path / "rencana", ROADMAP) / "roster"
    folder.mkdir()
    (folder / "Petugas.xls").write_text(text)
    (folder / "kader.csv").write_text(KADER_TABLE.replace("|", ";"))
    report = check(load(folder.parent), pada=PADA)
    named = [finding for finding in report.findings if "Ina Batara" in finding.message or "Merah" in finding.message]
    return [finding.code for finding in named]


@pytest.mark.parametrize("text", STRUCK)
def test_a_name_struck_through_on_a_page_is_told(tmp_path: Path, text: str) -> None:
    assert "ILP024" in codes(tmp_path, text)


@pytest.mark.parametrize(
    "cell",
    [
        "<td bgcolor=#FF0000>{}</td>",
        "<td style='background:red'>{}</td>",
        '<td style="background-color: rgb(255, 0, 0)">{}</td>',
        "<td><font color='#f00'>{}</font></td>",
        '<td class="m">{}</td>',
    ],
)
def test_whoever_has_the_colour_of_a_legend_on_a_page_does_not_count(tmp_path: Path, cell: str) -> None:
    row = f"<tr>{cell.format('Ina Batara')}{REST}</tr>"
    legend = f"<tr>{cell.format('')}<td>Merah = pensiun</td></tr>" if "font" not in cell else ""
    legend = legend or f"<tr>{cell.format('Merah = pensiun')}</tr>"
    assert "ILP324" in codes(tmp_path, page(row, "<style>.m { background : #FF0000 }</style>", legend))


@pytest.mark.parametrize(
    "row",
    [
        f"<tr><td>Ina Batara</td>{REST}</tr>",
        f"<tr><td style='text-decoration:none;background:white;color:#000'>Ina Batara</td>{REST}</tr>",
        f"<tr><td><s></s>Ina Batara</td>{REST}</tr>",
    ],
)
def test_a_plain_page_tells_of_nobody(tmp_path: Path, row: str) -> None:
    assert not {"ILP024", "ILP324"} & set(codes(tmp_path, page(row)))


def test_a_remark_in_a_page_of_libreoffice_says_who_has_left(tmp_path: Path) -> None:
    row = f'<tr><td><a class="comment-indicator"></a><comment>sudah pindah</comment>Ina Batara</td>{REST}</tr>'
    assert "ILP324" in codes(tmp_path, page(row))


def test_a_strike_in_a_table_within_a_cell_strikes_no_other() -> None:
    inner = "<table><tr><td><s>x</td></tr></table>"
    book = HtmlBook(f"<table><tr><td>a {inner} b</td><td>c</td></tr></table>".encode(), "x.xls")
    assert book.table("tabel 1").struck == {}
    assert book.table("tabel 2").struck == {1: {0: True}}


def test_looks_are_read_off_styles_classes_and_attributes() -> None:
    styles = sheet_of("/* x */ td {color:#abc} .xl1,\n.xl2{background:#FFFF00 none;mso-pattern:auto} a b {color:red}")
    assert styles == {"td": Look(ink="AABBCC"), ".xl1": Look(ground="FFFF00"), ".xl2": Look(ground="FFFF00")}
    assert look_of("td", {"class": "XL1", "bgcolor": "00FF00"}, styles) == Look(ground="FFFF00", ink="AABBCC")
    assert look_of("td", {"bgcolor": "00ff00"}, {}).colours == {"rgb=00FF00"}
    assert look_of("td", {"style": "background:transparent;color:chartreuse"}, {}) == Look()
