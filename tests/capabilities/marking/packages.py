"""Workbooks as hostile as planners' are: built with openpyxl where it can, by hand where it cannot."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, GradientFill, PatternFill, Side
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.plans import KADER_CSV, saved
from tests.spoiled import MAIN

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

PETUGAS: list[list[str | None]] = [
    ["nama", "nip", "puskesmas", "pustu", "profesi", "status"],
    ["Ina", "19780917", "Suli", "Cimpu", "Bidan", "PNS"],
    ["Yusuf", None, "Suli", "Cimpu", "Perawat", "Honorer"],
    ["Umi", None, "Suli", "Cimpo", "Bidan", "Honorer"],
]
"""B2: a NIP that is too short (ILP301). D4: a pustu nobody knows (ILP304)."""
KADER: list[list[str | None]] = [list(line.split(",")) for line in KADER_CSV.splitlines()]
FAULTY = ["Petugas!B2", "Petugas!D4"]

Parts = dict[str, bytes]


def parts(data: bytes) -> Parts:
    """The parts of a workbook by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: Mapping[str, bytes | str]) -> bytes:
    """A workbook of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 17, 8, 30, 0)), content)
    return out.getvalue()


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A workbook with one part edited as text."""
    members = parts(data)
    members[part] = change(members[part].decode()).encode()
    return packed(members)


