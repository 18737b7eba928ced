"""Annexes as they are frozen in an archive, and frozen annexes as they are printed again."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import itemgetter

from ilp_cli.core.words import BLANK
from ilp_cli.district.angka import Angka
from ilp_cli.district.arsip import Arsip, Cetakan, TahapArsip, Tata, Tertanda, frozen_stages, gone_stages
from ilp_cli.district.case import Case
from ilp_cli.district.numbers import Nip, digits_of
from ilp_cli.paper.annex import Annex, AnnexColumn, Draft, Look, annex_sheet, annexes_said, drawn, styles
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.layout import paper
from ilp_cli.paper.sheet import Page, Paper, Row, Sheet, Style, Value, safe_name

_NIP = "NIP. "
_LAST = sys.maxsize
"""Behind every stage of an archive."""
_SIDES = ("atas", "bawah", "kiri", "kanan")


def cetakan_of(annex: Annex) -> Cetakan:
    """What an annex says, to be kept."""
    text, (start, end) = annex.signature
    below = text[end:].split("\n")[1:]
    nip = below.pop().removeprefix(_NIP) if below and below[-1].startswith(_NIP) else None
    return Cetakan(
        nama=annex.name,
        judul=annex.title,
        kepala=annex.heading,
        kolom=tuple((column.title, float(column.weight), column.center) for column in annex.columns),
        isi=tuple(tuple(_kept(value) for value in row) for row in annex.body),
        jumlah=tuple(_kept(value) for value in annex.total),
        kalimat=annex.sentence,
        tertanda=Tertanda(
            atas=tuple(text[:start].split("\n")),
            nama=text[start:end],
            bawah=tuple(below),
            nip="" if nip == BLANK else nip,
        ),
        mendatar=annex.landscape,
        pernyataan=annex.statement,
    )


def _kept(value: object) -> int | str | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else str(value or "") or None


def annex_of(frozen: Cetakan, kabupaten: str, nip: str) -> Annex:
    """A frozen annex of a kabupaten, ready to be laid out; `nip` is "tampil", "samar" or "tanpa"."""
    signed = frozen.tertanda
    above = "\n".join(signed.atas)
    below = [*signed.bawah]
    if signed.nip is not None and nip != "tanpa":
        below.append(f"{_NIP}{signed.nip if nip == 'tampil' and signed.nip else BLANK}")
    text = "\n".join([above + signed.nama, *below])
    return Annex(
        kabupaten=kabupaten,
        name=frozen.nama,
        title=frozen.judul,
        heading=frozen.kepala,
        columns=tuple(AnnexColumn(title=title, weight=weight, center=center) for title, weight, center in frozen.kolom),
        body=frozen.isi if nip == "tampil" else tuple(_masked(frozen)),
        total=frozen.jumlah,
        sentence=frozen.kalimat,
        signature=(text, (len(above), len(above) + len(signed.nama))),
        landscape=frozen.mendatar,
        statement=frozen.pernyataan,
    )


def _masked(frozen: Cetakan) -> Iterator[tuple[Value, ...]]:
    """The rows of a frozen annex with the numbers of its people masked: it may have been frozen with them."""
    numbers = {place for place, (title, _, _) in enumerate(frozen.kolom) if title == _NIP.strip(" .")}
    for row in frozen.isi:
        yield tuple(
            Nip(digits) if place in numbers and (digits := digits_of(str(value))).isdigit() else value
            for place, value in enumerate(row)
        )


def tata_of(edition: Edition, kertas: str) -> Tata:
    """The paper and type of an edition, as far as annexes rest on them."""
    naskah = edition.naskah
    sheet, margin = naskah["kertas"][kertas], naskah["margin_mm"]
    return Tata(
        kertas=kertas,
        kode=int(sheet["kode"]),
        ukuran_mm=(float(sheet["lebar_mm"]), float(sheet["tinggi_mm"])),
        margin_mm=tuple(float(margin[side]) for side in _SIDES),
        huruf=edition.font,
        ukuran=edition.size,
        nomor_kolom=naskah["baris_nomor_kolom"] == "ya",
        nomor_halaman=str(naskah["nomor_halaman"]),
    )


def paper_of(tata: Tata) -> Paper:
    """The paper of an archive."""
    size = {"kode": tata.kode, "lebar_mm": tata.ukuran_mm[0], "tinggi_mm": tata.ukuran_mm[1]}
    margins = dict(zip(_SIDES, tata.margin_mm, strict=True))
    return paper({"kertas": {tata.kertas: size}, "margin_mm": margins}, tata.kertas)


def annex_sheets(case: Case, edition: Edition, drafts: Iterable[Draft]) -> Iterator[tuple[Sheet, bool, Edition]]:
    """The annexes of every stage in their order; those of a stage that is frozen as its archive has them.

    So has a stage of which only the archive is left. A year that is frozen has its stages in the order of its archive,
    before what came to it since.
    """
    frozen = case.of(frozen_stages)
    told = [
        (arsip.tahun, arsip.tahap.index(stage), _from_archive(arsip, stage, edition))
        for arsip, stage in (*frozen.values(), *case.of(gone_stages))
    ]
    told += [
        (tahap.tahun, _LAST, iter([(drawn(annex, own, assumed=draft.assumed), draft.assumed, own)]))
        for tahap, draft, annex, own in annexes_said(case, edition, drafts)
        if tahap.path not in frozen
    ]
    names = list[str]()
    for _, _, annexes in sorted(told, key=itemgetter(0, 1)):
        for sheet, assumed, its_edition in annexes:
            names.append(safe_name(sheet.name, names))
            yield (sheet if sheet.name == names[-1] else replace(sheet, name=names[-1])), assumed, its_edition


def _from_archive(arsip: Arsip, stage: TahapArsip, edition: Edition) -> Iterator[tuple[Sheet, bool, Edition]]:
    """The annexes of a stage as they were frozen."""
    assert arsip.tata is not None
    banner = edition.banner(assumed=False)
    look = frozen_look(arsip.tata, (banner.height or 0.0) if banner else 0.0)
    for frozen in stage.lampiran:
        page = frozen_page(edition.annex_page(landscape=frozen.mendatar, assumed=False), arsip.tata)
        sheet = annex_sheet(annex_of(frozen, arsip.kabupaten, edition.nip), look, page)
        yield restyled(_asked_of(sheet, arsip), arsip.tata, edition), False, edition


def _asked_of(sheet: Sheet, arsip: Arsip) -> Sheet:
    """A frozen annex whose figures say that they are those of the archive."""
    known = Angka("arsip", arsip.path, tahun=(arsip.tahun,))
    rows = [
        Row([cell._replace(angka=known) if isinstance(cell.value, int) else cell for cell in row.cells], row.height)
        for row in sheet.rows
    ]
    return replace(sheet, rows=rows)


def frozen_look(tata: Tata, reserved: float) -> Look:
    """The look of an archive; `reserved` points on the first page are taken by a banner."""
    return Look(paper=paper_of(tata), font=tata.huruf, size=tata.ukuran, numbered=tata.nomor_kolom, reserved=reserved)


def frozen_page(page: Page, tata: Tata) -> Page:
    """A page of an annex on the paper of its archive, numbered as it was then."""
    number = tata.nomor_halaman.replace("&", "&&").replace("{halaman}", "&P")
    return replace(page, paper=paper_of(tata), number=number, font=tata.huruf)


def restyled(sheet: Sheet, tata: Tata, edition: Edition) -> Sheet:
    """A frozen annex in the type of its archive, where decrees are printed in another today."""
    if _alike(tata, edition):
        return sheet
    own = _own(tata)
    rows = [
        Row([cell._replace(style=cell.style.replace("annex.", own, 1)) for cell in row.cells], row.height)
        for row in sheet.rows
    ]
    return replace(sheet, rows=tuple(rows))


def frozen_styles(tata: Tata, edition: Edition) -> Mapping[str, Style]:
    """The looks of a frozen annex that are not those of today's; none where they are."""
    if _alike(tata, edition):
        return {}
    own = _own(tata)
    return {name.replace("annex.", own, 1): style for name, style in styles(tata.huruf, tata.ukuran).items()}


def _alike(tata: Tata, edition: Edition) -> bool:
    return (tata.huruf, tata.ukuran) == (edition.font, edition.size)


def _own(tata: Tata) -> str:
    return f"annex {tata.huruf} {tata.ukuran:g}."
