"""When a person stops serving, and why: retirement, the end of a contract or posting, the end of a SIP."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from ilp_cli.core.words import tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.people import ASN, NAKES, Kader, Petugas
from ilp_cli.district.presence import IN_TIME, Away, serves
from ilp_cli.district.retirement import UNKNOWN, age_law, ages, birthday, employed_as, month_after
from ilp_cli.law.standard import InForce, Rank, in_force

LAW = ("pensiun.pns", "pensiun.pppk", "pensiun.mulai", "pppk.kontrak", "sip.berlaku")
"""The standards that say when somebody stops serving."""


def career_law(case: Case) -> Mapping[str, InForce]:
    """What ends a service, as it stands on the day of a case; national, whatever a district may write."""
    return in_force({key: case.law.standards[key] for key in LAW}, (), case.pada)


NOTE = (
    "Yang pergi lebih dulu karena sebab mana pun tidak dihitung lagi. Pensiun dihitung dari tanggal lahir atau NIP dan "
    "jenjang jabatan; yang menentukan SK pensiunnya."
)
"""What must be read beside every outlook."""

LOWEST = "jenjang tidak tertulis; dipakai batas usia terendah"


class Jenis(StrEnum):
    """Why somebody stops serving; where several fall on one day, the first of these is told."""

    PENSIUN = "pensiun"
    KONTRAK = "kontrak"
    PENEMPATAN = "penempatan"
    SIP = "sip"


_ORDER = list(Jenis)

Serving = Petugas | Kader


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """The end of one row of the roster: `tanggal` is the first day on which its person no longer serves.

    `kolom` is the column the day comes from; `dasar` is the article and `pangkat` the weakest rank the day rests on, ""
    where only the roster says so; `usia` is the age of retirement.
    """

    row: Serving = field(repr=False)
    jenis: Jenis
    tanggal: date
    kolom: str
    dasar: str = ""
    pangkat: str = ""
    usia: int | None = None
    catatan: str = ""

    @property
    def profesi(self) -> str:
        """What the person counts as: bidan, perawat or kader."""
        return "kader" if isinstance(self.row, Kader) else self.row.profesi or ""

    @property
    def words(self) -> str:
        """The event in words: "pensiun mulai 1 Desember 2027 (58 tahun)"."""
        return f"{self.bare_words} ({self.usia} tahun)" if self.jenis is Jenis.PENSIUN else self.bare_words

    @property
    def bare_words(self) -> str:
        """The event without an age: that and the day together tell when somebody was born."""
        last = tanggal(self.tanggal - timedelta(days=1))
        if self.jenis is Jenis.PENSIUN:
            return f"pensiun mulai {tanggal(self.tanggal)}"
        if self.jenis is Jenis.SIP:
            return f"SIP berakhir {last}"
        if self.kolom != "sampai":
            return f"bertugas di tempat lain mulai {tanggal(self.tanggal)}"
        return f"{'kontrak' if self.jenis is Jenis.KONTRAK else 'penempatan'} berakhir {last}"

    @property
    def year_words(self) -> str:
        """The event as it may be told to others: the day of a retirement alone tells the month of a birth."""
        return f"pensiun {self.tanggal.year}" if self.jenis is Jenis.PENSIUN else self.bare_words

    def told(self, *, dated: bool) -> str:
        """Who leaves and why: "Ina, bidan: pensiun 2027", `dated` "pensiun mulai 1 April 2027 (58 tahun)"."""
        note = f"; {self.catatan}" if self.catatan else ""
        return f"{self.row.nama}, {self.profesi}: {self.words if dated else self.year_words}{note}"

    @property
    def order(self) -> tuple[date, int]:
        """Earlier days first, and of one day the weightier cause."""
        return self.tanggal, _ORDER.index(self.jenis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Why the end of somebody's service cannot be told."""

    jenis: Jenis
    sebab: str


def departures(rows: Sequence[Serving], law: Mapping[str, InForce]) -> Iterator[Departure | Unknown]:
    """Every end that the rows of one person tell of, in no order, and what they do not tell."""
    for row in rows:
        if isinstance(row, Petugas):
            yield from _retirement(row, rows, law)
            yield from _licence(row, law)
        yield from _posting(row, law)


