"""Derive a workbook or an archive from its inputs again, and compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

from ilp_cli.checking.verb import opened, report_of
from ilp_cli.core.finding import Finding
from ilp_cli.core.given import a_day, a_path
from ilp_cli.core.options import option
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.version import __version__
from ilp_cli.core.words import daftar, ended
from ilp_cli.district.arsip import HEAD, Archives, Arsip
from ilp_cli.district.case import Case
from ilp_cli.exporting.book import BookOptions, plan_book
from ilp_cli.files import yaml_file
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.table_file import read_bytes
from ilp_cli.law import configs
from ilp_cli.paper.edition import NIP_FORMS
from ilp_cli.paper.provenance import COMMAND, SEARCH, SHEET
from ilp_cli.paper.seal import meant, seal_of
from ilp_cli.paper.sheet import Sheet
from ilp_cli.reading.arsip import is_archive, read_archive
from ilp_cli.reading.load import uncollected
from ilp_cli.reading.usable import input_files
from ilp_cli.registry import rules_of
from ilp_cli.rulebook.report import Report
from ilp_cli.rulebook.rule import run
from ilp_cli.verifying.given import NO_PLAN, Given, as_then, bare, book_then, inputs_of, verified_of, without_outputs
from ilp_cli.verifying.halaman import verify_page
from ilp_cli.verifying.model import NO_SIGNATURE, Kind, Lembar, State, Verified, sebutan
from ilp_cli.verifying.naskah import verify_word
from ilp_cli.verifying.read import Asal, Book, asal_of, read_book
from ilp_cli.verifying.texts import beside

_YAML, _WORD, _PAGE = (".yaml", ".yml"), ".docx", (".html", ".htm")

Rows = Mapping[str, Sequence[Sequence[object]]]


@uncollected()
def verify(
    file: str | Path,
    plan: str | Path | None = None,
    *,
    roster: str | Path | None = None,
    dengan: Sequence[str | Path] = (),
    pada: date | None = None,
) -> Verified:
    """Whether a workbook, annexes alone, a decree in Word, a report or an archive is what the inputs give today.

    `file` is that document, page or archive, or the workbook of `export`, `pws`, `readiness` or `plan_training`; `plan`
    a plan folder.
    The inputs are those of `plan`, else of the folder the file lies in or above it; without any, what the file says of
    itself is looked at. `roster` and `dengan` are the files that were given beside the plan, which are otherwise looked
    for by their names beside it. `pada` is the day of annexes, or of a document, that do not name it (default: today).
    Raises Unreadable where the file cannot be read or is none of ours, Misuse where the plan is another district's.
    """
    a_path("file", file)
    path, day = Path(file), a_day("pada", pada)
    if path.suffix.lower() == _WORD:
        return verify_word(Given(path, plan, roster, tuple(dengan)), day, date.today())
    if path.suffix.lower() in _PAGE:
        return verify_page(Given(path, plan, roster, tuple(dengan)), day)
    data = read_bytes(path, path.as_posix())
    if path.suffix.lower() in _YAML:
        return _archive(path, data, plan, roster)
    book = read_book(data, path.as_posix())
    if book.asal is not None and day is not None:
        raise Misuse(f"{path.as_posix()} menyebut harinya sendiri di lembar {SHEET}; hapus --pada")
    given = Given(path, plan, roster, tuple(dengan))
    if book.asal is None:
        return _annexes(book, given, day)
    return (_plan if book.asal.perintah == COMMAND else _of_command)(book, book.asal, given)


def _plan(book: Book, asal: Asal, given: Given) -> Verified:
    """A plan workbook, which says itself how it was made."""
    district = given.district(asal.kabupaten)
    lacking = NO_PLAN
    case: Case | None = None
    if district is not None:
        case, lacking = as_then(asal, given, district)
    lembar = tuple(_sheets(book.sheets, {}, asal.sidik, compared=False))
    kini: Asal | None = None
    if case is not None:
        options = BookOptions(
            kertas=asal.kertas if asal.kertas in configs.naskah()["kertas"] else "f4",
            nip=asal.nip if asal.nip in NIP_FORMS else "samar",
            rancangan=asal.rancangan,
            tanggal_pensiun=asal.tanggal_pensiun,
            roster=asal.roster,
            dengan=asal.dengan,
        )
        for variant in without_outputs(case, given.path):
            today = _derived(variant, report_of(variant), options)
            kini = kini or asal_of(today[SHEET])
            edition = tuple(_sheets(book.sheets, today, asal.sidik, compared=True))
            if _distance(edition) < _distance(lembar):
                lembar = edition
            if not _distance(lembar):
                break
    read = case.district if case else None
    verified = verified_of(Kind.RENCANA, given, asal, district, kini, lembar, read=read)
    return _with_words(verified, tuple(_words(verified, lacking, sealed=bool(asal.sidik))))


def _of_command(book: Book, asal: Asal, given: Given) -> Verified:
    """The workbook of another command, which says itself how it was made."""
    district = given.district(asal.kabupaten)
    lacking = NO_PLAN
    again, lacking = book_then(asal, given, district) if district is not None else (None, lacking)
    today = _rows(again.sheets) if again is not None else {}
    kini = asal_of(today[SHEET]) if again is not None else None
    lembar = tuple(_sheets(book.sheets, today, asal.sidik, compared=again is not None))
    verified = verified_of(Kind.PERINTAH, given, asal, district, kini, lembar, read=district)
    words = list(_words(verified, lacking, sealed=bool(asal.sidik)))
    if option(asal.opsi, SEARCH):
        words.append("Pencariannya waktu itu dihentikan sebelum selesai; dicari sampai selesai, susunannya dapat lain.")
    return _with_words(verified, tuple(words))


def _annexes(book: Book, given: Given, day: date | None) -> Verified:
    """Annexes alone, which do not say how they were made: what fits best of all that could have been meant."""
    district = given.district("")
    pada = day or date.today()
    lacking = "buku ini hanya Lampiran, tanpa lembar Asal; sebut rencananya dengan --plan"
    case: Case | None = None
    if district is not None:
        years = [year for year in book.years if year in district.years()]
        lacking = f"roadmap tidak memuat lagi tahap {daftar(map(str, book.years))}"
        case = opened(district, dengan=given.dengan, pada=pada, tahun=years) if years else None
    lembar = tuple(_sheets(book.sheets, {}, {}, compared=False))
    if case is not None:
        report = report_of(case)
        for kertas, nip in product(configs.naskah()["kertas"], NIP_FORMS):
            options = BookOptions(kertas=kertas, nip=nip, rancangan=book.draft, lampiran=True)
            edition = tuple(_sheets(book.sheets, _derived(case, report, options), {}, compared=True))
            if _distance(edition) < _distance(lembar):
                lembar = edition
            if not _distance(lembar):
                break
    verified = Verified(
        file=book.name,
        jenis=Kind.LAMPIRAN,
        kabupaten=district.kabupaten.nama if district else "",
        pada=pada if case else None,
        tahun=book.years,
        versi="",
        versi_kini=__version__,
        rencana=district.file if district else "",
        compared=case is not None,
        lembar=lembar,
        inputs=(given.path, *(input_files(None, case.district) if case else ())),
    )
    return _with_words(verified, tuple(_words(verified, lacking, sealed=False)))


def _distance(lembar: Sequence[Lembar]) -> float:
    """How far sheets are from what is meant, so that the nearest edition is chosen."""
    if any(item.keadaan is State.BELUM for item in lembar):
        return float("inf")
    return sum(1e6 if item.jumlah is None else item.jumlah for item in lembar)


def _derived(case: Case, report: Report, options: BookOptions) -> Rows:
    """The sheets that the inputs give today, as their cells hold them."""
    return _rows(plan_book(case, report, options).sheets)


def _rows(sheets: Sequence[Sheet]) -> Rows:
    return {sheet.name: [meant(row.cells) for row in sheet.rows] for sheet in sheets}


def _sheets(there: Rows, today: Rows, sidik: Mapping[str, str], *, compared: bool) -> Iterator[Lembar]:
    """Every sheet but Asal: those of the file in their order, then those that are missing from it."""
    for name, rows in there.items():
        if name == SHEET:
            continue
        edited = seal_of(rows) != sidik.get(name) if sidik else None
        if not compared:
            yield Lembar(nama=name, keadaan=State.BELUM, disunting=edited)
        elif name not in today:
            yield Lembar(nama=name, keadaan=State.BARU, disunting=edited)
        else:
            yield beside(name, today[name], rows, edited=edited)
    for name in dict.fromkeys((*today, *sidik)):
        if name not in there and name != SHEET:
            yield Lembar(nama=name, keadaan=State.HILANG, disunting=(name in sidik) if sidik else None)


def _with_words(verified: Verified, kata: tuple[str, ...]) -> Verified:
    return replace(verified, kata=kata)


def _words(verified: Verified, lacking: str, *, sealed: bool) -> Iterator[str]:
    """What holds, in sentences; the verdict first."""
    yield _verdict(verified)
    if not verified.compared:
        yield f"Belum dibandingkan dengan masukannya: {lacking}."
    if verified.asal is False:
        yield f"Lembar {SHEET} sendiri disunting: opsi, hari dan sidik yang dibaca darinya tidak dapat dipercaya."
    day = ["hari yang lain"] if verified.jenis is Kind.LAMPIRAN else []
    yield from verified.told_apart(
        [item.nama for item in verified.edited if not verified.compared or item in verified.differing],
        sealed=sealed,
        there="sel yang",
        unsealed="berkas ini tidak memuat sidik lembar, bedanya dari "
        f"{' atau '.join(['suntingan', *verified.reasons, *day])}.",
    )
    if sorted_ := [item.nama for item in verified.lembar if item.urutan]:
        yield f"Barisnya sama semua, hanya urutannya lain: {daftar(sorted_)}."
    if verified.changed and not verified.differing:
        yield "Berkas masukan berubah sejak itu, tanpa mengubah isi satu lembar pun."
    if verified.renewed and not verified.differing:
        yield f"Ditulis ilp_cli versi {verified.versi}; versi kini, {verified.versi_kini}, memberi isi yang sama."
    if sealed and not verified.compared:
        yield NO_SIGNATURE


def _verdict(verified: Verified) -> str:
    day = sebutan(verified.pada)
    if verified.equal:
        return f"Sama: semua {len(verified.lembar)} lembar memuat persis yang diberikan masukannya per {day}."
    if verified.exit_status() == 1:
        number = sum(item.jumlah or 0 for item in verified.lembar)
        if verified.compared and verified.differing:
            return (
                f"Berbeda: {len(verified.differing)} dari {len(verified.lembar)} lembar, {number} {_what(verified)}, "
                f"tidak seperti yang diberikan masukannya per {day}."
            )
        return f"Berbeda: berkas ini tidak lagi seperti ketika ditulis per {day}."
    return "Belum diketahui: yang dapat diperiksa dari berkas ini sendiri tidak menunjukkan suntingan."


def _what(verified: Verified) -> str:
    rows = any(" " in cell.sel for item in verified.lembar for cell in item.sel)
    return "sel atau baris" if rows else "sel"


def _archive(path: Path, data: bytes, plan: str | Path | None, roster: str | Path | None) -> Verified:
    """An archive: its own fingerprint, and what today's roadmap says otherwise, as a check tells it."""
    name = path.as_posix()
    if not is_archive(yaml_file.parse(data, name).content):
        raise Unreadable(reason=f"{name}: bukan arsip `ilp freeze`; sebut arsip/TAHUN.yaml atau workbook rencana")
    arsip, faults = read_archive(path)
    if arsip is None or faults:
        raise Unreadable(faults)
    district = Given(path, plan, roster, ()).district("")
    if district is not None and not arsip.of(district):
        if plan is not None:
            raise Misuse(f"{name} milik {arsip.kabupaten}; rencana {Path(plan).as_posix()} milik lain")
        district = None
    years = (arsip.tahun,)
    drift: tuple[Finding, ...] = ()
    if district is not None:
        asked = years if arsip.tahun in district.years() else ()
        drift = _told(opened(district, pada=arsip.pada, tahun=asked), arsip)
    then = Asal(masukan=tuple((source.name, source.sha256) for source in arsip.masukan))
    now = Asal(masukan=tuple((source.name, source.sha256) for source in district.sources)) if district else None
    verified = Verified(
        file=name,
        jenis=Kind.ARSIP,
        kabupaten=bare(arsip.kabupaten),
        pada=arsip.pada,
        tahun=years,
        versi=arsip.versi,
        versi_kini=__version__,
        rencana=district.file if district else "",
        compared=district is not None,
        asal=arsip.intact,
        masukan=tuple(inputs_of(then, now)),
        lembar=_stages(arsip, drift, compared=district is not None),
        inputs=(path, *(input_files(None, district) if district else ())),
    )
    return _with_words(verified, tuple(_archive_words(verified, drift)))


