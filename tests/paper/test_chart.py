"""Bars as they stand in a page: heights that are the figures, nothing of a browser's own, titles for each bar."""

from __future__ import annotations

import re
import sys
from xml.etree import ElementTree as Tree

from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_cli.paper.chart import bars

FIGURES = st.lists(st.one_of(st.none(), st.integers(0, 5000)), min_size=1, max_size=14)


def rects(text: str) -> dict[str, float]:
    """How tall each bar is, by its title."""
    root = Tree.fromstring(text)
    found = {}
    for group in root.iter("g"):
        if group.get("class") == "bar":
            title, rect = group.find("title"), group.find("rect")
            assert title is not None
            assert rect is not None
            found[str(title.text)] = float(rect.get("height", ""))
    return found


@settings(max_examples=60, deadline=None)
@given(FIGURES, st.booleans())
def test_a_bar_is_as_tall_as_its_figure(figures: list[int | None], stacked: bool) -> None:
    labels = [str(2020 + number) for number in range(len(figures))]
    text = bars("Judul", "Uraian", labels, {"Lokus": figures}, stacked=stacked)
    tall = rects(text)
    known = {label: figure for label, figure in zip(labels, figures, strict=True) if figure}
    assert set(tall) == {f"{label}: Lokus {figure}" for label, figure in known.items()}
    largest = max(known.values(), default=0)
    if largest:
        scale = tall[f"{next(key for key, value in known.items() if value == largest)}: Lokus {largest}"] / largest
        assert all(abs(tall[f"{label}: Lokus {figure}"] - figure * scale) < 0.2 for label, figure in known.items())


def test_nothing_but_the_drawing_is_left() -> None:
    text = bars("<Judul> & 'kutip'", "Uraian \u202e", ["2024"], {"A": [1], "B": [None]})
    assert text.startswith('<svg viewBox="0 0 380 185" role="img" class="grafik"><title>&lt;Judul&gt; &amp; ')
    assert not re.search(r"http|script|style=|<!--|xmlns|\sid=|\u202e", text)
    assert text == bars("<Judul> & 'kutip'", "Uraian \u202e", ["2024"], {"A": [1], "B": [None]})


def test_the_library_leaves_no_finder_behind() -> None:
    assert not [finder for finder in sys.meta_path if type(finder).__module__.startswith("pygal")]
