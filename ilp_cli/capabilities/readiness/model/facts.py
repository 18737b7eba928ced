"""What the district's own tables tell of each part of a criterion: counted, and stronger than any statement."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal
from ilp_cli.core.weekdays import days_text, parse_hari
from ilp_cli.core.words import BULAN, daftar
from ilp_cli.district.calendar import months_after
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import Fulfilment, fulfilment, kinds_at_puskesmas, measurable, minimums
from ilp_cli.district.identity import Who
from ilp_cli.district.keluarga import last_visits
from ilp_cli.district.people import NAKES, Kader
from ilp_cli.district.place import Posyandu, Puskesmas, Pustu
from ilp_cli.district.presence import IN_TIME, present, serves
from ilp_cli.district.wilayah import Blok, Pemegang, blocks_of, by_posyandu, distinct, holders_of, serving
from ilp_cli.law import configs
from ilp_cli.law.standard import figure


class Keadaan(StrEnum):
    """Whether something is met. What nobody has told and nothing counts is not known: neither met nor failed."""

    MEMENUHI = "memenuhi"
    TIDAK = "tidak memenuhi"
    BELUM = "belum diketahui"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What facts say of a part: its state, and the figures behind it."""

    keadaan: Keadaan
    kata: str = ""


Derive = Callable[[Case, Path], Answer | None]
"""What facts of a case say of a part at a place; None where no table tells of it at all."""

_LETTERS = re.compile(r"[a-z]+|\d+")


def _yes(kata: str) -> Answer:
    return Answer(keadaan=Keadaan.MEMENUHI, kata=kata)


def _no(kata: str) -> Answer:
    return Answer(keadaan=Keadaan.TIDAK, kata=kata)


def _open(kata: str) -> Answer:
    return Answer(keadaan=Keadaan.BELUM, kata=kata)


def places(case: Case) -> Mapping[Path, tuple[Puskesmas, Puskesmas | Pustu | Posyandu]]:
    """Every place of the register by its path, with its puskesmas."""
    listed: dict[Path, tuple[Puskesmas, Puskesmas | Pustu | Posyandu]] = {}
    for puskesmas in case.district.puskesmas:
        listed[puskesmas.path] = puskesmas, puskesmas
        listed |= {unit.path: (puskesmas, unit) for unit in puskesmas.units()}
    return listed


def told(case: Case) -> frozenset[Path]:
    """The places of which the roster tells: those that a row names, and every lokus, which it is held to list.

    Of any other place the roster says nothing, so that nobody there is counted as missing.
    """
    if not case.of(measurable):
        return frozenset()
    district = case.district
    paths: set[Path | None] = set()
    for petugas in district.petugas:
        paths |= {petugas.induk, petugas.unit}
    for kader in district.kader:
        paths |= {kader.pustu_path, kader.posyandu_path}
    paths |= {unit.unit for unit in district.units}
    return frozenset(path for path in paths if path is not None)


def _staff(case: Case, unit: Path) -> Fulfilment | None:
    """The people of a pustu beside its minimums; None where the roster does not tell of it."""
    if unit not in case.of(told):
        return None
    return fulfilment(case.of(present), unit, case.district.days_of(unit), minimums(case.standards))


def _heads(staff: Fulfilment, kinds: Iterable[str]) -> Answer:
    """Head counts beside their minimums: "1 dari 1 bidan dan 0 dari 1 perawat"."""
    listed = tuple(kinds)
    words = daftar(f"{staff.ada[kind]} dari {staff.minimum[kind]} {kind}" for kind in listed)
    return _no(words) if any(staff.kurang[kind] for kind in listed) else _yes(words)


def nakes(case: Case, unit: Path) -> Answer | None:
    """Bidan and perawat of a pustu, in heads."""
    staff = _staff(case, unit)
    return None if staff is None else _heads(staff, NAKES)


def pustu_kader(case: Case, unit: Path) -> Answer | None:
    """Kader of a pustu, in heads."""
    staff = _staff(case, unit)
    return None if staff is None else _heads(staff, ("kader",))


def kinds(case: Case, unit: Path) -> Answer | None:
    """The kinds of nakes at a puskesmas, its pustu included."""
    standard = case.standards.get("puskesmas.jenis_nakes")
    if standard is None or not isinstance(standard.nilai, tuple) or unit not in case.of(told):
        return None
    there = case.of(_kinds_there).get(unit, set())
    missing = [kind for kind in standard.nilai if kind not in there]
    names = configs.professions().names
    words = f"{len(standard.nilai) - len(missing)} dari {len(standard.nilai)} jenis"
    return _no(f"{words}; belum ada {daftar(names.get(kind, kind) for kind in missing)}") if missing else _yes(words)


