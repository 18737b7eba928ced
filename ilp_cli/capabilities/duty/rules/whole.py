"""ILP413 to ILP415: whether a duty roster that was handed in is whole: no pustu, no day lost, nobody twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ilp_cli.capabilities.duty.model.serving import Served, served_rows
from ilp_cli.capabilities.duty.rules.calendar import closed
from ilp_cli.core.finding import Severity
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import daftar, rentang
from ilp_cli.district.calendar import days_between
from ilp_cli.district.case import Case
from ilp_cli.district.presence import people_at
from ilp_cli.rulebook.rule import Hit, hit, rule


@rule(
    "ILP413",
    "Jadwal: pustu lokus tidak ada di dalamnya",
    message="jadwal ini memuat {ada} dari {semua} pustu lokus; tidak ada: {daftar}",
    severity=Severity.NOTE,
)
def pustu_missing(case: Case) -> Iterator[Hit]:
    """Lembar yang terhapus tidak boleh tampak seperti jadwal tanpa kesalahan. Jadwal satu puskesmas saja boleh.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4
        Ina,Bidan,x,   #! ILP413

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4
        Ina,Bidan,x,
        Pustu: Buntu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4
        Ina,Bidan,,x

    Langkah: bila pustu itu seharusnya ada, ambil lagi lembarnya dari jadwal semula.
    """
    if not case.of(served_rows):
        return
    days = [day for served in case.of(served_rows) for day in served.row.days]
    year = max(day.year for day in days)
    stages = tuple(stage for stage in case.district.years() if stage <= year)
    people = people_at(case.district)  # without anybody there is no row to lose
    named = case.district.lokus_pustu(stages, min(days))
    lokus = [(puskesmas, pustu) for _, _, puskesmas, _, pustu in named if people.get(pustu.path)]
    there = {served.pustu.path for served in case.of(served_rows)}
    missing = [f"{sebutan('pustu', pustu.nama)} ({at.nama})" for at, pustu in lokus if pustu.path not in there]
    if missing:
        present = len(lokus) - len(missing)
        yield hit((*case.of(served_rows)[0].row.path, "nama"), ada=present, semua=len(lokus), daftar=daftar(missing))


@rule(
    "ILP414",
    "Jadwal: kolom hari layanan hilang",
    message="{tempat} ({puskesmas}): hari layanan tanpa kolom: {daftar}",
    severity=Severity.WARNING,
)
def day_missing(case: Case) -> Iterator[Hit]:
    """Hari layanan di antara hari pertama dan terakhir jadwal yang tidak punya kolom tidak dapat diperiksa.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4,6
        Ina,Bidan,x,x,x   #! ILP414

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4,5,6
        Ina,Bidan,x,x,x,x

    Langkah: sisipkan lagi kolom hari itu, lalu isi tugasnya.
    """
    for rows in _by_unit(case).values():
        first = rows[0]
        days = {day for served in rows for day in served.row.days}
        usual = case.district.service_days(first.pustu)
        lost = [
            day
            for day in days_between(min(days), max(days))
            if day not in days and day.weekday() in usual and day not in case.of(closed)
        ]
        if lost:
            place = sebutan("pustu", first.pustu.nama)
            where = {"pustu": first.pustu.nama, "puskesmas": first.puskesmas}
            yield hit((*first.row.path, "nama"), tempat=place, daftar=rentang(lost), **where)


@rule(
    "ILP415",
    "Jadwal: orang tertulis dua kali",
    message="{nama} tertulis dua kali di {tempat} ({puskesmas}) untuk hari yang sama; baris lainnya di {letak}",
)
def person_twice(case: Case) -> Iterator[Hit]:
    """Dua baris untuk orang, pustu dan hari yang sama dapat bertentangan; tidak jelas mana yang berlaku.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4
        Ina,Bidan,x,
        Ina,Bidan,,x   #! ILP415

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4
        Ina,Bidan,x,x

    Langkah: hapus baris atau lembar yang tidak berlaku.
    """
    seen: dict[object, tuple[set[date], Served]] = {}
    for served in case.of(served_rows):
        who = case.district.identities[served.person.path], served.pustu.path, served.kind
        days, first = seen.setdefault(who, (set(), served))
        if days.intersection(served.row.days):
            where = {"pustu": served.pustu.nama, "puskesmas": served.puskesmas}
            yield hit(
                (*served.row.path, "nama"),
                nama=served.person.nama,
                tempat=sebutan("pustu", served.pustu.nama),
                letak=str(first.row.place("nama")),
                **where,
            )
        days.update(served.row.days)


def _by_unit(case: Case) -> dict[object, list[Served]]:
    by_unit: dict[object, list[Served]] = {}
    for served in case.of(served_rows):
        by_unit.setdefault(served.pustu.path, []).append(served)
    return by_unit


RULES = (pustu_missing, day_missing, person_twice)
