"""What every test may ask for: a plan folder of its own, and the check of it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.rulebook.report import Report
from tests.plans import KADER_TABLE, PADA, PETUGAS_TABLE, SULI, plan, workbook

Check = Callable[..., Report]


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """No worker for benchmarks, which are measured one at a time; else as many as there are processors."""
    return 0 if config.getoption("benchmark_only") else None


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What programs keep of a user is kept elsewhere while the tests run."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c() -> None:
    """Ctrl-C is heard as on a terminal; a shell that starts the tests in the background has it ignored, also below."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def with_roster(tmp_path: Path) -> Check:
    """Check a small plan whose roster is these bytes, under this name."""

    def run(data: bytes, name: str = "roster.xlsx") -> Report:
        folder = plan(tmp_path, SULI.replace("roster: .", f"roster: {name}"))
        (folder / name).write_bytes(data)
        report = check(folder, pada=PADA)
        assert (folder / name).read_bytes() == data
        return report

    return run


@pytest.fixture
def with_tables(with_roster: Check) -> Check:
    """Check a small plan whose workbook has these tables; those not given are complete."""

    def run(petugas: str = PETUGAS_TABLE, kader: str = KADER_TABLE) -> Report:
        return with_roster(workbook(Petugas=petugas, Kader=kader))

    return run
