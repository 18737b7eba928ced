"""A copy that may be shared: nobody in it is real, and every finding stands where it stood."""

from __future__ import annotations

import csv
import io
import re
import shutil
import unicodedata
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ilp_cli.capabilities.anonim.model.pseudonym import DROPPED, Pseudonyms
from ilp_cli.capabilities.anonim.verb import anonim
from ilp_cli.checking.verb import check
from ilp_cli.core.outcome import OutputBlocked
from ilp_cli.district.identity import (
    name_key,
    nik_birth,
    nik_faults,
    nik_sex,
    nip_birth,
    nip_faults,
    nip_sex,
    same_name,
)
from ilp_cli.district.numbers import Nik, Nip
from ilp_cli.district.tables import PETUGAS
from ilp_cli.files.misfits import Unreadable
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading.load import load
from ilp_cli.registry import SHEETS_OF_ROSTER
from ilp_cli.rulebook.report import Report
from tests import corpus
from tests.plans import KADER_TABLE, PADA, plan, saved, workbook
from tests.running import LUWU, ROOT, ilp

some = settings(deadline=None, max_examples=150)
nips = st.builds(
    "{:04d}{:02d}{:02d}{:04d}{:02d}{}{:03d}".format,
    st.integers(1890, 2010), st.integers(0, 13), st.integers(0, 32), st.integers(1975, 2026), st.integers(0, 22),
    st.integers(0, 3), st.integers(0, 999),
)  # fmt: skip
niks = st.builds(
    "{:02d}{:02d}{:02d}{:02d}{:02d}{:02d}{:04d}".format,
    st.integers(0, 94), st.integers(0, 99), st.integers(0, 99), st.integers(0, 72), st.integers(0, 13),
    st.integers(0, 99), st.integers(0, 9999),
)  # fmt: skip

ROADMAP = """\
kabupaten: {nama: Luwu}
roster: roster.xlsx
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas:
  - {nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}], posyandu: [{nama: Melati}]}
  - {nama: Bajo, pustu: [{nama: Sampa}]}
tahap:
  - tahun: 2025
    lokus:
      - {puskesmas: Suli, pustu: [Cimpu, Murante], posyandu: [Melati]}
"""
KEY = "kunci percobaan saja"
NIP, NIK = "198501052010012901", "7317014501850001"
HEAD = "nama nip nik puskesmas pustu profesi hari_tugas mulai sampai tanggal_lahir jenis_kelamin keterangan".split()
SPOILED: list[dict[str, str]] = [
    {"nama": "Ina Batara, A.Md.Keb.", "nip": NIP, "nik": NIK, "puskesmas": "Suli", "pustu": "Cimpu",
     "profesi": "Bidan"},
    {"nama": "INA BATARA", "nik": NIK, "puskesmas": "Suli", "pustu": "Murante", "profesi": "Bidan"},
    {"nama": "Bd. Ina Batara", "puskesmas": "Bajo", "pustu": "Sampa", "profesi": "Bidan"},
    {"nama": "Umi Toding", "nip": "19850105201001290", "puskesmas": "Suli", "profesi": "ATLM", "hari_tugas": "piket"},
    {"nama": "Umi Toding", "nip": "19850105201001290", "puskesmas": "Suli", "profesi": "ATLM", "hari_tugas": "piket"},
    {"nama": "umi toding", "nip": "19850105201001290", "puskesmas": "Suli", "profesi": "ATLM", "hari_tugas": "piket"},
    {"nama": "dr. Eka", "nip": "NIP. 19850230 201013 3 001", "puskesmas": "Sulli", "profesi": "Dokter"},
    {"nama": "drg.Eko", "nip": "1.98501E+17", "nik": "73170145018500O1", "puskesmas": "Suli", "profesi": "Dokter Gigi"},
    {"nama": "Wati", "nik": "7317013202900001", "puskesmas": "Suli", "pustu": "Cimpo", "profesi": "Bidann"},
    {"nama": "Sari", "nip": "198703122011012905", "nik": "7317011203870001", "puskesmas": "Suli", "profesi": "Bidan",
     "tanggal_lahir": "1987-03-13", "jenis_kelamin": "L", "keterangan": "HP 0812-3456-7890, Jl. Mawar 5"},
    {"nama": "Lia", "nik": "0" * 16, "puskesmas": "Suli", "profesi": "ATLM", "mulai": "2025-03-01",
     "sampai": "2024-03-01"},
    {"nama": "Mia", "nik": "0" * 16, "puskesmas": "Suli", "profesi": "ATLM", "tanggal_lahir": "31/02/1990"},
    {"nama": "", "nip": "-", "puskesmas": "Suli", "profesi": "Bidan", "jenis_kelamin": "x"},
    {"nama": "Rani", "nip": "198703122011012906", "nik": "7317015203870001", "puskesmas": "Suli", "profesi": "Bidan"},
    {"nama": "Rina", "nip": "198703122011012907", "nik": "7317015203870001", "puskesmas": "Suli", "profesi": "Bidan"},
    {"nama": "Tini", "nip": "198703122011012907", "puskesmas": "Suli", "profesi": "Bidan"},
    {"keterangan": "Titipan Ani Batara 081234567890"},
]  # fmt: skip
SECRETS = [
    "Batara", "BATARA", "Toding", "toding", "Wati", "Sari", "Rani", "Rina", "Mawar", "0812", NIP, NIK, "19850105",
    "73170145018500", "1987-03-13", "31/02/1990", "Rahasia",
]  # fmt: skip


