"""Derive a decree or letters in Word again, and compare paragraph by paragraph and cell by cell."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

from ilp_cli.checking.verb import opened, report_of
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.version import __version__
from ilp_cli.decreeing.verb import JENIS, Asked, drafted
from ilp_cli.district.case import Case
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.stamp import Teks
from ilp_cli.files.word_file import read_word
from ilp_cli.files.word_stamp import marks_of, sealed, stamp_of
from ilp_cli.files.word_texts import texts_of
from ilp_cli.law import configs
from ilp_cli.paper.edition import NIP_FORMS
from ilp_cli.paper.tables import shown_name
from ilp_cli.reading.usable import input_files
from ilp_cli.verifying.given import NO_PLAN, Given, as_then, bare, inputs_of
from ilp_cli.verifying.model import MOST, Kind, Lembar, Masukan, SelBeda, State, Verified
from ilp_cli.verifying.read import Asal, asal_of_stamp
from ilp_cli.verifying.texts import Speech, aligned, sentences, unlike

_ALIKE = 0.3
"""The part of a document that must be what a plan gives, for it to be taken for one of that plan."""

_SPEECH = Speech(
    ini="naskah ini",
    semua="setiap paragraf dan sel tabelnya",
    tempat="paragraf atau sel tabel",
    asal="Properti asalnya sendiri disunting: opsi, hari dan sidik yang dibaca darinya",
    unsealed="properti asal naskah ini tidak ada, jadi bedanya dari suntingan, masukan yang berubah, atau hari "
    "yang lain (--pada).",
)


def verify_word(given: Given, day: date | None, today: date) -> Verified:
    """A decree or letters as `ilp decree` writes them; `day` is what was asked for, `today` where nothing says which.

    Raises Unreadable where the file is none of ours.
    """
    name = given.path.as_posix()
    data = read_word(given.path, name)
    there, stamp = texts_of(data), stamp_of(data)
    if not stamp.get("daerah"):
        return _unsaid(given, there, day or today)
    if day is not None:
        raise Misuse(f"{name} menyebut harinya sendiri di propertinya; hapus --pada")
    asal = asal_of_stamp(stamp)
    district = given.district(asal.kabupaten)
    lacking = NO_PLAN
    case: Case | None = None
    meant: tuple[Teks, ...] | None = None
    if district is not None:
        case, lacking = as_then(asal, given, district)
    if case is not None:
        meant, lacking = _derived(case, _asked(stamp), stamp.get("templat", ""), given)
    kini = (
        Asal(masukan=tuple((shown_name(source.name), source.sha256) for source in case.district.sources))
        if case
        else None
    )
    return _verified(
        given,
        stamp,
        asal,
        _parts(there, meant, _edited(there, stamp)),
        rencana=district.file if district else "",
        masukan=tuple(inputs_of(asal, kini)),
        lacking="" if meant is not None else lacking,
        sources=input_files(None, case.district) if case else (),
    )


def _asked(stamp: Mapping[str, str]) -> Asked:
    jenis, kertas, nip = (stamp.get(name, "") for name in ("jenis", "kertas", "nip"))
    return Asked(
        jenis=jenis if jenis in JENIS else None,
        tahun=int(stamp["tahun"]) if stamp.get("tahun", "").isdigit() else None,
        kertas=kertas if kertas in configs.naskah()["kertas"] else "f4",
        nip=nip if nip in NIP_FORMS else "samar",
        rancangan=stamp.get("rancangan") == "ya",
    )


def _derived(case: Case, asked: Asked, templat: str, given: Given) -> tuple[tuple[Teks, ...] | None, str]:
    """The texts that the inputs give today; None, with the reason, where they give none."""
    template: tuple[bytes, str] | None = None
    if templat:
        digest, _, name = templat.partition(" ")
        path = given.beside(name, case.district.file)
        if path is None:
            return None, f"templat {name} tidak ditemukan di dekat rencana atau berkas ini"
        own = read_word(path, name)
        if hashlib.sha256(own).hexdigest() != digest:
            return None, f"templat {name} bukan lagi yang dipakai ketika naskah ini ditulis"
        template = own, name
    try:
        content = drafted(case, report_of(case), asked, template).content
    except Misuse as error:
        return None, str(error)
    return (texts_of(content), "") if content is not None else (None, "masukannya kini tidak memberi naskah itu")


def _unsaid(given: Given, there: tuple[Teks, ...], pada: date) -> Verified:
    """A document whose properties were taken out: what fits best of all that could have been meant."""
    name, district = given.path.as_posix(), given.district("")
    ours = "bukan naskah `ilp decree`, atau properti asalnya sudah dihapus"
    if district is None:
        raise Unreadable(reason=f"{name}: {ours}; sebut rencananya dengan --plan supaya dapat dibandingkan")
    best: tuple[float, Asked, Case, tuple[Teks, ...]] | None = None
    text = " ".join(item.teks for item in there)
    years = [year for year in district.years() if str(year) in text] or list(district.years())
    for year in years:
        case = opened(district, dengan=given.dengan, pada=pada, tahun=(year,))
        for jenis in JENIS:
            for nip in NIP_FORMS if best is not None and best[0] > _ALIKE else ("samar",):
                asked = Asked(jenis=jenis, tahun=year, nip=nip)
                today, _ = _derived(case, asked, "", given)
                share = _alike(there, today or ())
                if today is not None and (best is None or share > best[0]):
                    best = share, asked, case, today
    if best is None or best[0] < _ALIKE:
        raise Unreadable(reason=f"{name}: {ours}; tidak satu pun naskah rencana ini yang mirip")
    _, asked, case, today = best
    for nip, draft in product(NIP_FORMS, (False, True)):
        own = Asked(jenis=asked.jenis, tahun=asked.tahun, nip=nip, rancangan=draft)
        other, _ = _derived(case, own, "", given)
        if other is not None and _alike(there, other) > _alike(there, today):
            today = other
    asal = Asal(kabupaten=district.kabupaten.sebutan, pada=pada, tahun=(asked.tahun or 0,))
    return _verified(
        given,
        {},
        asal,
        _parts(there, today, None),
        rencana=district.file,
        masukan=(),
        lacking="",
        sources=input_files(None, case.district),
    )


def _alike(there: Sequence[Teks], today: Sequence[Teks]) -> float:
    """The part of the texts of both that both have."""
    left, right = {item.teks for item in there}, {item.teks for item in today}
    return len(left & right) / len(left | right) if left | right else 0.0


def _edited(there: Sequence[Teks], stamp: Mapping[str, str]) -> frozenset[str] | None:
    """The parts that are not as they were written; None where that cannot be told."""
    if "sidik" not in stamp:
        return None
    if sealed(there)["sidik"] == stamp["sidik"]:
        return frozenset()
    before = marks_of(stamp)
    if before is None:
        return frozenset(item.bagian for item in there)
    marks = [item.mark for item in there]
    parts = set()
    for own, place in aligned(before, marks):
        if own is None or place is None or before[own] != marks[place]:
            near = place if place is not None else min(own or 0, len(there) - 1)
            parts.add(there[near].bagian if there else "Naskah")
    return frozenset(parts)


def _parts(there: Sequence[Teks], today: Sequence[Teks] | None, edited: frozenset[str] | None) -> tuple[Lembar, ...]:
    """The parts of a document, each beside what the inputs give."""
    names = list(dict.fromkeys(item.bagian for item in (*there, *(today or ()))))
    touched = {name: None if edited is None else name in edited for name in names}
    if today is None:
        return tuple(Lembar(nama=name, keadaan=State.BELUM, disunting=touched[name]) for name in names)
    told: dict[str, list[SelBeda]] = {name: [] for name in names}
    for cell in unlike(today, there):
        told[cell.lembar].append(cell)
    return tuple(
        Lembar(
            nama=name,
            keadaan=State.BERUBAH if cells else State.SAMA,
            disunting=touched[name],
            jumlah=len(cells),
            sel=tuple(cells[:MOST]),
        )
        for name, cells in told.items()
    )


def _verified(
    given: Given,
    stamp: Mapping[str, str],
    asal: Asal,
    parts: tuple[Lembar, ...],
    *,
    rencana: str,
    masukan: tuple[Masukan, ...],
    lacking: str,
    sources: tuple[Path, ...],
) -> Verified:
    verified = Verified(
        file=given.path.as_posix(),
        jenis=Kind.NASKAH,
        kabupaten=bare(asal.kabupaten),
        pada=asal.pada,
        tahun=asal.tahun,
        versi=asal.versi,
        versi_kini=__version__,
        rencana=rencana,
        compared=not lacking,
        asal=asal.utuh if stamp else None,
        masukan=masukan,
        lembar=parts,
        inputs=(given.path, *sources),
    )
    return replace(verified, kata=tuple(sentences(verified, lacking, _SPEECH, sealed=bool(stamp))))
