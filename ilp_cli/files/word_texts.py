"""The texts of a Word document, one by one, wherever in it somebody can write: also where a reader does not look.

Its paragraphs and cells come first, then what stands above and below each page, notes, comments, and what was put in
or deleted with tracked changes. A text that is hidden, struck or all but invisible says so; a field says what it
reckons, for what it shows may change when it is opened; a picture is known by its bytes.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import zipfile
from collections.abc import Collection, Iterator, Mapping
from xml.etree import ElementTree  # of documents that were inspected, or drawn here

from ilp_cli.files.stamp import Teks

Element = ElementTree.Element

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DRAWN = {f"{_WORD}drawing", f"{_WORD}pict", f"{_WORD}object"}
_BREAKS = {"br": " ", "cr": " ", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}
_TRACKED = {"ins": "disisipkan", "del": "dihapus", "moveFrom": "dipindahkan dari sini", "moveTo": "dipindahkan ke sini"}
_COUNTED = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
"""Fields whose result is another on each page."""
_SHOWN_AS = {"default": "halaman berikutnya", "first": "halaman pertama", "even": "halaman genap"}
_NOTES = {"footnotes": "Catatan kaki", "endnotes": "Catatan akhir", "comments": "Komentar"}
_PALE, _SMALL = {"FFFFFF", "FEFEFE"}, 8
"""The colours of paper, and half points below which nobody reads."""


def texts_of(content: bytes) -> tuple[Teks, ...]:
    """The texts of a document in their order; empty ones left out."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.startswith("word/")}
    return tuple(text for text in _Reading(parts).texts() if text.teks)


