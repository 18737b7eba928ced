"""python -m ilp_cli, and `ilp` itself: the first that is imported, before all that takes its time."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import NoReturn

_INTERRUPTED = 130
"""As ExitStatus has it; nothing of ours is imported yet where it is wanted."""


def main() -> NoReturn:
    """Run `ilp`. Ctrl-C is told in a word also while the program is still being imported."""
    try:
        from ilp_cli.cli import main as ilp

        ilp()
    except KeyboardInterrupt:
        with suppress(OSError, AttributeError):  # stderr may be closed
            sys.stderr.write("ilp: dihentikan\n")
        sys.exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
