"""A look into a Word document of somebody else before anything is made of it: what is hostile, broken or too large."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from ilp_cli.core.finding import Place
from ilp_cli.files import misfits

MAX_BYTES = 10 * 1024 * 1024
"""How large the file may be."""
MAX_UNPACKED = 40 * 1024 * 1024
"""How large its parts may be together."""
MAX_XML = 4 * 1024 * 1024
"""How large a part of text may be: an SK has some 100 kB."""
MAX_PARTS = 500

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "simpan salinannya dari Word sebagai Dokumen Word (.docx)"
_FOREIGN = f"isinya bukan dokumen Word; {_SAVE}"
_BROKEN = "isi dokumen rusak atau terpotong; buka di Word, simpan ulang"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES, _DOCUMENT = "[Content_Types].xml", "word/document.xml"
_ENTITY = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_HARMLESS = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_CODE = re.compile(
    r"(?:^|/)(?:vba\w*\.(?:bin|xml)|activeX/|ctrlProps/|customUI|customKeys|attachedToolbars)", re.IGNORECASE
)
_EMBEDDED = re.compile(
    r"(?:^|/)embeddings/|\.(?:exe|dll|js|vbs|ps1|bat|cmd|hta|scr|lnk|jar|bin|html?|mht|rtf)$", re.IGNORECASE
)
_FIELD = re.compile(r"<(?:\w+:)?instrText[^>]*>([^<]*)<|\binstr\s*=\s*[\"']([^\"']*)[\"']")
_ACTIVE = re.compile(r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON|IMPORT|LINK|DATABASE)\b", re.IGNORECASE)
_CHUNK = re.compile(
    r"/(?:aFChunk|oleObject|package|control|vbaProject|attachedTemplate|frame|subDocument|mailMergeSource)$"
)


def read_word(path: Path, name: str) -> bytes:
    """The bytes of a document that may be filled in. Raises Unreadable with the reason in Indonesian."""
    place = Place(file=name)
    if path.suffix.lower() in (".docm", ".dotm"):
        raise misfits.unreadable(place, f"dokumen bermakro tidak dipakai; {_SAVE}")
    try:
        if path.is_dir():
            raise misfits.unreadable(place, "ini folder, bukan berkas")
        if path.stat().st_size > MAX_BYTES:
            raise misfits.unreadable(place, f"berkas lebih besar dari {MAX_BYTES // 1024**2} MB")
        data = path.read_bytes()
    except FileNotFoundError:
        raise misfits.unreadable(place, "berkas tidak ditemukan") from None
    except OSError:
        raise misfits.unreadable(
            place, "berkas tidak dapat dibaca; periksa izinnya, dan apakah sedang dibuka"
        ) from None
    inspect_word(data, name)
    return data


def inspect_word(data: bytes, name: str) -> None:
    """Look at the bytes of a document. Raises Unreadable where it is no plain Word document, or one that acts."""
    place = Place(file=name)
    if not data:
        raise misfits.unreadable(place, "berkas kosong (0 byte)")
    if data.startswith(_OLE):
        raise misfits.unreadable(place, f"dokumen terkunci kata sandi atau Word lama (.doc); {_SAVE}")
    if not data.startswith(b"PK"):
        raise misfits.unreadable(place, _FOREIGN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _sizes(archive, place)
            texts = {
                member.filename: _text(archive.read(member), member.filename, place)
                for member in archive.infolist()
                if member.filename.lower().endswith((".xml", ".rels"))
            }
            if archive.testzip() is not None:
                raise misfits.unreadable(place, _BROKEN)
    except misfits.Unreadable:
        raise
    except Exception:  # zipfile, zlib and struct each have their own ways to reject a broken archive
        raise misfits.unreadable(place, _BROKEN) from None
    _parts(texts, place)


def _sizes(archive: zipfile.ZipFile, place: Place) -> None:
    """Refuse names and sizes that no word processor writes."""
    members = archive.infolist()
    for member in members:
        whole = member.orig_filename
        parts = whole.replace("\\", "/").split("/")
        if whole.startswith(("/", "\\")) or ".." in parts or ":" in whole or "\\" in whole or "\0" in whole:
            raise misfits.unreadable(place, f"memuat bagian dengan nama yang keluar dari dokumen: {whole[:60]!r}")
        if member.flag_bits & 1:
            raise misfits.unreadable(place, f"dokumen terkunci kata sandi; {_SAVE}")
        if member.filename.lower().endswith((".xml", ".rels")) and member.file_size > MAX_XML:
            words = f"bagian {member.filename} mengembang menjadi {member.file_size // 1024**2} MB; terlalu besar"
            raise misfits.unreadable(place, words)
        if _CODE.search(member.filename):
            raise misfits.unreadable(place, f"memuat makro atau kendali ({member.filename}); {_SAVE}, tanpa makro")
        if _EMBEDDED.search(member.filename):
            raise misfits.unreadable(place, f"memuat berkas tersemat ({member.filename}); hapus objek itu di Word")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or len(members) > MAX_PARTS:
        words = f"isi dokumen mengembang menjadi {unpacked // 1024**2} MB dalam {len(members)} bagian; terlalu besar"
        raise misfits.unreadable(place, words)
    twice = [name for name, times in Counter(member.filename.lower() for member in members).items() if times > 1]
    # Some word processors write this one twice; the last is taken, and replaced.
    if any(name != "docprops/core.xml" for name in twice):
        raise misfits.unreadable(place, f"memuat bagian {twice[0]} lebih dari sekali; buka di Word, simpan ulang")


def _text(content: bytes, name: str, place: Place) -> str:
    """A part as text. Refused where it is not UTF-8, declares entities, or has fields that act."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise misfits.unreadable(place, f"bagian {name} bukan UTF-8; buka di Word, simpan ulang") from None
    declared = _DECLARED.search(text[:200])
    if "\0" in text or (declared and declared[1].lower() not in ("utf-8", "us-ascii")):
        raise misfits.unreadable(place, f"bagian {name} bukan UTF-8; buka di Word, simpan ulang")
    if _ENTITY.search(text):
        raise misfits.unreadable(place, f"bagian {name} memuat deklarasi XML yang berbahaya; ditolak")
    field = _ACTIVE.search(html.unescape("".join(first or second for first, second in _FIELD.findall(text))))
    if field:
        raise misfits.unreadable(place, f"memuat bidang {field[1].upper()}, yang mengambil isi lain; hapus di Word")
    return text


