"""A large value in one line, for whoever looks at it in a notebook."""

from __future__ import annotations


def brief(value: object, **facts: object) -> str:
    """What a value is and a few facts of it: District(kabupaten='Luwu', petugas=376)."""
    return f"{type(value).__name__}({', '.join(f'{name}={fact!r}' for name, fact in facts.items())})"
