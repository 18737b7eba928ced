"""The command-line library in Indonesian: help, complaints, groups; the one room that knows its private parts."""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer._click import exceptions as usage
from typer.core import TyperCommand, TyperGroup

from ilp_cli.core.names import near
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.screen import stream

if TYPE_CHECKING:
    from typer._click.core import Command, Context
    from typer._click.formatting import HelpFormatter

Complaint = usage.ClickException
"""What the command-line library raises where the words of a command are not as they should be."""

_FORMAT = "ILP_FORMAT"
"""The variable that asks every command for a form of its answer."""
_SHELLS = "{}; yang didukung: bash, zsh, fish, powershell, dan pwsh"

_WORDS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
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
    (r"(?:Shells\.)?(\w+) completion installed in (.+)", r"Pelengkapan perintah untuk \1 dipasang di \2."),
    ("Completion will take effect once you restart the terminal", "Pelengkapan berlaku sesudah terminal dibuka lagi."),
    (r"Shell (?:None)? ?(?:is )?not supported\.", _SHELLS.format("shell ini tidak dikenali")),
    (r"Shell (\w+) (?:is )?not supported\.", _SHELLS.format(r"shell \1 belum didukung")),
    ("Couldn't get PowerShell user profile", "Letak profil PowerShell tidak diketahui"),
    ("Couldn't decode the path automatically", "Letak profil PowerShell tidak terbaca"),
    (r"\{(\w+(?:\.\.\.)?)\}", r"\1"),
    # From 0.29 on Typer adds the type to an argument that has its own word, and dots to the word that has them.
    (r"(?m)^(  [A-Z]+(?:\.\.\.)?)( <[\w\[\]]+>)", lambda match: match[1] + " " * len(match[2])),
    (r"\.{6}", "..."),
    (r"\[required\]", "[wajib]"),
    (r"\bdefault:", "bawaan:"),
    (r"\bx>=([\d.]+)", r"paling sedikit \1"),
    (r"\bINTEGER\b", "BILANGAN"),
    (r"'([^']*)' is not a valid float(?: range)?\.", r"“\1” bukan angka"),
    (r"(\S+) is not in the range paling sedikit ([\d.]+)\.", r"\1 terlalu kecil; paling sedikit \2"),
    (r"'([^']*)' is not a valid int(?:eger)?(?: range)?\.", r"“\1” bukan bilangan bulat"),
    (r"(-?\d+) is not in the range (\d+)<=x<=(\d+)\.", r"“\1” di luar \2 sampai \3"),
    # From 0.29 on Typer complains in pydantic's words; the refused value is put before them by `_complaint`.
    (r"'([^']*)': Input should be a valid integer.*", r"“\1” bukan bilangan bulat"),
    (r"'([^']*)': Input should be a valid number.*", r"“\1” bukan angka"),
    (r"'([^']*)': Input should be greater than or equal to ([\d.]+)", r"\1 terlalu kecil; paling sedikit \2"),
    (r"'([^']*)': Input should be less than or equal to ([\d.]+)", r"\1 terlalu besar; paling banyak \2"),
    (r"(?:'[^']*': Value error, )?'([^']*)' is not one of (.*)\.", r"“\1” tidak dikenal; pilih salah satu dari \2"),
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


def misuse(error: Complaint) -> list[str]:
    """What is wrong with the words of a command, row by row, and where help is; help alone where there were none."""
    if isinstance(error, usage.NoArgsIsHelpError):
        return error.format_message().splitlines()
    context: Context | None = getattr(error, "ctx", None)
    rows = [f"ilp: {_complaint(error, context)}"]
    return [*rows, f"Bantuan: {context.command_path} --help"] if context is not None else rows


def _complaint(error: Complaint, context: Context | None) -> str:
    """The library's complaint in Indonesian."""
    if isinstance(error, usage.NoSuchOption):
        hint = f"; apakah maksudnya {' atau '.join(error.possibilities)}?" if error.possibilities else ""
        return f"pilihan {error.option_name} tidak dikenal{hint}"
    if isinstance(error, usage.MissingParameter):
        return f"{_name(error.param)} belum disebut"
    if isinstance(error, usage.BadParameter):
        return (
            f"nilai {_source(error.param, context)} tidak dapat dipakai: {indonesian(_refused(error) + error.message)}"
        )
    message = error.format_message()
    if message.startswith("No such command"):
        written = message.split("'")[1] if "'" in message else ""
        group = context.command if context is not None else None
        likely = near(written, group.list_commands(context)) if isinstance(group, TyperGroup) and context else None
        return f"perintah “{written}” tidak ada" + (f"; apakah maksudnya “{likely}”?" if likely else "")
    return indonesian(message)


def _name(parameter: Any) -> str:
    """A parameter as the planner writes it: an option with its dashes, an argument as help names it."""
    if parameter is None:
        return ""
    options = [*parameter.opts, *parameter.secondary_opts]
    return " / ".join(options) if options[0].startswith("-") else parameter.metavar or parameter.name.upper()


def _source(parameter: Any, context: Context | None) -> str:
    """Where a refused value comes from: the parameter, or the variable of the environment that set it."""
    source = context.get_parameter_source(parameter.name) if context is not None and parameter is not None else None
    return str(parameter.envvar) if source is not None and source.name == "ENVIRONMENT" else _name(parameter)


def _refused(error: Complaint) -> str:
    """The value that pydantic refused, to stand before its complaint; nothing where the complaint names it itself."""
    errors = getattr(error.__cause__, "errors", None)
    return f"'{errors()[0]['input']}': " if errors else ""


