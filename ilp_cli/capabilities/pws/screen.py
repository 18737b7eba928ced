"""The coverage of a district on the screen: the total of each indicator, who is behind, who is silent."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.pws.model import (
    HARAPAN,
    USIA,
    Pws,
    behind_words,
    coverage,
    gap,
    periode,
    reporting,
    silent_words,
    state,
    trend,
)
from ilp_cli.core.words import BULAN, angka, daftar, ended
from ilp_cli.district.capaian import PUSKESMAS, Daerah, Deret
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table, wrapped


def pws_lines(pws: Pws) -> Iterator[Line]:
    """Every indicator in one line, then what each asks for; of one puskesmas or indicator also its areas."""
    yield line((pws.district.kabupaten.sebutan, "bold"), f" · PWS {periode(pws)}")
    yield line()
    heads: list[tuple[Deret, Daerah]] = []
    for item in pws.deret:
        tops = [daerah for daerah in pws.shown(item) if daerah.tingkat == PUSKESMAS]
        heads += [(item, daerah) for daerah in (tops if pws.puskesmas else [item.daerah[()]])]
    several = len(pws.puskesmas) > 1
    yield from table(_TITLES, [_row(pws, item, daerah, named=several) for item, daerah in heads])
    for item, daerah in heads:
        words = reporting(item, daerah.kunci, pws.sampai(item))
        if words:
            yield from _paragraph(f"{item.indikator.singkat}{f' {daerah.nama}' if several else ''}: {words}", indent=2)
    if len(pws.deret) == 1:
        yield from _areas(pws, pws.deret[0])
    short = [(item, behind_words(pws, item)) for item in pws.deret]
    yield from _told("Tertinggal dari target: berapa orang, terbanyak dahulu (* tidak setiap bulan melapor)", short)
    yield from _told("Belum melapor", [(item, silent_words(pws, item)) for item in pws.deret])
    yield line()
    if any(item.target is None for item in pws.deret):
        yield from _paragraph("Tanpa target: cakupan tidak dinilai; tulis kebijakan.target_capaian di roadmap.yaml.")
    yield from _paragraph(HARAPAN)
    yield from _paragraph(USIA)


_TITLES = ("Indikator", "Sampai", "Dilayani", "Sasaran", "Cakupan", "Target", "Kekurangan", "Keadaan")


def _row(pws: Pws, item: Deret, daerah: Daerah, *, named: bool) -> list[str]:
    bulan = pws.sampai(item)
    figures = item.at(daerah.kunci, bulan)
    head = item.indikator.singkat
    return [
        f"{head}, {daerah.nama}" if named else head,
        BULAN[bulan - 1][:3],
        "–" if figures.dilayani is None else angka(figures.dilayani),
        "–" if figures.sasaran is None else angka(figures.sasaran),
        coverage(figures),
        "–" if item.target is None else f"{item.target}%",
        gap(item, daerah.kunci, bulan) or "–",
        state(item, daerah.kunci, bulan),
    ]


def _areas(pws: Pws, item: Deret) -> Iterator[Line]:
    """The areas of one indicator: every puskesmas, or all that a puskesmas is made of."""
    bulan = pws.sampai(item)
    ranks = item.peringkat(bulan)
    shown = [daerah for daerah in pws.shown(item) if daerah.kunci and (daerah.tingkat == PUSKESMAS or pws.puskesmas)]
    yield line()
    records = []
    for daerah in shown:
        figures = item.at(daerah.kunci, bulan)
        depth = "  " * (len(list(_above(item, daerah))) - 1)
        records.append(
            [
                f"{depth}{daerah.nama}",
                f"{ranks[daerah.kunci]}" if daerah.kunci in ranks else "–",
                coverage(figures) + ("" if figures.utuh or figures.dilayani is None else "*"),
                gap(item, daerah.kunci, bulan) or "–",
                state(item, daerah.kunci, bulan),
                trend(item, daerah.kunci, bulan),
            ]
        )
    yield from table(("Wilayah", "Peringkat", "Cakupan", "Kekurangan", "Keadaan", "Tren, %"), records)
    if any(record[2].endswith("*") for record in records):
        yield line("* dari yang melapor: tidak semua bagiannya, atau tidak setiap bulan")


def _above(item: Deret, daerah: Daerah) -> Iterator[Daerah]:
    here: Daerah | None = daerah
    while here is not None and here.kunci:
        yield here
        here = item.daerah[here.induk] if here.induk is not None else None


def _told(title: str, listed: list[tuple[Deret, str]]) -> Iterator[Line]:
    told: dict[str, list[str]] = {}
    for item, words in listed:
        if words:
            told.setdefault(words, []).append(item.indikator.singkat)
    if told:
        yield line()
        yield line((title, "bold"))
    for words, names in told.items():
        yield from _paragraph(f"{daftar(names)}: {words}", indent=2)


def _paragraph(words: str, indent: int = 0) -> Iterator[Line]:
    for part in wrapped(words if words.endswith(".") else ended(words), indent=indent):
        yield line(" " * indent + part)
