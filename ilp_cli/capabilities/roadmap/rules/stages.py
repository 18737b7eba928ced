"""ILP1xx: whether the roadmap agrees with the register, with its promises, and with itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import maksud, near, normal
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.calendar import Libur
from ilp_cli.district.case import Case
from ilp_cli.district.coverage import coverage
from ilp_cli.district.place import Posyandu, Puskesmas, registration_of
from ilp_cli.district.realisasi import units_of
from ilp_cli.district.roadmap import Kabar, Lokus, Sasaran, Tahap, number_key
from ilp_cli.rulebook.rule import Hit, hit, rule

DECEMBER = 12
CODE_LENGTH = 7
OLD_CODE = re.compile(r"[Pp]\d{10}")
"""Figures of a Kemenkes code."""


def _stages(case: Case) -> Iterator[Tahap]:
    """The stages of the years asked for."""
    return (tahap for tahap in case.district.tahap if tahap.tahun in case.years)


def _written(case: Case) -> Iterator[Tahap]:
    """The stages of the years asked for, also those whose decree has been changed."""
    return (tahap for tahap in case.district.every_stage() if tahap.tahun in case.years)


def _lokus(case: Case) -> Iterator[tuple[Tahap, Lokus, Puskesmas | None]]:
    """Every lokus of the years asked for, with its puskesmas if registered."""
    for tahap in _stages(case):
        for lokus in tahap.lokus:
            yield tahap, lokus, lokus.puskesmas.unit


def _named(case: Case) -> Iterator[tuple[Lokus, Puskesmas | None]]:
    """The same, also those of decrees that have been changed: what they name is cited by the change."""
    for tahap in _written(case):
        for lokus in tahap.lokus:
            yield lokus, lokus.puskesmas.unit


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
    for lokus, puskesmas in _named(case):
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


@rule(
    "ILP103",
    "Sasaran belum termuat di roadmap",
    message="{subjek}sasaran {tahun} menjanjikan {janji}, {kenyataan}",
)
def promise_not_kept(case: Case) -> Iterator[Hit]:
    """Sasaran yang diumumkan harus termuat di roadmap: tiap puskesmas yang dijanjikan punya tahun.

    Salah::

        sasaran: [{tahun: 2025, puskesmas: semua, dasar: RPJMD}]
        puskesmas:
          - nama: Suli
          - nama: Bajo   #! ILP103
        tahap:
          - {tahun: 2024, lokus: [{puskesmas: Suli}]}

    Benar::

        sasaran: [{tahun: 2025, puskesmas: semua, dasar: RPJMD}]
        puskesmas: [{nama: Suli}, {nama: Bajo}]
        tahap:
          - {tahun: 2024, lokus: [{puskesmas: Suli}]}
          - {tahun: 2025, lokus: [{puskesmas: Bajo}]}

    Langkah: masukkan puskesmas ini ke tahap sampai tahun sasaran, atau sesuaikan sasaran dengan dasarnya.
    """
    everything = case.years == case.district.years()
    for sasaran in case.district.sasaran:
        if everything or sasaran.tahun <= max(case.years):
            yield from _missing(case, sasaran)


def _missing(case: Case, sasaran: Sasaran) -> Iterator[Hit]:
    """What one promise still lacks: puskesmas by name, or a number where names are not known."""
    district = case.district
    stages = [tahap for tahap in district.tahap if tahap.tahun <= sasaran.tahun]
    cancelled = district.cancelled(case.pada)
    named = {
        puskesmas.path for tahap in stages for lokus in tahap.lokus if (puskesmas := lokus.puskesmas.unit) is not None
    } - cancelled
    unnamed = sum(tahap.target.puskesmas or 0 for tahap in stages if tahap.target and not tahap.lokus)
    promise = sasaran.puskesmas
    if isinstance(promise, int):
        if len(named) + unnamed < promise:
            yield _short(sasaran, f"{promise} puskesmas", promise, len(named) + unnamed)
        return
    wanted = [
        puskesmas
        for puskesmas in district.puskesmas
        if (promise == "semua" and puskesmas.open_on(date(sasaran.tahun, 12, 31)))
        or (promise != "semua" and any(normal(name) in puskesmas.names() for name in promise))
    ]
    likely = _likely(case, stages)
    left = [puskesmas for puskesmas in wanted if puskesmas.path not in named and normal(puskesmas.nama) not in likely]
    words = "semua puskesmas" if promise == "semua" else "puskesmas ini"
    if len(left) <= unnamed:
        return
    if unnamed:
        yield _short(sasaran, f"{words} ({len(wanted)})", len(wanted), len(wanted) - len(left) + unnamed)
        return
    for puskesmas in left:
        later = district.since.get(puskesmas.path)
        reality = "tetapi belum masuk tahap mana pun" if later is None else f"tetapi baru masuk tahap {later}"
        if puskesmas.path in cancelled:
            reality = f"tetapi penerapannya pada tahap {later} batal"
        facts = {"tahun": sasaran.tahun, "janji": words, "kenyataan": reality}
        yield hit((*puskesmas.path, "nama"), subjek=f"{puskesmas.nama}: ", puskesmas=puskesmas.nama, **facts)


def _likely(case: Case, stages: Iterable[Tahap]) -> frozenset[str]:
    """The puskesmas that a lokus of a name nobody knows most likely means: it is told at that name."""
    names = [puskesmas.nama for puskesmas in case.district.puskesmas]
    unknown = (lokus.puskesmas.nama for tahap in stages for lokus in tahap.lokus if lokus.puskesmas.unit is None)
    return frozenset(normal(meant) for name in unknown if (meant := near(name, names)))


def _short(sasaran: Sasaran, words: str, wanted: int, reached: int) -> Hit:
    reality = f"roadmap sampai {sasaran.tahun} baru memuat {reached}, kurang {wanted - reached}"
    return hit(sasaran.path, subjek="", tahun=sasaran.tahun, janji=words, kenyataan=reality)


@rule(
    "ILP104",
    "Target berbeda dari nama yang disebut",
    message="tahap {tahun}: target {jenis} {target}, yang disebut {ada}",
)
def target_differs(case: Case) -> Iterator[Hit]:
    """Angka dalam teks SK harus sama dengan jumlah nama di Lampiran.

    Puskesmas yang sudah lokus dan hanya menambah pustu atau posyandu boleh dihitung, boleh tidak.

    Salah::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2024
            target: {puskesmas: 9}   #! ILP104
            lokus: [{puskesmas: Suli}]

    Benar::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2024
            target: {puskesmas: 1}
            lokus: [{puskesmas: Suli}]

    Langkah: lengkapi nama lokus, atau betulkan target.
    """
    for tahap in _stages(case):
        if tahap.target is None or not tahap.lokus or not case.district.text.whole((*tahap.path, "lokus")):
            continue
        for kind in ("puskesmas", "pustu", "posyandu"):
            target, there = getattr(tahap.target, kind), getattr(case.district.added[tahap.path], kind)
            named = len({key for lokus in tahap.lokus for sort, key in lokus.members() if sort == kind == "puskesmas"})
            if target is not None and target not in (there, named or there):
                yield hit((*tahap.path, "target", kind), tahun=tahap.tahun, jenis=kind, target=target, ada=there)


def _elsewhere(case: Case, kind: str, name: str) -> str:
    """Under which other puskesmas a pustu or posyandu of this name is registered, in words."""
    finder = Puskesmas.find_pustu if kind == "pustu" else Puskesmas.find_posyandu
    owners = [puskesmas.nama for puskesmas in case.district.puskesmas if finder(puskesmas, name)]
    return f"; terdaftar di {', '.join(owners)}" if owners else ""


def _unregistered(case: Case, kind: str) -> Iterator[Hit]:
    """Names of one kind that a lokus gives but its puskesmas does not have."""
    for lokus, puskesmas in _named(case):
        if puskesmas is None:
            continue
        known = [unit.nama for unit in (puskesmas.pustu if kind == "pustu" else puskesmas.posyandu)]
        for sort, named in lokus.units():
            if sort == kind and named.unit is None:
                other = _elsewhere(case, kind, named.nama) or maksud(named.nama, known)
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
    for tahap, lokus, puskesmas in _lokus(case):
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
    "ILP109",
    "Tahun tahap berulang atau tidak berurutan",
    message="{masalah}",
)
def years_out_of_order(case: Case) -> Iterator[Hit]:
    """Cakupan kumulatif dan urutan Lampiran mengikuti urutan tahap; tiap tahun satu tahap.

    Salah::

        tahap:
          - {tahun: 2025, target: {puskesmas: 13}}
          - {tahun: 2024, target: {puskesmas: 9}}   #! ILP109

    Benar::

        tahap:
          - {tahun: 2024, target: {puskesmas: 9}}
          - {tahun: 2025, target: {puskesmas: 13}}

    Langkah: urutkan tahap menurut tahun dan gabungkan yang tahunnya sama; SK perubahan menulis mengubah di sk-nya.
    """
    seen: list[int] = []
    for tahap in case.district.tahap:
        year, last = tahap.tahun, max(seen, default=0)
        if year <= last and year in case.years:
            words = f"tahun {year} ditulis dua kali" if year in seen else f"tahap {year} ditulis sesudah tahap {last}"
            yield hit((*tahap.path, "tahun"), masalah=words)
        seen.append(year)


@rule(
    "ILP110",
    "Berstatus ditetapkan tanpa SK",
    message="tahap {tahun}: {jumlah} lokus berstatus {status}, tetapi {sebab}",
)
def decreed_without_sk(case: Case) -> Iterator[Hit]:
    """Lokus baru “ditetapkan” atau “berjalan” sesudah ada SK; tanpa SK statusnya masih rencana.

    Salah::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2024
            lokus:
              - {puskesmas: Suli, status: ditetapkan}   #! ILP110

    Benar::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2024
            sk: {nomor: 400.7/…/DINKES/2024, tanggal: 2024-02-05, penetap: Kepala Dinas Kesehatan}
            lokus:
              - {puskesmas: Suli, status: ditetapkan}

    Langkah: tulis SK tahap ini di kunci sk, atau kembalikan statusnya ke rencana atau proses.
    """
    for tahap in _stages(case):
        decreed = _decreed(case, tahap)
        waiting = tahap.sk is not None and tahap.sk.menyusul and tahap.sk.tanggal is None
        if decreed and (tahap.sk is None or waiting) and case.district.text.whole((*tahap.path, "sk")):
            why = "SK tahap ini belum bernomor dan bertanggal" if waiting else "SK tahap ini belum ditulis"
            facts = {"tahun": tahap.tahun, "jumlah": len(decreed), "status": decreed[0].status.value}
            yield hit(decreed[0].place, sebab=why, **facts)


@rule("ILP111", "Satu nomor SK untuk dua tahap", message="nomor SK “{nomor}” sudah dipakai tahap {pertama}")
def sk_number_twice(case: Case) -> Iterator[Hit]:
    """Setiap penetapan punya nomornya sendiri; nomor yang sama biasanya salinan yang lupa diganti.

    Satu SK untuk dua tahap bernomor, bertanggal dan berjudul sama di kedua tahap.

    Salah::

        tahap:
          - {tahun: 2024, target: {puskesmas: 9}, sk: {nomor: 400.7/17/DINKES/2024}}
          - {tahun: 2025, target: {puskesmas: 13}, sk: {nomor: 400.7/17/DINKES/2024}}   #! ILP111

    Benar::

        tahap:
          - {tahun: 2024, target: {puskesmas: 9}, sk: {nomor: 400.7/17/DINKES/2024}}
          - {tahun: 2025, target: {puskesmas: 13}, sk: {nomor: 400.7/21/DINKES/2025}}

    Langkah: tulis nomor SK tahap ini, atau kosongkan bila belum ada.
    """
    for tahap in case.district.every_stage():
        number = tahap.sk.nomor if tahap.sk else None
        earlier = _same_number(case, tahap)
        if number and earlier is not None and tahap.tahun in case.years and not _same_decree(earlier, tahap):
            yield hit((*tahap.path, "sk", "nomor"), nomor=number, pertama=earlier.tahun)


def _decreed(case: Case, tahap: Tahap) -> list[Kabar]:
    """What is told of the lokus of a stage that are set by decree or running, as of the day: one word for each."""
    now = {unit.unit: unit.on(case.pada) for unit in case.of(units_of) if unit.tahap.path == tahap.path}
    told = []
    for lokus in tahap.lokus:
        known = lokus.puskesmas.unit
        own = lokus.kabar[0] if lokus.kabar else None
        told.append(now.get(known.path, own) if known else own)
    return [kabar for kabar in told if kabar is not None and kabar.status.decreed]


def _number(tahap: Tahap) -> str:
    """The number of a stage's decree as it is compared; "" where it has none, or only the form of one."""
    return number_key(tahap.sk.nomor) if tahap.sk else ""


