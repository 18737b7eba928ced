"""Give planners their own workbook back with every fault marked in it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ilp_cli.core.finding import Finding
from ilp_cli.core.outcome import ExitStatus, Misuse, OutputBlocked
from ilp_cli.core.steps import step
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.district import District, Source
from ilp_cli.district.record import Earlier, earlier
from ilp_cli.files import archive, table_file
from ilp_cli.files import writing as writer_file
from ilp_cli.files.apart import CellValue
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.paths import absolute, fitting, is_folder
from ilp_cli.law import configs
from ilp_cli.reading.load import uncollected
from ilp_cli.reading.usable import input_files
from ilp_cli.rulebook.report import Report
from ilp_cli.rulebook.since import remembered, since

if TYPE_CHECKING:
    from ilp_cli.capabilities.marking.write.copy import Marked


_WORKBOOKS = (".xlsx", ".xlsm")
_AS_TEXT = "impor ke Excel dengan kolom NIP dan NIK sebagai Teks, lalu simpan sebagai .xlsx"
"""Opened plainly, a NIP would become a number and lose its last figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCopy:
    """One marked copy: where it was written, and what was marked.

    `findings` stand in this workbook, `elsewhere` in other files; `alone` says that those are not listed in it, for
    the roster consists of several files; `threads` are cells whose comment is a thread, which is left alone; `locked`
    says that its new sheet cannot be deleted without the planner's own password.
    """

    path: Path
    cells: int
    findings: int
    elsewhere: int
    alone: bool
    threads: int
    locked: bool


@dataclass(frozen=True, slots=True)
class _Original:
    source: Source
    data: bytes
    sheets: Mapping[str, list[list[CellValue]]]
    ending: str


@uncollected()
def tandai(
    district: District, report: Report, output: str | Path, *, plan: str | Path | None = None, force: bool = False
) -> tuple[tuple[MarkedCopy, ...], tuple[str, ...]]:
    """Write a copy of each workbook of the roster with the findings of its check marked in it.

    `district` was read from `plan`, and `report` is its check; `output` is a file where the roster has one workbook,
    else a folder; `force` replaces what stands there. Of a roster of several files each copy holds what was found in
    its own workbook, and names nobody of another. Nothing is written unless every copy has been proved.

    Returns the copies, and what could not be marked and why. Raises OutputBlocked where nothing can, or where a copy
    cannot be written; Misuse for a name of another kind; Unreadable where a workbook can no longer be read.
    """
    from ilp_cli.capabilities.marking.write import copy as marked_copy
    from ilp_cli.paper.layout import paper
    from ilp_cli.paper.sheet import NUMBER, Page

    originals, left = _originals(district)
    if not originals:
        unread = [finding.message for finding in report.findings if finding.status == ExitStatus.INPUT]
        why = "; ".join(_told(left) or unread) or "rencana ini tidak memakai berkas roster"
        raise OutputBlocked(f"tidak ada roster yang dapat ditandai: {why}")
    targets = _targets(Path(output), originals)
    inputs = input_files(Path(plan) if plan is not None else None, district)
    for target in targets:
        if is_folder(target.parent):
            writer_file.refuse_target(target, inputs, force=force)
    about = f"{district.kabupaten.sebutan} · per {tanggal(report.pada)}"
    page = Page(paper=paper(configs.naskah(), "f4"), landscape=True, about=about, number=NUMBER)
    others = roster_files(district)
    lost = {absolute(Path(item.place.file)) for item in report.findings if item.status == ExitStatus.INPUT}
    alone = len(others | (lost - {absolute(Path(district.file))})) > 1
    copies = []
    for original, target in zip(originals, targets, strict=True):
        location = Path(original.source.location)
        files = _spoken(report, location)
        before = _before(original.sheets)
        told = _own(district, report, files, others - {location}, before) if alone else report
        record = Earlier(
            pada=report.pada,
            tahun=report.tahun,
            source=location.name,
            copy=target.name if alone else "",
            findings=tuple(remembered(district, finding) for finding in told.findings),
        )
        step(f"menandai {location.name}")
        order = marked_copy.Order(report=told, files=files, record=record, page=page, before=before)
        try:
            marked = marked_copy.mark(original.data, order)
            _prove(original.sheets, marked, order.before)
        except OutputBlocked as error:
            raise OutputBlocked(f"{original.source.name} tidak ditandai: {error}") from None
        copies.append((target, marked))
    folder = Path(output) if len(originals) > 1 else None
    contents = {target: marked.content for target, marked in copies}
    writer_file.write_files(contents, inputs, folder=folder, force=force)
    every = len(report.findings) + len(report.waived)
    return tuple(_copy(target, marked, every, alone=alone) for target, marked in copies), tuple(left)


