"""rollout.yaml from text to an order, with the findings of any YAML file."""

from __future__ import annotations

from pathlib import Path as FilePath

from ilp_cli.capabilities.rollout.model.usulan import HEAD, Urut, UsulanRollout
from ilp_cli.core.finding import Finding
from ilp_cli.district.district import Source
from ilp_cli.reading.fit import Shape
from ilp_cli.reading.proposal import Parsed, opened
from ilp_cli.reading.shape import Day, FilledText, Text, YearNumber


class _Tahun(Shape):
    contoh = "{tahun: 2027, puskesmas: [%s]}"

    tahun: YearNumber
    puskesmas: tuple[FilledText | None, ...]


class _Usulan(Shape):
    """Usulan urutan puskesmas."""

    kabupaten: Text | None = None
    pada: Day | None = None
    urutan: tuple[_Tahun | None, ...] = ()


def read_rollout(path: FilePath | Parsed) -> tuple[UsulanRollout | None, Source | None, list[Finding]]:
    """The order of a file, the file, and every misfit; no order where the file cannot be read."""
    read = opened(path, _Usulan)
    shape, findings = read.shape, list(read.findings)
    if shape is None:
        return None, read.source, findings
    if not shape.urutan and not read.lists(HEAD):
        findings += read.nothing("usulan urutan ini")
    urutan = tuple(
        Urut(path=(HEAD, i, "puskesmas", j), tahun=year.tahun, puskesmas=puskesmas)
        for i, year in enumerate(shape.urutan)
        if year is not None
        for j, puskesmas in enumerate(year.puskesmas)
        if puskesmas is not None
    )
    text = read.marks
    usulan = UsulanRollout(kabupaten=shape.kabupaten or "", pada=shape.pada, urutan=urutan, file=read.name, text=text)
    return usulan, read.source, findings
