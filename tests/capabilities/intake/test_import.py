"""An import gives the same people as its sources, accounts for every row, and guesses nothing."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font

from ilp_cli.capabilities.anonim.verb import anonim
from ilp_cli.capabilities.intake.model.intake import Imported, Kind
from ilp_cli.capabilities.intake.verb import import_roster
from ilp_cli.checking.verb import check
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.district import tables
from ilp_cli.district.district import District
from ilp_cli.district.people import Kader, Petugas
from ilp_cli.district.tables import PETUGAS, SKILLS
from ilp_cli.files.misfits import Unreadable
from ilp_cli.reading.heading import compared, titles_of
from ilp_cli.reading.load import load
from tests import corpus
from tests.corpus import CASES, KADER, ROADMAP, Case
from tests.plans import PADA, plan
from tests.reading.test_corpus import FORMATS, PEOPLE, TITLES
from tests.running import ilp

STAGE = "tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu, Melati], posyandu: [Melati]}]}]\n"
NIP, NIK = "198501052010012901", "7317014501850001"
HEAD = ("Nama Pegawai", "NIP", "NIK", "Unit Kerja", "Jabatan", "Tgl Lahir", "No HP", "mulai")
GROUPS = ("posyandu", "bayi_balita", "ibu_hamil", "remaja", "lansia")
REGISTER = [
    *"provinsi kabupaten kecamatan noregistrasi nama_puskesmas nama_posyandu nama_kader usia jenis_kelamin".split(),
    *"nomor_sk jenjang_pendidikan alamat_ktp alamat_domisili kepemilikan_jkn metode_koordinasi".split(),
    *(f"status_{fact}_{group}" for group in GROUPS for fact in ("pelatihan", "penilaian", "keterampilan")),
    *"status_pelatihan_timbang_ukur status_penilaian_timbang_ukur tingkatan_kader".split(),
    *"sudah_mengikuti_25_keterampilan_dasar sudah_dinilai_keterampilan_dasar".split(),
]
"""The header of a real register of kader, column by column."""


def who(person: Petugas | Kader) -> tuple[object, ...]:
    """Everything a rule or a reader of ours may look at in a person, but for where the row stood."""
    own: tuple[object, ...] = (
        (person.unit, person.profesi, person.jabatan, person.status, person.asn, person.sip_sampai)
        if isinstance(person, Petugas)
        else (person.pustu_path, person.posyandu_path, person.desa, person.wilayah, person.tingkat, person.terlatih,
              dict(person.keterampilan))
    )  # fmt: skip
    return (person.nama, person.nama_polos, person.induk, person.nip, person.nik, person.hari, person.hari_tugas,
            person.mulai, person.sampai, person.lahir, person.kelamin, person.keterangan, *own)  # fmt: skip


def people(district: District) -> list[tuple[object, ...]]:
    return [*map(who, district.petugas), *map(who, district.kader)]


def same(folder: Path, sources: list[Path], out: Path) -> Imported:
    """Import, and hold the result against a check of the sources themselves."""
    result = import_roster(sources, folder, out)
    direct = load(folder)
    total = result.intake.total
    assert total.read == total.written + total.left
    assert all(tally.read == tally.written + tally.left for tally in result.intake.tallies)
    assert total.written == sum(map(len, result.intake.rows.values()))
    if not result.written:
        assert not out.exists()
        return result
    back = load(folder, out)
    assert people(back) == people(direct)
    first, second = check(direct, pada=PADA), check(back, pada=PADA)
    if not direct.roster_given:  # a table is nowhere: an empty one stands in the workbook, and is told as empty
        assert "ILP010" in {fault.code for fault in result.intake.faults}
        assert "ILP007" in {finding.code for finding in second.findings}
        return result
    assert [state.row() for state in second.pustu] == [state.row() for state in first.pustu]
    assert [state.words for state in second.posyandu] == [state.words for state in first.posyandu]
    staffing = [
        sorted(finding.message for finding in report.findings if finding.code[:4] == "ILP2")
        for report in (first, second)
    ]
    assert staffing[0] == staffing[1]
    return result


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_import_gives_the_same_people_as_its_sources(tmp_path: Path, case: Case) -> None:
    folder = plan(tmp_path / "rencana", ROADMAP % f"[{case.file}, kader.csv]" + STAGE, kader_csv=KADER)
    source = folder / case.file
    source.write_bytes(case.data())
    before = source.read_bytes()
    result = same(folder, [source, folder / "kader.csv"], tmp_path / "roster.xlsx")
    assert source.read_bytes() == before
    assert (result.intake.exit_status() == 3) is (case.status == 3)
    codes = {code[:6] for code in case.codes}
    if case.status == 1:
        assert result.intake.exit_status() == 1
        assert (
            codes & {decision.code for decision in result.intake.decisions if decision.kind is Kind.OPEN}
            or "ILP306" in codes
        )


@settings(deadline=None, max_examples=40)
@given(PEOPLE, st.permutations(list(TITLES)), st.integers(0, 3), st.sampled_from(sorted(FORMATS)))
def test_whatever_the_layout_the_same_people_are_written(
    listed: list[dict[str, str]], order: list[str], left: int, file: str
) -> None:
    rows = [["DAFTAR", *[""] * (left + len(order) - 1)]]
    rows += [[""] * left + [row[column] for column in order] for row in (TITLES, *listed)]
    with tempfile.TemporaryDirectory() as name:
        folder = plan(Path(name), ROADMAP % f"[{file}, kader.csv]" + STAGE, kader_csv=KADER)
        (folder / file).write_bytes(FORMATS[file](rows))
        result = same(folder, [folder / file, folder / "kader.csv"], folder / "roster.xlsx")
        written = [dict(row) for row in result.intake.rows["petugas"]]
        for row, cells in zip(listed, written, strict=True):
            for column in ("nama", "puskesmas", "profesi"):
                told = [
                    decision
                    for decision in result.intake.decisions
                    if (decision.column, decision.before) == (column, row[column])
                ]
                assert cells[column] == row[column] or told


def messy(folder: Path, *rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> Path:
    """A plan folder, and beside it a workbook of petugas and a csv of kader."""
    plan(folder / "rencana", ROADMAP % "roster.xlsx" + STAGE)
    plan(folder / "sumber", "", kader_csv=KADER)
    (folder / "sumber" / "roadmap.yaml").unlink()
    (folder / "sumber" / "nakes.xlsx").write_bytes(corpus.table(("DAFTAR",), head, *rows, title="Data"))
    return folder / "rencana"


INA = ("Ns. Ina, S.Kep", f"NIP. {NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]}", NIK, "Pustu Cimpu (PKM Suli)",
       "Perawat Mahir", "05/01/1985", "081234567890", "16/10/2024")  # fmt: skip


def choose(path: Path, **chosen: str) -> None:
    """Fill in Pencocokan as a planner does, and save."""
    book = openpyxl.load_workbook(path)
    for row in book["Pencocokan"].iter_rows(min_row=2):
        wanted = chosen.get(str(row[2].value).replace(" ", "_"))
        if wanted:
            row[-1].value = wanted
    book.save(path)


def sheet(path: Path, name: str) -> list[list[str]]:
    rows = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_a_messy_file_becomes_the_filled_template(tmp_path: Path) -> None:
    folder = messy(tmp_path, INA)
    done = ilp("import", tmp_path / "sumber", "--ke", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Ditulis: " in done.stdout
    book = openpyxl.load_workbook(folder / "roster.xlsx")
    assert book.sheetnames == [
        "Petunjuk",
        "Petugas",
        "Kader",
        "Cuti",
        "Pencocokan",
        "Keputusan",
        "Referensi",
        "_tempat",
        "_meta",
    ]
    titles = titles_of(PETUGAS)
    names = (titles[compared(str(cell.value))] for cell in book["Petugas"][1])
    row = dict(zip(names, book["Petugas"][2], strict=True))
    shown = {name: cell.value for name, cell in row.items() if cell.value is not None}
    assert {name: str(value)[:10] for name, value in shown.items()} == {
        "nama": "Ns. Ina, S", "nip": NIP[:10], "nik": NIK[:10], "puskesmas": "Suli", "pustu": "Cimpu",
        "profesi": "Perawat", "jabatan": "Perawat Ma", "mulai": "2024-10-16", "tanggal_lahir": "1985-01-05",
    }  # fmt: skip
    assert (row["nip"].number_format, row["mulai"].number_format) == ("@", "yyyy-mm-dd")
    checked = ilp("check", folder, "--pada", PADA.isoformat(), "-v")
    assert "ILP0" not in checked.stdout
    assert checked.stderr.count("dibaca") == 2


def test_numbers_and_births_never_leave_the_sheets_of_people(tmp_path: Path) -> None:
    folder = messy(tmp_path, INA, ("Umi", 198501052010012901, 7317014501850001, "Suli", "Bidan 081234567890",
                                   "31/02/1990", "0812", "2024-10-16"))  # fmt: skip
    said = ilp("import", tmp_path / "sumber", "--ke", folder, "-o", tmp_path / "a.xlsx")
    told = ilp("import", tmp_path / "sumber", "--ke", folder, "--format", "json", "--dry-run")
    paper = sheet(tmp_path / "a.xlsx", "Keputusan") + sheet(tmp_path / "a.xlsx", "Pencocokan")
    everything = "\n".join([said.stdout, said.stderr, told.stdout, str(paper)])
    for secret in (NIP, NIK, INA[1], "1985-01-05", "05/01/1985", "31/02/1990", "081234567890"):
        assert str(secret) not in everything
    assert re.search(r"\*{14}\d{4}", everything)


def test_damaged_numbers_and_days_are_kept_as_far_as_they_go(tmp_path: Path) -> None:
    folder = messy(tmp_path, ("Umi", 198501052010012901, "-", "Puskesmas Suli", "Bidan", "", "", "30/02/2024"))
    result = import_roster([tmp_path / "sumber"], folder)
    row = result.intake.rows["petugas"][0]
    assert (row["nama"], row["nip"], row["mulai"]) == ("Umi", "", "30/02/2024")
    assert {fault.code for fault in result.intake.faults} == {"ILP302", "ILP004"}
    assert result.intake.exit_status() == 1


def test_a_name_is_chosen_by_the_planner_and_by_nobody_else(tmp_path: Path) -> None:
    rows = [("Ina", "", "", unit, "Bidan", "", "", "") for unit in ("Pustu Cimpo", "Pustu Cimpo", "Suli", "Tiada")]
    folder = messy(tmp_path, *rows)
    out = folder / "roster.xlsx"
    first = import_roster([tmp_path / "sumber"], folder)
    assert [(match.tertulis, match.rows, match.usulan) for match in first.intake.waiting] == [
        ("Pustu Cimpo", 2, ("pustu Cimpu (Suli)",)),
        ("Suli", 1, ("puskesmas Suli", "pustu Suli (Bua)")),
        ("Tiada", 1, ()),
    ]
    assert not [person for person in load(folder).petugas if person.induk]
    assert [person.pustu for person in load(folder).petugas] == ["Pustu Cimpo", "Pustu Cimpo", "Suli", "Tiada"]

    choose(out, Pustu_Cimpo="pustu Cimpu (Suli)", Suli="pustu suli (bua)", Tiada="(abaikan)")
    with pytest.raises(OutputBlocked, match="--force"):
        import_roster([tmp_path / "sumber"], folder)
    second = import_roster([tmp_path / "sumber"], folder, force=True)
    assert second.intake.waiting == ()
    assert (second.intake.total.written, second.intake.total.left) == (4, 1)
    assert [(petugas.puskesmas, petugas.pustu) for petugas in load(folder).petugas] == [
        ("Suli", "Cimpu"), ("Suli", "Cimpu"), ("Bua", "Suli")]  # fmt: skip
    kinds = {decision.kind for decision in second.intake.decisions if decision.column == "unit kerja"}
    assert kinds == {Kind.CHOSEN, Kind.LEFT}

    third = import_roster([tmp_path / "sumber"], folder, force=True)
    assert third.intake == second.intake
    assert [row[-1] for row in sheet(out, "Pencocokan")[1:]] == ["pustu Cimpu (Suli)", "pustu suli (bua)", "(abaikan)"]


def test_a_choice_that_is_not_registered_is_told_at_its_cell_and_kept(tmp_path: Path) -> None:
    folder = messy(tmp_path, ("Ina", "", "", "Pustu Cimpo", "Bidan", "", "", ""))
    out = folder / "roster.xlsx"
    import_roster([tmp_path / "sumber"], folder)
    choose(out, Pustu_Cimpo="Cimpu")
    result = import_roster([tmp_path / "sumber"], folder, force=True)
    (fault,) = [fault for fault in result.intake.faults if fault.code == "ILP017"]
    assert (fault.place.sheet, fault.place.cell) == ("Pencocokan", "I2")
    assert "tulis “pustu Cimpu (Suli)”" in fault.why
    assert [row[-1] for row in sheet(out, "Pencocokan")[1:]] == ["Cimpu"]
    assert result.intake.exit_status() == 1


def test_a_pencocokan_that_was_spoiled_loses_nothing_silently(tmp_path: Path) -> None:
    folder = messy(tmp_path, *(("Ina", "", "", unit, "Bidan", "", "", "") for unit in ("Cimpo", "CIMPO", "Sampan")))
    out = folder / "roster.xlsx"
    import_roster([tmp_path / "sumber"], folder)
    book = openpyxl.load_workbook(out)
    matching = book["Pencocokan"]
    assert [row[2].value for row in matching.iter_rows(min_row=2)] == ["Cimpo", "Sampan"]
    for row, values in enumerate((("unit kerja", "", "cimpo", "(abaikan)"), ("unit", "", "x", "Cimpu")), 4):
        for column, value in zip("ABCI", values, strict=True):
            matching[f"{column}{row}"] = value
    matching["I2"], matching["C3"], matching["I3"] = "pustu Cimpu (Suli)", None, "pustu Cimpu (Suli)"
    book.save(out)
    result = import_roster([tmp_path / "sumber"], folder, force=True)
    faults = {str(fault.place.cell): fault.why for fault in result.intake.faults if fault.place.sheet == "Pencocokan"}
    assert sorted(faults) == ["I3", "I4", "I5"]
    assert "sudah dipilih lain di I2" in faults["I4"]
    assert [(petugas.pustu, bool(petugas.induk)) for petugas in load(folder).petugas] == [
        ("Cimpu", True), ("Cimpu", True), ("Sampan", False)]  # fmt: skip
    book = openpyxl.load_workbook(out)
    book["Pencocokan"]["I1"] = "pilihan"
    book.save(out)
    with pytest.raises(Unreadable, match="harus punya kolom jenis, konteks, tertulis, dipilih"):
        import_roster([tmp_path / "sumber"], folder, force=True)


def test_choices_reach_every_column_of_places_and_outlive_their_rows(tmp_path: Path) -> None:
    folder = messy(tmp_path, ("Ina", "", "", "Suli", "Bidan", "", "", ""))
    kader = tmp_path / "sumber" / "kader.csv"
    kader.write_text(
        "nama,puskesmas,pustu,posyandu\nAni,Sulli,,Melati\nTuti,Suli,Cimpo,\nSari,Suli,,Melatih\nLia,Sampano,,\n",
        encoding="utf-8",
    )
    out = folder / "roster.xlsx"
    first = import_roster([kader], folder)
    assert [(match.jenis, match.konteks, match.tertulis, match.usulan[:1]) for match in first.intake.waiting] == [
        ("puskesmas", "", "Sulli", ("puskesmas Suli",)),
        ("pustu", "Suli", "Cimpo", ("pustu Cimpu (Suli)",)),
        ("posyandu", "Suli", "Melatih", ("posyandu Melati (Suli)",)),
        ("puskesmas", "", "Sampano", ("pustu Sampano (Larompong Selatan)",)),
    ]
    choose(out, Sulli="suli", Cimpo="cimpu", Melatih="MELATI", Sampano="pustu Sampano (Larompong Selatan)")
    second = import_roster([kader], folder, force=True)
    assert second.intake.waiting == ()
    assert [(person.puskesmas, person.pustu, person.posyandu) for person in load(folder).kader] == [
        ("Suli", "", "Melati"), ("Suli", "Cimpu", ""), ("Suli", "", "Melati"),
        ("Larompong Selatan", "Sampano", "")]  # fmt: skip
    kader.write_text("nama,puskesmas\nAni,Suli\n", encoding="utf-8")
    import_roster([kader], folder, force=True)
    kept = sheet(out, "Pencocokan")[1:]
    assert sorted(row[2] for row in kept) == ["Cimpo", "Melatih", "Sampano", "Sulli"]
    assert {row[3] for row in kept} == {"0"}


def test_a_name_that_is_registered_by_now_needs_no_choice(tmp_path: Path) -> None:
    folder = messy(tmp_path, ("Ina", "", "", "Pustu Cimpo", "Bidan", "", "", ""))
    import_roster([tmp_path / "sumber"], folder)
    choose(folder / "roster.xlsx", Pustu_Cimpo="pustu Melati (Suli)")
    roadmap = folder / "roadmap.yaml"
    roadmap.write_text(roadmap.read_text(encoding="utf-8").replace("{nama: Cimpu}", "{nama: Cimpu}, {nama: Cimpo}"))
    import_roster([tmp_path / "sumber"], folder, force=True)
    assert [petugas.pustu for petugas in load(folder).petugas] == ["Cimpo"]


def test_a_register_of_kader_keeps_what_it_says_of_skills(tmp_path: Path) -> None:
    assert len(REGISTER) == 35
    folder = messy(tmp_path, INA)
    true = dict(zip(SKILLS, ("1", "true", "YA", "y", "yes", "sudah", "sudah ikut", "sudah dinilai"), strict=False))
    values = {
        **dict.fromkeys(REGISTER, "0"), **true, "nama_puskesmas": "PKM SULI", "nama_posyandu": "Posyandu Melati",
        "nama_kader": "Ani", "usia": "41", "jenis_kelamin": "FEMALE", "nomor_sk": "12/2024", "tingkatan_kader": "Madya",
        "alamat_ktp": "Jl. Mawar 5", "alamat_domisili": "Jl. Mawar 5", "kepemilikan_jkn": "1",
        "sudah_mengikuti_25_keterampilan_dasar": "sudah ikut",
    }  # fmt: skip
    source = tmp_path / "kader.xls"
    source.write_bytes(corpus.page(corpus.html_table(REGISTER, [values[name] for name in REGISTER])))
    result = import_roster([source, tmp_path / "sumber" / "nakes.xlsx"], folder)
    assert result.intake.exit_status() == 0
    (row,) = result.intake.rows["kader"]
    assert {name: row[name] for name in SKILLS} == {name: "ya" if name in true else "tidak" for name in SKILLS}
    assert (row["terlatih"], row["tingkat"], row["jenis_kelamin"]) == ("ya", "Madya", "P")
    assert (row["nomor_sk"], row["usia"]) == ("12/2024", "41")
    left = {decision.column: decision.why for decision in result.intake.decisions if decision.kind is Kind.LEFT}
    assert {name for name, why in left.items() if "data pribadi" in why} >= {
        "alamat_ktp", "alamat_domisili", "kepemilikan_jkn"}  # fmt: skip
    assert "Mawar" not in str(sheet(folder / "roster.xlsx", "Kader") + sheet(folder / "roster.xlsx", "Keputusan"))
    (kader,) = load(folder).kader
    assert dict(kader.keterampilan) == {name: row[name] for name in SKILLS}
    assert not [finding for finding in check(folder, pada=PADA).findings if finding.code == "ILP008"]


def test_the_same_person_is_never_merged_silently(tmp_path: Path) -> None:
    umi = ("Umi", "198703122011012905", "", "Suli", "Bidan", "", "", "")
    folder = messy(
        tmp_path,
        INA,
        (*INA[:3], "PUSTU CIMPU", *INA[4:7], "2024-10-16"),
        (INA[0], "", NIK, "Puskesmas Bua", *INA[4:]),
        ("Ani", "", "", "Puskesmas Bua", "Bidan", "", "", ""),
        ("Ani", "", "", "PKM BUA", "Bidan", "", "", ""),
        (*umi[:3], "Puskesmas Bua", *umi[4:7], "2025-01-01"),
    )
    source = tmp_path / "lain.csv"
    source.write_text(
        "nama,nip,puskesmas,profesi,sampai\nUmi,198703122011012905,Suli,Bidan,2024-12-31\n", encoding="utf-8"
    )
    result = import_roster([tmp_path / "sumber", source], folder)
    told = {
        (decision.kind, decision.place.cell or decision.place.line): decision
        for decision in result.intake.decisions
        if not decision.column
    }
    assert "sama persis" in told[Kind.LEFT, "A4"].why
    assert "!A3" in told[Kind.LEFT, "A4"].detail
    assert "berbeda di kolom nip, puskesmas dan pustu" in told[Kind.OPEN, "A5"].detail
    assert told[Kind.OPEN, "A7"].code == "ILP306"
    assert "tidak bertabrakan" in told[Kind.NOTE, 2].why
    assert [row["nama"] for row in result.intake.rows["petugas"]] == [INA[0], INA[0], "Ani", "Ani", "Umi", "Umi"]


def test_the_same_change_in_many_cells_is_one_decision(tmp_path: Path) -> None:
    rows = [(f"Ina {number}", "", "", "PKM Suli", "Bidan Mahir", "", "", "16/10/2024") for number in range(30)]
    folder = messy(tmp_path, *rows)
    result = import_roster([tmp_path / "sumber"], folder)
    changed = {
        decision.column: decision.count
        for decision in result.intake.decisions
        if decision.kind in (Kind.MATCHED, Kind.CHANGED)
    }
    assert changed == {"unit kerja": 30, "profesi": 30, "mulai": 30}
    assert len(sheet(folder / "roster.xlsx", "Keputusan")) < 12


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    folder = messy(tmp_path, INA, (), ("", NIP, "", "", "", "", "", ""), ("Belopa, 2 Januari 2025",))
    (tmp_path / "sumber" / "petugas2.csv").write_text(
        "nama,puskesmas,profesi\nIna,Suli,Bidan\nAni,S.Kep,Suli,Bidan\n", encoding="utf-8"
    )
    result = import_roster([tmp_path / "sumber"], folder)
    counts = {Path(tally.file).name: (tally.read, tally.written, tally.left) for tally in result.intake.tallies}
    assert counts == {"nakes.xlsx": (3, 1, 2), "petugas2.csv": (2, 1, 1), "kader.csv": (1, 1, 0)}
    left = [
        decision.place.cell or decision.place.line
        for decision in result.intake.decisions
        if decision.kind is Kind.LEFT and decision.code
    ]
    assert left == ["G2", "A5", "A6", 3]


# --- what is never written over, and how a run ends -----------------------------------------------------------------


def test_the_same_sources_give_the_same_bytes_and_a_trial_writes_nothing(tmp_path: Path) -> None:
    folder = messy(tmp_path, INA)
    trial = ilp("import", tmp_path / "sumber", "--ke", folder, "--dry-run")
    assert "Akan ditulis" in trial.stdout
    assert not (folder / "roster.xlsx").exists()
    for name in ("a.xlsx", "b.xlsx"):
        import_roster([tmp_path / "sumber"], folder, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_neither_a_source_nor_the_planners_own_work_is_written_over(tmp_path: Path) -> None:
    folder = messy(tmp_path, INA)
    out = folder / "roster.xlsx"
    import_roster([tmp_path / "sumber"], folder)
    with pytest.raises(OutputBlocked, match="ikut terbaca sebagai sumber"):
        import_roster([tmp_path / "sumber", out], folder, force=True)
    with pytest.raises(Misuse, match=r"nakes\.xlsx terbaca dua kali"):
        import_roster([tmp_path / "sumber", tmp_path / "sumber" / "nakes.xlsx"], folder, force=True)
    book = openpyxl.load_workbook(out)
    book["Petugas"]["A2"].value = "Ina yang lain"
    book.save(out)
    with pytest.raises(OutputBlocked, match="sudah diubah sesudah impor terakhir"):
        import_roster([tmp_path / "sumber"], folder, force=True)
    assert sheet(out, "Petugas")[1][0] == "Ina yang lain"
    other = import_roster([tmp_path / "sumber"], folder, folder / "lain.xlsx", pencocokan=out)
    assert other.written
    assert "tulis di sana: roster: lain.xlsx" in other.hints[0]


def test_a_roadmap_that_reads_the_sources_too_is_told(tmp_path: Path) -> None:
    folder = plan(tmp_path, ROADMAP % "." + STAGE, nakes_csv="nama,puskesmas,profesi\nIna,Suli,Bidan\n",
                  kader2_csv=KADER)  # fmt: skip
    done = import_roster([folder / "nakes.csv", folder / "kader2.csv"], folder)
    assert "terhitung dua kali; tulis roster: roster.xlsx" in done.hints[0]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("{sumber}/tiada.csv", "--ke", "{rencana}"), 3, "ILP009"),
        (("{sumber}", "--ke", "{sumber}"), 3, "roadmap.yaml"),
        (("{sumber}", "--ke", "{rencana}", "--pencocokan", "{sumber}/nakes.xlsx"), 3, "tidak punya lembar Pencocokan"),
        (("{sumber}", "--ke", "{rencana}", "-o", "x.csv"), 2, "harus berakhiran .xlsx"),
        (("{sumber}",), 2, "--ke belum disebut"),
        (("--ke", "{rencana}"), 2, "belum disebut"),
        (("{sumber}/catatan.csv", "--ke", "{rencana}"), 1, "Tidak ditulis"),
    ],
)
def test_a_run_ends_as_it_should_and_writes_nothing(
    tmp_path: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    folder = messy(tmp_path, INA)
    (tmp_path / "sumber" / "catatan.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    places = {"sumber": tmp_path / "sumber", "rencana": folder}
    done = ilp("import", *(word.format(**places) for word in words), cwd=tmp_path)
    assert done.returncode == status
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "roster.xlsx").exists()


def test_the_json_holds_the_whole_result(tmp_path: Path) -> None:
    folder = messy(tmp_path, INA, ("Ina", "", "", "Pustu Cimpo", "Bidan", "", "", ""))
    done = ilp("import", tmp_path / "sumber", "--ke", folder, "--format", "json")
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert (document["command"], document["written"]) == ("import", True)
    assert document["summary"] == {"read": 3, "written": 3, "left": 0, "changed": 2}
    assert [match["tertulis"] for match in document["matches"]] == ["Pustu Cimpo"]
    assert {decision["kind"] for decision in document["decisions"]} >= {"catatan", "dicocokkan", "perlu diputuskan"}


def test_quiet_tells_only_what_waits_for_the_planner(tmp_path: Path) -> None:
    folder = messy(tmp_path, INA)
    assert ilp("import", tmp_path / "sumber", "--ke", folder, "-q").stdout == ""


def test_a_copy_to_share_does_without_what_no_rule_reads(tmp_path: Path) -> None:
    source = tmp_path / "kader.csv"
    source.write_text("nama,puskesmas,nomor_sk,status_pelatihan_lansia\nAni,Suli,SK Ani Batara,ya\n", encoding="utf-8")
    result = anonim(source, tmp_path / "samaran.csv")
    copied = (tmp_path / "samaran.csv").read_text(encoding="utf-8")
    assert "Batara" not in copied
    assert result.emptied == ("nomor_sk",)
    assert copied.rstrip().endswith(",ya")


def test_the_extra_columns_are_those_of_the_register() -> None:
    kept = {"nama_puskesmas", "nama_posyandu", "nama_kader", "jenis_kelamin", "tingkatan_kader"}
    left = set("provinsi kabupaten kecamatan noregistrasi alamat_ktp alamat_domisili kepemilikan_jkn".split())
    other = {"sudah_mengikuti_25_keterampilan_dasar"}
    assert set(tables.KADER.beyond) - {"keaktifan"} == set(REGISTER) - kept - left - other


def test_leave_comes_along(tmp_path: Path) -> None:
    folder = messy(tmp_path, INA)
    (tmp_path / "sumber" / "cuti.csv").write_text(
        "Nama Lengkap,mulai cuti,s/d,jenis cuti\nIna,3 Maret 2025,7/3/2025,tahunan\nIna,besok,,sakit\n",
        encoding="utf-8",
    )
    done = ilp("import", tmp_path / "sumber", "--ke", folder, "--format", "json")
    assert done.returncode == 1, done.stdout + done.stderr
    tables = {table["table"]: table for table in json.loads(done.stdout)["tables"]}
    assert (tables["cuti"]["read"], tables["cuti"]["written"]) == (2, 2)
    rows = [[cell.value for cell in row][:7] for row in openpyxl.load_workbook(folder / "roster.xlsx")["Cuti"].rows]
    assert rows[1] == ["Ina", None, None, None, datetime(2025, 3, 3), datetime(2025, 3, 7), "tahunan"]
    assert rows[2] == ["Ina", None, None, None, "besok", None, "sakit"]


def test_edited_people_are_safe_even_without_the_sheet_of_choices(tmp_path: Path) -> None:
    folder = messy(tmp_path, INA)
    ilp("import", tmp_path / "sumber", "--ke", folder)
    book = openpyxl.load_workbook(folder / "roster.xlsx")
    book["Petugas"]["A2"] = "Diubah Tangan"
    del book["Pencocokan"]
    book.save(folder / "roster.xlsx")
    done = ilp("import", tmp_path / "sumber", "--ke", folder, "--force")
    assert done.returncode == 4
    assert openpyxl.load_workbook(folder / "roster.xlsx")["Petugas"]["A2"].value == "Diubah Tangan"


def test_what_only_a_strike_or_a_comment_says_stands_in_the_roster_that_is_written(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Petugas"
    for row in (("nama", "puskesmas", "profesi", "keterangan"), ("Ina", "Suli", "Bidan", "koordinator"),
                ("Yusuf", "Suli", "Perawat", ""), ("Rudi", "Suli", "Perawat", "")):  # fmt: skip
        sheet.append(row)
    sheet["A2"].comment = Comment("resign per 1 Mei 2025", "admin")
    sheet["A3"].font = Font(strike=True)
    kader = book.create_sheet("Kader")
    kader.append(("nama", "puskesmas"))
    kader.append(("Ani", "Suli"))
    book.save(tmp_path / "asal.xlsx")
    folder = plan(tmp_path / "rencana")
    result = import_roster([tmp_path / "asal.xlsx"], folder, tmp_path / "keluar.xlsx")
    assert result.intake.exit_status() == 0
    remarks = [row["keterangan"] for row in result.intake.rows["petugas"]]
    assert remarks == ["resign per 1 Mei 2025; koordinator", "namanya dicoret di berkas asal", ""]
    told = {finding.code for finding in check(load(folder, tmp_path / "keluar.xlsx"), pada=PADA).findings}
    assert {"ILP324", "ILP325"} <= told


@pytest.mark.parametrize("line", ["Halaman 1", "Halaman 2 dari 3", "Merah = pensiun"])
def test_a_line_of_the_page_that_is_left_is_no_loss(tmp_path: Path, line: str) -> None:
    rows = f"nama,puskesmas,profesi\nIna,Suli,Bidan\n{line},,\nYusuf,Suli,Perawat\n"
    folder = plan(tmp_path, petugas_csv=rows, kader_csv="nama,puskesmas\nAni,Suli\n")
    sources = [tmp_path / "petugas.csv", tmp_path / "kader.csv"]
    result = import_roster(sources, folder, tmp_path / "keluar.xlsx")
    assert (result.intake.total.left, result.intake.lost) == (1, False)


def test_an_import_offers_what_a_check_does(tmp_path: Path) -> None:
    rows = "nama,puskesmas,pustu,profesi\nIna,Suli,Poskesdes Cimpu,Bidan\nYusuf,Suli,Pustu Cimpu/Polindes,Perawat\n"
    folder = plan(tmp_path, petugas_csv=rows, kader_csv="nama,puskesmas\nAni,Suli\n")
    result = import_roster([tmp_path / "petugas.csv", tmp_path / "kader.csv"], folder, tmp_path / "keluar.xlsx")
    assert {match.usulan for match in result.intake.waiting} == {("pustu Cimpu (Suli)",)}