def spots(report: Report) -> list[str]:
    """Code, weight and place of every finding, the file's name put aside; not of sheets that a copy does without."""
    return sorted(
        f"{finding.code} {finding.severity} {finding.place.sheet}!{finding.place.cell} {finding.place.line}"
        for finding in (*report.findings, *report.waived)
        if (finding.code, finding.severity) != ("ILP016", "note")
    )


def same(folder: Path, original: str | Path, copy: Path) -> Report:
    """Check a plan with a roster and with its copy; both say the same at the same places."""
    first, second = (check(load(folder, roster), pada=PADA) for roster in (original, copy))
    assert spots(second) == spots(first)
    assert second.pustu == first.pustu
    assert [state.row() for state in second.pustu] == [state.row() for state in first.pustu]
    assert [len(state.berbagi) for state in second.posyandu] == [len(state.berbagi) for state in first.posyandu]
    return first


def spoiled_workbook() -> bytes:
    """A roster with a title, columns of address and telephone, and every fault of identity."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Petugas"
    sheet.append(["Daftar petugas, hubungi Rahasia 081234567890"])
    sheet.append([])
    sheet.append(["No HP", *HEAD, "Alamat", "nip"])
    for number, row in enumerate(SPOILED):
        sheet.append([f"0812345{number:05d}", *(row.get(name) or None for name in HEAD), "Jl. Mawar 5", NIP])
    sheet.cell(12, 3, 198501052010012901)
    sheet.cell(4, 11, date(1985, 1, 5))
    kader = book.create_sheet("Kader")
    for line in KADER_TABLE.splitlines():
        kader.append(line.split("|"))
    book.create_sheet("Catatan").append(["Rahasia"])
    return saved(book)


def test_luwu_says_the_same_of_its_copy(tmp_path: Path) -> None:
    out = tmp_path / "samaran.xlsx"
    result = ilp("anonim", LUWU / "roster.xlsx", "-o", out)
    assert result.returncode == 0, result.stderr
    assert "petugas 376 baris, kader 723 baris" in result.stderr
    same(LUWU, LUWU / "roster.xlsx", out)
    before, after = load(LUWU), load(LUWU, out)
    real = {same_name(person) for person in (*before.petugas, *before.kader)}
    assert not real & {same_name(person) for person in (*after.petugas, *after.kader)}
    assert not {petugas.nip for petugas in before.petugas if petugas.nip} & {petugas.nip for petugas in after.petugas}
    kept = "unit profesi jabatan status hari mulai sampai sip_sampai".split()
    for petugas, copied in zip(before.petugas, after.petugas, strict=True):
        assert [getattr(petugas, name) for name in kept] == [getattr(copied, name) for name in kept]


def test_a_spoiled_workbook_says_the_same_of_its_copy_and_gives_nobody_away(tmp_path: Path) -> None:
    folder = plan(tmp_path / "rencana", ROADMAP, roster_xlsx=spoiled_workbook())
    out = tmp_path / "samaran.xlsx"
    result = anonim(folder / "roster.xlsx", out, kunci=KEY)
    report = same(folder, folder / "roster.xlsx", out)
    codes = {finding.code for finding in report.findings}
    assert codes >= {
        "ILP003", "ILP004", "ILP006", "ILP008", *(f"ILP30{number}" for number in range(1, 10)),
        *(f"ILP{number}" for number in range(314, 321)),
    } - {"ILP320"}  # fmt: skip
    assert (result.left, result.rows[0]) == (("Catatan",), ("petugas", len(load(folder).petugas)))
    assert result.emptied == ("No HP", "keterangan", "Alamat", "nip")
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Petugas", "Kader"]
    shown = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    assert not [secret for secret in SECRETS if secret in shown]
    assert book["Petugas"]["A4"].value == DROPPED
    assert book["Petugas"]["A3"].value == "No HP"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spoiled_csv_says_the_same_of_its_copy(tmp_path: Path, delimiter: str) -> None:
    folder = plan(tmp_path / "rencana", ROADMAP.replace("roster.xlsx", "."))
    lines = [delimiter.join([*HEAD, "No HP"]), ""]
    for row in SPOILED:
        cells = [f'"{row[name]}"' if "," in row.get(name, "") else row.get(name, "") for name in HEAD]
        lines += [delimiter.join([*cells, "081234567890"]), ""]
    lines += [delimiter.join(["x"] * (len(HEAD) + 3)), f'"Dua\nbaris"{delimiter * 3}Suli{delimiter * 2}Bidan', "Ani"]
    (folder / "petugas.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    (folder / "kader.csv").write_text(KADER_TABLE.replace("|", delimiter), encoding="utf-8")
    other = tmp_path / "samaran"
    other.mkdir()
    for name in ("petugas.csv", "kader.csv"):
        assert ilp("anonim", folder / name, "-o", other / name, "--kunci", KEY).returncode == 0
    report = same(folder, folder, other)
    assert len(report.findings) > 20
    shown = (other / "petugas.csv").read_bytes().decode("utf-8-sig")
    assert not [secret for secret in (*SECRETS, "Dua") if secret in shown]


@pytest.mark.parametrize("block", [False, True])
def test_a_spoiled_yaml_says_the_same_of_its_copy(tmp_path: Path, block: bool) -> None:
    folder = plan(tmp_path, ROADMAP.replace("roster.xlsx", "roster.yaml"))
    listed = "# Rahasia\npetugas:\n"
    for row in SPOILED:
        cells = [f'{name}: "{row[name]}"' for name in row if row[name]]
        listed += "  - " + "\n    ".join(cells) + "\n" if block else "  - {" + ", ".join(cells) + "}   # Rahasia\n"
    listed += "  - Rahasia\n"
    listed += '  - {nama: Ani, telepon: "081234567890", puskesmas: Suli, profesi: Bidan, hari_tugas: [senin, rabu]}\n'
    listed += "kader:\n  - {nama: Ani, puskesmas: Suli, pustu: Cimpu}\nlainnya: [Rahasia]\n"
    (folder / "roster.yaml").write_text(listed, encoding="utf-8")
    out = tmp_path / "samaran.yaml"
    anonim(folder / "roster.yaml", out, kunci=KEY)  # a drawn key might invent a name that holds one of the secrets
    report = same(folder, folder / "roster.yaml", out)
    assert {"ILP002", "ILP004", "ILP318", "ILP303"} <= {finding.code for finding in report.findings}
    shown = out.read_text(encoding="utf-8")
    assert not [secret for secret in SECRETS if secret in shown]


def test_one_key_gives_one_name_in_every_file_and_another_key_another(tmp_path: Path) -> None:
    a, b = Pseudonyms("satu", vocabulary().bare_name), Pseudonyms("satu", vocabulary().bare_name)
    assert a.name("Ina Batara, A.Md.Keb.") == b.name("Ina Batara, A.Md.Keb.")
    assert a.name("Ina Batara, A.Md.Keb.").endswith(", A.Md.Keb.")
    assert a.number("nip", NIP) == b.number("nip", NIP) != Pseudonyms("dua", vocabulary().bare_name).number("nip", NIP)
    assert a.name("Ina") != Pseudonyms("dua", vocabulary().bare_name).name("Ina")
    first, second, third = (tmp_path / f"{name}.xlsx" for name in "abc")
    anonim(LUWU / "roster.xlsx", first, kunci=KEY)
    anonim(LUWU / "roster.xlsx", second, kunci=f" {KEY} ")
    anonim(LUWU / "roster.xlsx", third, kunci=f"{KEY} lain")
    assert first.read_bytes() == second.read_bytes() != third.read_bytes()


@some
@given(nips, nips, niks, niks)
def test_numbers_keep_their_class_their_equality_and_their_relations(
    nip: str, other_nip: str, nik: str, other_nik: str
) -> None:
    names = Pseudonyms("kunci", vocabulary().bare_name)
    new, next_, third, fourth = (
        str(names.number(column, text))
        for column, text in (("nip", nip), ("nip", other_nip), ("nik", nik), ("nik", other_nik))
    )
    assert (new == next_, third == fourth) == (nip == other_nip, nik == other_nik)
    after, before = (Nip(new), Nik(third)), (Nip(nip), Nik(nik))
    assert (nip_faults(after[0]), nik_faults(after[1])) == (nip_faults(before[0]), nik_faults(before[1]))
    assert (nip_sex(after[0]), nik_sex(after[1])) == (nip_sex(before[0]), nik_sex(before[1]))
    assert (nip_birth(after[0]) == nik_birth(after[1])) == (nip_birth(before[0]) == nik_birth(before[1]))
    assert (nip_birth(after[0]) == nip_birth(Nip(next_))) == (nip_birth(before[0]) == nip_birth(Nip(other_nip)))


@some
@given(st.dates(date(1940, 1, 1), date(2009, 12, 31)))
def test_a_birth_date_agrees_with_its_numbers_after_as_before(day: date) -> None:
    names = Pseudonyms("kunci", vocabulary().bare_name)
    moved = names.cell([PETUGAS.by_name["tanggal_lahir"]], day)
    assert isinstance(moved, date)
    assert (moved.year, moved.month) == (day.year, day.month)
    assert names.cell([PETUGAS.by_name["tanggal_lahir"]], f"{day:%d/%m/%Y}") == moved.isoformat()
    assert str(names.number("nip", f"{day:%Y%m%d}201001{1}901"))[:8] == f"{moved:%Y%m%d}"


def bare(name: str) -> str:
    return name_key(vocabulary().bare_name(name))


words = st.sampled_from(
    "dr DR dr. dr.dr dr.Ani Ani ANI ani A.Rahman M. H Hj. Bd. S.Kep S.Kep., A.Md.Keb, Ns, , . — Nur'aini x".split()
)
written = st.text(max_size=20) | st.lists(words, max_size=5).map(" ".join)


@some
@given(written, written)
@example("dr Ani S.Kep,", "dr Ani. S.Kep,")
def test_malformed_numbers_and_any_name_stay_apart(name: str, other_name: str) -> None:
    names = Pseudonyms("kunci", vocabulary().bare_name)
    first, second = names.name(name), names.name(other_name)
    assert (bare(first) == bare(second)) == (bare(name) == bare(other_name))
    # Rows are the same row (ILP306) whatever their capitals, before and after.
    assert (first.strip().casefold() == second.strip().casefold()) == (
        name.strip().casefold() == other_name.strip().casefold()
    )
    assert names.number("nip", name) is not None


@pytest.mark.parametrize("text", ["", "-", "0", "nihil", "tidak ada", "000000000000000000"])
def test_what_is_no_number_stays(text: str) -> None:
    assert Pseudonyms("k", vocabulary().bare_name).cell([PETUGAS.by_name["nip"]], text) == text


def test_the_copy_is_never_the_source_and_only_of_its_own_kind(tmp_path: Path) -> None:
    source = tmp_path / "roster.xlsx"
    shutil.copy(LUWU / "roster.xlsx", source)
    with pytest.raises(OutputBlocked):
        anonim(source, source, force=True)
    assert ilp("anonim", source, "-o", tmp_path / "x.csv").returncode == 2
    assert ilp("anonim", source).returncode == 2
    assert ilp("anonim", source, "-o", tmp_path / "x.xlsx", "--dry-run").returncode == 0
    assert [item.name for item in tmp_path.iterdir()] == ["roster.xlsx"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("roster.xlsx", b"", "berkas kosong"),
        ("roster.xlsx", workbook(Lain="a|b"), "lembar Petugas tidak ada; lembar yang ada: Lain"),
        ("roster.xlsx", workbook(Petugas="nama|nip\nIna|1"), "kolom wajib puskesmas tidak ada"),
        ("daftar.csv", b"nama,puskesmas\nAni,Suli\n", "kolom profesi atau jabatan tidak ada"),
        ("petugas.csv", b'nama,puskesmas,profesi\n"Ani', "tanda kutip"),
        ("roster.yaml", b"a: [", "tidak terbaca"),
        ("roster.yaml", b"kader: [{nama: A, nama: B}]", "sudah ditulis"),
        ("roadmap.yaml", (ROOT / "examples" / "luwu" / "roadmap.yaml").read_bytes(), "bukan berkas roster"),
    ],
)
def test_what_is_no_roster_is_refused_with_its_reason(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    out = tmp_path / f"samaran{Path(name).suffix}"
    result = ilp("anonim", tmp_path / name, "-o", out)
    assert result.returncode == 3
    assert said in result.stderr
    assert not out.exists()


def hidden_in(data: bytes) -> str:
    """All that a copy holds, as text."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


