"""The only module that draws with openpyxl: text stays text, the same book gives the same bytes.

openpyxl sets up the sheets (styles, print set-up, charts, validations); the rows themselves are written here, because
that is many times faster and leaves no way for a text to become a formula.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as Drawn
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import Scaling
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from ilp_cli.paper.cells import Looks, rows_xml, stored
from ilp_cli.paper.sheet import SERIES, Book, Chart, Page, Plain, Range, Row, Sheet, Style, Validation

_FIXED = datetime(2000, 1, 1)
_LAST_ROW = 1_048_576
_POINTS_PER_INCH = 72
_EMPTY_ROWS = re.compile(rb"<sheetData>\s*</sheetData>|<sheetData\s*/>")
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"\s*/>')


def render(book: Book) -> bytes:
    """The bytes of a workbook. Raises OutputBlocked where a text is too long for a cell."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook._named_styles["Normal"].font = Font(name="Arial", size=10)  # type: ignore[attr-defined]
    sheets = [workbook.create_sheet(sheet.name) for sheet in book.sheets]
    looks = Looks(book.styles, _style_ids(sheets[0], book.styles))
    for drawn, sheet in zip(sheets, book.sheets, strict=True):
        _set_up(drawn, sheet, book.styles)
    for name, target in book.names.items():
        workbook.defined_names[name] = DefinedName(name, attr_text=target)
    workbook.active = book.active
    properties = workbook.properties
    properties.title, properties.creator, properties.language = book.title, "ilp_cli", "id-ID"
    properties.created = properties.modified = _FIXED
    stream = io.BytesIO()
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
    result = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name in rows:
                content = _with_rows(content, rows[name], looks)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(info, content)
    return result.getvalue()


def _with_rows(content: bytes, sheet: Sheet, looks: Looks) -> bytes:
    area = f"A1:{get_column_letter(_width(sheet))}{max(1, len(sheet.rows))}"
    data = f"<sheetData>{''.join(rows_xml(sheet, looks, _width(sheet)))}</sheetData>".encode()
    content = _DIMENSION.sub(f'<dimension ref="{area}"/>'.encode(), content, count=1)
    return _EMPTY_ROWS.sub(lambda _: data, content, count=1)


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
    for area in sheet.merges:
        drawn.merged_cells.add(_reference(area))
    if sheet.freeze:
        drawn.freeze_panes = f"{get_column_letter(sheet.freeze[1])}{sheet.freeze[0]}"
    if sheet.table:
        drawn.auto_filter.ref = _reference(sheet.table)
    if sheet.chart:
        _draw_chart(drawn, sheet.chart)
    for validation in sheet.validations:
        drawn.add_data_validation(_validation(validation))
    drawn.sheet_state = "hidden" if sheet.hidden else "visible"
    drawn.sheet_view.showGridLines = sheet.gridlines
    drawn.sheet_properties.tabColor = sheet.tab or None
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
    drawn.page_setup.fitToWidth, drawn.page_setup.fitToHeight = 1, int(page.single)
    drawn.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    drawn.print_options.horizontalCentered = True
    margins = drawn.page_margins
    margins.top, margins.bottom = page.paper.top / _POINTS_PER_INCH, page.paper.bottom / _POINTS_PER_INCH
    margins.left, margins.right = page.paper.left / _POINTS_PER_INCH, page.paper.right / _POINTS_PER_INCH
    margins.header = margins.footer = 0.3
    if sheet.titles:
        drawn.print_title_rows = f"{sheet.titles[0]}:{sheet.titles[1]}"
    drawn.print_area = _reference((1, 1, max(1, len(sheet.rows)), _width(sheet)))
    for item, text, weight in ((drawn.oddFooter, page.footer, "Regular"), (drawn.oddHeader, page.header, "Bold")):
        if text and item is not None:
            item.center.text, item.center.font, item.center.size = text, f"{page.font},{weight}", 9


def _draw_chart(drawn: Worksheet, chart: Chart) -> None:
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


def _chart_text(text: str) -> RichText:
    properties = CharacterProperties(sz=1100, b=True)
    run = RegularTextRun(rPr=properties, t=text)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), r=[run])])


def _validation(item: Validation) -> DataValidation:
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
        sqref=f"{letter}2:{letter}{_LAST_ROW}",
    )


def differences(book: Book, read: Mapping[str, Sequence[Sequence[object]]]) -> list[str]:
    """Where a workbook that was read back (rows from A1) is not what was meant; empty where all is well."""
    names = [sheet.name for sheet in book.sheets]
    if names != list(read):
        return [f"lembar: {', '.join(names)} ≠ {', '.join(read)}"]
    return [fault for sheet in book.sheets for fault in _unlike(sheet, read[sheet.name])]


def _unlike(sheet: Sheet, read: Sequence[Sequence[object]]) -> Iterator[str]:
    nothing = Row(())
    for number, (row, values) in enumerate(zip_longest(sheet.rows, read), 1):
        cells = (row or nothing).cells
        for column, (cell, value) in enumerate(zip_longest(cells, values or ()), 1):
            meant = None if cell is None else stored(cell.value)
            if not _same(meant, value):
                yield f"{sheet.name}!{get_column_letter(column)}{number}: {meant!r} ≠ {value!r}"


def _same(meant: Plain, value: object) -> bool:
    if meant is None or isinstance(meant, str):
        return value == meant or (meant is None and value == "")
    if isinstance(meant, date):
        return (value.date() if isinstance(value, datetime) else value) == meant
    return isinstance(value, int | float) and float(value) == float(meant)
