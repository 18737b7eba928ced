"""What a district is looked at with: a proposal that nobody has carried out, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
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


class Jenis(StrEnum):
    """The kinds of proposals, each in words with the usual name of its file."""

    USULAN = "perpindahan dan rekrutan (usulan.yaml)"
    WILAYAH = "pembagian wilayah kader (wilayah.yaml)"
    BUKAAN = "hari buka posyandu (bukaan.yaml)"
    ROLLOUT = "urutan puskesmas (rollout.yaml)"


def sentences(menurut: Iterable[Menurut]) -> tuple[str, ...]:
    """What an answer on paper rests on that nobody has carried out, a sentence each without its full stop."""
    return tuple(f"menurut {given}; belum dijalankan" for given in menurut)


class AsProposed(Protocol):
    """How the door hands a district to a command that knows no proposal: as it would be with these files."""

    def __call__(
        self,
        source: Path,
        roster: Path | None,
        dengan: Sequence[Path],
        *,
        pada: date | None,
        tahun: Sequence[int],
        jenis: Collection[Jenis] = tuple(Jenis),
    ) -> District | Path:
        """The district with the proposals, which it names; where there are none, what it is to be read from.

        `jenis` are the kinds that can change the answer: one of another kind is refused.
        """
        ...