FORM = {"ILP011", "ILP013", "ILP014", "ILP016", "ILP018", "ILP020"}
"""What is said of a file's form and of what was passed over; a copy is plain, and holds no more than people."""


SAME = {suffix: suffix for suffix in (".csv", ".tsv", ".txt", ".yaml", ".yml")}
ENDINGS = {"csv called xls": ".csv", "workbook called csv": ".xlsx"}


@pytest.mark.parametrize("case", corpus.CASES, ids=lambda case: case.name)
def test_whatever_a_check_reads_is_copied_or_refused(tmp_path: Path, case: corpus.Case) -> None:
    folder = plan(tmp_path / "rencana", corpus.ROADMAP % case.file)
    source = folder / case.file
    source.write_bytes(case.data())
    copy = tmp_path / f"{source.stem}{ENDINGS.get(case.name) or SAME.get(source.suffix, '.xlsx')}"
    before = load(folder, source)
    try:
        anonim(source, copy, kunci=KEY)
    except Unreadable:
        refused = not copy.exists()
        assert refused
        assert not before.petugas or case.name == "a hundred thousand headers"
        return
    after = load(folder, copy)
    assert [petugas.unit for petugas in after.petugas] == [petugas.unit for petugas in before.petugas]
    real, invented = ({petugas.nama for petugas in district.petugas} for district in (before, after))
    assert real & invented <= {""}
    first, second = (check(district, pada=PADA) for district in (before, after))
    kept = [spot for spot in spots(first) if spot[:6] not in FORM and "roadmap" not in spot]
    assert [spot for spot in spots(second) if spot[:6] not in FORM] == kept


