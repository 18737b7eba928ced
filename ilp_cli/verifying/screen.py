"""A verification for the eye: the verdict, the inputs that changed, and the cells that differ."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.core.words import daftar
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table, wrapped
from ilp_cli.verifying.model import SHORT, Kind, State, Verified, shown

_CELLS = 8
"""So many cells of a sheet are shown."""
_WIDE = 60
_WORDS = {State.BERUBAH: "berubah", State.HILANG: "tidak ada lagi", State.BARU: "baru"}


def verified_lines(verified: Verified) -> Iterator[Line]:
    """The answer on the screen."""
    yield line(
        (verified.file, "bold"), f" · {verified.jenis.value} · {verified.kabupaten or 'kabupaten tidak disebut'}"
    )
    verdict, *others = verified.kata
    head, _, rest = verdict.partition(":")
    for number, row in enumerate(wrapped(f"{head}:{rest}", 100)):
        colour = "bold green" if verified.equal else "bold red" if verified.exit_status() == 1 else "bold yellow"
        yield line((head, colour), row.removeprefix(head)) if not number else line(row)
    for words in others:
        yield from map(line, wrapped(words, 100))
    changed = [item for item in verified.masukan if item.keadaan is not State.SAMA]
    if changed:
        yield line()
        yield line(("Berkas masukan", "bold"))
        yield from table(
            ("Berkas", "Keadaan", "SHA-256 dulu", "kini"),
            [
                (
                    item.berkas,
                    _WORDS.get(item.keadaan, item.keadaan.value),
                    (item.lama or "–")[:SHORT],
                    (item.kini or "–")[:SHORT],
                )
                for item in changed
            ],
        )
    for sheet in verified.differing:
        if sheet.keadaan is not State.BERUBAH:
            gone = "tidak ada di berkas ini" if sheet.keadaan is State.HILANG else "bukan dari masukannya"
            yield line()
            yield line(
                ("Bagian " if verified.jenis is Kind.LAPORAN else "Lembar ", "bold"), (sheet.nama, "bold"), f": {gone}"
            )
            continue
        if not sheet.sel:
            continue
        yield line()
        word = verified.jenis in (Kind.NASKAH, Kind.LAPORAN)
        head = "" if word else "Lembar "
        yield line((f"{head}{sheet.nama}", "bold"), f": {sheet.jumlah} {'teks' if word else 'sel'} berbeda")
        for cell in sheet.sel[:_CELLS]:
            was, now = _text(cell.seharusnya), _text(cell.isi)
            yield line(f"  {cell.lembar}{', ' if word else '!'}{cell.sel}: menurut masukan {was}, di berkas {now}")
        more = (sheet.jumlah or 0) - _CELLS
        if more > 0:
            yield line(f"  … dan {more} lagi; lihat --format csv")
    same = [item.berkas for item in verified.masukan if item.keadaan is State.SAMA]
    if same:
        yield line()
        for row in wrapped(f"Masukan yang tetap sama: {daftar(same)}.", 100):
            yield line((row, "dim"))


def _text(value: float | str | None) -> str:
    own = shown(value)
    if own is None:
        return "kosong"
    words = " ".join(str(own).split())
    return f"“{words if len(words) <= _WIDE else words[:_WIDE] + '…'}”" if isinstance(own, str) else words
