"""The sheet Klaster: what people write in it, who is meant, what is missing, and how it is printed and handed on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ilp_cli.capabilities.anonim.verb import anonim
from ilp_cli.capabilities.areas.verb import plan_areas
from ilp_cli.capabilities.intake.verb import import_roster
from ilp_cli.capabilities.klaster.model import JabatanPJ, contents, jabatan_of
from ilp_cli.capabilities.roster.verb import template
from ilp_cli.capabilities.staffing.verb import plan_staffing, why_hires
from ilp_cli.capabilities.start.verb import schema
from ilp_cli.checking.inputs import case_of
from ilp_cli.checking.verb import check
from ilp_cli.district.case import Case
from ilp_cli.district.klaster import KLASTER, Kedudukan, klaster_name, memberships, susunan, words
from ilp_cli.exporting.verb import export
from ilp_cli.freezing.verb import freeze
from ilp_cli.paper.layout import PageFlow, planned
from ilp_cli.reading.load import load
from ilp_cli.registry import SHEETS_OF_ROSTER
from ilp_cli.rulebook.report import Report
from tests.plans import KADER_CSV, of, plan, spot, workbook

PADA = date(2026, 11, 21)
ROADMAP = """\
kabupaten: {nama: Luwu}
roster: .
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan, pangkat: Pembina}
puskesmas:
  - {nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}], kepala: {nama: dr. Mira}}
  - {nama: Bua}
  - {nama: Bajo}
tahap:
  - tahun: 2025
    lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}, {puskesmas: Bua}, {puskesmas: Bajo}]
