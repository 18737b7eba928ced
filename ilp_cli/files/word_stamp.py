"""What a Word document of ours says of itself: where it comes from, in its own properties.

Word and LibreOffice keep these properties when they save a document again, and a planner can read and delete them
(Berkas, Properti).
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree  # of documents that were inspected, or drawn here

from ilp_cli.files.package import packed
from ilp_cli.files.stamp import MARK, Teks, with_seal
from ilp_cli.files.word_texts import texts_of

PREFIX = "ilp."
"""What the names of our properties begin with."""
_PART = "docProps/custom.xml"
"""Where the properties are put in a document that has none; one that has them says where they are."""
_RELATIONS, _TYPES = "_rels/.rels", "[Content_Types].xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NAMES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_PROPERTIES, _PROPERTY = f"{{{_NAMES}}}Properties", f"{{{_NAMES}}}property"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_RELATION = re.compile(rf"<Relationship\b[^>]*{re.escape(_KIND)}[^>]*?/>")
_TARGET = re.compile(r"""\bTarget\s*=\s*["']/?([^"']+)["']""")
_LONGEST = 240
"""Letters of a value: programs cut longer ones, so such a value goes on in another property."""
_MORE = "+"
"""What stands between the name of a value and the number of the property it goes on in."""
_MOST = 3000
"""So many texts are marked one by one; a document with more of them has one mark."""


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
    return tuple(whole[start : start + MARK] for start in range(0, len(whole), MARK)) if pieces else None


def stamped(content: bytes, facts: Mapping[str, str]) -> bytes:
    """The document with these facts among its properties, those of others kept; the last is a mark of them all."""
    own = with_seal({**facts, **sealed(texts_of(content))})
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {member.filename: source.read(member) for member in source.infolist()}
    relations, types = parts[_RELATIONS].decode("utf-8-sig"), parts[_TYPES].decode("utf-8-sig")
    part = _part_of(relations)
    parts[part] = _drawn(_others(parts.get(part)), own)
    if not _RELATION.search(relations):
        relation = f'<Relationship Id="rIlpAsal" Type="{_KIND}" Target="{_PART}"/>'
        parts[_RELATIONS] = relations.replace("</Relationships>", f"{relation}</Relationships>").encode()
    if _TYPE not in types:
        kind = f'<Override PartName="/{part}" ContentType="{_TYPE}"/>'
        parts[_TYPES] = types.replace("</Types>", f"{kind}</Types>").encode()
    return packed(sorted(parts.items()))


def _part_of(relations: str) -> str:
    """The part that holds the properties of a document."""
    relation = _RELATION.search(relations)
    target = _TARGET.search(relation[0]) if relation else None
    return target[1] if target else _PART


def _drawn(others: Sequence[ElementTree.Element], own: Mapping[str, str]) -> bytes:
    """The properties of others as they are, and then ours."""
    root = ElementTree.Element(_PROPERTIES)
    root.extend(others)
    for name, value in own.items():
        for number, start in enumerate(range(0, max(len(value), 1), _LONGEST), 1):
            more = f"{_MORE}{number}" if number > 1 else ""
            entry = ElementTree.SubElement(root, _PROPERTY, fmtid=_FORMAT, name=f"{PREFIX}{name}{more}")
            ElementTree.SubElement(entry, f"{{{_VALUES}}}lpwstr").text = value[start : start + _LONGEST]
    for number, entry in enumerate(root, 2):
        entry.set("pid", str(number))
    ElementTree.register_namespace("", _NAMES)
    ElementTree.register_namespace("vt", _VALUES)
    content: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content


def _listed(part: bytes | None) -> list[ElementTree.Element]:
    return [] if part is None else ElementTree.fromstring(part).findall(_PROPERTY)  # noqa: S314


def _others(part: bytes | None) -> list[ElementTree.Element]:
    return [entry for entry in _listed(part) if not entry.get("name", "").startswith(PREFIX)]


def _value(entry: ElementTree.Element) -> str:
    return "".join(entry.itertext())


def stamp_of(content: bytes) -> dict[str, str]:
    """What a document says of itself; empty where it says nothing, or nobody can read it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            part = _part_of(package.read(_RELATIONS).decode("utf-8-sig"))
            listed = _listed(package.read(part))
    except (KeyError, ElementTree.ParseError, UnicodeDecodeError):
        return {}
    stamp: dict[str, str] = {}
    for entry in listed:
        if (named := entry.get("name", "")).startswith(PREFIX):
            name = named.removeprefix(PREFIX).partition(_MORE)[0]
            stamp[name] = stamp.get(name, "") + _value(entry)
    return stamp
