"""ILP418 and ILP419: people of another unit who are lent to a pustu by a duty roster, and what that unit keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ilp_cli.capabilities.duty.model.serving import Served, lent_days, served_rows, unit_label
from ilp_cli.capabilities.duty.rules.calendar import closed
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import daftar, rentang
from ilp_cli.district.case import Case
from ilp_cli.district.leave import known_leave
from ilp_cli.district.people import KINDS, Kader, Petugas
from ilp_cli.district.presence import AT_WORK, people_at, serves
from ilp_cli.law.standard import figure
from ilp_cli.rulebook.rule import Hit, hit, rule


@rule(
    "ILP418",
    "Jadwal: dipinjam dari unit lain",
    message="{nama} dihitung di {tempat} sebagai pinjaman dari {asal} pada {hari}; di sana ia tidak dihitung hari itu",
    severity=Severity.NOTE,
)
def lent(case: Case) -> Iterator[Hit]:
    """Orang unit lain yang ditulis di jadwal sebuah pustu dibaca sebagai pinjaman pada hari yang ditandai.

    Ia dihitung untuk minimum pustu itu, dan unit asalnya kehilangan harinya. Asalnya boleh ditulis di belakang namanya,
    “Rina (dari Suli)”, dan harus bila beberapa orang bernama sama. Batas hari kerjanya dijumlahkan di semua pustu.

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4
        Ina,Bidan,x,
        Rina (dari Suli),Bidan,,x   #! ILP418

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4
        Ina,Bidan,x,x

    Langkah: pastikan orangnya benar dan unit asalnya setuju; bila bukan dia, betulkan namanya.
    """
    for served in _loans(case):
        days = sorted(served.row.on_duty)
        place = f"{sebutan('pustu', served.pustu.nama)} ({served.puskesmas})"
        yield hit((*served.row.path, days[0].isoformat()), nama=served.person.nama, tempat=place,
                  asal=_homes(case, served), hari=rentang(days), pustu=served.pustu.nama,
                  puskesmas=served.puskesmas)  # fmt: skip


def _loans(case: Case) -> Iterator[Served]:
    return (served for served in case.of(served_rows) if served.homes and served.row.on_duty)


def _homes(case: Case, served: Served) -> str:
    return daftar(unit_label(case.district, home) for home in served.homes)


@rule(
    "ILP419",
    "Jadwal: unit asal kekurangan karena pinjaman",
    message="{asal}: {sisa} sesudah meminjamkan {nama} ke {tempat}; paling sedikit {minimum}",
    severity=Severity.WARNING,
)
def home_left_short(case: Case) -> Iterator[Hit]:
    """Unit yang meminjamkan tetap melayani. Yang jadwalnya tidak ada di berkas ini dihitung dari roster.

    Pustu asal mempertahankan minimum pustu. Puskesmas induk mempertahankan `kebijakan: induk_minimum`, satu orang tiap
    jenis bila daerah tidak menetapkannya (bacaan program).

    Salah jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4
        Ina,Bidan,x,
        Rina,Bidan,,x   #! ILP419

    Benar jadwal.csv::

        Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025
        nama,profesi,3,4
        Ina,Bidan,x,x

    Langkah: pinjam dari unit lain atau pada hari lain, atau isi pengganti di unit asalnya.
    """
    planned = {served.pustu.path for served in case.of(served_rows) if not served.homes}
    for served in _loans(case):
        for home in served.homes:
            minimum = _kept(case, home, served.kind)
            left: dict[int, list[date]] = defaultdict(list)
            for day in sorted(served.row.on_duty) if home not in planned else ():
                if day.weekday() in case.district.days_of(home) and day not in case.of(closed):
                    left[_at_home(case, home, served.kind, day)].append(day)
            short = {ada: days for ada, days in sorted(left.items()) if ada < minimum}
            if short:
                first = min(min(days) for days in short.values())
                words = "; ".join(f"tinggal {ada} {served.kind} pada {rentang(days)}" for ada, days in short.items())
                place = f"{sebutan('pustu', served.pustu.nama)} ({served.puskesmas})"
                yield hit((*served.row.path, first.isoformat()), asal=unit_label(case.district, home), sisa=words,
                          nama=served.person.nama, tempat=place, minimum=minimum, pustu=served.pustu.nama,
                          puskesmas=served.puskesmas)  # fmt: skip


def _kept(case: Case, home: Path, kind: str) -> int:
    """How many of a kind a unit keeps; 0 for kinds that no pustu needs."""
    if kind not in KINDS:
        return 0
    if home[-2] == "puskesmas":
        return case.district.kebijakan.kept_at_induk(kind)
    return figure(case.standards.get(f"pustu.{kind}")) or 0


def _at_home(case: Case, home: Path, kind: str, day: date) -> int:
    """How many of a kind serve at a unit on a day, by the roster, less those lent away."""
    leave, identities = case.of(known_leave), case.district.identities
    people = {
        identities[person.path]
        for own, person in case.of(_people).get(home, ())
        if own == kind and serves(person, day, AT_WORK, leave.get(identities[person.path], ()))
    }
    return sum((who, home, day) not in case.of(lent_days) for who in people)


def _people(case: Case) -> Mapping[Path, Sequence[tuple[str, Petugas | Kader]]]:
    return people_at(case.district)


RULES = (lent, home_left_short)
