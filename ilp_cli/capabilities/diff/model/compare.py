"""What differs between two sides, row by row: what came, what went, what changed, and what that does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ilp_cli.capabilities.diff.model.pairing import Pass, paired
from ilp_cli.capabilities.diff.model.side import Facts, Orang, Sisi, Spot, Tempat, UnitSide
from ilp_cli.core.brief import brief
from ilp_cli.core.names import normal, sebutan
from ilp_cli.core.rows import columns, envelope
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.identity import surely_others
from ilp_cli.district.menurut import Menurut

CAME, WENT, CHANGED = "datang", "pergi", "berubah"
PARTS = ("tahap", "lokus", "unit", "register", "orang", "lembar", "isian", "standar", "cakupan", "kekurangan")
"""The parts of a comparison, in the order in which they are told; the last two are what follows from the others."""
COLUMNS = columns("bagian jenis apa unsur semula menjadi")
_GOOD = "memenuhi"
Lembar = Mapping[tuple[str, Spot | None], Counter[str]]
"""The rows of the tables beside people and leave, by table and place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beda:
    """One difference: of which part, whether it came, went or changed, what it is, in which point, and both values."""

    bagian: str
    jenis: str
    apa: str
    unsur: str = ""
    semula: str = ""
    menjadi: str = ""

    def row(self) -> dict[str, object]:
        """The difference as one flat row."""
        return {column: getattr(self, column) for column in COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ujung:
    """An end of a comparison: its name as it was given, whether an archive, of which day, by which proposals."""

    nama: str
    arsip: bool
    pada: date | None
    menurut: tuple[Menurut, ...] = ()

    def __str__(self) -> str:
        kind = "arsip " if self.arsip else ""
        day = f", keadaan per {tanggal(self.pada)}" if self.pada else ""
        told = f", menurut {daftar(map(str, self.menurut))}; belum dijalankan" if self.menurut else ""
        return f"{kind}{self.nama}{day}{told}"

    def row(self) -> dict[str, object]:
        """The end as JSON has it."""
        return {"nama": self.nama, "arsip": self.arsip, "pada": self.pada.isoformat() if self.pada else None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Perbedaan:
    """A comparison: both ends, every difference, and what was not compared; `sebutan` is the kabupaten in full."""

    kabupaten: str
    sebutan: str
    lama: Ujung
    baru: Ujung
    tahun: tuple[int, ...]
    beda: tuple[Beda, ...]
    catatan: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.beda)

    def __repr__(self) -> str:
        return brief(self, lama=self.lama.nama, baru=self.baru.nama, beda=len(self.beda))

    @property
    def summary(self) -> dict[str, dict[str, int]]:
        """How much came, went and changed in each part."""
        return {
            part: {
                kind: sum(beda.bagian == part and beda.jenis == kind for beda in self.beda)
                for kind in (CAME, WENT, CHANGED)
            }
            for part in PARTS
        }

    def rows(self) -> list[dict[str, object]]:
        """Every difference as a row."""
        return [beda.row() for beda in self.beda]

    def document(self) -> dict[str, object]:
        """The comparison as the JSON contract has it."""
        return envelope(
            "diff",
            self.kabupaten,
            pada=self.baru.pada,
            tahun=self.tahun,
            lama=self.lama.row(),
            baru=self.baru.row(),
            sama=not self.beda,
            summary=self.summary,
            differences=self.rows(),
            notes=list(self.catatan),
            menurut=[given.row() for given in (*self.lama.menurut, *self.baru.menurut)],
        )


def _end(own: Sisi) -> Ujung:
    return Ujung(nama=own.nama, arsip=own.arsip, pada=own.pada, menurut=own.menurut)


def compare(old: Sisi, new: Sisi, kabupaten: str) -> Perbedaan:
    """What differs between two sides of one district."""
    places = _Places(old, new)
    rows: list[Beda] = [
        *_facts("tahap", old.tahap, new.tahap, str),
        *_facts("tahap", places.promised(0, old), places.promised(1, new), lambda key: f"sasaran {key}"),
        *_lokus(old, new, places),
        *_shortages(old, new, places),
    ]
    notes: list[str] = []
    whole = not old.arsip and not new.arsip
    if whole:
        rows += _register(old, new, places)
    else:
        years = daftar(map(str, sorted({year for own in (old, new) if own.arsip for year in own.tahun})))
        rest = "tahap lain, register, orang, lembar lain, isian lain dan cakupan tidak dibandingkan"
        notes.append(f"arsip memuat isi SK tahap {years}; {rest}")
    if old.isian is not None and new.isian is not None and whole:
        rows += _entries(old, new, places)
    known = {**old.standar, **new.standar} if whole else old.standar.keys() & new.standar.keys()
    values = [{key: {"nilai": own.standar[key]} for key in known if key in own.standar} for own in (old, new)]
    rows += _facts("standar", values[0], values[1], str)
    if old.cakupan is not None and new.cakupan is not None:
        rows += _facts("cakupan", old.cakupan, new.cakupan, lambda key: f"tahun {key}")
    if old.orang is not None and new.orang is not None:
        rows += _people(old.orang, new.orang, places)
    elif whole:
        lacking = daftar(dict.fromkeys(own.nama for own in (old, new) if own.orang is None))
        notes.append(f"roster belum ada atau belum terbaca lengkap di {lacking}; orang tidak dibandingkan")
    if old.lembar is not None and new.lembar is not None:
        rows += _sheets(old.lembar, new.lembar, places)
    elif whole and old.nama != new.nama:
        notes.append("isi lembar selain Petugas, Kader dan Cuti tidak dibandingkan")
    unmeasured = [own for own in (old, new) if own.kurang is None]
    if unmeasured:
        lacking = daftar(dict.fromkeys(_where(own) for own in unmeasured))
        notes.append(f"pemenuhan minimum tidak dapat dihitung di {lacking}; kekurangan tidak dibandingkan")
    return Perbedaan(
        kabupaten=kabupaten,
        sebutan=new.kabupaten,
        lama=_end(old),
        baru=_end(new),
        tahun=tuple(sorted({*old.tahun, *new.tahun})),
        beda=tuple(sorted(rows, key=_order)),
        catatan=tuple(notes),
    )


def _sheets(old: Lembar, new: Lembar, places: _Places) -> Iterator[Beda]:
    """How many rows of each table came and went, place by place; a row that changed is one of each."""
    sides: list[dict[tuple[str, str], Counter[str]]] = [{}, {}]
    for side, own in enumerate((old, new)):
        for (title, spot), listed in own.items():
            where = places.label[places.keys[side][spot]] if spot is not None else "tempat tidak terdaftar"
            sides[side].setdefault((title, where), Counter()).update(listed)
    for title, where in {**sides[0], **sides[1]}:
        before, after = (side.get((title, where), Counter[str]()) for side in sides)
        apa = f"lembar {title}, {where}"
        if gone := (before - after).total():
            yield Beda(bagian="lembar", jenis=WENT, apa=apa, semula=f"{gone} baris")
        if new_rows := (after - before).total():
            yield Beda(bagian="lembar", jenis=CAME, apa=apa, menjadi=f"{new_rows} baris")


def _entries(old: Sisi, new: Sisi, places: _Places) -> Iterator[Beda]:
    """What the roadmap says beside register and stages, entry by entry."""
    sides = [
        {
            (apa, places.keys[side][spot] if spot is not None else None, number): facts
            for (apa, spot, number), facts in (own.isian or {}).items()
        }
        for side, own in enumerate((old, new))
    ]

    def label(key: tuple[str, Hashable, int]) -> str:
        apa, place, number = key
        where = f", {places.label[place]}" if place is not None else ""
        return f"{apa}{where}{f' ({number + 1})' if number else ''}"

    yield from _facts("isian", sides[0], sides[1], label)


def _where(own: Sisi) -> str:
    return f"{own.nama} per {tanggal(own.pada)}" if own.pada else own.nama


def _order(beda: Beda) -> tuple[object, ...]:
    """The order in which differences are told, the same from both sides."""
    ends = sorted((beda.semula, beda.menjadi))
    return PARTS.index(beda.bagian), beda.apa, beda.unsur, *ends


def _facts(
    part: str,
    before: Mapping[Any, Facts],
    after: Mapping[Any, Facts],
    label: Callable[..., str],
) -> Iterator[Beda]:
    """What differs between two sets of things that are known by the same keys."""
    for key in {**before, **after}:
        apa = label(key)
        if key not in after:
            yield Beda(bagian=part, jenis=WENT, apa=apa, semula=_told(before[key]))
        elif key not in before:
            yield Beda(bagian=part, jenis=CAME, apa=apa, menjadi=_told(after[key]))
        else:
            then, now = before[key], after[key]
            for name in {**then, **now}:
                if _compared(then.get(name, "")) != _compared(now.get(name, "")):
                    yield Beda(
                        bagian=part, jenis=CHANGED, apa=apa, unsur=name,
                        semula=then.get(name, ""), menjadi=now.get(name, ""),
                    )  # fmt: skip


def _compared(text: str) -> str:
    """A text as it is compared: its case and blanks put aside, its signs kept."""
    return " ".join(text.casefold().split())


_BARE = ("tugas", "keadaan")
"""Points whose words say themselves what they are."""


def _told(facts: Facts) -> str:
    """All that is known of something in one line, but for its name, which is told before."""
    words = (value if key in _BARE else f"{key} {value}" for key, value in facts.items() if key != "nama")
    return "; ".join(words)


class _Places:
    """The places of both sides under common keys, and what they are called whichever side is asked."""

    def __init__(self, old: Sisi, new: Sisi) -> None:
        self.label: dict[Hashable, str] = {}
        self.keys: tuple[dict[Spot, Hashable], dict[Spot, Hashable]] = ({}, {})
        pairs = paired(
            old.tempat,
            new.tempat,
            (
                Pass(lambda place: [(normal(place.nama), place.kode)]),
                Pass(lambda place: [normal(place.nama)]),
                Pass(lambda place: [place.kode] if place.kode else []),
                Pass(lambda place: sorted(place.names)),
            ),
            order=_as_text,
        )
        there = dict(pairs)
        for number, place in enumerate(old.tempat):
            other = there.get(number)
            key = ("dua", number, other) if other is not None else ("lama", number)
            self._place(key, place, new.tempat[other] if other is not None else None, number, other)
        taken = {other for _, other in pairs}
        for number, place in enumerate(new.tempat):
            if number not in taken:
                self._place(("baru", number), None, place, None, number)

    def _place(
        self, key: tuple[object, ...], old: Tempat | None, new: Tempat | None, here: int | None, there: int | None
    ) -> None:
        called = _called(place.nama for place in (old, new) if place)
        self.label[key] = sebutan("puskesmas", called)
        for side, number in ((0, here), (1, there)):
            if number is not None:
                self.keys[side][number, "", 0] = key
        before, after = (place.units if place else () for place in (old, new))
        pairs = paired(
            before,
            after,
            (
                Pass(lambda unit: [(unit.jenis, normal(unit.nama), str(sorted(unit.tentang.items())))]),
                Pass(lambda unit: [(unit.jenis, normal(unit.nama), normal(unit.tentang.get("desa", "")))]),
                Pass(lambda unit: [(unit.jenis, normal(unit.nama))]),
                Pass(lambda unit: [(unit.jenis, unit.nomor)] if unit.nomor else []),
            ),
            order=str,
        )
        match = dict(pairs)
        for number, unit in enumerate(before):
            other = match.get(number)
            own = (key, unit.jenis, number, other)
            self.keys[0][here or 0, unit.jenis, number] = own
            self.label[own] = self._unit_label(unit, after[other] if other is not None else None, called)
            if other is not None:
                self.keys[1][there or 0, unit.jenis, other] = own
        taken = {other for _, other in pairs}
        for number, unit in enumerate(after):
            if number not in taken:
                came = (key, unit.jenis, None, number)
                self.keys[1][there or 0, unit.jenis, number] = came
                self.label[came] = self._unit_label(unit, None, called)

    @staticmethod
    def _unit_label(unit: UnitSide, other: UnitSide | None, puskesmas: str) -> str:
        called = _called(each.nama for each in (unit, other) if each)
        return f"{sebutan(unit.jenis, called)} ({puskesmas})"

    def promised(self, side: int, own: Sisi) -> dict[int, Facts]:
        """What a side promised for each year, its puskesmas by their common names."""
        told: dict[int, Facts] = {}
        for year, listed in own.sasaran.items():
            words = (self.label[self.keys[side][what]] if isinstance(what, tuple) else what for what in listed)
            told[year] = {"puskesmas": ", ".join(sorted(words))}
        return told

    def named(self, side: int, spots: Mapping[Spot, Facts]) -> dict[Hashable, Facts]:
        """What is said of places, under their common keys."""
        return {self.keys[side][spot]: facts for spot, facts in spots.items()}


def _as_text(place: Tempat) -> str:
    return f"{place.nama} {place.kode} {sorted(place.names)} {place.units}"


def _called(names: Iterable[str]) -> str:
    """What both sides may call it: one name, or the two in the order of the alphabet."""
    listed = sorted(set(names))
    return listed[0] if len({normal(name) for name in listed}) == 1 else " / ".join(listed)


def _register(old: Sisi, new: Sisi, places: _Places) -> Iterator[Beda]:
    sides: list[dict[Hashable, Facts]] = []
    for side, own in enumerate((old, new)):
        listed: dict[Spot, Facts] = {}
        for number, place in enumerate(own.tempat):
            if place.terdaftar:
                listed[number, "", 0] = place.tentang
            for index, unit in enumerate(place.units):
                if "terdaftar" not in unit.tentang:
                    listed[number, unit.jenis, index] = unit.tentang
        sides.append(places.named(side, listed))
    yield from _facts("register", sides[0], sides[1], places.label.__getitem__)


def _lokus(old: Sisi, new: Sisi, places: _Places) -> Iterator[Beda]:
    for part, units in (("lokus", False), ("unit", True)):
        sides = [
            places.named(side, {spot: facts for spot, facts in own.lokus.items() if bool(spot[1]) is units})
            for side, own in enumerate((old, new))
        ]
        yield from _facts(part, sides[0], sides[1], places.label.__getitem__)


def _shortages(old: Sisi, new: Sisi, places: _Places) -> Iterator[Beda]:
    """Which lokus lack what, and how many do; a place that lacks nothing is not told."""
    if old.kurang is None or new.kurang is None:
        return
    sides: list[dict[Hashable, Facts]] = []
    for side, own in enumerate((old.kurang, new.kurang)):
        short = {spot: {"keadaan": words} for spot, words in own.items() if words != _GOOD}
        sides.append(places.named(side, short))
    yield from _facts("kekurangan", sides[0], sides[1], places.label.__getitem__)
    totals = [
        {
            f"seluruh {kind} lokus": {"memenuhi": f"{listed.count(_GOOD)} dari {len(listed)}"}
            for kind in ("pustu", "posyandu")
            for listed in [[words for spot, words in own.items() if spot[1] == kind]]
        }
        for own in (old.kurang, new.kurang)
    ]
    yield from _facts("kekurangan", totals[0], totals[1], str)


def _people(old: Sequence[Orang], new: Sequence[Orang], places: _Places) -> Iterator[Beda]:
    def posts(side: int, person: Orang) -> str:
        return "; ".join(sorted(_post(kind, _at(side, spot), days) for kind, spot, days in person.posts))

    def _at(side: int, spot: Spot | None) -> str:
        return places.label[places.keys[side][spot]] if spot is not None else ""

    def _post(kind: str, where: str, days: str) -> str:
        return f"{kind.replace('_', ' ')} di {where or 'tempat yang tidak terdaftar'}" + (f", {days}" if days else "")

    sides = [[(person, posts(side, person)) for person in people] for side, people in enumerate((old, new))]

    def order(item: tuple[Orang, str]) -> str:
        person, where = item
        return f"{person.nama} {where} {sorted(map(str, person.numbers))} {sorted(person.tentang.items())}"

    def allowed(first: tuple[Orang, str], second: tuple[Orang, str]) -> bool:
        """Two people with numbers of the same kind and none in common are two."""
        one, other = first[0], second[0]
        if one.numbers & other.numbers:
            return True
        kinds = {type(number) for number in one.numbers} & {type(number) for number in other.numbers}
        return not kinds and not any(surely_others(row, there) for row in one.rows for there in other.rows)

    def jobs(person: Orang) -> str:
        return " ".join(sorted({kind for kind, _, _ in person.posts}))

    pairs = paired(
        sides[0],
        sides[1],
        (
            Pass(lambda item: item[0].numbers),
            Pass(lambda item: [(item[0].polos, item[1], order(item))]),
            Pass(lambda item: [(item[0].polos, item[1])]),
            Pass(lambda item: [(item[0].polos, jobs(item[0]), item[0].puskesmas)], alone=True),
            Pass(lambda item: [(item[0].polos, jobs(item[0]))], alone=True),
        ),
        order=order,
        allowed=allowed,
    )
    met = dict(pairs)
    taken = {other for _, other in pairs}
    before: dict[Hashable, Facts] = {}
    after: dict[Hashable, Facts] = {}
    labels: dict[Hashable, str] = {}
    for side, (people, facts) in enumerate(zip(sides, (before, after), strict=True)):
        for number, (person, where) in enumerate(people):
            if side == 1 and number in taken:
                continue
            key: Hashable = (side, number)
            facts[key] = {"nama": person.nama, "tugas": where, **person.tentang}
            other = met.get(number) if side == 0 else None
            same = [person]
            if other is not None:
                again, there = sides[1][other]
                after[key] = {"nama": again.nama, "tugas": there, **again.tentang}
                same.append(again)
            labels[key] = _who(same)
    yield from _facts("orang", before, after, labels.__getitem__)


def _who(people: Sequence[Orang]) -> str:
    """Somebody by name, with the last four figures of the number that both sides know, else of any."""
    numbers = frozenset.intersection(*(person.numbers for person in people)) or frozenset().union(
        *(person.numbers for person in people)
    )
    ends = sorted(f"{type(number).__name__.upper()} …{number.last}" for number in numbers)
    nip = next((end for end in reversed(ends) if end.startswith("NIP")), "")
    return _called(person.nama for person in people) + (f" ({nip})" if nip else "")
