"""One side of a comparison: a district on a day, or the archive of a decree, in the same terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.capabilities.diff.model.isian import told_of
from ilp_cli.core.finding import Path
from ilp_cli.core.masking import Number
from ilp_cli.core.names import normal
from ilp_cli.core.weekdays import days_text
from ilp_cli.district.arsip import Arsip
from ilp_cli.district.case import Case
from ilp_cli.district.coverage import coverage
from ilp_cli.district.fulfilment import measurable, posyandu_states, pustu_states
from ilp_cli.district.identity import same_name
from ilp_cli.district.menurut import Menurut
from ilp_cli.district.people import Kader, Person, Petugas, status_key
from ilp_cli.district.place import Pendamping, Posyandu, Pustu
from ilp_cli.district.presence import IN_TIME, serves
from ilp_cli.district.realisasi import Reached, reached, units_of
from ilp_cli.district.roadmap import SK, Counts, Mengubah, Tahap
from ilp_cli.district.table import Holds, TableSpec
from ilp_cli.district.tables import CUTI

Facts = Mapping[str, str]
"""What is known of something, by the name of each part of it, in words."""
Spot = tuple[int, str, int]
"""A unit of a side: the number of its puskesmas, its kind, its number there; a puskesmas itself is (n, "", 0)."""

COUNTED = ("puskesmas", "pustu", "posyandu")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSide:
    """A pustu or posyandu: its kind and name, its national number, and what else is known of it."""

    jenis: str
    nama: str
    nomor: str = ""
    tentang: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempat:
    """A puskesmas with its units; `names` are all it may be called, as they are compared."""

    nama: str
    names: frozenset[str]
    kode: str = ""
    terdaftar: bool = True
    tentang: Facts = field(default_factory=dict)
    units: tuple[UnitSide, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Orang:
    """Somebody who serves on the day: numbers that say who, posts as (kind, spot, days), and what else is known."""

    nama: str
    polos: str
    numbers: frozenset[Number]
    posts: tuple[tuple[str, Spot | None, str], ...]
    puskesmas: str
    tentang: Facts = field(default_factory=dict)
    rows: tuple[Person, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sisi:
    """A side. What it does not know is None: an archive knows no register, no people and no coverage.

    `lokus` are the stages each puskesmas, pustu and posyandu is named for, with what is said there; `kurang` what each
    unit that is a lokus lacks, and is looked at for only in `diukur`; `isian` what the roadmap says beside all that.
    """

    nama: str
    arsip: bool
    kabupaten: str
    menurut: tuple[Menurut, ...] = ()
    pada: date | None
    tahun: tuple[int, ...]
    tempat: tuple[Tempat, ...]
    tahap: Mapping[str, Facts]
    lokus: Mapping[Spot, Facts]
    kurang: Mapping[Spot, str] | None
    standar: Facts
    sasaran: Mapping[int, tuple[Spot | str, ...]] = field(default_factory=dict)
    cakupan: Mapping[str, Facts] | None = None
    orang: tuple[Orang, ...] | None = None
    lembar: Mapping[tuple[str, Spot | None], Counter[str]] | None = None
    isian: Mapping[tuple[str, Spot | None, int], Facts] | None = None


def of_case(
    case: Case, nama: str, years: Iterable[int] | None = None, tables: Sequence[TableSpec] | None = None
) -> Sisi:
    """A district on the day of a case; with `years` only what its decrees of these say.

    `tables` are those whose rows were read besides people and leave; None where that is not known.
    """
    district = case.district
    wanted = tuple(sorted(set(district.years() if years is None else years)))
    spots: dict[Path, Spot] = {}
    places: list[Tempat] = []
    for number, puskesmas in enumerate(district.puskesmas):
        spots[puskesmas.path] = (number, "", 0)
        units: list[UnitSide] = []
        for kind, listed in (("pustu", puskesmas.pustu), ("posyandu", puskesmas.posyandu)):
            for unit in listed:
                spots[unit.path] = (number, kind, len(units))
                units.append(_unit(kind, unit))
        closed = puskesmas.tutup
        places.append(
            Tempat(
                nama=puskesmas.nama,
                names=frozenset(puskesmas.names()),
                kode=puskesmas.kode or "",
                tentang=_known({"kecamatan": puskesmas.kecamatan, "tutup": closed.isoformat() if closed else None}),
                units=tuple(units),
            )
        )
    named = _Lokus(places, spots)
    held = {} if years is not None else {unit.unit: unit.on(case.pada).status.value for unit in case.of(units_of)}
    for tahap in sorted(district.tahap, key=lambda stage: stage.tahun):
        if tahap.tahun in wanted:
            for lokus in tahap.lokus:
                spot = named.puskesmas(lokus.puskesmas.unit.path if lokus.puskesmas.unit else None, lokus.nama)
                path = lokus.puskesmas.unit.path if lokus.puskesmas.unit else None
                status = held.get(path, lokus.status.value) if path else lokus.status.value
                named.say(spot, tahap.tahun, {"status": status, "keterangan": lokus.keterangan})
                for kind, member in lokus.units():
                    own = member.unit.path if member.unit else None
                    other = held.get(own) if own else None
                    told = {"status": other if other != status else None}
                    named.say(named.unit(spot, kind, own, member.nama), tahap.tahun, told)
    return Sisi(
        nama=nama,
        arsip=False,
        kabupaten=district.kabupaten.sebutan,
        menurut=district.menurut,
        pada=case.pada,
        tahun=wanted,
        tempat=tuple(named.places),
        tahap=dict(_stages(case, wanted, whole=years is None)),
        sasaran=_promises(case, spots) if years is None else {},
        lokus=named.said(),
        kurang=_shortages(case, spots, wanted),
        standar=_standards(case),
        cakupan={
            str(item.tahun): _coverage(item.row(), reached(district, case.of(units_of), item.tahun, case.pada))
            for item in coverage(district, wanted)
        },
        orang=tuple(_people(case, spots)) if district.roster_given else None,
        lembar=None if tables is None else _sheets(case, spots, tables),
        isian={
            (butir.apa, spots.get(butir.unit) if butir.unit is not None else None, butir.nomor): facts
            for butir, facts in told_of(district).items()
        },
    )


def _sheets(
    case: Case, spots: Mapping[Path, Spot], tables: Sequence[TableSpec]
) -> Mapping[tuple[str, Spot | None], Counter[str]]:
    """How often each row stands in each table, by the place it names; the names of places are left to the places."""
    listed: dict[tuple[str, Spot | None], Counter[str]] = {}
    for table in tables:
        for row in case.district.isian.get(table.name, ()):
            told = {
                name: value for name, value in row.values.items()
                if row.unit is None or name not in table.by_name or table.by_name[name].holds is not Holds.PLACE
            }  # fmt: skip
            spot = spots.get(row.unit) if row.unit is not None else None
            words = "; ".join(f"{name}: {told[name]}" for name in sorted(told))
            listed.setdefault((table.sheet, spot), Counter())[words] += 1
    homes = {name: spots[puskesmas.path] for puskesmas in case.district.puskesmas for name in puskesmas.names()}
    for leave in case.district.cuti:
        told = {"nama": normal(leave.nama), "dari": str(leave.dari), "sampai": str(leave.sampai), "jenis": leave.jenis}
        words = "; ".join(f"{name}: {value}" for name, value in told.items())
        listed.setdefault((CUTI.sheet, homes.get(normal(leave.puskesmas))), Counter())[words] += 1
    return listed


def of_archive(arsip: Arsip, nama: str) -> Sisi:
    """What an archive knows."""
    named = _Lokus([], {})
    short: dict[Spot, str] = {}
    measured = False
    stages: dict[str, Facts] = {}
    for number, tahap in enumerate(arsip.tahap):
        stages[_stage_name(arsip.tahun, number)] = _decree(tahap.sk, tahap.jumlah)
        for lokus in tahap.lokus:
            spot = named.puskesmas(None, lokus.puskesmas, lokus.kode or "")
            named.say(spot, arsip.tahun, {"status": lokus.status, "keterangan": lokus.keterangan})
            for kind, unit in lokus.units():
                own = named.unit(spot, kind, None, unit.nama)
                named.say(own, arsip.tahun, {})
                measured = measured or unit.status is not None
                short[own] = unit.status or ""
    return Sisi(
        nama=nama,
        arsip=True,
        kabupaten=arsip.kabupaten,
        pada=arsip.pada,
        tahun=(arsip.tahun,),
        tempat=tuple(named.places),
        tahap=stages,
        lokus=named.said(),
        kurang={spot: words for spot, words in short.items() if words} if measured else None,
        standar={own.kunci: own.nilai for own in arsip.standar},
    )


class _Lokus:
    """The lokus of a side as they are met; places that no register knows are added to its places."""

    def __init__(self, places: list[Tempat], spots: Mapping[Path, Spot]) -> None:
        self.places, self.spots = places, spots
        self.strange: dict[tuple[object, ...], Spot] = {}
        self.told: dict[Spot, dict[str, list[str]]] = {}

    def puskesmas(self, path: Path | None, nama: str, kode: str = "") -> Spot:
        if path is not None:
            return self.spots[path]
        key = ("puskesmas", normal(nama))
        if key not in self.strange:
            self.strange[key] = (len(self.places), "", 0)
            self.places.append(Tempat(nama=nama, names=frozenset({normal(nama)}), kode=kode, terdaftar=False))
        return self.strange[key]

    def unit(self, spot: Spot, kind: str, path: Path | None, nama: str) -> Spot:
        if path is not None:
            return self.spots[path]
        key = (spot, kind, normal(nama))
        if key not in self.strange:
            place = self.places[spot[0]]
            self.strange[key] = (spot[0], kind, len(place.units))
            units = (*place.units, UnitSide(jenis=kind, nama=nama, tentang={"terdaftar": "tidak"}))
            self.places[spot[0]] = Tempat(
                nama=place.nama, names=place.names, kode=place.kode, terdaftar=place.terdaftar,
                tentang=place.tentang, units=units,
            )  # fmt: skip
        return self.strange[key]

    def say(self, spot: Spot, tahun: int, facts: Mapping[str, str | None]) -> None:
        told = self.told.setdefault(spot, {"tahap": []})
        for key, value in {"tahap": str(tahun), **facts}.items():
            if value and value not in told.setdefault(key, []):
                told[key].append(value)

    def said(self) -> dict[Spot, Facts]:
        return {
            spot: {key: "; ".join(values) for key, values in told.items() if values} for spot, told in self.told.items()
        }


def _unit(kind: str, unit: Pustu | Posyandu) -> UnitSide:
    if isinstance(unit, Pustu):
        days = days_text(unit.hari_layanan) if unit.hari_layanan else None
        return UnitSide(jenis=kind, nama=unit.nama, tentang=_known({"desa": unit.desa, "hari layanan": days}))
    opened = str(unit.hari_buka) if unit.hari_buka else None
    told = {
        "desa": unit.desa,
        "pustu pembina": unit.pustu,
        "hari buka": opened,
        "jam": unit.jam,
        "tempat": unit.tempat,
        "pendamping": ", ".join(sorted(map(_companion, unit.pendamping))) or None,
    }
    return UnitSide(jenis=kind, nama=unit.nama, nomor=unit.nomor_registrasi or "", tentang=_known(told))


def _companion(pendamping: Pendamping) -> str:
    days = " ".join(day.isoformat() for day in sorted(pendamping.tanggal))
    about = "; ".join(filter(None, (pendamping.dari, days)))
    return f"{pendamping.nama} ({about})" if about else pendamping.nama


def _known(facts: Mapping[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in facts.items() if value}


def _stage_name(year: int, number: int) -> str:
    return f"tahap {year}" + (f" ({number + 1})" if number else "")


def _decree(sk: SK | None, counts: Counts, target: Counts | None = None, proses: Counts | None = None) -> Facts:
    signer = sk.penandatangan if sk else None
    told = {
        "nomor SK": sk.nomor if sk else None,
        "tanggal SK": sk.tanggal.isoformat() if sk and sk.tanggal else None,
        "judul SK": sk.tentang if sk else None,
        "penetap": sk.penetap if sk else None,
        "penanda tangan": signer.nama if signer else None,
    }
    for name, numbers in (("jumlah", counts), ("target", target), ("proses", proses)):
        for kind in COUNTED:
            number = getattr(numbers, kind) if numbers else None
            told[f"{name} {kind}"] = None if number is None else str(number)
    return _known(told)


def _stages(case: Case, years: tuple[int, ...], *, whole: bool) -> Iterator[tuple[str, Facts]]:
    district = case.district
    seen: dict[int, int] = {}
    for tahap in district.tahap:
        number = seen.get(tahap.tahun, 0)
        seen[tahap.tahun] = number + 1
        if tahap.tahun in years:
            promised = (tahap.target, tahap.proses) if whole else ()
            facts = dict(_decree(tahap.sk, district.added[tahap.path], *promised))
            signer = (tahap.sk.penandatangan if tahap.sk else None) or district.penandatangan
            if signer and signer.nama:
                facts["penanda tangan"] = signer.nama
            if whole and tahap.sk and tahap.sk.mengubah:
                facts.update(_changing(tahap.sk.mengubah, district.terdahulu.get(tahap.path, ()), facts))
            yield _stage_name(tahap.tahun, number), facts


def _changing(mengubah: Mengubah, earlier: Sequence[Tahap], facts: Facts) -> Facts:
    """What an SK perubahan says of the decree it changes; its subject is that one's where it has none of its own."""
    first = earlier[0].sk if earlier else None
    subject = facts.get("judul SK") or (first.tentang if first else None) or mengubah.tentang
    return _known({"mengubah SK": mengubah.nomor, "judul SK": subject})


