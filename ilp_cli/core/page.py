"""The manual page of a code, read from its docstring."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

_EXAMPLE = re.compile(r"^(Salah|Benar)(?: ([\w./]+))?(?: \((\d{4}-\d\d-\d\d)\))?::$")
_REMEDY = "Langkah:"


class Example(NamedTuple):
    """An example of a page: `kind` is "salah" or "benar"; the text of a "salah" marks its line `#! CODE`.

    `pada` is the day it is checked on, where it matters.
    """

    kind: str
    file: str
    text: str
    pada: date | None = None


@dataclass(frozen=True)
class ManualPage:
    """The manual page of a code: why it matters, wrong and right examples, and the remedy.

    The docstring is taken apart when somebody asks: a run needs the pages of what it finds, and there are 250.
    """

    docstring: str

    @property
    def why(self) -> str:
        """Why it matters."""
        return self._parts[0]

    @property
    def examples(self) -> tuple[Example, ...]:
        """The wrong examples and the right ones, as they stand on the page."""
        return self._parts[1]

    @property
    def remedy(self) -> str:
        """What to do."""
        return self._parts[2]

    @cached_property
    def _parts(self) -> tuple[str, tuple[Example, ...], str]:
        """Reasons, examples (`Salah::`, `Benar petugas.csv::`) and `Langkah:`.

        Raises ValueError where a page lacks a wrong example before a right one, or a remedy.
        """
        import inspect  # seldom needed

        why: list[str] = []
        remedy: list[str] = []
        examples: list[tuple[str, str, date | None, list[str]]] = []
        target = why
        for line in inspect.cleandoc(self.docstring).splitlines():
            heading = _EXAMPLE.match(line)
            if heading:
                target = []
                day = date.fromisoformat(heading[3]) if heading[3] else None
                examples.append((heading[1].lower(), heading[2] or "roadmap.yaml", day, target))
            elif line.startswith(_REMEDY):
                target = remedy
                remedy.append(line.removeprefix(_REMEDY).strip())
            else:
                target.append(line)
        kinds = [kind for kind, *_ in examples]
        if kinds[:1] != ["salah"] or "benar" not in kinds or not remedy:
            raise ValueError(f"page needs Salah, then Benar, then Langkah: {self.docstring!r}")
        texts = tuple(
            Example(kind, file, inspect.cleandoc("\n" + "\n".join(lines)) + "\n", day)
            for kind, file, day, lines in examples
        )
        return " ".join(" ".join(why).split()), texts, " ".join(" ".join(remedy).split())


def page(docstring: str | None) -> ManualPage:
    """The page that a docstring holds."""
    return ManualPage(docstring or "")
