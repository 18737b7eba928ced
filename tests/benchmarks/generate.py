"""Invented districts of any size, for measuring: nobody in them exists."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import openpyxl

from ilp_cli.core.words import HARI
from tests import build_tables
from tests.build_examples import Row

PETUGAS = "nama nip nik puskesmas pustu profesi jabatan status hari_tugas mulai sampai".split()
KADER = "nama nik puskesmas pustu posyandu desa hari_tugas mulai sampai".split()
INDICATORS = dict.fromkeys(("K1", "Bumil KEK", "K6", "IDL", "KN Lengkap", "KF Lengkap"), (20, 60, True)) | {
    "D/S": (60, 90, False)
}
"""What `full` reports of each posyandu: the least and the most people, and whether the months add up."""
MONTHS = tuple(f"2026-{month:02d}" for month in range(1, 7))
CRITERIA = {
    "puskesmas": ("P1", "P3", "P4", "P5a", "P5b", "ALAT"),
    "pustu": ("U1b", "U2b", "U4", "ALAT"),
    "posyandu": ("Y3", "Y5b", "Y7", "ALAT"),
}
"""What `full` states of each kind of place."""
TRAINING = """pelatihan:
  peserta: {min: 20, max: 30}
  hari: 2
  kader: [pengelolaan posyandu, usia dewasa dan lansia]
  tempat: [{nama: Aula Dinas, kapasitas: 30}, {nama: Aula Kecamatan, kapasitas: 30}, {nama: Aula Kota, kapasitas: 30}]
  tahun: [{tahun: 2027, bulan: [2, 3, 4, 5]}]
"""


def plan(
    folder: Path, *, puskesmas: int = 22, pustu: int = 80, posyandu: int = 350, rows: int = 2000, kind: str = "xlsx"
) -> Path:
    """Write a plan folder with about so many roster rows; every pustu and posyandu is lokus."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "roadmap.yaml").write_text(_roadmap(puskesmas, pustu, posyandu, kind), encoding="utf-8")
    staff = list(_petugas(puskesmas, pustu))
    volunteers = list(_kader(puskesmas, pustu, posyandu, max(0, rows - len(staff))))
    tables = {"Petugas": [PETUGAS, *staff], "Kader": [KADER, *volunteers]}
    if kind == "xlsx":
        book = openpyxl.Workbook(write_only=True)
        for name, table in tables.items():
            sheet = book.create_sheet(name)
            for row in table:
                sheet.append(row)
        book.save(folder / "roster.xlsx")
    else:
        for name, table in tables.items():
            with (folder / f"{name.lower()}.csv").open("w", newline="", encoding="utf-8") as stream:
                csv.writer(stream).writerows(table)
    return folder


def full(folder: Path, *, puskesmas: int = 22, pustu: int = 80, posyandu: int = 350, rows: int = 2020) -> Path:
    """Write a plan folder with every table of services, and training to plan for each of its kader.

    Six months of seven indicators of each posyandu; with the usual sizes 1,750 kader.
    """
    plan(folder, puskesmas=puskesmas, pustu=pustu, posyandu=posyandu, rows=rows)
    staff = [dict(zip(PETUGAS, row, strict=True)) for row in _petugas(puskesmas, pustu)]
    book = openpyxl.load_workbook(folder / "roster.xlsx")
    for name, records in _tables(puskesmas, pustu, posyandu, staff, rows - len(staff)).items():
        sheet = book.create_sheet(name.capitalize())
        sheet.append(build_tables.COLUMNS[name])
        for record in records:
            sheet.append([record.get(column, "") for column in build_tables.COLUMNS[name]])
    book.save(folder / "roster.xlsx")
    with (folder / "roadmap.yaml").open("a", encoding="utf-8") as stream:
        stream.write(TRAINING)
    return folder


def _tables(
    puskesmas: int, pustu: int, posyandu: int, staff: Sequence[Row], kader: int
) -> Mapping[str, Iterable[Mapping[str, str]]]:
    """The rows of each table beside the people."""
    units = [
        *(("puskesmas", {"puskesmas": f"Puskesmas {unit}"}) for unit in range(puskesmas)),
        *(("pustu", {"puskesmas": f"Puskesmas {unit % puskesmas}", "pustu": f"Pustu {unit}"}) for unit in range(pustu)),
        *(
            ("posyandu", {"puskesmas": f"Puskesmas {unit % puskesmas}", "posyandu": f"Melati {unit}"})
            for unit in range(posyandu)
        ),
    ]
    posts = [unit for kind, unit in units if kind == "posyandu"]
    people = (dict(zip(KADER, row, strict=True)) for row in _kader(puskesmas, pustu, posyandu, kader))
    return {
        "klaster": build_tables.klaster(staff, [row["profesi"] for row in staff]),
        "layanan": (row for kind, unit in units for row in build_tables.layanan(unit, kind)),
        "capaian": build_tables.capaian(posts, INDICATORS, MONTHS, tertinggal={}),
        "kesiapan": ({**unit, "kriteria": code, "keadaan": "ya"} for kind, unit in units for code in CRITERIA[kind]),
        "keterampilan": ({**row, "kelompok": "bayi dan balita", "dilatih": "2024-08-12"} for row in people),
    }


