"""ilp plan rollout as a planner calls it: the screen, what it writes, what it refuses, and that it is read again."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ilp_cli.capabilities.rollout import rules
from ilp_cli.capabilities.rollout.sheets import rollout_book
from ilp_cli.capabilities.rollout.verb import plan_rollout, write_rollout
from ilp_cli.checking.verb import check
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.district.coverage import coverage
from ilp_cli.files.misfits import Unreadable
from ilp_cli.paper.fit import misfits
from ilp_cli.rulebook.rule import run
from tests.capabilities.rollout.test_pages import with_order
from tests.capabilities.rollout.world import random_world
from tests.plans import PADA, PETUGAS_CSV, of, plan
from tests.running import EXAMPLES, ilp

TOLITOLI = next(folder for folder in EXAMPLES if folder.name == "tolitoli")
DAY = PADA.isoformat()

THREE = """\
kabupaten: {nama: Uji}
puskesmas: [{nama: Suli, kecamatan: Suli}, {nama: Bajo, kecamatan: Bajo}, {nama: Bua, kecamatan: Bua}]
tahap: []
rollout:
%s
"""


def three(folder: Path, key: str) -> Path:
    """A district of three puskesmas with the key of its rollout."""
    return plan(folder, THREE % "\n".join(f"  {line}" for line in key.strip().splitlines()))


def said(folder: Path) -> str:
    """The screen of a plan, its lines joined."""
    done = ilp("plan", "rollout", folder, "--pada", DAY)
    assert done.returncode in (0, 1), done.stderr
    return " ".join(done.stdout.split())


def test_the_screen_names_limits_bounds_and_who_cannot_and_why() -> None:
    text = said(TOLITOLI)
    assert "12 puskesmas diurutkan pada 2027–2029; 1 belum dapat; 2 yang sudah ditetapkan tidak dipindah" in text
    assert "Sampai 2028 ada 16 rekrut: paling banyak 180.600 jiwa (termasuk 50.600 yang sudah ditetapkan)" in text
    assert "Laulalang: tidak dapat sebelum 2029: butuh 9 rekrut, batas 8 setahun" in text
    assert "setiap jiwa sama (1)" in text


def test_a_promise_that_is_not_kept_ends_with_1_and_a_kept_one_with_0(tmp_path: Path) -> None:
    key = "tahun: [{tahun: 2027, rekrut: %d}]\npuskesmas: [{nama: Suli, jiwa: 900, rekrut: 2}]\nkecamatan: 2027"
    assert ilp("plan", "rollout", three(tmp_path / "a", key % 1), "--pada", DAY).returncode == 1
    assert ilp("plan", "rollout", three(tmp_path / "b", key % 2), "--pada", DAY).returncode == 0


def test_a_year_with_nothing_possible_names_the_empty_limit(tmp_path: Path) -> None:
    key = """
tahun:
  - {tahun: 2027, tempat_latihan: 0, rekrut: 9}
  - {tahun: 2028, tempat_latihan: 9, rekrut: 9}
puskesmas:
  - {nama: Suli, jiwa: 900, tempat_latihan: 4, rekrut: 1}
  - {nama: Bajo, jiwa: 800, tempat_latihan: 3, rekrut: 1}
  - {nama: Bua, jiwa: 700, tempat_latihan: 2, rekrut: 1}
"""
    text = said(three(tmp_path, key))
    assert (
        "2027: tidak ada puskesmas yang dapat menjadi lokus; batas tempat latihan kosong, paling sedikit butuh 2."
        in text
    )
    assert "Suli" in text


def test_unknown_people_are_not_invented(tmp_path: Path) -> None:
    key = (
        "tahun: [{tahun: 2027, rekrut: 2}]\npuskesmas: [{nama: Suli, jiwa: 90.000, rekrut: 2}, {nama: Bua, rekrut: 1}]"
    )
    done = plan_rollout(three(tmp_path, key), pada=PADA)
    assert done.plan.problem.satuan == "puskesmas"
    assert sorted(calon.nama for calon in done.plan.urutan(2027)) == ["Bajo", "Suli"]
    (note,) = [note for note in done.plan.notes if "jiwa" in note]
    assert "Bajo dan Bua belum diisi; tidak ada yang dikarang" in note


def test_hires_that_nobody_wrote_down_are_counted_from_the_roster(tmp_path: Path) -> None:
    roadmap = """\
