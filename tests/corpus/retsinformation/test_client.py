"""One call, whatever the server does."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import httpx
import pytest
from loopback_retsinformation import (
    Fault as Misbehaves,
)
from loopback_retsinformation import (
    Site,
    StoppedClock,
    act,
    body,
    dropped,
    elsewhere,
    ill_zipped,
    short,
    silent,
    status,
    zipped,
)

from lawtext.corpus.retsinformation import client as client_module
from lawtext.corpus.retsinformation.client import Answer, Client, seconds_in, user_agent
from lawtext.corpus.retsinformation.pace import Pace
from lawtext.corpus.retsinformation.refusals import Fault, Refused

Asked = Callable[..., Refused]
EDITION = "2024-9001"
PATH = "/eli/lta/2024/9001/xml"


def refused(client: Client, site: Site, pace: Pace) -> Refused:
    got = client.get(site.address + PATH, pace)
    assert isinstance(got, Refused), got
    assert got.says and "\n" not in got.says
    return got


@pytest.fixture
def asked(client: Client, site: Site, pace: Pace) -> Asked:
    """The refusal of a call that ends, try after try, in these."""

    def ask(*misbehaves: Misbehaves) -> Refused:
        site.fails(EDITION, *misbehaves)
        return refused(client, site, pace)

    return ask


def test_an_answer_has_its_body_and_its_validators(client: Client, site: Site, pace: Pace) -> None:
    site.has(EDITION)
    got = client.get(site.address + PATH, pace)
    assert isinstance(got, Answer)
    assert got.body == act(EDITION)
    assert got.etag.startswith('"') and got.last_modified == "Fri, 20 Nov 2026 03:00:00 GMT"


def test_the_program_says_who_it_is(client: Client, site: Site, pace: Pace) -> None:
    client.get(site.address + PATH, pace)
    assert site.requests[0].headers["user-agent"] == user_agent()
    assert user_agent().startswith("lawtext-dk/")


def test_a_server_that_wants_a_name_refuses_one_without(
    site: Site, pace: Pace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "user_agent", lambda: "python-httpx/0.28")
    site.has(EDITION)
    with Client(site.clock) as nameless:
        assert refused(nameless, site, pace).fault is Fault.FORBIDDEN


@pytest.mark.parametrize(
    ("misbehaves", "fault", "said"),
    [
        ([status(403)], Fault.FORBIDDEN, "adgang nægtet (403)"),
        ([], Fault.NOT_FOUND, "Findes ikke hos Retsinformation (404)"),
        ([status(404, b"<html>gone</html>")], Fault.NOT_FOUND, "adresserne kan være ændret"),
        ([status(418)], Fault.UNEXPECTED, "svarer 418"),
        ([status(400)], Fault.UNEXPECTED, "svarer 400"),
        ([status(204)], Fault.UNEXPECTED, "svarer 204"),
        ([status(304)], Fault.UNEXPECTED, "selv om der ikke er spurgt om det"),
        ([status(500)] * 3, Fault.SERVER, "fejl (500)"),
        ([status(521)] * 3, Fault.SERVER, "fejl (521)"),
        ([status(429)] * 3, Fault.TOO_MANY, "spurgt for tit (429)"),
        ([dropped] * 3, Fault.DROPPED, "afbrudt midt i svaret"),
        ([short(act(EDITION))] * 3, Fault.DROPPED, "afbrudt midt i svaret"),
        ([ill_zipped], Fault.UNEXPECTED, "kan ikke pakkes ud"),
        ([elsewhere("https://example.org/x")], Fault.UNEXPECTED, "viser videre til https://example.org/x"),
        ([elsewhere("/eli/lta/2024/9001/xml")] * 9, Fault.UNEXPECTED, "viser videre i ring"),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence(
    asked: Asked, misbehaves: list[Misbehaves], fault: Fault, said: str
) -> None:
    got = asked(*misbehaves)
    assert got.fault is fault
    assert said in got.says


@pytest.mark.parametrize("misbehaves", [status(503), status(429), dropped, short(act(EDITION))])
def test_a_passing_fault_is_tried_again_after_a_pause(
    client: Client, site: Site, pace: Pace, clock: StoppedClock, misbehaves: Misbehaves
) -> None:
    site.has(EDITION)
    site.fails(EDITION, misbehaves, misbehaves)
    got = client.get(site.address + PATH, pace)
    assert isinstance(got, Answer) and got.body == act(EDITION)
    assert len(site.requests) == 3
    assert sum(clock.waits) >= 2 * 1.5


@pytest.mark.parametrize("misbehaves", [status(403), status(418), body(b"not XML")])
def test_what_will_not_pass_is_not_tried_again(client: Client, site: Site, pace: Pace, misbehaves: Misbehaves) -> None:
    site.has(EDITION)
    site.fails(EDITION, misbehaves)
    client.get(site.address + PATH, pace)
    assert len(site.requests) == 1


def test_silence_is_a_timeout(site: Site, pace: Pace) -> None:
    site.fails(EDITION, silent, silent, silent)
    with Client(site.clock, timeout=0.05) as impatient:
        got = refused(impatient, site, pace)
    assert got.fault is Fault.TIMEOUT
    assert "svarer ikke inden for 0.05 sekunder" in got.says


def test_nobody_there_is_no_network(client: Client, pace: Pace) -> None:
    got = client.get("http://127.0.0.1:1/eli", pace)  # port 1: nobody listens
    assert isinstance(got, Refused) and got.fault is Fault.NO_NETWORK
    assert "127.0.0.1 kan ikke nås" in got.says


def test_a_certificate_of_the_networks_own_is_told(client: Client, pace: Pace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate in chain")

    monkeypatch.setattr(httpx.Client, "stream", refuse)
    got = client.get("https://127.0.0.1/eli", pace)
    assert isinstance(got, Refused) and "SSL_CERT_FILE" in got.says


def test_retry_after_is_what_is_waited(client: Client, site: Site, pace: Pace, clock: StoppedClock) -> None:
    site.has(EDITION)
    site.fails(EDITION, status(429, retry_after="240"))
    assert isinstance(client.get(site.address + PATH, pace), Answer)
    assert clock.waits == [240]


def test_retry_after_may_be_a_date(client: Client, site: Site, pace: Pace, clock: StoppedClock) -> None:
    site.has(EDITION)
    site.fails(EDITION, status(503, retry_after="Fri, 20 Nov 2026 11:02:00 GMT"))
    assert isinstance(client.get(site.address + PATH, pace), Answer)
    assert clock.waits == [120]


def test_a_long_pause_is_the_users_to_take(client: Client, site: Site, pace: Pace, clock: StoppedClock) -> None:
    site.fails(EDITION, status(429, retry_after="7200"))
    got = refused(client, site, pace)
    assert got.fault is Fault.TOO_MANY
    assert "efter kl. 14.00 dansk tid" in got.says
    assert clock.waits == []
    assert len(site.requests) == 1


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("", 0), ("soon", 0), ("12", 12), (" 12 ", 12), ("-5", 0), ("²", 0), ("9" * 99, 999999999),
     ("Fri, 20 Nov 2026 11:00:30 GMT", 30), ("Fri, 20 Nov 2020 11:00:30 GMT", 0), ("Fri, 20 Nov 2026 11:00:30", 0)],
)  # fmt: skip
def test_retry_after_in_every_form(text: str, seconds: float) -> None:
    assert seconds_in(text, datetime(2026, 11, 20, 11, tzinfo=UTC)) == seconds


def test_each_call_keeps_the_pace_redirects_too(client: Client, site: Site, pace: Pace, clock: StoppedClock) -> None:
    site.has(EDITION)
    site.fails(EDITION, elsewhere(PATH))
    assert isinstance(client.get(site.address + PATH, pace), Answer)
    assert isinstance(client.get(site.address + PATH, pace), Answer)
    times = [request.at for request in site.requests]
    assert [after - before for before, after in pairwise(times)] == [timedelta(seconds=1.5)] * 2
    assert clock.waits == [1.5, 1.5]


def test_a_compressed_answer_is_unpacked(client: Client, site: Site, pace: Pace) -> None:
    site.fails(EDITION, zipped(act(EDITION)))
    got = client.get(site.address + PATH, pace)
    assert isinstance(got, Answer) and got.body == act(EDITION)


def test_an_answer_without_end_is_cut_off(
    client: Client, site: Site, pace: Pace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "LARGEST", 2_000_000)
    site.fails(EDITION, zipped(b" " * 50_000_000))
    assert refused(client, site, pace).fault is Fault.TOO_LARGE


def test_an_answer_that_never_gets_done_is_given_up(site: Site, pace: Pace) -> None:
    class Racing(StoppedClock):
        def now(self) -> datetime:
            self._now += timedelta(minutes=11)
            return self._now

    site.has(EDITION)
    with Client(Racing(), timeout=10) as slow:
        got = refused(slow, site, pace)
    assert got.fault is Fault.TIMEOUT
    assert "efter 10 minutter" in got.says


def test_a_condition_is_sent_and_met(client: Client, site: Site, pace: Pace) -> None:
    site.has(EDITION)
    first = client.get(site.address + PATH, pace)
    assert isinstance(first, Answer)
    again = client.get(site.address + PATH, pace, {"If-None-Match": first.etag})
    assert isinstance(again, Answer) and (again.status, again.body) == (304, b"")
