"""Every difference between an archive and the roadmap of today, with its line; renamed places are none."""

from __future__ import annotations

from pathlib import Path

import pytest

import ilp_cli
from ilp_cli.core.finding import Finding
from tests.plans import PADA, plan, spot

ROADMAP = """\
kabupaten: {nama: Luwu}
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas:
  - nama: Suli
    kode: "1070670"
    kecamatan: Suli
    alias: [Suli Kota]
    pustu: [{nama: Cimpu, desa: Cimpu}, {nama: Buntu}]
    posyandu: [{nama: Melati}, {nama: Mawar}]
  - {nama: Bajo, kode: "1070675", posyandu: [{nama: Soka}]}
  - {nama: Bua}
tahap:
  - tahun: 2024
    sk: {nomor: 400.7/21/2024, tanggal: 2024-10-16, tentang: Penetapan Lokus}
    lokus:
      - {puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}
      - {puskesmas: Bajo, posyandu: [Soka]}
  - tahun: 2025
    target: {puskesmas: 1}
"""


def told(tmp_path: Path, *changes: tuple[str, str], years: tuple[int, ...] = ()) -> list[Finding]:
    folder = plan(tmp_path / "luwu", ROADMAP)
    frozen = ilp_cli.freeze(folder, tahun=2024, pada=PADA)
    assert frozen, frozen.blocking
    changed = ROADMAP
    for old, new in changes:
        assert old in changed
        changed = changed.replace(old, new)
    plan(folder, changed)
    report = ilp_cli.check(folder, pada=PADA, tahun=years)
    return [finding for finding in report.findings if finding.code.startswith("ILP13")]


def test_an_unchanged_roadmap_is_no_finding(tmp_path: Path) -> None:
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    "change",
    [
        ('nama: Suli\n    kode: "1070670"', 'nama: Suli Baru\n    kode: "1070670"'),
        ("puskesmas: Suli, pustu", "puskesmas: Suli Kota, pustu"),
        ("      - {puskesmas: Bajo, posyandu: [Soka]}\n", ""),
        ("  - {nama: Bua}\n", "  - {nama: Bua Ponrang}\n"),
        ("pustu: [{nama: Cimpu, desa: Cimpu}, {nama: Buntu}]", "pustu: [{nama: Buntu}, {nama: Cimpu, desa: Cimpu}]"),
    ],
)
def test_moved_rows_and_renamed_places_are_no_difference(tmp_path: Path, change: tuple[str, str]) -> None:
    changes = [change]
    if change[1] == "":
        changes.append(("    lokus:\n", f"    lokus:\n{change[0]}"))
    if "Suli Baru" in change[1]:
        changes += [("{puskesmas: Suli,", "{puskesmas: Suli Baru,"), ("alias: [Suli Kota]", "alias: [Suli]")]
    assert told(tmp_path, *changes) == []


@pytest.mark.parametrize(
    ("change", "code", "line", "words"),
    [
        (
            ("posyandu: [Melati]", "posyandu: [Mawar]"),
            "ILP134",
            16,
            "SK menyebut posyandu Melati (arsip/2024.yaml baris 2",
        ),
        (("pustu: [Cimpu], posyandu", "pustu: [Cimpu, Buntu], posyandu"), "ILP134", 16, "roadmap menyebut pustu Buntu"),
        (("pustu: [Cimpu], posyandu", "pustu: [], posyandu"), "ILP134", 16, "SK menyebut pustu Cimpu"),
        (("- {puskesmas: Bajo, posyandu: [Soka]}", "- {puskesmas: Bua}"), "ILP133", 13, "SK menyebut puskesmas Bajo"),
        (
            ("- {puskesmas: Bajo, posyandu: [Soka]}", "- {puskesmas: Bua}"),
            "ILP133",
            17,
            "roadmap menyebut puskesmas Bua",
        ),
        (("nomor: 400.7/21/2024", "nomor: 400.7/12/2024"), "ILP135", 14, "“400.7/21/2024”"),
        (("tanggal: 2024-10-16", "tanggal: 2024-10-17"), "ILP135", 14, "17 Oktober 2024"),
        (("dr. Contoh", "dr. Lain"), "ILP136", 2, "penanda tangan, nama"),
        (('kode: "1070675"', 'kode: "1070676"'), "ILP136", 10, "kode puskesmas Bajo"),
        (("desa: Cimpu", "desa: Buntu"), "ILP136", 8, "desa pustu Cimpu"),
        (("  - tahun: 2024\n", "  - tahun: 2023\n"), "ILP132", None, "roadmap tidak memuat tahapnya"),
    ],
)
def test_a_difference_is_told_with_its_line(
    tmp_path: Path, change: tuple[str, str], code: str, line: int | None, words: str
) -> None:
    findings = told(tmp_path, change)
    assert any(
        finding.code == code and words in finding.message and line in (None, finding.place.line) for finding in findings
    ), [(spot(finding), finding.message) for finding in findings]


def test_a_lokus_that_went_to_another_stage_is_told_with_it(tmp_path: Path) -> None:
    moved = (
        ("      - {puskesmas: Bajo, posyandu: [Soka]}\n", ""),
        ("    target: {puskesmas: 1}\n", "    lokus: [{puskesmas: Bajo}]\n"),
    )
    findings = told(tmp_path, *moved)
    assert "di roadmap ia lokus tahap 2025" in findings[0].message


def test_only_the_years_asked_for_are_compared(tmp_path: Path) -> None:
    assert told(tmp_path, ("posyandu: [Melati]", "posyandu: [Mawar]"), years=(2025,)) == []


def test_an_archive_of_another_district_is_told_and_not_printed(tmp_path: Path) -> None:
    told(tmp_path)
    archive = tmp_path / "luwu" / "arsip" / "2024.yaml"
    other = plan(tmp_path / "lain", ROADMAP.replace("nama: Luwu", "nama: Majene"))
    (other / "arsip").mkdir()
    (other / "arsip" / "2024.yaml").write_bytes(archive.read_bytes())
    report = ilp_cli.check(other, pada=PADA)
    (finding,) = [finding for finding in report.findings if finding.code.startswith("ILP13")]
    assert (finding.code, "milik Kabupaten Luwu" in finding.message) == ("ILP131", True)
    assert not ilp_cli.export(other, tmp_path / "a.xlsx", pada=PADA, tahun=[2024], lampiran=True)


def test_two_archives_of_a_year_are_told_and_neither_is_printed(tmp_path: Path) -> None:
    told(tmp_path)
    archive = tmp_path / "luwu" / "arsip" / "2024.yaml"
    archive.with_name("2024 (salinan).yaml").write_bytes(archive.read_bytes())
    report = ilp_cli.check(tmp_path / "luwu", pada=PADA)
    assert [finding.code for finding in report.findings if finding.code.startswith("ILP13")] == ["ILP137"] * 2
