"""rollout.yaml from text to an order, with the findings of any YAML file."""

from __future__ import annotations

import hashlib
from pathlib import Path as FilePath

from ilp_cli.capabilities.rollout.model.usulan import HEAD, Urut, UsulanRollout
from ilp_cli.core.finding import Finding, finding
from ilp_cli.district.district import Source
from ilp_cli.district.document import Marks
from ilp_cli.files import misfits, yaml_file
from ilp_cli.files.paths import absolute
from ilp_cli.files.table_file import read_bytes
from ilp_cli.reading.fit import Shape, shaped
from ilp_cli.reading.shape import Day, FilledText, Text, YearNumber


class _Tahun(Shape):
    contoh = "{tahun: 2027, puskesmas: [%s]}"

    tahun: YearNumber
    puskesmas: tuple[FilledText | None, ...] = ()


class _Usulan(Shape):
    """Usulan urutan puskesmas."""

    kabupaten: Text | None = None
    pada: Day | None = None
    urutan: tuple[_Tahun | None, ...] = ()


def read_rollout(path: FilePath) -> tuple[UsulanRollout | None, Source | None, list[Finding]]:
    """The order of a file, the file, and every misfit; no order where the file cannot be read."""
    name = path.as_posix()
    try:
        data = read_bytes(path, name)
        file = yaml_file.parse(data, name)
    except misfits.Unreadable as error:
        return None, None, list(error.findings)
    source = Source(name=path.name, sha256=hashlib.sha256(data).hexdigest(), location=str(absolute(path)))
    shape, findings = shaped(file, _Usulan)
    findings = [*file.findings, *findings]
    if shape is None:
        return None, source, findings
    if not shape.urutan and not (isinstance(file.content, dict) and HEAD in file.content):
        findings.append(finding(misfits.NOTHING, file.place(()), {"apa": "usulan urutan ini"}))
    urutan = tuple(
        Urut(path=(HEAD, i, "puskesmas", j), tahun=year.tahun, puskesmas=puskesmas)
        for i, year in enumerate(shape.urutan)
        if year is not None
        for j, puskesmas in enumerate(year.puskesmas)
        if puskesmas is not None
    )
    text = Marks(file=name, marks=file.marks, lines=file.lines)
    usulan = UsulanRollout(kabupaten=shape.kabupaten or "", pada=shape.pada, urutan=urutan, file=name, text=text)
    return usulan, source, findings
