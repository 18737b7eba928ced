"""The manual page of a code, read from its docstring."""

from __future__ import annotations

import inspect
import re

from ilp_cli.domain.finding import Page

_EXAMPLE = re.compile(r"^(Salah|Benar)(?: ([\w.]+))?::$")
_REMEDY = "Langkah:"


def page(docstring: str | None) -> Page:
    """Take a docstring apart: the reasons, the examples (`Salah::`, `Benar petugas.csv::`), and `Langkah:`.

    Raises ValueError where a page lacks a wrong example before a right one, or a remedy.
    """
    why: list[str] = []
    remedy: list[str] = []
    examples: list[tuple[str, str, list[str]]] = []
    target = why
    for line in inspect.cleandoc(docstring or "").splitlines():
        heading = _EXAMPLE.match(line)
        if heading:
            target = []
            examples.append((heading[1].lower(), heading[2] or "roadmap.yaml", target))
        elif line.startswith(_REMEDY):
            target = remedy
            remedy.append(line.removeprefix(_REMEDY).strip())
        else:
            target.append(line)
    kinds = [kind for kind, _, _ in examples]
    if kinds[:1] != ["salah"] or "benar" not in kinds or not remedy:
        raise ValueError(f"page needs Salah, then Benar, then Langkah: {docstring!r}")
    return Page(
        why=" ".join(" ".join(why).split()),
        examples=tuple(
            (kind, file, inspect.cleandoc("\n" + "\n".join(lines)) + "\n") for kind, file, lines in examples
        ),
        remedy=" ".join(" ".join(remedy).split()),
    )