STACKED = """\
DAFTAR PETUGAS, hubungi Rahasia 081234567890
nama|nip|puskesmas|pustu|profesi
Ina Batara|%s|Suli|Cimpu|Bidan|Rahasia
nama|nip|puskesmas|pustu|profesi
Umi Toding||Suli|Murante|Perawat
|
Nama Kader|NIK|Puskesmas|Posyandu|No HP|Pustu
Sari Mawar|%s|Suli|Melati|081234567890|
Wati Batara||Suli|Melati|
JUMLAH||||
Mengetahui||||
|Kepala Puskesmas|Rani Toding||
"""


def test_tables_below_one_another_are_each_copied_by_their_own_columns(tmp_path: Path) -> None:
    folder = plan(tmp_path / "rencana", ROADMAP, roster_xlsx=workbook(Daftar=STACKED % (NIP, NIK)))
    out = tmp_path / "samaran.xlsx"
    result = anonim(folder / "roster.xlsx", out, kunci=KEY)
    assert dict(result.rows)["petugas"] == 2
    first, second = load(folder), load(folder, out)
    assert [kader.posyandu for kader in second.kader][:2] == [kader.posyandu for kader in first.kader][:2]
    assert len(first.kader) > 1
    shown = hidden_in(out.read_bytes())
    assert not [secret for secret in (*SECRETS, "Rahasia") if secret in shown]
    assert "Nama Kader" in shown
    assert "No HP" in result.emptied


