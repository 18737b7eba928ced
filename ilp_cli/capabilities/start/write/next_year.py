"""The roadmap.yaml of next year: the text of last year's as it is, without its people, with a stage to fill in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from ilp_cli.core.outcome import Misuse
from ilp_cli.files.yaml_file import YamlFile, parse
from ilp_cli.files.yaml_text import comment

_SCHEMA = "# yaml-language-server: $schema=roadmap.schema.json"


def next_roadmap(
    text: str, file: YamlFile, people: Collection[str], roster: str, remarks: Sequence[str], year: int
) -> str:
    """The text of a roadmap for the year after its stages: every comment kept, `people` and its roster left out.

    `roster` is the new one, `remarks` are written above it. Raises Misuse where the text cannot be carried on by lines.
    """
    lines = text.splitlines(keepends=True)
    blocks = _blocks(lines, file)
    end_of_line = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    new_roster = [*comment(remarks), f"roster: {roster}"]
    gone = [key for key in blocks if key in people]
    first = next((key for key in blocks if key == "roster"), "")
    after = first or next((key for key in blocks if key not in people), "")
    pieces: dict[int, tuple[int, list[str]]] = {}  # from a line on, how many lines give way to these
    for key in gone:
        start, end = blocks[key]
        pieces[start] = (end - start, [f"# {key}: tidak disalin, karena memuat orang; tempatnya di roster"])
    if first:
        start, end = blocks[first]
        pieces[start] = (end - start, new_roster)
    for key, new in ((after if not first else "", new_roster), ("tahap", list(_next_stage(lines, file, year)))):
        if key in blocks:
            end = blocks[key][1]
            count, own = pieces.get(end, (0, []))
            pieces[end] = (count, [*new, *own])
    written = "".join(_pieced(lines, pieces, end_of_line))
    if not any(line.startswith("# yaml-language-server:") for line in lines):
        written = f"{_SCHEMA}{end_of_line}{written}"
    expected = {key: value for key, value in file.content.items() if key not in people} | {"roster": roster}
    if _content(written, file.name) != expected:
        raise Misuse(f"{file.name} tidak dapat diteruskan baris demi baris; {_OWN_LINE}")
    return written


_OWN_LINE = "tulis setiap kunci utamanya (kabupaten, roster, puskesmas, tahap) di awal barisnya sendiri, lalu ulangi"


def _blocks(lines: Sequence[str], file: YamlFile) -> Mapping[str, tuple[int, int]]:
    """The lines of each key of the file, from 0, up to the comments and blank lines before the next."""
    starts = sorted((line, column, str(path[0])) for path, (line, column) in file.key_marks.items() if len(path) == 1)
    if any(column != 1 for _, column, _ in starts) or len({line for line, _, _ in starts}) < len(starts):
        raise Misuse(f"{file.name} ditulis dalam satu kurung {{ }} atau tidak di awal baris; {_OWN_LINE}")
    ends = [line - 1 for line, _, _ in starts[1:]] + [len(lines)]
    blocks = {}
    for (line, _, key), limit in zip(starts, ends, strict=True):
        end = limit
        while end > line and (not lines[end - 1].strip() or lines[end - 1].startswith(("#", "...", "---"))):
            end -= 1
        blocks[key] = (line - 1, end)
    return blocks


def _next_stage(lines: Sequence[str], file: YamlFile, year: int) -> Iterator[str]:
    """The stage of next year as comments, which stand where the stages do."""
    mark = file.marks.get(("tahap", 0))
    item = lines[mark[0] - 1] if mark else ""
    in_lines = item.lstrip().startswith("-")
    indent = item[: len(item) - len(item.lstrip())] if in_lines else "  "
    how = "" if in_lines else "; daftar di atas ditulis dulu satu tahap sebaris, dengan tanda -"
    yield f"{indent}# Tahap berikutnya: hapus tanda # dan isi bila sudah diputuskan{how}."
    for line in (
        f"- tahun: {year}",
        "  sk:",
        "    nomor:",
        "    tanggal:",
        f"    tentang: Penetapan Lokus ILP Tahun {year}",
        "  target: {puskesmas: 1}",
        "  lokus: []",
        "  #  - {puskesmas: …, pustu: […], posyandu: […], status: rencana}",
    ):
        yield f"{indent}# {line}"


def _pieced(lines: Sequence[str], pieces: Mapping[int, tuple[int, list[str]]], end_of_line: str) -> Iterator[str]:
    """The lines, with others in the place of some."""
    number = 0
    while number <= len(lines):
        gone, new = pieces.get(number, (0, []))
        if new and number and not lines[number - 1].endswith(("\n", "\r")):
            yield end_of_line
        yield from (f"{line}{end_of_line}" for line in new)
        if gone:
            number += gone
            continue
        if number < len(lines):
            yield lines[number]
        number += 1


def _content(text: str, name: str) -> Any:
    return parse(text.encode(), name).content
