"""ilp recap: the province and the nation, one row for each district."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.files.writing import named
from ilp_cli.recapping import verb
from ilp_cli.recapping.rekap import TABLES
from ilp_cli.recapping.screen import recap_lines
from ilp_cli.screen import stream
from ilp_cli.screen.answer import beside, deliver, pemisah_or, table_or
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import table_csv, to_json
from ilp_cli.screen.options import (
    Debug,
    DryRun,
    Force,
    Kertas,
    OnF4,
    Pada,
    Pemisah,
    Quiet,
    TextJsonOrCsv,
    format_option,
    tabel_option,
)

app = command_app()

_SHOWN = 20
_NOT_OURS = (".xlsm", ".xlsb", ".xls", ".ods")
"""Endings of workbooks that we do not write; a text under such a name opens nowhere."""


class Tabel(StrEnum):
    """Which table a csv holds."""

    KABUPATEN = "kabupaten"
    PROVINSI = "provinsi"
    TAHAP = "tahap"
    KEKURANGAN = "kekurangan"
    REALISASI = "realisasi"
    TEMUAN = "temuan"
    PUSKESMAS = "puskesmas"
    PUSTU = "pustu"
    TIDAK_UTUH = "tidak_utuh"


@app.command(cls=IndonesianCommand)
def recap(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FOLDER...", show_default=False, help="Folder kabupaten, provinsi, atau bagian (.json)."
        ),
    ] = None,
    pada: Pada = None,
    dari: Annotated[
        list[Path] | None, typer.Option("--dari", metavar="BAGIAN", help="Gabungkan bagian: JSON dari rekap lain.")
    ] = None,
    pekerja: Annotated[
        int | None,
        typer.Option("--pekerja", metavar="N", min=1, max=512, help="Banyak proses.  [bawaan: tiap prosesor]"),
    ] = None,
    dask: Annotated[
        str | None, typer.Option("--dask", metavar="ALAMAT", help="Pakai kluster Dask ini, misalnya tcp://server:8786.")
    ] = None,
    simpanan: Annotated[
        Path | None,
        typer.Option("--simpanan", metavar="FOLDER", help="Tempat hasil yang tidak berubah.  [bawaan: cache pengguna]"),
    ] = None,
    tanpa_simpanan: Annotated[bool, typer.Option("--tanpa-simpanan", help="Baca semuanya lagi.")] = False,
    format_: Annotated[TextJsonOrCsv, format_option(TextJsonOrCsv)] = TextJsonOrCsv.TEXT,
    tabel: Annotated[Tabel | None, tabel_option(Tabel)] = None,
    pemisah: Pemisah = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="BERKAS", help="Workbook .xlsx, tabel .parquet, atau berkas untuk bentuk lain."
        ),
    ] = None,
    tabel_ke: Annotated[
        Path | None,
        typer.Option("--tabel-ke", metavar="FOLDER", help="Tulis juga semua tabel ke folder ini, sebagai csv."),
    ] = None,
    parquet: Annotated[
        bool, typer.Option("--parquet", help="Tabel --tabel-ke sebagai Parquet, bukan csv (perlu pyarrow).")
    ] = False,
    kertas: OnF4 = Kertas.F4,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Status keluar 0 walau ada yang tidak utuh.")] = False,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Rekap banyak kabupaten: cakupan, minimum, kekurangan, realisasi; satu baris tiap kabupaten.

    Folder kabupaten berisi roadmap.yaml; folder provinsi ditelusuri sampai tiga folder ke bawah. Yang gagal dibaca
    menjadi baris dengan sebabnya. Status keluar 1 bila ada yang tidak utuh, 3 bila tidak satu pun terbaca.

    \b
    Contoh:
      ilp recap examples -o rekap.xlsx
      ilp recap sulsel/73.17 sulsel/73.18 --format json -o bagian/1.json
      ilp recap --dari bagian/*.json -o rekap.xlsx
    """  # noqa: D301
    workbook = output is not None and output.suffix.lower() == ".xlsx"  # whatever form ILP_FORMAT asks for
    if output is not None and output.suffix.lower() in _NOT_OURS:
        raise Misuse(f"{output.as_posix()}: nama workbook harus berakhiran .xlsx")
    columnar = output is not None and output.suffix.lower() == ".parquet"
    if parquet and tabel_ke is None and not columnar:
        raise Misuse("--parquet berlaku bagi --tabel-ke FOLDER; satu tabel saja: -o rekap.parquet --tabel NAMA")
    if parquet or columnar:
        verb.can_parquet()  # before many districts are read
    table, mark = (
        tabel or Tabel.KABUPATEN if columnar else table_or(tabel, format_, Tabel.KABUPATEN),
        pemisah_or(pemisah, TextJsonOrCsv.CSV if tabel_ke else format_),
    )
    rekap = verb.recap(
        [*(folders or ()), *(dari or ())],
        pada=pada,
        pekerja=pekerja,
        simpanan=simpanan,
        tanpa_simpanan=tanpa_simpanan,
        dask=dask,
    )
    for words in rekap.kabar:
        stream.notice(f"ilp: {words}", quiet=quiet)
    if output is not None:
        verb.refuse_output(output, rekap, force=force)
    if tabel_ke is not None:
        verb.write_tables(rekap, tabel_ke, pemisah=mark, parquet=parquet, force=force, dry_run=True)
    if workbook and output is not None:
        sheets = verb.write_recap(rekap, output, kertas=kertas.value, force=force, dry_run=dry_run)
        if not quiet:
            stream.say(recap_lines(rekap, most=_SHOWN), stream=beside(output))
        stream.wrote(f"{named(output)} ({len(sheets)} lembar)", dry_run=dry_run, quiet=quiet)
    elif columnar and output is not None:
        verb.write_parquet(rekap, output, tabel=table, force=force, dry_run=dry_run)
        if not quiet:
            stream.say(recap_lines(rekap, most=_SHOWN), stream=beside(output))
        stream.wrote(f"{named(output)} (tabel {table}, {len(rekap.rows(table))} baris)", dry_run=dry_run, quiet=quiet)
    else:
        deliver(
            format_,
            lambda: recap_lines(rekap, most=None if output else _SHOWN),
            {
                TextJsonOrCsv.JSON: lambda: to_json(rekap.document()),
                TextJsonOrCsv.CSV: lambda: table_csv(TABLES[table], rekap.rows(table), mark),
            },
            output=output, inputs=verb.inputs_of(rekap), force=force, dry_run=dry_run, quiet=quiet,
        )  # fmt: skip
    if tabel_ke is not None:
        files = verb.write_tables(rekap, tabel_ke, pemisah=mark, parquet=parquet, force=force, dry_run=dry_run)
        stream.wrote(f"{len(files)} tabel di {tabel_ke.as_posix()}", dry_run=dry_run, quiet=quiet)
    raise typer.Exit(ExitStatus.OK if exit_zero else rekap.exit_status())
