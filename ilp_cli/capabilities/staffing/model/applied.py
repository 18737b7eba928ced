"""A district as it would be with a proposal: moved people at their new units, hires as invented people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from ilp_cli.capabilities.staffing.model.usulan import Hire, Move, Proposal, Spot
from ilp_cli.core.finding import Path, Place
from ilp_cli.core.names import normal
from ilp_cli.core.weekdays import days_text, hari_text
from ilp_cli.district.district import District, Source
from ilp_cli.district.origin import WHOLE_ROW, Origin
from ilp_cli.district.people import Kader, Petugas
from ilp_cli.district.presence import over
from ilp_cli.law.vocabulary import vocabulary

MOST_UNITS = 2
"""Between how many units somebody may divide the week."""


class MoveFault(Enum):
    """Why a move cannot be carried out."""

    NO_UNIT = auto()
    """Its unit is not registered; `where` names the key."""
    NOBODY = auto()
    """Nobody of that name is there; `hint` may say where somebody is."""
    SEVERAL = auto()
    """Several of that name are there; `hint` says how many."""
    ALREADY = auto()
    """The person is where the move would put them."""
    CLASH = auto()
    """The person would be at two places, or at too many; `hint` says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledMove:
    """A move beside the district: who and from where to where, or in `fault` why it cannot be carried out."""

    move: Move
    person: Petugas | None = None
    dari: Path | None = None
    ke: Path | None = None
    fault: MoveFault | None = None
    hint: str = ""
    where: Path = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledHire:
    """A hire beside the district: its unit, None where it is not registered or not one where such people serve."""

    hire: Hire
    unit: Path | None = None
    where: Path = ()


@dataclass(frozen=True, kw_only=True)
class Applied:
    """A proposal as it was applied: the district before, with everybody moved, and after with those recruited too."""

    proposal: Proposal
    before: District
    moved_only: District
    after: District
    moves: tuple[SettledMove, ...]
    hires: tuple[SettledHire, ...]

    @property
    def head(self) -> str:
        """The first word of every path into the proposal."""
        return "usulan"

    def place(self, path: Path) -> Place:
        """Where a value of the proposal stands in its file."""
        return self.proposal.text.place(path[1:])

    @property
    def moved(self) -> int:
        """How many people would move."""
        return len({settled.person.path for settled in self.moves if settled.person and not settled.fault})

    @property
    def hired(self) -> int:
        """How many people would be recruited."""
        return sum(settled.hire.jumlah for settled in self.hires if settled.unit)

    @property
    def touched(self) -> frozenset[Path]:
        """The units whose people would change."""
        moved = [unit for settled in self.moves if not settled.fault for unit in (settled.dari, settled.ke) if unit]
        return frozenset((*moved, *(settled.unit for settled in self.hires if settled.unit)))


def applied(district: District, proposal: Proposal, source: Source | None = None) -> Applied:
    """A proposal beside its district; what cannot be carried out is left as it is, and told by the rules."""
    moves = tuple(_settled(district, proposal))
    hires = tuple(_settled_hire(district, hire) for hire in proposal.rekrut)
    moved_only = replace(district, petugas=tuple(_moved(district, moves)))
    petugas = moved_only.petugas
    recruits = list(_recruits(proposal, hires))
    people = [recruit for recruit in recruits if isinstance(recruit, Petugas)]
    kader = [recruit for recruit in recruits if isinstance(recruit, Kader)]
    after = replace(
        district,
        petugas=(*petugas, *(replace(recruit, path=("petugas", len(petugas) + i)) for i, recruit in enumerate(people))),
        kader=(
            *district.kader,
            *(replace(recruit, path=("kader", len(district.kader) + i)) for i, recruit in enumerate(kader)),
        ),
        sources=(*district.sources, *([source] if source else [])),
    )
    return Applied(proposal=proposal, before=district, moved_only=moved_only, after=after, moves=moves, hires=hires)


def unit_of_spot(district: District, spot: Spot) -> tuple[Path | None, Path]:
    """The registered unit of written names, and the key to blame where there is none."""
    puskesmas = district.find(spot.puskesmas)
    if puskesmas is None:
        return None, ("puskesmas",)
    if spot.posyandu:
        posyandu = puskesmas.find_posyandu(spot.posyandu)
        return (posyandu.path, ()) if posyandu else (None, ("posyandu",))
    if spot.pustu:
        pustu = puskesmas.find_pustu(spot.pustu)
        return (pustu.path, ()) if pustu else (None, ("pustu",))
    return puskesmas.path, ()


