"""The desk at which every row, cell and name of an import is decided."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ilp_cli.capabilities.intake.model.intake import IGNORE, KINDS, Chosen, Decision, Intake, Kind, Match, Tally
from ilp_cli.core.finding import Finding, Path, Place, Severity
from ilp_cli.core.masking import mask, mask_numbers
from ilp_cli.core.names import normal, sebutan
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.words import daftar
from ilp_cli.district.district import District
from ilp_cli.district.identity import identities
from ilp_cli.district.numbers import digits_of
from ilp_cli.district.people import Kader, Person, Petugas
from ilp_cli.district.reading import JOB, Ledger, Name, file_of, name_of
from ilp_cli.district.table import UNIT, Holds, TableSpec, named
from ilp_cli.district.tables import ROSTER
from ilp_cli.reading.nobody import Nobody
from ilp_cli.reading.own_rows import columns_used, leave_row, listed_row, names_of, person_row

_FORMS = {
    Holds.IDENTITY: "angkanya saja",
    Holds.DAY: "ditulis sebagai tanggal",
    Holds.BIRTH: "ditulis sebagai tanggal",
    Holds.TRUTH: "ditulis sebagai ya atau tidak",
    Holds.SEX: "ditulis sebagai L atau P",
    Holds.COUNT: "ditulis sebagai bilangan",
    Holds.DEGREES: "ditulis sebagai derajat",
    Holds.CHOICE: "ditulis seperti di daftar pilihannya",
}
"""Why a cell that was understood reads otherwise in the roster."""
_AS_IT_IS = "ditulis apa adanya"
_UNMATCHED = f"tidak terdaftar; {_AS_IT_IS}, pilih artinya di Pencocokan"
_HIDDEN = "(tidak ditampilkan)"


_ASIDES: Mapping[str, str] = {
    **dict.fromkeys((Nobody.VACANT, Nobody.DOUBTFUL, Nobody.POST, Nobody.FIGURES), "ILP019"),
    **dict.fromkeys((Nobody.SUM, Nobody.SIGNATURE, Nobody.COLUMNS, Nobody.GROUP, Nobody.LEGEND), "ILP020"),
    **dict.fromkeys((Nobody.PAGE, Nobody.PAGE_NUMBER), "ILP020"),
    Nobody.HEADING: "ILP021",
}
"""Rows that are no person, by why; whoever was left for another reason may be one."""

_ELSEWHERE = frozenset({"ILP008", "ILP017", "ILP019", "ILP020"})
"""Findings of the reading that say what the ledger or the names say already."""

Suggest = Callable[[Name, str], tuple[Path, ...]]
"""Registered places that an unregistered name may mean, likeliest first."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One row on its way into the roster."""

    person: Petugas | Kader
    written: Mapping[str, str]
    cells: Mapping[str, str]
    gaps: Sequence[Name]

    @property
    def kind(self) -> str:
        return str(self.person.path[0])


@dataclass(slots=True)
class _Desk:
    """What has been decided so far; `doubts` are what the reading said of unit columns, by their cells."""

    district: District
    ledger: Ledger
    names: Mapping[Path, str]
    professions: Mapping[str, str]
    doubts: Mapping[Place, Sequence[Finding]]
    tables: Mapping[str, TableSpec]
    decisions: list[Decision] = field(default_factory=list)
    left: set[Path] = field(default_factory=set)
    changed: set[Path] = field(default_factory=set)

    @property
    def people(self) -> Iterator[Petugas | Kader]:
        """Everybody who was read."""
        yield from self.district.petugas
        yield from self.district.kader

    def add(
        self, kind: Kind, entry: _Entry, why: str, column: str = "", after: str = "", detail: str = "", code: str = ""
    ) -> None:
        """Note a decision about a cell of a row, or about the row itself."""
        held = self.tables[entry.kind].by_name.get(column)
        holds = held.holds if held is not None else Holds.TEXT
        before, shown = _shown(entry.written.get(column, ""), holds), _shown(after, holds)
        stands = column if column in entry.written else "jabatan" if column == "profesi" else "nama"
        self.decisions.append(
            Decision(
                kind=kind,
                place=entry.person.place(stands),
                why=why,
                nama=entry.person.nama,
                column=KINDS.get(column, column),
                before="" if kind is Kind.CHANGED and before == shown else before,
                after="" if kind is Kind.CHANGED and before == shown else shown,
                detail=_shown(detail),
                code=code,
            )
        )


