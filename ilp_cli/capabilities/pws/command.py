"""ilp pws: what every area has reached of each indicator, who is behind, and who has not reported."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.pws.model import TABLES
from ilp_cli.capabilities.pws.screen import pws_lines
from ilp_cli.capabilities.pws.verb import pws as coverage_of
from ilp_cli.capabilities.pws.verb import write_pws
from ilp_cli.core.outcome import Misuse
from ilp_cli.district.menurut import AsProposed
from ilp_cli.files.writing import to_stdout
from ilp_cli.screen import stream
from ilp_cli.screen.answer import beside, deliver, misnamed, pemisah_or, table_or
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import table_csv, to_json
from ilp_cli.screen.options import (
    AS_PROPOSED,
    Debug,
    DryRun,
    Force,
    Kertas,
    OnF4,
    Pada,
    PathArgument,
    Pemisah,
    Quiet,
    RosterOption,
    TextJsonOrCsv,
    dengan_option,
    format_option,
    tabel_option,
)

app = command_app()

_TEXTS = {".json": TextJsonOrCsv.JSON, ".csv": TextJsonOrCsv.CSV, ".txt": TextJsonOrCsv.TEXT, "": TextJsonOrCsv.TEXT}
"""What is wanted where the output is named and the format is not; any other name is of what is drawn."""


class Table(StrEnum):
    """The tables of the answer."""

    CAPAIAN = "capaian"
    KOSONG = "kosong"
    TREN = "tren"
    PEMICU = "pemicu"


@app.command(cls=IndonesianCommand)
def pws(
    context: typer.Context,
    path: PathArgument,
    tahun: Annotated[
        int | None, typer.Option("--tahun", metavar="TAHUN", help="Tahun laporan.  [bawaan: yang terbaru]")
    ] = None,
    bulan: Annotated[
        int | None,
        typer.Option("--bulan", metavar="1-12", help="Sampai bulan ini.  [bawaan: bulan terakhir yang dilaporkan]"),
    ] = None,
    indikator: Annotated[
        list[str] | None, typer.Option("--indikator", metavar="NAMA", help="Hanya indikator ini; boleh diulang.")
    ] = None,
    puskesmas: Annotated[
        list[str] | None, typer.Option("--puskesmas", metavar="NAMA", help="Hanya puskesmas ini; boleh diulang.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="BERKAS", help="Workbook .xlsx, peta .svg, atau .json, .csv, .txt."),
    ] = None,
    peta: Annotated[
        Path | None,
        typer.Option("--peta", metavar="BERKAS", help="GeoJSON batas desa untuk .svg.  [bawaan: peta di roadmap.yaml]"),
    ] = None,
    format_: Annotated[TextJsonOrCsv, format_option(TextJsonOrCsv)] = TextJsonOrCsv.TEXT,
    tabel: Annotated[Table | None, tabel_option(Table)] = None,
    pemisah: Pemisah = None,
    dengan: Annotated[list[Path] | None, dengan_option("")] = None,
    roster: RosterOption = None,
    pada: Pada = None,
    kertas: OnF4 = Kertas.F4,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Pantau wilayah setempat: cakupan tiap wilayah terhadap target daerah, siapa tertinggal, siapa belum melapor.

    Dari lembar Capaian di roster. Yang belum melapor disebut namanya, bukan dihitung nol. Target dari daerah sendiri
    (kebijakan.target_capaian); tanpa target, cakupan tidak dinilai.

    \b
    Contoh:
      ilp pws .
      ilp pws . --indikator IDL --bulan 6
      ilp pws . --puskesmas Suli -o pws-suli.xlsx
      ilp pws . --indikator K1 --peta desa.geojson -o k1.svg
    """  # noqa: D301
    named = output is not None and not to_stdout(output)
    drawn = named and output is not None and output.suffix.lower() not in _TEXTS
    if named and output is not None and format_ is TextJsonOrCsv.TEXT:
        format_ = _TEXTS.get(output.suffix.lower(), format_)
    if drawn and output is not None and format_ is not TextJsonOrCsv.TEXT:
        raise misnamed(context, output, format_)
    if peta is not None and not drawn:
        raise Misuse("--peta menggambar peta; beri keluaran bernama .svg, misalnya -o peta.svg")
    table = table_or(tabel, format_.value, Table.CAPAIAN)
    mark = pemisah_or(pemisah, format_.value)
    as_proposed: AsProposed = context.meta[AS_PROPOSED]
    answer = coverage_of(
        as_proposed(path, roster, dengan or (), pada=pada, tahun=(), jenis=()),
        tahun=tahun,
        bulan=bulan,
        indikator=indikator or (),
        puskesmas=puskesmas or (),
        roster=roster,
        pada=pada,
    )
    for words in answer.warnings:
        stream.notice(f"ilp: {words}", quiet=quiet)
    if drawn and output is not None:
        written = write_pws(answer, output, peta=peta, kertas=kertas.value, force=force, dry_run=dry_run)
        if not quiet:
            stream.say(pws_lines(answer.pws), stream=beside(output))
        stream.wrote(written, dry_run=dry_run, quiet=quiet)
        raise typer.Exit(answer.exit_status())
    forms: dict[str, Callable[[], str]] = {
        TextJsonOrCsv.JSON: lambda: to_json(answer.document()),
        TextJsonOrCsv.CSV: lambda: table_csv(TABLES[table], answer.rows(table), mark),
    }
    deliver(
        format_, lambda: pws_lines(answer.pws), forms,
        output=output, inputs=answer.inputs, force=force, dry_run=dry_run, quiet=quiet,
    )  # fmt: skip
    raise typer.Exit(answer.exit_status())
