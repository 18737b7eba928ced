"""Small districts with years to be ordered, as plain figures and as roadmap.yaml; and what a plan of one is worth.

Nothing here knows the planner: the brute force and the checks of a plan count from these figures alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.plans import plan

RESOURCES = ("tempat_latihan", "anggaran", "rekrut", "pindah")
Years = tuple[int | None, ...]


@dataclass
class Place:
    """A puskesmas: `fixed` its year by decree, `published` its year in a plan without one."""

    name: str
    kecamatan: str
    people: int | None
    needs: dict[str, int]
    ready: int | None = None
    wish: int | None = None
    after: list[int] = field(default_factory=list)
    weight: int = 1
    fixed: int | None = None
    published: int | None = None


@dataclass
class World:
    """A district; `promises` are pairs of a year and "semua", a number, or numbers of puskesmas."""

    places: list[Place]
    limits: dict[int, dict[str, int]]
    people_due: dict[int, int] = field(default_factory=dict)
    promises: list[tuple[int, str | int | list[int]]] = field(default_factory=list)
    kecamatan: int | None = None

    @property
    def sizes(self) -> list[int]:
        """What each counts: its people, or one each where those of somebody are not known."""
        if any(place.people is None for place in self.places):
            return [1] * len(self.places)
        return [place.people or 0 for place in self.places]

    def text(self) -> str:
        """The district as roadmap.yaml."""
        names = [place.name for place in self.places]
        lines = ["kabupaten: {nama: Uji}", "puskesmas:"]
        lines += [f"  - {{nama: {place.name}, kecamatan: {place.kecamatan}}}" for place in self.places]
        if self.promises:
            lines.append("sasaran:")
        for year, promise in self.promises:
            wanted = f"[{', '.join(names[number] for number in promise)}]" if isinstance(promise, list) else promise
            lines.append(f"  - {{tahun: {year}, puskesmas: {wanted}}}")
        stages = [(place.fixed, "ditetapkan", place.name) for place in self.places if place.fixed]
        stages += [(place.published, "rencana", place.name) for place in self.places if place.published]
        lines.append("tahap:" if stages else "tahap: []")
        for year in sorted({stage[0] for stage in stages if stage[0]}):
            listed = [f"{{puskesmas: {name}, status: {status}}}" for own, status, name in stages if own == year]
            lines.append(f"  - {{tahun: {year}, lokus: [{', '.join(listed)}]}}")
        lines.append("rollout:")
        if self.kecamatan:
            lines.append(f"  kecamatan: {self.kecamatan}")
        lines.append("  tahun:")
        for year, limits in self.limits.items():
            due = {**limits, **({"jiwa": self.people_due[year]} if year in self.people_due else {})}
            lines.append(f"    - {{{', '.join(f'{key}: {value}' for key, value in {'tahun': year, **due}.items())}}}")
        lines.append("  puskesmas:")
        for place in self.places:
            told: dict[str, object] = {"nama": place.name, "jiwa": place.people, **place.needs, "bobot": place.weight}
            told |= {"siap": place.ready, "diminta": place.wish}
            parts = [f"{key}: {value}" for key, value in told.items() if value is not None]
            parts += [f"sesudah: [{', '.join(names[number] for number in place.after)}]"] if place.after else []
            lines.append(f"    - {{{', '.join(parts)}}}")
        return "\n".join(lines) + "\n"

    def folder(self, path: Path) -> Path:
        """The district as a plan folder."""
        return plan(path, self.text())

    def allowed(self, years: Years) -> bool:
        """Whether a plan keeps to the decrees, the limits, readiness and predecessors."""
        for place, begun in zip(self.places, years, strict=True):
            if place.fixed is not None:
                if begun != place.fixed:
                    return False
                continue
            if begun is None:
                continue
            if begun not in self.limits or (place.ready is not None and begun < place.ready):
                return False
            if any((first := years[other]) is None or first > begun for other in place.after):
                return False
        for year, limits in self.limits.items():
            for resource, limit in limits.items():
                spent = [place.needs[resource] for place, own in zip(self.places, years, strict=True) if own == year]
                free = [
                    p.needs[resource] for p, own in zip(self.places, years, strict=True) if own == year and not p.fixed
                ]
                if sum(spent) > limit and any(free):
                    return False
        return True

    def worth(self, years: Years) -> tuple[int, ...]:
        """The aims of a plan in their order, each the better the smaller."""
        units = people = served = 0
        sizes = self.sizes
        known = all(place.people is not None for place in self.places)
        for year in self.limits:
            here = {number for number, begun in enumerate(years) if begun is not None and begun <= year}
            due = [promise for own, promise in self.promises if own <= year]
            named: set[int] = set()
            for promise in due:
                if promise == "semua":
                    named |= set(range(len(self.places)))
                elif isinstance(promise, list):
                    named |= set(promise)
            count = max([promise for promise in due if isinstance(promise, int)], default=0)
            units += max(0, min(count, len(self.places)) - len(here))
            people += sum(sizes[number] for number in named - here)
            wanted = max([number for own, number in self.people_due.items() if own <= year], default=0)
            if known:
                people += max(0, min(wanted, sum(sizes)) - sum(sizes[number] for number in here))
            served += sum(sizes[number] * self.places[number].weight for number in here)
        without = 0
        if self.kecamatan:
            reached = {
                self.places[number].kecamatan
                for number, begun in enumerate(years)
                if begun is not None and begun <= self.kecamatan
            }
            without = len({place.kecamatan for place in self.places} - reached)
        free = [(place, begun) for place, begun in zip(self.places, years, strict=True) if place.fixed is None]
        moved = sum(place.published in self.limits and begun != place.published for place, begun in free)
        refused = sum(place.wish is not None and (begun is None or begun > place.wish) for place, begun in free)
        return units, people, without, -served, moved, refused

    def every(self) -> Iterator[Years]:
        """Every plan that is allowed."""
        options = [[place.fixed] if place.fixed else [*self.limits, None] for place in self.places]

        def further(chosen: list[int | None]) -> Iterator[Years]:
            if len(chosen) == len(options):
                if self.allowed(tuple(chosen)):
                    yield tuple(chosen)
                return
            for year in options[len(chosen)]:
                if self._fits(chosen, year):
                    yield from further([*chosen, year])

        yield from further([])

    def _fits(self, chosen: list[int | None], year: int | None) -> bool:
        """Whether the next one still fits the limits of its year beside those chosen and the decreed."""
        place = self.places[len(chosen)]
        if year is None or place.fixed:
            return True
        others = [other for other, own in zip(self.places, chosen, strict=False) if own == year and not other.fixed]
        others += [other for other in self.places if other.fixed == year]
        for resource, limit in self.limits[year].items():
            need = place.needs[resource]
            if need and need + sum(other.needs[resource] for other in others) > limit:
                return False
        return True


def random_world(seed: int, count: int = 6, years: int = 3) -> World:
    """A district of a few puskesmas with tight limits, decrees, predecessors, wishes, and now and then a gap."""
    chance = random.Random(seed)
    coming = [2027 + number for number in range(years)]
    unknown = chance.random() < 0.15
    places = []
    for number in range(count):
        needs = {
            "tempat_latihan": chance.randint(0, 9),
            "anggaran": chance.randint(0, 9) * 10_000_000,
            "rekrut": chance.randint(0, 4),
            "pindah": chance.choice((0, 0, 1, 2)),
        }
        place = Place(
            name=f"Puskesmas {'ABCDEFGHIJKL'[number]}",
            kecamatan=f"Kecamatan {number * 2 // 3}",
            people=None if unknown and chance.random() < 0.4 else chance.randint(0, 20) * 500,
            needs=needs,
            ready=chance.choice((None, None, None, *coming)),
            wish=chance.choice((None, None, *coming)),
            after=[other for other in range(number) if chance.random() < 0.12],
            weight=chance.choice((1, 1, 1, 2)),
        )
        lot = chance.random()
        if lot < 0.15:
            place.fixed = chance.choice((2024, 2026, *coming, 2035))
        elif lot < 0.5:
            place.published = chance.choice((2025, *coming, 2034))
        places.append(place)
    limits = {
        year: {
            resource: sum(place.needs[resource] for place in places) * chance.randint(0, 60) // 100
            for resource in RESOURCES
            if chance.random() < 0.8
        }
        for year in coming
    }
    promises: list[tuple[int, str | int | list[int]]] = []
    for _ in range(chance.choice((0, 1, 1, 2))):
        listed = sorted(chance.sample(range(count), 2))
        promises.append(
            (chance.choice((2024, *coming)), chance.choice(("semua", chance.randint(1, count + 1), listed)))
        )
    return World(
        places=places,
        limits=limits,
        people_due={year: chance.randint(1, 60) * 500 for year in coming if chance.random() < 0.2},
        promises=promises,
        kecamatan=chance.choice((None, *coming)),
    )
