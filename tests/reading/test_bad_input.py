"""Whatever is handed in gets one clear Indonesian finding at its place, the right exit status, and is left as it was.

Nothing here may raise, crash the process, or be read as something it is not.
"""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Literal

import pytest
from openpyxl import load_workbook

from ilp_cli.checking.verb import check
from ilp_cli.reading.load import load
from ilp_cli.rulebook.report import Report
from tests.conftest import Check
from tests.plans import (
    KADER_CSV,
    KADER_TABLE,
    PADA,
    PETUGAS_CSV,
    PETUGAS_TABLE,
    SULI,
    UNKNOWN_STAFF,
    errors,
    of,
    plan,
    saved,
    spot,
    workbook,
)
from tests.running import PEAK
from tests.spoiled import GOOD, MAIN, ODS_CELL, OLE, SHEET, STRICT, XLS, archive, ods, repacked, sheet_xml

ROOT = Path(__file__).resolve().parents[2]


# --- the plan folder and its roadmap.yaml ---------------------------------------------------------------------------


def roadmap_fault(folder: Path, text: str | bytes) -> tuple[int, list[str]]:
    """The exit status of a check, and every error as "CODE place: message"."""
    report = check(plan(folder, text), pada=PADA)
    assert (folder / "roadmap.yaml").read_bytes() == (text.encode() if isinstance(text, str) else text)
    return report.exit_status(), [f"{finding.code} {spot(finding)}: {finding.message}" for finding in errors(report)]


BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
HEAD = "kabupaten: {nama: Luwu}\n"
FLAWED = "susunan YAML tidak terbaca: "


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("", "ILP007 roadmap.yaml:1:1", "berkas ini belum ada isinya"),
        ("# hanya catatan\n", "ILP007 roadmap.yaml:1:1", "berkas ini belum ada isinya"),
        ("- Suli\n- Bajo\n", "ILP004 roadmap.yaml:1:1", "“roadmap.yaml” harus berisi pasangan kunci dan nilai"),
        ("Suli\n", "ILP004 roadmap.yaml:1:1", "“roadmap.yaml” harus berisi pasangan kunci dan nilai"),
        (
            f"{HEAD}catatan: a: b\n",
            "ILP001 roadmap.yaml:2:11",
            'ada titik dua di tengah nilai; apit nilainya dengan tanda kutip: catatan: "a: b"',
        ),
        (f"{HEAD}puskesmas: [Suli\n", "ILP001 roadmap.yaml:2:12", "kurung “[” yang dibuka di sini belum ditutup"),
        (f'{HEAD}roster: "roster.xlsx\n', "ILP001 roadmap.yaml:2:9", "tanda kutip yang dibuka di sini belum ditutup"),
        (f"{HEAD}roster: @ada\n", "ILP001 roadmap.yaml:2:9", "nilai tidak boleh diawali “@” tanpa tanda kutip"),
        (
            f"{HEAD}tahap:\n  - tahun: 2024\n   lokus: []\n",
            "ILP001 roadmap.yaml:4:4",
            "lekukan baris ini kurang dalam dari baris di atasnya yang setingkat: 3 spasi, seharusnya 4",
        ),
        (f"{HEAD}tahap:\n\t- tahun: 2024\n", "ILP001 roadmap.yaml:3:1", "lekukan memakai tab; ganti dengan spasi"),
        ("kabupaten:\n\tnama: Luwu\n", "ILP001 roadmap.yaml:2:1", "lekukan memakai tab; ganti dengan spasi"),
        (BOMB, "ILP001 roadmap.yaml:1:4", "jangkar “&a” tidak dipakai di sini; tulis isinya langsung"),
        (f"{HEAD}roster: *x\n", "ILP001 roadmap.yaml:2:9", "alias “*x” tidak dipakai di sini; tulis isinya langsung"),
        (
            f"{HEAD}roster: !!python/name:os.system\n",
            "ILP001 roadmap.yaml:2:9",
            "tanda jenis “tag:yaml.org,2002:python/name:os.system” tidak dipakai di sini; hapus",
        ),
        (
            f"{HEAD}<<: {{roster: x}}\n",
            "ILP001 roadmap.yaml:2:1",
            "kunci gabung (<<), jangkar dan tanda jenis tidak dipakai di sini",
        ),
        (
            f"{HEAD}? [a, b]\n: c\n",
            "ILP001 roadmap.yaml:2:3",
            "kunci harus berupa satu kata, bukan daftar atau jangkar",
        ),
        (f"{HEAD}---\n{HEAD}", "ILP001 roadmap.yaml:2:1", "berkas memuat lebih dari satu dokumen (---); sisakan satu"),
        ("[" * 100_000, "ILP001 roadmap.yaml:1:66", "isi berkas terlalu dalam atau terlalu banyak"),
        (
            "a: " * 50 + "{" * 100_000,
            "ILP001 roadmap.yaml:1:5",
            "ada titik dua di tengah nilai; apit nilainya dengan tanda kutip",
        ),
        (f"{HEAD}a: " + "- " * 100_000, "ILP001 roadmap.yaml:2:4", "tanda “-” tidak pada tempatnya"),
        (f"{HEAD}roster: a\x07b\n", "ILP001 roadmap.yaml:2:10", "ada karakter kendali yang tidak terlihat"),
        (f"{HEAD}roster: a\x9bb\n", "ILP001 roadmap.yaml:2:10", "ada karakter kendali yang tidak terlihat"),
        (
            f"{HEAD}roster: José\n".encode("cp1252"),
            "ILP001 roadmap.yaml:2:1",
            "berkas tidak ditulis dalam UTF-8; simpan ulang dengan pengodean UTF-8",
        ),
        (HEAD.encode("utf-16-le"), "ILP001 roadmap.yaml:1:2", "ada karakter kendali yang tidak terlihat"),
        (
            workbook(Petugas="nama"),
            "ILP009 roadmap.yaml",
            "ini workbook atau arsip, bukan YAML; sebut roadmap.yaml atau foldernya",
        ),
    ],
)
def test_a_roadmap_that_cannot_be_read_says_why_and_where(
    tmp_path: Path, text: str | bytes, where: str, message: str
) -> None:
    status, faults = roadmap_fault(tmp_path, text)
    assert faults == [f"{where}: {FLAWED if where.startswith('ILP001') else ''}{message}"]
    assert status == (1 if where.startswith(("ILP004", "ILP007")) else 3)


