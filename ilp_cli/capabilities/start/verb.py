"""A new plan folder, and the schema of its roadmap.yaml."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ilp_cli.capabilities.roster.verb import template
from ilp_cli.capabilities.start import write
from ilp_cli.core.given import one_of
from ilp_cli.core.outcome import Misuse
from ilp_cli.district.table import TableSpec
from ilp_cli.district.tables import ROSTER
from ilp_cli.files import writing as writer_file
from ilp_cli.law import configs
from ilp_cli.reading import roadmap_file
from ilp_cli.reading.roster import ROADMAP


def init(
    folder: str | Path,
    kabupaten: str,
    *,
    jenis: str = "kabupaten",
    force: bool = False,
    dry_run: bool = False,
    tables: Sequence[TableSpec] = ROSTER,
) -> tuple[Path, ...]:
    """Write a new plan folder; returns its files, roadmap.yaml first.

    Raises Misuse for a blank name, OutputBlocked where one of the files cannot be written, or is there already without
    `force`: the folder is then as it was. A roster in which people stand is never replaced.
    """
    one_of("jenis", jenis, ("kabupaten", "kota"))
    base, name = Path(folder), " ".join(kabupaten.split())
    for kind in ("kabupaten", "kota"):
        if name.lower().startswith(f"{kind} "):
            jenis, name = kind, name[len(kind) + 1 :]
    if not name:
        raise Misuse("nama kabupaten kosong; tulis --kabupaten NAMA")
    files = (base / ROADMAP, base / "roster.xlsx", base / "roadmap.schema.json")
    if base.exists():
        for file in files:
            writer_file.refuse_target(file, (), force=force)
    if dry_run:
        return files
    days = configs.law().standards["pustu.hari_layanan"].riwayat[-1].nilai
    roadmap = write.starter_roadmap(name, jenis, days if isinstance(days, tuple) else ())
    with writer_file.all_or_nothing(base, files):
        writer_file.make_folder(base)
        writer_file.write_file(files[0], roadmap.encode(), force=force)
        template(base, files[1], force=force, tables=tables)
        writer_file.write_file(files[2], schema_text(tables).encode(), force=force)
    return files


def schema(tables: Sequence[TableSpec] = ROSTER) -> dict[str, Any]:
    """The JSON Schema of roadmap.yaml."""
    return roadmap_file.json_schema(tables)


def schema_text(tables: Sequence[TableSpec] = ROSTER) -> str:
    """The JSON Schema of roadmap.yaml as text."""
    return json.dumps(schema(tables), ensure_ascii=False, indent=2) + "\n"
