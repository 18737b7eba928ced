"""What a roster shows without saying it in a cell: strikes, comments, colours, and what is hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ilp_cli.core.finding import Path, finding
from ilp_cli.core.words import daftar, nomor_baris
from ilp_cli.district.origin import WHOLE_ROW, Origin
from ilp_cli.district.people import Kader, Pergi, Person, Petugas
from ilp_cli.district.record import SHEET as OURS
from ilp_cli.files import misfits
from ilp_cli.files.struck import Colours, Comments, Struck, hue, is_grey
from ilp_cli.files.table_file import Table, TableRow
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading.cells import CellReader
from ilp_cli.reading.leaving import Legend, explained_by, leaving, legend, says_gone
from ilp_cli.reading.roster_read import SHEETS, RosterRead


class Marks:
    """What a table shows without saying it in a cell: strikes, comments, colours with their legend, what is hidden.

    `commented` is what the comments on the row that is read say of its person's going; `moved` are the tables of rows
    whose cells stand elsewhere in the file.
    """

    def __init__(self, roster: RosterRead, cell: CellReader) -> None:
        self.roster = roster
        self.cell = cell
        self.sheet = cell.spec.name
        self.first = cell.spec.first
        self.wanted = cell.wanted
        self.struck: Struck = {}
        self.comments: Comments = {}
        self.commented: Pergi | None = None
        self.legends: dict[tuple[int, int], str] = {}
        self.colours: Callable[[], Colours] = dict
        self.watched: frozenset[int] = frozenset()
        self.unseen = list[int]()
        self.moved: Mapping[tuple[tuple[int, int], ...], Origin] = {}

    def begin(self, row: TableRow) -> None:
        """Know what the comments on a row say of its person's going, what is certain first."""
        self.commented = None
        if row.number in self.comments:
            own = frozenset(row.at.values())  # of several people in a row each has comments of their own
            comments = (words for at, words in self.comments[row.number].items() if not own or at in own)
            others = (words.partition(OURS)[0] for words in comments)  # not our own findings
            told = (leaving(words, "keterangan") for words in others)
            said = [replace(pergi, kolom="komentar") for pergi in told if pergi is not None]
            self.commented = next((pergi for pergi in said if pergi.pasti), next(iter(said), None))

    def tell(self, row: TableRow, cells: Mapping[str, str]) -> None:
        """Tell of a person whose name is struck through, or of whom a comment says that they have left.

        In a table of places it is the first cell of a row that tells.
        """
        if row.number not in self.struck and row.number not in self.comments:
            return
        first = self.first
        index = next((index for name, index in self.wanted if name == first), -1)
        whole = self.struck.get(row.number, {}).get(row.at.get(index, index))
        what, part = ("namanya", "namanya") if first == "nama" else ("barisnya", first)
        reasons = [f"{what} dicoret" if whole else f"sebagian isi sel {part} dicoret"] if whole is not None else []
        said = self.commented
        counted = said is None or not said.pasti or self.sheet not in SHEETS
        if said is not None and counted:
            reasons.append(f"komentar selnya menyebut “{said.kata}”")
        person = next(iter(self.people()[-1:]), None)
        if reasons and person is not None and person.row == row.number:
            self._amend(person, ragu=daftar(reasons))
        else:
            person = None
        if reasons and first in cells:
            facts = {"nama": cells[first], "sebab": daftar(reasons), "dan_dihitung": _and_counted(person)}
            place = self.cell.origin.place(row.number, first)
            self.roster.findings.append(finding(misfits.STRUCK, place, facts))
        if whole is not None and self.people():
            self.carry(self.people()[-1].path, f"{what} dicoret di berkas asal")

    def see(self, row: TableRow) -> None:
        """Know of a row that was read; one that is not shown is told."""
        if row.number in self.watched:
            self.unseen.append(row.number)

    def carry(self, path: Path, words: str) -> None:
        """Note for an import what a row shows without saying it in a cell, so that its roster says it."""
        if self.roster.ledger is not None:
            known = self.roster.ledger.shown.get(path)
            self.roster.ledger.shown[path] = f"{words}; {known}" if known else words

    def tell_hidden(self, table: Table, header: int) -> None:
        """Tell that rows, columns or the whole sheet are not shown, but were read."""
        rows = self.unseen
        if not table.shown:
            facts = {"apa": f"lembar {table.sheet}"}
            self.roster.findings.append(finding(misfits.HIDDEN, self.cell.origin.place(1), facts))
        columns = [name for name, index in self.wanted if index in table.hidden_columns]
        if columns:
            facts = {"apa": f"kolom {daftar(columns)}"}
            self.roster.findings.append(finding(misfits.HIDDEN, self.cell.origin.place(header, columns[0]), facts))
        if rows:
            facts = {"apa": f"{len(rows)} baris ({nomor_baris(rows)})"}
            self.roster.findings.append(finding(misfits.HIDDEN, self.cell.origin.place(rows[0]), facts))

    def tell_colours(self) -> None:
        """Tell of people whose colour a legend explains by their going; of the legend where no cell has that colour."""
        parts = [(*at, part) for at, text in self.legends.items() for part in explained_by(text)]
        going = [(*part, said) for part in parts if (said := _going_of(part[2])) is not None]
        cells: Colours = self.colours() if going else {}
        origins = {id(origin) for origin in (self.cell.origin, *self.moved.values())}
        people = [person for person in self.people() if id(person.origin) in origins]
        for row, index, words, explained in going:
            own = cells.get(row, {})
            several = words != self.legends[row, index]
            wanted = frozenset[str]() if several else own.get(index) or own.get(index - 1) or frozenset()
            marked = [
                person
                for person in people
                if any(
                    colour in wanted or (not wanted and is_called(colour, explained.colour))
                    for column in (person.origin.columns[name] for name, _ in self.wanted)
                    for colour in cells.get(person.row, {}).get(column, ())
                )
            ]
            where = replace(self.cell.origin, columns={WHOLE_ROW: index}).place(row)
            for person in marked:
                sure = explained.pergi if wanted and explained.pergi is not None and explained.pergi.pasti else None
                self.carry(person.path, sure.kata if sure is not None else f"warna selnya dijelaskan “{words}”")
                if sure is not None:
                    self._let_go(person, replace(sure, kolom="warna selnya"))
                    continue
                sebab = f"warna selnya dijelaskan “{words}” ({where.cell or f'baris {row}'})"
                facts = {"nama": person.nama, "sebab": sebab, "dan_dihitung": _and_counted(person)}
                place = person.origin.place(person.row, "nama")
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

    def people(self) -> Sequence[Petugas | Kader]:
        """The people that were read so far from tables of this kind."""
        people: Mapping[str, Sequence[Petugas | Kader]]
        people = {"petugas": self.roster.petugas, "kader": self.roster.kader}
        return people.get(self.sheet, ())


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
