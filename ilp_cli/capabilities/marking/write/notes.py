"""The comments of a planner's sheet and the boxes that show them: ours are added and taken out, theirs stay."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape

from ilp_cli.capabilities.marking.model import NOTE
from ilp_cli.capabilities.marking.write.cells import Spot, reference, spot
from ilp_cli.capabilities.marking.write.ooxml import DECLARATION, MAIN
from ilp_cli.capabilities.marking.write.xml_text import (
    Edit,
    Element,
    appended,
    child,
    children,
    cut,
    plain,
    prefix,
    prefixed,
    root,
    splice,
    tags,
    within,
)
from ilp_cli.paper.cells import text_xml
from ilp_cli.paper.sheet import TEXT_LIMIT, safe_text

AUTHOR = "ilp check"
_NOTE = re.compile(NOTE)
_LONGEST = TEXT_LIMIT // 2 - 200
_SHORTER = "… selengkapnya di lembar Temuan ILP"
EMPTY = f'{DECLARATION}<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'.encode()

_SPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_BOX = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = re.compile(rb"<(\w+):shape\s.*?</\1:shape\s*>", re.DOTALL)
_ANCHOR = re.compile(rb"<\w+:Anchor>([^<]*)</")
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_WIDTH, _LETTERS, _LINE, _ROW = 300, 44, 15, 20
"""A comment box: pixels across, letters on a line of it, pixels of a line, and of a usual row of a sheet."""


def _fitting(text: str) -> str:
    """The words of a comment, cut where they are too many; its last line, with the day, always stands."""
    body, _, day = text.rpartition("\n")
    return safe_text(f"{body}\n{day}" if len(body) <= _LONGEST else f"{body[:_LONGEST]}{_SHORTER}\n{day}")


def _texts(data: bytes, comment: Element) -> list[tuple[Element, Element]]:
    """The pieces of a comment's text, each with the run (or itself) that goes when it is empty."""
    body = child(data, comment, "text")
    mark = prefix(comment.tag)
    texts: list[tuple[Element, Element]] = []
    for element in children(data, body.inside) if body else ():
        if element.name == mark + b"t":
            texts.append((element, element))
        elif element.name == mark + b"r" and (piece := child(data, element, "t")):
            texts.append((piece, element))
    return texts


def _comments(data: bytes) -> tuple[Element | None, list[Element]]:
    """The list of comments, and each of them."""
    listed = child(data, root(data), "commentList")
    name = prefix(root(data).tag) + b"comment"
    return listed, [comment for comment in children(data, listed.inside) if comment.name == name] if listed else []


def without_notes(data: bytes, threads: Container[Spot | None]) -> tuple[bytes, frozenset[Spot]]:
    """The comments without our words, and the cells that have no comment any more; those of threads are let alone."""
    if AUTHOR.encode() not in data:
        return data, frozenset()
    edits: list[Edit] = []
    gone: set[Spot] = set()
    for comment in _comments(data)[1]:
        pieces = _texts(data, comment)
        texts = [plain(data[piece.inside[0] : piece.inside[1]]) for piece, _ in pieces]
        whole = "".join(texts)
        spans = [match.span() for match in _NOTE.finditer(whole)]
        place = spot(comment.tag.get("ref") or "")
        if not spans or place is None or place in threads:
            continue
        if not cut(whole, spans, 0).strip():
            edits.append((comment.start, comment.end, b""))
            gone.add(place)
            continue
        offset = 0
        for (piece, run), text in zip(pieces, texts, strict=True):
            kept = cut(text, spans, offset)
            offset += len(text)
            if not kept:
                edits.append((run.start, run.end, b""))
            elif kept != text:
                edits.append((piece.start, piece.end, _kept(kept, prefix(comment.tag))))
    return splice(data, edits), frozenset(gone)


