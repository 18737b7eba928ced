"""A table that is declared is read, offered in the template, kept by an import and copied without its people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilp_cli.capabilities.anonim.verb import anonim
from ilp_cli.capabilities.intake.model.intake import Imported
from ilp_cli.capabilities.intake.verb import import_roster
from ilp_cli.capabilities.roster.verb import template
from ilp_cli.capabilities.start.verb import schema
from ilp_cli.district.district import District
from ilp_cli.district.table import Choices, ColumnSpec, Holds, Privacy, TableSpec
from ilp_cli.district.tables import CUTI, KADER, PETUGAS
from ilp_cli.reading.load import load
from tests.plans import KADER_CSV, PETUGAS_CSV, SULI, plan

RUMAH = TableSpec(
    "rumah",
    "Rumah",
    (
        ColumnSpec("kepala_keluarga", Holds.NAME, Privacy.REPLACED, "Nama kepala keluarga.", required=True, width=34),
        ColumnSpec("nomor_kk", Holds.IDENTITY, Privacy.REPLACED, "Nomor kartu keluarga.", digits=16),
        ColumnSpec("puskesmas", Holds.PLACE, Privacy.MASKED, "Pilih dari daftar.", required=True),
        ColumnSpec("posyandu", Holds.PLACE, Privacy.MASKED, "Pilih dari daftar."),
        ColumnSpec("jumlah_jiwa", Holds.COUNT, Privacy.KEPT, "Banyaknya jiwa."),
        ColumnSpec("jamban", Holds.TRUTH, Privacy.KEPT, "ya atau tidak."),
        ColumnSpec("didata", Holds.DAY, Privacy.KEPT, "Hari pendataan."),
        ColumnSpec("lahir", Holds.BIRTH, Privacy.REPLACED, "Tanggal lahir kepala keluarga."),
        ColumnSpec("kelamin", Holds.SEX, Privacy.KEPT, "L atau P."),
        ColumnSpec("kunjungan", Holds.WEEKDAYS, Privacy.KEPT, "Hari ia dapat dikunjungi."),
        ColumnSpec("air", Holds.CHOICE, Privacy.KEPT, "Sumber air.", choices=Choices("air", ("Sumur", "Pipa"))),
        ColumnSpec("catatan", Holds.TEXT, Privacy.DROPPED, "Catatan bebas."),
    ),
    note="Lembar Rumah boleh kosong.",
)
SK = ColumnSpec("sk_tanggal", Holds.DAY, Privacy.MASKED, "Tanggal SK pengangkatannya.")
TABLES = (replace(PETUGAS, columns=(*PETUGAS.columns, SK)), KADER, CUTI, RUMAH)
"""A table more, and in Petugas a column more."""

KK = "7317014501850001"
HEAD = "kepala keluarga,nomor kk,puskesmas,posyandu,jumlah jiwa,jamban,didata,lahir,kelamin,kunjungan,air,catatan\n"
GOOD = f"Daeng Rala,{KK},Puskesmas Suli,Melati,4,sudah,2 Maret 2025,1980-02-03,laki-laki,Sen-Rab,pipa,0812-3456-7890\n"
EMPTY = "Daeng Tata,,Suli,,0,0,,,,,,\n"
BAD = "Daeng Lau,12,Suli,Mawar,banyak,entah,31/02/2025,x,?,entah,hujan,\n"
FAR = "Daeng Ngai,,Sulli,,,,,,,,,\n"


def folder(place: Path, keluarga: str, **files: str) -> Path:
    """A plan folder with families."""
    return plan(place, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, rumah_csv=HEAD + keluarga, **files)


def faults(district: District) -> list[tuple[str, str]]:
    """The misfits of the reading, each with its words."""
    return [(misfit.code, misfit.message) for misfit in district.misfits]


def test_its_cells_are_read_by_what_they_hold(tmp_path: Path) -> None:
    district = load(folder(tmp_path, GOOD + EMPTY), tables=TABLES)
    full, empty = district.isian["rumah"]
    assert {name: str(value) if name == "nomor_kk" else value for name, value in full.values.items()} == {
        "kepala_keluarga": "Daeng Rala",
        "nomor_kk": "************0001",
        "puskesmas": "Suli",
        "posyandu": "Melati",
        "jumlah_jiwa": 4,
        "jamban": True,
        "didata": date(2025, 3, 2),
        "lahir": date(1980, 2, 3),
        "kelamin": "L",
        "kunjungan": frozenset({0, 1, 2}),
        "air": "Pipa",
        "catatan": "****-****-****",
    }
    assert (full.induk, full.unit) == (("puskesmas", 0), ("puskesmas", 0, "posyandu", 0))
    assert empty.values == {"kepala_keluarga": "Daeng Tata", "puskesmas": "Suli", "jumlah_jiwa": 0, "jamban": False}
    assert str(district.place((*full.path, "jamban"))).endswith("rumah.csv:2")
    (reading,) = [reading for reading in district.readings if reading.table == "rumah"]
    assert (reading.rows, reading.header_row) == (2, 1)
    assert KK not in repr(district)
    assert not faults(district)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Suli,Melatti", "“Melatti” tidak terdaftar sebagai posyandu Suli; apakah maksudnya “Melati”?"),
        ("Sulli,Melati", "“Sulli” bukan puskesmas atau pustu yang terdaftar; apakah maksudnya “Suli”?"),
    ],
)
def test_a_place_misspelt_is_answered_with_the_one_that_is_near(tmp_path: Path, written: str, said: str) -> None:
    rows = f"Daeng Rala,,{written},,,,,,,,\n"
    assert faults(load(folder(tmp_path, rows), tables=TABLES)) == [("ILP017", f"unit kerja {said}")]


def test_what_a_cell_cannot_be_is_told_there_and_takes_no_other_with_it(tmp_path: Path) -> None:
    district = load(folder(tmp_path, BAD + FAR), tables=TABLES)
    bad, far = district.isian["rumah"]
    assert bad.values == {"kepala_keluarga": "Daeng Lau", "puskesmas": "Suli", "posyandu": "Mawar"}
    assert faults(district) == [
        ("ILP017", "unit kerja “Mawar” tidak terdaftar sebagai posyandu Suli"),
        ("ILP004", "“nomor_kk” harus 16 angka"),
        ("ILP004", "“jumlah_jiwa” harus bilangan bulat, 0 atau lebih; tertulis “banyak”"),
        ("ILP004", "“jamban” harus ya atau tidak; tertulis “entah”"),
        ("ILP004", "“didata” bukan tanggal yang ada: “31/02/2025”"),
        ("ILP004", "“lahir” bukan tanggal yang ada"),
        ("ILP004", "“kelamin” harus L atau P"),
        ("ILP004", "“kunjungan” harus hari, misalnya Sen-Jum; tertulis “entah”"),
        ("ILP004", "“air” tidak ada di daftar pilihannya; tertulis “hujan”; pilihannya Sumur dan Pipa"),
        ("ILP017", "unit kerja “Sulli” bukan puskesmas atau pustu yang terdaftar; apakah maksudnya “Suli”?"),
    ]
    assert far.induk is None


def test_without_it_the_roster_is_whole_and_without_a_column_it_must_have_that_is_told(tmp_path: Path) -> None:
    district = load(plan(tmp_path / "none", SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV), tables=TABLES)
    assert district.roster_given
    assert not faults(district)
    broken = plan(tmp_path / "broken", SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, rumah_csv="air\nPipa\n")
    district = load(broken, tables=TABLES)
    assert district.roster_given, "what is wrong with families says nothing of who serves"
    assert {code for code, _ in faults(district)} == {"ILP006"}


def test_it_may_be_a_list_in_yaml_and_a_sheet(tmp_path: Path) -> None:
    rows = "rumah:\n  - {kepala keluarga: Daeng Rala, puskesmas: Suli, jumlah_jiwa: 4, kolam: ada}\n"
    inline = load(plan(tmp_path / "inline", SULI + rows, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV), tables=TABLES)
    beside = load(
        plan(tmp_path / "beside", SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, lain_yaml=rows), tables=TABLES
    )
    for district in (inline, beside):
        (row,) = district.isian["rumah"]
        assert row.values == {"kepala_keluarga": "Daeng Rala", "puskesmas": "Suli", "jumlah_jiwa": 4}
        assert [code for code, _ in faults(district)] == ["ILP002"]
    assert "rumah" in schema(TABLES)["properties"]
    assert "rumah" not in schema()["properties"]


def test_a_column_more_is_read_of_the_people_too(tmp_path: Path) -> None:
    people = PETUGAS_CSV.replace("profesi\n", "profesi,sk tanggal\n").replace("Bidan\n", "Bidan,2 Maret 2025\n")
    district = load(plan(tmp_path, SULI, petugas_csv=people, kader_csv=KADER_CSV), tables=TABLES)
    assert [dict(petugas.lain) for petugas in district.petugas] == [{"sk_tanggal": date(2025, 3, 2)}, {}]
    assert not faults(district)


def test_the_template_offers_it_and_reads_back(tmp_path: Path) -> None:
    place = folder(tmp_path / "plan", GOOD)
    sheets = template(place, tmp_path / "isian.xlsx", tables=TABLES)
    assert sheets == ("Petunjuk", "Petugas", "Kader", "Cuti", "Rumah", "Referensi", "_tempat", "_meta")
    book = load_workbook(tmp_path / "isian.xlsx")
    assert [str(cell.value).removesuffix(" *") for cell in book["Rumah"][1]] == [
        RUMAH.by_name[name].title for name in RUMAH.offered
    ]
    assert [cell.value for cell in book["Petugas"][1]][-1] == "SK tanggal"
    explained = {row[:4]: row[4] for row in book["Petunjuk"].iter_rows(values_only=True) if row[2] == "Rumah"}
    assert explained["Jumlah jiwa", "jumlah_jiwa", "Rumah", None] == "Banyaknya jiwa."
    assert explained["Kepala keluarga", "kepala_keluarga", "Rumah", "wajib *"] == "Nama kepala keluarga."
    advice = " ".join(str(row[0]) for row in book["Petunjuk"].iter_rows(values_only=True))
    assert "Lembar Rumah boleh kosong." in advice
    guarded = {
        str(rule.sqref).partition("2:")[0]: (rule.type, rule.formula1.partition("=$C2))=0,")[0])
        for rule in book["Rumah"].data_validations.dataValidation
    }
    assert guarded == {
        "B": ("custom", "AND(ISTEXT(B2),LEN(B2)=16)"),
        "C": ("list", "daftar_puskesmas"),
        "D": ("list", "IF(SUMPRODUCT(--(tempat_puskesmas"),
        "E": ("custom", "AND(ISNUMBER(E2),E2>=0,E2=INT(E2))"),
        "F": ("list", "daftar_terlatih"),
        "G": ("date", "36526"),
        "H": ("date", "1"),
        "I": ("list", "daftar_jenis_kelamin"),
        "J": ("list", "daftar_hari_tugas"),
        "K": ("list", "daftar_air"),
    }


@pytest.fixture
def imported(tmp_path: Path) -> tuple[Imported, District]:
    """What an import makes of two families, and how a check reads it."""
    people = PETUGAS_CSV.replace("profesi\n", "profesi,sk tanggal\n").replace("Bidan\n", "Bidan,2 Maret 2025\n")
    source = folder(tmp_path / "source", GOOD + BAD)
    (source / "petugas.csv").write_text(people, encoding="utf-8")
    (source / "roadmap.yaml").unlink()
    place = plan(tmp_path / "plan", SULI)
    result = import_roster([source], place, tmp_path / "roster.xlsx", tables=TABLES)
    return result, load(place, tmp_path / "roster.xlsx", tables=TABLES)


def test_an_import_keeps_it_in_its_own_form(imported: tuple[Imported, District]) -> None:
    result, district = imported
    good, bad = result.intake.rows["rumah"]
    assert good == {
        "kepala_keluarga": "Daeng Rala",
        "nomor_kk": KK,
        "puskesmas": "Suli",
        "posyandu": "Melati",
        "jumlah_jiwa": "4",
        "jamban": "ya",
        "didata": "2025-03-02",
        "lahir": "1980-02-03",
        "kelamin": "L",
        "kunjungan": "Sen-Rab",
        "air": "Pipa",
        "catatan": "0812-3456-7890",
        "kode_baris": "",
    }
    assert (bad["jumlah_jiwa"], bad["air"]) == ("banyak", "hujan")
    assert [tally.written for tally in result.intake.tallies if tally.table == "rumah"] == [2]
    (changed,) = [decision for decision in result.intake.decisions if decision.column == "sk_tanggal"]
    assert (changed.before, changed.after) == ("2 Maret 2025", "2025-03-02")
    first, second = district.isian["rumah"]
    assert first.values["didata"] == date(2025, 3, 2)
    assert "air" not in second.values
    assert district.petugas[0].lain == {"sk_tanggal": date(2025, 3, 2)}


def test_a_copy_to_share_has_nobody_of_it_and_reads_alike(tmp_path: Path) -> None:
    place = folder(tmp_path / "plan", GOOD + BAD)
    result = anonim(place / "rumah.csv", tmp_path / "rumah.csv", tables=TABLES)
    assert result.rows == (("rumah", 2),)
    assert result.emptied == ("catatan",)
    text = (tmp_path / "rumah.csv").read_text(encoding="utf-8")
    for secret in ("Daeng", KK, "1980-02-03", "0812"):
        assert secret not in text
    before = load(place, tables=TABLES)
    (place / "rumah.csv").write_text(text, encoding="utf-8")
    after = load(place, tables=TABLES)
    places = [[(misfit.code, misfit.place.cell) for misfit in district.misfits] for district in (before, after)]
    assert places[0] == places[1]
    assert "hujan" not in text  # it is none of the choices, so it might be somebody's name
    kept = {"puskesmas", "posyandu", "jumlah_jiwa", "jamban", "didata", "kelamin", "kunjungan", "air"}
    for own, other in zip(before.isian["rumah"], after.isian["rumah"], strict=True):
        assert {name: own.values.get(name) for name in kept} == {name: other.values.get(name) for name in kept}
        assert own.values.keys() == other.values.keys()


def test_nobody_who_does_not_know_it_reads_it(tmp_path: Path) -> None:
    own = "penjaga sumur,dalamnya\nDaeng Rala,12\n"
    district = load(plan(tmp_path, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, sumur_csv=own))
    assert not district.isian
    assert [code for code, _ in faults(district)] == ["ILP016"]  # named as a file that was not read
