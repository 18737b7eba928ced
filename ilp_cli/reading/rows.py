"""The rows of a table one by one: a value, a line that is none, or the header of another table; all accounted for."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from ilp_cli.core.finding import Severity, finding
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.words import daftar, nomor_baris, tanggal
from ilp_cli.district.lent import AT_HOME, KODE, returned
from ilp_cli.district.numbers import Nip, digits_of
from ilp_cli.district.origin import Origin
from ilp_cli.district.reading import Reading
from ilp_cli.district.table import UNIT, TableSpec
from ilp_cli.district.tables import PEOPLE
from ilp_cli.files import misfits
from ilp_cli.files.table_file import TableRow
from ilp_cli.law.configs import Professions
from ilp_cli.reading import heading
from ilp_cli.reading.asides import PLACES, Asides
from ilp_cli.reading.cells import CellReader
from ilp_cli.reading.leaving import says_gone
from ilp_cli.reading.marks import Marks
from ilp_cli.reading.nobody import Nobody, two_names
from ilp_cli.reading.placing import Places
from ilp_cli.reading.roster_read import VALUES, RosterRead
from ilp_cli.reading.row_values import Values, retires
from ilp_cli.reading.units import Register

_SHORT = 2
"""A line that explains a colour has at most so many texts."""
_NEAR = 3
"""A line that speaks of a table stands at most so many rows above its header."""
NOBODY = "tanpa nama dan tanpa tempat"
TITLED = ("puskesmas", UNIT, "pustu", "profesi", "jabatan")
"""Columns beside that of names in which a title may stand where another table begins."""
_POSTS = frozenset({Nobody.VACANT, Nobody.DOUBTFUL, Nobody.POST, Nobody.FIGURES})
"""Rows without a person that may tell of a post."""
_NEEDED = frozenset(table.name for table in PEOPLE)
"""The tables that nobody leaves empty; any other may wait to be filled in."""
_NAME_IT = "tulis nama orangnya, atau hapus barisnya bila tidak ada orangnya."
"""What to do about a name that is none; the form of other values says nothing of it."""


class Rest(NamedTuple):
    """The rows of a sheet from where another table begins.

    `said` are the lines that speak of it: the one above it, and the title of all. `narrow` tells that its header names
    nothing but people, so that it is no table by itself.
    """

    rows: Iterator[TableRow]
    said: tuple[str, ...] = ()
    narrow: bool = False


class RowReader:
    """Turns the rows of one table into values; holds what stays the same from row to row, and counts what it did."""

    def __init__(
        self,
        roster: RosterRead,
        spec: TableSpec,
        columns: Mapping[str, int],
        origin: Origin,
        register: Register,
        professions: Professions,
    ) -> None:
        self.roster = roster
        self.spec = spec
        self.sheet = spec.name
        self.counts: Counter[str] = Counter()
        self.cell = CellReader(roster.findings, spec, columns, origin, self.counts)
        self.places = Places(self.cell, register)
        self.marks = Marks(roster, self.cell)
        self.values = Values(roster, self.cell, self.places, self.marks, professions)
        self.asides = Asides(spec, self.places.units, professions)
        self.whole = origin
        self.marks.moved = self.moved = dict[tuple[tuple[int, int], ...], Origin]()
        self.first = spec.first
        self.nobody = NOBODY if spec.name in VALUES else "tanpa isian di kolom wajibnya"
        self.names = self.cell.names
        self.wanted = self.cell.wanted
        self.required = spec.required
        self.lacking: dict[tuple[str, ...], bool] = {}
        self.enough = frozenset(name for group in spec.required for name in group) | {UNIT}
        self.passed: dict[Nobody, list[int]] = {}
        self.titled: Sequence[str] = ()
        self.untitled: set[str] = set()
        self.aliases: Mapping[str, str] = {}
        self.home = None if roster.home is None else roster.home.get(spec.name, {})
        self.rows = 0
        self.left = list[int]()
        self.above: deque[TableRow] = deque(maxlen=2)
        self.names_only: TableRow | None = None

    def read(self, rows: Iterable[TableRow]) -> Rest | None:
        """Add every row; where a row is the header of another table, the rows from there on."""
        walk = iter(rows)
        from_yaml = self.cell.origin.kind == "yaml"
        titles = frozenset(title.replace("_", " ") for title in self.aliases)
        there = self.names.union((UNIT, "puskesmas") if self.places.unit_columns else ())
        self.titled = [name for name in TITLED if name in there]
        blank = True
        for row in walk:
            self.cell.origin = self._moved(row.at) if row.at else self.whole
            cells = self.cell.read(row)
            if self.places.unit_columns:
                self.places.choose(row, cells)
            titled = self._titled(cells, titles)
            if titled and self._header_again(row):
                continue
            own = titles if titled else frozenset[str]()
            rest = self._rest(row, cells, walk, own) if titled or self.names_only is not None else None
            reason = self._aside(row, cells, own) if rest is None else None
            if rest is None and titles and (reason is not None or self._lacks(cells)):
                rest = self._elsewhere(row, walk)
            if rest is not None:
                if blank:
                    self._nothing()
                return rest
            if reason is not None:
                self.above.append(row)
                blank = blank and reason not in _POSTS
                self._pass(row, cells, reason)
                continue
            if not from_yaml and self.enough.isdisjoint(cells) and not row.faulty and not self.cell.errors:
                self.above.append(row)
                self._leave(row, cells)
                continue
            blank = False
            self._add(row, cells)
        self.cell.origin = self.whole
        if blank and self.spec.name in _NEEDED:
            self._nothing()
        return None

    def _add(self, row: TableRow, cells: dict[str, str]) -> None:
        """Add one row as a value, and tell what it shows beyond its cells."""
        if self.asides.section is not None and self.asides.give_place(cells):
            self.counts["judul_tempat"] += 1
        cells = self._returned(row, cells)
        self._complete(row, cells)
        self.rows += 1
        self.marks.begin(row)
        self.values.add(row, cells)
        self.marks.tell(row, cells)
        if self.cell.written_name and (several := two_names(self.cell.written_name)):
            place = self.cell.origin.place(row.number, "nama")
            self.roster.findings.append(finding(misfits.TWO_NAMES, place, {"nama": daftar(several)}))

    def _moved(self, at: Mapping[int, int]) -> Origin:
        """The table of a row whose cells stand elsewhere in the file than in the row."""
        key = tuple(at.items())
        if key not in self.moved:
            columns = {name: at.get(index, index) for name, index in self.whole.columns.items()}
            self.moved[key] = replace(self.whole, columns=columns)
        return self.moved[key]

    def _lacks(self, cells: Mapping[str, str]) -> bool:
        """Whether a row lacks something that is required of it; few rows differ in what they fill."""
        filled = tuple(cells)
        lacks = self.lacking.get(filled)
        if lacks is None:
            lacks = self.lacking[filled] = any(map(cells.keys().isdisjoint, self.required))
        return lacks

    def _elsewhere(self, row: TableRow, walk: Iterator[TableRow]) -> Rest | None:
        """The table that begins with a row that is none of this one, its names in another column."""
        named = any(cell.lstrip()[:4].lower() == "nama" for cell in row.cells)
        return Rest(chain([row], walk)) if named and self._other_header(row) else None

    def _returned(self, row: TableRow, cells: dict[str, str]) -> dict[str, str]:
        """The cells of a row that was sent out, with what had stayed at home; told where it cannot be put back."""
        if self.home is None or KODE.name not in cells:
            return cells
        home = self.home.get(cells[KODE.name])
        if home is None:
            if cells.keys().isdisjoint(self.spec.holding(*AT_HOME)):
                self._estranged(row, "kode barisnya tidak ada di roster kabupaten")
            return cells
        whole = returned(self.spec, cells, home)
        if whole is None:
            self._estranged(row, f"namanya bukan lagi “{mask_numbers(home.get(self.first, ''))}”")
            return {name: text for name, text in cells.items() if name != KODE.name}
        self.counts["kembali"] += whole != cells
        return whole

    def _estranged(self, row: TableRow, why: str) -> None:
        if self.roster.ledger is not None:
            self.roster.ledger.estranged.append((self.cell.origin.place(row.number, self.first), why))

    def _titled(self, cells: Mapping[str, str], titles: frozenset[str]) -> bool:
        """Whether a title stands where a name or a place should; places are asked for once."""
        if not titles:
            return False
        nama = cells.get(self.first, "").lower()
        if nama in titles or nama.startswith("nama "):
            return True
        for name in self.titled:
            text = cells.get(name)
            if text is not None and text not in self.untitled:
                if text.lower() in titles:
                    return True
                self.untitled.add(text)
        return False

    def _rest(
        self, row: TableRow, cells: Mapping[str, str], walk: Iterator[TableRow], titles: frozenset[str]
    ) -> Rest | None:
        """The table that begins with this row, or began with the one above it; `titles` where one stands in it."""
        above, self.names_only = self.names_only, None
        if titles and self._other_header(row):
            return Rest(chain([row], walk))
        if titles:
            self.names_only = row if self._narrow(row, titles) else None
        elif above is not None and "nama" in cells:
            return Rest(chain([above, row], walk), self._said(above), narrow=True)
        return None

    def _narrow(self, row: TableRow, titles: frozenset[str]) -> bool:
        """Whether a row may be the header of a list of names: it has their title, none of places and professions."""
        index = next((index for name, index in self.wanted if name == "nama"), len(row.cells))
        title = row.cells[index].strip().lower() if index < len(row.cells) else ""
        named = title in titles or title.startswith("nama ")
        return named and {*TITLED, "posyandu"}.isdisjoint(heading.named(row, self.aliases))

    def _said(self, row: TableRow) -> tuple[str, ...]:
        """What speaks of a table that begins with this row: its header, the line above it, the heading of all."""
        near = (line for line in self.above if 0 < row.number - line.number <= _NEAR)
        lines = [*near, row]
        texts = [" ".join(cell.split()) for line in lines for cell in line.cells if cell and not cell.isspace()]
        section = self.asides.section
        return (*texts, section.words) if section is not None and len(self.asides.sections) == 1 else tuple(texts)

    def _nothing(self) -> None:
        kind = self.cell.origin.kind
        place = self.cell.origin.place(1) if kind == "csv" else self.cell.origin.place(0 if kind == "yaml" else 2)
        self.roster.findings.append(finding(misfits.NOTHING, place, {"apa": f"tabel {self.sheet}"}))

    def _header_again(self, row: TableRow) -> bool:
        """Whether a row repeats the header, as on every page of a printed list."""
        there = {name: index for index, name in enumerate(heading.named(row, self.aliases)) if name}
        again = len(there) > 1 and all(there.get(name) == index for name, index in self.wanted)
        if again:
            self.counts["judul"] += 1
            self.asides.signing = False
        return again

    def _aside(self, row: TableRow, cells: dict[str, str], titles: frozenset[str]) -> Nobody | None:
        """Why a row is no person; None where it is one. Of a table that names none: why it tells of no place.

        `titles` are asked for where one of them stands in the row.
        """
        if self.first != "nama":
            told = self.cell.origin.kind == "yaml" or row.faulty or self.cell.errors
            return None if told else self.asides.no_place(row, cells)
        if titles and len(texts := _texts(row)) == 1 and any(map(says_gone, texts.values())):
            return Nobody.LEGEND
        if titles:
            names = set(heading.named(row, self.aliases)) - {None}
            if len(names) > 1 or self.names_only is row or cells.get("nama", "").lower() in titles:
                return Nobody.TITLES
        paged = self.cell.origin.kind != "yaml" and not row.faulty and not self.cell.errors
        return self.asides.why(row, cells, paged=paged)

    def _other_header(self, row: TableRow) -> bool:
        """Whether a row is the header of another table that its columns tell."""
        tables = (spec for spec in (*self.roster.tables.values(), *self.roster.others) if spec.telling)
        return any(heading.begins(spec, row) for spec in tables)

    def _leave(self, row: TableRow, cells: Mapping[str, str]) -> None:
        """Pass over a row that names nobody; only one that holds something of a person is told of."""
        if cells:
            self.left.append(row.number)
            if self.roster.ledger is not None:
                self.roster.ledger.passed.append((self.cell.origin.place(row.number), self.sheet, self.nobody))
        else:
            self.counts["kosong"] += 1

    def _pass(self, row: TableRow, cells: dict[str, str], reason: Nobody) -> None:
        """Pass over a row that is no person, and tell of it: a vacant post by itself, the lines of a page together."""
        if reason is Nobody.NUMBER and self._join_number(row, cells):
            return
        if reason is Nobody.UNNAMED and (row.faulty or self.cell.errors or not self.enough.isdisjoint(cells)):
            self._complete(row, cells)
        elif reason is Nobody.UNNAMED:
            self._leave(row, cells)
            return
        elif reason in _POSTS:
            words = [cells[name] for name in ("profesi", "jabatan", "pustu", "posyandu", UNIT) if name in cells]
            section = self.asides.section
            if section is not None and cells.keys().isdisjoint(PLACES):
                words.append(section.place.pustu or section.place.posyandu or section.place.puskesmas)
            facts = {"isi": cells.get("nama", ""), "formasi": f" ({', '.join(words)})" if words else ""}
            weight = None if reason is Nobody.VACANT else Severity.WARNING
            place = self.cell.origin.place(row.number, "nama")
            self.roster.findings.append(finding(misfits.VACANT, place, facts, severity=weight))
        elif row.number in self.passed.setdefault(reason, [])[-1:]:
            return  # one row of the file, read in several parts
        else:
            self.passed[reason].append(row.number)
        if reason in (Nobody.LEGEND, Nobody.VACANT) and len(texts := _texts(row)) <= _SHORT:
            self.marks.legends |= {(row.number, index): text for index, text in texts.items()}
        if self.roster.ledger is not None:
            place = self.cell.origin.place(row.number)
            self.roster.ledger.passed.append((place, self.sheet, reason.value))
            if reason in _POSTS:
                self.roster.ledger.vacant.append((place, self.sheet, dict(cells)))

    def _join_number(self, row: TableRow, cells: Mapping[str, str]) -> bool:
        """Give a NIP that stands below a name to the person of the row above, where that has none."""
        if self.values.last is None or self.values.last[1] != row.number - 1 or self.sheet != "petugas":
            return False
        person = self.roster.petugas[-1]
        digits = digits_of(cells["nama"])
        if person.path != self.values.last[0] or person.nip or "nip" in person.rusak or not Nip(digits).own:
            return False
        nip = Nip(digits)
        pensiun = retires(person.kepegawaian, person.jenjang, person.lahir, nip)
        self.roster.petugas[-1] = replace(person, nip=nip, pensiun=pensiun)
        if self.roster.ledger is not None:
            self.roster.ledger.written[person.path] = {**self.roster.ledger.written[person.path], "nip": cells["nama"]}
        self.counts["nip_bawah"] += 1
        return True

    def _tell_asides(self) -> None:
        """Tell which rows were passed over, and which headings gave their place to rows."""
        for section in self.asides.sections:
            place = self.cell.origin.place(section.number)
            if section.place.induk is None:
                facts = {"apa": f"judul “{section.words}”", "sebab": f"{section.place.fault}{section.place.hint}"}
                self.roster.findings.append(finding(misfits.NOT_READ, place, facts))
            elif section.taken:
                unit = section.place.pustu or section.place.posyandu
                named = f"{unit} ({section.place.puskesmas})" if unit else section.place.puskesmas
                facts = {"judul": section.words, "jumlah": str(section.taken), "tempat": named}
                self.roster.findings.append(finding(misfits.PLACE_GIVEN, place, facts))
        for reason, numbers in self.passed.items():
            if reason is Nobody.HEADING:
                continue
            facts = {"apa": f"{len(numbers)} baris ({nomor_baris(numbers)})", "sebab": reason.value}
            self.roster.findings.append(finding(misfits.ASIDE, self.cell.origin.place(numbers[0]), facts))

    def finish(self, remarks: Iterable[str], header: int | None) -> None:
        """Close the table: what was read of it, what was understood, and what was left."""
        for how, (number, column, text, day) in self.cell.days.items():
            facts = {"jumlah": self.counts[how], "bentuk": how, "isi": text, "tanggal": tanggal(day)}
            self.roster.findings.append(finding(misfits.READ_DAY, self.cell.origin.place(number, column), facts))
        self._tell_asides()
        self.marks.tell_colours()
        if self.left:
            facts = {"apa": f"{len(self.left)} baris ({nomor_baris(self.left)})", "sebab": self.nobody}
            self.roster.findings.append(finding(misfits.NOT_READ, self.cell.origin.place(self.left[0]), facts))
        told = [words.format(self.counts[key]) for key, words in _REMARKS if self.counts[key]]
        if self.counts["kosong"]:
            without = "tanpa data orang" if self.sheet in VALUES else self.nobody
            told.append(f"{self.counts['kosong']} baris {without} dilewati")
        reading = Reading(
            file=self.cell.origin.file,
            sheet=self.cell.origin.sheet,
            table=self.sheet,
            header_row=header,
            rows=self.rows,
            remarks=(*remarks, *told),
        )
        if self.rows or self.spec.telling:  # a blank sheet Cuti is what most rosters have
            self.roster.readings.append(reading)

    def _complete(self, row: TableRow, cells: Mapping[str, str]) -> None:
        """Check that a row has what is required."""
        if not (row.faulty or self.cell.errors or self._lacks(cells)):
            return
        faulty = self.cell.faults_of(row) if row.faulty or self.cell.errors else frozenset()
        filled = cells.keys()
        for group in self.required:
            if filled.isdisjoint(group) and faulty.isdisjoint(group):
                if "puskesmas" in group and (UNIT in cells or self.places.owner(cells) is not None):
                    continue
                shown = next((name for name in group if name in self.names), group[0])
                if shown == "nama" and any(map(str.isalnum, self.cell.written_name.strip("0"))):
                    words = f"bukan nama orang: “{self.cell.written_name}”"
                    self.cell.fault(misfits.WRONG_KIND, row, shown, _NAME_IT, kunci=shown, sebab=words)
                else:
                    self.cell.fault(misfits.MISSING_KEY, row, shown, kunci=" atau ".join(group))


def _texts(row: TableRow) -> dict[int, str]:
    """What a row holds, by its columns."""
    return {index: " ".join(cell.split()) for index, cell in enumerate(row.cells) if cell and not cell.isspace()}


_REMARKS = (
    ("gelar", "{} nama bergelar; dibandingkan tanpa gelarnya"),
    ("tanda", "{} sel bertanda kosong (“-”, “0.0”, …) dibaca sebagai kosong"),
    ("awalan", "{} nama tempat dicocokkan tanpa kata di depannya"),
    ("pemilik", "{} puskesmas diambil dari nama pustu atau posyandunya"),
    ("unit", "{} tempat dibaca dari kolom unit kerja"),
    ("benar", "{} isian seperti “sudah”, “v” atau “1” dibaca sebagai ya atau tidak"),
    (
        "lahir",
        "{} tanggal lahir bertahun dua angka dibaca: 43–99 sebagai 19xx, 00–11 sebagai 20xx, lainnya menurut NIP",
    ),
    ("kembali", "{} baris mendapat kembali NIP, NIK, tanggal lahir, atau nomornya dari roster kabupaten"),
    ("judul", "{} baris mengulang judul, dilewati"),
    ("nip_bawah", "{} NIP diambil dari baris di bawah namanya"),
    ("nama_nip", "{} nama dipisahkan dari nomor identitas di sel yang sama"),
)
"""What was understood beyond the plain, in words."""
