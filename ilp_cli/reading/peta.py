"""A GeoJSON file with the outlines of desa; what is wrong with it is told, never raised."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ilp_cli.core.names import normal
from ilp_cli.district.district import Source
from ilp_cli.district.peta import Desa, Peta, Ring
from ilp_cli.district.wilayah import WILAYAH
from ilp_cli.files.paths import absolute
from ilp_cli.law import configs
from ilp_cli.reading.shape import inside

MAX_BYTES = 64 * 1024 * 1024
"""A district of 200 desa at full detail is 20 MB; more is a province, and would need a gigabyte to be read."""


def read_peta(path: Path, written: str) -> tuple[Peta, Source | None]:
    """The map a roadmap names; `written` is how it names it."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return Peta(written, faults=(f"{written} lebih besar dari {MAX_BYTES // 1024**2} MB",)), None
        data = path.read_bytes()
    except OSError:
        return Peta(written, faults=(f"berkas {written} tidak ada atau tidak dapat dibaca",)), None
    source = Source(name=path.name, sha256=hashlib.sha256(data).hexdigest(), location=str(absolute(path)))
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return Peta(written, faults=(f"{written} bukan GeoJSON: isinya bukan JSON",)), source
    return _peta(content, written), source


def _peta(content: Any, written: str) -> Peta:
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        return Peta(written, faults=(f"{written} bukan GeoJSON: tidak ada daftar features",))
    every_desa: list[Desa] = []
    titles = _titles()
    nameless = shapeless = outside = swapped = 0
    for feature in features:
        mapping = feature if isinstance(feature, dict) else {}
        nama = _name(mapping.get("properties"), titles)
        rings = tuple(_rings(mapping.get("geometry")))
        if not rings:
            shapeless += 1
        elif not all(inside((lat, lon)) for ring in rings for lon, lat in ring):
            turned = all(inside(point) for ring in rings for point in ring)
            swapped, outside = swapped + turned, outside + (not turned)
        elif not nama:
            nameless += 1
        else:
            every_desa.append(Desa(nama, rings))
    faults = [
        (shapeless, "tanpa bidang (Polygon)"),
        (swapped, "dengan lintang dan bujur tertukar; GeoJSON menulis bujur dahulu, lalu lintang"),
        (outside, "di luar Indonesia; simpan ulang dengan lintang dan bujur (WGS 84)"),
        (nameless, "tanpa nama desa"),
    ]
    told = [f"{written}: {count} dari {len(features)} bidang {words}" for count, words in faults if count]
    if not features:
        told.append(f"{written} tidak memuat satu bidang pun")
    return Peta(written, tuple(every_desa), tuple(told))


def _name(properties: Any, titles: Sequence[str]) -> str:
    """The name of a desa among the properties of a polygon, "" where none has one."""
    told = properties if isinstance(properties, Mapping) else {}
    filled = {_title(str(key)): value for key, value in told.items() if isinstance(value, str) and value.strip()}
    return " ".join(next((filled[title] for title in titles if title in filled), "").split())


def _titles() -> list[str]:
    """What the property with the name of a desa may be called, the likeliest first."""
    columns = configs.headers()[WILAYAH.name]
    own = [title for title, column in columns.items() if column == "desa"]
    return [*own, *(_title(name) for name in configs.reading()["desa_peta"])]


def _title(name: str) -> str:
    return normal(name).replace(" ", "_")


def _rings(geometry: Any) -> Iterator[Ring]:
    """The outlines of a polygon or of several; holes are outlines too."""
    shape = geometry if isinstance(geometry, Mapping) else {}
    parts = shape.get("coordinates")
    listed = {"Polygon": [parts], "MultiPolygon": parts}.get(str(shape.get("type")), [])
    for polygon in listed if isinstance(listed, list) else ():
        for ring in polygon if isinstance(polygon, list) else ():
            points = tuple(_points(ring))
            if len(points) > 2:
                yield points


def _points(ring: Any) -> Iterator[tuple[float, float]]:
    for point in ring if isinstance(ring, list) else ():
        if isinstance(point, list) and len(point) >= 2 and all(isinstance(part, int | float) for part in point[:2]):
            yield float(point[0]), float(point[1])
