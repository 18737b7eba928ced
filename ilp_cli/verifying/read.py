"""A workbook as its sheet Asal describes it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.core.options import Options
from ilp_cli.core.words import daftar, parse_date
from ilp_cli.files import table_file
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.stamp import intact
from ilp_cli.paper.provenance import ARCHIVE, COMMAND, HASH, INPUT, OPTION, PROGRAM, RUN, SEAL, SHEET, VERSION
from ilp_cli.paper.seal import seal_of, settled
from ilp_cli.registry import BOOKS_OF

_HEAD = ("Bagian", "Nama", "Isi")
_ANNEX = re.compile(r"Lampiran [IVX]+ (\d{4})(?: \(\d+\))?")
_DRAFT = "RANCANGAN"
_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asal:
    """What a workbook says it was made from; `utuh` whether it says what it said when it was written, None unknown."""

    kabupaten: str = ""
    pada: date | None = None
    tahun: tuple[int, ...] = ()
    versi: str = ""
    perintah: str = COMMAND
    opsi: Options = ()
    kertas: str = ""
    nip: str = ""
    rancangan: bool = False
    tanggal_pensiun: bool = False
    roster: str = ""
    dengan: tuple[str, ...] = ()
    masukan: tuple[tuple[str, str], ...] = ()
    arsip: tuple[tuple[str, str], ...] = ()
    sidik: Mapping[str, str] = field(default_factory=dict)
    utuh: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook of ours as it was read: its sheets in their order, and its Asal; None where it is annexes alone."""

    name: str
    sheets: Mapping[str, Sequence[Sequence[object]]]
    asal: Asal | None

    @property
    def years(self) -> tuple[int, ...]:
        """The years its annexes name."""
        return tuple(sorted({int(match[1]) for name in self.sheets if (match := _ANNEX.fullmatch(name))}))

    @property
    def draft(self) -> bool:
        """Whether its sheets bear the mark of a draft."""
        first = next((rows[0][0] for rows in self.sheets.values() if rows and rows[0]), "")
        return str(first).startswith(_DRAFT)


def read_book(data: bytes, name: str) -> Book:
    """A workbook from its bytes. Raises Unreadable where it cannot be read or is none of ours."""
    opened = table_file.Workbook(data, name)
    told = {sheet: opened.values(sheet) for sheet in opened.sheets if sheet == SHEET}
    annexes = all(_ANNEX.fullmatch(sheet) for sheet in opened.sheets)
    asal = asal_of(told[SHEET]) if told else None
    if asal is None and not annexes:
        why = f"lembar {SHEET} tidak memuat opsi `{COMMAND}`" if told else f"tidak ada lembar {SHEET} di dalamnya"
        raise Unreadable(
            reason=f"{name}: bukan workbook rencana `{COMMAND}`: {why}; sebut workbook rencana, Lampiran "
            f"(--lampiran), workbook {daftar(f'`{command}`' for command in BOOKS_OF)}, atau arsip/TAHUN.yaml"
        )
    return Book(name=name, sheets={sheet: opened.values(sheet) for sheet in opened.sheets}, asal=asal)


def asal_of(rows: Sequence[Sequence[object]]) -> Asal | None:
    """What the rows of a sheet Asal say; None where they are not those of a workbook of ours."""
    texts = [tuple(_text(value) for value in [*row, None, None, None][:3]) for row in rows]
    if _HEAD not in texts:
        return None
    records = texts[texts.index(_HEAD) + 1 :]
    while records and not any(records[-1]):
        records.pop()
    options = [(name, text) for part, name, text in records if part == OPTION]
    own = dict(options)
    day = parse_date(own.get("--pada", ""))
    told = next((text for part, name, text in records if (part, name) == (PROGRAM, RUN)), COMMAND)
    if day is None or told not in (COMMAND, *BOOKS_OF):
        return None
    seals = {name: text.removeprefix(HASH) for part, name, text in records if part == SEAL}
    whole = seals.pop(SHEET, None)
    last = records[-1][:2] == (SEAL, SHEET)
    return Asal(
        kabupaten=next((text for part, _, text in records if part == "Daerah"), ""),
        pada=day,
        tahun=tuple(int(year) for year in re.findall(r"\d{4}", own.get("--tahun", ""))),
        versi=next((text for part, name, text in records if (part, name) == (PROGRAM, "ilp_cli")), "").removeprefix(
            VERSION
        ),
        perintah=told,
        opsi=tuple(options),
        kertas=own.get("--kertas", ""),
        nip=own.get("--nip", ""),
        rancangan=own.get("--rancangan") == "ya",
        tanggal_pensiun=own.get("--tanggal-pensiun") == "ya",
        roster=own.get("--roster", ""),
        dengan=tuple(text for name, text in options if name == "--dengan"),
        masukan=_hashes(records, INPUT),
        arsip=_hashes(records, ARCHIVE),
        sidik=seals,
        utuh=None if whole is None and not seals else last and seal_of(records[:-1]) == whole,
    )


def asal_of_stamp(stamp: Mapping[str, str]) -> Asal:
    """What a document or a page says it was made from."""
    pairs = [
        (name, digest)
        for key, value in stamp.items()
        if key.startswith("masukan.")
        for digest, _, name in [value.partition(" ")]
    ]
    return Asal(
        kabupaten=stamp.get("daerah", ""),
        pada=parse_date(stamp.get("pada", "")),
        tahun=tuple(int(year) for year in re.findall(r"\d{4}", stamp.get("tahun", ""))),
        versi=stamp.get("versi", ""),
        roster=stamp.get("roster", ""),
        dengan=tuple(value for key, value in stamp.items() if key.startswith("dengan.")),
        masukan=tuple(pairs),
        utuh=intact(stamp),
    )


def _text(value: object) -> str:
    own = settled(value)
    if isinstance(own, float):
        return f"{own:g}"
    return own or ""


def _hashes(records: Sequence[tuple[str, ...]], part: str) -> tuple[tuple[str, str], ...]:
    named = [(name, text.removeprefix(HASH)) for own, name, text in records if own == part]
    return tuple((name, text) for name, text in named if _HEX.fullmatch(text))
