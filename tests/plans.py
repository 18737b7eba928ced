"""Builds small plan folders for the tests, and reads off what a check says of them. Everybody in them is invented."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from textwrap import dedent

from openpyxl import Workbook

from ilp_cli.checking.verb import check
from ilp_cli.core.finding import Finding, Severity
from ilp_cli.rulebook.report import Report

PADA = date(2026, 11, 21)
"""The day of every check that does not name another."""

SULI = """\
kabupaten: {nama: Luwu}
roster: .
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]}]
"""
"""A roadmap of one puskesmas with one pustu lokus; its roster stands beside it."""

KADER_CSV = "nama,puskesmas,pustu,posyandu\n" + "".join(
    f"{name},Suli,{unit}\n"
    for name, unit in zip("Ani Tuti Sari Nur Wati Lia Mia".split(), ["Cimpu,"] * 2 + [",Melati"] * 5, strict=True)
)
"""Enough kader for the roadmap above."""

PETUGAS_CSV = "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\nYusuf,Suli,Cimpu,Perawat\n"
"""Enough petugas for the roadmap above, but for the five kinds of the puskesmas itself."""

UNKNOWN_STAFF = "ILP209"
"""The note that staffing could not be checked; it comes along with every roster that cannot be read."""


def plan(folder: Path, roadmap: str | bytes = SULI, **files: str | bytes) -> Path:
    """Write a plan folder; `petugas_csv="…"` writes petugas.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {"roadmap_yaml": roadmap, **files}.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder


def examine(folder: Path, roadmap: str, *years: int, pada: date = PADA) -> Report:
    """Write a plan of one file and check it."""
    return check(plan(folder, roadmap), pada=pada, tahun=years)


def spot(finding: Finding) -> str:
    """Where a finding points, without the folder: "roster.xlsx:Petugas!C7"."""
    return re.sub(r"^.*/", "", str(finding.place))


def of(report: Report, *codes: str) -> list[Finding]:
    """The findings with these codes."""
    return [finding for finding in report.findings if finding.code in codes]


def errors(report: Report) -> list[Finding]:
    """The findings that stop an export."""
    return [finding for finding in report.findings if finding.severity is Severity.ERROR]


def marked(text: str) -> set[tuple[int, str]]:
    """The lines of a text marked `#! CODE …`, each with its codes."""
    marks = ((number, re.search(r"#!((?: ILP\d{3})+)\s*$", line)) for number, line in enumerate(text.splitlines(), 1))
    return {(number, code) for number, match in marks if match for code in match[1].split()}


def fired(report: Report, *codes: str) -> set[tuple[int | None, str]]:
    """The lines on which these codes fired."""
    return {(finding.place.line, finding.code) for finding in of(report, *codes)}


def workbook(**sheets: str) -> bytes:
    """An xlsx whose sheets are written as tables: one line a row, cells apart by `|`; blank cells stay blank."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for row, line in enumerate(dedent(table).strip("\n").splitlines(), 1):
            for column, text in enumerate(line.split("|"), 1):
                if text.strip():
                    sheet.cell(row, column, text.strip()).data_type = "s"
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


PETUGAS_TABLE = """
    nama  | nip | puskesmas | pustu | profesi | hari_tugas | mulai
    Ina   |     | Suli      | Cimpu | Bidan   |            |
    Yusuf |     | Suli      | Cimpu | Perawat |            |
"""
KADER_TABLE = "\n".join(line.replace(",", "|") for line in KADER_CSV.splitlines())
