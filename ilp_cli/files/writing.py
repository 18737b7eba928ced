"""Files written beside their target and then renamed: the old one stays until the new one is whole."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from ilp_cli.core.outcome import OutputBlocked
from ilp_cli.core.steps import step
from ilp_cli.core.words import daftar
from ilp_cli.files.paths import absolute, is_file, stands, too_long, unfit

_HELD = {5, 32, 33}
"""Windows errors of a file that another program holds open, or that may not be replaced."""
_SHARED = {32, 33}
"""Those of them that can mean nothing else."""
_LEFT = ".ilp.tmp"
"""How the name of a temporary file of ours ends."""
_SHOWN = 40
"""How much of the target's name is repeated in that of its temporary file."""
_MARKS = len("..01234567") + len(_LEFT)
"""How much longer the name of a temporary file is than what it repeats."""
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


def refuse_screen(kind: str = "workbook", suffix: str = ".xlsx") -> None:
    """Raise OutputBlocked where standard output is a screen, or takes no bytes: what is no text cannot go there."""
    if sys.stdout is None or sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        raise OutputBlocked(
            f"{kind} tidak dapat ditampilkan di layar; sebut nama berkas, atau alirkan: … -o - > berkas{suffix}"
        )


def _put(data: bytes) -> None:
    """Write to standard output. A reader that has gone keeps the earned exit status. Raises OutputBlocked."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        refuse_screen()
        text = ""
    step("")
    try:
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            sys.stdout.write(text)
        else:
            sys.stdout.flush()
            buffer.write(data)
        sys.stdout.flush()
    except OSError as error:
        let_go(sys.stdout, error, "hasil tidak dapat ditulis ke keluaran standar; sebut nama berkas")


def let_go(stream: TextIO, error: OSError, words: str) -> None:
    """Let nothing more be written to a stream. A reader that has gone (`| head`) keeps the earned exit status.

    Raises OutputBlocked with these words for any other failure, such as a full disk.
    """
    gone = isinstance(error, BrokenPipeError) or (error.errno == errno.EINVAL and not _plain_file(stream))
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    if not gone:
        raise OutputBlocked(words) from error


def _plain_file(stream: TextIO) -> bool:
    """Whether a stream ends in a file: there EINVAL is a fault; of a pipe Windows says so that its reader has gone."""
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except OSError:
        return False


def refuse_target(path: Path, inputs: Iterable[Path], *, force: bool, of: Path | None = None) -> None:
    """Raise OutputBlocked where a target is an input, no plain file, has no folder, or is there already.

    A file that a plan rests on is an input, whether this run has read it or not. `of` is the roadmap whose files the
    command is there to write: it looks itself at what it replaces.
    """
    if to_stdout(path):
        return
    _refuse_name(path, "berkas")
    try:
        reason = _unfit(path, inputs, force=force) or (_kept(path, of) if force else None)
    except OSError as error:
        raise OutputBlocked(_words(path, error)) from error
    if reason:
        raise OutputBlocked(reason)


def _refuse_name(path: Path, kind: str) -> None:
    """Raise OutputBlocked where Windows takes no file or folder of this name: what is made here may be opened there."""
    if why := unfit(path.name):
        raise OutputBlocked(f"nama {kind} “{path.name}” tidak dapat dipakai di Windows: {why}; pilih nama lain")


def _unfit(path: Path, inputs: Iterable[Path], *, force: bool) -> str | None:
    """Why a target may not be written to, in words."""
    shown, there, long = path.as_posix(), path.exists(), too_long(absolute(path))
    reasons = (
        (path.is_symlink() and _circular(path), f"{shown} adalah tautan yang berputar ke dirinya; pilih nama lain"),
        (path.is_dir(), f"{shown} adalah folder; sebut nama berkasnya"),
        (bool(long) and not path.parent.is_dir(), f"{shown} tidak dapat ditulis: {long}"),
        (is_file(path.parent), f"{path.parent.as_posix()} adalah berkas, bukan folder; pilih folder lain"),
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


def _kept(path: Path, of: Path | None) -> str | None:
    """Why a file that is there may not be replaced though that was asked for: a plan rests on it."""
    from ilp_cli.files.kept import roadmap_of  # reads YAML, for which only a run that replaces a file pays

    roadmap = roadmap_of(path) if path.exists() else None
    if roadmap is None or (of is not None and of.exists() and roadmap.samefile(of)):
        return None
    whose = "" if roadmap.samefile(path) else f" {roadmap.as_posix()}"
    what = f"berkas masukan rencana{whose}" if whose else "roadmap sebuah rencana"
    return f"{path.as_posix()} adalah {what} dan tidak akan ditimpa; pilih nama lain"


def _circular(path: Path) -> bool:
    """Whether a link leads back to itself; stat says so on every system and in every edition of Python."""
    try:
        path.stat()
    except OSError as error:
        return error.errno == errno.ELOOP or getattr(error, "winerror", None) == _ENDLESS
    return False


@contextlib.contextmanager
def all_or_nothing(base: Path, files: Sequence[Path]) -> Iterator[None]:
    """Put a folder and these files in it back as they were where something fails on the way. Raises OutputBlocked.

    What is new goes first: an old file needs its room. One that cannot be put back all the same is named.
    """
    folders = [folder for folder in (base, *base.parents) if not stands(folder)]
    new = [_behind(file) for file in files if not stands(file)]
    before = {file: _as_it_is(file) for file in files if is_file(file)}
    try:
        yield
    except BaseException as error:
        for file in new:
            with contextlib.suppress(OSError):
                file.unlink()
        lost = [file.as_posix() for file, data in before.items() if not _put_back(file, data)]
        for folder in folders:
            with contextlib.suppress(OSError):
                folder.rmdir()
        if lost and isinstance(error, OutputBlocked):
            raise OutputBlocked(f"{error}; isi lama {daftar(lost)} tidak dapat dikembalikan") from error
        raise


def _put_back(file: Path, data: bytes) -> bool:
    """Whether a file holds again what it held before."""
    try:
        if not is_file(file) or file.read_bytes() != data:
            _store(file, data)
    except (OSError, OutputBlocked):
        return False
    return True


def _behind(path: Path) -> Path:
    """The file that a link leads to, whether it is there or not; any other path as it is."""
    return Path(os.path.realpath(path)) if os.path.islink(path) else path  # noqa: PTH114  # as `stands`


def _as_it_is(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise OutputBlocked(_words(file, error)) from error


def make_folder(path: Path) -> None:
    """Make a folder and those above it. Raises OutputBlocked."""
    for folder in (path, *path.parents):
        if os.path.lexists(folder):
            break
        _refuse_name(folder, "folder")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputBlocked(f"{path.as_posix()} adalah berkas; sebut nama folder") from None
    except OSError as error:
        raise OutputBlocked(_words(path, error)) from error


def write_file(
    path: Path, data: bytes, inputs: Iterable[Path] = (), *, force: bool = False, of: Path | None = None
) -> None:
    """Write bytes to a temporary file in the same folder, then rename. Raises OutputBlocked; the old file stays.

    Bytes for standard output are printed. What a run that was killed has left in that folder is taken away first: it
    holds people's data. `of` is as of `refuse_target`.
    """
    if to_stdout(path):
        _put(data)
        return
    refuse_target(path, inputs, force=force, of=of)
    step(f"menulis {path.name}")
    _store(path, data)


def _store(path: Path, data: bytes) -> None:
    """Let a file hold these bytes, as a whole or not at all. Raises OutputBlocked."""
    path = _behind(path)
    _clear_left(path)
    if not any(_written(path, data) for _ in range(_TRIES)):
        words = "berkas sementaranya dihapus program lain sebelum selesai"
        raise OutputBlocked(f"{path.as_posix()} tidak dapat ditulis: {words}; pilih folder lain")


def write_files(
    files: Mapping[Path, bytes], inputs: Iterable[Path] = (), *, folder: Path | None = None, force: bool = False
) -> None:
    """Write several files, into a `folder` that is made where one is named; none of them where one cannot be written.

    What went to standard output cannot be taken back. Raises OutputBlocked as `refuse_target` and `all_or_nothing` do.
    """
    own = tuple(inputs)
    with all_or_nothing(folder or Path(), [path for path in files if not to_stdout(path)]):
        if folder is not None:
            make_folder(folder)
        for path in files:
            refuse_target(path, own, force=force)
        for path, data in files.items():
            write_file(path, data, own, force=force)


def _written(path: Path, data: bytes) -> bool:
    """Write bytes to a temporary file and give it its name; held until then, so that no other run takes it away.

    False where one did, before it was held.
    """
    from tempfile import NamedTemporaryFile  # only a run that writes pays for it

    temporary: Path | None = None
    try:
        with NamedTemporaryFile(
            dir=path.parent, prefix=f".{_repeated(path.name)}.", suffix=_LEFT, delete=False
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


def _repeated(name: str) -> str:
    """What of a target's name its temporary file repeats: so much that it is no longer than the target's own."""
    return name[: min(_SHOWN, max(1, len(name) - _MARKS))]


def _remove(temporary: Path) -> None:
    """Remove a temporary file; Windows refuses one that may only be read."""
    try:
        temporary.unlink(missing_ok=True)
    except PermissionError:
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
    errno.EDQUOT: "jatah penyimpanan habis",
    errno.EFBIG: "berkasnya terlalu besar bagi tempat itu",
    errno.EIO: "tempat penyimpanannya rusak atau terputus",
    errno.ENODEV: "tempat penyimpanannya tidak ada lagi",
    errno.EBUSY: "berkasnya sedang dipakai program lain",
    errno.EILSEQ: "namanya memuat huruf yang tidak diterima tempat itu",
    errno.EINVAL: "namanya tidak diterima tempat itu",
}
_FULL = {errno.ENOSPC, errno.EDQUOT}
"""Those of them that room mends."""
_BY_WINDOWS = {
    53: "folder jaringannya tidak terjangkau",
    59: "sambungan ke folder jaringannya terputus",
    64: "sambungan ke folder jaringannya terputus",
    67: "folder jaringannya tidak ditemukan",
    123: "namanya tidak diterima Windows",
    206: "jalurnya terlalu panjang bagi Windows",
}
"""What Windows means by the numbers of errors that Python knows by no name of its own."""
_PROGRAMS = {".xlsx": "Excel", ".xlsm": "Excel", ".csv": "Excel", ".docx": "Word"}


def _words(path: Path, error: OSError) -> str:
    """Why writing failed, and what to do."""
    shown = path.as_posix()
    number = getattr(error, "winerror", None)
    held = isinstance(error, PermissionError) and (number in _SHARED or _is_there(path))
    if held:
        program = _PROGRAMS.get(path.suffix.lower(), "program yang membukanya")
        return (
            f"{shown} tidak dapat ditulis. Tutup berkas {path.name} di {program} lalu ulangi, "
            "atau pilih nama lain dengan --output"
        )
    if isinstance(error, PermissionError):
        return f"{shown} tidak dapat ditulis: folder {path.parent.as_posix()} tidak boleh ditulisi; pilih folder lain"
    if long := too_long(absolute(path.with_name(f"{_repeated(path.name)}{'.' * _MARKS}"))) or too_long(absolute(path)):
        return f"{shown} tidak dapat ditulis: {long}"
    usual = _REASONS.get(error.errno or 0, f"sistem menolaknya (kesalahan {number or error.errno or '?'})")
    reason = _BY_WINDOWS.get(number or 0, usual)
    return f"{shown} tidak dapat ditulis: {reason}; pilih nama atau folder lain"


@contextlib.contextmanager
def in_temporary_place() -> Iterator[None]:
    """Work that writes to the system's folder for temporary files. Raises OutputBlocked where that takes none."""
    import tempfile  # only a run that writes pays for it

    elsewhere = "tunjuk folder lain yang dapat ditulisi dan tidak penuh dengan TMPDIR (di Windows TEMP)"
    try:
        tempfile.gettempdir()  # which tries each that it knows
    except FileNotFoundError as error:
        words = "berkas sementara tidak dapat ditulis: tidak ada folder sementara yang menerimanya"
        raise OutputBlocked(f"{words}; {elsewhere}") from error
    try:
        yield
    except OSError as error:
        room = "sediakan ruang penyimpanan, atau " if error.errno in _FULL else ""
        words = f"berkas sementara tidak dapat ditulis: {reason_of(error)}; {room}{elsewhere}"
        raise OutputBlocked(words) from error


def reason_of(error: OSError) -> str:
    """Why the system has refused to write, in words."""
    if isinstance(error, PermissionError):
        return "tempat itu tidak boleh ditulisi"
    return _REASONS.get(error.errno or 0, f"sistem menolaknya (kesalahan {error.errno or '?'})")


def _is_there(path: Path) -> bool:
    """Whether the target is there, in a folder that may be written to: then it is the file itself that is refused."""
    return path.is_file() and os.access(path.parent, os.W_OK)
