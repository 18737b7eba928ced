"""A run on hard ground ends with its own status: streams closed or full, odd links, a folder that is gone, a clock."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ilp_cli.core.outcome import OutputBlocked
from ilp_cli.paper.sheet import Book, Cell, Column, Row, Sheet, Style
from ilp_cli.paper.workbook import render
from tests.running import DAY, LUWU, environment, ilp, process

unix = pytest.mark.skipif(os.name == "nt", reason="a shell of Unix")


def shell(words: str, cwd: Path, **extra: str) -> int:
    """The exit status of a line of a shell, where ILP stands for the program."""
    line = words.replace("ILP", f"{shlex.quote(sys.executable)} -m ilp_cli")
    ran = subprocess.run(
        ["sh", "-c", line], cwd=cwd, env=environment(**extra), capture_output=True, timeout=120, check=False
    )
    assert b"Traceback" not in ran.stdout + ran.stderr
    return ran.returncode


@unix
@pytest.mark.parametrize(
    ("words", "status"),
    [("check LUWU --pada DAY", 1), ("check LUWU --pada DAY --format json", 1), ("--help", 0), ("check --nama", 2)],
)
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_keeps_the_earned_status(tmp_path: Path, words: str, status: int, closed: str) -> None:
    words = words.replace("LUWU", shlex.quote(str(LUWU))).replace("DAY", DAY)
    assert shell(f"ILP {words} {closed}", tmp_path) == status


@unix
def test_what_is_written_to_a_file_is_nothing_but_that_where_stdout_is_closed(tmp_path: Path) -> None:
    assert shell("ILP schema -o skema.json >&- 2>&-", tmp_path) == 0
    assert (tmp_path / "skema.json").read_text(encoding="utf-8") == process("schema", cwd=tmp_path).stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("--help >/dev/full", 4),
        ("check --help >/dev/full 2>/dev/full", 4),
        ("--version >/dev/full", 4),
        ("check --nama 2>/dev/full", 2),
        ("--version 2>/dev/full", 0),
    ],
)
def test_a_full_disk_behind_a_stream_is_an_output_that_is_not_written(tmp_path: Path, words: str, status: int) -> None:
    assert shell(f"ILP {words}", tmp_path) == status


@pytest.mark.parametrize("words", ["explain ILP204", "check --help", "rules", "schema", f"check {LUWU} --pada {DAY}"])
def test_python_told_to_drop_docstrings_changes_no_answer(words: str) -> None:
    whole, dropped = process(*words.split()), process(*words.split(), PYTHONOPTIMIZE="2")
    assert (dropped.returncode, dropped.stdout) == (whole.returncode, whole.stdout)


@unix
@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("schema -o berputar --force", 4),
        ("init berputar --kabupaten Uji", 4),
        ("init berputar/baru --kabupaten Uji", 4),
        ("check berputar", 3),
        (f"check {LUWU} --roster berputar", 3),
        (f"import berputar --ke {LUWU} -o roster.xlsx", 3),
    ],
)
def test_a_link_that_leads_back_to_itself_is_told(tmp_path: Path, words: str, status: int) -> None:
    (tmp_path / "berputar").symlink_to("berputar")
    assert shell(f"ILP {words}", tmp_path) == status


@unix
@pytest.mark.parametrize(
    ("words", "status"),
    [
        (f"check {LUWU} --pada {DAY}", 1),
        ("check .", 3),
        (f"check {LUWU} --pada {DAY} --tandai hasil.xlsx", 4),
        ("schema -o skema.json", 4),
        ("init . --kabupaten Uji", 4),
    ],
)
def test_a_working_folder_that_is_gone_is_told(tmp_path: Path, words: str, status: int) -> None:
    (tmp_path / "hilang").mkdir()
    assert shell(f"cd hilang; rmdir ../hilang; ILP {words}", tmp_path) == status


LONG = "x" * 300


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (f"init {LONG} --kabupaten Uji", 4),
        (f"template LUWU --per-puskesmas -o {LONG}", 4),
        (f"anonim LUWU -o {LONG}", 4),
        (f"import LUWU/roster.xlsx --ke LUWU -o {LONG}.xlsx", 4),
        (f"freeze LUWU --tahun 2024 --pada 2024-10-16 -o {LONG}.yaml", 4),
        (f"check LUWU --tandai {LONG}.xlsx", 4),
        (f"diff LUWU {LONG}", 3),
        (f"recap {LONG}", 3),
        (f"check LUWU --roster {LONG}.xlsx", 3),
    ],
)
def test_a_name_that_is_too_long_is_told(tmp_path: Path, words: str, status: int) -> None:
    folder = shutil.copytree(LUWU, tmp_path / "luwu")
    answer = ilp(*words.replace("LUWU", folder.as_posix()).split(), cwd=tmp_path)
    assert answer.returncode == status
    assert "terlalu panjang" in answer.stdout + answer.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["luwu"]


def test_a_file_is_not_called_a_folder_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "daftar.csv").write_text("nama\n", encoding="utf-8")
    answer = ilp("schema", "-o", "daftar.csv/skema.json", cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (4, "ilp: daftar.csv adalah berkas, bukan folder; pilih folder lain\n")


@pytest.mark.parametrize("words", ["check LUWU", "readiness LUWU", "report LUWU -o l.html", "outlook LUWU"])
@pytest.mark.parametrize("day", ["0001-01-01", "1970-01-01", "2106-03-01", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_ends_no_run(tmp_path: Path, words: str, day: str) -> None:
    answer = ilp(*words.replace("LUWU", LUWU.as_posix()).split(), "--pada", day, cwd=tmp_path)
    assert answer.returncode in (0, 1, 2), answer.stderr


def test_a_temporary_file_that_is_not_taken_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet(name="Satu", columns=(Column(width=10),), rows=(Row((Cell("a"),)),))
    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", lambda *_, **__: "/dev/full/x")
    with pytest.raises(OutputBlocked, match="berkas sementara tidak dapat ditulis"):
        render(Book(title="Uji", sheets=(sheet,), styles={"text": Style()}))


def test_a_workbook_is_the_same_where_the_clock_stands_in_1970(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet(name="Satu", columns=(Column(width=10),), rows=(Row((Cell("a"),)),))
    book = Book(title="Uji", sheets=(sheet,), styles={"text": Style()})
    today = render(book)
    monkeypatch.setattr(time, "time", lambda: 3600.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(3600))
    assert render(book) == today


@pytest.mark.parametrize(
    "words",
    [
        ("check", ""),
        ("check", "--strict", ""),
        ("check", LUWU.as_posix(), "--roster", ""),
        ("recap", ""),
        ("init", "", "--kabupaten", "Uji"),
        ("schema", "-o", ""),
        ("schema", "--output="),
        ("plan", "openings", LUWU.as_posix(), "--tahun", "2025", "-o", ""),
        ("plan", "visits", LUWU.as_posix(), "--bulan", "2026-12", "--format", "xlsx", "-o", ""),
    ],
)
def test_an_empty_path_is_not_this_folder(tmp_path: Path, words: tuple[str, ...]) -> None:
    """As a script writes it whose variable is not set."""
    answer = ilp(*words, cwd=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "kosong" in answer.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [("explain", ""), ("check", ".", "--tahun", ""), ("trace", LUWU.as_posix(), "x=")])
def test_an_empty_word_that_is_no_path_is_judged_by_whoever_reads_it(words: tuple[str, ...]) -> None:
    answer = ilp(*words)
    assert answer.returncode == 2
    assert "berkas atau foldernya" not in answer.stderr


def ended(folder: Path, code: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `ilp` in a process that first does something of its own."""
    code = f"import os, signal, sys\n{code}\nfrom ilp_cli.__main__ import main\nmain()"
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, encoding="utf-8", check=False
    )


