"""The command-line library in Indonesian, and what is lost when Typer moves what it does not promise."""

from __future__ import annotations

import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

from ilp_cli.screen.indonesian import indonesian
from tests.running import LUWU, ROOT, ilp, process

PRIVATE = {
    "typer._click.exceptions:ClickException": "no misuse of a command is answered at all",
    "typer._click.exceptions:NoArgsIsHelpError": "`ilp` and `ilp plan` alone do not show their help",
    "typer._click.exceptions:NoSuchOption": "an unknown option is answered in English",
    "typer._click.exceptions:MissingParameter": "an argument that is left out is answered in English",
    "typer._click.exceptions:BadParameter": "a value that cannot be used is answered in English",
    "typer._click.core:Context": "mypy does not know what help is asked with",
    "typer._click.core:Command": "mypy does not know what a subcommand is",
    "typer._click.formatting:HelpFormatter": "mypy does not know what help is written with",
    "typer.core:TyperGroup.list_commands": "subcommands are not listed from the table",
    "typer.core:TyperGroup.get_command": "subcommands are not imported one at a time",
    "typer.core:TyperGroup.format_commands": "`ilp --help` does not list the subcommands by task",
    "typer.core:TyperGroup.get_params": "--install-completion answers in English",
    "typer.core:TyperGroup.get_help": "`ilp --help` has English headings",
    "typer.core:TyperCommand.get_help": "the help of a subcommand has English headings",
}
"""What `screen/indonesian.py` takes from Typer beyond its promises, and what a planner loses without it."""


@pytest.mark.parametrize(("what", "loss"), PRIVATE.items(), ids=list(PRIVATE))
def test_typer_still_has_what_our_indonesian_stands_on(what: str, loss: str) -> None:
    module, _, path = what.partition(":")
    try:
        place = import_module(module)
        for name in path.split("."):
            place = getattr(place, name)
    except (ImportError, AttributeError):
        pytest.fail(f"Typer has moved {what}, so {loss}; mend ilp_cli/screen/indonesian.py", pytrace=False)


def test_one_module_alone_knows_the_private_parts_of_typer() -> None:
    private = re.compile(r"\btyper\._\w+")
    knowing = [path for path in (ROOT / "ilp_cli").rglob("*.py") if private.search(path.read_text(encoding="utf-8"))]
    assert [path.relative_to(ROOT).as_posix() for path in knowing] == ["ilp_cli/screen/indonesian.py"]
    named = set(re.findall(r"from (typer\._[\w.]+) import", Path(knowing[0]).read_text(encoding="utf-8")))
    assert named == {"typer._click", "typer._click.core", "typer._click.formatting"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan", "dty"), "perintah “dty” tidak ada; apakah maksudnya “duty”?"),
        (("check", "--kuiet"), "pilihan --kuiet tidak dikenal; apakah maksudnya --quiet?"),
        (("import",), "SUMBER... belum disebut"),
        (("check", "x", "--tahun"), "pilihan --tahun harus diikuti nilai"),
        (("check", "x", "--quiet=3"), "pilihan --quiet tidak memakai nilai"),
        (("check", "x", "y z"), "“y z” tidak dikenal; apit nama yang memuat spasi dengan tanda kutip"),
        (("check", "x", "--tahun", "dua"), "nilai --tahun tidak dapat dipakai: “dua” bukan bilangan bulat"),
        (("plan", "staffing", "x", "--jarak-maks", "dua"), "nilai --jarak-maks tidak dapat dipakai: “dua” bukan angka"),
        (("plan", "staffing", "x", "--rekrut-maks", "-1"), "dapat dipakai: -1 terlalu kecil; paling sedikit 0"),
        (("export", str(LUWU), "--kertas", "a3"), "“a3” tidak dikenal; pilih salah satu dari 'f4', 'a4'"),
    ],
)
def test_a_complaint_of_the_library_is_one_indonesian_sentence(words: tuple[str, ...], said: str) -> None:
    answer = ilp(*words)
    assert answer.returncode == 2
    complaint, *help_line = answer.stderr.splitlines()
    assert complaint.startswith("ilp: ")
    assert complaint.endswith(said)
    assert all(re.fullmatch(r"Bantuan: ilp( \w+)* --help", row) for row in help_line)


def test_completion_is_installed_and_refused_in_indonesian(tmp_path: Path) -> None:
    def asked(option: str, home: Path) -> subprocess.CompletedProcess[str]:
        where = str(home)
        return process(option, "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1", HOME=where, USERPROFILE=where)

    done = asked("--install-completion", tmp_path)
    assert done.returncode == 0
    assert re.fullmatch(
        r"Pelengkapan perintah untuk bash dipasang di .+\.\nPelengkapan berlaku sesudah terminal dibuka lagi\.\n",
        done.stdout,
    )
    assert "complete -o default" in asked("--show-completion", tmp_path).stdout
    (tmp_path / "berkas").write_text("", encoding="utf-8")
    refused = asked("--install-completion", tmp_path / "berkas")
    assert (refused.returncode, refused.stdout) == (4, "")
    assert "pelengkapan perintah tidak dapat dipasang" in refused.stderr


@pytest.mark.parametrize("shell", ["None", ""])
def test_a_shell_that_is_not_known_is_told_in_indonesian(shell: str) -> None:
    assert indonesian(f"Shell {shell} not supported.").startswith("shell ini tidak dikenali; yang didukung: bash")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("ilp explain ILP20", "ILP201"),
        ("ilp explain ilp80", "ilp801"),
        ("ilp explain 41", "410"),
        ("ilp plan st", "staffing"),
        ("ilp check . --format sa", "sarif"),
    ],
)
def test_completion_offers_codes_commands_and_forms(words: str, offered: str) -> None:
    at = str(len(words.split()) - 1)
    assert offered in process(COMP_WORDS=words, COMP_CWORD=at, _ILP_COMPLETE="complete_bash").stdout.split()


def test_the_help_of_a_command_names_its_arguments_without_their_types() -> None:
    text = ilp("import", "--help").stdout
    assert text.startswith("Pemakaian: ilp import [PILIHAN] SUMBER...\n")
    assert re.search(r"(?m)^  SUMBER\.\.\. +Berkas atau folder", text)
