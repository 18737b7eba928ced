"""Lampiran I and II of each stage: the puskesmas, and the pustu and posyandu with their staff."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ilp_cli.core.names import normal
from ilp_cli.core.words import daftar, romawi
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import PosyanduState, PustuState, measurable, posyandu_states, pustu_states
from ilp_cli.district.people import KINDS
from ilp_cli.district.place import Posyandu, Pustu
from ilp_cli.district.roadmap import SK, Counts, Lokus, Named, Tahap
from ilp_cli.paper.annex import (
    Annex,
    AnnexColumn,
    Look,
    annex_sheet,
    change_title,
    heading,
    ordinal,
    sentence,
    signature,
    stage_names,
)
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.sheet import Sheet, Value, safe_name
from ilp_cli.paper.tables import UNKNOWN

_NONE = "–"


def lampiran(case: Case, edition: Edition) -> Iterator[tuple[Sheet, bool]]:
    """The annexes of every stage of a case, in the order of their years."""
    return _Lampiran(case, edition).annexes()


class _Lampiran:
    """What the annexes of one plan share."""

    def __init__(self, case: Case, edition: Edition) -> None:
        self.case, self.district, self.edition = case, case.district, edition
        self.pustu = {state.unit: state for state in case.of(pustu_states)}
        self.posyandu = {state.unit: state for state in case.of(posyandu_states)}

    def annexes(self) -> Iterator[tuple[Sheet, bool]]:
        """The annexes of each stage; the first names puskesmas only, the second counts people."""
        edition = self.edition
        stages = sorted((t for t in self.district.tahap if t.tahun in self.case.years), key=lambda t: t.tahun)
        names = stage_names(stages)
        for tahap in stages:
            for build, assumed in ((self._first, False), (self._second, True)):
                annex = build(tahap, names[tahap.path])
                banner = edition.banner(assumed=assumed)
                look = Look(
                    paper=edition.paper,
                    font=edition.font,
                    size=edition.size,
                    numbered=edition.naskah["baris_nomor_kolom"] == "ya",
                    reserved=(banner.height or 0.0) if banner else 0.0,
                )
                page = edition.annex_page(landscape=annex.landscape, assumed=assumed)
                yield annex_sheet(annex, look, page), assumed

    def _first(self, tahap: Tahap, name: str) -> Annex:
        """Lampiran I: the puskesmas."""
        counts = self.district.added[tahap.path]
        body = tuple(self._puskesmas_row(number, lokus, tahap) for number, lokus in enumerate(tahap.lokus, 1))
        remark = "KETERANGAN" if not body or any(row[-1] for row in body) else "KET."
        columns = (
            AnnexColumn(title="NO", weight=5.5, center=True),
            AnnexColumn(title="KODE", weight=12.2, center=True),
            AnnexColumn(title="NAMA PUSKESMAS", weight=20.3),
            AnnexColumn(title="KECAMATAN", weight=19),
            AnnexColumn(title="JUMLAH PUSTU LOKUS", weight=12, center=True),
            AnnexColumn(title="JUMLAH POSYANDU LOKUS", weight=14.5, center=True),
            AnnexColumn(title=remark, weight=18),
        )
        return Annex(
            name=safe_name(f"Lampiran I {name}"),
            title=f"{self._changed(tahap)}DAFTAR PUSKESMAS LOKUS INTEGRASI LAYANAN PRIMER\n{self._where(tahap)}",
            columns=columns,
            body=body,
            total=("JUMLAH", None, None, None, _figure(counts.pustu), _figure(counts.posyandu), None),
            landscape=False,
            statement=_statement(tahap, counts, "puskesmas"),
            **self._frame(1, tahap),
        )

    def _puskesmas_row(self, number: int, lokus: Lokus, tahap: Tahap) -> tuple[Value, ...]:
        known = lokus.puskesmas.unit
        new = self.district.added[lokus.path]
        return (
            number,
            known.kode if known else None,
            _decreed(lokus, tahap),
            known.kecamatan if known else None,
            new.pustu,
            new.posyandu,
            self._remark(lokus, tahap),
        )

    def _remark(self, lokus: Lokus, tahap: Tahap) -> str | None:
        """What is said beside a puskesmas: the planner's own words, and what it was or is called, or has been."""
        known = lokus.puskesmas.unit
        if known is None:
            return "tidak terdaftar"
        words = [lokus.keterangan or ""]
        if not self.district.added[lokus.path].puskesmas:
            words.append(f"lanjutan lokus {self.district.since[known.path]}")
        if _decreed(lokus, tahap) != known.nama:
            words.append(f"sekarang {known.nama}")
        return "; ".join(filter(None, words)) or None

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
        counts = self.district.added[tahap.path]
        totals = [sum(column) for column in zip(*figures, strict=True)] if figures else []
        sums: list[Value] = [*totals] if self.case.of(measurable) and totals else [_NONE] * 4
        return Annex(
            name=safe_name(f"Lampiran II {name}"),
            title=f"{self._changed(tahap)}DAFTAR PUSTU DAN POSYANDU LOKUS SERTA PEMENUHAN TENAGA\n{self._where(tahap)}",
            columns=columns,
            body=body,
            total=("JUMLAH", None, _figure(counts.pustu), None, _figure(counts.posyandu), *sums, None),
            landscape=True,
            statement=_statement(tahap, counts, "pustu", "posyandu"),
            **self._frame(2, tahap),
        )

    def _where(self, tahap: Tahap) -> str:
        return f"{self.district.kabupaten.sebutan} TAHUN {tahap.tahun}".upper()

    def _change(self, tahap: Tahap) -> tuple[SK | None, int] | None:
        """The first decree of a stage and which change of it this is; None where the decree changes none."""
        mengubah = tahap.sk.mengubah if tahap.sk else None
        if mengubah is None:
            return None
        earlier = self.district.terdahulu.get(tahap.path, ())
        return earlier[0].sk if earlier else None, mengubah.ke or len(earlier) or 1

    def _changed(self, tahap: Tahap) -> str:
        """What the title of an annex that is reissued begins with."""
        change = self._change(tahap)
        return f"PERUBAHAN {ordinal(change[1])}\n".replace(" \n", "\n") if change else ""

    def _frame(self, number: int, tahap: Tahap) -> dict[str, Any]:
        kabupaten, edition = self.district.kabupaten, self.edition
        change = self._change(tahap)
        title = change_title(tahap.sk, *change, kabupaten) if change and tahap.sk else ""
        return {
            "heading": heading(romawi(number), tahap.sk, kabupaten, edition.naskah["kepala_lampiran"], title),
            "sentence": sentence(tahap, self.district.added[tahap.path]),
            "signature": signature(self.district.penandatangan, tahap.sk, kabupaten, edition.nip),
        }

    def _unit_rows(self, tahap: Tahap) -> tuple[tuple[tuple[Value, ...], ...], list[tuple[int, int, int, int]]]:
        """The rows of Lampiran II, and the counted people of each for the total."""
        rows: list[tuple[Value, ...]] = []
        figures: list[tuple[int, int, int, int]] = []
        for lokus in tahap.lokus:
            for pustu, posyandu in _pairs(lokus):
                unit, post = pustu.unit if pustu else None, posyandu.unit if posyandu else None
                own = self.pustu.get(unit.path) if unit else None
                other = self.posyandu.get(post.path) if post else None
                rows.append(
                    (
                        len(rows) + 1,
                        _decreed(lokus, tahap),
                        _name(pustu),
                        _desa(unit, post),
                        _name(posyandu),
                        *_figures(pustu, posyandu, own, other),
                        self._status(pustu, own, posyandu, other),
                    )
                )
                bidan, perawat, kader = (own.ada[kind] if own else 0 for kind in KINDS)
                figures.append((bidan, perawat, kader, other.kader if other else 0))
        return tuple(rows), figures

    def _status(
        self,
        pustu: Named[Pustu] | None,
        own: PustuState | None,
        posyandu: Named[Posyandu] | None,
        other: PosyanduState | None,
    ) -> str:
        strange = [
            f"{kind} tidak terdaftar"
            for kind, named in (("pustu", pustu), ("posyandu", posyandu))
            if named and named.unit is None
        ]
        if strange:
            return "; ".join(strange)
        if not self.case.of(measurable):
            return UNKNOWN
        short = [own.words] if own and not own.memenuhi else []
        if other and other.kurang:
            short.append(f"posyandu {other.words}")
        units = {named.unit.path for named in (pustu, posyandu) if named and named.unit}
        assumed = " menurut usulan" if units & self.edition.touched else ""
        return f"{'; '.join(short) or 'memenuhi'}{assumed}"


