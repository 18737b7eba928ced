"""Files written beside their target and then renamed: the old one stays until the new one is whole."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Iterable
from pathlib import Path

from ilp_cli.core.outcome import OutputBlocked

_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
_HELD = {5, 32, 33}
"""Windows errors of a file that another program holds open."""
_ENDLESS = 1921
"""The Windows error of a link that cannot be followed to an end."""
_TRIES = 8
_PAUSE = 0.3


def refuse_target(path: Path, inputs: Iterable[Path], *, force: bool) -> None:
    """Raise OutputBlocked where a target is an input, no plain file, has no folder, or is there already."""
    if path.stem.upper() in _RESERVED or path.name.endswith((".", " ")):
        raise OutputBlocked(f"nama berkas “{path.name}” tidak dapat dipakai di Windows; pilih nama lain")
    try:
        reason = _unfit(path, inputs, force=force)
    except OSError as error:
        raise OutputBlocked(_words(path, error)) from error
    if reason:
        raise OutputBlocked(reason)


def _unfit(path: Path, inputs: Iterable[Path], *, force: bool) -> str | None:
    """Why a target may not be written to, in words."""
    shown, there = path.as_posix(), path.exists()
    reasons = (
        (path.is_symlink() and _circular(path), f"{shown} adalah tautan yang berputar ke dirinya; pilih nama lain"),
        (path.is_dir(), f"{shown} adalah folder; sebut nama berkasnya"),
        (not path.parent.is_dir(), f"folder {path.parent.as_posix()} tidak ada; buat dulu foldernya"),
        (there and not path.is_file(), f"{shown} bukan berkas biasa; sebut nama berkas"),
        (
            there and any(item.exists() and item.samefile(path) for item in inputs),
            f"{shown} adalah berkas masukan dan tidak akan ditimpa; pilih nama lain",
        ),
        (there and not force, f"{shown} sudah ada; tambahkan --force untuk menimpanya, atau pilih nama lain"),
    )
    return next((words for true, words in reasons if true), None)


def _circular(path: Path) -> bool:
    """Whether a link leads back to itself; stat says so on every system and in every edition of Python."""
    try:
        path.stat()
    except OSError as error:
        return error.errno == errno.ELOOP or getattr(error, "winerror", None) == _ENDLESS
    return False


def make_folder(path: Path) -> None:
    """Make a folder and those above it. Raises OutputBlocked."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputBlocked(f"{path.as_posix()} adalah berkas; sebut nama folder") from None
    except OSError as error:
        raise OutputBlocked(_words(path, error)) from error


def write_file(path: Path, data: bytes, inputs: Iterable[Path] = (), *, force: bool = False) -> None:
    """Write bytes to a temporary file in the same folder, then rename. Raises OutputBlocked; the old file stays."""
    refuse_target(path, inputs, force=force)
    path = path.resolve() if path.is_symlink() else path
    from tempfile import NamedTemporaryFile  # only a run that writes pays for it

    temporary: Path | None = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp", delete=False) as stream:
            temporary = Path(stream.name)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        _replace(temporary, path)
    except OSError as error:
        raise OutputBlocked(_words(path, error)) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _replace(temporary: Path, path: Path) -> None:
    """Rename; on Windows a scanner may hold the target for a moment, so a few tries are made."""
    for _ in range(_TRIES if os.name == "nt" else 0):
        try:
            os.replace(temporary, path)
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(_PAUSE)
        else:
            return
    os.replace(temporary, path)


_REASONS = {
    errno.ENOENT: "foldernya tidak ada",
    errno.ELOOP: "tautannya berputar",
    errno.ENOTDIR: "foldernya bukan folder",
    errno.ENOSPC: "tempat penyimpanan penuh",
    errno.EROFS: "tempat itu hanya dapat dibaca",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
}


def _words(path: Path, error: OSError) -> str:
    """Why writing failed, and what to do."""
    shown = path.as_posix()
    if isinstance(error, PermissionError) and path.is_file():
        return (
            f"{shown} tidak dapat ditulis. Tutup berkas {path.name} di Excel lalu ulangi, "
            "atau pilih nama lain dengan --output"
        )
    if isinstance(error, PermissionError):
        return f"{shown} tidak dapat ditulis: folder {path.parent.as_posix()} tidak boleh ditulisi; pilih folder lain"
    reason = _REASONS.get(error.errno or 0, type(error).__name__)
    return f"{shown} tidak dapat ditulis: {reason}; pilih nama atau folder lain"
