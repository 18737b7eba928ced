"""What was found of a district is kept by its content: as long as nothing of it changes, it is not run again.

An entry is named after a fingerprint of everything the figures rest on: the bytes of every file in the folder, the law,
the program and the day. So a folder may be moved or copied, and an entry is never out of date. It lies in the user's
own cache folder, not beside the output, which another run may put elsewhere, and never within a district's folder,
where it would change what it is the fingerprint of. What cannot be read there is as if it were not there. A district
that reads files outside of its folder, or that could not be read whole, is run each time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ilp_cli.core.outcome import Misuse
from ilp_cli.core.version import __version__
from ilp_cli.files.content import content_of
from ilp_cli.files.paths import resolved
from ilp_cli.files.writing import reason_of
from ilp_cli.law import configs
from ilp_cli.recapping.ringkasan import TERBACA, Ringkasan, ringkasan_of

_FILES = 2_000
_BYTES = 1 << 30
"""A folder with more files or bytes than these is run each time: it is no plan folder alone."""
_KEPT = 2_000
"""How many entries stay: those used last."""
_ENTRY = 64 << 20
"""The bytes of the largest entry that is read."""
_ENDING = ".rekap.json"


def usual_folder() -> Path:
    """The folder for what programs keep of this user, as each system has it."""
    home = Path.home()
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "ilp" / "rekap"


def refuse_inside(store: Path, districts: Iterable[Path]) -> None:
    """Raise Misuse where a store would lie within the folder of a district (`districts` are resolved)."""
    place = resolved(store)
    for district in districts:
        if place == district or district in place.parents:
            raise Misuse(
                f"--simpanan {store.as_posix()} terletak di dalam folder kabupaten {district.name}; "
                "folder masukan tidak ditulisi, pilih folder lain"
            )


@cache
def law_print() -> str:
    """The fingerprint of the law and the words of `configs/`."""
    return _tree(configs.configs(), "*.yaml")


@cache
def _program_print() -> str:
    """The fingerprint of the program itself: its version, and its sources where they are at hand."""
    return f"{__version__} {_tree(Path(__file__).resolve().parents[1], '*.py')}"


def _tree(folder: Path, pattern: str) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob(pattern)):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{_digest(path)}\n".encode())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def fingerprint(folder: Path, day: str) -> str | None:
    """What an entry of a district is named after; None where it cannot be told, so nothing is kept of it."""
    digest = hashlib.sha256(f"{_program_print()}\n{law_print()}\n{day}\n".encode())
    files = total = 0
    try:
        for base, folders, names in os.walk(folder, onerror=_raised, followlinks=False):
            folders.sort()
            if any((Path(base) / name).is_symlink() for name in folders):
                return None
            for name in sorted(names):
                path = Path(base) / name
                size = path.stat().st_size
                files, total = files + 1, total + size
                if files > _FILES or total > _BYTES or not path.is_file():
                    return None
                digest.update(os.fsencode(path.relative_to(folder)) + f"\0{size}\0{_digest(path)}\n".encode())
    except OSError:
        return None
    return digest.hexdigest()


def _raised(error: OSError) -> None:
    raise error


class Store:
    """The entries of a folder. It says in `trouble` why nothing could be written there, "" as long as all went well."""

    def __init__(self, folder: Path) -> None:
        """The store in this folder, which is made when the first entry is written."""
        self.folder = folder
        self.trouble = ""

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}{_ENDING}"

    def get(self, key: str) -> Ringkasan | None:
        """What is kept under a fingerprint; None where nothing is, or nothing that can be trusted."""
        path = self._file(key)
        try:
            kept = json.loads(content_of(path, _ENTRY) or b"")
            body = kept["isi"]
            if kept["sidik"] != _sealed(key, body):
                return None
            ringkasan = ringkasan_of(body)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return ringkasan

    def put(self, key: str, ringkasan: Ringkasan) -> None:
        """Keep what was read whole. Where the disk is full or refuses, the run goes on without."""
        if self.trouble or ringkasan.keadaan != TERBACA or not ringkasan.mandiri:
            return
        body = ringkasan.document()
        content = json.dumps({"sidik": _sealed(key, body), "isi": body}, ensure_ascii=False)
        temporary: Path | None = None
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile("wb", dir=self.folder, suffix=".tmp", delete=False) as stream:
                temporary = Path(stream.name)
                stream.write(content.encode("utf-8", "replace"))
            os.replace(temporary, self._file(key))
        except OSError as error:
            self.trouble = reason_of(error)
            if temporary is not None:
                with contextlib.suppress(OSError):
                    temporary.unlink()

    def tidy(self, used: int) -> None:
        """Keep the entries that were used last, and no more than a few nations of them."""
        with contextlib.suppress(OSError):
            entries = [(entry.stat().st_mtime, entry.path) for entry in os.scandir(self.folder)
                       if entry.name.endswith((_ENDING, ".tmp"))]  # fmt: skip
            for _, path in sorted(entries, reverse=True)[max(_KEPT, 2 * used) :]:
                Path(path).unlink(missing_ok=True)


def _sealed(key: str, body: object) -> str:
    """What tells an entry that is whole from one that was cut off, edited, or put under another's name."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{key}\n{text}".encode("utf-8", "replace")).hexdigest()
