"""What the tables Klaster, Layanan and Keterampilan tell is counted, and what they leave open stays open."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilp_cli.capabilities.readiness.verb import readiness
from ilp_cli.checking.verb import check
from ilp_cli.district.keterampilan import kelompok
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, SULI, of, plan

KLASTER = "puskesmas,klaster,kedudukan,nama\n"
LAYANAN = "puskesmas,posyandu,kelompok,ada\n"
KETERAMPILAN = "nama,puskesmas,posyandu,kelompok,dilatih,dinilai\n"
SASARAN = ("ibu hamil", "balita", "remaja", "usia dewasa", "usia lanjut")
ALL = ("1", "2", "3", "4", "lintas")
KADER = ("Sari", "Nur", "Wati", "Lia", "Mia")


def parts(place: Path, **tables: str) -> dict[str, tuple[str, str]]:
    """The state of every part, and its words, of the three lokus of one puskesmas."""
    answer = readiness(plan(place, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, **tables), pada=PADA)
    return {
        part.bagian.kode: (part.keadaan.value, part.kata)
        for unit in answer.units
        for hasil in unit.hasil
        for part in hasil.bagian
    }


def test_without_these_tables_nothing_is_known(tmp_path: Path) -> None:
    told = parts(tmp_path)
    assert {told[code][0] for code in ("P1b", "P2a", "Y2b", "Y6a", "Y6b")} == {"belum diketahui"}


@pytest.mark.parametrize(
    ("rows", "heads", "members"),
    [
        ([(key, "PJ", "Ina") for key in ALL] + [("2", "anggota", "Yusuf")], "memenuhi", "memenuhi"),
        ([(key, "PJ", "Ina") for key in ALL], "memenuhi", "tidak memenuhi"),
        ([(key, "PJ", "Ina") for key in ALL[:4]], "tidak memenuhi", "tidak memenuhi"),
        ([*((key, "PJ", "Ina") for key in ALL[:4]), ("lintas", "anggota", "Yusuf")], "tidak memenuhi", "memenuhi"),
        (
            [*((key, "PJ", "Ina") for key in ALL[:4]), ("lintas", "PJ", "Orang Lain")],
            "tidak memenuhi",
            "belum diketahui",
        ),
        ([*((key, "PJ", "Ina") for key in ALL[:4]), ("7", "PJ", "Yusuf")], "belum diketahui", "belum diketahui"),
    ],
)
def test_heads_and_members_of_klaster_are_counted(
    tmp_path: Path, rows: list[tuple[str, str, str]], heads: str, members: str
) -> None:
    told = parts(tmp_path, klaster_csv=KLASTER + "".join(f"Suli,{','.join(row)}\n" for row in rows))
    assert (told["P2a"][0], told["P1b"][0]) == (heads, members), told
    assert told["P1a"][0] == "belum diketahui"  # that there is a decree is not said by its content


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("ya", "ya", "ya", "ya", "ya"), "memenuhi"),
        (("ya", "ya", "ya", "ya", ""), "belum diketahui"),
        (("ya", "ya", "ya", "ya", "belum diketahui"), "belum diketahui"),
        (("ya", "tidak", "ya", "ya", ""), "tidak memenuhi"),
    ],
)
def test_the_targets_of_a_posyandu_are_those_it_says_it_serves(
    tmp_path: Path, answers: tuple[str, ...], expected: str
) -> None:
    rows = (f"Suli,Melati,{group},{said}\n" for group, said in zip(SASARAN, answers, strict=True) if said)
    assert parts(tmp_path, layanan_csv=LAYANAN + "".join(rows))["Y2b"][0] == expected


def test_what_the_table_of_services_counts_wins_over_a_statement(tmp_path: Path) -> None:
    told = parts(
        tmp_path,
        layanan_csv=LAYANAN + "Suli,Melati,balita,tidak\n",
        kesiapan_csv="puskesmas,posyandu,kriteria,keadaan\nSuli,Melati,Y2b,ya\n",
    )
    assert told["Y2b"] == ("tidak memenuhi", "0 dari 5 sasaran dilayani; tidak balita")


def test_each_kader_is_trained_and_assessed_as_the_table_says(tmp_path: Path) -> None:
    rows = [[nama, "Suli", "Melati", kelompok().nama[group], "12-Nop-25", "?"] for nama in KADER
            for group in kelompok().dasar]  # fmt: skip
    table = KETERAMPILAN + "".join(f"{','.join(row)}\n" for row in rows)
    told = parts(tmp_path / "all", keterampilan_csv=table)
    assert told["Y6a"] == ("memenuhi", "5 dari 5 kader dilatih")
    assert told["Y6b"][0] == "belum diketahui"
    less = parts(tmp_path / "less", keterampilan_csv="".join(table.splitlines(keepends=True)[:-1]))
    assert less["Y6a"] == ("belum diketahui", "4 dari 5 kader dilatih, 1 belum diketahui")
    denied = table + "Lia,Suli,Melati,timbang ukur,ya,ya\nMia,Suli,Melati,remaja,tidak,tidak\n"
    other = parts(tmp_path / "denied", keterampilan_csv=denied)
    assert other["Y6b"] == ("tidak memenuhi", "0 dari 5 kader dinilai, 1 belum")
    assert other["Y6a"][0] == "belum diketahui"  # two answers that contradict each other are none


def test_the_table_is_believed_before_the_columns_of_the_register(tmp_path: Path) -> None:
    head, *rest = KADER_CSV.splitlines()
    kader = "\n".join([f"{head},terlatih", *(f"{line},ya" for line in rest)]) + "\n"
    place = plan(
        tmp_path,
        SULI,
        petugas_csv=PETUGAS_CSV,
        kader_csv=kader,
        keterampilan_csv=KETERAMPILAN + "Mia,Suli,Melati,remaja,tidak,\n",
    )
    (posyandu,) = (unit for unit in readiness(place, pada=PADA).units if unit.jenis == "posyandu")
    (y6a,) = (part for hasil in posyandu.hasil for part in hasil.bagian if part.bagian.kode == "Y6a")
    assert y6a.kata == "4 dari 5 kader dilatih, 1 belum"


@pytest.mark.parametrize(
    ("cell", "met"),
    [
        ("Y3, Y7", {"Y3", "Y7"}),
        ("Y3 dan Y7", {"Y3", "Y7"}),
        ("Y4a; Y3", {"Y3"}),
        ("Y3-Y7", set()),
        ("Y3 s.d. Y7", set()),
        ("Y3–7", set()),
        ("Y3, Y9", set()),
        ("Y-03", {"Y3"}),
        ("Y3 hari buka didampingi nakes", {"Y3"}),
    ],
)
def test_a_cell_states_each_code_it_names_and_nothing_of_a_range(tmp_path: Path, cell: str, met: set[str]) -> None:
    table = f'puskesmas,posyandu,kriteria,keadaan\nSuli,Melati,"{cell}",ya\n'
    place = plan(tmp_path, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, kesiapan_csv=table)
    posyandu = next(unit for unit in readiness(place, pada=PADA).units if unit.jenis == "posyandu")
    states = {hasil.kriteria.kode: hasil.keadaan.value for hasil in posyandu.hasil}
    assert {kode for kode, state in states.items() if state == "memenuhi"} - {"Y1"} == met
    assert len(of(check(place, pada=PADA), "ILP450")) == (not met)
