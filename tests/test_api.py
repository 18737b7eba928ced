"""The library, as a script or a notebook uses it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import ilp_cli
from ilp_cli.checking.verb import check
from ilp_cli.core.outcome import Misuse, OutputBlocked
from ilp_cli.core.rows import TABLES
from ilp_cli.district.district import District
from ilp_cli.exporting.verb import export
from ilp_cli.reading.load import load
from ilp_cli.rulebook.report import Report
from tests.running import LUWU

DAY = date(2026, 11, 21)


def test_load_check_export_are_typed_and_chain(tmp_path: Path) -> None:
    district = load(LUWU)
    report = check(district, pada=DAY, tahun=[2024])
    result = export(district, tmp_path / "rencana.xlsx", pada=DAY, tahun=[2024])
    assert isinstance(district, District)
    assert isinstance(report, Report)
    assert result.report == report
    assert result.path.stat().st_size > 10_000


def test_check_takes_a_path_as_well_and_today_by_default() -> None:
    assert check(str(LUWU)).pada == date.today()


@pytest.mark.parametrize("name", TABLES)
def test_frames_have_the_columns_of_the_json_also_when_empty(name: str) -> None:
    full = check(LUWU, pada=DAY)
    assert tuple(full.frame(name).columns) == TABLES[name]
    assert len(full.frame(name)) == len(full.rows(name))
    empty = Report(kabupaten="", pada=DAY, tahun=())
    assert tuple(empty.frame(name).columns) == TABLES[name]
    with pytest.raises(Misuse, match="tabel “tiada” tidak ada"):
        full.frame("tiada")


def test_the_frame_of_people_masks_nip_and_leaves_nik_out() -> None:
    district = load(LUWU)
    petugas = district.frame("petugas")
    assert len(petugas) == len(district.petugas)
    assert "nik" not in petugas.columns
    shown = petugas["nip"].dropna()
    assert len(shown) > 100
    assert shown.str.fullmatch(r"\*{14}\d{4}").all()
    assert "nik" not in district.frame("kader").columns
    with pytest.raises(Misuse, match="tabel “tiada” tidak ada"):
        district.frame("tiada")


def test_export_with_errors_writes_nothing_unless_it_is_a_draft(tmp_path: Path) -> None:
    target = tmp_path / "rencana.xlsx"
    assert export(LUWU, target, pada=DAY).sheets == ()
    assert not target.exists()
    drafted = export(LUWU, target, pada=DAY, rancangan=True)
    assert drafted.rancangan
    assert target.exists()


def test_export_refuses_before_it_draws(tmp_path: Path) -> None:
    with pytest.raises(OutputBlocked):
        export(LUWU, tmp_path / "tiada" / "x.xlsx", pada=DAY, tahun=[2024])
    with pytest.raises(Misuse, match="tahap 2030"):
        check(LUWU, pada=DAY, tahun=[2030])


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="tiada"):
        _ = ilp_cli.tiada
