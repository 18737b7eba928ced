"""What is known of training: the table, the columns of a register, and the five kader of a posyandu together."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilp_cli.capabilities.intake.verb import import_roster
from ilp_cli.checking.verb import check
from ilp_cli.district.keterampilan import Fakta, baris, fakta, kader_terampil, kelompok
from ilp_cli.reading.load import case_at, load
from ilp_cli.registry import SHEETS_OF_ROSTER
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, SULI, of, plan, spot, workbook

HEAD = "nama,puskesmas,posyandu,kelompok,dilatih,dinilai,tingkat\n"
KADER = ("Sari", "Nur", "Wati", "Lia", "Mia")


def facts(folder: Path, table: str = "", kader: str = KADER_CSV) -> dict[tuple[str, str], Fakta]:
    """What is known, by name and group."""
    files = {"keterampilan_csv": HEAD + table} if table else {}
    case = case_at(
        load(plan(folder, SULI, petugas_csv=PETUGAS_CSV, kader_csv=kader, **files), tables=SHEETS_OF_ROSTER), PADA
    )
    names = {case.district.identities[kader.path]: kader.nama for kader in case.district.kader}
    return {(names[who], group): known for (who, group), known in case.of(fakta).items()}


def test_trained_and_assessed_are_two_facts_and_nothing_is_neither(tmp_path: Path) -> None:
    known = facts(tmp_path, "Sari,Suli,Melati,Bayi & Balita,2026-01-05,,\nNur,Suli,Melati,bumil,tidak,ya,\n")
    assert known == {
        ("Sari", "bayi_balita"): Fakta(dilatih=True, dinilai=None),
        ("Nur", "ibu_hamil"): Fakta(dilatih=False, dinilai=True),
    }


def test_a_day_to_come_and_two_answers_are_not_known(tmp_path: Path) -> None:
    known = facts(tmp_path, "Sari,Suli,Melati,lansia,2027-05-07,,\nNur,Suli,,lansia,ya,,\nNur,Suli,,dewasa,tidak,,\n")
    assert known["Sari", "lansia"] == known["Nur", "lansia"] == Fakta()


def test_the_columns_of_the_national_register_are_facts_and_the_table_wins(tmp_path: Path) -> None:
    head = "nama,puskesmas,posyandu,status_pelatihan_lansia,status_penilaian_lansia,terlatih\n"
    kader = f"{head}Sari,Suli,Melati,sudah ikut,belum,\nNur,Suli,Melati,tidak,,ya\n"
    known = facts(tmp_path, "Sari,Suli,Melati,lansia,,ya,\n", kader)
    assert known["Sari", "lansia"] == Fakta(dilatih=True, dinilai=True)
    assert known["Nur", "lansia"] == Fakta(dilatih=False, dinilai=None)
    assert known["Nur", "remaja"] == Fakta(dilatih=True, dinilai=None)


@pytest.mark.parametrize(
    ("left_out", "denied", "answer"), [((), (), True), (("Mia",), (), None), ((), ("Mia",), False), (KADER, (), None)]
)
def test_a_posyandu_is_ready_when_all_its_kader_are_and_not_known_where_one_is_not(
    tmp_path: Path, left_out: tuple[str, ...], denied: tuple[str, ...], answer: bool | None
) -> None:
    rows = "".join(
        f"{name},Suli,Melati,{kelompok().nama[group]},{'tidak' if name in denied else 'ya'},ya,Purwa\n"
        for name in KADER if name not in left_out for group in kelompok().dasar
    )  # fmt: skip
    folder = plan(tmp_path, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, keterampilan_csv=HEAD + rows)
    states = kader_terampil(case_at(load(folder, tables=SHEETS_OF_ROSTER), PADA))
    (state,) = states.values()
    for count in (state.dilatih, state.dinilai):
        assert count.kader == 5
    assert state.dilatih.terpenuhi is answer
    assert state.dinilai.terpenuhi is (None if left_out else True)


def test_an_import_keeps_the_table_and_days_of_a_spreadsheet_are_read(tmp_path: Path) -> None:
    sheet = """
        Nama lengkap | NIK | Puskesmas | Posyandu | Kelompok keterampilan | Dilatih    | Dinilai | Tingkat kader
        Sari         |     | Suli      | Melati   | usia dewasa           | 05/01/2026 | belum   | Madya
    """
    place = plan(tmp_path / "rencana", SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    source = tmp_path / "latih.xlsx"
    source.write_bytes(workbook(Keterampilan=sheet))
    files = [place / "petugas.csv", place / "kader.csv", source]
    import_roster(files, place, tmp_path / "roster.xlsx", tables=SHEETS_OF_ROSTER)
    (row,) = case_at(load(place, tmp_path / "roster.xlsx", tables=SHEETS_OF_ROSTER), PADA).of(baris)
    assert (row.kelompok, row.dilatih.ya, row.dinilai.ya, row.tingkat) == ("lansia", True, False, "Madya")
    assert row.dilatih.hari is not None


@pytest.mark.parametrize("day", ["12-Nop-25", "12.11.2025", "12 Agt 2025", "Rabu, 12 November 2025", "2025/11/12"])
def test_a_day_of_training_is_read_as_any_other_day(tmp_path: Path, day: str) -> None:
    told = facts(tmp_path, f'Sari,Suli,Melati,remaja,"{day}",tidak tahu,\n')
    assert list(told.values()) == [Fakta(dilatih=True)]


def test_a_training_before_birth_is_not_known_and_the_day_of_birth_is_shown_to_nobody(tmp_path: Path) -> None:
    kader = "nama,puskesmas,posyandu,tanggal_lahir\nSari,Suli,Melati,2006-03-04\nNur,Suli,Melati,\n"
    table = "Sari,Suli,Melati,lansia,2005-05-07,2025-06-01,\nNur,Suli,Melati,lansia,2005-05-07,,\n"
    known = facts(tmp_path, table, kader)
    assert known["Sari", "lansia"] == Fakta(dilatih=None, dinilai=True)
    assert known["Nur", "lansia"] == Fakta(dilatih=True, dinilai=None)
    (told,) = of(check(tmp_path, pada=PADA), "ILP539")
    assert spot(told) == "keterampilan.csv:2"
    assert "2006" not in told.message


@pytest.mark.parametrize(
    ("mulai", "day", "late"),
    [
        ("", "2026-03-05", True),
        ("2025-06-01", "2026-03-05", True),
        ("2026-01-15", "2026-03-05", False),
        ("", "2025-12-30", False),
        ("", "ya", False),
        ("", "2027-01-01", False),
    ],
)
def test_kader_trained_after_the_year_of_their_stage_are_told_where_the_days_say_so(
    tmp_path: Path, mulai: str, day: str, late: bool
) -> None:
    kader = f"nama,puskesmas,posyandu,mulai\nSari,Suli,Melati,{mulai}\n"
    facts(tmp_path, f"Sari,Suli,Melati,lansia,{day},,\n", kader)
    told = of(check(tmp_path, pada=PADA), "ILP538")
    assert bool(told) is late
    assert not told or "1 dari 1 kader baru dilatih sesudah tahun itu, terakhir 5 Maret 2026" in told[0].message


@pytest.mark.parametrize("day", ["12-14 November 2025", "30 Oktober s.d. 14 November 2025", "12/11/2025 - 14/11/2025"])
def test_a_training_of_several_days_ends_on_the_last_of_them(tmp_path: Path, day: str) -> None:
    facts(tmp_path, f"Sari,Suli,Melati,remaja,{day},tgl 20 November 2025,\n")
    (row,) = case_at(load(tmp_path, tables=SHEETS_OF_ROSTER), PADA).of(baris)
    assert (str(row.dilatih.hari), str(row.dinilai.hari)) == ("2025-11-14", "2025-11-20")


@pytest.mark.parametrize("day", ["Mei 2026", "2026", "rencana 2027", "sudah 2x", "31 April 2026", "2025-13-01"])
def test_words_that_are_no_day_and_no_answer_are_told_and_not_known(tmp_path: Path, day: str) -> None:
    assert facts(tmp_path, f"Sari,Suli,Melati,remaja,{day},,\n") == {("Sari", "remaja"): Fakta()}
    assert [spot(told) for told in of(check(tmp_path, pada=PADA), "ILP533")] == ["keterampilan.csv:2"]


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("Kader Purwa", "Purwa"),
        ("TKK Utama", "Utama"),
        ("tingkat kader madya", "Madya"),
        ("?", ""),
        ("bintang 1", None),
        ("***", None),
        ("1", None),
        ("purwa/madya", None),
    ],
)
def test_a_level_is_a_word_and_stars_are_none(tmp_path: Path, written: str, level: str | None) -> None:
    facts(tmp_path, f"Sari,Suli,Melati,remaja,ya,ya,{written}\n")
    (row,) = case_at(load(tmp_path, tables=SHEETS_OF_ROSTER), PADA).of(baris)
    assert row.tingkat == (level or "")
    assert bool(of(check(tmp_path, pada=PADA), "ILP004")) is (level is None)


def test_a_group_may_name_its_ages_in_any_order() -> None:
    assert kelompok().find("lansia dan dewasa") == "lansia"
    assert kelompok().find("Balita & bayi") == "bayi_balita"
    assert kelompok().find("balita dan lansia") is None


def test_a_cell_may_name_several_groups_of_one_person(tmp_path: Path) -> None:
    table = "Sari,Suli,Melati,balita dan bumil,2026-01-05,,\nNur,Suli,Melati,lansia; gigi,ya,,\n"
    known = facts(tmp_path, table)
    assert known == {
        ("Sari", "bayi_balita"): Fakta(dilatih=True, dinilai=None),
        ("Sari", "ibu_hamil"): Fakta(dilatih=True, dinilai=None),
    }
    assert [spot(told) for told in of(check(tmp_path, pada=PADA), "ILP531")] == ["keterampilan.csv:3"]


def test_a_fault_in_a_row_of_several_groups_is_told_once(tmp_path: Path) -> None:
    facts(tmp_path, "Sari,Suli,Melati,balita dan bumil,entah,,\nOrang Lain,Suli,Melati,balita dan bumil,ya,,\n")
    report = check(tmp_path, pada=PADA)
    assert [len(of(report, code)) for code in ("ILP530", "ILP533")] == [1, 1]
