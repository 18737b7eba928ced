"""The klaster of each puskesmas, as the table Klaster lists them: who leads, who belongs to them, on a day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache

from ilp_cli.core.finding import Path
from ilp_cli.core.names import begins, maksud, normal
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who, same_name, typed_key
from ilp_cli.district.isian import Isian
from ilp_cli.district.numbers import NIP_LENGTH, Nip
from ilp_cli.district.people import Petugas
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.presence import IN_TIME, serves
from ilp_cli.district.table import Choices, ColumnSpec, Holds, Privacy, Spread, TableSpec
from ilp_cli.law import configs

_WHOLE = re.compile(r"(?<=\d)[.,]0+$")
"""What a spreadsheet may put behind a whole number."""
_CLOSED_UP = re.compile(r"(?<=[a-z])(?=\d)")
"""Between a word and the number that was written behind it without a blank: "Klaster2"."""
_ZERO = re.compile(r"\b0+(?=\d)")
_AND = re.compile(r"(?i)\s*[,;&+/\n]\s*(?:dan\s+)?|\s+(?:dan|serta)\s+")
"""Between klaster that one cell names."""
_WORDS = re.compile(r"[a-z]+|\d+")
LINTAS = "lintas"
"""The key of what is no klaster of its own."""
_MASKED, _REPLACED, _DROPPED = Privacy.MASKED, Privacy.REPLACED, Privacy.DROPPED


def _klaster_meant(text: str) -> str:
    """The key of the klaster that a cell means, "" where it means none."""
    return words().klaster_of(text)


def _kedudukan_meant(text: str) -> str:
    """PJ or Anggota, as a cell means it; "" where it means neither."""
    kedudukan = words().kedudukan_of(text)
    return kedudukan.value if kedudukan is not None else ""


def _klaster_line(text: str) -> bool:
    """Whether a line above rows begins a klaster, known or not."""
    return begins(normal(text), words().awalan) or words().klaster_of(text) == LINTAS


KLASTER = TableSpec(
    "klaster",
    "Klaster",
    (
        ColumnSpec("puskesmas", Holds.PLACE, _MASKED, "Pilih dari daftar puskesmas.", required=True, width=24),
        ColumnSpec(
            "klaster",
            Holds.CHOICE,
            _MASKED,
            "1 Manajemen; 2 Ibu dan Anak; 3 Usia Dewasa dan Lansia; 4 Penanggulangan Penyakit Menular; lintas.",
            required=True,
            choices=Choices("klaster", tuple(configs.klaster()["klaster"]), strict=False, means=_klaster_meant),
            width=12,
            telling=True,
            grouped=True,
            lines=_klaster_line,
        ),
        ColumnSpec(
            "kedudukan",
            Holds.CHOICE,
            _MASKED,
            "PJ (penanggung jawab) atau Anggota.",
            required=True,
            choices=Choices(
                "kedudukan_klaster",
                ("PJ", "Anggota"),
                strict=False,
                means=_kedudukan_meant,
            ),
            width=14,
            telling=True,
        ),
        ColumnSpec(
            "nama",
            Holds.NAME,
            _REPLACED,
            "Nama seperti di lembar Petugas. Boleh kosong bila NIP diisi.",
            required=True,
            group="nama",
            width=34,
            heading="nama lengkap",
        ),
        ColumnSpec(
            "nip",
            Holds.IDENTITY,
            _REPLACED,
            "NIP seperti di lembar Petugas. Boleh kosong bila nama diisi.",
            required=True,
            group="nama",
            digits=NIP_LENGTH,
            heading="NIP",
            width=22,
        ),
        ColumnSpec("jabatan", Holds.TEXT, _MASKED, "Nama jabatan; kosong = seperti di lembar Petugas.", width=30),
        ColumnSpec("uraian_tugas", Holds.TEXT, _DROPPED, "Tugasnya di klaster ini.", width=40),
        ColumnSpec("mulai", Holds.DAY, _MASKED, "Hari pertama di klaster ini; kosong = sudah lama."),
        ColumnSpec("sampai", Holds.DAY, _MASKED, "Hari terakhir di klaster ini; kosong = tidak ada batas."),
        ColumnSpec("keterangan", Holds.TEXT, _DROPPED, "Catatan bebas.", width=24),
    ),
    note="Satu baris satu orang di satu klaster; yang merangkap ditulis dua baris. Lembar Klaster boleh kosong.",
    titled=True,
    spread=Spread(
        keys=(("klaster", _klaster_meant), ("kedudukan", _kedudukan_meant)), values=("nama", "nip"), several=True
    ),
)


class Kedudukan(StrEnum):
    """What somebody is in a klaster."""

    PJ = "PJ"
    ANGGOTA = "Anggota"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of configs/klaster.yaml: `names` of the klaster by their keys in order, the others as they compare."""

    names: Mapping[str, str]
    klaster: Mapping[str, str]
    awalan: tuple[str, ...]
    kata: Mapping[str, str]
    kedudukan: Mapping[str, Kedudukan]
    di_luar: tuple[str, ...]
    tata_usaha: tuple[str, ...]
    pelaksana: tuple[str, ...]
    penyesuaian_sampai: date

    def klaster_of(self, text: str) -> str:
        """The key of the klaster that a text means; "" where it means none, or says two things."""
        words = normal(_WHOLE.sub("", text.strip()))
        if words in self.klaster:
            return self.klaster[words]
        words = _ZERO.sub("", _CLOSED_UP.sub(" ", words))
        bare = next((words.removeprefix(f"{word} ") for word in self.awalan if begins(words, (word,))), words)
        if bare in self.klaster:
            return self.klaster[bare]
        number, _, name = bare.partition(" ")
        said = self.klaster.get(number, "")
        return said if said and self.klaster_of(name) == said else ""

    def each_of(self, text: str) -> tuple[str, ...]:
        """The klaster that a cell names one after another, "Klaster 2 dan 3"; none where one of them is not known.

        Most cells name one. A range (1–3) is none: whether all between are meant is for the district to say.
        """
        said = self.klaster_of(text)
        if said:
            return (said,)
        keys = [self.klaster_of(part) for part in _AND.split(text.strip())]
        return tuple(dict.fromkeys(keys)) if len(keys) > 1 and all(keys) else ()

    def named_in(self, text: str) -> frozenset[str]:
        """The klaster that a freer text names, which may be several: "2", "Klaster I dan III", "PJ lintas klaster"."""
        said = self.klaster_of(text)
        if said:
            return frozenset({said})
        parts = _WORDS.findall(normal(text))
        named = frozenset(self.kata[word] for word in parts if word in self.kata)
        return frozenset({LINTAS}) if LINTAS in named else named

    def kedudukan_of(self, text: str) -> Kedudukan | None:
        """What a text makes of somebody: "PJ", "Ketua", "Penanggung Jawab Klaster 2"; None where it is not known."""
        words = normal(text)
        if words in self.kedudukan:
            return self.kedudukan[words]
        said = next((word for word in sorted(self.kedudukan, key=len, reverse=True) if begins(words, (word,))), "")
        rest = words.removeprefix(said).strip()
        return self.kedudukan[said] if said and (rest in self.awalan or self.klaster_of(rest)) else None

    def klaster_meant(self, text: str) -> str:
        """The tail of a message that offers the nearest klaster, or nothing."""
        return maksud(text, (*self.names.values(), *(f"Klaster {key}" for key in self.names)))


