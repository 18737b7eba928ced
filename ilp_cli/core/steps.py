"""What a long run is at: told by whoever works, heard by whoever shows it, if anybody does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_LISTENER: ContextVar[Callable[[str], None] | None] = ContextVar("listener", default=None)


def step(words: str) -> None:
    """Say what is being done now: "membaca roster.xlsx"; "" where something is about to be printed."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(words)


@contextmanager
def heard(listener: Callable[[str], None]) -> Iterator[None]:
    """Let somebody hear every step."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)
