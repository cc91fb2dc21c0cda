"""A list of acts, one after the other: asked for, looked through, compared with their registers, kept."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from msgspec import structs

from lawtext.corpus.retsinformation import answers
from lawtext.corpus.retsinformation.addresses import Site
from lawtext.corpus.retsinformation.client import Client
from lawtext.corpus.retsinformation.comparison import Comparison
from lawtext.corpus.retsinformation.pace import Clock, Pace
from lawtext.corpus.retsinformation.refusals import Fault, Refused
from lawtext.corpus.retsinformation.store import Place, Remembered, Store
from lawtext.corpus.verify import Difference
from lawtext.law.ids import EditionId

_AT_ONCE = frozenset({Fault.TOO_MANY, Fault.NO_NETWORK})
_IN_A_ROW = frozenset({Fault.FORBIDDEN, Fault.SERVER, Fault.TIMEOUT, Fault.DROPPED, Fault.UNEXPECTED})
_PATIENCE = 3
"""So many acts in a row refused for a reason that is not theirs, and the site is left alone."""


class Became(StrEnum):
    """What became of one act."""

    NEW = "hentet"
    CHANGED = "ændret"
    SAME = "uændret"
    RECENT = "set for nylig"
    APART = "lagt til side"
    REFUSED = "ikke hentet"
    NOT_ASKED = "ikke nået"


class Result(NamedTuple):
    """One act. `says`: why, where it was not kept among the texts. `stops`: no more acts are asked for because of it.

    `compared`: there was a register to hold it against; `differences` are what it says otherwise.
    """

    edition: EditionId
    became: Became
    says: str = ""
    fault: Fault | None = None
    compared: bool = False
    differences: tuple[Difference, ...] = ()
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Sync:
    """What a run needs: where to ask and how often, where to keep what comes, and what to compare it with."""

    site: Site
    client: Client
    pace: Pace
    store: Store
    comparison: Comparison
    clock: Clock

    def run(self, wanted: Mapping[EditionId, datetime]) -> Iterator[Result]:
        """A result for each act, as it comes. An act that was asked about after its moment is not asked for again.

        Raises UnusableInputError where a text can't be written.
        """
        in_a_row = 0
        stopped = False
        for edition, fresh_since in wanted.items():
            if stopped:
                yield Result(edition, Became.NOT_ASKED)
                continue
            result = self._one(edition, fresh_since)
            in_a_row = in_a_row + 1 if result.fault in _IN_A_ROW else 0
            stopped = result.fault in _AT_ONCE or in_a_row >= _PATIENCE
            yield result._replace(stops=stopped)

    def _one(self, edition: EditionId, fresh_since: datetime) -> Result:
        before = self.store.remembered(edition)
        if before is not None and self._fresh(before, fresh_since):
            return _again(before)
        address = self.site.xml(edition)
        answer = self.client.get(address, self.pace, _conditions(before, address))
        now = self.clock.now()
        if isinstance(answer, Refused):
            if answer.fault is Fault.NOT_FOUND and not (before and before.place):
                self.store.remember(Remembered(edition, address, now, fault=answer.fault, says=answer.says))
            return Result(edition, Became.REFUSED, answer.says, answer.fault)
        if answer.status == 304 and before is not None:
            return self._unchanged(before, now)
        sha256 = hashlib.sha256(answer.body).hexdigest()
        noted = Remembered(edition, address, now, sha256, answer.etag, answer.last_modified)
        return self._judged(answer.body, noted)

    def _fresh(self, before: Remembered, since: datetime) -> bool:
        """Whether the last answer is new enough. That there is no such act holds for a day: it may come tomorrow."""
        now = self.clock.now()
        if before.fault is Fault.NOT_FOUND:
            since = max(since, now - timedelta(days=1))
        return since < before.checked <= now

    def _unchanged(self, before: Remembered, now: datetime) -> Result:
        """The site says that nothing changed; a text that was put apart is held against its register once more."""
        noted = structs.replace(before, checked=now)
        if before.place is not Place.APART:
            self.store.remember(noted)
            return _again(before)._replace(became=Became.SAME if before.place else Became.REFUSED)
        body = self.store.file(before.edition, Place.APART).read_bytes()
        return self._judged(body, noted)

    def _judged(self, body: bytes, noted: Remembered) -> Result:
        """Look a body through, and keep it among the texts, apart, or not at all."""
        text = answers.document(body, noted.edition)
        if isinstance(text, Refused):
            if text.fault is Fault.NO_TEXT:  # an answer that will be the same tomorrow
                self.store.remember(structs.replace(noted, place=Place.NOWHERE, fault=text.fault, says=text.says))
            return Result(noted.edition, Became.REFUSED, text.says, text.fault)
        found = self.comparison.differences(text)
        place = Place.APART if found else Place.TEXTS
        held = self._held(noted.edition)
        says = f"svarer ikke til registeret ({len(found)} forskelle)" if found else ""
        self.store.keep(body, structs.replace(noted, place=place, says=says))
        if found:
            return Result(noted.edition, Became.APART, says, compared=True, differences=found)
        became = Became.NEW if not held else Became.SAME if held == noted.sha256 else Became.CHANGED
        return Result(noted.edition, became, compared=found is not None)

    def _held(self, edition: EditionId) -> str:
        """The sha256 of the text now among the texts, "" where there is none."""
        try:
            return hashlib.sha256(self.store.file(edition, Place.TEXTS).read_bytes()).hexdigest()
        except OSError:
            return ""


def _again(before: Remembered) -> Result:
    """What is remembered of an act, as a result."""
    if before.place is Place.APART:
        return Result(before.edition, Became.APART, before.says, compared=True)
    if before.fault is not None:
        return Result(before.edition, Became.REFUSED, before.says, before.fault)
    return Result(before.edition, Became.RECENT)


def _conditions(before: Remembered | None, address: str) -> dict[str, str]:
    """The headers that ask for the act only if it changed: of an answer from the same address that is still held."""
    if before is None or before.address != address:
        return {}
    named = {"If-None-Match": before.etag, "If-Modified-Since": before.last_modified}
    return {name: value for name, value in named.items() if value}
