"""A duty roster made in one pass, as a careful hand would: the least laden first, then exchanges until it is even."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import groupby

from ilp_cli.capabilities.duty.plan.piece import Group, Piece
from ilp_cli.core.weekdays import WEEK


def quick(piece: Piece) -> list[set[int]]:
    """A roster within all limits; often the best, which its bounds then prove."""
    board = _Board(piece)
    for _, days in groupby(_days(piece), key=lambda day: (day - 1) // WEEK):
        week = list(days)
        for turn in range(max((group.need for group in piece.groups), default=0)):
            for day in week:
                for group in piece.groups:
                    if turn < group.need and day in board.service[group.post.unit]:
                        board.serve(group, day)
    _escort(piece, board)
    for group in piece.groups:
        if group.topped:
            _top_up(board, group)
        _level(board, group)
    return board.duty


def _days(piece: Piece) -> list[int]:
    return sorted({day for group in piece.groups for day in group.days})


def _escort(piece: Piece, board: _Board) -> None:
    """Call in whom else there is where a posyandu would stay without a companion."""
    for (number, day), away in piece.outings.items():
        nakes = piece.nakes(number)
        lacking = away + 1 - sum(day in board.duty[worker] for group in nakes for worker in group.workers)
        for group in nakes:
            while lacking > 0 and board.serve(group, day):
                lacking -= 1


def _top_up(board: _Board, group: Group) -> None:
    """Let everybody serve on every day that is left to them."""
    for day in group.days:
        while board.serve(group, day):
            pass


def _level(board: _Board, group: Group) -> None:
    """Hand days over from the most to the least laden, directly or through a third, while that evens the loads."""
    while True:
        loads = board.piece.loads(group, board.duty)
        order = sorted(loads, key=lambda worker: (loads[worker], worker))
        pairs = [(giver, taker) for giver in reversed(order) for taker in order if loads[giver] > loads[taker] + 1]
        if not any(_hand_over(board, giver, taker, order) for giver, taker in pairs):
            return


def _hand_over(board: _Board, giver: int, taker: int, others: list[int]) -> bool:
    if board.move(giver, taker):
        return True
    for middle in others:
        if middle not in (giver, taker) and (day := board.move(giver, middle)):
            if board.move(middle, taker):
                return True
            board.put(middle, day, on=False)
            board.put(giver, day, on=True)
    return False


class _Board:
    """Who is on duty when, and who may still be put on."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self.duty: list[set[int]] = [set() for _ in piece.workers]
        self.service = {group.post.unit: frozenset(group.days) for group in piece.groups}
        self.busy = [set(days) for days in piece.before]
        self.weekly: list[dict[int, int]] = [defaultdict(int) for _ in piece.who]
        self.absent: dict[int, list[int]] = {}
        for person, days in enumerate(piece.before):
            for day in days:
                self.weekly[person][(day - 1) // WEEK] += 1

    def may(self, worker: int, day: int) -> bool:
        """Whether the person is there, not on duty elsewhere, and within the limits with this day."""
        person = self.piece.person[worker]
        if day not in self.piece.avail[worker] or day in self.busy[person]:
            return False
        if person in self.piece.free:
            return True
        weekly = self.piece.week_limit(person)
        if weekly is not None and self.weekly[person][(day - 1) // WEEK] >= weekly:
            return False
        kader = self.piece.volunteering.get(person, ())
        if worker in kader:
            served = sum(
                (served_day - 1) // WEEK == (day - 1) // WEEK for own in kader for served_day in self.duty[own]
            )
            if served >= (self.piece.limits.kader_per_minggu or 0):
                return False
        return person not in self.piece.staff or self._run(person, day) <= self.piece.limits.berturut

    def _run(self, person: int, day: int) -> int:
        """The days in a row that this day would join."""
        first, last, busy = day, day, self.busy[person]
        while first - 1 in busy:
            first -= 1
        while last + 1 in busy:
            last += 1
        return last - first + 1

    def put(self, worker: int, day: int, *, on: bool) -> None:
        """Put a worker on duty, or take them off."""
        person = self.piece.person[worker]
        for days in (self.duty[worker], self.busy[person]):
            days.add(day) if on else days.discard(day)
        self.weekly[person][(day - 1) // WEEK] += 1 if on else -1

    def serve(self, group: Group, day: int) -> bool:
        """Put on the one whom the earlier roster had there, else the least laden for their days so far."""
        able = [worker for worker in group.workers if self.may(worker, day)]
        if not able:
            return False
        if len(able) == 1:
            self.put(able[0], day, on=True)
            return True
        loads = self.piece.loads(group, self.duty)
        wish = self.piece.wish
        chosen = min(
            able,
            key=lambda worker: (
                not wish[worker].get(day, False),
                wish[worker].get(day) is False,
                self._so_far(group, worker, day, loads),
                worker,
            ),
        )
        self.put(chosen, day, on=True)
        return True

    def _so_far(self, group: Group, worker: int, day: int, loads: dict[int, int]) -> float:
        """The load until a day: of absence only the part that lies behind."""
        absent = self._absences(group, worker)
        credit = group.credit[worker]
        return loads[worker] - credit + (credit * bisect_left(absent, day) / len(absent) if absent else 0)

    def _absences(self, group: Group, worker: int) -> list[int]:
        """The service days on which a worker is not there, in order."""
        if worker not in self.absent:
            there = self.piece.possible[self.piece.person[worker]]
            self.absent[worker] = [day for day in group.days if day not in there]
        return self.absent[worker]

    def move(self, giver: int, taker: int) -> int:
        """Hand one day of duty from one worker to another; the day, or 0 where there is none."""
        for day in sorted(self.duty[giver], key=lambda day: (self._cost(giver, taker, day), day)):
            if self.may(taker, day):
                self.put(giver, day, on=False)
                self.put(taker, day, on=True)
                return day
        return 0

    def _cost(self, giver: int, taker: int, day: int) -> int:
        """How much a hand-over departs from the earlier roster."""
        wished = {True: 1, False: -1, None: 0}
        return wished[self.piece.wish[giver].get(day)] - wished[self.piece.wish[taker].get(day)]
