"""The commented roadmap.yaml of a new plan folder."""

from __future__ import annotations

import json
from collections.abc import Sequence

_ROADMAP = """\
# yaml-language-server: $schema=roadmap.schema.json
#
# Roadmap ILP {sebutan}. Baris yang diawali # adalah penjelasan; hapus tandanya untuk memakai contohnya.
# Periksa dengan:  ilp check FOLDER-INI        Penjelasan kode temuan:  ilp explain ILP101

kabupaten:
  nama: {nama}
  jenis: {jenis}
  # kode: "73.17"                   # kode Kemendagri, selalu dalam tanda kutip
  # provinsi: Sulawesi Selatan
  # ibu_kota: Belopa

roster: roster.xlsx                 # berkas Excel, folder csv, atau berkas yaml

# Hari layanan semua pustu; satu pustu boleh punya hari sendiri (lihat di bawah).
hari_layanan: [{hari}]

# Yang dijanjikan: tahun, puskesmas (semua, jumlah, atau daftar nama), dan dasarnya.
sasaran: []
#  - {{tahun: 2027, puskesmas: semua, dasar: "RPJMD"}}

# Yang menandatangani SK. Yang belum diketahui dibiarkan kosong; di Lampiran tercetak titik-titik.
penandatangan:
  jabatan: Kepala Dinas Kesehatan
  nama:
  pangkat:
  nip:

# Semua puskesmas di {sebutan}: inilah penyebut cakupan.
puskesmas: []
#  - nama: Larompong
#    kode: "1070668"                # kode Kemenkes, selalu dalam tanda kutip
#    kecamatan: Larompong
#    alias: []                      # nama lain yang dipakai di dokumen lain
#    pustu:
#      - {{nama: Rante Belu, desa: Rante Belu}}
#      - {{nama: Riwang, desa: Riwang, hari_layanan: [senin, selasa, rabu, kamis, jumat, sabtu]}}
#    posyandu:
#      - {{nama: Melati, desa: Rante Belu, pustu: Rante Belu}}

# Tahap: puskesmas yang menjadi lokus tiap tahun, dengan pustu dan posyandunya.
# status: rencana, ditetapkan, proses, berjalan. Bila nama belum diketahui, tulis target saja.
tahap: []
#  - tahun: 2027
#    sk: {{nomor: , tanggal: , tentang: Penetapan Lokus ILP Tahun 2027, penetap: Kepala Dinas Kesehatan}}
#    target: {{puskesmas: 1, pustu: 1, posyandu: 1}}
#    lokus:
#      - {{puskesmas: Larompong, pustu: [Rante Belu], posyandu: [Melati], status: rencana}}

# Nilai daerah yang lebih ketat daripada standar nasional, masing-masing dengan dasarnya.
standar: {{}}
#  pustu.kader: {{nilai: 3, dasar: "SK Kepala Dinas Kesehatan Nomor …"}}

# Temuan yang untuk sementara diterima: tetap tampil, tidak dihitung sampai tanggalnya lewat.
pengecualian: []
#  - {{kode: ILP203, tempat: {{puskesmas: Larompong, pustu: Rante Belu}}, alasan: …, oleh: …, sampai: 2027-06-30}}

# Jawaban daerah atas hal yang tidak diatur secara nasional.
kebijakan: {{}}
#  kader_pustu_boleh_kader_posyandu: tidak
"""


def starter_roadmap(nama: str, jenis: str, hari: Sequence[str]) -> str:
    """The text of a new roadmap.yaml: every key explained, nothing filled in that is not known."""
    quoted = json.dumps(nama, ensure_ascii=False)
    return _ROADMAP.format(nama=quoted, jenis=jenis, sebutan=f"{jenis.capitalize()} {nama}", hari=", ".join(hari))
