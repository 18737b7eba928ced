"""The commented roadmap.yaml of a new plan folder."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ilp_cli.capabilities.start.model import Register, summed
from ilp_cli.files.yaml_text import comment, scalar

_ROADMAP = """\
# yaml-language-server: $schema=roadmap.schema.json
#
# Roadmap ILP {sebutan}. Baris yang diawali # adalah penjelasan; hapus tandanya untuk memakai contohnya.
# Periksa dengan:  ilp check FOLDER-INI        Penjelasan kode temuan:  ilp explain ILP101

kabupaten:
  nama: {nama}
  jenis: {jenis}
  {kode}# kode Kemendagri, selalu dalam tanda kutip
  # provinsi: Sulawesi Selatan
  # ibu_kota: Belopa

roster: roster.xlsx                 # berkas Excel, folder csv, atau berkas yaml; beberapa: [a.xlsx, b.xlsx]

# Hari layanan semua pustu; satu pustu boleh punya hari sendiri (lihat di bawah).
hari_layanan: [{hari}]

# Hari libur daerah; menang atas kalender nasional. buka: ya berarti tetap buka walau libur nasional.
libur: []
#  - {{tanggal: 2027-02-10, nama: Hari jadi daerah}}
#  - {{tanggal: 2027-05-01, nama: Imunisasi serentak, buka: ya}}

# Batas desa dalam GeoJSON, bila ada: digambar di peta wilayah kader (ilp plan areas --peta).
# peta: desa.geojson

# Yang dijanjikan: tahun, puskesmas (semua, jumlah, atau daftar nama), dan dasarnya.
sasaran: []
#  - {{tahun: 2027, puskesmas: semua, dasar: "RPJMD"}}

# Yang menandatangani SK. Yang belum diketahui dibiarkan kosong; di Lampiran tercetak titik-titik.
penandatangan:
  jabatan: Kepala Dinas Kesehatan
  nama:
  pangkat:
  nip:
  # awalan: a.n. Bupati …           # juga u.b., Plt., Plh. atau Pj.

# Dasar hukum yang dikutip semua SK, satu butir tiap peraturan; SK satu tahap boleh punya mengingat sendiri.
mengingat: []
#  - "Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan"

# Semua puskesmas di {sebutan}: inilah penyebut cakupan.
{register}
#  - nama: Larompong
#    kode: "1070668"                # kode Kemenkes, selalu dalam tanda kutip
#    kecamatan: Larompong
#    kepala: {{nama: …, nip: "…"}}    # yang menandatangani jadwal tugas; NIP hanya dicetak dengan --nip tampil
#    koordinat: [-3.556, 120.361]   # lintang, bujur dalam derajat; untuk menghitung jarak
#    alias: [Larompong Kota]        # nama lain, juga nama lama dan puskesmas yang bergabung ke sini
#    tutup: 2028-12-31              # hanya bila tutup atau bergabung: sejak hari ini; tahap lamanya tetap
#    pustu:
#      - {{nama: Rante Belu, desa: Rante Belu, koordinat: [-3.561, 120.352]}}
#      - {{nama: Riwang, desa: Riwang, hari_layanan: [senin, selasa, rabu, kamis, jumat, sabtu]}}
#    posyandu:
#      - {{nama: Melati, desa: Rante Belu, pustu: Rante Belu, hari_buka: selasa ke-2}}
#      # hari_buka: hari buka posyandu tiap bulan, seperti tanggal 12, selasa ke-2, atau kamis terakhir; bulan yang
#      #   lain tanggalnya ditulis juga: [selasa ke-2, 2027-04-15]. jam: "08.00–11.00", tempat: balai desa
#      # pendamping: siapa yang mendampingi, bila bukan nakes pustunya: [{{nama: …, dari: Puskesmas Larompong}}]
#      # nomor_registrasi: "73.17.02.2001.001" bila sudah ada, nomor posyandu dari Ditjen Bina Pemdes

