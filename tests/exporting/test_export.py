"""`ilp export`, `ilp template` and `ilp init` as whole commands."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import jsonschema
import openpyxl
import pytest
import yaml

from ilp_cli.capabilities.start import verb as start_verb
from ilp_cli.checking.verb import check
from ilp_cli.district.tables import PETUGAS
from ilp_cli.reading.heading import compared, titles_of
from ilp_cli.reading.load import load
from tests.running import DAY, LUWU, ilp, process

STAGE = ("--tahun", "2024", "--pada", DAY)


def parts(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_a_clean_stage_is_written_and_reopens(tmp_path: Path) -> None:
    out = tmp_path / "rencana.xlsx"
    result = ilp("export", LUWU, *STAGE, "-o", out)
    assert result.returncode == 0, result.stderr
    names = openpyxl.load_workbook(out).sheetnames
    assert names == [
        "Ringkasan",
        "Roadmap",
        "Lampiran I 2024",
        "Lampiran II 2024",
        "Lampiran III 2024",
        "Pemenuhan SDM",
        "Prakiraan",
        "Titik Rawan",
        "Petugas",
        "Kader",
        "Temuan",
        "Dasar Hukum",
        "Asal",
    ]
    assert "RANCANGAN" not in parts(out).replace("--rancangan", "")


def test_errors_stop_the_export_on_one_screen(tmp_path: Path) -> None:
    out = tmp_path / "rencana.xlsx"
    result = ilp("export", LUWU, "--pada", DAY, "-o", out)
    assert result.returncode == 1
    assert not out.exists()
    assert result.stdout.startswith("Tidak ditulis: ")
    assert len(result.stdout.splitlines()) <= 24
    assert "--rancangan" in result.stdout


def test_a_draft_is_marked_on_every_sheet_with_what_is_missing(tmp_path: Path) -> None:
    out = tmp_path / "rancangan.xlsx"
    result = ilp("export", LUWU, "--rancangan", "--pada", DAY, "-o", out)
    assert result.returncode == 1
    book = openpyxl.load_workbook(out)
    assert len(book.sheetnames) == 15
    for sheet in book.worksheets:
        header = sheet.oddHeader.center.text if sheet.oddHeader and sheet.oddHeader.center else None
        assert header is not None
        assert "RANCANGAN" in header
        assert "ILP201" in header


def test_dry_run_leaves_the_disk_untouched(tmp_path: Path) -> None:
    for words in (("export", LUWU, *STAGE), ("template", LUWU)):
        result = ilp(*words, "--dry-run", "-o", tmp_path / "x.xlsx")
        assert result.returncode == 0
        assert "Akan ditulis" in result.stdout + result.stderr
    assert ilp("init", tmp_path / "baru", "--kabupaten", "Luwu", "--dry-run").returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_the_same_inputs_give_the_same_bytes_wherever_the_folder_lies(tmp_path: Path) -> None:
    other = tmp_path / "di tempat lain"
    shutil.copytree(LUWU, other)
    process("export", LUWU, *STAGE, "-o", tmp_path / "a.xlsx", PYTHONHASHSEED="1")
    process("export", other, *STAGE, "-o", tmp_path / "b.xlsx", PYTHONHASHSEED="2")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    first = process("check", LUWU, "--pada", DAY, "--format", "json", PYTHONHASHSEED="1").stdout
    assert first == process("check", LUWU, "--pada", DAY, "--format", "json", PYTHONHASHSEED="2").stdout


def test_inputs_are_never_written_to(tmp_path: Path) -> None:
    folder = tmp_path / "luwu"
    shutil.copytree(LUWU, folder)
    before = {item.name: hashlib.sha256(item.read_bytes()).hexdigest() for item in folder.iterdir()}
    ilp("check", folder)
    ilp("export", folder, "--rancangan", "-o", tmp_path / "a.xlsx")
    ilp("template", folder, "-o", tmp_path / "b.xlsx")
    assert before == {item.name: hashlib.sha256(item.read_bytes()).hexdigest() for item in folder.iterdir()}


@pytest.mark.parametrize("nip", ["tampil", "samar", "tanpa"])
def test_personal_numbers_stay_in_the_input(tmp_path: Path, nip: str) -> None:
    out = tmp_path / "rencana.xlsx"
    ilp("export", LUWU, *STAGE, "--nip", nip, "-o", out)
    district = load(LUWU)
    content = parts(out)
    for petugas in district.petugas:
        if petugas.nip:
            assert petugas.nip.digits not in content
    signer = district.penandatangan
    assert signer is not None
    figures = signer.nip.digits
    grouped = f"{figures[:8]} {figures[8:14]} {figures[14]} {figures[15:]}"
    assert (grouped in content) == (nip == "tampil")
    assert not re.search(r"(?<![0-9a-f.])\d{16}(?:\d{2})?(?![0-9a-f])", content)


def test_default_outputs_hold_no_long_number(tmp_path: Path) -> None:
    for words in (("check", LUWU), ("check", LUWU, "--format", "json"), ("check", LUWU, "--format", "sarif")):
        shown = ilp(*words, "--pada", DAY).stdout
        assert not re.search(r"(?<!\d)\d{16}(?:\d{2})?(?!\d)", shown)


def test_the_filled_template_reads_back_without_loss(tmp_path: Path) -> None:
    out = tmp_path / "isian.xlsx"
    assert ilp("template", LUWU, "-o", out).returncode == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [
        *(
            "Petunjuk",
            "Petugas",
            "Kader",
            "Cuti",
            "Wilayah",
            "Keluarga",
            "Realisasi",
            "Layanan",
            "Kesiapan",
            "Keterampilan",
            "Capaian",
            "Klaster",
            "Referensi",
            "_tempat",
            "_meta",
        )
    ]
    assert book["_meta"].sheet_state != "visible"
    titles = titles_of(PETUGAS)
    header = [titles[compared(str(cell.value))] for cell in book["Petugas"][1]]
    row = {
        "nama": "NA",
        "nip": "198501012010012901",
        "nik": "",
        "puskesmas": "Suli",
        "pustu": load(LUWU).find("Suli").pustu[0].nama,  # type: ignore[union-attr]
        "profesi": "Bidan",
        "jabatan": "=1+1",
        "status": "PPPK",
        "hari_tugas": "Senin-Jumat",
        "mulai": "2025-01-02",
        "sampai": "",
        "sip_sampai": "2027-05-31",
        "tanggal_lahir": "1985-01-01",
        "jenis_kelamin": "P",
        "tetap": "ya",
        "pj_klaster": "2",
        "keterangan": "rekaan",
    }
    for column, name in enumerate(header, 1):
        cell = book["Petugas"].cell(2, column, row[name] or None)
        cell.data_type = "s" if row[name] else cell.data_type
    book.save(out)
    district = load(LUWU, out)
    person = district.petugas[0]
    assert (person.nama, person.nip.digits, person.jabatan, person.hari_tugas) == (
        "NA",
        "198501012010012901",
        "=1+1",
        "Senin-Jumat",
    )
    assert (person.profesi, person.asn, person.mulai, person.sip_sampai) == (
        "bidan",
        True,
        date(2025, 1, 2),
        date(2027, 5, 31),
    )
    assert person.unit is not None
    assert len(person.unit) == 4


def test_init_makes_a_plan_that_lacks_nothing_but_its_content(tmp_path: Path) -> None:
    folder = tmp_path / "rencana baru"
    assert ilp("init", folder, "--kabupaten", 'Toli-Toli: "uji"').returncode == 0
    report = check(folder, pada=date.fromisoformat(DAY))
    assert {finding.code for finding in report.findings} == {"ILP007", "ILP802"}
    assert report.kabupaten == 'Toli-Toli: "uji"'
    text = (folder / "roadmap.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=roadmap.schema.json\n")
    json.loads((folder / "roadmap.schema.json").read_text(encoding="utf-8"))
    assert ilp("init", folder, "--kabupaten", "Luwu").returncode == 4
    assert (folder / "roadmap.yaml").read_text(encoding="utf-8") == text


def test_the_commented_examples_of_init_are_themselves_right(tmp_path: Path) -> None:
    ilp("init", tmp_path, "--kabupaten", "Luwu")
    path = tmp_path / "roadmap.yaml"
    shown = path.read_text(encoding="utf-8")
    shown = re.sub(r"(?m)^(\w+): (?:\[\]|\{\})\n(?=#  )", r"\1:\n", shown)
    shown = re.sub(r"(?m)^#  ", "  ", shown)
    path.write_text(shown, encoding="utf-8")
    codes = {finding.code for finding in check(tmp_path, pada=date.fromisoformat(DAY)).findings}
    assert codes <= {"ILP007", "ILP201", "ILP202", "ILP203", "ILP205", "ILP206", "ILP209", "ILP423", "ILP802", "ILP803"}


def test_the_schema_accepts_the_examples_and_refuses_what_check_refuses() -> None:
    schema = start_verb.schema()
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    good = yaml.load((LUWU / "roadmap.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)

    def typed(value: object) -> object:
        if isinstance(value, dict):
            return {key: typed(item) for key, item in value.items()}
        if isinstance(value, list):
            return [typed(item) for item in value]
        return int(value) if isinstance(value, str) and value.isdigit() and len(value) <= 4 else value

    document = typed(good)
    assert isinstance(document, dict)
    assert list(validator.iter_errors(document)) == []
    assert list(validator.iter_errors({**document, "penandatanagn": {}}))
    assert list(validator.iter_errors({**document, "tahap": [{"lokus": []}]}))
