"""What has become of each lokus: what was told of it, in the roadmap and in the table Realisasi, and what holds now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal
from ilp_cli.district.isian import Isian
from ilp_cli.district.roadmap import Capaian, Kabar, Lokus, Status, Tahap
from ilp_cli.district.table import Choices, ColumnSpec, Holds, Privacy, TableSpec
from ilp_cli.law import configs

if TYPE_CHECKING:
    from ilp_cli.district.case import Case
    from ilp_cli.district.district import District

_BLANK = "ILP003"
"""The fault of a cell that was left blank: a status without a day still stands, one with an unreadable day does not."""
JENIS = ("puskesmas", "pustu", "posyandu")
"""The kinds of places, which are counted apart."""
TRIWULAN = "triwulan"
"""The name of the rows of the printed sheet Realisasi that came back: counts, which no status is made of."""
QUARTERS = ("TW I", "TW II", "TW III", "TW IV")
"""Their columns."""


@cache
def _statuses() -> Mapping[str, str]:
    """What planners write for each status, as it is compared."""
    return {normal(word): status for status, words in configs.reading()["status_ilp"].items() for word in words}


def status_meant(text: str) -> str:
    """The status that words stand for; "" where that is not known."""
    return _statuses().get(normal(text), "")


STATUS = Choices("status_ilp", tuple(status.value for status in Status), means=status_meant)
_MASKED = Privacy.MASKED

REALISASI = TableSpec(
    "realisasi",
    "Realisasi",
    (
        ColumnSpec("puskesmas", Holds.PLACE, _MASKED, "Pilih dari daftar puskesmas.", required=True, width=24),
        ColumnSpec("pustu", Holds.PLACE, _MASKED, "Pilih pustunya; kosong = puskesmasnya atau posyandunya.", width=24),
        ColumnSpec("posyandu", Holds.PLACE, _MASKED, "Pilih posyandunya; kosong = puskesmas atau pustunya.", width=24),
        ColumnSpec(
            "status_ilp",
            Holds.CHOICE,
            Privacy.KEPT,
            "Status penerapan ILP; pilih dari daftar.",
            required=True,
            choices=STATUS,
            width=16,
            telling=True,
        ),
        ColumnSpec("sejak", Holds.DAY, Privacy.KEPT, "Sejak kapan berstatus demikian.", required=True, width=14),
        ColumnSpec(
            "bukti",
            Holds.TEXT,
            Privacy.DROPPED,
            "Berita acara, surat atau laporan yang menyatakannya.",
            width=30,
            telling=True,
        ),
        ColumnSpec("alasan", Holds.TEXT, Privacy.DROPPED, "Wajib bila ditunda atau batal.", width=30),
        ColumnSpec("keterangan", Holds.TEXT, Privacy.DROPPED, "Catatan bebas.", width=24),
    ),
    note="Satu baris satu perubahan status; status lama tidak dihapus. Lembar Realisasi boleh kosong.",
)


def rows(district: District) -> Iterator[tuple[Isian, Kabar]]:
    """The rows of the table Realisasi that say a status; what they do not say is a finding of the reading.

    A row whose day could not be read is left out: it may not have come, and its own finding says so.
    """
    broken = {misfit.place for misfit in district.misfits if misfit.code != _BLANK}
    known = {status.value: status for status in Status}
    for row in district.isian.get(REALISASI.name, ()):
        status = known.get(str(row.values.get("status_ilp", "")))
        unread = broken and "sejak" not in row.values and row.place("sejak") in broken
        if status is None or unread:
            continue
        text = {name: str(row.values.get(name, "")) for name in ("puskesmas", "pustu", "posyandu", "bukti", "alasan")}
        named = "posyandu" if text["posyandu"] else "pustu" if text["pustu"] else "puskesmas"
        day = row.values.get("sejak")
        yield (
            row,
            Kabar(
                path=row.path,
                sebutan=text[named],
                unit=row.unit if row.unit and (named in row.unit[1:] or named == "puskesmas") else None,
                status=status,
                sejak=day if isinstance(day, date) else None,
                bukti=text["bukti"] or None,
                alasan=text["alasan"] or None,
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A registered place that is lokus: its kind and name, the stage and lokus that name it first, and its history.

    `history` is what was told of it, the undated first, then by day; never empty, for of a place of which nothing was
    told apart, it is what its lokus says. `sk` is the day of the first signed decree that names it, None where there is
    none: a change that still names it sets nothing anew.
    """

    jenis: str
    nama: str
    unit: Path
    path: Path
    tahap: Tahap
    lokus: Lokus
    history: tuple[Kabar, ...]
    sk: date | None = None

    @property
    def sebutan(self) -> str:
        """The place in a sentence: its kind and name, but a puskesmas by its name alone."""
        return self.nama if self.jenis == "puskesmas" else f"{self.jenis} {self.nama}"

    def on(self, day: date) -> Kabar:
        """What holds on a day: the newest word up to then.

        Where all came later, it is still planned, or decreed where its lokus says so without a day.
        """
        told = [kabar for kabar in self.history if kabar.sejak is None or kabar.sejak <= day]
        if told:
            return told[-1]
        undated = not self.lokus.kabar or self.lokus.kabar[0].sejak is None
        decreed = undated and self.lokus.status is Status.DITETAPKAN
        status = Status.DITETAPKAN if decreed else Status.RENCANA
        return Kabar(path=self.lokus.path, sebutan=self.nama, status=status)

    def decreed(self, day: date) -> bool:
        """Whether it is set by decree on a day: its status says so, or the decree of its stage is signed by then."""
        status = self.on(day).status
        if status is Status.BATAL:
            return False
        return status.decreed or (self.sk is not None and self.sk <= day)


