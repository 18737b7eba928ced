"""ILP1xx: whether the lokus of a stage are registered, named once, and still there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ilp_cli.capabilities.roadmap.rules.asked import lokus_asked, lokus_written, stages_asked
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import maksud, maksud_tempat, normal
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.roadmap import Lokus, Tahap
from ilp_cli.rulebook.rule import Hit, hit, rule


@rule(
    "ILP101",
    "Puskesmas lokus tidak terdaftar",
    message="puskesmas lokus “{nama}” tidak ada di daftar puskesmas{maksud}",
)
def lokus_not_registered(case: Case) -> Iterator[Hit]:
    """Setiap lokus harus salah satu puskesmas di daftar; nama yang mirip hanya diusulkan, tidak pernah dipakai sendiri.

    Salah::

        puskesmas: [{nama: Bua}, {nama: Bua Ponrang, alias: [Bupon]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Bupom}   #! ILP101

    Benar::

        puskesmas: [{nama: Bua}, {nama: Bua Ponrang, alias: [Bupon]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Bupon}

    Langkah: betulkan nama lokus, daftarkan nama itu sebagai alias puskesmas yang dimaksud, atau kembalikan puskesmasnya
    ke register dengan `tutup:` bila ia sudah ditutup.
    """
    district = case.district
    names = [name for puskesmas in district.puskesmas for name in (puskesmas.nama, *puskesmas.alias)]
    for lokus, puskesmas in lokus_written(case):
        if puskesmas is None:
            written = lokus.puskesmas
            yield hit(written.path, nama=written.nama, maksud=maksud(written.nama, names))


@rule(
    "ILP102",
    "Puskesmas menjadi lokus dua kali",
    message="{puskesmas} sudah menjadi lokus pada tahap {pertama}{sebab}",
)
def lokus_twice(case: Case) -> Iterator[Hit]:
    """Puskesmas lokus boleh menambah pustu dan posyandu pada tahap kemudian; tanpa tambahan ia hanya disebut dua kali.

    Di dalam satu tahap, semua pustu dan posyandunya ditulis pada satu butir.

    Salah::

        puskesmas: [{nama: Suli}]
        tahap:
          - {tahun: 2024, lokus: [{puskesmas: Suli}]}
          - {tahun: 2025, lokus: [{puskesmas: SULI}]}   #! ILP102

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}]}]
        tahap:
          - {tahun: 2024, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}
          - {tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Murante]}]}

    Langkah: sebut pustu atau posyandu yang baru pada tahap ini, gabungkan butir yang kembar, atau hapus salah satunya.
    """
    for lokus, tahap, before in case.of(_repeated).values():
        puskesmas = lokus.puskesmas.unit
        if puskesmas is None or tahap.tahun not in case.years:
            continue
        why = "; gabungkan butirnya" if before is tahap else " dan di sini tidak menambah pustu atau posyandu"
        called = normal(lokus.puskesmas.nama)
        if called != normal(puskesmas.nama):
            why = f" (“{lokus.puskesmas.nama}” aliasnya){why}"
        yield hit(lokus.puskesmas.path, puskesmas=puskesmas.nama, pertama=before.tahun, sebab=why)


def _repeated(case: Case) -> dict[Path, tuple[Lokus, Tahap, Tahap]]:
    """The lokus that are named a second time, by their path, with their stage and the one that named them first.

    One of another stage that adds pustu or posyandu is none of them: it is a second wave.
    """
    first: dict[Path, Tahap] = {}
    repeated: dict[Path, tuple[Lokus, Tahap, Tahap]] = {}
    for tahap in sorted(case.district.tahap, key=lambda stage: stage.tahun):
        for lokus in tahap.lokus:
            if lokus.puskesmas.unit is None:
                continue
            before = first.setdefault(lokus.puskesmas.unit.path, tahap)
            new = case.district.added[lokus.path]
            if not new.puskesmas and (before is tahap or not (new.pustu or new.posyandu)):
                repeated[lokus.path] = (lokus, tahap, before)
    return repeated


def _elsewhere(case: Case, kind: str, name: str) -> str:
    """Under which other puskesmas a pustu or posyandu of this name is registered, in words."""
    finder = Puskesmas.find_pustu if kind == "pustu" else Puskesmas.find_posyandu
    owners = [puskesmas.nama for puskesmas in case.district.puskesmas if finder(puskesmas, name)]
    return f"; terdaftar di {', '.join(owners)}" if owners else ""


def _unregistered(case: Case, kind: str) -> Iterator[Hit]:
    """Names of one kind that a lokus gives but its puskesmas does not have."""
    for lokus, puskesmas in lokus_written(case):
        if puskesmas is None:
            continue
        known = [unit.nama for unit in (puskesmas.pustu if kind == "pustu" else puskesmas.posyandu)]
        for sort, named in lokus.units():
            if sort == kind and named.unit is None:
                other = _elsewhere(case, kind, named.nama) or maksud_tempat(named.nama, known)
                yield hit(named.path, nama=named.nama, petunjuk=other, puskesmas=puskesmas.nama)


@rule(
    "ILP105",
    "Pustu lokus tidak terdaftar di puskesmasnya",
    message="pustu “{nama}” tidak terdaftar di {puskesmas}{petunjuk}",
)
def pustu_not_registered(case: Case) -> Iterator[Hit]:
    """Pustu yang dinamai SK harus jaringan puskesmas yang sama; nama yang sama di puskesmas lain bukan pustu ini.

    Salah::

        puskesmas:
          - {nama: Suli, pustu: [{nama: Cimpu}]}
          - {nama: Bajo, pustu: [{nama: Sampa}]}
        tahap:
          - tahun: 2024
            lokus:
              - {puskesmas: Suli, pustu: [Sampa]}   #! ILP105

    Benar::

        puskesmas:
          - {nama: Suli, pustu: [{nama: Cimpu}]}
        tahap:
          - tahun: 2024
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu]}

    Langkah: betulkan nama pustu, atau daftarkan di bawah puskesmas yang benar.
    """
    yield from _unregistered(case, "pustu")


@rule(
    "ILP106",
    "Posyandu lokus tidak terdaftar di puskesmasnya",
    message="posyandu “{nama}” tidak terdaftar di {puskesmas}{petunjuk}",
)
def posyandu_not_registered(case: Case) -> Iterator[Hit]:
    """Nama posyandu sering berulang (Melati, Mawar); yang dimaksud selalu yang di bawah puskesmas itu.

    Salah::

        puskesmas:
          - {nama: Suli, posyandu: [{nama: Melati}]}
        tahap:
          - tahun: 2024
            lokus:
              - {puskesmas: Suli, posyandu: [Mawar]}   #! ILP106

    Benar::

        puskesmas:
          - {nama: Suli, posyandu: [{nama: Melati}]}
        tahap:
          - tahun: 2024
            lokus:
              - {puskesmas: Suli, posyandu: [Melati]}

    Langkah: betulkan nama posyandu, atau daftarkan di bawah puskesmas yang benar.
    """
    yield from _unregistered(case, "posyandu")


def _too_few(case: Case, kind: str) -> Iterator[Hit]:
    """Lokus that name fewer pustu or posyandu than the local standard asks."""
    standard = case.standards.get(f"lokus.{kind}")
    minimum = standard.nilai if standard and isinstance(standard.nilai, int) else 0
    for tahap, lokus, puskesmas in lokus_asked(case):
        there = len(getattr(lokus, kind))
        grown = puskesmas is not None and case.district.since[puskesmas.path] < tahap.tahun
        if (
            there < minimum
            and not grown
            and lokus.path not in case.of(_repeated)
            and case.district.text.whole((*lokus.path, kind))
        ):
            yield hit(lokus.path, puskesmas=lokus.nama, tahun=tahap.tahun, ada=there, minimum=minimum)


@rule(
    "ILP107",
    "Lokus tanpa pustu",
    message="{puskesmas} (tahap {tahun}): {ada} pustu lokus, minimum {minimum}",
    severity=Severity.WARNING,
    standard="lokus.pustu",
)
def lokus_without_pustu(case: Case) -> Iterator[Hit]:
    """Luwu menetapkan satu pustu dan satu posyandu untuk tiap puskesmas lokus: pilihan daerah, bukan aturan nasional.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        tahap:
          - tahun: 2024
            lokus:
              - {puskesmas: Suli, posyandu: [Melati]}   #! ILP107

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}]
        tahap:
          - tahun: 2024
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}

    Langkah: sebut pustu yang menjadi lokus; bila memang tanpa pustu (kota), tulis kebijakan: {lokus_tanpa_pustu: ya}.
    """
    if not case.district.kebijakan.lokus_tanpa_pustu:
        yield from _too_few(case, "pustu")


@rule(
    "ILP108",
    "Lokus tanpa posyandu",
    message="{puskesmas} (tahap {tahun}): {ada} posyandu lokus, minimum {minimum}",
    severity=Severity.WARNING,
    standard="lokus.posyandu",
)
def lokus_without_posyandu(case: Case) -> Iterator[Hit]:
    """Luwu menetapkan satu pustu dan satu posyandu untuk tiap puskesmas lokus: pilihan daerah, bukan aturan nasional.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2024
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu]}   #! ILP108

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}]
        tahap:
          - tahun: 2024
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}

    Langkah: sebut posyandu yang menjadi lokus bersama puskesmas ini.
    """
    yield from _too_few(case, "posyandu")


@rule(
    "ILP115",
    "Pustu atau posyandu disebut dua kali sebagai lokus",
    message="{jenis} “{nama}” ({puskesmas}) sudah disebut sebagai lokus tahap {pertama}",
)
def unit_lokus_twice(case: Case) -> Iterator[Hit]:
    """Pustu atau posyandu yang disebut dua kali menambah jumlah di Lampiran tanpa menambah tempat.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2024
            lokus:
              - puskesmas: Suli
                pustu: [Cimpu, Cimpu]   #! ILP115

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2024
            lokus:
              - puskesmas: Suli
                pustu: [Cimpu]

    Langkah: sebut setiap pustu dan posyandu satu kali.
    """
    first: dict[tuple[str, str, str], int] = {}
    for tahap in case.district.tahap:
        for lokus in tahap.lokus:
            new = case.district.added[lokus.path]
            told = lokus.path in case.of(_repeated) and not (new.pustu or new.posyandu)  # as a whole, by ILP102
            for kind, named in lokus.units():
                key = (kind, normal(lokus.nama), normal(named.nama))
                if key in first and tahap.tahun in case.years and not told:
                    facts = {"jenis": kind, "nama": named.nama, "puskesmas": lokus.nama, "pertama": first[key]}
                    yield hit(named.path, **facts)
                first.setdefault(key, tahap.tahun)


@rule(
    "ILP118",
    "Tahap tanpa lokus dan tanpa target",
    message="tahap {tahun} belum menyebut lokus maupun target",
)
def empty_stage(case: Case) -> Iterator[Hit]:
    """Tahap yang kosong tidak menjanjikan apa pun dan tidak dapat diperiksa.

    Salah::

        tahap:
          - tahun: 2024   #! ILP118
            keterangan: kick-off

    Benar::

        tahap:
          - tahun: 2024
            target: {puskesmas: 2}

    Langkah: sebut lokusnya; bila namanya belum diketahui, tulis target saja.
    """
    for tahap in stages_asked(case):
        if not tahap.lokus and tahap.target is None:
            yield hit((*tahap.path, "tahun"), tahun=tahap.tahun)


@rule(
    "ILP122",
    "Posyandu lokus dibina pustu lain",
    message="posyandu {posyandu} dibina pustu {pembina}, bukan {pustu}; di Lampiran II keduanya sebaris",
    severity=Severity.WARNING,
)
def guided_by_another(case: Case) -> Iterator[Hit]:
    """Posyandu lokus sebaiknya yang dibina pustu lokus puskesmas itu, pada tahap ini atau sebelumnya.

    Salah::

        puskesmas:
          - nama: Suli
            pustu: [{nama: Cimpu}, {nama: Murante}]
            posyandu: [{nama: Mawar, pustu: Murante}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu], posyandu: [Mawar]}   #! ILP122

    Benar::

        puskesmas:
          - nama: Suli
            pustu: [{nama: Cimpu}, {nama: Murante}]
            posyandu: [{nama: Mawar, pustu: Murante}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Murante], posyandu: [Mawar]}

    Langkah: sebut pustu pembinanya, pilih posyandu lain, atau betulkan pustu pembina di daftar.
    """
    named: set[Path] = set()
    for tahap in sorted(case.district.tahap, key=lambda stage: stage.tahun):
        named |= {pustu.unit.path for lokus in tahap.lokus for pustu in lokus.pustu if pustu.unit}
        for lokus in tahap.lokus if tahap.tahun in case.years else ():
            own = lokus.puskesmas.unit
            known = lokus.pustu and all(pustu.unit for pustu in lokus.pustu)  # else the name is told, by ILP105
            for posyandu in lokus.posyandu if own and known else ():
                guide = own.find_pustu(posyandu.unit.pustu) if own and posyandu.unit and posyandu.unit.pustu else None
                if guide is not None and guide.path not in named:
                    facts = {"posyandu": posyandu.nama, "pembina": guide.nama, "puskesmas": lokus.nama}
                    yield hit(posyandu.path, pustu=daftar(pustu.nama for pustu in lokus.pustu), **facts)


@rule(
    "ILP126",
    "Lokus di puskesmas yang sudah tutup",
    message="{puskesmas} tutup sejak {tanggal}, tetapi masih lokus tahap {tahun}",
)
def lokus_closed(case: Case) -> Iterator[Hit]:
    """Puskesmas yang tutup atau bergabung tetap tercatat pada tahap lamanya, dan tidak menjadi lokus baru lagi.

    Salah::

        puskesmas: [{nama: Suli, tutup: 2025-12-31}]
        tahap:
          - tahun: 2026
            lokus:
              - {puskesmas: Suli}   #! ILP126

    Benar::

        puskesmas: [{nama: Suli, tutup: 2025-12-31}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli}

    Langkah: sebut puskesmas yang menggantikannya, atau betulkan tanggal tutup.
    """
    for tahap, lokus, puskesmas in lokus_asked(case):
        if puskesmas is not None and puskesmas.tutup and not puskesmas.open_on(date(tahap.tahun, 1, 1)):
            facts = {"puskesmas": puskesmas.nama, "tanggal": tanggal(puskesmas.tutup), "tahun": tahap.tahun}
            yield hit(lokus.puskesmas.path, **facts)


RULES = (
    lokus_not_registered,
    lokus_twice,
    pustu_not_registered,
    posyandu_not_registered,
    lokus_without_pustu,
    lokus_without_posyandu,
    unit_lokus_twice,
    empty_stage,
    guided_by_another,
    lokus_closed,
)
