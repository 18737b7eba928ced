"""How long a district with every table takes: check within 1.2 s, pws and readiness within 1 s, training within 3 s."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.generate import plan
from tests.build_tables import COLUMNS, GROUPS
from tests.running import ilp

PUSKESMAS, PUSTU, POSYANDU, KADER = 22, 80, 350, 1750
INDICATORS = ("K1", "K4", "KF1", "IDL", "D/S", "SPM-HT")
MONTHS = 9
SKILLS = ("pengelolaan posyandu", "bayi dan balita", "ibu hamil dan menyusui")
TRAINING = """
pelatihan:
  peserta: {min: 12, max: 30}
  hari: 2
  kader: [pengelolaan posyandu, usia dewasa dan lansia]
  tempat:
    - {nama: Aula Dinas Kesehatan, kecamatan: Kecamatan 0, kapasitas: 60}
    - {nama: Aula Kecamatan, kecamatan: Kecamatan 11, kapasitas: 30}
  tahun:
    - {tahun: 2027, bulan: [2, 3, 4, 5, 6, 7, 8, 9, 10]}
  biaya: {peserta_hari: 140000, angkatan: 2000000}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district whose roster has every table; nobody in it exists."""
    folder = tmp_path_factory.mktemp("services")
    plan(
        folder, puskesmas=PUSKESMAS, pustu=PUSTU, posyandu=POSYANDU, rows=KADER + 2 * PUSTU + 5 * PUSKESMAS, kind="csv"
    )
    with (folder / "roadmap.yaml").open("a", encoding="utf-8") as stream:
        stream.write(TRAINING)
    for name, rows in {
        "capaian": _coverage(),
        "layanan": _services(),
        "klaster": _clusters(),
        "kesiapan": _readiness(),
        "keterampilan": _skills(),
    }.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows([COLUMNS[name], *rows])
    return folder


def _coverage() -> Iterator[list[object]]:
    for post in range(POSYANDU):
        place = [f"Puskesmas {post % PUSKESMAS}", f"Desa {post}", f"Melati {post}"]
        for number, indicator in enumerate(INDICATORS):
            for month in range(MONTHS):
                reached = (post + number + month) % 40
                yield [*place, indicator, f"2026-{month + 1:02d}", 40, reached]


def _services() -> Iterator[list[object]]:
    for post in range(POSYANDU):
        for group in GROUPS:
            yield [f"Puskesmas {post % PUSKESMAS}", "", f"Melati {post}", group, "", "ya", "2025-01-02"]


def _clusters() -> Iterator[list[object]]:
    for number in range(PUSKESMAS):
        for place, kind in enumerate(("Dokter", "Dokter Gigi", "Bidan", "Perawat", "ATLM")):
            cluster = ("1", "2", "3", "4", "lintas")[place]
            yield [f"Puskesmas {number}", cluster, "PJ", f"{kind} induk {number}", "", "", "Rekaan"]


def _readiness() -> Iterator[list[object]]:
    for number in range(PUSKESMAS):
        for criterion in ("P1", "P3", "P4", "P5a", "P5b"):
            yield [f"Puskesmas {number}", "", "", criterion, "ya", "2026-02-10", "SK"]


def _skills() -> Iterator[list[object]]:
    for number in range(2 * PUSTU, KADER, 2):
        post = (number - 2 * PUSTU) % POSYANDU
        yield [
            f"Kader {number}",
            f"Puskesmas {post % PUSKESMAS}",
            f"Melati {post}",
            SKILLS[number % 3],
            "2025-08-12",
            "",
            "",
        ]


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("pws", "--format", "json"),
        ("pws", "-o", "pws.xlsx", "--force"),
        ("readiness", "--format", "json"),
        ("readiness", "-o", "kesiapan.xlsx", "--force"),
        ("plan", "training", "-o", "pelatihan.xlsx", "--force"),
    ],
    ids=" ".join,
)
def test_a_district_with_every_table(
    benchmark: BenchmarkFixture, folder: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    own = [str(tmp_path / word) if word.endswith(".xlsx") else word for word in words]
    verb = own[:2] if own[0] == "plan" else own[:1]
    rest = own[len(verb) :]
    done = benchmark.pedantic(ilp, args=(*verb, folder, "--pada", "2026-11-21", *rest), rounds=3, iterations=1)
    assert done.returncode in (0, 1), done.stderr
