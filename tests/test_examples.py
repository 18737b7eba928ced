"""Every example folder, end to end, says exactly what it is there to say."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.core.finding import Severity
from ilp_cli.reading.load import load
from tests import build_examples, build_majene, build_padang
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
    "padang-pariaman": {"ILP118": 1, "ILP432": 1, "ILP440": 1, "ILP548": 2, "ILP802": 1, "ILP803": 3},
    "majene": {
        "ILP202": 1,
        "ILP205": 1,
        "ILP430": 1,
        "ILP432": 1,
        "ILP436": 1,
        "ILP440": 1,
        "ILP444": 1,
        "ILP447": 1,
        "ILP448": 1,
        "ILP522": 1,
        "ILP535": 1,
        "ILP548": 1,
        "ILP802": 1,
        "ILP803": 3,
    },
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


@pytest.mark.parametrize("builder", [build_majene, build_padang], ids=["majene", "padang-pariaman"])
def test_a_roster_of_csv_is_what_its_builder_makes(builder: ModuleType) -> None:
    made = builder.files()
    folder = builder.FOLDER / "roster"
    assert {path.name for path in folder.iterdir()} == set(made)
    for name, text in made.items():
        assert (folder / name).read_text(encoding="utf-8") == text, f"python -m {builder.__name__}"
        assert text.count("\n") < 500, f"{name} is for a planner to read"


VERBS: dict[str, tuple[str, ...]] = {
    "check": ("check", "PLAN"),
    "outlook": ("outlook", "PLAN"),
    "risk": ("risk", "PLAN"),
    "services": ("services", "PLAN"),
    "readiness": ("readiness", "PLAN"),
    "pws": ("pws", "PLAN", "-o", "pws.xlsx"),
    "areas": ("plan", "areas", "PLAN"),
    "duty": ("plan", "duty", "PLAN", "--bulan", "2026-12", "-o", "jadwal.xlsx"),
    "openings": ("plan", "openings", "PLAN", "--tahun", "2027", "--puskesmas", "SOME"),
    "rollout": ("plan", "rollout", "PLAN"),
    "staffing": ("plan", "staffing", "PLAN"),
    "training": ("plan", "training", "PLAN", "-o", "pelatihan.xlsx"),
    "visits": ("plan", "visits", "PLAN", "--bulan", "2026-12", "-o", "kunjungan.html"),
    "decree": ("decree", "PLAN", "--rancangan", "--tahun", "LAST", "-o", "sk.docx"),
    "report": ("report", "PLAN", "-o", "laporan.html"),
    "export": ("export", "PLAN", "--rancangan", "-o", "rencana.xlsx"),
}
"""Every verb that speaks of a district."""
_WITHOUT_PEOPLE = {"check", "readiness", "services", "decree", "report", "export"}
_WITH_PEOPLE = _WITHOUT_PEOPLE | {"outlook", "risk", "duty", "openings", "staffing"}
CONCERNED = {
    "lumajang": _WITHOUT_PEOPLE,
    "tolitoli": _WITH_PEOPLE | {"rollout"},
    "padang-pariaman": _WITH_PEOPLE | {"pws", "training"},
    "luwu": _WITH_PEOPLE | {"areas", "visits"},
    "majene": _WITH_PEOPLE | {"areas", "visits", "pws", "training"},
}
"""The five districts of the sources, and the verbs that concern each: it has what they read."""


@pytest.mark.parametrize(("name", "verb"), [(name, verb) for name in CONCERNED for verb in VERBS])
def test_every_district_runs_every_verb_that_concerns_it(name: str, verb: str, tmp_path: Path) -> None:
    shutil.copytree(LUWU.parent / name, tmp_path / name)
    district = load(tmp_path / name)
    some = next(puskesmas for puskesmas in district.puskesmas if puskesmas.posyandu or name == "lumajang")
    filled = {"PLAN": name, "SOME": some.nama, "LAST": str(district.tahap[-1].tahun)}
    result = ilp(*(filled.get(word, word) for word in VERBS[verb]), "--pada", DAY, cwd=tmp_path)
    assert "Traceback" not in result.stdout + result.stderr
    if verb in CONCERNED[name]:
        assert result.returncode in (0, 1), result.stderr
        output = VERBS[verb][VERBS[verb].index("-o") + 1] if "-o" in VERBS[verb] else ""
        assert (tmp_path / output).exists()
        assert output or result.stdout
    else:
        assert result.returncode in (2, 3), result.stdout
        assert result.stderr.startswith("ilp: ")


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_every_example_says_that_its_people_are_invented(folder: Path) -> None:
    roadmap = (folder / "roadmap.yaml").read_text(encoding="utf-8")
    assert "rekaan" in roadmap.lower()
    for identity in re.findall(r"\b\d{16}\b", roadmap):
        pytest.fail(f"a NIK in {folder.name}: {identity[-4:]}")
