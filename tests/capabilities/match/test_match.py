"""The register beside lists from the ministry: every row counted, nothing taken by similarity or by figures alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ilp_cli.capabilities.match.model.match import Match, RowStatus, scalar
from ilp_cli.capabilities.match.verb import match
from ilp_cli.core.names import proper
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.yaml_file import parse
from ilp_cli.law import configs
from ilp_cli.reading.load import load
from ilp_cli.reading.official.official_list import code_of, district_digits
from tests.plans import PADA, plan, saved
from tests.running import DAY, EXAMPLES, LUWU, ROOT, ilp
from tests.spoiled import GOOD, XLS

TOLITOLI = ROOT / "examples" / "tolitoli"

PLAN = """\
kabupaten: {nama: Luwu, kode: "73.17"}
roster: .
puskesmas:
  - nama: Suli
    kode: "1070670"
    pustu: [{nama: Cimpu, desa: Cimpu}, {nama: Murante, desa: Murante}]
    posyandu: [{nama: Melati}]
  - {nama: Suli Barat, kode: "1070671", pustu: [{nama: Poringan}]}
  - {nama: Belopa Utara, kode: "1070674", alias: [Barana]}
  - {nama: Bua}
tahap: []
"""
STAFF = """\
nama,puskesmas,pustu,profesi,status,sampai
Ina,Suli,Cimpu,Bidan,PNS,
Ita,Suli,Cimpu,Bidan,Honorer,
Yusuf,Suli,Cimpu,Perawat,PPPK,
Wati,Suli,,Bidan,PNS,
Lama,Suli,,Bidan,PNS,2025-12-31
"""
KADER = "nama,puskesmas,pustu,posyandu\nAni,Suli,Cimpu,\nTuti,Suli,,Melati\n"


def against(folder: Path, content: str | bytes, name: str = "daftar.csv", roadmap: str = PLAN) -> Match:
    """A small plan beside a list of this content."""
    plan(folder, roadmap, petugas_csv=STAFF, kader_csv=KADER)
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    result = match(folder, path, pada=PADA)
    assert result.read == sum(result.rows.values())
    return result


def said(result: Match) -> list[tuple[str, str, str]]:
    """Of every row that was compared: what became of it, the place it is, and the name it bears in the list."""
    return [(outcome.status.value, outcome.nama, outcome.entry.nama) for outcome in result.outcomes]


def counted(result: Match) -> dict[str, int]:
    """The rows by what became of them."""
    return {status.value: number for status, number in result.rows.items() if number}


# --- the five districts ---------------------------------------------------------------------------------------------

LUWU_LIST = """\
kode_kab,kode_instansi,unit_kerja
7317,1070674,PUSKESMAS BARANA
7317,1070679,PUSKESMAS BUPON (NOLING)
7317,1071305,PUSKESMAS BASSESANGTEMPE UTARA
7317,1070677,PUSKESMAS BASTEM
7317,1070682,PUSKESMAS BUA
8101,1080050,PUSKESMAS SULI
8204,1080242,PUSKESMAS BAJO
"""


@pytest.mark.parametrize("coded", [True, False])
def test_the_three_odd_names_of_luwu_are_known_by_their_aliases_with_or_without_codes(
    tmp_path: Path, coded: bool
) -> None:
    rows = (
        LUWU_LIST
        if coded
        else "".join(f"{line.split(',')[0]},{line.split(',')[2]}\n" for line in LUWU_LIST.splitlines())
    )
    path = tmp_path / "daftar.csv"
    path.write_text(rows, encoding="utf-8")
    result = match(LUWU, path, pada=PADA)
    known = {outcome.entry.nama: (outcome.status, outcome.nama, outcome.cara) for outcome in result.outcomes}
    assert known["PUSKESMAS BARANA"] == (RowStatus.SAMA, "Belopa Utara", "alias")
    assert known["PUSKESMAS BUPON (NOLING)"] == (RowStatus.SAMA, "Bupon", "alias")
    assert known["PUSKESMAS BASSESANGTEMPE UTARA"] == (RowStatus.SAMA, "Bastem Utara", "alias")
    assert known["PUSKESMAS BUA"][:2] == (RowStatus.SAMA, "Bua")
    assert counted(result) == {"sama": 5, "kabupaten_lain": 2}


def test_without_its_alias_a_name_is_only_suggested_never_taken(tmp_path: Path) -> None:
    district = load(LUWU)
    bare = replace(district, puskesmas=tuple(replace(puskesmas, alias=()) for puskesmas in district.puskesmas))
    path = tmp_path / "daftar.csv"
    path.write_text(
        "nama puskesmas,kabupaten\nBUPON (NOLING),LUWU\nBASSESANGTEMPE UTARA,LUWU\nBUAA,Luwu\n", encoding="utf-8"
    )
    result = match(bare, path, pada=PADA)
    assert {outcome.status for outcome in result.outcomes} == {RowStatus.TIDAK_DI_REGISTER}
    assert [outcome.catatan for outcome in result.outcomes if outcome.entry.nama == "BUAA"] == [
        f"apakah maksudnya “Bua”? Bila ya, tulis di {bare.place(bare.puskesmas[14].path)}"
    ]
    assert len(result.missing) == 22


P_CODES = """\
Kode Puskesmas,Nama Puskesmas
P7206010101,Puskesmas Bangkir
P7206050201,Puskesmas Galang
P7206040202,Puskesmas Kota
P7204010101,Puskesmas Rekaan
P7204020101,Puskesmas Kota
"""


def test_a_p_code_with_our_kemendagri_figures_is_another_district_and_that_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text(P_CODES, encoding="utf-8")
    result = match(TOLITOLI, path, pada=PADA)
    assert counted(result) == {"sama": 3, "kabupaten_lain": 2}
    assert result.notes[0] == (
        "2 baris bernomor P7204… bukan Tolitoli: sesudah P tertulis nomor BPS, dan nomor BPS 7204 adalah Poso. "
        "Tolitoli: Kemendagri 72.04, BPS 7206 (3 baris)"
    )
    assert [outcome.entry.kode_tertulis for outcome in result.outcomes] == ["P7206010101", "P7206050201", "P7206040202"]


def test_a_list_that_was_filtered_by_the_wrong_number_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text("\n".join(line for line in P_CODES.splitlines() if "P7206" not in line), encoding="utf-8")
    result = match(TOLITOLI, path, pada=PADA)
    assert counted(result) == {"kabupaten_lain": 2}
    assert result.exit_status() == 1
    assert "nomor BPS 7204 adalah Poso" in result.notes[0]
    assert "tidak ada baris Tolitoli" in result.notes[1]


@pytest.mark.parametrize(
    ("number", "kept", "words"),
    [("7204", 3, "7204 (kode Kemendagri)"), ("7206", 3, "7206 (nomor BPS)"), ("72.04", 3, "")],
)
def test_a_number_of_unsaid_system_is_told_by_the_codes_it_holds(
    tmp_path: Path, number: str, kept: int, words: str
) -> None:
    path = tmp_path / "daftar.csv"
    rows = "".join(f"{number},{code},X{code}\n" for code in (1070270, 1070271, 1070272))
    other = {"7204": "7206", "7206": "7204", "72.04": "72.06"}[number]
    path.write_text(f"kode_kab,kode,nama puskesmas\n{rows}{other},1099999,BANGKIR\n", encoding="utf-8")
    result = match(TOLITOLI, path, pada=PADA)
    assert result.rows[RowStatus.BERGANTI_NAMA] == kept
    assert result.rows[RowStatus.KABUPATEN_LAIN] == 1
    assert words in " ".join(result.notes)


def test_a_district_whose_bps_number_is_not_known_is_never_told_by_alike_figures(tmp_path: Path) -> None:
    roadmap = PLAN.replace("Luwu", "Morowali").replace("73.17", "72.06")
    rows = "Kode Puskesmas,Nama Puskesmas\nP7206010101,Suli\nP7206010102,Suli Barat\nP7209010101,Lain\n"
    result = against(tmp_path, rows, roadmap=roadmap)
    assert counted(result) == {"kabupaten_lain": 2, "tanpa_kabupaten": 1}
    assert (
        "2 baris bernomor P7206… bukan Morowali: sesudah P tertulis nomor BPS, dan nomor BPS 7206 adalah Tolitoli"
        in (result.notes[0])
    )


def test_an_unknown_bps_number_is_known_by_half_of_our_names(tmp_path: Path) -> None:
    roadmap = PLAN.replace("Luwu", "Bone").replace("73.17", "73.08")
    rows = "Kode Puskesmas,Nama Puskesmas\nP7311010101,Suli\nP7311010102,Suli Barat\nP7308010101,Bua\n"
    result = against(tmp_path, rows, roadmap=roadmap)
    assert counted(result) == {"sama": 2, "kabupaten_lain": 1}
    assert (
        result.notes[0]
        == "Nomor kabupaten ini di daftar: 7311, dikenali dari 2 nama puskesmas yang sama dengan register"
    )
    assert result.notes[1].startswith("1 baris bernomor P7308… bukan Bone: sesudah P tertulis nomor BPS")


def test_the_numbers_in_configs_are_those_of_the_examples() -> None:
    known = {row["kemendagri"]: row["nama"] for row in configs.lists()["kabupaten"]}
    for folder in EXAMPLES:
        kabupaten = load(folder).kabupaten
        assert known[kabupaten.kode or ""] == kabupaten.nama
    assert all(len(row["bps"]) == 4 for row in configs.lists()["kabupaten"])


@pytest.mark.parametrize("name", ["KAB. TOLI-TOLI", "Kabupaten Tolitoli", "toli toli", "TOLITOLI"])
def test_a_district_is_known_by_its_name_however_it_is_spaced(tmp_path: Path, name: str) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text(f"Kab/Kota,Puskesmas\n{name},Bangkir\nKOTA TOLITOLI,Kota\nLUWU,Kombo\n", encoding="utf-8")
    assert counted(match(TOLITOLI, path, pada=PADA)) == {"sama": 1, "kabupaten_lain": 2}


# --- what becomes of a row ------------------------------------------------------------------------------------------


def test_every_row_has_its_fate(tmp_path: Path) -> None:
    result = against(
        tmp_path,
        """\
