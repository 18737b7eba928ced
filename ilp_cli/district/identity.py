"""What the numbers of a person say: the parts of a NIP and of a NIK, and who is who across the rows of a roster.

How the parts are laid out agrees with published examples and with what is said of Perka BKN 22/2007 and UU 23/2006; no
text of these has been read. Rules must say so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from ilp_cli.core.finding import Path
from ilp_cli.core.masking import Number
from ilp_cli.core.names import normal
from ilp_cli.district.numbers import Nik, Nip
from ilp_cli.district.people import Person
from ilp_cli.law.vocabulary import vocabulary

PRIA, WANITA = "L", "P"
PPPK_MARK = "21"
"""What stands in places 13 and 14 of an NI PPPK, where a NIP has the month of the start."""
NIK_WOMAN = 40
"""What a NIK adds to the day of birth of a woman."""

Birth = tuple[int, int, int]
"""Day of birth as (year within its century, month, day): all that a NIK knows of it."""

Who = Number | Path
"""A person, as `District.identities` knows them."""

Listed = TypeVar("Listed", bound=Person)

_MONTHS = range(1, 13)
_SEX = {"1": PRIA, "2": WANITA}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nip_birthday(nip: Nip) -> date | None:
    """The day of birth in places 1 to 8 of a NIP; None where there is no such day."""
    figures = nip.digits
    day = _day(int(figures[:4]), int(figures[4:6]), int(figures[6:8])) if nip.shaped else None
    return day if day and day.year >= 1900 else None


def nip_birth(nip: Nip) -> Birth | None:
    """The day of birth in a NIP as it is compared with that in a NIK."""
    day = nip_birthday(nip)
    return birth(day) if day else None


def nip_sex(nip: Nip) -> str:
    """The sex in place 15 of a NIP, L or P; "" where it says neither."""
    return _SEX.get(nip.digits[14], "") if nip.shaped else ""


def nip_start(nip: Nip) -> tuple[date, bool]:
    """The first day of the month of the start that a plausible NIP holds, and True; of the year and False: NI PPPK."""
    figures = nip.digits
    month = int(figures[12:14])
    return (date(int(figures[8:12]), month, 1), True) if month in _MONTHS else (date(int(figures[8:12]), 1, 1), False)


def nip_faults(nip: Nip) -> list[str]:
    """What is not plausible in a number of 18 figures, each in words that give no figure away."""
    born, figures, faults = nip_birth(nip), nip.digits, []
    if born is None:
        faults.append("angka ke-1 sampai ke-8 bukan tanggal lahir yang ada")
    if int(figures[12:14]) not in _MONTHS and figures[12:14] != PPPK_MARK:
        faults.append(f"angka ke-13 dan ke-14 bukan bulan (01–12) dan bukan {PPPK_MARK} (NI PPPK)")
    if born is not None and figures[8:12] <= figures[:4]:
        faults.append("tahun pengangkatan (angka ke-9 sampai ke-12) tidak sesudah tahun lahir")
    if not nip_sex(nip):
        faults.append("angka ke-15 (jenis kelamin) bukan 1 atau 2")
    return faults


def nik_birth(nik: Nik) -> Birth | None:
    """The day of birth in places 7 to 12 of a NIK; None where no century has such a day."""
    if not nik.shaped:
        return None
    figures = nik.digits
    day, month, year = int(figures[6:8]), int(figures[8:10]), int(figures[10:12])
    day -= NIK_WOMAN if day > NIK_WOMAN else 0
    real = _day(1900 + year, month, day) or _day(2000 + year, month, day)
    return (year, month, day) if real else None


def nik_sex(nik: Nik) -> str:
    """The sex in places 7 and 8 of a NIK, L or P; "" where the number has no shape."""
    return (WANITA if int(nik.digits[6:8]) > NIK_WOMAN else PRIA) if nik_birth(nik) else ""


def nik_faults(nik: Nik) -> list[str]:
    """What is not plausible in a number of 16 figures, each in words that give no figure away."""
    figures, faults = nik.digits, []
    if "00" in (figures[:2], figures[2:4], figures[4:6]) or figures[0] == "0":
        faults.append("enam angka pertama bukan kode wilayah")
    if nik_birth(nik) is None:
        faults.append("angka ke-7 sampai ke-12 bukan tanggal lahir yang ada (perempuan: tanggal ditambah 40)")
    return faults


def birth(day: date) -> Birth:
    """A day of birth as a NIK knows it."""
    return day.year % 100, day.month, day.day


def birth_of(person: Person) -> Birth | None:
    """The day of birth of a person: from the NIP, else the NIK, else the row's own column."""
    return nip_birth(person.nip) or nik_birth(person.nik) or (birth(person.lahir) if person.lahir else None)


