"""The outlook for the eye and as a table: which pustu fall when, because of whom, and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ilp_cli.capabilities.outlook.model.career import NOTE, Jenis
from ilp_cli.capabilities.outlook.model.outlook import COLUMNS, Outlook, PustuOutlook
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.screen.machine import table_csv
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import wrapped

CAUSES = {
    Jenis.PENSIUN: "pensiun",
    Jenis.KONTRAK: "kontrak berakhir",
    Jenis.PENEMPATAN: "penempatan berakhir",
    Jenis.SIP: "SIP habis",
}
"""What a planner reads for each kind of departure."""


def outlook_lines(found: Outlook) -> Iterator[Line]:
    """First those that fall, by day, each with its cause; then those below already, the rest, and what is unknown."""
    span = f"{tanggal(found.pada)} sampai {tanggal(found.sampai)}"
    yield line((found.kabupaten, "bold"), f" · prakiraan {span}")
    yield line()
    falling, low, well = (found.having(keadaan) for keadaan in ("jatuh", "sudah", "aman"))
    counts = Counter(end.jenis for one in falling for end in one.sebab[:1])
    by_cause = daftar(f"{counts[jenis]} karena {CAUSES[jenis]}" for jenis in CAUSES if counts[jenis])
    score = f": {len(falling)} dari {len(found.pustu)} pustu lokus"
    yield line(("Akan di bawah minimum", "bold"), score, f" ({by_cause})" if by_cause else "")
    for one in falling:
        yield line(f"  {_when(found, one)}: {_where(one)} ", (one.kekurangan.words, "red"))
        for end in one.sebab:
            yield line(f"    {end.sentence}")
        yield line(f"    {one.lanjutan}")
        yield from _later(one)
    if low:
        yield line(("Sudah di bawah minimum", "bold"), f": {len(low)} pustu lokus")
        for one in low:
            yield line(f"  {_where(one)} ", (one.awal.words, "red"), f"; {one.lanjutan}" if one.pulih else "")
            yield from _later(one)
    yield line(("Tetap memenuhi", "bold"), f": {len(well)} pustu lokus")
    if found.tidak_diketahui:
        yield line(("Tidak diketahui", "bold"), " (dianggap tetap bertugas):")
        for words in found.gaps:
            yield line(f"  {words}")
    yield line()
    for words in wrapped(f"{NOTE} Ketentuan yang dipakai, dengan pangkatnya:"):
        yield line((words, "dim"))
    for words in found.bases:
        yield line((f"  {words}", "dim"))


def _when(found: Outlook, one: PustuOutlook) -> str:
    """The day of the fall; where people should be gone already, the day of the outlook."""
    if one.jatuh is None or one.jatuh == found.pada:
        return "seharusnya sudah"
    return tanggal(one.jatuh)


def _where(one: PustuOutlook) -> str:
    return f"{sebutan('pustu', one.pustu)} ({one.puskesmas})"


def _later(one: PustuOutlook) -> Iterator[Line]:
    """The days after the first on which it gets worse still."""
    for fall in one.berikutnya:
        yield line(f"    {fall.sentence}")


def outlook_csv(found: Outlook) -> str:
    """One row for each pustu lokus, the causes in words."""
    rows = (
        {
            **one.row(),
            "sebab": "; ".join(end.sentence for end in one.sebab),
            "berikutnya": "; ".join(fall.sentence for fall in one.berikutnya),
        }
        for one in found.pustu
    )
    return table_csv(COLUMNS, rows)
