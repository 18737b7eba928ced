"""Bar charts as SVG that stands within a page: the one module that knows pygal.

The library lays out bars, axes and words. What it adds for a browser of its own (script, style, addresses, the day) is
taken away, so that the page alone says how it looks, nothing is fetched, and the same figures give the same bytes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as Tree

import pygal
from defusedxml.ElementTree import fromstring
from pygal.style import Style

from ilp_cli.core.masking import printable

# pygal puts a finder of its own among those of every import, for plugins, which we have none of. It lacks find_spec,
# and Python 3.11 warns of it at each later import of whatever module.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != pygal.__name__]

_WIDE, _TALL = 380, 185
_KEPT = {"class", "x", "y", "width", "height", "d", "transform", "text-anchor"}
_SERIE = re.compile(r"\bcolor-(\d+)")
_LONG_NUMBER = re.compile(r"-?\d+\.\d+")
_FIGURES = 7
"""Up to so many bars there is room for a figure on each."""


def bars(
    judul: str,
    uraian: str,
    labels: Sequence[str],
    series: Mapping[str, Sequence[int | None]],
    *,
    stacked: bool = False,
) -> str:
    """Bars of whole numbers side by side or, `stacked`, upon each other; None is no bar, and no nought.

    `judul` is the title of the drawing and `uraian` what it shows, for who cannot see it.
    """
    kind = pygal.StackedBar if stacked else pygal.Bar
    highest = _highest(series, stacked=stacked)
    crowded = len(labels) * (1 if stacked else len(series)) > 2 * _FIGURES
    chart = kind(
        no_prefix=True,
        js=[],
        css=[],
        width=_WIDE,
        height=_TALL,
        margin=4,
        margin_top=16,
        spacing=4,
        print_values=not crowded,
        print_zeroes=not stacked,
        print_values_position="center" if stacked else "top",
        legend_at_bottom=True,
        legend_at_bottom_columns=len(series),
        legend_box_size=11,
        y_labels=_steps(highest),
        range=(0, max(_steps(highest))),
        x_label_rotation=0,
        truncate_legend=-1,
        truncate_label=-1,
        value_formatter=lambda value: f"{value:.0f}",
        style=Style(legend_font_size=12, label_font_size=12, value_font_size=12, font_family="sans-serif"),
    )
    chart.x_labels = labels
    for name, figures in series.items():
        chart.add(name, list(figures))
    return _plain(chart.render(is_unicode=True), judul, uraian, list(series))


def _highest(series: Mapping[str, Sequence[int | None]], *, stacked: bool) -> int:
    columns = list(zip(*series.values(), strict=True))
    return max(((sum if stacked else max)(figure or 0 for figure in column) for column in columns), default=0)


def _steps(highest: int) -> list[int]:
    """The figures beside the axis: whole ones, at most five and nought."""
    step = next(size * 10**power for power in range(9) for size in (1, 2, 5) if size * 10**power * 5 >= highest)
    return [step * number for number in range(max(1, -(-highest // step)) + 1)]


def _plain(drawn: str, judul: str, uraian: str, names: Sequence[str]) -> str:
    """The drawing without what is not for this page; each bar says what it is."""
    bare = Tree.Element("svg", {"viewBox": f"0 0 {_WIDE} {_TALL}", "role": "img", "class": "grafik"})
    for name, words in (("title", judul), ("desc", uraian)):
        Tree.SubElement(bare, name).text = printable(words)
    for child in fromstring(drawn):
        if _name(child) == "g":
            _copy(child, bare, names, "")
    return Tree.tostring(bare, encoding="unicode")


def _copy(node: Tree.Element, parent: Tree.Element, names: Sequence[str], serie: str) -> None:
    """A part of the drawing with what can be seen of it; a bar gets its series, label and figure as its title."""
    classes = node.get("class", "")
    if "tooltip" in classes.split() or "tooltip-overlay" in classes or _name(node) in ("desc", "title"):
        return
    number = _SERIE.search(classes)
    serie = names[int(number[1])] if number else serie
    told = {child.get("class"): child.text or "" for child in node if _name(child) == "desc"}
    if classes == "bar" and told.get("value") == "0":
        return  # not to be seen; the library takes what is not known for nought where bars are stacked
    kept = {key: _short(value) for key, value in node.items() if key in _KEPT}
    copy = Tree.SubElement(parent, _name(node), kept)
    copy.text = (node.text or "").strip() or None
    if classes == "bar":
        Tree.SubElement(copy, "title").text = f"{told.get('x_label', '')}: {serie} {told.get('value', '')}"
    for child in node:
        _copy(child, copy, names, serie)
    if _name(node) == "g" and not len(copy):
        parent.remove(copy)


def _name(node: Tree.Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _short(value: str) -> str:
    """The numbers of an attribute in tenths of a pixel."""
    return _LONG_NUMBER.sub(lambda match: f"{float(match[0]):.1f}", value)
