"""Rows of the JSON contract: its version, its tables, and rows as a DataFrame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from ilp_cli.core.names import maksud
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.words import daftar

if TYPE_CHECKING:
    import pandas

T = TypeVar("T")


def frame(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pandas.DataFrame:
    """The rows as a DataFrame with exactly these columns, also where there is no row.

    Whole numbers stay whole beside an empty cell, which would make plain pandas turn line 7 into 7.0.
    """
    import pandas

    return pandas.DataFrame({column: _column(column, [row[column] for row in rows]) for column in columns})


_WHOLE = ("line", "column", "tahun")
"""Columns of whole numbers that may be empty: nullable, whatever stands in them this time."""


def _column(name: str, values: Sequence[object]) -> pandas.Series[Any]:
    """One column; whole numbers some of which are missing, as whole numbers that may be missing."""
    import pandas

    whole = [isinstance(value, int) and not isinstance(value, bool) for value in values]
    gaps = any(whole) and all(here or value is None for here, value in zip(whole, values, strict=True))
    nullable = name in _WHOLE or (gaps and not all(whole))
    return pandas.Series(list(values), dtype="Int64" if nullable else None if values else "object")


def rows_of(tables: Mapping[str, T], name: str) -> T:
    """One of some tables. Raises Misuse where there is none of this name."""
    if name not in tables:
        raise Misuse(f"tabel “{name}” tidak ada{maksud(str(name), tables)}; yang ada: {daftar(tables)}")
    return tables[name]


VERSION = 1
"""Version of the JSON contract; it only grows."""


def envelope(
    command: str,
    kabupaten: str | None = None,
    *,
    pada: date | None = None,
    tahun: Iterable[int] | None = None,
    **facts: object,
) -> dict[str, object]:
    """A document of the JSON contract: its head, the same for every command, then what the command has to say.

    `kabupaten` is the bare name of the district. What a command has no answer to is null, never missing.
    """
    return {
        "version": VERSION,
        "command": command,
        "kabupaten": kabupaten,
        "pada": pada.isoformat() if pada else None,
        "tahun": None if tahun is None else list(tahun),
        **facts,
    }


_FINDING = tuple("code severity message file sheet cell line column puskesmas pustu citation rank".split())
_MORE = ("posyandu", "tahun", "langkah")
"""Came later, so they stand last: who reads a csv by position still reads it."""

TABLES: Mapping[str, tuple[str, ...]] = {
    "coverage": (
        *"tahun puskesmas pustu posyandu puskesmas_kumulatif puskesmas_total persen".split(),
        *"ditetapkan berjalan pustu_ditetapkan pustu_berjalan posyandu_ditetapkan posyandu_berjalan".split(),
    ),
    "pustu": tuple("tahun puskesmas pustu bidan perawat kader kurang hari_kurang memenuhi".split()),
    "posyandu": tuple("tahun puskesmas posyandu kader minimum kurang memenuhi berbagi".split()),
    "findings": (*_FINDING, *_MORE),
    "waived": (*_FINDING, *"alasan oleh sampai".split(), *_MORE),
}
"""The tables of a report and their columns, the same in JSON, CSV and DataFrame."""