Kode Puskesmas,Nama Puskesmas,Kabupaten
1070670,UPTD PUSKESMAS SULI,LUWU
1070670,PKM Suli,LUWU
1070671,Poringan Jaya,LUWU
9070674,PUSKESMAS BARANA,LUWU
1070682,PUSKESMAS BUA,LUWU
1071399,PUSKESMAS SULII,LUWU
1070670,Lain,POSO
,,LUWU
JUMLAH,,
Sumber: rekaan,,
""",
    )
    assert said(result) == [
        ("sama", "Suli", "UPTD PUSKESMAS SULI"),
        ("kembar", "Suli", "PKM Suli"),
        ("berganti_nama", "Suli Barat", "Poringan Jaya"),
        ("kode_berbeda", "Belopa Utara", "PUSKESMAS BARANA"),
        ("kode_belum_dicatat", "Bua", "PUSKESMAS BUA"),
        ("tidak_di_register", "", "PUSKESMAS SULII"),
        ("bertentangan", "Suli", "Lain"),
    ]
    assert [outcome.tempel for outcome in result.outcomes if outcome.tempel] == [
        "alias: [Poringan Jaya]",
        'kode: "1070682"',
        '- {nama: Sulii, kode: "1071399"}',
    ]
    assert counted(result)["bukan_isi"] == 2
    assert counted(result)["tidak_terbaca"] == 1
    assert result.missing == ()
    assert result.read == 10


def test_pasted_lines_are_taken_by_roadmap_yaml(tmp_path: Path) -> None:
    result = against(
        tmp_path, "Kode,Nama Puskesmas\n1070671,BARU (X): Y\n1070670,SULI\n1070674,B\n1071399,TO'LONG II\n"
    )
    told = {outcome.entry.nama: outcome.tempel for outcome in result.outcomes}
    roadmap = PLAN.replace('kode: "1070671",', f'kode: "1070671", {told["BARU (X): Y"]},')
    added = told["TO'LONG II"]
    roadmap = roadmap.replace("  - {nama: Bua}", f"  - {{nama: Bua}}\n  {added}")
    assert added == """- {nama: To'long II, kode: "1071399"}"""
    again = against(
        tmp_path / "lagi", "Kode,Nama Puskesmas\n1070671,BARU (X): Y\n1071399,TO'LONG II\n", roadmap=roadmap
    )
    assert {outcome.status for outcome in again.outcomes} == {RowStatus.SAMA}


def test_swapped_codes_are_contrary_and_nobody_is_called_missing(tmp_path: Path) -> None:
    result = against(tmp_path, "Kode;Puskesmas\n1070671;Suli\n1070670;Suli Barat\n1070674;Barana\n1070682;Bua\n")
    assert [outcome.status for outcome in result.outcomes[:2]] == [RowStatus.BERTENTANGAN] * 2
    assert result.outcomes[0].catatan == "kodenya milik Suli Barat, namanya milik Suli; periksa keduanya"
    assert result.missing == ()


def test_a_list_of_the_whole_country_without_districts_is_not_taken_for_ours(tmp_path: Path) -> None:
    rows = "".join(f"10{number:05d},PUSKESMAS REKAAN {number}\n" for number in range(200))
    result = against(tmp_path, f"Kode,Nama\n{rows}1070670,PUSKESMAS SULI\n,PUSKESMAS BUA\n")
    assert counted(result) == {"sama": 1, "tanpa_kabupaten": 201}
    assert "201 baris tidak menunjukkan kabupatennya" in " ".join(result.notes)


def test_units_are_compared_under_their_puskesmas(tmp_path: Path) -> None:
    result = against(
        tmp_path,
        """\
Nama Puskesmas\tNama Pustu\tDesa
SULI\tPUSTU CIMPU\tCIMPU
SULI\tPUSTU MURANTEE\tX
SULI\tBaru\tMurante
SULI BARAT\tCIMPU\t
SULY\tCIMPU\t
\tPoringan\tX
SULI\tPUSTU CIMPU\tCIMPU
""",
        "tempel.tsv",
    )
    roadmap = (tmp_path / "roadmap.yaml").as_posix()
    assert [(outcome.status.value, outcome.nama, outcome.catatan) for outcome in result.outcomes] == [
        ("sama", "Cimpu", ""),
        ("tidak_di_register", "", "apakah maksudnya “Murante”?"),
        ("tidak_di_register", "", "di desa Murante register mencatat Murante; apakah sama?"),
        ("tidak_di_register", "", "nama ini di register ada di bawah Suli"),
        (
            "tidak_di_register",
            "",
            f"puskesmas “SULY” tidak ada di register; apakah maksudnya “Suli”? Bila ya, tulis di {roadmap}:4:5",
        ),
        ("sama", "Poringan", ""),
        ("kembar", "Cimpu", "sudah ada di " + (tmp_path / "tempel.tsv").as_posix() + ":2"),
    ]
    assert [(missing.tingkat, missing.nama) for missing in result.missing] == [("pustu", "Murante")]


# --- counts ---------------------------------------------------------------------------------------------------------


def figures(result: Match) -> list[tuple[str, str, str, str, bool]]:
    return [(tally.nama, tally.column.judul, tally.mereka, tally.kita, tally.sama) for tally in result.tallies]


def test_counts_stand_side_by_side_on_the_day(tmp_path: Path) -> None:
    titles = "Puskesmas,Pustu,Bidan ASN,Bidan Non ASN,Perawat (ASN/Non ASN),Jumlah Kader"
    result = against(tmp_path, f"{titles}\nSuli,Cimpu,1,1,0/1,1\nSuli,Murante,0,,-,0\n")
    assert figures(result) == [
        ("Cimpu", "Bidan ASN", "1", "1", True),
        ("Cimpu", "Bidan non-ASN", "1", "1", True),
        ("Cimpu", "Perawat ASN/non-ASN", "0/1", "1/0", False),
        ("Cimpu", "Kader", "1", "1", True),
        ("Murante", "Bidan ASN", "0", "0", True),
        ("Murante", "Kader", "0", "0", True),
    ]
    assert result.differences == {"tidak_di_daftar": 1, "jumlah_berbeda": 1}
    earlier = match(tmp_path, tmp_path / "daftar.csv", pada=date(2025, 12, 1))
    assert [tally.mereka for tally in earlier.tallies] == [tally.mereka for tally in result.tallies]


@pytest.mark.parametrize(
    ("rows", "words", "equal"),
    [
        ("Cimpu,1/1,1/0\nMurante,0/0,0/0\n", "Yang dipakai: ASN/non-ASN", [True] * 4),
        ("Cimpu,0/2,0/1\nMurante,0/0,0/0\n", "Yang dipakai: ASN/non-ASN", [False, False, True, True]),
        ("Cimpu,1/2,1/1\nMurante,0/0,0/0\n", "Yang dipakai: ASN/semua", [True] * 4),
        ("Cimpu,1,1\nMurante,0,0\n", "Yang dipakai: ASN saja", [True] * 4),
        ("Cimpu,2,1\nMurante,0,0\n", "Yang dipakai: semua pegawai", [True] * 4),
    ],
)
def test_what_a_title_leaves_open_is_read_as_most_figures_agree_and_said(
    tmp_path: Path, rows: str, words: str, equal: list[bool]
) -> None:
    lines = "".join(f"Suli,{line}\n" for line in rows.splitlines())
    result = against(tmp_path, f"Puskesmas,Pustu,Bidan,Perawat\n{lines}")
    assert [tally.sama for tally in result.tallies] == equal
    assert words in " ".join(result.notes)


def test_figures_of_a_puskesmas_may_take_in_its_pustu_or_not(tmp_path: Path) -> None:
    result = against(tmp_path, "Puskesmas,Bidan,Jumlah Pustu,Kader\nSuli,3,3,2\n")
    assert figures(result) == [
        ("Suli", "Bidan", "3", "3", True),
        ("Suli", "Jumlah pustu", "3", "2", False),
        ("Suli", "Kader", "2", "2", True),
    ]
    assert any("Yang dipakai: puskesmas beserta unitnya" in note for note in result.notes)
    alone = against(tmp_path / "induk", "Puskesmas,Bidan,Perawat\nSuli,1,0\n")
    assert all(tally.sama for tally in alone.tallies)
    assert any("Yang dipakai: puskesmas induk saja" in note for note in alone.notes)


def test_without_a_roster_counts_are_not_compared(tmp_path: Path) -> None:
    result = against(tmp_path, "Puskesmas,Bidan\nSuli,3\n", roadmap=PLAN.replace("roster: .\n", ""))
    assert result.tallies == ()
    assert any("jumlah tenaga tidak dibandingkan" in note for note in result.notes)


# --- files as they arrive -------------------------------------------------------------------------------------------

MARKDOWN = """\
Data SISDMK

| No | Nama Puskesmas | Bidan | | Kode Puskesmas |
|    |                | ASN | Non ASN | |
|---|---|---|---|---|
| (1) | (2) | (3) | (4) | (5) |
| 1 | SULI | 1 | 1 | '1070670 |
| 2 | SULI BARAT | x | - | 01070671.0 |
"""
SPACED = """\
DREAMS, pustu

Kode Kec   Nama Puskesmas   Nama Pustu     Perawat  Bidan
---------  ---------------  -------------  -------  -----
73.17.03   SULI             CIMPU          1/0      1/1
73.17.03   SULI             MURANTE                 0/0
73.22.01   SABBANG          SULI           0/0      0/0
Dicetak kemarin
"""


def test_a_pasted_table_with_bars_and_two_header_rows(tmp_path: Path) -> None:
    result = against(tmp_path, MARKDOWN, "tempel.txt")
    assert said(result) == [("sama", "Suli", "SULI"), ("sama", "Suli Barat", "SULI BARAT")]
    assert [tally.column.judul for tally in result.tallies] == ["Bidan ASN", "Bidan non-ASN"]
    assert [fault.sebab for fault in result.faults] == ["Bidan ASN: “x” bukan angka"]
    assert str(result.faults[0].place).endswith("tempel.txt:8")


@pytest.mark.parametrize("name", ["tempel.txt", "tempel", "tempel.md"])
def test_a_pasted_table_whose_columns_stand_apart_by_blanks(tmp_path: Path, name: str) -> None:
    result = against(tmp_path, SPACED, name)
    assert said(result) == [("sama", "Cimpu", "CIMPU"), ("sama", "Murante", "MURANTE")]
    assert figures(result)[2:] == [("Murante", "Bidan", "0/0", "0/0", True)]
    assert counted(result) == {"sama": 2, "kabupaten_lain": 1, "bukan_isi": 2}
    assert [(passed.place.line, passed.sebab) for passed in result.passed] == [
        (1, "di atas judul kolom"),
        (8, "catatan"),
    ]


def test_merged_cells_speak_for_all_their_rows_and_days_are_not_figures(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Pustu menurut SISDMK"],
        ["Kabupaten/Kota", "Kode Puskesmas", "Nama Puskesmas", "Nama Pustu", "Bidan"],
        ["KAB. LUWU", 1070670, "SULI", "Cimpu", date(2026, 5, 14)],
        [None, None, None, "Murante", "0/0"],
    ):
        sheet.append(row)
    for column in "ABC":
        sheet.merge_cells(f"{column}3:{column}4")
    result = against(tmp_path, saved(book), "daftar.xlsx")
    assert [outcome.nama for outcome in result.outcomes] == ["Cimpu", "Murante"]
    assert [(str(fault.place).rpartition(":")[2], fault.sebab) for fault in result.faults] == [
        (
            "Sheet!E3",
            "Bidan: berisi tanggal (2026-05-14); isian seperti 14/5 diubah Excel menjadi tanggal, "
            "tempel ulang sebagai teks",
        )
    ]
    assert "3 isian diambil dari sel gabungan di atasnya" in result.notes


def test_a_page_saved_as_xls(tmp_path: Path) -> None:
    page = "<table><tr><th>Kode Puskesmas<th>Puskesmas</tr><tr><td>1070670<td>SULI</tr></table>"
    assert said(against(tmp_path, page, "daftar.xls")) == [("sama", "Suli", "SULI")]


def test_personal_numbers_in_a_list_are_hidden(tmp_path: Path) -> None:
    rows = "Kode,Nama Puskesmas,Bidan\n7317010101900001,Suli 7317010101900001,7317010101900001\n,,7317010101900001\n"
    assert "7317010101900001" not in json.dumps(against(tmp_path, rows).document())


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "daftar.csv", "berkas ini kosong"),
        (b"  \n\n", "daftar.txt", "berkas ini kosong"),
        (b"1070670,SULI\n", "daftar.csv", "judul kolom tidak ditemukan di 30 baris pertama"),
        (b"Pustu,Bidan\nJumlah,ASN\n3,1\n", "daftar.csv", "judul kolom tidak ditemukan"),
        (b"Kod Puskesmas;Nama Puskesmaz\n1;2\n", "daftar.csv", "apakah “Kod Puskesmas” yang dimaksud?"),
        (b"nama,profesi\nIna,Bidan\n" + b"\x00\x01", "daftar.csv", "isinya bukan"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "daftar.xlsx", "isinya gambar"),
        (XLS[:512], "daftar.xls", "daftar.xls"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, name: str, words: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        against(tmp_path, content, name)
    assert words in str(refused.value)
    assert refused.value.status == 3


def test_a_table_of_people_is_no_list_of_places(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="memuat orang") as refused:
        against(tmp_path, GOOD, "daftar.xlsx")
    assert "Ina" not in str(refused.value)


@given(st.text(alphabet="0123456789P.,' ", max_size=14))
def test_a_code_is_one_of_two_shapes_or_none(text: str) -> None:
    code = code_of(text)
    assert code == "" or (len(code) == 7 and code.isdigit()) or (len(code) == 11 and code[0] == "P")
    assert code_of(code) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [("1070668.0", "1070668"), ("'1070668", "1070668"), ("01070668", "1070668"), (" 1070668 ", "1070668"),
     ("p7317010101", "P7317010101"), ("7317010101", "P7317010101"), ("1,07E+06", ""), ("107066", ""), ("PKM-1", "")],
)  # fmt: skip
def test_codes_are_compared_without_what_spreadsheets_add(written: str, code: str) -> None:
    assert code_of(written) == code