def _settled(district: District, proposal: Proposal) -> Iterator[SettledMove]:
    """Each move with its person, in the order of the file; of moves that clash the later are at fault."""
    by_name: dict[tuple[str, str], list[Petugas]] = defaultdict(list)
    for petugas in district.petugas:
        by_name[normal(petugas.nama), petugas.profesi or ""].append(petugas)
    earlier: dict[Path, list[SettledMove]] = defaultdict(list)
    for move in proposal.pindah:
        settled = _one_settled(district, by_name, proposal, move)
        if settled.person is None:
            yield settled
            continue
        clash = _clash(district, settled, earlier[settled.person.path])
        if clash:
            yield replace(settled, fault=MoveFault.CLASH, hint=clash)
        else:
            earlier[settled.person.path].append(settled)
            yield settled


def _one_settled(
    district: District, by_name: Mapping[tuple[str, str], list[Petugas]], proposal: Proposal, move: Move
) -> SettledMove:
    dari, lacking = unit_of_spot(district, move.dari)
    if dari is None:
        return SettledMove(move=move, fault=MoveFault.NO_UNIT, where=("dari", *lacking))
    ke, lacking = unit_of_spot(district, move.ke)
    if ke is None:
        return SettledMove(move=move, fault=MoveFault.NO_UNIT, where=("ke", *lacking))
    named = by_name.get((normal(move.nama), move.profesi), [])
    named = [petugas for petugas in named if not move.nip or petugas.nip.last.endswith(move.nip)]
    here = [petugas for petugas in named if petugas.unit == dari]
    if len(here) > 1 and (pada := proposal.pada) is not None:  # what ended before is somebody's past, not a namesake
        here = [petugas for petugas in here if not over(petugas, pada)] or here
    if len(here) == 1 and ke != dari:
        return SettledMove(move=move, person=here[0], dari=dari, ke=ke)
    if len(here) > 1:
        return SettledMove(move=move, dari=dari, ke=ke, fault=MoveFault.SEVERAL, hint=str(len(here)))
    if any(petugas.unit == ke for petugas in named):
        return SettledMove(move=move, dari=dari, ke=ke, fault=MoveFault.ALREADY)
    elsewhere = next((petugas for petugas in named if petugas.unit), None)
    hint = f"; kini tercatat di {_words(elsewhere)}" if elsewhere else ""
    return SettledMove(move=move, dari=dari, ke=ke, fault=MoveFault.NOBODY, hint=hint)


def _words(petugas: Petugas) -> str:
    return str(Spot(puskesmas=petugas.puskesmas, pustu=petugas.pustu))


def _clash(district: District, settled: SettledMove, earlier: list[SettledMove]) -> str:
    """Why somebody cannot be where this move puts them, after the moves before it; "" where they can."""
    person, hari = settled.person, settled.move.hari
    assert person is not None
    usual = person.hari or district.days_of(settled.dari or ())
    taken = frozenset[int]().union(*(other.move.hari for other in earlier))
    if earlier and (not hari or not all(other.move.hari for other in earlier)):
        return f"sudah diusulkan pindah ke {earlier[0].move.ke} untuk setiap hari"
    if hari & taken:
        return f"pada {hari_text(hari & taken)} sudah diusulkan di {_holder(earlier, hari)}"
    if person.hari is not None and hari - usual:
        return f"tidak bertugas pada {hari_text(hari - usual)}"
    places = {other.ke for other in earlier} | {settled.ke}
    if (usual - taken - hari) & district.days_of(settled.dari or ()):
        places.add(settled.dari)
    return "" if not earlier or len(places) <= MOST_UNITS else f"minggunya terbagi di {len(places)} unit"


def _holder(earlier: list[SettledMove], hari: frozenset[int]) -> Spot:
    return next(other.move.ke for other in earlier if other.move.hari & hari)