def _promises(case: Case, spots: Mapping[Path, Spot]) -> dict[int, tuple[Spot | str, ...]]:
    """The targets of each year: puskesmas by where they are registered, else as written."""
    told: dict[int, list[Spot | str]] = {}
    for sasaran in case.district.sasaran:
        wanted = sasaran.puskesmas
        for name in wanted if isinstance(wanted, tuple) else (str(wanted),):
            known = case.district.find(name) if isinstance(wanted, tuple) else None
            told.setdefault(sasaran.tahun, []).append(spots[known.path] if known else name)
    return {year: tuple(listed) for year, listed in told.items()}


def _standards(case: Case) -> Facts:
    def shown(value: int | str | tuple[str, ...]) -> str:
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    told = {key: shown(own.nilai) for key, own in case.standards.items()}
    told["hari layanan kabupaten"] = days_text(case.district.hari_layanan)
    return told


def _coverage(row: Mapping[str, object], done: Reached) -> Facts:
    """What the roadmap comes to by the end of a year, and what of it is decreed and running on the day."""
    named = {
        "puskesmas lokus": "puskesmas_kumulatif",
        "jumlah puskesmas": "puskesmas_total",
        "pustu lokus baru": "pustu",
        "posyandu lokus baru": "posyandu",
        "cakupan (%)": "persen",
    }
    told = {"ditetapkan": done.ditetapkan, "berjalan": done.berjalan}
    return {name: str(row[key]).replace(".", ",") for name, key in named.items()} | {
        f"{jenis} {word}": str(count)
        for word, counts in told.items()
        for jenis, count in counts.items()
        if count is not None
    }


