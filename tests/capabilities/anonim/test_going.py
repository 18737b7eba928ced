"""A copy says of everybody's going what the roster says: a check counts the same people, and names nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from ilp_cli.capabilities.anonim import read
from ilp_cli.capabilities.anonim.model.pseudonym import Pseudonyms, Words
from ilp_cli.capabilities.anonim.verb import anonim
from ilp_cli.checking.verb import check
from ilp_cli.district.tables import PETUGAS
from ilp_cli.files.table_file import csv_table
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading.leaving import leaving
from ilp_cli.reading.load import load
from tests.capabilities.anonim.test_anonim import KEY, ROADMAP, hidden_in, same, spots
from tests.plans import PADA, plan, saved, workbook

REMARKS = [
    "Pindah ke PKM Sejahtera per 1 Maret 2026",
    "pindah ke Pustu Cimpu sejak 2024",
    "sudah pindah ke RSUD Batara Guru, diganti Rani Toding",
    "rencana pindah ke Dinkes tahun depan",
    "Meninggal dunia 3 Februari 2026 (info Bu Rahasia)",
    "Almh.", "pensiun TMT 01-07-2026", "BUP 1 Juli 2026", "cuti melahirkan s/d 30 Maret 2027", "ikut suami",
    "kontrak s/d 31-12-2025", "tugas belajar di Makassar s.d. 31 Agustus 2025", "pindahan dari Pustu Toding",
    "mengundurkan diri, hp 0812-345-678", "diperbantukan di Dinkes", "eks pegawai PT Rahasia", "sk habis 2024",
]  # fmt: skip


def pseudonyms() -> Pseudonyms:
    words = vocabulary()
    usual = Words(
        usual=read.usual_words(),
        places=frozenset({"cimpu"}),
        kinds=words.kinds,
        offices=read.offices(),
        before=words.before_people,
        plainly=words.before_people_plainly,
    )
    return Pseudonyms("kunci", words.bare_name, words.errors, usual)


@pytest.mark.parametrize("text", [*REMARKS, *sorted({*vocabulary().going, *vocabulary().doubted} - {"mantan"})])
def test_a_remark_says_the_same_of_a_going(text: str) -> None:
    before = leaving(text, "keterangan")
    if before is None:
        assert text.startswith(("pindahan", "eks"))  # a coming
        return
    copied = pseudonyms().cell([PETUGAS.by_name["keterangan"]], text)
    after = leaving(str(copied), "keterangan")
    assert after is not None
    assert replace(after, kata="") == replace(before, kata="")
    assert not re.search("Rani|Toding, |Rahasia|345", str(copied))


def test_a_remark_that_says_nothing_of_a_going_is_left_out() -> None:
    keterangan = [PETUGAS.by_name["keterangan"]]
    assert pseudonyms().cell(keterangan, "adik Rani, rumahnya di Suli") == "(dihapus)"
    assert "gula" not in str(pseudonyms().cell(keterangan, "sakit gula"))


def people(remarks: list[str]) -> str:
    rows = [f"Orang {'abcdefghijklmnopqrstuvwxyz'[n]} Batara|Suli|Cimpu|Bidan|{text}" for n, text in enumerate(remarks)]
    return "\n".join(["nama|puskesmas|pustu|profesi|keterangan", *rows])


def test_the_same_people_count_in_the_copy(tmp_path: Path) -> None:
    folder = plan(tmp_path / "rencana", ROADMAP, roster_xlsx=workbook(Petugas=people(REMARKS), Kader=KADER_HERE))
    out = tmp_path / "samaran.xlsx"
    anonim(folder / "roster.xlsx", out, kunci=KEY)
    report = same(folder, folder / "roster.xlsx", out)
    assert any(finding.code == "ILP324" for finding in report.findings)
    assert not [secret for secret in ("Batara", "Rahasia", "Toding", "345") if secret in hidden_in(out.read_bytes())]


KADER_HERE = """\
nama|puskesmas|posyandu
Ani Batara / Umi Toding|Suli|Melati
1. Rani Batara 2. Wati Toding|Suli|Melati
"""


def test_who_is_passed_over_is_passed_over_for_the_same_reason_and_named_nowhere(tmp_path: Path) -> None:
    rows = """\
