"""What each unit says it offers, as the table Layanan tells it: groups and services, yes or no; all else is unknown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ilp_cli.core.finding import Path
from ilp_cli.core.names import maksud, normal, sebutan
from ilp_cli.core.words import daftar
from ilp_cli.district.case import Case
from ilp_cli.district.isian import Isian
from ilp_cli.district.place import Posyandu, Puskesmas, Pustu
from ilp_cli.district.realisasi import JENIS
from ilp_cli.district.table import Choices, ColumnSpec, Holds, Privacy, Spread, TableSpec
from ilp_cli.law.services import Layanan, Matriks, Nilai, matriks

KELOMPOK = Choices(
    "kelompok_sasaran", ("ibu hamil", "balita", "remaja", "usia dewasa", "usia lanjut", "semua sasaran"), strict=False
)


def _kelompok_meant(text: str) -> str:
    """A title that names a group, or all of them, as it is written; "" where it names none."""
    return text if _groups(matriks(), text) else ""


def _layanan_meant(text: str) -> str:
    """A title that names a service, as it is written; "" where it names none, or a group."""
    return text if normal(text) in matriks().words and not _groups(matriks(), text) else ""


LAYANAN = TableSpec(
    "layanan",
    "Layanan",
    (
        ColumnSpec("puskesmas", Holds.PLACE, Privacy.MASKED, "Pilih dari daftar puskesmas.", required=True, width=24),
        ColumnSpec("pustu", Holds.PLACE, Privacy.MASKED, "Pilih pustunya; kosong = puskesmasnya.", width=24),
        ColumnSpec("posyandu", Holds.PLACE, Privacy.MASKED, "Pilih posyandunya; kosong = pustunya.", width=24),
        ColumnSpec(
            "kelompok",
            Holds.CHOICE,
            Privacy.KEPT,
            "Kelompok yang dilayani; beberapa dipisah titik koma. Boleh kosong bila layanan diisi.",
            required=True,
            group="isi",
            choices=KELOMPOK,
            width=26,
        ),
        ColumnSpec(
            "layanan",
            Holds.TEXT,
            Privacy.MASKED,
            "Nama layanan seperti di `ilp services`; beberapa dipisah titik koma. Kosong = kelompoknya dilayani.",
            required=True,
            group="isi",
            width=34,
            telling=True,
        ),
        ColumnSpec(
            "ada",
            Holds.TRUTH,
            Privacy.KEPT,
            "ya atau tidak; yang belum diketahui tidak usah ditulis.",
            required=True,
            width=9,
            telling=True,
            heading="ada layanannya",
        ),
        ColumnSpec("sejak", Holds.DAY, Privacy.KEPT, "Sejak kapan demikian; boleh kosong.", width=14),
        ColumnSpec("keterangan", Holds.TEXT, Privacy.DROPPED, "Catatan bebas.", width=24),
    ),
    note="Yang tidak ditulis berarti belum diketahui, bukan tidak ada. Lembar Layanan boleh kosong.",
    titled=True,
    spread=Spread(keys=(("kelompok", _kelompok_meant), ("layanan", _layanan_meant)), values=("ada",)),
)

Key = tuple[str, str]
"""A group, and a service of it; "" where the group as a whole is meant."""
_APART = re.compile(r"\s*[;\n]\s*")
_LOOSELY = re.compile(r"\s*[,/+&]\s*(?:dan\s+)?|\s+dan\s+")


class Jawaban(StrEnum):
    """Whether something is offered. What nobody has said is neither yes nor no."""

    YA = "ya"
    TIDAK = "tidak"
    BELUM = "belum diketahui"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pernyataan:
    """One thing a row says: of a unit, that it serves a group, or offers a service of it, since a day; or does not."""

    path: Path
    unit: Path
    kunci: Key
    ada: bool
    sejak: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ganjil:
    """Words of a row that mean nothing, and why in words."""

    path: Path
    unit: Path
    sebab: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasangan:
    """Two rows, the later one first, that cannot both be true of one unit."""

    kini: Pernyataan
    lalu: Pernyataan


@dataclass(frozen=True, kw_only=True)
class Tawaran:
    """What one unit says of itself on a day; `jenis` is its kind of place.

    `jawaban` has what was said, `kata` the statement behind each answer. What two rows contradict is not in it.
    """

    jenis: str
    unit: Puskesmas | Pustu | Posyandu
    puskesmas: Puskesmas
    kata: Mapping[Key, Pernyataan] = field(default_factory=dict)
    bertentangan: tuple[Pasangan, ...] = ()

    @property
    def path(self) -> Path:
        """Its path in the register."""
        return self.unit.path

    @property
    def sebutan(self) -> str:
        """Its kind and name, in a sentence."""
        return sebutan(self.jenis, self.unit.nama)

    @property
    def tempat(self) -> str:
        """The same with its puskesmas."""
        return self.sebutan if self.jenis == "puskesmas" else f"{self.sebutan} ({self.puskesmas.nama})"

    @property
    def dinyatakan(self) -> bool:
        """Whether anything was said of it that holds on the day."""
        return bool(self.kata or self.bertentangan)

    def layanan(self, service: Layanan) -> Jawaban:
        """Whether it offers a service."""
        said = self.kata.get((service.kelompok, service.kunci))
        return Jawaban.BELUM if said is None else Jawaban.YA if said.ada else Jawaban.TIDAK

    def kelompok(self, group: str) -> Jawaban:
        """Whether it serves a group: as it says, else by its services, of which one is enough; no where it has none.

        None it has where it says no to every service of the group that belongs at its kind of place.
        """
        clashed = {said.kunci for pair in self.bertentangan for said in (pair.kini, pair.lalu)}
        said = self.kata.get((group, ""))
        if said is not None:
            return Jawaban.YA if said.ada else Jawaban.TIDAK
        return Jawaban.BELUM if (group, "") in clashed else self._by_services(group)

    def _by_services(self, group: str) -> Jawaban:
        answers = {self.layanan(service) for service in matriks().of(group)}
        if Jawaban.YA in answers:
            return Jawaban.YA
        belonging = [self.layanan(service) for service in matriks().belonging(group, self.jenis)]
        return Jawaban.TIDAK if belonging and set(belonging) == {Jawaban.TIDAK} else Jawaban.BELUM

    def semua(self, groups: Iterable[str]) -> Jawaban:
        """Whether it serves all of these groups: no as soon as one is not, yes only where each is."""
        answers = {self.kelompok(group) for group in groups}
        if Jawaban.TIDAK in answers:
            return Jawaban.TIDAK
        return Jawaban.YA if answers == {Jawaban.YA} else Jawaban.BELUM


def given(case: Case) -> bool:
    """Whether the district has the table at all: without it nothing is said of services anywhere."""
    return bool(case.district.isian.get(LAYANAN.name))


def tawaran(case: Case) -> Mapping[Path, Tawaran]:
    """Every registered unit by its path, with what it says of itself on the day."""
    said: dict[Path, list[Pernyataan]] = defaultdict(list)
    for statement in case.of(told)[0]:
        if statement.sejak is None or statement.sejak <= case.pada:
            said[statement.unit].append(statement)
    units: dict[Path, Tawaran] = {}
    for puskesmas in case.district.puskesmas:
        kinds: tuple[tuple[str, Sequence[Puskesmas | Pustu | Posyandu]], ...] = (
            ("puskesmas", (puskesmas,)),
            ("pustu", puskesmas.pustu),
            ("posyandu", puskesmas.posyandu),
        )
        for jenis, listed in kinds:
            for unit in listed:
                words, clashes = _settled(said.get(unit.path, ()))
                units[unit.path] = Tawaran(
                    jenis=jenis, unit=unit, puskesmas=puskesmas, kata=words, bertentangan=clashes
                )
    return units


def melayani(case: Case, unit: Path, group: str) -> Jawaban:
    """Whether a registered unit serves a group on the day; unknown where nobody said so."""
    own = case.of(tawaran).get(unit)
    return own.kelompok(group) if own is not None and own.dinyatakan else Jawaban.BELUM


def melayani_semua(case: Case, unit: Path) -> Jawaban:
    """Whether a registered unit serves every group that an opening day has to serve, by the standard of the day."""
    own = case.of(tawaran).get(unit)
    groups = case.of(targets) if own is not None and own.dinyatakan else ()
    return own.semua(groups) if own is not None and groups else Jawaban.BELUM


def lokus_places(case: Case) -> Mapping[str, tuple[Path, ...]]:
    """The lokus of the stages asked for by kind, each once; none that is cancelled."""
    units: dict[str, dict[Path, None]] = {jenis: {} for jenis in JENIS}
    gone = case.district.cancelled(case.pada)
    for unit in case.district.units:
        if unit.tahap.tahun in case.years and unit.unit not in gone:
            units[unit.jenis][unit.unit] = None
    return {jenis: tuple(paths) for jenis, paths in units.items()}


def targets(case: Case) -> tuple[str, ...]:
    """The groups an opening day has to serve, by the standard in force, in its order; none where none is."""
    standard = case.standards.get("posyandu.sasaran")
    words = standard.nilai if standard is not None and isinstance(standard.nilai, tuple) else ()
    return tuple(dict.fromkeys(matriks().sasaran[normal(word)] for word in words if normal(word) in matriks().sasaran))


def told(case: Case) -> tuple[tuple[Pernyataan, ...], tuple[Ganjil, ...]]:
    """What the rows of the table say, and what of them means nothing; rows of no registered unit say nothing."""
    statements: list[Pernyataan] = []
    strange: list[Ganjil] = []
    for row in case.district.isian.get(LAYANAN.name, ()):
        if row.unit is not None and not _astray(row):
            _add(row, row.unit, matriks(), statements, strange)
    return tuple(statements), tuple(strange)


def _astray(row: Isian) -> bool:
    """Whether a row names a pustu or posyandu that is not registered: the puskesmas is not meant then."""
    named = [kind for kind in ("pustu", "posyandu") if row.values.get(kind)]
    return bool(named) and row.unit is not None and named[-1] not in row.unit[2:]


def _add(row: Isian, unit: Path, matrix: Matriks, statements: list[Pernyataan], strange: list[Ganjil]) -> None:
    day, ada = row.values.get("sejak"), row.values.get("ada")
    known: list[str] = []
    groups = _parts(row, "kelompok", lambda word: bool(_groups(matrix, word)))
    for word in groups:
        meant = _groups(matrix, word)
        known += meant
        if not meant:
            near = maksud(word, _group_names(matrix))
            sebab = f"kelompok “{word}” tidak dikenal, jadi tidak dihitung{near}"
            strange.append(Ganjil(path=(*row.path, "kelompok"), unit=unit, sebab=sebab))
    services = _parts(row, "layanan", lambda word: normal(word) in matrix.words)
    keys: list[Key] = [] if services else [(group, "") for group in known]
    for word in services if known or not groups else ():
        named, sebab = _service(matrix, word, known)
        keys += [(matrix.layanan[key].kelompok, key) for key in named]
        if sebab:
            strange.append(Ganjil(path=(*row.path, "layanan"), unit=unit, sebab=sebab))
    if isinstance(ada, bool):  # anything else is a finding of the reading
        sejak = day if isinstance(day, date) else None
        statements += [
            Pernyataan(path=row.path, unit=unit, kunci=key, ada=ada, sejak=sejak) for key in dict.fromkeys(keys)
        ]


def _parts(row: Isian, column: str, known: Callable[[str], bool]) -> list[str]:
    """The words of a cell that names several things; a comma parts only what is no name as a whole."""
    words: list[str] = []
    for word in filter(None, _APART.split(str(row.values.get(column, "")).strip())):
        parts = [part for part in _LOOSELY.split(word) if part]
        words += parts if not known(word) and any(map(known, parts)) else [word]
    return words


def _group_names(matrix: Matriks) -> Iterator[str]:
    for group in matrix.kelompok.values():
        yield from filter(None, (group.nama, group.sasaran, group.pendek))


def _groups(matrix: Matriks, word: str) -> tuple[str, ...]:
    """The groups a word means; all targets of an opening day where it says so."""
    said = normal(word)
    if said in matrix.every_group:
        return tuple(matrix.sasaran.values())
    group = matrix.group_words.get(said)
    return (group,) if group is not None else ()


def _service(matrix: Matriks, word: str, groups: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The services a word means within these groups, else anywhere; with the reason in words where it means none."""
    keys = matrix.words.get(normal(word), ())
    within = tuple(key for key in keys if matrix.layanan[key].kelompok in groups)
    if within or (len(keys) == 1 and not groups):
        return within or keys, ""
    owners = daftar(f"“{matrix.kelompok[matrix.layanan[key].kelompok].nama}”" for key in keys)
    if keys and groups:
        own = daftar(f"“{matrix.kelompok[group].nama}”" for group in dict.fromkeys(groups))
        return (), f"layanan “{word}” bukan layanan kelompok {own}, melainkan {owners}; tidak dihitung"
    if keys:
        return (), f"layanan “{word}” ada pada kelompok {owners}, jadi tidak dihitung; isi kelompoknya"
    pool = [service for service in matrix.layanan.values() if not groups or service.kelompok in groups]
    listed = [service.nama for service in pool]
    near = maksud(word, listed) or maksud(word, [said for said, own in matrix.words.items() if _of(matrix, own, pool)])
    return (), f"layanan “{word}” tidak dikenal, jadi tidak dihitung{near}"


