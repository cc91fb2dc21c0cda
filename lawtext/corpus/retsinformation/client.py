"""One call to the site, with its retries: what comes back is an answer, or a refusal in one Danish sentence."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urljoin, urlsplit

import httpx

from lawtext.corpus.retsinformation.pace import Clock, Pace, danish
from lawtext.corpus.retsinformation.refusals import Fault, Refused, refusal
from lawtext.reading.detect import LARGEST

TRIES = 3
"""How often a call is made before a passing fault counts."""

LONGEST_WAIT = 15 * 60
"""Seconds. A site that asks for a longer pause is left alone, and the user is told when to come back."""

LONGEST_CALL = timedelta(minutes=10)
"""An answer that isn't there by then never will be: the largest act known is under 3 MB."""

_TIMEOUT = 30.0
_REDIRECTS = 5
_AGAIN = frozenset({500, 502, 503, 504, 520, 521, 522, 523, 524})  # 52x are Cloudflare's own


class Answer(NamedTuple):
    """An answer of status 200 (with its body) or 304 (not changed since; no body)."""

    status: int
    body: bytes
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""


class _Passing(NamedTuple):
    """A fault that may be gone in `seconds`."""

    refused: Refused
    seconds: float


class _Elsewhere(NamedTuple):
    """The site says that the document is at another address."""

    address: str


_Outcome = Answer | Refused | _Passing | _Elsewhere


class Client:
    """Calls the site. Use as a context manager, so that its connections are closed."""

    def __init__(self, clock: Clock, timeout: float = _TIMEOUT) -> None:
        self._clock = clock
        self._http = httpx.Client(timeout=timeout, headers={"User-Agent": user_agent()}, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.close()

    def get(self, address: str, pace: Pace, conditions: Mapping[str, str] | None = None) -> Answer | Refused:
        """The answer at an address. `conditions` are If-None-Match and If-Modified-Since; without, 304 is no answer.

        A passing fault (no answer, 5xx, 429) is tried three times with a pause between, Retry-After respected; every
        try takes its turn in the pace.
        """
        headers = dict(conditions or {})
        outcome: _Outcome = Refused(Fault.UNEXPECTED, "")
        for tried in range(1, TRIES + 1):
            outcome = self._followed(address, pace, headers)
            if not isinstance(outcome, _Passing):
                break
            if tried < TRIES:
                if outcome.seconds > LONGEST_WAIT:
                    break
                self._clock.wait(outcome.seconds * tried)
        if isinstance(outcome, _Passing):
            return outcome.refused
        if isinstance(outcome, Answer) and outcome.status == 304 and not headers:
            return Refused(
                Fault.UNEXPECTED, f"{address} svarer »ikke ændret« (304), selv om der ikke er spurgt om det."
            )
        assert not isinstance(outcome, _Elsewhere)
        return outcome

    def _followed(self, address: str, pace: Pace, headers: dict[str, str]) -> _Outcome:
        """The outcome of one try, wherever the site moves it within itself."""
        place = address
        for _ in range(_REDIRECTS + 1):
            pace.turn()
            outcome = self._once(place, headers, pace)
            if not isinstance(outcome, _Elsewhere):
                return outcome
            if not _same_site(address, outcome.address):
                return Refused(
                    Fault.UNEXPECTED, f"{address} viser videre til {outcome.address}, som ikke er hos samme sted."
                )
            place = outcome.address
        return Refused(Fault.UNEXPECTED, f"{address} viser videre i ring ({_REDIRECTS} gange).")

    def _once(self, address: str, headers: dict[str, str], pace: Pace) -> _Outcome:
        try:
            with self._http.stream("GET", address, headers=headers) as response:
                return self._outcome(address, response, pace)
        except httpx.TimeoutException:
            says = f"{address} svarer ikke inden for {self._http.timeout.read or 0:g} sekunder. Prøv igen senere."
            return _Passing(Refused(Fault.TIMEOUT, says), pace.seconds * 2)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.CloseError):
            says = f"{address}: forbindelsen blev afbrudt midt i svaret. Prøv igen."
            return _Passing(Refused(Fault.DROPPED, says), pace.seconds * 2)
        except httpx.TransportError as error:
            return _Passing(Refused(Fault.NO_NETWORK, _unreached(address, error)), pace.seconds * 2)
        except (httpx.DecodingError, httpx.InvalidURL, httpx.StreamError) as error:
            return Refused(Fault.UNEXPECTED, f"{address}: svaret kan ikke pakkes ud ({error}).")

    def _outcome(self, address: str, response: httpx.Response, pace: Pace) -> _Outcome:
        status = response.status_code
        if status in (301, 302, 303, 307, 308) and (target := response.headers.get("location")):
            return _Elsewhere(urljoin(address, target))
        if status == 304:
            return Answer(304, b"", *_validators(response))
        body = self._body(address, response)
        if isinstance(body, Refused):
            return body
        if status == 200:
            return Answer(200, body, *_validators(response), response.headers.get("content-type", ""))
        if status == 429 or status in _AGAIN:
            return self._passing(address, status, response.headers.get("retry-after", ""), pace)
        return refusal(address, status, body)

    def _body(self, address: str, response: httpx.Response) -> bytes | Refused:
        """The body, up to the size of the largest act that is read."""
        begun, pieces, size = self._clock.now(), [], 0
        for piece in response.iter_bytes():
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST:
                return Refused(Fault.TOO_LARGE, f"{address} fylder mere end {LARGEST // 1_000_000} MB og hentes ikke.")
            if self._clock.now() - begun > LONGEST_CALL:
                minutes = LONGEST_CALL.total_seconds() / 60
                return Refused(
                    Fault.TIMEOUT, f"{address} var ikke hentet efter {minutes:g} minutter. Prøv igen senere."
                )
        return b"".join(pieces)

    def _passing(self, address: str, status: int, retry_after: str, pace: Pace) -> _Passing:
        """429 or 5xx: how long to wait, by the site's own word or else twice the pace (429: at least a minute's)."""
        asked = seconds_in(retry_after, self._clock.now())
        if status != 429:
            says = f"{address}: serveren har en fejl ({status}). Prøv igen senere."
            return _Passing(Refused(Fault.SERVER, says), asked or pace.seconds * 2)
        seconds = asked or max(60.0, pace.seconds)
        again = danish(self._clock.now() + timedelta(seconds=seconds))
        says = f"Retsinformation siger, at der er spurgt for tit (429). Prøv igen efter kl. {again:%H.%M} dansk tid."
        return _Passing(Refused(Fault.TOO_MANY, says), seconds)


