"""The plan workbook: what a head of office reads, what becomes the Lampiran of the SK, and what lies behind both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ilp_cli.capabilities.staffing.model.applied import Applied
from ilp_cli.checking.sheets import findings_sheet
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.arsip import Arsip, frozen_stages, gone_stages
from ilp_cli.district.case import Case
from ilp_cli.exporting.summary import summary
from ilp_cli.law import configs
from ilp_cli.paper.annex import styles
from ilp_cli.paper.edition import DRAFT, Edition
from ilp_cli.paper.fit import closed_up, kept_together
from ilp_cli.paper.frozen import annex_sheets, frozen_styles
from ilp_cli.paper.layout import paper
from ilp_cli.paper.provenance import COMMAND, provenance_sheet
from ilp_cli.paper.seal import seals
from ilp_cli.paper.sheet import STYLES, Book, Sheet, with_banner
from ilp_cli.paper.tables import base_name
from ilp_cli.registry import ANNEXES_OF, BASIS_OF, OVERVIEW_OF, SHEETS_OF, annexes_of, catalogue, sheets_of
from ilp_cli.rulebook.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class BookOptions:
    """How the plan is written: on which paper, with or without the NIP of who signs, as a draft or not, whole or not.

    With `lampiran` it is the annexes alone; with `tanggal_pensiun` it tells the day of a retirement, else its year.
    `roster` and `dengan` name the files that were given beside the plan.
    """

    kertas: str = "f4"
    nip: str = "samar"
    rancangan: bool = False
    lampiran: bool = False
    tanggal_pensiun: bool = False
    roster: str = ""
    dengan: tuple[str, ...] = ()


def plan_book(case: Case, report: Report, options: BookOptions, *, naskah: Mapping[str, Any] | None = None) -> Book:
    """The whole workbook, sheet by sheet in the order a planner expects; `naskah` as in configs/naskah.yaml."""
    edition = edition_of(case, report, options, naskah or configs.naskah())
    sheets = tuple(_marked(_sheets(case, report, edition, options)))
    if not options.lampiran:
        kept = tuple(arsip.source for arsip in _differing(case) if arsip.source)
        origin = provenance_sheet(
            case.district,
            options_text(report, options),
            edition.page(),
            kept,
            command=COMMAND,
            pada=report.pada,
            tahap=report.tahun,
            seals=seals(sheets),
        )
        sheets = (*sheets, *_marked([(origin, False, edition)]))
    looks = [frozen_styles(arsip.tata, edition) for arsip in printed_from(case) if arsip.tata]
    own = {name: style for look in looks for name, style in look.items()}
    whole = "Lampiran SK" if options.lampiran else "Rencana"
    kind = f"{DRAFT} {whole[0].lower()}{whole[1:]}" if options.rancangan else whole
    return Book(
        title=f"{kind} Integrasi Layanan Primer {case.district.kabupaten.sebutan}",
        sheets=sheets,
        styles={**STYLES, **styles(edition.font, edition.size), **own},
    )


def edition_of(case: Case, report: Report, options: BookOptions, naskah: Mapping[str, Any]) -> Edition:
    """What every sheet of one plan shares."""
    titles = {code.code: code.title for code in catalogue()}
    usulan = case.beside(Applied)
    return Edition(
        naskah=naskah,
        paper=paper(naskah, options.kertas),
        about=f"{case.district.kabupaten.sebutan} · per {tanggal(report.pada)}",
        nip=options.nip,
        tanggal_pensiun=options.tanggal_pensiun,
        notice=report.unmet(12, titles) if options.rancangan else "",
        short=report.unmet(5) if options.rancangan else "",
        assumption=f"angka memuat {usulan.moved} perpindahan dan {usulan.hired} rekrutan yang belum dijalankan"
        if usulan
        else "",
        touched=usulan.touched if usulan else frozenset(),
        today=_today(case, report),
    )


def _today(case: Case, report: Report) -> str:
    """That the sheets beside frozen annexes tell of another day; "" where all annexes were frozen from this very one.

    So what was frozen and is exported from the same inputs on the same day is the same file.
    """
    told = {arsip.tahun: arsip for arsip in _differing(case)}
    if not told:
        return ""
    years = daftar(map(str, sorted(told)))
    return (
        f"KEADAAN PER {tanggal(report.pada).upper()}, bukan isi SK tahap {years}; Lampirannya dicetak dari "
        f"{daftar(told[year].nama for year in sorted(told))}"
    )


def _differing(case: Case) -> tuple[Arsip, ...]:
    """The archives from which annexes are printed and that were frozen from another state than this one."""
    return tuple(arsip for arsip in printed_from(case) if not arsip.made_of(case.district, case.pada))


def printed_from(case: Case) -> tuple[Arsip, ...]:
    """The archives from which annexes of the years asked for are printed, each once."""
    kept = (*case.of(frozen_stages).values(), *case.of(gone_stages))
    return tuple({arsip.path: arsip for arsip, _ in kept}.values())


def _marked(every: Iterable[tuple[Sheet, bool, Edition]]) -> Iterator[Sheet]:
    """Every sheet, with its banner where it is a draft or rests on a proposal; an annex has pages of its own."""
    for sheet, assumed, own in every:
        banner, today = own.banner(assumed=assumed), own.today_banner(sheet)
        marked = sheet
        for band in filter(None, (banner, today)):
            marked = with_banner(marked, own.over(sheet, band))
        yield marked if sheet.page and sheet.page.on_top else kept_together(closed_up(marked, STYLES), STYLES)


def _sheets(
    case: Case, report: Report, edition: Edition, options: BookOptions
) -> Iterator[tuple[Sheet, bool, Edition]]:
    """Every sheet but Asal, whether it rests on a proposal that nobody has carried out yet, and its edition."""
    assumed = edition.page(assumed=True)
    drafts = (draft for capability in ANNEXES_OF for draft in annexes_of(capability)(case, edition))
    if options.lampiran:
        yield from annex_sheets(case, edition, drafts)
        return
    yield summary(case.district, report, assumed), True, edition
    yield from _of(OVERVIEW_OF, case, edition)
    yield from annex_sheets(case, edition, drafts)
    yield from _of(SHEETS_OF, case, edition)
    yield findings_sheet((*report.findings, *report.waived), assumed), True, edition
    yield from _of(BASIS_OF, case, edition)


def _of(capabilities: Iterable[str], case: Case, edition: Edition) -> Iterator[tuple[Sheet, bool, Edition]]:
    for capability in capabilities:
        for sheet, assumed in sheets_of(capability)(case, edition):
            yield sheet, assumed, edition


def options_text(report: Report, options: BookOptions) -> tuple[tuple[str, str], ...]:
    """The options of an export as its sheet Asal tells them."""
    return (
        ("--tahun", ", ".join(str(year) for year in report.tahun)),
        ("--pada", report.pada.isoformat()),
        ("--kertas", options.kertas),
        ("--nip", options.nip),
        ("--rancangan", "ya" if options.rancangan else "tidak"),
        *((("--tanggal-pensiun", "ya"),) if options.tanggal_pensiun else ()),
        *((("--roster", base_name(options.roster)),) if options.roster else ()),
        *(("--dengan", base_name(file)) for file in options.dengan),
    )
