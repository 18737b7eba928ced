"""A plan folder becomes a District: roadmap, roster, and every misfit of either."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from ilp_cli.core.finding import Finding, Path, Place, finding
from ilp_cli.core.shell import command
from ilp_cli.core.weekdays import parse_hari
from ilp_cli.core.words import daftar
from ilp_cli.district.district import District, Source
from ilp_cli.district.document import Marks
from ilp_cli.district.people import Petugas
from ilp_cli.district.place import Kabupaten
from ilp_cli.district.reading import Ledger
from ilp_cli.district.retirement import first_day
from ilp_cli.district.table import TableSpec, named
from ilp_cli.district.tables import ROSTER
from ilp_cli.files import misfits, yaml_file
from ilp_cli.files.paths import absolute, is_file
from ilp_cli.files.table_file import read_bytes
from ilp_cli.files.yaml_file import YamlFile
from ilp_cli.law import configs
from ilp_cli.reading import units
from ilp_cli.reading.roadmap_file import decode, table_keys
from ilp_cli.reading.roster import (
    ROADMAP,
    YAML,
    Location,
    Read,
    folder_files,
    inside,
    is_folder,
    read_roster,
)
from ilp_cli.reading.roster_read import SHEETS, RosterRead
from ilp_cli.reading.yaml_rows import read_yaml_people


def read_district(
    path: FilePath,
    roster: FilePath | None = None,
    *,
    people: bool = True,
    tables: Sequence[TableSpec] = ROSTER,
    ledger: Ledger | None = None,
) -> District:
    """Read a plan folder or its roadmap.yaml; `roster` replaces the one the roadmap names, `tables` are looked for.

    Without `people` no roster is looked at, neither its own nor another. `ledger` keeps the rows as they were written.
    Never raises for what is wrong in the files: the misfits travel in the District.
    """
    sources: list[Source] = []
    file = path
    typed = (path,) if roster is None else (path, "--roster", roster)
    try:
        file = _roadmap_path(path)
        parsed = yaml_file.parse(_read(file, _shown(file), sources, file.parent), _shown(file))
    except misfits.Unreadable as error:
        return District(
            file=_shown(file),
            kabupaten=Kabupaten(nama=""),
            hari_layanan=_working_days(),
            text=Marks(file=_shown(file)),
            readable=False,
            misfits=error.findings,
            typed=typed,
        )
    misspelt = table_keys(parsed, tables)
    fields, locations, faults = decode(parsed, configs.law().standards, tables)
    faults = [*parsed.findings, *misspelt, *faults]
    faults += _empty_parts(parsed, fields)
    inline = _inline(parsed, tables)
    given = roster is not None or bool(locations) or bool(inline.keys() & set(SHEETS))
    people_read = RosterRead(tables=named(tables), ledger=ledger)
    read = Read(units.Register.of(fields.get("puskesmas", ())), file.parent, people_read, sources)
    if people:
        read_roster(read, _roster_locations(file.parent, roster, locations, parsed))
        read_yaml_people(people_read, parsed, inline, read.register)
    district = District(
        **{
            "kabupaten": Kabupaten(nama=""),
            **fields,
            "file": parsed.name,
            "hari_layanan": fields.get("hari_layanan") or _working_days(),
            "petugas": tuple(people_read.petugas),
            "kader": tuple(people_read.kader),
            "cuti": tuple(people_read.cuti),
            "isian": {name: tuple(rows) for name, rows in people_read.isian.items()},
            "roster_given": given and people_read.complete,
            "misfits": tuple(_once([*faults, *people_read.findings])),
            "sources": tuple(sources),
            "readings": tuple(people_read.readings),
            "earlier": tuple(read.earlier),
            "text": Marks(
                file=parsed.name,
                marks=parsed.marks,
                lines=parsed.lines,
                torn=frozenset(parsed.torn),
                holding=_holding(parsed.torn),
            ),
            "typed": typed,
        }
    )
    return _retiring(district)


def _holding(paths: Iterable[Path]) -> frozenset[Path]:
    """The paths of all that holds these."""
    return frozenset(path[:end] for path in paths for end in range(len(path)))


def _retiring(district: District) -> District:
    """The district with the retirement of those whom only their rows together tell: the status here, the NIP there."""
    days: dict[Path, date] = {}
    for rows in district.listed_again.values():
        own = [row for row in rows if isinstance(row, Petugas)]
        for row in own:
            day = first_day([row, *own], row.jenjang)
            if day is not None and day != row.pensiun:
                days[row.path] = day
    if not days:
        return district
    petugas = tuple(replace(row, pensiun=days.get(row.path, row.pensiun)) for row in district.petugas)
    return replace(district, petugas=petugas)


def _working_days() -> frozenset[int]:
    """The district's service days where it names none: the reading in configs of "setiap hari kerja"."""
    value = configs.law().standards["pustu.hari_layanan"].riwayat[-1].nilai
    return parse_hari(", ".join(value)) or frozenset() if isinstance(value, tuple) else frozenset()


