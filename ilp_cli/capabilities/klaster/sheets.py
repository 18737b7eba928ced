"""The klaster on paper: the annex of a decree, and the working sheet Klaster with what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ilp_cli.capabilities.klaster.model import FIGURE, JUMLAH, LUAR, Isi, contents, puskesmas_of
from ilp_cli.core.masking import nip_grouped
from ilp_cli.core.words import BLANK, daftar
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.klaster import Keanggotaan, Susunan, klaster_title, susunan
from ilp_cli.paper.annex import AnnexColumn, Draft, counted
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.layout import SURE, USUAL, WIDEST
from ilp_cli.paper.sheet import Cell, Sheet, Value
from ilp_cli.paper.tables import Field, data_sheet

_COLUMNS = (
    AnnexColumn(title="PUSKESMAS", weight=14),
    AnnexColumn(title="KLASTER", weight=19),
    AnnexColumn(title="KEDUDUKAN", weight=12, center=True),
    AnnexColumn(title="NAMA", weight=24),
    AnnexColumn(title="NIP", weight=21, center=True),
    AnnexColumn(title="JABATAN", weight=20),
    AnnexColumn(title="URAIAN TUGAS", weight=26),
)
_NAME = 3
"""Where the column of the names stands, below which the people are counted."""
_NIP = 4
"""Where the column of the NIP stands; it is left out with --nip tanpa."""
_FIELDS = (
    Field("Puskesmas", 17, "wrap"), Field("Klaster", 22, "wrap"), Field("PJ", 20, "wrap"),
    Field("Jabatan PJ", 18, "wrap"), Field("Anggota", 9, "number"), Field("Nama anggota", 32, "wrap"),
    Field("Yang kurang", 24, "wrap"),
)  # fmt: skip
_OUTSIDE = "Di luar klaster"


def annexes(case: Case, edition: Edition) -> Iterator[Draft]:
    """One annex for each stage of which a puskesmas has told its klaster; none where none has."""
    told, where = case.of(susunan), case.district.kabupaten.sebutan
    for tahap in case.district.tahap:
        listed = puskesmas_of(tahap)
        own = [told[path] for path in listed if path in told]
        if tahap.tahun not in case.years or not own:
            continue
        shown = [number for number in range(len(_COLUMNS)) if number != _NIP or edition.nip != "tanpa"]
        body = tuple(row for one in own for row in _rows(one, edition))
        people = len({(one.puskesmas.path, row.person) for one in own for row in one.rows})
        total: tuple[Value, ...] = ("JUMLAH", None, None, people, None, None, None)
        yield Draft(
            tahap=tahap,
            title=f"SUSUNAN KLASTER PUSKESMAS\n{where} TAHUN {tahap.tahun}".upper(),
            columns=tuple(_COLUMNS[number] for number in shown),
            body=tuple(tuple(row[number] for number in shown) for row in body),
            total=tuple(total[number] for number in shown),
            sentence=_sentence(people, len(own), len(listed) - len(own)),
            landscape=True,
            angka={(len(body), shown.index(_NAME)): Angka(JUMLAH, tahap.path)},
        )


def _rows(own: Susunan, edition: Edition) -> Iterator[tuple[Value, ...]]:
    """The klaster of a puskesmas in their order, who leads first; a PJ who is not told stays dotted."""
    for key, kedudukan, row in own.listed():
        role = kedudukan.value if kedudukan else None
        if row is None:
            yield own.puskesmas.nama, klaster_title(key), role, BLANK, BLANK, BLANK, None
            continue
        yield (
            own.puskesmas.nama,
            klaster_title(key),
            role,
            row.petugas[0].nama if row.petugas else row.sebutan,
            _nip(row, edition),
            row.jabatan or None,
            row.uraian_tugas or None,
        )


def _nip(row: Keanggotaan, edition: Edition) -> Value:
    number = row.nip_known
    if not number:
        return "–"
    return nip_grouped(number.digits) if edition.nip == "tampil" else number


def _sentence(people: int, told: int, silent: int) -> str:
    tail = f"; {counted(silent, 'puskesmas')} belum menyatakan susunannya" if silent else ""
    return f"Jumlah: {counted(people, 'petugas')} dalam klaster {counted(told, 'puskesmas')}{tail}."


def sheets(case: Case, edition: Edition) -> Iterator[tuple[Sheet, bool]]:
    """The working sheet, where the table tells of any puskesmas."""
    listed = case.of(contents)
    if listed:
        records = list(_records(listed))
        sheet = data_sheet("Klaster", _FIELDS, records, edition.page(), fixed=2, tab="009E73")
        banner = edition.banner(assumed=False)
        yield replace(sheet, breaks=tuple(_breaks(sheet, (banner.height or 0.0) if banner else 0.0))), False


def _breaks(sheet: Sheet, reserved: float) -> Iterator[int]:
    """The rows after which a page ends, so that no puskesmas is torn that a page can hold; `reserved` is a banner's.

    None where the columns are too wide for the page, which then is printed smaller, or where one page holds all.
    """
    if sheet.page is None:
        return
    across, down = sheet.page.paper.room(landscape=True)
    tall = [row.height or USUAL for row in sheet.rows]
    room = down * SURE - reserved
    if sum(column.width for column in sheet.columns) * WIDEST > across or sum(tall) <= room:
        return
    used, at = tall[0], 1
    for _, rows in groupby(sheet.rows[1:], key=lambda row: row.cells[0].value):
        size = len(list(rows))
        whole = sum(tall[at : at + size])
        if used > tall[0] and used + whole > room:
            yield at
            used, room = tall[0], down * SURE
        for height in tall[at : at + size]:
            if used + height > room:
                used, room = tall[0], down * SURE  # the page ends of itself
            used += height
        at += size


def _records(listed: Sequence[Isi]) -> Iterator[list[Value | Cell]]:
    for number, isi in enumerate(listed):
        own = isi.susunan
        missing = "; ".join(isi.kurang)
        yield [
            own.puskesmas.nama,
            klaster_title(isi.klaster),
            daftar(row.sebutan for row in isi.pj) or None,
            "; ".join(row.jabatan for row in isi.pj if row.jabatan) or None,
            _counted(isi),
            "; ".join(dict.fromkeys(row.sebutan for row in isi.anggota)) or None,
            Cell(missing, "bad") if missing else ("tidak ada" if own.luar is not None else "belum ada roster"),
        ]
        last = number + 1 == len(listed) or listed[number + 1].susunan is not own
        if last and own.luar:
            names = "; ".join(petugas.nama for petugas in own.luar.values())
            many = Cell(len(own.luar), "number", angka=Angka(FIGURE, own.puskesmas.path, LUAR))
            yield [own.puskesmas.nama, _OUTSIDE, None, None, many, names, Cell("belum di klaster", "bad")]


def _counted(isi: Isi) -> Cell:
    """How many belong to a klaster; empty where that is not known."""
    known = bool(isi.anggota) or isi.susunan.sure(isi.klaster)
    angka = Angka(FIGURE, isi.susunan.puskesmas.path, isi.klaster)
    return Cell(len({row.person for row in isi.anggota}) if known else None, "number", angka=angka)
