"""What puskesmas write in a report is counted where it is sure what it says, else told at its cell and not counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.district.capaian import deret
from ilp_cli.law.indicators import meant
from ilp_cli.reading.load import case_at, load
from ilp_cli.registry import SHEETS_OF_ROSTER
from ilp_cli.rulebook.report import Report
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, SULI, of, plan, spot

HEAD = "puskesmas,posyandu,indikator,tahun,bulan,sasaran,dilayani\n"


def reported(place: Path, *rows: str) -> tuple[dict[str, tuple[int | None, int | None]], Report]:
    """The figures of the district by indicator, and what a check says."""
    table = HEAD + "".join(f"Suli,Melati,{row}\n" for row in rows)
    plan(place, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, capaian_csv=table)
    case = case_at(load(place, tables=SHEETS_OF_ROSTER), PADA)
    figures = {key: series.at((), series.sampai) for (key, _), series in case.of(deret).items()}
    return {key: (angka.dilayani, angka.sasaran) for key, angka in figures.items()}, check(place, pada=PADA)


@pytest.mark.parametrize(
    "name",
    ["K1 (%)", "% K1", "Persentase K6", "K1 (persen)", "Cakupan Bumil K4 (%)", "K4", "ODF", "2T", "PN", "Hipertensi"],
)
def test_a_name_that_is_none_or_speaks_of_percent_is_told_and_not_counted(tmp_path: Path, name: str) -> None:
    figures, report = reported(tmp_path, f"{name},2026,Mei,40,30", "IDL,2026,Mei,30,3")
    assert figures == {"idl": (3, 30)}
    (told,) = of(report, "ILP541")
    assert spot(told) == "capaian.csv:2"
    share = "%" in name or "erse" in name
    assert ("isinya persen" in told.message) is share


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Imunisasi Dasar Lengkap (IDL)", "idl"),
        ("IDL (imunisasi dasar lengkap)", "idl"),
        ("Skrining lansia", "lansia"),
        ("Rematri TTD", "ttd"),
        ("IDL (K1)", None),
        ("K1 (akses)", None),
    ],
)
def test_a_short_form_in_brackets_is_no_other_indicator(name: str, key: str | None) -> None:
    indikator = meant(name)
    assert (indikator.kunci if indikator is not None else None) == key


@pytest.mark.parametrize(
    ("cell", "served"),
    [
        *((cell, None) for cell in ("", "-", "?", "belum lapor", "belum dilaporkan", "tidak ada data")),
        ("0", 0),
        ("3 orang", 3),
    ],
)
def test_a_cell_that_says_nothing_is_no_fault_and_not_none(tmp_path: Path, cell: str, served: int | None) -> None:
    figures, report = reported(tmp_path, f"K1,2026,Apr,40,{cell}", "K1,2026,Mei,40,1", "K1,2026,Mar,40,1")
    assert not of(report, "ILP003", "ILP004")
    assert figures["k1"][0] == 2 + (served or 0)
    assert any("Apr" in told.message for told in of(report, "ILP548")) is (served is None)


@pytest.mark.parametrize("month", ["TW I", "Triwulan 1", "Semester 1", "13", "Jan-Mar", "s.d. Mei", "Mai", "V"])
def test_what_is_no_month_is_told_and_not_counted(tmp_path: Path, month: str) -> None:
    figures, report = reported(tmp_path, f"K1,2026,{month},40,9", "K1,2026,Mei,40,1")
    assert figures == {"k1": (1, 40)}
    assert [spot(told) for told in of(report, "ILP542")] == ["capaian.csv:2"]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ((3, 7, 12, 16, 21, 25), True),
        ((3, 7, 7, 12, 16, 21, 25), True),
        ((3, 7, 12, 16), False),
        ((3, 7, 12, 11, 16, 21, 25), False),
        ((2, 2, 2, 2, 2, 2, 2), False),
        ((0, 0, 0, 0, 0, 0, 5), False),
    ],
)
def test_figures_that_only_ever_rise_are_asked_about(tmp_path: Path, numbers: tuple[int, ...], told: bool) -> None:
    rows = [f"K1,2026,{month},400,{number}" for month, number in enumerate(numbers, 1)]
    states = [f"D/S,2026,{month},400,{number}" for month, number in enumerate(numbers, 1)]
    figures, report = reported(tmp_path, *rows, *states)
    assert [spot(found) for found in of(report, "ILP550")] == [f"capaian.csv:{len(numbers) + 1}"] * told
    assert figures["k1"] == (sum(numbers), 400)
