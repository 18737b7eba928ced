"""Rows of text become petugas, kader, cuti, or rows of another table; what a cell cannot be is a finding there."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from itertools import chain
from sys import intern
from typing import Any, NamedTuple, TypeVar

from ilp_cli.core.finding import Code, Finding, Path, Severity, finding
from ilp_cli.core.masking import Number, Written, as_shown, mask_numbers
from ilp_cli.core.names import begins, maksud, normal
from ilp_cli.core.weekdays import parse_hari
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.every_table import EVERY
from ilp_cli.district.identity import birth, nip_birthday
from ilp_cli.district.isian import Filled, Isian
from ilp_cli.district.lent import AT_HOME, KODE, Home, returned
from ilp_cli.district.numbers import NIK_LENGTH, Nik, Nip, digits_of, parse_kelamin
from ilp_cli.district.origin import WHOLE_ROW, Origin
from ilp_cli.district.people import ASN, Cuti, Kader, Pergi, Person, Petugas
from ilp_cli.district.place import degrees_of
from ilp_cli.district.reading import JOB, Ledger, Reading, name_of
from ilp_cli.district.record import SHEET as OURS
from ilp_cli.district.retirement import day_of
from ilp_cli.district.table import UNIT, ColumnSpec, Holds, TableSpec, named
from ilp_cli.district.tables import PEOPLE, ROSTER, SKILLS
from ilp_cli.files import misfits
from ilp_cli.files.days import BIRTH_YEARS, SHORT_YEAR, YEARS, read_birthday, read_bound, read_day
from ilp_cli.files.struck import Colours, Comments, Struck, hue, is_grey
from ilp_cli.files.table_file import Table, TableRow
from ilp_cli.law.configs import Professions
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading import heading
from ilp_cli.reading.asides import PLACES, Asides
from ilp_cli.reading.leaving import Legend, explained_by, leaving, leaving_of_name, legend, may_say_gone, says_gone
from ilp_cli.reading.nobody import Nobody, two_names
from ilp_cli.reading.units import Register, Units

Kept = TypeVar("Kept", bound=Written)

_COUNT = re.compile(r"(\d{1,3}(?:\.\d{3}){1,2}|\d{1,9})(?:[.,]0{1,2})?")
"""A whole number, also as a spreadsheet writes 12.0 and as people write 1.250; three figures are thousands."""
_PLAIN = frozenset({Holds.TEXT, Holds.NAME, Holds.PLACE, Holds.CHOICE, Holds.COUNT, Holds.DEGREES})
"""What a cell holds by its text alone: read once, however many rows have it."""
_PLACE_COLUMNS = ("puskesmas", UNIT, "pustu", "posyandu")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_LISTED = 8
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
PEOPLE_SHEETS = ("petugas", "kader")
"""The tables whose people may have left."""
VALUES = {"petugas": Petugas, "kader": Kader, "cuti": Cuti}
"""The tables whose rows become values of their own; those of any other become Isian."""
_ELSEWHERE = frozenset({"tanggal_lahir", "jenis_kelamin", "keaktifan", "pensiun", *SKILLS})
"""Columns that these values keep under another name."""
_NUMBERS: Mapping[str, type[Number]] = {"nip": Nip, "nik": Nik}
_NONE: Mapping[str, Filled] = {}
_NO_SKILLS: Mapping[str, str] = {}
_NO_NIP, _NO_NIK, _WHOLE = Nip(), Nik(), frozenset[str]()
"""What most rows hold: no number of their own, and none that was damaged. They share one value of each."""
_SAYS_HOW = re.compile("; (?:tulis|betulkan) ")
_NAME_IT = "tulis nama orangnya, atau hapus barisnya bila tidak ada orangnya."
"""What to do about a name that is none; the form of other values says nothing of it."""
_BESIDE_NAME = re.compile(r"[(\[*/;,–-]")
"""A mark behind which something may be said of a person's going."""
_UNTIL = re.compile(r"(?i)\s(?:s\.?\s*/?\s*d\.?|sampai(?: dengan)?|hingga|–|-)\s")
"""Between the first and the last day of a time: "1 Jan 2025 s/d 31 Des 2025"."""
_NAME_AND_NUMBER = re.compile(
    r"(?i)(?P<name>.*?)[\s,;/(–-]*\b(?:(?:nip|ni ?pppk|nipppk|nrp|nik)\b[\s.:]*)?"
    r"(?P<number>\d(?:[\s.–-]{0,3}\d){15,17})\)?"
)
"""A name with a NIP or NIK behind it in the same cell."""


