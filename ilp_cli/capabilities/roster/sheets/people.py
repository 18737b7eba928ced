"""The people of the roster as working sheets: who counts where, with identities masked."""

from __future__ import annotations

from ilp_cli.core.finding import Path
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.people import Kader, Person, Petugas
from ilp_cli.district.presence import IN_TIME, aways, present
from ilp_cli.law import configs
from ilp_cli.paper.sheet import Cell, Page, Sheet, Value
from ilp_cli.paper.tables import Field, base_name, data_sheet


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


def _origin(person: Person) -> str:
    return base_name(str(person.place("nama")))


def petugas_sheet(case: Case, page: Page, *, with_nip: bool) -> Sheet:
    """Every health worker of the roster, and where they count. Of a NIP only the last four figures, of a NIK none."""
    counted, professions = _Counted(case), configs.professions().names
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
            person.hari_tugas, person.mulai, person.sampai, person.sip_sampai, counted.petugas(person),
            person.jabatan, _origin(person),
        ]
        for number, person in enumerate(case.district.petugas, 1)
    ]  # fmt: skip
    if not with_nip:
        fields.pop(2)
        for record in records:
            record.pop(2)
    return data_sheet("Petugas", fields, records, page, fixed=2)


def kader_sheet(case: Case, page: Page) -> Sheet:
    """Every kader of the roster, and where they count; identity numbers left out."""
    counted = _Counted(case)
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
            person.terlatih, person.mulai, person.sampai, counted.kader(person), _origin(person),
        ]
        for number, person in enumerate(case.district.kader, 1)
    )  # fmt: skip
    return data_sheet("Kader", fields, records, page, fixed=2)
