"""The page of every code is its own test: the wrong example fires where it is marked, the right one is silent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ilp_cli.api import catalogue, check
from ilp_cli.domain.finding import Code, Example
from tests.plans import PADA, fired, marked, plan

COMPANION = "kabupaten: {nama: Luwu}\nroster: .\npuskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]\n"
"""The roadmap beside an example that is a table."""

EXAMPLES = [
    pytest.param(code, example, id=f"{code.code}-{example.kind}-{number}")
    for code in catalogue()
    for number, example in enumerate(code.page.examples)
]


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_an_example_fires_exactly_where_it_is_marked(tmp_path: Path, code: Code, example: Example) -> None:
    kind, file, text, pada = example
    dengan = None
    if file == "usulan.yaml":
        roadmap, text = text.split("# usulan.yaml\n")
        folder = plan(tmp_path, roadmap, usulan_yaml=text)
        dengan = folder / file
    else:
        folder = plan(tmp_path, text if file == "roadmap.yaml" else COMPANION)
    if file not in ("roadmap.yaml", "usulan.yaml"):
        bare = re.sub(r" *#! ILP\d{3}(?=\n)", "", text)
        (folder / "kader.csv").write_text("nama,puskesmas\nAni,Suli\n", encoding="utf-8")
        (folder / file).write_text(bare, encoding="cp1252")
    report = check(folder, pada=pada or PADA, dengan=dengan)
    assert fired(report, code.code) == marked(text)
    assert bool(marked(text)) is (kind == "salah")
    assert all(found.place.file.endswith(file) for found in report.findings if found.code == code.code)


def test_codes_are_unique_in_order_and_in_their_ranges() -> None:
    codes = [code.code for code in catalogue()]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"ILP[0-9]\d\d", code) for code in codes)


@pytest.mark.parametrize("code", catalogue(), ids=lambda code: code.code)
def test_a_page_says_what_why_and_what_to_do_without_blame(code: Code) -> None:
    words = [code.title, code.page.why, code.page.remedy, code.message]
    assert all(word.strip() for word in words)
    assert "!" not in "".join(words[:1] + words[3:])
    assert code.title[0].isupper()
    assert not code.title.endswith(".")
    assert code.page.why.endswith(".")
    assert code.page.remedy.endswith(".")
    assert not re.search(r"\b(salah Anda|error|invalid|failed)\b", " ".join(words), re.IGNORECASE)
