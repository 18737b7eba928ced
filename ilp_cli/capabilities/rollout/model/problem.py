"""The question of the rollout: who may come when, what each year has room for, and what was promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ilp_cli.capabilities.rollout.model.syarat import syarat
from ilp_cli.core.names import normal
from ilp_cli.core.words import angka
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import fulfilment, measurable, minimums
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.presence import present
from ilp_cli.district.roadmap import Lokus, Status, Tahap
from ilp_cli.district.rollout import RESOURCES, Batas, Kebutuhan, Rollout

WORDS = {"tempat_latihan": "tempat latihan", "anggaran": "anggaran", "rekrut": "rekrut", "pindah": "pindah"}
"""What may be limited, as a sentence names it."""

_COUNTED = ("bidan", "perawat")
"""Who is recruited; kader are not formasi."""


def amount(resource: str, number: int) -> str:
    """An amount of something limited, as a sentence has it: Rp1.200.000, 12 tempat latihan."""
    return f"Rp{angka(number)}" if resource == "anggaran" else f"{angka(number)} {WORDS[resource]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calon:
    """A puskesmas that still stands. `tetap` is the year a decree gives it, None where it is to be planned.

    `kesiapan` says what of its readiness makes it wait until `siap`, "" where that was written in the plan itself.
    `jiwa` is None where unknown; `sesudah` are the numbers of those it must not come before; `terbit` is the year in
    which the roadmap has it without a decree: a change where it is one of those planned and it comes in another.
    """

    puskesmas: Puskesmas
    kebutuhan: Kebutuhan | None = None
    jiwa: int | None = None
    bobot: int = 1
    butuh: Mapping[str, int] = field(default_factory=dict)
    siap: int | None = None
    kesiapan: str = ""
    diminta: int | None = None
    sesudah: tuple[int, ...] = ()
    terbit: int | None = None
    tetap: int | None = None

    @property
    def nama(self) -> str:
        """Its name."""
        return self.puskesmas.nama

    @property
    def menunggu(self) -> str:
        """Until when it is not ready, in words."""
        return self.kesiapan or f"siap {self.siap}"

    def needs(self, resource: str) -> int | None:
        """What it needs of something as far as it is known; None where nobody wrote it down and nothing was counted."""
        written = self.kebutuhan is not None and resource in self.kebutuhan.butuh
        return self.butuh[resource] if written or self.butuh[resource] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tahun:
    """A year to be planned: its limits, what of them the decreed leave, and what is due by its end.

    `wajib` are the numbers of the puskesmas promised by then, `jumlah` how many, `jiwa` how many people, as far as the
    district has them; `jiwa_diminta` as it was written.
    """

    tahun: int
    batas: Mapping[str, int]
    sisa: Mapping[str, int]
    wajib: frozenset[int] = frozenset()
    jumlah: int = 0
    jiwa: int = 0
    jiwa_diminta: int = 0


Choice = tuple[int | None, ...]
"""The year in which each puskesmas of a problem becomes a lokus; None: not in these years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Everything the order rests on. `kecamatan` is the year by which every kecamatan shall have a lokus.

    `rekrut_dari_roster` are those whose hires were counted, `rekrut_tidak_diketahui` those where nothing could be.
    """

    tahun: tuple[Tahun, ...] = ()
    calon: tuple[Calon, ...] = ()
    kecamatan: int | None = None
    coba: Mapping[str, int] = field(default_factory=dict)
    lewat: tuple[int, ...] = ()
    rekrut_dari_roster: tuple[str, ...] = ()
    rekrut_tidak_diketahui: tuple[str, ...] = ()

    @property
    def tanpa_jiwa(self) -> tuple[Calon, ...]:
        """The puskesmas whose people are not known."""
        return tuple(calon for calon in self.calon if calon.jiwa is None)

    @property
    def satuan(self) -> str:
        """What is counted: people, or puskesmas where the people of some are not known."""
        return "puskesmas" if self.tanpa_jiwa else "jiwa"

    @property
    def berbobot(self) -> bool:
        """Whether the district weighs some people more than others."""
        return any(calon.bobot != 1 for calon in self.calon)

    def besar(self, number: int) -> int:
        """How much a puskesmas counts: its people, or 1 where those of some are not known."""
        return 1 if self.tanpa_jiwa else self.calon[number].jiwa or 0

    def sudah(self, number: int, tahun: int) -> bool:
        """Whether a decree makes it a lokus by the end of a year."""
        tetap = self.calon[number].tetap
        return tetap is not None and tetap <= tahun

    def terbuka(self) -> Iterator[int]:
        """The numbers of those to be planned."""
        return (number for number, calon in enumerate(self.calon) if calon.tetap is None)

    def wilayah(self) -> dict[str, list[int]]:
        """The puskesmas of each kecamatan, by its name as it is compared."""
        groups: dict[str, list[int]] = {}
        for number, calon in enumerate(self.calon):
            if calon.puskesmas.kecamatan:
                groups.setdefault(normal(calon.puskesmas.kecamatan), []).append(number)
        return groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Nilai:
    """What a plan comes to, aim by aim; each is the better the smaller, but `terlayani`.

    `kurang_puskesmas` and `kurang` are how far it stays below what is due, year for year added up; `terlayani` the
    people times years under a lokus, weighted as the district says.
    """

    kurang_puskesmas: int
    kurang: int
    kecamatan: int
    terlayani: int
    ubah: int
    permintaan: int

    @property
    def aims(self) -> tuple[int, ...]:
        """In the order of importance, each the better the smaller."""
        return self.kurang_puskesmas, self.kurang, self.kecamatan, -self.terlayani, self.ubah, self.permintaan


def nilai(problem: Problem, choice: Choice) -> Nilai:
    """What a plan comes to, counted from its years alone."""
    covered = {year.tahun: [start is not None and start <= year.tahun for start in choice] for year in problem.tahun}
    size = [problem.besar(number) for number in range(len(problem.calon))]
    units = people = served = 0
    for year in problem.tahun:
        now = covered[year.tahun]
        reached = sum(size[number] for number, here in enumerate(now) if here)
        units += max(0, year.jumlah - sum(now))
        people += sum(size[number] for number in year.wajib if not now[number])
        people += max(0, year.jiwa - reached) if not problem.tanpa_jiwa else 0
        served += sum(size[number] * problem.calon[number].bobot for number, here in enumerate(now) if here)
    without = 0
    if problem.kecamatan is not None:
        without = sum(
            not any((start := choice[number]) is not None and start <= problem.kecamatan for number in members)
            for members in problem.wilayah().values()
        )
    changed = sum(
        calon.tetap is None and calon.terbit in covered and start != calon.terbit
        for calon, start in zip(problem.calon, choice, strict=True)
    )
    refused = sum(
        calon.tetap is None and calon.diminta is not None and (start is None or start > calon.diminta)
        for calon, start in zip(problem.calon, choice, strict=True)
    )
    return Nilai(kurang_puskesmas=units, kurang=people, kecamatan=without, terlayani=served, ubah=changed,
                 permintaan=refused)  # fmt: skip


def decreed(tahap: Tahap, lokus: Lokus) -> bool:
    """Whether a lokus stands in a decree, so that nothing moves it; one that was cancelled does not."""
    if lokus.status is Status.BATAL:
        return False
    signed = tahap.sk is not None and (tahap.sk.nomor is not None or tahap.sk.tanggal is not None)
    return signed or lokus.status.decreed


def problem(case: Case) -> Problem:
    """The question of a case; what its key names that cannot be meant is left out, and told by the rules."""
    district = case.district
    key = district.rollout or Rollout()
    every = [puskesmas for puskesmas in district.puskesmas if puskesmas.open_on(case.pada)]
    written = kebutuhan_of(key)
    fixed: dict[object, int] = {}
    published: dict[object, int] = {}
    now = {unit.unit: unit.on(case.pada).status for unit in district.units if unit.jenis == "puskesmas"}
    for tahap in district.tahap:
        for lokus in tahap.lokus:
            unit = lokus.puskesmas.unit
            if unit is not None and now.get(unit.path) is not Status.BATAL:
                told = unit.path in now and now[unit.path].decreed
                years = fixed if told or decreed(tahap, lokus) else published
                years[unit.path] = min(tahap.tahun, years.get(unit.path, tahap.tahun))
    hires, waiting = case.of(short_hires), case.of(syarat)
    place = {puskesmas.path: number for number, puskesmas in enumerate(every)}
    listed: list[Calon] = []
    for puskesmas in every:
        own = written.get(puskesmas.path)
        written_siap, stated = own.siap if own else None, waiting.get(puskesmas.path)
        stated = stated if stated is not None and stated.siap > (written_siap or 0) else None
        butuh = dict.fromkeys(RESOURCES, 0)
        butuh["rekrut"] = hires.get(puskesmas.path) or 0
        listed.append(
            Calon(
                puskesmas=puskesmas,
                kebutuhan=own,
                jiwa=own.jiwa if own else None,
                bobot=own.bobot if own else 1,
                butuh={**butuh, **(own.butuh if own else {})},
                siap=stated.siap if stated is not None else written_siap,
                kesiapan=stated.words if stated is not None else "",
                diminta=own.diminta if own else None,
                sesudah=tuple(
                    dict.fromkeys(
                        place[named.unit.path]
                        for named in (own.sesudah if own else ())
                        if named.unit is not None and named.unit.path in place
                    )
                ),
                terbit=published.get(puskesmas.path),
                tetap=fixed.get(puskesmas.path),
            )
        )
    listed = [replace(calon, sesudah=tuple(_straight(listed, number))) for number, calon in enumerate(listed)]
    coming = [batas for batas in batas_of(key) if batas.tahun >= case.pada.year]
    counted = [
        calon for calon in listed if calon.tetap is None and not (calon.kebutuhan and "rekrut" in calon.kebutuhan.butuh)
    ]
    return Problem(
        tahun=tuple(_year(case, batas, listed) for batas in coming),
        calon=tuple(listed),
        kecamatan=key.kecamatan,
        coba=key.coba,
        lewat=tuple(batas.tahun for batas in batas_of(key) if batas.tahun < case.pada.year),
        rekrut_dari_roster=tuple(calon.nama for calon in counted if hires.get(calon.puskesmas.path) is not None),
        rekrut_tidak_diketahui=tuple(calon.nama for calon in counted if hires.get(calon.puskesmas.path) is None),
    )


def kebutuhan_of(key: Rollout) -> dict[object, Kebutuhan]:
    """What was written of each registered puskesmas; of one written twice, the first."""
    told: dict[object, Kebutuhan] = {}
    for kebutuhan in key.puskesmas:
        if kebutuhan.puskesmas.unit is not None:
            told.setdefault(kebutuhan.puskesmas.unit.path, kebutuhan)
    return told


def batas_of(key: Rollout) -> tuple[Batas, ...]:
    """The years in their order; of one written twice, the first."""
    years: dict[int, Batas] = {}
    for batas in key.tahun:
        years.setdefault(batas.tahun, batas)
    return tuple(years[tahun] for tahun in sorted(years))


def _straight(listed: list[Calon], number: int) -> Iterator[int]:
    """Those it must not come before, but none that must itself not come before it."""
    for before in listed[number].sesudah:
        reached, open_ = set(), [before]
        while open_:
            other = open_.pop()
            if other not in reached:
                reached.add(other)
                open_ += listed[other].sesudah
        if number not in reached:
            yield before


def _year(case: Case, batas: Batas, listed: list[Calon]) -> Tahun:
    """A year, with what the decreed of it leave and what is due by its end: promises stay due until they are kept."""
    decreed_now = [calon for calon in listed if calon.tetap == batas.tahun]
    wajib: set[int] = set()
    jumlah = 0
    for sasaran in case.district.sasaran:
        if sasaran.tahun > batas.tahun:
            continue
        if isinstance(sasaran.puskesmas, int):
            jumlah = max(jumlah, min(sasaran.puskesmas, len(listed)))
            continue
        names = None if isinstance(sasaran.puskesmas, str) else set(map(normal, sasaran.puskesmas))
        wajib |= {
            number for number, calon in enumerate(listed) if names is None or names & set(calon.puskesmas.names())
        }
    due = [
        earlier.jiwa
        for earlier in batas_of(case.district.rollout or Rollout())
        if earlier.jiwa is not None and earlier.tahun <= batas.tahun
    ]
    people = sum(calon.jiwa or 0 for calon in listed)
    return Tahun(
        tahun=batas.tahun,
        batas=batas.batas,
        sisa={
            resource: max(0, limit - sum(calon.butuh[resource] for calon in decreed_now))
            for resource, limit in batas.batas.items()
        },
        wajib=frozenset(wajib),
        jumlah=jumlah,
        jiwa=min(max(due, default=0), people),
        jiwa_diminta=max(due, default=0),
    )


def short_hires(case: Case) -> Mapping[object, int | None]:
    """How many bidan and perawat the pustu of each puskesmas lack on the day, by its path.

    The pustu that the roadmap names for it, else all registered. None where there is nothing to count: no roster, no
    pustu.
    """
    district = case.district
    if not case.of(measurable):
        return {puskesmas.path: None for puskesmas in district.puskesmas}
    who, minimum = case.of(present), minimums(case.standards)
    named: dict[object, set[object]] = {}
    for _, _, puskesmas, _, pustu in district.lokus_pustu(district.years()):
        named.setdefault(puskesmas.path, set()).add(pustu.path)
    short: dict[object, int | None] = {}
    for puskesmas in district.puskesmas:
        units = [pustu for pustu in puskesmas.pustu if pustu.path in named.get(puskesmas.path, {pustu.path})]
        lacking = [fulfilment(who, pustu.path, district.service_days(pustu), minimum).kurang for pustu in units]
        short[puskesmas.path] = sum(kurang[kind] for kurang in lacking for kind in _COUNTED) if units else None
    return short


def first_possible(problem: Problem) -> tuple[int | None, ...]:
    """The first year in which each puskesmas could come if it came alone; None where there is none.

    It is ready, its needs fit what the year has left, and those before it could have come.
    """
    found: dict[int, int | None] = {}

    def first(number: int) -> int | None:
        if number not in found:
            calon = problem.calon[number]
            before = [first(other) for other in calon.sesudah]
            found[number] = next(
                (
                    year.tahun
                    for year in problem.tahun
                    if (calon.siap is None or year.tahun >= calon.siap)
                    and fits(calon, year.sisa)
                    and all(other is not None and other <= year.tahun for other in before)
                ),
                None,
            )
            if calon.tetap is not None:
                found[number] = calon.tetap
        return found[number]

    return tuple(first(number) for number in range(len(problem.calon)))


def fits(calon: Calon, room: Mapping[str, int]) -> bool:
    """Whether what a puskesmas needs is there."""
    return all(calon.butuh[resource] <= limit for resource, limit in room.items())


def used(problem: Problem, resource: str, tahun: int) -> int:
    """What the decreed of a year need of something."""
    return sum(calon.butuh[resource] for calon in problem.calon if calon.tetap == tahun)


def left_over(problem: Problem, choice: Choice, year: Tahun) -> dict[str, int]:
    """What a plan leaves of the limits of a year."""
    return {
        resource: limit
        - sum(problem.calon[number].butuh[resource] for number in problem.terbuka() if choice[number] == year.tahun)
        for resource, limit in year.sisa.items()
    }
