"""One district in figures, and the same whatever happens to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ilp_cli.checking.verb import opened, report_of
from ilp_cli.recapping.folders import shown
from ilp_cli.recapping.ringkasan import Ringkasan, failed
from ilp_cli.recapping.store import law_print
from ilp_cli.recapping.summing import summed


def in_figures(folder: Path, day: date) -> Ringkasan:
    """One plan folder in figures, as it stands on a day."""
    case = opened(folder, pada=day)
    return summed(case, report_of(case), shown(folder), law_print())


def attempted(folder: Path, day: date) -> Ringkasan:
    """The same, whatever happens: a fault of ours is told without anybody's data."""
    try:
        return in_figures(folder, day)
    except MemoryError:
        return failed(shown(folder), day, "memori tidak cukup untuk membacanya")
    except Exception as error:  # one of 514 is never the end of the others
        words = f"kesalahan program ({type(error).__name__}), bukan salah berkas Anda"
        return failed(shown(folder), day, f"{words}; laporkan hasil `ilp check` folder ini")
