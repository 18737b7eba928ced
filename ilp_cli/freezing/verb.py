"""Freeze the annexes of a year in an archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from ilp_cli.capabilities.archive.write import archive_text
from ilp_cli.capabilities.roadmap.sheets.lampiran import decreed
from ilp_cli.checking.verb import opened, report_of
from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Finding, Severity
from ilp_cli.core.given import a_whole, one_of
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.core.rows import TABLES
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.version import __version__
from ilp_cli.district.arsip import (
    HEAD,
    Arsip,
    LokusArsip,
    StandarArsip,
    TahapArsip,
    TulisUlang,
    UnitArsip,
    archives,
)
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.fulfilment import PosyanduState, PustuState, posyandu_states, pustu_states
from ilp_cli.district.roadmap import SK, Lokus, Penandatangan, Tahap
from ilp_cli.files import writing as writer_file
from ilp_cli.files.paths import stands
from ilp_cli.law import configs
from ilp_cli.paper.annex import annexes_said
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.frozen import cetakan_of, tata_of
from ilp_cli.paper.layout import paper
from ilp_cli.reading.usable import input_files
from ilp_cli.registry import ANNEXES_OF, annexes_of
from ilp_cli.rulebook.report import Report

_KEPT = ("pustu", "posyandu", "lokus")
"""The standards that annexes rest on, by the first part of their keys."""
_OWN = "ILP13"
"""How the codes of archives begin: what is wrong with the old one is why a new one is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen(Tabled):
    """What a freezing came to: the check it rests on, and the archive with its text; no text, nothing to write.

    It is true where the archive was written. `unsigned` are the stages whose decrees have no number or no date yet;
    `used` is False where it lies elsewhere than in its plan folder, where nothing looks for it.
    """

    TABLES: ClassVar = {"blocking": TABLES["findings"], "findings": TABLES["findings"]}

    report: Report
    path: Path
    arsip: Arsip | None = None
    text: str = field(default="", repr=False)
    blocking: tuple[Finding, ...] = ()
    unsigned: int = 0
    used: bool = True
    written: bool = False

    def __repr__(self) -> str:
        return brief(
            self, path=self.path.as_posix(), written=self.written, unsigned=self.unsigned, blocking=len(self.blocking)
        )

    def _rows(self) -> Mapping[str, list[dict[str, object]]]:
        return {"blocking": [finding.row() for finding in self.blocking], "findings": self.report.rows("findings")}

    def __bool__(self) -> bool:
        """Whether there is an archive now."""
        return self.written

    def exit_status(self) -> int:
        """That of what stood against it, 0 where nothing did."""
        return max((finding.status for finding in self.blocking), default=0)