def units(district: District) -> tuple[Unit, ...]:
    """Every registered place that is lokus, once, in the order of the stages; with all that was told of it."""
    listed, decrees = _listed(district), _decrees(district)
    places: dict[Path, Unit] = {}
    for tahap in sorted(district.tahap, key=lambda stage: stage.tahun):
        for lokus in tahap.lokus:
            for jenis, named in (("puskesmas", lokus.puskesmas), *lokus.units()):
                place = named.unit
                if place is not None and place.path not in places:
                    induk = places.get(place.path[:2])
                    later = induk is not None and induk.lokus is not lokus
                    places[place.path] = Unit(
                        jenis=jenis,
                        nama=place.nama,
                        unit=place.path,
                        path=named.path,
                        tahap=tahap,
                        lokus=lokus,
                        history=_history(place.path, lokus, listed, later=later),
                        sk=decrees.get(place.path),
                    )
    return tuple(places.values())


def _listed(district: District) -> Mapping[Path, list[Kabar]]:
    """What the table Realisasi and the lists below the lokus say of each place, by its path.

    A decree that has been changed takes nothing back of what was told beside it, where a day was told.
    """
    listed: dict[Path, list[Kabar]] = defaultdict(list)
    every = [kabar for _, kabar in rows(district)]
    for tahap in district.every_stage():
        for lokus in tahap.lokus:
            every += lokus.kabar[1:]
    for chain in district.terdahulu.values():
        every += [kabar for tahap in chain for lokus in tahap.lokus for kabar in lokus.kabar[:1] if kabar.sejak]
    for kabar in every:
        if kabar.unit is not None:
            listed[kabar.unit].append(kabar)
    return listed


def _decrees(district: District) -> Mapping[Path, date]:
    """The day of the first signed decree that names each registered place, by its path."""
    days: dict[Path, date] = {}
    for tahap in district.every_stage():
        day = tahap.sk.tanggal if tahap.sk and tahap.sk.signed else None
        for lokus in tahap.lokus if day else ():
            for _, named in (("puskesmas", lokus.puskesmas), *lokus.units()):
                if named.unit is not None and day is not None:
                    days[named.unit.path] = min(day, days.get(named.unit.path, day))
    return days


