"""The two indicators of Renstra that speak of village units, counted as we read them: with what is not known apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ilp_cli.capabilities.readiness.model.facts import Keadaan
from ilp_cli.capabilities.readiness.model.readiness import part_of, standing
from ilp_cli.core.words import persen
from ilp_cli.district.case import Case
from ilp_cli.district.kriteria import Bagian, Kriteria, national
from ilp_cli.law import configs

TURUNAN = "definisi operasional indikator ini belum diketahui; yang dihitung bacaan program (turunan)"
"""What is said beside every figure of an indicator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indikator:
    """An indicator over every registered place of a kind: how many meet what is counted, how many do not.

    `belum` are those of which it is not known. `ambang` is the percentage that is asked, None where none is.
    """

    nomor: str
    nama: str
    jenis: str
    dibaca: str
    kode: tuple[str, ...]
    memenuhi: int
    tidak: int
    belum: int
    ambang: int | None = None

    @property
    def total(self) -> int:
        """All places of the kind."""
        return self.memenuhi + self.tidak + self.belum

    @property
    def paling_rendah(self) -> float | None:
        """The percentage if nothing that is unknown is met; None where there is no place."""
        return round(100 * self.memenuhi / self.total, 1) if self.total else None

    @property
    def paling_tinggi(self) -> float | None:
        """The percentage if all that is unknown is met; None where there is no place."""
        return round(100 * (self.memenuhi + self.belum) / self.total, 1) if self.total else None

    @property
    def keadaan(self) -> Keadaan | None:
        """Whether the percentage asked is reached; not known where it depends on what is. None where none is asked."""
        if self.ambang is None:
            return None
        if not self.total:
            return Keadaan.BELUM
        if 100 * self.memenuhi >= self.ambang * self.total:
            return Keadaan.MEMENUHI
        return Keadaan.TIDAK if 100 * (self.memenuhi + self.belum) < self.ambang * self.total else Keadaan.BELUM

    @property
    def words(self) -> str:
        """The figure in a sentence; where something is unknown, between which percentages it lies."""
        if self.paling_rendah is None or self.paling_tinggi is None:
            return f"belum ada {self.jenis} di register"
        low, high = persen(self.paling_rendah), persen(self.paling_tinggi)
        share = low if not self.belum else f"antara {low} dan {high}"
        apart = f"; {self.tidak} tidak, {self.belum} belum diketahui" if self.tidak or self.belum else ""
        asked = f"; ambang {self.ambang}%: {self.keadaan.value}" if self.keadaan is not None else ""
        return f"{self.memenuhi} dari {self.total} {self.jenis} memenuhi ({share}){apart}{asked}"

    def row(self) -> dict[str, object]:
        """The indicator as one row of the JSON contract."""
        return {
            "nomor": self.nomor,
            "nama": self.nama,
            "jenis": self.jenis,
            "dihitung": ", ".join(self.kode),
            "memenuhi": self.memenuhi,
            "tidak_memenuhi": self.tidak,
            "belum_diketahui": self.belum,
            "total": self.total,
            "persen_paling_rendah": self.paling_rendah,
            "persen_paling_tinggi": self.paling_tinggi,
            "ambang": self.ambang,
            "keadaan": self.keadaan.value if self.keadaan is not None else None,
            "pangkat": "turunan",
        }


def indicators(case: Case) -> tuple[Indikator, ...]:
    """The indicators of configs/readiness.yaml, over all that stands in the register on the day of a case."""
    return tuple(_indicators(case))


def _indicators(case: Case) -> Iterator[Indikator]:
    for nomor, item in configs.readiness()["indikator"].items():
        kode = tuple(item["dihitung"])
        parts = [_part(name) for name in kode]
        counts: Counter[Keadaan] = Counter()
        for unit in standing(case, item["untuk"]):
            states = {part_of(case, unit, kriteria, part).keadaan for kriteria, part in parts}
            failed = Keadaan.TIDAK in states
            counts[Keadaan.TIDAK if failed else Keadaan.BELUM if Keadaan.BELUM in states else Keadaan.MEMENUHI] += 1
        yield Indikator(
            nomor=nomor,
            nama=item["nama"],
            jenis=item["untuk"],
            dibaca=item["dibaca"],
            kode=kode,
            memenuhi=counts[Keadaan.MEMENUHI],
            tidak=counts[Keadaan.TIDAK],
            belum=counts[Keadaan.BELUM],
            ambang=int(item["ambang"]) if "ambang" in item else None,
        )


def _part(kode: str) -> tuple[Kriteria, Bagian]:
    """A part of a national criterion by its code, whether or not the district asks it."""
    kriteria = national()[kode[:-1]]
    return kriteria, next(part for part in kriteria.bagian if part.kode == kode)
