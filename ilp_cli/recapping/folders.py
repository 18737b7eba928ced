"""Which folders are districts: those that hold a roadmap.yaml, searched for to a small depth."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ilp_cli.files.paths import is_file, resolved
from ilp_cli.reading.roster import ROADMAP

DEPTH = 3
"""How many folders down from the one that was named a district may lie: the nation, its provinces, their districts."""
_HEAD = "roadmap."
"""How the names begin by which somebody meant a roadmap.yaml."""


@dataclass(slots=True, kw_only=True)
class Found:
    """What a search has come to.

    `districts` are the folders, each once, by the name they were found under; `twice` those that were met again, with
    the name they have already. `refused` are folders that could not be looked into or hold nothing of ours, with the
    reason; `without` lie beside districts and have no roadmap.yaml.
    """

    districts: dict[Path, Path] = field(default_factory=dict)
    twice: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    _seen: dict[Path, Path] = field(default_factory=dict)


def shown(path: Path) -> str:
    """A path as it was typed, with forward slashes; bytes that are no letters as question marks."""
    return path.as_posix().encode("utf-8", "replace").decode("utf-8")


def search(paths: Iterable[Path]) -> Found:
    """The districts at and below these paths, in the order of their names."""
    found = Found()
    for given in paths:
        path = given.parent if given.name == ROADMAP and is_file(given) else given
        before = len(found.districts), len(found.twice), len(found.refused)
        _look(found, path, DEPTH)
        if before == (len(found.districts), len(found.twice), len(found.refused)):
            found.refused.append(
                (shown(path), f"tidak ada {ROADMAP} di folder ini maupun sampai {DEPTH} folder di bawahnya")
            )
    return found


def _look(found: Found, path: Path, depth: int) -> bool:
    """Look into a folder; whether it is a district or holds any."""
    real = resolved(path)
    if real in found._seen:
        found.twice.append((shown(path), shown(found._seen[real])))
        return True
    try:
        with os.scandir(path) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
            folders = [Path(entry.path) for entry in entries if _folder(entry) and not entry.name.startswith(".")]
    except OSError as error:
        found.refused.append((shown(path), _why(path, error)))
        return True
    found._seen[real] = path
    if any(entry.name.lower().startswith(_HEAD) for entry in entries):
        found.districts[real] = path
        return True
    if depth == 0:
        return False
    any_below = {folder: _look(found, folder, depth - 1) for folder in folders}
    if any(any_below.values()):
        found.without += [shown(folder) for folder, held in any_below.items() if not held]
    return any(any_below.values())


def _folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _why(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "folder ini tidak boleh dibaca; minta izin bacanya"
    if isinstance(error, FileNotFoundError):
        return "folder ini tidak ada"
    if isinstance(error, NotADirectoryError):
        return f"ini berkas, bukan folder; sebut folder yang berisi {ROADMAP}, atau bagian rekap berakhiran .json"
    if error.errno == errno.ENAMETOOLONG:
        return "namanya terlalu panjang"
    if path.is_symlink():
        return "tautan ini berputar ke dirinya atau tujuannya tidak ada"
    return f"folder ini tidak dapat dibaca (kesalahan {error.errno or '?'})"
