"""What a Word document of ours says of itself: where it comes from, in its own properties; and its texts, one by one.

Word and LibreOffice keep these properties when they save a document again, and a planner can read and delete them
(Berkas, Properti).
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree  # of documents that were inspected, or drawn here
from xml.sax.saxutils import escape, quoteattr

from ilp_cli.files.package import packed

PREFIX = "ilp."
"""What the names of our properties begin with."""
_PART = "docProps/custom.xml"
_RELATIONS, _TYPES = "_rels/.rels", "[Content_Types].xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NAMES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_WORD}br": " ", f"{_WORD}cr": " ", f"{_WORD}tab": " ", f"{_WORD}noBreakHyphen": "-"}
_RELATION = re.compile(rf"<Relationship\b[^>]*{re.escape(_KIND)}[^>]*?/>")
_LONGEST = 240
"""Letters of a value: programs cut longer ones."""
_MARK = 8
"""Letters of the mark of one text."""
_MOST = 3000
"""So many texts are marked one by one; a document with more of them has one mark."""


@dataclass(frozen=True, slots=True)
class Teks:
    """A text of a document: the part it is in ("Naskah", "Tabel 2"), where in it, and what it says, blanks as one."""

    bagian: str
    tempat: str
    teks: str

    @property
    def mark(self) -> str:
        """What tells it from another text."""
        return hashlib.sha256(self.teks.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]


def texts_of(content: bytes) -> tuple[Teks, ...]:
    """The texts of a document in their order: its paragraphs, and the cells of its tables; empty ones left out.

    What was deleted with tracked changes is left out, what was put in is there.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml")).find(f"{_WORD}body")  # noqa: S314
    return tuple(text for text in _blocks(body) if text.teks) if body is not None else ()


def _blocks(body: ElementTree.Element) -> Iterator[Teks]:
    paragraphs, tables = 0, 0
    for block in _unwrapped(body):
        if block.tag == f"{_WORD}p":
            text = _said(block)
            paragraphs += bool(text)
            yield Teks("Naskah", f"paragraf {paragraphs}", text)
        elif block.tag == f"{_WORD}tbl":
            tables += 1
            for row, line in enumerate(block.iter(f"{_WORD}tr"), 1):
                for column, cell in enumerate(line.findall(f"{_WORD}tc"), 1):
                    text = " ".join(filter(None, map(_said, cell.iter(f"{_WORD}p"))))
                    yield Teks(f"Tabel {tables}", f"baris {row} kolom {column}", text)


def _unwrapped(body: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The blocks of a body, those in content controls among them."""
    for block in body:
        if block.tag == f"{_WORD}sdt":
            inside = block.find(f"{_WORD}sdtContent")
            yield from _unwrapped(inside) if inside is not None else ()
        else:
            yield block


def _said(paragraph: ElementTree.Element) -> str:
    parts = (_BREAKS.get(node.tag, node.text if node.tag == f"{_WORD}t" else "") for node in paragraph.iter())
    return " ".join("".join(part or "" for part in parts).split())


def sealed(texts: Sequence[Teks]) -> dict[str, str]:
    """The marks of texts as properties: one of all of them, and one of each."""
    whole = hashlib.sha256("\n".join(text.mark for text in texts).encode()).hexdigest()
    if len(texts) > _MOST:
        return {"sidik": whole}
    marks = "".join(text.mark for text in texts)
    pieces = (marks[start : start + _LONGEST] for start in range(0, len(marks), _LONGEST))
    return {"sidik": whole, **{f"sidik.{number}": piece for number, piece in enumerate(pieces, 1)}}


def marks_of(stamp: Mapping[str, str]) -> tuple[str, ...] | None:
    """The marks of each text when it was written; None where there are none."""
    pieces: list[str] = []
    while (piece := stamp.get(f"sidik.{len(pieces) + 1}")) is not None:
        pieces.append(piece)
    whole = "".join(pieces)
    return tuple(whole[start : start + _MARK] for start in range(0, len(whole), _MARK)) if pieces else None


def stamped(content: bytes, facts: Mapping[str, str]) -> bytes:
    """The document with these facts among its properties, those of others kept; the last is a mark of them all."""
    own = {**facts, **sealed(texts_of(content))}
    own["asal"] = _seal_of(own)
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {member.filename: source.read(member) for member in source.infolist()}
    others = [item for item in _properties(parts.get(_PART)) if not item[0].startswith(PREFIX)]
    listed = [*others, *((f"{PREFIX}{name}", value) for name, value in own.items())]
    parts[_PART] = _drawn(listed).encode()
    relations, types = parts[_RELATIONS].decode("utf-8-sig"), parts[_TYPES].decode("utf-8-sig")
    if not _RELATION.search(relations):
        relation = f'<Relationship Id="rIlpAsal" Type="{_KIND}" Target="{_PART}"/>'
        parts[_RELATIONS] = relations.replace("</Relationships>", f"{relation}</Relationships>").encode()
    if _TYPE not in types:
        kind = f'<Override PartName="/{_PART}" ContentType="{_TYPE}"/>'
        parts[_TYPES] = types.replace("</Types>", f"{kind}</Types>").encode()
    return packed(sorted(parts.items()))


def _drawn(listed: Sequence[tuple[str, str]]) -> str:
    properties = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value[: _LONGEST * 4])}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(listed, 2)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Properties xmlns="{_NAMES}" xmlns:vt="{_VALUES}">{properties}</Properties>'


def _properties(part: bytes | None) -> list[tuple[str, str]]:
    if part is None:
        return []
    root = ElementTree.fromstring(part)  # noqa: S314
    return [
        (item.get("name", ""), "".join(item.itertext())) for item in root.iter(f"{{{_NAMES}}}property")
    ]  # fmt: skip


def stamp_of(content: bytes) -> dict[str, str]:
    """What a document says of itself; empty where it says nothing, or nobody can read it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            listed = _properties(package.read(_PART))
    except (KeyError, ElementTree.ParseError):
        return {}
    return {name.removeprefix(PREFIX): value for name, value in listed if name.startswith(PREFIX)}


def intact(stamp: Mapping[str, str]) -> bool:
    """Whether a document still says of itself what it said when it was written."""
    return _seal_of({name: value for name, value in stamp.items() if name != "asal"}) == stamp.get("asal")


def _seal_of(facts: Mapping[str, str]) -> str:
    text = "\n".join(f"{name}={value}" for name, value in sorted(facts.items()))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
