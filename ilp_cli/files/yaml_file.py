"""YAML without its surprises: every scalar is text with its line and column, and nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from ilp_cli.core.finding import Finding, Path, Place, finding
from ilp_cli.core.masking import mask_birth, mask_numbers
from ilp_cli.files import misfits, yaml_slips
from ilp_cli.files.yaml_slips import Complaint, Slip

MAX_BYTES = 6 * 1024 * 1024
MAX_DEPTH = 64
MAX_NODES = 500_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_SCALAR: Any = yaml.ScalarEvent
_CLOSES = ("", "}", "]", "#")
"""What may stand behind a text that is whole."""
_ENOUGH = 2
"""How many keys an item has before a repeated one may be taken for the next item."""
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
    ("hexdecimal number", "garis miring terbalik dalam tanda kutip ganda; pakai tanda kutip tunggal"),
    ("control characters are not allowed", "ada karakter kendali yang tidak terlihat"),
    ("invalid leading UTF-8 octet", "berkas tidak ditulis dalam UTF-8"),
    ("invalid trailing UTF-8 octet", "berkas tidak ditulis dalam UTF-8"),
)


@dataclass(slots=True)
class YamlFile:
    """A parsed file: `content` as dict, list, text or None; `marks` and `key_marks` give 1-based line and column.

    `lines` are to be shown: long numbers and days of birth in them are hidden (UU 27/2022), each sign by another.
    `bare` are the keys within { } that have no colon: mostly the rest of a text with a comma in it. `comments` are the
    comments one blank behind a plain text: they may be the rest of the text.
    `cut` are the texts that commas cut, as they stand before the first comma; they are read whole.
    `renamed` are the values read as they were meant, of which a finding says so already. `torn` are those that had not
    the form they should have, and were left out or read as far as they went; a finding says so of each.
    """

    name: str
    lines: tuple[str, ...]
    content: Any = None
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)
    key_marks: dict[Path, tuple[int, int]] = field(default_factory=dict)
    bare: set[Path] = field(default_factory=set)
    comments: dict[Path, tuple[int, int]] = field(default_factory=dict)
    cut: dict[Path, str] = field(default_factory=dict)
    renamed: set[Path] = field(default_factory=set)
    torn: set[Path] = field(default_factory=set)
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
    if marked := yaml_slips.conflict(result.lines):
        raise _refuse(result, *marked)
    reader = _Reader(result)
    try:
        result.content = reader.document(_LOADER(text).get_event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        began = (error.context_mark.line + 1, error.context_mark.column + 1) if error.context_mark else None
        problem = str(error.problem or error)
        slip = yaml_slips.slip(result.lines, Complaint(problem, line, column, began))
        raise _refuse(result, *(slip or Slip(line, column, _reason(problem, result, line, column)))) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise _refuse(result, 1, 1, "isinya bukan YAML") from None
    return result


def content_of(data: bytes) -> Any:
    """The content of a file of `configs/` as `parse` gives it, in half the time: nobody asks where its values stand."""
    return _content(yaml.compose(data.decode(), Loader=_LOADER))


def first_keys(data: bytes) -> dict[str, Any]:
    """The content of a file whose root is a mapping; nothing where it is none, or no YAML."""
    try:
        content = content_of(data)
    except (ValueError, RecursionError, yaml.YAMLError):
        return {}
    return content if isinstance(content, dict) else {}


def _content(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _content(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_content(item) for item in node.value]
    return None if not node.style and node.value in _NULL else node.value


def _refuse(file: YamlFile, line: int, column: int, reason: str) -> misfits.Unreadable:
    refusal = finding(misfits.UNREADABLE_YAML, file.at(line, column), {"sebab": reason})
    return misfits.Unreadable([*file.findings, refusal])


def _reason(problem: str, file: YamlFile, line: int, column: int) -> str:
    """The parser's English complaint in Indonesian, with the usual cause."""
    source = file.lines[line - 1] if line <= len(file.lines) else ""
    here = source[column - 1 : column]
    if "cannot start any token" in problem:
        return f"nilai tidak boleh diawali “{here}” tanpa tanda kutip"
    return next((words for key, words in _PROBLEMS if key in problem), "tanda baca atau lekukan tidak pada tempatnya")