@dataclass(slots=True)
class RosterRead:
    """People as they were read, numbered through over all tables, what each table came to, and the faults of its cells.

    `isian` has the rows of all other tables that are looked for. `complete` is False where a table of people is missing
    or could not be read: who is not there is then unknown. `begun` has the file and the name of each table that begins
    below another, read or not. `induk` is the puskesmas of tables that name none. `ledger` is there where somebody must
    account for every row. `home` has the rows of the roster from which the rows that are read were sent out.
    """

    tables: Mapping[str, TableSpec] = field(default_factory=lambda: named(ROSTER))

    petugas: list[Petugas] = field(default_factory=list)
    kader: list[Kader] = field(default_factory=list)
    cuti: list[Cuti] = field(default_factory=list)
    isian: dict[str, list[Isian]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    begun: set[tuple[str, str]] = field(default_factory=set)
    complete: bool = True
    ledger: Ledger | None = None
    induk: Path | None = None
    home: Home | None = None

    @property
    def others(self) -> tuple[TableSpec, ...]:
        """The tables that are not looked for: where one begins the one above it ends, its rows are passed over."""
        return tuple(table for table in EVERY if table.name not in self.tables)

    def lose(self) -> None:
        """Know of a table of people that its rows could not be read."""
        self.complete = False
        if self.ledger is not None:
            self.ledger.whole = False


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
        self.origin = self.whole = origin
        self.moved: dict[tuple[tuple[int, int], ...], Origin] = {}
        self.register = register
        self.units = Units(register)
        self.professions = professions
        self.words = vocabulary()
        self.unsaid = self.words.blank | self.words.errors
        self.errors: dict[str, str] = {}
        self.required = spec.required
        self.lacking: dict[tuple[str, ...], bool] = {}
        self.settled: dict[tuple[str | None, ...], tuple[Path | None, Path | None]] = {}
        self.enough = frozenset(name for group in spec.required for name in group) | {UNIT}
        self.wanted: Sequence[tuple[str, int]] = [(name, columns[name]) for name in spec.by_name if name in columns]
        self.first = "nama" if "nama" in spec.by_name else spec.columns[0].name
        self.nobody = NOBODY if spec.name in VALUES else "tanpa isian di kolom wajibnya"
        self.names = frozenset(columns)
        self.skills = [name for name in SKILLS if name in columns]
        self.others = [(column.name, column, dict[str, Filled]()) for column in _without_field(spec, self.names)]
        self.asides = Asides(spec, self.units, professions)
        self.passed: dict[Nobody, list[int]] = {}
        self.last: tuple[Path, int] | None = None
        self.written_name = ""
        self.titled: Sequence[str] = ()
        self.untitled: set[str] = set()
        self.struck: Struck = {}
        self.comments: Comments = {}
        self.commented: Pergi | None = None
        self.leaves = [name for name in ("status", "keaktifan", "keterangan") if name in columns]
        self.unit_columns: Sequence[int] = ()
        self.chosen_units: dict[tuple[str, ...], tuple[str, str]] = {}
        self.personal = not self.names.isdisjoint(("tanggal_lahir", "jenis_kelamin"))
        self.aliases: Mapping[str, str] = {}
        self.since_1904 = False
        self.home = None if roster.home is None else roster.home.get(spec.name, {})
        self.rows = 0
        self.counts: Counter[str] = Counter()
        self.days: dict[str, tuple[int, str, str, date]] = {}
        self.plain_days: dict[str, date] = {}
        self.plain_texts: dict[str, str] = {}
        self.own = spec.holding(Holds.NAME, Holds.IDENTITY)
        self.left, self.unseen = list[int](), list[int]()
        self.births = spec.holding(Holds.BIRTH)
        self.watched: frozenset[int] = frozenset()
        self.above: deque[TableRow] = deque(maxlen=2)
        self.names_only: TableRow | None = None
        self.legends: dict[tuple[int, int], str] = {}
        self.colours: Callable[[], Colours] = dict

    def read(self, rows: Iterable[TableRow]) -> Rest | None:
        """Add every row; where a row is the header of another table, the rows from there on."""
        adders: Mapping[str, Callable[[TableRow, dict[str, str]], None]]
        adders = {"petugas": self.petugas, "kader": self.kader, "cuti": self.cuti}
        add = adders.get(self.sheet, self.isian)
        walk = iter(rows)
        from_yaml = self.origin.kind == "yaml"
        titles = frozenset(title.replace("_", " ") for title in self.aliases)
        there = self.names.union((UNIT, "puskesmas") if self.unit_columns else ())
        self.titled = [name for name in TITLED if name in there]
        blank = True
        for row in walk:
            self.origin = self._moved(row.at) if row.at else self.whole
            cells = self._cells(row)
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
            if not from_yaml and self.enough.isdisjoint(cells) and not row.faulty and not self.errors:
                self.above.append(row)
                self._leave(row, cells)
                continue
            blank = False
            if self.asides.section is not None and self.asides.give_place(cells):
                self.counts["judul_tempat"] += 1
            cells = self._returned(row, cells)
            self._complete(row, cells)
            self.rows += 1
            self.commented = self._commented(row) if row.number in self.comments else None
            add(row, cells)
            if row.number in self.struck or row.number in self.comments:
                self._tell_marks(row, cells)
            if self.written_name and (several := two_names(self.written_name)):
                place = self.origin.place(row.number, "nama")
                self.roster.findings.append(finding(misfits.TWO_NAMES, place, {"nama": daftar(several)}))
        self.origin = self.whole
        if blank and self.spec.name in _NEEDED:
            self._nothing()
        return None

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
            self.roster.ledger.estranged.append((self.origin.place(row.number, self.first), why))

    def _tell_marks(self, row: TableRow, cells: Mapping[str, str]) -> None:
        """Tell of a person whose name is struck through, or of whom a comment says that they have left.

        In a table of places it is the first cell of a row that tells.
        """
        first = self.first
        index = next((index for name, index in self.wanted if name == first), -1)
        whole = self.struck.get(row.number, {}).get(index)
        what, part = ("namanya", "namanya") if first == "nama" else ("barisnya", first)
        reasons = [f"{what} dicoret" if whole else f"sebagian isi sel {part} dicoret"] if whole is not None else []
        said = self.commented
        counted = said is None or not said.pasti or self.sheet not in PEOPLE_SHEETS
        if said is not None and counted:
            reasons.append(f"komentar selnya menyebut “{said.kata}”")
        person = next(iter(self._people()[-1:]), None)
        if reasons and person is not None and person.row == row.number:
            self._amend(person, ragu=daftar(reasons))
        else:
            person = None
        if reasons and first in cells:
            facts = {"nama": cells[first], "sebab": daftar(reasons), "dan_dihitung": _and_counted(person)}
            place = self.origin.place(row.number, first)
            self.roster.findings.append(finding(misfits.STRUCK, place, facts))
        if whole is not None and self._people():
            self._carry(self._people()[-1].path, f"{what} dicoret di berkas asal")

    def _commented(self, row: TableRow) -> Pergi | None:
        """What the comments on a row say of its person's going, what is certain first."""
        others = (words.partition(OURS)[0] for words in self.comments[row.number].values())  # not our own findings
        told = (leaving(words, "keterangan") for words in others)
        said = [replace(pergi, kolom="komentar") for pergi in told if pergi is not None]
        return next((pergi for pergi in said if pergi.pasti), next(iter(said), None))

    def _carry(self, path: Path, words: str) -> None:
        """Note for an import what a row shows without saying it in a cell, so that its roster says it."""
        if self.roster.ledger is not None:
            known = self.roster.ledger.shown.get(path)
            self.roster.ledger.shown[path] = f"{words}; {known}" if known else words

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
        kind = self.origin.kind
        place = self.origin.place(1) if kind == "csv" else self.origin.place(0 if kind == "yaml" else 2)
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
            told = self.origin.kind == "yaml" or row.faulty or self.errors
            return None if told else self.asides.no_place(row, cells)
        if titles and len(texts := _texts(row)) == 1 and any(map(says_gone, texts.values())):
            return Nobody.LEGEND
        if titles:
            names = set(heading.named(row, self.aliases)) - {None}
            if len(names) > 1 or self.names_only is row or cells.get("nama", "").lower() in titles:
                return Nobody.TITLES
        paged = self.origin.kind != "yaml" and not row.faulty and not self.errors
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
                self.roster.ledger.passed.append((self.origin.place(row.number), self.sheet, self.nobody))
        else:
            self.counts["kosong"] += 1

    def _pass(self, row: TableRow, cells: dict[str, str], reason: Nobody) -> None:
        """Pass over a row that is no person, and tell of it: a vacant post by itself, the lines of a page together."""
        if reason is Nobody.NUMBER and self._join_number(row, cells):
            return
        if reason is Nobody.UNNAMED and (row.faulty or self.errors or not self.enough.isdisjoint(cells)):
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
            place = self.origin.place(row.number, "nama")
            self.roster.findings.append(finding(misfits.VACANT, place, facts, severity=weight))
        elif row.number in self.passed.setdefault(reason, [])[-1:]:
            return  # one row of the file, read in several parts
        else:
            self.passed[reason].append(row.number)
        if reason in (Nobody.LEGEND, Nobody.VACANT) and len(texts := _texts(row)) <= _SHORT:
            self.legends |= {(row.number, index): text for index, text in texts.items()}
        if self.roster.ledger is not None:
            place = self.origin.place(row.number)
            self.roster.ledger.passed.append((place, self.sheet, reason.value))
            if reason in _POSTS:
                self.roster.ledger.vacant.append((place, self.sheet, dict(cells)))

    def _join_number(self, row: TableRow, cells: Mapping[str, str]) -> bool:
        """Give a NIP that stands below a name to the person of the row above, where that has none."""
        if self.last is None or self.last[1] != row.number - 1 or self.sheet != "petugas":
            return False
        person = self.roster.petugas[-1]
        digits = digits_of(cells["nama"])
        if person.path != self.last[0] or person.nip or "nip" in person.rusak or not Nip(digits).own:
            return False
        nip = Nip(digits)
        pensiun = self._retires(person.kepegawaian, person.jenjang, person.lahir, nip)
        self.roster.petugas[-1] = replace(person, nip=nip, pensiun=pensiun)
        if self.roster.ledger is not None:
            self.roster.ledger.written[person.path] = {**self.roster.ledger.written[person.path], "nip": cells["nama"]}
        self.counts["nip_bawah"] += 1
        return True

    def _tell_asides(self) -> None:
        """Tell which rows were passed over, and which headings gave their place to rows."""
        for section in self.asides.sections:
            place = self.origin.place(section.number)
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
            facts = {"apa": f"{len(numbers)} baris ({shown_numbers(numbers)})", "sebab": reason.value}
            self.roster.findings.append(finding(misfits.ASIDE, self.origin.place(numbers[0]), facts))

    def hidden(self, table: Table, header: int) -> None:
        """Tell that rows, columns or the whole sheet are not shown, but were read."""
        rows = self.unseen
        if not table.shown:
            facts = {"apa": f"lembar {table.sheet}"}
            self.roster.findings.append(finding(misfits.HIDDEN, self.origin.place(1), facts))
        columns = [name for name, index in self.wanted if index in table.hidden_columns]
        if columns:
            facts = {"apa": f"kolom {daftar(columns)}"}
            self.roster.findings.append(finding(misfits.HIDDEN, self.origin.place(header, columns[0]), facts))
        if rows:
            facts = {"apa": f"{len(rows)} baris ({shown_numbers(rows)})"}
            self.roster.findings.append(finding(misfits.HIDDEN, self.origin.place(rows[0]), facts))

    def _tell_colours(self) -> None:
        """Tell of people whose colour a legend explains by their going; of the legend where no cell has that colour."""
        parts = [(*at, part) for at, text in self.legends.items() for part in explained_by(text)]
        going = [(*part, said) for part in parts if (said := _going_of(part[2])) is not None]
        cells: Colours = self.colours() if going else {}
        people = [person for person in self._people() if person.origin is self.origin]
        for row, index, words, explained in going:
            own = cells.get(row, {})
            several = words != self.legends[row, index]
            wanted = frozenset[str]() if several else own.get(index) or own.get(index - 1) or frozenset()
            marked = [
                person
                for person in people
                if any(
                    colour in wanted or (not wanted and is_called(colour, explained.colour))
                    for column in (column for _, column in self.wanted)
                    for colour in cells.get(person.row, {}).get(column, ())
                )
            ]
            where = replace(self.origin, columns={WHOLE_ROW: index}).place(row)
            for person in marked:
                sure = explained.pergi if wanted and explained.pergi is not None and explained.pergi.pasti else None
                self._carry(person.path, sure.kata if sure is not None else f"warna selnya dijelaskan “{words}”")
                if sure is not None:
                    self._let_go(person, replace(sure, kolom="warna selnya"))
                    continue
                sebab = f"warna selnya dijelaskan “{words}” ({where.cell or f'baris {row}'})"
                facts = {"nama": person.nama, "sebab": sebab, "dan_dihitung": _and_counted(person)}
                place = self.origin.place(person.row, "nama")
                self._amend(person, ragu=sebab)
                self.roster.findings.append(finding(misfits.STRUCK, place, facts))
            below = not wanted and any(person.row > row for person in people)
            if not marked and (explained.colour or below):
                sebab = (
                    "warna selnya tidak terbaca atau tidak ada yang sama" if explained.colour else "orang di bawahnya"
                )
                sebab += (
                    "; isi status atau sampai orangnya" if explained.colour else " tetap dihitung; isi status mereka"
                )
                facts = {"apa": f"{'keterangan warna' if explained.colour else 'judul'} “{words}”", "sebab": sebab}
                self.roster.findings.append(finding(misfits.NOT_READ, where, facts))

    def _let_go(self, person: Petugas | Kader, pergi: Pergi) -> None:
        """Know of a person who was read what the legend of a colour says beyond doubt: that they have left."""
        if person.pergi is not None and person.pergi.pasti:
            return
        self._amend(person, pergi=pergi)

    def _amend(self, person: Petugas | Kader, *, pergi: Pergi | None = None, ragu: str = "") -> None:
        """Know more of a person who was read than the cells of the row say."""
        number = int(person.path[1])
        if isinstance(person, Petugas):
            now = self.roster.petugas[number]
            self.roster.petugas[number] = replace(now, pergi=pergi or now.pergi, ragu=ragu or now.ragu)
        else:
            kader = self.roster.kader[number]
            self.roster.kader[number] = replace(kader, pergi=pergi or kader.pergi, ragu=ragu or kader.ragu)

    def _people(self) -> Sequence[Petugas | Kader]:
        """The people that were read so far from tables of this kind."""
        people: Mapping[str, Sequence[Petugas | Kader]]
        people = {"petugas": self.roster.petugas, "kader": self.roster.kader}
        return people.get(self.sheet, ())

    def finish(self, remarks: Iterable[str], header: int | None) -> None:
        """Close the table: what was read of it, what was understood, and what was left."""
        for how, (number, column, text, day) in self.days.items():
            facts = {"jumlah": self.counts[how], "bentuk": how, "isi": text, "tanggal": tanggal(day)}
            self.roster.findings.append(finding(misfits.READ_DAY, self.origin.place(number, column), facts))
        self._tell_asides()
        self._tell_colours()
        if self.left:
            facts = {"apa": f"{len(self.left)} baris ({shown_numbers(self.left)})", "sebab": self.nobody}
            self.roster.findings.append(finding(misfits.NOT_READ, self.origin.place(self.left[0]), facts))
        told = [words.format(self.counts[key]) for key, words in _REMARKS if self.counts[key]]
        if self.counts["kosong"]:
            without = "tanpa data orang" if self.sheet in VALUES else self.nobody
            told.append(f"{self.counts['kosong']} baris {without} dilewati")
        reading = Reading(
            file=self.origin.file,
            sheet=self.origin.sheet,
            table=self.sheet,
            header_row=header,
            rows=self.rows,
            remarks=(*remarks, *told),
        )
        if self.rows or self.spec.telling:  # a blank sheet Cuti is what most rosters have
            self.roster.readings.append(reading)

    def petugas(self, row: TableRow, cells: dict[str, str]) -> None:
        """Add a row of Petugas."""
        path = ("petugas", len(self.roster.petugas))
        self.last = path, row.number
        self._note(row, cells, path)
        induk, unit = self._unit(row, cells)
        shared = self._shared(row, cells, path, induk)
        profesi, jabatan, status = cells.get("profesi", ""), cells.get("jabatan", ""), cells.get("status", "")
        kind, jenjang = self.professions.employment(status), self.professions.jenjang(jabatan or profesi)
        _keep(
            self.roster.petugas,
            Petugas(
                **shared,
                pustu=cells.get("pustu", ""),
                unit=unit if "pustu" in cells else induk,
                profesi=self.professions.find(profesi, jabatan) or self._chosen_job(path, profesi or jabatan),
                profesi_tertulis=profesi,
                jabatan=jabatan,
                status=status,
                kepegawaian=kind,
                jenjang=jenjang,
                pensiun=self._retires(kind, jenjang, shared.get("lahir"), shared["nip"]),
                sip_sampai=self._day(row, cells, "sip_sampai"),
                tetap="tetap" in cells and self._truth(row, cells, "tetap") == "ya",
                pj_klaster=cells.get("pj_klaster", ""),
                lain=self._filled(row, cells) if self.others else _NONE,
            ),
        )

    @staticmethod
    def _retires(kind: str, jenjang: str, lahir: date | None, nip: Nip) -> date | None:
        """The first day of retirement as a row alone tells it."""
        born = (lahir or nip_birthday(nip)) if kind in ASN else None
        return day_of(kind, jenjang, born) if born is not None else None

    def kader(self, row: TableRow, cells: dict[str, str]) -> None:
        """Add a row of Kader."""
        path = ("kader", len(self.roster.kader))
        self._note(row, cells, path)
        induk, pustu = self._unit(row, cells)
        posyandu = cells.get("posyandu", "")
        post = self.register.posyandu.get((induk, normal(posyandu))) if induk and posyandu else None
        if posyandu and induk and post is None:
            post, posyandu = self.units.posyandu(posyandu, induk) or (None, posyandu)
            self.counts["awalan"] += post is not None
        shared = self._shared(row, cells, path, induk)
        skills = [name for name in self.skills if name in cells] if self.skills else ()
        _keep(
            self.roster.kader,
            Kader(
                **shared,
                pustu=cells.get("pustu", ""),
                posyandu=posyandu,
                pustu_path=pustu,
                posyandu_path=post,
                desa=cells.get("desa", ""),
                wilayah=cells.get("wilayah", ""),
                tingkat=cells.get("tingkat", ""),
                terlatih=self._truth(row, cells, "terlatih") if "terlatih" in cells else "",
                keterampilan={name: mask_numbers(self._truth(row, cells, name)) for name in skills} or _NO_SKILLS,
                lain=self._filled(row, cells) if self.others else _NONE,
            ),
        )

    def cuti(self, row: TableRow, cells: dict[str, str]) -> None:
        """Add a row of Cuti; whose leave it is, the rules ask."""
        damaged = "nip" in cells and self._damaged(row, "nip", cells["nip"])
        if damaged:
            self._fault(misfits.WRONG_KIND, row, "nip", kunci="nip", sebab="tersimpan sebagai angka; digitnya hilang")
        path: Path = ("cuti", len(self.roster.cuti))
        if self.roster.ledger is not None:
            self.roster.ledger.written[path] = dict(cells)
        _keep(
            self.roster.cuti,
            Cuti(
                path=path,
                row=row.number,
                origin=self.origin,
                nama=cells.get("nama", ""),
                nip=Nip("" if damaged else digits_of(cells.get("nip", ""))),
                puskesmas=cells.get("puskesmas", ""),
                pustu=cells.get("pustu", ""),
                dari=self._day(row, cells, "dari"),
                sampai=self._day(row, cells, "sampai"),
                jenis=cells.get("jenis", ""),
                keterangan=cells.get("keterangan", ""),
                lain=self._filled(row, cells) if self.others else _NONE,
            ),
        )

    def isian(self, row: TableRow, cells: dict[str, str]) -> None:
        """Add a row of any other table: each cell by what its column holds."""
        listed = self.roster.isian.setdefault(self.sheet, [])
        path: Path = (self.sheet, len(listed))
        if self.roster.ledger is not None:
            self.roster.ledger.written[path] = dict(cells)
        named = tuple(map(cells.get, _PLACE_COLUMNS))
        placed = self.settled.get(named)
        if placed is None:
            faults = len(self.roster.findings)
            placed = self._placed(row, cells)
            if named == tuple(map(cells.get, _PLACE_COLUMNS)) and len(self.roster.findings) == faults:
                self.settled[named] = placed  # as it was written, with nothing to tell: so in every row
        induk, unit = placed
        if row.number in self.watched:
            self.unseen.append(row.number)
        values = self._filled(row, cells)
        listed.append(Isian(path=path, row=row.number, origin=self.origin, values=values, induk=induk, unit=unit))

    def _placed(self, row: TableRow, cells: dict[str, str]) -> tuple[Path | None, Path | None]:
        """The registered puskesmas of a row, and the unit it names; no rule asks for one that is registered nowhere."""
        induk, pustu = self._unit(row, cells)
        posyandu = cells.get("posyandu", "")
        post = self.units.listed("posyandu", posyandu, induk) if induk and posyandu else None
        if post is not None:
            cells["posyandu"] = self.register.names[post]
        if induk is None and "puskesmas" in cells:
            likely = self.units.place(cells["puskesmas"])
            words = likely.fault or "bukan puskesmas yang terdaftar"
            facts = {"unit": cells["puskesmas"], "sebab": words, "maksud": likely.hint}
            self._fault(misfits.UNKNOWN_UNIT, row, "puskesmas", **facts)
        for name, unit in (("pustu", pustu), ("posyandu", post)):
            if induk is not None and unit is None and name in cells:
                words = f"tidak terdaftar sebagai {name} {self.register.names[induk]}"
                near = maksud(cells[name], self.units.named(name, induk))
                self._fault(misfits.UNKNOWN_UNIT, row, name, unit=cells[name], sebab=words, maksud=near)
        return induk, post or pustu or induk

    def _filled(self, row: TableRow, cells: Mapping[str, str]) -> dict[str, Filled]:
        """The cells that no field of a value takes, by what their columns hold; those not understood are left out."""
        filled: dict[str, Filled] = {}
        for name, column, known in self.others:
            text = cells.get(name)
            if text is None:
                continue
            value = known.get(text)
            if value is None:
                value = self._value(row, cells, column)
                if value is None:
                    continue
                if column.holds in _PLAIN and "." not in text:
                    known[text] = value
            filled[name] = value
        return filled

    def _value(self, row: TableRow, cells: Mapping[str, str], column: ColumnSpec) -> Filled | None:
        """What one cell holds; None with a finding where it cannot be that."""
        name, text = column.name, cells[column.name]
        value: Filled | None
        match column.holds:
            case Holds.DAY | Holds.BIRTH:
                return self._day(row, cells, name)
            case Holds.TRUTH:
                return {"ya": True, "tidak": False}.get(self._truth(row, cells, name))
            case Holds.IDENTITY:
                digits, damaged = digits_of(text), self._damaged(row, name, text)
                fits = not damaged and digits.isdigit() and column.digits in (0, len(digits))
                value = _NUMBERS.get(name, Number)(digits) if fits else None
                words = "tersimpan sebagai angka; digitnya hilang" if damaged else f"harus {column.digits or ''} angka"
            case Holds.COUNT if self.words.says_unknown(text):
                return None
            case Holds.COUNT:
                whole = _COUNT.fullmatch(self._uncounted(text))
                value, words = (
                    int(whole[1].replace(".", "")) if whole and not self._broken(row, name, whole[1]) else None,
                    f"harus bilangan bulat, 0 atau lebih; tertulis “{text}”",
                )
            case Holds.DEGREES:
                value, words = degrees_of(text), f"harus derajat, misalnya -3.38; tertulis “{text}”"
            case Holds.SEX:
                value, words = parse_kelamin(text) or None, "harus L atau P"
            case Holds.WEEKDAYS:
                value, words = parse_hari(text), f"harus hari, misalnya Sen-Jum; tertulis “{text}”"
            case Holds.CHOICE:
                value = self._chosen(column, text)
                if value is None and self.words.says_unknown(text):
                    return None
                words = f"tidak ada di daftar pilihannya; tertulis “{text}”{_offered(column, text)}"
            case _:
                return mask_numbers(text)
        if value is None:
            self._fault(misfits.WRONG_KIND, row, name, kunci=name, sebab=words)
        return value

    def _none_of(self, text: str) -> bool:
        """Whether a cell reports that there are none; of a person it says nothing."""
        return self.sheet not in VALUES and text.lower() in self.words.none_counted

    def _uncounted(self, text: str) -> str:
        """The figure of a count without the words for what is counted: "12 orang"."""
        if self._none_of(text):
            return "0"
        figure, _, rest = text.partition(" ")
        return figure if normal(rest) in self.words.counted else text

    def _broken(self, row: TableRow, name: str, digits: str) -> bool:
        """Whether a number with a point is a fraction: stored as a number, 1.234 is little more than one."""
        stored = any(index in row.numeric for column, index in self.wanted if column == name)
        return "." in digits and stored

    @staticmethod
    def _chosen(column: ColumnSpec, text: str) -> str | None:
        """The word of a list that a text means; the text itself where the list is open, None where it is not there."""
        offered = column.choices
        if offered is None or not offered.words:
            return mask_numbers(text)
        return offered.meant(text) or (None if offered.strict else mask_numbers(text))

    def _note(self, row: TableRow, cells: dict[str, str], path: Path) -> None:
        """Keep the row as it was written, and put in what the planner chose, where anybody asks for either."""
        ledger = self.roster.ledger
        if ledger is None:
            return
        ledger.written[path] = dict(cells)
        for column in ("puskesmas", UNIT, "pustu", "posyandu") if self.register.chosen else ():
            text = cells.get(column, "")
            if text and not (column == UNIT and "pustu" in cells):
                induk = None if column == "puskesmas" else self._induk(cells)
                kind = "pustu" if column == UNIT and induk is not None else column
                name = name_of(kind, induk, text, self.origin.file)
                target = self.register.chosen.get(name)
                if target is not None and not self.units.knows(column, text, induk, alone="pustu" not in cells):
                    self._put(row, cells, column, target)
                    ledger.chosen.setdefault(path, []).append(name)

    def _chosen_job(self, path: Path, text: str) -> str | None:
        """The profession that the planner chose for words nobody else understands."""
        name = name_of(JOB, None, text, self.origin.file)
        target = self.register.chosen.get(name) if text else None
        if target is None:
            return None
        if self.roster.ledger is not None:
            self.roster.ledger.chosen.setdefault(path, []).append(name)
        return str(target[1])

    def _induk(self, cells: Mapping[str, str]) -> Path | None:
        """The puskesmas a row names in its own column."""
        text = cells.get("puskesmas", "")
        exact = self.register.puskesmas.get(normal(text)) if text else None
        return exact or (self.units.place(text).induk if text else None)

    def _put(self, row: TableRow, cells: dict[str, str], column: str, target: Path) -> None:
        """Write the chosen place into the cells of a row, instead of the name that stood in this column."""
        names = self.register.names
        if "posyandu" not in self.spec.by_name and target[2:3] == ("posyandu",):
            words = f"dipilih sebagai posyandu {names[target]}, padahal petugas bertugas di puskesmas atau pustu"
            self._fault(misfits.UNKNOWN_UNIT, row, column, unit=cells[column], sebab=words, maksud="")
            return
        del cells[column]
        cells["puskesmas"] = names[target[:2]]
        if len(target) > 2:
            cells.setdefault(str(target[2]), names[target])

    def _unit(self, row: TableRow, cells: dict[str, str]) -> tuple[Path | None, Path | None]:
        """The registered puskesmas and pustu of a row; names understood beyond the letter are put into its cells."""
        register = self.register
        puskesmas = cells.get("puskesmas", "")
        induk = register.puskesmas.get(normal(puskesmas)) if puskesmas else None
        if UNIT in cells or (induk is None and puskesmas):
            induk = self._settle(row, cells, induk)
        if induk is None and not puskesmas:
            induk = self._owner(cells)
            if induk is not None:
                cells["puskesmas"] = register.names[induk]
                self.counts["pemilik"] += 1
        pustu = cells.get("pustu")
        if pustu is None or induk is None:
            return induk, None
        unit = register.pustu.get((induk, normal(pustu)))
        if unit is None and (likely := self.units.pustu(pustu, induk)) is not None:
            unit = likely[0]
            self.counts["awalan"] += 1
            if unit == induk:
                del cells["pustu"]
            else:
                cells["pustu"] = likely[1]
        return induk, unit

    def _owner(self, cells: Mapping[str, str]) -> Path | None:
        """The puskesmas of a row in a table that names none, by a pustu or posyandu that only one puskesmas has."""
        for column in ("pustu", "posyandu") if self.names.isdisjoint(("puskesmas", UNIT)) else ():
            place = self.units.place(cells[column], posyandu=column == "posyandu") if column in cells else None
            if place is not None and place.induk is not None and getattr(place, column) is not None:
                return place.induk
        return None

    def _settle(self, row: TableRow, cells: dict[str, str], induk: Path | None) -> Path | None:
        """Read the place of a row from words around its name, or from its unit column; exactly, or not at all."""
        written = cells.get("puskesmas", "")
        if induk is None and written:
            place = self.units.place(written)
            if place.induk is not None and (place.pustu is None or (place.said and "pustu" not in cells)):
                induk = place.induk
                cells["puskesmas"] = place.puskesmas
                if place.pustu is not None:
                    cells["pustu"] = place.pustu
                self.counts["awalan"] += 1
        unit = cells.pop(UNIT, "")
        if not unit or "pustu" in cells or (written and induk is None):
            return induk
        place = self.units.place(unit, induk, posyandu="posyandu" in self.spec.by_name)
        if place.induk is None and induk is not None:
            cells["pustu"] = unit  # the rules will say that it is not one of this puskesmas
            return induk
        if place.induk is None:
            self._fault(misfits.UNKNOWN_UNIT, row, UNIT, unit=unit, sebab=place.fault, maksud=place.hint)
            return induk
        self.counts["unit"] += 1
        cells["puskesmas"] = written or place.puskesmas
        if place.pustu is not None:
            cells["pustu"] = place.pustu
        if place.posyandu is not None:
            cells.setdefault("posyandu", place.posyandu)
        return place.induk

    def _cells(self, row: TableRow) -> dict[str, str]:
        """The known columns of a row that are not blank, as clean text."""
        values = row.cells
        size = len(values)
        blank = self.unsaid
        self.errors = {}
        self.written_name = ""
        cells: dict[str, str] = {}
        plain, own = self.plain_texts, self.own
        for name, index in self.wanted:
            if index >= size or not (written := values[index]):
                continue
            if (known := plain.get(written)) is not None and name not in own:
                cells[name] = known
            elif (text := written.strip()) and (text not in blank or self._kept(name, text)):
                clean = text if text.isprintable() else self._clean(row, name, text)
                if name == "nama":
                    cells[name] = clean
                    self.written_name = text
                else:
                    cells[name] = intern(clean)  # a reader gives each cell a text of its own; few are distinct
                    if clean is text and text not in blank and name not in own:
                        plain[written] = cells[name]
        if self.unit_columns:
            self._choose_unit(row, cells)
        return self._without_number(cells)

    def _choose_unit(self, row: TableRow, cells: dict[str, str]) -> None:
        """Of several columns of units take the one that names a registered place, its puskesmas from another."""
        written = (values.strip() for index, values in enumerate(row.cells) if index in self.unit_columns)
        texts = tuple(dict.fromkeys(" ".join(text.split()) for text in written if text and text not in self.unsaid))
        if texts not in self.chosen_units:
            self.chosen_units[texts] = self._telling_unit(texts, cells.get("puskesmas", ""))
        unit, puskesmas = self.chosen_units[texts]
        if unit:
            cells[UNIT] = unit
        if puskesmas:
            cells.setdefault("puskesmas", puskesmas)

    def _telling_unit(self, texts: Sequence[str], puskesmas: str) -> tuple[str, str]:
        """The text that tells most of where a row belongs, and the puskesmas that another of them names.

        Texts that contradict one another are given back together: they name no place, and the reading says so.
        """
        posyandu = "posyandu" in self.spec.by_name
        telling = [text for text in texts if not begins(normal(text), self.words.employers)] or list(texts)
        places = [(text, self.units.place(text, posyandu=posyandu)) for text in telling]
        owners = {place.induk: place for _, place in places if place.induk and not (place.pustu or place.posyandu)}
        owner = next(iter(owners.values()), None)
        induk = self.register.puskesmas.get(normal(puskesmas)) if puskesmas else owner.induk if owner else None
        within = [(text, self.units.place(text, induk, posyandu=posyandu)) for text in telling]
        units = {
            (place.induk, place.pustu, place.posyandu): text for text, place in within if place.pustu or place.posyandu
        }
        said = [text for text, place in within if place.induk is None and self.words.kind_of_place(text)[0]]
        elsewhere = [text for text in telling if begins(normal(text), self.words.elsewhere)]
        if len(units) > 1 or len(owners) > 1 or (said and units) or (elsewhere and len(telling) > 1):
            return " / ".join(telling), ""
        if said and owner is not None:
            return said[0], owner.puskesmas if not puskesmas else ""
        unit = next(iter(units.values()), "")
        if unit:
            return unit, owner.puskesmas if owner and not puskesmas else ""
        known = next((text for text, place in places if place.induk), "")
        return known or next(iter(said), "") or next(iter(telling), ""), ""

    def _without_number(self, cells: dict[str, str]) -> dict[str, str]:
        """The cells of a row, a NIP or NIK that stands in the cell of the name put where it belongs."""
        nama = cells.get("nama", "")
        match = _NAME_AND_NUMBER.fullmatch(nama) if len(nama) > NIK_LENGTH and any(map(str.isdigit, nama)) else None
        if match is None or not match["name"].strip():
            return cells
        digits = digits_of(match["number"])
        column = next((name for name, kind in _NUMBERS.items() if kind is not Number and _own(kind, digits)), None)
        if column in self.spec.by_name and digits_of(cells.get(str(column), "")) in ("", digits):
            cells["nama"], cells[str(column)] = match["name"].strip(" ,;/-–"), match["number"]
            self.written_name = cells["nama"]
            self.counts["nama_nip"] += 1
        return cells

    def _kept(self, name: str, text: str) -> bool:
        """Whether a mark for blank means something here: a person may be called Null, 0 may mean no, or none.

        An error is no value anywhere; it is put down for `_faulty` to report.
        """
        if text in self.words.errors:
            self.errors[name] = f"berisi galat {text}; ganti dengan nilainya"
            return False
        holds = self.spec.by_name[name].holds
        if (
            holds is Holds.NAME
            or name == "keaktifan"
            or (holds is Holds.TRUTH and self.words.truth_of(text, name) is not None)
        ):
            return True
        if holds is Holds.COUNT and (_COUNT.fullmatch(text) or self._none_of(text)):
            return True
        self.counts["tanda"] += 1
        return False

    def _complete(self, row: TableRow, cells: Mapping[str, str]) -> None:
        """Check that a row has what is required."""
        if not (row.faulty or self.errors or self._lacks(cells)):
            return
        faulty = self._faulty(row) if row.faulty or self.errors else frozenset()
        filled = cells.keys()
        for group in self.required:
            if filled.isdisjoint(group) and faulty.isdisjoint(group):
                if "puskesmas" in group and (UNIT in cells or self._owner(cells) is not None):
                    continue
                shown = next((name for name in group if name in self.names), group[0])
                if shown == "nama" and any(map(str.isalnum, self.written_name.strip("0"))):
                    words = f"bukan nama orang: “{self.written_name}”"
                    self._fault(misfits.WRONG_KIND, row, shown, _NAME_IT, kunci=shown, sebab=words)
                else:
                    self._fault(misfits.MISSING_KEY, row, shown, kunci=" atau ".join(group))

    def _faulty(self, row: TableRow) -> frozenset[str]:
        """Report the cells of a row that hold an error instead of a value, and name their columns."""
        stored = {name: row.faulty[index] for name, index in self.wanted if index in row.faulty}
        faulty = self.errors | stored
        for name, words in faulty.items():
            self._fault(misfits.WRONG_KIND, row, name, misfits.AS_SAID, kunci=name, sebab=words)
        return frozenset(faulty)

    def _shared(self, row: TableRow, cells: Mapping[str, str], path: Path, induk: Path | None) -> dict[str, Any]:
        hari = cells.get("hari_tugas", "")
        nama = cells.get("nama", "")
        bare = self.words.compared_name(nama)
        if bare is not nama:
            self.counts["gelar"] += bare != nama and self.words.bare_name(nama) != nama
        if row.number in self.watched:
            self.unseen.append(row.number)
        pergi = self._leaving(cells)
        if (said := self.commented) is not None:
            self._carry(path, said.kata)
            if said.pasti and (pergi is None or not pergi.pasti):
                pergi = said
        sampai = self._day(row, cells, "sampai")
        if "pensiun" in cells and (retired := self._day(row, cells, "pensiun")) is not None:
            last = retired - timedelta(days=1)
            sampai = min(sampai or last, last)
        if pergi is not None and pergi.pasti and pergi.sejak is not None:
            last = pergi.sejak - timedelta(days=1)
            sampai = min(sampai or last, last)
        damaged = _WHOLE
        if "nip" in cells or "nik" in cells:
            numbers = [name for name in _NUMBERS if name in cells]
            damaged = frozenset(name for name in numbers if self._damaged(row, name, cells[name]))
        nip = "" if "nip" in damaged else digits_of(cells.get("nip", ""))
        nik = "" if "nik" in damaged else digits_of(cells.get("nik", ""))
        return {
            "path": path,
            "row": row.number,
            "origin": self.origin,
            "nama": nama,
            "nama_polos": bare,
            "puskesmas": cells.get("puskesmas", ""),
            "induk": induk,
            "nip": Nip(nip) if nip else _NO_NIP,
            "nik": Nik(nik) if nik else _NO_NIK,
            "rusak": damaged,
            "hari": parse_hari(hari),
            "hari_tugas": hari,
            "mulai": self._day(row, cells, "mulai"),
            "sampai": sampai,
            "pergi": pergi,
            "keterangan": cells.get("keterangan", ""),
            **(self._own(row, cells) if self.personal else {}),
        }

    def _leaving(self, cells: Mapping[str, str]) -> Pergi | None:
        """What a row says of its person's going: by name, status, activity or remark, what is certain first."""
        nama = cells.get("nama", "")
        told = [leaving(cells[name], name) for name in self.leaves if name in cells] if self.leaves else []
        if nama[:3].lower() == "alm" or _BESIDE_NAME.search(nama) or may_say_gone(nama):
            told.append(leaving_of_name(nama))
        if not any(told):  # as of nearly everybody
            return None
        own = [normal(cells[name]) for name in ("pustu", "posyandu", "puskesmas") if name in cells]
        said = [pergi for pergi in told if pergi is not None and not any(name in normal(pergi.kata) for name in own)]
        return next((pergi for pergi in said if pergi.pasti), next(iter(said), None))

    def _damaged(self, row: TableRow, name: str, text: str) -> bool:
        """Whether an identity number was stored as a number: a spreadsheet keeps only 15 of its figures."""
        if _SCIENTIFIC.fullmatch(text):
            return True
        return bool(row.numeric) and any(index in row.numeric for column, index in self.wanted if column == name)

    def _own(self, row: TableRow, cells: Mapping[str, str]) -> dict[str, Any]:
        """Day of birth and sex as the row itself gives them."""
        sex = parse_kelamin(cells.get("jenis_kelamin", ""))
        if sex is None:
            self._fault(misfits.WRONG_KIND, row, "jenis_kelamin", kunci="jenis_kelamin", sebab="harus L atau P")
        return {"lahir": self._day(row, cells, "tanggal_lahir"), "kelamin": sex or ""}

    def _day(self, row: TableRow, cells: Mapping[str, str], name: str) -> date | None:
        text = cells.get(name)
        if text is None or (name == "sampai" and not text[:1].isdigit() and normal(text) in self.words.endless):
            return None
        if name in self.births:
            return self._birthday(row, cells, name, text)
        if (plain := self.plain_days.get(text)) is not None:
            return plain
        day, how = read_day(text, since_1904=self.since_1904)
        if day is not None and how is None and day.year in YEARS:
            self.plain_days[text] = day
            return day
        if day is None and name == "sampai" and len(parts := _UNTIL.split(text)) > 1:
            day, how = read_day(parts[-1], since_1904=self.since_1904)
        if day is None and name in ("mulai", "sampai"):
            day, how = read_bound(text, end=name == "sampai")
        if day is None:
            self._fault(misfits.WRONG_KIND, row, name, kunci=name, sebab=f"bukan tanggal yang ada: “{text}”")
        elif day.year not in YEARS:
            words = f"bertahun {day.year}, tidak mungkin: “{text}”; tulis tahun yang benar, atau kosongkan"
            self._fault(misfits.WRONG_KIND, row, name, kunci=name, sebab=words)
            return None
        elif how is not None:
            self.counts[how] += 1
            self.days.setdefault(how, (row.number, name, text, day))
        return day

    def _birthday(self, row: TableRow, cells: Mapping[str, str], name: str, text: str) -> date | None:
        """A day of birth; the NIP beside it decides on its century. No message repeats it but a year nobody has."""
        days, how = read_birthday(text, since_1904=self.since_1904)
        nip = Nip(digits_of(cells.get("nip", "")))
        known = None if self._damaged(row, "nip", cells.get("nip", "")) else nip_birthday(nip)
        words = ""
        if not days:
            words = "bukan tanggal yang ada"
        elif len(days) > 1 and known not in days:
            words = "bertahun dua angka yang dapat berarti 19xx dan 20xx; tulis tahun dengan empat angka"
        elif known is not None and known not in days and birth(known) == birth(days[0]):
            words = "berabad lain daripada tahun lahir di NIP-nya; betulkan yang salah, tahun dengan empat angka"
        day = known if known in days else next(iter(days), None)
        if not words and day is not None and day.year not in BIRTH_YEARS:
            words = f"bertahun {day.year}, tidak mungkin untuk tahun lahir; tulis tahun yang benar"
        if words:
            self._fault(misfits.WRONG_KIND, row, name, kunci=name, sebab=words)
            return None
        self.counts["lahir"] += how == SHORT_YEAR
        return day

    def _truth(self, row: TableRow, cells: Mapping[str, str], name: str) -> str:
        """A yes or a no as one word, "" where nobody is said to know; other words are kept, with a warning."""
        text = cells[name]
        if self.words.says_unknown(text):
            return ""
        truth = self.words.truth_of(text, name)
        if truth is None:
            place = self.origin.place(row.number, name)
            facts = {"kunci": name, "sebab": f"harus ya atau tidak; tertulis “{text}”"}
            told = finding(misfits.WRONG_KIND, place, facts, severity=Severity.WARNING)
            self.roster.findings.append(replace(told, remedy=self.spec.by_name[name].mend))
            return text
        word = "ya" if truth else "tidak"
        self.counts["benar"] += text != word
        return word

    def _clean(self, row: TableRow, name: str, text: str) -> str:
        """Text without line breaks and control characters; control characters are reported."""
        if any(not c.isprintable() and not c.isspace() for c in text):
            words = "memuat karakter kendali yang tidak terlihat"
            self._fault(misfits.WRONG_KIND, row, name, "ketik ulang isi sel itu.", kunci=name, sebab=words)
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())

    def _fault(self, code: Code, row: TableRow, column: str, remedy: str = "", **facts: str) -> None:
        told = finding(code, self.origin.place(row.number, column), facts)
        if code is misfits.WRONG_KIND and not remedy:
            remedy = misfits.AS_SAID if _SAYS_HOW.search(facts["sebab"]) else self.spec.by_name[column].mend
        self.roster.findings.append(replace(told, remedy=remedy or told.remedy))


