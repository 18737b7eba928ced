"""An archive beside the roadmap of today: what the decree says, and what the roadmap says instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal, sebutan
from ilp_cli.core.words import tanggal
from ilp_cli.district.arsip import Arsip, LokusArsip, TahapArsip, UnitArsip, archives, beside_roadmap
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.place import Posyandu, Puskesmas, Pustu
from ilp_cli.district.roadmap import Lokus, Named, Tahap

GONE, LOKUS, UNIT, SK, DETAIL, NUMBERS = "tahap", "lokus", "unit", "sk", "isi", "jumlah"
"""What may differ: a stage, a puskesmas of it, a pustu or posyandu, its decree, a detail, the numbers alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beda:
    """One difference: where it is seen in the roadmap (or, where nothing is left there, in the archive), in words."""

    jenis: str
    path: Path
    tahun: int
    kata: str
    fakta: Mapping[str, str] = field(default_factory=dict)


def drift(case: Case) -> tuple[Beda, ...]:
    """Every difference between the archives of this district and its roadmap, for the years asked for."""
    return tuple(_drift(case))


def asked(case: Case) -> tuple[Arsip, ...]:
    """The archives of the years asked for, and those of years that the roadmap does not have."""
    others = set(case.district.years()) - set(case.years)
    return tuple(arsip for arsip in archives(case) if arsip.tahun not in others)


def _drift(case: Case) -> Iterator[Beda]:
    for arsip in asked(case):
        if not arsip.of(case.district):
            continue
        for frozen, tahap in beside_roadmap(case.district, arsip):
            if tahap is None:
                number = f" nomor {frozen.sk.nomor}" if frozen.sk and frozen.sk.nomor else ""
                told = f"SK tahap {arsip.tahun}{number} dibekukan, roadmap tidak memuat tahapnya"
                yield Beda(jenis=GONE, path=frozen.path, tahun=arsip.tahun, kata=told)
            else:
                yield from _stage(case.district, arsip, frozen, tahap)


def _stage(district: District, arsip: Arsip, frozen: TahapArsip, tahap: Tahap) -> Iterator[Beda]:
    yield from _decree(district, arsip, frozen, tahap)
    if not frozen.lokus:
        yield from _numbers(district, arsip, frozen, tahap)
        return
    left = list(tahap.lokus)
    pairs: list[tuple[LokusArsip, Lokus]] = []
    gone: list[LokusArsip] = []
    for old in frozen.lokus:
        known = _puskesmas(district, old)
        new = next((lokus for lokus in left if _same(lokus, old, known)), None)
        if new is None:
            gone.append(old)
        else:
            left.remove(new)
            pairs.append((old, new))
    for old, new in pairs:
        yield from _lokus(arsip, old, new)
    for old in gone:
        words = f"SK menyebut puskesmas {old.puskesmas} ({_at(arsip, old.path)}), roadmap tidak"
        elsewhere = _stage_of(district, old, tahap)
        words += f"; di roadmap ia lokus tahap {elsewhere}" if elsewhere else ""
        yield Beda(jenis=LOKUS, path=tahap.path, tahun=arsip.tahun, kata=words, fakta={"puskesmas": old.puskesmas})
    for new in left:
        words = f"roadmap menyebut puskesmas {new.nama}, SK ({arsip.nama}) tidak"
        yield Beda(jenis=LOKUS, path=new.path, tahun=arsip.tahun, kata=words, fakta={"puskesmas": new.nama})


def _puskesmas(district: District, old: LokusArsip) -> Puskesmas | None:
    """The puskesmas an archive means: by its name or an alias, else by its code."""
    known = district.find(old.puskesmas)
    if known is None and old.kode:
        known = next((puskesmas for puskesmas in district.puskesmas if puskesmas.kode == old.kode), None)
    return known


def _same(new: Lokus, old: LokusArsip, known: Puskesmas | None) -> bool:
    if new.puskesmas.unit is not None and known is not None:
        return new.puskesmas.unit is known
    return normal(new.puskesmas.nama) == normal(old.puskesmas)


def _stage_of(district: District, old: LokusArsip, but: Tahap) -> str:
    """The other years in which a puskesmas is a lokus today."""
    known = _puskesmas(district, old)
    years = {stage.tahun for stage in district.tahap for lokus in stage.lokus if _same(lokus, old, known)}
    return ", ".join(map(str, sorted(years - {but.tahun})))


def _at(arsip: Arsip, path: Path) -> str:
    return f"{arsip.nama} baris {arsip.line(path)}"


