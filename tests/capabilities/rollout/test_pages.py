"""The pages of the rules on an order, executed: the wrong example fires where it is marked, the right one is silent."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ilp_cli.capabilities.rollout import rules
from ilp_cli.capabilities.rollout.model.applied import applied
from ilp_cli.capabilities.rollout.read import read_rollout
from ilp_cli.core.page import Example
from ilp_cli.district.case import Case
from ilp_cli.reading.load import case_at, load
from ilp_cli.rulebook.rule import Rule, run
from tests.plans import PADA, marked, plan

PAGES = [
    pytest.param(rule, example, id=f"{rule.code.code}-{example.kind}-{number}")
    for rule in rules.RULES
    for number, example in enumerate(rule.code.page.examples)
    if example.file == "rollout.yaml"
]


def with_order(folder: Path) -> Case:
    """A plan folder looked at with its rollout.yaml."""
    before = case_at(load(folder), PADA)
    usulan, source, findings = read_rollout(folder / "rollout.yaml")
    assert usulan is not None
    assert findings == []
    order = applied(before.district, usulan, source)
    return replace(before, district=order.after, given=(order,), before=before)


@pytest.mark.parametrize(("rule", "example"), PAGES)
def test_an_example_fires_exactly_where_it_is_marked(tmp_path: Path, rule: Rule, example: Example) -> None:
    roadmap, text = example.text.split("# rollout.yaml\n")
    bare = re.sub(r" *#! ILP\d{3}(?=\n)", "", text)
    folder = plan(tmp_path, roadmap, rollout_yaml=bare)
    findings = list(run([rule], with_order(folder)))
    assert {(finding.place.line, finding.code) for finding in findings} == marked(text)
    assert all(finding.place.file.endswith("rollout.yaml") for finding in findings)
    assert bool(marked(text)) is (example.kind == "salah")


def test_the_rules_have_the_codes_of_the_order() -> None:
    assert [rule.code.code for rule in rules.RULES] == [f"ILP{number}" for number in range(620, 630)]
