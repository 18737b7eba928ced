"""Why a month lost its day: what is said of each day is so, whoever counts it, and what is said to help does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ilp_cli.capabilities.openings.model.plan import SitePlan
from ilp_cli.capabilities.openings.model.site import Team
from ilp_cli.capabilities.openings.plan.plan import plan_site
from ilp_cli.capabilities.openings.why import conflicts
from ilp_cli.core.words import BULAN, HARI
from ilp_cli.planning.conflict import Conflict
from tests.capabilities.openings.world import YEAR, World, random_world

_DAY = re.compile(rf"(?:{'|'.join(HARI)}) (\d+) ({'|'.join(BULAN)}) {YEAR}")


def day_in(text: str) -> date:
    match = _DAY.search(text)
    assert match, text
    return date(YEAR, BULAN.index(match[2]) + 1, int(match[1]))


def left(plan: SitePlan, team: Team | None, day: date) -> int:
    """How many of a team are not yet gone on a day, counted from the plan alone."""
    if team is None:
        return 0
    gone = sum(bukaan.tanggal == day and bukaan.team is team for _, bukaan in plan.openings())
    return team.lends(day) - gone


def asked(plan: SitePlan) -> list[tuple[int, int, Conflict]]:
    return [
        (number, month, conflict)
        for number, kegiatan in enumerate(plan.kegiatan)
        for month in range(1, 13)
        for conflict in conflicts(plan, kegiatan, month)
    ]


@pytest.mark.parametrize("seed", range(3000, 3060))
def test_every_day_that_is_said_to_be_barred_is_and_the_help_is_the_least(tmp_path: Path, seed: int) -> None:
    world = random_world(seed, 4)
    plan = plan_site(world.site(tmp_path / "as-is"))
    site = plan.site
    for number, month, conflict in asked(plan):
        kegiatan = plan.kegiatan[number]
        own, induk = kegiatan.pos.team, site.induk
        if ": hari buka " in conflict.subject and conflict.facts[0].kind == "irama":
            wanted, given = day_in(conflict.subject), day_in(conflict.repairs[0])
            told = [day_in(fact.text) for fact in conflict.facts[1:]]
            step = abs((given - wanted).days)
            nearer = {wanted + timedelta(days=off) for off in range(1 - step, step)}
            assert set(told) == {day for day in nearer if day.month == month}
            for day, fact in zip(told, conflict.facts[1:], strict=True):
                if fact.kind == "pendamping":
                    assert site.opens(kegiatan.pos, day) or day == wanted
                    assert left(plan, own, day) <= 0
                    assert (left(plan, induk, day) > 0) is ("yang dari puskesmas masih dapat" in fact.text)
                else:
                    assert not site.opens(kegiatan.pos, day)
            preferred = "nakes pustunya" in conflict.repairs[0]
            assert preferred is any("masih dapat, tetapi" in fact.text for fact in conflict.facts)
        elif ": pendamping pada " in conflict.subject:
            day = day_in(conflict.subject)
            month_days = [date(YEAR, month, 1) + timedelta(days=off) for off in range(31)]
            others = [other for other in month_days if other.month == month and site.opens(kegiatan.pos, other)]
            assert all(left(plan, team, other) <= 0 for other in others for team in (own, induk))
            for repair in conflict.repairs:
                _helps(world, tmp_path, repair, number, day)


def _helps(world: World, place: Path, repair: str, number: int, day: date) -> None:
    """So many more can let one more go, one fewer cannot."""
    match = re.match(r"(\d+) nakes lagi di (pustu U(\d+)|puskesmas)", repair)
    assert match, repair

    def lends(more: int) -> int:
        unit = match[3] if match else None
        grown = (
            replace(world, induk=world.induk + more)
            if unit is None
            else replace(world, pustu=tuple(n + more * (at == int(unit)) for at, n in enumerate(world.pustu)))
        )
        site = grown.site(place / f"{repair[:1]}{unit}{more}")
        team = site.induk if unit is None else site.posts[number].team
        assert team is not None
        return team.lends(day)

    count = int(match[1])
    assert lends(count) == lends(0) + 1
    assert lends(count - 1) == lends(0)
