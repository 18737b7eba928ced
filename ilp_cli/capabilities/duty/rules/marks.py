"""ILP416 and ILP417: marks that mean one thing in the roster of a pustu and another in that of a ward."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ilp_cli.capabilities.duty.model.jadwal import POSYANDU, JadwalRow
from ilp_cli.capabilities.duty.model.serving import Served, jadwal_rows, served_rows
from ilp_cli.capabilities.duty.rules.roster import opened_on
from ilp_cli.core.finding import Severity
from ilp_cli.core.names import normal
from ilp_cli.core.words import daftar, rentang, tanggal
from ilp_cli.district.case import Case
from ilp_cli.rulebook.rule import Hit, hit, rule

_ALIKE = "; bila maksudnya {giliran}, tulis ●"


@rule(
    "ILP416",
    "Jadwal: P pada hari tanpa posyandu",
    message="{nama} ditandai P (mendampingi posyandu) pada {hari}, padahal {sebab}{maksud}",
    severity=Severity.WARNING,
)
def companion_of_none(case: Case) -> Iterator[Hit]:
    """P berarti mendampingi posyandu yang buka hari itu. Di jadwal ruangan P berarti dinas pagi; pustu tidak bergilir.

    Orangnya tetap dihitung bertugas. Hari buka dibaca dari `hari_buka` posyandu yang dibina pustu itu di roadmap.yaml.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,11,12
        Ina,Bidan,P,P   #! ILP416
        Yusuf,Perawat,x,x

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,11,12
        Ina,Bidan,P,x
        Yusuf,Perawat,x,x

    Langkah: tulis ● bila ia bertugas di pustu; bila posyandu memang buka hari itu, perbaiki `hari_buka`.
    """
    for served, days in _companions(case):
        shift = next((served.row.shifts[day].giliran for day in days if day in served.row.shifts), "")
        alike = _ALIKE.format(giliran=shift) if shift else ""
        where = {"pustu": served.pustu.nama, "puskesmas": served.puskesmas}
        yield hit((*served.row.path, days[0].isoformat()), nama=served.person.nama, hari=rentang(days),
                  sebab=_none_opens(case, served), maksud=alike, **where)  # fmt: skip


def _companions(case: Case) -> Iterator[tuple[Served, list[date]]]:
    """Whoever is marked as accompanying a posyandu on days on which none of the pustu is known to open."""
    for served in case.of(served_rows):
        marked = [day for day, mark in sorted(served.row.marks.items()) if mark == POSYANDU]
        opened = opened_on(case, [served], every=True) if marked else {}
        if days := [day for day in marked if day not in opened]:
            yield served, days


def _none_opens(case: Case, served: Served) -> str:
    """Why no posyandu is known to open: none on that day, or nobody has said when they do."""
    home = next(puskesmas for puskesmas in case.district.puskesmas if puskesmas.path == served.pustu.path[:2])
    guided = [unit for unit in home.posyandu if normal(unit.pustu or "") == normal(served.pustu.nama)]
    unsaid = [unit for unit in guided if unit.hari_buka is None]
    if not guided:
        return "tidak ada posyandu binaan pustu itu di roadmap.yaml"
    if len(unsaid) == len(guided):
        return "hari_buka posyandu binaan pustu itu belum diisi di roadmap.yaml"
    unknown = f" ({len(unsaid)} posyandu belum diisi hari_buka-nya)" if unsaid else ""
    return f"tidak ada posyandu binaannya yang buka{unknown}"


@rule(
    "ILP417",
    "Jadwal: tanda yang tampak seperti dinas bergilir",
    message="{nama}: “{tanda}” pada {hari} dibaca tidak bertugas, padahal tampak seperti {giliran}: {sebab}",
    severity=Severity.WARNING,
)
def like_a_shift(case: Case) -> Iterator[Hit]:
    """S berarti sakit, jadi orangnya tidak dihitung. Di jadwal ruangan S berarti dinas siang atau sore.

    S disebut bila berkas itu memuat tanda dinas lain (M, pagi, malam, atau P pada hari tanpa posyandu), bila harinya
    belum tiba pada hari pemeriksaan, atau bila diselingi hari bertugas. Yang ditulis lengkap (`sakit`) tidak disebut.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4,5
        Ina,Bidan,x,x,x
        Yusuf,Perawat,S,x,S   #! ILP417

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4,5
        Ina,Bidan,x,x,x
        Yusuf,Perawat,x,x,x

    Langkah: tulis ● bila ia bertugas, `sakit` bila ia memang sakit.
    """
    others = _other_shifts(case)
    for row in case.of(jadwal_rows):
        days = sorted(day for day in row.shifts if day not in row.marks and day not in row.strange)
        reason = f"berkas ini juga memuat {others}" if others else _unlike_illness(row, days, case.pada)
        if days and reason:
            signs, shifts = (dict.fromkeys(row.shifts[day][part] for day in days) for part in (0, 1))
            yield hit((*row.path, days[0].isoformat()), nama=row.nama, tanda=" dan ".join(signs), hari=rentang(days),
                      giliran=" atau ".join(shifts), sebab=reason)  # fmt: skip


def _unlike_illness(row: JadwalRow, days: Sequence[date], pada: date) -> str:
    """Why these days can hardly be illness; "" where they can."""
    if any(day > pada for day in days):
        return f"harinya belum tiba pada {tanggal(pada)}"
    if days and any(days[0] < day < days[-1] for day in row.on_duty):
        return "diselingi hari bertugas"
    return ""


def _other_shifts(case: Case) -> str:
    """The marks of the file that are nothing but shifts, in words; "" where there is none."""
    signs = {row.shifts[day].tanda for row in case.of(jadwal_rows) for day in row.strange if day in row.shifts}
    words = [f"“{sign}”" for sign in sorted(signs)]
    words += ["P pada hari tanpa posyandu"] if any(_companions(case)) else []
    return daftar(words)


RULES = (companion_of_none, like_a_shift)
