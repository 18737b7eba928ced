"""A blank roster for a district, its names offered in drop-downs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ilp_cli.district.table import TableSpec
from ilp_cli.district.tables import ROSTER
from ilp_cli.files import writing as writer_file
from ilp_cli.files.misfits import Unreadable
from ilp_cli.law import configs
from ilp_cli.paper.proved import proved, workbook_path
from ilp_cli.reading.load import load
from ilp_cli.reading.usable import input_files


def template(
    source: str | Path,
    output: str | Path,
    *,
    force: bool = False,
    dry_run: bool = False,
    tables: Sequence[TableSpec] = ROSTER,
) -> tuple[str, ...]:
    """Write the blank roster of a district; returns the names of its sheets. Raises OutputBlocked, Misuse.

    A roster in which nobody stands yet may be replaced by it; any other input may not.
    """
    from ilp_cli.capabilities.roster.sheets.template import template_book
    from ilp_cli.paper import workbook

    district = load(source, tables=tables)
    if not district.readable:
        raise Unreadable(district.misfits)
    names = tuple(configs.professions().names.values())
    book = template_book(district, [table.only(table.offered) for table in tables], names)
    target = workbook_path(output)
    blank = district.roster_given and not (district.petugas or district.kader or any(district.isian.values()))
    inputs = (Path(district.file),) if blank else input_files(Path(source), district)
    writer_file.refuse_target(target, inputs, force=force)
    if not dry_run:
        writer_file.write_file(target, proved(workbook, book), inputs, force=force)
    return tuple(sheet.name for sheet in book.sheets)
