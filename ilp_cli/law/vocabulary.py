"""The words of configs/reading.yaml: what counts as blank, as yes, as a prefix, as a degree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ilp_cli.core.names import holds, normal
from ilp_cli.law import configs

_ORDINAL = re.compile(r"\d{1,3}\s*[.)]\s*")
_NOTED = re.compile(r"([^()]{3,}?)[\s,]*\([^()\d]+\)")
"""A name with a note behind it; one with a figure tells two people of one name apart."""
_BRACKETED = re.compile(r"^(?P<unit>[^()]+?)[\s,]*\((?P<inside>[^()]+)\)$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How the words of a roster are understood; `dispensable` says why an import does without some columns.

    `blank` and `errors` hold every usual casing, so that a cell is asked as it is. `other_terms` are words of a title
    above a bare “selesai” that make it no end of service; `term_ends` to `term_contract` tell what a day is of: see
    `reading.terms`. `going` to `late` are the words by which somebody has left, `colours` those of a legend: see
    `reading.leaving`. `people_passed` to `people_words` are words of a title over names: see `reading.wide`. `vacant`
    to `signature` are what stands in a column of names where nobody is meant: see `reading.nobody`.
    """

    blank: frozenset[str]
    errors: frozenset[str]
    other_terms: frozenset[str]
    term_ends: frozenset[str]
    term_days: frozenset[str]
    term_sip: frozenset[str]
    term_contract: frozenset[str]
    truth: Mapping[str, bool]
    unknown: frozenset[str]
    counted: frozenset[str]
    prefixes: Mapping[str, tuple[str, ...]]
    before: frozenset[str]
    after: frozenset[str]
    name_forms: Mapping[str, str]
    spellings: Mapping[str, str]
    fathers: frozenset[str]
    common_names: frozenset[str]
    before_people: frozenset[str]
    before_people_plainly: frozenset[str]
    tables: Mapping[str, tuple[str, ...]]
    spread: Mapping[str, Mapping[str, str]]
    shares: frozenset[str]
    cumulative: frozenset[str]
    none_counted: frozenset[str]
    share_titles: frozenset[str]
    ignored: frozenset[str]
    shortened: Mapping[str, str]
    title_tails: tuple[str, ...]
    others_titles: tuple[str, ...]
    people_passed: frozenset[str]
    people_kader: frozenset[str]
    people_kader_more: frozenset[str]
    people_words: frozenset[str]
    dispensable: Mapping[str, str]
    marks: Mapping[str, str]
    shifts: Mapping[str, str]
    lent: tuple[str, ...]
    later: frozenset[str]
    multiples: Mapping[str, int]
    going: tuple[str, ...]
    going_before: frozenset[str]
    planned: frozenset[str]
    coming: frozenset[str]
    passing: tuple[str, ...]
    doubted: tuple[str, ...]
    doubted_status: tuple[str, ...]
    doubted_beside: tuple[str, ...]
    also_names: frozenset[str]
    ditto: frozenset[str]
    greys: frozenset[str]
    endless: frozenset[str]
    away: tuple[str, ...]
    of_leave: tuple[str, ...]
    terms: tuple[str, ...]
    prolonged: frozenset[str]
    no_staff: tuple[str, ...]
    late: frozenset[str]
    colours: Mapping[str, tuple[int, ...]]
    colour_more: frozenset[str]
    induk: frozenset[str]
    manners: tuple[str, ...]
    employers: tuple[str, ...]
    elsewhere: tuple[str, ...]
    vacant: tuple[str, ...]
    vacant_before: tuple[str, ...]
    vacant_more: frozenset[str]
    vacant_words: frozenset[str]
    perhaps_names: frozenset[str]
    posts: frozenset[str]
    addressed: frozenset[str]
    sums: frozenset[str]
    sums_first: frozenset[str]
    sums_more: frozenset[str]
    page: tuple[str, ...]
    signature: tuple[str, ...]

    def bare_unit(self, text: str) -> str:
        """The name of a unit as it is compared, without the words before it that say what it is."""
        name = normal(text)
        before = (*self.prefixes["puskesmas"], *self.prefixes["pustu"], *self.induk)
        while word := next((word for word in before if name.startswith(f"{word} ")), None):
            name = name[len(word) + 1 :]
        return name

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Vocabulary:
        """From the content of configs/reading.yaml."""
        nobody = content["bukan_orang"]
        return cls(
            blank=frozenset(case for mark in content["kosong"] for case in _cases(mark)),
            errors=frozenset(case for mark in content["galat"] for case in _cases(mark)),
            other_terms=frozenset(content["bukan_masa_tugas"]),
            term_ends=frozenset(content["masa_berlaku"]["akhir"]),
            term_days=frozenset(content["masa_berlaku"]["hari_lain"]),
            term_sip=frozenset(content["masa_berlaku"]["sip"]),
            term_contract=frozenset(content["masa_berlaku"]["kontrak"]),
            truth={
                **dict.fromkeys((word.casefold() for word in content["ya"]), True),
                **dict.fromkeys((word.casefold() for word in content["tidak"]), False),
            },
            unknown=frozenset(content["belum_diketahui"]),
            counted=frozenset(content["satuan"]),
            prefixes={
                kind: tuple(sorted((normal(words) for words in listed), key=len, reverse=True))
                for kind, listed in content["awalan"].items()
            },
            before=frozenset(content["gelar_depan"].split()),
            after=frozenset(content["gelar_belakang"].split()),
            before_people_plainly=frozenset(content["sebutan_orang"]["tegas"]),
            before_people=frozenset(word for words in content["sebutan_orang"].values() for word in words),
            name_forms={form: name for name, forms in content["nama_sama"].items() for form in forms},
            spellings=dict(content["nama_mirip"]["ejaan"]),
            fathers=frozenset(content["nama_mirip"]["nasab"]),
            common_names=frozenset(content["nama_mirip"]["umum"]),
            tables={kind: tuple(map(normal, listed)) for kind, listed in content["tabel"].items()},
            spread={
                table: {normal(word): column for column, words in columns.items() for word in words}
                for table, columns in content["judul_isian"].items()
            },
            shares=frozenset(map(normal, content["persen"])),
            cumulative=frozenset(map(normal, content["kumulatif"])),
            none_counted=frozenset(map(str.lower, content["tidak_seorang_pun"])),
            share_titles=frozenset(map(normal, (*content["persen"], *content["judul_persen"]))),
            title_tails=tuple(f"_{normal(words).replace(' ', '_')}" for words in content["ekor_judul"]),
            shortened={normal(word) or word: whole for word, whole in content["singkatan_judul"].items()},
            others_titles=tuple(map(normal, content["kurung_lain"])),
            people_passed=frozenset(content["judul_orang"]["lewati"]),
            people_kader=frozenset(content["judul_orang"]["kader"]),
            people_kader_more=frozenset(content["judul_orang"]["kader_lanjutan"]),
            people_words=frozenset(content["judul_orang"]["orang"]),
            ignored=frozenset(normal(title).replace(" ", "_") for title in content["diabaikan"]),
            dispensable={normal(title).replace(" ", "_"): why for title, why in content["tidak_disalin"].items()},
            marks={mark: kind for kind, listed in content["tanda_jadwal"].items() for mark in listed},
            shifts={mark: shift for shift, listed in content["tanda_giliran"].items() for mark in listed},
            lent=tuple(sorted(map(normal, content["pinjaman"]), key=len, reverse=True)),
            later=frozenset(normal(words) for words in content["menyusul"]),
            multiples={normal(word): int(number) for word, number in content["kelipatan"].items()},
            going=tuple(sorted(map(normal, content["keluar"]["pergi"]), key=len, reverse=True)),
            going_before=frozenset(content["keluar"]["di_depan"]),
            planned=frozenset(content["keluar"]["rencana"]),
            coming=frozenset(content["keluar"]["datang"]),
            passing=tuple(map(normal, content["keluar"]["sementara"])),
            doubted=tuple(map(normal, content["keluar"]["ragu"])),
            doubted_status=tuple(map(normal, content["keluar"]["ragu_status"])),
            doubted_beside=tuple(map(normal, content["keluar"]["ragu_nama"])),
            also_names=frozenset(content["keluar"]["juga_nama"]),
            endless=frozenset(content["tanpa_akhir"]),
            greys=frozenset(content["warna_kelabu"]),
            ditto=frozenset(
                form for text in content["sama_di_atas"] for form in (text, text.upper(), text.capitalize())
            ),
            away=tuple(
                normal(f"{way} {place}")
                for way in content["keluar"]["arah"]
                for place in (*content["keluar"]["tempat"], *content["tempat_lain"])
            ),
            of_leave=tuple(map(normal, content["keluar"]["cuti"])),
            terms=tuple(map(normal, content["keluar"]["masa"])),
            prolonged=frozenset(content["keluar"]["diteruskan"]),
            no_staff=tuple(map(normal, content["keluar"]["bukan_petugas"])),
            late=frozenset(content["keluar"]["almarhum"]),
            colours={word: tuple(map(int, hues)) for word, hues in content["warna"].items()},
            colour_more=frozenset(content["kata_warna"]),
            manners=tuple(sorted(map(normal, content["cara_layanan"]), key=len, reverse=True)),
            induk=frozenset(map(normal, content["induk"])),
            employers=tuple(map(normal, content["pemberi_kerja"])),
            elsewhere=tuple(map(normal, content["tempat_lain"])),
            vacant=tuple(map(normal, nobody["lowong"])),
            vacant_before=tuple(nobody["lowong_awal"]),
            vacant_more=frozenset(nobody["lanjutan"].split()),
            vacant_words=frozenset(nobody["kata_lowong"].split()),
            perhaps_names=frozenset(nobody["mungkin_nama"]),
            posts=frozenset(nobody["sebutan"]),
            addressed=frozenset(nobody["sapaan"]),
            sums=frozenset(nobody["jumlah"]),
            sums_first=frozenset((*nobody["jumlah"], *nobody["awal_jumlah"])),
            sums_more=frozenset(nobody["satuan"].split()),
            page=tuple(map(normal, nobody["halaman"])),
            signature=tuple(map(normal, nobody["tanda_tangan"])),
        )

    def truth_of(self, text: str, asked: str = "") -> bool | None:
        """Whether a word stands for yes or for no; None where it stands for neither.

        Whoever is asked whether something is `asked` may answer with that word too: "tidak ada" below the title "ada".
        """
        said = " ".join(text.casefold().split())
        title = asked.replace("_", " ")
        return self.truth.get(said, self.truth.get(said.removesuffix(f" {title}")) if title else None)

    def says_unknown(self, text: str) -> bool:
        """Whether an answer says no more than that nobody knows."""
        return " ".join(text.casefold().split()) in self.unknown

    def named(self, name: str) -> str | None:
        """Which table the name of a sheet or file speaks of; None where it speaks of none, or of both."""
        words = f" {normal(name)} "
        kinds = [kind for kind, listed in self.tables.items() if any(f" {word} " in words for word in listed)]
        return kinds[0] if len(kinds) == 1 else None

    def speaks_of(self, name: str, table: str) -> bool:
        """Whether the name of a sheet or file speaks of a table, whatever else it speaks of."""
        return holds(normal(name), self.tables.get(table, ()))

    @property
    def kinds(self) -> frozenset[str]:
        """The words by which a text says that the name of a place follows: puskesmas, pkm, pustu."""
        return frozenset(prefix for listed in self.prefixes.values() for prefix in listed if " " not in prefix)

    def kind_of_place(self, text: str) -> tuple[str | None, str]:
        """The kind of place a text says it names, and the name without the prefix, as names are compared.

        "Puskesmas Pembantu Sampano" → ("pustu", "sampano"); without a prefix the kind is None.
        """
        compared = normal(text)
        best = max(
            (
                (len(prefix), kind, prefix)
                for kind, listed in self.prefixes.items()
                for prefix in listed
                if compared.startswith(f"{prefix} ")
            ),
            default=None,
        )
        return (best[1], compared[best[0] + 1 :]) if best else (None, compared)

    def compared_name(self, name: str) -> str:
        """A person's name as it is compared: no degrees, titles, number before it or note behind it; "St." is Siti.

        It is the name itself where it carries none of these.
        """
        noted = _NOTED.fullmatch(name) if name.endswith(")") else None
        bare = self.bare_name(noted[1] if noted else name)
        first, _, rest = bare.partition(" ")
        form = self.name_forms.get(first.lower().rstrip(".")) if rest else None
        return f"{form.capitalize()} {rest}" if form else bare

    def bare_name(self, name: str) -> str:
        """A person's name without degrees, titles and a number before it; the name itself where it carries none."""
        if name[:1].isdigit():
            name = _ORDINAL.sub("", name, count=1) or name
        if "," not in name and "." not in name and name.rpartition(" ")[2].lower() not in self.after:
            first = name.partition(" ")[0].lower()
            if first not in self.before or len(first) == 1:
                return name
        parts = [part.strip() for part in name.split(",") if part.strip()]
        if not parts:
            return name
        while len(parts) > 1 and self._all_degrees(parts[-1]):
            parts.pop()
        words = parts[-1].split() if len(parts) == 1 else None
        if words is None:
            return ", ".join(parts)
        while words and (len(words) > 1 or "." in words[0]):
            if len(words) > 1 and self._leads(words[0]):
                words.pop(0)
                continue
            title, dot, rest = words[0].partition(".")
            if not (dot and rest[:1].isalpha() and title.lower() in self.before):
                break
            words[0] = rest  # dr.Ani
        return " ".join(self._without_trailing(words)) or name

    def _leads(self, word: str) -> bool:
        """Whether the first word is a title."""
        folded = word.replace(".", "").lower()
        return folded in self.before and (len(folded) > 1 or word.endswith("."))

    def _without_trailing(self, words: list[str]) -> list[str]:
        """A name without the degrees that follow it with no comma; only what is written like a degree counts."""
        rest = words
        while len(rest) > 1:
            taken = next((size for size in range(min(4, len(rest) - 1), 0, -1) if self._trails(rest[-size:])), 0)
            if not taken:
                break
            rest = rest[:-taken]
        return rest

    def _trails(self, words: list[str]) -> bool:
        joined = "".join(words)
        dotted = "." in joined or (len(joined) > 2 and sum(letter.isupper() for letter in joined) > 1)
        return dotted and _folded(joined) in self.after

    def only_degrees(self, part: str) -> bool:
        """Whether a text holds nothing but degrees and titles."""
        rest = part
        while (first := rest.partition(" "))[0] and _folded(first[0]) in self.before:
            rest = first[2].strip()
        return not rest or self._all_degrees(rest)

    def _all_degrees(self, part: str) -> bool:
        """Whether a part after a comma is made of degrees only: "S.Kep Ns", "A. Md. Keb"."""
        words = part.replace(".", ". ").split() if _folded(part) not in self.after else []
        while words:
            taken = next((size for size in range(len(words), 0, -1) if _folded("".join(words[:size])) in self.after), 0)
            if not taken:
                return False
            words = words[taken:]
        return True


def bracketed(text: str) -> tuple[str, str] | None:
    """A unit and the one in brackets behind it: "PUSTU SAMPANO (PKM LAROMPONG SELATAN)"; None where there is none."""
    match = _BRACKETED.match(text.strip())
    return (match["unit"], match["inside"]) if match else None


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _cases(mark: str) -> Iterator[str]:
    yield from (mark, mark.lower(), mark.upper(), mark.capitalize(), mark.title())


@cache
def vocabulary() -> Vocabulary:
    """The words of configs/reading.yaml."""
    return Vocabulary.of(configs.reading())


@cache
def kinds() -> Mapping[str, str]:
    """The words that only say what kind of place something is, each with the kind."""
    return {words: kind for kind, listed in vocabulary().prefixes.items() for words in listed}
