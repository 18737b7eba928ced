"""wilayah.yaml from text to a Pembagian, with the findings of any YAML file."""

from __future__ import annotations

import hashlib
from pathlib import Path as FilePath

from ilp_cli.capabilities.areas.model.pembagian import HEAD, KEY, Bagian, Pembagian, PembagianPosyandu
from ilp_cli.core.finding import Finding, Path, finding
from ilp_cli.core.masking import mask_numbers
from ilp_cli.district.district import Source
from ilp_cli.district.document import Marks
from ilp_cli.files import misfits, yaml_file
from ilp_cli.files.paths import absolute
from ilp_cli.files.table_file import read_bytes
from ilp_cli.reading.fit import Shape, shaped
from ilp_cli.reading.shape import Day, FilledText, Text


class _Kader(Shape):
    nama: FilledText
    blok: tuple[FilledText | None, ...] = ()


class _Posyandu(Shape):
    puskesmas: FilledText
    posyandu: FilledText
    kader: tuple[_Kader | None, ...] = ()


class _Wilayah(Shape):
    """Pembagian wilayah kerja kader."""

    kabupaten: Text | None = None
    pada: Day | None = None
    pembagian: tuple[_Posyandu | None, ...] = ()


def read_pembagian(path: FilePath) -> tuple[Pembagian | None, Source | None, list[Finding]]:
    """A division, the file it came from, and every misfit; no division where the file cannot be read."""
    name = path.as_posix()
    try:
        data = read_bytes(path, name)
        file = yaml_file.parse(data, name)
    except misfits.Unreadable as error:
        return None, None, list(error.findings)
    source = Source(name=path.name, sha256=hashlib.sha256(data).hexdigest(), location=str(absolute(path)))
    shape, findings = shaped(file, _Wilayah)
    findings = [*file.findings, *findings]
    if shape is None:
        return None, source, findings
    if not shape.pembagian:
        findings.append(finding(misfits.NOTHING, file.place(()), {"apa": "pembagian ini"}))
    pembagian = Pembagian(
        kabupaten=shape.kabupaten or "",
        pada=shape.pada,
        posyandu=tuple(_posyandu(item, (HEAD, KEY, i)) for i, item in enumerate(shape.pembagian) if item),
        file=name,
        text=Marks(file=name, marks=file.marks, lines=file.lines),
    )
    return pembagian, source, findings


def _posyandu(shape: _Posyandu, path: Path) -> PembagianPosyandu:
    return PembagianPosyandu(
        path=path,
        puskesmas=shape.puskesmas,
        posyandu=shape.posyandu,
        kader=tuple(_bagian(item, (*path, "kader", i)) for i, item in enumerate(shape.kader) if item),
    )


def _bagian(shape: _Kader, path: Path) -> Bagian:
    named = tuple(((*path, "blok", i), mask_numbers(text)) for i, text in enumerate(shape.blok) if text)
    return Bagian(path=path, nama=mask_numbers(shape.nama), blok=named)