def edited(data: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with one text in one part replaced; it must be there."""
    assert old in parts(data)[part].decode(), f"{old} is not in {part}"
    return changed(data, part, lambda text: text.replace(old, new, 1))


def book(arrange: Callable[[Workbook], None] = lambda _: None) -> bytes:
    """A roster with two faults, arranged further."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, table in (("Petugas", PETUGAS), ("Kader", KADER)):
        sheet = workbook.create_sheet(name)
        for row in table:
            sheet.append([value or None for value in row])
    arrange(workbook)
    return saved(workbook)


def dressed(workbook: Workbook) -> None:
    """All that a planner puts into a workbook and openpyxl can write."""
    petugas = workbook["Petugas"]
    side = Side("medium", color="FF00B050")
    for row in petugas["A1:F4"]:
        for cell in row:
            cell.border = Border(left=side, bottom=side)
            cell.font = Font(name="Calibri", size=12, italic=True)
    petugas["B2"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.4))
    petugas["B2"].number_format = "@"
    petugas["D4"].fill = GradientFill(stop=("FFFFFF", "FFFF00"))
    petugas["D4"].alignment = Alignment(horizontal="right", textRotation=45)
    petugas["A2"].comment = Comment("Ditelepon 3 Mei", "Ibu Sitti")
    petugas["B2"].comment = Comment("Tanya BKPSDM", "Ibu Sitti")
    petugas.freeze_panes = "B2"
    petugas.column_dimensions["B"].width = 31
    petugas.row_dimensions[3].height = 40
    petugas.protection.sheet = True
    validation = DataValidation(type="list", formula1='"Bidan,Perawat,Dokter"', allow_blank=True)
    validation.add("E2:E100")
    petugas.add_data_validation(validation)
    looks = DifferentialStyle(fill=PatternFill(bgColor="FFC7CE"))
    petugas.conditional_formatting.add("F2:F9", Rule(type="cellIs", operator="equal", formula=['"PNS"'], dxf=looks))
    petugas.add_table(Table(displayName="TabelPetugas", ref="A1:F4"))
    recap = workbook.create_sheet("Rekap 'A' & B")
    recap.append(["profesi", "jumlah"])
    recap.append(["Bidan", "=COUNTIF(Petugas!E:E,A2)"])
    recap.append(["Perawat", 7])
    chart = BarChart()
    chart.add_data(Reference(recap, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    recap.add_chart(chart, "D2")
    secret = workbook.create_sheet("Rahasia")
    secret["C3"] = "jangan hilang"
    secret.sheet_state = "veryHidden"
    workbook.defined_names["unit"] = DefinedName("unit", attr_text="'Rekap ''A'' & B'!$A$2:$A$3")
    petugas.print_title_rows = "1:1"
    petugas.auto_filter.ref = "A1:F4"


def beyond_openpyxl(data: bytes) -> bytes:
    """What openpyxl loses on saving: x14 rules, a picture, slicers' like extension parts, custom XML, printer bits."""
    extension = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings>'
        '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:cfRule type="dataBar" id="{DA7ABA51-AAAA-BBBB-0001-000000000001}"><x14:dataBar minLength="0"/>'
        "</x14:cfRule><xm:sqref>B2:B9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )
    sheet = "xl/worksheets/sheet1.xml"
    data = changed(data, sheet, lambda text: text.replace("</worksheet>", f"{extension}</worksheet>"))
    members = parts(data)
    return packed(
        {
            **members,
            "xl/media/image1.png": b"\x89PNG\r\n\x1a\n not decoded by anybody",
            "customXml/item1.xml": "<usulan xmlns='urn:dinkes'>2026</usulan>",
            "xl/printerSettings/printerSettings1.bin": bytes(range(256)),
        }
    )


def rich() -> bytes:
    """A planner's workbook with everything in it."""
    return beyond_openpyxl(book(dressed))


def dotnet(prefix: str = "x:", *, addresses: bool = False) -> bytes:
    """As some .NET writers do: a prefix on everything, absolute targets, no addresses, inline texts, no styles."""

    def sheet(rows: list[list[str | None]]) -> str:
        x, body = prefix, ""
        for number, row in enumerate(rows, 1):
            cells = ""
            for column, value in enumerate(row):
                place = f' r="{chr(65 + column)}{number}"' if addresses else ""
                text = f"<{x}is><{x}t>{value}</{x}t></{x}is>"
                cells += f'<{x}c{place} t="inlineStr">{text}</{x}c>' if value else f"<{x}c{place}/>"
            body += f"<{x}row>{cells}</{x}row>"
        space = f"xmlns{':' + prefix[:-1] if prefix else ''}"
        return f'<{x}worksheet {space}="{MAIN}"><{x}sheetData>{body}</{x}sheetData></{x}worksheet>'

    x = prefix
    names = "".join(
        f'<{x}sheet name="{name}" sheetId="{number}" q:id="R{number}" xmlns:q="{OFFICE}"/>'
        for number, name in enumerate(("Petugas", "Kader"), 1)
    )
    space = f"xmlns{':' + prefix[:-1] if prefix else ''}"
    related = "".join(
        f'<Relationship Id="R{number}" Type="{OFFICE}/worksheet" Target="/xl/worksheets/sheet{number}.xml"/>'
        for number in (1, 2)
    )
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{KIND}.{kind}+xml"/>'
        for part, kind in (
            ("/xl/workbook.xml", "sheet.main"),
            ("/xl/worksheets/sheet1.xml", "worksheet"),
            ("/xl/worksheets/sheet2.xml", "worksheet"),
        )
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="{rels}"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="R0" '
            f'Type="{OFFICE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<{x}workbook {space}="{MAIN}"><{x}sheets>{names}</{x}sheets></{x}workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
            "xl/worksheets/sheet1.xml": sheet(PETUGAS),
            "xl/worksheets/sheet2.xml": sheet(KADER),
        }
    )


def with_threads(data: bytes) -> bytes:
    """A workbook with comments whose B2 is the shadow of a thread."""
    members = parts(data)
    rels = next(name for name in members if "worksheets/_rels/sheet1" in name)
    threads = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="B2" dT="2026-05-03T00:00:00.00" personId="{0}" id="{1}"><text>Tanya</text>'
        "</threadedComment></ThreadedComments>"
    )
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    relation = f'<Relationship Id="rIdT" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/>'
    members[rels] = members[rels].replace(b"</Relationships>", relation.encode() + b"</Relationships>")
    return packed({**members, "xl/threadedComments/threadedComment1.xml": threads})


def with_comments(data: bytes, comments: str) -> bytes:
    """A workbook whose first sheet has these comments, and no boxes to show them in."""
    members = parts(data)
    relation = f'<Relationship Id="k" Type="{OFFICE}/comments" Target="/xl/comments1.xml"/>'
    related = f'<Relationships xmlns="{PACKAGE}/relationships">{relation}</Relationships>'
    override = f'<Override PartName="/xl/comments1.xml" ContentType="{KIND}.comments+xml"/></Types>'
    types = "[Content_Types].xml"
    members[types] = members[types].replace(b"</Types>", override.encode())
    return packed({**members, "xl/worksheets/_rels/sheet1.xml.rels": related, "xl/comments1.xml": comments})


