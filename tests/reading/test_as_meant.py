"""A slip whose meaning is certain is told once, at its line, and read as it was meant: nothing else follows from it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.reading.load import load
from tests.plans import PADA, SULI, of, plan, spot

WHOLE = """\
kabupaten: {nama: Rekaraya, kode: "99.01"}
penandatangan:
  jabatan: Kepala Dinas Kesehatan
  nama: dr. Contoh Rekaan
  nip: "197508172003121901"
kebijakan:
  kapasitas_kunjungan: 4
  status_tetap_di_puskesmas: [PPPK, Honorer]
standar:
  pustu.kader: {nilai: 3, dasar: SK 1}
puskesmas:
  - nama: Suka Maju
    kode: "1079901"
    pustu:
      - {nama: Cempaka, desa: Cempaka}
  - nama: Rangas
    kode: "1079902"
    pustu:
      - {nama: Kenari, desa: Kenari}
tahap:
  - tahun: 2025
    sk: {nomor: "4/2025", tanggal: 2025-03-04}
    lokus:
      - {puskesmas: Suka Maju, pustu: [Cempaka], status: berjalan, bukti: Surat 2}
pelatihan:
  peserta: {min: 2, max: 20}
  biaya: {peserta_hari: "Rp140.000,00"}
petugas:
  - {nama: Ina Rekaan, puskesmas: Suka Maju, pustu: Cempaka, profesi: Bidan}
kader:
  - {nama: Tuti Rekaan, puskesmas: Suka Maju, pustu: Cempaka}