# Tahap: puskesmas yang menjadi lokus tiap tahun, dengan pustu dan posyandunya.
# status: rencana, ditetapkan, proses, berjalan, ditunda, batal; sejak kapan, dengan bukti, dan alasan bila ditunda atau
# batal. Bila nama belum diketahui, tulis target saja, dan jumlah yang sudah berjalan di realisasi.
# SK perubahan: tahap itu ditulis sekali lagi di bawahnya, lengkap seperti sesudah perubahan; sk-nya menulis mengubah.
tahap: []
#  - tahun: 2027
#    keterangan: Tahap pertama
#    sk:
#      nomor:                       # kosong sebelum ada
#      tanggal:
#      tentang: Penetapan Lokus ILP Tahun 2027
#      penetap: Kepala Dinas Kesehatan
#      # mengubah: {{nomor: …, tanggal: …, ke: 1}}   # hanya pada SK perubahan: SK pertama yang diubah
#      # mengingat: [...]           # dasar hukum SK ini, bila lain; penandatangan: pun boleh di sini
#    target: {{puskesmas: 1, pustu: 1, posyandu: 1}}
#    # proses: {{posyandu: 2}}        # jumlah yang masih diproses, namanya belum diketahui
#    # realisasi:                   # jumlah sampai hari itu, selama namanya belum diketahui
#    #   - {{per: 2027-03-31, status: berjalan, puskesmas: 1}}
#    lokus:
#      - {{puskesmas: Larompong, pustu: [Rante Belu], posyandu: [Melati], status: rencana, keterangan: Contoh}}
#      # - puskesmas: …             # dengan realisasi menurut tanggal, juga bila pustu atau posyandunya berbeda
#      #   realisasi:
#      #     - {{status: berjalan, sejak: 2027-05-03, bukti: Berita acara …}}
#      #     - {{pustu: …, status: ditunda, sejak: 2027-08-01, alasan: …}}

# Nilai daerah yang lebih ketat daripada standar nasional, masing-masing dengan dasarnya.
standar: {{}}
#  pustu.kader: {{nilai: 3, dasar: "SK Kepala Dinas Kesehatan Nomor …", sejak: 2027-01-01}}

# Temuan yang untuk sementara diterima: tetap tampil, tidak dihitung sampai tanggalnya lewat.
# tempat: puskesmas, dan bila perlu pustu, posyandu atau nama orangnya; puskesmas: kabupaten untuk yang umum.
pengecualian: []
#  - {{kode: ILP203, tempat: {{puskesmas: Larompong, pustu: Rante Belu}}, alasan: …, oleh: …, sampai: 2027-06-30}}

# Jawaban daerah atas hal yang tidak diatur secara nasional.
kebijakan: {{}}
#  kader_pustu_boleh_kader_posyandu: tidak       # bolehkah kader pustu dihitung juga sebagai kader posyandu
#  induk_minimum: {{bidan: 2}}                     # petugas yang harus tetap ada di puskesmas induk
#  status_tetap_di_puskesmas: [PPPK]             # status kepegawaian yang tidak boleh pindah ke puskesmas lain
#  kader_hari_per_minggu: 3                      # paling banyak berapa hari seminggu seorang kader bertugas
#  libur_nasional_buka: tidak                    # pustu tetap buka pada hari libur nasional
#  cuti_bersama_buka: tidak                      # pustu tetap buka pada cuti bersama
#  bobot: {{kk: 1, bumil: 2}}                      # beban satu KK dan satu orang pada pembagian wilayah kader
#  batas_ubah: 10                                # persen lebih berat daripada yang paling rata, supaya wilayah tetap
#  selang_kunjungan: 12                          # tiap berapa bulan setiap keluarga dikunjungi
#  kapasitas_kunjungan: 2                        # paling banyak berapa keluarga dikunjungi seorang kader sehari
#  minggu_berkumpul: [1, 2]                      # pekan dalam bulan tempat hari buka posyandu boleh jatuh
#  target_capaian: {{k1: 95, idl: 90}}             # target cakupan PWS setahun menurut daerah, persen tiap indikator
#  lokus_tanpa_pustu: tidak                      # ya bila lokus memang tanpa pustu, misalnya di kota

