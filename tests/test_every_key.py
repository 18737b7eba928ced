"""Every key of every file that may be given beside a plan, spoiled one by one: named at its line, never a crash."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.plans import KADER_CSV, PETUGAS_CSV, plan
from tests.running import DAY, ilp

ROADMAP = """\
kabupaten: {nama: Luwu}
roster: .
puskesmas:
  - nama: Suli
    kecamatan: Suli
    pustu: [{nama: Cimpu}, {nama: Buntu}]
    posyandu: [{nama: Melati, pustu: Cimpu, hari_buka: selasa ke-2}]
  - nama: Bua
    kecamatan: Bua
    pustu: [{nama: Lare}]
    posyandu: [{nama: Mawar, pustu: Lare}]
tahap:
  - tahun: 2025
    sk: {nomor: 1/2025, tanggal: 2025-01-02}
    lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]
rollout: {tahun: [{tahun: 2027, rekrut: 4}]}
"""
PETUGAS = PETUGAS_CSV + "Rina,Suli,Buntu,Bidan\nLina,Bua,Lare,Bidan\nDoni,Bua,Lare,Perawat\n"
WILAYAH = "puskesmas,posyandu,blok,kk,kader\nSuli,Melati,RT 1,10,Sari\nSuli,Melati,RT 2,20,Nur\n"

FILES: dict[str, dict[str, Any]] = {
    "usulan.yaml": {
        "kabupaten": "Luwu",
        "pada": date(2026, 11, 21),
        "tahun": [2025],
        "pindah": [
            {
                "nama": "Rina",
                "profesi": "bidan",
                "dari": {"puskesmas": "Suli", "pustu": "Buntu"},
                "ke": {"puskesmas": "Suli", "pustu": "Cimpu"},
                "hari": "senin, selasa",
            }
        ],
        "rekrut": [
            {"profesi": "perawat", "jumlah": 1, "tahun": 2025, "di": {"puskesmas": "Suli", "pustu": "Cimpu"}},
        ],
    },
    "wilayah.yaml": {
        "kabupaten": "Luwu",
        "pada": date(2026, 11, 21),
        "pembagian": [
            {
                "puskesmas": "Suli",
                "posyandu": "Melati",
                "kader": [{"nama": "Sari", "blok": ["RT 1"]}, {"nama": "Nur", "blok": ["RT 2"]}],
            }
        ],
    },
    "bukaan.yaml": {
        "kabupaten": "Luwu",
        "tahun": 2027,
        "hari_buka": [
            {
                "puskesmas": "Suli",
                "posyandu": "Melati",
                "hari_buka": ["selasa ke-2", date(2027, 3, 5)],
                "pendamping": [{"nama": "Ina", "dari": "pustu Cimpu", "tanggal": [date(2027, 3, 5)]}],
            }
        ],
    },
    "rollout.yaml": {
        "kabupaten": "Luwu",
        "pada": date(2026, 11, 21),
        "urutan": [{"tahun": 2027, "puskesmas": ["Bua"]}],
    },
}

WRONG: dict[str, object] = {
    "daftar": ["x", {"y": 1}],
    "peta": {"x": 1},
    "angka": 7,
    "negatif": -5,
    "raksasa": 10**30,
    "nan": float("nan"),
    "teks": "entah apa",
    "tanggal": date(2031, 2, 3),
    "benar": True,
}
NOT_WRONG = {("pada", "tanggal"), ("hari_buka", "angka")}
"""Another day on which a file was made; `hari_buka: 7`, which is the 7th of every month."""
OPTIONAL = {
    "kabupaten",
    "pada",
    "tahun",
    "pendamping",
    "dari",
    "tanggal",
    "jumlah",
    "hari",
    "pustu",
    "pindah",
    "rekrut",
}
"""Keys without which a file says something else, or the same, and says it wholly."""


class _NoAnchors(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


Path_ = tuple[str | int, ...]


def keys(value: object, path: Path_ = ()) -> Iterator[Path_]:
    """The path of every key of a document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from keys(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from keys(inner, (*path, index))


def spoiled(document: dict[str, Any], path: Path_, way: str) -> str:
    """The document as text with one key spoiled."""
    spoilt: Any = copy.deepcopy(document)
    home = spoilt
    for part in path[:-1]:
        home = home[part]
    key = path[-1]
    if way in ("salah eja", "asing", "ganda"):
        kept = dict(home)
        home.clear()
        for name, value in kept.items():
            if name != key or way == "ganda":
                home[name] = value
            if name == key:
                home[{"salah eja": f"{name}x", "asing": "qqzz", "ganda": f"{name}KEDUA"}[way]] = value
    elif way == "hapus":
        del home[key]
    else:
        home[key] = WRONG.get(way)
    text: str = yaml.dump(spoilt, Dumper=_NoAnchors, allow_unicode=True, sort_keys=False)
    return text.replace(f"{key}KEDUA", str(key))


CASES = [(name, path) for name, document in FILES.items() for path in keys(document)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("kunci")
    return plan(place / "d", ROADMAP, petugas_csv=PETUGAS, kader_csv=KADER_CSV, wilayah_csv=WILAYAH)


def told(folder: Path, name: str, text: str) -> set[tuple[str, int | None, str]]:
    """The findings of a check that stand in a file given beside the plan."""
    given = folder.parent / name
    given.write_text(text, encoding="utf-8")
    done = ilp("check", folder, "--dengan", given, "--pada", DAY, "--format", "json")
    assert done.returncode in (0, 1, 3), done.stderr
    findings = json.loads(done.stdout)["findings"]
    return {(found["code"], found["line"], found["message"]) for found in findings
            if (found["file"] or "").endswith(name)}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "path"), CASES, ids=lambda part: part if isinstance(part, str) else ".".join(map(str, part))
)
def test_a_spoiled_key_is_told_at_its_line(folder: Path, name: str, path: Path_) -> None:
    document, key = FILES[name], str(path[-1])
    whole = told(folder, name, yaml.dump(document, Dumper=_NoAnchors, sort_keys=False))
    for way in ("salah eja", "asing", "ganda", *WRONG):
        new = told(folder, name, spoiled(document, path, way)) - whole
        placed = [words for _, line, words in new if line]
        if (key, way) in NOT_WRONG:
            continue
        assert placed, (way, "nothing is said")
        if way in ("salah eja", "asing"):
            assert any(({"salah eja": f"{key}x", "asing": "qqzz"}[way]) in words for words in placed), (way, placed)
        if way == "ganda":
            assert any(key in words for words in placed), (way, placed)
    for way in ("hapus", "kosong"):
        new = told(folder, name, spoiled(document, path, way)) - whole
        assert key in OPTIONAL or any(line for _, line, _ in new), (way, "nothing is said")


