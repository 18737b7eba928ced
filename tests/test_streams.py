"""What a script reads: standard output where it asks for it, and silence where it asks for that."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from ilp_cli.core.outcome import OutputBlocked
from ilp_cli.files.writing import STDOUT, named, to_stdout, write_file
from ilp_cli.paper.proved import workbook_path
from ilp_cli.screen import stream
from tests.plans import KADER_CSV, PETUGAS_CSV, SULI, plan
from tests.running import DAY, environment, ilp

WORKBOOKS: dict[str, tuple[str, ...]] = {
    "export": ("export", "PLAN", "--pada", DAY, "--rancangan"),
    "template": ("template", "PLAN"),
    "plan duty": ("plan", "duty", "PLAN", "--bulan", "2025-03"),
    "import": ("import", "PLAN/petugas.csv", "PLAN/kader.csv", "--ke", "PLAN"),
}
TEXTS: dict[str, tuple[tuple[str, ...], str]] = {
    "check": (("check", "PLAN", "--pada", DAY), "Luwu · "),
    "check json": (("check", "PLAN", "--pada", DAY, "--format", "json"), "{\n"),
    "check csv": (("check", "PLAN", "--pada", DAY, "--format", "csv"), "code,severity"),
    "plan staffing": (("plan", "staffing", "PLAN", "--pada", DAY), "# Usulan "),
    "plan openings": (("plan", "openings", "PLAN", "--tahun", "2025", "--pada", DAY), "# "),
    "plan duty csv": (("plan", "duty", "PLAN", "--bulan", "2025-03", "--format", "csv"), "puskesmas,pustu"),
    "a calendar": (("plan", "duty", "PLAN", "--bulan", "2025-03", "--format", "ics"), "BEGIN:VCALENDAR"),
    "schema": (("schema",), "{\n"),
    "report": (("report", "PLAN", "--pada", DAY), "<!DOCTYPE html>\n"),
    "anonim": (("anonim", "PLAN/petugas.csv"), "nama,"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return plan(tmp_path / "suli", SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)


def raw(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run `ilp` beside a plan; its answer is bytes."""
    said = [word.replace("PLAN", folder.as_posix()) for word in words]
    return subprocess.run(
        [sys.executable, "-m", "ilp_cli", *said],
        cwd=folder.parent,
        env=environment(),
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_goes_to_standard_output_alone(folder: Path, name: str) -> None:
    before = sorted(folder.parent.rglob("*"))
    answer = raw(folder, *WORKBOOKS[name], "-o", "-")
    assert answer.returncode in (0, 1), answer.stderr
    assert openpyxl.load_workbook(io.BytesIO(answer.stdout)).sheetnames
    assert b"keluaran standar" in answer.stderr
    assert sorted(folder.parent.rglob("*")) == before


def test_a_document_goes_to_standard_output_alone(folder: Path) -> None:
    answer = raw(folder, "decree", "PLAN", "--pada", DAY, "--rancangan", "-o", "-")
    assert docx.Document(io.BytesIO(answer.stdout)).paragraphs
    assert b"keluaran standar" in answer.stderr


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_goes_to_standard_output_alone(folder: Path, name: str) -> None:
    words, start = TEXTS[name]
    before = sorted(folder.parent.rglob("*"))
    answer = raw(folder, *words, "-o", "-")
    assert answer.returncode in (0, 1), answer.stderr
    assert answer.stdout.decode().startswith(start)
    assert sorted(folder.parent.rglob("*")) == before


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs a system that names its streams")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1"])
def test_standard_output_has_other_names(folder: Path, name: str) -> None:
    answer = raw(folder, *WORKBOOKS["export"], "-q", "-o", name)
    assert openpyxl.load_workbook(io.BytesIO(answer.stdout)).sheetnames
    assert answer.stderr == b""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan", "staffing", "PLAN", "--pada", DAY, "--format", "json", "-o", "-"), "tidak dapat bersama-sama"),
        (("import", "PLAN/petugas.csv", "--ke", "PLAN", "--format", "json", "-o", "-"), "tidak dapat bersama-sama"),
        (("decree", "PLAN", "--pada", DAY, "--format", "json", "-o", "-"), "tidak dapat bersama-sama"),
        (("check", "PLAN", "--tandai", "-"), "sebut nama berkas"),
        (("anonim", "PLAN", "-o", "-"), "salinan sebuah folder adalah folder"),
    ],
)
def test_two_answers_do_not_share_standard_output(folder: Path, words: tuple[str, ...], said: str) -> None:
    answer = raw(folder, *words)
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert said in answer.stderr.decode()


class Screen(io.StringIO):
    """A stream that is a screen."""

    def isatty(self) -> bool:
        return True


def test_a_workbook_is_not_shown_on_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Screen())
    with pytest.raises(OutputBlocked, match="tidak dapat ditampilkan di layar"):
        workbook_path("-")
    with pytest.raises(OutputBlocked, match="tidak dapat ditampilkan di layar"):
        write_file(STDOUT, b"PK\x03\x04\xff\xfe")
    write_file(STDOUT, b"teks boleh\n")
    assert isinstance(sys.stdout, Screen)
    assert sys.stdout.getvalue() == "teks boleh\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_standard_output_that_is_full_is_an_output_that_is_not_written(folder: Path) -> None:
    command = f'"{sys.executable}" -m ilp_cli template "{folder}" -o - > /dev/full'
    answer = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert answer.returncode == 4
    assert "tidak dapat ditulis ke keluaran standar" in answer.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_a_reader_that_has_gone_leaves_the_status_as_it_is(folder: Path) -> None:
    command = f'"{sys.executable}" -m ilp_cli template "{folder}" -q -o - | true; echo "${{PIPESTATUS[0]}}"'
    answer = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert (answer.stdout, answer.stderr) == ("0\n", "")


