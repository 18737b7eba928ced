"""The sheet Asal: what the workbook was made from."""

from __future__ import annotations

from collections.abc import Sequence

from ilp_cli.core.version import __version__
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.district import District, Source
from ilp_cli.paper.sheet import Cell, Page, Sheet, Value
from ilp_cli.paper.tables import Field, base_name, data_sheet
from ilp_cli.rulebook.report import Report


def provenance_sheet(
    district: District,
    report: Report,
    options: Sequence[tuple[str, str]],
    page: Page,
    kept: Sequence[Source] = (),
) -> Sheet:
    """What the workbook was made from: files and their fingerprints, version, options, day. No clock, no folders.

    `kept` are the archives from which frozen annexes were printed.
    """
    fields = [Field("Bagian", 18), Field("Nama", 30, "wrap"), Field("Isi", 74, "wrap")]
    records: list[list[Value | Cell]] = [
        ["Daerah", "Kabupaten/kota", district.kabupaten.sebutan],
        ["Pemeriksaan", "Keadaan per", tanggal(report.pada)],
        ["Pemeriksaan", "Tahap", daftar(map(str, report.tahun)) or "tidak ada"],
        ["Program", "ilp_cli", f"versi {__version__}"],
    ]
    records += [["Opsi", name, text] for name, text in options]
    records += [["Berkas masukan", base_name(source.name), f"SHA-256 {source.sha256}"] for source in district.sources]
    records += [["Arsip Lampiran", source.name, f"SHA-256 {source.sha256}"] for source in kept]
    return data_sheet("Asal", fields, records, page)
