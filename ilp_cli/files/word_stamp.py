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
from xml.sax.saxutils import escape, quoteattr

from ilp_cli.files.package import packed
from ilp_cli.files.stamp import MARK, Teks, with_seal
from ilp_cli.files.word_texts import texts_of

PREFIX = "ilp."
"""What the names of our properties begin with."""
_PART = "docProps/custom.xml"
_RELATIONS, _TYPES = "_rels/.rels", "[Content_Types].xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NAMES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_RELATION = re.compile(rf"<Relationship\b[^>]*{re.escape(_KIND)}[^>]*?/>")
_LONGEST = 240
"""Letters of a value: programs cut longer ones."""
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