"""

INA = "nama: Ina Rekaan, puskesmas: Suka Maju, pustu: Cempaka, profesi: Bidan"
SPACE = "sesudah titik dua harus ada spasi"
SLIPS = [
    ("  nama: dr. Contoh Rekaan", "  nama: “dr. Contoh Rekaan”", "4:9", "“nama” diapit tanda kutip Word"),
    ("  nama: dr. Contoh Rekaan", "  nama: ‘dr. Contoh Rekaan’", "4:9", "“nama” diapit tanda kutip Word"),
    ('nip: "197508172003121901"', "nip: “197508172003121901”", "5:8", "“nip” diapit tanda kutip Word"),
    ("kapasitas_kunjungan: 4", "kapasitas_kunjungan: «4»", "7:24", "“kapasitas_kunjungan” diapit tanda kutip Word"),
    ("bukti: Surat 2", "bukti:Surat 2", "24:68", f"“bukti” {SPACE}"),
    ("bukti: Surat 2", "bukti:\u00a0Surat 2", "24:68", "“bukti” ada spasi tak-putus (NBSP) di baris 24"),
    ("{min: 2, max: 20}", "{min: 2, max： 20}", "26:21", "“max” titik duanya bukan “:” biasa"),
    ('peserta_hari: "Rp', 'peserta_hari:"Rp', "27:11", f"“peserta_hari” {SPACE}"),
    ("pustu: [Cempaka], status", "pustu: (Cempaka), status", "24:39", "“pustu” harus berupa daftar: tulis [Cempaka]"),
    ("[PPPK, Honorer]", "{PPPK, Honorer}", "8:30", "“status_tetap_di_puskesmas” ditulis dalam { }; daftar"),
    ("      - {nama: Kenari, desa: Kenari}", "      - Kenari: {desa: Kenari}", "19:9", "“Kenari” ditulis sebagai"),
    ("pustu: [Cempaka], status", "pustu: Cempaka, status", "24:39", "“pustu” harus berupa daftar: tulis [Cempaka]"),
    ("  - nama: Rangas", "    nama: Rangas", "16:5", "“nama” memulai butir baru yang kurang “- ” di depannya"),
    ("      - {nama: Kenari", "        {nama: Kenari", "19:9", "“pustu” harus berupa daftar"),
    ("      - {nama: Kenari, desa: Kenari}", "      - Kenari", "19:9", "“pustu” harus berupa pasangan kunci dan nilai"),
    ("peserta: {min: 2, max: 20}", "peserta: [min: 2, max: 20]", "26:12", "“peserta” harus berupa pasangan kunci dan"),
    ("  pustu.kader:", "  pustu.Kader:", "10:3", "kunci “pustu.Kader” tidak dikenal; apakah maksudnya “pustu.kader”?"),
    ("\npetugas:", "\nPetugas:", "28:1", "kunci “Petugas” tidak dikenal; apakah maksudnya “petugas”?"),
    ("profesi: Bidan", "prfesi: Bidan", "29:62", "kunci “prfesi” tidak dikenal; apakah maksudnya “profesi”?"),
    ("{nama: Tuti Rekaan, puskesmas", "{nama: Tuti Rekaan, S.Pd, puskesmas", "31:25", "kunci “S.Pd” tidak dikenal"),
    (f"- {{{INA}}}", f"- [{INA}]", "29:5", "“petugas” harus berupa pasangan kunci dan nilai, dalam { }"),
    ("- {puskesmas: Suka Maju", "- {nama: Suka Maju", "24:10", "kunci “nama” tidak dikenal; apakah"),
    ("- {nama: Kenari, desa: Kenari}", "Kenari: {desa: Kenari}", "19:7", "“pustu” harus berupa daftar: tulis"),
    ("  - tahun: 2025\n", "  2025:\n", "21:3", "“tahap” harus berupa daftar: tulis “- {tahun: 2025"),
    ("tahap:\n", "tahap:\ntahap:\n", "21:1", "kunci “tahap” sudah ditulis di baris 20; di sana kosong, jadi"),
]  # fmt: skip


def said(folder: Path, text: str) -> Counter[tuple[str, str]]:
    """Every finding of a check by its place and its words."""
    return Counter((spot(finding), finding.message) for finding in check(plan(folder, text), pada=PADA).findings)


@pytest.mark.parametrize(("right", "slip", "where", "words"), SLIPS)
def test_a_slip_is_told_once_and_read_as_it_was_meant(
    tmp_path: Path, right: str, slip: str, where: str, words: str
) -> None:
    assert WHOLE.count(right) == 1
    before = Counter(message for _, message in said(tmp_path / "benar", WHOLE).elements())
    after = said(tmp_path / "salah", WHOLE.replace(right, slip))
    ((told, *others),) = [[key for key in after if after[key] > before[key[1]]]]
    assert [key for key in others if "S.Pd" not in key[1]] == []
    assert told[0] == f"roadmap.yaml:{where}"
    assert told[1].startswith(words)
    gone = before - Counter(message for _, message in after.elements())
    assert [message for message in gone if "Tuti" not in message] == []


MISPLACED = [
    ("kebijakan:\n", "kebijakan:\n  target: 4\n", "7:3", "kunci “target” tidak dikenal di sini; ia milik “tahap”"),
    ("\nkebijakan:\n", "\n  libur: [{tanggal: 2026-12-09}]\nkebijakan:\n", "6:3", "kunci “libur” tidak dikenal di"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "slip", "where", "words"), MISPLACED)
def test_a_key_in_the_wrong_mapping_is_told_where_it_belongs(
    tmp_path: Path, right: str, slip: str, where: str, words: str
) -> None:
    before = Counter(message for _, message in said(tmp_path / "benar", WHOLE).elements())
    after = said(tmp_path / "salah", WHOLE.replace(right, slip, 1))
    (told,) = [key for key in after if after[key] > before[key[1]]]
    assert told[0] == f"roadmap.yaml:{where}"
    assert told[1].startswith(words)


def test_a_whole_section_inside_another_is_told_once(tmp_path: Path) -> None:
    text = WHOLE.replace("\npelatihan:\n", "\nkriteria_kesiapan:\n  tanpa: [P5]\n  pelatihan:\n")
    found = [words for place, words in said(tmp_path, text) if "tidak dikenal" in words]
    advice = "ia kunci utama: mulai dari awal baris, tanpa lekukan, begitu juga isinya"
    assert found == [f"kunci “pelatihan” tidak dikenal di sini; {advice}"]


def test_a_waiver_is_never_guessed_and_its_misspelt_key_is_told_once(tmp_path: Path) -> None:
    waiver = "pengecualian:\n  - {koe: ILP206, tempat: kabupaten, alasan: a, oleh: b, sampai: 2027-01-01}\n"
    found = [words for place, words in said(tmp_path, WHOLE + waiver) if place.startswith("roadmap.yaml:33")]
    assert found == ["kunci “koe” tidak dikenal; apakah maksudnya “kode”?"]


def test_a_file_of_other_keys_is_not_searched_for_misspelt_ones(tmp_path: Path) -> None:
    text = WHOLE + "".join(f"petugaz{number}: x\n" for number in range(1_500))
    found = [words for _, words in said(tmp_path, text) if "tidak dikenal" in words]
    assert len(found) <= 1_002


TORN = [
    ("Suka Maju", "“lokus” harus berupa pasangan kunci dan nilai: tulis {puskesmas: Suka Maju,"),
    ("Suka Maju:", "“Suka Maju” ditulis sebagai kunci: tulis {puskesmas: Suka Maju,"),
    ("{pustu: [Cempaka]}", "“puskesmas” belum diisi"),
]


@pytest.mark.parametrize(("written", "words"), TORN)
def test_of_a_lokus_that_is_read_in_part_nothing_follows(tmp_path: Path, written: str, words: str) -> None:
    text = (
        "kabupaten: {nama: Rekaan}\n"
        "puskesmas: [{nama: Suka Maju, pustu: [{nama: Cempaka}], posyandu: [{nama: Melati}]}]\n"
        "tahap:\n  - tahun: 2027\n    target: {puskesmas: 2, pustu: 2, posyandu: 2}\n    lokus:\n"
        f"      - {written}\n      - {{puskesmas: Suka Maju, pustu: [Cempaka], posyandu: [Melati]}}\n"
    )
    report = check(plan(tmp_path, text), pada=PADA)
    (told,) = of(report, "ILP003", "ILP004")
    assert spot(told).startswith("roadmap.yaml:7:")
    assert told.message.startswith(words)
    assert not of(report, "ILP104", "ILP107", "ILP108")


def test_the_names_of_a_list_without_its_brackets_are_one_finding(tmp_path: Path) -> None:
    slip = WHOLE.replace("pustu: [Cempaka], status", "pustu: Cempaka, Kenari, status")
    before, after = said(tmp_path / "benar", WHOLE), said(tmp_path / "salah", slip)
    lists = [words for _, words in after - before if "berupa daftar" in words or "dikenal" in words]
    assert lists == ["“pustu” harus berupa daftar: tulis [Cempaka, Kenari]"]


PEOPLE = "petugas: {nama: Ina Rekaan, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}\n"


@pytest.mark.parametrize(
    ("roster", "words"),
    [
        (PEOPLE, "“petugas” harus berupa daftar: tulis “- {nama: Ina Rekaan, puskesmas: …, profesi: …}”"),
        ("petugas: Ina Rekaan\n", "“petugas” harus berupa daftar: tulis “- {nama: Ina Rekaan,"),
        ("petugas: [Ina Rekaan]\n", "“petugas” harus berupa pasangan kunci dan nilai: tulis {nama: Ina Rekaan,"),
        ("petugas: {Ina: {profesi: Bidan}, Ani: 3}\n", "“petugas” harus berupa daftar: tulis “- {nama: …,"),
    ],
)
def test_a_table_of_another_form_is_shown_in_its_own(tmp_path: Path, roster: str, words: str) -> None:
    folder = plan(tmp_path, SULI.replace("roster: .", "roster: roster.yaml"), roster_yaml=roster)
    (told,) = of(check(folder, pada=PADA), "ILP004")
    assert told.message.startswith(words)
    assert "bentuk yang disebut" in told.remedy
    assert [row.nama for row in load(folder).petugas] == (["Ina Rekaan"] if roster == PEOPLE else [])


def test_an_empty_roster_is_told_once_and_counts_for_nobody(tmp_path: Path) -> None:
    folder = plan(tmp_path, SULI.replace("roster: .", "roster: roster.yaml"), roster_yaml="# belum diisi\n")
    codes = {finding.code for finding in check(folder, pada=PADA).findings}
    assert {"ILP007", "ILP209"} <= codes
    assert not codes & {"ILP201", "ILP202", "ILP203", "ILP205"}


FORMS = [
    ("libur:\n  - 2026-12-09: Pilkada", "“2026-12-09” ditulis sebagai kunci: tulis {tanggal: 2026-12-09, nama: …}"),
    ("pengecualian: {ILP206: belum ada}", "“pengecualian” harus berupa daftar: tulis “- {kode: "),
    (
        "standar:\n  pustu:\n    kader: {nilai: 2, dasar: SK 1}",
        "kunci “pustu” tidak dikenal; ditulis dalam satu kunci: ",
    ),
    ("kriteria_kesiapan: [P1]", "“kriteria_kesiapan” harus berupa pasangan kunci dan nilai: tulis misalnya {tanpa: …,"),
]


@pytest.mark.parametrize(("written", "words"), FORMS)
def test_a_section_of_another_form_is_one_finding_that_shows_the_right_one(
    tmp_path: Path, written: str, words: str
) -> None:
    text = f"kabupaten: {{nama: Rekaan}}\npuskesmas: [{{nama: Suli}}]\n{written}\n"
    (told,) = of(check(plan(tmp_path, text), pada=PADA), "ILP001", "ILP002", "ILP003", "ILP004")
    assert told.message.startswith(words)


HEAD_OF_SUKA = """\
  - nama: Suka Maju
    kode: "1079901"
    pustu:
      - {nama: Cempaka, desa: Cempaka}