STAGE = "tahap:\n  - tahun: 2025\n    target: {puskesmas: 1}\n"


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        (
            "penandatangan: {nama: drg. Sitti, M.Kes., MARS, jabatan: Kadis}\n",
            "ILP002 roadmap.yaml:2:35",
            'kunci “M.Kes.” tidak dikenal; apit teks berkoma dengan tanda kutip: nama: "drg. Sitti, M.Kes., MARS"',
        ),
        (
            f"{STAGE}    sk: {{tentang: Lokus Puskesmas, penetap, nomor: x}}\n",
            "ILP004 roadmap.yaml:5:36",
            "“tentang” terpotong pada koma di depan “penetap”; apit teks berkoma dengan tanda kutip: "
            'tentang: "Lokus Puskesmas, penetap"',
        ),
        (
            f"{STAGE}    lokus:\n      - {{puskesmas: Suli, Bajo, pustu: []}}\n",
            "ILP002 roadmap.yaml:6:27",
            "kunci “Bajo” tidak dikenal; kunci puskesmas di sini menyebut satu nama: yang lain ditulis sebagai butir "
            '“- ” sendiri; bila memang satu nama, apit teks berkoma dengan tanda kutip: puskesmas: "Suli, Bajo"',
        ),
        (
            "penandatangan: {nama: “Sitti, S.Kep”}\n",
            "ILP002 roadmap.yaml:2:31",
            'kunci “S.Kep”” tidak dikenal; “ ” dari Word bukan tanda kutip YAML; pakai tanda kutip lurus ("): '
            'nama: "Sitti, S.Kep"',
        ),
        (
            "penandatangan:\n  nama: “Sitti”\n",
            "ILP004 roadmap.yaml:3:9",
            '“nama” diapit tanda kutip Word; “ ” dari Word bukan tanda kutip YAML; pakai tanda kutip lurus (")',
        ),
        ("catatan:\n", "ILP002 roadmap.yaml:2:1", "kunci “catatan” tidak dikenal"),
        (
            "Tahap: [{tahun: 2025, target: {puskesmas: 1}}]\n",
            "ILP002 roadmap.yaml:2:1",
            "kunci “Tahap” tidak dikenal; apakah maksudnya “tahap”?",
        ),
    ],
)
def test_nothing_between_braces_is_dropped_in_silence_and_nothing_follows_from_a_misspelt_key(
    tmp_path: Path, text: str, where: str, message: str
) -> None:
    roadmap = f"{HEAD}{text}"
    for part in ("puskesmas: [{nama: Suli}]\n", STAGE):
        roadmap += "" if f"\n{part[:5]}" in roadmap.replace("Tahap", "tahap") else part
    _, found = roadmap_fault(tmp_path, roadmap)
    assert [one for one in found if not one.startswith(FOLLOW_UPS)] == [f"{where}: {message}"]


