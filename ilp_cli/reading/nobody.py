"""What a text in the column of names is when it names nobody: a vacant post, a sum, a line of the page."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from ilp_cli.core.names import normal
from ilp_cli.district.numbers import Nik, Nip, digits_of
from ilp_cli.law.vocabulary import vocabulary

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERED = re.compile(r"(?i)\W*(?:nip|ni ?pppk|nipppk|nrp|nik)\b\W*\d")
_COMMENT = ("#", "*", "//")


class Nobody(StrEnum):
    """Why a text is nobody's name, in the words of a message."""

    VACANT = "formasi kosong"
    DOUBTFUL = "kata ini dapat berarti kosong"
    SUM = "baris jumlah"
    FIGURES = "hanya angka"
    NUMBER = "nomor identitas, bukan nama"
    PAGE = "keterangan halaman"
    SIGNATURE = "blok tanda tangan"
    COLUMNS = "nomor kolom"
    HEADING = "judul tempat"
    GROUP = "judul kelompok"
    UNNAMED = "tanpa nama"


def nobody(text: str) -> Nobody | None:
    """Why a text cannot be somebody's name; None where it may be one.

    Whether the row is a person nevertheless is for whoever sees the whole row to say.
    """
    first = text.partition(" ")[0]
    if first.isalpha() and first.lower() not in _openers():
        return None
    return _reason(text)


@cache
def _openers() -> frozenset[str]:
    """The first words that make a text worth a second look: all others begin names."""
    words = vocabulary()
    phrases = (*words.vacant, *words.page, *words.signature)
    return (
        frozenset(phrase.partition(" ")[0] for phrase in phrases)
        | words.sums_first
        | words.perhaps_names
        | {"nip", "ni", "nipppk", "nrp", "nik"}
    )


def _reason(text: str) -> Nobody | None:
    if _NUMBERED.match(text) or Nip(digits_of(text)).own or Nik(digits_of(text)).own:
        return Nobody.NUMBER
    if not any(letter.isalpha() for letter in text):
        marked = not any(letter.isdigit() and letter != "0" for letter in text)
        return Nobody.VACANT if marked else Nobody.FIGURES
    return Nobody.PAGE if text.startswith(_COMMENT) else _of_words(normal(_BRACKETS.sub(" ", text)) or normal(text))


def _of_words(compared: str) -> Nobody | None:
    """Which of the lists of configs/reading.yaml a text belongs to, the narrower ones first."""
    words = vocabulary()
    parts = compared.split()
    summed = not words.sums.isdisjoint(parts) and all(
        part in words.sums or part in words.sums_more or part.isdigit() for part in parts
    )
    lists = (
        (Nobody.DOUBTFUL, compared in words.perhaps_names),
        (Nobody.VACANT, any(_begins(compared, phrase, words.vacant_more) for phrase in words.vacant)),
        (Nobody.SUM, summed),
        (Nobody.SIGNATURE, f"{compared} ".startswith(tuple(f"{phrase} " for phrase in words.signature))),
        (Nobody.PAGE, f"{compared} ".startswith(tuple(f"{phrase} " for phrase in words.page))),
    )
    return next((reason for reason, fits in lists if fits), None)


def _begins(compared: str, phrase: str, more: frozenset[str]) -> bool:
    """Whether a text is a phrase, with nothing behind it but words that may follow such a phrase, and figures."""
    if not compared.startswith(phrase):
        return False
    rest = compared[len(phrase) :]
    return (not rest or rest[0] == " ") and all(part in more or part.isdigit() for part in rest.split())


_BETWEEN = re.compile(r"\s*[\r\n]+\s*|\s*[/;&+|]\s*|\s+dan\s+|,\s+|\s+(?=[23]\s*[.)]\s*[^\W\d])")
_ORDINAL = re.compile(r"\d{1,3}\s*[.)]\s*")


def two_names(text: str) -> tuple[str, ...]:
    """The names in a cell that seems to hold several; none where it holds one, or one over two lines.

    Only parts that can stand as full names count: no degrees, and two words at least where a comma, a figure or a line
    break divides them.
    """
    marks = _BETWEEN.findall(text)
    if not marks:
        return ()
    words = vocabulary()
    parts = [_ORDINAL.sub("", part, count=1).strip() for part in _BETWEEN.split(text)]
    least = 1 if all(mark.strip() and mark.strip() != "," for mark in marks) else 2
    names = [part for part in parts if _full_name(part, least) and not words.only_degrees(part)]
    return tuple(names) if len(names) > 1 and (len(names) == len(parts) or least > 1) else ()


def _full_name(part: str, least: int) -> bool:
    """Whether a part of a cell is at least so many words of letters, and no note in brackets."""
    long = [word for word in part.split() if len(word) > 1 and word.strip("'’.").isalpha()]
    plain = not any(mark in part for mark in "()[]0123456789") and nobody(part) is None
    return plain and len(long) >= least and max(map(len, long)) > 2
