"""What becomes of every pustu lokus as its people leave: the day it falls below its minimums, why, and for how long."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from ilp_cli.capabilities.outlook.model.career import Departure, Jenis, Serving, Unknown, career_law, departures
from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Path
from ilp_cli.core.rows import columns, envelope
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import tanggal
from ilp_cli.district.calendar import months_after
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.fulfilment import Fulfilment, fulfilment, measurable, minimums
from ilp_cli.district.identity import Who
from ilp_cli.district.menurut import Menurut
from ilp_cli.district.people import KINDS, Kader, Petugas
from ilp_cli.district.presence import IN_TIME, Away, Presence, gone, presence_of, serves
from ilp_cli.law.standard import InForce

PUSTU, JATUH = "prakiraan", "prakiraan_jatuh"
"""The names of its figures: how many pustu fare so, and when one falls."""
HORIZON = 12
"""How many months ahead a check looks: a setting of this program, not of any law."""
YEARS = 3
"""How many years after that of the day an outlook goes, where nobody says otherwise."""

OUTLOOK_TABLES = {
    "pustu": columns(
        "tahun:whole puskesmas pustu keadaan jatuh:day jatuh_tahun:whole kurang:parts hari_kurang:parts sebab:parts "
        "pulih:day berikutnya:parts"
    ),
    "orang": columns("puskesmas pustu nama profesi jenis tanggal:day tahun:whole dasar pangkat catatan"),
    "tidak_diketahui": columns("jenis sebab orang:whole"),
    "ketentuan": columns("kunci judul dasar pangkat"),
}
"""The tables of an outlook and their columns, the same in JSON and CSV; a csv has the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """A day on which a pustu comes to lack somebody it had: the state from then on, and who left."""

    tanggal: date
    keadaan: Fulfilment
    sebab: tuple[Departure, ...]

    @property
    def retires(self) -> bool:
        """Whether somebody retires then: that day tells the month of a birth."""
        return any(end.jenis is Jenis.PENSIUN for end in self.sebab)

    def when(self, *, dated: bool) -> str:
        """The day; where somebody retires then, the year alone unless it is `dated`."""
        return tanggal(self.tanggal) if dated or not self.retires else str(self.tanggal.year)

    def told(self, *, dated: bool) -> str:
        """When, what is then short, and because of whom."""
        causes = "; ".join(end.told(dated=dated) for end in self.sebab)
        return f"lalu {self.when(dated=dated)} {self.keadaan.words} ({causes})"

    def row(self, *, dated: bool) -> dict[str, object]:
        """The fall as the JSON contract has it."""
        return {
            "tanggal": self.tanggal.isoformat() if dated or not self.retires else None,
            "tahun": self.tanggal.year,
            "kurang": self.keadaan.kurang,
            "hari_kurang": list(self.keadaan.hari_kurang),
            "sebab": [event(end, dated=dated) for end in self.sebab],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PustuOutlook:
    """One pustu lokus from a day on.

    `awal` is what a check of that day counts; `keadaan` the state from that day on, and from each day on which it
    changes, with those who should be gone left out; `pergi` everybody who leaves, `falls` the days on which it is the
    worse for it (the first day itself where people should be gone already). `pulih` is the first day after the first
    fall, or after the day itself, on which all minimums are met again.
    """

    tahun: int
    puskesmas: str
    pustu: str
    path: Path
    awal: Fulfilment
    keadaan: tuple[tuple[date, Fulfilment], ...]
    pergi: tuple[Departure, ...] = ()
    falls: tuple[Fall, ...] = ()
    pulih: date | None = None

    @property
    def jatuh(self) -> date | None:
        """The first day below a minimum; None where it never is, or is already."""
        return self.falls[0].tanggal if self.falls and not self.sudah else None

    @property
    def sebab(self) -> tuple[Departure, ...]:
        """Who left on that day."""
        return self.falls[0].sebab if self.jatuh else ()

    def when(self, *, dated: bool) -> str:
        """When it falls; where somebody retires then, the year alone unless it is `dated`; "" where it does not."""
        return self.falls[0].when(dated=dated) if self.jatuh else ""

    @property
    def berikutnya(self) -> tuple[Fall, ...]:
        """The days after that, or after the day itself, on which it gets worse still."""
        return self.falls[1:] if self.jatuh else self.falls

    @property
    def sudah(self) -> bool:
        """Whether it is below a minimum before anybody leaves."""
        return not self.awal.memenuhi

    @property
    def nama_keadaan(self) -> str:
        """How it fares, in one word: sudah (below already), jatuh (will fall), or aman."""
        return "sudah" if self.sudah else "jatuh" if self.jatuh else "aman"

    @property
    def kekurangan(self) -> Fulfilment:
        """The state on the day it falls; where it does not, that of the first day."""
        return self.falls[0].keadaan if self.jatuh else self.awal

    @property
    def lanjutan(self) -> str:
        """For how long, in words."""
        return f"memenuhi lagi mulai {tanggal(self.pulih)}" if self.pulih else "penggantinya belum ada di roster"

    def row(self, *, dated: bool) -> dict[str, object]:
        """The outlook as one row of the JSON contract."""
        hidden = bool(self.jatuh) and not dated and self.falls[0].retires
        return {
            "tahun": self.tahun,
            "puskesmas": self.puskesmas,
            "pustu": self.pustu,
            "keadaan": self.nama_keadaan,
            "jatuh": self.jatuh.isoformat() if self.jatuh and not hidden else None,
            "jatuh_tahun": self.jatuh.year if self.jatuh else None,
            "kurang": self.kekurangan.kurang,
            "hari_kurang": list(self.kekurangan.hari_kurang),
            "sebab": [event(end, dated=dated) for end in self.sebab],
            "pulih": self.pulih.isoformat() if self.pulih else None,
            "berikutnya": [fall.row(dated=dated) for fall in self.berikutnya],
        }


def event(end: Departure, *, dated: bool) -> dict[str, object]:
    """One departure as the JSON contract has it; no number of the person, and of a retirement only `dated` its day."""
    return {
        "nama": end.row.nama,
        "profesi": end.profesi,
        "jenis": end.jenis.value,
        "tanggal": end.tanggal.isoformat() if dated or end.jenis is not Jenis.PENSIUN else None,
        "tahun": end.tanggal.year,
        "dasar": end.dasar or None,
        "pangkat": end.pangkat or None,
        "catatan": end.catatan or None,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook(Tabled):
    """The outlook of a district from `pada` up to and including `sampai`.

    `tidak_diketahui` counts the people of pustu lokus whose end of service cannot be told, by kind and reason;
    `ketentuan` are the standards that were applied, `menurut` the proposals it rests on. With `tanggal_pensiun` it
    tells the day of a retirement, else its year: the day tells the month of a birth.
    """

    TABLES: ClassVar = OUTLOOK_TABLES

    kabupaten: str
    pada: date
    sampai: date
    tahun: tuple[int, ...]
    pustu: tuple[PustuOutlook, ...]
    tidak_diketahui: tuple[tuple[Unknown, int], ...] = ()
    ketentuan: tuple[InForce, ...] = ()
    menurut: tuple[Menurut, ...] = ()
    tanggal_pensiun: bool = False

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.kabupaten,
            pada=self.pada.isoformat(),
            sampai=self.sampai.isoformat(),
            pustu=len(self.pustu),
            jatuh=len(self.having("jatuh")),
            sudah=len(self.having("sudah")),
        )

    def having(self, keadaan: str) -> list[PustuOutlook]:
        """The pustu that fare so (sudah, jatuh, aman); those that fall in the order of their days."""
        faring = [pustu for pustu in self.pustu if pustu.nama_keadaan == keadaan]
        return sorted(faring, key=lambda pustu: pustu.jatuh or date.min)

    @property
    def gaps(self) -> Iterator[str]:
        """What is not known, each in words with the number of people."""
        for unknown, number in self.tidak_diketahui:
            yield f"{unknown.jenis.value}: {number} orang, {unknown.sebab}"

    @property
    def bases(self) -> Iterator[str]:
        """The standards that were applied, each in words with its article and rank."""
        for used in self.ketentuan:
            yield f"{used.standard.judul}: {used.citation} ({used.rank.value})"

    def document(self) -> dict[str, object]:
        """The whole outlook as the JSON contract has it."""
        people = [
            {"puskesmas": pustu.puskesmas, "pustu": pustu.pustu, **event(end, dated=self.tanggal_pensiun)}
            for pustu, end in sorted(
                ((pustu, end) for pustu in self.pustu for end in pustu.pergi), key=lambda pair: pair[1].order
            )
        ]
        return envelope(
            "outlook",
            self.kabupaten,
            pada=self.pada,
            tahun=self.tahun,
            sampai=self.sampai.isoformat(),
            pustu=[pustu.row(dated=self.tanggal_pensiun) for pustu in self.pustu],
            orang=people,
            tidak_diketahui=[
                {"jenis": unknown.jenis.value, "sebab": unknown.sebab, "orang": number}
                for unknown, number in self.tidak_diketahui
            ],
            ketentuan=[
                {
                    "kunci": used.standard.kunci,
                    "judul": used.standard.judul,
                    "dasar": used.citation,
                    "pangkat": used.rank.value,
                }
                for used in self.ketentuan
            ],
            menurut=[given.row() for given in self.menurut],
        )


def outlook(case: Case, sampai: date) -> Outlook:
    """Walk every pustu lokus of a case from its day to another, over the days on which somebody comes or goes.

    The minimums, and what ends a service, are taken as they stand on the first day.
    """
    district, pada, law = case.district, case.pada, case.of(career_law)
    lokus = list(district.lokus_pustu(case.years, pada))
    crews = _crews(district, frozenset(pustu.path for *_, pustu in lokus))
    minimum = minimums(case.standards)
    unknown: Counter[Unknown] = Counter()
    people: dict[Who, _Person] = {}
    for crew in crews.values():
        for who, rows in crew.items():
            if who not in people:
                person = people[who] = _Person(rows, law)
                unknown.update(person.unknown(pada))
    outlooks = []
    for tahap, _, puskesmas, path, pustu in lokus:
        here: dict[object, _Person] = {who: people[who] for who in crews.get(pustu.path, {})}
        walk = _Walk(district, pustu.path, here, minimum)
        known = PustuOutlook(
            tahun=tahap.tahun,
            puskesmas=puskesmas.nama,
            pustu=pustu.nama,
            path=path,
            awal=walk.state(walk.counted(pada)),
            keadaan=(),
        )
        outlooks.append(walk.outlook(known, pada, sampai))
    return Outlook(
        kabupaten=district.kabupaten.nama,
        pada=pada,
        sampai=sampai,
        tahun=case.years,
        pustu=tuple(outlooks),
        tidak_diketahui=tuple(sorted(unknown.items(), key=lambda item: (item[0].jenis, item[0].sebab))),
        ketentuan=tuple(law.values()),
    )


@dataclass(frozen=True, slots=True)
class Horizon:
    """How many months a check looks ahead; 0 looks at the day alone."""

    months: int = HORIZON


def last_day(pada: date) -> date:
    """The last day of an outlook where nobody says otherwise: that of the third year after the day it begins."""
    return date(min(pada.year + YEARS, date.max.year), 12, 31)


def ahead(case: Case) -> tuple[PustuOutlook, ...]:
    """What becomes of each pustu lokus of a case within its horizon; empty where nobody wants to know or can."""
    months = (case.beside(Horizon) or Horizon()).months
    if not months or not case.of(measurable):
        return ()
    return outlook(case, months_after(case.pada, months)).pustu


def _crews(district: District, units: frozenset[Path]) -> Mapping[Path, Mapping[Who, list[Serving]]]:
    """The people of each unit, each with all rows of theirs in the roster, wherever those are."""
    identities = district.identities
    crews: dict[Path, dict[Who, list[Serving]]] = defaultdict(dict)
    listed: tuple[Serving, ...] = (*district.petugas, *district.kader)
    for row in listed:
        unit, kind = _post(row)
        if unit in units and unit is not None and kind in KINDS:
            who = identities[row.path]
            crews[unit].setdefault(who, district.listed_again.get(who) or [row])
    return crews


class _Person:
    """Somebody with the rows of the roster that are theirs: as written, and as they end."""

    def __init__(self, rows: Sequence[Serving], law: Mapping[str, InForce]) -> None:
        self.rows = rows
        told = list(departures(rows, law))
        self.ends = sorted((end for end in told if isinstance(end, Departure)), key=lambda end: end.order)
        self._unknown = {end for end in told if isinstance(end, Unknown)}
        self.ending = [self._ending(row) for row in rows]

    def _ending(self, row: Serving) -> Serving:
        first = next((end.tanggal for end in self.ends if end.row is row), None)
        return row if first is None else replace(row, sampai=first - timedelta(days=1))

    def unknown(self, day: date) -> set[Unknown]:
        """What is not known of the ends of somebody who still serves on a day, or will."""
        return set() if all(_ended(row, day) for row in self.rows) else self._unknown

    def days(self) -> Iterable[date]:
        """The days on which something changes for this person."""
        for row in self.ending:
            if row.mulai is not None:
                yield row.mulai
            if row.sampai is not None and row.sampai < date.max:
                yield row.sampai + timedelta(days=1)


class _Walk:
    """One unit with its people, looked at day by day."""

    def __init__(
        self, district: District, unit: Path, crew: Mapping[object, _Person], minimum: Mapping[str, int]
    ) -> None:
        self.district, self.unit, self.crew, self.minimum = district, unit, crew, minimum
        self.service = district.days_of(unit)
        self.written = _by_table(row for person in crew.values() for row in person.rows)
        self.ending = _by_table(row for person in crew.values() for row in person.ending)

    def counted(self, day: date) -> Presence:
        """Who counts as the roster is written, as a check has it."""
        return presence_of(self.district, *self.written, day)

    def left(self, day: date) -> Presence:
        """Who counts when everybody goes on the day they should."""
        return presence_of(self.district, *self.ending, day)

    def state(self, who: Presence) -> Fulfilment:
        return fulfilment(who, self.unit, self.service, self.minimum)

    def outlook(self, known: PustuOutlook, pada: date, sampai: date) -> PustuOutlook:
        """What is known on the first day, and what becomes of it."""
        days = sorted({day for person in self.crew.values() for day in person.days() if pada < day <= sampai})
        before = self.counted(pada)
        keadaan: list[tuple[date, Fulfilment]] = []
        pergi: list[Departure] = []
        falls: list[Fall] = []
        pulih: date | None = None
        last = known.awal
        for day in (pada, *days):
            now = self.left(day)
            state = self.state(now)
            gone = self._gone(before, now, day, sampai, first=day == pada)
            pergi += gone
            if not keadaan or state != keadaan[-1][1]:
                keadaan.append((day, state))
            worse = _worse(last, state)
            if worse:
                sebab = tuple(end for end in gone if end.profesi in worse)
                falls.append(Fall(tanggal=day, keadaan=state, sebab=sebab))
            if state.memenuhi and pulih is None and (falls or known.sudah):
                pulih = day
            before, last = now, state
        return replace(known, keadaan=tuple(keadaan), pergi=tuple(pergi), falls=tuple(falls), pulih=pulih)

    def _gone(self, before: Presence, now: Presence, day: date, sampai: date, *, first: bool) -> list[Departure]:
        """Who counted before and counts less now, with the reason."""
        gone = [
            self._reason(self.crew[who], kind, day, sampai, first=first)
            for kind in KINDS
            for who, days in before.at(self.unit, kind).items()
            if days - now.at(self.unit, kind).get(who, frozenset())
        ]
        return sorted(gone, key=lambda end: end.order)

    def _reason(self, person: _Person, kind: str, day: date, sampai: date, *, first: bool) -> Departure:
        """Why somebody counts less from a day on; on the first day, what should have happened by then."""
        here = [row for row in person.rows if _post(row) == (self.unit, kind)]
        ends = [end for end in person.ends if end.row in here]
        late = [end for end in ends if first and end.tanggal <= day and serves(end.row, day, IN_TIME - {Away.RETIRED})]
        own = next((end for end in ends if end.tanggal == day or end in late), None)
        if own is None:
            return Departure(row=here[0], jenis=Jenis.PENEMPATAN, tanggal=day, kolom="nama")
        if own.jenis is Jenis.SIP:
            later = next(
                (end for end in ends if own.tanggal < end.tanggal <= sampai and end.jenis is not own.jenis), None
            )
            return replace(own, catatan=f"bila SIP diperpanjang: {later.year_words}") if later else own
        return own


def _ended(row: Serving, day: date) -> bool:
    """Whether a row is over on a day: by its last day, or because it says itself that its person has left."""
    return (row.sampai is not None and row.sampai < day) or gone(row, day)


def _worse(before: Fulfilment, now: Fulfilment) -> set[str]:
    """The kinds that lack more heads than before, or somebody on more weekdays."""
    had = {(gap.kind, gap.hari) for gap in before.gaps}
    more = {gap.kind for gap in now.gaps if (gap.kind, gap.hari) not in had}
    return more | {kind for kind in KINDS if now.kurang[kind] > before.kurang[kind]}


def _by_table(rows: Iterable[Serving]) -> tuple[list[Petugas], list[Kader]]:
    """Rows as they are counted: petugas, then kader."""
    listed = list(rows)
    return [row for row in listed if isinstance(row, Petugas)], [row for row in listed if isinstance(row, Kader)]


def _post(row: Serving) -> tuple[Path | None, str]:
    """Where and as what a row counts at a pustu."""
    return (row.pustu_path, "kader") if isinstance(row, Kader) else (row.unit, row.profesi or "")
