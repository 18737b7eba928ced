"""What the words of a row say of its person's going: a status, a remark, a word behind the name."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.names import begins, holds, normal
from ilp_cli.core.words import BULAN
from ilp_cli.district.people import Pergi
from ilp_cli.files.days import YEARS, read_day
from ilp_cli.law.vocabulary import vocabulary

_BEHIND = re.compile(r"[(\[](?P<words>[^()\[\]]+)[)\]]")
_PARTS = re.compile(r"\s[-–—]\s|\s*[*/;]\s*|,\s+")
_MONTHS = "|".join((*BULAN, *(month[:3] for month in BULAN)))
_DAY = re.compile(rf"(?i)\d{{1,2}}[\s/.-]+(?:\d{{1,2}}|{_MONTHS})[\s/.-]+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}")
_MONTH = re.compile(rf"(?i)\b({_MONTHS})[a-z]*\.?\s+(\d{{4}})\b")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


@lru_cache(maxsize=65536)
def leaving(text: str, column: str) -> Pergi | None:
    """What a cell says of its person's going; None where it says nothing of it.

    A status, or a column that asks whether somebody is active, is certain as soon as it says so; a remark only where it
    begins with such words, and nothing in it speaks of a plan.
    """
    words = vocabulary()
    compared = normal(text)
    plain = _without(compared, words.going_before)
    if column == "status" and holds(compared, words.no_staff):
        return Pergi(kata=mask_numbers(text), kolom=column, pasti=True, petugas=False)
    if column == "keaktifan" and words.truth_of(text) is False:
        return Pergi(kata=mask_numbers(text), kolom=column, pasti=True)
    inside = holds(compared, words.going)
    if column == "keaktifan" and words.truth_of(text) is None and "aktif" not in compared.split():
        return Pergi(kata=mask_numbers(text), kolom=column, pasti=inside, sejak=_since(text))
    first = begins(plain, words.going)
    parts = set(compared.split())
    if not (first or inside) or not words.coming.isdisjoint(parts):
        return None
    stated = column in ("status", "keaktifan") or first
    return Pergi(
        kata=mask_numbers(" ".join(text.split())),
        kolom=column,
        pasti=stated and "?" not in text and words.planned.isdisjoint(parts),
        sejak=_since(text),
    )


def leaving_of_name(nama: str) -> Pergi | None:
    """What stands in brackets behind a name, or before it: "Budi (alm.)", "Ani (pindah)", "Alm. Budi"."""
    for match in _BEHIND.finditer(nama):
        pergi = leaving(match["words"], "nama")
        if pergi is not None:
            return pergi
    for part in _PARTS.split(nama)[1:]:
        pergi = leaving(part.strip(" )]"), "nama") if begins(normal(part), vocabulary().going) else None
        if pergi is not None:
            return pergi
    first = normal(nama.partition(" ")[0])
    return leaving(first, "nama") if first in vocabulary().late else None


class Legend(NamedTuple):
    """What a line says of a colour: its name, and the going of those it stands for, if it says that."""

    colour: str
    pergi: Pergi | None


def legend(text: str) -> Legend | None:
    """What a line that explains a colour says: "Merah = pensiun"; None where it is none."""
    words = vocabulary()
    parts = normal(text).split()
    count = next((index for index, part in enumerate(parts) if not _of_colour(part)), len(parts))
    named = [part for part in parts[:count] if part in words.colours]
    if not named or count == len(parts):
        return None
    pergi = leaving(" ".join(parts[count:]), "keterangan")
    if pergi is None and not _EXPLAINS.search(text):
        return None
    return Legend(next((part for part in named if words.colours[part]), named[0]), pergi)


_EXPLAINS = re.compile(r"[=:→]|->")


def says_gone(text: str) -> bool:
    """Whether a text says nothing but that somebody has left, as a legend beside a colour does."""
    pergi = leaving(text, "status")
    return pergi is not None and pergi.pasti and begins(normal(text), (*vocabulary().going, *vocabulary().going_before))


def _of_colour(part: str) -> bool:
    return part in vocabulary().colours or part in vocabulary().colour_more


def _without(compared: str, before: frozenset[str]) -> str:
    """A text without the words that may stand before what it says: "sudah pindah"."""
    parts = compared.split()
    while parts and parts[0] in before:
        parts.pop(0)
    return " ".join(parts)


def _since(text: str) -> date | None:
    """The day a text names last, the first of its month or year where it names no more."""
    if days := _DAY.findall(text):
        return read_day(days[-1])[0]
    if months := _MONTH.findall(text):
        month, year = months[-1]
        return read_day(f"1 {month} {year}")[0]
    years = [int(year) for year in _YEAR.findall(text) if int(year) in YEARS]
    return date(years[-1], 1, 1) if years else None
