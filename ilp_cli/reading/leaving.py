"""What the words of a row say of its person's going: a status, a remark, a word behind the name."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.names import begins, holds, normal
from ilp_cli.core.weekdays import end_of_month
from ilp_cli.core.words import BULAN
from ilp_cli.district.people import Pergi
from ilp_cli.files.days import YEARS, read_day
from ilp_cli.law.vocabulary import vocabulary

_BEHIND = re.compile(r"[(\[](?P<words>[^()\[\]]+)[)\]]")
_PARTS = re.compile(r"\s[-–—]\s|\s*[*/;]\s*|,\s+")
_MONTHS = "|".join((*BULAN, *(month[:3] for month in BULAN)))
_DAY = re.compile(rf"(?i)\d{{1,2}}[\s/.-]+(?:\d{{1,2}}|(?:{_MONTHS})[a-z]*)[\s/.-]+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}")
_MONTH = re.compile(rf"(?i)\b({_MONTHS})[a-z]*\.?\s+(\d{{4}})\b")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_UNTIL = re.compile(
    r"(?i)(?:\bs\.?\s*/?\s*d\.?|\bsampai(?:\s+dengan)?|\bhingga|[-–—])\s*(?:tgl\.?|tanggal|bulan|tahun|akhir)?\s*$"
)
"""What stands before the last day of a time."""
_ENDS = re.compile(r"(?i)\b(?:berakhir|habis|selesai)\b[\s:]*(?:pada|per|tgl\.?|tanggal|tmt)?\s*$")

_AT_ONCE = re.compile(r"(?:s ?d|sampai|hingga|berakhir|habis|selesai|\d)\b|(?:s ?d|sampai|hingga)\d")
"""What follows a word for a time of service where nothing else is said: "SK s/d 2025", not "tugas lain s/d 2025"."""


@lru_cache(maxsize=65536)
def leaving(text: str, column: str) -> Pergi | None:
    """What a cell says of its person's going; None where it says nothing of it.

    A status, or a column that asks whether somebody is active, is certain as soon as it says so; a remark only where it
    begins with such words, and nothing in it speaks of a plan.
    """
    words = vocabulary()
    compared = normal(text.replace("†", " almarhum "))
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
    if not (first or inside):
        return _ending(text, column, plain, parts) or _doubted(text, column, compared)
    if not words.coming.isdisjoint(parts):
        return None
    stated = column in ("status", "keaktifan") or first
    phrase = next((phrase for phrase in words.going if holds(plain, (phrase,))), "")
    beside = set(f" {compared} ".replace(f" {phrase} ", " ", 1).split())  # "masa" of "habis masa tugas" is no plan
    since = _since(text)
    back = next((day.last for day in reversed(_days(text)) if day.until), None) if since is None else None
    return Pergi(
        kata=mask_numbers(" ".join(text.split())),
        kolom=column,
        pasti=stated and "?" not in text and words.planned.isdisjoint(beside),
        sejak=since,
        hingga=back if holds(compared, words.passing) else None,
    )


def _ending(text: str, column: str, plain: str, parts: Collection[str]) -> Pergi | None:
    """What a cell says of the end of a service: "kontrak s/d 31-12-2025"; None where it goes on, or has no day."""
    words = vocabulary()
    if column == "status":
        about = holds(plain, words.terms)
    else:
        term = max((phrase for phrase in words.terms if begins(plain, (phrase,))), key=len, default="")
        about = bool(term) and _AT_ONCE.match(plain[len(term) :].strip()) is not None
    last = next((day.last for day in reversed(_days(text)) if day.ends), None) if about else None
    if last is None or not words.prolonged.isdisjoint(parts):
        return None
    certain = "?" not in text and words.planned.isdisjoint(parts)
    kata = mask_numbers(" ".join(text.split()))
    return Pergi(kata=kata, kolom=column, pasti=certain, sejak=last + timedelta(days=1))


def _doubted(text: str, column: str, compared: str) -> Pergi | None:
    """What a cell says that may keep somebody away: leave, illness, a move nobody calls one."""
    words = vocabulary()
    cuti = holds(compared, words.of_leave)
    doubted = holds(compared, words.doubted) or holds(compared, words.away)
    more = {"status": words.doubted_status, "nama": (*words.doubted_beside, *words.elsewhere)}
    doubted = doubted or holds(compared, more.get(column, ()))
    if column not in ("status", "keterangan", "nama") or not (cuti or doubted):
        return None
    kata = mask_numbers(" ".join(text.split()))
    last = next((day.last for day in reversed(_days(text)) if day.until), None)
    return Pergi(kata=kata, kolom=column, pasti=False, cuti=cuti, hingga=last)


def leaving_of_name(nama: str) -> Pergi | None:
    """What stands in brackets behind a name, or before it: "Budi (alm.)", "Ani (pindah)", "Alm. Budi"."""
    for match in _BEHIND.finditer(nama):
        pergi = leaving(match["words"], "nama")
        if pergi is not None:
            return pergi
    words = vocabulary()
    for part in _PARTS.split(nama)[1:]:
        apart = begins(normal(part), words.going) or normal(part) in words.elsewhere
        pergi = leaving(part.strip(" )]"), "nama") if apart else None
        if pergi is not None:
            return pergi
    parts = nama.replace("†", " almarhum ").split()
    tails = (
        " ".join(parts[number:]) for number in range(1, len(parts)) if parts[number].lower() not in words.also_names
    )
    tail = next((tail for tail in tails if begins(normal(tail), words.going)), "")
    if tail:
        return leaving(tail, "nama")
    first = normal(nama.partition(" ")[0])
    return leaving(first, "nama") if first in words.late or first in words.doubted_beside else None


def may_say_gone(nama: str) -> bool:
    """Whether a name holds a word by which somebody may have left; hardly one does."""
    return not _words_of_going().isdisjoint(nama.lower().split()) or "†" in nama


@cache
def _words_of_going() -> frozenset[str]:
    """The first words of what may be said of a going, as they stand behind a name, and those before one."""
    words = vocabulary()
    behind = frozenset(phrase.partition(" ")[0] for phrase in words.going) - words.also_names
    before = frozenset(words.doubted_beside)
    return behind | before | frozenset(f"{word}." for word in before)


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
    if pergi is not None and pergi.cuti:
        pergi = None  # who is on leave is asked of the rows of Cuti, not of colours
    if pergi is None and not _EXPLAINS.search(text):
        return None
    return Legend(next((part for part in named if words.colours[part]), named[0]), pergi)


_NEXT = re.compile(r"\s*[;,/|]\s*(?=[^\W\d]+[\w\s.-]*?\s*(?:[=:→]|->))")


def explained_by(text: str) -> list[str]:
    """The explanations that a line holds, one for each colour: "abu-abu = pindah; merah = pensiun"."""
    return _NEXT.split(text)


_EXPLAINS = re.compile(r"[=:→]|->")


_FIRST_WORD = re.compile(r"[^\W\d_]+")


@cache
def _first_words_of_going() -> frozenset[str]:
    """The words with which a text begins that says nothing but that somebody has left."""
    words = vocabulary()
    return frozenset(phrase.partition(" ")[0] for phrase in (*words.going, *words.going_before))


def says_gone(text: str) -> bool:
    """Whether a text says nothing but that somebody has left, as a legend beside a colour does."""
    first = _FIRST_WORD.search(text)
    if first is None or (first[0].lower() not in _first_words_of_going() and "†" not in text):
        return False  # as nearly every text
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


class _Day(NamedTuple):
    """A day, month or year of a text: its first and last day, and whether it is the end of a time."""

    first: date
    last: date
    until: bool
    ends: bool


def _since(text: str) -> date | None:
    """The day a text names last, the first of its month or year where it names no more; but none that ends a time."""
    named = next((day for day in reversed(_days(text)) if not day.until), None)
    return named and (named.last + timedelta(days=1) if named.ends else named.first)


def _days(text: str) -> list[_Day]:
    """The days of a text, in their order; months and years only where it names no days."""
    named: list[tuple[int, date | None, date | None]] = []
    for match in _DAY.finditer(text):
        day = read_day(match[0])[0]
        named.append((match.start(), day, day))
    if not named:
        for match in _MONTH.finditer(text):
            first = read_day(f"1 {match[1]} {match[2]}")[0]
            named.append((match.start(), first, end_of_month(first) if first is not None else None))
    if not named:
        years = ((match.start(), int(match[0])) for match in _YEAR.finditer(text) if int(match[0]) in YEARS)
        named = [(start, date(year, 1, 1), date(year, 12, 31)) for start, year in years]
    days: list[_Day] = []
    for start, first, last in named:
        before = text[:start]
        until = _UNTIL.search(before) is not None and (not before.rstrip().endswith(("-", "–", "—")) or bool(days))
        if first is not None and last is not None:
            days.append(_Day(first, last, until, until or _ENDS.search(before) is not None))
    return days
