"""ILP401 to ILP412: whether a duty roster, as planned or as edited by hand, keeps to the minimum and the limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from ilp_cli.capabilities.duty.model.jadwal import ON_DUTY, POSYANDU, JadwalRow
from ilp_cli.capabilities.duty.model.serving import Served, jadwal_rows, served_rows, unit_of
from ilp_cli.capabilities.duty.rules.calendar import closed
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import maksud, normal, sebutan
from ilp_cli.core.weekdays import hari_text
from ilp_cli.core.words import HARI, daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.identity import Who
from ilp_cli.district.leave import leave_of
from ilp_cli.district.people import KINDS, NAKES, Cuti
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


def _by_person(case: Case, *, kader: bool) -> Mapping[object, list[tuple[date, Served]]]:
    """The days of duty of each person over all pustu, in order of date: of kader, or of everybody else."""
    by_person: dict[object, list[tuple[date, Served]]] = defaultdict(list)
    for served in case.of(served_rows):
        if (served.kind == "kader") is kader:
            by_person[case.district.identities[served.person.path]] += [(day, served) for day in served.row.on_duty]
    return {who: sorted(days, key=lambda item: (item[0], item[1].row.path)) for who, days in by_person.items()}


def _open(case: Case, served: Served, day: date) -> bool:
    return day.weekday() in case.district.service_days(served.pustu) and day not in case.of(closed)


@rule(
    "ILP401",
    "Jadwal: hari di bawah minimum",
    message="{tempat} ({puskesmas}), {hari} {tanggal}: {ada} {jenis} bertugas, minimum {minimum}",
    standard="pustu.hari_layanan",
)
def below_minimum(case: Case) -> Iterator[Hit]:
    """Setiap hari layanan membutuhkan sedikitnya satu bidan, satu perawat dan dua kader.

    Yang mendampingi posyandu (P) tetap dihitung, karena pelayanan pustu di dalam dan di luar gedung (turunan); yang
    cuti tidak.

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
    leave = leave_of(case.district)
    for rows in _by_unit(case).values():
        first, there = rows[0], _counted(case, rows, leave)
        days = sorted({day for served in rows for day in served.row.days if _open(case, served, day)})
        for kind in KINDS:
            minimum = figure(case.standards.get(f"pustu.{kind}")) or 0
            short = [day for day in days if len(there[kind, day]) < minimum]
            own = [served for served in rows if served.kind == kind]
            for day in short:
                shown = next((served.row for served in (*own, *rows) if day in served.row.days), first.row)
                yield hit(
                    _cell(shown, day),
                    tempat=sebutan("pustu", first.pustu.nama),
                    hari=HARI[day.weekday()],
                    tanggal=tanggal(day),
                    ada=len(there[kind, day]),
                    jenis=kind,
                    minimum=minimum,
                    **_where(first),
                )


def _counted(
    case: Case, rows: Sequence[Served], leave: Mapping[Who, tuple[Cuti, ...]]
) -> Mapping[tuple[str, date], set[object]]:
    """Who counts at a pustu, by kind and day: on duty, still serving there, not on leave."""
    there: dict[tuple[str, date], set[object]] = defaultdict(set)
    for served in rows:
        who = case.district.identities[served.person.path]
        for day in served.row.on_duty:
            if served.serves_on(day) and not any(cuti.covers(day) for cuti in leave.get(who, ())):
                there[served.kind, day].add(who)
    return there


