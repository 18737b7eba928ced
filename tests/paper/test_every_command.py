"""The workbooks of every command beside `ilp export` fit their paper too: written as planners do, and measured."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import ilp_cli as ilp
from ilp_cli.paper import workbook
from ilp_cli.paper.fit import misfits
from ilp_cli.paper.sheet import Book
from tests.paper.test_fit import LONG, WORD
from tests.running import EXAMPLES

PADA = date(2026, 11, 28)
FOLDER = EXAMPLES[0].parent


def carried_out(folder: Path, target: Path) -> object:
    """The roster of a plan with the proposal of its planner in it."""
    usulan = target.with_suffix(".yaml")
    ilp.write_proposal(ilp.plan_staffing(folder, pada=PADA), ilp.load(folder), folder, usulan)
    return ilp.apply_proposal(folder, usulan, target, mulai=date(2026, 12, 1))


Writing = Callable[[Path, Path, str], object]
"""Writes something of a plan folder into a file, on a paper."""
WRITING: dict[str, tuple[str, Writing]] = {
    "areas": ("majene", lambda at, to, k: ilp.write_areas(ilp.plan_areas(at, pada=PADA), at, to, kertas=k)),
    "openings": (
        "majene",
        lambda at, to, k: ilp.write_openings(ilp.plan_openings(at, tahun=2027, pada=PADA), to, kertas=k),
    ),
    "visits": (
        "majene",
        lambda at, to, k: ilp.write_visits(
            ilp.plan_visits(at, (2026, 12), pada=PADA), to.with_suffix(""), bentuk="xlsx", kertas=k
        ),
    ),
    "training": ("majene", lambda at, to, k: ilp.write_training(ilp.plan_training(at, pada=PADA), to, kertas=k)),
    "pws": ("majene", lambda at, to, k: ilp.write_pws(ilp.pws(at, pada=PADA), to, kertas=k)),
    "pws of one puskesmas": (
        "majene",
        lambda at, to, k: ilp.write_pws(ilp.pws(at, puskesmas=("Ulumanda",), pada=PADA), to, kertas=k),
    ),
    "readiness": (
        "majene",
        lambda at, to, k: ilp.write_readiness(ilp.readiness(at, semua=True, pada=PADA), to, kertas=k),
    ),
    "diff": (
        "majene",
        lambda at, to, k: ilp.write_diff(ilp.diff(FOLDER / "majene", at, pada=(PADA,)), to, kertas=k),
    ),
    "rollout": ("tolitoli", lambda at, to, k: ilp.write_rollout(ilp.plan_rollout(at, pada=PADA), to, kertas=k)),
    "duty of a year": (
        "padang-pariaman",
        lambda at, to, k: ilp.write_duty(ilp.plan_duty(at, tahun=2025, pada=PADA), to, kertas=k),
    ),
    "template": ("majene", lambda at, to, k: ilp.template(at, to, kertas=k)),
    "templates": (
        "majene",
        lambda at, to, k: ilp.template_per_puskesmas(at, to.with_suffix(""), kertas=k),
    ),
    "apply": ("majene", lambda at, to, _: carried_out(at, to)),
    "import": ("tolitoli", lambda at, to, _: ilp.import_roster([at / "mentah"], at, to)),
}
"""For each command an example that has what it needs, and how its workbook is written."""

SPOILED = {
    "Melati": LONG.strip(),
    "Bonde": WORD,
    "Salutambung": f"Salutambung {WORD}",
    "Marhumah Manggabarani": "=HYPERLINK(A1) مريم بنت عمران 👩‍⚕️",
    "Basidondo": LONG.strip(),
    "Galang": WORD,
    "Sintuk": LONG.strip(),
}
"""Names as somebody may write them: of 45 letters, without a blank, like a formula, in another script."""


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Book]:
    """Every workbook that is drawn, as it is drawn."""
    books: list[Book] = []
    render = workbook.render

    def noted(book: Book) -> bytes:
        books.append(book)
        return render(book)

    monkeypatch.setattr(workbook, "render", noted)
    return books


def copied(name: str, to: Path, spoiled: bool) -> Path:
    """A copy of an example, with other names in its text files where it shall be spoiled."""
    for source in sorted(path for path in (FOLDER / name).rglob("*") if path.is_file()):
        target = to / source.relative_to(FOLDER / name)
        target.parent.mkdir(parents=True, exist_ok=True)
        content = source.read_bytes()
        if spoiled and source.suffix in (".csv", ".yaml"):
            text = content.decode()
            for old, new in SPOILED.items():
                text = text.replace(old, f'"{new}"' if source.suffix == ".yaml" else new)
            content = text.encode()
        target.write_bytes(content)
    return to


@pytest.mark.parametrize("spoiled", [False, True], ids=["as it is", "spoiled"])
@pytest.mark.parametrize("kertas", ["f4", "a4"])
@pytest.mark.parametrize("command", WRITING)
def test_its_workbooks_fit_their_paper(
    tmp_path: Path, drawn: list[Book], command: str, kertas: str, spoiled: bool
) -> None:
    example, write = WRITING[command]
    write(copied(example, tmp_path / "rencana", spoiled), tmp_path / "hasil.xlsx", kertas)
    assert drawn
    assert [fault for book in drawn for fault in misfits(book)] == []
