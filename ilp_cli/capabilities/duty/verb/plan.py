"""Plan who serves at each pustu lokus on each day, from the files of a district and an earlier roster."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from ilp_cli.capabilities.duty.model import words
from ilp_cli.capabilities.duty.model.jadwal import CUTI, LIBUR, Jadwal, JadwalRow
from ilp_cli.capabilities.duty.model.post import DutyProblem
from ilp_cli.capabilities.duty.model.problem import duty_problem
from ilp_cli.capabilities.duty.model.roster import DutyRoster, Key, key
from ilp_cli.capabilities.duty.model.serving import Served, Understood, served
from ilp_cli.capabilities.duty.rules import marks
from ilp_cli.capabilities.duty.rules import roster as duty_rules
from ilp_cli.core.brief import brief
from ilp_cli.core.given import a_day, a_month, a_number, a_whole, several
from ilp_cli.core.names import sebutan
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.steps import step
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import BULAN, daftar
from ilp_cli.district.calendar import Holiday, days_between, month_days
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who
from ilp_cli.district.menurut import sentences
from ilp_cli.district.origin import Origin
from ilp_cli.district.pendamping import companions
from ilp_cli.district.presence import people_at
from ilp_cli.district.terikat import TIED
from ilp_cli.files.misfits import Unreadable
from ilp_cli.law import configs
from ilp_cli.planning.conflict import CONFLICT_TABLES, Conflict, Reasons, conflict_rows
from ilp_cli.planning.patience import Patience, enough, within
from ilp_cli.reading.bukaan import opened
from ilp_cli.reading.load import closed_in, load
from ilp_cli.reading.usable import input_files, not_yet, puskesmas_named, staffed, unread
from ilp_cli.rulebook.rule import run

_WEEKS_BACK = (0, 4, 6, 2, 8, 5, 3, 7, 1)
"""How many weeks before a day the earlier roster is asked: the same day first, then rotations of four and two weeks."""
_REMEMBERED = 14
"""Days before the period whose duty still counts for days in a row and for weeks."""
_SEARCHING = 0.75
"""The part of the time for a month that the search may take; the rest is for explaining the days that stay open."""
_CHECKING = 1.2
"""How long a roster takes to be put together and held against the rules, for each second that it took by hand."""
_AT_MOST = 1e-4
"""Seconds that a person's day takes at most once the search is over, to be checked and written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDuty(Tabled):
    """A planned duty roster and what it rests on. `warnings` say what of the inputs was not used.

    `tahun` are the stages whose lokus it is for.

    `conflicts` explain the days of a month that stay open for other reasons than those known by counting; `explained`
    is False where the search for them had to end before all were looked at. `stopped`: somebody pressed Ctrl-C.
    """

    TABLES: ClassVar = words.DUTY_TABLES | CONFLICT_TABLES

    district: District = field(repr=False)
    kabupaten: str
    periode: str
    tahun: tuple[int, ...]
    pada: date
    roster: DutyRoster
    closed: tuple[Holiday, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    explained: bool = True
    stopped: bool = False
    inputs: tuple[Path, ...] = field(default=(), repr=False)

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.kabupaten,
            periode=self.periode,
            pustu=len(self.roster.problem.posts),
            kurang=self.roster.missing,
            terbukti=self.roster.proven,
        )

    @property
    def summary(self) -> tuple[str, ...]:
        """The answer in a few sentences."""
        return tuple(words.summary(self.roster))

    def _rows(self) -> Mapping[str, Any]:
        told = self.document()
        return {**told, "tugas": list(words.duty_rows(self.roster)), **conflict_rows(told["conflicts"])}

    def document(self) -> dict[str, object]:
        """The roster as JSON has it."""
        told = words.document(self.roster, self.district.kabupaten, self.pada, self.tahun, self.closed)
        reasons = [conflict.row(self.district.place) for conflict in self.conflicts]
        told |= {"dihentikan": self.stopped, "conflicts": reasons, "conflicts_lengkap": self.explained}
        return {**told, "menurut": [given.row() for given in self.district.menurut]}

    def exit_status(self) -> int:
        """130 where somebody stopped the search, 1 where something stays open, else 0."""
        if self.stopped:
            return ExitStatus.INTERRUPTED
        return ExitStatus.OK if self.roster.complete else ExitStatus.FINDINGS


