"""Blocks as the table Wilayah lists them, and what a name of a block may mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilp_cli.district.wilayah import (
    blocks,
    by_posyandu,
    distinct,
    holders,
    kader_of,
    meant,
    named,
    repeated,
    serving,
)
from ilp_cli.reading.load import case_at, load
from ilp_cli.registry import SHEETS_OF_ROSTER
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, SULI, plan

WILAYAH = """\
puskesmas,posyandu,Desa/Kelurahan,dusun,RW,RT,Jumlah KK,Ibu Hamil,latitude,longitude,berbatasan dengan,Nama Kader
Suli,Melati,Cimpu,Salu,01,01,30,2,"-3,38",120.37,RT 2; RT 3 RW 1,Kasma
Suli,Melati,Cimpu,Salu,01,02,25,,-3.381,120.371,,
Suli,Melati,Cimpu,Salu,02,02,0,1,-3.382,,,
Suli,Mawar,Cimpu,Lemo,,,12,,,,,
"""


def test_a_row_is_a_block_with_what_is_told_of_it(tmp_path: Path) -> None:
    district = load(
        plan(tmp_path, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, wilayah_csv=WILAYAH),
        tables=SHEETS_OF_ROSTER,
    )
    first, second, third, lost = blocks(district)
    assert (first.nama, first.kk, dict(first.jiwa)) == ("RT 01 RW 01 Dusun Salu", 30, {"bumil": 2})
    assert (first.koordinat, first.tetangga, first.kader) == ((-3.38, 120.37), ("RT 2", "RT 3 RW 1"), "Kasma")
    assert (second.kk, dict(second.jiwa), second.kader) == (25, {}, "")
    assert (third.kk, third.koordinat) == (0, None), "0 households are told, half a point is none"
    assert lost.posyandu is None
    assert [misfit.code for misfit in district.misfits] == ["ILP017"]
    (own,) = by_posyandu(blocks(district)).values()
    assert list(own) == [first, second, third]
    (people,) = kader_of(district).values()
    assert named("kasma", people.values()) == tuple(kader for kader in people.values() if kader.nama == "Kasma")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("RT 01", (0,)),
        ("rt 1 / rw 1", (0,)),
        ("RT 02", (1, 2)),
        ("RW 02 RT 02", (2,)),
        ("Dusun Lemo", (3,)),
        ("Salu", (0, 1, 2)),
        ("RT 09", ()),
        ("", ()),
    ],
)
def test_a_name_means_the_blocks_that_have_its_words(tmp_path: Path, text: str, rows: tuple[int, ...]) -> None:
    district = load(plan(tmp_path, SULI, kader_csv=KADER_CSV, wilayah_csv=WILAYAH), tables=SHEETS_OF_ROSTER)
    listed = blocks(district)
    assert meant(text, listed) == tuple(listed[row] for row in rows)


HELD = """\
puskesmas,posyandu,dusun,rw,rt,kk,kader
Suli,Melati,Salu,01,01,30,sari
Suli,Melati,Salu,01,02,25,"Nur, A.Md.Keb"
Suli,Melati,Salu,01,03,20,Lia dan Mia
Suli,Melati,Salu,01,04,20,Rosma
Suli,Melati,Salu,01,05,20,
Suli,Melati,Salu,1,rt 1,30,Wati
Suli,Melati,Salu,01,06,20,Ani
Suli,Melati,Salu,01,07,20,Dewi
"""


def test_who_holds_a_block_is_answered_once(tmp_path: Path) -> None:
    kader = KADER_CSV.replace("posyandu\n", "posyandu,nik\n") + (
        "Nur,Suli,,Mawar,\nDewi,Suli,,Melati,7317014501850001\nDewi,Suli,,Melati,7317014501850002\n"
    )
    roadmap = SULI.replace("{nama: Melati}", "{nama: Melati}, {nama: Mawar}")
    place = plan(tmp_path, roadmap, petugas_csv=PETUGAS_CSV, kader_csv=kader, wilayah_csv=HELD)
    district = load(place, tables=SHEETS_OF_ROSTER)
    rows = blocks(district)
    every_holder = [holders(district)[block.path] for block in rows]
    assert [holder.kader.nama if holder.kader else None for holder in every_holder] == [
        "Sari", "Nur", None, None, None, "Wati", None, None,
    ]  # fmt: skip
    assert [len(holder.nama) for holder in every_holder] == [1, 1, 2, 1, 0, 1, 1, 1]
    assert not every_holder[6].elsewhere, "Ani is a kader of a pustu"
    assert len(every_holder[7].alike) == 2
    assert repeated(rows) == {rows[5].path: rows[0]}
    assert distinct(rows) == (*rows[:5], *rows[6:])
    (melati, own), *_ = serving(case_at(district, PADA)).items()
    assert melati == rows[0].posyandu
    assert [person.nama for person in own.values()][:3] == ["Sari", "Nur", "Wati"]