def _first_of_number(case: Case) -> dict[str, Tahap]:
    """The stage written first with each number of a decree."""
    first: dict[str, Tahap] = {}
    for tahap in case.district.every_stage():
        first.setdefault(_number(tahap), tahap)
    return first


def _same_number(case: Case, tahap: Tahap) -> Tahap | None:
    """The stage written before this one whose decree has the same number."""
    number = _number(tahap)
    first = case.of(_first_of_number).get(number) if number else None
    return None if first is None or first.path == tahap.path else first


def _same_decree(tahap: Tahap, other: Tahap) -> bool:
    """Whether two stages are set by one decree: same number, same day, same title."""
    if tahap.sk is None or other.sk is None or tahap.sk.tanggal is None:
        return False
    return tahap.sk.tanggal == other.sk.tanggal and normal(tahap.sk.tentang or "") == normal(other.sk.tentang or "")


def _reason_for_day(case: Case, tahap: Tahap) -> str:
    """Why an SK may bear a day outside the year of its stage, in words; "" where nothing says so."""
    sk = tahap.sk
    if sk is None or sk.tanggal is None:
        return ""
    if (sk.tanggal.year, sk.tanggal.month) == (tahap.tahun - 1, DECEMBER):
        return "Desember sebelum tahun tahapnya"
    shared = _same_number(case, tahap)
    if shared is not None and _same_decree(shared, tahap):
        return f"SK yang sama dengan tahap {shared.tahun}"
    title = normal(sk.tentang or "").split()
    if sk.tanggal.year > tahap.tahun and (sk.mengubah is not None or "perubahan" in title):
        return f"SK perubahan atas SK {sk.mengubah.nomor}" if sk.mengubah else "menurut judulnya SK perubahan"
    if str(tahap.tahun) in title:
        return f"judulnya menyebut tahun {tahap.tahun}"
    return f"keterangan tahap: {tahap.keterangan}" if tahap.keterangan else ""


