"""What a text in the column of names is when it names nobody: a vacant post, a sum, a line of the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache

from ilp_cli.core.names import begins, normal
from ilp_cli.district.numbers import NIK_LENGTH, Nik, Nip, digits_of
from ilp_cli.law.vocabulary import vocabulary

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERED = re.compile(r"(?i)\W*(?:nip|ni ?pppk|nipppk|nrp|nik)\b\W*\d")
_PAGE_NUMBER = re.compile(r"(?i)(?:halaman|hal|page|lembar)\W*\d+(?:\s*(?:dari|/|of|-)\s*\d+)?")
_COMMENT = ("#", "*", "//")
_REPEATED = range(3, 20)
"""A letter repeated so often is no name; Aa is one."""
_SPELT = re.compile(r"[^\W\d_](?: [^\W\d_]){3,}")
"""Letters apart: "J U M L A H"."""
_TITLE = 3
"""A title of no more letters is no name by itself; Haji may be one."""


class Nobody(StrEnum):
    """Why a text is nobody's name, in the words of a message."""

    VACANT = "formasi kosong"
    DOUBTFUL = "kata ini dapat berarti kosong"
    POST = "sebutan, bukan nama"
    SUM = "baris jumlah"
    FIGURES = "hanya angka"
    NUMBER = "nomor identitas, bukan nama"
    PAGE = "keterangan halaman"
    SIGNATURE = "blok tanda tangan"
    COLUMNS = "nomor kolom"
    HEADING = "judul tempat"
    GROUP = "judul kelompok"
    UNNAMED = "tanpa nama"
    PAGE_NUMBER = "nomor halaman"
    TITLES = "judul kolom lain"
    LEGEND = "keterangan warna"


def nobody(text: str) -> Nobody | None:
    """Why a text cannot be somebody's name; None where it may be one.

    Whether the row is a person nevertheless is for whoever sees the whole row to say.
    """
    if text[1:2] == " " and _SPELT.fullmatch(text):
        text = text.replace(" ", "")
    first = text.partition(" ")[0]
    lower = first.lower()
    if not first.isalpha() or lower in _openers():
        return _reason(text)
    words = vocabulary()
    if first == text and _no_word(lower):
        return Nobody.VACANT
    if lower in words.sums_more:
        if text[len(first) + 1 :].isdecimal():
            return None  # "Kader 5", as whole lists are filled, may be a name; the words of a sum are openers
        if _sums(normal(text).split()):
            return Nobody.SUM
    if lower not in words.vacant_more:
        return None
    parts = normal(text).split()
    return _reason(text) if "(" in text or _tells_vacancy(parts) or _only_a_post(parts) else None


def _no_word(text: str) -> bool:
    """Whether a word is none: "x", "xxx", "aaa", a title alone."""
    words = vocabulary()
    repeated = len(set(text)) == 1 and (text in ("x", "xx") or len(text) in _REPEATED)
    return repeated or (1 < len(text) <= _TITLE and text in words.before)


def only_counts(text: str) -> bool:
    """Whether a text holds nothing but figures and what is counted: "2 orang", "PNS", "Laki-laki"."""
    return _counts(normal(text).split())


def _counts(parts: Iterable[str]) -> bool:
    words = vocabulary()
    return all(part in words.sums_more or part in words.sums or part.isdigit() for part in parts)


def _sums(parts: list[str]) -> bool:
    """Whether a text is a sum or a line of a recap: "Jumlah 28", "2 orang", "PNS"; but "Kader 5" may be a name."""
    words = vocabulary()
    named = not words.sums.isdisjoint(parts)
    if named and parts[0] in words.sums_first and all(_of_vacancy(part) for part in parts[1:]):
        return True  # Jumlah kebutuhan bidan: 2
    return parts != ["dan"] and _counts(parts) and (named or not any(part.isdigit() for part in parts[1:]))


def _of_vacancy(part: str) -> bool:
    """Whether a word may stand in a text that tells of a vacant post."""
    words = vocabulary()
    return part in words.vacant_words or part in words.vacant_more or part in words.sums_more or part.isdigit()


def _tells_vacancy(parts: list[str]) -> bool:
    """Whether a text holds nothing but what is said of vacant posts: "kebutuhan 2 orang", "bidan belum tersedia"."""
    return not vocabulary().vacant_words.isdisjoint(parts) and all(map(_of_vacancy, parts))


