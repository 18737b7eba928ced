"""Batches filled by hand: places where they are wanted, slots on which most can go, people nearest first, then repairs.

Everything is counted in steps and goes in one order, so the same year always gives the same batches.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ilp_cli.capabilities.training.model.problem import Angkatan, Problem
from ilp_cli.capabilities.training.plan.bounds import Places, apart
from ilp_cli.core.finding import Path

_STEPS = 400_000
"""How many changes are looked at to shorten the ways."""
Post = tuple[Path, str, object]
"""A post by its pustu, its kind and its day."""


@dataclass(slots=True)
class Batch:
    """A batch in the making."""

    kelompok: str
    tempat: int
    slot: int
    people: list[int] = field(default_factory=list)


class Filling:
    """A year in the making: who is taken on which slots, which rooms are, and how many have left each post."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        count = len(problem.slots)
        self.clash = [sum(1 << other for other in others) for others in problem.clashes()]
        self.taken = [0] * len(problem.peserta)
        self.rooms = [0] * len(problem.tempat)
        self.kept = [sum(1 << slot for slot in kept) for kept in problem.terhalang]
        for slot, people in problem.locked().items():
            for person in people:
                self.kept[person] |= 1 << slot
        self.posts: dict[tuple[int, int], list[Post]] = defaultdict(list)
        self.may: dict[Post, int] = {}
        self.left: dict[Post, int] = defaultdict(int)
        for slot, listed in problem.jaga.items():
            for jaga in listed:
                post = jaga.unit, jaga.jenis, jaga.hari
                self.may[post] = jaga.boleh
                for person in jaga.anggota:
                    self.posts[person, slot].append(post)
        self.batches: list[Batch] = []
        # A crossed kecamatan weighs more than all the metres there can be.
        far = 1 + sum(max((way[1] for way in ways), default=0) * len(groups)
                      for ways, groups in zip(problem.jauh, problem.perlu, strict=True))  # fmt: skip
        self.cost = [[way[0] * far + way[1] for way in ways] for ways in problem.jauh]
        self.busy = list(self.kept)
        self.free = [sum(1 << person for person, kept in enumerate(self.kept) if not kept >> slot & 1)
                     for slot in range(count)]  # fmt: skip

    def can(self, person: int, slot: int, without: int | None = None) -> bool:
        """Whether a person can go on a slot, `without` the one they would leave for it."""
        if without is None:
            if self.busy[person] >> slot & 1:
                return False
            posts = self.posts.get((person, slot))
            return not posts or all(self.left[post] < self.may[post] for post in posts)
        if self.kept[person] >> slot & 1 or self.taken[person] & ~(1 << without) & self.clash[slot]:
            return False
        posts = self.posts.get((person, slot))
        if not posts:
            return True
        own = self.posts.get((person, without), ())
        return all(self.left[post] - (post in own) < self.may[post] for post in posts)

    def put(self, person: int, batch: Batch) -> None:
        """Put a person into a batch."""
        batch.people.append(person)
        self.taken[person] |= 1 << batch.slot
        self._mark(person)
        for post in self.posts.get((person, batch.slot), ()):
            self.left[post] += 1

    def out(self, person: int, batch: Batch) -> None:
        """Take a person out of a batch."""
        batch.people.remove(person)
        self.taken[person] &= ~(1 << batch.slot)
        self._mark(person)
        for post in self.posts.get((person, batch.slot), ()):
            self.left[post] -= 1

    def _mark(self, person: int) -> None:
        """Bring up to date on which slots a person can still go."""
        before, now = self.busy[person], self.kept[person] | _spread(self.taken[person], self.clash)
        self.busy[person] = now
        changed = before ^ now
        while changed:
            low = changed & -changed
            self.free[low.bit_length() - 1] ^= 1 << person
            changed ^= low

    def room(self, batch: Batch) -> int:
        """How many more fit in."""
        return self.problem.muat[batch.tempat] - len(batch.people)

    def of(self, group: str) -> list[Batch]:
        """The batches of a group."""
        return [batch for batch in self.batches if batch.kelompok == group]

    def open(self, group: str, place: int, slot: int) -> Batch:
        """Hold one more batch."""
        batch = Batch(group, place, slot)
        self.rooms[place] |= self.clash[slot]
        self.batches.append(batch)
        return batch

    def close(self, batch: Batch) -> list[int]:
        """Hold a batch no longer; who was in it."""
        people = list(batch.people)
        for person in people:
            self.out(person, batch)
        self.batches.remove(batch)
        self.rooms[batch.tempat] = 0
        for other in self.batches:
            if other.tempat == batch.tempat:
                self.rooms[batch.tempat] |= self.clash[other.slot]
        return people

    def worth(self) -> tuple[int, int, int]:
        """What it comes to, the less the better: people without a place, batches, ways."""
        placed = sum(len(batch.people) for batch in self.batches)
        ways = sum(self.cost[person][batch.tempat] for batch in self.batches for person in batch.people)
        return -placed, len(self.batches), ways

    def done(self) -> tuple[Angkatan, ...]:
        """The batches as they are, by day, place and group."""
        return tuple(
            Angkatan(kelompok=batch.kelompok, tempat=batch.tempat, slot=batch.slot, peserta=tuple(sorted(batch.people)))
            for batch in sorted(self.batches, key=lambda b: (b.slot, b.tempat, b.kelompok))
        )


