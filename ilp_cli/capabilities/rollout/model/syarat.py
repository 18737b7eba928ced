"""From which year a puskesmas may begin by what was stated of its readiness (`rollout: kesiapan:`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.core.words import daftar
from ilp_cli.district.case import Case
from ilp_cli.district.dinyatakan import YA, holding, statements
from ilp_cli.district.kriteria import Bagian, Kriteria, Meaning, criteria

NEVER = 9999
"""The year of those of whom no year is known in which they may begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Syarat:
    """The first year in which a puskesmas may begin, and what of it is not met on the day of the plan."""

    siap: int
    kurang: tuple[str, ...]

    @property
    def words(self) -> str:
        """It in a sentence: "P1 belum diketahui dan P6 dinyatakan tidak; siap 2028"."""
        year = "; tahun siapnya belum diketahui" if self.siap == NEVER else f"; siap {self.siap}"
        return f"kesiapan belum terpenuhi: {daftar(self.kurang)}{year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strange:
    """A criterion of the key that cannot be asked, and why."""

    path: Path
    kriteria: str
    sebab: str


def meant(case: Case) -> tuple[list[Meaning], list[Strange]]:
    """The criteria of the key that can be asked of a puskesmas, and those that cannot."""
    key = case.district.rollout.kesiapan if case.district.rollout else None
    asked, strange = list[Meaning](), list[Strange]()
    for place, text in enumerate(key.kriteria if key else ()):
        meaning = case.of(criteria).meaning(text)
        path = (*key.path, "kriteria", place) if key else ()
        if meaning is None:
            strange.append(Strange(path=path, kriteria=text, sebab=f"kriteria kesiapan {text} tidak dikenal"))
        elif "puskesmas" not in meaning.kriteria.untuk:
            words = f"kriteria {text} bukan untuk puskesmas, tetapi untuk {daftar(meaning.kriteria.untuk)}"
            strange.append(Strange(path=path, kriteria=text, sebab=words))
        else:
            asked.append(meaning)
    return asked, strange


def syarat(case: Case) -> Mapping[Path, Syarat]:
    """Of each puskesmas that is not stated to be ready on the day, from which year it may begin; by its path."""
    key = case.district.rollout.kesiapan if case.district.rollout else None
    asked, _ = meant(case)
    if key is None or not asked:
        return {}
    years = sorted(year for batas in (case.district.rollout.tahun if case.district.rollout else ())
                   if (year := batas.tahun) >= case.pada.year)  # fmt: skip
    found = {}
    for puskesmas in case.district.puskesmas:
        parts = [(meaning.kriteria, bagian) for meaning in asked for bagian in _parts(meaning)]
        lacking = [part for part in parts if _holds(case, puskesmas.path, part, case.pada) != YA]
        if lacking:
            coming = (year for year in years if all(_holds(case, puskesmas.path, part, date(year, 12, 31)) == YA
                                                    for part in lacking))  # fmt: skip
            found[puskesmas.path] = Syarat(
                siap=min(next(coming, NEVER), key.belum or NEVER),
                kurang=tuple(
                    f"{kriteria.named(bagian)} {_said(_holds(case, puskesmas.path, (kriteria, bagian), case.pada))}"
                    for kriteria, bagian in lacking
                ),
            )
    return found


def _parts(meaning: Meaning) -> list[Bagian]:
    return [bagian for bagian in meaning.kriteria.bagian if meaning.covers(bagian)]


def _holds(case: Case, unit: Path, part: tuple[Kriteria, Bagian], day: date) -> str:
    """What was stated of a part up to a day; what must be set anew each year is asked of the year of the plan."""
    kriteria, bagian = part
    return holding(case.of(statements).of(unit, kriteria), bagian, min(day, case.pada) if bagian.batas else day).kata


def _said(kata: str) -> str:
    return kata if kata == "belum diketahui" else f"dinyatakan {kata}"
