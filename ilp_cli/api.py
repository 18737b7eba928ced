"""Every verb as a short sequence: files and a day in, one frozen result out."""

from __future__ import annotations

import gc
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ilp_cli import __version__
from ilp_cli.domain.district import District
from ilp_cli.domain.finding import Code, Finding, Severity
from ilp_cli.domain.outcome import ExitStatus, Misuse
from ilp_cli.domain.report import Report, coverage
from ilp_cli.domain.staffing import PosyanduState, PustuState, posyandu_states, presence, pustu_states
from ilp_cli.domain.standard import DatedValue, Standard, in_force
from ilp_cli.domain.waiver import Waiving, waive
from ilp_cli.domain.words import daftar
from ilp_cli.readers import decode, heading, table_file
from ilp_cli.readers import standards as law_files
from ilp_cli.readers.district import read_district
from ilp_cli.readers.misfits import MISFITS
from ilp_cli.readers.misfits import Unreadable as UnreadableFile
from ilp_cli.readers.roster import ROADMAP
from ilp_cli.rules import FIRST, LAST, RULES, Context, run
from ilp_cli.writers import file as writer_file
from ilp_cli.writers import starter

if TYPE_CHECKING:
    from ilp_cli.readers import roster_copy

_WEIGHT = {severity: place for place, severity in enumerate(Severity)}
_CAUSE = {kind: place for place, kind in enumerate("031928")}
"""Shape of files and people before the roadmap, and that before what follows from them."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the garbage collector: rows form no cycles, and walking them again and again costs a quarter more."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def load(path: str | Path, roster: str | Path | None = None) -> District:
    """Read a plan folder or its roadmap.yaml. What is wrong in the files is in `District.misfits`, never raised."""
    return read_district(Path(path), Path(roster) if roster is not None else None)


@_uncollected()
def check(
    source: District | str | Path,
    *,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    roster: str | Path | None = None,
) -> Report:
    """Check a district as it stands on a day (default: today) for these years (default: all of its roadmap).

    Raises Misuse for a year the roadmap does not have.
    """
    district = source if isinstance(source, District) else load(source, roster)
    day = pada or date.today()
    years = _years(district, tahun)
    law = law_files.law()
    standards = in_force(law.standards, district.standar, day)
    pustu: tuple[PustuState, ...] = ()
    posyandu: tuple[PosyanduState, ...] = ()
    measurable = district.roster_given and "pustu.bidan" in standards
    if measurable:
        who = presence(district, day)
        pustu = pustu_states(district, who, standards, years)
        posyandu = posyandu_states(district, who, standards, years)
    context = Context(
        district=district,
        pada=day,
        years=years,
        standards=standards,
        national=law.standards,
        regulations=law.regulations,
        pustu=pustu,
        posyandu=posyandu,
        professions=law_files.professions().names,
        codes=frozenset(code.code for code in catalogue()),
    )
    found = _found(context) if district.readable else Waiving(findings=())
    return Report(
        kabupaten=district.kabupaten.nama,
        pada=day,
        tahun=years,
        coverage=coverage(district, years),
        pustu=pustu,
        posyandu=posyandu,
        findings=_sorted([*district.misfits, *found.findings]),
        waived=_sorted(found.waived),
        readings=district.readings,
        roster_given=measurable,
        proses=tuple((tahap.tahun, tahap.proses) for tahap in district.tahap if tahap.proses and tahap.tahun in years),
    )


def _found(context: Context) -> Waiving:
    """What the rules find, less what is waived, and then what is to be said of the waivers themselves."""
    result = waive(context.district, run(FIRST, context), context.pada)
    last = run(LAST, replace(context, met=result.met))
    return replace(result, findings=(*result.findings, *last))


def _years(district: District, wanted: Sequence[int]) -> tuple[int, ...]:
    """The years to check: those asked for, each in the roadmap, or all of it."""
    known = district.years()
    unknown = [str(year) for year in wanted if year not in known]
    if unknown and known:
        raise Misuse(f"tahap {daftar(unknown)} tidak ada di roadmap; yang ada: {daftar(map(str, known))}")
    return tuple(sorted(set(wanted) & set(known))) if wanted else known


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first; within each weight causes before what follows from them, then by file and place."""

    def key(item: Finding) -> tuple[object, ...]:
        place = item.place
        row = int(re.sub(r"\D", "", place.cell)) if place.cell else place.line or 0
        order = _WEIGHT[item.severity], _CAUSE.get(item.code[3], 9)
        return (*order, place.file, place.sheet or "", row, place.column or 0, item.code)

    return tuple(sorted(findings, key=key))


