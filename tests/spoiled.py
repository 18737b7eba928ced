"""Builds the workbooks, pages and archives that no library at hand would write."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib

from tests.plans import KADER_TABLE, PETUGAS_TABLE, workbook

GOOD = workbook(Petugas=PETUGAS_TABLE, Kader=KADER_TABLE)
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    """A workbook with one part of its archive replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()


def archive(**members: str) -> bytes:
    """A zip that is no workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, content in members.items():
            new.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def sheet_xml(rows: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def ods(rows: str, **more: str) -> bytes:
    """A spreadsheet of OpenDocument with a sheet Petugas, and `more` by their names."""
    names = "office:1.0 table:1.0 text:1.0".split()
    spaces = " ".join(f'xmlns:{name.split(":")[0]}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for name in names)
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    sheets = {"Petugas": rows, **more}
    tables = "".join(f'<table:table table:name="{name}">{lines}</table:table>' for name, lines in sheets.items())
    body = f"<office:spreadsheet>{tables}</office:spreadsheet>"
    content = f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>"
    return archive(**{"mimetype": kind, "META-INF__manifest.xml": manifest, "content.xml": content})


XLS = zlib.decompress(
    base64.b85decode(
        "c-rk)O=uHA6#i!OFHM@(RA_|~3RbPXh!-"
        "#IHU%vrmZ%3s1l^idLefpxGzYy{tvL#UC&f#l7d=$H_=6tw=0T|FK@fyQkDdetkv8j_m)(-"
        "u91_rAWWQzJym|B9{Jr_vnKvsv<;8~s75s*Acu=)M@Yl%%g^-"
        "hog7Pg(vQ8YNV7cfhgo5NqzYovCuLIJD(%%&*c;J0W6!=8pH1e3v8G5{pnB+ESLbhQ{cxmn_xI-"
        "a=er{JU({oI>GQH2b&zVlJ<T}$a(k+WqSW%}(_S^ILq%y>L5uyT*+2#XF_M#83<UGE7L)3JANSJ9Y`)_6pdb_X$^4yee=%$t}BSt"
        "P<!gnhUd~??7i?}OquUvrSKQ_t(4dgc!FE9`5tdJA2gl_!w$eaL@`dsmXRwyBidp;@h;jos{%~d3@g*5=OHMCic_T+rAkkJdXT7k"
        "rQGk0Duq^X=khDIvKi`g_S>&bLVGYpa@jI=DEw(_GJR(_b*Ll@B$HAV70yegu!x3Av)`u507Qa!_xdEV`7XTlEI30SxyEyy^+ISN"
        "zRn-S*sFuls9ZfAagX^eVC@o=)wW)3c}&Na>*rh4`<-l;q5_+7-"
        "8z8rlrSo*B)CVqLUaw)d_UR}fxolz;Wm)`<L#i+P_OX8{O#KPV^J~Hj!w37stsNHtUKKQz^#)A$T4~bezj*eJQDfU=NYtg`3u(ik"
        "57i{faPf2U(=5eJLk9g=N>Q3JF`Ag|we<@A+%khxX&_n)B9%7%MkxyK>aN)v*3l}ar55oTE^VF^r{1584uNU%NXN^MDeJ1&DaSS>"
        "7=IB~_00zY-F19p(w!tTyvP6?M&U>N6398*h1~c4_Ow03^ZU&;hKTR7(|J)L4wf<@=?flF2{{rId0Qv"
    )
)
"""A small .xls, which no library at hand can write: Petugas with one misspelt Bidan in C2, and Kader."""
ODS_CELL = '<table:table-cell {} office:value-type="string"><text:p>{}</text:p></table:table-cell>'
