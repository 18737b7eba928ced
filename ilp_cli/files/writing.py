"""Files written beside their target and then renamed: the old one stays until the new one is whole."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ilp_cli.core.outcome import OutputBlocked

_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³")}
_NOT_IN_NAMES = re.compile(r"""[<>:"/\\|?*\x00-\x1f\x7f]""")
_LONGEST_STEM = 80
"""Letters of a file name of ours: paths have a limit too."""
_HELD = {5, 32, 33}
"""Windows errors of a file that another program holds open."""
_LEFT = ".ilp.tmp"
"""How the name of a temporary file of ours ends."""
_SHOWN = 40
"""How much of the target's name is repeated in that of its temporary file, which must not become too long."""
_ENDLESS = 1921
"""The Windows error of a link that cannot be followed to an end."""
_TRIES = 8
_PAUSE = 0.3


STDOUT = Path("-")
"""The output that is no file but standard output, for a script that reads it from there."""
_STDOUTS = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}


def to_stdout(path: Path | None) -> bool:
    """Whether an output names standard output."""
    return path is not None and path.as_posix() in _STDOUTS


def named(path: Path) -> str:
    """An output as a notice names it."""
    return "keluaran standar" if to_stdout(path) else path.as_posix()


def refuse_screen() -> None:
    """Raise OutputBlocked where standard output is a screen, or takes no bytes: what is no text cannot go there."""
    if sys.stdout is None or sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        raise OutputBlocked(
            "workbook tidak dapat ditampilkan di layar; sebut nama berkas, atau alirkan: … -o - > berkas.xlsx"
        )


def _put(data: bytes) -> None:
    """Write to standard output. A reader that has gone keeps the earned exit status. Raises OutputBlocked."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        refuse_screen()
        text = ""
    try:
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            sys.stdout.write(text)
        else:
            sys.stdout.flush()
            buffer.write(data)
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OutputBlocked("hasil tidak dapat ditulis ke keluaran standar; sebut nama berkas") from error


def refuse_target(path: Path, inputs: Iterable[Path], *, force: bool) -> None:
    """Raise OutputBlocked where a target is an input, no plain file, has no folder, or is there already."""
    if to_stdout(path):
        return
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
        (
            there and not path.stat().st_mode & stat.S_IWRITE,
            f"{shown} bertanda hanya-baca (read-only); lepaskan tandanya di sifat berkas, atau pilih nama lain",
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


def safe_stem(wanted: str, taken: Iterable[str] = ()) -> str:
    """A file name without its ending that every system accepts, unlike those taken even if case is put aside."""
    used = {_compared(stem) for stem in taken}
    text = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", wanted))
    words = " ".join("".join(letter for letter in text if letter.isprintable()).split())
    base = words[:_LONGEST_STEM].strip(" .") or "berkas"
    if base.partition(".")[0].rstrip().upper() in _RESERVED:
        base = f"_{base}"
    name, number = base, 1
    while _compared(name) in used:
        number += 1
        name = f"{base} ({number})"
    return name


def _compared(stem: str) -> str:
    return unicodedata.normalize("NFC", stem).casefold()


@contextlib.contextmanager
def all_or_nothing(base: Path, files: Sequence[Path]) -> Iterator[None]:
    """Put a folder and these files in it back as they were where something fails on the way."""
    new = [folder for folder in (base, *base.parents) if not folder.exists()]
    before = {file: file.read_bytes() for file in files if file.is_file()}
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError, OutputBlocked):
            for file in files:
                if file not in before:
                    file.unlink(missing_ok=True)
                elif file.read_bytes() != before[file]:
                    write_file(file, before[file], force=True)
            for folder in new:
                folder.rmdir()
        raise


def make_folder(path: Path) -> None:
    """Make a folder and those above it. Raises OutputBlocked."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputBlocked(f"{path.as_posix()} adalah berkas; sebut nama folder") from None
    except OSError as error:
        raise OutputBlocked(_words(path, error)) from error


def write_file(path: Path, data: bytes, inputs: Iterable[Path] = (), *, force: bool = False) -> None:
    """Write bytes to a temporary file in the same folder, then rename. Raises OutputBlocked; the old file stays.

    Bytes for standard output are printed. What a run that was killed has left in that folder is taken away first: it
    holds people's data.
    """
    if to_stdout(path):
        _put(data)
        return
    refuse_target(path, inputs, force=force)
    path = path.resolve() if path.is_symlink() else path
    _clear_left(path)
    if not any(_written(path, data) for _ in range(_TRIES)):
        words = "berkas sementaranya dihapus program lain sebelum selesai"
        raise OutputBlocked(f"{path.as_posix()} tidak dapat ditulis: {words}; pilih folder lain")


def _written(path: Path, data: bytes) -> bool:
    """Write bytes to a temporary file and give it its name; held until then, so that no other run takes it away.

    False where one did, before it was held.
    """
    from tempfile import NamedTemporaryFile  # only a run that writes pays for it

    temporary: Path | None = None
    try:
        with NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name[:_SHOWN]}.", suffix=_LEFT, delete=False
        ) as stream:
            temporary = Path(stream.name)
            with contextlib.suppress(OSError):  # a share may not know how; then nothing is taken away from there either
                _hold(stream.fileno())
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
            temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
            if os.name == "nt":
                stream.close()  # Windows renames no file that is open
            _replace(temporary, path)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and temporary and path.parent.is_dir() and not temporary.exists():
            return False
        raise OutputBlocked(_words(path, error)) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                _remove(temporary)
    return True


def _remove(temporary: Path) -> None:
    """Remove a temporary file; Windows refuses one that may only be read."""
    if os.name == "nt" and temporary.exists():
        temporary.chmod(0o600)
    temporary.unlink(missing_ok=True)


def _hold(descriptor: int) -> None:
    """Hold an open file, so that other runs see that somebody is at it. Raises OSError where that cannot be done.

    Windows removes no file that is open, so there is nothing to do.
    """
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _clear_left(path: Path) -> None:
    """Take away the temporary files of runs that were killed: all in the folder of a target that nobody holds."""
    ours = re.compile(rf"\..+\.[a-z0-9_]{{8}}{re.escape(_LEFT)}|\.{re.escape(path.name)}\.[a-z0-9_]{{8}}\.tmp")
    try:
        left = [Path(entry.path) for entry in os.scandir(path.parent) if ours.fullmatch(entry.name)]
    except OSError:
        return
    for temporary in left:
        with contextlib.suppress(OSError):
            if os.name == "nt":
                _remove(temporary)
                continue
            descriptor = os.open(temporary, os.O_RDWR | os.O_NOFOLLOW)
            try:
                _hold(descriptor)
                temporary.unlink()
            finally:
                os.close(descriptor)


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
