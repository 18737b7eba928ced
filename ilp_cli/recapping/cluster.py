"""Many districts on a Dask cluster: the same function, the same answers, on as many machines as there are."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ilp_cli.core.outcome import Misuse
from ilp_cli.core.version import __version__
from ilp_cli.recapping.ringkasan import Ringkasan, failed
from ilp_cli.recapping.store import law_print

_KILLED = "KilledWorker"
_DEAD = "mati tiap kali membacanya"
_SECONDS = 15
"""How long a scheduler may take to answer."""
_ADDRESS = re.compile(r"(?:[a-z]+://)?[^\s/:]+:\d+|[a-z]+://\[[^\s\]]+\]:\d+|(?:ws|wss|ucx|inproc)://\S+")


def answers(folders: Sequence[Path], day: date, address: str) -> Iterator[tuple[Path, Ringkasan]]:
    """Every folder with the figures of its district, as they come. Raises Misuse where there is no such cluster.

    The folders must be seen by every worker under the same full path, and the same ilp_cli installed there. Districts
    whose worker dies are tried elsewhere by Dask itself; those at which it gives up are tried once more, each alone.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        words = '--dask memerlukan Dask, yang belum terpasang; pasang dengan pip install "ilp_cli[dask]"'
        raise Misuse(words) from None
    from ilp_cli.recapping.district import attempted

    if not _ADDRESS.fullmatch(address):
        raise Misuse(f"--dask {address} bukan alamat penjadwal Dask; tulis misalnya tcp://10.0.0.5:8786")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it would say is told of the district
    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:  # a timeout is one of the former
        words = f"--dask {address}: penjadwal Dask tidak terjangkau dalam {_SECONDS} detik"
        raise Misuse(f"{words}; periksa alamatnya, misalnya tcp://10.0.0.5:8786") from error
    with client:
        futures = {client.submit(attempted, folder, day, pure=False): folder for folder in folders}
        waiting = dict.fromkeys(folders)
        killed: list[Path] = []
        for future in as_completed(futures, loop=client.loop):
            folder = futures[future]
            if _died(future):
                killed.append(folder)  # perhaps only beside the one that killed
            else:
                del waiting[folder]
                yield folder, _answer(future, folder, day)
            future.release()
        for folder in killed:
            alone = client.submit(attempted, folder, day, pure=False)
            for future in as_completed([alone], loop=client.loop):
                del waiting[folder]
                yield folder, _answer(future, folder, day)
                future.release()
    yield from ((folder, failed(str(folder), day, "kluster Dask terputus sebelum ia terbaca")) for folder in waiting)


def _died(future: Any) -> bool:
    """Whether Dask gave up on a district because the workers that had it died."""
    return future.status == "error" and type(future.exception()).__name__ == _KILLED


def _answer(future: Any, folder: Path, day: date) -> Ringkasan:
    """What a worker has answered; where there is no answer, or it is of another edition, why."""
    if future.status != "finished":
        error = future.exception() if future.status == "error" else None
        name = type(error).__name__ if error else future.status
        what = _DEAD if name == _KILLED else f"gagal ({name})"
        return failed(str(folder), day, f"pekerja Dask {what}; coba sendiri dengan `ilp check`")
    ringkasan: Ringkasan = future.result()
    if (ringkasan.program, ringkasan.hukum or law_print()) != (__version__, law_print()):
        words = f"pekerja Dask memakai ilp_cli {ringkasan.program} atau configs yang lain; samakan pemasangannya"
        return failed(str(folder), day, words)
    return ringkasan
