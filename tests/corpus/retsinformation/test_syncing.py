"""A list of acts, one after the other, whatever the site does and whenever the program is killed."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from loopback_retsinformation import (
    NOON,
    Site,
    StoppedClock,
    act,
    body,
    elsewhere,
    half,
    shell,
    status,
    xml_path,
)

from lawtext import reading
from lawtext.citing.names import Names
from lawtext.corpus import making, registers
from lawtext.corpus.retsinformation.refusals import Fault
from lawtext.corpus.retsinformation.store import Place, Store
from lawtext.corpus.retsinformation.syncing import Became, Result
from lawtext.law.ids import EditionId

Run = Callable[..., list[Result]]
ONE, TWO, THREE = "2024-9001", "2024-9002", "2024-9003"
FIVE = [f"2024-900{each}" for each in range(1, 6)]


def became(results: list[Result]) -> list[Became]:
    return [result.became for result in results]


def register(data: bytes, folder: Path) -> None:
    made = making.make(reading.read(data), Names([]))
    registers.write(made, registers.path_in(folder, made.edition))


def text(store: Store, edition: str, place: Place = Place.TEXTS) -> bytes | None:
    file = store.file(EditionId(edition), place)
    return file.read_bytes() if file.exists() else None


def test_acts_are_fetched_at_the_stated_pace_and_kept(run: Run, site: Site, store: Store) -> None:
    site.has(ONE, TWO, THREE)
    assert became(run(ONE, TWO, THREE)) == [Became.NEW] * 3
    assert [text(store, each) for each in (ONE, TWO, THREE)] == [act(each) for each in (ONE, TWO, THREE)]
    assert [request.at - NOON for request in site.requests] == [timedelta(seconds=1.5 * n) for n in range(3)]


def test_what_was_asked_for_lately_is_not_asked_for_again(run: Run, site: Site) -> None:
    site.has(ONE)
    run(ONE)
    assert became(run(ONE)) == [Became.RECENT]
    assert len(site.requests) == 1


def test_later_it_is_asked_for_only_if_changed(run: Run, site: Site, clock: StoppedClock, store: Store) -> None:
    site.has(ONE)
    run(ONE)
    clock.wait(8 * 86400)
    assert became(run(ONE)) == [Became.SAME]
    assert site.requests[1].headers["if-none-match"].startswith('"')
    assert site.requests[1].headers["if-modified-since"] == "Fri, 20 Nov 2026 03:00:00 GMT"
    assert became(run(ONE)) == [Became.RECENT]
    site.acts[ONE] = act(ONE, text="Kasser er af jern.")
    clock.wait(8 * 86400)
    assert became(run(ONE)) == [Became.CHANGED]
    assert text(store, ONE) == site.acts[ONE]


def test_a_site_without_conditional_requests_gives_the_same_text_again(
    run: Run, site: Site, clock: StoppedClock
) -> None:
    site.has(ONE)
    site.conditional = False
    run(ONE)
    clock.wait(8 * 86400)
    assert became(run(ONE)) == [Became.SAME]


def test_a_text_lost_from_disk_is_fetched_without_condition(run: Run, site: Site, store: Store) -> None:
    site.has(ONE)
    run(ONE)
    store.file(EditionId(ONE), Place.TEXTS).unlink()
    assert became(run(ONE)) == [Became.NEW]
    assert "if-none-match" not in site.requests[1].headers


def test_a_call_in_the_future_is_not_recent(run: Run, site: Site, clock: StoppedClock) -> None:
    site.has(ONE)
    run(ONE)
    clock.wait(-86400)
    assert became(run(ONE)) == [Became.SAME]


def test_a_text_that_agrees_with_its_register_is_told_so(run: Run, site: Site, shelved: Path) -> None:
    site.has(ONE, TWO)
    register(act(ONE), shelved)
    assert [result.compared for result in run(ONE, TWO)] == [True, False]


def test_a_text_that_differs_is_put_apart_and_the_old_one_stays(
    run: Run, site: Site, store: Store, shelved: Path
) -> None:
    site.has(ONE)
    run(ONE)
    register(act(ONE), shelved)
    site.acts[ONE] = act(ONE, text="Kasser er af jern.")
    (result,) = run(ONE, days=0)
    assert result.became is Became.APART
    assert any("§ 1: teksten er anderledes" in each.says for each in result.differences)
    assert (text(store, ONE), text(store, ONE, Place.APART)) == (act(ONE), site.acts[ONE])
    assert became(run(ONE)) == [Became.APART]
    assert len(site.requests) == 2


def test_a_text_put_apart_is_compared_again_when_the_site_says_unchanged(
    run: Run, site: Site, store: Store, shelved: Path
) -> None:
    site.acts[ONE] = act(ONE, text="Kasser er af jern.")
    register(act(ONE), shelved)
    assert became(run(ONE)) == [Became.APART]
    register(site.acts[ONE], shelved)
    assert became(run(ONE, days=0)) == [Became.NEW]
    assert "if-none-match" in site.requests[1].headers
    assert (text(store, ONE), text(store, ONE, Place.APART)) == (site.acts[ONE], None)


@pytest.mark.parametrize(
    ("fault", "became_of_it"),
    [
        (status(404, b"No document found matching ELI request"), Fault.NOT_FOUND),
        (status(403), Fault.FORBIDDEN),
        (status(418), Fault.UNEXPECTED),
        (shell, Fault.NOT_XML),
        (body(act(ONE)[:700]), Fault.CUT_SHORT),
        (body(b"<note/>"), Fault.NOT_LEXDANIA),
        (body(act(TWO)), Fault.OTHER_ACT),
        (body(act(ONE, body="")), Fault.NO_TEXT),
        (elsewhere("/eli/lta/2024/9001"), Fault.NOT_XML),
    ],
)
def test_one_bad_answer_leaves_the_text_and_the_others_alone(
    run: Run, site: Site, store: Store, fault: object, became_of_it: Fault
) -> None:
    site.has(ONE, TWO)
    run(ONE)
    site.fails(ONE, fault)  # type: ignore[arg-type]
    bad, good = run(ONE, TWO, days=0)
    assert (bad.became, bad.fault, good.became) == (Became.REFUSED, became_of_it, Became.NEW)
    assert not bad.stops
    assert text(store, ONE) == act(ONE)
    assert sorted(path.name for path in store.texts.iterdir()) == [f"{ONE}.xml", f"{TWO}.xml"]


def test_metadata_only_is_remembered_and_told_again(run: Run, site: Site, clock: StoppedClock) -> None:
    site.acts["2003-9001"] = act("2003-9001", body="")
    first, again = run("2003-9001"), run("2003-9001")
    assert first == again and first[0].fault is Fault.NO_TEXT
    clock.wait(8 * 86400)
    assert run("2003-9001") == first
    assert len(site.requests) == 2
    site.has("2003-9001")
    assert became(run("2003-9001", days=0)) == [Became.NEW]


def test_an_act_that_is_not_there_is_asked_for_again_the_next_day(run: Run, site: Site, clock: StoppedClock) -> None:
    assert run(ONE)[0].fault is run(ONE)[0].fault is Fault.NOT_FOUND
    assert len(site.requests) == 1
    site.has(ONE)
    clock.wait(86400)
    assert became(run(ONE)) == [Became.NEW]
    del site.acts[ONE]
    assert run(ONE, days=0)[0].fault is Fault.NOT_FOUND
    assert became(run(ONE)) == [Became.RECENT]


def test_a_refused_act_is_asked_for_again_the_next_time(run: Run, site: Site) -> None:
    site.has(ONE)
    site.fails(ONE, shell)
    assert became(run(ONE)) == [Became.REFUSED]
    assert became(run(ONE)) == [Became.NEW]


@pytest.mark.parametrize("fault", [status(403), status(418)])
def test_a_site_that_refuses_act_after_act_is_left_alone(run: Run, site: Site, fault: object) -> None:
    site.has(*FIVE)
    for edition in FIVE:
        site.fails(edition, fault)  # type: ignore[arg-type]
    results = run(*FIVE)
    assert became(results) == [Became.REFUSED] * 3 + [Became.NOT_ASKED] * 2
    assert [result.stops for result in results] == [False, False, True, False, False]
    assert len(site.requests) == 3


def test_faults_with_a_good_answer_between_do_not_stop(run: Run, site: Site) -> None:
    site.has(*FIVE)
    for edition in (FIVE[0], FIVE[1], FIVE[3], FIVE[4]):
        site.fails(edition, status(403))
    assert Became.NOT_ASKED not in became(run(*FIVE))


def test_too_many_calls_stop_at_once_and_the_same_run_goes_on_later(run: Run, site: Site, clock: StoppedClock) -> None:
    site.has(ONE, TWO, THREE)
    site.fails(TWO, status(429, retry_after="3600"))
    assert became(run(ONE, TWO, THREE)) == [Became.NEW, Became.REFUSED, Became.NOT_ASKED]
    clock.wait(3600)
    assert became(run(ONE, TWO, THREE)) == [Became.RECENT, Became.NEW, Became.NEW]
    assert site.asked().count(xml_path(ONE)) == 1


_CHILD = """
import os, signal, sys
from datetime import timedelta
from pathlib import Path
from loopback_retsinformation import StoppedClock
from lawtext.citing.names import Names
from lawtext.corpus.retsinformation import store as stores
from lawtext.corpus.retsinformation.addresses import Site
from lawtext.corpus.retsinformation.client import Client
from lawtext.corpus.retsinformation.comparison import Comparison
from lawtext.corpus.retsinformation.pace import Pace
from lawtext.corpus.retsinformation.syncing import Sync