kabupaten: {nama: Luwu}
roster: .
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Buntu}]}, {nama: Bajo}]
rollout: {tahun: [{tahun: 2027, rekrut: 2}], puskesmas: [{nama: Suli, jiwa: 900}, {nama: Bajo, jiwa: 800}]}
"""
    kader = "nama,puskesmas\nAni,Suli\n"
    done = plan_rollout(plan(tmp_path, roadmap, petugas_csv=PETUGAS_CSV, kader_csv=kader), pada=PADA)
    suli, bajo = done.plan.problem.calon
    assert (suli.butuh["rekrut"], bajo.butuh["rekrut"]) == (2, 0)
    assert done.plan.problem.rekrut_dari_roster == ("Suli",)
    assert done.plan.problem.rekrut_tidak_diketahui == ("Bajo",)
    assert any("Bajo tidak diketahui" in note for note in done.plan.notes)


def test_faults_are_told_and_the_rest_is_planned(tmp_path: Path) -> None:
    key = """
tahun:
  - {tahun: 2027, tempat_latihan: -5, anggaran: "Rp1.234.500,00", rekrut: 4}
  - {tahun: 2027, rekrut: 1}
  - {tahun: 2028, anggaran: Rp2 juta, rekrut: 4, jiwa: 150.000}
puskesmas:
  - {nama: Suli, jiwa: 900, anggaran: "1.234.500", sesudah: [Bajo]}
  - {nama: Bajo, jiwa: 800, anggaran: 1000000, sesudah: [Suli]}
  - {nama: Buwa, jiwa: 700}
  - {nama: Bua, jiwa: 600, anggaran: 0, sesudah: [Entah]}
"""
    folder = three(tmp_path, key)
    report = check(folder, pada=PADA)
    told = {(finding.code, finding.place.line) for finding in report.findings if finding.code[:4] in ("ILP0", "ILP6")}
    assert {("ILP004", 6), ("ILP623", 7), ("ILP624", 8), ("ILP621", 10), ("ILP621", 11), ("ILP620", 12)} <= told
    assert ("ILP620", 13) in told
    assert of(report, "ILP622") == []
    with pytest.raises(Unreadable, match="urutan tidak disusun"):
        plan_rollout(folder, pada=PADA)
    mended = key.replace("-5", "5").replace("Rp2 juta", "2000000").replace('"1.234.500"', "1.234.500")
    done = plan_rollout(three(tmp_path, mended), pada=PADA)
    years = dict(zip((calon.nama for calon in done.plan.problem.calon), done.plan.choice, strict=True))
    assert years == {"Suli": 2027, "Bajo": 2028, "Bua": 2027}


def test_a_limit_that_is_not_filled_in_is_told_where_something_needs_it(tmp_path: Path) -> None:
    key = "tahun: [{tahun: 2027, rekrut: , anggaran: }]\npuskesmas: [{nama: Suli, jiwa: 900, rekrut: 3}]"
    (finding,) = of(check(three(tmp_path, key), pada=PADA), "ILP622")
    assert "batas rekrut belum diisi" in finding.message


def test_a_limit_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    key = "tahun: [{tahun: 2027, rekrut: enam}]\npuskesmas: [{nama: Suli, jiwa: 900, rekrut: 3}]"
    report = check(three(tmp_path, key), pada=PADA)
    assert len(of(report, "ILP004")) == 1
    assert not of(report, "ILP622")


def test_what_it_writes_is_read_again_edited_by_hand_and_checked(tmp_path: Path) -> None:
    folder = TOLITOLI
    done = plan_rollout(folder, pada=PADA)
    out = tmp_path / "rollout.yaml"
    assert write_rollout(done, out) == out.as_posix()
    copy = plan(tmp_path / "salinan", (folder / "roadmap.yaml").read_bytes().replace(b"roster: roster", b"roster: ."),
                rollout_yaml=out.read_bytes())  # fmt: skip
    case = with_order(copy)
    assert [finding.code for finding in run(rules.RULES, case)] == ["ILP629"] * 4
    reached = {row.tahun: row.puskesmas_kumulatif for row in coverage(case.district, case.district.years())}
    assert reached == {2024: 2, 2027: 5, 2028: 9, 2029: 14}
    text = out.read_text(encoding="utf-8").replace("      - Kota ", "      - Laulalang ")
    (copy / "rollout.yaml").write_text(text, encoding="utf-8")
    codes = [finding.code for finding in run(rules.RULES, with_order(copy))]
    assert "ILP627" in codes
    with pytest.raises(OutputBlocked):
        write_rollout(done, out)
    with pytest.raises(Misuse, match=r"rollout\.yaml atau nama \.xlsx"):
        write_rollout(done, tmp_path / "rollout.doc")


def test_an_order_moves_what_was_published_and_keeps_its_units(tmp_path: Path) -> None:
    roadmap = """\
kabupaten: {nama: Luwu}
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}, {nama: Bajo}, {nama: Bua}]
tahap:
  - {tahun: 2027, lokus: [{puskesmas: Suli, pustu: [Cimpu]}, {puskesmas: Bua, status: ditetapkan}]}
  - {tahun: 2028, lokus: [{puskesmas: Bajo}]}
