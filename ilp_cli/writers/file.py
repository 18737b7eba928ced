"""Files written beside their target and then renamed: the old one stays until the new one is whole."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from ilp_cli.domain.outcome import OutputBlocked

_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
_HELD = {5, 32, 33}
"""Windows errors of a file that another program holds open."""
_TRIES = 8
_PAUSE = 0.3


def refuse_target(path: Path, inputs: Iterable[Path], *, force: bool) -> None:
    """Raise OutputBlocked where a target is an input, a folder, a reserved name, in no folder, or there already."""
    if path.stem.upper() in _RESERVED or path.name.endswith((".", " ")):
        raise OutputBlocked(f"nama berkas “{path.name}” tidak dapat dipakai di Windows; pilih nama lain")
    if path.is_dir():
        raise OutputBlocked(f"{path.as_posix()} adalah folder; sebut nama berkasnya")
    if not path.parent.is_dir():
        raise OutputBlocked(f"folder {path.parent.as_posix()} tidak ada; buat dulu foldernya")
    for item in inputs:
        if item.exists() and path.exists() and item.samefile(path):
            raise OutputBlocked(f"{path.as_posix()} adalah berkas masukan dan tidak akan ditimpa; pilih nama lain")
    if path.exists() and not force:
        raise OutputBlocked(f"{path.as_posix()} sudah ada; tambahkan --force untuk menimpanya, atau pilih nama lain")


def write_file(path: Path, data: bytes, inputs: Iterable[Path] = (), *, force: bool = False) -> None:
    """Write bytes to a temporary file in the same folder, then rename. Raises OutputBlocked; the old file stays."""
    refuse_target(path, inputs, force=force)
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


def _words(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return (
            f"{path.as_posix()} tidak dapat ditulis. Tutup berkas {path.name} di Excel lalu ulangi, "
            "atau pilih nama lain dengan --output"
        )
    return f"{path.as_posix()} tidak dapat ditulis ({error.strerror or type(error).__name__})"