def _kinds_there(case: Case) -> Mapping[Path, set[str]]:
    return kinds_at_puskesmas(case.district, case.pada)


def klaster(case: Case, unit: Path) -> Answer | None:
    """The heads of klaster that the roster names at a puskesmas; one it does not name may still be there."""
    words = configs.readiness()["klaster"]
    there = case.of(_klaster_named).get(unit)
    if there is None:
        return None
    missing = [name for name in words if name not in there]
    if not missing:
        return _yes(f"{len(words)} penanggung jawab tercatat di roster")
    known = daftar(name for name in words if name in there)
    return _open(f"tercatat klaster {known}; klaster {daftar(missing)} belum")


def _klaster_named(case: Case) -> Mapping[Path, set[str]]:
    """The klaster whose heads serve each puskesmas on the day, by the words of the roster."""
    meaning = {word: name for name, words in configs.readiness()["klaster"].items() for word in words}
    named: dict[Path, set[str]] = defaultdict(set)
    for petugas in case.district.petugas:
        if petugas.pj_klaster and petugas.induk is not None and serves(petugas, case.pada, IN_TIME):
            said = {meaning[word] for word in _LETTERS.findall(normal(petugas.pj_klaster)) if word in meaning}
            if said:
                named[petugas.induk] |= {"lintas"} if "lintas" in said else said
    return named


def open_days(case: Case, unit: Path) -> Answer | None:
    """Whether a pustu is open on every working day: its own days as they were written, and who is there on each.

    Days that nobody wrote are not known; a day on which nobody serves is none on which it is open.
    """
    standard = case.standards.get("pustu.hari_layanan")
    names = standard.nilai if standard is not None and isinstance(standard.nilai, tuple) else ()
    wanted: frozenset[int] = frozenset().union(*(parse_hari(name) or frozenset() for name in names))
    if not wanted:
        return None
    district = case.district
    own = case.of(places)[unit][1]
    written = own.hari_layanan if isinstance(own, Pustu) else None
    if written is None and ("hari_layanan",) in district.text.marks:
        written = district.hari_layanan
    if written is not None and wanted - written:
        return _no(f"tidak buka {days_text(wanted - written)}")
    if unit not in case.of(told):
        return _open(f"ditulis buka {days_text(wanted)}; siapa yang bertugas belum diketahui") if written else None
    staff = case.of(present).staff.get(unit, {})
    there = frozenset().union(*(days for kind, people in staff.items() if kind != "kader" for days in people.values()))
    if wanted - there:
        return _no(f"tidak ada petugas pada hari {days_text(wanted - there)}")
    if written is None:
        return _open("hari layanannya belum ditulis di roadmap.yaml")
    return _yes(f"buka {days_text(wanted)}, setiap hari ada petugas")


def posyandu_kader(case: Case, unit: Path) -> Answer | None:
    """Kader of a posyandu, in heads."""
    least = figure(case.standards.get("posyandu.kader"))
    if least is None or unit not in case.of(told):
        return None
    who = case.of(present)
    number, shared = len(who.at(unit, "kader")), len(who.shared.get(unit, ()))
    words = f"{number} dari {least} kader" + (f"; {shared} kader pustu tidak dihitung" if shared else "")
    return _yes(words) if number >= least else _no(words)


def monthly(case: Case, unit: Path) -> Answer | None:
    """Whether a posyandu opens in each month of the year of the day, by its rhythm and its dates."""
    own = case.of(places)[unit][1]
    opening = own.hari_buka if isinstance(own, Posyandu) else None
    if opening is None:
        return None
    year = case.pada.year
    missing = [month for month in range(1, 13) if not opening.days(year, month)]
    if not missing:
        return _yes(str(opening) if opening.irama else f"{len(opening.tanggal)} tanggal hari buka ditulis")
    months = daftar(BULAN[month - 1] for month in missing)
    if opening.irama:
        return _no(f"{opening}: tidak ada hari buka {months} {year}")
    return _open(
        f"tanggal hari buka {months} {year} belum ditulis" if len(missing) < 12 else f"jadwal {year} belum ada"
    )


def _blocks(case: Case) -> Mapping[Path, Sequence[Blok]]:
    """The blocks of each posyandu that has divided any of them among its kader."""
    holders = case.of(holders_of)
    listed = by_posyandu(distinct(case.of(blocks_of)))
    return {posyandu: own for posyandu, own in listed.items() if any(holders[block.path].nama for block in own)}


