"""Plan the home visits of a month, from the files of a district and its duty roster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from ilp_cli.capabilities.visits.model import document as words
from ilp_cli.capabilities.visits.model.planned import KaderRencana, Kunjungan, Rencana, State
from ilp_cli.capabilities.visits.model.problem import Register, Soal, register, visit_problem
from ilp_cli.capabilities.visits.plan import plan_visits as planned_visits
from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Path as Where
from ilp_cli.core.given import a_day, a_month, a_path, several
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.rows import envelope
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import BULAN
from ilp_cli.district.calendar import month_days
from ilp_cli.district.capaian import CAPAIAN
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who
from ilp_cli.district.keluarga import KELUARGA
from ilp_cli.district.tables import ROSTER
from ilp_cli.district.wilayah import WILAYAH
from ilp_cli.files.misfits import Unreadable
from ilp_cli.law import configs
from ilp_cli.reading.bukaan import opened
from ilp_cli.reading.load import closed_in, load
from ilp_cli.reading.usable import input_files, staffed, unread

TABLES = (*ROSTER, WILAYAH, KELUARGA, CAPAIAN)
"""The sheets of a roster that a plan of visits reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisits(Tabled):
    """The visits of a month and what they rest on. `warnings` say what of the inputs was not used."""

    TABLES: ClassVar = words.VISITS_TABLES

    case: Case = field(repr=False)
    bulan: date
    pada: date
    rencana: Rencana = field(repr=False)
    soal: Soal = field(repr=False)
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    inputs: tuple[Path, ...] = field(default=(), repr=False)

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.district.kabupaten.nama,
            bulan=f"{self.bulan:%Y-%m}",
            kader=len(self.rencana.kader),
            **{key.replace(" ", "_"): number for key, number in words.by_state(self.rencana).items()},
        )

    @property
    def district(self) -> District:
        """The district it is for."""
        return self.case.district

    @property
    def units(self) -> Register:
        """Its posyandu."""
        return self.case.of(register)

    @property
    def periode(self) -> str:
        """The month in words."""
        return f"{BULAN[self.bulan.month - 1]} {self.bulan.year}"

    @property
    def summary(self) -> tuple[str, ...]:
        """The answer in a few sentences."""
        return tuple(words.summary(self.rencana))

    def rows(self) -> list[dict[str, object]]:
        """Every family that is due, as flat rows."""
        return [words.row(plan, visit, self.units) for plan, visit in self.rencana.visits()]

    def document(self) -> dict[str, object]:
        """The visits as JSON has them."""
        return envelope(
            "plan visits",
            self.district.kabupaten.nama,
            pada=self.pada,
            bulan=f"{self.bulan:%Y-%m}",
            mulai=self.rencana.mulai.isoformat(),
            kapasitas=self.rencana.kapasitas,
            selang=self.soal.selang,
            jumlah=words.by_state(self.rencana),
            hari_kurang=sum(plan.kurang for plan in self.rencana.kader),
            kader=[words.kader_row(plan, self.units) for plan in self.rencana.kader],
            kunjungan=self.rows(),
            catatan=list(self.notes),
        )

    def exit_status(self) -> ExitStatus:
        """1 where a family that is due is not visited in time, else 0."""
        return ExitStatus.OK if self.rencana.complete else ExitStatus.FINDINGS


