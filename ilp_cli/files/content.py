"""The bytes of a file, whatever it turns out to be: never more than asked for, and no wait for a pipe nobody writes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_PIECE = 1024**2
"""How much is read at once: for as much as is asked for, room is made before a byte is there."""
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
            data = b"".join(_pieces(stream, most + 1))
    finally:
        os.close(descriptor)
    return None if len(data) > most else data


def _pieces(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """What a stream holds, up to so many bytes."""
    while most and (piece := stream.read(min(most, _PIECE))):
        most -= len(piece)
        yield piece
