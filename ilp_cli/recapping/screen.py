"""A recap as lines for people: how much is in the figures, the figures, and every folder that is not whole."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.core.words import angka, tanggal
from ilp_cli.recapping.rekap import SHORTAGE, Rekap, head_figures, unknown
from ilp_cli.recapping.ringkasan import TERBACA, Scalar
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table

_PROVINCES = ("Provinsi", "Kab/kota", "Puskesmas", "Lokus", "Pustu memenuhi", "Kurang orang")


def recap_lines(rekap: Rekap, *, most: int | None = None) -> Iterator[Line]:
    """A recap; of the folders that are not whole at `most` so many."""
    yield line((f"Rekap {rekap.said}", "bold"), f" · keadaan per {tanggal(rekap.pada)}")
    yield line()
    for label, value in head_figures(rekap):
        yield line(f"  {_figure(value):>10}  {label}")
    yield line()
    for remark in filter(None, (unknown(rekap), SHORTAGE)):
        yield line(("Catatan: ", "dim"), remark)
    rows = [
        [str(row["provinsi"]), f"{row['kabupaten_dijumlahkan']}/{row['kabupaten_ada']}", _figure(row["puskesmas"]),
         _figure(row["puskesmas_lokus"]), f"{_figure(row['pustu_memenuhi'])}/{_figure(row['pustu_diperiksa'])}",
         _figure(row["perlu_orang"])]
        for row in rekap.rows("provinsi")
    ]  # fmt: skip
    if rows:
        yield line()
        yield from table(_PROVINCES, rows)
    yield from _not_whole(rekap, most)


def _figure(value: Scalar) -> str:
    return "–" if value is None else angka(float(value))


def _not_whole(rekap: Rekap, most: int | None) -> Iterator[Line]:
    listed = [item for item in rekap.ringkasan if rekap.keadaan(item) != TERBACA]
    if listed:
        yield line()
        yield line(("Tidak utuh:", "bold"))
    for item in listed[:most]:
        name = f" ({item.kabupaten})" if item.kabupaten else ""
        yield line(f"  {item.folder}{name}: ", (rekap.keadaan(item), "bold"), f", {rekap.alasan(item)}")
    if most is not None and len(listed) > most:
        yield line(f"  … dan {len(listed) - most} lagi; semuanya dengan --format csv --tabel tidak_utuh")
    for again, first in rekap.dua_kali:
        yield line(f"  {again}: disebut dua kali (sama dengan {first}), dihitung sekali")
    for folder in rekap.tanpa_roadmap:
        yield line(f"  {folder}: tidak berisi roadmap.yaml, tidak ikut dihitung")