rollout: {tahun: [{tahun: 2027, rekrut: 1}, {tahun: 2028, rekrut: 1}]}
"""
    order = "urutan:\n  - {tahun: 2028, puskesmas: [Suli]}\n  - {tahun: 2027, puskesmas: [Bua]}\n"
    case = with_order(plan(tmp_path, roadmap, rollout_yaml=order))
    stages = {
        tahap.tahun: [(lokus.nama, [pustu.nama for pustu in lokus.pustu]) for lokus in tahap.lokus]
        for tahap in case.district.tahap
    }
    assert stages == {2027: [("Bua", [])], 2028: [("Suli", ["Cimpu"])]}
    assert case.as_is.district.tahap[0].lokus[0].nama == "Suli"


def test_the_workbook_holds_what_the_meeting_needs(tmp_path: Path) -> None:
    out = tmp_path / "rollout.xlsx"
    done = ilp("plan", "rollout", TOLITOLI, "--pada", DAY, "-o", out)
    assert done.returncode == 1, done.stderr
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Urutan", "Batas per Tahun", "Bila Ditambah", "Belum Dapat"]
    order = book["Urutan"]
    years = [order.cell(row, 1).value for row in range(2, order.max_row + 1)]
    assert [years.count(year) for year in (2024, 2027, 2028, 2029, "belum")] == [2, 3, 4, 5, 1]
    assert "Laulalang" in [book["Belum Dapat"].cell(row, 2).value for row in range(2, 4)]


@pytest.mark.parametrize("kertas", ["f4", "a4"])
def test_its_sheets_fit_their_paper(tmp_path: Path, kertas: str) -> None:
    for folder in (TOLITOLI, random_world(3, count=12).folder(tmp_path)):
        assert misfits(rollout_book(plan_rollout(folder, pada=PADA).plan, kertas)) == []


def test_tables_for_programs_hold_the_same_order() -> None:
    table = list(csv.DictReader(io.StringIO(
        ilp("plan", "rollout", TOLITOLI, "--pada", DAY, "--format", "csv", "--tanpa-coba").stdout
    )))  # fmt: skip
    told = json.loads(ilp("plan", "rollout", TOLITOLI, "--pada", DAY, "--format", "json").stdout)
    assert [row["puskesmas"] for row in table] == [row["puskesmas"] for row in told["urutan"]]
    assert list(told)[:5] == ["version", "command", "kabupaten", "pada", "tahun"]
    assert (told["command"], told["kabupaten"], told["tahun"]) == ("plan rollout", "Tolitoli", [2027, 2028, 2029])
    assert told["terbukti"] is True
    assert len(told["bila_ditambah"]) == 13


def test_what_cannot_be_planned_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="belum ada tahun yang direncanakan; isi rollout: tahun:"):
        plan_rollout(plan(tmp_path / "a", "kabupaten: {nama: Uji}\n"), pada=PADA)
    past = three(tmp_path / "b", "tahun: [{tahun: 2024, rekrut: 1}]")
    with pytest.raises(Misuse, match="2024 sudah lewat"):
        plan_rollout(past, pada=PADA)
    assert plan_rollout(past, pada=date(2024, 1, 1)).plan.problem.tahun[0].tahun == 2024
    with pytest.raises(Unreadable):
        plan_rollout(plan(tmp_path / "c", "kabupaten: {nama: 'x\n"), pada=PADA)


def test_a_number_of_a_decree_fixes_its_year_and_uses_the_limits_of_it(tmp_path: Path) -> None:
    roadmap = """\
kabupaten: {nama: Uji}
puskesmas: [{nama: Suli}, {nama: Bajo}]
tahap: [{tahun: 2028, sk: {nomor: "400.7/1"}, lokus: [{puskesmas: Suli}]}]
rollout:
  tahun: [{tahun: 2027, rekrut: 0}, {tahun: 2028, rekrut: 3}, {tahun: 2029, rekrut: 3}]
  puskesmas: [{nama: Suli, jiwa: 900, rekrut: 2}, {nama: Bajo, jiwa: 800, rekrut: 2}]
"""
    done = plan_rollout(plan(tmp_path, roadmap), pada=PADA)
    assert done.plan.choice == (2028, 2029)
    assert done.plan.sebab[1] == "tidak dapat sebelum 2029: butuh 2 rekrut, batas 0 dan 1 setahun"
    assert "batas rekrut kosong" in done.plan.kosong[0]


def test_a_promise_of_people_is_not_counted_where_people_are_unknown(tmp_path: Path) -> None:
    key = "tahun: [{tahun: 2027, jiwa: 500, rekrut: 9}]\npuskesmas: [{nama: Suli, rekrut: 1}]"
    done = plan_rollout(three(tmp_path, key), pada=PADA)
    assert "karena itu sasaran jiwa belum dapat dihitung" in done.plan.notes
    assert done.exit_status() == 0


def test_little_time_still_gives_an_order_that_keeps_to_everything(tmp_path: Path) -> None:
    world = random_world(11, count=12, years=4)
    done = plan_rollout(world.folder(tmp_path), pada=PADA, batas_waktu=0.001)
    by_name = dict(zip((calon.nama for calon in done.plan.problem.calon), done.plan.choice, strict=True))
    assert world.allowed(tuple(by_name[place.name] for place in world.places))
    bound = done.plan.batas["terlayani"]
    assert bound is None or bound >= done.plan.nilai.terlayani


def test_a_cancelled_lokus_is_put_in_order_again(tmp_path: Path) -> None:
    roadmap = """\
