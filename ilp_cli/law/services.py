"""Which service of which group belongs at which place: the matrix of `configs/services/`, each cell with its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from ilp_cli.core.names import maksud, normal
from ilp_cli.core.words import daftar
from ilp_cli.files import yaml_file
from ilp_cli.law.configs import configs, law
from ilp_cli.law.standard import Rank

TEMPAT = ("puskesmas", "pustu", "posyandu", "rumah")
"""The places of the matrix, in the order of its columns."""
_HEAD = "kelompok.yaml"
_CELL = frozenset({"nilai", "sumber", "isi"})
_OWN = frozenset({"nama", "sebutan", "tenaga", "bagian", "rujukan", *TEMPAT})
_GROUP = frozenset({"nama", "pendek", "klaster", "sasaran", "tenaga", "jumlah", "sebutan"})


class Nilai(StrEnum):
    """What the KMK says of a service at a place; where it disagrees with itself, nothing is asked of anybody."""

    YA = "ya"
    TIDAK = "tidak"
    TIDAK_SERAGAM = "tidak seragam"
    DI_SEKOLAH = "di sekolah"


class Sel(NamedTuple):
    """One cell of the matrix: its value, the figure or table it stands in, and what is done there, "" if not said."""

    nilai: Nilai
    sumber: str
    isi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kelompok:
    """A group of the life cycle, or what stands beside them; `sasaran` is "" where opening days have no such target.

    `tenaga` are the professions on whom its services rest at a pustu, one of them being enough. `jumlah` is how many
    services the figure counts at a place, with those whose names were not read.
    """

    kunci: str
    nama: str
    pendek: str
    klaster: str
    sasaran: str = ""
    tenaga: tuple[str, ...] = ()
    jumlah: Mapping[str, int] = field(default_factory=dict)

    @property
    def sebutan(self) -> str:
        """The group within a sentence, as the standard of opening days calls it where it does."""
        return self.sasaran or self.nama[:1].lower() + self.nama[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layanan:
    """A service of a group; of a place that is not in `sel` nothing was read.

    `rujukan` says at which places what it finds is received, and for what; `ke` is the service that receives it at the
    last of them, itself where it is "". `bagian` is the service it is a part of in the count of the figure.
    """

    kunci: str
    kelompok: str
    nama: str
    sel: Mapping[str, Sel]
    tenaga: tuple[str, ...]
    rujukan: Mapping[str, str] = field(default_factory=dict)
    ke: str = ""
    bagian: str = ""

    @property
    def sebutan(self) -> str:
        """Its name within a sentence: the first letter small, but not that of an abbreviation."""
        return self.nama if self.nama[1:2].isupper() else self.nama[:1].lower() + self.nama[1:]

    def at(self, tempat: str) -> Nilai | None:
        """What the KMK says of it at a place; None where that was not read."""
        return self.sel[tempat].nilai if tempat in self.sel else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Services that a district wants to see together."""

    kunci: str
    nama: str
    pendek: str
    layanan: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Matriks:
    """The whole matrix. `words` are all words for a service by the keys they may mean, those for a group by its key."""

    kelompok: Mapping[str, Kelompok]
    layanan: Mapping[str, Layanan]
    program: Mapping[str, Program]
    peraturan: str
    pangkat: Rank
    terhadap: str
    group_words: Mapping[str, str] = field(repr=False)
    every_group: frozenset[str] = field(repr=False)
    words: Mapping[str, tuple[str, ...]] = field(repr=False)

    def of(self, kelompok: str) -> tuple[Layanan, ...]:
        """The services of a group, in the order of its file."""
        return self._by_group.get(kelompok, ())

    @cached_property
    def _by_group(self) -> Mapping[str, tuple[Layanan, ...]]:
        groups: dict[str, list[Layanan]] = defaultdict(list)
        for service in self.layanan.values():
            groups[service.kelompok].append(service)
        return {kelompok: tuple(listed) for kelompok, listed in groups.items()}

    def belonging(self, kelompok: str, tempat: str) -> tuple[Layanan, ...]:
        """The services of a group that belong at a place."""
        return tuple(service for service in self.of(kelompok) if service.at(tempat) is Nilai.YA)

    def unread(self, group: Kelompok, tempat: str) -> int:
        """How many services the figure counts at a place for a group beyond those whose names were read."""
        named = (Nilai.YA, Nilai.TIDAK_SERAGAM)
        read = sum(service.at(tempat) in named and not service.bagian for service in self.of(group.kunci))
        return max(0, group.jumlah.get(tempat, 0) - read)

    @cached_property
    def sasaran(self) -> Mapping[str, str]:
        """The groups that are targets of an opening day, by the word of the standard in the form it is compared."""
        return {normal(group.sasaran): key for key, group in self.kelompok.items() if group.sasaran}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all services, each once."""
        return tuple(dict.fromkeys(service.nama for service in self.layanan.values()))

    def resting_on(self, profesi: str) -> tuple[Layanan, ...]:
        """The services at a pustu that rest on one profession alone: nobody else does them there. Our reading."""
        return tuple(
            service
            for service in self.layanan.values()
            if service.at("pustu") is Nilai.YA and service.tenaga == (profesi,)
        )

    def citation(self, service: Layanan, tempat: str) -> str:
        """The instrument and the place in it behind one cell."""
        return f"{self.peraturan}, {service.sel[tempat].sumber}" if tempat in service.sel else self.peraturan

    def lost(self, profesi: str) -> str:
        """What a pustu without this profession cannot offer, counted by group: "6 layanan ibu …"; "" if nothing."""
        services = self.resting_on(profesi)
        counts = {key: sum(service.kelompok == key for service in services) for key in self.kelompok}
        return daftar(f"{number} layanan {self.kelompok[key].sebutan}" for key, number in counts.items() if number)


@cache
def matriks() -> Matriks:
    """The matrix of `configs/services/`. Raises ValueError for a cell that does not say what it must."""
    return read_matriks(configs() / "services")


def read_matriks(folder: Path) -> Matriks:
    """Read a matrix: its groups from kelompok.yaml, then a file for each of them. Raises ValueError."""
    head = _content(folder / _HEAD)
    groups = {key: _kelompok(key, item) for key, item in head["kelompok"].items()}
    services: dict[str, Layanan] = {}
    words: dict[str, list[str]] = {}
    for group in groups.values():
        file = folder / f"{group.kunci}.yaml"
        for name, item in _content(file).items():
            key = f"{group.kunci}.{name}"
            services[key] = _layanan(key, group, item, f"{file.name}: {name}")
            for word in dict.fromkeys(map(normal, (item["nama"], *(item.get("sebutan") or ())))):
                words.setdefault(word, []).append(key)
    for word, keys in words.items():
        owners = [services[key].kelompok for key in keys]
        _sure(len(owners) == len(set(owners)), f"“{word}” names two services of one group: {keys}")
    for service in services.values():
        for other in filter(None, (service.ke, service.bagian)):
            _sure(other in services, f"{service.kunci}: no service {other}{maksud(other, services)}")
    for group in groups.values():
        for tempat, count in group.jumlah.items():
            named = sum(
                service.kelompok == group.kunci and service.at(tempat) is Nilai.YA and not service.bagian
                for service in services.values()
            )
            _sure(named <= count, f"{group.kunci}: {named} services at {tempat}, the figure counts {count}")
    written = law().regulations
    _sure(head["peraturan"] in written, f"{_HEAD}: no regulation {head['peraturan']}")
    return Matriks(
        kelompok=groups,
        layanan=services,
        program={key: _program(key, item, groups, services) for key, item in head["program"].items()},
        peraturan=written[head["peraturan"]].singkat,
        pangkat=Rank(head["pangkat"]),
        terhadap=head["diperiksa"]["terhadap"],
        group_words=_group_words(groups, head["kelompok"]),
        every_group=frozenset(map(normal, head["semua_sasaran"])),
        words={word: tuple(keys) for word, keys in words.items()},
    )


def _content(file: Path) -> Mapping[str, Any]:
    _sure(file.is_file(), f"{file.name} is missing")
    content = yaml_file.content_of(file.read_bytes())
    _sure(isinstance(content, dict), f"{file.name}: not a mapping")
    return content  # type: ignore[no-any-return]


def _kelompok(key: str, item: Mapping[str, Any]) -> Kelompok:
    _known(item, _GROUP, f"{_HEAD}: {key}")
    return Kelompok(
        kunci=key,
        nama=item["nama"],
        pendek=item["pendek"],
        klaster=item["klaster"],
        sasaran=item.get("sasaran") or "",
        tenaga=tuple(item.get("tenaga") or ()),
        jumlah={tempat: int(count) for tempat, count in (item.get("jumlah") or {}).items()},
    )


def _layanan(key: str, group: Kelompok, item: Mapping[str, Any], where: str) -> Layanan:
    _known(item, _OWN, where)
    cells = {tempat: _sel(item[tempat], f"{where}, {tempat}") for tempat in TEMPAT if tempat in item}
    _sure(bool(cells), f"{where}: at no place")
    onward = dict(item.get("rujukan") or {})
    target = onward.pop("ke", "")
    _sure(onward.keys() <= set(TEMPAT), f"{where}: rujukan to {sorted(onward.keys() - set(TEMPAT))}")
    return Layanan(
        kunci=key,
        kelompok=group.kunci,
        nama=item["nama"],
        sel=cells,
        tenaga=tuple(item["tenaga"]) if "tenaga" in item else group.tenaga,
        rujukan={tempat: onward[tempat] for tempat in TEMPAT if tempat in onward},
        ke=target,
        bagian=item.get("bagian") or "",
    )


def _sel(item: Mapping[str, Any], where: str) -> Sel:
    _sure(isinstance(item, dict), f"{where}: {{nilai: …, sumber: …}}")
    _known(item, _CELL, where)
    _sure(bool(item.get("sumber")), f"{where}: without its figure or table")
    _sure(item.get("nilai") in list(Nilai), f"{where}: {item.get('nilai')} is none of {', '.join(Nilai)}")
    return Sel(Nilai(item["nilai"]), item["sumber"], item.get("isi") or "")


def _program(
    key: str, item: Mapping[str, Any], groups: Mapping[str, Kelompok], services: Mapping[str, Layanan]
) -> Program:
    whole = item.get("kelompok") or ()
    named = item.get("layanan") or ()
    _sure(set(whole) <= groups.keys(), f"program {key}: no group {sorted(set(whole) - groups.keys())}")
    _sure(set(named) <= services.keys(), f"program {key}: no service {sorted(set(named) - services.keys())}")
    return Program(
        kunci=key,
        nama=item["nama"],
        pendek=item["pendek"],
        layanan=tuple(own for own, service in services.items() if service.kelompok in whole or own in named),
    )


def _group_words(groups: Mapping[str, Kelompok], content: Mapping[str, Any]) -> dict[str, str]:
    words: dict[str, str] = {}
    for key, group in groups.items():
        listed = content[key].get("sebutan") or ()
        for word in dict.fromkeys(map(normal, filter(None, (key, group.nama, group.pendek, group.sasaran, *listed)))):
            _sure(words.setdefault(word, key) == key, f"“{word}” names two groups: {words[word]} and {key}")
    return words


def _known(item: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    strange = sorted(set(item) - set(keys))
    _sure(not strange, f"{where}: unknown {strange}")


def _sure(holds: object, words: str) -> None:
    if not holds:
        raise ValueError(f"configs/services: {words}")
