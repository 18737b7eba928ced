"""The blocks and families of examples/luwu: invented, repeatable; only the names and places of the desa are real.

The nine posyandu lokus of 2024 get blocks whose kader hold them unevenly, and families visited in the year before
December 2026. One posyandu lies in hamlets that do not touch (more of them than kader), one kader has more families
due in one month than days to visit them.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

Row = dict[str, str]


class Tempat(NamedTuple):
    """A posyandu lokus with the middle of its desa in degrees."""

    puskesmas: str
    posyandu: str
    desa: str
    lintang: float
    bujur: float
    kode: str


TEMPAT = (
    Tempat("Larompong Selatan", "Sakura", "Sampano", -3.6089, 120.3786, "SMP"),
    Tempat("Larompong", "Melati", "Rantebelu", -3.5525, 120.3880, "RTB"),
    Tempat("Belopa", "Kamboja", "Balubu", -3.4021, 120.3304, "BLB"),
    Tempat("Belopa Utara", "Tulip", "Lamunre", -3.3757, 120.3870, "LMR"),
    Tempat("Kamanre", "Wijaya Kusuma", "Bunga Eja", -3.3350, 120.3514, "BNE"),
    Tempat("Bajo", "Dahlia", "Langkiddi", -3.3397, 120.3166, "LKD"),
    Tempat("Ponrang Selatan", "Melati", "Olang", -3.2479, 120.3425, "OLG"),
    Tempat("Ponrang", "Sakura", "Tirowali", -3.1924, 120.2799, "TRW"),
    Tempat("Bua", "Alamanda", "Padang Kalua", -3.0595, 120.2247, "PDK"),
)
APART = "Dahlia"
"""The posyandu whose hamlets do not touch: six pieces, five kader."""
LATE = "Tirowali"
"""The desa whose families were all visited in the first days of December, and so are due together a year later."""
_DUSUN = ("Salubua", "Buntu Tallang", "Padang Lambe", "Batu Putih")
_GROUPS = ("bumil", "bayi", "balita", "balita; sekolah", "sekolah", "remaja", "dewasa", "dewasa", "lansia", "lansia")
_FIRST, _SPAN, _TOGETHER = date(2025, 12, 1), 345, 10
"""From this day on, within so many days, the families were last visited."""
_TRIGGERS = {
    5: ("tanda bahaya", date(2026, 11, 21)),
    11: ("gejala TBC", date(2026, 11, 19)),
    17: ("tidak patuh obat", date(2026, 11, 18)),
    29: ("tidak akses layanan", date(2026, 11, 10)),
    41: ("tidak patuh obat", date(2026, 11, 17)),
}
"""What calls for a visit at every so-manieth family of each second posyandu."""


def wilayah(kader: Iterable[Row]) -> list[Row]:
    """Rows of the sheet Wilayah, held by the kader of these rows."""
    return [row for rows in _blocks(kader) for row in rows]


def keluarga(kader: Iterable[Row]) -> list[Row]:
    """Rows of the sheet Keluarga, in the blocks above."""
    return [row for number, rows in enumerate(_blocks(kader)) for row in _families(number, rows)]


def _blocks(kader: Iterable[Row]) -> list[list[Row]]:
    listed = list(kader)
    return [list(_of_posyandu(tempat, number, listed)) for number, tempat in enumerate(TEMPAT)]


def _of_posyandu(tempat: Tempat, number: int, kader: Iterable[Row]) -> Iterator[Row]:
    """Eight blocks, two RT in each of four dusun; the first kader hold more than the last."""
    chance = random.Random(number)
    people = [
        row["nama"] for row in kader if (row["puskesmas"], row.get("posyandu")) == (tempat.puskesmas, tempat.posyandu)
    ]
    for place in range(8):
        dusun, rt = _DUSUN[place // 2], place % 2 + 1
        households = chance.randint(9, 18)
        holder = people[(0, 0, 0, 1, 1, 2, 3, 4)[place] % len(people)]
        yield {
            "puskesmas": tempat.puskesmas,
            "posyandu": tempat.posyandu,
            "desa": tempat.desa,
            "dusun": dusun,
            "rt": f"{rt:02d}",
            "kk": str(households),
            "bumil": str(chance.randint(0, 2)),
            "balita": str(chance.randint(1, 5)),
            "lansia": str(chance.randint(1, 6)),
            "hipertensi": str(chance.randint(0, 4)),
            "lintang": f"{tempat.lintang + (place // 4 - 0.5) * 0.006 + chance.randint(-9, 9) / 10000:.4f}",
            "bujur": f"{tempat.bujur + (place % 4 - 1.5) * 0.005 + chance.randint(-9, 9) / 10000:.4f}",
            "tetangga": _beside(dusun, rt) if tempat.posyandu == APART else "",
            "kader": holder,
        }


def _beside(dusun: str, rt: int) -> str:
    """Only in the first two dusun do the two RT touch."""
    return f"RT {3 - rt:02d} Dusun {dusun}" if dusun in _DUSUN[:2] else "terpisah"


def _families(number: int, rows: Iterable[Row]) -> Iterator[Row]:
    tempat, chance = TEMPAT[number], random.Random(100 + number)
    count = 0
    for row in rows:
        for _ in range(int(row["kk"])):
            count += 1
            trigger, since = _TRIGGERS.get(count, ("", None)) if number % 2 else ("", None)
            span = _TOGETHER if tempat.desa == LATE else _SPAN
            visited = _FIRST + timedelta(days=chance.randrange(span))
            yield {
                "id": f"{tempat.kode}-{count:03d}",
                "puskesmas": tempat.puskesmas,
                "posyandu": tempat.posyandu,
                "blok": f"RT {row['rt']} Dusun {row['dusun']}",
                "kelompok": chance.choice(_GROUPS),
                "pemicu": trigger,
                "sejak": since.isoformat() if since else "",
                "kunjungan_terakhir": visited.isoformat(),
                "hasil": "dikunjungi",
            }
