"""In what kader and nakes are trained and assessed: the table Keterampilan, the columns of a register, what is known.

Trained and assessed are two facts. Nothing stated is neither yes nor no. The level (Purwa, Madya, Utama) is read as it
is written and never computed: how many skills make one is not known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from ilp_cli.core.finding import Path
from ilp_cli.core.masking import Number
from ilp_cli.core.names import normal
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who, nip_birthday, same_name, typed_key
from ilp_cli.district.isian import Isian
from ilp_cli.district.numbers import NIK_LENGTH, NIP_LENGTH
from ilp_cli.district.people import Kader, Petugas
from ilp_cli.district.table import Choices, ColumnSpec, Holds, Privacy, Spread, TableSpec
from ilp_cli.district.tables import TINGKAT
from ilp_cli.district.wilayah import serving
from ilp_cli.files.days import read_day
from ilp_cli.law import configs
from ilp_cli.law.vocabulary import vocabulary

_MASKED, _REPLACED = Privacy.MASKED, Privacy.REPLACED


_TGL = re.compile(r"(?i)^\s*(?:tgl|tanggal)\.?\s*")
_DAYS = re.compile(
    r"(?i)(?:\d{1,2}|\d{1,2}\s+[a-z]+(?:\s+\d{4})?|[\d/.]{6,10})"
    r"\s*(?:s\.?\s*/?\s*d\.?|sampai(?: dengan)?|hingga|–|-)\s*"
    r"(?P<last>\d{1,2}\s+[a-z]+\s+\d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{4})"
)
"""A training of several days, whose last one counts: "12-14 Mei 2026", "30 April s.d. 2 Mei 2026"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kelompok:
    """The groups of skills: their names by key, the five that hold the 25 skills, and the key by every word for it."""

    nama: Mapping[str, str]
    dasar: tuple[str, ...]
    sebutan: Mapping[str, str]

    def find(self, text: str) -> str | None:
        """The key of the group that a text means."""
        return self.sebutan.get(_bare(text))


def _bare(text: str) -> str:
    """A group as it is compared: "Bayi & Balita", "balita dan bayi" and "bayi–balita" are one."""
    return " ".join(sorted(word for word in normal(text.replace("&", " ")).split() if word != "dan"))


@cache
def kelompok() -> Kelompok:
    """The groups of configs/training.yaml."""
    items = configs.training()["kelompok"]
    words: dict[str, str] = {}
    for key, item in items.items():
        for word in (key, item["nama"], *item["sebutan"]):
            words.setdefault(_bare(word.replace("_", " ")), key)
    return Kelompok(
        nama={key: item["nama"] for key, item in items.items()},
        dasar=tuple(key for key, item in items.items() if item["dasar"] == "ya"),
        sebutan=words,
    )


KELOMPOK = Choices("kelompok_keterampilan", tuple(kelompok().nama.values()), strict=False)


def _kelompok_meant(text: str) -> str:
    """The name of the group that a title means, "" where it means none."""
    key = kelompok().find(text)
    return kelompok().nama[key] if key is not None else ""


KETERAMPILAN = TableSpec(
    "keterampilan",
    "Keterampilan",
    (
        ColumnSpec(
            "nama",
            Holds.NAME,
            _REPLACED,
            "Nama seperti di lembar Kader atau Petugas. Boleh kosong bila NIP atau NIK diisi.",
            required=True,
            group="nama",
            width=30,
            heading="nama lengkap",
        ),
        ColumnSpec(
            "nip",
            Holds.IDENTITY,
            _REPLACED,
            "NIP petugas, bila ada; diisi sebagai teks.",
            required=True,
            group="nama",
            digits=NIP_LENGTH,
            heading="NIP",
            width=22,
        ),
        ColumnSpec(
            "nik",
            Holds.IDENTITY,
            _REPLACED,
            "Boleh kosong; NIK tidak pernah ikut tercetak.",
            required=True,
            group="nama",
            digits=NIK_LENGTH,
            heading="NIK",
            width=20,
        ),
        ColumnSpec("puskesmas", Holds.PLACE, _MASKED, "Pilih dari daftar puskesmas.", required=True, width=24),
        ColumnSpec("pustu", Holds.PLACE, _MASKED, "Boleh kosong; isi bila ada dua orang bernama sama.", width=24),
        ColumnSpec("posyandu", Holds.PLACE, _MASKED, "Boleh kosong; isi bila ada dua orang bernama sama.", width=24),
        ColumnSpec(
            "kelompok",
            Holds.CHOICE,
            _MASKED,
            "Kelompok keterampilan; pilih dari daftar.",
            required=True,
            choices=KELOMPOK,
            width=30,
            heading="kelompok keterampilan",
        ),
        ColumnSpec(
            "dilatih",
            Holds.TEXT,
            _MASKED,
            "Tanggal hari terakhir pelatihannya, atau ya, atau tidak; kosong = belum diketahui.",
            width=16,
            telling=True,
        ),
        ColumnSpec(
            "dinilai",
            Holds.TEXT,
            _MASKED,
            "Tanggal penilaiannya, atau ya, atau tidak; kosong = belum diketahui.",
            width=16,
            telling=True,
        ),
        ColumnSpec(
            "tingkat",
            Holds.CHOICE,
            _MASKED,
            "Purwa, Madya, atau Utama, seperti yang ditetapkan; tidak pernah dihitung.",
            choices=TINGKAT,
            width=12,
            heading="tingkat kader",
        ),
        ColumnSpec("keterangan", Holds.TEXT, Privacy.DROPPED, "Catatan bebas.", width=24),
    ),
    note="Satu baris satu orang dan satu kelompok. Dilatih dan dinilai dua hal. Lembar Keterampilan boleh kosong.",
    titled=True,
    spread=Spread(keys=(("kelompok", _kelompok_meant),), values=("dilatih", "dinilai"), asked=True),
)

