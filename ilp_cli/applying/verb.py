"""Carry out an accepted proposal: a new roster in which the moves and hires are rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from ilp_cli.applying.rows import Cells, Step, carried_out, vacant_row
from ilp_cli.capabilities.staffing.model.applied import Applied
from ilp_cli.capabilities.staffing.rules.usulan import RULES as PROPOSAL_RULES
from ilp_cli.checking.inputs import case_of
from ilp_cli.checking.verb import report_of
from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Finding, Place, Severity
from ilp_cli.core.given import a_day, a_path
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.rows import TABLES, columns
from ilp_cli.core.shell import command
from ilp_cli.core.steps import step
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.reading import Ledger
from ilp_cli.district.tables import ROSTER
from ilp_cli.files import writing as writer_file
from ilp_cli.files.misfits import Unreadable
from ilp_cli.law import configs
from ilp_cli.paper.proved import proved, workbook_path
from ilp_cli.paper.sheet import Book
from ilp_cli.reading.folder import read_district
from ilp_cli.reading.load import uncollected
from ilp_cli.reading.own_rows import columns_used, names_of, roster_rows
from ilp_cli.reading.usable import input_files, staffed
from ilp_cli.registry import SHEETS_OF_ROSTER

_STALE = frozenset(rule.code.code for rule in PROPOSAL_RULES)
"""What may be wrong with a proposal of moves and hires: ILP601 to ILP610."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terapan(Tabled):
    """What carrying out a proposal came to: who moves, how many posts wait for a name, and each step.

    It is true where the roster was written. `blocking` says why the proposal cannot be carried out; then there is
    nothing else. `left` are the lines of the old roster that are no person, and not in the new one.
    """

    TABLES: ClassVar = {
        "steps": columns("apa nama profesi tempat hari tanggal"),
        "left": columns("file sheet cell line:whole tabel sebab"),
        "blocking": TABLES["findings"],
    }

    path: Path
    usulan: str
    mulai: date
    pindah: int = 0
    rekrut: int = 0
    steps: tuple[Step, ...] = ()
    left: tuple[tuple[Place, str, str], ...] = ()
    blocking: tuple[Finding, ...] = ()
    written: bool = False

    def __repr__(self) -> str:
        return brief(self, path=self.path.as_posix(), written=self.written, pindah=self.pindah, rekrut=self.rekrut)

    def _rows(self) -> Mapping[str, list[dict[str, object]]]:
        return {
            "steps": [asdict(step) for step in self.steps],
            "left": [
                {
                    "file": place.file,
                    "sheet": place.sheet,
                    "cell": place.cell,
                    "line": place.line,
                    "tabel": table,
                    "sebab": why,
                }
                for place, table, why in self.left
            ],
            "blocking": [finding.row() for finding in self.blocking],
        }

    def __bool__(self) -> bool:
        """Whether there is a new roster now."""
        return self.written

    def exit_status(self) -> int:
        """That of what stood against it: at least 1 where the proposal has gone stale; 0 where nothing did."""
        return max((max(ExitStatus.FINDINGS, finding.status) for finding in self.blocking), default=0)