def freeze(
    source: str | Path,
    *,
    tahun: int,
    output: str | Path | None = None,
    roster: str | Path | None = None,
    pada: date | None = None,
    kertas: str = "f4",
    nip: str = "samar",
    alasan: str | None = None,
    force: bool = False,
    dry_run: bool = False,
) -> Frozen:
    """Keep the annexes of a year as they are printed on a day (default: today), in arsip/ of the plan folder.

    With errors nothing is written, as with `export`. An archive that is there is written anew only with `force` and a
    reason (`alasan`), which it keeps.

    `source` is a plan folder or its roadmap.yaml, `roster` a file or folder read instead of the one it names; `tahun`
    the year of the stage, `pada` the day, `output` the archive where it is to lie elsewhere; `kertas` f4 or a4, `nip`
    samar or tampil. `dry_run` writes nothing.

    Raises Misuse for a year the roadmap does not have, OutputBlocked where it may not be written.
    """
    a_whole("tahun", tahun, 2024)
    one_of("kertas", kertas, configs.naskah()["kertas"])
    one_of("nip", nip, ("samar", "tampil"))
    reason = mask_numbers(" ".join((alasan or "").split()))
    if alasan is not None and not (force and reason):
        raise Misuse("--alasan menyertai --force: mengapa arsip yang sudah ada ditulis ulang; tulis alasannya")
    case = opened(source, roster=roster, pada=pada, tahun=(tahun,))
    report = report_of(case)
    usual = _usual(case, tahun)
    target = Path(output) if output is not None else usual
    earlier = _earlier(target, force=force, reason=reason)
    errors = (finding for finding in report.findings if finding.severity is Severity.ERROR)
    of_old = {target.as_posix()} if earlier else set()
    left = tuple(
        item for item in errors if item.place.file not in of_old and not (earlier and item.code.startswith(_OWN))
    )
    if left or not case.district.readable:
        return Frozen(report=report, path=target, blocking=left)
    again = (TulisUlang(pada=case.pada, alasan=reason, sidik=earlier.seharusnya),) if earlier else ()
    history = (*earlier.tulis_ulang, *again) if earlier else ()
    arsip = replace(archive_of(case, tahun, kertas=kertas, nip=nip, file=target.as_posix()), tulis_ulang=history)
    text = _proved(arsip, Path(source).as_posix())
    stages = [tahap for tahap in case.district.tahap if tahap.tahun == tahun]
    if not dry_run:
        inputs = [file for file in input_files(Path(source), case.district) if not _same(file, target)]
        with writer_file.all_or_nothing(target.parent, [target]):
            if output is None:
                writer_file.make_folder(target.parent)
            writer_file.write_file(target, text.encode(), inputs, force=force, of=Path(case.district.file))
    return Frozen(
        report=report,
        path=target,
        arsip=arsip,
        text=text,
        used=target == usual,
        unsigned=sum(not (tahap.sk and tahap.sk.signed) for tahap in stages),
        written=not dry_run,
    )


def _usual(case: Case, tahun: int) -> Path:
    """Where the archive of a year lies in its plan folder, or is to lie."""
    there = (Path(arsip.file) for arsip in archives(case) if arsip.tahun == tahun and arsip.well_named)
    return next(there, Path(case.district.file).parent / HEAD / f"{tahun}.yaml")


def archive_of(case: Case, tahun: int, *, kertas: str, nip: str, file: str = "") -> Arsip:
    """The archive of the annexes of a year, as they would be printed of a case."""
    naskah = configs.naskah()
    edition = Edition(naskah=naskah, paper=paper(naskah, kertas), nip=nip)
    states = {state.unit: state for state in case.of(pustu_states)}
    posts = {state.unit: state for state in case.of(posyandu_states)}
    stages = [tahap for tahap in case.district.tahap if tahap.tahun == tahun]
    drafts = (draft for capability in ANNEXES_OF for draft in annexes_of(capability)(case, edition))
    said = tuple(annexes_said(case, edition, drafts))
    return Arsip(
        path=(HEAD, 0),
        file=file,
        kabupaten=case.district.kabupaten.sebutan,
        tahun=tahun,
        pada=case.pada,
        versi=__version__,
        masukan=case.district.sources,
        standar=tuple(
            StandarArsip(kunci=key, nilai=_value(own.nilai), dasar=f"{own.citation} ({own.rank.value})")
            for key, own in case.standards.items()
            if key.partition(".")[0] in _KEPT
        ),
        tahap=tuple(
            TahapArsip(
                path=(HEAD, 0, "tahap", number),
                sk=_sk(tahap, case.district, (HEAD, 0, "tahap", number, "sk")),
                jumlah=case.district.added[tahap.path],
                lokus=tuple(
                    _lokus(lokus, tahap, (HEAD, 0, "tahap", number, "lokus", index), states, posts)
                    for index, lokus in enumerate(tahap.lokus)
                ),
                lampiran=tuple(cetakan_of(annex) for own, _, annex, _ in said if own is tahap),
            )
            for number, tahap in enumerate(stages)
        ),
        tata=tata_of(edition, kertas),
    )


def _value(nilai: int | str | tuple[str, ...]) -> str:
    return ", ".join(nilai) if isinstance(nilai, tuple) else str(nilai)


