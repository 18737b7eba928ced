"""What the cells of a row hold: clean text, days, numbers, choices; what a cell cannot be is a finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from sys import intern
from typing import Any

from ilp_cli.core.finding import Code, Finding, Severity, finding
from ilp_cli.core.masking import Number, mask_numbers
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.weekdays import parse_hari
from ilp_cli.core.words import daftar
from ilp_cli.district.identity import birth, nip_birthday
from ilp_cli.district.isian import Filled
from ilp_cli.district.numbers import NIK_LENGTH, Nik, Nip, digits_of, parse_kelamin
from ilp_cli.district.origin import Origin
from ilp_cli.district.place import degrees_of
from ilp_cli.district.table import UNIT, ColumnSpec, Holds, TableSpec
from ilp_cli.district.tables import SKILLS
from ilp_cli.files import misfits
from ilp_cli.files.days import BIRTH_YEARS, EPOCH, SHORT_YEAR, YEARS, read_birthday, read_bound, read_day
from ilp_cli.files.table_file import TableRow
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading.roster_read import VALUES

_COUNT = re.compile(r"(\d{1,3}(?:\.\d{3}){1,2}|\d{1,9})(?:[.,]0{1,2})?")
"""A whole number, also as a spreadsheet writes 12.0 and as people write 1.250; three figures are thousands."""
_PLAIN = frozenset({Holds.TEXT, Holds.NAME, Holds.PLACE, Holds.CHOICE, Holds.COUNT, Holds.DEGREES})
"""What a cell holds by its text alone: read once, however many rows have it."""
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_ELSEWHERE = frozenset({"tanggal_lahir", "jenis_kelamin", "keaktifan", "pensiun", *SKILLS})
"""Columns that these values keep under another name."""
_NUMBERS: Mapping[str, type[Number]] = {"nip": Nip, "nik": Nik}
_NO_NIP, _NO_NIK, _WHOLE = Nip(), Nik(), frozenset[str]()
"""What most rows hold: no number of their own, and none that was damaged. They share one value of each."""
_SAYS_HOW = re.compile("; (?:tulis|betulkan) ")
_UNTIL = re.compile(r"(?i)\s(?:s\.?\s*/?\s*d\.?|sampai(?: dengan)?|hingga|–|-)\s")
"""Between the first and the last day of a time: "1 Jan 2025 s/d 31 Des 2025"."""
_NAME_AND_NUMBER = re.compile(
    r"(?i)(?P<name>.*?)[\s,;/(–-]*\b(?:(?:nip|ni ?pppk|nipppk|nrp|nik)\b[\s.:]*)?"
    r"(?P<number>\d(?:[\s.–-]{0,3}\d){15,17})\)?"
)
"""A name with a NIP or NIK behind it in the same cell."""
_FEW = 8
"""A list of no more words is told whole."""


class CellReader:
    """Reads the cells of one table by what its columns hold.

    `origin` is where the row that is read stands, `errors` are the errors of its cells, `written_name` is its name as
    it was written. `counts` tells how often something was understood beyond the plain, `days` the first of each form.
    """

    def __init__(
        self, findings: list[Finding], spec: TableSpec, columns: Mapping[str, int], origin: Origin, counts: Counter[str]
    ) -> None:
        self.findings = findings
        self.spec = spec
        self.origin = origin
        self.counts = counts
        self.names = frozenset(columns)
        self.wanted: Sequence[tuple[str, int]] = [(name, columns[name]) for name in spec.by_name if name in columns]
        self.words = vocabulary()
        self.unsaid = self.words.blank | self.words.errors
        self.errors: dict[str, str] = {}
        self.written_name = ""
        self.since_1904 = False
        self.days: dict[str, tuple[int, str, str, date]] = {}
        self.plain_days: dict[str, date] = {}
        self.plain_texts: dict[str, str] = {}
        self.own = spec.holding(Holds.NAME, Holds.IDENTITY)
        self.births = spec.holding(Holds.BIRTH)
        self.others = [(column.name, column, dict[str, Filled]()) for column in _without_field(spec, self.names)]

    def filled(self, row: TableRow, cells: Mapping[str, str]) -> dict[str, Filled]:
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
                return self.day(row, cells, name)
            case Holds.TRUTH:
                return {"ya": True, "tidak": False}.get(self.truth(row, cells, name))
            case Holds.IDENTITY:
                digits, damaged = digits_of(text), self.damaged(row, name, text)
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
            self.fault(misfits.WRONG_KIND, row, name, kunci=name, sebab=words)
        return value

    def _none_of(self, text: str) -> bool:
        """Whether a cell reports that there are none; of a person it says nothing."""
        return self.spec.name not in VALUES and text.lower() in self.words.none_counted

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

    def read(self, row: TableRow) -> dict[str, str]:
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
        return self._without_number(cells)

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

    def faults_of(self, row: TableRow) -> frozenset[str]:
        """Report the cells of a row that hold an error instead of a value, and name their columns."""
        stored = {name: row.faulty[index] for name, index in self.wanted if index in row.faulty}
        faulty = self.errors | stored
        for name, words in faulty.items():
            self.fault(misfits.WRONG_KIND, row, name, misfits.AS_SAID, kunci=name, sebab=words)
        return frozenset(faulty)

    def damaged(self, row: TableRow, name: str, text: str) -> bool:
        """Whether an identity number was stored as a number: a spreadsheet keeps only 15 of its figures."""
        if _SCIENTIFIC.fullmatch(text):
            return True
        return bool(row.numeric) and any(index in row.numeric for column, index in self.wanted if column == name)

    def numbers(self, row: TableRow, cells: Mapping[str, str]) -> tuple[Nip, Nik, frozenset[str]]:
        """NIP and NIK of a row, and which of them were damaged: such a one is left empty."""
        if "nip" not in cells and "nik" not in cells:
            return _NO_NIP, _NO_NIK, _WHOLE
        damaged = _WHOLE
        figures = {"nip": "", "nik": ""}
        for name in figures:
            if name in cells:
                if self.damaged(row, name, cells[name]):
                    damaged |= {name}
                else:
                    figures[name] = digits_of(cells[name])
        nip, nik = figures["nip"], figures["nik"]
        return Nip(nip) if nip else _NO_NIP, Nik(nik) if nik else _NO_NIK, damaged

    def birth_and_sex(self, row: TableRow, cells: Mapping[str, str]) -> dict[str, Any]:
        """Day of birth and sex as the row itself gives them."""
        sex = parse_kelamin(cells.get("jenis_kelamin", ""))
        if sex is None:
            self.fault(misfits.WRONG_KIND, row, "jenis_kelamin", kunci="jenis_kelamin", sebab="harus L atau P")
        return {"lahir": self.day(row, cells, "tanggal_lahir"), "kelamin": sex or ""}

    def day(self, row: TableRow, cells: Mapping[str, str], name: str) -> date | None:
        """The day in a column; None where it is blank, says that there is no end, or cannot be a day."""
        text = cells.get(name)
        if text is None or (name == "sampai" and not text[:1].isdigit() and normal(text) in self.words.endless):
            return None
        if name in self.births:
            return self._birthday(row, cells, name, text)
        if (plain := self.plain_days.get(text)) is not None:
            return plain
        day, how = read_day(text, since_1904=self.since_1904)
        if day is not None and how is None and day.year in YEARS and day != EPOCH:
            self.plain_days[text] = day
            return day
        if day is None and name == "sampai" and len(parts := _UNTIL.split(text)) > 1:
            day, how = read_day(parts[-1], since_1904=self.since_1904)
        if day is None and name in ("mulai", "sampai"):
            day, how = read_bound(text, end=name == "sampai")
        if day is None:
            self.fault(misfits.WRONG_KIND, row, name, kunci=name, sebab=f"bukan tanggal yang ada: “{text}”")
        elif words := _no_day(day, text):
            self.fault(misfits.WRONG_KIND, row, name, kunci=name, sebab=words)
            return None
        elif how is not None:
            self.counts[how] += 1
            self.days.setdefault(how, (row.number, name, text, day))
        return day

    def _birthday(self, row: TableRow, cells: Mapping[str, str], name: str, text: str) -> date | None:
        """A day of birth; the NIP beside it decides on its century. No message repeats it but a year nobody has."""
        days, how = read_birthday(text, since_1904=self.since_1904)
        nip = Nip(digits_of(cells.get("nip", "")))
        known = None if self.damaged(row, "nip", cells.get("nip", "")) else nip_birthday(nip)
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
            self.fault(misfits.WRONG_KIND, row, name, kunci=name, sebab=words)
            return None
        self.counts["lahir"] += how == SHORT_YEAR
        return day

    def truth(self, row: TableRow, cells: Mapping[str, str], name: str) -> str:
        """A yes or a no as one word, "" where nobody is said to know; other words are kept, with a warning."""
        text = cells[name]
        if self.words.says_unknown(text):
            return ""
        truth = self.words.truth_of(text, name)
        if truth is None:
            place = self.origin.place(row.number, name)
            facts = {"kunci": name, "sebab": f"harus ya atau tidak; tertulis “{text}”"}
            told = finding(misfits.WRONG_KIND, place, facts, severity=Severity.WARNING)
            self.findings.append(replace(told, remedy=self.spec.by_name[name].mend))
            return text
        word = "ya" if truth else "tidak"
        self.counts["benar"] += text != word
        return word

    def _clean(self, row: TableRow, name: str, text: str) -> str:
        """Text without line breaks and control characters; control characters are reported."""
        if any(not c.isprintable() and not c.isspace() for c in text):
            words = "memuat karakter kendali yang tidak terlihat"
            self.fault(misfits.WRONG_KIND, row, name, "ketik ulang isi sel itu.", kunci=name, sebab=words)
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())

    def fault(self, code: Code, row: TableRow, column: str, remedy: str = "", **facts: str) -> None:
        """Tell what is wrong with a cell; what to do is as the column says, unless the words say it themselves."""
        told = finding(code, self.origin.place(row.number, column), facts)
        if code is misfits.WRONG_KIND and not remedy:
            remedy = misfits.AS_SAID if _SAYS_HOW.search(facts["sebab"]) else self.spec.by_name[column].mend
        self.findings.append(replace(told, remedy=remedy or told.remedy))


def _no_day(day: date, text: str) -> str:
    """Why nobody can begin or end to serve on a day; "" where they may."""
    if day.year not in YEARS:
        return f"bertahun {day.year}, tidak mungkin: “{text}”; tulis tahun yang benar, atau kosongkan"
    return (
        f"“{text}”, isian kosong dari sistem asalnya; tulis tanggal yang benar, atau kosongkan" if day == EPOCH else ""
    )


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


def _offered(column: ColumnSpec, text: str) -> str:
    """What else a cell of a list may have meant: the word it is like, else the words of a short list."""
    words = column.choices.words if column.choices is not None else ()
    return maksud(text, words) or (f"; pilihannya {daftar(words)}" if 0 < len(words) <= _FEW else "")
