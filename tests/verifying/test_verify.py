"""ilp verify: equal, edited, or made of other inputs; and what is none of ours."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import ilp_cli
from ilp_cli.files.misfits import Unreadable
from ilp_cli.paper.seal import seal_of, settled
from ilp_cli.verifying.model import State, Verified
from tests.plans import KADER_CSV, PETUGAS_CSV, SULI, plan
from tests.running import DAY, EXAMPLES, LUWU, ilp

PROPOSAL = """\
pada: 2026-11-21
pindah: []
rekrut:
  - {profesi: bidan, jumlah: 1, di: {puskesmas: Suli, pustu: Cimpu}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return plan(tmp_path / "rencana", SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)


def exported(folder: Path, *words: str, name: str = "rencana.xlsx") -> Path:
    """The workbook of a plan, written beside it."""
    out = folder / name
    answer = ilp("export", folder, "--rancangan", "--pada", DAY, "--force", "-o", out, *words)
    assert answer.returncode in (0, 1), answer.stderr
    assert out.exists(), answer.stdout
    return out


def edited(path: Path, **cells: str | int) -> Path:
    """A copy of a workbook as openpyxl saves it again, with these cells of sheets changed ("Ringkasan!A1")."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    out = path.with_name(f"disunting-{path.name}")
    book.save(out)
    return out


@pytest.mark.parametrize(
    "example", [path for path in EXAMPLES if (path / "roadmap.yaml").exists()], ids=lambda p: p.name
)
def test_every_example_verifies_as_exported(tmp_path: Path, example: Path) -> None:
    out = tmp_path / "rencana.xlsx"
    assert ilp("export", example, "--rancangan", "--pada", DAY, "-o", out).returncode in (0, 1)
    verified = ilp_cli.verify(out, example)
    assert verified.equal, verified.kata
    assert verified.exit_status() == 0
    assert {item.keadaan for item in verified.masukan} == {State.SAMA}


@pytest.mark.parametrize("words", [["--nip", "tampil"], ["--nip", "tanpa", "--kertas", "a4"], ["--tahun", "2025"]])
def test_the_options_of_the_export_are_found_in_its_sheet_asal(folder: Path, words: list[str]) -> None:
    assert ilp_cli.verify(exported(folder, *words)).equal


def test_a_workbook_saved_again_by_another_program_is_equal(folder: Path) -> None:
    verified = ilp_cli.verify(edited(exported(folder)))
    assert verified.equal
    assert not verified.edited


def test_an_edited_cell_is_named_with_what_the_inputs_give(folder: Path) -> None:
    changes: dict[str, str | int] = {"Pemenuhan SDM!F3": 9, "Petugas!B4": "Budi 198701012010011001"}
    path = edited(exported(folder), **changes)
    verified = ilp_cli.verify(path)
    assert verified.exit_status() == 1
    told = {cell.sel: (cell.seharusnya, cell.isi) for item in verified.lembar for cell in item.sel}
    assert told["F3"] == (1.0, 9.0)
    assert {item.nama for item in verified.edited} == {"Pemenuhan SDM", "Petugas"}
    text = json.dumps(verified.document())
    assert "198701012010011001" not in text
    answer = ilp("verify", path)
    assert answer.returncode == 1
    assert "Pemenuhan SDM!F3: menurut masukan 1, di berkas 9" in answer.stdout
    assert "198701012010011001" not in answer.stdout


def rows_of(path: Path, sheet: str, change: Callable[[Worksheet], None]) -> Verified:
    """What is said of a copy in which rows of a sheet were changed."""
    book = openpyxl.load_workbook(path)
    change(book[sheet])
    out = path.with_name("baris.xlsx")
    book.save(out)
    return ilp_cli.verify(out)


def test_a_row_put_in_taken_out_or_moved_is_one_difference_and_not_each_cell_below_it(folder: Path) -> None:
    (folder / "kader.csv").write_text(
        "nama,puskesmas,pustu,posyandu,nik\n"
        + "".join(f"Kader {n},Suli,,Melati,73010101019{n:05d}\n" for n in range(40)),
        encoding="utf-8",
    )
    path = exported(folder)
    gone = rows_of(path, "Kader", lambda sheet: sheet.delete_rows(10))
    (cell,) = [cell for item in gone.lembar for cell in item.sel]
    assert cell.sel == "baris 10 (hilang)"
    assert "Kader" in str(cell.seharusnya)
    assert cell.isi is None
    assert "1 sel atau baris" in gone.kata[0]
    more = rows_of(path, "Kader", lambda sheet: sheet.insert_rows(10))
    assert [(cell.sel, cell.isi) for item in more.lembar for cell in item.sel] == [
        ("baris 10 (disisipkan)", "baris kosong")
    ]

    def turned(sheet: Worksheet) -> None:
        values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for row, own in enumerate(reversed(values), 2):
            for column, value in enumerate(own, 1):
                sheet.cell(row, column).value = value

    turned_about = rows_of(path, "Kader", turned)
    assert "Barisnya sama semua, hanya urutannya lain: Kader." in turned_about.kata
    assert turned_about.exit_status() == 1
    assert "7301010101" not in json.dumps([gone.document(), turned_about.document()])


def test_inputs_that_changed_are_told_apart_from_edits(folder: Path) -> None:
    path = exported(folder)
    (folder / "petugas.csv").write_text(PETUGAS_CSV + "Wati,Suli,Cimpu,Bidan\n", encoding="utf-8")
    verified = ilp_cli.verify(path)
    assert [item.berkas for item in verified.changed] == ["petugas.csv"]
    assert verified.differing
    assert not verified.edited
    assert verified.exit_status() == 1
    assert any("masukan yang berubah" in words for words in verified.kata)
    both = ilp_cli.verify(edited(path, **{"Ringkasan!A1": "Rencana lain"}))
    assert [item.nama for item in both.edited] == ["Ringkasan"]
    assert any("juga berasal dari masukan yang berubah" in words for words in both.kata)


def test_inputs_that_changed_without_changing_a_sheet_are_equal(folder: Path) -> None:
    path = exported(folder)
    (folder / "roadmap.yaml").write_text(SULI + "# catatan\n", encoding="utf-8")
    verified = ilp_cli.verify(path)
    assert verified.equal
    assert [item.keadaan for item in verified.masukan if item.berkas == "roadmap.yaml"] == [State.BERUBAH]


def test_a_missing_and_a_new_input_are_named(folder: Path) -> None:
    path = exported(folder)
    (folder / "kader.csv").rename(folder / "cuti.csv")
    (folder / "cuti.csv").write_text("nama,dari,sampai\nIna,2026-01-01,2026-01-02\n", encoding="utf-8")
    states = {item.berkas: item.keadaan for item in ilp_cli.verify(path).masukan}
    assert states["kader.csv"] is State.HILANG
    assert states["cuti.csv"] is State.BARU


def test_without_its_inputs_the_fingerprints_still_tell_an_edited_sheet(folder: Path, tmp_path: Path) -> None:
    alone = tmp_path / "sendiri" / "surat"
    alone.mkdir(parents=True)
    path = exported(folder)
    whole, changed = alone / "utuh.xlsx", alone / "disunting.xlsx"
    whole.write_bytes(path.read_bytes())
    changed.write_bytes(edited(path, **{"Temuan!B2": "x"}).read_bytes())
    assert ilp("verify", whole).returncode == 3
    verified = ilp_cli.verify(changed)
    assert not verified.compared
    assert verified.exit_status() == 1
    assert [item.nama for item in verified.edited] == ["Temuan"]


def test_a_sheet_that_was_removed_or_added_is_told(folder: Path) -> None:
    path = exported(folder)
    book = openpyxl.load_workbook(path)
    del book["Kader"]
    book.create_sheet("Coretan")["A1"] = "x"
    book.save(path)
    states = {item.nama: item.keadaan for item in ilp_cli.verify(path).lembar}
    assert states["Kader"] is State.HILANG
    assert states["Coretan"] is State.BARU


def test_an_edited_sheet_asal_is_not_believed(folder: Path) -> None:
    path = exported(folder)
    book = openpyxl.load_workbook(path)
    row = next(row for row in book["Asal"].iter_rows() if row[1].value == "roadmap.yaml")
    row[2].value = f"SHA-256 {'0' * 64}"
    book.save(path)
    verified = ilp_cli.verify(path)
    assert verified.asal is False
    assert verified.exit_status() == 1


def test_a_proposal_is_found_beside_the_plan_and_missed_where_it_is_gone(folder: Path) -> None:
    (folder / "usulan.yaml").write_text(PROPOSAL, encoding="utf-8")
    path = exported(folder, "--dengan", str(folder / "usulan.yaml"))
    assert ilp_cli.verify(path).equal
    (folder / "usulan.yaml").rename(folder.parent / "pindah.yaml")
    verified = ilp_cli.verify(path)
    assert not verified.compared
    assert verified.exit_status() == 3
    assert any("usulan.yaml tidak ditemukan" in words for words in verified.kata)


@pytest.mark.parametrize("words", [[], ["--nip", "tanpa"], ["--kertas", "a4"]])
def test_annexes_alone_are_compared_without_a_sheet_asal(folder: Path, words: list[str]) -> None:
    path = exported(folder, "--lampiran", *words)
    verified = ilp_cli.verify(path, pada=date.fromisoformat(DAY))
    assert verified.equal, verified.kata
    assert not ilp_cli.verify(edited(path, **{"Lampiran I 2025!A1": 77}), pada=date.fromisoformat(DAY)).equal


def test_an_archive_is_whole_or_edited_and_the_roadmap_says_the_same_or_not(folder: Path) -> None:
    assert ilp("freeze", folder, "--tahun", "2025", "--pada", DAY).returncode == 0
    path = folder / "arsip" / "2025.yaml"
    assert ilp_cli.verify(path).equal
    roadmap = SULI.replace("posyandu: [Melati]}]}]", "posyandu: []}]}]")
    (folder / "roadmap.yaml").write_text(roadmap, encoding="utf-8")
    verified = ilp_cli.verify(path)
    assert verified.exit_status() == 1
    assert any("ILP134" in words for words in verified.kata)
    path.write_text(path.read_text(encoding="utf-8").replace("Melati", "Mawar"), encoding="utf-8")
    assert ilp_cli.verify(path).asal is False


def test_the_plan_of_another_district_is_a_misuse(folder: Path) -> None:
    answer = ilp("verify", exported(folder), "--plan", LUWU.parent / "majene")
    assert answer.returncode == 2
    assert "milik Kabupaten Luwu" in answer.stderr


def spoilt(folder: Path) -> dict[str, bytes]:
    """Files that are no workbook of ours."""
    other = openpyxl.Workbook()
    other.active.title = "Asal"  # type: ignore[union-attr]
    stream = io.BytesIO()
    other.save(stream)
    many = openpyxl.Workbook()
    for number in range(100):
        many.create_sheet(f"Lembar {number}")
    more = io.BytesIO()
    many.save(more)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * 400_000_000)
    whole = exported(folder).read_bytes()
    return {
        "kosong.xlsx": b"",
        "teks.xlsx": b"bukan workbook",
        "asal-lain.xlsx": stream.getvalue(),
        "seratus.xlsx": more.getvalue(),
        "bom.xlsx": bomb.getvalue(),
        "terpotong.xlsx": whole[: len(whole) // 2],
        "surat.docx": b"PK\x03\x04",
        "gambar.xlsx": b"\x89PNG\r\n\x1a\n",
        "halaman.xlsx": b"<html><table></table></html>",
        "arsip.yaml": b"kabupaten: Luwu\n",
        "rusak.yaml": b"tahun: [2024\n",
        "kunci.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    }


def test_what_is_none_of_ours_is_refused_with_3_and_words(folder: Path) -> None:
    for name, data in spoilt(folder).items():
        path = folder / name
        path.write_bytes(data)
        answer = ilp("verify", path)
        assert answer.returncode == 3, (name, answer.stdout, answer.stderr)
        assert answer.stderr.startswith("ilp: "), name
        with pytest.raises(Unreadable):
            ilp_cli.verify(path)
    assert ilp("verify", folder / "tidak-ada.xlsx").returncode == 3
    assert ilp("verify", folder).returncode == 3


def test_misuse_is_misuse(folder: Path) -> None:
    path = exported(folder)
    assert ilp("verify", path, "--pada", DAY).returncode == 2
    assert ilp("verify", path, "--tabel", "sel").returncode == 2
    assert ilp("verify").returncode == 2


def test_the_tables_of_the_csv_are_those_of_the_frames(folder: Path) -> None:
    path = edited(exported(folder), **{"Pemenuhan SDM!F3": 9})
    verified = ilp_cli.verify(path)
    for table in ("sel", "lembar", "masukan"):
        answer = ilp("verify", path, "--format", "csv", "--tabel", table)
        assert len(answer.stdout.splitlines()) == 1 + len(verified.rows(table))
        assert list(verified.frame(table).columns) == answer.stdout.splitlines()[0].split(",")


def test_values_are_alike_however_they_are_stored() -> None:
    assert settled("") is settled(None) is None
    assert settled(date(2026, 11, 21)) == settled(46347)
    assert settled(3) == settled(3.0)
    assert settled("a\r\nb") == settled("a\nb")
    assert seal_of([[1, None, "x"]]) == seal_of([[1.0, "", "x", None], []])
    assert seal_of([[1, "x"]]) != seal_of([["1", "x"]])
    assert seal_of([["a", "b"]]) != seal_of([["a"], ["b"]])
