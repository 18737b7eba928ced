"""The rows of a roster become people, wherever they stand and whatever their columns are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.core.outcome import Misuse
from ilp_cli.district.numbers import Nik
from ilp_cli.district.people import Petugas
from ilp_cli.reading.load import load
from tests.plans import KADER_TABLE, PADA, SULI, of, plan, spot, workbook

NIP = "198501012010012901"
NIK = "7317014501900001"


def people(folder: Path, table: str) -> tuple[Petugas, ...]:
    plan(folder, SULI.replace("roster: .", "roster: roster.xlsx"))
    (folder / "roster.xlsx").write_bytes(workbook(Petugas=table, Kader=KADER_TABLE))
    return load(folder).petugas


def test_columns_go_by_any_of_their_titles_in_any_order(tmp_path: Path) -> None:
    table = f"""
        Jabatan Fungsional | NO. NIP | PKM  | Nama Lengkap & Gelar | Puskesmas Pembantu
        Bidan Mahir        | {NIP}   | SULI | Ina, A.Md.Keb.       | cimpu
    """
    ina = people(tmp_path, table)[0]
    assert (ina.nama, ina.nip.digits, ina.profesi) == ("Ina, A.Md.Keb.", NIP, "bidan")
    assert (ina.induk, ina.unit) == (("puskesmas", 0), ("puskesmas", 0, "pustu", 0))


@pytest.mark.parametrize(
    ("title", "severity", "hint"),
    [("Golongan", "note", ""), ("Hari Tugs", "warning", "; apakah maksudnya “hari_tugas”?")],
)
def test_a_column_that_is_not_read_is_mentioned_and_a_misspelt_one_warned_of(
    tmp_path: Path, title: str, severity: str, hint: str
) -> None:
    people(tmp_path, f"nama | puskesmas | profesi | {title}\nIna | Suli | Bidan | x")
    findings = of(check(tmp_path, pada=PADA), "ILP008")
    assert [(spot(finding), finding.severity, finding.message) for finding in findings] == [
        ("roster.xlsx:Petugas!D1", severity, f"kolom “{title}” tidak dikenal dan tidak dibaca{hint}")
    ]


def test_profesi_wins_over_jabatan_and_jabatan_serves_where_profesi_is_blank(tmp_path: Path) -> None:
    table = """
        nama | puskesmas | profesi | jabatan
        A    | Suli      | Perawat | Bidan Mahir
        B    | Suli      |         | Bidan Mahir
        C    | Suli      | x       | Bidan
    """
    assert [petugas.profesi for petugas in people(tmp_path, table)] == ["perawat", "bidan", None]


def test_the_same_people_are_read_from_workbook_csv_and_yaml(tmp_path: Path) -> None:
    cells = ["Ina", "Suli", "Cimpu", "Bidan", NIP, "Sen-Rab", "2025-01-02"]
    keys = "nama puskesmas pustu profesi nip hari_tugas mulai".split()
    folders = [tmp_path / name for name in ("xlsx", "csv", "yaml")]
    people(folders[0], " | ".join(keys) + "\n" + " | ".join(cells))
    plan(folders[1], SULI, petugas_csv=",".join(keys) + "\n" + ",".join(cells) + "\n", kader_csv="nama,puskesmas\n")
    listed = ", ".join(f'{key}: "{cell}"' for key, cell in zip(keys, cells, strict=True))
    plan(folders[2], SULI.replace("roster: .\n", f"petugas: [{{{listed}}}]\n"))
    tables = [{**load(folder).petugas[0].table_row(), "file": None} for folder in folders]
    assert tables[0] == tables[1] == tables[2]


def test_a_nip_or_nik_is_never_shown_whole(tmp_path: Path) -> None:
    listed = f"""
petugas: [{{nama: Ina, puskesmas: Suli, profesi: Bidan, nip: {NIP}, nik: {NIK}}}]
kader: [{{nama: Ani, puskesmas: Suli, nik: {NIK}}}]
"""
    folder = plan(tmp_path, SULI.replace("roster: .\n", "") + listed)
    district = load(folder)
    shown = [
        repr(district.petugas + district.kader),
        repr(district.petugas[0].table_row()),
        repr(district.kader[0].table_row()),
        json.dumps(check(district, pada=PADA).document()),
    ]
    assert not any(number in text for number in (NIP, NIK, NIP[:12], NIK[:12]) for text in shown)
    assert district.petugas[0].table_row()["nip"] == "**************2901"


def test_tables_for_notebooks_have_the_columns_of_the_json_and_no_nik(tmp_path: Path) -> None:
    petugas = f"nama,puskesmas,profesi,nip,nik\nIna,Suli,Bidan,{NIP},{NIK}\n"
    folder = plan(tmp_path, SULI, petugas_csv=petugas, kader_csv=f"nama,puskesmas,nik\nAni,Suli,{NIK}\n")
    district, report = load(folder), check(folder, pada=PADA)
    for name in ("petugas", "kader"):
        assert "nik" not in district.frame(name).columns
    for name in ("coverage", "pustu", "findings"):
        assert [list(report.frame(name).columns)] * len(report.rows(name)) == [list(row) for row in report.rows(name)]
        assert len(report.frame(name)) == len(report.rows(name)) > 0
    with pytest.raises(Misuse):
        report.frame("petugas")


def test_a_person_of_no_shape_identifies_nobody(tmp_path: Path) -> None:
    table = f"""
        nama | puskesmas | profesi | nip | nik
        A    | Suli      | Bidan   | 123 |
        B    | Suli      | Bidan   | 123 |
        C    | Suli      | Bidan   |     | {NIK}
    """
    a, b, c = people(tmp_path, table)
    assert a.identity != b.identity
    assert c.identity == Nik(NIK)