class Gone(io.StringIO):
    """A pipe whose reader has gone, as Windows tells it."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self.descriptor = descriptor

    def fileno(self) -> int:
        """The descriptor it writes to."""
        return self.descriptor

    def flush(self) -> None:
        """Nothing can be written."""
        raise OSError(errno.EINVAL, "Invalid argument")


@pytest.mark.parametrize("written", [lambda: stream.put("{}\n"), lambda: write_file(STDOUT, b"a"), stream.checked])
def test_a_reader_that_has_gone_is_told_by_windows_with_another_number(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: Callable[[], None]
) -> None:
    reader, writer = os.pipe()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", Gone(writer))
        written()
    for descriptor in (reader, writer):
        os.close(descriptor)
    with (tmp_path / "hasil.json").open("wb") as file, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", Gone(file.fileno()))
        with pytest.raises(OutputBlocked):
            written()


def test_only_standard_output_is_called_so() -> None:
    assert not to_stdout(None)
    assert not to_stdout(Path("rencana.xlsx"))
    assert (named(STDOUT), named(Path("a/b.xlsx"))) == ("keluaran standar", "a/b.xlsx")


QUIET: dict[str, tuple[str, ...]] = {
    "export": ("export", "PLAN", "--pada", DAY, "--rancangan", "-o", "OUT.xlsx"),
    "report": ("report", "PLAN", "--pada", DAY, "-o", "OUT.html"),
    "export tried": ("export", "PLAN", "--pada", DAY, "--rancangan", "--dry-run", "-o", "OUT.xlsx"),
    "decree": ("decree", "PLAN", "--pada", DAY, "--rancangan", "-o", "OUT.docx"),
    "decree tried": ("decree", "PLAN", "--pada", DAY, "--rancangan", "--dry-run", "-o", "OUT.docx"),
    "plan duty": ("plan", "duty", "PLAN", "--bulan", "2025-03", "-o", "OUT.xlsx"),
    "plan duty tried": ("plan", "duty", "PLAN", "--bulan", "2025-03", "--dry-run", "-o", "OUT.xlsx"),
    "plan duty csv": ("plan", "duty", "PLAN", "--bulan", "2025-03", "--format", "csv", "-o", "OUT.csv"),
    "calendars": ("plan", "duty", "PLAN", "--bulan", "2025-03", "--format", "ics", "-o", "OUT"),
    "plan staffing": ("plan", "staffing", "PLAN", "--pada", DAY, "-o", "OUT.yaml"),
    "template": ("template", "PLAN", "-o", "OUT.xlsx"),
    "schema": ("schema", "-o", "OUT.json"),
    "anonim": ("anonim", "PLAN/petugas.csv", "-o", "OUT.csv"),
    "import": ("import", "PLAN/petugas.csv", "PLAN/kader.csv", "--ke", "PLAN", "-o", "OUT.xlsx"),
    "init": ("init", "OUT", "--kabupaten", "Suka"),
    "outlook": ("outlook", "PLAN", "--pada", DAY, "-o", "OUT.txt"),
    "services": ("services", "PLAN", "--pada", DAY, "-o", "OUT.txt"),
    "risk": ("risk", "PLAN", "--pada", DAY, "-o", "OUT.txt"),
    "readiness": ("readiness", "PLAN", "--pada", DAY, "-o", "OUT.txt"),
    "check": ("check", "PLAN", "--pada", DAY, "-o", "OUT.txt"),
}


@pytest.mark.parametrize("name", QUIET)
def test_quiet_is_quiet(folder: Path, name: str) -> None:
    faulty = KADER_CSV.replace("Ani,Suli", "Ani,Sulih", 1) if name not in ("import",) else KADER_CSV
    (folder / "kader.csv").write_text(faulty, encoding="utf-8")
    out = (folder.parent / "hasil").as_posix()
    words = [word.replace("PLAN", folder.as_posix()).replace("OUT", out) for word in QUIET[name]]
    answer = ilp(*words, "-q", cwd=folder.parent)
    assert answer.returncode in (0, 1), answer.stderr
    assert answer.stdout + answer.stderr == ""


@pytest.mark.parametrize(
    ("words", "name", "ending"),
    [
        (("services", "PLAN"), "layanan.xlsx", ".txt"),
        (("check", "PLAN", "--pada", DAY, "--format", "csv"), "temuan.XLSX", ".csv"),
        (("outlook", "PLAN", "--pada", DAY, "--format", "json"), "prakiraan.docx", ".json"),
    ],
)
def test_a_text_is_not_written_under_the_name_of_a_workbook(
    words: tuple[str, ...], name: str, ending: str, tmp_path: Path
) -> None:
    folder = plan(tmp_path / "rencana", SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    result = ilp(*(folder if word == "PLAN" else word for word in words), "-o", tmp_path / name)
    assert result.returncode == 2
    assert f"harus berakhiran {ending}" in result.stderr
    assert not (tmp_path / name).exists()
