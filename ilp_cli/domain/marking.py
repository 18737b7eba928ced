"""What a marked copy of a roster remembers of the check it came from, and what has been solved since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.domain.district import District
from ilp_cli.domain.finding import SEVERITY_WORDS, Finding, Severity
from ilp_cli.domain.waiver import subject
from ilp_cli.domain.words import normal, tanggal

SHEET = "Temuan ILP"
"""The sheet that a marked copy has beyond the planner's own."""
_MARK = '{"ilp_temuan": 1'
"""How the record of a check begins, in a hidden cell of the first row of that sheet."""
_CHUNK = 30_000
"""A cell holds 32.767 signs; the record goes on in the next cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A finding as it was at an earlier check; `who` stands for the person or unit it speaks of, "" for none."""

    code: str
    severity: Severity
    message: str
    sheet: str = ""
    cell: str = ""
    who: str = ""

    @property
    def place(self) -> str:
        """Where it stood in the workbook: Petugas!C7."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def row(self) -> dict[str, object]:
        """The finding as one row of the JSON contract."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "sheet": self.sheet or None,
            "cell": self.cell or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The record of a check in a marked copy.

    `source` is the file name of the workbook that was marked; `fills` gives for each marking colour what stood there,
    `boxes` for each comment box that was made larger (by sheet and cell) its place before and since.
    """

    pada: date
    tahun: tuple[int, ...] = ()
    source: str = ""
    found: tuple[Remembered, ...] = ()
    fills: Mapping[str, str] = field(default_factory=dict)
    boxes: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def cells(self) -> list[str]:
        """The record as text, in pieces that fit into cells; `earlier` reads it back."""
        record = {
            "ilp_temuan": 1,
            "pada": self.pada.isoformat(),
            "tahun": list(self.tahun),
            "berkas": self.source,
            "temuan": [[one.code, one.severity, one.sheet, one.cell, one.who, one.message] for one in self.found],
            "warna": dict(self.fills),
            "kotak": {cell: list(places) for cell, places in self.boxes.items()},
        }
        text = json.dumps(record)
        return [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]


def earlier(first_row: Sequence[object]) -> Earlier | None:
    """The record in the first row of a sheet; None where the sheet is not ours, or its record was damaged."""
    texts = [cell if isinstance(cell, str) else "" for cell in first_row]
    start = next((index for index, text in enumerate(texts) if text.startswith(_MARK)), None)
    if start is None:
        return None
    try:
        record = json.loads("".join(texts[start:]))
        found = [
            Remembered(code=code, severity=Severity(weight), sheet=sheet, cell=cell, who=who, message=message)
            for code, weight, sheet, cell, who, message in record["temuan"]
        ]
        return Earlier(
            pada=date.fromisoformat(record["pada"]),
            tahun=tuple(map(int, record["tahun"])),
            source=str(record["berkas"]),
            found=tuple(found),
            fills={str(colour): str(fill) for colour, fill in dict(record["warna"]).items()},
            boxes={str(cell): (str(before), str(since)) for cell, (before, since) in dict(record["kotak"]).items()},
        )
    except (ValueError, KeyError, TypeError):
        return None


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


_HEAD = "Temuan ILP"
_TAIL = "— ilp check, "


def note(found: Sequence[tuple[str, Finding]], pada: date) -> str:
    """The words in the comment of a cell; each finding with its address where that is another cell ("" else)."""
    lines = []
    for cell, one in found:
        weight = SEVERITY_WORDS[one.severity] + (f" ({cell})" if cell else "")
        words = " ".join(f"{one.code} {weight}: {one.message}".split())
        lines.append(f"{words}\nLangkah: {one.remedy}")
    return "\n".join([_HEAD, *lines, f"{_TAIL}{tanggal(pada)}"])


NOTE = rf"(?:\n\n|(?<![^\n])){_HEAD}\nILP\d{{3}} [^\0]*?\n{_TAIL}\d{{1,2}} [A-Z][a-z]+ \d{{4}}"
"""How such words are found again in a comment: from the heading to the line with the day."""
