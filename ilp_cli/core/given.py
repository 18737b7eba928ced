"""What a script hands to a verb: of the kind the verb wants, or refused in the words a command would say."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from operator import index
from os import PathLike
from typing import SupportsIndex

from ilp_cli.core.names import maksud
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.words import parse_date


def a_day(name: str, value: object) -> date | None:
    """A day a script has given, None where it has given none. Raises Misuse for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    day = parse_date(value) if isinstance(value, str) else None
    example = f"date({day.year}, {day.month}, {day.day})" if day else "date(2026, 11, 21)"
    raise Misuse(f"{name} harus tanggal (datetime.date), bukan {_shown(value)}; tulis misalnya {name}={example}")


def some_days(name: str, value: object) -> tuple[date, ...]:
    """The days a script has given, one or several. Raises Misuse for what is no day and no list of days."""
    several = value if isinstance(value, Iterable) and not isinstance(value, str) else (value,)
    return tuple(day for given in several if (day := a_day(name, given)) is not None)


def some_years(name: str, value: object) -> tuple[int, ...]:
    """The years a script has given. Raises Misuse for what is no list of whole numbers."""
    if isinstance(value, int | str) or not isinstance(value, Iterable):
        year = value if isinstance(value, int) else 2025
        raise Misuse(f"{name} harus daftar tahun, bukan {_shown(value)}; tulis misalnya {name}=[{year}]")
    years = []
    for year in value:
        if not isinstance(year, SupportsIndex) or isinstance(year, bool):
            raise Misuse(f"{name} harus daftar bilangan bulat; {_shown(year)} bukan; tulis misalnya {name}=[2025]")
        years.append(index(year))
    return tuple(years)


def a_path(name: str, value: object) -> None:
    """Raise Misuse where a script has given something that is no path."""
    if not isinstance(value, str | PathLike):
        raise Misuse(f"{name} harus nama berkas atau folder, bukan {_shown(value)}")


def a_number(name: str, value: object, example: float) -> None:
    """Raise Misuse where a script has given something other than a number."""
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise Misuse(f"{name} harus bilangan, bukan {_shown(value)}; tulis misalnya {name}={example}")


def a_whole(name: str, value: object, example: int) -> None:
    """Raise Misuse where a script has given something other than a whole number."""
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise Misuse(f"{name} harus bilangan bulat, bukan {_shown(value)}; tulis misalnya {name}={example}")


def a_month(name: str, value: object) -> None:
    """Raise Misuse where a script has given something other than a year and a month of it."""
    pair = tuple(value) if isinstance(value, tuple | list) else ()
    whole = len(pair) == 2 and all(isinstance(part, int) and not isinstance(part, bool) for part in pair)
    if value is not None and not (whole and 2000 <= pair[0] <= 2100 and 1 <= pair[1] <= 12):
        raise Misuse(f"{name} harus (tahun, bulan), bukan {_shown(value)}; tulis misalnya {name}=(2025, 3)")


def several(name: str, value: object, example: str) -> None:
    """Raise Misuse where a script has given one name for a list of them: its letters would be taken for names."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        wanted = value if isinstance(value, str) and value else example
        raise Misuse(f'{name} harus daftar, bukan {_shown(value)}; tulis misalnya {name}=["{wanted}"]')


def one_of(name: str, value: object, known: Collection[str]) -> None:
    """Raise Misuse where a script has given a word that is none of those known."""
    if value not in known:
        listed = ", ".join(f"'{word}'" for word in known)
        near = maksud(value, known) if isinstance(value, str) else ""
        raise Misuse(
            f"nilai {name} tidak dapat dipakai: {_shown(value)} tidak dikenal; pilih salah satu dari {listed}{near}"
        )


def _shown(value: object) -> str:
    """A value as a sentence names it: its text, else what it is."""
    return (
        f"“{value}”"
        if isinstance(value, str | int | float)
        else "kosong (None)"
        if value is None
        else type(value).__name__
    )
