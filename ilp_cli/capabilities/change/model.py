"""What an SK perubahan does to the list of lokus: what it removes, adds and changes, and what the list then is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal, sebutan
from ilp_cli.core.words import daftar
from ilp_cli.district.case import Case
from ilp_cli.district.place import Posyandu, Pustu
from ilp_cli.district.roadmap import Lokus, Named, Tahap

DIHAPUS, DITAMBAH, BERUBAH = "Dihapus", "Ditambah", "Berubah"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beda:
    """One puskesmas that a change touches: how it stood in the list before, and how it stands after; "" where not.

    `dihapus` and `ditambah` are its places that went and came, by kind and name, the puskesmas itself among them.
    """

    jenis: str
    puskesmas: str
    semula: str
    menjadi: str
    dihapus: tuple[str, ...]
    ditambah: tuple[str, ...]
    unit: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Perubahan:
    """One change of a stage: the version before it, itself, and every difference, in the order of the register."""

    semula: Tahap
    menjadi: Tahap
    pertama: Tahap
    ke: int
    beda: tuple[Beda, ...]

    @property
    def dihapus(self) -> tuple[str, ...]:
        """What diktum KESATU removes, a puskesmas with what stands beside it, or single places of one that stays."""
        return tuple(_listed(beda, beda.dihapus) for beda in self.beda if beda.dihapus)

    @property
    def ditambah(self) -> tuple[str, ...]:
        """What diktum KESATU adds."""
        return tuple(_listed(beda, beda.ditambah) for beda in self.beda if beda.ditambah)

    @property
    def hasil(self) -> tuple[str, ...]:
        """What the list is after the change, whole."""
        return tuple(f"{lokus.nama} ({_units(lokus)})" if _units(lokus) else lokus.nama for lokus in self.menjadi.lokus)


def _listed(beda: Beda, places: tuple[str, ...]) -> str:
    if beda.jenis != BERUBAH:
        return f"{beda.puskesmas} ({beda.semula or beda.menjadi})" if beda.semula or beda.menjadi else beda.puskesmas
    return f"{daftar(places)} ({beda.puskesmas})"


def changes(case: Case) -> tuple[Perubahan, ...]:
    """The newest change of every stage of the years asked for, beside the version before it."""
    found = []
    for tahap in case.district.tahap:
        earlier = case.district.terdahulu.get(tahap.path, ())
        if earlier and tahap.tahun in case.years:
            ke = tahap.sk.mengubah.ke if tahap.sk and tahap.sk.mengubah and tahap.sk.mengubah.ke else len(earlier)
            beda = tuple(_differences(case, earlier[-1], tahap))
            found.append(Perubahan(semula=earlier[-1], menjadi=tahap, pertama=earlier[0], ke=ke, beda=beda))
    return tuple(found)


def _differences(case: Case, semula: Tahap, menjadi: Tahap) -> Iterator[Beda]:
    before, after = _by_place(semula), _by_place(menjadi)
    order = {puskesmas.path: number for number, puskesmas in enumerate(case.district.puskesmas)}
    keys = dict.fromkeys((*before, *after))
    for key in sorted(keys, key=lambda key: order.get(key, len(order)) if isinstance(key, tuple) else len(order)):
        old, new = before.get(key), after.get(key)
        old_places, new_places = _places(old), _places(new)
        gone = tuple(name for place, name in old_places.items() if place not in new_places)
        come = tuple(name for place, name in new_places.items() if place not in old_places)
        lokus = new or old
        if lokus is None or not (gone or come or old is None or new is None):
            continue
        yield Beda(
            jenis=DITAMBAH if old is None else DIHAPUS if new is None else BERUBAH,
            puskesmas=lokus.nama,
            semula=_units(old),
            menjadi=_units(new),
            dihapus=gone if new else (lokus.nama, *gone),
            ditambah=come if old else (lokus.nama, *come),
            unit=lokus.puskesmas.unit.path if lokus.puskesmas.unit else None,
        )


def _by_place(tahap: Tahap) -> dict[Path | str, Lokus]:
    """The lokus of a stage by the registered puskesmas they name; by the name as it is compared where none is."""
    return {
        lokus.puskesmas.unit.path if lokus.puskesmas.unit else normal(lokus.puskesmas.nama): lokus
        for lokus in reversed(tahap.lokus)
    }


def _places(lokus: Lokus | None) -> dict[tuple[object, ...], str]:
    """The pustu and posyandu of a lokus by what tells each from every other, with kind and name."""
    return {
        (kind, named.unit.path if named.unit else normal(named.nama)): _place(kind, named)
        for kind, named in (lokus.units() if lokus else ())
    }


def _place(kind: str, named: Named[Pustu] | Named[Posyandu]) -> str:
    return sebutan(kind, named.unit.nama if named.unit else named.nama)


def _units(lokus: Lokus | None) -> str:
    """The pustu and posyandu of a lokus in a sentence; "" where it has none."""
    named = [_place(kind, unit) for kind, unit in lokus.units()] if lokus else []
    return daftar(named) if named else ""