"""
INA, TUTI = "198003032006042001", "198104042007012002"
PETUGAS = f"""\
nama,nip,puskesmas,pustu,jabatan,mulai,sampai
"Ina, S.Tr.Keb",{INA},Suli,,Bidan Ahli Pertama,,
Yusuf,,Suli,Cimpu,Perawat Terampil,,
Nurdin,,Suli,,Kasubag Tata Usaha,,
Rahma,,Suli,,Nutrisionis Terampil,,2026-01-31
Mira,,Suli,,Dokter Ahli Madya,,
"Tuti",{TUTI},Bua,,Bidan Terampil,,
Amir,,Bua,,Perawat Ahli Muda,,
Amir,,Bua,,Sanitarian Ahli Muda,,
"""
HEAD = "puskesmas,klaster,kedudukan,nama,nip,jabatan,uraian tugas,mulai,sampai\n"
FULL = HEAD + "".join(
    f"Suli,{key},{role},{nama},,,,,\n"
    for role, names in (("PJ", "Ina Yusuf Nurdin Ina Yusuf"), ("Anggota", "Yusuf Ina Ina Yusuf Nurdin"))
    for key, nama in zip("12345", names.split(), strict=True)
)
CODES = tuple(f"ILP{number}" for number in range(440, 450))


def folder(place: Path, klaster: str = FULL, **files: str) -> Path:
    """A plan folder with a table Klaster."""
    given = {"petugas_csv": PETUGAS, "kader_csv": KADER_CSV, **({"klaster_csv": klaster} if klaster else {})}
    return plan(place, ROADMAP, **{**given, **files})


def told(report: Report) -> list[tuple[str, str]]:
    """The findings of this capability, each with its words."""
    return [(finding.code, finding.message) for finding in of(report, *CODES)]


def looked_at(place: Path, pada: date = PADA) -> Case:
    """A plan folder as a case."""
    return case_of(load(place, tables=SHEETS_OF_ROSTER), pada=pada)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *(
            (text, "1")
            for text in ("1", "1.0", "I", "Klaster 1", "KLASTER I", "Manajemen", "Klaster I (Manajemen)", "k1")
        ),
        *(
            (text, "2")
            for text in ("Ibu dan Anak", "KIA", "klaster II: Ibu & Anak", "Klaster 2 - KIA", "02", "Klaster2")
        ),
        *((text, "3") for text in ("III", "Usia Dewasa dan Lansia", "Klaster 3 Dewasa dan Lansia")),
        *((text, "4") for text in ("Klaster IV", "P2M", "Penanggulangan Penyakit Menular dan Kesehatan Lingkungan")),
        *((text, "lintas") for text in ("5", "V", "Lintas Klaster", "lintas", "Klaster 5 (Lintas Klaster)")),
        *((text, "") for text in ("6", "0", "Klaster", "1 dan 2", "Klaster 1 (Ibu dan Anak)", "klaster baru", "12")),
    ],
)
def test_a_klaster_is_known_by_number_name_or_both_but_not_by_two_things(text: str, key: str) -> None:
    assert words().klaster_of(text) == key


@pytest.mark.parametrize(
    ("text", "kedudukan"),
    [
        *((text, Kedudukan.PJ) for text in ("PJ", "pj.", "Penanggung Jawab", "Ketua", "PJ Klaster 2", "PJ KIA")),
        *((text, Kedudukan.PJ) for text in ("Penanggung Jawab Klaster", "Ketua Klaster KIA", "PJ lintas klaster")),
        *((text, Kedudukan.PJ) for text in ("Koordinator", "Koord.", "Koordinator Klaster 2", "Ka. Klaster")),
        *((text, Kedudukan.ANGGOTA) for text in ("Anggota", "ANGGOTA KLASTER", "Anggota Klaster IV", "Pelaksana")),
        *((text, None) for text in ("Koordinator program TB", "PJ program TB", "Pj. Bupati", "bendahara barang", "x")),
    ],
)  # fmt: skip
def test_a_kedudukan_is_known_by_its_words_alone(text: str, kedudukan: Kedudukan | None) -> None:
    assert words().kedudukan_of(text) is kedudukan


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20))
def test_any_words_mean_one_klaster_and_one_kedudukan_or_none(text: str) -> None:
    assert words().klaster_of(text) in {"", *words().names}
    assert words().kedudukan_of(text) in {None, *Kedudukan}


def test_without_the_sheet_nothing_is_said(tmp_path: Path) -> None:
    report = check(folder(tmp_path, ""), pada=PADA)
    assert not told(report)
    export(tmp_path, tmp_path / "plan.xlsx", pada=PADA, rancangan=True)
    names = load_workbook(tmp_path / "plan.xlsx").sheetnames
    assert "Klaster" not in names
    assert "Lampiran III 2025" not in names


def test_a_whole_structure_is_silent_but_for_who_has_not_told(tmp_path: Path) -> None:
    report = check(folder(tmp_path), pada=PADA)
    assert told(report) == [
        ("ILP444", "Suli: Ina PJ klaster 1 dan 4"),
        ("ILP444", "Suli: Yusuf PJ klaster 2 dan lintas klaster"),
        ("ILP448", "Bua: susunan klasternya belum dinyatakan di lembar Klaster"),
        ("ILP448", "Bajo: susunan klasternya belum dinyatakan di lembar Klaster"),
    ]


def test_what_is_missing_is_told_once_and_only_where_all_is_understood(tmp_path: Path) -> None:
    rows = HEAD + "Suli,2,Anggota,Ina,,,,,\nSuli,2,Anggota,Yusuf,,,,,\nSuli,3,PJ,Nurdin,,,,,\n"
    report = check(folder(tmp_path / "a", rows), pada=PADA)
    assert [words for code, words in told(report) if code in ("ILP440", "ILP441")] == [
        "Suli: klaster 1, 4 dan lintas klaster belum ada PJ maupun anggotanya",
        "Suli: klaster 2 belum ada PJ-nya",
        "Suli: klaster 3 hanya berisi PJ, belum ada anggota",
    ]
    unknown = check(folder(tmp_path / "b", rows + "Suli,9,PJ,Ina,,,,,\n"), pada=PADA)
    assert [code for code, _ in told(unknown) if code in ("ILP440", "ILP441", "ILP449")] == ["ILP449"]
    role = check(folder(tmp_path / "c", rows + "Suli,2,Komandan,Ina,,,,,\n"), pada=PADA)
    assert [words for code, words in told(role) if code == "ILP440"] == [
        "Suli: klaster 1, 4 dan lintas klaster belum ada PJ maupun anggotanya"
    ]


def test_who_is_meant_is_told_by_nip_then_by_name_of_the_own_puskesmas(tmp_path: Path) -> None:
    rows = (
        HEAD
        + f"Suli,2,PJ,,{INA},,,,\n"
        + f"Suli,2,Anggota,Tuti,{INA},,,,\n"  # a NIP of somebody else
        + "Suli,3,PJ,Inna,,,,,\n"
        + "Suli,3,Anggota,Tuti,,,,,\n"  # of another puskesmas
        + "Suli,4,PJ,Rahma,,,,,\n"  # no longer serves
        + "Suli,4,Anggota,Yusuf,198502022010011003,,,,\n"  # the roster has no NIP of him
        + "Bua,1,PJ,Amir,,,,,\n"  # two of that name
        + f"Bua,1,Anggota,Entah,{TUTI},,,,\n"
    )
    place = folder(tmp_path, rows)
    assert [(code, words) for code, words in told(check(place, pada=PADA)) if code == "ILP443"] == [
        ("ILP443", "Suli: Tuti, Anggota klaster 2, NIP-nya di roster milik Ina, S.Tr.Keb"),
        ("ILP443", "Suli: Inna, PJ klaster 3, tidak tercatat di roster; apakah maksudnya “Ina”?"),
        ("ILP443", "Suli: Tuti, Anggota klaster 3, di roster petugas Bua"),
        ("ILP443", "Suli: Rahma, PJ klaster 4, di roster bertugas di puskesmas ini sampai 31 Januari 2026"),
        ("ILP443", "Bua: Amir, PJ klaster 1, nama 2 petugas puskesmas ini; isi NIP-nya"),
        ("ILP443", "Bua: Entah, Anggota klaster 1, NIP-nya di roster milik Tuti"),
    ]
    known = [row.sebutan for row in memberships(looked_at(place)) if row.here(PADA)]
    assert known == ["Ina, S.Tr.Keb", "Yusuf"]
    assert INA not in repr(memberships(looked_at(place)))


def test_one_klaster_has_one_leader_and_nobody_twice_but_a_change_of_leader_is_none(tmp_path: Path) -> None:
    rows = HEAD + (
        "Suli,2,PJ,Ina,,,,,\nSuli,2,Penanggung jawab,Yusuf,,,,,\nSuli,2,Anggota,Ina,,,,,\n"
        "Suli,3,PJ,Ina,,,,,2026-06-30\nSuli,3,PJ,Nurdin,,,,2026-07-01,\nSuli,3,Anggota,Yusuf,,,,,\n"
    )
    place = folder(tmp_path, rows)
    assert [pair for pair in told(check(place, pada=PADA)) if pair[0] in ("ILP442", "ILP445", "ILP444")] == [
        ("ILP442", "Suli: klaster 2 punya 2 PJ: Ina dan Yusuf"),
        ("ILP445", "Suli: Ina tercatat 2 kali di klaster 2, sebagai PJ dan Anggota"),
    ]
    early = [pair for pair in told(check(place, pada=date(2026, 6, 1))) if pair[0] == "ILP444"]
    assert early == [("ILP444", "Suli: Ina PJ klaster 2 dan 3")]
    assert looked_at(place, date(2026, 6, 1)).of(susunan)[("puskesmas", 0)].of("3", Kedudukan.PJ)[0].nama == "Ina"


def test_who_is_in_no_klaster_is_counted_without_the_head(tmp_path: Path) -> None:
    rows = HEAD + "Suli,2,PJ,Ina,,,,,\n"
    (words,) = [words for code, words in told(check(folder(tmp_path, rows), pada=PADA)) if code == "ILP446"]
    assert words == "Suli: 2 dari 3 petugas tidak tercatat di klaster mana pun: Yusuf, Nurdin"


@pytest.mark.parametrize(
    ("day", "jabatan", "said"),
    [
        ("2024-10-16", "Kasubag TU", None),
        ("2024-10-16", "Bidan Ahli Muda", "bukan kepala tata usaha"),
        ("2026-11-21", "Kepala Sub Bagian Tata Usaha", "; masa penyesuaian sampai 31 Desember 2026"),
        ("2027-02-01", "Ka. TU", "bukan pejabat fungsional yang ditunjuk kepala puskesmas"),
        ("2027-02-01", "Administrator Kesehatan Ahli Muda", None),
        ("2027-02-01", "Bidan", None),
        ("2027-02-01", "Pengadministrasi Perkantoran", "bukan pejabat fungsional"),
        ("2023-01-01", "Kasubag TU", None),
    ],
)
def test_the_leader_of_klaster_1_is_asked_about_by_the_law_of_the_day(
    tmp_path: Path, day: str, jabatan: str, said: str | None
) -> None:
    rows = HEAD + f"Suli,1,PJ,Ina,,{jabatan},,,\nSuli,1,Anggota,Yusuf,,,,,\nSuli,2,PJ,Yusuf,,Kasubag TU,,,\n"
    report = check(folder(tmp_path, rows), pada=date.fromisoformat(day))
    hits = of(report, "ILP447")
    assert [finding.message for finding in hits if said and said in finding.message] == [f.message for f in hits]
    assert len(hits) == (said is not None)
    assert all(finding.severity.value == "note" for finding in hits)
    if said and day > "2024-12-31":
        assert hits[0].rank == "turunan"


def test_a_jabatan_says_what_it_says_and_no_more(tmp_path: Path) -> None:
    rows = HEAD + "Suli,1,PJ,Ina,,,,,\nSuli,1,Anggota,Yusuf,,Kepala Puskesmas,,,\n"
    held = [jabatan_of(row) for row in memberships(looked_at(folder(tmp_path, rows)))]
    assert held == [JabatanPJ.FUNGSIONAL, JabatanPJ.BELUM_DIKETAHUI]


def test_without_a_roster_nobody_is_called_a_stranger(tmp_path: Path) -> None:
    place = folder(tmp_path, kader_csv="x\n")
    (place / "petugas.csv").unlink()
    report = check(place, pada=PADA)
    assert not of(report, "ILP443", "ILP446")
    own = looked_at(place).of(susunan)[("puskesmas", 0)]
    assert own.luar is None
    assert own.has_pj("2", PADA) is None


def test_readiness_may_ask_who_leads(tmp_path: Path) -> None:
    rows = HEAD + "Suli,1,PJ,Ina,,,,,\nSuli,2,PJ,Inna,,,,,\n"
    own = looked_at(folder(tmp_path / "a", rows)).of(susunan)[("puskesmas", 0)]
    assert [own.has_pj(key, PADA) for key in words().names] == [True, False, False, False, False]
    blurred = looked_at(folder(tmp_path / "b", rows + "Suli,9,PJ,Ina,,,,,\n")).of(susunan)[("puskesmas", 0)]
    assert [blurred.has_pj(key, PADA) for key in words().names] == [True, None, None, None, None]


PRINTED = """
    SUSUNAN KLASTER PUSKESMAS SULI
    NO | KLASTER | KEDUDUKAN DALAM KLASTER | NAMA / NIP | JABATAN | URAIAN TUGAS
    1 | KLASTER I : MANAJEMEN | Penanggung Jawab | Ina NIP. 19800303 200604 2 001 | Bidan Ahli Pertama | Memimpin
    2 |  | Anggota | Yusuf | Perawat |
    3 | KLASTER II : IBU DAN ANAK | Ketua | Nurdin | |
    4 |  | Anggota | Yusuf | |
    5 | LINTAS KLASTER | PJ | Belum ada | |
    Belopa, 2 Januari 2026
    |  |  | Kepala Puskesmas Suli
    |  |  | dr. Mira
