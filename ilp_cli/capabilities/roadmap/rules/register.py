"""ILP1xx: whether the register of puskesmas, pustu and posyandu agrees with itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.words import tanggal
from ilp_cli.district.calendar import Libur
from ilp_cli.district.case import Case
from ilp_cli.district.place import Posyandu, Puskesmas, registration_of
from ilp_cli.rulebook.rule import Hit, hit, rule

CODE_LENGTH = 7
"""Figures of a Kemenkes code."""
OLD_CODE = re.compile(r"[Pp]\d{10}")
"""The P and ten figures of the codes before."""


@rule("ILP113", "Puskesmas terdaftar dua kali", message="{jenis} “{nama}” sudah dipakai puskesmas {pertama}")
def puskesmas_twice(case: Case) -> Iterator[Hit]:
    """Jumlah puskesmas adalah penyebut cakupan; nama, alias dan kode masing-masing milik satu puskesmas.

    Salah::

        puskesmas:
          - {nama: Suli, kode: "1070670"}
          - {nama: SULI, kode: "1070671"}   #! ILP113

    Benar::

        puskesmas:
          - {nama: Suli, kode: "1070670"}
          - {nama: Suli Barat, kode: "1070671"}

    Langkah: hapus salah satu, atau betulkan nama, alias atau kodenya.
    """
    owners: dict[tuple[str, str], Puskesmas] = {}
    for puskesmas in case.district.puskesmas:
        claims: list[tuple[str, str, Path]] = [("nama", puskesmas.nama, ("nama",))]
        claims += [("alias", alias, ("alias", index)) for index, alias in enumerate(puskesmas.alias)]
        claims += [("kode", puskesmas.kode, ("kode",))] if puskesmas.kode else []
        for kind, text, tail in claims:
            key = ("kode" if kind == "kode" else "nama", normal(text))
            owner = owners.setdefault(key, puskesmas)
            if owner is not puskesmas:
                yield hit((*puskesmas.path, *tail), jenis=kind, nama=text, pertama=owner.nama)


@rule(
    "ILP114",
    "Pustu atau posyandu terdaftar dua kali",
    message="{jenis} “{nama}” terdaftar dua kali di {puskesmas}",
)
def unit_twice(case: Case) -> Iterator[Hit]:
    """Di dalam satu puskesmas, nama pustu dan nama posyandu harus berbeda, supaya roster menunjuk tempat yang tepat.

    Salah::

        puskesmas:
          - nama: Suli
            posyandu:
              - {nama: Melati, desa: Cimpu}
              - {nama: Melati, desa: Murante}   #! ILP114

    Benar::

        puskesmas:
          - nama: Suli
            posyandu:
              - {nama: Melati Cimpu, desa: Cimpu}
              - {nama: Melati Murante, desa: Murante}

    Langkah: hapus yang kembar, atau bedakan dengan nama desa.
    """
    for puskesmas in case.district.puskesmas:
        for kind, units in (("pustu", puskesmas.pustu), ("posyandu", puskesmas.posyandu)):
            seen: set[str] = set()
            for unit in units:
                if normal(unit.nama) in seen:
                    yield hit((*unit.path, "nama"), jenis=kind, nama=unit.nama, puskesmas=puskesmas.nama)
                seen.add(normal(unit.nama))


@rule(
    "ILP116",
    "Pustu pembina posyandu tidak terdaftar",
    message="posyandu {posyandu}: pustu pembina “{nama}” tidak terdaftar di {puskesmas}{maksud}",
)
def guiding_pustu_unknown(case: Case) -> Iterator[Hit]:
    """Pustu mengoordinasi posyandu; hubungan itu putus bila namanya tidak ada di puskesmas yang sama.

    Salah::

        puskesmas:
          - nama: Suli
            pustu: [{nama: Cimpu}]
            posyandu: [{nama: Melati, pustu: Cimpo}]   #! ILP116

    Benar::

        puskesmas:
          - nama: Suli
            pustu: [{nama: Cimpu}]
            posyandu: [{nama: Melati, pustu: Cimpu}]

    Langkah: betulkan nama pustu pembina, atau daftarkan pustunya.
    """
    for puskesmas in case.district.puskesmas:
        for posyandu in puskesmas.posyandu:
            if posyandu.pustu and puskesmas.find_pustu(posyandu.pustu) is None:
                hint = maksud(posyandu.pustu, [pustu.nama for pustu in puskesmas.pustu])
                facts = {"posyandu": posyandu.nama, "nama": posyandu.pustu, "puskesmas": puskesmas.nama}
                yield hit((*posyandu.path, "pustu"), maksud=hint, **facts)


@rule("ILP123", "Tanggal libur ditulis dua kali", message="{tanggal} sudah ditulis di baris {baris}{beda}")
def holiday_twice(case: Case) -> Iterator[Hit]:
    """Satu hari hanya libur atau buka; bila ditulis dua kali, tidak ada yang tahu mana yang berlaku.

    Salah::

        libur:
          - {tanggal: 2026-11-10, nama: Hari jadi}
          - {tanggal: 10 November 2026, buka: ya}   #! ILP123

    Benar::

        libur:
          - {tanggal: 2026-11-10, nama: Hari jadi}

    Langkah: hapus salah satunya.
    """
    first: dict[date, Libur] = {}
    for libur in case.district.libur:
        earlier = first.setdefault(libur.tanggal, libur)
        if earlier is not libur:
            words = "buka" if earlier.buka else "libur"
            differs = (
                f" sebagai {words}, di sini {'buka' if libur.buka else 'libur'}" if earlier.buka != libur.buka else ""
            )
            facts = {"tanggal": tanggal(libur.tanggal), "baris": case.place((*earlier.path, "tanggal")).line}
            yield hit((*libur.path, "tanggal"), beda=differs, **facts)


@rule(
    "ILP125",
    "Kode puskesmas tidak berbentuk kode",
    message="{puskesmas}: kode “{kode}” {bentuk}; kode Kemenkes 7 angka{sebab}",
    severity=Severity.WARNING,
)
def code_misshaped(case: Case) -> Iterator[Hit]:
    """Kode Kemenkes terdiri atas tujuh angka, yang lama atas P dan sepuluh angka; yang lain tidak akan cocok.

    Salah::

        puskesmas:
          - {nama: Suli, kode: 01070670}   #! ILP125

    Benar::

        puskesmas:
          - {nama: Suli, kode: "1070670"}

    Langkah: salin kodenya dari daftar Kemenkes, dalam tanda kutip.
    """
    for puskesmas in case.district.puskesmas:
        code = (puskesmas.kode or "").strip()
        if code and not code.isdigit() and not OLD_CODE.fullmatch(code):
            facts = {
                "kode": code,
                "ada": len(code),
                "bentuk": "bukan angka semua",
                "sebab": "",
                "puskesmas": puskesmas.nama,
            }
            yield hit((*puskesmas.path, "kode"), **facts)
        elif code.isdigit() and len(code) != CODE_LENGTH:
            why = "; nol di depannya berlebih" if len(code.lstrip("0")) == CODE_LENGTH else ""
            form = f"terdiri atas {len(code)} angka"
            facts = {"kode": code, "ada": len(code), "bentuk": form, "sebab": why, "puskesmas": puskesmas.nama}
            yield hit((*puskesmas.path, "kode"), **facts)


def _numbered(case: Case) -> Iterator[tuple[Puskesmas, Posyandu, str]]:
    """The posyandu that have a registration number, with it as written."""
    for puskesmas in case.district.puskesmas:
        for posyandu in puskesmas.posyandu:
            if posyandu.nomor_registrasi:
                yield puskesmas, posyandu, posyandu.nomor_registrasi


@rule(
    "ILP127",
    "Nomor registrasi posyandu tidak berbentuk nomor",
    message="posyandu {posyandu}: “{nomor}” bukan kode desa Kemendagri dan tiga angka urut, seperti 73.17.10.2001.001",
    severity=Severity.WARNING,
)
def registration_misshaped(case: Case) -> Iterator[Hit]:
    """Nomor registrasi posyandu: kode desa Kemendagri sepuluh angka dan tiga angka urut, dengan titik.

    Bentuknya menurut sumber sekunder tentang Kepmendagri 100.3-2834/2025; naskahnya belum dibaca.

    Salah::

        puskesmas:
          - nama: Suli
            posyandu: [{nama: Melati, nomor_registrasi: "7317102001"}]   #! ILP127

    Benar::

        puskesmas:
          - nama: Suli
            posyandu: [{nama: Melati, nomor_registrasi: "73.17.10.2001.001"}]

    Langkah: salin nomornya dari surat registrasinya, dengan titik dan dalam tanda kutip.
    """
    for puskesmas, posyandu, number in _numbered(case):
        if not registration_of(number):
            facts = {"posyandu": posyandu.nama, "nomor": number, "puskesmas": puskesmas.nama}
            yield hit((*posyandu.path, "nomor_registrasi"), **facts)


@rule(
    "ILP128",
    "Nomor registrasi posyandu ditulis dua kali",
    message="posyandu {posyandu}: nomor registrasi {nomor} sudah milik posyandu {lain} ({pemilik})",
)
def registration_twice(case: Case) -> Iterator[Hit]:
    """Setiap nomor registrasi milik satu posyandu.

    Salah::

        puskesmas:
          - nama: Suli
            posyandu:
              - {nama: Melati, nomor_registrasi: "73.17.10.2001.001"}
              - {nama: Mawar, nomor_registrasi: "73.17.10.2001.001"}   #! ILP128

    Benar::

        puskesmas:
          - nama: Suli
            posyandu:
              - {nama: Melati, nomor_registrasi: "73.17.10.2001.001"}
              - {nama: Mawar, nomor_registrasi: "73.17.10.2001.002"}

    Langkah: cocokkan kedua nomor dengan surat registrasinya.
    """
    owners: dict[str, tuple[Puskesmas, Posyandu]] = {}
    for puskesmas, posyandu, written in _numbered(case):
        number = registration_of(written)
        if not number:
            continue
        owner, first = owners.setdefault(number, (puskesmas, posyandu))
        if first is not posyandu:
            facts = {"posyandu": posyandu.nama, "nomor": number, "lain": first.nama, "pemilik": owner.nama}
            yield hit((*posyandu.path, "nomor_registrasi"), puskesmas=puskesmas.nama, **facts)


@rule(
    "ILP129",
    "Nomor registrasi posyandu dari kabupaten lain",
    message="posyandu {posyandu}: nomor registrasi {nomor} dimulai dengan {awal}, sedangkan kode kabupaten {kode}",
    severity=Severity.NOTE,
)
def registration_elsewhere(case: Case) -> Iterator[Hit]:
    """Nomor registrasi dimulai dengan kode Kemendagri desanya, jadi juga dengan kode kabupatennya.

    Hanya catatan: desa yang pindah kabupaten atau kode yang diperbarui dapat membuat keduanya berbeda.

    Salah::

        kabupaten: {nama: Luwu, kode: "73.17"}
        puskesmas:
          - nama: Suli
            posyandu: [{nama: Melati, nomor_registrasi: "73.71.10.2001.001"}]   #! ILP129

    Benar::

        kabupaten: {nama: Luwu, kode: "73.17"}
        puskesmas:
          - nama: Suli
            posyandu: [{nama: Melati, nomor_registrasi: "73.17.10.2001.001"}]

    Langkah: cocokkan nomornya dengan surat registrasinya, angka demi angka.
    """
    code = (case.district.kabupaten.kode or "").strip()
    for puskesmas, posyandu, written in _numbered(case):
        number = registration_of(written)
        if code and number and not number.startswith(f"{code}."):
            facts = {"posyandu": posyandu.nama, "nomor": number, "awal": number[:5], "kode": code}
            yield hit((*posyandu.path, "nomor_registrasi"), puskesmas=puskesmas.nama, **facts)


RULES = (
    puskesmas_twice,
    unit_twice,
    guiding_pustu_unknown,
    holiday_twice,
    code_misshaped,
    registration_misshaped,
    registration_twice,
    registration_elsewhere,
)
