"""Cells of an xlsx sheet that are struck through, the comments on its cells, and their colours."""

from __future__ import annotations

import colorsys
import html
import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from ilp_cli.core.spot import column_index

Struck = Mapping[int, Mapping[int, bool]]
"""1-based row → 0-based column → whether all of the cell is struck through, rather than a part of its text."""
Comments = Mapping[int, Mapping[int, str]]
"""1-based row → 0-based column → the words of the comment."""

_STRIKE = re.compile(rb"""<(?:\w+:)?strike(?:\s*/>|\s*>|\s+val\s*=\s*["'](?:1|true)["'])""")
_FONT = re.compile(rb"<(?:\w+:)?font(?:\s*/>|>.*?</(?:\w+:)?font>)", re.DOTALL)
_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"""<(?:\w+:)?xf\b[^>]*?\bfontId\s*=\s*["'](\d+)["']""")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ATTRIBUTE = re.compile(rb"""\b([rst])\s*=\s*["']([^"']*)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v>(\d+)</")
_TEXT = re.compile(rb"<(?:\w+:)?si(?:\s*/>|>.*?</(?:\w+:)?si>)", re.DOTALL)
_RUN = re.compile(rb"<(?:\w+:)?r>.*?</(?:\w+:)?r>", re.DOTALL)
_COMMENT = re.compile(
    rb"""<(?:\w+:)?comment\b[^>]*\bref\s*=\s*["']([A-Z]+)(\d+)["'][^>]*>(.*?)</(?:\w+:)?comment>""", re.DOTALL
)
_WORDS = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*comments[^"']*\.xml)["']""", re.IGNORECASE)


def marked(archive: zipfile.ZipFile, book: str, parts: Iterable[str]) -> dict[str, tuple[Struck, Comments]]:
    """What is struck through in each sheet of a workbook, and what its comments say; `parts` hold the sheets."""
    names = set(archive.namelist())
    styles, texts = (_beside(archive, names, book, name) for name in ("styles.xml", "sharedStrings.xml"))
    formats, strings = _struck_formats(styles), _struck_texts(texts)
    return {part: (_struck(archive.read(part), formats, strings), _comments(archive, names, part)) for part in parts}


def _struck(content: bytes, formats: frozenset[int], strings: Mapping[int, bool]) -> Struck:
    """The cells of a sheet that are struck through by their format, their shared text, or their own."""
    struck: dict[int, dict[int, bool]] = {}
    if not (formats or strings or _STRIKE.search(content)):
        return struck
    for attributes, inside in _CELL.findall(content):
        told = dict(_ATTRIBUTE.findall(attributes))
        whole = _whole(told, inside, formats, strings)
        reference = re.fullmatch(rb"([A-Z]{1,3})(\d{1,7})", told.get(b"r", b""))
        if whole is not None and reference and inside:
            struck.setdefault(int(reference[2]), {})[column_index(reference[1].decode())] = whole
    return struck


def _whole(
    told: Mapping[bytes, bytes], inside: bytes, formats: frozenset[int], strings: Mapping[int, bool]
) -> bool | None:
    """Whether all of a cell is struck (True), a part of its text (False), or nothing (None)."""
    style = told.get(b"s", b"")
    if style.isdigit() and int(style) in formats:
        return True
    if told.get(b"t") == b"s":
        value = _VALUE.search(inside)
        return strings.get(int(value[1])) if value else None
    return _struck_runs(inside)


def _struck_runs(text: bytes) -> bool | None:
    """Of the runs of a rich text: whether all are struck, or some; None where none is."""
    if not _STRIKE.search(text):
        return None
    runs = [run for run in _RUN.findall(text) if b"".join(_WORDS.findall(run)).strip()]
    return bool(runs) and all(_STRIKE.search(run) for run in runs)


def _beside(archive: zipfile.ZipFile, names: set[str], book: str, name: str) -> bytes:
    part = posixpath.join(posixpath.dirname(book), name)
    return archive.read(part) if part in names else b""


def _struck_formats(styles: bytes) -> frozenset[int]:
    """The numbers of the cell formats whose font is struck through."""
    if not _STRIKE.search(styles):
        return frozenset()
    fonts, formats = _FONTS.search(styles), _FORMATS.search(styles)
    if fonts is None or formats is None:
        return frozenset()
    struck = {number for number, font in enumerate(_FONT.findall(fonts[0])) if _STRIKE.search(font)}
    used: Sequence[bytes] = _FORMAT.findall(formats[0])
    return frozenset(number for number, font in enumerate(used) if int(font) in struck)


def _struck_texts(texts: bytes) -> Mapping[int, bool]:
    """The shared texts that are struck through, each with whether it is so in whole."""
    if not _STRIKE.search(texts):
        return {}
    told = ((number, _struck_runs(text)) for number, text in enumerate(_TEXT.findall(texts)))
    return {number: whole for number, whole in told if whole is not None}


def _comments(archive: zipfile.ZipFile, names: set[str], part: str) -> Comments:
    """The comments of a sheet by their cells."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    target = _TARGET.search(archive.read(relations)) if relations in names else None
    if target is None:
        return {}
    path = posixpath.normpath(posixpath.join("/", folder, target[1].decode())).lstrip("/")
    words: dict[int, dict[int, str]] = {}
    for letters, row, text in _COMMENT.findall(archive.read(path)) if path in names else ():
        said = html.unescape("".join(part.decode("utf-8", "replace") for part in _WORDS.findall(text)))
        words.setdefault(int(row), {})[column_index(letters.decode())] = " ".join(said.split())
    return words


Colours = Mapping[int, Mapping[int, frozenset[str]]]
"""1-based row → 0-based column → the colours of the cell and of its text, as the workbook names them."""

_FILLS = re.compile(rb"<(?:\w+:)?fills\b.*?</(?:\w+:)?fills>", re.DOTALL)
_FILL = re.compile(rb"<(?:\w+:)?fill(?:\s*/>|>.*?</(?:\w+:)?fill>)", re.DOTALL)
_FILLED = re.compile(rb"""patternType\s*=\s*["'](?!none|gray125)\w+["'].*?<(?:\w+:)?fgColor\b([^>]*)/>""", re.DOTALL)
_INKED = re.compile(rb"<(?:\w+:)?color\b([^>]*)/>")
_LOOK = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_FONT_AND_FILL = re.compile(rb"""\b(fontId|fillId)\s*=\s*["'](\d+)["']""")
_COLOUR = re.compile(rb"""\b(rgb|theme|indexed|tint)\s*=\s*["']([^"']*)["']""")
_PLAIN = frozenset({"rgb=FFFFFFFF", "rgb=FF000000", "theme=0", "theme=1", "indexed=64", "indexed=8", "indexed=9"})
"""Black and white, which say nothing."""


def colours(archive: zipfile.ZipFile, book: str, part: str) -> Colours:
    """The cells of a sheet that have a colour."""
    names = set(archive.namelist())
    looks = _coloured_formats(_beside(archive, names, book, "styles.xml"))
    told: dict[int, dict[int, frozenset[str]]] = {}
    for attributes, _ in _CELL.findall(archive.read(part)) if any(looks) else ():
        cell = dict(_ATTRIBUTE.findall(attributes))
        style = cell.get(b"s", b"")
        look = looks[int(style)] if style.isdigit() and int(style) < len(looks) else frozenset()
        reference = re.fullmatch(rb"([A-Z]{1,3})(\d{1,7})", cell.get(b"r", b""))
        if look and reference:
            told.setdefault(int(reference[2]), {})[column_index(reference[1].decode())] = look
    return told


def _coloured_formats(styles: bytes) -> list[frozenset[str]]:
    """The colours of every cell format, without black and white."""
    fonts, fills, formats = (pattern.search(styles) for pattern in (_FONTS, _FILLS, _FORMATS))
    if fonts is None or fills is None or formats is None:
        return []
    inks = [_named(_INKED.search(font)) for font in _FONT.findall(fonts[0])]
    papers = [_named(_FILLED.search(fill)) for fill in _FILL.findall(fills[0])]
    looks = []
    for attributes in _LOOK.findall(formats[0]):
        used = {name: int(number) for name, number in _FONT_AND_FILL.findall(attributes)}
        ink, paper = used.get(b"fontId", 0), used.get(b"fillId", 0)
        both = {inks[ink] if ink < len(inks) else "", papers[paper] if paper < len(papers) else ""}
        looks.append(frozenset(both - _PLAIN - {""}))
    return looks


def _named(match: re.Match[bytes] | None) -> str:
    """A colour as the workbook names it: by its light, or by its place in the theme.

    How much shines through says nothing: some programs write black as 00000000.
    """
    told = [(name.decode(), value.decode()) for name, value in (_COLOUR.findall(match[1]) if match else ())]
    return ",".join(f"{name}={f'FF{value[-6:].upper()}' if name == 'rgb' else value}" for name, value in told)


def unmarked(told: Colours, fills: Mapping[str, str]) -> Colours:
    """The colours with those that a fill stood for before it was marked over; `fills` are the colours of the marks."""
    before = {f"rgb=FF{mark}": _named(_FILLED.search(xml.encode())) for mark, xml in fills.items()}

    def theirs(look: frozenset[str]) -> frozenset[str]:
        return frozenset(before.get(colour, colour) for colour in look) - _PLAIN - {""}

    rows = {row: {column: theirs(look) for column, look in cells.items()} for row, cells in told.items()}
    return {row: {column: look for column, look in cells.items() if look} for row, cells in rows.items()}


_GREY = 0x0C
"""So far apart may the lights of a grey be."""
_DARKER = re.compile(r"theme=0,tint=-|theme=1,tint=0?\.|indexed=(?:22|23|55|63)\b")
"""White made darker, black made lighter, and the greys of every old palette."""


def is_grey(colour: str) -> bool:
    """Whether a colour has no hue, and is neither black nor white."""
    light = re.fullmatch(r"rgb=(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})", colour)
    if light is None:
        return _DARKER.match(colour) is not None
    lights = [int(light[1][place : place + 2], 16) for place in (0, 2, 4)]
    return max(lights) - min(lights) <= _GREY and 0 < sum(lights) < 3 * 0xFF


def hue(colour: str) -> float | None:
    """Where on the circle of hues a colour stands, in degrees; None where it has none, or only the theme knows."""
    light = re.fullmatch(r"rgb=(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})", colour)
    if light is None:
        return None
    red, green, blue = (int(light[1][place : place + 2], 16) / 255 for place in (0, 2, 4))
    degrees, _, depth = colorsys.rgb_to_hls(red, green, blue)
    return degrees * 360 if depth > 0 else None
