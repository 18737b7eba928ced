"""Plain blocks of a screen: tables, wrapped paragraphs, sentences that end."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from ilp_cli.screen.stream import Line, line


def ended(words: str) -> str:
    """A message as a sentence: a full stop after it, unless it asks a question."""
    return words if words.endswith("?") else f"{words}."


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    """A plain aligned table; the last column runs free."""
    widths = [max(len(str(row[index])) for row in (header, *rows)) for index in range(len(header))]
    for number, row in enumerate((header, *rows)):
        cells = [str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield line(("  ".join(cells).rstrip(), "" if number else "bold"))


def wrapped(words: str, width: int = 88) -> list[str]:
    """A paragraph broken into lines."""
    return textwrap.wrap(words, width)