@rule("ILP112", "Tanggal SK di luar tahunnya", message="tahap {tahun}: SK bertanggal {tanggal}")
def sk_outside_year(case: Case) -> Iterator[Hit]:
    """SK penetapan lokus suatu tahun bertanggal pada tahun itu, atau Desember sebelumnya.

    SK yang lebih awal atau lebih kemudian menyebut alasannya: tahunnya atau “Perubahan” di judulnya, atau keterangan
    tahap. Yang beralasan hanya peringatan.

    Salah::

        tahap:
          - tahun: 2025
            target: {puskesmas: 13}
            sk: {nomor: 400.7/21/DINKES/2025, tanggal: 2024-03-03}   #! ILP112

    Benar::

        tahap:
          - tahun: 2025
            target: {puskesmas: 13}
            sk: {nomor: 400.7/21/DINKES/2025, tanggal: 2025-03-03}

    Langkah: betulkan tanggal SK atau tahun tahap; bila memang demikian, tulis alasannya di keterangan tahap.
    """
    for tahap in _written(case):
        if tahap.sk and tahap.sk.tanggal and tahap.sk.tanggal.year != tahap.tahun and not _reason_for_day(case, tahap):
            yield hit((*tahap.path, "sk", "tanggal"), tahun=tahap.tahun, tanggal=tahap.sk.tanggal.isoformat())