def _settled_hire(district: District, hire: Hire) -> SettledHire:
    unit, lacking = unit_of_spot(district, hire.di)
    if unit is None:
        return SettledHire(hire=hire, where=("di", *lacking))
    wrong = bool(hire.di.posyandu) and hire.profesi != "kader"
    if wrong or (hire.profesi == "kader" and not (hire.di.pustu or hire.di.posyandu)):
        return SettledHire(hire=hire, where=("profesi",))
    return SettledHire(hire=hire, unit=unit)


def weeks(district: District, moves: tuple[SettledMove, ...]) -> dict[Path, list[Petugas]]:
    """By the row of everybody who moves, the rows that take its place: one for each unit of a divided week."""
    legs_of: dict[Path, list[SettledMove]] = defaultdict(list)
    for settled in moves:
        if settled.person is not None and not settled.fault:
            legs_of[settled.person.path].append(settled)
    return {path: _rows(district, district.petugas[int(path[1])], legs) for path, legs in legs_of.items()}


def _rows(district: District, person: Petugas, legs: list[SettledMove]) -> list[Petugas]:
    usual = person.hari or district.days_of(legs[0].dari or ())
    left = usual - frozenset[int]().union(*(leg.move.hari for leg in legs))
    rows = [_at(district, person, leg, leg.move.hari or person.hari) for leg in legs]
    if legs[0].move.hari and left:
        rows.insert(0, replace(person, hari=left, hari_tugas=days_text(left)))
    return rows


def _moved(district: District, moves: tuple[SettledMove, ...]) -> list[Petugas]:
    """The petugas at their new units; the first row of somebody stands where it stood, further ones at the end."""
    people = list(district.petugas)
    for path, rows in weeks(district, moves).items():
        people[int(path[1])] = rows[0]
        people += [replace(row, path=("petugas", len(people) + i)) for i, row in enumerate(rows[1:])]
    return people


def _at(district: District, person: Petugas, leg: SettledMove, hari: frozenset[int] | None) -> Petugas:
    puskesmas = district.find(leg.move.ke.puskesmas)
    assert puskesmas is not None
    assert leg.ke is not None
    pustu = puskesmas.find_pustu(leg.move.ke.pustu) if leg.move.ke.pustu else None
    return replace(
        person,
        puskesmas=puskesmas.nama,
        induk=puskesmas.path,
        pustu=pustu.nama if pustu else "",
        unit=leg.ke,
        hari=hari,
        hari_tugas=days_text(leg.move.hari) if leg.move.hari else person.hari_tugas,
    )


def _recruits(proposal: Proposal, hires: tuple[SettledHire, ...]) -> Iterator[Petugas | Kader]:
    """An invented person for everybody to be recruited, numbered for each unit and profession."""
    made: Counter[tuple[Path, str]] = Counter()
    for settled in hires:
        for _ in range(settled.hire.jumlah if settled.unit else 0):
            made[settled.unit or (), settled.hire.profesi] += 1
            yield _recruit(proposal, settled, made[settled.unit or (), settled.hire.profesi])


def _recruit(proposal: Proposal, settled: SettledHire, number: int) -> Petugas | Kader:
    """An invented person who stands for a hire; their place in the files is that of the hire."""
    hire, unit = settled.hire, settled.unit
    assert unit is not None
    row = int(hire.path[1])
    origin = Origin(
        file=proposal.file,
        kind="yaml",
        marks={(row, WHOLE_ROW): proposal.text.marks.get(hire.path, (1, 1))},
        lines=proposal.text.lines,
    )
    nama = f"Rekrutan {hire.profesi} {number} untuk {hire.di}"
    shared = {
        "path": (),
        "nama": nama,
        "nama_polos": vocabulary().compared_name(nama),
        "puskesmas": hire.di.puskesmas,
        "induk": unit[:2],
        "row": row,
        "origin": origin,
    }
    if hire.profesi != "kader":
        return Petugas(**shared, pustu=hire.di.pustu, unit=unit, profesi=hire.profesi)  # type: ignore[arg-type]
    at_posyandu = bool(hire.di.posyandu)
    return Kader(
        **shared,  # type: ignore[arg-type]
        pustu=hire.di.pustu,
        posyandu=hire.di.posyandu,
        pustu_path=None if at_posyandu else unit,
        posyandu_path=unit if at_posyandu else None,
    )
