"""What the site says has changed on a day (the harvest interface, domain/retsinformation.md)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from lawtext.corpus.retsinformation.addresses import Site, edition_of_accession
from lawtext.corpus.retsinformation.client import Client
from lawtext.corpus.retsinformation.pace import Clock, Pace, danish, harvest_is_open
from lawtext.corpus.retsinformation.refusals import Fault, Refused
from lawtext.errors import UsageError
from lawtext.law.ids import EditionId

DAYS_BACK = 10
"""The interface goes so far back (domain/retsinformation.md)."""


class Reason(StrEnum):
    """Why a document is on the list."""

    NEW = "NewDocument"
    METADATA = "DocumentMetadataChanged"
    CONTENT = "DocumentContentChanged"
    BOTH = "DocumentMetadataChangedAndDocumentContentChanged"
    REMOVED = "RemovedDocument"
    UNKNOWN = "Unknown"


class Change(NamedTuple):
    """A document in Lovtidende A on the list of a day. `reason` is UNKNOWN for a word that was not there before too."""

    edition: EditionId
    reason: Reason
    day: date


class Changes(NamedTuple):
    """The list of a day. `others` counts documents that are not in Lovtidende A."""

    changes: tuple[Change, ...]
    others: int


class _Entry(Struct, frozen=True, rename={"accession": "accessionsnummer", "reason": "reasonForChange"}):
    """One document as the interface writes it; what the program does not use is not read."""

    accession: str
    reason: str


def days_since(first: date, now: datetime) -> tuple[date, ...]:
    """The days from `first` to today, in Danish time. Raises UsageError for a day the interface does not have."""
    today = danish(now).date()
    if first > today:
        raise UsageError(f"{first.isoformat()} er ikke kommet endnu. Giv en dag i de seneste {DAYS_BACK} dage.")
    earliest = today - timedelta(days=DAYS_BACK)
    if first < earliest:
        raise UsageError(
            f"Retsinformation fortæller kun om ændringer i de seneste {DAYS_BACK} dage, altså fra "
            f"{earliest.isoformat()}; {first.isoformat()} er længere tilbage. Brug i stedet »--max-age 0«."
        )
    return tuple(first + timedelta(days=each) for each in range((today - first).days + 1))


def changed_on(day: date, site: Site, client: Client, pace: Pace, clock: Clock) -> Changes | Refused:
    """What changed on a day; refused outside the interface's hours without asking."""
    if not harvest_is_open(clock.now()):
        return Refused(Fault.CLOSED, _closed(clock.now()))
    answer = client.get(site.changes(day), pace)
    if isinstance(answer, Refused):
        if answer.status == 400:
            return Refused(Fault.CLOSED, _bad_request(day, clock.now()))
        return answer
    return read(answer.body, day)


def read(body: bytes, day: date) -> Changes | Refused:
    """The list in an answer. An empty list is one."""
    try:
        entries = _LIST.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        what = "en webside (HTML)" if b"<html" in body[:4096].lower() else "ikke den kendte liste"
        says = f"Listen over ændringer den {day.isoformat()} er {what}. Grænsefladen kan være ændret."
        return Refused(Fault.UNEXPECTED, says)
    found = [(edition_of_accession(each.accession), _reason(each.reason)) for each in entries]
    changes = tuple(Change(edition, reason, day) for edition, reason in found if edition is not None)
    return Changes(changes, len(found) - len(changes))


def latest(changes: Iterable[Change]) -> dict[EditionId, Change]:
    """Each act once, with its last change; of two on one day, a removal."""
    found: dict[EditionId, Change] = {}
    for change in sorted(changes, key=lambda each: (each.day, each.reason is Reason.REMOVED)):
        found[change.edition] = change
    return found


def end_of(day: date) -> datetime:
    """The moment the day is over in Denmark, in UTC: what was asked after it has seen all of the day's changes."""
    midnight = datetime.combine(day + timedelta(days=1), time(0), ZoneInfo("Europe/Copenhagen"))
    return midnight.astimezone(UTC)


_LIST = msgspec.json.Decoder(list[_Entry])


def _reason(text: str) -> Reason:
    try:
        return Reason(text)
    except ValueError:
        return Reason.UNKNOWN


def _closed(now: datetime) -> str:
    return (
        f"Listen over ændringer kan kun hentes kl. 03.00-23.45 dansk tid; klokken er {danish(now):%H.%M}. "
        "Kør samme kommando igen, når der er åbent."
    )


def _bad_request(day: date, now: datetime) -> str:
    return (
        f"Retsinformation afviser at give listen over ændringer den {day.isoformat()} (400). Det gør den uden for "
        f"kl. 03.00-23.45 dansk tid og for dage mere end {DAYS_BACK} dage tilbage; efter denne computers ur er klokken "
        f"{danish(now):%H.%M} den {danish(now):%Y-%m-%d}. Se efter uret, eller prøv igen senere."
    )
