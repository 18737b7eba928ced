"""The working table of an SK perubahan, Dihapus / Ditambah / Berubah, and what its diktum KESATU is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ilp_cli.capabilities.change.model import DIHAPUS, DITAMBAH, Beda, Perubahan, changes
from ilp_cli.core.words import BLANK, daftar, ended, tanggal
from ilp_cli.district.case import Case
from ilp_cli.paper.annex import change_title, counted
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.layout import CHARACTER, line_count, line_height
from ilp_cli.paper.sheet import Cell, Page, Row, Sheet, Value, safe_name
from ilp_cli.paper.tables import Field, data_sheet

_FIELDS = (
    Field("No", 4, "number"), Field("Perubahan", 11), Field("Puskesmas", 20), Field("Semula", 34),
    Field("Menjadi", 34), Field("Keterangan", 22),
)  # fmt: skip
_WHOLE = "puskesmas ini"


def sheets(case: Case, edition: Edition) -> Iterator[tuple[Sheet, bool]]:
    """A working table for each stage whose decree is changed; never a part of the decree itself."""
    for perubahan in case.of(changes):
        yield _sheet(case, perubahan, edition.page()), False


def _sheet(case: Case, perubahan: Perubahan, page: Page) -> Sheet:
    records = [_record(case, number, beda, perubahan) for number, beda in enumerate(perubahan.beda, 1)]
    name = safe_name(f"Perubahan {perubahan.menjadi.tahun}")
    sheet = data_sheet(name, _FIELDS, records, page, nothing="Daftar lokus tidak berubah.")
    return _below(sheet, kesatu(case, perubahan))


def _record(case: Case, number: int, beda: Beda, perubahan: Perubahan) -> list[Value]:
    before = None if beda.jenis == DITAMBAH else beda.semula or _WHOLE
    after = None if beda.jenis == DIHAPUS else beda.menjadi or _WHOLE
    return [number, beda.jenis, beda.puskesmas, before, after, _moved(case, beda, perubahan)]


def _moved(case: Case, beda: Beda, perubahan: Perubahan) -> str | None:
    """In which stage a puskesmas that is removed now stands, or stood before it was added here."""
    if beda.jenis != DIHAPUS or beda.unit is None:
        return None
    year = case.district.since.get(beda.unit)
    if year is None:
        return "tidak di tahap mana pun lagi"
    return f"menjadi lokus tahap {year}" if year > perubahan.menjadi.tahun else f"tetap lokus tahap {year}"


def kesatu(case: Case, perubahan: Perubahan) -> tuple[str, ...]:
    """What diktum KESATU of the decree is made of: what it changes, then what is removed, added, and the result."""
    sk, first = perubahan.menjadi.sk, perubahan.pertama.sk
    title = change_title(sk, first, perubahan.ke, case.district.kabupaten) if sk else BLANK
    added = case.district.added[perubahan.menjadi.path]
    counts = daftar(
        counted(number, kind)
        for kind in ("puskesmas", "pustu", "posyandu")
        if (number := getattr(added, kind)) is not None
    )
    day = f", ditetapkan {tanggal(first.tanggal)}" if first and first.tanggal else ""
    return (
        "Bahan diktum KESATU (lembar ini kertas kerja, bukan bagian SK; Lampiran diterbitkan utuh)",
        f"Judul: {title}. Yang diubah: SK nomor {(first.nomor if first else None) or BLANK}{day}.",
        ended(f"Dihapus: {_list(perubahan.dihapus)}"),
        ended(f"Ditambah: {_list(perubahan.ditambah)}"),
        ended(f"Hasil, {counts}: {_list(perubahan.hasil)}"),
    )


def _list(texts: Sequence[str]) -> str:
    return "; ".join(texts) or "tidak ada"


def _below(sheet: Sheet, texts: Sequence[str]) -> Sheet:
    """A sheet with lines of text below its table, over its whole width."""
    wide = len(sheet.columns)
    width = sum(column.width for column in sheet.columns) * CHARACTER
    rows, merges = [*sheet.rows, Row([], 8)], [*sheet.merges]
    for number, text in enumerate(texts):
        style = "bold" if not number else "wrap"
        lines = line_count(text, width, "Arial", 10, bold=not number)
        rows.append(Row([Cell(text, style), *[Cell(None, style)] * (wide - 1)], lines * line_height(10) + 4))
        merges.append((len(rows), 1, len(rows), wide))
    return replace(sheet, rows=tuple(rows), merges=tuple(merges))
