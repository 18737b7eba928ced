"""The house rules that no reader of the code would notice breaking."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from ilp_cli.registry import RULES, catalogue

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "ilp_cli").rglob("*.py"))
HEAVY = {"pandas", "openpyxl", "pydantic", "yaml", "rich", "typer", "highspy", "python_calamine", "jinja2", "pygal"}


def modules_after(program: str) -> set[str]:
    """The tools that are loaded once a program has run."""
    source = f"import sys\n{program}\nprint(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_doors_between_the_rooms_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_importing_the_library_loads_no_tool() -> None:
    assert modules_after("import ilp_cli") == set()


@pytest.mark.parametrize("name", ["padang-pariaman", "tolitoli"])
def test_a_check_loads_neither_pandas_nor_openpyxl_nor_what_prints(name: str) -> None:
    program = f"import datetime\nfrom ilp_cli import check\ncheck('examples/{name}', pada=datetime.date(2026, 11, 21))"
    assert not modules_after(program) & {"pandas", "openpyxl", "rich", "typer", "highspy"}


def test_the_day_is_asked_for_at_the_front_only() -> None:
    asking = re.compile(r"\b(?:date|datetime)\.(?:today|now)\(|time\.time\(")
    rooms = [path for path in SOURCES if path.name != "verb.py" and "verb" not in path.parts]
    assert [path.name for path in rooms if asking.search(path.read_text(encoding="utf-8"))] == []


def test_no_regulation_is_named_in_a_rule_outside_its_page() -> None:
    """Codes may speak of the law in words; figures and articles come from configs."""
    rules = [path for path in SOURCES if path.name == "rules.py" or "rules" in path.parts]
    assert len(rules) > 10
    for path in rules:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        pages = {
            node.body[0].value
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.Module) and node.body and isinstance(node.body[0], ast.Expr)
        }
        texts = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in pages
        ]
        assert not [text for text in texts if re.search(r"\b(KMK|PMK|Gambar \d|Permenkes|UU \d)", text)], path.name


def test_rules_stand_in_the_order_of_their_codes() -> None:
    codes = [rule.code.code for rule in RULES]
    assert codes == sorted(codes)


@pytest.mark.parametrize("code", catalogue(), ids=lambda code: code.code)
def test_a_message_is_one_sentence_without_an_end_mark(code) -> None:  # type: ignore[no-untyped-def]
    fields = [name for _, name, _, _ in string.Formatter().parse(code.message) if name]
    assert all(name.isidentifier() for name in fields)
    assert not code.message.endswith((".", "!"))
    assert "\n" not in code.message


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_module_says_in_one_line_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.splitlines()[0].endswith(".")


def test_no_source_reaches_for_the_network() -> None:
    reaching = re.compile(r"^\s*(?:import|from) (?:socket|urllib.request|http|requests|httpx)\b", re.MULTILINE)
    assert [path.name for path in SOURCES if reaching.search(path.read_text(encoding="utf-8"))] == []
