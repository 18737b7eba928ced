"""Lines to the terminal: styled where it can show them, plain everywhere else, never a traceback for a glyph."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from ilp_cli.core.masking import printable
from ilp_cli.core.outcome import OutputBlocked

Line = tuple[tuple[str, str], ...]
"""One line as (text, style) pairs; styles are words Rich knows, "" is plain."""

_STDERR = 2

_ASCII = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "…": "...",
        "—": "-",
        "–": "-",
        "·": "-",
        "█": "#",
        "░": ".",
        "●": "*",
        "○": "o",
        "→": "->",
        "←": "<-",
        "≥": ">=",
        "×": "x",
    }
)


def prepare() -> None:
    """Make both streams survive any character (a cp1252 console would otherwise raise), and being closed."""
    _fill()
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    """A stream for words that nobody waits for; it stays open as long as the run."""
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def _fill() -> None:
    """Open what of the first three descriptors is closed (`>&-`): the next file opened would else be written into."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        os.set_inheritable(descriptor, True)  # noqa: FBT003  # a child wants them too
    os.close(descriptor)


def line(*spans: str | tuple[str, str]) -> Line:
    """A line from plain texts and (text, style) pairs."""
    return tuple(span if isinstance(span, tuple) else (span, "") for span in spans)


def plain(lines: Iterable[Line]) -> str:
    """Lines as text without styles, each ended by a line break."""
    return "".join("".join(printable(text) for text, _ in pieces) + "\n" for pieces in lines)


def on_terminal() -> bool:
    """Whether results go to a person's screen rather than to a file or a pipe."""
    return sys.stdout.isatty()


def say(lines: Iterable[Line], *, stream: TextIO | None = None) -> None:
    """Print lines, coloured on a terminal, as one plain line each when piped."""
    target = stream or sys.stdout
    if _coloured(target):
        _say_rich(lines, target)
    else:
        _write(target, plain(lines))


def notice(text: str, *, quiet: bool = False) -> None:
    """A word beside the result, on stderr; silent with --quiet, and where nobody can be told."""
    if not quiet:
        with contextlib.suppress(OutputBlocked):
            _write(sys.stderr, f"{printable(text)}\n")


def stopping(*, quiet: bool = False) -> None:
    """What a planner is told who presses Ctrl-C: the search ends, its best so far is yet to be given."""
    words = "yang terbaik sejauh ini masih diperiksa dan ditulis; Ctrl-C sekali lagi mengakhiri tanpa hasil"
    notice(f"ilp: pencarian dihentikan, {words}", quiet=quiet)


def put(text: str) -> None:
    """Print a machine format to stdout as UTF-8, whatever the console's own encoding."""
    buffer = getattr(sys.stdout, "buffer", None)
    try:
        if buffer is None:
            sys.stdout.write(text)
        else:
            sys.stdout.flush()
            buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except OSError as error:
        _gone(sys.stdout, error)


def checked() -> None:
    """See whether stdout has taken what others wrote to it. Raises OutputBlocked as `put` does."""
    try:
        sys.stdout.flush()
    except OSError as error:
        _gone(sys.stdout, error)


def _coloured(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _say_rich(lines: Iterable[Line], stream: TextIO) -> None:
    from rich.console import Console  # only a terminal pays for Rich
    from rich.text import Text

    console = Console(file=stream, soft_wrap=True, highlight=False, markup=False, emoji=False)
    for pieces in lines:
        console.print(Text.assemble(*((_fitting(printable(text), stream), style) for text, style in pieces)))


def _fitting(text: str, stream: TextIO) -> str:
    """Text in ASCII glyphs where the stream cannot show others."""
    unicode = (stream.encoding or "").lower().replace("-", "").startswith("utf")
    return text if unicode else text.translate(_ASCII)


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(_fitting(text, stream))
        stream.flush()
    except OSError as error:
        _gone(stream, error)


def _gone(stream: TextIO, error: OSError) -> None:
    """Let nothing more be written. A reader that has gone (`| head`) keeps the earned exit status.

    Raises OutputBlocked for any other failure, such as a full disk.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    if not isinstance(error, BrokenPipeError):
        raise OutputBlocked("hasil tidak dapat ditulis ke layar atau pipa; pakai --output BERKAS") from error