def _sk(tahap: Tahap, district: District, path: tuple[str | int, ...]) -> SK | None:
    """The decree of a stage, with who signs it."""
    signer = (tahap.sk.penandatangan if tahap.sk else None) or district.penandatangan
    if signer is None and not (
        tahap.sk and any((tahap.sk.nomor, tahap.sk.tanggal, tahap.sk.tentang, tahap.sk.penetap))
    ):
        return None
    own = None
    if signer is not None:
        own = Penandatangan(
            path=(*path, "penandatangan"),
            awalan=signer.awalan,
            jabatan=signer.jabatan,
            nama=signer.nama,
            pangkat=signer.pangkat,
        )
    sk = tahap.sk or SK(path=path)
    return SK(path=path, nomor=sk.nomor, tanggal=sk.tanggal, tentang=sk.tentang, penetap=sk.penetap, penandatangan=own)


def _lokus(
    lokus: Lokus,
    tahap: Tahap,
    path: tuple[str | int, ...],
    states: Mapping[tuple[str | int, ...], PustuState],
    posts: Mapping[tuple[str | int, ...], PosyanduState],
) -> LokusArsip:
    known = lokus.puskesmas.unit
    pustu, posyandu = [], []
    for index, named in enumerate(lokus.pustu):
        state = states.get(named.unit.path) if named.unit else None
        pustu.append(
            UnitArsip(
                path=(*path, "pustu", index),
                nama=named.unit.nama if named.unit else named.nama,
                desa=named.unit.desa if named.unit else None,
                tenaga=dict(state.ada) if state else {},
                status=state.words if state else None,
            )
        )
    for index, post in enumerate(lokus.posyandu):
        own = posts.get(post.unit.path) if post.unit else None
        posyandu.append(
            UnitArsip(
                path=(*path, "posyandu", index),
                nama=post.unit.nama if post.unit else post.nama,
                desa=post.unit.desa if post.unit else None,
                tenaga={"kader": own.kader} if own else {},
                status=own.words if own else None,
            )
        )
    return LokusArsip(
        path=path,
        puskesmas=decreed(lokus, tahap),
        kode=known.kode if known else None,
        kecamatan=known.kecamatan if known else None,
        keterangan=lokus.keterangan,
        status=lokus.status.value,
        pustu=tuple(pustu),
        posyandu=tuple(posyandu),
    )


def _earlier(target: Path, *, force: bool, reason: str) -> Arsip | None:
    """The archive that is to be written anew. Raises OutputBlocked where that was not asked for with a reason."""
    if writer_file.to_stdout(target) or not stands(target):
        return None
    if not (force and reason):
        raise OutputBlocked(
            f"{target.as_posix()} sudah ada; yang dibekukan tidak ditulis ulang tanpa --force dan alasannya: "
            '--force --alasan "…"'
        )
    from ilp_cli.reading.arsip import read_archive

    arsip, _ = read_archive(target)
    if arsip is None:
        raise OutputBlocked(f"{target.as_posix()} tidak terbaca sebagai arsip dan tidak ditimpa; pindahkan dulu")
    return arsip


def _same(first: Path, second: Path) -> bool:
    return stands(first) and stands(second) and first.samefile(second)


def _proved(arsip: Arsip, folder: str) -> str:
    """The text of an archive, read back and found to hold what was meant. Raises RuntimeError, a fault of ours."""
    from ilp_cli.files import yaml_file
    from ilp_cli.reading.arsip import arsip_of

    text = archive_text(arsip, folder)
    read, findings = arsip_of(yaml_file.parse(text.encode(), arsip.file))
    if read is None or findings or not read.intact or _parts(read) != _parts(arsip):
        raise RuntimeError("archive differs from what was meant")
    return text


def _parts(arsip: Arsip) -> tuple[object, ...]:
    return (arsip.tahap, arsip.tata, arsip.standar, arsip.masukan, arsip.tulis_ulang)