@rule(
    "ILP120",
    "SK bertanggal di tahun lain, dengan alasan",
    message="tahap {tahun}: SK bertanggal {tanggal}; {alasan}",
    severity=Severity.WARNING,
)
def sk_of_another_year(case: Case) -> Iterator[Hit]:
    """SK bertanggal Desember, SK perubahan, SK berjudul tahun tahapnya, dan satu SK untuk dua tahun itu wajar.

    Begitu juga yang beralasan di keterangan tahap. Diperiksa sekali saja tanggalnya.

    Salah::

        tahap:
          - tahun: 2025
            target: {puskesmas: 13}
            sk: {nomor: 400.7/21/DINKES/2024, tanggal: 2024-12-30}   #! ILP120

    Benar::

        tahap:
          - tahun: 2025
            target: {puskesmas: 13}
            sk: {nomor: 400.7/21/DINKES/2025, tanggal: 2025-01-02}

    Langkah: cocokkan tanggalnya dengan SK; biarkan bila memang demikian.
    """
    for tahap in _written(case):
        if tahap.sk and tahap.sk.tanggal and tahap.sk.tanggal.year != tahap.tahun:
            reason = _reason_for_day(case, tahap)
            if reason:
                facts = {"tahun": tahap.tahun, "tanggal": tahap.sk.tanggal.isoformat(), "alasan": reason}
                yield hit((*tahap.path, "sk", "tanggal"), **facts)