def plan_visits(
    source: District | str | Path,
    bulan: tuple[int, int],
    *,
    roster: str | Path | None = None,
    posyandu: Sequence[str] = (),
    jadwal: str | Path | None = None,
    dengan: str | Path | None = None,
    pada: date | None = None,
) -> PlannedVisits:
    """Who is visited on which day of a month by which kader, and who is not reached, and why.

    `bulan` is (year, month). `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder
    read instead of the one it names; `pada` is today: where it lies in the month, it is planned from that day on. The
    days on which a kader serves at a pustu, as a `jadwal` (a duty roster) has them, are left free; `dengan` are opening
    days (bukaan.yaml) that hold instead of those of the roadmap. With `posyandu`, a list of names, only their families
    are shown; the plan is the same. How many months may lie between visits is configs/standards/kunjungan.yaml.

    Raises Misuse where there is nothing to plan by, Unreadable where an input is missing or cannot be read.
    """
    a_month("bulan", bulan)
    several("posyandu", posyandu, "Melati")
    if jadwal is not None:
        a_path("jadwal", jadwal)
    month = month_days(*bulan)
    day = a_day("pada", pada) or date.today()
    mulai = day if month[0] < day <= month[-1] else month[0]
    district = opened(staffed(load(source, roster, tables=TABLES)), dengan)
    case = Case(district=district, pada=mulai, years=district.years(), law=configs.law())
    if not district.isian.get(KELUARGA.name):
        raise Unreadable(reason=f"{district.file}: roster belum memuat lembar Keluarga; lihat ilp template")
    if district.kebijakan.selang_kunjungan is None and "kunjungan.selang" not in case.standards:
        raise Misuse(f"pada {month[0]:%Y-%m} belum ada selang kunjungan yang berlaku; tulis kebijakan.selang_kunjungan")
    duty, strangers = _duty(district, jadwal)
    soal = visit_problem(case, month, mulai, closed_in(district, {month[0].year}), duty)
    rencana = planned_visits(soal)
    _hold_against_limits(rencana, soal)
    rencana = _only(rencana, district, posyandu)
    inputs = [] if isinstance(source, District) else [Path(source)]
    inputs += [Path(beside) for beside in (jadwal, dengan) if beside is not None]
    return PlannedVisits(
        case=case,
        bulan=month[0],
        pada=day,
        rencana=rencana,
        soal=soal,
        notes=tuple(words.notes(soal, district, duty_given=jadwal is not None)),
        warnings=(*unread(district, leave=True), *strangers),
        inputs=(*inputs, *input_files(None, district)),
    )


def _hold_against_limits(rencana: Rencana, soal: Soal) -> None:
    """Look at a plan as if somebody had handed it in. Raises RuntimeError, a fault of ours, if it breaks a limit."""
    for month, plan in zip(soal.kader, rencana.kader, strict=True):
        days = Counter(visit.hari for visit in plan.kunjungan if visit.hari is not None)
        if not days.keys() <= set(month.days) or max(days.values(), default=0) > soal.kapasitas:
            raise RuntimeError("planned visits break a day or the capacity of a kader")
        asked = sorted(perlu.keluarga.path for perlu in month.perlu)
        if asked != sorted(visit.perlu.keluarga.path for visit in plan.kunjungan):
            raise RuntimeError("planned visits lose a family, or have it twice")
        for visit in plan.kunjungan:
            in_time = visit.hari is not None and visit.hari <= visit.perlu.batas
            if in_time is not (visit.state is State.DIJADWALKAN):
                raise RuntimeError("planned visits call a late visit in time")


def _duty(district: District, jadwal: str | Path | None) -> tuple[Mapping[Who, frozenset[date]], tuple[str, ...]]:
    """The days on which kader serve at a pustu, and what of that roster could not be used."""
    if jadwal is None:
        return {}, ()
    from ilp_cli.capabilities.duty.verb.days import duty_days

    return duty_days(district, jadwal)


def _only(rencana: Rencana, district: District, posyandu: Sequence[str]) -> Rencana:
    """The plan with the families of some posyandu alone. Raises Misuse for one that is not registered."""
    if not posyandu:
        return rencana
    units = [unit for puskesmas in district.puskesmas for unit in puskesmas.posyandu]
    wanted: set[Where] = set()
    for name in posyandu:
        named = {unit.path for unit in units if normal(unit.nama) == normal(name)}
        if not named:
            raise Misuse(f"posyandu “{name}” tidak terdaftar{maksud(name, (unit.nama for unit in units))}")
        wanted |= named

    def shown(visits: Sequence[Kunjungan]) -> tuple[Kunjungan, ...]:
        return tuple(visit for visit in visits if visit.perlu.keluarga.posyandu in wanted)

    def of(plan: KaderRencana) -> KaderRencana:
        sempat = tuple(item for item in plan.kader.sempat if item[0].posyandu in wanted)
        return replace(plan, kunjungan=shown(plan.kunjungan), kader=replace(plan.kader, sempat=sempat))

    kader = tuple(of(plan) for plan in rencana.kader if wanted.intersection(plan.kader.posyandu))
    return replace(rencana, kader=kader, tanpa=shown(rencana.tanpa))
