"""The sheets of a planner's workbook as the parts they stand in, and a sheet more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from xml.parsers.expat import ExpatError

from ilp_cli.capabilities.marking.write.ooxml import MAIN, OFFICE, Package
from ilp_cli.capabilities.marking.write.styles import Styles
from ilp_cli.capabilities.marking.write.xml_text import (
    appended,
    child,
    children,
    prefix,
    prefixed,
    quoted,
    root,
    splice,
    with_child,
)
from ilp_cli.core.outcome import OutputBlocked

KINDS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
}
"""The workbooks that are marked, and how the name of each must end."""
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
    "definedNames"
).split()


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook: its name, its part, and its place among the sheets."""

    name: str
    part: str
    index: int
    kind: str


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its parts, the part with the list of its sheets, and the sheets."""

    package: Package
    part: str
    sheets: tuple[SheetPart, ...]

    @property
    def folder(self) -> str:
        """The folder of the parts, within the package."""
        return self.part.rpartition("/")[0]


def ending(data: bytes) -> str:
    """How the name of a copy must end. Raises OutputBlocked where the workbook cannot be marked without a loss."""
    package = Package(data)
    with usual("workbook ini"):
        return KINDS[package.kind(main_part(package))]


@contextmanager
def usual(what: str) -> Iterator[None]:
    """Refuse parts that are whole XML and yet hold what Excel would not write: a number that is none, a tag astray."""
    try:
        yield
    except (ValueError, LookupError, StopIteration, ExpatError):
        raise OutputBlocked(f"susunan {what} tidak lazim; simpan ulang di Excel dulu") from None


def main_part(package: Package) -> str:
    """The part with the list of sheets. Raises OutputBlocked with the reason where it may not be touched."""
    main = package.related("", "officeDocument")
    signed = any(relation.kind == "origin" for relation in package.relations(""))
    if main is None:
        raise OutputBlocked("isinya bukan workbook Excel; buka dan simpan ulang di Excel dulu")
    if signed or any(name.casefold().startswith("_xmlsignatures/") for name in package.names):
        raise OutputBlocked("bertanda tangan digital, yang batal bila isinya diubah; simpan salinan tanpa tanda tangan")
    whole = root(package.xml(main.target)).tag
    if MAIN not in dict(whole.attributes()).values():
        raise OutputBlocked("disimpan sebagai Strict Open XML; simpan ulang sebagai Excel Workbook (.xlsx) biasa")
    if package.kind(main.target) not in KINDS:
        raise OutputBlocked("bukan workbook biasa (templat atau add-in); simpan dulu sebagai .xlsx")
    if any(relation.kind == "revisionHeaders" for relation in package.relations(main.target)):
        raise OutputBlocked("dibagikan dengan riwayat perubahan (Shared Workbook); hentikan berbaginya dulu")
    return main.target


def opened(data: bytes) -> Book:
    """A workbook to be edited. Raises OutputBlocked where it may not be touched."""
    package = Package(data)
    part = main_part(package)
    content = package.xml(part)
    relations = {relation.id: relation for relation in package.relations(part)}
    listed = child(content, root(content), "sheets")
    sheets = []
    for index, element in enumerate(children(content, listed.inside) if listed else ()):
        relation = relations.get(element.tag.local("id") or "")
        if relation is not None:
            sheets.append(SheetPart(element.tag.get("name") or "", relation.target, index, relation.kind))
    names = child(content, root(content), "definedNames")
    for element in children(content, names.inside) if names else ():
        if int(element.tag.get("localSheetId") or 0) >= len(sheets):
            raise ValueError("a name of a sheet that is not there")
    return Book(package, part, tuple(sheets))


def new_part(book: Book, pattern: str, kind: str, content: bytes) -> str:
    """A part more in the folder of the workbook; its name."""
    part = book.package.unused(f"{book.folder}/{pattern}".lstrip("/"))
    book.package.write(part, content)
    if kind:
        book.package.declare(part, kind)
    return part


def put_styles(book: Book, part: str, styles: Styles) -> None:
    """Write the styles of a workbook, into a new part where it has none ("")."""
    if part:
        book.package.write(part, styles.rendered())
    else:
        pattern = "styles{}.xml" if book.package.has(f"{book.folder}/styles.xml") else "styles.xml"
        part = new_part(book, pattern, f"{TYPE}.styles+xml", styles.rendered())
        book.package.relate(book.part, "styles", part)


def add_sheet(book: Book, name: str, xml: bytes) -> int:
    """Put a sheet behind the others; its place among them. Raises OutputBlocked where their list cannot be read."""
    package = book.package
    part = new_part(book, "worksheets/sheet{}.xml", f"{TYPE}.worksheet+xml", xml)
    id_ = package.relate(book.part, "worksheet", part)
    content = package.xml(book.part)
    whole = root(content)
    listed = child(content, whole, "sheets")
    if listed is None:
        raise OutputBlocked("daftar lembarnya tidak terbaca; simpan ulang di Excel dulu")
    every = list(children(content, listed.inside))
    number = max((int(element.tag.get("sheetId") or 0) for element in every), default=0) + 1
    entry = f'<sheet xmlns:r="{OFFICE}" name="{quoted(name)}" sheetId="{number}" r:id="{id_}"/>'
    mark_ = prefix(whole.tag)
    content = splice(content, [appended(listed, prefixed(entry, mark_))])
    if child(content, root(content), "bookViews") is None:
        views = prefixed("<bookViews><workbookView/></bookViews>", mark_)
        content = with_child(content, views, WORKBOOK, "bookViews")
    package.write(book.part, content)
    return len(every)
