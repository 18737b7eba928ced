"""Where the households of the annex of areas come from: the blocks, as the table Wilayah lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ilp_cli.capabilities.areas.model.holding import FIGURE, JUMLAH, Holding, holdings, posyandu_of
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.jejak import Baris, Cara, Jejak
from ilp_cli.district.looked import unit_words


def _kk(case: Case, angka: Angka) -> Jejak:
    """The households of what one kader holds at a posyandu."""
    own = case.of(holdings)[angka.subjek][int(angka.jenis)]
    missing = sum(block.kk is None for block in own.blocks)
    lines = ["Jumlah KK semua bloknya di lembar Wilayah."]
    lines += [f"{missing} bloknya belum berisi KK, jadi jumlahnya tidak diketahui."] if missing else []
    holder = own.nama or "blok yang belum ada kadernya"
    return Jejak(
        angka=angka,
        judul=f"KK yang dipegang {holder}, {case.of(unit_words)[angka.subjek]}",
        nilai=own.kk if own.told else None,
        satuan="KK",
        cara=Cara.BARIS if own.told else Cara.TEKS,
        langkah=tuple(lines),
        baris=tuple(_blocks(case, [own])),
        bagian=tuple((block.nama, block.kk) for block in own.blocks),
    )


def _jumlah(case: Case, angka: Angka) -> Jejak:
    """The households of all blocks of a stage, as far as they are told."""
    tahap = next(stage for stage in case.district.tahap if stage.path == angka.subjek)
    listed = posyandu_of(tahap)
    own = [held for path in listed for held in case.of(holdings).get(path, ())]
    missing = sum(block.kk is None for held in own for block in held.blocks)
    tail = (f"{missing} blok belum berisi KK dan tidak terhitung.",) if missing else ()
    names = case.of(unit_words)
    return Jejak(
        angka=angka,
        judul=f"KK semua blok posyandu lokus tahap {tahap.tahun}",
        nilai=sum(held.kk for held in own),
        satuan="KK",
        cara=Cara.BARIS,
        langkah=("Jumlah KK yang tertulis di lembar Wilayah.", *tail),
        baris=tuple(_blocks(case, own)),
        bagian=tuple((f"{held.nama or 'belum ada kadernya'}, {names[held.posyandu.path]}", held.kk) for held in own),
    )


def _blocks(case: Case, every: Iterable[Holding]) -> Iterator[Baris]:
    for held in every:
        for block in held.blocks:
            told = block.kk is not None
            yield Baris(
                nama=block.nama,
                keterangan=f"posyandu {held.posyandu.nama}, {held.nama or 'belum ada kadernya'}",
                place=case.place(block.path),
                dihitung=told,
                jumlah=block.kk or 0,
                sebab="" if told else "KK belum diisi",
            )


FIGURES = {FIGURE: _kk, JUMLAH: _jumlah}
