"""Offices as a decree names them: who heads a district, who acts for whom, and which district an office names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ilp_cli.core.names import normal
from ilp_cli.core.words import BLANK, kalimat
from ilp_cli.district.place import Kabupaten, kind_and_name
from ilp_cli.law.configs import reading

_PLACE = re.compile(r"(?P<office>.+?)\s+(?P<place>(?:kabupaten|kab\b\.?|kota)\b.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Forms:
    """How offices are written, from `jabatan` of configs/reading.yaml; `next_office` begins a second one."""

    acting: re.Pattern[str]
    head: re.Pattern[str]
    heads: Mapping[str, str]
    behalf: re.Pattern[str]
    through: re.Pattern[str]
    next_office: re.Pattern[str]
    same: Mapping[str, str]


@cache
def _forms() -> _Forms:
    """The forms, read once."""
    words = reading()["jabatan"]
    acting, heads, begins = words["pelaksana"], words["kepala_daerah"], words["awal"]
    head = rf"(?P<office>(?:{_any([words['wakil']])}\s+)?(?P<word>{_any(heads.values())}))\b\s*(?P<place>.*)"
    return _Forms(
        acting=re.compile(rf"(?:{_any(acting)})\b\.?\s+", re.IGNORECASE),
        head=re.compile(head, re.IGNORECASE),
        heads={_closed(word): kind for kind, word in heads.items()},
        behalf=re.compile(rf"(?:{_any(words['atas_nama'])})\b\.?\s*(?P<who>.*)", re.IGNORECASE),
        through=re.compile(rf"\b(?:{_any(words['melalui'])})\b\.?", re.IGNORECASE),
        next_office=re.compile(rf"(?<=\s)(?:{_any([*begins, *acting, *heads.values()])})\b", re.IGNORECASE),
        same={short: name for name, shorter in words["sama"].items() for short in shorter},
    )


def _any(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first; a dot may be a slash, and blanks do not matter."""
    listed = sorted(words, key=len, reverse=True)
    return "|".join(
        r"\s*[./]\s*".join(r"\.?\s*".join(map(re.escape, part.split())) for part in word.split(".")) for word in listed
    )


