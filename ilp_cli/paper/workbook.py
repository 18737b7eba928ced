"""The only module that draws with openpyxl: text stays text, the same book gives the same bytes.

openpyxl sets up the sheets (styles, print set-up, charts, validations); the rows themselves are written here, because
that is many times faster and leaves no way for a text to become a formula.
"""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as Drawn
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import Scaling
from openpyxl.chart.data_source import AxDataSource, NumData, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.comments import Comment
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from ilp_cli.files.package import packed
from ilp_cli.files.writing import in_temporary_place
from ilp_cli.paper.cells import Looks, rows_xml, stored
from ilp_cli.paper.fit import laid_out
from ilp_cli.paper.layout import line_count
from ilp_cli.paper.sheet import HEADER_LIMIT, SERIES, Book, Chart, Page, Plain, Range, Row, Sheet, Style, Validation

_FIXED = datetime(2000, 1, 1)
_MORE_ROWS = 5_000
"""Rows below the last filled one that are checked as they are filled in; some programs walk every one of them."""
_ROWS_OF_ALL = 1_048_576
"""The rows of a whole column: a spreadsheet prints those of them that are filled."""
_POINTS_PER_INCH = 72
_HEAD_SIZE = 9
"""Points of what stands above and below a page."""
_HEAD_ROOM = HEADER_LIMIT - 64
"""Letters of it: the limit counts the name of the typeface too, and a line break as seven."""
_ROWS = re.compile(rb"<sheetData>.*</sheetData>|<sheetData\s*/>", re.DOTALL)
"""What openpyxl writes of the rows: nothing, but for the places of notes."""
_NOTE_WIDTH, _NOTE_LINE = 300, 17
"""How wide a note is, and how tall a line of it, in points of the screen."""
_HEADER = re.compile(rb"<headerFooter.*</headerFooter>")
"""Where openpyxl writes a line break as an escape that not every spreadsheet knows there."""
_PICTURE = re.compile(rb'<cNvPr id="1" name="Chart 1"\s*/>')
_TARGET = re.compile(rb'Target="(/[^"]*)"')
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"\s*/>')


_MANY_ROWS = 1_000_000
"""A part of more bytes than this is opened without its rows."""
_ROWS = re.compile(rb"(<(?:\w+:)?sheetData\b[^>]*>)(.*)(</(?:\w+:)?sheetData>)", re.DOTALL)


