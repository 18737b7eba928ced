"""The files and folders of a roster become tables, each known as Petugas or Kader, and the tables become people."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path as FilePath
from typing import NamedTuple

from ilp_cli.core.finding import Place, Severity, finding
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.spot import column_letters
from ilp_cli.core.words import daftar
from ilp_cli.district.district import Source
from ilp_cli.district.realisasi import REALISASI, TRIWULAN
from ilp_cli.district.record import Earlier, earlier
from ilp_cli.district.table import TableSpec, named
from ilp_cli.district.tables import KEPUTUSAN, META, PENCOCOKAN, PENERAPAN, ROSTER, TAMBAHAN
from ilp_cli.files import archive, misfits, yaml_file
from ilp_cli.files.kinds import own_page, own_workbook
from ilp_cli.files.paths import absolute, resolved
from ilp_cli.files.struck import unmarked
from ilp_cli.files.table_file import Table, TableRow, Workbook, csv_table, is_text, read_bytes
from ilp_cli.files.yaml_file import YamlFile
from ilp_cli.law import configs
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading import heading, lengthwise, people, quarters, wide, wide_rows
from ilp_cli.reading.asides import alone, place_of_titles
from ilp_cli.reading.fit import as_meant
from ilp_cli.reading.heading import LEADING_ROWS
from ilp_cli.reading.roster_read import SHEETS, RosterRead
from ilp_cli.reading.units import Register, Units
from ilp_cli.reading.yaml_rows import read_yaml_people, unknown_lists

ROADMAP = "roadmap.yaml"
"""The tables that must be there; the others may be."""
YAML = {".yaml", ".yml"}
_WORKBOOK = {".xlsx", ".xlsm", ".xls", ".ods"}
_CSV = {".csv", ".tsv", ".txt"}
_HTML = {".html", ".htm"}
_BESIDE = "jadwal"
"""A table of ours that is a file of its own: a sheet of this name in a roster is told like any other."""
_HELP = frozenset({"petunjuk", "referensi", "tempat", "meta", "cuti"})
"""Sheets of our own template beside the people; a sheet of leave may be blank."""
_UNREADABLE = frozenset(".pdf .doc .docx .rtf .odt .fods .xlsb .numbers .mht .mhtml .zip .rar .7z".split())
"""Kinds of files that may hold a list of people, and are never read."""
_OURS = {
    "ilp export": frozenset({"ringkasan", "asal"}),
    "ilp plan visits": frozenset({"rekapitulasi", "tindak lanjut"}),
    "ilp plan rollout": frozenset({"urutan", "batas per tahun"}),
    "ilp pws": frozenset({"peta panas", "belum melapor"}),
    "ilp readiness": frozenset({"kesiapan", "rincian", "kriteria"}),
    "ilp recap": frozenset({"provinsi", "kabupaten", "kekurangan"}),
}
"""Sheets by which our own workbooks are known where they tell no title: they list people too, but are no roster."""
_READ_ELSEWHERE = {
    "Jadwal tugas": "jadwal yang disunting diperiksa dengan --jadwal, atau dilanjutkan dengan --sebelum",
    "Kunjungan rumah": "daftar kunjungan yang sudah diisi dibaca `ilp import --kunjungan BERKAS FOLDER`",
    "Hari buka": "hari buka dilihat dengan --dengan bukaan.yaml; yang disetujui ditulis di roadmap.yaml (hari_buka)",
    "Urutan puskesmas": "urutan dilihat dengan --dengan rollout.yaml",
    "Pembagian wilayah": "pembagian dilihat dengan --dengan wilayah.yaml; yang disetujui ditempel di lembar Wilayah",
}
"""What our own workbooks are good for that are read again, by what their titles begin with."""


@dataclass(frozen=True, slots=True)
class Location:
    """A file or folder the roadmap names, as it is written there, and the place to point at where it is not there."""

    path: FilePath
    place: Place
    written: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A table that may be one of the roster. `plain` where its own name says which; `kind` is None where none fits.

    `earlier` is the record of an earlier check, where the table is the list of findings in a marked copy. `lacks` says
    what a table that looks like one of people lacks, "" where it does not look like one; `blank` that it holds nothing;
    `listing` that it holds rows of several words; `added` that ilp apply has put it beside a table of its kind; `told`
    that its findings already say what it is read as.
    """

    table: Table
    name: str
    kind: str | None
    plain: bool
    either: bool = False
    earlier: Earlier | None = None
    lacks: str = ""
    blank: bool = False
    listing: bool = False
    added: bool = False
    told: bool = False


