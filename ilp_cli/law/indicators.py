"""The indicators of the PWS and the few words around them, from configs/pws.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ilp_cli.core.names import normal
from ilp_cli.law import configs
from ilp_cli.law.vocabulary import vocabulary

NAIK, TURUN = "naik", "turun"
"""Whether more is better, or less."""


_BRACKETED = re.compile(r"(?P<outside>[^()]+)\((?P<inside>[^()]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indikator:
    """One indicator, `singkat` its name where there is little room.

    `kelompok` is its group with the age the decree prints, `satuan` the people that are counted.

    `dijumlah` where the months of a year add up; else each month stands for itself. `keluarga` are the groups of the
    table Keluarga in which these people live. `sumber` is where the decree names it.
    """

    kunci: str
    singkat: str
    nama: str
    klaster: int
    kelompok: str
    usia: str
    satuan: str
    dijumlah: bool
    arah: str
    keluarga: tuple[str, ...]
    sumber: str


@dataclass(frozen=True, slots=True)
class Abu:
    """A step of grey: from how many percent of what is expected on, its fill (RRGGBB), and what it says."""

    dari: int
    warna: str
    kata: str


@cache
def indicators() -> Mapping[str, Indikator]:
    """Every indicator by its key, in the order of the decree."""
    content = configs.pws()
    groups = content["kelompok"]
    return {
        key: Indikator(
            kunci=key,
            singkat=item["singkat"],
            nama=item["nama"],
            klaster=int(item["klaster"]),
            kelompok=groups[item["kelompok"]]["nama"],
            usia=groups[item["kelompok"]]["usia"],
            satuan=item["satuan"],
            dijumlah=item["bulan"] == "dijumlah",
            arah=item["arah"],
            keluarga=tuple(item["keluarga"]),
            sumber=f"BAB X {item['sumber']}",
        )
        for key, item in content["indikator"].items()
    }


@cache
def by_word() -> Mapping[str, Indikator]:
    """The indicators by every word for them, as words are compared."""
    words: dict[str, Indikator] = {}
    for key, item in configs.pws()["indikator"].items():
        for word in (key, item["singkat"], item["nama"], *item["sebutan"]):
            words.setdefault(normal(word), indicators()[key])
    return words


@lru_cache(maxsize=4096)
def meant(text: str) -> Indikator | None:
    """The indicator that a text means, however its letters and figures are spaced: "K1", "K 1", "k-1".

    Its short form may stand in brackets behind it. A text that speaks of percent means none: its figures are no people.
    """
    if in_percent(text):
        return None
    indikator, bracketed = _meant(text), _BRACKETED.fullmatch(text.strip())
    if indikator is None and bracketed is not None:
        outside, inside = _meant(bracketed["outside"]), _meant(bracketed["inside"])
        indikator = outside if outside is inside else None
    return indikator


def in_percent(text: str) -> bool:
    """Whether a text speaks of percent."""
    return "%" in text or not vocabulary().shares.isdisjoint(normal(text).split())


def _meant(text: str) -> Indikator | None:
    compared = normal(text)
    return by_word().get(compared) or _closed_up().get(compared.replace(" ", ""))


@cache
def _closed_up() -> Mapping[str, Indikator]:
    """The same words without blanks; a word that would then mean two indicators means none."""
    words: dict[str, Indikator] = {}
    doubtful: set[str] = set()
    for word, indikator in by_word().items():
        close = word.replace(" ", "")
        if words.setdefault(close, indikator) is not indikator:
            doubtful.add(close)
    return {word: indikator for word, indikator in words.items() if word not in doubtful}


def names() -> tuple[str, ...]:
    """What an indicator may be called, for a suggestion: keys and names."""
    return tuple(word for indikator in indicators().values() for word in (indikator.singkat, indikator.nama))


@cache
def greys() -> tuple[Abu, ...]:
    """The steps of grey, the lightest first."""
    return tuple(Abu(int(item["dari"]), item["warna"], item["kata"]) for item in configs.pws()["abu"])


def bare_desa(text: str) -> str:
    """The name of a desa as it is compared, without the word before it."""
    return _bare(text, tuple(configs.pws()["awalan_desa"]))


def bare_dusun(text: str) -> str:
    """The name of a dusun as it is compared, without the word before it."""
    return _bare(text, tuple(configs.pws()["awalan_dusun"]))


@cache
def _bare(text: str, words: tuple[str, ...]) -> str:
    compared = normal(text)
    first, _, rest = compared.partition(" ")
    return rest if rest and first in words else compared
