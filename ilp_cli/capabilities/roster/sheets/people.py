"""The people of the roster as working sheets: who counts where, with identities masked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from ilp_cli.core.finding import Path
from ilp_cli.core.words import daftar, kalimat, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.people import ASN, NAKES, Kader, Person, Petugas
from ilp_cli.district.presence import IN_TIME, aways, present
from ilp_cli.law import configs
from ilp_cli.paper.sheet import Cell, Page, Sheet, Value
from ilp_cli.paper.tables import Field, base_name, data_sheet, with_recap

_Somebody = TypeVar("_Somebody", bound=Person)
_Row = list[Value]


class _Counted:
    """Says of each person where they count on the day of the check, or why they do not."""

    def __init__(self, case: Case) -> None:
        district, self.day = case.district, case.pada
        self.who = case.of(present)
        self.identities = district.identities
        self.names: dict[Path, str] = {}
        for puskesmas in district.puskesmas:
            self.names[puskesmas.path] = f"Puskesmas {puskesmas.nama}"
            self.names |= {unit.path: f"Pustu {unit.nama}" for unit in puskesmas.pustu}
            self.names |= {post.path: f"Posyandu {post.nama}" for post in puskesmas.posyandu}

    def _absent(self, person: Person) -> str | None:
        reason = next((away for away in aways(person, self.day) if away in IN_TIME), None)
        return f"tidak: {reason}" if reason else None

    def petugas(self, person: Petugas) -> str:
        """Where a health worker counts."""
        if person.unit is None:
            return "tidak: unit tidak terdaftar"
        if person.profesi is None:
            return "tidak: profesi tidak dikenali"
        elsewhere = self.identities[person.path] not in self.who.at(person.unit, person.profesi)
        return self._absent(person) or ("tidak: dihitung di tempat lain" if elsewhere else self.names[person.unit])

    def kader(self, person: Kader) -> str:
        """Where a kader counts."""
        units = [unit for unit in (person.pustu_path, person.posyandu_path) if unit is not None]
        if not units:
            return "tidak: pustu atau posyandu tidak terdaftar"
        here = [self.names[unit] for unit in units if self.identities[person.path] in self.who.at(unit, "kader")]
        return self._absent(person) or daftar(here) or "tidak: dihitung di tempat lain"


_PRINT_IT = (
    "Mencetak daftarnya: saring bila perlu, sorot selnya, lalu tekan Ctrl+P dan pilih Cetak Pilihan (Print Selection)."
)


def _recap(
    case: Case,
    rows: Iterable[_Somebody],
    places: Iterable[str],
    record: Callable[[Sequence[_Somebody]], _Row],
) -> list[_Row]:
    """A record for each puskesmas in the order of the register, then one of all; with how many of its rows count."""
    names = {puskesmas.path: puskesmas.nama for puskesmas in case.district.puskesmas}
    groups: dict[str, list[tuple[_Somebody, str]]] = {name: [] for name in [*names.values(), "tidak terdaftar"]}
    for person, place in zip(rows, places, strict=True):
        groups[names.get(person.induk or (), "tidak terdaftar")].append((person, place))
    all_of_them = [pair for pairs in groups.values() for pair in pairs]
    records = []
    for name, pairs in [*groups.items(), ("Jumlah", all_of_them)]:
        out = sum(place.startswith("tidak") for _, place in pairs)
        if pairs:
            records.append([name, len(pairs), *record([person for person, _ in pairs]), len(pairs) - out, out])
    return records


def _nothing(kind: str, case: Case) -> str:
    return f"Tidak ada {kind} di roster." if case.district.roster_given else "Roster belum ada."


def _recap_lines(kind: str, number: int, case: Case) -> tuple[str, str]:
    """What stands above a recap: that the list itself is not printed, and how it is."""
    about = f"{number} {kind}, keadaan per {tanggal(case.pada)}"
    return f"Rekap {about}. Daftarnya untuk disaring di layar dan tidak ikut tercetak.", _PRINT_IT


def _recap_titles(*counts: str) -> tuple[str, ...]:
    """The columns of a recap: a puskesmas and its counts."""
    return ("Puskesmas", *counts, "Dihitung", "Tidak dihitung")


def _units(paths: Iterable[Path | None]) -> int:
    return len({path for path in paths if path is not None and len(path) > _OF_PUSKESMAS})


_OF_PUSKESMAS = 2
"""How long the path of a puskesmas is; that of a pustu or posyandu is longer."""


def _origin(person: Person) -> str:
    return base_name(str(person.place("nama")))


def petugas_sheet(case: Case, page: Page, *, with_nip: bool) -> Sheet:
    """Every health worker of the roster, and where they count. Of a NIP only the last four figures, of a NIK none."""
    counted, professions = _Counted(case), configs.professions().names
    places = [counted.petugas(person) for person in case.district.petugas]
    fields = [
        Field("No.", 6, "center"), Field("Nama", 28, "wrap"), Field("NIP", 19, "id"), Field("Profesi", 18, "wrap"),
        Field("Puskesmas", 17, "wrap"), Field("Pustu", 17, "wrap"),
        Field("Status", 11, "wrap"), Field("Hari tugas", 11, "wrap"), Field("Mulai", 12.5, "day"),
        Field("Sampai", 12.5, "day"), Field("SIP sampai", 12.5, "day"),
        Field(f"Dihitung di ({tanggal(case.pada)})", 24, "wrap"), Field("Jabatan", 24, "wrap", printed=False),
        Field("Asal", 23, printed=False),
    ]  # fmt: skip
    records: list[list[Value | Cell]] = [
        [
            number, person.nama, person.nip, professions.get(person.profesi or "", person.profesi),
            person.puskesmas, person.pustu, person.status,
            person.hari_tugas, person.mulai, person.sampai, person.sip_sampai, place,
            person.jabatan, _origin(person),
        ]
        for number, (person, place) in enumerate(zip(case.district.petugas, places, strict=True), 1)
    ]  # fmt: skip

    def sum_up(people: Sequence[Petugas]) -> _Row:
        kinds = [sum(person.profesi == kind for person in people) for kind in NAKES]
        asn = sum(person.kepegawaian in ASN for person in people)
        return [*kinds, asn, sum(bool(person.pustu) for person in people), _units(person.unit for person in people)]

    recap = _recap(case, case.district.petugas, places, sum_up)
    if not with_nip:
        fields.pop(2)
        records = [[*record[:2], *record[3:]] for record in records]
    sheet = data_sheet("Petugas", fields, records, page, fixed=2, nothing=_nothing("petugas", case))
    summed = _recap_titles("Petugas", *map(kalimat, NAKES), "ASN", "Petugas pustu", "Pustu")
    return with_recap(sheet, _recap_lines("petugas", len(records), case), summed, recap)


def kader_sheet(case: Case, page: Page) -> Sheet:
    """Every kader of the roster, and where they count; identity numbers left out."""
    counted = _Counted(case)
    places = [counted.kader(person) for person in case.district.kader]
    fields = [
        Field("No.", 6, "center"), Field("Nama", 28, "wrap"), Field("Puskesmas", 18, "wrap"),
        Field("Pustu", 17, "wrap"), Field("Posyandu", 17, "wrap"), Field("Desa / kelurahan", 18, "wrap"),
        Field("Wilayah", 14, "wrap"),
        Field("Hari tugas", 11, "wrap"), Field("Tingkat", 9), Field("Terlatih", 9), Field("Mulai", 12.5, "day"),
        Field("Sampai", 12.5, "day"), Field(f"Dihitung di ({tanggal(case.pada)})", 24, "wrap"),
        Field("Asal", 21, printed=False),
    ]  # fmt: skip
    records = (
        [
            number, person.nama, person.puskesmas, person.pustu, person.posyandu,
            person.desa, person.wilayah, person.hari_tugas, person.tingkat,
            person.terlatih, person.mulai, person.sampai, place, _origin(person),
        ]
        for number, (person, place) in enumerate(zip(case.district.kader, places, strict=True), 1)
    )  # fmt: skip

    def sum_up(people: Sequence[Kader]) -> _Row:
        return [
            sum(bool(person.pustu) for person in people), _units(person.pustu_path for person in people),
            sum(bool(person.posyandu) for person in people), _units(person.posyandu_path for person in people),
        ]  # fmt: skip

    recap = _recap(case, case.district.kader, places, sum_up)
    sheet = data_sheet("Kader", fields, records, page, fixed=2, nothing=_nothing("kader", case))
    summed = _recap_titles("Kader", "Kader pustu", "Pustu", "Kader posyandu", "Posyandu")
    return with_recap(sheet, _recap_lines("kader", len(places), case), summed, recap)
