"""A cluster of separate processes: scheduler and two workers on loopback, one of which dies mid-way."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from lawtext.batch import Settings, manifest, run, tables
from lawtext.batch.cluster import Cluster
from lawtext.batch.workers import Here, Workshop
from lawtext.cli.given import shelf
from lawtext.drafting.desk import Desk
from lawtext.errors import UsageError

from .conftest import EXAMPLE, example, save


@pytest.fixture
def address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
def workers(address: str, tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """A scheduler at the address and two workers, ready; stopped afterwards."""
    port = address.rpartition(":")[2]
    scheduler = ("dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
    worker = ("dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny")
    with ExitStack() as stack:
        started = [_started(stack, command, tmp_path) for command in (scheduler, worker, worker)]
        _wait_for_two(address)
        yield started[1:]


def _started(stack: ExitStack, command: tuple[str, ...], folder: Path) -> "subprocess.Popen[bytes]":
    program = (sys.executable, "-m", f"distributed.cli.{command[0]}", *command[1:])
    process = subprocess.Popen(program, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def _wait_for_two(address: str) -> None:
    from distributed import Client  # noqa: PLC0415

    last = time.monotonic() + 60
    while True:
        try:
            with Client(address, timeout="5s", set_as_default=False) as client:
                client.wait_for_workers(2, timeout=60)
                return
        except OSError:
            if time.monotonic() > last:
                raise


def test_a_worker_that_dies_costs_only_its_chunk(
    address: str, workers: list[subprocess.Popen[bytes]], at_desk: Desk, tmp_path: Path
) -> None:
    cases = tables.read(save(example() * 6, tmp_path / "sager.csv"))
    cluster = Cluster(address, Workshop(shelf(None).file, cases.columns), manifest.made_with(at_desk))
    made = run(cases, cluster, tmp_path / "klynge", Settings(bytes(32)))
    next(made)
    workers[0].kill()
    assert sum(1 for _ in made) == 6 * 200 - 1
    list(run(cases, Here(at_desk, cases.columns), tmp_path / "her", Settings(bytes(32))))
    for path in (tmp_path / "her").iterdir():
        assert path.read_bytes() == (tmp_path / "klynge" / path.name).read_bytes()


def test_no_cluster_at_the_address_is_told(
    at_desk: Desk, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lawtext.batch.cluster._PATIENCE", "1s")
    cases = tables.read(EXAMPLE)
    cluster = Cluster(address, Workshop(shelf(None).file, cases.columns), manifest.made_with(at_desk))
    with pytest.raises(UsageError, match="ingen Dask-scheduler svarer"):
        next(run(cases, cluster, tmp_path / "klynge", Settings(bytes(32))))


def test_an_address_that_is_none_is_told(at_desk: Desk, tmp_path: Path) -> None:
    cases = tables.read(EXAMPLE)
    cluster = Cluster("hvor?", Workshop(shelf(None).file, cases.columns), manifest.made_with(at_desk))
    with pytest.raises(UsageError, match="hvor"):
        next(run(cases, cluster, tmp_path / "klynge", Settings(bytes(32))))