@cache
def words() -> Words:
    """The words of configs/klaster.yaml."""
    content = configs.klaster()
    klaster: dict[str, str] = {}
    for key, item in content["klaster"].items():
        for word in (key, item["nama"], *item["sebutan"]):
            klaster[normal(word)] = str(key)
    kedudukan: dict[str, Kedudukan] = {}
    for item in content["kedudukan"].values():
        for word in (item["nama"], *item["sebutan"]):
            kedudukan[normal(word)] = Kedudukan(item["nama"])
    return Words(
        names={str(key): item["nama"] for key, item in content["klaster"].items()},
        klaster=klaster,
        awalan=tuple(sorted(map(normal, content["awalan"]), key=len, reverse=True)),
        kata={normal(word): str(key) for key, own in content["kata"].items() for word in own},
        kedudukan=kedudukan,
        di_luar=tuple(map(normal, content["di_luar"])),
        tata_usaha=tuple(map(normal, content["tata_usaha"])),
        pelaksana=tuple(map(normal, content["pelaksana"])),
        penyesuaian_sampai=date.fromisoformat(str(content["penyesuaian_sampai"])),
    )


def klaster_name(key: str) -> str:
    """A klaster in a sentence: klaster 2, lintas klaster."""
    return words().names[key].lower() if not key.isdigit() else f"klaster {key}"


