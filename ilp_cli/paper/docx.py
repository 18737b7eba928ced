"""The only module that draws with python-docx: real styles, lists, tables; the same document gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any, NamedTuple
from xml.etree import ElementTree  # reads back what was drawn here

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from ilp_cli.files.package import packed
from ilp_cli.paper.document import Block, Document, Fields, Grid, Kop, Listing, ListKind, Paragraph
from ilp_cli.paper.layout import allotted, balanced, joined, longest_line, longest_word
from ilp_cli.paper.sheet import safe_text

_FIXED = datetime(2000, 1, 1)
_LANGUAGE = "id-ID"
_COMPANY = 2
"""Rows of a table that stay with a closing block, at the least."""
_CELL = 6.0
"""Points of a cell's margins beyond those a text is measured with."""
_COLON_MM, _LOGO_MM, _ITEM_MM = 5.0, 26.0, 8.0
_CENTER, _LEFT, _BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a style looks. `indent` is the share of the text's width that stays free on the left.

    What is `fresh` begins a page, what is `whole` never goes on over two; in a `joined` one no year stands alone on its
    last line, and no line ends within the name of its kabupaten.
    """

    align: WD_ALIGN_PARAGRAPH = _LEFT
    bold: bool = False
    larger: float = 0.0
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    kept: bool = False
    fresh: bool = False
    whole: bool = False
    joined: bool = False


STYLES = {
    "Isi": Look(align=_BOTH, before=3, after=3),
    "Isi Awal": Look(align=_BOTH, before=12, after=6),
    "Isi Rapat": Look(before=3),
    "Isi Tebal": Look(bold=True, before=3, after=3, kept=True, joined=True),
    "Butir": Look(before=2, after=2, whole=True),
    "Label": Look(before=3),
    "Kop": Look(align=_CENTER, bold=True, larger=1),
    "Kop Besar": Look(align=_CENTER, bold=True, larger=3),
    "Kop Alamat": Look(align=_CENTER, larger=-2),
    "Judul": Look(align=_CENTER, bold=True, kept=True, joined=True),
    "Judul Jarak": Look(align=_CENTER, bold=True, before=12, after=12, kept=True, joined=True),
    "Penutup": Look(indent=0.5, kept=True),
    "Penutup Jarak": Look(indent=0.5, before=18, kept=True),
    "Penutup Jabatan": Look(indent=0.5, before=6, kept=True),
    "Nama": Look(indent=0.5, bold=True, before=54, kept=True),
    "Nama Akhir": Look(indent=0.5, bold=True, before=54),
    "Penutup Akhir": Look(indent=0.5),
    "Kanan": Look(indent=0.5, before=6, after=12),
    "Tembusan": Look(before=18, kept=True),
    "Jarak": Look(larger=-6, kept=True),
    "Tabel Judul": Look(align=_CENTER, bold=True, larger=-2, before=2, after=2, kept=True),
    "Tabel": Look(larger=-2, before=2, after=2),
    "Tabel Tengah": Look(align=_CENTER, larger=-2, before=2, after=2),
    "Halaman Baru": Look(fresh=True),
    "Tanda": Look(align=_CENTER, bold=True, larger=-2, after=6),
    "Nomor Halaman": Look(align=_CENTER),
}
"""The styles of a document by the names under which a word processor shows them."""

_LISTS: dict[ListKind, tuple[tuple[str, str], ...]] = {
    "huruf": (("lowerLetter", "%1."), ("decimal", "%2.")),
    "angka": (("decimal", "%1."), ("lowerLetter", "%2.")),
}


class _Counted(NamedTuple):
    """An item of a list that is drawn: which list, on which level, and its text."""

    number: int
    level: int
    text: str


def render(document: Document) -> bytes:
    """The bytes of a Word document."""
    return _Drawing(document).packed()


class _Drawing:
    """A document as it is drawn, block by block."""

    def __init__(self, document: Document) -> None:
        self.document, self.word = document, docx.Document()
        paper = document.paper
        self.across = paper.width - paper.left - paper.right
        self._clear()
        self._properties()
        self._styles()
        self.lists = self._list_kinds()

    def packed(self) -> bytes:
        """The whole package: its parts sorted, under a date that is always the same."""
        for number, part in enumerate(self.document.parts):
            section = self.word.sections[0] if not number else self.word.add_section(WD_SECTION.NEW_PAGE)
            self._page(section)
            for block, after in zip_longest(part, part[1:]):
                self._block(self.word, block)
                kept = isinstance(after, Paragraph) and STYLES[after.style].kept
                if kept and isinstance(block, Fields | Grid):
                    self._keep_last_rows(_COMPANY if isinstance(block, Grid) else 1)
                if kept and isinstance(block, Grid):
                    self.word.paragraphs[-1].paragraph_format.keep_with_next = True  # the line below the table
        return _zipped(self.word)

    def _clear(self) -> None:
        """Take out what the template of the library brings: its picture, its second styles, its lists."""
        package = self.word.part.package
        for relations in (package.rels, self.word.part.rels):
            strange = [
                key for key, item in relations.items() if item.reltype.endswith(("/thumbnail", "/stylesWithEffects"))
            ]
            for key in strange:
                del relations[key]
        for child in list(self.word.part.numbering_part.element):
            self.word.part.numbering_part.element.remove(child)

    def _properties(self) -> None:
        known = self.word.core_properties
        known.title, known.author, known.language = safe_text(self.document.title)[:255], "ilp_cli", _LANGUAGE
        known.subject = known.keywords = known.comments = known.category = known.last_modified_by = ""
        known.created = known.modified = _FIXED
        known.revision = 1

    def _styles(self) -> None:
        normal: Any = self.word.styles["Normal"]
        _dress(normal, self.document.font, self.document.size)
        normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
        normal.paragraph_format.line_spacing = 1.0
        language = OxmlElement("w:lang")
        for name in ("w:val", "w:eastAsia"):
            language.set(qn(name), _LANGUAGE)
        normal.element.get_or_add_rPr().append(language)
        for name, look in STYLES.items():
            style: Any = self.word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style, style.quick_style = normal, True
            style.font.size, style.font.bold = Pt(self.document.size + look.larger), look.bold or None
            shape = style.paragraph_format
            shape.alignment, shape.keep_with_next = look.align, look.kept or None
            shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
            shape.left_indent = Pt(round(self.across * look.indent)) if look.indent else None
            shape.page_break_before = look.fresh or None
            shape.keep_together = look.whole or None
            shape.widow_control = True

    def _list_kinds(self) -> dict[ListKind, int]:
        """The two ways of counting, as the word processor knows them: each with a second level of the other."""
        part = self.word.part.numbering_part.element
        known: dict[ListKind, int] = {}
        for number, (kind, levels) in enumerate(_LISTS.items()):
            shape = OxmlElement("w:abstractNum")
            shape.set(qn("w:abstractNumId"), str(number))
            shape.append(_element("w:multiLevelType", "multilevel"))
            for level, (form, text) in enumerate(levels):
                shape.append(_level(level, form, text))
            part.append(shape)
            known[kind] = number
        return known

    def _counted(self, kind: ListKind) -> int:
        """A list of its own that begins at its first letter or figure."""
        part = self.word.part.numbering_part.element
        number = 1 + len(part.findall(qn("w:num")))
        instance = OxmlElement("w:num")
        instance.set(qn("w:numId"), str(number))
        instance.append(_element("w:abstractNumId", str(self.lists[kind])))
        for level in range(len(_LISTS[kind])):
            override = OxmlElement("w:lvlOverride")
            override.set(qn("w:ilvl"), str(level))
            override.append(_element("w:startOverride", "1"))
            instance.append(override)
        part.append(instance)
        return number

    def _page(self, section: Any) -> None:
        paper = self.document.paper
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Pt(paper.width), Pt(paper.height)
        section.top_margin, section.bottom_margin = Pt(paper.top), Pt(paper.bottom)
        section.left_margin, section.right_margin = Pt(paper.left), Pt(paper.right)
        section.header_distance = section.footer_distance = Mm(8)
        section.different_first_page_header_footer = True
        for count in section._sectPr.findall(qn("w:pgNumType")):  # copied from the section before
            section._sectPr.remove(count)
        count = OxmlElement("w:pgNumType")
        count.set(qn("w:start"), "1")
        section._sectPr.find(qn("w:cols")).addprevious(count)
        for header, numbered in ((section.first_page_header, False), (section.header, True)):
            header.is_linked_to_previous = False
            first = header.paragraphs[0]
            first.style = self.word.styles["Nomor Halaman" if numbered else "Tanda"]
            if numbered:
                self._number(first)
            if self.document.mark:
                marked = header.add_paragraph(style=self.word.styles["Tanda"]) if numbered else first
                marked.add_run(safe_text(self.document.mark))

    def _number(self, paragraph: Any) -> None:
        above, _, behind = self.document.number.partition("{halaman}")
        paragraph.add_run(above)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = "2"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)
        paragraph.add_run(behind)

    def _block(self, home: Any, block: Block) -> None:
        if isinstance(block, Paragraph):
            text = joined(block.text, self.document.kabupaten) if STYLES[block.style].joined else block.text
            home.add_paragraph(style=self.word.styles[block.style]).add_run(safe_text(text))
        elif isinstance(block, Listing):
            self._listing(home, block)
        elif isinstance(block, Fields):
            self._fields(block)
        elif isinstance(block, Grid):
            self._grid(block)
        else:
            self._kop(block)

    def _listing(self, home: Any, block: Listing) -> None:
        for item in self._items(block):
            self._counted_item(home, item)

    def _items(self, block: Listing) -> Iterator[_Counted]:
        number = self._counted(block.kind)
        for item in block.items:
            for level, text in ((0, item.text), *((1, text) for text in item.below)):
                yield _Counted(number, level, text)

    def _counted_item(self, home: Any, item: _Counted) -> None:
        drawn = home.add_paragraph(style=self.word.styles["Butir"])
        drawn.add_run(safe_text(item.text))
        marks = drawn._p.get_or_add_pPr().get_or_add_numPr()
        marks.get_or_add_ilvl().val, marks.get_or_add_numId().val = item.level, item.number

    def _fields(self, block: Fields) -> None:
        label = Mm(block.label_mm).pt
        rows = [
            ((row.label, ":") if not number else ("", ""), piece)
            for row in block.rows
            for number, piece in enumerate(self._pieces(row.body))
        ]
        table = self._table(len(rows), (label, Mm(_COLON_MM).pt, self.across - label - Mm(_COLON_MM).pt))
        for (texts, piece), drawn in zip(rows, table.rows, strict=True):
            for cell, text in zip(drawn.cells, texts, strict=False):
                self._first(cell, text, "Label")
            if not any(isinstance(part, Listing) for part in piece):
                drawn._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            self._fill(drawn.cells[2], piece)

    def _pieces(self, body: Sequence[Paragraph | Listing]) -> list[list[Paragraph | Listing | _Counted]]:
        """A labelled text in rows that no page breaks: a paragraph, or an item of a list with what stands above it."""
        pieces: list[list[Paragraph | Listing | _Counted]] = [[]]
        for part in body:
            for item in [part] if isinstance(part, Paragraph) or part.together else self._items(part):
                above = pieces[-1][-1] if pieces[-1] else None
                begun = isinstance(above, Paragraph) or (
                    isinstance(above, _Counted) and isinstance(item, _Counted) and item.level > above.level
                )
                if above is not None and not begun:
                    pieces.append([])
                pieces[-1].append(item)
        return pieces

    def _keep_last_rows(self, most: int) -> None:
        """Keep the last rows of the table just drawn on the page of what follows it: a closing block is never alone."""
        for row in self.word.tables[-1].rows[-most:]:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True

    def _fill(self, home: _Cell, body: Sequence[Paragraph | Listing | _Counted]) -> None:
        """Put blocks into a cell, which always comes with a paragraph of its own."""
        for block in body:
            if isinstance(block, _Counted):
                self._counted_item(home, block)
            else:
                self._block(home, block)
        empty = home.paragraphs[0]._p
        home._tc.remove(empty)
        if not body:
            home.add_paragraph(style=self.word.styles["Isi"])

    def _first(self, cell: _Cell, text: str, style: str) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.style = self.word.styles[style]
        paragraph.add_run(safe_text(text))

    def _grid(self, block: Grid) -> None:
        self.word.add_paragraph(style=self.word.styles["Jarak"])
        table = self._table(1 + len(block.rows), self._grid_widths(block))
        table.style = self.word.styles["Table Grid"]
        head, *rows = table.rows
        mark = OxmlElement("w:tblHeader")
        head._tr.get_or_add_trPr().append(mark)
        for column, cell in zip(block.columns, head.cells, strict=True):
            self._first(cell, column.title, "Tabel Judul")
        for texts, row in zip(block.rows, rows, strict=True):
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for column, text, cell in zip(block.columns, texts, row.cells, strict=True):
                self._first(cell, text, "Tabel Tengah" if column.center else "Tabel")
        self.word.add_paragraph(style=self.word.styles["Label"])

    def _grid_widths(self, block: Grid) -> tuple[float, ...]:
        """The columns of a table by their shares, but so wide that no word of a title is broken, nor a figure.

        Where its rows come out less tall with other widths, it has those.
        """
        font, size = self.document.font, self.document.size + STYLES["Tabel"].larger
        least = [
            _CELL + max(longest_word(column.title, font, size, bold=True),
                        *(longest_word(row[place], font, size) for row in block.rows if column.center), 0.0)
            for place, column in enumerate(block.columns)
        ]  # fmt: skip
        columns = [(low, low, column.weight) for low, column in zip(least, block.columns, strict=True)]
        widths = allotted(columns, self.across)
        words = [
            max(low, *(_CELL + _unbroken(row[place], font, size) for row in block.rows), 0.0)
            for place, low in enumerate(least)
        ]
        measures = [tuple(_CELL + longest_line(text, font, size) for text in row) for row in block.rows]
        return balanced(widths, words, measures, self.across)

    def _kop(self, block: Kop) -> None:
        logo = Mm(_LOGO_MM).pt
        table = self._table(1, (logo, self.across - logo))
        edges = OxmlElement("w:tblBorders")
        rule = OxmlElement("w:bottom")
        for name, value in (("val", "thinThickSmallGap"), ("sz", "18"), ("space", "0"), ("color", "000000")):
            rule.set(qn(f"w:{name}"), value)
        edges.append(rule)
        behind = (
            child for child in table._tbl.tblPr if child.tag in map(qn, ("w:tblLayout", "w:tblCellMar", "w:tblLook"))
        )
        next(behind).addprevious(edges)
        self._first(table.cell(0, 0), block.logo, "Kop Alamat")
        lines = [
            *((text, "Kop") for text in block.above),
            (block.main, "Kop Besar"),
            *((text, "Kop Alamat") for text in block.below),
        ]
        self._fill(table.cell(0, 1), [Paragraph(text=text, style=style) for text, style in lines])
        self.word.add_paragraph(style=self.word.styles["Label"])

    def _table(self, rows: int, widths: Sequence[float]) -> Table:
        table: Table = self.word.add_table(rows, len(widths))
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Pt(round(width))
            for cell in column.cells:
                cell.width = Pt(round(width))
        return table


def _unbroken(text: str, font: str, size: float) -> float:
    """How wide a text is whose words are whole, and the lines below its first too, as a NIP below a name."""
    first, *below = text.split("\n")
    return max(longest_word(first, font, size), *(longest_line(line, font, size) for line in below), 0.0)


def _dress(style: Any, font: str, size: float) -> None:
    style.font.name, style.font.size = font, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:cs", "w:eastAsia", "w:hAnsi"):
        fonts.set(qn(name), font)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)


def _element(tag: str, value: str) -> Any:
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element


def _level(level: int, form: str, text: str) -> Any:
    """One level of a list: its count hangs to the left of its text."""
    shape = OxmlElement("w:lvl")
    shape.set(qn("w:ilvl"), str(level))
    for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text), ("w:lvlJc", "left")):
        shape.append(_element(tag, value))
    room, indent = OxmlElement("w:pPr"), OxmlElement("w:ind")
    wide = round(Mm(_ITEM_MM).pt * 20)
    indent.set(qn("w:left"), str(wide * (level + 1)))
    indent.set(qn("w:hanging"), str(wide))
    room.append(indent)
    shape.append(room)
    return shape


class _Parts(dict[str, bytes]):
    """What a package is made of, by name; no archive yet, so that the clock is not asked."""

    def write(self, pack_uri: Any, blob: bytes) -> None:
        """Take a part, as the library's own archive does."""
        self[str(pack_uri.membername)] = blob


def _zipped(word: Any) -> bytes:
    package, parts = word.part.package, _Parts()
    for part in package.parts:
        part.before_marshal()
    writer: Any = PackageWriter
    writer._write_content_types_stream(parts, package.parts)
    writer._write_pkg_rels(parts, package.rels)
    writer._write_parts(parts, package.parts)
    return packed(sorted(parts.items()))


def differences(document: Document, content: bytes) -> list[str]:
    """Where a drawn document, read back by another library, does not say what was meant."""
    meant = [text for text in map(_flat, document.texts()) if text]
    read = [text for text in map(_flat, _read(content)) if text]
    pairs = enumerate(zip_longest(meant, read), 1)
    return [f"paragraph {number}: {one!r} became {other!r}" for number, (one, other) in pairs if one != other]


def _flat(text: str) -> str:
    return safe_text(text).replace("\n", " ").replace("\t", " ").replace("\u00a0", " ").strip()


def _read(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))  # noqa: S314
    breaks = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
    for paragraph in body.iter(qn("w:p")):
        parts = (breaks.get(node.tag, node.text if node.tag == qn("w:t") else "") for node in paragraph.iter())
        yield "".join(part or "" for part in parts)
