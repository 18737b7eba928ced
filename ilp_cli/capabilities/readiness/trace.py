"""Where the counts of Kesiapan come from: the criteria of a place, the places of a criterion, and who is ready."""

from __future__ import annotations

from ilp_cli.capabilities.readiness.model.facts import Keadaan
from ilp_cli.capabilities.readiness.model.readiness import (
    KRITERIA,
    TEMPAT,
    UNIT,
    Hasil,
    UnitSiap,
    every_unit,
    lokus_units,
)
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.jejak import Baris, Cara, Jejak
from ilp_cli.district.kriteria import criteria


def _state(name: str) -> Keadaan:
    return Keadaan[name.upper()]


def _unit(case: Case, angka: Angka) -> Jejak:
    """How many criteria of a place are of one state."""
    every = (*case.of(lokus_units), *case.of(every_unit))  # the workbook of --semua asks of places that are no lokus
    unit = next(own for own in every if own.unit == angka.subjek)
    wanted = _state(angka.jenis)
    return Jejak(
        angka=angka,
        judul=f"Kriteria yang {wanted.value}, {unit.sebutan}",
        nilai=unit.jumlah[wanted],
        satuan="kriteria",
        cara=Cara.BARIS,
        langkah=("Tiap kriteria sekali: tidak memenuhi bila satu bagiannya tidak, belum diketahui bila tidak ada yang "
                 "menceritakannya.",),
        aturan=tuple(dict.fromkeys(f"{own.kriteria.kode}: {own.kriteria.sumber} ({own.kriteria.pangkat.value})"
                                   for own in unit.hasil)),
        baris=tuple(_hasil(case, unit, hasil, counts=hasil.keadaan is wanted, named=False) for hasil in unit.hasil),
    )  # fmt: skip


def _kriteria(case: Case, angka: Angka) -> Jejak:
    """At how many places of a kind a criterion is of one state."""
    kode, jenis = map(str, angka.subjek)
    wanted, kriteria = _state(angka.jenis), case.of(criteria).dipakai[kode]
    own = [
        (unit, hasil)
        for unit in case.of(lokus_units)
        for hasil in unit.hasil
        if unit.jenis == jenis and hasil.kriteria.kode == kode
    ]
    return Jejak(
        angka=angka,
        judul=f"{kode} {kriteria.judul}: {jenis} yang {wanted.value}",
        nilai=sum(hasil.keadaan is wanted for _, hasil in own),
        satuan=jenis,
        cara=Cara.BARIS,
        langkah=(f"{len(own)} {jenis} lokus tahap yang diminta.",),
        aturan=(f"{kode}: {kriteria.sumber} ({kriteria.pangkat.value})",),
        baris=tuple(_hasil(case, unit, hasil, counts=hasil.keadaan is wanted, named=True) for unit, hasil in own),
    )


def _tempat(case: Case, angka: Angka) -> Jejak:
    """How many places are ready, or how many there are ("")."""
    units = case.of(lokus_units)
    return Jejak(
        angka=angka,
        judul=f"Tempat lokus yang {angka.jenis}" if angka.jenis else "Tempat lokus",
        nilai=sum(unit.keadaan == angka.jenis or not angka.jenis for unit in units),
        satuan="tempat",
        cara=Cara.BARIS,
        langkah=("Siap hanya bila semua kriterianya memenuhi; yang belum diketahui tidak dihitung siap.",),
        baris=tuple(
            Baris(
                nama=unit.sebutan,
                keterangan=f"tahap {unit.tahun}: {unit.keadaan}",
                place=case.place(unit.unit),
                dihitung=unit.keadaan == angka.jenis or not angka.jenis,
                sebab="" if unit.keadaan == angka.jenis or not angka.jenis else unit.keadaan,
            )
            for unit in units
        ),
    )


def _hasil(case: Case, unit: UnitSiap, hasil: Hasil, *, counts: bool, named: bool) -> Baris:
    name = f"{hasil.kriteria.kode} {hasil.kriteria.judul}"
    rests = f" ({hasil.dari})" if hasil.dari else ""
    return Baris(
        nama=unit.sebutan if named else name,
        keterangan=f"{hasil.words}{rests}",
        place=case.place(unit.unit),
        dihitung=counts,
        sebab="" if counts else hasil.keadaan.value,
    )


FIGURES = {UNIT: _unit, KRITERIA: _kriteria, TEMPAT: _tempat}
