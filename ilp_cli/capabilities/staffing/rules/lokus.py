"""ILP2xx: whether every pustu and posyandu lokus has the people the standards ask, on every service day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import sebutan
from ilp_cli.core.weekdays import hari_text, parse_hari
from ilp_cli.core.words import HARI, daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.doubtful import shaky
from ilp_cli.district.ended import ended, not_heard, unread
from ilp_cli.district.fulfilment import DayGap, PustuState, kinds_at_puskesmas, posyandu_states, pustu_states
from ilp_cli.district.layanan import Jawaban, tawaran
from ilp_cli.district.leave import known_leave
from ilp_cli.district.people import KINDS
from ilp_cli.district.presence import COUNTED, placed, present, serves
from ilp_cli.law.configs import professions
from ilp_cli.law.services import matriks
from ilp_cli.rulebook.rule import Hit, hit, rule

_NAMED = 5
"""So many of those who do not count are named beside a shortage."""


def _short_of(case: Case, kind: str) -> Iterator[Hit]:
    """Pustu lokus whose head count of one kind is below the minimum."""
    for state in case.of(pustu_states):
        if state.kurang[kind]:
            left = _uncounted("sudah tidak dihitung", case.of(ended).get((state.unit, kind), ()))
            left += _uncounted("tidak dihitung", case.of(unread).get((state.unit, kind), ()))
            yield hit(
                state.path,
                bekas=left or not_heard(case, state.unit[:2], state.puskesmas),
                layanan="" if state.ada[kind] else _resting(case, state.unit, kind),
                tempat=sebutan("pustu", state.pustu),
                pustu=state.pustu,
                puskesmas=state.puskesmas,
                ada=state.ada[kind],
                minimum=state.minimum[kind],
                kurang=state.kurang[kind],
            )


def _uncounted(words: str, people: Sequence[str]) -> str:
    """The tail of a sentence that names those who do not count, each with the reason."""
    more = f" dan {len(people) - _NAMED} lagi" if len(people) > _NAMED else ""
    return f"; {words}: {', '.join(people[:_NAMED])}{more}" if people else ""


def _resting(case: Case, unit: Path, kind: str) -> str:
    """The services that a pustu says it offers although they rest on a profession of which it has nobody."""
    own = case.of(tawaran).get(unit)
    services = (
        [] if own is None or not own.kata else [s for s in matriks().resting_on(kind) if own.layanan(s) is Jawaban.YA]
    )
    names = daftar(service.sebutan for service in services)
    return f"; dinyatakan ada, padahal bergantung pada {kind} (turunan): {names}" if services else ""


@rule(
    "ILP201",
    "Bidan pustu kurang",
    message="{tempat} ({puskesmas}): {ada} bidan, minimum {minimum}, kurang {kurang}{bekas}{layanan}",
    standard="pustu.bidan",
)
def bidan_below_minimum(case: Case) -> Iterator[Hit]:
    """Pelayanan ibu dan anak di pustu dikerjakan bidan; tanpa bidan, kunjungan K2–K6 dan nifas tidak terlayani.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu]}   #! ILP201
        petugas:
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu]}
        petugas:
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, jabatan: Bidan Ahli Pertama}

    Langkah: tempatkan bidan dari puskesmas induk, usulkan formasi, atau tunda lokus ini.
    """
    yield from _short_of(case, "bidan")


@rule(
    "ILP202",
    "Perawat pustu kurang",
    message="{tempat} ({puskesmas}): {ada} perawat, minimum {minimum}, kurang {kurang}{bekas}{layanan}",
    standard="pustu.perawat",
)
def perawat_below_minimum(case: Case) -> Iterator[Hit]:
    """Pustu melayani semua siklus hidup, jadi harus punya perawat. Perawat gigi dan terapis gigi bukan perawat.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu]}   #! ILP202
        petugas:
          - {nama: Rahma, puskesmas: Suli, pustu: Cimpu, profesi: Perawat Gigi}

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu]}
        petugas:
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, jabatan: Perawat Terampil}

    Langkah: tempatkan perawat dari puskesmas induk, usulkan formasi, atau tunda lokus ini.
    """
    yield from _short_of(case, "perawat")


@rule(
    "ILP203",
    "Kader pustu kurang",
    message="{tempat} ({puskesmas}): {ada} dari {minimum} kader, kurang {kurang}{bekas}",
    standard="pustu.kader",
)
def kader_below_minimum(case: Case) -> Iterator[Hit]:
    """Kader pustu mengerjakan pemberdayaan dan kunjungan rumah; jumlahnya tercetak di KMK, “minimal” adalah bacaan.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu]}   #! ILP203
        kader:
          - {nama: Ani, puskesmas: Suli, pustu: Cimpu}

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu]}
        kader:
          - {nama: Ani, puskesmas: Suli, pustu: Cimpu}
          - {nama: Tuti, puskesmas: Suli, pustu: Cimpu}

    Langkah: minta desa mengangkat kader pustu; kader direkrut dari desa itu, bukan dipindahkan.
    """
    yield from _short_of(case, "kader")


@rule(
    "ILP204",
    "Ada hari layanan di bawah minimum",
    message="{tempat} ({puskesmas}): {rincian}",
    standard="pustu.hari_layanan",
)
def day_below_minimum(case: Case) -> Iterator[Hit]:
    """Jumlah orangnya cukup, tetapi pada hari tertentu tidak hadir. KMK meminta pustu melayani setiap hari kerja.

    KMK menghitung orang; bahwa minimumnya berlaku setiap hari layanan adalah bacaan program (turunan).

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu]}   #! ILP204
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, hari_tugas: Sen-Kam}

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu]}
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, hari_tugas: Sen-Jum}

    Langkah: atur ulang hari tugas, atau tambahkan petugas pada hari yang disebut.
    """
    for state in case.of(pustu_states):
        gaps = state.absences
        if gaps:
            tempat = sebutan("pustu", state.pustu)
            facts = {"tempat": tempat, "pustu": state.pustu, "puskesmas": state.puskesmas}
            yield hit(state.path, rincian=_details(gaps), **facts)


def _details(gaps: Iterable[DayGap]) -> str:
    """The days, each with who is missing: "jumat 0 dari 1 bidan"."""
    days = sorted({gap.hari for gap in gaps})
    return "; ".join(
        f"{HARI[day]} " + daftar(f"{gap.ada} dari {gap.minimum} {gap.kind}" for gap in gaps if gap.hari == day)
        for day in days
    )


@rule(
    "ILP205",
    "Kader posyandu kurang",
    message="{tempat} ({puskesmas}): {ada} kader, minimum {minimum}, kurang {kurang}{berbagi}",
    standard="posyandu.kader",
)
def posyandu_kader_below_minimum(case: Case) -> Iterator[Hit]:
    """Posyandu dilaksanakan kadernya; berapa paling sedikit, tercetak di KMK.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, posyandu: [Melati]}   #! ILP205
        kader:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati}
          - {nama: Tuti, puskesmas: Suli, posyandu: Melati}
          - {nama: Sari, puskesmas: Suli, posyandu: Melati}
          - {nama: Nur, puskesmas: Suli, posyandu: Melati}

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, posyandu: [Melati]}
        kader:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati}
          - {nama: Tuti, puskesmas: Suli, posyandu: Melati}
          - {nama: Sari, puskesmas: Suli, posyandu: Melati}
          - {nama: Nur, puskesmas: Suli, posyandu: Melati}
          - {nama: Wati, puskesmas: Suli, posyandu: Melati}

    Langkah: minta desa mengangkat kader posyandu sebelum SK ditandatangani.
    """
    for state in case.of(posyandu_states):
        if state.kurang:
            shared = len(state.berbagi)
            yield hit(
                state.path,
                tempat=sebutan("posyandu", state.posyandu),
                puskesmas=state.puskesmas,
                ada=state.kader,
                minimum=state.minimum,
                kurang=state.kurang,
                berbagi=f" ({shared} lain sudah dihitung sebagai kader pustu)"
                if shared
                else not_heard(case, state.unit[:2], state.puskesmas),
            )


@rule(
    "ILP206",
    "Jenis tenaga puskesmas belum lengkap",
    message="{puskesmas}: belum ada {jenis}{belum}",
    severity=Severity.WARNING,
    standard="puskesmas.jenis_nakes",
)
def kinds_missing(case: Case) -> Iterator[Hit]:
    """Sebuah aplikasi usulan alat menanyakan jenis tenaga di puskesmas lokus; itu syarat aplikasi, bukan peraturan.

    Salah::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli}   #! ILP206
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}

    Benar::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli}
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
          - {nama: Yusuf, puskesmas: Suli, profesi: Perawat}
          - {nama: Andi, puskesmas: Suli, profesi: Dokter}
          - {nama: Mira, puskesmas: Suli, profesi: Dokter Gigi}
          - {nama: Eka, puskesmas: Suli, profesi: ATLM}

    Langkah: periksa SISDMK puskesmas ini; usulkan jenis tenaga yang belum ada.
    """
    standard = case.standards.get("puskesmas.jenis_nakes")
    wanted = standard.nilai if standard and isinstance(standard.nilai, tuple) else ()
    if not case.district.roster_given:
        return
    kinds = kinds_at_puskesmas(case.district, case.pada)
    told: set[Path] = set()
    for _, lokus, puskesmas in case.district.lokus(case.years):
        if puskesmas.path in told or not puskesmas.open_on(case.pada):
            continue
        told.add(puskesmas.path)
        missing = [
            professions().names.get(kind, kind) for kind in wanted if kind not in kinds.get(puskesmas.path, set())
        ]
        if missing:
            silent = not_heard(case, puskesmas.path, puskesmas.nama)
            yield hit((*lokus.path, "puskesmas"), puskesmas=puskesmas.nama, jenis=daftar(missing), belum=silent)


@rule(
    "ILP207",
    "Kader pustu juga tercatat di posyandu",
    message="“{nama}” kader pustu dan posyandu {posyandu}; dihitung di pustu saja",
    severity=Severity.NOTE,
)
def kader_shared(case: Case) -> Iterator[Hit]:
    """KMK tidak menyebut apakah kader pustu boleh dihitung juga di antara kader posyandu.

    Bacaan yang aman: tidak. Daerah dapat memutuskan lain lewat `kebijakan:`.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}]
        kader:
          - {nama: Ani, puskesmas: Suli, pustu: Cimpu, posyandu: Melati}   #! ILP207

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}]
        kebijakan: {kader_pustu_boleh_kader_posyandu: ya}
        kader:
          - {nama: Ani, puskesmas: Suli, pustu: Cimpu, posyandu: Melati}

    Langkah: angkat kader lain untuk posyandu, atau tulis kebijakan daerah di kunci kebijakan.
    """
    if case.district.kebijakan.kader_pustu_boleh_kader_posyandu:
        return
    who = case.district.identities
    placed = [kader for kader in case.district.kader if kader.pustu_path]
    at_pustu = {who[kader.path]: kader.pustu for kader in placed if serves(kader, case.pada, COUNTED)}
    for kader in case.district.kader:
        if kader.posyandu_path and who[kader.path] in at_pustu and serves(kader, case.pada, COUNTED):
            yield hit(
                (*kader.path, "posyandu"),
                nama=kader.nama,
                posyandu=kader.posyandu,
                puskesmas=kader.puskesmas,
                pustu=at_pustu[who[kader.path]],
            )


@rule(
    "ILP208",
    "Hari layanan kurang dari hari kerja",
    message="{tempat} tidak melayani {hari}",
    standard="pustu.hari_layanan",
)
def service_days_missing(case: Case) -> Iterator[Hit]:
    """Pustu melayani setiap hari kerja, di dalam dan di luar gedung; hari boleh ditambah, tidak boleh dikurangi.

    Salah::

        puskesmas:
          - nama: Suli
            pustu:
              - {nama: Cimpu, hari_layanan: [senin, rabu]}   #! ILP208

    Benar::

        puskesmas:
          - nama: Suli
            pustu:
              - {nama: Cimpu, hari_layanan: [senin, selasa, rabu, kamis, jumat, sabtu]}

    Langkah: lengkapi hari layanan sampai meliputi semua hari kerja kabupaten.
    """
    standard = case.standards.get("pustu.hari_layanan")
    named = standard.nilai if standard and isinstance(standard.nilai, tuple) else ()
    working = frozenset(chain.from_iterable(parse_hari(day) or () for day in named))
    district = case.district
    if working - district.hari_layanan:
        facts = {"tempat": district.kabupaten.sebutan, "hari": hari_text(working - district.hari_layanan)}
        yield hit(("hari_layanan",), **facts)
    for puskesmas in district.puskesmas:
        for pustu in puskesmas.pustu:
            missing = (working | district.hari_layanan) - district.service_days(pustu)
            if pustu.hari_layanan and missing:
                yield hit(
                    (*pustu.path, "hari_layanan"),
                    tempat=f"{sebutan('pustu', pustu.nama)} ({puskesmas.nama})",
                    hari=hari_text(missing),
                    puskesmas=puskesmas.nama,
                    pustu=pustu.nama,
                )


@rule(
    "ILP209",
    "Roster belum ada",
    message="roster belum ada atau belum terbaca seluruhnya, jadi tenaga {jumlah} pustu lokus belum diperiksa",
    severity=Severity.NOTE,
)
def roster_missing(case: Case) -> Iterator[Hit]:
    """Tanpa roster, pemenuhan tenaga tidak diketahui; tidak diketahui bukan nol, dan bukan pula cukup.

    Salah::

        kabupaten: {nama: Luwu}   #! ILP209
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - {tahun: 2024, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - {tahun: 2024, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}

    Langkah: buat roster kosong dengan `ilp template FOLDER -o roster-kosong.xlsx`, isi, lalu tulis namanya
    di kunci roster.
    """
    if not case.district.roster_given:
        units = list(case.district.lokus_pustu(case.years, case.pada))
        if units:
            yield hit(("roster",), jumlah=len(units))


@rule(
    "ILP210",
    "Belum ada standar pada hari itu",
    message="belum ada standar tenaga yang berlaku pada {hari}; pemenuhan tidak diperiksa",
    severity=Severity.WARNING,
)
def no_standards_yet(case: Case) -> Iterator[Hit]:
    """Tanpa standar yang berlaku, tidak ada yang dapat disebut memenuhi.

    Standar tenaga pustu berlaku sejak Juknis ILP ditetapkan; sebelum itu pemeriksaan ini tidak mempunyai ukuran.

    Salah (2020-01-01)::

        kabupaten: {nama: Luwu}   #! ILP210
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap: [{tahun: 2024, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
        petugas: [{nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}]

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap: [{tahun: 2024, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
        petugas: [{nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}]

    Langkah: pilih hari pemeriksaan yang lebih baru dengan --pada; `ilp standards` menyebut sejak kapan standar berlaku.
    """
    if case.district.roster_given and "pustu.bidan" not in case.standards:
        yield hit(("kabupaten",), hari=case.pada.isoformat())


@rule(
    "ILP211",
    "Kader tanpa tempat tugas",
    message="“{nama}” tidak disebut bertugas di pustu atau posyandu mana, jadi tidak dihitung",
    severity=Severity.WARNING,
)
def kader_without_place(case: Case) -> Iterator[Hit]:
    """Kader dihitung di pustu atau di posyandu; tanpa salah satunya ia tidak dihitung di mana pun.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        kader:
          - {nama: Ani, puskesmas: Suli}   #! ILP211

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        kader:
          - {nama: Ani, puskesmas: Suli, pustu: Cimpu}

    Langkah: isi kolom pustu atau posyandu.
    """
    for kader in case.district.kader:
        if kader.nama and kader.induk and not kader.pustu and not kader.posyandu:
            yield hit((*kader.path, "pustu"), nama=kader.nama, puskesmas=kader.puskesmas)


@rule(
    "ILP212",
    "Minimum terpenuhi, tetapi ada yang cuti",
    message="{tempat} ({puskesmas}) memenuhi menurut roster, tetapi pada {tanggal} tinggal {ada} dari {minimum} "
    "{jenis}: {cuti} cuti",
    severity=Severity.NOTE,
    standard="pustu.hari_layanan",
)
def met_but_for_leave(case: Case) -> Iterator[Hit]:
    """Cuti tidak mengurangi tenaga sebuah pustu; tetapi pada hari itu pustunya kurang orang, jadi perlu pengganti.

    Salah (2026-11-24)::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu]}   #! ILP212
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
        kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}, {nama: Tuti, puskesmas: Suli, pustu: Cimpu}]
        cuti: [{nama: Ina, dari: 2026-11-23, sampai: 2026-11-27}]

    Benar (2026-11-24)::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu]}
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
          - {nama: Rahma, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, mulai: 2026-11-23, sampai: 2026-11-27}
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
        kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}, {nama: Tuti, puskesmas: Suli, pustu: Cimpu}]
        cuti: [{nama: Ina, dari: 2026-11-23, sampai: 2026-11-27}]

    Langkah: tugaskan pengganti untuk hari-hari itu; `ilp why FOLDER [--roster BERKAS] --bulan BULAN`
    mengusulkan siapa.
    """
    leave = case.of(known_leave)
    names = {case.district.identities[row.path]: row.nama for row, _, _ in placed(case.district)} if leave else {}
    away = {who: names[who] for who, cuti in leave.items() if who in names and any(c.covers(case.pada) for c in cuti)}
    for state in case.of(pustu_states) if away else ():
        for kind in KINDS:
            people = case.of(present).at(state.unit, kind)
            absent = [names[who] for who in people if who in away]  # type: ignore[index]
            there = len(people) - len(absent)
            if absent and state.memenuhi and there < state.minimum[kind]:
                yield hit(
                    state.path,
                    tempat=sebutan("pustu", state.pustu),
                    pustu=state.pustu,
                    puskesmas=state.puskesmas,
                    tanggal=tanggal(case.pada),
                    ada=there,
                    minimum=state.minimum[kind],
                    jenis=kind,
                    cuti=daftar(absent),
                )


@rule(
    "ILP213",
    "Minimum terpenuhi hanya bersama yang diragukan",
    message="{tempat} ({puskesmas}) memenuhi minimum hanya bila semua dihitung: {siapa}; tanpa itu {kurang}",
    severity=Severity.WARNING,
)
def met_only_with_doubtful(case: Case) -> Iterator[Hit]:
    """Yang dicoret, yang mungkin sudah keluar, dan dua nama yang mungkin satu orang tetap dihitung.

    Lokus yang memenuhi hanya bersama mereka belum tentu memenuhi. Siapa dan sebabnya disebut juga di barisnya: ILP024,
    ILP325, ILP330.

    Salah::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu]}   #! ILP213
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, keterangan: "usul pindah ke RSUD"}
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
        kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}, {nama: Tuti, puskesmas: Suli, pustu: Cimpu}]

    Benar::

        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu]}
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, sampai: 2027-01-31, keterangan: ke RSUD}
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
        kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}, {nama: Tuti, puskesmas: Suli, pustu: Cimpu}]

    Langkah: pastikan orangnya lebih dahulu; bila sudah pergi atau satu orang, hapus barisnya atau isi sampai.
    """
    for unit in case.of(shaky).values():
        kind = "pustu" if isinstance(unit.state, PustuState) else "posyandu"
        nama = unit.state.pustu if isinstance(unit.state, PustuState) else unit.state.posyandu
        yield hit(
            unit.state.path,
            tempat=sebutan(kind, nama),
            puskesmas=unit.state.puskesmas,
            siapa="; ".join(unit.siapa),
            kurang=unit.kurang,
            **{kind: nama},
        )


RULES = (
    bidan_below_minimum,
    perawat_below_minimum,
    kader_below_minimum,
    day_below_minimum,
    posyandu_kader_below_minimum,
    kinds_missing,
    kader_shared,
    service_days_missing,
    roster_missing,
    no_standards_yet,
    kader_without_place,
    met_but_for_leave,
    met_only_with_doubtful,
)
