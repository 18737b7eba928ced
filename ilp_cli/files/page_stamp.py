"""What a page of ours says of itself, in the head of its HTML; and its texts and its looks, one by one.

A browser that saves a page again keeps these lines. It writes the address it came from and its own line on the
letters used, which count for nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from ilp_cli.core.spot import column_letters
from ilp_cli.files.stamp import Teks, digest_of, with_seal

PREFIX = "ilp."
"""What the names of our lines begin with."""
FRONT = "halaman depan"
"""The part of a page above its first section."""
PART = "sidik."
"""What the name of the fact begins with that is the mark of one part."""
_HEAD = "</head>"
_INLINE = {"a", "span", "b", "i", "em", "strong", "code", "br", "wbr", "tspan"}
_EMPTY = {"br", "wbr", "meta", "link", "img", "input", "hr", "base", "area", "col", "embed", "source", "track", "param"}
_WORDS = {"p": "paragraf", "li": "butir", "h1": "judul", "h2": "judul", "h3": "judul", "th": "judul kolom"}
_PARTS = {"section", "h3", "figure"}
_SAVED_FROM = re.compile(r"\s*saved from url=")


@dataclass(frozen=True, slots=True)
class Isi:
    """What stands on a page: its texts, and how each element looks ("tr", "td class=buruk hidden"), in their order."""

    teks: tuple[Teks, ...]
    rupa: tuple[Teks, ...]

    @property
    def bagian(self) -> tuple[str, ...]:
        """The parts, in their order."""
        return tuple(dict.fromkeys(item.bagian for item in (*self.teks, *self.rupa)))


class _Reading(HTMLParser):
    """A page as its texts and looks, and what it says of itself."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.teks: list[Teks] = []
        self.rupa: list[Teks] = []
        self.said: list[tuple[str, str]] = []
        self.around, self.part, self.row, self.column = FRONT, FRONT, 0, 0
        self.open: list[tuple[str, str]] = []
        self.waiting: list[str] = []
        self.counts: dict[tuple[str, str], int] = {}
        self.feed(text)
        self.close()
        self._flush()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == "meta":
            if own.get("name", "").startswith(PREFIX):
                self.said.append((own["name"], own.get("content", "")))
                return
            if "charset" in own or own.get("http-equiv", "").lower() == "content-type":
                return
        if tag not in _INLINE:
            self._flush()
        name = own.get("id", "")
        if tag in _PARTS and name:
            self.around, self.part = self.part, name
        if tag == "table":
            self.row = 0
        elif tag == "tr":
            self.row, self.column = self.row + 1, 0
        elif tag in ("td", "th"):
            self.column += 1
        if tag not in _EMPTY:
            self.open.append((tag, name))
        look = " ".join([tag, *(f"{key}={_link(value)}" for key, value in sorted(own.items()))])
        self.rupa.append(Teks(self.part, f"{self._place(tag, name) or tag} (rupa)", look))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        if tag not in _INLINE:
            self._flush()
        if any(own == tag for own, _ in self.open):
            while self.open.pop()[0] != tag:
                pass
            self.part = {"section": FRONT, "figure": self.around}.get(tag, self.part)

    def handle_data(self, data: str) -> None:
        self.waiting.append(data)

    def handle_comment(self, data: str) -> None:
        if not _SAVED_FROM.match(data):
            self._hidden("komentar", data)

    def handle_pi(self, data: str) -> None:
        self._hidden("perintah", data)

    def unknown_decl(self, data: str) -> None:
        self._hidden("deklarasi", data)

    def _hidden(self, kind: str, data: str) -> None:
        self._flush()
        self.rupa.append(Teks(self.part, self._counted(f"{kind} HTML"), f"{kind} {' '.join(data.split())}"))

    def _flush(self) -> None:
        text = " ".join("".join(self.waiting).split())
        self.waiting.clear()
        if text:
            tag, name = next(((tag, name) for tag, name in reversed(self.open) if tag not in _INLINE), ("", ""))
            place = self._place(tag, name)
            told = {item.tempat for item in self.teks[-1:] if item.bagian == self.part}
            self.teks.append(Teks(self.part, self._counted(tag) if not place or place in told else place, text))

    def _place(self, tag: str, name: str) -> str:
        """Where an element stands: a cell of its table, its id, else nothing that can be told."""
        if tag in ("td", "th"):
            return f"{column_letters(self.column - 1)}{self.row}"
        if tag == "tr":
            return f"baris {self.row}"
        return name

    def _counted(self, tag: str) -> str:
        key = self.part, tag
        self.counts[key] = self.counts.get(key, 0) + 1
        return f"{_WORDS.get(tag, tag)} {self.counts[key]}".strip()


def _link(value: str) -> str:
    """A link as it was written: a page that a browser saved again names its own file before the place in it."""
    return f"#{value.partition('#')[2]}" if value.startswith("file:") and "#" in value else " ".join(value.split())


def read_page(text: str) -> tuple[Isi, dict[str, str]]:
    """What stands on a page, and what it says of itself, without the prefix; empty where it says nothing."""
    reading = _Reading(text)
    facts = {name.removeprefix(PREFIX): value for name, value in reading.said}
    return Isi(tuple(reading.teks), tuple(reading.rupa)), facts


def marked(isi: Isi) -> dict[str, str]:
    """The mark of each part of a page, as a fact."""
    listed: dict[str, list[str]] = {name: [] for name in isi.bagian}
    for item in (*isi.teks, *isi.rupa):
        listed[item.bagian].append(f"{item.tempat}\t{item.teks}")
    return {f"{PART}{name}": digest_of("\n".join(lines)) for name, lines in listed.items()}


def stamped_page(text: str, facts: Mapping[str, str]) -> str:
    """The page with these facts in its head, and the marks of its parts; the last is a mark of them all."""
    own = with_seal({**facts, **marked(read_page(text)[0])})
    lines = "".join(f'<meta name="{escape(PREFIX + name)}" content="{escape(value)}">\n' for name, value in own.items())
    before, _, behind = text.partition(_HEAD)
    return f"{before}{lines}{_HEAD}{behind}"


def by_part(items: Iterable[Teks]) -> dict[str, list[Teks]]:
    """Texts by their part, in the order of the parts."""
    parts: dict[str, list[Teks]] = {}
    for item in items:
        parts.setdefault(item.bagian, []).append(item)
    return parts
