"""Which single absence puts which pustu below its minimum over a year, and the pool that would prevent it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from ilp_cli.capabilities.risk.model import risk as counting
from ilp_cli.core.brief import brief
from ilp_cli.core.given import a_day
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.rows import columns, envelope, rows_of
from ilp_cli.core.steps import step
from ilp_cli.core.tabled import Tabled
from ilp_cli.district.calendar import CALENDAR, closed_days
from ilp_cli.district.district import District
from ilp_cli.district.menurut import Menurut
from ilp_cli.law.standard import bases
from ilp_cli.reading.load import case_at, load
from ilp_cli.reading.usable import lawful, staffed

_KEYS = (
    *(f"pustu.{name}" for name in ("bidan", "perawat", "kader", "hari_layanan")),
    *counting.YEARLY_LEAVE.values(),
    "cuti.melahirkan",
    "cuti.melahirkan_paling_lama",
    "kerja.istirahat_mingguan",
)


RISK_TABLES = {
    "rawan": columns(
        "puskesmas pustu tenaga ada:whole minimum:whole orang:parts hari_layanan:whole hari_kurang:whole "
        "hari_rawan:whole cuti_tahunan:whole cuti_melahirkan:whole mengundurkan_diri:whole"
    ),
    "cadangan": columns("puskesmas tenaga orang:whole hari:whole tersedia_di:parts hari_tersedia:whole"),
}
"""The tables of an answer and their columns, the same in JSON and csv."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed(Tabled):
    """The risk of a district over the calendar year of a day; `perkiraan` are holidays whose dates are estimated.

    `menurut` are the proposals it rests on.
    """

    TABLES: ClassVar = RISK_TABLES

    kabupaten: str
    pada: date
    tahun: tuple[int, ...]
    risk: counting.Risk
    dasar: tuple[str, ...]
    perkiraan: tuple[str, ...] = ()
    menurut: tuple[Menurut, ...] = ()

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.kabupaten,
            pada=self.pada.isoformat(),
            tahun=self.tahun,
            rawan=len(self.risk.exposures),
            cadangan=len(self.risk.pools),
        )

    def rows(self, name: str) -> list[dict[str, object]]:
        """The rows of "rawan" or "cadangan". Raises Misuse for another name."""
        tables = {
            "rawan": [exposure.row() for exposure in self.risk.exposures],
            "cadangan": [pool.row() for pool in self.risk.pools],
        }
        return rows_of(tables, name)

    def document(self) -> dict[str, object]:
        """The risk as the JSON contract has it."""
        return envelope(
            "risk",
            self.kabupaten,
            pada=self.pada,
            tahun=self.tahun,
            kalender=self.risk.kalender,
            cuti_tahunan_hari=self.risk.tahunan,
            cuti_melahirkan_bulan=self.risk.melahirkan,
            cuti_melahirkan_paling_lama_bulan=self.risk.melahirkan_lama,
            belum_berhak_cuti=[newcomer.row() for newcomer in self.risk.baru],
            rawan=self.rows("rawan"),
            cadangan=self.rows("cadangan"),
            dasar=list(self.dasar),
            perkiraan=list(self.perkiraan),
            menurut=[given.row() for given in self.menurut],
        )


def risk(
    source: District | str | Path,
    *,
    roster: str | Path | None = None,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    menurut: Sequence[Menurut] = (),
) -> Exposed:
    """What one absence does over the calendar year of a day to the pustu lokus of some stages, in service days.

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` that day (default: today); `tahun` years of its stages (default: all). Yearly leave counts in working
    days, maternity leave in months: configs/standards/kepegawaian.yaml.

    `menurut` says with which proposals the district is looked at, where it is with any.

    Raises Unreadable where the plan or its roster cannot be read, Misuse for an unknown stage or a day before the law.
    """
    from ilp_cli.reading.holidays import national_holidays

    district = staffed(load(source, roster))
    day = a_day("pada", pada) or date.today()
    case = case_at(district, day, tahun)
    if day.year not in CALENDAR:
        raise Misuse(f"kalender {day.year} tidak diketahui; pakai --pada dari {CALENDAR[0]} sampai {CALENDAR[-1]}")
    lawful(case)
    closed = closed_days(national_holidays(day.year), district.libur, district.kebijakan)
    step("mencari titik rawan")
    answer = counting.risk(case, closed)
    keys = [key for key in _KEYS if key not in counting.YEARLY_LEAVE.values() or key in answer.cuti]
    return Exposed(
        kabupaten=district.kabupaten.nama,
        pada=day,
        tahun=case.years,
        risk=answer,
        dasar=tuple(bases(case.standards, keys)),
        perkiraan=tuple(str(holiday) for holiday in closed.values() if holiday.perkiraan),
        menurut=tuple(menurut),
    )
