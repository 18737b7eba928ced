"""A comparison for the eye: what came, what went, what changed, part by part, and what that does."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.diff.model.compare import CAME, CHANGED, PARTS, WENT, Beda, Perbedaan
from ilp_cli.core.words import ended
from ilp_cli.screen.stream import Line, line

TITLES = {
    "tahap": "Tahap, SK dan sasaran",
    "lokus": "Puskesmas lokus",
    "unit": "Pustu dan posyandu lokus",
    "register": "Register",
    "orang": "Petugas dan kader",
    "lembar": "Isi lembar lain",
    "isian": "Isian roadmap lainnya",
    "standar": "Standar minimum",
    "cakupan": "Akibatnya pada cakupan",
    "kekurangan": "Akibatnya pada pemenuhan minimum",
}
_MARKS = {CAME: ("+", "green"), WENT: ("-", "red"), CHANGED: ("~", "yellow")}
_SHOWN = 40


def diff_lines(perbedaan: Perbedaan) -> Iterator[Line]:
    """The whole comparison; of a long part its beginning, all of it is in --format and in the workbook."""
    yield line((f"Perbedaan {perbedaan.kabupaten}", "bold"), f" · lama: {perbedaan.lama}")
    yield line(f"{' ' * (10 + len(perbedaan.kabupaten))} · baru: {perbedaan.baru}")
    if not perbedaan.beda:
        yield line()
        yield line(("Tidak ada perbedaan.", "green"))
    for part in PARTS:
        rows = [beda for beda in perbedaan.beda if beda.bagian == part]
        if rows:
            yield line()
            yield line((TITLES[part], "bold"), f": {counted(perbedaan, part)}")
            yield from (_row(beda) for beda in rows[:_SHOWN])
            if len(rows) > _SHOWN:
                yield line(f"  … dan {len(rows) - _SHOWN} lagi; semuanya ada di --format csv dan -o perbedaan.xlsx")
    if perbedaan.catatan:
        yield line()
        yield from (line(ended(f"Catatan: {note}")) for note in perbedaan.catatan)


def counted(perbedaan: Perbedaan, part: str) -> str:
    """How much of a part came, went and changed, in words."""
    told = perbedaan.summary[part]
    return ", ".join(f"{number} {kind}" for kind, number in told.items() if number)


def _row(beda: Beda) -> Line:
    mark, colour = _MARKS[beda.jenis]
    if beda.jenis == CHANGED:
        words = f"{beda.apa}, {beda.unsur}: {beda.semula or 'kosong'} → {beda.menjadi or 'kosong'}"
    else:
        told = beda.semula or beda.menjadi
        words = beda.apa + (f": {told}" if told else "")
    return line("  ", (mark, colour), f" {words}")