def test_a_text_cut_by_a_comment_is_noted_and_a_comment_set_apart_is_none(tmp_path: Path) -> None:
    text = f"{HEAD}puskesmas: [{{nama: Suli}}]\n{STAGE}"
    text += "    sk:\n      nomor: 400.7/1 #ubah/2025\n      tentang: Lokus  # x\n"
    notes = [one for one in check(plan(tmp_path, text), pada=PADA).findings if one.code == "ILP030"]
    assert [(spot(one), one.message) for one in notes] == [
        ("roadmap.yaml:7:22", "“nomor” dibaca “400.7/1”; “#ubah/2025” menjadi komentar")
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_roadmap_from_notepad_is_read_in_its_own_encoding(tmp_path: Path, encoding: str) -> None:
    _, faults = roadmap_fault(tmp_path, SULI.replace("roster: .\n", "").replace("Suli", "Sulí").encode(encoding))
    assert not faults


BODY = (
    "puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}]\n"
    "tahap:\n  - tahun: 2024\n    lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]\n"
)


NOT_YEAR = "“tahun” harus tahun empat angka, misalnya 2025; tertulis “{}”"
NOT_COUNT = "“puskesmas” harus bilangan bulat tanpa nol di depan; tertulis “{}”"
NOT_DAY = "“tanggal” bukan tanggal yang ada (contoh: 2024-10-16); tertulis “{}”"
FOLLOW_UPS = ("ILP107", "ILP118")
"""What the roadmap lacks once a part that could not be read is left out of it."""


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        *(
            ("tahun: 2024", f"tahun: {bad}", "ILP004 roadmap.yaml:4:12", NOT_YEAR.format(bad))
            for bad in ("10:30", "012", "no", "2024-02-30", "0x7e8", "2_024", "24")
        ),
        ("tahun: 2024", "tahun:", "ILP003 roadmap.yaml:4:5", "“tahun” belum diisi"),
        *(
            (
                "    lokus",
                f"    target: {{puskesmas: {bad}}}\n    lokus",
                "ILP004 roadmap.yaml:5:25",
                NOT_COUNT.format(bad),
            )
            for bad in ("10:30", "012", "no", "-1", "1e3", "9.0")
        ),
        *(
            ("    lokus", f"    sk: {{tanggal: {bad}}}\n    lokus", "ILP004 roadmap.yaml:5:19", NOT_DAY.format(bad))
            for bad in ("2024-02-30", "10:30", "012", "no")
        ),
        (
            "{puskesmas: Suli,",
            "{puskesmas: Suli, status: jalan,",
            "ILP004 roadmap.yaml:5:39",
            "“status” harus salah satu dari 'rencana', 'ditetapkan', 'proses', 'berjalan', 'ditunda', 'batal'",
        ),
        (
            "pustu: [Cimpu]",
            "pustu: Cimpu",
            "ILP004 roadmap.yaml:5:38",
            "“pustu” harus berupa daftar: tulis [Cimpu]",
        ),
        (
            "{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}",
            "Suli",
            "ILP004 roadmap.yaml:5:13",
            "“lokus” harus berupa pasangan kunci dan nilai: "
            "tulis {puskesmas: Suli, pustu: […], posyandu: […], status: rencana}",
        ),
        (
            "{puskesmas: Suli,",
            "{puskesmas: [Suli],",
            "ILP004 roadmap.yaml:5:25",
            "“puskesmas” harus berupa teks, bukan daftar atau pasangan kunci",
        ),
        ("{puskesmas: Suli,", '{puskesmas: "",', "ILP003 roadmap.yaml:5:25", "“puskesmas” belum diisi"),
        (
            "{puskesmas: Suli,",
            "{pukesmas: Suli,",
            "ILP002 roadmap.yaml:5:14",
            "kunci “pukesmas” tidak dikenal; apakah maksudnya “puskesmas”?",
        ),
        (
            "tahap:",
            "taahp: []\ntahap:",
            "ILP002 roadmap.yaml:3:1",
            "kunci “taahp” tidak dikenal; apakah maksudnya “tahap”?",
        ),
        (
            "tahun: 2024",
            "tahun: 2024\n    tahun: 2025",
            "ILP005 roadmap.yaml:5:5",
            "kunci “tahun” sudah ditulis di baris 4; yang kedua ini tidak dibaca",
        ),
        (
            "tahap:",
            "hari_layanan: [senin, rebo]\ntahap:",
            "ILP004 roadmap.yaml:3:15",
            "“hari_layanan” bukan nama hari (senin … minggu); tertulis “rebo”",
        ),
        (
            "tahap:",
            'hari_layanan: ""\ntahap:',
            "ILP004 roadmap.yaml:3:15",
            "“hari_layanan” belum menyebut satu hari pun",
        ),
        (
            "tahap:",
            "kebijakan: {kader_pustu_boleh_kader_posyandu: mungkin}\ntahap:",
            "ILP004 roadmap.yaml:3:47",
            "“kader_pustu_boleh_kader_posyandu” harus ya atau tidak; tertulis “mungkin”",
        ),
        (
            "tahap:",
            "standar: {pustu.bidn: {nilai: 2, dasar: SK}}\ntahap:",
            "ILP002 roadmap.yaml:3:11",
            "kunci “pustu.bidn” tidak dikenal; apakah maksudnya “pustu.bidan”?",
        ),
        ("tahap:", "standar: {pustu.bidan: {nilai: 2}}\ntahap:", "ILP003 roadmap.yaml:3:24", "“dasar” belum diisi"),
        (
            "tahap:",
            'roster: "a\\eb"\ntahap:',
            "ILP004 roadmap.yaml:3:9",
            "“roster” memuat karakter kendali yang tidak terlihat",
        ),
        (
            "tahap:",
            "roster: tidak-ada.xlsx\ntahap:",
            "ILP009 roadmap.yaml:3:9",
            "roster tidak-ada.xlsx tidak ditemukan",
        ),
        (
            "tahap:",
            "roster: https://contoh.id/roster?x=1\ntahap:",
            "ILP009 roadmap.yaml:3:9",
            "roster menyebut alamat web (https://contoh.id/roster?x=1), yang tidak dapat dibaca",
        ),
        (
            "tahap:",
            "roster: ./roadmap.yaml\ntahap:",
            "ILP009 roadmap.yaml:3:9",
            "roster menyebut roadmap.yaml ini sendiri; petugas dan kader yang ditulis di dalamnya sudah dibaca",
        ),
        (
            "tahap:",
            "roster: a.xlsx, b.xlsx\ntahap:",
            "ILP009 roadmap.yaml:3:9",
            "roster a.xlsx, b.xlsx tidak ditemukan; beberapa berkas ditulis sebagai daftar: roster: [a.xlsx, b.xlsx]",
        ),
        *(
            (
                "{nama: Suli,",
                f"{{nama: Suli, koordinat: {point},",
                "ILP004 roadmap.yaml:2:37",
                f"“koordinat” {words}",
            )
            for point, words in (
                (
                    "[-3.58, 12.036]",
                    "di luar Indonesia: bujur 12.036; lintang −11 sampai 6, bujur 95 sampai 141 (titik desimalnya?)",
                ),
                (
                    "[-35.8, 120.36]",
                    "di luar Indonesia: lintang -35.8; lintang −11 sampai 6, bujur 95 sampai 141 (titik desimalnya?)",
                ),
                (
                    "[120.36, -3.58]",
                    "terbalik: tulis lintang lalu bujur, [-3.58, 120.36], bukan [120.36, -3.58]",
                ),
            )
        ),
        (
            "tahap:",
            "standar: {pustu.kader: 3}\ntahap:",
            "ILP004 roadmap.yaml:3:24",
            '“pustu.kader” harus berupa pasangan kunci dan nilai: tulis {nilai: 3, dasar: "SK …"}',
        ),
        (
            "tahap:",
            "petugas: {nama: Ina}\ntahap:",
            "ILP004 roadmap.yaml:3:10",
            "“petugas” harus berupa daftar: tulis dengan “- ” atau dalam [ ]",
        ),
    ],
)
def test_one_bad_value_is_one_finding_and_the_rest_is_still_read(
    tmp_path: Path, old: str, new: str, where: str, message: str
) -> None:
    text = HEAD + BODY
    assert old in text
    status, faults = roadmap_fault(tmp_path, text.replace(old, new, 1))
    faults = [fault.replace(f"{tmp_path.as_posix()}/", "") for fault in faults]
    assert [fault for fault in faults if not fault.startswith(FOLLOW_UPS)] == [f"{where}: {message}"]
    assert status == (3 if where.startswith("ILP009") else 1)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([], "folder ini tidak berisi roadmap.yaml; buat dengan `ilp init FOLDER --kabupaten NAMA`"),
        (
            ["luwu.yaml", "majene.YML"],
            "folder ini tidak berisi roadmap.yaml; yang ada: luwu.yaml dan majene.YML. Sebut berkasnya langsung",
        ),
        (
            ["roadmap.yaml.txt"],
            "folder ini tidak berisi roadmap.yaml, tetapi roadmap.yaml.txt (akhiran .txt ditambahkan Notepad); "
            "ganti namanya menjadi roadmap.yaml",
        ),
    ],
)
def test_a_folder_without_roadmap_says_what_is_there(tmp_path: Path, files: list[str], message: str) -> None:
    for name in files:
        (tmp_path / name).touch()
    report = check(tmp_path, pada=PADA)
    assert [(finding.code, finding.message, finding.place.file) for finding in report.findings] == [
        ("ILP009", message.replace("FOLDER", tmp_path.as_posix()), tmp_path.as_posix())
    ]
    assert report.exit_status() == 3


