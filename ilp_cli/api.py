"""Every verb as a short sequence: files and a day in, one frozen result out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ilp_cli import __version__
from ilp_cli.domain.district import District
from ilp_cli.domain.finding import Code, Finding, Severity
from ilp_cli.domain.outcome import ExitStatus, Misuse
from ilp_cli.domain.report import Report, coverage
from ilp_cli.domain.staffing import PosyanduState, PustuState, posyandu_states, presence, pustu_states
from ilp_cli.domain.standard import DatedValue, Standard, in_force
from ilp_cli.domain.words import daftar
from ilp_cli.readers import decode, heading, table_file
from ilp_cli.readers import standards as law_files
from ilp_cli.readers.district import read_district
from ilp_cli.readers.misfits import MISFITS
from ilp_cli.readers.roster import ROADMAP
from ilp_cli.rules import RULES, Context, run
from ilp_cli.writers.file import refuse_target, write_file

_ORDER = {severity: place for place, severity in enumerate(Severity)}


def load(path: str | Path, roster: str | Path | None = None) -> District:
    """Read a plan folder or its roadmap.yaml. What is wrong in the files is in `District.misfits`, never raised."""
    return read_district(Path(path), Path(roster) if roster is not None else None)


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
    if district.roster_given:
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
    )
    found = run(RULES, context) if district.readable else ()
    return Report(
        kabupaten=district.kabupaten.nama,
        pada=day,
        tahun=years,
        coverage=coverage(district, years),
        pustu=pustu,
        posyandu=posyandu,
        findings=_sorted([*district.misfits, *found]),
        readings=district.readings,
        roster_given=district.roster_given,
    )


def _years(district: District, wanted: Sequence[int]) -> tuple[int, ...]:
    """The years to check: those asked for, each in the roadmap, or all of it."""
    known = district.years()
    unknown = [str(year) for year in wanted if year not in known]
    if unknown and known:
        raise Misuse(f"tahap {daftar(unknown)} tidak ada di roadmap; yang ada: {daftar(map(str, known))}")
    return tuple(sorted(set(wanted) & set(known))) if wanted else known


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first; within each weight by file and place, then by code."""

    def key(item: Finding) -> tuple[object, ...]:
        place = item.place
        row = int(re.sub(r"\D", "", place.cell)) if place.cell else place.line or 0
        return (_ORDER[item.severity], place.file, place.sheet or "", row, place.column or 0, item.code)

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
    target = Path(output)
    status = report.exit_status()
    if status > ExitStatus.FINDINGS or (status and not rancangan):
        return Exported(report=report, path=target)
    inputs = input_files(None if isinstance(source, District) else Path(source), district, roster)
    refuse_target(target, inputs, force=force)
    law = law_files.law()
    options = BookOptions(
        kertas=kertas,
        nip=nip,
        rancangan=rancangan and status > 0,
        version=__version__,
        options_text=_options_text(report, kertas=kertas, nip=nip, rancangan=rancangan),
        naskah=law_files.naskah(),
        standards=in_force(law.standards, district.standar, report.pada),
        national=law.standards,
        regulations=law.regulations,
        professions=law_files.professions().names,
    )
    book = plan_book(district, report, options)
    if not dry_run:
        write_file(target, _proved(workbook, book), inputs, force=force)
    return Exported(
        report=report,
        path=target,
        rancangan=options.rancangan,
        sheets=tuple((sheet.name, len(sheet.rows)) for sheet in book.sheets),
    )


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
    """Write the blank roster of a district; returns the names of its sheets. Raises OutputBlocked, Misuse."""
    from ilp_cli.writers import workbook
    from ilp_cli.writers.template_book import template_book

    district = load(source)
    if not district.readable:
        raise Unreadable("; ".join(f"{found.place}: {found.message}" for found in district.misfits))
    names = tuple(law_files.professions().names.values())
    book = template_book(district, heading.COLUMNS, names)
    target, inputs = Path(output), input_files(Path(source), district, None)
    refuse_target(target, inputs, force=force)
    if not dry_run:
        write_file(target, _proved(workbook, book), inputs, force=force)
    return tuple(sheet.name for sheet in book.sheets)


class Unreadable(Misuse):
    """A verb that needs a roadmap got one that cannot be read."""

    status = ExitStatus.INPUT


def init(
    folder: str | Path, kabupaten: str, *, jenis: str = "kabupaten", force: bool = False, dry_run: bool = False
) -> tuple[Path, ...]:
    """Write a new plan folder; returns its files, roadmap.yaml first. Raises OutputBlocked where one is there."""
    from ilp_cli.writers.starter import starter_roadmap

    base = Path(folder)
    if not kabupaten.strip():
        raise Misuse("nama kabupaten kosong; tulis --kabupaten NAMA")
    files = (base / ROADMAP, base / "roster.xlsx", base / "roadmap.schema.json")
    if base.is_dir() or not base.exists():
        for file in files if base.is_dir() else ():
            refuse_target(file, (), force=force)
    else:
        raise Misuse(f"{base.as_posix()} adalah berkas; sebut nama folder")
    if dry_run:
        return files
    days = law_files.law().standards["pustu.hari_layanan"].riwayat[-1].nilai
    base.mkdir(parents=True, exist_ok=True)
    roadmap = starter_roadmap(kabupaten.strip(), jenis, days if isinstance(days, tuple) else ())
    write_file(files[0], roadmap.encode(), force=force)
    template(base, files[1], force=force)
    write_file(files[2], schema_text().encode(), force=force)
    return files


def save(path: Path, data: bytes, *, inputs: Iterable[Path] = (), force: bool = False) -> None:
    """Write a result beside its target and rename it. Raises OutputBlocked; what stood there stays."""
    write_file(path, data, inputs, force=force)


def input_files(path: Path | None, district: District, roster: str | Path | None) -> tuple[Path, ...]:
    """The files a run has read, none of which may be written to."""
    base = Path(district.file).parent
    named = [Path(roster)] if roster is not None else []
    given = [path] if path else []
    return (Path(district.file), *given, *named, *(base / one.name for one in district.sources))


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
