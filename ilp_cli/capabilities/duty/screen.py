"""A planned duty roster for the eye: what came out, what nobody can mend, and which days stay open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ilp_cli.capabilities.duty.model.roster import DutyRoster
from ilp_cli.capabilities.duty.model.words import open_days, truth_lines
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import rentang
from ilp_cli.screen.stream import Line, line

_SHOWN = 12


def duty_lines(roster: DutyRoster, kabupaten: str, periode: str, summary: Sequence[str]) -> Iterator[Line]:
    """The answer on one screen."""
    yield line((kabupaten, "bold"), f" · jadwal tugas {periode} · {len(roster.problem.posts)} pustu lokus")
    yield line()
    known = list(truth_lines(roster))
    if known:
        yield line(("Mustahil dipenuhi siapa pun yang ada (dihitung, bukan dicari)", "bold"))
        yield from _several(f"  {text}" for text in known)
        yield line()
    for text in summary:
        yield line(text)
    yield from _open(roster)


def _open(roster: DutyRoster) -> Iterator[Line]:
    """The days that stay open, and the posyandu alone, for other reasons than those known before the search."""
    shown = []
    for post in roster.problem.posts:
        place = f"{sebutan('pustu', post.pustu)} ({post.puskesmas})"
        days = open_days([gap for gap in roster.gaps_at(post) if not roster.known(gap.unit, gap.kind, gap.day)])
        if days:
            shown.append(f"  {place}: {days}")
        alone = [escort for escort in roster.alone_at(post) if not roster.known(escort.unit, "nakes", escort.day)]
        shown += [f"  {place}: posyandu {escort.posyandu} tanpa pendamping {rentang([escort.day])}" for escort in alone]
    if shown:
        yield line()
        unsure = "" if roster.covered else ", atau karena pencarian belum selesai"
        yield line((f"Tetap kosong karena batas hari tugas, istirahat atau satu tempat sehari{unsure}", "bold"))
        yield from _several(iter(shown))


def _several(texts: Iterator[str]) -> Iterator[Line]:
    listed = list(texts)
    for text in listed[:_SHOWN]:
        yield line((text, "yellow"))
    if len(listed) > _SHOWN:
        yield line(f"  … dan {len(listed) - _SHOWN} lagi; semuanya ada di jadwal")
