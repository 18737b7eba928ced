"""Write the visits of a month: one HTML to print, workbooks to type into, calendars, a table for programs."""

from __future__ import annotations

from pathlib import Path

from ilp_cli.capabilities.visits.model import document as words
from ilp_cli.capabilities.visits.model.forms import follow_up_status, lembar
from ilp_cli.capabilities.visits.verb.plan import PlannedVisits
from ilp_cli.core.given import one_of
from ilp_cli.core.names import sebutan
from ilp_cli.core.outcome import Misuse
from ilp_cli.files import writing as writer_file
from ilp_cli.files.paths import file_name, stands
from ilp_cli.law import configs

Written = tuple[tuple[str, int], ...]
"""What was written: the name of each file or page, and how many families stand in it."""


def write_visits(
    planned: PlannedVisits, output: str | Path, *, bentuk: str = "html", kertas: str = "f4",
    force: bool = False, dry_run: bool = False,
) -> Written:  # fmt: skip
    """Write the lists of a month, in the form asked for; what was written, each with its families.

    `planned` is what `plan_visits` gives; `bentuk` html (one page to print), xlsx (a workbook for each puskesmas) or
    ics (a calendar for each kader); `output` the file, or a folder; `kertas` f4 or a4. `force` replaces what stands
    there; `dry_run` writes nothing.

    Raises Misuse for another form, paper or file name, OutputBlocked where it may not be written.
    """
    one_of("bentuk", bentuk, ("html", "xlsx", "ics"))
    one_of("kertas", kertas, configs.naskah()["kertas"])
    if bentuk == "html":
        return _write_html(planned, Path(output), kertas, force=force, dry_run=dry_run)
    if bentuk == "xlsx":
        return _write_books(planned, Path(output), kertas, force=force, dry_run=dry_run)
    return _write_calendars(planned, Path(output), force=force, dry_run=dry_run)


def _write_html(planned: PlannedVisits, target: Path, kertas: str, *, force: bool, dry_run: bool) -> Written:
    from ilp_cli.capabilities.visits.write import HtmlPages, html

    if not writer_file.to_stdout(target) and target.suffix.lower() not in (".html", ".htm"):
        raise Misuse(f"{target.as_posix()}: lembar cetak harus berakhiran .html; untuk workbook pakai --format xlsx")
    pages = list(lembar(planned.rencana, planned.district, planned.units))
    how = HtmlPages(
        kabupaten=planned.district.kabupaten.sebutan,
        periode=planned.periode,
        kertas=configs.naskah()["kertas"][kertas],
        status=follow_up_status(),
    )
    writer_file.refuse_target(target, planned.inputs, force=force)
    if not dry_run:
        writer_file.write_file(target, html(pages, how).encode(), planned.inputs, force=force)
    return tuple((plan.kader.nama, len(plan.kunjungan)) for page in pages for plan in page.kader)


def _write_books(planned: PlannedVisits, target: Path, kertas: str, *, force: bool, dry_run: bool) -> Written:
    from ilp_cli.capabilities.visits.sheets import VisitBook, visit_book
    from ilp_cli.paper import workbook
    from ilp_cli.paper.proved import proved, workbook_path

    pages = list(lembar(planned.rencana, planned.district, planned.units))
    owners = list(dict.fromkeys(page.induk for page in pages))
    single = target.suffix.lower() == ".xlsx" or writer_file.to_stdout(target)
    if single and len(owners) > 1:
        raise Misuse(
            f"{writer_file.named(target)}: ada {len(owners)} puskesmas, satu workbook tiap puskesmas; sebut folder"
        )
    names: dict[str, int] = {}
    files: list[tuple[Path, VisitBook]] = []
    for induk in owners:
        own = [page for page in pages if page.induk == induk]
        name = file_name((f"{own[0].puskesmas} {planned.bulan:%Y-%m}",), ".xlsx", names)
        names[name] = sum(len(plan.kunjungan) for page in own for plan in page.kader)
        path = workbook_path(target) if single else target / name
        book = VisitBook(
            kabupaten=planned.district.kabupaten.sebutan,
            periode=planned.periode,
            bulan=planned.bulan,
            naskah=configs.naskah(),
            kertas=kertas,
            pages=tuple(own),
        )
        files.append((path, book))
    if not dry_run:
        for path, _ in files if single or stands(target) else ():
            writer_file.refuse_target(path, planned.inputs, force=force)
        drawn = {path: proved(workbook, visit_book(book)) for path, book in files}
        writer_file.write_files(drawn, planned.inputs, folder=None if single else target, force=force)
    return tuple(names.items())


def _write_calendars(planned: PlannedVisits, target: Path, *, force: bool, dry_run: bool) -> Written:
    from ilp_cli.paper.calendar_file import Event, calendar, uid

    pages = [page for page in lembar(planned.rencana, planned.district, planned.units) if page.kader]
    single = target.suffix.lower() == ".ics" or writer_file.to_stdout(target)
    if single and len(pages) > 1:
        raise Misuse(
            f"{writer_file.named(target)}: ada {len(pages)} posyandu, satu kalender tiap posyandu; sebut folder"
        )
    files: dict[Path, bytes] = {}
    written: list[tuple[str, int]] = []
    for page in pages:
        place = f"{sebutan('posyandu', page.posyandu)} ({page.puskesmas})"
        days = [(day, plan, visits) for plan in page.kader for day, visits in plan.on().items()]
        events = [
            Event(
                day=day,
                title=f"Kunjungan rumah {plan.kader.nama}: {len(visits)} keluarga",
                text="; ".join(f"{visit.perlu.keluarga.id} ({words.reason(visit)})" for visit in visits),
                place=place,
                uid=uid(planned.district.kabupaten.sebutan, page.puskesmas, page.posyandu, plan.kader.nama, f"{number}",
                        day.isoformat()),
            )
            for number, (day, plan, visits) in enumerate(days)
        ]  # fmt: skip
        name = file_name((page.puskesmas, page.posyandu), ".ics", [path.name for path in files])
        path = target if single else target / name
        files[path] = calendar(f"Kunjungan rumah {place}", events, planned.pada)
        written.append((path.name, len(events)))
    if not dry_run:
        writer_file.write_files(files, planned.inputs, folder=None if single else target, force=force)
    return tuple(written)
