"""Documents a finding may point into, and where their values stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from ilp_cli.core.finding import Path, Place


@runtime_checkable
class Document(Protocol):
    """A part of the input; every path into it begins with its head."""

    @property
    def head(self) -> str:
        """The first word of its paths."""

    def place(self, path: Path) -> Place:
        """Where the value at this path stands in the planner's file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The text of a YAML file: line and column of each value by its path.

    `torn` are the paths of what had not the form it should have, and so was left out or read as far as it went;
    `holding` are those of all that holds it.
    """

    file: str = ""
    marks: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    torn: frozenset[Path] = frozenset()
    holding: frozenset[Path] = frozenset()

    def whole(self, path: Path) -> bool:
        """Whether all that stands at a path had the form it should have: itself, what holds it, and all below it."""
        return path not in self.holding and not any(path[:end] in self.torn for end in range(len(path) + 1))

    def place(self, path: Path) -> Place:
        """Where a value stands: its own mark, else that of what holds it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.marks:
                line, column = self.marks[path[:end]]
                source = self.lines[line - 1] if line <= len(self.lines) else None
                return Place(file=self.file, line=line, column=column, source=source)
        return Place(file=self.file, line=1, column=1)


class Placed(Protocol):
    """A row of a table, which knows where its fields stand."""

    def place(self, column: str | None = None) -> Place:
        """Where a field of the row stands."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table as a document: the second part of a path is the row, the third the column."""

    head: str
    rows: Sequence[Placed]

    def place(self, path: Path) -> Place:
        """Where a field of a row stands, or the row where no field is named."""
        return self.rows[int(path[1])].place(str(path[2]) if len(path) > 2 else None)
