"""The bytes of a file, whatever it turns out to be: never more than asked for, and no wait for a pipe nobody writes."""

from __future__ import annotations

import os
from pathlib import Path

_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def content_of(path: Path, most: int) -> bytes | None:
    """The bytes of a file of at most so many, None where there are more; raises OSError.

    Its size is not asked for: a device has none and never ends. A pipe that somebody is writing to is read to its end,
    one that nobody writes to is empty.
    """
    descriptor = os.open(path, os.O_RDONLY | _AT_ONCE)
    try:
        if hasattr(os, "O_NONBLOCK"):
            os.set_blocking(descriptor, True)
        with open(descriptor, "rb", closefd=False) as stream:
            data = stream.read(most + 1)
    finally:
        os.close(descriptor)
    return None if len(data) > most else data
