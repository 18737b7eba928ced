"""What a marked copy of a roster remembers of the check it came from, and what has been solved since."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from ilp_cli.core.finding import Finding
from ilp_cli.core.names import normal
from ilp_cli.core.words import tanggal
from ilp_cli.district.district import District
from ilp_cli.district.record import Earlier, Remembered
from ilp_cli.district.subject import subject


def remembered(district: District, found: Finding) -> Remembered:
    """A finding as the next check will remember it."""
    what = subject(district, found)
    names = [normal(name) for name in (what.puskesmas, what.pustu, what.posyandu, what.nama)]
    return Remembered(
        code=found.code,
        severity=found.severity,
        message=found.message,
        sheet=found.place.sheet or "",
        cell=found.place.cell or "",
        who=hashlib.sha256("\n".join(names).encode()).hexdigest()[:12] if any(names) else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What has become of the findings of an earlier check.

    `new` are the positions of the report's findings that were not there then. `other_years` are the stages the
    earlier check looked at where this one does not look at all of them: then nothing is compared.
    """

    pada: date
    solved: tuple[Remembered, ...] = ()
    still: int = 0
    new: frozenset[int] = frozenset()
    other_years: tuple[int, ...] = ()

    def __str__(self) -> str:
        if self.other_years:
            years = ", ".join(map(str, self.other_years))
            return f"Pemeriksaan {tanggal(self.pada)} mencakup tahap {years}, jadi tidak dibandingkan"
        return (
            f"Sudah selesai sejak pemeriksaan {tanggal(self.pada)}: {len(self.solved)} temuan; "
            f"masih: {self.still}; baru: {len(self.new)}"
        )

    def document(self) -> dict[str, object]:
        """The comparison as the JSON contract has it."""
        return {
            "pada": self.pada.isoformat(),
            "compared": not self.other_years,
            "solved": [one.row() for one in self.solved],
            "still": self.still,
            "new": sorted(self.new),
        }


def since(
    records: Sequence[Earlier], years: Sequence[int], found: Sequence[Remembered], waived: Sequence[Remembered]
) -> Since | None:
    """What has become of the findings of the latest of these records; None where there is none."""
    if not records:
        return None
    last = max(records, key=lambda record: record.pada)  # the first of equals
    if not set(last.tahun) <= set(years):
        return Since(pada=last.pada, other_years=last.tahun)
    left = list(enumerate((*found, *waived)))
    before = list(last.found)
    for alike in _ALIKE:
        before, left = _unmatched(before, left, alike)
    new = frozenset(position for position, _ in left if position < len(found))
    return Since(pada=last.pada, solved=tuple(before), still=len(found) - len(new), new=new)


_ALIKE: tuple[Callable[[Remembered], tuple[str, ...] | None], ...] = (
    lambda one: (one.code, one.sheet, one.who, one.message),
    lambda one: (one.code, one.who) if one.who else None,
    lambda one: (one.code, one.sheet, one.cell) if one.cell else None,
)
"""When two findings are the same one: said alike of the same; of the same person or unit; at the same cell."""


def _unmatched(
    before: Sequence[Remembered],
    now: Sequence[tuple[int, Remembered]],
    alike: Callable[[Remembered], tuple[str, ...] | None],
) -> tuple[list[Remembered], list[tuple[int, Remembered]]]:
    """What has no counterpart on the other side; each finding has one at most."""
    open_ends: dict[tuple[str, ...], int] = {}
    for one in before:
        if key := alike(one):
            open_ends[key] = open_ends.get(key, 0) + 1
    left, met = [], dict.fromkeys(open_ends, 0)
    for position, one in now:
        key = alike(one)
        if key and met.get(key, 0) < open_ends.get(key, 0):
            met[key] += 1
        else:
            left.append((position, one))
    rest = []
    for one in before:
        key = alike(one)
        if key and met[key]:
            met[key] -= 1
        else:
            rest.append(one)
    return rest, left
