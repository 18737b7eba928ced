"""A document as plain values: what is written in which style. Nothing here knows a word processor's library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ilp_cli.paper.sheet import Paper

ListKind = Literal["huruf", "angka"]
"""How the items of a list are counted: a., b., c., or 1., 2., 3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; `style` is one of `paper.docx.STYLES`. A line break within it is a line break on paper."""

    text: str
    style: str = "Isi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a list; what stands in `below` is counted below it."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list that counts by itself, so that an item put between two others moves those after it.

    Beside a label each item has a row of its own, which no page breaks; those that stay `together`, as what a template
    repeats has to, share one.
    """

    kind: ListKind
    items: tuple[Item, ...]
    together: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A label, a colon, and what belongs to it: Menimbang, a diktum, the lines above a letter."""

    label: str
    body: tuple[Paragraph | Listing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Labelled texts below one another; `label_mm` is how wide the labels are."""

    rows: tuple[Labelled, ...]
    label_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """A column of a table: its title, its share of the width, and whether it is centred."""

    title: str
    weight: float
    center: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table with borders, its titles repeated on every page."""

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kop:
    """The head of a letter: room for the arms on the left, beside it a large line with others above and below it."""

    logo: str
    above: tuple[str, ...]
    main: str
    below: tuple[str, ...]


Block: TypeAlias = Paragraph | Listing | Fields | Grid | Kop


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Parts that begin on a page of their own, each with pages counted from 1.

    `number` is how a page is numbered, with {halaman} for the figure; `mark` stands on every page, "" for none.
    `kabupaten` is whose it is, as its titles name it; "" for a template, which is anybody's.
    """

    title: str
    paper: Paper
    font: str
    size: float
    number: str
    parts: tuple[tuple[Block, ...], ...]
    mark: str = ""
    kabupaten: str = ""

    def texts(self) -> Iterator[str]:
        """Every text that shall be read in it, in its order; those of a list without their count."""
        for part in self.parts:
            for block in part:
                yield from texts_of(block)


def texts_of(block: Block) -> Iterator[str]:
    """The texts of one block, paragraph by paragraph."""
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Listing):
        for item in block.items:
            yield from (item.text, *item.below)
    elif isinstance(block, Fields):
        for row in block.rows:
            yield from (row.label, ":")
            for part in row.body:
                yield from texts_of(part)
    elif isinstance(block, Grid):
        yield from (column.title for column in block.columns)
        for cells in block.rows:
            yield from cells
    else:
        yield from (block.logo, *block.above, block.main, *block.below)
