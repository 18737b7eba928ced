"""Why hires cannot be avoided: for each group of them a minimal set of facts, found by taking facts away one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ilp_cli.capabilities.staffing.plan.plan import best_values, sent_people
from ilp_cli.capabilities.staffing.plan.problem import KaderPost, Options, Problem, staffing_problem
from ilp_cli.capabilities.staffing.plan.program import links_of
from ilp_cli.capabilities.staffing.plan.proof import closures, standing_of
from ilp_cli.capabilities.staffing.plan.sparse import best_of
from ilp_cli.core.finding import Path
from ilp_cli.core.weekdays import days_text
from ilp_cli.core.words import angka, daftar
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.people import Petugas
from ilp_cli.district.presence import COUNTED, serves
from ilp_cli.district.terikat import terikat
from ilp_cli.planning.conflict import Conflict, Fact, Reasons
from ilp_cli.planning.patience import OutOfTime, Patience, patience


@dataclass(frozen=True, slots=True)
class Loose:
    """Which facts are taken away: as changes to the district, its policy, and the problem."""

    needs: frozenset[tuple[Path, str]] = frozenset()
    free: frozenset[Path] = frozenset()
    whole: frozenset[Path] = frozenset()
    status: frozenset[str] = frozenset()
    induk: bool = False
    pustu: bool = False
    far: bool = False
    keliling: bool = False

    def __or__(self, other: Loose) -> Loose:
        return Loose(
            self.needs | other.needs,
            self.free | other.free,
            self.whole | other.whole,
            self.status | other.status,
            self.induk or other.induk,
            self.pustu or other.pustu,
            self.far or other.far,
            self.keliling or other.keliling,
        )


@dataclass(frozen=True, slots=True)
class _Choice:
    """A fact, what taking it away means, and the repair in words."""

    fact: Fact
    loose: Loose
    repair: str


@dataclass(frozen=True)
class Question:
    """Everything a problem is made from, so that it can be made again without some facts."""

    case: Case
    options: Options

    @property
    def district(self) -> District:
        """The district the question is about."""
        return self.case.district

    def problem(self, loose: Loose | None = None) -> Problem:
        """The problem, without the facts that are taken away."""
        if loose is None:
            return staffing_problem(self.case, self.options)
        options = replace(
            self.options,
            jarak_maks=None if loose.far else self.options.jarak_maks,
            keliling=self.options.keliling or loose.keliling,
        )
        problem = staffing_problem(replace(self.case, district=self._district(loose)), options, loose.free)
        keep = {
            (unit, kind): 0 if self._released(problem, unit, loose) else number
            for (unit, kind), number in problem.keep.items()
        }
        need = {place: number for place, number in problem.need.items() if place not in loose.needs}
        return replace(problem, keep=keep, need=need)

    @staticmethod
    def _released(problem: Problem, unit: Path, loose: Loose) -> bool:
        if not problem.units[unit].spot.pustu:
            return loose.induk
        return loose.pustu and problem.units[unit].tahun is None

    def _district(self, loose: Loose) -> District:
        def changed(petugas: Petugas) -> Petugas:
            return replace(petugas, hari=frozenset(), hari_tugas="") if petugas.path in loose.whole else petugas

        policy = self.district.kebijakan
        fixed = tuple(group for group in policy.status_tetap_di_puskesmas if group not in loose.status)
        return replace(
            self.district,
            petugas=tuple(changed(petugas) for petugas in self.district.petugas),
            kebijakan=replace(policy, status_tetap_di_puskesmas=fixed),
        )


def conflicts(question: Question, until: Patience | None = None) -> Reasons:
    """For each group of hires that hang together, why they cannot be avoided; as far as that is known when it ends."""
    until = until or patience()
    problem = question.problem()
    program, outcome = best_values(problem, until.at_most(until.left / 2))
    hires = program.hired(outcome)
    placed = [(mover.group, mover.days, 1) for mover in sent_people(program, outcome)]
    standing = standing_of(problem, placed)
    hanging: list[tuple[str, Mapping[Path, int], Sequence[Path]]] = []
    whole = True
    for kind in dict.fromkeys(kind for _, kind in hires):
        own = {unit: number for (unit, known), number in hires.items() if known == kind}
        try:
            hanging += [(kind, own, units) for units in closures(problem, kind, own, standing, until)]
        except OutOfTime:
            whole = False
    told: list[Conflict] = []
    for number, (kind, posts, units) in enumerate(hanging):
        share = until.at_most(until.left / (len(hanging) - number))
        told += _conflict(question, problem, kind, posts, units, share)
    kader = (_kader_conflict(question.district, question.case.pada, post) for post in problem.kader)
    return Reasons(conflicts=(*told, *kader), whole=whole and len(told) == len(hanging))


def _conflict(
    question: Question,
    problem: Problem,
    kind: str,
    hires: Mapping[Path, int],
    units: Sequence[Path],
    until: Patience,
) -> Iterator[Conflict]:
    """The smallest set of facts for the hires among some units; none where it is not known that they are forced."""
    here = [unit for unit in units if hires.get(unit)]
    number = sum(hires[unit] for unit in here)
    wanting = problem.wanting(kind)
    outside = Loose(needs=frozenset((unit, kind) for unit in wanting if unit not in units))

    def forced(loose: Loose) -> bool:
        until.check()
        return _needed(question.problem(outside | loose), kind, number, until)

    try:
        if not forced(Loose()):
            return
    except OutOfTime:
        return
    kept, minimal = _smallest(
        list(_choices(question, problem, kind, [unit for unit in wanting if unit in units])), forced
    )
    where = daftar(str(problem.units[unit].spot) for unit in here)
    less = "" if number == 1 else f" (rekrutannya lalu kurang dari {number}, belum tentu habis)"
    yield Conflict(
        subject=f"{number} {kind} harus direkrut untuk {where}",
        facts=tuple(choice.fact for choice in kept),
        repairs=(f"rekrut {number} {kind} untuk {where}", *dict.fromkeys(f"{choice.repair}{less}" for choice in kept)),
        minimal=minimal,
        tried=minimal,
    )


def _smallest(choices: Sequence[_Choice], forced: Callable[[Loose], bool]) -> tuple[list[_Choice], bool]:
    """The choices that must all stay for the hires to be forced; False where there was no time to try each."""
    kept, gone = list(choices), Loose()
    for choice in choices:
        try:
            if forced(gone | choice.loose):
                kept.remove(choice)
                gone = gone | choice.loose
        except OutOfTime:
            return kept, False
    return kept, True


def _needed(problem: Problem, kind: str, number: int, until: Patience) -> bool:
    """Whether so many of a profession must be hired at least. Raises OutOfTime where that is not found out in time."""
    solved = best_of(problem, links_of(problem, (kind,), until), until, aims=1).solved
    if not solved.stages:
        return number <= 0
    if solved.stages[0].bound >= number:
        return True
    if solved.stages[0].value < number:
        return False
    raise OutOfTime


def _choices(question: Question, problem: Problem, kind: str, wanting: Sequence[Path]) -> Iterator[_Choice]:
    """The facts that may stand behind hires: first what is easiest to live without."""
    yield from _people(question, problem, kind, wanting)
    options, district = question.options, question.district
    if not options.keliling:
        fact = Fact(kind="keliling", text="tanpa --keliling seseorang bertugas di satu unit saja")
        yield _Choice(fact, Loose(keliling=True), "izinkan orang membagi minggunya di dua unit (--keliling)")
    if options.jarak_maks is not None:
        fact = Fact(kind="jarak", text=f"orang dipindahkan paling jauh {angka(options.jarak_maks, 1)} km")
        yield _Choice(fact, Loose(far=True), "naikkan --jarak-maks")
    for index, group in enumerate(district.kebijakan.status_tetap_di_puskesmas):
        path: Path = ("kebijakan", "status_tetap_di_puskesmas", index)
        fact = Fact(kind="status", text=f"{group} tidak boleh pindah ke puskesmas lain", path=path)
        yield _Choice(fact, Loose(status=frozenset({group})), f"izinkan {group} pindah ke puskesmas lain")
    yield from _donors(question, problem, kind)
    for unit in wanting:
        place = problem.units[unit]
        least = problem.need[unit, kind]
        bare = [day for day in place.days if problem.short(unit, kind, day)]
        there = min(problem.present(unit, kind, day) for day in bare)
        when = "" if len(bare) == len(place.days) else f" pada {days_text(bare)}"
        text = f"{place.spot} butuh {least} {kind} setiap hari layanan, ada {there}{when}"
        fact = Fact(kind="minimum", text=text, path=place.lokus)
        yield _Choice(fact, Loose(needs=frozenset({(unit, kind)})), f"tunda lokus {place.spot}")


def _donors(question: Question, problem: Problem, kind: str) -> Iterator[_Choice]:
    """What other units must keep."""
    induk = {problem.keep[unit, kind] for unit, place in problem.units.items() if not place.spot.pustu}
    policy = question.district.kebijakan.induk_minimum
    path: Path = ("kebijakan", "induk_minimum", kind) if kind in policy else ()
    if any(induk):
        fact = Fact(kind="donor", text=f"setiap puskesmas induk tetap punya {max(induk)} {kind}", path=path)
        yield _Choice(fact, Loose(induk=True), f"turunkan kebijakan induk_minimum untuk {kind}")
    if any(place.spot.pustu and place.tahun is None for place in problem.units.values()):
        least = max(problem.keep[unit, kind] for unit, place in problem.units.items() if place.spot.pustu)
        fact = Fact(kind="donor", text=f"pustu yang bukan lokus tahap ini pun tetap punya {least} {kind}")
        yield _Choice(fact, Loose(pustu=True), f"terima bahwa pustu bukan lokus kekurangan {kind}")


def _people(question: Question, problem: Problem, kind: str, wanting: Sequence[Path]) -> Iterator[_Choice]:
    """People who may not be moved, and people of the pustu in question who are not there every day."""
    for petugas in question.district.petugas:
        if petugas.profesi != kind or petugas.unit is None or not serves(petugas, question.case.pada, COUNTED):
            continue
        name = f"{petugas.nama} ({problem.units[petugas.unit].spot})"
        bound = question.case.of(terikat).get(petugas.path)
        if bound is not None:
            fact = Fact(kind="tetap", text=f"{name} {bound.sebab}", path=bound.path)
            yield _Choice(fact, Loose(free=frozenset({petugas.path})), f"izinkan {name} dipindahkan")
        elif petugas.hari and petugas.unit in wanting and not petugas.hari >= problem.units[petugas.unit].days:
            text = f"{name} hanya bertugas {days_text(petugas.hari)}"
            fact = Fact(kind="hari_tugas", text=text, path=(*petugas.path, "hari_tugas"))
            yield _Choice(fact, Loose(whole=frozenset({petugas.path})), f"minta {name} bertugas setiap hari layanan")


def _kader_conflict(district: District, pada: date, post: KaderPost) -> Conflict:
    """Kader are never moved; that is a fact of its own only where somebody has kader to spare."""
    text = f"{post.spot} butuh {post.minimum} kader, kurang {post.kurang}"
    facts = [Fact(kind="minimum", text=text, path=post.lokus)]
    if _spare_kader(district, pada, post.minimum) >= post.kurang:
        facts.append(Fact(kind="kader", text="kader bertugas di desanya sendiri dan tidak dipindahkan"))
    subject = f"{post.kurang} kader harus direkrut untuk {post.spot}"
    repairs = (f"minta desa mengangkat {post.kurang} kader untuk {post.spot}", f"tunda lokus {post.spot}")
    return Conflict(subject=subject, facts=tuple(facts), repairs=repairs)


def _spare_kader(district: District, pada: date, minimum: int) -> int:
    """How many kader stand at units above what such a unit needs."""
    active = [kader for kader in district.kader if serves(kader, pada, COUNTED)]
    heads = Counter(unit for kader in active if (unit := kader.pustu_path or kader.posyandu_path))
    return sum(max(0, count - minimum) for count in heads.values())
