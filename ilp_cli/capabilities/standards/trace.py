"""Where the values of Dasar Hukum come from: the article, its rank, and the district's own where that is stricter."""

from __future__ import annotations

from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.jejak import Cara, Jejak, Nilai, dasar


def _standar(case: Case, angka: Angka) -> Jejak:
    own = case.standards.get(angka.jenis)
    if own is None:
        words = f"Pada {tanggal(case.pada)} belum berlaku."
        return Jejak(angka=angka, judul=angka.jenis, nilai=None, cara=Cara.TEKS, langkah=(words,))
    value: Nilai = daftar(map(str, own.nilai)) if isinstance(own.nilai, tuple) else own.nilai
    lines = [f"Berlaku sejak {tanggal(own.since)}."]
    national = case.law.standards.get(angka.jenis)
    dated = national.on(case.pada) if national else None
    if dated is not None and dated.citation != own.citation:
        lines.append(f"Nilai kabupaten, lebih ketat dari nasional ({dated.nilai}; {dated.citation}).")
    if own.sesudah_bulan:
        lines.append(f"Baru berlaku bagi yang sudah bertugas {own.sesudah_bulan} bulan.")
    return Jejak(
        angka=angka,
        judul=own.standard.judul,
        nilai=value,
        satuan=own.standard.satuan if isinstance(own.nilai, int) else "",
        langkah=tuple(lines),
        aturan=dasar(case, angka.jenis),
    )


FIGURES = {"standar": _standar}
