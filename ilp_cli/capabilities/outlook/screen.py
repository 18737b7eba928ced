"""The outlook for the eye and as a table: which pustu fall when, because of whom, and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ilp_cli.capabilities.outlook.model.career import NOTE, Jenis
from ilp_cli.capabilities.outlook.model.outlook import OUTLOOK_TABLES, Outlook, PustuOutlook
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.screen.answer import according
from ilp_cli.screen.machine import COMMA, table_csv
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import wrapped

CAUSES = {
    Jenis.PENSIUN: "pensiun",
    Jenis.KONTRAK: "kontrak berakhir",
    Jenis.PENEMPATAN: "penempatan berakhir",
    Jenis.SIP: "SIP habis",
}
"""What a planner reads for each kind of departure."""


def outlook_lines(outlook: Outlook) -> Iterator[Line]:
    """First those that fall, by day, each with its cause; then those below already, the rest, and what is unknown."""
    span = f"{tanggal(outlook.pada)} sampai {tanggal(outlook.sampai)}"
    yield line((outlook.kabupaten, "bold"), f" · prakiraan {span}")
    yield from according(outlook.menurut)
    yield line()
    falling, low, well = (outlook.having(keadaan) for keadaan in ("jatuh", "sudah", "aman"))
    counts = Counter(end.jenis for pustu in falling for end in pustu.sebab[:1])
    by_cause = daftar(f"{counts[jenis]} karena {CAUSES[jenis]}" for jenis in CAUSES if counts[jenis])
    score = f": {len(falling)} dari {len(outlook.pustu)} pustu lokus"
    yield line(("Akan di bawah minimum", "bold"), score, f" ({by_cause})" if by_cause else "")
    for pustu in falling:
        yield line(f"  {_when(outlook, pustu)}: {_where(pustu)} ", (pustu.kekurangan.words, "red"))
        for end in pustu.sebab:
            yield line(f"    {end.told(dated=outlook.tanggal_pensiun)}")
        yield line(f"    {pustu.lanjutan}")
        yield from _later(outlook, pustu)
    if low:
        yield line(("Sudah di bawah minimum", "bold"), f": {len(low)} pustu lokus")
        for pustu in low:
            yield line(f"  {_where(pustu)} ", (pustu.awal.words, "red"), f"; {pustu.lanjutan}" if pustu.pulih else "")
            yield from _later(outlook, pustu)
    yield line(("Tetap memenuhi", "bold"), f": {len(well)} pustu lokus")
    if outlook.tidak_diketahui:
        yield line(("Tidak diketahui", "bold"), " (dianggap tetap bertugas):")
        for words in outlook.gaps:
            yield line(f"  {words}")
    yield line()
    for words in wrapped(f"{NOTE} Ketentuan yang dipakai, dengan pangkatnya:"):
        yield line((words, "dim"))
    for words in outlook.bases:
        yield line((f"  {words}", "dim"))


def _when(outlook: Outlook, pustu: PustuOutlook) -> str:
    """The day of the fall; where people should be gone already, the day of the outlook."""
    if pustu.jatuh is None or pustu.jatuh == outlook.pada:
        return "seharusnya sudah"
    return pustu.when(dated=outlook.tanggal_pensiun)


def _where(pustu: PustuOutlook) -> str:
    return f"{sebutan('pustu', pustu.pustu)} ({pustu.puskesmas})"


def _later(outlook: Outlook, pustu: PustuOutlook) -> Iterator[Line]:
    """The days after the first on which it gets worse still."""
    for fall in pustu.berikutnya:
        yield line(f"    {fall.told(dated=outlook.tanggal_pensiun)}")


def outlook_csv(outlook: Outlook, pemisah: str = COMMA) -> str:
    """One row for each pustu lokus, the causes in words."""
    dated = outlook.tanggal_pensiun
    rows = (
        {
            **pustu.row(dated=dated),
            "sebab": "; ".join(end.told(dated=dated) for end in pustu.sebab),
            "berikutnya": "; ".join(fall.told(dated=dated) for fall in pustu.berikutnya),
        }
        for pustu in outlook.pustu
    )
    return table_csv(OUTLOOK_TABLES["pustu"], rows, pemisah)