@dataclass(slots=True)
class Read:
    """What reading a roster gathers: the people, the files they came from, and the tables that were there."""

    register: Register
    base: FilePath
    people: RosterRead = field(default_factory=RosterRead)
    sources: list[Source] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    opened: set[FilePath] = field(default_factory=set)

    @property
    def names(self) -> tuple[str, ...]:
        """The tables that are looked for, in the order in which they are read."""
        return tuple(self.people.tables)


def read_roster(read: Read, locations: Sequence[Location]) -> None:
    """Read every location; a kind of table that is nowhere is a finding."""
    missing: list[Lacking] = []
    for location in locations:
        try:
            missing += _read_location(read, location)
        except misfits.Unreadable as error:
            read.people.findings += error.findings
            read.people.complete = False
            read.seen.update(SHEETS)
    _forgive_blank(read.people)
    if locations and not (read.people.petugas or read.people.kader):
        read.people.complete = False  # blank tables of both kinds: that nobody is listed does not tell nobody serves
    absent = [kind for kind in SHEETS if kind not in read.seen]
    if not locations or not absent:
        return
    read.people.complete = False
    if len(locations) > 1:
        files = daftar(_shown(location.path) for location in locations)
        missing = [
            Lacking(locations[0].place, f"tabel {kind.capitalize()} tidak ada di {files}", kind=kind) for kind in absent
        ]
    for lacking in missing:
        if lacking.kind is None or lacking.kind in absent:
            told = finding(misfits.MISSING_TABLE, lacking.place, {"sebab": lacking.sebab, "maksud": lacking.maksud})
            read.people.findings.append(replace(told, remedy=lacking.remedy or told.remedy))


def _forgive_blank(people: RosterRead) -> None:
    """Tell no more of blank tables of people in a file that came for other tables, where the people stand elsewhere."""
    rows = Counter[tuple[str, str]]()
    for reading in people.readings:
        rows[reading.file, reading.table] += reading.rows
    filled = {table for (_, table), count in rows.items() if count}
    with_people = {file for (file, table), count in rows.items() if count and table in SHEETS}
    for_others = {file for (file, table), count in rows.items() if count} - with_people
    people.findings = [
        told
        for told in people.findings
        if not (told.code == misfits.NOTHING.code and told.place.file in for_others and filled.issuperset(SHEETS))
    ]


class Lacking(NamedTuple):
    """What to say of a kind of table that a location lacks; without `kind`, of both that must be there.

    `remedy` is there where something else than the name of the sheet is missing.
    """

    place: Place
    sebab: str
    maksud: str = ""
    kind: str | None = None
    remedy: str = ""


def _read_location(read: Read, location: Location) -> list[Lacking]:
    path = location.path
    if _WEB.match(location.written):
        words = f"roster menyebut alamat web ({location.written}), yang tidak dapat dibaca"
        raise _refused(
            location, words, "unduh sebagai Excel (.xlsx) ke folder ini, lalu tulis nama berkasnya di roster."
        )
    if is_folder(path):
        return _read_folder(read, location)
    name = _shown(path)
    if not _exists(path):
        raise _not_there(location, name)
    if read.sources and resolved(path) == resolved(FilePath(read.sources[0].location)):
        words = f"roster menyebut {path.name} ini sendiri; petugas dan kader yang ditulis di dalamnya sudah dibaca"
        raise _refused(location, words, "hapus baris roster, atau sebut berkas rosternya.")
    if _again(read, path):
        _left(read, location.place, f"roster {name}", "berkas yang sama sudah disebut")
        return []
    data = read_bytes(path, name)
    _note_source(read, path, data)
    if path.suffix.lower() in YAML:
        _read_yaml(read, yaml_file.parse(data, name))
        return []
    tables = list(_candidates(read, data, path, name))
    if what := _printed(data, tables):
        told = finding(misfits.UNREADABLE_FILE, Place(file=name), {"sebab": f"workbook ini {what}"})
        raise misfits.Unreadable([replace(told, remedy=_instead(data))])
    candidates = _without_findings(read, tables)
    chosen = _chosen(read, candidates)
    _add_all(read, chosen)
    return _missing_in_file(path, location.place, candidates, _kinds(read, chosen))


_WEB = re.compile(r"(?:[a-z][a-z+.-]+:/+|www\.|(?:docs|drive|sheets)\.google\.)", re.IGNORECASE)


def _again(read: Read, path: FilePath) -> bool:
    """Whether a file has been opened before for this roster; from now on it has."""
    real = resolved(path)
    if real in read.opened:
        return True
    read.opened.add(real)
    return False


