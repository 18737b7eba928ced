"""YAML without its surprises: every scalar is text with its line and column, and nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from ilp_cli.core.finding import Finding, Path, Place, finding
from ilp_cli.core.masking import mask_birth, mask_numbers
from ilp_cli.files import misfits

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 64
MAX_NODES = 2_000_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_GLUED = re.compile(r"\s*(?:- +)?[a-z_]+:(?=[^\s:/])")
_NULL = {"", "~", "null", "Null", "NULL"}

_PROBLEMS = (
    ("mapping values are not allowed", "ada titik dua di tengah nilai; apit nilainya dengan tanda kutip"),
    ("could not find expected ':'", "ada kunci tanpa titik dua"),
    ("expected ',' or ']'", "kurung siku [ ] belum ditutup, kurang koma, atau ada titik dua di tengah nilai"),
    ("expected ',' or '}'", "kurung kurawal { } belum ditutup, kurang koma, atau ada titik dua di tengah nilai"),
    ("found unexpected end of stream", "tanda kutip atau kurung belum ditutup"),
    ("did not find expected key", "lekukan baris ini tidak sejajar dengan baris sebelumnya"),
    ("did not find expected '-'", "lekukan baris ini tidak sejajar dengan butir daftar sebelumnya"),
    ("block sequence entries are not allowed", "tanda “-” tidak pada tempatnya"),
    ("block mapping", "lekukan baris ini tidak sejajar dengan baris sebelumnya"),
    ("found unknown escape character", "garis miring terbalik dalam tanda kutip ganda; pakai tanda kutip tunggal"),
    ("control characters are not allowed", "ada karakter kendali yang tidak terlihat"),
    ("invalid leading UTF-8 octet", "berkas tidak ditulis dalam UTF-8"),
    ("invalid trailing UTF-8 octet", "berkas tidak ditulis dalam UTF-8"),
)


@dataclass(slots=True)
class YamlFile:
    """A parsed file: `content` as dict, list, text or None; `marks` and `key_marks` give 1-based line and column.

    `lines` are to be shown: long numbers and days of birth in them are hidden (UU 27/2022), each sign by another.
    """

    name: str
    lines: tuple[str, ...]
    content: Any = None
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)
    key_marks: dict[Path, tuple[int, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where a value (or its key) stands; a value that is not there stands where its parent does."""
        marks = self.key_marks if key and path in self.key_marks else self.marks
        for end in range(len(path), -1, -1):
            if path[:end] in marks:
                return self.at(*marks[path[:end]])
        return self.at(1, 1)

    def at(self, line: int, column: int) -> Place:
        """A place in this file with the text of its line."""
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else None
        return Place(file=self.name, line=line, column=column, source=source)


def text_of(data: bytes, name: str) -> str:
    """The bytes as text, UTF-8 or UTF-16 with its mark. Raises Unreadable naming the line that is neither."""
    if len(data) > MAX_BYTES:
        raise misfits.unreadable(Place(file=name), f"berkas lebih besar dari {MAX_BYTES // 1024**2} MB")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        words = "ini workbook atau arsip, bukan YAML; sebut roadmap.yaml atau foldernya"
        raise misfits.unreadable(Place(file=name), words)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        reason = "berkas tidak ditulis dalam UTF-8; simpan ulang dengan pengodean UTF-8"
        place = Place(file=name, line=line, column=1)
        raise misfits.Unreadable([finding(misfits.UNREADABLE_YAML, place, {"sebab": reason})]) from None