def test_a_district_stands_at_the_head_of_a_code() -> None:
    assert [district_digits(code) for code in ("73.17.02.1003", "7317", "7317.0", "73", "")] == ["7317"] * 3 + [""] * 2


@given(st.text(min_size=1, max_size=30))
def test_what_is_to_be_pasted_reads_as_the_name_it_was(name: str) -> None:
    line = f"alias: [{scalar(proper(name))}]\n"
    if name.isprintable() and not name.isspace():
        assert parse(line.encode(), "x.yaml").content == {"alias": [proper(name)]}


# --- the command ----------------------------------------------------------------------------------------------------


def test_the_command_counts_every_row_and_ends_with_what_it_found(tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text(LUWU_LIST, encoding="utf-8")
    done = ilp("match", LUWU, path, "--pada", DAY)
    assert done.returncode == 1
    assert "Dibaca 7 baris = 5 sama + 2 milik kabupaten lain" in done.stdout
    assert "Bupon         PUSKESMAS BUPON (NOLING)" in done.stdout
    assert done.stdout.endswith("17 perbedaan: 17 tidak ada di daftar\n")
    everything = ilp("match", LUWU, path, "--pada", DAY, "--semua")
    assert "PUSKESMAS BUA" in everything.stdout
    assert "PUSKESMAS BUA" not in done.stdout


def test_rows_that_are_no_content_are_shown_when_everything_is(tmp_path: Path) -> None:
    plan(tmp_path, PLAN, petugas_csv=STAFF, kader_csv=KADER)
    path = tmp_path / "daftar.csv"
    path.write_text("DAFTAR\nPuskesmas,Kabupaten\nSuli,Luwu\nJumlah,1\n", encoding="utf-8")
    done = ilp("match", tmp_path, path, "--semua")
    assert "Dibaca 3 baris = 1 sama + 2 judul, baris jumlah atau catatan" in done.stdout
    assert "Bukan isi daftar (2)" in done.stdout
    assert f"{path.as_posix()}:4: baris jumlah" in done.stdout
    document = json.loads(ilp("match", tmp_path, path, "--format", "json").stdout)
    assert [passed["sebab"] for passed in document["passed"]] == ["di atas judul kolom", "baris jumlah"]


def test_all_the_same_ends_with_nought(tmp_path: Path) -> None:
    plan(tmp_path, PLAN, petugas_csv=STAFF, kader_csv=KADER)
    path = tmp_path / "daftar.csv"
    path.write_text("Puskesmas\nSuli\nSuli Barat\nBelopa Utara\nBua\n", encoding="utf-8")
    done = ilp("match", tmp_path, path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Tidak ada perbedaan")


def test_json_and_csv_hold_the_same_rows(tmp_path: Path) -> None:
    path, out = tmp_path / "daftar.csv", tmp_path / "hasil.csv"
    path.write_text(LUWU_LIST, encoding="utf-8")
    document = json.loads(ilp("match", LUWU, path, "--pada", DAY, "--format", "json").stdout)
    assert document["summary"]["dibaca"] == 7 == sum(document["summary"].values()) - 7
    assert len(document["missing"]) == document["differences"]["tidak_di_daftar"] == 17
    done = ilp("match", LUWU, path, "--format", "csv", "--tabel", "missing", "-o", out)
    assert done.returncode == 1
    assert out.read_bytes().startswith(b"\xef\xbb\xbftingkat,puskesmas,nama,kode")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 18
    assert ilp("match", LUWU, path, "-o", path, "--force").returncode == 4


def test_what_cannot_be_read_ends_with_three(tmp_path: Path) -> None:
    assert ilp("match", LUWU, tmp_path / "tidak-ada.csv").returncode == 3
    (tmp_path / "daftar.csv").write_text("Puskesmas\nSuli\n", encoding="utf-8")
    done = ilp("match", tmp_path, tmp_path / "daftar.csv")
    assert done.returncode == 3
    assert "roadmap.yaml" in done.stderr
    assert ilp("match", LUWU, tmp_path / "daftar.csv", "--tabel", "rows").returncode == 2
