"""Propose the moves and hires that fill the pustu and posyandu lokus, and say why hires cannot be avoided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypedDict

from ilp_cli.capabilities.staffing.model.plan import StaffingPlan
from ilp_cli.capabilities.staffing.plan.plan import plan_staffing as best_plan
from ilp_cli.capabilities.staffing.plan.problem import Options
from ilp_cli.capabilities.staffing.write import proposal_text
from ilp_cli.core.brief import brief
from ilp_cli.core.given import a_day, a_number, a_whole
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.steps import step
from ilp_cli.district.district import District
from ilp_cli.district.menurut import sentences
from ilp_cli.district.terikat import TIED
from ilp_cli.files import writing as writer_file
from ilp_cli.planning.conflict import Conflict, Reasoned, answered, possible, why_document
from ilp_cli.planning.patience import Patience, within
from ilp_cli.reading.load import case_at, load
from ilp_cli.reading.usable import input_files, lawful, staffed

_USUAL = "usulan.yaml"
"""How a proposal calls itself that goes to standard output."""
STAFFING_LIMIT = 60.0
"""Seconds a plan may take where nobody says otherwise."""


class Asked(TypedDict):
    """What a plan, and why it must recruit, are asked alike."""

    pada: date | None
    tahun: Sequence[int]
    jarak_maks: float | None
    keliling: bool


def plan_staffing(
    source: District | str | Path,
    *,
    roster: str | Path | None = None,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    jarak_maks: float | None = None,
    keliling: bool = False,
    rekrut_maks: int | None = None,
    batas_waktu: float = STAFFING_LIMIT,
    until: Patience | None = None,
) -> StaffingPlan:
    """The moves and hires that leave the fewest posts unmet: fewest hires, then moves, distance, change of status.

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` a day (default: today); `tahun` years of its stages (default: all). `jarak_maks` is the longest move
    in km as the crow flies, `rekrut_maks` the most hires; with `keliling` somebody may divide the week between two
    units. The minimums are those of configs/standards in force on the day.

    `batas_waktu`, in seconds, and Ctrl-C end the search with the best so far. Who has more to do under the same limit
    gives `until` instead and listens himself. Raises Misuse for an unknown year or where no standard is in force yet,
    Unreadable where the plan cannot be read or has no roster.
    """
    for name, value, example in (("jarak_maks", jarak_maks, 20), ("batas_waktu", batas_waktu, STAFFING_LIMIT)):
        a_number(name, value, example)
    a_whole("rekrut_maks", rekrut_maks, 3)
    options = Options(jarak_maks=jarak_maks, keliling=keliling, rekrut_maks=rekrut_maks)
    with within(batas_waktu, until) as ends:
        case = lawful(case_at(staffed(load(source, roster, tables=TIED)), a_day("pada", pada) or date.today(), tahun))
        step("mencari usulan terbaik")
        return best_plan(case, options, ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyHires(Reasoned):
    """Which hires cannot be avoided on a day for these stages, and the facts that force them.

    `whole` is False where the search had to end before all was looked at, `stopped` where Ctrl-C ended it.
    """

    district: District
    pada: date
    tahun: tuple[int, ...]
    conflicts: tuple[Conflict, ...]
    whole: bool = True
    stopped: bool = False

    @property
    def possible(self) -> bool | None:
        """Whether nobody must be recruited; None where that was not found out."""
        return possible(self.conflicts, whole=self.whole)

    def exit_status(self) -> ExitStatus:
        """130 where somebody stopped the search, 0 where nobody must be recruited, else 1."""
        return answered(possible=self.possible, stopped=self.stopped)

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.district.kabupaten.nama,
            pada=self.pada.isoformat(),
            tahun=self.tahun,
            conflicts=len(self.conflicts),
        )

    def document(self) -> dict[str, object]:
        """The answer as the JSON contract has it."""
        return why_document(
            self.district.kabupaten.nama,
            pada=self.pada,
            tahun=self.tahun,
            mungkin=self.possible,
            lengkap=self.whole,
            dihentikan=self.stopped,
            conflicts=[conflict.row(self.district.place) for conflict in self.conflicts],
            menurut=[given.row() for given in self.district.menurut],
        )


def why_hires(
    source: District | str | Path,
    *,
    roster: str | Path | None = None,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    jarak_maks: float | None = None,
    keliling: bool = False,
    batas_waktu: float = 0,
    until: Patience | None = None,
) -> WhyHires:
    """For each group of hires that cannot be avoided, the smallest set of facts that forces them.

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` a day (default: today); `tahun` years of its stages (default: all). `jarak_maks` is the longest move
    in km; with `keliling` somebody may divide the week between two units. `batas_waktu`, in seconds, Ctrl-C and `until`
    limit it as they limit `plan_staffing`.

    Raises as `plan_staffing` does.
    """
    from ilp_cli.capabilities.staffing.plan.why import Question, conflicts

    a_number("jarak_maks", jarak_maks, 20)
    a_number("batas_waktu", batas_waktu, STAFFING_LIMIT)
    with within(batas_waktu, until) as ends:
        case = lawful(case_at(staffed(load(source, roster, tables=TIED)), a_day("pada", pada) or date.today(), tahun))
        step("mencari sebab rekrutan")
        forced = conflicts(Question(case, Options(jarak_maks=jarak_maks, keliling=keliling)), ends)
    return WhyHires(
        district=case.district,
        pada=case.pada,
        tahun=case.years,
        conflicts=forced.conflicts,
        whole=forced.whole,
        stopped=ends.stopped,
    )


def write_proposal(
    plan: StaffingPlan,
    district: District,
    folder: Path,
    output: Path,
    *,
    force: bool = False,
    dry_run: bool = False,
) -> None:
    """Write a plan as usulan.yaml.

    `plan` is what `plan_staffing` gives for `district`, read from `folder`; `output` ends in .yaml. `force` replaces
    what stands there; `dry_run` writes nothing.

    Raises Misuse for a name that is no YAML, OutputBlocked where it may not be written; what stood there stays.
    """
    if output.suffix.lower() not in (".yaml", ".yml") and not writer_file.to_stdout(output):
        raise Misuse(f"{output.as_posix()}: nama usulan harus berakhiran .yaml")
    inputs = input_files(folder, district)
    writer_file.refuse_target(output, inputs, force=force)
    name = _USUAL if writer_file.to_stdout(output) else output
    plan = replace(plan, notes=(*sentences(district.menurut), *plan.notes))
    text = proposal_text(plan, district.typed, name)
    if not dry_run:
        writer_file.write_file(output, text.encode(), inputs, force=force)
