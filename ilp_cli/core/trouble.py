"""What ends a run through no fault of ours or of a file: memory and other limits, and modules that were cut short."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_SHORT = "memori tidak cukup; tutup program lain, atau longgarkan batas memorinya bila dibatasi, lalu ulangi"
_REFUSED = (
    "sistem menolak proses atau berkas baru (batasnya tercapai, atau memori tidak cukup); tutup program lain, atau "
    "longgarkan batasnya, lalu ulangi"
)
_CUT = "pustaka program ini terpotong di simpanan Python (__pycache__), biasanya karena tempat penyimpanan pernah penuh"
_RENEW = "sediakan ruang penyimpanan, hapus folder __pycache__ program dan pustakanya, lalu ulangi"

_OF_WINDOWS = {8, 14, 1455}
"""Windows errors: not enough memory, out of memory, and a paging file that is too small."""
_OF_LOADERS = ("failed to map segment", "cannot allocate memory", "paging file is too small")
"""What an operating system answers where a library finds no room."""
_LIMITS = {errno.EAGAIN, errno.EMFILE, errno.ENFILE}
"""Too many processes of a user, too many open files of a process or of all."""
_UNPACKS = "_compile_bytecode"
"""Where Python's importer unpacks a module that it keeps."""
_NO_THREAD = "can't start new thread"
_NUMPY = 96 * 1024**2
"""How much numpy takes to start, with its algebra in one thread: 86 MiB, measured."""
_NOTHING = 4 * 1024**2
"""Who cannot have so much more has no memory left."""


def trouble(error: BaseException) -> str:
    """What the computer lacks, and what to do, where an error came of that; "" where it did not."""
    chain = _chain(error)
    if any(map(_of_memory, chain)) or not _room(_NOTHING):
        return _SHORT
    if any(map(_of_limits, chain)):
        return _REFUSED
    return f"{_CUT}; {_RENEW}" if any(map(_of_a_cut, chain)) else ""


def _chain(error: BaseException) -> list[BaseException]:
    """An error, and those that led to it: some libraries answer one of the system with one of their own."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    return chain


def _of_limits(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _LIMITS
    return isinstance(error, RuntimeError) and str(error) == _NO_THREAD


def _of_memory(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM or getattr(error, "winerror", None) in _OF_WINDOWS
    if isinstance(error, ImportError):
        return any(words in str(error).lower() for words in _OF_LOADERS)
    return isinstance(error, MemoryError)


def _of_a_cut(error: BaseException) -> bool:
    """Whether it came of a module that Python keeps; what it is called depends on where that was cut."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code.co_name == _UNPACKS


def _room(size: int) -> bool:
    """Whether so many bytes can be had now; they are given back."""
    try:
        import mmap  # noqa: PLC0415  # seldom wanted, and finding no room for itself is an answer

        mmap.mmap(-1, size).close()
    except (OSError, ImportError, MemoryError):
        return False
    return True


class _Asks:
    """Asks for room before numpy is imported: without it its algebra library ends the process (status 1)."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: object = None, /) -> None:  # noqa: ARG002
        """Leave every import to those who know how. Raises MemoryError."""
        if fullname == "numpy" and not _room(_NUMPY):
            raise MemoryError


@contextmanager
def asked_for() -> Iterator[None]:
    """Raise MemoryError where a library that is imported in here would end the program for want of memory."""
    asks = _Asks()
    sys.meta_path.insert(0, asks)
    try:
        yield
    finally:
        sys.meta_path.remove(asks)