def plan_duty(
    source: District | str | Path,
    *,
    bulan: tuple[int, int] | None = None,
    tahun: int | None = None,
    roster: str | Path | None = None,
    sebelum: str | Path | None = None,
    puskesmas: Sequence[str] = (),
    penuh: bool = False,
    batas_waktu: float = 0,
    until: Patience | None = None,
    afterwards: float = 0.0,
    pada: date | None = None,
    dengan: str | Path | None = None,
) -> PlannedDuty:
    """The best duty roster of a month or a year for every pustu lokus of the stages up to then.

    `bulan` is (year, month), `tahun` a whole year: one of the two. `source` is a plan folder, its roadmap.yaml, or a
    `District`; `roster` a file or folder read instead of the one it names; `sebelum` is an earlier roster, changed as
    little as possible, `dengan` opening days (bukaan.yaml) that hold instead of those of the roadmap, `puskesmas` a
    list of names that narrows it; with `penuh` everybody serves, not the minimum; `pada` is the day it says it was made
    (default: today). The limits of work and rest are those of configs/standards/kerja.yaml.

    `batas_waktu`, in seconds, is for all of it, from reading to explaining, and so is Ctrl-C: what is not proven by
    then says so, and so do pustu that are not planned by then (`roster.unplanned`). Who has more to do under the same
    limit, as writing the roster, gives `until` instead and listens himself; `afterwards` is how many seconds that takes
    for each second that it takes to make the roster by hand.

    Raises Misuse where there is nothing to plan, Unreadable where an input cannot be read. The roster is held against
    the rules before it is given out.
    """
    a_month("bulan", bulan)
    a_whole("tahun", tahun, 2025)
    several("puskesmas", puskesmas, "Suli")
    a_number("batas_waktu", batas_waktu, 60)
    if until is None:
        with within(batas_waktu) as ends:
            return plan_duty(source, bulan=bulan, tahun=tahun, roster=roster, sebelum=sebelum, puskesmas=puskesmas,
                             penuh=penuh, until=ends, pada=pada, dengan=dengan)  # fmt: skip
    days = _period(bulan, tahun)
    district = opened(staffed(load(source, roster, tables=TIED)), dengan)
    years = tuple(year for year in district.years() if year <= days[0].year)
    case = Case(district=district, pada=days[0], years=years, law=configs.law())
    closed = closed_in(district, {days[0].year})
    problem = _problem(case, days, closed, puskesmas)
    earlier = _earlier(sebelum) if sebelum is not None else None
    warnings = [*unread(district, leave=True), *_odd_nips(district), *_unknown_companions(case)]
    wish: Mapping[Key, Mapping[date, bool]] | None = None
    if earlier is not None:
        problem, wish, strangers = _after(district, problem, earlier)
        warnings += strangers
    from ilp_cli.capabilities.duty.plan import plan as duty

    left = until.left
    after = _CHECKING + afterwards
    draft = duty.by_hand(problem, full=penuh, wish=wish, enough=enough(until, after))
    if math.isfinite(left):  # what was just done tells how fast this computer is
        most = _AT_MOST * len(days) * sum(len(post.workers) for post in draft.problem.posts)
        until = until.sooner(min(most, after * (left - until.left)))
    searching = until if bulan is None else until.at_most(until.left * _SEARCHING)
    planned = duty.finished(draft, searching)
    _hold_against_rules(district, planned)
    reasons = Reasons() if bulan is None or until.stopped else _unexplained(district, planned, until)
    inside = tuple(holiday for day, holiday in closed.items() if days[0] <= day <= days[-1])
    limit = district.kebijakan.kader_hari_per_minggu
    inputs = [] if isinstance(source, District) else [Path(source)]
    inputs += [Path(sebelum)] if sebelum is not None else []
    return PlannedDuty(
        district=district,
        conflicts=reasons.conflicts,
        explained=reasons.whole and not until.stopped,
        stopped=until.stopped,
        tahun=years,
        kabupaten=district.kabupaten.sebutan,
        periode=str(days[0].year) if bulan is None else f"{BULAN[days[0].month - 1]} {days[0].year}",
        pada=a_day("pada", pada) or date.today(),
        roster=planned,
        closed=inside,
        notes=(*sentences(district.menurut), *words.notes(planned, case.standards, inside, limit)),
        warnings=tuple(warnings),
        inputs=(*inputs, *input_files(None, district)),
    )