def parse(data: bytes, name: str) -> YamlFile:
    """Read one YAML document. Raises Unreadable where it does not parse; duplicate keys are findings of the result."""
    text = text_of(data, name)
    result = YamlFile(name=name, lines=tuple(mask_birth(mask_numbers(line)) for line in text.splitlines()))
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        bad = forbidden.start()
        line, column = text.count("\n", 0, bad) + 1, bad - text.rfind("\n", 0, bad)
        raise _refuse(result, line, column, "ada karakter kendali yang tidak terlihat")
    reader = _Reader(result)
    try:
        result.content = reader.document(iter(yaml.parse(text, Loader=_LOADER)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        glued = _glued(result.lines, line)
        if glued is not None:
            raise _refuse(result, *glued, "sesudah titik dua harus ada spasi") from None
        raise _refuse(result, line, column, _reason(str(error.problem or error), result, line, column)) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise _refuse(result, 1, 1, "isinya bukan YAML") from None
    return result


def _refuse(file: YamlFile, line: int, column: int, reason: str) -> misfits.Unreadable:
    found = finding(misfits.UNREADABLE_YAML, file.at(line, column), {"sebab": reason})
    return misfits.Unreadable([*file.findings, found])


def _glued(lines: Sequence[str], line: int) -> tuple[int, int] | None:
    """A key with no blank after its colon, on the line of a complaint or on the one before it."""
    for number in (line - 1, line):
        match = _GLUED.match(lines[number - 1]) if 0 < number <= len(lines) else None
        if match:
            return number, match.end()
    return None


def _reason(problem: str, file: YamlFile, line: int, column: int) -> str:
    """The parser's English complaint in Indonesian, with the usual cause."""
    source = file.lines[line - 1] if line <= len(file.lines) else ""
    here = source[column - 1 : column]
    if "cannot start any token" in problem:
        if "\t" in source[:column] or here == "\t":
            return "lekukan memakai tab; ganti dengan spasi"
        return f"nilai tidak boleh diawali “{here}” tanpa tanda kutip"
    if "\t" in source[: len(source) - len(source.lstrip())]:
        return "lekukan memakai tab; ganti dengan spasi"
    return next((words for key, words in _PROBLEMS if key in problem), "tanda baca atau lekukan tidak pada tempatnya")


def _mark(event: Any) -> tuple[int, int]:
    """Line and column where an event begins, both from 1."""
    return event.start_mark.line + 1, event.start_mark.column + 1


class _Reader:
    """Builds plain values from the event stream, keeping the mark of each, and refuses what misleads."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.nodes = 0

    def document(self, events: Iterator[Any]) -> Any:
        content: Any = None
        seen = False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    raise self._no(event, "berkas memuat lebih dari satu dokumen (---); sisakan satu")
                seen = True
            elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.AliasEvent)):
                content = self._value(event, events, (), 0)
        return content

    def _no(self, event: Any, reason: str) -> misfits.Unreadable:
        return _refuse(self.file, *_mark(event), reason)

    def _value(self, event: Any, events: Iterator[Any], path: Path, depth: int) -> Any:
        self.nodes += 1
        if isinstance(event, yaml.AliasEvent):
            raise self._no(event, f"alias “*{event.anchor}” tidak dipakai di sini; tulis isinya langsung")
        if event.anchor is not None:
            raise self._no(event, f"jangkar “&{event.anchor}” tidak dipakai di sini; tulis isinya langsung")
        if event.tag is not None and event.tag != "!":
            raise self._no(event, f"tanda jenis “{event.tag}” tidak dipakai di sini; hapus")
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise self._no(event, "isi berkas terlalu dalam atau terlalu banyak")
        self.file.marks[path] = _mark(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path, depth)
        plain = event.style is None or event.style == ""
        return None if plain and event.value in _NULL else event.value

    def _sequence(self, events: Iterator[Any], path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, events, (*path, len(items)), depth + 1))
        return items

    def _mapping(self, events: Iterator[Any], path: Path, depth: int) -> dict[str, Any]:
        items: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise self._no(event, "kunci harus berupa satu kata, bukan daftar atau jangkar")
            key, mark = event.value, _mark(event)
            if event.anchor is not None or event.tag not in (None, "!") or key == "<<":
                raise self._no(event, "kunci gabung (<<), jangkar dan tanda jenis tidak dipakai di sini")
            if key in items:
                first = self.file.key_marks[(*path, key)][0]
                facts = {"kunci": key, "baris": first}
                self.file.findings.append(finding(misfits.DUPLICATE_KEY, self.file.at(*mark), facts))
                self._skip(next(events), events)
                continue
            self.file.key_marks[(*path, key)] = mark
            items[key] = self._value(next(events), events, (*path, key), depth + 1)
        return items

    def _skip(self, event: Any, events: Iterator[Any]) -> None:
        """Pass over the value of a repeated key."""
        level = 0
        while True:
            if isinstance(event, yaml.CollectionStartEvent):
                level += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                level -= 1
            if level == 0:
                return
            if level > MAX_DEPTH:
                raise self._no(event, "isi berkas terlalu dalam")
            event = next(events)