def _closed(word: str) -> str:
    return normal(word).replace(" ", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office taken apart: how it is held (Plt., Pj.), its own name, and the district it names.

    `heads` is the kind of district it heads, None for every other office: a Bupati heads a kabupaten and signs without
    pangkat and NIP. `kind` and `place` are what the office itself says of its district, None and "" where nothing.
    """

    acting: str
    name: str
    heads: str | None
    kind: str | None
    place: str

    @property
    def key(self) -> str:
        """The office as it is compared with another."""
        if self.heads:
            deputy = normal(self.name).startswith(f"{reading()['jabatan']['wakil']} ")
            return "wakil" if deputy else "kepala daerah"
        return normal(self.name)

    def same(self, other: Office) -> bool:
        """Whether both name the same office; a longer name of the same beginning is the same."""
        shorter, longer = sorted((self.key, other.key), key=len)
        return longer == shorter or longer.startswith(f"{shorter} ")


def office_of(written: str, kabupaten: Kabupaten) -> Office:
    """An office as it is written, taken apart; a short name for one stands in full, as a decree names it."""
    text = " ".join(written.split())
    match = _forms().acting.match(text)
    acting, rest = (text[: match.end()].strip(), text[match.end() :]) if match else ("", text)
    head = _forms().head.fullmatch(rest)
    if head:
        kind, place = kind_and_name(head["place"])
        heads = _forms().heads[_closed(head["word"])]
        bare = normal(head["place"]) in ("kabupaten", "kab", "kota")
        return Office(acting=acting, name=head["office"], heads=heads, kind=kind, place="" if bare else place)
    placed = _PLACE.fullmatch(rest)
    if placed:
        kind, place = kind_and_name(placed["place"])
        if kind is None:  # "… Kabupaten", with no name behind it
            kind, place = ("kota" if normal(placed["place"]) == "kota" else "kabupaten"), ""
        return Office(acting=acting, name=_in_full(placed["office"]), heads=None, kind=kind, place=place)
    own = kabupaten.nama
    if own and normal(rest).endswith(f" {normal(own)}"):
        full = _forms().same.get(normal(rest).removesuffix(f" {normal(own)}"))
        place = "" if full else own  # the full name stands without it
        return Office(acting=acting, name=full or rest, heads=None, kind=None, place=place)
    return Office(acting=acting, name=_in_full(rest), heads=None, kind=None, place="")


def _in_full(name: str) -> str:
    """An office by its full name, where it is written by a short one that has a single meaning (Kadinkes)."""
    return _forms().same.get(normal(name), name)


def lines_of(office: Office, kabupaten: Kabupaten) -> tuple[str, ...]:
    """An office as a decree prints it, the district once: KEPALA DINAS KESEHATAN / KABUPATEN LUWU, or BUPATI LUWU."""
    name = office.name.upper()
    if office.heads:
        return (f"{name} {(office.place or kabupaten.nama).upper()}",)
    if not office.place:
        return name, kabupaten.sebutan.upper()
    if normal(name).endswith(normal(office.place)):
        return (name,)
    kind = {"kabupaten": "KABUPATEN", "kota": "KOTA"}.get(office.kind or "", "")
    return (name, f"{kind} {office.place}".upper())


def words_of(office: Office, kabupaten: Kabupaten) -> str:
    """An office as a sentence names it, the district once: Kepala Dinas Kesehatan Kabupaten Luwu, Bupati Luwu."""
    name = kalimat(office.name)
    if office.heads:
        return f"{name} {office.place or kabupaten.nama}"
    if not office.place:
        return f"{name} {kabupaten.sebutan}"
    if normal(name).endswith(normal(office.place)):
        return name
    kind = {"kabupaten": "Kabupaten", "kota": "Kota"}.get(office.kind or "", "")
    return " ".join(filter(None, (name, kind, office.place)))


def on_behalf(prefix: str) -> tuple[str, str] | None:
    """For whom and through whom one signs: "a.n. Bupati u.b. Sekda" → ("Bupati", "Sekda"); None without a.n."""
    match = _forms().behalf.fullmatch(" ".join(prefix.split()))
    if match is None:
        return None
    whom, *through = (part.strip(" ,") for part in _forms().through.split(match["who"]))
    return whom, " ".join(through)


def decreed_by(written: str) -> str:
    """Whose decree it is: a decree that somebody sets a.n. Bupati is the Bupati's."""
    behalf = on_behalf(written)
    return _two_offices(behalf[0])[0] or written if behalf else written


def taken_apart(awalan: str | None, jabatan: str | None) -> tuple[str | None, str | None]:
    """For whom one signs and one's own office, each for itself, whichever of the two keys holds them.

    The own office is None where it is not said. Who stands between is "u.b." in the first, dotted where not said.
    """
    if jabatan and (match := _forms().behalf.fullmatch(jabatan)):
        before, *after = (part.strip(" ,") for part in _forms().through.split(match["who"]))
        whom, other = _two_offices(before)
        prefix, own = f"a.n. {whom}".strip(), other
        if after:
            prefix, own = f"{prefix} u.b. {other or BLANK}", " ".join(after).strip()
        acting = awalan if awalan and on_behalf(awalan) is None and own else None
        return prefix, " ".join(filter(None, (acting, own))) or None
    behalf = on_behalf(awalan or "")
    if behalf is None or not behalf[0]:
        return awalan, jabatan
    whom, other = _two_offices(behalf[0])
    if not other:
        return awalan, jabatan
    if not jabatan and not behalf[1]:
        return f"a.n. {whom}", other
    through = behalf[1] or ("" if normal(other) == normal(jabatan or "") else other)
    return f"a.n. {whom}" + (f" u.b. {through}" if through else ""), jabatan


def _two_offices(written: str) -> tuple[str, str]:
    """Two offices written one after the other; the second is "" where there is one only."""
    first, comma, second = written.partition(",")
    if comma:
        return first.strip(), second.strip()
    match = _forms().next_office.search(written)
    return (written[: match.start()].strip(), written[match.start() :].strip()) if match else (written, "")
