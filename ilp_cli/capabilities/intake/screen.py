"""An import for the eye: counts by table, what was understood, what was left out, and what waits for the planner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ilp_cli.capabilities.intake.model.intake import Decision, Imported, Intake, Kind, Match
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.words import daftar
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
    found = result.intake
    if found.exit_status() == ExitStatus.INPUT:
        yield line(("Tidak ditulis: ", "bold red"), "ada sumber yang tidak dapat dibaca.")
        for one in found.unreadable:
            yield line(f"  {one.place}: {one.code} {one.message}")
        return
    if not quiet:
        yield from _counts(found)
        for kind, title in _SECTIONS:
            yield from _section(title, [one for one in found.decisions if one.kind is kind and _told(one)])
    yield from _waiting(found)
    yield from _ending(result, quiet=quiet, dry_run=dry_run)


def _told(decision: Decision) -> bool:
    """Whether a decision belongs on screen: that a table was read stands in the counts."""
    return decision.kind is not Kind.NOTE or bool(decision.code or decision.column or decision.nama)


def _counts(found: Intake) -> Iterator[Line]:
    rows = [
        (
            f"{one.file}:{one.sheet}" if one.sheet else one.file,
            one.table,
            *(
                f"{number:>{width}}"
                for number, width in zip((one.read, one.written, one.left, one.changed), _WIDE, strict=True)
            ),
        )
        for one in (*found.tallies, found.total)
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
    for one in decisions:
        groups[one.why].append(one)
    yield from _some(line(f"  {_group(found)}") for found in groups.values())
    yield line()


def _group(found: Sequence[Decision]) -> str:
    """One group in a line: how many, of which columns, why, and the first of them."""
    first = found[0]
    columns = list(dict.fromkeys(one.column for one in found if one.column))
    more = [f"{len(columns) - _COLUMNS} kolom lagi"] if len(columns) > _COLUMNS else []
    what = f"{daftar([*columns[:_COLUMNS], *more])}: " if columns else ""
    cells = sum(one.count for one in found)
    count = f"{cells} × " if cells > 1 else ""
    example = ""
    if first.before or first.after:
        before = f"“{first.before}”" if first.before else "(kosong)"
        example = f", {'mis. ' if count else ''}{before}" + (f" → “{first.after}”" if first.after else "")
    return f"{count}{what}{first.why}{example} ({first.place})"


def _waiting(found: Intake) -> Iterator[Line]:
    """What the planner has to decide: names first, then faults, those of one kind together."""
    matches = found.waiting
    if matches:
        yield line((f"{len(matches)} nama tempat menunggu pilihan Anda di lembar Pencocokan", "bold yellow"))
        yield from _some(line(f"  {_match(one)}") for one in matches)
        yield line()
    faults = found.faults
    if faults:
        other = "hal lain" if matches else "hal"
        yield line((f"{len(faults)} {other} perlu diputuskan", "bold yellow"))
        yield from _some(line(f"  {_fault(one)}") for one in faults)
        yield line()


def _match(match: Match) -> str:
    where = f" di {match.konteks}" if match.konteks else ""
    rows = f"{match.rows} baris, mulai {match.first}"
    likely = f"; usulan: {daftar(match.usulan).replace(' dan ', ' atau ')}" if match.usulan else "; tanpa usulan"
    chosen = f"; pilihan “{match.dipilih}” tidak dapat dipakai" if match.dipilih else ""
    return f"{match.jenis} “{match.tertulis}”{where} ({rows}){likely}{chosen}"


def _fault(one: Decision) -> str:
    code = f"{one.code} " if one.code else ""
    what = f"{one.column} “{one.before}” " if one.column and one.before else ""
    return f"{one.place}: {code}{what}{one.why if one.code else one.reason}"


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
    for hint in result.hints:
        yield line(hint)
    if result.intake.waiting:
        yield line(f"Isi kolom dipilih di lembar Pencocokan {result.path}, lalu ulangi perintah ini dengan --force.")
