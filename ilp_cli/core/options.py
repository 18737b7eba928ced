"""The options of a command as a workbook tells them: each with its value, one that was repeated as often."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TypeAlias

Options: TypeAlias = Sequence[tuple[str, str]]


def options_of(**named: object) -> tuple[tuple[str, str], ...]:
    """Options by their names: nothing and "" are left out, several are told one by one, a file by its bare name."""
    told: list[tuple[str, str]] = []
    for name, value in named.items():
        values = value if isinstance(value, list | tuple) else () if value in (None, "", False) else (value,)
        told += [(f"--{name}", _text(own)) for own in values]
    return tuple(told)


def _text(value: object) -> str:
    if value is True:
        return "ya"
    return value.name if isinstance(value, PurePath) else str(value)


def option(options: Options, name: str) -> str:
    """The value of an option, "" where it was not given."""
    return next((text for own, text in options if own == name), "")


def repeated(options: Options, name: str) -> tuple[str, ...]:
    """The values of an option that may be given more than once."""
    return tuple(text for own, text in options if own == name)
