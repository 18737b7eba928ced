"""The people of a roster: petugas and kader, and what identifies them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.core.finding import Path, Place
from ilp_cli.core.frozen import frozen_row
from ilp_cli.core.masking import Number, Written
from ilp_cli.core.names import normal
from ilp_cli.district.isian import Filled
from ilp_cli.district.numbers import Nik, Nip
from ilp_cli.district.origin import Origin

NAKES = ("bidan", "perawat")
"""The professions a pustu needs."""
KINDS = (*NAKES, "kader")
"""The kinds of people a pustu needs, in the order they are reported."""
ASN = frozenset({"pns", "pppk", "asn"})
"""What a status must mean for its holder to be a civil servant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pergi:
    """What a row says of its person's going: the words, and the column they stand in.

    `pasti` where the words leave no doubt: then the person does not count, from `sejak` on where the words name a day,
    else at all. `petugas` is False for who was never staff: an intern, a student. `cuti` where they speak of leave,
    `hingga` is the last day of what is in doubt, or of what somebody comes back from, where they name one.
    """

    kata: str
    kolom: str
    pasti: bool
    sejak: date | None = None
    petugas: bool = True
    cuti: bool = False
    hingga: date | None = None


@frozen_row(frozen=True, slots=True, kw_only=True)
class Person(Written):
    """What petugas and kader share: a name, identities, the days and the time they serve.

    `hari` is empty where the person serves every service day; `hari_tugas` keeps the words as written.
    `rusak` names the identity columns that arrived as numbers: their last figures are lost, so they are empty here.
    `induk` is the path of the registered puskesmas, None where it is not registered. `lahir` and `kelamin` (L, P) are
    what the row itself says, apart from its numbers. `nama_polos` is the name without degrees, for comparing. `pergi`
    is there where the row says that the person has left, `ragu` tells what else makes that likely: "namanya dicoret".
    `lain` has the columns of the table that have no field here.
    """

    path: Path
    nama: str
    puskesmas: str
    induk: Path | None
    row: int
    origin: Origin = field(repr=False, compare=False)
    nip: Nip = field(default_factory=Nip)
    nik: Nik = field(default_factory=Nik)
    rusak: frozenset[str] = frozenset()
    hari: frozenset[int] | None = frozenset()
    hari_tugas: str = ""
    mulai: date | None = None
    sampai: date | None = None
    keterangan: str = ""
    lahir: date | None = field(default=None, repr=False)
    kelamin: str = ""
    nama_polos: str = ""
    pergi: Pergi | None = None
    ragu: str = ""
    lain: Mapping[str, Filled] = field(default_factory=dict, repr=False)

    @property
    def identity(self) -> Number | Path:
        """Who this row alone says it is: its NIP, else its NIK, else the row itself.

        Only numbers of the right shape identify. `District.identities` also knows what the other rows say.
        """
        return self.nip if self.nip.own else self.nik if self.nik.own else self.path

    @property
    def posts(self) -> tuple[tuple[object, ...], ...]:
        """The registered units a row lists its person at, each with the kind the person stands there as."""
        return ()

    def place(self, column: str | None = None) -> Place:
        """Where a field of this person stands in the planner's file."""
        return self.origin.place(self.row, column)


@frozen_row(frozen=True, slots=True, kw_only=True)
class Petugas(Person):
    """A health worker; `unit` is the path of the pustu or, without one, of the puskesmas induk.

    `kepegawaian` is what the status means ("pns", "pppk", "asn", "kontrak"), `jenjang` what the jabatan ends in; each
    "" where it does not say. `pensiun` is the first day of retirement, as `retirement.first_day` reckons it.
    """

    pustu: str = ""
    unit: Path | None = None
    profesi: str | None = None
    profesi_tertulis: str = ""
    jabatan: str = ""
    status: str = ""
    kepegawaian: str = ""
    jenjang: str = ""
    sip_sampai: date | None = None
    pensiun: date | None = None
    tetap: bool = False
    pj_klaster: str = ""

    @property
    def posts(self) -> tuple[tuple[object, ...], ...]:
        """The unit a row lists its person at, with the profession; none where it is not registered."""
        kind = self.profesi or normal(self.profesi_tertulis or self.jabatan)
        return () if self.unit is None else ((kind, self.unit),)

    @property
    def asn(self) -> bool:
        """Whether the person is a civil servant (PNS or PPPK)."""
        return self.kepegawaian in ASN

    def table_row(self) -> dict[str, object]:
        """The person as one flat row; the NIP masked, the NIK left out."""
        return {
            "nama": self.nama,
            "nip": str(self.nip) or None,
            "profesi": self.profesi,
            "jabatan": self.jabatan or None,
            "puskesmas": self.puskesmas,
            "pustu": self.pustu or None,
            "status": self.status or None,
            "hari_tugas": self.hari_tugas or None,
            "mulai": self.mulai,
            "sampai": self.sampai,
            "file": self.origin.file,
        }


