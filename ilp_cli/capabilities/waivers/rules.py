"""ILP902 to ILP904: whether the waivers of roadmap.yaml say something, still stand, and may be given at all."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.waivers.model import refused, weighed
from ilp_cli.core.finding import DISTRICT, Severity, Waiver
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.words import tanggal
from ilp_cli.district.case import Case
from ilp_cli.rulebook.rule import Hit, hit, rule

_OF_PEOPLE = ("ILP2", "ILP3")
"""Codes of rules that look at the roster: without one they find nothing."""


@rule(
    "ILP902",
    "Pengecualian tidak mengenai apa pun",
    message="pengecualian {kode} untuk {tempat} tidak mengenai satu temuan pun{petunjuk}",
    severity=Severity.WARNING,
)
def waiver_of_nothing(case: Case) -> Iterator[Hit]:
    """Pengecualian yang tidak mengenai temuan biasanya salah tulis, atau masalahnya sudah selesai.

    Hanya diperiksa bila semua tahap diperiksa (tanpa --tahun), dan untuk temuan tentang orang bila rosternya terbaca.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        petugas: [{nama: Ina, puskesmas: Suli, profesi: Bidan}]
        pengecualian:
          - kode: ILP305   #! ILP902
            tempat: {puskesmas: Suli, nama: Ina}
            alasan: jabatan baru, belum ada di daftar profesi
            oleh: Kepala Dinas Kesehatan
            sampai: 2027-06-30

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        petugas: [{nama: Ina, puskesmas: Suli, profesi: Pendamping ILP}]
        pengecualian:
          - kode: ILP305
            tempat: {puskesmas: Suli, nama: Ina}
            alasan: jabatan baru, belum ada di daftar profesi
            oleh: Kepala Dinas Kesehatan
            sampai: 2027-06-30

    Langkah: betulkan kode atau tempatnya seperti pada temuan, atau hapus pengecualian ini.
    """
    district = case.district
    for waiver, count in case.of(weighed).met:
        unseen = waiver.kode.startswith(_OF_PEOPLE) and not district.roster_given
        known = waiver.kode in case.of(weighed).codes and waiver.holds_on(case.pada)
        if known and not count and not unseen and case.years == district.years():
            names = [name for puskesmas in district.puskesmas for name in (puskesmas.nama, *puskesmas.alias)]
            stranger = normal(waiver.puskesmas) != DISTRICT and district.find(waiver.puskesmas) is None
            hint = maksud(waiver.puskesmas, names) if stranger else ""
            yield _hit(waiver, "kode", petunjuk=hint)


@rule(
    "ILP903",
    "Pengecualian sudah berakhir",
    message="pengecualian {kode} untuk {tempat} berakhir {sampai}; {akibat}",
    severity=Severity.NOTE,
)
def waiver_past(case: Case) -> Iterator[Hit]:
    """Pengecualian berlaku sampai tanggalnya, hari itu termasuk. Sesudahnya temuannya dihitung lagi.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        petugas: [{nama: Ina, puskesmas: Suli, profesi: Pendamping ILP}]
        pengecualian:
          - kode: ILP305
            tempat: {puskesmas: Suli, nama: Ina}
            alasan: jabatan baru, belum ada di daftar profesi
            oleh: Kepala Dinas Kesehatan
            sampai: 2025-12-31   #! ILP903

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        petugas: [{nama: Ina, puskesmas: Suli, profesi: Pendamping ILP}]
        pengecualian:
          - kode: ILP305
            tempat: {puskesmas: Suli, nama: Ina}
            alasan: jabatan baru, belum ada di daftar profesi
            oleh: Kepala Dinas Kesehatan
            sampai: 2026-12-31

    Langkah: selesaikan temuannya, minta keputusan baru dengan tanggal baru, atau hapus pengecualian ini.
    """
    for waiver, count in case.of(weighed).met:
        if waiver.kode in case.of(weighed).codes and not waiver.holds_on(case.pada):
            effect = f"{count} temuan dihitung lagi" if count else "tidak ada lagi temuan yang dikenainya"
            yield _hit(waiver, "sampai", sampai=tanggal(waiver.sampai), akibat=effect)


@rule("ILP904", "Kode tidak dapat dikecualikan", message="{kode} tidak dapat dikecualikan: {sebab}")
def waiver_refused(case: Case) -> Iterator[Hit]:
    """Yang dapat dikecualikan ialah temuan tentang rencana, bukan berkas yang rusak atau nomor yang kehilangan digit.

    Kesalahan bentuk (ILP0xx), ILP302, dan temuan tentang pengecualian sendiri tetap harus dibetulkan.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        pengecualian:
          - kode: ILP302   #! ILP904
            tempat: {puskesmas: Suli}
            alasan: dokumen asli belum ditemukan
            oleh: Kepala Dinas Kesehatan
            sampai: 2026-12-31

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        pengecualian: []

    Langkah: betulkan kodenya; `ilp rules` memuat semua kode. Yang tidak dapat dikecualikan, betulkan di berkasnya.
    """
    for waiver in case.district.pengecualian:
        reason = refused(waiver.kode)
        if waiver.kode not in case.of(weighed).codes:
            reason = f"kode itu tidak ada{maksud(waiver.kode, sorted(case.of(weighed).codes))}"
        if reason:
            yield _hit(waiver, "kode", sebab=reason)


def _hit(waiver: Waiver, column: str, **facts: object) -> Hit:
    where = "seluruh kabupaten" if normal(waiver.puskesmas) == DISTRICT else waiver.tempat
    puskesmas = None if normal(waiver.puskesmas) == DISTRICT else waiver.puskesmas
    facts |= {"kode": waiver.kode, "tempat": where, "puskesmas": puskesmas, "pustu": waiver.pustu}
    return hit((*waiver.path, column), **facts)


RULES = (waiver_of_nothing, waiver_past, waiver_refused)