def _texts(row: TableRow) -> dict[int, str]:
    """What a row holds, by its columns."""
    return {index: " ".join(cell.split()) for index, cell in enumerate(row.cells) if cell and not cell.isspace()}


def _and_counted(person: Person | None) -> str:
    """What becomes of a person whose row bears a mark, where nothing else says that they no longer serve."""
    ended = person is None or person.sampai is not None or (person.pergi is not None and person.pergi.pasti)
    return "" if ended else " dan dihitung"


def _going_of(text: str) -> Legend | None:
    """What a line that explains a colour says of somebody's going; a status alone may be that of a coloured cell."""
    explained = legend(text)
    if explained is not None:
        return explained if explained.pergi is not None else None
    return Legend("", leaving(text, "status")) if says_gone(text) else None


def is_called(colour: str, name: str) -> bool:
    """Whether a colour of a workbook is one that people call by this name."""
    if name in vocabulary().greys:
        return is_grey(colour)
    hues, degrees = vocabulary().colours.get(name, ()), hue(colour)
    if not hues or degrees is None:
        return False
    first, last = hues
    return first <= degrees < last if first < last else degrees >= first or degrees < last


def _own(kind: type[Number], digits: str) -> bool:
    """Whether figures can be somebody's own number of a kind."""
    number = kind(digits)
    return isinstance(number, Nip | Nik) and number.own