def _shortages(case: Case, spots: Mapping[Path, Spot], years: tuple[int, ...]) -> dict[Spot, str] | None:
    if not case.of(measurable):
        return None
    pustu = {spots[state.unit]: state.words for state in case.of(pustu_states) if state.tahun in years}
    posts = {spots[state.unit]: state.words for state in case.of(posyandu_states) if state.tahun in years}
    return pustu | posts


def _people(case: Case, spots: Mapping[Path, Spot]) -> Iterator[Orang]:
    """Everybody who serves on the day, each once, whatever rows they stand in."""
    district = case.district
    listed: dict[object, list[Petugas | Kader]] = {}
    every: tuple[Petugas | Kader, ...] = (*district.petugas, *district.kader)
    for row in every:
        if serves(row, case.pada, IN_TIME):
            listed.setdefault(district.identities[row.path], []).append(row)
    for rows in listed.values():
        first = min(rows, key=lambda row: (row.nama, row.puskesmas))
        posts = {post for row in rows for post in _posts(row, spots)}
        numbers = {number for row in rows for number in (row.nip, row.nik) if number.own}
        yield Orang(
            nama=first.nama,
            polos=same_name(first),
            numbers=frozenset(numbers),
            posts=tuple(sorted(posts, key=str)),
            puskesmas=" ".join(sorted({normal(row.puskesmas) for row in rows})),
            tentang=_about(rows),
            rows=tuple(rows),
        )