_AND = re.compile(r"\s*[;,/&+\n]\s*(?:dan\s+)?|\s+(?:dan|serta)\s+", re.IGNORECASE)
"""Between groups that one cell names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jawaban:
    """What a cell says of a training or an assessment: yes or no, the day where it names one.

    `ya` is None where nothing is said, or nothing that is understood: then `asing` has the words.
    """

    ya: bool | None = None
    hari: date | None = None
    asing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baris:
    """A row of the table. `who` is None where it means nobody or several: `calon` are those of its name.

    `kelompok` is the key of its group, None where its words `tertulis` name none. `bernomor` tells that the row has a
    NIP or a NIK. `lahir` is the day of birth of the one person it means, where the roster knows it.
    """

    path: Path
    nama: str
    induk: Path | None
    unit: Path | None
    who: Who | None
    calon: tuple[Petugas | Kader, ...]
    kelompok: str | None
    tertulis: str
    dilatih: Jawaban
    dinilai: Jawaban
    tingkat: str = ""
    bernomor: bool = False
    lahir: date | None = None

    def possible(self, answer: Jawaban, pada: date) -> bool:
        """Whether the day of an answer, if it has one, can be meant: behind us, in this century, of somebody alive."""
        day = answer.hari
        return day is None or (day <= pada and day.year >= _CENTURY and not self.unborn(answer))

    def unborn(self, answer: Jawaban) -> bool:
        """Whether the day of an answer lies before the person was born."""
        return self.lahir is not None and answer.hari is not None and answer.hari < self.lahir


@dataclass(frozen=True, slots=True, kw_only=True)
class Fakta:
    """What is known of one person in one group; None: nothing, or two answers that contradict each other."""

    dilatih: bool | None = None
    dinilai: bool | None = None


def used(district: District) -> bool:
    """Whether a district says anything in the table Keterampilan."""
    return bool(district.isian.get(KETERAMPILAN.name))


def baris(case: Case) -> tuple[Baris, ...]:
    """Every row of the table, in its order; one that names several groups of one person is one answer for each."""
    listed = case.district.isian.get(KETERAMPILAN.name, ())
    if not listed:
        return ()
    people = _People(case.district)
    return tuple(item for row in listed for item in _each(_baris(row, people), case.pada))


def _each(item: Baris, pada: date) -> Iterator[Baris]:
    """A row once for each group its cell names; one that is at fault as it stands, so that it is told once."""
    keys = [_group(part) for part in _AND.split(item.tertulis.strip())] if item.kelompok is None else []
    answers = (item.dilatih, item.dinilai)
    sound = item.who is not None and all(not answer.asing and item.possible(answer, pada) for answer in answers)
    if len(keys) < 2 or None in keys:
        yield item
    else:
        for key in dict.fromkeys(keys if sound else keys[:1]):
            yield replace(item, kelompok=key)


class _People:
    """The people of a roster by their numbers and by their names."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.by_number: dict[Number, list[Petugas | Kader]] = defaultdict(list)
        self.by_name: dict[str, list[Petugas | Kader]] = defaultdict(list)
        everyone: tuple[Petugas | Kader, ...] = (*district.petugas, *district.kader)
        for person in everyone:
            for number in (person.nip, person.nik):
                if number.own:
                    self.by_number[number].append(person)
            self.by_name[same_name(person)].append(person)

    def meant(self, row: Isian) -> tuple[Who | None, tuple[Petugas | Kader, ...]]:
        """The one person a row means, and those it may mean: by number, else by name at its unit or its puskesmas."""
        for column in ("nip", "nik"):
            number = row.values.get(column)
            if isinstance(number, Number) and number in self.by_number:
                return self._one(self.by_number[number])
        named = self.by_name.get(typed_key(str(row.values.get("nama", ""))), [])
        near = [person for person in named if person.induk == row.induk] if row.induk else named
        if row.unit is not None and row.unit != row.induk:
            near = [person for person in near if row.unit in _units(person)]
        who, able = self._one(near)
        return who, able or tuple(named)

    def _one(self, able: Sequence[Petugas | Kader]) -> tuple[Who | None, tuple[Petugas | Kader, ...]]:
        meant = {self.district.identities[person.path] for person in able}
        return next(iter(meant)) if len(meant) == 1 else None, tuple(able)


