"""What the words of a visit mean: groups, triggers and results, from configs/visits.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ilp_cli.core.names import normal
from ilp_cli.law import configs

WILAYAH = "pemicu wilayah"
"""What calls for a routine visit to come first: people like those of the family are missing in the PWS of its area."""
RUTIN = "rutin"
"""What calls for the visit of a family that nothing else calls for."""
_APART = re.compile(r"\s*[;,/\n]\s*|\s+dan\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pemicu:
    """What makes a family come first: its class (1 first), and within how many service days; None: in the month.

    With `pustu` the nakes of the pustu are told where the kader cannot go in time.
    """

    nama: str
    kelas: int
    hari_layanan: int | None = None
    pustu: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hasil:
    """What came of a visit: whether the family was seen, whether what called for it is dealt with, whether to return.

    With `lapor` the pustu is told.
    """

    nama: str
    bertemu: bool = False
    selesai: bool = False
    ulang: bool = False
    lapor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The words by their compared form, and the few figures that no law gives.

    `kelompok` are the groups by every word for them, `names` by their keys in words. `rutin` is the class of a routine
    visit, `wilayah` that of one in an area that is behind, `ulang` that of a family to be seen again. `kapasitas` is
    how many a kader visits in a day where the district has not said. `sempat` is how many families not yet due are
    named for a kader, and how many months ahead.
    """

    kelompok: Mapping[str, str]
    names: Mapping[str, str]
    pemicu: Mapping[str, Pemicu]
    hasil: Mapping[str, Hasil]
    belum: frozenset[str]
    ulang: Pemicu
    rutin: Pemicu
    wilayah: Pemicu
    kapasitas: int
    sempat: tuple[int, int]

    def groups(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The groups that a cell names, in its order, and the words in it that name none."""
        known, strange = [], []
        for word in filter(None, _APART.split(text.strip())):
            group = self.kelompok.get(normal(word))
            known += [group] if group else []
            strange += [] if group else [word]
        return tuple(dict.fromkeys(known)), tuple(strange)


@cache
def terms() -> Terms:
    """The words of configs/visits.yaml."""
    content = configs.visits()
    triggers = {name: _pemicu(name, item) for name, item in content["pemicu"].items()}
    again = int(content["kelas_ulang"])
    last = max(trigger.kelas for trigger in triggers.values())
    return Terms(
        kelompok=_by_word(content["kelompok"], {key: key for key in content["kelompok"]}),
        names={key: _with_age(item["nama"], item["usia"]) for key, item in content["kelompok"].items()},
        pemicu=_by_word(content["pemicu"], triggers),
        hasil=_by_word(content["hasil"], {name: _hasil(name, item) for name, item in content["hasil"].items()}),
        belum=frozenset(map(normal, content["belum"])),
        ulang=Pemicu(nama="kontrol ulang", kelas=again),
        rutin=Pemicu(nama=RUTIN, kelas=last + 2),
        wilayah=Pemicu(nama=WILAYAH, kelas=last + 1),
        kapasitas=int(content["kapasitas"]),
        sempat=(int(content["bila_sempat"]["keluarga"]), int(content["bila_sempat"]["bulan"])),
    )


def result_words() -> tuple[str, ...]:
    """The results as they are offered, in the order of the form."""
    return tuple(configs.visits()["hasil"])


def _by_word(items: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    listed: dict[str, Any] = {}
    for key, item in items.items():
        words: Iterable[str] = (key, *(item.get("sebutan") or ()), *([item["nama"]] if "nama" in item else ()))
        for word in words:
            listed.setdefault(normal(word), values[key])
    return listed


def _with_age(nama: str, usia: str | None) -> str:
    return f"{nama} ({usia})" if usia else nama


def _pemicu(nama: str, item: Mapping[str, str | None]) -> Pemicu:
    days = item.get("hari_layanan")
    return Pemicu(
        nama=nama, kelas=int(item["kelas"] or 0), hari_layanan=int(days) if days else None, pustu="pustu" in item
    )


def _hasil(nama: str, item: Mapping[str, str]) -> Hasil:
    said = {key: item.get(key) == "ya" for key in ("bertemu", "selesai", "ulang", "lapor")}
    return Hasil(nama=nama, **said)
