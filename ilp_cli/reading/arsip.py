"""Archives of signed annexes from text to values, with the findings of any YAML file."""

from __future__ import annotations

import hashlib
from pathlib import Path as FilePath
from typing import Any

from ilp_cli.core.finding import Finding, Path
from ilp_cli.core.names import normal
from ilp_cli.district.arsip import (
    HEAD,
    SEAL,
    Archives,
    Arsip,
    Cetakan,
    Isi,
    LokusArsip,
    StandarArsip,
    TahapArsip,
    Tata,
    Tertanda,
    TulisUlang,
    UnitArsip,
    seal,
)
from ilp_cli.district.district import District, Source
from ilp_cli.district.document import Marks
from ilp_cli.district.roadmap import SK, Counts, Penandatangan
from ilp_cli.files import misfits, yaml_file
from ilp_cli.files.paths import absolute
from ilp_cli.files.table_file import read_bytes
from ilp_cli.files.yaml_file import YamlFile
from ilp_cli.reading.fit import Shape, shaped
from ilp_cli.reading.shape import Day, FilledText, Measure, Text, WholeNumber, YearNumber, YesNo
from ilp_cli.reading.usable import archive_files


class _AsWritten(Shape):
    """A part of an archive: its keys are read as they are written, or not at all."""

    guessed = False


class _Unit(_AsWritten):
    contoh = "{nama: %s}"

    nama: FilledText
    desa: Text | None = None
    bidan: WholeNumber | None = None
    perawat: WholeNumber | None = None
    kader: WholeNumber | None = None
    status: Text | None = None


class _Lokus(_AsWritten):
    contoh = "{puskesmas: %s, pustu: [{nama: …}], posyandu: [{nama: …}]}"

    puskesmas: FilledText
    kode: Text | None = None
    kecamatan: Text | None = None
    keterangan: Text | None = None
    status: Text | None = None
    pustu: tuple[_Unit | None, ...] = ()
    posyandu: tuple[_Unit | None, ...] = ()


class _Penandatangan(_AsWritten):
    awalan: Text | None = None
    jabatan: Text | None = None
    nama: Text | None = None
    pangkat: Text | None = None


class _SK(_AsWritten):
    nomor: Text | None = None
    tanggal: Day | None = None
    tentang: Text | None = None
    penetap: Text | None = None
    penandatangan: _Penandatangan | None = None


class _Jumlah(_AsWritten):
    puskesmas: WholeNumber | None = None
    pustu: WholeNumber | None = None
    posyandu: WholeNumber | None = None


class _Kolom(_AsWritten):
    judul: FilledText
    lebar: Measure
    tengah: YesNo = False
    angka: YesNo = False


class _Tertanda(_AsWritten):
    atas: tuple[str | None, ...] = ()
    nama: str = ""
    bawah: tuple[str | None, ...] = ()
    nip: str | None = None
    tanpa_nip: YesNo = False


class _Lampiran(_AsWritten):
    nama: FilledText
    judul: tuple[str | None, ...]
    kepala: tuple[str | None, ...] = ()
    kolom: tuple[_Kolom | None, ...]
    isi: tuple[tuple[str | None, ...] | None, ...] = ()
    pernyataan: str | None = None
    jumlah: tuple[str | None, ...] = ()
    kalimat: str = ""
    tertanda: _Tertanda
    mendatar: YesNo = False


class _Tahap(_AsWritten):
    sk: _SK | None = None
    jumlah: _Jumlah | None = None
    lokus: tuple[_Lokus | None, ...] = ()
    lampiran: tuple[_Lampiran | None, ...] = ()


class _Kertas(_AsWritten):
    nama: FilledText
    kode: WholeNumber
    lebar_mm: Measure
    tinggi_mm: Measure


class _Margin(_AsWritten):
    atas: Measure
    bawah: Measure
    kiri: Measure
    kanan: Measure


