"""A trace for the eye: the value, the rows that count and those that do not, the articles and the steps."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.jejak import Baris, Cara, Jejak, Nilai, both
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import wrapped
from ilp_cli.tracing.model import Traced

_ROWS = 30
"""So many rows of each kind are shown; all of them are in the JSON."""
_WIDE = 100


def traced_lines(traced: Traced) -> Iterator[Line]:
    """The answer on the screen."""
    case = traced.case
    stages = daftar(map(str, case.years)) or "tidak ada"
    yield line((case.district.kabupaten.sebutan, "bold"), f" · keadaan per {tanggal(case.pada)} · tahap {stages}")
    for jejak in traced.jejak:
        yield line()
        yield from _lines(jejak)


def _lines(jejak: Jejak) -> Iterator[Line]:
    where = f"{jejak.sel} · " if jejak.sel else ""
    yield line(f"{where}{jejak.judul}: ", (shown(jejak.nilai, jejak.satuan), "bold"))
    for words in jejak.langkah:
        for number, row in enumerate(wrapped(words, _WIDE - 2, 2)):
            yield line(f"{'- ' if not number else '  '}{row}")
    for words in jejak.aturan:
        for number, row in enumerate(wrapped(words, _WIDE - 2, 2)):
            yield line(("Dasar: " if not number else "       ", "dim"), row)
    if len(jejak.bagian) > 1:
        told = "; ".join(f"{name} {shown(value)}" for name, value in jejak.bagian[:_ROWS])
        more = f"; dan {len(jejak.bagian) - _ROWS} lagi" if len(jejak.bagian) > _ROWS else ""
        yield from map(line, wrapped(f"Bagian: {told}{more}.", _WIDE))
    yes, no = both(jejak.baris)
    if yes:
        yield line((f"Dihitung ({jejak.dihitung})", "bold green"))
        yield from _rows(yes, "")
    if no:
        yield line((f"Dilihat, tidak dihitung ({len(no)})", "bold yellow"))
        yield from _rows(no, "")
    if not jejak.baris and (jejak.cara is Cara.BARIS or jejak.angka.nama == "kurang"):
        yield line("Tidak ada baris di masukan yang tercatat di situ.")
    if jejak.perintah and not any(jejak.perintah in words for words in jejak.langkah):
        yield line(f"Lihat juga: {jejak.perintah}")


def _rows(rows: tuple[Baris, ...], indent: str) -> Iterator[Line]:
    for row in rows[:_ROWS]:
        number = f" = {row.jumlah}" if row.dihitung and row.jumlah != 1 else ""
        yield line(f"{indent}  {row.nama}{number}  ", (f"{row.keterangan}", "dim"))
        why = f"; {row.sebab}" if row.sebab else ""
        yield line(f"{indent}    {row.place}{why}")
    if len(rows) > _ROWS:
        yield line(f"{indent}  … dan {len(rows) - _ROWS} lagi; semuanya di --format json")


def shown(value: Nilai, satuan: str = "") -> str:
    """A value as a planner reads it."""
    if value is None:
        return "kosong" if not satuan else "tidak diketahui"
    if isinstance(value, float):
        return f"{value:.1f}".replace(".", ",") + (satuan if satuan == "%" else f" {satuan}" if satuan else "")
    return f"{value} {satuan}".strip() if isinstance(value, int) else str(value)