"""


def test_a_list_as_it_is_printed_is_read_imported_and_never_taken_for_petugas(tmp_path: Path) -> None:
    place = folder(tmp_path / "plan", "")
    (place / "sk.xlsx").write_bytes(workbook(**{"SK 2026": PRINTED}))
    report = check(place, pada=PADA)
    assert [reading.table for reading in load(place, tables=SHEETS_OF_ROSTER).readings if "sk" in reading.file] == [
        "klaster"
    ]
    rows = memberships(looked_at(place))
    assert [(row.klaster, row.kedudukan, row.sebutan) for row in rows] == [
        ("1", Kedudukan.PJ, "Ina"),
        ("1", Kedudukan.ANGGOTA, "Yusuf"),
        ("2", Kedudukan.PJ, "Nurdin"),
        ("2", Kedudukan.ANGGOTA, "Yusuf"),
    ]
    assert {finding.code for finding in report.findings if finding.place.file.endswith("sk.xlsx")} >= {
        "ILP019", "ILP020", "ILP021", "ILP023",
    }  # fmt: skip
    assert not of(report, "ILP003", "ILP301", "ILP449")
    result = import_roster([place / "sk.xlsx"], place, tmp_path / "roster.xlsx", tables=SHEETS_OF_ROSTER, dry_run=True)
    kept = [(row["klaster"], row["kedudukan"], row["nip"]) for row in result.intake.rows["klaster"]]
    assert kept == [("1", "PJ", INA), ("1", "Anggota", ""), ("2", "PJ", ""), ("2", "Anggota", "")]
    assert not result.intake.rows["petugas"]
    assert len(load(place).petugas) == 8, "a command that does without klaster does not take it for petugas"


@pytest.mark.parametrize(
    "rows",
    ["", HEAD, HEAD + "Suli,,,,,,,,\n", HEAD + "Suli,1,PJ,Kepala Puskesmas,,,,,\n", HEAD + ",1,PJ,-,,,,,\n", "x\n"],
)
def test_a_table_that_holds_nobody_says_nothing_of_klaster(tmp_path: Path, rows: str) -> None:
    report = check(folder(tmp_path, klaster_csv=rows), pada=PADA)
    assert not [code for code, _ in told(report) if code != "ILP448"]


def test_a_blank_klaster_in_a_list_that_repeats_it_is_a_blank(tmp_path: Path) -> None:
    rows = FULL.replace("Suli,3,Anggota", "Suli,,Anggota")
    report = check(folder(tmp_path, rows), pada=PADA)
    assert [spot(finding) for finding in of(report, "ILP003")] == ["klaster.csv:9"]
    assert not of(report, "ILP440", "ILP441", "ILP023")


def test_a_list_of_petugas_with_a_column_klaster_stays_one(tmp_path: Path) -> None:
    people = "nama,puskesmas,profesi,klaster,kedudukan\nIna,Suli,Bidan,2,PJ\n"
    district = load(plan(tmp_path, ROADMAP, daftar_csv=people, kader_csv=KADER_CSV), tables=SHEETS_OF_ROSTER)
    assert [petugas.nama for petugas in district.petugas] == ["Ina"]
    assert not district.isian.get("klaster")


def test_the_template_the_schema_and_the_copy_know_it(tmp_path: Path) -> None:
    place = folder(
        tmp_path / "plan", HEAD + f"Suli,2,PJ,Ina,{INA},,Menggantikan Bu Rahma,,\nSuli,2,Anggota,Yusuf,,,,,\n"
    )
    assert "Klaster" in template(place, tmp_path / "isian.xlsx", tables=SHEETS_OF_ROSTER)
    heads = [cell.value for cell in load_workbook(tmp_path / "isian.xlsx")["Klaster"][1]]
    assert heads[:5] == ["Puskesmas *", "Klaster *", "Kedudukan *", "Nama lengkap (*)", "NIP (*)"]
    assert "klaster" in schema(SHEETS_OF_ROSTER)["properties"]
    anonim(place, tmp_path / "salinan", kunci="abcd-efgh-jkmn", tables=SHEETS_OF_ROSTER)
    copied = (tmp_path / "salinan" / "klaster.csv").read_text(encoding="utf-8-sig")
    people = (tmp_path / "salinan" / "petugas.csv").read_text(encoding="utf-8-sig")
    assert "Ina" not in copied
    assert INA not in copied
    assert "Rahma" not in copied
    assert copied.splitlines()[1].split(",")[3] in people, "the same person has the same name in both"


def test_the_annex_says_who_is_where_with_masked_numbers(tmp_path: Path) -> None:
    rows = FULL + f"Bua,2,PJ,,{TUTI},,Memimpin,,\n"
    place = folder(tmp_path, rows)
    for nip, shown in (("samar", f"**************{TUTI[-4:]}"), ("tampil", "19810404 200701 2 002"), ("tanpa", None)):
        export(place, tmp_path / f"{nip}.xlsx", pada=PADA, rancangan=True, nip=nip)
        sheet = load_workbook(tmp_path / f"{nip}.xlsx")["Lampiran III 2025"]
        lines = [row for row in sheet.iter_rows(values_only=True) if row[0] in ("Suli", "Bua")]
        own = [row for row in lines if row[0] == "Bua"]
        assert len(lines) == 10 + 5
        assert any("Tuti" in row for row in own)
        assert (shown is None and len(own[0]) == 6) or any(shown in row for row in own)
        assert sum("…………………" in row for row in own) == 4, "a PJ who is not told stays dotted"
        text = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
        assert "Jumlah: 4 (empat) petugas dalam klaster 2 (dua) puskesmas; 1 (satu) puskesmas belum" in text
        assert (TUTI in text.replace(" ", "")) is (nip == "tampil")


def test_a_frozen_annex_shows_a_number_only_where_it_is_asked_for(tmp_path: Path) -> None:
    place = folder(tmp_path, HEAD + f"Bua,2,PJ,Tuti,{TUTI},,Memimpin,,\n")
    freeze(place, tahun=2025, pada=PADA, nip="tampil")
    for nip, there in (("samar", False), ("tampil", True)):
        export(place, tmp_path / f"{nip}.xlsx", pada=PADA, rancangan=True, nip=nip)
        sheet = load_workbook(tmp_path / f"{nip}.xlsx")["Lampiran III 2025"]
        text = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row).replace(" ", "")
        assert (TUTI in text) is there


def test_the_working_sheet_tells_each_klaster_and_agrees_with_a_recount(tmp_path: Path) -> None:
    place = folder(tmp_path, FULL + "Bua,2,PJ,Tuti,,,,,\nBua,2,Anggota,Ina,,,,,\n")
    export(place, tmp_path / "plan.xlsx", pada=PADA, rancangan=True)
    sheet = load_workbook(tmp_path / "plan.xlsx")["Klaster"]
    rows: list[tuple[Any, ...]] = [row for row in sheet.iter_rows(values_only=True) if row[0] in ("Suli", "Bua")]
    counted = Counter(
        line.split(",")[0] for line in (place / "klaster.csv").read_text().splitlines() if ",Anggota," in line
    )
    assert {
        name: sum(row[4] for row in rows if row[0] == name and row[1] != "Di luar klaster") for name in counted
    } == counted
    missing = {(row[0], row[1].split(" (")[0]): row[6] for row in rows}
    assert missing["Suli", "Klaster 1"] == "tidak ada"
    assert missing["Bua", "Klaster 1"] == "PJ belum ada; anggota belum ada"
    assert missing["Bua", "Klaster 2"] == "Ina: di roster petugas Suli"
    assert [row[5] for row in rows if row[1] == "Di luar klaster"] == ["Amir; Amir"]
    assert [klaster_name(isi.klaster) for isi in contents(looked_at(place))][4] == "lintas klaster"


def test_no_group_is_torn_that_pages_can_hold_without_one_more() -> None:
    heights = (10.0, *[10.0] * 12, 5.0)
    flow = PageFlow(heights=heights, titles=(0, 0), body=(1, 13), room=62.0, groups=((1, 6), (6, 10), (10, 13)))
    assert planned(flow) == [0, 6, 10]
    tall = replace(flow, groups=((1, 3), (3, 13), (3, 6), (6, 10)))
    assert planned(tall) == [0, 6, 10], "a group that no page holds is torn between those within it"


def test_no_page_has_two_rows_where_its_neighbours_can_give_it_more() -> None:
    klaster = [45.0] * 2 + [33.0] * 5 + [48.0] * 3 + [60.0] * 2 + [60.0, 33.0]
    heights, groups = [90.0, 30.0], []
    for _ in range(4):
        first = len(heights)
        heights += klaster
        bounds = (0, 2, 7, 10, 12, 14)
        groups += [(first, len(heights)), *((first + start, first + end) for start, end in pairwise(bounds))]
    body = (2, len(heights))
    tail = (24.0, 30.0, 150.0)
    flow = PageFlow(heights=(*heights, *tail), titles=(1, 1), body=body, room=380.0, groups=tuple(groups))
    starts = planned(flow)
    assert len(starts) == len(flow.starts(380.0 * 0.985)), "no page more than the rows need"
    rows = [end - start for start, end in pairwise([2, *starts[1:], body[1]])]
    assert min(rows[1:-1]) > 4, rows
    used = [sum(flow.heights[start:end]) + flow.repeated for start, end in pairwise(starts[1:])]
    assert min(used) > 0.75 * 380, "no page is half empty for a group"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.floats(8, 60), min_size=1, max_size=8), min_size=1, max_size=12))
def test_groups_take_no_page_and_their_tail_has_company(groups: list[list[float]]) -> None:
    heights, spans = [20.0], []
    for group in groups:
        spans.append((len(heights), len(heights) + len(group)))
        heights += group
    flow = PageFlow(heights=(*heights, 15.0), titles=(0, 0), body=(1, len(heights)), room=200.0, groups=tuple(spans))
    starts = planned(flow)
    for first, end in pairwise([*starts, len(flow.heights)]):
        assert sum(flow.heights[first:end]) + (flow.repeated if first else 0) <= 200.0 or end - first == 1
    assert len(starts) == len(planned(replace(flow, groups=())))
    assert starts[-1] <= flow.kept(1)


def test_the_table_is_declared_as_the_day_asks() -> None:
    assert KLASTER.telling == {"klaster", "kedudukan"}
    assert KLASTER.required == (("puskesmas",), ("klaster",), ("kedudukan",), ("nama", "nip"))


def test_areas_does_without_klaster(tmp_path: Path) -> None:
    place = folder(tmp_path, "", wilayah_csv="puskesmas,posyandu,blok,kk\nSuli,Melati,RT 01,20\nSuli,Melati,RT 02,20\n")
    (place / "susunan.csv").write_text(FULL, encoding="utf-8")
    assert plan_areas(place, pada=PADA).district.petugas == load(place).petugas


def test_a_line_of_a_form_left_blank_is_nobody(tmp_path: Path) -> None:
    rows = HEAD + "Suli,1,PJ,Nurdin,,,,,\nSuli,2,PJ,,,,,,\nSuli,3,,,,,,,\n"
    place = plan(tmp_path, ROADMAP, petugas_csv=PETUGAS, kader_csv=KADER_CSV, klaster_csv=rows)
    report = check(place, pada=PADA)
    assert not of(report, "ILP443", "ILP445", "ILP449")
    assert {spot(found) for found in of(report, "ILP003")} == {"klaster.csv:3", "klaster.csv:4"}
    case = case_of(load(place, tables=SHEETS_OF_ROSTER), pada=PADA)
    assert [row.nama for row in memberships(case)] == ["Nurdin"]


PJ_ROADMAP = """\
kabupaten: {nama: Luwu}
roster: .
hari_layanan: Sen-Jum
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
tahap: [{tahun: 2026, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
"""
PJ_PETUGAS = """\
nama,puskesmas,pustu,profesi,pj_klaster
Ani,Suli,,Bidan,{column}
Budi,Suli,Cimpu,Perawat,
Citra,Suli,,Bidan,
Dewi,Suli,,Perawat,
"""
PJ_HEAD = "puskesmas,klaster,kedudukan,nama,mulai,sampai\n"


def led(place: Path, rows: str, column: str = "") -> Path:
    """A pustu that lacks a bidan, and two bidan at its puskesmas of whom one leads a klaster."""
    kader = "nama,puskesmas,pustu\nEka,Suli,Cimpu\nFitri,Suli,Cimpu\n"
    files = {"petugas_csv": PJ_PETUGAS.format(column=column), "kader_csv": kader, "klaster_csv": PJ_HEAD + rows}
    return plan(place, PJ_ROADMAP, **files)


@pytest.mark.parametrize(
    ("rows", "moved", "excluded"),
    [
        ("Suli,2,PJ,Ani,,\n", "Citra", {"penanggung jawab klaster": 1}),
        ("Suli,2,PJ,Citra,,\nSuli,2,Anggota,Ani,,\n", "Ani", {"penanggung jawab klaster": 1}),
        ("Suli,2,PJ,Ani,,2026-06-30\nSuli,2,PJ,Citra,2026-07-01,\n", "Ani", {"penanggung jawab klaster": 1}),
        ("Suli,2,Anggota,Ani,,\n", "Ani", {}),
        ("Suli,2,PJ,Ani,2027-01-01,\n", "Ani", {}),
    ],
)
def test_who_leads_a_klaster_is_not_proposed_to_move(
    tmp_path: Path, rows: str, moved: str, excluded: dict[str, int]
) -> None:
    found = plan_staffing(led(tmp_path, rows), pada=PADA)
    assert [facts.move.nama for facts in found.moves] == [moved]
    assert found.excluded == excluded


def test_without_anybody_else_the_leader_is_named_as_a_reason_and_may_be_freed(tmp_path: Path) -> None:
    place = led(tmp_path, "Suli,2,PJ,Ani,,\nSuli,3,PJ,Citra,,\n")
    assert not plan_staffing(place, pada=PADA).moves
    (conflict,) = why_hires(place, pada=PADA).conflicts
    assert {fact.path[:2] for fact in conflict.facts if fact.kind == "tetap"} == {("klaster", 0), ("klaster", 1)}
    assert "Ani (puskesmas Suli) penanggung jawab klaster" in " ".join(fact.text for fact in conflict.facts)


def test_a_proposal_that_moves_a_leader_is_told(tmp_path: Path) -> None:
    place = led(tmp_path, "Suli,2,PJ,Ani,,\n")
    usulan = "pindah: [{nama: Ani, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}]\n"
    (place / "usulan.yaml").write_text(usulan, encoding="utf-8")
    (finding,) = of(check(place, dengan=place / "usulan.yaml", pada=PADA), "ILP608")
    assert "penanggung jawab klaster 2 di lembar Klaster" in finding.message


@pytest.mark.parametrize(
    ("rows", "column", "words"),
    [
        ("Suli,2,PJ,Ani,,\n", "2", ()),
        ("Suli,2,PJ,Ani,,\n", "", ()),
        ("Suli,2,PJ,Citra,,\n", "klaster II", ("klaster 2, menurut lembar Klaster Citra",)),
        ("Suli,3,PJ,Ani,,\nSuli,2,Anggota,Ani,,\n", "KIA", ("klaster 2, menurut lembar Klaster belum ada",)),
        ("Suli,2,PJ,Cytra,,\n", "2", ()),
        ("Suli,9,PJ,Citra,,\n", "2", ()),
        ("Suli,2,PJ,Citra,,2025-12-31\nSuli,2,PJ,Ani,2026-01-01,\n", "2", ()),
    ],
)
def test_the_two_places_that_name_who_leads_agree_or_are_told(
    tmp_path: Path, rows: str, column: str, words: tuple[str, ...]
) -> None:
    findings = of(check(led(tmp_path, rows, column), pada=PADA), "ILP460")
    assert len(findings) == len(words)
    assert all(said in finding.message for said, finding in zip(words, findings, strict=True))
    assert all(finding.place.file.endswith("petugas.csv") for finding in findings)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2", {"2"}), ("klaster II", {"2"}), ("4 (penyakit menular)", {"4"}), ("PJ Klaster 1 dan 3", {"1", "3"}),
        ("lintas klaster", {"lintas"}), ("Klaster 3: Usia Dewasa dan Lansia", {"3"}), ("k2", {"2"}), ("ya", set()),
    ],
)  # fmt: skip
def test_the_column_of_the_sheet_petugas_may_name_several(text: str, named: set[str]) -> None:
    assert words().named_in(text) == named


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Klaster 2 dan 3", ("2", "3")),
        ("klaster I & III", ("1", "3")),
        ("2; 4; lintas klaster", ("2", "4", "lintas")),
        ("KIA / P2M", ("2", "4")),
        ("Usia Dewasa dan Lansia", ("3",)),
        ("1-3", ()),
        ("2 dan 7", ()),
        ("", ()),
    ],
)
def test_a_cell_may_name_several_klaster_but_no_range(text: str, keys: tuple[str, ...]) -> None:
    assert words().each_of(text) == keys


def test_who_stands_in_two_klaster_in_one_row_is_in_both(tmp_path: Path) -> None:
    table = f"{HEAD}Suli,Klaster 2 dan 3,PJ,Ina,,,,,\nSuli,2 dan 7,Anggota,Yusuf,,,,,\n"
    place = folder(tmp_path, table)
    own = looked_at(place).of(susunan)["puskesmas", 0]
    assert [(row.klaster, row.sebutan) for row in own.rows] == [("2", "Ina"), ("3", "Ina"), ("", "Yusuf")]
    said = told(check(place, pada=PADA))
    assert ("ILP444", "Suli: Ina PJ klaster 2 dan 3") in said
    assert [code for code, _ in said].count("ILP449") == 1


def test_a_word_of_acting_stands_before_a_name_and_another_nip_is_named_for_what_it_is(tmp_path: Path) -> None:
    other = "198003032006042999"
    table = f"{HEAD}Suli,2,PJ,Plt. Ina,,,,,\nBua,2,PJ,Tuti,{other},,,,\n"
    place = folder(tmp_path, table)
    said = [words for code, words in told(check(place, pada=PADA)) if code == "ILP443"]
    assert said == ["Bua: Tuti, PJ klaster 2, di roster ber-NIP lain (berakhiran 2002)"]
    assert other not in str(said)
    anonim(place, tmp_path / "salinan", kunci="abcd-efgh-jkmn", tables=SHEETS_OF_ROSTER)
    plan(tmp_path / "salinan", ROADMAP)
    copied = told(check(tmp_path / "salinan", pada=PADA))
    assert [code for code, _ in copied] == [code for code, _ in told(check(place, pada=PADA))]
    assert ",PJ,Plt. " in (tmp_path / "salinan" / "klaster.csv").read_text()