def intake(
    district: District,
    ledger: Ledger,
    choices: Sequence[Chosen],
    professions: Mapping[str, str],
    suggest: Suggest,
    reasons: Mapping[str, str],
    faults: Iterable[Finding] = (),
    tables: Sequence[TableSpec] = ROSTER,
) -> Intake:
    """Turn the people of a district as they were read into the rows of a roster, and account for every row.

    `reasons` says why some columns, by their compared title, are left out on purpose; `faults` are those of `choices`.
    """
    doubts: dict[Place, list[Finding]] = defaultdict(list)
    for misfit in district.misfits:
        if misfit.code == "ILP017":
            doubts[misfit.place].append(misfit)
    desk = _Desk(district, ledger, names_of(district, professions), professions, doubts, named(tables))
    entries = [_entry(desk, person) for person in desk.people]
    ignored = {choice.name for choice in choices if choice.ignored}
    entries = list(_without_ignored(desk, entries, ignored))
    entries = list(_without_copies(desk, entries))
    for entry in entries:
        _account(desk, entry)
    rows = {kind: [entry.cells for entry in entries if entry.kind == kind] for kind in desk.tables}
    rows["cuti"] = [leave_row(desk.tables["cuti"], cuti, ledger.written[cuti.path]) for cuti in district.cuti]
    for kind, listed in district.isian.items():
        rows[kind] = [listed_row(desk.tables[kind], isian, ledger.written[isian.path]) for isian in listed]
    matches = tuple(_matches(desk, choices, suggest))
    return Intake(
        rows=rows,
        tables=tuple(spec.only(columns_used(spec, rows[spec.name])) for spec in tables),
        decisions=(
            *_tables(district),
            *_from_files(district, ledger, reasons),
            *map(_fault, faults),
            *_estranged(ledger),
            *_gathered(desk.decisions),
        ),
        matches=matches,
        tallies=tuple(_tallies(desk)),
        whole=ledger.whole,
        unreadable=tuple(misfit for misfit in district.misfits if misfit.status == ExitStatus.INPUT),
        lost=_lost(district, ledger),
    )


def label(path: Path, names: Mapping[Path, str]) -> str:
    """A registered place so that it cannot be taken for another: "pustu Cimpu (Suli)"; a profession as one."""
    if path[0] == "profesi":
        return f"profesi {names[path]}"
    if len(path) == 2:
        return sebutan("puskesmas", names[path])
    return f"{sebutan(str(path[2]), names[path])} ({names[path[:2]]})"


def _entry(desk: _Desk, person: Petugas | Kader) -> _Entry:
    written = desk.ledger.written[person.path]
    spec = desk.tables[str(person.path[0])]
    cells = person_row(spec, person, desk.ledger, desk.names)
    return _Entry(person, written, cells, list(_gaps(person, written)))


def _gaps(person: Petugas | Kader, written: Mapping[str, str]) -> Iterator[Name]:
    """The names of a row that name no registered place, and a jabatan that names no profession."""
    unit, file = written.get(UNIT, ""), person.origin.file
    if isinstance(person, Petugas) and person.profesi is None and (job := _job(written)):
        yield name_of(JOB, None, job, file)
    if person.induk is None:
        if written.get("puskesmas"):
            yield name_of("puskesmas", None, written["puskesmas"], file)
        elif unit:
            yield name_of(UNIT, None, unit, file)
        return
    pustu = person.pustu_path if isinstance(person, Kader) else person.unit
    if person.pustu and pustu is None:
        yield name_of("pustu", person.induk, written.get("pustu") or unit, file)
    if isinstance(person, Kader) and person.posyandu and person.posyandu_path is None:
        yield name_of("posyandu", person.induk, written["posyandu"], file)


