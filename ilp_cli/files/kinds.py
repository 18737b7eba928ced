"""Files of other kinds, told by their bytes: what each is called, and how to save it anew so that it can be read."""

from __future__ import annotations

import html
import io
import re
import zipfile

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_XLSX = "simpan ulang sebagai Excel Workbook (.xlsx)"
_COPY = f"salin tabelnya ke Excel, lalu {_AS_XLSX}"
_RETYPE = "minta berkas Excel-nya, atau ketik ulang tabelnya di Excel"
_UNPACK = "ekstrak dulu, lalu sebut berkas di dalamnya"
_DOWNLOAD = "buka di Google Spreadsheet, lalu File › Download › Microsoft Excel (.xlsx)"
_IMAGE = ("gambar", _RETYPE)

_BY_START: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "dokumen PDF", _RETYPE),
    (rb"{\rtf", "dokumen RTF", _COPY),
    (b"\x89PNG\r\n", *_IMAGE),
    (b"\xff\xd8\xff", *_IMAGE),
    (b"GIF87a", *_IMAGE),
    (b"GIF89a", *_IMAGE),
    (b"II*\x00", *_IMAGE),
    (b"MM\x00*", *_IMAGE),
    (b"Rar!\x1a\x07", "arsip RAR", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "arsip 7-Zip", _UNPACK),
    (b"\x1f\x8b\x08", "arsip GZIP", _UNPACK),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "pintasan Windows (.lnk)", "sebut berkas yang dituju pintasan itu"),
    (b"[InternetShortcut]", "pintasan internet (.url)", "unduh berkasnya sebagai .xlsx"),
    (b"SQLite format 3\x00", "basis data SQLite", "ekspor tabelnya sebagai csv"),
    (b"\x00\x01\x00\x00Standard ", "basis data Access", "ekspor tabelnya ke Excel"),
    (b"PAR1", "berkas Parquet", "ekspor tabelnya sebagai csv"),
    (b"$FL2", "data SPSS (.sav)", "ekspor tabelnya sebagai csv"),
    (b"\x00\x00\x02\x00", "lembar Lotus 1-2-3", f"buka di LibreOffice, {_AS_XLSX}"),
    (b"BEGIN:VCARD", "kartu kontak (.vcf)", _RETYPE),
    (b"BEGIN:VCALENDAR", "kalender (.ics)", _RETYPE),
    (b"MZ\x90\x00", "program Windows", _RETYPE),
)
_BY_SHAPE: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (re.compile(rb"ID;P[^\r\n]*[\r\n]+(?:[BCEFOP]|NN|NU);"), "berkas SYLK (.slk)", f"buka di Excel, {_AS_XLSX}"),
    (re.compile(rb'TABLE\s*\r?\n\s*0\s*,\s*1\s*\r?\n\s*"'), "berkas DIF", f"buka di Excel, {_AS_XLSX}"),
    (
        re.compile(rb"(?:[\w-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){0,20}?MIME-Version:", re.IGNORECASE),
        "halaman web arsip (MHTML)",
        f"buka di Excel, {_AS_XLSX}",
    ),
    (re.compile(rb"\x03[\x00-\x7f][\x01-\x0c][\x01-\x1f]"), "tabel dBASE (.dbf)", f"buka di LibreOffice, {_AS_XLSX}"),
    (re.compile(rb'\s*\{[^{}]*(?:docs\.google\.com|"doc_id"|"resource_id")'), "pintasan Google Drive", _DOWNLOAD),
    (re.compile(rb"RIFF....WEBP|BM.{4}\x00\x00\x00\x00|....ftyp(?:heic|heix|mif1|avif)", re.DOTALL), *_IMAGE),
    (
        re.compile(rb"\s*<\?xml(?s:.)*?urn:schemas-microsoft-com:office:spreadsheet"),
        "XML Spreadsheet 2003",
        f"buka di Excel, {_AS_XLSX}",
    ),
    (
        re.compile(rb"\s*<\?xml(?s:.)*?<(?:\w+:)?document\b(?s:.)*?opendocument"),
        "dokumen OpenDocument satu berkas (.fods)",
        f"buka di LibreOffice, {_AS_XLSX}",
    ),
    (re.compile(rb"\s*<\?xml(?s:.)*?<pkg:package|\s*<\?xml(?s:.)*?progid=\"Word"), "dokumen Word (XML)", _COPY),
)
_BY_MEMBER: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"(?m)workbook\.bin$"), "workbook biner (.xlsb)", f"buka di Excel, {_AS_XLSX}"),
    (
        re.compile(r"(?m)\.iwa$|^Index\.zip$"),
        "dokumen Apple (Numbers)",
        "buka di Numbers, ekspor ke Excel (.xlsx)",
    ),
    (re.compile(r"(?m)^word/"), "dokumen Word (.docx)", _COPY),
    (re.compile(r"(?m)^ppt/"), "presentasi PowerPoint (.pptx)", _COPY),
)
_BY_STREAM: tuple[tuple[str, str, str], ...] = (
    ("WordDocument", "dokumen Word lama (.doc)", _COPY),
    ("PowerPoint Document", "presentasi PowerPoint lama (.ppt)", _COPY),
    ("__properties_version1.0", "pesan Outlook (.msg)", "simpan lampirannya, lalu sebut berkas itu"),
)
_WORKBOOK_STREAMS = ("Workbook", "Book", "EncryptedPackage")
_OPENDOCUMENT = {
    b"application/vnd.oasis.opendocument.text": ("dokumen LibreOffice Writer (.odt)", _COPY),
    b"application/vnd.oasis.opendocument.presentation": ("presentasi LibreOffice (.odp)", _COPY),
}


