"""How long a command may go on searching: until a moment, or until somebody presses Ctrl-C."""

from __future__ import annotations

import _thread
import math
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from types import FrameType

_CALLED: ContextVar[float | None] = ContextVar("called", default=None)
"""When the command was called that this work belongs to, by the monotonic clock; None where a script asked for it."""
_ALWAYS = 0.15
"""Seconds that work done piece by piece may take whatever the limit."""


class OutOfTime(Exception):
    """A question that could not be answered before the search had to end; never a planner's fault, always caught."""


@dataclass(frozen=True, slots=True)
class Patience:
    """When all searching ends, by the monotonic clock. What shares one stopper is stopped together.

    One value goes through all that a command searches and explains, so that its limit and Ctrl-C hold for the whole.
    """

    ends: float = math.inf
    stopper: threading.Event = field(default_factory=threading.Event, compare=False)

    @property
    def stopped(self) -> bool:
        """Whether somebody stopped it."""
        return self.stopper.is_set()

    @property
    def left(self) -> float:
        """The seconds that are left; 0 once somebody stopped it."""
        return 0.0 if self.stopped else max(0.0, self.ends - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether nothing more may be searched."""
        return self.left <= 0

    def check(self) -> None:
        """Raise OutOfTime where nothing more may be searched."""
        if self.over:
            raise OutOfTime

    def at_most(self, seconds: float) -> Patience:
        """The same, but for so many seconds from now at most."""
        return replace(self, ends=min(self.ends, time.monotonic() + seconds))

    def sooner(self, seconds: float) -> Patience:
        """The same, but ending so many seconds earlier: they are kept for what comes after the search."""
        return replace(self, ends=self.ends - seconds)


def patience(seconds: float = math.inf) -> Patience:
    """So many seconds from now."""
    return Patience(time.monotonic() + seconds)


ENDLESS = patience()
"""That of work which nothing ends but the program itself."""


def why_ended(*, stopped: bool) -> str:
    """Why a search ended before all was proven, as a sentence begins with it: somebody stopped it, or its limit did."""
    return "Pencarian dihentikan" if stopped else "Waktu habis (--batas-waktu)"


def limit(seconds: float) -> Patience:
    """What a limit in seconds leaves, 0 being none: a command's counts from when it was called, not from here."""
    if seconds <= 0:
        return patience()
    called = _CALLED.get()
    return Patience((time.monotonic() if called is None else called) + seconds)


@contextmanager
def called() -> Iterator[None]:
    """Let every limit in here count from now: reading, and importing what reads, are part of what a command does."""
    token = _CALLED.set(time.monotonic())
    try:
        yield
    finally:
        _CALLED.reset(token)


_ENDINGS = ("SIGTERM", "SIGHUP")
"""What a system sends to end a program: a time limit or a shutdown, and a terminal that is closed; Unix has both."""


@contextmanager
def asked_to_end() -> Iterator[None]:
    """Let what a system sends to end a program do what Ctrl-C does.

    Python itself would end at once, and leave behind the file it is writing, with people's data in it. What somebody
    has set already stays: under nohup a run outlives its terminal. Signals reach the main thread alone; in another one
    nothing is changed.
    """

    def ask(_: int, frame: FrameType | None) -> None:
        told = signal.getsignal(signal.SIGINT)
        # A shell lets those it runs in the background ignore Ctrl-C; they can still be ended.
        (told if callable(told) else signal.default_int_handler)(signal.SIGINT, frame)

    here = threading.current_thread() is threading.main_thread()
    known = [getattr(signal, name) for name in _ENDINGS if here and hasattr(signal, name)]
    heard = [number for number in known if signal.getsignal(number) == signal.SIG_DFL]
    for number in heard:
        signal.signal(number, ask)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_DFL)


_AGAIN = 0.01
"""Seconds until a Ctrl-C that was lost is given once more."""


@contextmanager
def heard_again() -> Iterator[None]:
    """Let no Ctrl-C be lost that comes where Python raises nothing (it tidies up, it imports): give it once more."""
    earlier = sys.unraisablehook

    def again(lost: sys.UnraisableHookArgs) -> None:
        if not isinstance(lost.exc_value, KeyboardInterrupt):
            earlier(lost)
            return
        timer = threading.Timer(_AGAIN, _thread.interrupt_main)
        timer.daemon = True
        timer.start()

    sys.unraisablehook = again
    try:
        yield
    finally:
        sys.unraisablehook = earlier


@contextmanager
def within(seconds: float, until: Patience | None = None) -> Iterator[Patience]:
    """What a verb works under: the patience of whoever asked, who listens himself; else its own limit and Ctrl-C."""
    if until is not None:
        yield until
        return
    own = limit(seconds)
    with listening(own):
        yield own


def no_end() -> bool:
    """The answer of work that may always go on."""
    return False


def enough(until: Patience, afterwards: float) -> Callable[[], bool]:
    """A question for work that starts now and is done piece by piece: whether it must leave the rest undone.

    `afterwards` is how many seconds each second of it will take once it is done, to be checked and written, which may
    be over by then as little as the work itself. A little is always done.
    """
    began = time.monotonic()

    def ended() -> bool:
        spent = time.monotonic() - began
        return spent > _ALWAYS and (until.stopped or began + spent * (1 + afterwards) > until.ends)

    return ended


@contextmanager
def listening(until: Patience, told: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Let the first Ctrl-C stop the search, which then gives its best so far; a second one ends the program at once.

    `told` is called with the first, at once. Signals reach the main thread alone; in another one nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if until.stopped:
            signal.default_int_handler(number, frame)
        until.stopper.set()
        with suppress(RuntimeError):  # it may come while a word is being written, which cannot be broken into
            told()

    earlier = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, earlier)
