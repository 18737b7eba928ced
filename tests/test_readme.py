"""README tells the truth: its commands run and print what it shows."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from ilp_cli.checking.verb import check
from ilp_cli.cli import COMMANDS
from tests import readme
from tests.running import ROOT, environment


def test_every_console_block_prints_what_readme_shows(tmp_path: Path) -> None:
    text = readme.README.read_text(encoding="utf-8")
    assert len(readme.commands(text)) >= 8
    assert readme.rendered(text, readme.workplace(tmp_path)) == text


def test_every_command_is_named_in_readme() -> None:
    text = readme.README.read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"ilp {command}" in text or command == "doctor", command


def test_the_python_of_readme_runs() -> None:
    text = readme.README.read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"(?ms)^```python\n(.*?)^```$", text))
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert "Boneposi" in result.stdout


def test_the_two_commands_are_one_line_each_and_use_the_lock() -> None:
    text = readme.README.read_text(encoding="utf-8")
    lines = re.findall(r"(?ms)^<!-- perintah \w+ -->\n```sh\n(.*?)^```$", text)
    assert len(lines) == 2
    for line in lines:
        assert line.count("\n") == 1
        assert "-c requirements.lock" in line
        assert "-o rencana-luwu.xlsx" in line
    assert "pytest" in lines[1]


def test_the_yaml_of_readme_is_a_plan_without_misfits(tmp_path: Path) -> None:
    text = readme.README.read_text(encoding="utf-8")
    blocks = re.findall(r"(?ms)^```yaml\n(.*?)^```$", text)
    waivers, block = (
        next(block for block in blocks if block.startswith(key)) for key in ("pengecualian:", "kabupaten:")
    )
    block = re.sub(r"(?m)^pengecualian: .*\n", "", block).replace("roster: roster.xlsx\n", "") + waivers
    (tmp_path / "roadmap.yaml").write_text(block, encoding="utf-8")
    codes = {finding.code for finding in check(tmp_path, pada=date(2024, 2, 1)).findings}
    assert not {code for code in codes if code.startswith("ILP0")}


def test_the_lock_names_exact_versions_and_no_registry() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    assert len(pinned) > 20
    for line in pinned:
        assert re.fullmatch(r"[A-Za-z0-9_.\-]+==[0-9][\w.]*", line), line
    assert "://" not in "\n".join(lines)
