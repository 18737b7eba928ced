"""Work in a thread of its own, which is left behind where it does not end once nothing more may be searched.

A solver asks only now and then whether it shall end: between two such questions may lie many seconds. Meanwhile
Ctrl-C reaches the main thread alone, which must not stand inside the solver.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from ilp_cli.planning.patience import Patience

GRACE = 0.5
"""Seconds that work may go on once nothing more may be searched: most ends by itself in less."""
_LOOK = 0.1
"""How often it is looked whether that is so."""
_left: list[threading.Thread] = []


def done(work: Callable[[], object], until: Patience) -> bool:
    """Do some work; False where it had to be left behind: nobody may touch then what it works on.

    Raises what the work raises.
    """
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # raised again where it is waited for
            raised.append(error)

    thread = threading.Thread(target=run, name="ilp-search")
    thread.start()
    try:
        while thread.is_alive() and not until.over:
            thread.join(min(_LOOK, until.left))
        thread.join(GRACE)
    finally:
        if thread.is_alive():
            _left.append(thread)
    if raised:
        raise raised[0]
    return not thread.is_alive()


def at_work() -> bool:
    """Whether work that was left behind still goes on; then only leaving the process ends it at once."""
    return any(thread.is_alive() for thread in _left)
