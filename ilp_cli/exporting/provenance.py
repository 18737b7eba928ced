"""The sheet Asal: what the workbook was made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ilp_cli.core.version import __version__
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.district import District, Source
from ilp_cli.exporting.seal import seal_of
from ilp_cli.paper.sheet import Cell, Page, Sheet, Value
from ilp_cli.paper.tables import Field, base_name, data_sheet
from ilp_cli.rulebook.report import Report

SHEET = "Asal"
COMMAND = "ilp export"
PROGRAM, OPTION, INPUT, ARCHIVE, SEAL = "Program", "Opsi", "Berkas masukan", "Arsip Lampiran", "Sidik lembar"
"""What the first column says of a row that is read back."""
VERSION, HASH = "versi ", "SHA-256 "
"""What stands before a version and a fingerprint."""


def provenance_sheet(
    district: District,
    report: Report,
    options: Sequence[tuple[str, str]],
    page: Page,
    kept: Sequence[Source] = (),
    *,
    seals: Mapping[str, str],
) -> Sheet:
    """What the workbook was made from: files and their fingerprints, version, options, day. No clock, no folders.

    `kept` are the archives from which frozen annexes were printed, `seals` the fingerprints of the other sheets. The
    last row is that of the rows above it, so `ilp verify` can tell a sheet that somebody has edited.
    """
    fields = [Field("Bagian", 18), Field("Nama", 30, "wrap"), Field("Isi", 74, "wrap")]
    records: list[list[Value | Cell]] = [
        ["Daerah", "Kabupaten/kota", district.kabupaten.sebutan],
        ["Pemeriksaan", "Keadaan per", tanggal(report.pada)],
        ["Pemeriksaan", "Tahap", daftar(map(str, report.tahun)) or "tidak ada"],
        [PROGRAM, "ilp_cli", f"{VERSION}{__version__}"],
        [PROGRAM, "perintah", COMMAND],
    ]
    records += [[OPTION, name, text] for name, text in options]
    records += [[INPUT, base_name(source.name), f"{HASH}{source.sha256}"] for source in district.sources]
    records += [[ARCHIVE, source.name, f"{HASH}{source.sha256}"] for source in kept]
    records += [[SEAL, name, f"{HASH}{seal}"] for name, seal in seals.items()]
    records.append([SEAL, SHEET, f"{HASH}{seal_of(records)}"])
    return data_sheet(SHEET, fields, records, page)
