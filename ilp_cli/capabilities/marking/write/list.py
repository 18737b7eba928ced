"""The sheet "Temuan ILP" of a marked copy: every finding in words, with a link to its cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from ilp_cli.capabilities.marking.write.ooxml import DECLARATION, MAIN
from ilp_cli.capabilities.marking.write.styles import COLOURS
from ilp_cli.capabilities.marking.write.xml_text import quoted
from ilp_cli.core.finding import SEVERITY_WORDS, Finding, Place
from ilp_cli.core.spot import column_letters
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.record import SHEET, Earlier, Remembered
from ilp_cli.paper.cells import Looks, rows_xml
from ilp_cli.paper.sheet import BLUE, HEADER_LIMIT, STYLES, Cell, Page, Row, Sheet, Style, Value
from ilp_cli.paper.tables import WAIVED, Field, base_name, data_sheet
from ilp_cli.rulebook.report import Report

LOOKS: Mapping[str, Style] = {
    **{name: STYLES[name] for name in ("title", "plain", "head", "text", "wrap", "good")},
    "intro": Style(size=10, vertical="center"),
    "strong": Style(size=10, bold=True, vertical="center"),
    "link": replace(STYLES["wrap"], color=BLUE, underline=True),
    **{severity.value: replace(STYLES["text"], fill=colour) for severity, colour in COLOURS.items()},
}
"""The looks of this sheet: the weight of a finding in the colour of its cells."""

_FIELDS = (
    Field("Tingkat", 12), Field("Kode", 9), Field("Tempat", 24, "wrap"), Field("Temuan", 54, "wrap"),
    Field("Langkah", 54, "wrap"), Field("Puskesmas", 18, "wrap"), Field("Pustu", 16, "wrap"),
    Field("Dasar", 32, "wrap"),
)  # fmt: skip
_STATE = Field("Keadaan", 10)
_UNNOTED = " (Sel ini memuat utas komentar, jadi catatannya hanya di sini.)"

Linked = Callable[[Place], str | None]
"""The name of the sheet in this workbook a place lies in; None where it lies elsewhere."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The drawn sheet: its part, how many rows stand above and with the header, and its last row and column."""

    xml: bytes
    header: int
    area: str


def listing(
    report: Report, record: Earlier, linked: Linked, unnoted: frozenset[tuple[str, str]], page: Page, looks: Looks
) -> Listing:
    """The sheet with all findings of a check; `unnoted` are the cells of threads, which bear no comment of ours."""
    compared = report.since is not None and not report.since.other_years
    fields = (_STATE, *_FIELDS) if compared else _FIELDS
    records: list[list[Value | Cell]] = []
    links: list[str] = []
    for position, finding in enumerate((*report.findings, *report.waived)):
        sheet = linked(finding.place)
        cells = _cells(finding, sheet, unnoted)
        if sheet is not None:
            links.append(f"'{sheet.replace(chr(39), chr(39) * 2)}'!{finding.place.cell or 'A1'}")
        records.append([_state(report, position), *cells] if compared else cells)
    records += [_solved(solved) for solved in report.since.solved] if compared and report.since else []
    table = data_sheet(SHEET, fields, records, page, styles=LOOKS, nothing="Tidak ada temuan.")
    intro = _intro(report, alone=bool(record.copy))
    sheet_ = replace(
        table,
        rows=(*intro, *table.rows),
        freeze=(len(intro) + 2, 1),
        table=(len(intro) + 1, 1, len(intro) + len(table.rows), len(fields)),
        tab="D55E00" if records else "009E73",
    )
    column = fields.index(_FIELDS[2])
    told = [
        number
        for number, row in enumerate(table.rows, len(intro) + 1)
        if row.cells[column].style == "link" and row.cells[column].value
    ]
    placed = {f"{column_letters(column)}{row}": target for row, target in zip(told, links, strict=True)}
    header = len(intro) + 1
    last = column_letters(len(fields) - 1)
    return Listing(_xml(sheet_, record, placed, looks), header, f"$A${header}:${last}${len(sheet_.rows)}")


def _intro(report: Report, *, alone: bool) -> list[Row]:
    """What stands above the table: the day, the counts, what is solved, and how to go on.

    `alone` says that the findings are those of this workbook only, of several.
    """
    counts = daftar(f"{report.count(severity)} {words}" for severity, words in SEVERITY_WORDS.items())
    colours = "Warna sel: jingga = kesalahan, kuning = peringatan, biru = catatan; sebabnya tertulis di komentar sel."
    again = (
        "Perbaiki sel berwarna di salinan ini, lalu: ilp check FOLDER --roster SALINAN-INI --tandai SALINAN-BARU. "
        "Lembar ini ditulis ulang setiap kali; jangan dihapus sebelum semuanya selesai."
    )
    if alone:
        again = (
            "Hanya temuan di workbook ini yang didaftar. Perbaiki sel berwarna di salinan ini, lalu kembalikan kepada "
            "pengirimnya; jangan hapus lembar ini, yang mengingat warna asal sel dan ditulis ulang setiap kali."
        )
    return [
        Row([Cell(SHEET, "title")], 24),
        Row([Cell(f"{report.kabupaten}, diperiksa per {tanggal(report.pada)}: {counts}.".lstrip(", "), "strong")]),
        *([Row([Cell(f"{report.since}.", "strong")])] if report.since else []),
        Row([Cell(colours, "intro")]),
        Row([Cell(again, "intro")]),
        Row([Cell(None, "plain")]),
    ]


