"""Rows that are sent out to be filled in: what of them stays at home, and how it is found again when they return.

A row that is sent bears a code made of what stands in it anyway. Identity numbers and days of birth stay at home, and
so do the figures of any long number in a text. When the row comes back, its code says which row of the roster it was;
what stayed at home is put back where the row still names the same person.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.names import normal
from ilp_cli.district.table import ColumnSpec, Holds, Privacy, TableSpec
from ilp_cli.law.vocabulary import vocabulary

KODE = ColumnSpec(
    "kode_baris",
    Holds.TEXT,
    Privacy.MASKED,
    "Jangan diubah: dengan kode ini baris dikenali lagi saat dikembalikan. Orang baru: kosongkan.",
    width=13,
    offered=False,
    held=False,
    of_duty=True,
)
_LETTERS = 8
AT_HOME = (Holds.IDENTITY, Holds.BIRTH)
"""What a column holds whose values stay at home."""
_NIP = "nip"
"""The only number that may leave, where it is asked for."""

Row = Mapping[str, str]
Home = Mapping[str, Mapping[str, Row]]
"""The rows of a roster by table and code, as they stand at home."""


def coded(table: TableSpec) -> TableSpec:
    """The table with a column for the code of a row."""
    return table if KODE.name in table.by_name else replace(table, columns=(*table.columns, KODE))


def with_codes(table: TableSpec, rows: Sequence[Row]) -> list[dict[str, str]]:
    """The rows with their codes: the one a row has already, else one of its own. Rows alike in all have one."""
    taken: dict[str, Row] = {}
    made: list[dict[str, str]] = []
    for row in rows:
        if code := row.get(KODE.name, ""):
            taken.setdefault(code, _bare(row))
    for row in rows:
        bare, code = _bare(row), row.get(KODE.name, "")
        number = 0
        while not code or taken.setdefault(code, bare) != bare:
            code, number = _code(table, row, number), number + 1
        made.append({**row, KODE.name: code})
    return made


def _bare(row: Row) -> Row:
    return {name: text for name, text in row.items() if name != KODE.name}


def _code(table: TableSpec, row: Row, number: int) -> str:
    """A code that tells nothing the row does not: a hash of a number could be guessed back into the number."""
    told = (row.get(name, "") for name in table.by_name if name in _telling(table))
    text = "\0".join((table.name, *map(mask_numbers, told), str(number)))
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:_LETTERS]


def _telling(table: TableSpec) -> frozenset[str]:
    return table.holding(Holds.NAME, Holds.PLACE)


def kept_home(column: ColumnSpec, *, nip: bool) -> bool:
    """Whether the values of a column stay at home; with `nip` that number leaves."""
    return column.holds in AT_HOME and not (nip and column.name == _NIP)


def sent(table: TableSpec, row: Row, *, nip: bool) -> dict[str, str]:
    """What of a row leaves."""
    columns = table.by_name
    return {
        name: "" if kept_home(columns[name], nip=nip) else text if name == _NIP else mask_numbers(text)
        for name, text in row.items()
    }


def returned(table: TableSpec, row: Row, home: Row) -> dict[str, str] | None:
    """A row that came back, with what had stayed at home; None where it no longer names the same person.

    What was filled in stays; a cell that stands as it was sent is what it is at home.
    """
    if any(
        _person(row.get(name, "")) != _person(mask_numbers(home.get(name, ""))) for name in table.holding(Holds.NAME)
    ):
        return None
    whole = dict(row)
    for name, column in table.by_name.items():
        own, now = home.get(name, ""), row.get(name, "")
        hidden = mask_numbers(own)
        if own and (not now if column.holds in AT_HOME else hidden != own and now.split() == hidden.split()):
            whole[name] = own
    return whole


def _person(name: str) -> str:
    """A name as it tells whose row it is: without degrees."""
    return normal(vocabulary().compared_name(name) or name)