def _mark(event: Any) -> tuple[int, int]:
    """Line and column where an event begins, both from 1."""
    return event.start_mark.line + 1, event.start_mark.column + 1


Events = Callable[[], Any]
"""Gives one event of the parser after the other."""


class _Reader:
    """Builds plain values from the event stream, keeping the mark of each, and refuses what misleads."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.nodes = 0
        self.without_dash: dict[Path, list[Any]] = {}

    def document(self, events: Events) -> Any:
        content: Any = None
        seen = False
        while not isinstance(event := events(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    raise self._no(event, "berkas memuat lebih dari satu dokumen (---); sisakan satu")
                seen = True
            elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.AliasEvent)):
                content = self._value(event, events, (), 0)
        return content

    def _no(self, event: Any, reason: str) -> misfits.Unreadable:
        return _refuse(self.file, *_mark(event), reason)

    def _value(self, event: Any, events: Events, path: Path, depth: int) -> Any:
        self.nodes += 1
        kind = type(event)
        if kind is yaml.AliasEvent:
            raise self._no(event, f"alias “*{event.anchor}” tidak dipakai di sini; tulis isinya langsung")
        if event.anchor is not None:
            raise self._no(event, f"jangkar “&{event.anchor}” tidak dipakai di sini; tulis isinya langsung")
        if event.tag is not None and event.tag != "!":
            raise self._no(event, f"tanda jenis “{event.tag}” tidak dipakai di sini; hapus")
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise self._no(event, "isi berkas terlalu dalam atau terlalu banyak")
        mark = event.start_mark
        place = self.file.marks[path] = mark.line + 1, mark.column + 1
        if kind is yaml.MappingStartEvent:
            return self._mapping(events, path, depth, flow=bool(event.flow_style))
        if kind is yaml.SequenceStartEvent:
            return self._sequence(events, path, depth)
        value = event.value
        if event.style:
            return value
        if value:
            value = self._looked_at(event, place, path)
        return None if value in _NULL else value

    def _looked_at(self, event: Any, place: tuple[int, int], path: Path) -> str:
        """A plain text as it was meant: without the quotes of a word processor, which are reported.

        Refuses a list read as one text; keeps the comment that may cut the text.
        """
        (line, column), end = place, event.end_mark
        text: str = event.value
        last = end.line + (1 if end.column else 0)
        if slip := yaml_slips.of_text(self.file.lines, (line, column), last):
            raise _refuse(self.file, *slip)
        behind = self.file.lines[end.line][end.column :] if end.line < len(self.file.lines) else ""
        inner = yaml_slips.unwrapped(text, cut=behind.lstrip()[:1] not in _CLOSES)
        if inner is not None:
            self._meant(path, place, f"diapit tanda kutip Word; {yaml_slips.NOT_CURLY}", f'"{inner}"')
        if behind.startswith(" #"):
            self.file.comments[path] = end.line + 1, end.column + 2
        return text if inner is None else inner

    def _meant(self, path: Path, place: tuple[int, int], reason: str, typed: str) -> None:
        """Report how a value is written, which is read as it was meant, and what to type."""
        key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
        told = finding(misfits.WRONG_KIND, self.file.at(*place), {"kunci": key, "sebab": reason})
        self.file.findings.append(replace(told, remedy=f"ketik {typed}."))

    def _sequence(self, events: Events, path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        while type(event := events()) is not yaml.SequenceEndEvent:
            items.append(self._value(event, events, (*path, len(items)), depth + 1))
            items += self.without_dash.pop(path, ())
        return items

    def _mapping(self, events: Events, path: Path, depth: int, *, flow: bool) -> dict[str, Any]:
        items: dict[str, Any] = {}
        whole: dict[str, Any] | None = None
        while type(event := events()) is not yaml.MappingEndEvent:
            if type(event) is not _SCALAR:
                raise self._no(event, "kunci harus berupa satu kata, bukan daftar atau jangkar")
            key, start, own = event.value, event.start_mark, (*path, event.value)
            mark = start.line + 1, start.column + 1
            if event.anchor is not None or event.tag not in (None, "!") or key == "<<":
                raise self._no(event, "kunci gabung (<<), jangkar dan tanda jenis tidak dipakai di sini")
            if not event.style and (slip := yaml_slips.of_key(key, self.file.lines, *mark)):
                raise _refuse(self.file, *slip)
            if not event.style and (odd := yaml_slips.trimmed(key, mark[0])):
                key, reason = odd
                own = (*path, key)
                self._meant(own, mark, reason, f"{key}: …")
            bare = flow and not self._behind(event).startswith(":")
            if bare and not event.style and self._glued(key, mark, path, items):
                events()
                continue
            if key in items and not flow and self._lost_dash(key, mark, path, items):
                whole = whole or items
                others = self.without_dash.setdefault(path[:-1], [])
                path, items = (*path[:-1], int(path[-1]) + 1), {}
                others.append(items)
                self.file.marks[path] = mark
                own = (*path, key)
            if key in items and not self._again(key, mark, own, items):
                self._skip(events(), events)
                continue
            self.file.key_marks[own] = mark
            if bare:
                self.file.bare.add(own)
            items[key] = self._value(events(), events, own, depth + 1)
        return items if whole is None else whole

    def _glued(self, key: str, mark: tuple[int, int], path: Path, items: dict[str, Any]) -> bool:
        """Whether a key without a colon is one whose value stands too close to it; both are then read as they are."""
        glued = yaml_slips.glued_key(key, mark[0])
        if glued is None or glued.key in items:
            return False
        own = (*path, glued.key)
        self.file.key_marks[own] = mark
        self.file.marks[own] = mark[0], mark[1] + glued.before
        self._meant(own, mark, glued.reason, f"{glued.key}: {glued.value}")
        self.file.renamed.add(own)
        items[glued.key] = None if glued.value in _NULL else glued.value
        return True

    def _lost_dash(self, key: str, mark: tuple[int, int], path: Path, items: dict[str, Any]) -> bool:
        """Whether a repeated key begins the next item of a list, whose dash is missing; it is then read as that."""
        if not path or not isinstance(path[-1], int) or len(items) < _ENOUGH or next(iter(items)) != key:
            return False
        line, column = mark
        indent = " " * (column - 1)
        below = (text for text in self.file.lines[line:] if text.strip() and not text.lstrip().startswith("#"))
        following = next((text[column - 1 :] for text in below if not text.startswith(f"{indent} ")), "")
        inside = following.split(":")[0]
        if inside not in items or inside == key:
            return False
        self._meant((*path, key), mark, "memulai butir baru yang kurang “- ” di depannya", f"“- {key}: …”")
        return True

    def _again(self, key: str, mark: tuple[int, int], own: Path, items: dict[str, Any]) -> bool:
        """Report a key that is repeated; whether it is read all the same, as nothing stands behind the first."""
        empty = items[key] is None
        akibat = "di sana kosong, jadi yang dibaca isi di sini" if empty else "yang kedua ini tidak dibaca"
        facts = {"kunci": key, "baris": self.file.key_marks[own][0], "akibat": akibat}
        self.file.findings.append(finding(misfits.DUPLICATE_KEY, self.file.at(*mark), facts))
        return empty

    def _behind(self, event: Any) -> str:
        """What stands behind an event on its line, blanks put aside."""
        end = event.end_mark
        return self.file.lines[end.line][end.column :].lstrip() if end.line < len(self.file.lines) else ""

    def _skip(self, event: Any, events: Events) -> None:
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
            event = events()