def words(data: bytes) -> dict[Spot, str]:
    """What the comment of each cell says."""
    texts = {}
    for comment in _comments(data)[1]:
        place = spot(comment.tag.get("ref") or "")
        if place is not None:
            texts[place] = "".join(plain(data[text.inside[0] : text.inside[1]]) for text, _ in _texts(data, comment))
    return texts


def with_notes(data: bytes, notes: Mapping[Spot, str]) -> bytes:
    """The comments with our words, below what stands there already."""
    there = {spot(comment.tag.get("ref") or ""): comment for comment in _comments(data)[1]}
    new = sorted(cell for cell in notes if cell not in there)
    edits = [edit for cell, text in notes.items() if cell in there for edit in _added(data, there[cell], text)]
    data = splice(data, edits)
    if not new:
        return data
    data, author = _with_author(data)
    mark = prefix(root(data).tag)
    made = "".join(
        f'<comment ref="{reference(cell)}" authorId="{author}"><text>{_runs(_fitting(notes[cell]))}</text></comment>'
        for cell in new
    )
    listed, _ = _comments(data)
    if listed is None:
        return within(data, root(data), prefixed(f"<commentList>{made}</commentList>", mark))
    return within(data, listed, prefixed(made, mark))


def _added(data: bytes, comment: Element, text: str) -> Iterator[Edit]:
    """Our words at the end of a comment that somebody else began."""
    mark = prefix(comment.tag)
    new = prefixed(_runs(_fitting(text), before="\n\n"), mark)
    body = child(data, comment, "text")
    if body is None:
        yield appended(comment, prefixed("<text>", mark) + new + prefixed("</text>", mark))
        return
    place = body.inside[0]
    for element in children(data, body.inside):
        if element.name == mark + b"t":
            yield element.start, element.start, prefixed("<r>", mark)
            yield element.end, element.end, prefixed("</r>", mark) + new
            return
        if element.name == mark + b"r":
            place = element.end
    yield (place, place, new) if not body.tag.empty else appended(body, new)


def _with_author(data: bytes) -> tuple[bytes, int]:
    """The part with us among its authors, and our number."""
    whole = root(data)
    listed = child(data, whole, "authors")
    if listed is None:
        new = prefixed(f"<authors><author>{AUTHOR}</author></authors>", prefix(whole.tag))
        return splice(data, [(whole.inside[0], whole.inside[0], new)]), 0
    names = [plain(data[author.inside[0] : author.inside[1]]) for author in children(data, listed.inside)]
    if AUTHOR in names:
        return data, names.index(AUTHOR)
    return within(data, listed, prefixed(f"<author>{AUTHOR}</author>", prefix(whole.tag))), len(names)


def _runs(text: str, before: str = "") -> str:
    """A note as runs of text: its heading bold."""
    head, _, rest = text.partition("\n")
    face = '<sz val="9"/><color rgb="FF000000"/><rFont val="Tahoma"/><family val="2"/>'
    return "".join(
        f"<r><rPr>{bold}{face}</rPr>{text_xml(words)}</r>"
        for bold, words in (("<b/>", before + head), ("", f"\n{rest}"))
    )


def _kept(text: str, mark: bytes) -> bytes:
    """What is left of somebody else's words."""
    words = escape(text, {"\r": "&#13;"})
    return b"<" + mark + b't xml:space="preserve">' + words.encode() + b"</" + mark + b"t>"


def is_empty(data: bytes) -> bool:
    """Whether no comment is left."""
    return not _comments(data)[1]


class Drawing(NamedTuple):
    """Where a comment box stands: columns, rows and pixels as Excel counts them, and how tall it is in points."""

    anchor: str
    height: float


def drawing(cell: Spot, text: str, width: Callable[[int], int]) -> Drawing:
    """A box beside a cell, wide enough to be read and tall enough for the text."""
    row, column = cell[0] - 1, cell[1]
    lines = sum(max(1, math.ceil(len(paragraph) / _LETTERS)) for paragraph in text.split("\n"))
    height = (lines + 1) * _LINE
    last, left = column + 1, _WIDTH + 15
    while left > width(last) and last < column + 60:
        left -= width(last)
        last += 1
    top = max(0, row - 1)
    bottom, rest = divmod(10 + height, _ROW)
    return Drawing(f"{column + 1}, 15, {top}, 10, {last}, {left}, {top + bottom}, {rest}", height * 0.75)


