"""Text that a planner reads, edits and hands in again as YAML: scalars that cannot be misread, comments that wrap."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator

from ilp_cli.core.masking import printable

_WIDTH = 116
_PLAIN = re.compile(r"[^\W\d_](?:[\w '/()-]*[\w)])?")
_TYPED = "  ilp "
"""How a line begins that is a command to paste."""
_RESERVED = {"null", "ya", "tidak", "true", "false", "yes", "no", "on", "off"}


def scalar(text: str) -> str:
    """A text as a YAML scalar: bare where nothing in it can be misread."""
    if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return json.dumps(text, ensure_ascii=False)


def comment(words: Iterable[str], indent: str = "") -> Iterator[str]:
    """Words as comment lines, broken between words; a command stays on one line, for it is pasted into a shell."""
    for phrase in words:
        text = printable(phrase)
        if text.startswith(_TYPED):
            yield f"{indent}# {text}"
            continue
        hang = text[: len(text) - len(text.lstrip())]
        lines = textwrap.wrap(text, _WIDTH - len(indent), subsequent_indent=hang or ("  " if text[:2] == "- " else ""))
        for line in lines or [""]:
            yield f"{indent}# {line}".rstrip()
