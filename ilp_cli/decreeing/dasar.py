"""Mengingat: what a decree cites, less what no longer stands on its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ilp_cli.core.words import tanggal
from ilp_cli.decreeing.wording import Facts, blanks, dotted, filled
from ilp_cli.law.standard import Law


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
            words = f"{head.singkat} belum berlaku pada {tanggal(day)} (berlaku sejak {tanggal(head.berlaku_sejak)})"
            notes.append(f"Mengingat: {words}; tetap dicantumkan, periksa" if mine else f"Mengingat tanpa {words}")
            if not mine:
                continue
        kept.append(text if mine else filled(text, facts))
    open_ = ("mengingat",) if any(map(dotted, mine)) else () if mine else blanks(wording["mengingat_umum"], facts)
    return Dasar(butir=tuple(kept), catatan=tuple(notes), kosong=open_)
