"""bukaan.yaml from text to opening days, with the findings of any YAML file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as FilePath

from ilp_cli.core.finding import Finding
from ilp_cli.district.bukaan import HEAD, AppliedDays, Entri, UsulanBuka, applied
from ilp_cli.district.district import District, Source
from ilp_cli.files import misfits
from ilp_cli.reading import proposal
from ilp_cli.reading.fit import Shape
from ilp_cli.reading.pendamping import Companion, companions
from ilp_cli.reading.shape import Day, FilledText, Opening, Text, YearNumber


class _Entri(Shape):
    puskesmas: FilledText
    posyandu: FilledText
    hari_buka: Opening
    pendamping: tuple[Companion | None, ...] = ()


class _Usulan(Shape):
    """Usulan hari buka posyandu."""

    kabupaten: Text | None = None
    tahun: YearNumber | None = None
    pada: Day | None = None
    hari_buka: tuple[_Entri | None, ...] = ()


def read_openings(path: FilePath | proposal.Parsed) -> tuple[UsulanBuka | None, Source | None, list[Finding]]:
    """The opening days of a file, the file, and every misfit; no days where the file cannot be read."""
    read = proposal.opened(path, _Usulan)
    shape, findings = read.shape, list(read.findings)
    if shape is None:
        return None, read.source, findings
    if not shape.hari_buka:
        findings += read.nothing("usulan hari buka ini")
    entries = tuple(
        Entri(
            path=(HEAD, i),
            puskesmas=item.puskesmas,
            posyandu=item.posyandu,
            hari_buka=item.hari_buka,
            pendamping=companions(item.pendamping, (HEAD, i, "pendamping")),
        )
        for i, item in enumerate(shape.hari_buka)
        if item is not None
    )
    text = read.marks
    usulan = UsulanBuka(kabupaten=shape.kabupaten or "", tahun=shape.tahun, entri=entries, file=read.name, text=text)
    return usulan, read.source, findings


def with_openings(district: District, path: FilePath | proposal.Parsed) -> tuple[District, AppliedDays | None]:
    """The opening days of a file as they apply to a district; its misfits are added to those of the district."""
    usulan, source, findings = read_openings(path)
    district = replace(district, misfits=(*district.misfits, *findings))
    return district, applied(district, usulan, source) if usulan is not None else None


def opened(district: District, dengan: str | FilePath | None) -> District:
    """The district with the opening days of a file, where one is given: what a planner asks that rests on them.

    Raises Unreadable where the file holds none, or faults.
    """
    if dengan is None:
        return district
    usulan, source, findings = read_openings(FilePath(dengan))
    if usulan is None or findings:
        raise misfits.Unreadable(findings)
    with_days = applied(district, usulan, source)
    if with_days.strange:
        first = with_days.strange[0]
        raise misfits.Unreadable(reason=f"{with_days.place(first.path)}: {first.sebab}")
    return with_days.after
