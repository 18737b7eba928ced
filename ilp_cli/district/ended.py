"""Why and until when somebody serves, who no longer does, and of which puskesmas nothing came at all, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from ilp_cli.core.finding import Path
from ilp_cli.core.words import tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.people import Person, Petugas
from ilp_cli.district.presence import gone, masa, placed


def why_ended(row: Person, day: date) -> str:
    """Why a row no longer serves on a day: "kontrak berakhir 31 Desember 2025"; "" where it has not ended."""
    if row.pergi is not None and gone(row, day):
        return f"{row.pergi.kolom} “{row.pergi.kata}”"
    if row.sampai is not None and row.sampai < day:
        contract = isinstance(row, Petugas) and row.kepegawaian in ("kontrak", "pppk")
        return f"{'kontrak' if contract else 'masa tugas'} berakhir {tanggal(row.sampai)}"
    if isinstance(row, Petugas) and row.pensiun is not None and row.pensiun <= day:
        return f"pensiun sejak {row.pensiun.year}"  # the day tells the month of a birth
    return ""


def until(row: Person) -> str:
    """Until when a row serves: "sampai 31 Desember 2025", with the words that say so where it is no day of a column.

    Of a retirement the year alone: the day tells the month of a birth. "" where there is no end, or no day of it.
    """
    last = masa(row)[1]
    if last is None or last == date.min:
        return ""
    if row.pergi is not None and gone(row, last + timedelta(days=1)):
        return f"sampai {tanggal(last)} ({why_ended(row, last + timedelta(days=1))})"
    if last == row.sampai or not isinstance(row, Petugas) or row.pensiun is None:
        return f"sampai {tanggal(last)}"
    return f"sampai pensiun {row.pensiun.year}"


def ended(case: Case) -> Mapping[tuple[Path, str], tuple[str, ...]]:
    """Those who no longer serve on the day of a case, by unit and kind, each with the reason in brackets."""
    gone: dict[tuple[Path, str], tuple[str, ...]] = defaultdict(tuple)
    for row, unit, kind in placed(case.district):
        reason = why_ended(row, case.pada)
        if reason:
            gone[unit, kind] = (*gone[unit, kind], f"{row.nama} ({reason})")
    return gone


def unread(case: Case) -> Mapping[tuple[Path, str], tuple[str, ...]]:
    """Those whose days of duty nobody understands, so that they are not counted, by unit and kind."""
    told: dict[tuple[Path, str], tuple[str, ...]] = defaultdict(tuple)
    for row, unit, kind in placed(case.district):
        if row.hari is None and not why_ended(row, case.pada):
            told[unit, kind] = (*told[unit, kind], f"{row.nama} (hari tugasnya tidak dimengerti)")
    return told


def unheard(case: Case) -> frozenset[Path]:
    """The puskesmas of which the roster holds not one row, where it holds those of others: theirs was not handed in."""
    heard = {row.induk for row in (*case.district.petugas, *case.district.kader) if row.induk is not None}
    return frozenset(puskesmas.path for puskesmas in case.district.puskesmas) - heard if heard else frozenset()


def not_heard(case: Case, puskesmas: Path, nama: str) -> str:
    """The tail of a sentence that counts nobody at a puskesmas from which nothing came; "" for every other."""
    if puskesmas not in case.of(unheard):
        return ""
    return f"; roster tidak memuat satu baris pun dari puskesmas {nama}: mungkin belum diserahkan"