@rule(
    "ILP121",
    "SK belum berlaku pada hari pemeriksaan",
    message="tahap {tahun}: {jumlah} lokus berstatus {status}, padahal SK bertanggal {tanggal}, sesudah {pada}",
    severity=Severity.WARNING,
)
def sk_not_yet(case: Case) -> Iterator[Hit]:
    """Lokus belum ditetapkan atau berjalan sebelum tanggal SK-nya.

    Salah (2025-06-01)::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/21/DINKES/2025, tanggal: 2025-12-01}   #! ILP121
            lokus:
              - {puskesmas: Suli, status: berjalan}

    Benar (2025-06-01)::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/21/DINKES/2025, tanggal: 2025-03-03}
            lokus:
              - {puskesmas: Suli, status: berjalan}

    Langkah: betulkan tanggal SK, atau status lokusnya.
    """
    for tahap in _stages(case):
        decreed = _decreed(case, tahap)
        day = tahap.sk.tanggal if tahap.sk else None
        if decreed and day is not None and day > case.pada:
            facts = {"tahun": tahap.tahun, "jumlah": len(decreed), "status": decreed[0].status.value}
            words = {"tanggal": day.isoformat(), "pada": case.pada.isoformat()}
            yield hit((*tahap.path, "sk", "tanggal"), **facts, **words)


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


@rule(
    "ILP117",
    "Sasaran menyebut puskesmas yang tidak terdaftar",
    message="sasaran {tahun} menyebut “{nama}”, yang tidak ada di daftar puskesmas{maksud}",
)
def promise_unknown(case: Case) -> Iterator[Hit]:
    """Janji untuk puskesmas yang tidak terdaftar tidak pernah dapat diperiksa.

    Salah::

        sasaran:
          - {tahun: 2025, puskesmas: [Sulii]}   #! ILP117
        puskesmas: [{nama: Suli}]

    Benar::

        sasaran:
          - {tahun: 2025, puskesmas: [Suli]}
        puskesmas: [{nama: Suli}]
        tahap:
          - {tahun: 2025, lokus: [{puskesmas: Suli}]}

    Langkah: betulkan nama puskesmas di sasaran.
    """
    names = [puskesmas.nama for puskesmas in case.district.puskesmas]
    for sasaran in case.district.sasaran:
        if isinstance(sasaran.puskesmas, tuple):
            for index, name in enumerate(sasaran.puskesmas):
                if case.district.find(name) is None:
                    path = (*sasaran.path, "puskesmas", index)
                    yield hit(path, tahun=sasaran.tahun, nama=name, maksud=maksud(name, names))


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
    for tahap in _stages(case):
        if not tahap.lokus and tahap.target is None:
            yield hit((*tahap.path, "tahun"), tahun=tahap.tahun)