def klaster_title(key: str) -> str:
    """A klaster as a decree names it: Klaster 2 (Ibu dan Anak), Lintas Klaster."""
    return f"Klaster {key} ({words().names[key]})" if key.isdigit() else words().names[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keanggotaan:
    """One row of the table: somebody in a klaster of a puskesmas.

    `klaster` is "" and `kedudukan` None where their words are not known. `petugas` are the rows of the one person of
    the roster that is meant, `who` is who that is; none where the row means nobody, or several: `alike` are those who
    share its name, `other` is who has its NIP under another name.
    """

    path: Path
    puskesmas: Path
    klaster: str
    kedudukan: Kedudukan | None
    nama: str
    nip: Nip = field(default_factory=Nip)
    jabatan_tertulis: str = ""
    uraian_tugas: str = ""
    mulai: date | None = None
    sampai: date | None = None
    tertulis: Mapping[str, str] = field(default_factory=dict)
    petugas: tuple[Petugas, ...] = ()
    who: Who | None = None
    alike: tuple[Petugas, ...] = ()
    other: Petugas | None = None

    @property
    def sebutan(self) -> str:
        """The person by name; by the last figures of the NIP where no name is written."""
        return self.nama or (self.petugas[0].nama if self.petugas else f"NIP berakhiran {self.nip.last}")

    @property
    def jabatan(self) -> str:
        """The jabatan as the row has it, else as the roster has it."""
        own = (petugas.jabatan or petugas.profesi_tertulis for petugas in self.petugas)
        return self.jabatan_tertulis or next(filter(None, own), "")

    @property
    def nip_known(self) -> Nip:
        """The NIP as the row has it, else as the roster has it."""
        return self.nip or next((petugas.nip for petugas in self.petugas if petugas.nip), self.nip)

    @property
    def person(self) -> object:
        """What tells this person from the others: who it is on the roster, else the NIP, else the name.

        Two rows under a name that several share may be two people.
        """
        return self.who or self.nip or (self.path if self.alike else typed_key(self.nama))

    def on(self, day: date) -> bool:
        """Whether the row holds on a day."""
        return (self.mulai is None or self.mulai <= day) and (self.sampai is None or day <= self.sampai)

    def here(self, day: date) -> bool:
        """Whether the person serves at this puskesmas on a day."""
        return any(petugas.induk == self.puskesmas and serves(petugas, day, IN_TIME) for petugas in self.petugas)


@dataclass(frozen=True, slots=True, kw_only=True)
class Susunan:
    """The klaster of one puskesmas on a day: its rows that hold, in the order of the table.

    `luar` are its petugas of that day who are in no klaster, by who they are; the head of the puskesmas is not asked
    for. None where there is no roster to compare.
    """

    puskesmas: Puskesmas
    rows: tuple[Keanggotaan, ...]
    luar: Mapping[Who, Petugas] | None = None
    semua: int = 0

    def of(self, klaster: str, kedudukan: Kedudukan | None = None) -> tuple[Keanggotaan, ...]:
        """The rows of a klaster; of one kedudukan where it is given."""
        own = (row for row in self.rows if row.klaster == klaster)
        return tuple(row for row in own if kedudukan is None or row.kedudukan is kedudukan)

    def listed(self) -> Iterator[tuple[str, Kedudukan | None, Keanggotaan | None]]:
        """Who is in each klaster, these in their order, who leads first; None for the PJ of one that has none."""
        for klaster in words().names:
            leading = self.of(klaster, Kedudukan.PJ)
            if not leading and self.sure(klaster):
                yield klaster, Kedudukan.PJ, None
            for row in (*leading, *self.of(klaster, Kedudukan.ANGGOTA)):
                yield klaster, row.kedudukan, row

    def people(self, klaster: str) -> int:
        """How many people are in a klaster."""
        return len({row.person for row in self.of(klaster)})

    def sure(self, klaster: str) -> bool:
        """Whether all that is told of a klaster is understood: only then is what is not there missing.

        A row without a klaster that is known may be of any of them.
        """
        return all(row.klaster for row in self.rows) and None not in {row.kedudukan for row in self.of(klaster)}

    @property
    def everyone(self) -> bool | None:
        """Whether every petugas of the puskesmas is in a klaster; None where that cannot be known.

        A row that means nobody of the roster may be one of those who seem left out, one whose name several share may be
        only one of them, and one without a klaster that is known is in none yet.
        """
        if self.luar is None or not self.semua:
            return None
        strangers = {row.person for row in self.rows if row.who is None and not row.alike}
        if len(self.luar) > len(strangers):
            return False
        unclear = any(row.alike or not row.klaster for row in self.rows)
        return None if self.luar or unclear else True

    def has_pj(self, klaster: str, day: date) -> bool | None:
        """Whether somebody leads a klaster who serves at this puskesmas on a day; None where that cannot be known."""
        leading = self.of(klaster, Kedudukan.PJ)
        if any(row.here(day) for row in leading):
            return True
        return None if (leading and self.luar is None) or not self.sure(klaster) else False


def memberships(case: Case) -> tuple[Keanggotaan, ...]:
    """Every row of the table Klaster that names somebody at a registered puskesmas, whatever its days, in its order.

    One that names several klaster is one membership in each. A line of a form that was left blank, a klaster without a
    name, is nobody: the reading asks for the name.
    """
    return _memberships(case.district)


def _memberships(district: District) -> tuple[Keanggotaan, ...]:
    listed = district.isian.get(KLASTER.name, ())
    if not listed:
        return ()
    roster = _Roster(district)
    return tuple(
        _row(isian, isian.induk, key, roster)
        for isian in listed
        if isian.induk is not None and not isian.values.keys().isdisjoint(("nama", "nip"))
        for key in words().each_of(str(isian.values.get("klaster", ""))) or ("",)
    )


def leaders(district: District, day: date) -> Mapping[Who, Keanggotaan]:
    """Who leads a klaster of the puskesmas where they serve on a day, with the first row of Klaster that says so."""
    told: dict[Who, Keanggotaan] = {}
    for row in _memberships(district):
        if row.kedudukan is Kedudukan.PJ and row.who is not None and row.on(day) and row.here(day):
            told.setdefault(row.who, row)
    return told


def susunan(case: Case) -> Mapping[Path, Susunan]:
    """The klaster of each puskesmas that the table tells of, on the day of a case, by its path in register order.

    A puskesmas of which nothing is told is not there: nothing stated is not the same as nobody. So is one that is
    closed.
    """
    rows: dict[Path, list[Keanggotaan]] = defaultdict(list)
    for row in case.of(memberships):
        if row.on(case.pada):
            rows[row.puskesmas].append(row)
    if not rows:
        return {}
    serving = _serving(case)
    return {
        puskesmas.path: _susunan(case, puskesmas, rows[puskesmas.path], serving.get(puskesmas.path, {}))
        for puskesmas in case.district.puskesmas
        if puskesmas.path in rows and puskesmas.open_on(case.pada)
    }


def _susunan(case: Case, puskesmas: Puskesmas, rows: Sequence[Keanggotaan], serving: Mapping[Who, Petugas]) -> Susunan:
    if not case.district.roster_given:
        return Susunan(puskesmas=puskesmas, rows=tuple(rows))
    # A name that several share is in the klaster whichever of them is meant: none of them is called left out.
    listed = {row.who for row in rows}
    listed |= {case.district.identities[petugas.path] for row in rows for petugas in row.alike}
    outside = {who: petugas for who, petugas in serving.items() if who not in listed}
    return Susunan(puskesmas=puskesmas, rows=tuple(rows), luar=outside, semua=len(serving))


def _serving(case: Case) -> Mapping[Path, Mapping[Who, Petugas]]:
    """The petugas of each puskesmas and its pustu on the day of a case, each once, but for who leads it."""
    heads = {puskesmas.path: puskesmas.kepala for puskesmas in case.district.puskesmas}
    groups: dict[Path, dict[Who, Petugas]] = defaultdict(dict)
    leading: dict[Path, set[Who]] = defaultdict(set)
    for petugas in case.district.petugas:
        if petugas.induk is None or not serves(petugas, case.pada, IN_TIME):
            continue
        who, head = case.district.identities[petugas.path], heads[petugas.induk]
        groups[petugas.induk].setdefault(who, petugas)
        named = head is not None and bool(
            (head.nip and head.nip == petugas.nip) or (head.nama and typed_key(head.nama) == same_name(petugas))
        )
        if named or begins(normal(petugas.jabatan or petugas.profesi_tertulis), words().di_luar):
            leading[petugas.induk].add(who)
    return {
        path: {who: petugas for who, petugas in own.items() if who not in leading[path]} for path, own in groups.items()
    }


def noted(case: Case) -> Mapping[Path, Mapping[str, tuple[Petugas, ...]]]:
    """Whom the sheet Petugas notes as in charge of each klaster of a puskesmas, of those who serve there on the day."""
    listed: dict[Path, dict[str, list[Petugas]]] = defaultdict(lambda: defaultdict(list))
    for petugas in case.district.petugas:
        if petugas.pj_klaster and petugas.induk is not None and serves(petugas, case.pada, IN_TIME):
            for key in words().named_in(petugas.pj_klaster):
                listed[petugas.induk][key].append(petugas)
    return {path: {key: tuple(people) for key, people in own.items()} for path, own in listed.items()}


def led(case: Case) -> Mapping[Path, bool | None]:
    """Whether each klaster, by its puskesmas and its key, has who leads it: by the sheet Klaster, or the sheet Petugas.

    None where that is not known: the sheet Petugas leaves open whom it does not note. A puskesmas of which neither
    tells is not there.
    """
    told, columns = case.of(susunan), case.of(noted)
    return {
        (*puskesmas, key): _led(told.get(puskesmas), columns.get(puskesmas, {}), key, case.pada)
        for puskesmas in dict.fromkeys((*told, *columns))
        for key in words().names
    }


def _led(own: Susunan | None, columns: Mapping[str, Sequence[Petugas]], key: str, day: date) -> bool | None:
    return True if columns.get(key) else own.has_pj(key, day) if own is not None else None


class _Roster:
    """The petugas of a district by NIP and by name."""

    def __init__(self, district: District) -> None:
        self.identities = district.identities
        self.by_nip: dict[Nip, list[Petugas]] = defaultdict(list)
        self.by_name: dict[str, list[Petugas]] = defaultdict(list)
        self.by_who: dict[Who, list[Petugas]] = defaultdict(list)
        for petugas in district.petugas:
            self.by_who[self.identities[petugas.path]].append(petugas)
            self.by_name[same_name(petugas)].append(petugas)
            if petugas.nip:
                self.by_nip[petugas.nip].append(petugas)

    def whose(self, people: Iterable[Petugas]) -> list[Who]:
        """Who these rows are, each once."""
        return list(dict.fromkeys(self.identities[petugas.path] for petugas in people))


def _row(isian: Isian, puskesmas: Path, klaster: str, roster: _Roster) -> Keanggotaan:
    def text(column: str) -> str:
        return str(isian.values.get(column, ""))

    def day(column: str) -> date | None:
        value = isian.values.get(column)
        return value if isinstance(value, date) else None

    number = isian.values.get("nip")
    nip = number if isinstance(number, Nip) else Nip()
    who, alike, other = _meant(text("nama"), nip, puskesmas, roster)
    return Keanggotaan(
        path=isian.path,
        puskesmas=puskesmas,
        klaster=klaster,
        kedudukan=words().kedudukan_of(text("kedudukan")),
        nama=text("nama"),
        nip=nip,
        jabatan_tertulis=text("jabatan"),
        uraian_tugas=text("uraian_tugas"),
        mulai=day("mulai"),
        sampai=day("sampai"),
        tertulis={name: text(name) for name in ("klaster", "kedudukan")},
        petugas=tuple(roster.by_who[who]) if who is not None else (),
        who=who,
        alike=alike,
        other=other,
    )


def _meant(
    nama: str, nip: Nip, puskesmas: Path, roster: _Roster
) -> tuple[Who | None, tuple[Petugas, ...], Petugas | None]:
    """Who a row means: by NIP, else by name; those who share the name; whose the NIP is under another name.

    Of several who share a name, those of this puskesmas come first. A row of the roster with another NIP is somebody
    else.
    """
    key = typed_key(nama)
    numbered = roster.by_nip.get(nip, []) if nip else []
    if numbered:
        if key and all(same_name(petugas) != key for petugas in numbered):
            return None, (), numbered[0]
        return roster.identities[numbered[0].path], (), None
    named = [petugas for petugas in roster.by_name.get(key, []) if not (nip and petugas.nip)] if key else []
    here = [petugas for petugas in named if petugas.induk == puskesmas]
    people = roster.whose(here or named)
    if len(people) == 1:
        return people[0], (), None
    return None, tuple(here or named), None