# Untuk ilp plan rollout: batas setiap tahun yang direncanakan, dan kebutuhan tiap puskesmas.
rollout:
#  kecamatan: 2028                               # sampai tahun ini setiap kecamatan punya satu lokus
#  tahun:                                        # jiwa: penduduk yang dijanjikan terlayani pada akhir tahun itu
#    - {{tahun: 2027, tempat_latihan: 60, anggaran: "Rp650.000.000,00", rekrut: 8, pindah: 6, jiwa: 17.400}}
#  puskesmas:                                    # siap: tahun paling awal; diminta: tahun yang diinginkan
#    - {{nama: Larompong, jiwa: 17.400, tempat_latihan: 16, anggaran: "Rp185.000.000", rekrut: 3, pindah: 1}}
#    # sesudah: [Suli] bila puskesmas lain harus lebih dahulu; bobot: 2 bila satu jiwanya dihitung dua
#  kesiapan: {{kriteria: [P1, P3], belum: 2029}}   # lembar Kesiapan: yang belum memenuhi tidak mulai sebelum 2029
#  coba: {{tempat_latihan: 15, rekrut: 2}}         # tambahan yang dicoba pada tabel “bila ditambah”

# Untuk ilp plan training: angkatan, tempat, hari dan biaya pelatihan. Biaya satuan ditulis kabupaten sendiri.
pelatihan:
#  peserta: {{min: 15, max: 30}}                   # paling sedikit dan paling banyak orang dalam satu angkatan
#  hari: 3                                       # berapa hari satu angkatan, berturut-turut
#  hari_pelatihan: [senin, selasa, rabu, kamis]  # bila bukan hari layanan; Sabtu bila pustu tidak boleh kosong
#  kader: [posyandu, bayi balita, ibu hamil, remaja, lansia]   # kosong: kelimanya
#  nakes: [posyandu]                             # bidan dan perawat pustu lokus; kosong: tidak ikut
#  tempat:                                       # tanpa koordinat dipakai kecamatannya: sama atau lain
#    - {{nama: Aula Dinas Kesehatan, kecamatan: Belopa, koordinat: [-3.38, 120.37], kapasitas: 40}}
#  tahun:                                        # bulan yang dapat dipakai, atau tanggal: hari pertama angkatan
#    - {{tahun: 2027, bulan: [2, 3, 4]}}
#  biaya: {{peserta_hari: "Rp150.000,00", angkatan: "Rp2.500.000,00", perjalanan: "Rp50.000,00"}}
#  belum_diketahui: ya                           # tidak: hanya yang tertulis belum dilatih yang diundang

# Untuk ilp readiness: kriteria nasional yang tidak ditanyakan, dan kriteria kabupaten sendiri.
kriteria_kesiapan:
#  tanpa: [ALAT]                                 # kode kriteria nasional; lihat ilp readiness
#  tambahan:                                     # dasar: peraturan daerahnya; tahu: siapa yang dapat ditanya
#    - {{kode: L1, untuk: posyandu, judul: Punya timbangan, dasar: "…", tahu: ketua posyandu, langkah: "…"}}

# Petugas dan kader boleh juga ditulis di sini (petugas:, kader:, cuti:), tetapi biasanya di roster.
"""


def starter_roadmap(
    nama: str, jenis: str, hari: Sequence[str], *, kode: str | None = None, register: str = "puskesmas: []"
) -> str:
    """The text of a new roadmap.yaml: every key explained, nothing filled in that is not known."""
    known = f'kode: "{kode}"' if kode else '# kode: "73.17"'
    return _ROADMAP.format(
        nama=json.dumps(nama, ensure_ascii=False),
        jenis=jenis,
        sebutan=f"{jenis.capitalize()} {nama}",
        hari=", ".join(hari),
        kode=known.ljust(len('# kode: "73.17"                   ')),
        register=register,
    )


def register_text(register: Register, source: str) -> str:
    """The key puskesmas with every place of a list, in its order."""
    lines = list(comment([f"Dari {source}: {summed(register)}."]))
    lines.append("puskesmas:")
    for place in register.puskesmas:
        parts = [f"nama: {scalar(place.nama)}"]
        parts += [f'kode: "{place.kode}"'] if place.kode else []
        parts += [f"kecamatan: {scalar(place.kecamatan)}"] if place.kecamatan else []
        parts += [f"alias: [{', '.join(map(scalar, place.alias))}]"] if place.alias else []
        lines.append(f"  - {{{', '.join(parts)}}}")
    return "\n".join(lines)
