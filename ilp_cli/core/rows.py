"""Rows of the JSON contract: its version, its tables, and rows as a DataFrame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from ilp_cli.core.names import maksud
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.words import daftar

if TYPE_CHECKING:
    import pandas

T = TypeVar("T")


class Kind(StrEnum):
    """What a column of a table holds, whatever stands in it this time."""

    TEXT = "text"
    CODE = "code"
    """Figures that name a place in a list of the ministry, and nobody."""
    WHOLE = "whole"
    NUMBER = "number"
    TRUTH = "truth"
    DAY = "day"
    PARTS = "parts"
    """A list or a mapping, as JSON has it."""


Columns = Mapping[str, Kind]

_DTYPES = {
    Kind.TEXT: "string",
    Kind.CODE: "string",
    Kind.WHOLE: "Int64",
    Kind.NUMBER: "Float64",
    Kind.TRUTH: "boolean",
    Kind.DAY: "datetime64[s]",
    Kind.PARTS: "object",
}
"""The pandas types of the kinds; each may be missing."""


def columns(told: str) -> Columns:
    """The columns of a table, as in "tahun:whole puskesmas persen:number"; a name alone is text."""
    words = (word.partition(":") for word in told.split())
    return {name: Kind(kind or Kind.TEXT) for name, _, kind in words}


def frame(rows: Sequence[Mapping[str, object]], columns: Columns) -> pandas.DataFrame:
    """The rows as a DataFrame with exactly these columns and their types, also where there is no row.

    A column "dari.pustu" is the value "pustu" of the mapping "dari", as pandas.json_normalize calls it.
    """
    import pandas

    held = {
        name: pandas.Series([_held(inside(row, name), kind) for row in rows], dtype=_DTYPES[kind])
        for name, kind in columns.items()
    }
    return pandas.DataFrame(held, columns=list(columns))


def inside(row: Mapping[str, object], name: str) -> object:
    """The value of a column; None where what it lies in is not there."""
    value: object = row
    for part in name.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value


def _held(value: object, kind: Kind) -> object:
    """A value as a column of its kind takes it: a masked number is text only when it is asked for its text."""
    return str(value) if kind in (Kind.TEXT, Kind.CODE) and value is not None else value


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


_FINDING = "code severity message file sheet cell line:whole column:whole puskesmas pustu citation rank"
_MORE = "posyandu tahun:whole langkah"
"""Came later, so they stand last: who reads a csv by position still reads it."""

TABLES: Mapping[str, Columns] = {
    "coverage": columns(
        "tahun:whole puskesmas:whole pustu:whole posyandu:whole puskesmas_kumulatif:whole puskesmas_total:whole "
        "persen:number ditetapkan:whole berjalan:whole pustu_ditetapkan:whole pustu_berjalan:whole "
        "posyandu_ditetapkan:whole posyandu_berjalan:whole"
    ),
    "pustu": columns(
        "tahun:whole puskesmas pustu bidan:whole perawat:whole kader:whole kurang:parts hari_kurang:parts "
        "memenuhi:truth"
    ),
    "posyandu": columns(
        "tahun:whole puskesmas posyandu kader:whole minimum:whole kurang:whole memenuhi:truth berbagi:whole"
    ),
    "findings": columns(f"{_FINDING} {_MORE}"),
    "waived": columns(f"{_FINDING} alasan oleh sampai:day {_MORE}"),
}
"""The tables of a report and their columns, the same in JSON, CSV and DataFrame."""
