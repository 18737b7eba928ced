"""Who counts though the roster makes it doubtful, and which units meet their minimum only with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from ilp_cli.core.finding import Path
from ilp_cli.district.alike import alike, signs
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import Fulfilment, PosyanduState, PustuState, fulfilment, posyandu_states, pustu_states
from ilp_cli.district.identity import same_name, surely_others
from ilp_cli.district.leave import known_leave
from ilp_cli.district.people import Kader, Petugas
from ilp_cli.district.presence import COUNTED, Presence, looked_at, placed, present, serves

_CROWD = 200
"""Where so many at one unit share a sign of their names, it tells nobody apart."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows at one unit that may be one person, the later second, and why in words."""

    first: Petugas | Kader
    second: Petugas | Kader
    unit: Path
    sebab: str


@dataclass(frozen=True, slots=True)
class Shaky:
    """A unit lokus that meets its minimum only if those in doubt are counted: who they are, and what lacks else."""

    state: PustuState | PosyanduState
    siapa: tuple[str, ...]
    kurang: str


def doubtful(case: Case) -> Mapping[Path, str]:
    """Rows whose words speak of a going without certainty, or that are struck through, each with why in words."""
    leave, told = case.of(known_leave), dict[Path, str]()
    for person in chain[Petugas | Kader](case.district.petugas, case.district.kader):
        pergi = person.pergi
        if pergi is not None and not pergi.pasti and person.sampai is None:
            over = pergi.hingga is not None and pergi.hingga < case.pada
            if not over and not (pergi.cuti and case.district.identities[person.path] in leave):
                told[person.path] = f"{pergi.kolom} “{pergi.kata}”"
        if person.ragu and person.path not in told and person.sampai is None:
            told[person.path] = person.ragu
    return told


def may_be_one(case: Case) -> tuple[Pair, ...]:
    """Names at one unit that may be one person's, each row with the first earlier one it is like."""
    who = case.district.identities
    before: dict[Path, dict[str, list[tuple[Petugas | Kader, str]]]] = defaultdict(dict)
    pairs: dict[tuple[Path, Path], Pair] = {}
    for person, unit, kind in _everywhere(case):
        if not person.nama or not serves(person, case.pada, COUNTED):
            continue
        here, own = before[unit], signs(person.nama_polos or person.nama)
        near = [here[sign] for sign in own if sign in here]
        listed = chain.from_iterable(others for others in near if len(others) < _CROWD)
        for other, as_what in {known[0].path: known for known in listed}.values() if near else ():
            same = who[other.path] == who[person.path]
            numbered = who[other.path] is not other.path and who[person.path] is not person.path
            sebab = "" if same or numbered else _why_one(other, person, kinds=(as_what, kind))
            if sebab and not surely_others(other, person):
                pairs.setdefault((person.path, unit), Pair(other, person, unit, sebab))
                break
        for sign in own:
            here.setdefault(sign, []).append((person, kind))
    return tuple(pairs.values())


def _everywhere(case: Case) -> Iterator[tuple[Petugas | Kader, Path, str]]:
    """Every row at a unit with the kind it stands there as, those of posyandu among them."""
    yield from placed(case.district)
    for kader in case.district.kader:
        if kader.posyandu_path is not None:
            yield kader, kader.posyandu_path, "kader"


def _why_one(first: Petugas | Kader, second: Petugas | Kader, *, kinds: tuple[str, str]) -> str:
    """Why two people of one unit may be one: names that are alike, or the same name as two kinds."""
    if kinds[0] == kinds[1]:
        return alike(first.nama_polos or first.nama, second.nama_polos or second.nama)
    return f"namanya sama, sebagai {kinds[0]} dan {kinds[1]}" if same_name(first) == same_name(second) else ""


def shaky(case: Case) -> Mapping[Path, Shaky]:
    """The units lokus that meet their minimum, but not without those who may have left or may be one with another."""
    doubts, pairs = case.of(doubtful), defaultdict[Path, list[Pair]](list)
    for pair in case.of(may_be_one):
        pairs[pair.unit].append(pair)
    if not doubts and not pairs:
        return {}
    told = ((state, _without(case, state, doubts, pairs.get(state.unit, ()))) for state in _met(case))
    return {state.unit: unit for state, unit in told if unit is not None}


def _met(case: Case) -> Iterator[PustuState | PosyanduState]:
    yield from (state for state in case.of(pustu_states) if state.memenuhi)
    yield from (state for state in case.of(posyandu_states) if not state.kurang)


def _without(
    case: Case, state: PustuState | PosyanduState, doubts: Mapping[Path, str], pairs: Sequence[Pair]
) -> Shaky | None:
    """A unit as it would be without those in doubt; None where it meets its minimum all the same."""
    who, identities = case.of(present), case.district.identities
    kinds = tuple(state.minimum) if isinstance(state, PustuState) else ("kader",)
    staff: dict[str, dict[object, frozenset[int]]] = {}
    named: dict[str, list[str]] = {}
    for kind in kinds:
        here, said = dict(who.at(state.unit, kind)), list[str]()
        for looked in looked_at(case, state.unit, kind):
            if looked.counts and looked.row.path in doubts:
                here.pop(identities[looked.row.path], None)
                said.append(f"{looked.row.nama} ({doubts[looked.row.path]})")
        for pair in pairs:
            first, second = identities[pair.first.path], identities[pair.second.path]
            if first in here and second in here:
                here[first] |= here.pop(second)
                said.append(f"{pair.first.nama} dan {pair.second.nama} (mungkin satu orang)")
        staff[kind], named[kind] = here, said
    if isinstance(state, PosyanduState):
        lacking = max(0, state.minimum - len(staff["kader"]))
        return Shaky(state, tuple(named["kader"]), f"kurang {lacking} kader") if lacking else None
    reduced = fulfilment(Presence(staff={state.unit: staff}, shared={}), state.unit, state.hari_layanan, state.minimum)
    return None if reduced.memenuhi else Shaky(state, tuple(_named(reduced, named)), reduced.words)


def _named(reduced: Fulfilment, named: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Those in doubt of the kinds that lack without them."""
    short = {kind for kind, lacking in reduced.kurang.items() if lacking} | {gap.kind for gap in reduced.gaps}
    yield from (words for kind in named if kind in short for words in named[kind])
