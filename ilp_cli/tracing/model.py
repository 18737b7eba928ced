"""The answer to a question: the figures that were taken apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from ilp_cli.core.brief import brief
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.rows import Columns, Kind, envelope
from ilp_cli.core.tabled import Tabled
from ilp_cli.district.case import Case
from ilp_cli.district.jejak import Jejak

TABLES: Mapping[str, Columns] = {
    "jejak": {
        **dict.fromkeys(("sel", "judul"), Kind.TEXT),
        "nilai": Kind.PARTS,
        **dict.fromkeys(("satuan", "cara"), Kind.TEXT),
        "dihitung": Kind.WHOLE,
        **dict.fromkeys(("langkah", "aturan", "bagian", "baris"), Kind.PARTS),
        "perintah": Kind.TEXT,
    },
    "baris": {
        **dict.fromkeys(("judul", "nama", "keterangan"), Kind.TEXT),
        "dihitung": Kind.TRUTH,
        "jumlah": Kind.WHOLE,
        **dict.fromkeys(("sebab", "file", "sheet", "cell"), Kind.TEXT),
        "line": Kind.WHOLE,
    },
}
"""The tables of an answer and their columns: the figures, and the rows of all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced(Tabled):
    """The answer to a question. `notes` say what it rests on, where that is not what was asked for word by word."""

    TABLES: ClassVar = TABLES

    case: Case = field(repr=False)
    tanya: str
    jejak: tuple[Jejak, ...]
    notes: tuple[str, ...] = ()
    inputs: tuple[Path, ...] = field(default=(), repr=False)

    def __repr__(self) -> str:
        return brief(self, tanya=self.tanya, jejak=len(self.jejak))

    def exit_status(self) -> int:
        """0: a question that has no answer is a misuse."""
        return ExitStatus.OK

    def _rows(self) -> Mapping[str, object]:
        rows = [{"judul": own.judul, **row.row()} for own in self.jejak for row in own.baris]
        return {"jejak": [own.row() for own in self.jejak], "baris": rows}

    def document(self) -> dict[str, object]:
        """The answer as the JSON contract has it."""
        return envelope(
            "trace",
            self.case.district.kabupaten.nama,
            pada=self.case.pada,
            tahun=self.case.years,
            tanya=self.tanya,
            jejak=[own.row() for own in self.jejak],
        )
