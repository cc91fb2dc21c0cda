"""A Dask cluster on loopback: a scheduler and two workers of one thread, as processes of their own."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

_PATIENCE = 60
"""Seconds that the scheduler may take to answer, and then the workers to come."""


class Cluster(NamedTuple):
    """A running cluster: the scheduler's address, and the workers' processes."""

    address: str
    workers: tuple["subprocess.Popen[bytes]", ...]


def free_address() -> str:
    """An address on loopback at which nothing answers now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{free.getsockname()[1]}"


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster whose two workers are there; it ends with the block. `folder`: where the workers may write."""
    address = free_address()
    port = address.rpartition(":")[2]
    scheduler = ("dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
    # Without Dask's nanny a worker that is killed stays dead.
    worker = ("dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny")
    with ExitStack() as stack:
        _, *workers = (_started(stack, command, folder) for command in (scheduler, worker, worker))
        _wait_for(address, len(workers))
        yield Cluster(address, tuple(workers))


def _started(stack: ExitStack, command: tuple[str, ...], folder: Path) -> "subprocess.Popen[bytes]":
    program = (sys.executable, "-m", f"distributed.cli.{command[0]}", *command[1:])
    process = subprocess.Popen(program, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def _wait_for(address: str, workers: int) -> None:
    from distributed import Client  # noqa: PLC0415 - an extra, and slow to import

    last = time.monotonic() + _PATIENCE
    while True:
        try:
            with Client(address, timeout="5s", set_as_default=False) as client:
                client.wait_for_workers(workers, timeout=_PATIENCE)
                return
        except OSError:
            if time.monotonic() > last:
                raise
