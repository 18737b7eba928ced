"""The roster sent out, a workbook a puskesmas, and taken back by an import: nobody is lost, no number leaves."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ilp_cli.capabilities.intake.model.intake import Kind
from ilp_cli.capabilities.intake.verb import import_roster
from ilp_cli.capabilities.roster.verb import template_per_puskesmas
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.district.district import District
from ilp_cli.district.lent import KODE, coded, with_codes
from ilp_cli.district.people import Kader, Petugas
from ilp_cli.district.tables import KADER, PETUGAS
from ilp_cli.files.misfits import Unreadable
from ilp_cli.reading.heading import compared, titles_of
from ilp_cli.reading.load import load
from tests.plans import PETUGAS_CSV, SULI, plan
from tests.running import ilp

NIP, NIK, OTHER_NIK, PHONE = "198501052010012901", "7317014501850001", "7317014501860002", "0812-3456-7890"
TWO = """\
kabupaten: {nama: Uji}
roster: .
puskesmas:
  - {nama: "Tana' Toa", alias: [Tana Toa Lama], pustu: [{nama: Cimpu}, {nama: Murante}], posyandu: [{nama: Melati}]}
  - {nama: Bua, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}, {nama: Mawar}]}
  - {nama: Kosong}
"""
PEOPLE = (
    "nama,nip,nik,puskesmas,pustu,profesi,status,tanggal_lahir,mulai,keterangan\n"
    f'"Ina, S.Keb",{NIP},{NIK},Tana\' Toa,Cimpu,Bidan,PNS,1985-01-05,2024-01-02,hp {PHONE}\n'
    f"Siti,,{OTHER_NIK},Bua,Cimpu,Perawat,Kontrak,,,\n"
    "Siti,,,Bua,,Perawat,Kontrak,,,\n"
    "Hilang,,,Entah Berantah,,Bidan,,,,\n"
)
KADERS = f"nama,nik,puskesmas,pustu,posyandu,terlatih\nTuti,{NIK[:-1]}9,Bua,,Mawar,ya\nTuti,,Bua,,Melati,\n"
LEAVE = f"nama,nip,dari,sampai,jenis\n,{NIP},2026-03-01,2026-03-05,Cuti tahunan\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan folder of two puskesmas with people, and one without."""
    return plan(tmp_path / "plan", TWO, petugas_csv=PEOPLE, kader_csv=KADERS, cuti_csv=LEAVE)


def told(person: Petugas | Kader) -> tuple[object, ...]:
    """All that a row says of its person, numbers too."""
    own: tuple[object, ...]
    if isinstance(person, Petugas):
        own = (
            person.unit,
            person.pustu,
            person.profesi,
            person.jabatan,
            person.status,
            person.sip_sampai,
            person.tetap,
        )
    else:
        own = (person.pustu_path, person.posyandu_path, person.desa, person.tingkat, person.terlatih)
    return (
        person.as_written("nama"), person.nip.digits, person.nik.digits, person.puskesmas, person.induk, person.hari,
        person.mulai, person.sampai, person.lahir, person.kelamin, person.as_written("keterangan"), *own,
    )  # fmt: skip


def everybody(district: District) -> list[str]:
    """The people of a district whatever their order, each told in full."""
    people: list[Petugas | Kader] = [*district.petugas, *district.kader]
    return sorted(repr(told(person)) for person in people)


def edit(path: Path, sheet: str, change: Callable[[Worksheet, dict[str, int]], None]) -> None:
    """Fill in a workbook as a puskesmas does."""
    book: Workbook = load_workbook(path)
    titles = titles_of(coded(PETUGAS if sheet == "Petugas" else KADER))
    columns = {titles[compared(str(cell.value))]: number for number, cell in enumerate(book[sheet][1], 1)}
    change(book[sheet], columns)
    book.save(path)


def back(folder: Path, sent: Path, **options: object) -> tuple[District, list[str]]:
    """The roster that an import makes of filled workbooks, and what it leaves open."""
    target = folder.parent / "baru.xlsx"
    result = import_roster([sent], folder, target, force=True, **options)  # type: ignore[arg-type]
    return load(folder, target), [decision.reason for decision in result.intake.decisions if decision.kind is Kind.OPEN]