DAFTAR PETUGAS PUSKESMAS SULI|Diperbarui oleh Rahasia, hp 0812-345-6789
Nama Petugas|Unit Kerja|Profesi|Keterangan|Paraf Rahasia|No HP Bu Rani
PUSTU CIMPU (PJ: Toding)
Ina Batara|Pustu Cimpu|Bidan||x|
KOSONG (eks Toding)|Pustu Cimpu|Perawat|menunggu CPNS||
-|Pustu Murante|Bidan|||
Jumlah Pustu Cimpu|2
Merah = pindah ke RSUD Rahasia
Belopa, 2 Januari 2026
Mengetahui,
Kepala Puskesmas Suli
dr. Nur Rahasia, M.Kes
NIP. 197001012000031001
"""
    folder = plan(tmp_path / "rencana", ROADMAP, roster_xlsx=workbook(Petugas=rows, Kader=KADER_HERE))
    out = tmp_path / "samaran.xlsx"
    anonim(folder / "roster.xlsx", out, kunci=KEY)
    first, second = (check(load(folder, roster), pada=PADA) for roster in (folder / "roster.xlsx", out))
    assert spots(second) == spots(first)
    assert {"ILP019", "ILP020", "ILP022"} <= {finding.code for finding in first.findings}
    assert not [secret for secret in ("Rahasia", "Toding", "Batara", "Rani", "Nur ", "345") if secret in hidden_in(
        out.read_bytes()
    )]  # fmt: skip


def test_a_telephone_in_the_name_of_a_sheet_is_hidden(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Petugas 0812-345-678"
    for row in people(["aktif"]).splitlines():
        sheet.append(row.split("|"))
    kader = book.create_sheet("Kader hp 62812345678")
    for row in KADER_HERE.splitlines():
        kader.append(row.split("|"))
    folder = plan(tmp_path / "rencana", ROADMAP, roster_xlsx=saved(book))
    out = tmp_path / "samaran.xlsx"
    anonim(folder / "roster.xlsx", out, kunci=KEY)
    titles = openpyxl.load_workbook(out).sheetnames
    assert [title.split()[0] for title in titles] == ["Petugas", "Kader"]
    assert not re.search(r"\d", "".join(titles))


def test_a_csv_whose_texts_are_guarded_is_read_as_what_is_in_them() -> None:
    rows = csv_table(b'nama,nik\n"=""Ani, S.Keb""","=""0812"""\n="Umi",7\n', "petugas.csv").rows
    assert [row.cells for row in rows] == [("nama", "nik"), ("Ani, S.Keb", "0812"), ("Umi", "7")]


def test_a_roster_whose_headings_give_its_places_is_copied(tmp_path: Path) -> None:
    rows = "Nama|Jabatan\nPUSTU CIMPU\nIna Batara|Bidan\nPUSTU MURANTE\nUmi Toding|Perawat\n"
    folder = plan(tmp_path / "rencana", ROADMAP, roster_xlsx=workbook(Petugas=rows, Kader=KADER_HERE))
    out = tmp_path / "samaran.xlsx"
    anonim(folder / "roster.xlsx", out, kunci=KEY)
    same(folder, folder / "roster.xlsx", out)
    assert [row.pustu for row in load(folder, out).petugas] == ["Cimpu", "Murante"]


def test_a_cell_with_an_error_keeps_its_fault_where_its_row_is_nobody(tmp_path: Path) -> None:
    folder = plan(tmp_path / "rencana", ROADMAP)
    masuk = folder / "masuk"
    masuk.mkdir()
    (masuk / "petugas.csv").write_text("nama,puskesmas,pustu,profesi\n=A1,Suli,Cimpu,Bidan\nIna,Suli,Cimpu,Bidan\n")
    (masuk / "kader.csv").write_text(KADER_HERE.replace(",", " ").replace("|", ","))
    anonim(masuk, tmp_path / "samaran", kunci=KEY)
    report = same(folder, masuk, tmp_path / "samaran")
    assert any(finding.code == "ILP004" for finding in report.findings)
