"""Rows in which nobody stands: vacancies, sums, lines of the page; and people whose names look like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilp_cli import check, load
from ilp_cli.district.district import District
from ilp_cli.reading.nobody import Nobody, each_name, nobody, two_names
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, plan, workbook

SULI = """\
kabupaten: {nama: Luwu}
roster: .
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
"""
NIP = "198501012010012901"


def roster(folder: Path, petugas: str, kader: str = KADER_CSV) -> District:
    plan(folder, SULI, petugas_csv=petugas, kader_csv=kader)
    return load(folder)


def told(district: District, *codes: str) -> list[tuple[str, str]]:
    return [(misfit.code, str(misfit.place).rpartition("/")[2]) for misfit in district.misfits if misfit.code in codes]


VACANT = [
    "-", "…", "...", "0", "--", "KOSONG", "kosong (pensiun)", "belum ada", "Belum ada petugas", "LOWONG", "vacant",
    "Perawat (belum ada)", "Kuota PPPK", "Formasi CPNS 2026", "n.a.", "idem", "Bidan", "Menunggu penempatan",
    "Kebutuhan 2 orang", "KEKURANGAN", "bidan belum tersedia", "Diusulkan", "Calon PPPK", "sudah pindah",
    "Mutasi ke RSUD",
    "idem di atas", "dr.", "H.", "xxx", "Tanpa Nama", "Rangkap Pustu Melati", "an. Kepala Puskesmas", "Perawat Pustu",
    "akan diisi", "Formasi kosong", "Belum terisi", "tidak ada", "Kosong - menunggu formasi", "(kosong)",
]  # fmt: skip


@pytest.mark.parametrize("name", VACANT)
def test_a_vacant_post_is_told_and_counts_as_nobody(tmp_path: Path, name: str) -> None:
    petugas = f"nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\n{name},Suli,Cimpu,Perawat\n"
    district = roster(tmp_path, petugas, KADER_CSV + f"{name},Suli,Cimpu,\n")
    assert [petugas.nama for petugas in district.petugas] == ["Ina"]
    assert name not in [kader.nama for kader in district.kader]
    assert len(told(district, "ILP019", "ILP020")) == 2
    report = check(tmp_path, pada=PADA)
    assert report.pustu[0].ada["perawat"] == 0


@pytest.mark.parametrize("name", ["Bu RT", "Kader Baru", "Istri Kades", "Ketua PKK", "Pak RW 03", "Bendahara"])
def test_a_post_without_a_name_is_told_and_counts_as_nobody_unless_the_row_says_who_it_is(
    tmp_path: Path, name: str
) -> None:
    kader = f"{KADER_CSV}{name},Suli,Cimpu,\n"
    district = roster(tmp_path / "a", PETUGAS_CSV, kader)
    assert name not in [person.nama for person in district.kader]
    assert len(told(district, "ILP019")) == 1
    with_nik = "nama,nik,puskesmas,pustu\n" + f"{name},7317014501950003,Suli,Cimpu\n"
    assert [person.nama for person in roster(tmp_path / "b", PETUGAS_CSV, with_nik).kader] == [name]


@pytest.mark.parametrize("name", ["Ibu Aminah", "Istri Pak Budi", "Ny. Karim", "Sri Baru", "Desak Putu", "Anak Agung"])
def test_a_name_behind_a_form_of_address_is_somebodys(name: str) -> None:
    assert nobody(name) is None


@pytest.mark.parametrize(
    "name", ["JUMLAH", "TOTAL", "Total kader", "Jumlah: 28", "Sub Total", "Jumlah seluruhnya", "Total butuh"]
)
def test_a_sum_is_passed_over_and_told(tmp_path: Path, name: str) -> None:
    district = roster(tmp_path, f"nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\n{name},Suli,Cimpu,Bidan\n")
    assert [petugas.nama for petugas in district.petugas] == ["Ina"]
    assert told(district, "ILP020") == [("ILP020", "petugas.csv:3")]


@pytest.mark.parametrize(
    ("row", "there"),
    [
        (f"Null,Suli,Cimpu,Perawat,{NIP},", True),
        ("Null,Suli,Cimpu,Perawat,,PNS", True),
        ("Na,Suli,Cimpu,Perawat,,", False),
        ("NaN,Suli,Cimpu,Perawat,,", False),
        (f"Nan,Suli,Cimpu,Perawat,{NIP},", True),
        (f"-,Suli,Cimpu,Perawat,{NIP},", True),
        (f"TOTAL,Suli,Cimpu,Perawat,{NIP},", True),
        ("Kosong Wati,Suli,Cimpu,Perawat,,", True),
        ("Total Hidayat,Suli,Cimpu,Perawat,,", True),
        ("Data Rahman,Suli,Cimpu,Perawat,,", True),
        ("012,Suli,Cimpu,Perawat,,", False),
    ],
)
def test_the_whole_row_says_whether_somebody_bears_such_a_name(tmp_path: Path, row: str, there: bool) -> None:
    district = roster(tmp_path, f"nama,puskesmas,pustu,profesi,nip,status\nIna,Suli,Cimpu,Bidan,,\n{row}\n")
    assert len(district.petugas) == 1 + there
    if not there:
        assert [str(misfit.severity) for misfit in district.misfits if misfit.code == "ILP019"] == ["warning"]


def test_somebody_with_a_number_and_no_name_counts_and_the_name_is_asked_for(tmp_path: Path) -> None:
    district = roster(tmp_path, f"nama,puskesmas,pustu,profesi,nip\n-,Suli,Cimpu,Bidan,{NIP}\n")
    assert [(petugas.nama, petugas.nip.digits) for petugas in district.petugas] == [("", NIP)]
    assert told(district, "ILP003") == [("ILP003", "petugas.csv:2")]


def test_a_row_without_a_name_and_without_a_number_is_nobody_and_an_error(tmp_path: Path) -> None:
    district = roster(tmp_path, "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\n,Suli,Cimpu,Perawat\n")
    assert [petugas.nama for petugas in district.petugas] == ["Ina"]
    assert told(district, "ILP003") == [("ILP003", "petugas.csv:3")]


PRINTED = """
    DAFTAR PEGAWAI | | |
    nama | nip | puskesmas | profesi
    Ina | | Suli | Bidan
    Halaman 1 dari 2 | | |
    DAFTAR PEGAWAI | | |
    NAMA | NIP | PUSKESMAS | PROFESI
    1 | 2 | 3 | 4
    Yusuf | | Suli | Perawat
    2 | | |
    # catatan: belum lengkap | | |
    Keterangan: data per Januari | | |
    | | | Suli, 2 Januari 2026
    Mengetahui, Kepala Puskesmas | | |
    dr. Hasan Rekaan | 197001012000121001 | |
    Penata Tk. I | | |
