"""Trace a figure to the rows it is counted from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ilp_cli.checking.inputs import proposal_files
from ilp_cli.checking.verb import opened, report_of
from ilp_cli.core.finding import Severity
from ilp_cli.core.given import one_of
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.names import holds, normal
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.shell import command
from ilp_cli.core.spot import column_index
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.jejak import Cara, Jejak, Nilai
from ilp_cli.exporting.book import BookOptions, plan_book
from ilp_cli.law import configs
from ilp_cli.paper.cells import stored
from ilp_cli.paper.edition import NIP_FORMS
from ilp_cli.paper.seal import settled
from ilp_cli.paper.sheet import Sheet
from ilp_cli.reading.load import uncollected
from ilp_cli.reading.usable import input_files, legible, puskesmas_named
from ilp_cli.reporting.page import laporan_of
from ilp_cli.rulebook.report import Report
from ilp_cli.tracing.ask import Spot, figures_of, is_cell, is_report, mark_of, spot_of
from ilp_cli.tracing.derive import traced
from ilp_cli.tracing.model import Traced
from ilp_cli.verifying.given import book_case, given_of
from ilp_cli.verifying.model import shown

_BOOK = re.compile(r"(.+\.xlsx)!(.+)", re.IGNORECASE)
"""A cell of the workbook of a command: its file, and the cell."""


@uncollected()
def trace(
    source: District | str | Path,
    tanya: str,
    *,
    puskesmas: str | None = None,
    roster: str | Path | None = None,
    dengan: str | Path | Sequence[str | Path] | None = None,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    kertas: str = "f4",
    nip: str = "samar",
    rancangan: bool = False,
    lampiran: bool = False,
) -> Traced:
    """Where a figure comes from: the cell of the workbook that `export` writes with these options, a unit, or a name.

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `dengan` a proposal, or one of each kind; `pada` a day (default: today); `tahun` years of its stages
    (default: all); `kertas` the paper, f4 or a4; `nip`, `rancangan` and `lampiran` as `export` takes them.
    `tanya` is "Pemenuhan SDM!F12", of a workbook of `pws` or `readiness` "pws.xlsx!Peta Panas!C3",
    of the page of `report` "laporan!tabel-cakupan.E2" or "laporan!angka-lokus", "bidan
    pustu Cimpu (Suli)" or "cakupan 2025"; `puskesmas` narrows a name down. Where
    errors stand against the plan, its workbook is the marked draft. Raises Misuse for what does not exist, with what
    does; Unreadable where a file cannot be read.
    """
    one_of("kertas", kertas, configs.naskah()["kertas"])
    one_of("nip", nip, NIP_FORMS)
    if not isinstance(tanya, str) or not tanya.strip():
        raise Misuse("sebut yang ditanyakan: selnya (“Pemenuhan SDM!F12”), unitnya, atau nama angkanya")
    notes: tuple[str, ...] = ()
    if told := _BOOK.fullmatch(tanya.strip()):
        if pada is not None or tahun:
            raise Misuse(f"{told[1]} menyebut hari dan opsinya sendiri di lembar Asal; hapus --pada dan --tahun")
        given = given_of(source, told[1], roster, proposal_files(dengan))
        case, book, there = book_case(given)
        spot = spot_of(book, told[2])
        jejak: tuple[Jejak, ...] = (_of_cell(case, spot),)
        notes = tuple(_otherwise(told[1], spot, there))
        return Traced(
            case=case, tanya=tanya, jejak=jejak, notes=notes, inputs=(given.path, *input_files(None, case.district))
        )
    case = opened(source, roster=roster, dengan=dengan, pada=pada, tahun=tahun)
    legible(case.district)
    if is_report(tanya):
        jejak = (_of_report(case, tanya),)
    elif is_cell(tanya):
        report = case.of(report_of)
        draft = rancangan or _stopped(report)
        if draft and not rancangan:
            notes = ("rencana ini masih punya kesalahan: selnya dicari di rancangannya (ilp export --rancangan)",)
        options = BookOptions(kertas=kertas, nip=nip, rancangan=draft, lampiran=lampiran)
        jejak = (_of_cell(case, spot_of(plan_book(case, report, options), tanya)),)
    else:
        own = puskesmas_named(case.district, puskesmas) if puskesmas else None
        jejak = tuple(traced(case, angka) for angka in figures_of(case, tanya, own))
    inputs = input_files(None if isinstance(source, District) else Path(source), case.district)
    return Traced(case=case, tanya=tanya, jejak=jejak, notes=notes, inputs=inputs)


def _of_report(case: Case, tanya: str) -> Jejak:
    """A figure of the page that `report` writes."""
    mark = mark_of(laporan_of(case, case.of(report_of), None, {}), tanya)
    where = f"laporan!{mark.id}"
    if mark.hitungan is None:
        words = (f"Teks: kolom “{mark.judul}”.",)
        value = mask_numbers(mark.teks)
        return Jejak(angka=Angka("sel"), judul=mark.judul, nilai=value, cara=Cara.TEKS, langkah=words, sel=where)
    jejak = traced(case, mark.hitungan)
    return replace(jejak, sel=where)


def _otherwise(file: str, spot: Spot, there: Mapping[str, Sequence[Sequence[object]]]) -> Iterator[str]:
    """That the file says otherwise than its inputs, where it does."""
    name, _, cell = spot.sel.rpartition("!")
    letters = cell.rstrip("0123456789")
    column, row = column_index(letters), int(cell.removeprefix(letters))
    rows = there.get(name, ())
    line = rows[row - 1] if row <= len(rows) else ()
    own, meant = settled(line[column] if column < len(line) else None), settled(stored(spot.cell.value))
    if own != meant:
        yield f"di {file} sel ini berisi {shown(own)}, menurut masukan kini {shown(meant)}; lihat ilp verify"


def _stopped(report: Report) -> bool:
    return any(finding.severity is Severity.ERROR for finding in report.findings)


def _of_cell(case: Case, spot: Spot) -> Jejak:
    """A cell: its figure, or what stands there."""
    value = _value(spot)
    if spot.cell.angka is None:
        return _told(case, spot, value)
    jejak = traced(case, spot.cell.angka)
    jejak = replace(jejak, perintah=jejak.perintah or _explained(case, spot.sheet))
    if jejak.nilai is None:
        return replace(jejak, sel=spot.sel, nilai=value)
    if isinstance(jejak.nilai, int | float) and jejak.nilai != value:
        raise RuntimeError(f"{spot.cell.angka.nama} is {jejak.nilai} where its sheet says {value}")
    return replace(jejak, sel=spot.sel, nilai=value if isinstance(value, str) else jejak.nilai)


def _value(spot: Spot) -> Nilai:
    own = stored(spot.cell.value)
    if isinstance(own, date):
        return own.isoformat()
    return mask_numbers(own) if isinstance(own, str) else own


def _told(case: Case, spot: Spot, value: Nilai) -> Jejak:
    """A cell that holds no figure of ours to take apart: what it is, and the command that explains its sheet."""
    where = f"kolom “{spot.judul}”" if spot.judul else "tanpa judul kolom"
    row = f", baris “{mask_numbers(spot.baris)}”" if spot.baris else ""
    kind = "kosong" if value is None else "teks" if isinstance(value, str) else "angka"
    head = "head" in spot.cell.style.split(".")
    lines = ["Sel ini judul kolom." if head else f"Sel {kind}: {where}{row}."]
    see = _explained(case, spot.sheet)
    if kind == "angka" and see:
        lines.append(f"Angka lembar {spot.sheet.name} dijelaskan oleh `{see}`.")
    elif see:
        lines.append(f"Lembar {spot.sheet.name} dijelaskan oleh `{see}`.")
    return Jejak(
        angka=Angka("sel"),
        judul=f"{spot.sheet.name}: {spot.judul}" if spot.judul else spot.sheet.name,
        nilai=value,
        cara=Cara.TEKS,
        langkah=tuple(lines),
        perintah=see,
        sel=spot.sel,
    )


def _explained(case: Case, sheet: Sheet) -> str:
    """The command that explains a sheet, by its name or the title of an annex; "" where this one does."""
    told = configs.trace()
    title = normal(" ".join(str(cell.value) for row in sheet.rows for cell in row.cells if cell.style == "annex.title"))
    words = next((text for phrase, text in told["lampiran"].items() if holds(title, [normal(phrase)])), "")
    own = (text for name, text in told["lembar"].items() if sheet.name == name or sheet.name.startswith(f"{name} "))
    words = words or next(own, "")
    if not words:
        return ""
    parts = [part for word in words.split() for part in (case.district.typed if word == "PATH" else (word,))]
    return command(*parts, "--pada", case.pada.isoformat()) if words.endswith("PATH") else command(*parts)