def _cells(finding: Finding, sheet: str | None, unnoted: frozenset[tuple[str, str]]) -> list[Value | Cell]:
    place = finding.place
    spot = base_name(str(place)) if sheet is None else f"{sheet}!{place.cell}" if place.cell else sheet
    remedy = str(finding.waived) if finding.waived else finding.remedy
    if (sheet, place.cell) in unnoted:
        remedy += _UNNOTED
    return [
        Cell(WAIVED, "text") if finding.waived else Cell(SEVERITY_WORDS[finding.severity], finding.severity.value),
        finding.code,
        Cell(spot, "wrap" if sheet is None else "link"),
        finding.message,
        remedy,
        finding.puskesmas,
        finding.pustu,
        f"{finding.citation} ({finding.rank})" if finding.citation else None,
    ]


def _state(report: Report, position: int) -> str:
    if report.since is None or position in report.since.apart:
        return ""
    return "baru" if position in report.since.new else "masih"


def _solved(solved: Remembered) -> list[Value | Cell]:
    """A finding that is no longer there; its cell may have moved, so there is no link."""
    rest: list[Value | Cell] = [None] * (len(_FIELDS) - 4)
    return [
        Cell("selesai", "good"),
        SEVERITY_WORDS[solved.severity],
        solved.code,
        solved.place or None,
        solved.message,
        *rest,
    ]


def _xml(sheet: Sheet, record: Earlier, links: Mapping[str, str], looks: Looks) -> bytes:
    """The part of the sheet; the record of this check stands in hidden cells beside its first row."""
    pieces = record.cells()
    hidden = len(sheet.columns) + 1
    first = Row(
        [*sheet.rows[0].cells, *[Cell(None, "plain")] * (hidden - 1), *(Cell(piece, "plain") for piece in pieces)]
    )
    sheet = replace(sheet, rows=(first._replace(height=sheet.rows[0].height), *sheet.rows[1:]))
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{column.width:g}" customWidth="1"/>'
        for number, column in enumerate(sheet.columns, 1)
    )
    columns += f'<col min="{hidden + 1}" max="{hidden + len(pieces)}" width="9" hidden="1" customWidth="1"/>'
    top = (sheet.freeze or (1, 1))[0]
    view = (
        f'<sheetView showGridLines="0" workbookViewId="0"><pane ySplit="{top - 1}" topLeftCell="A{top}" '
        f'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A{top}" sqref="A{top}"/>'
        "</sheetView>"
    )
    table = sheet.table or (1, 1, 1, 1)
    area = f"{column_letters(table[1] - 1)}{table[0]}:{column_letters(table[3] - 1)}{table[2]}"
    jumps = "".join(
        f'<hyperlink ref="{cell}" location="{quoted(target)}" display="{quoted(target)}"/>'
        for cell, target in links.items()
    )
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}">'
        f'<sheetPr><tabColor rgb="FF{sheet.tab}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{column_letters(hidden + len(pieces) - 1)}{len(sheet.rows)}"/>'
        f"<sheetViews>{view}</sheetViews>"
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols>'
        f"<sheetData>{''.join(rows_xml(sheet, looks, hidden + len(pieces)))}</sheetData>"
        f'<autoFilter ref="{area}"/>' + (f"<hyperlinks>{jumps}</hyperlinks>" if jumps else "") + _page(sheet.page)
    ).encode() + b"</worksheet>"


def _page(page: Page | None) -> str:
    """How the sheet is printed."""
    if page is None:
        return ""
    paper = page.paper
    sides = (("left", paper.left), ("right", paper.right), ("top", paper.top), ("bottom", paper.bottom))
    margins = " ".join(f'{side}="{size / 72:.4f}"' for side, size in sides)
    look = f'&C&"{page.font},Regular"&9'
    header, footer = f"{look}{SHEET} · {page.about.replace('&', '&&')}"[:HEADER_LIMIT], f"{look}{page.number}"
    return (
        '<printOptions horizontalCentered="1"/>'
        f'<pageMargins {margins} header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="{paper.code}" orientation="landscape" fitToWidth="1" fitToHeight="0" '
        'firstPageNumber="1" useFirstPageNumber="1"/>'
        f"<headerFooter><oddHeader>{escape(header)}</oddHeader><oddFooter>{escape(footer)}</oddFooter></headerFooter>"
    )
