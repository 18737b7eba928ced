"""ILP314 to ILP320 and ILP328: whether the numbers of people fit their holders and one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from ilp_cli.capabilities.roster.rules.people import unit_of
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.identity import (
    Birth,
    Who,
    birth,
    birth_of,
    nik_birth,
    nik_faults,
    nik_sex,
    nip_birth,
    nip_faults,
    nip_sex,
    same_name,
    sex_of,
    surely_others,
)
from ilp_cli.district.numbers import Nik, Nip
from ilp_cli.district.people import Kader, Person, Petugas
from ilp_cli.law.configs import reasonable
from ilp_cli.rulebook.rule import Hit, hit, rule
from ilp_cli.rulebook.where import where

_USUAL = "menurut susunan yang lazim"
"""Beside every figure read from a number: the layout is known from examples; the text of no regulation was read."""


_ENOUGH = 50
"""How many earlier rows of one name a row is compared with: a column full of one name must not take all day."""


def _everyone(case: Case) -> Iterator[Petugas | Kader]:
    return chain(case.district.petugas, case.district.kader)


@rule(
    "ILP314",
    "Isi NIP tidak wajar",
    message="NIP {nip}: {sebab} ({lazim})",
    severity=Severity.WARNING,
)
def nip_implausible(case: Case) -> Iterator[Hit]:
    """NIP lazim tersusun dari tanggal lahir (8 angka), tahun dan bulan pengangkatan (6), jenis kelamin (1), urutan (3).

    NI PPPK memakai 21 di tempat bulan. Susunan ini cocok dengan contoh yang dipublikasikan; naskah Perka BKN 22/2007,
    yang disebut mengaturnya, belum dibaca. Karena itu hanya peringatan.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, nip: 198502302010012901}   #! ILP314

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, nip: 198502282010212901}

    Langkah: cocokkan NIP dengan SK pengangkatan, angka demi angka.
    """
    for petugas in case.district.petugas:
        if petugas.nip.shaped:
            faults = nip_faults(petugas.nip)
            if faults:
                facts = {"nip": petugas.nip, "sebab": daftar(faults), "lazim": _USUAL}
                yield hit((*petugas.path, "nip"), puskesmas=petugas.puskesmas, **facts)


@rule(
    "ILP315",
    "Isi NIK tidak wajar",
    message="NIK {nik}: {sebab} ({lazim})",
    severity=Severity.WARNING,
)
def nik_implausible(case: Case) -> Iterator[Hit]:
    """NIK lazim tersusun dari kode wilayah (6 angka), tanggal lahir HHBBTT (6), dan urutan (4).

    Pada perempuan tanggal lahirnya ditambah 40. Susunan ini belum dibandingkan dengan peraturannya (UU 23/2006 Pasal 13
    dan pelaksanaannya); karena itu hanya peringatan. Kode wilayah hanya dilihat bentuknya: NIK tidak berubah karena
    pindah, jadi kecamatannya boleh lain.

    Salah::

        puskesmas: [{nama: Suli}]
        kader:
          - {nama: Ani, puskesmas: Suli, nik: 7317013202900001}   #! ILP315

    Benar::

        puskesmas: [{nama: Suli}]
        kader:
          - {nama: Ani, puskesmas: Suli, nik: 7317016802900001}

    Langkah: cocokkan NIK dengan kartu keluarga, angka demi angka.
    """
    for person in _everyone(case):
        if person.nik.shaped:
            faults = nik_faults(person.nik)
            if faults:
                facts = {"nik": person.nik, "sebab": daftar(faults), "lazim": _USUAL}
                yield hit((*person.path, "nik"), puskesmas=person.puskesmas, **facts)


@rule(
    "ILP316",
    "NIP dan NIK tidak cocok",
    message="{apa} pada NIP {nip} tidak sama dengan pada NIK {nik} ({lazim})",
    severity=Severity.NOTE,
)
def numbers_disagree(case: Case) -> Iterator[Hit]:
    """NIP dan NIK satu orang lazimnya memuat tanggal lahir dan jenis kelamin yang sama; bila berbeda, mungkin tertukar.

    Hanya catatan: NIK tidak berubah bila tanggal lahir pemiliknya dibetulkan, jadi keduanya dapat sama-sama benar.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, nip: 198501052010012901, nik: 7317014501860001}   #! ILP316

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, nip: 198501052010012901, nik: 7317014501850001}

    Langkah: cocokkan kedua nomor dengan SK pengangkatan dan kartu keluarga orang itu; bila keduanya benar, biarkan.
    """
    for person in case.district.petugas:
        if person.nip and person.nik:
            births, sexes = (nip_birth(person.nip), nik_birth(person.nik)), (nip_sex(person.nip), nik_sex(person.nik))
            differs = ["tanggal lahir"] if None not in births and births[0] != births[1] else []
            differs += ["jenis kelamin"] if all(sexes) and sexes[0] != sexes[1] else []
            if differs:
                facts = {"apa": daftar(differs), "nip": person.nip, "nik": person.nik, "lazim": _USUAL}
                yield hit((*person.path, "nik"), puskesmas=person.puskesmas, **facts)


@rule(
    "ILP317",
    "NIP tidak cocok dengan data diri",
    message="{apa} di baris ini tidak sama dengan pada NIP ({lazim})",
    severity=Severity.WARNING,
)
def nip_against_the_row(case: Case) -> Iterator[Hit]:
    """Bila roster memuat tanggal_lahir atau jenis_kelamin, isinya dibandingkan dengan NIP di baris yang sama.

    Susunan NIP belum dibandingkan dengan peraturannya (Perka BKN 22/2007); karena itu hanya peringatan. NIK
    dibandingkan oleh ILP328.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, nip: 198501052010012901, jenis_kelamin: L}   #! ILP317

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, nip: 198501052010012901, jenis_kelamin: P}

    Langkah: cocokkan baris ini dengan dokumen aslinya; mungkin nomornya milik orang lain.
    """
    for person in case.district.petugas:
        yield from _against_the_row(person, nip_birth(person.nip), nip_sex(person.nip))


def _against_the_row(person: Person, born: Birth | None, sex: str) -> Iterator[Hit]:
    """Where the day of birth and the sex that a number holds differ from what its row says."""
    if person.lahir and born and born != birth(person.lahir):
        facts = {"apa": "tanggal lahir", "lazim": _USUAL, "puskesmas": person.puskesmas}
        yield hit((*person.path, "tanggal_lahir"), **facts)
    if person.kelamin and sex and sex != person.kelamin:
        facts = {"apa": "jenis kelamin", "lazim": _USUAL, "puskesmas": person.puskesmas}
        yield hit((*person.path, "jenis_kelamin"), **facts)


@rule(
    "ILP318",
    "Mungkin orang yang sama",
    message="“{nama}” di {kedua} mungkin orang yang sama dengan “{lain}” di {pertama} ({letak}){banyak}",
    severity=Severity.NOTE,
)
def perhaps_the_same(case: Case) -> Iterator[Hit]:
    """Nama yang sama, tanpa gelar, di dua tempat: mungkin satu orang yang nomornya berbeda atau belum diisi.

    Keduanya tetap dihitung sebagai dua orang; nama saja tidak pernah menggabungkan. Yang tanggal lahir atau jenis
    kelaminnya berbeda menurut nomornya tidak disebut.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}, {nama: Bajo}]
        petugas:
          - {nama: "Ina Batara, A.Md.Keb.", puskesmas: Suli, pustu: Cimpu, profesi: Bidan, nip: 198501052010012901}
          - {nama: Bd. INA BATARA, puskesmas: Bajo, profesi: Bidan}   #! ILP318

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}, {nama: Bajo}]
        petugas:
          - {nama: "Ina Batara, A.Md.Keb.", puskesmas: Suli, pustu: Cimpu, profesi: Bidan, nip: 198501052010012901}
          - {nama: Bd. INA BATARA, puskesmas: Bajo, profesi: Bidan, nip: 198703122011012905}

    Langkah: isi NIP atau NIK di kedua baris: nomor yang sama bila satu orang, nomor masing-masing bila dua.
    """
    for listed in case.district.namesakes.values():
        yield from _lookalikes(listed, case.district.identities)


def _lookalikes(listed: list[Petugas | Kader], who: dict[Path, Who]) -> Iterator[Hit]:
    """One hit for all rows of one name that may be one person at two places: the first such row, and how many more.

    Of the rows before, one of each unit and day of birth is looked at, and never more than a few.
    """
    pairs: list[tuple[Petugas | Kader, Petugas | Kader]] = []
    before: dict[Birth | None, dict[tuple[object, ...], Petugas | Kader]] = {}
    for second in listed:
        own, unit, born = who[second.path], _spot(second), birth_of(second)
        known = [before.get(born, {}), before.get(None, {})] if born else before.values()
        for first in islice((person for rows in known for person in rows.values()), _ENOUGH):
            divided = first.place("nama") == second.place("nama")  # one row, at two units in a proposal
            if who[first.path] != own and _spot(first) != unit and not divided and not surely_others(first, second):
                pairs.append((first, second))
                break
        before.setdefault(born, {}).setdefault((sex_of(second), *unit), second)
    if pairs:
        first, second = pairs[0]
        yield hit(
            (*second.path, "nama"),
            nama=second.nama,
            kedua=where(second),
            lain=first.nama,
            pertama=where(first),
            letak=str(first.place("nama")),
            banyak=f"; begitu juga {len(pairs) - 1} baris lain dengan nama itu" if len(pairs) > 1 else "",
            puskesmas=second.puskesmas,
            pustu=second.pustu,
        )


def _spot(person: Petugas | Kader) -> tuple[object, ...]:
    """The unit of a person, or its written name where it is not registered."""
    return unit_of(person) or (person.as_written("puskesmas"), person.as_written("pustu"))


@rule(
    "ILP319",
    "NIP dan NIK berpasangan lain",
    message="{kolom} {nomor} di sini berpasangan dengan {lawan} lain daripada di {letak}",
    severity=Severity.WARNING,
)
def pairs_differ(case: Case) -> Iterator[Hit]:
    """Satu orang punya satu NIK dan satu NIP. Bila satu NIK berdampingan dengan dua NIP, salah satunya keliru.

    Orang dikenali dari NIP lebih dulu; NIK yang berpasangan dengan dua NIP tidak dipakai untuk menggabungkan baris.

    Salah::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, nip: 198501052010012901, nik: 7317014501850001}
          - {nama: Umi, puskesmas: Suli, profesi: Bidan, nip: 198501052010012902, nik: 7317014501850001}   #! ILP319

    Benar::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, nip: 198501052010012901, nik: 7317014501850001}
          - {nama: Umi, puskesmas: Suli, profesi: Bidan, nip: 198501052010012902, nik: 7317014501850002}

    Langkah: cocokkan kedua nomor dengan dokumen aslinya, lalu betulkan yang keliru.
    """
    by_nik: dict[Nik, Person] = {}
    by_nip: dict[Nip, Person] = {}
    for person in case.district.petugas:
        if not (person.nip.shaped and person.nik.shaped):
            continue
        same_nik, same_nip = by_nik.setdefault(person.nik, person), by_nip.setdefault(person.nip, person)
        if same_nik.nip != person.nip:
            facts = {"kolom": "NIK", "nomor": person.nik, "lawan": "NIP", "letak": str(same_nik.place("nik"))}
            yield hit((*person.path, "nik"), puskesmas=person.puskesmas, **facts)
        elif same_nip.nik != person.nik:
            facts = {"kolom": "NIP", "nomor": person.nip, "lawan": "NIK", "letak": str(same_nip.place("nip"))}
            yield hit((*person.path, "nip"), puskesmas=person.puskesmas, **facts)


@rule(
    "ILP320",
    "Satu nomor, dua nama",
    message="“{nama}” bernomor sama dengan “{lain}” ({letak}), jadi dihitung sebagai satu orang",
    severity=Severity.NOTE,
)
def one_number_two_names(case: Case) -> Iterator[Hit]:
    """Orang dikenali dari nomornya, bukan namanya. Nomor yang ikut tersalin ke baris lain menghilangkan seorang.

    Gelar, huruf besar, dan spasi dikesampingkan; ejaan lain dari nama yang sama tetap disebut.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, nik: 7317014501850001}
          - {nama: Tuti, puskesmas: Suli, posyandu: Melati, nik: 7317014501850001}   #! ILP320

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, nik: 7317014501850001}
          - {nama: Tuti, puskesmas: Suli, posyandu: Melati, nik: 7317015203910002}

    Langkah: betulkan nomornya bila memang dua orang; samakan namanya bila satu orang.
    """
    for listed in case.district.listed_again.values():
        first = listed[0]
        for person in listed[1:]:
            if person.nama and first.nama and same_name(person) != same_name(first):
                facts = {"nama": person.nama, "lain": first.nama, "letak": str(first.place("nama"))}
                yield hit((*person.path, "nama"), puskesmas=person.puskesmas, **facts)


@rule(
    "ILP328",
    "NIK tidak cocok dengan data diri",
    message="{apa} di baris ini tidak sama dengan pada NIK ({lazim})",
    severity=Severity.NOTE,
)
def nik_against_the_row(case: Case) -> Iterator[Hit]:
    """Bila roster memuat tanggal_lahir atau jenis_kelamin, isinya dibandingkan dengan NIK di baris yang sama.

    Hanya catatan: NIK tidak berubah bila tanggal lahir pemiliknya dibetulkan, jadi keduanya dapat sama-sama benar.

    Salah::

        puskesmas: [{nama: Suli}]
        kader:
          - {nama: Ani, puskesmas: Suli, nik: 7317014501850001, tanggal_lahir: 1985-02-05}   #! ILP328

    Benar::

        puskesmas: [{nama: Suli}]
        kader:
          - {nama: Ani, puskesmas: Suli, nik: 7317014501850001, tanggal_lahir: 1985-01-05}

    Langkah: cocokkan baris ini dengan kartu keluarga; bila keduanya benar, biarkan.
    """
    for person in _everyone(case):
        if person.nik:
            yield from _against_the_row(person, nik_birth(person.nik), nik_sex(person.nik))


@rule("ILP329", "Umur tidak mungkin", message="menurut tanggal lahirnya “{nama}” berumur {umur} tahun pada {pada}")
def age_impossible(case: Case) -> Iterator[Hit]:
    """Petugas dan kader berumur 15 sampai 80 tahun; di luar itu tanggal lahirnya keliru, dan pensiunnya ikut keliru.

    Batas ini bukan ketentuan, hanya untuk menemukan salah ketik.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, tanggal_lahir: 2015-01-05}   #! ILP329

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, tanggal_lahir: 1985-01-05}

    Langkah: betulkan tanggal lahirnya menurut dokumen asli.
    """
    working = range(reasonable("umur_termuda"), reasonable("umur_tertua") + 1)
    for person in _everyone(case):
        born = person.lahir
        if born is None:
            continue
        age = case.pada.year - born.year - ((case.pada.month, case.pada.day) < (born.month, born.day))
        if age not in working:
            facts = {"nama": person.nama, "umur": age, "pada": tanggal(case.pada), "puskesmas": person.puskesmas}
            yield hit((*person.path, "tanggal_lahir"), **facts)


RULES = (
    nip_implausible,
    nik_implausible,
    numbers_disagree,
    nip_against_the_row,
    perhaps_the_same,
    pairs_differ,
    one_number_two_names,
    nik_against_the_row,
    age_impossible,
)