class _Cetak(_AsWritten):
    kertas: _Kertas
    margin_mm: _Margin
    huruf: FilledText
    ukuran: Measure
    nomor_kolom: YesNo = False
    nomor_halaman: str = ""


class _Standar(_AsWritten):
    kunci: FilledText
    nilai: Text = ""
    dasar: Text = ""


class _Masukan(_AsWritten):
    berkas: FilledText
    sha256: FilledText


class _TulisUlang(_AsWritten):
    pada: Day
    alasan: FilledText
    sidik_lama: Text = ""


class _Arsip(_AsWritten):
    """Arsip Lampiran SK satu tahun."""

    kabupaten: FilledText
    tahun: YearNumber
    pada: Day | None = None
    versi: Text | None = None
    tulis_ulang: tuple[_TulisUlang | None, ...] = ()
    masukan: tuple[_Masukan | None, ...] = ()
    standar: tuple[_Standar | None, ...] = ()
    cetak: _Cetak | None = None
    tahap: tuple[_Tahap | None, ...] = ()
    sidik: Text | None = None


def is_archive(content: Any) -> bool:
    """Whether the content of a YAML file is that of an archive: it names its year, and is sealed or printed."""
    return isinstance(content, dict) and "tahun" in content and not {SEAL, "cetak", "tahap"}.isdisjoint(content)


def read_archives(district: District) -> tuple[Archives | None, tuple[Finding, ...]]:
    """The archives that lie beside a roadmap, and every misfit of them; None where there is none."""
    files = archive_files(district.file) if district.readable and district.file else ()
    read: list[Arsip] = []
    findings: list[Finding] = []
    for file in files:
        arsip, faults = read_archive(file, len(read))
        findings += faults
        read += [arsip] if arsip is not None else []
    return Archives(arsip=tuple(read)) if files else None, tuple(findings)


def read_archive(path: FilePath, number: int = 0) -> tuple[Arsip | None, list[Finding]]:
    """An archive and every misfit; None where the file cannot be read. `number` is its place among others."""
    name = path.as_posix()
    try:
        data = read_bytes(path, name)
        file = yaml_file.parse(data, name)
    except misfits.Unreadable as error:
        return None, list(error.findings)
    source = Source(
        name=f"{path.parent.name}/{path.name}",
        sha256=hashlib.sha256(data).hexdigest(),
        location=str(absolute(path)),
    )
    return arsip_of(file, source, number)


def arsip_of(file: YamlFile, source: Source | None = None, number: int = 0) -> tuple[Arsip | None, list[Finding]]:
    """The archive in a YAML file that is parsed, and every misfit."""
    written = dict(file.content) if isinstance(file.content, dict) else {}
    expected = seal(written)
    shape, faults = shaped(file, _Arsip)
    faults = [*file.findings, *faults]
    if shape is None:
        return None, faults
    path: Path = (HEAD, number)
    arsip = Arsip(
        path=path,
        file=file.name,
        kabupaten=shape.kabupaten,
        tahun=shape.tahun,
        pada=shape.pada,
        versi=shape.versi or "",
        tulis_ulang=tuple(
            TulisUlang(pada=item.pada, alasan=item.alasan, sidik=item.sidik_lama)
            for item in filter(None, shape.tulis_ulang)
        ),
        masukan=tuple(Source(name=item.berkas, sha256=item.sha256) for item in filter(None, shape.masukan)),
        standar=tuple(
            StandarArsip(kunci=item.kunci, nilai=item.nilai, dasar=item.dasar) for item in filter(None, shape.standar)
        ),
        tahap=tuple(_tahap(item, (*path, "tahap", i)) for i, item in enumerate(shape.tahap) if item),
        tata=_tata(shape.cetak) if shape.cetak else None,
        sidik=shape.sidik or "",
        seharusnya=expected,
        source=source,
        text=Marks(file=file.name, marks=file.marks, lines=file.lines),
    )
    return arsip, faults


