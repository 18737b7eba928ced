"""Rules that a plan does not wake would have found nothing in it, and are not loaded."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ilp_cli.checking.verb import opened
from ilp_cli.district.case import Case
from ilp_cli.registry import RULES_OF, WOKEN_BY, catalogue, rules_for, rules_of
from tests.plans import PADA, SULI, plan
from tests.running import ROOT

FOLDERS = sorted(path.parent.name for path in (ROOT / "examples").glob("*/roadmap.yaml"))


def unwoken(case: Case) -> list[str]:
    """What the rules that a case does not wake find in it all the same."""
    awake = set(rules_for(case))
    asleep = [rule for capability in RULES_OF for rule in rules_of(capability) if rule not in awake]
    return [rule.code.code for rule in asleep for _ in rule.check(case)]


def test_only_capabilities_with_rules_sleep() -> None:
    assert set(WOKEN_BY) <= set(RULES_OF)


@pytest.mark.parametrize("name", FOLDERS)
def test_rules_asleep_have_nothing_to_say_of_an_example(name: str) -> None:
    assert unwoken(opened(ROOT / "examples" / name, pada=PADA)) == []


def test_rules_asleep_have_nothing_to_say_of_any_page(tmp_path: Path) -> None:
    """The examples of all pages, each a plan of another kind; that each wakes its own rule is asked with the pages."""
    examples = [(code, example) for code in catalogue() for example in code.page.examples]
    for number, (code, example) in enumerate(examples):
        if example.file == "roadmap.yaml" and "# arsip/" not in example.text:
            folder = plan(tmp_path / str(number), re.sub(r" *#! ILP\d{3}(?=\n)", "", example.text))
            assert unwoken(opened(folder, pada=example.pada or PADA)) == [], code.code


def test_a_plain_plan_wakes_none_and_loads_none(tmp_path: Path) -> None:
    folder = plan(tmp_path, SULI)
    program = (
        f"import sys, datetime\nfrom ilp_cli import check\ncheck({str(folder)!r}, pada=datetime.date(2026, 11, 21))\n"
        "print(*(name for name in sys.modules if name.startswith('ilp_cli.capabilities.')))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {
        name.split(".")[2] for name in done.stdout.split() if not name.endswith(".tables") and name.count(".") > 2
    }
    assert loaded.isdisjoint(WOKEN_BY)