def _odd_nips(district: District) -> Iterator[str]:
    """The heads whose NIP cannot be one: it is never printed."""
    for puskesmas in district.puskesmas:
        if puskesmas.kepala and puskesmas.kepala.nip and not puskesmas.kepala.nip.own:
            place = district.place((*puskesmas.kepala.path, "nip"))
            yield f"{place}: NIP kepala {sebutan('puskesmas', puskesmas.nama)} bukan 18 angka; dicetak titik-titik"


def _unknown_companions(case: Case) -> Iterator[str]:
    """The companions of posyandu who are nobody in the roster: nobody counts them."""
    for listed in case.of(companions).every.values():
        for told in listed:
            if told.unit is None:
                named, posyandu = told.pendamping, sebutan("posyandu", told.posyandu.nama)
                yield f"pendamping {posyandu}, {named.nama}, tidak ada di roster unit itu dan tidak dihitung (ILP425)"


def _period(bulan: tuple[int, int] | None, tahun: int | None) -> tuple[date, ...]:
    if (bulan is None) is (tahun is None):
        raise Misuse("sebut --bulan 2025-03 atau --tahun 2025, salah satu")
    if bulan is not None:
        return month_days(*bulan)
    year = tahun or 0
    if not 2000 <= year <= 2100:
        raise Misuse(f"tahun {year} di luar kalender yang dikenal; tulis misalnya --tahun 2025")
    return tuple(days_between(date(year, 1, 1), date(year, 12, 31)))


def _problem(case: Case, days: Sequence[date], closed: Mapping[date, Holiday], puskesmas: Sequence[str]) -> DutyProblem:
    """The problem of the pustu lokus of a case, or of those of some puskesmas."""
    district = case.district
    try:
        problem = duty_problem(case, days, closed)
    except KeyError:
        raise not_yet(days[0]) from None
    wanted = {puskesmas_named(district, name).nama for name in puskesmas}
    posts = tuple(post for post in problem.posts if not wanted or post.puskesmas in wanted)
    if not posts:
        of = f" di {daftar(sorted(wanted))}" if wanted else ""
        raise Misuse(f"belum ada pustu lokus{of} sampai tahap {days[0].year}; isi lokus: di roadmap.yaml")
    return replace(problem, posts=posts)


def _earlier(path: str | Path) -> Jadwal:
    from ilp_cli.capabilities.duty.read import read_jadwal

    read = read_jadwal(Path(path))
    if not read.rows:
        raise Unreadable(read.findings)
    return read


def _after(
    district: District, problem: DutyProblem, earlier: Jadwal
) -> tuple[DutyProblem, Mapping[Key, Mapping[date, bool]], list[str]]:
    """The problem with what was served before it, and whom the earlier roster had on duty on the same weekday."""
    rows = served(district, earlier.rows)
    closed = closed_in(district, {day.year for row in earlier.rows for day in row.days})
    first = problem.days[0]
    before: dict[Who, set[date]] = {}
    had: dict[Key, dict[date, bool]] = {}
    for served_row in rows:
        who = district.identities[served_row.person.path]
        recent = (day for day in served_row.row.on_duty if first - timedelta(days=_REMEMBERED) <= day < first)
        before.setdefault(who, set()).update(recent)
        weekdays = district.service_days(served_row.pustu)
        had.setdefault((served_row.pustu.path, served_row.kind, who), {}).update(
            (day, day in served_row.row.on_duty)
            for day in served_row.row.days
            if day.weekday() in weekdays and day not in closed and served_row.row.marks.get(day) not in (CUTI, LIBUR)
        )
    wish = {key(worker): _same_weekday(had.get(key(worker), {}), worker.days) for worker in problem.workers}
    known = {served_row.row.path for served_row in rows}
    strangers = sorted({row.nama for row in earlier.rows if row.path not in known})
    words = [f"{earlier.file}: {daftar(strangers)} tidak ada di roster, jadi tidak dibandingkan"] if strangers else []
    return replace(problem, before={who: frozenset(days) for who, days in before.items()}), wish, words