address, texts, at, editions = sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4:]
moment, _, number = at.partition(":")
replace, count = Path.replace, 0

def dying(self, target):
    global count
    count += 1
    if moment == "before" and count == int(number):
        os.kill(os.getpid(), signal.SIGKILL)
    made = replace(self, target)
    if moment == "after" and count == int(number):
        os.kill(os.getpid(), signal.SIGKILL)
    return made

Path.replace = dying
clock = StoppedClock()
store = stores.Store(texts)
with store.alone(), Client(clock) as client:
    sync = Sync(Site(address), client, Pace(clock, 1.5), store, Comparison(texts, Names([])), clock)
    for result in sync.run(dict.fromkeys(editions, clock.now() - timedelta(days=7))):
        print(result.edition, result.became, flush=True)
"""


def child(site: Site, store: Store, at: str) -> subprocess.Popen[bytes]:
    """A run of its own that kills itself before or after the n-th renaming ("before:2"), or not ("never")."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", _CHILD, site.address, str(store.texts), at, *FIVE]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def all_whole(site: Site, store: Store) -> int:
    """How many texts there are; each is whole."""
    files = list(store.texts.glob("*.xml"))
    for file in files:
        assert file.read_bytes() == site.acts[file.stem]
    return len(files)


@pytest.mark.parametrize("at", ["before:1", "after:1", "before:2", "after:2", "before:5", "after:9", "before:10"])
def test_killed_at_any_renaming_the_same_run_goes_on(run: Run, site: Site, store: Store, at: str) -> None:
    site.has(*FIVE)
    killed = child(site, store, at)
    _, errors = killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL, errors
    whole = all_whole(site, store)
    moment, _, number = at.partition(":")
    assert whole == (int(number) if moment == "before" else int(number) + 1) // 2
    site.clock.wait(60)  # the killed run's clock went on
    with store.alone():
        results = run(*FIVE)
    assert set(became(results)) <= {Became.NEW, Became.SAME, Became.RECENT}
    assert all_whole(site, store) == 5
    assert len(site.requests) <= 6  # at most the act that was being written is asked for twice
    assert not [path for folder in (store.texts, store.apart) for path in folder.glob(".*")]


def test_killed_in_the_middle_of_an_answer_the_same_run_goes_on(run: Run, site: Site, store: Store) -> None:
    site.has(*FIVE)
    sent = threading.Event()
    site.fails(FIVE[2], half(site.acts[FIVE[2]], sent))
    killed = child(site, store, "never")
    assert sent.wait(60)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert all_whole(site, store) == 2
    site.clock.wait(60)
    with store.alone():
        assert became(run(*FIVE)) == [Became.RECENT] * 2 + [Became.NEW] * 3
    assert all_whole(site, store) == 5
