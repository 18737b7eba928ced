"""Rhythms and days held against trying everything, and against counting that shares no code with the planner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from ilp_cli.capabilities.openings.model.site import Site, Team
from ilp_cli.capabilities.openings.plan.month import Granted, Wish, grant
from ilp_cli.capabilities.openings.plan.plan import plan_site
from ilp_cli.capabilities.openings.plan.rhythm import Chosen, Folded, choose, items_of, rhythms
from ilp_cli.capabilities.openings.verb import plan_openings
from ilp_cli.core.weekdays import Irama
from ilp_cli.planning.flow import Network
from ilp_cli.planning.patience import ENDLESS, patience
from tests.capabilities.openings.world import World, random_world


def lends(team: Team, day: date, *, leave: bool) -> int:
    """How many may go, counted by hand: one stays at an open pustu, one bidan at the puskesmas."""
    there = team.present(day) if leave else team.usual(day)
    return max(0, len(there) - (1 if team.opens(day) else 0))


def worth_of_rhythms(site: Site, chosen: Sequence[Chosen]) -> tuple[int, int, int, int, int]:
    """What a choice comes to, aim by aim, smaller is better; counted anew, not taken from the search."""
    folded = Folded(site)
    alone = sum(choice.team is None for choice in chosen)
    change = sum(choice.item.kept is not None and choice.irama != choice.item.kept for choice in chosen)
    shut = sum(folded.shut(choice.irama) for choice in chosen if choice.item.kept is None)
    far = sum(choice.team is site.induk for choice in chosen)
    used: Mapping[Irama, int] = Counter(choice.irama for choice in chosen)
    return alone, change, shut, far, sum(count * (count + 1) // 2 for count in used.values())


def worth_of_days(wishes: Sequence[Wish], granted: Sequence[Granted], site: Site) -> tuple[int, int, int, int]:
    """What the days of a month come to, aim by aim, smaller is better; counted anew."""
    pairs = list(zip(wishes, granted, strict=True))
    alone = sum(grant.team is None for _, grant in pairs)
    moved = sum(grant.day != wish.day for wish, grant in pairs)
    steps = sum(
        abs((grant.day - wish.day).days)
        for wish, grant in pairs
        if grant.day is not None and wish.day is not None and grant.team is not None
    )
    return alone, moved, sum(grant.team is site.induk for _, grant in pairs), steps


def room(site: Site, team: Team, irama: Irama) -> int:
    """The fewest of any open date of a rhythm."""
    days = [irama.on(site.year, number) for number in range(1, 13)]
    return min((lends(team, day, leave=False) for day in days if day and day not in site.closed), default=0)


def every_choice(site: Site) -> Iterator[tuple[Chosen, ...]]:
    """Every rhythm for every item, with every team, as far as the teams can lend them."""
    items, grid = items_of(site), rhythms(site)
    ways = []
    for item in items:
        kept = [item.kept] if item.kept and all(item.kept.on(site.year, number) for number in range(1, 13)) else []
        offered = dict.fromkeys([*kept, *(each for each in grid if each.hari in item.pos.weekdays)])
        lenders = [team for team in (item.pos.team, site.induk) if team is not None]
        ways.append([Chosen(item=item, irama=each, team=team) for each in offered for team in (*lenders, None)])
    for choice in product(*ways):
        used = Counter((each.team.unit, each.irama) for each in choice if each.team is not None)
        teams = {each.team.unit: each.team for each in choice if each.team is not None}
        if all(count <= room(site, teams[unit], irama) for (unit, irama), count in used.items()):
            yield choice


@pytest.mark.parametrize("seed", range(110))
def test_no_choice_of_rhythms_is_better(tmp_path: Path, seed: int) -> None:
    site = random_world(seed, 3).site(tmp_path)
    best = min(worth_of_rhythms(site, choice) for choice in every_choice(site))
    assert worth_of_rhythms(site, choose(site)) == best


def every_day(site: Site, wishes: Sequence[Wish], days: Sequence[date]) -> Iterator[tuple[Granted, ...]]:
    """Every day for every wish, with every team, as far as they can lend."""
    ways = []
    for wish in wishes:
        stays = [wish.day] if wish.day and wish.day not in site.closed else []
        offered = dict.fromkeys([*stays, *(day for day in days if site.opens(wish.pos, day))])
        lenders = [team for team in (wish.pos.team, site.induk) if team is not None]
        ways.append([Granted(day=day, team=team) for day in offered for team in (*lenders, None)])
    for choice in product(*ways):
        used = Counter((each.team.unit, each.day) for each in choice if each.team is not None)
        teams = {each.team.unit: each.team for each in choice if each.team is not None}
        if all(day and count <= lends(teams[unit], day, leave=True) for (unit, day), count in used.items()):
            yield choice


@pytest.mark.parametrize("seed", range(1000, 1120))
def test_no_days_of_a_month_are_better(tmp_path: Path, seed: int) -> None:
    """In a month of few days: those of one week around the wishes, the others closed."""
    world = random_world(seed, 3)
    site = world.site(tmp_path)
    number = seed % 12 + 1
    first = date(site.year, number, 8)
    week = [first + timedelta(days=step) for step in range(7)]
    wishes = [Wish(pos=pos, day=week[(seed + place) % 3]) for place, pos in enumerate(site.posts)]
    narrow = Site(
        puskesmas=site.puskesmas,
        posts=site.posts,
        induk=site.induk,
        year=site.year,
        closed={
            **site.closed,
            **{day: next(iter(site.closed.values())) for day in _month(first) if day not in week},
        },
    )
    granted = grant(narrow, number, wishes)
    best = min(worth_of_days(wishes, choice, narrow) for choice in every_day(narrow, wishes, week))
    assert worth_of_days(wishes, granted, narrow) == best


def _month(first: date) -> list[date]:
    return [date(first.year, first.month, day) for day in range(1, 29)]


@settings(max_examples=40, deadline=None)
@given(some.integers(min_value=0, max_value=10_000), some.booleans())
def test_a_year_keeps_every_promise(tmp_path_factory: pytest.TempPathFactory, seed: int, hurried: bool) -> None:
    """Nobody in two places, nothing left empty, every month for every posyandu: counted on the result alone.

    Also where there is no time at all, so that whatever is not kept as it was is made by hand.
    """
    world = random_world(seed, 6)
    site = world.site(tmp_path_factory.mktemp("tahun"))
    planned = plan_site(site, patience(0) if hurried else ENDLESS)
    assert planned.proven or hurried
    assert [kegiatan.pos for kegiatan in planned.kegiatan] == list(site.posts)
    taken: Counter[tuple[object, date]] = Counter()
    away: Counter[tuple[object, date]] = Counter()
    for kegiatan in planned.kegiatan:
        assert sorted({bukaan.tanggal.month for bukaan in kegiatan.bukaan} | set(kegiatan.kosong)) == list(range(1, 13))
        for bukaan in kegiatan.bukaan:
            assert bukaan.tanggal not in site.closed
            if bukaan.pendamping is not None and bukaan.team is not None:
                taken[bukaan.pendamping.who, bukaan.tanggal] += 1
                away[bukaan.team.unit, bukaan.tanggal] += 1
                assert bukaan.pendamping in bukaan.team.present(bukaan.tanggal)
                assert bukaan.team in (kegiatan.pos.team, site.induk)
            else:
                assert bukaan.sebab
    assert all(count == 1 for count in taken.values()), "nobody is in two places"
    teams = {team.unit: team for team in (site.induk, *(pos.team for pos in site.posts if pos.team))}
    for (unit, day), count in away.items():
        assert count <= lends(teams[unit], day, leave=True), "nothing is left empty"  # type: ignore[index]
    again = plan_site(site, patience(0) if hurried else ENDLESS)
    assert [kegiatan.bukaan for kegiatan in again.kegiatan] == [kegiatan.bukaan for kegiatan in planned.kegiatan]


def test_what_nobody_can_go_along_with_is_told_with_its_sums(tmp_path: Path) -> None:
    """A pustu of two lends one a day: 6 days of the grid, 8 posyandu, and the puskesmas lends nobody."""
    site = World(pustu=(2,), induk=1, posts=((0, ""),) * 8).site(tmp_path)
    planned = plan_site(site)
    assert planned.lacking[0] == (
        "Suli: 2 hari buka sebulan tidak mendapat irama yang dapat didampingi setiap bulan. Pustu U0 (2 nakes) dapat "
        "melepas 1 orang tiap hari: 6 hari buka sebulan; diminta 8. Puskesmas Suli (1 nakes) dapat melepas 0 orang "
        "tiap hari: 0 sebulan"
    )
    alone = Counter(
        bukaan.tanggal.month for kegiatan in planned.kegiatan for bukaan in kegiatan.bukaan if not bukaan.pendamping
    )
    assert alone[2] == 2
    assert min(alone.values()) == 2, "no month does better than the grid"
    assert len(alone) == 12


def test_a_rhythm_that_some_months_lack_is_changed_and_says_why(tmp_path: Path) -> None:
    site = World(pustu=(2,), induk=0, posts=((0, "tanggal 31"), (0, "selasa ke-2"))).site(tmp_path)
    changed, kept = plan_site(site).kegiatan
    assert changed.alasan == "tanggal 31 tidak ada di 5 bulan"
    assert (kept.lama, list(map(str, kept.irama))) == ((), ["selasa ke-2"])


def test_a_holiday_moves_the_day_inside_its_month(tmp_path: Path) -> None:
    """The first Tuesday of April 2025 falls in the leave after Idulfitri, which ends on Monday the 7th."""
    site = World(pustu=(2,), induk=0, posts=((0, "selasa ke-1"),)).site(tmp_path)
    (kegiatan,) = plan_site(site).kegiatan
    april = next(bukaan for bukaan in kegiatan.bukaan if bukaan.tanggal.month == 4)
    assert (april.dari, april.tanggal) == (date(2025, 4, 1), date(2025, 4, 8))
    assert "Idul Fitri" in april.sebab
    assert [bukaan.tanggal.month for bukaan in kegiatan.bukaan] == list(range(1, 13))


def test_days_the_district_named_itself_stay(tmp_path: Path) -> None:
    site = World(pustu=(2,), induk=0, posts=((0, "[selasa ke-1, 2025-04-01, 2025-05-17]"),)).site(tmp_path)
    (kegiatan,) = plan_site(site).kegiatan
    days = [bukaan.tanggal for bukaan in kegiatan.bukaan if bukaan.tanggal.month in (4, 5)]
    assert days == [date(2025, 4, 1), date(2025, 5, 17)]


def test_a_flow_is_the_cheapest_of_its_size() -> None:
    """Two ways of one each; the first greedy way must be taken back for the cheaper pair."""
    network = Network()
    network.add("s", "a", 1)
    network.add("s", "b", 1)
    cheap, dear = network.add("a", "x", 1, 1), network.add("a", "y", 1, 5)
    only = network.add("b", "x", 1, 1)
    network.add("x", "t", 1)
    network.add("y", "t", 1)
    assert network.send("s", "t") == 2
    assert [network.flow(arc) for arc in (cheap, dear, only)] == [0, 1, 1]


def test_a_posyandu_without_a_pustu_is_accompanied_by_the_puskesmas(tmp_path: Path) -> None:
    site = World(pustu=(), induk=2, posts=((None, ""), (None, ""))).site(tmp_path)
    planned = plan_site(site)
    assert {bukaan.team for kegiatan in planned.kegiatan for bukaan in kegiatan.bukaan} == {site.induk}
    assert len({kegiatan.irama for kegiatan in planned.kegiatan}) == 2, "one goes a day, so the days differ"


def test_what_is_proven_is_said_of_rhythms_and_of_those_that_were_compared(tmp_path: Path) -> None:
    """Another rhythm may leave fewer single days alone, for leave and holidays are left to the months."""
    folder = World(pustu=(2,), induk=1, posts=((0, "rabu ke-2"),)).folder(tmp_path)
    words = " ".join(plan_openings(folder, tahun=2025).summary)
    assert "di antara irama lama dan hari layanan pekan ke-1 sampai ke-4" in words
    assert "lebih banyak irama yang dapat didampingi setiap bulan (cuti dan hari libur dikesampingkan)" in words
