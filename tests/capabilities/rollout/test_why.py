"""Why a puskesmas does not come sooner: each repair against trying everything, and what a planner reads."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ilp_cli.capabilities.rollout.model.problem import Choice, Problem, nilai
from ilp_cli.capabilities.rollout.plan.best import best
from ilp_cli.capabilities.rollout.plan.plan import greedy
from ilp_cli.capabilities.rollout.why import Question, smallest, wanted_year
from tests.capabilities.rollout.test_proof import PADA, planned, years_of
from tests.capabilities.rollout.world import World, random_world
from tests.plans import plan
from tests.running import EXAMPLES, ilp

TWO = """\
kabupaten: {nama: Uji}
puskesmas: [{nama: Suli, kecamatan: A}, {nama: Bua, kecamatan: B}]
tahap: []
rollout:
  tahun:
    - {tahun: 2027, rekrut: 8}
    - {tahun: 2028, rekrut: 40}
  puskesmas:
    - {nama: Suli, jiwa: 9000, rekrut: 6}
    - {nama: Bua, jiwa: 5000, rekrut: %s}
"""


def solve(problem: Problem) -> tuple[Choice, bool]:
    answer = best(problem, greedy(problem))
    value = nilai(problem, answer.choice)
    aims = ("kurang_puskesmas", "kurang", "kecamatan", "terlayani")
    return answer.choice, all(answer.batas[aim] == getattr(value, aim) for aim in aims)


def harmless(world: World, tahun: int, number: int, more: dict[str, int], base: tuple[int, ...]) -> bool:
    """Whether some plan has the puskesmas in the year under larger limits, and no aim is worse."""
    limits = {own: dict(of) for own, of in world.limits.items()}
    for key, extra in more.items():
        limits[tahun][key] += extra
    larger = replace(world, limits=limits)
    return any(years[number] == tahun and larger.worth(years)[:4] <= base for years in larger.every())


@pytest.mark.parametrize("block", range(4))
def test_the_smallest_raise_is_enough_and_less_of_it_is_not(tmp_path: Path, block: int) -> None:
    raised = 0
    for seed in range(block * 20, block * 20 + 20):
        world = random_world(seed, count=5)
        done = planned(world, tmp_path / str(seed))
        problem, choice = done.plan.problem, done.plan.choice
        base = world.worth(years_of(world, done))[:4]
        names = [place.name for place in world.places]
        for number in problem.terbuka():
            tahun = wanted_year(problem, choice, number)
            if tahun is None:
                continue
            question = Question(problem, choice, number, tahun, solve, greedy)
            if question.late or question.waits:
                continue
            place = names.index(problem.calon[number].nama)
            if question.bare is not None and question.harm(question.bare) is None:
                assert harmless(world, tahun, place, {}, base), (seed, number)
                continue
            more = smallest(question)
            if more is None:
                continue
            raised += 1
            assert harmless(world, tahun, place, more, base), (seed, number)
            order = question.arranged(more)  # what the sentence says of the others
            assert order is not None
            assert order[number] == tahun
            assert question.harm(order) is None
            limits = {
                own: {key: of[key] + more.get(key, 0) * (own == tahun) for key in of}
                for own, of in world.limits.items()
            }
            begun = {calon.nama: start for calon, start in zip(problem.calon, order, strict=True)}
            assert replace(world, limits=limits).allowed(tuple(begun[name] for name in names)), (seed, number)
            for key, extra in more.items() if question.proven else ():
                less = extra - (1_000_000 if key == "anggaran" else 1)
                assert not harmless(world, tahun, place, {**more, key: less}, base), (seed, number, key)
    assert raised >= 5


def test_who_needs_more_than_a_year_has_is_told_with_the_limit_and_the_raise(tmp_path: Path) -> None:
    folder = plan(tmp_path / "uji", TWO % 31)
    answer = ilp("why", ".", "--rollout", "--puskesmas", "Bua", "--pada", PADA.isoformat(), cwd=folder)
    assert answer.returncode == 1
    assert "tidak mungkin: Bua menjadi lokus 2027 (rencana: 2028)" in answer.stdout
    assert "Bua butuh 31 rekrut" in answer.stdout
    assert "batas rekrut 2027: 8, dipakai Suli 6, sisa 2" in answer.stdout
    assert "29 rekrut lagi pada 2027 (menjadi 37): Bua menjadi lokus 2027" in answer.stdout


def test_a_raise_says_who_else_comes_in_another_year() -> None:
    folder = next(example for example in EXAMPLES if example.name == "tolitoli")
    answer = ilp("why", folder, "--rollout", "--puskesmas", "Laulalang", "--pada", "2026-11-21")
    assert "; ikut bergeser: Kayulompa tidak lagi, Ogotua ke 2028" in " ".join(answer.stdout.split())


def test_who_gives_way_to_others_is_told_what_it_would_cost(tmp_path: Path) -> None:
    folder = plan(tmp_path / "uji", TWO % 5)
    answer = ilp("why", ".", "--rollout", "--pada", PADA.isoformat(), "--format", "json", cwd=folder)
    (conflict,) = json.loads(answer.stdout)["conflicts"]
    assert conflict["subject"].startswith("Bua menjadi lokus 2027 tanpa tambahan dan tanpa mengorbankan tujuan")
    assert conflict["repairs"][0].startswith("3 rekrut lagi pada 2027 (menjadi 11)")
    assert conflict["repairs"][1] == (
        "tanpa tambahan: Bua 2027, Suli ke 2028; 4.000 jiwa-tahun lebih sedikit terlayani"
    )
    assert conflict["facts"][0]["line"] == 10
    bare = json.loads(ilp("why", ".", "--bulan", "2027-01", "--format", "json", cwd=folder).stdout or "{}")
    assert not bare or list(bare) == list(json.loads(answer.stdout))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--puskesmas", "Buah"), "tidak terdaftar"),
        (("--tahun", "2031"), "2031 tidak direncanakan"),
        (("--pustu", "Cimpu"), "--rollout hanya dengan"),
    ],
)
def test_what_cannot_be_asked_is_refused(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    answer = ilp("why", ".", "--rollout", *words, "--pada", PADA.isoformat(), cwd=plan(tmp_path / "uji", TWO % 5))
    assert (answer.returncode, answer.stdout) == (2, "")
    assert said in answer.stderr