def test_each_puskesmas_gets_its_own_rows_and_no_number_leaves(folder: Path, tmp_path: Path) -> None:
    result = template_per_puskesmas(folder, tmp_path / "isian")
    assert dict(result.files) == {
        "Puskesmas Tana' Toa.xlsx": {"petugas": 1, "cuti": 1},
        "Puskesmas Bua.xlsx": {"petugas": 2, "kader": 2},
        "Puskesmas Kosong.xlsx": {},
        "Tanpa puskesmas terdaftar.xlsx": {"petugas": 1},
    }
    assert sorted(path.name for path in (tmp_path / "isian").iterdir()) == sorted(dict(result.files))
    for path in (tmp_path / "isian").iterdir():
        with zipfile.ZipFile(path) as archive:
            text = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        for secret in (NIP, NIK, OTHER_NIK, NIK[:-1] + "9", PHONE, "1985-01-05", PHONE.replace("-", "")):
            assert secret not in text
    titles = [cell.value for cell in load_workbook(tmp_path / "isian" / "Puskesmas Bua.xlsx")["Petugas"][1]]
    assert titles[-1] == KODE.title


def test_the_nip_leaves_where_it_is_asked_for_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    template_per_puskesmas(folder, tmp_path / "isian", nip=True)
    with zipfile.ZipFile(tmp_path / "isian" / "Puskesmas Tana' Toa.xlsx") as archive:
        text = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert NIP in text
    assert NIK not in text
    assert back(folder, tmp_path / "isian")[0].petugas[0].nip.digits in (NIP, "")


@pytest.mark.parametrize("nip", [False, True])
def test_untouched_they_come_back_as_the_same_people(folder: Path, tmp_path: Path, *, nip: bool) -> None:
    template_per_puskesmas(folder, tmp_path / "isian", nip=nip)
    district, _ = back(folder, tmp_path / "isian")
    assert everybody(district) == everybody(load(folder))
    assert [(cuti.nip.digits, str(cuti.dari), cuti.jenis) for cuti in district.cuti] == [
        (NIP, "2026-03-01", "Cuti tahunan")
    ]
    again = plan(tmp_path / "again", TWO.replace("roster: .", "roster: roster.xlsx"))
    (again / "roster.xlsx").write_bytes((tmp_path / "baru.xlsx").read_bytes())
    template_per_puskesmas(again, tmp_path / "tahun-depan", nip=nip)
    import_roster([tmp_path / "tahun-depan"], again, tmp_path / "depan.xlsx")
    assert everybody(load(again, tmp_path / "depan.xlsx")) == everybody(load(folder)), (
        "a code is kept from year to year"
    )


def test_rows_typed_below_deleted_and_moved_are_what_they_say(folder: Path, tmp_path: Path) -> None:
    template_per_puskesmas(folder, tmp_path / "isian")

    def fill(sheet: Worksheet, columns: dict[str, int]) -> None:
        rows = {sheet.cell(row, columns["pustu"]).value: row for row in (2, 3)}
        sheet.cell(rows["Cimpu"], columns["puskesmas"]).value = "Tana Toa Lama"
        sheet.cell(rows["Cimpu"], columns["pustu"]).value = "Murante"
        sheet.cell(rows["Cimpu"], columns["jabatan"]).value = "Perawat Terampil"
        for name, text in {"nama": "Baru", "nik": "7317014501950003", "puskesmas": "Bua", "profesi": "Bidan"}.items():
            sheet.cell(5, columns[name]).value = text
        sheet.delete_rows(rows[None])

    edit(tmp_path / "isian" / "Puskesmas Bua.xlsx", "Petugas", fill)
    district, _ = back(folder, tmp_path / "isian")
    found = {
        (person.nama, person.nik.digits, person.puskesmas, person.pustu, person.jabatan) for person in district.petugas
    }
    assert ("Siti", OTHER_NIK, "Tana' Toa", "Murante", "Perawat Terampil") in found
    assert ("Baru", "7317014501950003", "Bua", "", "") in found
    assert len(found) == 4
    assert ("Siti", "", "Bua", "", "") not in found


def test_a_puskesmas_nobody_knows_waits_for_the_planner_and_keeps_its_person_whole(
    folder: Path, tmp_path: Path
) -> None:
    template_per_puskesmas(folder, tmp_path / "isian")
    path = tmp_path / "isian" / "Puskesmas Tana' Toa.xlsx"
    edit(path, "Petugas", lambda sheet, columns: setattr(sheet.cell(2, columns["puskesmas"]), "value", "Tanah Merah"))
    result = import_roster([tmp_path / "isian"], folder, tmp_path / "baru.xlsx")
    assert "Tanah Merah" in {match.tertulis for match in result.intake.waiting}
    (ina,) = [row for row in result.intake.rows["petugas"] if row["nama"].startswith("Ina")]
    assert (ina["nip"], ina["nik"], ina["puskesmas"], ina["tanggal_lahir"]) == (NIP, NIK, "Tanah Merah", "1985-01-05")