@uncollected()
def apply_proposal(
    source: str | Path,
    usulan: str | Path,
    output: str | Path,
    *,
    mulai: date,
    roster: str | Path | None = None,
    force: bool = False,
    dry_run: bool = False,
) -> Terapan:
    """Write the roster of a plan with a proposal carried out in it from a day on, that of the decree.

    Of everybody who moves the old row ends the day before and a new one begins; of a hire stands a row without a name.
    With anything that ILP601 to ILP610 find nothing is written.

    `source` is a plan folder or its roadmap.yaml, `roster` a file or folder read instead of the one it names; `usulan`
    the proposal (usulan.yaml), `mulai` the day, `output` the new workbook (.xlsx). `force` replaces what stands there;
    `dry_run` writes nothing.

    Raises Unreadable where an input cannot be read or there is no roster, Misuse for a file that is no such proposal
    and for a roster within roadmap.yaml, OutputBlocked where the target cannot be written.
    """
    a_path("source", source)
    a_path("usulan", usulan)
    a_day("mulai", mulai)
    target, file = workbook_path(output), Path(usulan)
    ledger = Ledger()
    own = Path(roster) if roster is not None else None
    district = staffed(read_district(Path(source), own, tables=SHEETS_OF_ROSTER, ledger=ledger))
    _refuse_partial(district, ledger)
    case = case_of(district, mulai, dengan=file)
    proposal = case.beside(Applied)
    blocking = _blocking(case, file)
    if proposal is None or blocking:
        if not blocking:
            raise Misuse(f"{file.as_posix()} bukan usulan perpindahan dan rekrutan; buat dengan ilp plan staffing")
        return Terapan(path=target, usulan=file.as_posix(), mulai=mulai, blocking=blocking)
    if not (proposal.moved or proposal.hired):
        raise Misuse(f"{file.as_posix()} tidak memuat perpindahan atau rekrutan; tidak ada yang diterapkan")
    inputs = (*input_files(Path(source), case.district), file)
    writer_file.refuse_target(target, inputs, force=force)
    step("menerapkan usulan")
    names = names_of(district, configs.professions().names)
    columns = {table.name: (*table.offered, *table.beyond) for table in SHEETS_OF_ROSTER}
    own_rows = roster_rows(district, ledger, SHEETS_OF_ROSTER, names)
    rows, steps = carried_out(own_rows, proposal, mulai, names, columns)
    for _, table, cells in ledger.vacant:
        rows[table].append(vacant_row(cells, columns[table]))
    kept = {place for place, _, _ in ledger.vacant}
    left = (
        *(item for item in ledger.passed if item[0] not in kept),
        *((place, title, f"kolom tidak dibaca, {count} sel") for place, title, count in ledger.columns),
    )
    if not dry_run:
        from ilp_cli.paper import workbook

        book = _book(district, rows, steps, left, _note(proposal, file, mulai))
        writer_file.write_file(target, proved(workbook, book), inputs, force=force)
    return Terapan(
        path=target,
        usulan=file.as_posix(),
        mulai=mulai,
        pindah=proposal.moved,
        rekrut=proposal.hired,
        steps=tuple(steps),
        left=left,
        written=not dry_run,
    )


def _refuse_partial(district: District, ledger: Ledger) -> None:
    """Raise what keeps a new roster from standing for the old one.

    Misuse where people stand in the roadmap itself, where they would count again; Unreadable where a table was lost.
    """
    if not ledger.whole:
        see = command("check", *district.typed)
        raise Unreadable(reason=f"{district.file}: roster belum terbaca lengkap; lihat sebabnya dengan `{see}`")
    if any(person.origin.file == district.file for person in (*district.petugas, *district.kader)):
        raise Misuse(f"{district.file}: rosternya ditulis di dalamnya; pindahkan dulu ke workbook atau csv")


def _blocking(case: Case, file: Path) -> tuple[Finding, ...]:
    """Why a proposal cannot be carried out: what its file misses, and all that the rules find stale in it."""
    return tuple(
        finding
        for finding in report_of(case).findings
        if finding.code in _STALE
        or (finding.place.file == file.as_posix() and finding.severity is Severity.ERROR)
        or finding.status == ExitStatus.INPUT
    )


def _note(proposal: Applied, file: Path, mulai: date) -> str:
    return (
        f"Ditulis oleh ilp apply dari roster lama dan {file.name}: {proposal.moved} orang pindah mulai"
        f" {tanggal(mulai)}, {proposal.hired} formasi menunggu nama. Setiap langkahnya ada di lembar Penerapan."
    )


def _book(
    district: District,
    rows: Mapping[str, list[Cells]],
    steps: list[Step],
    left: tuple[tuple[Place, str, str], ...],
    note: str,
) -> Book:
    from ilp_cli.applying.sheets import with_steps
    from ilp_cli.capabilities.roster.sheets.template import page_on, template_book

    kept = {table.name for table in ROSTER} | {table for table, listed in rows.items() if listed}
    tables = [table.only(columns_used(table, rows[table.name])) for table in SHEETS_OF_ROSTER if table.name in kept]
    book = template_book(district, tables, tuple(configs.professions().names.values()), rows, note)
    return with_steps(book, steps, left, page_on("f4"))
