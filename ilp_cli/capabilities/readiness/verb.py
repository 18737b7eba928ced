"""How ready each lokus is, by criteria that are read from the KMK: met, not met, not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ilp_cli.capabilities.readiness.model.answer import Readiness
from ilp_cli.capabilities.readiness.model.indicators import indicators
from ilp_cli.capabilities.readiness.model.readiness import every_unit, lokus_units
from ilp_cli.capabilities.readiness.tables import TABLES
from ilp_cli.core.given import a_day, one_of, several
from ilp_cli.core.options import Options, option, options_of, repeated
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.steps import step
from ilp_cli.district.capaian import CAPAIAN
from ilp_cli.district.district import District
from ilp_cli.district.keluarga import KELUARGA
from ilp_cli.district.keterampilan import KETERAMPILAN
from ilp_cli.district.klaster import KLASTER
from ilp_cli.district.layanan import LAYANAN
from ilp_cli.district.tables import ROSTER
from ilp_cli.district.wilayah import WILAYAH
from ilp_cli.law import configs
from ilp_cli.paper.proved import written
from ilp_cli.reading.load import case_at, load, uncollected
from ilp_cli.reading.usable import input_files, legible, puskesmas_named, unread

if TYPE_CHECKING:
    from ilp_cli.paper.sheet import Book

_TABLES = (*ROSTER, WILAYAH, KELUARGA, LAYANAN, *TABLES, KETERAMPILAN, CAPAIAN, KLASTER)
"""What readiness is counted from."""
COMMAND = "ilp readiness"


@uncollected()
def readiness(
    source: District | str | Path,
    *,
    roster: str | Path | None = None,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    puskesmas: Sequence[str] = (),
    semua: bool = False,
) -> Readiness:
    """The lokus of some stages beside their criteria on a day (default: today).

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` the day; `tahun` years of its stages (default: all). With `semua` every place of the register, lokus
    or not; with `puskesmas`, a list of names, only those of these. The indicators, in percent, are always those of the
    whole district. Without a roster what it would tell is not known. The criteria and their sources are
    configs/readiness.yaml.

    Raises Misuse for a name or year that is not there, Unreadable where the plan or its roster cannot be read.
    """
    several("puskesmas", puskesmas, "Suli")
    day = a_day("pada", pada) or date.today()
    if semua and tahun:
        raise Misuse("semua tempat atau tempat tahap tertentu, tidak keduanya: pilih --semua atau --tahun")
    district = legible(load(source, roster, tables=_TABLES))
    case = case_at(district, day, tahun)
    step("menilai kesiapan")
    wanted = {puskesmas_named(district, name).path for name in puskesmas}
    units = every_unit(case) if semua else lokus_units(case)
    warnings = list(unread(district))
    if not district.roster_given:
        warnings.append("roster belum ada, jadi yang dihitung dari roster belum diketahui")
    return Readiness(
        case=case,
        semua=semua,
        units=tuple(unit for unit in units if not wanted or unit.unit[:2] in wanted),
        indikator=indicators(case),
        warnings=tuple(warnings),
        inputs=input_files(None if isinstance(source, District) else Path(source), district),
        opsi=options_of(tahun=tahun, puskesmas=puskesmas, semua=semua, roster=Path(roster) if roster else None),
    )


def write_readiness(
    answer: Readiness, output: str | Path, *, kertas: str = "f4", force: bool = False, dry_run: bool = False
) -> str:
    """Write the answer as a workbook (.xlsx); the name of what is written.

    `answer` is what `readiness` gives, `output` the workbook, `kertas` f4 or a4. `force` replaces what stands there;
    `dry_run` writes nothing.

    Raises Misuse for any other name, OutputBlocked where the target may not be written.
    """
    one_of("kertas", kertas, configs.naskah()["kertas"])
    return written(
        lambda: _book(answer, kertas),
        output,
        answer.inputs,
        force=force,
        dry_run=dry_run,
    )


def _book(answer: Readiness, kertas: str) -> Book:
    """The workbook with its sheet Asal."""
    from ilp_cli.capabilities.readiness.sheets import readiness_book
    from ilp_cli.paper.provenance import with_origin

    book = readiness_book(answer.case, answer.units, kertas)
    return with_origin(book, answer.case.district, answer.opsi, command=COMMAND, pada=answer.case.pada, kertas=kertas)


def book_again(source: District | Path, roster: Path | None, pada: date, options: Options) -> Book:
    """The workbook that the inputs give today with the options that its sheet Asal tells.

    Raises as `readiness` does.
    """
    answer = readiness(
        source,
        roster=roster,
        pada=pada,
        tahun=[int(year) for year in repeated(options, "--tahun")],
        puskesmas=repeated(options, "--puskesmas"),
        semua=bool(option(options, "--semua")),
    )
    return _book(answer, option(options, "--kertas"))
