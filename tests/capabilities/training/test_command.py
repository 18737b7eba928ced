"""ilp plan training: what it says, what it refuses, and the workbook it writes."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilp_cli.capabilities.training.model.problem import slots_of
from ilp_cli.capabilities.training.model.words import way_words
from ilp_cli.capabilities.training.verb import plan_training, write_training
from ilp_cli.core.outcome import Misuse
from ilp_cli.district.pelatihan import TahunLatih
from ilp_cli.planning.patience import patience
from tests.capabilities.training.world import folder
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, SULI, plan
from tests.running import ilp

KEY = """\
pelatihan:
  peserta: {min: 1, max: 3}
  hari: 2
  kader: [lansia]
  tempat: [{nama: Aula, kecamatan: Suli}]
  tahun: [{tahun: 2027, bulan: [2]}]
"""
DAY = PADA.isoformat()


def suli(place: Path, key: str = KEY, **files: str) -> Path:
    return plan(place, SULI + key, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, **files)


def test_the_pustu_keeps_its_minimum_and_who_must_stay_is_told_with_figures(tmp_path: Path) -> None:
    planned = plan_training(suli(tmp_path), pada=PADA)
    (year,) = planned.plan.tahun
    stay = {year.problem.peserta[sisa.peserta].nama: sisa.sebab for sisa in year.sisa}
    assert set(stay) == {"Ani", "Tuti"}
    assert "pustu Cimpu lalu kurang dari minimum (2 kader, minimum 2)" in stay["Ani"]
    assert (len(year.angkatan), year.tempat_terisi) == (2, 5)
    assert planned.exit_status() == 1


def test_on_a_day_that_is_no_service_day_everybody_can_go(tmp_path: Path) -> None:
    saturday = KEY.replace("hari: 2", "hari: 1\n  hari_pelatihan: [sabtu]")
    planned = plan_training(suli(tmp_path, saturday), pada=PADA)
    (year,) = planned.plan.tahun
    assert not year.sisa
    assert planned.exit_status() == 0
    assert {day.weekday() for batch in year.angkatan for day in year.problem.slots[batch.slot]} == {5}


def test_nobody_is_called_on_the_opening_day_of_their_posyandu(tmp_path: Path) -> None:
    opened = SULI.replace("{nama: Melati}", "{nama: Melati, hari_buka: selasa ke-2}") + KEY
    place = plan(tmp_path, opened, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    (year,) = plan_training(place, pada=PADA).plan.tahun
    assert year.angkatan
    assert date(2027, 2, 9) not in {day for batch in year.angkatan for day in year.problem.slots[batch.slot]}


def test_who_is_trained_is_not_called_and_the_unknown_only_if_the_district_wants(tmp_path: Path) -> None:
    table = "nama,puskesmas,kelompok,dilatih,dinilai\nSari,Suli,lansia,ya,\nNur,Suli,lansia,tidak,\n"
    wanted = suli(tmp_path / "a", KEY, keterampilan_csv=table)
    known = suli(tmp_path / "b", KEY + "  belum_diketahui: tidak\n", keterampilan_csv=table)
    names = [
        {person.nama for person in plan_training(place, pada=PADA).plan.tahun[0].problem.peserta}
        for place in (wanted, known)
    ]
    assert names == [{"Ani", "Tuti", "Nur", "Wati", "Lia", "Mia"}, {"Nur"}]


def test_who_finds_no_place_in_one_year_comes_into_the_next(tmp_path: Path) -> None:
    two = KEY.replace(
        "[{tahun: 2027, bulan: [2]}]", "[{tahun: 2027, tanggal: [2027-02-01]}, {tahun: 2028, bulan: [2]}]"
    )
    first, second = plan_training(suli(tmp_path, two), pada=PADA).plan.tahun
    assert (first.tempat_terisi, second.tempat_terisi) == (3, 2)
    assert len(second.problem.peserta) == 4


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (KEY, "", "belum ditulis"),
        ("max: 3", "max: 0", "peserta: max"),
        ("min: 1", "min: 9", "kurang dari min"),
        ("2027, bulan", "2025, bulan", "sudah lewat"),
        ("[lansia]", "[lanzia]", "apakah maksudnya"),
    ],
)
def test_what_cannot_be_planned_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(Misuse, match=words):
        plan_training(suli(tmp_path, KEY.replace(old, new)), pada=PADA)


def test_the_cost_is_that_of_the_district_and_none_of_ours(tmp_path: Path) -> None:
    priced = KEY + '  biaya: {peserta_hari: "Rp1.234.500,00", angkatan: "2 juta"}\n'
    with_cost, without = (plan_training(suli(tmp_path / name, key), pada=PADA)
                          for name, key in (("a", priced), ("b", KEY)))  # fmt: skip
    told = with_cost.document()["rencana"]
    assert isinstance(told, list)
    assert (told[0]["biaya"], told[0]["biaya_belum_ditulis"]) == (5 * 2 * 1_234_500 + 2 * 2_000_000, ["perjalanan"])
    assert "biaya satuan belum ditulis" in without.summary[-1]


def test_every_batch_has_a_list_to_sign_and_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    place = folder(tmp_path / "rencana", 4, 40, 2, "2, 3, 4")
    planned = plan_training(place, pada=PADA)
    targets = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for target in targets:
        write_training(plan_training(place, pada=PADA), target)
    assert targets[0].read_bytes() == targets[1].read_bytes()
    book = load_workbook(targets[0])
    (year,) = planned.plan.tahun
    lists = [sheet for sheet in book if "Angkatan" in sheet.title]
    assert len(lists) == len(year.angkatan)
    for sheet, batch in zip(lists, year.angkatan, strict=True):
        names = [row[1].value for row in sheet.iter_rows() if isinstance(row[0].value, int)]
        assert names == [year.problem.peserta[person].nama for person in batch.peserta]
        heads = [str(sheet.cell(6, column).value).partition("\n")[0] for column in (4, 5, 6)]
        assert heads == ["Hari 1", "Hari 2", "Hari 3"]


def test_csv_and_json_tell_the_same_people(tmp_path: Path) -> None:
    place = suli(tmp_path)
    answers = [ilp("plan", "training", place, "--pada", DAY, "--format", form) for form in ("csv", "json")]
    assert [answer.returncode for answer in answers] == [1, 1]
    rows = list(csv.DictReader(io.StringIO(answers[0].stdout)))
    document = json.loads(answers[1].stdout)
    assert (document["command"], document["tahun"], document["lengkap"]) == ("plan training", [2027], False)
    (year,) = document["rencana"]
    placed = sorted(person["nama"] for batch in year["daftar_angkatan"] for person in batch["peserta"])
    assert placed == sorted(row["nama"] for row in rows if row["angkatan"])
    assert sorted(person["nama"] for person in year["tidak_mendapat_tempat"]) == ["Ani", "Tuti"]


def test_a_batch_does_not_reach_over_a_sunday_unless_it_must() -> None:
    year = TahunLatih(path=("pelatihan", "tahun", 0), tahun=2027, bulan=(2,))
    week = frozenset(range(5))
    short = slots_of(year, 3, week, (), date(2027, 1, 1))
    assert {(slot[0].weekday(), slot[-1].weekday()) for slot in short} == {(0, 2)}
    long = slots_of(year, 7, week, (), date(2027, 1, 1))
    assert [len(slot) for slot in long] == [7, 7]
    assert slots_of(year, 3, week, (date(2027, 2, 2),), date(2027, 2, 1))[0][0] == date(2027, 2, 3)


def test_a_way_of_which_nothing_is_written_is_neither_near_nor_far(tmp_path: Path) -> None:
    def ways(place: Path, where: str) -> tuple[str, list[str]]:
        roadmap = SULI.replace("{nama: Suli,", "{nama: Suli, kecamatan: Suli,") + (
            f"pelatihan: {{peserta: {{max: 9}}, hari: 1, kader: [remaja], tempat: [{{nama: Aula{where}}}],"
            " tahun: [{tahun: 2027, bulan: [2]}]}\n"
        )
        plan(place, roadmap, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
        answer = plan_training(place, pada=PADA).plan
        (year,) = answer.tahun
        return way_words(year), [note for note in answer.notes if "perjalanan" in note]

    words, notes = ways(tmp_path / "unknown", "")
    assert words == "Perjalanan: belum diketahui, letak tempatnya atau puskesmas pesertanya belum ditulis"
    assert [note.partition(":")[0] for note in notes] == ["5 perjalanan ke Aula tidak dihitung"]
    words, notes = ways(tmp_path / "other", ", kecamatan: Bua")
    assert words.startswith("Perjalanan: 5 kali ke kecamatan lain")
    assert not notes


def test_what_there_was_no_time_for_is_called_so(tmp_path: Path) -> None:
    place = folder(tmp_path, 3, 60, 2, "2, 3")
    stopped = patience()
    stopped.stopper.set()
    given_up = plan_training(place, pada=PADA, until=stopped)
    (year,) = given_up.plan.tahun
    assert (year.cut, given_up.document()["dihentikan"]) == (True, True)
    assert given_up.exit_status() == 130
    assert any(words.startswith("Pencarian dihentikan sebelum susunan 2027 selesai") for words in given_up.summary)
    hurried = ilp("plan", "training", place, "--pada", DAY, "--batas-waktu", "0.001")
    assert "Waktu habis (--batas-waktu) sebelum susunan 2027 selesai" in " ".join(hurried.stdout.split())
    assert hurried.returncode in {0, 1}
    whole = ilp("plan", "training", place, "--pada", DAY, "--format", "json")
    assert json.loads(whole.stdout)["rencana"][0]["pencarian_selesai"] is True
