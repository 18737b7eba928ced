"""Many districts on a Dask cluster: the same function, the same answers, on as many machines as there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ilp_cli.core.outcome import Misuse
from ilp_cli.core.version import __version__
from ilp_cli.recapping.ringkasan import Ringkasan, failed
from ilp_cli.recapping.store import law_print

_SECONDS = 15
"""How long a scheduler may take to answer."""


def answers(folders: Sequence[Path], day: date, address: str) -> Iterator[tuple[Path, Ringkasan]]:
    """Every folder with the figures of its district, as they come. Raises Misuse where there is no such cluster.

    The folders must be seen by every worker under the same full path, and the same ilp_cli installed there. Districts
    whose worker dies are tried elsewhere by Dask itself; at which it gives up, it is told.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise Misuse(
            '--dask memerlukan Dask, yang belum terpasang; pasang dengan pip install "ilp_cli[dask]"'
        ) from None
    from ilp_cli.recapping.verb import attempted

    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        words = f"--dask {address}: penjadwal Dask tidak terjangkau dalam {_SECONDS} detik"
        raise Misuse(f"{words}; periksa alamatnya, misalnya tcp://10.0.0.5:8786") from error
    with client:
        futures = {
            future: folder
            for folder in folders
            for future in [client.submit(attempted, folder, day, pure=False, retries=0)]
        }
        for future in as_completed(futures):
            folder = futures[future]
            yield folder, _answer(future, folder, day)
            future.release()


def _answer(future: object, folder: Path, day: date) -> Ringkasan:
    error = future.exception()  # type: ignore[attr-defined]
    if error is not None:
        return failed(str(folder), day, f"pekerja Dask gagal ({type(error).__name__}); coba sendiri dengan `ilp check`")
    ringkasan: Ringkasan = future.result()  # type: ignore[attr-defined]
    if (ringkasan.program, ringkasan.hukum) != (__version__, law_print()):
        words = f"pekerja Dask memakai ilp_cli {ringkasan.program} atau configs yang lain; samakan pemasangannya"
        return failed(str(folder), day, words)
    return ringkasan
