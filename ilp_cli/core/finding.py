"""What is wrong, how badly, and exactly where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ilp_cli.core.frozen import frozen_row
from ilp_cli.core.masking import Written, mask_numbers
from ilp_cli.core.page import ManualPage
from ilp_cli.core.words import tanggal

Path = tuple[str | int, ...]
"""Where in the district a value sits: ("tahap", 0, "lokus", 2, "pustu", 0) or ("petugas", 17, "nip")."""


class Severity(StrEnum):
    """How much a finding weighs; only errors stop an export."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SEVERITY_WORDS = {Severity.ERROR: "kesalahan", Severity.WARNING: "peringatan", Severity.NOTE: "catatan"}
"""What a planner reads for each weight, on screen and on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A spot in a planner's own file: a line and column, or a sheet and cell.

    `source` is the text of the line as it may be shown, kept for the caret; `file` is the name as the planner typed it.
    """

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    source: str | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file}:{self.sheet}!{self.cell}"
        if self.sheet:
            return f"{self.file}:{self.sheet}"
        numbers = [str(number) for number in (self.line, self.column) if number is not None]
        return ":".join([self.file, *numbers])


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A fault by its fixed code: its words, its weight, and the standard it rests on, with those it may also rest on.

    `status` is the exit status the fault earns: 1 for a fault in a readable file, 3 where a file cannot be read at all.
    """

    code: str
    title: str
    message: str
    page: ManualPage
    severity: Severity = Severity.ERROR
    standard: str | None = None
    also: tuple[str, ...] = ()
    status: int = 1


@frozen_row(frozen=True, slots=True, kw_only=True)
class Waiver(Written):
    """A decision to live with findings of one code at one place, up to and including a day.

    `puskesmas` is "kabupaten" for findings that belong to none; the other names narrow the place where they are given.
    """

    path: Path
    kode: str
    puskesmas: str
    alasan: str
    oleh: str
    sampai: date
    pustu: str = ""
    posyandu: str = ""
    nama: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the waiver still stands on a day."""
        return day <= self.sampai

    @property
    def tempat(self) -> str:
        """Where it holds, in words: "Ina, pustu Cimpu (Suli)"."""
        unit = f"pustu {self.pustu}" if self.pustu else f"posyandu {self.posyandu}" if self.posyandu else ""
        where = f"{unit} ({self.puskesmas})" if unit else self.puskesmas
        return f"{self.nama}, {where}" if self.nama else where

    def __str__(self) -> str:
        return f"dikecualikan sampai {tanggal(self.sampai)} oleh {self.oleh}: {self.alasan}"

    def row(self) -> dict[str, object]:
        """Why, by whom and until when, as the JSON adds it to a waived finding."""
        return {"alasan": self.alasan, "oleh": self.oleh, "sampai": self.sampai.isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault at one place, in words, with the article it rests on and what to do.

    `path` is where it sits in the district, () for a fault of a file's shape; `waived` is the decision to live with it.
    `tahun` is the stage it speaks of.
    """

    code: str
    severity: Severity
    message: str
    place: Place
    remedy: str = ""
    citation: str | None = None
    rank: str | None = None
    puskesmas: str | None = None
    pustu: str | None = None
    posyandu: str | None = None
    tahun: int | None = None
    status: int = 1
    path: Path = field(default=(), compare=False, repr=False)
    waived: Waiver | None = None

    def row(self) -> dict[str, object]:
        """The finding as one flat row, the columns of the JSON contract in their order; a waived one says why."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "file": self.place.file,
            "sheet": self.place.sheet,
            "cell": self.place.cell,
            "line": self.place.line,
            "column": self.place.column,
            "puskesmas": self.puskesmas,
            "pustu": self.pustu,
            "citation": self.citation,
            "rank": self.rank,
            **(self.waived.row() if self.waived else {}),
            "posyandu": self.posyandu,
            "tahun": self.tahun,
            "langkah": self.remedy or None,
        }


def finding(
    code: Code,
    place: Place,
    facts: Mapping[str, object],
    *,
    citation: str | None = None,
    rank: str | None = None,
    severity: Severity | None = None,
    path: Path = (),
) -> Finding:
    """Put a code's words and one case's facts together; the units and the year among the facts are kept apart too.

    Long numbers among the facts (NIP, NIK, telephone) are hidden, whatever cell they were typed in (UU 27/2022).
    """
    shown = {
        key: value if value is None or isinstance(value, int | float) else mask_numbers(str(value))
        for key, value in facts.items()
    }

    def named(key: str) -> str | None:
        value = shown.get(key)
        return str(value) if value else None

    return Finding(
        code=code.code,
        severity=severity or code.severity,
        message=code.message.format_map(shown),
        place=place,
        remedy=code.page.remedy,
        citation=citation,
        rank=rank,
        puskesmas=named("puskesmas"),
        pustu=named("pustu"),
        posyandu=named("posyandu"),
        tahun=year if isinstance(year := facts.get("tahun"), int) else None,
        status=code.status,
        path=path,
    )


DISTRICT = "kabupaten"
"""The word that stands for the place of a finding that belongs to no puskesmas."""
