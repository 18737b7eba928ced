"""The people of the roster as working sheets: who counts where, with identities masked."""

from __future__ import annotations

from ilp_cli.capabilities.roster.model.rekap import COLUMNS, FIGURE, counted_at, groups, value
from ilp_cli.core.words import tanggal
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.people import Person
from ilp_cli.law import configs
from ilp_cli.paper.sheet import Cell, Page, Sheet, Value
from ilp_cli.paper.tables import Field, base_name, data_sheet, with_recap

_PRINT_IT = (
    "Mencetak daftarnya: saring bila perlu, sorot selnya, lalu tekan Ctrl+P dan pilih Cetak Pilihan (Print Selection)."
)


def _recap(case: Case, table: str) -> list[list[Cell]]:
    """A record for each puskesmas in the order of the register, then one of all; with how many of its rows count."""
    return [
        [
            Cell(name),
            *(
                Cell(value(kolom, pairs), angka=Angka(FIGURE, path, f"{table} {kolom.judul}"))
                for kolom in COLUMNS[table]
            ),
        ]
        for name, path, pairs in groups(case, table)
    ]


def _nothing(kind: str, case: Case) -> str:
    return f"Tidak ada {kind} di roster." if case.district.roster_given else "Roster belum ada."


def _recap_lines(kind: str, number: int, case: Case) -> tuple[str, str]:
    """What stands above a recap: that the list itself is not printed, and how it is."""
    about = f"{number} {kind}, keadaan per {tanggal(case.pada)}"
    return f"Rekap {about}. Daftarnya untuk disaring di layar dan tidak ikut tercetak.", _PRINT_IT


def _titles(table: str) -> tuple[str, ...]:
    """The columns of a recap: a puskesmas and its counts."""
    return ("Puskesmas", *(kolom.judul for kolom in COLUMNS[table]))


def _origin(person: Person) -> str:
    return base_name(str(person.place("nama")))


def petugas_sheet(case: Case, page: Page, *, with_nip: bool) -> Sheet:
    """Every health worker of the roster, and where they count. Of a NIP only the last four figures, of a NIK none."""
    where, professions = case.of(counted_at), configs.professions().names
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
            person.hari_tugas, person.mulai, person.sampai, person.sip_sampai, where[person.path],
            person.jabatan, _origin(person),
        ]
        for number, person in enumerate(case.district.petugas, 1)
    ]  # fmt: skip

    if not with_nip:
        fields.pop(2)
        records = [[*record[:2], *record[3:]] for record in records]
    sheet = data_sheet("Petugas", fields, records, page, fixed=2, nothing=_nothing("petugas", case))
    return with_recap(sheet, _recap_lines("petugas", len(records), case), _titles("petugas"), _recap(case, "petugas"))


def kader_sheet(case: Case, page: Page) -> Sheet:
    """Every kader of the roster, and where they count; identity numbers left out."""
    where = case.of(counted_at)
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
            person.terlatih, person.mulai, person.sampai, where[person.path], _origin(person),
        ]
        for number, person in enumerate(case.district.kader, 1)
    )  # fmt: skip

    sheet = data_sheet("Kader", fields, records, page, fixed=2, nothing=_nothing("kader", case))
    return with_recap(
        sheet, _recap_lines("kader", len(case.district.kader), case), _titles("kader"), _recap(case, "kader")
    )
