"""What a marked copy of a roster remembers of the check it came from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.core.finding import Severity

SHEET = "Temuan ILP"
"""The sheet that a marked copy has beyond the planner's own."""
_MARK = '{"ilp_temuan": 1'
"""How the record of a check begins, in a hidden cell of the first row of that sheet."""
_CHUNK = 30_000
"""A cell holds 32.767 signs; the record goes on in the next cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A finding as it was at an earlier check; `who` stands for the person or unit it speaks of, "" for none.

    `file` is the file it stands in; a record does not keep it, for the workbook that bears the record may be renamed.
    """

    code: str
    severity: Severity
    message: str
    sheet: str = ""
    cell: str = ""
    who: str = ""
    file: str = ""

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

    `source` is the file name of the workbook that was marked; `copy` that of its copy, where the record holds the
    findings of this workbook alone ("" where it holds all of the check); `fills` gives for each marking colour what
    stood there, `boxes` for each comment box that was made larger (by sheet and cell) its place before and since.
    """

    pada: date
    tahun: tuple[int, ...] = ()
    source: str = ""
    copy: str = ""
    findings: tuple[Remembered, ...] = ()
    fills: Mapping[str, str] = field(default_factory=dict)
    boxes: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def cells(self) -> list[str]:
        """The record as text, in pieces that fit into cells; `earlier` reads it back."""
        record = {
            "ilp_temuan": 1,
            "pada": self.pada.isoformat(),
            "tahun": list(self.tahun),
            "berkas": self.source,
            **({"salinan": self.copy} if self.copy else {}),
            "temuan": [
                [finding.code, finding.severity, finding.sheet, finding.cell, finding.who, finding.message]
                for finding in self.findings
            ],
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
        findings = [
            Remembered(code=code, severity=Severity(weight), sheet=sheet, cell=cell, who=who, message=message)
            for code, weight, sheet, cell, who, message in record["temuan"]
        ]
        return Earlier(
            pada=date.fromisoformat(record["pada"]),
            tahun=tuple(map(int, record["tahun"])),
            source=str(record["berkas"]),
            copy=str(record.get("salinan", "")),
            findings=tuple(findings),
            fills={str(colour): str(fill) for colour, fill in dict(record["warna"]).items()},
            boxes={str(cell): (str(before), str(since)) for cell, (before, since) in dict(record["kotak"]).items()},
        )
    except (ValueError, KeyError, TypeError):
        return None