def render(book: Book) -> bytes:
    """The bytes of a workbook. Raises OutputBlocked for a text too long for a cell, or a full disk."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook._named_styles["Normal"].font = Font(name="Arial", size=10)  # type: ignore[attr-defined]
    book = replace(book, sheets=tuple(laid_out(sheet, book.styles) for sheet in book.sheets))
    sheets = [workbook.create_sheet(sheet.name) for sheet in book.sheets]
    looks = Looks(book.styles, _style_ids(sheets[0], book.styles))
    for drawn, sheet in zip(sheets, book.sheets, strict=True):
        _set_up(drawn, sheet, book.styles)
    for name, target in book.names.items():
        workbook.defined_names[name] = DefinedName(name, attr_text=target)
    workbook.active = book.active
    workbook.calculation.fullCalcOnLoad = None
    properties = workbook.properties
    properties.title, properties.creator, properties.language = book.title, "ilp_cli", "id-ID"
    properties.created = properties.modified = _FIXED
    stream = io.BytesIO()
    with in_temporary_place():  # each sheet is written there first
        ExcelWriter(workbook, _Undated(stream, "w")).save()
    return _repack(stream, book, looks)


class _Undated(zipfile.ZipFile):
    """An archive that never asks the clock: a computer whose clock has stopped stands in 1970, which no zip can say."""

    def write(self, filename: Any, arcname: Any = None, *_: Any) -> None:
        """Add a file from disk under a name."""
        self.writestr(str(arcname), Path(filename).read_bytes())

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any) -> None:
        """Add a part."""
        super().writestr(zipfile.ZipInfo(str(zinfo_or_arcname)), data)


def _repack(stream: io.BytesIO, book: Book, looks: Looks) -> bytes:
    """Put the rows into their sheets, under a date that is always the same."""
    rows = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(book.sheets, 1)}
    drawings = [_told(sheet, sheet.chart) for sheet in book.sheets if sheet.chart]
    charts = {f"xl/drawings/drawing{number}.xml": text for number, text in enumerate(drawings, 1)}

    def told(name: str, content: bytes) -> bytes:
        if name in rows:
            return _with_rows(content, rows[name], looks)
        if name in charts:
            return _described(content, charts[name])
        return _relative(name, content) if name.endswith(".rels") else content

    with zipfile.ZipFile(stream) as source:
        return packed((name, told(name, source.read(name))) for name in source.namelist())


def _with_rows(content: bytes, sheet: Sheet, looks: Looks) -> bytes:
    area = f"A1:{get_column_letter(_width(sheet))}{max(1, len(sheet.rows))}"
    data = f"<sheetData>{''.join(rows_xml(sheet, looks, _width(sheet)))}</sheetData>".encode()
    content = _HEADER.sub(lambda header: header[0].replace(b"_x000a_", b"\n"), content, count=1)
    content = _DIMENSION.sub(f'<dimension ref="{area}"/>'.encode(), content, count=1)
    return _ROWS.sub(lambda _: data, content, count=1)


def _width(sheet: Sheet) -> int:
    return max([1, len(sheet.columns), *(len(row.cells) for row in sheet.rows)])


def _style_ids(sheet: Worksheet, styles: Mapping[str, Style]) -> dict[tuple[str, bool], int]:
    """The number of each style in the workbook; twice, once for text that must be kept from becoming a formula."""
    ids: dict[tuple[str, bool], int] = {}
    for name, style in styles.items():
        for quoted in (False, True):
            drawn = Drawn(sheet, row=1, column=1)
            _dress(drawn, style)
            drawn.quotePrefix = quoted
            ids[name, quoted] = drawn.style_id
    return ids


def _dress(drawn: Drawn, style: Style) -> None:
    drawn.font = Font(
        name=style.font,
        size=style.size,
        bold=style.bold,
        italic=style.italic,
        underline="single" if style.underline else None,
        strike=True if style.strike else None,
        color=style.color,
    )
    if style.fill:
        drawn.fill = PatternFill("solid", fgColor=style.fill)
    drawn.alignment = Alignment(
        horizontal=style.horizontal or None,
        vertical=style.vertical,
        wrap_text=style.wrap or None,
        indent=style.indent,
    )
    side = Side("thin", color=style.border_color)
    if style.border == "box":
        drawn.border = Border(left=side, right=side, top=side, bottom=side)
    elif style.border == "below":
        drawn.border = Border(bottom=side)
    drawn.number_format = style.format
    drawn.protection = Protection(locked=style.locked)


def _set_up(drawn: Worksheet, sheet: Sheet, styles: Mapping[str, Style]) -> None:
    for number, column in enumerate(sheet.columns, 1):
        dimension = drawn.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        if column.style:
            _dress(dimension, styles[column.style])  # type: ignore[arg-type]
    drawn.merged_cells.ranges.update(CellRange(_reference(area)) for area in sheet.merges)
    if sheet.freeze:
        drawn.freeze_panes = f"{get_column_letter(sheet.freeze[1])}{sheet.freeze[0]}"
    if sheet.table:
        drawn.auto_filter.ref = _reference(sheet.table)
    if sheet.chart:
        _draw_chart(drawn, sheet, sheet.chart)
    for validation in sheet.validations:
        drawn.add_data_validation(_validation(validation, len(sheet.rows) + _MORE_ROWS))
    for condition in sheet.conditions:
        look = styles[condition.style]
        fill = PatternFill("solid", bgColor=look.fill) if look.fill else None
        font = Font(bold=look.bold, italic=look.italic)
        rule = FormulaRule([condition.formula], font=font, fill=fill)  # type: ignore[no-untyped-call]
        drawn.conditional_formatting.add(_reference(condition.area), rule)
    drawn.sheet_state = "hidden" if sheet.hidden else "visible"
    drawn.sheet_view.showGridLines = sheet.gridlines
    drawn.sheet_properties.tabColor = sheet.tab or None
    for (row, number), text in sheet.notes.items():
        lines = line_count(text, _NOTE_WIDTH * _POINTS_PER_INCH / 96 - 8, "Tahoma", 9) + 1
        drawn.cell(row, number).comment = Comment(text, "ilp_cli", lines * _NOTE_LINE, _NOTE_WIDTH)
    if sheet.protected:
        _protect(drawn)
    if sheet.page:
        _set_page(drawn, sheet, sheet.page)


def _reference(area: Range) -> str:
    return f"{get_column_letter(area[1])}{area[0]}:{get_column_letter(area[3])}{area[2]}"


def _protect(drawn: Worksheet) -> None:
    """Guard against slips, not against people: no password, and what a planner needs stays allowed."""
    protection = drawn.protection
    protection.sheet = True
    protection.sort = protection.autoFilter = protection.formatColumns = protection.formatRows = False
    protection.formatCells = False


def _set_page(drawn: Worksheet, sheet: Sheet, page: Page) -> None:
    drawn.page_setup.paperSize = page.paper.code
    drawn.page_setup.orientation = "landscape" if page.landscape else "portrait"
    drawn.page_setup.fitToWidth, drawn.page_setup.fitToHeight = page.wide, page.long
    # A program that fits a sheet to its page pays no heed to breaks.
    drawn.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=not sheet.breaks)
    if sheet.breaks and page.scale != 100:
        drawn.page_setup.scale = page.scale
    for row in sheet.breaks:
        drawn.row_breaks.append(Break(id=row))
    drawn.print_options.horizontalCentered = True
    margins = drawn.page_margins
    margins.top, margins.bottom = page.paper.top / _POINTS_PER_INCH, page.paper.bottom / _POINTS_PER_INCH
    margins.left, margins.right = page.paper.left / _POINTS_PER_INCH, page.paper.right / _POINTS_PER_INCH
    margins.header = margins.footer = 0.3
    if sheet.titles:
        drawn.print_title_rows = f"{sheet.titles[0]}:{sheet.titles[1]}"
    if page.wide > 1 and sheet.freeze and sheet.freeze[1] > 1:
        drawn.print_title_cols = f"A:{get_column_letter(sheet.freeze[1] - 1)}"
    if not sheet.growing:
        last = sheet.print_to or max(1, len(sheet.rows))
        drawn.print_area = _reference((sheet.print_from or 1, 1, last, sheet.across))
    elif sheet.printed:
        drawn.print_area = _reference((1, 1, _ROWS_OF_ALL, sheet.printed))
    if page.number:
        drawn.page_setup.useFirstPageNumber, drawn.page_setup.firstPageNumber = True, 1
    _head(drawn.oddHeader, drawn.oddFooter, sheet.name, page)
    if page.titled:
        drawn.HeaderFooter.differentFirst = True
        _head(
            drawn.firstHeader, drawn.firstFooter, "", replace(page, about="", number="" if page.on_top else page.number)
        )


def _head(above: Any, below: Any, name: str, page: Page) -> None:
    """What stands above and below the pages of a sheet: its number as decrees have it, its name, the mark it bears."""
    about = _plain(f"{name} · {page.about}") if page.about else ""
    lines = [text for text in (page.number if page.on_top else "", about) if text]
    if page.header:
        lines.append(f"&B{_plain(page.header, _HEAD_ROOM - sum(len(text) + 1 for text in lines))}")
    for part, text in ((above.center, "\n".join(lines)), (below.center, "" if page.on_top else page.number)):
        if text:
            part.text, part.font, part.size = text, f"{page.font},Regular", _HEAD_SIZE


def _plain(text: str, most: int = _HEAD_ROOM) -> str:
    """A text as a header holds it, where a sign & begins a command; cut at its limit."""
    shown = text
    while len(shown.replace("&", "&&")) > most:
        shown = shown[:-2].rstrip() + "…"
    return shown.replace("&", "&&")


def _draw_chart(drawn: Worksheet, sheet: Sheet, chart: Chart) -> None:
    bars = BarChart()
    bars.type, bars.legend = "col", None
    bars.gapWidth = 60
    bars.title = Title(tx=Text(rich=_chart_text(chart.title)), overlay=False)
    values, labels = (
        Reference(drawn, min_row=area[0], min_col=area[1], max_row=area[2], max_col=area[3])
        for area in (chart.values, chart.labels)
    )
    bars.add_data(values, titles_from_data=False)
    bars.set_categories(labels)
    labelled = _figures(sheet, chart.labels)[0]
    for series, figures in zip(bars.series, _figures(sheet, chart.values), strict=True):
        series.val.numRef.numCache = _cache(figures)
        if any(isinstance(label, str) for label in labelled):
            texts = [StrVal(idx=place, v=str(label)) for place, label in enumerate(labelled)]
            series.cat = AxDataSource(strRef=StrRef(f=series.cat.numRef.f, strCache=StrData(len(texts), texts)))
        else:
            series.cat.numRef.numCache = _cache(labelled)
    for series, color in zip(bars.series, SERIES if chart.names else (chart.color,), strict=False):
        series.graphicalProperties = GraphicalProperties(solidFill=color)
    for series, name in zip(bars.series, chart.names, strict=False):
        series.tx = SeriesLabel(v=name)
        bars.legend = Legend(legendPos="b")
    bars.x_axis.delete = bars.y_axis.delete = False
    bars.y_axis.majorGridlines = None
    bars.y_axis.numFmt = "0"
    bars.y_axis.scaling = Scaling(min=0, max=chart.top)
    bars.dataLabels = DataLabelList()
    bars.dataLabels.showVal = True
    for flag in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(bars.dataLabels, flag, False)
    bars.width = chart.width_cm  # type: ignore[assignment]
    bars.height = chart.height_cm
    drawn.add_chart(bars, f"{get_column_letter(chart.anchor[1])}{chart.anchor[0]}")


def _figures(sheet: Sheet, area: Range) -> list[list[Plain]]:
    """What a chart shows, column by column."""
    top, left, bottom, right = area
    rows = sheet.rows[top - 1 : bottom]
    return [[stored(row.cells[column - 1].value) for row in rows] for column in range(left, right + 1)]


def _cache(figures: Sequence[Plain]) -> NumData:
    """The figures of a chart beside their cells, for a reader that does not open the sheet."""
    points = [NumVal(idx=place, v=f"{figure}") for place, figure in enumerate(figures) if figure is not None]
    return NumData(formatCode="General", ptCount=len(figures), pt=points)


def _told(sheet: Sheet, chart: Chart) -> str:
    """A chart in words, for who cannot see it."""
    labels = _figures(sheet, chart.labels)[0]
    columns = _figures(sheet, chart.values)
    names = chart.names or ("",)
    bars = [
        f"{label}: {', '.join(f'{name} {figure}'.strip() for name, figure in zip(names, bar, strict=True))}"
        for label, bar in zip(labels, zip(*columns, strict=True), strict=True)
    ]
    return f"Diagram batang. {chart.title}. {'; '.join(bars)}."


def _described(content: bytes, text: str) -> bytes:
    told = quoteattr(text).encode()
    return _PICTURE.sub(lambda _: b'<cNvPr id="1" name="Diagram" descr=' + told + b" />", content, count=1)


def _relative(name: str, content: bytes) -> bytes:
    """The relations of a part by the way from it to its parts: not every reader understands the way from the top."""
    base = posixpath.dirname(posixpath.dirname(name))
    return _TARGET.sub(
        lambda match: b'Target="' + posixpath.relpath(match[1].decode(), f"/{base}").encode() + b'"', content
    )


def _chart_text(text: str) -> RichText:
    properties = CharacterProperties(sz=1100, b=True)
    run = RegularTextRun(rPr=properties, t=text)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), r=[run])])


def _validation(item: Validation, last: int) -> DataValidation:
    letter = get_column_letter(item.column)
    return DataValidation(
        type=item.kind,
        formula1=item.formula,
        operator="greaterThanOrEqual" if item.kind == "date" else None,
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="stop" if item.strict else "warning",
        errorTitle=item.title,
        error=item.error,
        showInputMessage=bool(item.prompt),
        promptTitle=item.title if item.prompt else None,
        prompt=item.prompt or None,
        sqref=_reference(item.area) if item.area else f"{letter}2:{letter}{last}",
    )


def opens(content: bytes) -> bool:
    """Whether openpyxl can open a workbook that was not drawn here: all its parts, and the rows of its small sheets.

    The rows of a large sheet would take as long as all else together; whoever asks has read them otherwise.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            load_workbook(_without_many_rows(content))
    except MemoryError:
        raise
    except Exception:  # it says in many ways that a part is not as it should be
        return False
    return True


