"""When a civil servant retires: the first of the month after that of the birthday, by the age of the jenjang."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from ilp_cli.district.identity import nip_birthday
from ilp_cli.district.people import ASN, Petugas
from ilp_cli.law import configs
from ilp_cli.law.standard import InForce, in_force

_KEYS = ("pensiun.pns", "pensiun.pppk", "pensiun.mulai")
UNKNOWN = "tidak dikenal"
_YEARS = range(1900, 2100)


def age_law(status: str, law: Mapping[str, InForce]) -> InForce | None:
    """The standard with the ages for a kind of civil servant, where one is in force."""
    return law.get("pensiun.pppk" if status == "pppk" else "pensiun.pns")


def employed_as(rows: Iterable[Petugas]) -> str:
    """What somebody is employed as, by the first of their rows that says so; UNKNOWN where it is no known status."""
    return next((row.kepegawaian or UNKNOWN for row in rows if row.status), "")


def birthday(rows: Sequence[Petugas]) -> date | None:
    """The day of birth of a person: as a row gives it, else from the NIP; None where neither tells."""
    given = next((row.lahir for row in rows if row.lahir), None)
    return given or next((day for row in rows if (day := nip_birthday(row.nip))), None)


def ages(standard: InForce) -> dict[str, int]:
    """The age of retirement of each jenjang, from items such as "ahli madya 60"."""
    items = standard.nilai if isinstance(standard.nilai, tuple) else ()
    return {jenjang: int(age) for jenjang, _, age in (item.rpartition(" ") for item in items)}


def month_after(born: date, age: int) -> date:
    """The first of the month after the one in which this age is reached."""
    return date(born.year + age + born.month // 12, born.month % 12 + 1, 1)


def first_day(rows: Sequence[Petugas], jenjang: str) -> date | None:
    """The first day of retirement of the person of these rows, in a post of this jenjang; None where it cannot be told.

    By the law in force on that day, as far as this edition knows it; the lowest age where the jenjang is not known.
    """
    status, born = employed_as(rows), birthday(rows)
    return day_of(status, jenjang, born) if born is not None else None


@lru_cache(maxsize=65536)
def day_of(status: str, jenjang: str, born: date) -> date | None:
    """The first day of retirement of a civil servant of this status, in a post of this jenjang, born on a day."""
    if status not in ASN or born.year not in _YEARS:
        return None
    standards = configs.law().standards
    day = None
    on = date.max
    for _ in range(2):  # the newest law says about when, and when says which law
        law = in_force({key: standards[key] for key in _KEYS}, (), on)
        age = age_law(status, law)
        if age is None or "pensiun.mulai" not in law:
            return day  # long before the oldest law that is known: by the newest
        years = ages(age)
        day = month_after(born, years.get(jenjang, min(years.values())))
        on = day
    return day
