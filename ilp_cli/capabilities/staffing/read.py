"""usulan.yaml from text to a Proposal, with the findings of any YAML file."""

from __future__ import annotations

import re
from pathlib import Path as FilePath
from typing import Literal

from ilp_cli.capabilities.staffing.model.usulan import Hire, Move, Proposal, Spot
from ilp_cli.core.finding import Finding, Path
from ilp_cli.core.masking import mask_numbers
from ilp_cli.district.district import Source
from ilp_cli.reading.fit import Shape
from ilp_cli.reading.proposal import Parsed, opened
from ilp_cli.reading.shape import Day, Days, Few, FilledText, Text, YearNumber


class _Tempat(Shape):
    puskesmas: FilledText
    pustu: Text | None = None


class _Pos(_Tempat):
    posyandu: Text | None = None


class _Pindah(Shape):
    nama: FilledText
    nip: Text | None = None
    profesi: Literal["bidan", "perawat"]
    dari: _Tempat
    ke: _Tempat
    hari: Days | None = None


class _Rekrut(Shape):
    profesi: Literal["bidan", "perawat", "kader"]
    jumlah: Few = 1
    tahun: YearNumber | None = None
    di: _Pos


class _Usulan(Shape):
    """Usulan perpindahan dan rekrutan."""

    kabupaten: Text | None = None
    pada: Day | None = None
    tahun: tuple[YearNumber | None, ...] = ()
    pindah: tuple[_Pindah | None, ...] = ()
    rekrut: tuple[_Rekrut | None, ...] = ()


def read_proposal(path: FilePath | Parsed) -> tuple[Proposal | None, Source | None, list[Finding]]:
    """A proposal, the file it came from, and every misfit; no proposal where the file cannot be read."""
    read = opened(path, _Usulan)
    shape, findings = read.shape, list(read.findings)
    if shape is None:
        return None, read.source, findings
    if not shape.pindah and not shape.rekrut and not (read.lists("pindah") or read.lists("rekrut")):
        findings += read.nothing("usulan ini")
    proposal = Proposal(
        kabupaten=shape.kabupaten or "",
        pada=shape.pada,
        tahun=tuple(year for year in shape.tahun if year),
        pindah=tuple(_move(item, ("pindah", i)) for i, item in enumerate(shape.pindah) if item),
        rekrut=tuple(_hire(item, ("rekrut", i)) for i, item in enumerate(shape.rekrut) if item),
        file=read.name,
        text=read.marks,
    )
    return proposal, read.source, findings


def _move(shape: _Pindah, path: Path) -> Move:
    return Move(
        path=path,
        nama=mask_numbers(shape.nama),
        profesi=shape.profesi,
        dari=_spot(shape.dari),
        ke=_spot(shape.ke),
        hari=shape.hari or frozenset(),
        nip=re.sub(r"\D", "", shape.nip or "")[-4:],
    )


def _hire(shape: _Rekrut, path: Path) -> Hire:
    spot = Spot(puskesmas=shape.di.puskesmas, pustu=shape.di.pustu or "", posyandu=shape.di.posyandu or "")
    return Hire(path=path, profesi=shape.profesi, di=spot, jumlah=shape.jumlah, tahun=shape.tahun)


def _spot(shape: _Tempat) -> Spot:
    return Spot(puskesmas=shape.puskesmas, pustu=shape.pustu or "")
