"""Blank rosters to fill in, and copies of rosters to share."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ilp_cli.core.outcome import Misuse
from ilp_cli.core.words import daftar
from ilp_cli.district.table import TableSpec
from ilp_cli.district.tables import ROSTER
from ilp_cli.files import table_file
from ilp_cli.files import writing as writer_file
from ilp_cli.paper.proved import proved

if TYPE_CHECKING:
    from ilp_cli.capabilities.anonim import read


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymised:
    """What a copy with invented names came to: rows by table, and what was left out of it."""

    path: Path
    rows: tuple[tuple[str, int], ...]
    emptied: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    faulty: int = 0


def anonim(
    source: str | Path,
    output: str | Path,
    *,
    kunci: str = "",
    force: bool = False,
    dry_run: bool = False,
    tables: Sequence[TableSpec] = ROSTER,
) -> Anonymised:
    """Copy a roster file with invented people: every value in its place, every finding as before.

    Without `kunci` the key is the file itself, so nobody without the file can guess who is who.
    Raises Unreadable where the source is no roster, Misuse for an output of another kind, OutputBlocked.
    """
    from ilp_cli.capabilities.anonim import read
    from ilp_cli.capabilities.anonim import write as paper
    from ilp_cli.capabilities.anonim.model.copy import anonymous_list, anonymous_table
    from ilp_cli.capabilities.anonim.model.pseudonym import Pseudonyms
    from ilp_cli.law.vocabulary import vocabulary
    from ilp_cli.paper import workbook

    path, target = Path(source), Path(output)
    raw, data = _raw_roster(path, tables)
    suffixes = [suffix for suffix, kind in read.KINDS.items() if kind == raw.kind] or [".xlsx"]
    if target.suffix.lower() not in suffixes:
        raise Misuse(f"salinan {path.name} harus berakhiran {daftar(suffixes).replace(' dan ', ' atau ')}")
    writer_file.refuse_target(target, (path,), force=force)
    names = Pseudonyms(kunci or hashlib.sha256(data).hexdigest(), vocabulary().bare_name)
    copies = [anonymous_table(table, names) for table in raw.tables]
    if raw.kind == "workbook":
        content = proved(workbook, paper.roster_book(copies))
    elif raw.kind == "csv":
        content = paper.roster_csv(copies[0], raw.delimiter).encode("utf-8-sig" if raw.marked else "utf-8")
    else:
        content = paper.roster_yaml([anonymous_list(listed, names) for listed in raw.lists]).encode()
    if not dry_run:
        writer_file.write_file(target, content, (path,), force=force)
    counts = [(table.spec.name, sum(any(row) for row in table.rows[table.header :])) for table in copies]
    return Anonymised(
        path=target,
        rows=tuple(counts or ((listed.key, len(listed.items)) for listed in raw.lists)),
        emptied=tuple(dict.fromkeys(title for table in copies for title in table.emptied)),
        left=raw.left,
        faulty=raw.faulty,
    )


def _raw_roster(path: Path, tables: Sequence[TableSpec]) -> tuple[read.RawRoster, bytes]:
    from ilp_cli.capabilities.anonim import read

    data = table_file.read_bytes(path, path.as_posix())
    return read.read_raw(data, path, tables), data