def _job(written: Mapping[str, str]) -> str:
    """What a row says its person is."""
    return written.get("profesi") or written.get("jabatan", "")


def _column_of(name: Name, written: Mapping[str, str]) -> str:
    """The column in which an unregistered name of a row stands: that of a pustu may be a unit column."""
    if name[0] == JOB:
        return "profesi" if written.get("profesi") else "jabatan"
    return UNIT if name[0] == "pustu" and not written.get("pustu") else name[0]


# --- rows that are left out -----------------------------------------------------------------------------------------


def _without_ignored(desk: _Desk, entries: Iterable[_Entry], ignored: set[Name]) -> Iterator[_Entry]:
    """The rows but those that hold nothing, and those the planner chose to leave out."""
    for entry in entries:
        gap = next((gap for gap in entry.gaps if gap in ignored), None)
        if gap is not None:
            column = _column_of(gap, entry.written)
            what = "jabatannya" if gap[0] == JOB else "nama tempatnya"
            desk.add(Kind.LEFT, entry, f"{IGNORE} dipilih di Pencocokan untuk {what}", column)
        elif not any(entry.cells.values()):
            desk.add(Kind.LEFT, entry, "tidak ada isi yang terbaca")
        else:
            yield entry
            continue
        desk.left.add(entry.person.path)


def _without_copies(desk: _Desk, entries: Sequence[_Entry]) -> Iterator[_Entry]:
    """The rows but those that repeat one of the same person word for word; people who differ are kept and told."""
    who = identities(entry.person for entry in entries)
    before: dict[tuple[str, object], list[_Entry]] = defaultdict(list)
    for entry in entries:
        own = who[entry.person.path]
        known = own is not entry.person.path
        key = (entry.kind, own if known else tuple(entry.cells.values()))
        earlier = before[key]
        same = next((previous for previous in earlier if previous.cells == entry.cells), None)
        if same is not None and known:
            detail = f"baris itu di {same.person.place('nama')}"
            desk.add(Kind.LEFT, entry, "sama persis dengan baris lain orang yang sama", detail=detail)
            desk.left.add(entry.person.path)
            continue
        if same is not None and entry.person.nama:
            detail = f"baris itu di {same.person.place('nama')}; keduanya ditulis: hapus satu, atau isi NIK-nya"
            desk.add(Kind.OPEN, entry, "sama dengan baris lain, tetapi tanpa NIP dan NIK", detail=detail, code="ILP306")
        elif earlier and known:
            _tell_same_person(desk, earlier[0], entry)
        earlier.append(entry)
        yield entry


def _tell_same_person(desk: _Desk, first: _Entry, second: _Entry) -> None:
    """Two rows of one person that differ: a fault to decide, unless they are duties that do not meet."""
    unlike = [name for name, text in second.cells.items() if text != first.cells[name]]
    detail = f"berbeda di kolom {daftar(unlike)}; baris lainnya di {first.person.place('nama')}; keduanya ditulis"
    columns = desk.tables[second.kind].by_name
    if all(columns[name].of_duty for name in unlike) and _apart(first.person, second.person):
        desk.add(Kind.NOTE, second, "orang yang sama dengan dua tugas yang tidak bertabrakan", detail=detail)
    else:
        desk.add(Kind.OPEN, second, "NIP atau NIK sama dengan baris lain, isinya berbeda", detail=detail)


def _apart(first: Person, second: Person) -> bool:
    """Whether two duties never meet: on other weekdays, or one over before the other begins."""
    if first.hari and second.hari and not first.hari & second.hari:
        return True
    return any(a.sampai and b.mulai and a.sampai < b.mulai for a, b in ((first, second), (second, first)))


# --- what became of each cell ---------------------------------------------------------------------------------------


