"""XML edited where it stands: tags are found and spliced, every other byte stays as it was.

A parser that writes a part anew would rename its prefixes and drop what it does not know; a planner's workbook is full
of both.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape

_SKIPPED = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
_ANY = rb"[^\s<>/!?=\"']++"
_REST = rb"""((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)"""
_ATTRIBUTE = re.compile(rb"""\s([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>""")

Edit = tuple[int, int, bytes]
"""From where to where, and what shall stand there."""


class Tag(NamedTuple):
    """One tag: its name with prefix, its attributes as they are written, and where it begins and ends."""

    name: bytes
    rest: bytes
    start: int
    end: int
    closing: bool

    @property
    def empty(self) -> bool:
        """Whether the element is its own end: <c/>."""
        return self.rest.endswith(b"/")

    def get(self, name: str) -> str | None:
        """The value of an attribute, by its name as written."""
        return next((value for key, value in self.attributes() if key == name), None)

    def attributes(self) -> Iterator[tuple[str, str]]:
        """Names and values in their order."""
        for key, value in _ATTRIBUTE.findall(self.rest):
            yield key.decode(), html.unescape(value[1:-1].decode())

    def local(self, name: str) -> str | None:
        """The value of the attribute of this name in some namespace: r:id, by "id"."""
        return next((value for key, value in self.attributes() if key.endswith(f":{name}")), None)

    def having(self, **values: str | None) -> bytes:
        """The tag with these attributes changed, added, or (None) taken out."""
        rest = self.rest
        for key, value in values.items():
            named = re.compile(rb"""\s""" + key.encode() + rb"""\s*=\s*("[^"]*"|'[^']*')""")
            text = b"" if value is None else f' {key}="{quoted(value)}"'.encode()
            if named.search(rest):
                rest = named.sub(lambda _, text=text: text, rest, count=1)  # type: ignore[misc]
            elif text:
                body, slash = (rest[:-1].rstrip(), b"/") if rest.endswith(b"/") else (rest, b"")
                rest = body + text + slash
        return b"<" + self.name + rest + b">"


class Element(NamedTuple):
    """One element: its opening tag, where it ends, and where its content lies."""

    tag: Tag
    end: int
    inside: tuple[int, int]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.tag.start

    @property
    def name(self) -> bytes:
        """Its name with prefix."""
        return self.tag.name


@cache
def _tags(names: tuple[bytes, ...]) -> re.Pattern[bytes]:
    wanted = rb"(?:" + rb"|".join(map(re.escape, names)) + rb")(?=[\s/>])" if names else _ANY
    return re.compile(_SKIPPED + rb"|<(/?)(" + wanted + rb")" + _REST + rb">", re.DOTALL)


def tags(data: bytes, names: Iterable[bytes] = (), span: tuple[int, int] | None = None) -> Iterator[Tag]:
    """The tags of these names (default: all) between two positions; comments and CDATA are passed over."""
    start, end = span or (0, len(data))
    for match in _tags(tuple(names)).finditer(data, start, end):
        if match[2] is not None:
            yield Tag(match[2], match[3], match.start(), match.end(), bool(match[1]))


def children(data: bytes, span: tuple[int, int]) -> Iterator[Element]:
    """The elements between two positions that stand in no other element there."""
    depth, first = 0, None
    for tag in tags(data, span=span):
        if tag.closing:
            depth -= 1
            if depth < 0:
                return
            if depth == 0 and first is not None:
                yield Element(first, tag.end, (first.end, tag.start))
        elif depth == 0:
            first = tag
            depth = 0 if tag.empty else 1
            if tag.empty:
                yield Element(tag, tag.end, (tag.end, tag.end))
        elif not tag.empty:
            depth += 1


def root(data: bytes) -> Element:
    """The whole of a part. Raises ValueError where there is no element."""
    first = next(tags(data), None)
    if first is None or first.closing:
        raise ValueError("no element")
    if first.empty:
        return Element(first, first.end, (first.end, first.end))
    last = data.rfind(b"</" + first.name)
    if last < first.end:
        raise ValueError("no end")
    return Element(first, data.index(b">", last) + 1, (first.end, last))


def prefix(tag: Tag) -> bytes:
    """What stands before the name, with its colon: b"x:" or b""."""
    return tag.name[: tag.name.rfind(b":") + 1]


def child(data: bytes, parent: Element, name: str) -> Element | None:
    """The first child of this name, in the parent's own namespace."""
    wanted = prefix(parent.tag) + name.encode()
    return next((element for element in children(data, parent.inside) if element.name == wanted), None)


def splice(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The data with all edits made; edits never overlap, those at one place keep their order."""
    parts, position = [], 0
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        parts += [data[position:start], text]
        position = end
    return b"".join([*parts, data[position:]])


def with_child(data: bytes, new: bytes, order: Sequence[str], name: str, span: tuple[int, int] | None = None) -> bytes:
    """A part with one more child of its root, after every child that goes before it; `new` bears the root's prefix.

    `order` are the children as the format orders them; `span` narrows where they are looked for.
    """
    whole = root(data)
    if whole.tag.empty:
        return within(data, whole, new)
    before = {prefix(whole.tag) + earlier.encode() for earlier in order[: order.index(name) + 1]}
    start, end = span or whole.inside
    place = max((element.end for element in children(data, (start, end)) if element.name in before), default=start)
    return splice(data, [(place, place, new)])


def within(data: bytes, parent: Element, new: bytes) -> bytes:
    """The data with something more at the end of an element, which may have been an empty tag."""
    return splice(data, [appended(parent, new)])


def appended(parent: Element, new: bytes) -> Edit:
    """The edit that puts something at the end of an element."""
    tag = parent.tag
    if tag.empty:
        opened = b"<" + tag.name + tag.rest[:-1].rstrip() + b">"
        return tag.start, tag.end, opened + new + b"</" + tag.name + b">"
    return parent.inside[1], parent.inside[1], new


def prefixed(xml: str, mark: bytes) -> bytes:
    """Our own XML, written without prefix, in the namespace prefix of a part."""
    return re.sub(rb"<(/?)(?=\w)", lambda match: b"<" + match[1] + mark, xml.encode()) if mark else xml.encode()


def bare(xml: bytes, mark: bytes) -> str:
    """An element of a part without the part's prefix."""
    return (re.sub(rb"<(/?)" + re.escape(mark), rb"<\1", xml) if mark else xml).decode()


def whole(xml: str) -> bool:
    """Whether a text is one whole element, and nothing else."""
    try:
        ParserCreate().Parse(xml, True)  # noqa: FBT003
    except (ExpatError, ValueError):
        return False
    return "<!" not in xml and "<?" not in xml


def quoted(text: str) -> str:
    """Text as the value of an attribute in double quotes."""
    return escape(text, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def plain(content: bytes) -> str:
    """The text of an element without children."""
    text = _COMMENT.sub("", _CDATA.sub(lambda match: escape(match[1]), content.decode()))
    return html.unescape(text)


def in_utf8(data: bytes) -> bool:
    """Whether a part is written as nearly all are."""
    declared = _DECLARED.search(data[:200])
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return not wide and (declared is None or declared[1].lower() in (b"utf-8", b"us-ascii"))


def cut(text: str, spans: Sequence[tuple[int, int]], offset: int) -> str:
    """A piece of a longer text, beginning at `offset` in it, without the spans cut out of the whole."""
    kept = [True] * len(text)
    for start, end in spans:
        for position in range(max(0, start - offset), min(len(text), end - offset)):
            kept[position] = False
    return "".join(sign for sign, keep in zip(text, kept, strict=True) if keep)
