"""What a district is looked at with: a proposal that nobody has carried out, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from ilp_cli.district.district import District


@dataclass(frozen=True, slots=True, kw_only=True)
class Menurut:
    """A proposal that figures rest on: its file, and what it comes to, "" where its kind says no number."""

    file: str
    isi: str = ""

    def row(self) -> dict[str, object]:
        """The proposal as the JSON contract has it."""
        return {"file": self.file, "isi": self.isi or None}

    def __str__(self) -> str:
        return f"{self.file}: {self.isi}" if self.isi else self.file


class AsProposed(Protocol):
    """How the door hands a district to a capability that knows no proposal: as it would be with these files."""

    def __call__(
        self, source: Path, roster: Path | None, dengan: Sequence[Path], *, pada: date | None, tahun: Sequence[int]
    ) -> tuple[District, tuple[Menurut, ...]]:
        """The district with the proposals, and what they are; as it is where there are none."""
        ...
