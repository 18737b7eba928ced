"""What subcommands share: their options, Indonesian help, and how a report ends a run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Annotated

import typer
from typer._click.core import Command, Context
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup

from ilp_cli.domain.words import BULAN, parse_date

_WORDS = (
    (r"(?m)^Usage:", "Pemakaian:"),
    (r"(?m)^Options:", "Pilihan:"),
    (r"(?m)^Arguments:", "Argumen:"),
    (r"(?m)^Commands:", "Perintah:"),
    (r"\[OPTIONS\]", "[PILIHAN]"),
    (r"COMMAND \[ARGS\]\.\.\.", "PERINTAH [ARGUMEN]..."),
    ("Show this message and exit\\.", "Tampilkan bantuan ini."),
    ("Install completion for the current shell\\.", "Pasang pelengkapan perintah untuk shell ini."),
    (
        "Show completion for the current shell, to copy it or customize the installation\\.".replace(" ", r"\s+"),
        "Tampilkan skrip pelengkapan perintah.",
    ),
    (r"\{(\w+(?:\.\.\.)?)\}", r"\1"),
    (r"\[required\]", "[wajib]"),
    (r"\bdefault:", "bawaan:"),
    (r"\bx>=([\d.]+)", r"paling sedikit \1"),
    (r"\bINTEGER\b", "BILANGAN"),
    (r"'([^']*)' is not a valid float(?: range)?\.", r"“\1” bukan angka"),
    (r"(\S+) is not in the range paling sedikit ([\d.]+)\.", r"\1 terlalu kecil; paling sedikit \2"),
    (r"'([^']*)' is not a valid int(?:eger)?(?: range)?\.", r"“\1” bukan bilangan bulat"),
    (r"(-?\d+) is not in the range (\d+)<=x<=(\d+)\.", r"“\1” di luar \2 sampai \3"),
    (r"'([^']*)' is not one of (.*)\.", r"“\1” tidak dikenal; pilih salah satu dari \2"),
    (r"Option '?(--?[\w-]+)'? requires an argument\.", r"pilihan \1 harus diikuti nilai"),
    (r"Option '?(--?[\w-]+)'? does not take a value\.", r"pilihan \1 tidak memakai nilai"),
    (
        r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)\.?",
        r"“\1” tidak dikenal; apit nama yang memuat spasi dengan tanda kutip",
    ),
    (r"Missing command\.?", "perintah belum disebut"),
)


def indonesian(text: str) -> str:
    """Help and complaints of the command-line library in Indonesian."""
    for pattern, words in _WORDS:
        text = re.sub(pattern, words, text)
    return text


def lazy_group(table: Mapping[str, str], module: str) -> type[TyperGroup]:
    """A group whose subcommands are imported one at a time, so that `--help` stays light.

    `table` gives their help in one line; `module` is the name of a subcommand's module with {} for the subcommand.
    """

    class LazyGroup(TyperGroup):
        def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002
            """Names from the table, not from what has been imported."""
            return list(table)

        def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002
            """Import the module of one subcommand and build it; a word of Python has its module with a "_" behind."""
            if cmd_name not in table:
                return None
            name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
            app: typer.Typer = import_module(module.format(name)).app
            command: Command = typer.main.get_command(app)
            command.name = cmd_name
            return command

        def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002
            """The list of subcommands, from the table."""
            with formatter.section("Commands"):
                formatter.write_dl(list(table.items()))

        def get_help(self, ctx: Context) -> str:
            """Help with its headings in Indonesian."""
            return indonesian(super().get_help(ctx))

    return LazyGroup


class IndonesianCommand(TyperCommand):
    """A subcommand whose help has its headings in Indonesian."""

    def get_help(self, ctx: Context) -> str:
        """Help as the library lays it out, its fixed words in Indonesian."""
        return indonesian(super().get_help(ctx))


def group_app(table: Mapping[str, str], module: str) -> typer.Typer:
    """A Typer app that holds a group of subcommands, as `lazy_group` takes them."""
    return typer.Typer(
        cls=lazy_group(table, module),
        no_args_is_help=True,
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def command_app() -> typer.Typer:
    """A Typer app that holds one subcommand."""
    return typer.Typer(
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


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


PathArgument = Annotated[Path, typer.Argument(metavar="PATH", help="Folder rencana, atau roadmap.yaml-nya.")]
Roster = Annotated[
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
Dengan = Annotated[
    Path | None,
    typer.Option("--dengan", metavar="BERKAS", help="Lihat kabupaten ini sesudah usulan dijalankan (usulan.yaml)."),
]
Force = Annotated[bool, typer.Option("--force", help="Timpa berkas keluaran yang sudah ada.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Sebut apa yang akan ditulis, tanpa menulis.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Tanpa pemberitahuan; temuan tetap tampil.")]
Verbose = Annotated[
    bool, typer.Option("-v", "--verbose", help="Ceritakan tabel mana yang dibaca, dan apa yang ditafsirkan.")
]
Debug = Annotated[bool, typer.Option("--debug", help="Tampilkan jejak teknis bila program gagal.")]
