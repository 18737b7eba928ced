"""The answer of the PWS: which indicators, which areas, up to which month; as rows and in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ilp_cli.core.finding import Path
from ilp_cli.core.rows import columns
from ilp_cli.core.words import BULAN, angka, daftar, persen
from ilp_cli.district.capaian import (
    BEHIND,
    DESA,
    DUSUN,
    KABUPATEN,
    POSYANDU,
    PUSKESMAS,
    Angka,
    Daerah,
    Deret,
    Keadaan,
    Kurang,
    bulan_bulan,
)
from ilp_cli.district.district import District
from ilp_cli.law.indicators import TURUN, greys

TABLES = {
    "capaian": columns(
        "tingkat puskesmas desa posyandu dusun indikator nama kelompok usia klaster:whole tahun:whole bulan:whole "
        "sasaran:whole dilayani:whole cakupan:number target:whole harapan:number kurang:whole sisa:whole keadaan "
        "peringkat:whole melapor:whole dari:whole lengkap:truth sendiri:truth"
    ),
    "kosong": columns("tingkat puskesmas desa posyandu dusun indikator tahun:whole bulan:parts"),
    "tren": columns(
        "tingkat puskesmas desa posyandu dusun indikator tahun:whole bulan:whole dilayani:whole sasaran:whole "
        "cakupan:number"
    ),
    "pemicu": columns("puskesmas posyandu indikator tahun:whole bulan:whole orang:whole satuan"),
}
"""The tables of the answer with their columns, the same in JSON and csv."""
_NAMED = 6
SIGNS = (
    "Angka: cakupan dalam persen. ● tercapai, ○ di jalur, ▼ tertinggal atau belum tercapai, – belum melapor atau tanpa "
    "sasaran, * tidak semua, atau tidak setiap bulan melapor; tanpa tanda: tanpa target."
)

USIA = "Kelompok dan usia menurut Lampiran KMK 2015/2023 (bukan usia di formulir kunjungan rumah); jangan dijumlahkan."
AREA = "pws_wilayah"
"""What a figure of an area up to a month is called where it is taken apart."""
HARAPAN = (
    "Harapan per bulan (target × bulan / 12, bagi indikator yang dijumlah) bacaan program, bukan angka peraturan. "
    "Target dari daerah (kebijakan.target_capaian); target kementerian tidak diketahui."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pws:
    """The coverage of a district up to a month of a year: the series asked for, and the puskesmas that are shown.

    `bulan` is the month for all; where it is None each indicator is taken up to the last month that was reported.
    """

    district: District = field(repr=False)
    tahun: int
    bulan: int | None
    deret: tuple[Deret, ...]
    puskesmas: frozenset[Path] = frozenset()
    pemicu: tuple[tuple[Path, Kurang], ...] = ()

    def sampai(self, item: Deret) -> int:
        """The month up to which an indicator is taken."""
        return item.sampai if self.bulan is None else min(self.bulan, item.sampai)

    def shown(self, item: Deret) -> Iterator[Daerah]:
        """The areas that are shown, each puskesmas with what is part of it."""
        for daerah in item.daerah.values():
            if not self.puskesmas or daerah.kunci[:2] in self.puskesmas:
                yield daerah

    def of_level(self, item: Deret, tingkat: str) -> list[Daerah]:
        """The areas of one level."""
        return [daerah for daerah in self.shown(item) if daerah.tingkat == tingkat]


def place(item: Deret, kunci: Path) -> dict[str, object]:
    """The names of an area and of those it is part of, by level."""
    names: dict[str, object] = {PUSKESMAS: None, DESA: None, POSYANDU: None, DUSUN: None}
    here: Path | None = kunci
    while here:
        daerah = item.daerah[here]
        names[daerah.tingkat] = daerah.nama
        here = daerah.induk
    return {"tingkat": item.daerah[kunci].tingkat, **names}


def rows(pws: Pws, table: str) -> list[dict[str, object]]:
    """One of the tables as flat rows."""
    return list({"capaian": _rows, "kosong": _silent, "tren": _trend, "pemicu": _triggers}[table](pws))


def _rows(pws: Pws) -> Iterator[dict[str, object]]:
    for item in pws.deret:
        bulan = pws.sampai(item)
        ranks = item.peringkat(bulan)
        indikator = item.indikator
        for daerah in pws.shown(item):
            figures = item.at(daerah.kunci, bulan)
            yield {
                **place(item, daerah.kunci),
                "indikator": indikator.kunci,
                "nama": indikator.nama,
                "kelompok": indikator.kelompok,
                "usia": indikator.usia,
                "klaster": indikator.klaster,
                "tahun": item.tahun,
                "bulan": bulan,
                "sasaran": figures.sasaran,
                "dilayani": figures.dilayani,
                "cakupan": _rounded(figures.cakupan),
                "target": item.target,
                "harapan": _rounded(item.harapan(bulan)),
                "kurang": item.kurang(daerah.kunci, bulan),
                "sisa": item.sisa(daerah.kunci, bulan),
                "keadaan": item.keadaan(daerah.kunci, bulan).value,
                "peringkat": ranks.get(daerah.kunci),
                "melapor": figures.melapor,
                "dari": figures.dari,
                "lengkap": figures.lengkap,
                "sendiri": figures.sendiri,
            }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _silent(pws: Pws) -> Iterator[dict[str, object]]:
    for item in pws.deret:
        for daerah, months in silent(pws, item):
            named = {"indikator": item.indikator.kunci, "tahun": item.tahun, "bulan": list(months)}
            yield {**place(item, daerah.kunci), **named}


def silent(pws: Pws, item: Deret) -> Iterator[tuple[Daerah, tuple[int, ...]]]:
    """The areas shown that have not reported an indicator, with their months."""
    shown = {daerah.kunci for daerah in pws.shown(item)}
    for daerah, months in item.silent(pws.sampai(item)):
        if daerah.kunci in shown:
            yield daerah, months


def _trend(pws: Pws) -> Iterator[dict[str, object]]:
    for item in pws.deret:
        until = pws.sampai(item)
        for daerah in pws.shown(item):
            area = place(item, daerah.kunci)
            for bulan in range(item.mulai, until + 1):
                figures = item.at(daerah.kunci, bulan)
                yield {
                    **area,
                    "indikator": item.indikator.kunci,
                    "tahun": item.tahun,
                    "bulan": bulan,
                    "dilayani": figures.dilayani,
                    "sasaran": figures.sasaran,
                    "cakupan": _rounded(figures.cakupan),
                }


def _triggers(pws: Pws) -> Iterator[dict[str, object]]:
    for puskesmas in pws.district.puskesmas:
        names = {posyandu.path: posyandu.nama for posyandu in puskesmas.posyandu}
        for kunci, gap in pws.pemicu:
            if kunci in names and (not pws.puskesmas or puskesmas.path in pws.puskesmas):
                yield {
                    "puskesmas": puskesmas.nama,
                    "posyandu": names[kunci],
                    "indikator": gap.indikator.kunci,
                    "tahun": gap.tahun,
                    "bulan": gap.bulan,
                    "orang": gap.orang,
                    "satuan": gap.indikator.satuan,
                }


def reporting(item: Deret, kunci: Path, bulan: int) -> str:
    """Who stands behind a figure: "" where all reported all, "dari yang melapor 7 dari 9 posyandu" where not."""
    figures = item.at(kunci, bulan)
    if figures.dilayani is None:
        return Keadaan.BELUM.value
    words: list[str] = []
    if figures.melapor < figures.dari:
        words.append(f"dari yang melapor {figures.melapor} dari {figures.dari} {_kind(item, kunci)}")
    partly = figures.melapor - figures.lengkap
    if partly and figures.dari > 1:
        words.append(f"{partly} di antaranya tidak setiap bulan")
    elif partly:
        words.append("tidak setiap bulan")
    if figures.sendiri:
        words.append("angkanya sendiri, bukan jumlah bagiannya")
    if figures.sasaran is not None and figures.dilayani != figures.terukur:
        words.append(f"{figures.dilayani - figures.terukur} orang lagi tanpa sasaran")
    return ", ".join(words)


def _kind(item: Deret, kunci: Path) -> str:
    kinds = {item.daerah[part].tingkat for part in item.smallest(kunci)}
    return kinds.pop() if len(kinds) == 1 else "wilayah"


def gap(item: Deret, kunci: Path, bulan: int) -> str:
    """How many people are missing, in words: "masih 14 bayi"; "" where none or nobody knows."""
    missing = item.kurang(kunci, bulan)
    if not missing:
        return ""
    many = f"{angka(missing)} {item.indikator.satuan}"
    return f"lebih {many}" if item.indikator.arah == TURUN else f"masih {many}"


def state(item: Deret, kunci: Path, bulan: int) -> str:
    """How an area stands, in words; what only those who reported have reached says so."""
    found = item.keadaan(kunci, bulan)
    good = found in (Keadaan.TERCAPAI, Keadaan.JALUR)
    return found.value if item.at(kunci, bulan).utuh or not good else f"{found.value} (dari yang melapor)"


def partly(item: Deret, kunci: Path, bulan: int) -> str:
    """The star of a figure that not all, or not every month, stand behind."""
    return "" if item.at(kunci, bulan).utuh else "*"


def coverage(figures: Angka) -> str:
    """Coverage as it is read: "61,5%", "–" where it is not known."""
    return "–" if figures.cakupan is None else persen(figures.cakupan)


def trend(item: Deret, kunci: Path, bulan: int) -> str:
    """Coverage month by month: "Jan 8 · Feb 17 · Mar 25"."""
    told = []
    for month in range(item.mulai, bulan + 1):
        share = item.at(kunci, month).cakupan
        told.append(f"{BULAN[month - 1][:3]} {angka(share) if share is not None else '–'}")
    return " · ".join(told)


def behind(pws: Pws, item: Deret) -> list[tuple[int, Daerah]]:
    """The smallest areas that are behind, the most people first."""
    bulan = pws.sampai(item)
    listed = [
        (missing, daerah)
        for daerah in pws.shown(item)
        if not item.bagian.get(daerah.kunci)
        and item.keadaan(daerah.kunci, bulan) in BEHIND
        and (missing := item.kurang(daerah.kunci, bulan))
    ]
    return sorted(listed, key=lambda found: -found[0])


def area_name(item: Deret, daerah: Daerah) -> str:
    """An area with its puskesmas: "posyandu Melati (Suli)"."""
    if daerah.tingkat in (KABUPATEN, PUSKESMAS):
        return daerah.nama
    return f"{daerah.tingkat} {daerah.nama} ({item.daerah[daerah.kunci[:2]].nama})"


def behind_words(pws: Pws, item: Deret) -> str:
    """The areas that are furthest behind in one sentence; "" where there are none."""
    listed = behind(pws, item)
    bulan = pws.sampai(item)
    named = [
        f"{area_name(item, daerah)} {angka(missing)}{partly(item, daerah.kunci, bulan)}"
        for missing, daerah in listed[:_NAMED]
    ]
    more = f", dan {len(listed) - _NAMED} wilayah lagi" if len(listed) > _NAMED else ""
    return f"{', '.join(named)}{more}"


def silent_words(pws: Pws, item: Deret) -> str:
    """Who has not reported an indicator, in one sentence; "" where all have."""
    same: dict[tuple[int, ...], list[str]] = {}
    for daerah, months in silent(pws, item):
        same.setdefault(months, []).append(area_name(item, daerah))
    parts = []
    for months, areas in same.items():
        more = f" dan {len(areas) - _NAMED} lagi" if len(areas) > _NAMED else ""
        shown = f"{', '.join(areas[:_NAMED])}{more}" if more else daftar(areas)
        parts.append(f"{bulan_bulan(months)}: {shown}")
    return "; ".join(parts)


def periode(pws: Pws) -> str:
    """The time in words: "sampai Juni 2025", or only the year where indicators end differently."""
    ends: Sequence[int] = sorted({pws.sampai(item) for item in pws.deret})
    if len(ends) == 1:
        return f"sampai {BULAN[ends[0] - 1]} {pws.tahun}"
    return f"{pws.tahun}, tiap indikator sampai bulan terakhir yang dilaporkan"


def mark(item: Deret, kunci: Path, bulan: int) -> str:
    """The sign beside a figure: reached, on the way, behind, unknown."""
    state = item.keadaan(kunci, bulan)
    if state in BEHIND:
        return "▼"
    return {Keadaan.TERCAPAI: "●", Keadaan.JALUR: "○"}.get(state, "")


def grey(item: Deret, kunci: Path, bulan: int) -> str:
    """The fill of an area: the further behind what is expected, the darker; white where that is not known."""
    share = item.sejak_harapan(kunci, bulan)
    steps = greys()
    if share is None:
        return "FFFFFF"
    return next((step.warna for step in steps if share >= step.dari), steps[-1].warna)