"""


def test_the_lines_of_a_page_are_no_people_and_are_told(tmp_path: Path) -> None:
    plan(tmp_path, SULI.replace("roster: .", "roster: r.xlsx"), r_xlsx=workbook(Petugas=PRINTED, Kader=KADER))
    district = load(tmp_path)
    assert [petugas.nama for petugas in district.petugas] == ["Ina", "Yusuf"]
    assert not [misfit for misfit in district.misfits if misfit.severity == "error"]
    lines = {
        misfit.message.rpartition(": ")[2]: misfit.message for misfit in district.misfits if misfit.code == "ILP020"
    }
    assert set(lines) == {Nobody.PAGE, Nobody.COLUMNS, Nobody.SIGNATURE, Nobody.PAGE_NUMBER}
    assert "4 baris" in lines[Nobody.SIGNATURE]


KADER = "\n".join(line.replace(",", "|") for line in KADER_CSV.splitlines())


@pytest.mark.parametrize(
    "rows",
    [
        f"Ina\nNIP. {NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]}|Suli|Bidan",
        f"Ina / {NIP}|Suli|Bidan",
        f"Ina ({NIP})|Suli|Bidan",
    ],
)
def test_a_number_in_the_cell_of_the_name_is_put_where_it_belongs(tmp_path: Path, rows: str) -> None:
    text = rows.replace("\n", " ").replace("|", ",")
    district = roster(tmp_path, f"Nama / NIP,puskesmas,profesi\n{text}\n")
    assert [(petugas.nama, petugas.nip.digits) for petugas in district.petugas] == [("Ina", NIP)]


def test_a_number_in_the_row_below_belongs_to_the_name_above(tmp_path: Path) -> None:
    district = roster(tmp_path, f"nama,puskesmas,profesi\nIna,Suli,Bidan\nNIP. {NIP},,\nYusuf,Suli,Perawat\n")
    assert [(petugas.nama, petugas.nip.digits) for petugas in district.petugas] == [("Ina", NIP), ("Yusuf", "")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Siti Rahma\nNur Aini", ("Siti Rahma", "Nur Aini")),
        ("Siti Rahma / Nur Aini", ("Siti Rahma", "Nur Aini")),
        ("Siti & Nur", ("Siti", "Nur")),
        ("Siti Rahma, Nur Aini", ("Siti Rahma", "Nur Aini")),
        ("Siti Rahma, A.Md.Keb, Nur Aini, S.Keb", ("Siti Rahma", "Nur Aini")),
        ("1. Siti Rahma 2. Nur Aini", ("Siti Rahma", "Nur Aini")),
        ("Siti Rahma dan Nur Aini", ("Siti Rahma", "Nur Aini")),
        ("Siti Rahma,Nur Aini", ("Siti Rahma", "Nur Aini")),
        ("Siti Rahma serta Nur Aini", ("Siti Rahma", "Nur Aini")),
        ("• Siti Rahma • Nur Aini", ("Siti Rahma", "Nur Aini")),
        ("a. Siti Rahma b. Nur Aini", ("Siti Rahma", "Nur Aini")),
        ("(1) Siti Rahma (2) Nur Aini", ("Siti Rahma", "Nur Aini")),
        ("Siti Rahma → Nur Aini", ("Siti Rahma", "Nur Aini")),
        ("Siti Rahma,S.Kep,Ns", ()),
        ("Siti Rahma, S.Kep, Ns", ()),
        ("Siti Rahma,\nA.Md.Keb", ()),
        ("Nurul\nHidayah", ()),
        ("Siti Rahma / S.Kep", ()),
        ("dr. Siti Rahma, Sp.A", ()),
        ("Siti Rahma (pindah / mutasi)", ()),
        ("Muhammad Dan Rizky", ()),
    ],
)
def test_two_names_in_one_cell(text: str, names: tuple[str, ...]) -> None:
    assert two_names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Siti Rahma, A.Md.Keb", ["Siti Rahma, A.Md.Keb"]),
        ("1. Siti Rahma, A.Md.Keb\n2. Nur", ["Siti Rahma, A.Md.Keb", "Nur"]),
        ("Siti Rahma, A.Md.Keb\nNur Aini, S.Tr.Keb", ["Siti Rahma, A.Md.Keb", "Nur Aini, S.Tr.Keb"]),
        ("Siti Rahma, A.Md.Keb, Nur Aini, S.Keb", ["Siti Rahma, A.Md.Keb", "Nur Aini, S.Keb"]),
        ("Siti Rahma\nNIP. 198501012010012001", ["Siti Rahma NIP. 198501012010012001"]),
        ("Siti Rahma,\nA.Md.Keb", ["Siti Rahma, A.Md.Keb"]),
        ("Siti\nRahma", ["Siti Rahma"]),
        ("Siti\nNur\nLia", ["Siti", "Nur", "Lia"]),
        ("Siti Rahma, Nur, Lia Lestari", ["Siti Rahma", "Nur", "Lia Lestari"]),
        ("1. Siti 2. Nur", ["Siti", "Nur"]),
        ("1. Siti\n2. (kosong)", ["Siti", "(kosong)"]),
        ("1.\n2.", []),
    ],
)
def test_a_cell_of_several_people_gives_all_of_them_and_nothing_of_it_is_lost(text: str, names: list[str]) -> None:
    assert list(each_name(text)) == names


def test_two_names_are_told_and_count_as_one(tmp_path: Path) -> None:
    kader = 'nama,puskesmas,pustu,posyandu\n"Siti Rahma\nNur Aini",Suli,Cimpu,\n'
    district = roster(tmp_path, "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\n", kader)
    assert told(district, "ILP022") == [("ILP022", "kader.csv:2")]
    assert len(district.kader) == 1


@pytest.mark.parametrize("name", ["Kosong Wati", "Tanpa Sari", "Aa", "Kurang Hidayat", "Plt. Ani Wati", "Mars", "Haji"])
def test_a_name_with_a_word_for_a_vacant_post_is_somebodys(name: str) -> None:
    assert nobody(name) is None


@given(st.sampled_from(["Ani", "Bud", "Citra", "Dewi"]), st.sampled_from(["Wati", "Rahman", "Putri Sari"]))
def test_a_usual_name_is_somebodys(first: str, last: str) -> None:
    assert nobody(f"{first} {last}") is None
    assert two_names(f"{first} {last}, S.Kep") == ()


@pytest.mark.parametrize("name", ["Bulan Purnama", "Ket. Sudarma", "Page Simbolon", "Sumber Rezeki", "Tahun Simamora"])
def test_a_kader_whose_name_begins_like_a_line_of_the_page_is_somebody(tmp_path: Path, name: str) -> None:
    kader = f"nama,puskesmas,pustu\n{name},Suli,Cimpu\n"
    district = roster(tmp_path, "nama,puskesmas,profesi\nIna,Suli,Bidan\n", kader)
    assert [kader.nama for kader in district.kader] == [name]


def test_counts_of_a_recap_are_no_people(tmp_path: Path) -> None:
    rows = "No|Nama|Puskesmas|Profesi\n1|Ina|Suli|Bidan\nJUMLAH TENAGA KESEHATAN|2 orang||\n|Laki-laki|1|\n|PNS|1|\n"
    plan(tmp_path, SULI.replace("roster: .", "roster: r.xlsx"), r_xlsx=workbook(Petugas=rows, Kader=KADER))
    assert [petugas.nama for petugas in load(tmp_path).petugas] == ["Ina"]


def test_a_signature_in_a_column_of_places_is_no_place(tmp_path: Path) -> None:
    lines = ["Suli, 2 Januari 2026", "Kepala Puskesmas Suli", "dr. Hasan Rekaan", "NIP. 197001012000121001"]
    rows = "".join(f"||{line}|\n" for line in lines)
    table = f"Nama|Jabatan|Puskesmas|Pustu\nIna|Bidan|Suli|Cimpu\n{rows}"
    plan(tmp_path, SULI.replace("roster: .", "roster: r.xlsx"), r_xlsx=workbook(Petugas=table, Kader=KADER))
    district = load(tmp_path)
    assert [petugas.nama for petugas in district.petugas] == ["Ina"]
    assert not [misfit for misfit in district.misfits if misfit.severity == "error"]


@pytest.mark.parametrize("name", ["-", "Kosong", "JUMLAH"])
def test_nobodys_leave_is_passed_over(tmp_path: Path, name: str) -> None:
    plan(tmp_path, SULI, petugas_csv="nama,puskesmas,profesi\nIna,Suli,Bidan\n", kader_csv=KADER_CSV,
         cuti_csv=f"nama,dari,sampai\nIna,2026-01-05,2026-01-06\n{name},,\n")  # fmt: skip
    district = load(tmp_path)
    assert [cuti.nama for cuti in district.cuti] == ["Ina"]
    assert not told(district, "ILP003")


def test_rows_above_the_header_are_told(tmp_path: Path) -> None:
    rows = "Cici,Suli,Cimpu,Bidan\nDedi,Suli,Cimpu,Perawat\nnama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\n"
    district = roster(tmp_path, rows)
    assert told(district, "ILP016") == [("ILP016", "petugas.csv:1")]


def test_two_names_are_told_of_their_own_row_only(tmp_path: Path) -> None:
    rows = f"nama,puskesmas,profesi,nip\nSiti Rahma / Nur Aini,Suli,Bidan,\n,Suli,Bidan,{NIP}\n"
    assert told(roster(tmp_path, rows), "ILP022") == [("ILP022", "petugas.csv:2")]


def test_a_number_in_the_row_below_tells_the_retirement(tmp_path: Path) -> None:
    rows = "nama,puskesmas,profesi,status\nIna,Suli,Bidan,PNS\nNIP. 196811121990032001,,,\n"
    assert [str(petugas.pensiun) for petugas in roster(tmp_path, rows).petugas] == ["2026-12-01"]


def test_what_stands_instead_of_a_name_is_told(tmp_path: Path) -> None:
    district = roster(tmp_path, f"nama,puskesmas,pustu,profesi,nip\n12345,Suli,Cimpu,Bidan,{NIP}\n")
    faults = [misfit.message for misfit in district.misfits if misfit.severity == "error"]
    assert faults == ["“nama” bukan nama orang: “12345”"]
    remedies = [misfit.remedy for misfit in district.misfits if misfit.severity == "error"]
    assert remedies == ["tulis nama orangnya, atau hapus barisnya bila tidak ada orangnya."]
