"""Fills a Word template from stdin in a process of its own, with little time and memory; run as a file, by `templat`.

Its template is somebody else's program: of jinja2 it has names, loops, conditions and a few filters.
"""

from __future__ import annotations

import base64
import io
import json
import sys
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn
from xml.parsers.expat import ExpatError, ParserCreate

import docx
from docx.opc import phys_pkg
from docxtpl import DocxTemplate
from jinja2 import ChainableUndefined, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

_MEMORY, _SECONDS = 1024**3, 10
_LOOP = ("index", "index0", "first", "last", "length", "revindex")
_CENTER = 1
_LIBRARY: Any = phys_pkg


class Undated(zipfile.ZipFile):
    """An archive that never asks the clock: one that stands in 1970 tells a time that no zip can say."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any) -> None:
        """Add a part."""
        super().writestr(zipfile.ZipInfo(str(zinfo_or_arcname)), data)


_LIBRARY.ZipFile = Undated


class Dotted(ChainableUndefined):
    """A name nobody knows: dots, and told."""

    dots = ""
    told: dict[str, list[str]] = {}  # noqa: RUF012  # of the one template this process fills

    def _tell(self) -> None:
        known = self._undefined_obj if isinstance(self._undefined_obj, Mapping) else self.told[""]
        self.told.setdefault(str(self._undefined_name), sorted(known))

    def __str__(self) -> str:
        self._tell()
        return self.dots

    def __html__(self) -> str:
        return str(self)

    def __iter__(self) -> Iterator[Any]:
        self._tell()
        return iter(())

    def __bool__(self) -> bool:
        self._tell()
        return False


class Listed(Exception):
    """A list stands where a text belongs."""


class Untold:
    """What no tag and no filter makes a text of: it has to be gone through."""

    def __str__(self) -> str:
        raise Listed

    __repr__ = __html__ = __str__

    def __format__(self, _: str) -> str:
        raise Listed


class Several(Untold, list[Any]):
    """A list of a template."""


class Named(Untold, dict[str, Any]):
    """More of a template, by name."""


def given(value: Any) -> Any:
    """A value as a template is handed it."""
    if isinstance(value, Mapping):
        return Named((name, given(own)) for name, own in value.items())
    return Several(map(given, value)) if isinstance(value, list) else value


def printed(value: Any) -> Any:
    """What a tag prints. Raises Listed for a list, as a part of one is, and SecurityError for what is no text."""
    if isinstance(value, list | tuple | Mapping):
        raise Listed
    if isinstance(value, bool) or not isinstance(value, str | int | float | Dotted):
        raise SecurityError("isi yang bukan teks")
    return value


class Whole(DocxTemplate):  # type: ignore[misc]  # docxtpl says no types
    """A template of which no part is mended by leaving out what does not fit."""

    def render_xml_part(self, *args: Any) -> str:
        """A part filled in. Raises ExpatError where a tag begins in one paragraph or cell and ends in another."""
        xml: str = super().render_xml_part(*args)
        ParserCreate(namespace_separator=" ").Parse(xml.encode(), True)  # noqa: FBT003  # expat says it so
        return xml


class Closed(SandboxedEnvironment):
    """Nothing is called or calculated, and no attribute of an object is read."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """A template as it was written. Raises SecurityError where it would leave the letters of XML as they are."""
        template = super()._parse(source, name, filename)
        if template.find(nodes.EvalContextModifier) is not None:
            raise SecurityError("autoescape")
        return template

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> NoReturn:  # noqa: ARG002
        """Refuse to calculate: a text times a million is a bomb."""
        raise SecurityError(f"hitungan {operator}")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002
        """No attribute is."""
        return False

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002
        """Nothing is."""
        return False

    def call(*_: Any, **__: Any) -> NoReturn:
        """Refuse a call."""
        raise SecurityError("pemanggilan (…)")

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a value holds by name, or how far a loop is."""
        if str(attribute).startswith("_"):
            raise SecurityError(f"nama {attribute}")
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        return obj if isinstance(obj, Dotted) else self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same, and an item of a list by its number."""
        if isinstance(obj, list | str) and isinstance(argument, int | slice):
            try:
                return obj[argument]
            except (IndexError, TypeError, ValueError):
                return self.undefined(obj=obj, name=str(argument))
        return self.getattr(obj, argument if isinstance(argument, str) else str(argument))


def main() -> None:
    """Read the template, its values and the dots; write the document, or what is wrong with it."""
    try:
        import resource  # Unix

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    except (ImportError, ValueError, OSError):
        pass
    asked = json.load(sys.stdin)
    Dotted.dots, Dotted.told = asked["titik"], {"": sorted(asked["isi"])}
    try:
        content = _filled(base64.b64decode(asked["templat"]), asked["isi"], asked["saringan"])
        content = _marked(content, asked["tanda"]) if asked["tanda"] else content
        known = {name: of for name, of in Dotted.told.items() if name}
        answer = {"naskah": base64.b64encode(content).decode(), "tidak_dikenal": known}
    except Exception as error:  # whatever a template does is told, not thrown
        answer = _fault(error)
    json.dump(answer, sys.stdout)


def _fault(error: Exception) -> dict[str, Any]:
    """What a template does that it may not, and in which paragraph."""
    lines = [str(line).strip() for line in getattr(error, "docx_context", ())]
    place = min(3, (getattr(error, "lineno", None) or 4) - 1)
    kinds = (
        (MemoryError, "besar"),
        (Listed, "daftar"),
        (ExpatError, "timpang"),
        (SecurityError, "larangan"),
        (TemplateSyntaxError, "tulisan"),
        (UndefinedError, "larangan"),
    )
    kind = next((word for known, word in kinds if isinstance(error, known)), "lain")
    return {
        "salah": "berkas" if "no loader" in str(error) else kind,
        "pesan": str(error)[:300],
        "paragraf": lines[place][:200] if len(lines) > place else "",
    }


def _filled(content: bytes, values: Mapping[str, Any], filters: list[str]) -> bytes:
    environment = Closed(undefined=Dotted, autoescape=True, finalize=printed)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in filters}
    template: Any = Whole(io.BytesIO(content))
    template.render(given(values), environment)
    result = io.BytesIO()
    template.docx.save(result)
    return result.getvalue()


def _marked(content: bytes, mark: str) -> bytes:
    """The document with a mark at the head of every page."""
    word: Any = docx.Document(io.BytesIO(content))
    for number, section in enumerate(word.sections):
        heads = [section.header]
        heads += [section.first_page_header] if section.different_first_page_header_footer else []
        heads += [section.even_page_header] if word.settings.odd_and_even_pages_header_footer else []
        for head in heads:
            if not number or not head.is_linked_to_previous:
                head.is_linked_to_previous = False
                first = head.paragraphs[0].insert_paragraph_before() if head.paragraphs else head.add_paragraph()
                first.add_run(mark).bold = True
                first.alignment = _CENTER
    result = io.BytesIO()
    word.save(result)
    return result.getvalue()


if __name__ == "__main__":
    main()
