"""The sheet Asal: what a workbook was made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from ilp_cli.core.options import Options
from ilp_cli.core.version import __version__
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.district import District, Source
from ilp_cli.law import configs
from ilp_cli.paper.layout import paper
from ilp_cli.paper.seal import seal_of, seals
from ilp_cli.paper.sheet import NUMBER, Book, Cell, Page, Sheet, Value
from ilp_cli.paper.tables import Field, base_name, data_sheet

SHEET = "Asal"
COMMAND = "ilp export"
PROGRAM, OPTION, INPUT, ARCHIVE, SEAL = "Program", "Opsi", "Berkas masukan", "Arsip Lampiran", "Sidik lembar"
"""What the first column says of a row that is read back."""
RUN = "perintah"
"""What the second column says of the row that tells the command."""
SEARCH, CUT_SHORT = "pencarian", "dihentikan sebelum selesai"
"""What stands among the options where a plan was not searched to the end."""
VERSION, HASH = "versi ", "SHA-256 "
"""What stands before a version and a fingerprint."""


def provenance_sheet(
    district: District,
    options: Options,
    page: Page,
    kept: Sequence[Source] = (),
    *,
    command: str,
    pada: date,
    tahap: Sequence[int] | None = None,
    seals: Mapping[str, str],
) -> Sheet:
    """What the workbook was made from: files and their fingerprints, version, options, day. No clock, no folders.

    `tahap` are the stages it tells of, None where it tells of none. `kept` are the archives from which frozen annexes
    were printed, `seals` the fingerprints of the other sheets. The last row is that of the rows above it, so
    `ilp verify` can tell a sheet that somebody has edited.
    """
    fields = [Field("Bagian", 18), Field("Nama", 30, "wrap"), Field("Isi", 74, "wrap")]
    records: list[list[Value | Cell]] = [
        ["Daerah", "Kabupaten/kota", district.kabupaten.sebutan],
        ["Pemeriksaan", "Keadaan per", tanggal(pada)],
    ]
    if tahap is not None:
        records.append(["Pemeriksaan", "Tahap", daftar(map(str, tahap)) or "tidak ada"])
    records += [[PROGRAM, "ilp_cli", f"{VERSION}{__version__}"], [PROGRAM, RUN, command]]
    records += [[OPTION, name, text] for name, text in options]
    records += [[INPUT, base_name(source.name), f"{HASH}{source.sha256}"] for source in district.sources]
    records += [[ARCHIVE, source.name, f"{HASH}{source.sha256}"] for source in kept]
    records += [[SEAL, name, f"{HASH}{seal}"] for name, seal in seals.items()]
    records.append([SEAL, SHEET, f"{HASH}{seal_of(records)}"])
    return data_sheet(SHEET, fields, records, page)


def with_origin(book: Book, district: District, options: Options, *, command: str, pada: date, kertas: str) -> Book:
    """The workbook of a command with its sheet Asal behind it.

    `options` are those beside the day, the paper and the proposals, which stand here.
    """
    page = Page(
        paper=paper(configs.naskah(), kertas),
        about=f"{district.kabupaten.sebutan} · per {tanggal(pada)}",
        number=NUMBER,
    )
    told = (
        ("--pada", pada.isoformat()),
        ("--kertas", kertas),
        *options,
        *(("--dengan", base_name(given.file)) for given in district.menurut),
    )
    origin = provenance_sheet(district, told, page, command=command, pada=pada, seals=seals(book.sheets))
    return replace(book, sheets=(*book.sheets, origin))
