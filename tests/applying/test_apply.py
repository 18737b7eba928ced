"""An accepted proposal as rows of a roster: the same fulfilment, nothing lost, nothing stale carried out."""

from __future__ import annotations

import csv
import hashlib
import re
from datetime import date, datetime
from pathlib import Path
from random import Random

import openpyxl
import pytest

from ilp_cli import apply_proposal, check, load, plan_staffing, write_proposal
from ilp_cli.applying.rows import VACANT
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.core.weekdays import hari_names
from ilp_cli.district.district import District
from ilp_cli.district.tables import KADER, PETUGAS
from ilp_cli.reading.nobody import Nobody, nobody
from tests.capabilities.staffing.cases import random_case
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, SULI, of, plan
from tests.running import DAY, ilp

EVE = date(2026, 11, 20)
HEAD = "kabupaten: Luwu\npindah:\n"
MOVE = "  - {nama: Ina, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}\n"
HALF = MOVE[:-2] + ", hari: Sen-Rab}\n"
HIRE = "rekrut:\n  - {profesi: kader, jumlah: 2, tahun: 2025, di: {puskesmas: Suli, posyandu: Melati}}\n"
SHORT = PETUGAS_CSV.replace("Ina,Suli,Cimpu,Bidan\n", "Ina,Suli,,Bidan\nSari,Suli,,Bidan\n")
KADER_HEAD = KADER_CSV.partition("\n")[0] + "\n"
FEW_KADER = KADER_CSV.replace("Lia,Suli,,Melati\nMia,Suli,,Melati\n", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return plan(tmp_path / "rencana", SULI, petugas_csv=SHORT, kader_csv=FEW_KADER)


def applied(folder: Path, text: str, mulai: date = PADA) -> tuple[object, Path]:
    """What became of a proposal, and where the new roster would stand."""
    usulan = folder.parent / "usulan.yaml"
    usulan.write_text(text, encoding="utf-8")
    target = folder.parent / "roster-baru.xlsx"
    return apply_proposal(folder, usulan, target, mulai=mulai), target


def table(path: Path, sheet: str = "Petugas") -> list[dict[str, str]]:
    """The filled cells of a sheet by the names of its columns."""
    names = {column.title: column.name for column in (*PETUGAS.columns, *KADER.columns)}
    head, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    titles = [re.sub(r" \(?\*\)?$", "", str(title)) for title in head]
    return [
        {
            names.get(title, title): cell.date().isoformat() if isinstance(cell, datetime) else str(cell)
            for title, cell in zip(titles, row, strict=True)
            if cell
        }
        for row in rows
    ]


def test_the_old_row_ends_the_day_before_and_the_new_one_begins(folder: Path) -> None:
    before = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    result, target = applied(folder, HEAD + MOVE)
    assert result
    old, new = (row for row in table(target) if row["nama"] == "Ina")
    assert "pustu" not in old
    assert old["sampai"] == "2026-11-20"
    assert (new["pustu"], new["mulai"]) == ("Cimpu", "2026-11-21")
    assert "sampai" not in new
    assert before == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_a_divided_week_becomes_a_row_for_each_unit(folder: Path) -> None:
    _, target = applied(folder, HEAD + HALF)
    _, stays, goes = (row for row in table(target) if row["nama"] == "Ina")
    assert (stays.get("pustu"), stays["hari_tugas"]) == (None, "kamis dan jumat")
    assert (goes["pustu"], goes["hari_tugas"]) == ("Cimpu", "senin–rabu")
    report = check(folder, roster=target, pada=PADA)
    assert report.pustu == check(folder, dengan=folder.parent / "usulan.yaml", pada=PADA).pustu
    assert check(folder, roster=target, pada=EVE).pustu == check(folder, pada=EVE).pustu


def test_who_begins_on_that_very_day_has_no_row_that_ends(folder: Path) -> None:
    head, *rows = SHORT.splitlines()
    text = "\n".join([f"{head},mulai", *(f"{row},2026-11-21" for row in rows)]) + "\n"
    (folder / "petugas.csv").write_text(text, encoding="utf-8")
    _, target = applied(folder, HEAD + MOVE)
    assert [row.get("pustu") for row in table(target) if row["nama"] == "Ina"] == ["Cimpu"]


def test_a_recruit_is_a_row_without_a_name_that_counts_nobody_until_it_has_one(folder: Path) -> None:
    assert nobody(VACANT) is Nobody.VACANT
    result, target = applied(folder, HEAD + MOVE + HIRE)
    assert result
    blank = [row for row in table(target, "Kader") if row["nama"] == VACANT]
    assert [(row["posyandu"], row["puskesmas"]) for row in blank] == [("Melati", "Suli")] * 2
    report = check(folder, roster=target, pada=PADA)
    assert report.posyandu == check(folder, pada=PADA).posyandu
    assert not of(report, "ILP016")
    book = openpyxl.load_workbook(target)
    for number, row in enumerate([row for row in book["Kader"].iter_rows() if row[0].value == VACANT]):
        row[0].value = ("Rukiah", "Salma")[number]
    book.save(target)
    assert not of(check(folder, roster=target, pada=PADA), "ILP205")


def test_a_vacant_post_of_the_old_roster_stays_one_and_other_lines_are_named(folder: Path) -> None:
    (folder / "petugas.csv").write_text(SHORT + "Formasi kosong,Suli,Cimpu,Perawat\nJumlah,4,,\n", encoding="utf-8")
    result, target = applied(folder, HEAD + MOVE)
    assert [row["pustu"] for row in table(target) if row["nama"] == "Formasi kosong"] == ["Cimpu"]
    assert [why for _, _, why in getattr(result, "left")] == ["baris jumlah"]  # noqa: B009


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD + MOVE.replace("Ina", "Rahma"), "ILP601"),
        (HEAD + MOVE.replace("pustu: Cimpu", "pustu: Cimpo"), "ILP602"),
        (HEAD + MOVE.replace("nama: Ina, profesi: bidan", "nama: Yusuf, profesi: perawat"), "ILP603"),
        (HEAD + MOVE + HIRE.replace("jumlah: 2", "jumlah: 3"), "ILP604"),
        (HEAD + MOVE + MOVE, "ILP606"),
        (HEAD + MOVE + MOVE.replace("Ina", "Sari"), "ILP607"),
        (HEAD.replace("Luwu", "Majene") + MOVE, "ILP609"),
        (HEAD + MOVE + HIRE.replace("2025", "2030"), "ILP610"),
        (HEAD + MOVE.replace("profesi", "profesii"), "ILP002"),
    ],
)
def test_what_has_gone_stale_is_refused_by_name_and_nothing_is_written(folder: Path, text: str, code: str) -> None:
    result, target = applied(folder, text)
    assert code in [finding.code for finding in getattr(result, "blocking")]  # noqa: B009
    assert not result
    assert not target.exists()