def _history(place: Path, lokus: Lokus, listed: Mapping[Path, list[Kabar]], *, later: bool) -> tuple[Kabar, ...]:
    """What was told of a place, by day.

    Of one of which nothing was told apart holds what was told of its puskesmas; but not of one that a `later` stage
    adds to it, of which only its own lokus tells. What its puskesmas was told to be since it was put off or cancelled
    holds for all its places. A status beside the lokus without a day only stands where nothing else was told.
    """
    base = lokus.kabar[0] if lokus.kabar else Kabar(path=lokus.path, sebutan=lokus.nama, status=lokus.status)
    dated = [base] if base.sejak else []
    above = listed.get(place[:2], [])
    own = [] if place == place[:2] else listed.get(place, [])
    induk = [*dated, *(lokus.kabar[1:] if later else above)]
    induk = [kabar for kabar in induk if kabar.unit == place[:2]]
    halts = [*dated, *above]
    halt = min((_day(kabar) for kabar in halts if kabar.status.halted), default=None)
    told = own or induk
    if halt is not None and (own or later):
        told = [*told, *(kabar for kabar in halts if _day(kabar) >= halt and kabar not in told)]
    return tuple(sorted(told or [base], key=_day))


def _day(kabar: Kabar) -> date:
    """The day of a word, as words are put in order: one without a day comes first."""
    return kabar.sejak or date.min


def units_of(case: Case) -> tuple[Unit, ...]:
    """The places of a case: see `units`."""
    return case.district.units


def reported(district: District) -> bool:
    """Whether anything was told of what has been done, beyond a bare status: only then promise and deed compare."""
    lokus = [lokus for tahap in district.tahap for lokus in tahap.lokus]
    return (
        bool(district.isian.get(REALISASI.name))
        or any(tahap.realisasi for tahap in district.tahap)
        or any(len(item.kabar) > 1 or any(kabar.sejak for kabar in item.kabar) for item in lokus)
    )


def newest(tahap: Tahap, status: Status, jenis: str, day: date) -> int | None:
    """How many of a kind a stage has told by numbers to be of a status on a day; None where it has told nothing."""
    told = [
        item
        for item in tahap.realisasi
        if item.status is status and item.per <= day and getattr(item.jumlah, jenis) is not None
    ]
    last: Capaian | None = max(told, key=lambda item: item.per, default=None)
    return None if last is None else getattr(last.jumlah, jenis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How many places of each kind are set by decree, and how many are running; None where it cannot be known."""

    ditetapkan: Mapping[str, int | None]
    berjalan: Mapping[str, int | None]


def reached(district: District, every_unit: Iterable[Unit], year: int, day: date) -> Reached:
    """What of all places that are lokus is decreed and what runs on a day, of the stages up to a year.

    A place of a puskesmas that is closed on the day is counted no longer. A stage without names counts with the
    numbers it has told; where it has told none its decree is what sets its target, and what runs is not known. A kind
    that it does not promise is none.
    """
    here = standing(district, every_unit, year, day)
    nameless = [tahap for tahap in district.tahap if tahap.tahun <= year and not tahap.lokus]
    decreed: dict[str, int | None] = {}
    running: dict[str, int | None] = {}
    for jenis in JENIS:
        own = [unit for unit in here if unit.jenis == jenis]
        set_there = [_decreed(tahap, jenis, day) for tahap in nameless]
        runs_there = [_running(tahap, jenis, day) for tahap in nameless]
        decreed[jenis] = _sum(sum(unit.decreed(day) for unit in own), set_there)
        running[jenis] = _sum(sum(unit.on(day).status is Status.BERJALAN for unit in own), runs_there)
    return Reached(ditetapkan=decreed, berjalan=running)


def standing(district: District, every_unit: Iterable[Unit], year: int, day: date) -> list[Unit]:
    """The places that are lokus by a year and whose puskesmas is open on a day."""
    closed = district.closed(day)
    return [unit for unit in every_unit if unit.tahap.tahun <= year and unit.unit[:2] not in closed]


def _decreed(tahap: Tahap, jenis: str, day: date) -> int | None:
    told = newest(tahap, Status.DITETAPKAN, jenis, day)
    if told is not None:
        return told
    signed = tahap.sk is not None and tahap.sk.signed and tahap.sk.tanggal is not None and tahap.sk.tanggal <= day
    target: int | None = getattr(tahap.target, jenis, None)
    return (target or 0) if signed or target is None else None


def _running(tahap: Tahap, jenis: str, day: date) -> int | None:
    told = newest(tahap, Status.BERJALAN, jenis, day)
    return 0 if told is None and getattr(tahap.target, jenis, None) is None else told


def _sum(known: int, others: list[int | None]) -> int | None:
    return None if None in others else known + sum(other or 0 for other in others)