class _Reading:
    """A document as it is read: its parts, and the styles that hide a text."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.document = self._tree("word/document.xml")
        self.hiding = _hiding(self._tree("word/styles.xml"))
        self.related = self._relations("word/document.xml")

    def _tree(self, name: str) -> Element:
        return ElementTree.fromstring(self.parts[name]) if name in self.parts else Element("none")  # noqa: S314

    def _relations(self, name: str) -> dict[str, str]:
        """What the parts are called that a part names."""
        folder, base = posixpath.split(name)
        links = self._tree(f"{folder}/_rels/{base}.rels").iter(_LINK)
        return {
            link.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
            for link in links
        }

    def texts(self) -> Iterator[Teks]:
        body = self.document.find(f"{_WORD}body")
        if body is None:
            return
        yield from self._blocks(body)
        yield from self._margins(body)
        for name, title in _NOTES.items():
            for number, note in enumerate(_notes(self._tree(f"word/{name}.xml")), 1):
                yield Teks(title, f"catatan {number}", self._lines(note, f"word/{name}.xml"))
        for number, (kind, change) in enumerate(_tracked(body), 1):
            yield Teks("Perubahan terlacak", f"perubahan {number}", f"{kind}: {_bare(change)}")

    def _blocks(self, body: Element) -> Iterator[Teks]:
        paragraphs, tables = 0, 0
        for block in _within(body, {f"{_WORD}p", f"{_WORD}tbl"}):
            if block.tag == f"{_WORD}p":
                text = self._said(block, self.related)
                paragraphs += bool(text)
                yield Teks("Naskah", f"paragraf {paragraphs}", text)
            else:
                tables += 1
                for row, line in enumerate(block.iter(f"{_WORD}tr"), 1):
                    for column, cell in enumerate(_within(line, {f"{_WORD}tc"}), 1):
                        own = (self._said(own, self.related) for own in cell.iter(f"{_WORD}p"))
                        text = " ".join(filter(None, own))
                        if text and line.find(f"{_WORD}trPr/{_WORD}hidden") is not None:
                            text = f"[tersembunyi: {text}]"
                        yield Teks(f"Tabel {tables}", f"baris {row} kolom {column}", text)

    def _margins(self, body: Element) -> Iterator[Teks]:
        """What stands above and below the pages, each once: a program that saves it again may part it otherwise."""
        even = self._tree("word/settings.xml").find(f"{_WORD}evenAndOddHeaders") is not None
        told: dict[tuple[str, str], Teks] = {}
        for number, section in enumerate(body.iter(f"{_WORD}sectPr"), 1):
            shown = {"default", *(["first"] if section.find(f"{_WORD}titlePg") is not None else [])}
            shown |= {"even"} if even else set()
            for title, tag in (("Kepala halaman", "headerReference"), ("Kaki halaman", "footerReference")):
                named = {own.get(f"{_WORD}type", "default"): own for own in section.findall(f"{_WORD}{tag}")}
                for kind in sorted(shown & set(named)):
                    name = self.related.get(named[kind].get(f"{_RELATED}id", ""), "")
                    text = self._lines(self._tree(name), name)
                    told.setdefault((title, text), Teks(title, f"bagian {number}, {_SHOWN_AS.get(kind, kind)}", text))
        yield from (told[key] for key in sorted(told))

    def _lines(self, part: Element, name: str) -> str:
        """All paragraphs of a part."""
        related = self._relations(name) if name else {}
        return " ".join(filter(None, (self._said(own, related) for own in part.iter(f"{_WORD}p"))))

    def _said(self, paragraph: Element, related: Mapping[str, str]) -> str:
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        hidden = style is not None and style.get(f"{_WORD}val") in self.hiding
        said = "".join(self._pieces(paragraph, related))
        text = " ".join(said.split())
        return f"[tersembunyi: {text}]" if hidden and text else text

    def _pieces(self, element: Element, related: Mapping[str, str]) -> Iterator[str]:
        fields: list[list[str]] = []
        """The fields that are open, each with its instruction, and whether its result has begun."""
        for node in _inner(element):
            tag = _local(node)
            if tag == "fldSimple":
                fields.append([node.get(f"{_WORD}instr", ""), "sederhana"])
                name = _instruction(fields[-1][0])
                result = "" if name in _COUNTED else "".join(self._pieces(node, related))
                yield f"{{{name}}}{result}"
                fields.pop()
            elif tag == "r":
                yield from self._run(node, related, fields)
            elif tag == "t":
                yield node.text or ""

    def _run(self, run: Element, related: Mapping[str, str], fields: list[list[str]]) -> Iterator[str]:
        mark = self._mark(run.find(f"{_WORD}rPr"))
        words: list[str] = []
        for node in run:
            tag = _local(node)
            if tag in ("fldChar", "instrText"):
                words.append(_field(node, fields))
            elif any(_instruction(own) in _COUNTED and begun for own, begun in fields):
                continue
            elif tag == "t":
                words.append(node.text or "")
            elif tag in _BREAKS:
                words.append(_BREAKS[tag])
            elif tag == "sym":
                words.append(f"[simbol {node.get(f'{_WORD}char', '')}]")
            elif node.tag in _DRAWN or node.tag == f"{_COMPATIBLE}AlternateContent":
                words.append(self._drawing(node, related))
        text = "".join(words)
        yield f"[{mark}: {text}]" if mark and text.strip() else text

    def _drawing(self, drawn: Element, related: Mapping[str, str]) -> str:
        """What a drawing says: the words in its boxes, of a picture its bytes."""
        chosen = drawn.find(f"{_COMPATIBLE}Choice")
        inside = chosen if chosen is not None else drawn
        told = [text for own in inside.iter(f"{_WORD}p") if (text := self._said(own, related))]
        told += [node.text or "" for node in inside.iter() if _local(node) == "t" and not node.tag.startswith(_WORD)]
        told += [node.get("string", "") for node in inside.iter() if _local(node) == "textpath"]
        for node in inside.iter():
            for name in ("embed", "id", "link"):
                part = self.parts.get(related.get(node.get(f"{_RELATED}{name}", ""), ""))
                if part is not None:
                    told.append(f"gambar {hashlib.sha256(part).hexdigest()[:8]}")
        return f" [{' '.join(filter(None, told)) or 'gambar'}] "

    def _mark(self, look: Element | None) -> str:
        """What keeps the text of a run from being read as it stands there."""
        if look is None:
            return ""
        style = look.find(f"{_WORD}rStyle")
        if _on(look, "vanish") or _on(look, "specVanish"):
            return "tersembunyi"
        if style is not None and style.get(f"{_WORD}val") in self.hiding and look.find(f"{_WORD}vanish") is None:
            return "tersembunyi"
        if _on(look, "strike") or _on(look, "dstrike"):
            return "dicoret"
        size, colour = look.find(f"{_WORD}sz"), look.find(f"{_WORD}color")
        small = size is not None and _whole(size.get(f"{_WORD}val")) < _SMALL
        pale = colour is not None and (colour.get(f"{_WORD}val") or "").upper() in _PALE
        return "nyaris tak terlihat" if small or pale else ""


def _field(node: Element, fields: list[list[str]]) -> str:
    """A part of a field: what it reckons, once that has been said whole."""
    kind = node.get(f"{_WORD}fldCharType")
    if kind == "begin":
        fields.append(["", ""])
    elif not fields:
        return ""
    elif kind == "separate":
        fields[-1][1] = "hasil"
        return f"{{{_instruction(fields[-1][0])}}}"
    elif kind == "end":
        instruction, begun = fields.pop()
        return "" if begun else f"{{{_instruction(instruction)}}}"
    else:
        fields[-1][0] += node.text or ""
    return ""


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else _SMALL


def _on(look: Element, name: str) -> bool:
    own = look.find(f"{_WORD}{name}")
    return own is not None and own.get(f"{_WORD}val", "true").lower() not in ("0", "false", "off")


def _hiding(styles: Element) -> Collection[str]:
    """The styles that hide what is written in them, those that rest on such a one among them."""
    looks = {style.get(f"{_WORD}styleId", ""): style for style in styles.iter(f"{_WORD}style")}
    hiding: set[str] = set()
    for name in looks:
        own, seen = name, set[str]()
        while own in looks and own not in seen:
            seen.add(own)
            look, base = looks[own].find(f"{_WORD}rPr"), looks[own].find(f"{_WORD}basedOn")
            if look is not None and look.find(f"{_WORD}vanish") is not None:
                if _on(look, "vanish"):
                    hiding.add(name)
                break
            own = base.get(f"{_WORD}val", "") if base is not None else ""
    return hiding


def _local(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _instruction(text: str) -> str:
    """What a field reckons, without how its result is dressed."""
    words = text.partition("\\*")[0].split()
    return " ".join([*(word.upper() for word in words[:1]), *words[1:]])


def _within(element: Element, tags: Collection[str]) -> Iterator[Element]:
    """The elements of these kinds, through whatever wraps them, but not those within one another."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag == f"{_COMPATIBLE}AlternateContent":
            chosen = child.find(f"{_COMPATIBLE}Choice")
            yield from _within(chosen if chosen is not None else child, tags)
        else:
            yield from _within(child, tags)


def _inner(element: Element) -> Iterator[Element]:
    """The runs and simple fields of a paragraph, and texts of formulas, through whatever wraps them."""
    for child in element:
        tag = _local(child)
        if child.tag in (f"{_WORD}r", f"{_WORD}fldSimple") or (tag == "t" and not child.tag.startswith(_WORD)):
            yield child
        elif child.tag in (f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}pPr"):
            continue
        else:
            yield from _inner(child)


def _notes(part: Element) -> Iterator[Element]:
    """The notes of a part, without the lines that part them from the text."""
    for note in part:
        if note.get(f"{_WORD}type") in (None, "normal"):
            yield note


def _tracked(body: Element) -> Iterator[tuple[str, Element]]:
    for node in body.iter():
        kind = _TRACKED.get(_local(node)) if node.tag.startswith(_WORD) else None
        if kind and _bare(node):
            yield kind, node


def _bare(element: Element) -> str:
    return " ".join("".join(node.text or "" for node in element.iter() if _local(node) in ("t", "delText")).split())
