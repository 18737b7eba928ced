"""What a marked copy of a roster remembers of the check it came from, and what has been solved since."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from ilp_cli.core.finding import Finding
from ilp_cli.core.names import normal
from ilp_cli.core.words import tanggal
from ilp_cli.district.district import District
from ilp_cli.district.record import Earlier, Remembered
from ilp_cli.district.subject import subject


def remembered(district: District, finding: Finding) -> Remembered:
    """A finding as the next check will remember it."""
    what = subject(district, finding)
    names = [normal(name) for name in (what.puskesmas, what.pustu, what.posyandu, what.nama)]
    return Remembered(
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        sheet=finding.place.sheet or "",
        cell=finding.place.cell or "",
        who=hashlib.sha256("\n".join(names).encode()).hexdigest()[:12] if any(names) else "",
        file=finding.place.file,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What has become of the findings of an earlier check.

    `new` are the positions of the report's findings that were not there then, `apart` those of findings in files of
    which no marked copy remembers anything. `other_years` are the stages the earlier check looked at where this one
    does not look at all of them: then nothing is compared.
    """

    pada: date
    solved: tuple[Remembered, ...] = ()
    still: int = 0
    new: frozenset[int] = frozenset()
    apart: frozenset[int] = frozenset()
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
            "solved": [finding.row() for finding in self.solved],
            "still": self.still,
            "new": sorted(self.new),
        }


def since(
    records: Sequence[Earlier], years: Sequence[int], findings: Sequence[Remembered], waived: Sequence[Remembered]
) -> Since | None:
    """What has become of the findings of an earlier check; None where there is no record.

    The latest record counts, where it holds a whole check. Where it holds what was found in one workbook of several,
    the records of all these workbooks count together, and are held against what is found in them.
    """
    if not records:
        return None
    last = max(records, key=lambda record: record.pada)  # the first of equals
    counted = [record for record in records if record.copy] if last.copy else [last]
    years_then = tuple(sorted({year for record in counted for year in record.tahun}))
    if not set(years_then) <= set(years):
        return Since(pada=last.pada, other_years=years_then)
    left = list(enumerate((*findings, *waived)))
    if last.copy:
        files = _remembering(counted, {finding.file for _, finding in left if finding.sheet})
        left = [(position, finding) for position, finding in left if finding.file in files]
    apart = frozenset(range(len(findings))) - {position for position, _ in left}
    before = [finding for record in counted for finding in record.findings]
    for alike in _ALIKE:
        before, left = _unmatched(before, left, alike)
    new = frozenset(position for position, _ in left if position < len(findings))
    still = len(findings) - len(new) - len(apart)
    return Since(pada=last.pada, solved=tuple(before), still=still, new=new, apart=apart)


def _remembering(records: Sequence[Earlier], files: Collection[str]) -> Collection[str]:
    """The files that bear these records, by their names; all files where a marked copy was given another name."""

    def bears(file: str, record: Earlier) -> bool:
        return file.rpartition("/")[2].casefold() in (record.copy.casefold(), record.source.casefold())

    if not all(any(bears(file, record) for file in files) for record in records):
        return files
    return {file for file in files if any(bears(file, record) for record in records)}


_ALIKE: tuple[Callable[[Remembered], tuple[str, ...] | None], ...] = (
    lambda finding: (finding.code, finding.sheet, finding.who, finding.message),
    lambda finding: (finding.code, finding.who) if finding.who else None,
    lambda finding: (finding.code, finding.sheet, finding.cell) if finding.cell else None,
)
"""When two findings are the same one: said alike of the same; of the same person or unit; at the same cell."""


def _unmatched(
    before: Sequence[Remembered],
    now: Sequence[tuple[int, Remembered]],
    alike: Callable[[Remembered], tuple[str, ...] | None],
) -> tuple[list[Remembered], list[tuple[int, Remembered]]]:
    """What has no counterpart on the other side; each finding has one at most."""
    open_ends: dict[tuple[str, ...], int] = {}
    for finding in before:
        if key := alike(finding):
            open_ends[key] = open_ends.get(key, 0) + 1
    left, met = [], dict.fromkeys(open_ends, 0)
    for position, finding in now:
        key = alike(finding)
        if key and met.get(key, 0) < open_ends.get(key, 0):
            met[key] += 1
        else:
            left.append((position, finding))
    rest = []
    for finding in before:
        key = alike(finding)
        if key and met[key]:
            met[key] -= 1
        else:
            rest.append(finding)
    return rest, left