def with_button(data: bytes) -> bytes:
    """A workbook whose first sheet has a form button: boxes there are, comments there are none; and no real XML."""
    members = parts(data)
    drawing = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" '
        'data="7"/></o:shapelayout><v:shapetype id="_x0000_t201" o:spt="201" path="m,l,21600r21600,l21600,xe"/>'
        '<v:shape id="_x0000_s7169" type="#_x0000_t201"><v:textbox><div><font>Cetak<br>semua</font></div></v:textbox>'
        '<x:ClientData ObjectType="Button"><x:Anchor>1, 2, 3, 4, 5, 6, 7, 8</x:Anchor></x:ClientData></v:shape></xml>'
    )
    members["xl/drawings/vmlDrawing9.vml"] = drawing.encode()
    members["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="tombol" Type="{OFFICE}/vmlDrawing" '
        'Target="../drawings/vmlDrawing9.vml"/></Relationships>'
    ).encode()
    types = members["[Content_Types].xml"].replace(
        b"<Override",
        b'<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override',
        1,
    )
    members["[Content_Types].xml"] = types
    drawn = f'<legacyDrawing xmlns:r="{OFFICE}" r:id="tombol"/></worksheet>'.encode()
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = members[sheet].replace(b"</worksheet>", drawn)
    return packed(members)


def macros(data: bytes) -> bytes:
    """A workbook with macros."""
    members = parts(data)
    members["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 macros"
    kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(f"{KIND}.sheet.main+xml".encode(), kind)
    return packed(members)


def signed(data: bytes) -> bytes:
    """A workbook somebody has signed."""
    return packed({**parts(data), "_xmlsignatures/sig1.xml": "<Signature/>"})


def shared(data: bytes) -> bytes:
    """A workbook shared the old way, with a history of who changed what."""
    relation = f'<Relationship Id="rv" Type="{OFFICE}/revisionHeaders" Target="revisions/headers.xml"/>'
    old = "</Relationships>"
    return changed(data, "xl/_rels/workbook.xml.rels", lambda text: text.replace(old, relation + old))


def locked(workbook: Workbook) -> None:
    """Nobody may add a sheet without the password."""
    workbook.security = WorkbookProtection(workbookPassword="rahasia", lockStructure=True)


def shared_strings(data: bytes) -> bytes:
    """A workbook whose texts stand in a table of their own, one of them in several runs."""
    texts: list[str] = []

    def number(match: re.Match[str]) -> str:
        texts.append(match[2])
        return f'{match[1]} t="s"><v>{len(texts) - 1}</v></c>'

    members = parts(data)
    for name in [name for name in members if "worksheets/sheet" in name]:
        pattern = r'(<c [^>]*?) t="inlineStr"><is><t>([^<]*)</t></is></c>'
        members[name] = re.sub(pattern, number, members[name].decode()).encode()
    assert texts
    head, tail = texts[0][:1], texts[0][1:]
    items = [f"<si><r><rPr><b/></rPr><t>{head}</t></r><r><t>{tail}</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"]
    items += [f"<si><t>{text}</t></si>" for text in texts[1:]]
    part = f'<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{"".join(items)}</sst>'
    relation = f'<Relationship Id="S" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    rels = "xl/_rels/workbook.xml.rels"
    members[rels] = members[rels].replace(b"</Relationships>", relation.encode())
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}.sharedStrings+xml"/></Types>'
    types = "[Content_Types].xml"
    members[types] = members[types].replace(b"</Types>", override.encode())
    return packed({**members, "xl/sharedStrings.xml": part})


def elsewhere(data: bytes, folder: str) -> bytes:
    """A workbook whose parts lie in another folder than xl/, as its relationships say."""

    def moved(name: str, content: bytes) -> bytes:
        if not name.endswith(".rels") and name != "[Content_Types].xml":
            return content
        return content.replace(b'"/xl/', f'"/{folder}'.encode()).replace(b'"xl/', f'"{folder}'.encode())

    return packed({re.sub("^xl/", folder, name): moved(name, content) for name, content in parts(data).items()})


def cells(sheet: Worksheet) -> dict[str, object]:
    """The values of a sheet as openpyxl reads them."""
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
