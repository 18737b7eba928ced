"""A plan folder becomes a District: roadmap, roster, and every misfit of either."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from ilp_cli.domain.district import District, Source
from ilp_cli.domain.finding import Finding, Place, finding
from ilp_cli.domain.people import Origin
from ilp_cli.domain.place import Kabupaten
from ilp_cli.domain.service import parse_hari
from ilp_cli.domain.words import daftar, maksud, normal
from ilp_cli.readers import misfits, people, standards, yaml_file
from ilp_cli.readers.decode import decode
from ilp_cli.readers.table_file import Row, Table, Workbook, csv_table, read_bytes
from ilp_cli.readers.yaml_file import YamlFile

ROADMAP = "roadmap.yaml"
SHEETS = ("petugas", "kader")
_YAML = {".yaml", ".yml"}
_WORKBOOK = {".xlsx", ".xlsm", ".xls", ".ods"}
_CSV = {".csv", ".tsv", ".txt"}


def read_district(path: FilePath, roster: FilePath | None = None) -> District:
    """Read a plan folder or its roadmap.yaml; `roster` replaces the one the roadmap names.

    Never raises for what is wrong in the files: the misfits travel in the District.
    """
    sources: list[Source] = []
    file = path
    try:
        file = _roadmap_path(path)
        parsed = yaml_file.parse(_read(file, _shown(file), sources, file.parent), _shown(file))
    except misfits.Unreadable as error:
        return District(
            file=_shown(file),
            kabupaten=Kabupaten(nama=""),
            hari_layanan=_working_days(),
            readable=False,
            misfits=error.findings,
        )
    fields, named, found = decode(parsed, standards.law().standards)
    found = [*parsed.findings, *found]
    found += _empty_parts(parsed, fields)
    people_read = people.Roster()
    given = roster is not None or named is not None or _inline(parsed) is not None
    register = people.Register.of(fields.get("puskesmas", ()))
    for location, place in _roster_locations(file.parent, roster, named, parsed):
        try:
            _read_roster(people_read, location, place, sources, file.parent, register)
        except misfits.Unreadable as error:
            people_read.findings += error.findings
            people_read.complete = False
    inline = _inline(parsed)
    if inline is not None:
        _read_yaml_people(people_read, parsed, inline, register)
    return District(
        **{
            "kabupaten": Kabupaten(nama=""),
            **fields,
            "file": parsed.name,
            "hari_layanan": fields.get("hari_layanan") or _working_days(),
            "petugas": tuple(people_read.petugas),
            "kader": tuple(people_read.kader),
            "roster_given": given and people_read.complete,
            "misfits": tuple(_once([*found, *people_read.findings])),
            "sources": tuple(sources),
            "marks": parsed.marks,
            "lines": parsed.lines,
        }
    )


def _working_days() -> frozenset[int]:
    """The district's service days where it names none: the reading in configs of "setiap hari kerja"."""
    value = standards.law().standards["pustu.hari_layanan"].riwayat[-1].nilai
    return parse_hari(", ".join(value)) or frozenset() if isinstance(value, tuple) else frozenset()


def _shown(path: FilePath) -> str:
    """A path as the planner typed it, with forward slashes."""
    return path.as_posix()


def _roadmap_path(path: FilePath) -> FilePath:
    """The roadmap.yaml of a folder, or the file itself. Raises Unreadable with what is there instead."""
    if not _is_folder(path):
        return path
    file = path / ROADMAP
    if file.is_file():
        return file
    others = sorted(item.name for item in _files(path, _shown(path)) if item.suffix.lower() in _YAML)
    hint = f"; yang ada: {daftar(others)}. Sebut berkasnya langsung" if others else "; buat dengan `ilp init`"
    raise misfits.unreadable(Place(file=_shown(path)), f"folder ini tidak berisi {ROADMAP}{hint}")


def _exists(path: FilePath) -> bool:
    """Whether anything stands there; a path the system refuses (too long, forbidden) is left to the reader to name."""
    try:
        return path.exists()
    except OSError:
        return True


def _is_folder(path: FilePath) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _files(folder: FilePath, name: str) -> list[FilePath]:
    """The files of a folder, sorted. Raises Unreadable where it may not be opened."""
    try:
        return sorted(item for item in folder.iterdir() if item.is_file())
    except OSError:
        raise misfits.unreadable(Place(file=name), "folder ini tidak boleh dibaca (izin ditolak)") from None


