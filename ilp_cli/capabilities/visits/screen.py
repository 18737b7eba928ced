"""The visits of a month for the eye: the arithmetic, who is not reached and why, and what the plan rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ilp_cli.capabilities.visits.model.document import missing, together
from ilp_cli.capabilities.visits.model.planned import Rencana, State
from ilp_cli.capabilities.visits.model.problem import Register
from ilp_cli.core.words import ended, tanggal
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table

_SHOWN = 12
_TITLES = {
    State.PUSTU: "Beri tahu nakes pustu",
    State.TIDAK: "Tidak terjangkau bulan ini",
    State.TANPA_KADER: "Belum ada kadernya",
    State.TERLAMBAT: "Dijadwalkan, tetapi sesudah batasnya",
}


def visit_lines(
    rencana: Rencana, kabupaten: str, periode: str, summary: Sequence[str], notes: Sequence[str], units: Register
) -> Iterator[Line]:
    """The answer on one screen."""
    yield line((kabupaten, "bold"), f" · kunjungan rumah {periode}")
    yield line()
    for text in summary:
        yield line(ended(text))
    for state, title in _TITLES.items():
        listed = [(plan, visit) for plan, visit in missing(rencana) if visit.state is state]
        if listed:
            yield line()
            yield line((f"{title} ({len(listed)})", "bold"))
            yield from _several(list(together(listed, units)))
    yield from _short(rencana)
    if notes:
        yield line()
        for note in notes:
            yield line((f"Catatan: {ended(note)}", "dim"))


def _several(texts: Sequence[str]) -> Iterator[Line]:
    for text in texts[:_SHOWN]:
        yield line((f"  {ended(text)}", "yellow"))
    if len(texts) > _SHOWN:
        yield line(f"  … dan {len(texts) - _SHOWN} lagi; semuanya dengan --format csv")


def _short(rencana: Rencana) -> Iterator[Line]:
    """The kader whose days do not suffice, and how many more would."""
    short = [plan for plan in rencana.kader if plan.kurang]
    if not short:
        return
    yield line()
    rows = [
        (
            plan.kader.nama,
            str(len(plan.kader.perlu)),
            str(len(plan.kader.days)),
            str(plan.kurang),
            tanggal(plan.kurang_batas) if plan.kurang_batas else "",
        )
        for plan in sorted(short, key=lambda plan: -plan.kurang)[:_SHOWN]
    ]
    yield from table(("Kader", "Perlu", "Hari", "Kurang", "Sampai"), rows)
    if len(short) > _SHOWN:
        yield line(f"… dan {len(short) - _SHOWN} kader lagi")


def why_lines(
    keluarga: str, periode: str, kata: Sequence[str], cukup: Sequence[str], dasar: Sequence[str]
) -> Iterator[Line]:
    """What becomes of one family, and what would be enough for it."""
    yield line((f"Keluarga {keluarga}", "bold"), f" · kunjungan rumah {periode}")
    for words in kata:
        yield line(f"  {ended(words)}")
    if cukup:
        yield line()
        yield line(("Masing-masing cukup, sudah dicoba satu per satu", "bold"))
        for words in cukup:
            yield line(f"  {ended(words)}")
    yield line()
    for words in dasar:
        yield line(("Dasar: ", "dim"), words)
