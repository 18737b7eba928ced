"""What became of an official list, and what was not carried on from an older folder."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.start.model import Register, summed
from ilp_cli.core.words import angka, ended
from ilp_cli.screen.stream import Line, line


def register_lines(register: Register) -> Iterator[Line]:
    """How many rows were taken, and each that was not, with its reason."""
    yield line(f"{register.kabupaten.sebutan}: {summed(register)}")
    if register.bukan_isi:
        yield line(f"{angka(register.bukan_isi)} baris bukan isi daftar (judul, jumlah, catatan)")
    if register.tersisa:
        yield line()
        yield line((f"Perlu dilihat ({angka(len(register.tersisa))})", "bold"))
        for row in register.tersisa:
            name = f" {row.nama}" if row.nama else ""
            yield line((f"  {row.place}", "bold"), f"{name}: {row.sebab}")
    if register.notes:
        yield line()
        yield line(("Catatan", "bold"))
        for note in register.notes:
            yield line(ended(f"  {note[:1].upper()}{note[1:]}"))
