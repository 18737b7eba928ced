"""What the areas of a district have reached: the table Capaian, added up from dusun to kabupaten, gaps never zero."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ilp_cli.core.finding import Path
from ilp_cli.core.frozen import frozen_row
from ilp_cli.core.words import BULAN, daftar, month_number
from ilp_cli.district.isian import Isian
from ilp_cli.district.table import Choices, ColumnSpec, Holds, Privacy, Spread, TableSpec
from ilp_cli.district.wilayah import WILAYAH
from ilp_cli.law.indicators import NAIK, TURUN, Indikator, bare_desa, bare_dusun, indicators, meant

if TYPE_CHECKING:
    from ilp_cli.district.case import Case
    from ilp_cli.district.district import District

_KEPT, _MASKED = Privacy.KEPT, Privacy.MASKED


def _indikator_meant(text: str) -> str:
    """The short name of the indicator that a cell means, "" where it means none."""
    indikator = meant(text)
    return indikator.singkat if indikator is not None else ""


def _bulan_meant(text: str) -> str:
    """The month that a title means, with its year where it says one; a bare figure may be anything."""
    year, month = month_of(text) if any(map(str.isalpha, text)) or _DATED.search(text) else (None, None)
    return f"{BULAN[month - 1]} {year or ''}".strip() if month is not None else ""


INDIKATOR = Choices(
    "indikator", tuple(item.singkat for item in indicators().values()), strict=False, means=_indikator_meant
)
CAPAIAN = TableSpec(
    "capaian",
    "Capaian",
    (
        ColumnSpec("puskesmas", Holds.PLACE, _MASKED, "Pilih dari daftar puskesmas.", required=True, width=24),
        ColumnSpec("desa", Holds.TEXT, _MASKED, "Desa atau kelurahan; kosong = seluruh puskesmas.", width=20),
        ColumnSpec("posyandu", Holds.PLACE, _MASKED, "Posyandunya; kosong = seluruh desa.", width=22),
        ColumnSpec("dusun", Holds.TEXT, _MASKED, "Dusun atau lingkungan; kosong = seluruh posyandu.", width=18),
        ColumnSpec(
            "indikator",
            Holds.CHOICE,
            _KEPT,
            "Indikator PWS; pilih dari daftar, misalnya K1, IDL, D/S, Stunting, Skrining lansia, Skrining TB.",
            required=True,
            choices=INDIKATOR,
            width=22,
            telling=True,
        ),
        ColumnSpec("tahun", Holds.COUNT, _KEPT, "Tahun laporan; kosong bila bulannya menyebut tahun.", width=9),
        ColumnSpec(
            "bulan",
            Holds.TEXT,
            _KEPT,
            "Bulan laporan: 3, Maret, atau 2025-03.",
            required=True,
            group="waktu",
            width=13,
        ),
        ColumnSpec(
            "tanggal", Holds.DAY, _KEPT, "Hari laporan, sebagai ganti bulan.", required=True, group="waktu", width=14
        ),
        ColumnSpec("sasaran", Holds.COUNT, _KEPT, "Jumlah orang yang harus dilayani; K1, IDL …: setahun.", width=11),
        ColumnSpec(
            "dilayani",
            Holds.COUNT,
            _KEPT,
            "Yang dilayani pada bulan itu saja, bukan kumulatif; kosong = belum dilaporkan, 0 = tidak ada.",
            width=11,
            telling=True,
        ),
        ColumnSpec("keterangan", Holds.TEXT, Privacy.DROPPED, "Catatan bebas.", width=24),
    ),
    note="Satu baris satu wilayah, satu indikator, satu bulan. Lembar Capaian boleh kosong.",
    titled=True,
    spread=Spread(
        keys=(("indikator", _indikator_meant), ("bulan", _bulan_meant)), values=("dilayani", "sasaran"), blanks=True
    ),
)

KABUPATEN, PUSKESMAS, DESA, POSYANDU, DUSUN = TINGKAT = ("kabupaten", "puskesmas", "desa", "posyandu", "dusun")
"""The levels of areas, the widest first."""
_NAMED = re.compile(r"(?:\d{1,2}[ ./-]+)?(?P<name>[a-z]{3,})[ .,/'’-]*(?P<year>\d{4}|\d{2})?")
"""A month by its name, a day before it or none; of two figures behind it, as a spreadsheet writes May-26, its year."""
_DATED = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ALL = 12


def month_of(text: str) -> tuple[int | None, int | None]:
    """The year, where it is said, and the month that a cell means; None for the month where it means none.

    3, 03, Maret, mar, 2025-03, 03/2025, 03/25, Maret 2025, Mar-25, and a day of it as 2025-03-31 or 31 Maret 2025.
    """
    words = " ".join(text.strip().lower().split()).removeprefix("bulan ")
    match = _NAMED.fullmatch(words)
    if match is not None:
        begun = (n for n, name in enumerate(BULAN, 1) if name.lower().startswith(match["name"]))
        return _year(match["year"]), month_number(match["name"]) or next(begun, None)
    match = re.fullmatch(r"(\d{1,2})[-/. ](\d{2})", words)
    if match is not None and int(match[2]) > _ALL:
        return _year(match[2]), _month(int(match[1]))
    match = re.fullmatch(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ]\d{1,2}(?:[t ]0{2}:0{2}(?::0{2})?)?)?", words)
    if match is not None:
        return int(match[1]), _month(int(match[2]))
    match = re.fullmatch(r"(?:\d{1,2}[-/. ])?(\d{1,2})[-/. ](\d{4})", words)
    if match is not None:
        return int(match[2]), _month(int(match[1]))
    match = re.fullmatch(r"(\d{1,2})(?:[.,]0)?", words)
    return None, _month(int(match[1])) if match is not None else None


def bulan_bulan(months: Iterable[int], year: int | None = None) -> str:
    """Months in a few letters, runs put together: "Jan–Mar dan Mei 2025"."""
    runs: list[list[int]] = []
    for month in sorted(set(months)):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    words = (
        f"{BULAN[run[0] - 1][:3]}–{BULAN[run[-1] - 1][:3]}" if len(run) > 1 else BULAN[run[0] - 1][:3] for run in runs
    )
    return f"{daftar(words)} {year}" if year else daftar(words)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(number: int) -> int | None:
    return number if 1 <= number <= _ALL else None


@frozen_row(frozen=True, slots=True, kw_only=True)
class Laporan:
    """One row of the table: an area, an indicator, a month, and its two figures.

    `wilayah` is the key of its area, None where the row names no registered puskesmas or posyandu. `bulan` and `tahun`
    are None where they cannot be told; it `disagrees` where its cells name two years. `first` is the first day of its
    month, None where that is not known. `indikator` is None where none is meant. `dilayani` is None where the area has
    not reported, which is not none.
    """

    row: Isian
    wilayah: Path | None
    tingkat: str
    desa: str
    indikator: Indikator | None
    tertulis: str
    tahun: int | None
    bulan: int | None
    sasaran: int | None
    dilayani: int | None
    first: date | None
    disagrees: bool = False

    @property
    def path(self) -> Path:
        """Where the row stands."""
        return self.row.path

    @property
    def key(self) -> tuple[Path | None, str, int | None, int | None]:
        """What two rows share that tell of the same."""
        return self.wilayah, self.indikator.kunci if self.indikator else self.tertulis, self.tahun, self.bulan


def laporan(case: Case) -> tuple[Laporan, ...]:
    """Every row of the table Capaian, in its order."""
    known: dict[str, tuple[int | None, int | None]] = {}
    return tuple(_report(row, known) for row in case.district.isian.get(CAPAIAN.name, ()))


def _report(row: Isian, known: dict[str, tuple[int | None, int | None]]) -> Laporan:
    values = row.values
    desa, dusun = str(values.get("desa", "")), str(values.get("dusun", ""))
    written = str(values.get("indikator", ""))
    bulan, day, year = str(values.get("bulan", "")), values.get("tanggal"), values.get("tahun")
    tahun = year if isinstance(year, int) else None
    month: int | None = None
    disagrees = False
    if bulan:
        if bulan not in known:
            known[bulan] = month_of(bulan)
        said, month = known[bulan]
        disagrees = said is not None and tahun is not None and said != tahun
        tahun = said if tahun is None else tahun
    elif isinstance(day, date):
        tahun, month = tahun if tahun is not None else day.year, day.month
    wilayah, tingkat = _area(row, desa, dusun)
    sasaran, dilayani = values.get("sasaran"), values.get("dilayani")
    tahun = tahun if tahun is not None and 2000 <= tahun <= 2099 else None
    return Laporan(
        row=row,
        wilayah=wilayah,
        tingkat=tingkat,
        desa=desa,
        indikator=meant(written),
        tertulis=written,
        tahun=tahun,
        first=date(tahun, month, 1) if tahun is not None and month is not None and not disagrees else None,
        disagrees=disagrees,
        bulan=month,
        sasaran=sasaran if isinstance(sasaran, int) else None,
        dilayani=dilayani if isinstance(dilayani, int) else None,
    )


def _area(row: Isian, desa: str, dusun: str) -> tuple[Path | None, str]:
    """The key of the area a row tells of, and its level; a posyandu that is not registered makes none."""
    if row.induk is None:
        return None, PUSKESMAS
    key, tingkat = row.induk, PUSKESMAS
    if "posyandu" in row.values:
        if row.unit is None or "posyandu" not in row.unit:
            return None, POSYANDU
        key, tingkat = row.unit, POSYANDU
    elif desa and bare_desa(desa):
        key, tingkat = (*row.induk, DESA, bare_desa(desa)), DESA
    if dusun and bare_dusun(dusun):
        key, tingkat = (*key, DUSUN, bare_dusun(dusun)), DUSUN
    return key, tingkat


def contradicted(case: Case) -> Mapping[Path, Laporan]:
    """The rows that give an area other figures than a row above them, by their path, each with that row.

    Neither of the two is counted: nobody but the district knows which holds.
    """
    first: dict[object, Laporan] = {}
    other: dict[Path, Laporan] = {}
    for item in case.of(laporan):
        if item.wilayah is None or item.indikator is None or item.first is None:
            continue
        before = first.setdefault(item.key, item)
        if before is not item and (before.sasaran, before.dilayani) != (item.sasaran, item.dilayani):
            other[item.path] = before
    return other


@dataclass(frozen=True, slots=True, kw_only=True)
class Daerah:
    """An area of a district. `kunci` is () for the kabupaten; `induk` that of the area it is part of."""

    kunci: Path
    tingkat: str
    nama: str
    induk: Path | None


class Angka(NamedTuple):
    """What is known of an area up to a month.

    `dilayani` are those served as far as reported, None where nobody reported. `sasaran` is the sum over those that
    reported and know theirs, None where none does, and `terukur` how many of `dilayani` are theirs: coverage is of
    these two. Of `dari` areas that were to report (its smallest), `melapor` told anything and `lengkap` every month.
    `sendiri` where the area wrote the figure itself and its parts do not make it up.
    """

    dilayani: int | None
    sasaran: int | None
    terukur: int
    melapor: int
    dari: int
    lengkap: int
    sendiri: bool = False

    @property
    def cakupan(self) -> float | None:
        """Coverage in percent of those who are measured, None where it cannot be known."""
        return 100 * self.terukur / self.sasaran if self.sasaran else None

    @property
    def utuh(self) -> bool:
        """Whether all that were to report did so for every month."""
        return self.lengkap == self.dari


class Keadaan(StrEnum):
    """How the coverage of an area stands against the target of the district."""

    BELUM = "belum melapor"
    TANPA_SASARAN = "tanpa sasaran"
    TANPA_TARGET = "tanpa target"
    TERCAPAI = "tercapai"
    JALUR = "di jalur"
    TERTINGGAL = "tertinggal"
    KURANG = "belum tercapai"


on_track = frozenset({Keadaan.TERCAPAI, Keadaan.JALUR})
"""The states in which an indicator is where it is expected to be."""
BEHIND = frozenset({Keadaan.TERTINGGAL, Keadaan.KURANG})
"""The states in which something is to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deret:
    """One indicator over a year: every area of the district with its figures up to each month (January first).

    `mulai` and `sampai` are the first month that anybody reported and the last. `target` is the district's own, in
    percent, None where it has none. `kosong` has of each smallest area the months in that time which it did not report.
    """

    indikator: Indikator
    tahun: int
    mulai: int
    sampai: int
    target: int | None
    daerah: Mapping[Path, Daerah]
    bagian: Mapping[Path, Sequence[Path]]
    angka: Mapping[Path, Sequence[Angka]]
    kosong: Mapping[Path, tuple[int, ...]] = field(default_factory=dict)

    def at(self, kunci: Path, bulan: int) -> Angka:
        """The figures of an area up to a month (of a state: in it)."""
        return self.angka[kunci][bulan - 1]

    def harapan(self, bulan: int) -> float | None:
        """What coverage is expected by a month: of months that add up, so many twelfths of the target."""
        if self.target is None:
            return None
        return self.target * bulan / _ALL if self.indikator.dijumlah else float(self.target)

    def keadaan(self, kunci: Path, bulan: int) -> Keadaan:
        """How an area stands against the target. The twelfths are the program's reading, no figure of a regulation."""
        angka = self.at(kunci, bulan)
        if angka.dilayani is None or not angka.sasaran:
            return Keadaan.BELUM if angka.dilayani is None else Keadaan.TANPA_SASARAN
        if self.target is None or self.indikator.arah not in (NAIK, TURUN):
            return Keadaan.TANPA_TARGET
        reached, wanted = 100 * angka.terukur, self.target * angka.sasaran
        running = self.indikator.dijumlah and bulan < _ALL
        if self.indikator.arah == TURUN:
            return Keadaan.KURANG if reached > wanted else Keadaan.JALUR if running else Keadaan.TERCAPAI
        if reached >= wanted or not running:
            return Keadaan.TERCAPAI if reached >= wanted else Keadaan.KURANG
        return Keadaan.JALUR if _ALL * reached >= bulan * wanted else Keadaan.TERTINGGAL

    def kurang(self, kunci: Path, bulan: int) -> int | None:
        """How many people are missing to the target of the year; where less is better, how many are too many."""
        angka = self.at(kunci, bulan)
        if angka.dilayani is None or not angka.sasaran or self.target is None:
            return None
        wanted = self.target * angka.sasaran
        if self.indikator.arah == TURUN:
            return max(0, angka.terukur - wanted // 100)
        return max(0, -(-wanted // 100) - angka.terukur) if self.indikator.arah == NAIK else None

    def sisa(self, kunci: Path, bulan: int) -> int | None:
        """How many of its people an area has not served yet; None where that cannot be known, or is not the point."""
        angka = self.at(kunci, bulan)
        if angka.dilayani is None or angka.sasaran is None or self.indikator.arah != NAIK:
            return None
        return max(0, angka.sasaran - angka.terukur)

    def sejak_harapan(self, kunci: Path, bulan: int) -> float | None:
        """How much of what is expected by a month has been reached, in percent; more than 100 where it is better."""
        angka, wanted = self.at(kunci, bulan), self.harapan(bulan)
        cakupan = angka.cakupan
        if cakupan is None or wanted is None or self.indikator.arah not in (NAIK, TURUN):
            return None
        if self.indikator.arah == TURUN:
            limit = float(self.target or 0)
            return 100.0 if cakupan <= limit else 100 * limit / cakupan
        return 100 * cakupan / wanted if wanted else 100.0

    def peringkat(self, bulan: int) -> Mapping[Path, int]:
        """The place of each area among those of its level, the best first; equals share one, the unknown have none."""
        groups: dict[str, list[tuple[float, Path]]] = defaultdict(list)
        sign = 1 if self.indikator.arah == TURUN else -1
        for kunci, daerah in self.daerah.items():
            cakupan = self.at(kunci, bulan).cakupan
            if cakupan is not None and daerah.tingkat != KABUPATEN:
                groups[daerah.tingkat].append((sign * cakupan, kunci))
        places: dict[Path, int] = {}
        for listed in groups.values():
            best = sorted(listed, key=lambda item: item[0])
            place = 0
            for index, (value, kunci) in enumerate(best, 1):
                place = index if index == 1 or value != best[index - 2][0] else place
                places[kunci] = place
        return places

    def silent(self, bulan: int) -> Iterator[tuple[Daerah, tuple[int, ...]]]:
        """The smallest areas with the months up to this one that they did not report, in the order of the register."""
        for kunci, months in self.kosong.items():
            missing = tuple(month for month in months if month <= bulan)
            if missing:
                yield self.daerah[kunci], missing

    def smallest(self, kunci: Path) -> Iterator[Path]:
        """The smallest areas that an area is made of; itself where it has no parts."""
        parts = self.bagian.get(kunci, ())
        if not parts:
            yield kunci
        for part in parts:
            yield from self.smallest(part)


_Months = dict[int, tuple[int | None, int | None]]
"""Sasaran and dilayani by month."""


def deret(case: Case) -> Mapping[tuple[str, int], Deret]:
    """Every indicator and year of the table Capaian, in the order of the indicators, then the years.

    Left out is what cannot be placed: months that have not come, unknown indicators, and rows that contradict.
    """
    listed = case.of(laporan)
    other = case.of(contradicted)
    wrong = {item.key for item in listed if item.path in other}
    groups: dict[tuple[str, int], dict[Path, _Months]] = defaultdict(lambda: defaultdict(dict))
    for item in listed:
        first = item.first
        if item.wilayah is None or item.indikator is None or first is None or first > case.pada:
            continue
        if item.key in wrong or item.tahun is None or item.bulan is None:
            continue
        groups[item.indikator.kunci, item.tahun][item.wilayah][item.bulan] = (item.sasaran, item.dilayani)
    register = case.of(_register)
    order = list(indicators())
    series: dict[tuple[str, int], Deret] = {}
    for key in sorted(groups, key=lambda key: (order.index(key[0]), key[1])):
        told = groups[key]
        months = [month for own in told.values() for month, (_, served) in own.items() if served is not None]
        if months:
            series[key] = _series(key, told, (min(months), max(months)), register, case)
    return series


def _names(listed: Iterable[Laporan]) -> Mapping[Path, str]:
    """What desa and dusun are called, as the first row that names them has it."""
    names: dict[Path, str] = {}
    for item in listed:
        if item.wilayah is None or item.row.induk is None:
            continue
        if item.tingkat == DUSUN:
            names.setdefault(item.wilayah, str(item.row.values.get("dusun", "")))
        if item.desa:
            names.setdefault((*item.row.induk, DESA, bare_desa(item.desa)), item.desa)
    return names


class _Register:
    """The areas that are known: the posyandu of each puskesmas with the desa in which they are, and the desa.

    Where the register names no desa for a posyandu, the first row that does is believed.
    """

    def __init__(self, district: District, listed: Iterable[Laporan]) -> None:
        self.names: dict[Path, str] = {(): district.kabupaten.sebutan}
        self.desa: dict[Path, Path] = {}
        self.of: dict[Path, list[Path]] = {}
        self.known = desa_of(district)
        for puskesmas in district.puskesmas:
            self.names[puskesmas.path] = puskesmas.nama
            self.of[puskesmas.path] = [posyandu.path for posyandu in puskesmas.posyandu]
            for posyandu in puskesmas.posyandu:
                self.names[posyandu.path] = posyandu.nama
                if posyandu.desa:
                    self.desa[posyandu.path] = (*puskesmas.path, DESA, bare_desa(posyandu.desa))
            for key, name in self.known.get(puskesmas.path, {}).items():
                self.names.setdefault((*puskesmas.path, DESA, key), name)
        firsts: dict[tuple[Path | None, str], Laporan] = {}
        for item in listed:
            firsts.setdefault((item.wilayah, item.desa), item)
        for item in firsts.values():
            if item.desa and item.wilayah is not None and kind(item.wilayah) == POSYANDU:
                self.desa.setdefault(item.wilayah[:4], (*item.wilayah[:2], DESA, bare_desa(item.desa)))
        self.names = {**_names(firsts.values()), **self.names}


def _register(case: Case) -> _Register:
    return _Register(case.district, case.of(laporan))


def kind(kunci: Path) -> str:
    """What an area directly below its puskesmas is, of the area itself or of the one it lies in; "" for a puskesmas."""
    return str(kunci[2]) if len(kunci) > 2 else ""


def desa_of(district: District) -> Mapping[Path, Mapping[str, str]]:
    """The desa of each puskesmas as register and table Wilayah have them: their names by their compared form."""
    known: dict[Path, dict[str, str]] = {}
    for puskesmas in district.puskesmas:
        own = known.setdefault(puskesmas.path, {})
        for unit in puskesmas.units():
            if unit.desa:
                own.setdefault(bare_desa(unit.desa), unit.desa)
    for row in district.isian.get(WILAYAH.name, ()):
        desa = str(row.values.get("desa", ""))
        if desa and row.induk is not None:
            known.setdefault(row.induk, {}).setdefault(bare_desa(desa), desa)
    return known


def _series(
    key: tuple[str, int],
    told: Mapping[Path, _Months],
    span: tuple[int, int],
    register: _Register,
    case: Case,
) -> Deret:
    indikator = indicators()[key[0]]
    parents: dict[Path, Path | None] = {(): None}
    below: dict[Path, list[Path]] = defaultdict(list)
    for kunci in told:
        below[kunci[:2]].append(kunci)
    for puskesmas in case.district.puskesmas:
        if puskesmas.path not in below and not puskesmas.open_on(date(key[1], span[1], 1)):
            continue
        parents[puskesmas.path] = ()
        for kunci in _expected(puskesmas.path, below.get(puskesmas.path, ()), register):
            _hang(kunci, register.desa, parents)
    parts: dict[Path, list[Path]] = defaultdict(list)
    for kunci, induk in parents.items():
        if induk is not None:
            parts[induk].append(kunci)
    angka: dict[Path, Sequence[Angka]] = {}
    kosong: dict[Path, tuple[int, ...]] = {}
    _add_up((), parts, told, indikator, span, angka, kosong)
    order = list(_in_order((), parts))
    return Deret(
        indikator=indikator,
        tahun=key[1],
        mulai=span[0],
        sampai=span[1],
        target=case.district.kebijakan.target_capaian.get(key[0]),
        daerah={
            kunci: Daerah(
                kunci=kunci,
                tingkat=_level(kunci),
                nama=register.names.get(kunci) or str(kunci[-1]),
                induk=parents[kunci],
            )
            for kunci in order
        },
        bagian=dict(parts),
        angka=angka,
        kosong={kunci: kosong[kunci] for kunci in order if kosong.get(kunci)},
    )


def _in_order(kunci: Path, parts: Mapping[Path, Sequence[Path]]) -> Iterator[Path]:
    yield kunci
    for part in parts.get(kunci, ()):
        yield from _in_order(part, parts)


def _level(kunci: Path) -> str:
    return str(kunci[-2]) if kunci else KABUPATEN


def _expected(puskesmas: Path, told: Sequence[Path], register: _Register) -> list[Path]:
    """The areas below a puskesmas that were to report: those that did, and their like that never did.

    Where any posyandu reports, every posyandu is to, but for those of a desa that reports as a whole and by none of its
    posyandu; where only desa report, every desa that is known.
    """
    own = [kunci for kunci in told if kunci != puskesmas]
    posyandu = {kunci[:4] for kunci in own if kind(kunci) == POSYANDU}
    desa = {kunci[:4] for kunci in own if kind(kunci) == DESA}
    if posyandu:
        whole = desa - {register.desa.get(kunci) for kunci in posyandu}
        own += [kunci for kunci in register.of.get(puskesmas, ()) if register.desa.get(kunci) not in whole]
    elif desa:
        own += [(*puskesmas, DESA, name) for name in register.known.get(puskesmas, ())]
    order = {kunci: index for index, kunci in enumerate(register.of.get(puskesmas, ()))}
    return sorted(dict.fromkeys(own), key=lambda kunci: (order.get(kunci[:4], len(order)), str(kunci)))


def _hang(kunci: Path, desa: Mapping[Path, Path], parents: dict[Path, Path | None]) -> None:
    """Put an area below the one it is part of, with all between it and its puskesmas."""
    while kunci not in parents:
        induk = kunci[:-2] if _level(kunci) == DUSUN else desa.get(kunci, kunci[:2])
        parents[kunci] = induk
        kunci = induk


def _add_up(
    kunci: Path,
    parts: Mapping[Path, Sequence[Path]],
    told: Mapping[Path, _Months],
    indikator: Indikator,
    span: tuple[int, int],
    angka: dict[Path, Sequence[Angka]],
    kosong: dict[Path, tuple[int, ...]],
) -> Sequence[Angka]:
    below = [_add_up(part, parts, told, indikator, span, angka, kosong) for part in parts.get(kunci, ())]
    own = told.get(kunci)
    written = _own(own or {}, indikator, span)
    if not below:
        angka[kunci] = written
        reported = {month for month, (_, served) in (own or {}).items() if served is not None}
        kosong[kunci] = tuple(month for month in range(span[0], span[1] + 1) if month not in reported)
        return written
    sums = [_sum(figures) for figures in zip(*below, strict=True)]
    angka[kunci] = [_chosen(mine, total) for mine, total in zip(written, sums, strict=True)] if own else sums
    return angka[kunci]


def _chosen(own: Angka, total: Angka) -> Angka:
    """What an area wrote itself, where its parts have not all reported and it knows more than they do; else their sum.

    What it wrote covers all its parts; which of them were silent is told apart.
    """
    if own.dilayani is None or total.utuh or not (own.utuh or total.melapor == 0):
        return total
    return own._replace(
        melapor=total.dari, dari=total.dari, lengkap=total.dari if own.utuh else total.lengkap, sendiri=True
    )


def _sum(figures: Sequence[Angka]) -> Angka:
    served: int | None = None
    people: int | None = None
    measured = told = due = complete = 0
    for dilayani, sasaran, terukur, melapor, dari, lengkap, _ in figures:
        if dilayani is not None:
            served = (served or 0) + dilayani
        if sasaran is not None:
            people = (people or 0) + sasaran
        measured += terukur
        told += melapor
        due += dari
        complete += lengkap
    return Angka(served, people, measured, told, due, complete)


_SILENT = Angka(None, None, 0, 0, 1, 0)


def _own(months: _Months, indikator: Indikator, span: tuple[int, int]) -> list[Angka]:
    """The figures of an area by what it wrote itself, up to each month of the year (of a state: in each)."""
    if not months:
        return [_SILENT] * _ALL
    figures: list[Angka] = []
    served, sasaran, complete = None, None, True
    for month in range(1, _ALL + 1):
        people, number = months.get(month, (None, None))
        if not indikator.dijumlah:
            served, sasaran, complete = number, people, number is not None
        else:
            sasaran = people if people is not None else sasaran
            served = (served or 0) + number if number is not None else served
            complete = complete and (number is not None or not span[0] <= month <= span[1])
        told = served is not None
        figures.append(
            Angka(
                dilayani=served,
                sasaran=sasaran if told else None,
                terukur=(served or 0) if sasaran is not None else 0,
                melapor=int(told),
                dari=1,
                lengkap=int(told and complete),
            )
        )
    return figures


def newest(case: Case) -> Sequence[Deret]:
    """Each indicator in the newest year that was reported."""
    last: dict[str, Deret] = {}
    for (kunci, _), item in case.of(deret).items():
        last[kunci] = item  # the years of an indicator come in their order
    return tuple(last.values())


def aimed(case: Case) -> list[tuple[Deret, Keadaan]]:
    """The indicators that have a target of the district, with how each stands in all of it."""
    states = [(item, item.keadaan((), item.sampai)) for item in newest(case) if item.target is not None]
    return [(item, state) for item, state in states if state is not Keadaan.TANPA_TARGET]


def desa_melapor(case: Case) -> Mapping[Path, tuple[int, int]]:
    """Of how many desa of each puskesmas anything was reported in the year of the day, and how many it has.

    A posyandu tells of the desa in which it is. A puskesmas of which no desa is known, or that reported nothing in that
    year, is not there.
    """
    listed = case.of(laporan)
    if not listed:
        return {}
    register = case.of(_register)
    told: dict[Path, set[Path]] = defaultdict(set)
    for item in listed:
        first = item.first
        if item.wilayah is None or item.indikator is None or item.dilayani is None or first is None:
            continue
        if first <= case.pada and first.year == case.pada.year:
            area = item.wilayah[:4]
            told[item.wilayah[:2]].add(area if kind(area) == DESA else register.desa.get(area, ()))
    known = {puskesmas: {(*puskesmas, DESA, name) for name in register.known.get(puskesmas, ())} for puskesmas in told}
    return {puskesmas: (len(told[puskesmas] & own), len(own)) for puskesmas, own in known.items() if own}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kurang:
    """How many people of a posyandu are missing to the target of an indicator, by its newest report up to a day."""

    indikator: Indikator
    tahun: int
    bulan: int
    orang: int

    def __str__(self) -> str:
        when = f"{BULAN[self.bulan - 1]} {self.tahun}"
        return f"{self.indikator.singkat} masih {self.orang} {self.indikator.satuan} sampai {when}"


def posyandu_kurang(case: Case) -> Mapping[Path, tuple[Kurang, ...]]:
    """What each posyandu is short of by what it reported itself, the most people first.

    Of one that has not reported every month nothing is told: who was served in the others is not known. Only of
    indicators with a target of the district, of which more is better, in the newest year that was reported.
    """
    gaps: dict[Path, list[Kurang]] = defaultdict(list)
    series = case.of(deret)
    newest = {kunci: max(year for key, year in series if key == kunci) for kunci, _ in series}
    for (kunci, year), item in series.items():
        if year != newest[kunci] or item.indikator.arah != NAIK:
            continue
        for area, daerah in item.daerah.items():
            behind = item.keadaan(area, item.sampai) in BEHIND and item.at(area, item.sampai).utuh
            missing = item.kurang(area, item.sampai) if daerah.tingkat == POSYANDU and behind else None
            if missing:
                gaps[area].append(Kurang(indikator=item.indikator, tahun=year, bulan=item.sampai, orang=missing))
    return {area: tuple(sorted(own, key=lambda gap: -gap.orang)) for area, own in gaps.items()}