def _units(person: Petugas | Kader) -> tuple[Path | None, ...]:
    return (person.unit,) if isinstance(person, Petugas) else (person.pustu_path, person.posyandu_path)


def _baris(row: Isian, people: _People) -> Baris:
    who, able = people.meant(row)
    text = str(row.values.get("kelompok", ""))
    return Baris(
        path=row.path,
        nama=str(row.values.get("nama", "")),
        induk=row.induk,
        unit=row.unit,
        who=who,
        calon=able,
        kelompok=_group(text) if text else None,
        tertulis=text,
        dilatih=_answer(str(row.values.get("dilatih", ""))),
        dinilai=_answer(str(row.values.get("dinilai", ""))),
        tingkat=str(row.values.get("tingkat", "")),
        bernomor="nip" in row.values or "nik" in row.values,
        lahir=next(filter(None, (person.lahir or nip_birthday(person.nip) for person in able)), None) if who else None,
    )


@lru_cache(maxsize=4096)
def _group(text: str) -> str | None:
    return kelompok().find(text)


@lru_cache(maxsize=4096)
def _answer(text: str) -> Jawaban:
    if not text or vocabulary().says_unknown(text):
        return Jawaban()
    truth = vocabulary().truth_of(text)
    if truth is not None:
        return Jawaban(ya=truth)
    day, _ = read_day(_TGL.sub("", text))
    if day is None and (several := _DAYS.fullmatch(_TGL.sub("", text))) is not None:
        day, _ = read_day(several["last"])
    return Jawaban(asing=text) if day is None else Jawaban(ya=True, hari=day)


_CENTURY = 2000
"""No training of today's groups is older; an earlier year is a slip of the pen."""


def fakta(case: Case) -> Mapping[tuple[Who, str], Fakta]:
    """What is known of each person in each group.

    The table is believed before the columns of a register, and these before the one column that speaks of all skills.
    Two answers in one of them that contradict each other are no answer.
    """
    told: dict[tuple[Who, str], list[tuple[bool | None, bool | None]]] = defaultdict(list)
    for item in case.of(baris):
        if item.who is not None and item.kelompok is not None:
            answers = (item.dilatih, item.dinilai)
            said = [answer.ya if item.possible(answer, case.pada) else None for answer in answers]
            told[item.who, item.kelompok].append((said[0], said[1]))
    table = {key: Fakta(dilatih=_agreed(a for a, _ in rows), dinilai=_agreed(b for _, b in rows))
             for key, rows in told.items()}  # fmt: skip
    columns, whole = _register(case.district)
    known: dict[tuple[Who, str], Fakta] = {}
    for key in {**columns, **{(who, group): None for who in whole for group in kelompok().dasar}, **table}:
        who, group = key
        general = whole.get(who, Fakta()) if group in kelompok().dasar else Fakta()
        layers = (table.get(key, Fakta()), columns.get(key, Fakta()))
        known[key] = Fakta(
            dilatih=_first((*(layer.dilatih for layer in layers), general.dilatih or None)),
            dinilai=_first((*(layer.dinilai for layer in layers), general.dinilai or None)),
        )
    return known


def _first(answers: Iterable[bool | None]) -> bool | None:
    return next((answer for answer in answers if answer is not None), None)


