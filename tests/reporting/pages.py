"""Small districts for the tests of the report, and a page as its tables and links."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.plans import KADER_CSV, PETUGAS_CSV, plan
from tests.running import DAY, ilp

ROADMAP = """\
kabupaten: {nama: Luwu, kode: "73.17", provinsi: Sulawesi Selatan}
roster: .
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas:
  - {nama: Suli, kecamatan: Suli, pustu: [{nama: Cimpu, desa: Cimpu}], posyandu: [{nama: Melati, desa: Cimpu}]}
  - {nama: Bajo, kecamatan: Bajo, pustu: [{nama: Saga, desa: Saga}], posyandu: [{nama: Mawar, desa: Saga}]}
  - {nama: Bua, kecamatan: Bua}
tahap:
  - {tahun: 2025, sk: {nomor: "1/2025", tanggal: 2025-01-10, tentang: Lokus}, lokus: [
      {puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati], status: berjalan, sejak: 2025-05-02, bukti: BA 1}]}
  - {tahun: 2026, lokus: [{puskesmas: Bajo, pustu: [Saga], posyandu: [Mawar], status: rencana}]}
"""
"""Two lokus, one of them running and staffed, the other neither; and one puskesmas that is none."""


def district(folder: Path, roadmap: str = ROADMAP, **files: str) -> Path:
    """A plan folder of that roadmap with enough people for its first lokus."""
    return plan(folder, roadmap, **{"petugas_csv": PETUGAS_CSV, "kader_csv": KADER_CSV, **files})


def report(folder: Path, *words: str | Path, name: str = "laporan.html") -> str:
    """The page of a plan folder."""
    target = folder.parent / name
    answer = ilp("report", folder, "--pada", DAY, "-o", target, "--force", *words)
    assert answer.returncode in (0, 1), answer.stderr
    assert target.exists(), answer.stdout + answer.stderr
    return target.read_text(encoding="utf-8")


class Page(HTMLParser):
    """What stands in a page: its texts, its tables by the id of their title, its ids and links, and its elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self._silent = False
        self._cell: list[str] | None = None
        self._table = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        self.elements.append(tag)
        self.attributes += own.items()
        if "id" in own:
            self.ids.append(own["id"])
        if tag == "a":
            self.links.append(own["href"])
        if tag == "table":
            self._table = own["aria-labelledby"]
            self.tables[self._table] = []
        elif tag == "tr":
            self.tables[self._table].append([])
        elif tag in ("td", "th"):
            self._cell = []
        self._silent = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self.tables[self._table][-1].append("".join(self._cell).strip())
            self._cell = None
        self._silent = False

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._cell is not None:
            self._cell.append(data)
        if data.strip():
            self.texts.append(data.strip())

    @property
    def text(self) -> str:
        """All that can be read."""
        return re.sub(r"\s+", " ", " ".join(self.texts))

    def rows(self, table: str) -> list[list[str]]:
        """The rows of a table below its head."""
        return self.tables[table][1:]


def square(west: float, south: float, size: float = 0.05) -> list[list[float]]:
    """The outline of a desa."""
    return [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]


def geojson(*desa: Mapping[str, Any], **more: Any) -> str:
    """A GeoJSON file: each desa has `nama`, `ring` (or `geometry`) and further properties."""
    features = [
        {
            "type": "Feature",
            "properties": {key: value for key, value in own.items() if key not in ("ring", "geometry")},
            "geometry": own.get("geometry", {"type": "Polygon", "coordinates": [own.get("ring", [])]}),
        }
        for own in desa
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more})


DESA = (
    {"nama": "Cimpu", "kode": "73.17.05.2001", "ring": square(120.30, -3.40)},
    {"nama": "Murante", "kode": "73.17.05.2002", "ring": square(120.35, -3.40)},
    {"nama": "Saga", "kode": "73.17.06.2001", "ring": square(120.30, -3.35)},
    {"nama": "Barowa", "kode": "73.17.09.2001", "ring": square(120.35, -3.35)},
)
"""Two desa of Suli, one of Bajo, and one of which the register knows nothing."""
