"""Rows of the JSON contract: its version, its tables, and rows as a DataFrame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas


def frame(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pandas.DataFrame:
    """The rows as a DataFrame with exactly these columns, also where there is no row."""
    import pandas

    return pandas.DataFrame(list(rows), columns=list(columns))


VERSION = 1
"""Version of the JSON contract; it only grows."""


def envelope(command: str, kabupaten: str, **facts: object) -> dict[str, object]:
    """A document of the JSON contract: its head, the same for every command, then what the command has to say."""
    return {"version": VERSION, "command": command, "kabupaten": kabupaten, **facts}


TABLES: Mapping[str, tuple[str, ...]] = {
    "coverage": tuple("tahun puskesmas pustu posyandu puskesmas_kumulatif puskesmas_total persen".split()),
    "pustu": tuple("tahun puskesmas pustu bidan perawat kader kurang hari_kurang memenuhi".split()),
    "findings": tuple("code severity message file sheet cell line column puskesmas pustu citation rank".split()),
    "waived": tuple(
        "code severity message file sheet cell line column puskesmas pustu citation rank alasan oleh sampai".split()
    ),
}
"""The tables of a report and their columns, the same in JSON, CSV and DataFrame."""
