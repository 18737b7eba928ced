"""python -m ilp_cli, and `ilp` itself: the first that is imported, before all that takes its time."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # typing takes its time too
if TYPE_CHECKING:
    from typing import NoReturn

_INPUT = 3
_INTERRUPTED = 130
"""As ExitStatus has them; nothing of ours is imported yet where they are wanted."""
_UNREAD = (
    "program tidak dapat dimuat: memori tidak cukup, atau berkasnya terpotong di simpanan Python (__pycache__); tutup "
    "program lain, sediakan ruang penyimpanan, hapus folder __pycache__ program dan pustakanya, lalu ulangi"
)
"""Where not even what tells the reason can be imported."""


def main() -> NoReturn:
    """Run `ilp`. Ctrl-C and what the computer lacks are told in a word also while the program is being imported."""
    try:
        from ilp_cli.cli import main as ilp

        ilp()
    except KeyboardInterrupt:
        _end("dihentikan", _INTERRUPTED)
    except Exception as error:
        if "--debug" in sys.argv or not (words := _told(error)):
            raise
        _end(words, _INPUT)


def _told(error: Exception) -> str:
    try:
        from ilp_cli.core.trouble import trouble
    except Exception:
        return _UNREAD
    return trouble(error)


def _end(words: str, status: int) -> NoReturn:
    from contextlib import suppress

    with suppress(OSError, AttributeError):  # stderr may be closed
        sys.stderr.write(f"ilp: {words}\n")
    sys.exit(status)


if __name__ == "__main__":
    main()
