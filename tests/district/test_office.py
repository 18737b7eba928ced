"""A district is named once, and by its own kind, whatever was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilp_cli.district.office import lines_of, office_of, words_of
from ilp_cli.district.place import Kabupaten
from ilp_cli.reading.load import load
from tests.plans import examine, of, plan


@pytest.mark.parametrize(
    ("written", "name", "sebutan"),
    [
        ("{nama: Luwu}", "Luwu", "Kabupaten Luwu"),
        ("{nama: Kabupaten Luwu}", "Luwu", "Kabupaten Luwu"),
        ("{nama: KAB. LUWU, jenis: kabupaten}", "LUWU", "Kabupaten LUWU"),
        ("{nama: Kota Palopo}", "Palopo", "Kota Palopo"),
        ("{nama: Palopo, jenis: kota}", "Palopo", "Kota Palopo"),
        ("{nama: Dinas Kesehatan Kabupaten Luwu}", "Luwu", "Kabupaten Luwu"),
        ("{nama: Pemkab Luwu}", "Luwu", "Kabupaten Luwu"),
        ("{nama: Pemkot Palopo}", "Palopo", "Kota Palopo"),
        ("{nama: Pemerintah Kota Palopo}", "Palopo", "Kota Palopo"),
        ("{nama: Kotabaru}", "Kotabaru", "Kabupaten Kotabaru"),
        ("{nama: Lima Puluh Kota}", "Lima Puluh Kota", "Kabupaten Lima Puluh Kota"),
    ],
)
def test_the_kind_is_said_once(tmp_path: Path, written: str, name: str, sebutan: str) -> None:
    kabupaten: Kabupaten = load(plan(tmp_path, f"kabupaten: {written}\n")).kabupaten
    assert (kabupaten.nama, kabupaten.sebutan) == (name, sebutan)


def test_a_name_that_contradicts_the_kind_is_an_error(tmp_path: Path) -> None:
    (found,) = load(
        plan(tmp_path, "kabupaten: {nama: Kota Palopo, jenis: kabupaten}\ntahap: [{tahun: 2025}]\n")
    ).misfits[:1]
    assert (found.code, found.place.column) == ("ILP004", 19)
    assert "menyebut kota, padahal jenis: kabupaten" in found.message


@pytest.mark.parametrize("number", ["menyusul", "Belum ada", "-", "……", "tanpa nomor", "menyusul 2026"])
def test_a_number_that_is_to_come_is_none(tmp_path: Path, number: str) -> None:
    sk = f'sk: {{nomor: "{number}", penetap: X}}'
    text = f"kabupaten: {{nama: Luwu}}\ntahap: [{{tahun: 2025, target: {{puskesmas: 1}}, {sk}}}]\n"
    (found,) = of(examine(tmp_path, text), "ILP803")
    assert "nomor dan tanggal belum diisi" in found.message


@pytest.mark.parametrize(
    ("signer", "count"),
    [
        ("{jabatan: Kepala Dinas Kesehatan Kab. Luwu, nama: A}", 1),
        ("{jabatan: Kepala Dinas Kesehatan, nama: A, awalan: a.n. Bupati Luwu}", 0),
        ("{jabatan: Kepala Dinas Kesehatan, nama: A, awalan: a.n. Sekda}", 1),
        ("{jabatan: Pj. Bupati Luwu, nama: A}", 0),
        ("{jabatan: BUPATI KABUPATEN LUWU, nama: A}", 0),
    ],
)
def test_who_decrees_also_signs(tmp_path: Path, signer: str, count: int) -> None:
    text = f"kabupaten: {{nama: Luwu}}\npenandatangan: {signer}\n"
    text += "tahap: [{tahun: 2025, target: {puskesmas: 1}, sk: {penetap: Bupati}}]\n"
    assert len(of(examine(tmp_path, text), "ILP805")) == count


@pytest.mark.parametrize(
    "written",
    [
        "Kadinkes",
        "Ka. Dinkes Kab. Luwu",
        "Plt. Kadinkes Luwu",
        "Kadis Kesehatan",
        "KADINKES KABUPATEN",
        "Ka. Dinas Kesehatan",
    ],
)
def test_a_decree_names_an_office_in_full_however_it_is_shortened(written: str) -> None:
    luwu = Kabupaten(nama="Luwu", jenis="kabupaten")
    office = office_of(written, luwu)
    assert lines_of(office, luwu) == ("KEPALA DINAS KESEHATAN", "KABUPATEN LUWU")
    assert words_of(office, luwu) == "Kepala Dinas Kesehatan Kabupaten Luwu"
    assert office.same(office_of("Kepala Dinas Kesehatan", luwu))