def duty(folder: Path, *, pustu: int = 22) -> Path:
    """Write a plan folder for duty rosters: pustu of 5, 6 and 7 days, one to three of a kind, leave, hari buka."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["kabupaten: {nama: Uji}", "roster: .", "hari_layanan: Senin-Jumat", "puskesmas: "]
    petugas, kader, cuti = ["nama,puskesmas,pustu,profesi"], ["nama,puskesmas,pustu"], ["nama,dari,sampai"]
    for unit in range(pustu):
        days = ("Senin-Jumat", "Senin-Sabtu", "Senin-Jumat", "Senin-Minggu")[unit % 4]
        entry = f"{{nama: Pustu {unit}, hari_layanan: {days}}}"
        lines += [f"  - nama: Puskesmas {unit}", f"    pustu: [{entry}]", "    posyandu:"]
        lines += [
            f"      - {{nama: Melati {number}, pustu: Pustu {unit}, hari_buka: {HARI[(unit + number) % 5]} ke-2}}"
            for number in range(3)
        ]
        for kind, heads in (("Bidan", 1 + unit % 3), ("Perawat", 1 + unit // 3 % 3), ("Kader", 2 + unit % 2)):
            for number in range(heads):
                name = f"{kind} {unit} {number}"
                row = f"{name},Puskesmas {unit},Pustu {unit}"
                kader.append(row) if kind == "Kader" else petugas.append(f"{row},{kind}")
                if (unit + number) % 2:
                    first = 1 + (7 * unit + 3 * number) % 18
                    cuti += [f"{name},2025-{month:02d}-{first:02d},2025-{month:02d}-{first + 6:02d}"
                             for month in range(1 + (unit + number) % 3, 13, 3)]  # fmt: skip
    lines += ["tahap:", "  - tahun: 2025", "    lokus:"]
    lines += [f"      - {{puskesmas: Puskesmas {unit}, pustu: [Pustu {unit}]}}" for unit in range(pustu)]
    for name, rows in (("roadmap.yaml", lines), ("petugas.csv", petugas), ("kader.csv", kader), ("cuti.csv", cuti)):
        (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def _roadmap(puskesmas: int, pustu: int, posyandu: int, kind: str) -> str:
    lines = ["kabupaten: {nama: Uji}", "roster: roster.xlsx" if kind == "xlsx" else "roster: .", "puskesmas:"]
    for number in range(puskesmas):
        lines += [
            f"  - nama: Puskesmas {number}",
            f'    kode: "{1000000 + number}"',
            f"    kecamatan: Kecamatan {number}",
        ]
        lines += ["    pustu:", *(f"      - {{nama: Pustu {unit}}}" for unit in range(number, pustu, puskesmas))]
        lines += ["    posyandu:", *(f"      - {{nama: Melati {unit}}}" for unit in range(number, posyandu, puskesmas))]
    lines += ["tahap:", "  - tahun: 2025", "    lokus:"]
    for number in range(puskesmas):
        units = ", ".join(f"Pustu {unit}" for unit in range(number, pustu, puskesmas))
        posts = ", ".join(f"Melati {unit}" for unit in range(number, posyandu, puskesmas))
        lines.append(f"      - {{puskesmas: Puskesmas {number}, pustu: [{units}], posyandu: [{posts}]}}")
    return "\n".join(lines) + "\n"


def _petugas(puskesmas: int, pustu: int) -> Iterator[list[str]]:
    for unit in range(pustu):
        for number, profesi in enumerate(("Bidan", "Perawat")):
            nip = f"19{70 + unit // 1000 % 30}0101201001{1 + number}{unit % 1000:03d}"
            place = [f"Puskesmas {unit % puskesmas}", f"Pustu {unit}"]
            yield [f"{profesi} {unit}", nip, "", *place, profesi, f"{profesi} Terampil", "PNS", "", "2020-01-01", ""]
    for number in range(puskesmas):
        for profesi in ("Dokter", "Dokter Gigi", "Bidan", "Perawat", "ATLM"):
            yield [
                f"{profesi} induk {number}",
                "",
                "",
                f"Puskesmas {number}",
                "",
                profesi,
                "",
                "PPPK",
                "",
                "2020-01-01",
                "",
            ]


def _kader(puskesmas: int, pustu: int, posyandu: int, rows: int) -> Iterator[list[str]]:
    for number in range(rows):
        if number < 2 * pustu:
            unit, place = number // 2, ["", ""]
            place[0] = f"Pustu {unit}"
        else:
            unit = (number - 2 * pustu) % posyandu
            place = ["", f"Melati {unit}"]
        yield [f"Kader {number}", "", f"Puskesmas {unit % puskesmas}", *place, "Desa", "Sen-Jum", "2020-01-01", ""]


def thin_plan(folder: Path, *, puskesmas: int = 22, pustu: int = 80, staff: int = 530) -> Path:
    """A plan folder whose pustu lack people here and there, with so many petugas: work for `ilp plan staffing`."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["kabupaten: {nama: Uji}", "roster: .", "puskesmas:"]
    for number in range(puskesmas):
        spot = f"[{-3 - number % 9 / 20}, {120 + number // 9 / 20}]"
        lines += [f"  - nama: Puskesmas {number}", f"    kecamatan: Kecamatan {number}", f"    koordinat: {spot}"]
        lines += ["    pustu:", *(f"      - {{nama: Pustu {unit}}}" for unit in range(number, pustu, puskesmas))]
    lines += ["kebijakan: {status_tetap_di_puskesmas: [PPPK]}", "tahap:", "  - tahun: 2025", "    lokus:"]
    for number in range(puskesmas):
        units = ", ".join(f"Pustu {unit}" for unit in range(number, pustu, puskesmas))
        lines.append(f"      - {{puskesmas: Puskesmas {number}, pustu: [{units}]}}")
    (folder / "roadmap.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "petugas.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([PETUGAS, *_thin(puskesmas, pustu, staff)])
    with (folder / "kader.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([KADER, *_kader(puskesmas, pustu, 1, 2 * pustu)])
    return folder


def _thin(puskesmas: int, pustu: int, staff: int) -> Iterator[list[str]]:
    """Every ninth pustu lacks a bidan, every eleventh a perawat, some days are bare; the rest serve at the induk."""
    made = 0
    for unit in range(pustu):
        for kind, every in (("Bidan", 9), ("Perawat", 11)):
            if unit % every:
                made += 1
                days = "Sen-Kam" if unit % 23 == 1 else "Sen-Jum" if unit % 5 == 0 else ""
                yield _thin_row(made, unit % puskesmas, f"Pustu {unit}", kind, days)
    kinds = ("Dokter", "Bidan", "Perawat", "Sanitarian", "Nutrisionis", "ATLM", "Dokter Gigi")
    while made < staff:
        made += 1
        kind = kinds[made // puskesmas % len(kinds)]
        yield _thin_row(made, made % puskesmas, "", kind, "")


def _thin_row(number: int, puskesmas: int, pustu: str, kind: str, days: str) -> list[str]:
    status = ("PNS", "PPPK", "Honorer")[number % 3]
    return [f"{kind} {number}", "", "", f"Puskesmas {puskesmas}", pustu, kind, "", status, days, "2020-01-01", ""]


NATION = 514
"""Kabupaten and kota of Indonesia."""


def nation(folder: Path, *, districts: int = NATION, puskesmas: int = 20, pustu: int = 50, posyandu: int = 600,
           kader: int = 2920, first: int = 0) -> Path:  # fmt: skip
    """Invented districts of the national mean size: 514 of them have 10,280 puskesmas and 1.5 M kader.

    They lie in a folder for each of 38 provinces, are coded by these, and become lokus in three years.
    """
    for number in range(first, first + districts):
        province, own = number % 38, number // 38 + 1
        code = f"{11 + province}.{own:02d}"
        place = folder / f"{11 + province}" / code
        place.mkdir(parents=True, exist_ok=True)
        text = _roadmap(puskesmas, pustu, posyandu, "csv")
        head = f'{{nama: Uji {number:03d}, kode: "{code}", provinsi: Provinsi Uji {province:02d}}}'
        text = text.replace("kabupaten: {nama: Uji}", f"kabupaten: {head}")
        lokus = text.partition("    lokus:\n")
        rows = lokus[2].splitlines(keepends=True)
        stages = "".join(
            f"  - tahun: {2024 + part}\n    lokus:\n{''.join(rows[part::3])}" for part in range(3) if rows[part::3]
        )
        text = lokus[0].replace("  - tahun: 2025\n", "") + stages
        (place / "roadmap.yaml").write_text(text, encoding="utf-8")
        for name, table in (
            ("petugas", [PETUGAS, *list(_petugas(puskesmas, pustu))[number % 5 :]]),
            ("kader", [KADER, *_kader(puskesmas, pustu, posyandu, kader + number % 7)]),
        ):
            with (place / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
                csv.writer(stream).writerows(table)
    return folder