@pytest.mark.parametrize("name", ["tidak-ada.yaml", "x" * 300, "a\x00b", "roadmap.yaml/lagi"])
def test_a_path_that_leads_nowhere_is_an_input_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    report = check(plan(tmp_path) / name, pada=PADA)
    assert [finding.code for finding in report.findings] == ["ILP009"]
    assert report.exit_status() == 3


def test_a_roster_path_too_long_for_the_system_is_reported(tmp_path: Path) -> None:
    report = check(plan(tmp_path, SULI.replace("roster: .", f"roster: {'x' * 300}")), pada=PADA)
    assert [finding.code for finding in errors(report)] == ["ILP009"]


def test_a_roster_listed_twice_is_read_once(tmp_path: Path) -> None:
    people = "petugas: [{nama: Ina, puskesmas: Suli, profesi: Bidan}]\nkader: [{nama: Ani, puskesmas: Suli}]\n"
    text = SULI.replace("roster: .", "roster: [orang.yaml, ./orang.yaml]")
    report = check(plan(tmp_path, text, orang_yaml=people), pada=PADA)
    told = [one.message for one in report.findings if one.code == "ILP016"]
    assert len(told) == 1
    assert told[0].endswith("orang.yaml tidak dibaca: berkas yang sama sudah disebut")
    assert not [one for one in report.findings if one.code == "ILP306"]


def test_a_stricter_standard_of_days_is_read_as_service_days_are(tmp_path: Path) -> None:
    text = f"{HEAD}standar: {{pustu.hari_layanan: {{nilai: Senin-Sabtu, dasar: SK}}}}\n{BODY}"
    codes = {one.code for one in check(plan(tmp_path, text), pada=PADA).findings}
    assert "ILP208" in codes
    assert not codes & {"ILP901", "ILP004"}


def test_an_empty_roster_key_means_there_is_no_roster_yet(tmp_path: Path) -> None:
    for blank in ('""', "", "~"):
        report = check(plan(tmp_path, SULI.replace("roster: .", f"roster: {blank}")), pada=PADA)
        assert not errors(report)
        assert not report.roster_given


# --- csv ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def with_csv(tmp_path: Path) -> Check:
    """Check a small plan whose petugas.csv is this; kader.csv is complete."""

    def run(petugas: str | bytes, kader: str | bytes = KADER_CSV) -> Report:
        folder = plan(tmp_path, petugas_csv=petugas, kader_csv=kader)
        report = check(folder, pada=PADA)
        assert (folder / "petugas.csv").read_bytes() == (petugas.encode() if isinstance(petugas, str) else petugas)
        return report

    return run


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_of_any_office_is_read_alike(with_csv: Check, mark: str, encoding: str, end: str) -> None:
    text = PETUGAS_CSV.replace("Ina", "Iná").replace(",", mark).replace("\n", end)
    report = with_csv(text.encode(encoding))
    assert not errors(report)
    assert report.pustu[0].memenuhi
    assert len(of(report, "ILP011")) == (encoding in ("cp1252", "utf-16"))