def _tahap(shape: _Tahap, path: Path) -> TahapArsip:
    return TahapArsip(
        path=path,
        sk=_sk(shape.sk, (*path, "sk")) if shape.sk else None,
        jumlah=Counts(**dict(shape.jumlah)) if shape.jumlah else Counts(),
        lokus=tuple(_lokus(item, (*path, "lokus", i)) for i, item in enumerate(shape.lokus) if item),
        lampiran=tuple(_cetakan(item) for item in shape.lampiran if item),
    )


def _sk(shape: _SK, path: Path) -> SK:
    signer = shape.penandatangan
    return SK(
        path=path,
        nomor=shape.nomor,
        tanggal=shape.tanggal,
        tentang=shape.tentang,
        penetap=shape.penetap,
        penandatangan=Penandatangan(path=(*path, "penandatangan"), **dict(signer)) if signer else None,
    )


def _lokus(shape: _Lokus, path: Path) -> LokusArsip:
    def units(kind: str, written: tuple[_Unit | None, ...]) -> tuple[UnitArsip, ...]:
        return tuple(_unit(item, (*path, kind, i)) for i, item in enumerate(written) if item)

    return LokusArsip(
        path=path,
        puskesmas=shape.puskesmas,
        kode=shape.kode,
        kecamatan=shape.kecamatan,
        keterangan=shape.keterangan,
        status=shape.status,
        pustu=units("pustu", shape.pustu),
        posyandu=units("posyandu", shape.posyandu),
    )


def _unit(shape: _Unit, path: Path) -> UnitArsip:
    counted = {kind: getattr(shape, kind) for kind in ("bidan", "perawat", "kader")}
    people = {kind: number for kind, number in counted.items() if number is not None}
    return UnitArsip(path=path, nama=shape.nama, desa=shape.desa, tenaga=people, status=shape.status)


def _cetakan(shape: _Lampiran) -> Cetakan:
    columns = [column for column in shape.kolom if column]
    figures = [column.angka for column in columns]
    signed = shape.tertanda
    return Cetakan(
        nama=shape.nama,
        judul="\n".join(line or "" for line in shape.judul),
        kepala=tuple(line or "" for line in shape.kepala),
        kolom=tuple((column.judul, column.lebar, column.tengah) for column in columns),
        isi=tuple(_cells(row, figures) for row in shape.isi if row),
        jumlah=_cells(shape.jumlah, [True] * len(shape.jumlah)),
        kalimat=shape.kalimat,
        tertanda=Tertanda(
            atas=tuple(line or "" for line in signed.atas),
            nama=signed.nama,
            bawah=tuple(line or "" for line in signed.bawah),
            nip=None if signed.tanpa_nip else signed.nip or "",
        ),
        mendatar=shape.mendatar,
        pernyataan=shape.pernyataan or "",
    )


def _cells(row: tuple[str | None, ...], figures: list[bool]) -> tuple[Isi, ...]:
    """The cells of a row: figures where the column holds figures, None where nothing stands."""
    return tuple(
        int(text) if text and counted and text.isdecimal() else text or None
        for text, counted in zip(row, figures, strict=False)
    )


def _tata(shape: _Cetak) -> Tata:
    return Tata(
        kertas=normal(shape.kertas.nama),
        kode=shape.kertas.kode,
        ukuran_mm=(shape.kertas.lebar_mm, shape.kertas.tinggi_mm),
        margin_mm=(shape.margin_mm.atas, shape.margin_mm.bawah, shape.margin_mm.kiri, shape.margin_mm.kanan),
        huruf=shape.huruf,
        ukuran=shape.ukuran,
        nomor_kolom=shape.nomor_kolom,
        nomor_halaman=shape.nomor_halaman,
    )


def resealed(text: str, name: str) -> str:
    """The fingerprint of the text of an archive that bears none yet."""
    return seal(yaml_file.parse(text.encode(), name).content)
