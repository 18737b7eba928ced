"""Who goes with a posyandu from elsewhere than its pustu: counted, away from duty, printed, and checked."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ilp_cli.checking.verb import check
from tests.plans import of, plan, spot
from tests.running import ilp

ROADMAP = """\
kabupaten: {nama: Luwu}
roster: .
puskesmas:
  - nama: Suli
    pustu: [{nama: Cimpu}, {nama: Buntu}]
    posyandu: [{nama: Melati, pustu: Cimpu, hari_buka: selasa ke-2}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]}]
"""
STAFF = "nama,puskesmas,pustu,profesi,hari\nIna,Suli,Cimpu,Bidan,\nYusuf,Suli,Cimpu,Perawat,\n"
INDUK = "Rina,Suli,,Bidan,\n"
KADER = "nama,puskesmas,pustu\nAni,Suli,Cimpu\nTuti,Suli,Cimpu\n"
SECOND_TUESDAY = "2025-03-11"


def folder(tmp_path: Path, staff: str = STAFF + INDUK, roadmap: str = ROADMAP) -> Path:
    return plan(tmp_path / "suli", roadmap, petugas_csv=staff, kader_csv=KADER)


def days(place: Path, pendamping: str) -> Path:
    """A file of opening days with a companion."""
    text = f"{{puskesmas: Suli, posyandu: Melati, hari_buka: selasa ke-2, pendamping: [{pendamping}]}}"
    (place / "bukaan.yaml").write_text(f"hari_buka:\n  - {text}\n", encoding="utf-8")
    return place


def planned(place: Path, *more: str) -> dict[str, Any]:
    answer = ilp("plan", "duty", ".", "--bulan", "2025-03", "--format", "json", *more, cwd=place)
    assert answer.returncode in (0, 1), answer.stderr
    told: dict[str, Any] = json.loads(answer.stdout)
    return told


def test_a_companion_from_the_puskesmas_leaves_both_nakes_at_the_pustu(tmp_path: Path) -> None:
    place = days(folder(tmp_path, STAFF.replace("Yusuf,Suli,Cimpu,Perawat,\n", "") + INDUK),
                 "{nama: Rina, dari: Puskesmas Suli}")  # fmt: skip
    assert [row["tanggal"] for row in planned(place)["tanpa_pendamping"]] == [SECOND_TUESDAY]
    told = planned(place, "--dengan", "bukaan.yaml")
    assert told["tanpa_pendamping"] == []
    helped = {"puskesmas": "Suli", "pustu": "Cimpu", "tanggal": SECOND_TUESDAY}
    assert told["didampingi_unit_lain"] == [{**helped, "kata": "Melati didampingi Rina (puskesmas Suli)"}]


def test_the_same_is_read_from_the_roadmap(tmp_path: Path) -> None:
    named = "hari_buka: selasa ke-2, pendamping: [{nama: Rina}]"
    place = folder(tmp_path, roadmap=ROADMAP.replace("hari_buka: selasa ke-2", named))
    assert len(planned(place)["didampingi_unit_lain"]) == 1


@pytest.mark.parametrize(
    ("pendamping", "helped"),
    [
        ("{nama: Rina, dari: Puskesmas Suli, tanggal: [2025-03-11]}", 1),
        ("{nama: Rina, dari: Puskesmas Suli, tanggal: [2025-04-08]}", 0),
        ("{nama: Rina}, {nama: Ina, dari: Pustu Cimpu, tanggal: [2025-03-11]}", 0),
        ("{nama: Ina, dari: Pustu Cimpu}", 0),
        ("{nama: Entah, dari: Puskesmas Suli}", 0),
    ],
)
def test_only_whom_the_day_names_and_the_roster_knows_is_counted(tmp_path: Path, pendamping: str, helped: int) -> None:
    told = planned(days(folder(tmp_path), pendamping), "--dengan", "bukaan.yaml")
    assert len(told["didampingi_unit_lain"]) == helped


def test_who_is_on_leave_that_day_goes_nowhere(tmp_path: Path) -> None:
    place = days(folder(tmp_path), "{nama: Rina}")
    (place / "cuti.csv").write_text("nama,jenis,dari,sampai\nRina,tahunan,2025-03-10,2025-03-12\n", encoding="utf-8")
    assert planned(place, "--dengan", "bukaan.yaml")["didampingi_unit_lain"] == []


def test_a_companion_is_off_duty_at_every_pustu_that_day(tmp_path: Path) -> None:
    """Tono serves at Cimpu too; on the day he goes with the posyandu of Buntu he is not asked for there."""
    staff = "nama,nip,puskesmas,pustu,profesi,hari\nIna,,Suli,Cimpu,Bidan,\nTono,,Suli,Cimpu,Perawat,\n"
    roadmap = ROADMAP.replace("{nama: Melati, pustu: Cimpu", "{nama: Melati, pustu: Buntu")
    place = days(folder(tmp_path, staff, roadmap), "{nama: Tono, dari: Pustu Cimpu}")
    told = planned(place, "--dengan", "bukaan.yaml")
    tono = next(who for post in told["pustu"] for who in post["orang"] if who["nama"] == "Tono")
    assert SECOND_TUESDAY not in tono["hari"]
    assert [row["kata"] for row in told["di_luar_pustu"]] == ["Tono mendampingi Melati"]
    assert [row["tanggal"] for row in told["kurang"]] == [SECOND_TUESDAY]
    out = place / "o.xlsx"
    ilp("plan", "duty", ".", "--bulan", "2025-03", "--dengan", "bukaan.yaml", "-o", out, cwd=place)
    text = "\n".join(
        str(cell.value) for sheet in openpyxl.load_workbook(out) for row in sheet.iter_rows() for cell in row
    )
    assert "Di luar pustu, mendampingi posyandu lain: 11 Maret Tono mendampingi Melati." in text
    jadwal = place / "jadwal.csv"
    jadwal.write_text(
        "puskesmas,pustu,nama,profesi,2025-03-11\nSuli,Cimpu,Ina,Bidan,x\nSuli,Cimpu,Tono,Perawat,x\n", encoding="utf-8"
    )
    (twice,) = of(check(place, jadwal=jadwal, dengan=place / "bukaan.yaml"), "ILP406")
    assert "dan mendampingi posyandu Melati" in twice.message
    assert not of(check(place, jadwal=jadwal), "ILP406")


def test_the_roster_that_was_planned_passes_its_check_with_and_without_a_p(tmp_path: Path) -> None:
    place = days(folder(tmp_path), "{nama: Rina}")
    jadwal = place / "jadwal.csv"
    for mark in "xP":
        jadwal.write_text(
            f"Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025\nnama,profesi,11\nIna,Bidan,{mark}\nYusuf,Perawat,x\n",
            encoding="utf-8",
        )
        assert not of(check(place, jadwal=jadwal, dengan=place / "bukaan.yaml"), "ILP409", "ILP416")


def test_a_companion_nobody_knows_or_on_another_day_is_told_at_its_place(tmp_path: Path) -> None:
    place = days(folder(tmp_path), "{nama: Rina, tanggal: [2025-03-12]}, {nama: Ina, dari: Pustu Cimpo}")
    told = of(check(place, dengan=place / "bukaan.yaml", pada=date(2025, 3, 1)), "ILP425")
    assert [spot(item) for item in told] == ["bukaan.yaml:2:100", "bukaan.yaml:2:122"]
    assert "tidak buka hari itu" in told[0].message
    assert "tidak ada di Pustu Cimpo" in told[1].message
    answer = ilp("plan", "duty", ".", "--bulan", "2025-03", "--dengan", "bukaan.yaml", "--format", "csv", cwd=place)
    assert "pendamping posyandu Melati, Ina, tidak ada di roster unit itu" in answer.stderr


def test_what_the_planner_writes_is_read_again(tmp_path: Path) -> None:
    place = folder(tmp_path)
    made = ilp("plan", "openings", ".", "--tahun", "2025", "-o", "bukaan.yaml", cwd=place)
    assert made.returncode == 0, made.stderr
    assert "pendamping: [{nama: " in (place / "bukaan.yaml").read_text(encoding="utf-8")
    assert not of(check(place, dengan=place / "bukaan.yaml"), "ILP002", "ILP424", "ILP425")
    assert planned(place, "--dengan", "bukaan.yaml")["tanpa_pendamping"] == []


def test_one_person_goes_with_one_posyandu_a_day(tmp_path: Path) -> None:
    """Rina is named for two posyandu of one day: she goes with the first, and the other is left to its own pustu."""
    named = "pendamping: [{nama: Rina, dari: Puskesmas Suli}]"
    roadmap = ROADMAP.replace(
        "[{nama: Melati, pustu: Cimpu, hari_buka: selasa ke-2}]",
        f"[{{nama: Melati, pustu: Cimpu, hari_buka: selasa ke-2, {named}}},"
        f" {{nama: Mawar, pustu: Buntu, hari_buka: selasa ke-2, {named}}}]",
    ).replace("pustu: [Cimpu], posyandu: [Melati]", "pustu: [Cimpu, Buntu], posyandu: [Melati, Mawar]")
    place = folder(tmp_path, STAFF + INDUK + "Oka,Suli,Buntu,Bidan,\n", roadmap)
    (told,) = of(check(place, pada=date(2025, 3, 1)), "ILP428")
    assert told.message == (
        "posyandu Mawar: Rina sudah mendampingi posyandu Melati pada 12 hari yang sama, mulai 14 Januari 2025; "
        "di sini tidak dihitung pada hari itu"
    )
    answer = planned(place)
    assert [row["kata"] for row in answer["didampingi_unit_lain"]] == ["Melati didampingi Rina (puskesmas Suli)"]
    assert [row["posyandu"] for row in answer["tanpa_pendamping"]] == ["Mawar"]