def test_a_folder_is_copied_file_by_file_with_one_key(tmp_path: Path) -> None:
    folder = plan(tmp_path / "rencana", ROADMAP.replace("roster.xlsx", "masuk"))
    masuk = folder / "masuk"
    masuk.mkdir()
    people = "nama|nip|puskesmas|pustu|profesi\nIna Batara|%s|Suli|%s|Bidan\nUmi Toding||Suli|%s|Perawat\n"
    (masuk / "Suli.xlsx").write_bytes(workbook(Pegawai=people % (NIP, "Cimpu", "Cimpu")))
    page = people % (NIP, "Murante", "Murante")
    rows = "".join("<tr><td>" + line.replace("|", "</td><td>") + "</td></tr>" for line in page.splitlines())
    (masuk / "Murante.xls").write_text(f"<html><table>{rows}</table></html>")
    (masuk / "kader.csv").write_text(KADER_TABLE.replace("|", ";"))
    (masuk / "catatan.docx").write_bytes(b"x")
    done = ilp("anonim", masuk, "-o", tmp_path / "samaran", "--kunci", KEY)
    assert done.returncode == 0, done.stderr
    assert "Tidak disalin, karena tidak dibaca sebagai roster: catatan.docx" in done.stderr
    assert sorted(path.name for path in (tmp_path / "samaran").iterdir()) == ["Murante.xlsx", "Suli.xlsx", "kader.csv"]
    before, after = load(folder), load(folder, tmp_path / "samaran")
    assert [petugas.unit for petugas in after.petugas] == [petugas.unit for petugas in before.petugas]
    assert len({petugas.nama for petugas in after.petugas}) == len({petugas.nama for petugas in before.petugas}) == 2
    assert not {petugas.nama for petugas in after.petugas} & {petugas.nama for petugas in before.petugas}
    again = ilp("anonim", masuk, "-o", tmp_path / "samaran", "--kunci", KEY)
    assert again.returncode == 4
    (masuk / "rusak.xlsx").write_bytes(b"PK rusak")
    refused = ilp("anonim", masuk, "-o", tmp_path / "lain", "--kunci", KEY)
    assert refused.returncode == 3
    assert "rusak.xlsx: isi" in refused.stderr
    assert not (tmp_path / "lain").exists()
    (masuk / "rusak.xlsx").unlink()
    (masuk / "Suli.ods").write_bytes((masuk / "Suli.xlsx").read_bytes())
    assert "dua berkas folder ini bersalinan Suli.xlsx" in ilp("anonim", masuk, "-o", tmp_path / "lain").stderr.replace(
        "suli", "Suli"
    )


