"""Why a puskesmas does not become a lokus by a year, and the smallest change with which it would."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ilp_cli.capabilities.rollout.model.problem import (
    WORDS,
    Choice,
    Nilai,
    Problem,
    Tahun,
    amount,
    left_over,
    nilai,
    used,
)
from ilp_cli.core.words import angka, daftar
from ilp_cli.planning.conflict import Conflict, Fact

Solve = Callable[[Problem], tuple[Choice, bool]]
"""The planner: the best order of a problem, and whether it is proven the best."""
Quick = Callable[[Problem], Choice]
"""An order that is often good and never proven: where it is good enough, nothing more has to be searched."""

_AIMS = 4
"""The aims that a change may not worsen: the targets, the kecamatan, the people; not the roadmap or the wishes."""
_NAMED = 4
"""So many puskesmas are named in one sentence."""
_MILLION = 1_000_000
"""How fine more money is tried, in rupiah."""


def wanted_year(problem: Problem, choice: Choice, number: int) -> int | None:
    """The year in question: the one before it comes, the last where it does not; None where it comes at once."""
    start, years = choice[number], [year.tahun for year in problem.tahun]
    if start is None:
        return years[-1]
    sooner = [tahun for tahun in years if tahun < start]
    return sooner[-1] if sooner else None


def conflict(problem: Problem, choice: Choice, number: int, tahun: int, solve: Solve, quick: Quick) -> Conflict | None:
    """What keeps a puskesmas out of a year; None where it may as well come then.

    Each repair is found by planning again with it: the puskesmas comes by that year, and no aim is worse.
    """
    question = Question(problem, choice, number, tahun, solve, quick)
    calon = problem.calon[number]
    if question.bare is not None and question.harm(question.bare) is None:
        return None
    more = smallest(question)
    start = choice[number]
    harmless = "" if question.bare is None else " tanpa tambahan dan tanpa mengorbankan tujuan"
    return Conflict(
        subject=f"{calon.nama} menjadi lokus {tahun}{harmless} (rencana: {start or 'belum dapat'})",
        facts=tuple(_facts(question, more)),
        repairs=tuple(_repairs(question, more)),
        tried=question.proven,
        least=more is None or len(more) + question.late + bool(question.waits) <= 1,
        proven=question.sure,
    )


class Question:
    """One puskesmas and one year: what it lacks there, and the order with it in that year under other limits."""

    def __init__(self, problem: Problem, choice: Choice, number: int, tahun: int, solve: Solve, quick: Quick) -> None:
        self.problem, self.choice, self.number, self.solve, self.quick = problem, choice, number, solve, quick
        self.calon = problem.calon[number]
        self.year: Tahun = next(year for year in problem.tahun if year.tahun == tahun)
        self.now = nilai(problem, choice)
        self.proven = True
        self.decreed = {key: used(problem, key, tahun) for key in self.year.batas}  # may be more than there is
        after = left_over(problem, choice, self.year)
        self.left = {key: after[key] - max(0, self.decreed[key] - limit) for key, limit in self.year.batas.items()}
        need = self.calon.butuh
        self.short = {key: need[key] - room for key, room in self.left.items() if need[key] and need[key] > room}
        self.late = self.calon.siap is not None and self.calon.siap > tahun
        self.waits = [other for other in self.calon.sesudah if (begun := choice[other]) is None or begun > tahun]
        self.known: dict[tuple[tuple[str, int], ...], Choice | None] = {}
        self.harmless: dict[tuple[tuple[str, int], ...], Choice] = {}
        self.bare = None if self.late or self.waits else self.planned({})
        self.sure = self.proven

    def planned(self, more: Mapping[str, int]) -> Choice | None:
        """The best order with the puskesmas in the year, and so much more of its limits; None where it does not fit."""
        key = tuple(sorted(more.items()))
        if key not in self.known:
            self.known[key] = self._planned(more)
        return self.known[key]

    def _with(self, more: Mapping[str, int]) -> Problem | None:
        """The problem with the puskesmas in the year, and so much more of its limits; None where it does not fit."""
        room = {
            key: max(0, limit + more.get(key, 0) - self.decreed[key]) - self.calon.butuh[key]
            for key, limit in self.year.batas.items()
        }
        if any(left < 0 for left in room.values()):
            return None
        calon = list(self.problem.calon)
        calon[self.number] = replace(self.calon, tetap=self.year.tahun)
        years = tuple(replace(year, sisa=room) if year is self.year else year for year in self.problem.tahun)
        return replace(self.problem, calon=tuple(calon), tahun=years)

    def _in_order(self, choice: Choice) -> bool:
        """Whether those it must follow come no later, but for those it is known to wait for."""
        before = [choice[other] for other in self.calon.sesudah if other not in self.waits]
        return all(begun is not None and begun <= self.year.tahun for begun in before)

    def _planned(self, more: Mapping[str, int]) -> Choice | None:
        asked = self._with(more)
        if asked is None:
            return None
        choice, proven = self.solve(asked)
        self.proven = self.proven and proven
        if not self._in_order(choice):
            self.proven = False  # there may be an order that keeps those it must follow, but this is none
            return None
        return choice

    def harm(self, choice: Choice) -> Nilai | None:
        """What another order comes to, where it is worse in an aim than the present one; None where it is not."""
        told = nilai(self.problem, choice)
        return told if told.aims[:_AIMS] > self.now.aims[:_AIMS] else None

    def enough(self, more: Mapping[str, int]) -> bool:
        """Whether with so much more of the limits it comes by the year and no aim is worse."""
        asked = self._with(more)
        if asked is None:
            return False
        likely = self.quick(asked)
        good = self._in_order(likely) and self.harm(likely) is None
        choice = likely if good else self.planned(more)
        if choice is None or self.harm(choice) is not None:
            return False
        self.harmless[_raised(more)] = choice
        return True

    def arranged(self, more: Mapping[str, int]) -> Choice | None:
        """The order that was found with so much more of the limits, no aim of which is worse."""
        return self.harmless.get(_raised(more)) if _raised(more) in self.harmless or self.enough(more) else None


def _raised(more: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((key, extra) for key, extra in more.items() if extra))


def _facts(question: Question, more: Mapping[str, int] | None) -> Iterator[Fact]:
    """What keeps it out: of the limits those that have to be raised, all it does not fit into where that is no help."""
    calon, year, problem = question.calon, question.year, question.problem
    path = calon.kebutuhan.path if calon.kebutuhan is not None else ()
    if question.late:
        yield Fact(
            kind="siap",
            text=f"{calon.nama}: {calon.kesiapan}" if calon.kesiapan else f"{calon.nama} baru siap {calon.siap}",
            path=path,
        )
    for other in question.waits:
        begun = question.choice[other]
        when = f"mulai {begun}" if begun is not None else "belum dapat dalam tahun-tahun ini"
        yield Fact(kind="sesudah", text=f"harus sesudah {problem.calon[other].nama}, yang {when}", path=path)
    for key in more or question.short:
        yield Fact(kind="butuh", text=f"{calon.nama} butuh {amount(key, calon.butuh[key])}", path=path)
        yield Fact(kind="batas", text=_limit(question, key))
    if not (question.short or question.late or question.waits):
        yield Fact(kind="tujuan", text=f"muat pada {year.tahun}, tetapi urutannya menjadi kurang baik")


def _limit(question: Question, key: str) -> str:
    """A limit that binds in a year: what there is, who has it, and what is left."""
    problem, year = question.problem, question.year
    users = [
        calon
        for number, calon in enumerate(problem.calon)
        if question.choice[number] == year.tahun and calon.butuh[key]
    ]
    users.sort(key=lambda calon: -calon.butuh[key])
    shown = [f"{calon.nama} {_bare(key, calon.butuh[key])}" for calon in users[:_NAMED]]
    more = [f"{len(users) - _NAMED} lainnya"] if len(users) > _NAMED else []
    taken = f", dipakai {daftar((*shown, *more))}" if users else ""
    limit, left = _bare(key, year.batas[key]), _bare(key, max(0, question.left[key]))
    return f"batas {WORDS[key]} {year.tahun}: {limit}{taken}, sisa {left}"


def _bare(key: str, number: int) -> str:
    return amount(key, number) if key == "anggaran" else angka(number)


def _repairs(question: Question, more: Mapping[str, int] | None) -> Iterator[str]:
    calon, year = question.calon, question.year
    before = []
    if question.late:
        words = "dinyatakan memenuhi kesiapannya pada" if calon.kesiapan else "siap"
        before.append(f"{calon.nama} {words} {year.tahun}")
    if question.waits:
        names = daftar(question.problem.calon[other].nama for other in question.waits)
        before.append(f"syarat sesudah {names} dihapus")
    if more is not None:
        raised = [
            f"{amount(key, extra)} lagi pada {year.tahun} (menjadi {_bare(key, year.batas[key] + extra)})"
            for key, extra in more.items()
        ]
        if parts := [*before, *raised]:
            order = question.arranged(more)
            others = "" if order is None else _others(question, order)
            words = f"{calon.nama} menjadi lokus {year.tahun}, dan tidak ada tujuan yang lebih buruk"
            yield f"{daftar(parts)}: {words}{others}"
    instead = question.bare
    if instead is not None and (harm := question.harm(instead)) is not None:
        yield f"tanpa tambahan: {calon.nama} {year.tahun}{_moved(question, instead)}; {_cost(question, harm)}"


def smallest(question: Question) -> dict[str, int] | None:
    """The least more of each limit in turn with which it is enough; None where what it lacks is not.

    More of a limit never makes an order worse, so each is found by halving; money in whole millions.
    """
    more = dict(question.short)
    if not question.enough(more):
        return None
    for key, lack in question.short.items():
        unit = _MILLION if key == "anggaran" else 1
        low, high = -1, -(-lack // unit)  # low is not enough, high is
        while high - low > 1:
            middle = (low + high) // 2
            if question.enough({**more, key: middle * unit}):
                high = middle
            else:
                low = middle
        more[key] = high * unit
    return {key: extra for key, extra in more.items() if extra}


def _others(question: Question, choice: Choice) -> str:
    """Which others come in another year than now, those who lose by it first, in an order of a larger limit."""
    moved = sorted(
        (new is not None, old is None or (new is not None and new < old), number, new or 0)
        for number, (old, new) in enumerate(zip(question.choice, choice, strict=True))
        if number != question.number and old != new
    )
    names = [
        f"{question.problem.calon[number].nama} {f'ke {new}' if new else 'tidak lagi'}" for _, _, number, new in moved
    ]
    more = [f"{len(names) - _NAMED} lainnya"] if len(names) > _NAMED else []
    return f"; ikut bergeser: {daftar([*names[:_NAMED], *more])}" if names else ""


def _moved(question: Question, choice: Choice) -> str:
    """Who comes later, or not at all, in another order."""
    problem = question.problem
    later = [
        f"{problem.calon[number].nama} {f'ke {new}' if new is not None else 'tidak lagi'}"
        for number, (old, new) in enumerate(zip(question.choice, choice, strict=True))
        if number != question.number and old is not None and (new is None or new > old)
    ]
    more = f" dan {len(later) - _NAMED} lainnya" if len(later) > _NAMED else ""
    return f", {', '.join(later[:_NAMED])}{more}" if later else ""


def _cost(question: Question, told: Nilai) -> str:
    now, unit = question.now, question.problem.satuan
    if told.kurang_puskesmas > now.kurang_puskesmas:
        return f"{angka(told.kurang_puskesmas - now.kurang_puskesmas)} puskesmas lebih jauh dari sasaran"
    if told.kurang > now.kurang:
        return f"{angka(told.kurang - now.kurang)} {unit}-tahun lebih jauh dari sasaran"
    if told.kecamatan > now.kecamatan:
        return f"{angka(told.kecamatan - now.kecamatan)} kecamatan lagi tanpa lokus"
    return f"{angka(now.terlayani - told.terlayani)} {unit}-tahun lebih sedikit terlayani"
