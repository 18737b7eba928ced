"""ILP8xx: whether a stage is ready to be set by decree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.words import daftar
from ilp_cli.district.case import Case
from ilp_cli.law.standard import cited
from ilp_cli.rulebook.rule import Hit, hit, rule


def _texts(case: Case) -> Iterator[tuple[Path, str, date]]:
    """Every text that cites regulations, with the day on which they have to be in force."""
    district = case.district
    for index, text in enumerate(district.mengingat):
        yield ("mengingat", index), text, case.pada
    for tahap in district.tahap:
        if tahap.sk and tahap.tahun in case.years:
            for index, text in enumerate(tahap.sk.mengingat):
                yield (*tahap.sk.path, "mengingat", index), text, tahap.sk.tanggal or case.pada
    for sasaran in district.sasaran:
        yield (*sasaran.path, "dasar"), sasaran.dasar or "", case.pada
    for own in district.standar:
        yield (*own.path, "dasar"), own.dasar, case.pada


@rule(
    "ILP801",
    "Mengutip peraturan yang sudah dicabut",
    message="{peraturan} sudah dicabut oleh {pengganti}",
    severity=Severity.WARNING,
)
def cites_revoked(case: Case) -> Iterator[Hit]:
    """SK yang mengutip peraturan yang sudah dicabut pada hari penetapannya harus diperbaiki sebelum ditandatangani.

    Salah::

        tahap:
          - tahun: 2025
            target: {puskesmas: 13}
            sk:
              tanggal: 2025-03-03
              mengingat:
                - Peraturan Menteri Kesehatan Nomor 43 Tahun 2019 tentang Puskesmas   #! ILP801

    Benar::

        tahap:
          - tahun: 2025
            target: {puskesmas: 13}
            sk:
              tanggal: 2025-03-03
              mengingat:
                - Peraturan Menteri Kesehatan Nomor 19 Tahun 2024 tentang Penyelenggaraan Puskesmas

    Langkah: ganti dengan peraturan penggantinya; `ilp standards` memuat yang berlaku.
    """
    by_number = {(one.jenis, one.nomor, one.tahun): one for one in case.law.regulations.values()}
    for path, text, day in _texts(case):
        for key in cited(text):
            regulation = by_number.get(key)
            if regulation is not None and regulation.revoked_on(day):
                successor = case.law.regulations.get(regulation.dicabut_oleh or "")
                name = successor.singkat if successor else regulation.dicabut_oleh
                yield hit(path, peraturan=regulation.singkat, pengganti=name)


@rule(
    "ILP802",
    "Penanda tangan belum ada",
    message="{apa} penanda tangan belum diisi; di Lampiran tercetak titik-titik",
    severity=Severity.WARNING,
)
def no_signatory(case: Case) -> Iterator[Hit]:
    """Halaman terakhir setiap Lampiran memuat jabatan dan nama penanda tangan. Yang belum diketahui dibiarkan kosong.

    Salah::

        kabupaten: {nama: Luwu}
        penandatangan: {jabatan: Kepala Dinas Kesehatan}   #! ILP802

    Benar::

        kabupaten: {nama: Luwu}
        penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: "dr. Contoh Rekaan"}

    Langkah: isi penandatangan: jabatan, nama, pangkat, nip.
    """
    signer = case.district.penandatangan
    missing = [key for key in ("jabatan", "nama") if not getattr(signer, key, None)]
    if missing:
        yield hit(("penandatangan",), apa=daftar(missing))


@rule(
    "ILP803",
    "Nomor atau tanggal SK kosong",
    message="SK tahap {tahun}: {apa} belum diisi; di Lampiran tercetak titik-titik",
    severity=Severity.NOTE,
)
def sk_blank(case: Case) -> Iterator[Hit]:
    """Nomor dan tanggal baru ada sesudah SK ditetapkan; sebelum itu Lampiran memuat titik-titik, bukan tebakan.

    Salah::

        tahap:
          - tahun: 2025
            target: {puskesmas: 13}
            sk: {tentang: Penetapan Lokus ILP Tahun 2025}   #! ILP803

    Benar::

        tahap:
          - tahun: 2025
            target: {puskesmas: 13}
            sk: {nomor: 400.7/21/DINKES/2025, tanggal: 2025-03-03}

    Langkah: isi sesudah SK bernomor dan bertanggal.
    """
    for tahap in case.district.tahap:
        if tahap.tahun in case.years:
            missing = [key for key in ("nomor", "tanggal") if not getattr(tahap.sk, key, None)]
            if missing:
                yield hit((*tahap.path, "sk"), tahun=tahap.tahun, apa=daftar(missing))


RULES = (cites_revoked, no_signatory, sk_blank)
