"""The coverage of a district from its own files, and the workbook and the map of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from ilp_cli.capabilities.pws import model
from ilp_cli.capabilities.pws.model import TABLES, Pws
from ilp_cli.core.brief import brief
from ilp_cli.core.given import a_day, a_path, a_whole, several
from ilp_cli.core.names import maksud
from ilp_cli.core.options import Options, option, options_of, repeated
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.rows import envelope, rows_of
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import BULAN, daftar
from ilp_cli.district.capaian import CAPAIAN, deret, posyandu_kurang
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.peta import Peta
from ilp_cli.district.tables import ROSTER
from ilp_cli.district.wilayah import WILAYAH
from ilp_cli.files import writing as writer_file
from ilp_cli.files.misfits import Unreadable
from ilp_cli.law import configs
from ilp_cli.law.indicators import meant, names
from ilp_cli.paper.proved import proved, workbook_path
from ilp_cli.reading.load import load
from ilp_cli.reading.usable import input_files, legible, puskesmas_named, unread, without

if TYPE_CHECKING:
    from ilp_cli.paper.sheet import Book

COMMAND = "ilp pws"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(Tabled):
    """What the areas of a district have reached, and what that rests on.

    `warnings` say what was not used, `opsi` how it was asked for.
    """

    TABLES: ClassVar = TABLES

    pws: Pws
    pada: date
    warnings: tuple[str, ...] = ()
    inputs: tuple[Path, ...] = field(default=(), repr=False)
    opsi: Options = field(default=(), repr=False)

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.district.kabupaten.nama,
            tahun=self.pws.tahun,
            indikator=[item.indikator.kunci for item in self.pws.deret],
        )

    @property
    def district(self) -> District:
        """The district it is of."""
        return self.pws.district

    def rows(self, table: str = "capaian") -> list[dict[str, object]]:
        """A table as flat rows: capaian, kosong, tren or pemicu. Raises Misuse for another name."""
        rows_of(TABLES, table)
        return model.rows(self.pws, table)

    def document(self) -> dict[str, object]:
        """The coverage as JSON has it."""
        return envelope(
            "pws",
            self.district.kabupaten.nama,
            pada=self.pada,
            tahun=[self.pws.tahun],
            bulan=self.pws.bulan,
            usia=model.USIA,
            catatan=[model.HARAPAN],
            **{table: self.rows(table) for table in TABLES},
        )

    def exit_status(self) -> ExitStatus:
        """0: coverage below a target is no fault of the files; what is wrong in them is found by a check."""
        return ExitStatus.OK


def pws(
    source: District | str | Path,
    *,
    tahun: int | None = None,
    bulan: int | None = None,
    indikator: Sequence[str] = (),
    puskesmas: Sequence[str] = (),
    roster: str | Path | None = None,
    pada: date | None = None,
) -> Coverage:
    """The coverage of every area of a district, of some indicators, up to a month of a year (the newest that is there).

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` a day (default: today); `tahun` is the year, `bulan` its month, 1 to 12; `indikator` and `puskesmas`
    are lists of names that narrow it. Coverage is in percent of the target group, the group in people; the indicators
    and their sources are configs/pws.yaml.

    Raises Misuse for a year, month, indicator or puskesmas that is not there, Unreadable where there is no table
    Capaian or an input cannot be read.
    """
    if tahun is not None:
        a_whole("tahun", tahun, 2025)
    if bulan is not None:
        a_whole("bulan", bulan, 6)
        if not 1 <= bulan <= len(BULAN):
            raise Misuse(f"bulan {bulan} tidak ada; tulis 1 sampai 12")
    several("indikator", indikator, "K1")
    several("puskesmas", puskesmas, "Suli")
    day = a_day("pada", pada) or date.today()
    district = legible(load(source, roster, tables=(*ROSTER, WILAYAH, CAPAIAN)))
    if not district.isian.get(CAPAIAN.name):
        raise without(district, CAPAIAN)
    case = Case(district=district, pada=day, law=configs.law())
    series = case.of(deret)
    years = sorted({year for _, year in series})
    if not years:
        raise Misuse("lembar Capaian belum memuat angka yang dapat dihitung; lihat ilp check")
    year = tahun if tahun is not None else years[-1]
    if year not in years:
        raise Misuse(f"lembar Capaian tidak memuat laporan tahun {year}; yang ada: {daftar(map(str, years))}")
    wanted = _indicators(indikator)
    asked = tuple(item for (key, of), item in series.items() if of == year and (not wanted or key in wanted))
    asked = tuple(item for item in asked if bulan is None or item.mulai <= bulan)
    if not asked:
        there = daftar(dict.fromkeys(item.indikator.singkat for (_, of), item in series.items() if of == year))
        until = f" sampai {BULAN[bulan - 1]}" if bulan is not None else ""
        raise Misuse(f"indikator itu tidak dilaporkan pada {year}{until}; yang ada: {there}")
    answer = Pws(
        district=district,
        tahun=year,
        bulan=bulan,
        deret=asked,
        puskesmas=frozenset(puskesmas_named(district, name).path for name in puskesmas),
        pemicu=tuple((kunci, gap) for kunci, gaps in case.of(posyandu_kurang).items() for gap in gaps),
    )
    inputs = input_files(None if isinstance(source, District) else Path(source), district)
    return Coverage(
        pws=answer,
        pada=day,
        warnings=unread(district),
        inputs=inputs,
        opsi=options_of(
            tahun=year, bulan=bulan, indikator=indikator, puskesmas=puskesmas, roster=Path(roster) if roster else None
        ),
    )


def _indicators(wanted: Sequence[str]) -> frozenset[str]:
    """The keys of the indicators named. Raises Misuse for a word that names none."""
    keys: set[str] = set()
    for name in wanted:
        known = meant(name)
        if known is None:
            raise Misuse(f"indikator “{name}” tidak dikenal{maksud(name, names())}")
        keys.add(known.kunci)
    return frozenset(keys)


def write_pws(
    coverage: Coverage,
    output: str | Path,
    *,
    peta: str | Path | None = None,
    kertas: str = "f4",
    force: bool = False,
    dry_run: bool = False,
) -> str:
    """Write the workbook (.xlsx), or the map (.svg, of one indicator); the name of what is written.

    `coverage` is what `pws` gives; the name of `output` says which of the two. The map takes `peta`, a GeoJSON of desa,
    else the file that roadmap.yaml names; `kertas` is f4 or a4. `force` replaces what stands there; `dry_run` writes
    nothing.

    Raises Misuse for any other name, Unreadable for a map that is none of this district, OutputBlocked where the target
    may not be written.
    """
    a_path("output", output)
    target = Path(output)
    inputs = coverage.inputs
    if target.suffix.lower() == ".svg":
        content, source = _drawn(coverage, peta)
        inputs = (*inputs, source)
    elif peta is not None:
        raise Misuse(f"--peta menggambar peta; beri keluaran bernama .svg, bukan {target.as_posix()}")
    elif target.suffix.lower() == ".xlsx" or writer_file.to_stdout(target):
        from ilp_cli.paper import workbook

        target = workbook_path(target)
        writer_file.refuse_target(target, inputs, force=force)
        content = proved(workbook, _book(coverage, kertas))
    else:
        raise Misuse(f"{target.as_posix()}: tulis nama .xlsx, .svg, .csv, .json atau .txt")
    if not dry_run:
        writer_file.write_file(target, content, inputs, force=force)
    return target.as_posix()


def _book(coverage: Coverage, kertas: str) -> Book:
    """The workbook with its sheet Asal."""
    from ilp_cli.capabilities.pws.sheets import pws_book
    from ilp_cli.paper.provenance import with_origin

    book = pws_book(coverage.pws, coverage.pada, kertas)
    return with_origin(book, coverage.district, coverage.opsi, command=COMMAND, pada=coverage.pada, kertas=kertas)


def book_again(source: District | Path, roster: Path | None, pada: date, options: Options) -> Book:
    """The workbook that the inputs give today with the options that its sheet Asal tells. Raises as `pws` does."""
    bulan = option(options, "--bulan")
    answer = pws(
        source,
        tahun=int(option(options, "--tahun")),
        bulan=int(bulan) if bulan else None,
        indikator=repeated(options, "--indikator"),
        puskesmas=repeated(options, "--puskesmas"),
        roster=roster,
        pada=pada,
    )
    return _book(answer, option(options, "--kertas"))


def _drawn(coverage: Coverage, peta: str | Path | None) -> tuple[bytes, Path]:
    """The map of the one indicator asked for, and the file of its outlines."""
    from ilp_cli.capabilities.pws.write import map_svg, matched

    items = coverage.pws.deret
    if len(items) != 1:
        named = daftar(item.indikator.singkat for item in items)
        raise Misuse(f"peta menggambar satu indikator; sebut satu dengan --indikator, misalnya salah satu dari {named}")
    path, outlines = _outlines(coverage.district, peta)
    if not outlines.desa:
        raise Unreadable(reason="; ".join(outlines.faults))
    drawn, reason = matched(coverage.pws, items[0], outlines)
    if reason:
        raise Unreadable(reason=f"{outlines.file}: {reason}")
    return map_svg(coverage.pws, items[0], drawn, outlines, coverage.pada).encode(), path


def _outlines(district: District, peta: str | Path | None) -> tuple[Path, Peta]:
    """The outlines of desa: the file named, else the one that roadmap.yaml names. Raises Misuse where there is none."""
    from ilp_cli.reading.peta import read_peta

    if peta is not None:
        a_path("peta", peta)
        path = Path(peta)
    elif district.peta:
        path = Path(district.file).parent / district.peta
    else:
        raise Misuse("peta desa tidak ada; beri --peta desa.geojson, atau tulis peta: desa.geojson di roadmap.yaml")
    outlines, _ = read_peta(path, path.as_posix())
    return path, outlines