def _read(path: FilePath, name: str, sources: list[Source], base: FilePath) -> bytes:
    data = read_bytes(path, name)
    try:
        inside = path.resolve().relative_to(base.resolve()).as_posix()
    except ValueError:
        inside = path.name
    sources.append(Source(name=inside, sha256=hashlib.sha256(data).hexdigest(), location=str(path.absolute())))
    return data


def _empty_parts(file: YamlFile, fields: Mapping[str, Any]) -> Iterator[Finding]:
    """A register or a roadmap with nothing in it must not look like one without faults."""
    if not isinstance(file.content, dict):
        return
    for key, words in (("puskesmas", "daftar puskesmas"), ("tahap", "daftar tahap")):
        if not fields.get(key) and not file.content.get(key):
            yield finding(misfits.NOTHING, file.place((key,), key=True), {"apa": words})


def _inline(file: YamlFile) -> Mapping[str, Any] | None:
    """The people listed in roadmap.yaml itself, if any."""
    content = file.content if isinstance(file.content, dict) else {}
    listed = {sheet: content[sheet] for sheet in SHEETS if isinstance(content.get(sheet), list)}
    return listed or None


def _roster_locations(
    base: FilePath, override: FilePath | None, named: str | None, parsed: YamlFile
) -> Iterator[tuple[FilePath, Place]]:
    """Where the roster is, and where to point if it is not there."""
    if override is not None:
        yield override, Place(file=_shown(override))
    elif named:
        yield base / named, parsed.place(("roster",))


def _read_roster(
    roster: people.Roster,
    path: FilePath,
    place: Place,
    sources: list[Source],
    base: FilePath,
    register: people.Register,
) -> None:
    """Read a workbook, a folder of csv, one csv, or a YAML file into the roster."""
    if _is_folder(path):
        _read_folder(roster, path, place, sources, base, register)
        return
    name, kind = _shown(path), path.suffix.lower()
    if not _exists(path):
        raise misfits.unreadable(place, f"roster {name} tidak ditemukan")
    data = _read(path, name, sources, base)
    if kind in _YAML:
        parsed = yaml_file.parse(data, name)
        roster.findings += parsed.findings
        listed = parsed.content if isinstance(parsed.content, dict) else {}
        _unknown_lists(roster, parsed, listed)
        _read_yaml_people(roster, parsed, {key: listed[key] for key in SHEETS if listed.get(key)}, register)
        if not any(listed.get(key) for key in SHEETS):
            roster.findings.append(finding(misfits.NOTHING, parsed.place(()), {"apa": "roster ini"}))
    elif kind in _CSV:
        sheet = next((sheet for sheet in SHEETS if sheet in path.stem.lower()), None)
        if sheet is None:
            words = "nama berkas csv tidak menyebut petugas atau kader"
            roster.findings.append(finding(misfits.MISSING_TABLE, place, {"sebab": words, "maksud": ""}))
            roster.complete = False
            return
        _add(roster, sheet, csv_table(data, name), register)
        words = f"roster ini hanya {path.name}; sebut foldernya supaya petugas dan kader sama-sama dibaca"
        roster.findings.append(finding(misfits.MISSING_TABLE, place, {"sebab": words, "maksud": ""}))
        roster.complete = False
    else:
        _read_workbook(roster, Workbook(data, name), register)


def _read_folder(
    roster: people.Roster,
    path: FilePath,
    place: Place,
    sources: list[Source],
    base: FilePath,
    register: people.Register,
) -> None:
    files = {item.name.lower(): item for item in _files(path, _shown(path))}
    for sheet in SHEETS:
        file = next((files[f"{sheet}{kind}"] for kind in sorted(_CSV) if f"{sheet}{kind}" in files), None)
        if file is None:
            tables = [name for name in files if FilePath(name).suffix in _CSV]
            words = f"{sheet}.csv tidak ada di folder {_shown(path)}"
            facts = {"sebab": words, "maksud": maksud(f"{sheet}.csv", tables)}
            roster.findings.append(finding(misfits.MISSING_TABLE, place, facts))
            roster.complete = False
        else:
            name = _shown(file)
            try:
                _add(roster, sheet, csv_table(_read(file, name, sources, base), name), register)
            except misfits.Unreadable as error:
                roster.findings += error.findings
                roster.complete = False