Subcommand = tuple[str, str]
"""Where a subcommand lives ("module", or "module:name" where the app has another name), and its help in one line."""


def lazy_group(tasks: Mapping[str, Mapping[str, Subcommand]]) -> type[TyperGroup]:
    """A group whose subcommands are imported one at a time, so that `--help` stays light.

    `tasks` gives the subcommands by task, in the order in which they are listed.
    """
    table = {name: entry for entries in tasks.values() for name, entry in entries.items()}

    class LazyGroup(TyperGroup):
        def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002
            """Names from the table, not from what has been imported."""
            return list(table)

        def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002
            """Import the module of one subcommand and build it."""
            if cmd_name not in table:
                return None
            module, _, name = table[cmd_name][0].partition(":")
            app: typer.Typer = getattr(import_module(module), name or "app")
            command: Command = typer.main.get_command(app)
            command.name = cmd_name
            return command

        def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002
            """The list of subcommands by task, from the table."""
            width = max(map(len, table))
            for task, entries in tasks.items():
                with formatter.section(task):
                    formatter.write_dl([(name.ljust(width), words) for name, (_, words) in entries.items()])

        def get_help(self, ctx: Context) -> str:
            """Help with its headings in Indonesian."""
            return indonesian(super().get_help(ctx))

        def get_help_option(self, ctx: Context) -> Any:
            """--help, its answer delivered as every other."""
            return _delivered(super().get_help_option(ctx))

        def get_params(self, ctx: Context) -> list[Any]:
            """The options, those about completion with answers in Indonesian."""
            params = super().get_params(ctx)
            for param in params:
                if param.name in _COMPLETION and not isinstance(param.callback, _Told):
                    param.callback = _Told(param.callback)
            return params

    return LazyGroup


_COMPLETION = ("install_completion", "show_completion")


class _Told:
    """What the library does about completion, and says of it in English, said in Indonesian."""

    def __init__(self, callback: Any) -> None:
        self.callback = callback

    def __call__(self, context: Context, param: Any, value: Any) -> Any:
        """Do it. Raises Misuse for a shell the library does not know, OutputBlocked where it cannot write."""
        if not value or context.resilient_parsing:
            return value
        said, refused = io.StringIO(), False
        try:
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                self.callback(context, param, value)
        except SystemExit:  # how the library ends what went well
            refused = False
        except typer.Exit:
            refused = True
        except OSError as error:
            why = f"{error.filename or 'berkas pengaturan shell'} tidak dapat ditulis"
            raise OutputBlocked(f"pelengkapan perintah tidak dapat dipasang: {why}") from error
        words = indonesian(said.getvalue())
        if refused:
            raise Misuse(words.strip() or "pelengkapan perintah tidak dapat dipasang")
        stream.put(words if param.name == "install_completion" else said.getvalue())
        return context.exit()


class IndonesianCommand(TyperCommand):
    """A subcommand whose help has its headings in Indonesian."""

    def __init__(self, *words: Any, **named: Any) -> None:
        """Leave paths to whoever reads or writes them, who says in Indonesian and with its status why it cannot."""
        super().__init__(*words, **named)
        self._paths: set[str] = set()
        for param in self.params:
            described = getattr(param, "type_descriptor", None)  # from typer 0.29; before, the type itself asks
            told = getattr(param, "type", None) if described is None else described.parameter_info
            if told is not None and hasattr(told, "readable"):
                told.readable = False
                self._paths.update(param.opts)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the words of a command. Raises Misuse where a path is empty: it would mean this folder."""
        values = {name for param in self.params if not getattr(param, "is_flag", True) for name in param.opts}
        alone = any(not name.startswith("-") for name in self._paths)
        for before, word in zip(["", *args], args, strict=False):
            name = word.removesuffix("=") if word.endswith("=") else before if before in values else ""
            if word in ("", f"{name}=") and (name in self._paths or (alone and not word + name)):
                what = f"nilai {name}" if name else "sebuah argumen"
                raise Misuse(f"{what} kosong; tulis berkas atau foldernya (“.” untuk folder ini)")
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Context) -> Any:
        """Run the command; that it has no other form than its own is told where the environment asks for one."""
        asked = os.environ.get(_FORMAT, "").strip()
        if asked and not any("--format" in param.opts for param in self.params):
            words = f"{_FORMAT}={asked} tidak dipakai: `{ctx.command_path}` tidak punya --format"
            stream.notice(f"ilp: {words}", quiet=bool(ctx.params.get("quiet")))
        return super().invoke(ctx)

    def get_help(self, ctx: Context) -> str:
        """Help as the library lays it out, its fixed words in Indonesian."""
        return indonesian(super().get_help(ctx))

    def get_help_option(self, ctx: Context) -> Any:
        """--help, its answer delivered as every other."""
        return _delivered(super().get_help_option(ctx))


def _delivered(option: Any) -> Any:
    """The option --help with our own deliverer: the library's own ends with 1 where a reader has gone."""

    def show(context: Context, _: Any, wanted: bool) -> None:  # noqa: FBT001  # as the library calls it
        if wanted and not context.resilient_parsing:
            stream.put(context.get_help() + "\n")
            context.exit()

    if option is not None:
        option.callback = show
    return option


def group_app(tasks: Mapping[str, Mapping[str, Subcommand]]) -> typer.Typer:
    """A Typer app that holds a group of subcommands, as `lazy_group` takes them."""
    return typer.Typer(
        cls=lazy_group(tasks),
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
