"""Where the figures of PWS in a report come from: the areas, and the rows they reported."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.pws.model import AREA
from ilp_cli.core.finding import Path
from ilp_cli.core.words import BULAN, persen
from ilp_cli.core.words import angka as number_text
from ilp_cli.district.angka import Angka
from ilp_cli.district.capaian import (
    BEHIND,
    PUSKESMAS,
    Deret,
    Keadaan,
    Laporan,
    aimed,
    bulan_bulan,
    contradicted,
    deret,
    laporan,
    newest,
    on_track,
)
from ilp_cli.district.case import Case
from ilp_cli.district.jejak import Baris, Jejak, Nilai, counted

_TITLES = {
    "sasaran": "Sasaran",
    "dilayani": "Dilayani",
    "cakupan": "Cakupan",
    "target": "Target",
    "tertinggal": "Puskesmas tertinggal",
    "belum": "Puskesmas yang belum diketahui",
    "lengkap": "Wilayah yang lengkap melapor",
}
_UNKNOWN = frozenset({Keadaan.BELUM, Keadaan.TANPA_SASARAN})


def _pws(case: Case, angka: Angka) -> Jejak:
    """A figure of an indicator in its newest year."""
    kunci, part = str(angka.subjek[0]), angka.jenis
    item = next(own for own in newest(case) if own.indikator.kunci == kunci)
    judul = f"{_TITLES[part]}, {item.indikator.singkat}, {bulan_bulan([item.sampai], item.tahun)}"
    if part in ("tertinggal", "belum"):
        return _areas(case, angka, item, judul)
    whole = item.at((), item.sampai)
    if part == "lengkap":
        return _complete(case, angka, item, judul)
    value: Nilai = {
        "sasaran": whole.sasaran,
        "dilayani": whole.dilayani,
        "cakupan": None if whole.cakupan is None else round(whole.cakupan, 1),
        "target": item.target,
    }[part]
    how = {
        "sasaran": "Sasaran wilayah yang melapor dan tahu sasarannya, dijumlahkan.",
        "dilayani": "Yang dilayani sampai bulan itu, sejauh dilaporkan; wilayah yang diam tidak dihitung nol.",
        "cakupan": f"100 × {whole.terukur} ÷ {whole.sasaran}, satu desimal: "
        f"{persen(whole.cakupan) if whole.cakupan is not None else 'tidak diketahui'}.",
        "target": "Ditulis kabupaten sendiri: kebijakan: target_capaian di roadmap.yaml.",
    }
    parts: tuple[tuple[str, Nilai], ...] = ()
    if part == "cakupan":
        parts = (("dilayani yang diketahui sasarannya", whole.terukur), ("sasaran", whole.sasaran))
    elif part in ("sasaran", "dilayani") and not whole.sendiri:
        named = (item.daerah[area].nama for area in item.smallest(()))
        numbers = (getattr(item.at(area, item.sampai), part) for area in item.smallest(()))
        parts = tuple((name, number) for name, number in zip(named, numbers, strict=True) if number is not None)
    return Jejak(
        angka=angka,
        judul=judul,
        nilai=value,
        satuan="%" if part in ("cakupan", "target") else item.indikator.satuan,
        langkah=(how[part], *([_SELF] if whole.sendiri and part in ("sasaran", "dilayani") else [])),
        baris=() if part == "target" else tuple(baris for _, baris in _reports(case, item)),
        bagian=parts,
    )


_SELF = "Angka seluruh kabupaten ditulis kabupaten sendiri; bagian-bagiannya tidak menjumlahkannya."


def _areas(case: Case, angka: Angka, item: Deret, judul: str) -> Jejak:
    """How many puskesmas are behind, or not known."""
    wanted = BEHIND if angka.jenis == "tertinggal" else _UNKNOWN
    rows = []
    for area, daerah in item.daerah.items():
        if daerah.tingkat == PUSKESMAS:
            state, own = item.keadaan(area, item.sampai), item.at(area, item.sampai)
            counts = state in wanted
            reached = f", cakupan {persen(own.cakupan)}" if own.cakupan is not None else ""
            rows.append(
                Baris(
                    nama=daerah.nama,
                    keterangan=f"{state.value}{reached}",
                    place=case.place(area),
                    dihitung=counts,
                    sebab="" if counts else state.value,
                )
            )
    return counted(
        angka=angka,
        judul=judul,
        satuan="puskesmas",
        langkah=("Target bulan itu seperdua belas target setahun tiap bulan (bacaan program, turunan).",)
        if angka.jenis == "tertinggal"
        else ("Yang belum melapor, atau tidak menyebut sasarannya.",),
        baris=rows,
    )


def _complete(case: Case, angka: Angka, item: Deret, judul: str) -> Jejak:
    """How many of the smallest areas reported every month."""
    whole = item.at((), item.sampai)
    silent = {daerah.kunci: months for daerah, months in item.silent(item.sampai)}
    return Jejak(
        angka=angka,
        judul=judul,
        nilai=f"{number_text(whole.lengkap)} dari {number_text(whole.dari)}",
        langkah=("Wilayah terkecil yang melapor atau seharusnya melapor, tiap bulan sampai bulan itu.",),
        baris=tuple(baris for _, baris in _reports(case, item)),
        bagian=tuple(
            (item.daerah[area].nama, f"belum: {bulan_bulan(months, item.tahun)}") for area, months in silent.items()
        ),
    )


def _reports(case: Case, item: Deret) -> Iterator[tuple[Laporan, Baris]]:
    """The rows of the table Capaian on an indicator in its year."""
    clash: dict[Path, object] = dict(case.of(contradicted))
    wrong = {row.key for row in case.of(laporan) if row.path in clash}
    for row in case.of(laporan):
        if row.indikator is None or row.indikator.kunci != item.indikator.kunci or row.tahun != item.tahun:
            continue
        why = "wilayahnya tidak terdaftar" if row.wilayah is None else ""
        why = why or ("bulannya tidak terbaca" if row.first is None else "")
        why = why or ("bulannya belum tiba" if row.first is not None and row.first > case.pada else "")
        why = why or ("bertentangan dengan baris lain" if row.key in wrong else "")
        why = why or ("belum melapor: dilayani kosong" if row.dilayani is None else "")
        month = bulan_bulan([row.bulan], item.tahun) if row.bulan else "bulan tidak terbaca"
        known = item.daerah.get(row.wilayah) if row.wilayah is not None else None
        baris = Baris(
            nama=known.nama if known else row.desa or "wilayah tidak terdaftar",
            keterangan=f"{month}: dilayani {_told(row.dilayani)}, sasaran {_told(row.sasaran)}",
            place=case.place(row.path),
            dihitung=not why,
            jumlah=row.dilayani or 0,
            sebab=why,
        )
        yield row, baris


def _told(value: int | None) -> str:
    return "tidak disebut" if value is None else str(value)


def _jalur(case: Case, angka: Angka) -> Jejak:
    """How many indicators with a target are on track, or how many there are ("")."""
    rows = []
    for item, state in aimed(case):
        counts = not angka.jenis or state in on_track
        rows.append(
            Baris(
                nama=item.indikator.singkat,
                keterangan=f"target {item.target}%: {state.value}",
                place=case.place(("kebijakan", "target_capaian", item.indikator.kunci)),
                dihitung=counts,
                sebab="" if counts else state.value,
            )
        )
    return counted(
        angka=angka,
        judul="Indikator bertarget yang di jalur atau tercapai" if angka.jenis else "Indikator bertarget",
        satuan="indikator",
        langkah=("Target ditulis kabupaten sendiri; dibandingkan sampai bulan laporan terakhir tiap indikator.",),
        baris=rows,
    )


def _wilayah(case: Case, angka: Angka) -> Jejak:
    """A figure of an area up to a month: the rows of it and of all that it is made of."""
    kunci, *own = angka.subjek
    area, (tahun, bulan) = tuple(own), angka.tahun
    item = case.of(deret)[str(kunci), tahun]
    figures = item.at(area, bulan)
    value: Nilai = getattr(figures, angka.jenis)
    share = angka.jenis == "cakupan"
    inside = set(_inside(item, area))
    months = f"sampai {BULAN[bulan - 1]} {tahun}"
    how = f"100 × {figures.terukur} ÷ {figures.sasaran}, satu desimal." if share else f"Sejauh dilaporkan {months}."
    return Jejak(
        angka=angka,
        judul=f"{_TITLES[angka.jenis]}, {item.indikator.singkat}, {item.daerah[area].nama}, {months}",
        nilai=round(value, 1) if isinstance(value, float) else value,
        satuan="%" if share else item.indikator.satuan,
        langkah=(how, *([_SELF] if figures.sendiri and not share and not area else [])),
        baris=tuple(
            baris for row, baris in _reports(case, item) if row.wilayah in inside and (row.bulan or bulan) <= bulan
        ),
        bagian=(("dilayani yang diketahui sasarannya", figures.terukur), ("sasaran", figures.sasaran)) if share else (),
    )


def _inside(item: Deret, area: Path) -> Iterator[Path]:
    """An area and all that it is made of."""
    yield area
    for part in item.bagian.get(area, ()):
        yield from _inside(item, part)


FIGURES = {"pws": _pws, "pws_jalur": _jalur, AREA: _wilayah}