def _read_workbook(roster: people.Roster, book: Workbook, register: people.Register) -> None:
    by_name = {normal(sheet): sheet for sheet in book.sheets}
    for sheet in SHEETS:
        if sheet in by_name:
            _add(roster, sheet, book.table(by_name[sheet]), register)
        else:
            words = f"lembar {sheet.capitalize()} tidak ada; lembar yang ada: {daftar(book.sheets)}"
            facts = {"sebab": words, "maksud": maksud(sheet, book.sheets)}
            roster.findings.append(finding(misfits.MISSING_TABLE, Place(file=book.name), facts))
            roster.complete = False


def _add(roster: people.Roster, sheet: str, table: Table, register: people.Register) -> None:
    people.add_table(roster, sheet, table, standards.headers()[sheet], register, standards.professions())


def _unknown_lists(roster: people.Roster, file: YamlFile, listed: Mapping[str, Any]) -> None:
    for key in listed:
        if key not in SHEETS:
            facts = {"kunci": key, "maksud": maksud(key, SHEETS)}
            roster.findings.append(finding(misfits.UNKNOWN_KEY, file.place((key,), key=True), facts))


def _read_yaml_people(
    roster: people.Roster, file: YamlFile, listed: Mapping[str, Any], register: people.Register
) -> None:
    """Read the lists `petugas:` and `kader:` of a YAML file as tables whose columns are their keys."""
    for sheet, items in listed.items():
        known = people.COLUMNS[sheet]
        aliases = standards.headers()[sheet]
        columns = {name: index for index, name in enumerate(known)}
        marks = {
            (int(path[1]), _column(str(path[2]), aliases) or str(path[2]) if len(path) == 3 else ""): mark
            for path, mark in file.marks.items()
            if path[:1] == (sheet,) and 2 <= len(path) <= 3
        }
        origin = Origin(file=file.name, kind="yaml", columns=columns, marks=marks, lines=file.lines)
        rows = list(_yaml_rows(roster, file, sheet, items, aliases))
        people.add_rows(roster, sheet, rows, columns, origin, register, standards.professions())


def _yaml_rows(
    roster: people.Roster, file: YamlFile, sheet: str, items: Any, aliases: Mapping[str, str]
) -> Iterator[Row]:
    """Each item of a list as a row; what is no row or no known key is a finding."""
    known = people.COLUMNS[sheet]
    if not isinstance(items, list):
        facts = {"kunci": sheet, "sebab": "harus berupa daftar: tulis dengan “- ” atau dalam [ ]"}
        roster.findings.append(finding(misfits.WRONG_KIND, file.place((sheet,)), facts))
        return
    for number, item in enumerate(items):
        if not isinstance(item, dict):
            facts = {"kunci": sheet, "sebab": "harus berupa pasangan kunci dan nilai"}
            roster.findings.append(finding(misfits.WRONG_KIND, file.place((sheet, number)), facts))
            continue
        cells = dict.fromkeys(known, "")
        for key, value in item.items():
            name, place = _column(key, aliases), file.place((sheet, number, key), key=True)
            if name is None:
                facts = {"kunci": key, "maksud": maksud(key, known)}
                roster.findings.append(finding(misfits.UNKNOWN_KEY, place, facts))
            elif cells[name]:
                line = str(file.place((sheet, number)).line)
                roster.findings.append(finding(misfits.DUPLICATE_KEY, place, {"kunci": key, "baris": line}))
            elif isinstance(value, dict):
                facts = {"kunci": key, "sebab": "harus berupa teks, bukan pasangan kunci dan nilai"}
                roster.findings.append(finding(misfits.WRONG_KIND, place, facts))
            else:
                cells[name] = _flat(value)
        yield Row(number=number, cells=tuple(cells[name] for name in known))


def _column(key: str, aliases: Mapping[str, str]) -> str | None:
    """The column a key means, by the same titles as in a table."""
    return aliases.get(normal(key).replace(" ", "_"))


def _flat(value: Any) -> str:
    """A YAML value as a cell: lists of days become one text."""
    return ", ".join(_flat(item) for item in value) if isinstance(value, list) else str(value or "")


def _once(found: list[Finding]) -> Iterator[Finding]:
    """Each fault once, in the order it was met."""
    seen = set()
    for item in found:
        key = (item.code, item.place, item.message)
        if key not in seen:
            seen.add(key)
            yield item
