"""The library, as a script or a notebook uses it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pandas
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
    assert list(full.frame(name).columns) == list(TABLES[name])
    assert len(full.frame(name)) == len(full.rows(name))
    empty = Report(kabupaten="", pada=DAY, tahun=())
    assert list(empty.frame(name).columns) == list(TABLES[name])
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


WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "a day as text": (lambda: check(LUWU, pada="2026-11-21"), "pada=date(2026, 11, 21)"),  # type: ignore[arg-type]
    "a day as a number": (lambda: ilp_cli.risk(LUWU, pada=2026), "bukan “2026”"),  # type: ignore[arg-type]
    "a day of an outlook": (lambda: ilp_cli.outlook(LUWU, pada="besok"), "pada harus tanggal"),  # type: ignore[arg-type]
    "one year": (lambda: check(LUWU, tahun=2025), "tahun=[2025]"),  # type: ignore[arg-type]
    "a year as text": (lambda: ilp_cli.why_hires(LUWU, tahun="2025"), "bukan “2025”"),  # type: ignore[arg-type]
    "years as text": (lambda: export(LUWU, "x.xlsx", tahun=["2025"]), "daftar bilangan bulat"),  # type: ignore[list-item]
    "no years": (lambda: ilp_cli.plan_staffing(LUWU, tahun=None), "bukan kosong"),  # type: ignore[arg-type]
    "a horizon in words": (lambda: check(LUWU, horizon="setahun"), "horizon harus"),  # type: ignore[arg-type]
    "no such paper": (
        lambda: export(LUWU, "x.xlsx", kertas="a5"),
        "pilih salah satu dari 'f4', 'a4'",
    ),
    "no such NIP": (lambda: export(LUWU, "x.xlsx", nip="ya"), "“ya” tidak dikenal"),
    "a month as text": (lambda: ilp_cli.plan_duty(LUWU, bulan="2025-03"), "bulan=(2025, 3)"),  # type: ignore[arg-type]
    "a 13th month": (lambda: ilp_cli.plan_duty(LUWU, bulan=(2025, 13)), "bulan harus (tahun, bulan)"),
    "why of a text": (lambda: ilp_cli.why(LUWU, "2025-03"), "bulan harus tanggal"),  # type: ignore[arg-type]
    "a year of duty as text": (lambda: ilp_cli.plan_duty(LUWU, tahun="2025"), "tahun=2025"),  # type: ignore[arg-type]
    "one puskesmas": (lambda: ilp_cli.plan_duty(LUWU, bulan=(2025, 3), puskesmas="Suli"), 'puskesmas=["Suli"]'),
    "a distance as text": (lambda: ilp_cli.plan_staffing(LUWU, jarak_maks="20"), "jarak_maks=20"),  # type: ignore[arg-type]
    "an end as text": (lambda: ilp_cli.outlook(LUWU, sampai="2028"), "sampai=2028"),  # type: ignore[arg-type]
    "one source": (lambda: ilp_cli.import_roster("a.xlsx", LUWU), 'sources=["a.xlsx"]'),
    "no such kind": (lambda: ilp_cli.init("x", "Suka", jenis="provinsi"), "“provinsi” tidak dikenal"),
    "no plan": (lambda: load(None), "source harus nama berkas atau folder"),  # type: ignore[arg-type]
    "no roster": (lambda: load(LUWU, 5), "roster harus nama berkas atau folder"),  # type: ignore[arg-type]
    "no list": (lambda: ilp_cli.match(LUWU, 5), "daftar harus nama berkas atau folder"),  # type: ignore[arg-type]
    "no proposal": (lambda: check(LUWU, dengan=5), "dengan harus nama berkas atau folder"),  # type: ignore[arg-type]
    "no output": (lambda: export(LUWU, None), "output harus nama berkas atau folder"),  # type: ignore[arg-type]
    "no table of a report": (
        lambda: check(LUWU, pada=DAY).frame("x"),
        "tabel “x” tidak ada; yang ada: coverage",
    ),
    "no table of a district": (lambda: load(LUWU).frame("kadr"), "apakah maksudnya “kader”?"),
    "no table of risk": (lambda: ilp_cli.risk(LUWU, pada=DAY).rows("x"), "yang ada: rawan dan cadangan"),
}


@pytest.mark.parametrize(("call", "said"), WRONG.values(), ids=WRONG)
def test_a_script_is_refused_in_the_words_of_a_command(call: Callable[[], object], said: str) -> None:
    with pytest.raises(ilp_cli.Misuse) as refused:
        call()
    assert said in str(refused.value)
    assert isinstance(refused.value, ilp_cli.Refusal)


def test_a_day_with_a_clock_is_its_day_and_years_may_be_any_whole_numbers() -> None:
    years = pandas.Series([2024])
    assert check(LUWU, pada=datetime(2026, 11, 21, 8), tahun=list(years)) == check(LUWU, pada=DAY, tahun=[2024])


def test_what_an_export_gives_is_true_where_a_workbook_was_written(tmp_path: Path) -> None:
    target = tmp_path / "rencana.xlsx"
    assert not export(LUWU, target, pada=DAY)
    assert not export(LUWU, target, pada=DAY, tahun=[2024], dry_run=True)
    assert not target.exists()
    assert export(LUWU, target, pada=DAY, tahun=[2024])
    assert target.exists()


def test_what_an_import_gives_is_true_where_a_workbook_was_written(tmp_path: Path) -> None:
    target = tmp_path / "roster.xlsx"
    assert not ilp_cli.import_roster([LUWU / "roster.xlsx"], LUWU, target, dry_run=True)
    assert ilp_cli.import_roster([LUWU / "roster.xlsx"], LUWU, target)


def test_large_values_are_one_line_in_a_notebook() -> None:
    district = load(LUWU)
    values = [
        district,
        check(district, pada=DAY),
        ilp_cli.outlook(district, pada=DAY),
        ilp_cli.risk(district, pada=DAY),
        ilp_cli.plan_staffing(district, pada=DAY),
        ilp_cli.why_hires(district, pada=DAY),
        ilp_cli.plan_duty(district, bulan=(2025, 3)),
        ilp_cli.why(district, date(2025, 3, 1)),
    ]
    for value in values:
        shown = repr(value)
        assert len(shown) < 300
        assert "\n" not in shown
        assert shown.startswith(f"{type(value).__name__}(")
    assert "kabupaten='Luwu'" in repr(district)


def test_lines_stay_whole_numbers_in_frames() -> None:
    findings = check(LUWU, pada=DAY).frame("findings")
    assert findings["line"].isna().any() or findings["line"].notna().any()
    for name in ("line", "column", "tahun"):
        assert str(findings[name].dtype) == "Int64"
        assert str(Report(kabupaten="", pada=DAY, tahun=()).frame("findings")[name].dtype) == "Int64"
    assert check(LUWU, pada=DAY).frame("coverage")["puskesmas"].dtype.kind == "i"
