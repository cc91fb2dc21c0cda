"""What the site says has changed on a day."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback_retsinformation import NOON, StoppedClock, body, serving, shell, status
from loopback_retsinformation import Site as Loopback

from lawtext.corpus.retsinformation import harvest
from lawtext.corpus.retsinformation.addresses import Site
from lawtext.corpus.retsinformation.client import Client
from lawtext.corpus.retsinformation.harvest import Change, Changes, Reason
from lawtext.corpus.retsinformation.pace import BETWEEN_HARVESTS, Pace
from lawtext.corpus.retsinformation.refusals import Fault, Refused
from lawtext.errors import UsageError
from lawtext.law.ids import EditionId

TODAY = NOON.date()


def entry(accession: str, reason: str = "DocumentContentChanged", **more: object) -> dict[str, object]:
    """A document as the interface is said to write it (domain/retsinformation.md)."""
    return {
        "documentId": "AA000001",
        "accessionsnummer": accession,
        "reasonForChange": reason,
        "changeDate": "2026-11-20T04:00:00",
        "documentType": {"shortName": "LOV H", "id": 10},
        "href": f"https://api.retsinformation.dk/v1/Documents/{accession}",
    } | more


def asked(site: Loopback, client: Client, clock: StoppedClock, day: date = TODAY) -> Changes | Refused:
    return harvest.changed_on(day, Site(site.address, site.address), client, Pace(clock, BETWEEN_HARVESTS), clock)


def test_the_list_of_a_day_is_read(site: Loopback, client: Client, clock: StoppedClock) -> None:
    site.changes[TODAY] = [
        entry("A20240900130"),
        entry("B20240900205", "DocumentMetadataChanged"),
        entry("A20240900330", "RemovedDocument"),
        entry("A20240900430", "SomethingNew"),
        entry("C20240900560"),
        entry("nonsense"),
    ]
    got = asked(site, client, clock)
    assert isinstance(got, Changes)
    assert [(each.edition, each.reason) for each in got.changes] == [
        ("2024-9001", Reason.CONTENT),
        ("2024-9002", Reason.METADATA),
        ("2024-9003", Reason.REMOVED),
        ("2024-9004", Reason.UNKNOWN),
    ]
    assert got.others == 2


def test_an_empty_list_is_one(site: Loopback, client: Client, clock: StoppedClock) -> None:
    assert asked(site, client, clock) == Changes((), 0)


@pytest.mark.parametrize("hour", ["2026-11-20T00:00", "2026-11-20T01:59", "2026-11-20T22:50"])
def test_outside_the_hours_nothing_is_asked(site: Loopback, client: Client, clock: StoppedClock, hour: str) -> None:
    clock.wait((datetime.fromisoformat(hour).replace(tzinfo=UTC) - NOON).total_seconds())
    got = asked(site, client, clock)
    assert isinstance(got, Refused) and got.fault is Fault.CLOSED
    assert "kl. 03.00-23.45 dansk tid" in got.says
    assert site.requests == []


def test_a_refusal_by_a_site_whose_clock_differs_names_ours(
    clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving(StoppedClock(NOON + timedelta(hours=12))) as site, Client(clock) as client:
        got = asked(site, client, clock)
    assert isinstance(got, Refused) and got.fault is Fault.CLOSED
    assert "efter denne computers ur er klokken 12.00 den 2026-11-20" in got.says


def test_calls_keep_ten_seconds_apart_and_sooner_is_refused(
    site: Loopback, client: Client, clock: StoppedClock
) -> None:
    pace = Pace(clock, BETWEEN_HARVESTS)
    place = Site(site.address, site.address)
    for day in range(3):
        assert isinstance(harvest.changed_on(TODAY - timedelta(day), place, client, pace, clock), Changes)
    assert [request.at - NOON for request in site.requests] == [timedelta(seconds=10 * n) for n in range(3)]
    hasty = client.get(place.changes(TODAY), Pace(clock, 0))  # tried again after a minute, which is polite enough
    assert not isinstance(hasty, Refused)
    assert clock.waits[-1] == 60


@pytest.mark.parametrize(
    ("fault", "kind", "said"),
    [
        (shell, Fault.UNEXPECTED, "er en webside (HTML)"),
        (body(b"{}"), Fault.UNEXPECTED, "ikke den kendte liste"),
        (body(b"[{}]"), Fault.UNEXPECTED, "ikke den kendte liste"),
        (body(b'[{"accessionsnummer": 1, "reasonForChange": ""}]'), Fault.UNEXPECTED, "ikke den kendte liste"),
        (body(b"[\xff"), Fault.UNEXPECTED, "ikke den kendte liste"),
        (body(b""), Fault.UNEXPECTED, "ikke den kendte liste"),
        (status(403), Fault.FORBIDDEN, "adgang nægtet"),
        (status(404), Fault.NOT_FOUND, "adresserne kan være ændret"),
        (status(429, retry_after="9999"), Fault.TOO_MANY, "spurgt for tit"),
    ],
)
def test_an_interface_that_is_not_what_was_said_is_told(  # noqa: PLR0913, PLR0917
    site: Loopback, client: Client, clock: StoppedClock, fault: object, kind: Fault, said: str
) -> None:
    site.faults["/v1/Documents?date=2026-11-20"] = [fault]  # type: ignore[list-item]
    got = asked(site, client, clock)
    assert isinstance(got, Refused) and got.fault is kind
    assert said in got.says


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(JSON)
def test_any_json_is_a_list_or_refused(value: object) -> None:
    assert isinstance(harvest.read(json.dumps(value).encode(), TODAY), Changes | Refused)


def test_the_days_are_those_of_denmark_up_to_ten_back() -> None:
    assert harvest.days_since(date(2026, 11, 18), NOON) == tuple(date(2026, 11, day) for day in (18, 19, 20))
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # 00.30 on the 21st in Denmark
    assert harvest.days_since(date(2026, 11, 21), late) == (date(2026, 11, 21),)
    assert len(harvest.days_since(date(2026, 11, 10), NOON)) == 11
    with pytest.raises(UsageError, match="fra 2026-11-10"):
        harvest.days_since(date(2026, 11, 9), NOON)
    with pytest.raises(UsageError, match="er ikke kommet endnu"):
        harvest.days_since(date(2026, 11, 21), NOON)


def test_each_act_has_its_last_change() -> None:
    one, two = EditionId("2024-9001"), EditionId("2024-9002")
    yesterday = TODAY - timedelta(1)
    changes = [
        Change(one, Reason.CONTENT, TODAY),
        Change(one, Reason.REMOVED, yesterday),
        Change(two, Reason.REMOVED, TODAY),
        Change(two, Reason.CONTENT, TODAY),
    ]
    latest = harvest.latest(changes)
    assert (latest[one].reason, latest[two].reason) == (Reason.CONTENT, Reason.REMOVED)


def test_a_day_ends_at_midnight_in_denmark() -> None:
    assert harvest.end_of(date(2026, 11, 20)) == datetime(2026, 11, 20, 23, tzinfo=UTC)
    assert harvest.end_of(date(2026, 7, 1)) == datetime(2026, 7, 1, 22, tzinfo=UTC)