def _parts(texts: Mapping[str, str], place: Place) -> None:
    types = texts.get(_TYPES, "")
    if _DOCUMENT not in texts or not types:
        raise misfits.unreadable(place, _FOREIGN)
    if "macroenabled" in types.lower() or "vbaproject" in types.lower():
        raise misfits.unreadable(place, f"dokumen bermakro tidak dipakai; {_SAVE}")
    if _MAIN not in types:
        raise misfits.unreadable(place, _FOREIGN)
    for name, text in texts.items():
        for tag in _RELATION.findall(text) if name.endswith(".rels") else ():
            values = {key: html.unescape(one or two) for key, one, two in _ATTRIBUTE.findall(tag)}
            kind, target = values.get("Type", ""), values.get("Target", "")
            base = posixpath.dirname(posixpath.dirname(name))
            if _CHUNK.search(kind):
                raise misfits.unreadable(place, f"memuat objek dari luar ({kind.rsplit('/', 1)[-1]}); hapus di Word")
            if values.get("TargetMode", "").lower() == "external":
                if not kind.endswith("/hyperlink") or not _HARMLESS.match(target):
                    raise misfits.unreadable(place, f"mengambil isi dari luar ({target[:60]}); hapus tautannya di Word")
            elif not target.startswith("#") and posixpath.normpath(posixpath.join(base, target)).startswith(".."):
                raise misfits.unreadable(place, f"menunjuk bagian di luar dokumen ({target[:60]})")