@pytest.mark.parametrize("name", FILES)
def test_a_file_does_not_prove_itself(folder: Path, name: str) -> None:
    """Whoever edits a file may write that it is proven; nobody reads that."""
    text = yaml.dump({**FILES[name], "terbukti": True, "sertifikat": "optimal"}, Dumper=_NoAnchors, sort_keys=False)
    messages = [words for _, _, words in told(folder, name, text)]
    for key in ("terbukti", "sertifikat"):
        assert any(f"“{key}” tidak dikenal" in words for words in messages)


@pytest.mark.parametrize(("name", "code"), [("usulan.yaml", "ILP609"), ("wilayah.yaml", "ILP510"),
                                            ("bukaan.yaml", "ILP424"), ("rollout.yaml", "ILP625")])  # fmt: skip
def test_a_file_of_another_district_is_named_and_one_of_this_by_its_whole_name_is_not(
    folder: Path, name: str, code: str
) -> None:
    def codes(kabupaten: str) -> set[str]:
        text = yaml.dump({**FILES[name], "kabupaten": kabupaten}, Dumper=_NoAnchors, sort_keys=False)
        return {found for found, _, words in told(folder, name, text) if "disusun untuk" in words}

    assert codes("Majene") == {code}
    assert codes("Kabupaten Luwu") == codes("luwu") == set()
