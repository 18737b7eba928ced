"""Readiness equals a count of the same rows by other means, and nothing that is told makes a place less ready."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_cli.capabilities.readiness.model.answer import Readiness
from ilp_cli.capabilities.readiness.model.facts import Keadaan
from ilp_cli.capabilities.readiness.verb import readiness
from tests.capabilities.readiness.world import BAD, GOOD, OPEN, PADA, World, folder, recount, world

_SEEDS = st.integers(min_value=0, max_value=1_000_000)


def answer(made: World) -> Readiness:
    with tempfile.TemporaryDirectory() as place:
        return readiness(folder(made, Path(place) / "luwu"), pada=PADA)


def states(told: Readiness) -> dict[tuple[str, str, str], str]:
    return {
        (unit.puskesmas, unit.nama, hasil.kriteria.kode): hasil.keadaan.value
        for unit in told.units
        for hasil in unit.hasil
    }


@settings(max_examples=60, deadline=None)
@given(_SEEDS)
def test_every_criterion_of_every_place_is_what_a_recount_says(seed: int) -> None:
    made = world(seed)
    told = answer(made)
    expected = recount(made)
    assert states(told) == expected
    for unit in told.units:
        own = [state for (pkm, name, _), state in expected.items() if (pkm, name) == (unit.puskesmas, unit.nama)]
        assert list(unit.jumlah.values()) == [own.count(GOOD), own.count(BAD), own.count(OPEN)]
        assert unit.keadaan == ("belum siap" if BAD in own else "belum diketahui" if OPEN in own else "siap")


@settings(max_examples=30, deadline=None)
@given(_SEEDS)
def test_a_yes_more_never_lowers_what_is_met(seed: int) -> None:
    made = world(seed)
    before = answer(made)
    dice = random.Random(seed)
    unit = dice.choice(before.units)
    code = dice.choice([hasil.kriteria.kode for hasil in unit.hasil])
    row = {"puskesmas": unit.puskesmas, "pustu": "", "posyandu": "", "kriteria": code, "keadaan": "ya"}
    row |= {unit.jenis: unit.nama, "sejak": dice.choice(["", "2024-05-05", "2026-02-10", "2026-09-01", "2027-01-01"])}
    made.kesiapan.append(row)
    after = states(answer(made))
    kept = {place for place, state in states(before).items() if state == GOOD}
    assert all(after[place] == GOOD for place in kept)
    assert {place for place in after if after[place] == BAD} <= {
        place for place, state in states(before).items() if state == BAD
    } | {(unit.puskesmas, unit.nama, code)}


@settings(max_examples=20, deadline=None)
@given(_SEEDS)
def test_without_any_word_nothing_is_met_or_failed_but_what_is_counted(seed: int) -> None:
    made = world(seed)
    full = answer(made)
    made.kesiapan.clear()
    bare = answer(made)
    counted = {
        (unit.puskesmas, unit.nama, part.bagian.kode): part.keadaan
        for unit in full.units
        for hasil in unit.hasil
        for part in hasil.bagian
        if part.dihitung
    }
    left = {
        (unit.puskesmas, unit.nama, part.bagian.kode): part.keadaan
        for unit in bare.units
        for hasil in unit.hasil
        for part in hasil.bagian
        if part.keadaan is not Keadaan.BELUM
    }
    assert left == counted
