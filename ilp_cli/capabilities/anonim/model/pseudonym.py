"""Invented names and numbers that keep what the rules look at, and give nobody away without the key."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Collection, Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ilp_cli.core.masking import mask_numbers
from ilp_cli.district.identity import NIK_WOMAN, name_key
from ilp_cli.district.numbers import Nik, Nip, digits_of, number_prefix, one_figure
from ilp_cli.district.table import ColumnSpec, Holds, Privacy
from ilp_cli.files.days import read_birthday, read_day
from ilp_cli.paper.sheet import NAME_LIMIT
from ilp_cli.reading.leaving import leaving, leaving_of_name
from ilp_cli.reading.nobody import two_names

CopyValue = str | int | float | date | None

DROPPED = "(dihapus)"
"""What stands where something was left out; a blank cell stays blank."""
NOBODY = "-"
"""What stands in the column of names in a row that is nobody's."""
SHORTEST = 12
"""How many signs a key must have.

Whoever knows one person in a copy can try keys until that person comes out. With `stretched` a processor tries some
twenty keys a second: a thousand processors go through eight random small letters in four months, through twelve in
150,000 years. Words of a language are guessed sooner, so a random key is the better one.
"""
_FEWEST = 6
"""How many different signs it must have: twelve times the same is no secret."""

_NO_DAY = "00/00/0000"
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_CONSONANTS = "bdghjklmnprstwy"
_VOWELS = "aeiou"
_SYLLABLES = 3
_LONG_NUMBER = re.compile(r"\d[\d .]{6,}\d")
_NUMBER_WORD = re.compile(r"[\s,/;(-]*(?:\b(?:nip|nik)\b[\s.:]*)?$", re.IGNORECASE)
_WORK = frozenset({"profesi", "jabatan"})
_REMARKS = "keterangan"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ROMAN = re.compile(r"[ivx]+")
_SPOKEN = 3
"""A shorter word names nobody."""
_OF_PLACE = 4
"""So many words of a name may follow a word for a kind of place: "Puskesmas Banggae I"."""
_APART = re.compile(r"[,:;()|/]")
"""Ends the name of a place."""
_TELEPHONE = re.compile(r"(?<!\d)(?:\+?62[\s.-]?\d{2}|0\d{2})(?:[\s.-]?\d){5,}")
"""A number that somebody is called by; no day begins like one."""
_NO_LETTER = re.compile(r"[\W\d_]*")
_EPOCH = date(1899, 12, 30)
_SAME_DAYS = 28
"""Days that every month has: these trade places, the 29th to the 31st stay, so a real day stays a real day."""


def weak(key: str) -> str:
    """Why a key is too weak to hide anybody behind, in words; "" where it is not."""
    key = key.strip()
    if len(key) < SHORTEST:
        return f"terlalu pendek: {len(key)} tanda, sedikitnya {SHORTEST}"
    different = len(set(key.casefold()))
    return f"terlalu seragam: hanya {different} tanda yang berbeda, sedikitnya {_FEWEST}" if different < _FEWEST else ""