def _refused(location: Location, reason: str, remedy: str) -> misfits.Unreadable:
    """The exception for a roster that is none, with what to do instead of the usual."""
    told = finding(misfits.UNREADABLE_FILE, location.place, {"sebab": reason})
    return misfits.Unreadable([replace(told, remedy=remedy)])


def _not_there(location: Location, name: str) -> misfits.Unreadable:
    """The exception for a roster that is not there: several written as one, or the nearest name beside it."""
    parts = [part.strip() for part in re.split(r"[,;]", location.written) if part.strip()]
    reason = f"roster {name} tidak ditemukan"
    if len(parts) > 1:
        words = f"beberapa berkas ditulis sebagai daftar: roster: [{', '.join(parts)}]"
        return _refused(location, f"{reason}; {words}", "tulis sebagai daftar dalam [ ].")
    return misfits.not_there(location.place, reason, location.path, _WORKBOOK | _CSV | _HTML | YAML)


def _without_findings(read: Read, candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """The tables less the list of findings in a marked copy, whose record is kept; the others as they were before."""
    kept, fills = [], dict[str, Mapping[str, str]]()
    for candidate in candidates:
        if candidate.earlier is None:
            kept.append(candidate)
        else:
            read.earlier.append(candidate.earlier)
            fills[candidate.table.file] = candidate.earlier.fills
    return [_unmarked(candidate, fills.get(candidate.table.file)) for candidate in kept]


def _unmarked(candidate: _Candidate, fills: Mapping[str, str] | None) -> _Candidate:
    """A table with the colours its cells had before they were marked."""
    if not fills:
        return candidate
    colours = candidate.table.colours
    return replace(candidate, table=replace(candidate.table, colours=lambda: unmarked(colours(), fills)))


def _kinds(read: Read, chosen: Sequence[_Candidate]) -> set[str]:
    """The kinds of tables that were there: those that were chosen, and those found below another."""
    files = {candidate.table.file for candidate in chosen}
    below = {reading.table for reading in read.people.readings if reading.file in files}
    below |= {kind for file, kind in read.people.begun if file in files}
    kinds = below | {candidate.kind for candidate in chosen if candidate.kind}
    read.seen |= kinds
    return kinds


def _missing_in_file(path: FilePath, place: Place, candidates: Sequence[_Candidate], kinds: set[str]) -> list[Lacking]:
    chosen = [candidate for candidate in candidates if candidate.kind in kinds]
    missing: list[Lacking] = []
    for kind in SHEETS:
        if kind in kinds:
            continue
        if candidates and candidates[0].table.kind != "csv":
            sheets = [
                f"{candidate.name} ({candidate.lacks})" if candidate.lacks else candidate.name
                for candidate in candidates
            ]
            words = f"lembar {kind.capitalize()} tidak ada; lembar yang ada: {daftar(sheets)}"
            hint = maksud(kind, (candidate.name for candidate in candidates if candidate not in chosen))
            almost = f"mirip {kind.capitalize()},"
            near = [candidate.name for candidate in candidates if almost in candidate.lacks]
            remedy = f"lengkapi kolom yang disebut di lembar {daftar(near)}, satu orang satu baris." if near else ""
            missing.append(Lacking(Place(file=candidates[0].table.file), words, hint, kind, remedy))
        elif kinds:
            words = f"roster ini hanya {path.name}; sebut foldernya supaya petugas dan kader sama-sama dibaca"
            missing.append(Lacking(place, words, kind=kind))
        else:
            lacks = next((candidate.lacks for candidate in candidates if candidate.lacks), "")
            words = "nama berkas csv tidak menyebut petugas atau kader, dan judul kolomnya pun tidak"
            return [Lacking(place, lacks or words)]
    return missing


def _read_folder(read: Read, location: Location) -> list[Lacking]:
    """Read the roster files of a folder; files named petugas or kader go before all others of their kind."""
    candidates: list[_Candidate] = []
    printed: set[str] = set()
    content: dict[str, tuple[FilePath, bytes]] = {}
    for path in folder_files(location.path, _shown(location.path)):
        name, kind = _shown(path), path.suffix.lower()
        if path.name.startswith((".", "~$")):
            continue
        if kind in _UNREADABLE:
            facts = {
                "apa": "berkas ini",
                "sebab": f"berkas {kind} tidak dapat dibaca; bila memuat roster, salin ke .xlsx",
            }
            read.people.findings.append(finding(misfits.NOT_READ, Place(file=name), facts, severity=Severity.NOTE))
        if kind not in _WORKBOOK | _CSV | _HTML | YAML:
            continue
        try:
            if _again(read, path):
                continue
            data = read_bytes(path, name)
            if kind in YAML:
                _read_people_file(read, path, name, data)
                continue
            if own_page(data):
                _left(
                    read, Place(file=name), "halaman ini", "lembar cetak ilp plan visits, bukan roster", Severity.NOTE
                )
                continue
            content[name] = path, data
            tables = list(_candidates(read, data, path, name))
            if original := _copied_from(tables, path):
                words = f"salinan bertanda dari {original}, yang juga ada di folder ini"
                _left(read, Place(file=name), "workbook ini", words)
                continue
            if what := _printed(data, tables):
                words = "; lembar Realisasi-nya dibandingkan dengan yang tercatat" if _counted_in(read, name) else ""
                _left(read, Place(file=name), "workbook ini", f"{what}{words}")
                printed.add(name)  # no input: it says again what the plan says, until somebody fills it in
                continue
            tables = _without_findings(read, tables)
            plain = normal(path.stem) in read.names
            candidates += [replace(candidate, plain=plain) for candidate in _chosen(read, tables)]
        except misfits.Unreadable as error:
            read.people.findings += error.findings
            read.people.complete = False
            read.seen.update({normal(path.stem)} & set(SHEETS) or SHEETS)
    chosen = sorted(_chosen(read, candidates), key=lambda candidate: read.names.index(candidate.kind or ""))
    counted = [name for name in content if name not in printed and _counted_in(read, name)]
    for name in dict.fromkeys([*(candidate.table.file for candidate in chosen), *counted]):
        _note_source(read, *content[name])
    _add_all(read, chosen)
    kinds = _kinds(read, chosen)
    folder = _shown(location.path)
    names = [path.name.lower() for path, _ in content.values()]
    return [
        Lacking(location.place, f"{kind}.csv tidak ada di folder {folder}", maksud(f"{kind}.csv", names), kind)
        for kind in SHEETS
        if kind not in kinds
    ]


def _printed(data: bytes, candidates: Sequence[_Candidate]) -> str:
    """What a workbook of ours is that was made to be read by people; "" of a roster, and where the people are all.

    Whoever keeps nothing of it but its sheets of people has made a roster of it.
    """
    sheets = {normal(candidate.name) for candidate in candidates}
    people = "asal" not in sheets and not sheets.isdisjoint(SHEETS)
    made_by = "" if people else next((command for command, own in _OURS.items() if own <= sheets), "")
    if made_by:
        return f"keluaran {made_by}, bukan roster"
    title = own_workbook(data)
    return f"cetakan ilp (“{title}”), bukan roster" if title and not sheets <= set(SHEETS) else ""


def _instead(data: bytes) -> str:
    """What to name instead of a workbook of ours, and where it is read."""
    title = own_workbook(data)
    elsewhere = next((words for begin, words in _READ_ELSEWHERE.items() if title.startswith(begin)), "")
    words = "sebut roster yang diisi sendiri; `ilp template FOLDER -o roster-kosong.xlsx` membuat yang kosong"
    return f"{words}; {elsewhere}." if elsewhere else f"{words}."


def _copied_from(candidates: Iterable[_Candidate], path: FilePath) -> str:
    """The workbook beside this one that it is a marked copy of; "" where it is none, or stands here alone."""
    sources = (candidate.earlier.source for candidate in candidates if candidate.earlier)
    return next((name for name in sources if name != path.name and _exists(path.parent / name)), "")


def _candidates(read: Read, data: bytes, path: FilePath, name: str) -> Iterator[_Candidate]:
    return _known(read, file_tables(data, path, name), path)


def file_tables(data: bytes, path: FilePath, name: str) -> Iterator[tuple[str, Table]]:
    """Every table of a file with its title, by what its bytes are rather than by what its name says."""
    suffix = path.suffix.lower()
    if archive.is_markup(data):
        from ilp_cli.files.html_file import HtmlBook  # few rosters are pages

        page = HtmlBook(data, name)
        tables = [(sheet, page.table(sheet)) for sheet in page.sheets]
        yield from _with_note(tables, name, suffix, _HTML, "halaman HTML")
    elif data.startswith((b"PK\x03\x04", archive.OLE)) or (suffix not in _CSV | _HTML and not is_text(data)):
        book = Workbook(data, name)
        told = _told_sheets(book.sheets)
        people = [sheet for sheet in book.sheets if normal(sheet) not in told]
        opened = ((sheet, replace(book.table(sheet), whole=bool(told))) for sheet in people)
        yield from _with_note(opened, name, suffix, _WORKBOOK, "workbook")
    else:
        yield from _with_note([(path.stem, csv_table(data, name))], name, suffix, _CSV, "teks csv")


def _told_sheets(sheets: Sequence[str]) -> frozenset[str]:
    """The sheets that list nobody, but tell how `ilp import` or `ilp apply` came to the others; none in other books."""
    there = {normal(sheet) for sheet in sheets}
    told = [{normal(sheet) for sheet in pair} for pair in ((PENCOCOKAN, KEPUTUSAN), (PENERAPAN, META))]
    return frozenset[str]().union(*(pair for pair in told if pair <= there))


def _with_note(
    tables: Iterator[tuple[str, Table]] | list[tuple[str, Table]], name: str, suffix: str, usual: set[str], kind: str
) -> Iterator[tuple[str, Table]]:
    """The tables of a file; the first tells where the content is not what the file's name says."""
    for number, (title, table) in enumerate(tables):
        if number or suffix in usual:
            yield title, table
        else:
            facts = {"jenis": kind, "akhiran": suffix or "(tidak ada)"}
            note = finding(misfits.OTHER_KIND, Place(file=name, line=1), facts)
            yield title, replace(table, findings=(*table.findings, note))


_LOOKED = 20_000
"""So many rows of a sheet are looked through for tables below one another that stand across; lists are longer."""
_LEAST = 2
"""A table has a header and a row."""
_FROM = ", mulai baris "
"""What stands between the name of a sheet and where on it a table begins."""


def _named_outright(own: str, specs: Mapping[str, TableSpec]) -> str:
    """The kind of a table that its name alone tells, "" of any other: petugas, and petugas menurut usulan."""
    kind, beside, _ = own.partition(f" {TAMBAHAN}")
    return kind if kind in specs and (beside or not lengthwise.may(specs[kind])) else ""


def _known(read: Read, tables: Iterator[tuple[str, Table]], path: FilePath) -> Iterator[_Candidate]:
    """Each table with its kind: people beside their places, by its own name, else by its header."""
    units = Units(read.register)
    every = (*read.people.tables.values(), *read.people.others)
    for title, table in _below(_without_counts(read, tables, units), every, units):
        made, whole = _row_a_place(read, title, table)
        yield from made or _told_by_title(read, title, whole, path)


def _told_by_title(read: Read, title: str, table: Table, path: FilePath) -> Iterator[_Candidate]:
    """A table with its kind: by its own name, else by its header; none where this command does without it."""
    words, specs = vocabulary(), read.people.tables
    every, units = (*specs.values(), *read.people.others), Units(read.register)
    own = normal(title)
    if outright := _named_outright(own, specs):
        yield _Candidate(table, title, outright, plain=outright == own, added=outright != own)
        return
    if own in configs.headers() and own not in specs and own != _BESIDE:
        return  # one that this command does without
    rows = iter(table.rows)
    leading: list[TableRow] = list(islice(rows, LEADING_ROWS))
    if own in specs:
        whole = replace(table, rows=chain(leading, rows))
        choice = heading.choose(leading, specs[own], heading.titles_of(specs[own]))
        known = choice is not None and heading.satisfied(specs[own], choice.names)
        yield _Candidate(whole if known else _long(whole, leading, [specs[own]], units), title, own, plain=True)
        return
    told = title if words.named(title) else path.stem
    if leading and leading[0].number == 1 and (record := earlier(leading[0].cells)):
        yield _Candidate(table, title, None, plain=False, earlier=record)
        return
    kind, either = heading.kind_of(leading, told, every, words)
    kind = kind or _list_of_names(read, leading, (title, path.stem))
    if kind is None and table.kind == "csv":
        kind = words.named(title)  # its header will be reported for what it lacks
    whole = replace(table, rows=chain(leading, rows))
    if kind not in SHEETS and own not in _HELP and (better := _said_above(whole, leading, every, kind)):
        kind, whole = better
    if kind is not None and kind not in specs:
        return  # it lists people too, and this command does without it
    spoken = [spec for spec in every if words.speaks_of(told, spec.name)]
    if kind in SHEETS and spoken and (made := lengthwise.long(whole, leading, spoken, units, sure=False)):
        kind, whole = made
    if kind is None and own not in _HELP and (made := lengthwise.long(whole, leading, every, units, sure=False)):
        if made[0] in specs:
            plain = normal(title.partition(_FROM)[0]) == made[0]
            yield _Candidate(made[1], title, made[0], plain=plain)
        return
    lacks = wide.counted(leading) or heading.lacking(leading, specs.values()) if kind is None else ""
    yield _Candidate(
        whole, title, kind, plain=False, either=either, lacks=lacks, blank=not leading, listing=_lists(leading)
    )


def _row_a_place(read: Read, title: str, table: Table) -> tuple[list[_Candidate], Table]:
    """The tables of people of a sheet with a row for each place; none of any other, whose rows are all still there."""
    own, rows = normal(title.partition(_FROM)[0]), iter(table.rows)
    leading = list(islice(rows, LEADING_ROWS))
    whole = replace(table, rows=chain(leading, rows))
    first = wide.header_of(leading)
    if first is None or own in _HELP or (own in configs.headers() and own not in SHEETS):
        return [], whole
    every = (*read.people.tables.values(), *read.people.others)
    kind, _ = heading.kind_of(leading, title, every, vocabulary())
    above, _ = heading.kind_of(leading[:first], title, every, vocabulary())
    if above is not None or (kind is not None and kind not in SHEETS):
        return [], whole
    listed = [*leading, *rows]
    made = wide_rows.made_long(table, listed, read.people.tables)
    candidates = [_Candidate(made_of, title, kind, plain=own == kind, told=True) for kind, made_of in made]
    return candidates, replace(table, rows=iter(listed))


def _without_counts(read: Read, tables: Iterable[tuple[str, Table]], units: Units) -> Iterator[tuple[str, Table]]:
    """The tables, less the printed sheets Realisasi: what they count by quarter is compared with what is known.

    An import, which must account for every row, is not given them: it cannot make rows of ours of them.
    """
    for title, table in tables:
        rows = iter(table.rows)
        leading = list(islice(rows, LEADING_ROWS))
        if read.people.ledger is None and quarters.counted(leading):
            listed = read.people.isian.setdefault(TRIWULAN, []) if REALISASI.name in read.people.tables else []
            listed += quarters.counts(table, chain(leading, rows), units, len(listed))
        else:
            yield from _apart([(title, replace(table, rows=chain(leading, rows)))], read)


def _counted_in(read: Read, name: str) -> bool:
    """Whether a file has a printed sheet Realisasi that came back."""
    return any(row.origin.file == name for row in read.people.isian.get(TRIWULAN, ()))


def _long(table: Table, leading: Sequence[TableRow], specs: Sequence[TableSpec], units: Units) -> Table:
    """A table whose header lacks what it needs: made long where its titles or its lines say what is missing."""
    made = lengthwise.long(table, leading, specs, units, sure=True)
    if made is None and (said := lengthwise.said_above(table, leading, specs)) is not None:
        return said[2]
    return made[1] if made is not None else table


def _said_above(
    table: Table, leading: Sequence[TableRow], specs: Sequence[TableSpec], kind: str | None
) -> tuple[str, Table] | None:
    """The table that these rows are with what stands above them, where it knows more of their titles than `kind`."""
    said = lengthwise.said_above(table, leading, specs)
    if said is None:
        return None
    plain = next((spec for spec in specs if spec.name == kind), None)
    choice = heading.choose(leading, plain, heading.titles_of(plain)) if plain is not None else None
    return (said[0], said[2]) if choice is None or said[1] > sum(map(bool, choice.names)) else None


def _list_of_names(read: Read, leading: Sequence[TableRow], titles: Iterable[str]) -> str | None:
    """The kind of people that a list of nothing but their names is of, where what stands above it tells their place."""
    named = heading.list_of_names(leading, read.people.tables.values())
    if named is None:
        return None
    kind, above = named
    said = [cell for row in above for cell in row.cells if cell and not cell.isspace()]
    placed = read.people.induk or place_of_titles([*said, *titles], Units(read.register), posyandu=kind == "kader")
    return kind if placed else None


def _lists(leading: Sequence[TableRow]) -> bool:
    """Whether rows may list people under titles that nobody knows: words in two columns, in two rows at least."""
    wordy = (sum(any(letter.isalpha() for letter in cell) for cell in row.cells) for row in leading)
    return sum(words > 1 for words in wordy) > 1


def _apart(tables: Iterable[tuple[str, Table]], read: Read) -> Iterator[tuple[str, Table]]:
    """The tables, those that stand side by side on one sheet each by itself, at the addresses they have there."""
    for title, table in tables:
        rows = iter(table.rows)
        leading = list(islice(rows, LEADING_ROWS))
        of_places = wide.header_of(leading) is not None
        header, parts = (0, []) if of_places else heading.beside(leading, read.people.tables.values())
        if not parts:
            yield title, replace(table, rows=chain(leading, rows))
            continue
        every = [*leading, *rows]
        for number, (start, end) in enumerate(parts, 1):
            last = end if number < len(parts) else max(len(row.cells) for row in every)
            cut = [row if row.number < header and alone(row) else _columns_of(row, start, last) for row in every]
            rows = iter([row for row in cut if any(row.cells)])
            yield f"{title} ({number})", replace(table, rows=rows, start=start if number > 1 else 0)


def _below(
    tables: Iterable[tuple[str, Table]], specs: Sequence[TableSpec], units: Units
) -> Iterator[tuple[str, Table]]:
    """The tables, one that stands across below another by itself, as is any below such a one; at their addresses."""
    for title, table in tables:
        rows = iter(table.rows)
        looked = list(islice(rows, _LOOKED))
        starts = [0, *_starts(replace(table, rows=iter(())), title, looked, specs, units)]
        for number, start in enumerate(starts):
            last = number + 1 == len(starts)
            part = looked[start:] if last else looked[start : starts[number + 1]]
            own = replace(table, rows=chain(part, rows) if last else iter(part))
            if number:
                own = replace(own, findings=(), remarks=())
            yield (f"{title}{_FROM}{part[0].number}" if number else title), own


def _starts(
    table: Table, title: str, rows: Sequence[TableRow], specs: Sequence[TableSpec], units: Units
) -> Iterator[int]:
    """Where in a sheet another table begins that the reader of the one above it would not know for one."""
    spread = [spec for spec in specs if spec.spread is not None]
    start, before = 0, 0
    for place, row in enumerate(rows):
        thin = len(row.cells) - row.cells.count("") <= 1
        if thin or not before:
            before = place + 1 if thin else 0
            continue
        before = 0
        head = place
        while head and alone(rows[head - 1]):
            head -= 1
        above, leading = rows[start:head], rows[head : place + LEADING_ROWS]
        if len(above) < _LEAST:
            continue
        across = lengthwise.begins(table, leading, place - head, spread, units) or wide.begins(leading, place - head)
        if not across and not any(heading.begins(spec, row) for spec in specs):
            continue
        plain = heading.kind_of(above[:LEADING_ROWS], title, specs, vocabulary())[0] is not None
        if plain and any(_titles(row) == _titles(other) for other in above[:LEADING_ROWS]):
            continue  # its own header again, as on every page of a printed list
        of_places = wide.header_of(above[:LEADING_ROWS]) is not None
        if of_places and any(_titles(row) == _titles(other) for other in above[:LEADING_ROWS]):
            continue
        if of_places or (across if plain else lengthwise.begun(table, above[:LEADING_ROWS], spread, units)):
            yield head
            start = head


def _titles(row: TableRow) -> list[str]:
    return [normal(cell) for cell in row.cells if cell.strip()]


def _columns_of(row: TableRow, start: int, end: int) -> TableRow:
    """A row with nothing in it but some of its columns."""
    cells = tuple(text if start <= index < end else "" for index, text in enumerate(row.cells))
    numeric = frozenset(index for index in row.numeric if start <= index < end)
    faulty = {index: words for index, words in row.faulty.items() if start <= index < end}
    return row._replace(cells=cells, numeric=numeric, faulty=faulty)


def _chosen(read: Read, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The tables to read: of each kind the plainly named ones, else all that fit; what is left out is told."""
    plain = {candidate.kind for candidate in candidates if candidate.plain}
    chosen = []
    for candidate in candidates:
        if candidate.kind is None:
            _tell_left(read, candidate)
        elif candidate.plain or candidate.added or candidate.kind not in plain:
            chosen.append(candidate)
        elif normal(candidate.name) not in _HELP:
            kind = candidate.kind.capitalize()
            _left(
                read,
                _place(candidate),
                _title(candidate),
                f"tampaknya {kind} juga, tetapi sudah ada yang bernama {kind}",
            )
    return chosen


def _tell_left(read: Read, candidate: _Candidate) -> None:
    """Tell that a table was not read, and why: a warning where people may be listed in it, else a note."""
    if candidate.blank or normal(candidate.name) in _HELP:
        return
    place, title = _place(candidate), _title(candidate)
    if candidate.either:
        words = "judulnya cocok untuk petugas dan untuk kader; sebut salah satunya dalam namanya"
        _left(read, place, title, words)
    elif candidate.lacks:
        _left(read, place, title, candidate.lacks)
    elif candidate.table.kind != "html":  # a page is laid out in tables
        facts = {"apa": title, "sebab": "tidak ada judul kolom petugas, kader, atau cuti di situ"}
        # Of the file, not of a cell: nothing in that sheet is wrong.
        whole = Place(file=place.file)
        weight = Severity.WARNING if candidate.listing else Severity.NOTE
        read.people.findings.append(finding(misfits.NOT_READ, whole, facts, severity=weight))


def _place(candidate: _Candidate) -> Place:
    table = candidate.table
    if table.kind == "csv":
        return Place(file=table.file)
    return Place(file=table.file, sheet=table.sheet, cell=f"{column_letters(table.start)}1")


def _title(candidate: _Candidate) -> str:
    return "berkas ini" if candidate.table.kind == "csv" else f"lembar {candidate.name}"


def _left(read: Read, place: Place, what: str, why: str, severity: Severity | None = None) -> None:
    told = finding(misfits.NOT_READ, place, {"apa": what, "sebab": why}, severity=severity)
    read.people.findings.append(told)


def _add_all(read: Read, chosen: Sequence[_Candidate]) -> None:
    """Read the chosen tables, petugas first; one that breaks off does not stop the others."""
    for kind, spec in read.people.tables.items():
        for candidate in chosen:
            if candidate.kind == kind:
                read.seen.add(kind)
                try:
                    _add(read, spec, candidate)
                except misfits.Unreadable as error:
                    read.people.findings += error.findings
                    read.people.complete = False


def _add(read: Read, spec: TableSpec, candidate: _Candidate) -> None:
    names = {normal(candidate.name), normal(FilePath(candidate.table.file).stem)}
    if names.isdisjoint(read.names) and not candidate.added and not candidate.told:
        facts = {"apa": _title(candidate), "tabel": spec.sheet}
        note = finding(misfits.BY_CONTENT, replace(_place(candidate), line=1), facts)
        candidate = replace(candidate, table=replace(candidate.table, findings=(*candidate.table.findings, note)))
    people.add_table(read.people, spec, candidate.table, read.register, configs.professions())


def _note_source(read: Read, path: FilePath, data: bytes) -> None:
    """Remember an input by its name inside the plan folder and the hash of its bytes."""
    digest = hashlib.sha256(data).hexdigest()
    read.sources.append(Source(name=inside(path, read.base), sha256=digest, location=str(absolute(path))))


def inside(path: FilePath, base: FilePath) -> str:
    """A file's name as seen from the plan folder; its bare name where it lies elsewhere."""
    try:
        return resolved(path).relative_to(resolved(base)).as_posix()
    except ValueError:
        return path.name


def _read_people_file(read: Read, path: FilePath, name: str, data: bytes) -> None:
    """Read a YAML file of a folder, if it lists people and is not the roadmap itself."""
    # A list of leave alone is no roster.
    lists = "|".join(re.escape(name) for name in read.names if name in SHEETS or name not in named(ROSTER))
    listed = re.search(rf"(?m)^(?:{lists})\s*:".encode(), data)
    if listed and not (path.parent.samefile(read.base) and path.name == ROADMAP):
        _note_source(read, path, data)
        _read_yaml(read, yaml_file.parse(data, name))


def _read_yaml(read: Read, parsed: YamlFile) -> None:
    roster = read.people
    roster.findings += parsed.findings
    listed = parsed.content if isinstance(parsed.content, dict) else {}
    if listed:
        roster.findings += as_meant(parsed, roster.tables, roster.tables)
    unknown_lists(roster, parsed, listed)
    read_yaml_people(roster, parsed, {key: listed[key] for key in read.names if listed.get(key)}, read.register)
    if not any(listed.get(key) for key in SHEETS):
        if any(listed.get(key) for key in read.names if key not in named(ROSTER)):
            return  # a file of other tables alone: where the people are, the rest of the roster tells
        roster.findings.append(finding(misfits.NOTHING, parsed.place(()), {"apa": "roster ini"}))
        roster.complete = False  # that nobody is listed does not tell that nobody serves
    read.seen.update(SHEETS)


def _shown(path: FilePath) -> str:
    """A path as the planner typed it, with forward slashes."""
    return path.as_posix()


def _exists(path: FilePath) -> bool:
    """Whether anything stands there; a path the system refuses (too long, forbidden) is left to the reader to name."""
    try:
        return path.exists()
    except OSError:
        return True


def is_folder(path: FilePath) -> bool:
    """Whether a folder stands there; a path the system refuses is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def folder_files(folder: FilePath, name: str) -> list[FilePath]:
    """The files of a folder, sorted. Raises Unreadable where it may not be opened."""
    try:
        return sorted(item for item in folder.iterdir() if item.is_file())
    except OSError:
        raise misfits.unreadable(Place(file=name), "folder ini tidak boleh dibaca (izin ditolak)") from None