def foreign(data: bytes) -> str:
    """What a file is that is no table and no YAML, and how to save it anew; "" where it may be either."""
    what, how = _foreign(data)
    return f"isinya {what}, yang tidak dapat dibaca; {how}" if what else ""


def _foreign(data: bytes) -> tuple[str, str]:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = data[:_HEAD].decode("utf-16", "ignore").encode()
    if head.startswith(b"PK"):
        return _archive(data)
    if head.startswith(_OLE):
        return _container(data)
    for start, what, how in _BY_START:
        if head.startswith(start):
            return what, how
    return next(((what, how) for shape, what, how in _BY_SHAPE if shape.match(head)), ("", ""))


def _archive(data: bytes) -> tuple[str, str]:
    """What a zip holds where it is no workbook; one that cannot be listed is left to the reader to name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype")[:200].strip() if "mimetype" in names else b""
    except MemoryError:
        raise
    except Exception:  # zipfile, zlib and struct each have their own ways to reject a broken archive
        return "", ""
    if kind in _OPENDOCUMENT:
        return _OPENDOCUMENT[kind]
    listed = "\n".join(names)
    for member, what, how in _BY_MEMBER:
        if member.search(listed):
            return what, how
    inside = {"[content_types].xml", "content.xml", "mimetype"}
    if names and not any(name.lower() in inside or name.startswith("xl/") for name in names):
        return "arsip ZIP", _UNPACK
    return "", ""


def _container(data: bytes) -> tuple[str, str]:
    """What an old Office file is that holds no workbook, by the names in its directory."""
    if any(name.encode("utf-16-le") + b"\x00\x00" in data for name in _WORKBOOK_STREAMS):
        return "", ""
    told = ((what, how) for name, what, how in _BY_STREAM if name.encode("utf-16-le") in data)
    return next(told, ("", ""))


OWN_PAGE = '<meta name="generator" content="ilp_cli">'
"""Stands in the head of every page this program writes to be printed: it is no list to be read."""
_HEAD = 2_000


def own_page(data: bytes) -> bool:
    """Whether bytes are a page this program has written."""
    return OWN_PAGE.encode() in data[:_HEAD]


_ROSTERS = ("Isian roster ILP", "Roster dengan nama samaran")
"""What the titles of the workbooks begin with that we write to be read again as a roster."""
_PROPERTIES = {"docProps/core.xml": b"creator", "meta.xml": b"initial-creator"}
"""Where a workbook says who made it, in an xlsx and in an ods, and what that is called there."""
_MOST = 100_000


def own_workbook(data: bytes) -> str:
    """The title of a workbook that this program has written to be read by people; "" of any other, as of a roster."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in _PROPERTIES.keys() & set(archive.namelist()):
                if archive.getinfo(part).file_size < _MOST:
                    return _title_of(archive.read(part), _PROPERTIES[part])
    except MemoryError:
        raise
    except Exception:  # as in _archive: what cannot be opened is told by who reads it
        return ""
    return ""


def _title_of(properties: bytes, creator: bytes) -> str:
    """The title that the properties of a workbook of ours tell; "" of another's, and of a roster."""
    if not re.search(rb"<(?:\w+:)?%s[^>]*>ilp_cli<" % creator, properties):
        return ""
    told = re.search(rb"<dc:title>([^<]*)<", properties)
    title = html.unescape(told[1].decode("utf-8", "replace")) if told else ""
    return "" if title.startswith(_ROSTERS) else title
