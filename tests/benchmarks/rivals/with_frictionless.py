"""Checks a roster with frictionless: run by an interpreter that has it, prints where it points as JSON."""

from __future__ import annotations

import json
import os
import sys

from frictionless import Checklist, Package, Resource, Schema, checks, formats
from shapes import DAYS, NIK, NIP, PEAK, PLACES, POSYANDU_OF, PROFESSIONS, PUSTU_OF, STATUS

DATES = [{"name": name, "type": "date"} for name in ("mulai", "sampai")]


def field(name: str, **constraints: object) -> dict[str, object]:
    return {"name": name, "type": "string", "constraints": constraints}


def key(unit: str) -> dict[str, object]:
    return {"fields": ["puskesmas", unit], "reference": {"resource": unit, "fields": ["puskesmas", unit]}}


PETUGAS = {
    "fields": [
        field("nama", required=True),
        field("nip", pattern=NIP, unique=True),
        field("nik", pattern=NIK, unique=True),
        field("puskesmas", required=True, enum=PLACES),
        field("pustu"),
        field("profesi", required=True, enum=PROFESSIONS),
        field("jabatan"),
        field("status", enum=STATUS),
        field("hari_tugas", pattern=DAYS),
        *DATES,
    ],
    "foreignKeys": [key("pustu")],
}
KADER = {
    "fields": [
        field("nama", required=True),
        field("nik", pattern=NIK, unique=True),
        field("puskesmas", required=True, enum=PLACES),
        field("pustu"),
        field("posyandu"),
        field("desa"),
        field("hari_tugas", pattern=DAYS),
        *DATES,
    ],
    "foreignKeys": [key("pustu"), key("posyandu")],
}


def places(name: str, rows: list[tuple[str, str | None]]) -> Resource:
    fields = [{"name": "puskesmas", "type": "string"}, {"name": name, "type": "string"}]
    table = [["puskesmas", name], *map(list, rows)]
    return Resource(name=name, data=table, schema=Schema.from_descriptor({"fields": fields}))


def sheet(path: str, name: str, shape: dict[str, object]) -> Resource:
    control = formats.ExcelControl(sheet=name)
    return Resource(name=name.lower(), path=path, control=control, schema=Schema.from_descriptor(shape))


def main(folder: str) -> None:
    os.chdir(folder)  # it takes no path outside the folder it stands in
    path = "roster.xlsx"
    package = Package(
        resources=[
            sheet(path, "Petugas", PETUGAS),
            sheet(path, "Kader", KADER),
            places("pustu", PUSTU_OF),
            places("posyandu", POSYANDU_OF),
        ]
    )
    ordered = checks.row_constraint(formula="mulai is None or sampai is None or sampai >= mulai")
    report = package.validate(Checklist(checks=[ordered]))
    spots = [
        (task.name.capitalize(), error.row_number, getattr(error, "field_name", "") or "")
        for task in report.tasks
        for error in task.errors
        if hasattr(error, "row_number")
    ]
    print(json.dumps({"spots": spots, "peak": eval(PEAK)}))


main(sys.argv[1])
