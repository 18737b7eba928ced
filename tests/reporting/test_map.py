"""The map of a report: which desa belong to whom, and every way a GeoJSON file can be no map of this kabupaten."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ilp_cli.reading import peta as reading_peta
from tests.reporting.pages import DESA, ROADMAP, Page, district, geojson, report, square
from tests.running import DAY, ilp

NO_CODES = tuple({"nama": own["nama"], "ring": own["ring"]} for own in DESA)


def areas(text: str) -> dict[str, str]:
    """What each desa of a map is filled with, by what its title says."""
    return {title: look for look, title in re.findall(r'<path class="(p-[\w-]+)" d="[^"]+"><title>([^<]+)', text)}


def drawn(tmp_path: Path, content: str, roadmap: str = ROADMAP) -> tuple[dict[str, str], Page]:
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / "desa.geojson").write_text(content, encoding="utf-8")
    text = report(district(tmp_path / "luwu", roadmap), "--peta", tmp_path / "desa.geojson")
    return areas(text), Page(text)


def test_desa_follow_their_units_and_then_the_code_of_their_kecamatan(tmp_path: Path) -> None:
    looks, page = drawn(tmp_path, geojson(*DESA))
    assert looks == {
        "Cimpu: puskesmas Suli, berjalan": "p-berjalan",
        "Murante: puskesmas Suli, berjalan": "p-berjalan",
        "Saga: puskesmas Bajo, direncanakan": "p-rencana",
        "Barowa: puskesmas belum diketahui": "p-tak-tahu",
    }
    assert "1 dari 4 desa di peta belum diketahui puskesmasnya." in page.text
    assert "Tidak ada di peta karena letaknya belum diketahui: Bua." in page.text
    assert {"#pkm-1", "#pkm-2"} <= set(page.links)


def test_a_kecamatan_that_the_map_names_is_matched_by_name(tmp_path: Path) -> None:
    desa = [{**own, "wadmkc": name} for own, name in zip(NO_CODES, ("SULI", "Suli", "Bajo", "Bua"), strict=True)]
    looks, _ = drawn(tmp_path, geojson(*desa))
    assert looks["Barowa: puskesmas Bua, bukan lokus"] == "p-bukan"


def test_puskesmas_of_one_kecamatan_that_differ_are_told_as_such(tmp_path: Path) -> None:
    roadmap = ROADMAP.replace("{nama: Bua, kecamatan: Bua}", "{nama: Suli Barat, kecamatan: Suli}")
    looks, _ = drawn(tmp_path, geojson(*DESA), roadmap)
    assert looks["Murante: puskesmas Suli dan Suli Barat, beberapa puskesmas, keadaannya berbeda"] == "p-campur"
    assert looks["Cimpu: puskesmas Suli, berjalan"] == "p-berjalan"


def test_desa_of_one_name_are_told_apart_by_their_kecamatan(tmp_path: Path) -> None:
    twin = {"nama": "Cimpu", "kode": "73.17.06.2009", "ring": square(120.40, -3.35)}
    roadmap = ROADMAP.replace("posyandu: [{nama: Melati, desa: Cimpu}]", "posyandu: [{nama: Melati, desa: Murante}]")
    looks, _ = drawn(tmp_path, geojson(*DESA, twin), roadmap)
    assert looks["Cimpu: puskesmas Bajo, direncanakan"] == "p-rencana"
    assert looks["Cimpu: puskesmas Suli, berjalan"] == "p-berjalan"


def test_of_a_province_the_own_desa_are_drawn(tmp_path: Path) -> None:
    looks, _ = drawn(tmp_path, geojson(*DESA, {"nama": "Jauh", "kode": "73.22.01.2001", "ring": square(121, -3)}))
    assert len(looks) == 4


def test_height_above_sea_and_holes_are_no_hindrance(tmp_path: Path) -> None:
    high = [[*point, 812.5] for point in square(120.30, -3.40)]
    hole = square(120.32, -3.38, 0.01)
    first = {**DESA[0], "geometry": {"type": "MultiPolygon", "coordinates": [[high, hole]]}}
    looks, _ = drawn(tmp_path, geojson(first, *DESA[1:]))
    assert len(looks) == 4


def test_a_collection_of_shapes_a_single_feature_and_a_mark_of_order_are_read(tmp_path: Path) -> None:
    inside = {"type": "Polygon", "coordinates": [DESA[0]["ring"]]}
    mixed = {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [120, -3]}, inside]}
    looks, _ = drawn(tmp_path / "a", "\ufeff" + geojson({**DESA[0], "geometry": mixed}, *DESA[1:]))
    assert len(looks) == 4
    alone = json.dumps(json.loads(geojson(DESA[0]))["features"][0])
    looks, _ = drawn(tmp_path / "b", alone)
    assert list(looks) == ["Cimpu: puskesmas Suli, berjalan"]


@pytest.mark.parametrize("code", [str, int])
def test_a_code_without_its_points_is_the_same_code(tmp_path: Path, code: type) -> None:
    bare = ({**own, "kode": code(str(own["kode"]).replace(".", ""))} for own in DESA)
    looks, _ = drawn(tmp_path, geojson(*bare))
    assert looks["Murante: puskesmas Suli, berjalan"] == "p-berjalan"
    other = geojson(*({**own, "kode": code("7605011001")} for own in DESA))
    (tmp_path / "lain.geojson").write_text(other, encoding="utf-8")
    words = ("report", district(tmp_path / "lain"), "--pada", DAY, "--peta", "lain.geojson", "-o", "a.html")
    answer = ilp(*words, cwd=tmp_path)
    assert (answer.returncode, "bukan peta Kabupaten Luwu (73.17)" in answer.stderr) == (3, True)


def test_of_a_map_without_names_its_properties_are_named(tmp_path: Path) -> None:
    nameless = geojson({"ring": square(120, -3), "BIDANG_X": "A", "OBJECTID": 7})
    (tmp_path / "desa.geojson").write_text(nameless, encoding="utf-8")
    words = ("report", district(tmp_path / "luwu"), "--pada", DAY, "--peta", "desa.geojson", "-o", "a.html")
    answer = ilp(*words, cwd=tmp_path)
    assert "tanpa nama desa; properti yang ada: BIDANG_X dan OBJECTID" in answer.stderr


def test_coordinates_of_the_register_are_a_map_of_points(tmp_path: Path) -> None:
    roadmap = ROADMAP.replace("kecamatan: Suli,", "kecamatan: Suli, koordinat: [-3.38, 120.37],")
    roadmap = roadmap.replace("kecamatan: Bajo,", "kecamatan: Bajo, koordinat: [-3.38, 120.37],")
    text = report(district(tmp_path / "luwu", roadmap))
    marks = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', text.split('class="peta"')[1])
    (x1, y1), (x2, y2) = ((float(x), float(y)) for x, y in marks)
    assert ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5 >= 17  # beside each other, though at one place
    assert "Tidak ada di peta karena letaknya belum diketahui: Bua." in Page(text).text


def test_the_map_the_roadmap_names_is_used(tmp_path: Path) -> None:
    folder = district(tmp_path / "luwu", ROADMAP + "peta: desa.geojson\n", desa_geojson=geojson(*DESA))
    assert len(areas(report(folder))) == 4


def test_without_any_place_there_is_no_map_and_the_page_says_so(tmp_path: Path) -> None:
    page = Page(report(district(tmp_path / "luwu")))
    assert "gambar-peta" not in page.ids
    assert "Tidak ada peta: register belum memuat koordinat puskesmas." in page.text


def test_a_map_of_which_nothing_is_known_is_not_drawn(tmp_path: Path) -> None:
    looks, page = drawn(tmp_path, geojson({"nama": "Entah", "ring": square(120, -3)}))
    assert not looks
    assert "Tidak ada peta: tidak satu pun dari 1 desanya terkait dengan puskesmas." in page.text


def test_what_part_of_a_map_cannot_be_used_is_told(tmp_path: Path) -> None:
    _, page = drawn(tmp_path, geojson(*DESA, {"nama": "Rusak", "ring": []}))
    assert "desa.geojson: 1 dari 5 bidang tanpa bidang (Polygon)" in page.text
    assert tmp_path.as_posix() not in page.text


def turned(ring: list[list[float]]) -> list[list[float]]:
    return [[lat, lon] for lon, lat in ring]


def each(change: Any) -> str:
    return geojson(*({**own, "ring": change(own["ring"])} for own in DESA))


SPOILT = {
    "no JSON": ("<html>", "bukan GeoJSON: isinya bukan JSON"),
    "empty": ("", "bukan GeoJSON: isinya bukan JSON"),
    "a list": ("[]", "tidak ada daftar features"),
    "null": ("null", "tidak ada daftar features"),
    "no features": (geojson(), "tidak memuat satu bidang pun"),
    "deep": ("[" * 100_000, "bukan GeoJSON: isinya bukan JSON"),
    "axes": (each(turned), "4 dari 4 bidang terbalik lintang dan bujurnya"),
    "metres": (each(lambda ring: [[x * 111_000, y * 111_000] for x, y in ring]), "di luar Indonesia"),
    "NaN": (each(lambda ring: [[float("nan"), y] for _, y in ring]), "dengan titik yang bukan bilangan"),
    "infinity": (each(lambda ring: [[float("inf"), y] for _, y in ring]), "dengan titik yang bukan bilangan"),
    "text": (each(lambda ring: [[str(x), y] for x, y in ring]), "dengan titik yang bukan bilangan"),
    "no end": (each(lambda ring: [[10**400, y] for _, y in ring]), "dengan titik yang bukan bilangan"),
    "true": (each(lambda ring: [[True, y] for _, y in ring]), "dengan titik yang bukan bilangan"),
    "one dimension": (each(lambda ring: [[x] for x, _ in ring]), "dengan titik yang bukan bilangan"),
    "points": (geojson({"nama": "A", "geometry": {"type": "Point", "coordinates": [120, -3]}}), "tanpa bidang"),
    "no geometry": (geojson({"nama": "A", "geometry": None}), "tanpa bidang"),
    "no names": (geojson({"ring": square(120, -3)}), "tanpa nama desa"),
    "scalars": ('{"features": [1, null, "x", []]}', "4 dari 4 bidang tanpa bidang"),
    "elsewhere": (
        geojson(*({**own, "kode": "76.05.01.1001"} for own in DESA)),
        "bukan peta Kabupaten Luwu (73.17); kode desanya milik 76.05",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_map_is_refused_in_words_and_the_report_is_written_without_it(tmp_path: Path, name: str) -> None:
    content, words = SPOILT[name]
    (tmp_path / "desa.geojson").write_text(content, encoding="utf-8")
    answer = ilp(
        "report", district(tmp_path / "luwu"), "--pada", DAY, "--peta", "desa.geojson", "-o", "a.html", cwd=tmp_path
    )
    assert answer.returncode == 3
    assert words in answer.stderr
    (told,) = [line for line in answer.stderr.splitlines() if "peta tidak dipakai" in line]
    assert words in told
    assert "gambar-peta" not in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_a_desa_drawn_twice_an_outline_that_cuts_itself_and_another_system_are_told(tmp_path: Path) -> None:
    bow = [[120.0, -3.0], [120.1, -3.1], [120.1, -3.0], [120.0, -3.1], [120.0, -3.0]]
    (tmp_path / "desa.geojson").write_text(geojson(*DESA, DESA[0], {"nama": "Pita", "ring": bow}), encoding="utf-8")
    page = Page(report(district(tmp_path / "luwu"), "--peta", tmp_path / "desa.geojson"))
    assert "1 bidang menyebut desa yang juga disebut bidang lain; semuanya digambar" in page.text
    assert "1 bidang garis batasnya memotong dirinya sendiri" in page.text
    utm = json.loads(each(lambda ring: [[x * 111_000, y * 111_000] for x, y in ring]))
    utm["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32751"}}
    (tmp_path / "utm.geojson").write_text(json.dumps(utm), encoding="utf-8")
    words = ("report", tmp_path / "luwu", "--pada", DAY, "--peta", "utm.geojson", "-o", "a.html")
    assert "di luar Indonesia (crs urn:ogc:def:crs:EPSG::32751)" in ilp(*words, cwd=tmp_path).stderr
    (tmp_path / "topo.geojson").write_text('{"type": "Topology", "objects": {}}', encoding="utf-8")
    words = ("report", tmp_path / "luwu", "--pada", DAY, "--peta", "topo.geojson", "-o", "b.html")
    assert "TopoJSON; simpan ulang sebagai GeoJSON" in ilp(*words, cwd=tmp_path).stderr


def test_a_map_without_end_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "desa.geojson").open("wb") as file:
        file.truncate(100 * 1024 * 1024)  # takes no room on the disk
    words = ("report", district(tmp_path / "luwu"), "--pada", DAY, "--peta", "desa.geojson", "-o", "a.html")
    answer = ilp(*words, cwd=tmp_path)
    assert (answer.returncode, "lebih besar dari 64 MB" in answer.stderr) == (3, True)
    assert reading_peta.MAX_BYTES == 64 * 1024 * 1024
    answer = ilp(*words[:4], "--peta", "tiada.geojson", "-o", "b.html", cwd=tmp_path)
    assert (answer.returncode, "tidak ada atau tidak dapat dibaca" in answer.stderr) == (3, True)


def test_points_that_fall_together_are_drawn_once(tmp_path: Path) -> None:
    ring = [[120.30 + 0.00000001 * step, -3.40] for step in range(500)] + square(120.30, -3.40)
    text = json.dumps(json.loads(geojson({**DESA[0], "ring": ring}, *DESA[1:])))
    (tmp_path / "desa.geojson").write_text(text, encoding="utf-8")
    page = report(district(tmp_path / "luwu"), "--peta", tmp_path / "desa.geojson")
    assert max(len(path) for path in re.findall(r' d="([^"]+)"', page)) < 400


def test_the_key_of_a_map_shows_what_is_drawn(tmp_path: Path) -> None:
    _, page = drawn(tmp_path / "desa", geojson(*DESA))
    assert ("class", "p-berjalan") in page.attributes
    points = ROADMAP.replace("{nama: Suli,", "{nama: Suli, koordinat: [-3.4, 120.3],")
    text = report(district(tmp_path / "titik", points))
    keys = re.findall(r'<li><svg viewBox="0 0 22 14" aria-hidden="true"><(\w+) class="([^"]+)"', text)
    assert keys == [("circle", "tanda t-berjalan")]


def test_type_in_a_drawing_is_read_on_paper(tmp_path: Path) -> None:
    (tmp_path / "desa.geojson").write_text(geojson(*DESA), encoding="utf-8")
    text = report(district(tmp_path / "luwu"), "--peta", tmp_path / "desa.geojson")
    half = ((210 - 2 * 12) / 25.4 * 96 - 13) / 2
    sizes = {look: float(size) for look, size in re.findall(r"\.(grafik|peta) text { font: (?:bold )?(\d+)px", text)}
    boxes = re.findall(r'<svg viewBox="0 0 (\d+) (\d+)"[^>]* class="(grafik|peta)"', text)
    assert {look for *_, look in boxes} == set(sizes) == {"grafik", "peta"}
    for wide, tall, look in boxes:
        scale = min(half / float(wide), 91 / 25.4 * 96 / float(tall) if look == "peta" else 99)
        assert sizes[look] * scale * 0.75 >= 7.95, look