def user_agent() -> str:
    """How the program names itself to the site."""
    try:
        number = version("lawtext-dk")
    except PackageNotFoundError:
        number = "0"
    return f"lawtext-dk/{number} (lawtext corpus sync; httpx/{httpx.__version__})"


def seconds_in(retry_after: str, now: datetime) -> float:
    """The pause that a Retry-After asks for, in seconds or as a date; 0 where it says nothing that can be read."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return 0.0


def _validators(response: httpx.Response) -> tuple[str, str]:
    return response.headers.get("etag", ""), response.headers.get("last-modified", "")


def _same_site(one: str, other: str) -> bool:
    """Whether both are at one host, "www." or not, and the second is no less protected."""
    first, second = urlsplit(one), urlsplit(other)
    bare = [(each.hostname or "").removeprefix("www.") for each in (first, second)]
    return bare[0] == bare[1] and second.scheme in (first.scheme, "https")


def _unreached(address: str, error: httpx.TransportError) -> str:
    host = urlsplit(address).hostname
    if "CERTIFICATE" in str(error).upper():
        return (
            f"{host}: serverens certifikat kan ikke godkendes. Har netværket sit eget certifikat, så angiv det i "
            "miljøvariablen SSL_CERT_FILE."
        )
    return f"{host} kan ikke nås ({type(error).__name__}). Se efter netværket og en eventuel proxy (HTTPS_PROXY)."
