"""Whose file one is that a planner keeps: a roadmap.yaml, and what it names as its roster, its map and its archives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ilp_cli.files.paths import is_file
from ilp_cli.files.yaml_file import MAX_BYTES, first_keys

ROADMAP = "roadmap.yaml"
_YAML = (".yaml", ".yml")
_ARCHIVES = "arsip"
_PLAN = {"kabupaten", "puskesmas"}
"""Keys that a plan has, whatever its file is called; what the program writes has never both."""
_NAMING = ("roster", "peta")
"""Keys of a roadmap that name files."""
_UP = 3
"""How many folders above a file its roadmap may lie."""


def roadmap_of(path: Path) -> Path | None:
    """The roadmap that a file is, or that names it; None for a file that no plan rests on."""
    if path.name.lower() == ROADMAP:
        return path
    if path.suffix.lower() in _YAML and _keys(path).keys() >= _PLAN:
        return path
    near = list(path.parents)
    for folder in [*near, *list(path.absolute().parents)[len(near) :]][:_UP]:
        roadmap = folder / ROADMAP
        if is_file(roadmap) and any(_holds(place, path) for place in _named_by(roadmap)):
            return roadmap
    return None


def _named_by(roadmap: Path) -> Iterator[Path]:
    """The files and folders that a plan rests on beside its roadmap.

    Not its own folder, where a roster may be looked for too: what is read there a run knows, the rest is written to it.
    """
    content, home = _keys(roadmap), roadmap.parent.resolve()
    for key in _NAMING:
        named = content.get(key)
        for name in named if isinstance(named, list) else [named]:
            if (
                isinstance(name, str)
                and name
                and (place := roadmap.parent / name).resolve() not in (home, *home.parents)
            ):
                yield place
    yield roadmap.parent / _ARCHIVES


def _holds(place: Path, path: Path) -> bool:
    """Whether a path is a place itself, or lies in it."""
    own = path.resolve()
    return place.resolve() in (own, *own.parents)


def _keys(path: Path) -> dict[str, Any]:
    """The first keys of a YAML file; none where it cannot be read as one."""
    try:
        return first_keys(path.read_bytes()) if path.stat().st_size <= MAX_BYTES else {}
    except OSError:
        return {}
