"""Small years of training as plain figures, and what a plan of one is worth; a district of any size as a folder.

Nothing here knows the planner: the brute force counts from these figures alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from ilp_cli.capabilities.training.model.need import Peserta
from ilp_cli.capabilities.training.model.problem import BUKA, Jaga, Problem
from ilp_cli.district.pelatihan import Tempat
from ilp_cli.district.place import Puskesmas
from tests.plans import plan

FIRST = date(2027, 3, 1)
Pair = tuple[int, str]
Spot = tuple[int, int]
Worth = tuple[int, int, int, int]
"""People without a place (negative: placed), batches, kecamatan crossed, metres."""


@dataclass
class Year:
    """A year: what each person needs, the slots they cannot take, places with their room, days of each slot, posts."""

    needs: list[list[str]]
    kept: list[set[int]]
    rooms: list[int]
    least: int
    slots: list[tuple[int, ...]]
    posts: list[tuple[int, frozenset[int], int]]
    far: list[list[tuple[int, int]]]


def some_year(seed: int) -> Year:
    """A small year by chance."""
    pick = random.Random(seed)
    people, places = pick.randint(1, 4), pick.randint(1, 2)
    groups = ["posyandu", "lansia"][: pick.randint(1, 2)]
    long = pick.random() < 0.3
    slots: list[tuple[int, ...]] = [(0, 1), (1, 2), (3, 4)] if long else [(0,), (1,), (2,)]
    slots = slots[: pick.randint(1, 3)]
    days = sorted({day for slot in slots for day in slot})
    posts = []
    if people > 1 and pick.random() < 0.5:
        members = frozenset(pick.sample(range(people), pick.randint(1, min(2, people))))
        posts = [(day, members, pick.randint(0, 1)) for day in days if pick.random() < 0.7]
    points = pick.random() < 0.7
    return Year(
        needs=[[group for group in groups if pick.random() < 0.8] or [groups[0]] for _ in range(people)],
        kept=[{slot for slot in range(len(slots)) if pick.random() < 0.25} for _ in range(people)],
        rooms=[pick.randint(1, 3) for _ in range(places)],
        least=1 if pick.random() < 0.6 else 2,
        slots=slots,
        posts=posts,
        far=[[(0, pick.randint(0, 9) * 1000) if points else (pick.randint(0, 1), 0) for _ in range(places)]
             for _ in range(people)],
    )  # fmt: skip


def problem_of(year: Year) -> Problem:
    """The year as the planner has it; places that cannot hold the least are left out, as the verb leaves them out."""
    places = [place for place, room in enumerate(year.rooms) if room >= year.least]
    puskesmas = Puskesmas(path=("puskesmas", 0), nama="Suli")
    people = tuple(
        Peserta(
            who=("kader", number),
            path=("kader", number),
            nama=f"Kader {number}",
            jenis="kader",
            unit="posyandu Melati",
            puskesmas=puskesmas,
            titik=None,
            tahun=2027,
            perlu=tuple(needs),
            belum_diketahui=frozenset(),
            rows=(),
            pustu=(),
            posyandu=(),
        )
        for number, needs in enumerate(year.needs)
    )
    slots = tuple(tuple(FIRST + timedelta(days=day) for day in slot) for slot in year.slots)
    jaga: dict[int, tuple[Jaga, ...]] = {}
    for number, slot in enumerate(year.slots):
        own = tuple(
            Jaga(
                unit=("puskesmas", 0, "pustu", 0),
                pustu="pustu Cimpu",
                jenis="kader",
                hari=FIRST + timedelta(days=day),
                ada=len(members) + 1,
                minimum=len(members) + 1 - may,
                anggota=members,
            )
            for day, members, may in year.posts
            if day in slot
        )
        if own:
            jaga[number] = own
    return Problem(
        tahun=2027,
        hari=len(year.slots[0]),
        min=year.least,
        max=max(year.rooms),
        peserta=people,
        perlu=tuple(map(tuple, year.needs)),
        tempat=tuple(Tempat(path=("pelatihan", "tempat", place), nama=f"Aula {place}") for place in places),
        muat=tuple(year.rooms[place] for place in places),
        slots=slots,
        terhalang=tuple(dict.fromkeys(sorted(kept), BUKA) for kept in year.kept),
        jaga=jaga,
        jauh=tuple(tuple(ways[place] for place in places) for ways in year.far),
    )


def best(year: Year) -> Worth:
    """The best a year can come to, by trying everything: which group each place holds on each slot, and who goes."""
    places = [place for place, room in enumerate(year.rooms) if room >= year.least]
    groups = sorted({group for needs in year.needs for group in needs})
    spots = [(place, slot) for place in places for slot in range(len(year.slots))]
    found: Worth = (0, 0, 0, 0)
    for held in product([None, *groups], repeat=len(spots)):
        batches = {spot: group for spot, group in zip(spots, held, strict=True) if group is not None}
        if any(_overlap(year, a, b) for a in batches for b in batches if a < b and a[0] == b[0]):
            continue
        for worth in _filled(year, batches):
            found = min(found, worth)
    return found


def _overlap(year: Year, one: Spot, other: Spot) -> bool:
    return bool(set(year.slots[one[1]]) & set(year.slots[other[1]]))


def _filled(year: Year, batches: dict[Spot, str]) -> Iterator[Worth]:
    """What every way of sending people to these batches comes to, where it may be."""
    pairs = [(person, group) for person, needs in enumerate(year.needs) for group in needs]
    options: list[list[Spot | None]] = [
        [None, *(spot for spot, group in batches.items() if group == own and spot[1] not in year.kept[person])]
        for person, own in pairs
    ]
    for chosen in product(*options):
        sent = [(person, spot) for (person, _), spot in zip(pairs, chosen, strict=True) if spot is not None]
        if _may(year, batches, sent):
            ways = [year.far[person][place] for person, (place, _) in sent]
            yield -len(sent), len(batches), sum(way[0] for way in ways), sum(way[1] for way in ways)


def _may(year: Year, batches: dict[Spot, str], sent: list[tuple[int, Spot]]) -> bool:
    for spot in batches:
        if not year.least <= sum(own == spot for _, own in sent) <= year.rooms[spot[0]]:
            return False
    busy = [(person, day) for person, (_, slot) in sent for day in year.slots[slot]]
    if len(busy) != len(set(busy)):
        return False
    return all(len({person for person, own in busy if own == day and person in members}) <= may
               for day, members, may in year.posts)  # fmt: skip


def folder(place: Path, units: int, kader: int, places: int, months: str, seed: int = 1) -> Path:
    """A district of so many puskesmas, each with a pustu and posyandu of five kader, all lokus of 2027."""
    pick = random.Random(seed)
    per = kader // units
    lines = ["kabupaten: {nama: Luwu}", "roster: .", "puskesmas:"]
    people, lokus = [], []
    for number in range(units):
        lat, lon = -3.4 + pick.uniform(-0.4, 0.4), 120.3 + pick.uniform(-0.3, 0.3)
        posts = [f"{{nama: Pos {number}-{own}, hari_buka: tanggal {pick.randint(1, 25)}}}" for own in range(per // 5)]
        lines.append(
            f"  - {{nama: Pkm {number}, kecamatan: Kec {number}, koordinat: [{lat:.4f}, {lon:.4f}], "
            f"pustu: [{{nama: Cimpu {number}}}], posyandu: [{', '.join(posts)}]}}"
        )
        people += [f"Kader {number} {own},Pkm {number},,Pos {number}-{own // 5}" for own in range(per // 5 * 5)]
        people += [f"Pustu {number} {own},Pkm {number},Cimpu {number}," for own in range(3)]
        names = ", ".join(f"Pos {number}-{own}" for own in range(per // 5))
        lokus.append(f"{{puskesmas: Pkm {number}, pustu: [Cimpu {number}], posyandu: [{names}]}}")
    lines += [f"tahap: [{{tahun: 2027, lokus: [{', '.join(lokus)}]}}]", "pelatihan:"]
    lines += ["  peserta: {min: 5, max: 30}", "  hari: 3", "  tempat:"]
    for number in range(places):
        lat, lon = -3.4 + pick.uniform(-0.4, 0.4), 120.3 + pick.uniform(-0.3, 0.3)
        lines.append(f"    - {{nama: Aula {number}, kecamatan: Kec {number}, koordinat: [{lat:.4f}, {lon:.4f}]}}")
    lines.append(f"  tahun: [{{tahun: 2027, bulan: [{months}]}}]")
    csv = "nama,puskesmas,pustu,posyandu\n" + "".join(f"{person}\n" for person in people)
    nakes = "nama,puskesmas,pustu,profesi\nIna,Pkm 0,Cimpu 0,Bidan\n"
    return plan(place, "\n".join(lines) + "\n", kader_csv=csv, petugas_csv=nakes)
