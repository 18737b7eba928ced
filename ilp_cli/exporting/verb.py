"""Write the plan workbook with its Lampiran."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ilp_cli.capabilities.outlook.verb import outlook
from ilp_cli.capabilities.risk.verb import CALENDAR, risk
from ilp_cli.checking.verb import check
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.version import __version__
from ilp_cli.district.district import District
from ilp_cli.files import writing as writer_file
from ilp_cli.law import configs
from ilp_cli.law.standard import in_force
from ilp_cli.paper.proved import proved, workbook_path
from ilp_cli.reading.load import load
from ilp_cli.reading.usable import input_files
from ilp_cli.registry import catalogue
from ilp_cli.rulebook.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export came to: the check it rests on, and the sheets with their rows; no sheets, nothing written."""

    report: Report
    path: Path
    rancangan: bool = False
    sheets: tuple[tuple[str, int], ...] = ()


def export(
    source: District | str | Path,
    output: str | Path,
    *,
    roster: str | Path | None = None,
    dengan: str | Path | None = None,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    kertas: str = "f4",
    nip: str = "samar",
    rancangan: bool = False,
    force: bool = False,
    dry_run: bool = False,
) -> Exported:
    """Check, then write the plan workbook; with errors only as a marked draft (`rancangan`).

    `dengan` is a proposal of moves and hires: what rests on it is marked, and how it changes things has its own sheets.
    The workbook is read back and compared with what was meant before it takes its name.
    Raises Misuse for an unknown year, OutputBlocked where the target cannot be written.
    """
    from ilp_cli.exporting.book import BookOptions, plan_book
    from ilp_cli.paper import workbook

    district = source if isinstance(source, District) else load(source, roster, dengan=dengan)
    report = check(district, pada=pada, tahun=tahun)
    target = workbook_path(output)
    status = report.exit_status()
    if status > ExitStatus.FINDINGS or (status and not rancangan):
        return Exported(report=report, path=target)
    inputs = input_files(None if isinstance(source, District) else Path(source), district)
    writer_file.refuse_target(target, inputs, force=force)
    law = configs.law()
    options = BookOptions(
        kertas=kertas,
        nip=nip,
        rancangan=rancangan,
        version=__version__,
        options_text=_options_text(report, kertas=kertas, nip=nip, rancangan=rancangan),
        rawan=risk(district, pada=report.pada, tahun=tahun).risk
        if report.roster_given and report.pada.year in CALENDAR
        else None,
        naskah=configs.naskah(),
        standards=in_force(law.standards, district.standar, report.pada),
        national=law.standards,
        professions=configs.professions().names,
        outlook=outlook(district, pada=report.pada, tahun=report.tahun) if report.roster_given else None,
        before=check(district.usulan.before, pada=report.pada, tahun=report.tahun) if district.usulan else None,
        titles={code.code: code.title for code in catalogue()},
    )
    book = plan_book(district, report, options)
    if not dry_run:
        writer_file.write_file(target, proved(workbook, book), inputs, force=force)
    return Exported(
        report=report,
        path=target,
        rancangan=options.rancangan,
        sheets=tuple((sheet.name, len(sheet.rows)) for sheet in book.sheets),
    )


def _options_text(report: Report, *, kertas: str, nip: str, rancangan: bool) -> tuple[tuple[str, str], ...]:
    """The options of an export as its sheet Asal tells them."""
    return (
        ("--tahun", ", ".join(str(year) for year in report.tahun)),
        ("--pada", report.pada.isoformat()),
        ("--kertas", kertas),
        ("--nip", nip),
        ("--rancangan", "ya" if rancangan else "tidak"),
        *([("--dengan", Path(report.usulan.file).name)] if report.usulan else []),
    )