@cache
def catalogue() -> tuple[Code, ...]:
    """Every code there is, misfits and rules, in order."""
    return (*MISFITS, *(rule.code for rule in RULES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export came to: the check it rests on, and the sheets with their rows; no sheets, nothing written."""

    report: Report
    path: Path
    rancangan: bool = False
    sheets: tuple[tuple[str, int], ...] = ()


def export(
    source: District | str | Path,
    output: str | Path,
    *,
    roster: str | Path | None = None,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    kertas: str = "f4",
    nip: str = "samar",
    rancangan: bool = False,
    force: bool = False,
    dry_run: bool = False,
) -> Exported:
    """Check, then write the plan workbook; with errors only as a marked draft (`rancangan`).

    The workbook is read back and compared with what was meant before it takes its name.
    Raises Misuse for an unknown year, OutputBlocked where the target cannot be written.
    """
    from ilp_cli.writers import workbook
    from ilp_cli.writers.plan_book import BookOptions, plan_book

    district = source if isinstance(source, District) else load(source, roster)
    report = check(district, pada=pada, tahun=tahun)
    target = _workbook_path(output)
    status = report.exit_status()
    if status > ExitStatus.FINDINGS or (status and not rancangan):
        return Exported(report=report, path=target)
    inputs = input_files(None if isinstance(source, District) else Path(source), district)
    writer_file.refuse_target(target, inputs, force=force)
    law = law_files.law()
    options = BookOptions(
        kertas=kertas,
        nip=nip,
        rancangan=rancangan,
        version=__version__,
        options_text=_options_text(report, kertas=kertas, nip=nip, rancangan=rancangan),
        naskah=law_files.naskah(),
        standards=in_force(law.standards, district.standar, report.pada),
        national=law.standards,
        professions=law_files.professions().names,
        titles={code.code: code.title for code in catalogue()},
    )
    book = plan_book(district, report, options)
    if not dry_run:
        writer_file.write_file(target, _proved(workbook, book), inputs, force=force)
    return Exported(
        report=report,
        path=target,
        rancangan=options.rancangan,
        sheets=tuple((sheet.name, len(sheet.rows)) for sheet in book.sheets),
    )


def _workbook_path(output: str | Path) -> Path:
    """Where a workbook shall go. Raises Misuse where its name says it is something else."""
    path = Path(output)
    if path.suffix.lower() != ".xlsx":
        raise Misuse(f"{path.as_posix()}: nama workbook harus berakhiran .xlsx")
    return path


def _options_text(report: Report, *, kertas: str, nip: str, rancangan: bool) -> tuple[tuple[str, str], ...]:
    """The options of an export as its sheet Asal tells them."""
    return (
        ("--tahun", ", ".join(str(year) for year in report.tahun)),
        ("--pada", report.pada.isoformat()),
        ("--kertas", kertas),
        ("--nip", nip),
        ("--rancangan", "ya" if rancangan else "tidak"),
    )


def _proved(workbook: Any, book: Any) -> bytes:
    """The drawn workbook, read back by another library and found to hold what was meant.

    Raises RuntimeError, a fault of ours, where it does not.
    """
    content: bytes = workbook.render(book)
    opened = table_file.Workbook(content, book.title)
    found = workbook.differences(book, {sheet: opened.values(sheet) for sheet in opened.sheets})
    if found:
        raise RuntimeError(f"workbook differs from what was meant: {found[0]}")
    return content


def template(source: str | Path, output: str | Path, *, force: bool = False, dry_run: bool = False) -> tuple[str, ...]:
    """Write the blank roster of a district; returns the names of its sheets. Raises OutputBlocked, Misuse.

    A roster in which nobody stands yet may be replaced by it; any other input may not.
    """
    from ilp_cli.writers import workbook
    from ilp_cli.writers.template_book import template_book

    district = load(source)
    if not district.readable:
        raise Unreadable("; ".join(f"{found.place}: {found.message}" for found in district.misfits))
    names = tuple(law_files.professions().names.values())
    book = template_book(district, heading.COLUMNS, names)
    target = _workbook_path(output)
    blank = district.roster_given and not (district.petugas or district.kader)
    inputs = (Path(district.file),) if blank else input_files(Path(source), district)
    writer_file.refuse_target(target, inputs, force=force)
    if not dry_run:
        writer_file.write_file(target, _proved(workbook, book), inputs, force=force)
    return tuple(sheet.name for sheet in book.sheets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymised:
    """What a copy with invented names came to: rows by table, and what was left out of it."""

    path: Path
    rows: tuple[tuple[str, int], ...]
    emptied: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    faulty: int = 0


def anonim(
    source: str | Path, output: str | Path, *, kunci: str = "", force: bool = False, dry_run: bool = False
) -> Anonymised:
    """Copy a roster file with invented people: every value in its place, every finding as before.

    Without `kunci` the key is the file itself, so nobody without the file can guess who is who.
    Raises Unreadable where the source is no roster, Misuse for an output of another kind, OutputBlocked.
    """
    from ilp_cli.domain.pseudonym import Pseudonyms
    from ilp_cli.domain.roster_copy import anonymous_list, anonymous_table
    from ilp_cli.readers import roster_copy
    from ilp_cli.writers import roster_copy as paper
    from ilp_cli.writers import workbook

    path, target = Path(source), Path(output)
    raw, data = _raw_roster(path)
    suffixes = [suffix for suffix, kind in roster_copy.KINDS.items() if kind == raw.kind] or [".xlsx"]
    if target.suffix.lower() not in suffixes:
        raise Misuse(f"salinan {path.name} harus berakhiran {daftar(suffixes).replace(' dan ', ' atau ')}")
    writer_file.refuse_target(target, (path,), force=force)
    names = Pseudonyms(kunci or hashlib.sha256(data).hexdigest())
    tables = [anonymous_table(table, names) for table in raw.tables]
    if raw.kind == "workbook":
        content = _proved(workbook, paper.roster_book(tables))
    elif raw.kind == "csv":
        content = paper.roster_csv(tables[0], raw.delimiter).encode("utf-8-sig" if raw.marked else "utf-8")
    else:
        content = paper.roster_yaml([anonymous_list(listed, names) for listed in raw.lists]).encode()
    if not dry_run:
        writer_file.write_file(target, content, (path,), force=force)
    counts = [(table.kind, sum(any(row) for row in table.rows[table.header :])) for table in tables]
    return Anonymised(
        path=target,
        rows=tuple(counts or ((listed.key, len(listed.items)) for listed in raw.lists)),
        emptied=tuple(dict.fromkeys(title for table in tables for title in table.emptied)),
        left=raw.left,
        faulty=raw.faulty,
    )


def _raw_roster(path: Path) -> tuple[roster_copy.RawRoster, bytes]:
    from ilp_cli.readers import roster_copy

    try:
        data = table_file.read_bytes(path, path.as_posix())
        return roster_copy.read_raw(data, path), data
    except UnreadableFile as error:
        raise Unreadable("; ".join(f"{found.place}: {found.message}" for found in error.findings)) from None


class Unreadable(Misuse):
    """A verb got an input that cannot be read, or that is not what it needs."""

    status = ExitStatus.INPUT


def init(folder: str | Path, kabupaten: str, *, jenis: str = "kabupaten", dry_run: bool = False) -> tuple[Path, ...]:
    """Write a new plan folder; returns its files, roadmap.yaml first.

    Raises Misuse for a blank name, OutputBlocked where one of the files is there already: nothing is then written.
    """
    base, name = Path(folder), " ".join(kabupaten.split())
    for kind in ("kabupaten", "kota"):
        if name.lower().startswith(f"{kind} "):
            jenis, name = kind, name[len(kind) + 1 :]
    if not name:
        raise Misuse("nama kabupaten kosong; tulis --kabupaten NAMA")
    files = (base / ROADMAP, base / "roster.xlsx", base / "roadmap.schema.json")
    if base.exists():
        for file in files:
            writer_file.refuse_target(file, (), force=False)
    if dry_run:
        return files
    days = law_files.law().standards["pustu.hari_layanan"].riwayat[-1].nilai
    writer_file.make_folder(base)
    roadmap = starter.starter_roadmap(name, jenis, days if isinstance(days, tuple) else ())
    writer_file.write_file(files[0], roadmap.encode())
    template(base, files[1])
    writer_file.write_file(files[2], schema_text().encode())
    return files


def save(path: Path, data: bytes, *, inputs: Iterable[Path] = (), force: bool = False) -> None:
    """Write a result beside its target and rename it. Raises OutputBlocked; what stood there stays."""
    writer_file.write_file(path, data, inputs, force=force)


def input_files(path: Path | None, district: District) -> tuple[Path, ...]:
    """The files a run has read, none of which may be written to."""
    return (*([path] if path else []), Path(district.file), *(Path(source.location) for source in district.sources))


def schema() -> dict[str, Any]:
    """The JSON Schema of roadmap.yaml."""
    return decode.json_schema()


def schema_text() -> str:
    """The JSON Schema of roadmap.yaml as text."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def standard_basis(key: str) -> str | None:
    """The article and rank of a standard's latest value, in one phrase."""
    standard = law_files.law().standards.get(key)
    if standard is None:
        return None
    value = standard.riwayat[-1]
    return f"{value.citation} ({standard.pangkat.value}); sejak {value.sejak.isoformat()}"


def standards_table(pada: date | None) -> tuple[date, list[Mapping[str, str]]]:
    """The standards in force on a day as flat rows of text."""
    day = pada or date.today()
    rows = [
        _standard_row(standard, value)
        for standard in law_files.law().standards.values()
        if (value := standard.on(day)) is not None
    ]
    return day, rows


def _standard_row(standard: Standard, value: DatedValue) -> Mapping[str, str]:
    used = [code.code for code in catalogue() if code.standard == standard.kunci]
    number = ", ".join(value.nilai) if isinstance(value.nilai, tuple) else str(value.nilai)
    return {
        "kunci": standard.kunci,
        "judul": standard.judul,
        "nilai": f"{number} {standard.satuan}" if isinstance(value.nilai, int) else number,
        "sejak": value.sejak.isoformat(),
        "dasar": value.citation,
        "pangkat": standard.pangkat.value,
        "diperiksa": f"{value.diperiksa_terhadap}, {value.diperiksa_pada or 'tanpa tanggal'}",
        "aturan": ", ".join(used) or f"belum diperiksa program: {standard.belum_diperiksa}",
        "catatan": standard.catatan,
    }


def law_summary() -> tuple[Path, int, int]:
    """Where the standards are read from, and how many standards and regulations there are."""
    law = law_files.law()
    return law_files.configs(), len(law.standards), len(law.regulations)


def configs_folder() -> Path:
    """Where the standards and vocabularies are read from."""
    return law_files.configs()