def _without_field(spec: TableSpec, names: frozenset[str]) -> list[ColumnSpec]:
    """The columns of a table that its value has no field for; of a table without a value of its own, all of them.

    A number may stand in the cell of the name, and has no column of its own then.
    """
    value = VALUES.get(spec.name)
    own = _ELSEWHERE.union(kept.name for kept in fields(value)) if value is not None else frozenset()
    there = names.union(_NUMBERS) if "nama" in names else names
    return [
        column
        for column in spec.columns
        if column.held and column.name in there and column.name != UNIT and column.name not in own
    ]


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


def _keep(people: list[Kept], person: Kept) -> None:
    """Add a row to those that were read, fit to be shown."""
    people.append(as_shown(person))


def shown_numbers(rows: Sequence[int]) -> str:
    """Row numbers for a message: the first few, and how many more."""
    more = f" dan {len(rows) - _LISTED} lagi" if len(rows) > _LISTED else ""
    return f"baris {', '.join(map(str, rows[:_LISTED]))}{more}"


def _offered(column: ColumnSpec, text: str) -> str:
    """What else a cell of a list may have meant: the word it is like, else the words of a short list."""
    words = column.choices.words if column.choices is not None else ()
    return maksud(text, words) or (f"; pilihannya {daftar(words)}" if 0 < len(words) <= _FEW else "")


_FEW = 8
"""A list of no more words is told whole."""
