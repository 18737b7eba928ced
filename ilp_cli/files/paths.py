"""Paths in full, also where the system cannot tell: a link that leads back to itself, a working folder that is gone."""

from __future__ import annotations

from pathlib import Path


def resolved(path: Path) -> Path:
    """A path by which two ways to write it are one; a path the system refuses stays as it is."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):  # up to Python 3.12 a circular link is the last of these
        return path


def absolute(path: Path) -> Path:
    """A path from the root; one that starts in a folder that is gone stays as it is."""
    try:
        return path.absolute()
    except OSError:
        return path
