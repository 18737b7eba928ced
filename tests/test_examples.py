"""Every example folder, end to end, says exactly what it is there to say."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.core.finding import Severity
from ilp_cli.reading.load import load
from tests import build_examples
from tests.running import DAY, EXAMPLES, LUWU, ilp

SPEAKS = {
    "luwu": {"ILP201": 1, "ILP202": 1, "ILP203": 1, "ILP204": 1, "ILP205": 1, "ILP803": 2},
    "luwu-perubahan": {
        "ILP142": 3,
        "ILP201": 1,
        "ILP202": 1,
        "ILP203": 1,
        "ILP204": 1,
        "ILP205": 1,
        "ILP803": 2,
    },
    "lumajang": {"ILP103": 1, "ILP140": 1, "ILP802": 1, "ILP803": 1},
    "tolitoli": {"ILP103": 13, "ILP802": 1, "ILP803": 1},
    "padang-pariaman": {"ILP118": 1, "ILP802": 1, "ILP803": 2},
    "majene": {"ILP118": 1, "ILP802": 1, "ILP803": 1},
}


def test_every_folder_of_examples_is_told_what_it_says() -> None:
    assert {path.name for path in EXAMPLES} == set(SPEAKS)


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_an_example_says_exactly_what_it_is_there_to_say(folder: Path) -> None:
    report = check(folder, pada=date.fromisoformat(DAY))
    assert Counter(finding.code for finding in report.findings) == SPEAKS[folder.name]
    assert ilp("check", folder, "--pada", DAY).returncode == report.exit_status()


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_an_example_can_be_exported_as_a_draft_and_given_a_roster(folder: Path, tmp_path: Path) -> None:
    result = ilp("export", folder, "--rancangan", "--pada", DAY, "-o", tmp_path / "rencana.xlsx")
    assert result.returncode in (0, 1), result.stderr
    assert (tmp_path / "rencana.xlsx").exists()
    assert ilp("template", folder, "-o", tmp_path / "isian.xlsx").returncode == 0


def test_luwu_has_its_22_real_puskesmas_in_stages_of_9_and_13() -> None:
    district = load(LUWU)
    assert len(district.puskesmas) == 22
    assert len({puskesmas.kode for puskesmas in district.puskesmas}) == 22
    assert [len(tahap.lokus) for tahap in district.tahap] == [9, 13]
    assert district.find("PUSKESMAS BARANA".removeprefix("PUSKESMAS ")) is district.find("Belopa Utara")
    assert district.find("Bupon (Noling)") is district.find("bupon")
    assert district.find("Bassesangtempe Utara") is district.find("Bastem Utara")
    assert district.find("Bua") is not district.find("Bupon")


def test_luwu_has_the_same_errors_on_every_day_from_2025_to_2027() -> None:
    district = load(LUWU)
    first, last = date(2025, 1, 2), date(2027, 12, 31)
    bounds = {
        day
        for person in (*district.petugas, *district.kader)
        for edge in (person.mulai, person.sampai, getattr(person, "pensiun", None))
        if edge
        for day in (edge - timedelta(1), edge, edge + timedelta(1))
        if first <= day <= last
    }
    # Between two neighbouring bounds nothing changes, so these days and one a month stand for all of them.
    days = bounds | {date(year, month, 15) for year in (2025, 2026, 2027) for month in range(1, 13)} | {first, last}
    expected = {("ILP205" if code == "ILP205" else code, unit[0]) for code, unit in build_examples.SHORTAGES.items()}
    for day in sorted(days):
        clean = check(district, pada=day, tahun=[2024])
        # Who retires leaves a lokus that runs without its minimum (ILP142).
        ahead = {"ILP310", "ILP311", "ILP312", "ILP313", "ILP142"}
        told = [finding for finding in clean.findings if "pensiun sejak" not in finding.message]
        assert {finding.code for finding in told if finding.severity is not Severity.NOTE} <= ahead, day
        assert not [finding for finding in told if finding.severity is Severity.ERROR], day
        report = check(district, pada=day)
        serious = [finding for finding in report.findings if finding.severity is Severity.ERROR]
        serious = [finding for finding in serious if "pensiun sejak" not in finding.message]
        assert {(finding.code, finding.puskesmas) for finding in serious} == expected, day
        assert len(serious) == 5


def test_luwu_shortages_are_of_five_kinds_at_five_puskesmas() -> None:
    assert set(build_examples.SHORTAGES) == {"ILP201", "ILP202", "ILP203", "ILP204", "ILP205"}
    assert len({unit[0] for unit in build_examples.SHORTAGES.values()}) == 5


def test_the_luwu_roster_is_what_its_builder_makes() -> None:
    def members(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    # By member: another build of zlib may pack the same content into other bytes.
    assert members((LUWU / "roster.xlsx").read_bytes()) == members(build_examples.roster_workbook())


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_every_example_says_that_its_people_are_invented(folder: Path) -> None:
    roadmap = (folder / "roadmap.yaml").read_text(encoding="utf-8")
    assert "rekaan" in roadmap.lower()
    for identity in re.findall(r"\b\d{16}\b", roadmap):
        pytest.fail(f"a NIK in {folder.name}: {identity[-4:]}")
