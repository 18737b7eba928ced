"""ILP401 to ILP412: whether a duty roster, as planned or as edited by hand, keeps to the minimum and the limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from ilp_cli.capabilities.duty.model.jadwal import ON_DUTY, POSYANDU, JadwalRow
from ilp_cli.capabilities.duty.model.serving import (
    Served,
    comes_from,
    home_of,
    jadwal_rows,
    lenders,
    lent_days,
    served_rows,
    unit_label,
    unit_of,
)
from ilp_cli.capabilities.duty.rules.calendar import closed
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import maksud, normal, sebutan
from ilp_cli.core.weekdays import WEEK, hari_text
from ilp_cli.core.words import HARI, daftar, rentang, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.identity import Who
from ilp_cli.district.leave import known_leave
from ilp_cli.district.pendamping import companions
from ilp_cli.district.people import KINDS, NAKES, Cuti, Petugas
from ilp_cli.district.place import Posyandu, Pustu
from ilp_cli.district.presence import people_at
from ilp_cli.law.standard import figure
from ilp_cli.rulebook.rule import Hit, hit, rule


def _cell(row: JadwalRow, day: date | None = None, column: str = "") -> Path:
    return (*row.path, day.isoformat() if day else column)


def _by_unit(case: Case) -> Mapping[Path, list[Served]]:
    """The rows of each pustu, in the order of the table."""
    by_unit: dict[Path, list[Served]] = defaultdict(list)
    for served in case.of(served_rows):
        by_unit[served.pustu.path].append(served)
    return by_unit


def _by_person(case: Case) -> Mapping[Who, list[tuple[date, Served]]]:
    """The days of duty of each person over all pustu, in order of date."""
    by_person: dict[Who, list[tuple[date, Served]]] = defaultdict(list)
    for served in case.of(served_rows):
        by_person[case.district.identities[served.person.path]] += [(day, served) for day in served.row.on_duty]
    return {who: sorted(days, key=lambda item: (item[0], item[1].row.path)) for who, days in by_person.items()}


def _of_staff(case: Case) -> Iterator[list[tuple[date, Served]]]:
    """The days of duty of each of the staff: all of them, since whoever is a kader elsewhere does not rest there."""
    days = case.of(_by_person).values()
    return (own for own in days if any(served.kind != "kader" for _, served in own))


def _as_kader(case: Case) -> Iterator[list[tuple[date, Served]]]:
    """The days that each person serves as kader."""
    return ([item for item in own if item[1].kind == "kader"] for own in case.of(_by_person).values())


def _open(case: Case, served: Served, day: date) -> bool:
    return day.weekday() in case.district.service_days(served.pustu) and day not in case.of(closed)


def _on(days: Iterable[date]) -> str:
    """Days in a sentence; a single one with its weekday."""
    listed = sorted(set(days))
    return f"{HARI[listed[0].weekday()]} {tanggal(listed[0])}" if len(listed) == 1 else rentang(listed)


@rule(
    "ILP401",
    "Jadwal: hari di bawah minimum",
    message="{tempat} ({puskesmas}): {kurang}; minimum {minimum}",
    standard="pustu.hari_layanan",
)
def below_minimum(case: Case) -> Iterator[Hit]:
    """Setiap hari layanan membutuhkan minimum bidan, perawat dan kader pustu.

    KMK menghitung orang; bahwa minimumnya berlaku setiap hari layanan adalah bacaan program (turunan). Yang mendampingi
    posyandu (P) tetap dihitung, karena pelayanan pustu di dalam dan di luar gedung (turunan); yang cuti tidak.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4
        Ina,Bidan,●,●
        Yusuf,Perawat,●,   #! ILP401
        Ani,Kader,●,●
        Tuti,Kader,●,●

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4
        Ina,Bidan,●,●
        Yusuf,Perawat,●,●
        Ani,Kader,●,●
        Tuti,Kader,●,●

    Langkah: tugaskan orang lain pada hari itu, atau minta bantuan dari puskesmas induk.
    """
    by_unit = _by_unit(case)
    for (unit, kind), short in groupby(case.of(short_days), key=lambda short: (short.unit, short.kind)):
        rows, listed = by_unit[unit], list(short)
        own = [served for served in rows if served.kind == kind]
        days: dict[int, list[date]] = defaultdict(list)
        for missing in listed:
            days[missing.ada].append(missing.day)
        first = listed[0].day
        shown = next((served.row for served in (*own, *rows) if first in served.row.days), rows[0].row)
        yield hit(
            _cell(shown, first),
            tempat=sebutan("pustu", rows[0].pustu.nama),
            kurang="; ".join(f"{ada} {kind} bertugas pada {_on(days[ada])}" for ada in sorted(days)),
            minimum=listed[0].minimum,
            **_where(rows[0]),
        )


@dataclass(frozen=True, slots=True)
class Short:
    """A service day on which fewer of a kind count at a pustu than it needs."""

    unit: Path
    kind: str
    day: date
    ada: int
    minimum: int


def short_days(case: Case) -> tuple[Short, ...]:
    """Every day below the minimum, pustu by pustu and kind by kind."""
    leave = case.of(known_leave)
    short = []
    for unit, rows in _by_unit(case).items():
        there = _counted(case, rows, leave)
        days = sorted({day for served in rows for day in served.row.days if _open(case, served, day)})
        for kind in KINDS:
            minimum = figure(case.standards.get(f"pustu.{kind}")) or 0
            counts = [(day, len(there[kind, day])) for day in days]
            short += [Short(unit, kind, day, ada, minimum) for day, ada in counts if ada < minimum]
    return tuple(short)


def _counted(
    case: Case, rows: Sequence[Served], leave: Mapping[Who, tuple[Cuti, ...]]
) -> Mapping[tuple[str, date], set[object]]:
    """Who counts at a pustu, by kind and day: on duty, still serving there or lent to it, not on leave or lent away."""
    there: dict[tuple[str, date], set[object]] = defaultdict(set)
    for served in rows:
        who = case.district.identities[served.person.path]
        for day in served.row.on_duty:
            if (who, served.pustu.path, day) in case.of(lent_days):
                continue
            if served.serves_on(day) and not any(cuti.covers(day) for cuti in leave.get(who, ())):
                there[served.kind, day].add(who)
    return there


@rule(
    "ILP402",
    "Jadwal: bertugas saat cuti",
    message="{nama} bertugas pada {hari}, padahal cuti {dari} sampai {sampai}",
)
def on_leave(case: Case) -> Iterator[Hit]:
    """Orang yang cuti menurut lembar Cuti tidak dapat dijadwalkan, dan tidak dihitung untuk minimum hari itu.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,19,20,21
        Ina,Bidan,C,C,x   #! ILP402

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,19,20,21
        Ina,Bidan,C,C,C

    Langkah: hapus tugasnya, atau perbaiki tanggal cutinya di roster.
    """
    leave = case.of(known_leave)
    for served in case.of(served_rows):
        for cuti in leave.get(case.district.identities[served.person.path], ()):
            days = sorted(day for day in served.row.on_duty if cuti.covers(day))
            if days and cuti.dari and cuti.sampai:
                dates = {"dari": tanggal(cuti.dari), "sampai": tanggal(cuti.sampai)}
                yield hit(_cell(served.row, days[0]), nama=served.person.nama, hari=_on(days), **_where(served),
                          **dates)  # fmt: skip


def _where(served: Served) -> Mapping[str, str]:
    return {"pustu": served.pustu.nama, "puskesmas": served.puskesmas}


@rule(
    "ILP403",
    "Jadwal: terlalu banyak hari berturut-turut",
    message="{nama} bertugas {rentetan}; paling banyak {batas} hari berturut-turut",
    standard="kerja.hari_berturut",
)
def too_many_in_a_row(case: Case) -> Iterator[Hit]:
    """Batasnya dibaca dari istirahat satu hari untuk enam hari kerja; hari di semua pustu dijumlahkan.

    Kader bukan pekerja; batasnya kebijakan daerah (ILP405). Petugas yang juga kader tidak beristirahat pada hari
    kadernya, jadi hari itu ikut dihitung.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4,5,6,7,8,9
        Yusuf,Perawat,x,x,x,x,x,x,x   #! ILP403

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4,5,6,7,8,9
        Yusuf,Perawat,x,x,x,x,x,x,

    Langkah: beri satu hari istirahat di antaranya.
    """
    limit = figure(case.standards.get("kerja.hari_berturut")) or 0
    for days in _of_staff(case):
        places = dict(reversed(days))
        runs = [run for run in _runs(sorted(places)) if len(run) > limit] if limit else []
        if runs:
            served = places[runs[0][limit]]
            yield hit(
                _cell(served.row, runs[0][limit]),
                nama=served.person.nama,
                rentetan="; ".join(f"{len(run)} hari {tanggal(run[0])} sampai {tanggal(run[-1])}" for run in runs),
                batas=limit,
                **_where(served),
            )


def _runs(days: Sequence[date]) -> Iterator[list[date]]:
    """Days in a row, put together."""
    run: list[date] = []
    for day in days:
        if run and day - run[-1] != timedelta(days=1):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


@rule(
    "ILP404",
    "Jadwal: tanpa istirahat mingguan",
    message="{nama} bertugas {minggu}; harus ada {istirahat} hari istirahat seminggu",
    standard="kerja.istirahat_mingguan",
)
def without_weekly_rest(case: Case) -> Iterator[Hit]:
    """Satu minggu dihitung Senin sampai Minggu, dan hari di semua pustu dijumlahkan, juga yang sebagai kader.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4,5,6,7,8,9
        Yusuf,Perawat,x,x,x,x,x,x,x   #! ILP404

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4,5,6,7,8,9
        Yusuf,Perawat,x,x,x,,x,x,x

    Langkah: kosongkan satu hari dalam minggu itu.
    """
    rest = figure(case.standards.get("kerja.istirahat_mingguan")) or 0
    for days in _of_staff(case):
        weeks = _full_weeks(days, WEEK - rest) if rest else {}
        if weeks:
            day, served = next(iter(weeks.values()))[-1]
            yield hit(_cell(served.row, day), nama=served.person.nama, minggu=_weeks(weeks), istirahat=rest,
                      **_where(served))  # fmt: skip


_Duty = Sequence[tuple[date, Served]]


def _full_weeks(days: _Duty, most: int) -> Mapping[date, _Duty]:
    """The weeks in which somebody serves on more days than these, by their Monday."""
    weeks: dict[date, list[tuple[date, Served]]] = defaultdict(list)
    for day, served in days:
        weeks[day - timedelta(days=day.weekday())].append((day, served))
    return {monday: listed for monday, listed in weeks.items() if len({day for day, _ in listed}) > most}


def _weeks(weeks: Mapping[date, _Duty]) -> str:
    """How many days in which weeks: "7 hari dalam minggu 3–9 Maret 2025"."""
    return daftar(
        f"{len({day for day, _ in days})} hari dalam minggu {monday.day}–{tanggal(monday + timedelta(days=6))}"
        for monday, days in weeks.items()
    )


@rule(
    "ILP405",
    "Jadwal: kader melebihi hari per minggu",
    message="kader {nama} bertugas {minggu}; kebijakan daerah paling banyak {batas} hari seminggu",
)
def kader_too_often(case: Case) -> Iterator[Hit]:
    """Kader adalah relawan; berapa hari ia boleh diminta ditetapkan daerah di `kebijakan: kader_hari_per_minggu`.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4,5,6,7
        Ani,Kader,x,x,x,x,x   #! ILP405

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4,5,6,7
        Ani,Kader,x,x,x,,

    Langkah: bagi harinya dengan kader lain, atau minta desa menambah kader.
    """
    limit = case.district.kebijakan.kader_hari_per_minggu
    for days in _as_kader(case):
        weeks = _full_weeks(days, limit) if limit is not None else {}
        if weeks:
            day, served = next(iter(weeks.values()))[-1]
            yield hit(_cell(served.row, day), nama=served.person.nama, minggu=_weeks(weeks), batas=limit,
                      **_where(served))  # fmt: skip


@rule(
    "ILP406",
    "Jadwal: dua tugas pada hari yang sama",
    message="{nama} bertugas pada {hari} di pustu {pustu}{sebagai} dan {lain}",
)
def in_two_places(case: Case) -> Iterator[Hit]:
    """Satu orang melayani satu tempat sehari, juga bila ia tercatat di dua pustu.

    Ia dihitung sekali sehari: sebagai bidan atau sebagai perawat, juga bila ia tercatat sebagai keduanya. Yang disebut
    sebagai `pendamping` posyandu dari unit lain berada di posyandu itu pada hari bukanya.

    Salah jadwal.csv::

        puskesmas,pustu,nama,profesi,2025-03-03,2025-03-04
        Suli,Cimpu,Ina,Bidan,x,
        Suli,Buntu,Ina,Bidan,x,x   #! ILP406

    Benar jadwal.csv::

        puskesmas,pustu,nama,profesi,2025-03-03,2025-03-04
        Suli,Cimpu,Ina,Bidan,x,
        Suli,Buntu,Ina,Bidan,,x

    Salah jadwal.csv::

        puskesmas,pustu,nama,profesi,2025-03-03,2025-03-04
        Suli,Buntu,Rosi,Bidan,x,
        Suli,Buntu,Rosi,Perawat,x,x   #! ILP406

    Benar jadwal.csv::

        puskesmas,pustu,nama,profesi,2025-03-03,2025-03-04
        Suli,Buntu,Rosi,Bidan,x,
        Suli,Buntu,Rosi,Perawat,,x

    Langkah: pilih salah satu tugasnya untuk hari itu.
    """
    served_days = {day for served in case.of(served_rows) for day in served.row.on_duty}
    away = case.of(companions).away(served_days)
    people = case.of(_by_person)
    for who, listed in people.items():
        gone = [(day, served) for day, served in listed if day in away.get(who, {})]
        if gone:
            day, served = gone[0]
            yield hit(_cell(served.row, day), nama=served.person.nama, hari=_on(day for day, _ in gone), sebagai="",
                      lain=f"mendampingi posyandu {away[who][day].posyandu.nama}", **_where(served))  # fmt: skip
    for days in people.values():
        first: dict[date, Served] = {}
        twice: dict[tuple[_Post, _Post], list[tuple[date, Served]]] = defaultdict(list)
        for day, served in days:
            posts = _post(first.setdefault(day, served)), _post(served)
            if posts[0] != posts[1]:
                twice[posts].append((day, served))
        for ((_, kind), (_, other_kind)), listed in twice.items():
            day, served = listed[0]
            as_one, as_other = (f" sebagai {own}" if kind != other_kind else "" for own in (kind, other_kind))
            yield hit(_cell(served.row, day), nama=served.person.nama, hari=_on(day for day, _ in listed),
                      sebagai=as_other, lain=f"di pustu {first[day].pustu.nama}{as_one}", **_where(served))  # fmt: skip


_Post = tuple[Path, str]


def _post(served: Served) -> _Post:
    """Where and as what a row serves."""
    return served.pustu.path, served.kind


@rule(
    "ILP407",
    "Jadwal: bertugas pada hari tutup",
    message="{nama} bertugas pada {hari}, padahal pustu {pustu} tutup: {sebab}",
    severity=Severity.WARNING,
)
def on_closed_day(case: Case) -> Iterator[Hit]:
    """Hari tutup adalah hari libur nasional, cuti bersama, daftar `libur:` daerah, dan hari di luar hari layanan.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,7,10
        Yusuf,Perawat,x,x   #! ILP407

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,7,10
        Yusuf,Perawat,x,L

    Langkah: hapus tugasnya; bila pustu memang buka, tulis `{tanggal: …, buka: ya}` di `libur:` atau hari layanannya.
    """
    for served in case.of(served_rows):
        days = sorted(day for day in served.row.on_duty if not _open(case, served, day))
        reasons = dict.fromkeys(str(case.of(closed).get(day) or "bukan hari layanan") for day in days)
        if days:
            yield hit(_cell(served.row, days[0]), nama=served.person.nama, hari=_on(days), sebab=daftar(reasons),
                      **_where(served))  # fmt: skip


@rule(
    "ILP408",
    "Jadwal: nama tidak dikenal",
    message="“{nama}” bukan orang pustu {pustu} ({puskesmas}) menurut roster{maksud}",
)
def unknown_name(case: Case) -> Iterator[Hit]:
    """Nama dicocokkan persis dengan orang pustu itu di roster, dengan atau tanpa gelar.

    Orang unit lain dengan nama dan profesi itu dibaca sebagai pinjaman (ILP418), bila hanya satu yang dapat dimaksud;
    selain itu tulis asalnya di belakang namanya: “Ina (dari Buntu)”. Yang tidak dikenal tidak dihitung untuk minimum.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3
        Yusup,Perawat,x   #! ILP408

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3
        Yusuf,Perawat,x

    Langkah: tulis nama seperti di roster; bila dipinjam, tulis juga asalnya: “Ina (dari Buntu)”.
    """
    known = {served.row.path for served in case.of(served_rows)}
    people = people_at(case.district)
    said: set[tuple[Path, str]] = set()
    for row in case.of(jadwal_rows):
        place = unit_of(case.district, row)
        if place is not None and row.path not in known and (place[1].path, row.nama) not in said:
            puskesmas, pustu = place
            said.add((pustu.path, row.nama))
            names = (person.nama for unit in _sought(case, row, pustu) for _, person in people.get(unit, ()))
            hint = maksud(row.nama, names) or _not_lent(case, row, pustu)
            yield hit(_cell(row, column="nama"), nama=row.nama, pustu=pustu.nama, puskesmas=puskesmas,
                      maksud=hint)  # fmt: skip


def _sought(case: Case, row: JadwalRow, pustu: Pustu) -> Iterator[Path]:
    """Where the person of a row is sought: at the pustu, or where somebody lent comes from."""
    if row.asal is None:
        yield pustu.path
        return
    for unit in people_at(case.district):
        if unit != pustu.path and (not row.asal or comes_from(case.district, row.asal, unit)):
            yield unit


def _not_lent(case: Case, row: JadwalRow, pustu: Pustu) -> str:
    """Who elsewhere bears the name of a row, where it cannot be told that they are lent; that nobody does of a loan."""
    others = [
        f"{person.profesi if isinstance(person, Petugas) else 'kader'} {unit_label(case.district, home)}"
        for person in lenders(case, row, pustu)
        if (home := home_of(person)) is not None
    ]
    if not others:
        return f"; di {row.asal} dan di unit lain pun tidak ada yang bernama itu" if row.asal else ""
    from_there = f", bukan di {row.asal}" if row.asal else ""
    return f"; yang bernama itu: {daftar(others)}{from_there}"


@rule(
    "ILP409",
    "Jadwal: hari buka tanpa pendamping",
    message="{tempat} ({puskesmas}): {sebab}",
    standard="posyandu.pendamping",
)
def outing_alone(case: Case) -> Iterator[Hit]:
    """Hari buka posyandu didampingi tenaga kesehatan.

    Bacaan program (turunan): nakes pustu pembinanya mendampingi, satu untuk tiap posyandu, ditandai P; ia tetap
    dihitung bertugas, dan sedikitnya satu nakes lain tinggal di pustu.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,11
        Ina,Bidan,x   #! ILP409
        Yusuf,Perawat,x

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,11
        Ina,Bidan,P
        Yusuf,Perawat,x

    Langkah: tandai pendampingnya dengan P, atau minta nakes puskesmas induk mendampingi.
    """
    for rows in _by_unit(case).values():
        nakes = [served for served in rows if served.kind in NAKES]
        alone = dict(_alone(nakes, opened_on(case, rows)))
        if alone:
            first = next(iter(alone))
            shown = next((served for served in (*nakes, *rows) if first in served.row.days), rows[0])
            yield hit(_cell(shown.row, first), tempat=sebutan("pustu", shown.pustu.nama),
                      sebab="; ".join(alone.values()), **_where(shown))  # fmt: skip


def alone_days(case: Case) -> tuple[tuple[Path, date], ...]:
    """Every day on which a posyandu opens without a companion, or leaves the pustu without a nakes."""
    return tuple(
        (unit, day)
        for unit, rows in _by_unit(case).items()
        for day, _ in _alone([served for served in rows if served.kind in NAKES], opened_on(case, rows))
    )


def _alone(nakes: Sequence[Served], opened: Mapping[date, Sequence[str]]) -> Iterator[tuple[date, str]]:
    """The days on which too few nakes accompany what opens, or none stays behind, in words."""
    for day, names in sorted(opened.items()):
        signs = [served.row.marks.get(day) for served in nakes]
        with_them, on_duty = signs.count(POSYANDU), sum(sign in ON_DUTY for sign in signs)
        what = f"posyandu {daftar(names)} buka {tanggal(day)}"
        if with_them < len(names):
            yield day, f"{what}, {with_them} nakes mendampingi {len(names)} posyandu"
        elif with_them == on_duty:
            yield day, f"{what}, tidak ada nakes lain yang tinggal di pustu"


def opened_on(case: Case, rows: Sequence[Served], *, every: bool = False) -> Mapping[date, list[str]]:
    """The posyandu that a pustu guides, by the service days on which they open.

    Those that somebody from elsewhere goes with are left out, unless `every` one is asked for.
    """
    first = rows[0]
    days = {day for served in rows for day in served.row.days}
    opened: dict[date, list[str]] = defaultdict(list)
    for unit in case.of(_guided).get((first.pustu.path[:2], normal(first.pustu.nama)), ()):
        if unit.hari_buka is None:
            continue
        for year, month in {(day.year, day.month) for day in days}:
            for day in days.intersection(unit.hari_buka.days(year, month)):
                helped = not every and case.of(companions).from_elsewhere(unit, day) is not None
                if _open(case, first, day) and not helped:
                    opened[day].append(unit.nama)
    return opened


def _guided(case: Case) -> Mapping[tuple[Path, str], Sequence[Posyandu]]:
    """The posyandu of each puskesmas by the name of the pustu that guides them, as names are compared."""
    guided: dict[tuple[Path, str], list[Posyandu]] = defaultdict(list)
    for puskesmas in case.district.puskesmas:
        for unit in puskesmas.posyandu:
            guided[puskesmas.path, normal(unit.pustu or "")].append(unit)
    return guided


@rule("ILP410", "Jadwal: tanda tidak dikenal", message="{nama}: {sebab}; tidak dihitung bertugas")
def strange_mark(case: Case) -> Iterator[Hit]:
    """Tanda lain, sel galat dan rumus tanpa hasil tidak ditebak; orangnya tidak dihitung pada hari itu.

    Jadwal pustu tidak bergilir: M (malam) dan tanda dinas lain bukan tanda di sini.

    Yang dikenal: ● x v 1 ✓ hadir (bertugas), P (mendampingi posyandu), C (cuti), L (libur), S (sakit), I (izin),
    - atau kosong (tidak bertugas).

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3
        Yusuf,Perawat,?   #! ILP410

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3
        Yusuf,Perawat,x

    Langkah: tulis ● bila bertugas, P bila mendampingi posyandu, C bila cuti; kosongkan bila tidak bertugas.
    """
    for row in case.of(jadwal_rows):
        signs: dict[str, list[date]] = defaultdict(list)
        for day, text in sorted(row.strange.items()):
            like = f", tampak seperti {row.shifts[day].giliran}" if day in row.shifts else ""
            signs[f"tanda “{text}” tidak dikenal{like}"].append(day)
        faults: dict[str, list[date]] = defaultdict(list)
        for day, words in sorted(row.faulty.items()):
            faults[f"sel {words}"].append(day)
        for told in (signs, faults):
            if told:
                first = min(min(days) for days in told.values())
                reasons = "; ".join(f"{words} ({_on(days)})" for words, days in told.items())
                yield hit(_cell(row, first), nama=row.nama, sebab=reasons)


@rule(
    "ILP411",
    "Jadwal: pustu tidak terdaftar",
    message="pustu “{nama}” di puskesmas “{puskesmas}” tidak terdaftar{maksud}",
)
def unknown_unit(case: Case) -> Iterator[Hit]:
    """Jadwal dicocokkan dengan pustu di roadmap.yaml lewat namanya; baris pustu yang tidak terdaftar tidak diperiksa.

    Salah jadwal.csv::

        Pustu: Cimpo,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3
        Yusuf,Perawat,x   #! ILP411

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3
        Yusuf,Perawat,x

    Langkah: tulis nama pustu dan puskesmas seperti di roadmap.yaml.
    """
    said: set[tuple[str, str]] = set()
    for row in case.of(jadwal_rows):
        if unit_of(case.district, row) is None and (row.puskesmas, row.pustu) not in said:
            said.add((row.puskesmas, row.pustu))
            puskesmas = case.district.find(row.puskesmas)
            known = (
                puskesmas.pustu if puskesmas else [unit for induk in case.district.puskesmas for unit in induk.pustu]
            )
            hint = maksud(row.pustu, (unit.nama for unit in known))
            yield hit(_cell(row, column="pustu"), nama=row.pustu, puskesmas=row.puskesmas, maksud=hint)


@rule(
    "ILP412",
    "Jadwal: di luar hari atau masa tugas",
    message="{nama} bertugas pada {hari}, padahal {sebab}",
    severity=Severity.WARNING,
)
def outside_own_days(case: Case) -> Iterator[Hit]:
    """Hari tugas dan masa tugas (`mulai`, `sampai`) tercatat di roster. Di luar masa tugasnya seseorang tidak dihitung.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4
        Wati,Kader,x,x   #! ILP412

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4
        Wati,Kader,x,

    Langkah: pindahkan tugasnya, atau perbarui hari tugasnya di roster.
    """
    for served in case.of(served_rows):
        reasons: dict[str, list[date]] = defaultdict(list)
        for day in sorted(served.row.on_duty):
            reasons[_outside(served, day)].append(day)
        for reason, days in reasons.items():
            if reason:
                yield hit(_cell(served.row, days[0]), nama=served.person.nama, hari=_on(days), sebab=reason,
                          **_where(served))  # fmt: skip


def _outside(served: Served, day: date) -> str:
    """Why a day lies outside what the roster says of a person; "" where it does not."""
    if not served.serves_on(day):
        return f"di luar masa tugasnya di {'unit asalnya' if served.homes else 'sini'}"
    weekdays = frozenset().union(*(person.hari or () for person in served.people))
    return "" if served.usual_on(day) else f"hari tugasnya {hari_text(weekdays)}"


RULES = (
    below_minimum,
    on_leave,
    too_many_in_a_row,
    without_weekly_rest,
    kader_too_often,
    in_two_places,
    on_closed_day,
    unknown_name,
    outing_alone,
    strange_mark,
    unknown_unit,
    outside_own_days,
)
