"""One line on a terminal that says what a long run is at, and is gone once anything else is said."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from ilp_cli.core.masking import printable
from ilp_cli.core.steps import heard
from ilp_cli.screen.stream import columns, fitting

AFTER = 1.0
"""Seconds of work before anything is shown: a short run stays silent."""
_EVERY = 0.5
_SLOW = 5
"""From this many seconds on they are told, so that somebody sees that a long search goes on."""


@contextmanager
def shown(target: TextIO, *, quiet: bool = False, after: float = AFTER) -> Iterator[None]:
    """Show the steps of what runs inside, from `after` seconds on; nothing where there is no terminal, or quietly."""
    if quiet or not target.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    lock, over = threading.Lock(), threading.Event()
    draw, erase = line_of(target)
    now: list[tuple[str, float]] = []

    def listen(words: str) -> None:
        with lock:
            now[:] = [(words, time.monotonic())] if words else []
            if not words:
                erase()

    def watch() -> None:
        if over.wait(after):
            return
        while True:
            with lock:
                for words, since in now:
                    draw(words, int(time.monotonic() - since))
            if over.wait(_EVERY):
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        with heard(listen):
            yield
    finally:
        over.set()
        watcher.join()
        erase()


def line_of(target: TextIO) -> tuple[Callable[[str, int], None], Callable[[], None]]:
    """How a line is drawn over the one before it, in plain letters and within the width, and how it is taken away."""
    length = 0

    def put(text: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # a terminal that has gone is no reason to stop working
            target.write(text)
            target.flush()

    def draw(words: str, seconds: int) -> None:
        nonlocal length
        waited = f" ({seconds} detik)" if seconds >= _SLOW else ""
        room = columns(target) - 1 - len(waited) - len(" ...")
        text = f"{fitting(printable(words), target)[: max(1, room)]} ...{waited}"
        put(f"\r{text}{' ' * (length - len(text))}")
        length = len(text)

    def erase() -> None:
        nonlocal length
        if length:
            put(f"\r{' ' * length}\r")
        length = 0

    return draw, erase
