"""A planner's own workbook with its faulty cells marked: parts that bear no mark keep every byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ilp_cli.capabilities.marking.model import note
from ilp_cli.capabilities.marking.write import cells, notes
from ilp_cli.capabilities.marking.write.book import (
    TYPE,
    WORKBOOK,
    Book,
    SheetPart,
    add_sheet,
    new_part,
    opened,
    put_styles,
    usual,
)
from ilp_cli.capabilities.marking.write.cells import Spot
from ilp_cli.capabilities.marking.write.list import LOOKS, Listing, listing
from ilp_cli.capabilities.marking.write.ooxml import OFFICE, Package
from ilp_cli.capabilities.marking.write.styles import EMPTY, Styles
from ilp_cli.capabilities.marking.write.xml_text import (
    appended,
    child,
    children,
    prefix,
    prefixed,
    quoted,
    root,
    splice,
    tags,
    with_child,
)
from ilp_cli.core.finding import Finding, Place, Severity
from ilp_cli.district.record import SHEET, Earlier
from ilp_cli.paper.cells import Looks
from ilp_cli.paper.sheet import Page, safe_name
from ilp_cli.rulebook.report import Report

_PLACE = re.compile(r"-?\d+(?:, ?-?\d+){7}")
"""Where a comment box stands: its corners as columns, rows and pixels."""
_WEIGHT = {severity: place for place, severity in enumerate(Severity)}
_OWN_NAMES = ("_xlnm.Print_Titles", "_xlnm.Print_Area", "_xlnm._FilterDatabase")

CellMarks = Mapping[Spot, Sequence[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What shall be marked in one workbook.

    `files` are the names under which findings speak of it; `record` is what the copy shall remember, less its colours;
    `before` is the record an earlier marking left, with the name of its sheet.
    """

    report: Report
    files: frozenset[str]
    record: Earlier
    page: Page
    before: tuple[str, Earlier] | None = None

    def here(self, place: Place) -> bool:
        """Whether a place lies in this workbook."""
        return place.file in self.files


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A marked copy: its bytes, the name of its list, and what was marked.

    `locked` says that the list cannot be deleted without the password of the workbook's structure.
    """

    content: bytes
    sheet: str
    cells: int
    findings: int
    elsewhere: int
    threads: int
    locked: bool


@dataclass(frozen=True, slots=True)
class _Change:
    """What becomes of the comment boxes of a sheet: those that go, those that come, and those that need more room."""

    gone: Iterable[Spot]
    new: Mapping[Spot, notes.Drawing]
    larger: Mapping[Spot, str]


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Comment boxes made larger, with their places before and since: by the marking before, and by this one."""

    old: Mapping[str, tuple[str, str]]
    now: dict[str, tuple[str, str]]

    def before(self, sheet: str) -> dict[Spot, tuple[str, str]]:
        """Those of a sheet."""
        addressed = ((key.rpartition("!"), places) for key, places in self.old.items())
        placed = ((cells.spot(cell), places) for (name, _, cell), places in addressed if name == sheet)
        return {spot: places for spot, places in placed if spot is not None and all(map(_PLACE.fullmatch, places))}


@dataclass(frozen=True, slots=True)
class _Paint:
    """What all sheets are marked with: the styles, those that earlier marks are undone by, and larger boxes."""

    styles: Styles
    undo: Mapping[int, int]
    boxes: _Boxes


def mark(data: bytes, order: Order) -> Marked:
    """Mark a workbook: what an earlier marking left is taken out first. Raises OutputBlocked where that is refused."""
    with usual("workbook ini"):
        return _marked(opened(data), order)


