"""Plan the opening days of posyandu over a year, and write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from ilp_cli.capabilities.openings.model import words
from ilp_cli.capabilities.openings.model.plan import OpeningPlan
from ilp_cli.capabilities.openings.model.site import sites
from ilp_cli.capabilities.openings.plan.plan import plan_site
from ilp_cli.capabilities.openings.why import conflicts
from ilp_cli.capabilities.openings.write import openings_text
from ilp_cli.core.brief import brief
from ilp_cli.core.given import a_day, a_number, a_whole, several
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import daftar
from ilp_cli.district.calendar import CALENDAR
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.menurut import sentences
from ilp_cli.files import writing as writer_file
from ilp_cli.files.paths import file_name
from ilp_cli.law import configs
from ilp_cli.paper.proved import proved, workbook_path
from ilp_cli.planning.conflict import Conflict, Reasoned, answered, possible, why_document
from ilp_cli.planning.patience import Patience, within
from ilp_cli.reading.load import closed_in, load
from ilp_cli.reading.usable import input_files, puskesmas_named, staffed, unread


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedOpenings(Tabled):
    """Planned opening days and what they rest on. `warnings` say what of the inputs was not used."""

    TABLES: ClassVar = words.OPENINGS_TABLES

    district: District = field(repr=False)
    plan: OpeningPlan
    warnings: tuple[str, ...] = ()
    inputs: tuple[Path, ...] = field(default=(), repr=False)

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.plan.kabupaten,
            tahun=self.plan.tahun,
            posyandu=len(self.plan.kegiatan),
            tanpa_pendamping=len(self.plan.alone),
        )

    @property
    def summary(self) -> tuple[str, ...]:
        """The answer in a few sentences."""
        return tuple(words.summary(self.plan))

    def document(self) -> dict[str, object]:
        """The plan as JSON has it."""
        return {
            **words.document(self.plan, self.district),
            "menurut": [given.row() for given in self.district.menurut],
        }

    def exit_status(self) -> int:
        """130 where somebody stopped it, 1 where a posyandu has no day in a month, or nobody to go along, else 0."""
        if self.plan.interrupted:
            return ExitStatus.INTERRUPTED
        return ExitStatus.OK if self.plan.complete else ExitStatus.FINDINGS


def plan_openings(
    source: District | str | Path,
    *,
    tahun: int,
    roster: str | Path | None = None,
    puskesmas: Sequence[str] = (),
    pada: date | None = None,
    batas_waktu: float = 0,
    until: Patience | None = None,
) -> PlannedOpenings:
    """A rhythm for every posyandu of the register and its day in each month of a year, each with somebody along.

    `tahun` is the year. `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read
    instead of the one it names; `puskesmas` a list of names that narrows it, `pada` the day it says it was made
    (default: today). `batas_waktu`, in seconds (0: none), and Ctrl-C end the search: what is left by then is made by
    hand and says so. Who has more to do under the same limit gives `until` instead and listens himself.

    Raises Misuse where there is no posyandu or the year has no calendar, Unreadable where an input cannot be read.
    """
    a_whole("tahun", tahun, 2025)
    several("puskesmas", puskesmas, "Suli")
    a_number("batas_waktu", batas_waktu, 60)
    with within(batas_waktu, until) as ends:
        return _planned(source, tahun, roster, puskesmas, pada, ends)


def _planned(
    source: District | str | Path,
    tahun: int,
    roster: str | Path | None,
    puskesmas: Sequence[str],
    pada: date | None,
    until: Patience,
) -> PlannedOpenings:
    if tahun not in CALENDAR:
        raise Misuse(f"tahun {tahun} di luar kalender; sebut {CALENDAR.start} sampai {CALENDAR.stop - 1}")
    district = staffed(load(source, roster))
    case = Case(district=district, pada=date(tahun, 1, 1), law=configs.law())
    every_site = sites(case, tahun, closed_in(district, {tahun}))
    named = [puskesmas_named(district, name) for name in puskesmas]
    wanted = {unit.path for unit in named}
    asked = [site for site in every_site if not wanted or site.puskesmas.path in wanted]
    if not asked:
        where = f" di {daftar(unit.nama for unit in named)}" if named else ""
        raise Misuse(f"belum ada posyandu yang terdaftar{where}; isi posyandu: di bawah puskesmasnya di roadmap.yaml")
    plan = OpeningPlan(
        kabupaten=district.kabupaten.sebutan,
        tahun=tahun,
        pada=a_day("pada", pada) or date.today(),
        sites=[plan_site(site, until) for site in asked],
    )
    plan = replace(plan, notes=tuple(_notes(plan, district)), interrupted=until.stopped)
    inputs = input_files(None if isinstance(source, District) else Path(source), district)
    return PlannedOpenings(district=district, plan=plan, warnings=tuple(unread(district, leave=True)), inputs=inputs)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyOpenings(Reasoned):
    """Why some posyandu do not open on the days of their rhythms in a month, or open with nobody along.

    `whole` is False where there was no time to prove that no other days were to be had.
    """

    district: District
    pada: date
    bulan: date
    posyandu: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    whole: bool = True
    stopped: bool = False

    @property
    def possible(self) -> bool | None:
        """Whether all of it is as its rhythm says; None where that is not known."""
        return possible(self.conflicts, whole=self.whole)

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.district.kabupaten.nama,
            bulan=f"{self.bulan:%Y-%m}",
            posyandu=len(self.posyandu),
            conflicts=len(self.conflicts),
        )

    def exit_status(self) -> ExitStatus:
        """130 where somebody stopped it, 1 where something cannot be, or is not known, else 0."""
        return answered(possible=self.possible, stopped=self.stopped)

    def document(self) -> dict[str, object]:
        """The answer as the JSON contract has it."""
        return why_document(
            self.district.kabupaten.nama,
            pada=self.pada,
            bulan=self.bulan,
            mungkin=self.possible,
            lengkap=self.whole,
            dihentikan=self.stopped,
            conflicts=[conflict.row(self.district.place) for conflict in self.conflicts],
            menurut=[given.row() for given in self.district.menurut],
        )


def why_openings(
    source: District | str | Path,
    posyandu: str,
    bulan: tuple[int, int],
    *,
    roster: str | Path | None = None,
    puskesmas: str = "",
    pada: date | None = None,
    batas_waktu: float = 0,
    until: Patience | None = None,
) -> WhyOpenings:
    """Why the posyandu of a name open otherwise than their rhythm says in one month.

    `posyandu` is the name, `puskesmas` that of its puskesmas where several have it, `bulan` (year, month). `source` is
    a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it names; `pada`
    a day (default: today). `batas_waktu` and `until` limit it as they limit `plan_openings`.

    Raises as `plan_openings` does, and Misuse where no posyandu has this name.
    """
    year, month = bulan
    planned = plan_openings(
        source, tahun=year, roster=roster, puskesmas=(puskesmas,) if puskesmas else (), pada=pada,
        batas_waktu=batas_waktu, until=until,
    )  # fmt: skip
    asked = [
        (site, kegiatan)
        for site in planned.plan.sites
        for kegiatan in site.kegiatan
        if normal(kegiatan.pos.unit.nama) == normal(posyandu)
    ]
    if not asked:
        near = maksud(posyandu, (kegiatan.pos.unit.nama for kegiatan in planned.plan.kegiatan))
        raise Misuse(f"posyandu “{posyandu}” tidak terdaftar{near}")
    return WhyOpenings(
        district=planned.district,
        pada=planned.plan.pada,
        bulan=date(year, month, 1),
        posyandu=tuple(str(kegiatan.pos) for _, kegiatan in asked),
        conflicts=tuple(
            replace(told, proven=site.proven) for site, kegiatan in asked for told in conflicts(site, kegiatan, month)
        ),
        whole=all(site.proven for site, _ in asked),
        stopped=planned.plan.interrupted,
    )


def _notes(plan: OpeningPlan, district: District) -> list[str]:
    """What a planner must know of the calendar and the register behind the days."""
    notes = []
    estimated = sorted({day.nama for site in plan.sites[:1] for day in site.site.closed.values() if day.perkiraan})
    if estimated:
        notes.append(f"{len(estimated)} hari libur tahun {plan.tahun} baru perkiraan; susun lagi sesudah ditetapkan")
    unguided = sum(kegiatan.pos.team is None for kegiatan in plan.kegiatan)
    if unguided:
        notes.append(f"{unguided} posyandu tanpa pustu pembina (kunci pustu): pendampingnya dari puskesmas")
    weeks = district.kebijakan.minggu_berkumpul
    if weeks:
        notes.append(
            f"irama baru dan hari geser hanya pada pekan ke-{', '.join(map(str, weeks))} (kebijakan minggu_berkumpul)"
        )
    return notes


def write_openings(
    planned: PlannedOpenings,
    output: str | Path,
    *,
    kertas: str = "f4",
    force: bool = False,
    dry_run: bool = False,
) -> tuple[str, ...]:
    """Write the days: bukaan.yaml, a workbook (.xlsx), or calendars (.ics, or a folder); the names of what is written.

    `planned` is what `plan_openings` gives; the name of `output` says which of these; `kertas` is f4 or a4. `force`
    replaces what stands there; `dry_run` writes nothing.

    Raises Misuse for any other name, OutputBlocked where the target may not be written.
    """
    target = Path(output)
    kind = target.suffix.lower()
    told = sentences(planned.district.menurut)
    if kind == ".xlsx":
        from ilp_cli.capabilities.openings.sheets import openings_book
        from ilp_cli.paper import workbook

        target = workbook_path(target)
        writer_file.refuse_target(target, planned.inputs, force=force)
        book = openings_book(replace(planned.plan, notes=(*told, *planned.plan.notes)), kertas)
        files = {target: proved(workbook, book)}
    elif kind in (".yaml", ".yml") or writer_file.to_stdout(target):
        name = Path("bukaan.yaml") if writer_file.to_stdout(target) else target
        files = {target: openings_text(planned.plan, planned.district.typed, name, told).encode()}
    elif kind in ("", ".ics"):
        files = _calendars(planned, target)
    else:
        raise Misuse(f"{target.as_posix()}: tulis bukaan.yaml, nama .xlsx, nama .ics, atau nama folder untuk kalender")
    if not dry_run:
        folder = target if kind == "" and not writer_file.to_stdout(target) else None
        writer_file.write_files(files, planned.inputs, folder=folder, force=force)
    return tuple(path.as_posix() for path in files)


def _calendars(planned: PlannedOpenings, target: Path) -> dict[Path, bytes]:
    """One calendar for each puskesmas in a folder, or all in one file."""
    from ilp_cli.paper.calendar_file import Event, calendar, uid

    plan = planned.plan
    events: dict[str, list[Event]] = {}
    for site in plan.sites:
        own = events.setdefault(site.site.puskesmas.nama if target.suffix == "" else "", [])
        for kegiatan, bukaan in site.openings():
            unit = kegiatan.pos.unit
            who = bukaan.pendamping.nama if bukaan.pendamping else "belum ada"
            text = [f"Pendamping: {who}", *([f"Jam: {unit.jam}"] if unit.jam else [])]
            own.append(
                Event(
                    day=bukaan.tanggal,
                    title=f"Hari buka {kegiatan.pos}",
                    text="; ".join([*text, *([bukaan.sebab] if bukaan.sebab else [])]),
                    place=unit.tempat or str(kegiatan.pos),
                    uid=uid(plan.kabupaten, str(kegiatan.pos), bukaan.tanggal.isoformat()),
                )
            )
    files: dict[Path, bytes] = {}
    for name, listed in events.items():
        about = f"Hari buka posyandu {name or plan.kabupaten} {plan.tahun}"
        path = target / file_name((name,), ".ics", [known.name for known in files]) if name else target
        files[path] = calendar(about, listed, plan.pada)
    return files
