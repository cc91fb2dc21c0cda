"""A site on loopback, a clock that stands still, and a run against both."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from loopback_retsinformation import Site as Loopback
from loopback_retsinformation import StoppedClock, serving

from lawtext.citing.names import Names
from lawtext.corpus.retsinformation.addresses import Site
from lawtext.corpus.retsinformation.client import Client
from lawtext.corpus.retsinformation.comparison import Comparison
from lawtext.corpus.retsinformation.pace import Pace
from lawtext.corpus.retsinformation.store import Store
from lawtext.corpus.retsinformation.syncing import Result, Sync
from lawtext.law.ids import EditionId

Run = Callable[..., list[Result]]


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def site(clock: StoppedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving(clock) as loopback:
        yield loopback


@pytest.fixture
def client(clock: StoppedClock, site: Loopback) -> Iterator[Client]:  # noqa: ARG001 - no proxy before the client is made
    with Client(clock, timeout=10) as made:
        yield made


@pytest.fixture
def pace(clock: StoppedClock) -> Pace:
    return Pace(clock, 1.5)


@pytest.fixture
def shelved(tmp_path: Path) -> Path:
    """A folder for registers, empty."""
    folder = tmp_path / "registers"
    folder.mkdir()
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data" / "texts")


@pytest.fixture
def run(site: Loopback, client: Client, store: Store, shelved: Path, clock: StoppedClock) -> Run:
    """Fetch these acts; those asked for in the last `days` are not asked for again."""

    def sync(*editions: str, days: int = 7, fresh: datetime | None = None) -> list[Result]:
        work = Sync(Site(site.address), client, Pace(clock, 1.5), store, Comparison(shelved, Names([])), clock)
        since = fresh or clock.now() - timedelta(days=days)
        return list(work.run({EditionId(edition): since for edition in editions}))

    return sync
