"""Findings a district has decided to live with: what, where, why, by whom, and until which day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ilp_cli.core.finding import DISTRICT, Finding, Waiver
from ilp_cli.core.names import normal
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.subject import Subject, subject

_REFUSED = {
    "ILP130": "arsip yang disunting hanya dapat dikembalikan atau dibekukan lagi",
    "ILP131": "arsip daerah lain hanya dapat dipindahkan",
    "ILP137": "arsip yang rangkap hanya dapat dipindahkan",
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


def _covers(district: District, waiver: Waiver, finding: Finding, what: Subject) -> bool:
    """Whether a waiver speaks of a finding, whatever the day: same code, same puskesmas, and every name it gives."""
    if waiver.kode != finding.code:
        return False
    if normal(waiver.puskesmas) == DISTRICT:
        return not what.puskesmas
    narrowed = ((waiver.as_written(name), getattr(what, name)) for name in ("pustu", "posyandu", "nama"))
    return _same_puskesmas(district, waiver.as_written("puskesmas"), what.puskesmas) and all(
        not given or normal(given) == normal(real) for given, real in narrowed
    )


def _same_puskesmas(district: District, given: str, real: str) -> bool:
    known = district.find(given)
    return known is district.find(real) if known else normal(given) == normal(real)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiving:
    """Findings that still count, those that are waived, and beside each waiver how many findings it speaks of."""

    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...] = ()
    met: tuple[tuple[Waiver, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the waivers were held against: all codes there are, and beside each waiver how many findings it met."""

    codes: frozenset[str] = frozenset()
    met: tuple[tuple[Waiver, int], ...] = ()


def weighed(case: Case) -> Weighed:
    """What the waivers of a case were held against; nothing before the other rules were asked."""
    return case.beside(Weighed) or Weighed()


def waive(district: District, findings: Iterable[Finding], day: date) -> Waiving:
    """Set aside the findings that a waiver in force on this day covers; what cannot be waived is never covered."""
    waivers = [waiver for waiver in district.pengecualian if not refused(waiver.kode)]
    if not waivers:
        return Waiving(findings=tuple(findings))
    codes = {waiver.kode for waiver in waivers}
    counts = [0] * len(waivers)
    kept: list[Finding] = []
    aside: list[Finding] = []
    for finding in findings:
        waiver = None
        if finding.code in codes:
            what = subject(district, finding)
            for index, own in enumerate(waivers):
                if _covers(district, own, finding, what):
                    counts[index] += 1
                    waiver = waiver or (own if own.holds_on(day) else None)
        if waiver is None:
            kept.append(finding)
        else:
            aside.append(replace(finding, waived=waiver))
    return Waiving(findings=tuple(kept), waived=tuple(aside), met=tuple(zip(waivers, counts, strict=True)))
