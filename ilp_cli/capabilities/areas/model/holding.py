"""Who holds which blocks as a case has it: by posyandu and kader, as it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ilp_cli.capabilities.areas.model.pembagian import held_by_posyandu
from ilp_cli.core.finding import Path
from ilp_cli.district.case import Case
from ilp_cli.district.identity import Who
from ilp_cli.district.people import Kader
from ilp_cli.district.place import Posyandu
from ilp_cli.district.roadmap import Tahap
from ilp_cli.district.wilayah import Blok

FIGURE, JUMLAH = "kk", "kk_jumlah"
"""The names of its figures: the households of a holding, of a stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """The blocks of one kader at one posyandu; `kader` is None for those that no kader of the posyandu holds.

    `place` is its own among those of the posyandu.
    """

    posyandu: Posyandu
    place: int
    blocks: tuple[Blok, ...]
    kader: Kader | None = None
    who: Who | None = None

    @property
    def nama(self) -> str:
        """The name of the kader, "" where there is none."""
        return self.kader.nama if self.kader else ""

    @property
    def told(self) -> bool:
        """Whether the households of every block are told."""
        return all(block.kk is not None for block in self.blocks)

    @property
    def kk(self) -> int:
        """The households of the blocks, as far as they are told."""
        return sum(block.kk or 0 for block in self.blocks)


def posyandu_of(tahap: Tahap) -> list[Path]:
    """The registered posyandu of a stage, each once, in its order."""
    named = (posyandu.unit for lokus in tahap.lokus for posyandu in lokus.posyandu)
    return list(dict.fromkeys(unit.path for unit in named if unit is not None))


def holdings(case: Case) -> Mapping[Path, tuple[Holding, ...]]:
    """The holdings of each posyandu that has blocks: kader by their first block, then what nobody holds."""
    units = {posyandu.path: posyandu for puskesmas in case.district.puskesmas for posyandu in puskesmas.posyandu}
    found: dict[Path, tuple[Holding, ...]] = {}
    for posyandu, every_holder in held_by_posyandu(case):
        by_kader: dict[Who | None, list[int]] = {}
        for number, holder in enumerate(every_holder):
            by_kader.setdefault(holder.who, []).append(number)
        bare = by_kader.pop(None, [])
        groups = [*by_kader.items(), *([(None, bare)] if bare else [])]
        found[posyandu] = tuple(
            Holding(
                posyandu=units[posyandu],
                place=place,
                blocks=tuple(every_holder[number].blok for number in numbers),
                kader=every_holder[numbers[0]].kader,
                who=who,
            )
            for place, (who, numbers) in enumerate(groups)
        )
    return found
