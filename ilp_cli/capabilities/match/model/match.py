"""The register of a district beside a list from the ministry: the same, renamed, missing on either side."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from ilp_cli.capabilities.match.model.tally import Tally, Total, totals
from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Path, Place
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.rows import Columns, columns, envelope, rows_of
from ilp_cli.core.tabled import Tabled
from ilp_cli.reading.official.official_list import Entry, Unread


class RowStatus(StrEnum):
    """What became of a row of the list; every row has one."""

    SAMA = "sama"
    BERGANTI_NAMA = "berganti_nama"
    KODE_BERBEDA = "kode_berbeda"
    KODE_BELUM_DICATAT = "kode_belum_dicatat"
    BERTENTANGAN = "bertentangan"
    TIDAK_DI_REGISTER = "tidak_di_register"
    KEMBAR = "kembar"
    KABUPATEN_LAIN = "kabupaten_lain"
    TANPA_KABUPATEN = "tanpa_kabupaten"
    TIDAK_TERBACA = "tidak_terbaca"
    BUKAN_ISI = "bukan_isi"


DIFFERENT = (
    RowStatus.BERTENTANGAN,
    RowStatus.BERGANTI_NAMA,
    RowStatus.KODE_BERBEDA,
    RowStatus.KODE_BELUM_DICATAT,
    RowStatus.TIDAK_DI_REGISTER,
    RowStatus.KEMBAR,
)
"""What a planner has to settle, the gravest first."""

MATCH_TABLES: Mapping[str, Columns] = {
    "rows": columns(
        "status tingkat puskesmas nama kode:code nama_daftar kode_daftar:code cara catatan tempel file sheet cell "
        "line:whole"
    ),
    "missing": columns("tingkat puskesmas nama kode:code catatan file line:whole"),
    "counts": columns(
        "tingkat puskesmas nama apa judul daftar kita kita_asn:whole kita_semua:whole dibaca sama:truth "
        "file sheet cell line:whole"
    ),
}
"""The tables of a match and their columns, the same in JSON and CSV."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one row. `cara` says by what it was known; `tempel` is a line to paste into roadmap.yaml."""

    status: RowStatus
    entry: Entry
    unit: Path | None = None
    puskesmas: str = ""
    nama: str = ""
    kode: str = ""
    cara: str = ""
    catatan: str = ""
    tempel: str = ""

    def row(self) -> dict[str, object]:
        """The outcome as one row of the JSON contract."""
        entry = self.entry
        return {
            "status": self.status.value,
            "tingkat": entry.tingkat,
            "puskesmas": self.puskesmas or entry.pemilik or None,
            "nama": self.nama or None,
            "kode": self.kode or None,
            "nama_daftar": entry.nama or None,
            "kode_daftar": entry.kode_tertulis or None,
            "cara": self.cara or None,
            "catatan": self.catatan or None,
            "tempel": self.tempel or None,
            "file": entry.place.file,
            "sheet": entry.place.sheet,
            "cell": entry.place.cell,
            "line": entry.place.line,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A place of the register that the list does not have."""

    tingkat: str
    puskesmas: str
    nama: str
    kode: str
    place: Place
    catatan: str = ""

    def row(self) -> dict[str, object]:
        """The place as one row of the JSON contract."""
        return {
            "tingkat": self.tingkat,
            "puskesmas": self.puskesmas,
            "nama": self.nama,
            "kode": self.kode or None,
            "catatan": self.catatan or None,
            "file": self.place.file,
            "line": self.place.line,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Tabled):
    """A register beside a list. `rows` counts what became of every row of the list."""

    TABLES: ClassVar = MATCH_TABLES

    kabupaten: str
    pada: date
    file: str
    rows: Mapping[RowStatus, int]
    outcomes: tuple[Outcome, ...] = ()
    missing: tuple[Missing, ...] = ()
    tallies: tuple[Tally, ...] = ()
    unread: tuple[Unread, ...] = ()
    faults: tuple[Unread, ...] = ()
    passed: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.kabupaten,
            pada=self.pada.isoformat(),
            file=self.file,
            dibaca=self.read,
            **self.differences,
        )

    @property
    def read(self) -> int:
        """How many rows the list has."""
        return sum(self.rows.values())

    @property
    def totals(self) -> tuple[Total, ...]:
        """The sums of every column of counts."""
        return totals(self.tallies)

    @property
    def differences(self) -> dict[str, int]:
        """How often each kind of difference was met; only those that were."""
        counts = {status.value: self.rows.get(status, 0) for status in DIFFERENT}
        counts["tidak_di_daftar"] = len(self.missing)
        counts["jumlah_berbeda"] = sum(not tally.sama for tally in self.tallies)
        counts["tidak_terbaca"] = len(self.unread) + len(self.faults)
        return {name: number for name, number in counts.items() if number}

    def exit_status(self) -> ExitStatus:
        """1 where anything differs or could not be read, or where no row is this district's; else 0."""
        return ExitStatus.FINDINGS if self.differences or not self.outcomes else ExitStatus.OK

    def table(self, name: str) -> list[dict[str, object]]:
        """The rows of "rows", "missing" or "counts". Raises Misuse for another name."""
        tables: Mapping[str, Sequence[Outcome | Missing | Tally]] = {
            "rows": self.outcomes,
            "missing": self.missing,
            "counts": self.tallies,
        }
        return [item.row() for item in rows_of(tables, name)]

    def document(self) -> dict[str, object]:
        """The whole match as its JSON contract has it; rows of other districts are counted, not listed."""
        return envelope(
            "match",
            self.kabupaten,
            pada=self.pada,
            daftar=self.file,
            summary={"dibaca": self.read, **{status.value: self.rows.get(status, 0) for status in RowStatus}},
            differences={**dict.fromkeys((*map(str, DIFFERENT), *_MORE), 0), **self.differences},
            rows=self.table("rows"),
            missing=self.table("missing"),
            counts=self.table("counts"),
            unread=[_unread_row(unread) for unread in (*self.unread, *self.faults)],
            passed=[_unread_row(passed) for passed in self.passed],
            notes=list(self.notes),
        )


_MORE = ("tidak_di_daftar", "jumlah_berbeda", "tidak_terbaca")
"""Differences that are no status of a row."""


def _unread_row(unread: Unread) -> dict[str, object]:
    """What was not read, as one row of the JSON contract."""
    place = unread.place
    where = {"file": place.file, "sheet": place.sheet, "cell": place.cell, "line": place.line}
    return {"place": str(place), **where, "sebab": unread.sebab}


_PLAIN = re.compile(r"[^\W\d_][\w ()'’./-]*")


def scalar(text: str) -> str:
    """A text as it stands in a list or mapping of YAML: quoted where it must be."""
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() != "null"
    return text if plain else json.dumps(text, ensure_ascii=False)
