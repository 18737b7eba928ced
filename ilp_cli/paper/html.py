"""Pages of HTML from templates: the one module that knows jinja2. Whatever a file said is escaped.

A text shows no number of a person and no letters that cannot be seen, as on a terminal: see `core.masking`.
"""

from __future__ import annotations

import re
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from ilp_cli.core.masking import mask_numbers, printable


def shown(value: object) -> object:
    """What a template prints for a value: drawings of our own as they are, texts as they may be shown."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else mask_numbers(printable(value))


_LONG_WORD = re.compile(r"\S{17,}")
_STRIDE = re.compile(r"[^/._-]{1,10}[/._-]?|[/._-]")


def breakable(value: object) -> Markup:
    """A text in which long words may be broken: after a sign within them, at the latest after ten letters."""
    text = str(shown(value))
    parts: list[Markup] = []
    last = 0
    for word in _LONG_WORD.finditer(text):
        parts += [escape(text[last : word.start()]), Markup("<wbr>").join(_STRIDE.findall(word[0]))]
        last = word.end()
    return Markup("").join([*parts, escape(text[last:])])


def page(package: str, template: str, **values: object) -> str:
    """The page that a template of a package makes of some values."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = files(package).joinpath(template).read_text(encoding="utf-8")
    environment.filters["breakable"] = breakable
    return environment.from_string(text).render(**values)
