"""A planned year is the best there is: against brute force, and held against its own conditions by another count."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from ilp_cli.capabilities.training.model.held import broken
from ilp_cli.capabilities.training.model.plan import YearPlan
from ilp_cli.capabilities.training.model.words import way_words
from ilp_cli.capabilities.training.plan.plan import plan_year, ways
from ilp_cli.capabilities.training.verb import plan_training
from ilp_cli.planning.patience import patience
from tests.capabilities.training.world import Worth, Year, best, folder, problem_of, some_year
from tests.growing import lines_run
from tests.plans import PADA, plan


def worth(year: YearPlan) -> Worth:
    crossed, metres = ways(year.problem, year.angkatan)
    return -year.tempat_terisi, len(year.angkatan), crossed, metres


@pytest.mark.parametrize("tens", range(25))
def test_no_small_year_can_be_better(tens: int) -> None:
    for seed in range(tens * 10, tens * 10 + 10):
        year = some_year(seed)
        planned = plan_year(problem_of(year))
        assert not list(broken(planned.problem, planned.angkatan)), seed
        assert worth(planned) == best(year), seed
        proof = planned.bukti
        assert proof.penuh, seed
        assert not planned.tempat_terisi or proof.terdekat, seed
        placed = {(person, batch.kelompok) for batch in planned.angkatan for person in batch.peserta}
        left = {(sisa.peserta, sisa.kelompok) for sisa in planned.sisa}
        assert placed | left == set(planned.problem.pairs()), seed
        assert not placed & left, seed


@pytest.mark.parametrize("seed", range(3))
def test_a_larger_year_keeps_every_condition_and_claims_no_more_than_its_bounds(tmp_path: Path, seed: int) -> None:
    planned = plan_training(folder(tmp_path, 8, 160, 3, "2, 3, 4, 5, 6", seed), pada=PADA)
    (year,) = planned.plan.tahun
    assert not list(broken(year.problem, year.angkatan))
    proof = year.bukti
    assert year.tempat_terisi <= proof.paling_banyak == sum(map(len, year.problem.perlu))
    assert proof.paling_sedikit is None or proof.paling_sedikit <= len(year.angkatan)
    assert proof.meter_batas is None or proof.meter_batas <= proof.meter


@pytest.mark.parametrize("seed", range(40))
def test_a_year_without_time_keeps_every_condition_and_claims_nothing_it_did_not_count(seed: int) -> None:
    year = some_year(seed)
    planned = plan_year(problem_of(year), patience(0))
    assert not list(broken(planned.problem, planned.angkatan))
    assert worth(planned) >= best(year)
    proof = planned.bukti
    assert not proof.penuh or -planned.tempat_terisi == best(year)[0]
    assert not proof.terdekat or worth(planned) == best(year)
    assert planned.cut == (not proof.terdekat)
    placed = {(person, batch.kelompok) for batch in planned.angkatan for person in batch.peserta}
    assert placed | {(sisa.peserta, sisa.kelompok) for sisa in planned.sisa} == set(planned.problem.pairs())


def test_a_year_with_far_too_few_rooms_is_answered_in_few_steps(tmp_path: Path) -> None:
    """Whom no room is left for is not looked for anew, person by person, through all batches."""

    def steps(kader: int) -> int:
        place = folder(tmp_path / str(kader), 4, kader, 2, "2")
        return lines_run(lambda: plan_training(place, pada=PADA), "training/plan/fill")

    few, many = steps(400), steps(800)
    assert many < 3 * few


def test_the_same_folder_gives_the_same_batches(tmp_path: Path) -> None:
    place = folder(tmp_path, 6, 60, 2, "2, 3, 4")
    one, other = (plan_training(place, pada=PADA).document() for _ in range(2))
    assert one == other


@pytest.mark.parametrize("seed", range(6))
def test_a_year_too_short_for_everybody_is_filled_to_its_last_place(seed: int) -> None:
    pick = random.Random(seed)
    people = 80
    year = Year(
        needs=[["lansia"] if pick.random() < 0.5 else ["lansia", "posyandu"] for _ in range(people)],
        kept=[{slot for slot in range(4) if pick.random() < 0.2} for _ in range(people)],
        rooms=[6, 5],
        least=3,
        slots=[(0,), (1,), (2,), (3,)],
        posts=[],
        far=[[(0, 1000), (0, 2000)] for _ in range(people)],
    )
    planned = plan_year(problem_of(year))
    assert not list(broken(planned.problem, planned.angkatan))
    assert planned.tempat_terisi == planned.bukti.paling_banyak == sum(year.rooms) * len(year.slots)
    assert len(planned.sisa) == len(list(planned.problem.pairs())) - planned.tempat_terisi


MIXED = """\
kabupaten: {nama: Luwu}
roster: .
pelatihan:
  peserta: {max: 2}
  hari: 1
  hari_pelatihan: [sabtu]
  kader: [pengelolaan posyandu]
  tempat:
    - {nama: Aula Suli, kecamatan: Suli, koordinat: [-3.30, 120.30]}
    - {nama: Aula Bajo, kecamatan: Bajo, koordinat: [-3.90, 120.30]}
  tahun: [{tahun: 2027, tanggal: [2027-03-06]}]
puskesmas:
  - {nama: Suli, kecamatan: Suli, koordinat: [-3.31, 120.30], posyandu: [{nama: Melati}]}
  - {nama: Bajo, kecamatan: Bajo, posyandu: [{nama: Mawar}]}
tahap:
  - tahun: 2027
    lokus: [{puskesmas: Suli, posyandu: [Melati]}, {puskesmas: Bajo, posyandu: [Mawar]}]
"""


def test_metres_are_only_called_least_among_plans_that_cross_as_few_kecamatan(tmp_path: Path) -> None:
    """In Suli it would be 1 km instead of 66, but somebody without a known point would go to another kecamatan."""
    kader = "nama,puskesmas,posyandu\nAni,Suli,Melati\nTuti,Bajo,Mawar\n"
    place = plan(tmp_path, MIXED, kader_csv=kader, petugas_csv="nama,puskesmas,profesi\nIna,Suli,Bidan\n")
    (year,) = plan_training(place, pada=PADA).plan.tahun
    assert (year.bukti.kecamatan, round(year.bukti.meter / 1000)) == (0, 66)
    words = "tidak dapat lebih jarang ke kecamatan lain, dan dengan sejarang itu tidak dapat lebih dekat"
    assert way_words(year).endswith(f"; dengan angkatan sesedikit itu terbukti {words}")
    open_year = replace(year, bukti=replace(year.bukti, meter_batas=year.bukti.meter - 5000))
    words = "tidak dapat kurang dari 0 kali ke kecamatan lain; dengan sesedikit itu tidak dapat kurang dari 60,6 km"
    assert way_words(open_year).endswith(f"; {words}; belum terbukti terdekat")
