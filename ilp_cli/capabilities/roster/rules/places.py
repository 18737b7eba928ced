"""Where the people of a roster serve: nobody serves at a puskesmas that is closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.people import Kader, Petugas
from ilp_cli.district.presence import COUNTED, serves
from ilp_cli.rulebook.rule import Hit, hit, rule


@rule(
    "ILP331",
    "Orang di puskesmas yang sudah tutup",
    message="{jumlah} masih tercatat di {tempat}, tutup sejak {tanggal}; yang pertama “{nama}”",
    severity=Severity.WARNING,
)
def at_closed_puskesmas(case: Case) -> Iterator[Hit]:
    """Yang masih tercatat di puskesmas yang tutup atau bergabung tidak melayani di unit mana pun.

    Satu temuan tiap puskesmas, di baris orang pertamanya. Yang masa tugasnya sudah berakhir tidak disebut.

    Salah (2026-11-21)::

        puskesmas: [{nama: Bua}, {nama: Suli, tutup: 2026-01-01}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}   #! ILP331

    Benar (2026-11-21)::

        puskesmas: [{nama: Bua}, {nama: Suli, tutup: 2026-01-01}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, sampai: 2025-12-31}
          - {nama: Ina, puskesmas: Bua, profesi: Bidan, mulai: 2026-01-01}

    Langkah: tulis unit barunya di roster; yang tidak bertugas lagi diberi sampai.
    """
    district = case.as_is.district  # of a proposal its own rules speak
    closed = district.closed(case.pada)
    there: dict[Path, list[Petugas | Kader]] = defaultdict(list)
    everyone: tuple[Petugas | Kader, ...] = (*district.petugas, *district.kader) if closed else ()
    for person in everyone:
        induk = person.induk
        if induk is not None and induk in closed and serves(person, case.pada, COUNTED):
            there[induk].append(person)
    for path, people in there.items():
        unit = closed[path]
        assert unit.tutup is not None  # else it is open
        kader = sum(isinstance(person, Kader) for person in people)
        counts = ((len(people) - kader, "petugas"), (kader, "kader"))
        yield hit(
            people[0].path,
            puskesmas=unit.nama,
            tempat=sebutan("puskesmas", unit.nama),
            jumlah=daftar(f"{count} {kind}" for count, kind in counts if count),
            tanggal=tanggal(unit.tutup),
            nama=people[0].nama,
        )


RULES = (at_closed_puskesmas,)