@pytest.mark.parametrize(
    ("petugas", "where", "message"),
    [
        ("", "ILP007 petugas.csv:1", "tabel petugas belum ada isinya"),
        ("\n \n", "ILP007 petugas.csv:1", "tabel petugas belum ada isinya"),
        (
            PETUGAS_CSV.replace("Ina", "Ina, A.Md.Keb."),
            "ILP004 petugas.csv:2",
            "“baris 2” memuat 5 isian, judulnya 4 kolom; apit isian yang memuat pemisah dengan tanda kutip",
        ),
        (PETUGAS_CSV + "Tari,Suli\n", "ILP003 petugas.csv:4", "“profesi atau jabatan” belum diisi"),
        (PETUGAS_CSV + ",Suli,,Gizi\n", "ILP003 petugas.csv:4", "“nama” belum diisi"),
        (
            PETUGAS_CSV + '"Tari,Suli,Cimpu,Gizi\nSari,Suli,,Gizi\n',
            "ILP009 petugas.csv:4",
            "tanda kutip di baris ini tidak ditutup atau tidak pada tempatnya",
        ),
        (
            PETUGAS_CSV + "Ta\x07ri,Suli,,Gizi\n",
            "ILP004 petugas.csv:4",
            "“nama” memuat karakter kendali yang tidak terlihat",
        ),
        (
            PETUGAS_CSV + "T" * 300_000 + ",Suli,,Gizi\n",
            "ILP009 petugas.csv:4",
            "satu isian di baris ini terlalu panjang, atau tanda kutipnya tidak ditutup",
        ),
        (
            "nama,puskesms,pustu,profesi\nIna,Suli,Cimpu,Bidan\n",
            "ILP006 petugas.csv:1",
            "kolom wajib puskesmas tidak ada; apakah “puskesms” yang dimaksud?",
        ),
        ("Ina,Suli,Cimpu,Bidan\nYusuf,Suli,Cimpu,Perawat\n", "ILP006 petugas.csv:1", "kolom wajib nama tidak ada"),
        (
            "nama,puskesmas,pustu,profesi,Nama Lengkap\nIna,Suli,Cimpu,Bidan,Ina\nYusuf,Suli,Cimpu,Perawat,Y\n",
            "ILP006 petugas.csv:1",
            "kolom “Nama Lengkap” sama artinya dengan “nama”; nama tercatat dua kali",
        ),
        (b"nama,puskesmas\x00,profesi\n", "ILP009 petugas.csv", "isinya bukan teks csv"),
        (
            PETUGAS_CSV.encode("utf-16-le"),
            "ILP009 petugas.csv",
            "isinya teks UTF-16 tanpa tanda pengenalnya; buka di Excel atau Notepad, simpan ulang sebagai CSV UTF-8",
        ),
        (b"\xff\xfen", "ILP009 petugas.csv", "pengodean berkas tidak dikenal"),
        (b"nama,\x81\x8d\n", "ILP009 petugas.csv", "pengodean berkas tidak dikenal; simpan ulang sebagai CSV UTF-8"),
    ],
)
def test_a_broken_csv_says_what_and_on_which_line(
    with_csv: Check, petugas: str | bytes, where: str, message: str
) -> None:
    report = with_csv(petugas)
    faults = [
        f"{finding.code} {spot(finding)}: {finding.message}" for finding in report.findings if finding.code < "ILP1"
    ]
    assert faults[0] == f"{where}: {message}"
    assert {fault[:6] for fault in faults} <= {where[:6], "ILP008"}
    assert report.exit_status() == (3 if where.startswith("ILP009") else 1)


def test_people_are_unknown_not_missing_where_their_table_cannot_be_read(with_csv: Check) -> None:
    report = with_csv("Ina,Suli\n")
    assert not report.pustu
    assert not of(report, "ILP201", "ILP202")
    assert len(of(report, UNKNOWN_STAFF)) == 1


def test_a_title_above_the_header_and_blank_lines_do_no_harm(with_csv: Check) -> None:
    report = with_csv("DAFTAR PETUGAS 2025\n\n" + PETUGAS_CSV.replace("\nYusuf", "\n\n\nYusuf") + "A,Suli,,Bidann\n")
    assert [spot(finding) for finding in errors(report)] == ["petugas.csv:8"]
    assert report.pustu[0].memenuhi


