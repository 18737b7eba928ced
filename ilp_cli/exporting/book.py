"""The plan workbook: what a head of office reads, what becomes the Lampiran of the SK, and what lies behind both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ilp_cli.capabilities.outlook.model.outlook import Outlook
from ilp_cli.capabilities.outlook.sheets import outlook_sheet
from ilp_cli.capabilities.risk.model.risk import Risk
from ilp_cli.capabilities.risk.sheets import risk_sheet
from ilp_cli.capabilities.roadmap.sheets.roadmap import roadmap
from ilp_cli.capabilities.roster.sheets.people import kader_sheet, petugas_sheet
from ilp_cli.capabilities.staffing.sheets.fulfilment import fulfilment
from ilp_cli.capabilities.staffing.sheets.usulan import proposal_sheets, touched
from ilp_cli.capabilities.standards.sheets import law_sheet
from ilp_cli.checking.sheets import findings_sheet
from ilp_cli.core.finding import Severity
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.names import normal
from ilp_cli.core.words import daftar, romawi
from ilp_cli.district.district import District
from ilp_cli.district.fulfilment import PosyanduState, PustuState
from ilp_cli.district.people import KINDS
from ilp_cli.district.place import Posyandu, Pustu
from ilp_cli.district.roadmap import Lokus, Tahap
from ilp_cli.exporting import provenance as working
from ilp_cli.exporting.summary import summary
from ilp_cli.law.standard import InForce, Standard
from ilp_cli.paper.annex import Annex, AnnexColumn, Look, annex_sheet, heading, sentence, signature, stage_names, styles
from ilp_cli.paper.layout import line_count, line_height, paper
from ilp_cli.paper.sheet import HEADER_LIMIT, STYLES, Book, Cell, Page, Row, Sheet, Value, safe_name, with_banner
from ilp_cli.paper.tables import UNKNOWN
from ilp_cli.rulebook.report import Report

_FOOTER = "Halaman &P dari &N"
_DRAFT = "RANCANGAN"
_ASSUMED = "MENURUT USULAN"
_NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookOptions:
    """How the plan is written.

    `outlook` is what will become of the pustu, None where there is no roster to tell from; without `rawan` there is no
    sheet Titik Rawan. `naskah` is the content of configs/naskah.yaml; `professions` and `titles` give the printed names
    of professions and of codes. `before` is the report without the proposal, where the plan is written with one.
    """

    naskah: Mapping[str, Any]
    standards: Mapping[str, InForce]
    national: Mapping[str, Standard] = field(default_factory=dict)
    professions: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    outlook: Outlook | None = None
    before: Report | None = None
    kertas: str = "f4"
    nip: str = "samar"
    rancangan: bool = False
    rawan: Risk | None = None
    version: str = ""
    options_text: tuple[tuple[str, str], ...] = ()


def plan_book(district: District, report: Report, options: BookOptions) -> Book:
    """The whole workbook, sheet by sheet in the order a planner expects."""
    sheets = tuple(_Plan(district, report, options).sheets())
    kind = f"{_DRAFT} rencana" if options.rancangan else "Rencana"
    font, size = options.naskah["huruf"], float(options.naskah["ukuran"])
    return Book(
        title=f"{kind} Integrasi Layanan Primer {district.kabupaten.sebutan}",
        sheets=sheets,
        styles={**STYLES, **styles(font, size)},
    )


class _Plan:
    """What every sheet of one plan shares."""

    def __init__(self, district: District, report: Report, options: BookOptions) -> None:
        self.district, self.report, self.options = district, report, options
        self.paper = paper(options.naskah, options.kertas)
        self.notice = _notice(report, 12, options.titles) if options.rancangan else ""
        self.pustu = {state.unit: state for state in report.pustu}
        self.posyandu = {state.unit: state for state in report.posyandu}
        self.touched = touched(district.usulan)

    def sheets(self) -> Iterator[Sheet]:
        for sheet, assumed in self._plain_sheets():
            banner = self._banner(assumed=assumed)
            yield with_banner(sheet, banner) if banner else sheet

    def _plain_sheets(self) -> Iterator[tuple[Sheet, bool]]:
        """Every sheet, and whether what it tells rests on a proposal that nobody has carried out yet."""
        district, report, options = self.district, self.report, self.options
        roster = district.usulan.before if district.usulan else district
        page, assumed = self._page(), self._page(assumed=True)
        yield summary(district, report, assumed), True
        yield roadmap(district, page), False
        yield from self._annexes()
        yield fulfilment(district, report, assumed), True
        if district.usulan and options.before:
            for sheet in proposal_sheets(district, options.before, report, options.professions, assumed):
                yield sheet, False
        if options.outlook is not None:
            yield outlook_sheet(options.outlook, assumed), True
        if options.rawan is not None:
            yield risk_sheet(options.rawan, assumed), True
        with_nip = options.nip != "tanpa"
        yield petugas_sheet(roster, report, options.professions, page, with_nip=with_nip), False
        yield kader_sheet(roster, report, page), False
        yield findings_sheet((*report.findings, *report.waived), assumed), True
        yield law_sheet(options.standards, options.national, report.pada, page), False
        yield working.provenance_sheet(district, report, options.version, options.options_text, page), False

    def _page(self, *, landscape: bool = False, font: str = "Arial", assumed: bool = False) -> Page:
        words = [f"{_DRAFT}: {_notice(self.report, 5, {})}"] if self.notice else []
        words += [_ASSUMED] if assumed and self.report.usulan else []
        header = "; ".join(words).replace("&", "&&")[:HEADER_LIMIT]
        return Page(paper=self.paper, landscape=landscape, header=header, footer=_FOOTER, font=font)

    def _banner(self, *, assumed: bool) -> Row | None:
        """What stands on top of a sheet that is a draft or rests on a proposal."""
        words = [f"{_DRAFT}: {self.notice}"] if self.notice else []
        if assumed and self.report.usulan:
            one = self.report.usulan
            words.append(
                f"{_ASSUMED}: angka memuat {one.pindah} perpindahan dan {one.rekrut} rekrutan yang belum dijalankan"
            )
        if not words:
            return None
        text = ". ".join(words)
        lines = line_count(text, 480, "Arial", 12, bold=True)
        return Row([Cell(text, "banner")], lines * line_height(12) + 6)

    def _annexes(self) -> Iterator[tuple[Sheet, bool]]:
        """The annexes of each stage; the first names puskesmas only, the second counts people."""
        naskah = self.options.naskah
        stages = sorted((t for t in self.district.tahap if t.tahun in self.report.tahun), key=lambda t: t.tahun)
        names = stage_names(stages)
        for tahap in stages:
            for build, assumed in ((self._first, False), (self._second, True)):
                annex = build(tahap, names[tahap.path])
                banner = self._banner(assumed=assumed)
                look = Look(
                    paper=self.paper,
                    font=naskah["huruf"],
                    size=float(naskah["ukuran"]),
                    numbered=naskah["baris_nomor_kolom"] == "ya",
                    reserved=(banner.height or 0.0) if banner else 0.0,
                )
                page = self._page(landscape=annex.landscape, font=look.font, assumed=assumed)
                yield annex_sheet(annex, look, page), assumed

    def _first(self, tahap: Tahap, name: str) -> Annex:
        """Lampiran I: the puskesmas."""
        counts = tahap.counts()
        columns = (
            AnnexColumn(title="NO", weight=5.5, center=True),
            AnnexColumn(title="KODE", weight=12.2, center=True),
            AnnexColumn(title="NAMA PUSKESMAS", weight=20.3),
            AnnexColumn(title="KECAMATAN", weight=19),
            AnnexColumn(title="JUMLAH PUSTU LOKUS", weight=12, center=True),
            AnnexColumn(title="JUMLAH POSYANDU LOKUS", weight=14.5, center=True),
            AnnexColumn(title="KETERANGAN", weight=18),
        )
        return Annex(
            name=safe_name(f"Lampiran I {name}"),
            title=f"DAFTAR PUSKESMAS LOKUS INTEGRASI LAYANAN PRIMER\n{self._where(tahap)}",
            columns=columns,
            body=tuple(self._puskesmas_row(number, lokus) for number, lokus in enumerate(tahap.lokus, 1)),
            total=("JUMLAH", None, None, None, _figure(counts.pustu), _figure(counts.posyandu), None),
            landscape=False,
            statement=_statement(tahap, "puskesmas"),
            **self._frame(1, tahap),
        )

    def _puskesmas_row(self, number: int, lokus: Lokus) -> tuple[Value, ...]:
        known = self.district.find(lokus.puskesmas)
        return (
            number,
            known.kode if known else None,
            known.nama if known else lokus.puskesmas,
            known.kecamatan if known else None,
            len(lokus.pustu),
            len(lokus.posyandu),
            mask_numbers(lokus.keterangan or "") or None if known else "tidak terdaftar",
        )

    def _second(self, tahap: Tahap, name: str) -> Annex:
        """Lampiran II: the pustu and posyandu, and whether they are staffed."""
        columns = (
            AnnexColumn(title="NO", weight=5, center=True),
            AnnexColumn(title="PUSKESMAS", weight=18),
            AnnexColumn(title="PUSTU", weight=17),
            AnnexColumn(title="DESA/ KELURAHAN", weight=18),
            AnnexColumn(title="POSYANDU", weight=17),
            AnnexColumn(title="BIDAN", weight=9.5, center=True),
            AnnexColumn(title="PERAWAT", weight=13.5, center=True),
            AnnexColumn(title="KADER PUSTU", weight=10.5, center=True),
            AnnexColumn(title="KADER POSYANDU", weight=16, center=True),
            AnnexColumn(title="STATUS PEMENUHAN", weight=22),
        )
        body, figures = self._unit_rows(tahap)
        counts = tahap.counts()
        totals = [sum(column) for column in zip(*figures, strict=True)] if figures else []
        sums: list[Value] = [*totals] if self.report.roster_given and totals else [_NONE] * 4
        return Annex(
            name=safe_name(f"Lampiran II {name}"),
            title=f"DAFTAR PUSTU DAN POSYANDU LOKUS SERTA PEMENUHAN TENAGA\n{self._where(tahap)}",
            columns=columns,
            body=body,
            total=("JUMLAH", None, _figure(counts.pustu), None, _figure(counts.posyandu), *sums, None),
            landscape=True,
            statement=_statement(tahap, "pustu", "posyandu"),
            **self._frame(2, tahap),
        )

    def _where(self, tahap: Tahap) -> str:
        return f"{self.district.kabupaten.sebutan} TAHUN {tahap.tahun}".upper()

    def _frame(self, number: int, tahap: Tahap) -> dict[str, Any]:
        kabupaten, options = self.district.kabupaten, self.options
        return {
            "heading": heading(romawi(number), tahap.sk, kabupaten, options.naskah["kepala_lampiran"]),
            "sentence": sentence(tahap),
            "signature": signature(self.district.penandatangan, tahap.sk, kabupaten, options.nip),
        }

    def _unit_rows(self, tahap: Tahap) -> tuple[tuple[tuple[Value, ...], ...], list[tuple[int, int, int, int]]]:
        """The rows of Lampiran II, and the counted people of each for the total."""
        rows: list[tuple[Value, ...]] = []
        figures: list[tuple[int, int, int, int]] = []
        for lokus in tahap.lokus:
            for pustu, posyandu in self._pairs(lokus):
                unit, post = self._pustu_of(lokus, pustu), self._posyandu_of(lokus, posyandu)
                own = self.pustu.get(unit.path) if unit else None
                other = self.posyandu.get(post.path) if post else None
                known = self.district.find(lokus.puskesmas)
                rows.append(
                    (
                        len(rows) + 1,
                        known.nama if known else lokus.puskesmas,
                        unit.nama if unit else pustu,
                        _desa(unit, post),
                        post.nama if post else posyandu,
                        *_figures(pustu, posyandu, own, other),
                        self._status((pustu, unit, own), (posyandu, post, other)),
                    )
                )
                bidan, perawat, kader = (own.ada[kind] if own else 0 for kind in KINDS)
                figures.append((bidan, perawat, kader, other.kader if other else 0))
        return tuple(rows), figures

    def _pairs(self, lokus: Lokus) -> list[tuple[str | None, str | None]]:
        """Each pustu beside its posyandu: its own first, the others where there is room, the rest below."""
        beside: dict[str, list[str]] = {normal(name): [] for name in lokus.pustu}
        loose: list[str] = []
        for name in lokus.posyandu:
            post = self._posyandu_of(lokus, name)
            beside.get(normal(post.pustu), loose).append(name) if post and post.pustu else loose.append(name)
        pairs: list[tuple[str | None, str | None]] = []
        for pustu in lokus.pustu:
            own: list[str | None] = [*beside[normal(pustu)]] or [loose.pop(0) if loose else None]
            beside[normal(pustu)] = []
            pairs += [(pustu if index == 0 else None, name) for index, name in enumerate(own)]
        return [*pairs, *((None, name) for name in loose)]

    def _pustu_of(self, lokus: Lokus, name: str | None) -> Pustu | None:
        known = self.district.find(lokus.puskesmas)
        return known.find_pustu(name) if known and name else None

    def _posyandu_of(self, lokus: Lokus, name: str | None) -> Posyandu | None:
        known = self.district.find(lokus.puskesmas)
        return known.find_posyandu(name) if known and name else None

    def _status(
        self,
        pustu: tuple[str | None, Pustu | None, PustuState | None],
        posyandu: tuple[str | None, Posyandu | None, PosyanduState | None],
    ) -> str:
        strange = [f"{kind} tidak terdaftar" for kind, (name, unit, _) in (("pustu", pustu), ("posyandu", posyandu))
                   if name and unit is None]  # fmt: skip
        if strange:
            return "; ".join(strange)
        if not self.report.roster_given:
            return UNKNOWN
        short = [pustu[2].words] if pustu[2] and not pustu[2].memenuhi else []
        if posyandu[2] and posyandu[2].kurang:
            short.append(f"posyandu {posyandu[2].words}")
        units = {unit.path for unit in (pustu[1], posyandu[1]) if unit}
        assumed = " menurut usulan" if units & self.touched else ""
        return f"{'; '.join(short) or 'memenuhi'}{assumed}"


def _notice(report: Report, most: int, titles: Mapping[str, str]) -> str:
    """What is not met yet, as the draft's mark says it on every page."""
    codes = Counter(item.code for item in report.findings if item.severity is Severity.ERROR)
    words = [f"{titles.get(code, code)} ×{number}" for code, number in sorted(codes.items())]
    if not words:
        return "belum ditetapkan"
    shown = words[:most]
    more = f" dan {len(words) - len(shown)} kode lain" if len(words) > len(shown) else ""
    return f"belum memenuhi: {', '.join(shown)}{more}"


def _desa(pustu: Pustu | None, posyandu: Posyandu | None) -> str | None:
    """The village of a row: that of the pustu, then that of the posyandu where it is another."""
    known = [unit.desa for unit in (pustu, posyandu) if unit and unit.desa]
    return " / ".join(dict.fromkeys(known)) or None


def _figure(number: int | None) -> Value:
    return _NONE if number is None else number


def _figures(
    pustu: str | None, posyandu: str | None, own: PustuState | None, other: PosyanduState | None
) -> tuple[Value, Value, Value, Value]:
    """The counted people of a row; blank where the row has no such unit, a dash where it was not counted."""
    empty: Value = _NONE if pustu else None
    bidan, perawat, kader = (own.ada[kind] for kind in KINDS) if own else (empty,) * 3
    return bidan, perawat, kader, other.kader if other else (_NONE if posyandu else None)


def _statement(tahap: Tahap, *units: str) -> str:
    """What stands in the table of a stage whose names are not set yet."""
    if tahap.lokus:
        return ""
    target = tahap.counts()
    promised = [f"{number} {unit}" for unit in units if (number := getattr(target, unit)) is not None]
    return "Nama lokus belum ditetapkan" + (f"; target {daftar(promised)}" if promised else "")
