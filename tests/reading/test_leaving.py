"""Who has left by the words of a roster, who retires, and who is one person written twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ilp_cli import check, load, outlook
from ilp_cli.district.presence import COUNTED, masa, serves
from ilp_cli.law.configs import professions
from ilp_cli.reading.leaving import leaving, leaving_of_name
from ilp_cli.rulebook.report import Report
from tests.plans import KADER_CSV, PADA, plan

SULI = """\
kabupaten: {nama: Luwu}
roster: .
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
"""


def checked(folder: Path, petugas: str, kader: str = KADER_CSV, pada: date = PADA, **files: str) -> Report:
    plan(folder, SULI, petugas_csv=petugas, kader_csv=kader, **files)
    return check(folder, pada=pada)


def told(report: Report, code: str) -> list[str]:
    return [finding.message for finding in report.findings if finding.code == code]


@pytest.mark.parametrize(
    ("text", "column", "certain"),
    [
        ("Pensiun", "status", True),
        ("PNS (Pensiun)", "status", True),
        ("Meninggal Dunia", "status", True),
        ("Pindah ke RSUD", "status", True),
        ("Non Aktif", "status", True),
        ("Mengundurkan diri 2024", "status", True),
        ("CLTN", "status", True),
        ("Tugas Belajar", "status", True),
        ("Mahasiswa PKL", "status", True),
        ("Magang", "status", True),
        ("Tidak Aktif", "keaktifan", True),
        ("Tidak", "keaktifan", True),
        ("sudah pindah ke RSUD sejak Maret 2025", "keterangan", True),
        ("sudah tidak aktif sejak 2023", "keterangan", True),
        ("akan pensiun Maret 2027", "keterangan", False),
        ("usul pindah ke RSUD", "keterangan", False),
        ("menurut kepala puskesmas sudah pindah", "keterangan", False),
        ("BUP", "status", True),
        ("Kontrak tidak diperpanjang", "status", True),
        ("dpk RSUD", "status", True),
        ("Off", "keaktifan", True),
        ("Honorer, kontrak s/d Desember 2025", "status", True),
        ("SK s.d. 31-12-2025", "keterangan", True),
        ("kontrak s/d 31-12-2025, akan diusulkan lagi", "keterangan", False),
        ("cuti melahirkan", "keterangan", False),
        ("Sakit", "status", False),
        ("ikut suami ke Jawa", "keterangan", False),
        ("kontrak s/d 31-12-2025, sudah diperpanjang", "keterangan", None),
        ("tugas tambahan di gudang obat s/d 2025", "keterangan", None),
        ("SK No. 12/2025 tgl 3-1-2025", "keterangan", None),
        ("Masih", "keaktifan", None),
        ("PNS", "status", None),
        ("PNS Aktif", "status", None),
        ("Non ASN", "status", None),
        ("Aktif", "keaktifan", None),
        ("pindahan dari Puskesmas Bajo", "keterangan", None),
        ("pindah dari Bajo", "keterangan", None),
        ("pengganti Ani yang pindah", "keterangan", None),
        ("bidan koordinator", "keterangan", None),
        ("Pensiun?", "status", False),
        ("mutasi ke pustu ini 1/2/2025", "keterangan", None),
        ("N", "keaktifan", True),
        ("entah", "keaktifan", False),
        ("Inaktif", "status", True),
        ("Cuti diluar tanggungan negara", "status", True),
        ("Habis masa tugas", "status", True),
        ("Dialihkan", "status", False),
        ("TB s/d 2027", "status", False),
        ("Nusantara Sehat (selesai)", "status", False),
        ("Penugasan di Dinkes", "status", False),
        ("sekarang di RSUD", "keterangan", False),
        ("ke RSUD per 1/3/2025", "keterangan", False),
        ("BKO Dinkes", "keterangan", False),
        ("tidak pernah masuk", "keterangan", False),
        ("namanya dicoret di berkas asal", "keterangan", False),
        ("data ganda", "keterangan", False),
        ("PJ TB", "keterangan", None),
        ("promosi kesehatan", "keterangan", None),
        ("selesai pelatihan 2024", "keterangan", None),
    ],
)
def test_what_the_words_of_a_row_say_of_going(text: str, column: str, certain: bool | None) -> None:
    pergi = leaving(text, column)
    assert (pergi.pasti if pergi else None) is certain


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("sudah pindah sejak Maret 2025", date(2025, 3, 1)),
        ("pensiun TMT 01-07-2024", date(2024, 7, 1)),
        ("meninggal 12 Mei 2026", date(2026, 5, 12)),
        ("mengundurkan diri 2024", date(2024, 1, 1)),
        ("pindah ke RSUD", None),
        ("tugas belajar s/d 2027", None),
        ("CLTN sampai Juni 2027", None),
        ("tugas belajar 2024-2027", date(2024, 1, 1)),
        ("tugas belajar 1 Sept 2024 s/d 31 Agustus 2027", date(2024, 9, 1)),
        ("kontrak s/d Februari 2026", date(2026, 3, 1)),
        ("kontrak berakhir 31-12-2025", date(2026, 1, 1)),
    ],
)
def test_the_day_that_such_words_name(text: str, since: date | None) -> None:
    pergi = leaving(text, "keterangan")
    assert pergi is not None
    assert pergi.sejak == since


@pytest.mark.parametrize(
    ("nama", "gone"),
    [
        ("Budi Ramli (alm.)", True),
        ("Ani Lestari (pindah)", True),
        ("Alm. Budi Ramli", True),
        ("Ani Rekaan - pensiun", True),
        ("Ani Rekaan *pindah", True),
        ("Ani Rekaan pindah", True),
        ("ANI REKAAN PENSIUN", True),
        ("Ani Rekaan †", True),
        ("Ani Rekaan - RSUD", True),
        ("Ani Rekaan (kosong)", True),
        ("Eks Ani Rekaan", True),
        ("Ketut Purna", False),
        ("Pindah Rahayu", False),
        ("Ani Lestari (Kartini)", False),
        ("Ani Lestari (koordinator)", False),
        ("Ani Lestari - Koordinator", False),
        ("Alma Rahmi", False),
    ],
)
def test_a_word_beside_a_name(nama: str, gone: bool) -> None:
    assert (leaving_of_name(nama) is not None) is gone


@pytest.mark.parametrize(("pada", "counts"), [(date(2025, 8, 31), False), (date(2025, 9, 1), True)])
def test_whoever_studies_until_a_day_counts_again_from_the_next(tmp_path: Path, pada: date, counts: bool) -> None:
    row = "Ina,Suli,Cimpu,Bidan,PNS,tugas belajar s/d 31-8-2025,,"
    report = checked(tmp_path, f"{HEAD}{row}\nYusuf,Suli,Cimpu,Perawat,,,,\n", pada=pada)
    assert report.pustu[0].ada["bidan"] == counts
    assert len(told(report, "ILP324")) == (not counts)
    assert masa(load(tmp_path).petugas[0]) == (date(2025, 9, 1), None)


def test_who_retired_before_the_oldest_law_that_is_known_does_not_count(tmp_path: Path) -> None:
    row = "Ina,Suli,Cimpu,Bidan,PNS,,,195003121975012003"
    report = checked(tmp_path, f"{HEAD}{row}\nYusuf,Suli,Cimpu,Perawat,,,,\n")
    assert report.pustu[0].ada["bidan"] == 0
    assert len(told(report, "ILP313")) == 1
    assert told(report, "ILP310") == []


HEAD = "nama,puskesmas,pustu,profesi,status,keterangan,keaktifan,nip\n"


@pytest.mark.parametrize(
    "row",
    ["Ina,Suli,Cimpu,Bidan,Pensiun,,,", "Ina (alm.),Suli,Cimpu,Bidan,,,,", "Ina,Suli,Cimpu,Bidan,,sudah pindah,,",
     "Ina,Suli,Cimpu,Bidan,PNS,,Non Aktif,"],
)  # fmt: skip
def test_who_has_left_does_not_count_and_is_told_with_the_reason(tmp_path: Path, row: str) -> None:
    report = checked(tmp_path, f"{HEAD}{row}\nYusuf,Suli,Cimpu,Perawat,,,,\n")
    assert report.pustu[0].ada["bidan"] == 0
    assert len(told(report, "ILP324")) == 1
    assert "sudah tidak dihitung: Ina" in told(report, "ILP201")[0]


@pytest.mark.parametrize(("pada", "there"), [(date(2025, 12, 31), True), (date(2026, 1, 1), False)])
def test_a_contract_that_the_status_ends_counts_to_its_last_day(tmp_path: Path, pada: date, there: bool) -> None:
    row = "Ina,Suli,Cimpu,Bidan,Kontrak s/d Des 2025,,,"
    report = checked(tmp_path, f"{HEAD}{row}\nYusuf,Suli,Cimpu,Perawat,,,,\n", pada=pada)
    assert (report.pustu[0].ada["bidan"] == 1) is there
    assert len(told(report, "ILP324")) == (not there)


def test_leave_in_a_remark_is_asked_about_until_it_is_over_or_listed(tmp_path: Path) -> None:
    rows = "Ina,Suli,Cimpu,Bidan,,cuti melahirkan,,\nYusuf,Suli,Cimpu,Perawat,,cuti s/d 1 Maret 2026,,\n"
    report = checked(tmp_path / "a", HEAD + rows)
    assert [message.partition("”")[0] for message in told(report, "ILP325")] == ["“Ina"]
    cuti = "nama,dari,sampai\nIna,2026-11-01,2027-01-31\n"
    assert told(checked(tmp_path / "b", HEAD + rows, cuti_csv=cuti), "ILP325") == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Siti Rahma (1)", "Siti Rahma (2)"),
        ("Siti Rahma (Blok A)", "Siti Rahma (Blok B)"),
        ("Siti Rahma", "Sari Rahma"),
    ],
)
def test_names_told_apart_by_a_note_are_two_people(tmp_path: Path, first: str, second: str) -> None:
    kader = f"nama,puskesmas,pustu,posyandu\n{first},Suli,Cimpu,\n{second},Suli,Cimpu,\n"
    report = checked(tmp_path, "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\n", kader)
    assert not told(report, "ILP203")
    assert not told(report, "ILP306")


def test_a_doubtful_word_is_told_and_the_person_counts(tmp_path: Path) -> None:
    report = checked(tmp_path, f"{HEAD}Ina,Suli,Cimpu,Bidan,,usul pindah,,\nYusuf,Suli,Cimpu,Perawat,,,,\n")
    assert report.pustu[0].memenuhi
    assert told(report, "ILP325") == [
        "“Ina” (pustu Cimpu (Suli)) masih dihitung, padahal keterangan menyebut “usul pindah”"
    ]


@pytest.mark.parametrize(("pada", "there"), [(date(2026, 5, 31), True), (date(2026, 6, 1), False)])
def test_words_with_a_day_count_up_to_the_day_before(tmp_path: Path, pada: date, there: bool) -> None:
    report = checked(tmp_path, f"{HEAD}Ina,Suli,Cimpu,Bidan,,pindah ke RSUD 1 Juni 2026,,\n", pada=pada)
    assert report.pustu[0].ada["bidan"] == there


@pytest.mark.parametrize("title", ["Tanggal Keluar", "TMT Pensiun"])
def test_a_column_that_dates_the_going(tmp_path: Path, title: str) -> None:
    report = checked(tmp_path, f"nama,puskesmas,pustu,profesi,{title}\nIna,Suli,Cimpu,Bidan,31/12/2024\n")
    assert report.pustu[0].ada["bidan"] == 0
    assert "berakhir 3" in told(report, "ILP201")[0]


def test_somebody_retired_serves_in_no_answer(tmp_path: Path) -> None:
    rows = "nama,puskesmas,pustu,profesi,jabatan,status,nip\nIna,Suli,Cimpu,,Bidan Penyelia,PNS,196811121990032001\n"
    plan(tmp_path, SULI, petugas_csv=rows, kader_csv=KADER_CSV)
    petugas = load(tmp_path).petugas[0]
    assert petugas.pensiun == date(2026, 12, 1)
    assert masa(petugas)[1] == date(2026, 11, 30)
    assert [serves(petugas, day, COUNTED) for day in (date(2026, 11, 30), date(2026, 12, 1))] == [True, False]
    report = check(tmp_path, pada=date(2026, 12, 1))
    assert report.pustu[0].ada["bidan"] == 0
    assert "Ina (pensiun sejak 2026)" in told(report, "ILP201")[0]
    assert "tidak dihitung lagi" in told(report, "ILP313")[0]


def test_a_row_without_a_status_retires_with_the_persons_other_row(tmp_path: Path) -> None:
    rows = "nama,puskesmas,pustu,profesi,status,nip,hari_tugas\n"
    rows += "Ina,Suli,,Bidan,PNS,196811121990032001,Sen\nIna,Suli,Cimpu,Bidan,,196811121990032001,Sel\n"
    plan(tmp_path, SULI, petugas_csv=rows, kader_csv=KADER_CSV)
    assert [petugas.pensiun for petugas in load(tmp_path).petugas] == [date(2026, 12, 1)] * 2


def test_a_minimum_met_on_paper_but_not_today_is_told(tmp_path: Path) -> None:
    petugas = "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\nYusuf,Suli,Cimpu,Perawat\n"
    cuti = "nama,dari,sampai\nIna,2026-11-20,2026-11-24\n"
    report = checked(tmp_path, petugas, cuti_csv=cuti)
    assert report.pustu[0].memenuhi
    assert told(report, "ILP212") == [
        "pustu Cimpu (Suli) memenuhi menurut roster, tetapi pada 21 November 2026 tinggal 0 dari 1 bidan: Ina cuti"
    ]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("PNSD", "pns"), ("PNS Gol. III/d", "pns"), ("PNS Aktif", "pns"), ("Pegawai Negeri", "pns"), ("CPNS", "pns"),
        ("PPPK PW", "pppk"), ("P3K", "pppk"), ("P3K PW", "pppk"), ("PPPK Tahap II", "pppk"), ("CASN", "asn"),
        ("BLUD", "kontrak"), ("THL", "kontrak"), ("TKS", "kontrak"), ("Non ASN", "kontrak"), ("Non PNS", "kontrak"),
        ("Tenaga Sukarela", "lain"), ("Golongan D", ""),
    ],
)  # fmt: skip
def test_the_words_of_a_status(status: str, kind: str) -> None:
    assert professions().employment(status) == kind


def test_a_status_that_is_not_known_is_told_once(tmp_path: Path) -> None:
    report = checked(tmp_path, f"{HEAD}Ina,Suli,Cimpu,Bidan,Golongan D,,,\nUmi,Suli,,Bidan,golongan d,,,\n")
    assert [words.partition(" tidak dikenal")[0] for words in told(report, "ILP326")] == [
        "status “Golongan D” (2 baris)"
    ]


def test_a_civil_servant_without_a_nip_is_a_note(tmp_path: Path) -> None:
    report = checked(
        tmp_path, f"{HEAD}Ina,Suli,Cimpu,Bidan,PNS,,,\nUmi,Suli,,Bidan,PPPK,,,\nRahma,Suli,,Bidan,BLUD,,,\n"
    )
    assert told(report, "ILP327") == ["2 PNS atau PPPK Suli tanpa NIP: Ina dan Umi"]


@pytest.mark.parametrize(
    "second",
    ["SITI RAHMA", "Siti Rahma, S.Pd", "1. Siti Rahma", "Hj. Siti Rahma", "Siti  Rahma", "ST. RAHMA", "Sitti Rahma",
     "Ibu Siti Rahma", "Siti Rahma (Ketua)", "Hj. St. Rahma, S.Pd"],
)  # fmt: skip
def test_one_kader_written_twice_never_makes_two(tmp_path: Path, second: str) -> None:
    kader = f'nama,puskesmas,pustu,posyandu\nSiti Rahma,Suli,Cimpu,\n"{second}",Suli,Cimpu,\n'
    report = checked(tmp_path, "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\n", kader)
    assert report.pustu[0].ada["kader"] == 1
    assert len(told(report, "ILP306")) == 1


NIKS = ("7317014501850001", "7317015203910002")


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [(NIKS[0], NIKS[1], 2), (NIKS[0], "", 1), ("", NIKS[1], 1), (NIKS[0], NIKS[0], 1), ("", "", 1)],
)
def test_numbers_tell_namesakes_apart(tmp_path: Path, first: str, second: str, count: int) -> None:
    kader = f"nama,puskesmas,pustu,nik\nSiti,Suli,Cimpu,{first}\nSiti,Suli,Cimpu,{second}\n"
    report = checked(tmp_path, "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\n", kader)
    assert report.pustu[0].ada["kader"] == count


def test_namesakes_of_two_units_or_two_birthdays_are_two(tmp_path: Path) -> None:
    kader = "nama,puskesmas,pustu,posyandu,tanggal_lahir\nSiti,Suli,Cimpu,,1990-01-02\nSiti,Suli,Cimpu,,1985-03-04\n"
    report = checked(tmp_path, "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\n", kader + "Siti,Suli,,Melati,\n")
    assert report.pustu[0].ada["kader"] == 2
    assert not told(report, "ILP306")


def test_a_copied_file_adds_nobody(tmp_path: Path) -> None:
    petugas = "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\nYusuf,Suli,Cimpu,Perawat\n"
    kader = "nama,puskesmas,pustu\nSiti,Suli,Cimpu\n"
    plan(tmp_path, SULI.replace("roster: .", "roster: [a.csv, 'a - Copy.csv', kader.csv, 'kader - Copy.csv']"))
    for name, text in (("a", petugas), ("kader", kader)):
        for copy in ("", " - Copy"):
            (tmp_path / f"{name}{copy}.csv").write_text(text, encoding="utf-8")
    report = check(tmp_path, pada=PADA)
    assert report.pustu[0].ada == {"bidan": 1, "perawat": 1, "kader": 1}


@pytest.mark.parametrize(
    ("written", "figures"),
    [
        ('="198501012010012901"', "198501012010012901"),
        ("010229725 / 198501012010012901", "198501012010012901"),
        ("198501012010012901; 010229725", "198501012010012901"),
        ("’198501012010012901", "198501012010012901"),
        ("belum ada NIP", ""),
        ("dalam proses", ""),
    ],
)
def test_a_nip_as_it_is_written(tmp_path: Path, written: str, figures: str) -> None:
    cell = '"' + written.replace('"', '""') + '"'
    plan(tmp_path, SULI, petugas_csv=f"nama,puskesmas,profesi,nip\nIna,Suli,Bidan,{cell}\n", kader_csv=KADER_CSV)
    assert load(tmp_path).petugas[0].nip.digits == figures


def test_the_letter_in_a_nip_is_named(tmp_path: Path) -> None:
    report = checked(tmp_path, "nama,puskesmas,profesi,nip\nIna,Suli,Bidan,1985O1012010012901\n")
    assert told(report, "ILP301")[0].endswith("seharusnya 18 angka; ada huruf O (angka 0 atau 1?)")


def test_a_going_on_a_day_to_come_is_seen_by_the_outlook(tmp_path: Path) -> None:
    checked(tmp_path, f"{HEAD}Ina,Suli,Cimpu,Bidan,,Pensiun 1 Januari 2027,,\nYusuf,Suli,Cimpu,Perawat,,,,\n")
    assert [str(fall.tanggal) for fall in outlook(tmp_path, pada=PADA).pustu[0].falls] == ["2027-01-01"]


@pytest.mark.parametrize(("cell", "counts"), [("0", False), ("1", True), ("Tidak", False), ("Aktif", True)])
def test_a_column_that_asks_whether_somebody_is_active(tmp_path: Path, cell: str, counts: bool) -> None:
    report = checked(tmp_path, f"nama,puskesmas,pustu,profesi,aktif\nIna,Suli,Cimpu,Bidan,{cell}\n")
    assert report.pustu[0].ada["bidan"] == counts


def test_who_moved_to_the_unit_of_the_row_has_not_left(tmp_path: Path) -> None:
    report = checked(tmp_path, f"{HEAD}Ina,Suli,Cimpu,Bidan,,Pindah ke Pustu Cimpu sejak 2024,,\n")
    assert report.pustu[0].ada["bidan"] == 1


def test_a_time_of_a_contract_ends_with_its_last_day(tmp_path: Path) -> None:
    report = checked(
        tmp_path, "nama,puskesmas,pustu,profesi,Masa Kontrak\nIna,Suli,Cimpu,Bidan,1 Jan 2025 s/d 31 Des 2025\n"
    )
    assert report.pustu[0].ada["bidan"] == 0