kabupaten: {nama: Uji}
puskesmas: [{nama: Suli}, {nama: Bajo}]
tahap:
  - tahun: 2025
    sk: {nomor: "400.7/1", tanggal: 2025-01-02}
    lokus: [{puskesmas: Suli, status: batal}, {puskesmas: Bajo, status: ditunda}]
rollout: {tahun: [{tahun: 2027, rekrut: 1}], puskesmas: [{nama: Suli, jiwa: 900}, {nama: Bajo, jiwa: 800}]}
"""
    done = plan_rollout(plan(tmp_path, roadmap), pada=PADA)
    assert [calon.tetap for calon in done.plan.problem.calon] == [None, 2025]
    assert done.plan.choice == (2027, 2025)


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("tempat_latihan: dua puluh", "5:37: “tempat_latihan” harus bilangan bulat"),
        ("rekrut: -4", "5:29: “rekrut” tidak boleh negatif; tertulis “-4”"),
        ("rekurt: 4", "5:21: kunci “rekurt” tidak dikenal"),
    ],
)
def test_a_limit_that_cannot_be_read_is_not_taken_for_none(tmp_path: Path, limit: str, told: str) -> None:
    roadmap = (
        "kabupaten: {nama: Luwu}\npuskesmas: [{nama: Suli}, {nama: Bajo}]\n"
        f"rollout:\n  tahun:\n    - {{tahun: 2027, {limit}}}\n"
        "  puskesmas:\n    - {nama: Suli, jiwa: 12.000, tempat_latihan: 30, rekrut: 9}\n"
    )
    for words in (("plan", "rollout"), ("why", "--rollout")):
        answer = ilp(*words, plan(tmp_path, roadmap), "--pada", "2026-11-21")
        assert (answer.returncode, answer.stdout) == (3, "")
        assert "urutan tidak disusun" in answer.stderr
        assert f"roadmap.yaml:{told}" in answer.stderr


def test_a_limit_left_blank_is_said_to_be_none(tmp_path: Path) -> None:
    roadmap = (
        "kabupaten: {nama: Luwu}\npuskesmas: [{nama: Suli}]\n"
        "rollout:\n  tahun: [{tahun: 2027, rekrut: }, {tahun: 2028, rekrut: 4}]\n"
        "  puskesmas: [{nama: Suli, jiwa: 12.000, rekrut: 9}]\n"
    )
    answer = ilp("plan", "rollout", plan(tmp_path, roadmap), "--pada", "2026-11-21")
    assert "Catatan: batas rekrut 2027 belum diisi dan dianggap tidak terbatas; tulis 0 bila tidak ada" in " ".join(
        answer.stdout.split()
    )


@pytest.mark.parametrize(
    ("sesudah", "said"),
    [
        ({"Suli": "Suli"}, {"Suli menunggu dirinya sendiri"}),
        ({"Suli": "Bajo", "Bajo": "Suli"}, {"Suli dan Bajo saling menunggu", "Bajo dan Suli saling menunggu"}),
        (
            {"Suli": "Bajo", "Bajo": "Bua", "Bua": "Suli"},
            {
                "Suli menunggu Bajo, Bajo menunggu Bua dan Bua menunggu Suli",
                "Bajo menunggu Bua, Bua menunggu Suli dan Suli menunggu Bajo",
                "Bua menunggu Suli, Suli menunggu Bajo dan Bajo menunggu Bua",
            },
        ),
    ],
)
def test_who_waits_for_whom_is_named_all_round(tmp_path: Path, sesudah: dict[str, str], said: set[str]) -> None:
    rows = "".join(
        f"  - {{nama: {name}, jiwa: 900{f', sesudah: [{sesudah[name]}]' if name in sesudah else ''}}}\n"
        for name in ("Suli", "Bajo", "Bua")
    )
    report = check(three(tmp_path, f"\ntahun: [{{tahun: 2027, rekrut: 4}}]\npuskesmas:\n{rows}"), pada=PADA)
    assert {told.message.removesuffix("; urutan ini tidak dipakai") for told in of(report, "ILP621")} == said