def _retirement(row: Petugas, rows: Sequence[Serving], law: Mapping[str, InForce]) -> Iterator[Departure | Unknown]:
    """The day a civil servant retires: the first of the month after that of the birthday."""
    own = [other for other in (row, *rows) if isinstance(other, Petugas)]
    status = employed_as(own)
    if status == UNKNOWN:
        yield Unknown(jenis=Jenis.PENSIUN, sebab="status kepegawaian tidak dikenal")
    if status and status not in ASN:
        return
    age, first = age_law(status, law), law.get("pensiun.mulai")
    born = birthday(own)
    reason = ""
    if not status:
        reason = "status kepegawaian kosong"
    elif age is None or first is None:
        reason = "belum ada ketentuan batas usia pada hari itu"
    elif born is None:
        numbered = any(other.nip for other in own)
        reason = "NIP tidak memuat tanggal lahir" if numbered else "tanpa NIP dan tanpa tanggal lahir"
    elif not 1900 <= born.year < 2100:
        reason = "tanggal lahir tidak wajar"
    if reason or age is None or first is None or born is None:
        yield Unknown(jenis=Jenis.PENSIUN, sebab=reason)
        return
    years = ages(age)
    usia = years.get(row.jenjang, min(years.values()))
    ranks = {age.rank, first.rank}
    yield Departure(
        row=row,
        jenis=Jenis.PENSIUN,
        tanggal=month_after(born, usia),
        kolom="tanggal_lahir" if row.lahir else "nip",
        dasar=age.citation,
        pangkat=(Rank.RESMI if ranks == {Rank.RESMI} else Rank.TURUNAN).value,
        usia=usia,
        catatan="" if row.jenjang in years else LOWEST,
    )


def _posting(row: Serving, law: Mapping[str, InForce]) -> Iterator[Departure | Unknown]:
    """The end of a contract or of a posting, as the row itself gives it."""
    kind = row.kepegawaian if isinstance(row, Petugas) else ""
    contract = kind in ("kontrak", "pppk")
    jenis = Jenis.KONTRAK if contract else Jenis.PENEMPATAN
    basis = law.get("pppk.kontrak") if kind == "pppk" else None
    if row.sampai is not None and row.sampai < date.max:
        yield Departure(
            row=row,
            jenis=jenis,
            tanggal=row.sampai + timedelta(days=1),
            kolom="sampai",
            dasar=basis.citation if basis else "",
            pangkat=basis.rank.value if basis else "",
        )
    elif row.sampai is None and contract:
        yield Unknown(jenis=jenis, sebab="akhir kontrak (kolom sampai) kosong")


def _licence(row: Petugas, law: Mapping[str, InForce]) -> Iterator[Departure | Unknown]:
    """The end of a SIP, for those who need one to count at a pustu."""
    basis = law.get("sip.berlaku")
    if row.profesi not in NAKES or basis is None:
        return
    if row.sip_sampai is None:
        yield Unknown(jenis=Jenis.SIP, sebab="akhir SIP (kolom sip_sampai) kosong")
    elif row.sip_sampai < date.max:
        yield Departure(
            row=row,
            jenis=Jenis.SIP,
            tanggal=row.sip_sampai + timedelta(days=1),
            kolom="sip_sampai",
            dasar=basis.citation,
            pangkat=basis.rank.value,
        )


def overdue(district: District, law: Mapping[str, InForce], day: date) -> Iterator[Departure]:
    """Health workers who are listed on a day although they should have retired, or have no valid SIP any more."""
    again = district.listed_again
    for row in district.petugas:
        if serves(row, day, IN_TIME - {Away.RETIRED}):
            rows = again.get(district.identities[row.path], [row])
            for end in departures([row, *(other for other in rows if other is not row)], law):
                if isinstance(end, Departure) and end.row is row and end.kolom != "sampai" and end.tanggal <= day:
                    yield end
