"""A district's own Word template, filled in: in a process of its own, for the template is somebody else's program."""

from __future__ import annotations

import base64
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree import ElementTree  # reads back what was inspected before

from ilp_cli.core.outcome import Misuse
from ilp_cli.core.words import BLANK
from ilp_cli.files.package import packed
from ilp_cli.files.word_file import inspect_word
from ilp_cli.paper.sheet import safe_text

Isi: TypeAlias = str | tuple["Isi", ...] | Mapping[str, "Isi"]
"""What a variable of a template holds: a text, a list, or more of both by name."""

SARINGAN = ("upper", "lower", "title", "capitalize", "trim", "join", "first", "last", "length", "default")
"""The filters a template may use."""
_SECONDS = 30
"""How long filling in may take on a slow computer; the process itself stops sooner."""
_LARGEST = 20 * 1024 * 1024
_CHILD = Path(__file__).with_name("templat_child.py")
_START = "import runpy, sys; sys.path.extend(sys.argv[2:]); runpy.run_path(sys.argv[1], run_name='__main__')"
_NEEDED = ("docxtpl", "docx", "lxml", "jinja2", "markupsafe", "typing_extensions")
_STOPPED = "pengisian templat dihentikan: terlalu lama atau terlalu besar; periksa {% for %} yang bersarang"
_CORE = "docProps/core.xml"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>ilp_cli</dc:creator>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
_TAG = re.compile(r"{[{%#]|[}%#]}")
_PARAGRAPHS = re.compile(r"word/(?!(?:styles|settings|numbering|fontTable|webSettings|theme/)).*\.xml")
_SPACES = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
           "http://schemas.openxmlformats.org/drawingml/2006/main")  # fmt: skip
