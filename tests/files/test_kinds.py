"""A file of another kind is called what it is, with how to save it anew; a table is never taken for one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ilp_cli.files.kinds import OWN_PAGE, foreign, own_page
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.table_file import read_bytes


def packed(**members: str) -> bytes:
    """A zip with these members, `__` in a name for a slash."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "called"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "dokumen PDF"),
        (rb"{\rtf1\ansi nama\par}", "dokumen RTF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "gambar"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "gambar"),
        (b"Rar!\x1a\x07\x01\x00", "arsip RAR"),
        (b"$FL2@(#) SPSS DATA FILE", "data SPSS"),
        (b"\x03\x7a\x06\x15\x01\x00\x00\x00A\x00 \x00" + bytes(40), "tabel dBASE"),
        (b"\x00\x00\x02\x00\x06\x04\x06\x00", "Lotus 1-2-3"),
        (b"BEGIN:VCARD\r\nFN:Ina Rekaan\r\n", "kartu kontak"),
        (b"BEGIN:VCALENDAR\r\n", "kalender"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "arsip 7-Zip"),
        (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60), "pintasan Windows"),
        (b'{"url": "https://docs.google.com/open?id=x", "doc_id": "x"}', "pintasan Google Drive"),
        (b'{"doc_id":"x","email":"a@b"}', "pintasan Google Drive"),
        (b'ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K"nama"\r\nE\r\n', "SYLK"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n""\r\n', "DIF"),
        (b"From: <Saved by Windows>\nSubject: x\n y\nMIME-Version: 1.0\n", "MHTML"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\n", "MHTML"),
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
            "XML Spreadsheet 2003",
        ),
        (
            b'<?xml version="1.0"?>\n<office:document '
            b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
            ".fods",
        ),
        (packed(xl__workbook_DOT_bin="x"), ".xlsb"),
        (packed(Index__Document_DOT_iwa="x"), "Numbers"),
        (packed(word__document_DOT_xml="<w/>"), ".docx"),
        (packed(ppt__presentation_DOT_xml="<p/>"), ".pptx"),
        (packed(mimetype="application/vnd.oasis.opendocument.text", content_DOT_xml="<x/>"), ".odt"),
        (packed(petugas_DOT_csv="nama"), "arsip ZIP"),
        (OLE + bytes(500) + "WordDocument".encode("utf-16-le") + bytes(500), ".doc)"),
    ],
)
def test_another_kind_is_called_what_it_is(tmp_path: Path, data: bytes, called: str) -> None:
    (tmp_path / "petugas.csv").write_bytes(data)
    with pytest.raises(Unreadable) as refused:
        read_bytes(tmp_path / "petugas.csv", "petugas.csv")
    (finding,) = refused.value.findings
    assert finding.status == 3
    assert called in finding.message
    assert "; " in finding.message  # what to do


@pytest.mark.parametrize(
    "data",
    [
        b"ID;Puskesmas;Pustu\r\n1;Suli;Cimpu\r\n",
        b"ID;PUSKESMAS;NAMA\r\nCimpu;Suli;Ina\r\n",
        b"TABLE,nama\r\n0,1\r\n",
        b"BM,nama,puskesmas,profesi,x\r\n",
        b"MIME,nama\r\n",
        b"<table><tr><td>nama</td></tr></table>",
        b"{nama: Ina}\n",
        b"kabupaten: {nama: Luwu}\n",
        packed(xl__workbook_DOT_xml="<workbook/>"),
        packed(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_DOT_xml="<x/>"),
        OLE + bytes(500) + "Workbook".encode("utf-16-le") + bytes(500),
        b"",
    ],
)
def test_a_table_or_a_plan_is_no_other_kind(data: bytes) -> None:
    assert foreign(data) == ""


def test_a_page_of_our_own_is_known_by_its_head() -> None:
    ours = f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'>{OWN_PAGE}<title>x</title></head></html>"
    assert own_page(ours.encode())
    assert not own_page(b"<html><head><title>x</title></head><body><table></table></body></html>")
    assert not own_page(b" " * 5_000 + ours.encode())
