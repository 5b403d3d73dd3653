"""A real Dask cluster of processes on this machine, for as long as a test needs it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

WORKER = (
    "import lossstudio; lossstudio.__version__ = {version!r}\n"
    "import sys; from distributed.cli.dask_worker import main; sys.exit(main())"
)


@dataclass
class LocalCluster:
    """A scheduler, its address, and its workers."""

    scheduler: "subprocess.Popen[bytes]"
    address: str
    workers: "list[subprocess.Popen[bytes]]"
    folder: Path

    def add_worker(self, version: str) -> None:
        """Begin a worker whose Loss Studio has a version."""
        words = [self.address, "--no-nanny", "--no-dashboard", "--nthreads", "1", "--host", "127.0.0.1"]
        words += ["--local-directory", str(self.folder)]
        self.workers.append(_begun("-c", WORKER.format(version=version), *words))


@contextmanager
def local_cluster(folder: Path, versions: list[str]) -> Iterator[LocalCluster]:
    """Have a cluster with a worker for each version."""
    said = folder / "scheduler.json"
    words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(said)]
    cluster = LocalCluster(_begun("-m", "distributed.cli.dask_scheduler", *words), "", [], folder)
    try:
        cluster.address = _address(said)
        for version in versions:
            cluster.add_worker(version)
        yield cluster
    finally:
        for process in (*cluster.workers, cluster.scheduler):
            process.kill()
            process.wait()


def _begun(*words: str) -> "subprocess.Popen[bytes]":
    nothing = subprocess.DEVNULL
    return subprocess.Popen([sys.executable, *words], stdin=nothing, stdout=nothing, stderr=nothing)


def _address(said: Path) -> str:
    until = monotonic() + 60
    while monotonic() < until:
        try:
            return str(json.loads(said.read_text())["address"])
        except (OSError, ValueError):
            sleep(0.02)
    raise TimeoutError("the scheduler doesn't begin")
