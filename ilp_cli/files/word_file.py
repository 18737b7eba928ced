"""A look into a Word document of somebody else before anything is made of it: what is hostile, broken or too large."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.parsers.expat import ParserCreate

from ilp_cli.core.finding import Place
from ilp_cli.files import misfits

MAX_BYTES = 10 * 1024 * 1024
"""How large the file may be."""
MAX_UNPACKED = 40 * 1024 * 1024
"""How large its parts may be together."""
MAX_XML = 4 * 1024 * 1024
"""How large a part of text may be: an SK has some 100 kB."""
MAX_PARTS = 500
_PIECE = 1 << 16
"""The letters that are read at a time."""
_NESTED = "\x00"
"""Where a field stands within another."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "simpan salinannya dari Word sebagai Dokumen Word (.docx)"
_FOREIGN = f"isinya bukan dokumen Word; {_SAVE}"
_BROKEN = "isi dokumen rusak atau terpotong; buka di Word, simpan ulang"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES, _DOCUMENT = "[Content_Types].xml", "word/document.xml"
_ENTITY = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")
_HARMLESS = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_CODE = re.compile(
    r"(?:^|/)(?:vba\w*\.(?:bin|xml)|activeX/|ctrlProps/|customUI|customKeys|attachedToolbars)", re.IGNORECASE
)
_EMBEDDED = re.compile(
    r"(?:^|/)embeddings/|\.(?:exe|dll|js|vbs|ps1|bat|cmd|hta|scr|lnk|jar|bin|html?|mht|rtf)$", re.IGNORECASE
)
_MEDIA = re.compile(r"\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|ico|webp|odttf|ttf|otf)$", re.IGNORECASE)
_FIELDS = frozenset(
    "ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT BIBLIOGRAPHY CITATION COMMENTS COMPARE CREATEDATE DATE DOCPROPERTY"
    " EDITTIME EQ FILENAME FILESIZE FORMCHECKBOX FORMDROPDOWN FORMTEXT HYPERLINK IF INDEX KEYWORDS LASTSAVEDBY LISTNUM"
    " MERGEFIELD MERGEREC MERGESEQ NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE QUOTE REF REVNUM SAVEDATE"
    " SECTION SECTIONPAGES SEQ STYLEREF SUBJECT SYMBOL TC TEMPLATE TIME TITLE TOC USERNAME XE".split()
)
"""The fields that tell of the document itself. All others bring in something else, or do something."""
_WORD = re.compile(r"""\\[lot]\s*(?:"[^"]*"|\S+)|\\\S+|"([^"]*)"|(\S+)""", re.IGNORECASE)
"""A word of a link: a switch, with what it takes, or what the link leads to."""
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
        raise misfits.not_there(place, "berkas tidak ditemukan", path) from None
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
    except (misfits.Unreadable, MemoryError):
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
        if _EMBEDDED.search(member.filename) or not (
            member.is_dir() or _MEDIA.search(member.filename) or member.filename.lower().endswith((".xml", ".rels"))
        ):
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
    fault = next(filter(None, map(_acts, _instructions(text))), "")
    if fault:
        raise misfits.unreadable(place, f"memuat bidang {fault}, yang mengambil isi lain; hapus di Word")
    return text


def _read(text: str) -> Iterator[tuple[str, Mapping[str, str] | str]]:
    """The elements of a part by their bare names with their attributes, "" with each text, and "/name" at an end.

    They come one by one: a tree of millions of empty elements would fill the memory.
    """
    said: list[tuple[str, Mapping[str, str] | str]] = []
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, values: said.append(
        (_bare(tag), {_bare(key): value for key, value in values.items()})
    )
    parser.EndElementHandler = lambda tag: said.append((f"/{_bare(tag)}", ""))
    parser.CharacterDataHandler = lambda data: said.append(("", data))
    for start in range(0, len(text), _PIECE):
        parser.Parse(text[start : start + _PIECE].encode("utf-8", "surrogatepass"), False)  # noqa: FBT003  # expat says it so
        yield from said
        said.clear()
    parser.Parse(b"", True)  # noqa: FBT003
    yield from said


