"""Findings a district has decided to live with: what, where, why, by whom, and until which day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ilp_cli.domain.district import District
from ilp_cli.domain.finding import Finding, Path, Waiver
from ilp_cli.domain.words import normal

DISTRICT = "kabupaten"
"""The word that stands for the place of a finding that belongs to no puskesmas."""

_REFUSED = {
    "ILP302": "digit yang hilang tidak dapat dikecualikan, hanya diketik ulang",
    "ILP902": "pengecualian tidak dapat dikecualikan",
    "ILP903": "pengecualian tidak dapat dikecualikan",
    "ILP904": "pengecualian tidak dapat dikecualikan",
}


def refused(kode: str) -> str:
    """Why findings with this code can never be waived; "" where they can."""
    if kode.startswith("ILP0"):
        return "kesalahan bentuk berkas harus dibetulkan"
    return _REFUSED.get(kode, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom or what a finding speaks of, by the names as written; "" where it is none of these."""

    puskesmas: str = ""
    pustu: str = ""
    posyandu: str = ""
    nama: str = ""


def subject(district: District, found: Finding) -> Subject:
    """What a finding speaks of, from its path: a person, a unit of the register, or a lokus of a stage."""
    path = found.path
    head = path[0] if path else ""
    if head == "petugas" and len(path) > 1:
        petugas = district.petugas[int(path[1])]
        return Subject(puskesmas=petugas.puskesmas, pustu=petugas.pustu, nama=petugas.nama)
    if head == "kader" and len(path) > 1:
        kader = district.kader[int(path[1])]
        return Subject(puskesmas=kader.puskesmas, pustu=kader.pustu, posyandu=kader.posyandu, nama=kader.nama)
    if head == "puskesmas":
        return _registered(district, path)
    if head == "tahap" and path[2:3] == ("lokus",):
        return _named(district, path)
    return Subject(puskesmas=found.puskesmas or "", pustu=found.pustu or "")


def _registered(district: District, path: Path) -> Subject:
    """A puskesmas of the register, or the pustu or posyandu under it."""
    own = next((puskesmas for puskesmas in district.puskesmas if puskesmas.path == path[:2]), None)
    if own is None:
        return Subject()
    pustu = next((unit.nama for unit in own.pustu if unit.path == path[:4]), "")
    posyandu = next((post.nama for post in own.posyandu if post.path == path[:4]), "")
    return Subject(puskesmas=own.nama, pustu=pustu, posyandu=posyandu)


def _named(district: District, path: Path) -> Subject:
    """A lokus of a stage, or the pustu or posyandu named there."""
    every = (lokus for tahap in district.tahap for lokus in tahap.lokus)
    lokus = next((lokus for lokus in every if lokus.path == path[:4]), None)
    if lokus is None:
        return Subject()
    kind, index = (path[4], int(path[5])) if len(path) > 5 else ("", 0)
    return Subject(
        puskesmas=lokus.puskesmas,
        pustu=lokus.pustu[index] if kind == "pustu" else "",
        posyandu=lokus.posyandu[index] if kind == "posyandu" else "",
    )


def _covers(district: District, waiver: Waiver, found: Finding, what: Subject) -> bool:
    """Whether a waiver speaks of a finding, whatever the day: same code, same puskesmas, and every name it gives."""
    if waiver.kode != found.code:
        return False
    if normal(waiver.puskesmas) == DISTRICT:
        return not what.puskesmas
    return _same_puskesmas(district, waiver.puskesmas, what.puskesmas) and all(
        not given or normal(given) == normal(real)
        for given, real in ((waiver.pustu, what.pustu), (waiver.posyandu, what.posyandu), (waiver.nama, what.nama))
    )


def _same_puskesmas(district: District, one: str, other: str) -> bool:
    known = district.find(one)
    return known is district.find(other) if known else normal(one) == normal(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiving:
    """Findings that still count, those that are waived, and beside each waiver how many findings it speaks of."""

    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...] = ()
    met: tuple[tuple[Waiver, int], ...] = ()


def waive(district: District, findings: Iterable[Finding], day: date) -> Waiving:
    """Set aside the findings that a waiver in force on this day covers; what cannot be waived is never covered."""
    waivers = [waiver for waiver in district.pengecualian if not refused(waiver.kode)]
    if not waivers:
        return Waiving(findings=tuple(findings))
    codes = {waiver.kode for waiver in waivers}
    counts = [0] * len(waivers)
    kept: list[Finding] = []
    aside: list[Finding] = []
    for found in findings:
        waiver = None
        if found.code in codes:
            what = subject(district, found)
            for index, own in enumerate(waivers):
                if _covers(district, own, found, what):
                    counts[index] += 1
                    waiver = waiver or (own if own.holds_on(day) else None)
        if waiver is None:
            kept.append(found)
        else:
            aside.append(replace(found, waived=waiver))
    return Waiving(findings=tuple(kept), waived=tuple(aside), met=tuple(zip(waivers, counts, strict=True)))
