"""The page of every code is its own test: the wrong example fires where it is marked, the right one is silent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.core.finding import Code
from ilp_cli.core.page import Example
from ilp_cli.registry import catalogue
from tests.plans import PADA, fired, marked, plan

COMPANION = "kabupaten: {nama: Luwu}\nroster: .\npuskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]\n"
"""The roadmap beside an example that is a table."""

SERVED = """\
kabupaten: {nama: Luwu}
hari_layanan: [senin, selasa, rabu, kamis, jumat]
libur: [{tanggal: 2025-03-10, nama: Hari jadi}]
kebijakan: {kader_hari_per_minggu: 3}
puskesmas:
  - nama: Suli
    pustu: [{nama: Cimpu}, {nama: Buntu}]
    posyandu: [{nama: Melati, pustu: Cimpu, hari_buka: selasa ke-2}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu, Buntu], posyandu: [Melati]}]}]
petugas:
  - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, nik: "7317014501850001"}
  - {nama: Ina, puskesmas: Suli, pustu: Buntu, profesi: Bidan, nik: "7317014501850001"}
  - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
  - {nama: Rosi, puskesmas: Suli, pustu: Buntu, profesi: Bidan, nik: "7317014501860002"}
  - {nama: Rosi, puskesmas: Suli, pustu: Buntu, profesi: Perawat, nik: "7317014501860002"}
  - {nama: Rina, puskesmas: Suli, profesi: Bidan}
kader:
  - {nama: Ani, puskesmas: Suli, pustu: Cimpu}
  - {nama: Tuti, puskesmas: Suli, pustu: Cimpu}
  - {nama: Wati, puskesmas: Suli, pustu: Cimpu, hari_tugas: Senin}
cuti: [{nama: Ina, dari: 2025-03-19, sampai: 2025-03-21}]
"""
"""The district beside an example that is a duty roster: who serves, when the pustu is open, who is on leave."""

EXAMPLES = [
    pytest.param(code, example, id=f"{code.code}-{example.kind}-{number}")
    for code in catalogue()
    for number, example in enumerate(code.page.examples)
]


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_an_example_fires_exactly_where_it_is_marked(tmp_path: Path, code: Code, example: Example) -> None:
    kind, file, text, pada = example
    dengan = None
    archived = re.search(r"(?m)^# (arsip/\d{4}\.yaml)\n", text)
    if file in ("usulan.yaml", "wilayah.yaml", "bukaan.yaml", "rollout.yaml"):
        roadmap, text = text.split(f"# {file}\n")
        folder = plan(tmp_path, roadmap, **{file.replace(".", "_"): text})
        dengan = folder / file
    elif archived is not None:
        folder = plan(tmp_path, text[: archived.start()])
        (folder / "arsip").mkdir()
        (folder / archived[1]).write_text(text[archived.end() :], encoding="utf-8")
        text = text[: archived.start()] if file == "roadmap.yaml" else text[archived.end() :]
    else:
        beside = SERVED if file == "jadwal.csv" else COMPANION
        folder = plan(tmp_path, text if file == "roadmap.yaml" else beside)
    bare = re.sub(r" *#! ILP\d{3}(?=\n)", "", text)
    if file == "jadwal.csv":
        (folder / file).write_text(bare, encoding="utf-8")
    elif dengan is None and archived is None and file != "roadmap.yaml":
        (folder / "kader.csv").write_text("nama,puskesmas\nAni,Suli\n", encoding="utf-8")
        (folder / file).write_text(bare, encoding="cp1252")
    jadwal = folder / file if file == "jadwal.csv" else None
    report = check(folder, pada=pada or PADA, jadwal=jadwal, dengan=dengan)
    assert fired(report, code.code) == marked(text)
    assert bool(marked(text)) is (kind == "salah")
    assert all(finding.place.file.endswith(file) for finding in report.findings if finding.code == code.code)


def test_codes_are_unique_in_order_and_in_their_ranges() -> None:
    codes = [code.code for code in catalogue()]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"ILP[0-9]\d\d", code) for code in codes)


@pytest.mark.parametrize("code", catalogue(), ids=lambda code: code.code)
def test_a_page_says_what_why_and_what_to_do_without_blame(code: Code) -> None:
    words = [code.title, code.page.why, code.page.remedy, code.message]
    assert all(word.strip() for word in words)
    assert "!" not in "".join(words[:1] + words[3:])
    assert code.title[0].isupper()
    assert not code.title.endswith(".")
    assert code.page.why.endswith(".")
    assert code.page.remedy.endswith(".")
    assert not re.search(r"\b(salah Anda|error|invalid|failed)\b", " ".join(words), re.IGNORECASE)
