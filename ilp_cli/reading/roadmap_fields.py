"""What roadmap.yaml holds, as the fields of a District."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ilp_cli.core.finding import Path, Waiver
from ilp_cli.core.masking import as_shown, mask_numbers
from ilp_cli.core.names import normal
from ilp_cli.district.calendar import Libur
from ilp_cli.district.kesiapan import KriteriaDaerah, KriteriaKesiapan
from ilp_cli.district.numbers import Nip, digits_of
from ilp_cli.district.office import decreed_by, taken_apart
from ilp_cli.district.pelatihan import BIAYA, Pelatihan, TahunLatih, Tempat
from ilp_cli.district.place import Kabupaten, Kepala, Posyandu, Puskesmas, Pustu, kind_and_name, register_of
from ilp_cli.district.roadmap import (
    SK,
    Capaian,
    Counts,
    Kabar,
    Kebijakan,
    Lokus,
    Mengubah,
    Named,
    Penandatangan,
    Sasaran,
    Status,
    Tahap,
    lokus_of,
    versions,
)
from ilp_cli.district.rollout import RESOURCES, Batas, Kebutuhan, Rollout, SyaratSiap
from ilp_cli.law.indicators import meant
from ilp_cli.law.standard import LocalStandard
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading import roadmap_shape as yaml
from ilp_cli.reading.pendamping import companions


def fields_of(shape: yaml.Roadmap, cut: Mapping[Path, str]) -> dict[str, Any]:
    """The validated shape as the fields of District; its stages know the units they name.

    `cut` are texts as they stand before a comma that may not belong to them.
    """
    every_puskesmas = tuple(_puskesmas(item, ("puskesmas", i), cut) for i, item in _present(shape.puskesmas))
    register = register_of(every_puskesmas)
    stages = tuple(_tahap(item, ("tahap", i), register) for i, item in _present(shape.tahap))
    chains = versions(stages)
    earlier = {chain[-1].path: chain[:-1] for chain in chains.values()}
    replaced = {tahap.path for chain in earlier.values() for tahap in chain}
    return {
        "kabupaten": _kabupaten(shape.kabupaten),
        "hari_layanan": shape.hari_layanan,
        "puskesmas": every_puskesmas,
        "tahap": tuple(tahap for tahap in stages if tahap.path not in replaced),
        "terdahulu": earlier,
        "sasaran": tuple(Sasaran(path=("sasaran", i), **dict(item)) for i, item in _present(shape.sasaran)),
        "penandatangan": (_penandatangan(shape.penandatangan) if shape.penandatangan else None),
        "kebijakan": _kebijakan(shape.kebijakan),
        "peta": shape.peta or "",
        "libur": tuple(
            Libur(path=("libur", i), tanggal=item.tanggal, nama=item.nama or "", buka=item.buka)
            for i, item in _present(shape.libur)
        ),
        "rollout": _rollout(shape.rollout, register) if shape.rollout else None,
        "kriteria_kesiapan": _kriteria(shape.kriteria_kesiapan) if shape.kriteria_kesiapan else None,
        "pelatihan": _pelatihan(shape.pelatihan) if shape.pelatihan else None,
        "standar": tuple(
            LocalStandard(path=("standar", key), kunci=key, **dict(item))
            for key, item in shape.standar.items()
            if item is not None
        ),
        "mengingat": tuple(item or "" for item in shape.mengingat),
        "pengecualian": tuple(_waiver(item, ("pengecualian", i)) for i, item in _present(shape.pengecualian)),
    }


def _kabupaten(shape: yaml.Kabupaten) -> Kabupaten:
    """The district under its bare name; the kind is what is written, else what the name itself begins with."""
    kind, name = kind_and_name(shape.nama)
    return Kabupaten(**{**dict(shape), "nama": name, "jenis": shape.jenis or kind or "kabupaten"})


def _kebijakan(shape: yaml.Kebijakan) -> Kebijakan:
    """The policy, its professions by the keys of configs/professions.yaml however they are written."""
    told = dict(shape)
    told["bobot"] = {normal(name): weight for name, weight in shape.bobot.items()}
    told["target_capaian"] = {
        known.kunci: number for name, number in shape.target_capaian.items() if (known := meant(name)) is not None
    }
    told["induk_minimum"] = {profession_key(name): number for name, number in shape.induk_minimum.items()}
    return Kebijakan(**told)


def profession_key(name: str) -> str:
    """A profession by the key that configs/professions.yaml has for it."""
    return normal(name).replace(" ", "_")


def _penandatangan(shape: yaml.Penandatangan, path: Path = ()) -> Penandatangan:
    awalan, jabatan = taken_apart(shape.awalan, shape.jabatan)
    nip = Nip(digits_of(shape.nip or ""))
    told = {**dict(shape), "nip": nip, "awalan": awalan, "jabatan": jabatan}
    return Penandatangan(path=(*path, "penandatangan"), **told)


def _waiver(shape: yaml.Pengecualian, path: Path) -> Waiver:
    waiver = Waiver(
        path=path,
        kode=shape.kode.upper(),
        puskesmas=shape.tempat.puskesmas,
        pustu=shape.tempat.pustu or "",
        posyandu=shape.tempat.posyandu or "",
        nama=shape.tempat.nama or "",
        alasan=shape.alasan,
        oleh=shape.oleh,
        sampai=shape.sampai,
    )
    return as_shown(waiver)


def _present(items: tuple[Any, ...]) -> Iterator[tuple[int, Any]]:
    """The items that were readable, with their position in the file."""
    return ((index, item) for index, item in enumerate(items) if item is not None)


def _kepala(shape: yaml.Kepala, path: Path) -> Kepala:
    return Kepala(path=(*path, "kepala"), nama=shape.nama, nip=Nip(digits_of(shape.nip or "")))


def _puskesmas(shape: yaml.Puskesmas, path: Path, cut: Mapping[Path, str]) -> Puskesmas:
    def called(own: Path) -> tuple[str, ...]:
        return (cut[*own, "nama"],) if (*own, "nama") in cut else ()

    pustu = tuple(
        Pustu(path=own, alias=called(own), **dict(item))
        for i, item in _present(shape.pustu)
        for own in [(*path, "pustu", i)]
    )
    return Puskesmas(
        path=path,
        nama=shape.nama,
        kode=shape.kode,
        kecamatan=shape.kecamatan,
        kepala=_kepala(shape.kepala, path) if shape.kepala else None,
        koordinat=shape.koordinat,
        alias=(*(alias for alias in shape.alias if alias), *called(path)),
        tutup=shape.tutup,
        pustu=pustu,
        posyandu=tuple(
            Posyandu(
                path=(*path, "posyandu", i),
                alias=called((*path, "posyandu", i)),
                **{
                    **dict(item),
                    "hari_buka": item.hari_buka,
                    "jam": mask_numbers(item.jam or "") or None,
                    "tempat": mask_numbers(item.tempat or "") or None,
                    "pendamping": companions(item.pendamping, (*path, "posyandu", i, "pendamping")),
                    "pustu": next(_registered([item.pustu], "pustu", pustu), item.pustu),
                },
            )
            for i, item in _present(shape.posyandu)
        ),
    )


def _tahap(shape: yaml.Tahap, path: Path, register: Mapping[str, Puskesmas]) -> Tahap:
    sk = shape.sk if shape.sk and any(value not in (None, ()) for _, value in shape.sk) else None
    changed = sk.mengubah if sk else None
    return Tahap(
        path=path,
        tahun=shape.tahun,
        sk=SK(
            path=(*path, "sk"),
            nomor=sk.nomor or None,
            menyusul=sk.nomor == "",
            tanggal=sk.tanggal,
            tentang=sk.tentang or None,
            penetap=decreed_by(sk.penetap) if sk.penetap else None,
            mengingat=tuple(item or "" for item in sk.mengingat),
            penandatangan=_penandatangan(sk.penandatangan, (*path, "sk")) if sk.penandatangan else None,
            mengubah=Mengubah(
                path=(*path, "sk", "mengubah"),
                nomor=changed.nomor or None,
                tanggal=changed.tanggal,
                tentang=changed.tentang or None,
                ke=changed.ke,
            )
            if changed
            else None,
        )
        if sk
        else None,
        target=Counts(**dict(shape.target)) if shape.target else None,
        proses=Counts(**dict(shape.proses)) if shape.proses else None,
        lokus=tuple(_lokus(item, (*path, "lokus", i), register) for i, item in _present(shape.lokus)),
        realisasi=tuple(
            Capaian(
                path=(*path, "realisasi", i),
                per=item.per,
                status=Status(item.status),
                jumlah=Counts(puskesmas=item.puskesmas, pustu=item.pustu, posyandu=item.posyandu),
            )
            for i, item in _present(shape.realisasi)
        ),
        keterangan=mask_numbers(shape.keterangan or "") or None,
    )


def _rollout(shape: yaml.Rollout, register: Mapping[str, Puskesmas]) -> Rollout:
    """The key of the rollout; the puskesmas it names are resolved as those of a stage are."""
    head: Path = ("rollout",)

    def named(path: Path, name: str) -> Named[Puskesmas]:
        return Named(path=path, nama=name, unit=register.get(normal(name)) or register.get(_bare(name, "puskesmas")))

    return Rollout(
        path=head,
        tahun=tuple(
            Batas(path=(*head, "tahun", i), tahun=item.tahun, batas=_amounts(item), jiwa=item.jiwa)
            for i, item in _present(shape.tahun)
        ),
        puskesmas=tuple(
            Kebutuhan(
                path=(*head, "puskesmas", i),
                puskesmas=named((*head, "puskesmas", i, "nama"), item.nama),
                jiwa=item.jiwa,
                butuh=_amounts(item),
                siap=item.siap,
                diminta=item.diminta,
                sesudah=tuple(named((*head, "puskesmas", i, "sesudah", j), name) for j, name in _present(item.sesudah)),
                bobot=item.bobot,
            )
            for i, item in _present(shape.puskesmas)
        ),
        kecamatan=shape.kecamatan,
        coba=_amounts(shape.coba) if shape.coba else {},
        kesiapan=SyaratSiap(kriteria=shape.kesiapan.kriteria, belum=shape.kesiapan.belum) if shape.kesiapan else None,
    )


def _kriteria(shape: yaml.KriteriaKesiapan) -> KriteriaKesiapan:
    """The criteria of readiness that the district leaves out and adds; numbers of people in their words are hidden."""
    head: Path = ("kriteria_kesiapan",)
    return KriteriaKesiapan(
        path=head,
        tanpa=shape.tanpa,
        tambahan=tuple(
            KriteriaDaerah(
                path=(*head, "tambahan", i),
                untuk=item.untuk,
                **{
                    key: mask_numbers(getattr(item, key) or "") for key in ("kode", "judul", "dasar", "tahu", "langkah")
                },
            )
            for i, item in _present(shape.tambahan)
        ),
    )


def _pelatihan(shape: yaml.Pelatihan) -> Pelatihan:
    """The key of training as it is written."""
    head: Path = ("pelatihan",)
    size, cost = shape.peserta, shape.biaya
    return Pelatihan(
        path=head,
        min=size.min if size else None,
        max=size.max if size else None,
        hari=shape.hari,
        hari_pelatihan=shape.hari_pelatihan,
        kader=tuple(map(mask_numbers, shape.kader)),
        nakes=tuple(map(mask_numbers, shape.nakes)),
        tempat=tuple(
            Tempat(
                path=(*head, "tempat", i),
                nama=mask_numbers(item.nama),
                kecamatan=mask_numbers(item.kecamatan or "") or None,
                koordinat=item.koordinat,
                kapasitas=item.kapasitas,
            )
            for i, item in _present(shape.tempat)
        ),
        tahun=tuple(
            TahunLatih(
                path=(*head, "tahun", i),
                tahun=item.tahun,
                bulan=item.bulan,
                tanggal=tuple(day for day in item.tanggal if day is not None),
            )
            for i, item in _present(shape.tahun)
        ),
        biaya={key: amount for key in BIAYA if cost and (amount := getattr(cost, key)) is not None},
        belum_diketahui=shape.belum_diketahui,
    )


def _amounts(shape: yaml.Batas | yaml.Kebutuhan | yaml.Coba) -> dict[str, int]:
    """What is written of each thing that may be limited."""
    return {key: amount for key in RESOURCES if (amount := getattr(shape, key)) is not None}


def _lokus(shape: yaml.Lokus, path: Path, register: Mapping[str, Puskesmas]) -> Lokus:
    known = register.get(normal(shape.puskesmas))
    induk = shape.puskesmas
    if known is None and (known := register.get(_bare(induk, "puskesmas"))) is not None:
        induk = next(name for name in (known.nama, *known.alias) if normal(name) == _bare(induk, "puskesmas"))
    return lokus_of(
        register,
        path,
        induk,
        _registered(shape.pustu, "pustu", known.pustu if known else ()),
        _registered(shape.posyandu, "posyandu", known.posyandu if known else ()),
        status=Status(shape.status),
        keterangan=mask_numbers(shape.keterangan or "") or None,
        kabar=_told(shape, path, known),
    )


def _told(shape: yaml.Lokus, path: Path, known: Puskesmas | None) -> Iterator[Kabar]:
    """What is told of a lokus: its own status, then what is listed of it, of its pustu and of its posyandu."""
    yield Kabar(
        path=path,
        sebutan=known.nama if known else shape.puskesmas,
        unit=known.path if known else None,
        status=Status(shape.status),
        sejak=shape.sejak,
        bukti=mask_numbers(shape.bukti or "") or None,
        alasan=mask_numbers(shape.alasan or "") or None,
    )
    for index, item in _present(shape.realisasi):
        units: Iterable[Pustu | Posyandu] = ()
        if known and (item.pustu or item.posyandu):
            units = known.posyandu if item.posyandu else known.pustu
        kind = "posyandu" if item.posyandu else "pustu" if item.pustu else "puskesmas"
        written = item.posyandu or item.pustu or shape.puskesmas
        name = next(_registered([written], kind, units), written)
        own = next((unit.path for unit in units if normal(unit.nama) == normal(name)), None)
        if kind == "puskesmas" and known:
            own = known.path
        yield Kabar(
            path=(*path, "realisasi", index),
            sebutan=known.nama if kind == "puskesmas" and known else name,
            unit=own,
            status=Status(item.status),
            sejak=item.sejak,
            bukti=mask_numbers(item.bukti or "") or None,
            alasan=mask_numbers(item.alasan or "") or None,
        )


def _registered(written: Iterable[str | None], kind: str, units: Iterable[Pustu | Posyandu]) -> Iterator[str]:
    """Names of units, those with a word before them ("Pustu Cimpu") as they are registered without it."""
    own = tuple(units)
    names = {normal(unit.nama): unit.nama for unit in own}
    called = {normal(alias): unit.nama for unit in own for alias in unit.alias} | names
    for name in filter(None, written):
        yield name if normal(name) in names else called.get(normal(name)) or called.get(_bare(name, kind), name)


def _bare(name: str, kind: str) -> str:
    """A name as it is compared, without the words that say its kind: "UPTD Puskesmas Suli" → "suli"."""
    said, bare = vocabulary().kind_of_place(name)
    return bare if said == kind else ""
