"""The column titles of such lists, as configs/lists.yaml has them, and the words of rows that are no content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ilp_cli.core.names import normal
from ilp_cli.law import configs
from ilp_cli.reading.heading import compared
from ilp_cli.reading.official.official_list import ListColumn, Wilayah

KADER = "kader"
UNITS = ("pustu", "posyandu")
_DATED = re.compile(r"[^,;]+,\s*\d{1,2}\s+[^\W\d]+\s+(?:19|20)\d\d")
"""Where and when something was signed: Rekajaya, 3 Mei 2026."""
_WHOM = {"": "", "asn": "ASN", "non_asn": "non-ASN", "semua": "(semua)", "asn/non_asn": "ASN/non-ASN"}


class Titles(Mapping[str, str]):
    """What a column title means, in its compared form; a title of counts means "cacah" with its own words."""

    def __init__(self) -> None:
        """From configs/lists.yaml and configs/professions.yaml."""
        content = configs.lists()
        self.own: dict[str, str] = {
            compared(title): name for name, titles in content["judul"].items() for title in (name, *titles)
        }
        self.general = frozenset(map(compared, content["judul_umum"]))
        self.ignored = frozenset(compared(title) for title in content["diabaikan"])
        self._sums = tuple(f"{normal(words)} " for words in content["baris_jumlah"])
        self._before = sorted(map(normal, content["awalan_hitungan"]), key=len, reverse=True)
        self._whom = sorted(
            ((normal(words), whom) for whom, listed in content["ukuran"].items() for words in listed),
            key=lambda pair: len(pair[0]),
            reverse=True,
        )
        self._notes = tuple(f"{normal(words)} " for words in content["catatan_kaki"])
        marked = "|".join(re.escape(words) for words in content["catatan_kaki_bertanda"])
        self._marked = re.compile(rf"\W*(?:{marked})\s*(?:[.:=]|\d|$)", re.IGNORECASE)
        self._code = tuple(map(normal, content["awalan_kode"]))
        self._professions = configs.professions()
        self.counts: dict[str, ListColumn] = {}

    def __getitem__(self, title: str) -> str:
        if title in self.own:
            return self.own[title]
        column = self._count(title.replace("_", " "))
        if column is None:
            raise KeyError(title)
        name = f"cacah {column.apa} {column.ukuran}"
        self.counts.setdefault(name, column)
        return name

    def __iter__(self) -> Iterator[str]:
        return iter(self.own)

    def __len__(self) -> int:
        return len(self.own)

    def known(self, title: str) -> bool:
        """Whether a title is one that such lists have, read or not."""
        return bool(normal(title)) and (compared(title) in self.ignored or compared(title) in self)

    def sums(self, text: str) -> bool:
        """Whether a row that begins so adds up others: Jumlah, Total Kab. Luwu."""
        return f"{normal(text)} ".startswith(self._sums)

    def notes(self, text: str) -> bool:
        """Whether a row that begins so is a note or a signature: Sumber: …, Mengetahui."""
        marked = self._marked.match(text) or _DATED.fullmatch(text.strip())
        return f"{normal(text)} ".startswith(self._notes) or bool(marked)

    def says_code(self, title: str) -> bool:
        """Whether a title speaks of a code, of whatever."""
        return normal(title).partition(" ")[0] in self._code

    def _count(self, words: str) -> ListColumn | None:
        """What a title counts, and whom of them where it says so."""
        for whom, meaning in (("", ""), *self._whom):
            for rest in {words.removesuffix(f" {whom}"), words.removeprefix(f"{whom} ")} if whom else (words,):
                apa = self._what(rest) if rest != words or not whom else None
                if apa is not None:
                    return ListColumn(apa, meaning, self._shown(apa, meaning))
        return None

    def _shown(self, apa: str, whom: str) -> str:
        """A count in words: "Bidan non-ASN", "Jumlah pustu"."""
        name = f"Jumlah {apa}" if apa in UNITS else self._professions.names.get(apa, apa.capitalize())
        return f"{name} {_WHOM[whom]}".strip()

    def _what(self, words: str) -> str | None:
        rest = next((words.removeprefix(f"{word} ") for word in self._before if words.startswith(f"{word} ")), "")
        if rest in (KADER, *UNITS):
            return rest
        if words == KADER:
            return words
        return self._professions.named(words) or (self._professions.named(rest) if rest else None)


def wilayah() -> tuple[Wilayah, ...]:
    """The districts whose two numbers are known."""
    return tuple(Wilayah(row["nama"], row["kemendagri"], row["bps"]) for row in configs.lists()["kabupaten"])