def _pairs(lokus: Lokus) -> list[tuple[Named[Pustu] | None, Named[Posyandu] | None]]:
    """Each pustu beside its posyandu: its own first, the others where there is room, the rest below."""
    beside: dict[str, list[Named[Posyandu]]] = {normal(pustu.nama): [] for pustu in lokus.pustu}
    loose: list[Named[Posyandu]] = []
    for posyandu in lokus.posyandu:
        guide = posyandu.unit.pustu if posyandu.unit else None
        beside.get(normal(guide), loose).append(posyandu) if guide else loose.append(posyandu)
    pairs: list[tuple[Named[Pustu] | None, Named[Posyandu] | None]] = []
    for pustu in lokus.pustu:
        own: list[Named[Posyandu] | None] = [*beside[normal(pustu.nama)]] or [loose.pop(0) if loose else None]
        beside[normal(pustu.nama)] = []
        pairs += [(pustu if index == 0 else None, posyandu) for index, posyandu in enumerate(own)]
    return [*pairs, *((None, posyandu) for posyandu in loose)]


def _name(named: Named[Pustu] | Named[Posyandu] | None) -> str | None:
    """A unit as it is registered, else as it is written; nothing where the row has none."""
    if named is None:
        return None
    return named.unit.nama if named.unit else named.nama


