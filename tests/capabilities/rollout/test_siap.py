"""Who is not yet stated to be ready does not begin: `rollout: kesiapan:` and the table Kesiapan."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from ilp_cli.capabilities.rollout.verb import plan_rollout, why_rollout
from tests.plans import PETUGAS_CSV, plan
from tests.running import ilp

PADA = date(2026, 11, 21)
ROADMAP = """\
kabupaten: {nama: Uji}
roster: .
puskesmas: [{nama: Suli}, {nama: Bajo}, {nama: Kota}, {nama: Laut}]
tahap: []
rollout:
  %s
  tahun: [{tahun: 2027, rekrut: 8}, {tahun: 2028, rekrut: 8}]
  puskesmas:
    - {nama: Suli, jiwa: 12000, rekrut: 2}
    - {nama: Bajo, jiwa: 9000, rekrut: 2}
    - {nama: Kota, jiwa: 8000, rekrut: 2}
    - {nama: Laut, jiwa: 7000, rekrut: 2, siap: 2028}
"""
STATED = """\
puskesmas,pustu,posyandu,kriteria,keadaan,sejak
Suli,,,P 2,ya,
Bajo,,,P2,tidak,2026-01-02
Bajo,,,Penanggung jawab klaster,memenuhi,2028-03-01
Kota,,,P1,ya,
"""


def folder(path: Path, key: str) -> Path:
    """A district of four puskesmas with what was stated of three of them."""
    return plan(path, ROADMAP % key, petugas_csv=PETUGAS_CSV, kesiapan_csv=STATED)


def starts(path: Path) -> dict[str, int | None]:
    """The year of each puskesmas by its name."""
    made = plan_rollout(path, pada=PADA, coba=False).plan
    return {calon.nama: start for calon, start in zip(made.problem.calon, made.choice, strict=True)}


def test_without_the_key_what_was_stated_holds_nobody_back(tmp_path: Path) -> None:
    assert starts(folder(tmp_path, "kecamatan:")) == {"Suli": 2027, "Bajo": 2027, "Kota": 2027, "Laut": 2028}


def test_who_is_stated_ready_begins_who_will_be_waits_and_who_is_not_known_does_not_begin(tmp_path: Path) -> None:
    path = folder(tmp_path, "kesiapan: {kriteria: [P2]}")
    assert starts(path) == {"Suli": 2027, "Bajo": 2028, "Kota": None, "Laut": None}
    done = ilp("plan", "rollout", path, "--pada", PADA.isoformat())
    said = " ".join(done.stdout.split())
    assert "tidak dapat sebelum 2028: kesiapan belum terpenuhi: P2 dinyatakan tidak; siap 2028" in said
    assert "Kota: tidak dapat sampai 2028: kesiapan belum terpenuhi: P2 belum diketahui" in said
    assert "Bajo, Kota dan Laut menunggu kesiapannya (rollout: kesiapan)" in said


def test_the_district_may_say_from_which_year_it_waits_no_more(tmp_path: Path) -> None:
    path = folder(tmp_path, "kesiapan: {kriteria: [P2], belum: 2028}")
    assert starts(path) == {"Suli": 2027, "Bajo": 2028, "Kota": 2028, "Laut": 2028}
    why = why_rollout(path, pada=PADA, puskesmas="Kota", tahun=2027)
    assert "P2 belum diketahui; siap 2028" in why.conflicts[0].facts[0].text
    assert "Kota dinyatakan memenuhi kesiapannya pada 2027" in why.conflicts[0].repairs[0]


def test_an_order_that_begins_too_soon_and_a_criterion_that_cannot_be_asked_are_findings(tmp_path: Path) -> None:
    path = folder(tmp_path, "kesiapan: {kriteria: [P2, U1, P99]}")
    order = tmp_path / "rollout.yaml"
    order.write_text("urutan:\n  - {tahun: 2027, puskesmas: [Suli, Bajo]}\n", encoding="utf-8")
    done = ilp("check", path, "--pada", PADA.isoformat(), "--dengan", order, "--format", "json")
    told = [(row["code"], row["message"]) for row in json.loads(done.stdout)["findings"]]
    assert ("ILP620", "kriteria U1 bukan untuk puskesmas, tetapi untuk pustu; tidak ditanyakan") in told
    assert ("ILP620", "kriteria kesiapan P99 tidak dikenal; tidak ditanyakan") in told
    early = [words for code, words in told if code == "ILP628"]
    assert early == ["Bajo pada 2027: kesiapan belum terpenuhi: P2 dinyatakan tidak; siap 2028"]
