"""The stages and lokus of the years asked for, as every rule on them walks them."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.district.case import Case
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.roadmap import Lokus, Tahap


def stages_asked(case: Case) -> Iterator[Tahap]:
    """The stages of the years asked for."""
    return (tahap for tahap in case.district.tahap if tahap.tahun in case.years)


def stages_written(case: Case) -> Iterator[Tahap]:
    """The stages of the years asked for, also those whose decree has been changed."""
    return (tahap for tahap in case.district.every_stage() if tahap.tahun in case.years)


def lokus_asked(case: Case) -> Iterator[tuple[Tahap, Lokus, Puskesmas | None]]:
    """Every lokus of the years asked for, with its puskesmas if registered."""
    for tahap in stages_asked(case):
        for lokus in tahap.lokus:
            yield tahap, lokus, lokus.puskesmas.unit


def lokus_written(case: Case) -> Iterator[tuple[Lokus, Puskesmas | None]]:
    """The same, also those of decrees that have been changed: what they name is cited by the change."""
    for tahap in stages_written(case):
        for lokus in tahap.lokus:
            yield lokus, lokus.puskesmas.unit
