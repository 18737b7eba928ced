"""ilp plan openings as a planner calls it: the screen, the files it writes, and that they are read again."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from ilp_cli.capabilities.openings.sheets import openings_book
from ilp_cli.capabilities.openings.verb import plan_openings, why_openings
from ilp_cli.checking.verb import check
from ilp_cli.core.outcome import Misuse
from ilp_cli.paper.fit import misfits
from ilp_cli.planning.patience import patience
from tests.capabilities.openings.world import World
from tests.plans import of, plan, spot
from tests.running import LUWU, ilp


def test_the_screen_says_what_is_proven_and_what_was_moved() -> None:
    done = ilp("plan", "openings", LUWU, "--tahun", "2025", "--pada", "2025-01-02")
    assert done.returncode == 0, done.stderr
    assert "30 irama tetap, 0 berubah, 89 baru" in done.stdout
    assert "setiap hari buka didampingi nakes" in done.stdout.lower()


def test_a_year_that_lacks_somebody_ends_with_1(tmp_path: Path) -> None:
    folder = World(pustu=(1,), induk=1, posts=((0, "rabu ke-2"),)).folder(tmp_path)
    done = ilp("plan", "openings", folder, "--tahun", "2025")
    assert done.returncode == 1
    assert "Pustu U0 (1 nakes) dapat melepas 0 orang tiap hari" in " ".join(done.stdout.split())


def test_only_days_on_which_a_posyandu_may_open_are_summed_up(tmp_path: Path) -> None:
    """Ina could go from Tuesday to Friday, when her pustu is closed; but so is the posyandu that it guides."""
    roadmap = """\
kabupaten: {nama: Luwu}
roster: .
puskesmas:
  - nama: Suli
    pustu: [{nama: Cimpu, hari_layanan: [senin]}, {nama: Buntu}]
    posyandu: [{nama: Melati, pustu: Cimpu}, {nama: Mawar, pustu: Buntu}]
