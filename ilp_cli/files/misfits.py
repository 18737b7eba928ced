"""ILP0xx: how a file can fail to be what it should be, before any rule is asked."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from pathlib import Path

from ilp_cli.core.finding import Code, Finding, Place, Severity, finding
from ilp_cli.core.names import maksud
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.page import page

UNREADABLE_YAML = Code(
    code="ILP001",
    title="YAML tidak terbaca",
    message="susunan YAML tidak terbaca: {sebab}",
    status=3,
    page=page("""
    Roadmap ditulis dalam YAML: kunci, titik dua, spasi, nilai; lekukan dengan spasi, bukan tab. Jangkar (&), alias (*),
    tanda jenis (!), kunci gabung (<<) dan beberapa dokumen dalam satu berkas ditolak, karena isinya mudah menyesatkan.

    Salah::

        kabupaten: {nama: Luwu}
        catatan: Suli: Barat   #! ILP001

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: []

    Langkah: perbaiki baris yang ditunjuk seperti yang disebut.
    """),
)

UNKNOWN_KEY = Code(
    code="ILP002",
    title="Kunci tidak dikenal",
    message="kunci “{kunci}” tidak dikenal{maksud}",
    page=page("""
    Kunci yang salah eja tidak pernah dibaca. Kalau didiamkan, datanya hilang tanpa ada yang tahu.

    Salah::

        kabupaten: {nama: Luwu}
        penandatanagn: {nama: Sitti}   #! ILP002

    Benar::

        kabupaten: {nama: Luwu}
        penandatangan: {nama: Sitti}

    Langkah: betulkan ejaan kunci, atau hapus; `ilp schema` memuat semua kunci yang dikenal.
    """),
)

MISSING_KEY = Code(
    code="ILP003",
    title="Isian wajib kosong",
    message="“{kunci}” belum diisi",
    page=page("""
    Tanpa isian ini barisnya tidak punya arti: puskesmas tanpa nama, tahap tanpa tahun, petugas tanpa puskesmas.

    Salah::

        kabupaten: {nama: Luwu}
        tahap:
          - lokus: []   #! ILP003

    Benar::

        kabupaten: {nama: Luwu}
        tahap:
          - {tahun: 2024, target: {puskesmas: 9}}

    Langkah: isi kunci atau sel yang disebut.
    """),
)

WRONG_KIND = Code(
    code="ILP004",
    title="Nilai bukan jenis yang diminta",
    message="“{kunci}” {sebab}",
    page=page("""
    Tahun dan jumlah harus bilangan bulat, tanggal harus hari yang ada di kalender, daftar harus berupa daftar.
    Nilai yang meragukan (012, 10:30, 2024-02-30, no) tidak ditebak. Di roster, tahun yang tidak mungkin (0019, 1900,
    2109) dan sel berisi galat (#N/A, #REF!, Loading...) juga disebut di sini.

    Salah::

        kabupaten: {nama: Luwu}
        tahap:
          - tahun: 2024
            sk: {tanggal: 2024-02-30}   #! ILP004

    Benar::

        kabupaten: {nama: Luwu}
        tahap:
          - tahun: 2024
            sk: {tanggal: 2024-02-28}

    Langkah: tulis seperti 2025 (tahun), 9 (jumlah), 2025-01-02 (tanggal), ya atau tidak, [a, b] (daftar).
    """),
)

DUPLICATE_KEY = Code(
    code="ILP005",
    title="Kunci ditulis dua kali",
    message="kunci “{kunci}” sudah ditulis di baris {baris}; {akibat}",
    page=page("""
    Bila satu kunci ditulis dua kali, kebanyakan program diam-diam memakai yang terakhir.

    Salah::

        kabupaten: {nama: Luwu}
        tahap:
          - tahun: 2024
            target: {puskesmas: 9}
            target: {puskesmas: 13}   #! ILP005

    Benar::

        kabupaten: {nama: Luwu}
        tahap:
          - {tahun: 2024, target: {puskesmas: 9}}
          - {tahun: 2025, target: {puskesmas: 13}}

    Langkah: hapus salah satu, atau gabungkan isinya.
    """),
)

BAD_COLUMN = Code(
    code="ILP006",
    title="Kolom kembar atau tidak ada",
    message="{sebab}{maksud}",
    page=page("""
    Roster dibaca menurut judul kolom. Dua kolom berjudul sama membuat isinya bergantung pada urutan;
    kolom wajib yang tidak ada membuat semua baris tak terbaca.

    Salah petugas.csv::

        nama,puskesmas,nama   #! ILP006
        Ina,Suli,Ina

    Benar petugas.csv::

        nama,puskesmas,profesi
        Ina,Suli,Bidan

    Langkah: beri setiap kolom judul yang dikenal, masing-masing satu kali; `ilp template FOLDER -o roster-kosong.xlsx`
    membuat roster kosong.
    """),
)

NOTHING = Code(
    code="ILP007",
    title="Tidak ada isinya",
    message="{apa} belum ada isinya",
    page=page("""
    Rencana kosong tidak boleh terlihat seperti rencana yang beres: tanpa puskesmas, tahap atau petugas,
    tidak ada yang dapat diperiksa.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas: []   #! ILP007
        tahap: [{tahun: 2024, target: {puskesmas: 1}}]

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        tahap: [{tahun: 2024, target: {puskesmas: 1}}]

    Langkah: isi bagian yang disebut.
    """),
)

UNREAD_COLUMN = Code(
    code="ILP008",
    title="Kolom tidak dibaca",
    message="kolom “{kolom}” tidak dikenal dan tidak dibaca{maksud}",
    severity=Severity.NOTE,
    page=page("""
    Kolom lain boleh ada, tetapi isinya tidak dipakai. Bila judulnya mirip kolom yang dikenal,
    catatan ini menjadi peringatan.

    Salah petugas.csv::

        nama,puskesmas,profesi,golongan   #! ILP008
        Ina,Suli,Bidan,III/a

    Benar petugas.csv::

        nama,puskesmas,profesi,keterangan
        Ina,Suli,Bidan,golongan III/a

    Langkah: betulkan judulnya bila salah eja; biarkan bila memang tidak diperlukan.
    """),
)

UNREADABLE_FILE = Code(
    code="ILP009",
    title="Berkas tidak dapat dibaca",
    message="{sebab}",
    status=3,
    page=page("""
    Berkas tidak ada, terkunci kata sandi, terpotong, terlalu besar, atau bukan jenis yang disebut namanya.

    Salah::

        kabupaten: {nama: Luwu}
        roster: tidak-ada.xlsx   #! ILP009

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]

    Langkah: periksa nama dan letaknya; bila berkasnya ada, buka dengan programnya, lalu simpan ulang tanpa kata sandi.
    """),
)

MISSING_TABLE = Code(
    code="ILP010",
    title="Lembar atau berkas roster tidak ada",
    message="{sebab}{maksud}",
    page=page("""
    Roster terdiri atas Petugas dan Kader: dua lembar dalam satu workbook, atau petugas.csv dan kader.csv dalam satu
    folder. Bila salah satunya tidak ada, kecukupan tenaga tidak dapat diperiksa.

    Salah::

        kabupaten: {nama: Luwu}
        roster: .   #! ILP010
        puskesmas: [{nama: Suli}]

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        petugas: [{nama: Ina, puskesmas: Suli, profesi: Bidan}]
        kader: [{nama: Ani, puskesmas: Suli}]

    Langkah: beri nama lembar Petugas dan Kader (berkas: petugas.csv dan kader.csv).
    """),
)

OTHER_ENCODING = Code(
    code="ILP011",
    title="Berkas bukan UTF-8",
    message="berkas tidak ditulis dalam UTF-8; dibaca sebagai {pengodean}",
    severity=Severity.NOTE,
    page=page("""
    Excel lama menyimpan csv dalam cp1252. Berkas tetap dibaca, tetapi periksa huruf yang tidak biasa.

    Salah petugas.csv::

        nama,puskesmas,profesi   #! ILP011
        José,Suli,Bidan

    Benar petugas.csv::

        nama,puskesmas,profesi
        Ina,Suli,Bidan

    Langkah: simpan ulang sebagai “CSV UTF-8” supaya semua huruf utuh.
    """),
)

BY_CONTENT = Code(
    code="ILP012",
    title="Tabel dikenali dari isinya",
    message="{apa} dibaca sebagai tabel {tabel}, menurut judul kolomnya",
    severity=Severity.NOTE,
    page=page("""
    Nama lembar atau berkasnya bukan Petugas atau Kader, tetapi judul kolomnya lengkap untuk salah satunya.
    Catatan ini muncul supaya tidak ada tabel yang dibaca tanpa diketahui.

    Salah data.csv::

        nama,puskesmas,profesi   #! ILP012
        Ina,Suli,Bidan

    Benar petugas.csv::

        nama,puskesmas,profesi
        Ina,Suli,Bidan

    Langkah: bila bukan roster, keluarkan dari workbook atau folder ini; bila benar, beri nama
    menurut tabelnya.
    """),
)

HIDDEN = Code(
    code="ILP013",
    title="Yang tersembunyi ikut dibaca",
    message="{apa} tersembunyi, tetapi ikut dibaca",
    severity=Severity.NOTE,
    page=page("""
    Baris yang disaring atau disembunyikan, kolom dan lembar yang disembunyikan, tetap bagian dari berkas. Orang di situ
    ikut dihitung, dan isi kolomnya dipakai.

    Salah petugas.xls::

        <table><tr><td>nama<td>puskesmas<td>profesi</tr>
        <tr style="display:none"><td>Ina<td>Suli<td>Bidan</tr>   #! ILP013
        </table>

    Benar petugas.xls::

        <table><tr><td>nama<td>puskesmas<td>profesi</tr>
        <tr><td>Ina<td>Suli<td>Bidan</tr>
        </table>

    Langkah: hapus baris, kolom atau lembar itu bila tidak lagi berlaku; tampilkan bila masih berlaku.
    """),
)

MERGED = Code(
    code="ILP014",
    title="Sel gabungan dibaca untuk setiap barisnya",
    message="{jumlah} sel kosong diisi dari sel gabungan di atasnya, yang pertama {kolom} “{isi}”",
    severity=Severity.NOTE,
    page=page("""
    Sel gabungan hanya menyimpan nilainya di baris pertama. Baris di bawahnya dibaca dengan nilai yang sama, seperti
    yang terlihat di layar.

    Salah petugas.xls::

        <table><tr><td>nama<td>puskesmas<td>profesi</tr>
        <tr><td>Ina<td rowspan="2">Suli<td>Bidan</tr>
        <tr><td>Yusuf<td>Perawat</tr>   #! ILP014
        </table>

    Benar petugas.xls::

        <table><tr><td>nama<td>puskesmas<td>profesi</tr>
        <tr><td>Ina<td>Suli<td>Bidan</tr>
        <tr><td>Yusuf<td>Suli<td>Perawat</tr>
        </table>

    Langkah: pisahkan sel gabungan dan isi setiap baris.
    """),
)

READ_DAY = Code(
    code="ILP015",
    title="Tanggal ditafsirkan",
    message="{jumlah} tanggal ditulis sebagai {bentuk}; yang pertama “{isi}” dibaca {tanggal}",
    severity=Severity.NOTE,
    page=page("""
    Tanggal yang kehilangan formatnya tampil sebagai angka Excel (45581), dan tahun dua angka (16-10-24) harus
    ditafsirkan: 00–68 dibaca 2000–2068, 69–99 dibaca 1969–1999. Tanggal lahir lain: 43–99 dibaca 1943–1999, 00–11
    dibaca 2000–2011, selebihnya hanya bila NIP di sampingnya memastikan abadnya.

    Salah petugas.csv::

        nama,puskesmas,profesi,mulai
        Ina,Suli,Bidan,45581   #! ILP015

    Benar petugas.csv::

        nama,puskesmas,profesi,mulai
        Ina,Suli,Bidan,16 Oktober 2024

    Langkah: cocokkan tanggal yang disebut; beri kolomnya format tanggal dengan tahun empat angka.
    """),
)

NOT_READ = Code(
    code="ILP016",
    title="Ada yang tidak dibaca",
    message="{apa} tidak dibaca: {sebab}",
    severity=Severity.WARNING,
    page=page("""
    Isi berkas yang tidak menjadi petugas atau kader disebut di sini, supaya tidak ada yang hilang diam-diam.

    Salah petugas.csv::

        nama,puskesmas,profesi,nip
        Ina,Suli,Bidan,
        ,,,198501012010012901   #! ILP016

    Benar petugas.csv::

        nama,puskesmas,profesi,nip
        Ina,Suli,Bidan,198501012010012901

    Langkah: lengkapi bila memang data roster; hapus atau pindahkan bila bukan.
    """),
)

UNKNOWN_UNIT = Code(
    code="ILP017",
    title="Unit kerja tidak dapat dipastikan",
    message="unit kerja “{unit}” {sebab}{maksud}",
    page=page("""
    Kolom unit kerja boleh memuat puskesmas atau pustu, dengan atau tanpa kata di depannya. Sesudah kata itu
    dikesampingkan, namanya harus tepat satu nama yang terdaftar; yang mirip hanya diusulkan.

    Salah petugas.csv::

        nama,unit kerja,profesi
        Ina,Pustu Cimpo,Bidan   #! ILP017

    Benar petugas.csv::

        nama,unit kerja,profesi
        Ina,PUSTU CIMPU (PKM SULI),Bidan

    Langkah: tulis nama seperti di roadmap.yaml; bila ada dua yang sama, sebut puskesmasnya dalam kurung.
    """),
)

OTHER_KIND = Code(
    code="ILP018",
    title="Isi berkas lain dari namanya",
    message="isinya {jenis}, walau namanya berakhiran {akhiran}; dibaca menurut isinya",
    severity=Severity.NOTE,
    page=page("""
    Banyak aplikasi menyimpan halaman HTML atau teks dengan akhiran .xls. Isinya tetap dibaca, sebagai teks saja.

    Salah petugas.xls::

        <table><tr><td>nama<td>puskesmas<td>profesi</tr>   #! ILP018
        <tr><td>Ina<td>Suli<td>Bidan</tr></table>

    Benar petugas.csv::

        nama,puskesmas,profesi
        Ina,Suli,Bidan

    Langkah: buka di Excel, lalu simpan ulang sebagai Excel Workbook (.xlsx).
    """),
)

VACANT = Code(
    code="ILP019",
    title="Formasi kosong, bukan orang",
    message="“{isi}” bukan nama orang{formasi}; baris ini tidak dihitung sebagai orang",
    severity=Severity.NOTE,
    page=page("""
    Baris dengan “-”, “kosong” atau “belum ada” di kolom nama menyebut jabatan yang belum terisi, bukan orang; baris itu
    tidak dihitung dan tidak dijadwalkan. Orang yang memang bernama Null atau Na tetap dibaca bila barisnya memuat NIP,
    NIK, tanggal lahir, atau keterangan lain tentang orangnya (status, mulai, jenis kelamin).

    Salah petugas.csv::

        nama,puskesmas,profesi
        Ina,Suli,Bidan
        belum ada,Suli,Perawat   #! ILP019

    Benar petugas.csv::

        nama,puskesmas,profesi
        Ina,Suli,Bidan

    Langkah: hapus barisnya, atau isi nama petugasnya; bila itu memang nama orang, isi NIP atau NIK-nya.
    """),
)

ASIDE = Code(
    code="ILP020",
    title="Baris bukan orang dilewati",
    message="{apa} dilewati: {sebab}",
    severity=Severity.NOTE,
    page=page("""
    Baris jumlah, judul halaman yang diulang, nomor kolom, nomor halaman, dan blok tanda tangan bukan orang. Semuanya
    disebut di sini supaya tidak ada baris yang hilang diam-diam.

    Salah petugas.csv::

        nama,puskesmas,profesi
        Ina,Suli,Bidan
        JUMLAH,Suli,1   #! ILP020

    Benar petugas.csv::

        nama,puskesmas,profesi
        Ina,Suli,Bidan

    Langkah: tidak perlu apa-apa bila memang bukan isian; bila isian, lengkapi barisnya.
    """),
)

PLACE_GIVEN = Code(
    code="ILP021",
    title="Tempat diambil dari judul",
    message="“{judul}” dibaca sebagai tempat {jumlah} baris: {tempat}",
    severity=Severity.NOTE,
    page=page("""
    Baris yang hanya memuat nama tempat, dan judul di atas tabel, memberi tempat kepada baris di bawahnya yang tidak
    menyebut tempat sendiri, sampai judul berikutnya. Tempat yang ditulis di barisnya sendiri tetap berlaku.

    Salah petugas.csv::

        nama,puskesmas,profesi
        PUSKESMAS SULI,,   #! ILP021
        Ina,,Bidan

    Benar petugas.csv::

        nama,puskesmas,profesi
        Ina,Suli,Bidan

    Langkah: cocokkan tempatnya; bila keliru, isi kolom puskesmas dan pustu di setiap baris.
    """),
)

TWO_NAMES = Code(
    code="ILP022",
    title="Dua nama dalam satu sel",
    message="sel ini tampaknya memuat dua nama: {nama}; dihitung sebagai satu orang",
    severity=Severity.WARNING,
    page=page("""
    Satu baris adalah satu orang. Dua nama dalam satu sel dihitung satu, sehingga pustu terlihat kurang.

    Salah petugas.csv::

        nama,puskesmas,profesi
        Ina Batara / Rahma Sari,Suli,Bidan   #! ILP022

    Benar petugas.csv::

        nama,puskesmas,profesi
        Ina Batara,Suli,Bidan
        Rahma Sari,Suli,Bidan

    Langkah: tulis satu orang satu baris.
    """),
)

CARRIED = Code(
    code="ILP023",
    title="Tempat diambil dari baris di atasnya",
    message="{jumlah} sel {kolom} {bertanda} diisi dari baris di atasnya, yang pertama “{isi}”",
    severity=Severity.WARNING,
    page=page("""
    Setiap tempat di kolom ini hanya ditulis satu kali, di baris pertama kelompoknya, seperti pada daftar yang dicetak.
    Baris di bawahnya dibaca dengan tempat yang sama. Kolom yang tempatnya diulang di setiap baris tidak diisi: di situ
    pustu yang kosong berarti puskesmas induk. Sel yang berisi “sda”, “idem”, atau tanda petik saja dibaca seperti sel
    di atasnya, di setiap kolom selain nama, nomor, dan tanggal lahir; itu dicatat, bukan diperingatkan.

    Salah petugas.csv::

        nama,puskesmas,profesi
        Ina,Suli,Bidan
        Yusuf,,Perawat   #! ILP023

    Benar petugas.csv::

        nama,puskesmas,profesi
        Ina,Suli,Bidan
        Yusuf,Suli,Perawat

    Langkah: isi tempat di setiap baris; bila baris kosong itu berarti puskesmas induk, tulis “induk” di kolom pustu.
    """),
)

STRUCK = Code(
    code="ILP024",
    title="Dicoret atau dikomentari, tetapi dibaca",
    message="“{nama}” tetap dibaca{dan_dihitung}, padahal {sebab}",
    severity=Severity.WARNING,
    page=page("""
    Coretan dan komentar sel terlihat di layar, tetapi bukan isi sel. Nama yang dicoret tetap dibaca, dan orangnya
    biasanya dihitung; begitu juga yang komentar selnya menyebut pensiun, pindah, berhenti, dan yang sejenis tanpa
    kepastian, dan yang warna selnya mirip warna yang dijelaskan begitu (“merah = pensiun”). Komentar yang
    pasti (“pensiun per 1 Mei 2025”) dan warna yang sama dengan warna sel keterangannya menjadi ILP324. `ilp import`
    menulis semuanya ke kolom keterangan.

    Salah petugas.xls::

        <table><tr><td>nama<td>puskesmas<td>profesi</tr>
        <tr><td><s>Ina</s><td>Suli<td>Bidan</tr>   #! ILP024
        </table>

    Benar petugas.xls::

        <table><tr><td>nama<td>puskesmas<td>profesi</tr>
        <tr><td>Ina<td>Suli<td>Bidan</tr>
        </table>

    Langkah: bila orangnya sudah pergi, hapus barisnya atau isi sampai; bila masih bertugas, hilangkan coretannya.
    """),
)

COMMENT = Code(
    code="ILP030",
    title="Teks berhenti pada tanda #",
    message="“{kunci}” dibaca “{isi}”; “{komentar}” menjadi komentar",
    severity=Severity.NOTE,
    page=page("""
    Di YAML, tanda # sesudah spasi memulai komentar: sisanya tidak dibaca dan tidak tercetak. Bila # memang bagian dari
    teks, apit seluruh teksnya dengan tanda kutip.

    Salah::

        kabupaten: {nama: Luwu}
        tahap:
          - tahun: 2025
            target: {puskesmas: 1}
            sk:
              tentang: Penetapan Lokus # 1 ILP   #! ILP030

    Benar::

        kabupaten: {nama: Luwu}
        tahap:
          - tahun: 2025
            target: {puskesmas: 1}
            sk:
              tentang: "Penetapan Lokus # 1 ILP"

    Langkah: apit teksnya dengan tanda kutip; bila memang komentar, beri dua spasi di depan tanda #.
    """),
)

MISFITS = (
    UNREADABLE_YAML,
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_KIND,
    DUPLICATE_KEY,
    BAD_COLUMN,
    NOTHING,
    UNREAD_COLUMN,
    UNREADABLE_FILE,
    MISSING_TABLE,
    OTHER_ENCODING,
    BY_CONTENT,
    HIDDEN,
    MERGED,
    READ_DAY,
    NOT_READ,
    UNKNOWN_UNIT,
    OTHER_KIND,
    VACANT,
    ASIDE,
    PLACE_GIVEN,
    TWO_NAMES,
    CARRIED,
    STRUCK,
    COMMENT,
)
"""Every misfit, in the order of codes."""


BLOCKING = frozenset(code.code for code in (UNREADABLE_YAML, BAD_COLUMN, UNREADABLE_FILE, MISSING_TABLE))
"""Faults because of which whole files or tables are not read."""


class Unreadable(Misuse):
    """An input that cannot be read, or that is not what is needed; carries the findings that say why, or one reason."""

    status = ExitStatus.INPUT

    def __init__(self, findings: Iterable[Finding] = (), *, reason: str = "") -> None:
        self.findings = tuple(findings)
        super().__init__(reason or "; ".join(f"{finding.place}: {finding.message}" for finding in self.findings))


AS_SAID = "lakukan seperti yang disebut."
"""The remedy of a finding whose message says what to do."""
AS_SHOWN = "tulis dengan bentuk yang disebut; `ilp schema` memuat semua kunci."
"""The remedy of a finding whose message shows the right form."""


def unreadable(place: Place, reason: str) -> Unreadable:
    """The exception for a file that cannot be opened, with its reason in Indonesian, and behind a “;” what to do."""
    told = finding(UNREADABLE_FILE, place, {"sebab": reason})
    return Unreadable([replace(told, remedy=AS_SAID) if "; " in reason else told])


def not_there(place: Place, reason: str, path: Path, kinds: Container[str] | None = None) -> Unreadable:
    """The exception for a file that does not exist, with the nearest name beside it, of these suffixes if any."""
    try:
        beside = sorted(item.name for item in path.parent.iterdir() if kinds is None or item.suffix.lower() in kinds)
    except OSError:
        beside = []
    told = finding(UNREADABLE_FILE, place, {"sebab": reason + maksud(path.name, beside)})
    return Unreadable([replace(told, remedy="periksa nama dan letaknya.")])
