"""Read filled lists of visits, and say what they change in the table Keluarga of a district."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ilp_cli.capabilities.visits.model.family import families
from ilp_cli.capabilities.visits.model.returned import Kembali, Perubahan, changes
from ilp_cli.capabilities.visits.read import filled_files, read_filled
from ilp_cli.core.finding import Place
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.files import misfits
from ilp_cli.files.misfits import Unreadable
from ilp_cli.law import configs


def returned(district: District, paths: Sequence[str | Path], pada: date) -> tuple[Kembali, Perubahan]:
    """What filled workbooks, or all of a folder, change in the families of a district, as of a day.

    Raises Unreadable where there is nothing to read.
    """
    files = filled_files([Path(path) for path in paths])
    if not files:
        raise misfits.unreadable(Place(file=Path(paths[0]).as_posix()), "tidak ada workbook atau csv di folder ini")
    kembali = read_filled(files)
    if not kembali.rows:
        raise Unreadable(kembali.findings)
    case = Case(district=district, pada=pada, law=configs.law())
    return kembali, changes(district, case.of(families), kembali, pada)
