"""ilp verify: the workbooks of pws, readiness and plan training say what they were made from."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

import ilp_cli
from ilp_cli.files.misfits import Unreadable
from ilp_cli.verifying.model import Kind, State
from tests.running import DAY, EXAMPLES, ilp

MAJENE = next(path for path in EXAMPLES if path.name == "majene")
COMMANDS = {
    "pws": ("pws", "--indikator", "K1", "--puskesmas", "Ulumanda", "--bulan", "3", "--kertas", "a4"),
    "kesiapan": ("readiness", "--semua", "--puskesmas", "Lembang"),
    "kesiapan-tahap": ("readiness", "--tahun", "2025"),
    "pelatihan": ("plan", "training", "--tahun", "2027"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MAJENE, tmp_path / "majene"))


def written(folder: Path, name: str) -> Path:
    """The workbook of a command, written beside its plan."""
    words = COMMANDS[name]
    verbs = words[:2] if words[0] == "plan" else words[:1]
    out = folder / f"{name}.xlsx"
    answer = ilp(*verbs, folder, *words[len(verbs) :], "--pada", DAY, "-o", out)
    assert answer.returncode in (0, 1), answer.stderr
    return out


@pytest.mark.parametrize("name", COMMANDS)
def test_a_workbook_is_recounted_with_the_options_it_tells(folder: Path, name: str) -> None:
    verified = ilp_cli.verify(written(folder, name))
    assert verified.jenis is Kind.PERINTAH
    assert verified.equal, verified.kata
    assert {item.keadaan for item in verified.masukan} == {State.SAMA}


@pytest.mark.parametrize("name", COMMANDS)
def test_an_edited_cell_is_told_and_a_changed_input_is_told_apart(folder: Path, name: str) -> None:
    out = written(folder, name)
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    sheet["A1"] = "disunting"
    copy = out.with_name("suntingan.xlsx")
    book.save(copy)
    verified = ilp_cli.verify(copy)
    assert verified.exit_status() == 1
    assert {item.nama for item in verified.edited} == {sheet.title}
    assert "disunting" in {cell.isi for item in verified.lembar for cell in item.sel}
    roster = folder / "roster" / "kader.csv"
    roster.write_text(roster.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert [item.berkas for item in ilp_cli.verify(out).changed] == ["kader.csv"]


def test_a_workbook_whose_command_the_inputs_no_longer_allow_says_why(folder: Path) -> None:
    out = written(folder, "pws")
    (folder / "roster" / "capaian.csv").unlink()
    verified = ilp_cli.verify(out)
    assert not verified.compared
    assert verified.exit_status() == 3
    assert "Capaian" in " ".join(verified.kata)


def test_a_roster_given_beside_the_plan_is_looked_for_by_its_name(folder: Path) -> None:
    shutil.copytree(folder / "roster", folder / "lain")
    out = folder / "pws.xlsx"
    assert ilp("pws", folder, "--roster", folder / "lain", "--pada", DAY, "-o", out).returncode == 0
    assert ilp_cli.verify(out).equal
    shutil.rmtree(folder / "lain")
    assert "roster lain tidak ditemukan" in " ".join(ilp_cli.verify(out).kata)


def test_a_sheet_asal_of_an_unknown_command_is_none_of_ours(folder: Path) -> None:
    out = written(folder, "pws")
    book = openpyxl.load_workbook(out)
    for row in book["Asal"].iter_rows():
        if row[1].value == "perintah":
            row[2].value = "ilp lain"
    book.save(out)
    with pytest.raises(Unreadable, match="bukan workbook rencana"):
        ilp_cli.verify(out)


def test_a_figure_of_a_workbook_is_traced_to_the_rows_it_is_counted_from(folder: Path) -> None:
    out = written(folder, "pws")
    book = openpyxl.load_workbook(out)
    served = book["Ringkasan"]["E2"].value
    (jejak,) = ilp_cli.trace(folder, f"{out}!Ringkasan!E2").jejak
    assert jejak.nilai == served == jejak.dihitung
    book["Ringkasan"]["E2"] = 999
    book.save(out)
    (note,) = ilp_cli.trace(folder, "pws.xlsx!Ringkasan!E2").notes
    assert "999" in note
    place = written(folder, "kesiapan")
    rows = openpyxl.load_workbook(place)["Kesiapan"].iter_rows(min_col=5)
    whole = next(cell for row in rows for cell in row if isinstance(cell.value, int))
    (jejak,) = ilp_cli.trace(folder, f"kesiapan.xlsx!Kesiapan!{whole.coordinate}").jejak
    assert jejak.nilai == whole.value == jejak.dihitung