def _spread(taken: int, clash: Sequence[int]) -> int:
    """All slots that share a day with one of those taken."""
    wide = taken
    while taken:
        low = taken & -taken
        wide |= clash[low.bit_length() - 1]
        taken ^= low
    return wide


def fill(problem: Problem, listed: Mapping[str, Sequence[int]], places: Places) -> tuple[Angkatan, ...]:
    """A whole year: the groups in several orders, of which the best is kept; a large year in one order."""
    best: tuple[tuple[int, int, int], tuple[Angkatan, ...]] | None = None
    counts = _counts(problem, listed)
    for order in _orders(problem, listed):
        filling = Filling(problem)
        for group in order:
            _group(filling, group, listed[group], places, counts[group])
        for group in order:
            _more(filling, group, listed[group])
        for _ in range(_ROUNDS):
            saved = [_fewer(filling, group, listed[group]) for group in order]
            if not any(saved):
                break
        _shorten(filling)
        worth = filling.worth()
        if best is None or worth < best[0]:
            best = worth, filling.done()
    return best[1] if best else ()


_ORDERS = 20_000
"""So many people times groups times slots are filled in more than one order."""


def _orders(problem: Problem, listed: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, ...]]:
    """Orders of the groups: first those whose batches have the least room to spare, for they have the least choice."""

    def spare(group: str) -> tuple[float, int, str]:
        people, most = len(listed[group]), max(problem.muat)
        count = max(1, math.ceil(people / most))
        return (count * most - people) / count, -people, group

    order = tuple(sorted(listed, key=spare))
    yield order
    if sum(map(len, listed.values())) * len(problem.slots) <= _ORDERS:
        largest = tuple(sorted(listed, key=lambda group: (-len(listed[group]), group)))
        turned = [order[turn:] + order[:turn] for turn in range(1, len(order))]
        yield from dict.fromkeys(other for other in (largest, order[::-1], *turned) if other != order)


_ROUNDS = 3
_TRIES = 150_000
"""How often all groups are gone through, and how many people are put anew while one group is, to save a batch."""


