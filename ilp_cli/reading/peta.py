"""A GeoJSON file with the outlines of desa; what is wrong with it is told, never raised."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from ilp_cli.core.masking import mask_numbers, printable
from ilp_cli.core.names import normal
from ilp_cli.core.words import daftar
from ilp_cli.district.district import Source
from ilp_cli.district.peta import Desa, Peta, Ring
from ilp_cli.district.wilayah import WILAYAH
from ilp_cli.files.content import content_of
from ilp_cli.files.paths import absolute
from ilp_cli.law import configs
from ilp_cli.reading.shape import inside

MAX_BYTES = 64 * 1024 * 1024
_FARTHEST = 1e9
"""No map counts so far, not even one in metres; NaN is not below it."""
_CODE = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?")
"""A code of the Kemendagri: of a provinsi, a kabupaten, a kecamatan or a desa."""
_BARE = re.compile(r"(\d{2})(\d{2})(\d{2})(\d{4})|(\d{2})(\d{2})(\d{2})|(\d{2})(\d{2})")
"""The same without its points."""
_CORNERS = 60
"""So many sides of an outline are held against one another."""
_SHOWN = 8
"""So many properties of a map are named."""


def read_peta(path: Path, written: str) -> tuple[Peta, Source | None]:
    """The map a roadmap names; `written` is how it names it."""
    try:
        data = content_of(path, MAX_BYTES)
    except (OSError, ValueError):  # the latter for a name with a letter that no system takes
        return Peta(written, faults=(f"berkas {written} tidak ada atau tidak dapat dibaca",)), None
    if data is None:
        return Peta(written, faults=(f"{written} lebih besar dari {MAX_BYTES // 1024**2} MB",)), None
    source = Source(name=path.name, sha256=hashlib.sha256(data).hexdigest(), location=str(absolute(path)))
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return Peta(written, faults=(f"{written} bukan GeoJSON: isinya bukan JSON",)), source
    return _peta(content, written), source


def _peta(content: Any, written: str) -> Peta:
    features = _features(content)
    if features is None:
        topology = isinstance(content, dict) and content.get("type") == "Topology"
        what = "ini TopoJSON; simpan ulang sebagai GeoJSON" if topology else "tidak ada daftar features"
        return Peta(written, faults=(f"{written} bukan GeoJSON: {what}",))
    every_desa: list[Desa] = []
    words = _titles()
    titles: dict[str, None] = {}
    nameless = shapeless = broken = swapped = outside = 0
    for feature in features:
        mapping = feature if isinstance(feature, dict) else {}
        own = _told(mapping.get("properties"))
        nama = _first(own, words["desa"])
        rings = tuple(_rings(mapping.get("geometry")))
        if not rings:
            shapeless += 1
        elif not all(rings):
            broken += 1
        elif not all(inside((lat, lon)) for ring in rings for lon, lat in ring):
            turned = all(inside(point) for ring in rings for point in ring)
            swapped, outside = swapped + turned, outside + (not turned)
        elif not nama:
            nameless += 1
            titles.update(dict.fromkeys(map(str, mapping.get("properties") or ())))
        else:
            kode = _code_of(_first(own, words["kode"]))
            every_desa.append(Desa(nama, rings, kode, _first(own, words["kecamatan"])))
    there = daftar(mask_numbers(printable(title[:40])) for title in list(titles)[:_SHOWN])
    own_title = f"; properti yang ada: {there}. Namai yang memuat nama desa: {words['desa'][0]}" if there else ""
    faults = [
        (shapeless, "tanpa bidang (Polygon)"),
        (broken, "dengan titik yang bukan bilangan"),
        (swapped, "terbalik lintang dan bujurnya; GeoJSON menulis bujur dahulu, simpan ulang"),
        (outside, f"di luar Indonesia{_system(content)}; simpan ulang dengan lintang dan bujur (WGS 84)"),
        (nameless, f"tanpa nama desa{own_title}"),
    ]
    told = [f"{written}: {count} dari {len(features)} bidang {why}" for count, why in faults if count]
    again = len(every_desa) - len({(desa.kode, desa.kecamatan, desa.nama) for desa in every_desa})
    if again:
        told.append(f"{written}: {again} bidang menyebut desa yang juga disebut bidang lain; semuanya digambar")
    crossed = sum(any(map(_crosses, desa.rings)) for desa in every_desa)
    if crossed:
        told.append(f"{written}: {crossed} bidang garis batasnya memotong dirinya sendiri; digambar apa adanya")
    if not features:
        told.append(f"{written} tidak memuat satu bidang pun")
    return Peta(written, tuple(every_desa), tuple(told))


def _features(content: Any) -> list[Any] | None:
    """The features of a file: those of a collection, or the only one that it is; None where it is neither."""
    if not isinstance(content, dict):
        return None
    if content.get("type") == "Feature":
        return [content]
    features = content.get("features")
    return features if isinstance(features, list) else None


def _system(content: Mapping[str, Any]) -> str:
    """How a file says that it counts, where it says so."""
    named = content.get("crs")
    inner = named.get("properties") if isinstance(named, Mapping) else None
    name = inner.get("name") if isinstance(inner, Mapping) else None
    return f" (crs {mask_numbers(printable(name[:60]))})" if isinstance(name, str) else ""


def _crosses(ring: Ring) -> bool:
    """Whether an outline of few corners cuts itself; of one with many nobody can see it."""
    lines = list(pairwise(ring))
    if len(lines) > _CORNERS:
        return False
    return any(
        _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0
        for number, (a, b) in enumerate(lines)
        for c, d in lines[number + 2 :]
    )


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _code_of(text: str) -> str:
    """A code as it is compared, also where it is written without its points; "" where it is none."""
    bare = _BARE.fullmatch(text)
    if bare:
        return ".".join(filter(None, bare.groups()))
    kode = _CODE.match(text)
    return kode[0] if kode else ""


def _told(properties: Any) -> Mapping[str, str]:
    """The texts among the properties of a polygon, by their titles as they are compared."""
    told = properties if isinstance(properties, Mapping) else {}
    texts = {
        _title(str(key)): str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        for key, value in told.items()
    }
    return {key: value for key, value in texts.items() if isinstance(value, str) and value.strip()}


def _first(told: Mapping[str, str], titles: Sequence[str]) -> str:
    """The first of some properties that is there, "" where none is."""
    return " ".join(next((told[title] for title in titles if title in told), "").split())


def _titles() -> Mapping[str, Sequence[str]]:
    """What the properties with the desa, its code and its kecamatan may be called, the likeliest first."""
    columns = configs.headers()[WILAYAH.name]
    own = [title for title, column in columns.items() if column == "desa"]
    words = configs.reading()["peta"]
    return {name: [*(own if name == "desa" else ()), *map(_title, titles)] for name, titles in words.items()}


def _title(name: str) -> str:
    return normal(name).replace(" ", "_")


def _rings(geometry: Any, within: int = 3) -> Iterator[Ring]:
    """The outlines of a polygon or of several; holes are outlines too. One with a point that is none is empty.

    Of a collection of shapes those that are polygons; `within` so many collections of one another.
    """
    shape = geometry if isinstance(geometry, Mapping) else {}
    inner = shape.get("geometries") if shape.get("type") == "GeometryCollection" and within else None
    for part in inner if isinstance(inner, list) else ():
        yield from _rings(part, within - 1)
    parts = shape.get("coordinates")
    listed = {"Polygon": [parts], "MultiPolygon": parts}.get(str(shape.get("type")), [])
    for polygon in listed if isinstance(listed, list) else ():
        for ring in polygon if isinstance(polygon, list) else ():
            listed_points = ring if isinstance(ring, list) else ()
            points = tuple(_points(listed_points))
            if len(points) < len(listed_points):
                yield ()
            elif len(points) > 2:
                yield points


def _points(ring: Sequence[Any]) -> Iterator[tuple[float, float]]:
    for point in ring:
        if isinstance(point, list) and len(point) >= 2 and all(map(_is_degrees, point[:2])):
            yield float(point[0]), float(point[1])


def _is_degrees(part: Any) -> bool:
    """Whether a part of a point may be degrees; what Python reads as JSON may be NaN, or a number without end."""
    return isinstance(part, int | float) and not isinstance(part, bool) and abs(part) < _FARTHEST
