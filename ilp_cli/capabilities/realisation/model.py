"""Target and realisation of each stage by quarter: what was to run, what began in which quarter, and what did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.realisasi import JENIS, Unit, newest, units_of
from ilp_cli.district.roadmap import Status, Tahap

FIGURE = "realisasi"
"""The name of its figures; of which part of a row one is, `PARTS` says."""
CAPAIAN = "capaian"
PARTS = ("target", "tw1", "tw2", "tw3", "tw4", "b", CAPAIAN, "lain")
UNNAMED = "(nama belum disebut)"
OUTSIDE = 4
"""Stands for a beginning that lies in no quarter of the year, or on no day that was told."""
_MONTHS = 3
"""Months of a quarter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baris:
    """The places of one kind of one puskesmas in one stage: how many are to run, and how many began when.

    `triwulan` are the quarters of its year, None where one has not come or nobody has told; `lain` are those that
    began outside of that year, or on no day that was told. `subjek` is the lokus, of a stage without names the stage.
    """

    tahap: Tahap
    subjek: Path
    jenis: str
    nama: str
    target: int | None
    triwulan: tuple[int | None, ...]
    lain: int
    catatan: str

    @property
    def realisasi(self) -> int:
        """How many began within the year."""
        return sum(number or 0 for number in self.triwulan)


def quarters(case: Case) -> tuple[Baris, ...]:
    """Every stage asked for, its kinds apart, in the order of the roadmap."""
    return tuple(_rows(case))


def _rows(case: Case) -> Iterator[Baris]:
    for tahap in sorted(case.district.tahap, key=lambda stage: stage.tahun):
        if tahap.tahun not in case.years:
            continue
        for jenis in JENIS:
            if not tahap.lokus:
                yield from _by_numbers(tahap, jenis, case.pada)
                continue
            groups: dict[Path, list[Unit]] = {}
            for unit in case.of(units_of):
                if unit.tahap is tahap and unit.jenis == jenis:
                    groups.setdefault(unit.lokus.path, []).append(unit)
            for units in groups.values():
                yield _by_names(tahap, jenis, units, case.pada)


def total_of(tahap: Tahap) -> Path:
    """The subject of a figure that adds up the rows of a stage."""
    return (*tahap.path, "lokus")


def _begun(year: int, pada: date) -> list[bool]:
    """Which quarters of a year have begun by a day."""
    return [date(year, 1 + _MONTHS * quarter, 1) <= pada for quarter in range(4)]


def _by_names(tahap: Tahap, jenis: str, units: list[Unit], pada: date) -> Baris:
    counts = [0, 0, 0, 0]
    outside: list[str] = []
    remarks: list[str] = []
    for unit in units:
        quarter, words = began(unit, tahap.tahun, pada)
        if quarter is None:
            remarks.append(words)
        elif quarter == OUTSIDE:
            outside.append(words)
        else:
            counts[quarter] += 1
    return Baris(
        tahap=tahap,
        subjek=units[0].lokus.path,
        jenis=jenis,
        nama=units[0].lokus.nama,
        target=len(units),
        triwulan=tuple(
            number if came else None for number, came in zip(counts, _begun(tahap.tahun, pada), strict=True)
        ),
        lain=len(outside),
        catatan=_counted([*outside, *remarks], len(units)),
    )


def began(unit: Unit, year: int, pada: date) -> tuple[int | None, str]:
    """In which quarter of a year (0 to 3) a place began, or OUTSIDE of it, None where it does not run; and in words."""
    now = unit.on(pada)
    if now.status is not Status.BERJALAN:
        return None, now.status.value + (f": {now.alasan}" if now.alasan else "")
    days = (kabar.sejak for kabar in unit.history if kabar.status is Status.BERJALAN and kabar.sejak)
    since = min(days, default=None)
    words = f"berjalan sejak {tanggal(since)}" if since else "berjalan, tanggalnya belum ditulis"
    return (since.month - 1) // _MONTHS if since is not None and since.year == year else OUTSIDE, words


def _counted(remarks: Iterable[str], total: int) -> str:
    """Remarks, each once, with how many it is said of where there are several places."""
    counts = Counter(remarks)
    return "; ".join(f"{number} {text}" if total > 1 else text for text, number in counts.items())


def _by_numbers(tahap: Tahap, jenis: str, pada: date) -> Iterator[Baris]:
    """A stage that promises numbers: what each quarter added to the number told by its end."""
    target = getattr(tahap.target, jenis, None)
    told = [item for item in tahap.realisasi if getattr(item.jumlah, jenis) is not None]
    waiting = getattr(tahap.proses, jenis, None)
    if target is None and not told:
        return
    ends = [date(tahap.tahun, 3, 31), date(tahap.tahun, 6, 30), date(tahap.tahun, 9, 30), date(tahap.tahun, 12, 31)]
    before = newest(tahap, Status.BERJALAN, jenis, date(tahap.tahun - 1, 12, 31)) or 0
    reached = before
    steps: list[int | None] = []
    for end, came in zip(ends, _begun(tahap.tahun, pada), strict=True):
        now = newest(tahap, Status.BERJALAN, jenis, min(end, pada))
        steps.append(None if now is None or not came else now - reached)
        reached = reached if now is None else now
    last = newest(tahap, Status.BERJALAN, jenis, pada)
    outside = before + max(0, (last or 0) - reached)
    decreed = newest(tahap, Status.DITETAPKAN, jenis, pada)
    in_process = newest(tahap, Status.PROSES, jenis, pada)
    words = [
        f"{number} {text}"
        for number, text in (
            (decreed, "ditetapkan"),
            (in_process if in_process is not None else waiting, "masih diproses"),
            (outside or None, f"di luar {tahap.tahun}"),
        )
        if number is not None
    ]
    yield Baris(
        tahap=tahap,
        subjek=tahap.path,
        jenis=jenis,
        nama=UNNAMED,
        target=target,
        triwulan=tuple(steps),
        lain=outside,
        catatan=daftar(words),
    )
