"""A cluster of separate processes: scheduler and two workers on loopback, one of which dies mid-way."""

from pathlib import Path

import pytest

from lawtext.batch import Settings, check, manifest, run, tables
from lawtext.batch.cluster import Cluster
from lawtext.batch.workers import Here, Workshop
from lawtext.cli.given import shelf
from lawtext.drafting.desk import Desk
from lawtext.errors import UsageError
from scripts import loopback_cluster

from .conftest import example, save


def test_a_worker_that_dies_costs_only_its_chunk(at_desk: Desk, tmp_path: Path) -> None:
    cases = tables.read(save(example() * 6, tmp_path / "sager.csv"))
    workshop, made_with = Workshop(shelf(None).file, cases.columns), manifest.made_with(at_desk)
    with loopback_cluster.cluster(tmp_path) as running, Cluster(running.address, workshop, made_with) as workers:
        assert check(cases, workers) == check(cases, Here(at_desk, cases.columns))
        made = run(cases, workers, tmp_path / "klynge", Settings(bytes(32)))
        next(made)
        running.workers[0].kill()
        assert sum(1 for _ in made) == 6 * 200 - 1
    list(run(cases, Here(at_desk, cases.columns), tmp_path / "her", Settings(bytes(32))))
    for path in (tmp_path / "her").iterdir():
        assert path.read_bytes() == (tmp_path / "klynge" / path.name).read_bytes()


def test_no_cluster_at_the_address_is_told(at_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lawtext.batch.cluster._PATIENCE", "1s")
    nobody = loopback_cluster.free_address()
    with pytest.raises(UsageError, match="ingen Dask-scheduler svarer"):
        Cluster(nobody, Workshop(shelf(None).file, ()), manifest.made_with(at_desk))


def test_an_address_that_is_none_is_told(at_desk: Desk) -> None:
    with pytest.raises(UsageError, match="hvor"):
        Cluster("hvor?", Workshop(shelf(None).file, ()), manifest.made_with(at_desk))
