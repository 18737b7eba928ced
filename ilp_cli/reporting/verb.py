"""Make the report of a plan folder: one page of HTML that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from ilp_cli.checking.verb import opened, report_of
from ilp_cli.core.brief import brief
from ilp_cli.core.given import a_path, one_of
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.rows import TABLES, columns
from ilp_cli.core.steps import step
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.version import __version__
from ilp_cli.core.words import daftar
from ilp_cli.district.case import Case
from ilp_cli.district.district import District, Source
from ilp_cli.district.peta import Peta
from ilp_cli.files import writing
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.page_stamp import stamped_page
from ilp_cli.law import configs
from ilp_cli.paper.tables import base_name, shown_name
from ilp_cli.reading.peta import read_peta
from ilp_cli.reading.usable import input_files
from ilp_cli.reporting.values import Laporan
from ilp_cli.rulebook.report import Report

_ENDINGS = (".html", ".htm")
_TEMPLATE = "laporan.html.j2"
_CODE = 5
"""Letters of the code of a kabupaten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a page was asked for; `tahun` whether years were named."""

    tahun: bool = False
    kertas: str = "a4"
    tanggal_pensiun: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported(Tabled):
    """What a report came to: the check it rests on, its parts with their rows, and whether a page was written.

    `peta` tells whether it has a map, `peta_ditolak` why the map that was given could not be used. No parts, nothing to
    write: an input could not be read.
    """

    TABLES: ClassVar = {"parts": columns("judul rows:whole"), "findings": TABLES["findings"]}

    report: Report
    path: Path
    parts: tuple[tuple[str, int], ...] = ()
    peta: bool = False
    peta_ditolak: str = ""
    written: bool = False

    def __repr__(self) -> str:
        return brief(self, path=self.path.as_posix(), written=self.written, parts=len(self.parts))

    def _rows(self) -> Mapping[str, list[dict[str, object]]]:
        return {
            "parts": [{"judul": name, "rows": count} for name, count in self.parts],
            "findings": self.report.rows("findings"),
        }

    def exit_status(self) -> int:
        """That of the check; where the map could not be used, that of an input nobody can read."""
        own = self.report.exit_status()
        return ExitStatus.INPUT if self.peta_ditolak and own <= ExitStatus.FINDINGS else own

    def __bool__(self) -> bool:
        """Whether there is a page now: not where an input could not be read, nor after a trial."""
        return self.written


def report(
    source: District | str | Path,
    output: str | Path,
    *,
    roster: str | Path | None = None,
    dengan: str | Path | Sequence[str | Path] | None = None,
    peta: str | Path | None = None,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    kertas: str = "a4",
    tanggal_pensiun: bool = False,
    force: bool = False,
    dry_run: bool = False,
) -> Reported:
    """Check a district, then write its report as one page of HTML; errors in the plan are told on it.

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` a day (default: today); `tahun` years of its stages (default: all). `dengan` is a proposal as for
    `check`, `peta` a GeoJSON file with the outlines of desa; without one the map that the roadmap names is used, else
    the coordinates of the register. `output` is the page (.html), `kertas` f4 or a4. Of a retirement the
    page tells the year, with `tanggal_pensiun` the day. `force` replaces what stands
    there; `dry_run` writes nothing.

    A map that cannot be used stops nothing: the page is written without it, and the result says why.

    Raises Misuse for an unknown year and a target of another kind, OutputBlocked where the target cannot be written.
    """
    one_of("kertas", kertas, configs.naskah()["kertas"])
    a_path("output", output)
    if peta is not None:
        a_path("peta", peta)
    case = opened(source, roster=roster, dengan=dengan, pada=pada, tahun=tahun)
    checked = report_of(case)
    target = Path(output)
    if not case.district.readable or checked.exit_status() > ExitStatus.FINDINGS:
        return Reported(report=checked, path=target)
    drawn, given, refused = _tried(case, peta)
    inputs = (*input_files(None if isinstance(source, District) else Path(source), case.district), *_files(peta))
    writing.refuse_target(target, inputs, force=force)
    if not writing.to_stdout(target) and target.suffix.lower() not in _ENDINGS:
        raise Misuse(f"{target.as_posix()}: nama laporan harus berakhiran .html")
    step("menyusun laporan")
    asked = Asked(tahun=bool(tahun), kertas=kertas, tanggal_pensiun=tanggal_pensiun)
    laporan, text = drafted(case, checked, drawn, asked)
    if not dry_run:
        facts = _origin(case, asked, roster, dengan, given)
        writing.write_file(target, stamped_page(text, facts).encode(), inputs, force=force)
    return Reported(
        report=checked,
        path=target,
        parts=tuple((part.judul, sum(len(table.baris) for table in part.tabel)) for part in laporan.bagian),
        peta=laporan.peta is not None,
        peta_ditolak=refused,
        written=not dry_run,
    )


def drafted(case: Case, checked: Report, drawn: Peta | None, asked: Asked) -> tuple[Laporan, str]:
    """The report of a case and its page, with the map that was given, else with the one that the roadmap names."""
    from ilp_cli.paper.html import page
    from ilp_cli.reporting.page import laporan_of

    outline = drawn or _drawn(case)
    told = {
        "--tahun": ", ".join(map(str, checked.tahun)) if asked.tahun else "",
        "--dengan": ", ".join(base_name(item.file) for item in (checked.usulan, checked.pembagian) if item),
        "--peta": base_name(outline.file) if outline else "",
    }
    laporan = laporan_of(case, checked, outline, told, dated=asked.tanggal_pensiun)
    paper = configs.naskah()["kertas"][asked.kertas]
    return laporan, page("ilp_cli.reporting", _TEMPLATE, laporan=laporan, kertas=paper)


def _origin(
    case: Case,
    asked: Asked,
    roster: str | Path | None,
    dengan: str | Path | Sequence[str | Path] | None,
    given: Source | None,
) -> Mapping[str, str]:
    """What a page says of itself: whose, of what day, how it was made, and the fingerprints of its inputs."""
    listed = [dengan] if isinstance(dengan, str | Path) else dengan or ()
    sources = [(shown_name(source.name), source.sha256) for source in case.district.sources]
    return {
        "daerah": case.district.kabupaten.sebutan,
        "pada": case.pada.isoformat(),
        "tahun": " ".join(map(str, case.years)) if asked.tahun else "",
        "kertas": asked.kertas,
        "tanggal_pensiun": "ya" if asked.tanggal_pensiun else "tidak",
        "versi": __version__,
        "roster": shown_name(str(roster)) if roster is not None else "",
        **{f"dengan.{number}": shown_name(str(file)) for number, file in enumerate(listed, 1)},
        **({"peta": f"{given.sha256} {shown_name(given.name)}"} if given else {}),
        **{f"masukan.{number}": f"{digest} {name}" for number, (name, digest) in enumerate(sources, 1)},
    }


def _tried(case: Case, peta: str | Path | None) -> tuple[Peta | None, Source | None, str]:
    """The map that was given and its file; where it cannot be used, why."""
    if peta is None:
        return None, None, ""
    try:
        return *outlines(case, Path(peta)), ""
    except Unreadable as error:
        return None, None, str(error)


def _files(peta: str | Path | None) -> tuple[Path, ...]:
    return (Path(peta),) if peta is not None else ()


def _drawn(case: Case) -> Peta | None:
    """The map that the roadmap names, where it can be used; what is wrong with its file is a finding of the check."""
    named = case.beside(Peta)
    own = _of_district(named, case.district) if named is not None else None
    return own if own is not None and own.desa else None


def outlines(case: Case, path: Path) -> tuple[Peta, Source | None]:
    """The map of a file, without what is another kabupaten's. Raises Unreadable where nothing is left."""
    step(f"membaca {path.name}")
    whole, source = read_peta(path, path.as_posix())
    if not whole.desa:
        raise Unreadable(reason=f"--peta: {'; '.join(whole.faults)}")
    own = _of_district(whole, case.district)
    if not own.desa:
        others = sorted({desa.kode[:_CODE] for desa in whole.desa})
        shown = daftar(others[:3]) + (f" dan {len(others) - 3} lagi" if len(others) > 3 else "")
        whose = f"{case.district.kabupaten.sebutan} ({case.district.kabupaten.kode})"
        raise Unreadable(reason=f"--peta {path.as_posix()}: bukan peta {whose}; kode desanya milik {shown}")
    faults = tuple(fault.replace(path.as_posix(), path.name) for fault in own.faults)
    return replace(own, file=path.name, faults=faults), source


def _of_district(peta: Peta, district: District) -> Peta:
    """A map without the desa whose code is of another kabupaten; what tells no code may be of this one."""
    kode = (district.kabupaten.kode or "").strip()
    if len(kode) != _CODE:
        return peta
    return replace(peta, desa=tuple(desa for desa in peta.desa if desa.kode[:_CODE] in ("", kode)))