def test_a_proposal_is_not_carried_out_twice(folder: Path) -> None:
    _, target = applied(folder, HEAD + MOVE)
    again = apply_proposal(folder, folder.parent / "usulan.yaml", folder.parent / "dua.xlsx", mulai=PADA, roster=target)
    assert [finding.code for finding in again.blocking][:1] == ["ILP601"]


def test_inputs_and_what_is_no_proposal_are_left_alone(folder: Path) -> None:
    with pytest.raises(Misuse, match="tidak memuat perpindahan"):
        applied(folder, "pindah: []\n")
    applied(folder, HEAD + MOVE)
    with pytest.raises(OutputBlocked, match="sudah ada"):
        applied(folder, HEAD + MOVE)
    inside = plan(
        folder.parent / "dalam",
        SULI.replace("roster: .\n", "petugas: [{nama: Ina, puskesmas: Suli, profesi: Bidan}]\n"),
    )
    with pytest.raises(Misuse, match="ditulis di dalamnya"):
        apply_proposal(inside, folder.parent / "usulan.yaml", folder.parent / "tiga.xlsx", mulai=PADA)


def test_the_same_inputs_give_the_same_bytes_and_the_command_says_what_it_did(folder: Path) -> None:
    (folder.parent / "usulan.yaml").write_text(HEAD + HALF + HIRE, encoding="utf-8")
    words = ("apply", "rencana", "usulan.yaml", "--mulai", DAY, "-o")
    first, second = (ilp(*words, name, cwd=folder.parent) for name in ("a.xlsx", "b.xlsx"))
    assert first.returncode == 0, first.stderr
    assert "1 orang pindah mulai 21 November 2026, 2 formasi menunggu nama" in first.stdout
    assert "Periksa dengan: ilp check rencana --roster a.xlsx --pada 2026-11-21" in first.stderr
    assert (folder.parent / "a.xlsx").read_bytes() == (folder.parent / "b.xlsx").read_bytes()
    (folder.parent / "usulan.yaml").write_text(HEAD + MOVE.replace("Ina", "Rahma"), encoding="utf-8")
    refused = ilp(*words, "c.xlsx", cwd=folder.parent)
    assert refused.returncode == 1
    assert "ILP601 Rahma" in refused.stdout
    assert second.returncode == 0


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("block", range(3))
def test_the_new_roster_fulfils_what_the_proposal_promised(tmp_path: Path, block: int, own: bool) -> None:
    """On the day of the decree the roster counts as the proposal does; the day before, as the old roster did.

    So it is with a roster of ours made of csv files, and with a workbook that stays the planner's own.
    """
    moved = 0
    for seed in range(block * 20, block * 20 + 20):
        district, _ = random_case(seed, people=16, kinds=("bidan", "perawat"))
        folder = written(tmp_path / str(seed) / "rencana", district, Random(seed))
        if own:
            as_workbook(folder)
        plan_ = plan_staffing(folder, pada=PADA, keliling=seed % 2 == 0, rekrut_maks=0)
        usulan, target = folder.parent / "usulan.yaml", folder.parent / "baru.xlsx"
        write_proposal(plan_, load(folder), folder, usulan)
        if not plan_.proposal.pindah:
            continue
        moved += 1
        result = apply_proposal(folder, usulan, target, mulai=PADA)
        assert result, result.blocking
        assert (not result.asli) is own
        assert check(folder, roster=target, pada=PADA).pustu == check(folder, dengan=usulan, pada=PADA).pustu
        assert check(folder, roster=target, pada=EVE).pustu == check(folder, pada=EVE).pustu
    assert moved >= 5