def test_somebody_else_written_over_a_row_gets_nothing_of_who_stood_there(folder: Path, tmp_path: Path) -> None:
    template_per_puskesmas(folder, tmp_path / "isian")
    path = tmp_path / "isian" / "Puskesmas Tana' Toa.xlsx"
    edit(path, "Petugas", lambda sheet, columns: setattr(sheet.cell(2, columns["nama"]), "value", "Rina"))
    district, left_open = back(folder, tmp_path / "isian")
    (rina,) = [person for person in district.petugas if person.nama == "Rina"]
    assert (rina.nip.digits, rina.nik.digits, rina.lahir) == ("", "", None)
    assert any("tidak dipasang; namanya bukan lagi “Ina, S.Keb”" in reason for reason in left_open)


def test_a_degree_more_is_the_same_person_and_what_is_filled_in_wins(folder: Path, tmp_path: Path) -> None:
    template_per_puskesmas(folder, tmp_path / "isian")

    def fill(sheet: Worksheet, columns: dict[str, int]) -> None:
        sheet.cell(2, columns["nama"]).value = "Ina, S.Tr.Keb"
        sheet.cell(2, columns["nik"]).value = OTHER_NIK[:-1] + "7"
        sheet.cell(2, columns["keterangan"]).value = "tanpa telepon"

    edit(tmp_path / "isian" / "Puskesmas Tana' Toa.xlsx", "Petugas", fill)
    district, _ = back(folder, tmp_path / "isian")
    (ina,) = [person for person in district.petugas if person.nama.startswith("Ina")]
    assert (ina.nip.digits, ina.nik.digits, ina.keterangan) == (NIP, OTHER_NIK[:-1] + "7", "tanpa telepon")


def test_a_code_of_another_roster_is_told(folder: Path, tmp_path: Path) -> None:
    template_per_puskesmas(folder, tmp_path / "isian")
    stranger = plan(tmp_path / "lain", TWO.replace("roster: .\n", ""))
    district, left_open = back(stranger, tmp_path / "isian")
    assert sum("kode barisnya tidak ada di roster kabupaten" in reason for reason in left_open) == 5, "once a table"
    assert {person.nik.digits for person in district.petugas} == {""}


