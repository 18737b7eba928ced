"""A worker process: it reads the folders it is handed line by line, and answers each with the figures of its district.

It is started by `workers`, with what it has to say going to a pipe of its own. When whoever started it is gone, its
input ends, and so does it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import date
from pathlib import Path


def main() -> None:
    """Answer until the input ends; Ctrl-C is for whoever started this."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anybody prints is no answer
    from ilp_cli.recapping.district import attempted

    answers.write(b"\n")  # ready: from here on a death is that of the folder in work
    answers.flush()
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        answer = attempted(Path(asked["folder"]), date.fromisoformat(asked["pada"]))
        answers.write(json.dumps(answer.document(), ensure_ascii=True).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    main()
