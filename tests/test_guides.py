"""The guides tell the truth: their commands run and print what they show, their links lead somewhere."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.cli import COMMANDS, PLANS
from ilp_cli.registry import SHEETS_OF_ROSTER
from tests import guides
from tests.running import EXAMPLES, ROOT, environment

EVERY_GUIDE = pytest.mark.parametrize("guide", guides.GUIDES, ids=guides.name)
HOUSE = ROOT / "ilp_cli"
UNRUN = {"doctor", "rules"}
"""Named in the guides, but not run there: one tells of the machine it runs on, the other would fill pages."""


def showing(language: str) -> pytest.MarkDecorator:
    """The guides that hold a block of this language."""
    shown = [guide for guide in guides.GUIDES if guides.blocks(guides.read(guide), language)]
    return pytest.mark.parametrize("guide", shown, ids=guides.name)


NATION = ROOT / "examples" / "nasional"
"""Recipes for many districts; no district itself."""


@showing("console")
def test_every_console_block_prints_what_the_guide_shows(guide: Path, tmp_path: Path) -> None:
    text = guides.read(guide)
    assert guides.rendered(text, guides.workplace(tmp_path)) == text


def test_there_is_a_first_page_and_a_guide_for_whom_it_concerns() -> None:
    rooms = {path.parent for path in guides.GUIDES}
    assert rooms == {ROOT, ROOT / "configs", ROOT / "ilp_cli", ROOT / "examples", NATION, *EXAMPLES}


def test_the_first_page_is_short() -> None:
    assert len(guides.read(guides.README).splitlines()) <= 250


def test_every_subcommand_is_shown() -> None:
    texts = [guides.read(guide) for guide in guides.GUIDES]
    run = [command for text in texts for command in guides.commands(text)]
    for name in (*COMMANDS, *(f"plan {name}" for name in PLANS)):
        assert any(command.startswith(f"ilp {name} ") for command in run) or name in UNRUN, name
        assert f"`ilp {name}" in guides.read(guides.README), name


@EVERY_GUIDE
def test_every_link_leads_somewhere(guide: Path) -> None:
    for link in guides.links(guides.read(guide)):
        path, _, anchor = link.partition("#")
        target = (guide.parent / path).resolve() if path else guide
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        assert not anchor or anchor in guides.anchors(guides.read(target)), link


def test_every_guide_can_be_reached_from_the_first_page() -> None:
    reached, waiting = set(), [guides.README]
    while waiting:
        guide = waiting.pop()
        reached.add(guide)
        targets = ((guide.parent / link.partition("#")[0]).resolve() for link in guides.links(guides.read(guide)))
        waiting += [target for target in targets if target in guides.GUIDES and target not in reached]
    assert reached == set(guides.GUIDES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Titik rawan: bila satu orang tidak hadir", {"titik-rawan-bila-satu-orang-tidak-hadir"}),
        ("# A\n\n```sh\n# no heading\n```\n\n## A\n\n## `x`, and y", {"a", "a-1", "x-and-y"}),
    ],
)
def test_a_heading_becomes_an_anchor(text: str, expected: set[str]) -> None:
    assert guides.anchors(text) == expected


@showing("python")
def test_the_python_of_a_guide_runs(guide: Path, tmp_path: Path) -> None:
    code = "\n".join(guides.blocks(guides.read(guide), "python"))
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=guides.workplace(tmp_path),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "Boneposi" in result.stdout


def test_the_two_commands_are_one_line_each_and_use_the_lock() -> None:
    text = guides.read(guides.README)
    lines = re.findall(r"(?ms)^<!-- perintah \w+ -->\n```sh\n(.*?)^```$", text)
    assert len(lines) == 2
    for line in lines:
        assert line.count("\n") == 1
        assert "-c requirements.lock" in line
        assert "-o rencana-luwu.xlsx" in line
    assert "pytest" in lines[1]


@pytest.mark.parametrize("guide", guides.GUIDES, ids=guides.name)
def test_what_is_typed_on_windows_is_typed_line_by_line(guide: Path) -> None:
    text = guides.read(guide)
    typed = [block for kind in ("bat", "console", "powershell") for block in guides.blocks(text, kind)]
    assert not [block for block in typed if "&&" in block], "PowerShell 5 knows no &&"
    if guide == guides.README:
        assert any("ilp export" in block for block in guides.blocks(text, "bat"))


def test_the_yaml_of_the_guides_is_a_plan_without_misfits_or_stands_in_configs(tmp_path: Path) -> None:
    shipped = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "configs").rglob("*.yaml"))
    shown = [block for guide in guides.GUIDES for block in guides.blocks(guides.read(guide), "yaml")]
    parts = [block for block in shown if block not in shipped]
    plan, *others = (block for block in parts if block.startswith("kabupaten:"))
    for part in (block for block in parts if not block.startswith("kabupaten:")):
        key = part.partition(":")[0]
        assert re.search(rf"(?m)^{key}: ", plan), key
        plan = re.sub(rf"(?m)^{key}: .*\n", "", plan) + part
    for whole in (plan.replace("roster: roster.xlsx\n", ""), *others):
        (tmp_path / "roadmap.yaml").write_text(whole, encoding="utf-8")
        findings = check(tmp_path, pada=date(2024, 2, 1)).findings
        assert not {finding.code for finding in findings if finding.code.startswith(("ILP0", "ILP15", "ILP901"))}
    assert len(parts) == 8
    assert len(shown) == 10


def test_the_table_of_columns_says_what_is_declared() -> None:
    (shown,) = filter(None, (guides.columns(guides.read(guide)) for guide in guides.GUIDES))
    assert list(shown) == [table.sheet for table in SHEETS_OF_ROSTER]
    for table in SHEETS_OF_ROSTER:
        must, may = shown[table.sheet]
        required = [name for group in table.required for name in group]
        assert must == required, table.sheet
        assert [name for name in may if name in table.offered] == [
            name for name in table.offered if name not in required
        ]
        assert set(may) <= {*table.offered, *table.beyond}, table.sheet


def test_the_page_of_the_house_names_what_is_there() -> None:
    text = guides.read(HOUSE / "README.md")
    named = re.findall(r"`([\w/]+\.py)(?::([\w.]+))?`", text)
    assert len(named) > 60
    strange = [f"{name}:{thing}" for name, thing in named if not known(name, thing)]
    assert not strange
    rooms = (path.name for path in (HOUSE / "capabilities").iterdir() if (path / "__init__.py").is_file())
    assert not [room for room in rooms if f"| `{room}` |" not in text]


def known(name: str, thing: str) -> bool:
    """Whether there is such a file in the house or the project, and such a thing in it."""
    path = next((room / name for room in (HOUSE, ROOT) if (room / name).is_file()), None)
    if path is None:
        return "/" not in name and not thing  # any file of this name
    return not thing or thing in definitions(path)


def definitions(path: Path) -> set[str]:
    """The functions, classes and values of a module, and the methods of its classes."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)}
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def test_the_lock_names_exact_versions_and_no_registry() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    assert len(pinned) > 20
    for line in pinned:
        assert re.fullmatch(r"[A-Za-z0-9_.\-]+==[0-9][\w.]*", line), line
    assert "://" not in "\n".join(lines)
