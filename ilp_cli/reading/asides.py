"""The rows of a table that are no person, told apart by the whole row, and the headings that give rows their place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ilp_cli.core.names import normal
from ilp_cli.district.numbers import Nik, Nip, digits_of
from ilp_cli.district.table import UNIT, TableSpec
from ilp_cli.files.table_file import TableRow
from ilp_cli.law.configs import Professions
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading.heading import numbering
from ilp_cli.reading.leaving import legend, says_gone
from ilp_cli.reading.nobody import Nobody, nobody, only_counts
from ilp_cli.reading.units import PlaceFound, Units

PLACES = frozenset({"puskesmas", "pustu", "posyandu", UNIT})
_AREAS = (*sorted(PLACES), "desa", "dusun", "blok")
"""Columns in which a sum may stand where a place should."""
_WORK = frozenset({"profesi", "jabatan"})
_PERSONAL = frozenset(
    {"status", "mulai", "sampai", "sip_sampai", "jenis_kelamin", "tingkat", "terlatih", "tetap", "pj_klaster"}
)
"""What is told of a person rather than of a post."""
_ENUMERATED = re.compile(r"(?:[A-Za-z]|[IVXivx]{1,5}|\d{1,2})\s*[.)]\s*(?=\S)")
_ORDINAL = re.compile(r"(?:[A-Za-z]|[IVXivx]{1,5}|\d{1,2})[.)]?")
_DATELINE = re.compile(r"[^\W\d][\w .'-]*,\s*(?:tanggal\s*)?[\d.…_ ]*\s*[A-Za-z….]*\s*20[\d.…_]{0,2}", re.IGNORECASE)
"""The place and day above a signature: "Belopa, 2 Januari 2026"."""
_THIN = 4
"""A line of the page fills at most so many cells."""
_NOBODYS = (Nobody.VACANT, Nobody.POST, Nobody.FIGURES, Nobody.SUM, Nobody.PAGE_NUMBER)
"""What a name may be in a row that has a place: only a number of their own makes it a person."""
_ALONE = 2
"""Without a name, so few cells in the columns of places tell of no post: a signature may stand there."""


@dataclass(slots=True, kw_only=True)
class Section:
    """A heading within a table: what it says, the place it names, and how many rows took that place from it."""

    number: int
    words: str
    place: PlaceFound
    taken: int = 0


@dataclass(slots=True)
class Asides:
    """What has been passed over in one table, and which heading the rows stand under.

    `titles` are the lines above the header, as they are compared: a printed list repeats them on every page.
    """

    spec: TableSpec
    units: Units
    professions: Professions
    titles: Collection[str] = ()
    section: Section | None = None
    sections: list[Section] = field(default_factory=list)
    signing: bool = False
    anchors: frozenset[str] = field(init=False)
    needed: Sequence[Sequence[str]] = field(init=False)
    openers: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.needed = [group for group in self.spec.required if PLACES.isdisjoint(group)]
        self.openers = self.professions.openers | vocabulary().sums
        own = frozenset(name for group in self.spec.required for name in group) - {"nama", "nip", "puskesmas"}
        self.anchors = PLACES if self.spec.name in ("petugas", "kader") else own

    def why(self, row: TableRow, cells: dict[str, str], *, paged: bool) -> Nobody | None:
        """Why a row is no person; None where it is one, its name taken away where that names nobody.

        `paged` where the rows are lines of a page, which also has lines of its own.
        """
        nama = cells.get("nama", "")
        reason = nobody(nama) if nama else None
        placed = not self.anchors.isdisjoint(cells)
        plain = nama and reason is None and nama.partition(" ")[0].lower() not in self.openers
        if placed and paged and (self.signing or not plain):
            placed = self._placed(row, cells, strict=self.signing or reason is Nobody.PAGE)
        if plain and placed:
            self.signing = False
            return None
        # A place that was carried down to a sum makes nobody of it.
        summed = nama and reason is None and not plain and self._sum_of_place(nama) and not _identified(cells)
        if summed or (reason in (Nobody.FIGURES, None) and paged and numbering(row)):
            return Nobody.SUM if summed else Nobody.COLUMNS
        row_of_table = placed and (reason in (None, Nobody.PAGE) or not _WORK.isdisjoint(cells))
        if paged and not (nama and row_of_table):
            line = self._line(row, nama, reason, placed=placed)
            if line is not None:
                return line
        return self._person(cells, nama, reason)

    def no_place(self, row: TableRow, cells: Mapping[str, str]) -> Nobody | None:
        """Why a row of a table of places tells of none: a sum stands where its place should, or a signature below.

        A row that has all else that is required is one, whatever stands above it.
        """
        for name in _AREAS:
            if name in cells and _begins_sum(cells[name]):
                return Nobody.SUM
        for group in self.needed:
            if cells.keys().isdisjoint(group):
                break
        else:
            self.signing = False
            return None
        few = len([cell for cell in row.cells if cell and not cell.isspace()]) <= _THIN
        if few and (self.signing or signs(row)):
            self.signing = True
            return Nobody.SIGNATURE
        return None

    def _placed(self, row: TableRow, cells: Mapping[str, str], *, strict: bool) -> bool:
        """Whether what stands where places do is one: beside a signature another may stand there.

        `strict` where a line of few texts must name a place that is known, or a profession.
        """
        if self.anchors is not PLACES:
            return True
        texts = [cells[name] for name in PLACES if name in cells and any(map(str.isalpha, cells[name]))]
        texts = [text for text in texts if nobody(text) is not Nobody.SIGNATURE]
        if not strict or len([cell for cell in row.cells if cell and not cell.isspace()]) > _THIN:
            return bool(texts)
        work = self.professions.find(cells.get("profesi", ""), cells.get("jabatan", ""))
        places = (self.units.within(text, posyandu=True) for text in texts)
        return bool(texts) and (work is not None or any(place.said or place.induk is not None for place in places))

    def _person(self, cells: dict[str, str], nama: str, reason: Nobody | None) -> Nobody | None:
        """Whether a row that is no line of the page names somebody."""
        known = _identified(cells)
        if self.spec.name not in ("petugas", "kader"):
            return reason if reason in _NOBODYS and not known else None
        if not nama or reason is Nobody.NUMBER:
            return reason or (None if known else Nobody.UNNAMED)
        if reason is Nobody.DOUBTFUL:
            return None if known or not _PERSONAL.isdisjoint(cells) else reason
        called = (nama, vocabulary().bare_name(nama))  # Ibu Bidan
        post = any(map(self.professions.named, called)) if reason in (None, Nobody.SUM) and not known else False
        if post or (reason is Nobody.SIGNATURE and not known):
            return Nobody.VACANT  # what a row of the table tells of is a post
        if reason in (Nobody.VACANT, Nobody.FIGURES) and known:
            del cells["nama"]  # somebody has this number, and no name
        return reason if reason in _NOBODYS and not known else None

    def _line(self, row: TableRow, nama: str, reason: Nobody | None, *, placed: bool) -> Nobody | None:
        """What a row is as a line of the page: title, heading, signature; None where it is none of these."""
        texts = list(dict.fromkeys(cell.strip() for cell in row.cells if cell and not cell.isspace()))
        explains = (len(texts) <= _ALONE and any(map(legend, texts))) or (len(texts) == 1 and says_gone(texts[0]))
        if explains or (self.titles and texts and all(normal(text) in self.titles for text in texts)):
            return Nobody.LEGEND if explains else Nobody.PAGE
        placed = placed and bool(nama or len(texts) > _ALONE)
        if not texts or (placed and reason is None):
            return None
        reasons = [reason] if nama else []
        if len(texts) <= _THIN:
            reasons += [nobody(text) for text in texts if text != nama]
        sums = Nobody.SUM in reasons or len(texts) == _ALONE
        unnamed = not nama and Nobody.SUM in reasons and all(map(self._of_sum, texts))
        if unnamed or (nama and ((sums and only_counts(nama)) or (not placed and self._sum_of_place(nama)))):
            return Nobody.SUM
        if len(texts) == 1 and reasons[0] is Nobody.FIGURES:
            return Nobody.PAGE if nama else None
        signature = Nobody.SIGNATURE in reasons or any(_DATELINE.fullmatch(text) for text in texts)
        if signature or (self.signing and not placed):
            self.signing = True
            return Nobody.SIGNATURE
        heading = None
        if len(texts) == 1:
            heading = self._heading(row.number, texts[0], reasons[0], named=bool(nama))
        elif (text := alone(row)) and self._names_place(text):
            heading = self._heading(row.number, text, None, named=False)
        page = reason is Nobody.PAGE or (not nama and Nobody.PAGE in reasons)
        return heading or (Nobody.PAGE if page else None)

    def _names_place(self, text: str) -> bool:
        """Whether a text names a place and nothing else: by its kind, as registered, or the puskesmas itself."""
        place = self.units.within(text, posyandu=True)
        registered = place.induk is not None and normal(text) == normal(place.pustu or place.puskesmas)
        return place.said or registered or normal(text) in vocabulary().induk

    def _of_sum(self, text: str) -> bool:
        """Whether a text may stand in a row of sums: figures, what is counted, a place."""
        return only_counts(text) or nobody(text) in (Nobody.SUM, Nobody.FIGURES) or self._sum_of_place(text)

    def _sum_of_place(self, nama: str) -> bool:
        """Whether a text is the sum of a place: "Jumlah Pustu Cimpu"."""
        first, _, after = normal(nama).partition(" ")
        rest = after.split()
        if first not in vocabulary().sums or not rest:
            return False
        return not vocabulary().kinds.isdisjoint(rest) or self.units.within(" ".join(rest), posyandu=True).said

    def _heading(self, number: int, text: str, reason: Nobody | None, *, named: bool) -> Nobody | None:
        """What a line of one text alone is: the heading of a place or of a group; None where it may be a name."""
        bare = _ENUMERATED.sub("", text, count=1) if _ENUMERATED.match(text) else text
        if normal(bare) in vocabulary().induk:
            return self._induk(number, text)
        place = self.units.within(bare, posyandu="posyandu" in self.spec.by_name)
        if place.induk is not None and (place.said or normal(bare) == normal(place.pustu or place.puskesmas)):
            self.section = Section(number=number, words=text, place=place)
            self.sections.append(self.section)
            return Nobody.HEADING
        if place.said and reason is None:
            self.section = None
            self.sections.append(Section(number=number, words=text, place=place))
            return Nobody.HEADING
        if self.professions.find(bare, "") or self.professions.employment(bare):
            return Nobody.GROUP
        if self.sections and reason is None and (bare.isupper() or (not named and self.section is not None)):
            self.section = None  # what this line begins is not known to be at that place
            return Nobody.GROUP
        return None

    def _induk(self, number: int, text: str) -> Nobody:
        """Know of a heading "Induk": the puskesmas of the heading above it, where there is one."""
        above, self.section = self.section, None
        if above is None or above.place.induk is None:
            return Nobody.GROUP
        place = PlaceFound(induk=above.place.induk, puskesmas=above.place.puskesmas, said=True)
        self.section = Section(number=number, words=text, place=place)
        self.sections.append(self.section)
        return Nobody.HEADING

    def give_place(self, cells: dict[str, str]) -> bool:
        """Put the place of the heading a row stands under into its cells, where it has none of its own."""
        section = self.section
        if section is None:
            return False
        place, own = section.place, cells.get("puskesmas") or cells.get(UNIT, "")
        if "pustu" in cells or "posyandu" in cells:
            if own or place.pustu or place.posyandu:
                return False
            cells["puskesmas"] = place.puskesmas
            section.taken += 1
            return True
        if own:
            named = self.units.place(own, posyandu="posyandu" in self.spec.by_name)
            if named.induk != place.induk or named.pustu or named.posyandu:
                return False
        unit = {name: text for name, text in (("pustu", place.pustu), ("posyandu", place.posyandu)) if text}
        if own and not unit:
            return False
        cells.pop(UNIT, None)
        cells |= unit
        cells["puskesmas"] = place.puskesmas
        section.taken += 1
        return True


@lru_cache(maxsize=4096)
def _begins_sum(text: str) -> bool:
    """Whether a sum stands where a place should; few places of a table are distinct."""
    return normal(text).partition(" ")[0] in vocabulary().sums


def _identified(cells: Mapping[str, str]) -> bool:
    """Whether a row has what only a person has: a number of their own, or a day of birth."""
    nip, nik = cells.get("nip", ""), cells.get("nik", "")
    return "tanggal_lahir" in cells or Nip(digits_of(nip)).own or Nik(digits_of(nik)).own


def alone(row: TableRow) -> str:
    """The one text of a row, an ordinal before it put aside: "A | Pustu Cimpu"; "" where it holds more."""
    texts = list(dict.fromkeys(cell.strip() for cell in row.cells if cell and not cell.isspace()))
    if len(texts) == _ALONE and _ORDINAL.fullmatch(texts[0]):
        texts = texts[1:]
    return texts[0] if len(texts) == 1 else ""


def signs(row: TableRow) -> bool:
    """Whether a line begins a signature block: it says so, or gives the place and the day."""
    texts = [cell.strip() for cell in row.cells if cell and not cell.isspace()]
    return len(texts) <= _THIN and any(
        nobody(text) is Nobody.SIGNATURE or _DATELINE.fullmatch(text) is not None for text in texts
    )


def compared_titles(texts: Iterable[str]) -> frozenset[str]:
    """The lines above a header as they are compared; a bare word or figure there is no title."""
    return frozenset(words for text in texts if " " in (words := normal(text)))


def place_of_titles(titles: Sequence[str], units: Units, *, posyandu: bool) -> tuple[str, PlaceFound] | None:
    """The place that the lines above a table, its sheet or its file name, the most telling of them first."""
    places = [(text, place) for text in titles if (place := units.within(text, posyandu=posyandu)).induk is not None]
    return next((pair for pair in places if pair[1].pustu or pair[1].posyandu), next(iter(places), None))
