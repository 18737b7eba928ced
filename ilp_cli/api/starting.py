"""Start a new plan folder."""

from __future__ import annotations

from pathlib import Path

from ilp_cli.api.law import schema_text
from ilp_cli.api.rosters import template
from ilp_cli.domain.outcome import Misuse
from ilp_cli.readers import standards as law_files
from ilp_cli.readers.roster import ROADMAP
from ilp_cli.writers import file as writer_file
from ilp_cli.writers import starter


def init(folder: str | Path, kabupaten: str, *, jenis: str = "kabupaten", dry_run: bool = False) -> tuple[Path, ...]:
    """Write a new plan folder; returns its files, roadmap.yaml first.

    Raises Misuse for a blank name, OutputBlocked where one of the files is there already: nothing is then written.
    """
    base, name = Path(folder), " ".join(kabupaten.split())
    for kind in ("kabupaten", "kota"):
        if name.lower().startswith(f"{kind} "):
            jenis, name = kind, name[len(kind) + 1 :]
    if not name:
        raise Misuse("nama kabupaten kosong; tulis --kabupaten NAMA")
    files = (base / ROADMAP, base / "roster.xlsx", base / "roadmap.schema.json")
    if base.exists():
        for file in files:
            writer_file.refuse_target(file, (), force=False)
    if dry_run:
        return files
    days = law_files.law().standards["pustu.hari_layanan"].riwayat[-1].nilai
    writer_file.make_folder(base)
    roadmap = starter.starter_roadmap(name, jenis, days if isinstance(days, tuple) else ())
    writer_file.write_file(files[0], roadmap.encode())
    template(base, files[1])
    writer_file.write_file(files[2], schema_text().encode())
    return files