def _desa(pustu: Pustu | None, posyandu: Posyandu | None) -> str | None:
    """The village of a row: that of the pustu, then that of the posyandu where it is another."""
    known = [unit.desa for unit in (pustu, posyandu) if unit and unit.desa]
    return " / ".join(dict.fromkeys(known)) or None


def _figure(number: int | None) -> Value:
    return _NONE if number is None else number


def _figures(
    pustu: Named[Pustu] | None,
    posyandu: Named[Posyandu] | None,
    own: PustuState | None,
    other: PosyanduState | None,
) -> tuple[Value, Value, Value, Value]:
    """The counted people of a row; blank where the row has no such unit, a dash where it was not counted."""
    empty: Value = _NONE if pustu else None
    bidan, perawat, kader = (own.ada[kind] for kind in KINDS) if own else (empty,) * 3
    return bidan, perawat, kader, other.kader if other else (_NONE if posyandu else None)


def _decreed(lokus: Lokus, tahap: Tahap) -> str:
    """The name of a puskesmas in a decree: once signed, the name it was given there, though it has another now."""
    known, written = lokus.puskesmas.unit, lokus.puskesmas.nama
    earlier = known is not None and normal(written) != normal(known.nama) and normal(written) in known.names()
    return written if earlier and tahap.sk is not None and tahap.sk.signed else lokus.nama


def _statement(tahap: Tahap, target: Counts, *units: str) -> str:
    """What stands in the table of a stage whose names are not set yet."""
    if tahap.lokus:
        return ""
    promised = [f"{number} {unit}" for unit in units if (number := getattr(target, unit)) is not None]
    return "Nama lokus belum ditetapkan" + (f"; target {daftar(promised)}" if promised else "")
