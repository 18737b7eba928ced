"""The tables of a recap turned: places down, years or professions across; by pandas, which does that best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas

from ilp_cli.recapping.rekap import Rekap, provinces
from ilp_cli.recapping.ringkasan import SHORT

Figure = int | None


class Turned(NamedTuple):
    """A turned table: what stands across, and the figures of each place by its key."""

    across: tuple[str, ...]
    rows: dict[str, tuple[Figure, ...]]


def by_year(rekap: Rekap, *, provinsi: bool = False) -> Turned:
    """How many puskesmas are lokus by the end of each year, of each folder, or of each province.

    A district without a stage in a year stands as it stood before; before its first stage nothing is promised.
    """
    rows = [
        (item.folder, row["tahun"], row["puskesmas_kumulatif"]) for item in rekap.counted for row in item.tabel["tahap"]
    ]
    if not rows:
        return Turned((), {})
    long = pandas.DataFrame(rows, columns=["folder", "tahun", "puskesmas"])
    table = long.pivot_table(index="folder", columns="tahun", values="puskesmas", aggfunc="max")
    years = range(int(table.columns.min()), int(table.columns.max()) + 1)
    table = table.reindex(columns=list(years)).ffill(axis="columns")
    if provinsi:
        home = {item.folder: name for name, items in provinces(rekap.ringkasan).items() for item in items}
        table = table.groupby(table.index.map(home)).sum(min_count=1)
    return _turned(table)


def by_profession(rekap: Rekap) -> Turned:
    """How many people are missing at the lokus of each folder, by place and profession; only where anybody is."""
    rows = [
        (
            item.folder,
            f"kurang_{row['profesi']}" + ("_posyandu" if row["tempat"] == "posyandu" else ""),
            row["orang_kurang"],
        )
        for item in rekap.counted
        for row in item.tabel["kekurangan"]
    ]
    if not rows:
        return Turned((), {})
    long = pandas.DataFrame(rows, columns=["folder", "apa", "orang"])
    table = long.pivot_table(index="folder", columns="apa", values="orang", aggfunc="sum")
    table = table.reindex(columns=[*SHORT, "kurang_kader_posyandu"])
    return _turned(table[table.sum(axis="columns") > 0])


def _turned(table: pandas.DataFrame) -> Turned:
    return Turned(tuple(map(str, table.columns)), {str(key): _figures(row) for key, *row in table.itertuples()})


def _figures(row: Sequence[Any]) -> tuple[Figure, ...]:
    return tuple(None if pandas.isna(value) else int(value) for value in row)
