"""Lampiran I and II of each stage: the puskesmas, and the pustu and posyandu with their staff."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.core.names import normal
from ilp_cli.core.words import daftar
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import PosyanduState, PustuState, measurable, posyandu_states, pustu_states
from ilp_cli.district.people import KINDS
from ilp_cli.district.place import Posyandu, Pustu
from ilp_cli.district.roadmap import Counts, Lokus, Named, Tahap
from ilp_cli.paper.annex import AnnexColumn, Draft, sentence
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.sheet import Value
from ilp_cli.paper.tables import UNKNOWN

_NONE = "–"
_NO_UNITS = "Pustu dan posyandu lokus belum ditetapkan"
"""What stands in Lampiran II of a stage that names puskesmas only."""


def lampiran(case: Case, edition: Edition) -> Iterator[Draft]:
    """The annexes of every stage of a case: the first names puskesmas only, the second counts people."""
    drafts = _Lampiran(case, edition)
    for tahap in case.district.tahap:
        if tahap.tahun in case.years:
            yield drafts.first(tahap)
            yield drafts.second(tahap)


class _Lampiran:
    """What the annexes of one plan share."""

    def __init__(self, case: Case, edition: Edition) -> None:
        self.case, self.district, self.edition = case, case.district, edition
        self.pustu = {state.unit: state for state in case.of(pustu_states)}
        self.posyandu = {state.unit: state for state in case.of(posyandu_states)}

    def first(self, tahap: Tahap) -> Draft:
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
        return Draft(
            tahap=tahap,
            title=f"DAFTAR PUSKESMAS LOKUS INTEGRASI LAYANAN PRIMER\n{self._where(tahap)}",
            columns=columns,
            body=body,
            total=("JUMLAH", None, None, None, _figure(counts.pustu), _figure(counts.posyandu), None),
            angka={
                (row, column): Angka("lokus_baru", path, kind)
                for row, path in enumerate((*(lokus.path for lokus in tahap.lokus), tahap.path))
                for column, kind in ((4, "pustu"), (5, "posyandu"))
            },
            statement=_statement(tahap, counts, "puskesmas"),
            sentence=sentence(tahap, counts),
        )

    def _puskesmas_row(self, number: int, lokus: Lokus, tahap: Tahap) -> tuple[Value, ...]:
        known = lokus.puskesmas.unit
        new = self.district.added[lokus.path]
        return (
            number,
            known.kode if known else None,
            decreed(lokus, tahap),
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
        if decreed(lokus, tahap) != known.nama:
            words.append(f"sekarang {known.nama}")
        return "; ".join(filter(None, words)) or None

    def second(self, tahap: Tahap) -> Draft:
        """Lampiran II: the pustu and posyandu, and whether they are staffed."""
        columns = (
            AnnexColumn(title="NO", weight=5, center=True),
            AnnexColumn(title="PUSKESMAS", weight=18),
            AnnexColumn(title="PUSTU", weight=17),
            AnnexColumn(title="DESA/ KELURAHAN", weight=18, spare=True),
            AnnexColumn(title="POSYANDU", weight=17),
            AnnexColumn(title="BIDAN", weight=9.5, center=True),
            AnnexColumn(title="PERAWAT", weight=13.5, center=True),
            AnnexColumn(title="KADER PUSTU", weight=10.5, center=True),
            AnnexColumn(title="KADER POSYANDU", weight=16, center=True),
            AnnexColumn(title="STATUS PEMENUHAN", weight=22),
        )
        body, figures, angka = self._unit_rows(tahap)
        angka |= {(len(body), 2): Angka("lokus_baru", tahap.path, "pustu")}
        angka |= {(len(body), 4): Angka("lokus_baru", tahap.path, "posyandu")}
        for place, kind in enumerate((*KINDS, "kader posyandu")):
            angka[len(body), 5 + place] = Angka("jumlah_ada", tahap.path, kind)
        counts = self.district.added[tahap.path]
        totals = [sum(column) for column in zip(*figures, strict=True)] if figures else []
        sums: list[Value] = [*totals] if self.case.of(measurable) and totals else [_NONE] * 4
        return Draft(
            tahap=tahap,
            assumed=True,
            title=f"DAFTAR PUSTU DAN POSYANDU LOKUS SERTA PEMENUHAN TENAGA\n{self._where(tahap)}",
            columns=columns,
            body=body,
            angka=angka,
            total=("JUMLAH", None, _figure(counts.pustu), None, _figure(counts.posyandu), *sums, None),
            landscape=True,
            statement=_statement(tahap, counts, "pustu", "posyandu") or ("" if body else _NO_UNITS),
            sentence=sentence(tahap, counts),
        )

    def _where(self, tahap: Tahap) -> str:
        return f"{self.district.kabupaten.sebutan} TAHUN {tahap.tahun}".upper()

    def _unit_rows(
        self, tahap: Tahap
    ) -> tuple[tuple[tuple[Value, ...], ...], list[tuple[int, int, int, int]], dict[tuple[int, int], Angka]]:
        """The rows of Lampiran II, the counted people of each for the total, and which figures stand in them."""
        angka: dict[tuple[int, int], Angka] = {}
        rows: list[tuple[Value, ...]] = []
        figures: list[tuple[int, int, int, int]] = []
        for lokus in tahap.lokus:
            for pustu, posyandu in _pairs(lokus):
                unit, post = pustu.unit if pustu else None, posyandu.unit if posyandu else None
                own = self.pustu.get(unit.path) if unit else None
                other = self.posyandu.get(post.path) if post else None
                if own:
                    angka |= {(len(rows), 5 + place): Angka("ada", own.unit, kind) for place, kind in enumerate(KINDS)}
                    angka[len(rows), 9] = Angka("status", own.unit)
                if other:
                    angka[len(rows), 8] = Angka("ada", other.unit, "kader")
                    angka.setdefault((len(rows), 9), Angka("status", other.unit))
                rows.append(
                    (
                        len(rows) + 1,
                        decreed(lokus, tahap),
                        _name(pustu),
                        _desa(unit, post),
                        _name(posyandu),
                        *_figures(pustu, posyandu, own, other),
                        self._status(pustu, own, posyandu, other),
                    )
                )
                bidan, perawat, kader = (own.ada[kind] if own else 0 for kind in KINDS)
                figures.append((bidan, perawat, kader, other.kader if other else 0))
        return tuple(rows), figures, angka

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
        cancelled = self.district.cancelled(self.case.pada)
        units = {named.unit.path for named in (pustu, posyandu) if named and named.unit}
        unmeasured = [
            "batal" if named.unit.path in cancelled else "tidak dihitung"
            for named, state in ((pustu, own), (posyandu, other))
            if named and named.unit and state is None
        ]
        if unmeasured and not short:
            return "; ".join(dict.fromkeys(unmeasured))
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


def decreed(lokus: Lokus, tahap: Tahap) -> str:
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
