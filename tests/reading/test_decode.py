"""A roadmap is decoded part by part: what is wrong is reported once, what is right is kept."""

from __future__ import annotations

from pathlib import Path

from ilp_cli.capabilities.start.verb import schema
from ilp_cli.district.district import District
from ilp_cli.reading.load import load
from tests.plans import SULI, plan, spot


def district(folder: Path, text: str) -> District:
    return load(plan(folder, text))


def test_all_faults_of_a_file_are_found_in_one_reading(tmp_path: Path) -> None:
    text = """\
kabupaten: {nama: Luwu, jenis: propinsi}
hari_layanan: [senin, rebo]
sasaran: [{tahun: 24, puskesmas: semuanya}]
puskesmas:
  - {nama: Suli, kode: "1", pustu: Cimpu}
  - {kode: "2"}
  - {nama: Bajo, aliasnya: x}
tahap:
  - {tahun: 2024, target: {puskesmas: 1}, sk: {tanggal: 2024-13-01}}
  - {tahun: 2025, lokus: [{puskesmas: Suli}, {pustu: [Cimpu]}]}
"""
    read = district(tmp_path, text)
    assert [(misfit.code, spot(misfit).removeprefix("roadmap.yaml:")) for misfit in read.misfits] == [
        ("ILP004", "1:32"),
        ("ILP004", "2:15"),
        ("ILP004", "3:19"),
        ("ILP004", "3:34"),
        ("ILP004", "5:36"),
        ("ILP003", "6:5"),
        ("ILP002", "7:18"),
        ("ILP004", "9:57"),
        ("ILP003", "10:46"),
    ]
    assert [puskesmas.nama for puskesmas in read.puskesmas] == ["Suli", "Bajo"]
    assert [tahap.tahun for tahap in read.tahap] == [2024, 2025]
    assert [puskesmas.path for puskesmas in read.puskesmas] == [("puskesmas", 0), ("puskesmas", 2)]


def test_codes_stay_text_with_their_zeros(tmp_path: Path) -> None:
    text = "kabupaten: {nama: Luwu, kode: 73.10}\npuskesmas: [{nama: Suli, kode: 0010}]\n"
    read = district(tmp_path, text)
    assert (read.kabupaten.kode, read.puskesmas[0].kode) == ("73.10", "0010")


def test_text_is_kept_but_for_spaces_around_and_within(tmp_path: Path) -> None:
    read = district(tmp_path, 'kabupaten: {nama: "  Padang \\n Pariaman "}\n')
    assert read.kabupaten.nama == "Padang Pariaman"


def test_a_plan_reads_as_its_own_sources_with_their_hashes(tmp_path: Path) -> None:
    read = load(plan(tmp_path, SULI, petugas_csv="nama,puskesmas,profesi\n", kader_csv="nama,puskesmas\n"))
    assert [source.name for source in read.sources] == ["roadmap.yaml", "petugas.csv", "kader.csv"]
    assert all(len(source.sha256) == 64 for source in read.sources)


def test_the_schema_knows_every_key_and_forbids_others() -> None:
    described = schema()
    assert set(described["required"]) == {"kabupaten"}
    assert described["additionalProperties"] is False
    assert {"puskesmas", "tahap", "sasaran", "standar", "kebijakan", "petugas"} <= set(described["properties"])


def test_professions_of_the_policy_are_known_however_they_are_written(tmp_path: Path) -> None:
    roadmap = "kabupaten: {nama: Luwu}\nkebijakan: {induk_minimum: {Bidan: 3, dokter gigi: 1, bidann: 2}}\n"
    district = load(plan(tmp_path, roadmap))
    assert district.kebijakan.induk_minimum == {"bidan": 3, "dokter_gigi": 1, "bidann": 2}
    strange = [misfit for misfit in district.misfits if misfit.code == "ILP002"]
    assert [(misfit.place.line, "apakah maksudnya “bidan”" in misfit.message) for misfit in strange] == [(2, True)]
