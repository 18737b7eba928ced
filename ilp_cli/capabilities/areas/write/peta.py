"""The areas as a map: grey steps, a thick line between kader and a number in each block, so that a copier keeps it.

Plain SVG without script and without anything from elsewhere; the same plan gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from ilp_cli.capabilities.areas.model.division import AreaPlan, Division
from ilp_cli.core.names import normal, sebutan
from ilp_cli.core.words import kalimat, tanggal
from ilp_cli.district.peta import Peta
from ilp_cli.district.place import Coordinates
from ilp_cli.paper.drawing import Point, path_data, projection, text, wrapped

_WIDE, _TALL, _MARGIN, _LEGEND = 760.0, 460.0, 20.0, 20.0
_LIGHT, _DARK = 255, 150
"""The lightest and the darkest grey: black type is read on both, also on a copy of a copy."""

_NAMED = 40
"""Up to how many blocks there is room for their names."""


def map_svg(plan: AreaPlan, peta: Peta | None = None) -> str:
    """All posyandu of a plan below one another, each with its legend; `peta` has the outlines of desa, if there are."""
    panels: list[str] = []
    y = 64.0
    for number, division in enumerate(plan.divisions):
        lines, height = _panel(division, _outlines(division, peta), number)
        panels += [f'<g transform="translate(0 {y:.1f})">', *lines, "</g>"]
        y += height
    title = f"Peta wilayah kerja kader {plan.district.kabupaten.sebutan}"
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE + 2 * _MARGIN:.0f} {y:.0f}" '
        f'width="{_WIDE + 2 * _MARGIN:.0f}" height="{y:.0f}" font-family="Arial, Helvetica, sans-serif" fill="#000">',
        f"<title>{escape(title)}</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        text(_MARGIN, 30, title, 18, weight="bold"),
        text(_MARGIN, 50, f"Usulan menurut keadaan per {tanggal(plan.pada)}. Angka di blok: nomor kader.", 12),
    ]
    return "\n".join([*head, *panels, "</svg>"]) + "\n"


def _outlines(division: Division, peta: Peta | None) -> Mapping[str, Sequence[Sequence[Point]]]:
    """The outlines of the desa of a posyandu by their compared names.

    Desa of one name are told apart by the blocks that lie within their bounds; where that does not tell, none is drawn.
    """
    problem = division.problem
    found: dict[str, Sequence[Sequence[Point]]] = {}
    for name in dict.fromkeys(normal(block.desa) for block in problem.blocks if block.desa):
        named = [desa.rings for desa in peta.desa if normal(desa.nama) == name] if peta is not None else []
        places = [
            point
            for block, point in zip(problem.blocks, problem.points, strict=True)
            if point is not None and normal(block.desa) == name
        ]
        if len(named) > 1:
            named = [rings for rings in named if any(_bounds_hold(rings, lat, lon) for lat, lon in places)]
        if len(named) == 1:
            found[name] = named[0]
    return found


def _bounds_hold(rings: Sequence[Sequence[Point]], lat: float, lon: float) -> bool:
    """Whether a place lies between the outermost points of some outlines."""
    across = [point[0] for ring in rings for point in ring]
    down = [point[1] for ring in rings for point in ring]
    return min(across) <= lon <= max(across) and min(down) <= lat <= max(down)


def _panel(
    division: Division, outlines: Mapping[str, Sequence[Sequence[Point]]], number: int
) -> tuple[list[str], float]:
    """The map of one posyandu and how tall it is."""
    problem = division.problem
    title = f"{kalimat(sebutan('posyandu', problem.posyandu.nama))} ({problem.puskesmas.nama})"
    lines = [text(_MARGIN, 24, title, 15, weight="bold")]
    owner = {block.path: who for who, area in enumerate(division.areas) for block in area.blocks}
    drawn = [
        (point, owner[block.path], block.nama)
        for block, point in zip(problem.blocks, problem.points, strict=True)
        if point is not None
    ]
    desa = {normal(block.desa): block.desa for block in problem.blocks if normal(block.desa) in outlines}
    y = 40.0
    if drawn or desa:
        lines.append(f'<g transform="translate({_MARGIN:.0f} {y:.0f})">')
        lines += [*_map(division, drawn, desa, outlines, number), "</g>"]
        y += _TALL + 16
    hidden = [block.nama for block, point in zip(problem.blocks, problem.points, strict=True) if point is None]
    for who, area in enumerate(division.areas):
        grey = _grey(who, len(division.areas))
        told = f"{area.kader.nama}: {area.load} {problem.satuan}, {len(area.blocks)} blok"
        lines.append(
            f'<rect x="{_MARGIN:.0f}" y="{y:.1f}" width="28" height="16" fill="{grey}" stroke="#000"/>'
            + text(_MARGIN + 14, y + 12.5, str(who + 1), 12, weight="bold", anchor="middle")
            + text(_MARGIN + 38, y + 12.5, told, 13)
        )
        y += _LEGEND
    if hidden:
        names = ", ".join(hidden)
        for part in wrapped(f"Tanpa letak di peta: {names}", 110):
            lines.append(text(_MARGIN, y + 12.5, part, 12))
            y += 17
    return lines, y + 24


def _map(
    division: Division,
    drawn: Sequence[tuple[Coordinates, int, str]],
    desa: Mapping[str, str],
    outlines: Mapping[str, Sequence[Sequence[Point]]],
    number: int,
) -> Iterator[str]:
    """The cells of the blocks, or where no block has a place the desa themselves."""
    count, roomy = len(division.areas), len(drawn) <= _NAMED
    rings = [ring for name in desa for ring in outlines[name]]
    corners = [(lon, lat) for (lat, lon), _, _ in drawn] or [point for ring in rings for point in ring]
    place = projection(corners, _WIDE, _TALL)
    frame = f'<rect width="{_WIDE:.0f}" height="{_TALL:.0f}" fill="#fff" stroke="#000"/>'
    yield f'<clipPath id="bingkai-{number}"><rect width="{_WIDE:.0f}" height="{_TALL:.0f}"/></clipPath>'
    yield frame
    yield f'<g clip-path="url(#bingkai-{number})">'
    if not drawn:
        yield from _whole_desa(division, desa, outlines, place)
    spots = [place((lon, lat)) for (lat, lon), _, _ in drawn]
    cells = [_cell(spot, spots) for spot in spots]
    for cell, (_, who, name) in zip(cells, drawn, strict=True):
        yield (
            f'<path d="{path_data(cell)}" fill="{_grey(who, count)}" stroke="#888" stroke-width="0.6">'
            f"<title>{escape(name)}</title></path>"
        )
    yield from _borders(cells, [who for _, who, _ in drawn])
    for ring in rings if drawn else ():
        shape = path_data([place(point) for point in ring])
        yield f'<path d="{shape}" fill="none" stroke="#000" stroke-dasharray="6 4"/>'
    for (x, y), (_, who, name) in zip(spots, drawn, strict=True):
        yield text(x, y + 5, str(who + 1), 16 if roomy else 10, weight="bold", anchor="middle")
        if roomy:
            yield text(x, y + 17, name, 9, anchor="middle")
    yield "</g>"


def _whole_desa(
    division: Division,
    desa: Mapping[str, str],
    outlines: Mapping[str, Sequence[Sequence[Point]]],
    place: Callable[[Point], Point],
) -> Iterator[str]:
    """The outlines of desa, filled where all blocks of one are held by one kader."""
    count = len(division.areas)
    for key, name in desa.items():
        holders = {who for who, area in enumerate(division.areas) for block in area.blocks if normal(block.desa) == key}
        fill = _grey(next(iter(holders)), count) if len(holders) == 1 else "#fff"
        for ring in outlines[key]:
            shape = path_data([place(point) for point in ring])
            yield f'<path d="{shape}" fill="{fill}" stroke="#000" stroke-width="1.5"/>'
        first = [place(point) for point in outlines[key][0]]
        x, y = sum(point[0] for point in first) / len(first), sum(point[1] for point in first) / len(first)
        yield text(x, y, ", ".join(str(who + 1) for who in sorted(holders)), 16, weight="bold", anchor="middle")
        yield text(x, y + 13, name, 10, anchor="middle")


def _cell(spot: Point, spots: Sequence[Point]) -> list[Point]:
    """What of the panel is nearer to one spot than to any other: its corners in order."""
    cell: list[Point] = [(0.0, 0.0), (_WIDE, 0.0), (_WIDE, _TALL), (0.0, _TALL)]
    for other in spots:
        if other == spot:
            continue
        a, b = other[0] - spot[0], other[1] - spot[1]
        c = (other[0] ** 2 + other[1] ** 2 - spot[0] ** 2 - spot[1] ** 2) / 2
        sides = [a * x + b * y - c for x, y in cell]
        if all(side <= 0 for side in sides):
            continue
        cut: list[Point] = []
        for index, (x, y) in enumerate(cell):
            last_x, last_y = cell[index - 1]
            before, after = sides[index - 1], sides[index]
            if (before <= 0) != (after <= 0):
                part = before / (before - after)
                cut.append((last_x + part * (x - last_x), last_y + part * (y - last_y)))
            if after <= 0:
                cut.append((x, y))
        cell = cut
    return cell


def _borders(cells: Sequence[Sequence[Point]], owners: Sequence[int]) -> Iterator[str]:
    """A thick line along every edge that two cells of different kader share."""
    edges: dict[frozenset[tuple[int, int]], list[tuple[int, Point, Point]]] = {}
    for cell, who in zip(cells, owners, strict=True):
        for index, end in enumerate(cell):
            start = cell[index - 1]
            key = frozenset((round(x), round(y)) for x, y in (start, end))
            if len(key) == 2:
                edges.setdefault(key, []).append((who, start, end))
    for shared in edges.values():
        if len({who for who, _, _ in shared}) > 1:
            _, start, end = shared[0]
            yield f'<path d="{path_data([start, end], close=False)}" fill="none" stroke="#000" stroke-width="3"/>'


def _grey(who: int, count: int) -> str:
    """The fill of a kader: neighbours in number are far apart in grey."""
    order = [*range(0, count, 2), *range(1, count, 2)]
    step = order.index(who) if count > 2 else who
    level = round(_LIGHT - (_LIGHT - _DARK) * step / max(1, count - 1))
    return f"#{level:02x}{level:02x}{level:02x}"