def _told(case: Case, arsip: Arsip) -> tuple[Finding, ...]:
    """What the rules on archives say of this one, but not that it was edited, which is told apart."""
    others = tuple(thing for thing in case.given if not isinstance(thing, Archives))
    own = replace(case, given=(*others, Archives(arsip=(replace(arsip, path=(HEAD, 0)),))))
    return tuple(finding for finding in run(rules_of("archive"), own) if finding.code != "ILP130")


def _stages(arsip: Arsip, drift: Sequence[Finding], *, compared: bool) -> tuple[Lembar, ...]:
    """The annexes of an archive as sheets that were or were not compared."""
    names = [annex.nama for stage in arsip.tahap for annex in stage.lampiran] or [f"tahap {arsip.tahun}"]
    state = State.BELUM if not compared else State.BERUBAH if drift else State.SAMA
    return tuple(Lembar(nama=name, keadaan=state) for name in names)


def _archive_words(verified: Verified, drift: Sequence[Finding]) -> Iterator[str]:
    if verified.asal is False:
        yield "Disunting: sidik arsip ini tidak cocok dengan isinya (ILP130); ia bukan lagi isi SK itu."
    else:
        yield "Utuh: sidik arsip ini cocok dengan isinya."
    if not verified.compared:
        yield f"Belum dibandingkan: {NO_PLAN}."
    elif drift:
        yield f"Roadmap hari ini berkata lain tentang tahap itu, {len(drift)} hal:"
        for finding in drift:
            yield ended(f"{finding.place}: {finding.code} {finding.message}")
    else:
        yield "Roadmap hari ini berkata sama tentang lokus, pustu, posyandu dan SK tahap itu."