def _marked(book: Book, order: Order) -> Marked:
    package = book.package
    old = order.before[0] if order.before else None
    given = package.related(book.part, "styles")
    styles = Styles(package.xml(given.target) if given else EMPTY, order.before[1].fills if order.before else {})
    undo = styles.unmarked()
    boxes = _Boxes(order.before[1].boxes if order.before else {}, {})
    marked, unnoted = 0, set()
    for sheet in book.sheets:
        if sheet.kind == "worksheet" and sheet.name != old:
            wanted = _wanted(order, sheet.name)
            with usual(f"lembar {sheet.name}"):
                count, threads = _mark_sheet(book, sheet, _Paint(styles, undo, boxes), wanted, order.report.pada)
            marked += count
            unnoted |= {(sheet.name, cell) for cell in threads}
    looks = Looks(LOOKS, styles.looks(LOOKS))
    record = replace(order.record, fills=dict(sorted(styles.fills.items())), boxes=boxes.now)
    names = {sheet.name for sheet in book.sheets}

    def linked(place: Place) -> str | None:
        return place.sheet if order.here(place) and place.sheet in names else None

    drawn = listing(order.report, record, linked, frozenset(unnoted), order.page, looks)
    name = _put_list(book, old, drawn)
    put_styles(book, given.target if given else "", styles)
    every = (*order.report.findings, *order.report.waived)
    inside = sum(linked(finding.place) is not None for finding in every)
    return Marked(
        content=package.packed(),
        sheet=name,
        cells=marked,
        findings=inside,
        elsewhere=len(every) - inside,
        threads=len(unnoted),
        locked=_structure_locked(book),
    )


def _wanted(order: Order, sheet: str) -> dict[Spot, list[Finding]]:
    """The findings that still count, by their cell in a sheet."""
    marks: dict[Spot, list[Finding]] = {}
    for finding in order.report.findings:
        if order.here(finding.place) and finding.place.sheet == sheet and finding.place.cell:
            place = cells.spot(finding.place.cell)
            if place is not None:
                marks.setdefault(place, []).append(finding)
    return marks


def _mark_sheet(book: Book, sheet: SheetPart, paint: _Paint, wanted: CellMarks, day: date) -> tuple[int, list[str]]:
    """Mark the cells of one sheet; how many, and which of them bear no comment because a thread is there."""
    package = book.package
    before = package.xml(sheet.part)
    content = cells.restyled(before, paint.undo)
    shown = cells.anchors(content, wanted) if wanted else {}
    grouped: dict[Spot, list[tuple[str, Finding]]] = {}
    for spot, findings in sorted(wanted.items()):
        corner = shown.get(spot, spot)
        address = "" if corner == spot else cells.reference(spot)
        grouped.setdefault(corner, []).extend((address, finding) for finding in findings)
    if grouped:

        def painted(spot: Spot, base: int) -> int:
            return paint.styles.marked(
                base, min((finding.severity for _, finding in grouped[spot]), key=_WEIGHT.__getitem__)
            )

        content = cells.repainted(content, grouped, painted)
    threads = _threads(package, sheet.part)
    texts = {spot: note(findings, day) for spot, findings in grouped.items() if spot not in threads}
    content = _with_comments(book, sheet, content, texts, paint.boxes, threads)
    if content != before:
        package.write(sheet.part, content)
    return len(grouped), [cells.reference(spot) for spot in wanted if shown.get(spot, spot) in threads]


def _threads(package: Package, part: str) -> set[Spot | None]:
    """The cells whose comment is the shadow of a thread, which Excel writes anew from the thread."""
    threaded = [relation.target for relation in package.relations(part) if relation.kind == "threadedComment"]
    return {
        cells.spot(tag.get("ref") or "")
        for target in threaded
        if package.has(target)
        for tag in tags(package.xml(target))
        if tag.name.endswith(b"threadedComment") and not tag.closing
    }


def _with_comments(
    book: Book, sheet: SheetPart, content: bytes, texts: Mapping[Spot, str], boxes: _Boxes, threads: set[Spot | None]
) -> bytes:
    """Put the words into the comments of a sheet, old ones out; the sheet with its reference to their boxes."""
    package = book.package
    given = package.related(sheet.part, "comments")
    before = package.xml(given.target) if given else notes.EMPTY
    cleared, gone = notes.without_notes(before, threads)
    theirs = notes.words(cleared)
    written = notes.with_notes(cleared, texts)
    if written == before:
        return content
    if given is None:
        part = new_part(book, "comments{}.xml", f"{TYPE}.comments+xml", written)
        package.relate(sheet.part, "comments", part)
    elif notes.is_empty(written):
        package.drop(given.target)
        package.unrelate(sheet.part, given.id)
    else:
        package.write(given.target, written)
    width = cells.widths(content)
    new = {spot: notes.drawing(spot, text, width) for spot, text in texts.items() if spot not in theirs}
    larger = {
        spot: notes.drawing(spot, f"{theirs[spot]}\n\n{text}", width).anchor
        for spot, text in texts.items()
        if spot in theirs
    }
    return _with_boxes(book, sheet, content, _Change(gone, new, larger), boxes)