def _without_many_rows(content: bytes) -> io.BytesIO:
    """A workbook with large sheets emptied of their rows."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if all(info.file_size <= _MANY_ROWS for info in archive.infolist()):
            return io.BytesIO(content)
        with zipfile.ZipFile(out, "w") as emptied:
            for info in archive.infolist():
                part = archive.read(info)
                if info.file_size > _MANY_ROWS:
                    part = _ROWS.sub(rb"\1\3", part)
                emptied.writestr(info.filename, part)
    return out


def differences(book: Book, read: Mapping[str, Sequence[Sequence[object]]]) -> list[str]:
    """Where a workbook that was read back (rows from A1) is not what was meant; empty where all is well."""
    names = [sheet.name for sheet in book.sheets]
    if names != list(read):
        return [f"lembar: {', '.join(names)} ≠ {', '.join(read)}"]
    return [fault for sheet in book.sheets for fault in _unlike(sheet, read[sheet.name])]


def _unlike(sheet: Sheet, read: Sequence[Sequence[object]]) -> Iterator[str]:
    nothing = Row(())
    for number, (row, values) in enumerate(zip_longest(sheet.rows, read), 1):
        meant = [stored(cell.value) for cell in (row or nothing).cells]
        there = list(values or ())
        if [*map(_blank, meant), *[""] * (len(there) - len(meant))] == there:
            continue
        for column, (own, value) in enumerate(zip_longest(meant, there), 1):
            if not _same(own, value):
                yield f"{sheet.name}!{get_column_letter(column)}{number}: {own!r} ≠ {value!r}"


def _blank(meant: Plain) -> object:
    """A value as it is read back, where nothing is a text without a letter."""
    return "" if meant is None else meant


def _same(meant: Plain, value: object) -> bool:
    if meant is None or isinstance(meant, str):
        return value == meant or (meant is None and value == "")
    if isinstance(meant, date):
        return (value.date() if isinstance(value, datetime) else value) == meant
    return isinstance(value, int | float) and float(value) == float(meant)
