"""Derive the page of a report again, and compare it figure by figure, sentence by sentence, and in its looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from ilp_cli.checking.verb import report_of
from ilp_cli.core.outcome import Misuse
from ilp_cli.district.case import Case
from ilp_cli.district.peta import Peta
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.page_stamp import PART, Isi, by_part, marked, read_page, stamped_page
from ilp_cli.files.table_file import read_bytes
from ilp_cli.law import configs
from ilp_cli.paper.tables import shown_name
from ilp_cli.reporting.verb import Asked, drafted, outlines
from ilp_cli.verifying.given import NO_PLAN, Given, as_then, verified_of, without_outputs
from ilp_cli.verifying.model import MOST, NO_SIGNATURE, Kind, Lembar, State, Verified
from ilp_cli.verifying.read import Asal, asal_of_stamp
from ilp_cli.verifying.texts import Speech, sentences, unlike

_SPEECH = Speech(
    ini="halaman ini",
    semua="semua angka, kalimat dan gambarnya",
    tempat="tempat di halaman ini",
    asal="Baris tentang asalnya sendiri disunting: opsi, hari dan sidik di situ",
)
_AGAIN = "Isinya sama walau bytenya tidak: peramban menyimpannya lagi, atau bentuknya dirapikan."


def verify_page(given: Given, day: date | None) -> Verified:
    """A page as `ilp report` writes it.

    Raises Unreadable where the file is none of ours, Misuse where a day is named that the page names itself.
    """
    name = given.path.as_posix()
    try:
        text = read_bytes(given.path, name).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(reason=f"{name}: bukan halaman `ilp report`: isinya bukan UTF-8") from None
    there, stamp = read_page(text)
    if not stamp.get("daerah"):
        raise Unreadable(
            reason=f"{name}: bukan halaman `ilp report`, atau barisnya tentang asalnya sudah dihapus; buat laporannya "
            "lagi dengan `ilp report`, lalu bandingkan"
        )
    if day is not None:
        raise Misuse(f"{name} menyebut harinya sendiri; hapus --pada")
    asal = asal_of_stamp(stamp)
    district = given.district(asal.kabupaten)
    lacking = NO_PLAN
    case: Case | None = None
    outline: tuple[Peta | None, tuple[tuple[str, str], ...]] | None = None
    if district is not None:
        case, lacking = as_then(asal, given, district)
    if case is not None:
        outline, lacking = _outline(case, stamp, given)
    own = _compared(there, None, stamp)
    own_bytes = False
    kini: Asal | None = None
    if case is not None and outline is not None:
        peta, more = outline
        asked = _asked(stamp)
        for variant in without_outputs(case, given.path):
            _, today = drafted(variant, report_of(variant), peta, asked)
            parts = _compared(there, read_page(today)[0], stamp)
            if kini is None or _distance(parts) < _distance(own):
                own, own_bytes = parts, _same_bytes(text, today, stamp)
            kini = Asal(masukan=(*((shown_name(item.name), item.sha256) for item in case.district.sources), *more))
            if not _distance(own):
                break
    then = replace(asal, masukan=(*asal.masukan, *_named(stamp)))
    verified = verified_of(Kind.LAPORAN, given, then, district, kini, own, read=case.district if case else None)
    speech = _SPEECH if own_bytes else _SPEECH._replace(again=_AGAIN)
    seal = () if verified.compared else (NO_SIGNATURE,)
    return replace(verified, kata=(*sentences(verified, lacking, speech, sealed=True), *seal))


def _asked(stamp: Mapping[str, str]) -> Asked:
    kertas = stamp.get("kertas", "")
    return Asked(
        tahun=bool(stamp.get("tahun")),
        kertas=kertas if kertas in configs.naskah()["kertas"] else "a4",
        tanggal_pensiun=stamp.get("tanggal_pensiun") == "ya",
    )


def _named(stamp: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The map that was given with an option, and its fingerprint."""
    digest, _, name = stamp.get("peta", "").partition(" ")
    return ((name, digest),) if name else ()


def _outline(
    case: Case, stamp: Mapping[str, str], given: Given
) -> tuple[tuple[Peta | None, tuple[tuple[str, str], ...]] | None, str]:
    """The map that was given, as it is today, and its fingerprint; None, with the reason, where it is not there."""
    for name, _ in _named(stamp):
        path = given.beside(name, case.district.file)
        if path is None:
            return None, f"peta {name} tidak ditemukan di dekat rencana atau berkas ini"
        try:
            peta, source = outlines(case, path)
        except Unreadable as error:
            return None, str(error).rstrip(".")
        return (peta, ((name, source.sha256),) if source else ()), ""
    return (None, ()), ""


def _same_bytes(text: str, today: str, stamp: Mapping[str, str]) -> bool:
    """Whether a page is what is derived, letter by letter."""
    facts = {key: value for key, value in stamp.items() if key != "asal" and not key.startswith(PART)}
    return stamped_page(today, facts) == text


def _distance(parts: Sequence[Lembar]) -> int:
    return sum(item.jumlah or 0 for item in parts)


def _compared(there: Isi, today: Isi | None, stamp: Mapping[str, str]) -> tuple[Lembar, ...]:
    """The parts of a page, each beside what the inputs give; None where nothing is given."""
    marks = marked(there)
    before = {key.removeprefix(PART): value for key, value in stamp.items() if key.startswith(PART)}
    names = dict.fromkeys((*there.bagian, *(today.bagian if today else ()), *before))
    teks, rupa = by_part(there.teks), by_part(there.rupa)
    meant, looks = (by_part(today.teks), by_part(today.rupa)) if today else ({}, {})
    parts: list[Lembar] = []
    for name in names:
        edited = marks.get(f"{PART}{name}") != before.get(name)
        if name not in there.bagian:
            parts.append(Lembar(nama=name, keadaan=State.HILANG, disunting=edited, jumlah=1))
        elif today is None:
            parts.append(Lembar(nama=name, keadaan=State.BELUM, disunting=edited))
        elif name not in today.bagian:
            parts.append(Lembar(nama=name, keadaan=State.BARU, disunting=edited, jumlah=1))
        else:
            cells = list(unlike(meant.get(name, []), teks.get(name, [])))
            # Of other rows the looks are others too, which says nothing more.
            if not cells or len(looks.get(name, [])) == len(rupa.get(name, [])):
                cells += unlike(looks.get(name, []), rupa.get(name, []))
            state = State.BERUBAH if cells else State.SAMA
            parts.append(Lembar(nama=name, keadaan=state, disunting=edited, jumlah=len(cells), sel=tuple(cells[:MOST])))
    return tuple(parts)
