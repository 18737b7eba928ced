"""An import for the eye: counts by table, what was understood, what was left out, and what waits for the planner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ilp_cli.capabilities.intake.model.intake import Decision, Imported, ImportedVisits, Intake, Kind, Match
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.words import BULAN, daftar
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table

_SHOWN, _COLUMNS = 12, 4
_SECTIONS = (
    (Kind.CHOSEN, "Dipilih di Pencocokan"),
    (Kind.MATCHED, "Dicocokkan"),
    (Kind.CHANGED, "Diubah"),
    (Kind.LEFT, "Ditinggalkan"),
    (Kind.NOTE, "Catatan"),
)


def lines(result: Imported, *, quiet: bool, dry_run: bool) -> Iterator[Line]:
    """The whole result; quietly only what waits for the planner, and why nothing was written."""
    intake = result.intake
    if intake.exit_status() == ExitStatus.INPUT:
        yield line(("Tidak ditulis: ", "bold red"), "ada sumber yang tidak dapat dibaca.")
        for finding in intake.unreadable:
            yield line(f"  {finding.place}: {finding.code} {finding.message}")
        return
    if not quiet:
        yield from _counts(intake)
        for kind, title in _SECTIONS:
            yield from _section(
                title, [decision for decision in intake.decisions if decision.kind is kind and _told(decision)]
            )
    yield from _waiting(intake)
    yield from _ending(result, quiet=quiet, dry_run=dry_run)


def _told(decision: Decision) -> bool:
    """Whether a decision belongs on screen: that a table was read stands in the counts."""
    return decision.kind is not Kind.NOTE or bool(decision.code or decision.column or decision.nama)


def _counts(intake: Intake) -> Iterator[Line]:
    rows = [
        (
            f"{tally.file}:{tally.sheet}" if tally.sheet else tally.file,
            tally.table,
            *(
                f"{number:>{width}}"
                for number, width in zip((tally.read, tally.written, tally.left, tally.changed), _WIDE, strict=True)
            ),
        )
        for tally in (*intake.tallies, intake.total)
    ]
    rows[-1] = ("Jumlah", *rows[-1][1:])
    yield from table(("Sumber", "Tabel", *_COUNTED), rows)
    yield line()


_COUNTED = ("Dibaca", "Ditulis", "Ditinggalkan", "Diubah")
_WIDE = tuple(map(len, _COUNTED))


def _section(title: str, decisions: Sequence[Decision]) -> Iterator[Line]:
    """Decisions of one kind, those with one reason together."""
    if not decisions:
        return
    yield line((title, "bold"))
    groups: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        groups[decision.why].append(decision)
    yield from _some(line(f"  {_group(group)}") for group in groups.values())
    yield line()


def _group(decisions: Sequence[Decision]) -> str:
    """One group in a line: how many, of which columns, why, and the first of them."""
    first = decisions[0]
    columns = list(dict.fromkeys(decision.column for decision in decisions if decision.column))
    more = [f"{len(columns) - _COLUMNS} kolom lagi"] if len(columns) > _COLUMNS else []
    what = f"{daftar([*columns[:_COLUMNS], *more])}: " if columns else ""
    cells = sum(decision.count for decision in decisions)
    count = f"{cells} × " if cells > 1 else ""
    example = ""
    if first.before or first.after:
        before = f"“{first.before}”" if first.before else "(kosong)"
        example = f", {'mis. ' if count else ''}{before}" + (f" → “{first.after}”" if first.after else "")
    return f"{count}{what}{first.why}{example} ({first.place})"


def _waiting(intake: Intake) -> Iterator[Line]:
    """What the planner has to decide: names first, then faults, those of one kind together."""
    matches = intake.waiting
    if matches:
        yield line((f"{len(matches)} nama menunggu pilihan Anda di lembar Pencocokan", "bold yellow"))
        yield from _some(line(f"  {_match(match)}") for match in matches)
        yield line()
    faults = intake.faults
    if faults:
        other = "hal lain" if matches else "hal"
        yield line((f"{len(faults)} {other} perlu diputuskan", "bold yellow"))
        yield from _some(line(f"  {_fault(fault)}") for fault in faults)
        yield line()


def _match(match: Match) -> str:
    where = f" di {match.konteks}" if match.konteks else ""
    rows = f"{match.rows} baris, mulai {match.first}"
    likely = f"; usulan: {daftar(match.usulan).replace(' dan ', ' atau ')}" if match.usulan else "; tanpa usulan"
    chosen = f"; pilihan “{match.dipilih}” tidak dapat dipakai" if match.dipilih else ""
    return f"{match.jenis} “{match.tertulis}”{where} ({rows}){likely}{chosen}"


def _fault(fault: Decision) -> str:
    code = f"{fault.code} " if fault.code else ""
    what = f"{fault.column} “{fault.before}” " if fault.column and fault.before else ""
    return f"{fault.place}: {code}{what}{fault.why if fault.code else fault.reason}"


def _some(rows: Iterable[Line]) -> Iterator[Line]:
    """The first lines, and how many more there are."""
    every = list(rows)
    yield from every[:_SHOWN]
    if len(every) > _SHOWN:
        yield line(f"  … dan {len(every) - _SHOWN} lagi; semuanya di workbooknya")


def _ending(result: Imported, *, quiet: bool, dry_run: bool) -> Iterator[Line]:
    """What was written, and what comes next."""
    if not result.intake.whole:
        words = "ada tabel yang barisnya tidak dapat dibaca; sebabnya di atas, betulkan dulu."
        yield line(("Tidak ditulis: ", "bold red"), words)
        return
    people = daftar(f"{len(rows)} {kind}" for kind, rows in result.intake.rows.items() if rows)
    if not any(result.intake.rows.values()):
        yield line(("Tidak ditulis: ", "bold red"), "tidak ada petugas atau kader yang terbaca di sumber itu.")
        return
    if not quiet:
        yield line(f"{'Akan ditulis' if dry_run else 'Ditulis'}: {result.path} ({people})")
    for hint in result.hints if not quiet else ():
        yield line(hint)
    if result.intake.waiting:
        yield line(f"Isi kolom dipilih di lembar Pencocokan {result.path}, lalu ulangi perintah ini dengan --force.")


def visit_lines(result: ImportedVisits, *, quiet: bool, dry_run: bool) -> Iterator[Line]:
    """What filled lists of visits came to; quietly only the cells that were not used."""
    if not quiet:
        months = daftar(f"{BULAN[month.month - 1]} {month.year}" for month in result.bulan)
        yield line((f"Kunjungan {months}".strip(), "bold"), f" · {len(result.files)} berkas")
        counts = [f"{number} {words}" for words, number in sorted(result.hasil.items())]
        yield line(f"  {daftar([*counts, f'{result.belum} belum diisi'])}")
        yield line(f"  {result.berubah} baris Keluarga berubah; yang kosong tetap seperti semula")
    if result.findings:
        yield line()
        yield line((f"Tidak dipakai ({len(result.findings)})", "bold"))
        for finding in result.findings[:_MANY]:
            yield line(f"  {finding.place}: {finding.code} {finding.message}")
        if len(result.findings) > _MANY:
            yield line(f"  … dan {len(result.findings) - _MANY} lagi; semuanya dengan --format json")
    yield line()
    words = "Ditulis" if result.written else "Akan ditulis" if dry_run else "Tidak ditulis"
    yield line(f"{words}: {result.path}")
    for hint in result.hints:
        yield line(hint)


_MANY = 40
