"""Checks a roster with pandera: run by an interpreter that has it, prints where it points as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from shapes import DAYS, NIK, NIP, PEAK, PLACES, POSYANDU_OF, PROFESSIONS, PUSTU_OF, STATUS

TEXT = pa.Check(lambda column: column.map(lambda value: isinstance(value, str)), error="text")


def column(*checks: pa.Check, needed: bool = False, unique: bool = False) -> pa.Column:
    return pa.Column(object, [TEXT, *checks], nullable=not needed, unique=unique)


def day() -> pa.Column:
    real = pa.Check(lambda texts: pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce").notna(), error="day")
    return pa.Column(object, [real], nullable=True)


def under(unit: str, pairs: list[tuple[str, str | None]]) -> pa.Check:
    known = {pair for pair in pairs if pair[1] is not None}

    def check(table: pd.DataFrame) -> pd.Series:
        pairs_there = zip(table["puskesmas"], table[unit], strict=True)
        return pd.Series([pd.isna(name) or (place, name) in known for place, name in pairs_there], index=table.index)

    return pa.Check(check, error=unit)


def once(name: str) -> pa.Check:
    return pa.Check(lambda table: table[name].isna() | ~table[name].astype(object).duplicated(keep=False), error=name)


ORDERED = pa.Check(
    lambda table: (
        ~(
            pd.to_datetime(table["sampai"], format="%Y-%m-%d", errors="coerce")
            < pd.to_datetime(table["mulai"], format="%Y-%m-%d", errors="coerce")
        )
    ),
    error="sampai",
)
SHAPES = {
    "Petugas": pa.DataFrameSchema(
        {
            "nama": column(needed=True),
            "nip": column(pa.Check.str_matches(f"^{NIP}$")),
            "nik": column(pa.Check.str_matches(f"^{NIK}$")),
            "puskesmas": column(pa.Check.isin(PLACES), needed=True),
            "pustu": column(),
            "profesi": column(pa.Check.isin(PROFESSIONS), needed=True),
            "jabatan": column(),
            "status": column(pa.Check.isin(STATUS)),
            "hari_tugas": column(pa.Check.str_matches(f"^{DAYS}$")),
            "mulai": day(),
            "sampai": day(),
        },
        checks=[under("pustu", PUSTU_OF), once("nip"), once("nik"), ORDERED],
    ),
    "Kader": pa.DataFrameSchema(
        {
            "nama": column(needed=True),
            "nik": column(pa.Check.str_matches(f"^{NIK}$")),
            "puskesmas": column(pa.Check.isin(PLACES), needed=True),
            "pustu": column(),
            "posyandu": column(),
            "desa": column(),
            "hari_tugas": column(pa.Check.str_matches(f"^{DAYS}$")),
            "mulai": day(),
            "sampai": day(),
        },
        checks=[under("pustu", PUSTU_OF), under("posyandu", POSYANDU_OF), once("nik"), ORDERED],
    ),
}


def main(folder: str) -> None:
    path = Path(folder) / "roster.xlsx"
    sheets = pd.read_excel(
        path, sheet_name=None, dtype=object, engine="calamine", keep_default_na=False, na_values=[""]
    )
    spots = set()
    for name, shape in SHAPES.items():
        try:
            shape.validate(sheets[name], lazy=True)
        except pa.errors.SchemaErrors as error:
            for context, title, check, index in error.failure_cases[
                ["schema_context", "column", "check", "index"]
            ].itertuples(index=False):
                spots.add((name, int(index) + 2, title if context == "Column" else str(check)))
    print(json.dumps({"spots": sorted(spots), "peak": eval(PEAK)}))


main(sys.argv[1])
