"""The command line as its users meet it: statuses, streams, encodings, words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from ilp_cli.cli import COMMANDS, PLANS
from ilp_cli.core.version import __version__
from tests import running
from tests.running import DAY, LUWU, ROOT, environment
from tests.running import process as ilp

CLEAN = ("check", LUWU, "--tahun", "2024", "--pada", DAY)


def test_status_0_where_there_is_no_error() -> None:
    assert ilp(*CLEAN).returncode == 0


def test_status_1_where_there_are_errors() -> None:
    assert ilp("check", LUWU, "--pada", DAY).returncode == 1


def test_exit_zero_forgives_findings_but_not_a_missing_input(tmp_path: Path) -> None:
    assert ilp("check", LUWU, "--pada", DAY, "--exit-zero").returncode == 0
    assert ilp("check", tmp_path / "nada", "--exit-zero").returncode == 3


def test_strict_counts_warnings_as_errors() -> None:
    assert ilp("check", ROOT / "examples" / "padang-pariaman", "--tahun", "2025").returncode == 0
    assert ilp("check", ROOT / "examples" / "padang-pariaman", "--tahun", "2025", "--strict").returncode == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("chek",), "apakah maksudnya “check”?"),
        (("check",), "PATH belum disebut"),
        (("check", "x", "--tahn", "2025"), "pilihan --tahn tidak dikenal; apakah maksudnya --tahun"),
        (("check", "x", "--tahun", "dua"), "“dua” bukan bilangan bulat"),
        (("check", "x", "--pada", "2024-02-30"), "bukan tanggal yang ada"),
        (("check", "x", "--format", "pdf"), "“pdf” tidak dikenal"),
        (("check", str(LUWU), "--tahun", "2030"), "tahap 2030 tidak ada di roadmap; yang ada: 2024 dan 2025"),
        (("explain", "ILP999"), "kode “ILP999” tidak ada"),
        (("export", str(LUWU), "--kertas", "a3"), "“a3” tidak dikenal"),
    ],
)
def test_status_2_and_a_hint_for_misuse(words: tuple[str, ...], said: str) -> None:
    result = ilp(*words)
    assert result.returncode == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_no_arguments_show_the_help_and_earn_2() -> None:
    result = ilp()
    assert result.returncode == 2
    assert "\nPeriksa:\n" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_a_pipe_is_an_output_that_cannot_be_written() -> None:
    command = f'"{sys.executable}" -m ilp_cli check examples/luwu --format json > /dev/full'
    result = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    assert result.returncode == 4
    assert "tidak dapat ditulis" in result.stderr


def test_an_output_is_named_for_what_it_is(tmp_path: Path) -> None:
    for name in ("q.pdf", "q.xls", "q"):
        result = ilp("export", LUWU, "--tahun", "2024", "-o", tmp_path / name)
        assert result.returncode == 2
        assert "harus berakhiran .xlsx" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_input_outside_the_plan_folder_is_an_input_too(tmp_path: Path) -> None:
    (tmp_path / "bersama").mkdir()
    (tmp_path / "plan").mkdir()
    for name in ("petugas", "kader"):
        (tmp_path / "bersama" / f"{name}.csv").write_text("nama,puskesmas,profesi\n", encoding="utf-8")
    (tmp_path / "plan" / "roadmap.yaml").write_text("kabupaten: {nama: Uji}\nroster: ../bersama\n", encoding="utf-8")
    target = tmp_path / "bersama" / "petugas.csv"
    before = target.read_bytes()
    for words in (("check", tmp_path / "plan"), ("check", tmp_path / "plan", "--roster", tmp_path / "bersama")):
        result = ilp(*words, "--force", "-o", target)
        assert result.returncode == 4
        assert "berkas masukan" in result.stderr
    assert target.read_bytes() == before


def test_status_3_where_an_input_cannot_be_read(tmp_path: Path) -> None:
    result = ilp("check", tmp_path)
    assert result.returncode == 3
    assert "tidak berisi roadmap.yaml" in result.stdout


def test_status_4_where_an_output_cannot_be_written(tmp_path: Path) -> None:
    taken = tmp_path / "ada.xlsx"
    taken.write_bytes(b"lama")
    result = ilp("export", LUWU, "--tahun", "2024", "--pada", DAY, "-o", taken)
    assert result.returncode == 4
    assert "--force" in result.stderr
    assert taken.read_bytes() == b"lama"
    assert ilp("check", LUWU, "--pada", DAY, "-o", tmp_path / "tiada" / "x.json").returncode == 4
    assert ilp("check", LUWU, "--pada", DAY, "-o", tmp_path).returncode == 4


def test_an_input_is_never_an_output() -> None:
    before = (LUWU / "roster.xlsx").read_bytes()
    for command in (
        ("check", LUWU, "--force", "-o"),
        ("export", LUWU, "--rancangan", "--force", "-o"),
        ("template", LUWU, "--force", "-o"),
    ):
        result = ilp(*command, LUWU / "roster.xlsx")
        assert result.returncode == 4
        assert "berkas masukan" in result.stderr
    assert (LUWU / "roster.xlsx").read_bytes() == before


def test_status_70_is_one_sentence_and_a_report_without_data(tmp_path: Path) -> None:
    code = (
        "import sys; from ilp_cli import cli; from ilp_cli.checking import verb\n"
        "def broken(*a, **k): raise ValueError('NIP 198501012010012901')\n"
        "verb.opened = broken\n"
        "cli.main(['check', 'rahasia'])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(TMPDIR=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 70
    assert result.stderr.startswith("ilp: kesalahan program (ValueError)")
    assert "Traceback" not in result.stderr
    report = next(tmp_path.glob("ilp-laporan-*.txt")).read_text(encoding="utf-8")
    assert "198501012010012901" not in report + result.stderr
    assert "broken" in report


def test_status_130_where_interrupted() -> None:
    code = (
        "from ilp_cli import cli; from ilp_cli.checking import verb\n"
        "def interrupted(*a, **k): raise KeyboardInterrupt\n"
        "verb.opened = interrupted\n"
        "cli.main(['check', 'rencana'])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    assert result.returncode == 130
    assert result.stderr == "ilp: dihentikan\n"


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_a_closed_pipe_keeps_the_earned_status() -> None:
    command = f'"{sys.executable}" -m ilp_cli check examples/luwu --pada {DAY} | head -n 1; echo "${{PIPESTATUS[0]}}"'
    result = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    assert result.stdout.splitlines()[-1] == "1"
    assert result.stderr == ""


def test_results_go_to_stdout_and_notices_to_stderr(tmp_path: Path) -> None:
    out = tmp_path / "periksa.json"
    result = ilp("check", LUWU, "--pada", DAY, "--format", "json", "--output", out)
    assert result.stdout == ""
    assert "Ditulis" in result.stderr
    quiet = ilp("check", LUWU, "--pada", DAY, "--format", "json", "--output", out, "-q", "--force")
    assert quiet.stderr == ""
    assert '"version": 1' in out.read_text(encoding="utf-8")


def test_quiet_keeps_every_finding() -> None:
    loud, quiet = ilp("check", LUWU, "--pada", DAY), ilp("check", LUWU, "--pada", DAY, "-q")
    assert re.findall(r"ILP\d+", loud.stdout) == re.findall(r"ILP\d+", quiet.stdout)
    assert "Kekurangan" not in quiet.stdout


@pytest.mark.parametrize(
    "words", [CLEAN, ("check", LUWU, "--pada", DAY), ("rules",), ("explain", "ILP202"), ("--help",)]
)
def test_a_cp1252_console_survives_every_glyph(words: tuple[str | Path, ...]) -> None:
    result = ilp(*words, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert result.returncode in (0, 1)
    assert "Traceback" not in result.stderr
    assert "\\u" not in result.stdout
    assert "█" not in result.stdout


def test_machine_formats_are_utf8_whatever_the_console(tmp_path: Path) -> None:
    plain = ilp("check", LUWU, "--pada", DAY, "--format", "json").stdout
    other = ilp("check", LUWU, "--pada", DAY, "--format", "json", PYTHONIOENCODING="cp1252", PYTHONUTF8="0").stdout
    assert plain == other


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_indonesian_help_with_an_example_first(command: str) -> None:
    result = running.ilp(command, "--help")
    assert result.returncode == 0
    assert running.ilp(command, "-h").stdout == result.stdout
    assert f"Contoh:\n    ilp {command}" in result.stdout
    for english in ("Usage", "Options", "Arguments", "Show this", "default", "required", "env var"):
        assert english not in result.stdout
    assert len(result.stdout.splitlines()) <= 49
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    "words", [*((name,) for name in COMMANDS if name != "plan"), *(("plan", name) for name in PLANS)]
)
def test_whoever_writes_csv_takes_the_mark_between_its_columns(words: tuple[str, ...]) -> None:
    told = running.ilp(*words, "--help").stdout
    form = re.search(r"(?m)^ +--format (?:.|\n)*?(?=\n +-|\Z)", told)
    assert ("--pemisah" in told) == (form is not None and "csv" in form[0])


def test_the_top_help_lists_every_command_and_stays_short() -> None:
    result = ilp("--help")
    assert result.returncode == 0
    assert len(result.stdout.splitlines()) <= 60
    for command in COMMANDS:
        assert re.search(rf"^  {command} ", result.stdout, re.MULTILINE)
    assert "Show completion" not in result.stdout


def test_version_and_completion_are_there() -> None:
    assert ilp("--version").stdout == f"ilp {__version__}\n"
    assert (
        "ilp"
        in ilp("--show-completion", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1", SHELL="/bin/bash").stdout + "ilp"
    )


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        (("--help",), {"pandas", "openpyxl", "pydantic", "yaml", "rich", "highspy", "holidays", "python_calamine"}),
        (
            ("check", "examples/luwu"),
            {"pandas", "jinja2", "pygal", "openpyxl", "numpy", "highspy", "rich", "docx", "lxml"},
        ),
        (("export", "examples/luwu", "--dry-run", "--rancangan"), {"pandas", "highspy", "jinja2", "pygal", "docx"}),
        (("report", "examples/luwu", "--dry-run"), {"pandas", "openpyxl", "highspy", "rich"}),
    ],
)
def test_a_command_imports_only_what_it_needs(words: tuple[str, ...], absent: set[str]) -> None:
    code = (
        "import sys\nfrom ilp_cli.cli import main\n"
        f"try: main({list(words)!r})\n"
        "except SystemExit: print('\\nLOADED', *sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    loaded = set(result.stdout.split("LOADED", 1)[1].split())
    assert not absent & loaded


def test_the_program_makes_no_connection() -> None:
    code = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('network')\n"
        "socket.socket.connect = refuse; socket.create_connection = refuse\n"
        "from ilp_cli.cli import main\nmain(['check', 'examples/luwu'])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert result.stderr == ""


def test_options_may_come_from_the_environment() -> None:
    assert ilp("check", LUWU, ILP_FORMAT="json", ILP_PADA=DAY).stdout.startswith('{\n  "version": 1')
    assert '"pada": "2025-01-02"' in ilp("check", LUWU, "--pada", "2025-01-02", ILP_FORMAT="json", ILP_PADA=DAY).stdout


def test_the_installed_program_brings_its_configs(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("ilp.exe" if os.name == "nt" else "ilp")
    if not script.exists():
        pytest.skip("ilp is not installed beside this Python")
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    result = subprocess.run(
        [script, "doctor"], cwd=tmp_path, env={**kept, "PYTHONUTF8": "1"}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert "standar" in result.stdout


def test_doctor_names_every_package_the_program_needs_with_its_version() -> None:
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    told = ilp("doctor").stdout
    assert len(needs) >= 10
    for need in needs:
        name = re.split(r"[^\w.-]", need, maxsplit=1)[0]
        assert re.search(rf"(?mi)^{re.escape(name)} +{re.escape(version(name))}$", told), name


def test_a_short_option_means_the_same_everywhere() -> None:
    commands = [(name,) for name in COMMANDS if name != "plan"] + [("plan", name) for name in PLANS]
    meanings: dict[str, set[str]] = {}
    for words in commands:
        for short, long in re.findall(r"(?m)^  (-\w), (--[\w-]+)", ilp(*words, "--help").stdout):
            meanings.setdefault(short, set()).add(long)
    assert {"-h", "-o", "-q", "-v"} <= meanings.keys()
    assert {short: longs for short, longs in meanings.items() if len(longs) > 1} == {}
