"""The rows of an official list beside the register, row by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from ilp_cli.capabilities.match.model.belonging import belonging
from ilp_cli.capabilities.match.model.match import Match, Missing, Outcome, RowStatus, scalar
from ilp_cli.capabilities.match.model.official_list import (
    UNSAID,
    Entry,
    OfficialList,
    Wilayah,
    code_of,
    is_registration,
)
from ilp_cli.capabilities.match.model.tally import HeadCount, Tally, settle
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import maksud, near, normal
from ilp_cli.core.words import angka, daftar
from ilp_cli.district.district import District
from ilp_cli.district.place import Posyandu, Puskesmas, Pustu

_HINTS = 500
"""For so many rows a near name is looked for; a list with more strangers is of another place altogether."""

_ROMAN = re.compile(r"[IVX]+")


class Finder(Protocol):
    """Where a written name stands in the register: exactly, once the words before it are put aside."""

    def puskesmas(self, text: str) -> Path | None:
        """The puskesmas of this name or alias."""

    def listed(self, kind: str, text: str, induk: Path) -> Path | None:
        """The pustu or posyandu of this name under a puskesmas."""

    def bare(self, text: str) -> str:
        """The name as written, without the words before it."""


def match(
    district: District,
    listed: OfficialList,
    finder: Finder,
    wilayah: Sequence[Wilayah],
    pada: date,
    heads: HeadCount | None,
) -> Match:
    """Compare a register with a list; `heads` counts the roster, None where there is none."""
    return _Matching(district, listed, finder).run(wilayah, pada, heads)


@dataclass(slots=True)
class _Taken:
    """Which places of the register have their row, and which are at least spoken of."""

    by: dict[Path, Entry] = field(default_factory=dict)
    named: set[Path] = field(default_factory=set)


class _Matching:
    """One comparison: the register indexed, and what became of the rows so far."""

    def __init__(self, district: District, listed: OfficialList, finder: Finder) -> None:
        self.district = district
        self.listed = listed
        self.finder = finder
        self.places = {puskesmas.path: puskesmas for puskesmas in district.puskesmas}
        self.codes = {
            code: puskesmas.path for puskesmas in district.puskesmas if (code := code_of(puskesmas.kode or ""))
        }
        self.units = {unit.path: unit for puskesmas in district.puskesmas for unit in puskesmas.units()}
        self.taken = _Taken()
        self.outcomes: list[Outcome] = []
        self.hints = 0

    def run(self, wilayah: Sequence[Wilayah], pada: date, heads: HeadCount | None) -> Match:
        entries = self.listed.entries
        whose = belonging(
            entries, self.district.kabupaten, wilayah, self._by_code, self._by_name, len(self.district.puskesmas)
        )
        ours, others, unsaid = self._ours(entries, whose.verdicts)
        foreign = [
            entry for entry in others if (path := self._by_code(entry)) is not None and self._elsewhere(entry, path)
        ]
        self._puskesmas([entry for entry in ours if entry.tingkat == "puskesmas"])
        for entry in ours:
            if entry.tingkat != "puskesmas":
                self.outcomes.append(self._unit(entry))
        order = {id(entry): number for number, entry in enumerate(entries)}
        self.outcomes.sort(key=lambda outcome: order[id(outcome.entry)])
        tallies, readings = settle(self._tallies(heads)) if heads else ((), ())
        rows = Counter(outcome.status for outcome in self.outcomes)
        rows[RowStatus.KABUPATEN_LAIN] = len(others) - len(foreign)
        rows[RowStatus.TANPA_KABUPATEN] = len(unsaid)
        rows[RowStatus.TIDAK_TERBACA] = len(self.listed.unread)
        rows[RowStatus.BUKAN_ISI] = self.listed.passed
        return Match(
            kabupaten=self.district.kabupaten.nama,
            pada=pada,
            file=self.listed.file,
            rows=rows,
            outcomes=tuple(self.outcomes),
            missing=tuple(self._missing({entry.tingkat for entry in ours})),
            tallies=tallies,
            unread=self.listed.unread,
            faults=self.listed.faults,
            notes=(*whose.notes, *self._notes(ours, unsaid, heads), *readings, *self.listed.remarks),
        )

    def _by_code(self, entry: Entry) -> Path | None:
        return next((self.codes[code] for code in entry.kode if code in self.codes), None)

    def _by_name(self, entry: Entry) -> Path | None:
        return self.finder.puskesmas(entry.pemilik) if entry.pemilik else None

    def _ours(
        self, entries: Sequence[Entry], verdicts: Sequence[bool | None]
    ) -> tuple[list[Entry], list[Entry], list[Entry]]:
        """The rows of this district, of others, and those of which nothing tells.

        A list without any district is taken for this district's where at least half of its rows are in the register.
        """
        whole = False
        if entries and all(verdict is None for verdict in verdicts):
            unnamed = not any(entry.kabupaten or entry.nomor for entry in entries)
            known = sum((self._by_code(entry) or self._by_name(entry)) is not None for entry in entries)
            whole = unnamed and (2 * known >= len(entries) or not self.places)
        ours: list[Entry] = []
        others: list[Entry] = []
        unsaid: list[Entry] = []
        for entry, verdict in zip(entries, verdicts, strict=True):
            if verdict or (verdict is None and (whole or self._by_code(entry) is not None)):
                ours.append(entry)
            else:
                (unsaid if verdict is None else others).append(entry)
        return ours, others, unsaid

    def _elsewhere(self, entry: Entry, path: Path) -> bool:
        """Report a row that holds one of our codes, but stands under another district."""
        if entry.tingkat != "puskesmas":
            return False
        where = entry.kabupaten or next(iter(entry.nomor.values()), "")
        words = f"kode ini di register milik {self.places[path].nama}, di daftar milik kabupaten lain ({where})"
        self._add(RowStatus.BERTENTANGAN, entry, path, catatan=words)
        return True

    # --- puskesmas ---------------------------------------------------------------------------------------------------

    def _puskesmas(self, entries: Iterable[Entry]) -> None:
        """Settle the rows whose code and name agree first, then those known by code, then those known by name."""
        ranked: dict[int, list[Entry]] = {0: [], 1: [], 2: [], 3: [], 4: []}
        for entry in entries:
            code, name = self._by_code(entry), self._by_name(entry)
            if code is not None and name is not None:
                ranked[0 if code == name else 3].append(entry)
            else:
                ranked[1 if code is not None else 2 if name is not None else 4].append(entry)
        settle_by = {0: self._agreeing, 1: self._known_by_code, 2: self._known_by_name, 3: self._contrary}
        for rank, rows in ranked.items():
            for entry in rows:
                settle_by.get(rank, self._unknown)(entry)

    def _agreeing(self, entry: Entry) -> None:
        path = self._by_code(entry) or ()
        if not self._twice(entry, path):
            self._add(RowStatus.SAMA, entry, path, cara="alias" if self._aliased(entry, path) else "kode")

    def _known_by_code(self, entry: Entry) -> None:
        path = self._by_code(entry) or ()
        if self._twice(entry, path):
            return
        if not entry.nama:
            self._add(RowStatus.SAMA, entry, path, cara="kode", catatan="daftar tidak menulis namanya")
            return
        alias = [*self.places[path].alias, proper(self.finder.bare(entry.nama))]
        line = f"alias: [{', '.join(map(scalar, alias))}]"
        words = f"kodenya sama; bila tempatnya memang sama, tulis di {self.district.place(path)}"
        self._add(RowStatus.BERGANTI_NAMA, entry, path, cara="kode", catatan=words, tempel=line)

    def _known_by_name(self, entry: Entry) -> None:
        path = self._by_name(entry) or ()
        if self._twice(entry, path):
            return
        own = code_of(self.places[path].kode or "")
        theirs = [code for code in entry.kode if is_registration(code) == is_registration(own)] if own else entry.kode
        cara = "alias" if self._aliased(entry, path) else "nama"
        if own and theirs:
            words = f"namanya sama, kodenya {theirs[0]}, di register {own}"
            self._add(RowStatus.KODE_BERBEDA, entry, path, cara=cara, catatan=words)
        elif theirs and not self.places[path].kode and not is_registration(theirs[0]):
            words = f"kodenya belum ada di register; tulis di {self.district.place(path)}"
            line = f'kode: "{theirs[0]}"'
            self._add(RowStatus.KODE_BELUM_DICATAT, entry, path, cara=cara, catatan=words, tempel=line)
        else:
            self._add(RowStatus.SAMA, entry, path, cara=cara)

    def _contrary(self, entry: Entry) -> None:
        code, name = self._by_code(entry) or (), self._by_name(entry) or ()
        self.taken.named.add(name)
        words = f"kodenya milik {self.places[code].nama}, namanya milik {self.places[name].nama}; periksa keduanya"
        self._add(RowStatus.BERTENTANGAN, entry, code, catatan=words)

    def _unknown(self, entry: Entry) -> None:
        free = [puskesmas for path, puskesmas in self.places.items() if path not in self.taken.by]
        bare = self.finder.bare(entry.nama)
        self.hints += 1
        names = (
            [name for puskesmas in free for name in (puskesmas.nama, *puskesmas.alias)] if self.hints <= _HINTS else []
        )
        words = maksud(bare, names).removeprefix("; ")
        code = next((code for code in entry.kode if not is_registration(code)), "")
        parts = [f"nama: {scalar(proper(bare))}", *([f'kode: "{code}"'] if code else [])]
        line = f"- {{{', '.join(parts)}}}" if entry.nama else ""
        self._add(RowStatus.TIDAK_DI_REGISTER, entry, None, catatan=words, tempel=line)

    def _aliased(self, entry: Entry, path: Path) -> bool:
        """Whether the list's name is only an alias of this puskesmas."""
        names = {normal(entry.nama), normal(self.finder.bare(entry.nama))}
        return normal(self.places[path].nama) not in names

    # --- pustu and posyandu ------------------------------------------------------------------------------------------

    def _unit(self, entry: Entry) -> Outcome:
        """What becomes of a row that names a unit below a puskesmas."""
        code, name = self._by_code(entry), self._by_name(entry)
        if code is not None and name is not None and code != name:
            words = f"kode puskesmasnya milik {self.places[code].nama}, namanya {self.places[name].nama}"
            return Outcome(status=RowStatus.BERTENTANGAN, entry=entry, catatan=words)
        owner = code if code is not None else name
        units = [
            unit
            for path in ([owner] if owner is not None else [] if entry.puskesmas else self.places)
            if (unit := self.finder.listed(entry.tingkat, entry.nama, path)) is not None
        ]
        if len(units) == 1:
            return self._same_unit(entry, units[0], "nama" if owner is not None else "nama, tanpa puskesmas")
        if len(units) > 1:
            owners = daftar(self.places[unit[:2]].nama for unit in units)
            words = f"nama ini terdaftar di {owners}; daftar tidak menyebut puskesmasnya"
            return Outcome(status=RowStatus.TIDAK_DI_REGISTER, entry=entry, catatan=words)
        return Outcome(
            status=RowStatus.TIDAK_DI_REGISTER,
            entry=entry,
            puskesmas=self.places[owner].nama if owner is not None else "",
            catatan=self._unit_hint(entry, owner),
            tempel=self._unit_line(entry) if owner is not None else "",
        )

    def _same_unit(self, entry: Entry, unit: Path, cara: str) -> Outcome:
        known = {"unit": unit, "puskesmas": self.places[unit[:2]].nama, "nama": self.units[unit].nama}
        if unit in self.taken.by:
            words = f"sudah ada di {self.taken.by[unit].place}"
            return Outcome(status=RowStatus.KEMBAR, entry=entry, catatan=words, **known)  # type: ignore[arg-type]
        self.taken.by[unit] = entry
        return Outcome(status=RowStatus.SAMA, entry=entry, cara=cara, **known)  # type: ignore[arg-type]

    def _unit_hint(self, entry: Entry, owner: Path | None) -> str:
        """What may be meant: a name alike, a unit in the same village, or the same name under another puskesmas."""
        self.hints += 1
        if self.hints > _HINTS:
            return ""
        if owner is None:
            names = [puskesmas.nama for puskesmas in self.places.values()]
            return (
                f"puskesmas “{entry.puskesmas}” tidak ada di register{maksud(self.finder.bare(entry.puskesmas), names)}"
            )
        elsewhere = [
            self.places[path].nama
            for path in self.places
            if path != owner and self.finder.listed(entry.tingkat, entry.nama, path) is not None
        ]
        if elsewhere:
            return f"nama ini di register ada di bawah {daftar(elsewhere)}"
        own = [unit for unit in self._units_of(owner, entry.tingkat) if unit.path not in self.taken.by]
        likely = near(self.finder.bare(entry.nama), (unit.nama for unit in own))
        village = [unit.nama for unit in own if entry.desa and normal(unit.desa or "") == normal(entry.desa)]
        if likely is None and village:
            return f"di desa {entry.desa} register mencatat {daftar(village)}; apakah sama?"
        return f"apakah maksudnya “{likely}”?" if likely else ""

    def _unit_line(self, entry: Entry) -> str:
        parts = [f"nama: {scalar(proper(self.finder.bare(entry.nama)))}"]
        parts += [f"desa: {scalar(proper(entry.desa))}"] if entry.desa else []
        return f"- {{{', '.join(parts)}}}"

    def _units_of(self, owner: Path, kind: str) -> tuple[Pustu, ...] | tuple[Posyandu, ...]:
        return self.places[owner].pustu if kind == "pustu" else self.places[owner].posyandu

    # --- what all share ----------------------------------------------------------------------------------------------

    def _twice(self, entry: Entry, path: Path) -> bool:
        """Report a second row for a place that has its row already."""
        first = self.taken.by.get(path)
        if first is not None:
            self._add(RowStatus.KEMBAR, entry, path, catatan=f"sudah ada di {first.place}")
        return first is not None

    def _add(
        self, status: RowStatus, entry: Entry, path: Path | None, *, cara: str = "", catatan: str = "", tempel: str = ""
    ) -> None:
        place = self.places.get(path) if path is not None else None
        if path is not None:
            self.taken.named.add(path)
            if status not in (RowStatus.KEMBAR, RowStatus.BERTENTANGAN):
                self.taken.by[path] = entry
        self.outcomes.append(
            Outcome(
                status=status,
                entry=entry,
                unit=path,
                puskesmas=place.nama if place else "",
                nama=place.nama if place else "",
                kode=(place.kode or "") if place else "",
                cara=cara,
                catatan=catatan,
                tempel=tempel,
            )
        )

    def _missing(self, kinds: set[str]) -> Iterator[Missing]:
        """The places of the register that no row speaks of, of the kinds the list is about."""
        strange = [
            self.finder.bare(outcome.entry.nama)
            for outcome in self.outcomes
            if outcome.status is RowStatus.TIDAK_DI_REGISTER
            and outcome.entry.tingkat == "puskesmas"
            and outcome.entry.nama
        ][:_HINTS]
        for puskesmas in self.district.puskesmas:
            units: tuple[tuple[str, Puskesmas | Pustu | Posyandu], ...] = (
                ("puskesmas", puskesmas),
                *(("pustu", unit) for unit in puskesmas.pustu),
                *(("posyandu", unit) for unit in puskesmas.posyandu),
            )
            for kind, unit in units:
                if kind in kinds and unit.path not in self.taken.by and unit.path not in self.taken.named:
                    likely = near(unit.nama, strange) if kind == "puskesmas" else None
                    yield Missing(
                        tingkat=kind,
                        puskesmas=puskesmas.nama,
                        nama=unit.nama,
                        kode=puskesmas.kode or "" if kind == "puskesmas" else "",
                        place=self.district.place(unit.path),
                        catatan=f"apakah “{likely}” di daftar?" if likely else "",
                    )

    def _tallies(self, heads: HeadCount | None) -> Iterator[Tally]:
        """Every count of a row that has its place in the register."""
        for outcome in self.outcomes:
            if heads is None or outcome.unit is None or self.taken.by.get(outcome.unit) is not outcome.entry:
                continue
            puskesmas = self.places[outcome.unit[:2]]
            for column, figures in outcome.entry.counts.items():
                yield Tally(
                    place=outcome.entry.place,
                    tingkat=outcome.entry.tingkat,
                    puskesmas=outcome.puskesmas,
                    nama=outcome.nama,
                    unit=outcome.unit,
                    column=column,
                    daftar=figures,
                    ours=heads.ours(outcome.unit, puskesmas, column.apa),
                )

    def _notes(self, ours: Sequence[Entry], unsaid: Sequence[Entry], heads: HeadCount | None) -> Iterator[str]:
        """What a planner must know to trust the comparison."""
        name = self.district.kabupaten.nama
        if not ours and self.listed.entries:
            yield f"tidak ada baris {name} di daftar ini; tidak ada yang dapat dibandingkan"
        if unsaid:
            words = "pakai daftar yang berkolom Kabupaten/Kota"
            if any(UNSAID in entry.nomor for entry in unsaid):
                words = (
                    "nomornya dapat berarti Kemendagri atau BPS: ganti judul kolomnya menjadi Kode Kemendagri atau "
                    f"Kode BPS, atau {words}"
                )
            yield f"{angka(len(unsaid))} baris tidak menunjukkan kabupatennya dengan pasti, tidak dibandingkan; {words}"
        elif ours and not any(entry.kabupaten or entry.nomor for entry in ours):
            yield f"daftar tidak menyebut kabupaten; semua barisnya dibaca sebagai {name}"
        by_p = ours and all(entry.kode and all(map(is_registration, entry.kode)) for entry in ours)
        if by_p and not any(map(is_registration, self.codes)):
            yield "kode P… di daftar tidak dibandingkan dengan kode 7 angka di register; dicocokkan menurut nama"
        if heads is None and any(entry.counts for entry in ours):
            yield "jumlah tenaga tidak dibandingkan: roster belum ada atau belum terbaca lengkap"
        faulty = sum(misfit.severity is Severity.ERROR for misfit in self.district.misfits)
        if heads is not None and faulty and any(entry.counts for entry in ours):
            yield f"roster punya {faulty} kesalahan bentuk, jadi hitungan kita mungkin kurang; lihat ilp check"


def proper(name: str) -> str:
    """A name typed in capitals as one would write it: "BANGGAE II" → "Banggae II"; any other stays as it is."""
    if not name.isupper():
        return " ".join(name.split())
    return " ".join(word if _ROMAN.fullmatch(word) else _capital(word) for word in name.split())


def _capital(word: str) -> str:
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda match: match[0].capitalize(), word)
