"""What subcommands share: their options, and the forms an answer may take."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ilp_cli.core.words import BULAN, parse_date
from ilp_cli.screen.machine import COMMA, SEMICOLON


def parse_day(text: str) -> date:
    """A day given as an option. Raises typer.BadParameter where it is none."""
    day = parse_date(text)
    if day is None:
        raise typer.BadParameter(f"“{text}” bukan tanggal yang ada; tulis misalnya 2026-11-21")
    return day


def parse_month(text: str) -> date:
    """A month as 2025-05, 05/2025 or Mei 2025. Raises typer.BadParameter where it is none."""
    shapes = (r"(?P<year>\d{4})[-/](?P<month>\d{1,2})", r"(?P<month>\d{1,2})[-/](?P<year>\d{4})",
              r"(?P<name>[A-Za-z]{3,}) +(?P<year>\d{4})")  # fmt: skip
    for match in filter(None, (re.fullmatch(shape, text.strip()) for shape in shapes)):
        known = match.groupdict()
        name = known.get("name", "").lower()
        month = next((n for n, full in enumerate(BULAN, 1) if name and full.lower().startswith(name)), 0)
        month = month if name else int(match["month"])
        if 1 <= month <= 12 and 2000 <= int(match["year"]) <= 2100:
            return date(int(match["year"]), month, 1)
    raise typer.BadParameter(f"“{text}” bukan bulan; tulis misalnya 2025-05")


_PEMISAH = {"koma": COMMA, ",": COMMA, "titik-koma": SEMICOLON, ";": SEMICOLON}


def parse_pemisah(text: str) -> str:
    """The mark between the columns of a csv. Raises typer.BadParameter where it is none that is offered."""
    mark = _PEMISAH.get(text.strip().lower())
    if mark is None:
        raise typer.BadParameter(f"“{text}” tidak dikenal; pilih koma atau titik-koma")
    return mark


PathArgument = Annotated[Path, typer.Argument(metavar="PATH", help="Folder rencana, atau roadmap.yaml-nya.")]
RosterOption = Annotated[
    Path | None, typer.Option("--roster", metavar="BERKAS", help="Pakai roster ini, bukan yang disebut roadmap.")
]
Tahun = Annotated[
    list[int] | None, typer.Option("--tahun", metavar="TAHUN", help="Hanya tahap tahun ini; boleh diulang.")
]
Pada = Annotated[
    date | None,
    typer.Option(
        "--pada",
        metavar="TANGGAL",
        parser=parse_day,
        envvar="ILP_PADA",
        show_envvar=False,
        help="Hari pemeriksaan.  [bawaan: hari ini]",
    ),
]
AS_PROPOSED = "ilp.as_proposed"
"""Where the door leaves, for commands that count people, what makes a district as it would be: an `AsProposed`."""


def dengan_option(kinds: str) -> Any:
    """The option --dengan of a command that takes these kinds of proposals; "" hides what no kind can change."""
    return typer.Option("--dengan", metavar="BERKAS", help=f"Lihat menurut {kinds}; satu tiap jenis.", hidden=not kinds)


Dengan = Annotated[list[Path] | None, dengan_option("usulan, wilayah, bukaan atau rollout.yaml")]
BatasWaktu = Annotated[
    float,
    typer.Option("--batas-waktu", metavar="DETIK", min=0, help="Berhenti mencari sesudah ini; 0 = tanpa batas."),
]
Force = Annotated[bool, typer.Option("--force", help="Timpa berkas keluaran yang sudah ada.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Sebut apa yang akan ditulis, tanpa menulis.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Tanpa pemberitahuan; temuan tetap tampil.")]
Verbose = Annotated[
    bool, typer.Option("-v", "--verbose", help="Ceritakan tabel mana yang dibaca, dan apa yang ditafsirkan.")
]
Debug = Annotated[bool, typer.Option("--debug", help="Tampilkan jejak teknis bila program gagal.")]
TanggalPensiun = Annotated[
    bool, typer.Option("--tanggal-pensiun", help="Sebut hari orang pensiun; bawaannya tahunnya saja.")
]
"""Whether the day of a retirement is told: it tells the month of a birth, with the age the birth."""

Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="BERKAS", help="Tulis ke berkas, bukan ke layar.")
]


class TextOrJson(StrEnum):
    """The forms of an answer for people and for programs."""

    TEXT = "text"
    JSON = "json"


class TextJsonOrCsv(StrEnum):
    """The forms of an answer that has tables."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def format_option(forms: type[StrEnum], words: str = "") -> Any:
    """The option --format for these forms, which ILP_FORMAT may set for every run."""
    return typer.Option(
        "--format", metavar="BENTUK", envvar="ILP_FORMAT", show_envvar=False, help=words or f"{', '.join(forms)}."
    )


Pemisah = Annotated[
    str | None,
    typer.Option(
        "--pemisah",
        metavar="TANDA",
        parser=parse_pemisah,
        help="Antar kolom csv: koma, atau titik-koma untuk Excel Indonesia.  [bawaan: koma]",
    ),
]


def tabel_option(tables: type[StrEnum]) -> Any:
    """The option --tabel, which names the table a csv holds; the first is the usual one."""
    words = f"Tabel untuk csv: {', '.join(tables)}.  [bawaan: {next(iter(tables))}]"
    return typer.Option("--tabel", metavar="TABEL", help=words)


class Nip(StrEnum):
    """How much of a NIP is shown: in full (of who signs, and whom a proposal moves), masked, or not at all."""

    TAMPIL = "tampil"
    SAMAR = "samar"
    TANPA = "tanpa"


class Kertas(StrEnum):
    """Paper of every sheet."""

    F4 = "f4"
    A4 = "a4"


OnF4 = Annotated[
    Kertas, typer.Option("--kertas", metavar="KERTAS", envvar="ILP_KERTAS", show_envvar=False, help="f4 atau a4.")
]
"""The paper of a command that prints on F4 where nothing else is said."""
