"""Divide the blocks of posyandu among their kader, say why a division cannot be fairer, and write it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ilp_cli.capabilities.areas.model.division import AreaPlan
from ilp_cli.capabilities.areas.model.pembagian import applied, pembagian_of
from ilp_cli.capabilities.areas.model.problem import Problem, problems
from ilp_cli.capabilities.areas.plan.plan import plan_areas as best_plan
from ilp_cli.capabilities.areas.rules import block_held_twice, block_unheld, division_unmet, holder_unknown
from ilp_cli.capabilities.areas.why import conflict, no_kader
from ilp_cli.capabilities.areas.write.pembagian import pembagian_text
from ilp_cli.capabilities.areas.write.peta import map_svg
from ilp_cli.core.brief import brief
from ilp_cli.core.given import a_day, a_number, one_of, several
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.peta import Peta
from ilp_cli.district.tables import ROSTER
from ilp_cli.district.wilayah import WILAYAH
from ilp_cli.files import writing as writer_file
from ilp_cli.files.misfits import Unreadable
from ilp_cli.law import configs
from ilp_cli.paper.proved import proved
from ilp_cli.planning.conflict import Conflict, Reasoned, answered, possible, why_document
from ilp_cli.planning.patience import Patience, within
from ilp_cli.reading.load import case_at, load
from ilp_cli.reading.peta import read_peta
from ilp_cli.reading.usable import input_files, puskesmas_named, staffed
from ilp_cli.rulebook.rule import run

_USUAL = "wilayah.yaml"
"""How a division calls itself that goes to standard output."""
_TABLES = (*ROSTER, WILAYAH)


def plan_areas(
    source: District | str | Path,
    *,
    roster: str | Path | None = None,
    pada: date | None = None,
    puskesmas: Sequence[str] = (),
    posyandu: Sequence[str] = (),
    batas_waktu: float = 0,
    until: Patience | None = None,
) -> AreaPlan:
    """The blocks of each posyandu among the kader who serve there on a day (default: today).

    The heaviest area, in households (KK) or as `kebijakan: bobot` weighs them, is as light as can be, or within
    `kebijakan: batas_ubah` (percent) of that so that fewer households get another kader. What comes out is held against
    the rules as if it had been handed in.

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` the day; `puskesmas` and `posyandu` are lists of names that narrow it. `batas_waktu`, in
    seconds (0: none), and Ctrl-C end the search: what is not proven by then says so. Who has more to do under the same
    limit gives `until` instead and listens himself.

    Raises Misuse for a name that is not there, Unreadable where the plan cannot be read, has no roster or no blocks.
    """
    several("puskesmas", puskesmas, "Suli")
    several("posyandu", posyandu, "Melati")
    a_number("batas_waktu", batas_waktu, 60)
    with within(batas_waktu, until) as ends:
        return _planned(source, roster, pada, puskesmas, posyandu, ends)


def _planned(
    source: District | str | Path,
    roster: str | Path | None,
    pada: date | None,
    puskesmas: Sequence[str],
    posyandu: Sequence[str],
    until: Patience,
) -> AreaPlan:
    district = staffed(load(source, roster, tables=_TABLES))
    case = case_at(district, a_day("pada", pada) or date.today())
    every_problem = case.of(problems)
    if not every_problem:
        raise Unreadable(
            reason=f"{district.file}: tidak ada blok posyandu; isi lembar Wilayah di roster (lihat ilp template)"
        )
    wanted = _wanted(case, every_problem, puskesmas, posyandu)
    plan = best_plan(case, wanted, until)
    _hold_against_rules(case, plan)
    return plan


def _wanted(
    case: Case, every_problem: Sequence[Problem], puskesmas: Sequence[str], posyandu: Sequence[str]
) -> list[Problem]:
    induk = {puskesmas_named(case.district, name).path for name in puskesmas}
    chosen = [problem for problem in every_problem if not induk or problem.puskesmas.path in induk]
    names = {normal(problem.posyandu.nama) for problem in chosen}
    for name in posyandu:
        if normal(name) not in names:
            near = maksud(name, [problem.posyandu.nama for problem in chosen])
            raise Misuse(f"posyandu “{name}” tidak punya blok di lembar Wilayah{near}")
    if posyandu:
        chosen = [problem for problem in chosen if normal(problem.posyandu.nama) in set(map(normal, posyandu))]
    if not chosen:
        raise Misuse("puskesmas itu tidak punya posyandu dengan blok di lembar Wilayah")
    return chosen


def _hold_against_rules(case: Case, plan: AreaPlan) -> None:
    """Look at the district with the division as if it had been handed in. Raises RuntimeError, a fault of ours.

    Kader who share a name cannot be told apart in a file; there the names of the file prove nothing.
    """
    pembagian = pembagian_of(plan)
    division = applied(case.district, pembagian)
    after = replace(case_at(division.after, case.pada), given=(division,), before=case)
    shared = {
        problem.posyandu.nama for problem in (division.problem for division in plan.divisions) if problem.namesakes
    }
    divided = {(entry.puskesmas, entry.posyandu) for entry in pembagian.posyandu}
    for finding in run((block_unheld, block_held_twice, holder_unknown, division_unmet), after):
        if (finding.puskesmas, finding.posyandu) in divided and finding.posyandu not in shared:
            raise RuntimeError(f"planned areas break {finding.code}: {finding.message}")


def write_areas(
    plan: AreaPlan,
    folder: Path,
    output: Path,
    *,
    kertas: str = "f4",
    force: bool = False,
    dry_run: bool = False,
) -> tuple[tuple[str, int], ...]:
    """Write a division as wilayah.yaml, or as a workbook to hang up; the sheets with their rows, none for a YAML.

    `plan` is what `plan_areas` gives for `folder`; `output` ends in .yaml or .xlsx; `kertas` is f4 or a4. `force`
    replaces what stands there; `dry_run` writes nothing.

    Raises Misuse for a name that is neither, OutputBlocked where it may not be written; what stood there stays.
    """
    one_of("kertas", kertas, configs.naskah()["kertas"])
    inputs = input_files(folder, plan.district)
    kind = output.suffix.lower()
    if kind == ".xlsx":
        from ilp_cli.capabilities.areas.sheets.wall import areas_book
        from ilp_cli.paper import workbook

        writer_file.refuse_target(output, inputs, force=force)
        book = areas_book(plan, configs.naskah(), kertas)
        if not dry_run:
            writer_file.write_file(output, proved(workbook, book), inputs, force=force)
        return tuple((sheet.name, len(sheet.rows)) for sheet in book.sheets)
    if kind not in (".yaml", ".yml") and not writer_file.to_stdout(output):
        raise Misuse(f"{output.as_posix()}: nama pembagian harus berakhiran .yaml, atau .xlsx untuk ditempel")
    writer_file.refuse_target(output, inputs, force=force)
    name = _USUAL if writer_file.to_stdout(output) else output.as_posix()
    text = pembagian_text(plan, folder.as_posix(), name)
    if not dry_run:
        writer_file.write_file(output, text.encode(), inputs, force=force)
    return ()


def write_map(
    plan: AreaPlan, folder: Path, output: Path, *, force: bool = False, dry_run: bool = False
) -> tuple[str, ...]:
    """Write a division as an SVG map; what was wrong with the outlines of desa.

    `plan` is what `plan_areas` gives for `folder`; `output` ends in .svg. `force` replaces what stands there; `dry_run`
    writes nothing.

    Raises Misuse for another name, OutputBlocked where it may not be written.
    """
    if output.suffix.lower() != ".svg":
        raise Misuse(f"{output.as_posix()}: nama peta harus berakhiran .svg")
    peta: Peta | None = None
    inputs = input_files(folder, plan.district)
    if plan.district.peta:
        path = Path(plan.district.file).parent / plan.district.peta
        peta, _ = read_peta(path, plan.district.peta)
        inputs = (*inputs, path)
    writer_file.refuse_target(output, inputs, force=force)
    if not dry_run:
        writer_file.write_file(output, map_svg(plan, peta).encode(), inputs, force=force)
    return peta.faults if peta is not None else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyAreas(Reasoned):
    """Why the areas of a posyandu cannot be fairer: what is impossible, and the facts that force it."""

    district: District
    pada: date
    conflicts: tuple[Conflict, ...]
    whole: bool
    stopped: bool = False

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.district.kabupaten.nama,
            pada=self.pada.isoformat(),
            conflicts=len(self.conflicts),
        )

    @property
    def possible(self) -> bool | None:
        """Whether a fairer division is possible; None where that is not known."""
        return possible(self.conflicts, whole=self.whole)

    def exit_status(self) -> ExitStatus:
        """130 where somebody stopped it, 1 where no fairer division is possible or that is not known, else 0."""
        return answered(possible=self.possible, stopped=self.stopped)

    def document(self) -> dict[str, object]:
        """The answer as the JSON contract has it."""
        return why_document(
            self.district.kabupaten.nama,
            pada=self.pada,
            mungkin=self.possible,
            lengkap=self.whole,
            dihentikan=self.stopped,
            conflicts=[conflict.row(self.district.place) for conflict in self.conflicts],
            menurut=[given.row() for given in self.district.menurut],
        )


def why_areas(
    source: District | str | Path,
    posyandu: Sequence[str],
    *,
    roster: str | Path | None = None,
    pada: date | None = None,
    puskesmas: Sequence[str] = (),
    batas_waktu: float = 0,
    until: Patience | None = None,
) -> WhyAreas:
    """Why the heaviest area of some posyandu cannot be lighter.

    `posyandu` and `puskesmas` are lists of names. `source` is a plan folder, its roadmap.yaml, or a `District`;
    `roster` a file or folder read instead of the one it names; `pada` a day (default: today). `batas_waktu` and `until`
    limit it as they limit `plan_areas`.

    Raises as `plan_areas` does.
    """
    a_number("batas_waktu", batas_waktu, 60)
    with within(batas_waktu, until) as ends:
        plan = plan_areas(source, roster=roster, pada=pada, puskesmas=puskesmas, posyandu=posyandu, until=ends)
        return _reasons(plan, ends)


def _reasons(plan: AreaPlan, until: Patience) -> WhyAreas:
    return WhyAreas(
        district=plan.district,
        pada=plan.pada,
        conflicts=(
            *(conflict(division, until) for division in plan.divisions if division.proven),
            *map(no_kader, plan.undivided),
        ),
        whole=not plan.dihentikan and all(division.proven for division in plan.divisions),
        stopped=until.stopped,
    )
