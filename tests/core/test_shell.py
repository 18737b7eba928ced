"""A suggested command is read by the planner's shell as it was meant, whatever stands in the names."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import PurePath, PureWindowsPath

import pytest

from ilp_cli.core.shell import Shell, command, quoted, runnable, shell_of

AWKWARD = (
    "Data Dinas (Kes) & ILP", "D'Bupati 100%", "$HOME dan `id`",
    'kata "asli"', "a;b|c>d<e", "garis\\bawah", "tanda!", "#1",
    "~", "*", "Ma’rang “lama”", "Désa", "", "%PATH% & %TEMP%", "{a,b}", "@x", "-n", "a=b", "2025-03", "x/y.yaml",
)  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_posix_shell_reads_every_word_as_it_was_meant(shell: str) -> None:
    line = command(*AWKWARD, shell=Shell.POSIX).removeprefix("ilp ")
    ran = subprocess.run([shell, "-c", f"printf '%s\\0' {line}"], capture_output=True, check=True)
    assert tuple(ran.stdout.decode().split("\0")[:-1]) == AWKWARD


@pytest.mark.parametrize(
    ("word", "cmd", "powershell"),
    [
        ("rencana-luwu/2025.yaml", "rencana-luwu/2025.yaml", "rencana-luwu/2025.yaml"),
        ("Data Dinas (Kes) & ILP", '"Data Dinas (Kes) & ILP"', '"Data Dinas (Kes) & ILP"'),
        ("D'Bupati 100%", '"D\'Bupati 100%"', '"D\'Bupati 100%"'),
        ("uang $100", '"uang $100"', "'uang $100'"),
        ("D'Bupati $1", '"D\'Bupati $1"', "'D''Bupati $1'"),
        ("Ma’rang $1", '"Ma’rang $1"', "'Ma’’rang $1'"),
        ("“lama”", '"“lama”"', "'“lama”'"),
        ("a `b`", '"a `b`"', "'a `b`'"),
        ("%TEMP%", '""^%"TEMP"^%""', "'%TEMP%'"),
        ("a b\\", '"a b\\\\"', "'a b\\'"),
    ],
)
def test_the_shells_of_windows_each_have_their_quotes(word: str, cmd: str, powershell: str) -> None:
    assert quoted(word, Shell.CMD) == cmd
    assert quoted(word, Shell.POWERSHELL) == powershell


def test_a_plan_of_windows_is_named_with_slashes_that_every_shell_takes() -> None:
    folder = PureWindowsPath(r"D:\Data Dinas (Kes) & ILP\2025")
    for shell in Shell:
        assert command("check", folder, shell=shell) == 'ilp check "D:/Data Dinas (Kes) & ILP/2025"'


def test_a_folder_that_begins_like_an_option_is_still_a_folder() -> None:
    assert command("check", PurePath("-lama"), "-o", PurePath("-"), shell=Shell.POSIX) == "ilp check ./-lama -o -"


def test_the_shell_is_told_by_the_system_and_by_what_cmd_leaves() -> None:
    assert shell_of("posix", {"PROMPT": "%"}) is Shell.POSIX
    assert shell_of("nt", {"PROMPT": "$P$G"}) is Shell.CMD
    assert shell_of("nt", {"PSModulePath": "x"}) is Shell.POWERSHELL


def test_a_remedy_names_the_plan_that_was_typed() -> None:
    page = "buat dengan `ilp template FOLDER -o a.xlsx`, atau `ilp why FOLDER [--roster BERKAS] --bulan BULAN` (FOLDER)"
    typed = (PurePath("Data Dinas"), "--roster", PurePath("r\\1.xlsx"))
    assert runnable(page, typed, date(2026, 11, 21)) == (
        'buat dengan `ilp template "Data Dinas" -o a.xlsx`, atau '
        "`ilp why \"Data Dinas\" --roster 'r\\1.xlsx' --bulan 2026-11` (FOLDER)"
    ).replace("'r\\1.xlsx'", quoted(PurePath("r\\1.xlsx").as_posix(), shell_of(os.name, os.environ)))
