"""What the computer lacks is known under the names that systems and libraries give it."""

from __future__ import annotations

import errno
import py_compile
import sys
from importlib.machinery import SourcelessFileLoader
from pathlib import Path

import pytest

from ilp_cli.core import trouble as module
from ilp_cli.core.trouble import asked_for, trouble

MEMORY, LIMITS = "memori tidak cukup", "sistem menolak"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), MEMORY),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), MEMORY),
        (ImportError("/usr/lib/x.so: failed to map segment from shared object"), MEMORY),
        (ImportError("libx.so.6: cannot allocate memory in static TLS block"), MEMORY),
        (ImportError("DLL load failed while importing x: The paging file is too small for this operation"), MEMORY),
        (RuntimeError("can't start new thread"), LIMITS),
        (OSError(errno.EAGAIN, "Resource temporarily unavailable"), LIMITS),
        (OSError(errno.EMFILE, "Too many open files"), LIMITS),
        (EOFError("Compressed file ended before the end-of-stream marker was reached"), ""),
        (OSError(errno.ENOSPC, "No space left on device"), ""),
        (ModuleNotFoundError("No module named 'x'"), ""),
        (RuntimeError("dictionary changed size during iteration"), ""),
    ],
)
def test_what_the_computer_lacks_has_many_names(error: Exception, said: str) -> None:
    assert trouble(error).split(";")[0].startswith(said)
    assert bool(trouble(error)) == bool(said)


def test_a_module_is_known_to_be_cut_wherever_it_was(tmp_path: Path) -> None:
    source = tmp_path / "potongan.py"
    source.write_text('import sys\nNAMES = ("a", 1.5, frozenset({2}))\ndef f(x):\n    return lambda: x\n')
    kept, names = tmp_path / "potongan.pyc", set()
    py_compile.compile(str(source), str(kept), doraise=True)
    whole = kept.read_bytes()
    for end in range(16, len(whole)):
        kept.write_bytes(whole[:end])
        with pytest.raises((EOFError, ValueError, TypeError, ImportError)) as raised:
            SourcelessFileLoader("potongan", str(kept)).get_code("potongan")
        names.add(str(raised.value))
        assert trouble(raised.value).startswith("pustaka program ini terpotong"), (end, raised.value)
        told = ValueError("tidak terbaca")
        told.__context__ = raised.value
        assert trouble(told) == trouble(raised.value)
    assert len(names) > 1


def test_what_an_error_came_of_is_asked_too() -> None:
    error = ValueError("tidak terbaca")
    assert trouble(error) == ""
    error.__context__ = MemoryError()
    assert trouble(error).startswith(MEMORY)


def test_any_error_is_of_memory_where_none_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_NOTHING", sys.maxsize // 2)
    assert trouble(SystemError("error return without exception set")).startswith(MEMORY)


def test_a_library_that_ends_the_program_for_want_of_memory_is_not_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "numpy", raising=False)
    monkeypatch.setattr(module, "_NUMPY", sys.maxsize // 2)
    with asked_for(), pytest.raises(MemoryError):
        __import__("numpy")
    assert not any(type(finder).__name__ == "_Asks" for finder in sys.meta_path)