_STATUS_WORDS = {"p3k": "pppk"}
"""Short forms of a status group."""


def status_key(text: str) -> str:
    """A status group in its compared form: case, punctuation and short forms put aside."""
    return " ".join(_STATUS_WORDS.get(word, word) for word in normal(text).split())


def fixed_status(petugas: Petugas, groups: Iterable[str]) -> bool:
    """Whether a person's status is one of these groups; "PPPK" also means "PPPK Paruh Waktu", "non ASN" all but ASN."""
    own = f"{status_key(petugas.status)} "
    for key in map(status_key, groups):
        if key in ("asn", "non asn"):
            if petugas.asn is (key == "asn"):
                return True
        elif own.startswith(f"{key} "):
            return True
    return False


@frozen_row(frozen=True, slots=True, kw_only=True)
class Kader(Person):
    """A village volunteer of a pustu, of a posyandu, or listed at both.

    `keterampilan` holds the columns of a register that say, yes or no, what the kader was trained and assessed in.
    """

    pustu: str = ""
    posyandu: str = ""
    pustu_path: Path | None = None
    posyandu_path: Path | None = None
    desa: str = ""
    wilayah: str = ""
    tingkat: str = ""
    terlatih: str = ""
    keterampilan: Mapping[str, str] = field(default_factory=dict)

    @property
    def posts(self) -> tuple[tuple[object, ...], ...]:
        """The pustu and the posyandu a row lists its kader at."""
        units = (self.pustu_path, self.posyandu_path)
        return tuple([("kader", unit) for unit in units if unit is not None])

    def table_row(self) -> dict[str, object]:
        """The kader as one flat row; the NIK left out."""
        return {
            "nama": self.nama,
            "puskesmas": self.puskesmas,
            "pustu": self.pustu or None,
            "posyandu": self.posyandu or None,
            "desa": self.desa or None,
            "wilayah": self.wilayah or None,
            "hari_tugas": self.hari_tugas or None,
            "tingkat": self.tingkat or None,
            "terlatih": self.terlatih or None,
            "mulai": self.mulai,
            "sampai": self.sampai,
            "file": self.origin.file,
        }


@frozen_row(frozen=True, slots=True, kw_only=True)
class Cuti(Written):
    """One leave as the roster lists it: whose by NIP or name, from the one day to the other, both included."""

    path: Path
    nama: str
    row: int
    origin: Origin = field(repr=False, compare=False)
    nip: Nip = field(default_factory=Nip)
    puskesmas: str = ""
    pustu: str = ""
    dari: date | None = None
    sampai: date | None = None
    jenis: str = ""
    keterangan: str = ""
    lain: Mapping[str, Filled] = field(default_factory=dict, repr=False)

    def covers(self, day: date) -> bool:
        """Whether the leave covers a day; one without its days covers none."""
        return self.dari is not None and self.sampai is not None and self.dari <= day <= self.sampai

    def among(self, days: Sequence[date]) -> Sequence[date]:
        """The days among these, which stand in order, that the leave covers."""
        if self.dari is None or self.sampai is None:
            return ()
        return days[bisect_left(days, self.dari) : bisect_right(days, self.sampai)]

    def place(self, column: str | None = None) -> Place:
        """Where a field of this leave stands in the planner's file."""
        return self.origin.place(self.row, column)
