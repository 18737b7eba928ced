"""ILP13x: whether the archives of signed annexes are whole, and where the roadmap says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.archive.model import DETAIL, GONE, LOKUS, NUMBERS, SK, UNIT, asked, drift
from ilp_cli.core.finding import Severity
from ilp_cli.core.words import daftar
from ilp_cli.district.arsip import SEAL, archives
from ilp_cli.district.case import Case
from ilp_cli.rulebook.rule import Hit, hit, rule


@rule(
    "ILP130",
    "Arsip Lampiran disunting sesudah dibekukan",
    message="arsip tahap {tahun} {sebab}; Lampirannya tidak dicetak dari sini",
)
def archive_edited(case: Case) -> Iterator[Hit]:
    """Arsip memuat apa yang ditandatangani, dan sidiknya menjaga isinya. Isi yang berubah bukan lagi isi SK itu.

    Komentar, tanda kutip dan ujung baris boleh berubah; yang dihitung isinya saja.

    Salah arsip/2024.yaml::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        tahap: [{tahun: 2024, lokus: [{puskesmas: Suli}]}]
        # arsip/2024.yaml
        kabupaten: Luwu
        tahun: 2024
        tahap: [{lokus: [{puskesmas: Suli}]}]
        sidik: 5d41402abc4b2a76b9719d911017c592   #! ILP130

    Benar arsip/2024.yaml::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        tahap: [{tahun: 2024, lokus: [{puskesmas: Suli}]}]
        # arsip/2024.yaml
        kabupaten: Luwu
        tahun: 2024
        tahap: [{lokus: [{puskesmas: Suli}]}]
        sidik: 99f1ce0c4d40093c7446689c5de672f306caef0b7161d3b7e80aecb01c2d902c

    Langkah: kembalikan arsip dari cadangannya, atau bekukan lagi dengan `ilp freeze --force --alasan "…"`.
    """
    for arsip in asked(case):
        if not arsip.intact:
            why = "sidiknya tidak cocok dengan isinya: ada yang disunting" if arsip.sidik else "tidak memuat sidik"
            yield hit((*arsip.path, SEAL), tahun=arsip.tahun, sebab=why)


@rule(
    "ILP131",
    "Arsip milik daerah lain",
    message="arsip tahap {tahun} milik {pemilik}, padahal roadmap ini milik {sebutan}",
)
def archive_of_another(case: Case) -> Iterator[Hit]:
    """Arsip kabupaten lain yang tersalin ke folder ini tidak boleh menjadi Lampiran kabupaten ini.

    Salah arsip/2024.yaml::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        tahap: [{tahun: 2024, lokus: [{puskesmas: Suli}]}]
        # arsip/2024.yaml
        kabupaten: Kabupaten Majene   #! ILP131
        tahun: 2024
        tahap: [{lokus: [{puskesmas: Suli}]}]

    Benar arsip/2024.yaml::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        tahap: [{tahun: 2024, lokus: [{puskesmas: Suli}]}]
        # arsip/2024.yaml
        kabupaten: Kabupaten Luwu
        tahun: 2024
        tahap: [{lokus: [{puskesmas: Suli}]}]

    Langkah: pindahkan arsip itu ke folder rencana daerahnya.
    """
    for arsip in asked(case):
        if not arsip.of(case.district):
            yield hit(
                (*arsip.path, "kabupaten"),
                tahun=arsip.tahun,
                pemilik=arsip.kabupaten,
                sebutan=case.district.kabupaten.sebutan,
            )


@rule(
    "ILP132",
    "Tahap yang dibekukan tidak ada di roadmap",
    message="{kata}",
    severity=Severity.WARNING,
)
def stage_gone(case: Case) -> Iterator[Hit]:
    """Tahap yang sudah ditetapkan dengan SK tetap berlaku sampai SK itu diubah atau dicabut.

    Lampirannya tetap dapat dicetak seperti ketika ditandatangani: `ilp export --tahun 2024 --lampiran`. Arsip di
    contoh-contoh ini dipendekkan.

    Salah arsip/2024.yaml::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli}]}]
        # arsip/2024.yaml
        kabupaten: Luwu
        tahun: 2024
        tahap:
          - lokus: [{puskesmas: Suli}]   #! ILP132

    Benar arsip/2024.yaml::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        tahap: [{tahun: 2024, lokus: [{puskesmas: Suli}]}]
        # arsip/2024.yaml
        kabupaten: Luwu
        tahun: 2024
        tahap:
          - lokus: [{puskesmas: Suli}]

    Langkah: kembalikan tahapnya ke roadmap; perubahannya ditulis sebagai tahap baru dengan SK perubahan.
    """
    yield from _told(case, GONE)


@rule("ILP133", "Lokus tidak seperti di SK", message="{kata}", severity=Severity.WARNING)
def lokus_differs(case: Case) -> Iterator[Hit]:
    """Puskesmas yang ditetapkan SK dan yang disebut roadmap harus sama, kecuali SK itu diubah.

    Nama lain yang terdaftar (alias) dan kode yang sama bukan perbedaan.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}, {nama: Bajo}]
        tahap:
          - tahun: 2024   #! ILP133
            lokus:
              - {puskesmas: Bajo}   #! ILP133
        # arsip/2024.yaml
        kabupaten: Luwu
        tahun: 2024
        tahap: [{lokus: [{puskesmas: Suli}]}]

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}, {nama: Bajo}]
        tahap:
          - tahun: 2024
            lokus:
              - {puskesmas: Suli}
        # arsip/2024.yaml
        kabupaten: Luwu
        tahun: 2024
        tahap: [{lokus: [{puskesmas: Suli}]}]

    Langkah: kembalikan seperti SK, atau tulis perubahannya sebagai tahap baru dengan SK perubahan.
    """
    yield from _told(case, LOKUS)


@rule("ILP134", "Pustu atau posyandu tidak seperti di SK", message="{kata}", severity=Severity.WARNING)
def unit_differs(case: Case) -> Iterator[Hit]:
    """Pustu dan posyandu yang ditetapkan SK dan yang disebut roadmap harus sama, kecuali SK itu diubah.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}, {nama: Mawar}]}]
        tahap:
          - tahun: 2024
            lokus: [{puskesmas: Suli, posyandu: [Mawar]}]   #! ILP134
        # arsip/2024.yaml
        kabupaten: Luwu
        tahun: 2024
        tahap: [{lokus: [{puskesmas: Suli, posyandu: [{nama: Melati}]}]}]

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}, {nama: Mawar}]}]
        tahap:
          - tahun: 2024
            lokus: [{puskesmas: Suli, posyandu: [Melati]}]
        # arsip/2024.yaml
        kabupaten: Luwu
        tahun: 2024
        tahap: [{lokus: [{puskesmas: Suli, posyandu: [{nama: Melati}]}]}]

    Langkah: kembalikan seperti SK, atau tulis perubahannya sebagai tahap baru dengan SK perubahan.
    """
    yield from _told(case, UNIT)


@rule("ILP135", "SK tidak seperti ketika dibekukan", message="{kata}", severity=Severity.WARNING)
def decree_differs(case: Case) -> Iterator[Hit]:
    """Nomor, tanggal, judul dan penetap SK yang sudah ditandatangani tidak berubah lagi.

    Salah::

        kabupaten: {nama: Luwu}
        tahap:
          - tahun: 2024
            target: {puskesmas: 9}
            sk:
              nomor: 400.7/12/DINKES/2024   #! ILP135
        # arsip/2024.yaml
        kabupaten: Luwu
        tahun: 2024
        tahap: [{sk: {nomor: 400.7/21/DINKES/2024}}]

    Benar::

        kabupaten: {nama: Luwu}
        tahap:
          - tahun: 2024
            target: {puskesmas: 9}
            sk:
              nomor: 400.7/21/DINKES/2024
        # arsip/2024.yaml
        kabupaten: Luwu
        tahun: 2024
        tahap: [{sk: {nomor: 400.7/21/DINKES/2024}}]

    Langkah: betulkan roadmap; bila arsip yang keliru, atau nomornya baru ada sesudah dibekukan, bekukan lagi dengan
    `ilp freeze --force --alasan "…"`.
    """
    yield from _told(case, SK)


@rule("ILP136", "Isian Lampiran tidak seperti di SK", message="{kata}", severity=Severity.NOTE)
def detail_differs(case: Case) -> Iterator[Hit]:
    """Kode, kecamatan, desa, keterangan dan penanda tangan boleh berubah; Lampiran lama tetap dicetak dari arsip.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas:
          - nama: Suli
            kecamatan: Suli Barat   #! ILP136
        tahap: [{tahun: 2024, lokus: [{puskesmas: Suli}]}]
        # arsip/2024.yaml
        kabupaten: Luwu
        tahun: 2024
        tahap: [{lokus: [{puskesmas: Suli, kecamatan: Suli}]}]

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas:
          - nama: Suli
            kecamatan: Suli
        tahap: [{tahun: 2024, lokus: [{puskesmas: Suli}]}]
        # arsip/2024.yaml
        kabupaten: Luwu
        tahun: 2024
        tahap: [{lokus: [{puskesmas: Suli, kecamatan: Suli}]}]

    Langkah: periksa mana yang benar; bila memang berubah sesudah SK, biarkan.
    """
    yield from _told(case, DETAIL)


@rule("ILP137", "Arsip bukan satu untuk tahunnya", message="{kata}")
def archive_misplaced(case: Case) -> Iterator[Hit]:
    """Satu tahun punya satu arsip, arsip/TAHUN.yaml. Dari dua arsip tidak jelas mana yang ditandatangani.

    Salah arsip/2024.yaml::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli}]}]
        # arsip/2024.yaml
        kabupaten: Luwu
        tahun: 2025   #! ILP137
        tahap: [{lokus: [{puskesmas: Suli}]}]

    Benar arsip/2024.yaml::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        tahap: [{tahun: 2024, lokus: [{puskesmas: Suli}]}]
        # arsip/2024.yaml
        kabupaten: Luwu
        tahun: 2024
        tahap: [{lokus: [{puskesmas: Suli}]}]

    Langkah: kembalikan nama berkasnya, dan pindahkan yang lebih keluar dari folder arsip.
    """
    every = archives(case)
    for arsip in asked(case):
        others = [other.nama for other in every if other is not arsip and other.tahun == arsip.tahun]
        if others:
            words = f"tahap {arsip.tahun} juga diarsipkan di {daftar(others)}; tidak satu pun dipakai"
            yield hit((*arsip.path, "tahun"), tahun=arsip.tahun, kata=words)
        elif not arsip.well_named:
            name = f"{arsip.tahun}.yaml"
            words = f"berkas {arsip.nama} memuat arsip tahap {arsip.tahun}; tidak dipakai sebelum bernama {name}"
            yield hit((*arsip.path, "tahun"), tahun=arsip.tahun, kata=words)


@rule("ILP138", "Jumlah tidak seperti di SK", message="{kata}", severity=Severity.WARNING)
def numbers_differ(case: Case) -> Iterator[Hit]:
    """SK yang menetapkan jumlah tanpa nama lokus tetap mengikat jumlahnya.

    Salah::

        kabupaten: {nama: Luwu}
        tahap:
          - tahun: 2025
            target:
              puskesmas: 12   #! ILP138
        # arsip/2025.yaml
        kabupaten: Luwu
        tahun: 2025
        tahap:
          - jumlah: {puskesmas: 13}

    Benar::

        kabupaten: {nama: Luwu}
        tahap:
          - tahun: 2025
            target:
              puskesmas: 13
        # arsip/2025.yaml
        kabupaten: Luwu
        tahun: 2025
        tahap:
          - jumlah: {puskesmas: 13}

    Langkah: samakan dengan SK, atau tulis perubahannya sebagai tahap baru dengan SK perubahan.
    """
    yield from _told(case, NUMBERS)


def _told(case: Case, kind: str) -> Iterator[Hit]:
    """The differences of one kind."""
    for beda in case.of(drift):
        if beda.jenis == kind:
            yield hit(beda.path, tahun=beda.tahun, kata=beda.kata, **beda.fakta)


RULES = (
    archive_edited,
    archive_of_another,
    stage_gone,
    lokus_differs,
    unit_differs,
    decree_differs,
    detail_differs,
    archive_misplaced,
    numbers_differ,
)

BROKEN = frozenset(own.code.code for own in (archive_edited, archive_of_another, archive_misplaced))
"""What is wrong with an archive itself: then nothing is printed from it."""