@cache
def _openers() -> frozenset[str]:
    """The first words that make a text worth a second look: all others begin names."""
    words = vocabulary()
    phrases = (*words.vacant, *words.vacant_before, *words.page, *words.signature, *words.going)
    return (
        frozenset(phrase.partition(" ")[0] for phrase in phrases)
        | words.sums_first
        | words.vacant_words
        | words.going_before
        | words.perhaps_names
        | (words.addressed - words.sums_more)
        | words.posts
        | {"nip", "ni", "nipppk", "nrp", "nik"}
    )


def _reason(text: str) -> Nobody | None:
    numbered = len(text) >= NIK_LENGTH and (Nip(digits_of(text)).own or Nik(digits_of(text)).own)
    if numbered or _NUMBERED.match(text):
        return Nobody.NUMBER
    if not any(letter.isalpha() for letter in text):
        marked = not any(letter.isdigit() and letter != "0" for letter in text)
        return Nobody.VACANT if marked else Nobody.FIGURES
    if "." in text and vocabulary().only_degrees(text):
        return Nobody.VACANT
    if text.startswith(_COMMENT) or _PAGE_NUMBER.fullmatch(text):
        return Nobody.PAGE if text.startswith(_COMMENT) else Nobody.PAGE_NUMBER
    return _post_in_brackets(text) or _of_words(normal(_BRACKETS.sub(" ", text)) or normal(text))


@cache
def _vacant(first: str) -> tuple[str, ...]:
    """The words for a vacant post that begin with this one."""
    return tuple(phrase for phrase in vocabulary().vacant if phrase.partition(" ")[0] == first)


def _post_in_brackets(text: str) -> Nobody | None:
    """Whether brackets say that a post is vacant, and nothing else stands there: "Perawat (belum ada)"."""
    outside, words = normal(_BRACKETS.sub(" ", text)), vocabulary()
    inside = (normal(match[0]) for match in _BRACKETS.finditer(text))
    post = bool(outside) and all(part in words.vacant_more for part in outside.split())
    return Nobody.VACANT if post and any(_of_words(part) is Nobody.VACANT for part in inside) else None


def _of_words(compared: str) -> Nobody | None:
    """Which of the lists of configs/reading.yaml a text belongs to, the narrower ones first."""
    words = vocabulary()
    parts = compared.split()
    lists = (
        (Nobody.DOUBTFUL, compared in words.perhaps_names),
        (Nobody.VACANT, _goes(compared)),
        (Nobody.VACANT, _tells_vacancy(parts)),
        (Nobody.VACANT, any(_begins(compared, phrase, words.vacant_more) for phrase in _vacant(parts[0]))),
        (Nobody.VACANT, begins(compared, words.vacant_before)),
        (Nobody.SUM, _sums(parts)),
        (Nobody.SIGNATURE, begins(compared, words.signature)),
        (Nobody.PAGE, begins(compared, words.page)),
        (Nobody.POST, _only_a_post(parts)),
    )
    return next((reason for reason, fits in lists if fits), None)


def _only_a_post(parts: list[str]) -> bool:
    """Whether a text tells of a post alone, not who holds it: "Bu RT 03", "Istri Kades"; but "Ibu Aminah" is a name."""
    words = vocabulary()
    named = (part in words.posts or part in words.addressed or part.isdigit() for part in parts)
    return not words.posts.isdisjoint(parts) and all(named)


def _goes(compared: str) -> bool:
    """Whether a text only says that somebody has left, not who: "sudah pindah", "mutasi ke RSUD"; but "Alm. Budi"."""
    words = vocabulary()
    parts = compared.split()
    while len(parts) > 1 and parts[0] in words.going_before:
        parts.pop(0)
    plain = " ".join(parts)
    return plain in words.going or (parts[0] not in words.late and begins(plain, words.going))


def _begins(compared: str, phrase: str, more: frozenset[str]) -> bool:
    """Whether a text is a phrase, with nothing behind it but words that may follow such a phrase, and figures."""
    if not compared.startswith(phrase):
        return False
    rest = compared[len(phrase) :]
    return (not rest or rest[0] == " ") and all(part in more or part.isdigit() for part in rest.split())


