"""What the district's own tables tell of each part of a criterion: counted, and stronger than any statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ilp_cli.core.finding import Path
from ilp_cli.core.weekdays import days_text, parse_hari
from ilp_cli.core.words import BULAN, daftar
from ilp_cli.district.calendar import months_after
from ilp_cli.district.capaian import desa_melapor
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import Fulfilment, fulfilment, kinds_at_puskesmas, measurable, minimums
from ilp_cli.district.identity import Who
from ilp_cli.district.keluarga import last_visits
from ilp_cli.district.keterampilan import Hitungan, kader_terampil
from ilp_cli.district.klaster import led, susunan
from ilp_cli.district.klaster import words as klaster_words
from ilp_cli.district.layanan import Jawaban, melayani_semua, targets, tawaran
from ilp_cli.district.people import NAKES, Kader
from ilp_cli.district.place import Posyandu, Puskesmas, Pustu
from ilp_cli.district.presence import present
from ilp_cli.district.wilayah import Blok, Pemegang, blocks_of, by_posyandu, distinct, holders_of, serving
from ilp_cli.law import configs
from ilp_cli.law.services import matriks
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


def members(case: Case, unit: Path) -> Answer | None:
    """Whether every petugas of a puskesmas is in one of its klaster, as the table Klaster lists them."""
    own = case.of(susunan).get(unit)
    if own is None or own.luar is None or not own.semua:
        return None
    words = f"{own.semua - len(own.luar)} dari {own.semua} petugas tercatat di lembar Klaster"
    if own.everyone is None:
        return _open(f"{words}; ada baris yang belum cocok dengan roster atau klasternya")
    return _yes(words) if own.everyone else _no(words)


def klaster(case: Case, unit: Path) -> Answer | None:
    """Who leads each klaster of a puskesmas, by the table Klaster and the column of the roster.

    The column leaves open whom it does not note; the table, where it tells of a puskesmas, does not.
    """
    states = case.of(led)
    names = list(klaster_words().names)
    if (*unit, names[0]) not in states:
        return None
    there = {name: states[(*unit, name)] for name in names}
    missing = [name for name in names if there[name] is False]
    unknown = [name for name in names if there[name] is None]
    words = f"tercatat {_of_klaster([name for name in names if there[name]])}"
    if missing:
        return _no(f"{words}; belum ada {_of_klaster(missing)}")
    if unknown:
        return _open(f"{words}; {_of_klaster(unknown)} belum diketahui")
    return _yes(f"{len(names)} penanggung jawab tercatat")


def _of_klaster(names: Sequence[str]) -> str:
    return f"klaster {daftar(names)}" if names else "tidak satu pun"


def reported(case: Case, unit: Path) -> Answer | None:
    """Whether the figures of a puskesmas reach down to every desa it has; a desa that is silent is not known."""
    counts = case.of(desa_melapor).get(unit)
    if counts is None:
        return None
    told, known = counts
    words = f"capaian {case.pada.year} ada dari {told} dari {known} desa"
    return _yes(words) if told == known else _open(words)


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


def served(case: Case, unit: Path) -> Answer | None:
    """Whether a posyandu serves every group that an opening day has to serve, as the table Layanan says."""
    groups, offer = case.of(targets), case.of(tawaran).get(unit)
    if offer is None or not offer.dinyatakan or not groups:
        return None
    answers = {group: offer.kelompok(group) for group in groups}
    by_answer = {
        said: [matriks().kelompok[group].sebutan for group in groups if answers[group] is said] for said in Jawaban
    }
    words = f"{len(by_answer[Jawaban.YA])} dari {len(groups)} sasaran dilayani"
    whole = melayani_semua(case, unit)
    if whole is Jawaban.TIDAK:
        return _no(f"{words}; tidak {daftar(by_answer[Jawaban.TIDAK])}")
    return _yes(words) if whole is Jawaban.YA else _open(f"{words}; {daftar(by_answer[Jawaban.BELUM])} belum diketahui")


def trained(case: Case, unit: Path) -> Answer | None:
    """Whether every kader of a posyandu was trained in the 25 skills."""
    own = case.of(kader_terampil).get(unit)
    return _every(own.dilatih, "dilatih") if own is not None else None


def assessed(case: Case, unit: Path) -> Answer | None:
    """Whether every kader of a posyandu was assessed: a tingkat is only given to who was."""
    own = case.of(kader_terampil).get(unit)
    return _every(own.dinilai, "dinilai") if own is not None else None


def _every(own: Hitungan, verb: str) -> Answer | None:
    if own.belum_diketahui == own.kader:
        return None
    words = f"{own.ya} dari {own.kader} kader {verb}"
    if own.tidak:
        return _no(f"{words}, {own.tidak} belum")
    return _yes(words) if own.terpenuhi else _open(f"{words}, {own.belum_diketahui} belum diketahui")


DERIVE: Mapping[str, Derive] = {
    "P1b": members,
    "P2a": klaster,
    "P4a": reported,
    "P6a": kinds,
    "U1a": nakes,
    "U2a": pustu_kader,
    "U3a": open_days,
    "Y1a": posyandu_kader,
    "Y2a": monthly,
    "Y2b": served,
    "Y4a": areas,
    "Y4b": covered,
    "Y5a": visited,
    "Y6a": trained,
    "Y6b": assessed,
}
"""By the code of a part, who counts it; a part that is not here rests on statements alone."""
