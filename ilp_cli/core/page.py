"""The manual page of a code, read from its docstring."""

from __future__ import annotations

import inspect
import re
from datetime import date

from ilp_cli.core.finding import Example, ManualPage

_EXAMPLE = re.compile(r"^(Salah|Benar)(?: ([\w./]+))?(?: \((\d{4}-\d\d-\d\d)\))?::$")
_REMEDY = "Langkah:"


def page(docstring: str | None) -> ManualPage:
    """Take a docstring apart: the reasons, the examples (`Salah::`, `Benar petugas.csv::`), and `Langkah:`.

    Raises ValueError where a page lacks a wrong example before a right one, or a remedy.
    """
    why: list[str] = []
    remedy: list[str] = []
    examples: list[tuple[str, str, date | None, list[str]]] = []
    target = why
    for line in inspect.cleandoc(docstring or "").splitlines():
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
        raise ValueError(f"page needs Salah, then Benar, then Langkah: {docstring!r}")
    return ManualPage(
        why=" ".join(" ".join(why).split()),
        examples=tuple(
            Example(kind, file, inspect.cleandoc("\n" + "\n".join(lines)) + "\n", day)
            for kind, file, day, lines in examples
        ),
        remedy=" ".join(" ".join(remedy).split()),
    )