"""
    staff = "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\nOka,Suli,Buntu,Bidan\nUmar,Suli,Buntu,Perawat\n"
    place = plan(tmp_path, roadmap, petugas_csv=staff, kader_csv="nama,puskesmas,posyandu\nAni,Suli,Melati\n")
    words = " ".join(plan_openings(place, tahun=2025).summary)
    assert "Pustu Cimpu (1 nakes) dapat melepas 0 orang tiap hari: 0 hari buka sebulan; diminta 1" in words


def test_what_it_writes_can_be_printed_and_hung_up(tmp_path: Path) -> None:
    out = tmp_path / "hari-buka.xlsx"
    done = ilp("plan", "openings", LUWU, "--tahun", "2025", "--puskesmas", "Suli", "-o", out)
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Setahun", "Suli"]
    year, own = book["Setahun"], book["Suli"]
    assert [cell.value for cell in year[1]][:4] == ["No", "Puskesmas", "Posyandu", "Hari buka"]
    titles = [cell.value for cell in own[1]]
    assert titles == ["No", "Posyandu", "Desa", "Tanggal", "Hari", "Jam", "Tempat", "Pendamping", "Keterangan"]
    days = sum(own.cell(row, 1).value is not None for row in range(2, own.max_row + 1))
    posts = sum(isinstance(year.cell(row, 1).value, int) for row in range(2, year.max_row + 1))
    assert days == 12 * posts


@pytest.mark.parametrize("kertas", ["f4", "a4"])
def test_its_sheets_fit_their_paper(kertas: str) -> None:
    planned = plan_openings(LUWU, tahun=2025)
    assert misfits(openings_book(planned.plan, kertas)) == []


def test_calendars_and_tables_hold_the_same_days(tmp_path: Path) -> None:
    folder = tmp_path / "kalender"
    assert ilp("plan", "openings", LUWU, "--tahun", "2025", "--puskesmas", "Suli", "-o", folder).returncode == 0
    (calendar,) = folder.iterdir()
    table = list(csv.DictReader(io.StringIO(
        ilp("plan", "openings", LUWU, "--tahun", "2025", "--puskesmas", "Suli", "--format", "csv").stdout
    )))  # fmt: skip
    told = json.loads(
        ilp("plan", "openings", LUWU, "--tahun", "2025", "--puskesmas", "Suli", "--format", "json").stdout
    )
    text = calendar.read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == len(table) == len(told["hari_buka"])
    assert all(row["tanggal"].replace("-", "") in text for row in table)
    assert [row["tanggal"] for row in told["hari_buka"]] == [row["tanggal"] for row in table]


def test_the_rhythm_of_the_file_can_be_pasted_into_the_roadmap(tmp_path: Path) -> None:
    """Each entry is a hari_buka as roadmap.yaml reads it, and with it the check has nothing to say."""
    world = World(pustu=(2, 2), induk=2, posts=((0, ""), (0, ""), (1, "tanggal 31"), (None, "")))
    planned = plan_openings(world.folder(tmp_path / "awal"), tahun=2025)
    rhythms = tuple(f"[{kegiatan.hari_buka}]" for kegiatan in planned.plan.kegiatan)
    pasted = World(
        pustu=world.pustu,
        induk=world.induk,
        posts=tuple((unit, rhythm) for (unit, _), rhythm in zip(world.posts, rhythms, strict=True)),
    ).folder(tmp_path / "tempel")
    report = check(pasted, pada=planned.plan.pada.replace(year=2025, month=1, day=2))
    assert of(report, "ILP004", "ILP420", "ILP422", "ILP423") == []
    again = plan_openings(pasted, tahun=2025).plan
    assert [kegiatan.bukaan for kegiatan in again.kegiatan] != []
    assert [[bukaan.tanggal for bukaan in kegiatan.bukaan] for kegiatan in again.kegiatan] == [
        [bukaan.tanggal for bukaan in kegiatan.bukaan] for kegiatan in planned.plan.kegiatan
    ]


def test_what_cannot_be_planned_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="puskesmas “Sulli” tidak terdaftar; apakah maksudnya “Suli”"):
        plan_openings(LUWU, tahun=2025, puskesmas=["Sulli"])
    with pytest.raises(Misuse, match="di luar kalender"):
        plan_openings(LUWU, tahun=1990)
    done = ilp("plan", "openings", LUWU, "--tahun", "2025", "-o", tmp_path / "buka.doc")
    assert done.returncode == 2
    assert "bukaan.yaml" in done.stderr


def test_a_puskesmas_without_posyandu_is_named() -> None:
    done = ilp(
        "plan", "openings", LUWU.parent / "padang-pariaman", "--tahun", "2026", "--puskesmas", "Ketaping",
    )  # fmt: skip
    assert done.returncode == 2
    assert "belum ada posyandu yang terdaftar di Ketaping" in " ".join(done.stderr.split())


def test_why_names_each_day_that_is_not_to_be_had(tmp_path: Path) -> None:
    """In March 2027 Nyepi and Idulfitri close the week of the second Tuesday; the Friday before is the nearest day."""
    folder = World(pustu=(2,), induk=1, posts=((0, "selasa ke-2"),), weeks="[1, 2, 3, 4]", days="Senin-Jumat").folder(
        tmp_path
    )
    told = why_openings(folder, "p0", (2027, 3))
    (conflict,) = told.conflicts
    assert [fact.kind for fact in conflict.facts] == ["irama", "libur", "hari layanan", "hari layanan", *["libur"] * 4]
    assert conflict.repairs[0].startswith("buka pada jumat 5 Maret 2027, didampingi N0x")
    assert told.exit_status() == 1
    calm = why_openings(folder, "p0", (2027, 4))
    assert (calm.conflicts, calm.exit_status()) == ((), 0)
    alone = World(pustu=(1,), induk=1, posts=((0, "rabu ke-2"),)).folder(tmp_path / "sendiri")
    (conflict,) = why_openings(alone, "P0", (2025, 2)).conflicts
    assert "pustu U0 1 nakes, dapat melepas 0; puskesmas Suli 1 nakes, dapat melepas 0" in conflict.facts[0].text
    with pytest.raises(Misuse, match="posyandu “P9” tidak terdaftar"):
        why_openings(folder, "P9", (2027, 3))


def test_what_there_was_no_time_for_is_made_by_hand_and_proven_nothing(tmp_path: Path) -> None:
    """Two posyandu need a rhythm; a third keeps its own, which needs no search."""
    world = World(pustu=(2,), induk=1, posts=((0, ""), (0, ""), (0, "selasa ke-2")))
    folder = world.folder(tmp_path)
    whole = plan_openings(folder, tahun=2025)
    assert (whole.document()["terbukti"], whole.document()["dihentikan"]) == (True, False)
    hurried = ilp("plan", "openings", folder, "--tahun", "2025", "--batas-waktu", "0.001", "--format", "json")
    answer = json.loads(hurried.stdout)
    assert (answer["terbukti"], answer["belum_terbukti"], answer["dihentikan"]) == (False, ["Suli"], False)
    assert hurried.returncode == (1 if answer["ringkasan"]["tanpa_pendamping"] else 0)
    assert answer["ringkasan"]["hari_buka"] == 36
    text = ilp("plan", "openings", folder, "--tahun", "2025", "--batas-waktu", "0.001").stdout
    assert "Waktu habis (--batas-waktu): hari buka semua puskesmas disusun satu per satu" in " ".join(text.split())
    assert "Terbukti:" not in text
    stopped = patience()
    stopped.stopper.set()
    given_up = plan_openings(folder, tahun=2025, until=stopped)
    assert given_up.exit_status() == 130
    assert given_up.summary[2].startswith("Pencarian dihentikan: ")
    why = why_openings(folder, "P0", (2025, 5), until=stopped)
    assert (why.possible, why.whole, why.exit_status()) == (None, False, 130)
    asked = ilp("why", folder, "--posyandu", "P0", "--bulan", "2025-05", "--batas-waktu", "0.001")
    assert (asked.returncode, "belum diketahui: " in asked.stdout) == (1, True)


def test_days_of_another_district_are_refused_at_their_line(tmp_path: Path) -> None:
    folder = World(pustu=(2,), induk=1, posts=((0, "senin ke-1"),)).folder(tmp_path)
    text = "kabupaten: {}\nhari_buka:\n  - {{puskesmas: Suli, posyandu: P0, hari_buka: rabu ke-2}}\n"
    for name, said in (("Rekaan", ""), ("Kabupaten Rekaan", ""), ("Majene", "disusun untuk Majene, bukan")):
        (tmp_path / "bukaan.yaml").write_text(text.format(name), encoding="utf-8")
        told = of(check(folder, dengan=tmp_path / "bukaan.yaml"), "ILP424")
        assert [spot(finding) for finding in told] == (["bukaan.yaml:1:12"] if said else [])
        assert all(said in finding.message for finding in told)
        visits = ilp("plan", "visits", ".", "--bulan", "2025-03", "--dengan", "bukaan.yaml", "-o", "x.html", cwd=folder)
        assert ("bukaan.yaml:1:12" in visits.stderr) is bool(said), visits.stderr


def test_a_number_typed_into_a_name_or_place_is_shown_nowhere(tmp_path: Path) -> None:
    number = "081200000123"
    folder = World(pustu=(2,), induk=1, posts=((0, "senin ke-1"),)).folder(tmp_path)
    roadmap = folder / "roadmap.yaml"
    told = f'hari_buka: senin ke-1, tempat: "Rumah Bu Ina {number}", jam: "08.00 hp {number}"'
    roadmap.write_text(roadmap.read_text(encoding="utf-8").replace("hari_buka: senin ke-1", told), encoding="utf-8")
    for target in ("bukaan.yaml", "hari.ics", "hari.xlsx"):
        assert ilp("plan", "openings", ".", "--tahun", "2025", "-o", target, cwd=folder).returncode == 0
    table = ilp("plan", "openings", ".", "--tahun", "2025", "--format", "csv", cwd=folder)
    assert "Rumah Bu Ina" in table.stdout
    assert number not in table.stdout + (folder / "hari.ics").read_text(encoding="utf-8")
    cells = [cell for sheet in openpyxl.load_workbook(folder / "hari.xlsx") for row in sheet.values for cell in row]
    assert not [cell for cell in cells if number in str(cell)]
    (folder / "bukaan.yaml").write_text(
        f"hari_buka:\n  - {{puskesmas: Suli, posyandu: P0 {number}, hari_buka: rabu ke-2}}\n", encoding="utf-8"
    )
    answers = [
        ilp("check", ".", "--dengan", "bukaan.yaml", cwd=folder),
        ilp("plan", "visits", ".", "--bulan", "2025-03", "--dengan", "bukaan.yaml", "-o", "x.html", cwd=folder),
    ]
    assert not [answer for answer in answers if number in answer.stdout + answer.stderr]


def test_a_table_nobody_asked_for_is_an_input_too(tmp_path: Path) -> None:
    folder = World(pustu=(2,), induk=1, posts=((0, "senin ke-1"),)).folder(tmp_path)
    for name in ("wilayah.csv", "Keluarga.csv", "realisasi.csv"):
        (folder / name).write_text("isi yang berharga\n", encoding="utf-8")
        words = ("--tahun", "2025", "--format", "csv", "-o", name, "--force")
        answer = ilp("plan", "openings", ".", *words, cwd=folder)
        assert "berkas masukan" in answer.stderr
        assert (folder / name).read_text(encoding="utf-8") == "isi yang berharga\n"
        (folder / name).unlink()


def test_a_rhythm_written_twice_is_one_opening(tmp_path: Path) -> None:
    folder = World(pustu=(2,), induk=0, posts=((0, "[selasa ke-2, selasa kedua]"),)).folder(tmp_path)
    plan = plan_openings(folder, tahun=2025).plan
    assert len(plan.bukaan) == 12
    assert not plan.changed
