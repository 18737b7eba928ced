"""Coverage as a map of desa: a step of grey and a figure in each, so that a copier keeps it.

Plain SVG without script and without anything from elsewhere; the same coverage gives the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from statistics import median

from ilp_cli.capabilities.pws.model import HARAPAN, SIGNS, Pws, coverage, gap, grey, mark, reporting
from ilp_cli.core.finding import Path
from ilp_cli.core.words import BULAN, angka, ended, tanggal
from ilp_cli.district.capaian import DESA, Deret
from ilp_cli.district.peta import Peta, Ring
from ilp_cli.district.place import kilometres
from ilp_cli.law.configs import reasonable
from ilp_cli.law.indicators import bare_desa, greys
from ilp_cli.paper.drawing import Point, path_data, projection, text, wrapped

_WIDE, _TALL, _MARGIN = 960.0, 640.0, 20.0
_PAD = 0.04
_NAMED = 60
"""Up to how many desa there is room for their names."""
_SHOWN = 8

Drawn = Mapping[Path, Sequence[Ring]]
"""The outlines of the desa that are drawn, by the keys of their areas."""


def matched(pws: Pws, item: Deret, peta: Peta) -> tuple[Drawn, str]:
    """The outlines that mean a desa of the district, and in words why the map is not drawn; "" where it is."""
    areas: dict[str, list[Path]] = defaultdict(list)
    for daerah in pws.of_level(item, DESA):
        areas[bare_desa(daerah.nama)].append(daerah.kunci)
    if not areas:
        return {}, (
            f"capaian {item.indikator.singkat} tidak sampai desa; isi kolom desa, atau desa: pada posyandu di register"
        )
    outlines: dict[str, list[Sequence[Ring]]] = defaultdict(list)
    for desa in peta.desa:
        outlines[bare_desa(desa.nama)].append(desa.rings)
    drawn = {
        listed[0]: outlines[name][0]
        for name, listed in areas.items()
        if len(listed) == 1 and len(outlines.get(name, ())) == 1
    }
    if not drawn:
        shown = ", ".join(desa.nama for desa in peta.desa[:_SHOWN])
        return {}, f"tidak satu pun dari {len(peta.desa)} bidangnya desa kabupaten ini (misalnya {shown})"
    far = _far(pws, drawn)
    if far is not None:
        return {}, f"bidangnya {angka(far)} km dari puskesmasnya; ini peta daerah lain yang nama desanya sama"
    return drawn, ""


def _far(pws: Pws, drawn: Drawn) -> float | None:
    """How far the outlines lie from their puskesmas, where that is too far for most of them."""
    places = {puskesmas.path: puskesmas.koordinat for puskesmas in pws.district.puskesmas}
    distances = []
    for kunci, rings in drawn.items():
        near = places.get(kunci[:2])
        if near is not None:
            lon, lat = _middle(rings)
            distances.append(kilometres((lat, lon), near))
    usual = median(distances) if distances else 0.0
    return usual if usual > reasonable("km_desa") else None


def _middle(rings: Sequence[Ring]) -> Point:
    """The middle of the largest outline: the centre of its surface."""
    best, most = rings[0][0], -1.0
    for ring in rings:
        twice, x, y = 0.0, 0.0, 0.0
        left, top = ring[0]
        for (a, b), (c, d) in zip(ring, (*ring[1:], ring[0]), strict=True):
            cross = (a - left) * (d - top) - (c - left) * (b - top)
            twice += cross
            x += (a + c - 2 * left) * cross
            y += (b + d - 2 * top) * cross
        if abs(twice) > most:
            most = abs(twice)
            best = (left + x / (3 * twice), top + y / (3 * twice)) if twice else ring[0]
    return best


def map_svg(pws: Pws, item: Deret, drawn: Drawn, peta: Peta, pada: date) -> str:
    """The map of one indicator with its legend and those that are not on it."""
    bulan = pws.sampai(item)
    when = f"{BULAN[bulan - 1]} {item.tahun}"
    title = f"{item.indikator.nama} per desa, {pws.district.kabupaten.sebutan}, sampai {when}"
    known = {bare_desa(daerah.nama) for daerah in item.daerah.values() if daerah.tingkat == DESA}
    others = [desa for desa in peta.desa if bare_desa(desa.nama) not in known]
    body = [*_outlines(item, drawn, bulan)]
    lines, y = _legend(pws, item, drawn, others=bool(others) and not pws.puskesmas)
    height = _TALL + 72 + y
    wide = _WIDE + 2 * _MARGIN
    target = f"target daerah {item.target}%" if item.target is not None else "tanpa target daerah"
    return (
        "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {height:.0f}" width="{wide:.0f}" '
                f'height="{height:.0f}" font-family="Arial, Helvetica, sans-serif" fill="#000">',
                f"<title>{escape(title)}</title>",
                '<rect width="100%" height="100%" fill="#fff"/>',
                text(_MARGIN, 28, title, 18, weight="bold"),
                text(_MARGIN, 47, f"Menurut lembar Capaian, per {tanggal(pada)}; {target}.", 12),
                f'<g transform="translate({_MARGIN:.0f} 58)">',
                f'<rect width="{_WIDE:.0f}" height="{_TALL:.0f}" fill="#fff" stroke="#000"/>',
                *body,
                "</g>",
                f'<g transform="translate({_MARGIN:.0f} {_TALL + 70:.0f})">',
                *lines,
                "</g>",
                "</svg>",
            ]
        )
        + "\n"
    )


def _outlines(item: Deret, drawn: Drawn, bulan: int) -> Iterator[str]:
    place = projection([point for rings in drawn.values() for ring in rings for point in ring], _WIDE, _TALL, _PAD)
    roomy = len(drawn) <= _NAMED
    for kunci, rings in drawn.items():
        figures = item.at(kunci, bulan)
        silent = figures.dilayani is None
        dash = ' stroke-dasharray="4 3"' if silent else ""
        shape = " ".join(path_data([place(point) for point in ring]) for ring in rings)
        told = "; ".join(filter(None, (coverage(figures), gap(item, kunci, bulan), reporting(item, kunci, bulan))))
        yield (
            f'<path d="{shape}" fill="#{grey(item, kunci, bulan)}" fill-rule="evenodd" stroke="#000"{dash}>'
            f"<title>{escape(f'{item.daerah[kunci].nama}: {told}')}</title></path>"
        )
    for kunci, rings in drawn.items():
        x, y = place(_middle(rings))
        share = item.at(kunci, bulan).cakupan
        figure = "–" if share is None else angka(share)
        partly = "" if item.at(kunci, bulan).utuh or share is None else "*"
        words = f"{mark(item, kunci, bulan)} {figure}{partly}".strip()
        yield text(x, y + 4, words, 13 if roomy else 9, weight="bold", anchor="middle")
        if roomy:
            yield text(x, y + 15, item.daerah[kunci].nama, 9, anchor="middle")


def _legend(pws: Pws, item: Deret, drawn: Drawn, *, others: bool) -> tuple[list[str], float]:
    lines: list[str] = []
    y = 0.0
    if item.target is not None:
        for index, step in enumerate(greys()):
            x = index * 190
            lines.append(
                f'<rect x="{x:.0f}" y="0" width="26" height="15" fill="#{step.warna}" stroke="#000"/>'
                + text(x + 33, 12, step.kata, 11)
            )
        y = 24
    missing = [daerah.nama for daerah in pws.of_level(item, DESA) if daerah.kunci not in drawn]
    notes = [
        f"{SIGNS} Garis putus-putus: belum melapor.",
        HARAPAN,
    ]
    if missing:
        notes.append(ended(f"Tidak ada di peta, atau namanya tidak tunggal: {', '.join(missing)}"))
    if others:
        notes.append("Bidang lain di berkas peta bukan desa yang dikenal lembar Capaian, jadi tidak digambar.")
    for note in notes:
        for part in wrapped(note, 150):
            lines.append(text(0, y + 12, part, 11))
            y += 16
    return lines, y + 10
