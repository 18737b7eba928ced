"""How a run can end: the exit statuses, and the refusals that carry one."""

from __future__ import annotations

from enum import IntEnum, unique


@unique
class ExitStatus(IntEnum):
    """The exit statuses of `ilp`; where several apply, the highest of FAULT, OUTPUT, INPUT and FINDINGS wins."""

    OK = 0
    FINDINGS = 1
    MISUSE = 2
    INPUT = 3
    OUTPUT = 4
    FAULT = 70
    INTERRUPTED = 130


class Refusal(Exception):
    """Something the program will not do; its text says why, in Indonesian, and what to do instead."""

    status = ExitStatus.MISUSE


class Misuse(Refusal):
    """An option or argument that makes no sense here."""

    status = ExitStatus.MISUSE


class OutputBlocked(Refusal):
    """An output that cannot be written; what stood there before is untouched, or its text says what is not."""

    status = ExitStatus.OUTPUT
