"""Many districts in a few processes: one that dies costs the district it was at, which is tried once more, alone.

Each worker is a process of its own that is handed one folder after another, so there are no parts that wait for their
slowest, and it is always known which folder a worker was at when it died. A pool of the standard library would only
say that somebody has died, and give up every folder that was still waiting.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ilp_cli.recapping.ringkasan import Ringkasan, failed, ringkasan_of

TASKS = 300
"""How many districts a worker reads before a fresh one takes its place: what a library leaks does not add up.

A start costs what four districts cost; one worker of two reads half the nation, and holds no more at its end than
after its first.
"""
_START = "import sys; sys.path[:] = sys.argv[1:]; from ilp_cli.recapping.child import main; main()"
_WAIT = 0.5
"""Seconds between two looks at whether somebody wants it to end; results come at once."""


class CannotStart(Exception):
    """No worker could be started: not one of the folders has been looked at by it."""


@dataclass(slots=True)
class _Died:
    """The end of a worker while it was at a folder."""

    folder: Path
    status: int | None


@dataclass(slots=True)
class _Crew:
    """What the threads that feed the workers share."""

    waiting: deque[Path]
    day: date
    said: queue.Queue[tuple[Path, Ringkasan] | _Died | CannotStart | None] = field(default_factory=queue.Queue)
    running: set[subprocess.Popen[bytes]] = field(default_factory=set)
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)


def answers(folders: Sequence[Path], day: date, workers: int) -> Iterator[tuple[Path, Ringkasan]]:
    """Every folder with the figures of its district, as they come. Raises CannotStart where some are left.

    Those at which a worker died are tried once more when all others are done, each in a worker of its own. A worker
    that does not start is no matter as long as another does.
    """
    died: dict[Path, int | None] = {}
    trouble: CannotStart | None = None
    try:
        for item in _run(folders, day, workers):
            if isinstance(item, _Died):
                died[item.folder] = item.status
            else:
                yield item
    except CannotStart as error:
        trouble = error
    for folder, status in sorted(died.items()):
        try:
            for item in _run([folder], day, 1):
                yield (folder, failed(str(folder), day, _end(item.status))) if isinstance(item, _Died) else item
        except CannotStart:
            yield folder, failed(str(folder), day, _end(status, "dan tidak dapat dimulai lagi"))
    if trouble is not None:
        raise trouble


def _end(status: int | None, often: str = "dua kali") -> str:
    how = f"kode {status}"
    if status is not None and status < 0:
        name = signal.Signals(-status).name if -status in signal.Signals._value2member_map_ else f"sinyal {-status}"
        how = f"{name}; biasanya kehabisan memori" if name == "SIGKILL" else name
    return f"proses yang membacanya mati {often} ({how}); coba sendiri dengan `ilp check`"


def _run(folders: Sequence[Path], day: date, workers: int) -> Iterator[tuple[Path, Ringkasan] | _Died]:
    """What comes of these folders. Raises CannotStart where no worker is left for some of them."""
    trouble: CannotStart | None = None
    crew = _Crew(deque(folders), day)
    count = max(1, min(workers, len(folders)))
    threads: list[threading.Thread] = []
    try:
        for _ in range(count):
            threads += _fed(crew)
        if not threads:
            raise CannotStart
        left = len(threads)
        while left:
            try:
                item = crew.said.get(timeout=_WAIT)  # a wait without an end would not hear Ctrl-C on Windows
            except queue.Empty:
                continue
            if item is None:
                left -= 1
            elif isinstance(item, CannotStart):
                trouble = item
            else:
                yield item
        if trouble is not None and crew.waiting:
            raise trouble
    finally:
        crew.over.set()
        with crew.lock:
            for child in crew.running:
                child.kill()
        for thread in threads:
            thread.join()


def _fed(crew: _Crew) -> list[threading.Thread]:
    """A thread that feeds a worker; none where the system has no room for another."""
    thread = threading.Thread(target=_feed, args=(crew,), daemon=True)
    try:
        thread.start()
    except RuntimeError:
        return []
    return [thread]


def _feed(crew: _Crew) -> None:
    """Hand one worker after another the folders that wait, until none is left."""
    try:
        while crew.waiting and not crew.over.is_set():
            _one_worker(crew)
    except CannotStart as error:
        crew.said.put(error)
    finally:
        crew.said.put(None)


def _one_worker(crew: _Crew) -> None:
    child = _started(crew)
    folder: Path | None = None
    try:
        for _ in range(TASKS):
            try:
                folder = crew.waiting.popleft()
            except IndexError:
                break
            answer = _asked(child, folder, crew.day)
            if answer is None:
                child.wait()
                if not crew.over.is_set():
                    crew.said.put(_Died(folder, child.returncode))
                return
            crew.said.put((folder, answer))
    finally:
        _ended(child)
        with crew.lock:
            crew.running.discard(child)


def _started(crew: _Crew) -> subprocess.Popen[bytes]:
    """A worker that says it is ready. Raises CannotStart."""
    command = [sys.executable, "-P", "-c", _START, *sys.path]
    # Out of reach of a Ctrl-C in the terminal: it is this process that hears it, and ends its workers.
    new = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    group = None if os.name == "nt" else 0
    with crew.lock:
        if crew.over.is_set():
            raise CannotStart
        try:
            child = subprocess.Popen(  # noqa: S603  # this Python, our own module
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=new,
                process_group=group,
            )
        except OSError as error:
            raise CannotStart(str(error)) from error
        crew.running.add(child)
    assert child.stdout is not None
    if child.stdout.readline() != b"\n":
        _ended(child)
        with crew.lock:
            crew.running.discard(child)
        raise CannotStart(f"status {child.returncode}")
    return child


def _asked(child: subprocess.Popen[bytes], folder: Path, day: date) -> Ringkasan | None:
    """What a worker answers of a folder; None where it has died over it."""
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(json.dumps({"folder": str(folder), "pada": day.isoformat()}).encode() + b"\n")
        child.stdin.flush()
        line = child.stdout.readline()
        return ringkasan_of(json.loads(line)) if line.endswith(b"\n") else None
    except (OSError, ValueError):
        child.kill()
        return None


def _ended(child: subprocess.Popen[bytes]) -> None:
    """Let a worker go: its input ends, so it does; one that does not is ended."""
    for pipe in (child.stdin, child.stdout):
        with contextlib.suppress(OSError):
            if pipe is not None:
                pipe.close()
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
