"""Lists as they come, in five formats: every row of them is an outcome or passed over with its reason."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ilp_cli import match
from tests.capabilities.anonim.test_strange import FORMATS, ROADMAP, Strange
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, plan

TITLES = ("Provinsi", "Kabupaten", "Kecamatan", "Nama Puskesmas", "Nama Pustu", "Status")
PLACES = (("Suli", "Cimpu"), ("Suli", "Murante"), ("Bajo", "Rumaju"), ("Suli", "Entah"), ("Lain", "Mana"))


def a_list(seed: int) -> tuple[list[list[str]], int]:
    """The rows of a list, and how many of them name a unit."""
    chance = random.Random(seed)  # the same lists in every run
    titles = chance.sample(TITLES, len(TITLES))
    rows = [["DAFTAR PUSTU"], []] if chance.random() < 0.5 else []
    rows.append(titles)
    units = chance.randrange(3, 8)
    for _ in range(units):
        puskesmas, pustu = chance.choice(PLACES)
        cells = {
            "Provinsi": "Sulawesi Selatan",
            "Kabupaten": "LUWU",
            "Kecamatan": puskesmas,
            "Nama Puskesmas": chance.choice([puskesmas, f"PKM {puskesmas.upper()}", f"UPTD Puskesmas {puskesmas}"]),
            "Nama Pustu": chance.choice([pustu, f"PUSTU {pustu.upper()}"]),
            "Status": "Aktif",
        }
        rows.append([cells[title] for title in titles])
        rows += chance.choice([[], [], [["JUMLAH", "3"]], [[]], [titles]])
    return rows + ([["Mengetahui"], ["Kepala Dinas"]] if chance.random() < 0.4 else []), units


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("seed", range(13))
def test_every_row_of_a_list_is_accounted_for(tmp_path: Path, name: str, seed: int) -> None:
    plan(tmp_path, ROADMAP.replace("kosong.yaml", "."), petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    rows, units = a_list(seed)
    listed = tmp_path / "daftar" / name
    listed.parent.mkdir()
    listed.write_bytes(FORMATS[name](Strange(seed), rows))
    result = match(tmp_path, listed, pada=PADA)
    assert result.read == units + len(result.passed) + len(result.unread)
    assert all(unread.sebab for unread in result.passed)