def _lokus(arsip: Arsip, old: LokusArsip, new: Lokus) -> Iterator[Beda]:
    where = {"puskesmas": new.nama}
    for kind, before, after in (("pustu", old.pustu, new.pustu), ("posyandu", old.posyandu, new.posyandu)):
        yield from _units(arsip, kind, before, after, new)
    known = new.puskesmas.unit
    pairs = [("keterangan", old.keterangan, new.keterangan)]
    if known is not None:
        pairs += [("kode", old.kode, known.kode), ("kecamatan", old.kecamatan, known.kecamatan)]
    for key, then, now in pairs:
        if normal(then or "") != normal(now or ""):
            said = f"SK “{then or 'kosong'}” ({_at(arsip, old.path)}), roadmap “{now or 'kosong'}”"
            words = f"{key} puskesmas {new.nama}: {said}"
            path = (*known.path, key) if known is not None and key != "keterangan" else (*new.path, key)
            yield Beda(jenis=DETAIL, path=path, tahun=arsip.tahun, kata=words, fakta=where)


def _units(
    arsip: Arsip,
    kind: str,
    before: Sequence[UnitArsip],
    after: Sequence[Named[Pustu]] | Sequence[Named[Posyandu]],
    lokus: Lokus,
) -> Iterator[Beda]:
    """The pustu or posyandu of a lokus that differ; one that went is told with the one that came in its place."""
    where = {"puskesmas": lokus.nama}
    now: list[Named[Pustu] | Named[Posyandu]] = list(after)
    went: list[UnitArsip] = []
    for old in before:
        same = next((named for named in now if normal(_name(named)) == normal(old.nama)), None)
        if same is None:
            went.append(old)
            continue
        now.remove(same)
        desa = same.unit.desa if same.unit else None
        if same.unit is not None and normal(desa or "") != normal(old.desa or ""):
            unit = f"{sebutan(kind, old.nama)} ({lokus.nama})"
            words = f"desa {unit}: SK “{old.desa or 'kosong'}” ({_at(arsip, old.path)}), roadmap “{desa or 'kosong'}”"
            yield Beda(jenis=DETAIL, path=same.unit.path, tahun=arsip.tahun, kata=words, fakta=where | {kind: old.nama})
    for index in range(max(len(went), len(now))):
        if index < len(went) and index < len(now):
            name = _name(now[index])
            words = f"SK menyebut {kind} {went[index].nama} ({_at(arsip, went[index].path)}), roadmap {name}"
            path = now[index].path
        elif index < len(went):
            name = went[index].nama
            words = f"SK menyebut {kind} {name} ({_at(arsip, went[index].path)}), roadmap tidak"
            path = (*lokus.path, kind)
        else:
            name = _name(now[index])
            words = f"roadmap menyebut {kind} {name}, SK ({arsip.nama}) tidak"
            path = now[index].path
        told = f"puskesmas {lokus.nama}: {words}"
        yield Beda(jenis=UNIT, path=path, tahun=arsip.tahun, kata=told, fakta=where | {kind: name})


def _name(named: Named[Pustu] | Named[Posyandu]) -> str:
    return named.unit.nama if named.unit else named.nama


def _numbers(district: District, arsip: Arsip, frozen: TahapArsip, tahap: Tahap) -> Iterator[Beda]:
    """The numbers of a stage whose lokus had no names yet."""
    now = district.added[tahap.path]
    for kind in ("puskesmas", "pustu", "posyandu"):
        then, today = getattr(frozen.jumlah, kind), getattr(now, kind)
        if then is not None and then != today:
            words = f"SK memuat {then} {kind} ({_at(arsip, (*frozen.path, 'jumlah', kind))}), roadmap {today or 0}"
            path = (*tahap.path, "lokus") if tahap.lokus else (*tahap.path, "target", kind)
            yield Beda(jenis=NUMBERS, path=path, tahun=arsip.tahun, kata=words)


def _decree(district: District, arsip: Arsip, frozen: TahapArsip, tahap: Tahap) -> Iterator[Beda]:
    then, now = frozen.sk, tahap.sk
    for key in ("nomor", "tanggal", "tentang", "penetap"):
        old, new = getattr(then, key, None), getattr(now, key, None)
        old_text, new_text = (tanggal(value) if key == "tanggal" and value else value or "" for value in (old, new))
        if normal(str(old_text)) != normal(str(new_text)):
            where = _at(arsip, (*then.path, key)) if then else arsip.nama
            words = f"{key} SK: arsip “{old_text or 'kosong'}” ({where}), roadmap “{new_text or 'kosong'}”"
            path = (*now.path, key) if now else tahap.path
            yield Beda(jenis=SK, path=path, tahun=arsip.tahun, kata=words)
    signed = then.penandatangan if then else None
    signer = (now.penandatangan if now else None) or district.penandatangan
    for key in ("awalan", "jabatan", "nama", "pangkat"):
        old, new = getattr(signed, key, None), getattr(signer, key, None)
        if signed is not None and normal(old or "") != normal(new or ""):
            where = _at(arsip, (*signed.path, key))
            words = f"penanda tangan, {key}: arsip “{old or 'kosong'}” ({where}), roadmap “{new or 'kosong'}”"
            path = (*signer.path, key) if signer else tahap.path
            yield Beda(jenis=DETAIL, path=path, tahun=arsip.tahun, kata=words)
