"""Where rows belong that do not say so themselves: headings, titles, groups, several columns of places."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilp_cli import check, load
from ilp_cli.core.finding import Severity
from ilp_cli.district.district import District
from tests.plans import KADER_CSV, plan, workbook

ROADMAP = """\
kabupaten: {nama: Luwu}
roster: r.xlsx
puskesmas:
  - {nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}], posyandu: [{nama: Melati}]}
  - {nama: Bajo, pustu: [{nama: Rumaju}], posyandu: [{nama: Anggrek}]}
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
"""
KADER = "\n".join(line.replace(",", "|") for line in KADER_CSV.splitlines())


def read(folder: Path, kader: str = KADER, **sheets: str) -> District:
    plan(folder, ROADMAP, r_xlsx=workbook(**sheets, Kader=kader))
    return load(folder)


def places(district: District) -> list[tuple[str, str, str]]:
    return [(petugas.nama, petugas.puskesmas, petugas.pustu) for petugas in district.petugas]


def test_a_heading_across_the_table_gives_its_place_to_the_rows_below(tmp_path: Path) -> None:
    rows = """
        No | Nama | Jabatan | Puskesmas
        PUSTU CIMPU | | |
        1 | Ina | Bidan | Suli
        2 | Rumi | Bidan | Bajo
        B. PUSTU MURANTE | | |
        1 | Yusuf | Perawat | Suli
        PUSKESMAS INDUK SULI | | |
        PUSKESMAS SULI | | |
        1 | Umi | Bidan | Suli
    """
    district = read(tmp_path, Petugas=rows)
    assert places(district) == [
        ("Ina", "Suli", "Cimpu"), ("Rumi", "Bajo", ""), ("Yusuf", "Suli", "Murante"), ("Umi", "Suli", ""),
    ]  # fmt: skip
    told = [misfit.message for misfit in district.misfits if misfit.code == "ILP021"]
    assert told == [
        "“PUSTU CIMPU” dibaca sebagai tempat 1 baris: Cimpu (Suli)",
        "“B. PUSTU MURANTE” dibaca sebagai tempat 1 baris: Murante (Suli)",
    ]


def test_a_heading_that_names_no_registered_place_is_told(tmp_path: Path) -> None:
    rows = "Nama|Jabatan|Puskesmas\nPUSTU CIMPO||\nIna|Bidan|Suli\n"
    district = read(tmp_path, Petugas=rows)
    assert places(district) == [("Ina", "Suli", "")]
    told = [misfit.message for misfit in district.misfits if misfit.code == "ILP016"]
    assert len(told) == 1
    assert "PUSTU CIMPO" in told[0]
    assert "Cimpu" in told[0]


@pytest.mark.parametrize(
    ("title", "sheet", "place"),
    [
        ("DAFTAR PETUGAS PUSTU CIMPU TAHUN 2026", "Data", ("Suli", "Cimpu")),
        ("DAFTAR PETUGAS UPTD PUSKESMAS BAJO", "Data", ("Bajo", "")),
        ("DAFTAR", "Pustu Rumaju", ("Bajo", "Rumaju")),
        ("DAFTAR", "Cimpu", ("Suli", "Cimpu")),
        ("PUSTU CIMPU PUSKESMAS SULI", "Data", ("Suli", "Cimpu")),
    ],
)
def test_a_table_without_a_column_of_places_is_placed_by_its_title(
    tmp_path: Path, title: str, sheet: str, place: tuple[str, str]
) -> None:
    district = read(tmp_path, **{sheet: f"{title}||\nNo|Nama|Jabatan\n1|Ina|Bidan\n"})
    assert places(district) == [("Ina", *place)]


def test_kader_without_a_puskesmas_are_placed_by_names_that_only_one_has(tmp_path: Path) -> None:
    district = read(tmp_path, kader="Nama Kader|Posyandu\nAni|Melati\nTuti|Anggrek\nLia|Mawar\n", Petugas="")
    assert [(kader.nama, kader.puskesmas) for kader in district.kader] == [
        ("Ani", "Suli"), ("Tuti", "Bajo"), ("Lia", "")]  # fmt: skip
    assert [str(misfit.place).rpartition("!")[2] for misfit in district.misfits if misfit.code == "ILP003"] == ["A4"]


def test_a_pustu_in_the_first_row_of_each_group_goes_for_all_of_it(tmp_path: Path) -> None:
    rows = """
        No | Pustu | Nama | Jabatan | Puskesmas
        1 | Cimpu | Ina | Bidan | Suli
        2 | | Yusuf | Perawat | Suli
        3 | Murante | Umi | Bidan | Suli
        4 | | Rahma | Perawat | Suli
    """
    district = read(tmp_path, Petugas=rows)
    assert [pustu for _, _, pustu in places(district)] == ["Cimpu", "Cimpu", "Murante", "Murante"]
    told = [misfit.message for misfit in district.misfits if misfit.code == "ILP023"]
    assert told == ["2 sel pustu yang kosong diisi dari baris di atasnya, yang pertama “Cimpu”"]


def test_rows_without_any_place_continue_the_group_above_them(tmp_path: Path) -> None:
    rows = """
        No | Puskesmas | Pustu | Nama | Jabatan
        1 | Suli | | Dr Umi | Dokter
        2 | Suli | Cimpu | Ina | Bidan
        3 | | | Yusuf | Perawat
        4 | Bajo | Rumaju | Rahma | Bidan
        5 | | | Budi | Perawat
    """
    district = read(tmp_path, Petugas=rows)
    assert places(district)[1:] == [
        ("Ina", "Suli", "Cimpu"), ("Yusuf", "Suli", "Cimpu"), ("Rahma", "Bajo", "Rumaju"), ("Budi", "Bajo", "Rumaju"),
    ]  # fmt: skip
    told = [misfit.message.split(" yang")[0] for misfit in district.misfits if misfit.code == "ILP023"]
    assert told == ["2 sel puskesmas", "2 sel pustu"]


def test_a_group_ends_where_a_heading_names_another_place(tmp_path: Path) -> None:
    rows = """
        Nama | Puskesmas | Pustu | Jabatan
        PUSTU CIMPU
        Ina | Suli | Cimpu | Bidan
        Yusuf | | | Perawat
        PUSTU RUMAJU
        Rahma | | | Bidan
        Budi | | | Perawat
    """
    assert places(read(tmp_path, Petugas=rows)) == [
        ("Ina", "Suli", "Cimpu"), ("Yusuf", "Suli", "Cimpu"), ("Rahma", "Bajo", "Rumaju"), ("Budi", "Bajo", "Rumaju"),
    ]  # fmt: skip


def test_a_heading_of_a_puskesmas_owns_rows_that_name_only_their_pustu(tmp_path: Path) -> None:
    rows = "Nama|Puskesmas|Pustu|Jabatan\nPUSKESMAS SULI\nIna||Cimpu|Bidan\nPUSKESMAS BAJO\nUmi||Rumaju|Bidan\n"
    assert places(read(tmp_path, Petugas=rows)) == [("Ina", "Suli", "Cimpu"), ("Umi", "Bajo", "Rumaju")]


def test_a_place_forgotten_among_rows_that_repeat_theirs_is_told(tmp_path: Path) -> None:
    rows = "Nama|Puskesmas|Pustu|Jabatan\nIna|Suli|Cimpu|Bidan\nUmi|Suli|Cimpu|Bidan\nYusuf|||Perawat\n"
    district = read(tmp_path, Petugas=rows)
    assert places(district)[2] == ("Yusuf", "", "")
    assert [str(misfit.place).rpartition("!")[2] for misfit in district.misfits if misfit.code == "ILP003"] == ["B4"]


@pytest.mark.parametrize(
    "pustu",
    [
        ["Cimpu", "Cimpu", "", ""],  # repeated: a blank is the puskesmas itself
        ["", "Cimpu", "", "Murante"],
        ["Cimpu", "", "", ""],
        ["Cimpu", "Murante", "", ""],
    ],
)
def test_a_blank_pustu_is_the_puskesmas_where_groups_do_not_say_otherwise(tmp_path: Path, pustu: list[str]) -> None:
    people = zip(pustu, ("Ina", "Yusuf", "Umi", "Rahma"), strict=True)
    rows = "".join(f"{unit}|{nama}|Bidan|Suli\n" for unit, nama in people)
    district = read(tmp_path, Petugas=f"Pustu|Nama|Jabatan|Puskesmas\n{rows}")
    assert [unit for _, _, unit in places(district)] == pustu
    assert not [misfit for misfit in district.misfits if misfit.code == "ILP023"]


@pytest.mark.parametrize(
    ("head", "cells", "place"),
    [
        ("Instansi|Unit Kerja", "Dinas Kesehatan Kab. Luwu|Pustu Cimpu", ("Suli", "Cimpu")),
        ("Unit Kerja|Tempat Tugas", "UPT Puskesmas Suli|Pustu Cimpu", ("Suli", "Cimpu")),
        ("Tempat Tugas|Unit Kerja", "Pustu Rumaju|UPT Puskesmas Bajo", ("Bajo", "Rumaju")),
        ("Unit Kerja|Tempat Tugas", "Puskesmas Bajo|", ("Bajo", "")),
        ("Instansi|Unit Kerja", "Dinas Kesehatan|Puskesmas Bajo", ("Bajo", "")),
    ],
)
def test_of_two_columns_of_places_the_registered_one_is_read(
    tmp_path: Path, head: str, cells: str, place: tuple[str, str]
) -> None:
    district = read(tmp_path, Petugas=f"Nama|Jabatan|{head}\nIna|Bidan|{cells}\n")
    assert places(district) == [("Ina", *place)]
    assert not [misfit for misfit in district.misfits if misfit.severity == "error"]


@pytest.mark.parametrize(
    "unit",
    [
        "Pustu Cimpu - PKM Suli",
        "Pustu Cimpu, Puskesmas Suli",
        "PKM Suli > Pustu Cimpu",
        "Puskesmas Suli / Pustu Cimpu",
        "Suli > Cimpu",
        "Cimpu (Pustu)",
        "Pustu Desa Cimpu",
        "Pustu Cimpu Puskesmas Suli",
        "PKM SULI (PUSTU CIMPU)",
        "Dinkes Luwu / UPT Puskesmas Suli / Pustu Cimpu",
    ],
)
def test_a_path_of_places_is_understood(tmp_path: Path, unit: str) -> None:
    district = read(tmp_path, Petugas=f"Nama|Jabatan|Unit Kerja\nIna|Bidan|{unit}\n")
    assert places(district) == [("Ina", "Suli", "Cimpu")]


@pytest.mark.parametrize("word", ["induk", "Puskesmas Induk", "PKM induk", "Dalam Gedung", "Rawat Inap", "Puskesmas"])
def test_words_for_the_puskesmas_itself_are_no_pustu(tmp_path: Path, word: str) -> None:
    district = read(tmp_path, Petugas=f"Nama|Jabatan|Puskesmas|Pustu\nIna|Bidan|Suli|{word}\n")
    assert places(district) == [("Ina", "Suli", "")]


def test_a_table_below_with_other_columns_is_read_as_what_it_is(tmp_path: Path) -> None:
    rows = """
        DATA PETUGAS | | | |
        No | Nama | NIP | Jabatan | Puskesmas
        1 | Ina | | Bidan | Suli
        JUMLAH | 1 | | |
        DATA KADER | | | |
        No | Nama Kader | Desa | Posyandu | Sudah Dilatih
        1 | Ani | Suli | Melati | sudah
        2 | Tuti | Bajo | Anggrek | belum
    """
    plan(tmp_path, ROADMAP, r_xlsx=workbook(Data=rows))
    district = load(tmp_path)
    assert [petugas.nama for petugas in district.petugas] == ["Ina"]
    assert [(kader.nama, kader.puskesmas, kader.terlatih) for kader in district.kader] == [
        ("Ani", "Suli", "ya"), ("Tuti", "Bajo", "tidak")]  # fmt: skip
    assert not [misfit for misfit in district.misfits if misfit.code == "ILP010"]
    assert district.roster_given


def test_every_sheet_that_is_not_read_is_named(tmp_path: Path) -> None:
    district = read(
        tmp_path,
        Petugas="Nama|Jabatan|Puskesmas\nIna|Bidan|Suli\n",
        Rekap="Jumlah|3\n",
        Mantan="Nama|Puskesmas\nUmi|Suli\n",
    )
    told = [(str(misfit.severity), misfit.message) for misfit in district.misfits if misfit.code == "ILP016"]
    either = "judulnya cocok untuk petugas dan untuk kader; sebut salah satunya dalam namanya"
    assert told == [
        ("note", "lembar Rekap tidak dibaca: tidak ada judul kolom petugas, kader, atau cuti di situ"),
        ("warning", f"lembar Mantan tidak dibaca: {either}"),
    ]


def test_tables_beside_one_another_are_each_read(tmp_path: Path) -> None:
    rows = """
        DATA PUSKESMAS SULI | | | | | | |
        No | Nama | Jabatan | Puskesmas | | No | Nama Kader | Posyandu
        1 | Ina | Bidan | Suli | | 1 | Ani | Melati
        2 | Yusuf | Perawat | Suli | | 2 | Tuti | Anggrek
        | | | | | 3 | Lia | Melati
    """
    plan(tmp_path, ROADMAP, r_xlsx=workbook(Data=rows))
    district = load(tmp_path)
    assert places(district) == [("Ina", "Suli", ""), ("Yusuf", "Suli", "")]
    assert [(kader.nama, kader.posyandu) for kader in district.kader] == [
        ("Ani", "Melati"), ("Tuti", "Anggrek"), ("Lia", "Melati")]  # fmt: skip
    assert str(district.kader[2].place("nama")).endswith("Data!G5")
    assert [misfit.place.cell for misfit in district.misfits if misfit.code == "ILP012"] == ["A1", "F1"]
    assert not [misfit for misfit in district.misfits if misfit.severity == "error"]


@pytest.mark.parametrize(
    "cells",
    ["Pustu Cimpu|RSUD Rekaan", "Pustu Cimpu|Pustu Murante", "PKM Bajo|Pustu Cimpu", "PKM Suli|Pustu Cimpo",
     "PKM Suli|Poskesdes Cimpu X"],
)  # fmt: skip
def test_columns_of_places_that_contradict_one_another_place_nobody_at_a_pustu_unsaid(
    tmp_path: Path, cells: str
) -> None:
    read(tmp_path, Petugas=f"Nama|Jabatan|Unit Kerja|Tempat Tugas\nIna|Bidan|{cells}\n")
    report = check(tmp_path)
    assert report.pustu[0].ada["bidan"] == 0
    if "Poskesdes" not in cells:
        assert {"ILP017", "ILP304"} & {finding.code for finding in report.findings}


@pytest.mark.parametrize("line", ["RAWAT INAP", "PUSKESMAS INDUK", "STAF", "Tenaga di Puskesmas"])
def test_a_line_that_begins_another_group_ends_the_place_of_a_heading(tmp_path: Path, line: str) -> None:
    rows = f"No|Nama|Jabatan|Puskesmas\nPUSTU CIMPU|||\n1|Ina|Bidan|Suli\n{line}|||\n2|Yusuf|Perawat|Suli\n"
    assert places(read(tmp_path, Petugas=rows)) == [("Ina", "Suli", "Cimpu"), ("Yusuf", "Suli", "")]


def test_places_only_in_headings_are_enough(tmp_path: Path) -> None:
    rows = "No|Nama|Jabatan\nPUSTU CIMPU||\n1|Ina|Bidan\nPUSTU RUMAJU||\n1|Yusuf|Perawat\n"
    assert places(read(tmp_path, Petugas=rows)) == [("Ina", "Suli", "Cimpu"), ("Yusuf", "Bajo", "Rumaju")]


def test_a_cell_that_spans_rows_reaches_the_end_of_a_row(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>nama<td>profesi<td>puskesmas<td>pustu</tr>"
        "<tr><td>Ina<td>Bidan<td rowspan=2>Suli<td rowspan=2>Cimpu</tr><tr><td>Yusuf<td>Perawat</tr></table>"
    )
    plan(tmp_path, ROADMAP.replace("r.xlsx", "[petugas.xls, kader.csv]"), petugas_xls=page, kader_csv=KADER_CSV)
    assert places(load(tmp_path)) == [("Ina", "Suli", "Cimpu"), ("Yusuf", "Suli", "Cimpu")]


def test_a_kader_table_below_that_only_its_title_tells(tmp_path: Path) -> None:
    rows = """
        Nama | Jabatan | Puskesmas | Pustu
        Ina | Bidan | Suli | Cimpu
        DATA KADER | | |
        No | Nama Kader | Pustu | Umur
        1 | Eti | Cimpu | 40
    """
    plan(tmp_path, ROADMAP, r_xlsx=workbook(Data=rows))
    district = load(tmp_path)
    assert [petugas.nama for petugas in district.petugas] == ["Ina"]
    assert [(kader.nama, kader.puskesmas) for kader in district.kader] == [("Eti", "Suli")]


TWO = "No|Nama|Puskesmas|Pustu|Jabatan\n1|Ina|Suli|Cimpu|Bidan\n2|Yusuf|Suli|Cimpu|Perawat\n"


@pytest.mark.parametrize("line", ["KADER PUSTU RUMAJU", "Daftar kader pustu Rumaju"])
def test_a_list_of_names_below_is_what_the_line_above_it_says(tmp_path: Path, line: str) -> None:
    district = read(tmp_path, kader="", Petugas=f"{TWO}\n{line}\nNo|Nama\n1|Ani\n2|Tuti\n")
    assert [(kader.nama, kader.puskesmas, kader.pustu) for kader in district.kader] == [
        ("Ani", "Bajo", "Rumaju"), ("Tuti", "Bajo", "Rumaju")]  # fmt: skip
    assert len(district.petugas) == 2


@pytest.mark.parametrize("head", ["DAFTAR KADER\nNo|Nama|Alamat", "No|Nama", "No|Nama Kader"])
def test_a_list_of_names_without_a_place_is_named_as_left_and_what_follows_it_is_read(
    tmp_path: Path, head: str
) -> None:
    district = read(tmp_path, Petugas=f"{TWO}{head}\n1|Ani|x\n2|Tuti|x\nNama Kader|Pustu\nLia|Rumaju\n", kader="")
    assert [petugas.nama for petugas in district.petugas] == ["Ina", "Yusuf"]
    assert [(kader.nama, kader.pustu) for kader in district.kader] == [("Lia", "Rumaju")]
    (told,) = [misfit.message for misfit in district.misfits if misfit.code == "ILP016"]
    assert told.startswith("2 baris (baris ")
    assert "tidak memuat kolom" in told


def test_the_header_of_two_rows_that_a_page_repeats_is_no_list_of_names(tmp_path: Path) -> None:
    head = "No|Nama|Tempat||Jabatan\n||Puskesmas|Pustu|\n"
    rows = f"{head}1|Ina|Suli|Cimpu|Bidan\n{head}2|Yusuf|Suli|Cimpu|Perawat\n"
    assert [petugas.nama for petugas in read(tmp_path, Petugas=rows).petugas] == ["Ina", "Yusuf"]


SIGNED = [
    "|Mengetahui,||\n|Kepala Puskesmas Suli||Bendahara\n\n|dr. Sitti Aminah||Rosna Dewi, SE\n"
    "|NIP. 198001012005012001||NIP. 198203032006042002\n",
    "Mengetahui||||Bendahara\nKepala Puskesmas||Pengelola Kepegawaian||BOK\n\ndr. Sitti||Joko Susilo||Rosna Dewi\n",
    "|Bendahara||Kepala Puskesmas Suli\n\n|Rosna Dewi||dr. Sitti Aminah\n",
]


@pytest.mark.parametrize("signed", SIGNED)
def test_two_signatures_side_by_side_are_no_people(tmp_path: Path, signed: str) -> None:
    district = read(tmp_path, Petugas=f"{TWO}\n{signed}")
    assert [petugas.nama for petugas in district.petugas] == ["Ina", "Yusuf"]
    assert [misfit.code for misfit in district.misfits if misfit.severity >= Severity.WARNING] == []
    assert any("blok tanda tangan" in misfit.message for misfit in district.misfits if misfit.code == "ILP020")


def test_people_below_a_signature_are_people(tmp_path: Path) -> None:
    more = "3|Umi|Suli|Cimpoe|Bidan\n4|Rahma|Suli||Perawat\n"
    district = read(tmp_path, Petugas=f"{TWO}|Mengetahui||\n{more}")
    assert [petugas.nama for petugas in district.petugas] == ["Ina", "Yusuf", "Umi", "Rahma"]


def test_headings_behind_an_ordinal_give_their_place(tmp_path: Path) -> None:
    rows = """
        No | Nama | Puskesmas | Pustu | Jabatan
        I | PUSKESMAS SULI
        A | Pustu Cimpu
        1 | Ina | | | Bidan
        2 | Yusuf | | | Perawat
        B. | Pustu Murante
        1 | Umi | | | Bidan
    """
    assert places(read(tmp_path, Petugas=rows)) == [
        ("Ina", "Suli", "Cimpu"), ("Yusuf", "Suli", "Cimpu"), ("Umi", "Suli", "Murante")]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "|Jumlah Pustu Cimpu|3",
        "|Rekap Tenaga|PNS|PPPK",
        "3|dirangkap oleh Ina Batara|Suli|Cimpu|Perawat",
        "3|Dijabat oleh bidan Murante|Suli|Cimpu|Bidan",
    ],
)
def test_a_sum_of_a_place_a_recap_and_a_post_that_another_holds_are_nobody(tmp_path: Path, line: str) -> None:
    district = read(tmp_path, Petugas=f"{TWO}{line}\n")
    assert [petugas.nama for petugas in district.petugas] == ["Ina", "Yusuf"]
    assert {misfit.code for misfit in district.misfits} & {"ILP019", "ILP020"}


def test_a_list_of_names_that_is_no_roster_leaves_the_roster_whole(tmp_path: Path) -> None:
    district = read(tmp_path, Petugas=f"{TWO}ROTASI PETUGAS\nNo|Nama|Dari|Ke\n1|Joko|Cimpu|Murante\n")
    assert [misfit.code for misfit in district.misfits if misfit.severity >= Severity.WARNING] == ["ILP016"]


def test_a_list_of_nothing_but_names_is_placed_by_the_title_that_stands_over_both_tables(tmp_path: Path) -> None:
    rows = """
        PUSTU CIMPU PUSKESMAS SULI | | | | |
        No | Nama Petugas | Jabatan | | No | Nama Kader
        1 | Ina | Bidan | | 1 | Ani Wati
        2 | Yusuf | Perawat | | 2 | Tuti Sari
    """
    plan(tmp_path, ROADMAP, r_xlsx=workbook(Data=rows))
    district = load(tmp_path)
    assert places(district) == [("Ina", "Suli", "Cimpu"), ("Yusuf", "Suli", "Cimpu")]
    assert [(kader.nama, kader.pustu) for kader in district.kader] == [("Ani Wati", "Cimpu"), ("Tuti Sari", "Cimpu")]
    assert not [misfit.code for misfit in district.misfits if misfit.severity is Severity.ERROR]


def test_a_list_of_nothing_but_names_that_nothing_places_is_told_for_what_it_lacks(tmp_path: Path) -> None:
    people = "Nama|Puskesmas|Profesi\nIna|Suli|Bidan\n"
    district = read(tmp_path, Petugas=people, Rapat="Daftar hadir\nNo|Nama Kader\n1|Ani Wati\n2|Tuti Sari\n")
    told = [misfit.message for misfit in district.misfits if misfit.code == "ILP016"]
    assert told == ["lembar Rapat tidak dibaca: judulnya mirip Kader, tetapi kolom puskesmas tidak ada"]
    assert "Ani Wati" not in [kader.nama for kader in district.kader]


def test_a_vacant_post_below_a_heading_is_told_with_the_place_of_the_heading(tmp_path: Path) -> None:
    rows = "Nama|Jabatan\nPUSTU CIMPU|\nIna|Bidan\n(belum ada)|Perawat\n"
    district = read(tmp_path, Petugas=rows)
    assert ["“(belum ada)” bukan nama orang (Perawat, Cimpu)" in misfit.message for misfit in district.misfits].count(
        True
    ) == 1


@pytest.mark.parametrize(
    "unit", ["Puskesmas Rawat Inap Suli", "PKM SULI NON RAWAT INAP", "Puskesmas Suli (Induk)", "Unit Puskesmas Suli"]
)
def test_how_a_puskesmas_works_is_no_part_of_its_name(tmp_path: Path, unit: str) -> None:
    assert places(read(tmp_path, Petugas=f"Nama|Unit Kerja|Profesi\nIna|{unit}|Bidan\n")) == [("Ina", "Suli", "")]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Cimpu||Bidan", "puskesmas “Cimpu” tidak terdaftar; ada pustu Cimpu (Suli)"),
        ("Poskesdes Murante||Bidan", "puskesmas “Poskesdes Murante” tidak terdaftar; ada pustu Murante (Suli)"),
        ("Suli|Suli|Bidan", "pustu “Suli” tidak terdaftar di Suli; kosongkan bila yang dimaksud puskesmas induknya"),
    ],
)
def test_a_name_in_the_column_of_another_kind_is_told_for_what_it_is(tmp_path: Path, row: str, words: str) -> None:
    read(tmp_path, Petugas=f"Nama|Puskesmas|Pustu|Profesi\nIna|{row}\n")
    assert [finding.message for finding in check(tmp_path).findings if finding.code == "ILP304"] == [words]


def test_a_table_below_whose_names_stand_in_another_column_is_found_also_under_signatures(tmp_path: Path) -> None:
    rows = """
        NIP | Profesi | Pustu | Puskesmas | Nama
        | Bidan | Cimpu | Suli | Ina
        Mengetahui, | | | |
        Kepala Puskesmas | | | |
        dr. Contoh | | | |
        No | Nama Kader | Puskesmas | Pustu | No WA
        1 | Ani Wati | Suli | Cimpu | 0811
        2 | Tuti Sari | Suli | Murante | 0812
    """
    plan(tmp_path, ROADMAP, r_xlsx=workbook(Data=rows))
    district = load(tmp_path)
    assert places(district) == [("Ina", "Suli", "Cimpu")]
    assert [(kader.nama, kader.pustu) for kader in district.kader] == [("Ani Wati", "Cimpu"), ("Tuti Sari", "Murante")]