def _with_boxes(book: Book, sheet: SheetPart, content: bytes, change: _Change, boxes: _Boxes) -> bytes:
    """Draw the boxes of new comments, take away those of comments that are gone, and make room for what was added."""
    package = book.package
    id_ = cells.legacy_drawing(content)
    given = next(
        (relation for relation in package.relations(sheet.part) if relation.id == id_ and package.has(relation.target)),
        None,
    )
    before = package.read(given.target) if given else notes.empty_drawing(sheet.index + 1)
    drawn = notes.without_boxes(before, change.gone)
    back = {spot: (since, was) for spot, (was, since) in boxes.before(sheet.name).items()}
    drawn, _ = notes.moved(drawn, back)
    drawn, larger = notes.moved(drawn, {spot: (None, anchor) for spot, anchor in change.larger.items()})
    boxes.now.update({f"{sheet.name}!{cells.reference(spot)}": places for spot, places in larger.items()})
    if change.new:
        drawn = notes.with_boxes(drawn, change.new.items())
    if given is None:
        if not change.new:
            return content
        part = new_part(book, "drawings/vmlDrawing{}.vml", "", drawn)
        package.declare_ending("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        return cells.with_legacy_drawing(content, package.relate(sheet.part, "vmlDrawing", part), OFFICE)
    if change.gone and not notes.has_boxes(drawn):
        package.drop(given.target)
        package.unrelate(sheet.part, given.id)
        return cells.without_legacy_drawing(content)
    package.write(given.target, drawn)
    return content


def _put_list(book: Book, old: str | None, drawn: Listing) -> str:
    """Put the list of findings at the end of the sheets, or where an earlier one stands; its name."""
    package = book.package
    there = next((sheet for sheet in book.sheets if sheet.name == old), None)
    content = package.xml(book.part)
    if there is not None:
        package.write(there.part, drawn.xml)
        for relation in package.relations(there.part):
            package.unrelate(there.part, relation.id)
        package.write(book.part, _with_names(content, there.name, there.index, drawn))
        return there.name
    name = safe_name(SHEET, (sheet.name for sheet in book.sheets))
    index = add_sheet(book, name, drawn.xml)
    package.write(book.part, _with_names(package.xml(book.part), name, index, drawn))
    return name


def _with_names(content: bytes, sheet: str, index: int, drawn: Listing) -> bytes:
    """The workbook with the names by which our sheet repeats its header and filters."""
    whole = root(content)
    owner = f"'{sheet}'!"
    new = "".join(
        f'<definedName name="{name}" localSheetId="{index}"{hidden}>{quoted(owner + target)}</definedName>'
        for name, hidden, target in (
            ("_xlnm._FilterDatabase", ' hidden="1"', drawn.area),
            ("_xlnm.Print_Area", "", drawn.area.replace(f"$A${drawn.header}:", "$A$1:")),
            ("_xlnm.Print_Titles", "", f"${drawn.header}:${drawn.header}"),
        )
    )
    mark_ = prefix(whole.tag)
    listed = child(content, whole, "definedNames")
    if listed is None:
        names = prefixed(f"<definedNames>{new}</definedNames>", mark_)
        return with_child(content, names, WORKBOOK, "definedNames")
    gone = [
        (element.start, element.end, b"")
        for element in children(content, listed.inside)
        if element.tag.get("name") in _OWN_NAMES and element.tag.get("localSheetId") == str(index)
    ]
    return splice(content, [*gone, appended(listed, prefixed(new, mark_))])


def _structure_locked(book: Book) -> bool:
    content = book.package.xml(book.part)
    locked = child(content, root(content), "workbookProtection")
    return locked is not None and locked.tag.get("lockStructure") in ("1", "true")
