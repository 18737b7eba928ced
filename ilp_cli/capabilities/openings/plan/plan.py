"""A year of opening days for each puskesmas: rhythm, then the day of each month, then who goes along by name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.capabilities.openings.model.plan import Bukaan, Kegiatan, SitePlan
from ilp_cli.capabilities.openings.model.site import Nakes, Pos, Site, Team
from ilp_cli.capabilities.openings.plan.month import Granted, Wish, grant, granted_by_hand
from ilp_cli.capabilities.openings.plan.rhythm import Chosen, Folded, choose, chosen_by_hand, rhythms
from ilp_cli.core.finding import Path
from ilp_cli.core.weekdays import Irama
from ilp_cli.core.words import BULAN, daftar, tanggal
from ilp_cli.district.identity import Who
from ilp_cli.planning.patience import ENDLESS, OutOfTime, Patience

_SHOWN = 3


def plan_site(site: Site, until: Patience = ENDLESS) -> SitePlan:
    """The opening days of one puskesmas over its year. What `until` leaves no time for is made by hand, unproven."""
    try:
        chosen, proven = choose(site, until), True
    except OutOfTime:
        chosen, proven = chosen_by_hand(site), False
    months = {month: _month(site, month, chosen, until) for month in range(1, 13)}
    companions = _companions(months)
    by_post: dict[int, list[Chosen]] = defaultdict(list)
    for choice in chosen:
        by_post[id(choice.item.pos)].append(choice)
    kegiatan = tuple(_kegiatan(site, pos, by_post[id(pos)], months, companions) for pos in site.posts)
    return SitePlan(
        site=site,
        kegiatan=kegiatan,
        lacking=tuple(_lacking(site, chosen, months)),
        proven=proven and all(planned.proven for planned in months.values()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Month:
    """The wishes of a month and what became of them; `numbers` are the choices they come from."""

    numbers: tuple[int, ...]
    wishes: tuple[Wish, ...]
    granted: tuple[Granted, ...] = field(default=())
    proven: bool = True


def _month(site: Site, month: int, chosen: Sequence[Chosen], until: Patience) -> _Month:
    numbers: list[int] = []
    wishes: list[Wish] = []
    named: set[int] = set()
    for number, choice in enumerate(chosen):
        pos = choice.item.pos
        own = [day for day in pos.kept.tanggal if (day.year, day.month) == (site.year, month)]
        if not own:
            numbers.append(number)
            wishes.append(Wish(pos=pos, day=choice.irama.on(site.year, month)))
        elif id(pos) not in named:
            named.add(id(pos))
            numbers += [number] * len(own)
            wishes += [Wish(pos=pos, day=day, fixed=True) for day in own]
    try:
        granted, proven = grant(site, month, wishes, until), True
    except OutOfTime:
        granted, proven = granted_by_hand(site, month, wishes), False
    return _Month(numbers=tuple(numbers), wishes=tuple(wishes), granted=granted, proven=proven)


_Companions = Mapping[tuple[int, int], Nakes]
"""Who goes along, by month and number of the wish in it."""


def _companions(months: Mapping[int, _Month]) -> _Companions:
    """Names, after the days: the same person all year where that can be, else the one with the fewest openings."""
    load: Counter[Who] = Counter()
    usual: dict[int, Who] = {}
    result: dict[tuple[int, int], Nakes] = {}
    for month, planned in months.items():
        by_day: dict[tuple[Path, date], list[tuple[int, Team]]] = defaultdict(list)
        for place, granted in enumerate(planned.granted):
            if granted.team is not None and granted.day is not None:
                by_day[granted.team.unit, granted.day].append((place, granted.team))
        for (_, day), places in sorted(by_day.items(), key=lambda entry: entry[0][1]):
            team = places[0][1]
            quota = team.quota(day, team.present(day))
            free = list(team.present(day))
            # Those who always go with the same posyandu first, so that nobody takes them away.
            places.sort(key=lambda pair: usual.get(planned.numbers[pair[0]]) not in {nakes.who for nakes in free})
            for place, _ in places:
                number = planned.numbers[place]
                able = [nakes for nakes in free if quota.get(nakes.kelas, 0)]
                nakes = min(
                    able, key=lambda nakes: (nakes.who != usual.get(number), load[nakes.who], free.index(nakes))
                )
                usual.setdefault(number, nakes.who)
                quota[nakes.kelas] -= 1
                free.remove(nakes)
                load[nakes.who] += 1
                result[month, place] = nakes
    return result


def _kegiatan(
    site: Site, pos: Pos, choices: Sequence[Chosen], months: Mapping[int, _Month], companions: _Companions
) -> Kegiatan:
    bukaan: list[Bukaan] = []
    empty: list[int] = []
    for month, planned in months.items():
        before = len(bukaan)
        for place, (wish, granted) in enumerate(zip(planned.wishes, planned.granted, strict=True)):
            if wish.pos is pos and granted.day is not None:
                nakes = companions.get((month, place))
                moved = granted.day != wish.day
                why = "tidak ada yang dapat mendampingi" if nakes is None else _why(site, wish) if moved else ""
                bukaan.append(
                    Bukaan(tanggal=granted.day, dari=wish.day if moved else None, team=granted.team, pendamping=nakes,
                           sebab=why)
                )  # fmt: skip
        if len(bukaan) == before:
            empty.append(month)
    changed = [choice for choice in choices if choice.item.kept is not None and choice.irama != choice.item.kept]
    return Kegiatan(
        pos=pos,
        irama=tuple(dict.fromkeys(choice.irama for choice in choices)),
        lama=pos.kept.irama if changed else (),
        alasan=_reason(site, changed[0].item.kept) if changed and changed[0].item.kept else "",
        bukaan=tuple(sorted(bukaan, key=lambda opening: opening.tanggal)),
        kosong=tuple(empty),
    )


def _why(site: Site, wish: Wish) -> str:
    """Why an opening is not on the day of its rhythm."""
    if wish.day is None:
        return "bulan ini tidak punya hari itu"
    if wish.day in site.closed:
        return str(site.closed[wish.day])
    return f"{tanggal(wish.day)}: pendamping tidak ada"


def _reason(site: Site, kept: Irama) -> str:
    """Why a posyandu does not keep its rhythm."""
    lost = Folded(site).lost(kept)
    return f"{kept} tidak ada di {lost} bulan" if lost else f"tidak cukup pendamping pada {kept}"


def _lacking(site: Site, chosen: Sequence[Chosen], months: Mapping[int, _Month]) -> Iterator[str]:
    """What nobody can go along with, and the arithmetic of it: first for all year, then for single days."""
    alone = [choice for choice in chosen if choice.team is None]
    if alone:
        yield from _all_year(site, chosen)
    always = {id(choice) for choice in alone}
    days = [
        (granted.day, wish.pos)
        for planned in months.values()
        for number, wish, granted in zip(planned.numbers, planned.wishes, planned.granted, strict=True)
        if granted.team is None and granted.day is not None and id(chosen[number]) not in always
    ]
    for day, pos in days[:_SHOWN]:
        yield f"{pos}, {tanggal(day)}: {_who_is_there(site, pos, day)}"
    if len(days) > _SHOWN:
        yield f"{len(days) - _SHOWN} hari lain tanpa pendamping; semuanya ada di hasilnya"
    empty = {
        month: count
        for month, planned in months.items()
        if (count := sum(granted.day is None for granted in planned.granted))
    }
    for month, count in empty.items():
        yield f"{BULAN[month - 1]} {site.year}: {count} posyandu tidak mendapat hari; tidak ada hari layanan yang buka"


def _all_year(site: Site, chosen: Sequence[Chosen]) -> Iterator[str]:
    """The sums that leave posyandu without anybody: what each team can lend in a month, and what is asked of it.

    Only the days on which the posyandu it is about may open are summed up.
    """
    folded, grid = Folded(site), rhythms(site)

    def room_of(team: Team, posts: Iterable[Pos]) -> list[int]:
        weekdays = frozenset[int]().union(*(pos.weekdays for pos in posts))
        return [folded.room(team, rhythm) for rhythm in grid if rhythm.hari in weekdays]

    parts = []
    asked: Counter[Team | None] = Counter(choice.item.pos.team for choice in chosen)
    for team, count in asked.items():
        if team is None:
            parts.append(f"{count} hari buka tanpa pustu pembina")
            continue
        room = room_of(team, (choice.item.pos for choice in chosen if choice.item.pos.team is team))
        if sum(room) < count or any(choice.team is None and choice.item.pos.team is team for choice in chosen):
            parts.append(
                f"{team.nama} ({len(team.people)} nakes) dapat melepas {_each(room)}: {sum(room)} hari buka sebulan; "
                f"diminta {count}"
            )
    own = room_of(site.induk, (choice.item.pos for choice in chosen if choice.team is None))
    parts.append(f"{site.induk.nama} ({len(site.induk.people)} nakes) dapat melepas {_each(own)}: {sum(own)} sebulan")
    lacking = sum(choice.team is None for choice in chosen)
    words = f"{lacking} hari buka sebulan tidak mendapat irama yang dapat didampingi setiap bulan"
    yield f"{site.puskesmas.nama}: {words}. {'. '.join(map(_capital, parts))}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _each(room: Sequence[int]) -> str:
    """How many can go on each day of the grid."""
    least, most = min(room, default=0), max(room, default=0)
    return f"{most} orang tiap hari" if least == most else f"{least} sampai {most} orang tiap hari"


def _who_is_there(site: Site, pos: Pos, day: date) -> str:
    """How many of each team are there on a day, and how many of them can go."""
    teams = site.lenders(pos)
    return daftar(f"{team.nama} {len(team.present(day))} nakes, dapat melepas {team.lends(day)}" for team in teams)