def test_without_a_key_it_is_random_and_printed_once(tmp_path: Path) -> None:
    first = ilp("anonim", LUWU / "roster.xlsx", "-o", tmp_path / "a.xlsx")
    [key] = re.findall(r"Kunci acak, dicetak sekali ini saja: ((?:[a-z2-9]{4}-){5}[a-z2-9]{4})\n", first.stderr)
    assert "--kunci yang sama" in first.stderr
    second = ilp("anonim", LUWU / "roster.xlsx", "-o", tmp_path / "b.xlsx")
    assert key not in second.stderr
    third = ilp("anonim", LUWU / "roster.xlsx", "-o", tmp_path / "c.xlsx", "--kunci", key)
    assert "Kunci acak" not in third.stderr
    a, b, c = ((tmp_path / f"{name}.xlsx").read_bytes() for name in "abc")
    assert a == c != b
    assert key.encode() not in a
    assert "Kunci" not in ilp("anonim", LUWU / "roster.xlsx", "-o", tmp_path / "d.xlsx", "--dry-run").stderr
    assert ilp("anonim", LUWU / "roster.xlsx", "-o", tmp_path / "d.xlsx", "-q").stderr == ""


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("k", "terlalu pendek: 1 tanda, sedikitnya 12"),
        ("  sebelas ya        ", "terlalu pendek: 10 tanda"),
        ("aaaaaaaaaaaaaaaaaaaaaa", "terlalu seragam: hanya 1 tanda"),
    ],
)
def test_a_weak_key_is_refused(tmp_path: Path, key: str, said: str) -> None:
    done = ilp("anonim", LUWU / "roster.xlsx", "-o", tmp_path / "a.xlsx", "--kunci", key)
    assert done.returncode == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_key_comes_from_nothing_in_the_file(tmp_path: Path) -> None:
    """A NIK is of few digits that can be guessed: with a key made of the file itself, guesses could be tried."""
    source = tmp_path / "kader.csv"
    source.write_text(f"nama,nik,puskesmas,pustu\nKader A,{NIK},Suli,Cimpu\n")
    made = {anonim(source, tmp_path / f"{number}.csv").kunci for number in range(3)}
    assert len(made) == 3
    assert len({(tmp_path / f"{number}.csv").read_bytes() for number in range(3)}) == 3