def as_workbook(folder: Path) -> None:
    """The csv files of a plan as the sheets of one workbook."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for file in sorted(folder.glob("*.csv")):
        sheet = book.create_sheet(file.stem)
        for row in csv.reader(file.read_text(encoding="utf-8").splitlines()):
            sheet.append([text or None for text in row])
        file.unlink()
    book.save(folder / "roster.xlsx")


def written(folder: Path, district: District, chance: Random) -> Path:
    """An invented district as a planner's files; some of its people have a number, others only a name."""
    names = {place.path: (puskesmas.nama, place.nama) for puskesmas in district.puskesmas for place in puskesmas.pustu}
    register = ", ".join(
        f"{{nama: {puskesmas.nama}, pustu: [{', '.join(f'{{nama: {unit.nama}}}' for unit in puskesmas.pustu)}]}}"
        for puskesmas in district.puskesmas
    )
    lokus = ", ".join(
        f"{{puskesmas: {lokus.puskesmas.nama}, pustu: [{', '.join(unit.nama for unit in lokus.pustu)}]}}"
        for tahap in district.tahap
        for lokus in tahap.lokus
    )
    policy = ", ".join(f"{kind}: {least}" for kind, least in district.kebijakan.induk_minimum.items())
    roadmap = (
        f"kabupaten: {{nama: Luwu}}\nroster: .\nhari_layanan: Sen-Rab\nkebijakan: {{induk_minimum: {{{policy}}}}}\n"
        f"puskesmas: [{register}]\ntahap: [{{tahun: 2025, lokus: [{lokus}]}}]\n"
    )
    rows = []
    for petugas in district.petugas:
        puskesmas, pustu = names.get(petugas.unit or (), (petugas.puskesmas, ""))
        days = "; ".join(hari_names(petugas.hari or ()))
        nip = f"19850105201001{chance.choice('12')}{petugas.row:03d}" if chance.random() < 0.5 else ""
        rows.append(f"{petugas.nama},{nip},{puskesmas},{pustu},{petugas.profesi},{petugas.status},{days}")
    head = "nama,nip,puskesmas,pustu,profesi,status,hari_tugas\n"
    return plan(folder, roadmap, petugas_csv=head + "\n".join(rows) + "\n", kader_csv=KADER_HEAD)


def test_a_blank_pustu_of_the_new_roster_is_the_puskesmas_also_where_it_looks_like_a_group(folder: Path) -> None:
    """Each pustu once with blanks below it: in a planner's list that may mean the place above, in ours it does not."""
    roadmap = SULI.replace("[{nama: Cimpu}]", "[{nama: Cimpu}, {nama: Malela}]")
    rows = ["Yusuf,Suli,Malela,Perawat", "Ina,Suli,,Bidan", "Sari,Suli,,Bidan"]
    text = "nama,puskesmas,pustu,profesi\n" + "\n".join(rows) + "\n"
    plan(folder, roadmap, petugas_csv=text, kader_csv=KADER_CSV)
    _, target = applied(folder, HEAD + MOVE)
    assert [petugas.unit and petugas.unit[2:] for petugas in load(folder, target).petugas] == [
        ("pustu", 1),
        (),
        ("pustu", 0),
        (),
    ]


def test_whoever_has_moved_before_can_be_proposed_again(folder: Path) -> None:
    """A row that has ended is somebody's past: no namesake, and no second place."""
    _, target = applied(folder, HEAD + HALF)
    usulan = folder.parent / "lagi.yaml"
    usulan.write_text(
        "kabupaten: Luwu\npada: 2026-12-01\npindah:\n" + HALF.replace("Sen-Rab", "Kam-Jum"), encoding="utf-8"
    )
    later = date(2026, 12, 2)
    report = check(folder, roster=target, dengan=usulan, pada=later)
    assert not [finding for finding in report.findings if finding.code.startswith("ILP60")]
    assert not of(report, "ILP201", "ILP204")

    third = folder.parent / "tiga.xlsx"
    assert apply_proposal(folder, usulan, third, mulai=later, roster=target)
    assert check(folder, roster=third, pada=later).pustu == report.pustu


def test_the_planner_does_not_take_the_past_for_a_second_place(folder: Path) -> None:
    head, *rows = SHORT.splitlines()
    dated = [f"{row},198501052010012903,," if row.startswith("Ina") else f"{row},,," for row in rows]
    past = ["Ina,Suli,Cimpu,Bidan,198501052010012903,2024-01-02,2024-12-31"]
    text = "\n".join([f"{head},nip,mulai,sampai", *past, *dated]) + "\n"
    (folder / "petugas.csv").write_text(text, encoding="utf-8")
    assert "tercatat di beberapa baris" not in plan_staffing(folder, pada=PADA).excluded
