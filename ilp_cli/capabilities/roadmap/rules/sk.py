"""ILP11x: whether a stage has its decree, with a number and a day of its own."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.roadmap.rules.asked import stages_asked, stages_written
from ilp_cli.core.finding import Severity
from ilp_cli.core.names import normal
from ilp_cli.district.case import Case
from ilp_cli.district.realisasi import units_of
from ilp_cli.district.roadmap import Kabar, Tahap, number_key
from ilp_cli.rulebook.rule import Hit, hit, rule

DECEMBER = 12


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
    for tahap in stages_asked(case):
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
    for tahap in stages_written(case):
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
    for tahap in stages_written(case):
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
    for tahap in stages_asked(case):
        decreed = _decreed(case, tahap)
        day = tahap.sk.tanggal if tahap.sk else None
        if decreed and day is not None and day > case.pada:
            facts = {"tahun": tahap.tahun, "jumlah": len(decreed), "status": decreed[0].status.value}
            words = {"tanggal": day.isoformat(), "pada": case.pada.isoformat()}
            yield hit((*tahap.path, "sk", "tanggal"), **facts, **words)


RULES = (
    decreed_without_sk,
    sk_number_twice,
    sk_outside_year,
    sk_of_another_year,
    sk_not_yet,
)