FORMULAS = [
    "=1+1", "+1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "\t=1+1", "\r=1", " =1", "＝1", "＋1", "－1", "＠a", "﹢1",
    "−1", "\u200b=1", "\u00a0=1", '"=1', "Bidan;=1", "Bidan\t+1", "Bidan|@a", "Bidan, -2+3", "'\t=1",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path, text: str, delimiter: str) -> None:
    rows = [["nama", "puskesmas", "pustu", "profesi", "status", text], ["Ani", "Suli", text, "Bidan", text, "x"]]
    with (tmp_path / "petugas.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([rows[0], rows[1], ["Umi", "Suli", "-", "Bidan", "-", ""]])
    anonim(tmp_path / "petugas.csv", tmp_path / "petugas-samaran.csv", kunci=KEY)
    copy = (tmp_path / "petugas-samaran.csv").read_text(encoding="utf-8")
    for mark in ",;\t|":
        for row in csv.reader(io.StringIO(copy, newline=""), delimiter=mark):
            plain = ["".join(sign for sign in unicodedata.normalize("NFKC", cell) if sign > " ") for cell in row]
            assert not [cell for cell in plain if re.match('["\u200b]*[=+@−-].*\\w', cell)]
    assert copy.splitlines()[-1].split(delimiter)[2:5] == ["-", "Bidan", "-"]


@pytest.mark.parametrize(
    "text",
    [
        "Ina Batara, A.Md.Keb.\nNIP. 19850105 201001 2 901",
        "Ina Batara / 198501052010012901",
        "198501052010012901 Ina Batara",
    ],
)
def test_a_name_and_a_number_in_one_cell_are_both_invented(text: str) -> None:
    names = Pseudonyms("kunci", vocabulary().bare_name)
    both = [PETUGAS.by_name["nama"], PETUGAS.by_name["nip"]]
    said = str(names.cell(both, text))
    assert names.name("Ina Batara") in said
    assert re.sub(r"\D", "", str(names.number("nip", NIP))) == re.sub(r"\D", "", said)
    assert names.cell(both, "Ina 198501052010012901 dan Umi 198501052010012902") == DROPPED


@pytest.mark.parametrize(("text", "shape"), [
    ("05-01-68", r"1968-01-\d\d"), ("Majene, 5 Januari 1968", r"1968-01-\d\d"), ("05-01-15", r"\d\d-01-15"),
    ("x", "00/00/0000"),
])  # fmt: skip
def test_a_birth_date_however_written_moves_within_its_month(text: str, shape: str) -> None:
    names = Pseudonyms("kunci", vocabulary().bare_name)
    assert re.fullmatch(shape, str(names.cell([PETUGAS.by_name["tanggal_lahir"]], text)))


def test_an_error_is_told_of_the_copy_at_its_cell(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(LUWU / "roster.xlsx")
    book["Petugas"]["A3"], book["Petugas"]["F4"] = "#REF!", "=1/0"
    book["Petugas"]["B5"] = "#N/A"
    book.save(tmp_path / "roster.xlsx")
    anonim(tmp_path / "roster.xlsx", tmp_path / "x.xlsx")
    report = same(LUWU, tmp_path / "roster.xlsx", tmp_path / "x.xlsx")
    told = {finding.place.cell for finding in report.findings if finding.code == "ILP004"}
    assert told == {"A3", "F4", "B5"}


def test_a_copy_is_printed_as_a_list_under_its_name_with_its_titles_on_each_page(tmp_path: Path) -> None:
    key = "kunci contoh, jangan dipakai"
    anonim(LUWU / "roster.xlsx", tmp_path / "samaran.xlsx", kunci=key, tables=SHEETS_OF_ROSTER)
    drawn = openpyxl.load_workbook(tmp_path / "samaran.xlsx")["Petugas"]
    assert (drawn.print_title_rows, drawn.page_setup.orientation) == ("$1:$1", "landscape")
    assert drawn.page_setup.fitToWidth == 1
    assert drawn.oddHeader is not None
    assert "Petugas · roster dengan nama samaran" in str(drawn.oddHeader.center.text)
    assert "Belum ada isinya" not in str(drawn.oddHeader.center.text)
    empty = openpyxl.load_workbook(tmp_path / "samaran.xlsx")["Realisasi"]
    assert empty.oddHeader is not None
    assert "Lembar Realisasi: Belum ada isinya." in str(empty.oddHeader.center.text)
    widths = [column.width for column in drawn.column_dimensions.values()]
    assert all(width <= 60 for width in widths)
    assert len(set(widths)) > 3, "as wide as what stands in each"
