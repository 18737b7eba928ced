"""The map of a report: desa filled by how far their puskesmas have come, a number for each; or its points alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from ilp_cli.core.finding import Path
from ilp_cli.core.masking import mask_numbers, printable
from ilp_cli.core.words import daftar
from ilp_cli.district.peta import Ring
from ilp_cli.paper.drawing import Point, panel, path_data, projection
from ilp_cli.reporting.places import Bidang, Rupa, Titik

_WIDEST, _TALLEST = 340.0, 345.0
"""As large as its half of a printed page, so that the figures in it are as large on paper as they are here."""
_ON_SCREEN = 1.4
"""How much larger the map is drawn where there is room."""
_PAD = 0.05
_MARK = 9.0
"""Half as wide as the mark of a puskesmas, in which its number stands."""
FILLS = {
    Rupa.BERJALAN: "p-berjalan",
    Rupa.DITETAPKAN: "p-ditetapkan",
    Rupa.RENCANA: "p-rencana",
    Rupa.TERHENTI: "p-terhenti",
    Rupa.CAMPUR: "p-campur",
    Rupa.BUKAN: "p-bukan",
    Rupa.TAK_TAHU: "p-tak-tahu",
}
"""The classes of the page that fill an area: a pattern each, which a copier keeps."""


def map_svg(
    judul: str, bidang: Sequence[Bidang], every_titik: Sequence[Titik], places: Mapping[Path, tuple[float, float]]
) -> str:
    """The map; `places` are latitudes and longitudes of puskesmas. It has outlines, or places, or both."""
    corners = [point for area in bidang for ring in area.desa.rings for point in ring]
    corners += [(lon, lat) for lat, lon in places.values()]
    wide, tall = panel(corners, _WIDEST, _TALLEST)
    place = projection(corners, wide, tall, _PAD if bidang else 2 * _PAD)
    spots = dict(_spots(bidang, every_titik, places))
    told = f"Peta puskesmas menurut keadaannya. {_counted(every_titik)}"
    lines = [
        f'<svg viewBox="0 0 {wide:.0f} {tall:.0f}" '
        f'style="max-width:{_ON_SCREEN * wide:.0f}px" role="img" class="peta">',
        f"<title>{_text(judul)}</title><desc>{_text(told)}</desc>",
        '<rect width="100%" height="100%" class="laut"/>',
    ]
    lines += [_area(area, place) for area in bidang]
    marks = _apart([(titik, place(spots[titik.nomor])) for titik in every_titik if titik.nomor in spots], wide, tall)
    lines += [_mark(titik, point) for titik, point in marks]
    return "".join([*lines, "</svg>"])


def _counted(every_titik: Sequence[Titik]) -> str:
    counts = {rupa: sum(titik.rupa is rupa for titik in every_titik) for rupa in Rupa}
    return daftar(f"{count} {rupa.value}" for rupa, count in counts.items() if count) + "."


def _area(area: Bidang, place: Callable[[Point], Point]) -> str:
    shape = "".join(path_data([place(point) for point in ring]) for ring in area.desa.rings)
    rupa = area.rupa
    who = daftar(titik.puskesmas.nama for titik in area.titik)
    words = (
        f"{area.desa.nama}: puskesmas {who}, {rupa.value}" if rupa else f"{area.desa.nama}: puskesmas belum diketahui"
    )
    return f'<path class="{FILLS[rupa] if rupa else "p-tak-tahu"}" d="{shape}"><title>{_text(words)}</title></path>'


def _spots(
    bidang: Sequence[Bidang], every_titik: Sequence[Titik], places: Mapping[Path, tuple[float, float]]
) -> Iterator[tuple[int, Point]]:
    """Where the number of each puskesmas stands: at its own place, else in the middle of its desa."""
    for titik in every_titik:
        known = places.get(titik.puskesmas.path)
        own = [area for area in bidang if titik in area.titik]
        alone = [area for area in own if len(area.titik) == 1] or own
        if known is not None:
            yield titik.nomor, (known[1], known[0])
        elif alone:
            middles = [_middle(max(area.desa.rings, key=len)) for area in alone]
            x, y = (sum(point[axis] for point in middles) / len(middles) for axis in (0, 1))
            yield titik.nomor, min(middles, key=lambda point: (point[0] - x) ** 2 + (point[1] - y) ** 2)


def _middle(ring: Ring) -> Point:
    """The centre of an outline; of one without an area, the middle of its points."""
    twice = x = y = 0.0
    east, north = ring[0]
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        cross = (x1 - east) * (y2 - north) - (x2 - east) * (y1 - north)
        twice += cross
        x += (x1 + x2 - 2 * east) * cross
        y += (y1 + y2 - 2 * north) * cross
    if abs(twice) < 1e-12:
        return sum(point[0] for point in ring) / len(ring), sum(point[1] for point in ring) / len(ring)
    return east + x / (3 * twice), north + y / (3 * twice)


def _apart(marks: Sequence[tuple[Titik, Point]], wide: float, tall: float) -> Iterator[tuple[Titik, Point]]:
    """The marks moved as little as needed so that none covers another, in a few rounds; always the same way."""
    points = [list(point) for _, point in marks]
    for _ in range(60):
        moved = False
        for one, first in enumerate(points):
            for other in points[one + 1 :]:
                dx, dy = other[0] - first[0], other[1] - first[1]
                far = (dx * dx + dy * dy) ** 0.5
                lack = 2 * _MARK + 1 - far
                if lack > 0:
                    ux, uy = (dx / far, dy / far) if far > 0.01 else (1.0, 0.0)
                    for point, sign in ((first, -1), (other, 1)):
                        point[0] = min(wide - _MARK, max(_MARK, point[0] + sign * ux * lack / 2))
                        point[1] = min(tall - _MARK, max(_MARK, point[1] + sign * uy * lack / 2))
                    moved = True
        if not moved:
            break
    for (titik, _), (x, y) in zip(marks, points, strict=True):
        yield titik, (x, y)


def _mark(titik: Titik, point: Point) -> str:
    x, y = point
    words = f"{titik.nomor}. {titik.puskesmas.nama}: {titik.rupa.value}"
    return (
        f'<a href="#pkm-{titik.nomor}"><title>{_text(words)}</title>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_MARK}" class="tanda t-{FILLS[titik.rupa][2:]}"/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}">{titik.nomor}</text></a>'
    )


def _text(words: str) -> str:
    return escape(mask_numbers(printable(words)))