def _account(desk: _Desk, entry: _Entry) -> None:
    """Tell of every cell of a row that is not in the roster as it was written, and of what waits for the planner."""
    before = len(desk.decisions)
    told = _account_unit(desk, entry)
    chosen = {name[0] for name in desk.ledger.chosen.get(entry.person.path, ())}
    for column, after in entry.cells.items():
        if column in entry.person.rusak:
            desk.add(
                Kind.OPEN,
                entry,
                "tersimpan sebagai angka, digit belakangnya hilang; dikosongkan, ketik ulang dari aslinya",
                column,
                code="ILP302",
            )
        elif column not in told and after != entry.written.get(column, ""):
            kind, why = _why(entry, column, desk.tables[entry.kind].by_name[column].holds, after, chosen)
            desk.add(kind, entry, why, column, after)
    if any(decision.kind is not Kind.OPEN for decision in desk.decisions[before:]):
        desk.changed.add(entry.person.path)
    for gap in entry.gaps:
        column = _column_of(gap, entry.written)
        after = entry.written.get(column, "")
        why = f"{KINDS[gap[0]]} {_UNMATCHED}"
        detail = "; ".join(doubt.message for doubt in desk.doubts.get(entry.person.place(column), ()))
        desk.add(Kind.OPEN, entry, why, column, after, detail, "ILP017" if gap[0] == UNIT else "ILP304")
    for column, words, code in _faults(entry):
        desk.add(Kind.OPEN, entry, words, column, entry.cells[column], code=code)


def _account_unit(desk: _Desk, entry: _Entry) -> frozenset[str]:
    """Tell what became of a unit column; the columns of places that are thereby told of."""
    person, written = entry.person, entry.written
    if UNIT not in written:
        return frozenset()
    filled = frozenset(name for name in ("puskesmas", "pustu", "posyandu") if entry.cells.get(name))
    new = frozenset(name for name in filled if name not in written)
    if "pustu" in written:
        desk.add(Kind.LEFT, entry, "kolom pustu sudah terisi; unit kerja tidak dipakai", UNIT)
        return frozenset()
    if person.induk is None or any(gap[0] == "pustu" for gap in entry.gaps):
        return new  # written as it is, and told as something to decide
    unit = (person.pustu_path or person.posyandu_path) if isinstance(person, Kader) else person.unit
    after = label(unit if unit and new else person.induk, desk.names)
    chosen = any(name[0] == UNIT or name[1] is not None for name in desk.ledger.chosen.get(person.path, ()))
    if chosen:
        desk.add(Kind.CHOSEN, entry, "dipilih di Pencocokan", UNIT, after)
    else:
        desk.add(Kind.MATCHED, entry, "unit kerja yang terdaftar", UNIT, after)
    return new


def _why(entry: _Entry, column: str, holds: Holds, after: str, chosen: set[str]) -> tuple[Kind, str]:
    """What kind of change a cell went through, and why."""
    before = entry.written.get(column, "")
    if column in ("puskesmas", "pustu", "posyandu"):
        return _why_place(entry, column, after, chosen)
    if column == "keterangan":
        return Kind.CHANGED, "coretan, komentar atau warna selnya ditulis sebagai keterangan"
    if column == "profesi" and JOB in chosen:
        return Kind.CHOSEN, "dipilih di Pencocokan"
    if column == "profesi":
        return (Kind.MATCHED, "sebutan profesi yang dikenal") if before else (Kind.CHANGED, "diisi menurut jabatan")
    if holds in (Holds.DAY, Holds.BIRTH) and before.isdigit():
        return Kind.CHANGED, "angka Excel dibaca sebagai tanggal"
    return Kind.CHANGED, _FORMS[holds]


