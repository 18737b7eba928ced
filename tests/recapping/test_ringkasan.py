"""One district in figures: counted as the check counts, sent and read back whole, and never an error."""

from __future__ import annotations

import json
import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import ilp_cli
from ilp_cli.core.outcome import Misuse
from ilp_cli.recapping.ringkasan import FAKTA, GAGAL, SEBAGIAN, TABLES, TERBACA, ringkasan_of
from tests.plans import PADA, PETUGAS_CSV, SULI, plan
from tests.running import EXAMPLES, LUWU


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_the_figures_are_those_of_the_check(folder: Path) -> None:
    report, item = ilp_cli.check(folder, pada=PADA), ilp_cli.ringkas(folder, pada=PADA)
    assert item.keadaan == TERBACA
    assert item.fakta["kesalahan"] == report.summary["errors"]
    last = report.coverage[-1]
    assert (item.fakta["puskesmas"], item.fakta["puskesmas_lokus"]) == (last.puskesmas_total, last.puskesmas_kumulatif)
    known = report.roster_given
    assert item.fakta["pustu_memenuhi"] == (sum(state.memenuhi for state in report.pustu) if known else None)
    people = sum(sum(state.kurang.values()) for state in report.pustu) + sum(state.kurang for state in report.posyandu)
    assert item.fakta["perlu_orang"] == (people if known else None)
    assert sum(int(row["orang_kurang"] or 0) for row in item.tabel["kekurangan"]) == (people if known else 0)
    assert sum(int(row["jumlah"] or 0) for row in item.tabel["temuan"]) == len(report.findings)
    assert [row["persen"] for row in item.tabel["tahap"]] == [coverage.persen for coverage in report.coverage]
    assert len(item.tabel["pustu"]) == len(report.pustu)
    assert set(item.fakta) == set(FAKTA)
    for name, columns in TABLES.items():
        assert all(list(row) == list(columns) for row in item.tabel[name]), name


def test_it_is_sent_and_read_back_as_it_was() -> None:
    item = ilp_cli.ringkas(LUWU, pada=PADA)
    assert pickle.loads(pickle.dumps(item)) == item
    assert pickle.loads(pickle.dumps(ilp_cli.ringkas)) is ilp_cli.ringkas
    assert ringkasan_of(json.loads(json.dumps(item.document()))) == item
    assert len(json.dumps(item.document())) < 40_000
    assert list(item.frame("pustu").columns[:3]) == ["kode", "kabupaten", "provinsi"]
    with pytest.raises(Misuse):
        item.rows("orang")


def test_nobody_is_named_in_it() -> None:
    text = json.dumps(ilp_cli.ringkas(LUWU, pada=PADA).document())
    for person in (*ilp_cli.load(LUWU).petugas, *ilp_cli.load(LUWU).kader):
        assert f'"{person.nama}"' not in text


def test_nothing_told_is_not_none_at_all(tmp_path: Path) -> None:
    """Without a roster people are unknown; places are still counted, and nothing is said of realisation."""
    item = ilp_cli.ringkas(plan(tmp_path, SULI.replace("roster: .\n", "")), pada=PADA)
    assert item.keadaan == TERBACA
    assert [item.fakta[name] for name in ("petugas", "perlu_orang", "pustu_standar", "kurang_bidan")] == [None] * 4
    assert (item.fakta["puskesmas"], item.fakta["pustu"]) == (1, 1)
    assert item.tabel["realisasi"] == ()
    assert item.tabel["puskesmas"][0]["pustu_memenuhi"] is None


SPOILT = {
    "yaml": (b"kabupaten: {nama: 'x\n", GAGAL, "roadmap.yaml"),
    "empty": (b"", GAGAL, ""),
    "bytes": (bytes(range(256)), GAGAL, "roadmap.yaml"),
    "no puskesmas": (b"kabupaten: {nama: Luwu}\n", GAGAL, "puskesmas"),
    "roster gone": (SULI.replace("roster: .", "roster: tidak-ada.xlsx").encode(), SEBAGIAN, "tidak-ada.xlsx"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_folder_is_a_value_that_says_why(tmp_path: Path, name: str) -> None:
    content, keadaan, words = SPOILT[name]
    item = ilp_cli.ringkas(plan(tmp_path / "folder saya", content), pada=PADA)
    assert item.keadaan == keadaan
    assert words in item.alasan
    assert item.alasan
    assert "folder saya" not in item.alasan
    assert ringkasan_of(json.loads(json.dumps(item.document()))) == item


def test_a_locked_roster_leaves_the_places_counted(tmp_path: Path) -> None:
    folder = plan(tmp_path, SULI.replace("roster: .", "roster: roster.xlsx"))
    (folder / "roster.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage".ljust(2000, b"\0"))
    item = ilp_cli.ringkas(folder, pada=PADA)
    assert (item.keadaan, item.fakta["puskesmas_lokus"], item.fakta["perlu_orang"]) == (SEBAGIAN, 1, None)
    assert item.alasan.startswith("roster.xlsx: ")


def test_a_roadmap_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "roadmap.yaml").mkdir()
    item = ilp_cli.ringkas(tmp_path, pada=PADA)
    assert (item.keadaan, bool(item.alasan)) == (GAGAL, True)


def test_inputs_outside_the_folder_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "petugas.csv").write_text(PETUGAS_CSV, encoding="utf-8")
    own = plan(tmp_path / "a", petugas_csv=PETUGAS_CSV)
    outer = plan(tmp_path / "b", SULI.replace("roster: .", "roster: ../petugas.csv"))
    assert ilp_cli.ringkas(own, pada=PADA).mandiri
    assert not ilp_cli.ringkas(outer, pada=PADA).mandiri


def _changed(document: dict[str, Any], **changes: object) -> dict[str, Any]:
    return {**document, **changes}


def test_what_is_no_district_of_ours_is_refused() -> None:
    whole = json.loads(json.dumps(ilp_cli.ringkas(LUWU, pada=PADA).document()))
    ringkasan_of(whole)
    first = {**whole["tabel"]["pustu"][0]}
    spoilt: list[object] = [
        None, [], {}, _changed(whole, keadaan="baik"), _changed(whole, folder=3), _changed(whole, pada="kemarin"),
        _changed(whole, fakta={}), _changed(whole, fakta={**whole["fakta"], "pustu": "banyak"}),
        _changed(whole, tabel={}),
        _changed(whole, tabel={**whole["tabel"], "pustu": [{**first, "nama": "Ani"}]}), _changed(whole, lain=1),
        _changed(whole, tabel={**whole["tabel"], "pustu": [{**first, "bidan": [1]}]}), _changed(whole, kode=7317),
    ]  # fmt: skip
    for document in spoilt:
        with pytest.raises(ValueError, match=r".+"):
            ringkasan_of(document)


def test_the_day_is_a_day() -> None:
    with pytest.raises(Misuse):
        ilp_cli.ringkas(LUWU, pada="besok")  # type: ignore[arg-type]
    assert ilp_cli.ringkas(LUWU, pada=date(2025, 1, 2)).pada == date(2025, 1, 2)
