"""The rows of an official list beside the register, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.capabilities.match.model.alike import likely, same_but_number
from ilp_cli.capabilities.match.model.match import Match, Missing, Outcome, RowStatus, scalar
from ilp_cli.capabilities.match.model.one_name import Finder, OneNames
from ilp_cli.capabilities.match.model.tally import HeadCount, Tally, settle
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import maksud, near, normal, numbered, proper
from ilp_cli.core.shell import command
from ilp_cli.core.words import angka, daftar
from ilp_cli.district.district import District
from ilp_cli.district.place import Posyandu, Puskesmas, Pustu
from ilp_cli.reading.official.belonging import belonging
from ilp_cli.reading.official.official_list import (
    UNSAID,
    Entry,
    OfficialList,
    Wilayah,
    code_of,
    is_registration,
)

_HINTS = 500
"""For so many rows a near name is looked for; a list with more strangers is of another place altogether."""


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
        self.names = {name: unit.path for unit in district.puskesmas for name in (*unit.alias, unit.nama)}
        self.one_names = OneNames(finder, self.names)
        self.offered: dict[Path, list[str]] = {}
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
        rows[RowStatus.BUKAN_ISI] = len(self.listed.passed)
        return Match(
            kabupaten=self.district.kabupaten.nama,
            pada=pada,
            file=self.listed.file,
            rows=rows,
            outcomes=tuple(self.outcomes),
            missing=tuple(self._missing({entry.tingkat for entry in ours})),
            tallies=tallies,
            unread=self.listed.unread,
            passed=self.listed.passed,
            faults=self.listed.faults,
            notes=(*whose.notes, *self._notes(ours, unsaid, heads), *readings, *self.listed.remarks),
        )

    def _by_code(self, entry: Entry) -> Path | None:
        return next((self.codes[code] for code in entry.kode if code in self.codes), None)

    def _by_name(self, entry: Entry) -> Path | None:
        """The puskesmas a row names: in its own column, else in the name of its unit, else above its rows."""
        if entry.pemilik:
            return self.finder.puskesmas(entry.pemilik)
        if entry.tingkat == "puskesmas":
            return None
        apart = self.one_names.apart(entry.tingkat, entry.nama)
        above = self.finder.puskesmas(entry.kelompok) if entry.kelompok else None
        return apart.owner if apart is not None and (apart.unit or above is None) else above

    def _ours(
        self, entries: Sequence[Entry], verdicts: Sequence[bool | None]
    ) -> tuple[list[Entry], list[Entry], list[Entry]]:
        """The rows of this district, of others, and those of which nothing tells.

        Rows without any district are taken for this district's where at least half of them are in the register.
        """
        bare = [
            entry
            for entry, verdict in zip(entries, verdicts, strict=True)
            if verdict is None and not entry.kabupaten and not entry.nomor
        ]
        whole = bool(bare) and (2 * sum(map(self._registered, bare)) >= len(bare) or not self.places)
        ours: list[Entry] = []
        others: list[Entry] = []
        unsaid: list[Entry] = []
        for entry, verdict in zip(entries, verdicts, strict=True):
            unnamed = verdict is None and not entry.kabupaten and not entry.nomor
            if verdict or (whole and unnamed) or (verdict is None and self._by_code(entry) is not None):
                ours.append(entry)
            else:
                (unsaid if verdict is None else others).append(entry)
        return ours, others, unsaid

    def _registered(self, entry: Entry) -> bool:
        """Whether the register has the puskesmas of a row, or its unit under any puskesmas."""
        if self._by_code(entry) is not None or self._by_name(entry) is not None:
            return True
        unit = entry.tingkat != "puskesmas" and not entry.puskesmas
        return unit and any(self.finder.listed(entry.tingkat, entry.nama, path) for path in self.places)

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
        """A name that is not registered: another way of writing one that is, else a puskesmas to register."""
        bare = self.finder.bare(entry.nama)
        self.hints += 1
        free = [name for name, path in self.names.items() if path not in self.taken.by]
        asked = self.hints <= _HINTS and bool(bare)
        names = free if asked else []
        meant = likely(bare, names) or (likely(bare, self.names) if asked else None)
        code = next((code for code in entry.kode if not is_registration(code)), "")
        parts = [f"nama: {scalar(proper(bare))}", *([f'kode: "{code}"'] if code else [])]
        line = f"- {{{', '.join(parts)}}}" if entry.nama else ""
        words = self._alike(bare, names)
        if same_but_number(bare, names) and not any(map(str.isdigit, numbered(bare))):
            line = ""
        if meant is not None:
            path = self.names[meant]
            own = code_of(self.places[path].kode or "")
            row = self.taken.by.get(path)
            if code and own and not is_registration(own):
                words = f"namanya mirip {meant}, kodenya lain: {code}, di register {own}; periksa apakah sama"
            elif row is not None:
                words, line = f"namanya mirip {meant}, yang sudah ada di {row.place}; periksa apakah sama", ""
            else:
                words, line = self._offer(path, meant, bare)
        self._add(RowStatus.TIDAK_DI_REGISTER, entry, None, catatan=words, tempel=line)

    def _alike(self, bare: str, names: Sequence[str]) -> str:
        """What may be meant by a name that is no other way of writing one of these: the nearest, or more than one."""
        others = same_but_number(bare, names)
        if others:
            return f"namanya seperti {daftar(others)}, nomornya tidak sama; periksa mana yang dimaksud"
        return maksud(bare, names).removeprefix("; ")

    def _offer(self, path: Path, meant: str, bare: str) -> tuple[str, str]:
        """The question whether a registered puskesmas is meant, and the alias to paste if it is."""
        ways = self.offered.setdefault(path, list(self.places[path].alias))
        alias = ways if proper(bare) in ways else [*ways, proper(bare)]
        self.offered[path] = list(alias)
        words = f"apakah maksudnya “{meant}”? Bila ya, tulis di {self.district.place(path)}"
        return words, f"alias: [{', '.join(map(scalar, alias))}]"

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
        apart = self.one_names.apart(entry.tingkat, entry.nama)
        told = entry.puskesmas or code is not None
        anywhere = not told and (owner is None or (apart is not None and apart.unit is not None))
        under = list(self.places) if anywhere else [owner] if owner is not None else []
        units = [unit for path in under if (unit := self.finder.listed(entry.tingkat, entry.nama, path)) is not None]
        if apart is not None and apart.unit is not None and owner == apart.owner and apart.unit not in units:
            units.append(apart.unit)
        if len(units) == 1:
            return self._same_unit(entry, units[0], self._how(entry, units[0], owner))
        if len(units) > 1:
            owners = daftar(f"{self.units[unit].nama} ({self.places[unit[:2]].nama})" for unit in units)
            words = f"dapat berarti {owners}; daftar tidak menyebut puskesmasnya"
            return Outcome(status=RowStatus.TIDAK_DI_REGISTER, entry=entry, catatan=words)
        if told and apart is not None and apart.unit is not None and owner is not None:
            words = f"puskesmasnya {self.places[owner].nama}, tetapi namanya menyebut {self.places[apart.owner].nama}"
            return Outcome(status=RowStatus.BERTENTANGAN, entry=entry, catatan=words)
        bare = apart.nama if apart is not None and apart.owner == owner else self.finder.bare(entry.nama)
        hint, line = self._unit_hint(entry, bare, owner)
        if apart is not None and apart.owner == owner and not hint:
            hint = f"dibaca sebagai {entry.tingkat} {proper(bare)}, {self.places[owner].nama}"
        return Outcome(
            status=RowStatus.TIDAK_DI_REGISTER,
            entry=entry,
            puskesmas=self.places[owner].nama if owner is not None else "",
            catatan=hint,
            tempel=line,
        )

    def _how(self, entry: Entry, unit: Path, owner: Path | None) -> str:
        """By what a unit was known."""
        if self.finder.listed(entry.tingkat, entry.nama, unit[:2]) is None:
            return "nama gabungan"
        if owner is None:
            return "nama, tanpa puskesmas"
        return "nama" if entry.puskesmas or entry.kode else "nama, puskesmas dari judul"

    def _same_unit(self, entry: Entry, unit: Path, cara: str) -> Outcome:
        known = {"unit": unit, "puskesmas": self.places[unit[:2]].nama, "nama": self.units[unit].nama}
        if unit in self.taken.by:
            words = f"sudah ada di {self.taken.by[unit].place}"
            return Outcome(status=RowStatus.KEMBAR, entry=entry, catatan=words, **known)  # type: ignore[arg-type]
        self.taken.by[unit] = entry
        return Outcome(status=RowStatus.SAMA, entry=entry, cara=cara, **known)  # type: ignore[arg-type]

    def _unit_hint(self, entry: Entry, bare: str, owner: Path | None) -> tuple[str, str]:
        """What may be meant, and what to paste: an alias of its puskesmas, or the unit itself where nothing is alike.

        A name alike, a unit in the same village, or the same name under another puskesmas is asked about, not pasted.
        """
        self.hints += 1
        if owner is None:
            return self._owner_hint(entry) if self.hints <= _HINTS else ("", "")
        parts = [f"nama: {scalar(proper(bare))}"]
        parts += [f"desa: {scalar(proper(entry.desa))}"] if entry.desa else []
        line = f"- {{{', '.join(parts)}}}"
        if self.hints > _HINTS:
            return "", line
        elsewhere = [
            self.places[path].nama
            for path in self.places
            if path != owner and self.finder.listed(entry.tingkat, bare, path) is not None
        ]
        if elsewhere:
            return f"nama ini di register ada di bawah {daftar(elsewhere)}", ""
        own = [unit for unit in self._units_of(owner, entry.tingkat) if unit.path not in self.taken.by]
        names = [unit.nama for unit in own]
        meant = likely(bare, names)
        if meant is not None:
            return f"apakah maksudnya “{meant}”?", ""
        village = [unit.nama for unit in own if entry.desa and normal(unit.desa or "") == normal(entry.desa)]
        if village and near(bare, names) is None:
            return f"di desa {entry.desa} register mencatat {daftar(village)}; apakah sama?", ""
        return self._alike(bare, names), line

    def _owner_hint(self, entry: Entry) -> tuple[str, str]:
        """What to say of a unit whose puskesmas is not known; its alias is offered with the first of its rows."""
        if entry.puskesmas:
            bare = self.finder.bare(entry.puskesmas)
            words, meant = f"puskesmas “{entry.puskesmas}” tidak ada di register", likely(bare, self.names)
            path, rest = (None, self._alike(bare, list(self.names))) if meant is None else (self.names[meant], "")
        else:
            tail = self.one_names.meant(entry.nama)
            names = [unit.nama for place in self.places for unit in self._units_of(place, entry.tingkat)]
            path, meant, bare = tail or (None, None, "")
            rest = "" if tail else maksud(self.finder.bare(entry.nama), names).removeprefix("; ")
            words = "daftar tidak menyebut puskesmasnya, dan nama ini tidak terdaftar"
            if tail:
                words = f"puskesmas di ujung namanya, “{bare}”, tidak ada di register"
        if path is None or meant is None:
            return f"{words}; {rest}" if rest else words, ""
        if proper(bare) in self.offered.get(path, ()):
            return f"{words}; apakah maksudnya “{meant}”?", ""
        question, line = self._offer(path, meant, bare)
        return f"{words}; {question}", line

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
                    meant = likely(unit.nama, strange) if kind == "puskesmas" else None
                    yield Missing(
                        tingkat=kind,
                        puskesmas=puskesmas.nama,
                        nama=unit.nama,
                        kode=puskesmas.kode or "" if kind == "puskesmas" else "",
                        place=self.district.place(unit.path),
                        catatan=f"apakah “{meant}” di daftar?" if meant else "",
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
        joined = [outcome for outcome in self.outcomes if outcome.cara == "nama gabungan"]
        if joined:
            first = joined[0]
            example = f"“{first.entry.nama}” = {first.entry.tingkat} {first.nama}, {first.puskesmas}"
            words = "dibaca menurut nama puskesmas terdaftar yang terpanjang di ujungnya"
            yield f"{angka(len(joined))} nama memuat unit dan puskesmasnya sekaligus ({example}); {words}"
        grouped = sum(outcome.cara == "nama, puskesmas dari judul" for outcome in self.outcomes)
        if grouped:
            yield f"{angka(grouped)} baris tanpa puskesmas dibaca sebagai milik puskesmas di judul di atasnya"
        if heads is None and any(entry.counts for entry in ours):
            yield "jumlah tenaga tidak dibandingkan: roster belum ada atau belum terbaca lengkap"
        faulty = sum(misfit.severity is Severity.ERROR for misfit in self.district.misfits)
        if heads is not None and faulty and any(entry.counts for entry in ours):
            see = f"lihat `{command('check', *self.district.typed)}`"
            yield f"roster punya {faulty} kesalahan bentuk, jadi hitungan kita mungkin kurang; {see}"
