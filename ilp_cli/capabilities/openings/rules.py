"""ILP420 to ILP427: months without an opening day, and opening days nobody can go along with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

from ilp_cli.capabilities.openings.model.calendar import Crowd, crowds_of, empty_months
from ilp_cli.capabilities.openings.model.site import Pos, Team, sites
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import sebutan
from ilp_cli.core.weekdays import HariBuka, days_text
from ilp_cli.core.words import BULAN, HARI, daftar, rentang, tanggal
from ilp_cli.district.bukaan import AppliedDays
from ilp_cli.district.calendar import Holiday, closed_days
from ilp_cli.district.case import Case
from ilp_cli.district.ended import not_heard
from ilp_cli.district.pendamping import Companions, Told, companions
from ilp_cli.reading.load import closed_in
from ilp_cli.rulebook.rule import Hit, hit, rule


@rule(
    "ILP420",
    "Bulan tanpa hari buka",
    message="posyandu {nama}: “{hari_buka}” tidak ada pada {bulan} {tahun}",
    severity=Severity.WARNING,
    standard="posyandu.hari_buka",
)
def month_without_day(case: Case) -> Iterator[Hit]:
    """Posyandu buka setiap bulan; tanggal 31 atau hari kelima tidak ada di setiap bulan.

    Diperiksa untuk tahun hari pemeriksaan (--pada).

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, hari_buka: tanggal 31}]}]   #! ILP420

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, hari_buka: tanggal 28}]}]

    Langkah: pilih irama yang ada setiap bulan, misalnya “rabu ke-2”, atau tambahkan tanggal untuk bulan itu:
    `hari_buka: [tanggal 31, 2025-04-30]`.
    """
    for puskesmas in case.district.puskesmas:
        for unit in puskesmas.posyandu:
            if unit.hari_buka is not None and puskesmas.open_on(case.pada):
                pos = Pos(unit=unit, puskesmas=puskesmas, team=None, weekdays=frozenset())
                empty = empty_months(pos, case.pada.year)
                if empty:
                    yield hit(
                        _spot(case, unit.path), nama=unit.nama, puskesmas=puskesmas.nama, posyandu=unit.nama,
                        hari_buka=str(unit.hari_buka), bulan=daftar(BULAN[month - 1] for month in empty),
                        tahun=case.pada.year,
                    )  # fmt: skip


@rule(
    "ILP421",
    "Posyandu lokus belum punya hari buka",
    message="posyandu {nama} ({puskesmas}): hari buka belum diisi",
    severity=Severity.NOTE,
    standard="posyandu.hari_buka",
)
def lokus_without_day(case: Case) -> Iterator[Hit]:
    """Disebut bila posyandu lain di kabupaten ini sudah punya hari buka; tanpa itu jadwal pendampingnya tidak lengkap.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas:
          - {nama: Suli, posyandu: [{nama: Melati, hari_buka: rabu ke-2}, {nama: Mawar}]}
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, posyandu: [Melati, Mawar]}]}]   #! ILP421

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas:
          - {nama: Suli, posyandu: [{nama: Melati, hari_buka: rabu ke-2}, {nama: Mawar, hari_buka: kamis ke-2}]}
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, posyandu: [Melati, Mawar]}]}]

    Langkah: isi `hari_buka`, atau susun semuanya dengan `ilp plan openings FOLDER [--roster BERKAS] --tahun TAHUN`.
    """
    district = case.district
    if any(unit.hari_buka for puskesmas in district.puskesmas for unit in puskesmas.posyandu):
        for _, _, puskesmas, path, unit in district.lokus_posyandu(case.years, case.pada):
            if unit.hari_buka is None:
                yield hit(path, nama=unit.nama, puskesmas=puskesmas.nama, posyandu=unit.nama)


def lacking(case: Case) -> tuple[Crowd, ...]:
    """The opening days of the year of the check for which somebody is missing.

    The national calendar is only looked at where somebody is missing without it: on a day on which the pustu is closed
    everybody can go.
    """
    if not case.district.roster_given:
        return ()
    year = case.pada.year
    own = closed_days((), case.district.libur, case.district.kebijakan)
    if not _lacking(case, year, own):
        return ()
    return _lacking(case, year, closed_in(case.district, {year}))


def _spot(case: Case, unit: Path) -> Path:
    """Where the opening days of a posyandu are told: in the proposal that is looked at, else in the register."""
    usulan = case.beside(AppliedDays)
    home = usulan.entries.get(unit, unit) if usulan is not None else unit
    return (*home, "hari_buka")


def _lacking(case: Case, year: int, closed: Mapping[date, Holiday]) -> tuple[Crowd, ...]:
    return tuple(crowd for crowd in crowds_of(sites(case, year, closed)) if crowd.lacking)


def _alone(crowd: Crowd, team: Team | None) -> bool:
    """Whether nobody could go along even if only one posyandu of this team opened on the day."""
    own = team.lends(crowd.day) if team is not None else 0
    return own + crowd.site.induk.lends(crowd.day) == 0


def _there(crowd: Crowd, team: Team | None) -> str:
    """How many of a team, and of the puskesmas itself, are there and may go, on the day of a crowd."""
    teams = [] if team is None else [team]
    return daftar(
        f"{each.nama} {len(each.present(crowd.day))} nakes, dapat melepas {each.lends(crowd.day)}"
        for each in (*teams, crowd.site.induk)
    )


@rule(
    "ILP422",
    "Hari buka berebut pendamping",
    message="{puskesmas}: {nama} buka bersamaan pada {hari}, pendampingnya kurang {kurang}: {hitungan}",
    severity=Severity.WARNING,
    standard="posyandu.pendamping",
)
def too_many_at_once(case: Case) -> Iterator[Hit]:
    """Setiap hari buka didampingi nakes, dan pustu yang buka tidak ditinggal kosong.

    Pendamping dihitung dari roster: nakes pustu pembina kurang satu yang tinggal, lalu nakes puskesmas induk yang lebih
    dari `kebijakan: induk_minimum`. Diperiksa untuk tahun hari pemeriksaan.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas:
          - nama: Suli
            pustu: [{nama: Cimpu}]
            posyandu:
              - {nama: Melati, pustu: Cimpu, hari_buka: rabu ke-2}   #! ILP422
              - {nama: Mawar, pustu: Cimpu, hari_buka: rabu ke-2}
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas:
          - nama: Suli
            pustu: [{nama: Cimpu}]
            posyandu:
              - {nama: Melati, pustu: Cimpu, hari_buka: rabu ke-2}
              - {nama: Mawar, pustu: Cimpu, hari_buka: kamis ke-2}
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]

    Langkah: pindahkan satu hari buka, atau susun semuanya dengan
    `ilp plan openings FOLDER [--roster BERKAS] --tahun TAHUN`.
    """
    groups: dict[tuple[Path, ...], list[Crowd]] = {}
    for crowd in case.of(lacking):
        posts = [pos for team, listed in crowd.by_team.items() if not _alone(crowd, team) for pos in listed]
        if len(posts) > 1:
            groups.setdefault(tuple(pos.unit.path for pos in posts), []).append(crowd)
    for paths, crowds in groups.items():
        first = crowds[0]
        listed = [pos for posts in first.by_team.values() for pos in posts if pos.unit.path in paths]
        teams = dict.fromkeys(pos.team for pos in listed)
        yield hit(
            _spot(case, paths[0]), puskesmas=first.site.puskesmas.nama, posyandu=listed[0].unit.nama,
            nama=daftar(f"posyandu {pos.unit.nama}" for pos in listed), kurang=first.lacking,
            hari=rentang(crowd.day for crowd in crowds), hitungan="; ".join(_there(first, team) for team in teams),
        )  # fmt: skip


@rule(
    "ILP423",
    "Hari buka tanpa nakes yang dapat mendampingi",
    message="posyandu {nama}: tidak ada nakes yang dapat mendampingi pada {hari}: {hitungan}",
    severity=Severity.WARNING,
    standard="posyandu.pendamping",
)
def nobody_to_go(case: Case) -> Iterator[Hit]:
    """Pustu dengan satu nakes menjadi kosong bila ia mendampingi posyandu, dan puskesmas induk pun tidak dapat.

    Dihitung seperti ILP422, untuk tahun hari pemeriksaan.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas:
          - nama: Suli
            pustu: [{nama: Cimpu}]
            posyandu: [{nama: Melati, pustu: Cimpu, hari_buka: rabu ke-2}]   #! ILP423
        petugas: [{nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas:
          - nama: Suli
            pustu: [{nama: Cimpu}]
            posyandu: [{nama: Melati, pustu: Cimpu, hari_buka: rabu ke-2}]
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
          - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]

    Langkah: penuhi nakes pustunya, sebut pendamping dari puskesmas, atau tunjuk pustu pembina lain dengan kunci pustu.
    """
    days: dict[Path, list[tuple[Pos, Crowd]]] = {}
    for crowd in case.of(lacking):
        for team, posts in crowd.by_team.items():
            if _alone(crowd, team):
                for pos in posts:
                    days.setdefault(pos.unit.path, []).append((pos, crowd))
    for path, listed in days.items():
        pos, first = listed[0]
        yield hit(
            _spot(case, path), nama=pos.unit.nama, puskesmas=pos.puskesmas.nama, posyandu=pos.unit.nama,
            hari=rentang(crowd.day for _, crowd in listed),
            hitungan=_there(first, pos.team) + not_heard(case, pos.puskesmas.path, pos.puskesmas.nama),
        )  # fmt: skip


@rule("ILP424", "Posyandu dalam usulan hari buka tidak ditemukan", message="{sebab}; hari bukanya tidak dipakai")
def strange_posyandu(case: Case) -> Iterator[Hit]:
    """Usulan hari buka menyebut posyandu dengan nama seperti di roadmap.yaml; yang tidak terdaftar tidak ikut dibaca.

    Salah bukaan.yaml::

        # roadmap.yaml
        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        # bukaan.yaml
        hari_buka:
          - {puskesmas: Suli, posyandu: Melatti, hari_buka: rabu ke-2}   #! ILP424

    Benar bukaan.yaml::

        # roadmap.yaml
        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        # bukaan.yaml
        hari_buka:
          - {puskesmas: Suli, posyandu: Melati, hari_buka: rabu ke-2}

    Langkah: betulkan namanya, atau susun usulan baru dengan `ilp plan openings FOLDER [--roster BERKAS] --tahun TAHUN`.
    """
    usulan = case.beside(AppliedDays)
    for strange in usulan.strange if usulan is not None else ():
        yield hit(strange.path, sebab=strange.sebab, puskesmas=strange.puskesmas, posyandu=strange.posyandu)


_FEW = 3
"""Days that are listed one by one in a finding."""


@rule(
    "ILP425",
    "Pendamping hari buka tidak dikenal",
    message="posyandu {posyandu}: pendamping {nama} {sebab}; tidak dihitung",
    severity=Severity.WARNING,
)
def unknown_companion(case: Case) -> Iterator[Hit]:
    """Pendamping disebut dengan nama di roster dan unit asalnya, puskesmas itu atau salah satu pustunya.

    Yang tidak dikenal tidak dihitung: posyandunya seperti tanpa pendamping yang disebut, jadi nakes pustu pembinanya
    yang mendampingi. Tanpa roster tidak diperiksa.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas:
          - nama: Suli
            pustu: [{nama: Cimpu}]
            posyandu:
              - nama: Melati
                pustu: Cimpu
                hari_buka: rabu ke-2
                pendamping:
                  - {nama: Rina, dari: Puskesmas Suli}   #! ILP425
        petugas: [{nama: Ina, puskesmas: Suli, profesi: Bidan}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas:
          - nama: Suli
            pustu: [{nama: Cimpu}]
            posyandu:
              - nama: Melati
                pustu: Cimpu
                hari_buka: rabu ke-2
                pendamping: [{nama: Ina, dari: Puskesmas Suli}]
        petugas: [{nama: Ina, puskesmas: Suli, profesi: Bidan}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]

    Langkah: tulis nama dan unitnya seperti di roster, atau hapus barisnya.
    """
    for told in chain.from_iterable(case.of(companions).every.values()) if case.district.petugas else ():
        named, opened = told.pendamping, told.posyandu.hari_buka
        closed = [day for day in named.tanggal if opened is None or day not in opened.days(day.year, day.month)]
        if told.unit is None:
            where = f"di {named.dari}" if named.dari else f"di {sebutan('puskesmas', told.puskesmas.nama)} dan pustunya"
            key, sebab = "nama", f"tidak ada {where} menurut roster, atau ada di beberapa unit"
        elif closed:
            key, sebab = "tanggal", f"ditulis untuk {rentang(closed)}, padahal posyandu itu tidak buka hari itu"
        else:
            continue
        yield hit(
            (*named.path, key), nama=named.nama, sebab=sebab, puskesmas=told.puskesmas.nama,
            posyandu=told.posyandu.nama,
        )  # fmt: skip


@rule(
    "ILP428",
    "Satu pendamping di dua posyandu pada hari yang sama",
    message="posyandu {posyandu}: {nama} sudah mendampingi {lain}; di sini tidak dihitung pada hari itu",
    severity=Severity.WARNING,
)
def companion_twice(case: Case) -> Iterator[Hit]:
    """Satu orang mendampingi satu posyandu sehari: yang lebih dulu tercatat di roadmap.

    Pada hari itu posyandu yang lain seperti tanpa pendamping yang disebut, jadi nakes pustu pembinanya yang
    mendampingi. Diperiksa untuk tahun hari pemeriksaan; tanpa roster tidak diperiksa.

    Salah (2026-11-21)::

        kabupaten: {nama: Luwu}
        puskesmas:
          - nama: Suli
            pustu: [{nama: Cimpu}, {nama: Buntu}]
            posyandu:
              - {nama: Melati, pustu: Cimpu, hari_buka: rabu ke-2, pendamping: [{nama: Ina, dari: Puskesmas Suli}]}
              - nama: Mawar
                pustu: Buntu
                hari_buka: rabu ke-2
                pendamping:
                  - {nama: Ina, dari: Puskesmas Suli}   #! ILP428
        petugas: [{nama: Ina, puskesmas: Suli, profesi: Bidan}]

    Benar (2026-11-21)::

        kabupaten: {nama: Luwu}
        puskesmas:
          - nama: Suli
            pustu: [{nama: Cimpu}, {nama: Buntu}]
            posyandu:
              - {nama: Melati, pustu: Cimpu, hari_buka: rabu ke-2, pendamping: [{nama: Ina, dari: Puskesmas Suli}]}
              - {nama: Mawar, pustu: Buntu, hari_buka: rabu ke-3, pendamping: [{nama: Ina, dari: Puskesmas Suli}]}
        petugas: [{nama: Ina, puskesmas: Suli, profesi: Bidan}]

    Langkah: sebut orang lain untuk hari itu (`tanggal:`), atau pindahkan hari buka salah satunya.
    """
    named = case.of(companions)
    for told in chain.from_iterable(named.every.values()) if case.district.petugas else ():
        if others := _twice(named, told, case.pada.year):
            yield hit(
                (*told.pendamping.path, "nama"), nama=told.pendamping.nama, lain=daftar(others),
                puskesmas=told.puskesmas.nama, posyandu=told.posyandu.nama,
            )  # fmt: skip


def _twice(named: Companions, told: Told, year: int) -> list[str]:
    """The other posyandu with which somebody goes on opening days of a year, each with its days."""
    days: dict[str, list[date]] = {}
    for month in range(1, 13):
        for day in told.posyandu.hari_buka.days(year, month) if told.posyandu.hari_buka else ():
            other = named.goes_instead(told, day)
            if other is not None:
                days.setdefault(sebutan("posyandu", other.nama), []).append(day)
    return [f"{nama} pada {_some(own)}" for nama, own in days.items()]


def _some(days: list[date]) -> str:
    """Days in a phrase; of many the first and their number."""
    return rentang(days) if len(days) <= _FEW else f"{len(days)} hari yang sama, mulai {tanggal(days[0])}"


@rule(
    "ILP426",
    "Hari buka di luar hari layanan",
    message="posyandu {nama}: {hari} bukan hari layanan ({sebab}); boleh, asal pendampingnya bersedia",
    severity=Severity.NOTE,
)
def outside_service(case: Case) -> Iterator[Hit]:
    """Hari buka boleh di luar hari dan jam kerja, bila disepakati; disebut supaya tidak tertulis karena salah hitung.

    Diperiksa hari mingguannya dan tanggal yang ditulis sendiri untuk tahun hari pemeriksaan. Irama yang sesekali jatuh
    pada hari libur tidak disebut: `ilp plan openings` menggesernya.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, hari_buka: sabtu ke-2}]}]   #! ILP426

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, hari_buka: jumat ke-2}]}]

    Langkah: biarkan bila memang disepakati; bila tidak, pilih hari layanan.
    """
    year = case.pada.year
    named = any(
        day.year == year for puskesmas in case.district.puskesmas for unit in puskesmas.posyandu if unit.hari_buka
        for day in unit.hari_buka.tanggal
    )  # fmt: skip
    closed = closed_in(case.district, {year}) if named else {}
    for puskesmas in case.district.puskesmas:
        for unit in puskesmas.posyandu if puskesmas.open_on(case.pada) else ():
            pustu = puskesmas.find_pustu(unit.pustu) if unit.pustu else None
            service = case.district.service_days(pustu)
            for hari, sebab in _outside(unit.hari_buka or HariBuka(), service, closed, year):
                yield hit(_spot(case, unit.path), nama=unit.nama, hari=hari, sebab=sebab, puskesmas=puskesmas.nama,
                          posyandu=unit.nama)  # fmt: skip


def _outside(
    opened: HariBuka, service: frozenset[int], closed: Mapping[date, Holiday], year: int
) -> Iterator[tuple[str, str]]:
    """The rhythms and days that lie outside the days of service, with the reason."""
    usual = f"hari layanannya {days_text(service)}"
    for rhythm in opened.irama:
        if rhythm.tanggal is None and rhythm.hari not in service:
            yield str(rhythm), usual
    for day in opened.tanggal:
        if day.year == year and day in closed:
            yield tanggal(day), str(closed[day])
        elif day.year == year and day.weekday() not in service:
            yield f"{HARI[day.weekday()]} {tanggal(day)}", usual


_CLOCK = re.compile(r"\b(\d{1,2})[.:](\d{2})\b")


@rule("ILP427", "Jam buka tidak mungkin", message="posyandu {nama}: jam “{jam}” {sebab}", severity=Severity.WARNING)
def impossible_hours(case: Case) -> Iterator[Hit]:
    """Jam buka tercetak di kalender seperti ditulis; yang tidak ada, atau selesai sebelum mulai, membingungkan warga.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas:
          - {nama: Suli, posyandu: [{nama: Melati, hari_buka: rabu ke-2, jam: "11.00–08.00"}]}   #! ILP427

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas:
          - {nama: Suli, posyandu: [{nama: Melati, hari_buka: rabu ke-2, jam: "08.00–11.00"}]}

    Langkah: betulkan jamnya di roadmap.yaml, dalam tanda kutip: jam: "08.00–11.00".
    """
    for puskesmas in case.district.puskesmas:
        for unit in puskesmas.posyandu:
            times = [(int(hour), int(minute)) for hour, minute in _CLOCK.findall(unit.jam or "")]
            strange = [f"{hour:02d}.{minute:02d}" for hour, minute in times if hour > 24 or minute > 59]
            backwards = len(times) == 2 and times[1] <= times[0]
            sebab = f"memuat {daftar(strange)}, yang tidak ada" if strange else "selesai sebelum mulai"
            if strange or backwards:
                yield hit((*unit.path, "jam"), nama=unit.nama, jam=unit.jam, sebab=sebab, puskesmas=puskesmas.nama,
                          posyandu=unit.nama)  # fmt: skip


RULES = (
    month_without_day,
    lokus_without_day,
    too_many_at_once,
    nobody_to_go,
    strange_posyandu,
    unknown_companion,
    companion_twice,
    outside_service,
    impossible_hours,
)
