"""ilp trace: every figure of a report, and of a workbook with proposals, says where it comes from."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import ilp_cli
from ilp_cli.capabilities.staffing.model.ukuran import signed
from ilp_cli.checking.verb import opened, report_of
from ilp_cli.core.outcome import Misuse
from ilp_cli.district.case import Case
from ilp_cli.exporting.book import BookOptions, plan_book
from ilp_cli.registry import TRACES_OF, figures_of
from ilp_cli.reporting.page import laporan_of
from ilp_cli.reporting.values import Laporan
from ilp_cli.tracing.ask import marks_of
from ilp_cli.tracing.derive import traced
from tests.capabilities.readiness.world import PADA, world
from tests.capabilities.readiness.world import folder as written
from tests.reporting.pages import Page, district, report
from tests.running import DAY, EXAMPLES, LUWU, ilp
from tests.tracing.test_trace import held, recounted, silent

PLANS = [path for path in EXAMPLES if (path / "roadmap.yaml").exists()]
DATED = date.fromisoformat(DAY)
_NUMBER = re.compile(r"[-−+]?\d[\d.]*(?:,\d+)?")


def number_of(text: str) -> int | float | None:
    """The number that a cell of a page prints; None where it prints a word."""
    match = _NUMBER.search(text)
    if match is None:
        return None
    digits = match[0].replace(".", "").replace(",", ".").replace("−", "-")
    return float(digits) if "." in digits else int(digits)


def looked_at(case: Case) -> int:
    """Hold every figure of a report against its trace; how many there were."""
    laporan = laporan_of(case, report_of(case), None, {})
    silent_cells(laporan)
    number = 0
    for mark in marks_of(laporan):
        if mark.hitungan is None:
            continue
        jejak = traced(case, mark.hitungan)
        number += 1
        value = number_of(mark.teks)
        if isinstance(jejak.nilai, str):
            assert jejak.nilai == mark.teks, (mark.id, jejak.nilai)
        elif value is not None:
            held(mark.id, mark.hitungan, round(value, 1), jejak)
    return number


def silent_cells(laporan: Laporan) -> None:
    """A cell of a column of figures that prints a number says which figure it is; so does each figure on top."""
    assert all(figure.hitungan is not None for figure in laporan.angka if figure.nilai is not None)
    for table in (own for part in laporan.bagian for own in part.tabel):
        for row, line in enumerate(table.baris):
            for column, cell in enumerate(line.sel):
                if table.kolom[column].angka and number_of(cell.teks) is not None:
                    assert cell.hitungan is not None, table.anchor(row, column)


@pytest.mark.parametrize("example", PLANS, ids=lambda path: path.name)
def test_every_figure_of_a_report_says_where_it_comes_from(example: Path) -> None:
    assert looked_at(opened(example, pada=DATED)) >= 30


def test_with_a_proposal_too(tmp_path: Path) -> None:
    out = tmp_path / "usulan.yaml"
    assert ilp("plan", "staffing", LUWU, "--pada", DAY, "-o", out, "--force").returncode in (0, 1)
    case = opened(LUWU, dengan=out, pada=DATED)
    assert recounted(case) > 500
    assert list(silent(plan_book(case, report_of(case), BookOptions(rancangan=True)))) == []
    assert looked_at(case) > 100
    jejak = ilp_cli.trace(LUWU, "Sebelum–Sesudah!E4", pada=DATED, dengan=out, rancangan=True).jejak[0]
    old, new = (int(str(value)) for _, value in jejak.bagian)
    assert jejak.nilai == signed(new - old)


@pytest.mark.parametrize("seed", range(12))
def test_of_invented_districts_that_tell_of_all_they_can(tmp_path: Path, seed: int) -> None:
    case = opened(written(world(seed), tmp_path / "rencana"), pada=PADA)
    assert recounted(case) > 20
    assert list(silent(plan_book(case, report_of(case), BookOptions(rancangan=True)))) == []
    assert looked_at(case) > 30


def test_the_page_has_the_ids_that_can_be_asked_for(tmp_path: Path) -> None:
    folder = district(tmp_path / "rencana")
    page = Page(report(folder))
    assert "tabel-cakupan.E2" in page.ids
    assert len(page.ids) == len(set(page.ids))
    for anchor in [own for own in page.ids if "." in own] + [own for own in page.ids if own.startswith("angka-")]:
        (jejak,) = ilp_cli.trace(folder, f"laporan!{anchor}", pada=DATED).jejak
        assert jejak.sel == f"laporan!{anchor}"
        assert jejak.angka.nama != "sel"


def test_a_figure_of_a_report_is_asked_for_as_a_cell(tmp_path: Path) -> None:
    folder = district(tmp_path / "rencana")
    for question in ("laporan!tabel-cakupan.E2", "Laporan!tabel-cakupan!e2", "laporan!#tabel-cakupan.E2"):
        (jejak,) = ilp_cli.trace(folder, question, pada=DATED).jejak
        assert (jejak.nilai, jejak.dihitung) == (1, 1)
        assert jejak.baris[0].nama == "Suli"
    answer = ilp("trace", folder, "laporan!angka-pustu", "--pada", DAY)
    assert answer.returncode == 0
    assert "pustu Cimpu (Suli)" in answer.stdout


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("laporan!", "yang ada: angka-lokus"),
        ("laporan!tabel-cakupn.E2", "apakah maksudnya “tabel-cakupan”?"),
        ("laporan!tabel-cakupan.E99", "isinya A2 sampai G3"),
        ("laporan!tabel-cakupan", "isinya A2 sampai G3"),
        ("laporan!angka-lokus.E2", "tidak ada di laporan ini"),
    ],
)
def test_what_a_report_does_not_have_is_answered_with_what_it_has(tmp_path: Path, question: str, words: str) -> None:
    with pytest.raises(Misuse) as error:
        ilp_cli.trace(district(tmp_path / "rencana"), question, pada=DATED)
    assert words in str(error.value)


def test_every_capability_of_the_list_explains_figures_that_no_other_does() -> None:
    names = [name for capability in TRACES_OF for name in figures_of(capability)]
    assert len(names) == len(set(names))