"""
REGISTERED = [
    ("{nama: Cempaka, desa: Cempaka}", "{nama: Cempaka, Timur, desa: Cempaka}", "kunci “Timur” tidak dikenal; apit"),
    (HEAD_OF_SUKA, "  - {nama: Suka Maju, Jaya, pustu: [{nama: Cempaka}]}\n", "kunci “Jaya” tidak dikenal; apit"),
]


@pytest.mark.parametrize(("right", "slip", "words"), REGISTERED)
@pytest.mark.parametrize("elsewhere", ["as it was cut", "as a whole"])
def test_a_registered_name_that_a_comma_cuts_is_known_by_both_its_names(
    tmp_path: Path, right: str, slip: str, words: str, elsewhere: str
) -> None:
    text = WHOLE.replace(right, slip)
    if elsewhere == "as a whole":
        head, tail = text.split("tahap:\n")
        old, new = ("Suka Maju", "Suka Maju Jaya") if "Jaya" in slip else ("Cempaka", "Cempaka Timur")
        text = head + "tahap:\n" + tail.replace(old, new)
    found = [finding for finding in check(plan(tmp_path, text), pada=PADA).findings if finding.code < "ILP200"]
    found += of(check(tmp_path, pada=PADA), "ILP201", "ILP304")
    told = [finding.message for finding in found if finding.code in ("ILP002", "ILP101", "ILP105", "ILP304")]
    assert len(told) == 1
    assert told[0].startswith(words)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (
            "\n      - Cempaka, Kenari",
            "satu butir tiap nama: tulis “- {nama: Cempaka, desa: …}”, lalu “- {nama: Kenari",
        ),
        (
            " Cempaka, Kenari",
            "harus berupa daftar: tulis “- {nama: Cempaka, desa: …}”, lalu “- {nama: Kenari, desa: …}”, satu",
        ),
        (" {Cempaka, Kenari}", "ditulis dalam { }; satu butir tiap baris: tulis “- {nama: Cempaka, desa: …}”, lalu"),
    ],
)
def test_units_listed_by_their_names_alone_are_shown_as_items_and_registered(
    tmp_path: Path, written: str, words: str
) -> None:
    text = (
        f"kabupaten: {{nama: Rekaan}}\npuskesmas:\n  - nama: Suli\n    pustu:{written}\n"
        "tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cempaka, Kenari]}]}]\n"
    )
    report = check(plan(tmp_path, text), pada=PADA)
    (told,) = of(report, "ILP002", "ILP003", "ILP004", "ILP105")
    assert words in told.message
    assert [unit.nama for unit in load(tmp_path).puskesmas[0].pustu] == ["Cempaka", "Kenari"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("koordinat: {-3.58, 120.36}", "ditulis dalam { }; daftar ditulis dalam [ ]: tulis [-3.58, 120.36]"),
        ("koordinat: [-3,58, 120,36]", "ditulis dengan koma desimal; pakai titik: tulis [-3.58, 120.36]"),
        ("koordinat: -3,58, 120,36", "ditulis dengan koma desimal; pakai titik: tulis [-3.58, 120.36]"),
    ],
)
def test_coordinates_in_braces_or_with_commas_are_shown_as_they_should_be(
    tmp_path: Path, written: str, words: str
) -> None:
    text = f"kabupaten: {{nama: Rekaan}}\npuskesmas:\n  - nama: Suli\n    {written}\n"
    (told,) = of(check(plan(tmp_path, text), pada=PADA), "ILP001", "ILP002", "ILP004")
    assert words in told.message


@pytest.mark.parametrize(
    ("right", "slip", "words"),
    [
        (
            "{puskesmas: Suka Maju, pustu",
            "{puskesmas: Suka Maju, Rangas, pustu",
            "yang lain ditulis sebagai butir “- ”",
        ),
        ("{min: 2, max: 20}", "{min: 2, 5, max: 20}", "min berisi satu angka: tulis min: 2, atau dengan titik, 2.5"),
    ],
)
def test_a_comma_behind_one_name_or_figure_is_not_told_to_be_quoted(
    tmp_path: Path, right: str, slip: str, words: str
) -> None:
    (told,) = of(check(plan(tmp_path, WHOLE.replace(right, slip, 1)), pada=PADA), "ILP002")
    assert words in told.message