def _agreed(answers: Iterable[bool | None]) -> bool | None:
    said = {answer for answer in answers if answer is not None}
    return said.pop() if len(said) == 1 else None


_TRUTH = {"ya": True, "tidak": False}


def _register(district: District) -> tuple[dict[tuple[Who, str], Fakta], dict[Who, Fakta]]:
    """What the rows of Kader say, group by group, and of all their skills at once."""
    groups: dict[tuple[Who, str], list[tuple[bool | None, bool | None]]] = defaultdict(list)
    whole: dict[Who, list[tuple[bool | None, bool | None]]] = defaultdict(list)
    for kader in district.kader:
        skills = kader.keterampilan
        if not skills and not kader.terlatih:
            continue
        who = district.identities[kader.path]
        whole[who].append((_TRUTH.get(kader.terlatih), _TRUTH.get(skills.get("sudah_dinilai_keterampilan_dasar", ""))))
        for group in kelompok().nama if skills else ():
            answers = (skills.get(f"status_{fact}_{group}", "") for fact in ("pelatihan", "penilaian"))
            trained, assessed = map(_TRUTH.get, answers)
            if trained is not None or assessed is not None:
                groups[who, group].append((trained, assessed))

    def facts(rows: Iterable[tuple[bool | None, bool | None]]) -> Fakta:
        listed = list(rows)
        return Fakta(dilatih=_agreed(a for a, _ in listed), dinilai=_agreed(b for _, b in listed))

    return {key: facts(rows) for key, rows in groups.items()}, {who: facts(rows) for who, rows in whole.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hitungan:
    """How many kader of a posyandu have something (`ya`), of how many it is denied, of how many nothing is known."""

    ya: int = 0
    tidak: int = 0
    belum_diketahui: int = 0

    @property
    def kader(self) -> int:
        """All of them."""
        return self.ya + self.tidak + self.belum_diketahui

    @property
    def terpenuhi(self) -> bool | None:
        """Whether every kader has it; None where it cannot be told, as where there is none."""
        if self.tidak:
            return False
        return True if self.ya and not self.belum_diketahui else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terampil:
    """The kader of one posyandu who count on the day, in the 25 skills: trained and assessed are two facts."""

    posyandu: Path
    dilatih: Hitungan
    dinilai: Hitungan


def skilled(case: Case) -> Mapping[tuple[Path, Who], Fakta]:
    """What is known of each kader of each posyandu in the 25 skills, on the day of a case."""
    known, levels = case.of(fakta), case.of(_levels)
    _, whole = _register(case.district)
    answers: dict[tuple[Path, Who], Fakta] = {}
    for posyandu, people in case.of(serving).items():
        for who in people:
            own = [known.get((who, group), Fakta()) for group in kelompok().dasar]
            general = whole.get(who, Fakta())
            judged = _all((facts.dinilai for facts in own), of_whole=general.dinilai)
            answers[posyandu, who] = Fakta(
                dilatih=_all((facts.dilatih for facts in own), of_whole=general.dilatih),
                dinilai=True if judged is None and who in levels else judged,
            )
    return answers


def kader_terampil(case: Case) -> Mapping[Path, Terampil]:
    """Every posyandu that has kader on the day of a case, with what is known of them in the 25 skills."""
    answers = case.of(skilled)
    states: dict[Path, Terampil] = {}
    for posyandu, people in case.of(serving).items():
        own = [answers[posyandu, who] for who in people]
        trained, assessed = ([getattr(facts, name) for facts in own] for name in ("dilatih", "dinilai"))
        states[posyandu] = Terampil(posyandu=posyandu, dilatih=_count(trained), dinilai=_count(assessed))
    return states


def _all(groups: Iterable[bool | None], *, of_whole: bool | None) -> bool | None:
    """What the groups of one kader come to.

    A plain no of the column that speaks of all skills denies the whole, though not any group of it.
    """
    answers = set(groups)
    if answers == {True}:
        return True
    return False if False in answers or of_whole is False else None


def _count(answers: Sequence[bool | None]) -> Hitungan:
    return Hitungan(ya=answers.count(True), tidak=answers.count(False), belum_diketahui=answers.count(None))


def _levels(case: Case) -> frozenset[Who]:
    """Who has a tingkat: it is only given to who was assessed, though in which groups it does not say."""
    district = case.district
    told = {district.identities[kader.path] for kader in district.kader if kader.tingkat}
    return frozenset(told | {item.who for item in case.of(baris) if item.tingkat and item.who is not None})
