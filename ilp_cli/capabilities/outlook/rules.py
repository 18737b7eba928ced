"""ILP310 to ILP313: whether people leave within the horizon without whom a pustu lokus falls short."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.outlook.model.career import Departure, Jenis, career_law, overdue
from ilp_cli.capabilities.outlook.model.outlook import ahead
from ilp_cli.core.finding import Severity
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import tanggal
from ilp_cli.district.case import Case
from ilp_cli.rulebook.rule import Basis, Hit, hit, rule
from ilp_cli.rulebook.where import where

_FALL = "“{nama}”: {peristiwa}; {tempat} ({puskesmas}) menjadi {akibat}{pulih}"
"""One sentence for every cause: who goes, when, and what becomes of the pustu."""


def _falls(case: Case, *causes: Jenis) -> Iterator[Hit]:
    """Everybody whose going for one of these causes makes a pustu lokus fall below a minimum, or further below."""
    for pustu in case.of(ahead):
        for fall in pustu.falls:
            back = pustu.pulih if pustu.pulih and pustu.pulih > fall.tanggal else None
            for end in fall.sebab:
                if end.jenis in causes:
                    yield hit(
                        (*end.row.path, end.kolom),
                        nama=end.row.nama,
                        peristiwa=end.year_words + (f" ({end.catatan})" if end.catatan else ""),
                        tempat=sebutan("pustu", pustu.pustu),
                        puskesmas=pustu.puskesmas,
                        pustu=pustu.pustu,
                        akibat=fall.keadaan.words,
                        pulih=f", memenuhi lagi mulai {tanggal(back)}" if back else "",
                        basis=_basis(end),
                    )


def _basis(end: Departure) -> Basis:
    return Basis(end.dasar, end.pangkat)


@rule(
    "ILP310",
    "Pensiun akan membuat pustu kurang",
    message=_FALL,
    severity=Severity.WARNING,
    standard="pensiun.pns",
    also=("pensiun.pppk", "pensiun.mulai"),
)
def retirement_ahead(case: Case) -> Iterator[Hit]:
    """Yang pensiun dalam 12 bulan (ubah dengan --horizon) dan meninggalkan pustu lokus di bawah minimumnya.

    Usianya dari tanggal_lahir, atau dari NIP; batasnya menurut jenjang jabatan, dan yang jenjangnya tidak tertulis
    memakai batas terendah. Pensiun dihitung mulai tanggal 1 bulan berikutnya; yang menentukan SK pensiunnya. Semua yang
    akan pergi ada di `ilp outlook`.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
        petugas:
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
          - nama: Ina
            puskesmas: Suli
            pustu: Cimpu
            jabatan: Bidan Ahli Muda
            status: PNS
            nip: 196903172010012901   #! ILP310
        kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}, {nama: Tuti, puskesmas: Suli, pustu: Cimpu}]

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
        petugas:
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, jabatan: Bidan Ahli Muda, status: PNS, nip: 196903172010012901}
          - {nama: Rahma, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, mulai: 2027-04-01}
        kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}, {nama: Tuti, puskesmas: Suli, pustu: Cimpu}]

    Langkah: usulkan pengganti sekarang, lalu tulis penggantinya di roster dengan mulai.
    """
    yield from _falls(case, Jenis.PENSIUN)


@rule(
    "ILP311",
    "Kontrak atau penempatan yang berakhir akan membuat pustu kurang",
    message=_FALL,
    severity=Severity.WARNING,
    standard="pppk.kontrak",
)
def posting_ahead(case: Case) -> Iterator[Hit]:
    """Masa yang tertulis di kolom sampai berakhir dalam 12 bulan (ubah dengan --horizon), dan pustu lokus jadi kurang.

    Yang pindah karena mulai bertugas di tempat lain juga disebut.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, status: PTT, sampai: 2027-06-30}   #! ILP311
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
        kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}, {nama: Tuti, puskesmas: Suli, pustu: Cimpu}]

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, status: PTT, sampai: 2029-06-30}
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
        kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}, {nama: Tuti, puskesmas: Suli, pustu: Cimpu}]

    Langkah: perpanjang sebelum berakhir lalu ubah sampai, atau tulis penggantinya di roster dengan mulai.
    """
    yield from _falls(case, Jenis.KONTRAK, Jenis.PENEMPATAN)


@rule(
    "ILP312",
    "SIP yang habis akan membuat pustu kurang",
    message=_FALL,
    severity=Severity.WARNING,
    standard="sip.berlaku",
)
def licence_ahead(case: Case) -> Iterator[Hit]:
    """Bidan dan perawat berpraktik selama SIP-nya berlaku; bila habis dalam 12 bulan, pustu lokus ini jadi kurang.

    Pemeriksaan minimum sendiri tetap menghitung orangnya: roster mengatakan ia bertugas.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, sip_sampai: 2027-03-14}   #! ILP312
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
        kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}, {nama: Tuti, puskesmas: Suli, pustu: Cimpu}]

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, sip_sampai: 2031-03-14}
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
        kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}, {nama: Tuti, puskesmas: Suli, pustu: Cimpu}]

    Langkah: perpanjang SIP sebelum habis, lalu tulis tanggal barunya di roster.
    """
    yield from _falls(case, Jenis.SIP)


@rule(
    "ILP313",
    "Masih tercatat, padahal masanya sudah lewat",
    message="“{nama}” masih tercatat di {tempat}, padahal {peristiwa}{akibat}",
    severity=Severity.WARNING,
    standard="pensiun.pns",
    also=("pensiun.pppk", "pensiun.mulai", "sip.berlaku"),
)
def still_listed(case: Case) -> Iterator[Hit]:
    """Menurut tanggal lahir atau NIP-nya orang ini sudah pensiun, atau SIP bidan atau perawat ini sudah habis.

    Yang sudah pensiun tidak dihitung di mana pun; yang menentukan SK pensiunnya. Yang SIP-nya habis tetap dihitung,
    karena roster mengatakan ia bertugas; `ilp outlook` tidak menghitungnya.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, jabatan: Bidan Penyelia, status: PNS, nip: 196703171990032901}   #! ILP313
          - {nama: Yusuf, puskesmas: Suli, profesi: Perawat, sip_sampai: 2026-02-28}   #! ILP313

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, jabatan: Bidan Ahli Madya, status: PNS, nip: 196703171990032901}
          - {nama: Yusuf, puskesmas: Suli, profesi: Perawat, sip_sampai: 2031-02-28}

    Langkah: isi sampai bila orangnya sudah berhenti; bila belum, betulkan jabatan, tanggal lahir, NIP atau sip_sampai.
    """
    for end in overdue(case.district, case.of(career_law), case.pada):
        event = f"pensiun sejak {end.tanggal.year}" if end.jenis is Jenis.PENSIUN else end.words
        yield hit(
            (*end.row.path, end.kolom),
            nama=end.row.nama,
            tempat=where(end.row),
            puskesmas=end.row.puskesmas,
            pustu=end.row.pustu,
            akibat="; tidak dihitung lagi" if end.jenis is Jenis.PENSIUN else "",
            peristiwa=event + (f"; {end.catatan}" if end.catatan else ""),
            basis=_basis(end),
        )


RULES = (retirement_ahead, posting_ahead, licence_ahead, still_listed)