names = st.sampled_from(["Ani", "Siti", "SITI", "Umi, S.Keb", "dr. Budi", f"Wati {PHONE}", "La'loa"])
identity = st.sampled_from(["", NIK, OTHER_NIK])
places = st.sampled_from(["Tana' Toa,Cimpu", "Tana' Toa,", "Bua,Cimpu", "Entah,", "bua,Tidak Ada"])
rows = st.lists(
    st.tuples(names, identity, places, st.sampled_from(["Bidan", "Perawat", "Juru Anu"]), st.sampled_from(["", PHONE])),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(rows)
def test_whoever_is_sent_out_comes_back(people: list[tuple[str, str, str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        listed = "".join(f'"{nama}",{nik},{unit},{job},{note}\n' for nama, nik, unit, job, note in people)
        petugas = f"nama,nik,puskesmas,pustu,profesi,keterangan\n{listed}"
        base = plan(Path(place) / "plan", TWO, petugas_csv=petugas, kader_csv=KADERS)
        template_per_puskesmas(base, Path(place) / "isian")
        once = import_roster([base / "petugas.csv", base / "kader.csv"], base, Path(place) / "langsung.xlsx")
        twice = import_roster([Path(place) / "isian"], base, Path(place) / "baru.xlsx")

        def written(result: object) -> list[str]:
            kept = result.intake.rows  # type: ignore[attr-defined]
            return sorted(repr({**row, KODE.name: ""}) for table in kept.values() for row in table)

        assert written(twice) == written(once)


def test_rows_alike_in_all_have_one_code_and_others_their_own() -> None:
    table = coded(PETUGAS)
    base = dict.fromkeys(table.by_name, "")
    siti, other = {**base, "nama": "Siti", "nik": NIK}, {**base, "nama": "Siti", "nik": OTHER_NIK}
    codes = [row[KODE.name] for row in with_codes(table, [siti, other, siti])]
    assert (codes[0] == codes[2], codes[0] != codes[1]) == (True, True)
    kept = with_codes(table, [{**other, KODE.name: codes[0]}, siti])
    assert kept[0][KODE.name] == codes[0]
    assert kept[1][KODE.name] != codes[0]
    assert mask_numbers(NIK) not in codes[0]


def test_what_is_there_stays_without_force_and_all_or_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "isian"
    target.mkdir()
    filled = target / "Puskesmas Kosong.xlsx"
    filled.write_bytes(b"terisi")
    with pytest.raises(OutputBlocked, match="sudah ada"):
        template_per_puskesmas(folder, target)
    assert [path.name for path in target.iterdir()] == [filled.name]
    assert filled.read_bytes() == b"terisi"
    template_per_puskesmas(folder, target, dry_run=True, force=True)
    assert filled.read_bytes() == b"terisi"
    template_per_puskesmas(folder, target, force=True)
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    template_per_puskesmas(folder, target, force=True)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before, "the same inputs, the same bytes"
    assert len(before) == 4


def test_in_a_first_year_blank_workbooks_go_out_and_come_back_filled_in(tmp_path: Path) -> None:
    folder = plan(tmp_path / "plan", TWO, petugas_csv=PEOPLE.splitlines()[0], kader_csv=KADERS.splitlines()[0])
    done = ilp("template", folder, "--per-puskesmas", "-o", tmp_path / "isian")
    assert done.returncode == 0
    assert "Semuanya masih kosong, untuk diisi puskesmasnya" in done.stderr
    assert "Perhatian" not in done.stderr
    book = load_workbook(tmp_path / "isian" / "Puskesmas Bua.xlsx")
    titles = [cell.value for cell in book["Petugas"][1]]
    for title, value in (("Nama lengkap *", "Ina"), ("Puskesmas *", "Bua"), ("Profesi (*)", "Bidan")):
        book["Petugas"].cell(2, titles.index(title) + 1, value)
    book.save(tmp_path / "isian" / "Puskesmas Bua.xlsx")
    import_roster([tmp_path / "isian"], folder, tmp_path / "baru.xlsx")
    assert [(who.nama, who.puskesmas, who.profesi) for who in load(folder, tmp_path / "baru.xlsx").petugas] == [
        ("Ina", "Bua", "bidan")
    ]


def test_it_needs_people_and_a_folder_of_its_own(folder: Path, tmp_path: Path) -> None:
    empty = plan(tmp_path / "kosong", SULI.replace("roster: .\n", ""))
    with pytest.raises(Unreadable, match="roster belum ada"):
        template_per_puskesmas(empty, tmp_path / "isian")
    assert not (tmp_path / "isian").exists()
    with pytest.raises(OutputBlocked, match="Sebut folder lain"):
        template_per_puskesmas(folder, folder)
    with pytest.raises(Misuse, match="sebut folder"):
        template_per_puskesmas(folder, tmp_path / "isian.xlsx")
    with pytest.raises(OutputBlocked, match="adalah berkas"):
        template_per_puskesmas(folder, folder / "petugas.csv")


def test_on_the_screen_it_says_whose_data_leave_and_how_they_come_back(tmp_path: Path) -> None:
    place = plan(tmp_path / "plan", SULI, petugas_csv=PETUGAS_CSV)
    missing = ilp("template", place, "--per-puskesmas", "-o", tmp_path / "isian", cwd=tmp_path)
    assert missing.returncode == 3
    plan(place, SULI, kader_csv="nama,puskesmas,posyandu\nAni,Suli,Melati\n")
    answer = ilp("template", place, "--per-puskesmas", "-o", "isian", cwd=tmp_path)
    assert answer.returncode == 0
    words = " ".join(answer.stderr.split())
    assert "1 workbook di folder isian (2 petugas dan 1 kader)" in words
    assert "Isinya data orang" in words
    assert "ilp import isian" in words
    plan(place, TWO, petugas_csv=PEOPLE, kader_csv=KADERS)
    words = " ".join(ilp("template", place, "--per-puskesmas", "-o", "lain", cwd=tmp_path).stderr.split())
    assert "Belum ada barisnya: Puskesmas Kosong.xlsx" in words
    assert "1 baris tidak menyebut puskesmas yang terdaftar; ada di Tanpa puskesmas terdaftar.xlsx" in words
    assert ilp("template", place, "--nip", "tampil", cwd=tmp_path).returncode == 2
    assert ilp("template", place, "--per-puskesmas", "--nip", "samar", cwd=tmp_path).returncode == 2
