"""How text fills paper: widths, lines, row heights, and where pages end."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

from ilp_cli.paper.sheet import Paper

_POINTS_PER_MM = 72 / 25.4
CHARACTER = 5.25
"""Points of one unit of column width in Excel, with 10-point Arial as the workbook's own font."""
WIDEST = 5.7
"""The same unit at its widest, in LibreOffice: what must fit on the page in both."""
TALLEST = 408.0
"""Points of a row: a spreadsheet's limit is 409.5."""
USUAL = 15.0
"""Points of a row whose height nobody has set, where its text does not wrap: what a sheet says of all such rows."""
LOWEST = 12.75
"""Points such a row has in LibreOffice, which measures its text itself."""
SMALLEST = 8.0
"""Points of the smallest type that is still read on paper."""
SURE = 0.97
"""The part of a page that rows fill by plan: what a program makes of a row nobody has set differs a little."""
_PADDING = 6.0

_ARIAL = {
    222: "'ijl.,:;!I/ |[]ft\u00a0",
    333: "()-r“”`’",
    389: "*",
    500: "Jcksvxyz",
    556: "–",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "@—…●○▼",
}
_BOOKMAN = {
    220: "'’",
    320: " ,.:;f·\u00a0",
    300: "!()[]ijl",
    390: '"t“”-',
    440: "*r",
    480: "z–",
    520: "cesvgy?",
    570: "oxaq",
    620: "0123456789PTbdkpJL+/<=>",
    660: "ShnFYZ",
    710: "AuVEKRX",
    750: "BCN",
    800: "&DGHOUwQ@",
    900: "%",
    950: "MmW",
    1000: "…—●○▼",
}
_WIDTHS = {
    font: {letter: size for size, letters in table.items() for letter in letters}
    for font, table in (("Arial", _ARIAL), ("Bookman Old Style", _BOOKMAN))
}
_OTHER = {"Arial": 570, "Bookman Old Style": 640}
_BOLD = 1.08


def paper(naskah: Mapping[str, Any], name: str) -> Paper:
    """A paper of configs/naskah.yaml with its margins. Raises KeyError for a paper it does not have."""
    size, margin = naskah["kertas"][name], naskah["margin_mm"]
    points = {key: float(margin[key]) * _POINTS_PER_MM for key in ("atas", "bawah", "kiri", "kanan")}
    return Paper(
        code=int(size["kode"]),
        width=float(size["lebar_mm"]) * _POINTS_PER_MM,
        height=float(size["tinggi_mm"]) * _POINTS_PER_MM,
        top=points["atas"],
        bottom=points["bawah"],
        left=points["kiri"],
        right=points["kanan"],
    )


