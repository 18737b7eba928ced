"""What a head of office compares before and after a proposal: who meets the minimums, and how many are missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import PosyanduState, PustuState, posyandu_states, pustu_states
from ilp_cli.district.people import KINDS

State = PustuState | PosyanduState


@dataclass(frozen=True, slots=True, kw_only=True)
class Ukuran:
    """One figure: its words, and what each place adds to it."""

    judul: str
    satuan: str
    di: str
    number: Callable[[State], int]

    def states(self, case: Case) -> Sequence[State]:
        """The places it is counted from."""
        return case.of(pustu_states) if self.di == "pustu" else case.of(posyandu_states)

    def total(self, case: Case) -> int:
        """The figure itself."""
        return sum(map(self.number, self.states(case)))


def signed(number: int) -> str:
    """A difference with its sign, as it is printed."""
    return f"{number:+d}".replace("-", "−") if number else "0"


def _meets(state: State) -> int:
    return int(state.memenuhi if isinstance(state, PustuState) else not state.kurang)


def _absent(state: State) -> int:
    return int(isinstance(state, PustuState) and bool(state.absences))


def _short(kind: str) -> Callable[[State], int]:
    return lambda state: state.kurang[kind] if isinstance(state, PustuState) else state.kurang


UKURAN: Mapping[str, Ukuran] = {
    "pustu": Ukuran(judul="Pustu lokus memenuhi", satuan="pustu", di="pustu", number=_meets),
    "posyandu": Ukuran(judul="Posyandu lokus memenuhi", satuan="posyandu", di="posyandu", number=_meets),
    "kosong": Ukuran(judul="Pustu dengan hari kosong", satuan="pustu", di="pustu", number=_absent),
    **{
        f"kurang_{kind}": Ukuran(judul=f"Kurang {kind} di pustu", satuan="orang", di="pustu", number=_short(kind))
        for kind in KINDS
    },
    "kurang_posyandu": Ukuran(judul="Kurang kader di posyandu", satuan="orang", di="posyandu", number=_short("kader")),
}
"""The figures in their order, by a word of their own."""
