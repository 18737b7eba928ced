"""Why areas cannot be fairer: each figure of the answer is what trying everything gives, and each repair helps."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from random import Random

import pytest

from ilp_cli.capabilities.areas.model.ground import Ground, everywhere
from ilp_cli.capabilities.areas.verb import plan_areas, why_areas
from tests.capabilities.areas.grounds import carried, divisions
from tests.plans import PADA, plan


def fairest_of(ground: Ground, kader: int) -> int:
    """The lightest heaviest load, found by trying everything."""
    return min(max(carried(ground, division, kader)) for division in divisions(ground, kader))


def free_of(loads: tuple[int, ...], kader: int) -> int:
    """The same where areas need not hang together."""
    ground = Ground(loads, everywhere(len(loads)))
    every = (carried(ground, division, kader) for division in product(range(kader), repeat=len(loads)))
    return min(max(each) for each in every if all(each))


def folder(path: Path, loads: tuple[int, ...], edges: set[tuple[int, int]], kader: int) -> Path:
    rows = "".join(
        f"Suli,Melati,{number + 1:02d},{load},{'; '.join(f'RT {b + 1:02d}' for a, b in sorted(edges) if a == number)}\n"
        for number, load in enumerate(loads)
    )
    people = "".join(f"Kader {chr(65 + number) * 3},Suli,Melati\n" for number in range(kader))
    return plan(
        path,
        "kabupaten: {nama: Luwu}\nroster: .\npuskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]\n",
        petugas_csv="nama,puskesmas,profesi\nIna,Suli,Bidan\n",
        kader_csv="nama,puskesmas,posyandu\n" + people,
        wilayah_csv="puskesmas,posyandu,rt,kk,tetangga\n" + rows,
    )


@pytest.mark.parametrize("seed", range(40))
def test_every_figure_is_what_trying_everything_gives(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    count = chance.choice((4, 5, 6))
    kader = chance.choice((2, 3))
    loads = tuple(chance.choice((9, 10, 10, 20, 31, chance.randint(5, 60))) for _ in range(count))
    tree = {(chance.randrange(block), block) for block in range(1, count)}
    more = {(a, b) for a in range(count) for b in range(a + 1, count) if chance.random() < 0.2}
    edges = {pair for a, b in tree | more for pair in ((a, b), (b, a))}
    beside = tuple(sum(1 << b for a, b in edges if a == block) for block in range(count))
    place = folder(tmp_path, loads, edges, kader)
    least = fairest_of(Ground(loads, beside), kader)
    (conflict,) = why_areas(place, ["Melati"], pada=PADA).conflicts
    assert f"wilayah terberat di bawah {least} KK" in conflict.subject
    facts = {fact.kind: fact.text for fact in conflict.facts}
    free = free_of(loads, kader)
    if "bersambung" in facts:
        assert f"tanpa syarat itu yang terberat {free} KK" in facts["bersambung"]
        assert free < least
    elif "kader" in facts:
        assert free == least
    (division,) = plan_areas(place, pada=PADA).divisions
    for repair in conflict.repairs:
        if repair.startswith("bagi "):
            heavy = [block for block, load in enumerate(loads) if load == max(loads)]
            assert all(f"RT {block + 1:02d}" in repair for block in heavy)
            assert len(re.findall(r"RT \d\d", repair)) == len(heavy)
            split, touch = list(loads), set(edges)
            for block in heavy:
                half = len(split)
                split.append(split[block] // 2)
                split[block] -= split[half]
                touch |= {pair for a, b in touch if a == block for pair in ((half, b), (b, half))}
                touch |= {(block, half), (half, block)}
            masks = tuple(sum(1 << b for a, b in touch if a == block) for block in range(len(split)))
            assert fairest_of(Ground(tuple(split), masks), kader) < least
        else:
            assert division.lighter == fairest_of(Ground(loads, beside), kader + 1)
            assert division.lighter < least
            assert str(division.lighter) in repair