_BETWEEN = re.compile(
    r"\s*[\r\n]+\s*|\s*[/;&+|\\•·→=]\s*|\s+(?:dan|serta|atau)\s+|,\s+"
    r"|,(?=[^\W\d_]{3,}\s+[^\W\d_]{3,})|\s+(?=\(?[23]\s*[.)]\s*[^\W\d])|\s+[b-d][.)]\s+"
)
_ALONE = 2
"""So many single words a comma may divide may still be a name and a degree; so short a word is none of a list."""
_ORDINAL = re.compile(r"\(?(?:\d{1,3}|[ab])\s*[.)]\s*")


def two_names(text: str) -> tuple[str, ...]:
    """The names in a cell that seems to hold several; none where it holds one, or one over two lines.

    Only parts that can stand as full names count: no degrees, and two words at least where a comma, a figure or a line
    break divides them.
    """
    if text.replace(" ", "").isalnum() and " dan " not in text and " serta " not in text and " atau " not in text:
        return ()  # most names: words with nothing between them, for which the pattern need not be tried
    marks = _BETWEEN.findall(text)
    if not marks:
        return ()
    words = vocabulary()
    parts = [_ORDINAL.sub("", part, count=1).strip() for part in _BETWEEN.split(text.strip(" •·-"))]
    parts = [part for part in parts if not part or not words.only_degrees(part)]
    counted = _ORDINAL.match(text) is not None and not any(mark.strip() for mark in marks)  # 1. Siti 2. Ani
    listed = len(parts) > _ALONE and all(part.istitle() and len(part) > _ALONE for part in parts)  # Wati, Tuti, Lia
    least = 1 if counted or listed or all(mark.strip() and mark.strip() != "," for mark in marks) else 2
    names = [part for part in parts if _full_name(part, least)]
    names = [part for part in names if not begins(normal(part), words.going)]
    return tuple(names) if len(names) > 1 and (len(names) == len(parts) or least > 1) else ()


def _full_name(part: str, least: int) -> bool:
    """Whether a part of a cell is at least so many words of letters, and no note in brackets."""
    long = [word for word in part.split() if len(word) > 1 and word.strip("'’.").isalpha()]
    plain = not any(mark in part for mark in "()[]0123456789") and nobody(part) is None
    return plain and len(long) >= least and max(map(len, long)) > 2


_LINE = re.compile(r"\s*[\r\n;]+\s*")
_BULLET = re.compile(r"^\s*(?:\(?\d{1,2}\s*[.)]|[-•*·])\s*")
_LETTERS = 3
"""A word of fewer letters that a comma divides from a name is a degree or a part of it."""


def each_name(text: str) -> tuple[str, ...]:
    """The people of a cell that may hold several, whatever divides them: all of its text, what belongs together whole.

    A degree or a number behind a mark stays with the name before it. Two words, each on a line of its own, stay one:
    they may be one name.
    """
    lines = [line for line in _LINE.split(text.strip()) if line]
    if any(map(_BULLET.match, lines)):
        told = _together(lines, lambda line: _BULLET.match(line) is not None)
    else:
        least = 1 if len(lines) > _ALONE else 2
        told = _together(lines, lambda line: _begins_name(line, least))
    names = [name for line in told for name in _on_a_line(line)]
    return tuple(name for name in names if any(map(str.isalnum, name)))


def _begins_name(line: str, least: int) -> bool:
    """Whether a line is no more of the name above it: a name of so many words, or a vacant post."""
    words = vocabulary()
    vacant = nobody(line) is Nobody.VACANT and not words.only_degrees(line)
    return vacant or _full_name(words.bare_name(line), least)


def _together(parts: Iterable[str], begins_one: Callable[[str], bool]) -> list[str]:
    """The parts, each that begins no name joined to the one before it."""
    told: list[str] = []
    for part in parts:
        if told and not begins_one(part):
            told[-1] = f"{told[-1]} {part}"
        else:
            told.append(part)
    return told


def _on_a_line(text: str) -> list[str]:
    """The names of one line; one alone where it does not plainly hold several."""
    if not two_names(text):
        return [_BULLET.sub("", text, count=1).strip()]
    parts = [_ORDINAL.sub("", part, count=1).strip() for part in _BETWEEN.split(text.strip(" •·-"))]
    words, told = vocabulary(), list[str]()
    for part in filter(None, parts):
        named = not words.only_degrees(part) and sum(map(str.isalpha, part)) >= _LETTERS and "." not in part
        if told and not named and not _full_name(part, 2):
            told[-1] = f"{told[-1]}, {part}"
        else:
            told.append(part)
    return told
