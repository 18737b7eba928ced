"""Write a planned duty roster: a workbook for the wall, calendars for phones, a table for programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from ilp_cli.capabilities.duty.model import words
from ilp_cli.capabilities.duty.verb.plan import PlannedDuty
from ilp_cli.core.given import one_of
from ilp_cli.core.names import sebutan
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.words import ended
from ilp_cli.district.place import Puskesmas
from ilp_cli.files import writing as writer_file
from ilp_cli.files.paths import file_name
from ilp_cli.law import configs
from ilp_cli.paper.proved import proved, workbook_path
from ilp_cli.screen.machine import COMMA, SEMICOLON, csv_text

WRITING = {"xlsx": 6.0, "ics": 2.0, "csv": 0.5, "json": 0.7}
"""How long it takes to write a roster, for each second that it takes to make one by hand."""


def write_duty(
    planned: PlannedDuty, output: str | Path, *, bentuk: str = "xlsx", kertas: str = "f4", nip: str = "samar",
    force: bool = False, dry_run: bool = False,
) -> tuple[tuple[str, int], ...]:  # fmt: skip
    """Write the roster as a workbook or as calendars; what was written, each with its rows or events.

    `planned` is what `plan_duty` gives; `bentuk` xlsx or ics; `output` the file, or a folder of calendars; `kertas` f4
    or a4; `nip` how the NIP of the head of a puskesmas is printed: tampil, samar (dots) or tanpa. `force` replaces what
    stands there; `dry_run` writes nothing.

    Raises Misuse for another form, paper or file name, OutputBlocked where it may not be written.
    """
    one_of("bentuk", bentuk, ("xlsx", "ics"))
    one_of("kertas", kertas, configs.naskah()["kertas"])
    one_of("nip", nip, ("tampil", "samar", "tanpa"))
    if bentuk == "ics":
        return _write_calendars(planned, Path(output), force=force, dry_run=dry_run)
    from ilp_cli.capabilities.duty.read import duty_marks
    from ilp_cli.capabilities.duty.sheets.wall import DutyBook, duty_book
    from ilp_cli.paper import workbook

    target = workbook_path(output)
    writer_file.refuse_target(target, planned.inputs, force=force)
    truths = [ended(f"Mustahil bagi siapa pun: {text}") for text in words.truth_lines(planned.roster)]
    options = DutyBook(
        kabupaten=planned.kabupaten,
        periode=planned.periode,
        naskah=configs.naskah(),
        kertas=kertas,
        tanda=duty_marks(),
        nip=nip,
        kepala={puskesmas.nama: puskesmas.kepala for puskesmas in planned.district.puskesmas if puskesmas.kepala},
        kop={puskesmas.nama: tuple(_kop(planned, puskesmas)) for puskesmas in planned.district.puskesmas},
        summary=planned.summary,
        notes=(*truths, *planned.notes),
    )
    book = duty_book(planned.roster, options)
    if not dry_run:
        writer_file.write_file(target, proved(workbook, book), planned.inputs, force=force)
    return tuple((sheet.name, len(sheet.rows)) for sheet in book.sheets)


def _kop(planned: PlannedDuty, puskesmas: Puskesmas) -> Iterator[str]:
    """The lines above the rosters of a puskesmas, without those of which something is not known."""
    facts = {
        "kabupaten": planned.kabupaten,
        "puskesmas": sebutan("puskesmas", puskesmas.nama),
        "kecamatan": puskesmas.kecamatan or "",
    }
    for line in configs.naskah()["kop_jadwal"]:
        if all(facts[name] for _, name, _, _ in Formatter().parse(line) if name):
            yield line.format_map({name: value.upper() for name, value in facts.items()})


def _write_calendars(planned: PlannedDuty, target: Path, *, force: bool, dry_run: bool) -> tuple[tuple[str, int], ...]:
    from ilp_cli.paper.calendar_file import Event, calendar, uid

    posts = planned.roster.problem.posts
    single = target.suffix.lower() == ".ics" or writer_file.to_stdout(target)
    if single and len(posts) > 1:
        raise Misuse(f"{writer_file.named(target)}: ada {len(posts)} pustu, satu kalender tiap pustu; sebut folder")
    files: dict[Path, bytes] = {}
    written: list[tuple[str, int]] = []
    for post in posts:
        name = f"{sebutan('pustu', post.pustu)} ({post.puskesmas})"
        events = [
            Event(
                day=day,
                title=f"{sebutan('pustu', post.pustu)}: {words.on_duty(planned.roster, post, day)}",
                text="; ".join(words.open_lines(planned.roster, post, day)) or "minimum terpenuhi",
                place=name,
                uid=uid(planned.kabupaten, post.puskesmas, post.pustu, day.isoformat()),
            )
            for day in post.days
        ]
        own = file_name((post.puskesmas, post.pustu), ".ics", [path.name for path in files])
        path = target if single else target / own
        files[path] = calendar(f"Jadwal {name}", events, planned.pada)
        written.append((path.name, len(events)))
    if not dry_run:
        writer_file.write_files(files, planned.inputs, folder=None if single else target, force=force)
    return tuple(written)


def duty_csv(planned: PlannedDuty, pemisah: str = COMMA) -> str:
    """The roster as one csv text; `ilp check --jadwal` reads it back, whatever stands between its columns.

    `planned` is what `plan_duty` gives: a line for each person, a column for each day; `pemisah` is the comma or the
    semicolon. Raises Misuse for another mark.
    """
    one_of("pemisah", pemisah, (COMMA, SEMICOLON))
    return csv_text(words.grid_header(planned.roster), words.grid(planned.roster), pemisah)
