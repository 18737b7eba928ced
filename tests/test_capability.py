"""A new capability is one folder, a line each for its rules, its sheets and its tables, and one for its command."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.running import DAY, ROOT, environment

FILES = {
    "__init__.py": '"""A toy: puskesmas whose name is long."""\n',
    "model.py": '''"""How long names are."""

from __future__ import annotations

from ilp_cli.district.case import Case
from ilp_cli.district.place import Puskesmas


def long_names(case: Case) -> tuple[Puskesmas, ...]:
    """The puskesmas whose name has more than twelve letters."""
    return tuple(puskesmas for puskesmas in case.district.puskesmas if len(puskesmas.nama) > 12)
''',
    "tables.py": '''"""The table Sumur: wells."""

from __future__ import annotations

from ilp_cli.district.table import ColumnSpec, Holds, Privacy, TableSpec

TABLES = (
    TableSpec(
        "sumur",
        "Sumur",
        (
            ColumnSpec("penjaga", Holds.NAME, Privacy.REPLACED, "Siapa yang menjaganya.", required=True),
            ColumnSpec("jumlah", Holds.COUNT, Privacy.KEPT, "Banyaknya."),
        ),
    ),
)
''',
    "rules.py": '''"""ILP999: whether a name is long."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.toy.model import long_names
from ilp_cli.core.finding import Severity
from ilp_cli.district.case import Case
from ilp_cli.rulebook.rule import Hit, hit, rule


@rule("ILP999", "Nama panjang", message="nama {nama} panjang", severity=Severity.NOTE)
def long_name(case: Case) -> Iterator[Hit]:
    """Nama yang panjang.

    Salah::

        puskesmas: [{nama: Walenrang Timur Laut}]   #! ILP999

    Benar::

        puskesmas: [{nama: Suli}]

    Langkah: biarkan.
    """
    for puskesmas in case.of(long_names):
        yield hit((*puskesmas.path, "nama"), nama=puskesmas.nama)


RULES = (long_name,)
''',
    "sheets.py": '''"""The sheet Nama Panjang."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.toy.model import long_names
from ilp_cli.district.case import Case
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.sheet import Sheet
from ilp_cli.paper.tables import Field, data_sheet


def sheets(case: Case, edition: Edition) -> Iterator[tuple[Sheet, bool]]:
    """Every long name."""
    records = [[puskesmas.nama] for puskesmas in case.of(long_names)]
    yield data_sheet("Nama Panjang", [Field("Puskesmas", 30)], records, edition.page()), False
''',
    "command.py": '''"""ilp toy: long names on the screen."""

from __future__ import annotations

from ilp_cli.screen import stream
from ilp_cli.screen.indonesian import IndonesianCommand, command_app

app = command_app()


@app.command(cls=IndonesianCommand)
def toy() -> None:
    """Sebut nama yang panjang."""
    stream.say([stream.line("panjang")])
''',
}

LINES = (
    ("ilp_cli/registry.py", "RULES_OF = (\n", '    "toy",\n'),
    ("ilp_cli/registry.py", "SHEETS_OF = (\n", '    "toy",\n'),
    ("ilp_cli/registry.py", "TABLES_OF = (\n", '    "toy",\n'),
    (
        "ilp_cli/cli.py",
        '    "Periksa": {\n',
        '        "toy": ("ilp_cli.capabilities.toy.command", "Sebut nama yang panjang."),\n',
    ),
)
"""File, the line above, and the one line that a capability adds there."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with the toy in it."""
    folder = tmp_path_factory.mktemp("tree")
    for part in ("ilp_cli", "configs", "examples"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    home = folder / "ilp_cli" / "capabilities" / "toy"
    home.mkdir()
    for name, text in FILES.items():
        (home / name).write_text(text, encoding="utf-8")
    for name, above, line in LINES:
        source = (folder / name).read_text(encoding="utf-8")
        assert source.count(above) == 1
        (folder / name).write_text(source.replace(above, above + line), encoding="utf-8")
    return folder


def run(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `ilp` from that copy."""
    return subprocess.run(
        [sys.executable, "-m", "ilp_cli", *words],
        cwd=tree,
        env=environment(PYTHONPATH=str(tree)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_its_verb_stands_in_the_help_and_runs(tree: Path) -> None:
    assert "  toy  " in run(tree, "--help").stdout
    assert run(tree, "toy").stdout == "panjang\n"


def test_its_rule_is_listed_explained_and_asked(tree: Path) -> None:
    assert "ILP999" in run(tree, "rules").stdout
    assert "Nama yang panjang." in run(tree, "explain", "ILP999").stdout
    assert "ILP999 catatan: nama Larompong Selatan panjang" in run(tree, "check", "examples/luwu", "--pada", DAY).stdout


def test_its_sheet_stands_in_the_plan(tree: Path) -> None:
    done = run(tree, "export", "examples/luwu", "--tahun", "2024", "--pada", DAY, "-o", "rencana.xlsx")
    assert done.returncode == 0, done.stderr
    sheet = load_workbook(tree / "rencana.xlsx")["Nama Panjang"]
    assert [cell.value for cell in sheet["A"]][:2] == ["Puskesmas", "Larompong Selatan"]


def test_its_table_is_offered_read_imported_and_copied(tree: Path) -> None:
    wells = tree / "sumur.csv"
    wells.write_text("penjaga,jumlah\nDaeng Rala,2\nDaeng Tata,banyak\n", encoding="utf-8")
    assert "Cuti, Sumur, Wilayah, Keluarga, " in run(tree, "template", "examples/luwu", "-o", "isian.xlsx").stderr
    assert '"sumur"' in run(tree, "schema").stdout
    done = run(tree, "import", "examples/luwu/roster.xlsx", "sumur.csv", "--ke", "examples/luwu", "-o", "semua.xlsx")
    assert "376 petugas, 723 kader, 2 sumur, 72 wilayah dan 952 keluarga" in done.stdout
    checked = run(tree, "check", "examples/luwu", "--roster", "semua.xlsx", "--pada", DAY, "-v")
    assert "semua.xlsx:Sumur!B3: ILP004" in checked.stdout
    assert "semua.xlsx:Sumur: 2 baris sumur dibaca" in checked.stderr
    run(tree, "anonim", "sumur.csv", "-o", "samaran.csv")
    copied = (tree / "samaran.csv").read_text(encoding="utf-8")
    assert "Daeng" not in copied
    assert re.fullmatch(r"penjaga,jumlah\n.+,2\n.+,[A-Z][a-z]+\n", copied)  # a word where a count belongs may be a name


def test_it_keeps_the_contracts_and_a_helper_breaks_them(tree: Path) -> None:
    assert (kept := linted(tree)).returncode == 0, kept.stdout
    helpers = tree / "ilp_cli" / "capabilities" / "toy" / "helpers.py"
    helpers.write_text('"""What nobody found a home for."""\n', encoding="utf-8")
    broken = linted(tree)
    helpers.unlink()
    assert broken.returncode != 0
    assert "helpers" in broken.stdout


def linted(tree: Path) -> subprocess.CompletedProcess[str]:
    """Hold that copy against its import contracts."""
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache"],
        cwd=tree,
        env=environment(PYTHONPATH=str(tree)),
        capture_output=True,
        text=True,
        check=False,
    )
