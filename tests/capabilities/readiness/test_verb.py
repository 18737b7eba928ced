"""What ilp readiness answers: by stage, for people and for programs, as a workbook, and where its inputs are bad."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

import ilp_cli
from ilp_cli.core.outcome import Misuse
from ilp_cli.district.kesiapan import KRITERIA
from ilp_cli.district.kriteria import national
from ilp_cli.law import configs
from ilp_cli.paper.layout import USUAL, paper
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, SULI, plan
from tests.running import EXAMPLES, ilp

DAY = PADA.isoformat()
HEAD = "puskesmas,pustu,posyandu,kriteria,keadaan,sejak,bukti\n"
EVERY = (
    *(f"Suli,,,{code},ya,,\n" for code in ("P1", "P2", "P3", "P4", "ALAT")),
    "Suli,,,P5,ya,2026-02-10,SK 7/2026\n",
    *(f"Suli,Cimpu,,{code},ya,,\n" for code in ("U1b", "U2b", "U4", "ALAT")),
    *(f"Suli,,Melati,{code},ya,,\n" for code in ("Y2b", "Y3", "Y4", "Y5", "Y6", "Y7", "ALAT")),
)
"""Everything that no other table of the plan below counts."""
FULL = SULI.replace("roster: .", "roster: .\nhari_layanan: Sen-Jum").replace(
    "[{nama: Melati}]", "[{nama: Melati, hari_buka: tanggal 12}]"
)
FIVE = PETUGAS_CSV + "".join(f"{name},Suli,,{kind}\n" for name, kind in (
    ("Andi", "Dokter"), ("Mira", "Dokter Gigi"), ("Eka", "ATLM"),
))  # fmt: skip


def folder(place: Path, rows: str, roadmap: str = FULL, petugas: str = FIVE) -> Path:
    return plan(place, roadmap, petugas_csv=petugas, kader_csv=KADER_CSV, kesiapan_csv=HEAD + rows)


def test_the_codes_that_are_offered_are_those_of_the_law() -> None:
    assert tuple(national()) == KRITERIA.words
    standards = configs.law().standards
    for kriteria in national().values():
        assert kriteria.pangkat == "turunan"
        assert [part.kode for part in kriteria.bagian] == [f"{kriteria.kode}{letter}" for letter in "ab"][
            : len(kriteria.bagian)
        ]
        assert all(not part.standar or part.standar in standards for part in kriteria.bagian)


def test_ready_is_only_who_meets_everything(tmp_path: Path) -> None:
    ready = ilp_cli.readiness(folder(tmp_path / "all", "".join(EVERY)), pada=PADA)
    assert [unit.keadaan for unit in ready.units] == ["siap"] * 3
    for number, row in enumerate(EVERY):
        rest = "".join(other for other in EVERY if other != row)
        one_less = ilp_cli.readiness(folder(tmp_path / f"{number}", rest), pada=PADA)
        assert sorted(unit.keadaan for unit in one_less.units) == ["belum diketahui", "siap", "siap"], row
        refused = ilp_cli.readiness(folder(tmp_path / f"x{number}", rest + row.replace(",ya,", ",tidak,")), pada=PADA)
        assert sorted(unit.keadaan for unit in refused.units) == ["belum siap", "siap", "siap"], row


def test_what_is_counted_wins_and_the_contradiction_is_told_at_its_cell(tmp_path: Path) -> None:
    lone = KADER_CSV.replace("Mia,Suli,,Melati\n", "")
    told = plan(tmp_path, FULL, petugas_csv=FIVE, kader_csv=lone, kesiapan_csv=HEAD + "Suli,,Melati,Y1,ya,,\n")
    (unit,) = [unit for unit in ilp_cli.readiness(told, pada=PADA).units if unit.jenis == "posyandu"]
    assert unit.hasil[0].words == "sedikitnya 5 kader: tidak memenuhi, 4 dari 5 kader"
    (finding,) = [item for item in ilp_cli.check(told, pada=PADA).findings if item.code == "ILP453"]
    assert str(finding.place).endswith("kesiapan.csv:2")
    assert "4 dari 5 kader" in finding.message
    assert finding.posyandu == "Melati"


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("Suli,Cimpu,,U1,tidak,,", []),  # the part that is not counted may be what fails
        ("Suli,Cimpu,,U1a,tidak,,", ["ILP453"]),
        ("Suli,Cimpu,,U1b,tidak,,", []),
        ("Suli,,Melati,Y1,tidak,,", ["ILP453"]),
        ("Suli,,Melati,y 01 jumlah kader,tidak,,", ["ILP453"]),
        ("Suli,,Melati,Jumlah kader,ya,,", []),
        ("Suli,,Melati,Y1,tidak,2027-01-01,", ["ILP455"]),
        ("Suli,,Melati,Y8,ya,,", ["ILP450"]),
        ("Suli,,Melati,Y2c,ya,,", ["ILP450"]),
        ("Suli,,Melati,P1,ya,,", ["ILP451"]),
        ("Suli,,Melati,Y3,kadang,,", ["ILP452"]),
        ("Suli,,Melati,Y3,62%,,", ["ILP452"]),
        ("Suli,,Melati,Y3,,,\nSuli,,Melati,Y7,ya,,", []),
        ("Suli,,Melati,Y3,,,", ["ILP457"]),
        ("Suli,,Melati,Y3,ya,,\nSuli,,Melati,Y3,tidak,,", ["ILP454"]),
        ("Suli,,Melati,Y2b,ya,2025-01-01,\nSuli,,Melati,Y2,tidak,2025-01-01,", ["ILP454"]),
        ("Suli,,Melati,Y3,ya,2025-01-01,\nSuli,,Melati,Y3,tidak,2025-01-02,", []),
        ("Suli,,Mawar,Y3,ya,,", ["ILP017"]),
        ("Sulli,,,P1,ya,,", ["ILP017"]),
        ("Suli,,Melati,Y3,ya,31/02/2026,", ["ILP004"]),
        ("Suli,,,,ya,,", ["ILP003"]),
        (",,,P1,ya,,", ["ILP003"]),
    ],
)
def test_what_is_wrong_with_a_row_is_told_once(tmp_path: Path, row: str, codes: list[str]) -> None:
    report = ilp_cli.check(folder(tmp_path, row + "\n"), pada=PADA)
    own = [item for item in report.findings if "kesiapan.csv" in str(item.place)]
    assert [item.code for item in own] == codes
    ilp_cli.readiness(folder(tmp_path, row + "\n"), pada=PADA)


@pytest.mark.parametrize(
    ("day", "told", "state"),
    [
        ("2026-02-14", date(2026, 11, 21), "memenuhi"),
        ("2026-02-15", date(2026, 11, 21), "tidak memenuhi"),
        ("2025-02-10", date(2026, 11, 21), "belum diketahui"),
        ("", date(2026, 11, 21), "belum diketahui"),
        ("2026-02-10", date(2026, 2, 1), "belum diketahui"),
        ("2028-02-29", date(2028, 3, 1), "tidak memenuhi"),
    ],
)
def test_targets_are_set_anew_each_year_in_time(tmp_path: Path, day: str, told: date, state: str) -> None:
    answer = ilp_cli.readiness(folder(tmp_path, f"Suli,,,P5,ya,{day},\n"), pada=told)
    (hasil,) = [hasil for hasil in answer.units[0].hasil if hasil.kriteria.kode == "P5"]
    assert hasil.keadaan.value == state
    part = hasil.bagian[1]
    assert part.bagian.due(2028) == date(2028, 2, 29)


def test_a_district_leaves_criteria_out_and_adds_its_own(tmp_path: Path) -> None:
    own = "kriteria_kesiapan:\n  tanpa: [p5, ALAT]\n  tambahan:\n    - {kode: K1, untuk: pustu, judul: Punya motor}\n"
    answer = ilp_cli.readiness(folder(tmp_path, "Suli,Cimpu,,K1,ya,,\nSuli,,,P5,tidak,,\n", FULL + own), pada=PADA)
    codes = {unit.jenis: [hasil.kriteria.kode for hasil in unit.hasil] for unit in answer.units}
    assert codes == {
        "puskesmas": ["P1", "P2", "P3", "P4", "P6"],
        "pustu": ["U1", "U2", "U3", "U4", "K1"],
        "posyandu": ["Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7"],
    }
    row = next(row for row in answer.rows("kriteria") if row["kode"] == "K1")
    assert (row["keadaan"], row["dari"], row["pangkat"]) == ("memenuhi", "dinyatakan", "lokal")
    assert answer.document()["tidak_dipakai"] == ["ALAT", "P5"]


def test_without_a_roster_nothing_of_it_is_met_or_failed(tmp_path: Path) -> None:
    bare = ilp_cli.readiness(plan(tmp_path, SULI.replace("roster: .\n", "")), pada=PADA)
    assert {unit.keadaan for unit in bare.units} == {"belum diketahui"}
    assert all(not unit.jumlah[state] for unit in bare.units for state in list(unit.jumlah)[:2])
    assert bare.warnings[-1].startswith("roster belum ada")


def test_of_a_place_that_is_no_lokus_and_in_no_row_the_roster_tells_nothing(tmp_path: Path) -> None:
    roadmap = SULI.replace("posyandu: [{nama: Melati}]}", "posyandu: [{nama: Melati}, {nama: Mawar}]}, {nama: Bua}")
    answer = ilp_cli.readiness(folder(tmp_path, "", roadmap), pada=PADA, semua=True)
    named = {unit.nama: unit for unit in answer.units}
    assert (named["Mawar"].tahun, named["Mawar"].keadaan) == (None, "belum diketahui")
    assert named["Bua"].keadaan == "belum diketahui"
    assert named["Melati"].tahun == 2025


def test_a_closed_puskesmas_and_a_cancelled_lokus_are_not_asked(tmp_path: Path) -> None:
    closed = SULI.replace("{nama: Suli,", "{nama: Suli, tutup: 2026-01-01,")
    assert not ilp_cli.readiness(folder(tmp_path / "a", "", closed), pada=PADA).units
    halted = SULI.replace("posyandu: [Melati]}]", "posyandu: [Melati], status: batal, alasan: pindah}]")
    cancelled = folder(tmp_path / "b", "", halted)
    assert not ilp_cli.readiness(cancelled, pada=PADA).units
    assert len(ilp_cli.readiness(cancelled, pada=PADA, semua=True).units) == 3


def test_the_indicators_say_between_what_they_lie(tmp_path: Path) -> None:
    roadmap = FULL.replace("hari_buka: tanggal 12}", "hari_buka: tanggal 12}, {nama: Mawar}, {nama: Soka}")
    answer = ilp_cli.readiness(folder(tmp_path, "Suli,,Melati,Y2b,ya,,\nSuli,,Soka,Y2b,tidak,,\n", roadmap), pada=PADA)
    nakes, active = answer.indikator
    assert (nakes.nomor, nakes.memenuhi, nakes.total, nakes.keadaan) == ("14.3.2", 1, 1, None)
    assert (active.memenuhi, active.tidak, active.belum, active.ambang) == (1, 1, 1, 75)
    assert (active.paling_rendah, active.paling_tinggi, active.keadaan) == (33.3, 66.7, "tidak memenuhi")
    assert active.row()["pangkat"] == "turunan"


def test_an_indicator_is_reached_or_not_only_where_the_unknown_cannot_change_it(tmp_path: Path) -> None:
    met = ilp_cli.readiness(folder(tmp_path / "a", "Suli,,Melati,Y2b,ya,,\n"), pada=PADA).indikator[1]
    open_ = ilp_cli.readiness(folder(tmp_path / "b", ""), pada=PADA).indikator[1]
    assert (met.keadaan, open_.keadaan) == ("memenuhi", "belum diketahui")
    assert "antara 0,0% dan 100,0%" in open_.words


def test_the_forms_of_the_answer_tell_the_same(tmp_path: Path) -> None:
    place = folder(tmp_path, "".join(EVERY[:3]))
    document = json.loads(ilp("readiness", place, "--pada", DAY, "--format", "json").stdout)
    assert document["command"] == "readiness"
    for table in ("unit", "kriteria", "indikator"):
        text = ilp("readiness", place, "--pada", DAY, "--format", "csv", "--tabel", table).stdout
        rows = list(csv.DictReader(io.StringIO(text)))
        assert [list(row) for row in rows] == [list(row) for row in document[table]]
        assert [row["keadaan"] for row in rows] == [row["keadaan"] or "" for row in document[table]]
    screen = ilp("readiness", place, "--pada", DAY).stdout
    assert "Suli       ●   ●   ●   ?   ?   ●   ?     4  0  3  belum diketahui" in screen
    assert "Tanyakan pengelola SISDMK Puskesmas Suli:" in screen


def test_what_is_asked_can_be_answered_and_read_back(tmp_path: Path) -> None:
    place = folder(tmp_path / "suli", "".join(EVERY[:3]))
    asked = ilp("readiness", place, "--pada", DAY, "--format", "csv", "--tabel", "isian").stdout
    open_ = sum(row["keadaan"] == "belum diketahui" for row in ilp_cli.readiness(place, pada=PADA).rows("kriteria"))
    rows = list(csv.reader(io.StringIO(asked)))
    assert len(rows) - 1 >= open_
    answered = "".join(",".join([*row[:4], "ya", "2026-02-01", "", ""]) + "\n" for row in rows[1:])
    folder(place, "".join(EVERY[:3]) + answered.replace(",,\n", ",\n"))
    assert {unit.keadaan for unit in ilp_cli.readiness(place, pada=PADA).units} == {"siap"}


def test_the_workbook_holds_every_place_and_all_that_is_left(tmp_path: Path) -> None:
    answer = ilp_cli.readiness(folder(tmp_path / "suli", "".join(EVERY[:3])), pada=PADA)
    written = ilp_cli.write_readiness(answer, tmp_path / "kesiapan.xlsx")
    book = load_workbook(written)
    assert book.sheetnames == ["Kesiapan", "Rincian", "Kriteria", "Asal"]
    cells = [[cell.value for cell in row] for row in book["Kesiapan"].iter_rows()]
    suli = next(row for row in cells if row[:3] == [1, 2025, "Suli"] and "belum diketahui" in row)
    assert [value for value in suli if value in ("●", "▼", "?")] == ["●", "●", "●", "?", "?", "●", "?"]
    left = [row for row in answer.rows("kriteria") if row["keadaan"] != "memenuhi"]
    assert book["Rincian"].max_row == len(left) + 1
    assert book["Kriteria"].max_row == len(national()) + 1
    first = Path(written).read_bytes()
    ilp_cli.write_readiness(answer, tmp_path / "lagi.xlsx")
    assert (tmp_path / "lagi.xlsx").read_bytes() == first


@pytest.mark.parametrize("kertas", ["f4", "a4"])
def test_what_closes_the_sheet_has_company_and_the_last_mark_one_column(tmp_path: Path, kertas: str) -> None:
    answer = ilp_cli.readiness(EXAMPLES[0].parent / "luwu", pada=date(2026, 11, 21))
    sheet = load_workbook(ilp_cli.write_readiness(answer, tmp_path / "kesiapan.xlsx", kertas=kertas))["Kesiapan"]
    opening = [str(sheet.cell(mark.id + 1, 1).value) for mark in sheet.row_breaks.brk]
    assert [text.split(":")[0] for text in opening] == ["Pustu", "Posyandu"]
    assert {cell.column for row in sheet.iter_rows() for cell in row if cell.value == "ALAT"} == {12}


def test_what_closes_the_sheet_takes_a_short_section_along_to_its_page(tmp_path: Path) -> None:
    answer = ilp_cli.readiness(EXAMPLES[0].parent / "padang-pariaman", pada=date(2026, 11, 21))
    sheet = load_workbook(ilp_cli.write_readiness(answer, tmp_path / "kesiapan.xlsx", kertas="a4"))["Kesiapan"]
    (mark,) = sheet.row_breaks.brk
    assert str(sheet.cell(mark.id + 1, 1).value).startswith("Posyandu: 6")


def test_no_page_ends_while_what_comes_next_still_fits(tmp_path: Path) -> None:
    """Rows of one line count as tall as they are, so no section stands alone on a page for nothing."""
    for count in range(12, 36):
        names = "".join(f"  - {{nama: Contoh {number}}}\n" for number in range(count))
        place = folder(tmp_path / f"{count}", "", f"kabupaten: {{nama: Luwu}}\nroster: .\npuskesmas:\n{names}")
        answer = ilp_cli.readiness(place, pada=PADA, semua=True)
        sheet = load_workbook(ilp_cli.write_readiness(answer, tmp_path / f"{count}.xlsx"))["Kesiapan"]
        tall = sum(sheet.row_dimensions[row].height or USUAL for row in range(1, sheet.max_row + 1))
        page = paper(configs.naskah(), "f4").room(landscape=True)[1]
        assert tall <= 0.96 * page / 0.8 or sheet.row_breaks.brk, count
        assert tall > 0.9 * page / 0.88 or not sheet.row_breaks.brk, count


def test_the_plan_workbook_has_the_sheet_only_where_readiness_is_used(tmp_path: Path) -> None:
    for name, rows, roadmap, there in (
        ("none", "", FULL, False),
        ("table", EVERY[0], FULL, True),
        ("key", "", FULL + "kriteria_kesiapan: {tanpa: [P5]}\n", True),
    ):
        place = folder(tmp_path / name, rows, roadmap)
        ilp_cli.export(place, tmp_path / f"{name}.xlsx", pada=PADA, rancangan=True)
        assert ("Kesiapan" in load_workbook(tmp_path / f"{name}.xlsx").sheetnames) is there, name


def test_what_cannot_be_asked_is_refused(tmp_path: Path) -> None:
    place = folder(tmp_path, "")
    with pytest.raises(Misuse, match="--semua atau --tahun"):
        ilp_cli.readiness(place, pada=PADA, semua=True, tahun=(2025,))
    with pytest.raises(Misuse, match="apakah maksudnya “Suli”"):
        ilp_cli.readiness(place, pada=PADA, puskesmas=["Sulli"])
    with pytest.raises(Misuse, match="nama workbook harus berakhiran"):
        ilp_cli.write_readiness(ilp_cli.readiness(place, pada=PADA), tmp_path / "a.docx")
    assert ilp("readiness", place, "--tabel", "unit").returncode == 2
    assert ilp("readiness", place, "--format", "csv", "-o", place / "kesiapan.csv").returncode == 4


def test_a_word_whose_day_cannot_be_read_is_not_used(tmp_path: Path) -> None:
    for day, state in (("2026-01-01", "memenuhi"), ("31/02/2026", "belum diketahui")):
        answer = ilp_cli.readiness(folder(tmp_path, f"Suli,,,P3,ya,{day},\n"), pada=PADA)
        assert {hasil.kriteria.kode: hasil.keadaan.value for hasil in answer.units[0].hasil}["P3"] == state


def test_numbers_of_people_stay_hidden(tmp_path: Path) -> None:
    rows = "Suli,,,P1,tidak,2025-01-01,NIK 7317014501850001\n"
    answer = ilp("readiness", folder(tmp_path, rows), "--pada", DAY, "--format", "json")
    assert "7317014501850001" not in answer.stdout
    assert "dinyatakan tidak sejak 1 Januari 2025 (NIK ****" in answer.stdout


def test_what_no_table_tells_of_is_said_to_rest_on_statements_alone() -> None:
    words = " ".join(ilp("readiness", "examples/majene", "--pada", DAY).stdout.split())
    told = words.partition("Hanya dari pernyataan di lembar Kesiapan, tidak dihitung dari tabel lain: ")[2]
    assert "Y3" in told
    assert "Y1" not in told
