"""What was stated of each place and criterion, and what of it holds on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal
from ilp_cli.core.words import tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.kesiapan import KESIAPAN, Pernyataan, statement
from ilp_cli.district.kriteria import Bagian, Kriteria, Meaning, criteria
from ilp_cli.law import configs
from ilp_cli.law.vocabulary import vocabulary

YA, TIDAK, BELUM = "ya", "tidak", "belum diketahui"
"""What a statement says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dinyatakan:
    """A statement that is understood: of which criterion or part, and what it says."""

    pernyataan: Pernyataan
    meaning: Meaning
    kata: str

    @property
    def sejak(self) -> date | None:
        """The day it was told of, None where there is none."""
        return self.pernyataan.sejak

    @property
    def words(self) -> str:
        """It in a sentence: "dinyatakan tidak sejak 2 Maret 2025 (BA 12)"."""
        since = f" sejak {tanggal(self.sejak)}" if self.sejak else ""
        proof = f" ({self.pernyataan.bukti})" if self.pernyataan.bukti else ""
        return f"dinyatakan {self.kata}{since}{proof}"


@dataclass(frozen=True, kw_only=True)
class Statements:
    """Every row of the table that says something: those understood by place and criterion, and the faults of others.

    `unknown` are rows whose criterion is not known, `misplaced` those of a criterion that is not asked of their place,
    `unclear` those whose answer is not understood.
    """

    by_place: Mapping[tuple[Path, str], Sequence[Dinyatakan]]
    unknown: tuple[Pernyataan, ...] = ()
    misplaced: tuple[tuple[Pernyataan, Kriteria], ...] = ()
    unclear: tuple[Pernyataan, ...] = ()

    def of(self, unit: Path, kriteria: Kriteria) -> Sequence[Dinyatakan]:
        """What was stated of a place and a criterion."""
        return self.by_place.get((unit, kriteria.kode), ())


@cache
def _answers() -> Mapping[str, str]:
    """The words of an answer as they are compared, with what each says."""
    return {normal(word): says for says, words in configs.readiness()["keadaan"].items() for word in (says, *words)}


def answer_of(text: str) -> str | None:
    """What an answer says; None where it is not understood. A blank one, and a dash, says nothing: not known."""
    truth = vocabulary().truth_of(text)
    if truth is not None:
        return YA if truth else TIDAK
    unknown = not text or text in vocabulary().blank or vocabulary().says_unknown(text)
    return BELUM if unknown else _answers().get(normal(text))


def kind_of(unit: Path) -> str:
    """The kind of a place by its path."""
    return str(unit[2]) if len(unit) > 2 else "puskesmas"


def statements(case: Case) -> Statements:
    """The rows of the table Kesiapan as they are understood; what is blank states nothing."""
    asked = case.of(criteria)
    known: dict[str, tuple[Meaning, ...]] = {}
    by_place: dict[tuple[Path, str], list[Dinyatakan]] = defaultdict(list)
    unknown: list[Pernyataan] = []
    misplaced: list[tuple[Pernyataan, Kriteria]] = []
    unclear: list[Pernyataan] = []
    broken = {misfit.place for misfit in case.district.misfits}
    for row in case.district.isian.get(KESIAPAN.name, ()):
        told = statement(row)
        if not told.kriteria or (broken and told.sejak is None and row.place("sejak") in broken):
            continue  # a day that could not be read may not have come; its own finding says so
        if told.kriteria not in known:
            known[told.kriteria] = asked.meanings(told.kriteria)
        meanings, kata = known[told.kriteria], answer_of(told.keadaan)
        elsewhere = [
            meaning
            for meaning in meanings
            if told.unit is not None and kind_of(told.unit) not in meaning.kriteria.untuk
        ]
        misplaced += [(told, meaning.kriteria) for meaning in elsewhere]
        if not meanings:
            unknown.append(told)
        elif kata is None and len(elsewhere) < len(meanings):
            unclear.append(told)
        elif kata is not None and told.unit is not None and told.keadaan:
            for meaning in meanings:
                if meaning not in elsewhere:
                    stated = Dinyatakan(pernyataan=told, meaning=meaning, kata=kata)
                    by_place[told.unit, meaning.kriteria.kode].append(stated)
    return Statements(by_place=by_place, unknown=tuple(unknown), misplaced=tuple(misplaced), unclear=tuple(unclear))


def _day(stated: Dinyatakan) -> date:
    return stated.sejak or date.min


def newest(listed: Iterable[Dinyatakan], pada: date) -> tuple[Dinyatakan, ...]:
    """The statements that hold on a day: those of the newest day up to it; one without a day is older than any."""
    told = [stated for stated in listed if _day(stated) <= pada]
    last = max(map(_day, told), default=None)
    return tuple(stated for stated in told if _day(stated) == last)


def disagreeing(listed: Iterable[Dinyatakan]) -> bool:
    """Whether statements of one day say both yes and no."""
    return {YA, TIDAK} <= {stated.kata for stated in listed}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What the statements come to for one part: ya, tidak, or belum diketahui, and in words why."""

    kata: str
    sebab: str = ""


def holding(listed: Sequence[Dinyatakan], bagian: Bagian, pada: date) -> Holding:
    """What holds of a part on a day; where statements of the newest day disagree, nothing is known."""
    own = [stated for stated in listed if stated.meaning.covers(bagian)]
    due = bagian.due(pada.year)
    if due is not None:
        return _yearly(own, due, pada)
    now = newest(own, pada)
    said = {stated.kata for stated in now} - {BELUM}
    if disagreeing(now):
        return Holding(kata=BELUM, sebab="dua pernyataan bertentangan")
    if not said:
        return Holding(kata=BELUM)
    says = next(stated for stated in now if stated.kata in said)
    return Holding(kata=says.kata, sebab=says.words)


def _yearly(own: Sequence[Dinyatakan], due: date, pada: date) -> Holding:
    """What holds of a part that must be set anew by a day of each year: only what was told of this year counts."""
    year = [stated for stated in own if stated.sejak is not None and stated.sejak.year == due.year]
    now = newest(year, pada)
    if disagreeing(now):
        return Holding(kata=BELUM, sebab="dua pernyataan bertentangan")
    if any(stated.kata == TIDAK for stated in now):
        return Holding(kata=TIDAK, sebab=now[0].words)
    first = min((stated for stated in year if stated.kata == YA and _day(stated) <= pada), key=_day, default=None)
    if first is None or all(stated.kata == BELUM for stated in now):
        undated = any(stated.sejak is None and stated.kata != BELUM for stated in own)
        why = "pernyataannya tanpa tanggal" if undated else f"belum dinyatakan untuk {due.year}"
        return Holding(kata=BELUM, sebab=why if own else "")
    if first.sejak is not None and first.sejak > due:
        return Holding(kata=TIDAK, sebab=f"baru {tanggal(first.sejak)}, batasnya {tanggal(due)}")
    return Holding(kata=YA, sebab=first.words)
