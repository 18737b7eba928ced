"""Indonesian dates and figures as a decree prints them, without the machine's locale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
HARI = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
"""Weekdays in the order of `date.weekday()`."""

BLANK = "…………………"
"""Dotted blank for what is not known yet: filled in by hand, never invented."""

_SATUAN = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
_DATE_SHAPES = (
    re.compile(r"(?P<tahun>\d{4})-(?P<bulan>\d{1,2})-(?P<hari>\d{1,2})(?:[T ]0{2}:0{2}(?::0{2})?)?"),
    re.compile(r"(?P<hari>\d{1,2})[/.-](?P<bulan>\d{1,2})[/.-](?P<tahun>\d{4})"),
    re.compile(r"(?P<hari>\d{1,2}) +(?P<bulan>[A-Za-z]+) +(?P<tahun>\d{4})"),
)
_MONTH_BY_NAME = {
    **{name.lower(): number for number, name in enumerate(BULAN, 1)},
    **{name[:3].lower(): number for number, name in enumerate(BULAN, 1)},
}
_AS_WRITTEN = {
    **_MONTH_BY_NAME,
    "pebruari": 2,
    "peb": 2,
    "may": 5,
    "agt": 8,
    "ags": 8,
    "agust": 8,
    "aug": 8,
    "sept": 9,
    "oct": 10,
    "nopember": 11,
    "nop": 11,
    "dec": 12,
}
"""Months as people write them; a spreadsheet in English writes a few of its own."""


def tanggal(day: date) -> str:
    """16 Oktober 2024."""
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


_QUARTERS = {word: number for number, words in enumerate(("i 1", "ii 2", "iii 3", "iv 4"), 1) for word in words.split()}
_QUARTER = re.compile(r"(?:tw|triwulan)[\s.-]*(iv|i{1,3}|[1-4])", re.IGNORECASE)


def rentang(days: Iterable[date]) -> str:
    """Days in a sentence, runs put together: "3–5 dan 10 Maret 2025"; the year once, each month once."""
    by_month: dict[tuple[int, int], list[int]] = {}
    for day in sorted(set(days)):
        by_month.setdefault((day.year, day.month), []).append(day.day)
    words = []
    for (year, month), numbers in by_month.items():
        last = month == max(other for same, other in by_month if same == year)
        words.append(f"{daftar(_runs(numbers))} {BULAN[month - 1]}" + (f" {year}" if last else ""))
    return "; ".join(words)


def _runs(numbers: list[int]) -> list[str]:
    """Ascending numbers, three or more in a row as "3–5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words: list[str] = []
    for run in runs:
        words += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
    return words


def month_number(name: str) -> int | None:
    """The month that a word means: Februari, feb, Pebruari; None where it means none."""
    return _AS_WRITTEN.get(name.strip(". ").lower())


def quarter_number(name: str) -> int | None:
    """The quarter of a year that words mean: TW I, TW2, Triwulan IV; None where they mean none."""
    match = _QUARTER.fullmatch(name.strip())
    return None if match is None else _QUARTERS[match[1].lower()]


def parse_date(text: str) -> date | None:
    """Read 2024-10-16, 16/10/2024, 16-10-2024 or 16 Oktober 2024; None where it is no real day."""
    for shape in _DATE_SHAPES:
        match = shape.fullmatch(text.strip())
        if match:
            month = match["bulan"]
            number = int(month) if month.isdigit() else _MONTH_BY_NAME.get(month.lower(), 0)
            try:
                return date(int(match["tahun"]), number, int(match["hari"]))
            except ValueError:
                return None
    return None


def angka(value: float, decimals: int = 0) -> str:
    """1.234,5: point between thousands, comma before decimals."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def persen(value: float) -> str:
    """40,9%."""
    return f"{angka(value, 1)}%"


def terbilang(number: int) -> str:
    """A count in words, 13 → tiga belas, for 0 up to 999.999."""
    if number < 12:
        return _SATUAN[number]
    for size, word in ((1000, "ribu"), (100, "ratus")):
        if number >= size:
            head, rest = divmod(number, size)
            start = f"se{word}" if head == 1 else f"{terbilang(head)} {word}"
            return f"{start} {terbilang(rest)}" if rest else start
    if number < 20:
        return f"{terbilang(number - 10)} belas"
    tens, rest = divmod(number, 10)
    return f"{terbilang(tens)} puluh" + (f" {terbilang(rest)}" if rest else "")


def romawi(number: int) -> str:
    """Roman numeral of a small count, as annexes are numbered."""
    result = ""
    for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            result += letters
            number -= value
    return result


def ended(words: str) -> str:
    """Words as a sentence ends: a full stop after them, unless one stands there ("Ani, A.Md.Keb."), or a question."""
    return words if words.endswith(("?", "!", ".", "…")) else f"{words}."


def kalimat(words: str) -> str:
    """Words as a sentence begins: the first letter large, the others as they are."""
    return words[:1].upper() + words[1:]


def daftar(items: Iterable[str]) -> str:
    """a, b dan c."""
    words = list(items)
    return " dan ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def nomor_baris(rows: Sequence[int]) -> str:
    """Row numbers for a message: the first few, and how many more."""
    more = f" dan {len(rows) - _LISTED} lagi" if len(rows) > _LISTED else ""
    return f"baris {', '.join(map(str, rows[:_LISTED]))}{more}"


_LISTED = 8
"""So many row numbers are told one by one."""