def _posts(row: Petugas | Kader, spots: Mapping[Path, Spot]) -> Iterator[tuple[str, Spot | None, str]]:
    days = "hari tidak terbaca" if row.hari is None else days_text(row.hari) if row.hari else ""
    if isinstance(row, Petugas):
        kind = row.profesi or row.profesi_tertulis or row.jabatan or "petugas"
        yield kind, spots.get(row.unit) if row.unit else None, days
        return
    paths = [path for path in (row.pustu_path, row.posyandu_path) if path is not None]
    yield from (("kader", spots[path], days) for path in paths)
    if not paths:
        yield "kader", None, days


def _about(rows: Iterable[Petugas | Kader]) -> Facts:
    told: dict[str, set[str]] = {}
    for row in rows:
        facts = {
            "mulai": row.mulai.isoformat() if row.mulai else "",
            "sampai": row.sampai.isoformat() if row.sampai else "",
        }
        if isinstance(row, Petugas):
            facts |= {"status": status_key(row.status), "jabatan": row.jabatan, "PJ klaster": row.pj_klaster}
            facts |= {"SIP sampai": row.sip_sampai.isoformat() if row.sip_sampai else ""}
            facts |= {"tidak diusulkan pindah": "ya" if row.tetap else ""}
        if isinstance(row, Kader):
            facts |= {"tingkat": normal(row.tingkat), "terlatih": row.terlatih}
            facts |= {"desa": normal(row.desa), "wilayah": " ".join(row.wilayah.split())}
        for key, value in facts.items():
            if value:
                told.setdefault(key, set()).add(value)
    return {key: ", ".join(sorted(values)) for key, values in told.items()}
