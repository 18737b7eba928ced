"""Mengingat: what a decree cites, less what no longer stands on its day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from textwrap import shorten
from typing import Any

from ilp_cli.core.words import tanggal
from ilp_cli.decreeing.wording import Facts, blanks, dotted, filled
from ilp_cli.law.standard import Law

_SHOWN = 60
"""The letters of an item by which it is told."""
_YEAR = re.compile(r"(?:tahun|thn\.?|th\.?|/)\s*((?:19|20)\d{2})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dasar:
    """The instruments a decree cites, what was left out or is doubtful and why, and what stays dotted in them."""

    butir: tuple[str, ...]
    catatan: tuple[str, ...] = ()
    kosong: tuple[str, ...] = ()


def dasar_of(own: tuple[str, ...], wording: Mapping[str, Any], facts: Facts, law: Law, day: date) -> Dasar:
    """What a decree of a day cites: the planner's own list, else the general one of configs/naskah.yaml.

    An item is known by the instrument it names first; the others in it are what it carries out or is changed by.
    """
    mine = tuple(text for text in own if text.strip())
    kept: list[str] = []
    notes: list[str] = []
    if not mine:
        notes.append("mengingat belum ditulis di roadmap.yaml; dipakai daftar umum (pilihannya turunan, bukan resmi)")
    for text in mine or tuple(wording["mengingat_umum"]):
        head = next(iter(law.named_in(text)), None)
        if head is not None and head.revoked_on(day):
            since = f" sejak {tanggal(head.dicabut_pada)}" if head.dicabut_pada else ""
            notes.append(f"Mengingat tanpa {head.singkat}: dicabut{since} oleh {law.successor(head)}")
            continue
        if head is not None and head.berlaku_sejak is not None and head.berlaku_sejak > day:
            words = f"belum berlaku pada {tanggal(day)} (berlaku sejak {tanggal(head.berlaku_sejak)})"
            notes.append(
                f"Mengingat: {head.singkat} {words}; tetap dicantumkan, periksa"
                if mine
                else f"Mengingat tanpa {head.singkat}, yang {words}"
            )
            if not mine:
                continue
        kept.append(text if mine else filled(text, facts))
    notes += _misplaced(kept, wording)
    open_ = ("mengingat",) if any(map(dotted, mine)) else () if mine else blanks(wording["mengingat_umum"], facts)
    return Dasar(butir=tuple(kept), catatan=tuple(notes), kosong=open_)


def _misplaced(items: Sequence[str], wording: Mapping[str, Any]) -> list[str]:
    """The first item that stands below one it should stand above: by rank, and within a rank by year.

    Decisions of ministers are held against what ranks above the regulations of the district alone; what begins with no
    known words is not looked at.
    """
    ranks: Sequence[Sequence[str]] = wording["urutan_mengingat"]
    regional = next(rank for rank, words in enumerate(ranks) if "perda" in words)
    ranked = [(text, rank, _year(text)) for text in items if (rank := _rank(text, ranks)) is not None]
    for place, text in enumerate(items):
        if _rank(text, [wording["urutan_bebas"]]) is not None:
            below = (
                lower for lower in items[place + 1 :] if (rank := _rank(lower, ranks)) is not None and rank < regional
            )
            if (lower := next(below, None)) is not None:
                return [_order(lower, text)]
    for (upper, rank, year), (lower, next_rank, next_year) in pairwise(ranked):
        if next_rank < rank or (next_rank == rank and 0 < next_year < year):
            return [_order(lower, upper)]
    return []


def _order(upper: str, lower: str) -> str:
    first, second = (shorten(text, _SHOWN, placeholder=" …") for text in (upper, lower))
    words = f"“{first}” biasanya ditulis di atas “{second}”"
    return f"Mengingat: {words}; urutannya menurut tingkat peraturan, lalu tahunnya"


def _rank(text: str, ranks: Sequence[Sequence[str]]) -> int | None:
    """The place of the longest words that an item begins with."""
    begins = " ".join(text.replace("-", " ").lower().split())
    found = [(len(word), rank) for rank, words in enumerate(ranks) for word in words
             if re.match(rf"{re.escape(word.replace('-', ' '))}\b", begins)]  # fmt: skip
    return max(found)[1] if found else None


def _year(text: str) -> int:
    """The year of the instrument an item names first; 0 where it tells none."""
    year = _YEAR.search(text)
    return int(year[1]) if year else 0
