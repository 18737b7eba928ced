"""The days of yearly leave that a civil servant earns by being on duty on cuti bersama."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from ilp_cli.capabilities.duty.model.post import Post, Worker
from ilp_cli.capabilities.duty.model.roster import DutyRoster
from ilp_cli.law import configs


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What somebody earns at one pustu: the days of cuti bersama on duty, the days of leave, and what it rests on."""

    worker: Worker
    days: tuple[date, ...]
    cuti: int
    basis: frozenset[str]


def earned(roster: DutyRoster, post: Post, cuti_bersama: Collection[date]) -> Iterator[Earned]:
    """What the civil servants of a pustu earn over a roster, by the law of each day; who earns nothing is left out."""
    standards = configs.law().standards
    for worker in post.workers:
        standard = standards.get(f"cuti.bersama_{worker.asn}") if worker.asn else None
        if standard is None:
            continue
        served = {day: standard.on(day) for day in sorted(roster.days_of(worker)) if day in cuti_bersama}
        values = {day: value for day, value in served.items() if value is not None and isinstance(value.nilai, int)}
        if values:
            yield Earned(
                worker=worker,
                days=tuple(values),
                cuti=sum(value.nilai for value in values.values() if isinstance(value.nilai, int)),
                basis=frozenset(f"{value.citation} ({standard.rank_of(value).value})" for value in values.values()),
            )
