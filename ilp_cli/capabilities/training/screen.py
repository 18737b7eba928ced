"""A plan of training for the eye: the answer first, then the batches, who is left over, what was taken for granted."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.training.model.plan import TrainingPlan
from ilp_cli.capabilities.training.model.words import batch_rows, left_rows, summary
from ilp_cli.core.words import ended
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table, wrapped

_WIDE = 100
_BATCHES = 40
_LEFT = 15
"""So many are shown; all of them stand in the workbook."""


def training_lines(plan: TrainingPlan) -> Iterator[Line]:
    """The whole plan on a screen or two."""
    years = ", ".join(str(year.problem.tahun) for year in plan.tahun)
    yield line((f"Pelatihan {plan.kabupaten}", "bold"), f" · {years}")
    yield line()
    for sentence in summary(plan):
        yield from map(line, wrapped(sentence, _WIDE))
    for year in plan.tahun:
        batches, left = batch_rows(year), left_rows(year)
        if batches:
            yield line()
            yield line((f"Angkatan {year.problem.tahun}", "bold"))
            shown = [(str(number), when, group, place, str(count)) for number, when, group, place, count, _ in batches]
            yield from table(("No", "Hari", "Kelompok", "Tempat", "Peserta"), shown[:_BATCHES])
            yield from _more(len(batches) - _BATCHES, "angkatan")
        if left:
            yield line()
            yield line((f"Belum mendapat tempat pada {year.problem.tahun}", "bold"))
            for nama, _, unit, puskesmas, _, groups, sebab in left[:_LEFT]:
                yield from map(line, wrapped(ended(f"{nama}, {unit} ({puskesmas}), {groups}: {sebab}"), _WIDE))
            yield from _more(len(left) - _LEFT, "orang")
    for note in plan.notes:
        yield line()
        yield from map(line, wrapped(ended(f"Catatan: {note}"), _WIDE))


def _more(number: int, what: str) -> Iterator[Line]:
    if number > 0:
        yield line(f"  … dan {number} {what} lagi; semuanya ada di workbook (-o pelatihan.xlsx)")