@lru_cache(maxsize=65536)
def text_width(text: str, font: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of text in points; an unknown font is taken to be as wide as Bookman."""
    known = font if font in _WIDTHS else "Bookman Old Style"
    table, other = _WIDTHS[known], _OTHER[known]
    return sum(table.get(letter, other) for letter in text) * size / 1000 * (_BOLD if bold else 1)


@lru_cache(maxsize=8192)
def line_count(text: str, width: float, font: str, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a cell of this width in points, broken at blanks or inside long words."""
    room = max(width - _PADDING, size)
    return sum(_paragraph(paragraph, room, font, size, bold=bold) for paragraph in text.split("\n"))


def _paragraph(text: str, room: float, font: str, size: float, *, bold: bool) -> int:
    if text_width(text, font, size, bold=bold) <= room:
        return 1
    lines, used = 1, 0.0
    blank = text_width(" ", font, size, bold=bold)
    for word in text.split(" "):
        wide = text_width(word, font, size, bold=bold)
        if used and used + blank + wide > room:
            lines, used = lines + 1, 0.0
        used += (blank if used else 0.0) + wide
        if used > room:
            lines, used = lines + math.ceil(used / room) - 1, used % room
    return lines


def longest_word(text: str, font: str, size: float, *, bold: bool = False) -> float:
    """The width in points of a cell in which no word of a text is broken."""
    words = text.replace("\n", " ").split(" ")
    return max(text_width(word, font, size, bold=bold) for word in words) + _PADDING


def longest_line(text: str, font: str, size: float, *, bold: bool = False) -> float:
    """The width in points of a cell in which a text takes no more lines than it was written with."""
    return max(text_width(line, font, size, bold=bold) for line in text.split("\n")) + _PADDING


def parts(text: str, most: int, width: float, font: str, size: float, *, bold: bool = False) -> Iterator[str]:
    """A text in pieces of so many lines at the most, cut between its words where it has any."""

    def lines(letters: int) -> int:
        return line_count(text[:letters], width, font, size, bold=bold)

    while lines(len(text)) > most:
        end = max(1, bisect_right(range(len(text) + 1), most, key=lines) - 1)
        blank = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
        cut = blank if blank > 0 else end
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    yield text


def allotted(columns: Sequence[tuple[float, float, float]], room: float) -> tuple[float, ...]:
    """Widths that fill a room, for columns with the least they need, the most they can use, and their share.

    Each has its share, but no less than it needs and no more than it can use while another could use it; what nobody
    can use is shared out. Where even the least is too much for the room, it is kept, and the room exceeded.
    """
    able = sum(max(least, most) for least, most, _ in columns) <= room
    bounds = [(max(least, most), math.inf) if able else (least, max(least, most)) for least, most, _ in columns]

    def at(level: float) -> tuple[float, ...]:
        return tuple(
            min(max(share * level, low), high) for (_, _, share), (low, high) in zip(columns, bounds, strict=True)
        )

    low, high = 0.0, room / min(share for _, _, share in columns)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(at(middle)) <= room else (low, middle)
    return at(low)


_RAGGED = 0.25
"""The part of a line that stays blank where words are not broken."""
_NARROWER = 0.9
"""The part of its width a column keeps at a step where no text of it tells how narrow it may become."""


def balanced(
    widths: Sequence[float], least: Sequence[float], measures: Sequence[tuple[float, ...]], room: float
) -> tuple[float, ...]:
    """Widths with which the rows come out less tall, in the same room or the `room` there is, if that is more.

    `measures` are how wide each text of a row is on one line. Every column begins as wide as its longest text and
    becomes narrower where that makes the fewest lines more; so none stands half empty beside one that makes its rows
    tall. What is left over goes to those that were to be wider.
    """
    rows = [row for row in dict.fromkeys(measures) if any(map(float.__gt__, row, widths))]
    if not rows:
        return tuple(widths)
    every = list(dict.fromkeys(measures))
    total = max(sum(widths), room)
    longest = [max(column) for column in zip(*every, strict=True)]
    found = _narrowed([min(total, max(pair)) for pair in zip(least, longest, strict=True)], least, every, total)
    if sum(found) > total or _lines_of(every, found) >= _lines_of(every, widths):
        return tuple(widths)
    wished = [max(0.0, width - own) for width, own in zip(widths, found, strict=True)]
    spare = min(total - sum(found), sum(wished))
    return tuple(own + spare * wish / (sum(wished) or 1.0) for own, wish in zip(found, wished, strict=True))


def _narrowed(
    widths: list[float], least: Sequence[float], rows: Sequence[tuple[float, ...]], room: float
) -> list[float]:
    """Widths that are no wider than the room, made narrower column by column where that costs the fewest lines."""
    lines = [max(map(_estimate, row, widths)) for row in rows]
    while (over := sum(widths) - room) > 0.0:
        best: tuple[float, int, float, list[int]] | None = None
        for place, width in enumerate(widths):
            if width <= least[place]:
                continue
            texts = sorted({row[place] for row in rows if row[place] < width}, reverse=True)[:3]
            for narrow in {max(least[place], tried, width - over) for tried in (*texts, width * _NARROWER)}:
                if narrow >= width:
                    continue
                then = [max(had, _estimate(row[place], narrow)) for row, had in zip(rows, lines, strict=True)]
                cost = (sum(then) - sum(lines) + 0.01) / (width - narrow)
                if best is None or cost < best[0]:
                    best = cost, place, narrow, then
        if best is None:
            return widths
        _, place, widths[place], lines = best
    return widths


def _estimate(text: float, width: float) -> int:
    """About how many lines a text takes of which it is known how wide it is on one."""
    return 1 if text <= width else max(2, math.ceil(text / width + _RAGGED))


def _lines_of(rows: Sequence[tuple[float, ...]], widths: Sequence[float]) -> int:
    return sum(max(map(_estimate, row, widths)) for row in rows)


_TOGETHER = re.compile(r" (?=[0-9]+[.;,]?$)")
"""The blank before the year that ends a title."""
_ON_ONE_LINE = 30
"""Letters of a name that surely stand on one line of a title: a longer one is broken as any other words."""


def joined(text: str, kabupaten: str) -> str:
    """A title that does not break before its year, nor within the name of its kabupaten (Kabupaten Luwu).

    A line of two words is left as it is, and one that is nothing but that name.
    """
    return "\n".join(_unbroken(line, kabupaten) if line.count(" ") > 1 else line for line in text.split("\n"))


def _unbroken(line: str, kabupaten: str) -> str:
    line = _TOGETHER.sub("\u00a0", line)
    if not 0 < len(kabupaten) <= _ON_ONE_LINE:
        return line
    name = re.escape(kabupaten)
    own = rf"(?<=\S\s){name}(?!\w)|(?<!\w){name}(?=\s\S)"  # with a word before or behind it
    return re.sub(own, lambda found: found.group().replace(" ", "\u00a0"), line, flags=re.IGNORECASE)


def line_height(size: float) -> float:
    """The height of one line in points, in steps that a screen can show."""
    return math.ceil(size * 1.3 / 0.75) * 0.75


def spread(weights: Sequence[float], room: float) -> tuple[float, ...]:
    """Column widths in characters, in these proportions, that fill a page of this width without being shrunk."""
    unit = room / WIDEST / sum(weights)
    return tuple(math.floor(weight * unit * 10) / 10 for weight in weights)


_STEP = 0.75
"""Points between two row heights that a screen can tell apart."""
_SURE = 0.985
"""The part of a page that is filled by plan: programs and printers differ a little."""
_LOOSE = 12.0
"""Points a body row can gain before its table looks like another."""
_SHRINK = 3.0
"""Points a body row can lose before its text is cramped."""
_EMPTY = 1 / 3
"""The part of the last page below which it looks forgotten."""
_BLANK = 0.25
"""The part of a page that may stay blank for rows that belong together; where it would be more, they are torn."""
_FEW = 4
"""Rows of a last page below which it looks as if they had been forgotten."""
_FIRST = 10.0
"""How much dearer blank is on the first page: below its headings stand few rows anyway."""
_HEADLESS = 10.0
"""What a page of headings without a row of their table costs: more than any blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFlow:
    """The rows of a sheet as they run over pages.

    `titles` are the 0-based first and last row repeated on top of later pages, `body` the rows between them and the
    tail (the second number is where they end and the tail begins). `air` is what each row can lose before its text is
    cramped; where it is not said, a little in each row of the body. `groups` are rows that stay on one page where one
    can hold them and the page before does not end much too early, each from its first row to behind its last; where a
    group is too tall, those within it do.
    """

    heights: tuple[float, ...]
    titles: tuple[int, int]
    body: tuple[int, int]
    room: float
    air: tuple[float, ...] = ()
    groups: tuple[tuple[int, int], ...] = ()

    @property
    def repeated(self) -> float:
        """The height of the rows on top of every later page."""
        return sum(self.heights[self.titles[0] : self.titles[1] + 1])

    def starts(self, room: float) -> list[int]:
        """The row that opens each page when pages of this height fill up one after another, whatever they tear."""
        starts, used = [0], 0.0
        for index, height in enumerate(self.heights):
            if used and used + height > room:
                starts.append(index)
                used = self.repeated if index > self.titles[1] else 0.0
            used += height
        return starts

    def kept(self, rows: int) -> int:
        """The row from which a sheet stays together with its tail: so many body rows, but not the only ones of all."""
        first, end = self.body
        return max(end - rows, min(first + 1, end - 1)) if end - first > 1 else self.titles[0]

    def torn(self, room: float) -> list[int]:
        """By row: how many groups that a page of this height can hold are torn where a page ends before it."""
        torn = [0] * (len(self.heights) + 1)
        for first, end in self.groups:
            if sum(self.heights[first:end]) + self.repeated <= room:
                for row in range(first + 1, end):
                    torn[row] += 1
        return torn

    def whole(self, rows: int = 2, slack: float = 0.0) -> bool:
        """Whether the tail and as many body rows before it share a page, also where pages differ by `slack`."""
        wanted = self.kept(rows)
        steps = [self.room * (1 + slack * step / 4) for step in range(-4, 5)]
        return all(self.starts(room)[-1] <= wanted for room in steps)


Spacer = tuple[int, float]
"""An empty row: the row it stands before, and its height."""


def settle(flow: PageFlow) -> tuple[PageFlow, tuple[Spacer, ...]]:
    """The flow, tighter where that saves a page, looser to fill one; and spacers, so that its tail never stands alone.

    A spreadsheet knows no "keep together", and ignores manual breaks on pages fitted to their width; only heights are
    left to steer with. A spacer fills the rest of a page up to half of the row that must not fit on it any more, so
    that pages may turn out a little different; every page is steered by itself, so small differences do not add up.
    """
    flow = _on_one_page(flow)
    starts = planned(flow)
    flow = _loosened(flow, starts)
    spacers: list[Spacer] = []
    for start, end in pairwise(starts):
        used = sum(flow.heights[start:end]) + (flow.repeated if start > flow.titles[1] else 0.0)
        spare = math.floor((flow.room - flow.heights[end] / 2 - used) / _STEP) * _STEP
        while spare >= _STEP:
            spacers.append((end, min(spare, TALLEST)))
            spare -= TALLEST
    return flow, tuple(spacers)


def opened(flow: PageFlow, spacers: Sequence[Spacer]) -> PageFlow:
    """The flow with its spacers as rows of their own."""
    heights: list[float] = []
    for index, height in enumerate(flow.heights):
        heights += [*(tall for before, tall in spacers if before == index), height]
    first, last = (index + shift(index, spacers) for index in flow.titles)
    return replace(
        flow,
        heights=tuple(heights),
        titles=(first, last),
        body=(flow.body[0] + shift(flow.body[0] - 1, spacers), flow.body[1] + shift(flow.body[1], spacers)),
        groups=tuple((start + shift(start, spacers), end + shift(end - 1, spacers)) for start, end in flow.groups),
    )


def shift(index: int, spacers: Sequence[Spacer]) -> int:
    """How many spacers stand before a row."""
    return sum(before <= index for before, _ in spacers)


def _on_one_page(flow: PageFlow) -> PageFlow:
    """The flow with tighter rows where that saves a second page."""
    over = sum(flow.heights) - flow.room * _SURE
    first, end = flow.body
    air = flow.air or tuple(_SHRINK if first <= row < end else 0.0 for row in range(len(flow.heights)))
    air = tuple(math.floor(spare / _STEP) * _STEP for spare in air)
    if not 0 < over <= sum(air):
        return flow
    part = over / sum(air)
    tight = (
        height - min(math.ceil(spare * part / _STEP) * _STEP, spare)
        for height, spare in zip(flow.heights, air, strict=True)
    )
    return replace(flow, heights=tuple(tight))


def _loosened(flow: PageFlow, starts: Sequence[int]) -> PageFlow:
    """The flow of two pages, looser where the first would end early because its last rows go with the tail."""
    first, end = flow.body
    limit = flow.room * _SURE
    if len(starts) != 2 or not first < starts[1] < end or starts == flow.starts(limit):
        return flow
    pages = ((sum(flow.heights[: starts[1]]), starts[1] - first),
             (flow.repeated + sum(flow.heights[starts[1] :]), end - starts[1]))  # fmt: skip
    spare = min((limit - used) / rows for used, rows in pages)
    more = math.floor(min(_LOOSE, spare) / _STEP) * _STEP
    return replace(flow, heights=tuple(height + more * (first <= row < end) for row, height in enumerate(flow.heights)))


def planned(flow: PageFlow) -> list[int]:
    """The row that shall open each page; two body rows (one, if two are too tall) stay with the tail where they can."""
    greedy = flow.starts(flow.room * _SURE)
    if len(greedy) == 1:
        return greedy
    for rows in (2, 1):
        found = _best(flow, flow.kept(rows), ends_well=False)
        if found:
            # On two pages the first is full, and what is left goes with the signature.
            return (len(found) > 2 and _best(flow, flow.kept(rows), ends_well=True)) or found
    return greedy


def _best(flow: PageFlow, cut: int, *, ends_well: bool) -> list[int] | None:
    """The fewest pages of which the last begins no later than `cut`; among these, those that look best.

    Every page but the last costs the square of the part of it that stays blank, so none is half empty for another;
    where a page ends in the middle of rows that belong together, it costs as much as a page of which `_BLANK` is blank.
    With `ends_well` the last page costs something too where it is nearly empty or has few rows.
    """
    heights, last_title, limit = flow.heights, flow.titles[1], flow.room * _SURE
    end, torn = len(heights), flow.torn(limit)
    above = [0.0, *accumulate(heights)]
    best: list[tuple[int, float, int] | None] = [(0, 0.0, 0), *[None] * end]
    for after in range(1, end + 1):
        for first in range(after - 1, -1, -1):
            tall = above[after] - above[first] + (flow.repeated if first > last_title else 0.0)
            if tall > limit and after - first > 1:
                break
            so_far = best[first]
            if so_far is None or (after == end and first > cut):
                continue
            cost = so_far[1]
            if after < end:
                cost += (1 - tall / limit) ** 2 * (1 if first else _FIRST) + torn[after] * _BLANK**2
                cost += _HEADLESS if after <= last_title + 1 else 0.0
            elif ends_well:
                few = max(0, _FEW - (flow.body[1] - first))
                cost += few**2 * _BLANK**2 + (max(0.0, _EMPTY - tall / limit) * _FEW) ** 2
            known = best[after]
            if known is None or (so_far[0] + 1, cost) < known[:2]:
                best[after] = so_far[0] + 1, cost, first
    if best[end] is None:
        return None
    starts, at = [], end
    while at:
        _, _, at = best[at] or (0, 0.0, 0)
        starts.append(at)
    return starts[::-1]
