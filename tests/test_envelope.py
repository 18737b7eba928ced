"""Every JSON of every command has one head, and the same keys whatever it has to say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.plans import KADER_CSV, PETUGAS_CSV, SULI, plan
from tests.running import DAY, LUWU, ilp

HEAD = ["version", "command", "kabupaten", "pada", "tahun"]
LISTED = "Kabupaten,Puskesmas,Pustu\nLuwu,Suli,Cimpu\n"


def lone(tmp_path: Path) -> Path:
    """A plan of one pustu that wants for nothing."""
    return plan(tmp_path / "suli", SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)


ASKED: dict[str, tuple[str, ...]] = {
    "check": ("check", "PLAN", "--pada", DAY),
    "outlook": ("outlook", "PLAN", "--pada", DAY),
    "risk": ("risk", "PLAN", "--pada", DAY),
    "services": ("services", "PLAN", "--pada", DAY),
    "readiness": ("readiness", "PLAN", "--pada", DAY),
    "verify": ("verify", "BOOK", "--plan", "PLAN"),
    "trace": ("trace", "PLAN", "cakupan 2025", "--pada", DAY),
    "diff": ("diff", "PLAN", "PLAN", "--pada", DAY),
    "plan staffing": ("plan", "staffing", "PLAN", "--pada", DAY),
    "plan duty": ("plan", "duty", "PLAN", "--bulan", "2025-03", "--pada", DAY),
    "why": ("why", "PLAN", "--pada", DAY),
    "decree": ("decree", "PLAN", "--tahun", "2025", "--pada", DAY, "--force", "-o", "DOCX"),
    "match": ("match", "PLAN", "LIST", "--pada", DAY),
    "import": ("import", "ROSTER", "--ke", "PLAN", "-o", "OUT"),
    "recap": ("recap", "PLAN", "--pada", DAY),
    "rules": ("rules",),
    "standards": ("standards", "--pada", DAY),
}


def answered(name: str, folder: Path, tmp_path: Path, **more: str) -> dict[str, Any]:
    daftar = tmp_path / "daftar.csv"
    daftar.write_text(LISTED, encoding="utf-8")
    names = {
        "PLAN": folder.as_posix(),
        "LIST": daftar.as_posix(),
        "ROSTER": (LUWU / "roster.xlsx" if folder == LUWU else folder / "petugas.csv").as_posix(),
        "DOCX": (tmp_path / f"{folder.name}.docx").as_posix(),
        "BOOK": (tmp_path / f"{folder.name}-rencana.xlsx").as_posix(),
        "OUT": (tmp_path / f"{folder.name}.xlsx").as_posix(),
    }
    words = [names.get(word, word) for word in ASKED[name]]
    if "BOOK" in ASKED[name]:
        ilp("export", folder, "--rancangan", "--pada", DAY, "-o", names["BOOK"])
    answer = ilp(*words, "--format", "json")
    assert answer.returncode in (0, 1), answer.stderr
    document: dict[str, Any] = json.loads(answer.stdout)
    return document


@pytest.mark.parametrize("name", ASKED)
def test_every_answer_has_one_head(tmp_path: Path, name: str) -> None:
    document = answered(name, lone(tmp_path), tmp_path)
    assert list(document)[: len(HEAD)] == HEAD
    assert (document["version"], document["command"]) == (1, name)
    assert document["kabupaten"] == (None if name in ("recap", "rules", "standards") else "Luwu")
    for key in ("pada", "tahun"):
        assert document[key] is None or document[key] == (DAY if key == "pada" else [2025]), key
    assert (document["tahun"] is None) is (name in ("match", "import", "recap", "rules", "standards"))


def test_a_duty_roster_names_its_stages_and_its_month() -> None:
    month, year = (
        json.loads(ilp("plan", "duty", LUWU, *words, "--format", "json", "--puskesmas", "Suli").stdout)
        for words in (("--bulan", "2025-03"), ("--tahun", "2025"))
    )
    assert (month["kabupaten"], month["wilayah"]) == ("Luwu", "Kabupaten Luwu")
    assert month["tahun"] == year["tahun"] == [2024, 2025]
    assert (month["bulan"], year["bulan"]) == ("2025-03", None)


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_has_the_same_keys_whatever_it_says(tmp_path: Path, name: str) -> None:
    calm, full = answered(name, lone(tmp_path), tmp_path), answered(name, LUWU, tmp_path)
    assert list(calm) == list(full)


def test_why_has_the_same_keys_with_and_without_a_month() -> None:
    month = json.loads(ilp("why", LUWU, "--bulan", "2025-03", "--format", "json").stdout)
    hires = json.loads(ilp("why", LUWU, "--pada", DAY, "--format", "json").stdout)
    assert list(month) == list(hires)
    for words in (("--posyandu", "Dahlia"), ("--posyandu", "Dahlia", "--bulan", "2027-03")):
        told = json.loads(ilp("why", LUWU, *words, "--pada", DAY, "--format", "json").stdout)
        assert list(told) == list(hires)
    assert (month["pada"], month["bulan"], month["tahun"]) == ("2025-03-01", "2025-03", [2024, 2025])
    assert (hires["pada"], hires["bulan"]) == (DAY, None)


def test_a_plan_that_cannot_be_read_is_answered_with_the_same_keys(tmp_path: Path) -> None:
    broken = ilp("check", plan(tmp_path / "rusak", "kabupaten: {nama: 'x\n"), "--pada", DAY, "--format", "json")
    assert broken.returncode == 3
    assert list(json.loads(broken.stdout)) == list(answered("check", lone(tmp_path), tmp_path))


def test_codes_are_codes_and_words_are_words(tmp_path: Path) -> None:
    rule = next(row for row in answered("rules", LUWU, tmp_path)["rules"] if row["code"] == "ILP201")
    assert (rule["severity"], rule["berat"], rule["kode"]) == ("error", "kesalahan", "ILP201")
    assert rule["arti"] == rule["title"]
    assert rule["standard"] in rule["standards"]
    rows = {row["kunci"]: row for row in answered("standards", LUWU, tmp_path)["standar"]}
    assert (rows["pustu.kader"]["value"], rows["pustu.kader"]["nilai"]) == (2, "2 orang")
    assert all(re.fullmatch(r"ILP\d{3}", code) for code in rows["pustu.kader"]["codes"])
    assert rows["pustu.hari_layanan"]["value"][0] == "senin"
    decisions = answered("import", LUWU, tmp_path)["decisions"]
    assert {row["keputusan"] for row in decisions} <= {"open", "left", "chosen", "matched", "changed", "note"}


def test_a_reason_with_a_day_in_it_is_a_value_and_no_key(tmp_path: Path) -> None:
    document = answered("plan staffing", LUWU, tmp_path)
    listed = {row["sebab"]: row["orang"] for row in document["tidak_ikut"]}
    assert listed == document["excluded"]


@pytest.mark.parametrize("name", [name for name in ASKED if name not in ("import", "match", "decree", "verify")])
def test_the_environment_chooses_the_form_of_every_answer(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lone(tmp_path)
    monkeypatch.setenv("ILP_FORMAT", "json")
    answer = ilp(*[folder.as_posix() if word == "PLAN" else word for word in ASKED[name]])
    assert json.loads(answer.stdout)["command"] == name


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("ILP_FORMAT", "csv", ("why", LUWU)),
        ("ILP_FORMAT", "sarif", ("rules",)),
        ("ILP_FORMAT", "text", ("plan", "duty", LUWU, "--bulan", "2025-03")),
        ("ILP_PADA", "kemarin", ("check", LUWU)),
        ("ILP_KERTAS", "a3", ("export", LUWU)),
    ],
)
def test_a_value_of_the_environment_that_a_command_lacks_is_blamed_on_its_variable(
    variable: str, value: str, words: tuple[str | Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    answer = ilp(*words)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith(f"ilp: nilai {variable} tidak dapat dipakai: “{value}” ")


@pytest.mark.parametrize(
    "words", [("explain", "ILP101"), ("doctor",), ("schema",), ("freeze", LUWU, "--tahun", "2024", "--dry-run")]
)
def test_a_command_that_has_no_forms_says_that_the_variable_is_not_used(
    words: tuple[str | Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = ilp(*words)
    monkeypatch.setenv("ILP_FORMAT", "json")
    answer = ilp(*words)
    assert (answer.returncode, answer.stdout) == (plain.returncode, plain.stdout)
    assert answer.stderr.startswith(f"ilp: ILP_FORMAT=json tidak dipakai: `ilp {words[0]}` tidak punya --format")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("plan", "duty", LUWU, "--bulan", "2025-03"), "jadwal.xlsx"),
        (("plan", "visits", LUWU, "--bulan", "2025-03"), "kunjungan.html"),
        (("pws", LUWU), "pws.xlsx"),
    ],
)
def test_a_name_for_another_form_is_blamed_on_whoever_asked_for_the_form(
    tmp_path: Path, words: tuple[str | Path, ...], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ilp(*words, "--format", "json", "-o", tmp_path / name)
    monkeypatch.setenv("ILP_FORMAT", "json")
    by_variable = ilp(*words, "-o", tmp_path / name)
    assert (asked.returncode, by_variable.returncode) == (2, 2)
    assert "hasil json bukan" in asked.stderr
    assert "hasil json (menurut ILP_FORMAT) bukan" in by_variable.stderr