def _why_place(entry: _Entry, column: str, after: str, chosen: set[str]) -> tuple[Kind, str]:
    before = entry.written.get(column, "")
    if chosen and (column in chosen or not before or not after or "pustu" in chosen or "posyandu" in chosen):
        return Kind.CHOSEN, "dipilih di Pencocokan"
    if not before:
        return Kind.MATCHED, f"{column} disebut di kolom lain"
    if not after:
        return Kind.MATCHED, "menyebut puskesmas induk sendiri"
    if normal(before) == normal(after):
        return Kind.MATCHED, "ditulis seperti di roadmap"
    if normal(after) in normal(before):
        return Kind.MATCHED, "nama terdaftar, tanpa kata di sekitarnya"
    return Kind.MATCHED, "alias atau puskesmas dari unit yang terdaftar"


def _faults(entry: _Entry) -> Iterator[tuple[str, str, str]]:
    """What stands in the roster as it was written because nobody could tell what it means: column, words, code."""
    person = entry.person
    if isinstance(person, Petugas) and person.profesi is None and (person.profesi_tertulis or person.jabatan):
        column = "profesi" if person.profesi_tertulis else "jabatan"
        yield column, f"profesi tidak dikenali; {_AS_IT_IS}", "ILP305"
    if person.hari is None:
        yield "hari_tugas", f"tidak dimengerti; {_AS_IT_IS}", "ILP307"
    if person.nip and not person.nip.shaped and "nip" in entry.cells:
        yield "nip", f"bukan 18 angka; {_AS_IT_IS}", "ILP301"
    if person.nik and not person.nik.shaped:
        yield "nik", f"bukan 16 angka; {_AS_IT_IS}", "ILP308"


