"""A list from the ministry as it was read: rows that name places by code and name, with counts beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ilp_cli.core.finding import Place

UNSAID = ""
"""The system of a district's number where the list does not say whether it is Kemendagri's or that of BPS."""

_KEMKES = re.compile(r"0*([1-9]\d{6})")
_REGISTRATION = re.compile(r"[Pp]?(\d{10})")
_DECIMALS = re.compile(r"[.,]0+$")
_BETWEEN = re.compile(r"[\s'’`]")


def code_of(text: str) -> str:
    """A puskesmas code as it is compared: 1070668 (Kemenkes) or P7317010101; "" where it has neither shape.

    What spreadsheets add is put aside: an apostrophe, zeros before it, ".0" behind it.
    """
    bare = _DECIMALS.sub("", _BETWEEN.sub("", text))
    if match := _KEMKES.fullmatch(bare):
        return match[1]
    match = _REGISTRATION.fullmatch(bare)
    return f"P{match[1]}" if match else ""


def is_registration(code: str) -> bool:
    """Whether a code is a P-code, which holds the BPS number of its district."""
    return code.startswith("P")


def district_digits(code: str) -> str:
    """The four figures of a district at the head of a code: 73.17.02.1003, 7317 and 7317.0 → 7317; "" where none."""
    digits = re.sub(r"\D", "", _DECIMALS.sub("", text)) if (text := code.strip()) else ""
    return digits[:4] if len(digits) >= 4 else ""


class Wilayah(NamedTuple):
    """A district with its two numbers: `kemendagri` as 72.04, `bps` as 7206."""

    nama: str
    kemendagri: str
    bps: str


class ListColumn(NamedTuple):
    """A column of counts: what it counts, whom of them ("" where its title does not say), and its title."""

    apa: str
    ukuran: str
    judul: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row: a puskesmas, or a pustu or posyandu with the name of its puskesmas.

    `kelompok` is the puskesmas that a title above the row names, where the row itself has none.
    `kode` are its puskesmas codes as compared, `kode_tertulis` as written. `nomor` are the district's numbers it holds,
    by system: "kemendagri", "bps", or UNSAID where the list does not say. `counts` holds one figure or a pair, as 14/5.
    """

    place: Place
    tingkat: str
    nama: str
    puskesmas: str = ""
    kelompok: str = ""
    kode: tuple[str, ...] = ()
    kode_tertulis: str = ""
    kabupaten: str = ""
    nomor: Mapping[str, str] = field(default_factory=dict)
    desa: str = ""
    kecamatan: str = ""
    counts: Mapping[ListColumn, tuple[int, ...]] = field(default_factory=dict)

    @property
    def pemilik(self) -> str:
        """The name of the puskesmas that the row is about or belongs to."""
        return self.nama if self.tingkat == "puskesmas" else self.puskesmas


class Unread(NamedTuple):
    """Something of the list that could not be read, and why."""

    place: Place
    sebab: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialList:
    """All tables of one file. `unread` are rows, `faults` single cells; `passed` are rows that are no content."""

    file: str
    entries: tuple[Entry, ...]
    unread: tuple[Unread, ...] = ()
    faults: tuple[Unread, ...] = ()
    passed: tuple[Unread, ...] = ()
    remarks: tuple[str, ...] = ()
