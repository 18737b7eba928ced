"""Findings stand on the very cell or column they are about, and at the very day a fact changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ilp_cli.checking.verb import check
from ilp_cli.core.finding import Finding
from ilp_cli.reading.load import load
from tests.plans import plan
from tests.running import ilp

DAY = date(2026, 11, 21)
NIP = "198501012010012901"


def findings(folder: Path, code: str, *, pada: date = DAY, **files: str) -> list[Finding]:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return [finding for finding in check(folder, pada=pada).findings if finding.code == code]


def workbook(folder: Path, rows: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Petugas"
    for row in rows:
        sheet.append(row)
    kader = book.create_sheet("Kader")
    kader.append(["nama", "puskesmas", "pustu"])
    kader.append(["Ani", "Suli", "Cimpu"])
    book.save(folder / "roster.xlsx")


ROADMAP = "kabupaten: {nama: Uji}\nroster: roster.xlsx\npuskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]\n"


def test_a_decree_dated_outside_its_year_is_marked_at_the_date(tmp_path: Path) -> None:
    text = 'tahap:\n  - tahun: 2025\n    sk: {nomor: "1", tanggal: 2024-03-03}\n'
    (finding,) = findings(tmp_path, "ILP112", roadmap_yaml=text)
    assert (finding.place.line, finding.place.column) == (3, text.splitlines()[2].index("2024-03-03") + 1)


@pytest.mark.parametrize(
    ("cells", "cell"), [(["Ina", "Suli", "Bidann", ""], "C4"), (["Ina", "Suli", "", "Bidann"], "D4")]
)
def test_an_unknown_profession_is_marked_at_the_cell_that_says_it(tmp_path: Path, cells: list[str], cell: str) -> None:
    workbook(tmp_path, [["Daftar petugas"], [], ["nama", "puskesmas", "profesi", "jabatan"], cells])
    (finding,) = findings(tmp_path, "ILP305", roadmap_yaml=ROADMAP)
    assert finding.place.cell == cell


def test_a_fault_of_the_header_is_marked_in_the_row_of_the_header(tmp_path: Path) -> None:
    workbook(
        tmp_path, [["Daftar petugas"], [], ["nama", "puskesmas", "profesi", "golongann"], ["Ina", "Suli", "Bidan", ""]]
    )
    (finding,) = findings(tmp_path, "ILP008", roadmap_yaml=ROADMAP)
    assert finding.place.cell == "D3"


def two_places(first: str, second: str, *more: str) -> str:
    rows = "".join(
        f"  - {{nama: Ina, puskesmas: Suli, profesi: Bidan, nip: {NIP}, {row}}}\n" for row in (first, second, *more)
    )
    return f"puskesmas: [{{nama: Suli, pustu: [{{nama: A}}, {{nama: B}}, {{nama: C}}]}}]\npetugas:\n{rows}"


def test_every_further_row_of_one_person_is_a_finding(tmp_path: Path) -> None:
    faults = findings(tmp_path, "ILP303", roadmap_yaml=two_places("pustu: A", "pustu: B", "pustu: C"))
    assert [finding.place.line for finding in faults] == [4, 5]


@pytest.mark.parametrize(("ended", "count"), [("2026-11-21", 1), ("2026-11-20", 0)])
def test_a_clash_counts_until_its_last_day_is_over(tmp_path: Path, ended: str, count: int) -> None:
    text = two_places(f"pustu: A, sampai: {ended}", "pustu: B")
    assert len(findings(tmp_path, "ILP303", roadmap_yaml=text)) == count


def test_a_move_from_one_day_to_the_next_is_no_clash(tmp_path: Path) -> None:
    text = two_places("pustu: A, sampai: 2027-01-31", "pustu: B, mulai: 2027-02-01")
    assert findings(tmp_path, "ILP303", roadmap_yaml=text) == []


def test_a_pustu_keeps_the_working_days_and_those_its_district_adds(tmp_path: Path) -> None:
    text = (
        "hari_layanan: [senin, selasa, rabu, kamis, sabtu]\n"
        "puskesmas: [{nama: Suli, pustu: [{nama: A, hari_layanan: [senin, selasa, rabu, kamis]}]}]\n"
    )
    messages = [finding.message for finding in findings(tmp_path, "ILP208", roadmap_yaml=text)]
    assert messages[0].endswith("tidak melayani jumat")
    assert messages[1].endswith("tidak melayani jumat dan sabtu")


def test_a_profession_that_has_left_is_missing(tmp_path: Path) -> None:
    text = (
        "puskesmas: [{nama: Suli}]\ntahap: [{tahun: 2025, lokus: [{puskesmas: Suli}]}]\npetugas:\n"
        "  - {nama: Andi, puskesmas: Suli, profesi: Dokter, sampai: 2026-11-20}\n"
    )
    (finding,) = findings(tmp_path, "ILP206", roadmap_yaml=text)
    assert "Dokter, Dokter Gigi" in finding.message
    (finding,) = findings(tmp_path, "ILP206", roadmap_yaml=text, pada=date(2026, 11, 20))
    assert "belum ada Dokter Gigi" in finding.message


def test_a_kader_may_serve_two_posyandu_on_different_days(tmp_path: Path) -> None:
    posts = "posyandu: [{nama: Melati}, {nama: Mawar}]"
    kader = "".join(
        f"  - {{nama: K{n}, nik: '731701450190{n:04d}', puskesmas: Suli, posyandu: {post}, hari_tugas: {day}}}\n"
        for n in range(5)
        for post, day in (("Melati", "Senin"), ("Mawar", "Selasa"))
    )
    text = (
        f"puskesmas: [{{nama: Suli, {posts}}}]\ntahap: [{{tahun: 2025, lokus: [{{puskesmas: Suli, "
        f"posyandu: [Melati, Mawar]}}]}}]\nkader:\n{kader}"
    )
    assert findings(tmp_path, "ILP205", roadmap_yaml=text) == []
    assert len(findings(tmp_path, "ILP205", roadmap_yaml=text.replace("Selasa", "Senin"))) == 1


def test_names_behind_an_unreadable_item_keep_their_own_place(tmp_path: Path) -> None:
    text = (
        "puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]\ntahap:\n  - tahun: 2025\n    lokus:\n"
        "      - puskesmas: Suli\n"
        "        pustu:\n          - {x: y}\n          -\n          - Cimpu\n          - Salah\n"
    )
    (finding,) = findings(tmp_path, "ILP105", roadmap_yaml=text)
    assert finding.place.line == 10
    assert [
        finding.place.line for finding in findings(tmp_path, "ILP003", roadmap_yaml=text) if "butir" in finding.message
    ] == [8]


def test_numbers_typed_into_any_cell_are_never_shown(tmp_path: Path) -> None:
    text = (
        "puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]\npetugas:\n"
        f"  - {{nama: {NIP}, puskesmas: '7317 0145 0190 0001', pustu: 0812-3456-7890, profesi: '{NIP}', "
        f"hari_tugas: '7317.0145.0190.0001', mulai: '{NIP}'}}\n"
        f"  - {{nama: Ina, puskesmas: Suli, pustu: (0812) 3456 7890, profesi: Bidan, nik: 73170145019}}\n"
    )
    (tmp_path / "roadmap.yaml").write_text(text, encoding="utf-8")
    report = check(tmp_path, pada=DAY)
    shown = "\n".join(str(row) for row in report.rows("findings"))
    assert len(report.findings) > 5
    for secret in (NIP, "0145", "3456", "019000", "5019"):
        assert secret not in shown


def test_what_a_clash_takes_away_from_the_count_is_always_said(tmp_path: Path) -> None:
    every = "hari_layanan: [senin, selasa, rabu, kamis, jumat, sabtu, minggu]"
    person = f"nama: Ina, puskesmas: Suli, nip: {NIP}"
    weekend = (
        f"puskesmas: [{{nama: Suli, pustu: [{{nama: A, {every}}}, {{nama: B, {every}}}]}}]\npetugas:\n"
        f"  - {{{person}, profesi: Bidan, pustu: A}}\n"
        f"  - {{{person}, profesi: Bidan, pustu: B, hari_tugas: 'Sabtu, Minggu'}}\n"
    )
    (finding,) = findings(tmp_path, "ILP303", roadmap_yaml=weekend)
    assert finding.message.endswith("pada sabtu dan minggu")
    twofold = (
        "puskesmas: [{nama: Suli, pustu: [{nama: A}]}]\npetugas:\n"
        f"  - {{{person}, profesi: Bidan, pustu: A}}\n  - {{{person}, profesi: Perawat, pustu: A}}\n"
    )
    assert len(findings(tmp_path, "ILP303", roadmap_yaml=twofold)) == 1


def test_a_kader_of_pustu_and_posyandu_in_two_rows_is_said_too(tmp_path: Path) -> None:
    nik = "nik: '7317014501900001'"
    register = "puskesmas: [{nama: Suli, pustu: [{nama: A}], posyandu: [{nama: Melati}, {nama: Mawar}]}]\n"
    rows = (
        f"kader:\n  - {{nama: Ani, puskesmas: Suli, {nik}, pustu: A}}\n"
        f"  - {{nama: Ani, puskesmas: Suli, {nik}, posyandu: Melati}}\n"
    )
    (finding,) = findings(tmp_path, "ILP207", roadmap_yaml=register + rows)
    assert finding.place.line == 4
    allowed = register + "kebijakan: {kader_pustu_boleh_kader_posyandu: ya}\n"
    both = (
        f"kader:\n  - {{nama: Ani, puskesmas: Suli, {nik}, pustu: A, posyandu: Melati}}\n"
        f"  - {{nama: Ani, puskesmas: Suli, {nik}, posyandu: Mawar}}\n"
    )
    assert len(findings(tmp_path, "ILP303", roadmap_yaml=allowed + both)) == 1


TWO = "kabupaten: {nama: Uji}\nroster: .\npuskesmas:\n  - {nama: Banggae I, pustu: [{nama: Rangas 1}]}\n"
TWO += "  - {nama: Banggae II, pustu: [{nama: Baurung}]}\n"
KADER_TWO = "nama,puskesmas\nAni,Banggae II\n"


@pytest.mark.parametrize(
    ("puskesmas", "induk"),
    [("PKM BANGGAE 2", "Banggae II"), ("Banggae2", "Banggae II"), ("UPTD Puskesmas Banggae 01", "Banggae I")],
)
def test_a_number_written_otherwise_is_the_same_number(tmp_path: Path, puskesmas: str, induk: str) -> None:
    rows = f"nama,unit kerja,profesi\nIna,{puskesmas},Bidan\nYusuf,Pustu Rangas I,Perawat\n"
    plan(tmp_path, TWO, petugas_csv=rows, kader_csv=KADER_TWO)
    ina, yusuf = load(tmp_path).petugas
    assert (ina.puskesmas, yusuf.pustu) == (induk, "Rangas 1")


def test_a_misspelt_name_is_offered_by_its_number(tmp_path: Path) -> None:
    rows = "nama,puskesmas,profesi\nIna,BANGAE 2,Bidan\n"
    (finding,) = findings(tmp_path, "ILP304", roadmap_yaml=TWO, petugas_csv=rows, kader_csv=KADER_TWO)
    assert finding.message.endswith("apakah maksudnya “Banggae II”?")


def test_a_pustu_of_another_puskesmas_is_told_with_its_owner(tmp_path: Path) -> None:
    rows = "nama,puskesmas,pustu,profesi\nIna,Banggae I,Pustu Baurung,Bidan\n"
    (finding,) = findings(tmp_path, "ILP304", roadmap_yaml=TWO, petugas_csv=rows, kader_csv=KADER_TWO)
    assert finding.message == "pustu “Pustu Baurung” tidak terdaftar di Banggae I; terdaftar di Banggae II"


TWO_PUSTU = (
    "roster: .\npuskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Cimpu Utara}, {nama: Murante}], "
    "posyandu: [{nama: Melati, pustu: Cimpu}]}]\n"
)


@pytest.mark.parametrize("text", ["Cimpu dan Murante", "Pustu Cimpu & Murante", "Cimpu/Murante", '"Cimpu, Murante"'])
def test_two_registered_places_in_one_cell_are_named_both_and_neither_is_offered(tmp_path: Path, text: str) -> None:
    rows = f"nama,puskesmas,pustu,profesi\nIna,Suli,{text},Bidan\n"
    (found,) = findings(
        tmp_path, "ILP304", roadmap_yaml=TWO_PUSTU, petugas_csv=rows, kader_csv="nama,puskesmas\nAni,Suli\n"
    )
    assert found.message.endswith("; menyebut 2 nama terdaftar: Cimpu dan Murante; tulis satu per satu")


@pytest.mark.parametrize(
    "text", ["Pustu Cimpu dan Murante", "Pustu Cimpu & Murante", "Pustu Cimpu/Murante", "Cimpu + Murante"]
)
def test_two_registered_places_in_a_unit_kerja_are_named_both_too_and_neither_is_proposed(
    tmp_path: Path, text: str
) -> None:
    rows = f"nama,unit kerja,profesi\nIna,{text},Bidan\n"
    folder = plan(tmp_path, TWO_PUSTU, petugas_csv=rows, kader_csv="nama,puskesmas\nAni,Suli\n")
    (found,) = (found for found in check(folder, pada=DAY).findings if found.code == "ILP017")
    assert found.message.endswith("; menyebut 2 nama terdaftar: Cimpu dan Murante; tulis satu per satu")
    done = ilp("import", folder / "petugas.csv", "--ke", folder, "-o", tmp_path / "baru.xlsx")
    (waiting,) = (line for line in done.stdout.splitlines() if line.startswith(f"  unit kerja “{text}” (1 baris"))
    assert waiting.endswith("tanpa usulan")


def test_a_name_within_a_longer_one_is_no_second_place(tmp_path: Path) -> None:
    rows = "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu Utara / pos,Bidan\n"
    (found,) = findings(
        tmp_path, "ILP304", roadmap_yaml=TWO_PUSTU, petugas_csv=rows, kader_csv="nama,puskesmas\nAni,Suli\n"
    )
    assert found.message.endswith("apakah maksudnya “Cimpu Utara”?")


def test_two_pustu_in_one_name_of_a_lokus_are_named_once_and_nothing_follows_from_them(tmp_path: Path) -> None:
    stage = "tahap:\n  - tahun: 2026\n    lokus: [{puskesmas: Suli, pustu: [Cimpu; Murante], posyandu: [Melati]}]\n"
    told = check(plan(tmp_path, TWO_PUSTU + stage), pada=DAY).findings
    (found,) = (found for found in told if found.code in ("ILP105", "ILP122"))
    assert found.message.endswith("di Suli; menyebut 2 nama terdaftar: Cimpu dan Murante; tulis satu per satu")
