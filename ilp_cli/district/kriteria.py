"""The criteria of readiness: those of configs/readiness.yaml, and what a district leaves out or adds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from ilp_cli.core.names import normal, sebutan
from ilp_cli.district.calendar import month_days
from ilp_cli.district.case import Case
from ilp_cli.district.kesiapan import KriteriaDaerah, KriteriaKesiapan
from ilp_cli.law import configs
from ilp_cli.law.standard import Rank

_FIGURES = "0123456789"
_WHOLE = "a"
"""The letter of the one part of a criterion that has no other."""
_CODE = re.compile(r"(?P<kode>[A-Z]+\s*-?\s*0*\d+)\s*[.\-]?\s*(?P<bagian>[a-z])?\b", re.IGNORECASE)

_RANGE = re.compile(
    r"\s*[A-Z]+\s*-?\s*0*\d+\s*[a-z]?\s*(?:[-–—]|s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?|hingga)\s*[A-Z]{0,3}\s*\d", re.I
)
"""A cell that begins with the first of several codes and names the last."""
_WORDS = re.compile(r"[\s,;/&+–—]+|-(?=[A-Za-z])")
_APART = re.compile(r"\s*[,;/&+\n]\s*(?:dan\s+)?|\s+(?:dan|serta)\s+", re.IGNORECASE)
"""Between codes that one cell names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bagian:
    """A part of a criterion: what is asked, and who could know where that is not who knows the whole.

    `standar` is the key of the standard it rests on, "" for none. `batas` is the month and the day by which it must be
    set in each year.
    """

    kode: str
    judul: str
    standar: str = ""
    tahu: str = ""
    batas: tuple[int, int] | None = None

    def due(self, year: int) -> date | None:
        """The day of a year by which it must be set; None where no day is asked."""
        if self.batas is None:
            return None
        month, day = self.batas
        return month_days(year, month)[min(day, len(month_days(year, month))) - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kriteria:
    """A criterion with its parts. `untuk` are the kinds of places it is asked of, `tahu` who could know."""

    kode: str
    untuk: tuple[str, ...]
    judul: str
    sumber: str
    tahu: str
    langkah: str
    pangkat: Rank
    bagian: tuple[Bagian, ...]

    def asked_of(self, puskesmas: str, bagian: Bagian) -> str:
        """Who could know of a part at a place of this puskesmas."""
        return (bagian.tahu or self.tahu).replace("{puskesmas}", sebutan("Puskesmas", puskesmas))

    def named(self, bagian: Bagian) -> str:
        """The code of a part as a planner reads it: that of the criterion where it is the only one."""
        return bagian.kode if len(self.bagian) > 1 else self.kode


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a written code means: a criterion, and the letter of one part of it, "" for all of it."""

    kriteria: Kriteria
    bagian: str = ""

    @property
    def kode(self) -> str:
        """The code as a finding says it."""
        return f"{self.kriteria.kode}{self.bagian}"

    def covers(self, bagian: Bagian) -> bool:
        """Whether it speaks of this part."""
        return not self.bagian or bagian.kode == self.kode


@cache
def national() -> Mapping[str, Kriteria]:
    """The criteria of configs/readiness.yaml by their codes."""
    return {kode: _kriteria(kode, item) for kode, item in configs.readiness()["kriteria"].items()}


def _kriteria(kode: str, item: Mapping[str, Any]) -> Kriteria:
    return Kriteria(
        kode=kode,
        untuk=tuple(item["untuk"]),
        judul=item["judul"],
        sumber=item["sumber"],
        tahu=item["tahu"],
        langkah=item["langkah"],
        pangkat=Rank.TURUNAN,
        bagian=tuple(_bagian(f"{kode}{letter}", part) for letter, part in item["bagian"].items()),
    )


def _bagian(kode: str, part: Mapping[str, Any]) -> Bagian:
    due = part.get("batas")
    return Bagian(
        kode=kode,
        judul=part["judul"],
        standar=part.get("standar") or "",
        tahu=part.get("tahu") or "",
        batas=(int(due["bulan"]), int(due["hari"])) if due else None,
    )


def code_key(text: str) -> str:
    """A code as it is compared: " y-01" and "Y1" are one."""
    bare = re.sub(r"[\s\-]+", "", text).upper()
    return re.sub(r"(?<=[A-Z])0+(?=\d)", "", bare)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strange:
    """A word of `kriteria_kesiapan:` that cannot be used: where it stands, and why."""

    path: tuple[str | int, ...]
    kode: str
    sebab: str


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """The criteria of one district: those it asks, by their codes, and those it leaves out.

    `strange` are the words of its key that could not be used.
    """

    dipakai: Mapping[str, Kriteria]
    tanpa: frozenset[str] = frozenset()
    strange: tuple[Strange, ...] = ()

    def of(self, jenis: str) -> tuple[Kriteria, ...]:
        """What is asked of a kind of places, in the order of the codes, those of the district last."""
        return tuple(kriteria for kriteria in self.dipakai.values() if jenis in kriteria.untuk)

    @cached_property
    def _known(self) -> tuple[Mapping[str, Kriteria], Mapping[str, Kriteria]]:
        """Every criterion, also those left out, by its code and by its title, as they are compared."""
        known = {**national(), **self.dipakai}
        by_key = {code_key(kode): kriteria for kode, kriteria in known.items()}
        return by_key, {normal(kriteria.judul): kriteria for kriteria in known.values()}

    def meanings(self, text: str) -> tuple[Meaning, ...]:
        """All that a cell means, which may name several codes: "Y2, Y3"; none where any of it is not understood.

        A range is not understood: "P1–P6" may leave out what nobody looked at.
        """
        whole = self.meaning(text)
        if len({key for word in _WORDS.split(text) if (key := self._key(word))}) > 1:
            each = [self.meaning(part) for part in _APART.split(text.strip()) if part]
            known = tuple(meaning for meaning in each if meaning is not None)
            return known if len(known) == len(each) > 1 else ()
        return (whole,) if whole is not None else ()

    def _key(self, word: str) -> str:
        """What a word names that is a code, or looks like one of theirs, with or without a letter; "" for any other."""
        match = _CODE.fullmatch(word)
        key = code_key(match["kode"] if match else word)
        series = {code.rstrip(_FIGURES) for code in self._known[0]}
        return key if key in self._known[0] or (match and key.rstrip(_FIGURES) in series) else ""

    def meaning(self, text: str) -> Meaning | None:
        """What a written code means: "Y1", "y 1: jumlah kader", "U1b", its title; None where it means none."""
        by_key, titles = self._known
        kriteria = by_key.get(code_key(text)) or titles.get(normal(text))
        if kriteria is not None:
            return Meaning(kriteria=kriteria)
        if _RANGE.match(text):
            return None
        match = _CODE.match(text.strip())
        words = text.split()
        kriteria = by_key.get(code_key(match["kode"])) if match else by_key.get(code_key(words[0])) if words else None
        letter = (match["bagian"] or "").lower() if match else ""
        if kriteria is None or (letter and all(part.kode != f"{kriteria.kode}{letter}" for part in kriteria.bagian)):
            return None
        return Meaning(kriteria=kriteria, bagian=letter)


def criteria(case: Case) -> Criteria:
    """The criteria of the district of a case; what of its key cannot be used is told by the rules."""
    key = case.district.kriteria_kesiapan or KriteriaKesiapan()
    known = {code_key(kode): kode for kode in national()}
    strange: list[Strange] = []
    left: set[str] = set()
    for index, text in enumerate(key.tanpa):
        kode = known.get(code_key(text))
        if kode is None:
            strange.append(Strange(path=(*key.path, "tanpa", index), kode=text, sebab="bukan kode kriteria nasional"))
        else:
            left.add(kode)
    own = dict(_own(key.tambahan, known, strange))
    dipakai = {kode: kriteria for kode, kriteria in national().items() if kode not in left} | own
    return Criteria(dipakai=dipakai, tanpa=frozenset(left), strange=tuple(strange))


def _own(
    added: Iterable[KriteriaDaerah], known: Mapping[str, str], strange: list[Strange]
) -> Iterator[tuple[str, Kriteria]]:
    """The criteria of a district's own by their codes; one whose code is taken is left out."""
    taken = dict.fromkeys(known, "sudah kode kriteria nasional; pilih kode lain")
    for item in added:
        why = taken.get(code_key(item.kode))
        if why is not None:
            strange.append(Strange(path=(*item.path, "kode"), kode=item.kode, sebab=why))
            continue
        taken[code_key(item.kode)] = "sudah ditulis di atas; pilih kode lain"
        yield (
            item.kode,
            Kriteria(
                kode=item.kode,
                untuk=(item.untuk,),
                judul=item.judul,
                sumber=item.dasar or "kriteria kabupaten sendiri",
                tahu=item.tahu or "{puskesmas}",
                langkah=item.langkah or item.judul,
                pangkat=Rank.LOKAL,
                bagian=(Bagian(kode=f"{item.kode}{_WHOLE}", judul=item.judul),),
            ),
        )