def _shown(path: FilePath) -> str:
    """A path as the planner typed it, with forward slashes."""
    return path.as_posix()


def _roadmap_path(path: FilePath) -> FilePath:
    """The roadmap.yaml of a folder, or the file itself. Raises Unreadable with what is there instead."""
    if not is_folder(path):
        return path
    file = path / ROADMAP
    if is_file(file):
        return file
    files = list(folder_files(path, _shown(path)))
    alike = sorted(item.name for item in files if item.name.lower().startswith("roadmap."))
    if alike and not any(item.lower().endswith((".yaml", ".yml")) and item.lower() != ROADMAP for item in alike):
        why = "akhiran .txt ditambahkan Notepad" if alike[0].lower().endswith(".txt") else "namanya harus persis"
        words = f"folder ini tidak berisi {ROADMAP}, tetapi {alike[0]} ({why}); ganti namanya menjadi {ROADMAP}"
        raise misfits.unreadable(Place(file=_shown(path)), words)
    others = sorted(item.name for item in files if item.suffix.lower() in YAML)
    new = command("init", path, "--kabupaten", "NAMA")
    hint = f"; yang ada: {daftar(others)}. Sebut berkasnya langsung" if others else f"; buat dengan `{new}`"
    raise misfits.unreadable(Place(file=_shown(path)), f"folder ini tidak berisi {ROADMAP}{hint}")


def _read(path: FilePath, name: str, sources: list[Source], base: FilePath) -> bytes:
    data = read_bytes(path, name)
    digest = hashlib.sha256(data).hexdigest()
    sources.append(Source(name=inside(path, base), sha256=digest, location=str(absolute(path))))
    return data


def _empty_parts(file: YamlFile, fields: Mapping[str, Any]) -> Iterator[Finding]:
    """A register or a roadmap with nothing in it must not look like one without faults."""
    if not isinstance(file.content, dict):
        return
    for key, words in (("puskesmas", "daftar puskesmas"), ("tahap", "daftar tahap")):
        if not fields.get(key) and not file.content.get(key):
            yield finding(misfits.NOTHING, file.place((key,), key=True), {"apa": words})


def _inline(file: YamlFile, tables: Sequence[TableSpec]) -> Mapping[str, Any]:
    """The tables that are listed in roadmap.yaml itself."""
    content = file.content if isinstance(file.content, dict) else {}
    return {name: content[name] for name in named(tables) if isinstance(content.get(name), list)}


def _roster_locations(
    base: FilePath, override: FilePath | None, named: Sequence[str], parsed: YamlFile
) -> list[Location]:
    """Where the roster is, and where to point if it is not there."""
    if override is not None:
        return [Location(override, Place(file=_shown(override)))]
    listed = isinstance(parsed.content, dict) and isinstance(parsed.content.get("roster"), list)
    return [
        Location(base / name, parsed.place(("roster", index) if listed else ("roster",)), name)
        for index, name in enumerate(named)
    ]


def _once(faults: list[Finding]) -> Iterator[Finding]:
    """Each fault once, in the order it was met."""
    seen = set()
    for item in faults:
        key = (item.code, item.place, item.message)
        if key not in seen:
            seen.add(key)
            yield item
