"""Small districts with posyandu and nakes, made at random; everybody is invented."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ilp_cli.capabilities.openings.model.site import Site, sites
from ilp_cli.district.case import Case
from ilp_cli.law.configs import law
from ilp_cli.reading.load import closed_in, load
from tests.plans import plan

YEAR = 2025
RHYTHMS = ("senin ke-1", "senin ke-2", "selasa ke-1", "selasa ke-2", "rabu ke-1", "rabu ke-2")


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a small district has: nakes of each pustu and of the puskesmas, posyandu with their pustu and rhythm."""

    pustu: tuple[int, ...]
    induk: int
    posts: tuple[tuple[int | None, str], ...]
    leave: tuple[tuple[int, int, date, date], ...] = ()
    weeks: str = "[1, 2]"
    days: str = "[senin, selasa, rabu]"

    def folder(self, place: Path) -> Path:
        """Its plan folder."""
        pustu = ", ".join(f"{{nama: U{number}}}" for number in range(len(self.pustu)))
        posts = "\n".join(
            f"      - {{nama: P{number}"
            + (f", pustu: U{unit}" if unit is not None else "")
            + (f", hari_buka: {rhythm}" if rhythm else "")
            + "}"
            for number, (unit, rhythm) in enumerate(self.posts)
        )
        people = [
            f"N{unit}x{number},Suli,U{unit},Bidan" for unit, count in enumerate(self.pustu) for number in range(count)
        ]
        people += [f"I{number},Suli,,Bidan" for number in range(self.induk)] or ["Tata,Suli,,Administrasi"]
        leave = "nama,dari,sampai\n" + "".join(
            f"N{unit}x{number},{first},{last}\n" for unit, number, first, last in self.leave
        )
        roadmap = (
            f"kabupaten: {{nama: Rekaan}}\nroster: .\nhari_layanan: {self.days}\n"
            f"kebijakan: {{minggu_berkumpul: {self.weeks}, induk_minimum: {{bidan: 1}}}}\n"
            f"puskesmas:\n  - nama: Suli\n    pustu: [{pustu}]\n    posyandu:\n{posts}\n"
        )
        return plan(
            place,
            roadmap,
            petugas_csv="nama,puskesmas,pustu,profesi\n" + "\n".join(people) + "\n",
            kader_csv="nama,puskesmas,pustu,posyandu\nAni,Suli,,P0\n",
            cuti_csv=leave,
        )

    def site(self, place: Path) -> Site:
        """The one puskesmas of the district over its year."""
        district = load(self.folder(place))
        assert not [misfit for misfit in district.misfits if misfit.code != "ILP007"], district.misfits
        case = Case(district=district, pada=date(YEAR, 1, 1), law=law())
        (site,) = sites(case, YEAR, closed_in(district, {YEAR}))
        return site


def random_world(seed: int, posts: int) -> World:
    """A district with few posyandu, often short of nakes."""
    chance = random.Random(seed)
    pustu = tuple(chance.choice((0, 1, 2, 2, 3)) for _ in range(chance.choice((1, 2))))
    return World(
        pustu=pustu,
        induk=chance.choice((0, 1, 2, 3)),
        posts=tuple(
            (
                chance.choice((*range(len(pustu)), None)),
                chance.choice(("", "", *RHYTHMS[: chance.choice((2, 6))], "tanggal 31", "jumat ke-1")),
            )
            for _ in range(chance.randint(1, posts))
        ),
        leave=tuple(
            (unit, 0, date(YEAR, month, 1), date(YEAR, month, chance.choice((9, 28))))
            for unit, count in enumerate(pustu)
            if count and chance.random() < 0.5
            for month in (chance.randint(1, 12),)
        ),
    )