def _same_weekday(had: Mapping[date, bool], days: Iterable[date]) -> Mapping[date, bool]:
    """For each day whether the earlier roster had duty on it, or on the same weekday some weeks before."""
    on_duty: dict[date, bool] = {}
    for day in sorted(days) if had else ():
        for weeks in _WEEKS_BACK:
            earlier = day - timedelta(weeks=weeks)
            if earlier in had:
                on_duty[day] = had[earlier]
                break
    return on_duty


def _unexplained(district: District, roster: DutyRoster, until: Patience) -> Reasons:
    """Why days stay open that counting does not explain."""
    from ilp_cli.capabilities.duty.why.conflicts import conflicts

    step("mencari sebab hari yang kosong")
    units = {gap.unit for gap in roster.gaps if not roster.known(gap.unit, gap.kind, gap.day)}
    units |= {escort.unit for escort in roster.alone if not roster.known(escort.unit, "nakes", escort.day)}
    return conflicts(roster.problem, district, units, until) if units else Reasons()


def _hold_against_rules(district: District, roster: DutyRoster) -> None:
    """Check the roster as if somebody had handed it in. Raises RuntimeError, a fault of ours, if it breaks a rule."""
    step("memeriksa jadwal")
    rows = tuple(_as_handed_in(district, roster))
    case = _handed_in(district, rows, roster.problem.days[0])
    seen = {post.unit for post in roster.problem.posts if post.workers}  # where nobody is, there is no row to judge
    gaps = {(gap.unit, gap.kind, gap.day, gap.ada) for gap in roster.gaps if gap.unit in seen}
    if gaps != {(short.unit, short.kind, short.day, short.ada) for short in case.of(duty_rules.short_days)}:
        raise RuntimeError("planned roster breaks ILP401")
    if {(out.unit, out.day) for out in roster.alone if out.unit in seen} != set(case.of(duty_rules.alone_days)):
        raise RuntimeError("planned roster breaks ILP409")
    for item in run((*duty_rules.RULES, *marks.RULES), case):
        if item.code not in ("ILP401", "ILP409"):
            raise RuntimeError(f"planned roster breaks {item.code}")


def _as_handed_in(district: District, roster: DutyRoster) -> Iterator[Served]:
    """The roster as the rules see one: rows of a table, each with whom it means."""
    origin = Origin(file="jadwal", kind="csv")
    people = people_at(district)
    units = {unit.path: unit for puskesmas in district.puskesmas for unit in puskesmas.pustu}
    workers = [(post, worker) for post in roster.problem.posts for worker in post.workers]
    for number, (post, worker) in enumerate(workers):
        row = JadwalRow(
            path=("jadwal", number),
            puskesmas=post.puskesmas,
            pustu=post.pustu,
            nama=worker.nama,
            profesi=worker.kind,
            days=roster.problem.days,
            marks={day: mark for day in post.days if (mark := roster.mark(worker, day))},
            row=number,
            origin=origin,
        )
        same = [person for kind, person in people[post.unit] if kind == worker.kind]
        own = [person for person in same if district.identities[person.path] == worker.who]
        yield Served(row, units[post.unit], post.puskesmas, worker.kind, own)


def _handed_in(district: District, rows: tuple[Served, ...], day: date) -> Case:
    """A duty roster alone as the rules see it, whoever its rows mean being known, with the standards of a day."""
    jadwal = Jadwal(file="jadwal", rows=tuple(served.row for served in rows))
    return Case(district=district, pada=day, law=configs.law(), given=(jadwal, Understood(rows)))
