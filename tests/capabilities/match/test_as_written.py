"""A list of the ministry as it was worked over: errors in csv, marks for “as above”, figures with what they count."""

from __future__ import annotations

from pathlib import Path

from ilp_cli.capabilities.match.verb import match
from tests.plans import PADA, plan

ROADMAP = """\
kabupaten: {nama: Luwu}
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas:
  - {nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}]}
  - {nama: Bajo, pustu: [{nama: Sampa}]}
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
"""


def test_an_error_is_no_name_and_a_mark_means_the_puskesmas_above(tmp_path: Path) -> None:
    folder = plan(tmp_path, ROADMAP)
    daftar = tmp_path / "daftar.csv"
    daftar.write_text("Puskesmas,Nama Pustu,Bidan\nSuli,Cimpu,1 org\nsda,Murante,2 orang\nBajo,#N/A,1\n#REF!,Sampa,\n")
    hasil = match(folder, daftar, pada=PADA)
    assert [(outcome.status.value, outcome.nama) for outcome in hasil.outcomes] == [
        ("sama", "Cimpu"),
        ("sama", "Murante"),
    ]
    assert [row.sebab for row in hasil.unread] == [
        "berisi galat #N/A; ganti dengan nilainya",
        "berisi galat #REF!; ganti dengan nilainya",
    ]
