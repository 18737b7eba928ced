"""A workbook as its parts: zip, relationships and content types; a part that is not touched keeps its bytes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from urllib.parse import unquote
from xml.parsers.expat import ExpatError, ParserCreate

from ilp_cli.capabilities.marking.write.xml_text import (
    Element,
    appended,
    children,
    in_utf8,
    prefix,
    prefixed,
    quoted,
    root,
    splice,
)
from ilp_cli.core.outcome import OutputBlocked
from ilp_cli.files.archive import BROKEN

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "[Content_Types].xml"
_FIXED = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: its id, the last word of its type, and the part it leads to ("" for what lies outside)."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of a workbook, to be read, replaced and added to; nothing is written until `packed`."""

    def __init__(self, data: bytes) -> None:
        """Open a workbook. Raises OutputBlocked where its parts cannot be told apart."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._comment = archive.comment
                self._members = [(info, archive.read(info)) for info in archive.infolist()]
        except MemoryError:
            raise
        except Exception:  # zipfile, zlib and struct each have their own ways to reject a broken archive
            raise OutputBlocked(BROKEN) from None
        self._names = {info.filename.casefold(): place for place, (info, _) in enumerate(self._members)}
        self._written: set[str] = set()
        self._whole: set[str] = set()
        if len(self._names) < len(self._members):
            raise OutputBlocked("dua bagiannya bernama sama; simpan ulang di Excel dulu")

    @property
    def names(self) -> list[str]:
        """The names of all parts, as written."""
        return [info.filename for info, _ in self._members]

    def has(self, part: str) -> bool:
        """Whether there is such a part; case does not count."""
        return part.casefold() in self._names

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises KeyError."""
        return self._members[self._names[part.casefold()]][1]

    def xml(self, part: str) -> bytes:
        """The bytes of a part of XML. Raises OutputBlocked where there are none, or none that can be edited."""
        if not self.has(part):
            raise OutputBlocked(f"bagian {part} tidak ada; simpan ulang di Excel dulu")
        content = self.read(part)
        if part not in self._whole:
            if not in_utf8(content):
                raise OutputBlocked(f"bagian {part} tidak ditulis dalam UTF-8; simpan ulang di Excel dulu")
            try:
                ParserCreate().Parse(content, True)  # noqa: FBT003
            except (ExpatError, ValueError):  # a ValueError for an encoding it does not know
                raise OutputBlocked(f"bagian {part} rusak; buka dan simpan ulang di Excel dulu") from None
            self._whole.add(part)
        return content

    def write(self, part: str, content: bytes) -> None:
        """Replace a part in its place, or add one at the end."""
        self._written.add(part)
        place = self._names.get(part.casefold())
        if place is not None:
            self._members[place] = self._members[place][0], content
            return
        info = zipfile.ZipInfo(part, _FIXED)
        info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
        self._names[part.casefold()] = len(self._members)
        self._members.append((info, content))

    def drop(self, part: str) -> None:
        """Take a part out, with its own relationships and its content type."""
        for name in (part, relations_of(part)):
            if name.casefold() in self._names:
                del self._members[self._names[name.casefold()]]
                self._names = {info.filename.casefold(): place for place, (info, _) in enumerate(self._members)}
        content = self.xml(_TYPES)
        gone = [
            (element.start, element.end, b"")
            for element in children(content, root(content).inside)
            if (element.tag.get("PartName") or "").lstrip("/").casefold() == part.casefold()
        ]
        self.write(_TYPES, splice(content, gone))

    def packed(self) -> bytes:
        """The workbook: every part in its place, its date as it was.

        Raises ExpatError where a part we wrote is no XML; drawings of comment boxes need not be.
        """
        for part in self._written:
            if self.has(part) and not part.casefold().endswith(".vml"):
                ParserCreate().Parse(self.read(part), True)  # noqa: FBT003
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w") as archive:
            archive.comment = self._comment
            for old, content in self._members:
                info = zipfile.ZipInfo(old.filename, old.date_time)
                info.compress_type, info.comment = old.compress_type, old.comment
                info.create_system, info.external_attr = old.create_system, old.external_attr
                archive.writestr(info, content)
        return result.getvalue()

    def relations(self, part: str) -> list[Relation]:
        """Where a part leads to; "" stands for the package itself."""
        if not self.has(relations_of(part)):
            return []
        content = self.xml(relations_of(part))
        return [
            Relation(
                id=element.tag.get("Id") or "",
                kind=posixpath.basename(element.tag.get("Type") or ""),
                target=""
                if element.tag.get("TargetMode") == "External"
                else _resolved(part, element.tag.get("Target") or ""),
            )
            for element in children(content, root(content).inside)
        ]

    def related(self, part: str, kind: str) -> Relation | None:
        """The first relationship of a kind whose part is there."""
        return next(
            (relation for relation in self.relations(part) if relation.kind == kind and self.has(relation.target)), None
        )

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relationship; its id."""
        name = relations_of(part)
        if not self.has(name):
            self.write(name, f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'.encode())
        content = self.xml(name)
        taken = {relation.id for relation in self.relations(part)}
        number = next(number for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        path = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(part)}")
        new = f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{quoted(path)}"/>'
        self.write(name, _grown(content, new))
        return f"rId{number}"

    def unrelate(self, part: str, id_: str) -> None:
        """Take a relationship out, and the list of them with the last."""
        content = self.xml(relations_of(part))
        every = list(children(content, root(content).inside))
        if len(every) == 1:
            self.drop(relations_of(part))
        else:
            gone = [(element.start, element.end, b"") for element in every if element.tag.get("Id") == id_]
            self.write(relations_of(part), splice(content, gone))

    def declare(self, part: str, kind: str) -> None:
        """Say what a new part is."""
        self.write(_TYPES, _grown(self.xml(_TYPES), f'<Override PartName="/{quoted(part)}" ContentType="{kind}"/>'))

    def declare_ending(self, ending: str, kind: str) -> None:
        """Say what all parts with this ending are, where nobody has said so; it stands before what is said of parts."""
        content = self.xml(_TYPES)
        whole = root(content)
        defaults = [element for element in children(content, whole.inside) if element.name.endswith(b"Default")]
        if all((default.tag.get("Extension") or "").lower() != ending for default in defaults):
            place = defaults[-1].end if defaults else whole.inside[0]
            new = prefixed(f'<Default Extension="{ending}" ContentType="{kind}"/>', prefix(whole.tag))
            self.write(_TYPES, splice(content, [(place, place, new)]))

    def kind(self, part: str) -> str:
        """The content type of a part; "" where it is not said."""
        content = self.xml(_TYPES)
        said = {"override": "", "default": ""}
        for element in children(content, root(content).inside):
            if (element.tag.get("PartName") or "").lstrip("/").casefold() == part.casefold():
                said["override"] = element.tag.get("ContentType") or ""
            elif (element.tag.get("Extension") or "").lower() == posixpath.splitext(part)[1][1:].lower():
                said["default"] = element.tag.get("ContentType") or ""
        return said["override"] or said["default"]

    def unused(self, pattern: str) -> str:
        """A name no part has yet; `pattern` holds {} for its number."""
        return next(name for number in range(1, len(self._members) + 2) if not self.has(name := pattern.format(number)))


DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def relations_of(part: str) -> str:
    """The name of the part with another part's relationships; "" stands for the package itself."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    """A target as the name of a part; both /xl/… and ../… are met, and %20 for a blank."""
    path = unquote(target.replace("\\", "/"))
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), path)).lstrip("/")


def _grown(content: bytes, new: str) -> bytes:
    whole: Element = root(content)
    return splice(content, [appended(whole, prefixed(new, prefix(whole.tag)))])
