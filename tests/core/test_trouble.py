"""What the computer lacks is known under the names that systems and libraries give it."""

from __future__ import annotations

import errno
import sys

import pytest

from ilp_cli.core import trouble as module
from ilp_cli.core.trouble import asked_for, lacking, trouble


@pytest.mark.parametrize(
    ("error", "lacks"),
    [
        (MemoryError(), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (ImportError("/usr/lib/x.so: failed to map segment from shared object"), True),
        (ImportError("libx.so.6: cannot allocate memory in static TLS block"), True),
        (ImportError("DLL load failed while importing x: The paging file is too small for this operation"), True),
        (RuntimeError("can't start new thread"), True),
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (ModuleNotFoundError("No module named 'x'"), False),
        (RuntimeError("dictionary changed size during iteration"), False),
    ],
)
def test_memory_that_runs_out_has_many_names(error: Exception, lacks: bool) -> None:
    assert lacking(error) is lacks


def test_what_an_error_came_of_is_asked_too() -> None:
    error = ValueError("tidak terbaca")
    assert not lacking(error)
    error.__context__ = MemoryError()
    assert lacking(error)


def test_any_error_is_of_memory_where_none_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_NOTHING", sys.maxsize // 2)
    assert lacking(SystemError("error return without exception set"))


def test_a_library_that_ends_the_program_for_want_of_memory_is_not_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "numpy", raising=False)
    monkeypatch.setattr(module, "_NUMPY", sys.maxsize // 2)
    with asked_for(), pytest.raises(MemoryError):
        __import__("numpy")
    assert not any(type(finder).__name__ == "_Asks" for finder in sys.meta_path)


def test_only_what_the_computer_lacks_is_its_trouble() -> None:
    assert "memori tidak cukup" in trouble(MemoryError())
    assert "__pycache__" in trouble(EOFError("marshal data too short"))
    assert trouble(EOFError("Compressed file ended before the end-of-stream marker was reached")) == ""