_SHOWN = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_HOLDS = re.compile(r"\}(?:t|delText|instrText|delInstrText|posOffset|align|pct\w+|sizeRel\w*|\w+Pos\w*)$")
"""The elements of Word that hold a text or a measure."""
_WHOLE = re.compile(r"{[{%#].*?[}%#]}")
_HALF = re.compile(r"{\s*(?:{\s*)?([A-Za-z_][\w.]*)\s*}(?:\s*})?|[«<\[]{1,2}\s*([A-Za-z_][\w.]*)\s*[»>\]]{1,2}")
_UNKNOWN_TAG, _UNKNOWN_FILTER = re.compile(r"unknown tag '(\w+)'"), re.compile(r"[Nn]o filter named '(\w+)'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terisi:
    """A template filled in, and the names it asks for that are not known, each with the known ones of its place.

    `tertinggal` are known names in other signs than {{ }}, which stay as they were written.
    """

    content: bytes
    tidak_dikenal: Mapping[str, tuple[str, ...]]
    tertinggal: tuple[str, ...] = ()


def fill(template: bytes, values: Mapping[str, Isi], name: str, mark: str = "") -> Terisi:
    """A template that was inspected, with values in it; `mark` stands at the head of every page.

    The same template and values give the same bytes. Raises Misuse with what is wrong in the template, or where the
    library for it was not installed; RuntimeError, a fault of ours, where what was written does not read back.
    """
    if not any(map(_TAG.search, read_back(template))):
        raise Misuse(
            f"{name}: tidak ada satu pun {{{{ … }}}} di dalamnya, jadi tidak ada fakta SK yang dapat diisikan; "
            "lihat variabelnya dengan ilp decree --variabel, atau mulai dari --contoh-templat"
        )
    answer = _asked(
        {
            "templat": base64.b64encode(template).decode(),
            "isi": _plain(values),
            "saringan": SARINGAN,
            "titik": BLANK,
            "tanda": safe_text(mark),
        },
        name,
    )
    if "salah" in answer:
        raise Misuse(f"{name}: {_words(answer)}")
    content = _rewritten(base64.b64decode(answer["naskah"]))
    inspect_word(content, name)
    braces = sorted({text.casefold() for text in _texts(values) if _TAG.search(text)}, key=len, reverse=True)
    rest = next((text for text in read_back(content) if _TAG.search(_without(text.casefold(), braces))), None)
    if rest is not None:
        raise Misuse(f"{name}: masih ada {{{{ … }}}} yang tidak terisi di “{rest[:80]}”; tulis ulang dalam satu huruf")
    if lost := next(iter(sorted(_astray(content) - _astray(template))), ""):
        raise Misuse(
            f"{name}: “{' '.join(lost.split())[:80]}” jatuh di luar paragraf, sehingga tidak terlihat di Word; "
            "tulis {{ … }} tanpa huruf di depan namanya (bukan {{p …, {{r … atau {{tr …)"
        )
    return Terisi(
        content=content,
        tidak_dikenal={key: tuple(of) for key, of in answer["tidak_dikenal"].items()},
        tertinggal=tuple(dict.fromkeys(_half_marked(template, values))),
    )


def _astray(content: bytes) -> set[str]:
    """The texts that stand where Word shows none: between the elements of a part."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [ElementTree.fromstring(package.read(name))  # noqa: S314
                 for name in package.namelist() if _SHOWN.fullmatch(name)]  # fmt: skip
    return {
        text.strip()
        for part in parts
        for element in part.iter()
        for text in (*(() if _HOLDS.search(element.tag) else (element.text,)), element.tail)
        if text and text.strip()
    }


def _half_marked(template: bytes, values: Mapping[str, Isi]) -> Iterator[str]:
    """What looks like a known variable in a template, but stands in other signs than {{ }}, so that nobody reads it."""
    for text in read_back(template):
        for mark in _HALF.finditer(_WHOLE.sub(" ", text)):
            if (mark[1] or mark[2]).partition(".")[0] in values:
                yield mark[0]


def asks_for(template: bytes, name: str) -> bool:
    """Whether a template that was inspected names a variable in any of its tags."""
    word = re.compile(rf"{{[{{%][^{{}}]*\b{re.escape(name)}\b")
    return any(word.search(text) for text in read_back(template))


def _plain(value: Isi) -> object:
    """A value as JSON has it, without letters that a document cannot hold."""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, Mapping):
        return {key: _plain(own) for key, own in value.items()}
    return [_plain(own) for own in value]


def _texts(value: Isi) -> Iterator[str]:
    """Every line of the texts among some values, as a paragraph holds it."""
    if isinstance(value, str):
        yield from filter(None, safe_text(value).split("\n"))
    else:
        for own in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(own)


def _without(text: str, parts: Sequence[str]) -> str:
    """A text without what was put into it: braces of a name are no tag."""
    for part in parts:
        text = text.replace(part, "")
    return text


def _asked(question: Mapping[str, object], name: str) -> Mapping[str, Any]:
    """What the other process answers. Raises Misuse where it had to be stopped."""
    import subprocess

    specs = {module: find_spec(module) for module in _NEEDED}
    if specs["docxtpl"] is None:
        raise Misuse(
            "docxtpl, yang mengisi templat Word, belum terpasang; pasang dengan: python -m pip install docxtpl"
        )
    folders = dict.fromkeys(
        str(Path(spec.origin).parents[1 if spec.submodule_search_locations else 0])
        for spec in specs.values()
        if spec is not None and spec.origin is not None
    )
    try:
        ran = subprocess.run(  # noqa: S603  # our own file, this Python
            [sys.executable, "-I", "-S", "-c", _START, str(_CHILD), *folders],
            input=json.dumps(question).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if len(ran.stdout) > 2 * _LARGEST:
            raise ValueError
        answer: Mapping[str, Any] = json.loads(ran.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise Misuse(f"{name}: {_STOPPED}") from None
    return answer


def _words(answer: Mapping[str, object]) -> str:
    """What is wrong in a template, in Indonesian."""
    kind, told, near = str(answer["salah"]), str(answer["pesan"]), str(answer["paragraf"])
    at = f" di paragraf “{near}”" if near else ""
    allowed = f"yang boleh: variabel, for, if, dan saringan {', '.join(SARINGAN)}"
    always = {
        "larangan": f"templat meminta yang tidak diizinkan ({told}){at}; {allowed}",
        "berkas": f"templat tidak boleh memuat berkas lain{at}; {allowed}",
        "besar": _STOPPED,
        "daftar": f"yang ditulis ini daftar, bukan teks{at}; tulis tiap butirnya dengan {{%p for butir in … %}} "
        "{{ butir }} {%p endfor %}, atau {%tr … %} di tabel; lihat ilp decree --variabel",
        "timpang": "ada {% for %} atau {% if %} yang dibuka di satu paragraf atau sel dan ditutup di tempat lain; "
        "pakai {%p … %} untuk paragraf utuh dan {%tr … %} untuk baris tabel, masing-masing di paragraf atau baris "
        "sendiri",
    }
    if kind in always:
        return always[kind]
    if kind == "tulisan":
        tag, saringan = _UNKNOWN_TAG.search(told), _UNKNOWN_FILTER.search(told)
        if saringan:
            return f"saringan “{saringan[1]}” tidak ada{at}; yang ada: {', '.join(SARINGAN)}"
        if tag:
            return f"perintah “{tag[1]}” tidak dikenal atau tidak pada tempatnya{at}; {allowed}"
        return f"{{{{ … }}}} atau {{% … %}} tidak lengkap atau salah tulis{at}"
    return f"templat tidak dapat diisi{at}; buka di Word, simpan ulang, dan tulis ulang tanda {{{{ … }}}} di dekatnya"


def _rewritten(content: bytes) -> bytes:
    """The package anew: every part once, sorted, under a date that is always the same, its properties ours."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {member.filename: source.read(member) for member in source.infolist()}
    if _CORE in parts:
        parts[_CORE] = _PROPERTIES.encode()
    return packed(sorted(parts.items()))


def read_back(content: bytes) -> Iterator[str]:
    """The paragraphs of a document, of its heads and feet, notes and drawings too."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in filter(_PARAGRAPHS.fullmatch, package.namelist()):
            part = ElementTree.fromstring(package.read(name))  # noqa: S314
            for space in _SPACES:
                for paragraph in part.iter(f"{{{space}}}p"):
                    yield "".join(node.text or "" for node in paragraph.iter(f"{{{space}}}t"))