def _fewer(filling: Filling, group: str, people: Sequence[int]) -> bool:
    """Hold the batches of a group anew, as few as it takes at least, beginning with any place and slot; if it helps."""
    problem = filling.problem
    kept = [(batch.tempat, batch.slot, list(batch.people)) for batch in filling.of(group)]
    before = sum(len(own) for *_, own in kept)
    count = math.ceil(before / max(problem.muat))
    if len(kept) <= count:
        return False
    for batch in filling.of(group):
        filling.close(batch)
    starts = [(place, slot) for slot in range(len(problem.slots)) for place in range(len(problem.tempat))]
    if not _roomy(filling, before, len(kept) - 1):
        starts = []
    for place, slot in starts[: max(1, _TRIES // len(people))]:
        if filling.rooms[place] >> slot & 1:
            continue
        _anew(filling, group, people, count, (place, slot))
        held = filling.of(group)
        if sum(len(batch.people) for batch in held) >= before and len(held) < len(kept):
            return True
        for batch in held:
            filling.close(batch)
    for place, slot, own in kept:
        batch = filling.open(group, place, slot)
        for person in own:
            filling.put(person, batch)
    return False


def _roomy(filling: Filling, people: int, count: int) -> bool:
    """Whether so many people fit into so many batches at all, in the largest places that have time for them."""
    problem = filling.problem
    rooms: list[int] = []
    for place, most in enumerate(problem.muat):
        rooms += [most] * apart(problem, [s for s in range(len(problem.slots)) if not filling.rooms[place] >> s & 1])
    return sum(sorted(rooms, reverse=True)[:count]) >= people


def _anew(filling: Filling, group: str, people: Sequence[int], count: int, first: tuple[int, int]) -> None:
    """So many batches of a group, the first where it is said, the others where most of those can come who cannot."""
    filling.open(group, *first)
    left = [person for person in people if not filling.can(person, first[1])] or list(people)
    for _ in range(count - 1):
        place, slot = _elsewhere(filling, left)
        if slot is None:
            break
        filling.open(group, place, slot)
        left = [person for person in left if not filling.can(person, slot)] or list(people)
    _fill(filling, group, people)


def _counts(problem: Problem, listed: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """How many batches of each group are held: as few as it takes, and where there is no time for all, the fullest."""
    most, rooms = max(problem.muat), len(problem.tempat) * apart(problem)
    wanted: list[tuple[int, int, str]] = []
    for group, people in listed.items():
        count = min(math.ceil(len(people) / most), len(people) // problem.min)
        wanted += [(-min(most, len(people) - number * most), number, group) for number in range(count)]
    held = [group for _, _, group in sorted(wanted)[:rooms]]
    return {group: held.count(group) for group in listed}


def _group(filling: Filling, group: str, people: Sequence[int], places: Places, count: int) -> None:
    """Open so many batches of a group, and fill them."""
    if count == 0:
        return
    for wanted, own in _held(filling, people, count, places):
        place, slot = wanted, _slot(filling, wanted, own)
        if slot is None:
            place, slot = _elsewhere(filling, own)
        if slot is not None:
            filling.open(group, place, slot)
    _fill(filling, group, people)


def _held(filling: Filling, people: Sequence[int], count: int, places: Places) -> Iterator[tuple[int, list[int]]]:
    """The place of each batch, with the people who should come to it."""
    problem = filling.problem
    rooms = [apart(problem, [s for s in range(len(problem.slots)) if not filling.rooms[place] >> s & 1])
             for place in range(len(problem.tempat))]  # fmt: skip
    best = places.best(people, count, rooms)
    by_start: dict[tuple[tuple[int, int], ...], list[int]] = defaultdict(list)
    for person in people:
        by_start[problem.jauh[person]].append(person)
    if best is None:  # not all of them fit: the nearest places as long as there is room
        left = list(people)
        for _ in range(count):
            open_ones = [place for place, room in enumerate(rooms) if room > 0]
            if not open_ones:
                return
            place = min(open_ones, key=lambda p: (sum(sorted(filling.cost[i][p] for i in left)[: problem.muat[p]]), p))
            rooms[place] -= 1
            own = sorted(left, key=lambda i: (filling.cost[i][place], i))[: problem.muat[place]]
            left = [person for person in left if person not in set(own)] or list(people)
            yield place, own
        return
    local: dict[int, list[int]] = defaultdict(list)
    for start in sorted(best.goes):
        waiting = by_start[start]
        for place, number in sorted(best.goes[start].items()):
            local[place] += waiting[:number]
            waiting = waiting[number:]
    for place, number in sorted(best.batches.items()):
        own = local[place]
        uncovered = set(own)
        for _ in range(number):
            yield place, sorted(uncovered) or own
            slot = filling.batches[-1].slot if filling.batches else 0
            going = [person for person in sorted(uncovered) if filling.can(person, slot)]
            uncovered -= set(going[: problem.muat[place]])


def _slot(filling: Filling, place: int, people: Sequence[int]) -> int | None:
    """The slot on which most of these people can come to a place, the earliest of such."""
    best, chosen = -1, None
    wanted = sum(1 << person for person in people)
    for slot in range(len(filling.problem.slots)):
        if filling.rooms[place] >> slot & 1:
            continue
        going = (filling.free[slot] & wanted).bit_count()
        if going > best:
            best, chosen = going, slot
            if going == len(people):
                break
    return chosen


def _elsewhere(filling: Filling, people: Sequence[int]) -> tuple[int, int | None]:
    """Another place and slot for these people, the nearest that has one."""
    count = len(filling.problem.tempat)
    for place in sorted(range(count), key=lambda p: (sum(filling.cost[person][p] for person in people), p)):
        slot = _slot(filling, place, people)
        if slot is not None:
            return place, slot
    return 0, None


def _fill(filling: Filling, group: str, people: Iterable[int]) -> None:
    """Put people into the batches of their group: who has least choice first, each to the nearest that has room."""
    batches = filling.of(group)
    placed = {person for batch in batches for person in batch.people}
    waiting = [person for person in people if person not in placed]
    choice = {person: sum(not filling.busy[person] >> batch.slot & 1 for batch in batches) for person in waiting}
    rest: list[int] = []
    orders: dict[tuple[tuple[int, int], ...], list[Batch]] = {}
    for person in sorted(waiting, key=lambda person: (choice[person], person)):
        cost, start = filling.cost[person], filling.problem.jauh[person]
        if start not in orders:
            orders[start] = sorted(batches, key=lambda b: (cost[b.tempat], b.slot))
        best: Batch | None = None
        for batch in orders[start]:  # of the nearest that have room, the one that has most
            if best is not None and cost[batch.tempat] > cost[best.tempat]:
                break
            room = filling.room(batch)
            if room > 0 and (best is None or room > filling.room(best)) and filling.can(person, batch.slot):
                best = batch
        if best is not None:
            filling.put(person, best)
        else:
            rest.append(person)
    dead: set[int] = set()
    for person in rest:
        if _eject(filling, batches, person, dead):
            dead.clear()
    _raise(filling, group)


def _eject(filling: Filling, batches: Sequence[Batch], person: int, dead: set[int] | None = None) -> bool:
    """Make room for a person by moving others to batches of the same group, in the fewest moves.

    `dead` are the batches from which no move leads to any with room, as long as nobody is moved: where a year is too
    short for all of them, most of those left over need not be tried one by one.
    """
    dead = set() if dead is None else dead
    if not any(filling.room(batch) > 0 for batch in batches):
        return False
    came: dict[int, tuple[int, int]] = {}
    queue: list[int] = []
    for number, batch in enumerate(batches):
        if number not in dead and filling.can(person, batch.slot):
            came[number] = (-1, person)
            queue.append(number)
    at = 0
    while at < len(queue):
        number = queue[at]
        at += 1
        batch = batches[number]
        if filling.room(batch) > 0:
            return _moved(filling, batches, came, number)
        for member in batch.people:
            for other, target in enumerate(batches):
                if other not in came and other not in dead and filling.can(member, target.slot, batch.slot):
                    came[other] = (number, member)
                    queue.append(other)
    dead |= came.keys()
    return False


def _moved(filling: Filling, batches: Sequence[Batch], came: Mapping[int, tuple[int, int]], end: int) -> bool:
    """Move everybody along the way that was found, the last first; where a post forbids it, stop there."""
    number = end
    while True:
        before, person = came[number]
        source = batches[before] if before >= 0 else None
        if not filling.can(person, batches[number].slot, source.slot if source else None):
            return False
        if source is not None:
            filling.out(person, source)
        filling.put(person, batches[number])
        if source is None:
            return True
        number = before


def _raise(filling: Filling, group: str) -> None:
    """Bring the batches of a group up to the least a batch may have; one that cannot be is not held."""
    problem = filling.problem
    for batch in sorted(filling.of(group), key=lambda b: (-len(b.people), b.slot, b.tempat)):
        while len(batch.people) < problem.min:
            moves = [
                (filling.cost[person][batch.tempat] - filling.cost[person][other.tempat], person, number)
                for number, other in enumerate(filling.batches)
                if other.kelompok == group and other is not batch and len(other.people) > problem.min
                for person in other.people
                if filling.can(person, batch.slot, other.slot)
            ]
            if not moves:
                break
            _, person, number = min(moves)
            filling.out(person, filling.batches[number])
            filling.put(person, batch)
        if len(batch.people) < problem.min:
            people = filling.close(batch)
            for person in people:
                _eject(filling, filling.of(group), person)


def _more(filling: Filling, group: str, people: Sequence[int]) -> None:
    """Hold more batches for those left over, as long as one more can be filled."""
    problem = filling.problem
    while True:
        placed = {person for batch in filling.of(group) for person in batch.people}
        rest = [person for person in people if person not in placed]
        best: tuple[int, int, int, int] | None = None
        for place in range(len(problem.tempat)) if rest else ():
            for slot in range(len(problem.slots)):
                if filling.rooms[place] >> slot & 1:
                    continue
                going = [person for person in rest if filling.can(person, slot)]
                if going:
                    cost = sum(filling.cost[person][place] for person in going)
                    found = (-min(len(going), problem.muat[place]), cost, place, slot)
                    best = min(best, found) if best else found
        if best is None:
            return
        before = len(placed)
        kept = [(batch.kelompok, batch.tempat, batch.slot, list(batch.people)) for batch in filling.batches]
        filling.open(group, best[2], best[3])
        _fill(filling, group, rest)
        if sum(len(batch.people) for batch in filling.of(group)) <= before:
            _back(filling, kept)
            return


def _back(filling: Filling, kept: Sequence[tuple[str, int, int, list[int]]]) -> None:
    """All batches as they were."""
    for batch in list(filling.batches):
        filling.close(batch)
    for group, place, slot, people in kept:
        batch = filling.open(group, place, slot)
        for person in people:
            filling.put(person, batch)


def _shorten(filling: Filling) -> None:
    """Shorten the ways: one person to a nearer batch with room, or two who change theirs, as long as it helps."""
    problem, steps = filling.problem, 0
    groups = sorted({batch.kelompok for batch in filling.batches})
    better = True
    while better and steps < _STEPS:
        better = False
        for group in groups:
            batches = filling.of(group)
            for batch in batches:
                for person in list(batch.people):
                    cost = filling.cost[person]
                    here = cost[batch.tempat]
                    if here == min(cost):
                        continue
                    nearer = [other for other in batches if cost[other.tempat] < here]
                    for other in sorted(nearer, key=lambda b: cost[b.tempat]):
                        gain = here - cost[other.tempat]
                        if steps >= _STEPS:
                            break
                        steps += 1
                        if not filling.can(person, other.slot, batch.slot):
                            continue
                        if filling.room(other) > 0 and len(batch.people) > problem.min:
                            filling.out(person, batch)
                            filling.put(person, other)
                            better = True
                            break
                        swap = _swap(filling, batch, other, person, gain)
                        steps += len(other.people)
                        if swap:
                            better = True
                            break


def _swap(filling: Filling, batch: Batch, other: Batch, person: int, gain: int) -> bool:
    """Change a person with somebody of a nearer batch, if the ways become shorter by it."""
    for member in list(other.people):
        ways = filling.cost[member]
        if ways[batch.tempat] - ways[other.tempat] >= gain or not filling.can(member, batch.slot, other.slot):
            continue
        filling.out(person, batch)
        filling.out(member, other)
        if filling.can(person, other.slot) and filling.can(member, batch.slot):
            filling.put(person, other)
            filling.put(member, batch)
            return True
        filling.put(person, batch)
        filling.put(member, other)
    return False
