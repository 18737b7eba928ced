"""ILP321 to ILP323: whether the leave of the roster is somebody's, and has an end after its beginning."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.core.names import maksud
from ilp_cli.core.words import daftar
from ilp_cli.district.case import Case
from ilp_cli.district.leave import people_by_name, whose
from ilp_cli.rulebook.rule import Hit, hit, rule
from ilp_cli.rulebook.where import where


@rule("ILP321", "Cuti tanpa orangnya", message="cuti {siapa}: tidak ada di roster{maksud}")
def leave_of_nobody(case: Case) -> Iterator[Hit]:
    """Cuti dicocokkan dari NIP, atau dari nama persis seperti di roster. Yang tidak cocok tidak ikut dijadwalkan.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
        kader: []
        cuti:
          - {nama: Inah, dari: 2025-03-03, sampai: 2025-03-07}   #! ILP321

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
        kader: []
        cuti:
          - {nama: Ina, dari: 2025-03-03, sampai: 2025-03-07}

    Langkah: tulis nama atau NIP seperti di roster; hapus bila orangnya sudah pindah.
    """
    district = case.district
    index = people_by_name(district)
    for cuti in district.cuti:
        if (cuti.nama or cuti.nip) and not whose(district, index, cuti):
            names = (person.nama for person in (*district.petugas, *district.kader))
            hint = maksud(cuti.nama, names) if cuti.nama else ""
            column = "nama" if cuti.nama else "nip"
            yield hit((*cuti.path, column), siapa=cuti.nama or f"NIP {cuti.nip}", maksud=hint)


@rule("ILP322", "Cuti dapat berarti beberapa orang", message="cuti {siapa}: ada {jumlah} orang bernama itu: {daftar}")
def leave_of_several(case: Case) -> Iterator[Hit]:
    """Dua orang bernama sama tidak dibedakan oleh nama saja; cutinya tidak dipakai sampai jelas milik siapa.

    Salah::

        puskesmas: [{nama: Suli}, {nama: Bua}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
          - {nama: Ina, puskesmas: Bua, profesi: Bidan}
        cuti:
          - {nama: Ina, dari: 2025-03-03, sampai: 2025-03-07}   #! ILP322

    Benar::

        puskesmas: [{nama: Suli}, {nama: Bua}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
          - {nama: Ina, puskesmas: Bua, profesi: Bidan}
        cuti:
          - {nama: Ina, puskesmas: Bua, dari: 2025-03-03, sampai: 2025-03-07}

    Langkah: isi nip, atau puskesmas dan pustu, di baris cuti itu.
    """
    district = case.district
    index = people_by_name(district)
    for cuti in district.cuti:
        people = whose(district, index, cuti)
        if len(people) > 1:
            places = daftar(where(rows[0]) for rows in people.values())
            yield hit((*cuti.path, "nama"), siapa=cuti.nama, jumlah=len(people), daftar=places)


@rule("ILP323", "Cuti berakhir sebelum mulai", message="cuti {siapa}: sampai {sampai}, padahal dari {dari}")
def leave_backwards(case: Case) -> Iterator[Hit]:
    """Cuti dihitung dari hari pertama sampai hari terakhirnya; yang terbalik tidak meliputi satu hari pun.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
        cuti:
          - {nama: Ina, dari: 2025-03-07, sampai: 2025-03-03}   #! ILP323

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
        cuti:
          - {nama: Ina, dari: 2025-03-03, sampai: 2025-03-07}

    Langkah: tukar kedua tanggalnya, atau perbaiki tahunnya.
    """
    for cuti in case.district.cuti:
        if cuti.dari and cuti.sampai and cuti.sampai < cuti.dari:
            dari, sampai = cuti.dari.isoformat(), cuti.sampai.isoformat()
            yield hit((*cuti.path, "sampai"), siapa=cuti.nama or "ini", dari=dari, sampai=sampai)


RULES = (leave_of_nobody, leave_of_several, leave_backwards)
