"""Plain blocks of a screen: tables, wrapped paragraphs, sentences that end."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Sequence

from ilp_cli.screen.narrow import table_line
from ilp_cli.screen.stream import Line, columns, line, on_terminal


def table(header: Sequence[str], rows: Sequence[Sequence[str]], indent: str = "") -> Iterator[Line]:
    """A plain aligned table; the last column runs free, and where the terminal is too narrow each row is a list."""
    widths = [max(len(str(row[index])) for row in (header, *rows)) for index in range(len(header))]
    for number, row in enumerate((header, *rows)):
        cells = [str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)]
        aligned = line((f"{indent}{'  '.join(cells)}".rstrip(), "" if number else "bold"))
        yield table_line(aligned, header, row, [len(indent), *(width + 2 for width in widths[:-1]), widths[-1]])


def wrapped(words: str, width: int = 88, indent: int = 0) -> list[str]:
    """A paragraph broken into lines, which have room on the terminal they may be read on, so far indented."""
    return textwrap.wrap(words, min(width, max(1, columns(sys.stdout) - indent)) if on_terminal() else width)
