"""Write the plan workbook with its Lampiran."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from ilp_cli.capabilities.archive.rules import BROKEN
from ilp_cli.checking.inputs import proposal_files
from ilp_cli.checking.verb import opened, report_of
from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Severity
from ilp_cli.core.given import one_of
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.rows import TABLES, columns
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import daftar
from ilp_cli.district.arsip import archives, frozen_stages, gone_stages
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.files import writing as writer_file
from ilp_cli.law import configs
from ilp_cli.paper.edition import NIP_FORMS
from ilp_cli.paper.proved import proved, workbook_path
from ilp_cli.reading.usable import input_files
from ilp_cli.rulebook.report import Report

"""How much of a NIP is printed: of the signatory in an annex, and of whom a proposal moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported(Tabled):
    """What an export came to: the check it rests on, and the sheets with their rows; no sheets, nothing to write.

    It is true where the workbook was written. `frozen` where it is annexes alone, all of them from
    `archives`.
    """

    TABLES: ClassVar = {"sheets": columns("sheet rows:whole"), "findings": TABLES["findings"]}

    report: Report
    path: Path
    rancangan: bool = False
    sheets: tuple[tuple[str, int], ...] = ()
    written: bool = False
    frozen: bool = False
    archives: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return brief(self, path=self.path.as_posix(), written=self.written, sheets=len(self.sheets))

    def _rows(self) -> Mapping[str, list[dict[str, object]]]:
        return {
            "sheets": [{"sheet": name, "rows": count} for name, count in self.sheets],
            "findings": self.report.rows("findings"),
        }

    def exit_status(self) -> int:
        """That of the check; 0 where nothing was printed that it looked at."""
        return ExitStatus.OK if self.frozen else self.report.exit_status()

    def __bool__(self) -> bool:
        """Whether there is a workbook now: not where errors stood against it, nor after a trial."""
        return self.written


def export(
    source: District | str | Path,
    output: str | Path,
    *,
    roster: str | Path | None = None,
    dengan: str | Path | Sequence[str | Path] | None = None,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    kertas: str = "f4",
    nip: str = "samar",
    rancangan: bool = False,
    lampiran: bool = False,
    tanggal_pensiun: bool = False,
    force: bool = False,
    dry_run: bool = False,
) -> Exported:
    """Check, then write the plan workbook; with errors only as a marked draft (`rancangan`).

    With `lampiran` it holds the annexes alone. Those that are frozen in an archive are printed from it; where all are,
    errors in today's roadmap and roster do not stand against them. `dengan` is a proposal of moves and hires or a
    division of areas, or one of each: what rests on it is marked, and how it changes things has its own sheets. The
    workbook is read back and compared with what was meant before it takes its name.

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` a day (default: today); `tahun` years of its stages (default: all). `output` is the workbook (.xlsx),
    `kertas` f4 or a4; `nip` how a NIP is printed: samar (hidden), tampil (whole) or tanpa. Of a retirement
    it tells the year, with `tanggal_pensiun` the day. `force` replaces what stands there; `dry_run` writes nothing.

    A year that only an archive knows any more is printed from it, with `lampiran`.

    Raises Misuse for an unknown year, paper or file name, OutputBlocked where the target cannot be written.
    """
    from ilp_cli.exporting.book import BookOptions, plan_book, printed_from
    from ilp_cli.paper import workbook

    one_of("kertas", kertas, configs.naskah()["kertas"])
    one_of("nip", nip, NIP_FORMS)
    case = opened(source, roster=roster, dengan=dengan, pada=pada, tahun=tahun, frozen=True)
    report = report_of(case)
    if _left_in_archive(case, report, lampiran=lampiran):
        return Exported(report=report, path=workbook_path(output))
    target = workbook_path(output)
    status = report.exit_status()
    signed = _all_signed(case, report)
    stands_against = status > ExitStatus.FINDINGS and not (signed and lampiran)
    if not case.district.readable or stands_against or (status and not rancangan and not signed):
        return Exported(report=report, path=target)
    inputs = input_files(None if isinstance(source, District) else Path(source), case.district)
    writer_file.refuse_target(target, inputs, force=force)
    options = BookOptions(
        kertas=kertas,
        nip=nip,
        rancangan=rancangan,
        lampiran=lampiran,
        tanggal_pensiun=tanggal_pensiun,
        roster=str(roster or ""),
        dengan=tuple(map(str, proposal_files(dengan))),
    )
    book = plan_book(case, report, options)
    if not dry_run:
        writer_file.write_file(target, proved(workbook, book), inputs, force=force)
    return Exported(
        report=report,
        path=target,
        rancangan=rancangan,
        sheets=tuple((sheet.name, len(sheet.rows)) for sheet in book.sheets),
        written=not dry_run,
        frozen=signed and lampiran,
        archives=tuple(arsip.nama for arsip in printed_from(case)),
    )


def _left_in_archive(case: Case, report: Report, *, lampiran: bool) -> bool:
    """Whether a year that only an archive knows any more cannot be printed, for its archive is broken.

    Raises Misuse where such a year is asked for with other sheets than its annexes, and where its archive has none.
    """
    left = [year for year in case.years if year not in case.district.years()]
    if not left:
        return False
    if _broken(report):
        return True
    names = {arsip.tahun: arsip.nama for arsip in archives(case)}
    kept = daftar(names[year] for year in left)
    gone = f"tahap {daftar(map(str, left))} tidak ada lagi di roadmap"
    if not lampiran:
        raise Misuse(f"{gone}, tinggal di {kept}; yang dapat dicetak hanya Lampirannya: tambahkan --lampiran")
    if not {arsip.tahun for arsip, _ in case.of(gone_stages)}.issuperset(left):
        raise Misuse(f"{gone}, dan {kept} tidak memuat Lampiran yang dapat dicetak")
    return False


def _broken(report: Report) -> bool:
    """Whether something is wrong with the archives themselves."""
    return any(finding.severity is Severity.ERROR and finding.code in BROKEN for finding in report.findings)


def _all_signed(case: Case, report: Report) -> bool:
    """Whether every annex asked for is printed from an archive, and nothing is wrong with these."""
    stages = [tahap for tahap in case.district.tahap if tahap.tahun in case.years]
    frozen = case.of(frozen_stages)
    told = bool(stages) or bool(case.of(gone_stages))
    return told and not _broken(report) and all(tahap.path in frozen for tahap in stages)
