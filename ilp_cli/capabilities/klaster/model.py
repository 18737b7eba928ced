"""What is missing in the klaster of each puskesmas, and what the jabatan of a PJ of klaster 1 is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ilp_cli.core.finding import Path
from ilp_cli.core.names import begins, holds, normal
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.ended import until, why_ended
from ilp_cli.district.identity import same_name, typed_key
from ilp_cli.district.klaster import Keanggotaan, Kedudukan, Susunan, klaster_name, susunan, words
from ilp_cli.district.people import Petugas
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.presence import masa
from ilp_cli.district.roadmap import Tahap
from ilp_cli.law.configs import professions
from ilp_cli.law.standard import figure

FIGURE, JUMLAH = "klaster", "klaster_jumlah"
"""The names of its figures: of a klaster of a puskesmas, of a stage."""
LUAR = "luar"
"""Stands for those of a puskesmas who are in no klaster."""
NAMED = 5
"""So many people are named in one finding."""
MANAJEMEN = "1"
"""The klaster whose PJ the law names by jabatan."""


class JabatanPJ(StrEnum):
    """What the jabatan of a PJ is, as far as its words say."""

    TATA_USAHA = "kepala tata usaha"
    FUNGSIONAL = "pejabat fungsional"
    PELAKSANA = "pelaksana"
    BELUM_DIKETAHUI = "belum diketahui"


def jabatan_of(row: Keanggotaan) -> JabatanPJ:
    """What the jabatan of a row is: functional where it ends in a jenjang; a bare profession says nothing of that."""
    text = normal(row.jabatan)
    if holds(text, words().tata_usaha):
        return JabatanPJ.TATA_USAHA
    if begins(text, words().pelaksana):
        return JabatanPJ.PELAKSANA
    return JabatanPJ.FUNGSIONAL if professions().jenjang(row.jabatan) else JabatanPJ.BELUM_DIKETAHUI


@dataclass(frozen=True, slots=True, kw_only=True)
class Isi:
    """What one klaster of a puskesmas comes to: who leads, who belongs to it, and in words what is missing."""

    susunan: Susunan
    klaster: str
    pj: tuple[Keanggotaan, ...]
    anggota: tuple[Keanggotaan, ...]
    kurang: tuple[str, ...]


def contents(case: Case) -> tuple[Isi, ...]:
    """Every klaster of every puskesmas that the table tells of, in the order of the register and of the law."""
    return tuple(_isi(case, own, klaster) for own in case.of(susunan).values() for klaster in words().names)


def _isi(case: Case, own: Susunan, klaster: str) -> Isi:
    pj, anggota = own.of(klaster, Kedudukan.PJ), own.of(klaster, Kedudukan.ANGGOTA)
    missing: list[str] = []
    if own.sure(klaster):
        missing += [] if pj else ["PJ belum ada"]
        missing += ["anggota belum ada"] if not anggota else []
        wanted = least(case)
        people = own.people(klaster)
        missing += [f"{people} orang, paling sedikit {wanted}"] if anggota and wanted and people < wanted else []
    else:
        missing.append("belum diketahui: ada isian yang tidak dikenal")
    missing += [f"{row.sebutan}: {why}" for row in (*pj, *anggota) if (why := estranged(case, row))]
    return Isi(susunan=own, klaster=klaster, pj=pj, anggota=anggota, kurang=tuple(missing))


def least(case: Case) -> int:
    """How many people a klaster has at least; 0 where nothing is asked on the day."""
    return figure(case.standards.get("puskesmas.klaster_orang")) or 0


def estranged(case: Case, row: Keanggotaan) -> str:
    """Why somebody is no petugas of this puskesmas on the day, in words; "" where all is well, or nobody can know."""
    if not case.district.roster_given or row.here(case.pada):
        return ""
    if row.other is not None:
        return f"NIP-nya di roster milik {row.other.nama}"
    if row.who is not None:
        return _absent(case, row)
    if row.alike:
        here = any(petugas.induk == row.puskesmas for petugas in row.alike)
        where = "puskesmas ini" if here else f"lain, {daftar(_places(case, row.alike))}"
        number = len({case.district.identities[petugas.path] for petugas in row.alike})
        return f"nama {number} petugas {where}; isi NIP-nya"
    named = case.of(_by_name).get((row.puskesmas, typed_key(row.nama)), "") if row.nama and row.nip else ""
    return f"di roster ber-NIP lain (berakhiran {named})" if named else "tidak tercatat di roster"


def _by_name(case: Case) -> Mapping[tuple[Path, str], str]:
    """The last figures of the NIP of each petugas of a puskesmas, by name."""
    listed = (petugas for petugas in case.district.petugas if petugas.induk is not None and petugas.nip)
    return {(petugas.induk, same_name(petugas)): petugas.nip.last for petugas in listed if petugas.induk is not None}


def _absent(case: Case, row: Keanggotaan) -> str:
    """Why somebody of the roster does not serve at the puskesmas of a row."""
    here = [petugas for petugas in row.petugas if petugas.induk == row.puskesmas]
    if here:
        first, last = masa(here[-1])
        if last is not None and last < case.pada:
            words = until(here[-1])
            if not words:
                return f"di roster tidak bertugas lagi di puskesmas ini: {why_ended(here[-1], case.pada)}"
            return f"di roster bertugas di puskesmas ini {words}"
        if first is not None and first > case.pada:
            return f"di roster baru bertugas di puskesmas ini mulai {tanggal(first)}"
        return f"di roster tidak bertugas di puskesmas ini pada {tanggal(case.pada)}"
    places = _places(case, row.petugas)
    return f"di roster petugas {daftar(places)}" if places else "di roster tanpa puskesmas yang terdaftar"


def _places(case: Case, people: Sequence[Petugas]) -> list[str]:
    names = case.of(puskesmas_names)
    return list(dict.fromkeys(names[petugas.induk] for petugas in people if petugas.induk is not None))


def puskesmas_names(case: Case) -> Mapping[Path, str]:
    """The puskesmas of the register by their paths."""
    return {puskesmas.path: puskesmas.nama for puskesmas in case.district.puskesmas}


def puskesmas_of(tahap: Tahap) -> list[Path]:
    """The registered puskesmas of a stage, each once, in its order."""
    named = (lokus.puskesmas.unit for lokus in tahap.lokus)
    return list(dict.fromkeys(unit.path for unit in named if unit is not None))


def leading(case: Case) -> Iterator[tuple[Susunan, Keanggotaan]]:
    """Every PJ of a known klaster on the day."""
    for own in case.of(susunan).values():
        for row in own.rows:
            if row.kedudukan is Kedudukan.PJ and row.klaster:
                yield own, row


def unstated(case: Case) -> tuple[tuple[Path, Puskesmas], ...]:
    """The puskesmas lokus of the years asked for of which the table says nothing, though it tells of others.

    Each once, with where the roadmap names it first; none that is closed or cancelled.
    """
    told = case.of(susunan)
    if not told:
        return ()
    gone = case.district.cancelled(case.pada)
    missing: dict[Path, tuple[Path, Puskesmas]] = {}
    for _, lokus, puskesmas in case.district.lokus(case.years):
        if puskesmas.path not in told and puskesmas.open_on(case.pada) and puskesmas.path not in gone:
            missing.setdefault(puskesmas.path, (lokus.puskesmas.path, puskesmas))
    return tuple(missing.values())


def names_of(people: Sequence[str]) -> str:
    """The first few names, and how many more."""
    more = f" dan {len(people) - NAMED} lagi" if len(people) > NAMED else ""
    return f"{', '.join(people[:NAMED])}{more}"


def in_words(klaster: Sequence[str]) -> str:
    """Several klaster in a sentence: klaster 1, 3 dan lintas klaster."""
    numbers = [key for key in klaster if key.isdigit()]
    others = [klaster_name(key) for key in klaster if not key.isdigit()]
    return daftar([*([f"klaster {numbers[0]}", *numbers[1:]] if numbers else []), *others])


def adapting(day: date) -> bool:
    """Whether the older structure may still be met on a day."""
    return day <= words().penyesuaian_sampai