def _gathered(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions in their order, the same change in many cells of one column as one."""
    gathered: dict[object, Decision] = {}
    for number, decision in enumerate(decisions):
        alike = decision.kind in (Kind.MATCHED, Kind.CHOSEN, Kind.CHANGED)
        place = (decision.place.file, decision.place.sheet)
        key = (
            (place, decision.kind, decision.column, decision.before, decision.after, decision.why) if alike else number
        )
        first = gathered.get(key)
        gathered[key] = decision if first is None else replace(first, nama="", count=first.count + 1)
    return list(gathered.values())


def _shown(text: str, holds: Holds = Holds.TEXT) -> str:
    """What a cell may be shown as: of numbers the last four figures, of a day of birth nothing (UU 27/2022)."""
    if not text:
        return ""
    if holds is Holds.IDENTITY:
        return mask(digits_of(text))
    return _HIDDEN if holds is Holds.BIRTH else mask_numbers(text)


# --- what became of tables and columns ------------------------------------------------------------------------------


def _tables(district: District) -> Iterator[Decision]:
    """Each table that was read, with what was understood throughout."""
    for reading in district.readings:
        words = "; ".join((f"{reading.rows} baris {reading.table} dibaca", *reading.remarks))
        yield Decision(kind=Kind.NOTE, place=Place(file=reading.file, sheet=reading.sheet), why=words)


def _from_files(district: District, ledger: Ledger, reasons: Mapping[str, str]) -> Iterator[Decision]:
    """What the reading itself had to say: columns and rows left out, faults of cells, and what was interpreted."""
    passed = {place for place, _, _ in ledger.passed}
    for place, title, filled in ledger.columns:
        why = reasons.get(normal(title).replace(" ", "_"), "kolom tidak dikenal")
        yield Decision(
            kind=Kind.LEFT,
            place=place,
            why=why,
            column=_shown(title),
            detail=f"{filled} sel terisi",
            code="ILP008",
        )
    for place, _, why in ledger.passed:
        yield Decision(kind=Kind.LEFT, place=place, why=f"baris ini {why}", code=_ASIDES.get(why, "ILP016"))
    for misfit in district.misfits:
        if misfit.code in _ELSEWHERE or (misfit.code == "ILP016" and misfit.place in passed):
            continue
        yield _fault(misfit)


def _estranged(ledger: Ledger) -> Iterator[Decision]:
    """Rows that were sent out and came back as nobody's: their numbers stayed at home, and stay there."""
    told: dict[tuple[str, str | None, str], list[Place]] = defaultdict(list)
    for place, why in ledger.estranged:
        told[place.file, place.sheet, why].append(place)
    for (_, _, why), places in told.items():
        yield Decision(
            kind=Kind.OPEN,
            place=places[0],
            why="NIP, NIK, dan tanggal lahir dari roster kabupaten tidak dipasang",
            detail=f"{why}; isi sendiri bila orangnya memang sama, biarkan bila orang lain",
            column="nama",
            count=len(places),
        )


def _lost(district: District, ledger: Ledger) -> bool:
    """Whether something that may hold people was left: a table, a file, or a row that is not known to be no person."""
    rows = {place for place, _, _ in ledger.passed}
    tables = (misfit for misfit in district.misfits if misfit.code == "ILP016" and misfit.place not in rows)
    return any(misfit.severity is not Severity.NOTE for misfit in tables) or any(
        why not in _ASIDES for _, _, why in ledger.passed
    )


def _fault(finding: Finding) -> Decision:
    """A finding of the reading as a decision: an error waits for the planner, the rest is only told."""
    kind = _kind_of(finding)
    detail = f"langkah: {finding.remedy.rstrip('.')}" if kind is Kind.OPEN else ""
    return Decision(kind=kind, place=finding.place, why=finding.message, detail=detail, code=finding.code)


def _kind_of(finding: Finding) -> Kind:
    if finding.severity is Severity.ERROR:
        return Kind.OPEN
    return Kind.LEFT if finding.code == "ILP016" else Kind.NOTE


def _tallies(desk: _Desk) -> Iterator[Tally]:
    """What became of the rows of each table."""
    counts: dict[tuple[str, str | None, str], Counter[str]] = defaultdict(Counter)
    for reading in desk.district.readings:
        counts[reading.file, reading.sheet, reading.table].update()
    for person in desk.people:
        count = counts[person.origin.file, person.origin.sheet, str(person.path[0])]
        count["left" if person.path in desk.left else "written"] += 1
        count["changed"] += person.path in desk.changed
    for cuti in desk.district.cuti:
        counts[cuti.origin.file, cuti.origin.sheet, "cuti"]["written"] += 1
    for kind, listed in desk.district.isian.items():
        for isian in listed:
            counts[isian.origin.file, isian.origin.sheet, kind]["written"] += 1
    for place, table, _ in desk.ledger.passed:
        counts[place.file, place.sheet, table]["left"] += 1
    for (file, sheet, table), count in counts.items():
        yield Tally(file=file, sheet=sheet, table=table, read=count["left"] + count["written"], **count)


# --- names to be matched --------------------------------------------------------------------------------------------


def _matches(desk: _Desk, choices: Sequence[Chosen], suggest: Suggest) -> Iterator[Match]:
    """Every name that is not registered as it is written, as they are met; then choices that nothing bears any more."""
    rows: dict[Name, list[tuple[Petugas | Kader, str, str]]] = defaultdict(list)
    for person in desk.people:
        written = desk.ledger.written[person.path]
        for name in (*desk.ledger.chosen.get(person.path, ()), *_gaps(person, written)):
            column = _column_of(name, written)
            rows[name].append((person, column, written.get(column, "")))
    made = {choice.name: choice for choice in choices}
    for name, bearers in rows.items():
        person, column, text = bearers[0]
        choice = made.pop(name, None)
        yield Match(
            jenis=KINDS[name[0]],
            konteks=desk.names[name[1]] if name[1] else file_of(name),
            tertulis=_shown(text),
            rows=len(bearers),
            first=person.place(column),
            usulan=tuple(label(path, desk.names) for path in suggest(name, text)),
            dipilih=choice.dipilih if choice else "",
            settled=choice is not None and (choice.ignored or choice.target is not None),
        )
    for choice in made.values():
        if choice.dipilih:
            yield Match(
                jenis=choice.jenis,
                konteks=choice.konteks,
                tertulis=choice.tertulis,
                dipilih=choice.dipilih,
                settled=choice.ignored or choice.target is not None,
            )
