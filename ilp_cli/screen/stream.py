"""Lines to the terminal: styled where it can show them, plain everywhere else, never a traceback for a glyph."""

from __future__ import annotations

import contextlib
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TextIO

from ilp_cli.core.masking import printable
from ilp_cli.core.outcome import OutputBlocked
from ilp_cli.core.steps import step
from ilp_cli.files.writing import let_go
from ilp_cli.screen import narrow
from ilp_cli.screen.narrow import fitted

Line = narrow.Line
"""One line as (text, style) pairs; styles are words Rich knows, "" is plain."""

_STDERR = 2
_COLUMNS = 80
_LOST = "hasil tidak dapat ditulis ke layar atau pipa; pakai --output BERKAS"

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
        "≤": "<=",
        "≠": "!=",
        "−": "-",
        "‑": "-",
        "‐": "-",
        "•": "*",
        "✓": "v",
        "✔": "v",
        "√": "v",
        "▼": "v",
        "▲": "^",
        "„": '"',
        "‚": "'",
        "‹": "<",
        "›": ">",
        "«": '"',
        "»": '"',
        "\u00a0": " ",
        "\u202f": " ",
        **dict.fromkeys("│┃", "|"),
        **dict.fromkeys("─━═", "-"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼┏┓┗┛╭╮╰╯", "+"),
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
    if target.isatty():
        lines = fitted(_in_letters_of(target, lines), columns(target))
    if _coloured(target):
        _say_rich(lines, target)
    else:
        _write(target, plain(lines))


def _in_letters_of(stream: TextIO, lines: Iterable[Line]) -> Iterator[Line]:
    """Lines as the stream will write them, before they are broken: in ASCII “…” takes the room of three letters."""
    for pieces in lines:
        yield tuple((fitting(text, stream), style) for text, style in pieces)


def columns(stream: TextIO) -> int:
    """How many columns a terminal has; COLUMNS, where it is set, says so before the terminal does."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(stream.fileno()).columns or _COLUMNS
    except (OSError, ValueError):
        return _COLUMNS


def notice(text: str, *, quiet: bool = False) -> None:
    """A word beside the result, on stderr; silent with --quiet, and where nobody can be told."""
    if not quiet:
        with contextlib.suppress(OutputBlocked):
            said: Iterable[Line] = [line(text)]
            _write(sys.stderr, plain(fitted(said, columns(sys.stderr)) if sys.stderr.isatty() else said))


def wrote(what: str, *, dry_run: bool = False, quiet: bool = False, mark: str = "") -> None:
    """That something was written, or with `dry_run` would be; `mark` says as what."""
    notice(f"{'Akan ditulis' if dry_run else 'Ditulis'}{mark}: {what}", quiet=quiet)


def stopping(*, quiet: bool = False) -> None:
    """What a planner is told who presses Ctrl-C: the search ends, its best so far is yet to be given."""
    words = "yang terbaik sejauh ini masih diperiksa dan ditulis; Ctrl-C sekali lagi mengakhiri tanpa hasil"
    notice(f"ilp: pencarian dihentikan, {words}", quiet=quiet)


def put(text: str) -> None:
    """Print a machine format to stdout as UTF-8, whatever the console's own encoding."""
    buffer = getattr(sys.stdout, "buffer", None)
    step("")
    try:
        if buffer is None:
            sys.stdout.write(text)
        else:
            sys.stdout.flush()
            buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except OSError as error:
        let_go(sys.stdout, error, _LOST)


def checked() -> None:
    """See whether stdout has taken what others wrote to it. Raises OutputBlocked as `put` does."""
    try:
        sys.stdout.flush()
    except OSError as error:
        let_go(sys.stdout, error, _LOST)


def _coloured(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _say_rich(lines: Iterable[Line], stream: TextIO) -> None:
    from rich.console import Console  # only a terminal pays for Rich
    from rich.text import Text

    console = Console(file=stream, soft_wrap=True, highlight=False, markup=False, emoji=False)
    for pieces in lines:
        step("")
        console.print(Text.assemble(*((fitting(printable(text), stream), style) for text, style in pieces)))


def fitting(text: str, stream: TextIO) -> str:
    """Text in ASCII glyphs where the stream cannot show others; a letter it lacks goes without its accent."""
    encoding = (stream.encoding or "").lower()
    if text.isascii() or encoding.replace("-", "").startswith("utf"):
        return text
    return "".join(letter if letter.isascii() else _known(letter, encoding) for letter in text.translate(_ASCII))


def _known(letter: str, encoding: str) -> str:
    """A letter in an encoding: itself, or its base; what has none is spelt out as it is written."""
    with contextlib.suppress(UnicodeEncodeError, LookupError):
        letter.encode(encoding or "ascii")
        return letter
    plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return plain or letter


def _write(stream: TextIO, text: str) -> None:
    try:
        step("")
        stream.write(fitting(text, stream))
        stream.flush()
    except OSError as error:
        let_go(stream, error, _LOST)
