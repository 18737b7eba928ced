"""Titles people write over the end of service, a permit, a birth and a place of work mean these, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.reading.load import load
from tests.plans import KADER_CSV, PADA, SULI, of, plan, spot, workbook


@pytest.mark.parametrize(
    "title",
    [
        "Akhir Kontrak",
        "TGL. AKHIR KONTRAK",
        "Berakhir",
        "Selesai",
        "Sampai Dengan",
        "s/d",
        "Tanggal Keluar",
        "TMT Berhenti",
        "Tanggal Nonaktif",
        "Berhenti Tanggal",
    ],
)
def test_a_midwife_whose_service_has_ended_does_not_count(tmp_path: Path, title: str) -> None:
    rows = f"nama,puskesmas,pustu,profesi,{title}\nIna,Suli,Cimpu,Bidan,31/12/2025\nYusuf,Suli,Cimpu,Perawat,\n"
    plan(tmp_path, petugas_csv=rows, kader_csv=KADER_CSV)
    report = check(load(tmp_path), pada=PADA)
    assert load(tmp_path).petugas[0].sampai == date(2025, 12, 31)
    assert not of(report, "ILP006", "ILP008")
    assert of(report, "ILP201")


@pytest.mark.parametrize("title", ["Tgl SIP Berakhir", "Akhir Masa Berlaku SIP", "SIP s/d"])
def test_the_end_of_a_permit_is_no_end_of_service(tmp_path: Path, title: str) -> None:
    rows = f"nama,puskesmas,pustu,profesi,{title}\nIna,Suli,Cimpu,Bidan,31/12/2025\n"
    plan(tmp_path, petugas_csv=rows, kader_csv=KADER_CSV)
    ina = load(tmp_path).petugas[0]
    assert (ina.sip_sampai, ina.sampai) == (date(2025, 12, 31), None)


@pytest.mark.parametrize("title", ["TTL", "Tempat/Tgl. Lahir", "Tempat, Tanggal Lahir"])
def test_place_and_day_of_birth_in_one_cell(tmp_path: Path, title: str) -> None:
    rows = f'nama;puskesmas;pustu;profesi;"{title}"\nIna;Suli;Cimpu;Bidan;Belopa, 05-01-1988\n'
    plan(tmp_path, petugas_csv=rows, kader_csv=KADER_CSV)
    assert load(tmp_path).petugas[0].lahir == date(1988, 1, 5)


@pytest.mark.parametrize(
    "title", ["Lokasi Kerja", "Unit Organisasi", "Satuan Kerja", "Tempat Penempatan", "Tempat Tugas Saat Ini"]
)
def test_a_place_of_work_under_its_other_names(tmp_path: Path, title: str) -> None:
    plan(tmp_path, petugas_csv=f"nama,{title},profesi\nIna,Pustu Cimpu,Bidan\n", kader_csv=KADER_CSV)
    assert (load(tmp_path).petugas[0].puskesmas, load(tmp_path).petugas[0].pustu) == ("Suli", "Cimpu")


def test_a_bare_end_under_another_title_ends_what_that_title_says(tmp_path: Path) -> None:
    people = """
    Nama|Puskesmas|Pustu|Profesi|Kontrak||STR||SIP|
    ||||Mulai|Berakhir|Nomor|Berakhir|Nomor|Berakhir
    Ina|Suli|Cimpu|Bidan|2024-01-01|2027-12-31|7|2025-01-31|9|2028-05-05
    """
    kader = KADER_CSV.replace(",", "|")
    roadmap = SULI.replace("roster: .", "roster: r.xlsx")
    plan(tmp_path, roadmap, r_xlsx=workbook(Petugas=people, Kader=kader))
    ina = load(tmp_path).petugas[0]
    assert (ina.mulai, ina.sampai, ina.sip_sampai) == (date(2024, 1, 1), date(2027, 12, 31), date(2028, 5, 5))


def test_an_end_of_leave_beside_people_is_no_end_of_service(tmp_path: Path) -> None:
    people = """
    ||||Cuti|
    Nama|Puskesmas|Pustu|Profesi|Mulai|Selesai
    Ina|Suli|Cimpu|Bidan|2024-01-01|2024-03-31
    """
    roadmap = SULI.replace("roster: .", "roster: r.xlsx")
    plan(
        tmp_path,
        roadmap,
        r_xlsx=workbook(Petugas=people.replace("||||Cuti", "Data pegawai||||Cuti"), Kader=KADER_CSV.replace(",", "|")),
    )
    ina = load(tmp_path).petugas[0]
    assert (ina.mulai, ina.sampai) == (None, None)
    assert {spot(finding) for finding in of(check(load(tmp_path), pada=PADA), "ILP008")} >= {"r.xlsx:Petugas!F2"}


@pytest.mark.parametrize(
    ("head", "service", "permit", "told"),
    [
        ("No SIP,Berlaku s/d", None, date(2025, 12, 31), []),
        ("No SIPB,Tgl Terbit,Tgl Berakhir", None, date(2025, 12, 31), []),
        ("No STR,Tgl Berakhir", None, None, []),
        ("Nomor Kontrak,Berlaku Sampai", date(2025, 12, 31), None, []),
        ("SK Kontrak,Tanggal Mulai,Tanggal Selesai", date(2025, 12, 31), None, []),
        ("Status,Masa Berlaku", None, None, ["kolom “Masa Berlaku” tidak dikenal dan tidak dibaca; masa berlaku apa?"]),
        ("Status,Berakhir", date(2025, 12, 31), None, []),
        ("Masa Berlaku Kontrak", date(2025, 12, 31), None, []),
    ],
)
def test_the_day_of_a_title_that_does_not_say_of_what_is_that_of_its_neighbour(
    tmp_path: Path, head: str, service: date | None, permit: date | None, told: list[str]
) -> None:
    blank = "," * head.count(",")
    rows = f"nama,puskesmas,pustu,profesi,{head}\nIna,Suli,Cimpu,Bidan,{blank}31/12/2025\n"
    district = load(plan(tmp_path, petugas_csv=rows, kader_csv=KADER_CSV))
    (ina,) = district.petugas
    assert (ina.sampai, ina.sip_sampai) == (service, permit)
    asked = [misfit.message for misfit in district.misfits if "masa berlaku apa" in misfit.message]
    assert [message.partition(" Beri")[0] for message in asked] == told


@pytest.mark.parametrize(("word", "there"), [("Null", True), ("NULL", True), ("~", False), ("", False)])
def test_a_name_that_yaml_takes_for_nothing_is_told_what_to_type(tmp_path: Path, word: str, there: bool) -> None:
    people = f"petugas:\n  - {{nama: {word}, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}}\n"
    report = check(load(plan(tmp_path, SULI.replace("roster: .\n", "") + people)), pada=PADA)
    told = [finding.message for finding in of(report, "ILP003", "ILP004")]
    assert (f'tulis nama: "{word}"' in told[0]) is there
    assert len(told) == 1


def test_titles_are_known_shortened_and_with_a_note_in_brackets(tmp_path: Path) -> None:
    titles = "Nm. Peg. (sesuai KTP)|NIP (bagi ASN)|Tgl. Lhr. (hh/bb/tttt)|Jns. Kel. (L/P)|Pusk.|Pustu (bila ada)|Jab."
    row = "Ina||05/01/1988|P|Suli|Cimpu|Bidan"
    plan(tmp_path, SULI, petugas_csv="\n".join([titles, row, ""]).replace("|", ";"), kader_csv=KADER_CSV)
    ina = load(tmp_path).petugas[0]
    assert (ina.nama, ina.lahir, ina.kelamin, ina.pustu, ina.profesi) == (
        "Ina",
        date(1988, 1, 5),
        "P",
        "Cimpu",
        "bidan",
    )
    assert not of(check(tmp_path, pada=PADA), "ILP006", "ILP008")


@pytest.mark.parametrize(
    "title", ["Nama (ibu kandung)", "Status (kawin/belum)", "Tanggal lahir (anak)", "Selesai (diklat)"]
)
def test_a_bracket_that_speaks_of_something_else_makes_another_column(tmp_path: Path, title: str) -> None:
    rows = f"nama;puskesmas;pustu;profesi;{title}\nIna;Suli;Cimpu;Bidan;31/12/1990\n"
    plan(tmp_path, petugas_csv=rows, kader_csv=KADER_CSV)
    report = check(load(tmp_path), pada=PADA)
    assert [finding.message.partition("”")[0] for finding in of(report, "ILP008")] == [f"kolom “{title}"]
    ina = load(tmp_path).petugas[0]
    assert (ina.status, ina.lahir, ina.sampai) == ("", None, None)