def _bare(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _instructions(text: str) -> Iterator[str]:
    """What each field of a part says, _NESTED where another stands in it. Raises as expat does for a broken part."""
    if "instr" not in text and "fldChar" not in text:
        whole = text.encode("utf-8", "surrogatepass")
        ParserCreate(namespace_separator=" ").Parse(whole, True)  # noqa: FBT003  # whether it can be read at all
        return
    stray, inside = "", False
    fields: list[str | None] = []  # those that are open, None from where one shows its result
    for name, own in _read(text):
        if isinstance(own, Mapping):
            inside = name in ("instrText", "delInstrText")
            kind = own.get("fldCharType") if name == "fldChar" else None
            if name == "fldSimple" and "instr" in own:
                yield own["instr"]
            elif kind == "begin":
                if fields and fields[-1] is not None:
                    fields[-1] += _NESTED
                fields.append("")
            elif kind in ("separate", "end") and fields:
                yield fields.pop() or ""
                if kind == "separate":
                    fields.append(None)
        elif name:
            inside = False
        elif inside and fields and fields[-1] is not None:
            fields[-1] += own
        elif inside:
            stray += own
    yield from (stray, *filter(None, fields))


def _acts(instruction: str) -> str:
    """What a field is called that may not stand in a template; "" for one that may.

    A name that another field reckons may be any.
    """
    words = instruction.split(maxsplit=1)
    if not words:
        return ""
    name = re.split(r"[\\\"]", words[0], maxsplit=1)[0].upper()
    if name not in _FIELDS and not name.startswith("="):
        return name.replace(_NESTED, "…")[:40] or "…"
    links = _WORD.findall(words[1]) if name == "HYPERLINK" and len(words) > 1 else ()
    targets = (first or second for first, second in links)
    return next((f"HYPERLINK {link[:60]}" for link in targets if link and not _HARMLESS.match(link)), "")


def _parts(texts: Mapping[str, str], place: Place) -> None:
    types = texts.get(_TYPES, "")
    if _DOCUMENT not in texts or not types:
        raise misfits.unreadable(place, _FOREIGN)
    if "macroenabled" in types.lower() or "vbaproject" in types.lower():
        raise misfits.unreadable(place, f"dokumen bermakro tidak dipakai; {_SAVE}")
    if _MAIN not in types:
        raise misfits.unreadable(place, _FOREIGN)
    for values in (own for name, own in _read(types) if name in ("Default", "Override") and isinstance(own, Mapping)):
        part = values.get("PartName") or f".{values.get('Extension', '')}"
        kind = values.get("ContentType", "").lower()
        if kind.endswith(("+xml", "/xml")) and "svg" not in kind and not part.lower().endswith((".xml", ".rels")):
            raise misfits.unreadable(place, f"menyebut {part[:60]!r} sebagai teks; buka di Word, simpan ulang")
    for name, text in texts.items():
        listed = _read(text) if name.lower().endswith(".rels") else ()
        for values in (own for tag, own in listed if tag == "Relationship" and isinstance(own, Mapping)):
            kind, target = values.get("Type", ""), values.get("Target", "")
            base = posixpath.dirname(posixpath.dirname(name))
            if _CHUNK.search(kind):
                raise misfits.unreadable(place, f"memuat objek dari luar ({kind.rsplit('/', 1)[-1]}); hapus di Word")
            if values.get("TargetMode", "").lower() == "external":
                if not kind.endswith("/hyperlink") or not _HARMLESS.match(target):
                    raise misfits.unreadable(place, f"mengambil isi dari luar ({target[:60]}); hapus tautannya di Word")
            elif not target.startswith("#") and posixpath.normpath(posixpath.join(base, target)).startswith(".."):
                raise misfits.unreadable(place, f"menunjuk bagian di luar dokumen ({target[:60]})")