@rule(
    "ILP402",
    "Jadwal: bertugas saat cuti",
    message="{nama} bertugas pada {tanggal}, padahal cuti {dari} sampai {sampai}",
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
    leave = leave_of(case.district)
    for served in case.of(served_rows):
        for day in sorted(served.row.on_duty):
            for cuti in leave.get(case.district.identities[served.person.path], ()):
                if cuti.covers(day) and cuti.dari and cuti.sampai:
                    dates = {"dari": tanggal(cuti.dari), "sampai": tanggal(cuti.sampai)}
                    yield hit(
                        _cell(served.row, day), nama=served.person.nama, tanggal=tanggal(day), **_where(served), **dates
                    )


def _where(served: Served) -> Mapping[str, str]:
    return {"pustu": served.pustu.nama, "puskesmas": served.puskesmas}


@rule(
    "ILP403",
    "Jadwal: terlalu banyak hari berturut-turut",
    message="{nama} bertugas {jumlah} hari berturut-turut, {dari} sampai {sampai}; paling banyak {batas}",
    standard="kerja.hari_berturut",
)
def too_many_in_a_row(case: Case) -> Iterator[Hit]:
    """Batasnya dibaca dari istirahat satu hari untuk enam hari kerja; hari di semua pustu dijumlahkan.

    Kader bukan pekerja; batasnya kebijakan daerah (ILP405).

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
    for days in _by_person(case, kader=False).values():
        places = dict(reversed(days))
        for run in _runs(sorted(places)) if limit else ():
            if len(run) > limit:
                served = places[run[limit]]
                yield hit(
                    _cell(served.row, run[limit]),
                    nama=served.person.nama,
                    jumlah=len(run),
                    dari=tanggal(run[0]),
                    sampai=tanggal(run[-1]),
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
    message="{nama} bertugas {jumlah} hari dalam minggu {senin}; harus ada {istirahat} hari istirahat",
    standard="kerja.istirahat_mingguan",
)
def without_weekly_rest(case: Case) -> Iterator[Hit]:
    """Satu minggu dihitung Senin sampai Minggu, dan hari di semua pustu dijumlahkan.

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
    for monday, days in _weeks(_by_person(case, kader=False).values()):
        if rest and len({day for day, _ in days}) > 7 - rest:
            day, served = days[-1]
            count = len({day for day, _ in days})
            yield hit(_cell(served.row, day), nama=served.person.nama, jumlah=count, senin=_week(monday),
                      istirahat=rest, **_where(served))  # fmt: skip


def _weeks(people: Iterable[Sequence[tuple[date, Served]]]) -> Iterator[tuple[date, list[tuple[date, Served]]]]:
    """The days of duty of each person week by week, with the Monday of the week."""
    for days in people:
        weeks: dict[date, list[tuple[date, Served]]] = defaultdict(list)
        for day, served in days:
            weeks[day - timedelta(days=day.weekday())].append((day, served))
        yield from weeks.items()


def _week(monday: date) -> str:
    return f"{monday.day}–{tanggal(monday + timedelta(days=6))}"


@rule(
    "ILP405",
    "Jadwal: kader melebihi hari per minggu",
    message="kader {nama} bertugas {jumlah} hari dalam minggu {senin}; kebijakan daerah paling banyak {batas}",
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
    for monday, days in _weeks(_by_person(case, kader=True).values()):
        count = len({day for day, _ in days})
        if limit is not None and count > limit:
            day, served = days[-1]
            yield hit(_cell(served.row, day), nama=served.person.nama, jumlah=count, senin=_week(monday), batas=limit,
                      **_where(served))  # fmt: skip


@rule(
    "ILP406",
    "Jadwal: di dua pustu pada hari yang sama",
    message="{nama} bertugas pada {tanggal} di pustu {pustu} dan di pustu {lain}",
)
def in_two_places(case: Case) -> Iterator[Hit]:
    """Satu orang melayani satu tempat sehari, juga bila ia tercatat di dua pustu.

    Salah jadwal.csv::

        puskesmas,pustu,nama,profesi,2025-03-03,2025-03-04
        Suli,Cimpu,Ina,Bidan,x,
        Suli,Buntu,Ina,Bidan,x,x   #! ILP406

    Benar jadwal.csv::

        puskesmas,pustu,nama,profesi,2025-03-03,2025-03-04
        Suli,Cimpu,Ina,Bidan,x,
        Suli,Buntu,Ina,Bidan,,x

    Langkah: pilih salah satu pustu untuk hari itu.
    """
    for kader in (False, True):
        for days in _by_person(case, kader=kader).values():
            first: dict[date, Served] = {}
            for day, served in days:
                other = first.setdefault(day, served)
                if other.pustu.path != served.pustu.path:
                    yield hit(_cell(served.row, day), nama=served.person.nama, tanggal=tanggal(day),
                              lain=other.pustu.nama, **_where(served))  # fmt: skip


@rule(
    "ILP407",
    "Jadwal: bertugas pada hari tutup",
    message="{nama} bertugas pada {hari} {tanggal}, padahal pustu {pustu} tutup: {sebab}",
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
        for day in sorted(served.row.on_duty):
            if not _open(case, served, day):
                reason = case.of(closed).get(day)
                sebab = str(reason) if reason else "bukan hari layanan"
                yield hit(
                    _cell(served.row, day),
                    nama=served.person.nama,
                    hari=HARI[day.weekday()],
                    tanggal=tanggal(day),
                    sebab=sebab,
                    **_where(served),
                )


@rule(
    "ILP408",
    "Jadwal: nama tidak dikenal",
    message="“{nama}” bukan orang pustu {pustu} ({puskesmas}) menurut roster{maksud}",
)
def unknown_name(case: Case) -> Iterator[Hit]:
    """Nama dicocokkan persis dengan orang pustu itu di roster, dengan atau tanpa gelar.

    Yang tidak dikenal tidak dihitung untuk minimum.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3
        Yusup,Perawat,x   #! ILP408

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3
        Yusuf,Perawat,x

    Langkah: tulis nama seperti di roster, atau catat penugasannya di roster lebih dulu.
    """
    known = {served.row.path for served in case.of(served_rows)}
    people = people_at(case.district)
    for row in case.of(jadwal_rows):
        place = unit_of(case.district, row)
        if place is not None and row.path not in known:
            puskesmas, pustu = place
            names = (person.nama for _, person in people.get(pustu.path, ()))
            yield hit(_cell(row, column="nama"), nama=row.nama, pustu=pustu.nama, puskesmas=puskesmas,
                      maksud=maksud(row.nama, names))  # fmt: skip


@rule(
    "ILP409",
    "Jadwal: hari buka tanpa pendamping",
    message="posyandu {posyandu} buka {tanggal}: {sebab}",
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
        for day, names in sorted(_opened(case, rows).items()):
            signs = [served.row.marks.get(day) for served in nakes]
            with_them, on_duty = signs.count(POSYANDU), sum(sign in ON_DUTY for sign in signs)
            if with_them < len(names):
                reason = f"{with_them} nakes mendampingi {len(names)} posyandu"
            elif with_them == on_duty:
                reason = "tidak ada nakes lain yang tinggal di pustu"
            else:
                continue
            shown = next((served for served in (*nakes, *rows) if day in served.row.days), rows[0])
            yield hit(
                _cell(shown.row, day), posyandu=daftar(names), tanggal=tanggal(day), sebab=reason, **_where(shown)
            )


def _opened(case: Case, rows: Sequence[Served]) -> Mapping[date, list[str]]:
    """The posyandu that a pustu guides, by the service days on which they open."""
    first = rows[0]
    days = {day for served in rows for day in served.row.days}
    opened: dict[date, list[str]] = defaultdict(list)
    for puskesmas in case.district.puskesmas:
        for unit in puskesmas.posyandu if puskesmas.path == first.pustu.path[:2] else ():
            if unit.hari_buka is not None and normal(unit.pustu or "") == normal(first.pustu.nama):
                for year, month in {(day.year, day.month) for day in days}:
                    day = unit.hari_buka.on(year, month)
                    if day in days and _open(case, first, day):
                        opened[day].append(unit.nama)
    return opened


@rule("ILP410", "Jadwal: tanda tidak dikenal", message="{nama}, {tanggal}: tanda “{tanda}” tidak dikenal")
def strange_mark(case: Case) -> Iterator[Hit]:
    """Tanda lain tidak ditebak, jadi orangnya tidak dihitung pada hari itu.

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

    Langkah: ganti dengan salah satu tanda di atas.
    """
    for row in case.of(jadwal_rows):
        for day, text in sorted(row.strange.items()):
            yield hit(_cell(row, day), nama=row.nama, tanggal=tanggal(day), tanda=text)


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
    message="{nama} bertugas pada {hari} {tanggal}, padahal {sebab}",
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
        for day in sorted(served.row.on_duty):
            reason = _outside(served, day)
            if reason:
                yield hit(_cell(served.row, day), nama=served.person.nama, hari=HARI[day.weekday()],
                          tanggal=tanggal(day), sebab=reason, **_where(served))  # fmt: skip


def _outside(served: Served, day: date) -> str:
    """Why a day lies outside what the roster says of a person; "" where it does not."""
    if not served.serves_on(day):
        return "di luar masa tugasnya di sini"
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