def test_a_roster_of_one_csv_says_that_the_other_is_not_read(tmp_path: Path) -> None:
    folder = plan(tmp_path, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    report = check(folder, pada=PADA, roster=folder / "petugas.csv")
    assert [finding.code for finding in errors(report)] == ["ILP010"]
    assert not report.pustu


def test_a_misnamed_csv_is_known_by_its_header_or_else_suggested(tmp_path: Path) -> None:
    report = check(plan(tmp_path, petugas_csv=PETUGAS_CSV, kadr_csv=KADER_CSV), pada=PADA)
    assert not errors(report)
    assert [(spot(finding), finding.message) for finding in of(report, "ILP012")] == [
        ("kadr.csv:1", "berkas ini dibaca sebagai tabel Kader, menurut judul kolomnya")
    ]
    (tmp_path / "kadr.csv").write_text("nama,alamat\nAni,Suli\n", encoding="utf-8")
    assert [finding.message for finding in errors(check(tmp_path, pada=PADA))] == [
        f"kader.csv tidak ada di folder {tmp_path.as_posix()}; apakah maksudnya “kadr.csv”?"
    ]


# --- workbooks ------------------------------------------------------------------------------------------------------

BROKEN = "isi workbook rusak atau terpotong; buka di Excel, simpan ulang, atau minta salinan baru"
FOREIGN = "isinya bukan workbook Excel atau ODS"
LOCKED = "workbook terkunci kata sandi; simpan salinan tanpa sandi"
MARKUP = "isinya halaman HTML/XML tanpa tabel; simpan ulang sebagai .xlsx"
ENTITIES = "workbook memuat deklarasi XML yang berbahaya; ditolak"
SWOLLEN = "isi workbook mengembang menjadi 200 MB; hapus baris dan kolom kosong yang diberi format"
RETYPE = "yang tidak dapat dibaca; minta berkas Excel-nya, atau ketik ulang tabelnya di Excel"
UNPACK = "yang tidak dapat dibaca; ekstrak dulu, lalu sebut berkas di dalamnya"
ANEW = "yang tidak dapat dibaca; buka di Excel, simpan ulang sebagai Excel Workbook (.xlsx)"
WORD = "isinya dokumen Word (.docx), " + ANEW.replace("buka di Excel,", "salin tabelnya ke Excel, lalu")
FAR = "sel terpakai sampai {}; hapus baris dan kolom kosong di luar tabel"
ODS_BOMB = (
    '<table:table-row table:number-rows-repeated="1048576">'
    + ODS_CELL.format('table:number-columns-repeated="16384"', "x")
    + "</table:table-row>"
)
CELL = '<c r="{0}"><v>1</v></c>'


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("roster.xlsx", b"", "berkas kosong (0 byte)"),
        ("roster.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200), "isinya gambar, " + RETYPE),
        ("roster.xlsx", archive(**{"catatan.txt": "x"}), "isinya arsip ZIP, " + UNPACK),
        (
            "roster.xlsx",
            archive(**{"word__document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}),
            WORD,
        ),
        ("roster.xlsx", archive(**{"xl__catatan.txt": "x"}), BROKEN),
        (
            "roster.xlsx",
            archive(**{"xl__workbook.bin": "x"}),
            "isinya workbook biner (.xlsb), " + ANEW,
        ),
        ("roster.xls", b"<html><p>Ina</p></html>", MARKUP),
        ("roster.xls", b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<html></html>", MARKUP),
        ("roster.xls", b'<?xml version="1.0"?><Workbook/>', MARKUP),
        ("roster.xlsx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), LOCKED),
        ("roster.xls", OLE + bytes(2000), BROKEN),
        ("roster.xlsx", GOOD[: len(GOOD) // 2], BROKEN),
        ("roster.xlsx", GOOD[:-30], BROKEN),
        ("roster.xlsx", repacked(GOOD, SHEET, b" " * (200 * 1024**2)), SWOLLEN),
        (
            "roster.xlsx",
            repacked(GOOD, SHEET, sheet_xml("", '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>')),
            ENTITIES,
        ),
        (
            "roster.xlsx",
            repacked(GOOD, SHEET, sheet_xml(f'<row r="1048576">{CELL.format("XFD1048576")}</row>')),
            FAR.format("XFD1048576"),
        ),
        (
            "roster.xlsx",
            repacked(GOOD, SHEET, sheet_xml(f"<row r='1048576'>{CELL.format('XFD1048576')}</row>".replace('"', "'"))),
            FAR.format("XFD1048576"),
        ),
        (
            "roster.xlsx",
            repacked(
                GOOD,
                SHEET,
                sheet_xml("<row>" + "<c><v>1</v></c>" * 20 + f'</row><row r="1048576">{CELL.format("A1048576")}</row>'),
            ),
            FAR.format("T1048576"),
        ),
        (
            "roster.xlsx",
            repacked(GOOD, "xl/workbook.xml", f'<workbook xmlns="{MAIN}"><sheets/></workbook>'.encode()),
            "tidak ada lembar yang terbaca di workbook ini; simpan ulang sebagai Excel Workbook (bukan Strict)",
        ),
        ("roster.ods", ods(ODS_BOMB), FAR.format("XFD1048576")),
    ],
)
def test_a_workbook_that_is_none_says_why(with_roster: Check, name: str, data: bytes, message: str) -> None:
    report = with_roster(data, name)
    assert [(finding.code, spot(finding), finding.message) for finding in errors(report)] == [("ILP009", name, message)]
    assert report.exit_status() == 3
    assert not report.pustu


def test_a_workbook_cut_or_damaged_anywhere_is_refused_or_read_never_a_crash(with_roster: Check) -> None:
    chance = random.Random(1)
    cuts = [GOOD[:size] for size in range(1, len(GOOD), len(GOOD) // 60)]
    for _ in range(120):
        damaged = bytearray(GOOD)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        cuts.append(bytes(damaged))
    assert all(with_roster(data).exit_status() in (0, 1, 3) for data in cuts)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is told by Linux")
def test_a_million_blank_formatted_rows_cost_little_time_and_memory(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(20, 1_048_577))
    table = ""
    for row, line in enumerate(PETUGAS_CSV.splitlines(), 1):
        inner = (
            f'<c r="{c}{row}" t="inlineStr"><is><t>{t}</t></is></c>'
            for c, t in zip("ABCD", line.split(","), strict=True)
        )
        table += f'<row r="{row}">{"".join(inner)}</row>'
    folder = plan(tmp_path, SULI.replace("roster: .", "roster: roster.xlsx"))
    (folder / "roster.xlsx").write_bytes(repacked(GOOD, SHEET, sheet_xml(table + rows)))
    program = (
        "import json, time, datetime\nfrom ilp_cli import check\nstart = time.monotonic()\n"
        f"report = check({str(folder)!r}, pada=datetime.date(2026, 11, 21))\n"
        f"peak = {PEAK}\n"
        "print(json.dumps([report.pustu[0].memenuhi, time.monotonic() - start, peak]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    met, seconds, megabytes = json.loads(done.stdout)
    assert met
    assert seconds < 8
    assert megabytes < 400


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        (
            {"Petugs": "nama | tempat\nIna | Suli", "Kader": KADER_TABLE},
            "lembar Petugas tidak ada; lembar yang ada: Petugs dan Kader; apakah maksudnya “Petugs”?",
        ),
        ({"Petugas": PETUGAS_TABLE}, "lembar Kader tidak ada; lembar yang ada: Petugas"),
    ],
)
def test_a_missing_sheet_is_named_and_never_guessed(with_roster: Check, sheets: dict[str, str], message: str) -> None:
    report = with_roster(workbook(**sheets))
    assert [(finding.code, spot(finding), finding.message) for finding in errors(report)] == [
        ("ILP010", "roster.xlsx", message)
    ]
    assert (report.exit_status(), report.pustu) == (1, ())


@pytest.mark.parametrize("names", [("petugas", "KADER"), (" Petugas ", "Kader.")])
def test_sheet_names_are_read_in_any_case(with_roster: Check, names: tuple[str, str]) -> None:
    assert not errors(with_roster(workbook(**dict(zip(names, (PETUGAS_TABLE, KADER_TABLE), strict=True)))))


@pytest.mark.parametrize(
    ("petugas", "code", "where", "words"),
    [
        ("", "ILP007", "A1", "tabel petugas belum ada isinya"),
        ("nama | puskesmas | profesi", "ILP007", "A2", "tabel petugas belum ada isinya"),
        (
            "nama | puskesmas | profesi | NAMA\nIna | Suli | Bidan | x",
            "ILP006",
            "D1",
            "kolom “NAMA” sama artinya dengan “nama”; nama tercatat dua kali",
        ),
        (
            "nama | pukesmas | profesi\nIna | Suli | Bidan",
            "ILP006",
            "B1",
            "kolom wajib puskesmas tidak ada; apakah “pukesmas” yang dimaksud?",
        ),
        ("nama | puskesmas\nIna | Suli", "ILP006", "A1", "kolom wajib profesi atau jabatan tidak ada"),
        ("DAFTAR PETUGAS\n\nnama | puskesmas | profesi\nIna | | Bidan", "ILP003", "B4", "“puskesmas” belum diisi"),
        (
            "nama | puskesmas | profesi | mulai\nIna | Suli | Bidan | 2024-02-30",
            "ILP004",
            "D2",
            "“mulai” bukan tanggal yang ada: “2024-02-30”",
        ),
        (
            "nama | puskesmas | profesi | mulai\nIna | Suli | Bidan | besok",
            "ILP004",
            "D2",
            "“mulai” bukan tanggal yang ada: “besok”",
        ),
        (
            "nama | puskesmas | profesi | hari tugas\nIna | Suli | Bidan | Sen-Kam-Min",
            "ILP307",
            "D2",
            "hari tugas “Sen-Kam-Min” tidak dimengerti",
        ),
        (
            "nama | puskesmas | profesi | NIP\nIna | Suli | Bidan | 123",
            "ILP301",
            "D2",
            "NIP *** terdiri atas 3 tanda, seharusnya 18 angka",
        ),
    ],
)
def test_a_fault_of_a_sheet_stands_at_its_cell(
    with_tables: Check, petugas: str, code: str, where: str, words: str
) -> None:
    report = with_tables(petugas)
    faults = [finding for finding in errors(report) if not finding.code.startswith("ILP2")]
    assert [(finding.code, spot(finding), finding.message) for finding in faults] == [
        (code, f"roster.xlsx:Petugas!{where}", words)
    ]


@pytest.mark.parametrize(
    "name",
    [
        "TRUE",
        "Nan Ayu",
        "Null Wati",
        "Kosong Wati",
        "@ada",
        "\tIna",
        "O'Brien/Sitti [Ani]",
        "x" * 60,
        "1e5",
    ],
)
def test_a_name_is_kept_as_it_was_written(with_tables: Check, tmp_path: Path, name: str) -> None:
    report = with_tables(PETUGAS_TABLE.replace("Ina  ", name), KADER_TABLE)
    assert not errors(report)
    names = [person.nama for person in load(tmp_path).petugas]
    assert names == [name.strip(), "Yusuf"]
    assert report.pustu[0].memenuhi


def test_names_of_places_with_odd_characters_match_after_normalising(tmp_path: Path) -> None:
    odd = "Sa’dan / Rante [Baru], nomor 2: sebuah nama yang jauh lebih panjang daripada 31 huruf"
    text = SULI.replace("Cimpu", f'"{odd}"').replace("roster: .", "roster: roster.xlsx")
    folder = plan(tmp_path, text)
    tables = {
        "Petugas": PETUGAS_TABLE.replace("Cimpu", odd.upper().replace("’", "'")),
        "Kader": KADER_TABLE.replace("Cimpu", odd),
    }
    (folder / "roster.xlsx").write_bytes(workbook(**tables))
    assert check(folder, pada=PADA).pustu[0].memenuhi


DAMAGED = "NIP tersimpan sebagai angka, bukan teks; digit belakangnya tidak dapat dipercaya"


def cell_by_cell(values: dict[str, object], **formats: str) -> bytes:
    """The good workbook with some cells of Petugas replaced by real values."""
    book = load_workbook(io.BytesIO(GOOD))
    sheet = book["Petugas"]
    for address, value in values.items():
        sheet[address] = value  # type: ignore[assignment]
        if address in formats:
            sheet[address].number_format = formats[address]
    return saved(book)


@pytest.mark.parametrize(
    ("address", "value", "finding"),
    [
        ("B2", 198501012010012901.0, ("ILP302", DAMAGED)),
        ("B2", 1985, ("ILP302", DAMAGED)),
        ("B2", "198501012010012901", None),
        ("B2", "19850101 201001 2 901", None),
        ("B2", "NIP. 19850101.201001.2.901", None),
        ("B2", "'198501012010012901", None),
        ("B2", "\u00a0198501012010012901\u00a0", None),
        ("B2", "–", None),
        ("B2", 0, None),
        ("E2", "=VLOOKUP(A2,A:B,2)", ("ILP004", "“profesi” berisi rumus tanpa hasil; ganti dengan nilainya")),
        ("E2", "#N/A", ("ILP004", "“profesi” berisi galat #N/A; ganti dengan nilainya")),
        ("F2", "#REF!", ("ILP004", "“hari_tugas” berisi galat #REF!; ganti dengan nilainya")),
        ("G2", 45000, None),
        ("G2", 2024, ("ILP004", "“mulai” bukan tanggal yang ada: “2024”")),
        ("G2", PADA, None),
        ("A2", True, None),
        ("A2", 12.5, None),
    ],
)
def test_real_values_of_cells_are_read_for_what_they_are(
    with_roster: Check, address: str, value: object, finding: tuple[str, str] | None
) -> None:
    report = with_roster(cell_by_cell({address: value}))
    faults = [(fault.code, spot(fault), fault.message) for fault in errors(report) if not fault.code.startswith("ILP2")]
    expected = [(finding[0], f"roster.xlsx:Petugas!{address}", finding[1])] if finding else []
    assert faults == expected


def test_merged_cells_count_for_the_rows_below_and_are_told_of(with_roster: Check) -> None:
    book = load_workbook(io.BytesIO(GOOD))
    book["Petugas"].merge_cells("C2:C3")
    report = with_roster(saved(book))
    assert not errors(report)
    assert [(finding.severity, spot(finding)) for finding in of(report, "ILP014")] == [
        ("note", "roster.xlsx:Petugas!C3")
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_rows_and_columns_are_read_like_any_other(
    with_roster: Check, state: Literal["hidden", "veryHidden"]
) -> None:
    book = load_workbook(io.BytesIO(GOOD))
    book["Kader"].sheet_state = state
    book["Petugas"].row_dimensions[2].hidden = True
    book["Petugas"].column_dimensions["E"].hidden = True
    report = with_roster(saved(book))
    assert report.pustu[0].memenuhi
    assert sorted((spot(finding), finding.message) for finding in of(report, "ILP013")) == [
        ("roster.xlsx:Kader!A1", "lembar Kader tersembunyi, tetapi ikut dibaca"),
        ("roster.xlsx:Petugas!A2", "1 baris (baris 2) tersembunyi, tetapi ikut dibaca"),
        ("roster.xlsx:Petugas!E1", "kolom profesi tersembunyi, tetapi ikut dibaca"),
    ]


def test_a_strict_open_xml_workbook_is_read_as_well(with_roster: Check) -> None:
    data = GOOD
    for part in ("xl/workbook.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", SHEET):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            text = book.read(part).decode()
        text = text.replace("http://schemas.openxmlformats.org/officeDocument/2006", f"{STRICT}/officeDocument")
        data = repacked(data, part, text.replace(MAIN, f"{STRICT}/spreadsheetml/main").encode())
    assert with_roster(data).pustu[0].memenuhi


def test_an_old_xls_is_read_and_one_cut_short_is_refused_without_a_word_from_the_reader(
    with_roster: Check, capfd: pytest.CaptureFixture[str]
) -> None:
    assert [spot(finding) for finding in of(with_roster(XLS, "roster.xls"), "ILP305")] == ["roster.xls:Petugas!C2"]
    for size in range(9, len(XLS) - 512, 97):
        assert [finding.message for finding in errors(with_roster(XLS[:size], "roster.xls"))] == [BROKEN]
    assert capfd.readouterr() == ("", "")


def test_a_macro_workbook_is_read_and_its_macros_are_not_touched(with_roster: Check) -> None:
    types = zipfile.ZipFile(io.BytesIO(GOOD)).read("[Content_Types].xml")
    macro = types.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
    assert with_roster(repacked(GOOD, "[Content_Types].xml", macro), "roster.xlsm").pustu[0].memenuhi


def test_an_ods_keeps_its_own_addresses_past_repeated_blanks(with_roster: Check) -> None:
    def line(*cells: str) -> str:
        inner = "".join(ODS_CELL.format("", cell) for cell in cells)
        return f'<table:table-row>{inner}<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'

    def blank(rows: int) -> str:
        cell = '<table:table-cell table:number-columns-repeated="16384"/>'
        return f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'

    rows = line("nama", "puskesmas", "profesi") + blank(3) + line("Ina", "Suli", "Bidann") + blank(1_048_570)
    report = with_roster(ods(rows), "roster.ods")
    assert [spot(finding) for finding in of(report, "ILP305")] == ["roster.ods:Petugas!C5"]


@pytest.mark.parametrize(
    ("row", "code", "where"),
    [
        ("{Nama: Ina, puskesmas: Suli, profesi: Bidan, NIP: 12}", "ILP301", "2:55"),
        ("{nama: Ina, puskesmas: Suli, profesi: Bidan, golongn: x}", "ILP002", "2:50"),
        ("{nama: Ina, nama lengkap: Inna, puskesmas: Suli, profesi: Bidan}", "ILP005", "2:17"),
        ("{nama: {depan: Ina}, puskesmas: Suli, profesi: Bidan}", "ILP004", "2:6"),
        ("Ina", "ILP004", "2:5"),
    ],
)
def test_a_fault_of_a_yaml_roster_stands_at_its_key_or_value(
    with_roster: Check, row: str, code: str, where: str
) -> None:
    report = with_roster(f"petugas:\n  - {row}\n".encode(), "roster.yaml")
    findings = of(report, code)
    assert [spot(finding) for finding in findings] == [f"roster.yaml:{where}"]


@pytest.mark.parametrize(
    ("column", "text", "remedy"),
    [
        ("mulai", "2024-02-30", "tulis tanggalnya seperti 2025-01-02, atau kosongkan bila belum diketahui."),
        ("mulai", "#REF!", "lakukan seperti yang disebut."),
        ("jenis_kelamin", "Q", "tulis L atau P."),
        ("tanggal_lahir", "31-02-1980", "tulis tanggal lahirnya lengkap, tahun dengan empat angka; atau kosongkan"),
        ("tanggal_lahir", "05/01/25", "lakukan seperti yang disebut."),
        ("tetap", "mungkin", "tulis ya atau tidak, atau kosongkan bila belum diketahui."),
    ],
)
def test_what_to_do_about_a_cell_speaks_of_what_its_column_holds(
    tmp_path: Path, column: str, text: str, remedy: str
) -> None:
    rows = f"nama,puskesmas,pustu,profesi,{column}\nIna,Suli,Cimpu,Bidan,{text}\nYusuf,Suli,Cimpu,Perawat,\n"
    report = check(plan(tmp_path, petugas_csv=rows, kader_csv=KADER_CSV), pada=PADA)
    (told,) = of(report, "ILP004")
    assert told.remedy.startswith(remedy)