def areas(case: Case, unit: Path) -> Answer | None:
    """Whether every kader of a posyandu has an area: a block, or where blocks are not divided a wilayah binaan."""
    people = case.of(serving).get(unit, {})
    if not people:
        return None
    own = case.of(_blocks).get(unit)
    if own is not None:
        holders = case.of(holders_of)
        holding = {holders[block.path].who for block in own}
        without = sum(who not in holding for who in people)
        if without:
            return _no(f"{without} dari {len(people)} kader tanpa blok")
        return _yes(f"{len(people)} kader memegang blok")
    named = sum(bool(kader.wilayah) for kader in people.values())
    words = f"wilayah tercatat bagi {named} dari {len(people)} kader"
    return _yes(words) if named == len(people) else _open(words)


def covered(case: Case, unit: Path) -> Answer | None:
    """Whether every listed block of a posyandu is held by one of its kader who serves."""
    own = case.of(_blocks).get(unit)
    if own is None or unit not in case.of(told):
        return None
    holders, people = case.of(holders_of), case.of(serving).get(unit, {})
    without = [block for block in own if not _held(holders[block.path], people)]
    if without:
        return _no(f"{len(without)} dari {len(own)} blok tanpa kader yang bertugas")
    return _yes(f"{len(own)} blok di lembar Wilayah terbagi")


def _held(holder: Pemegang, people: Mapping[Who, Kader]) -> bool:
    return holder.who is not None and holder.who in people


def visited(case: Case, unit: Path) -> Answer | None:
    """Whether every listed family of a posyandu was visited within its interval."""
    listed = case.of(_visits).get(unit)
    months = case.district.kebijakan.selang_kunjungan or figure(case.standards.get("kunjungan.selang"))
    if not listed or not months:
        return None
    late = sum(day is None or months_after(day, months) < case.pada for day in listed if not _later(day, case.pada))
    future = sum(_later(day, case.pada) for day in listed)
    if late:
        return _no(f"{late} dari {len(listed)} keluarga belum dikunjungi dalam {months} bulan")
    if future:
        return _open(f"kunjungan terakhir {future} dari {len(listed)} keluarga bertanggal sesudah hari ini")
    return _yes(f"{len(listed)} keluarga dikunjungi dalam {months} bulan")


def _visits(case: Case) -> Mapping[Path, Sequence[date | None]]:
    return last_visits(case.district)


def _later(day: date | None, pada: date) -> bool:
    """Whether a visit is told of a day that has not come: it was not made."""
    return day is not None and day > pada


_GROUPS = ("posyandu", "bayi_balita", "ibu_hamil", "remaja", "lansia")
"""The groups of the 25 skills."""


def _fact(kader: Kader, whole: str, fact: str) -> str:
    """What the roster says of one kader: ya, tidak or "". A group of skills that is denied denies the whole."""
    groups = [kader.keterampilan.get(f"status_{fact}_{group}", "") for group in _GROUPS]
    if "tidak" in groups:
        return "tidak"
    return whole or ("ya" if all(word == "ya" for word in groups) else "")


def trained(case: Case, unit: Path) -> Answer | None:
    """Whether every kader of a posyandu was trained."""
    return _every(case, unit, lambda kader: _fact(kader, kader.terlatih, "pelatihan"), "dilatih")


def assessed(case: Case, unit: Path) -> Answer | None:
    """Whether every kader of a posyandu was assessed: a tingkat is only given to who was."""
    return _every(case, unit, _assessed, "dinilai")


def _assessed(kader: Kader) -> str:
    whole = kader.keterampilan.get("sudah_dinilai_keterampilan_dasar", "")
    return _fact(kader, whole or ("ya" if kader.tingkat else ""), "penilaian")


def _every(case: Case, unit: Path, fact: Callable[[Kader], str], verb: str) -> Answer | None:
    people = case.of(serving).get(unit, {})
    said = [fact(kader) for kader in people.values()]
    if not any(said):
        return None
    words = f"{said.count('ya')} dari {len(said)} kader {verb}"
    if "tidak" in said:
        return _no(f"{words}, {said.count('tidak')} belum")
    blank = said.count("")
    return _open(f"{words}, {blank} belum diketahui") if blank else _yes(words)


DERIVE: Mapping[str, Derive] = {
    "P2a": klaster,
    "P6a": kinds,
    "U1a": nakes,
    "U2a": pustu_kader,
    "U3a": open_days,
    "Y1a": posyandu_kader,
    "Y2a": monthly,
    "Y4a": areas,
    "Y4b": covered,
    "Y5a": visited,
    "Y6a": trained,
    "Y6b": assessed,
}
"""By the code of a part, who counts it; a part that is not here rests on statements alone."""
