"""ILP420 to ILP424: months without an opening day, and opening days nobody can go along with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ilp_cli.capabilities.openings.model.calendar import Crowd, crowds_of, empty_months
from ilp_cli.capabilities.openings.model.site import Pos, Team, sites
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.words import BULAN, daftar, rentang
from ilp_cli.district.bukaan import AppliedDays
from ilp_cli.district.calendar import Holiday, closed_days
from ilp_cli.district.case import Case
from ilp_cli.district.ended import not_heard
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


RULES = (month_without_day, lokus_without_day, too_many_at_once, nobody_to_go, strange_posyandu)
