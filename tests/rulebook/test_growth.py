"""Rules that look at pairs: they find what a count of every pair finds, and their work grows as the district does."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

from ilp_cli.checking.verb import check
from tests.growing import lines_run
from tests.plans import PADA, of, plan


def stages(count: int, numbers: int) -> tuple[str, list[str]]:
    """A roadmap of many stages whose decrees share few numbers, each with a title of its own; and those numbers."""
    pick = random.Random(count)
    used = [f"{pick.randrange(numbers)}/DINKES" for _ in range(count)]
    rows = [
        f'  - {{tahun: {2000 + year}, sk: {{nomor: "{number}", tentang: Lokus {year}}}}}\n'
        for year, number in enumerate(used)
    ]
    return "kabupaten: {nama: Rekaan}\npuskesmas: [{nama: Suli}]\ntahap:\n" + "".join(rows), used


def test_a_number_for_two_stages_is_told_of_each_that_repeats_it(tmp_path: Path) -> None:
    text, used = stages(60, 25)
    told = {finding.place.line for finding in of(check(plan(tmp_path, text), pada=PADA), "ILP111")}
    assert told == {later + 4 for earlier, later in combinations(range(60), 2) if used[earlier] == used[later]}


def test_the_numbers_of_four_times_as_many_stages_are_four_times_the_work(tmp_path: Path) -> None:
    def work(count: int) -> int:
        folder = plan(tmp_path / str(count), stages(count, 99)[0])
        return lines_run(lambda: check(folder, pada=PADA), "capabilities/roadmap/rules/sk.py")

    assert work(100) < 6 * work(25)


def reporting(count: int) -> tuple[str, str, list[list[bool]]]:
    """A register of puskesmas with three posyandu each, the figures that some report, and who does."""
    pick = random.Random(count)
    speaks = [[pick.random() < 0.7 for _ in range(3)] for _ in range(count)]
    speaks[0] = [True, True, True]
    units = [
        f"  - {{nama: Suka {index}, posyandu: [{', '.join(f'{{nama: Melati {index}-{n}}}' for n in range(3))}]}}\n"
        for index in range(count)
    ]
    rows = [
        f"Suka {index},Melati {index}-{n},K1,2025-01,9,{n}\n"
        for index in range(count)
        for n in range(3)
        if speaks[index][n]
    ]
    roadmap = "kabupaten: {nama: Rekaan}\nroster: .\npuskesmas:\n" + "".join(units)
    return roadmap, "puskesmas,posyandu,indikator,bulan,sasaran,dilayani\n" + "".join(rows), speaks


def test_every_puskesmas_with_a_silent_posyandu_is_told_and_no_other(tmp_path: Path) -> None:
    roadmap, capaian, speaks = reporting(40)
    report = check(plan(tmp_path, roadmap, capaian_csv=capaian), pada=PADA)
    told = [finding for finding in of(report, "ILP548") if "apa pun" not in finding.message]
    partly = {index + 4 for index, own in enumerate(speaks) if any(own) and not all(own)}
    assert {finding.place.line for finding in told} == partly
    mute = [index for index, own in enumerate(speaks) if not any(own)]
    together = [finding.message for finding in of(report, "ILP548") if "apa pun" in finding.message]
    assert bool(together) == (len(mute) > 1)
    assert all(message.startswith(f"{len(mute)} puskesmas (") for message in together)


def test_the_silence_of_four_times_as_many_puskesmas_is_four_times_the_work(tmp_path: Path) -> None:
    def work(count: int) -> int:
        roadmap, capaian, _ = reporting(count)
        folder = plan(tmp_path / str(count), roadmap, capaian_csv=capaian)
        return lines_run(lambda: check(folder, pada=PADA), "capabilities/pws/")

    assert work(80) < 6 * work(20)