def _copy(target: Path, marked: Marked, every: int, *, alone: bool) -> MarkedCopy:
    return MarkedCopy(
        path=target,
        cells=marked.cells,
        findings=marked.findings + (marked.elsewhere if alone else 0),
        elsewhere=every - marked.findings - marked.elsewhere if alone else marked.elsewhere,
        alone=alone,
        threads=marked.threads,
        locked=marked.locked,
    )


def roster_files(district: District) -> frozenset[Path]:
    """Where the files of the roster lie: all that people were read from, but for the roadmap."""
    roadmap = absolute(Path(district.file))
    return frozenset(Path(source.location) for source in district.sources) - {roadmap}


def _spoken(report: Report, location: Path) -> frozenset[str]:
    """The names under which the findings speak of a file."""
    spoken = {finding.place.file for finding in (*report.findings, *report.waived)}
    return frozenset(file for file in spoken if absolute(Path(file)) == location)


def _own(
    district: District,
    report: Report,
    files: frozenset[str],
    others: frozenset[Path],
    before: tuple[str, Earlier] | None,
) -> Report:
    """The report of one workbook of several, as whoever fills it in may read it.

    It holds what was found in this workbook, and where that speaks of a row of another file, it does not say of whom.
    """
    names = {name for path in (Path(district.file), *others) for name in (path.name, "/".join(path.parts[-2:]))}
    findings, waived = (
        tuple(_discreet(finding, names) for finding in part if finding.place.file in files)
        for part in (report.findings, report.waived)
    )
    own = [before[1]] if before and before[1].copy else []
    now, aside = ([remembered(district, finding) for finding in part] for part in (findings, waived))
    return replace(report, findings=findings, waived=waived, since=since(own, report.tahun, now, aside))


_ELSEWHERE = "berkaitan dengan baris di berkas lain, yang tidak disebut di salinan ini; tanyakan kepada pengirimnya"


def _discreet(finding: Finding, others: Iterable[str]) -> Finding:
    """The finding without its words where they name a place in another file, and so somebody of another puskesmas."""
    own = finding.place.file
    names = {own: own, **{other: "" for other in others if other != own}}
    places = re.findall("|".join(map(re.escape, sorted(names, key=len, reverse=True))), finding.message)
    return finding if all(map(names.get, places)) else replace(finding, message=_ELSEWHERE)


def _originals(district: District) -> tuple[list[_Original], list[str]]:
    """The workbooks of the roster that can be marked, and why the other files cannot."""
    from ilp_cli.capabilities.marking.write.book import ending

    originals, left = [], []
    files = roster_files(district)
    for source in {source.location: source for source in district.sources}.values():
        path = Path(source.location)
        if path not in files:
            continue
        try:
            data = table_file.read_bytes(path, source.name)
            if hashlib.sha256(data).hexdigest() != source.sha256:
                raise OutputBlocked("berubah selagi diperiksa; ulangi")
            if reason := unfit(data, path):
                raise OutputBlocked(reason)
            originals.append(_Original(source, data, _values(data, source.name), ending(data)))
        except OutputBlocked as error:
            left.append(f"{source.name}: {error}")
        except Unreadable as error:
            left += [f"{source.name}: {finding.message}" for finding in error.findings]
    return originals, left


def _told(left: Iterable[str]) -> list[str]:
    """Why files could not be marked, each reason once: the first file it is true of, and how many more."""
    by_reason: dict[str, list[str]] = {}
    for words in left:
        name, _, reason = words.partition(": ")
        by_reason.setdefault(reason, []).append(name)
    return [
        f"{names[0]}{f' dan {len(names) - 1} berkas lain' if names[1:] else ''}: {reason}"
        for reason, names in by_reason.items()
    ]


