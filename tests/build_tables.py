"""The tables beside the people of an example: klaster, services, coverage; invented, repeatable, and short."""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from ilp_cli.law.services import matriks
from tests.build_examples import Row

COLUMNS = {
    "klaster": "puskesmas klaster kedudukan nama nip jabatan uraian_tugas".split(),
    "layanan": "puskesmas pustu posyandu kelompok layanan ada sejak".split(),
    "capaian": "puskesmas desa posyandu indikator bulan sasaran dilayani".split(),
    "keterampilan": "nama puskesmas posyandu kelompok dilatih dinilai tingkat".split(),
    "kesiapan": "puskesmas pustu posyandu kriteria keadaan sejak bukti".split(),
    "wilayah": "puskesmas posyandu desa dusun kk bumil balita lansia hipertensi lintang bujur kader".split(),
    "keluarga": "id puskesmas posyandu blok kelompok pemicu sejak kunjungan_terakhir hasil".split(),
}
"""The columns of each table that an example fills."""
GROUPS = ("ibu hamil", "balita", "remaja", "usia dewasa", "usia lanjut")
"""The five targets of an opening day."""
TASKS = {
    "1": "Perencanaan, tenaga, mutu, dan dasbor PWS",
    "2": "Pelayanan ibu hamil sampai remaja",
    "3": "Skrining dan pelayanan usia dewasa dan lansia",
    "4": "Surveilans, penyakit menular, dan kesehatan lingkungan",
    "lintas": "Laboratorium, kefarmasian, dan kegawatdaruratan",
}
LEADS = {"Dokter Gigi": "1", "Dokter": "3", "Sanitarian": "4", "ATLM": "lintas"}
"""Who leads which klaster, by profesi; klaster 2 is led by the first bidan."""


def register(folder: Path) -> Sequence[Mapping[str, Any]]:
    """The puskesmas of a roadmap.yaml, as written."""
    read: Sequence[Mapping[str, Any]] = yaml.safe_load((folder / "roadmap.yaml").read_text(encoding="utf-8"))[
        "puskesmas"
    ]
    return read


def table(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """The rows as csv with these columns."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def klaster(petugas: Sequence[Row], profesi: Sequence[str]) -> Iterator[Row]:
    """Everybody of these puskesmas in one klaster; `profesi` is that of each row, which its cell may leave out."""
    people: dict[str, list[tuple[Row, str]]] = defaultdict(list)
    for row, kind in zip(petugas, profesi, strict=True):
        people[row["puskesmas"]].append((row, kind))
    for puskesmas, listed in people.items():
        placed: dict[str, list[tuple[str, Row]]] = {key: [] for key in TASKS}
        seen: dict[str, int] = defaultdict(int)
        for row, kind in listed:
            seen[kind] += 1
            lead = LEADS.get(kind, "2" if kind == "Bidan" else "") if seen[kind] == 1 and not row["pustu"] else ""
            key = lead or _member(kind, seen[kind], bool(row["pustu"]))
            placed[key].append(("PJ" if lead else "Anggota", row))
        for key, members in placed.items():
            for role, row in sorted(members, key=lambda member: member[0] != "PJ"):
                yield {
                    "puskesmas": puskesmas,
                    "klaster": key,
                    "kedudukan": role,
                    "nama": row["nama"],
                    "nip": row["nip"],
                    "uraian_tugas": TASKS[key] if role == "PJ" else "",
                }


def _member(kind: str, number: int, at_pustu: bool) -> str:
    """The klaster of somebody who leads none."""
    if kind == "Perawat":
        return "4" if at_pustu and number % 2 else "lintas" if number == 2 else "3"
    return {"Tata Usaha": "1", "Bidan": "2", "Nutrisionis": "2"}.get(kind, "3")


def layanan(unit: Row, jenis: str, *, kecuali: Iterable[str] = (), sejak: str = "") -> Iterator[Row]:
    """What a unit offers, group by group: all that belongs at its kind of place, but for these services."""
    without = {*kecuali}
    for group in matriks().kelompok.values():
        services = [service.nama for service in matriks().belonging(group.kunci, jenis)]
        kelompok = group.sasaran or group.nama
        if group.sasaran and not services:  # no service of it was read for this place: the group is all there is to say
            yield unit | {"kelompok": kelompok, "layanan": "", "ada": "ya", "sejak": sejak}
        for ada, names in (("ya", [n for n in services if n not in without]), ("tidak", sorted(without & {*services}))):
            if names:
                yield unit | {"kelompok": kelompok, "layanan": "; ".join(names), "ada": ada, "sejak": sejak}


def capaian(
    places: Sequence[Row],
    indikator: Mapping[str, tuple[int, int, bool]],
    bulan: Sequence[str],
    *,
    tertinggal: Mapping[tuple[str, str], float],
    diam: Container[tuple[str, str]] = (),
) -> Iterator[Row]:
    """Every place, indicator and month. An indicator has its least and most people, and whether the months add up.

    `tertinggal` is how much of the usual pace a posyandu keeps for an indicator; it is `diam` of one of which it
    reports nothing.
    """
    for number, place in enumerate(places):
        for order, (name, (least, most, adds)) in enumerate(indikator.items()):
            if (place["posyandu"], name) in diam:
                continue
            chance = random.Random(1000 * number + order)
            people, pace = chance.randint(least, most), chance.uniform(0.98, 1.08)
            pace *= tertinggal.get((place["posyandu"], name), 1.0)
            before = 0
            for month, label in enumerate(bulan, start=1):
                if adds:
                    total = min(people, round(people * pace * month / 12 + 0.3))
                    served, before = total - before, total
                else:
                    served = min(people, round(people * pace * chance.uniform(0.88, 0.94)))
                yield place | {
                    "indikator": name,
                    "bulan": label,
                    "sasaran": str(people),
                    "dilayani": str(served),
                }
