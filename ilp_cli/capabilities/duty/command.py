"""ilp plan duty: who serves at each pustu lokus on each day of a month or a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.duty.screen import duty_lines
from ilp_cli.capabilities.duty.verb.output import WRITING, duty_csv, write_duty
from ilp_cli.capabilities.duty.verb.plan import PlannedDuty, plan_duty
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.shell import command
from ilp_cli.district.menurut import AsProposed
from ilp_cli.files.writing import named
from ilp_cli.planning import screen
from ilp_cli.planning.patience import limit, listening
from ilp_cli.screen import stream
from ilp_cli.screen.answer import beside, deliver, misnamed, pemisah_or, resting
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import to_json
from ilp_cli.screen.options import (
    AS_PROPOSED,
    BatasWaktu,
    Debug,
    Dengan,
    DryRun,
    Force,
    Kertas,
    Nip,
    OnF4,
    Pada,
    PathArgument,
    Pemisah,
    Quiet,
    RosterOption,
    format_option,
    parse_month,
)

app = command_app()


class Format(StrEnum):
    """How a duty roster is written."""

    XLSX = "xlsx"
    ICS = "ics"
    CSV = "csv"
    JSON = "json"


class Isi(StrEnum):
    """How many serve: as few as the minimum asks, or every nakes on every service day."""

    MINIMUM = "minimum"
    PENUH = "penuh"


@app.command(cls=IndonesianCommand)
def duty(
    context: typer.Context,
    path: PathArgument,
    bulan: Annotated[
        date | None, typer.Option("--bulan", metavar="BULAN", parser=parse_month, help="Satu bulan: 2025-03.")
    ] = None,
    tahun: Annotated[int | None, typer.Option("--tahun", metavar="TAHUN", help="Satu tahun penuh: 2025.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="BERKAS", help="Berkas, atau folder untuk ics.  [bawaan: jadwal.xlsx]"),
    ] = None,
    format_: Annotated[Format, format_option(Format, "xlsx, ics (kalender telepon), csv, json.")] = Format.XLSX,
    pemisah: Pemisah = None,
    puskesmas: Annotated[
        list[str] | None, typer.Option("--puskesmas", metavar="NAMA", help="Hanya pustu puskesmas ini; boleh diulang.")
    ] = None,
    sebelum: Annotated[
        Path | None,
        typer.Option("--sebelum", metavar="JADWAL", help="Jadwal yang lalu (xlsx, csv); diubah sesedikit mungkin."),
    ] = None,
    dengan: Dengan = None,
    isi: Annotated[
        Isi,
        typer.Option("--isi", metavar="CARA", help="minimum: secukupnya; penuh: nakes bertugas setiap hari layanan."),
    ] = Isi.MINIMUM,
    batas_waktu: BatasWaktu = 60,
    roster: RosterOption = None,
    pada: Pada = None,
    kertas: OnF4 = Kertas.F4,
    nip: Annotated[
        Nip,
        typer.Option("--nip", metavar="CARA", help="NIP kepala puskesmas: tampil, samar (titik-titik), tanpa."),
    ] = Nip.SAMAR,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Susun jadwal tugas setiap pustu lokus: minimum terpenuhi, hari buka didampingi, adil, dan terbukti.

    \b
    Contoh:
      ilp plan duty examples/luwu --bulan 2025-03 -o jadwal.xlsx
      ilp plan duty . --bulan 2025-04 --sebelum jadwal-maret.xlsx
      ilp plan duty . --tahun 2025 --format ics -o kalender
    """  # noqa: D301
    if format_ is Format.ICS and output is None:
        raise Misuse("sebut folder kalendernya dengan -o")
    if format_ in (Format.CSV, Format.JSON) and output is not None and output.suffix.lower() in (".xlsx", ".ics"):
        raise misnamed(context, output, format_, f"sebut nama .{format_} atau --format")
    mark = pemisah_or(pemisah, format_)
    as_proposed: AsProposed = context.meta[AS_PROPOSED]
    source = as_proposed(path, roster, dengan or (), pada=pada, tahun=())
    until = limit(batas_waktu)
    with listening(until, lambda: stream.stopping(quiet=quiet)):
        planned = plan_duty(
            source,
            bulan=(bulan.year, bulan.month) if bulan else None,
            tahun=tahun,
            roster=roster,
            sebelum=sebelum,
            puskesmas=puskesmas or (),
            penuh=isi is Isi.PENUH,
            until=until,
            afterwards=WRITING[format_],
            pada=pada,
        )
        for words in planned.warnings:
            stream.notice(f"ilp: {words}", quiet=quiet)
        if format_ in (Format.CSV, Format.JSON):
            deliver(
                format_,
                tuple,
                {Format.JSON: lambda: to_json(planned.document()), Format.CSV: lambda: duty_csv(planned, mark)},
                output=output,
                inputs=planned.inputs,
                force=force,
                dry_run=dry_run,
                quiet=quiet,
            )
        else:
            target = output or Path("jadwal.xlsx")
            how = {"bentuk": format_.value, "kertas": kertas.value, "nip": nip.value}
            sheets = write_duty(planned, target, **how, force=force, dry_run=dry_run)
            if not quiet:
                told = beside(output)
                lines = duty_lines(planned.roster, planned.kabupaten, planned.periode, planned.summary)
                stream.say(resting(lines, planned.district.menurut), stream=told)
                stream.say(screen.conflict_lines(planned.conflicts), stream=told)
                if bulan and not planned.roster.complete:
                    every = command("why", *planned.district.typed, "--bulan", f"{bulan:%Y-%m}")
                    stream.say(_elsewhere(planned, every), stream=told)
                _tell_written(target, sheets, "hari" if format_ is Format.ICS else "baris", dry_run=dry_run)
    raise typer.Exit(ExitStatus.INTERRUPTED if until.stopped else planned.exit_status())


def _elsewhere(planned: PlannedDuty, every: str) -> Iterator[stream.Line]:
    """Where all the reasons are to be had; what was not explained in time is said first."""
    yield stream.line()
    if not planned.explained:
        yield stream.line("Penjelasan dihentikan sebelum semua hari yang kosong dijelaskan.")
    yield stream.line(f"Sebab dan perbaikan semuanya: {every}")


def _tell_written(target: Path, sheets: Sequence[tuple[str, int]], rows: str, *, dry_run: bool) -> None:
    """What was written, or what would be."""
    unit = "kalender" if rows == "hari" else "lembar"
    stream.wrote(f"{named(target)} ({len(sheets)} {unit})", dry_run=dry_run)
    if dry_run:
        stream.say((stream.line(f"  {name}: {number} {rows}") for name, number in sheets), stream=beside(target))
