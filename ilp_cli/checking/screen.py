"""A report for the eye: a one-screen answer first, then every finding with its place, article and remedy."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ilp_cli.core.finding import SEVERITY_WORDS, Finding, Place, Severity
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import angka, daftar, ended, persen, tanggal
from ilp_cli.district.fulfilment import PosyanduState, PustuState
from ilp_cli.district.people import KINDS
from ilp_cli.district.reading import Reading, rows_read
from ilp_cli.district.tables import PEOPLE
from ilp_cli.rulebook.report import Report
from ilp_cli.screen.stream import Line, fitting, line

_COLOUR = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_BAR = 20
_WITH_BARS = 76
"""The columns of a terminal on which the bars of the coverage have room."""
_SHORT_LINES = 12
_EXCERPT, _LEAST = 100, 20
MOST = 200
"""How many findings of one code a screen shows; nobody reads more, and a terminal keeps no more."""


def report_lines(
    report: Report, *, quiet: bool = False, compact: bool, most: int | None = None, room: int | None = None
) -> Iterator[Line]:
    """The whole report; `compact` keeps each finding's words on one line, as a pipe wants it.

    At most so many findings of one code are shown (`most`), and how many more there are; `room` are the columns of the
    terminal.
    """
    if not quiet:
        yield from screen(report, room)
    if report.findings:
        yield from _part("Temuan", _told(report.findings, most, compact=compact, room=room), quiet=quiet)
    if report.waived:
        yield from _part("Dikecualikan", _waived(report.waived, most, compact=compact), quiet=quiet)
    if report.since and not quiet:
        yield line(str(report.since))
    if not quiet or report.findings or report.waived:
        yield summary_line(report)


def _part(title: str, lines: Iterable[Line], *, quiet: bool) -> Iterator[Line]:
    """A part of the report under its title; the lines alone where it is to be quiet."""
    if not quiet:
        yield line((title, "bold"))
    yield from lines
    if not quiet:
        yield line()


def _told(findings: Iterable[Finding], most: int | None, *, compact: bool, room: int | None) -> Iterator[Line]:
    """The findings, at most so many of each code, and how many more there are."""
    told: Counter[str] = Counter()
    for finding in findings:
        told[finding.code] += 1
        if most is None or told[finding.code] <= most:
            yield from finding_lines(finding, compact=compact, room=room)
    for code, count in told.items():
        if most is not None and count > most:
            more = f"… dan {angka(count - most)} temuan {code} lagi"
            yield line(f"{more}; semuanya ada di --output BERKAS, atau dengan --format json")


def _waived(findings: Sequence[Finding], most: int | None, *, compact: bool) -> Iterator[Line]:
    for finding in findings[:most]:
        yield from waived_lines(finding, compact=compact)
    if most is not None and len(findings) > most:
        yield line(f"… dan {angka(len(findings) - most)} lagi yang dikecualikan")


def screen(report: Report, room: int | None = None) -> Iterator[Line]:
    """The answer on one screen: coverage per year, who meets the minimums, what is short by how many."""
    if not report.kabupaten:
        return
    yield line((report.kabupaten, "bold"), f" · diperiksa per {tanggal(report.pada)}")
    for given in (report.usulan, report.pembagian):
        if given:
            yield line(("Menurut ", "bold"), f"{given}; belum ada yang dijalankan")
    yield line()
    if report.coverage:
        yield from _coverage(report, bars=room is None or room >= _WITH_BARS)
        for year, counts in report.proses:
            kinds = [(getattr(counts, kind), kind) for kind in ("puskesmas", "pustu", "posyandu")]
            words = daftar(f"{number} {kind}" for number, kind in kinds if number)
            yield line(f"Masih diproses ({year}): {words}; namanya belum diketahui")
        yield from _done(report)
        yield line()
    if report.readings:
        yield line(f"Roster dibaca  : {_rows(report)}")
    if report.pustu or report.posyandu:
        yield from _minimums(report)
        yield line()
    elif report.coverage and not report.roster_given:
        yield line("Tenaga belum diperiksa; sebabnya ada di temuan.")
        yield line()
    elif report.readings:
        yield line()


def _rows(report: Report) -> str:
    """How many rows were read from how many tables: what is not counted here is in no table that was read.

    The tables every roster has are named also where they are empty; of the others it is told how many are.
    """
    counts, people = rows_read(report.readings), {table.name for table in PEOPLE}
    named = [kind for kind, count in counts.items() if count or kind in people]
    words = daftar(f"{counts[kind]} baris {kind}" for kind in named)
    tables = sum(reading.table in named for reading in report.readings)
    empty = len(report.readings) - tables
    words += f" dari {tables} tabel" if tables > 1 else ""
    left = f"{empty} tabel {'lain kosong' if words else 'kosong'}" if empty else ""
    return "; ".join(filter(None, (words, left)))


def reading_lines(readings: Iterable[Reading]) -> Iterator[str]:
    """Each table as it was read: where, how many rows, and what was understood on the way."""
    for reading in readings:
        words = [f"{reading.rows} baris {reading.table} dibaca", *reading.remarks]
        yield f"{reading.place}: {'; '.join(words)}"


def _coverage(report: Report, *, bars: bool) -> Iterator[Line]:
    yield line(("Tahun  Puskesmas  Pustu  Posyandu  Kumulatif", "bold"))
    for row in report.coverage:
        full = round(_BAR * min(row.persen, 100) / 100)
        reached = f"{f'{row.puskesmas_kumulatif} dari {row.puskesmas_total}':<11} {persen(row.persen):>7}"
        bar = (("  ", ""), ("█" * full, "green"), ("░" * (_BAR - full), "dim")) if bars else ()
        yield line(f"{row.tahun:>5}  {row.puskesmas:>9}  {row.pustu:>5}  {row.posyandu:>8}  {reached}", *bar)


def _done(report: Report) -> Iterator[Line]:
    """What of the roadmap is set by decree, and what of it is running: seldom the same, never added up."""
    last = report.coverage[-1]
    for title, counts in (
        ("Ditetapkan", (last.ditetapkan, last.pustu_ditetapkan, last.posyandu_ditetapkan)),
        ("Berjalan", (last.berjalan, last.pustu_berjalan, last.posyandu_berjalan)),
    ):
        puskesmas, *others = counts
        if puskesmas is None:
            words = "belum diceritakan"
        else:
            units = [f"{count} {kind}" for count, kind in zip(others, ("pustu", "posyandu"), strict=True)
                     if count is not None]  # fmt: skip
            words = daftar([f"{puskesmas} dari {last.puskesmas_total} puskesmas", *units])
        yield line(f"{title:<15}: {words}")


def _minimums(report: Report) -> Iterator[Line]:
    good = sum(state.memenuhi for state in report.pustu)
    posts = sum(not state.kurang for state in report.posyandu)
    yield line(
        "Pustu lokus    : ", *_score(good, len(report.pustu)), f" memenuhi minimum{_doubted(report, report.pustu)}"
    )
    yield line(
        "Posyandu lokus : ",
        *_score(posts, len(report.posyandu)),
        f" memenuhi minimum{_doubted(report, report.posyandu)}",
    )
    short = [*_short_pustu(report.pustu), *_short_posyandu(report.posyandu)]
    if not short:
        return
    yield line()
    widths = [max(len(row[column]) for row in short) for column in range(3)]
    for row in short[:_SHORT_LINES]:
        cells = "  ".join(text.ljust(width) for text, width in zip(row[:3], widths, strict=True))
        yield line(f"  {cells}  ", (row[3], "red"))
    if len(short) > _SHORT_LINES:
        yield line(f"  … dan {len(short) - _SHORT_LINES} lagi; semuanya ada di temuan")
    yield line(f"Kekurangan: {shortage(report)}")


def _doubted(report: Report, states: Sequence[PustuState | PosyanduState]) -> str:
    """How many of those that meet their minimum do so only with people in doubt."""
    number = sum(state.unit in report.diragukan for state in states)
    return f", {number} di antaranya hanya bersama orang yang diragukan" if number else ""


def _score(good: int, total: int) -> tuple[tuple[str, str], ...]:
    return ((f"{good} dari {total}", "bold green" if good == total else "bold yellow"),)


def _short_pustu(states: Iterable[PustuState]) -> Iterator[tuple[str, str, str, str]]:
    for state in states:
        if not state.memenuhi:
            yield str(state.tahun), state.puskesmas, sebutan("pustu", state.pustu), state.words


def _short_posyandu(states: Iterable[PosyanduState]) -> Iterator[tuple[str, str, str, str]]:
    for state in states:
        if state.kurang:
            yield str(state.tahun), state.puskesmas, sebutan("posyandu", state.posyandu), state.words


def shortage(report: Report) -> str:
    """All that is missing in one phrase: "1 bidan, 2 kader pustu dan 1 pustu dengan hari kosong"."""
    words = [
        f"{total} {kind if kind != 'kader' else 'kader pustu'}"
        for kind in KINDS
        if (total := sum(state.kurang[kind] for state in report.pustu))
    ]
    posts = sum(state.kurang for state in report.posyandu)
    days = sum(bool(state.absences) for state in report.pustu)
    words += [f"{posts} kader posyandu"] if posts else []
    words += [f"{days} pustu dengan hari di bawah minimum"] if days else []
    return daftar(words) or "tidak ada"


def finding_lines(finding: Finding, *, compact: bool, room: int | None = None) -> Iterator[Line]:
    """One finding: place, code, words; then its source line with a caret, the article and the remedy."""
    place, weight = (str(finding.place), "bold"), (SEVERITY_WORDS[finding.severity], _COLOUR[finding.severity])
    basis = f"{finding.citation} ({finding.rank})" if finding.citation else ""
    if compact:
        tail = f" [{basis}]" if basis else ""
        yield line(place, f": {finding.code} ", weight, f": {ended(finding.message + tail)} Langkah: {finding.remedy}")
        yield from excerpt(finding.place, room)
        return
    yield line(place, f": {finding.code} ", weight, f": {finding.message}")
    yield from excerpt(finding.place, room)
    if basis:
        yield line(("    Dasar  : ", "dim"), basis)
    yield line(("    Langkah: ", "dim"), finding.remedy)


def waived_lines(finding: Finding, *, compact: bool) -> Iterator[Line]:
    """One finding the district has decided to live with: place, code, words; until when, by whom and why."""
    head = (str(finding.place), "bold"), f": {finding.code} {finding.message}"
    if compact:
        yield line(*head, f"; {finding.waived}")
    else:
        yield line(*head)
        yield line((f"    {finding.waived}", "dim"))


def excerpt(place: Place, room: int | None = None) -> Iterator[Line]:
    """The source line with a caret below the column, also where the stream writes one letter as several.

    Of a long line what is near the column, as the room allows.
    """
    if place.source is None or place.line is None or place.column is None:
        return
    source = place.source.replace("\t", " ").rstrip()
    gutter = f"    {place.line} | "
    cut = fitting("…", sys.stdout)
    most = _EXCERPT if room is None else max(_LEAST, min(_EXCERPT, room - len(gutter) - 2 * len(cut)))
    start = max(0, place.column - 1 - most // 2) if len(source) > most else 0
    before, after = cut if start else "", cut if start + most < len(source) else ""
    yield line((gutter, "dim"), before, source[start : start + most], after)
    ahead = fitting(f"{before}{source[start : place.column - 1]}", sys.stdout)
    caret = " " * (len(gutter) + len(ahead)) + "^"
    yield line((caret, "bold red"))


def summary_line(report: Report) -> Line:
    """5 kesalahan, 0 peringatan, 2 catatan; 1 dikecualikan."""
    counts = [(report.count(severity), severity) for severity in Severity]
    spans: list[str | tuple[str, str]] = []
    for count, severity in counts:
        spans += [", "] if spans else []
        spans.append((f"{count} {SEVERITY_WORDS[severity]}", _COLOUR[severity] if count else ""))
    if report.waived:
        spans.append(f"; {len(report.waived)} dikecualikan")
    return line(*spans)
