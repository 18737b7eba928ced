"""wilayah.yaml from text to a Pembagian, with the findings of any YAML file."""

from __future__ import annotations

from pathlib import Path as FilePath

from ilp_cli.capabilities.areas.model.pembagian import HEAD, KEY, Bagian, Pembagian, PembagianPosyandu
from ilp_cli.core.finding import Finding, Path
from ilp_cli.core.masking import mask_numbers
from ilp_cli.district.district import Source
from ilp_cli.reading.fit import Shape
from ilp_cli.reading.proposal import Parsed, opened
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


def read_pembagian(path: FilePath | Parsed) -> tuple[Pembagian | None, Source | None, list[Finding]]:
    """A division, the file it came from, and every misfit; no division where the file cannot be read."""
    read = opened(path, _Wilayah)
    shape, findings = read.shape, list(read.findings)
    if shape is None:
        return None, read.source, findings
    if not shape.pembagian:
        findings += read.nothing("pembagian ini")
    pembagian = Pembagian(
        kabupaten=shape.kabupaten or "",
        pada=shape.pada,
        posyandu=tuple(_posyandu(item, (HEAD, KEY, i)) for i, item in enumerate(shape.pembagian) if item),
        file=read.name,
        text=read.marks,
    )
    return pembagian, read.source, findings


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
