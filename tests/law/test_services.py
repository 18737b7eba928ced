"""The matrix of services: every cell with its source, no name beyond what was read; the division of staff is ours."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ilp_cli.core.names import normal
from ilp_cli.law.configs import configs, law
from ilp_cli.law.services import TEMPAT, Layanan, Nilai, matriks, read_matriks
from ilp_cli.law.standard import Rank

MATRIX = matriks()


def count(group: str, place: str, *values: Nilai) -> int:
    """How many services of a group have one of these values at a place, parts of another left out."""
    return sum(service.at(place) in values and not service.bagian for service in MATRIX.of(group))


@pytest.mark.parametrize("service", MATRIX.layanan.values(), ids=lambda service: service.kunci)
def test_every_cell_has_its_source(service: Layanan) -> None:
    assert set(service.sel) <= set(TEMPAT)
    assert all(cell.sumber for cell in service.sel.values())
    assert all(MATRIX.citation(service, place).startswith(MATRIX.peraturan) for place in service.sel)


@pytest.mark.parametrize(
    ("group", "place", "figure"),
    [
        *(("bumil", place, number) for place, number in (("puskesmas", 8), ("pustu", 6), ("posyandu", 2))),
        *(("bayi", place, number) for place, number in (("puskesmas", 14), ("pustu", 12), ("posyandu", 6))),
        *(("sekolah", place, number) for place, number in (("puskesmas", 7), ("pustu", 5), ("posyandu", 2))),
    ],
)
def test_what_the_figure_counts_is_not_overstepped_and_what_is_missing_is_told(
    group: str, place: str, figure: int
) -> None:
    sure, open_ = count(group, place, Nilai.YA), count(group, place, Nilai.YA, Nilai.TIDAK_SERAGAM)
    assert sure <= figure
    assert MATRIX.unread(MATRIX.kelompok[group], place) == max(0, figure - open_)
    if place != "puskesmas":
        assert sure <= figure <= open_


def test_only_these_cells_disagree() -> None:
    uneven = {
        (service.kunci, place)
        for service in MATRIX.layanan.values()
        for place, cell in service.sel.items()
        if cell.nilai is Nilai.TIDAK_SERAGAM
    }
    assert uneven == {
        ("bumil.kelas_ibu", "puskesmas"),
        ("bumil.kelas_ibu", "pustu"),
        ("bumil.pengobatan", "pustu"),
        ("bayi.neonatal", "posyandu"),
        ("bayi.bblr", "posyandu"),
        ("sekolah.skrining", "posyandu"),
        ("dewasa.ppok", "rumah"),
    }
    school = {service.kunci for service in MATRIX.layanan.values() if service.at("posyandu") is Nilai.DI_SEKOLAH}
    assert school == {f"sekolah.{name}" for name in ("tbc", "malaria", "obesitas", "dm", "tensi")}


def test_the_groups_of_an_opening_day_are_those_of_the_standard() -> None:
    standard = law().standards["posyandu.sasaran"].riwayat[-1].nilai
    assert isinstance(standard, tuple)
    assert list(MATRIX.sasaran) == [normal(word) for word in standard]


def test_who_does_what_at_a_pustu_is_a_reading() -> None:
    assert MATRIX.pangkat is Rank.TURUNAN
    bidan, perawat = (MATRIX.resting_on(profesi) for profesi in ("bidan", "perawat"))
    assert "bumil.anc" in {service.kunci for service in bidan}
    assert not {service.kunci for service in bidan} & {service.kunci for service in perawat}
    assert all(service.at("pustu") is Nilai.YA for service in (*bidan, *perawat))
    assert MATRIX.lost("bidan").startswith(f"{sum(s.kelompok == 'bumil' for s in bidan)} layanan ibu hamil")
    assert MATRIX.lost("kader") == ""


SPOILT = {
    "without source": ("lansia.yaml", ', sumber: "Tabel 19; Tabel 29"', "", "without its figure or table"),
    "unknown value": ("lansia.yaml", "nilai: ya", "nilai: boleh", "is none of ya, tidak"),
    "unknown key": ("lansia.yaml", "  pustu:", "  pustuu:", "unknown"),
    "unknown target": ("bumil.yaml", "ke: bumil.anc_dokter", "ke: bumil.anc_doktor", "no service bumil.anc_doktor"),
    "two of one name": ("bumil.yaml", "nama: Persalinan", "nama: ANC", "names two services of one group"),
    "more than the figure": ("kelompok.yaml", "pustu: 12", "pustu: 11", "the figure counts 11"),
    "group of two": ("kelompok.yaml", "sebutan: [usila,", "sebutan: [balita,", "names two groups"),
    "programme": ("kelompok.yaml", "dewasa.dm]", "dewasa.dmm]", "no service"),
    "regulation": ("kelompok.yaml", "kmk-2015-2023", "kmk-1", "no regulation kmk-1"),
    "gone": ("umum.yaml", None, "", "umum.yaml is missing"),
}


@pytest.mark.parametrize(("file", "old", "new", "words"), SPOILT.values(), ids=SPOILT)
def test_a_matrix_that_is_not_whole_is_refused(
    tmp_path: Path, file: str, old: str | None, new: str, words: str
) -> None:
    folder = shutil.copytree(configs() / "services", tmp_path / "services")
    if old is None:
        (folder / file).unlink()
    else:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match="configs/services") as told:
        read_matriks(folder)
    assert words in str(told.value)
