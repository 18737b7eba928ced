"""The rows of the tables that a YAML file lists: of roadmap.yaml itself, or of a roster of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ilp_cli.core.finding import Finding, Path, finding
from ilp_cli.core.names import maksud, near, normal
from ilp_cli.district.origin import Origin
from ilp_cli.district.table import Holds, TableSpec
from ilp_cli.files import misfits
from ilp_cli.files.table_file import TableRow
from ilp_cli.files.yaml_file import YamlFile
from ilp_cli.law import configs
from ilp_cli.reading import heading, people
from ilp_cli.reading.fit import rejoined
from ilp_cli.reading.roster_read import SHEETS, RosterRead
from ilp_cli.reading.units import Register

_UNREAD = "yang kedua ini tidak dibaca"
_UNQUOTED = 'bertulis {word} tanpa tanda kutip, yang di YAML berarti kosong; bila memang namanya, tulis {key}: "{word}"'


def unknown_lists(roster: RosterRead, file: YamlFile, listed: Mapping[str, Any]) -> None:
    """Report the lists that are no table of a roster."""
    for key in listed:
        if key not in roster.tables:
            facts = {"kunci": key, "maksud": maksud(key, SHEETS)}
            roster.findings.append(finding(misfits.UNKNOWN_KEY, file.place((key,), key=True), facts))


def read_yaml_people(roster: RosterRead, file: YamlFile, listed: Mapping[str, Any], register: Register) -> None:
    """Read lists like `petugas:` of a YAML file as tables whose columns are their keys."""
    for sheet, items in listed.items():
        spec = roster.tables[sheet]
        aliases = heading.titles_of(spec)
        known = tuple(spec.by_name)
        columns = {name: index for index, name in enumerate(known)}
        rows = list(_yaml_rows(roster, file, spec, _yaml_list(roster, file, spec, items)))
        own = [(path, mark) for path, mark in file.marks.items() if 2 <= len(path) <= 3 and path[0] == sheet]
        own = [(path, mark) for path, mark in own if isinstance(path[1], int) and isinstance(path[-1], (int, str))]
        own = [(path, mark) for path, mark in own if len(path) == 2 or isinstance(path[2], str)]
        keys = {str(path[2]) for path, _ in own if len(path) == 3}
        meant = {key: _column(key, aliases) or near(key, spec.offered) or key for key in keys}
        marks = {(int(path[1]), meant[str(path[2])] if len(path) == 3 else ""): mark for path, mark in own}
        origin = Origin(file=file.name, kind="yaml", columns=columns, marks=marks, lines=file.lines)
        people.add_rows(roster, spec, rows, columns, origin, register, configs.professions())


def _yaml_list(roster: RosterRead, file: YamlFile, spec: TableSpec, items: Any) -> list[Any]:
    """The items of a table; what is no list is reported, and one row that stands there without its “- ” is read."""
    if isinstance(items, list):
        return items
    sheet, aliases = spec.name, heading.titles_of(spec)
    facts = {"kunci": sheet, "sebab": f"harus berupa daftar: tulis “- {_row_form(spec, items)}”, satu butir tiap baris"}
    roster.findings.append(_misshaped(file, (sheet,), facts))
    if not isinstance(items, dict) or not any(_column(key, aliases) for key in items):
        return []
    file.marks[sheet, 0] = file.marks[(sheet,)]
    for marks in (file.marks, file.key_marks):
        for path in [path for path in marks if path[:1] == (sheet,) and len(path) > 1 and isinstance(path[1], str)]:
            marks[(sheet, 0, *path[1:])] = marks[path]
    file.bare |= {(sheet, 0, *path[1:]) for path in file.bare if path[:1] == (sheet,)}
    return [items]


def _row_form(spec: TableSpec, written: Any) -> str:
    """How a row of a table is written, with the name that stands there."""
    name = written.get("nama") if isinstance(written, dict) else written
    shown = name if isinstance(name, str) and name else "…"
    keys = [f"{group[0]}: {shown if group[0] == 'nama' else '…'}" for group in spec.required]
    return f"{{{', '.join(keys)}}}"


def _misshaped(file: YamlFile, path: Path, facts: Mapping[str, str]) -> Finding:
    """What stands there has another form than it should, which the message shows."""
    return replace(finding(misfits.WRONG_KIND, file.place(path), facts), remedy=misfits.AS_SHOWN)


def _yaml_rows(roster: RosterRead, file: YamlFile, spec: TableSpec, items: Sequence[Any]) -> Iterator[TableRow]:
    """Each item of a list as a row; what is no row or no known key is a finding."""
    sheet, known = spec.name, tuple(spec.by_name)
    for number, written in enumerate(items):
        item = _yaml_item(roster, file, spec, (sheet, number), written)
        if item is None:
            continue
        cells = dict.fromkeys(known, "")
        faulty: dict[int, str] = {}
        names = _keys_of(roster, file, spec, (sheet, number), item)
        for key, value in item.items():
            name = names[key]
            strange = isinstance(value, dict) or (isinstance(value, list) and not _listable(spec, name))
            if name is not None and not cells[name] and not strange:
                cells[name] = _flat(value)
                if name == "nama" and value is None and (word := _word_for_nothing(file, (sheet, number, key))):
                    faulty[known.index(name)] = _UNQUOTED.format(word=word, key=key)
                continue
            place = file.place((sheet, number, key), key=True)
            if name is None:
                facts = {"kunci": key, "maksud": maksud(key, spec.offered)}
                roster.findings.append(finding(misfits.UNKNOWN_KEY, place, facts))
            elif cells[name]:
                line = str(file.place((sheet, number)).line)
                facts = {"kunci": key, "baris": line, "akibat": _UNREAD}
                roster.findings.append(finding(misfits.DUPLICATE_KEY, place, facts))
            else:
                kind = "daftar" if isinstance(value, list) else "pasangan kunci dan nilai"
                facts = {"kunci": key, "sebab": f"harus berupa teks, bukan {kind}"}
                roster.findings.append(finding(misfits.WRONG_KIND, place, facts))
        yield TableRow(number=number, cells=tuple(cells[name] for name in known), faulty=faulty)


def _yaml_item(
    roster: RosterRead, file: YamlFile, spec: TableSpec, path: Path, written: Any
) -> Mapping[str, Any] | None:
    """An item of a list as keys and values, a text that commas cut whole again; None where it is no such thing."""
    sheet, aliases = spec.name, heading.titles_of(spec)
    if isinstance(written, list) and written and all(isinstance(part, dict) for part in written):
        facts = {"kunci": sheet, "sebab": "harus berupa pasangan kunci dan nilai, dalam { }, bukan [ ]"}
        roster.findings.append(_misshaped(file, path, facts))
        for index, key in ((index, key) for index, part in enumerate(written) for key in part):
            file.marks[(*path, key)] = file.marks[(*path, index, key)]
            file.key_marks[(*path, key)] = file.key_marks[(*path, index, key)]
        return {key: value for part in written for key, value in part.items()}
    if not isinstance(written, dict):
        facts = {"kunci": sheet, "sebab": f"harus berupa pasangan kunci dan nilai: tulis {_row_form(spec, written)}"}
        roster.findings.append(_misshaped(file, path, facts))
        return None
    if not any((*path, key) in file.bare for key in written):
        return written
    known = [key for key in written if _column(key, aliases)]
    return rejoined(file, written, path, known, roster.findings, path)


def _keys_of(
    roster: RosterRead, file: YamlFile, spec: TableSpec, path: Path, item: Mapping[str, Any]
) -> dict[str, str | None]:
    """The column each key of a row means; a misspelt one is reported, and read as it was meant."""
    aliases = heading.titles_of(spec)
    names = {key: _column(key, aliases) for key in item}
    for key in [key for key, name in names.items() if name is None and item[key] is not None]:
        meant = near(key, spec.offered)
        if meant is not None and meant not in names.values():
            place = file.place((*path, key), key=True)
            facts = {"kunci": key, "maksud": maksud(key, spec.offered)}
            roster.findings.append(finding(misfits.UNKNOWN_KEY, place, facts))
            names[key] = meant
    return names


def _listable(spec: TableSpec, name: str | None) -> bool:
    """Whether a column may hold several things; a name, a number and a place are one."""
    return name is not None and spec.by_name[name].holds not in (Holds.NAME, Holds.IDENTITY, Holds.PLACE)


def _word_for_nothing(file: YamlFile, path: Path) -> str:
    """The word Null as it stands unquoted in a YAML file; "" where nothing stands there."""
    line, column = file.marks.get(path, (0, 0))
    written = file.lines[line - 1][column - 1 :] if 0 < line <= len(file.lines) else ""
    match = re.match(r"(?i)null\b", written)
    return match[0] if match else ""


def _column(key: str, aliases: Mapping[str, str]) -> str | None:
    """The column a key means, by the same titles as in a table."""
    return aliases.get(normal(key).replace(" ", "_"))


def _flat(value: Any) -> str:
    """A YAML value as a cell: lists of days become one text."""
    return ", ".join(_flat(item) for item in value) if isinstance(value, list) else str(value or "")
