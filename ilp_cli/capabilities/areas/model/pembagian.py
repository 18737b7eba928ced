"""A division as its file (wilayah.yaml) tells it, and the district as it would be with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ilp_cli.capabilities.areas.model.division import AreaPlan, Division
from ilp_cli.core.finding import Path, Place
from ilp_cli.core.names import maksud
from ilp_cli.district.case import Case
from ilp_cli.district.district import District, Source
from ilp_cli.district.document import Marks
from ilp_cli.district.isian import Isian
from ilp_cli.district.naming import Strange, posyandu_named, strange
from ilp_cli.district.wilayah import (
    WILAYAH,
    Blok,
    Pemegang,
    blocks,
    blocks_of,
    by_posyandu,
    holders_of,
    meant,
    repeated,
)

HEAD, KEY = "wilayah.yaml", "pembagian"
"""The first word of every path into the file, and the key under which it divides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bagian:
    """The blocks that one kader is given, by their written names, each with its path."""

    path: Path
    nama: str
    blok: tuple[tuple[Path, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PembagianPosyandu:
    """The division of one posyandu."""

    path: Path
    puskesmas: str
    posyandu: str
    kader: tuple[Bagian, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pembagian:
    """A whole division; `file` is its name as the planner knows it, "" before it is written."""

    kabupaten: str = ""
    pada: date | None = None
    posyandu: tuple[PembagianPosyandu, ...] = ()
    file: str = ""
    text: Marks = field(default_factory=Marks, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Twice:
    """A block that the file gives to a second kader."""

    path: Path
    blok: Blok
    earlier: str
    later: str


@dataclass(frozen=True, kw_only=True)
class Applied:
    """A division as it was applied, and the district before and after.

    `given` has for each row of Wilayah that got a holder the path of that holder's name, `entries` for each posyandu
    that is divided the path of its part of the file.
    """

    pembagian: Pembagian
    before: District
    after: District
    given: Mapping[Path, Path]
    entries: Mapping[Path, Path]
    strange: tuple[Strange, ...] = ()
    twice: tuple[Twice, ...] = ()

    @property
    def head(self) -> str:
        """The first word of every path into the division."""
        return HEAD

    def place(self, path: Path) -> Place:
        """Where a value of the division stands in its file."""
        return self.pembagian.text.place(path[1:])

    @property
    def blok(self) -> int:
        """How many blocks get a holder."""
        return len(self.given)


def applied(district: District, pembagian: Pembagian, source: Source | None = None) -> Applied:
    """A division beside its district; what it names that is not there is left out, and told by the rules.

    The blocks of a posyandu that it divides have no holders but those it names.
    """
    every_block = blocks(district)
    own, again = by_posyandu(every_block), repeated(every_block)
    names: dict[Path, tuple[str, Path]] = {}
    entries: dict[Path, Path] = {}
    unmeant: list[Strange] = []
    twice: list[Twice] = []
    for entry in pembagian.posyandu:
        unit, words = posyandu_named(district, entry.puskesmas, entry.posyandu)
        posyandu = unit.path if unit is not None else None
        if posyandu is None or posyandu in entries:
            why = words or f"posyandu {entry.posyandu} ({entry.puskesmas}) sudah dibagi di atas"
            path = (*entry.path, "posyandu")
            unmeant.append(strange(path, why, entry.puskesmas, entry.posyandu))
            continue
        entries[posyandu] = entry.path
        listed = [block for block in own.get(posyandu, ()) if block.path not in again]
        for bagian in entry.kader:
            for path, text in bagian.blok:
                named = meant(text, listed)
                if len(named) != 1:
                    why = _which(text, named, listed)
                    unmeant.append(strange(path, why, entry.puskesmas, entry.posyandu))
                elif named[0].path in names:
                    earlier = names[named[0].path][0]
                    twice.append(Twice(path=path, blok=named[0], earlier=earlier, later=bagian.nama))
                else:
                    names[named[0].path] = bagian.nama, (*bagian.path, "nama")
    for path, first in again.items():
        if first.path in names:
            names[path] = names[first.path]
    rows = district.isian.get(WILAYAH.name, ())
    divided = {block.path for posyandu in entries for block in own.get(posyandu, ())}
    held = tuple(_held(row, names) if row.path in divided else row for row in rows)
    after = replace(
        district,
        isian={**district.isian, WILAYAH.name: held},
        sources=(*district.sources, *([source] if source else [])),
    )
    return Applied(
        pembagian=pembagian,
        before=district,
        after=after,
        given={path: place for path, (_, place) in names.items()},
        entries=entries,
        strange=tuple(unmeant),
        twice=tuple(twice),
    )


def _held(row: Isian, names: Mapping[Path, tuple[str, Path]]) -> Isian:
    values = {column: value for column, value in row.values.items() if column != "kader"}
    if row.path in names:
        values["kader"] = names[row.path][0]
    return replace(row, values=values)


def _which(text: str, named: Sequence[Blok], listed: Sequence[Blok]) -> str:
    if named:
        return f"“{text}” dapat berarti {len(named)} blok: {'; '.join(block.nama for block in named)}"
    return f"“{text}” bukan blok posyandu ini di lembar Wilayah{maksud(text, [block.nama for block in listed])}"


def place_of(case: Case, holder: Pemegang) -> Path:
    """Where the holder of a block is named: in the division it is looked at with, else in its own row."""
    division = case.beside(Applied)
    entry = division.entries.get(holder.blok.posyandu or ()) if division is not None else None
    if division is None or entry is None:
        return holder.path
    return division.given.get(holder.blok.path, entry)


def held_by_posyandu(case: Case) -> Iterator[tuple[Path, list[Pemegang]]]:
    """The holders of the blocks of each posyandu, in the order of the table; a block listed twice counts once."""
    every_block = case.of(_once)
    every_holder = case.of(holders_of)
    for posyandu, own in by_posyandu(every_block).items():
        yield posyandu, [every_holder[block.path] for block in own]


def _once(case: Case) -> tuple[Blok, ...]:
    listed = case.of(blocks_of)
    again = repeated(listed)
    return tuple(block for block in listed if block.path not in again)


def name_for(block: Blok, listed: Sequence[Blok]) -> str:
    """The shortest name that means just this block of these."""
    names = (block.nama, block.alamat, f"{block.nama} {block.desa}".strip(), f"{block.alamat} {block.desa}".strip())
    row = f"{block.nama} (baris {block.baris})"
    return next((name for name in names if name and meant(name, listed) == (block,)), row)


def pembagian_of(plan: AreaPlan) -> Pembagian:
    """A division that was found as its file would tell it."""
    return Pembagian(
        kabupaten=plan.district.kabupaten.nama,
        pada=plan.pada,
        posyandu=tuple(_entry(number, division) for number, division in enumerate(plan.divisions)),
    )


def _entry(number: int, division: Division) -> PembagianPosyandu:
    problem, path = division.problem, (HEAD, KEY, number)
    return PembagianPosyandu(
        path=path,
        puskesmas=problem.puskesmas.nama,
        posyandu=problem.posyandu.nama,
        kader=tuple(
            Bagian(
                path=(*path, "kader", index),
                nama=area.kader.nama,
                blok=tuple(
                    ((*path, "kader", index, "blok", place), name_for(block, problem.blocks))
                    for place, block in enumerate(area.blocks)
                ),
            )
            for index, area in enumerate(division.areas)
        ),
    )