def empty_drawing(number: int) -> bytes:
    """A part for comment boxes; the number keeps its shapes apart from those of other sheets."""
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in _SPACES.items())
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/></o:shapelayout>'
    return f"<xml {spaces}>{layout}{_BOX}</xml>".encode()


def with_boxes(data: bytes, boxes: Iterable[tuple[Spot, Drawing]]) -> bytes:
    """The part with a box more for each of these cells. Raises ValueError where it is no such part.

    What Excel writes there need not be XML, so nothing is parsed: boxes go before the last tag.
    """
    first = next(tags(data), None)
    end = data.rfind(b"</")
    if first is None or first.empty or not first.name.endswith(b"xml") or end < 0:
        raise ValueError("no drawing")
    given = dict(first.attributes())
    if any(given.get(f"xmlns:{name}", space) != space for name, space in _SPACES.items()):
        raise ValueError("strange names")
    opened = first
    missing = {f"xmlns:{name}": space for name, space in _SPACES.items() if f"xmlns:{name}" not in given}
    started = opened.having(**missing)
    block = max([*map(int, re.findall(rb'<\w+:idmap[^>]*?\sdata="(\d+)', data)), 1])
    number = max([*map(int, _NUMBER.findall(data)), block * 1024])
    shapes = [] if b'"_x0000_t202"' in data else [_BOX]
    for count, (cell, box) in enumerate(boxes, 1):
        shapes.append(_shape(number + count, cell, box))
    return splice(data, [(opened.start, opened.end, started), (end, end, "".join(shapes).encode())])


def _shape(number: int, cell: Spot, box: Drawing) -> str:
    look = f"position:absolute;margin-left:60pt;margin-top:2pt;width:{_WIDTH * 0.75:g}pt;height:{box.height:g}pt"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="{look};z-index:1;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{box.anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{cell[0] - 1}</x:Row><x:Column>{cell[1]}</x:Column></x:ClientData></v:shape>"
    )


def _boxes(data: bytes) -> Iterator[tuple[Spot, re.Match[bytes]]]:
    """The comment boxes of the part, each with its cell."""
    for match in _SHAPE.finditer(data):
        row, column = (re.search(rb":" + name + rb">\s*(\d+)\s*<", match[0]) for name in (b"Row", b"Column"))
        if row and column and b'ObjectType="Note"' in match[0]:
            yield (int(row[1]) + 1, int(column[1])), match


def without_boxes(data: bytes, cells: Iterable[Spot]) -> bytes:
    """The part without the boxes of comments that are gone."""
    gone = set(cells)
    return splice(data, [(match.start(), match.end(), b"") for cell, match in _boxes(data) if cell in gone])


def moved(data: bytes, places: Mapping[Spot, tuple[str | None, str]]) -> tuple[bytes, dict[Spot, tuple[str, str]]]:
    """The part with boxes put elsewhere: from a place (None: wherever it is) to another; and those that were."""
    edits: list[Edit] = []
    done: dict[Spot, tuple[str, str]] = {}
    for cell, match in _boxes(data):
        anchor = _ANCHOR.search(match[0])
        if cell in places and anchor:
            now, (before, since) = " ".join(anchor[1].decode().split()), places[cell]
            if before in (None, now):
                start = match.start() + anchor.start(1)
                edits.append((start, start + len(anchor[1]), since.encode()))
                done[cell] = now, since
    return splice(data, edits), done


def has_boxes(data: bytes) -> bool:
    """Whether any shape is left in the part."""
    return re.search(rb"<\w+:(?:shape|group|rect|oval|line|roundrect|image|polyline)[\s>]", data) is not None