def _of(matrix: Matriks, keys: Sequence[str], pool: Sequence[Layanan]) -> bool:
    return any(matrix.layanan[key] in pool for key in keys)


def _settled(statements: Sequence[Pernyataan]) -> tuple[dict[Key, Pernyataan], tuple[Pasangan, ...]]:
    """What holds of a unit, the newest word of each thing, and the rows that contradict one another.

    An undated word comes before every dated one. Two of one day that differ leave it open what is true.
    """
    held: dict[Key, Pernyataan] = {}
    doubtful: set[Key] = set()
    clashes: list[Pasangan] = []
    for said in sorted(statements, key=_since):
        before = held.get(said.kunci)
        if before is not None and _since(before) == _since(said):
            if before.ada is not said.ada:
                clashes.append(Pasangan(kini=said, lalu=before))
                doubtful.add(said.kunci)
            continue
        doubtful.discard(said.kunci)
        held[said.kunci] = said
    settled = {key: said for key, said in held.items() if key not in doubtful}
    clashes = [pair for pair in clashes if pair.kini.kunci in doubtful]
    over, pairs = _wholes(settled)
    return {key: said for key, said in settled.items() if key not in over}, (*clashes, *pairs)


def _wholes(settled: Mapping[Key, Pernyataan]) -> tuple[set[Key], list[Pasangan]]:
    """A group that is not served has no service on offer: the newer word of the two holds, of one day neither."""
    over: set[Key] = set()
    clashes: list[Pasangan] = []
    for key, said in settled.items():
        whole = settled.get((key[0], ""))
        if not key[1] or not said.ada or whole is None or whole.ada:
            continue
        if _since(whole) == _since(said):
            clashes.append(Pasangan(kini=said, lalu=whole))
        over |= {key} if _since(whole) >= _since(said) else set()
        over |= {whole.kunci} if _since(whole) <= _since(said) else set()
    return over, clashes


def _since(said: Pernyataan) -> date:
    return said.sejak or date.min


def services_of(own: Tawaran, answer: Jawaban) -> tuple[Layanan, ...]:
    """The services of which a unit gives one answer, in the order of the matrix; unknown only where they belong."""
    if answer is not Jawaban.BELUM and not any(service for _, service in own.kata):
        return ()  # it speaks of whole groups alone
    return tuple(
        service
        for service in matriks().layanan.values()
        if own.layanan(service) is answer and (answer is not Jawaban.BELUM or service.at(own.jenis) is Nilai.YA)
    )