@unix
@pytest.mark.parametrize("sent", ["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("words", ["schema -o skema.json", f"anonim {LUWU.as_posix()}/roster.xlsx -o samaran.xlsx"])
def test_a_run_that_is_ended_while_it_writes_leaves_nothing_half_written(tmp_path: Path, words: str, sent: str) -> None:
    sends = f"signal.signal(signal.{sent}, signal.SIG_DFL)\n"  # the tests themselves may run under nohup
    sends += f"kept = os.fsync\nos.fsync = lambda file: (kept(file), os.kill(os.getpid(), signal.{sent}))"
    answer = ended(tmp_path, sends, *words.split())
    assert (answer.returncode, answer.stderr.splitlines()[-1]) == (130, "ilp: dihentikan")
    assert not list(tmp_path.iterdir())


@unix
def test_ctrl_c_while_the_program_is_still_being_imported_is_told_in_a_word(tmp_path: Path) -> None:
    presses = (
        "class Press:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer': signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Press())"
    )
    answer = ended(tmp_path, presses, "rules")
    assert (answer.returncode, answer.stdout, answer.stderr) == (130, "", "ilp: dihentikan\n")


@pytest.mark.skipif(sys.platform != "linux", reason="only there a shell bounds what memory a process may have")
@pytest.mark.parametrize("most", [80, 100, 150, 250])
@pytest.mark.parametrize(
    "words",
    [
        f"check {LUWU} --pada {DAY}",
        f"plan staffing {LUWU} --pada {DAY} -o hasil.yaml",
        f"recap {LUWU} --pada {DAY} --tanpa-simpanan --pekerja 2 -o hasil.xlsx",
        "init baru --kabupaten Uji",
    ],
)
def test_memory_that_runs_out_is_told_in_a_word(tmp_path: Path, words: str, most: int) -> None:
    line = f"ulimit -v {most}000; exec {shlex.quote(sys.executable)} -m ilp_cli {words}"
    answer = subprocess.run(
        ["sh", "-c", line], cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )
    assert answer.returncode in (0, 1, 3), answer.stderr
    assert "Traceback" not in answer.stderr
    if answer.returncode == 3:
        assert "memori tidak cukup" in answer.stderr
        assert not list(tmp_path.iterdir())


@unix
@pytest.mark.parametrize("cut", ["cli", "capabilities/start/verb", "core/trouble"])
@pytest.mark.parametrize("kept_bytes", [-1, 20])
def test_a_module_cut_short_where_python_keeps_it_is_told(tmp_path: Path, cut: str, kept_bytes: int) -> None:
    """As a disk leaves it that was nearly full when the program first ran."""
    keeps = {"PYTHONPYCACHEPREFIX": str(tmp_path / "simpanan"), "PYTHONDONTWRITEBYTECODE": ""}
    assert shell("ILP schema", tmp_path, **keeps) == 0
    kept = next((tmp_path / "simpanan").glob(f"**/ilp_cli/{cut}.*.pyc"))
    os.truncate(kept, kept_bytes % kept.stat().st_size)
    answer = process("schema", cwd=tmp_path, **keeps)
    assert (answer.returncode, answer.stdout) == (3, "")
    assert "hapus folder __pycache__" in answer.stderr
    assert "Traceback" not in answer.stderr


@unix
def test_ctrl_c_that_comes_where_python_raises_nothing_is_heard_all_the_same(tmp_path: Path) -> None:
    loses = (
        "class Lost:\n"
        "    def __del__(self): raise KeyboardInterrupt\n"
        "class Press:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'ilp_cli.checking.command': Lost()\n"
        "sys.meta_path.insert(0, Press())"
    )
    answer = ended(tmp_path, loses, "check", LUWU.as_posix(), "--pada", DAY)
    assert (answer.returncode, answer.stdout, answer.stderr) == (130, "", "ilp: dihentikan\n")


@unix
@pytest.mark.skipif(sys.platform != "linux", reason="only there a shell bounds files alone")
@pytest.mark.parametrize(
    "words",
    [
        "plan duty LUWU --bulan 2026-12 --format ics -o keluaran",
        "plan visits LUWU --bulan 2026-12 --format xlsx -o keluaran/dalam",
        "anonim LUWU/roster -o keluaran",
        "recap LUWU --tanpa-simpanan --tabel-ke keluaran",
        "template LUWU --per-puskesmas -o keluaran",
        "freeze LUWU --tahun 2024",
    ],
)
def test_a_folder_is_written_whole_or_not_at_all(tmp_path: Path, words: str) -> None:
    folder = shutil.copytree(LUWU, tmp_path / "luwu")
    (folder / "roster").mkdir()
    shutil.copy(folder / "roster.xlsx", folder / "roster")
    line = f"ulimit -f 1; ILP {words.replace('LUWU', folder.as_posix())}"
    before = sorted(tmp_path.rglob("*"))
    assert shell(line, tmp_path, PYTHONDONTWRITEBYTECODE="1") == 4
    assert sorted(tmp_path.rglob("*")) == before


@unix
def test_a_limit_on_open_files_ends_no_run_with_a_fault_of_ours(tmp_path: Path) -> None:
    pytest.importorskip("docxtpl")
    assert shell(f"ILP decree {LUWU} --contoh-templat templat.docx", tmp_path) == 0
    words = f"decree {LUWU} --tahun 2025 --rancangan --templat templat.docx -o sk.docx"
    assert shell(f"ulimit -n 6; ILP {words}", tmp_path) == 3  # whoever fills it in wants a process of its own
    assert not (tmp_path / "sk.docx").exists()
    assert shell(f"ulimit -n 6; ILP check {LUWU} --pada {DAY}", tmp_path) == 1
