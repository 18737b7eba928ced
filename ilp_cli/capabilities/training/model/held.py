"""Batches held against what a year asks, as if somebody had handed them in: counted from the people, days and posts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from ilp_cli.capabilities.training.model.problem import Angkatan, Problem
from ilp_cli.core.finding import Path


def broken(problem: Problem, batches: Sequence[Angkatan]) -> Iterator[str]:
    """Everything that a set of batches breaks, in words for a developer; nothing where it may be held."""
    learned = Counter((person, batch.kelompok) for batch in batches for person in batch.peserta)
    yield from (f"person {person} twice in {group}" for (person, group), count in learned.items() if count > 1)
    yield from (f"person {person} needs no {group}" for person, group in learned if group not in problem.perlu[person])
    rooms: Counter[tuple[int, date]] = Counter()
    busy: Counter[tuple[int, date]] = Counter()
    left: dict[tuple[Path, str, date], set[int]] = defaultdict(set)
    for batch in batches:
        if not problem.min <= len(batch.peserta) <= problem.muat[batch.tempat]:
            yield f"{len(batch.peserta)} people in a batch"
        for day in problem.slots[batch.slot]:
            rooms[batch.tempat, day] += 1
            busy.update((person, day) for person in batch.peserta)
        yield from (f"person {person} cannot go" for person in batch.peserta if batch.slot in problem.terhalang[person])
        for jaga in problem.jaga.get(batch.slot, ()):
            left[jaga.unit, jaga.jenis, jaga.hari] |= jaga.anggota & {*batch.peserta}
    yield from (f"place {place} twice on {day}" for (place, day), count in rooms.items() if count > 1)
    yield from (f"person {person} in two batches on {day}" for (person, day), count in busy.items() if count > 1)
    may = {(jaga.unit, jaga.jenis, jaga.hari): jaga.boleh for posts in problem.jaga.values() for jaga in posts}
    yield from (f"{kind} of {unit} away on {day}" for (unit, kind, day), away in left.items()
                if len(away) > may[unit, kind, day])  # fmt: skip