def sex_of(person: Person) -> str:
    """The sex of a person: from the NIP, else the NIK, else the row's own column; "" where none says."""
    return nip_sex(person.nip) or nik_sex(person.nik) or person.kelamin


def surely_others(first: Person, second: Person) -> bool:
    """Whether two rows of one name are certainly two people: another birth or sex, or another note behind the name."""
    notes = [name_key(person.nama.partition("(")[2]) for person in (first, second) if "(" in person.nama]
    if len(notes) > 1 and notes[0] != notes[1]:
        return True
    births, sexes = (birth_of(first), birth_of(second)), (sex_of(first), sex_of(second))
    return (None not in births and births[0] != births[1]) or (all(sexes) and sexes[0] != sexes[1])


def identities(people: Iterable[Person], namesakes: Mapping[str, Sequence[Person]] | None = None) -> dict[Path, Who]:
    """Who each row is: its NIP; else the NIP that stands beside its NIK in another row; else its NIK; else the row.

    A NIK that stands beside two NIPs says nothing of who is who: its rows without a NIP stay apart. Where the rows that
    share a name are given (see `namesakes`), a row without a number is the person of another of its name where both
    stand at one unit as the same kind, and nothing says that they are two: one person written twice must not fill two
    posts.
    """
    who: dict[Path, Who] = {}
    beside: dict[Who, set[Who]] = {}
    for person in people:
        own = who[person.path] = person.identity
        if person.nik and own is not person.path and own != person.nik and person.nik.shaped:
            beside.setdefault(person.nik, set()).add(own)
    linked = {nik: next(iter(nips)) for nik, nips in beside.items() if len(nips) == 1}
    if linked:
        for path, own in who.items():
            if own in linked:
                who[path] = linked[own]
    for rows in (namesakes or {}).values():
        who |= _named_alike(rows, who)
    return who


def _named_alike(namesakes: Sequence[Person], who: Mapping[Path, Who]) -> dict[Path, Who]:
    """The rows without a number of those that share a name, with whose they are by the unit and kind they stand at.

    Each is held against those before it: the rows with a number come first, then those that stand at both a pustu and a
    posyandu and so join the rows that stand at one of them.
    """
    known: dict[tuple[object, ...], list[Person]] = defaultdict(list)
    alike: dict[Path, Who] = {}
    for row in sorted(namesakes, key=lambda row: (who[row.path] is row.path, -len(row.posts))):
        posts = row.posts
        if who[row.path] is row.path:
            others = (other for post in posts for other in known[post])
            same = next((other for other in others if not surely_others(other, row)), None)
            if same is not None:
                alike[row.path] = alike.get(same.path, who[same.path])
        for post in posts:
            known[post].append(row)
    return alike


def namesakes(people: Iterable[Listed]) -> dict[str, list[Listed]]:
    """The rows whose name stands in more than one of them, by that name, in the order of the roster."""
    named = [(person, same_name(person)) for person in people]
    times = Counter(name for _, name in named)
    rows: dict[str, list[Listed]] = defaultdict(list)
    for person, name in named:
        if name and times[name] > 1:
            rows[name].append(person)
    return rows


def listed_again(people: Iterable[Listed], who: Mapping[Path, Who]) -> dict[Who, list[Listed]]:
    """The people who stand in two rows or more, with their rows in the order of the roster."""
    rows: dict[Who, list[Listed]] = defaultdict(list)
    repeated = {own for path, own in who.items() if own is not path}
    for person in people:
        if (own := who[person.path]) in repeated:
            rows[own].append(person)
    return {own: listed for own, listed in rows.items() if len(listed) > 1}


def name_key(nama: str) -> str:
    """A name without its degrees as people are told apart by it: case, blanks and punctuation put aside."""
    joined = "".join(nama.lower().split())
    return joined if joined.isalnum() and joined.isascii() else normal(nama).replace(" ", "")


def typed_key(nama: str) -> str:
    """What a name that somebody typed, in whatever table or file, must share with that of a person: see `same_name`."""
    return name_key(vocabulary().compared_name(nama))


def same_name(person: Person) -> str:
    """What the names of two rows must share to be one name."""
    if not person.tertulis:
        return name_key(person.nama_polos or person.nama)
    return name_key(person.as_written("nama_polos") or person.as_written("nama"))