def stretched(key: str) -> str:
    """A key worked over, so that each guess at it costs time and memory; the same for the same key."""
    return hashlib.scrypt(key.strip().encode(), salt=b"ilp anonim", n=2**14, r=8, p=1).hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Which words of a kept text may name somebody: all but the `usual` ones, in a column that has words of its own.

    In that of a profession only those of `people`, the names of this roster, and those behind a word of `before`; in
    that of a place only those behind a word of `plainly`. Of a remark or a line of the page those of `places`, the
    places of this roster, name nobody, nor do those behind a word of `kinds`, unless it is an office: `offices`.
    """

    usual: Container[str] = frozenset()
    people: Container[str] = frozenset()
    places: Container[str] = frozenset()
    kinds: Container[str] = frozenset()
    offices: Container[str] = frozenset()
    before: Collection[str] = frozenset()
    plainly: Collection[str] = frozenset()


_NO_WORDS = Words()


class Pseudonyms:
    """One way of renaming people, fixed by its key: equal goes to equal, different to different."""

    def __init__(
        self,
        key: str,
        bare: Callable[[str], str],
        errors: Container[str] = (),
        words: Words = _NO_WORDS,
        compared: Callable[[str], str] | None = None,
    ) -> None:
        """`bare` gives a name without what stands around it, `compared` as it is compared with others.

        `errors` are texts that stand for no value.
        """
        self._compared = compared or bare
        self._words = words
        self._key = key.encode()
        self._bare = bare
        self._errors = errors
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._written: dict[str, str] = {}

    def cell(self, columns: Sequence[ColumnSpec], value: CopyValue) -> CopyValue:
        """What stands in the copy instead of a value; no column where it is none of ours."""
        bare = isinstance(value, str) and not any(map(str.isalnum, value))
        if value is None or (bare and not (columns and str(value).strip())):
            return value  # a bare mark names nobody, and may say that nothing is known
        if not columns or any(column.privacy is Privacy.DROPPED for column in columns):
            return self._left_out(columns, value)
        if isinstance(value, str) and value.strip() in self._errors:
            return value
        replaced = [column for column in columns if column.privacy is Privacy.REPLACED]
        if replaced:
            return self._invented(replaced, value)
        masked = isinstance(value, str) and any(column.privacy is Privacy.MASKED for column in columns)
        if masked and not any(column.holds is Holds.DAY and read_day(str(value))[0] for column in columns):
            return mask_numbers(self._kept(columns, str(value)))
        return self._kept(columns, value) if isinstance(value, str) else value

    def _left_out(self, columns: Sequence[ColumnSpec], value: CopyValue) -> str:
        """What stands for a value that is left out: of a remark the words by which somebody does not count."""
        remarks = isinstance(value, str) and any(column.name == _REMARKS for column in columns)
        return self.remark(str(value)) if remarks and leaving(str(value), _REMARKS) is not None else DROPPED

    def _kept(self, columns: Sequence[ColumnSpec], text: str) -> str:
        """A text that stays, but for the words in it that may name somebody."""
        if any(column.holds is Holds.PLACE for column in columns):
            return self.place(text)
        if any(column.name in _WORK for column in columns):
            return self._hidden(text, self._words.before, self._words.people)
        if any(column.choices is not None and column.choices.meant(text) for column in columns):
            return text
        return self._hidden(text, self._words.before, None, self._words.places, placed=True)

    def place(self, text: str) -> str:
        """The name of a place, without a name of somebody that is written beside it."""
        return self._hidden(text, self._words.plainly, ())

    def remark(self, text: str) -> str:
        """The words of a remark or comment, but for those that may name somebody; those of places stay."""
        return _without_numbers(self._hidden(text, self._words.before, None, self._words.places, placed=True))

    def line(self, text: str) -> str:
        """A line of the page: a title, a heading, a legend, a signature. It tells its kind, its place, and nobody."""
        return _without_numbers(self._hidden(text, self._words.before, None, placed=True))

    def title(self, text: str, *, ours: bool) -> str:
        """The title of a column; of one that is none of `ours` all words that may name somebody are others."""
        people = self._words.people if ours else None
        return _without_numbers(self._hidden(text, self._words.before, people, self._words.places, placed=True))

    def sheet(self, title: str, places: Container[str] | None) -> str:
        """The name of a sheet: it may be that of a place, or of whoever made it.

        `places` are the words of the places its rows name; without them its name may be what places its rows.
        """
        people = self._words.people if places is None else None
        hidden = self._hidden(title, self._words.before, people, places or (), placed=places is not None)
        return _without_numbers(hidden).replace("*", "x")[:NAME_LIMIT]  # a sheet may not be called with an asterisk

    def _hidden(
        self,
        text: str,
        before: Collection[str],
        people: Container[str] | None,
        kept: Container[str] = (),
        *,
        placed: bool = False,
    ) -> str:
        """A text with other words for those that may name somebody: of `people`, or behind a word of `before`.

        Without `people` every word may that is not a usual one; those that are `kept` never, nor, where a place is
        named by its kind (`placed`), those that follow, unless they are names of this roster.
        """
        if not before and people is None:
            return text
        behind, last, end, run = False, "", 0, 0

        def other(match: re.Match[str]) -> str:
            nonlocal behind, last, end, run
            word = match[0].casefold()
            marked = word in before or f"{last} {word}" in before
            run = 0 if _APART.search(text, end, match.start()) else run
            if placed and word in self._words.kinds:
                run = 0 if last in self._words.offices else _OF_PLACE
            behind, last, end = behind or marked, word, match.end()
            known = word in self._words.usual or re.sub("['’]", "", word) in self._words.usual  # jum'at
            if marked or len(word) < _SPOKEN or known or _ROMAN.fullmatch(word):
                return match[0]
            run -= 1
            if not behind and (word in kept or (run >= 0 and word not in self._words.people)):
                return match[0]
            if not (behind or people is None or word in people):
                return match[0]
            invented = self._word("kata", word)
            return invented.upper() if match[0].isupper() else invented

        return _WORD.sub(other, text)

    def _both(self, text: str) -> CopyValue:
        """A cell that holds a name and a number; where they cannot be told apart, nothing of it is left."""
        digits = _LONG_NUMBER.search(text)
        before, after = (text[: digits.start()], text[digits.end() :]) if digits else (text, "")
        if digits is None or re.search(r"\d", before + after):
            return DROPPED
        word = _NUMBER_WORD.search(before)
        bare, joint = (before[: word.start()], word[0]) if word else (before, "")
        parts = [self.name(part.strip()) if part.strip() else "" for part in (bare, after)]
        column = "nik" if Nik(digits_of(digits[0])).shaped else "nip"
        return f"{parts[0]}{joint or ' '}{self.number(column, digits[0])} {parts[1]}".strip()

    def _invented(self, columns: Sequence[ColumnSpec], value: str | float | date) -> CopyValue:
        """Another name, number or day of birth; where nothing can be invented, nothing of the value is left."""
        if any(column.holds is Holds.NAME for column in columns):
            return self._both(str(value)) if _LONG_NUMBER.search(str(value)) else self.name(str(value))
        column, *others = columns
        if others:
            return DROPPED
        if column.holds is Holds.IDENTITY:
            return self.number(column.name, value)
        return self._birth(value) if column.holds is Holds.BIRTH else DROPPED

    def name(self, nama: str) -> str:
        """The invented name of a person; known titles and degrees stay, for they tell professions, not people.

        So do words of a going beside it, "(alm.)", "- pindah": by them a check knows that the person does not count.
        Where a cell holds two names, each of them is invented.
        """
        if several := two_names(nama):
            return self._each(nama, several)
        said = leaving_of_name(nama)
        at = nama.casefold().find(said.kata.casefold()) if said is not None else -1
        if said is not None and at >= 0:
            end = at + len(said.kata)
            ahead, words, behind = nama[:at], self.remark(nama[at:end]), nama[end:]
            return f"{self._beside(ahead)}{words}{self._beside(behind)}"
        bare = self._bare(nama)
        key = name_key(self._compared(nama)) if name_key(bare) else ""
        if not key:
            return nama
        person = self._person(key)
        invented = person.upper() if bare.isupper() else person
        places = re.finditer(r"[\s,]*".join(map(re.escape, re.split(r"[\s,]+", bare.strip(" ,")))), nama)
        ways = [f"{nama[: place.start()]}{invented}{nama[place.end() :]}".strip() for place in places] or [invented]
        # Of "dr.Dr" the second is the name: what stands round it must leave the invented name bare.
        shown = next((way for way in ways if name_key(self._bare(way)) == name_key(person)), ways[0])
        written = nama.strip().casefold()
        while self._written.setdefault(shown.casefold(), written) != written:
            # The same name written otherwise: still another text, still the same bare name. Behind a comma a full stop
            # would be a part of its own, which is no degree, and the titles before it would be read as the name.
            shown += "," if shown.endswith(",") else "."
        return shown

    def _each(self, nama: str, several: Sequence[str]) -> str:
        """A cell of several names, each invented by itself, what stands between them as it was."""
        shown, rest = "", nama
        for part in several:
            before, _, rest = rest.partition(part)
            shown += f"{self._hidden(before, self._words.before, None)}{self.name(part)}"
        return f"{shown}{self._hidden(rest, self._words.before, None)}"

    def _beside(self, part: str) -> str:
        """What stands before or behind words of a going: a name, between signs that stay."""
        inner = part.strip(_SIGNS)
        if not any(map(str.isalpha, inner)):
            return mask_numbers(part)
        start = part.index(inner)
        return f"{part[:start]}{self.name(inner)}{part[start + len(inner) :]}"

    def _person(self, bare: str) -> str:
        """Two invented words for a bare name, never the same for two names."""
        if bare not in self._names:
            number = 0
            while (words := f"{self._word('satu', bare, number)} {self._word('dua', bare, number)}") in self._taken:
                number += 1
            self._taken.add(words)
            self._names[bare] = words
        return self._names[bare]

    def number(self, column: str, value: CopyValue) -> CopyValue:
        """An invented NIP or NIK: of the same shape, equal where equal, its day and sex as far apart as before."""
        if isinstance(value, int | float):
            return 10 ** (len(str(int(abs(value)))) - 1) if value else value
        text = str(value)
        if _SCIENTIFIC.fullmatch(text.strip()):
            figures, mark, power = text.strip().upper().partition("E")
            return "1" + re.sub(r"\d", "0", figures[1:]) + mark + power
        bare = digits_of(text)
        if not bare or (bare.isdigit() and one_figure(bare)):
            return text
        if Nip(bare).shaped:
            new = self._nip(bare)
        elif Nik(bare).shaped:
            new = self._nik(bare)
        else:
            new = self._signs(bare, column)
        start = number_prefix(text)
        signs = iter(new)
        kept = iter(bare)
        expected = next(kept, "")
        out = []
        for sign in text[start:]:
            if sign == expected:
                out.append(next(signs))
                expected = next(kept, "")
            else:
                out.append(sign)
        return text[:start] + "".join(out)

    def _nip(self, nip: str) -> str:
        day = self._day(nip[2:4], nip[4:6], int(nip[6:8]))
        month = int(nip[12:14])
        if 1 <= month <= 12:
            month = self._order(12, "bulan", nip[8:12])[month - 1] + 1
        return f"{nip[:6]}{day:02d}{nip[8:12]}{month:02d}{nip[14]}{self._signs(nip[15:], nip[:15])}"

    def _nik(self, nik: str) -> str:
        kecamatan, day = int(nik[4:6]), int(nik[6:8])
        if 1 <= kecamatan <= _SAME_DAYS:
            kecamatan = self._order(_SAME_DAYS, "kecamatan", nik[:4])[kecamatan - 1] + 1
        woman = NIK_WOMAN if day > NIK_WOMAN else 0
        day = self._day(nik[10:12], nik[8:10], day - woman) + woman
        return f"{nik[:4]}{kecamatan:02d}{day:02d}{nik[8:12]}{self._signs(nik[12:], nik[:12])}"

    def _birth(self, value: CopyValue) -> CopyValue:
        """Another day of the same month; a text that is no day stays one that is none."""
        if isinstance(value, date):
            return self._moved(value)
        if isinstance(value, int | float):
            return (self._moved(_EPOCH + timedelta(int(value))) - _EPOCH).days if 1 <= value < 80_000 else 0
        days, _ = read_birthday(str(value))
        if len(days) == 1:
            return self._moved(days[0]).isoformat()
        if days:  # of two centuries: the year stays as short as it was
            return f"{self._moved(days[0]):%d-%m-%y}"
        return value if str(value).strip() == "-" else _NO_DAY

    def _moved(self, day: date) -> date:
        return date(day.year, day.month, self._day(f"{day.year % 100:02d}", f"{day.month:02d}", day.day))

    def _day(self, year: str, month: str, day: int) -> int:
        """The day a day of birth becomes; the same in a NIP, in a NIK and in a column of its own."""
        return self._order(_SAME_DAYS, "hari", year, month)[day - 1] + 1 if 1 <= day <= _SAME_DAYS else day

    def _signs(self, text: str, tweak: str) -> str:
        """Figures and letters traded one by one, each by a table that hangs on all before it: never two alike."""
        out = []
        for index, sign in enumerate(text):
            alphabet = next((signs for signs in ("0123456789", _LOWER, _LOWER.upper()) if sign in signs), "")
            order = self._order(len(alphabet), "tanda", tweak, text[:index])
            out.append(alphabet[order[alphabet.index(sign)]] if alphabet else "x" if sign.isalnum() else sign)
        return "".join(out)

    def _order(self, size: int, *about: str) -> list[int]:
        """For each number below `size` (32 at most) another one, each once, by one round that only the key knows."""
        digest = self._digest(*about)
        round_ = sorted(range(size), key=lambda index: (digest[index], index))
        after = dict(zip(round_, round_[1:] + round_[:1], strict=True))
        return [after[index] for index in range(size)]

    def _word(self, *about: object) -> str:
        """An invented word, easy to say."""
        digest = self._digest(*map(str, about))
        pairs = zip(digest[:_SYLLABLES], digest[_SYLLABLES:], strict=False)
        return "".join(_CONSONANTS[a % len(_CONSONANTS)] + _VOWELS[b % len(_VOWELS)] for a, b in pairs).capitalize()

    def _digest(self, *about: str) -> bytes:
        return hmac.new(self._key, "\x1f".join(about).encode("utf-8", "surrogatepass"), hashlib.sha256).digest()


def _without_numbers(text: str) -> str:
    """A text without long numbers, and without those that somebody is called by."""
    return _TELEPHONE.sub(lambda match: re.sub(r"\d", "*", match[0]), mask_numbers(text))


def speaks(text: str) -> bool:
    """Whether a text says anything in words."""
    return _NO_LETTER.fullmatch(text) is None


_SIGNS = " \t\n()[]{},.;:/-–—†"
"""What stands between a name and the words beside it."""
_LOWER = "abcdefghijklmnopqrstuvwxyz"