@rule(
    "ILP119",
    "Target melebihi jumlah puskesmas",
    message="target sampai tahap {tahun} menjadi {ada} puskesmas, padahal yang terdaftar {total}",
)
def target_beyond_register(case: Case) -> Iterator[Hit]:
    """Cakupan tidak dapat melebihi jumlah puskesmas; salah satu angkanya pasti keliru.

    Salah::

        puskesmas: [{nama: Suli}]
        tahap:
          - {tahun: 2024, target: {puskesmas: 30}}   #! ILP119

    Benar::

        puskesmas: [{nama: Suli}]
        tahap:
          - {tahun: 2024, target: {puskesmas: 1}}

    Langkah: lengkapi daftar puskesmas, atau betulkan target.
    """
    for row in coverage(case.district, case.years, case.pada):
        total = row.puskesmas_total
        if total and row.puskesmas_kumulatif > total:
            stages = [tahap for tahap in case.district.tahap if tahap.tahun == row.tahun and tahap.target]
            for tahap in stages[:1]:
                path = (*tahap.path, "target", "puskesmas")
                yield hit(path, tahun=row.tahun, ada=row.puskesmas_kumulatif, total=total)


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
            for posyandu in lokus.posyandu if own and lokus.pustu else ():
                guide = own.find_pustu(posyandu.unit.pustu) if own and posyandu.unit and posyandu.unit.pustu else None
                if guide is not None and guide.path not in named:
                    facts = {"posyandu": posyandu.nama, "pembina": guide.nama, "puskesmas": lokus.nama}
                    yield hit(posyandu.path, pustu=daftar(pustu.nama for pustu in lokus.pustu), **facts)


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


@rule("ILP124", "Sasaran satu tahun ditulis dua kali", message="sasaran {tahun} sudah ditulis di baris {baris}")
def promise_twice(case: Case) -> Iterator[Hit]:
    """Dua janji untuk satu tahun tidak dapat sama-sama dipegang; tulis yang berlaku saja.

    Salah::

        sasaran:
          - {tahun: 2025, puskesmas: 2}
          - {tahun: 2025, puskesmas: 1}   #! ILP124
        tahap:
          - {tahun: 2025, target: {puskesmas: 2}}

    Benar::

        sasaran:
          - {tahun: 2025, puskesmas: 2}
        tahap:
          - {tahun: 2025, target: {puskesmas: 2}}

    Langkah: hapus yang tidak berlaku, atau betulkan tahunnya.
    """
    first: dict[int, Sasaran] = {}
    for sasaran in case.district.sasaran:
        earlier = first.setdefault(sasaran.tahun, sasaran)
        if earlier.puskesmas != sasaran.puskesmas:
            yield hit((*sasaran.path, "tahun"), tahun=sasaran.tahun, baris=case.place((*earlier.path, "tahun")).line)


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
        elif code.isdigit() and len(code) > CODE_LENGTH:
            why = "; nol di depannya berlebih" if len(code.lstrip("0")) == CODE_LENGTH else ""
            form = f"terdiri atas {len(code)} angka"
            facts = {"kode": code, "ada": len(code), "bentuk": form, "sebab": why, "puskesmas": puskesmas.nama}
            yield hit((*puskesmas.path, "kode"), **facts)


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
    for tahap, lokus, puskesmas in _lokus(case):
        if puskesmas is not None and puskesmas.tutup and not puskesmas.open_on(date(tahap.tahun, 1, 1)):
            facts = {"puskesmas": puskesmas.nama, "tanggal": tanggal(puskesmas.tutup), "tahun": tahap.tahun}
            yield hit(lokus.puskesmas.path, **facts)


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
    lokus_not_registered,
    lokus_twice,
    promise_not_kept,
    target_differs,
    pustu_not_registered,
    posyandu_not_registered,
    lokus_without_pustu,
    lokus_without_posyandu,
    years_out_of_order,
    decreed_without_sk,
    sk_number_twice,
    sk_outside_year,
    sk_of_another_year,
    sk_not_yet,
    puskesmas_twice,
    unit_twice,
    unit_lokus_twice,
    guiding_pustu_unknown,
    promise_unknown,
    empty_stage,
    target_beyond_register,
    guided_by_another,
    holiday_twice,
    promise_twice,
    code_misshaped,
    lokus_closed,
    registration_misshaped,
    registration_twice,
    registration_elsewhere,
)