def unfit(data: bytes, path: Path) -> str:
    """Why a roster file is no workbook that can be marked; "" where it may be one."""
    if data.startswith(archive.OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        return archive.LOCKED if locked else "workbook .xls lama; simpan dulu sebagai .xlsx"
    if archive.is_markup(data):
        return f"halaman HTML tidak dapat ditandai; {_AS_TEXT}"
    if not data.startswith(b"PK"):
        yaml = path.suffix.lower() in (".yaml", ".yml")
        return "berkas yaml tidak dapat ditandai" if yaml else f"berkas csv tidak dapat ditandai; {_AS_TEXT}"
    if b"application/vnd.oasis.opendocument" in data[:200]:
        return "workbook ODS; simpan dulu sebagai .xlsx"
    return ""


def _targets(output: Path, originals: Sequence[_Original]) -> list[Path]:
    """Where each copy goes. Raises Misuse where the output is of another kind."""
    if len(originals) == 1 and not is_folder(output):
        if output.suffix.lower() != originals[0].ending:
            words = f"salinan {Path(originals[0].source.location).name} harus berakhiran {originals[0].ending}"
            raise Misuse(f"{output.as_posix()}: {words}")
        return [output]
    if output.suffix.lower() in _WORKBOOKS and not is_folder(output):
        names = daftar(original.source.name for original in originals)
        raise Misuse(f"roster ini terdiri dari {len(originals)} workbook ({names}); sebut nama folder untuk salinannya")
    own = Counter(Path(original.source.location).stem.casefold() for original in originals)
    names_ = [_name(original, alone=own[Path(original.source.location).stem.casefold()] == 1) for original in originals]
    if len({name.casefold() for name in names_}) < len(names_):
        raise Misuse(f"dua workbook roster bernama sama: {daftar(sorted(names_))}; beri nama yang berbeda")
    return [output / name for name in names_]


def _name(original: _Original, *, alone: bool) -> str:
    """The name of a copy: that of its original; with its folder before it where two are called alike."""
    path = Path(original.source.location if alone else original.source.name)
    stem = path.stem if alone else "-".join((*path.parts[:-1], path.stem))
    return fitting(stem + original.ending)


def _values(data: bytes, name: str) -> Mapping[str, list[list[CellValue]]]:
    """All that the sheets of a workbook hold."""
    opened = table_file.Workbook(data, name)
    return {sheet: opened.values(sheet) for sheet in opened.sheets}


def _before(sheets: Mapping[str, Sequence[Sequence[object]]]) -> tuple[str, Earlier] | None:
    """The list an earlier marking left in a workbook: its sheet, and its record."""
    records = ((sheet, earlier(rows[0])) for sheet, rows in sheets.items() if rows)
    return next(((sheet, record) for sheet, record in records if record is not None), None)


def _prove(
    sheets: Mapping[str, Sequence[Sequence[object]]], marked: Marked, before: tuple[str, Earlier] | None
) -> None:
    """Read a copy back: every sheet of the planner must hold what it held, and a second reader must open the whole.

    Raises OutputBlocked where that is not so.
    """
    from ilp_cli.paper import workbook

    try:
        again = dict(_values(marked.content, "salinan"))
    except Unreadable:
        again = {}
    again.pop(marked.sheet, None)
    own = {sheet: rows for sheet, rows in sheets.items() if before is None or sheet != before[0]}
    if list(again) != list(own) or any(_filled(rows) != _filled(again[sheet]) for sheet, rows in own.items()):
        raise OutputBlocked(
            "salinannya, dibaca ulang, tidak berisi sama dengan aslinya; simpan ulang di Excel, lalu ulangi"
        )
    if not workbook.opens(marked.content):
        raise OutputBlocked(
            "ada bagiannya yang rusak (gaya, komentar, tabel, gambar, grafik atau properti), sehingga salinannya tidak "
            "dapat dibuka program lain; simpan ulang di Excel, lalu ulangi"
        )


def _filled(rows: Iterable[Sequence[object]]) -> list[list[object]]:
    """The values of a sheet without the blanks at the ends of its rows, and without blank rows at its end."""
    trimmed = []
    for row in rows:
        values = list(row)
        while values and values[-1] == "":
            values.pop()
        trimmed.append(values)
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed
