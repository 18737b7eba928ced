"""Write the body of an SK, a nota dinas, or letters to desa, as a Word document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from ilp_cli.capabilities.staffing.model.applied import Applied
from ilp_cli.checking.verb import opened, report_of
from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Severity
from ilp_cli.core.given import a_path, a_whole, one_of
from ilp_cli.core.names import maksud
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.rows import TABLES, columns, envelope
from ilp_cli.core.steps import step
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.version import __version__
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.decreeing.isian import together
from ilp_cli.decreeing.wording import Naskah
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.roadmap import Tahap
from ilp_cli.files import writing as writer_file
from ilp_cli.files.word_file import read_word
from ilp_cli.files.word_stamp import stamped
from ilp_cli.law import configs
from ilp_cli.paper.document import Document
from ilp_cli.paper.edition import NIP_FORMS, Edition
from ilp_cli.paper.layout import paper
from ilp_cli.paper.tables import shown_name
from ilp_cli.paper.templat import Terisi, asks_for, fill
from ilp_cli.reading.load import load
from ilp_cli.reading.usable import input_files, lawful, staffed
from ilp_cli.registry import SHEETS_OF_ROSTER, catalogue
from ilp_cli.rulebook.report import Report

if TYPE_CHECKING:
    from types import ModuleType

LOKUS, PERUBAHAN, KADER, KLASTER, NOTA, SURAT = JENIS = (
    "lokus", "perubahan", "kader", "klaster", "nota-mutasi", "surat-desa",
)  # fmt: skip
"""What can be written; the first of them where nobody says which."""
_LETTERS = (NOTA, SURAT)
"""What is sent because something is not met yet: no error of the check stands against it."""
_KOP = ("logo", "alamat")
"""What a template brings with it, so that nobody has to fill it in."""
_LIBRARIES = ("docx", "lxml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Isian:
    """Something that stands dotted and must be filled in: what, and where."""

    apa: str
    di: str

    def row(self) -> dict[str, object]:
        """What must be filled in, as the JSON contract has it."""
        return {"apa": self.apa, "di": self.di}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written(Tabled):
    """What writing a decree or letters came to: the check it rests on, and each decree or letter; true where written.

    `harus_diisi` is what stands dotted in them, `catatan` what else their writer has to know. Without `naskah` nothing
    was written: errors stand against it, or there is nobody to write to.
    """

    TABLES: ClassVar = {
        "naskah": columns("judul lampiran:parts"),
        "harus_diisi": columns("apa di"),
        "findings": TABLES["findings"],
    }

    report: Report
    path: Path
    jenis: str
    kabupaten: str
    pada: date
    tahun: tuple[int, ...]
    naskah: tuple[Naskah, ...] = ()
    harus_diisi: tuple[Isian, ...] = ()
    catatan: tuple[str, ...] = ()
    rancangan: bool = False
    refused: bool = False
    written: bool = False

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.kabupaten,
            pada=self.pada.isoformat(),
            path=self.path.as_posix(),
            jenis=self.jenis,
            naskah=len(self.naskah),
            harus_diisi=len(self.harus_diisi),
            written=self.written,
        )

    def __bool__(self) -> bool:
        """Whether there is a document now."""
        return self.written

    @property
    def letter(self) -> bool:
        """Whether it is a letter or a nota dinas, which no fault elsewhere in the plan stops."""
        return self.jenis in _LETTERS

    def exit_status(self) -> int:
        """That of the check for a decree; for letters only that of inputs that could not be read, or not be used."""
        status = self.report.exit_status()
        if self.refused:
            return max(status, ExitStatus.FINDINGS)
        return status if self.jenis not in _LETTERS or status > ExitStatus.FINDINGS else ExitStatus.OK

    def document(self) -> dict[str, object]:
        """The answer as the JSON contract has it."""
        return envelope(
            "decree",
            self.kabupaten,
            pada=self.pada,
            tahun=self.tahun,
            jenis=self.jenis,
            berkas=writer_file.named(self.path),
            ditulis=self.written,
            rancangan=self.rancangan,
            naskah=[
                {
                    "judul": one.judul,
                    "lampiran": [{"lembar": name, "judul": title} for name, title in one.lampiran],
                }
                for one in self.naskah
            ],
            harus_diisi=[isian.row() for isian in self.harus_diisi],
            catatan=list(self.catatan),
            findings=self.report.rows("findings") if self.refused else [],
        )


def decree(
    source: District | str | Path,
    output: str | Path,
    *,
    jenis: str | None = None,
    tahun: int | None = None,
    roster: str | Path | None = None,
    dengan: str | Path | Sequence[str | Path] | None = None,
    pada: date | None = None,
    kertas: str = "f4",
    nip: str = "samar",
    rancangan: bool = False,
    templat: str | Path | None = None,
    force: bool = False,
    dry_run: bool = False,
) -> Written:
    """Write what a stage of the roadmap needs on paper as one Word document.

    `jenis` is an SK (lokus, perubahan, kader; klaster, one for each puskesmas), the nota dinas of a proposal of moves
    (nota-mutasi, with `dengan`), or a letter to each desa that lacks kader (surat-desa). A decree is written of a plan
    without errors, else only as a marked draft (`rancangan`). What is not known stands dotted and is told in
    `harus_diisi`. With `templat`, a Word document of the district's own with variables in it, an SK is that document
    filled in; names it has that are not known are told in `catatan`. The document is read back and compared
    with what was meant before it takes its name. The wording is configs/naskah.yaml.

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` a day (default: today); `tahun` the year of the stage, needed where the roadmap has several. `output`
    is the document (.docx), `kertas` f4 or a4, `nip` how a NIP is printed: samar (hidden), tampil (whole) or tanpa.
    `force` replaces what stands there; `dry_run` writes nothing.

    Raises Misuse for a year or kind that the roadmap does not have or for what a template may not do, OutputBlocked
    where the target cannot be written, Unreadable where letters need a roster and there is none, or the template is no
    plain Word document.
    """
    badan = configs.naskah()
    one_of("kertas", kertas, badan["kertas"])
    one_of("nip", nip, NIP_FORMS)
    if jenis is not None:
        one_of("jenis", jenis, JENIS)
    a_whole("tahun", tahun, 2025)
    target = document_path(output)
    _library()
    own = None if templat is None else read_word(Path(templat), Path(templat).name)
    district = load(source, roster, tables=SHEETS_OF_ROSTER)
    if jenis in _LETTERS:
        staffed(district)
    year = _year(district, tahun)
    case = opened(district, dengan=dengan, pada=pada, tahun=(year,) if year is not None else ())
    if jenis == SURAT:
        lawful(case)
    report = report_of(case)
    stages = [tahap for tahap in case.district.tahap if tahap.tahun == year]
    kind = jenis or (PERUBAHAN if any(map(_changes, stages)) else LOKUS)
    known = {
        "report": report, "path": target, "jenis": kind, "kabupaten": case.district.kabupaten.nama,
        "pada": case.pada, "tahun": case.years,
    }  # fmt: skip
    status = report.exit_status()
    misread = kind in _LETTERS and _misread(case, dengan)
    if (
        not district.readable
        or misread
        or status > ExitStatus.FINDINGS
        or (status and kind not in _LETTERS and not rancangan)
    ):
        return Written(**known, refused=True)  # type: ignore[arg-type]
    inputs = (*_inputs(source, case.district, dengan), *([] if templat is None else [Path(templat)]))
    writer_file.refuse_target(target, inputs, force=force)
    asked = Asked(jenis=jenis, tahun=year, kertas=kertas, nip=nip, rancangan=rancangan)
    template = None if own is None or templat is None else (own, Path(templat).name)
    written = drafted(case, report, asked, template, drawn=not dry_run)
    naskah, content = written.naskah, written.content
    if content is not None and not dry_run:
        facts = _origin(case, asked, roster, dengan, template)
        writer_file.write_file(target, stamped(content, facts), inputs, force=force)
    return Written(
        **known,  # type: ignore[arg-type]
        naskah=naskah,
        harus_diisi=_to_fill_in(naskah, badan["badan"]["harus_diisi"]),
        catatan=written.catatan,
        rancangan=rancangan,
        written=bool(naskah) and not dry_run,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a document was asked to be: of which kind and stage, and how it is printed."""

    jenis: str | None
    tahun: int | None
    kertas: str = "f4"
    nip: str = "samar"
    rancangan: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A document before it takes its name: what it holds, its bytes (None where none were wanted), and the notes."""

    naskah: tuple[Naskah, ...]
    content: bytes | None
    catatan: tuple[str, ...]


def drafted(
    case: Case, report: Report, asked: Asked, template: tuple[bytes, str] | None = None, *, drawn: bool = True
) -> Drafted:
    """The document of a case, of a template with its name where one is given.

    Raises Misuse where a stage has no such decree, or for what a template may not do.
    """
    step("menyusun naskah")
    stages = [tahap for tahap in case.district.tahap if tahap.tahun == asked.tahun]
    kind = asked.jenis or (PERUBAHAN if any(map(_changes, stages)) else LOKUS)
    edition = _edition(case, report, asked.kertas, asked.nip, rancangan=asked.rancangan)
    naskah = tuple(_naskah(case, stages, asked.jenis, edition))
    notes = [note for own in naskah for note in own.catatan]
    content: bytes | None = None
    if naskah:
        document = _document(naskah, edition, kind, case.district.kabupaten.sebutan)
        if template is not None:
            filled_in = _filled(*template, naskah, document.mark)
            content, notes = filled_in.content, [*_not_known(filled_in), *notes]
            naskah = tuple(
                replace(one, kosong=tuple(name for name in one.kosong if name not in _KOP)) for one in naskah
            )
        elif drawn:
            content = _proved(_library(), document)
    return Drafted(naskah=naskah, content=content, catatan=tuple(dict.fromkeys(notes)))


def _origin(
    case: Case, asked: Asked, roster: str | Path | None, dengan: Any, template: tuple[bytes, str] | None
) -> Mapping[str, str]:
    """What a document says of itself: whose, of what day, how it was made, and the fingerprints of its inputs."""
    listed = dengan if isinstance(dengan, list | tuple) else [dengan] if dengan is not None else []
    sources = [(shown_name(source.name), source.sha256) for source in case.district.sources]
    return {
        "daerah": case.district.kabupaten.sebutan,
        "pada": case.pada.isoformat(),
        "jenis": asked.jenis or "",
        "tahun": str(asked.tahun or ""),
        "kertas": asked.kertas,
        "nip": asked.nip,
        "rancangan": "ya" if asked.rancangan else "tidak",
        "versi": __version__,
        "roster": shown_name(str(roster)) if roster is not None else "",
        **{f"dengan.{number}": shown_name(str(file)) for number, file in enumerate(listed, 1)},
        **({"templat": f"{hashlib.sha256(template[0]).hexdigest()} {shown_name(template[1])}"} if template else {}),
        **{f"masukan.{number}": f"{digest} {name}" for number, (name, digest) in enumerate(sources, 1)},
    }


def contoh_templat(output: str | Path, *, jenis: str = LOKUS, kertas: str = "f4", force: bool = False) -> Path:
    """Write a template to start from: what `decree` writes of a kind, with variables in place of the facts.

    `output` is the document (.docx); `jenis` a kind as for `decree`, `kertas` f4 or a4; `force` replaces what stands
    there. Raises Misuse for another kind, OutputBlocked where it cannot be written.
    """
    from ilp_cli.decreeing.contoh import contoh

    naskah = configs.naskah()
    one_of("kertas", kertas, naskah["kertas"])
    one_of("jenis", jenis, JENIS)
    target = document_path(output)
    library = _library()
    writer_file.refuse_target(target, (), force=force)
    own = {**naskah, "margin_mm": naskah["badan"]["margin_mm"]}
    edition = Edition(naskah=own, paper=paper(own, kertas), about="")
    writer_file.write_file(target, _proved(library, contoh(jenis, edition)), (), force=force)
    return target


def document_path(output: str | Path) -> Path:
    """Where a document shall go: a file, or standard output where that is no screen.

    Raises Misuse where its name says it is something else, OutputBlocked for a screen.
    """
    a_path("output", output)
    path = Path(output)
    if writer_file.to_stdout(path):
        writer_file.refuse_screen("naskah", ".docx")
        return writer_file.STDOUT
    if path.suffix.lower() != ".docx":
        raise Misuse(f"{path.as_posix()}: nama naskah Word harus berakhiran .docx")
    return path


def _library() -> ModuleType:
    """What draws a Word document. Raises Misuse where the library for it was not installed."""
    try:
        from ilp_cli.paper import docx
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        raise Misuse(
            "python-docx, yang menulis naskah Word, belum terpasang; pasang dengan: python -m pip install python-docx"
        ) from error
    return docx


def _year(district: District, tahun: int | None) -> int | None:
    """The year whose stage is written; that of the only stage where none was named. Raises Misuse without any."""
    years = district.years()
    if tahun is not None or not district.readable:
        return tahun
    if not years:
        raise Misuse(f"{district.file}: roadmap belum punya tahap; tidak ada yang dapat ditetapkan")
    if len(years) > 1:
        raise Misuse(f"sebut tahapnya dengan --tahun; yang ada: {daftar(map(str, years))}")
    return years[0]


def _changes(tahap: Tahap) -> bool:
    return tahap.sk is not None and tahap.sk.mengubah is not None


def _naskah(case: Case, stages: Sequence[Tahap], jenis: str | None, edition: Edition) -> Iterator[Naskah]:
    """Every decree or letter of the stages of a year. Raises Misuse where a stage has no such decree."""
    from ilp_cli.decreeing import keputusan, surat

    if jenis == NOTA:
        usulan = case.beside(Applied)
        if usulan is None:
            raise Misuse("nota mutasi memuat perpindahan yang diterima; sebut usulannya dengan --dengan usulan.yaml")
        if not usulan.moved:
            raise Misuse(f"{usulan.proposal.file} tidak memuat perpindahan yang dapat dijalankan")
        yield surat.nota_mutasi(case, usulan, edition)
    elif jenis == SURAT:
        yield from surat.letters(case, edition)
    else:
        for tahap in stages:
            own = jenis or (PERUBAHAN if _changes(tahap) else LOKUS)
            _refuse(tahap, own)
            if own == KLASTER and _changes(tahap) and not keputusan.new_of(case, tahap):
                raise Misuse(
                    f"SK tahap {tahap.tahun} hanya mengubah SK lain dan tidak menambah puskesmas; susunan klaster "
                    "puskesmasnya ditetapkan bersama SK yang pertama"
                )
            yield from keputusan.decrees(case, tahap, own, edition)


def _refuse(tahap: Tahap, jenis: str) -> None:
    """Raise Misuse where a stage cannot have a decree of a kind."""
    if jenis == PERUBAHAN and not _changes(tahap):
        raise Misuse(
            f"SK tahap {tahap.tahun} tidak mengubah SK lain; tulis mengubah: di sk: tahap itu, atau pakai --jenis lokus"
        )
    if jenis == LOKUS and _changes(tahap) and tahap.sk and tahap.sk.mengubah:
        number = tahap.sk.mengubah.nomor or "yang pertama"
        raise Misuse(f"SK tahap {tahap.tahun} mengubah SK {number}; pakai --jenis perubahan")
    if jenis == KLASTER and not tahap.lokus:
        raise Misuse(f"tahap {tahap.tahun} belum menyebut puskesmas lokus; susunan klaster ditetapkan tiap puskesmas")


def _edition(case: Case, report: Report, kertas: str, nip: str, *, rancangan: bool) -> Edition:
    naskah = configs.naskah()
    titles = {code.code: code.title for code in catalogue()}
    own = {**naskah, "margin_mm": naskah["badan"]["margin_mm"]}
    return Edition(
        naskah=naskah,
        paper=paper(own, kertas),
        about=f"{case.district.kabupaten.sebutan} · per {tanggal(report.pada)}",
        nip=nip,
        notice=report.unmet(12, titles) if rancangan else "",
        short=report.unmet(5, titles) if rancangan else "",
        assumption="angkanya menurut usulan yang belum dijalankan" if case.before else "",
    )


def _document(naskah: Sequence[Naskah], edition: Edition, jenis: str, kabupaten: str) -> Document:
    badan = edition.naskah["badan"]
    page = edition.annex_page(landscape=False, assumed=jenis == KADER)
    return Document(
        title=naskah[0].judul,
        paper=edition.paper,
        font=edition.font,
        size=float(badan["ukuran"]),
        number=str(edition.naskah["nomor_halaman"]),
        parts=tuple(part for one in naskah for part in (one.blocks, *one.lembar)),
        mark=page.header,
        kabupaten=kabupaten,
    )


def _misread(case: Case, dengan: Any) -> bool:
    """Whether a proposal is not written as it should be: a letter on half of it would move somebody else."""
    listed = dengan if isinstance(dengan, list | tuple) else [dengan] if dengan is not None else []
    files = {Path(file).as_posix() for file in listed}
    return any(item.place.file in files and item.severity is Severity.ERROR for item in case.district.misfits)


def _inputs(source: District | str | Path, district: District, dengan: Any) -> tuple[Path, ...]:
    listed = dengan if isinstance(dengan, list | tuple) else [dengan] if dengan is not None else []
    return (*input_files(None if isinstance(source, District) else Path(source), district), *map(Path, listed))


def _proved(library: Any, document: Document) -> bytes:
    """The drawn document, read back and found to say what was meant. Raises RuntimeError, a fault of ours."""
    content: bytes = library.render(document)
    step("membaca kembali naskah")
    differences = library.differences(document, content)
    if differences:
        raise RuntimeError(f"document differs from what was meant: {differences[0]}")
    return content


def _filled(own: bytes, name: str, naskah: Sequence[Naskah], mark: str) -> Terisi:
    """A template filled in with what is written. Raises Misuse where that is several and it has room for one only."""
    if len(naskah) > 1 and not asks_for(own, "naskah"):
        raise Misuse(
            f"{name}: naskahnya {len(naskah)}, sedangkan templat ini memuat satu; lingkupi isinya dengan "
            "{%p for n in naskah %} … {%p endfor %} dan tulis {{ n.nomor }}, seperti yang ditulis --contoh-templat"
        )
    step("mengisi templat")
    return fill(own, together([one.isian for one in naskah]), name, mark)


def _not_known(filled_in: Terisi) -> Iterator[str]:
    """The names of a template that nobody knows, each with the one that is probably meant."""
    for name, known in filled_in.tidak_dikenal.items():
        meant = maksud(name, known) or f"; yang ada: {', '.join(known)}"
        yield f"templat: “{name}” tidak dikenal, dibiarkan bertitik-titik{meant}"
    for text in filled_in.tertinggal:
        yield f"templat: “{text}” dibiarkan seperti tertulis; variabel ditulis dengan {{{{ … }}}}"


def _to_fill_in(naskah: Sequence[Naskah], words: Mapping[str, Sequence[str]]) -> tuple[Isian, ...]:
    """What stands dotted in any of the decrees or letters, each once."""
    names = dict.fromkeys(name for one in naskah for name in one.kosong)
    return tuple(Isian(apa=words[name][0], di=words[name][1]) for name in names)
