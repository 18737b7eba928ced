"""Invented districts with blocks, kader and families, of any size; nobody in them exists."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from ilp_cli.capabilities.visits.model.planned import KaderRencana
from ilp_cli.core.finding import Path as Where
from tests.plans import plan

FAMILY = "id puskesmas posyandu blok kelompok pemicu sejak kunjungan_terakhir hasil lintang bujur".split()

ROADMAP = """\
kabupaten: {nama: Rekaan}
roster: .
hari_layanan: [senin, selasa, rabu, kamis, jumat]
kebijakan: {kapasitas_kunjungan: 2}
puskesmas:
  - nama: Suli
    pustu: [{nama: Cimpu}]
    posyandu:
      - {nama: Melati, pustu: Cimpu, hari_buka: selasa ke-2}
      - {nama: Mawar, pustu: Cimpu, hari_buka: rabu ke-3}
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati, Mawar]}]}]
"""
"""A small district: one puskesmas, one pustu, two posyandu."""

PETUGAS = "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\nYusuf,Suli,Cimpu,Perawat\n"
KADER = (
    "nama,puskesmas,pustu,posyandu,hari_tugas\nAni,Suli,,Melati,\nTuti,Suli,,Melati,Senin\nWati,Suli,,Mawar,\n"
    "Ani,Suli,,Mawar,\n"
)
WILAYAH = (
    "puskesmas,posyandu,blok,kk,kader\nSuli,Melati,RT 01,30,Ani\nSuli,Melati,RT 02,30,Tuti\nSuli,Melati,RT 03,20,\n"
    "Suli,Mawar,RT 01,25,Wati\n"
)


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as csv."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def family(identity: str, blok: str = "RT 01", posyandu: str = "Melati", **cells: object) -> dict[str, object]:
    """A row of the table Keluarga."""
    return {"id": identity, "puskesmas": "Suli", "posyandu": posyandu, "blok": blok, **cells}


def small(folder: Path, rows: Iterable[Mapping[str, object]], roadmap: str = ROADMAP, **files: str) -> Path:
    """The small district with these families; `kader_csv="…"` puts another table in place of its own."""
    tables = {"petugas_csv": PETUGAS, "kader_csv": KADER, "wilayah_csv": WILAYAH, **files}
    return plan(folder, roadmap, keluarga_csv=table(FAMILY, rows), **tables)


def large(folder: Path, puskesmas: int, posyandu: int, kader: int, families: int, seed: int = 1) -> Path:
    """A district of so many puskesmas, posyandu in each, kader in each of these, and families in all."""
    chance = random.Random(seed)
    units, people, areas, homes = [], [], [], []
    for p in range(puskesmas):
        posts = []
        for q in range(posyandu):
            week = f"{('senin', 'selasa', 'rabu', 'kamis', 'jumat')[q % 5]} ke-{1 + q // 5 % 4}"
            posts.append(f"{{nama: Pos {q + 1}, pustu: Pustu {q % 4 + 1}, hari_buka: {week}}}")
            for k in range(kader):
                people.append(f"Kader {p + 1} {q + 1} {k + 1},PKM {p + 1},,Pos {q + 1}")
                areas += [
                    f"PKM {p + 1},Pos {q + 1},RT {k * 2 + b + 1},20,{-3 - q / 100 - b / 1000:.4f},"
                    f"{120 + p / 100 + k / 1000:.4f},Kader {p + 1} {q + 1} {k + 1}"
                    for b in range(2)
                ]
        pustu = ", ".join(f"{{nama: Pustu {n + 1}}}" for n in range(4))
        units.append(f"  - {{nama: PKM {p + 1}, pustu: [{pustu}], posyandu: [{', '.join(posts)}]}}")
    first = date(2024, 1, 1)
    triggers = ["", "", "", "", "", "", "", "", "tidak akses layanan", "gejala TBC", "tidak patuh obat", "tanda bahaya"]
    for number in range(families):
        p, q, block = chance.randrange(puskesmas), chance.randrange(posyandu), chance.randrange(kader * 2)
        pemicu = chance.choice(triggers)
        homes.append(
            {
                "id": f"K{number + 1:06}",
                "puskesmas": f"PKM {p + 1}",
                "posyandu": f"Pos {q + 1}",
                "blok": f"RT {block + 1}",
                "kelompok": chance.choice(["bumil", "balita", "lansia; dewasa", "sekolah"]),
                "pemicu": pemicu,
                "sejak": (date(2025, 2, 1) + timedelta(days=chance.randrange(28))).isoformat() if pemicu else "",
                "kunjungan_terakhir": (first + timedelta(days=chance.randrange(89))).isoformat(),
                "hasil": "",
            }
        )
    roadmap = (
        "kabupaten: {nama: Rekaan}\nroster: .\nhari_layanan: [senin, selasa, rabu, kamis, jumat]\n"
        "kebijakan: {kapasitas_kunjungan: 2}\npuskesmas:\n" + "\n".join(units) + "\n"
        "tahap: [{tahun: 2025, lokus: [{puskesmas: PKM 1}]}]\n"
    )
    return plan(
        folder,
        roadmap,
        petugas_csv="nama,puskesmas,pustu,profesi\nIna,PKM 1,Pustu 1,Bidan\n",
        kader_csv="nama,puskesmas,pustu,posyandu\n" + "\n".join(people) + "\n",
        wilayah_csv="puskesmas,posyandu,blok,kk,lintang,bujur,kader\n" + "\n".join(areas) + "\n",
        keluarga_csv=table(FAMILY, homes),
    )


def block_days(plans: Iterable[KaderRencana], kapasitas: int) -> tuple[int, int]:
    """On how many days a block is visited, summed over blocks, and the fewest on which it could be done."""
    days, least = 0, 0
    for own in plans:
        blocks: dict[Where, list[date]] = {}
        for visit in own.kunjungan:
            blok = visit.perlu.keluarga.blok
            if visit.hari is not None and blok is not None:
                blocks.setdefault(blok.path, []).append(visit.hari)
        days += sum(len(set(listed)) for listed in blocks.values())
        least += sum(-(-len(listed) // kapasitas) for listed in blocks.values())
    return days, least
